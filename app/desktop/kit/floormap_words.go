package kit

import (
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// mapWords draws words in the window's own font and keeps them: the numbers of bays
// come again and again.
type mapWords struct {
	fonts  map[bool]*opentype.Font // by bold
	faces  map[faceKey]font.Face
	drawn  map[wordKey]*image.Alpha
	labels []placedWord // aisle codes that wait to be drawn over the shelves
}

type faceKey struct {
	size int // 64ths of a pixel
	bold bool
}

type wordKey struct {
	text string
	face faceKey
}

type placedWord struct {
	word *image.Alpha
	at   image.Rectangle
}

// mostWords is how many words are kept: more than stand on any screen.
const mostWords = 4000

// get is a word as the coverage of its pixels, size pixels large; nil where it has
// none.
func (w *mapWords) get(text string, size float32, bold bool) *image.Alpha {
	key := wordKey{text, faceKey{int(size * 64), bold}}
	if img, ok := w.drawn[key]; ok {
		return img
	}
	if w.drawn == nil || len(w.drawn) > mostWords {
		w.drawn = map[wordKey]*image.Alpha{}
	}
	w.drawn[key] = w.render(text, key.face)
	return w.drawn[key]
}

func (w *mapWords) render(text string, key faceKey) *image.Alpha {
	face := w.face(key)
	if face == nil || text == "" {
		return nil
	}
	// As high as a capital, so that words stand in the middle of where they are.
	high := face.Metrics().CapHeight
	d := font.Drawer{Src: image.Opaque, Face: face}
	box, _ := d.BoundString(text)
	if box.Max.X <= box.Min.X {
		return nil
	}
	below := max(0, box.Max.Y.Ceil())
	img := image.NewAlpha(image.Rect(0, 0, (box.Max.X-box.Min.X).Ceil()+1, max(high.Ceil(), (-box.Min.Y).Ceil())+below))
	d.Dst = img
	d.Dot = fixed.Point26_6{X: -box.Min.X, Y: fixed.I(img.Rect.Max.Y - below)}
	d.DrawString(text)
	return img
}

func (w *mapWords) face(key faceKey) font.Face {
	if f, ok := w.faces[key]; ok {
		return f
	}
	f, ok := w.fonts[key.bold]
	if !ok {
		f = parseFont(fyne.TextStyle{Bold: key.bold})
		if w.fonts == nil {
			w.fonts, w.faces = map[bool]*opentype.Font{}, map[faceKey]font.Face{}
		}
		w.fonts[key.bold] = f
	}
	if f == nil {
		return nil
	}
	if len(w.faces) > 64 {
		w.faces = map[faceKey]font.Face{}
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: float64(key.size) / 64, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		fyne.LogError("font of the map", err)
		return nil
	}
	w.faces[key] = face
	return face
}

func parseFont(style fyne.TextStyle) *opentype.Font {
	f, err := opentype.Parse((&Theme{}).Font(style).Content())
	if err != nil {
		fyne.LogError("font of the map", err)
		return nil
	}
	return f
}

// word draws a word with its middle at a point.
func (p *mapPainter) word(w *image.Alpha, at image.Point, c color.RGBA) {
	to := w.Rect.Add(at.Sub(image.Pt(w.Rect.Dx()/2, w.Rect.Dy()/2)))
	draw.DrawMask(p.img, to, image.NewUniform(c), image.Point{}, w, image.Point{}, draw.Over)
}
