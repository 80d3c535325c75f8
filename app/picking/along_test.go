package picking_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"packbench/app/picking"
)

// The way past a planned walk's places is that walk; in any other order it is as
// long as it is drawn, and never shorter.
func TestTheWayPastPlacesInAGivenOrder(t *testing.T) {
	m, places := shop(12)
	f := floor(t, m, places)
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.Int64Range(1, int64(len(places))), 1, 9, rapid.ID[int64]).Draw(t, "places")
		from := rapid.Int64Range(0, 40).Draw(t, "from")
		w := plan(t, f, picking.Trip{Stops: stops(ids...), From: from})
		var order []int64
		for _, s := range w.Stops {
			order = append(order, s.Place)
		}
		path, length := f.Along(from, order)
		if length != w.Length || !slices.Equal(path, w.Path) {
			t.Fatalf("%d mm, planned %d", length, w.Length)
		}
		path, length = f.Along(from, ids)
		if length < w.Length || drawnLength(path) != length {
			t.Fatalf("as asked for %d mm, drawn %d, the shortest is %d", length, drawnLength(path), w.Length)
		}
	})
}

func TestPlacesThatAreNotOnTheMapAreLeftOutOfTheWay(t *testing.T) {
	m, places := shop()
	f := floor(t, m, places)
	path, with := f.Along(0, []int64{99_999, 7})
	_, without := f.Along(0, []int64{7})
	if with != without || !slices.ContainsFunc(path, func(p picking.PathPoint) bool { return p.Stop == 1 }) {
		t.Errorf("%d mm and %d mm, %+v", with, without, path)
	}
	codes := floor(t, picking.Map{}, places)
	if path, length := codes.Along(0, []int64{7}); path != nil || length != 0 {
		t.Errorf("without a map: %+v, %d mm", path, length)
	}
}
