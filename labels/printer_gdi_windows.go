package labels

import (
	"encoding/binary"
	"fmt"
	"image"
	"math"
	"sync"
	"unicode/utf16"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	gdi32             = windows.NewLazySystemDLL("gdi32.dll")
	procCreateDC      = gdi32.NewProc("CreateDCW")
	procDeleteDC      = gdi32.NewProc("DeleteDC")
	procDeviceCaps    = gdi32.NewProc("GetDeviceCaps")
	procStartDoc      = gdi32.NewProc("StartDocW")
	procEndDoc        = gdi32.NewProc("EndDoc")
	procAbortDoc      = gdi32.NewProc("AbortDoc")
	procGDIStartPage  = gdi32.NewProc("StartPage")
	procGDIEndPage    = gdi32.NewProc("EndPage")
	procPatBlt        = gdi32.NewProc("PatBlt")
	procCreateBrush   = gdi32.NewProc("CreateSolidBrush")
	procSelectObject  = gdi32.NewProc("SelectObject")
	procDeleteObject  = gdi32.NewProc("DeleteObject")
	procCreateFont    = gdi32.NewProc("CreateFontW")
	procAddFontMem    = gdi32.NewProc("AddFontMemResourceEx")
	procSetTextAlign  = gdi32.NewProc("SetTextAlign")
	procSetTextColor  = gdi32.NewProc("SetTextColor")
	procSetBkMode     = gdi32.NewProc("SetBkMode")
	procExtTextOut    = gdi32.NewProc("ExtTextOutW")
	procStretchDIBits = gdi32.NewProc("StretchDIBits")
)

const (
	capLogPixelsX = 88
	capLogPixelsY = 90
	capOffsetX    = 112
	capOffsetY    = 113

	patCopy     = 0x00F00021
	srcCopy     = 0x00CC0020
	taBaseline  = 24
	transparent = 1

	dmOrientation = 0x1
	dmPaperSize   = 0x2
	dmPaperLength = 0x4
	dmPaperWidth  = 0x8
	dmCopies      = 0x100
	dmOutBuffer   = 2
	dmInBuffer    = 8
	paperLetter   = 1
	paperA4       = 9
	paperUser     = 256
)

// docInfo is DOCINFOW.
type docInfo struct {
	size         int32
	name         *uint16
	output, data *uint16
	kind         uint32
}

// gdiFonts are the family names and weights of the embedded fonts.
var gdiFonts = [fontCount]struct {
	family string
	weight uintptr
}{
	Sans: {"DejaVu Sans", 400}, SansBold: {"DejaVu Sans", 700}, Narrow: {"DejaVu Sans Condensed", 400},
	NarrowBold: {"DejaVu Sans Condensed", 700}, Mono: {"DejaVu Sans Mono", 700}, CJK: {"Droid Sans Fallback", 400},
}

// lendFonts gives the embedded fonts to this process, once.
var lendFonts = sync.OnceValue(func() error {
	if err := loadFaces(); err != nil {
		return err
	}
	for _, f := range faces {
		var count uint32
		h, _, err := procAddFontMem.Call(uintptr(unsafe.Pointer(&f.data[0])), uintptr(len(f.data)), 0, uintptr(unsafe.Pointer(&count)))
		if h == 0 {
			return fmt.Errorf("lend the font %s to Windows: %w", f.name, err)
		}
	}
	return nil
})

// gdiPage draws in a printer's dots.
type gdiPage struct {
	dc         uintptr
	dpiX, dpiY float64
	offX, offY int // the printer's unprintable edge, in dots
	brushes    map[Ink]uintptr
	fonts      map[glyphKey]uintptr
}

