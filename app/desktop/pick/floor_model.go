package pick

import (
	"context"
	"errors"
	"fmt"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// work is what the pick page asks of the shop.
type work interface {
	PickBoard(ctx context.Context) (app.PickBoard, error)
	PrintShipment(ctx context.Context, who data.Actor, op data.Op, shipment int64) (data.Shipment, error)
	Release(ctx context.Context, who data.Actor, op data.Op, shipments []int64, override string) (app.Released, error)
	BuildPickLists(ctx context.Context, who data.Actor, op data.Op, req app.PickRequest) (app.BuiltLists, error)
	CancelPickList(ctx context.Context, who data.Actor, op data.Op, list int64, back bool) error
	Profile(ctx context.Context) (app.Profile, error)
}

// The views of the pick page.
const (
	viewReady = "ready"
	viewFloor = "floor"
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
	OnChange func()
	Desk     page.Desk

	shop     work
	who      func() data.Actor
	run      page.Runner
	selected []int
	why      map[int64]string
	loading  page.Latest
	busy     bool
	stopped  bool // the person stopped the labels
}

func newFloor(shop work, who func() data.Actor, run page.Runner) *floor {
	return &floor{View: viewReady, Slots: 8, Zone: time.UTC, shop: shop, who: who, run: run, why: map[int64]string{}, OnChange: func() {}}
}

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
			f.Board, f.Zone = b, pr.Zone()
		}
		f.OnChange()
	})
}

