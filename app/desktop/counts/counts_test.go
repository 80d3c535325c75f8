package counts

import (
	"context"
	"strings"
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

func anna() data.Actor { return apptest.Anna }

// asked asks for a count of places in the small shop.
func asked(t *testing.T, shop *apptest.Shop, blind bool, places ...string) data.Count {
	t.Helper()
	var ids []int64
	for _, code := range places {
		ids = append(ids, shop.Places[code])
	}
	c, err := shop.RequestCount(t.Context(), anna(), data.NewOp("count", places), "some shelves", blind, ids)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// open reads a count as the page does.
func open(t *testing.T, shop counter, number string) *sheet {
	t.Helper()
	s := newSheet(shop, anna, page.Inline(), strings.ToLower(number))
	s.Reload()
	if !s.Loaded {
		t.Fatalf("count %s: %+v", number, s.Notice)
	}
	return s
}

// enter types what was found of each line that waits, in the order of the walk.
func enter(t *testing.T, s *sheet, found ...string) {
	t.Helper()
	for _, n := range found {
		if s.Line() == nil {
			t.Fatalf("no line waits for %s: %+v", n, s.Says)
		}
		s.Enter(n)
		if s.Bad != "" || s.Notice.Shown() {
			t.Fatalf("%s was refused: %q %+v", n, s.Bad, s.Notice)
		}
	}
}

// explain gives a row of the review its reason.
func explain(s *sheet, row int, reason string) {
	s.Selected = func() []int { return []int{row} }
	s.Explain(reason)
}

func yes(s *sheet) *page.Question {
	var asked page.Question
	s.Ask = func(q page.Question) {
		asked = q
		q.Run()
	}
	return &asked
}

func TestACountFromTheFirstShelfToTheBooks(t *testing.T) {
	shop := apptest.New(t)
	s := open(t, shop, asked(t, shop, false, "A-01-1", "A-02-1", "B-02-1").Number)
	if l := s.Line(); l == nil || l.Location != "A-01-1" || s.Stage() != "requested" {
		t.Fatalf("it begins at %+v, %s", l, s.Stage())
	}
	enter(t, s, "10")
	if s.Stage() != "counting" {
		t.Errorf("after the first line it is %s", s.Stage())
	}
	s.Finish(true)
	if s.Says.State != page.Bad || !strings.Contains(s.Says.Text, "2 lines") || s.Line().SKU != "LAMP" {
		t.Errorf("finished too early it says %q at %+v", s.Says.Text, s.Line())
	}
	enter(t, s, "1", "6")
	if s.Line() != nil {
		t.Errorf("all is counted, and it asks for %+v", s.Line())
	}
	s.Finish(true)
	if done, all := s.Progress(); s.Stage() != "recount" || done != 0 || all != 2 {
		t.Fatalf("stage %s, %d of %d", s.Stage(), done, all)
	}
	enter(t, s, "3", "6") // the lamps were miscounted, two mugs are too many
	s.Finish(false)
	diffs := s.Differences()
	if s.Stage() != "review" || len(diffs) != 1 || diffs[0].SKU != "MUG" || Diff(diffs[0]) != 2 || diffs[0].FirstCount != 6 {
		t.Fatalf("stage %s, differences %+v", s.Stage(), diffs)
	}
	s.Post()
	if s.Stage() != "review" || !strings.Contains(s.Says.Text, "without a reason") {
		t.Fatalf("posted without a reason: %s, %q", s.Stage(), s.Says.Text)
	}
	explain(s, 0, "found")
	q := yes(s)
	var toast page.Toast
	s.Toast = func(t page.Toast) { toast = t }
	s.Post()
	toast.Undo()
	if got := shop.OnHand(t, "MUG", "B-02-1"); got != 4 || s.Stage() != "review" {
		t.Fatalf("taken back, the books say %d mugs and the count stands at %s, want 4 at its review", got, s.Stage())
	}
	s.Post()
	if s.Stage() != "posted" || !strings.Contains(q.Body, "2 units too many") {
		t.Fatalf("stage %s, %+v; asked %q", s.Stage(), s.Notice, q.Body)
	}
	if got := shop.OnHand(t, "MUG", "B-02-1"); got != 6 {
		t.Errorf("the books say %d mugs, want what was found", got)
	}
	for _, c := range s.Commands() {
		if c.Can() && c.ID != "count.print" && c.ID != "record.history" {
			t.Errorf("%s can still be done to a posted count", c.ID)
		}
	}
}

func TestACountWithoutDifferencesIsPostedAtOnce(t *testing.T) {
	shop := apptest.New(t)
	s := open(t, shop, asked(t, shop, false, "A-10-1").Number)
	enter(t, s, "20")
	s.Finish(true)
	if s.Stage() != "review" || s.Says.Text != "Nothing differs" {
		t.Fatalf("stage %s, %q", s.Stage(), s.Says.Text)
	}
	s.Post()
	if s.Stage() != "posted" {
		t.Errorf("stage %s: %+v", s.Stage(), s.Notice)
	}
}

func TestWhatABlindCountShows(t *testing.T) {
	shop := apptest.New(t)
	for _, blind := range []bool{true, false} {
		s := open(t, shop, asked(t, shop, blind, "A-02-1").Number)
		n, seen := s.Known(*s.Line())
		if seen == blind || seen && n != 3 {
			t.Errorf("blind %v: the books say %d, seen %v", blind, n, seen)
		}
		enter(t, s, "1")
		if _, seen := s.Known(s.C.Lines[0]); seen == blind {
			t.Errorf("blind %v: after counting, seen %v", blind, seen)
		}
		s.Finish(false)
		if n, seen := s.Known(s.C.Lines[0]); !seen || n != 3 {
			t.Errorf("blind %v: the review shows %d, %v", blind, n, seen)
		}
	}
}

func TestWhatIsTypedWrongStaysAndIsSaid(t *testing.T) {
	for _, typed := range []string{"", "three", "-1", "2.5", "99999999999"} {
		shop := apptest.New(t)
		s := open(t, shop, asked(t, shop, false, "A-01-1", "A-02-1").Number)
		s.Enter(typed)
		if s.Bad == "" || s.At != 0 || s.Typed != typed || s.Unwritten() > 0 {
			t.Errorf("%q: bad %q, line %d, typed %q", typed, s.Bad, s.At, s.Typed)
		}
		if s.Jump(1); typed != "" && s.At != 0 {
			t.Errorf("%q was left behind", typed)
		}
	}
}

func TestGoingOnWritesWhatWasTyped(t *testing.T) {
	shop := apptest.New(t)
	s := open(t, shop, asked(t, shop, false, "A-01-1", "A-02-1", "B-02-1").Number)
	s.Type("9")
	s.Step(1)
	s.Step(1)
	s.Step(-1)
	if s.At != 1 || s.C.Lines[0].Counted != 9 || s.C.Lines[1].Counted != -1 {
		t.Fatalf("at %d: %+v", s.At, s.C.Lines)
	}
	s.Jump(0)
	s.Enter("") // it is counted: nothing to say
	if s.At != 1 || s.C.Lines[0].Counted != 9 {
		t.Errorf("Enter on a counted line went to %d: %+v", s.At, s.C.Lines[0])
	}
}

func TestSellingGoesOnWhileItIsCounted(t *testing.T) {
	for _, tc := range []struct {
		name  string
		count func(t *testing.T, s *sheet, pick func())
		want  data.Quantity // by which the count differs
	}{
		{"six are picked after the count", func(t *testing.T, s *sheet, pick func()) { enter(t, s, "10"); pick() }, 0},
		{"six are picked before it", func(t *testing.T, s *sheet, pick func()) { pick(); enter(t, s, "4") }, 0},
		{"counted, picked, counted again", func(t *testing.T, s *sheet, pick func()) {
			enter(t, s, "9")
			pick()
			s.Jump(0)
			s.Enter("3")
		}, -1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			shop := apptest.New(t)
			s := open(t, shop, asked(t, shop, false, "A-01-1").Number)
			_, list := shop.Listed(t, apptest.Want{SKU: "MUG", Qty: 6})
			tc.count(t, s, func() { pickMugs(t, shop, list.Number) })
			s.Reload()
			if got := Diff(s.C.Lines[0]); got != tc.want {
				t.Errorf("it differs by %d, want %d: %+v", got, tc.want, s.C.Lines[0])
			}
		})
	}
}

// pickMugs picks a list of mugs from A-01-1.
func pickMugs(t *testing.T, shop *apptest.Shop, number string) {
	t.Helper()
	w, err := shop.Walk(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range w.Lines {
		if l.Location != "A-01-1" {
			t.Fatalf("the mugs are picked at %s", l.Location)
		}
		picks := []app.PickConfirm{{LineID: l.ID, Picked: l.Qty}}
		if _, err := shop.ConfirmPicks(t.Context(), anna(), data.NewOp("pick", picks), picks); err != nil {
			t.Fatal(err)
		}
	}
}

func TestACountIsCancelledAndTheBooksStay(t *testing.T) {
	shop := apptest.New(t)
	s := open(t, shop, asked(t, shop, false, "A-01-1").Number)
	enter(t, s, "1")
	var said page.Toast
	s.Toast = func(t page.Toast) { said = t }
	s.Cancel()
	if s.Stage() != "cancelled" || shop.OnHand(t, "MUG", "A-01-1") != 10 {
		t.Errorf("stage %s, %d mugs: %+v", s.Stage(), shop.OnHand(t, "MUG", "A-01-1"), s.Notice)
	}
	s.Scan(apptest.MugCode)
	if s.Says.State != page.Bad {
		t.Errorf("a scan on a cancelled count says %q", s.Says.Text)
	}
	said.Undo()
	if s.Stage() != "counting" || found(s, "MUG", "A-01-1") != 1 {
		t.Errorf("taken back it is %s with %+v", s.Stage(), s.C.Lines)
	}
}

func TestACountGoesBackFromItsReview(t *testing.T) {
	shop := apptest.New(t)
	s := open(t, shop, asked(t, shop, false, "A-01-1", "A-02-1").Number)
	enter(t, s, "9", "3")
	s.Finish(false)
	if s.Stage() != "review" {
		t.Fatalf("it is %s: %+v", s.Stage(), s.Notice)
	}
	s.CountOn()
	s.Jump(0)
	enter(t, s, "10")
	s.Finish(false)
	if s.Stage() != "review" || found(s, "MUG", "A-01-1") != 10 || found(s, "LAMP", "A-02-1") != 3 {
		t.Errorf("it is %s with %+v: %+v", s.Stage(), s.C.Lines, s.Notice)
	}
}

func TestOneReasonForAllThatAreMarked(t *testing.T) {
	shop := apptest.New(t)
	s := open(t, shop, asked(t, shop, false, "A-01-1", "A-02-1", "B-02-1").Number)
	enter(t, s, "9", "2", "3")
	s.Finish(false)
	went := -1
	s.MoveTo = func(row int) { went = row }
	s.Selected = func() []int { return []int{0, 1} }
	s.Explain("stolen")
	if n, next := s.unexplained(-1); n != 1 || next != 2 || went != 2 {
		t.Errorf("%d without a reason, the next is %d, the cursor went to %d", n, next, went)
	}
	read, err := shop.CountSheet(t.Context(), s.Number)
	if err != nil || read.Lines[0].Reason != "stolen" || read.Lines[1].Reason != "stolen" || read.Lines[2].Reason != "" {
		t.Errorf("the books say %+v, %v", read.Lines, err)
	}
}

// shaky is a shop whose disk fails when it is told to.
type shaky struct {
	*apptest.Shop
	fails error
}

func (s *shaky) EnterCount(ctx context.Context, who data.Actor, op data.Op, line int64, found data.Quantity) (data.CountLine, error) {
	if s.fails != nil {
		return data.CountLine{}, s.fails
	}
	return s.Shop.EnterCount(ctx, who, op, line, found)
}

func TestWhatCouldNotBeWrittenIsKeptAndTriedAgain(t *testing.T) {
	shop := &shaky{Shop: apptest.New(t)}
	s := open(t, shop, asked(t, shop.Shop, false, "A-01-1", "A-02-1", "B-02-1").Number)
	shop.fails = &data.Fault{Kind: data.KindUnavailable, Message: "the disk is full"}
	s.Enter("9")
	s.Enter("3")
	if s.Unwritten() != 2 || !s.Notice.Shown() || s.Notice.Retry == nil || s.Line().Location != "B-02-1" {
		t.Fatalf("%d unwritten, %+v, at %+v", s.Unwritten(), s.Notice, s.Line())
	}
	s.Enter("4")
	s.Finish(true)
	if s.Stage() == "recount" || s.Busy {
		t.Fatalf("finished although nothing is written: %s", s.Stage())
	}
	shop.fails = nil
	s.Reload()
	if s.Unwritten() > 0 || s.Notice.Shown() || s.C.Lines[0].Counted != 9 || s.C.Lines[2].Counted != 4 {
		t.Fatalf("%d unwritten, %+v: %+v", s.Unwritten(), s.Notice, s.C.Lines)
	}
	s.Finish(true)
	if _, all := s.Progress(); s.Stage() != "recount" || all != 1 {
		t.Errorf("stage %s of %d", s.Stage(), all)
	}
}

func TestALineThatTheBooksRefuseIsSaidAndReadAgain(t *testing.T) {
	shop := apptest.New(t)
	c := asked(t, shop, false, "A-01-1")
	s := open(t, shop, c.Number)
	if err := shop.CancelCount(t.Context(), anna(), data.NewOp("cancel", 1), c.ID); err != nil {
		t.Fatal(err)
	}
	s.Enter("9") // another desk cancelled it meanwhile
	if s.Unwritten() > 0 || !s.Notice.Shown() || s.Notice.Retry != nil || s.Stage() != "cancelled" {
		t.Errorf("%d unwritten, %+v, %s", s.Unwritten(), s.Notice, s.Stage())
	}
}

func TestTypingAheadOfASlowDisk(t *testing.T) {
	shop := apptest.New(t)
	c := asked(t, shop, false, "A-01-1", "A-02-1", "B-02-1")
	slow := &page.Manual{}
	s := newSheet(shop, anna, slow.Runner(), c.Number)
	s.Reload()
	slow.Drain()
	s.Enter("9")
	s.Type("3")
	slow.Step(0) // the first is written while the second is being typed
	if s.Typed != "3" || s.Line().SKU != "LAMP" {
		t.Fatalf("typed %q at %+v", s.Typed, s.Line())
	}
	s.Enter("3")
	s.Enter("4")
	s.Finish(true) // waits for all of them
	slow.Drain()
	if _, all := s.Progress(); s.Stage() != "recount" || all != 1 {
		t.Errorf("stage %s of %d: %+v", s.Stage(), all, s.Notice)
	}
}