// printDoc draws a document through the printer's driver: every bar a
// rectangle of whole dots, as the driver's own raster has them.
func printDoc(job Job) (id uint32, err error) {
	if err := lendFonts(); err != nil {
		return 0, err
	}
	mode, err := deviceMode(job)
	if err != nil {
		return 0, err
	}
	driver, err := windows.UTF16PtrFromString("WINSPOOL")
	if err != nil {
		return 0, err
	}
	device, err := windows.UTF16PtrFromString(job.Printer)
	if err != nil {
		return 0, err
	}
	dc, _, err := procCreateDC.Call(uintptr(unsafe.Pointer(driver)), uintptr(unsafe.Pointer(device)), 0, uintptr(unsafe.Pointer(&mode[0])))
	if dc == 0 {
		return 0, fmt.Errorf("open the driver: %w", sayWindows(err))
	}
	defer procDeleteDC.Call(dc)
	title, err := windows.UTF16PtrFromString(job.Title)
	if err != nil {
		return 0, err
	}
	info := docInfo{name: title}
	info.size = int32(unsafe.Sizeof(info))
	got, _, err := procStartDoc.Call(dc, uintptr(unsafe.Pointer(&info)))
	if int32(got) <= 0 {
		return 0, fmt.Errorf("start the document: %w", sayWindows(err))
	}
	g := &gdiPage{dc: dc, brushes: map[Ink]uintptr{}, fonts: map[glyphKey]uintptr{},
		dpiX: float64(deviceCap(dc, capLogPixelsX)), dpiY: float64(deviceCap(dc, capLogPixelsY)), offX: deviceCap(dc, capOffsetX), offY: deviceCap(dc, capOffsetY)}
	defer g.free()
	for _, p := range job.Doc.Pages {
		if ok, _, err := procGDIStartPage.Call(dc); int32(ok) <= 0 {
			_, _, _ = procAbortDoc.Call(dc)
			return 0, fmt.Errorf("start a page: %w", sayWindows(err))
		}
		g.draw(p)
		if ok, _, err := procGDIEndPage.Call(dc); int32(ok) <= 0 {
			_, _, _ = procAbortDoc.Call(dc)
			return 0, fmt.Errorf("end a page: %w", sayWindows(err))
		}
	}
	if ok, _, err := procEndDoc.Call(dc); int32(ok) <= 0 {
		return 0, fmt.Errorf("end the document: %w", sayWindows(err))
	}
	return uint32(got), nil
}

func deviceCap(dc, what uintptr) int {
	v, _, _ := procDeviceCaps.Call(dc, what)
	return int(int32(v))
}

// deviceMode asks the driver for its settings (DEVMODEW) and puts paper and
// copies into them. Offsets are those of the struct in wingdi.h.
func deviceMode(job Job) ([]byte, error) {
	h, err := openPrinter(job.Printer)
	if err != nil {
		return nil, err
	}
	defer closePrinter(h)
	name, err := windows.UTF16PtrFromString(job.Printer)
	if err != nil {
		return nil, err
	}
	n, _, err := procDocProperties.Call(0, uintptr(h), uintptr(unsafe.Pointer(name)), 0, 0, 0)
	if int32(n) < 92 {
		return nil, fmt.Errorf("ask the driver for its settings: %w", sayWindows(err))
	}
	buf := make([]uint64, (int32(n)+7)/8)
	mode := unsafe.Slice((*byte)(unsafe.Pointer(&buf[0])), len(buf)*8)
	at := uintptr(unsafe.Pointer(&buf[0]))
	if ok, _, err := procDocProperties.Call(0, uintptr(h), uintptr(unsafe.Pointer(name)), at, 0, dmOutBuffer); int32(ok) < 0 {
		return nil, fmt.Errorf("ask the driver for its settings: %w", sayWindows(err))
	}
	size := A4
	if job.Doc != nil && len(job.Doc.Pages) > 0 {
		size = job.Doc.Pages[0].Size
	}
	fields := binary.LittleEndian.Uint32(mode[72:]) | dmOrientation | dmPaperSize | dmCopies
	put := func(offset, v int) { binary.LittleEndian.PutUint16(mode[offset:], uint16(v)) }
	put(76, 1) // portrait: pages are drawn as they lie
	switch MediaFor(size) {
	case "A4":
		put(78, paperA4)
	case "Letter":
		put(78, paperLetter)
	default:
		fields |= dmPaperLength | dmPaperWidth
		put(78, paperUser)
		put(80, int(math.Round(size.H*10))) // tenths of mm
		put(82, int(math.Round(size.W*10)))
	}
	put(86, job.Copies)
	binary.LittleEndian.PutUint32(mode[72:], fields)
	// The driver checks what it was given; one that refuses keeps its own paper.
	_, _, _ = procDocProperties.Call(0, uintptr(h), uintptr(unsafe.Pointer(name)), at, at, dmInBuffer|dmOutBuffer)
	return mode, nil
}

