package orders

import (
	"fmt"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// orderColumns are the columns of each part of the page.
var orderColumns = map[OrderTab][]page.Column{
	TabLines: {
		{ID: "n", Title: "#", Width: 36, Kind: page.Number}, {ID: "sku", Title: "SKU", Width: 88, Strong: true}, {ID: "name", Title: "Item", Width: 160, Grow: 1},
		{ID: "qty", Title: "Ordered", Width: 68, Kind: page.Number}, {ID: "price", Title: "Price", Width: 72, Kind: page.Money}, {ID: "sum", Title: "Sum", Width: 80, Kind: page.Money},
		{ID: "state", Title: "Where it is", Width: 240, Grow: 1, Kind: page.StateWord},
	},
	TabMoney: {
		{ID: "at", Title: "When", Width: 132}, {ID: "kind", Title: "What", Width: 110, Kind: page.StateWord}, {ID: "method", Title: "How", Width: 88}, {ID: "amount", Title: "Amount", Width: 96, Kind: page.Money, Strong: true},
		{ID: "reference", Title: "Reference", Width: 140}, {ID: "note", Title: "Note", Grow: 1, Width: 120},
	},
	TabShipments: {
		{ID: "number", Title: "Shipment", Width: 84, Strong: true}, {ID: "stage", Title: "State", Width: 156, Kind: page.StateWord}, {ID: "boxes", Title: "Boxes", Width: 96}, {ID: "weight", Title: "Weight", Width: 76, Kind: page.Number},
		{ID: "service", Title: "Carrier", Width: 150, Grow: 0.6}, {ID: "cost", Title: "Cost", Width: 68, Kind: page.Money}, {ID: "arrives", Title: "Arrives", Width: 88}, {ID: "why", Title: "Why, or what stops it", Width: 180, Grow: 1},
	},
	TabReturns: {
		{ID: "number", Title: "Return", Width: 84, Strong: true}, {ID: "stage", Title: "State", Width: 112, Kind: page.StateWord}, {ID: "at", Title: "Requested", Width: 132}, {ID: "goods", Title: "Goods", Width: 200, Grow: 1}, {ID: "reason", Title: "Reason", Width: 160, Grow: 1},
	},
	TabHistory: {
		{ID: "at", Title: "When", Width: 132}, {ID: "who", Title: "Who", Width: 96}, {ID: "desk", Title: "Desk", Width: 76}, {ID: "what", Title: "What", Width: 200, Grow: 1, Strong: true}, {ID: "change", Title: "Before and after", Width: 200, Grow: 1.2}, {ID: "how", Title: "By", Width: 140, Grow: 0.6}, {ID: "undo", Title: "", Width: 144, Kind: page.StateWord},
	},
}

// Rows are the rows of the part that is shown.
func (m *Order) Rows() page.Fixed {
	var rows page.Fixed
	switch m.Tab {
	case TabLines:
		for _, l := range m.Detail.Lines {
			rows = append(rows, m.lineCells(l))
		}
	case TabMoney:
		for _, p := range m.Detail.Payments {
			rows = append(rows, m.paymentCells(p))
		}
	case TabShipments:
		for _, s := range m.Detail.Shipments {
			rows = append(rows, m.shipmentCells(s))
		}
	case TabReturns:
		for _, r := range m.Detail.Returns {
			rows = append(rows, m.returnCells(r))
		}
	case TabHistory:
		for _, h := range m.Detail.History {
			rows = append(rows, m.historyCells(h))
		}
	}
	return rows
}

// EmptyTab says what stands where a part has nothing.
func (m *Order) EmptyTab() (title, hint string) {
	if !m.Loaded {
		return "", ""
	}
	switch m.Tab {
	case TabMoney:
		return "No money yet", "F8 takes a payment or puts the order on terms."
	case TabShipments:
		return "No shipment is planned", "Nothing of the order is in stock yet. Ctrl+L plans again."
	case TabReturns:
		return "Nothing came back", "F11 writes down what the customer sends back, once it was shipped."
	}
	return "Nothing here", ""
}

func (m *Order) lineCells(l data.OrderLine) []page.Cell {
	name := l.Name
	switch {
	case l.Gift:
		name = "Gift: " + name
	case l.ParentID > 0:
		name = "   in the kit: " + name
	}
	price, sum := l.Price.String(), l.Price.Times(l.Qty).String()
	if l.ParentID > 0 {
		price, sum = "", ""
	}
	where, state := whereIs(l)
	return []page.Cell{page.T(fmt.Sprint(l.N)), page.T(string(l.SKU)), page.T(name), page.T(page.FormatCount(int64(l.Qty))), page.T(price), page.T(sum), page.S(where, state)}
}

// whereIs says in which buckets the units of a line are (domain 3).
func whereIs(l data.OrderLine) (string, page.State) {
	var parts []string
	state := page.Plain
	add := func(q data.Quantity, word string, s page.State) {
		if q > 0 {
			if l.Qty == q {
				parts = append(parts, word)
			} else {
				parts = append(parts, fmt.Sprintf("%d %s", q, word))
			}
			if state == page.Plain {
				state = s
			}
		}
	}
	add(l.Backordered, "to come", page.Warning)
	add(l.Allocated, "reserved", page.Good)
	add(l.Picked, "picked", page.Info)
	add(l.Packed, "packed", page.Info)
	add(l.Shipped, "shipped", page.Muted)
	add(l.Returned, "returned", page.Muted)
	add(l.Cancelled, "cancelled", page.Muted)
	return strings.Join(parts, ", "), state
}

func (m *Order) paymentCells(p data.Payment) []page.Cell {
	state := page.Good
	switch p.Kind {
	case data.Voided, data.FailedPay:
		state = page.Muted
	case data.Refunded, data.ChargedBack:
		state = page.Warning
	case data.Authorised:
		state = page.Info
	}
	ref := p.Reference
	if p.Last4 != "" {
		ref = joined(" ", ref, "ending "+p.Last4)
	}
	return []page.Cell{page.T(m.when(p.At)), page.S(sentence(p.Kind), state), page.T(p.Method), page.T(m.money(p.Amount)), page.T(ref), page.T(p.Note)}
}

func (m *Order) shipmentCells(s app.ShipmentDetail) []page.Cell {
	var boxes []string
	weight := data.Grams(0)
	for _, p := range s.Parcels {
		boxes = append(boxes, p.BoxCode)
		weight += p.WeightG
	}
	state := page.Info
	switch s.Stage {
	case data.ShipmentVoided:
		state = page.Muted
	case data.ShipmentHandedOver, data.ShipmentDelivered:
		state = page.Good
	case data.ShipmentPlanned:
		state = page.Plain
	}
	why := s.Decision
	switch {
	case s.Exception != "":
		why = s.Exception
	case len(s.Stops) > 0 && !s.ReleasedAt.Set():
		why = data.Sentence(s.Stops)
	case s.Override != "":
		why = "released all the same by " + s.OverrideBy + ": " + s.Override
	}
	arrives := ""
	if s.ArrivesAt.Set() {
		arrives = s.ArrivesAt.Time().In(m.profile.Zone()).Format("Mon 2 Jan")
	}
	return []page.Cell{page.T(s.Number), page.S(sentence(string(s.Stage)), state), page.T(strings.Join(boxes, ", ")), page.T(weight.String()), page.T(joined(" · ", s.Carrier, s.Service)), page.T(s.Cost.String()), page.T(arrives), page.T(why)}
}

func (m *Order) returnCells(r data.Return) []page.Cell {
	var goods []string
	for _, l := range m.Returns[r.ID] {
		what := fmt.Sprintf("%d × %s", l.Qty, l.SKU)
		for _, f := range []struct {
			q    data.Quantity
			word string
		}{{l.Restocked, "restocked"}, {l.Repairing, "in repair"}, {l.Scrapped, "scrapped"}} {
			if f.q > 0 {
				what += ", " + f.word
			}
		}
		goods = append(goods, what)
	}
	state := page.Warning
	if r.RefundedAt.Set() {
		state = page.Muted
	}
	return []page.Cell{page.T(r.Number), page.S(sentence(r.Stage), state), page.T(m.when(r.RequestedAt)), page.T(strings.Join(goods, "; ")), page.T(r.Reason)}
}

func (m *Order) historyCells(h data.ChangesOfRow) []page.Cell {
	undo := page.Cell{}
	switch {
	case h.ReversedBy > 0:
		undo = page.S("undone", page.Muted)
	case h.Undo != "":
		undo = page.S("can be undone", page.Info)
	}
	title := h.Title
	if strings.EqualFold(title, h.Action) {
		title = ""
	}
	return []page.Cell{page.T(m.when(h.At)), page.T(h.Who), page.T(h.Desk), page.T(sentence(h.Action)), page.T(page.ChangeWords(h.Before, h.After, historyValue)), page.T(title), undo}
}

// historyValue is a value of the history as people read it. What stands alone is
// an amount, or whether something is so.
func historyValue(field string, v any) string {
	switch v := v.(type) {
	case nil:
		return "–"
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case float64:
		switch field {
		case "", "amount", "total":
			return page.FormatMoney(int64(v), 2)
		case "until":
			if v == 0 {
				return "–"
			}
			return data.Instant(v).Time().Format("2 Jan 2006")
		}
		return page.FormatCount(int64(v))
	case string:
		if v == "" {
			return "–"
		}
		return v
	}
	return fmt.Sprint(v)
}
