package reports

import (
	"fmt"
	"image"
	"strconv"

	"packbench/labels"
)

// A PickList sends one picker on one walk. Lines are in walking order.
type PickList struct {
	Number  string // "P-311"; encoded as Code 128
	Picker  string // may be empty
	Printed string // when, in the shop's form
	Wave    string // "Wave W-12"; may be empty
	CutOff  string // "leaves 16:30"; may be empty
	Cart    string // may be empty
	Walk    string // "about 312 m, 14 minutes"; may be empty
	Bulk    bool   // one-line orders together, sorted at the bench: no slots
	Orders  []PickOrder
	Lines   []PickLine
	Maps    []WalkMap // the floors that the walk comes to; may be none
}

// A PickOrder is one order of the list and the tote slot its goods go to.
type PickOrder struct {
	Slot   string // "A", "B", ...; empty for a list of one order
	Number string
	Note   string // "rush", "gift"; may be empty
}

// A PickLine is one stop: so many of a product at one place.
type PickLine struct {
	Zone string // a heading is set where it changes; may be empty
	// Aisle is where the place lies; an arrow and a blank line stand where it
	// changes. May be empty.
	Aisle string
	// Turn: the picker turns back after this line, since that is shorter.
	Turn     bool
	Location string
	SKU      string
	Name     string
	Qty      int
	// Slots say how many go into which tote; empty for a list of one order.
	Slots []SlotQty
	Note  string      // "fragile", "part of kit 1007"; may be empty
	Pic   image.Image // may be nil
}

// SlotQty is a share of a pick line.
type SlotQty struct {
	Slot string
	Qty  int
}

// PickLists makes the lists one after the other in one document.
func PickLists(paper labels.Size, dpi int, lists []PickList) *labels.Doc {
	doc := labels.NewDoc("Pick lists", dpi)
	if len(lists) == 1 {
		doc.Title = "Pick list " + lists[0].Number
	}
	for i := range lists {
		p := pickFlow{flow: newFlow(doc, paper), list: &lists[i]}
		p.draw()
	}
	return doc
}

// pickFlow lays one list out.
type pickFlow struct {
	*flow
	list  *PickList
	cols  []column
	units int     // of the whole list
	rowH  float64 // least height of a row, mm
	tally []tally // a page
}

// tally counts what stands on a page.
type tally struct{ lines, units int }

// Columns of the list: the place first and largest, then how many.
const (
	pickNumber = iota
	pickTick
	pickPlace
	pickQty
	pickItem
	pickSlots
	pickShort
)

func (p *pickFlow) draw() {
	a := p.area()
	slots := p.slotWidth()
	if p.compact {
		p.rowH = 9
		p.cols = columns(a, 1.5, column{w: 4, align: labels.Right}, column{w: 4}, column{title: "PLACE", w: 25}, column{title: "PICK", w: 9, align: labels.Center},
			column{title: "ITEM"}, column{title: p.slotTitle(), w: min(slots, 20)}, column{title: "SHORT", w: 8, align: labels.Center})
	} else {
		p.rowH = 9.6
		p.cols = columns(a, 2.5, column{w: 6, align: labels.Right}, column{w: 5}, column{title: "PLACE", w: 38}, column{title: "PICK", w: 13, align: labels.Center},
			column{title: "ITEM"}, column{title: p.slotTitle(), w: slots}, column{title: "SHORT", w: 12, align: labels.Center})
	}
	p.head = p.drawHead
	p.foot = p.pageFoot("Pick list " + p.list.Number)
	p.sub, p.subH = p.drawTally, 5
	for _, l := range p.list.Lines {
		p.units += l.Qty
	}
	p.newPage()
	zone, aisle := "", ""
	for i := range p.list.Lines {
		l := &p.list.Lines[i]
		switch {
		case l.Aisle != "" && (l.Aisle != aisle || l.Zone != zone):
			p.drawAisle(l.Aisle, l.Zone, l)
		case l.Zone != zone && l.Zone != "":
			p.drawZone(l.Zone, l)
		}
		zone, aisle = l.Zone, l.Aisle
		p.drawLine(i+1, l)
		if l.Turn && i+1 < len(p.list.Lines) {
			p.drawTurn()
		}
	}
	p.mapAfter()
	p.finish()
}

