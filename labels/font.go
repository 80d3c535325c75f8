package labels

import (
	"fmt"
	"sync"
	"sync/atomic"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"packbench/assets"
)

// A Font is one of the embedded typefaces.
type Font uint8

// The fonts of documents. CJK is never asked for: it stands in for characters
// that the others lack.
const (
	Sans Font = iota
	SansBold
	Narrow
	NarrowBold
	Mono // bold, every sign equally wide
	CJK
	fontCount
)

// Missing is drawn for a character that no font has.
const Missing = '▯'

// Vertical measures of the DejaVu family as shares of the type size (its hhea
// table: 1901 and 483 of 2048 units; capitals 1493).
const (
	fontAscent  = 0.928
	fontDescent = 0.236
	fontCapital = 0.729
	lineSpacing = fontAscent + fontDescent
)

// mmPerPoint converts type sizes to millimetres.
const mmPerPoint = 25.4 / 72

// face is a parsed font with its glyph numbers and widths looked up once a rune.
type face struct {
	name string
	data []byte
	font *sfnt.Font
	// One word a rune of the basic plane: 0 not looked up yet, else bit 31 set,
	// bit 30 when the font has the rune, and the advance in 1/1000 em below.
	known [0x10000]atomic.Uint32
}

const (
	faceLooked = 1 << 31
	faceHas    = 1 << 30
	faceWidth  = faceHas - 1
)

var faces [fontCount]*face

// loadFaces parses the embedded fonts when the first text is set. They are part
// of the program, so a failure is a broken build, which every test would show.
var loadFaces = sync.OnceValue(func() error {
	files := [fontCount]struct {
		name string
		data []byte
	}{
		Sans:       {"sans", assets.FontSans},
		SansBold:   {"sansbold", assets.FontSansBold},
		Narrow:     {"narrow", assets.FontNarrow},
		NarrowBold: {"narrowbold", assets.FontNarrowBold},
		Mono:       {"mono", assets.FontMonoBold},
		CJK:        {"cjk", assets.FontCJK},
	}
	for i, f := range files {
		parsed, err := sfnt.Parse(f.data)
		if err != nil {
			return fmt.Errorf("read the embedded font %s: %w", f.name, err)
		}
		faces[i] = &face{name: f.name, data: f.data, font: parsed}
	}
	return nil
})

// lookup returns whether the font has the rune and its advance in 1/1000 em.
// Runes beyond the basic plane are never had: the PDF writer cannot take them.
func (f *face) lookup(r rune) (width uint32, ok bool) {
	if f == nil || r < 0 || r > 0xFFFF {
		return 0, false
	}
	v := f.known[r].Load()
	if v == 0 {
		v = faceLooked | f.find(r)
		f.known[r].Store(v)
	}
	return v & faceWidth, v&faceHas != 0
}

func (f *face) find(r rune) uint32 {
	var buf sfnt.Buffer
	g, err := f.font.GlyphIndex(&buf, r)
	if err != nil || g == 0 {
		return 0
	}
	upem := f.font.UnitsPerEm()
	adv, err := f.font.GlyphAdvance(&buf, g, fixed.Int26_6(upem), 0)
	if err != nil || adv < 0 {
		return 0
	}
	// At a size of upem 1/64 pixels, the advance comes back in font units.
	return faceHas | uint32((int64(adv)*1000+int64(upem)/2)/int64(upem))
}

// pick returns the font that shows r when want is asked for: want itself, then
// the plain sans, then CJK. ok is false when none has it.
func pick(want Font, r rune) (f Font, width uint32, ok bool) {
	for _, f := range [...]Font{want, Sans, CJK} {
		if w, has := faces[f].lookup(r); has {
			return f, w, true
		}
	}
	return want, 0, false
}

// Width returns how wide a clean text is in millimetres at size points.
func Width(f Font, size float64, s string) float64 {
	if loadFaces() != nil {
		return 0
	}
	var sum uint32
	for _, r := range s {
		_, w, ok := pick(f, r)
		if !ok {
			_, w, _ = pick(f, Missing)
		}
		sum += w
	}
	return float64(sum) / 1000 * size * mmPerPoint
}
