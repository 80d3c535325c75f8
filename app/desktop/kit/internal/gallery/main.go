// Gallery shows every widget of the kit in the real window, with made-up rows,
// for people who change how the shop looks:
//
//	go run -tags migrated_fynedo ./app/desktop/kit/internal/gallery
//
// It keeps nothing and reads no shop.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"packbench/app/desktop"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/assets"
)

func main() {
	a := app.NewWithID("shop.packbench.gallery")
	a.SetIcon(fyne.NewStaticResource("packbench.png", assets.ProgramIcon()))
	w := a.NewWindow("Packbench")
	w.SetMaster()
	s := desktop.New(w, desktop.Options{
		Prefs:  page.MapPrefs{},
		Runner: page.Runner{Go: func(f func()) { go f() }, UI: fyne.Do, After: kit.After},
		Search: search, Person: "Anna", Desk: "desk 2",
	})
	if err := s.Add(specs()...); err != nil {
		fyne.LogError("gallery", err)
		return
	}
	s.SetLight(desktop.Light{ID: "connection", Text: "saved", State: page.Good})
	s.SetLight(desktop.Light{ID: "printer", Text: "label printer ready", State: page.Good})
	s.SetLight(desktop.Light{ID: "channel", Text: "Shop site: 3 messages wait", State: page.Warning})
	s.SetLight(desktop.Light{ID: "books", Text: "books balance", State: page.Good})
	s.SetJob(page.Job{ID: "labels", Title: "labels", Done: 12, Total: 40, Stop: func() { s.EndJob("labels") }})
	s.SetBadge("orders", 31, page.Info)
	s.SetBadge("pack", 7, page.Warning)
	s.Start("orders")
	w.SetOnClosed(s.Close)
	w.ShowAndRun()
}
