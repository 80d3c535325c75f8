package labels

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"io"
	"strconv"
	"time"

	"github.com/jung-kurt/gofpdf"
)

// barInset is how much every bar is drawn in on each side, in dots. PDF fills
// every dot a shape touches; without the inset each bar is a dot too wide on
// one-bit printers.
const barInset = 0.1

// pdfDate is stamped into every document, so that the same document is the same
// bytes whenever it is made.
var pdfDate = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// PDF returns the document as a PDF file. The same document gives the same
// bytes. A document without pages gets one empty page.
func (d *Doc) PDF() ([]byte, error) {
	var b bytes.Buffer
	if err := d.WritePDF(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// WritePDF writes the document as a PDF file. It is the only place that knows
// the PDF library.
func (d *Doc) WritePDF(w io.Writer) (err error) {
	defer func() { // the library panics on what it does not know
		if p := recover(); p != nil {
			err = fmt.Errorf("make the PDF of %q: %v", d.Title, p)
		}
	}()
	if err := loadFaces(); err != nil {
		return err
	}
	pw := pdfWriter{pdf: gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: A4.W * PointsPerMM, Ht: A4.H * PointsPerMM}})}
	pw.pdf.SetMargins(0, 0, 0)
	pw.pdf.SetAutoPageBreak(false, 0)
	pw.pdf.SetCreationDate(pdfDate)
	pw.pdf.SetModificationDate(pdfDate)
	pw.pdf.SetCatalogSort(true)
	pw.pdf.SetProducer("Packbench", false)
	title, _ := clean(Sans, d.Title, false)
	pw.pdf.SetTitle(title, true)
	// The viewer's print dialog starts without scaling.
	pw.pdf.SetDisplayMode("fullpage", "single")
	for _, p := range d.Pages {
		pw.page(p)
	}
	if len(d.Pages) == 0 {
		pw.pdf.AddPage()
	}
	if err := pw.pdf.Output(w); err != nil {
		return fmt.Errorf("make the PDF of %q: %w", d.Title, err)
	}
	return nil
}

// pdfWriter holds the graphics state of one page, to write only what changes.
type pdfWriter struct {
	pdf    *gofpdf.Fpdf
	h      float64 // page height, points
	font   Font
	size   float64
	known  bool // font and size are set on this page
	loaded [fontCount]bool
	fill   Ink
	stroke Ink
	width  float64
	pics   map[image.Image]string
	buf    []byte
}

func (w *pdfWriter) page(p *Page) {
	wd, ht := p.W*PointsPerMM, p.H*PointsPerMM
	w.pdf.AddPageFormat("P", gofpdf.SizeType{Wd: wd, Ht: ht})
	w.h, w.known, w.fill, w.stroke, w.width = ht, false, Black, Black, -1
	for _, it := range p.Items {
		switch it := it.(type) {
		case Text:
			w.text(it)
		case Line:
			w.strokeStyle(it.Ink, it.Width)
			w.buf = w.buf[:0]
			if it.Dash > 0 {
				w.buf = append(w.buf, "q ["...)
				w.nums(it.Dash * PointsPerMM)
				w.buf = append(w.buf, "] 0 d "...)
			}
			w.point(it.X1, it.Y1)
			w.buf = append(w.buf, "m "...)
			w.point(it.X2, it.Y2)
			w.buf = append(w.buf, "l S"...)
			if it.Dash > 0 {
				w.buf = append(w.buf, " Q"...)
			}
			w.raw()
		case Box:
			w.box(it)
		case Image:
			w.image(it)
		case Symbol:
			w.symbol(it)
		}
	}
}

func (w *pdfWriter) raw() { w.pdf.RawWriteStr(string(w.buf)) }

func (w *pdfWriter) nums(vs ...float64) {
	for _, v := range vs {
		w.buf = strconv.AppendFloat(w.buf, v, 'f', 2, 64)
		w.buf = append(w.buf, ' ')
	}
}

// point appends a place given in mm from the top left.
func (w *pdfWriter) point(x, y float64) { w.nums(x*PointsPerMM, w.h-y*PointsPerMM) }

func (w *pdfWriter) fillInk(ink Ink) {
	if ink != w.fill {
		w.fill = ink
		w.pdf.RawWriteStr(strconv.FormatFloat(float64(ink)/100, 'f', -1, 64) + " g")
	}
}

