package pick

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// change is one way to change the plan by hand.
type change func(app.PickProposal) (app.PickProposal, error)

// mostTargets bounds how many lists a move is tried with.
const mostTargets = 60

// shipments are the orders that are meant: those chosen in the list, else all of the
// lists that are meant.
func (p *plan) shipments() (ids []int64) {
	l, _, ok := p.List()
	if !ok {
		return nil
	}
	if orders := p.orders(); len(orders) > 0 {
		for _, i := range orders {
			if i < len(l.Slots) {
				ids = append(ids, l.Slots[i].ShipmentID)
			}
		}
		return ids
	}
	for _, at := range p.lists {
		if at < len(p.P.Lists) {
			for _, s := range p.P.Lists[at].Slots {
				ids = append(ids, s.ShipmentID)
			}
		}
	}
	return ids
}

// named says which orders in a few words.
func (p *plan) named(ids []int64) string {
	if len(ids) == 1 {
		return p.Order(ids[0]).Number
	}
	return page.Counted(len(ids), "order")
}

// free says that the plan can be changed by hand now.
func (p *plan) free() bool {
	return p.Planned && !p.f.busy && !p.planning.Running() && p.f.Form == nil
}

// try shows what a change would cost before it is kept.
func (p *plan) try(title, kept string, try change) {
	if !p.free() {
		return
	}
	was := p.P
	page.Load(p.f.run, &p.trying, page.Patience, func(context.Context) (app.PickProposal, error) { return try(was) }, func(to app.PickProposal, err error) {
		if p.f.Gate = page.Explain("change the plan", err, nil); err == nil {
			p.f.Form = &page.Form{Title: title, Do: "Keep", Light: true, Facts: costs(was, to), Submit: func() { p.keep(kept, to) }}
		}
		p.f.OnChange()
	})
}

// costs says what becomes different.
func costs(was, to app.PickProposal) []page.Fact {
	var facts []page.Fact
	if to.Total.Known && was.Total.Known {
		d := to.Total.Length - was.Total.Length
		state := page.Plain
		if d > 0 {
			state = page.Warning
		}
		facts = append(facts, page.Fact{Label: "Walk", Text: fmt.Sprintf("%s, %s in all", more(d), metres(to.Total.Length)), State: state})
	}
	d := to.Total.Seconds - was.Total.Seconds
	sign := "+"
	if d < 0 {
		sign = "−"
	}
	facts = append(facts, page.Fact{Label: "Time", Text: fmt.Sprintf("%s%d s, %s in all", sign, max(d, -d), minutes(to.Total.Seconds))})
	if n := len(to.Lists) - len(was.Lists); n != 0 {
		facts = append(facts, page.Fact{Label: "Lists", Text: fmt.Sprintf("%+d, %d in all", n, len(to.Lists))})
	}
	return facts
}

// keep takes a changed plan.
func (p *plan) keep(says string, to app.PickProposal) {
	d := to.Total.Length - p.P.Total.Length
	if to.Total.Known && p.P.Total.Known {
		says += ": " + more(d)
	}
	p.before = append(p.before, p.P)
	p.P, p.f.Form = to, nil
	p.f.Desk.Toast(page.Toast{Text: says, State: page.Good, Undo: func() { p.TakeBack() }})
	p.f.OnChange()
}

// TakeBack takes the last hand change back; it reports whether there was one.
func (p *plan) TakeBack() bool {
	n := len(p.before) - 1
	if n < 0 || p.f.busy || p.f.View != viewPlan {
		return false
	}
	p.P, p.before = p.before[n], p.before[:n]
	p.f.OnChange()
	return true
}

// target list of a move, with what it would cost.
type moved struct {
	words string
	extra data.Millimetres
	time  int64
	to    app.PickProposal
}

