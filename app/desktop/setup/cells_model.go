package setup

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"packbench/app/desktop/page"
	"packbench/data"
)

// pigeonholes is what the section of cells asks.
type pigeonholes interface {
	Cells(ctx context.Context) ([]data.CellsRow, error)
	SetCells(ctx context.Context, who data.Actor, op data.Op, codes []string) error
}

// cellsPart is the cells at the packing bench, where orders that are picked in parts
// come together.
type cellsPart struct {
	part
	All []data.CellsRow
	At  int

	shop pigeonholes
}

func newCellsPart(p part, shop pigeonholes) *cellsPart { return &cellsPart{part: p, shop: shop} }

// Reload reads the cells.
func (m *cellsPart) Reload() {
	ask(&m.part, "read the cells", m.Reload, m.shop.Cells, func(all []data.CellsRow) { m.All = all })
}

var cellColumns = []page.Column{
	{ID: "code", Title: "Cell", Width: 110, Strong: true},
	{ID: "number", Title: "Shipment in it", Width: 140},
	{ID: "stage", Title: "State", Kind: page.StateWord, Width: 160, Grow: 1},
}

// Rows is the list as a table shows it.
func (m *cellsPart) Rows() page.Fixed {
	out := make(page.Fixed, len(m.All))
	for i, c := range m.All {
		state := page.S("Free", page.Good)
		if c.ShipmentID > 0 {
			state = page.S(page.Sentence(c.Stage), page.Info)
		}
		out[i] = []page.Cell{page.T(c.Code), page.T(c.Number), state}
	}
	return out
}

// Says is what stands at the bottom.
func (m *cellsPart) Says() string {
	free := 0
	for _, c := range m.All {
		if c.ShipmentID == 0 {
			free++
		}
	}
	return fmt.Sprintf("%s, %d free; the parts of an order that is picked by zone come together here", page.Counted(len(m.All), "cell"), free)
}

// Cursor says which row is meant.
func (m *cellsPart) Cursor(i int) { m.At = i }

func (m *cellsPart) codes() []string {
	codes := make([]string, len(m.All))
	for i, c := range m.All {
		codes[i] = c.Code
	}
	return codes
}

// mostCells bounds one range, against a slip of the finger.
const mostCells = 500

// cellCodes reads codes as a person writes them: "P-01 P-02", or from one to another,
// "P-01..P-24".
func cellCodes(text string) ([]string, error) {
	var codes []string
	for _, word := range strings.Fields(strings.ReplaceAll(strings.ToUpper(text), ",", " ")) {
		first, last, several := strings.Cut(word, "..")
		if !several {
			codes = append(codes, word)
			continue
		}
		stem := strings.TrimRight(first, "0123456789")
		digits := first[len(stem):]
		from, err := strconv.Atoi(digits)
		to, err2 := strconv.Atoi(strings.TrimPrefix(last, stem))
		if err != nil || err2 != nil || to < from || to-from >= mostCells {
			return nil, fmt.Errorf("%q is no range: write P-01..P-24, at most %d cells", word, mostCells)
		}
		for n := from; n <= to; n++ {
			codes = append(codes, fmt.Sprintf("%s%0*d", stem, len(digits), n))
		}
	}
	if len(codes) == 0 {
		return nil, fmt.Errorf("write the codes of the cells, such as P-01..P-24")
	}
	return codes, nil
}

// New asks for cells.
func (m *cellsPart) New() {
	op := data.NewOp("set cells", nil)
	f := &page.Form{Title: "New cells", Hint: "A shelf with a cell for each order that is picked in parts. Codes stand on the cells and are scanned.", Do: "Add",
		Fields: []page.FormField{{ID: "cells", Label: "Codes", Placeholder: "P-01..P-24", Hint: "Several with blanks between, or from the first to the last with two points."}}}
	f.Submit = func() {
		more, err := cellCodes(f.Value("cells"))
		if err != nil {
			f.Refuse("cells", err.Error())
			m.OnChange()
			return
		}
		codes := m.codes()
		for _, c := range more {
			if slices.Contains(codes, c) {
				f.Refuse("cells", c+" is there already")
				m.OnChange()
				return
			}
			codes = append(codes, c)
		}
		m.submit("add the cells", "Added "+page.Counted(len(more), "cell"), func(ctx context.Context) error {
			return m.shop.SetCells(ctx, m.who(), op.For(codes), codes)
		}, m.Reload)
	}
	m.show(f)
}

// Remove takes a free cell away.
func (m *cellsPart) Remove() {
	if m.At < 0 || m.At >= len(m.All) {
		return
	}
	code := m.All[m.At].Code
	codes := slices.DeleteFunc(m.codes(), func(c string) bool { return c == code })
	op := data.NewOp("set cells", codes)
	m.do("take cell "+code+" away", "Cell "+code+" is gone", func(ctx context.Context) error {
		return m.shop.SetCells(ctx, m.who(), op, codes)
	}, m.Reload)
}

// Open is Enter on a row: the shipment that lies there.
func (m *cellsPart) Open(i int) {
	if i >= 0 && i < len(m.All) && m.All[i].ShipmentID > 0 {
		m.open(page.To("pack", m.All[i].Number))
	}
}

// Commands is what can be done here.
func (m *cellsPart) Commands() page.Commands {
	some := func() bool { return m.At >= 0 && m.At < len(m.All) && m.Form == nil }
	return page.Commands{
		{ID: "cells.remove", Title: "Take away", Key: "Ctrl+Delete", Group: "Cells", Rows: true, Enabled: some, Run: m.Remove},
		{ID: "cells.new", Title: "New cells", Key: "Ctrl+N", Group: "Cells", Primary: true, Run: m.New},
	}
}
