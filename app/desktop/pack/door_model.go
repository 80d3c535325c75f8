package pack

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// carriers is what the door asks of the shop.
type carriers interface {
	ShipmentsAt(ctx context.Context, stage data.ShipmentStage, most int32) ([]app.FloorRow, error)
	HandOver(ctx context.Context, who data.Actor, op data.Op, shipments []int64) (app.Released, error)
}

// doorMost is how many packed shipments are listed at most.
const doorMost = 5000

// door is the list of packed shipments that wait for their carriers.
type door struct {
	Carrier  string       // "" for all
	Notice   *page.Notice // what could not be read or written
	Gate     *page.Notice // what the gate stopped at the last hand-over
	OnChange func()
	Ask      func(page.Question)
	Toast    func(page.Toast)
	Sound    func(good bool)
	Go       func(page.Route)

	shop    carriers
	who     func() data.Actor
	run     page.Runner
	all     []app.FloorRow
	why     map[int64]string // shipments that the gate stopped
	marked  map[int64]bool
	loading page.Latest
	busy    bool
}

func newDoor(shop carriers, who func() data.Actor, run page.Runner) *door {
	return &door{shop: shop, who: who, run: run, why: map[int64]string{}, marked: map[int64]bool{},
		OnChange: func() {}, Ask: func(page.Question) {}, Toast: func(page.Toast) {}, Sound: func(bool) {}, Go: func(page.Route) {}}
}

// Reload reads what is packed.
func (d *door) Reload() {
	page.Load(d.run, &d.loading, page.Patience, func(ctx context.Context) ([]app.FloorRow, error) {
		return d.shop.ShipmentsAt(ctx, data.ShipmentPacked, doorMost)
	}, func(rows []app.FloorRow, err error) {
		if d.Notice = page.Explain("read what is packed", err, d.Reload); err == nil {
			sort.SliceStable(rows, func(i, j int) bool { return rows[i].Carrier < rows[j].Carrier })
			d.all = rows
			here := make(map[int64]bool, len(rows))
			for _, r := range rows {
				here[r.ID] = true
			}
			for id := range d.marked {
				if !here[id] {
					delete(d.marked, id)
				}
			}
		}
		d.OnChange()
	})
}

// carrierCount is a carrier and how many packed shipments it is to take.
type carrierCount struct {
	Carrier string
	N       int
}

// Carriers lists the carriers in order, all of them first.
func (d *door) Carriers() []carrierCount {
	out := []carrierCount{{"", len(d.all)}}
	for _, r := range d.all {
		if last := &out[len(out)-1]; len(out) > 1 && last.Carrier == r.Carrier {
			last.N++
			continue
		}
		out = append(out, carrierCount{r.Carrier, 1})
	}
	return out
}

// Shown is what the chosen carrier takes.
func (d *door) Shown() []app.FloorRow {
	if d.Carrier == "" {
		return d.all
	}
	var out []app.FloorRow
	for _, r := range d.all {
		if r.Carrier == d.Carrier {
			out = append(out, r)
		}
	}
	return out
}

// Choose shows one carrier's shipments; "" shows all.
func (d *door) Choose(carrier string) {
	d.Carrier = carrier
	d.OnChange()
}

// Mark says which shipments are meant.
func (d *door) Mark(rows []app.FloorRow) {
	d.marked = make(map[int64]bool, len(rows))
	for _, r := range rows {
		d.marked[r.ID] = true
	}
}

// Scan marks the shipment of a scanned parcel, as when a van is loaded.
func (d *door) Scan(code string) bool {
	for _, r := range d.all {
		if code == r.Number || strings.HasPrefix(code, r.Number+"-") {
			if d.Carrier != "" && d.Carrier != r.Carrier {
				d.Sound(false)
				d.Toast(page.Toast{Text: fmt.Sprintf("%s goes with %s, not %s", r.Number, r.Carrier, d.Carrier), State: page.Bad})
				return true
			}
			d.marked[r.ID] = true
			d.Sound(true)
			d.OnChange()
			return true
		}
	}
	if _, isOrder := data.OrderNumber(code); !isOrder || !strings.Contains(code, "-") {
		return false
	}
	d.Sound(false)
	d.Toast(page.Toast{Text: code + " is not packed, or has left already", State: page.Bad})
	return true
}

