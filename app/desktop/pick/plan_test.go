package pick

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

// onTheFloor releases orders of one line each.
func onTheFloor(t *testing.T, shop *apptest.Shop, skus ...data.SKU) (ids []int64) {
	t.Helper()
	for _, sku := range skus {
		ids = append(ids, shop.Released(t, apptest.Want{SKU: sku, Qty: 1}).ID)
	}
	return ids
}

func method(f *floor, m string) {
	f.Plan.SetMethod(m)
	f.Plan.Select([]int{0}, false)
}

func TestTheDayIsPlannedAndBuilt(t *testing.T) {
	shop := apptest.New(t)
	onTheFloor(t, shop, "MUG", "LAMP", "BOWL")
	f, d := opened(t, shop, viewPlan)
	p := f.Plan
	if !p.Planned || len(p.P.Orders) != 3 || len(p.P.Lists) != 1 || len(p.P.Why) == 0 {
		t.Fatalf("the plan has %d orders on %d lists: %v", len(p.P.Orders), len(p.P.Lists), p.P.Why)
	}
	if d.ended != 1 || len(d.jobs) == 0 || d.jobs[0].Stop == nil {
		t.Errorf("jobs %+v, %d ended", d.jobs, d.ended)
	}
	method(f, app.PickSingle)
	if len(p.P.Lists) != 3 {
		t.Fatalf("one walk for each: %d lists", len(p.P.Lists))
	}
	p.Build()
	if f.View != viewLists || len(f.Lists()) != 3 || f.Gate.Shown() {
		t.Fatalf("view %s, %d lists, %+v", f.View, len(f.Lists()), f.Gate)
	}
	said := d.toasts[len(d.toasts)-1]
	if !strings.HasPrefix(said.Text, "Built 3 pick lists: P-") {
		t.Errorf("it says %q", said.Text)
	}
	said.Undo()
	if len(f.Board.Open) != 0 || len(f.Board.ToPick) != 3 {
		t.Errorf("after undo %d lists are open, %d wait", len(f.Board.Open), len(f.Board.ToPick))
	}
}

func TestListsArePrintedWhereTheDeskHasAPrinterForThem(t *testing.T) {
	for _, off := range []bool{false, true} {
		shop := apptest.New(t)
		onTheFloor(t, shop, "MUG")
		printers, err := shop.PrintersOf(t.Context(), anna().Desk)
		if err != nil {
			t.Fatal(err)
		}
		printers[app.DocPickList] = printers[app.DocSlip]
		if err := shop.SetPrinters(t.Context(), anna(), data.NewOp("printers", 1), anna().Desk, printers); err != nil {
			t.Fatal(err)
		}
		before := len(shop.Printer.Titles())
		f, d := opened(t, shop, viewPlan)
		shop.Printer.Off = off
		f.Plan.Build()
		printed := len(shop.Printer.Titles()) - before
		if len(f.Board.Open) != 1 || !f.Board.Open[0].PrintedAt.Set() || f.Gate.Shown() != off || (printed == 1) == off {
			t.Fatalf("printer off %v: %+v, %d printed, %+v", off, f.Board.Open, printed, f.Gate)
		}
		d.toasts[len(d.toasts)-1].Undo()
		if len(f.Board.Open) != 0 {
			t.Errorf("after undo %d lists are open", len(f.Board.Open))
		}
	}
}

func TestThePlanTakesWhatIsReadyAlongAndLabelsIt(t *testing.T) {
	shop := apptest.New(t)
	onTheFloor(t, shop, "MUG")
	sh := shop.Placed(t, apptest.Want{SKU: "LAMP", Qty: 1})
	f, _ := opened(t, shop, viewPlan)
	if len(f.Plan.P.Orders) != 1 {
		t.Fatalf("%d orders without what is ready", len(f.Plan.P.Orders))
	}
	f.Plan.Ask(func(r *app.PickingRequest) { r.Ready = true })
	if len(f.Plan.P.Orders) != 2 {
		t.Fatalf("%d orders with what is ready", len(f.Plan.P.Orders))
	}
	f.Plan.Build()
	if got := shop.ShipmentByID(t, sh.ID); got.Stage != data.ShipmentReleased || !got.LabelledAt.Set() || f.Gate.Shown() {
		t.Errorf("it is %s: %+v", got.Stage, f.Gate)
	}
}

func TestListsThatNobodyHasBegunArePlannedAnew(t *testing.T) {
	shop := apptest.New(t)
	shop.Listed(t, apptest.Want{SKU: "MUG", Qty: 1})
	shop.Listed(t, apptest.Want{SKU: "LAMP", Qty: 1})
	onTheFloor(t, shop, "BOWL")
	f, d := opened(t, shop, viewPlan)
	f.Plan.Ask(func(r *app.PickingRequest) { r.Again = true })
	if len(f.Plan.P.Orders) != 3 || len(f.Plan.P.Lists) != 1 {
		t.Fatalf("%d orders on %d lists", len(f.Plan.P.Orders), len(f.Plan.P.Lists))
	}
	f.Plan.Build()
	if len(f.Board.Open) != 1 || f.Board.Open[0].OrderCount != 3 {
		t.Fatalf("open are %+v, %+v", f.Board.Open, f.Gate)
	}
	d.toasts[len(d.toasts)-1].Undo()
	if len(f.Board.Open) != 2 {
		t.Errorf("after undo %d lists are open: %+v", len(f.Board.Open), d.toasts)
	}
}

