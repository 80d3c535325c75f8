package pick

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// cart is what a walk asks of the shop.
type cart interface {
	Walk(ctx context.Context, number string) (app.Walk, error)
	ConfirmPicks(ctx context.Context, who data.Actor, op data.Op, picks []app.PickConfirm) ([]data.PickResult, error)
	UndoOp(ctx context.Context, who data.Actor, op data.Op) (app.Undone, error)
	FindCode(ctx context.Context, code string) (app.Found, error)
	CountOfLine(ctx context.Context, line int64) (string, error)
}

// said is what the screen at the cart says about the last pick: a few words to
// be read from two steps away, and a line below them.
type said struct {
	State        page.State
	Word, Detail string
}

// took is a pick that may be taken back.
type took struct {
	line data.PickLinesRow
	op   data.Op
}

// walk is one pick list at the cart: the place to go to now, and those after.
type walk struct {
	Number   string
	W        app.Walk
	Loaded   bool
	Asking   bool // how many were found, for a short pick
	Stopped  bool // a wrong scan waits to be acknowledged
	Bad      string
	Says     said
	Notice   *page.Notice
	OnChange func()
	Sound    func(good bool)
	Go       func(page.Route)

	shop    cart
	who     func() data.Actor
	run     page.Runner
	place   int64             // the place that was scanned last
	asked   data.PickLinesRow // what Asking asks about
	front   int64             // a line to be picked before all others
	later   []int64           // lines that were put off, in that order
	taken   []took
	codes   []string
	working bool
	reading page.Latest
}

func newWalk(shop cart, who func() data.Actor, run page.Runner, number string) *walk {
	return &walk{Number: strings.ToUpper(number), shop: shop, who: who, run: run, OnChange: func() {}, Sound: func(bool) {}, Go: func(page.Route) {}}
}

// Reload reads the list.
func (w *walk) Reload() {
	page.Load(w.run, &w.reading, page.Patience, func(ctx context.Context) (app.Walk, error) {
		return w.shop.Walk(ctx, w.Number)
	}, func(read app.Walk, err error) {
		if w.Notice = page.Explain("read pick list "+w.Number, err, w.Reload); err == nil && !w.working {
			w.read(read)
		}
		w.OnChange()
		w.next()
	})
}

// read takes the list as it is now. A question about a line that somebody else
// picked meanwhile is not asked on about the next.
func (w *walk) read(read app.Walk) {
	w.W, w.Loaded = read, true
	if w.Asking && !w.open(w.asked.ID) {
		w.Asking, w.Bad = false, ""
		w.say(page.Warning, "Picked meanwhile", fmt.Sprintf("%s at %s was picked at another cart", w.asked.SKU, w.asked.Location))
	}
}

// open says that a line is still to be picked.
func (w *walk) open(id int64) bool {
	for _, l := range w.W.Lines {
		if l.ID == id {
			return l.State == "open"
		}
	}
	return false
}

// ahead is the open lines as they are walked, at most n of them: in the order
// of the list, but for one that was taken back and those that were put off.
func (w *walk) ahead(n int) []data.PickLinesRow {
	var first, all, last []data.PickLinesRow
	for _, l := range w.W.Lines {
		switch {
		case l.State != "open":
		case l.ID == w.front:
			first = append(first, l)
		case slices.Contains(w.later, l.ID):
			last = append(last, l)
		default:
			all = append(all, l)
		}
	}
	slices.SortStableFunc(last, func(a, b data.PickLinesRow) int {
		return slices.Index(w.later, a.ID) - slices.Index(w.later, b.ID)
	})
	all = append(append(first, all...), last...)
	return all[:min(n, len(all))]
}

// Now is the line to pick now, nil when none is left.
func (w *walk) Now() *data.PickLinesRow {
	if next := w.ahead(1); len(next) > 0 {
		return &next[0]
	}
	return nil
}

