package labels

import (
	"fmt"
	"strings"
)

// An Address is ready to be printed: the lines as the country writes them,
// without the country, which stands last and in capitals when it is not the
// shop's own.
type Address struct {
	Lines   []string // name first
	Country string   // "Germany"; empty inside the shop's country
}

// block joins an address to lines of text, the country in capitals.
func (a Address) block() string {
	var out []string
	for _, l := range a.Lines {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, strings.NewReplacer("\n", " ", "\r", " ").Replace(l))
		}
	}
	return strings.Join(out, "\n")
}

// Text returns the address as lines of text with the country last, in capitals.
func (a Address) Text() string {
	if a.Country == "" {
		return a.block()
	}
	return strings.TrimPrefix(a.block()+"\n"+strings.ToUpper(a.Country), "\n")
}

// A ShippingLabel is the shop's own 4 by 6 inch parcel label. It pays no
// postage and says so.
type ShippingLabel struct {
	From, To Address
	Carrier  string // "Royal Mail"
	Service  string // "Tracked 48"
	Piece    int    // this parcel, from 1
	Pieces   int    // parcels of the shipment
	WeightG  int    // gross; 0: not shown
	// LengthMM, WidthMM and HeightMM are the box outside; 0: not shown.
	LengthMM, WidthMM, HeightMM int
	Imperial                    bool   // show pounds, ounces and inches
	Date                        string // ship date in the shop's form
	Order                       string // order number people say
	Parcel                      string // what the bar code says; empty: the order number
	Reference                   string // the customer's own number; may be empty
	Contents                    string // short: "6 items: 2 × mug, 4 × coaster"
	Marks                       []string
	// Postage says where the paid label is, when there is one: "see carrier
	// label". It stands beside the note that this is none.
	Postage string
}

// ShippingLabels makes a 4 by 6 inch page of each label for a printer of dpi
// dots an inch (0: 203).
func ShippingLabels(dpi int, ls []ShippingLabel) *Doc {
	d := NewDoc("Shipping labels", dpi)
	for _, l := range ls {
		c := d.AddPage(Label4x6)
		l.Draw(c, Rect{0, 0, Label4x6.W, Label4x6.H}.Inset(3.5))
	}
	return d
}

// ShippingSheets sets the same labels two a page on A4 or Letter, for shops that
// print on plain paper and cut: dashed lines show where.
func ShippingSheets(paper Size, dpi int, ls []ShippingLabel) *Doc {
	d := NewDoc("Shipping labels", dpi)
	w, h := Label4x6.W, Label4x6.H
	left, top := (paper.W-2*w)/2, 8.0
	var c *Canvas
	for i, l := range ls {
		if i%2 == 0 {
			c = d.AddPage(paper)
			c.Dashed(0, top+h, paper.W, top+h, 0.2, 1.5)
			c.Dashed(paper.W/2, 0, paper.W/2, top+h, 0.2, 1.5)
		}
		l.Draw(c, Rect{left + float64(i%2)*w, top, w, h}.Inset(3.5))
	}
	return d
}

