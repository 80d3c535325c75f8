package pick

import (
	"fmt"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// stop is one visit: so many of a product at a place, for one order or for several
// at once, each into its own slot of the cart.
type stop struct {
	data.PickLinesRow // the first of its lines
	Lines             []data.PickLinesRow
	Units             data.Quantity
}

// stopsOf puts lines of one product at one place together.
func stopsOf(lines []data.PickLinesRow) []stop {
	var stops []stop
	begin := 0 // of the stops at the place that is stood at
	for _, l := range lines {
		if begin < len(stops) && stops[begin].LocationID != l.LocationID {
			begin = len(stops)
		}
		at := begin
		for at < len(stops) && stops[at].ProductID != l.ProductID {
			at++
		}
		if at == len(stops) {
			stops = append(stops, stop{PickLinesRow: l})
		}
		stops[at].Lines = append(stops[at].Lines, l)
		stops[at].Units += l.Qty
	}
	return stops
}

func (s stop) target() target { return target{s.LocationID, s.ProductID} }

// Slots says what goes where: "A 2 · C 1"; "" where nothing is to be told apart.
func (s stop) Slots() string {
	var parts []string
	for _, l := range s.Lines {
		if l.Slot != "" {
			parts = append(parts, fmt.Sprintf("%s %d", l.Slot, l.Qty))
		}
	}
	return strings.Join(parts, " · ")
}

// taking says what of each line was taken where n units of all were: the first
// orders get theirs.
func (s stop) taking(n data.Quantity) []app.PickConfirm {
	picks := make([]app.PickConfirm, 0, len(s.Lines))
	for _, l := range s.Lines {
		q := min(l.Qty, n)
		n -= q
		picks = append(picks, app.PickConfirm{LineID: l.ID, Picked: q})
	}
	return picks
}

// picked is what a confirmed stop brought, all its lines together.
type picked struct {
	data.PickResult
	shut  bool // the place is short so often that somebody should look
	walk  app.CartWalk
	count string
}

func (p *picked) add(r data.PickResult) {
	p.Picked += r.Picked
	p.Short += r.Short
	p.Waiting += r.Waiting
	p.Elsewhere = append(p.Elsewhere, r.Elsewhere...)
	p.CountLine = max(p.CountLine, r.CountLine)
	p.AskEmpty = r.AskEmpty
	p.shut = p.shut || r.AskShut()
}

// words says what a pick brought: where the rest is fetched, what waits, which
// count was opened.
func (p picked) words(s stop) (page.State, string, string) {
	if p.Short == 0 {
		word := fmt.Sprintf("%d × %s", p.Picked, s.SKU)
		if slots := s.Slots(); slots != "" {
			return page.Good, word, slots + ", taken at " + s.Location
		}
		return page.Good, word, "taken at " + s.Location
	}
	places := make(map[int64]string)
	for _, l := range p.walk.Lines {
		places[l.LocationID] = l.Location
	}
	var order []string
	fetch := make(map[string]data.Quantity)
	for _, e := range p.Elsewhere {
		at := places[e.LocationID]
		if fetch[at] == 0 {
			order = append(order, at)
		}
		fetch[at] += e.Qty
	}
	var parts []string
	for _, at := range order {
		parts = append(parts, fmt.Sprintf("fetch %d at %s", fetch[at], at))
	}
	if p.Waiting > 0 {
		parts = append(parts, fmt.Sprintf("%d wait for new stock", p.Waiting))
	}
	if p.count != "" {
		parts = append(parts, fmt.Sprintf("%s is counted: %s", s.Location, p.count))
	}
	return page.Warning, fmt.Sprintf("%d × %s short", p.Short, s.SKU), page.Sentence(strings.Join(parts, "; "))
}

// slotSum is what lies in a slot of the cart by now.
type slotSum struct {
	Slot     string
	Have, Of data.Quantity
	Full     bool // nothing more comes
}

// Slots adds up what lies in each slot; nil where the cart has none.
func (w *walk) Slots() []slotSum {
	if len(w.W.Orders) < 2 || w.W.List.Bulk {
		return nil
	}
	sums := make([]slotSum, 0, len(w.W.Orders))
	at := make(map[string]int)
	for _, o := range w.W.Orders {
		at[o.Slot] = len(sums)
		sums = append(sums, slotSum{Slot: o.Slot, Full: true})
	}
	for _, l := range w.W.Lines {
		i, ok := at[l.Slot]
		if !ok || l.State == "put back" {
			continue
		}
		sums[i].Have += l.Picked
		sums[i].Of += l.Qty - l.Short
		sums[i].Full = sums[i].Full && l.State != "open"
	}
	return sums
}

// TurnsBack says that the picker turns back after a stop.
func (w *walk) TurnsBack(s stop) bool {
	for _, q := range w.W.Path {
		if q.Turn && q.Stop >= 0 && w.W.Lines[q.Stop].LocationID == s.LocationID {
			return true
		}
	}
	return false
}

// delivery is where what stands in a slot is brought.
type delivery struct{ Slot, To, Order string }

// Ends says where the cart goes when all is picked: in a sentence, and slot by slot
// where each has its own cell at the bench.
func (w *walk) Ends() (words string, to []delivery) {
	for _, o := range w.W.Orders {
		if cell := w.W.Cells[o.ShipmentID]; cell != "" {
			to = append(to, delivery{o.Slot, cell, o.Number + "  " + o.Customer})
		}
	}
	switch {
	case w.W.Next != "":
		words = "Pass the cart on: list " + w.W.Next
		if w.W.NextZone != "" {
			words += ", zone " + w.W.NextZone
		}
	case len(to) > 0:
		words = "Put each into its cell at the bench"
	case w.W.List.Bulk:
		words = "Bring the goods to the bench: they are sorted there, F8"
	default:
		words = "Bring the goods to the bench: F8"
	}
	return words, to
}
