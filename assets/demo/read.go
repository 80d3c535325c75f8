package demo

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// record is one row of an embedded file; the first thing that cannot be read
// in it is kept in err.
type record struct {
	cells []string
	err   error
}

func (r *record) number(i int) int64 {
	n, err := strconv.ParseInt(r.cells[i], 10, 64)
	if err != nil && r.err == nil {
		r.err = err
	}
	return n
}

func (r *record) time(i int) time.Time {
	t, err := time.Parse(time.RFC3339, r.cells[i])
	if err != nil && r.err == nil {
		r.err = err
	}
	return t
}

// readAll reads an embedded file of so many columns.
func readAll[T any](name string, columns int, parse func(*record) T) ([]T, error) {
	f, err := files.Open("files/" + name + ".csv.gz")
	if err != nil {
		return nil, fmt.Errorf("demo %s: %w", name, err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("demo %s: %w", name, err)
	}
	c := csv.NewReader(z)
	c.FieldsPerRecord = columns
	rows, err := c.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("demo %s: %w", name, err)
	}
	if len(rows) < 2 {
		return nil, fmt.Errorf("demo %s: it is empty", name)
	}
	out := make([]T, 0, len(rows)-1)
	for i, cells := range rows[1:] {
		r := record{cells: cells}
		out = append(out, parse(&r))
		if r.err != nil {
			return nil, fmt.Errorf("demo %s, line %d: %w", name, i+2, r.err)
		}
	}
	return out, nil
}

func product(r *record) Product {
	return Product{
		SKU: r.cells[0], Name: r.cells[1], Barcodes: strings.Fields(r.cells[2]),
		Price: r.number(3), Cost: r.number(4),
		Size: [3]int64{r.number(5), r.number(6), r.number(7)}, Weight: r.number(8),
		Sold: Sales{Lines: r.number(9), Units: r.number(10), Value: r.number(11)},
	}
}

func customer(r *record) Customer {
	c := Customer{
		Number: r.cells[0], Name: r.cells[1], Company: r.cells[2], Street: r.cells[3:5:5],
		City: r.cells[5], Region: r.cells[6], Postcode: r.cells[7], Country: r.cells[8],
		Phone: r.cells[9], Email: r.cells[10], Orders: r.number(11), Value: r.number(12),
	}
	if c.Street[1] == "" {
		c.Street = c.Street[:1:1]
	}
	return c
}

func adjustment(r *record) Adjustment {
	return Adjustment{Number: r.cells[0], Time: r.time(1), SKU: r.cells[2], Qty: r.number(3), Reason: r.cells[4], Note: r.cells[5]}
}

func location(r *record) Location { return Location{Code: r.cells[0], Kind: r.cells[1]} }

func stockOf(r *record) Stock {
	return Stock{SKU: r.cells[0], Location: r.cells[1], Book: r.number(2), Found: r.number(3)}
}

type weekOf struct {
	orders  []Order
	credits []Credit
	bills   []Bill
}

type header struct {
	kind, number, customer, channel, payment, original string
	time                                               time.Time
}

type item struct {
	number string
	kind   Kind
	line   Line
}

// readWeek joins the heads of the week's invoices with their lines.
func readWeek() (weekOf, error) {
	var w weekOf
	heads, err := readAll("orders", 7, func(r *record) header {
		return header{kind: r.cells[0], number: r.cells[1], time: r.time(2), customer: r.cells[3],
			channel: r.cells[4], payment: r.cells[5], original: r.cells[6]}
	})
	if err != nil {
		return w, err
	}
	items, err := readAll("lines", 6, func(r *record) item {
		return item{number: r.cells[0], kind: Kind(r.cells[1]),
			line: Line{SKU: r.cells[2], Qty: r.number(3), Price: r.number(4), Original: r.cells[5]}}
	})
	if err != nil {
		return w, err
	}
	lines := map[string][]Line{}
	charges := map[string][]Charge{}
	for _, it := range items {
		if it.kind == "" {
			lines[it.number] = append(lines[it.number], it.line)
			continue
		}
		charges[it.number] = append(charges[it.number],
			Charge{Kind: it.kind, Code: it.line.SKU, Qty: it.line.Qty, Price: it.line.Price, Original: it.line.Original})
	}
	for _, h := range heads {
		switch h.kind {
		case "order":
			w.orders = append(w.orders, Order{h.number, h.time, h.customer, h.channel, h.payment, lines[h.number], charges[h.number]})
		case "credit":
			w.credits = append(w.credits, Credit{h.number, h.time, h.customer, h.original, lines[h.number], charges[h.number]})
		case "charge":
			w.bills = append(w.bills, Bill{h.number, h.time, h.customer, charges[h.number]})
		default:
			return weekOf{}, fmt.Errorf("demo orders: invoice %s is of kind %q", h.number, h.kind)
		}
	}
	return w, nil
}
