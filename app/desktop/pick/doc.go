// Package pick is the way from paid orders to goods on the bench: what may be
// released to the floor, which walks pickers take, and one walk on a screen at
// the cart, place by place.
//
// Pages gives the window "pick", "picklist/P-311" and the printed list
// "picklistpaper/P-311".
package pick

import (
	"context"
	"fmt"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Pages are the pages of picking; who says who sits at the desk.
func Pages(shop *app.Shop, who func() data.Actor) []kit.Spec {
	return []kit.Spec{
		{Name: "pick", Title: "Pick", New: func(desk page.Desk, route page.Route) kit.Page {
			return newFloorView(newFloor(shop, who, desk.Runner()), shop.Books(), desk, route)
		}},
		{Name: "picklist", Title: "Pick list", Rail: "pick", Hidden: true, New: func(desk page.Desk, route page.Route) kit.Page {
			return newWalkView(newWalk(shop, who, desk.Runner(), route.Arg(0)), shop.Books(), desk)
		}},
		{Name: "picklistpaper", Title: "Print a pick list", Rail: "pick", Hidden: true, New: func(desk page.Desk, route page.Route) kit.Page {
			return newListPaper(shop, who, desk, route.Arg(0))
		}},
	}
}

// newListPaper shows a pick list on paper.
func newListPaper(shop *app.Shop, who func() data.Actor, desk page.Desk, number string) kit.Page {
	read := func(ctx context.Context) (app.Walk, app.Paper, error) {
		w, err := shop.Walk(ctx, number)
		if err != nil {
			return w, app.Paper{}, err
		}
		doc, err := shop.PickListDoc(ctx, []int64{w.List.ID})
		if err != nil {
			return w, app.Paper{}, fmt.Errorf("draw pick list %s: %w", number, err)
		}
		return w, app.Picture(doc), nil
	}
	return kit.NewPaperPage(desk, "Pick list "+number, func(ctx context.Context) (kit.Paper, error) {
		_, p, err := read(ctx)
		return kit.Paper{Pages: p.Pictures, Warnings: p.Warnings, Wide: p.Wide}, err
	}, func(ctx context.Context) error {
		w, p, err := read(ctx)
		if err != nil {
			return err
		}
		_, err = shop.Print(ctx, who(), app.DocPickList, p.Doc, "pick list", w.List.ID)
		return err
	})
}
