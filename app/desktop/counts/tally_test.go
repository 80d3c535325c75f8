package counts

import (
	"context"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// shelfBook is a shop of nothing but one count, in memory.
type shelfBook struct {
	counter
	lines []data.CountLinesRow
}

func (b *shelfBook) CountSheet(context.Context, string) (app.CountSheet, error) {
	return app.CountSheet{Count: data.Count{ID: 1, Number: "C-1", Stage: "counting"}, Lines: append([]data.CountLinesRow(nil), b.lines...)}, nil
}

func (b *shelfBook) EnterCount(_ context.Context, _ data.Actor, _ data.Op, line int64, found data.Quantity) (data.CountLine, error) {
	l := &b.lines[line-1]
	l.Counted = found
	return data.CountLine{ID: line, Counted: found}, nil
}

func (b *shelfBook) FindCode(_ context.Context, code string) (app.Found, error) {
	for _, l := range b.lines {
		if string(l.SKU) == code {
			return app.Found{Kind: "product", ID: l.ProductID, Name: code}, nil
		}
	}
	return app.Found{}, nil
}

func (b *shelfBook) ProductOf(context.Context, string) (data.Product, data.Quantity, error) {
	return data.Product{}, 1, nil
}

// Whatever is scanned in whatever order, and however late the books answer, each
// place has as many of each product as were scanned there.
func TestScansAddUpInAnyOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := &shelfBook{}
		for i, at := range []string{"A MUG", "A BOWL", "B MUG", "B LAMP"} {
			place, sku, _ := strings.Cut(at, " ")
			product := map[string]int64{"MUG": 1, "BOWL": 2, "LAMP": 3}[sku]
			b.lines = append(b.lines, data.CountLinesRow{ID: int64(i + 1), ProductID: product, LocationID: int64(place[0]), SKU: data.SKU(sku), Location: place, Counted: -1, BaseMove: -1})
		}
		slow := &page.Manual{}
		s := newSheet(b, anna, slow.Runner(), "C-1")
		s.Reload()
		slow.Drain()
		want := map[string]data.Quantity{}
		place := "A"
		s.Scan(place)
		for range rapid.IntRange(0, 30).Draw(rt, "scans") {
			codes := map[string][]string{"A": {"MUG", "BOWL", "B"}, "B": {"MUG", "LAMP", "A"}}[place]
			code := rapid.SampledFrom(codes).Draw(rt, "code")
			s.Scan(code)
			if code == "A" || code == "B" {
				place = code
			} else {
				want[place+" "+code]++
			}
			if slow.Waiting() > 0 && rapid.Bool().Draw(rt, "the books answer") {
				slow.Step(0)
			}
		}
		slow.Drain()
		s.Leave()
		slow.Drain()
		for _, l := range b.lines {
			if got := max(l.Counted, 0); got != want[l.Location+" "+string(l.SKU)] {
				rt.Errorf("%s at %s: %d, want %d", l.SKU, l.Location, got, want[l.Location+" "+string(l.SKU)])
			}
		}
	})
}
