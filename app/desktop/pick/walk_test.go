package pick

import (
	"context"
	"slices"
	"strings"
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

func anna() data.Actor { return apptest.Anna }

// started opens a walk as the page does.
func started(t *testing.T, shop cart, number string) *walk {
	t.Helper()
	w := newWalk(shop, anna, page.Inline(), strings.ToLower(number))
	w.Reload()
	if !w.Loaded {
		t.Fatalf("pick list %s: %+v", number, w.Notice)
	}
	return w
}

func TestAWalkByScanner(t *testing.T) {
	shop := apptest.New(t)
	_, list := shop.Listed(t, apptest.Want{SKU: "MUG", Qty: 6}, apptest.Want{SKU: "LAMP", Qty: 1})
	w := started(t, shop, list.Number)
	if w.Now().Location != "A-01-1" {
		t.Fatalf("it begins at %+v", w.Now())
	}
	for _, tc := range []struct {
		scan     string
		state    page.State
		word     string
		detail   string
		stopped  bool
		enter    bool // Enter follows
		progress int
	}{
		{"A-10-1", page.Bad, "Wrong place", "Go to A-01-1", true, true, 0},
		{"BOWL", page.Bad, "Wrong item", "Take MUG at A-01-1; this is BOWL", true, false, 0},
		{"MUG", page.Bad, "Wrong item", "press Enter first", true, true, 0},
		{"4006381333931", page.Bad, "Not known here", "Scan A-01-1 or MUG", true, true, 0},
		{"A-01-1", page.Good, "A-01-1 is right", "Take 6 × MUG", false, false, 0},
		{apptest.MugCode, page.Good, "6 × MUG", "taken at A-01-1", false, false, 1},
		{"LAMP", page.Good, "1 × LAMP", "taken at A-02-1", false, false, 2},
		{"LAMP", page.Bad, "Nothing is left to pick", "", true, true, 2},
	} {
		w.Scan(tc.scan)
		done, all := w.Progress()
		if w.Says.State != tc.state || w.Says.Word != tc.word || !strings.Contains(w.Says.Detail, tc.detail) || w.Stopped != tc.stopped || done != tc.progress || all != 2 {
			t.Errorf("scan %s: %+v, stopped %v, %d of %d", tc.scan, w.Says, w.Stopped, done, all)
		}
		if tc.enter {
			w.Enter()
			if after, _ := w.Progress(); w.Stopped || after != done {
				t.Errorf("Enter after %s: stopped %v, %d lines done", tc.scan, w.Stopped, after)
			}
		}
	}
	if w.Over() != "done" {
		t.Errorf("it is %q", w.Over())
	}
}

// onACart puts two shipments on one cart: slots A and B.
func onACart(t *testing.T, shop *apptest.Shop, first, second []apptest.Want) *walk {
	t.Helper()
	a, b := shop.Released(t, first...), shop.Released(t, second...)
	req := app.PickRequest{Shipments: []int64{a.ID, b.ID}, Method: "batch", Slots: 2}
	built, err := shop.BuildPickLists(t.Context(), anna(), data.NewOp("pick lists", req), req)
	if err != nil {
		t.Fatal(err)
	}
	return started(t, shop, built.Lists[0].Number)
}

func TestOneStopForSeveralOrders(t *testing.T) {
	shop := apptest.New(t)
	w := onACart(t, shop, []apptest.Want{{SKU: "BOWL", Qty: 2}}, []apptest.Want{{SKU: "BOWL", Qty: 1}, {SKU: "LAMP", Qty: 2}})
	w.Later() // the lamps lie before the bowls
	w.Skip(3)
	if s := w.Now(); s.Units != 3 || s.Slots() != "A 2 · B 1" {
		t.Fatalf("the first stop is %d units for %q", s.Units, s.Slots())
	}
	w.Scan(w.Now().Location)
	if !w.AtPlace() {
		t.Error("the place was scanned, and it is not known")
	}
	w.Scan("BOWL")
	if done, _ := w.Progress(); done != 2 || w.Says.Detail != "A 2 · B 1, taken at "+w.taken[0].stop.Location {
		t.Errorf("%d lines done, it says %+v", done, w.Says)
	}
	if got := w.Slots(); len(got) != 2 || got[0] != (slotSum{"A", 2, 2, true}) || got[1] != (slotSum{"B", 1, 3, false}) {
		t.Errorf("on the cart lie %+v", got)
	}
	w.TakeBack()
	if s := w.Now(); s.SKU != "BOWL" || s.Units != 3 || len(s.Lines) != 2 {
		t.Errorf("taken back, the next stop is %+v", s)
	}
}

func TestAShortStopFillsTheFirstOrders(t *testing.T) {
	shop := apptest.New(t)
	w := onACart(t, shop, []apptest.Want{{SKU: "LAMP", Qty: 2}}, []apptest.Want{{SKU: "LAMP", Qty: 1}, {SKU: "BOWL", Qty: 1}})
	w.Short()
	w.Found("2")
	picked := map[string]data.Quantity{}
	for _, l := range w.W.Lines {
		if l.SKU == "LAMP" {
			picked[l.Slot] += l.Picked
		}
	}
	if picked["A"] != 2 || picked["B"] != 0 || w.Says.Word != "1 × LAMP short" {
		t.Errorf("picked %v, it says %+v", picked, w.Says)
	}
}

func TestAPlaceThatShouldBeEmptyIsLookedAt(t *testing.T) {
	for _, tc := range []struct {
		name   string
		answer func(w *walk)
		says   string
		counts int
	}{
		{"it is", func(w *walk) { w.Answer(true) }, "A-02-1 is empty", 0},
		{"there is more", func(w *walk) { w.Answer(false) }, "A-02-1 is counted", 1},
		{"no time to look", func(w *walk) { w.Enter() }, "3 × LAMP", 0},
		{"the next is scanned", func(w *walk) { w.Scan("A-10-1") }, "A-10-1 is right", 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			shop := apptest.New(t)
			_, list := shop.Listed(t, apptest.Want{SKU: "LAMP", Qty: 3}, apptest.Want{SKU: "BOWL", Qty: 1})
			w := started(t, shop, list.Number)
			w.Scan("LAMP")
			if w.Asking != askEmpty {
				t.Fatalf("the last lamp was taken, and %v is asked", w.Asking)
			}
			tc.answer(w)
			counts, err := shop.Counts(t.Context(), 10)
			if err != nil {
				t.Fatal(err)
			}
			if w.Asking != askNothing || w.Says.Word != tc.says || len(counts) != tc.counts {
				t.Errorf("asking %v, it says %+v, %d counts", w.Asking, w.Says, len(counts))
			}
			if done, _ := w.Progress(); done != 1 {
				t.Errorf("%d lines done: the answer picked the next", done)
			}
		})
	}
}