// AtPlace says that the place of the line to pick now was scanned.
func (w *walk) AtPlace() bool {
	l := w.Now()
	return l != nil && w.place > 0 && w.place == l.LocationID
}

// Over says how a walk ended on which nothing is left: "done", "cancelled" or
// "" while it goes on.
func (w *walk) Over() string {
	switch {
	case !w.Loaded || w.Now() != nil:
		return ""
	case w.W.List.CancelledAt.Set():
		return "cancelled"
	}
	return "done"
}

// Progress is how many lines are done, and how many there are.
func (w *walk) Progress() (done, all int) {
	for _, l := range w.W.Lines {
		if l.State == "put back" {
			continue
		}
		all++
		if l.State != "open" {
			done++
		}
	}
	return done, all
}

// Enter acknowledges a wrong scan, or says that all units of the line were
// taken.
func (w *walk) Enter() {
	if w.Stopped {
		w.goOn()
		return
	}
	if l := w.Now(); l != nil && !w.Asking {
		w.confirm(*l, l.Qty, data.NewOp("pick", l.ID))
	}
}

// goOn goes on after a wrong scan.
func (w *walk) goOn() {
	w.Stopped, w.Says = false, said{}
	w.OnChange()
	w.next()
}

// Later puts the line off until the others are picked.
func (w *walk) Later() {
	l := w.Now()
	if l == nil || w.working || w.Stopped || len(w.ahead(2)) < 2 {
		return
	}
	if l.ID == w.front {
		w.front = 0
	}
	w.later = append(slices.DeleteFunc(w.later, func(id int64) bool { return id == l.ID }), l.ID)
	w.say(page.Info, l.Location+" comes later", "")
}

// PickNext makes a line of the list the one to be picked now.
func (w *walk) PickNext(row int) {
	if row < 0 || row >= len(w.W.Lines) || w.W.Lines[row].State != "open" || w.working || w.Asking || w.Stopped {
		return
	}
	id := w.W.Lines[row].ID
	w.front, w.later = id, slices.DeleteFunc(w.later, func(l int64) bool { return l == id })
	w.Says = said{}
	w.OnChange()
}

// Short asks how many units were found.
func (w *walk) Short() {
	if l := w.Now(); l != nil && !w.working && !w.Stopped {
		w.asked, w.Asking, w.Bad = *l, true, ""
		w.OnChange()
	}
}

// Found answers how many were found; fewer than asked is a short pick.
func (w *walk) Found(text string) {
	if !w.Asking || w.working {
		return
	}
	n, err := page.ParseQuantity(text, 0, int64(w.asked.Qty))
	if err != nil {
		w.Bad = err.Error()
		w.Sound(false)
		w.OnChange()
		return
	}
	w.Asking, w.Bad = false, ""
	w.confirm(w.asked, data.Quantity(n), data.NewOp("pick", w.asked.ID))
}

// Leave goes back from the question or a wrong scan; it reports whether there
// was one.
func (w *walk) Leave() bool {
	switch {
	case w.Stopped:
		w.goOn()
		return true
	case w.Asking:
		w.Asking, w.Bad = false, ""
		w.OnChange()
		w.next()
		return true
	}
	return false
}

func (w *walk) say(state page.State, word, detail string) {
	w.Says = said{state, word, detail}
	if state == page.Good || state == page.Bad {
		w.Sound(state == page.Good)
	}
	w.OnChange()
}

// picked is what a confirmed line brought.
type picked struct {
	result data.PickResult
	walk   app.Walk
	count  string
}

