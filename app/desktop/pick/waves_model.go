package pick

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// waver is what the waves ask of the shop.
type waver interface {
	Waves(ctx context.Context, open bool, before int64, most int32) ([]data.WavesPageRow, error)
	Wave(ctx context.Context, number string) (app.WaveDetail, error)
	ReleaseWave(ctx context.Context, who data.Actor, op data.Op, id int64, req app.PickingRequest, progress app.PickingProgress) (app.BuiltPicking, error)
	CancelWave(ctx context.Context, who data.Actor, op data.Op, id int64) error
}

// mostWaves bounds the list of waves: a month of a busy shop.
const mostWaves = 200

// waves are the orders that leave together, with what one carrier fetches at one
// time.
type waves struct {
	Rows []data.WavesPageRow
	In   app.WaveDetail // what is in the one that is looked at
	Over bool           // closed and cancelled ones too

	f       *floor
	at      int
	reading page.Latest
	looking page.Latest
}

func newWaves(f *floor) *waves { return &waves{f: f} }

// Reload reads the waves.
func (w *waves) Reload() {
	open := !w.Over
	page.Load(w.f.run, &w.reading, page.Patience, func(ctx context.Context) ([]data.WavesPageRow, error) {
		return w.f.shop.Waves(ctx, open, 0, mostWaves)
	}, func(rows []data.WavesPageRow, err error) {
		slices.SortStableFunc(rows, soonest)
		if n := page.Explain("read the waves", err, w.Reload); n.Shown() {
			w.f.Gate = n
		} else {
			w.Rows = rows
			w.look()
		}
		w.f.OnChange()
	})
}

// soonest puts open waves first, the one that leaves next on top.
func soonest(a, b data.WavesPageRow) int {
	over := func(r data.WavesPageRow) int {
		if r.ClosedAt.Set() || r.CancelledAt.Set() {
			return 1
		}
		return 0
	}
	if over(a)+over(b) > 0 {
		return over(a) - over(b)
	}
	if a.CutOffAt.Set() != b.CutOffAt.Set() {
		return cmp.Compare(b.CutOffAt, a.CutOffAt)
	}
	return cmp.Compare(a.CutOffAt, b.CutOffAt)
}

// Select says which wave is looked at.
func (w *waves) Select(rows []int) {
	at := -1
	if len(rows) > 0 {
		at = rows[0]
	}
	if at != w.at {
		w.at = at
		w.look()
	}
}

func (w *waves) here() (data.WavesPageRow, bool) {
	if w.at < 0 || w.at >= len(w.Rows) {
		return data.WavesPageRow{}, false
	}
	return w.Rows[w.at], true
}

// look reads what is in the wave.
func (w *waves) look() {
	row, ok := w.here()
	if !ok {
		w.In = app.WaveDetail{}
		return
	}
	page.Load(w.f.run, &w.looking, page.Patience, func(ctx context.Context) (app.WaveDetail, error) { return w.f.shop.Wave(ctx, row.Number) }, func(d app.WaveDetail, err error) {
		if n := page.Explain("read wave "+row.Number, err, w.Reload); n.Shown() {
			w.f.Gate = n
		} else {
			w.In = d
		}
		w.f.OnChange()
	})
}

func (w *waves) close() { w.reading.Cancel(); w.looking.Cancel() }

// ShowOver shows finished waves too, or no more.
func (w *waves) ShowOver() {
	w.Over = !w.Over
	w.Reload()
}

// PlanWaiting makes waves of what waits, by carrier and cut-off.
func (w *waves) PlanWaiting() {
	f := w.f
	if f.busy {
		return
	}
	who := f.who()
	var made []data.Wave
	var op data.Op
	f.deed("plan waves", func(ctx context.Context) error {
		p, err := f.shop.ProposePicking(ctx, app.PickingRequest{Method: app.PickWave, Ready: true, Search: searches[0] / 10}, nil)
		if err != nil {
			return err
		}
		if len(p.Waves) == 0 {
			return data.Refused("wave", "orders that are released or ready come into waves", "nothing waits that is in no wave yet")
		}
		op = data.NewOp("plan waves", p.Waves)
		made, err = f.shop.PlanWaves(ctx, who, op, p)
		return err
	}, func() (string, []data.Op) { return "Planned " + page.Counted(len(made), "wave"), []data.Op{op} })
}

// canRelease says that the wave is not on the floor yet.
func (w *waves) canRelease() bool {
	row, ok := w.here()
	return ok && !w.f.busy && !row.ReleasedAt.Set() && !row.CancelledAt.Set() && row.OrderCount > 0
}

// Release sends the wave to the floor: labels that are missing are made, its walks
// planned and its lists built.
func (w *waves) Release() {
	f := w.f
	row, ok := w.here()
	if !ok || !w.canRelease() {
		return
	}
	f.busy, f.Gate = true, nil
	op, who := data.NewOp("release wave", row.ID), f.who()
	req := app.PickingRequest{Cart: f.Plan.Request.Cart, Familiar: f.Plan.Request.Familiar, Search: f.Plan.Request.Search}
	ctx, stop := context.WithCancel(context.Background())
	job := func(done int) {
		f.Desk.SetJob(page.Job{ID: "wave", Title: "wave " + row.Number, Done: done, Total: 100, Stop: stop})
	}
	job(0)
	f.OnChange()
	f.run.Go(func() {
		defer stop()
		var b built
		var out app.Released
		var d app.WaveDetail
		if d, b.err = f.shop.Wave(ctx, row.Number); b.err == nil {
			_, out, b.trouble, b.err = f.labels(ctx, who, unlabelled(d), func(int) {})
		}
		if b.err == nil {
			b.BuiltPicking, b.err = f.shop.ReleaseWave(ctx, who, op, row.ID, req, func(done float64, _ data.Millimetres) { f.run.UI(func() { job(int(100 * done)) }) })
			b.Stopped = append(out.Stopped, b.Stopped...)
		}
		f.run.UI(func() { w.released(row, b, op) })
	})
}