func (w *pdfWriter) strokeStyle(ink Ink, width float64) {
	if ink != w.stroke {
		w.stroke = ink
		w.pdf.RawWriteStr(strconv.FormatFloat(float64(ink)/100, 'f', -1, 64) + " G")
	}
	if width != w.width {
		w.width = width
		w.pdf.RawWriteStr(strconv.FormatFloat(width*PointsPerMM, 'f', 3, 64) + " w")
	}
}

func (w *pdfWriter) text(t Text) {
	w.fillInk(t.Ink)
	for _, r := range t.Runs {
		f := faces[r.Font]
		if !w.loaded[r.Font] {
			// A copy: the library writes into the bytes it is given when it cuts a
			// font down, and the next document would come out different.
			w.pdf.AddUTF8FontFromBytes(f.name, "", bytes.Clone(f.data))
			w.loaded[r.Font] = true
		}
		if !w.known || w.font != r.Font || w.size != t.Size {
			w.pdf.SetFont(f.name, "", t.Size)
			w.font, w.size, w.known = r.Font, t.Size, true
		}
		w.pdf.Text((t.X+r.DX)*PointsPerMM, t.Y*PointsPerMM, r.S)
	}
}

func (w *pdfWriter) box(b Box) {
	if b.W <= 0 || b.H <= 0 {
		return
	}
	op := ""
	if b.Fill {
		w.fillInk(b.Paint)
		op = "f"
	}
	if b.Width > 0 {
		w.strokeStyle(b.Ink, b.Width)
		op = "S"
		if b.Fill {
			op = "B"
		}
	}
	if op == "" {
		return
	}
	w.buf = w.buf[:0]
	w.point(b.X, b.Bottom())
	w.nums(b.W*PointsPerMM, b.H*PointsPerMM)
	w.buf = append(w.buf, "re "...)
	w.buf = append(w.buf, op...)
	w.raw()
}

// symbol draws all bars as one path in a coordinate system of printer dots.
func (w *pdfWriter) symbol(s Symbol) {
	bars := s.Bars()
	if len(bars) == 0 || s.DPI <= 0 {
		return
	}
	w.fillInk(Black)
	dot := 72 / float64(s.DPI)
	b := append(w.buf[:0], "q "...)
	b = strconv.AppendFloat(b, dot, 'f', 9, 64)
	b = append(b, " 0 0 "...)
	b = strconv.AppendFloat(b, -dot, 'f', 9, 64)
	b = append(b, " 0 "...)
	b = strconv.AppendFloat(b, w.h, 'f', 4, 64)
	b = append(b, " cm\n"...)
	for _, r := range bars {
		for _, v := range [...]float64{float64(r.Min.X) + barInset, float64(r.Min.Y) + barInset,
			float64(r.Dx()) - 2*barInset, float64(r.Dy()) - 2*barInset} {
			b = strconv.AppendFloat(b, v, 'f', 1, 64)
			b = append(b, ' ')
		}
		b = append(b, "re\n"...)
	}
	w.buf = append(b, "f Q"...)
	w.raw()
}

// image embeds a picture once however often it is drawn, flattened on white: a
// transparent PNG costs seven times as much.
func (w *pdfWriter) image(it Image) {
	if it.Pic == nil || it.W <= 0 || it.H <= 0 || it.Pic.Bounds().Empty() {
		return
	}
	name, ok := w.pics[it.Pic]
	opt := gofpdf.ImageOptions{ImageType: "png"}
	if !ok {
		var b bytes.Buffer
		if err := png.Encode(&b, flatten(it.Pic)); err != nil {
			return
		}
		name = "pic" + strconv.Itoa(len(w.pics))
		if w.pics == nil {
			w.pics = map[image.Image]string{}
		}
		w.pics[it.Pic] = name
		w.pdf.RegisterImageOptionsReader(name, opt, &b)
	}
	w.pdf.ImageOptions(name, it.X*PointsPerMM, it.Y*PointsPerMM, it.W*PointsPerMM, it.H*PointsPerMM, false, opt, 0, "")
}

// flatten lays a picture on white, opaque and 8 bits deep.
func flatten(pic image.Image) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, pic.Bounds().Dx(), pic.Bounds().Dy()))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), pic, pic.Bounds().Min, draw.Over)
	return out
}
