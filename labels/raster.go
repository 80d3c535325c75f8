package labels

import (
	"image"
	"image/color"
	"math"
	"sync"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// maxRaster bounds a preview's width and height in pixels.
const maxRaster = 20_000

// Raster draws a page as a picture of dpi pixels an inch, for the preview in
// the window: the same glyphs and bars as on paper, smoothed. dpi is brought
// into 10 to 1200, and lower where the picture would pass 20,000 pixels.
func Raster(p *Page, dpi int) *image.RGBA {
	d := float64(min(max(dpi, 10), 1200))
	d = min(d, maxRaster/max(p.W, p.H, 1)*25.4)
	k := d / 25.4
	w, h := max(1, int(math.Ceil(p.W*k-1e-6))), max(1, int(math.Ceil(p.H*k-1e-6)))
	r := &raster{img: image.NewRGBA(image.Rect(0, 0, w, h)), k: k, z: vector.NewRasterizer(w, h)}
	xdraw.Draw(r.img, r.img.Bounds(), image.White, image.Point{}, xdraw.Src)
	if loadFaces() != nil {
		return r.img
	}
	for _, it := range p.Items {
		r.item(it, d)
	}
	return r.img
}

// raster paints outlines with the coverage of each pixel as its ink.
type raster struct {
	img *image.RGBA
	k   float64 // pixels a mm
	z   *vector.Rasterizer
	buf sfnt.Buffer
}

func (r *raster) item(it Item, dpi float64) {
	switch it := it.(type) {
	case Text:
		for _, run := range it.Runs {
			r.text(it, run)
		}
	case Line:
		r.line(it)
	case Box:
		if it.Fill {
			r.rect(it.X, it.Y, it.Right(), it.Bottom(), it.Paint)
		}
		if it.Width > 0 {
			o := it.Width / 2
			r.rect(it.X-o, it.Y-o, it.Right()+o, it.Y+o, it.Ink)
			r.rect(it.X-o, it.Bottom()-o, it.Right()+o, it.Bottom()+o, it.Ink)
			r.rect(it.X-o, it.Y+o, it.X+o, it.Bottom()-o, it.Ink)
			r.rect(it.Right()-o, it.Y+o, it.Right()+o, it.Bottom()-o, it.Ink)
		}
	case Image:
		if it.Pic != nil {
			dst := image.Rect(int(it.X*r.k+0.5), int(it.Y*r.k+0.5), int(it.Right()*r.k+0.5), int(it.Bottom()*r.k+0.5))
			xdraw.BiLinear.Scale(r.img, dst, it.Pic, it.Pic.Bounds(), xdraw.Over, nil)
		}
	case Symbol:
		dot := 25.4 / float64(it.DPI)
		for _, b := range it.Bars() {
			r.rect(float64(b.Min.X)*dot, float64(b.Min.Y)*dot, float64(b.Max.X)*dot, float64(b.Max.Y)*dot, Black)
		}
	}
}

func (r *raster) line(l Line) {
	length := math.Hypot(l.X2-l.X1, l.Y2-l.Y1)
	if length == 0 {
		return
	}
	ux, uy := (l.X2-l.X1)/length, (l.Y2-l.Y1)/length
	step, on := length, length
	if l.Dash > 0 {
		step, on = max(2*l.Dash, length/1000), max(l.Dash, length/2000)
	}
	// Hairlines stay visible in a small preview.
	half := max(l.Width, 0.6/r.k) / 2
	for at := 0.0; at < length; at += step {
		end := min(at+on, length)
		ax, ay, bx, by := l.X1+ux*at, l.Y1+uy*at, l.X1+ux*end, l.Y1+uy*end
		r.poly(l.Ink, ax-uy*half, ay+ux*half, bx-uy*half, by+ux*half, bx+uy*half, by-ux*half, ax+uy*half, ay-ux*half)
	}
}

func (r *raster) rect(x1, y1, x2, y2 float64, ink Ink) { r.poly(ink, x1, y1, x2, y1, x2, y2, x1, y2) }

// poly fills a polygon given as x, y pairs in mm.
func (r *raster) poly(ink Ink, xy ...float64) {
	minX, minY, maxX, maxY := xy[0], xy[1], xy[0], xy[1]
	for i := 2; i+1 < len(xy); i += 2 {
		minX, maxX = min(minX, xy[i]), max(maxX, xy[i])
		minY, maxY = min(minY, xy[i+1]), max(maxY, xy[i+1])
	}
	area := r.begin(minX*r.k, minY*r.k, maxX*r.k, maxY*r.k)
	if area.Empty() {
		return
	}
	for i := 0; i+1 < len(xy); i += 2 {
		x, y := float32(xy[i]*r.k-float64(area.Min.X)), float32(xy[i+1]*r.k-float64(area.Min.Y))
		if i == 0 {
			r.z.MoveTo(x, y)
		} else {
			r.z.LineTo(x, y)
		}
	}
	r.z.ClosePath()
	r.end(area, ink)
}

// begin readies the rasterizer for the pixels a shape touches.
func (r *raster) begin(x1, y1, x2, y2 float64) image.Rectangle {
	area := image.Rect(int(math.Floor(x1)), int(math.Floor(y1)), int(math.Ceil(x2))+1, int(math.Ceil(y2))+1).Intersect(r.img.Bounds())
	if !area.Empty() {
		r.z.Reset(area.Dx(), area.Dy())
	}
	return area
}

func (r *raster) end(area image.Rectangle, ink Ink) {
	v := uint8(255 * int(min(ink, 100)) / 100)
	r.z.Draw(r.img, area, image.NewUniform(color.RGBA{v, v, v, 255}), image.Point{})
}

// glyphKey names an outline at a size in 1/64 pixels.
type glyphKey struct {
	font Font
	size fixed.Int26_6
	r    rune
}

// outlines remembers glyph outlines across previews; a shop's documents use a
// few hundred.
var outlines = struct {
	sync.Mutex
	m map[glyphKey]sfnt.Segments
}{m: map[glyphKey]sfnt.Segments{}}

const maxOutlines = 4096

func (r *raster) outline(f Font, size fixed.Int26_6, ch rune) sfnt.Segments {
	key := glyphKey{f, size, ch}
	outlines.Lock()
	defer outlines.Unlock()
	if s, ok := outlines.m[key]; ok {
		return s
	}
	var segs sfnt.Segments
	if g, err := faces[f].font.GlyphIndex(&r.buf, ch); err == nil {
		if s, err := faces[f].font.LoadGlyph(&r.buf, g, size, nil); err == nil {
			segs = append(segs, s...) // the buffer is used again
		}
	}
	if len(outlines.m) >= maxOutlines {
		clear(outlines.m)
	}
	outlines.m[key] = segs
	return segs
}

func (r *raster) text(t Text, run Run) {
	size := fixed.Int26_6(t.Size*mmPerPoint*r.k*64 + 0.5)
	x, y := (t.X+run.DX)*r.k, t.Y*r.k
	for _, ch := range run.S {
		segs := r.outline(run.Font, size, ch)
		if b := segs.Bounds(); len(segs) > 0 {
			area := r.begin(x+float64(b.Min.X)/64, y+float64(b.Min.Y)/64, x+float64(b.Max.X)/64, y+float64(b.Max.Y)/64)
			if !area.Empty() {
				r.trace(segs, float32(x-float64(area.Min.X)), float32(y-float64(area.Min.Y)))
				r.end(area, t.Ink)
			}
		}
		w, _ := faces[run.Font].lookup(ch)
		x += float64(w) / 1000 * t.Size * mmPerPoint * r.k
	}
}

// trace adds an outline to the rasterizer.
func (r *raster) trace(segs sfnt.Segments, x, y float32) {
	at := func(p fixed.Point26_6) (float32, float32) { return x + float32(p.X)/64, y + float32(p.Y)/64 }
	open := false
	for _, s := range segs {
		ax, ay := at(s.Args[0])
		bx, by := at(s.Args[1])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if open {
				r.z.ClosePath()
			}
			r.z.MoveTo(ax, ay)
			open = true
		case sfnt.SegmentOpLineTo:
			r.z.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			r.z.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			cx, cy := at(s.Args[2])
			r.z.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	if open {
		r.z.ClosePath()
	}
}
