package labels

import (
	"fmt"
	"math"
)

// A CodeStyle says how a bar code is set into its rectangle.
type CodeStyle struct {
	// Text shows what the code says under its bars: for EAN and UPC in the
	// places the standard gives the digits, for the others in one line.
	Text bool
	// TextSize of that line in points (0: 8). EAN and UPC digits go by the bars.
	TextSize float64
	Align    Align // where the code stands in a wider rectangle
	// MaxModule is the widest a thin bar may be, mm (0: 0.5).
	MaxModule float64
	// Tight leaves the quiet zones to the white paper around the rectangle.
	Tight bool
}

// Limits of the thin bar in mm: EAN and UPC as GS1 General Specifications 5.12
// demand at a shop's till, the others as hand scanners read with ease.
const (
	retailMin, retailTarget, retailMax = 0.264, 0.330, 0.660
	textMin, textMax                   = 0.25, 0.5
	qrMin, qrMax                       = 0.375, 1.0
	// Below the minimum, but better than no code at all: drawn with a warning.
	leastModule, leastQR = 0.165, 0.25
	// A hand scanner wants a little height to be aimed at.
	leastHeight = 4.0
)

// quiet returns the white that a code needs to its left and right in modules.
func quiet(k Kind) (left, right int) {
	switch k {
	case EAN13:
		return 11, 7
	case UPCA:
		return 9, 9
	case EAN8:
		return 7, 7
	case QR:
		return 4, 4
	}
	return 10, 10
}

// Code sets a bar code into r with its quiet zones, on whole dots of the
// document's printer, and returns where bars and digits stand (without quiet
// zones). What does not fit is left out, its text printed instead, and warned
// of; bars narrower than scanners are promised are drawn and warned of.
func (c *Canvas) Code(r Rect, code Code, st CodeStyle) Rect {
	if code.Kind == NoCode {
		return Rect{X: r.X, Y: r.Y}
	}
	p, err := cached(code)
	if err != nil {
		c.Warn(CodeBad, err.Error(), "")
		return c.instead(r, code)
	}
	left, right := quiet(code.Kind)
	if st.Tight {
		left, right = 0, 0
	}
	room := r.W
	if code.Kind == QR {
		room = min(r.W, r.H)
	}
	module, narrow := c.module(code.Kind, room, left+p.width+right, st.MaxModule)
	if module == 0 {
		c.Warn(CodeNoFit, fmt.Sprintf("a %s needs %.1f mm, there are %.1f: left out", code.Kind,
			c.mm(c.leastDots(code.Kind)*(left+p.width+right)), room), shorten(code.Data, 40))
		return c.instead(r, code)
	}
	if narrow {
		c.Warn(CodeNarrow, fmt.Sprintf("the thin bars of a %s are %.2f mm, scanners are promised %.2f (use a wider label or a finer printer)",
			code.Kind, c.mm(module), minModule(code.Kind)), shorten(code.Data, 40))
	}
	return c.place(r, code, p, module, left, right, st)
}

// place draws a code whose module in dots is settled.
func (c *Canvas) place(r Rect, code Code, p pattern, module, left, right int, st CodeStyle) Rect {
	x := c.mm(module)
	whole := float64(left+p.width+right) * x
	startX := r.X
	switch st.Align {
	case Center:
		startX += (r.W - whole) / 2
	case Right:
		startX += r.W - whole
	}
	sym := Symbol{Code: code, DPI: c.DPI(), X: c.dots(startX + float64(left)*x), Y: c.dots(r.Y), Module: module}
	out := Rect{X: c.mm(sym.X), Y: c.mm(sym.Y), W: float64(p.width) * x}
	if code.Kind == QR {
		sym.Y = c.dots(r.Y + (r.H-float64(p.height)*x)/2)
		sym.Height = p.height * module
		out.Y, out.H = c.mm(sym.Y), c.mm(sym.Height)
		c.add(sym)
		return out
	}
	under := 0.0 // room for text below the bars, mm
	size := st.TextSize
	if size == 0 {
		size = 8
	}
	retail := code.Kind != Code128
	if st.Text {
		under = size * lineSpacing * mmPerPoint
		if retail {
			size = retailSize(x)
			under = size*fontCapital*mmPerPoint + 2.0*x
		}
	}
	if r.H-under < leastHeight {
		c.Warn(CodeShort, fmt.Sprintf("bars only %.1f mm high are hard to aim at", max(0, r.H-under)), shorten(code.Data, 40))
	}
	sym.Height = int((r.H - under) * float64(c.DPI()) / 25.4)
	if sym.Height < 2 {
		c.Warn(CodeNoFit, fmt.Sprintf("no height for a %s: left out", code.Kind), shorten(code.Data, 40))
		return Rect{X: r.X, Y: r.Y}
	}
	out.H = c.mm(sym.Height)
	foot := out.Bottom()
	if retail && st.Text {
		sym.Guard = min(5*module, int(under*float64(c.DPI())/25.4))
	}
	c.add(sym)
	if st.Text {
		if retail {
			c.retailDigits(code, out, x, size, foot+1.3*x)
		} else {
			c.Text(Rect{max(r.X, out.X-float64(left)*x), foot, min(r.W, whole), under}, code.Data,
				Style{Font: Sans, Size: size, Min: 4, Align: Center, Quiet: true})
		}
		out.H += under
	}
	return out
}

