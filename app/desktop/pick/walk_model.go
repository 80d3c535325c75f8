package pick

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// cart is what a walk asks of the shop.
type cart interface {
	Walk(ctx context.Context, number string) (app.Walk, error)
	ConfirmPicks(ctx context.Context, who data.Actor, op data.Op, picks []app.PickConfirm) ([]data.PickResult, error)
	FindCode(ctx context.Context, code string) (app.Found, error)
	CountOfLine(ctx context.Context, line int64) (string, error)
}

// said is what the screen at the cart says about the last pick.
type said struct {
	State page.State
	Text  string
}

// walk is one pick list at the cart: the place to go to now, and those after.
type walk struct {
	Number   string
	W        app.Walk
	Loaded   bool
	AtPlace  bool // the place's code was scanned
	Asking   bool // how many were found, for a short pick
	Bad      string
	Says     said
	Notice   *page.Notice
	OnChange func()
	Sound    func(good bool)
	Go       func(page.Route)

	shop    cart
	who     func() data.Actor
	run     page.Runner
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
			w.W, w.Loaded = read, true
		}
		w.OnChange()
	})
}

// ahead is the open lines in walking order, at most n of them.
func (w *walk) ahead(n int) []data.PickLinesRow {
	var out []data.PickLinesRow
	for _, l := range w.W.Lines {
		if l.State == "open" && len(out) < n {
			out = append(out, l)
		}
	}
	return out
}