// Draw sets the label into r, which is about 94 by 145 mm.
func (l ShippingLabel) Draw(c *Canvas, r Rect) {
	const rule = 0.35
	across := func(y float64) { c.Line(r.X, y, r.Right(), y, rule, Black) }
	small := Style{Font: Sans, Size: 6.5, Min: 5, Ink: Black}

	// Sender left; piece, weight and date right.
	fromW := r.W - 34
	if l.From.Text() != "" {
		c.Text(Rect{r.X, r.Y, 12, 3}, "FROM", small)
	}
	c.Text(Rect{r.X, r.Y + 3, fromW - 3, 18.5}, l.From.Text(), Style{Font: Narrow, Size: 8.5, Keep: 7, Min: 5.5, Lines: 7})
	right := Rect{r.X + fromW + 2, r.Y, r.W - fromW - 2, 21}
	c.Line(r.X+fromW, r.Y, r.X+fromW, r.Y+22, rule, Black)
	if l.Pieces > 0 {
		c.Text(Rect{right.X, right.Y, right.W, 8}, fmt.Sprintf("%d of %d", max(1, l.Piece), l.Pieces), Style{Font: SansBold, Size: 18, Min: 8, Align: Right})
	}
	y := right.Y + 8.6
	for _, s := range []string{l.weight(), l.size(), l.Date} {
		if s != "" {
			c.Text(Rect{right.X, y, right.W, 4.2}, s, Style{Font: NarrowBold, Size: 9, Min: 5.5, Align: Right})
			y += 4.2
		}
	}
	across(r.Y + 22)

	// Receiver: the largest text on the label.
	to := Rect{r.X, r.Y + 23, r.W, 46}
	c.Text(Rect{to.X, to.Y, 20, 3}, "SHIP TO", small)
	addr := Rect{to.X + 4, to.Y + 3.6, to.W - 4, to.H - 4.4}
	if l.To.Country != "" {
		addr.H -= 9
	}
	f := c.Text(addr, l.To.block(), Style{Font: SansBold, Size: 16, Keep: 11, Min: 7.5, Lines: 8})
	if l.To.Country != "" {
		c.Text(Rect{addr.X, addr.Y + f.Height + 0.6, addr.W, 8.4}, strings.ToUpper(l.To.Country), Style{Font: SansBold, Size: 19, Min: 9})
	}

	// Carrier and service, white on black.
	band := Rect{r.X, r.Y + 70, r.W, 12}
	if l.Carrier+l.Service != "" {
		c.Fill(band, Black)
	}
	inner := Rect{band.X + 2.5, band.Y, band.W - 5, band.H}
	bandStyle := Style{Font: SansBold, Size: 18, Min: 8, Middle: true, Ink: White}
	carrier := c.Text(Rect{inner.X, inner.Y, inner.W * 0.6, inner.H}, l.Carrier, bandStyle)
	bandStyle.Align, bandStyle.Size = Right, 14
	c.Text(Rect{inner.X + carrier.Width + 3, inner.Y, inner.W - carrier.Width - 3, inner.H}, l.Service, bandStyle)

	// Order number and what is inside.
	y = band.Bottom() + 1.2
	c.Text(Rect{r.X, y, 30, 3}, "ORDER", small)
	order := c.Text(Rect{r.X, y + 2.8, r.W * 0.5, 9}, l.Order, Style{Font: SansBold, Size: 20, Min: 8})
	if l.Reference != "" {
		x := r.X + max(order.Width, 20) + 5
		c.Text(Rect{x, y, 30, 3}, "YOUR REFERENCE", small)
		c.Text(Rect{x, y + 2.8, r.Right() - x, 9}, l.Reference, Style{Font: Narrow, Size: 12, Min: 6, Lines: 2})
	}
	y += 12.4
	across(y)

	// The bar code stands alone, with its quiet zones inside the label.
	data := l.Parcel
	if data == "" {
		data = l.Order
	}
	bars := Rect{r.X, y + 2, r.W, 25}
	if code, err := TextCode(data); err != nil {
		c.Warn(CodeBad, err.Error(), "")
		c.Text(bars, data, Style{Font: Mono, Size: 20, Min: 6, Align: Center, Middle: true})
	} else {
		c.Code(bars, code, CodeStyle{Text: true, TextSize: 11, Align: Center})
	}
	y = bars.Bottom() + 1.2
	across(y)

	c.Text(Rect{r.X, r.Bottom() - 3, r.W * 0.5, 3}, "NOT A CARRIER LABEL", small)
	if l.Postage != "" {
		c.Text(Rect{r.X + r.W*0.4, r.Bottom() - 3, r.W * 0.6, 3}, l.Postage, Style{Font: Sans, Size: 6.5, Min: 5, Align: Right})
	}
	foot := Rect{r.X, y + 1, r.W, r.Bottom() - 3.6 - y - 1}
	if n := len(l.Marks); n > 0 {
		foot.H -= l.drawMarks(c, Rect{foot.X, foot.Bottom() - 7, foot.W, 6.4}) + 0.8
	}
	if l.Contents != "" {
		c.Text(Rect{foot.X, foot.Y, 20, 3}, "CONTENTS", small)
		c.Text(Rect{foot.X, foot.Y + 2.8, foot.W, foot.H - 2.8}, l.Contents, Style{Font: Narrow, Size: 9, Min: 6, Lines: 4})
	}
}

// drawMarks frames handling marks side by side and returns the height used.
func (l ShippingLabel) drawMarks(c *Canvas, r Rect) float64 {
	x := r.X
	for i, m := range l.Marks {
		m = strings.ToUpper(m)
		st := Style{Font: SansBold, Size: 9.5, Min: 6, Align: Center, Middle: true}
		w := min(Measure(Rect{0, 0, r.W - 6, r.H}, m, st).Width+5, r.Right()-x)
		if w < 8 {
			c.Warn(TextCut, fmt.Sprintf("no room for %d handling marks", len(l.Marks)-i), m)
			break
		}
		box := Rect{x, r.Y, w, r.H}
		c.Frame(box, 0.5)
		c.Text(box.Inset(0.8), m, st)
		x += w + 1.5
	}
	return r.H
}

func (l ShippingLabel) weight() string {
	switch {
	case l.WeightG <= 0:
		return ""
	case l.Imperial:
		oz := (l.WeightG*100000 + 1417476) / 2834952 // to the nearest ounce of 28.34952 g
		if oz < 16 {
			return fmt.Sprintf("%d oz", max(1, oz))
		}
		return fmt.Sprintf("%d lb %d oz", oz/16, oz%16)
	}
	return fmt.Sprintf("%d.%03d kg", l.WeightG/1000, l.WeightG%1000)
}

func (l ShippingLabel) size() string {
	if l.LengthMM <= 0 || l.WidthMM <= 0 || l.HeightMM <= 0 {
		return ""
	}
	if l.Imperial {
		in := func(mm int) string {
			tenths := (mm*100 + 127) / 254
			if tenths%10 == 0 {
				return fmt.Sprint(tenths / 10)
			}
			return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
		}
		return in(l.LengthMM) + " × " + in(l.WidthMM) + " × " + in(l.HeightMM) + " in"
	}
	cm := func(mm int) string {
		if mm%10 == 0 {
			return fmt.Sprint(mm / 10)
		}
		return fmt.Sprintf("%d.%d", mm/10, mm%10)
	}
	return cm(l.LengthMM) + " × " + cm(l.WidthMM) + " × " + cm(l.HeightMM) + " cm"
}
