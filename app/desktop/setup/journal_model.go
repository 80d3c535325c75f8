package setup

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// chronicle is what the section of the journal asks.
type chronicle interface {
	Journal(ctx context.Context, f app.JournalFilter) ([]data.JournalEntry, error)
	JournalChanges(ctx context.Context, op int64) ([]data.Change, error)
	RecordJournal(ctx context.Context, f app.JournalFilter) ([]data.JournalEntry, map[int64][]data.Change, error)
	Profile(ctx context.Context) (app.Profile, error)
	page.Undoer
}

// journalPart is everything that was done, by whom, with what it changed.
type journalPart struct {
	part
	At      int
	All     []data.JournalEntry
	Changes map[int64][]data.Change // of those that are open
	Filter  app.JournalFilter
	Name    string // of the record whose history this is, "" for the whole journal

	shop    chronicle
	profile app.Profile
	opening page.Latest
}

// newJournalPart makes the journal, or the history of the record that a route
// names.
func newJournalPart(p part, shop chronicle, route page.Route) *journalPart {
	m := &journalPart{part: p, shop: shop, Changes: make(map[int64][]data.Change)}
	if r, ok := page.RecordOf(route); ok {
		m.Filter = app.JournalFilter{Entity: r.Entity, EntityID: r.ID, Action: r.Action}
		if m.Name = r.Name; m.Name == "" {
			m.Name = r.Entity
		}
	}
	return m
}

// Reload reads the journal.
func (m *journalPart) Reload() {
	type read struct {
		profile app.Profile
		all     []data.JournalEntry
		changes map[int64][]data.Change
	}
	filter := m.Filter
	ask(&m.part, "read the journal", m.Reload, func(ctx context.Context) (r read, err error) {
		if r.profile, err = m.shop.Profile(ctx); err != nil {
			return r, err
		}
		if filter.Entity != "" {
			r.all, r.changes, err = m.shop.RecordJournal(ctx, filter)
			return r, err
		}
		r.all, err = m.shop.Journal(ctx, filter)
		return r, err
	}, func(r read) {
		m.profile, m.All = r.profile, r.all
		if r.changes != nil { // of one record all are open
			m.Changes = r.changes
		}
	})
}

var journalColumns = []page.Column{
	{ID: "at", Title: "When", Width: 156, Kind: page.Date},
	{ID: "who", Title: "Who", Width: 112},
	{ID: "desk", Title: "Desk", Width: 96},
	{ID: "what", Title: "What", Grow: 2, Strong: true},
	{ID: "change", Title: "Before and after", Grow: 3},
	{ID: "state", Title: "", Width: 80, Kind: page.StateWord},
}

// rowOf says which entry stands in a row, and which of its changes, -1 for the
// entry itself.
func (m *journalPart) rowOf(row int) (entry, change int) {
	for i, e := range m.All {
		if row == 0 {
			return i, -1
		}
		row--
		if n := len(m.under(e.ID)); row < n {
			return i, row
		} else {
			row -= n
		}
	}
	return -1, -1
}

// Rows are the entries, and under those that are open what they changed.
func (m *journalPart) Rows() page.Fixed {
	var out page.Fixed
	for _, e := range m.All {
		state := page.Cell{}
		switch {
		case e.ReversedBy > 0:
			state = page.S("Undone", page.Muted)
		case e.Reverses > 0:
			state = page.S("Undo", page.Info)
		}
		out = append(out, []page.Cell{page.T(e.At.Time().In(m.profile.Zone()).Format("2 Jan 2006 15:04")), page.T(e.Who), page.T(e.Desk), page.T(e.Title), page.T(""), state})
		out = append(out, m.under(e.ID)...)
	}
	return out
}

// under are the rows under an entry that is open: what it changed, a line for each
// field.
func (m *journalPart) under(op int64) (rows page.Fixed) {
	for _, c := range m.Changes[op] {
		what := c.Entity + ": " + c.Action
		lines := page.ChangeLines(c.Before, c.After, m.value)
		if len(lines) == 0 {
			lines = []string{""}
		}
		for _, line := range lines {
			rows = append(rows, []page.Cell{{}, {}, {}, {Text: what, State: page.Muted}, page.T(line), {}})
			what = ""
		}
	}
	return rows
}

// earliest is a number that is a moment when a field of that size is met: the year
// 2001 in millionths of a second. Nothing else that a shop counts is as large.
const earliest = 1e15

// value is a value of any record as people read it.
func (m *journalPart) value(field string, v any) string {
	switch v := v.(type) {
	case nil:
		return "–"
	case string:
		if v == "" {
			return "–"
		}
		return v
	case float64:
		field = strings.ToLower(strings.ReplaceAll(field, "_", " "))
		switch {
		case v > earliest:
			return data.Instant(v).Time().In(m.profile.Zone()).Format("2 Jan 2006 15:04")
		case v == 0 && (strings.HasSuffix(field, "at") || field == "until"):
			return "–"
		case slices.Contains([]string{"price", "cost", "amount", "total", "credit limit", "free from"}, field):
			return data.Money(v).In(m.profile.Currency)
		case strings.HasSuffix(field, "mm"):
			return page.FormatCount(int64(v)) + " mm"
		case field == "weightg" || field == "tolerance":
			return data.Grams(v).String()
		case strings.HasSuffix(field, "bp"):
			return percentText(int64(v)) + " %"
		}
		return page.FormatCount(int64(v))
	case bool:
		return yes(v)
	}
	return fmt.Sprint(v)
}

