package stock

import (
	"fmt"

	"packbench/app/desktop/page"
	"packbench/data"
)

// Rows is what the view shows, with the names of the rows; nil where rows have
// none.
func (s *shelves) Rows() (page.Rows, []string) {
	switch s.View {
	case viewProducts:
		return s.Products, nil
	case viewPlaces:
		return s.placeRows()
	case viewMoves:
		return s.Moves, s.Moves.Keys()
	case viewDeliveries:
		return s.deliveryRows()
	}
	return s.Shelves, s.Shelves.Keys()
}

// Empty says what stands where there are no rows.
func (s *shelves) Empty() (title, hint string) {
	switch {
	case !s.begun[s.View] || s.Loading():
		return "", ""
	case s.Text != "" && s.View == viewMoves:
		return "No move here", fmt.Sprintf("%q is to be the whole code of a place or a product. Esc shows all.", s.Text)
	case s.Text != "":
		return fmt.Sprintf("Nothing has %q", s.Text), "Esc shows all again."
	}
	switch s.View {
	case viewProducts:
		return "No products yet", "Add the first on the Products page, Alt+4."
	case viewPlaces:
		return "No places yet", "Shelves and bins are set up on the Setup page, Alt+0."
	case viewMoves:
		return "Nothing has moved", "Every unit that comes, goes or changes its place stands here."
	case viewDeliveries:
		return "No deliveries", "Write down what a supplier will bring with Ctrl+N; it is offered to callers as coming."
	}
	return "Nothing lies on the shelves yet", "Receive goods with F8, or a supplier's delivery with Ctrl+N."
}

// FindHint says what the field filters by.
func (s *shelves) FindHint() string {
	switch s.View {
	case viewProducts:
		return "Find a product  Ctrl+F"
	case viewPlaces:
		return "Place, beginning or zone  Ctrl+F"
	case viewMoves:
		return "Whole place or SKU  Ctrl+F"
	case viewDeliveries:
		return "Find a delivery  Ctrl+F"
	}
	return "Place or product  Ctrl+F"
}

func shelfCells(r data.StockRowsRow) []page.Cell {
	kind := page.T("")
	if r.Place != "bin" {
		kind = page.S(page.Sentence(r.Place), page.Muted)
	}
	return []page.Cell{page.T(r.Bin), page.T(string(r.SKU)), page.T(r.Name), page.T(page.FormatCount(int64(r.OnHand))), page.T(count(r.Picking)), page.T(page.FormatCount(int64(r.OnHand - r.Picking))), kind}
}

// count writes a number, and nothing for none.
func count[N ~int64](n N) string {
	if n == 0 {
		return ""
	}
	return page.FormatCount(int64(n))
}

func productCells(r data.ProductRow) []page.Cell {
	if r.Kind != "stocked" {
		kind := "Not tracked"
		if r.Kind == "kit" {
			kind = "A kit: made of others"
		}
		return []page.Cell{page.T(string(r.SKU)), page.T(r.Name), page.T(""), page.T(""), page.T(""), page.S(kind, page.Muted)}
	}
	free := page.T(page.FormatCount(int64(r.OnHand - r.Promised)))
	if r.OnHand-r.Promised <= 0 {
		free.State = page.Bad
	} else if r.OnHand-r.Promised <= r.ReorderPoint {
		free.State = page.Warning
	}
	return []page.Cell{page.T(string(r.SKU)), page.T(r.Name), page.T(page.FormatCount(int64(r.OnHand))), page.T(count(r.Promised)), free, page.T(r.Bin)}
}

// moveWords are the kinds of moves as people say them.
var moveWords = map[string]string{
	data.MoveReceive: "Received", data.MovePutAway: "Put away", data.MovePick: "Picked", data.MovePutBack: "Put back", data.MoveShip: "Handed over",
	data.MoveAdjust: "Corrected", data.MoveTransfer: "Moved", data.MoveReturn: "Came back", data.MoveRestock: "Restocked", data.MoveScrap: "Scrapped", data.MoveReverse: "Taken back",
}

func why(r data.MovesPageRow) string {
	word := moveWords[r.Kind]
	switch {
	case r.Kind == data.MoveAdjust && r.DocKind == "count":
		word = "Counted"
	case word == "":
		word = page.Sentence(r.Kind)
	}
	if r.Reason != "" {
		word += ": " + r.Reason
	}
	return word
}

func (s *shelves) moveCells(r data.MovesPageRow) []page.Cell {
	state := page.Plain
	if r.Reverses > 0 {
		state = page.Muted
	}
	return []page.Cell{page.T(r.At.Time().In(s.Zone).Format("2 Jan 15:04")), page.T(string(r.SKU)), page.T(r.Name), page.T(page.FormatCount(int64(r.Qty))), page.T(r.FromCode), page.T(r.ToCode), page.S(why(r), state), page.T(r.Who)}
}

func (s *shelves) placeRows() (page.Fixed, []string) {
	rows := s.shownPlaces()
	cells, keys := make(page.Fixed, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		use := page.S("For sale and picking", page.Plain)
		switch {
		case !r.IsSellable:
			use = page.S("Not for sale", page.Warning)
		case r.Kind != "bin" && !r.Pickable:
			use = page.S("On the way to a customer", page.Muted)
		case !r.Pickable:
			use = page.S("Reserve, not picked from", page.Muted)
		}
		keys[i] = r.Code
		cells[i] = []page.Cell{page.T(r.Code), page.T(r.Zone), page.T(page.Sentence(r.Kind)), page.T(count(r.ProductCount)), page.T(count(r.UnitCount)), page.T(count(r.PickingCount)), use}
	}
	return cells, keys
}

func (s *shelves) deliveryRows() (page.Fixed, []string) {
	rows := s.shownDeliveries()
	cells, keys := make(page.Fixed, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		due := ""
		if r.ExpectedAt.Set() {
			due = r.ExpectedAt.Time().In(s.Zone).Format("Mon 2 Jan")
		}
		keys[i] = r.Number
		cells[i] = []page.Cell{page.T(r.Number), page.T(r.Supplier), page.T(r.Reference), page.T(due), page.T(page.FormatCount(r.UnitsExpected)), page.T(count(r.UnitsReceived)), page.S(page.Sentence(r.Stage), stageState(r.Stage))}
	}
	return cells, keys
}

// stageState colours how far a delivery has come.
func stageState(stage string) page.State {
	switch stage {
	case "expected":
		return page.Plain
	case "closed":
		return page.Muted
	}
	return page.Info
}