func TestThePlanIsChangedByHand(t *testing.T) {
	shop := apptest.New(t)
	ids := onTheFloor(t, shop, "MUG", "LAMP", "BOWL")
	f, d := opened(t, shop, viewPlan)
	p := f.Plan
	lists := func() string {
		var words []string
		for _, l := range p.P.Lists {
			word := ""
			for _, s := range l.Slots {
				word += string(rune('a' + slices.Index(ids, s.ShipmentID)))
			}
			words = append(words, word)
		}
		return strings.Join(words, " ")
	}
	method(f, app.PickSingle)
	for _, tc := range []struct {
		name  string
		lists []int
		order []int
		do    func()
		says  string
		want  string
	}{
		{"two lists joined", []int{0, 1}, nil, p.Join, "Joined 2 lists", "ab c"},
		{"one order split off", []int{0}, []int{1}, p.Split, "Split " + "10002-1 off", "a c b"},
		{"moved onto the cheapest", []int{2}, nil, p.Move, "Moved 10002-1", "ab c"},
		{"left out", []int{1}, nil, p.LeaveOut, "Left out 10003-1", "ab"},
	} {
		p.Select(tc.lists, true)
		p.orders = func() []int { return tc.order }
		was := lists()
		tc.do()
		if f.Form == nil || lists() != was {
			t.Fatalf("%s: the cost is not shown first: %+v, %s", tc.name, f.Gate, lists())
		}
		f.Form.Submit()
		if said := d.toasts[len(d.toasts)-1].Text; f.Form != nil || lists() != tc.want || !strings.HasPrefix(said, tc.says) {
			t.Errorf("%s: %s, want %s; it says %q", tc.name, lists(), tc.want, said)
		}
	}
	for _, want := range []string{"ab c", "a c b", "ab c", "a b c"} {
		if !p.TakeBack() || lists() != want {
			t.Errorf("taken back: %s, want %s", lists(), want)
		}
	}
	if p.TakeBack() {
		t.Error("there was nothing more to take back")
	}
}

func TestAMoveNamesWhatItCosts(t *testing.T) {
	shop := apptest.New(t)
	withMap(t, shop)
	onTheFloor(t, shop, "MUG", "LAMP", "BOWL")
	f, _ := opened(t, shop, viewPlan)
	method(f, app.PickSingle)
	f.Plan.Move()
	choices := f.Form.Fields[0].Choices
	if len(choices) != 2 || !strings.HasPrefix(choices[0], "−2 m   list 3, 1 order") || !strings.HasPrefix(choices[1], "no further   list 2, 1 order") {
		t.Errorf("offered are %q", choices)
	}
	f.CloseForm()
	f.Plan.Select([]int{0, 2}, true)
	f.Plan.Join()
	if facts := f.Form.Facts; len(facts) != 3 || facts[0].Label != "Walk" || !strings.HasPrefix(facts[0].Text, "−") || facts[2].Text != "-1, 2 in all" {
		t.Errorf("joining costs %+v", facts)
	}
	if !strings.Contains(f.Plan.Sum(), "3 lists") || f.Plan.Walk(f.Plan.P.Lists[0]) == "" {
		t.Errorf("%q, %q", f.Plan.Sum(), f.Plan.Walk(f.Plan.P.Lists[0]))
	}
}

// withMap describes the small shop's shelves: aisles A and B of ten bays.
func withMap(t *testing.T, shop *apptest.Shop) {
	t.Helper()
	m := app.FloorMap{Kind: app.FloorInRow, Pattern: "{aisle}-{bay:2}-{level}", Rows: &app.FloorRows{Bays: 10, BayWidth: 1000, FirstBay: 1, CrossWidth: 2000,
		Aisles: []app.FloorAisle{{Code: "A", Pitch: 3000}, {Code: "B", Pitch: 3000}}}}
	trial, err := shop.SaveFloorMap(t.Context(), anna(), data.NewOp("map", 1).Began(app.FloorMap{}), m)
	if err != nil || len(trial.Lost) > 0 {
		t.Fatalf("%v, lost %+v", err, trial.Lost)
	}
}

