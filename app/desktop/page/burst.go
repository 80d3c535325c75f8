package page

import "time"

// BurstWait is how long a page waits for more changes before it reads again.
const BurstWait = 120 * time.Millisecond

// Burst turns many notices that come close together into one deed: a page that
// is told of every commit reads again once a burst.
type Burst struct {
	run     Runner
	wait    time.Duration
	deed    func()
	waiting bool // touched on the window's goroutine only
	closed  bool
}

// NewBurst makes a Burst that calls deed on the window's goroutine when wait
// has passed after the first Poke.
func NewBurst(run Runner, wait time.Duration, deed func()) *Burst {
	return &Burst{run: run, wait: wait, deed: deed}
}

// Poke asks for the deed. It may be called from any goroutine and returns at
// once.
func (b *Burst) Poke() {
	b.run.UI(func() {
		if b.waiting || b.closed {
			return
		}
		b.waiting = true
		b.run.Later(b.wait, func() {
			b.waiting = false
			if !b.closed {
				b.deed()
			}
		})
	})
}

// Close ends it: a deed that still waits is not done. It is called on the
// window's goroutine.
func (b *Burst) Close() { b.closed = true }