// instead prints what a code says where the code itself cannot stand.
func (c *Canvas) instead(r Rect, code Code) Rect {
	f := c.Text(r, code.Data, Style{Font: Mono, Size: 9, Min: 5, Middle: true, Align: Center})
	return Rect{r.X, r.Y, r.W, f.Height}
}

// retailSize makes a digit 7 modules wide, a little less for air.
func retailSize(x float64) float64 { return 7 * x / 0.636 * 0.95 / mmPerPoint }

// retailDigits sets the digits of an EAN or UPC under its bars, first and last
// of a UPC-A smaller and outside, the first of an EAN-13 outside (GS1 General
// Specifications 5.2.5, figures of the symbols).
func (c *Canvas) retailDigits(code Code, bars Rect, x, size, top float64) {
	base := top + size*fontCapital*mmPerPoint
	put := func(s string, from, modules float64, size float64, a Align) {
		t := shape(Sans, size, line{text: s})
		t.X, t.Y = bars.X+from*x, base
		switch a {
		case Center:
			t.X += (modules*x - t.W) / 2
		case Right:
			t.X += modules*x - t.W
		}
		c.add(t)
	}
	d := code.Data
	switch code.Kind {
	case EAN13:
		put(d[:1], -11, 9.5, size, Right)
		put(d[1:7], 3, 42, size, Center)
		put(d[7:], 50, 42, size, Center)
	case UPCA:
		put(d[:1], -9, 7.5, size*0.75, Right)
		put(d[1:6], 10, 35, size, Center)
		put(d[6:11], 50, 35, size, Center)
		put(d[11:], 96.5, 7.5, size*0.75, Left)
	case EAN8:
		put(d[:4], 3, 28, size, Center)
		put(d[4:], 36, 28, size, Center)
	}
}

// module returns the width of a thin bar in dots so that modules of them stand
// in room mm; 0 when not even the narrowest does. EAN and UPC go for the
// standard's target, the others for the widest that fits.
func (c *Canvas) module(k Kind, room float64, modules int, limit float64) (dots int, narrow bool) {
	most := int(math.Floor((room + 0.02) / float64(modules) * float64(c.DPI()) / 25.4))
	fewest := int(math.Ceil(minModule(k)*float64(c.DPI())/25.4 - 0.01))
	var want int
	switch k {
	case EAN13, UPCA, EAN8:
		want = max(fewest, int(math.Round(retailTarget*float64(c.DPI())/25.4)))
		if limit > 0 {
			want = max(fewest, int(min(limit, retailMax)*float64(c.DPI())/25.4))
		}
	default:
		top := textMax
		if k == QR {
			top = qrMax
		}
		if limit > 0 {
			top = limit
		}
		want = max(fewest, int(top*float64(c.DPI())/25.4+0.01))
	}
	dots = min(want, most)
	if dots >= fewest {
		return dots, false
	}
	if dots < c.leastDots(k) {
		return 0, true
	}
	return dots, true
}

// leastDots is the narrowest thin bar that is drawn at all: two dots, since one
// is a matter of luck on most printers, and no less than leastModule.
func (c *Canvas) leastDots(k Kind) int {
	least := leastModule
	if k == QR {
		least = leastQR
	}
	return max(2, int(math.Ceil(least*float64(c.DPI())/25.4-0.01)))
}

func minModule(k Kind) float64 {
	switch k {
	case Code128:
		return textMin
	case QR:
		return qrMin
	}
	return retailMin
}

func (c *Canvas) mm(dots int) float64 { return float64(dots) * 25.4 / float64(c.DPI()) }

func (c *Canvas) dots(mm float64) int { return int(math.Round(mm * float64(c.DPI()) / 25.4)) }
