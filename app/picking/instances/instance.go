package instances

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Instance is one published case. Lengths are tenths of the unit of its file, so
// that 1.5 is a whole number.
type Instance struct {
	Name   string // of its file, with its folder where a set has several
	Aisles int
	Cells  int // in an aisle; cell 0 is the one nearest to the back (the file's "top")
	Blocks int // 1, or 2 with a cross aisle between cells Cells/2-1 and Cells/2

	DepotAisle int
	DepotBack  bool // the depot stands at the back end of its aisle, else at the front

	Pitch int64 // from one aisle to the next
	Cell  int64 // from one cell to the next
	Front int64 // from the front cross aisle to the cell nearest to it
	Back  int64 // from the back cross aisle to cell 0

	Capacity int64 // items a cart takes; 0 where there is one pick list only
	Spots    []Spot
	Orders   []Order // of a single pick list: one

	// Best is the length of the best plan that has been published, 0 when none
	// is known; Proven: nothing shorter can exist.
	Best   int64
	Proven bool
}

// Spot is where an article lies.
type Spot struct{ Aisle, Cell int }

// Order is what is fetched together in any case.
type Order []Line

// Line is so many of the article that lies at Instance.Spots[Spot].
type Line struct {
	Spot     int
	Quantity int64
}

// Items is how much of a cart an order takes.
func (o Order) Items() int64 {
	var n int64
	for _, l := range o {
		n += l.Quantity
	}
	return n
}

// middle is how far the cross aisle between two blocks is from the cells on
// either side, by the rule of the published two-block results.
const middle = 10

// BlockLengths are the lengths of an aisle's blocks, from the front.
func (in *Instance) BlockLengths() []int64 {
	if in.Blocks < 2 {
		return []int64{in.Front + int64(in.Cells-1)*in.Cell + in.Back}
	}
	behind := in.Cells / 2
	return []int64{
		in.Front + int64(in.Cells-behind-1)*in.Cell + middle,
		middle + int64(behind-1)*in.Cell + in.Back,
	}
}

// Place is where a cell stands: its block, from the front, and how far it is from
// that block's front end.
func (in *Instance) Place(cell int) (block int, offset int64) {
	if behind := in.Cells / 2; in.Blocks == 2 && cell < behind {
		return 1, middle + int64(behind-1-cell)*in.Cell
	}
	return 0, in.Front + int64(in.Cells-1-cell)*in.Cell
}

// Parse reads one file: lines of keys and values. A line of an unknown key is
// passed over, a value that cannot be is an error with the number of its line.
func Parse(name string, r io.Reader) (Instance, error) {
	p := parser{in: Instance{Name: name, Blocks: 1}, spot: map[int]int{}}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		p.line++
		if err := p.read(lines.Text()); err != nil {
			return Instance{}, fmt.Errorf("reading %s, line %d: %w", name, p.line, err)
		}
	}
	err := lines.Err()
	if err == nil {
		err = p.complete()
	}
	if err != nil {
		return Instance{}, fmt.Errorf("reading %s: %w", name, err)
	}
	return p.in, nil
}

type parser struct {
	in      Instance
	line    int
	section string
	orders  int         // how many the file promises, -1 for a single list
	open    int         // lines that the open order still lacks
	spot    map[int]int // by article
}

func (p *parser) read(line string) error {
	words := strings.Fields(line)
	if len(words) == 0 || words[0] == "EOF" {
		return nil
	}
	if strings.HasSuffix(words[0], "_SECTION") {
		p.section = words[0]
		return nil
	}
	if words[0] == "ID" {
		return p.article(words)
	}
	if len(words) < 3 || words[1] != ":" {
		return nil
	}
	return p.key(words[0], words[2])
}