// unlabelled are the shipments of a wave that need a label before they may go.
func unlabelled(d app.WaveDetail) (rows []app.FloorRow) {
	for _, s := range d.Shipments {
		if s.Stage == data.ShipmentPlanned || s.Stage == data.ShipmentChecked {
			rows = append(rows, app.FloorRow{ID: s.ID, Number: s.Number, Stage: s.Stage})
		}
	}
	return rows
}

func (w *waves) released(row data.WavesPageRow, b built, op data.Op) {
	f := w.f
	f.busy = false
	f.Desk.EndJob("wave")
	switch {
	case b.err != nil:
		f.Gate = page.Explain("release wave "+row.Number, b.err, nil)
	case len(b.Stopped) > 0:
		f.Gate = f.stopped(b.Stopped)
	case b.trouble != nil:
		f.Gate = page.Explain("print the labels", b.trouble, nil)
	}
	if b.err == nil {
		f.Desk.Toast(page.Toast{Text: fmt.Sprintf("Wave %s is on the floor: %s, %s", row.Number, page.Counted(len(b.Lists), "list"), numbers(b.Lists)), State: page.Good, Undo: f.undo(op)})
	}
	f.Reload()
}

// Cancel gives up the wave: what is in it waits as before.
func (w *waves) Cancel() {
	f := w.f
	row, ok := w.here()
	if !ok || !w.canRelease() && row.OrderCount > 0 {
		return
	}
	op, who := data.NewOp("cancel wave", row.ID), f.who()
	f.deed("cancel wave "+row.Number, func(ctx context.Context) error { return f.shop.CancelWave(ctx, who, op, row.ID) }, func() (string, []data.Op) {
		return "Wave " + row.Number + " is given up: what was in it waits", []data.Op{op}
	})
}

// canAdd says that an urgent order may join the wave.
func (w *waves) canAdd() bool {
	row, ok := w.here()
	return ok && !w.f.busy && row.ReleasedAt.Set() && !row.ClosedAt.Set()
}

// AddUrgent asks which order must go with the wave, which is on the floor.
func (w *waves) AddUrgent() {
	row, ok := w.here()
	if !ok || !w.canAdd() {
		return
	}
	form := &page.Form{Title: "An urgent order for wave " + row.Number, Hint: "It joins the list whose picker reaches it with the least extra walking, or gets a list of its own.", Do: "Add",
		Fields: []page.FormField{{ID: "number", Label: "Order or shipment", Placeholder: "10042 or 10042-1"}}}
	form.Submit = func() {
		number := strings.TrimSpace(form.Value("number"))
		r, ok := w.f.waitingFor(number)
		if !ok {
			form.Refuse("number", "no order "+number+" waits to be picked")
			w.f.OnChange()
			return
		}
		w.f.Form = nil
		w.f.urgent(r, row.ID)
	}
	w.f.Form = form
	w.f.OnChange()
}

// waitingFor finds what waits by the number of the order or the shipment.
func (f *floor) waitingFor(number string) (app.FloorRow, bool) {
	for _, rows := range [][]app.FloorRow{f.Board.ToPick, f.Board.Ready} {
		for _, r := range rows {
			if strings.EqualFold(r.Number, number) || fmt.Sprint(r.OrderNumber) == number {
				return r, true
			}
		}
	}
	return app.FloorRow{}, false
}

// Urgent picks the marked shipment at once.
func (f *floor) Urgent() {
	if rows := f.shipments(); len(rows) > 0 && !f.busy {
		f.urgent(rows[0], 0)
	}
}

// urgent puts a shipment onto the list that reaches it soonest, with its label made
// where it has none.
func (f *floor) urgent(r app.FloorRow, wave int64) {
	u := app.Urgent{Shipment: r.ID, Wave: wave}
	op, who := data.NewOp("urgent", u), f.who()
	var put app.UrgentPlaced
	f.deed("pick "+r.Number+" at once", func(ctx context.Context) error {
		var before []app.FloorRow // the gate
		if !r.ReleasedAt.Set() {
			before = append(before, r)
		}
		_, out, _, err := f.labels(ctx, who, before, func(int) {})
		if err != nil {
			return err
		}
		if len(out.Stopped) > 0 {
			return data.Refused("domain 4.5", "open the order and see what it waits for", "%s can't have a label yet: %s", r.Number, out.Stopped[0].Why)
		}
		put, err = f.shop.AddUrgent(ctx, who, op, u)
		return err
	}, func() (string, []data.Op) {
		says := fmt.Sprintf("%s goes onto %s", r.Number, put.List.Number)
		if put.Own {
			says = fmt.Sprintf("%s is on a list of its own, %s", r.Number, put.List.Number)
		} else if put.Slot != "" {
			says += ", slot " + put.Slot
		}
		return says + ". " + put.Why, []data.Op{op}
	})
}
