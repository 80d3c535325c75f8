package kit_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

func TestToastUndo(t *testing.T) {
	test.NewTempApp(t)
	var m page.Manual
	toasts := kit.NewToasts(m.Runner())
	undone := ""
	show := func(text string, undo bool) {
		toast := page.Toast{Text: text}
		if undo {
			toast.Undo = func() { undone += text + " " }
		}
		toasts.Show(toast)
	}
	current := func() string {
		if c := toasts.Current(); c != nil {
			return c.Text
		}
		return ""
	}
	show("printed", false)
	show("shipped", true)
	if current() != "shipped" {
		t.Errorf("%q keeps what can be undone waiting", current())
	}
	show("released", true)
	if current() != "released" {
		t.Errorf("%q hides what was done last", current())
	}
	show("printed", false)
	if current() != "released" {
		t.Errorf("%q pushed away a toast that can be undone", current())
	}
	if !toasts.Undo() || undone != "released " || current() != "printed" {
		t.Errorf("undone %q, now %q", undone, current())
	}
	show("held", true)
	m.Pass(9 * time.Second)
	if current() != "held" {
		t.Error("gone before its 10 s")
	}
	m.Pass(2 * time.Second)
	if current() != "" || toasts.Undo() {
		t.Error("still there after 11 s")
	}
}

func TestEntryKeys(t *testing.T) {
	e := kit.NewEntry("")
	_, in, k := window(t, e)
	keys := pressed(in)
	kit.Focus(e)
	k.Type("2 x").Press("F2", "Shift+F4", "Esc", "Enter", "Up", "Alt+3", "Ctrl+K")
	if want := []page.Key{"F2", "Shift+F4", "Esc", "Enter", "Up", "Alt+3", "Ctrl+K"}; !slices.Equal(*keys, want) {
		t.Errorf("the window got %q, want %q", *keys, want)
	}
	k.Press("Home", "Delete", "End", "Backspace", "Left", "Ctrl+A")
	if e.Text != " " || len(*keys) != 7 {
		t.Errorf("the field holds %q, the window got %q", e.Text, *keys)
	}
	escaped, submitted := false, ""
	e.OnEscape = func() { escaped = true }
	e.OnSubmitted = func(s string) { submitted = s }
	k.Press("Esc", "Enter")
	if !escaped || submitted != " " || len(*keys) != 7 {
		t.Errorf("escaped %v, submitted %q, the window got %q", escaped, submitted, *keys)
	}
}

func TestValueFields(t *testing.T) {
	m := kit.NewMoney("Paid", 2)
	q := kit.NewQuantity("Pieces", 1, 99)
	now := func() time.Time { return time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC) }
	d := kit.NewDate("Wanted by", now, false)
	form := kit.NewForm(m.Field, q.Field, d.Field)
	_, _, k := window(t, form)

	kit.Focus(m.Entry)
	k.Type("12.x")
	if _, err := m.Value(); err == nil || !strings.Contains(m.Field.Error(), "12.x") {
		t.Errorf("the field says %q", m.Field.Error())
	}
	if form.FirstError() != m.Field || !form.FocusFirstError() {
		t.Error("the form does not find its first error")
	}
	k.Press("Backspace")
	k.Type("5")
	if v, err := m.Value(); err != nil || v != 1250 || m.Field.Error() != "" {
		t.Errorf("got %d, %v, error %q", v, err, m.Field.Error())
	}
	kit.Focus(q.Entry)
	if m.Entry.Text != "12.50" {
		t.Errorf("left behind as %q", m.Entry.Text)
	}
	k.Type("6").Press("Up", "Up", "Down")
	if n, err := q.Value(); err != nil || n != 7 {
		t.Errorf("got %d, %v", n, err)
	}
	q.Entry.SetText("100")
	if _, err := q.Value(); err == nil || q.Field.Error() != "at most 99" {
		t.Errorf("the field says %q", q.Field.Error())
	}
	kit.Focus(d.Entry)
	k.Type("fri")
	if v, err := d.Value(); err != nil || v.Day() != 27 {
		t.Errorf("got %v, %v", v, err)
	}
	kit.Focus(m.Entry)
	if d.Entry.Text != "27/11/2026" {
		t.Errorf("left behind as %q", d.Entry.Text)
	}
}