// slotWidth is room for the slots of the busiest line, within reason; the rest
// wraps.
func (p *pickFlow) slotWidth() float64 {
	most := 0
	for _, l := range p.list.Lines {
		most = max(most, len(l.Slots))
	}
	switch {
	case most == 0:
		return 0.1
	case p.compact:
		return min(10*float64(min(most, 2)), 20)
	}
	return 13 * float64(min(most, 3))
}

func (p *pickFlow) slotTitle() string {
	if p.slotWidth() < 1 {
		return ""
	}
	return "INTO"
}

func (p *pickFlow) drawHead(c *labels.Canvas, first bool) float64 {
	a := p.area()
	title := "Pick list " + p.list.Number
	if !first {
		c.Text(labels.Rect{X: a.X, Y: a.Y, W: a.W, H: 7}, title+", continued", labels.Style{Font: labels.SansBold, Size: p.body + 1, Min: 6, Quiet: true})
		return p.tableHead(c, a.Y+7, p.cols)
	}
	codeW, codeH := 62.0, 13.0
	if p.compact {
		codeW, codeH = 40, 11
	}
	left := a.W - codeW - 4.5
	codeRight(c, labels.Rect{X: a.Right() - codeW, Y: a.Y, W: codeW, H: codeH}, p.list.Number, 0.34)
	y := a.Y
	y += c.Text(labels.Rect{X: a.X, Y: y, W: left, H: 10}, title, labels.Style{Font: labels.SansBold, Size: p.title, Min: 7}).Height
	beside := p.mapBeside()
	if beside > 0 {
		left = a.W - beside - 5
	}
	sum := plural(len(p.list.Orders), "order", "orders") + "  ·  " + plural(len(p.list.Lines), "line", "lines") + "  ·  " + plural(p.units, "unit", "units")
	y += c.Text(labels.Rect{X: a.X, Y: y, W: left, H: 6}, sum, labels.Style{Font: labels.SansBold, Size: p.body, Min: 6}).Height
	who := p.list.Picker
	if p.list.Printed != "" {
		if who != "" {
			who += "  ·  "
		}
		who += "printed " + p.list.Printed
	}
	for _, line := range []string{joinDots(p.list.Wave, p.list.CutOff, p.list.Cart), p.list.Walk} {
		if line != "" {
			y += c.Text(labels.Rect{X: a.X, Y: y, W: left, H: 6}, line, labels.Style{Font: labels.SansBold, Size: p.body, Min: 5.5}).Height
		}
	}
	y += c.Text(labels.Rect{X: a.X, Y: y, W: left, H: 5}, who, labels.Style{Font: labels.Narrow, Size: p.small + 0.5, Min: 5.5}).Height
	if beside == 0 {
		y = max(y, a.Y+codeH)
		left = a.W
	}
	y = p.drawLegend(c, y+2, left)
	if beside > 0 {
		m := &p.list.Maps[0]
		r := labels.Rect{X: a.Right() - beside, Y: a.Y + codeH + 2.5, W: beside}
		r.H = mapHeight(m, r.W, mostMap)
		drawMap(c, r, m)
		y = max(y, r.Y+r.H+2)
	} else if !p.compact {
		y = p.drawMaps(c, y)
	}
	return p.tableHead(c, y, p.cols)
}

// mapAfter draws the floors after the last line, on label stock: there the lines
// come first, and a list that fits one label stays on it.
func (p *pickFlow) mapAfter() {
	const h = 44 + 4
	switch {
	case !p.compact || len(p.list.Maps) == 0:
		return
	case p.room() < h && len(p.pages) == 1:
		return
	case p.room() < h:
		p.newPage()
	}
	row := p.take(h)
	p.drawMaps(p.c, row.Y+2)
}

// mostMap is how high a map is drawn at most, mm.
const mostMap = 66

