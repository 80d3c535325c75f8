package customers

import (
	"fmt"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// customerColumns are the columns of the parts of the page.
var customerColumns = map[string][]page.Column{
	TabOrders: {
		{ID: "number", Title: "Order", Width: 76, Strong: true}, {ID: "placed", Title: "Placed", Width: 104, Kind: page.Date}, {ID: "stage", Title: "State", Width: 120, Kind: page.StateWord, Grow: 0.5},
		{ID: "pay", Title: "Payment", Width: 96, Grow: 0.5}, {ID: "units", Title: "Units", Width: 64, Kind: page.Number}, {ID: "total", Title: "Total", Width: 96, Kind: page.Money}, {ID: "channel", Title: "Channel", Width: 96, Grow: 1},
	},
	TabAddresses: {
		{ID: "name", Title: "Name", Width: 140, Grow: 0.5, Strong: true}, {ID: "company", Title: "Company", Width: 110, Grow: 0.4}, {ID: "street", Title: "Street", Width: 150, Grow: 1},
		{ID: "postcode", Title: "Postcode", Width: 84}, {ID: "city", Title: "Town", Width: 100, Grow: 0.4}, {ID: "country", Title: "Country", Width: 72}, {ID: "use", Title: "Use", Width: 100, Kind: page.StateWord},
	},
	TabHistory: {
		{ID: "at", Title: "When", Width: 132}, {ID: "who", Title: "Who", Width: 100}, {ID: "desk", Title: "Desk", Width: 90}, {ID: "what", Title: "What", Width: 140, Strong: true}, {ID: "how", Title: "Change", Width: 240, Grow: 1}, {ID: "undo", Title: "State", Width: 90, Kind: page.StateWord},
	},
}

// Rows are the rows of the part that is shown, with their names.
func (m *Customer) Rows() (rows page.Fixed, keys []string) {
	switch m.Tab {
	case TabOrders:
		for _, o := range m.Orders {
			keys = append(keys, fmt.Sprint(o.Number))
			rows = append(rows, m.orderCells(o))
		}
	case TabAddresses:
		for i, a := range m.Known.Addresses {
			use := page.Cell{}
			if i == 0 {
				use = page.S("First", page.Good)
			}
			keys = append(keys, fmt.Sprint(a.ID))
			rows = append(rows, []page.Cell{page.T(a.Name), page.T(a.Company), page.T(strings.TrimSuffix(a.Street1+", "+a.Street2, ", ")), page.T(a.Postcode), page.T(a.City), page.T(a.Country), use})
		}
	case TabHistory:
		for _, h := range m.History {
			keys = append(keys, fmt.Sprint(h.ID))
			rows = append(rows, m.historyCells(h))
		}
	}
	return rows, keys
}

func (m *Customer) orderCells(o data.OrderRow) []page.Cell {
	return []page.Cell{
		page.T(fmt.Sprint(o.Number)), page.T(day(o.PlacedAt, m.profile)), page.S(page.Sentence(string(o.Stage)), stageState(o.Stage)), page.T(page.Sentence(string(o.PayStatus))),
		page.T(page.FormatCount(int64(o.Units))), page.T(o.Total.In(o.Currency)), page.T(o.Channel),
	}
}

func stageState(s data.OrderStage) page.State {
	switch s {
	case data.OnHold:
		return page.Bad
	case data.Unpaid, data.BadAddress, data.Backordered:
		return page.Warning
	case data.Ready:
		return page.Good
	case data.Closed, data.CancelledOut:
		return page.Muted
	}
	return page.Info
}

func (m *Customer) historyCells(h data.ChangesOfRow) []page.Cell {
	state := page.Cell{}
	if h.ReversedBy > 0 {
		state = page.S("Undone", page.Muted)
	}
	return []page.Cell{page.T(h.At.Time().In(m.profile.Zone()).Format("2 Jan 2006 15:04")), page.T(h.Who), page.T(h.Desk), page.T(page.Sentence(h.Action)), page.T(m.changed(h)), state}
}

// changed says what was before and what is since, in words.
func (m *Customer) changed(h data.ChangesOfRow) string {
	return page.ChangeWords(h.Before, h.After, m.value)
}

// value is a value of the history as people read it.
func (m *Customer) value(field string, v any) string {
	switch v := v.(type) {
	case bool:
		return yesNo[map[bool]int{true: 1}[v]]
	case float64:
		if field == "credit limit" {
			return data.Money(v).In(m.profile.Currency)
		}
		return page.FormatCount(int64(v))
	case string:
		if v != "" {
			return v
		}
	}
	return "–"
}

// Empty says what stands where a part has nothing.
func (m *Customer) Empty() (title, hint string) {
	if !m.Loaded {
		return "", ""
	}
	switch m.Tab {
	case TabAddresses:
		return "No address on record", "F7 writes one down."
	case TabHistory:
		return "Nothing happened yet", "Who changed what of this customer stands here."
	}
	return "No orders yet", "F2 starts one for this customer."
}

// Says is what the part holds, for the line at the bottom.
func (m *Customer) Says() string {
	if m.Tab == TabOrders && len(m.Orders) == mostOrders {
		return fmt.Sprintf("The newest %d orders", mostOrders)
	}
	return ""
}

// Figures are what the shop knows of the customer in numbers: a name and a
// value each.
func (m *Customer) Figures() [][2]string {
	f, cur := m.Known.Figures, m.profile.Currency
	figures := [][2]string{{"Orders", page.FormatCount(f.Orders)}, {"Value", data.Money(f.Total).In(cur)}, {"Owes", data.Money(f.Owed).In(cur)}}
	if f.Orders > 0 {
		figures = append(figures, [2]string{"An order", data.Money(f.Total / f.Orders).In(cur)}, [2]string{"Last order", day(data.Instant(f.LastAt), m.profile)})
	}
	if c := m.Known.Customer; c.TermsDays > 0 {
		limit := "none"
		if c.CreditLimit > 0 {
			limit = c.CreditLimit.In(cur)
		}
		figures = append(figures, [2]string{"Terms", page.Counted(c.TermsDays, "day")}, [2]string{"Credit limit", limit})
	} else {
		figures = append(figures, [2]string{"Terms", "pays at once"})
	}
	return figures
}

// GiftLines says which gifts the customer's orders bring, a line each.
func (m *Customer) GiftLines() []string {
	var out []string
	for _, g := range m.Gifts {
		out = append(out, m.giftLine(g))
	}
	return out
}

func (m *Customer) giftLine(g app.GiftDue) string {
	when := "With an order"
	switch {
	case g.In == 1:
		when = "With the next order"
	case g.In > 1:
		when = fmt.Sprintf("With the order after %d more", g.In-1)
	}
	if g.MinGoods > 0 {
		when += " over " + g.MinGoods.In(m.profile.Currency)
	}
	if g.With != "" {
		when += " of " + g.With
	}
	return when + ": " + g.Name
}
