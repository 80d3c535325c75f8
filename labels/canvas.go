package labels

import (
	"image"
	"strings"
)

// An Align says where text stands in its place.
type Align uint8

// Alignments across; vertical ones are in [Style.Middle] and [Style.Bottom].
const (
	Left Align = iota
	Center
	Right
)

// A Style says how a text is set into its rectangle.
type Style struct {
	Font Font
	// Size in points that is tried first; Min is the smallest it may shrink to
	// before the text is cut with an ellipsis and a warning (0: no shrinking).
	Size, Min float64
	Align     Align
	Middle    bool // centred up and down in its rectangle
	Bottom    bool // at the bottom of its rectangle
	// Lines is how many lines it may take; 0 and 1 both mean one. Line breaks in
	// the text are kept when more than one is allowed, else they become spaces.
	Lines int
	// Keep is the size down to which the given lines shrink rather than break
	// in two (addresses); 0: they break at the first size.
	Keep float64
	Ink  Ink
	// Quiet leaves out the warning that the text was cut: for texts that are
	// repeated elsewhere in full.
	Quiet bool
}

// A Fit reports how a text was set.
type Fit struct {
	Size   float64 // points used
	Lines  int
	Height float64 // mm used from the top of the first line to the foot of the last
	Width  float64 // mm of the widest line
	Cut    bool
}

// A Canvas draws on one page. Nothing it draws leaves the page or the text's
// own rectangle.
type Canvas struct {
	doc    *Doc
	page   *Page
	number int
	clip   Rect
}

// Page returns the page drawn on.
func (c *Canvas) Page() *Page { return c.page }

// DPI returns the printer's dots an inch.
func (c *Canvas) DPI() int { return c.doc.DPI }

// Warn adds a warning to the document: what is wrong, and with which text or
// code (may be empty). Warnings of the same words are counted, not repeated.
func (c *Canvas) Warn(kind WarningKind, text, example string) {
	c.doc.warn(c.number, kind, text, example)
}

func (c *Canvas) add(it Item) { c.page.Items = append(c.page.Items, it) }

// Line draws a stroke of width mm.
func (c *Canvas) Line(x1, y1, x2, y2, width float64, ink Ink) {
	c.add(Line{X1: x1, Y1: y1, X2: x2, Y2: y2, Width: width, Ink: ink})
}

// Dashed draws a stroke broken into dashes of dash mm, as where paper is cut.
func (c *Canvas) Dashed(x1, y1, x2, y2, width, dash float64) {
	c.add(Line{X1: x1, Y1: y1, X2: x2, Y2: y2, Width: width, Dash: dash})
}

// Frame outlines r with a black stroke of width mm.
func (c *Canvas) Frame(r Rect, width float64) { c.add(Box{Rect: r, Width: width}) }

// Fill paints r.
func (c *Canvas) Fill(r Rect, paint Ink) { c.add(Box{Rect: r, Fill: true, Paint: paint}) }

// Picture draws an image into r, as large as fits with its proportions kept,
// at the top left.
func (c *Canvas) Picture(r Rect, pic image.Image) {
	if pic == nil || pic.Bounds().Empty() || r.W <= 0 || r.H <= 0 {
		return
	}
	w, h := float64(pic.Bounds().Dx()), float64(pic.Bounds().Dy())
	k := min(r.W/w, r.H/h)
	c.add(Image{Rect: Rect{r.X, r.Y, w * k, h * k}, Pic: pic})
}

// Text sets s into r and reports how. The size shrinks from st.Size to st.Min
// in half points until s fits; what still does not fit is cut and warned of.
// An empty or blank s draws nothing.
func (c *Canvas) Text(r Rect, s string, st Style) Fit {
	if err := loadFaces(); err != nil {
		c.Warn(TextCut, err.Error(), "")
		return Fit{}
	}
	s, lost := clean(st.Font, s, st.Lines > 1)
	for _, what := range lost {
		c.Warn(RuneMissing, "no font has "+what+", printed as "+string(Missing), shorten(strings.TrimSpace(s), 40))
	}
	s = strings.TrimSpace(s)
	if s == "" || r.W <= 0 || r.H <= 0 {
		return Fit{Size: st.Size}
	}
	lines, size, cut := fit(r, s, st)
	if cut && !st.Quiet {
		c.Warn(TextCut, "no room for all of the text "+shorten(s, 60), "")
	}
	leading := size * lineSpacing * mmPerPoint
	height := leading * float64(len(lines))
	y := r.Y
	switch {
	case st.Middle:
		// By the look of it: capitals in the middle, not the line box.
		y = r.Y + (r.H-height)/2
		if len(lines) == 1 {
			y = r.Y + r.H/2 - (fontAscent-fontCapital/2)*size*mmPerPoint
		}
	case st.Bottom:
		y = r.Bottom() - height
	}
	out := Fit{Size: size, Lines: len(lines), Height: height, Cut: cut}
	for i, line := range lines {
		t := shape(st.Font, size, line)
		t.Ink = st.Ink
		t.X = r.X
		switch st.Align {
		case Center:
			t.X += (r.W - t.W) / 2
		case Right:
			t.X += r.W - t.W
		}
		t.Y = y + float64(i)*leading + fontAscent*size*mmPerPoint
		out.Width = max(out.Width, t.W)
		if t.Plain != "" {
			c.add(t)
		}
	}
	return out
}

// Measure reports how Text would set s, without drawing or warning.
func Measure(r Rect, s string, st Style) Fit {
	if loadFaces() != nil {
		return Fit{}
	}
	s, _ = clean(st.Font, s, st.Lines > 1)
	s = strings.TrimSpace(s)
	if s == "" || r.W <= 0 || r.H <= 0 {
		return Fit{Size: st.Size}
	}
	lines, size, cut := fit(r, s, st)
	out := Fit{Size: size, Lines: len(lines), Height: size * lineSpacing * mmPerPoint * float64(len(lines)), Cut: cut}
	for _, l := range lines {
		out.Width = max(out.Width, Width(st.Font, size, l.text))
	}
	return out
}

// shape splits a line by font and direction into a Text at the origin.
func shape(f Font, size float64, l line) Text {
	t := Text{Size: size, Plain: strings.TrimRight(l.text, " ")}
	var dx uint32
	v := visual(t.Plain, l.base)
	start, cur := 0, f
	var startDX uint32
	flush := func(end int) {
		if end > start {
			t.Runs = append(t.Runs, Run{Font: cur, DX: float64(startDX) / 1000 * size * mmPerPoint, S: v[start:end]})
		}
	}
	for i, r := range v {
		rf, w, _ := pick(f, r)
		if rf != cur {
			flush(i)
			start, startDX, cur = i, dx, rf
		}
		dx += w
	}
	flush(len(v))
	t.W = float64(dx) / 1000 * size * mmPerPoint
	return t
}

func shorten(s string, n int) string {
	r := []rune(strings.ReplaceAll(s, "\n", " "))
	if len(r) <= n {
		return string(r)
	}
	return string(r[:n]) + "…"
}
