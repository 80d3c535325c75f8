package pick

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// planner is what the plan of the day asks of the shop.
type planner interface {
	ProposePicking(ctx context.Context, req app.PickingRequest, progress app.PickingProgress) (app.PickProposal, error)
	BuildProposal(ctx context.Context, who data.Actor, op data.Op, p app.PickProposal) (app.BuiltPicking, error)
	PlanWaves(ctx context.Context, who data.Actor, op data.Op, p app.PickProposal) ([]data.Wave, error)
	PrintersOf(ctx context.Context, desk string) (app.PrinterFor, error)
	PrintPickLists(ctx context.Context, who data.Actor, op data.Op, lists []int64) error
	Carts(ctx context.Context, all bool) ([]data.Cart, error)
	Floor(ctx context.Context) (*app.Floor, error)
}

// plan is the day's work as it could be picked: proposed, changed by hand, built.
type plan struct {
	Request app.PickingRequest
	P       app.PickProposal
	Planned bool // P is a plan
	Carts   []data.Cart
	Floor   *app.Floor
	Came    int // orders that came in, or went, since it was made

	f        *floor
	before   []app.PickProposal // what hand changes can be taken back to
	lists    []int              // the lists that are meant
	marked   bool               // by hand
	orders   func() []int       // the orders of the list that are meant, none for all
	waits    map[int64]bool     // what waited when it was made
	asked    int                // times that it was asked for
	planning page.Latest
	trying   page.Latest
	again    *page.Burst
}

// planWait is how long orders may come in before an untouched plan is made anew.
const planWait = 2 * time.Second

// searches are the seconds that better batches may be looked for.
var searches = []time.Duration{2 * time.Second, 10 * time.Second, time.Minute}

func newPlan(f *floor) *plan {
	p := &plan{f: f, orders: func() []int { return nil }, Request: app.PickingRequest{Method: app.PickAuto, Search: searches[0]}}
	p.again = page.NewBurst(f.run, planWait, func() {
		if f.View == viewPlan && !p.inHand() {
			p.Again()
		}
	})
	return p
}

// inHand says that somebody is at work on the plan: it is not changed under their
// hands.
func (p *plan) inHand() bool {
	return len(p.before) > 0 || p.f.Form != nil || p.marked || len(p.lists) > 0 && p.lists[0] > 0 || p.f.busy
}

// follow makes a first plan, and another one where orders came in meanwhile; one that
// somebody works on only says so.
func (p *plan) follow() {
	if p.f.View != viewPlan || p.planning.Running() {
		return
	}
	if !p.Planned {
		p.Again()
		return
	}
	now, came := p.waiting(), 0
	for id := range now {
		if !p.waits[id] {
			came++
		}
	}
	for id := range p.waits {
		if !now[id] {
			came++
		}
	}
	if p.Came = came; came > 0 && !p.inHand() {
		p.again.Poke()
	}
}

func (p *plan) waiting() map[int64]bool {
	ids := make(map[int64]bool)
	for _, r := range p.f.Board.ToPick {
		ids[r.ID] = true
	}
	if p.Request.Ready {
		for _, r := range p.f.Board.Ready {
			ids[r.ID] = true
		}
	}
	return ids
}

// planned is a plan as it was made.
type planned struct {
	p     app.PickProposal
	carts []data.Cart
	floor *app.Floor
}