func (g *gdiPage) x(mm float64) int { return int(math.Round(mm*g.dpiX/25.4)) - g.offX }
func (g *gdiPage) y(mm float64) int { return int(math.Round(mm*g.dpiY/25.4)) - g.offY }

func (g *gdiPage) draw(p *Page) {
	_, _, _ = procSetBkMode.Call(g.dc, transparent)
	_, _, _ = procSetTextAlign.Call(g.dc, taBaseline)
	for _, it := range p.Items {
		switch it := it.(type) {
		case Text:
			g.text(it)
		case Line:
			g.line(it)
		case Box:
			g.box(it)
		case Image:
			g.image(it)
		case Symbol:
			g.symbol(it)
		}
	}
}

// rect fills dots from x1, y1 up to x2, y2; at least one dot.
func (g *gdiPage) rect(x1, y1, x2, y2 int, ink Ink) {
	brush, ok := g.brushes[ink]
	if !ok {
		brush, _, _ = procCreateBrush.Call(colorOf(ink))
		g.brushes[ink] = brush
	}
	old, _, _ := procSelectObject.Call(g.dc, brush)
	_, _, _ = procPatBlt.Call(g.dc, dot(x1), dot(y1), dot(max(1, x2-x1)), dot(max(1, y2-y1)), patCopy)
	_, _, _ = procSelectObject.Call(g.dc, old)
}

// dot passes a signed number to a call.
func dot(v int) uintptr { return uintptr(int32(v)) }

func colorOf(ink Ink) uintptr {
	v := uintptr(min(ink, 100)) * 255 / 100
	return v | v<<8 | v<<16
}

func (g *gdiPage) line(l Line) {
	half := l.Width / 2
	if l.Dash > 0 {
		step := max(l.Dash, 0.2)
		if l.Y1 == l.Y2 {
			for x := l.X1; x < l.X2; x += 2 * step {
				g.rect(g.x(x), g.y(l.Y1-half), g.x(min(x+step, l.X2)), g.y(l.Y1+half), l.Ink)
			}
		} else {
			for y := l.Y1; y < l.Y2; y += 2 * step {
				g.rect(g.x(l.X1-half), g.y(y), g.x(l.X1+half), g.y(min(y+step, l.Y2)), l.Ink)
			}
		}
		return
	}
	// Documents have upright and level lines only.
	g.rect(g.x(min(l.X1, l.X2)-half*b2f(l.X1 == l.X2)), g.y(min(l.Y1, l.Y2)-half*b2f(l.Y1 == l.Y2)),
		g.x(max(l.X1, l.X2)+half*b2f(l.X1 == l.X2)), g.y(max(l.Y1, l.Y2)+half*b2f(l.Y1 == l.Y2)), l.Ink)
}

