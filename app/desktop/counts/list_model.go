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

// The views of the list.
const (
	viewOpen = "open"
	viewOver = "over"
)

// list is the page of all counts.
type list struct {
	View     string
	Notice   *page.Notice
	OnChange func()
	Go       func(page.Route)

	shop     board
	run      page.Runner
	all      []data.CountsPageRow
	profile  app.Profile
	selected []int
	begun    bool
	loading  page.Latest
}

func newList(shop board, run page.Runner, route page.Route) *list {
	l := &list{View: viewOpen, shop: shop, run: run, OnChange: func() {}, Go: func(page.Route) {}}
	if route.Get("view") == viewOver {
		l.View = viewOver
	}
	return l
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
			l.all, l.profile, l.begun = rows, pr, true
		}
		l.OnChange()
	})
	l.OnChange()
}

// Loading reports whether the list is being read.
func (l *list) Loading() bool { return l.loading.Running() }

func over(stage string) bool { return stage == "posted" || stage == "cancelled" }

// Shown is what the list shows.
func (l *list) Shown() []data.CountsPageRow {
	var out []data.CountsPageRow
	for _, c := range l.all {
		if over(c.Stage) == (l.View == viewOver) {
			out = append(out, c)
		}
	}
	return out
}

// Count is how many counts a view has.
func (l *list) Count(view string) int {
	n := 0
	for _, c := range l.all {
		if over(c.Stage) == (view == viewOver) {
			n++
		}
	}
	return n
}

// Choose shows the open counts or those that are over.
func (l *list) Choose(view string) {
	l.View, l.selected = view, nil
	l.OnChange()
}

// Select says which rows are meant.
func (l *list) Select(rows []int) { l.selected = rows }

// chosen is the counts that are meant.
func (l *list) chosen() []data.CountsPageRow {
	rows := l.Shown()
	var out []data.CountsPageRow
	for _, i := range l.selected {
		if i >= 0 && i < len(rows) {
			out = append(out, rows[i])
		}
	}
	return out
}

// record is the count under the cursor, of which there is a history.
func (l *list) record() (page.Record, bool) {
	for _, c := range l.chosen() {
		return page.Record{Entity: "count", ID: c.ID, Name: "count " + c.Number}, true
	}
	return page.Record{}, false
}

// OpenRow shows the count of a row.
func (l *list) OpenRow(row int) {
	if rows := l.Shown(); row >= 0 && row < len(rows) {
		l.Go(page.To("count", rows[row].Number))
	}
}

// Print shows the sheets of the counts that are meant on paper.
func (l *list) Print() {
	var numbers []string
	for _, c := range l.chosen() {
		numbers = append(numbers, c.Number)
	}
	if len(numbers) > 0 {
		l.Go(page.To("countpaper", numbers...))
	}
}

// Empty says what stands where there are no rows.
func (l *list) Empty() (title, hint string) {
	switch {
	case !l.begun:
		return "", ""
	case l.View == viewOver:
		return "No count is over yet", "Posted and cancelled counts stand here with what they found."
	}
	return "No count is open", "Ask for one with Ctrl+N: some shelves a day keep the books true. A short pick opens one by itself."
}

// Says is what the list holds, for the line at the bottom.
func (l *list) Says() string {
	rows := l.chosen()
	if len(rows) < 2 {
		return ""
	}
	lines := int64(0)
	for _, c := range rows {
		lines += c.LineCount - c.CountedCount
	}
	return fmt.Sprintf("%s · %s to count", page.Counted(len(rows), "count"), page.Counted(lines, "line"))
}

func (l *list) cells() page.Fixed {
	rows := l.Shown()
	cells := make(page.Fixed, len(rows))
	zone := l.profile.Zone()
	for i, c := range rows {
		at := c.RequestedAt
		if l.View == viewOver {
			at = max(c.PostedAt, c.CancelledAt)
		}
		kind := ""
		if c.Blind {
			kind = "Blind"
		}
		cells[i] = []page.Cell{page.T(c.Number), page.T(page.Sentence(c.Title)), page.T(kind), page.T(at.Time().In(zone).Format("2 Jan 15:04")),
			page.T(page.FormatCount(c.LineCount)), page.T(page.FormatCount(c.LineCount - c.CountedCount)), page.S(page.Sentence(c.Stage), stateOf(c.Stage))}
	}
	return cells
}

// numbers names the rows.
func (l *list) numbers() []string {
	var out []string
	for _, c := range l.Shown() {
		out = append(out, c.Number)
	}
	return out
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