// Again plans what waits anew, from the books as they are. It can be stopped: the
// best plan by then is the answer.
func (p *plan) Again() {
	f := p.f
	p.asked++
	req, n, waits := p.Request, p.asked, p.waiting()
	title := "planning walks"
	job := func(done float64, stop func()) {
		f.run.UI(func() {
			if n == p.asked {
				f.Desk.SetJob(page.Job{ID: "plan", Title: title, Done: int(100 * done), Total: 100, Stop: stop})
			}
		})
	}
	page.Load(f.run, &p.planning, req.Search+6*page.Patience, func(ctx context.Context) (got planned, err error) {
		search, stop := context.WithCancel(ctx)
		defer stop()
		job(0, stop)
		if got.carts, err = f.shop.Carts(ctx, false); err != nil {
			return got, err
		}
		if got.floor, err = f.shop.Floor(ctx); err != nil {
			return got, err
		}
		last := 0
		got.p, err = f.shop.ProposePicking(search, req, func(done float64, _ data.Millimetres) {
			if at := int(100 * done); at > last {
				last = at
				job(done, stop)
			}
		})
		return got, err
	}, func(got planned, err error) {
		f.Desk.EndJob("plan")
		if errors.Is(err, context.Canceled) {
			err = data.Refused("pick", "plan again, F5", "planning was stopped before there was a plan")
		}
		if f.Gate = page.Explain("plan the walks", err, p.Again); err == nil {
			p.P, p.Carts, p.Floor, p.Planned = got.p, got.carts, got.floor, true
			p.waits, p.Came, p.before, f.Form = waits, 0, nil, nil
			p.lists, p.marked = nil, false
		}
		f.OnChange()
	})
	f.OnChange()
}

// close gives up what is being planned.
func (p *plan) close() {
	p.asked++
	p.planning.Cancel()
	p.trying.Cancel()
	p.again.Close()
	p.f.Desk.EndJob("plan")
}

// Ask changes what is asked for, and plans anew.
func (p *plan) Ask(change func(*app.PickingRequest)) {
	if !p.f.busy {
		change(&p.Request)
		p.Again()
	}
}

// SetMethod chooses the way of picking.
func (p *plan) SetMethod(m string) { p.Ask(func(r *app.PickingRequest) { r.Method = m }) }

// NextCart plans for another cart.
func (p *plan) NextCart() {
	if len(p.Carts) > 0 {
		at := slices.IndexFunc(p.Carts, func(c data.Cart) bool { return c.ID == p.cart().ID })
		p.Ask(func(r *app.PickingRequest) { r.Cart = p.Carts[(at+1)%len(p.Carts)].ID })
	}
}

// NextSearch looks longer for better batches, and after the longest as short as
// before.
func (p *plan) NextSearch() {
	p.Ask(func(r *app.PickingRequest) {
		r.Search = searches[(slices.Index(searches, r.Search)+1)%len(searches)]
	})
}

// cart is the one that is planned for; the shop's first where none is chosen.
func (p *plan) cart() data.Cart {
	for _, c := range p.Carts {
		if c.ID == p.Request.Cart || p.Request.Cart == 0 {
			return c
		}
	}
	return data.Cart{Slots: 8}
}

// Select says which lists are meant, and whether they were marked by hand.
func (p *plan) Select(rows []int, marked bool) {
	p.lists, p.marked = slices.Clone(rows), marked
}

// List is the list that is looked at.
func (p *plan) List() (l app.ProposedList, at int, ok bool) {
	if len(p.lists) == 0 || p.lists[0] >= len(p.P.Lists) {
		return l, 0, false
	}
	return p.P.Lists[p.lists[0]], p.lists[0], true
}

// Order is what is known of a shipment of the plan.
func (p *plan) Order(shipment int64) app.ProposedOrder {
	for _, o := range p.P.Orders {
		if o.ShipmentID == shipment {
			return o
		}
	}
	return app.ProposedOrder{ShipmentID: shipment}
}

// OpenOrder shows an order of the list, or one that can't be picked.
func (p *plan) OpenOrder(shipment int64) {
	for _, rows := range [][]app.FloorRow{p.f.Board.ToPick, p.f.Board.Ready} {
		for _, r := range rows {
			if r.ID == shipment {
				p.f.Desk.Open(page.To("order", fmt.Sprint(r.OrderNumber)))
			}
		}
	}
}