func TestThePlanStaysUnderTheClerksHands(t *testing.T) {
	shop := apptest.New(t)
	onTheFloor(t, shop, "MUG", "LAMP")
	slow := &page.Manual{}
	f := newFloor(shop, anna, slow.Runner())
	f.Desk = &fakeDesk{}
	f.Reload()
	slow.Drain()
	p := f.Plan
	if len(p.P.Orders) != 2 {
		t.Fatalf("%d orders are planned", len(p.P.Orders))
	}
	p.Select([]int{0}, true)
	onTheFloor(t, shop, "BOWL")
	f.Reload()
	slow.Drain()
	slow.Pass(planWait)
	slow.Drain()
	if p.Came != 1 || len(p.P.Orders) != 2 {
		t.Fatalf("%d came in, %d orders planned: the plan changed under somebody's hands", p.Came, len(p.P.Orders))
	}
	p.Select([]int{0}, false)
	f.Reload()
	slow.Drain()
	slow.Pass(planWait)
	slow.Drain()
	if p.Came != 0 || len(p.P.Orders) != 3 {
		t.Errorf("%d came in, %d orders planned: nobody works on it", p.Came, len(p.P.Orders))
	}
}

// busyPlanner plans until it is stopped.
type busyPlanner struct {
	*apptest.Shop
}

func (b *busyPlanner) ProposePicking(ctx context.Context, req app.PickingRequest, progress app.PickingProgress) (app.PickProposal, error) {
	progress(0.4, 2000)
	if ctx.Err() == nil {
		return app.PickProposal{}, context.DeadlineExceeded
	}
	return b.Shop.ProposePicking(context.WithoutCancel(ctx), req, nil)
}

// stopAtOnce is a person who stops planning as soon as it can be stopped.
type stopAtOnce struct{ fakeDesk }

func (d *stopAtOnce) SetJob(j page.Job) { j.Stop() }

func TestStoppingThePlannerKeepsTheBestSoFar(t *testing.T) {
	shop := &busyPlanner{apptest.New(t)}
	onTheFloor(t, shop.Shop, "MUG", "LAMP")
	f := newFloor(shop, anna, page.Inline())
	f.Desk = &stopAtOnce{}
	f.Reload()
	if !f.Plan.Planned || len(f.Plan.P.Orders) != 2 || f.Gate.Shown() {
		t.Errorf("planned %v, %+v, %+v", f.Plan.Planned, f.Plan.P.Orders, f.Gate)
	}
}

func TestWhatThePlanSaysOfItsWalks(t *testing.T) {
	km := func(n int64) app.WalkCost { return app.WalkCost{Known: true, Lists: 4, Length: data.Millimetres(n)} }
	for _, tc := range []struct {
		name             string
		total, come, one app.WalkCost
		bound            data.Millimetres
		sum, than        string
	}{
		{"shorter, and nearly proved", km(2_100_000), km(3_000_000), km(7_900_000), 2_050_000, "2.1 km  ·  no time  ·  4 lists", "instead of 3.0 km as they come, 7.9 km one by one, at most 3 % from ideal"},
		{"proved", km(840_000), km(900_000), km(900_000), 840_000, "840 m  ·  no time  ·  4 lists", "instead of 900 m as they come, 900 m one by one, proved: nothing is shorter"},
		{"the bound is too weak to tell", km(2_100_000), km(3_000_000), km(7_900_000), 300_000, "2.1 km  ·  no time  ·  4 lists", "instead of 3.0 km as they come, 7.9 km one by one"},
		{"the same", km(2_100_000), km(2_101_000), km(2_100_000), 0, "2.1 km  ·  no time  ·  4 lists", ""},
		{"no map", app.WalkCost{Lists: 1, Seconds: 3 * 3600}, app.WalkCost{}, app.WalkCost{}, 0, "3 h 00 min  ·  1 list", "Without a map nobody knows how far it is: describe your shelves on the Map page"},
	} {
		p := &plan{Planned: true, P: app.PickProposal{Total: tc.total, FirstCome: tc.come, OneByOne: tc.one}}
		p.P.Total.Bound = tc.bound
		if p.Sum() != tc.sum || p.Than() != tc.than {
			t.Errorf("%s: %q, %q", tc.name, p.Sum(), p.Than())
		}
	}
}

func TestTheTimeThatIsLeft(t *testing.T) {
	now := time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		in    time.Duration
		words string
		state page.State
	}{
		{3*24*time.Hour + time.Minute, "3 days", page.Plain},
		{2*time.Hour + 10*time.Minute, "2 h 10", page.Plain},
		{30 * time.Minute, "30 min", page.Plain},
		{29 * time.Minute, "29 min", page.Bad},
		{-10 * time.Minute, "late 10 min", page.Bad},
		{-90 * time.Minute, "late 1 h 30", page.Bad},
	} {
		if c := timeLeft(data.At(now.Add(tc.in)), now); c.Text != tc.words || c.State != tc.state {
			t.Errorf("%s: %+v", tc.in, c)
		}
	}
	if c := timeLeft(0, now); c.Text != "" {
		t.Errorf("no cut-off: %+v", c)
	}
}
