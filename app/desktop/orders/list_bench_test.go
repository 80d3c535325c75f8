package orders

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// BenchmarkOrdersScroll scrolls the page of orders through the 100,000 of the
// shop that PACKBENCH_SHOP names (or one made for it, which takes a minute) by
// a page a frame, as somebody does who leans on Page Down. Rows are read beside
// the window, as in the program, and the picture of 1280 by 800 is painted in
// software on one core. blank is how many of a hundred frames were drawn before
// the row under the cursor had come; own is the page's part, without the
// painter's.
func BenchmarkOrdersScroll(b *testing.B) {
	path := os.Getenv("PACKBENCH_SHOP")
	if path == "" {
		path = apptest.Years(b, 100_000)
	}
	books, err := data.Open(context.Background(), path, data.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer books.Close()
	test.NewTempApp(b).Settings().SetTheme(&kit.Theme{Look: kit.LookLight})
	asked := make(chan func(), 1024)
	runner := page.Runner{Go: func(f func()) { go f() }, UI: func(f func()) { asked <- f }, After: kit.After}
	m := NewList(shop{app.New(books, app.Options{})}, anna, &fakeDesk{runner: &runner}, "orders?view=all")
	desk := &fakeDesk{runner: &runner, MapPrefs: page.MapPrefs{}}
	v := newListPage(m, desk)
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(v.CanvasObject())
	c.Resize(fyne.NewSize(1280, 800))
	m.Open()
	for len(m.ids) < 100_000 {
		select {
		case f := <-asked:
			f()
		case <-time.After(20 * time.Second):
			b.Fatalf("only %d orders came", len(m.ids))
		}
	}
	c.Capture() // fonts are loaded by the first frame
	times, own := make([]time.Duration, 0, b.N), make([]time.Duration, 0, b.N)
	blank := 0
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		row := i * 21 % len(m.ids)
		v.grid.SetCursor(row)
		for waiting := true; waiting; {
			select {
			case f := <-asked:
				f()
			default:
				waiting = false
			}
		}
		own = append(own, time.Since(start))
		c.Capture()
		times = append(times, time.Since(start))
		if _, come := m.Rows.Get(row); !come {
			blank++
		}
	}
	slices.Sort(times)
	slices.Sort(own)
	b.ReportMetric(float64(own[len(own)/2].Microseconds())/1000, "own-p50-ms/frame")
	b.ReportMetric(float64(own[len(own)*95/100].Microseconds())/1000, "own-p95-ms/frame")
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms/frame")
	b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "p95-ms/frame")
	b.ReportMetric(float64(times[len(times)-1].Microseconds())/1000, "max-ms/frame")
	b.ReportMetric(100*float64(blank)/float64(len(times)), "blank-%")
}