// mapBeside is how wide the map is that stands beside the head of the list; 0
// where there is none, or where it stands below.
func (p *pickFlow) mapBeside() float64 {
	if len(p.list.Maps) != 1 || p.compact || p.list.Maps[0].W <= 0 || p.list.Maps[0].H <= 0 || p.list.Maps[0].W > 1.7*p.list.Maps[0].H {
		return 0
	}
	return max(50, min(92, mostMap*p.list.Maps[0].W/p.list.Maps[0].H))
}

// drawMaps sets the floors of the walk side by side, over the whole width.
func (p *pickFlow) drawMaps(c *labels.Canvas, y float64) float64 {
	n := len(p.list.Maps)
	if n == 0 {
		return y
	}
	const gap = 4
	most := 60.0
	if p.compact {
		most = 44
	}
	a := p.area()
	w, h := (a.W-gap*float64(n-1))/float64(n), 0.0
	for i := range p.list.Maps {
		h = max(h, mapHeight(&p.list.Maps[i], w, most))
	}
	for i := range p.list.Maps {
		r := labels.Rect{X: a.X + float64(i)*(w+gap), Y: y, W: w, H: h}
		if name := p.list.Maps[i].Name; name != "" && n > 1 {
			p.caption(c, labels.Rect{X: r.X, Y: r.Y - 1, W: w, H: 3}, name)
			r.Y += 2.4
		}
		drawMap(c, r, &p.list.Maps[i])
	}
	if n > 1 {
		h += 2.4
	}
	return y + h + 2
}

// joinDots joins what is not empty.
func joinDots(parts ...string) string {
	out := ""
	for _, s := range parts {
		switch {
		case s == "":
		case out == "":
			out = s
		default:
			out += "  ·  " + s
		}
	}
	return out
}

// drawLegend says which order each tote slot is for; a list of one order just
// names it. More orders than have room in a third of the page are left to the
// screen, with a line that says so.
func (p *pickFlow) drawLegend(c *labels.Canvas, y, width float64) float64 {
	a := p.area()
	if len(p.list.Orders) == 0 {
		return y
	}
	perRow, cellH, gap := max(2, int(width/36)), 6.4, 2.0
	if p.compact {
		perRow, cellH, gap = 3, 5, 1
	}
	w := (width - gap*float64(perRow-1)) / float64(perRow)
	mostRows := int(a.H / 3 / cellH)
	for i, o := range p.list.Orders {
		row, col := i/perRow, i%perRow
		cell := labels.Rect{X: a.X + float64(col)*(w+gap), Y: y + float64(row)*cellH, W: w, H: cellH - 1}
		if row == mostRows-1 && col == perRow-1 && i < len(p.list.Orders)-1 {
			c.Text(cell, fmt.Sprintf("and %d more", len(p.list.Orders)-i), labels.Style{Font: labels.Sans, Size: p.small, Middle: true})
			return y + float64(row+1)*cellH + 1
		}
		text := o.Number
		if o.Slot == "" && !p.list.Bulk {
			text = "Order " + text
		}
		if o.Note != "" {
			text += "  " + o.Note
		}
		if o.Slot != "" {
			slot := labels.Rect{X: cell.X, Y: cell.Y, W: cell.H * 1.25, H: cell.H}
			c.Frame(slot, 0.3)
			c.Text(slot, o.Slot, labels.Style{Font: labels.SansBold, Size: p.body + 1.5, Min: 5, Align: labels.Center, Middle: true})
			cell.X, cell.W = cell.X+slot.W+1.5, cell.W-slot.W-1.5
		}
		c.Text(cell, text, labels.Style{Font: labels.Sans, Size: p.body, Min: 5.5, Middle: true})
	}
	return y + float64((len(p.list.Orders)-1)/perRow+1)*cellH + 1
}

// drawZone heads a zone, never at the very foot of a page.
func (p *pickFlow) drawZone(zone string, next *PickLine) {
	h := 6.0
	if p.room() < h+p.lineHeight(next) {
		p.newPage()
	}
	row := p.take(h)
	p.c.Text(labels.Rect{X: row.X, Y: row.Y + 1, W: row.W, H: row.H - 1.4}, zone, labels.Style{Font: labels.SansBold, Size: p.body, Min: 6, Middle: true})
	p.hairline(row)
}

