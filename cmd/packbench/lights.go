package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"packbench/app"
	"packbench/app/desktop"
	"packbench/app/desktop/advice"
	"packbench/app/desktop/counts"
	"packbench/app/desktop/customers"
	"packbench/app/desktop/floormap"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/orders"
	"packbench/app/desktop/pack"
	"packbench/app/desktop/page"
	"packbench/app/desktop/paper"
	"packbench/app/desktop/pick"
	"packbench/app/desktop/products"
	"packbench/app/desktop/reports"
	"packbench/app/desktop/setup"
	"packbench/app/desktop/stock"
	"packbench/app/desktop/today"
	"packbench/data"
)

// pages gathers the pages of every area.
func (d *desk) pages() []kit.Spec {
	shop := d.main.shop
	all := setup.Pages(shop, d.who, setup.Options{SetPerson: d.changePerson, SetLook: d.shell.SetLook, SetTextSize: d.shell.SetTextSize, Look: d.shell.Look, Version: version,
		Restore: func(copy string) { d.restore(copy) }, KeepSecret: func(place, password string) error { return keepInKeyring(secretOf(place), password) }, GoOn: func(place string, a setup.Arrival) { d.goOn(d, place, a) }, Arrived: d.arrived})
	for _, area := range []func(*app.Shop, func() data.Actor) []kit.Spec{
		today.Pages, orders.Pages, customers.Pages, products.Pages, stock.Pages, counts.Pages, floormap.Pages, pick.Pages, advice.Pages, pack.Pages, paper.Pages, reports.Pages,
	} {
		all = append(all, area(shop, d.who)...)
	}
	return all
}

// checkAfter is how long after opening the books are proved: the proof reads
// them all, and the first seconds belong to the people.
const checkAfter = 10 * time.Second

// copiesEach is how often the window looks whether a copy of the shop is due.
const copiesEach = 5 * time.Minute

// keepCopies makes a copy of the shop when one is due, and warns when the last
// is too old.
func (d *desk) keepCopies(ctx context.Context) {
	shop := d.main.shop
	err := shop.KeepCopies(ctx, d.who())
	c, late := app.CopyState{}, false
	if err == nil {
		if c, err = shop.CopyState(ctx); err == nil {
			late = c.Late(time.Now())
		}
	}
	if ctx.Err() != nil {
		return
	}
	light := desktop.Light{ID: "copies", Route: "setup/books"}
	switch {
	case err != nil:
		light.Text, light.State = "no copy of the shop could be made", page.Bad
	case late && len(c.Copies) > 0:
		light.Text, light.State = "the last copy of the shop is of "+c.Copies[0].MadeAt.Local().Format("2 January"), page.Warning
	case late:
		light.Text, light.State = "there is no copy of the shop yet", page.Warning
	default:
		d.early.UI(func() { d.shell.SetLight(desktop.Light{ID: "copies"}) })
		return
	}
	d.early.UI(func() { d.shell.SetLight(light) })
}

