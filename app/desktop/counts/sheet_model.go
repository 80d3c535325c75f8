package counts

import (
	"context"
	"fmt"
	"strconv"
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
	CancelCount(ctx context.Context, who data.Actor, op data.Op, count int64) error
	FindCode(ctx context.Context, code string) (app.Found, error)
	ProductOf(ctx context.Context, code string) (data.Product, data.Quantity, error)
}

// sheet is one count: walked line by line, then looked through and posted.
type sheet struct {
	Number   string
	C        app.CountSheet
	Loaded   bool
	At       int    // the line that is counted now
	Typed    string // what was found there, as typed or scanned together
	Bad      string
	Says     string
	SaysBad  bool
	Notice   *page.Notice
	Busy     bool
	OnChange func()
	Cursor   func() int // the row of the review
	MoveTo   func(row int)
	Ask      func(page.Question)
	Toast    func(page.Toast)
	Sound    func(good bool)
	Go       func(page.Route)

	shop    counter
	who     func() data.Actor
	run     page.Runner
	scans   []string
	scanned bool // Typed was added up by scans
	place   int64
	loading page.Latest
}

func newSheet(shop counter, who func() data.Actor, run page.Runner, number string) *sheet {
	return &sheet{Number: strings.ToUpper(number), At: -1, shop: shop, who: who, run: run, OnChange: func() {}, Cursor: func() int { return -1 }, MoveTo: func(int) {},
		Ask: func(page.Question) {}, Toast: func(page.Toast) {}, Sound: func(bool) {}, Go: func(page.Route) {}}
}

// Reload reads the count; the line that is counted now stays.
func (s *sheet) Reload() { s.reload(func() {}) }

func (s *sheet) reload(after func()) {
	page.Load(s.run, &s.loading, page.Patience, func(ctx context.Context) (app.CountSheet, error) {
		return s.shop.CountSheet(ctx, s.Number)
	}, func(c app.CountSheet, err error) {
		if n := page.Explain("read count "+s.Number, err, s.Reload); n != nil {
			s.Notice = n
		} else {
			s.C = c
			if !s.Loaded {
				s.Loaded = true
				s.At = s.nextOpen(-1)
			}
			after()
		}
		s.OnChange()
	})
}

// Counting says that lines may be counted now.
func (s *sheet) Counting() bool {
	switch s.C.Count.Stage {
	case "requested", "counting", "recount":
		return true
	}
	return false
}

// Reviewing says that differences are looked through.
func (s *sheet) Reviewing() bool { return s.C.Count.Stage == "review" }

// wanted says that a line still waits to be counted; in a second count only
// those that differed do.
func (s *sheet) wanted(l data.CountLinesRow) bool {
	return l.Counted < 0 && (s.C.Count.Stage != "recount" || l.Recount)
}

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
		if s.C.Count.Stage == "recount" && !l.Recount {
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
	if to := s.At + d; to >= 0 && to < len(s.C.Lines) {
		s.Jump(to)
	}
}

// Jump goes to a line.
func (s *sheet) Jump(line int) {
	if line == s.At || line >= len(s.C.Lines) {
		return
	}
	s.At, s.Typed, s.Bad, s.scanned = line, "", "", false
	s.OnChange()
}

// Type takes what is typed into the field.
func (s *sheet) Type(text string) {
	s.Typed, s.Bad, s.scanned = text, "", false
}

// Enter writes what was found and goes to the next line that waits.
func (s *sheet) Enter(text string) {
	l := s.Line()
	if l == nil || s.Busy {
		return
	}
	s.Typed = text
	n, err := page.ParseQuantity(text, 0, 10_000_000)
	if err != nil {
		s.Bad = err.Error() + "; 0 for an empty place"
		s.Sound(false)
		s.OnChange()
		return
	}
	s.enter(*l, data.Quantity(n), data.NewOp("count", l.ID), func() {
		if next := s.nextOpen(s.At); next >= 0 {
			s.At = next
		}
	})
}

