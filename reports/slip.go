package reports

import (
	"fmt"
	"image"
	"strings"

	"packbench/labels"
)

// A Shop is what documents say about the sender.
type Shop struct {
	Name string
	// Lines are address, phone and web, as they should stand under the name.
	Lines []string
	Logo  image.Image // nil: the name stands alone
	// Returns is the shop's text on how to send goods back.
	Returns string
}

// A PackingSlip goes into one parcel. It never shows prices.
type PackingSlip struct {
	Order     string // order number as people say it; encoded as Code 128
	OrderDate string // dates are in the shop's form
	ShipDate  string
	ShipTo    labels.Address
	Carrier   string // carrier and service
	Reference string // the customer's own number; may be empty
	Parcel    int    // this box, from 1
	Parcels   int    // boxes of the shipment; 0 or 1: not shown
	Lines     []SlipLine
	GiftNote  string // printed alone in a frame
	Note      string // the customer's or the shop's remark
	// ReturnCode is encoded on the return part at the foot; empty with an empty
	// Shop.Returns: no return part.
	ReturnCode string
}

// A SlipLine is one order line, with the quantities in units.
type SlipLine struct {
	SKU, Name string
	Variant   string // "blue, large"; may be empty
	Ordered   int
	Here      int // in this box
	Elsewhere int // in other boxes of the shipment, or sent before
	ToFollow  int // backordered
	Due       string
	Gift      bool // free with the order
	// Parts are the components of a kit, shown indented; their Here is what is
	// in this box.
	Parts []SlipLine
}

// PackingSlips makes the slips one after the other in one document, on A4,
// Letter or 4 by 6 inch paper, for a printer of dpi dots an inch (0: 203).
func PackingSlips(shop Shop, paper labels.Size, dpi int, slips []PackingSlip) *labels.Doc {
	doc := labels.NewDoc("Packing slips", dpi)
	if len(slips) == 1 {
		doc.Title = "Packing slip " + slips[0].Order
	}
	for i := range slips {
		s := slipFlow{flow: newFlow(doc, paper), shop: shop, slip: &slips[i]}
		s.draw()
	}
	return doc
}

// slipFlow lays one slip out.
type slipFlow struct {
	*flow
	shop Shop
	slip *PackingSlip
	cols []column
}

// Columns of the slip's table.
const (
	slipSKU = iota
	slipItem
	slipOrdered
	slipHere
	slipLater
)

func (s *slipFlow) draw() {
	a := s.area()
	if s.compact {
		// The SKU stands under the name: there is no room for a column.
		s.cols = columns(a, 1.5, column{w: 0.1}, column{title: "Item"},
			column{title: "Ordered", w: 11, align: labels.Right}, column{title: "Here", w: 9, align: labels.Right},
			column{title: "To follow", w: 12, align: labels.Right})
		item := &s.cols[slipItem]
		item.x, item.w = a.X, item.x+item.w-a.X
	} else {
		s.cols = columns(a, 3, column{title: "SKU", w: 28}, column{title: "Item"},
			column{title: "Ordered", w: 15, align: labels.Right}, column{title: "In this box", w: 18, align: labels.Right},
			column{title: "To follow", w: 17, align: labels.Right})
	}
	s.head = s.drawHead
	left := "Order " + s.slip.Order
	if box := s.box(); box != "" {
		left += "  ·  " + box
	}
	s.foot = s.pageFoot(left)

	s.newPage()
	lines, units := 0, 0
	for i := range s.slip.Lines {
		s.drawLine(&s.slip.Lines[i])
		units += s.slip.Lines[i].Here
		if s.slip.Lines[i].Here > 0 {
			lines++
		}
	}
	s.drawTotal(lines, units)
	s.drawNotes()
	s.drawReturns()
	s.finish()
}

func (s *slipFlow) box() string {
	if s.slip.Parcels < 2 {
		return ""
	}
	return fmt.Sprintf("Box %d of %d", max(1, s.slip.Parcel), s.slip.Parcels)
}

// drawHead sets the first page's letterhead, or the later pages' single line.
func (s *slipFlow) drawHead(c *labels.Canvas, first bool) float64 {
	a := s.area()
	if !first {
		c.Text(labels.Rect{X: a.X, Y: a.Y, W: a.W * 0.45, H: 6}, s.shop.Name, labels.Style{Font: labels.Sans, Size: s.body, Min: 6, Quiet: true})
		c.Text(labels.Rect{X: a.X + a.W*0.45, Y: a.Y, W: a.W * 0.55, H: 6}, "Order "+s.slip.Order+", continued",
			labels.Style{Font: labels.SansBold, Size: s.body + 1, Min: 6, Align: labels.Right, Quiet: true})
		return s.tableHead(c, a.Y+7, s.cols)
	}
	if s.compact {
		return s.tableHead(c, s.headCompact(c, a), s.cols)
	}
	return s.tableHead(c, s.headWide(c, a), s.cols)
}

