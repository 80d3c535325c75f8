// Package paper shows what will be printed before it is printed: labels for
// products and shelves, pick lists, count sheets, and the carriers' list of
// what was handed over. The pages that people work on lead here by Ctrl+P, and
// Ctrl+P once more prints.
//
// Pages gives the window "productlabels?ids=1,2", "locationlabels?ids=7" (all
// shelves where none are named), "picklistpaper/P-311/P-312",
// "countpaper/C-12" and "manifest".
package paper

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
	"packbench/labels"
)

// Pages are the pages of paper; who says who sits at the desk.
func Pages(shop *app.Shop, who func() data.Actor) []kit.Spec {
	press := press{shop, who}
	return []kit.Spec{
		{Name: "productlabels", Title: "Product labels", Rail: "products", Hidden: true, New: press.productLabels},
		{Name: "locationlabels", Title: "Location labels", Rail: "stock", Hidden: true, New: press.locationLabels},
		{Name: "picklistpaper", Title: "Print pick lists", Rail: "pick", Hidden: true, New: press.pickLists},
		{Name: "countpaper", Title: "Print count sheets", Rail: "counts", Hidden: true, New: press.countSheets},
		{Name: "manifest", Title: "Manifest", Rail: "pack", Hidden: true, New: press.manifest},
	}
}

// press draws documents of the shop and sends them to its printers.
type press struct {
	shop *app.Shop
	who  func() data.Actor
}

// document is one to be drawn, and the record that the printed one is kept
// with: what kind and which.
type document struct {
	title string
	kind  string
	about string
	draw  func(ctx context.Context) (doc *labels.Doc, id int64, err error)
}

// page shows the document.
func (p press) page(desk page.Desk, d document) *kit.PaperPage {
	return p.printedBy(desk, d, func(ctx context.Context) error {
		doc, id, err := d.draw(ctx)
		if err != nil {
			return err
		}
		_, err = p.shop.Print(ctx, p.who(), d.kind, doc, d.about, id)
		return err
	})
}

// printedBy shows a document that is printed in a way of its own.
func (p press) printedBy(desk page.Desk, d document, print func(context.Context) error) *kit.PaperPage {
	return kit.NewPaperPage(desk, d.title, func(ctx context.Context) (kit.Paper, error) {
		doc, _, err := d.draw(ctx)
		if err != nil {
			return kit.Paper{}, err
		}
		picture := app.Picture(doc)
		return kit.Paper{Pages: picture.Pictures, Warnings: picture.Warnings, Wide: picture.Wide}, nil
	}, print)
}

// numbers are the documents that a route names: P-311/P-312.
func numbers(route page.Route) (all []string) {
	for i := 0; route.Arg(i) != ""; i++ {
		all = append(all, strings.ToUpper(route.Arg(i)))
	}
	return all
}

// titled is the title of one document with its number, or of several.
func titled(one, several string, numbers []string) string {
	if len(numbers) == 1 {
		return one + " " + numbers[0]
	}
	return several
}

// pickLists says, when they are printed, that they are on paper: such a list is not
// planned anew any more.
func (p press) pickLists(desk page.Desk, route page.Route) kit.Page {
	all := numbers(route)
	ids := func(ctx context.Context) ([]int64, error) {
		if len(all) == 0 {
			return nil, data.Refused("pick", "mark some on the Pick page, Ctrl+5", "no pick lists are chosen")
		}
		var ids []int64
		for _, n := range all {
			w, err := p.shop.Walk(ctx, n)
			if err != nil {
				return nil, err
			}
			ids = append(ids, w.List.ID)
		}
		return ids, nil
	}
	return p.printedBy(desk, document{title: titled("Pick list", "Pick lists", all), draw: func(ctx context.Context) (*labels.Doc, int64, error) {
		lists, err := ids(ctx)
		if err != nil {
			return nil, 0, err
		}
		doc, err := p.shop.PickListDoc(ctx, lists)
		return doc, lists[0], err
	}}, func(ctx context.Context) error {
		lists, err := ids(ctx)
		if err != nil {
			return err
		}
		return p.shop.PrintPickLists(ctx, p.who(), data.NewOp("lists printed", lists), lists)
	})
}

func (p press) countSheets(desk page.Desk, route page.Route) kit.Page {
	all := numbers(route)
	return p.page(desk, document{titled("Count sheet", "Count sheets", all), app.DocCountSheet, "count", func(ctx context.Context) (*labels.Doc, int64, error) {
		if len(all) == 0 {
			return nil, 0, data.Refused("count", "mark some on the Counts page", "no counts are chosen")
		}
		var ids []int64
		for _, n := range all {
			c, err := p.shop.CountSheet(ctx, n)
			if err != nil {
				return nil, 0, err
			}
			ids = append(ids, c.Count.ID)
		}
		doc, err := p.shop.CountDoc(ctx, ids)
		return doc, ids[0], err
	}})
}

func (p press) manifest(desk page.Desk, _ page.Route) kit.Page {
	return p.page(desk, document{"Manifest", app.DocManifest, "manifest", func(ctx context.Context) (*labels.Doc, int64, error) {
		pr, err := p.shop.Profile(ctx)
		if err != nil {
			return nil, 0, err
		}
		now := p.shop.Now(pr)
		doc, err := p.shop.ManifestDoc(ctx, time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location()))
		if err != nil {
			return nil, 0, err
		}
		if len(doc.Pages) == 0 {
			return nil, 0, data.Refused("manifest", "hand parcels over first, F7", "nothing was handed over today")
		}
		return doc, 0, nil
	}})
}

// ids are the records that a route names: ?ids=1,2.
func ids(route page.Route) (all []int64, err error) {
	text := route.Get("ids")
	if text == "" {
		return nil, nil
	}
	for _, s := range strings.Split(text, ",") {
		id, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%q names no record: %w", s, err)
		}
		all = append(all, id)
	}
	return all, nil
}
