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
	CartWalk(ctx context.Context, number string, first int64) (app.CartWalk, error)
	ConfirmPicks(ctx context.Context, who data.Actor, op data.Op, picks []app.PickConfirm) ([]data.PickResult, error)
	SkipLine(ctx context.Context, who data.Actor, op data.Op, line int64, why string) error
	ZeroCheck(ctx context.Context, who data.Actor, op data.Op, line int64, empty bool) (int64, error)
	ShutPlace(ctx context.Context, who data.Actor, op data.Op, place int64, why string) (data.Quantity, error)
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
	stop stop
	op   data.Op
}

// target is what a stop is for: a product at a place.
type target struct{ place, product int64 }

// walk is one pick list at the cart: the place to go to now, and those after.
type walk struct {
	Number   string
	W        app.CartWalk
	Loaded   bool
	Asking   question // what the picker is asked
	Stopped  bool     // a wrong scan waits to be acknowledged
	Bad      string   // what is wrong with the answer
	Says     said
	Notice   *page.Notice
	OnChange func()
	Sound    func(good bool)
	Go       func(page.Route)

	shop    cart
	who     func() data.Actor
	run     page.Runner
	place   int64  // the place that was scanned last
	asked   stop   // what Asking asks about
	front   target // to be picked before all others
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
	first := w.front.place
	page.Load(w.run, &w.reading, page.Patience, func(ctx context.Context) (app.CartWalk, error) {
		return w.shop.CartWalk(ctx, w.Number, first)
	}, func(read app.CartWalk, err error) {
		if w.Notice = page.Explain("read pick list "+w.Number, err, w.Reload); err == nil && !w.working {
			w.read(read)
		}
		w.OnChange()
		w.next()
	})
}

// read takes the list as it is now. A question about a stop that somebody else
// picked meanwhile is not asked on about the next.
func (w *walk) read(read app.CartWalk) {
	w.W, w.Loaded = read, true
	if w.Asking.open() && !slices.ContainsFunc(w.ahead(len(read.Lines)), func(s stop) bool { return s.ID == w.asked.ID }) {
		w.Asking, w.Bad = askNothing, ""
		w.say(page.Warning, "Picked meanwhile", fmt.Sprintf("%s at %s was picked at another cart", w.asked.SKU, w.asked.Location))
	}
}

// ahead is what is still to be picked as it is walked, at most n stops: in the
// order of the list, but for one that is wanted first.
func (w *walk) ahead(n int) []stop {
	var open []data.PickLinesRow
	for _, l := range w.W.Lines {
		if l.State == "open" {
			open = append(open, l)
		}
	}
	first := func(l data.PickLinesRow) int {
		if (target{l.LocationID, l.ProductID}) == w.front {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(open, func(a, b data.PickLinesRow) int { return first(a) - first(b) })
	all := stopsOf(open)
	return all[:min(n, len(all))]
}

// Now is the stop to make now, nil when none is left.
func (w *walk) Now() *stop {
	if next := w.ahead(1); len(next) > 0 {
		return &next[0]
	}
	return nil
}

// AtPlace says that the place of the stop was scanned.
func (w *walk) AtPlace() bool {
	s := w.Now()
	return s != nil && w.place > 0 && w.place == s.LocationID
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

// Enter acknowledges a wrong scan, leaves a question that may stay unanswered, or
// says that all units of the stop were taken.
func (w *walk) Enter() {
	switch {
	case w.Stopped:
		w.goOn()
	case w.Asking == askEmpty || w.Asking == askShut:
		w.Leave()
	case w.Asking == askNothing:
		if s := w.Now(); s != nil {
			w.confirm(*s, s.Units, data.NewOp("pick", s.ID))
		}
	}
}

// goOn goes on after a wrong scan.
func (w *walk) goOn() {
	w.Stopped, w.Says = false, said{}
	w.OnChange()
	w.next()
}

// PickNext makes a line of the list the one to be picked now.
func (w *walk) PickNext(row int) {
	if row < 0 || row >= len(w.W.Lines) || w.W.Lines[row].State != "open" || w.working || w.Asking != askNothing || w.Stopped {
		return
	}
	l := w.W.Lines[row]
	w.front = target{l.LocationID, l.ProductID}
	w.Says = said{}
	w.Reload()
}

func (w *walk) say(state page.State, word, detail string) {
	w.Says = said{state, word, detail}
	if state == page.Good || state == page.Bad {
		w.Sound(state == page.Good)
	}
	w.OnChange()
}

// busy begins a deed at the cart: answers of before don't count any more.
func (w *walk) busy() data.Actor {
	w.working = true
	w.reading.Cancel()
	return w.who()
}

// confirm writes how many of a stop were taken. An operation that may not have
// been written is tried again as the same.
func (w *walk) confirm(s stop, n data.Quantity, op data.Op) {
	if w.working {
		return
	}
	who := w.busy()
	var p picked
	var first int64
	if w.front != s.target() {
		first = w.front.place
	}
	page.Do(w.run, page.Patience, func(ctx context.Context) error {
		results, err := w.shop.ConfirmPicks(ctx, who, op, s.taking(n))
		if err != nil {
			return err
		}
		for _, r := range results {
			p.add(r)
		}
		if p.CountLine > 0 {
			if p.count, err = w.shop.CountOfLine(ctx, p.CountLine); err != nil {
				return err
			}
		}
		p.walk, err = w.shop.CartWalk(ctx, w.Number, first)
		return err
	}, func(err error) {
		w.working = false
		if err != nil {
			w.failed("write the pick", err, func() { w.confirm(s, n, op) })
			return
		}
		w.Notice = nil
		w.W, w.Loaded = p.walk, true
		if w.front == s.target() {
			w.front = target{}
		}
		if p.Short == 0 {
			w.taken = append(w.taken, took{s, op})
		}
		w.ask(s, p)
		w.say(p.words(s))
		w.next()
	})
}

// failed keeps a deed that could not be written, to be tried as the same
// operation, and reads the list again where a rule stood in the way.
func (w *walk) failed(doing string, err error, again func()) {
	var f *data.Fault
	if errors.As(err, &f) && f.Kind != data.KindUnavailable {
		reason := page.Explain("", err, nil)
		w.wrong(reason.Title, reason.Hint)
		w.Reload()
		return
	}
	w.Notice = page.Explain(doing, err, again)
	w.say(page.Bad, "Not written yet", "Nothing is lost: F5 tries again")
}

// TakeBack says that the stop made last was not taken after all: it is asked
// for again, first of all.
func (w *walk) TakeBack() {
	if len(w.taken) == 0 || w.working || w.Asking != askNothing {
		return
	}
	last := w.taken[len(w.taken)-1]
	who := w.busy()
	var read app.CartWalk
	page.Do(w.run, page.Patience, func(ctx context.Context) error {
		if _, err := w.shop.UndoOp(ctx, who, last.op); err != nil {
			return err
		}
		var err error
		read, err = w.shop.CartWalk(ctx, w.Number, last.stop.LocationID)
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
		w.front = last.stop.target()
		w.read(read)
		w.say(page.Info, fmt.Sprintf("%d × %s back at %s", last.stop.Units, last.stop.SKU, last.stop.Location), "Put them back, or take them again")
		w.next()
	})
}

func (w *walk) toBench() {
	if len(w.W.Orders) == 1 && w.Over() == "done" {
		w.Go(page.To("pack", w.W.Orders[0].Number))
		return
	}
	w.Go("pack")
}