// headWide is the letterhead of A4 and Letter: shop left, order right, then
// receiver left and facts right. It returns its foot.
func (s *slipFlow) headWide(c *labels.Canvas, a labels.Rect) float64 {
	const rightW = 78
	shopW := a.W - rightW - 6
	right := labels.Rect{X: a.Right() - rightW, Y: a.Y, W: rightW}

	y := a.Y
	if s.shop.Logo != nil {
		c.Picture(labels.Rect{X: a.X, Y: y, W: shopW, H: 16}, s.shop.Logo)
		y += 17.5
	}
	y += c.Text(labels.Rect{X: a.X, Y: y, W: shopW, H: 14}, s.shop.Name, labels.Style{Font: labels.SansBold, Size: 15, Min: 9, Lines: 2}).Height
	y += c.Text(labels.Rect{X: a.X, Y: y + 0.8, W: shopW, H: 24}, joinLines(s.shop.Lines), labels.Style{Font: labels.Sans, Size: 8, Min: 6, Lines: 7}).Height + 0.8

	codeRight(c, labels.Rect{X: right.X, Y: a.Y, W: rightW, H: 13}, s.slip.Order, 0.34)
	ry := a.Y + 15
	ry += c.Text(labels.Rect{X: right.X, Y: ry, W: rightW, H: 10}, "Order "+s.slip.Order, labels.Style{Font: labels.SansBold, Size: s.title, Min: 9, Align: labels.Right}).Height
	sub := "PACKING SLIP"
	if box := s.box(); box != "" {
		sub += "   ·   " + strings.ToUpper(box)
	}
	ry += c.Text(labels.Rect{X: right.X, Y: ry, W: rightW, H: 5}, sub, labels.Style{Font: labels.Sans, Size: 9, Align: labels.Right}).Height

	y = max(y, ry) + 5
	c.Line(a.X, y, a.Right(), y, 0.35, labels.Black)
	y += 3

	// The receiver stands where a window envelope shows it; facts beside it.
	to := labels.Rect{X: a.X, Y: y, W: a.W - rightW - 6, H: 34}
	h := s.caption(c, to, "SHIP TO")
	got := c.Text(labels.Rect{X: to.X, Y: to.Y + h + 0.4, W: to.W, H: to.H}, s.slip.ShipTo.Text(), labels.Style{Font: labels.Sans, Size: 11, Keep: 9, Min: 7, Lines: 8})
	foot := to.Y + h + 0.4 + got.Height
	fy := y
	for _, f := range [][2]string{{"Ordered", s.slip.OrderDate}, {"Shipped", s.slip.ShipDate}, {"Carrier", s.slip.Carrier}, {"Your reference", s.slip.Reference}} {
		if f[1] == "" {
			continue
		}
		c.Text(labels.Rect{X: right.X, Y: fy, W: 26, H: 5}, f[0], labels.Style{Font: labels.Narrow, Size: 8.5, Quiet: true})
		got := c.Text(labels.Rect{X: right.X + 27, Y: fy, W: rightW - 27, H: 9}, f[1], labels.Style{Font: labels.Sans, Size: 9, Min: 6, Lines: 2})
		fy += max(got.Height, 4) + 1
	}
	return max(foot, fy) + 4
}

// headCompact is the head on label stock.
func (s *slipFlow) headCompact(c *labels.Canvas, a labels.Rect) float64 {
	const codeW = 42
	left := a.W - codeW - 4.5
	if s.shop.Logo != nil {
		c.Picture(labels.Rect{X: a.X, Y: a.Y, W: left, H: 9}, s.shop.Logo)
	} else {
		c.Text(labels.Rect{X: a.X, Y: a.Y, W: left, H: 9}, s.shop.Name, labels.Style{Font: labels.NarrowBold, Size: 10, Min: 6, Lines: 2})
	}
	codeRight(c, labels.Rect{X: a.Right() - codeW, Y: a.Y, W: codeW, H: 12}, s.slip.Order, 0.3)
	sub := "Packing slip"
	if box := s.box(); box != "" {
		sub += "  ·  " + box
	}
	y := a.Y + 12.6
	c.Text(labels.Rect{X: a.X, Y: a.Y + 9.2, W: left, H: 3.6}, sub, labels.Style{Font: labels.Narrow, Size: 7.5, Min: 5})
	y += c.Text(labels.Rect{X: a.X, Y: y, W: a.W, H: 6.5}, "Order "+s.slip.Order, labels.Style{Font: labels.SansBold, Size: s.title, Min: 7}).Height + 0.6
	c.Line(a.X, y, a.Right(), y, 0.3, labels.Black)
	y += 1
	got := c.Text(labels.Rect{X: a.X, Y: y, W: a.W * 0.58, H: 23}, s.slip.ShipTo.Text(), labels.Style{Font: labels.Narrow, Size: 8.5, Keep: 7, Min: 6, Lines: 7})
	foot := y + got.Height
	x := a.X + a.W*0.6
	for _, f := range [][2]string{{"Ordered", s.slip.OrderDate}, {"Shipped", s.slip.ShipDate}, {"By", s.slip.Carrier}, {"Your ref.", s.slip.Reference}} {
		if f[1] == "" {
			continue
		}
		c.Text(labels.Rect{X: x, Y: y, W: 11, H: 3.6}, f[0], labels.Style{Font: labels.Narrow, Size: 7, Quiet: true})
		got := c.Text(labels.Rect{X: x + 12, Y: y, W: a.Right() - x - 12, H: 6.6}, f[1], labels.Style{Font: labels.Narrow, Size: 7, Min: 5.5, Lines: 2})
		y += max(3, got.Height) + 0.5
	}
	return max(foot, y) + 1.4
}

