package app_test

import (
	"context"
	"strings"
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
)

func titles(c app.UndoChain) string {
	var all []string
	for _, s := range c.Steps {
		all = append(all, s.Title)
	}
	return strings.Join(all, "; ")
}

// done finds the last thing somebody did whose title begins so.
func deed(t *testing.T, s *apptest.Shop, title string) int64 {
	t.Helper()
	var id int64
	if err := s.Store.Read(t.Context(), func(ctx context.Context, v *data.View) error {
		all, err := v.Journal(ctx, data.JournalAsk{}, 500)
		for _, e := range all {
			if strings.HasPrefix(e.Title, title) && id == 0 {
				id = e.ID
			}
		}
		return err
	}); err != nil || id == 0 {
		t.Fatalf("nobody %q: %v", title, err)
	}
	return id
}

// To undo a release, what came after it on the floor is shown and taken back with
// it, the newest first, and nothing else; looking at it changes nothing.
func TestWhatIsUndoneIsShownWithAllThatStandsOnIt(t *testing.T) {
	s := apptest.New(t)
	sh := s.Picked(t, apptest.Want{SKU: "MUG", Qty: 2}, apptest.Want{SKU: "LAMP", Qty: 1})
	if err := s.SetNotes(t.Context(), apptest.Anna, data.NewOp("notes", 1), sh.OrderID, "ring twice", "", "wait", 0); err != nil {
		t.Fatal(err)
	}
	before := int64(0)
	last := func() (n int64) {
		if err := s.Store.Read(t.Context(), func(ctx context.Context, v *data.View) (err error) {
			n, err = v.LastOperation(ctx)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before = last()
	c, err := s.UndoChain(t.Context(), apptest.Anna, deed(t, s, "Released"))
	if err != nil || c.Why != nil {
		t.Fatal(c.Why, err)
	}
	if got := titles(c); !strings.HasPrefix(got, "Built 1 pick list") || !strings.HasSuffix(got, "; "+c.Title) || len(c.Steps) != 2 {
		t.Errorf("the chain is %s", got)
	}
	if after := last(); after != before {
		t.Errorf("looking wrote %d operations", after-before)
	}
	done, err := s.UndoSteps(t.Context(), apptest.Anna, c)
	if err != nil || done.Title != c.Title {
		t.Fatal(done, err)
	}
	if o := order(t, s, sh.OrderID).Order; o.Stage != data.Ready || o.Note != "ring twice" {
		t.Errorf("the order is %s, with the note %q", o.Stage, o.Note)
	}
	if f, err := s.Store.CheckWhole(t.Context()); err != nil || broken(f) != "" {
		t.Errorf("%s %v", broken(f), err)
	}
}

// What the person did last is undone also after another start of the program, and
// only theirs.
func TestTheLastDeedOfAPersonIsUndoneAfterANewStart(t *testing.T) {
	s := apptest.New(t)
	sh := s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	for i, who := range []data.Actor{apptest.Anna, {User: "Ben", Desk: "desk 2"}} {
		if _, err := s.Hold(t.Context(), who, data.NewOp("hold", i), sh.OrderID, "review", "by "+who.User, s.Store.Now()); err != nil {
			t.Fatal(err)
		}
	}
	fresh := app.New(s.Store, app.Options{})
	c, err := fresh.UndoChain(t.Context(), apptest.Anna, 0)
	if err != nil || c.Why != nil || len(c.Steps) != 1 || c.Steps[0].Who != "Anna" {
		t.Fatalf("%+v %v", c, err)
	}
	if _, err := fresh.UndoSteps(t.Context(), apptest.Anna, c); err != nil {
		t.Fatal(err)
	}
	if _, err := fresh.UndoChain(t.Context(), data.Actor{User: "Nora", Desk: "desk 3"}, 0); data.KindOf(err) != data.KindNotFound {
		t.Errorf("who did nothing: %v", err)
	}
}

// What has left the shop stays: the reason is said, with what stands in the way.
func TestAChainThatCannotBeUndoneSaysWhy(t *testing.T) {
	s := apptest.New(t)
	sh := s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	if r, err := s.ReleaseOrders(t.Context(), apptest.Anna, data.NewOp("release", 1), []int64{sh.OrderID}); err != nil || len(r.Done) != 1 {
		t.Fatal(r, err)
	}
	send(t, s, sh.ID)
	c, err := s.UndoChain(t.Context(), apptest.Anna, deed(t, s, "Released"))
	if err != nil || c.Why == nil || len(c.Steps) != 0 {
		t.Fatalf("%s %v", titles(c), err)
	}
	if said := c.Why.Error(); data.KindOf(c.Why) != data.KindRefused || !strings.Contains(said, "return") && !strings.Contains(said, "left") {
		t.Errorf("it says %s", said)
	}
	if c, err = s.UndoChain(t.Context(), apptest.Anna, deed(t, s, "Handed over")); err != nil || c.Why == nil {
		t.Errorf("%v %v", c.Why, err)
	}
}
