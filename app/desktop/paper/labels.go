package paper

import (
	"context"
	"fmt"
	"sync/atomic"

	"fyne.io/fyne/v2"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
	"packbench/labels"
)

// sheets is a page of labels with what a person chooses about them: which
// labels the sheet has, how many of each, and which is the first free one.
type sheets struct {
	desk  page.Desk
	prefs string // where the kind of label is remembered
	page  *kit.PaperPage
	// Replaced on the window's goroutine, read where the paper is drawn.
	kept atomic.Pointer[app.LabelOptions]
}

func newSheets(desk page.Desk, prefs string) *sheets {
	s := &sheets{desk: desk, prefs: prefs}
	s.kept.Store(&app.LabelOptions{Stock: desk.Prefs().Get(prefs + ".stock"), Start: 1, Copies: 1})
	return s
}

func (s *sheets) set(change func(o *app.LabelOptions)) {
	o := *s.kept.Load()
	change(&o)
	s.kept.Store(&o)
	s.page.Reload()
}

// options builds the fields, with what else a kind of label asks below them.
func (s *sheets) options(what string, more ...fyne.CanvasObject) {
	now := *s.kept.Load()
	stocks := app.LabelStocks()
	names := make([]string, len(stocks))
	chosen := ""
	for i, st := range stocks {
		names[i] = fmt.Sprintf("%s  %s", st.ID, st.Name)
		if st.ID == now.Stock || now.Stock == "" && st.ID == "L7160" {
			chosen = names[i]
		}
	}
	stock := kit.NewSelect(names, nil)
	stock.SetSelected(chosen)
	stock.OnChanged = func(string) {
		id := stocks[stock.SelectedIndex()].ID
		s.desk.Prefs().Set(s.prefs+".stock", id)
		s.set(func(o *app.LabelOptions) { o.Stock = id })
	}
	copies := kit.NewQuantity("Copies of each", 1, 1000)
	copies.Set(1)
	copies.OnValue = func(n int64) { s.set(func(o *app.LabelOptions) { o.Copies = int(n) }) }
	start := kit.NewQuantity("First free label of the sheet", 1, 500)
	start.Set(1)
	start.OnValue = func(n int64) { s.set(func(o *app.LabelOptions) { o.Start = int(n) }) }
	s.page.Options = kit.Column(12, append([]fyne.CanvasObject{kit.NewStrong(what), kit.NewField("Labels", stock), copies.Field, start.Field}, more...)...)
	s.page.Focus = copies.Entry
}

func (p press) productLabels(desk page.Desk, route page.Route) kit.Page {
	all, bad := ids(route)
	s := newSheets(desk, "labels")
	s.kept.Load().Price = desk.Prefs().Get("labels.price") != "no"
	s.page = p.page(desk, document{"Product labels", app.DocProductLabel, "product", func(ctx context.Context) (*labels.Doc, int64, error) {
		if bad != nil || len(all) == 0 {
			return nil, 0, data.Refused("labels", "mark some on the Products page, Alt+4", "no products are chosen")
		}
		doc, err := p.shop.ProductLabelDoc(ctx, all, *s.kept.Load())
		return doc, all[0], err
	}})
	price := kit.NewCheck("With the price", nil)
	price.SetChecked(s.kept.Load().Price)
	price.OnChanged = func(on bool) {
		word := "no"
		if on {
			word = "yes"
		}
		desk.Prefs().Set("labels.price", word)
		s.set(func(o *app.LabelOptions) { o.Price = on })
	}
	s.options(page.Counted(len(all), "product"), price)
	return s.page
}

func (p press) locationLabels(desk page.Desk, route page.Route) kit.Page {
	all, bad := ids(route)
	s := newSheets(desk, "locationlabels")
	s.page = p.page(desk, document{"Location labels", app.DocLocationLabel, "location", func(ctx context.Context) (*labels.Doc, int64, error) {
		these := all
		if len(these) == 0 && bad == nil {
			places, err := p.shop.Places(ctx)
			if err != nil {
				return nil, 0, err
			}
			for _, l := range places {
				if l.Kind == "bin" {
					these = append(these, l.ID)
				}
			}
		}
		if len(these) == 0 {
			return nil, 0, data.Refused("labels", "make some under Setup, Locations", "there are no shelves to label")
		}
		doc, err := p.shop.LocationLabelDoc(ctx, these, *s.kept.Load())
		return doc, these[0], err
	}})
	what := "All shelves"
	if len(all) > 0 {
		what = page.Counted(len(all), "place")
	}
	s.options(what)
	return s.page
}
