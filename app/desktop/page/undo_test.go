package page_test

import (
	"strings"
	"testing"

	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

// asked is a desk that writes down what it is asked and told.
type asked struct {
	page.Desk
	questions []page.Question
	toasts    []page.Toast
}

func (d *asked) Runner() page.Runner { return page.Inline() }
func (d *asked) Ask(q page.Question) { d.questions = append(d.questions, q) }
func (d *asked) Toast(t page.Toast)  { d.toasts = append(d.toasts, t) }

// Before anything is taken back the person reads what; only a deed that they have
// before their eyes, and that nothing stands on, goes at once.
func TestAnUndoSaysFirstWhatItTakesBack(t *testing.T) {
	s := apptest.New(t)
	sh := s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	if _, err := s.ReleaseOrders(t.Context(), apptest.Anna, data.NewOp("release", 1), []int64{sh.OrderID}); err != nil {
		t.Fatal(err)
	}
	d, after := &asked{}, 0
	page.Undo(d, s.Shop, apptest.Anna, 0, false, func() { after++ })
	if len(d.questions) != 1 || len(d.toasts) != 0 || !strings.Contains(d.questions[0].Title, "Released 1 shipment") || !strings.Contains(d.questions[0].Body, "Anna") {
		t.Fatalf("asked %+v, told %+v", d.questions, d.toasts)
	}
	d.questions[0].Run()
	if after != 1 || len(d.toasts) != 1 || d.toasts[0].State != page.Good {
		t.Errorf("told %+v", d.toasts)
	}
	if err := s.SetNotes(t.Context(), apptest.Anna, data.NewOp("notes", 1), sh.OrderID, "ring twice", "", "wait", 0); err != nil {
		t.Fatal(err)
	}
	d.questions, d.toasts = nil, nil
	page.Undo(d, s.Shop, apptest.Anna, 0, true, func() { after++ })
	if after != 2 || len(d.questions) != 0 || len(d.toasts) != 1 {
		t.Errorf("asked %+v, told %+v", d.questions, d.toasts)
	}
	d.toasts = nil
	page.Undo(d, s.Shop, data.Actor{User: "Nora"}, 0, false, func() { after++ })
	if after != 2 || len(d.toasts) != 1 || !strings.Contains(d.toasts[0].Text, "nothing to undo") && !strings.Contains(d.toasts[0].Text, "Nothing") && !strings.Contains(d.toasts[0].Text, "There is nothing to undo") {
		t.Errorf("who did nothing is told %+v", d.toasts)
	}
}
