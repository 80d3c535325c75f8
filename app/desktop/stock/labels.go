package stock

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// newLabels is the page that prints labels of places.
func newLabels(shop *app.Shop, who func() data.Actor, desk page.Desk, route page.Route) kit.Page {
	var ids []int64
	for _, s := range strings.Split(route.Get("ids"), ",") {
		if id, err := strconv.ParseInt(s, 10, 64); err == nil {
			ids = append(ids, id)
		}
	}
	options := app.LabelOptions{Stock: desk.Prefs().Get("locationlabels.stock"), Start: 1, Copies: 1}
	read := func(o app.LabelOptions) func(context.Context) (app.Paper, error) {
		return func(ctx context.Context) (app.Paper, error) {
			if len(ids) == 0 {
				return app.Paper{}, data.Refused("labels", "mark some on the Stock page, Ctrl+3", "no places are chosen")
			}
			doc, err := shop.LocationLabelDoc(ctx, ids, o)
			if err != nil {
				return app.Paper{}, err
			}
			return app.Picture(doc), nil
		}
	}
	var p *kit.PaperPage
	// Replaced on the window's goroutine, read where the paper is drawn.
	var kept atomic.Pointer[app.LabelOptions]
	kept.Store(&options)
	set := func(change func(o *app.LabelOptions)) {
		o := *kept.Load()
		change(&o)
		kept.Store(&o)
		p.Reload()
	}
	p = kit.NewPaperPage(desk, "Location labels", func(ctx context.Context) (kit.Paper, error) {
		paper, err := read(*kept.Load())(ctx)
		return kit.Paper{Pages: paper.Pictures, Warnings: paper.Warnings, Wide: paper.Wide}, err
	}, func(ctx context.Context) error {
		paper, err := read(*kept.Load())(ctx)
		if err != nil {
			return err
		}
		_, err = shop.Print(ctx, who(), app.DocLocationLabel, paper.Doc, "location", ids[0])
		return err
	})
	stocks := app.LabelStocks()
	names := make([]string, len(stocks))
	chosen := ""
	for i, st := range stocks {
		names[i] = fmt.Sprintf("%s  %s", st.ID, st.Name)
		if st.ID == options.Stock || options.Stock == "" && st.ID == "L7160" {
			chosen = names[i]
		}
	}
	stock := kit.NewSelect(names, nil)
	stock.SetSelected(chosen)
	stock.OnChanged = func(string) {
		id := stocks[stock.SelectedIndex()].ID
		desk.Prefs().Set("locationlabels.stock", id)
		set(func(o *app.LabelOptions) { o.Stock = id })
	}
	copies := kit.NewQuantity("Copies of each", 1, 1000)
	copies.Set(1)
	copies.OnValue = func(n int64) { set(func(o *app.LabelOptions) { o.Copies = int(n) }) }
	start := kit.NewQuantity("First free label of the sheet", 1, 500)
	start.Set(1)
	start.OnValue = func(n int64) { set(func(o *app.LabelOptions) { o.Start = int(n) }) }
	p.Options = kit.Column(12, kit.NewStrong(page.Counted(len(ids), "place")), kit.NewField("Labels", stock), copies.Field, start.Field)
	p.Focus = copies.Entry
	return p
}
