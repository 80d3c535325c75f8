// Package pick is the way from paid orders to goods on the bench: what may be
// released to the floor, which walks pickers take, and one walk on a screen at
// the cart, place by place.
//
// Pages gives the window "pick" (also "pick?view=floor"), "picklist/P-311" and
// the printed lists
// "picklistpaper/P-311/P-312".
package pick

import (
	"context"
	"fmt"
	"strings"

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
		{Name: "picklistpaper", Title: "Print pick lists", Rail: "pick", Hidden: true, New: func(desk page.Desk, route page.Route) kit.Page {
			var numbers []string
			for i := 0; route.Arg(i) != ""; i++ {
				numbers = append(numbers, strings.ToUpper(route.Arg(i)))
			}
			return newListPaper(shop, who, desk, numbers)
		}},
	}
}

// newListPaper shows pick lists on paper.
func newListPaper(shop *app.Shop, who func() data.Actor, desk page.Desk, numbers []string) kit.Page {
	read := func(ctx context.Context) ([]int64, app.Paper, error) {
		var ids []int64
		for _, n := range numbers {
			w, err := shop.Walk(ctx, n)
			if err != nil {
				return nil, app.Paper{}, err
			}
			ids = append(ids, w.List.ID)
		}
		if len(ids) == 0 {
			return nil, app.Paper{}, data.Refused("pick", "mark some on the Pick page, Ctrl+3", "no pick lists are chosen")
		}
		doc, err := shop.PickListDoc(ctx, ids)
		if err != nil {
			return nil, app.Paper{}, fmt.Errorf("draw the pick lists: %w", err)
		}
		return ids, app.Picture(doc), nil
	}
	title := "Pick lists"
	if len(numbers) == 1 {
		title = "Pick list " + numbers[0]
	}
	return kit.NewPaperPage(desk, title, func(ctx context.Context) (kit.Paper, error) {
		_, p, err := read(ctx)
		return kit.Paper{Pages: p.Pictures, Warnings: p.Warnings, Wide: p.Wide}, err
	}, func(ctx context.Context) error {
		ids, p, err := read(ctx)
		if err != nil {
			return err
		}
		_, err = shop.Print(ctx, who(), app.DocPickList, p.Doc, "pick list", ids[0])
		return err
	})
}