func (s *slipFlow) drawTotal(lines, units int) {
	h := 7.0
	if s.compact {
		h = 5
	}
	row := s.take(h)
	text := plural(lines, "line", "lines") + ", " + plural(units, "unit", "units") + " in this box"
	here := s.cols[slipHere]
	s.c.Text(labels.Rect{X: row.X, Y: row.Y, W: here.x + here.w - row.X, H: h}, text,
		labels.Style{Font: labels.SansBold, Size: s.body, Min: 6, Align: labels.Right, Middle: true})
}

// drawNotes sets the remark, then the gift message alone in a frame.
func (s *slipFlow) drawNotes() {
	if s.slip.Note != "" {
		st := labels.Style{Font: labels.Sans, Size: s.body, Min: 6.5, Lines: 8}
		h := s.measure(s.slip.Note, st, 0, 30) + 6
		row := s.take(h)
		cap := s.caption(s.c, row, "NOTE")
		s.c.Text(labels.Rect{X: row.X, Y: row.Y + cap, W: row.W, H: h - cap}, s.slip.Note, st)
	}
	if s.slip.GiftNote == "" {
		return
	}
	side, most, size := 12.0, 90.0, 13.0
	if s.compact {
		side, most, size = 4, 70, 10
	}
	st := labels.Style{Font: labels.Sans, Size: size, Min: 7, Lines: 30, Align: labels.Center}
	h := s.measure(s.slip.GiftNote, st, side, most)
	row := s.take(h + side + 3)
	frame := labels.Rect{X: row.X + 0.2, Y: row.Y + 3, W: row.W - 0.4, H: h + side}
	s.c.Frame(frame, 0.5)
	s.c.Text(labels.Rect{X: frame.X + side, Y: frame.Y + side/2, W: frame.W - 2*side, H: h + 0.1}, s.slip.GiftNote, st)
}

// measure is the height of a text on the page's width less side on each side,
// at most most.
func (s *slipFlow) measure(text string, st labels.Style, side, most float64) float64 {
	return labels.Measure(labels.Rect{W: s.area().W - 2*side, H: most}, text, st).Height
}

// drawReturns puts the return part at the foot of the last page, below a line
// to cut along.
func (s *slipFlow) drawReturns() {
	if s.shop.Returns == "" && s.slip.ReturnCode == "" {
		return
	}
	codeW, most := 60.0, 30.0
	if s.compact {
		codeW, most = 38, 22
	}
	if s.slip.ReturnCode == "" {
		codeW = 0
	}
	st := labels.Style{Font: labels.Sans, Size: s.body - 1, Min: 6, Lines: 10}
	w := s.area().W - codeW - 4
	h := max(labels.Measure(labels.Rect{W: w, H: most}, s.shop.Returns, st).Height+5, 12)
	if codeW > 0 {
		h = max(h, 17)
	}
	row := s.take(h + 4)
	row.Y = s.bottom() - h - 1 // at the foot
	s.c.Dashed(row.X, row.Y, row.Right(), row.Y, 0.2, 1.5)
	y := row.Y + 2
	cap := s.c.Text(labels.Rect{X: row.X, Y: y, W: w, H: 5}, "Returns  ·  order "+s.slip.Order, labels.Style{Font: labels.SansBold, Size: s.body, Min: 6}).Height
	s.c.Text(labels.Rect{X: row.X, Y: y + cap, W: w, H: h - cap - 1}, s.shop.Returns, st)
	if codeW > 0 {
		code, err := labels.TextCode(s.slip.ReturnCode)
		if err != nil {
			s.c.Warn(labels.CodeBad, err.Error(), "")
			return
		}
		s.c.Code(labels.Rect{X: row.Right() - codeW, Y: y, W: codeW, H: 14.5}, code,
			labels.CodeStyle{Align: labels.Right, MaxModule: 0.3, Tight: true, Text: true, TextSize: 7})
	}
}

func joinLines(lines []string) string {
	var out []string
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}
