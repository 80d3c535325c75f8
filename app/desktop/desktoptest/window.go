// Package desktoptest opens a window without a display, so that tests of pages
// press keys as a person does:
//
//	s, k := desktoptest.Window(t, "counts", counts.Pages(shop, anna))
//	k.Press("Ctrl+N").Type("A-01")
package desktoptest

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"packbench/app/desktop"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/kit/keyboard"
	"packbench/app/desktop/page"
)

// Window opens a window of 1280 by 800 with the pages of some areas at a route;
// everything is done at once. It closes with the test.
func Window(t testing.TB, route page.Route, areas ...[]kit.Spec) (*desktop.Shell, *keyboard.Keyboard) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(&kit.Theme{Look: kit.LookLight})
	w := test.NewTempWindow(t, nil)
	s := desktop.New(w, desktop.Options{Prefs: page.MapPrefs{}, Runner: page.Inline()})
	for _, pages := range areas {
		if err := s.Add(pages...); err != nil {
			t.Fatal(err)
		}
	}
	w.Resize(fyne.NewSize(1280, 800))
	s.Start(route)
	t.Cleanup(s.Close)
	return s, keyboard.New(w, s.Input())
}