func TestAFormKeepsItsShapeWhenAFieldIsRefused(t *testing.T) {
	name, town := kit.NewField("Name", kit.NewEntry("")), kit.NewField("Town on the parcel", kit.NewEntry(""))
	form := kit.NewForm(name, town)
	window(t, kit.Column(0, form))
	at := func(f *kit.Field) (fyne.Position, float32) {
		d := fyne.CurrentApp().Driver()
		return d.AbsolutePositionForObject(f.Input), f.Input.Size().Width
	}
	p1, w1 := at(name)
	p2, _ := at(town)
	if p1.X != p2.X || p2.Y <= p1.Y {
		t.Errorf("the fields stand at %v and %v", p1, p2)
	}
	name.SetError("a name is missing")
	q1, v1 := at(name)
	q2, _ := at(town)
	if q1 != p1 || v1 != w1 || q2.Y <= p2.Y || q2.X != p2.X {
		t.Errorf("with an error they stand at %v (%v wide) and %v, before at %v (%v wide) and %v", q1, v1, q2, p1, w1, p2)
	}
	name.Hide()
	if r, _ := at(town); r.Y != p1.Y {
		t.Errorf("with the first hidden the second stands at %v", r)
	}
}

func TestTabs(t *testing.T) {
	tabs := kit.NewTabs(kit.Tab{ID: "all", Title: "All", Count: -1}, kit.Tab{ID: "late", Title: "Late", Count: 2})
	w, _, k := window(t, kit.Column(0, tabs))
	var chosen []string
	tabs.OnChange = func(id string) { chosen = append(chosen, id) }
	w.Canvas().Focus(tabs)
	k.Press("Right", "Right", "Left")
	if !slices.Equal(chosen, []string{"late", "all"}) {
		t.Errorf("chose %q", chosen)
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(70, 14))
	if tabs.Chosen() != "late" {
		t.Errorf("a press on the second chose %q", tabs.Chosen())
	}
	tabs.SetCount("late", 1234)
	if m := test.RenderToMarkup(w.Canvas()); !strings.Contains(m, "1,234") {
		t.Error("the count is not shown")
	}
}

func TestButtonShowsItsKeyAndStopsWhenItCannot(t *testing.T) {
	can, ran := false, 0
	b := kit.CommandButton(page.Command{ID: "place", Title: "Place order", Key: "F10", Primary: true,
		Enabled: func() bool { return can }, Run: func() { ran++ }})
	w, _, _ := window(t, kit.Row(0, b))
	if m := test.RenderToMarkup(w.Canvas()); !strings.Contains(m, "Place order") || !strings.Contains(m, "F10") {
		t.Error("title or key is missing")
	}
	test.Tap(b)
	can = true
	b.Sync()
	test.Tap(b)
	if ran != 1 {
		t.Errorf("ran %d times", ran)
	}
}

func TestBanner(t *testing.T) {
	b := kit.NewBanner()
	w, _, _ := window(t, kit.Column(0, b))
	if b.Visible() || b.MinSize().Height > 0 && b.Visible() {
		t.Error("takes room with nothing to say")
	}
	tried := false
	b.Set(page.Explain("find orders", os.ErrDeadlineExceeded, func() { tried = true }))
	m := test.RenderToMarkup(w.Canvas())
	if !strings.Contains(m, "Could not find orders") || !strings.Contains(m, "Try again") {
		t.Error("does not say what went wrong and what to do")
	}
	b.Notice().Retry()
	if !tried {
		t.Error("does not try again")
	}
	b.Set(nil)
	if b.Visible() {
		t.Error("stays")
	}
}

func TestPreviewTurnsPages(t *testing.T) {
	p := kit.NewPreview()
	w, _, _ := window(t, p)
	img := image.NewGray(image.Rect(0, 0, 595, 842))
	p.SetPages([]image.Image{img, img, img})
	p.Next()
	p.Next()
	p.Next()
	if at, of := p.Page(); at != 2 || of != 3 {
		t.Errorf("on page %d of %d", at, of)
	}
	p.Previous()
	if m := test.RenderToMarkup(w.Canvas()); !strings.Contains(m, "page 2 of 3") {
		t.Error("does not say which page")
	}
	p.SetZoom(100)
	if p.Zoom() != 5 {
		t.Errorf("zoom %v", p.Zoom())
	}
	if err := p.Commands().Check(); err != nil {
		t.Error(err)
	}
}