func TestAPlaceThatIsShortAgainAndAgainIsShut(t *testing.T) {
	for _, yes := range []bool{true, false} {
		shop := apptest.New(t)
		_, list := shop.Listed(t, apptest.Want{SKU: "BOWL", Qty: 2}, apptest.Want{SKU: "LAMP", Qty: 1})
		w := started(t, shop, list.Number)
		w.PickNext(slices.IndexFunc(w.W.Lines, func(l data.PickLinesRow) bool { return l.SKU == "BOWL" }))
		s := *w.Now()
		var p picked
		p.add(data.PickResult{Short: 1, Shorts: 1})
		if w.ask(s, p); w.Asking != askNothing {
			t.Fatal("short for the first time, and it asks")
		}
		p.add(data.PickResult{Short: 1, Shorts: 2})
		if w.ask(s, p); w.Asking != askShut {
			t.Fatal("short for the second time, and it does not ask")
		}
		w.Answer(yes)
		d, err := shop.PlaceDetail(t.Context(), shop.Places["A-10-1"])
		if err != nil || d.Location.ShutAt.Set() != yes || w.Asking != askNothing {
			t.Errorf("answered %v it is %+v, %v; it says %+v", yes, d.Location, err, w.Says)
		}
	}
}

func TestWhereTheCartGoesInTheEnd(t *testing.T) {
	order := []data.PickListShipmentsRow{{ShipmentID: 7, Slot: "A", Number: "10042-1", Customer: "Mary"}, {ShipmentID: 8, Slot: "B", Number: "10043-1"}}
	for _, tc := range []struct {
		name  string
		w     app.CartWalk
		words string
		to    int
	}{
		{"one order", app.CartWalk{Walk: app.Walk{Orders: order[:1]}}, "Bring the goods to the bench: F8", 0},
		{"one-line orders", app.CartWalk{Walk: app.Walk{Orders: order, List: data.PickList{Bulk: true}}}, "Bring the goods to the bench: they are sorted there, F8", 0},
		{"parts", app.CartWalk{Walk: app.Walk{Orders: order}, Cells: map[int64]string{7: "P-03", 8: "P-04"}}, "Put each into its cell at the bench", 2},
		{"passed on", app.CartWalk{Walk: app.Walk{Orders: order}, Next: "P-9", NextZone: "cold"}, "Pass the cart on: list P-9, zone cold", 0},
	} {
		w := newWalk(nil, anna, page.Inline(), "P-1")
		w.W = tc.w
		if words, to := w.Ends(); words != tc.words || len(to) != tc.to {
			t.Errorf("%s: %q, %+v", tc.name, words, to)
		}
	}
}

