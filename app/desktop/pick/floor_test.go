package pick

import (
	"context"
	"strings"
	"testing"

	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

// fakeDesk is a window that remembers where it was sent and what it said.
type fakeDesk struct {
	page.Desk
	opened []page.Route
	toasts []page.Toast
	asked  []page.Question
	jobs   []page.Job
	ended  int
}

func (d *fakeDesk) Open(r page.Route)   { d.opened = append(d.opened, r) }
func (d *fakeDesk) Toast(t page.Toast)  { d.toasts = append(d.toasts, t) }
func (d *fakeDesk) Ask(q page.Question) { d.asked = append(d.asked, q); q.Run() }
func (d *fakeDesk) SetJob(j page.Job)   { d.jobs = append(d.jobs, j) }
func (d *fakeDesk) EndJob(string)       { d.ended++ }
func (d *fakeDesk) Sound(bool)          {}

func opened(t *testing.T, shop work, view string) (*floor, *fakeDesk) {
	t.Helper()
	d := &fakeDesk{}
	f := newFloor(shop, anna, page.Inline())
	f.Desk = d
	f.Choose(view)
	f.Reload()
	if f.Notice.Shown() {
		t.Fatalf("%+v", f.Notice)
	}
	return f, d
}

func all(f *floor) {
	var rows []int
	for i := range max(len(f.Shipments()), len(f.Lists())) {
		rows = append(rows, i)
	}
	f.Select(rows)
}

func TestFromReadyToAListAndBack(t *testing.T) {
	shop := apptest.New(t)
	sh := shop.Placed(t, apptest.Want{SKU: "MUG", Qty: 2})
	shop.Placed(t, apptest.Want{SKU: "LAMP", Qty: 1}, apptest.Want{SKU: "BOWL", Qty: 3})
	f, d := opened(t, shop, viewReady)
	all(f)
	if says := f.Says(); says != "2 of 2 shipments · 3 lines, 6 units · Ctrl+A marks all" {
		t.Errorf("all marked: %q", says)
	}
	f.Release()
	if got := shop.ShipmentByID(t, sh.ID).Stage; got != data.ShipmentReleased || len(f.Board.Ready) != 0 || len(f.Board.ToPick) != 2 {
		t.Fatalf("it is %s: %+v", got, f.Gate)
	}
	if d.ended != 1 || len(d.jobs) < 2 || d.jobs[len(d.jobs)-1].Stop == nil || d.jobs[len(d.jobs)-1].Done != 2 {
		t.Errorf("jobs %+v", d.jobs)
	}
	d.toasts[0].Undo()
	if len(f.Board.Ready) != 2 || d.toasts[1].Text != "Undone" {
		t.Fatalf("after undo %d are ready: %+v", len(f.Board.Ready), d.toasts)
	}
	all(f)
	f.Release()
	f.Choose(viewFloor)
	all(f)
	f.SetSlots(40)
	if f.Slots != 26 {
		t.Errorf("a cart of %d slots", f.Slots)
	}
	f.BuildBatch()
	if f.View != viewLists || len(f.Lists()) != 1 || f.Lists()[0].OrderCount != 2 || f.Lists()[0].Method != "batch" {
		t.Fatalf("view %s, lists %+v, %+v", f.View, f.Lists(), f.Gate)
	}
	d.toasts[len(d.toasts)-1].Undo()
	if len(f.Board.ToPick) != 2 || len(f.Board.Open) != 0 {
		t.Fatalf("after undo %d are to be picked, %d lists", len(f.Board.ToPick), len(f.Board.Open))
	}
	f.Choose(viewFloor)
	all(f)
	f.BuildSingle()
	if len(f.Lists()) != 2 {
		t.Fatalf("lists %+v", f.Lists())
	}
	all(f)
	f.Print()
	f.Open(1)
	if want := page.To("picklistpaper", f.Lists()[0].Number, f.Lists()[1].Number); d.opened[0] != want || d.opened[1] != page.To("picklist", f.Lists()[1].Number) {
		t.Errorf("went to %v", d.opened)
	}
	if !f.Scan(strings.ToLower(f.Lists()[0].Number)) || f.Scan("MUG") {
		t.Error("a scanned pick list is not opened, or a product is taken for one")
	}
}

func TestTheGateNamesWhatItStops(t *testing.T) {
	shop := apptest.New(t)
	held := shop.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	free := shop.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	f, d := opened(t, shop, viewReady)
	if _, err := shop.Hold(t.Context(), anna(), data.NewOp("hold", 1), held.OrderID, "review", "ask first", shop.Store.Now().AddDate(0, 0, 1)); err != nil {
		t.Fatal(err)
	}
	all(f) // the page still shows both
	f.Release()
	if got := shop.ShipmentByID(t, free.ID).Stage; got != data.ShipmentReleased {
		t.Errorf("the free one is %s", got)
	}
	if !f.Gate.Shown() || !strings.Contains(f.Gate.Title, "1 shipment stopped") || !strings.Contains(f.Gate.Hint, held.Number) || !strings.Contains(f.Gate.Hint, "hold") {
		t.Errorf("the gate says %+v", f.Gate)
	}
	if f.why[held.ID] == "" || len(d.toasts) != 1 {
		t.Errorf("why %v, toasts %+v", f.why, d.toasts)
	}
	f.Choose(viewFloor)
	if f.Gate.Shown() {
		t.Error("the gate's words stand on another view")
	}
}

func TestAPrinterThatIsOffStopsNobody(t *testing.T) {
	shop := apptest.New(t)
	sh := shop.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	shop.Printer.Off = true
	f, _ := opened(t, shop, viewReady)
	all(f)
	f.Release()
	if got := shop.ShipmentByID(t, sh.ID).Stage; got != data.ShipmentReleased || !f.Gate.Shown() {
		t.Errorf("it is %s, and it says %+v", got, f.Gate)
	}
}

// lostBooks is a shop whose file is out of reach for labels.
type lostBooks struct {
	*apptest.Shop
	asked int
}

func (l *lostBooks) PrintShipment(context.Context, data.Actor, data.Op, int64) (data.Shipment, error) {
	l.asked++
	return data.Shipment{}, context.DeadlineExceeded
}

func TestReleasingStopsWhenTheBooksAreOutOfReach(t *testing.T) {
	shop := &lostBooks{Shop: apptest.New(t)}
	shop.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	shop.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	f, _ := opened(t, shop, viewReady)
	all(f)
	f.Release()
	if shop.asked != 1 || !f.Gate.Shown() || f.busy {
		t.Errorf("asked %d times, %+v, busy %v", shop.asked, f.Gate, f.busy)
	}
}

func TestStoppingTheLabels(t *testing.T) {
	shop := apptest.New(t)
	shop.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	shop.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	f, _ := opened(t, shop, viewReady)
	stopper := &stopAfterOne{fakeDesk: fakeDesk{}}
	f.Desk = stopper
	all(f)
	f.Release()
	if len(f.Board.Ready) != 1 || len(f.Board.ToPick) != 1 {
		t.Errorf("%d ready, %d to pick: what was labelled goes, the rest stays", len(f.Board.Ready), len(f.Board.ToPick))
	}
}

// stopAfterOne is a person who stops the labels after the first.
type stopAfterOne struct{ fakeDesk }

func (d *stopAfterOne) SetJob(j page.Job) {
	if j.Done == 1 {
		j.Stop()
	}
}

func TestListsAreCancelled(t *testing.T) {
	for _, back := range []bool{true, false} {
		shop := apptest.New(t)
		_, first := shop.Listed(t, apptest.Want{SKU: "MUG", Qty: 2})
		shop.Listed(t, apptest.Want{SKU: "LAMP", Qty: 1})
		w := started(t, shop, first.Number)
		w.Enter()
		// A walk that is done stands no longer among the open ones.
		f, d := opened(t, shop, viewLists)
		all(f)
		f.Cancel(back)
		said := d.toasts[len(d.toasts)-1]
		if len(d.asked) != 0 || said.Undo == nil || strings.Contains(said.Text, "shelves") != back || len(f.Board.Open) != 0 {
			t.Errorf("back %v: it says %+v, open %+v, %+v", back, said, f.Board.Open, f.Gate)
		}
		said.Undo()
		if len(f.Board.Open) != 1 {
			t.Errorf("back %v: after undo the open lists are %+v, %+v", back, f.Board.Open, d.toasts)
		}
		all(f)
		f.Cancel(back)
		f.Choose(viewDone)
		if len(f.Lists()) != 2 {
			t.Errorf("finished %+v", f.Lists())
		}
	}
}

func TestWhatAnEmptyPickPageSays(t *testing.T) {
	f, _ := opened(t, apptest.New(t), viewReady)
	seen := map[string]bool{}
	for _, view := range []string{viewReady, viewFloor, viewLists, viewDone} {
		f.Choose(view)
		title, hint := f.Empty()
		if title == "" || hint == "" || seen[title] || f.Says() != "" {
			t.Errorf("%s says %q, %q, %q", view, title, hint, f.Says())
		}
		seen[title] = true
	}
	for _, c := range f.Commands() {
		if c.Can() && c.Group != "Show" {
			t.Errorf("%s can be done with nothing", c.ID)
		}
	}
}
