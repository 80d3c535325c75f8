package page_test

import (
	"testing"

	"packbench/app/desktop/page"
)

func TestManyNoticesAreOneDeed(t *testing.T) {
	var time page.Manual
	reads := 0
	b := page.NewBurst(time.Runner(), page.BurstWait, func() { reads++ })
	for range 50 {
		b.Poke()
	}
	if reads != 0 {
		t.Fatalf("read %d times before the burst was over", reads)
	}
	time.Pass(page.BurstWait)
	if reads != 1 {
		t.Errorf("50 notices: read %d times, want once", reads)
	}
	b.Poke()
	b.Close()
	time.Pass(page.BurstWait)
	if reads != 1 {
		t.Errorf("a closed page read again")
	}
}
