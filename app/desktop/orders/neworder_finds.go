package orders

import (
	"context"

	"packbench/app/desktop/page"
)

// finds is a question asked at every keystroke, with its latest answer.
type finds[T any] struct {
	text     string
	hits     []T
	answered bool
	latest   page.Latest
}

// find asks. shown is called when the answer to this very text has come.
func (f *finds[T]) find(run page.Runner, text string, ask func(context.Context) ([]T, error), shown func(error)) {
	f.text, f.answered, f.hits = text, false, nil
	if text == "" {
		f.latest.Cancel()
		f.answered = true
		shown(nil)
		return
	}
	page.Load(run, &f.latest, page.Patience, ask, func(hits []T, err error) {
		f.hits, f.answered = hits, err == nil
		shown(err)
	})
}

// best gives what is found for text to take: at once where it has been found,
// otherwise when it is. A later question does not drop it: Enter may be pressed
// before the list is there, and keys typed ahead are never lost.
func (f *finds[T]) best(run page.Runner, text string, ask func(context.Context) ([]T, error), take func(hits []T, err error)) {
	if f.answered && f.text == text {
		take(f.hits, nil)
		return
	}
	f.latest.Cancel()
	var hits []T
	page.Do(run, page.Patience, func(ctx context.Context) (err error) {
		hits, err = ask(ctx)
		return err
	}, func(err error) { take(hits, err) })
}