func (s *sheet) enter(l data.CountLinesRow, n data.Quantity, op data.Op, then func()) {
	s.Busy = true
	s.OnChange()
	page.Do(s.run, page.Patience, func(ctx context.Context) error {
		_, err := s.shop.EnterCount(ctx, s.who(), op, l.ID, n)
		return err
	}, func(err error) {
		s.Busy = false
		if err != nil {
			// The same operation is tried again: nothing is counted twice.
			s.Notice = page.Explain("write the count", err, func() { s.enter(l, n, op, then) })
			s.Sound(false)
			s.OnChange()
			return
		}
		s.Notice = nil
		s.say(false, fmt.Sprintf("%s at %s: %s", l.SKU, l.Location, page.FormatCount(int64(n))))
		s.Typed, s.Bad, s.scanned = "", "", false
		s.reload(func() {
			then()
			s.next()
		})
	})
}

func (s *sheet) say(bad bool, text string) {
	s.Says, s.SaysBad = text, bad
	s.Sound(!bad)
}

// Scan takes a scanned place or product; codes are taken in their order. Each
// scan of the product adds to what was found.
func (s *sheet) Scan(code string) {
	s.scans = append(s.scans, code)
	s.next()
}

func (s *sheet) next() {
	if s.Busy || len(s.scans) == 0 || !s.Loaded {
		return
	}
	code := s.scans[0]
	s.scans = s.scans[1:]
	if !s.Counting() {
		s.say(true, "This count is "+s.C.Count.Stage+"; "+code+" is not counted")
		s.OnChange()
		s.next()
		return
	}
	s.Busy = true
	var f app.Found
	units := data.Quantity(1)
	page.Do(s.run, page.Patience, func(ctx context.Context) (err error) {
		if f, err = s.shop.FindCode(ctx, code); err == nil && f.Kind == "product" {
			_, units, err = s.shop.ProductOf(ctx, code)
		}
		return err
	}, func(err error) {
		s.Busy = false
		s.Notice = page.Explain("look up "+code, err, nil)
		if err == nil {
			s.match(code, f, max(units, 1))
		}
		s.OnChange()
		s.next()
	})
}

func (s *sheet) match(code string, f app.Found, units data.Quantity) {
	switch f.Kind {
	case "location":
		s.place = f.ID
		s.flush(func() { s.toPlace(f) })
	case "product":
		s.toProduct(f, units)
	default:
		s.say(true, code+" is no place and no product")
	}
}

// flush writes what scans have added up before going on.
func (s *sheet) flush(then func()) {
	l := s.Line()
	n, err := strconv.ParseInt(s.Typed, 10, 64)
	if l == nil || !s.scanned || err != nil {
		then()
		return
	}
	s.enter(*l, data.Quantity(n), data.NewOp("count", l.ID), then)
}

func (s *sheet) toPlace(f app.Found) {
	first := -1
	for i, l := range s.C.Lines {
		if l.LocationID == f.ID && (first < 0 || !s.wanted(s.C.Lines[first]) && s.wanted(l)) {
			first = i
		}
	}
	if first < 0 {
		s.say(true, f.Name+" is not on this count")
		return
	}
	s.At, s.Typed, s.scanned = first, "", false
	s.say(false, "At "+f.Name)
}

func (s *sheet) toProduct(f app.Found, units data.Quantity) {
	l := s.Line()
	if l != nil && l.ProductID == f.ID {
		have := int64(0)
		if n, err := strconv.ParseInt(strings.TrimSpace(s.Typed), 10, 64); err == nil {
			have = n
		}
		s.Typed, s.Bad, s.scanned = strconv.FormatInt(have+int64(units), 10), "", true
		s.say(false, fmt.Sprintf("%s: %s", l.SKU, s.Typed))
		return
	}
	place := s.place
	if l != nil {
		place = l.LocationID
	}
	for i, x := range s.C.Lines {
		if x.ProductID == f.ID && (x.LocationID == place || place == 0) {
			s.flush(func() {
				s.At, s.Typed, s.scanned = i, strconv.FormatInt(int64(units), 10), true
				s.say(false, fmt.Sprintf("%s: %d", x.SKU, units))
			})
			return
		}
	}
	if place == 0 || s.C.Count.Stage == "recount" {
		s.say(true, f.Name+" is not on this count")
		return
	}
	s.say(true, f.Name+" was not expected here")
	s.Ask(page.Question{Title: "Count it here, too?", Body: f.Name + " is not on the sheet for this place.", Yes: "Count it here", No: "Leave it", Run: func() { s.add(f, place, units) }})
}