// Now is the line to pick now, nil when the walk is done.
func (w *walk) Now() *data.PickLinesRow {
	if next := w.ahead(1); len(next) > 0 {
		return &next[0]
	}
	return nil
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

// Enter takes what was typed: nothing confirms the line, all else is a code.
func (w *walk) Enter(text string) {
	if text = strings.TrimSpace(text); text != "" {
		w.Scan(text)
		return
	}
	w.Confirm()
}

// Confirm says that all units of the line were taken.
func (w *walk) Confirm() {
	if l := w.Now(); l != nil && !w.Asking {
		w.confirm(*l, l.Qty, data.NewOp("pick", l.ID))
	}
}

// Short asks how many units were found.
func (w *walk) Short() {
	if w.Now() != nil && !w.working {
		w.Asking, w.Bad = true, ""
		w.OnChange()
	}
}

// Found answers how many were found; fewer than asked is a short pick.
func (w *walk) Found(text string) {
	l := w.Now()
	if l == nil || !w.Asking {
		return
	}
	n, err := page.ParseQuantity(text, 0, int64(l.Qty))
	if err != nil {
		w.Bad = err.Error()
		w.OnChange()
		return
	}
	w.Asking, w.Bad = false, ""
	w.confirm(*l, data.Quantity(n), data.NewOp("pick", l.ID))
}

// Leave goes back from the question; it reports whether one was asked.
func (w *walk) Leave() bool {
	if !w.Asking {
		return false
	}
	w.Asking, w.Bad = false, ""
	w.OnChange()
	return true
}

// Scan takes the code of the place or of the product; codes are taken in their
// order, one at a time.
func (w *walk) Scan(code string) {
	w.codes = append(w.codes, code)
	w.next()
}

func (w *walk) next() {
	if w.working || w.Asking || len(w.codes) == 0 {
		return
	}
	code := w.codes[0]
	w.codes = w.codes[1:]
	l := w.Now()
	if l == nil {
		w.say(page.Bad, "This walk is done; "+code+" was not counted")
		w.next()
		return
	}
	w.working = true
	var f app.Found
	page.Do(w.run, page.Patience, func(ctx context.Context) (err error) {
		f, err = w.shop.FindCode(ctx, code)
		return err
	}, func(err error) {
		w.working = false
		w.Notice = page.Explain("look up "+code, err, nil)
		if err == nil {
			w.match(*l, code, f)
		}
		w.next()
		w.OnChange()
	})
}

// match compares a scanned code with the line to pick now.
func (w *walk) match(l data.PickLinesRow, code string, f app.Found) {
	switch {
	case f.Kind == "location" && f.ID == l.LocationID:
		w.AtPlace = true
		w.say(page.Good, fmt.Sprintf("%s is right: take %d × %s", l.Location, l.Qty, l.SKU))
	case f.Kind == "product" && f.ID == l.ProductID:
		w.confirm(l, l.Qty, data.NewOp("pick", l.ID))
	case f.Kind == "location":
		w.say(page.Bad, fmt.Sprintf("Wrong place: this is %s, go to %s", f.Name, l.Location))
	case f.Kind == "product":
		w.say(page.Bad, fmt.Sprintf("Wrong item: this is %s, take %s %s", f.Name, l.SKU, l.Name))
	default:
		w.say(page.Bad, fmt.Sprintf("%s is not known here: scan %s or %s", code, l.Location, l.SKU))
	}
}

func (w *walk) say(state page.State, text string) {
	w.Says = said{state, text}
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

func (w *walk) confirm(l data.PickLinesRow, n data.Quantity, op data.Op) {
	if w.working {
		return
	}
	w.working = true
	w.reading.Cancel()
	var p picked
	page.Do(w.run, page.Patience, func(ctx context.Context) error {
		r, err := w.shop.ConfirmPicks(ctx, w.who(), op, []app.PickConfirm{{LineID: l.ID, Picked: n}})
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
		w.Notice, w.AtPlace = nil, false
		w.W = p.walk
		w.say(w.words(l, p))
		w.next()
	})
}

// failed keeps a pick that could not be written, to be tried as the same
// operation, and reads the list again where a rule stood in the way.
func (w *walk) failed(l data.PickLinesRow, n data.Quantity, op data.Op, err error) {
	w.codes = nil
	var f *data.Fault
	if errors.As(err, &f) && f.Kind != data.KindUnavailable {
		w.say(page.Bad, page.Explain("", err, nil).Title)
		w.Reload()
		return
	}
	w.Notice = page.Explain("write the pick", err, func() { w.confirm(l, n, op) })
	w.say(page.Bad, "Not written yet: nothing is lost, F5 tries again")
}

// words says what a pick brought: where the rest is fetched, what waits, which
// count was opened.
func (w *walk) words(l data.PickLinesRow, p picked) (page.State, string) {
	r := p.result
	if r.Short == 0 {
		return page.Good, fmt.Sprintf("%d × %s from %s", r.Picked, l.SKU, l.Location)
	}
	places := make(map[int64]string)
	for _, x := range p.walk.Lines {
		places[x.LocationID] = x.Location
	}
	parts := []string{fmt.Sprintf("%d of %s short", r.Short, l.SKU)}
	for _, e := range r.Elsewhere {
		parts = append(parts, fmt.Sprintf("fetch %d at %s", e.Qty, places[e.LocationID]))
	}
	if r.Waiting > 0 {
		parts = append(parts, fmt.Sprintf("%d wait for new stock", r.Waiting))
	}
	if p.count != "" {
		parts = append(parts, fmt.Sprintf("count %s of %s is opened", p.count, l.Location))
	}
	return page.Warning, strings.Join(parts, "; ")
}

// Commands is what can be done on a walk.
func (w *walk) Commands() page.Commands {
	open := func() bool { return w.Now() != nil && !w.Asking }
	return page.Commands{
		{ID: "walk.print", Title: "Print the list", Key: "Ctrl+P", Group: "Walk", Enabled: func() bool { return w.Loaded }, Run: func() { w.Go(page.To("picklistpaper", w.Number)) }},
		{ID: "walk.pack", Title: "To the bench", Key: "F8", Group: "Walk", Hint: "Opens the packing bench.", Run: w.toBench},
		{ID: "walk.short", Title: "Short", Key: "S", Group: "Walk", Hint: "Fewer are there than asked.", Enabled: open, Run: w.Short},
		{ID: "walk.confirm", Title: "Taken", Key: "Enter", Group: "Walk", Primary: true, Enabled: open, Run: w.Confirm},
	}
}

func (w *walk) toBench() {
	if len(w.W.Orders) == 1 && w.Now() == nil {
		w.Go(page.To("pack", w.W.Orders[0].Number))
		return
	}
	w.Go("pack")
}
