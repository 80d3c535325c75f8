package reports

import (
	"fmt"
	"strings"

	"packbench/labels"
)

// drawLine sets one order line with its kit parts; none of it is split.
func (s *slipFlow) drawLine(l *SlipLine) {
	name := l.Name
	if l.Variant != "" {
		name += ", " + l.Variant
	}
	h, parts := s.lineHeight(l, name)
	// A kit of more parts than a page holds is the one thing that goes on.
	if whole := h + parts; whole <= s.pageRoom() {
		row := s.take(whole)
		s.setLine(row, h, l, name)
		y := row.Y + h
		for i := range l.Parts {
			y += s.setPart(labels.Rect{X: row.X, Y: y, W: row.W}, &l.Parts[i])
		}
		s.hairline(row)
		return
	}
	row := s.take(h)
	s.setLine(row, h, l, name)
	for i := range l.Parts {
		row = s.take(s.partHeight(&l.Parts[i]))
		s.setPart(row, &l.Parts[i])
	}
	s.hairline(row)
}

// pageRoom is about what a page after the first holds.
func (s *slipFlow) pageRoom() float64 { return s.bottom() - s.area().Y - 13 }

func (s *slipFlow) nameStyle(l *SlipLine) labels.Style {
	st := labels.Style{Font: labels.Sans, Size: s.body, Min: s.body - 1, Lines: 3}
	if s.compact {
		st.Font = labels.Narrow
	}
	if l.Here == 0 {
		st.Ink = labels.Grey
	}
	return st
}

// remark is the small text under a name: the SKU where it has no column, and
// what is not plain from the numbers.
func (s *slipFlow) remark(l *SlipLine) string {
	var out []string
	if s.compact && l.SKU != "" {
		out = append(out, l.SKU)
	}
	if l.Gift {
		out = append(out, "gift, free with your order")
	}
	if l.Elsewhere > 0 {
		out = append(out, fmt.Sprintf("%d in another box", l.Elsewhere))
	}
	if l.ToFollow > 0 {
		follow := fmt.Sprintf("%d to follow", l.ToFollow)
		if l.Due != "" {
			follow += ", " + l.Due
		}
		out = append(out, follow)
	}
	return strings.Join(out, "  ·  ")
}

const bigHeight = 60 // mm, more than a cell ever takes

func (s *slipFlow) pad() float64 {
	if s.compact {
		return 0.7
	}
	return 1.15
}

func (s *slipFlow) smallStyle() labels.Style {
	return labels.Style{Font: labels.Narrow, Size: s.small, Min: s.small - 1, Lines: 2}
}

// lineHeight measures a line and its parts.
func (s *slipFlow) lineHeight(l *SlipLine, name string) (own, parts float64) {
	w := s.cols[slipItem].w
	own = labels.Measure(labels.Rect{W: w, H: bigHeight}, name, s.nameStyle(l)).Height
	if !s.compact {
		own = max(own, labels.Measure(labels.Rect{W: s.cols[slipSKU].w, H: bigHeight}, l.SKU, s.skuStyle(l)).Height)
	}
	own = max(own, s.body*1.17*25.4/72)
	if r := s.remark(l); r != "" {
		own += labels.Measure(labels.Rect{W: w, H: bigHeight}, r, s.smallStyle()).Height
	}
	for i := range l.Parts {
		parts += s.partHeight(&l.Parts[i])
	}
	return own + 2*s.pad(), parts
}

func (s *slipFlow) skuStyle(l *SlipLine) labels.Style {
	st := labels.Style{Font: labels.Narrow, Size: s.body, Min: s.body - 2.5, Lines: 2}
	if l.Here == 0 {
		st.Ink = labels.Grey
	}
	return st
}

func (s *slipFlow) setLine(row labels.Rect, h float64, l *SlipLine, name string) {
	c, y := s.c, row.Y+s.pad()
	cell := labels.Rect{Y: y, H: h - s.pad()}
	if !s.compact {
		c.Text(s.cols[slipSKU].in(cell), l.SKU, s.skuStyle(l))
	}
	got := c.Text(s.cols[slipItem].in(cell), name, s.nameStyle(l))
	if r := s.remark(l); r != "" {
		at := s.cols[slipItem].in(labels.Rect{Y: y + got.Height, H: bigHeight})
		c.Text(at, r, s.smallStyle())
	}
	num := labels.Style{Font: labels.Sans, Size: s.body, Align: labels.Right}
	if l.Here == 0 {
		num.Ink = labels.Grey
	}
	c.Text(s.cols[slipOrdered].in(cell), fmt.Sprint(l.Ordered), num)
	if l.ToFollow > 0 {
		c.Text(s.cols[slipLater].in(cell), fmt.Sprint(l.ToFollow), num)
	}
	num.Font = labels.SansBold
	c.Text(s.cols[slipHere].in(cell), fmt.Sprint(l.Here), num)
}

// Parts of a kit are indented and smaller.
func (s *slipFlow) partIndent() float64 { return 4 }

func (s *slipFlow) partStyle() labels.Style {
	return labels.Style{Font: labels.Narrow, Size: s.body - 1, Min: s.body - 2, Lines: 2}
}

func (s *slipFlow) partHeight(p *SlipLine) float64 {
	w := s.cols[slipItem].w - s.partIndent()
	name := p.Name
	if s.compact && p.SKU != "" {
		name += "  " + p.SKU
	}
	return max(labels.Measure(labels.Rect{W: w, H: bigHeight}, name, s.partStyle()).Height, (s.body-1)*1.17*25.4/72) + 0.8
}

func (s *slipFlow) setPart(row labels.Rect, p *SlipLine) float64 {
	h := s.partHeight(p)
	c := s.c
	cell := labels.Rect{Y: row.Y, H: h}
	st := s.partStyle()
	sku := s.cols[slipSKU].in(cell)
	sku.X, sku.W = sku.X+s.partIndent(), sku.W-s.partIndent()
	skuStyle := st
	skuStyle.Lines, skuStyle.Min = 1, st.Size-2
	name := p.Name
	if s.compact && p.SKU != "" {
		name += "  " + p.SKU
	} else {
		c.Text(sku, p.SKU, skuStyle)
	}
	item := s.cols[slipItem].in(cell)
	c.Line(item.X+1.4, row.Y-0.6, item.X+1.4, row.Y+1.9, 0.15, labels.Black)
	c.Line(item.X+1.4, row.Y+1.9, item.X+3, row.Y+1.9, 0.15, labels.Black)
	item.X, item.W = item.X+s.partIndent(), item.W-s.partIndent()
	c.Text(item, name, st)
	st.Align, st.Lines = labels.Right, 1
	c.Text(s.cols[slipHere].in(cell), fmt.Sprint(p.Here), st)
	return h
}
