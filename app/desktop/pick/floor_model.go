package pick

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// work is what the pick page asks of the shop.
type work interface {
	planner
	waver
	PickBoard(ctx context.Context) (app.PickBoard, error)
	PrintShipment(ctx context.Context, who data.Actor, op data.Op, shipment int64) (data.Shipment, error)
	Release(ctx context.Context, who data.Actor, op data.Op, shipments []int64, override string) (app.Released, error)
	BuildPickLists(ctx context.Context, who data.Actor, op data.Op, req app.PickRequest) (app.BuiltLists, error)
	CancelPickList(ctx context.Context, who data.Actor, op data.Op, list int64, back bool) error
	AddUrgent(ctx context.Context, who data.Actor, op data.Op, u app.Urgent) (app.UrgentPlaced, error)
	AssignPicker(ctx context.Context, who data.Actor, op data.Op, list int64, picker string) error
	People(ctx context.Context) ([]data.Person, error)
	UndoOp(ctx context.Context, who data.Actor, op data.Op) (app.Undone, error)
	Profile(ctx context.Context) (app.Profile, error)
	Now(p app.Profile) time.Time
}

// The views of the pick page.
const (
	viewPlan  = "plan"
	viewReady = "ready"
	viewFloor = "floor"
	viewWaves = "waves"
	viewLists = "lists"
	viewDone  = "done"
)

// floor is the pick page: what may go to the floor, what waits there for a
// walk, and the walks.
type floor struct {
	View     string
	Board    app.PickBoard
	Notice   *page.Notice
	Gate     *page.Notice // what the gate stopped, or shelves did not hold
	Slots    int          // shipments a batch carries
	Zone     *time.Location
	Plan     *plan
	Waves    *waves
	Form     *page.Form
	OnChange func()
	Desk     page.Desk

	shop     work
	who      func() data.Actor
	run      page.Runner
	selected []int
	why      map[int64]string // why a shipment was stopped
	profile  app.Profile
	begun    bool
	chosen   bool // somebody, or the route, chose the view
	loading  page.Latest
	busy     bool
}

func newFloor(shop work, who func() data.Actor, run page.Runner) *floor {
	f := &floor{View: viewPlan, Slots: 8, Zone: time.UTC, shop: shop, who: who, run: run, why: map[int64]string{}, OnChange: func() {}}
	f.Plan, f.Waves = newPlan(f), newWaves(f)
	return f
}

// now is the shop's time.
func (f *floor) now() time.Time { return f.shop.Now(f.profile) }

// Reload reads what waits.
func (f *floor) Reload() {
	var pr app.Profile
	page.Load(f.run, &f.loading, page.Patience, func(ctx context.Context) (b app.PickBoard, err error) {
		if pr, err = f.shop.Profile(ctx); err != nil {
			return b, err
		}
		return f.shop.PickBoard(ctx)
	}, func(b app.PickBoard, err error) {
		if f.Notice = page.Explain("read what waits for pickers", err, f.Reload); err == nil {
			f.Board, f.Zone, f.profile = b, pr.Zone(), pr
			f.first()
			f.Plan.follow()
		}
		f.OnChange()
	})
	f.Waves.Reload()
	f.OnChange()
}

// first shows what waits where nobody has chosen a view yet: the plan, else what is
// ready to be released, else the open lists.
func (f *floor) first() {
	if f.begun {
		return
	}
	f.begun = true
	switch b := f.Board; {
	case f.chosen || len(b.ToPick) > 0:
	case len(b.Ready) > 0:
		f.View = viewReady
	case len(b.Open) > 0:
		f.View = viewLists
	}
}

// Loading reports whether the page is being read or something is being done.
func (f *floor) Loading() bool { return f.loading.Running() || f.busy }

// Choose shows another view. What the gate said about the one before goes.
func (f *floor) Choose(view string) {
	switch view {
	case viewPlan, viewReady, viewFloor, viewWaves, viewLists, viewDone:
		f.View, f.Gate, f.Form, f.chosen = view, nil, nil, true
	}
	f.selected = nil
	switch {
	case !f.begun:
	case f.View == viewPlan:
		f.Plan.follow()
	case f.View == viewWaves:
		f.Waves.Reload()
	}
	f.OnChange()
}