// Move asks onto which list the chosen orders should go: each is offered with what it
// would cost, the cheapest first. Lists that have no room are left out.
func (p *plan) Move() {
	l, from, ok := p.List()
	ids := p.shipments()
	if !ok || !p.free() || len(ids) == 0 {
		return
	}
	was, now := p.P, p.f.now()
	page.Load(p.f.run, &p.trying, 3*page.Patience, func(ctx context.Context) ([]moved, error) {
		return moves(ctx, was, from, ids, now), nil
	}, func(all []moved, err error) {
		if err != nil || len(all) == 0 {
			p.f.Gate = &page.Notice{State: page.Warning, Title: fmt.Sprintf("No other list can take %s along", p.named(ids)), Hint: "Lists of the same zone and wave take it, as far as the cart has room."}
			p.f.OnChange()
			return
		}
		choices := make([]string, len(all))
		for i, m := range all {
			choices[i] = m.words
		}
		form := &page.Form{Title: "Move " + p.named(ids), Hint: fmt.Sprintf("From list %d (%s). Up and Down choose, the cheapest stands first.", from+1, strings.ToLower(kindOf(l.Method, l.Bulk))), Do: "Move", Light: true,
			Fields: []page.FormField{{ID: "to", Label: "Onto", Value: choices[0], Choices: choices}}}
		form.Submit = func() {
			if at := slices.Index(choices, form.Value("to")); at >= 0 {
				p.keep("Moved "+p.named(ids), all[at].to)
			}
		}
		p.f.Form = form
		p.f.OnChange()
	})
}

// moves tries every list that orders could go onto.
func moves(ctx context.Context, was app.PickProposal, from int, ids []int64, now time.Time) []moved {
	var all []moved
	like := was.Lists[from]
	for to := range len(was.Lists) + 1 {
		if to == from || len(all) >= mostTargets || ctx.Err() != nil {
			continue
		}
		words := "a list of its own"
		if to < len(was.Lists) {
			l := was.Lists[to]
			if l.Zone != like.Zone || l.Wave != like.Wave {
				continue
			}
			words = fmt.Sprintf("list %d, %s", to+1, page.Counted(len(l.Slots), "order"))
			if left := timeLeft(l.CutOff, now).Text; left != "" && l.CutOff != like.CutOff {
				words += ", leaves in " + left
			}
		}
		then, err := shift(was, from, ids, to)
		if err != nil {
			continue // its cart has no room
		}
		m := moved{extra: then.Total.Length - was.Total.Length, time: then.Total.Seconds - was.Total.Seconds, to: then}
		if then.Total.Known {
			words = more(m.extra) + "   " + words
		}
		m.words = words
		all = append(all, m)
	}
	slices.SortStableFunc(all, func(a, b moved) int { return cmp.Or(cmp.Compare(a.extra, b.extra), cmp.Compare(a.time, b.time)) })
	return all
}

// shift moves orders from one list to another, len(Lists) for a new one.
func shift(was app.PickProposal, from int, ids []int64, to int) (app.PickProposal, error) {
	whole := len(ids) == len(was.Lists[from].Slots)
	switch {
	case to == len(was.Lists) && whole:
		return was, data.Refused("pick", "choose another list", "it is a list of its own already")
	case to == len(was.Lists):
		return was.Split(from, ids)
	case whole:
		return was.Join(to, from)
	}
	then := was
	for _, id := range ids {
		var err error
		if then, err = then.Move(id, to); err != nil {
			return was, err
		}
	}
	return then, nil
}

// Split gives the chosen orders a list of their own.
func (p *plan) Split() {
	if _, at, ok := p.List(); ok && len(p.orders()) > 0 {
		ids := p.shipments()
		p.try("A list of its own for "+p.named(ids), "Split "+p.named(ids)+" off", func(was app.PickProposal) (app.PickProposal, error) { return was.Split(at, ids) })
	}
}

// Join puts the marked lists onto the first of them.
func (p *plan) Join() {
	rows := slices.Clone(p.lists)
	if len(rows) < 2 {
		return
	}
	slices.Sort(rows)
	p.try("Join "+page.Counted(len(rows), "list"), "Joined "+page.Counted(len(rows), "list"), func(was app.PickProposal) (app.PickProposal, error) {
		then := was
		for _, other := range slices.Backward(rows[1:]) { // from the end, so that the others keep their numbers
			var err error
			if then, err = then.Join(rows[0], other); err != nil {
				return was, err
			}
		}
		return then, nil
	})
}

// LeaveOut lets the chosen orders wait for the next plan.
func (p *plan) LeaveOut() {
	ids := p.shipments()
	if len(ids) == 0 {
		return
	}
	p.try("Leave out "+p.named(ids), "Left out "+p.named(ids), func(was app.PickProposal) (app.PickProposal, error) {
		then := was
		for _, id := range ids {
			var err error
			if then, err = then.Drop(id); err != nil {
				return was, err
			}
		}
		return then, nil
	})
}