// lights keeps the line at the bottom of the window true: whether work is
// saved, what the rail should warn of, and whether the books balance. It gives
// the way to end it.
func (d *desk) lights(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	touched := make(chan struct{}, 1)
	unwatch := d.main.books.Watch(func(data.Changed) {
		select {
		case touched <- struct{}{}:
		default:
		}
	})
	people := make(chan struct{}, 1)
	unguard := d.main.books.Watch(func(c data.Changed) {
		if len(c.Entities["user"])+len(c.Entities["setting"]) > 0 {
			select {
			case people <- struct{}{}:
			default:
			}
		}
	})
	go d.watchDoor(ctx, people)
	unlook := d.main.books.WatchConnection(func(c data.Connection) {
		d.early.UI(func() { d.shell.SetLight(connectionLight(c, data.IsServer(d.main.shopPath), d.main.books.NoWrites())) })
	})
	d.shell.SetLight(connectionLight(data.Connected, data.IsServer(d.main.shopPath), nil))
	if service := data.SyncedFolder(d.main.shopPath); service != "" {
		d.shell.SetLight(desktop.Light{ID: "folder", Text: "the shop lies in a folder of " + service + ", which may bring back older books: move it", State: page.Warning})
	}
	d.early.Go(func() {
		d.badges(ctx)
		d.early.UI(func() { trace("usable") })
	})
	go func() {
		select {
		case <-ctx.Done():
		case <-time.After(checkAfter):
			d.checkBooks(ctx)
		}
		for each := time.NewTicker(copiesEach); ctx.Err() == nil; {
			d.keepCopies(ctx)
			select {
			case <-ctx.Done():
			case <-each.C:
			}
		}
	}()
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-touched:
			case <-time.After(time.Minute):
			}
			// A burst of writes is one look.
			select {
			case <-ctx.Done():
				return
			case <-time.After(400 * time.Millisecond):
			}
			d.badges(ctx)
		}
	}()
	return func() {
		unwatch()
		unguard()
		unlook()
		cancel()
	}
}

// connectionLight says whether what is written is kept. What is typed stays where
// it is while the way to the server is broken, or while it takes no writes; why
// says that.
func connectionLight(c data.Connection, server bool, why error) desktop.Light {
	l := desktop.Light{ID: "connection", Text: "saved", State: page.Good}
	switch {
	case c == data.Reconnecting:
		l.Text, l.State = "the shop can't be reached: reconnecting, nothing typed is lost", page.Bad
	case c == data.ReadOnly:
		l.Text, l.State = "read-only: nothing can be saved now, nothing typed is lost", page.Warning
		var f *data.Fault
		if errors.As(why, &f) {
			l.Text = "read-only: " + f.Message + "; nothing typed is lost"
		}
	case server:
		l.Text = "connected, saved"
	}
	return l
}

// badges shows on the rail how much waits.
func (d *desk) badges(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	b, err := d.main.shop.Today(ctx)
	if err != nil {
		return // the pages say what is wrong with the books; a badge is not the place
	}
	var orders, pick, pack int64
	for _, s := range b.Orders {
		switch s.Stage {
		case data.Ready:
			orders = s.N
		case data.Released, data.Picking:
			pick += s.N
		case data.Packing, data.Packed:
			pack += s.N
		}
	}
	if b.HoldsDue > 0 {
		// Their day has come; the write makes the pages look again.
		if _, err := d.main.shop.ReleaseDueHolds(ctx, d.who()); err != nil {
			return
		}
	}
	printer := desktop.Light{ID: "printer", Text: "nothing waits to be printed", State: page.Good, Route: "setup/printers"}
	if n, err := d.main.shop.WaitingPrints(ctx); err == nil && n > 0 {
		printer.Text, printer.State = page.Counted(n, "document")+" to be printed", page.Warning
	}
	d.early.UI(func() {
		d.shell.SetLight(printer)
		d.shell.SetBadge("orders", int(orders), page.Info)
		d.shell.SetBadge("pick", int(pick), page.Info)
		d.shell.SetBadge("pack", int(pack), page.Info)
	})
}

// checkBooks proves the books once the window stands, and says so.
func (d *desk) checkBooks(ctx context.Context) {
	light := desktop.Light{ID: "books", Route: "setup/books"}
	found, err := d.main.books.Check(ctx)
	if ctx.Err() != nil {
		return
	}
	broken := int64(0)
	for _, f := range found {
		broken += f.Broken
	}
	switch {
	case err != nil:
		light.Text, light.State = "books not checked", page.Warning
	case broken > 0:
		light.Text, light.State = fmt.Sprintf("books do not balance (%d)", broken), page.Bad
	default:
		light.Text, light.State = "books balance", page.Good
	}
	fyne.Do(func() { d.shell.SetLight(light) })
}