// Select says which rows of the view are meant.
func (f *floor) Select(rows []int) { f.selected = rows }

// Shipments is what the view shows of shipments; nil where it shows lists.
func (f *floor) Shipments() []app.FloorRow {
	switch f.View {
	case viewReady:
		return f.Board.Ready
	case viewFloor:
		return f.Board.ToPick
	}
	return nil
}

// Lists is what the view shows of pick lists; nil where it shows shipments.
func (f *floor) Lists() []data.PickListsByStageRow {
	switch f.View {
	case viewLists:
		return f.Board.Open
	case viewDone:
		return f.Board.Done
	}
	return nil
}

// chosen is the rows that are meant.
func chosen[T any](rows []T, selected []int) []T {
	var out []T
	for _, i := range selected {
		if i >= 0 && i < len(rows) {
			out = append(out, rows[i])
		}
	}
	return out
}

func (f *floor) shipments() []app.FloorRow         { return chosen(f.Shipments(), f.selected) }
func (f *floor) lists() []data.PickListsByStageRow { return chosen(f.Lists(), f.selected) }

// Release makes and prints the labels that are missing and sends the chosen
// shipments to the floor. Labels are made one by one, so that the person can
// stop; what is stopped at the gate is named, the others go.
func (f *floor) Release() {
	rows := f.shipments()
	if f.View != viewReady || len(rows) == 0 || f.busy {
		return
	}
	f.busy, f.Gate = true, nil
	f.why = map[int64]string{}
	op, who := data.NewOp("release", ids(rows)), f.who()
	ctx, stop := context.WithCancel(context.Background())
	job := func(done int) {
		f.Desk.SetJob(page.Job{ID: "release", Title: "labels", Done: done, Total: len(rows), Stop: stop})
	}
	job(0)
	f.OnChange()
	f.run.Go(func() {
		defer stop()
		labelled, out, printing, err := f.labels(ctx, who, rows, func(done int) { f.run.UI(func() { job(done) }) })
		if err == nil && len(labelled) > 0 {
			ctx, cancel := context.WithTimeout(context.Background(), 2*page.Patience)
			defer cancel()
			var r app.Released
			r, err = f.shop.Release(ctx, who, op, labelled, "")
			out.Done, out.Stopped = r.Done, append(out.Stopped, r.Stopped...)
		}
		f.run.UI(func() { f.released(op, out, printing, err) })
	})
}

// labels makes the labels that are missing, one by one, until ctx is done: what is
// labelled goes, the rest stays. Those that can't have one are stopped.
func (f *floor) labels(ctx context.Context, who data.Actor, rows []app.FloorRow, told func(done int)) (labelled []int64, out app.Released, printing, err error) {
	for i, r := range rows {
		if ctx.Err() != nil {
			break
		}
		if r.Stage != data.ShipmentLabelled {
			why, trouble := f.label(who, r.ID)
			if why != nil && !page.Settled(why) {
				return labelled, out, printing, why // the books are out of reach: the rest would fare no better
			}
			printing = errors.Join(printing, trouble)
			if why != nil {
				out.Stopped = append(out.Stopped, app.Stopped{ShipmentID: r.ID, Number: r.Number, Why: page.Explain("", why, nil).Title})
				continue
			}
		}
		labelled = append(labelled, r.ID)
		told(i + 1)
	}
	return labelled, out, printing, nil
}

func ids(rows []app.FloorRow) []int64 {
	out := make([]int64, len(rows))
	for i, r := range rows {
		out[i] = r.ID
	}
	return out
}

// label makes a shipment's label and sends it to the printer. A printer that is
// off keeps the paper waiting and stops nobody.
func (f *floor) label(who data.Actor, id int64) (why, printing error) {
	ctx, cancel := context.WithTimeout(context.Background(), page.Patience)
	defer cancel()
	sh, err := f.shop.PrintShipment(ctx, who, data.NewOp("label", id), id)
	if sh.LabelledAt.Set() {
		return nil, err
	}
	return err, nil
}