func (p *parser) key(key, value string) error {
	count := func(to *int, least int) (err error) {
		if *to, err = strconv.Atoi(value); err != nil || *to < least || *to > 1<<20 {
			return fmt.Errorf("%s cannot be %q", key, value)
		}
		return nil
	}
	length := func(to *int64) (err error) {
		if *to, err = tenths(value); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		return nil
	}
	var n int
	switch key {
	case "PICKER_CAPACITY":
		err := count(&n, 1)
		p.in.Capacity = int64(n)
		return err
	case "NUM_AISLES":
		return count(&p.in.Aisles, 1)
	case "NUM_CELLS":
		return count(&p.in.Cells, 2)
	case "DEPOT_AISLE":
		return count(&p.in.DepotAisle, 0)
	case "DEPOT_LOCATION":
		p.in.DepotBack = value == "top"
		if value != "top" && value != "bottom" {
			return fmt.Errorf("%s cannot be %q", key, value)
		}
	case "DISTANCE_AISLE_TO_AISLE":
		return length(&p.in.Pitch)
	case "DISTANCE_CELL_TO_CELL":
		return length(&p.in.Cell)
	case "DISTANCE_TOP_TO_CELL":
		return length(&p.in.Back)
	case "DISTANCE_BOTTOM_TO_CELL":
		return length(&p.in.Front)
	case "DISTANCE_TOP_OR_BOTTOM_TO_DEPOT":
		if value != "0" {
			return fmt.Errorf("a depot %s away from its aisle is not known here", value)
		}
	case "NUM_ORDERS":
		return count(&p.orders, 1)
	case "NUM_ARTICLES", "NUM_ARTICLES_IN_ORDER":
		if p.section != "ORDER_SECTION" {
			return nil
		}
		if p.open > 0 {
			return fmt.Errorf("order %d lacks %d lines", len(p.in.Orders), p.open)
		}
		p.in.Orders = append(p.in.Orders, nil)
		return count(&p.open, 1)
	}
	return nil
}

// article reads "ID 7 AISLE 0 CELL 9 QUANTITY 1 ..." or "ID 7 QUANTITY 1".
func (p *parser) article(words []string) error {
	at := map[string]int{}
	for i := 0; i+1 < len(words); i += 2 {
		if words[i] == "LEFT_RIGHT_HAND_SIDE" {
			continue
		}
		n, err := strconv.Atoi(words[i+1])
		if err != nil || n < 0 || n > 1<<20 {
			return fmt.Errorf("%s cannot be %q", words[i], words[i+1])
		}
		at[words[i]] = n
	}
	switch p.section {
	case "SKU_SECTION":
		if at["AISLE"] >= p.in.Aisles || at["CELL"] >= p.in.Cells {
			return fmt.Errorf("article %d lies at aisle %d, cell %d, outside of the warehouse", at["ID"], at["AISLE"], at["CELL"])
		}
		p.spot[at["ID"]] = len(p.in.Spots)
		p.in.Spots = append(p.in.Spots, Spot{at["AISLE"], at["CELL"]})
	case "ORDER_SECTION":
		spot, known := p.spot[at["ID"]]
		if !known {
			return fmt.Errorf("article %d lies nowhere", at["ID"])
		}
		if p.open == 0 {
			return fmt.Errorf("article %d belongs to no order", at["ID"])
		}
		p.open--
		last := len(p.in.Orders) - 1
		p.in.Orders[last] = append(p.in.Orders[last], Line{spot, int64(at["QUANTITY"])})
	}
	return nil
}

func (p *parser) complete() error {
	switch {
	case p.open > 0:
		return fmt.Errorf("order %d lacks %d lines", len(p.in.Orders), p.open)
	case len(p.in.Orders) == 0:
		return fmt.Errorf("it has no orders")
	case p.orders > 0 && p.orders != len(p.in.Orders):
		return fmt.Errorf("it has %d orders and promises %d", len(p.in.Orders), p.orders)
	case p.in.DepotAisle >= p.in.Aisles:
		return fmt.Errorf("its depot is at aisle %d of %d", p.in.DepotAisle, p.in.Aisles)
	}
	return nil
}

// tenths reads a number of at most one decimal, after a point or a comma.
func tenths(s string) (int64, error) {
	whole, part, _ := strings.Cut(strings.ReplaceAll(s, ",", "."), ".")
	part = strings.TrimRight(part, "0")
	if part == "" {
		part = "0"
	}
	n, err := strconv.ParseUint(whole+part, 10, 40)
	if err != nil || len(part) > 1 {
		return 0, fmt.Errorf("%q is not a number of at most one decimal", s)
	}
	return int64(n), nil
}
