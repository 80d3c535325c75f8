package reports

import (
	"fmt"

	"packbench/labels"
)

// measures are the sizes that differ between office paper and label stock.
type measures struct {
	margin  float64 // around the page, mm
	compact bool    // label stock: narrower columns, smaller letters
	footH   float64 // kept free for the page's foot, mm
	// Type sizes in points.
	title, caps, body, small float64
}

func measuresFor(paper labels.Size) measures {
	if paper.W < 150 {
		return measures{margin: 4, compact: true, footH: 5, title: 14, caps: 6.5, body: 8, small: 6.5}
	}
	return measures{margin: 13, footH: 7, title: 20, caps: 7.5, body: 9, small: 7.5}
}

// A flow runs one document (one slip, one list) over as many pages as it
// needs. Rows are asked for with their whole height, so none is ever split.
type flow struct {
	measures
	doc   *labels.Doc
	paper labels.Size
	pages []*labels.Canvas
	c     *labels.Canvas
	y     float64 // next free place, mm
	// head draws the top of a page, first or later, and returns where rows start.
	head func(c *labels.Canvas, first bool) float64
	// foot is called for each page when all are known.
	foot func(c *labels.Canvas, r labels.Rect, n, of int)
	// sub is drawn at the bottom of the rows of each page, subH high; may be nil.
	sub  func(c *labels.Canvas, r labels.Rect, page int)
	subH float64
}

func newFlow(doc *labels.Doc, paper labels.Size) *flow {
	return &flow{doc: doc, paper: paper, measures: measuresFor(paper)}
}

// area is the page without its margins.
func (f *flow) area() labels.Rect {
	return labels.Rect{X: 0, Y: 0, W: f.paper.W, H: f.paper.H}.Inset(f.margin)
}

// bottom is where rows must end.
func (f *flow) bottom() float64 { return f.area().Bottom() - f.footH - f.subH }

// newPage starts a page with its head.
func (f *flow) newPage() {
	f.c = f.doc.AddPage(f.paper)
	f.pages = append(f.pages, f.c)
	f.y = f.head(f.c, len(f.pages) == 1)
}

// take gives a row of height h, on a new page when this one is full. A row
// higher than a page is given a page of its own.
func (f *flow) take(h float64) labels.Rect {
	a := f.area()
	if f.c == nil {
		f.newPage()
	}
	start := f.y
	if f.y+h > f.bottom()+0.01 {
		f.newPage()
		start = f.y
	}
	f.y += h
	return labels.Rect{X: a.X, Y: start, W: a.W, H: min(h, f.bottom()-start)}
}

// room is what is left of the page, mm.
func (f *flow) room() float64 {
	if f.c == nil {
		return 0
	}
	return f.bottom() - f.y
}

// finish draws the feet.
func (f *flow) finish() {
	a := f.area()
	for i, c := range f.pages {
		r := labels.Rect{X: a.X, Y: a.Bottom() - f.footH + 1.2, W: a.W, H: f.footH - 1.2}
		if f.sub != nil {
			f.sub(c, labels.Rect{X: a.X, Y: f.bottom(), W: a.W, H: f.subH}, i)
		}
		c.Line(a.X, r.Y-0.6, a.Right(), r.Y-0.6, 0.15, labels.Black)
		if f.foot != nil {
			f.foot(c, r, i+1, len(f.pages))
		}
	}
}

// pageFoot sets a text on the left and "Page 2 of 3" on the right.
func (f *flow) pageFoot(left string) func(*labels.Canvas, labels.Rect, int, int) {
	return func(c *labels.Canvas, r labels.Rect, n, of int) {
		st := labels.Style{Font: labels.Sans, Size: f.small, Min: 5, Quiet: true}
		c.Text(labels.Rect{X: r.X, Y: r.Y, W: r.W * 0.7, H: r.H}, left, st)
		st.Align = labels.Right
		st.Font = labels.SansBold
		c.Text(labels.Rect{X: r.X + r.W*0.7, Y: r.Y, W: r.W * 0.3, H: r.H}, fmt.Sprintf("Page %d of %d", n, of), st)
	}
}

// A column of a table: where it starts and how wide it is, in mm.
type column struct {
	title string
	x, w  float64
	align labels.Align
}

// columns lays widths out from left to right with gap between; the column of
// width 0 takes what is left.
func columns(r labels.Rect, gap float64, cols ...column) []column {
	rest := r.W - gap*float64(len(cols)-1)
	for _, c := range cols {
		rest -= c.w
	}
	x := r.X
	for i := range cols {
		if cols[i].w == 0 {
			cols[i].w = max(10, rest)
		}
		cols[i].x = x
		x += cols[i].w + gap
	}
	return cols
}

// in is the column's place in a row.
func (c column) in(row labels.Rect) labels.Rect {
	return labels.Rect{X: c.x, Y: row.Y, W: c.w, H: row.H}
}

// tableHead draws column titles over a rule and returns where rows start.
func (f *flow) tableHead(c *labels.Canvas, y float64, cols []column) float64 {
	const h = 4.4
	for _, col := range cols {
		c.Text(labels.Rect{X: col.x, Y: y, W: col.w, H: h}, col.title,
			labels.Style{Font: labels.NarrowBold, Size: f.caps, Min: 5, Align: col.align, Bottom: true, Quiet: true})
	}
	a := f.area()
	c.Line(a.X, y+h+0.4, a.Right(), y+h+0.4, 0.35, labels.Black)
	return y + h + 0.4
}

// hairline closes a row.
func (f *flow) hairline(row labels.Rect) {
	f.c.Line(row.X, row.Bottom(), row.Right(), row.Bottom(), 0.12, labels.Black)
}

// codeRight draws a Code 128 of a document's number at the right edge of r and
// returns its width; 0 when the number cannot be encoded, which is warned of.
// The quiet zone to the right is the page margin; callers keep 4 mm to the left.
func codeRight(c *labels.Canvas, r labels.Rect, number string, maxModule float64) float64 {
	code, err := labels.TextCode(number)
	if err != nil {
		c.Warn(labels.CodeBad, err.Error(), "")
		return 0
	}
	got := c.Code(r, code, labels.CodeStyle{Align: labels.Right, MaxModule: maxModule, Tight: true})
	return got.W
}

// caption sets a small heading and returns its height.
func (f *flow) caption(c *labels.Canvas, r labels.Rect, caption string) float64 {
	got := c.Text(r, caption, labels.Style{Font: labels.Narrow, Size: f.caps, Min: 5, Quiet: true})
	return got.Height
}

// plural is "1 line", "2 lines".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
