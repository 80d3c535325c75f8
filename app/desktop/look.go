package desktop

import (
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
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

func (s *Shell) restoreLook() {
	s.look = kit.Theme{Look: kit.LookSystem, Text: kit.TextSizes[0]}
	switch l := kit.Look(s.opt.Prefs.Get("look")); l {
	case kit.LookLight, kit.LookDark:
		s.look.Look = l
	}
	if f, err := strconv.ParseFloat(s.opt.Prefs.Get("text"), 32); err == nil && slices.Contains(kit.TextSizes, float32(f)) {
		s.look.Text = float32(f)
	}
	s.applyLook()
}

func (s *Shell) applyLook() {
	t := s.look // a new value: Fyne draws again only for another theme
	s.opt.SetTheme(&t)
}

func (s *Shell) restoreSize() {
	size := usualSize
	var w, h float32
	if n, err := fmt.Sscanf(s.opt.Prefs.Get("window"), "%gx%g", &w, &h); err == nil && n == 2 &&
		w >= 640 && h >= 400 && w <= 10000 && h <= 10000 {
		size = fyne.NewSize(w, h)
	}
	s.w.Resize(size)
}

// showEarly has the window made while the fonts are read: each takes as long as
// the rest of starting, and neither needs the other.
func (s *Shell) showEarly() {
	read := make(chan struct{})
	go func() {
		defer close(read)
		for _, style := range []fyne.TextStyle{{}, {Bold: true}} {
			fyne.MeasureText("Packbench", kit.TextSizes[0], style)
		}
	}()
	s.w.Show()
	<-read
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