// drawAisle leaves a blank line and an arrow where the next aisle begins.
func (p *pickFlow) drawAisle(aisle, zone string, next *PickLine) {
	h := 5.4
	if p.compact {
		h = 4.4
	}
	if p.room() < h+p.lineHeight(next) {
		p.newPage()
	}
	row := p.take(h)
	x, y := p.cols[pickPlace].x, row.Y+row.H/2
	p.c.Line(x, y, x+6, y, 0.5, labels.Black)
	p.c.Line(x+6, y, x+4.4, y-1.1, 0.5, labels.Black)
	p.c.Line(x+6, y, x+4.4, y+1.1, 0.5, labels.Black)
	p.c.Text(labels.Rect{X: x + 8, Y: row.Y, W: row.Right() - x - 8, H: row.H}, joinDots("aisle "+aisle, zone), labels.Style{Font: labels.SansBold, Size: p.body - 0.5, Min: 5, Middle: true})
	p.hairline(row)
}

// drawTurn says that the way goes back, since a shortest walk can look odd.
func (p *pickFlow) drawTurn() {
	row := p.take(4)
	p.c.Text(labels.Rect{X: p.cols[pickPlace].x, Y: row.Y, W: row.Right() - p.cols[pickPlace].x, H: row.H}, "turn back here", labels.Style{Font: labels.NarrowBold, Size: p.small + 0.5, Min: 5, Middle: true})
	p.hairline(row)
}

func (p *pickFlow) nameStyle() labels.Style {
	st := labels.Style{Font: labels.Narrow, Size: p.body, Min: p.body - 1.5, Lines: 2}
	return st
}

func (p *pickFlow) skuStyle() labels.Style {
	return labels.Style{Font: labels.SansBold, Size: p.body + 1, Min: 6}
}

func (p *pickFlow) lineHeight(l *PickLine) float64 {
	w := p.itemRect(labels.Rect{}, l).W
	h := labels.Measure(labels.Rect{W: w, H: bigHeight}, l.SKU, p.skuStyle()).Height
	h += labels.Measure(labels.Rect{W: w, H: bigHeight}, l.Name, p.nameStyle()).Height
	if l.Note != "" {
		h += p.small * 1.17 * 25.4 / 72
	}
	h = max(h+1.6, p.rowH)
	if l.Pic != nil {
		h = max(h, 14)
	}
	if n := len(l.Slots); n > 0 {
		h = max(h, float64((n-1)/p.slotsPerRow()+1)*5.4+1.6)
	}
	return h
}

func (p *pickFlow) slotsPerRow() int {
	each := 13.0
	if p.compact {
		each = 10
	}
	return max(1, int(p.cols[pickSlots].w/each))
}

// itemRect is where SKU and name stand: beside the picture when there is one.
func (p *pickFlow) itemRect(row labels.Rect, l *PickLine) labels.Rect {
	r := p.cols[pickItem].in(row)
	if l.Pic != nil && r.W > 35 {
		r.X, r.W = r.X+14, r.W-14
	}
	return r
}

func (p *pickFlow) drawLine(n int, l *PickLine) {
	row := p.take(p.lineHeight(l))
	c := p.c
	for len(p.tally) < len(p.pages) {
		p.tally = append(p.tally, tally{})
	}
	t := &p.tally[len(p.pages)-1]
	t.lines++
	t.units += l.Qty

	c.Text(p.cols[pickNumber].in(row), strconv.Itoa(n), labels.Style{Font: labels.Narrow, Size: p.small, Min: 4, Align: labels.Right, Middle: true})

	tick := p.cols[pickTick].in(row)
	side := min(tick.W, 5)
	c.Frame(labels.Rect{X: tick.X + 0.2, Y: row.Y + (row.H-side)/2, W: side - 0.2, H: side - 0.2}, 0.3)

	c.Text(p.cols[pickPlace].in(row), l.Location, labels.Style{Font: labels.Mono, Size: p.placeSize(), Min: 6, Middle: true})

	qty := p.cols[pickQty].in(row)
	st := labels.Style{Font: labels.SansBold, Size: 14, Min: 7, Align: labels.Center, Middle: true}
	if l.Qty > 1 {
		c.Fill(labels.Rect{X: qty.X, Y: row.Y + 1, W: qty.W, H: row.H - 2}, labels.Black)
		st.Ink = labels.White
	}
	c.Text(labels.Rect{X: qty.X + 0.5, Y: row.Y, W: qty.W - 1, H: row.H}, fmt.Sprint(l.Qty), st)

	p.drawItem(c, row, l)
	p.drawSlots(c, row, l)

	short := p.cols[pickShort].in(row)
	c.Line(short.X, row.Bottom()-1.6, short.X+short.W, row.Bottom()-1.6, 0.15, labels.Black)
	p.hairline(row)
}

