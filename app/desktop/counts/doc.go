// Package counts is the stocktaking: asking for a count of some places or
// products, walking it with keyboard or scanner, counting what differs once
// more, giving each difference its reason, and bringing the books to what was
// found. Sales go on meanwhile.
//
// Pages gives the window "counts", "newcount" (also "newcount?place=A-03" and
// "newcount?sku=MUG"), "count/C-12" and the printed sheets
// "countpaper/C-12/C-13".
package counts

import (
	"context"
	"strings"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Pages are the pages of counting; who says who sits at the desk.
func Pages(shop *app.Shop, who func() data.Actor) []kit.Spec {
	return []kit.Spec{
		{Name: "counts", Title: "Counts", New: func(desk page.Desk, route page.Route) kit.Page {
			return newListView(newList(shop, desk.Runner(), route), shop.Books(), desk)
		}},
		{Name: "newcount", Title: "Ask for a count", Rail: "counts", New: func(desk page.Desk, route page.Route) kit.Page {
			return newRequestView(newRequest(shop, who, desk.Runner(), route), desk)
		}},
		{Name: "count", Title: "Count", Rail: "counts", Hidden: true, New: func(desk page.Desk, route page.Route) kit.Page {
			return newSheetView(newSheet(shop, who, desk.Runner(), route.Arg(0)), shop.Books(), desk)
		}},
		{Name: "countpaper", Title: "Print count sheets", Rail: "counts", Hidden: true, New: func(desk page.Desk, route page.Route) kit.Page {
			var numbers []string
			for i := 0; route.Arg(i) != ""; i++ {
				numbers = append(numbers, strings.ToUpper(route.Arg(i)))
			}
			return newPaper(shop, who, desk, numbers)
		}},
	}
}

// newPaper shows count sheets on paper.
func newPaper(shop *app.Shop, who func() data.Actor, desk page.Desk, numbers []string) kit.Page {
	read := func(ctx context.Context) ([]int64, app.Paper, error) {
		var ids []int64
		for _, n := range numbers {
			c, err := shop.CountSheet(ctx, n)
			if err != nil {
				return nil, app.Paper{}, err
			}
			ids = append(ids, c.Count.ID)
		}
		if len(ids) == 0 {
			return nil, app.Paper{}, data.Refused("count", "mark some on the Counts page", "no counts are chosen")
		}
		doc, err := shop.CountDoc(ctx, ids)
		if err != nil {
			return nil, app.Paper{}, err
		}
		return ids, app.Picture(doc), nil
	}
	title := "Count sheets"
	if len(numbers) == 1 {
		title = "Count sheet " + numbers[0]
	}
	return kit.NewPaperPage(desk, title, func(ctx context.Context) (kit.Paper, error) {
		_, p, err := read(ctx)
		return kit.Paper{Pages: p.Pictures, Warnings: p.Warnings, Wide: p.Wide}, err
	}, func(ctx context.Context) error {
		ids, p, err := read(ctx)
		if err != nil {
			return err
		}
		_, err = shop.Print(ctx, who(), app.DocCountSheet, p.Doc, "count", ids[0])
		return err
	})
}
