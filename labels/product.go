package labels

// A ProductLabel goes on a product or its shelf edge.
type ProductLabel struct {
	Name    string
	SKU     string
	Barcode string // EAN-13, UPC-A, EAN-8, GTIN-14 or the shop's own; empty: the SKU is encoded
	Price   string // ready to print, "£4.95"; empty: no price
}

// Draw sets the label: beside each other where the label is wide, else name on
// top, code in the middle, SKU and price at the foot.
func (l ProductLabel) Draw(c *Canvas, r Rect) {
	code, err := SymbolFor(l.Barcode, l.SKU)
	if err != nil {
		c.Warn(CodeBad, err.Error(), "")
	}
	switch {
	case r.W > 80 && r.H < r.W/1.8:
		l.drawWide(c, r, code)
	case r.H > 50:
		l.drawLarge(c, r, code)
	case r.H < 13:
		l.drawStrip(c, r, code)
	default:
		l.drawStack(c, r, code)
	}
}

// drawLarge is for labels the size of a hand: name, price, code, all large and
// in the middle of the label rather than stretched over it.
func (l ProductLabel) drawLarge(c *Canvas, r Rect, code Code) {
	const gap, foot = 3.0, 6.0
	bars, price := min(30, r.H/3), 0.0
	if l.Price != "" {
		price = min(17, r.H/5)
	}
	name := Style{Font: NarrowBold, Size: 26, Min: 10, Lines: 4, Align: Center}
	most := r.H - price - bars - foot - 2*gap
	f := Measure(Rect{r.X, r.Y, r.W, most}, l.Name, name)
	y := r.Y + max(0, (r.H-f.Height-price-bars-foot-2*gap)/2)
	c.Text(Rect{r.X, y, r.W, f.Height + 0.1}, l.Name, name)
	y += f.Height + gap
	if price > 0 {
		c.Text(Rect{r.X, y, r.W, price - 2}, l.Price, Style{Font: SansBold, Size: 40, Min: 12, Align: Center, Middle: true})
		y += price
	}
	if code.Kind != NoCode {
		c.Code(Rect{r.X, y, r.W, bars}, code, CodeStyle{Text: code.Data != l.SKU, TextSize: 10, Align: Center, MaxModule: 0.51})
	}
	c.Text(Rect{r.X, y + bars + gap/2, r.W, foot}, l.SKU, Style{Font: Sans, Size: 11, Min: 6, Align: Center})
}

// drawStack is for the common label, such as 63.5 by 38.1 mm.
func (l ProductLabel) drawStack(c *Canvas, r Rect, code Code) {
	size := 8.0
	if r.H > 28 {
		size = 9.5
	}
	name := Style{Font: NarrowBold, Size: size, Min: 6.5, Lines: 2, Align: Center}
	nameH := 2 * size * lineSpacing * mmPerPoint
	if r.H < 20 {
		name.Size, name.Min, nameH = 7.5, 6, 5.2
	}
	got := c.Text(Rect{r.X, r.Y, r.W, nameH}, l.Name, name)
	top := r.Y + max(got.Height, name.Min*lineSpacing*mmPerPoint) + 0.7

	foot := 0.0
	if l.Price != "" || l.SKU != "" {
		foot = 3.4
		if r.H > 28 {
			foot = 4.4
		}
	}
	if code.Kind != NoCode {
		c.Code(Rect{r.X, top, r.W, r.Bottom() - foot - 0.3 - top}, code, CodeStyle{Text: code.Data != l.SKU, Align: Center, MaxModule: l.widest(code), TextSize: 7})
	}
	l.drawFoot(c, Rect{r.X, r.Bottom() - foot, r.W, foot})
}

// widest keeps the Code 128 of a short SKU from filling the whole label.
func (l ProductLabel) widest(code Code) float64 {
	if code.Kind == Code128 {
		return 0.35
	}
	return 0
}

// drawFoot sets SKU left and price right on one line.
func (l ProductLabel) drawFoot(c *Canvas, r Rect) {
	if r.H <= 0 {
		return
	}
	sku := r
	if l.Price != "" {
		top := min(11, r.H/(lineSpacing*mmPerPoint))
		f := c.Text(Rect{r.X + r.W*0.45, r.Y, r.W * 0.55, r.H}, l.Price, Style{Font: SansBold, Size: top, Min: 6, Align: Right, Bottom: true})
		sku.W = r.W - f.Width - 1.5
	}
	align := Left
	if l.Price == "" {
		align = Center
	}
	c.Text(sku, l.SKU, Style{Font: Sans, Size: 7.5, Min: 5, Align: align, Bottom: true})
}

// drawStrip is for labels about half an inch high: name and price on a line,
// the code under it.
func (l ProductLabel) drawStrip(c *Canvas, r Rect, code Code) {
	const head = 2.5
	name := Rect{r.X, r.Y, r.W, head}
	if l.Price != "" {
		f := c.Text(Rect{r.X + r.W/2, r.Y, r.W / 2, head}, l.Price, Style{Font: NarrowBold, Size: 6, Min: 5, Align: Right})
		name.W = r.W - f.Width - 1
	}
	c.Text(name, l.Name, Style{Font: NarrowBold, Size: 6, Min: 4.5})
	if code.Kind != NoCode {
		c.Code(Rect{r.X, r.Y + head + 0.2, r.W, r.H - head - 0.2}, code, CodeStyle{Text: true, Align: Center, TextSize: 5.5, MaxModule: 0.3})
	}
}

// drawWide is for labels twice as wide as high: words left, code right.
func (l ProductLabel) drawWide(c *Canvas, r Rect, code Code) {
	const gap = 2
	codeW := min(r.W*0.52, 50)
	right := Rect{r.Right() - codeW, r.Y, codeW, min(r.H, 32)}
	right.Y = r.Y + (r.H-right.H)/2
	if code.Kind != NoCode {
		c.Code(right, code, CodeStyle{Text: true, Align: Right, MaxModule: l.widest(code)})
	}
	left := Rect{r.X, r.Y, r.W - codeW - gap, r.H}
	foot := 4.0
	price := 0.0
	if l.Price != "" {
		price = min(8.5, r.H*0.28)
	}
	c.Text(Rect{left.X, left.Y, left.W, left.H - foot - price - 0.6}, l.Name, Style{Font: NarrowBold, Size: 12, Min: 7.5, Lines: 4})
	if l.Price != "" {
		c.Text(Rect{left.X, left.Bottom() - price, left.W, price}, l.Price, Style{Font: SansBold, Size: 20, Min: 8, Bottom: true})
	}
	c.Text(Rect{left.X, left.Bottom() - price - foot, left.W, foot}, l.SKU, Style{Font: Sans, Size: 8, Min: 5, Bottom: true})
}
