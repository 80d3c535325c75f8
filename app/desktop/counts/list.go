package counts

import (
	"context"
	"fmt"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// board is what the list asks of the shop.
type board interface {
	Counts(ctx context.Context, most int32) ([]data.CountsPageRow, error)
	Profile(ctx context.Context) (app.Profile, error)
}

// listMost is how many counts are listed: years of them.
const listMost = 2000

// list is the page of all counts; the open ones stand first.
type list struct {
	Open     bool // only those that are not finished
	Notice   *page.Notice
	OnChange func()
	Go       func(page.Route)

	shop     board
	run      page.Runner
	all      []data.CountsPageRow
	profile  app.Profile
	selected []int
	loading  page.Latest
}

func newList(shop board, run page.Runner) *list {
	return &list{Open: true, shop: shop, run: run, OnChange: func() {}, Go: func(page.Route) {}}
}

// Reload reads the counts.
func (l *list) Reload() {
	var pr app.Profile
	page.Load(l.run, &l.loading, page.Patience, func(ctx context.Context) (rows []data.CountsPageRow, err error) {
		if pr, err = l.shop.Profile(ctx); err != nil {
			return nil, err
		}
		return l.shop.Counts(ctx, listMost)
	}, func(rows []data.CountsPageRow, err error) {
		if l.Notice = page.Explain("read the counts", err, l.Reload); err == nil {
			l.all, l.profile = rows, pr
		}
		l.OnChange()
	})
}

func over(stage string) bool { return stage == "posted" || stage == "cancelled" }

// Shown is what the list shows.
func (l *list) Shown() []data.CountsPageRow {
	var out []data.CountsPageRow
	for _, c := range l.all {
		if over(c.Stage) != l.Open {
			out = append(out, c)
		}
	}
	return out
}

// Choose shows the open counts or the finished ones.
func (l *list) Choose(view string) {
	l.Open = view != "done"
	l.selected = nil
	l.OnChange()
}

// Select says which row is meant.
func (l *list) Select(rows []int) { l.selected = rows }

func (l *list) chosen() (data.CountsPageRow, bool) {
	rows := l.Shown()
	if len(l.selected) == 0 || l.selected[0] >= len(rows) {
		return data.CountsPageRow{}, false
	}
	return rows[l.selected[0]], true
}

// OpenRow shows the count of a row.
func (l *list) OpenRow(row int) {
	if rows := l.Shown(); row >= 0 && row < len(rows) {
		l.Go(page.To("count", rows[row].Number))
	}
}

func (l *list) cells() page.Fixed {
	rows := l.Shown()
	cells := make(page.Fixed, len(rows))
	for i, c := range rows {
		kind := ""
		if c.Blind {
			kind = "blind"
		}
		cells[i] = []page.Cell{page.T(c.Number), page.T(c.Title), page.T(kind), page.T(c.RequestedAt.Time().In(l.profile.Zone()).Format("2 Jan 15:04")),
			page.T(fmt.Sprintf("%s of %s", page.FormatCount(c.CountedCount), page.FormatCount(c.LineCount))), page.S(c.Stage, stateOf(c.Stage))}
	}
	return cells
}

func stateOf(stage string) page.State {
	switch stage {
	case "posted":
		return page.Good
	case "cancelled":
		return page.Muted
	case "review", "recount":
		return page.Warning
	case "counting":
		return page.Info
	}
	return page.Plain
}

// Commands is what can be done with counts.
func (l *list) Commands() page.Commands {
	some := func() bool { _, ok := l.chosen(); return ok }
	return page.Commands{
		{ID: "counts.open", Title: "Open", Key: "F8", Group: "Counts", Rows: true, Enabled: some, Run: func() { l.OpenRow(l.selected[0]) }},
		{ID: "counts.print", Title: "Print the sheet", Key: "Ctrl+P", Group: "Counts", Rows: true, Enabled: some, Run: func() {
			if c, ok := l.chosen(); ok {
				l.Go(page.To("countpaper", c.Number))
			}
		}},
		{ID: "counts.new", Title: "Ask for a count", Key: "Ctrl+N", Group: "Counts", Primary: true, Run: func() { l.Go("newcount") }},
	}
}

// Scan opens a scanned count sheet; other codes are the window's.
func (l *list) Scan(code string) bool {
	for _, c := range l.all {
		if strings.EqualFold(c.Number, code) {
			l.Go(page.To("count", c.Number))
			return true
		}
	}
	return false
}
