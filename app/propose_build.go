package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"packbench/app/picking"
	"packbench/data"
)

// pickListUndo is what building lists is taken back with.
type pickListUndo struct {
	Lists    []int64 `json:"lists"`
	Released []int64 `json:"released,omitempty"` // shipments that passed the gate for it
	Cells    []int64 `json:"cells,omitempty"`    // shipments that were given one
	Waves    []int64 `json:"waves,omitempty"`    // released by it
	Made     []int64 `json:"made,omitempty"`     // of Waves, those that it made
	// Out are the shipments that left a planned wave when it was released.
	Out map[int64][]int64 `json:"out,omitempty"`
	// Again are the lists that it replaced.
	Again []cancelledListUndo `json:"again,omitempty"`
}

// take cancels the lists, puts back what was picked, and takes back the release of
// what was released for them.
func (u pickListUndo) take(ctx context.Context, tx *data.Tx) error {
	for _, id := range u.Lists {
		if _, err := tx.CancelPickList(ctx, id, true); err != nil {
			return err
		}
	}
	if err := tx.EmptyCells(ctx, u.Cells); err != nil {
		return err
	}
	for _, id := range u.Waves {
		if err := tx.UnreleaseWave(ctx, id); err != nil {
			return err
		}
		if err := tx.JoinWave(ctx, id, u.Out[id]); err != nil {
			return err
		}
		if slices.Contains(u.Made, id) {
			if err := tx.CancelWave(ctx, id); err != nil {
				return err
			}
		}
	}
	for _, l := range u.Again {
		if err := tx.ReopenPickList(ctx, l.List, l.Off); err != nil {
			return err
		}
	}
	for _, id := range u.Released {
		if err := tx.Unrelease(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// BuildProposal writes a proposal's lists, waves and cells, all or nothing. What is
// not released yet passes the gate first, each by itself; what the gate stops is
// left out and named. A conflict names what changed since the proposal was made.
func (s *Shop) BuildProposal(ctx context.Context, who data.Actor, op data.Op, p PickProposal) (BuiltPicking, error) {
	if len(p.Lists) == 0 {
		return BuiltPicking{}, data.Refused("pick", "release shipments whose goods lie on shelves", "there is nothing to pick")
	}
	return do(ctx, s, WorkFloor, who, op.For(p.Lists), func(ctx context.Context, tx *data.Tx) (BuiltPicking, error) {
		var out BuiltPicking
		undo := pickListUndo{Out: make(map[int64][]int64)}
		if err := replaceLists(ctx, tx, p.Again, &undo); err != nil {
			return out, err
		}
		p, err := s.throughGate(ctx, tx, p, &out, &undo)
		if err != nil {
			return out, err
		}
		if len(p.Lists) == 0 {
			return out, data.Refused("domain 4.5", "see what stands at the gate", "the gate let none of it through: %s", out.Stopped[0].Why)
		}
		if err := stillFits(ctx, tx, p.Lists); err != nil {
			return out, err
		}
		waves, err := s.openWaves(ctx, tx, p, &out, &undo)
		if err != nil {
			return out, err
		}
		if err := buildLists(ctx, tx, p, waves, &out); err != nil {
			return out, err
		}
		if undo.Cells, err = giveCells(ctx, tx, p, &out); err != nil {
			return out, err
		}
		for _, l := range out.Lists {
			undo.Lists = append(undo.Lists, l.ID)
		}
		about(tx, out)
		return out, tx.Undoable("pick lists", undo)
	})
}

// replaceLists cancels lists that are planned anew, as long as nobody has begun,
// printed or was given them.
func replaceLists(ctx context.Context, tx *data.Tx, lists []int64, undo *pickListUndo) error {
	for _, id := range lists {
		l, err := tx.PickList(ctx, id)
		if err != nil {
			return data.IfMissing(err, "there is no pick list %d", id)
		}
		if l.Stage != "released" || l.StartedAt.Set() || l.PrintedAt.Set() || l.Picker != "" {
			return data.Conflict("the plan no longer fits, plan again: list %s is %s, printed, or somebody's by now", l.Number, l.Stage)
		}
		off, err := tx.CancelPickList(ctx, id, true)
		if err != nil {
			return err
		}
		undo.Again = append(undo.Again, cancelledListUndo{id, off})
	}
	return nil
}

func about(tx *data.Tx, b BuiltPicking) {
	title := number(int64(len(b.Lists)), "pick list", "pick lists") + " from " + b.Lists[0].Number
	if len(b.Waves) == 1 {
		tx.About("wave", b.Waves[0].ID, "Released wave %s: %s", b.Waves[0].Number, title)
		return
	}
	tx.About("pick list", b.Lists[0].ID, "Built %s", title)
}

// throughGate releases what is not released yet, and takes what the gate stops off
// the lists.
func (s *Shop) throughGate(ctx context.Context, tx *data.Tx, p PickProposal, out *BuiltPicking, undo *pickListUndo) (PickProposal, error) {
	asked := false
	for _, o := range p.Orders {
		if !o.Release {
			continue
		}
		if !asked {
			if err := s.allow(ctx, &tx.View, tx.Who(), ReleaseOrders); err != nil {
				return p, err
			}
			asked = true
		}
		sh, err := tx.Queries.Shipment(ctx, o.ShipmentID)
		if err != nil {
			return p, data.IfMissing(err, "there is no shipment %s", o.Number)
		}
		if sh.ReleasedAt.Set() {
			continue // somebody else did meanwhile
		}
		_, err = tx.Release(ctx, o.ShipmentID, "")
		switch why, stopped := atGate(err); {
		case stopped:
			out.Stopped = append(out.Stopped, Stopped{ShipmentID: o.ShipmentID, Number: o.Number, Why: why})
		case err != nil:
			return p, err
		default:
			undo.Released = append(undo.Released, o.ShipmentID)
		}
	}
	for _, st := range out.Stopped {
		var err error
		if p, err = p.without(st.ShipmentID); err != nil {
			return p, err
		}
	}
	return p, nil
}

// without is Drop for a plan that may have come from elsewhere and can't be planned
// anew: its walks stay as they are, less some stops.
func (p PickProposal) without(shipment int64) (PickProposal, error) {
	if p.plan != nil {
		return p.Drop(shipment)
	}
	var lists []ProposedList
	for _, l := range p.Lists {
		l.Slots = slices.DeleteFunc(slices.Clone(l.Slots), func(s ProposedSlot) bool { return s.ShipmentID == shipment })
		l.Stops = slices.DeleteFunc(slices.Clone(l.Stops), func(s ProposedStop) bool { return s.ShipmentID == shipment })
		if len(l.Slots) > 0 {
			lists = append(lists, l)
		}
	}
	p.Lists = lists
	return p, nil
}

// mostNamed is how many changes a conflict names.
const mostNamed = 3

// stillFits asks whether all that lists are to fetch is still waited for and still
// lies free where they fetch it: two questions, however many lists.
func stillFits(ctx context.Context, tx *data.Tx, lists []ProposedList) error {
	lines, bins, err := wanted(ctx, &tx.View, false)
	if err != nil {
		return err
	}
	waits := make(map[int64]data.Quantity, len(lines))
	for _, l := range lines {
		waits[l.LineID] = data.Quantity(l.Want)
	}
	type shelf struct{ product, place int64 }
	free := make(map[shelf]data.Quantity, len(bins))
	for _, b := range bins {
		free[shelf{b.ProductID, b.LocationID}] = data.Quantity(b.Free)
	}
	var changed []string
	for _, l := range lists {
		numbers := make(map[int64]string, len(l.Slots))
		for _, sl := range l.Slots {
			numbers[sl.ShipmentID] = sl.Number
		}
		for _, st := range l.Stops {
			at := shelf{st.ProductID, st.LocationID}
			had := waits[st.ShipmentLineID]
			waits[st.ShipmentLineID] -= st.Qty
			free[at] -= st.Qty
			switch {
			case had < st.Qty:
				changed = append(changed, fmt.Sprintf("%s no longer waits for %d of %s", numbers[st.ShipmentID], st.Qty, st.SKU))
			case free[at] < 0:
				changed = append(changed, fmt.Sprintf("%s has too few of %s", st.Code, st.SKU))
			}
		}
	}
	if len(changed) == 0 {
		return nil
	}
	slices.Sort(changed)
	changed = slices.Compact(changed)
	if more := len(changed) - mostNamed; more > 0 {
		changed = append(changed[:mostNamed], fmt.Sprintf("and %d more", more))
	}
	return data.Conflict("the plan no longer fits, plan again: %s", strings.Join(changed, "; "))
}

// openWaves makes and releases the waves of a proposal: their ids, by number in it.
func (s *Shop) openWaves(ctx context.Context, tx *data.Tx, p PickProposal, out *BuiltPicking, undo *pickListUndo) ([]int64, error) {
	ids := make([]int64, len(p.Waves))
	for i, w := range p.Waves {
		shipments := slices.DeleteFunc(slices.Clone(w.Shipments), func(id int64) bool { return !onList(p.Lists, id) })
		if len(shipments) == 0 {
			continue
		}
		if ids[i] = w.ID; w.ID == 0 {
			made, err := tx.SaveWave(ctx, data.Wave{Carrier: w.Carrier, CutOffAt: w.CutOff, Method: w.Inside}, shipments, true)
			if err != nil {
				return nil, err
			}
			ids[i] = made.ID
			undo.Made = append(undo.Made, made.ID)
		}
		gone, err := leaveBehind(ctx, tx, ids[i], p, out)
		if err != nil {
			return nil, err
		}
		if len(gone) > 0 {
			undo.Out[ids[i]] = gone
		}
		wave, err := tx.ReleaseWave(ctx, ids[i])
		if err != nil {
			return nil, err
		}
		out.Waves = append(out.Waves, wave)
		undo.Waves = append(undo.Waves, wave.ID)
	}
	return ids, nil
}

// leaveBehind takes out of a wave what is not on the floor: what the gate stopped,
// and what nothing can be picked of now, which is named.
func leaveBehind(ctx context.Context, tx *data.Tx, wave int64, p PickProposal, out *BuiltPicking) (gone []int64, err error) {
	rows, err := tx.WaveShipments(ctx, wave)
	if err != nil {
		return nil, fmt.Errorf("read the shipments of the wave: %w", err)
	}
	for _, r := range rows {
		if !slices.Contains(readyStages[:], r.Stage) {
			continue
		}
		gone = append(gone, r.ID)
		if err := tx.LeaveWave(ctx, wave, r.ID); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out.Stopped, func(s Stopped) bool { return s.ShipmentID == r.ID }) {
			continue
		}
		why := "nothing of it can be picked now"
		if i := slices.IndexFunc(p.Left, func(n NotPlanned) bool { return n.ShipmentID == r.ID }); i >= 0 {
			why = p.Left[i].Why
		}
		out.Stopped = append(out.Stopped, Stopped{ShipmentID: r.ID, Number: r.Number, Why: why})
	}
	return gone, nil
}

func onList(lists []ProposedList, shipment int64) bool {
	return slices.ContainsFunc(lists, func(l ProposedList) bool { return l.has(shipment) })
}

// buildLists writes lists; waves are the ids of the proposal's.
func buildLists(ctx context.Context, tx *data.Tx, p PickProposal, waves []int64, out *BuiltPicking) error {
	chains := make(map[int]int64)
	for _, l := range p.Lists {
		n := data.NewPickList{PickList: data.PickList{Method: l.Method, Zone: l.Zone, Chain: chains[l.Chain], PassNo: int64(l.Pass), CartID: l.Cart, Bulk: l.Bulk, CutOffAt: l.CutOff,
			LengthMm: l.Cost.Length, BoundMm: l.Cost.Bound, ShortestMm: l.Shortest, ByNumberMm: l.ByNumber, Seconds: l.Cost.Seconds, How: l.How},
			Slots: make(map[int64]string, len(l.Slots)), Wait: l.Chain > 0 && chains[l.Chain] > 0}
		if l.Wave > 0 && l.Wave <= len(waves) {
			n.WaveID = waves[l.Wave-1]
		}
		for _, s := range l.Slots {
			n.Slots[s.ShipmentID] = s.Slot
		}
		for _, st := range l.Stops {
			n.Picks = append(n.Picks, st.PlannedPick)
		}
		built, err := tx.BuildPickList(ctx, n)
		if err != nil {
			return err
		}
		if l.Chain > 0 && chains[l.Chain] == 0 {
			chains[l.Chain] = built.ID
		}
		out.Lists = append(out.Lists, built)
	}
	return nil
}

// giveCells gives a cell to what is fetched in parts at once; out names those for
// which none was free.
func giveCells(ctx context.Context, tx *data.Tx, p PickProposal, out *BuiltPicking) ([]int64, error) {
	in := make(map[int64]int)
	numbers := make(map[int64]string)
	var parted []int64
	for _, l := range p.Lists {
		if l.Chain > 0 {
			continue // one crate goes through all zones
		}
		for _, s := range l.Slots {
			numbers[s.ShipmentID] = s.Number
			if in[s.ShipmentID]++; in[s.ShipmentID] == 2 {
				parted = append(parted, s.ShipmentID)
			}
		}
	}
	if len(parted) == 0 {
		return nil, nil
	}
	bare, err := tx.GiveCells(ctx, parted, picking.Compare)
	if err != nil {
		return nil, err
	}
	for _, id := range bare {
		out.NoCell = append(out.NoCell, numbers[id])
	}
	return slices.DeleteFunc(parted, func(id int64) bool { return slices.Contains(bare, id) }), nil
}
