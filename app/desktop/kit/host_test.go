package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/kit/keyboard"
	"packbench/app/desktop/page"
)

// window puts content in a test window of 1280 by 800 in the shop's look, and
// gives the keyboard before it.
func window(t *testing.T, content fyne.CanvasObject) (fyne.Window, *kit.Input, *keyboard.Keyboard) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(&kit.Theme{Look: kit.LookLight})
	w := test.NewTempWindow(t, nil)
	in := kit.Host(w, content)
	t.Cleanup(func() { kit.Unhost(w) })
	w.Resize(fyne.NewSize(1280, 800))
	return w, in, keyboard.New(w, in)
}

// pressed collects the keys that reach the window's key map.
func pressed(in *kit.Input) *[]page.Key {
	var keys []page.Key
	in.OnKey = func(c page.Chord) bool {
		keys = append(keys, c.Key())
		return true
	}
	return &keys
}

// scanned collects the codes that reach the window.
func scanned(in *kit.Input) *[]string {
	var codes []string
	in.OnScan = func(code string) { codes = append(codes, code) }
	return &codes
}
