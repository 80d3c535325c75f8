package reports

import (
	"fmt"

	"packbench/labels"
)

// A CountSheet is for counting places by hand. Lines are in walking order.
type CountSheet struct {
	Number string // encoded as Code 128
	Date   string
	Scope  string // "Zone A, fast movers"
	// Blind leaves out what the books expect.
	Blind bool
	Lines []CountLine
}

// A CountLine is one product at one place.
type CountLine struct {
	Location, SKU, Name string
	Expected            int
}

// CountSheets makes the sheets one after the other in one document.
func CountSheets(paper labels.Size, dpi int, sheets []CountSheet) *labels.Doc {
	doc := labels.NewDoc("Count sheets", dpi)
	if len(sheets) == 1 {
		doc.Title = "Count sheet " + sheets[0].Number
	}
	for i := range sheets {
		c := countFlow{flow: newFlow(doc, paper), sheet: &sheets[i]}
		c.draw()
	}
	return doc
}

// countFlow lays one count sheet out.
type countFlow struct {
	*flow
	sheet *CountSheet
	cols  []column
}

// Columns of the sheet. Expected is missing on a blind one.
const (
	countPlace = iota
	countItem
	countCounted
	countAgain
	countExpected
)

func (s *countFlow) draw() {
	a := s.area()
	place, box, gap := 38.0, 24.0, 3.0
	if s.compact {
		place, box, gap = 25, 15, 1.5
	}
	cols := []column{{title: "PLACE", w: place}, {title: "ITEM"}, {title: "COUNTED", w: box, align: labels.Center}, {title: "AGAIN", w: box, align: labels.Center}}
	if !s.sheet.Blind {
		w := 18.0
		if s.compact {
			w = 11
		}
		cols = append(cols[:2], column{title: "EXPECTED", w: w, align: labels.Right}, cols[2], cols[3])
	}
	s.cols = columns(a, gap, cols...)
	if !s.sheet.Blind { // back to the order of the names
		s.cols = []column{s.cols[0], s.cols[1], s.cols[3], s.cols[4], s.cols[2]}
	}
	s.head = s.drawHead
	s.foot = s.pageFoot("Count sheet " + s.sheet.Number)
	s.newPage()
	last := ""
	for i := range s.sheet.Lines {
		s.drawLine(&s.sheet.Lines[i], last)
		last = s.sheet.Lines[i].Location
	}
	s.drawSignature()
	s.finish()
}

func (s *countFlow) drawHead(c *labels.Canvas, first bool) float64 {
	a := s.area()
	title := "Count sheet " + s.sheet.Number
	if !first {
		c.Text(labels.Rect{X: a.X, Y: a.Y, W: a.W, H: 7}, title+", continued", labels.Style{Font: labels.SansBold, Size: s.body + 1, Min: 6, Quiet: true})
		return s.tableHead(c, a.Y+7, s.cols)
	}
	codeW, codeH := 62.0, 13.0
	if s.compact {
		codeW, codeH = 38, 11
	}
	left := a.W - codeW - 4.5
	codeRight(c, labels.Rect{X: a.Right() - codeW, Y: a.Y, W: codeW, H: codeH}, s.sheet.Number, 0.34)
	y := a.Y
	y += c.Text(labels.Rect{X: a.X, Y: y, W: left, H: 10}, title, labels.Style{Font: labels.SansBold, Size: s.title, Min: 7}).Height
	y += c.Text(labels.Rect{X: a.X, Y: y, W: left, H: 9}, s.sheet.Scope, labels.Style{Font: labels.SansBold, Size: s.body, Min: 6, Lines: 2}).Height
	sub := plural(len(s.sheet.Lines), "line", "lines")
	if s.sheet.Date != "" {
		sub = s.sheet.Date + "  ·  " + sub
	}
	if s.sheet.Blind {
		sub += "  ·  blind: count what is there, stock figures are left out"
	}
	y += c.Text(labels.Rect{X: a.X, Y: y, W: left, H: 8}, sub, labels.Style{Font: labels.Narrow, Size: s.small + 0.5, Min: 5.5, Lines: 2}).Height
	return s.tableHead(c, max(y, a.Y+codeH)+2, s.cols)
}

func (s *countFlow) drawLine(l *CountLine, last string) {
	item := s.cols[countItem]
	name := labels.Style{Font: labels.Narrow, Size: s.body, Min: s.body - 1.5, Lines: 2}
	sku := labels.Style{Font: labels.SansBold, Size: s.body, Min: 6}
	nameH := labels.Measure(labels.Rect{W: item.w, H: bigHeight}, l.Name, name).Height
	skuH := labels.Measure(labels.Rect{W: item.w, H: bigHeight}, l.SKU, sku).Height
	row := s.take(max(nameH+skuH+1.6, 9.6))
	c := s.c
	place := labels.Style{Font: labels.Mono, Size: 13, Min: 6, Middle: true}
	if s.compact {
		place.Size = 11
	}
	if l.Location == last {
		place.Ink = labels.Grey // the same place as the row above
	}
	c.Text(s.cols[countPlace].in(row), l.Location, place)
	y := row.Y + (row.H-nameH-skuH)/2
	c.Text(item.in(labels.Rect{Y: y, H: bigHeight}), l.SKU, sku)
	c.Text(item.in(labels.Rect{Y: y + skuH, H: bigHeight}), l.Name, name)
	if !s.sheet.Blind {
		c.Text(s.cols[countExpected].in(row), fmt.Sprint(l.Expected), labels.Style{Font: labels.Sans, Size: s.body + 1, Min: 6, Align: labels.Right, Middle: true})
	}
	for _, col := range []column{s.cols[countCounted], s.cols[countAgain]} {
		c.Frame(labels.Rect{X: col.x, Y: row.Y + 1.1, W: col.w, H: row.H - 2.2}, 0.25)
	}
	s.hairline(row)
}

func (s *countFlow) drawSignature() {
	row := s.take(18)
	drawSigning(s.c, s.flow, row, "Counted by", "Date and time", "Signature")
}

// drawSigning sets lines to write on over small captions.
func drawSigning(c *labels.Canvas, f *flow, row labels.Rect, captions ...string) {
	gap := 6.0
	if f.compact {
		gap = 3
	}
	w := (row.W - gap*float64(len(captions)-1)) / float64(len(captions))
	for i, text := range captions {
		x := row.X + float64(i)*(w+gap)
		c.Line(x, row.Bottom()-5, x+w, row.Bottom()-5, 0.25, labels.Black)
		c.Text(labels.Rect{X: x, Y: row.Bottom() - 4.6, W: w, H: 4}, text, labels.Style{Font: labels.Narrow, Size: f.caps, Min: 5})
	}
}
