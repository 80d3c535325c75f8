package main

import (
	"context"
	"fmt"
	"os"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"packbench/app"
	"packbench/app/desktop"
	"packbench/app/desktop/customers"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/orders"
	"packbench/app/desktop/page"
	"packbench/data"
)

func main() {
	books, err := data.Open(context.Background(), os.Args[1], data.Options{})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	defer books.Close()
	s := app.New(books, app.Options{})
	who := func() data.Actor { return data.Actor{User: "Anna", Desk: "desk 2"} }
	a := fyneapp.NewWithID("shop.packbench.lookorders")
	w := a.NewWindow("Packbench")
	w.SetMaster()
	prefs := page.MapPrefs{"look": os.Getenv("LOOK"), "window": "1280x800"}
	sh := desktop.New(w, desktop.Options{Prefs: prefs, Runner: page.Runner{Go: func(f func()) { go f() }, UI: fyne.Do, After: kit.After}, Person: "Anna", Desk: "desk 2"})
	if os.Getenv("LOOK") == "dark" {
		sh.SetLook(kit.LookDark)
	} else {
		sh.SetLook(kit.LookLight)
	}
	if err := sh.Add(orders.Pages(s, who)...); err != nil {
		panic(err)
	}
	if err := sh.Add(customers.Pages(s, who)...); err != nil {
		panic(err)
	}
	w.Resize(fyne.NewSize(1280, 800))
	sh.Start(page.Route(os.Args[2]))
	w.SetOnClosed(sh.Close)
	w.ShowAndRun()
}
