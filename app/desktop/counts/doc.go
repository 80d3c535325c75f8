// Package counts is the stocktaking: asking for a count of some places or
// products, walking it with keyboard or scanner, counting what differs once
// more, giving each difference its reason, and bringing the books to what was
// found. Sales go on meanwhile.
//
// Pages gives the window "counts", "newcount", "count/C-12" and the printed
// sheet "countpaper/C-12".
package counts

import (
	"context"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Pages are the pages of counting; who says who sits at the desk.
func Pages(shop *app.Shop, who func() data.Actor) []kit.Spec {
	return []kit.Spec{
		{Name: "counts", Title: "Counts", New: func(desk page.Desk, _ page.Route) kit.Page {
			return newListView(newList(shop, desk.Runner()), shop.Books(), desk)
		}},
		{Name: "newcount", Title: "Ask for a count", Rail: "counts", New: func(desk page.Desk, route page.Route) kit.Page {
			return newRequestView(newRequest(shop, who, desk.Runner(), route), desk)
		}},
		{Name: "count", Title: "Count", Rail: "counts", Hidden: true, New: func(desk page.Desk, route page.Route) kit.Page {
			return newSheetView(newSheet(shop, who, desk.Runner(), route.Arg(0)), shop.Books(), desk)
		}},
		{Name: "countpaper", Title: "Print a count sheet", Rail: "counts", Hidden: true, New: func(desk page.Desk, route page.Route) kit.Page {
			return newPaper(shop, who, desk, route.Arg(0))
		}},
	}
}

// newPaper shows a count sheet on paper.
func newPaper(shop *app.Shop, who func() data.Actor, desk page.Desk, number string) kit.Page {
	read := func(ctx context.Context) (int64, app.Paper, error) {
		c, err := shop.CountSheet(ctx, number)
		if err != nil {
			return 0, app.Paper{}, err
		}
		doc, err := shop.CountDoc(ctx, []int64{c.Count.ID})
		if err != nil {
			return 0, app.Paper{}, err
		}
		return c.Count.ID, app.Picture(doc), nil
	}
	return kit.NewPaperPage(desk, "Count sheet "+number, func(ctx context.Context) (kit.Paper, error) {
		_, p, err := read(ctx)
		return kit.Paper{Pages: p.Pictures, Warnings: p.Warnings, Wide: p.Wide}, err
	}, func(ctx context.Context) error {
		id, p, err := read(ctx)
		if err != nil {
			return err
		}
		_, err = shop.Print(ctx, who(), app.DocCountSheet, p.Doc, "count", id)
		return err
	})
}
