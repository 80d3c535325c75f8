package kit_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"packbench/app/desktop/kit"
)

// benchGrid is a table of 100,000 orders on a canvas of 1280 by 800 that is
// drawn by Fyne's software painter.
func benchGrid(b *testing.B) (*kit.Grid, test.WindowlessCanvas) {
	b.Helper()
	test.NewTempApp(b).Settings().SetTheme(&kit.Theme{Look: kit.LookLight})
	g := orderGrid(100_000)
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(g)
	c.Resize(fyne.NewSize(1280, 800))
	c.Capture() // fonts are loaded by the first frame
	return g, c
}

func report(b *testing.B, times []time.Duration) {
	b.Helper()
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms/frame")
	b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "p95-ms/frame")
}

// BenchmarkGridScroll moves the cursor through 100,000 rows a page at a time
// and measures what the table itself costs for each frame: new rows, new texts,
// layout, without painting.
func BenchmarkGridScroll(b *testing.B) {
	g, _ := benchGrid(b)
	times := make([]time.Duration, 0, b.N)
	row := 0
	for b.Loop() {
		start := time.Now()
		row = (row + 37) % 100_000
		g.SetCursor(row)
		times = append(times, time.Since(start))
	}
	report(b, times)
}

// BenchmarkGridFrame is the same with the whole picture painted in software, on
// one core, as it would be on a machine without any graphics.
func BenchmarkGridFrame(b *testing.B) {
	g, c := benchGrid(b)
	times := make([]time.Duration, 0, b.N)
	row := 0
	for b.Loop() {
		start := time.Now()
		row = (row + 37) % 100_000
		g.SetCursor(row)
		c.Capture()
		times = append(times, time.Since(start))
	}
	report(b, times)
}

// BenchmarkEmptyFrame paints a window of that size with nothing in it: what the
// software painter costs before there is a table.
func BenchmarkEmptyFrame(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(&kit.Theme{Look: kit.LookLight})
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(kit.NewGround(kit.ColorSurface))
	c.Resize(fyne.NewSize(1280, 800))
	times := make([]time.Duration, 0, b.N)
	for b.Loop() {
		start := time.Now()
		c.Capture()
		times = append(times, time.Since(start))
	}
	report(b, times)
}