func (f *floor) released(op data.Op, r app.Released, printing, err error) {
	f.busy = false
	f.Desk.EndJob("release")
	switch {
	case err != nil:
		f.Gate = page.Explain("release the shipments", err, nil)
	case len(r.Stopped) > 0:
		f.Gate = f.stopped(r.Stopped)
	case printing != nil:
		f.Gate = page.Explain("print the labels", printing, nil)
	}
	if n := len(r.Done); n > 0 {
		f.Desk.Toast(page.Toast{Text: page.Counted(n, "shipment") + " released to the floor", State: page.Good, Undo: f.undo(op)})
	}
	f.Reload()
}

// stopped says what the gate did not let through.
func (f *floor) stopped(all []app.Stopped) *page.Notice {
	for _, s := range all {
		f.why[s.ShipmentID] = s.Why
	}
	return &page.Notice{State: page.Warning, Title: fmt.Sprintf("%s stopped at the gate", page.Counted(len(all), "shipment")), Hint: all[0].Number + ": " + all[0].Why}
}

// undo is what takes an operation back.
func (f *floor) undo(ops ...data.Op) func() {
	return func() {
		who := f.who()
		page.Do(f.run, 3*page.Patience, func(ctx context.Context) error {
			for _, op := range slices.Backward(ops) {
				if _, err := f.shop.UndoOp(ctx, who, op); err != nil {
					return err
				}
			}
			return nil
		}, func(err error) {
			f.Desk.Toast(page.UndoToast(err))
			f.Reload()
		})
	}
}

// BuildBatch builds walks that each carry several shipments in slots of the
// cart.
func (f *floor) BuildBatch() { f.build("batch") }

// BuildSingle builds one walk a shipment.
func (f *floor) BuildSingle() { f.build("single") }

func (f *floor) build(method string) {
	rows := f.shipments()
	if f.View != viewFloor || len(rows) == 0 || f.busy {
		return
	}
	req := app.PickRequest{Method: method, Slots: f.Slots, Shipments: ids(rows)}
	op, who := data.NewOp("build pick lists", req), f.who()
	f.busy, f.Gate = true, nil
	f.OnChange()
	var built app.BuiltLists
	page.Do(f.run, 3*page.Patience, func(ctx context.Context) (err error) {
		built, err = f.shop.BuildPickLists(ctx, who, op, req)
		return err
	}, func(err error) {
		f.busy = false
		if f.Gate = page.Explain("build pick lists", err, nil); err == nil {
			if n := len(built.Missing); n > 0 {
				f.Gate = &page.Notice{State: page.Warning, Title: fmt.Sprintf("%s could not be put on a list", page.Counted(n, "line")), Hint: first(built.Missing, 4)}
			}
			f.Desk.Toast(page.Toast{Text: fmt.Sprintf("Built %s: %s", page.Counted(len(built.Lists), "pick list"), numbers(built.Lists)), State: page.Good, Undo: f.undo(op)})
			f.View, f.selected = viewLists, nil
		}
		f.Reload()
	})
}

func first(texts []string, n int) string {
	if len(texts) <= n {
		return strings.Join(texts, "; ")
	}
	return strings.Join(texts[:n], "; ") + fmt.Sprintf("; and %d more", len(texts)-n)
}

func numbers(lists []data.PickList) string {
	switch len(lists) {
	case 0:
		return "none"
	case 1:
		return lists[0].Number
	}
	return lists[0].Number + " to " + lists[len(lists)-1].Number
}

