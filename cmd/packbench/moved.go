package main

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"packbench/app/desktop/kit"
	"packbench/data"
)

// mostMoves is how often in a row a place may send to another.
const mostMoves = 8

// openMoved opens the books of the shop where they are now: a place that the shop
// has left says where it went.
func (m *Main) openMoved(ctx context.Context) (*data.Store, error) {
	place := m.shopPath
	for range mostMoves {
		m.server = place
		books, err := data.Open(ctx, withSecret(place, m.password), data.Options{})
		to := data.MovedTo(err)
		if err == nil {
			m.shopPath = place
		}
		if to == "" {
			return books, err
		}
		place = to
	}
	return nil, data.Refused("moved", "name the right place: packbench --shop", "the places of this shop send from one to the other")
}

// move goes on with the shop where it has moved to: the window is filled anew by
// the other desk. The old books stay open for what still reads them; they take no
// writes any more.
func (d *desk) move(ctx context.Context, there *desk, w fyne.Window, look *kit.Theme, err *error) {
	d.leave()
	opening(w, there.main.shopPath)
	go func() {
		opened := there.open(ctx)
		fyne.Do(func() {
			if *err = opened; opened == nil {
				*err = there.begin(ctx, w, look)
			}
			if *err != nil {
				there.refused(ctx, w, look, err)
			}
		})
	}()
}

// opening stands in the window until the shop is open.
func opening(w fyne.Window, place string) {
	w.SetContent(container.NewStack(kit.NewGround(theme.ColorNameBackground), kit.Empty{Title: "Opening the shop …", Hint: data.Without(place)}.View()))
}