// meant is what a hand-over takes: what is marked, else all that is shown.
func (d *door) meant() []app.FloorRow {
	shown := d.Shown()
	var out []app.FloorRow
	for _, r := range shown {
		if d.marked[r.ID] {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return shown
	}
	return out
}

// parcelsOf adds up the parcels of shipments.
func parcelsOf(rows []app.FloorRow) int64 {
	n := int64(0)
	for _, r := range rows {
		n += r.ParcelCount
	}
	return n
}

// HandOver asks once more and gives what is meant to its carriers: from here
// on only a return brings it back.
func (d *door) HandOver() {
	rows := d.meant()
	if len(rows) == 0 || d.busy {
		return
	}
	ids := make([]int64, len(rows))
	to := map[string]bool{}
	for i, r := range rows {
		ids[i] = r.ID
		to[r.Carrier] = true
	}
	whom := rows[0].Carrier
	if len(to) > 1 {
		whom = fmt.Sprintf("%d carriers", len(to))
	}
	op := data.NewOp("hand over", ids)
	d.Ask(page.Question{
		Title: fmt.Sprintf("Hand %s over to %s?", counted(len(rows), "shipment"), whom),
		Body:  fmt.Sprintf("%s leave the shop's stock now. Afterwards only a return brings them back.", counted(int(parcelsOf(rows)), "parcel")),
		Yes:   "Hand over", No: "Not yet",
		Run: func() { d.handOver(op, ids) },
	})
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return page.FormatCount(int64(n)) + " " + what + "s"
}

func (d *door) handOver(op data.Op, ids []int64) {
	d.busy = true
	d.OnChange()
	var result app.Released
	page.Do(d.run, 2*page.Patience, func(ctx context.Context) (err error) {
		result, err = d.shop.HandOver(ctx, d.who(), op, ids)
		return err
	}, func(err error) {
		d.busy = false
		if err != nil {
			d.Gate = page.Explain("hand the shipments over", err, func() { d.handOver(op, ids) })
			d.OnChange()
			return
		}
		d.why, d.Gate = map[int64]string{}, nil
		d.answer(result)
		d.Reload()
	})
}

func (d *door) answer(r app.Released) {
	for _, s := range r.Stopped {
		d.why[s.ShipmentID] = s.Why
	}
	if n := len(r.Done); n > 0 {
		d.Toast(page.Toast{Text: counted(n, "shipment") + " handed over", State: page.Good})
	}
	if n := len(r.Stopped); n > 0 {
		d.Gate = &page.Notice{State: page.Warning, Title: fmt.Sprintf("%s stopped at the gate", counted(n, "shipment")), Hint: r.Stopped[0].Number + ": " + r.Stopped[0].Why}
		d.Sound(false)
	}
}

// Commands is what can be done at the door.
func (d *door) Commands() page.Commands {
	some := func() bool { return len(d.Shown()) > 0 && !d.busy }
	return page.Commands{
		{ID: "door.bench", Title: "Back to the bench", Key: "F7", Group: "Hand over", Run: func() { d.Go("pack") }},
		{ID: "door.manifest", Title: "Manifest", Key: "Ctrl+P", Group: "Hand over", Hint: "What was handed over today, for the driver to sign.", Run: func() { d.Go("manifest") }},
		{ID: "door.handover", Title: "Hand over", Key: "F10", Group: "Hand over", Hint: "What is marked, or all that is shown.", Primary: true, Enabled: some, Run: d.HandOver},
	}
}
