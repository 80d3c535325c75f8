package advice

import (
	"context"
	"fmt"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// adviser is what the page asks of the shop.
type adviser interface {
	AdviseSlots(ctx context.Context, progress func(done, of int)) (app.SlotAdvice, error)
	AdviseLayout(ctx context.Context, progress func(done, of int)) ([]app.LayoutAdvice, error)
	PickerPace(ctx context.Context, picker string) (app.PaceLearned, error)
	WrongDistances(ctx context.Context) ([]app.WrongDistance, error)
	People(ctx context.Context) ([]data.Person, error)
}

// The views of the page.
const (
	viewMoves     = "moves"
	viewLayout    = "layout"
	viewPace      = "pace"
	viewDistances = "distances"
)

var views = []string{viewMoves, viewLayout, viewPace, viewDistances}

// longest is how long the advice may take: lists of four weeks are walked
// thousands of times.
const longest = 5 * time.Minute

// paceOf is how fast somebody picks.
type paceOf struct {
	Who string // "" for everybody
	app.PaceLearned
}

// model is the advice that was asked for.
type model struct {
	View      string
	Slots     app.SlotAdvice
	Layouts   []app.LayoutAdvice
	Paces     []paceOf
	Distances []app.WrongDistance
	Notice    *page.Notice
	OnChange  func()

	Go     func(page.Route)
	SetJob func(page.Job)
	EndJob func(id string)

	shop adviser
	run  page.Runner
	read map[string]bool // the views that were asked for
	row  int
	busy string // the view that is being worked on
	stop context.CancelFunc
	asks int // number of the question; late answers of others are dropped
}

func newModel(shop adviser, run page.Runner) *model {
	return &model{View: viewMoves, shop: shop, run: run, read: make(map[string]bool), OnChange: func() {}, Go: func(page.Route) {}, SetJob: func(page.Job) {}, EndJob: func(string) {}}
}

// Choose shows a view, and works it out the first time.
func (m *model) Choose(view string) {
	for _, v := range views {
		if v == view {
			m.View, m.row = view, 0
		}
	}
	if !m.read[m.View] {
		m.Reload()
		return
	}
	m.OnChange()
}

// Select says which row is meant.
func (m *model) Select(row int) { m.row = row }

// Busy says whether something is being worked out.
func (m *model) Busy() bool { return m.busy != "" }

// Working says whether the view that is shown is being worked out.
func (m *model) Working() bool { return m.busy == m.View }

// Stop ends what is being worked out; what was found so far stays.
func (m *model) Stop() {
	if m.stop != nil {
		m.stop()
	}
}

const jobID = "advice"

// Reload works the view out anew.
func (m *model) Reload() {
	m.Stop()
	m.asks++
	ask, view := m.asks, m.View
	ctx, stop := context.WithTimeout(context.Background(), longest)
	m.busy, m.stop, m.read[view] = view, stop, true
	job := page.Job{ID: jobID, Title: "walking past lists", Stop: stop}
	m.SetJob(job)
	m.OnChange()
	told := time.Time{}
	progress := func(done, of int) {
		if time.Since(told) < 150*time.Millisecond {
			return
		}
		told = time.Now()
		m.run.UI(func() {
			if m.asks == ask && m.busy != "" {
				job.Done, job.Total = done, of
				m.SetJob(job)
			}
		})
	}
	m.run.Go(func() {
		defer stop()
		set, err := m.work(ctx, view, progress)
		m.run.UI(func() {
			if m.asks != ask {
				return
			}
			m.busy = ""
			m.EndJob(jobID)
			if ctx.Err() == context.Canceled {
				err = nil // stopped by the person: what was found is shown
			}
			if m.Notice = page.Explain("walk the past lists again", err, m.Reload); err == nil && set != nil {
				set()
			}
			m.OnChange()
		})
	})
}

// work asks the shop for a view; what it gives puts the answer into the model.
func (m *model) work(ctx context.Context, view string, progress func(done, of int)) (func(), error) {
	switch view {
	case viewLayout:
		l, err := m.shop.AdviseLayout(ctx, progress)
		return func() { m.Layouts = l }, err
	case viewPace:
		paces, err := m.paces(ctx)
		return func() { m.Paces = paces }, err
	case viewDistances:
		d, err := m.shop.WrongDistances(ctx)
		return func() { m.Distances = d }, err
	}
	s, err := m.shop.AdviseSlots(ctx, progress)
	return func() { m.Slots = s }, err
}

func (m *model) paces(ctx context.Context) ([]paceOf, error) {
	people, err := m.shop.People(ctx)
	if err != nil {
		return nil, err
	}
	names := []string{""}
	for _, p := range people {
		names = append(names, p.Name)
	}
	var out []paceOf
	for _, n := range names {
		p, err := m.shop.PickerPace(ctx, n)
		if err != nil {
			return nil, err
		}
		if p.Moves > 0 {
			out = append(out, paceOf{n, p})
		}
	}
	return out, nil
}

func (m *model) hasProduct() bool {
	return m.View == viewMoves && m.row >= 0 && m.row < len(m.Slots.Swaps)
}

// OpenProduct shows the product of the row.
func (m *model) OpenProduct() {
	if m.hasProduct() {
		m.Go(page.To("product", string(m.Slots.Swaps[m.row].SKU)))
	}
}

// Rows is what the view shows.
func (m *model) Rows() page.Fixed {
	var rows page.Fixed
	switch m.View {
	case viewMoves:
		for i, s := range m.Slots.Swaps {
			other := "the place is empty"
			if s.OtherID > 0 {
				other = fmt.Sprintf("%s %s", s.OtherSKU, s.OtherName)
			}
			rows = append(rows, []page.Cell{page.T(fmt.Sprint(i + 1)), page.T(string(s.SKU)), page.T(s.Name), page.T(s.From), page.T(s.To), {Text: other, State: page.Muted},
				page.T(metres(s.Saves)), page.T(fmt.Sprintf("%d.%d min", s.Minutes/10, s.Minutes%10)), page.T(fmt.Sprintf("%d, %d longer", s.Better, s.Longer))})
		}
	case viewLayout:
		for _, l := range m.Layouts {
			rows = append(rows, []page.Cell{page.T(page.Sentence(l.Title)), page.T(fmt.Sprintf("%d.%d %%", l.Saves/100, l.Saves%100/10)), page.T(metres(l.Before)), page.T(metres(l.After))})
		}
	case viewPace:
		for _, p := range m.Paces {
			who := p.Who
			if who == "" {
				who = "Everybody"
			}
			state := page.S("Used for the minutes of walks", page.Good)
			if !p.Enough {
				state = page.S("Too few moves to learn from yet", page.Plain)
			}
			row := []page.Cell{page.T(who), page.T(""), page.T(""), page.T(""), page.T(page.FormatCount(int64(p.Moves))), page.T(""), state}
			if p.Speed > 0 {
				row[1], row[2], row[3] = page.T(tenths(p.Speed, 1000)+" m/s"), page.T(tenths(p.Stop, 1000)+" s"), page.T(tenths(p.Unit, 1000)+" s")
				row[5] = page.T("± " + tenths(p.Spread, 1000) + " s")
			}
			rows = append(rows, row)
		}
	case viewDistances:
		for _, d := range m.Distances {
			rows = append(rows, []page.Cell{page.T(d.FromCode), page.T(d.ToCode), page.T(metres(d.Length)), page.T(fmt.Sprintf("%d s", d.Seconds)), page.T(fmt.Sprintf("%d s", d.Expected)),
				page.T(page.FormatCount(int64(d.Times))), page.T("Look whether the way is blocked, or a bay stands elsewhere")})
		}
	}
	return rows
}

// tenths is a number of thousandths with one place.
func tenths(n, of int64) string { return fmt.Sprintf("%d.%d", n/of, n%of*10/of) }

// metres is a length of the floor; it is about, so whole metres do.
func metres(mm data.Millimetres) string {
	if mm >= 10_000_000 {
		return fmt.Sprintf("%d.%d km", mm/1_000_000, mm%1_000_000/100_000)
	}
	return page.FormatCount(int64(mm+500)/1000) + " m"
}

// Says sums the view up, for the line at the bottom.
func (m *model) Says() string {
	switch {
	case m.Working():
		return "Walking the lists of the last four weeks again…"
	case m.View == viewMoves && len(m.Slots.Swaps) > 0:
		return fmt.Sprintf("%s of %s: %s a week instead of %s, when all are moved in this order", page.Counted(m.Slots.Lists, "list"), page.Counted(m.Slots.Days, "day"), metres(m.Slots.After), metres(m.Slots.Before))
	case m.View == viewLayout && len(m.Layouts) > 0:
		return "A week's walking, with the lists of the last four weeks"
	case m.View == viewPace && len(m.Paces) > 0:
		return "Learned from the time between two confirmed picks; breaks do not count"
	}
	return ""
}

// Empty says what stands where there are no rows.
func (m *model) Empty() (title, hint string) {
	if !m.read[m.View] || m.Working() {
		return "", ""
	}
	switch m.View {
	case viewMoves:
		return "Nothing needs to be moved", m.Slots.Why
	case viewLayout:
		return "No other layout would walk less", "Middle cross aisles, other ends and other packing places were tried on the lists of the last four weeks. It needs a map of rows and walks that were picked."
	case viewPace:
		return "No pace is known yet", "It is learned when picks are confirmed one by one on the screen, by scan or by Enter. Until then the usual pace counts."
	}
	return "No distance looks wrong", "Pairs of places between which people take much longer than the map says would stand here."
}
