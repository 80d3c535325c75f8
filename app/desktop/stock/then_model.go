package stock

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// rememberer is what the page of a past moment asks of the shop.
type rememberer interface {
	Profile(ctx context.Context) (app.Profile, error)
	Now(p app.Profile) time.Time
	StockFigures(ctx context.Context, then, later time.Time) ([]data.StockFigure, error)
	StockMatching(ctx context.Context, text string) (app.StockMatch, error)
	StockLines(ctx context.Context, figures []data.StockFigure) ([]app.StockLine, error)
	ExportStockFigures(ctx context.Context, w io.Writer, name string, then, later time.Time, figures []data.StockFigure, progress func(rows int)) error
}

// addTime is how long adding up the whole ledger may take, and listTime how long
// a list of it.
const (
	addTime  = 2 * time.Minute
	listTime = 30 * time.Minute
)

// then is the page of what lay where at a past moment, beside a later one.
type then struct {
	At, Than       string // the moments as typed; Than "" is now
	AtBad, ThanBad string // what is wrong with them
	Text           string
	Changed        bool // only what differs
	Read           bool // there is an answer
	First, Second  time.Time
	Notice         *page.Notice
	Form           *page.Form
	Lines          *page.Lazy[app.StockLine]
	Sums           sums
	OnChange       func()
	Go             func(page.Route)

	shop    rememberer
	run     page.Runner
	toast   func(page.Toast)
	setJob  func(page.Job)
	endJob  func(string)
	pr      app.Profile
	all     []data.StockFigure
	shown   []data.StockFigure
	match   app.StockMatch
	adding  page.Latest
	finding page.Latest
	writing bool
}

// sums are the units and their value at today's cost.
type sums struct {
	Rows            int
	Was, Is         int64
	WasCost, IsCost data.Money
}

func newThen(shop rememberer, desk page.Desk, route page.Route) *then {
	t := &then{At: route.Get("at"), Than: route.Get("to"), Text: strings.TrimSpace(route.Get("find")), shop: shop, run: desk.Runner(), OnChange: func() {}, Go: desk.Open, toast: desk.Toast, setJob: desk.SetJob, endJob: desk.EndJob}
	t.Lines = page.NewLazy(t.run, func(ctx context.Context, from, to int) ([]app.StockLine, error) { return nil, nil }, t.cells, t.failed)
	return t
}

func (t *then) failed(err error) {
	if err != nil {
		t.Notice = page.Explain("read the names", err, t.Reload)
	}
	t.OnChange()
}

// moments reads what was typed; a fault names its field.
func moments(at, than string, now time.Time, monthFirst bool) (first, second time.Time, err error) {
	if first, err = page.ParseMoment(at, now, monthFirst); err != nil {
		return first, now, data.Invalid("at", "%s", err)
	}
	if strings.TrimSpace(than) == "" {
		return first, now, nil
	}
	if second, err = page.ParseMoment(than, now, monthFirst); err != nil {
		return first, second, data.Invalid("later", "%s", err)
	}
	return first, second, nil
}

// thenRead is what adding up the ledger gives.
type thenRead struct {
	pr            app.Profile
	first, second time.Time
	all           []data.StockFigure
	match         app.StockMatch
}

// Reload adds up the ledger for the moments that are typed; before any is, there
// is nothing to do.
func (t *then) Reload() {
	if strings.TrimSpace(t.At) == "" && !t.Read {
		t.OnChange()
		return
	}
	at, than, text := t.At, t.Than, t.Text
	page.Load(t.run, &t.adding, addTime, func(ctx context.Context) (r thenRead, err error) {
		if r.pr, err = t.shop.Profile(ctx); err != nil {
			return r, err
		}
		if r.first, r.second, err = moments(at, than, t.shop.Now(r.pr), r.pr.Country == "US"); err != nil {
			return r, err
		}
		if r.all, err = t.shop.StockFigures(ctx, r.first, r.second); err != nil {
			return r, err
		}
		r.match, err = t.shop.StockMatching(ctx, text)
		return r, err
	}, func(r thenRead, err error) {
		t.AtBad, t.ThanBad = "", ""
		var f *data.Fault
		switch {
		case errors.As(err, &f) && f.Field == "at":
			t.AtBad = f.Message
		case errors.As(err, &f) && f.Field == "later":
			t.ThanBad = f.Message
		case err != nil:
			t.Notice = page.Explain("add up the stock", err, t.Reload)
		default:
			t.Notice, t.Read = nil, true
			t.pr, t.First, t.Second, t.all = r.pr, r.first, r.second, r.all
			if t.Text == text {
				t.match = r.match
			}
			t.choose()
		}
		t.OnChange()
	})
	t.OnChange()
}

// Show reads the moments as they are typed now.
func (t *then) Show(at, than string) {
	t.At, t.Than = at, than
	t.Reload()
}

// Filter shows only what has the text, as it is typed.
func (t *then) Filter(text string) {
	if text = strings.TrimSpace(text); text == t.Text {
		return
	}
	t.Text = text
	page.Load(t.run, &t.finding, page.Patience, func(ctx context.Context) (app.StockMatch, error) { return t.shop.StockMatching(ctx, text) }, func(m app.StockMatch, err error) {
		if t.Notice = page.Explain("find "+text, err, t.Reload); err == nil {
			t.match = m
			t.choose()
		}
		t.OnChange()
	})
	t.OnChange()
}

// OnlyChanged shows only what differs, or all again.
func (t *then) OnlyChanged() {
	t.Changed = !t.Changed
	t.choose()
	t.OnChange()
}