func (p *pickFlow) placeSize() float64 {
	if p.compact {
		return 14
	}
	return 16
}

func (p *pickFlow) drawItem(c *labels.Canvas, row labels.Rect, l *PickLine) {
	r := p.itemRect(row, l)
	if l.Pic != nil && r.X > p.cols[pickItem].x {
		c.Picture(labels.Rect{X: p.cols[pickItem].x, Y: row.Y + 0.75, W: 12.5, H: 12.5}, l.Pic)
	}
	name := labels.Measure(labels.Rect{W: r.W, H: bigHeight}, l.Name, p.nameStyle())
	sku := labels.Measure(labels.Rect{W: r.W, H: bigHeight}, l.SKU, p.skuStyle())
	note := 0.0
	if l.Note != "" {
		note = p.small * 1.17 * 25.4 / 72
	}
	y := row.Y + (row.H-name.Height-sku.Height-note)/2
	c.Text(labels.Rect{X: r.X, Y: y, W: r.W, H: bigHeight}, l.SKU, p.skuStyle())
	y += sku.Height
	c.Text(labels.Rect{X: r.X, Y: y, W: r.W, H: bigHeight}, l.Name, p.nameStyle())
	c.Text(labels.Rect{X: r.X, Y: y + name.Height, W: r.W, H: note + 0.1}, l.Note, labels.Style{Font: labels.Sans, Size: p.small, Min: 5})
}

// drawSlots sets "A 2" pairs: the tote's letter in a frame, its count beside.
func (p *pickFlow) drawSlots(c *labels.Canvas, row labels.Rect, l *PickLine) {
	if len(l.Slots) == 0 {
		return
	}
	per := p.slotsPerRow()
	col := p.cols[pickSlots].in(row)
	w, rows := col.W/float64(per), (len(l.Slots)-1)/per+1
	const h = 5.4
	top := row.Y + (row.H-h*float64(rows))/2
	for i, s := range l.Slots {
		cell := labels.Rect{X: col.X + float64(i%per)*w, Y: top + float64(i/per)*h + 0.4, W: w, H: h - 0.8}
		box := labels.Rect{X: cell.X, Y: cell.Y, W: min(5.4, w/2), H: cell.H}
		c.Frame(box, 0.25)
		c.Text(box, s.Slot, labels.Style{Font: labels.SansBold, Size: 9.5, Min: 5, Align: labels.Center, Middle: true})
		c.Text(labels.Rect{X: box.Right() + 1, Y: cell.Y, W: max(0, cell.Right()-box.Right()-1), H: cell.H}, fmt.Sprint(s.Qty),
			labels.Style{Font: labels.Sans, Size: 10, Min: 5, Middle: true})
	}
}

// drawTally sums the page up and the walk so far.
func (p *pickFlow) drawTally(c *labels.Canvas, r labels.Rect, page int) {
	var here, sofar tally
	for i, t := range p.tally {
		if i <= page {
			sofar.lines += t.lines
			sofar.units += t.units
		}
		if i == page {
			here = t
		}
	}
	text := fmt.Sprintf("This page %s, %s", plural(here.lines, "line", "lines"), plural(here.units, "unit", "units"))
	if len(p.pages) > 1 {
		text += fmt.Sprintf("  ·  so far %d of %d lines, %d of %d units", sofar.lines, len(p.list.Lines), sofar.units, p.units)
	}
	c.Text(r, text, labels.Style{Font: labels.SansBold, Size: p.body - 0.5, Min: 5, Middle: true})
}