func TestAShortPickSaysWhereElseAndWhatIsCounted(t *testing.T) {
	for _, tc := range []struct {
		name, found string
		want        data.Quantity
		state       page.State
		says        []string
	}{
		{"the other place has it", "1", 4, page.Warning, []string{"3 × MUG short", "etch 3 at A-01-1", "B-02-1 is counted: C-1"}},
		{"all there after all", "4", 4, page.Good, []string{"4 × MUG"}},
		{"nobody has it", "0", 14, page.Warning, []string{"MUG short", "wait for new stock"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			shop := apptest.New(t)
			_, list := shop.Listed(t, apptest.Want{SKU: "MUG", Qty: tc.want})
			w := started(t, shop, list.Number)
			w.Short()
			for _, wrong := range []string{"99", "-1", "some", ""} {
				if w.Found(wrong); w.Bad == "" || w.Asking != askFound {
					t.Fatalf("%q found was taken", wrong)
				}
			}
			w.Found(tc.found)
			for _, s := range tc.says {
				if !strings.Contains(w.Says.Word+" "+w.Says.Detail, s) {
					t.Errorf("it says %+v, want %q in it", w.Says, s)
				}
			}
			if w.Says.State != tc.state || w.Asking.open() || w.Bad != "" {
				t.Errorf("state %v, asking %v, bad %q", w.Says.State, w.Asking, w.Bad)
			}
		})
	}
}

func TestGoingBackFromTheQuestion(t *testing.T) {
	shop := apptest.New(t)
	_, list := shop.Listed(t, apptest.Want{SKU: "MUG", Qty: 6}, apptest.Want{SKU: "LAMP", Qty: 1})
	w := started(t, shop, list.Number)
	if w.Leave() {
		t.Error("there was nothing to leave")
	}
	w.Short()
	w.Scan("MUG") // waits until the question is answered
	if !w.Leave() || w.Asking != askNothing {
		t.Fatal("Esc did not go back")
	}
	if done, _ := w.Progress(); done != 1 {
		t.Errorf("the scan that waited was not taken: %+v", w.Says)
	}
}

func TestALinePickedAtAnotherCartIsNotAskedAboutFurther(t *testing.T) {
	shop := apptest.New(t)
	_, list := shop.Listed(t, apptest.Want{SKU: "MUG", Qty: 6}, apptest.Want{SKU: "LAMP", Qty: 1})
	w, other := started(t, shop, list.Number), started(t, shop, list.Number)
	w.Short()
	other.Enter()
	w.Reload()
	w.Found("0") // meant the mugs
	if w.Asking != askNothing || w.Says.Word != "Picked meanwhile" || w.Now().SKU != "LAMP" || w.W.Lines[1].State != "open" {
		t.Errorf("asking %v, %+v, at %+v", w.Asking, w.Says, w.Now())
	}
	other.Enter()
	w.Enter() // both take the lamp; the other was first
	if !w.Stopped || !strings.Contains(w.Says.Word, "already picked") || w.Over() != "done" {
		t.Errorf("stopped %v, %+v, %q", w.Stopped, w.Says, w.Over())
	}
}

func TestAPickIsTakenBack(t *testing.T) {
	shop := apptest.New(t)
	_, list := shop.Listed(t, apptest.Want{SKU: "MUG", Qty: 6}, apptest.Want{SKU: "LAMP", Qty: 1}, apptest.Want{SKU: "BOWL", Qty: 1})
	w := started(t, shop, list.Number)
	w.TakeBack() // nothing was taken yet
	w.Enter()
	w.Enter()
	w.TakeBack()
	if l := w.Now(); l == nil || l.SKU != "LAMP" || w.Says.Word != "1 × LAMP back at A-02-1" {
		t.Fatalf("at %+v: %+v %+v", l, w.Says, w.Notice)
	}
	w.TakeBack()
	if l := w.Now(); l == nil || l.SKU != "MUG" || shop.OnHand(t, "MUG", "A-01-1") != 10 {
		t.Fatalf("at %+v: %+v", l, w.Notice)
	}
	if done, all := w.Progress(); done != 0 || all != 3 {
		t.Errorf("%d of %d", done, all)
	}
	for range 3 {
		w.Enter()
	}
	if w.Over() != "done" {
		t.Errorf("it is %q at %+v", w.Over(), w.Now())
	}
}