// Cancel drops the lists that are meant; with back, what was picked goes back to
// its shelves, else it stays at the bench for its orders.
func (f *floor) Cancel(back bool) {
	lists := f.lists()
	if len(lists) == 0 || f.View != viewLists || f.busy {
		return
	}
	ops := make([]data.Op, len(lists))
	for i, l := range lists {
		ops[i] = data.NewOp("cancel pick list", l.ID)
	}
	says := lists[0].Number + " cancelled"
	if n := len(lists); n > 1 {
		says = page.Counted(n, "pick list") + " cancelled"
	}
	if back {
		says += ": what was picked goes back to its shelves"
	} else {
		says += ": what was picked stays at the bench"
	}
	who := f.who()
	f.deed("cancel the pick lists", func(ctx context.Context) error {
		for i, l := range lists {
			if err := f.shop.CancelPickList(ctx, who, ops[i], l.ID, back); err != nil {
				return err
			}
		}
		return nil
	}, func() (string, []data.Op) { return says, ops })
}

// deed does something that takes no more than a moment, says how it went, with the
// operations that take it back, and reads what is shown again.
func (f *floor) deed(doing string, do func(context.Context) error, done func() (says string, ops []data.Op)) {
	f.busy, f.Gate = true, nil
	f.OnChange()
	page.Do(f.run, 6*page.Patience, do, func(err error) {
		f.busy, f.Form = false, nil
		if f.Gate = page.Explain(doing, err, nil); err == nil {
			says, ops := done()
			f.Desk.Toast(page.Toast{Text: says, State: page.Good, Undo: f.undo(ops...)})
		}
		f.Reload()
	})
}

// Open shows what stands in a row.
func (f *floor) Open(row int) {
	if rows := f.Shipments(); row >= 0 && row < len(rows) {
		f.Desk.Open(page.To("order", fmt.Sprint(rows[row].OrderNumber)))
	}
	if rows := f.Lists(); row >= 0 && row < len(rows) {
		f.Desk.Open(page.To("picklist", rows[row].Number))
	}
}

// Print shows the lists that are meant on paper.
func (f *floor) Print() {
	var numbers []string
	for _, l := range f.lists() {
		numbers = append(numbers, l.Number)
	}
	if len(numbers) > 0 {
		f.Desk.Open(page.To("picklistpaper", numbers...))
	}
}

// Scan opens a scanned pick list; other codes are the window's.
func (f *floor) Scan(code string) bool {
	for _, lists := range [][]data.PickListsByStageRow{f.Board.Open, f.Board.Done} {
		for _, l := range lists {
			if strings.EqualFold(l.Number, code) {
				f.Desk.Sound(true)
				f.Desk.Open(page.To("picklist", l.Number))
				return true
			}
		}
	}
	return false
}

// SetSlots says how many shipments a batch carries, 1 to 26.
func (f *floor) SetSlots(n int) { f.Slots = min(max(n, 1), 26) }

// Says is what is meant, for the line at the bottom.
func (f *floor) Says() string {
	if rows := f.shipments(); len(rows) > 0 {
		lines, units := int64(0), int64(0)
		for _, r := range rows {
			lines, units = lines+r.LineCount, units+r.UnitCount
		}
		return fmt.Sprintf("%d of %s · %s, %s · Ctrl+A marks all", len(rows), page.Counted(len(f.Shipments()), "shipment"), page.Counted(lines, "line"), page.Counted(units, "unit"))
	}
	if lists := f.lists(); len(lists) > 1 {
		left := int64(0)
		for _, l := range lists {
			left += l.OpenCount
		}
		return fmt.Sprintf("%s · %s left", page.Counted(len(lists), "pick list"), page.Counted(left, "line"))
	}
	return ""
}

// Empty says what stands where there are no rows.
func (f *floor) Empty() (title, hint string) {
	if !f.begun {
		return "", ""
	}
	switch f.View {
	case viewReady:
		return "Nothing is ready to release", "Orders come here when they are paid, their address is good and their goods are there."
	case viewFloor:
		return "Nothing waits for a pick list", "Release what is ready first, Ctrl+2. Then build lists here, for single orders or for a cart."
	case viewLists:
		return "No walk is open", "Plan what waits and build its lists, Ctrl+1."
	}
	return "No walk is finished yet", "Finished and cancelled pick lists stand here."
}