// Says is what stands at the bottom.
func (m *journalPart) Says() string {
	s := page.Counted(len(m.All), "deed") + ", the newest first"
	if m.Name != "" {
		s = m.Name + ": " + s
	}
	if len(m.All) == app.JournalMost {
		s = "the newest " + page.FormatCount(app.JournalMost) + "; F8 chooses a shorter time"
	}
	var only []string
	if m.Filter.Who != "" {
		only = append(only, "by "+m.Filter.Who)
	}
	if m.Filter.Text != "" {
		only = append(only, "with “"+m.Filter.Text+"”")
	}
	if !m.Filter.Since.IsZero() {
		only = append(only, "from "+m.Filter.Since.Format("2 January 2006"))
	}
	if !m.Filter.Until.IsZero() {
		only = append(only, "until "+m.Filter.Until.AddDate(0, 0, -1).Format("2 January 2006"))
	}
	if len(only) > 0 {
		s += ": only " + strings.Join(only, ", ")
	}
	return s
}

// Cursor says which row is meant.
func (m *journalPart) Cursor(i int) { m.At = i }

// undoable is the entry under the cursor, where it can be taken back.
func (m *journalPart) undoable() (data.JournalEntry, bool) {
	at, _ := m.rowOf(m.At)
	if at < 0 {
		return data.JournalEntry{}, false
	}
	e := m.All[at]
	return e, e.Undo != "" && e.Reverses == 0 && e.ReversedBy == 0
}

// Undo takes back the entry under the cursor, with what stands on it, when it was
// shown and confirmed.
func (m *journalPart) Undo() {
	if e, ok := m.undoable(); ok {
		page.Undo(m.desk, m.shop, m.who(), e.ID, false, m.Reload)
	}
}

// Open shows what an entry changed, or hides it again.
func (m *journalPart) Open(row int) {
	at, change := m.rowOf(row)
	if at < 0 || change >= 0 {
		return
	}
	id := m.All[at].ID
	if _, open := m.Changes[id]; open {
		delete(m.Changes, id)
		m.OnChange()
		return
	}
	page.Load(m.run, &m.opening, page.Patience, func(ctx context.Context) ([]data.Change, error) { return m.shop.JournalChanges(ctx, id) }, func(all []data.Change, err error) {
		if m.Trouble = page.Explain("read what it changed", err, nil); err == nil {
			m.Changes[id] = all
		}
		m.OnChange()
	})
}

// ShowAll shows the whole journal.
func (m *journalPart) ShowAll() {
	m.Filter, m.Name, m.Changes = app.JournalFilter{}, "", make(map[int64][]data.Change)
	m.Reload()
}

// AskFilter asks what to show.
func (m *journalPart) AskFilter() {
	day := func(t time.Time, back int) string {
		if t.IsZero() {
			return ""
		}
		return t.AddDate(0, 0, back).Format("2006-01-02")
	}
	f := &page.Form{Title: "Show only", Light: true, Do: "Show", Hint: "What is empty leaves nothing out.", Fields: []page.FormField{
		{ID: "who", Label: "Who", Value: m.Filter.Who, Placeholder: "a part of the name"},
		{ID: "text", Label: "What", Value: m.Filter.Text, Placeholder: "refund, 10042, MUG"},
		{ID: "since", Label: "From", Value: day(m.Filter.Since, 0), Placeholder: "2026-11-01"},
		{ID: "until", Label: "Until", Value: day(m.Filter.Until, -1), Placeholder: "2026-11-30"}}}
	f.Submit = func() {
		next := m.Filter // of the same record, if it is of one
		next.Who, next.Text, next.Since, next.Until = f.Value("who"), f.Value("text"), time.Time{}, time.Time{}
		ok := true
		for _, d := range []struct {
			id   string
			to   *time.Time
			more int
		}{{"since", &next.Since, 0}, {"until", &next.Until, 1}} {
			if f.Value(d.id) == "" {
				continue
			}
			t, err := time.ParseInLocation("2006-01-02", f.Value(d.id), m.profile.Zone())
			if err != nil {
				f.Refuse(d.id, "write a day as 2026-11-23")
				ok = false
				continue
			}
			*d.to = t.AddDate(0, 0, d.more)
		}
		if !ok {
			m.OnChange()
			return
		}
		m.Filter, m.Form, m.Changes = next, nil, make(map[int64][]data.Change)
		m.Reload()
	}
	m.show(f)
}

// Commands is what can be done here.
func (m *journalPart) Commands() page.Commands {
	return page.Commands{
		{ID: "journal.undo", Title: "Undo this", Key: "Ctrl+U", Group: "Journal", Hint: "Shows first what is taken back with it.", Rows: true, Enabled: func() bool { _, ok := m.undoable(); return ok }, Run: m.Undo},
		{ID: "journal.filter", Title: "Show only", Key: "F8", Group: "Journal", Hint: "By person, word or day.", Run: m.AskFilter},
		{ID: "journal.all", Title: "Show all", Key: "Ctrl+Backspace", Group: "Journal", Enabled: func() bool { return m.Filter != app.JournalFilter{} }, Run: m.ShowAll},
	}
}
