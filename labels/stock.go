package labels

import "fmt"

// A Stock is a kind of label as it is bought: one label a page (rolls), or a
// sheet of columns and rows. All measures are in millimetres; Left and Top are
// the first label's corner, PitchX and PitchY the steps to the next.
type Stock struct {
	ID    string // short name, as stored in settings: "5160", "L7160", "4x6"
	Name  string // for people
	Page  Size
	Cols  int
	Rows  int
	Label Size
	Left  float64
	Top   float64
	// PitchX and PitchY are the steps from label to label.
	PitchX, PitchY float64
	// Dead is how much at the label's left, top, right and bottom edges the
	// printer cannot reach (rolls).
	Dead [4]float64
	// Media is the paper's name for the print spooler.
	Media string
	// DPI is the usual density of printers that take this stock: 600 for sheets
	// (office lasers), 203 or 300 for rolls.
	DPI int
	// Lopsided is set where the sheet's left and right margins really differ.
	Lopsided bool
	// Sources name two places the measures were taken from.
	Sources [2]string
}

// PerSheet is how many labels a sheet has.
func (s Stock) PerSheet() int { return s.Cols * s.Rows }

// Cell returns the place of label n (from 0) on its sheet: across, then down.
func (s Stock) Cell(n int) Rect {
	n %= max(1, s.PerSheet())
	return Rect{s.Left + float64(n%s.Cols)*s.PitchX, s.Top + float64(n/s.Cols)*s.PitchY, s.Label.W, s.Label.H}
}

// Safe returns the part of a cell that is printed on: away from the printer's
// dead edges, and on sheets 1.5 mm from the cut, since dies are half a
// millimetre off and drift down the sheet.
func (s Stock) Safe(cell Rect) Rect {
	margin := 1.5
	if s.PerSheet() == 1 {
		margin = 1.0
	}
	l, t, r, b := max(margin, s.Dead[0]), max(margin, s.Dead[1]), max(margin, s.Dead[2]), max(margin, s.Dead[3])
	return Rect{cell.X + l, cell.Y + t, cell.W - l - r, cell.H - t - b}
}

func (s Stock) String() string { return s.ID + " " + s.Name }

func sheet(id, name string, page Size, cols, rows int, w, h, left, top, px, py float64, media, a, b string) Stock {
	return Stock{ID: id, Name: name, Page: page, Cols: cols, Rows: rows, Label: Size{w, h}, Left: left, Top: top,
		PitchX: px, PitchY: py, Media: media, DPI: 600, Sources: [2]string{a, b}}
}

func roll(id, name string, w, h float64, dead [4]float64, dpi int, media, a, b string) Stock {
	return Stock{ID: id, Name: name, Page: Size{w, h}, Cols: 1, Rows: 1, Label: Size{w, h}, PitchX: w, PitchY: h,
		Dead: dead, Media: media, DPI: dpi, Sources: [2]string{a, b}}
}

// stocks are facts measured by others; each row names two sources that agree
// within 0.5 mm. LO is LibreOffice's labels.xml (hundredths of mm), GL the
// glabels-qt templates, PPD the printer maker's CUPS driver.
var stocks = []Stock{
	roll("4x6", "4 × 6 in thermal", 101.6, 152.4, [4]float64{}, 203, "w288h432", "CUPS zebra.ppd w288h432", "812 × 1218 dots measured at 203 dpi"),
	sheet("5160", "Letter, 30 labels, 2⅝ × 1 in (5260, 8160)", Letter, 3, 10, 66.675, 25.4, 4.7625, 12.7, 69.85, 25.4, "Letter", "LO", "Avery's own template, as cited in ResistorLabels #14"),
	sheet("5163", "Letter, 10 labels, 4 × 2 in (8163)", Letter, 2, 5, 101.6, 50.8, 3.969, 12.7, 106.3625, 50.8, "Letter", "LO", "GL (left 4.13)"),
	sheet("5164", "Letter, 6 labels, 4 × 3⅓ in", Letter, 2, 3, 101.6, 84.67, 3.969, 12.7, 106.36, 84.67, "Letter", "LO", "GL"),
	sheet("5167", "Letter, 80 labels, 1¾ × ½ in (8167)", Letter, 4, 20, 44.45, 12.7, 7.144, 12.7, 52.3875, 12.7, "Letter", "LO", "GL"),
	sheet("L7159", "A4, 24 labels, 64 × 34 mm (J8159)", A4, 3, 8, 63.5, 33.9, 7.2, 12.9, 66.0, 33.9, "A4", "three code lists", "LO (6.46, 13.06)"),
	sheet("L7160", "A4, 21 labels, 63.5 × 38.1 mm (J8160)", A4, 3, 7, 63.5, 38.1, 7.20, 15.15, 66.04, 38.1, "A4", "LO", "two code lists (7.2, 15.1)"),
	sheet("L7163", "A4, 14 labels, 99.1 × 38.1 mm (J8163)", A4, 2, 7, 99.06, 38.1, 4.67, 15.15, 101.6, 38.1, "A4", "LO", "a code list (4.65, 15.1)"),
	sheet("L7165", "A4, 8 labels, 99.1 × 67.7 mm", A4, 2, 4, 99.06, 67.73, 4.67, 13.04, 101.6, 67.73, "A4", "LO", "GL"),
	sheet("L7651", "A4, 65 labels, 38.1 × 21.2 mm", A4, 5, 13, 38.1, 21.17, 4.67, 10.90, 40.64, 21.17, "A4", "LO", "GL"),
	roll("30252", "Dymo address, 28 × 89 mm (99010)", 88.90, 27.86, [4]float64{5.84, 1.52, 1.52, 1.52}, 300, "Custom.27.86x88.9mm", "PPD", "GL (28 × 89)"),
	roll("30334", "Dymo multi-purpose, 57 × 32 mm (11354)", 57.15, 31.75, [4]float64{1.02, 1.52, 1.02, 1.52}, 300, "Custom.57.15x31.75mm", "PPD", "GL (57 × 32)"),
	roll("30321", "Dymo large address, 36 × 89 mm (99012)", 88.56, 35.73, [4]float64{5.67, 1.52, 1.52, 1.02}, 300, "Custom.35.73x88.56mm", "PPD", "GL (36 × 89)"),
	roll("DK-11201", "Brother address, 29 × 90 mm", 89.83, 28.96, [4]float64{2.97, 1.53, 2.97, 1.53}, 300, "Custom.28.96x89.83mm", "brother_ql label table", "GL, PPD"),
}

// Stocks returns the labels the program knows, the shipping label first.
func Stocks() []Stock { return append([]Stock(nil), stocks...) }

// StockByID returns the stock of that short name.
func StockByID(id string) (Stock, error) {
	for _, s := range stocks {
		if s.ID == id {
			return s, nil
		}
	}
	return Stock{}, fmt.Errorf("label stock %q is not known", shorten(id, 40))
}