// choose picks from all what is shown, and adds it up.
func (t *then) choose() {
	shown, s := make([]data.StockFigure, 0, len(t.all)), sums{}
	for _, f := range t.all {
		if !t.match.Has(f) || t.Changed && f.Was == f.OnHand {
			continue
		}
		shown = append(shown, f)
		s.Was, s.Is = s.Was+f.Was, s.Is+f.OnHand
		s.WasCost, s.IsCost = s.WasCost+f.Cost.Times(data.Quantity(f.Was)), s.IsCost+f.Cost.Times(data.Quantity(f.OnHand))
	}
	s.Rows = len(shown)
	t.shown, t.Sums = shown, s
	t.Lines = page.NewLazy(t.run, func(ctx context.Context, from, to int) ([]app.StockLine, error) {
		return t.shop.StockLines(ctx, shown[from:to])
	}, t.cells, t.failed)
	t.Lines.Reset(len(shown))
}

func (t *then) cells(l app.StockLine) []page.Cell {
	return []page.Cell{page.T(string(l.SKU)), page.T(l.Name), page.T(l.Place), page.T(page.FormatCount(l.Was)), page.T(page.FormatCount(l.Is)), difference(l.Is - l.Was)}
}

// difference shows more with a plus and less with a minus, and nothing for none.
func difference(n int64) page.Cell {
	switch {
	case n > 0:
		return page.Cell{Text: "+" + page.FormatCount(n), State: page.Good}
	case n < 0:
		return page.Cell{Text: "−" + page.FormatCount(-n), State: page.Warning}
	}
	return page.T("")
}

// Loading says that the ledger is being added up or looked through.
func (t *then) Loading() bool { return t.adding.Running() || t.finding.Running() }

// Close gives up what is being read.
func (t *then) Close() {
	t.adding.Cancel()
	t.finding.Cancel()
	t.Lines.Reset(0)
}

// Says is the two moments as they were understood.
func (t *then) Says() string {
	if !t.Read {
		return ""
	}
	const form = "Mon 2 January 2006 15:04"
	second := "now, " + t.Second.Format("15:04")
	if strings.TrimSpace(t.Than) != "" && strings.TrimSpace(strings.ToLower(t.Than)) != "now" {
		second = t.Second.Format(form)
	}
	return "Stock on " + t.First.Format(form) + ", compared with " + second
}

// Empty says what stands where there are no rows.
func (t *then) Empty() (title, hint string) {
	switch {
	case t.Loading():
		return "", ""
	case !t.Read:
		return "Which moment?", "Type it above and press Enter: 2026-11-01, 1 Nov 17:00, fri 9am, yesterday. A day alone is its end."
	case t.Text != "":
		return fmt.Sprintf("Nothing has %q", t.Text), "Esc shows all again."
	case t.Changed && len(t.all) > 0:
		return "Nothing changed between the two", "F8 shows all of it."
	}
	return "Nothing lay on the shelves", "Neither then nor at the moment that it is compared with. Try a later one."
}

// Title stands at the top of the window.
func (t *then) Title() string { return "Stock of a past moment" }

// Open shows the product of a row.
func (t *then) Open(row int) {
	if l, ok := t.Lines.Get(row); ok {
		t.Go(page.To("product", string(l.SKU)))
	}
}

// CloseForm leaves the form.
func (t *then) CloseForm() {
	t.Form = nil
	t.OnChange()
}

// AskFile asks where the list goes.
func (t *then) AskFile() {
	name := "Stock " + t.First.Format("2006-01-02 1504")
	if strings.TrimSpace(t.Than) != "" {
		name += " to " + t.Second.Format("2006-01-02 1504")
	}
	t.Form = &page.Form{Title: "A list of these rows", Do: "Write", Hint: page.Counted(len(t.shown), "row") + ", as they are shown, with what they cost.",
		Fields: []page.FormField{{ID: "file", Label: "File", Value: filepath.Join(page.Documents(), name+".xlsx"), Hint: "Ending in .xlsx, or .csv for other programs."}}, Submit: t.write}
	t.OnChange()
}

// write writes the list in the background.
func (t *then) write() {
	path := page.Home(t.Form.Value("file"))
	if e := strings.ToLower(filepath.Ext(path)); e != ".xlsx" && e != ".csv" {
		t.Form.Refuse("file", "the name must end in .xlsx or .csv")
		return
	}
	if t.writing {
		t.Form.Refuse("file", "a list is being written now")
		return
	}
	t.writing, t.Form = true, nil
	first, second, rows := t.First, t.Second, t.shown
	ctx, stop := context.WithTimeout(context.Background(), listTime)
	job := page.Job{ID: "stockthen", Title: "Stock to " + filepath.Base(path), Total: len(rows), Stop: stop}
	t.setJob(job)
	t.OnChange()
	t.run.Go(func() {
		err := page.WriteFile(path, func(w io.Writer) error {
			return t.shop.ExportStockFigures(ctx, w, path, first, second, rows, func(n int) {
				t.run.UI(func() {
					if t.writing {
						job.Done = n
						t.setJob(job)
					}
				})
			})
		})
		t.run.UI(func() {
			stop()
			t.writing = false
			t.endJob(job.ID)
			switch {
			case errors.Is(err, context.Canceled):
				t.toast(page.Toast{Text: "Stopped; nothing was written", State: page.Info})
			case err != nil:
				t.Notice = page.Explain("write "+filepath.Base(path), err, nil)
				if t.Notice != nil && t.Notice.Hint == "" {
					t.Notice.Hint = "Choose another folder, or look whether the disk is full."
				}
			default:
				t.toast(page.Toast{Text: fmt.Sprintf("%s written: %s", page.Counted(len(rows), "row"), path), State: page.Good})
			}
			t.OnChange()
		})
	})
}
