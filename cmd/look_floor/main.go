package main

import (
	"context"
	"os"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"packbench/app"
	"packbench/app/desktop"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/app/desktop/pack"
	"packbench/app/desktop/pick"
	"packbench/data"
)

func main() {
	ctx := context.Background()
	books, err := data.Open(ctx, os.Args[1], data.Options{Clock: func() time.Time { return time.Now() }})
	if err != nil { panic(err) }
	shop := app.New(books, app.Options{})
	a := fyneapp.NewWithID("x.look")
	w := a.NewWindow("Packbench")
	w.SetMaster()
	s := desktop.New(w, desktop.Options{Prefs: page.MapPrefs{"look": os.Args[3]}, Runner: page.Runner{Go: func(f func()) { go f() }, UI: fyne.Do, After: kit.After}, Person: "Anna", Desk: "desk 2"})
	who := func() data.Actor { return data.Actor{User: "Anna", Desk: "desk 2"} }
	s.Add(pack.Pages(shop, who)...)
	s.Add(pick.Pages(shop, who)...)
	s.Start(page.Route(os.Args[2]))
	w.SetOnClosed(s.Close)
	w.ShowAndRun()
}
