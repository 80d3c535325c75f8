package pick

import (
	"context"
	"fmt"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// question is what a picker is asked.
type question int

const (
	askNothing question = iota
	askFound            // how many were found, for a short pick
	askWhy              // why the stop is put to later
	askEmpty            // is the place empty now?
	askShut             // shall the place be shut until somebody has looked?
)

// open says that the question is about something that is still to be picked.
func (q question) open() bool { return q == askFound || q == askWhy }

// reasons are why a stop is put to later, by the keys 1 to 4.
var reasons = []string{"The way is blocked", "Somebody works there", "A ladder or help is needed", "It goes on top, last"}

// ask asks what a pick leaves to be asked.
func (w *walk) ask(s stop, p picked) {
	switch {
	case p.shut:
		w.Asking, w.asked = askShut, s
	case p.AskEmpty:
		w.Asking, w.asked = askEmpty, s
	}
}

// Short asks how many units were found.
func (w *walk) Short() { w.begin(askFound) }

// Later asks why the stop is put to later.
func (w *walk) Later() {
	if len(w.ahead(2)) > 1 {
		w.begin(askWhy)
	}
}

func (w *walk) begin(q question) {
	if s := w.Now(); s != nil && !w.working && !w.Stopped && w.Asking == askNothing {
		w.asked, w.Asking, w.Bad = *s, q, ""
		w.OnChange()
	}
}

// Found answers how many were found; fewer than asked is a short pick.
func (w *walk) Found(text string) {
	if w.Asking != askFound || w.working {
		return
	}
	n, err := page.ParseQuantity(text, 0, int64(w.asked.Units))
	if err != nil {
		w.Bad = err.Error()
		w.Sound(false)
		w.OnChange()
		return
	}
	w.Asking, w.Bad = askNothing, ""
	w.confirm(w.asked, data.Quantity(n), data.NewOp("pick", w.asked.ID))
}

// Skip answers why a stop is put to later, with one of reasons.
func (w *walk) Skip(reason int) {
	if w.Asking != askWhy || w.working || reason < 0 || reason >= len(reasons) {
		return
	}
	w.Asking = askNothing
	s, ops := w.asked, make([]data.Op, len(w.asked.Lines))
	for i, l := range s.Lines {
		ops[i] = data.NewOp("skip line", l.ID)
	}
	if w.front == s.target() {
		w.front = target{}
	}
	w.deed("put "+s.Location+" to later", func(ctx context.Context, who data.Actor) error {
		for i, l := range s.Lines {
			if err := w.shop.SkipLine(ctx, who, ops[i], l.ID, reasons[reason]); err != nil {
				return err
			}
		}
		return nil
	}, func() { w.say(page.Info, s.Location+" comes later", reasons[reason]) })
}

// Answer answers yes or no to what is asked after a pick.
func (w *walk) Answer(yes bool) {
	q, s := w.Asking, w.asked
	if w.working || q != askEmpty && q != askShut {
		return
	}
	w.Asking = askNothing
	last := s.Lines[len(s.Lines)-1]
	switch {
	case q == askEmpty:
		op := data.NewOp("zero check", last.ID)
		count := ""
		w.deed("write what is left at "+s.Location, func(ctx context.Context, who data.Actor) error {
			line, err := w.shop.ZeroCheck(ctx, who, op, last.ID, yes)
			if err != nil || line == 0 {
				return err
			}
			count, err = w.shop.CountOfLine(ctx, line)
			return err
		}, func() {
			if yes {
				w.say(page.Good, s.Location+" is empty", "as the books say")
			} else {
				w.say(page.Info, s.Location+" is counted", page.Sentence(count))
			}
		})
	case yes:
		op := data.NewOp("shut place", s.LocationID)
		w.deed("shut "+s.Location, func(ctx context.Context, who data.Actor) error {
			_, err := w.shop.ShutPlace(ctx, who, op, s.LocationID, "short again and again")
			return err
		}, func() { w.say(page.Info, s.Location+" is shut", "No walk passes it until somebody has looked") })
	default:
		w.Leave()
	}
}

// deed writes an answer and reads the walk again.
func (w *walk) deed(doing string, do func(context.Context, data.Actor) error, done func()) {
	if w.working {
		return
	}
	who, first := w.busy(), w.front.place
	var read app.CartWalk
	page.Do(w.run, page.Patience, func(ctx context.Context) error {
		if err := do(ctx, who); err != nil {
			return err
		}
		var err error
		read, err = w.shop.CartWalk(ctx, w.Number, first)
		return err
	}, func(err error) {
		w.working = false
		if err != nil {
			w.failed(doing, err, func() { w.deed(doing, do, done) })
			return
		}
		w.Notice = nil
		w.read(read)
		done()
		w.next()
	})
}

// Leave goes back from the question or a wrong scan; it reports whether there
// was one.
func (w *walk) Leave() bool {
	switch {
	case w.Stopped:
		w.goOn()
		return true
	case w.Asking != askNothing:
		w.Asking, w.Bad = askNothing, ""
		w.OnChange()
		w.next()
		return true
	}
	return false
}

// Question is what is asked, and what the answer does.
func (w *walk) Question() (asks, hint string) {
	s := w.asked
	switch w.Asking {
	case askFound:
		return fmt.Sprintf("How many of %d did you find?", s.Units), "Enter writes it: the rest is looked for elsewhere and this place is counted. Esc goes back."
	case askWhy:
		return "Why later?", s.Location + " comes last on this walk, and the way to the others is planned anew. Esc goes back."
	case askEmpty:
		return "Is " + s.Location + " empty now?", "It should be, for the books. No opens a count of it; Enter goes on without an answer."
	case askShut:
		return "Shut " + s.Location + " until somebody has looked?", "It was short again and again. Walks then pass it by; Enter leaves it open."
	}
	return "", ""
}