// Build writes the lists: labels that are missing first, then all lists at once, on
// paper where the desk has a printer for them.
func (p *plan) Build() {
	f := p.f
	if f.View != viewPlan || !p.Planned || len(p.P.Lists) == 0 || f.busy || f.Form != nil || p.planning.Running() {
		return
	}
	f.busy, f.Gate = true, nil
	proposal, who := p.P, f.who()
	build, paper := data.NewOp("build proposal", proposal.Lists), data.NewOp("lists printed", nil)
	ready := p.unlabelled()
	ctx, stop := context.WithCancel(context.Background())
	job := func(done int) {
		f.Desk.SetJob(page.Job{ID: "build", Title: "labels", Done: done, Total: len(ready), Stop: stop})
	}
	if len(ready) > 0 {
		job(0)
	}
	f.OnChange()
	f.run.Go(func() {
		defer stop()
		var b built
		var out app.Released
		_, out, b.trouble, b.err = f.labels(ctx, who, ready, func(done int) { f.run.UI(func() { job(done) }) })
		for _, s := range out.Stopped {
			if b.err == nil {
				proposal, b.err = proposal.Drop(s.ShipmentID)
			}
		}
		if b.err == nil {
			ctx, cancel := context.WithTimeout(context.Background(), 6*page.Patience)
			defer cancel()
			b.BuiltPicking, b.err = f.shop.BuildProposal(ctx, who, build, proposal)
			b.Stopped = append(out.Stopped, b.Stopped...)
			b.print(ctx, f.shop, who, paper)
		}
		f.run.UI(func() { p.built(b, build, paper) })
	})
}

// unlabelled are the shipments of the plan that need a label before they may go.
func (p *plan) unlabelled() (rows []app.FloorRow) {
	for _, o := range p.P.Orders {
		if !o.Release {
			continue
		}
		if i := slices.IndexFunc(p.f.Board.Ready, func(r app.FloorRow) bool { return r.ID == o.ShipmentID }); i >= 0 && p.f.Board.Ready[i].Stage != data.ShipmentLabelled {
			rows = append(rows, p.f.Board.Ready[i])
		}
	}
	return rows
}

// built is what building brought.
type built struct {
	app.BuiltPicking
	printed bool
	trouble error // with printers
	err     error
}

func (b *built) print(ctx context.Context, shop planner, who data.Actor, op data.Op) {
	if b.err != nil || len(b.Lists) == 0 {
		return
	}
	printers, err := shop.PrintersOf(ctx, who.Desk)
	if err == nil && printers[app.DocPickList] == "" {
		return
	}
	if err == nil {
		ids := make([]int64, len(b.Lists))
		for i, l := range b.Lists {
			ids[i] = l.ID
		}
		b.printed = true
		err = shop.PrintPickLists(ctx, who, op, ids)
	}
	b.trouble = errors.Join(b.trouble, err)
}

func (p *plan) built(b built, build, paper data.Op) {
	f := p.f
	f.busy = false
	f.Desk.EndJob("build")
	switch {
	case b.err != nil:
		f.Gate = page.Explain("build the lists", b.err, p.Again)
	case len(b.Stopped) > 0:
		f.Gate = f.stopped(b.Stopped)
	case len(b.NoCell) > 0:
		f.Gate = &page.Notice{State: page.Warning, Title: page.Counted(len(b.NoCell), "order") + " in parts got no cell at the bench", Hint: first(b.NoCell, 4) + ". Add cells in Setup, or pack what lies in them first."}
	case b.trouble != nil:
		f.Gate = page.Explain("print the lists", b.trouble, nil)
	}
	if b.err == nil {
		ops, says := []data.Op{build}, fmt.Sprintf("Built %s: %s", page.Counted(len(b.Lists), "pick list"), numbers(b.Lists))
		if b.printed {
			ops, says = append(ops, paper), says+", printed"
		}
		f.Desk.Toast(page.Toast{Text: says, State: page.Good, Undo: f.undo(ops...)})
		p.Planned, p.before = false, nil
		f.View, f.selected = viewLists, nil
	}
	f.Reload()
}

// PlanWaves keeps the waves of the plan, to be released one by one.
func (p *plan) PlanWaves() {
	f := p.f
	if !p.Planned || len(p.P.Waves) == 0 || f.busy {
		return
	}
	op, who, proposal := data.NewOp("plan waves", p.P.Waves), f.who(), p.P
	var made []data.Wave
	f.deed("plan the waves", func(ctx context.Context) (err error) {
		made, err = f.shop.PlanWaves(ctx, who, op, proposal)
		return err
	}, func() (string, []data.Op) {
		p.Planned, p.before = false, nil
		f.View, f.selected = viewWaves, nil
		return "Planned " + page.Counted(len(made), "wave"), []data.Op{op}
	})
}
