package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"packbench/app/apptest"
)

// labelProgram is the least that a Fyne program can be: what starting is
// measured against.
const labelProgram = `package main

import (
	"fmt"
	"image"
	"os"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

func main() {
	a := app.NewWithID("shop.packbench.label")
	w := a.NewWindow("label")
	w.SetContent(widget.NewLabel("one label"))
	w.Resize(fyne.NewSize(1280, 800))
	a.Lifecycle().SetOnStarted(func() { fyne.Do(func() { fmt.Fprintln(os.Stderr, "trace: usable") }) })
	var drawn sync.Once
	point := canvas.NewRaster(func(int, int) image.Image {
		drawn.Do(func() { fmt.Fprintln(os.Stderr, "trace: drawn") })
		return image.NewNRGBA(image.Rect(0, 0, 1, 1))
	})
	point.Resize(fyne.NewSquareSize(1))
	w.SetContent(container.NewStack(w.Content(), container.NewWithoutLayout(point)))
	w.ShowAndRun()
}
`

// BenchmarkWindowStart measures, one after the other in one run, how long the
// program takes to its first usable window on the shop that PACKBENCH_SHOP
// names (or one of 100,000 orders, made for it in a minute), and how long a program that shows one label takes.
func BenchmarkWindowStart(b *testing.B) {
	needWindow(b)
	shop := os.Getenv("PACKBENCH_SHOP")
	if shop == "" {
		shop = apptest.Years(b, 100_000)
	}
	ours, err := program()
	if err != nil {
		b.Fatal(err)
	}
	dir := filepath.Join("testdata", "label")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		b.Fatal(err)
	}
	defer os.RemoveAll("testdata")
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(labelProgram), 0o600); err != nil {
		b.Fatal(err)
	}
	label := filepath.Join(b.TempDir(), "label")
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-tags", "migrated_fynedo,no_animations", "-o", label, "./"+dir).CombinedOutput(); err != nil {
		b.Fatalf("build the label: %v %s", err, out)
	}
	screen := display1280(b)
	// Each program has a home of its own that it finds again, as a person's is. In
	// a new one the graphics library has not yet kept the shaders it compiled.
	homes := [2]string{b.TempDir(), b.TempDir()}
	firstLabel, first := startTime(b, screen, homes[0], nil, label), startTime(b, screen, homes[1], nil, ours, "--shop", shop)
	b.ReportMetric(float64(first.Milliseconds()), "ms-packbench-first-ever")
	b.ReportMetric(float64(firstLabel.Milliseconds()), "ms-label-first-ever")
	var mine, theirs []time.Duration
	var rss int
	for range max(b.N, 9) {
		theirs = append(theirs, startTime(b, screen, homes[0], nil, label))
		mine = append(mine, startTime(b, screen, homes[1], &rss, ours, "--shop", shop))
	}
	m, t := middle(mine), middle(theirs)
	b.ReportMetric(float64(m.Milliseconds()), "ms-packbench")
	b.ReportMetric(float64(t.Milliseconds()), "ms-label")
	b.ReportMetric(float64(m)/float64(t), "ratio")
	b.ReportMetric(float64(rss)/1024, "MB-resident")
	b.ReportMetric(0, "ns/op")
}

func middle(d []time.Duration) time.Duration {
	for i := range d {
		for j := i + 1; j < len(d); j++ {
			if d[j] < d[i] {
				d[i], d[j] = d[j], d[i]
			}
		}
	}
	return d[len(d)/2]
}

// startTime starts a program and waits until it says that it can be used. With
// rss it waits some seconds more and reads the memory it then holds, in kB.
func startTime(b *testing.B, screen, home string, rss *int, name string, args ...string) time.Duration {
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), "DISPLAY="+screen, "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_CACHE_HOME="+home, "LANG=en_GB.UTF-8", "PACKBENCH_TRACE=1")
	out, err := c.StderrPipe()
	if err != nil {
		b.Fatal(err)
	}
	time.Sleep(time.Second) // the one before is being taken down by the screen and the window manager
	at := time.Now()
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	}()
	ready := make(chan time.Duration, 1)
	go func() {
		// Usable is a window that is drawn and knows what waits in the shop.
		told := 0
		s := bufio.NewScanner(out)
		for s.Scan() {
			if s.Text() == "trace: usable" || s.Text() == "trace: drawn" {
				if told++; told == 2 {
					ready <- time.Since(at)
					return
				}
			}
		}
	}()
	select {
	case d := <-ready:
		if rss != nil && *rss == 0 {
			time.Sleep(10 * time.Second)
			*rss = resident(b, c.Process.Pid)
		}
		return d
	case <-time.After(60 * time.Second):
		b.Fatalf("%s was not usable within a minute", name)
		return 0
	}
}

func resident(b *testing.B, pid int) int {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		b.Fatal(err)
	}
	for _, l := range strings.Split(string(text), "\n") {
		if f := strings.Fields(l); len(f) > 1 && f[0] == "VmRSS:" {
			n, err := strconv.Atoi(f[1])
			if err != nil {
				b.Fatal(err)
			}
			return n
		}
	}
	return 0
}
