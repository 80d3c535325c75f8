package main

import (
	"slices"
	"testing"
	"time"
)

// What pages read before the window's loop runs is done in its order, and the
// window waits for it, but not for ever.
func TestWhatComesBeforeTheWindow(t *testing.T) {
	e := newEarly()
	var did []int
	read := make(chan struct{})
	e.Go(func() {
		<-read
		e.UI(func() {
			did = append(did, 1)
			e.UI(func() { did = append(did, 3) })
		})
		e.UI(func() { did = append(did, 2) })
	})
	e.settle(time.Millisecond)
	if len(did) > 0 {
		t.Errorf("before anything was read it did %v", did)
	}
	close(read)
	e.settle(time.Minute)
	if !slices.Equal(did, []int{1, 2, 3}) {
		t.Errorf("it did %v", did)
	}
	e.UI(func() { did = append(did, 4) })
	e.run()
	if !slices.Equal(did, []int{1, 2, 3, 4}) {
		t.Errorf("when the loop begins it has done %v", did)
	}
}
