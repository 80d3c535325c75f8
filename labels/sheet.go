package labels

import "fmt"

// A Label is what stands on one piece of stock.
type Label interface {
	// Draw sets the label into r, the printable part of the piece.
	Draw(c *Canvas, r Rect)
}

// Sheet lays labels out on stock: across, then down, sheet after sheet. start
// is the first free label of the first sheet, from 1, so that a started sheet
// is used up; what is outside 1 to PerSheet counts as 1. dpi is the printer's
// (0: the stock's usual). It never makes an empty sheet.
func Sheet(stock Stock, start, dpi int, labels []Label) *Doc {
	if dpi == 0 {
		dpi = stock.DPI
	}
	d := NewDoc(stock.Name+" labels", dpi)
	per := stock.PerSheet()
	if per < 1 {
		return d
	}
	if start < 1 || start > per {
		start = 1
	}
	var c *Canvas
	for i, l := range labels {
		n := (start - 1 + i) % per
		if c == nil || n == 0 {
			c = d.AddPage(stock.Page)
		}
		if l != nil {
			l.Draw(c, stock.Safe(stock.Cell(n)))
		}
	}
	return d
}

// NextStart is the start for the next job on the same stock after a Sheet of
// count labels from start: the first label that is still on the sheet.
func NextStart(stock Stock, start, count int) int {
	per := max(1, stock.PerSheet())
	if start < 1 || start > per {
		start = 1
	}
	return (start-1+count)%per + 1
}

// LeftOnSheet says how many labels a sheet still has from start on, in words.
func LeftOnSheet(stock Stock, start int) string {
	left := stock.PerSheet() - start + 1
	switch {
	case stock.PerSheet() <= 1:
		return ""
	case left == 1:
		return "1 label left on the sheet"
	}
	return fmt.Sprintf("%d labels left on the sheet", left)
}