func b2f(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func (g *gdiPage) box(b Box) {
	if b.Fill {
		g.rect(g.x(b.X), g.y(b.Y), g.x(b.Right()), g.y(b.Bottom()), b.Paint)
	}
	if b.Width > 0 {
		for _, l := range []Line{{X1: b.X, Y1: b.Y, X2: b.Right(), Y2: b.Y}, {X1: b.X, Y1: b.Bottom(), X2: b.Right(), Y2: b.Bottom()},
			{X1: b.X, Y1: b.Y, X2: b.X, Y2: b.Bottom()}, {X1: b.Right(), Y1: b.Y, X2: b.Right(), Y2: b.Bottom()}} {
			l.Width, l.Ink = b.Width, b.Ink
			g.line(l)
		}
	}
}

// symbol draws bars in whole device dots: as they are where the printer has
// the density the page was laid out for, else each module the nearest number
// of dots, all alike.
func (g *gdiPage) symbol(s Symbol) {
	kx, ky := g.dpiX/float64(s.DPI), g.dpiY/float64(s.DPI)
	module := max(1, int(math.Round(float64(s.Module)*kx)))
	left, top := int(math.Round(float64(s.X)*kx)), int(math.Round(float64(s.Y)*ky))
	for _, b := range s.Bars() {
		x1 := left + (b.Min.X-s.X)/s.Module*module
		x2 := x1 + b.Dx()/s.Module*module
		y1, y2 := int(math.Round(float64(b.Min.Y)*ky)), int(math.Round(float64(b.Max.Y)*ky))
		if s.Code.Kind == QR {
			y1 = top + (b.Min.Y-s.Y)/s.Module*module
			y2 = y1 + module
		}
		g.rect(x1-g.offX, y1-g.offY, x2-g.offX, y2-g.offY, Black)
	}
}

// text sets each sign at its own place, so that lines end where they were
// measured to, whatever the driver rounds.
func (g *gdiPage) text(t Text) {
	_, _, _ = procSetTextColor.Call(g.dc, colorOf(t.Ink))
	for _, r := range t.Runs {
		font := g.font(r.Font, t.Size)
		if font == 0 {
			continue
		}
		old, _, _ := procSelectObject.Call(g.dc, font)
		start := t.X + r.DX
		var units []uint16
		var steps []int32
		at, sum := g.x(start), uint32(0)
		for _, ch := range r.S {
			w, _ := faces[r.Font].lookup(ch)
			sum += w
			next := g.x(start + float64(sum)/1000*t.Size*mmPerPoint)
			units = utf16.AppendRune(units, ch)
			steps = append(steps, int32(next-at))
			at = next
		}
		if len(units) > 0 && len(units) == len(steps) {
			_, _, _ = procExtTextOut.Call(g.dc, dot(g.x(start)), dot(g.y(t.Y)), 0, 0, uintptr(unsafe.Pointer(&units[0])), uintptr(len(units)), uintptr(unsafe.Pointer(&steps[0])))
		}
		_, _, _ = procSelectObject.Call(g.dc, old)
	}
}

func (g *gdiPage) font(f Font, size float64) uintptr {
	height := int(math.Round(size * g.dpiY / 72))
	key := glyphKey{font: f, r: rune(height)}
	if h, ok := g.fonts[key]; ok {
		return h
	}
	name, err := windows.UTF16PtrFromString(gdiFonts[f].family)
	if err != nil {
		return 0
	}
	// A negative height is the type size rather than the line's.
	h, _, _ := procCreateFont.Call(dot(-height), 0, 0, 0, gdiFonts[f].weight, 0, 0, 0, 1, 0, 0, 0, 0, uintptr(unsafe.Pointer(name)))
	g.fonts[key] = h
	return h
}

// image sends a picture as 32 bits a pixel, bottom row first as GDI wants.
func (g *gdiPage) image(it Image) {
	if it.Pic == nil || it.Pic.Bounds().Empty() {
		return
	}
	flat := flatten(it.Pic)
	w, h := flat.Bounds().Dx(), flat.Bounds().Dy()
	bits := make([]byte, 4*w*h)
	for y := range h {
		for x := range w {
			c := flat.RGBAAt(x, h-1-y)
			copy(bits[4*(y*w+x):], []byte{c.B, c.G, c.R, 0})
		}
	}
	header := make([]byte, 40) // BITMAPINFOHEADER
	binary.LittleEndian.PutUint32(header, 40)
	binary.LittleEndian.PutUint32(header[4:], uint32(w))
	binary.LittleEndian.PutUint32(header[8:], uint32(h))
	binary.LittleEndian.PutUint16(header[12:], 1)
	binary.LittleEndian.PutUint16(header[14:], 32)
	at := image.Rect(g.x(it.X), g.y(it.Y), g.x(it.Right()), g.y(it.Bottom()))
	_, _, _ = procStretchDIBits.Call(g.dc, dot(at.Min.X), dot(at.Min.Y), dot(at.Dx()), dot(at.Dy()), 0, 0, uintptr(w), uintptr(h),
		uintptr(unsafe.Pointer(&bits[0])), uintptr(unsafe.Pointer(&header[0])), 0, srcCopy)
}

func (g *gdiPage) free() {
	for _, h := range g.brushes {
		_, _, _ = procDeleteObject.Call(h)
	}
	for _, h := range g.fonts {
		_, _, _ = procDeleteObject.Call(h)
	}
}