// Choose shows another view.
func (f *floor) Choose(view string) {
	switch view {
	case viewReady, viewFloor, viewLists, viewDone:
		f.View = view
	}
	f.selected = nil
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

func (f *floor) chosen() []app.FloorRow {
	var out []app.FloorRow
	rows := f.Shipments()
	for _, i := range f.selected {
		if i >= 0 && i < len(rows) {
			out = append(out, rows[i])
		}
	}
	return out
}

func (f *floor) list() (data.PickListsByStageRow, bool) {
	rows := f.Lists()
	if len(f.selected) == 0 || f.selected[0] >= len(rows) {
		return data.PickListsByStageRow{}, false
	}
	return rows[f.selected[0]], true
}

// Release makes and prints the labels that are missing and sends the chosen
// shipments to the floor. Labels are made one by one, so that the person can
// stop; what is stopped at the gate is named, the others go.
func (f *floor) Release() {
	rows := f.chosen()
	if f.View != viewReady || len(rows) == 0 || f.busy {
		return
	}
	f.busy, f.stopped = true, false
	f.why = map[int64]string{}
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	op := data.NewOp("release", ids)
	stop := make(chan struct{})
	f.Desk.SetJob(page.Job{ID: "release", Title: "labels", Total: len(rows), Stop: func() {
		if !f.stopped {
			f.stopped = true
			close(stop)
		}
	}})
	var result app.Released
	var trouble error
	f.run.Go(func() {
		var good []int64
		var err error
		for i, r := range rows {
			select {
			case <-stop:
				err = errors.New("stopped")
			default:
			}
			if err != nil {
				break
			}
			if r.Stage != data.ShipmentLabelled {
				why, printing := f.label(r.ID)
				if printing != nil {
					trouble = printing
				}
				if why != "" {
					result.Stopped = append(result.Stopped, app.Stopped{ShipmentID: r.ID, Number: r.Number, Why: why})
					continue
				}
			}
			good = append(good, r.ID)
			f.run.UI(func() { f.Desk.SetJob(page.Job{ID: "release", Title: "labels", Done: i + 1, Total: len(rows)}) })
		}
		ctx, cancel := context.WithTimeout(context.Background(), 2*page.Patience)
		defer cancel()
		var r app.Released
		if err = nil; len(good) > 0 {
			r, err = f.shop.Release(ctx, f.who(), op, good, "")
		}
		result.Done, result.Stopped = r.Done, append(result.Stopped, r.Stopped...)
		f.run.UI(func() { f.released(result, trouble, err) })
	})
}

// label makes a shipment's label and sends it to the printer. A printer that is
// off keeps the paper waiting and stops nobody.
func (f *floor) label(id int64) (why string, printing error) {
	ctx, cancel := context.WithTimeout(context.Background(), page.Patience)
	defer cancel()
	sh, err := f.shop.PrintShipment(ctx, f.who(), data.NewOp("label", id), id)
	switch {
	case err == nil:
		return "", nil
	case sh.LabelledAt.Set():
		return "", err
	}
	var fault *data.Fault
	if errors.As(err, &fault) {
		return fault.Message, nil
	}
	return err.Error(), nil
}

func (f *floor) released(r app.Released, trouble, err error) {
	f.busy = false
	f.Desk.EndJob("release")
	f.Gate = page.Explain("release the shipments", err, nil)
	if trouble != nil && err == nil {
		f.Gate = page.Explain("print the labels", trouble, nil)
	}
	for _, s := range r.Stopped {
		f.why[s.ShipmentID] = s.Why
	}
	if n := len(r.Stopped); n > 0 {
		f.Gate = &page.Notice{State: page.Warning, Title: fmt.Sprintf("%s stopped at the gate", counted(n, "shipment")), Hint: r.Stopped[0].Number + ": " + r.Stopped[0].Why}
	}
	if n := len(r.Done); n > 0 {
		f.Desk.Toast(page.Toast{Text: counted(n, "shipment") + " released to the floor", State: page.Good})
	}
	f.Reload()
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return page.FormatCount(int64(n)) + " " + what + "s"
}

// BuildBatch builds walks that each carry several shipments in slots of the
// cart, BuildSingle one a shipment.
func (f *floor) BuildBatch() { f.build("batch") }

// BuildSingle builds one walk a shipment.
func (f *floor) BuildSingle() { f.build("single") }

func (f *floor) build(method string) {
	rows := f.chosen()
	if f.View != viewFloor || len(rows) == 0 || f.busy {
		return
	}
	req := app.PickRequest{Method: method, Slots: f.Slots}
	for _, r := range rows {
		req.Shipments = append(req.Shipments, r.ID)
	}
	op := data.NewOp("build pick lists", req)
	f.busy = true
	f.OnChange()
	var built app.BuiltLists
	page.Do(f.run, 3*page.Patience, func(ctx context.Context) (err error) {
		built, err = f.shop.BuildPickLists(ctx, f.who(), op, req)
		return err
	}, func(err error) {
		f.busy = false
		if f.Gate = page.Explain("build pick lists", err, nil); err == nil {
			if n := len(built.Missing); n > 0 {
				f.Gate = &page.Notice{State: page.Warning, Title: fmt.Sprintf("%s could not be put on a list", counted(n, "line")), Hint: first(built.Missing, 4)}
			}
			f.Desk.Toast(page.Toast{Text: fmt.Sprintf("Built %s: %s", counted(len(built.Lists), "pick list"), numbers(built.Lists)), State: page.Good})
			f.View, f.selected = viewLists, nil
		}
		f.Reload()
	})
}

func first(texts []string, n int) string {
	out := ""
	for i, t := range texts {
		if i == n {
			return out + fmt.Sprintf("; and %d more", len(texts)-n)
		}
		if i > 0 {
			out += "; "
		}
		out += t
	}
	return out
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

// Cancel drops the list under the cursor, after asking what becomes of what
// was picked.
func (f *floor) Cancel(back bool) {
	l, ok := f.list()
	if !ok || f.View != viewLists || f.busy {
		return
	}
	op := data.NewOp("cancel pick list", l.ID)
	body := "What was picked stays at the bench for its orders."
	if back {
		body = "What was picked goes back to its shelves."
	}
	f.Desk.Ask(page.Question{Title: "Cancel pick list " + l.Number + "?", Body: body, Yes: "Cancel the list", No: "Keep it", Danger: true, Run: func() {
		page.Do(f.run, page.Patience, func(ctx context.Context) error { return f.shop.CancelPickList(ctx, f.who(), op, l.ID, back) }, func(err error) {
			if f.Gate = page.Explain("cancel "+l.Number, err, nil); err == nil {
				f.Desk.Toast(page.Toast{Text: l.Number + " cancelled", State: page.Good})
			}
			f.Reload()
		})
	}})
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

// Print shows the list under the cursor on paper.
func (f *floor) Print() {
	if l, ok := f.list(); ok {
		f.Desk.Open(page.To("picklistpaper", l.Number))
	}
}

// SetSlots says how many shipments a batch carries, 1 to 26.
func (f *floor) SetSlots(n int) { f.Slots = min(max(n, 1), 26) }