// contrast is the contrast of two colours as WCAG 2.2 defines it in 1.4.3.
func contrast(a, b color.Color) float64 {
	light := func(c color.Color) float64 {
		n := color.NRGBAModel.Convert(c).(color.NRGBA)
		part := func(v uint8) float64 {
			f := float64(v) / 255
			if f <= 0.04045 {
				return f / 12.92
			}
			return math.Pow((f+0.055)/1.055, 2.4)
		}
		return 0.2126*part(n.R) + 0.7152*part(n.G) + 0.0722*part(n.B)
	}
	la, lb := light(a), light(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func TestContrast(t *testing.T) {
	test.NewTempApp(t)
	grounds := []fyne.ThemeColorName{theme.ColorNameBackground, kit.ColorSurface, kit.ColorRaised, kit.ColorRail, kit.ColorAccentSoft,
		kit.ColorCursor, theme.ColorNameHeaderBackground, theme.ColorNameInputBackground, theme.ColorNameOverlayBackground}
	texts := []fyne.ThemeColorName{theme.ColorNameForeground, kit.ColorMuted, kit.ColorFaint, kit.ColorGood, kit.ColorWarning, kit.ColorBad, kit.ColorInfo, theme.ColorNameHyperlink}
	pairs := [][2]fyne.ThemeColorName{
		{kit.ColorGood, kit.ColorGoodSoft}, {kit.ColorWarning, kit.ColorWarningSoft}, {kit.ColorBad, kit.ColorBadSoft}, {kit.ColorInfo, kit.ColorInfoSoft},
		{theme.ColorNameForeground, kit.ColorBadSoft}, {theme.ColorNameForeground, kit.ColorWarningSoft},
		{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary}, {theme.ColorNameForegroundOnError, theme.ColorNameError},
		{kit.ColorOnToast, kit.ColorToast}, {kit.ColorOnToastAccent, kit.ColorToast}, {theme.ColorNameForeground, theme.ColorNameButton},
		{kit.ColorMuted, theme.ColorNameButton}, {theme.ColorNameForeground, theme.ColorNameSelection}, {theme.ColorNamePlaceHolder, theme.ColorNameInputBackground},
	}
	for _, g := range grounds {
		for _, x := range texts {
			pairs = append(pairs, [2]fyne.ThemeColorName{x, g})
		}
	}
	for _, look := range []kit.Look{kit.LookLight, kit.LookDark} {
		th := &kit.Theme{Look: look}
		for _, p := range pairs {
			if c := contrast(th.Color(p[0], 0), th.Color(p[1], 0)); c < 4.5 {
				t.Errorf("%s: %s on %s has a contrast of %.2f, want 4.5", look, p[0], p[1], c)
			}
		}
	}
}

func TestSounds(t *testing.T) {
	for name, tone := range map[string][]byte{"good": kit.GoodTone(), "bad": kit.BadTone()} {
		if string(tone[:4]) != "RIFF" || string(tone[8:16]) != "WAVEfmt " || string(tone[36:40]) != "data" {
			t.Fatalf("%s is no WAV file", name)
		}
		if n := binary.LittleEndian.Uint32(tone[40:]); int(n) != len(tone)-44 || int(binary.LittleEndian.Uint32(tone[4:])) != len(tone)-8 {
			t.Errorf("%s: wrong length in its head", name)
		}
		loud := 0.0
		for i := 44; i+1 < len(tone); i += 2 {
			loud = max(loud, math.Abs(float64(int16(binary.LittleEndian.Uint16(tone[i:])))))
		}
		if loud < 8000 {
			t.Errorf("%s is too soft: %v", name, loud)
		}
	}
	if bytes.Equal(kit.GoodTone(), kit.BadTone()) || len(kit.BadTone()) < 2*len(kit.GoodTone()) {
		t.Error("good and bad cannot be told apart by ear")
	}
	dir := filepath.Join(t.TempDir(), "sounds")
	s, err := kit.NewSounds(dir)
	if err != nil || s == nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "bad.wav")); err != nil {
		t.Error(err)
	}
	var out strings.Builder
	kit.Bell{Out: &out}.Bad()
	if out.String() != "\a\a" {
		t.Errorf("the bell rang %q", out.String())
	}
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if s, err := kit.NewSounds(filepath.Join(dir, "file")); err == nil || s != (kit.Silent{}) {
		t.Errorf("sounds in a folder that cannot be: %v, %v", s, err)
	}
}
