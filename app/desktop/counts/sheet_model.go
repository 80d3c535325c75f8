package counts

import (
	"context"
	"fmt"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// counter is what a count asks of the shop.
type counter interface {
	CountSheet(ctx context.Context, number string) (app.CountSheet, error)
	EnterCount(ctx context.Context, who data.Actor, op data.Op, line int64, found data.Quantity) (data.CountLine, error)
	AddToCount(ctx context.Context, who data.Actor, op data.Op, count, product, location int64) (int64, error)
	FinishCounting(ctx context.Context, who data.Actor, op data.Op, count int64, recount bool) (data.Count, error)
	ExplainCount(ctx context.Context, who data.Actor, op data.Op, line int64, reason string) error
	PostCount(ctx context.Context, who data.Actor, op data.Op, count int64) (data.Count, error)
	UndoOp(ctx context.Context, who data.Actor, op data.Op) (app.Undone, error)
	CancelCount(ctx context.Context, who data.Actor, op data.Op, count int64) error
	BackToCounting(ctx context.Context, who data.Actor, op data.Op, count int64) error
	FindCode(ctx context.Context, code string) (app.Found, error)
	ProductOf(ctx context.Context, code string) (data.Product, data.Quantity, error)
}

// said is what the sheet says about the last deed.
type said struct {
	State page.State
	Text  string
}

// sheet is one count: walked line by line, then looked through and posted.
type sheet struct {
	Number   string
	C        app.CountSheet
	Loaded   bool
	At       int    // the line that is counted now; -1 where none waits
	Typed    string // what was found there, as typed or added up by scans
	Bad      string // what is wrong with it
	Says     said
	Notice   *page.Notice
	Busy     bool // something is being done to the count as a whole
	OnChange func()
	Selected func() []int // the rows of the review that are meant
	MoveTo   func(row int)
	Unmark   func() // no row of the review is marked any more
	Ask      func(page.Question)
	Toast    func(page.Toast)
	Sound    func(good bool)
	Go       func(page.Route)

	shop    counter
	who     func() data.Actor
	run     page.Runner
	loading page.Latest
	unread  bool  // Notice says why the count could not be read
	place   int64 // where the person stands: the place scanned or counted last
	byScan  bool  // Typed was added up by scans
	scans   []string
	looking bool // a scanned code is being looked up
	writes  []write
	writing bool
	then    func() // waits until all is written
	closed  bool
}

func newSheet(shop counter, who func() data.Actor, run page.Runner, number string) *sheet {
	return &sheet{Number: strings.ToUpper(number), At: -1, shop: shop, who: who, run: run, OnChange: func() {}, Selected: func() []int { return nil }, MoveTo: func(int) {}, Unmark: func() {},
		Ask: func(page.Question) {}, Toast: func(page.Toast) {}, Sound: func(bool) {}, Go: func(page.Route) {}}
}

// Reload reads the count; the line that is counted now stays, and so does what
// is not written yet. What could not be written is tried again.
func (s *sheet) Reload() {
	if len(s.writes) > 0 {
		s.writeNext()
	}
	s.reload(func() {})
}

func (s *sheet) reload(after func()) {
	page.Load(s.run, &s.loading, page.Patience, func(ctx context.Context) (app.CountSheet, error) {
		return s.shop.CountSheet(ctx, s.Number)
	}, func(c app.CountSheet, err error) {
		if n := page.Explain("read count "+s.Number, err, s.Reload); n != nil {
			s.Notice, s.unread = n, true
			s.OnChange()
			return
		}
		if s.unread {
			s.Notice, s.unread = nil, false
		}
		s.C = c
		for _, w := range s.writes {
			w.mark(s.line(w.line))
		}
		if !s.Loaded {
			s.Loaded = true
			s.At = s.nextOpen(-1)
		}
		after()
		s.OnChange()
		s.next()
	})
}

// line finds a line of the count by its id; nil where it has none.
func (s *sheet) line(id int64) *data.CountLinesRow {
	for i := range s.C.Lines {
		if s.C.Lines[i].ID == id {
			return &s.C.Lines[i]
		}
	}
	return nil
}

// Stage is how far the count has come.
func (s *sheet) Stage() string { return s.C.Count.Stage }

// Counting says that lines may be counted now.
func (s *sheet) Counting() bool {
	switch s.Stage() {
	case "requested", "counting", "recount":
		return s.Loaded
	}
	return false
}

// Reviewing says that differences are looked through.
func (s *sheet) Reviewing() bool { return s.Loaded && s.Stage() == "review" }

// Blind says that the person who counts must not see what the books say.
func (s *sheet) Blind() bool { return s.C.Count.Blind }

// Known is what the books say of a line, for who may see it.
func (s *sheet) Known(l data.CountLinesRow) (data.Quantity, bool) {
	if s.Blind() && s.Counting() {
		return 0, false
	}
	if l.BaseMove < 0 {
		return data.Quantity(l.OnHand + l.Missing), true
	}
	return l.Expected + data.Quantity(l.Missing), true
}

// asked says that a line belongs to the count that goes on: in a second count
// only those that differed do.
func (s *sheet) asked(l data.CountLinesRow) bool { return s.Stage() != "recount" || l.Recount }

// wanted says that a line still waits to be counted.
func (s *sheet) wanted(l data.CountLinesRow) bool { return l.Counted < 0 && s.asked(l) }

// nextOpen is the next line after i that waits to be counted, from the top
// again at the end; -1 where none does.
func (s *sheet) nextOpen(i int) int {
	n := len(s.C.Lines)
	for k := 1; k <= n; k++ {
		if j := (i + k + n) % n; s.wanted(s.C.Lines[j]) {
			return j
		}
	}
	return -1
}

// Progress is how many lines are counted of those that are to be.
func (s *sheet) Progress() (done, all int) {
	for _, l := range s.C.Lines {
		if !s.asked(l) {
			continue
		}
		all++
		if l.Counted >= 0 {
			done++
		}
	}
	return done, all
}

// Line is the line that is counted now, nil for none.
func (s *sheet) Line() *data.CountLinesRow {
	if s.Counting() && s.At >= 0 && s.At < len(s.C.Lines) {
		return &s.C.Lines[s.At]
	}
	return nil
}

// Step goes to the line before or after, counted or not.
func (s *sheet) Step(d int) {
	to := s.At + d
	if s.At < 0 && d < 0 {
		to = len(s.C.Lines) - 1
	}
	for to >= 0 && to < len(s.C.Lines) && !s.asked(s.C.Lines[to]) {
		to += d
	}
	s.Jump(to)
}

// Jump goes to a line. What was typed or scanned of the line before is written;
// what can't be read keeps the person there.
func (s *sheet) Jump(line int) {
	if line == s.At || line < 0 || line >= len(s.C.Lines) || !s.Counting() {
		return
	}
	if l := s.C.Lines[line]; !s.asked(l) {
		s.say(page.Bad, fmt.Sprintf("%s at %s needs no second count", l.SKU, l.Location))
		s.OnChange()
		return
	}
	if !s.keep() {
		return
	}
	s.stand(line)
	s.OnChange()
}

// stand makes a line the one that is counted now.
func (s *sheet) stand(line int) {
	s.At, s.Typed, s.Bad, s.byScan = line, "", "", false
	if l := s.Line(); l != nil {
		s.place = l.LocationID
	}
}

// Type takes what is typed into the field.
func (s *sheet) Type(text string) { s.Typed, s.Bad, s.byScan = text, "", false }

// Enter writes what was found and goes to the next line that waits, without
// waiting for the books: who types ahead loses nothing.
func (s *sheet) Enter(text string) {
	l := s.Line()
	if l == nil {
		return
	}
	s.Typed = text
	if strings.TrimSpace(text) == "" && l.Counted < 0 {
		s.refuse("how many lie there? 0 for an empty place")
		return
	}
	if !s.keep() {
		return
	}
	s.stand(s.nextOpen(s.At))
	s.OnChange()
}

// keep writes what is typed or scanned of the line that is counted now. It
// reports whether the person may go on.
func (s *sheet) keep() bool {
	l := s.Line()
	if l == nil || strings.TrimSpace(s.Typed) == "" {
		return true
	}
	n, err := page.ParseQuantity(s.Typed, 0, 10_000_000)
	if err != nil {
		s.refuse(err.Error())
		return false
	}
	s.count(l, data.Quantity(n))
	s.Typed, s.Bad, s.byScan = "", "", false
	return true
}

func (s *sheet) refuse(why string) {
	s.Bad = why
	s.Sound(false)
	s.OnChange()
}

func (s *sheet) say(state page.State, text string) {
	s.Says = said{state, text}
	s.Sound(state != page.Bad)
}

// Finish ends the first count or the second; with recount, lines that differ
// are asked for once more.
func (s *sheet) Finish(recount bool) {
	if !s.keep() {
		return
	}
	if open := s.nextOpen(-1); open >= 0 {
		done, all := s.Progress()
		s.stand(open)
		s.say(page.Bad, page.Counted(all-done, "line")+" not counted yet: enter 0 for an empty place")
		s.OnChange()
		return
	}
	op, id := data.NewOp("finish counting", s.Number), s.C.Count.ID
	s.deed("finish counting", func(ctx context.Context, who data.Actor) error {
		_, err := s.shop.FinishCounting(ctx, who, op, id, recount)
		return err
	}, func() {
		s.stand(s.nextOpen(-1))
		switch n := len(s.Differences()); {
		case s.Stage() == "recount":
			_, all := s.Progress()
			s.say(page.Info, fmt.Sprintf("%s once more, without looking at the first count", page.Counted(all, "line")))
		case s.Reviewing() && n == 0:
			s.say(page.Good, "Nothing differs")
		case s.Reviewing():
			s.say(page.Info, "Give each difference its reason")
		}
	})
}

// Cancel drops the count; the books stay as they are.
func (s *sheet) Cancel() {
	op, id := data.NewOp("cancel count", s.Number), s.C.Count.ID
	s.deed("cancel the count", func(ctx context.Context, who data.Actor) error { return s.shop.CancelCount(ctx, who, op, id) }, func() {
		s.say(page.Info, "Cancelled; the books stay as they are")
		s.Toast(page.Toast{Text: s.Number + " is cancelled", State: page.Good, Undo: s.takeBack(op)})
	})
}

// CountOn takes the count back from its review, so that what was entered can be
// changed.
func (s *sheet) CountOn() {
	op, id := data.NewOp("back to counting", s.Number), s.C.Count.ID
	s.deed("go back to counting", func(ctx context.Context, who data.Actor) error { return s.shop.BackToCounting(ctx, who, op, id) }, func() {
		s.stand(0)
		s.say(page.Info, "Change what was counted; To review when it is right")
	})
}

// Leave is told that the person goes: what scans added up is written.
func (s *sheet) Leave() {
	if s.byScan {
		s.keep()
	}
	s.closed = true
	s.loading.Cancel()
}
