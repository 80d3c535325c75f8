package desktop

import (
	"fmt"
	"slices"
	"strconv"
	"sync"

	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// usualSize is that of a new window.
var usualSize = fyne.NewSize(1280, 800)

// SetLook makes the window light or dark and remembers it.
func (s *Shell) SetLook(l kit.Look) {
	s.look.Look = l
	s.opt.Prefs.Set("look", string(l))
	s.applyLook()
}

// SetTextSize sets the size of all text, and with it of rows and buttons.
func (s *Shell) SetTextSize(size float32) {
	if !slices.Contains(kit.TextSizes, size) {
		return
	}
	s.look.Text = size
	s.opt.Prefs.Set("text", strconv.FormatFloat(float64(size), 'f', -1, 32))
	s.applyLook()
}

// Look is how the window looks.
func (s *Shell) Look() kit.Theme { return s.look }

func (s *Shell) stepText(d int) {
	now := s.look.Text
	if now == 0 {
		now = kit.TextSizes[0]
	}
	i := slices.Index(kit.TextSizes, now) + d
	if i >= 0 && i < len(kit.TextSizes) {
		s.SetTextSize(kit.TextSizes[i])
	}
}

// lookOf is how the window looked last.
func lookOf(prefs page.Prefs) kit.Theme {
	look := kit.Theme{Look: kit.LookSystem, Text: kit.TextSizes[0]}
	switch l := kit.Look(prefs.Get("look")); l {
	case kit.LookLight, kit.LookDark:
		look.Look = l
	}
	if f, err := strconv.ParseFloat(prefs.Get("text"), 32); err == nil && slices.Contains(kit.TextSizes, float32(f)) {
		look.Text = float32(f)
	}
	return look
}

func (s *Shell) applyLook() {
	t := s.look // a new value: Fyne draws again only for another theme
	s.opt.SetTheme(&t)
}

// sizeOf is how large the window was last.
func sizeOf(prefs page.Prefs) fyne.Size {
	var w, h float32
	if n, err := fmt.Sscanf(prefs.Get("window"), "%gx%g", &w, &h); err == nil && n == 2 &&
		w >= 640 && h >= 400 && w <= 10000 && h <= 10000 {
		return fyne.NewSize(w, h)
	}
	return usualSize
}

// Prepare gives the program the look it had last and begins to read the fonts,
// which takes as long as making a window. Give what it returns to New, and wait
// for read before that.
func Prepare(prefs page.Prefs) (look *kit.Theme, read <-chan struct{}) {
	l := lookOf(prefs)
	t := l
	fyne.CurrentApp().Settings().SetTheme(&t)
	var fonts sync.WaitGroup
	for _, style := range []fyne.TextStyle{{}, {Bold: true}} {
		fonts.Go(func() { fyne.MeasureText("Packbench", kit.TextSizes[0], style) })
	}
	done := make(chan struct{})
	go func() {
		fonts.Wait()
		close(done)
	}()
	return &l, done
}

func (s *Shell) keepSize() {
	size := s.w.Canvas().Size()
	s.opt.Prefs.Set("window", fmt.Sprintf("%gx%g", size.Width, size.Height))
}

func (s *Shell) toggleRail() {
	narrow := s.opt.Prefs.Get("rail") != "narrow"
	value := "wide"
	if narrow {
		value = "narrow"
	}
	s.opt.Prefs.Set("rail", value)
	s.rail.rebuild()
}