func TestALineIsPutOffOrPulledForward(t *testing.T) {
	shop := apptest.New(t)
	_, list := shop.Listed(t, apptest.Want{SKU: "MUG", Qty: 6}, apptest.Want{SKU: "LAMP", Qty: 1}, apptest.Want{SKU: "BOWL", Qty: 1})
	w := started(t, shop, list.Number)
	order := func() string {
		var out []string
		for _, l := range w.ahead(9) {
			out = append(out, string(l.SKU))
		}
		return strings.Join(out, " ")
	}
	pull := func(sku data.SKU) func() {
		return func() {
			w.PickNext(slices.IndexFunc(w.W.Lines, func(l data.PickLinesRow) bool { return l.SKU == sku }))
		}
	}
	later := func(reason int) func() { return func() { w.Later(); w.Skip(reason) } }
	for _, tc := range []struct {
		name string
		do   func()
		want string
	}{
		{"as they are walked", func() {}, "MUG LAMP BOWL"},
		{"the aisle is blocked", later(0), "LAMP BOWL MUG"},
		{"the next, too", later(1), "BOWL MUG LAMP"},
		{"standing at the lamps", pull("LAMP"), "LAMP BOWL MUG"},
		{"one is taken", w.Enter, "BOWL MUG"},
		{"a line that is done can't be pulled", pull("LAMP"), "BOWL MUG"},
		{"the other", w.Enter, "MUG"},
		{"the last can't be put off", later(0), "MUG"},
	} {
		if tc.do(); order() != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, order(), tc.want)
		}
	}
}

// shakyCart is a shop whose disk fails when it is told to, after or before it
// has written.
type shakyCart struct {
	*apptest.Shop
	before, after error
}

func (c *shakyCart) ConfirmPicks(ctx context.Context, who data.Actor, op data.Op, picks []app.PickConfirm) ([]data.PickResult, error) {
	if c.before != nil {
		return nil, c.before
	}
	r, err := c.Shop.ConfirmPicks(ctx, who, op, picks)
	if c.after != nil {
		return nil, c.after
	}
	return r, err
}

func TestAPickThatMayNotBeWrittenIsTriedAgain(t *testing.T) {
	full := &data.Fault{Kind: data.KindUnavailable, Message: "the disk is full"}
	for name, shaky := range map[string]shakyCart{"not written": {before: full}, "written, and the answer lost": {after: full}} {
		t.Run(name, func(t *testing.T) {
			shaky.Shop = apptest.New(t)
			_, list := shaky.Listed(t, apptest.Want{SKU: "MUG", Qty: 6})
			w := started(t, &shaky, list.Number)
			w.Enter()
			if w.Says.State != page.Bad || w.Notice == nil || w.Notice.Retry == nil {
				t.Fatalf("it says %+v, %+v", w.Says, w.Notice)
			}
			shaky.before, shaky.after = nil, nil
			w.Notice.Retry()
			if w.Over() != "done" || shaky.OnHand(t, "MUG", "A-01-1") != 4 || w.Notice.Shown() {
				t.Errorf("it is %q, %d mugs, %+v", w.Over(), shaky.OnHand(t, "MUG", "A-01-1"), w.Notice)
			}
		})
	}
}

func TestScansComeFasterThanTheyAreWritten(t *testing.T) {
	shop := apptest.New(t)
	_, list := shop.Listed(t, apptest.Want{SKU: "MUG", Qty: 6}, apptest.Want{SKU: "LAMP", Qty: 1})
	slow := &page.Manual{}
	w := newWalk(shop, anna, slow.Runner(), list.Number)
	for _, code := range []string{"A-01-1", "MUG", "A-02-1", "LAMP"} {
		w.Scan(code) // the list itself is still being read
	}
	w.Reload()
	slow.Drain()
	if w.Over() != "done" {
		t.Errorf("it is %q: %+v", w.Over(), w.Says)
	}
}

func TestAWalkThatWasCancelled(t *testing.T) {
	shop := apptest.New(t)
	_, list := shop.Listed(t, apptest.Want{SKU: "MUG", Qty: 2})
	if err := shop.CancelPickList(t.Context(), anna(), data.NewOp("cancel", 1), list.ID, true); err != nil {
		t.Fatal(err)
	}
	w := started(t, shop, list.Number)
	w.Scan("MUG")
	if w.Over() != "cancelled" || !w.Stopped {
		t.Errorf("it is %q, %+v", w.Over(), w.Says)
	}
}

func TestAShelfWithTheNameOfADocumentIsTheShelf(t *testing.T) {
	shop := apptest.New(t)
	_, first := shop.Listed(t, apptest.Want{SKU: "LAMP", Qty: 1})
	id, err := shop.SaveLocation(t.Context(), anna(), data.NewOp("place", 1), data.Location{Code: first.Number, Kind: "bin", Sellable: true, Pickable: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := shop.Transfer(t.Context(), anna(), data.NewOp("move", 1), shop.Products["BOWL"].ID, shop.Places["A-10-1"], id, 20); err != nil {
		t.Fatal(err)
	}
	_, list := shop.Listed(t, apptest.Want{SKU: "BOWL", Qty: 1})
	w := started(t, shop, list.Number)
	w.Scan(first.Number)
	if w.Says.State != page.Good {
		t.Errorf("shelf %s: %+v", first.Number, w.Says)
	}
}
