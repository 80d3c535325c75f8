package kit_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

const fast = 2 * time.Millisecond

func TestScansAreCaughtWhateverHasTheFocus(t *testing.T) {
	tapped, ticked, submitted := 0, 0, 0
	for _, tc := range []struct {
		name  string
		focus func() fyne.Focusable
	}{
		{"nothing", nil},
		{"a text field", func() fyne.Focusable {
			e := kit.NewEntry("")
			e.OnSubmitted = func(string) { submitted++ }
			return e
		}},
		{"a type-ahead field", func() fyne.Focusable {
			c := kit.NewComplete("")
			c.OnEmptyEnter = func(string) { submitted++ }
			return c
		}},
		{"a table", func() fyne.Focusable { return nil }},
		{"a button", func() fyne.Focusable { return kit.NewButton("Ship", func() { tapped++ }) }},
		{"a box to tick", func() fyne.Focusable { return kit.NewCheck("Gift", func(bool) { ticked++ }) }},
		{"a list", func() fyne.Focusable {
			return kit.NewSelect([]string{"Parcel", "Express"}, func(string) { ticked++ })
		}},
		{"tabs", func() fyne.Focusable { return kit.NewTabs(kit.Tab{ID: "a", Title: "A"}, kit.Tab{ID: "b", Title: "B"}) }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tapped, ticked, submitted = 0, 0, 0
			box := kit.Column(4)
			w, in, k := window(t, box)
			keys, codes := pressed(in), scanned(in)
			switch {
			case tc.name == "a table":
				g := orderGrid(10)
				g.OnOpen = func(int) { tapped++ }
				g.OnSelect = func() { ticked++ }
				box.Add(g)
				g.Focus()
				if !g.Focused() {
					t.Fatal("the table has no focus")
				}
			case tc.focus != nil:
				f := tc.focus()
				box.Add(f.(fyne.CanvasObject))
				w.Canvas().Focus(f)
				if w.Canvas().Focused() != f {
					t.Fatal("the widget has no focus")
				}
			}
			for _, code := range []string{"5012345678900", "00 12345", " 12345", "S1234"} {
				*codes = nil
				k.Scan(code, fast)
				want := code
				if want == " 12345" {
					want = "12345"
				}
				if !slices.Equal(*codes, []string{want}) {
					t.Errorf("%q: the window got %q", code, *codes)
				}
			}
			if tapped+ticked+submitted > 0 {
				t.Errorf("a code pressed something: %d taps, %d ticks, %d submits", tapped, ticked, submitted)
			}
			if len(*keys) > 0 {
				t.Errorf("a code called commands: %q", *keys)
			}
		})
	}
}

func TestAScanLeavesAFieldAsItWas(t *testing.T) {
	e := kit.NewEntry("")
	_, in, k := window(t, e)
	codes := scanned(in)
	kit.Focus(e)
	k.Type("heart")
	k.Scan("5012345678900", fast)
	if e.Text != "heart" || len(*codes) != 1 {
		t.Errorf("the field holds %q after %q was scanned", e.Text, *codes)
	}
	k.Type("s")
	if e.Text != "hearts" {
		t.Errorf("typing goes on as %q", e.Text)
	}
}

func TestAScanFieldTakesTheCode(t *testing.T) {
	e := kit.NewEntry("")
	e.TakesScans = true
	var got []string
	e.OnSubmitted = func(s string) { got = append(got, s) }
	_, in, k := window(t, e)
	codes := scanned(in)
	kit.Focus(e)
	k.Type("50")
	k.Scan("5012345678900", fast)
	if !slices.Equal(got, []string{"5012345678900"}) || len(*codes) > 0 {
		t.Errorf("submitted %q, the window got %q", got, *codes)
	}
}

func TestSlowTypingIsNoScan(t *testing.T) {
	e := kit.NewEntry("")
	submitted := ""
	e.OnSubmitted = func(s string) { submitted = s }
	_, in, k := window(t, e)
	codes := scanned(in)
	kit.Focus(e)
	k.Type("heart t-light").Press("Enter")
	if submitted != "heart t-light" || len(*codes) > 0 {
		t.Errorf("submitted %q, scanned %q", submitted, *codes)
	}
}

func TestAStutteringScannerIsUnderstood(t *testing.T) {
	_, in, k := window(t, kit.NewMuted(""))
	codes := scanned(in)
	k.Wait(time.Second)
	for i, r := range "5012345678900" {
		gap := fast
		if i == 7 {
			gap = 100 * time.Millisecond // a frame was late
		}
		k.Send(r, gap)
	}
	in.Key(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !slices.Equal(*codes, []string{"5012345678900"}) {
		t.Errorf("got %q", *codes)
	}
}

func TestSpaceAndLettersStillWorkByHand(t *testing.T) {
	tapped := 0
	b := kit.NewButton("Ship", func() { tapped++ })
	w, in, k := window(t, b)
	keys := pressed(in)
	w.Canvas().Focus(b)
	k.Press("Space", "Enter")
	if tapped != 2 {
		t.Errorf("Space and Enter pressed the button %d times", tapped)
	}
	k.Press("S", "F9", "Esc", "Ctrl+Enter")
	if !slices.Equal(*keys, []page.Key{"S", "F9", "Esc", "Ctrl+Enter"}) {
		t.Errorf("the window got %q", *keys)
	}
}

func TestScansWaitForADialog(t *testing.T) {
	w, in, k := window(t, kit.NewMuted(""))
	codes := scanned(in)
	waiting := 0
	in.OnQueue = func(n int) { waiting = n }
	bought := 0
	d := kit.Ask(w, page.Question{Title: "Buy the label?", Yes: "Buy", Run: func() { bought++ }})
	k.Scan("5012345678900", fast).Scan("00 12345", fast)
	if len(*codes) > 0 || bought > 0 || !d.Open() || waiting != 2 {
		t.Fatalf("while the question stands: scanned %q, bought %d, waiting %d", *codes, bought, waiting)
	}
	k.Press("Esc")
	if !slices.Equal(*codes, []string{"5012345678900", "00 12345"}) || waiting != 0 {
		t.Errorf("after it: %q, waiting %d", *codes, waiting)
	}
}

func TestPrefixKey(t *testing.T) {
	e := kit.NewEntry("")
	_, in, k := window(t, e)
	in.Prefix = "F12"
	codes := scanned(in)
	kit.Focus(e)
	k.Type("ab").Press("F12").Type("X7").Press("Enter")
	if !slices.Equal(*codes, []string{"X7"}) || e.Text != "ab" {
		t.Errorf("got %q, the field holds %q", *codes, e.Text)
	}
}
