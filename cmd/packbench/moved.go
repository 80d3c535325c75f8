package main

import (
	"context"

	"packbench/data"
)

// mostMoves is how often in a row a place may send to another.
const mostMoves = 8

// openMoved opens the books of the shop where they are now: a place that the shop
// has left says where it went.
func (m *Main) openMoved(ctx context.Context) (*data.Store, error) {
	place := m.shopPath
	for range mostMoves {
		books, err := data.Open(ctx, place, data.Options{})
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
