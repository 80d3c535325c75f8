package labels

import (
	"fmt"
	"image"
)

// DefaultDPI is the dot density taken where a document names none: that of the
// common thermal label printer (8 dots a millimetre).
const DefaultDPI = 203

// PointsPerMM converts millimetres of paper to typographic points.
const PointsPerMM = 72 / 25.4

// A Size is a width and height of paper in millimetres.
type Size struct{ W, H float64 }

// Paper sizes that printers have names for.
var (
	A4       = Size{210, 297}
	Letter   = Size{215.9, 279.4}
	Label4x6 = Size{101.6, 152.4}
)

// A Rect is a place on a page: top left corner, width and height, in
// millimetres from the page's top left corner.
type Rect struct{ X, Y, W, H float64 }

// Inset returns the rectangle made smaller by d millimetres on every side.
func (r Rect) Inset(d float64) Rect {
	return Rect{r.X + d, r.Y + d, max(0, r.W-2*d), max(0, r.H-2*d)}
}

// Right and Bottom are the far edges.
func (r Rect) Right() float64  { return r.X + r.W }
func (r Rect) Bottom() float64 { return r.Y + r.H }

// Ink is how light a mark is, in percent: 0 black, 100 white. Documents have
// no colour, because most of the printers that make them have none.
type Ink uint8

// Inks in use. Thermal printers turn Grey and Pale into dots.
const (
	Black Ink = 0
	Grey  Ink = 45
	Pale  Ink = 88
	White Ink = 100
)

// An Item is one mark on a page: Text, Line, Box, Image or Symbol.
type Item interface{ item() }

// Text is one line of letters, ready to draw: clean, in visual order, split by
// font. It is made by [Canvas.Text], which sees to that.
type Text struct {
	X, Y float64 // start of the baseline, mm
	W    float64 // width, mm
	Size float64 // points
	Ink  Ink
	Runs []Run
	// Plain is the text as a person typed it, in reading order, cleaned and cut.
	Plain string
}

// A Run is a stretch of one font inside a Text.
type Run struct {
	Font Font
	DX   float64 // from the Text's X, mm
	S    string  // in visual order; every rune is in Font
}

// Line is a straight stroke; Width in mm. A Dash above 0 breaks it into dashes
// of that many mm.
type Line struct {
	X1, Y1, X2, Y2 float64
	Width          float64
	Ink            Ink
	Dash           float64
}

// Box is a rectangle, filled when Fill is set, outlined when Width is above 0.
type Box struct {
	Rect
	Width float64 // of the outline, mm
	Ink   Ink     // of the outline
	Fill  bool
	Paint Ink // of the inside
}

// Image is a picture, such as the shop's logo, stretched over its rectangle.
// Callers keep its proportions. It must not change once it is on a page.
type Image struct {
	Rect
	Pic image.Image
}

// Symbol is a bar code as bars on whole printer dots. Readable digits under it
// are Text items of their own.
type Symbol struct {
	Code   Code
	DPI    int // dots an inch of the grid the bars stand on
	X, Y   int // top left of the first bar in dots from the page's corner
	Module int // width of the thinnest bar in dots
	Height int // of the ordinary bars in dots
	Guard  int // how much longer guard bars are, in dots (EAN and UPC only)
}

func (Text) item()   {}
func (Line) item()   {}
func (Box) item()    {}
func (Image) item()  {}
func (Symbol) item() {}

// A Page is one sheet of paper and the marks on it, drawn in order.
type Page struct {
	Size
	Items []Item
}

// A Doc is what is printed in one go.
type Doc struct {
	Title    string
	DPI      int // of the printer it is meant for
	Pages    []*Page
	Warnings []Warning

	seen map[string]int // kind and text to index in Warnings
}

// NewDoc starts a document for a printer of dpi dots an inch (0 is
// [DefaultDPI]; 72 to 2400 are taken, what is outside is brought inside).
func NewDoc(title string, dpi int) *Doc {
	if dpi == 0 {
		dpi = DefaultDPI
	}
	return &Doc{Title: title, DPI: min(max(dpi, 72), 2400)}
}

// AddPage appends an empty page and returns the canvas to draw on it.
func (d *Doc) AddPage(size Size) *Canvas {
	p := &Page{Size: size}
	d.Pages = append(d.Pages, p)
	return &Canvas{doc: d, page: p, number: len(d.Pages), clip: Rect{0, 0, size.W, size.H}}
}

// Append puts the pages of another document behind this one's, with its
// warnings. Bars keep the dots they were laid out for.
func (d *Doc) Append(more *Doc) {
	before := len(d.Pages)
	d.Pages = append(d.Pages, more.Pages...)
	for _, w := range more.Warnings {
		i := len(d.Warnings)
		d.warn(w.Page+before, w.Kind, w.Text, w.Example)
		if i < len(d.Warnings) {
			d.Warnings[i].Count = w.Count
		}
	}
}

// A WarningKind sorts warnings for the screen.
type WarningKind int

// The things that can be wrong with a document that is printed all the same.
const (
	TextCut     WarningKind = iota + 1 // a text was longer than its place
	RuneMissing                        // a character cannot be shown; a box stands for it
	CodeNarrow                         // bars are thinner than scanners are promised
	CodeShort                          // bars are lower than a hand scanner likes
	CodeNoFit                          // a bar code was left out: no room
	CodeBad                            // a bar code was left out or replaced: its data cannot be encoded
)

// A Warning is one thing to tell a person before printing. The same message is
// listed once, with the page and the text or code it was met on first.
type Warning struct {
	Kind    WarningKind
	Page    int // from 1
	Count   int
	Text    string // what is wrong
	Example string // the first it is wrong with
}

func (w Warning) String() string {
	s := fmt.Sprintf("page %d: %s", w.Page, w.Text)
	if w.Example != "" {
		s += ": " + w.Example
	}
	if w.Count > 1 {
		s += fmt.Sprintf(" and %d more", w.Count-1)
	}
	return s
}

// maxWarnings bounds the list: beyond it a person reads no more.
const maxWarnings = 200

func (d *Doc) warn(page int, kind WarningKind, text, example string) {
	key := fmt.Sprint(kind, " ", text)
	if i, ok := d.seen[key]; ok {
		d.Warnings[i].Count++
		return
	}
	if len(d.Warnings) >= maxWarnings {
		return
	}
	if d.seen == nil {
		d.seen = map[string]int{}
	}
	d.seen[key] = len(d.Warnings)
	d.Warnings = append(d.Warnings, Warning{Kind: kind, Page: page, Count: 1, Text: text, Example: example})
}