// add puts a product found unexpectedly onto the count.
func (s *sheet) add(f app.Found, place int64, units data.Quantity) {
	op, count := data.NewOp("add to count", f.ID), s.C.Count.ID
	var line int64
	s.deed("add "+f.Name, func(ctx context.Context) (err error) {
		line, err = s.shop.AddToCount(ctx, s.who(), op, count, f.ID, place)
		return err
	}, func() {
		for i, l := range s.C.Lines {
			if l.ID == line {
				s.At, s.Typed, s.scanned = i, strconv.FormatInt(int64(units), 10), true
			}
		}
	})
}

// deed does something to the count and reads it again.
func (s *sheet) deed(doing string, do func(context.Context) error, then func()) {
	if s.Busy {
		return
	}
	s.Busy = true
	s.OnChange()
	page.Do(s.run, 3*page.Patience, do, func(err error) {
		s.Busy = false
		if s.Notice = page.Explain(doing, err, nil); err != nil {
			s.Sound(false)
			then = func() {}
		}
		s.reload(func() {
			then()
			s.next()
		})
	})
}

// Finish ends the first count or the second; with recount, lines that differ
// are asked for once more.
func (s *sheet) Finish(recount bool) {
	op, id := data.NewOp("finish counting", s.Number), s.C.Count.ID
	s.flush(func() {
		s.deed("finish counting", func(ctx context.Context) error {
			_, err := s.shop.FinishCounting(ctx, s.who(), op, id, recount)
			return err
		}, func() {
			switch s.C.Count.Stage {
			case "recount":
				s.At = s.nextOpen(-1)
				s.say(false, "Lines that differ are counted once more")
			case "review":
				s.say(false, "Give each difference its reason")
			}
		})
	})
}

// Diff is by how much a line differs; units that a picker missed there count as
// known.
func Diff(l data.CountLinesRow) data.Quantity {
	if l.Counted < 0 {
		return 0
	}
	return l.Counted - l.Expected - data.Quantity(l.Missing)
}

// Differences is the lines that differ, with their places in the count.
func (s *sheet) Differences() []data.CountLinesRow {
	var out []data.CountLinesRow
	for _, l := range s.C.Lines {
		if Diff(l) != 0 {
			out = append(out, l)
		}
	}
	return out
}

// Explain gives the difference under the cursor its reason, and goes to the
// next that has none.
func (s *sheet) Explain(reason string) {
	rows := s.Differences()
	i := s.Cursor()
	if !s.Reviewing() || i < 0 || i >= len(rows) {
		return
	}
	op, line := data.NewOp("explain count", reason), rows[i].ID
	s.deed("give the reason", func(ctx context.Context) error { return s.shop.ExplainCount(ctx, s.who(), op, line, reason) }, func() {
		now := s.Differences()
		for k := 1; k <= len(now); k++ {
			if j := (i + k) % len(now); now[j].Reason == "" {
				s.OnChange()
				s.MoveTo(j)
				return
			}
		}
	})
}

// Post brings the books to what was found.
func (s *sheet) Post() {
	diffs := s.Differences()
	units := data.Quantity(0)
	for _, l := range diffs {
		units += Diff(l)
	}
	op, id := data.NewOp("post count", s.Number), s.C.Count.ID
	post := func() {
		s.deed("post the count", func(ctx context.Context) error {
			_, err := s.shop.PostCount(ctx, s.who(), op, id)
			return err
		}, func() {
			s.Toast(page.Toast{Text: s.Number + " is posted: the books are what was found", State: page.Good})
		})
	}
	if len(diffs) == 0 {
		post()
		return
	}
	s.Ask(page.Question{Title: "Post " + s.Number + "?", Body: fmt.Sprintf("%d lines differ, %+d units in all. The books will say what was found; orders that lose their stock wait again.", len(diffs), units), Yes: "Post", No: "Not yet", Run: post})
}

// Cancel drops the count; the books stay as they are.
func (s *sheet) Cancel() {
	op, id := data.NewOp("cancel count", s.Number), s.C.Count.ID
	s.Ask(page.Question{Title: "Cancel " + s.Number + "?", Body: "What was counted is dropped; the books stay as they are.", Yes: "Cancel the count", No: "Keep it", Danger: true, Run: func() {
		s.deed("cancel the count", func(ctx context.Context) error { return s.shop.CancelCount(ctx, s.who(), op, id) }, func() {})
	}})
}
