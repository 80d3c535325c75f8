package page

import (
	"context"
	"sync"
	"time"
)

// Patience is how long a page waits for an ordinary answer before it says that
// the shop's records cannot be reached.
const Patience = 10 * time.Second

// Runner is how a model leaves the window's goroutine and comes back to it.
// The program passes goroutines and fyne.Do; tests pass Inline or a Manual.
type Runner struct {
	// Go runs work somewhere else. It must not touch a widget.
	Go func(work func())
	// UI queues done for the window's goroutine and returns at once.
	UI func(done func())
	// After calls f on the window's goroutine when d has passed, unless stop
	// was called before. nil means that nothing is ever called: tests that do
	// not care about time leave it out.
	After func(d time.Duration, f func()) (stop func())
}

// Later is After with a nil Runner.After taken care of.
func (r Runner) Later(d time.Duration, f func()) (stop func()) {
	if r.After == nil {
		return func() {}
	}
	return r.After(d, f)
}

// Inline runs everything at once, on the goroutine that asks.
func Inline() Runner {
	return Runner{Go: func(f func()) { f() }, UI: func(f func()) { f() }}
}

// Manual is a Runner for tests in which the test says what happens when: Step
// finishes the oldest piece of work, or any other by its place in the queue.
// Time stands still until Pass.
type Manual struct {
	mu     sync.Mutex
	queue  []func()
	timers []*manualTimer
	now    time.Duration
}

type manualTimer struct {
	at      time.Duration
	f       func()
	stopped bool
}

// Runner returns the Runner whose work this Manual holds back.
func (m *Manual) Runner() Runner {
	return Runner{
		Go: func(f func()) {
			m.mu.Lock()
			defer m.mu.Unlock()
			m.queue = append(m.queue, f)
		},
		UI:    func(f func()) { f() },
		After: m.After,
	}
}

// After registers f to be called by the Pass that reaches d from now.
func (m *Manual) After(d time.Duration, f func()) (stop func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := &manualTimer{at: m.now + d, f: f}
	m.timers = append(m.timers, t)
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		t.stopped = true
	}
}

// Waiting is the number of pieces of work that were started and not yet run.
func (m *Manual) Waiting() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.queue)
}

// Step runs the piece of work at place i of the queue (0 is the oldest) and
// reports whether there was one.
func (m *Manual) Step(i int) bool {
	m.mu.Lock()
	if i < 0 || i >= len(m.queue) {
		m.mu.Unlock()
		return false
	}
	f := m.queue[i]
	m.queue = append(m.queue[:i:i], m.queue[i+1:]...)
	m.mu.Unlock()
	f()
	return true
}

// Drain runs what is queued, and what that queues, oldest first, up to a
// thousand pieces: work that keeps asking for more work is a mistake the test
// should see rather than hang on.
func (m *Manual) Drain() (ran int) {
	for ran < 1000 && m.Step(0) {
		ran++
	}
	return ran
}

// Pass lets d go by and calls the timers that fall due, in their order.
func (m *Manual) Pass(d time.Duration) {
	m.mu.Lock()
	end := m.now + d
	m.mu.Unlock()
	for range 1000 {
		m.mu.Lock()
		var due *manualTimer
		at := -1
		for i, t := range m.timers {
			if !t.stopped && t.at <= end && (due == nil || t.at < due.at) {
				due, at = t, i
			}
		}
		if due == nil {
			m.now = end
			m.mu.Unlock()
			return
		}
		m.timers = append(m.timers[:at:at], m.timers[at+1:]...)
		m.now = max(m.now, due.at)
		m.mu.Unlock()
		due.f()
	}
}

// Latest remembers which of several questions was asked last. Starting a new
// one cancels the one before. The zero value is ready; it is used on the
// window's goroutine only.
type Latest struct {
	generation uint64
	cancel     context.CancelFunc
	running    bool
}

// Running reports whether an answer is being waited for.
func (l *Latest) Running() bool { return l.running }

// Cancel gives up the question that is being asked; its answer is dropped.
func (l *Latest) Cancel() {
	l.generation++
	l.running = false
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
}

// Load asks a question outside the window's goroutine and brings the answer
// back to it. Asking again through the same Latest cancels ask's context and
// drops its answer, in whatever order answers arrive. done is not called for a
// dropped answer.
func Load[T any](r Runner, l *Latest, patience time.Duration, ask func(context.Context) (T, error), done func(T, error)) {
	l.Cancel()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	l.cancel, l.running = cancel, true
	mine := l.generation
	r.Go(func() {
		answer, err := ask(ctx)
		r.UI(func() {
			cancel()
			if l.generation != mine {
				return
			}
			l.running, l.cancel = false, nil
			done(answer, err)
		})
	})
}

// Do runs a deed outside the window's goroutine, and then done on it. Unlike
// Load it is never cancelled or dropped by a later one: a deed that was begun
// is always answered for.
func Do(r Runner, patience time.Duration, deed func(context.Context) error, done func(error)) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	r.Go(func() {
		err := deed(ctx)
		r.UI(func() {
			cancel()
			done(err)
		})
	})
}