// confirm writes how many of a line were taken. An operation that may not have
// been written is tried again as the same.
func (w *walk) confirm(l data.PickLinesRow, n data.Quantity, op data.Op) {
	if w.working {
		return
	}
	w.working = true
	w.reading.Cancel()
	who := w.who()
	var p picked
	page.Do(w.run, page.Patience, func(ctx context.Context) error {
		r, err := w.shop.ConfirmPicks(ctx, who, op, []app.PickConfirm{{LineID: l.ID, Picked: n}})
		if err != nil {
			return err
		}
		p.result = r[0]
		if p.result.CountLine > 0 {
			if p.count, err = w.shop.CountOfLine(ctx, p.result.CountLine); err != nil {
				return err
			}
		}
		p.walk, err = w.shop.Walk(ctx, w.Number)
		return err
	}, func(err error) {
		w.working = false
		if err != nil {
			w.failed(l, n, op, err)
			return
		}
		w.Notice = nil
		w.read(p.walk)
		if l.ID == w.front {
			w.front = 0
		}
		if p.result.Short == 0 {
			w.taken = append(w.taken, took{l, op})
		}
		w.say(w.words(l, p))
		w.next()
	})
}

// failed keeps a pick that could not be written, to be tried as the same
// operation, and reads the list again where a rule stood in the way.
func (w *walk) failed(l data.PickLinesRow, n data.Quantity, op data.Op, err error) {
	var f *data.Fault
	if errors.As(err, &f) && f.Kind != data.KindUnavailable {
		reason := page.Explain("", err, nil)
		w.wrong(reason.Title, reason.Hint)
		w.Reload()
		return
	}
	w.Notice = page.Explain("write the pick", err, func() { w.confirm(l, n, op) })
	w.say(page.Bad, "Not written yet", "Nothing is lost: F5 tries again")
}

// TakeBack says that the line picked last was not taken after all: it is asked
// for again, first of all.
func (w *walk) TakeBack() {
	if len(w.taken) == 0 || w.working || w.Asking {
		return
	}
	last := w.taken[len(w.taken)-1]
	who := w.who()
	w.working = true
	w.reading.Cancel()
	var read app.Walk
	page.Do(w.run, page.Patience, func(ctx context.Context) error {
		if _, err := w.shop.UndoOp(ctx, who, last.op); err != nil {
			return err
		}
		var err error
		read, err = w.shop.Walk(ctx, w.Number)
		return err
	}, func(err error) {
		w.working = false
		if err != nil {
			w.Notice = page.Explain("take the pick back", err, nil)
			w.Sound(false)
			w.Reload()
			return
		}
		w.taken = w.taken[:len(w.taken)-1]
		w.Notice, w.Stopped = nil, false
		w.read(read)
		for _, l := range w.W.Lines {
			if l.State == "open" && l.ShipmentLineID == last.line.ShipmentLineID && l.LocationID == last.line.LocationID {
				w.front = l.ID
			}
		}
		w.say(page.Info, fmt.Sprintf("%d × %s back at %s", last.line.Qty, last.line.SKU, last.line.Location), "Put them back, or take them again")
		w.next()
	})
}

// words says what a pick brought: where the rest is fetched, what waits, which
// count was opened.
func (w *walk) words(l data.PickLinesRow, p picked) (page.State, string, string) {
	r := p.result
	if r.Short == 0 {
		return page.Good, fmt.Sprintf("%d × %s", r.Picked, l.SKU), "taken at " + l.Location
	}
	places := make(map[int64]string)
	for _, x := range p.walk.Lines {
		places[x.LocationID] = x.Location
	}
	var parts []string
	for _, e := range r.Elsewhere {
		parts = append(parts, fmt.Sprintf("fetch %d at %s", e.Qty, places[e.LocationID]))
	}
	if r.Waiting > 0 {
		parts = append(parts, fmt.Sprintf("%d wait for new stock", r.Waiting))
	}
	if p.count != "" {
		parts = append(parts, fmt.Sprintf("%s is counted: %s", l.Location, p.count))
	}
	return page.Warning, fmt.Sprintf("%d × %s short", r.Short, l.SKU), page.Sentence(strings.Join(parts, "; "))
}

func (w *walk) toBench() {
	if len(w.W.Orders) == 1 && w.Over() == "done" {
		w.Go(page.To("pack", w.W.Orders[0].Number))
		return
	}
	w.Go("pack")
}
