package main

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// early keeps what pages want done on the window's goroutine until the window's
// loop runs, so that the first page is read while the window is not yet made,
// and the first picture of the window has it.
type early struct {
	mu      sync.Mutex
	running bool
	todo    []func()
	asked   int           // reads that have not come back
	came    chan struct{} // holds one: something came
}

func newEarly() *early { return &early{came: make(chan struct{}, 1)} }

// Go does f in a goroutine of its own and remembers that it is under way.
func (e *early) Go(f func()) {
	e.mu.Lock()
	e.asked++
	e.mu.Unlock()
	go func() {
		defer func() {
			e.mu.Lock()
			e.asked--
			e.mu.Unlock()
			e.tell()
		}()
		f()
	}()
}

// UI does f on the window's goroutine, in the order in which it is asked to.
func (e *early) UI(f func()) {
	e.mu.Lock()
	waits := !e.running
	if waits {
		e.todo = append(e.todo, f)
	}
	e.mu.Unlock()
	if waits {
		e.tell()
		return
	}
	fyne.Do(f)
}

func (e *early) tell() {
	select {
	case e.came <- struct{}{}:
	default:
	}
}

// settle does what comes, on the goroutine that calls it, until everything that
// was asked for has come or most has passed.
func (e *early) settle(most time.Duration) {
	late := time.After(most)
	for {
		e.mu.Lock()
		todo, asked := e.todo, e.asked
		e.todo = nil
		e.mu.Unlock()
		for _, f := range todo {
			f()
		}
		if len(todo) == 0 && asked == 0 {
			return
		}
		if len(todo) > 0 {
			continue
		}
		select {
		case <-e.came:
		case <-late:
			return
		}
	}
}

// run leaves the rest to the window's loop.
func (e *early) run() {
	e.mu.Lock()
	todo := e.todo
	e.todo, e.running = nil, true
	e.mu.Unlock()
	for _, f := range todo {
		f()
	}
}
