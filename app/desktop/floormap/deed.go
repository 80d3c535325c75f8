package floormap

import (
	"context"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// undoer takes back an operation.
type undoer interface {
	UndoOp(ctx context.Context, who data.Actor, op data.Op) (app.Undone, error)
}

// sheet is what the pages of the map share: what went wrong, and how something is
// done and taken back.
type sheet struct {
	Notice   *page.Notice // what could not be read
	Trouble  *page.Notice // what could not be done; stays until the next deed
	OnChange func()

	undoing undoer
	again   func() // reads what is shown once more
	who     func() data.Actor
	desk    page.Desk
	loading page.Latest
	busy    bool
}

func newSheet(shop undoer, who func() data.Actor, desk page.Desk) sheet {
	return sheet{OnChange: func() {}, undoing: shop, again: func() {}, who: who, desk: desk}
}

// says is what stands across the top of the page.
func (s *sheet) says() *page.Notice {
	if s.Trouble.Shown() {
		return s.Trouble
	}
	return s.Notice
}

// Loading reports whether something is being read or done.
func (s *sheet) Loading() bool { return s.loading.Running() || s.busy }

// do does something that can be undone from its toast. says is asked when it is
// done; after is told how it went.
func (s *sheet) do(doing string, op data.Op, deed func(context.Context, data.Actor) error, says func() string, after func(err error)) {
	if s.busy {
		return
	}
	s.busy, s.Trouble = true, nil
	who, run := s.who(), s.desk.Runner()
	s.OnChange()
	page.Do(run, page.Patience, func(ctx context.Context) error { return deed(ctx, who) }, func(err error) {
		s.busy = false
		if s.Trouble = page.Explain(doing, err, nil); err == nil {
			s.desk.Toast(page.Toast{Text: says(), State: page.Good, Undo: func() {
				page.Do(run, page.Patience, func(ctx context.Context) error {
					_, err := s.undoing.UndoOp(ctx, who, op)
					return err
				}, func(err error) {
					s.desk.Toast(page.UndoToast(err))
					s.again()
				})
			}})
		}
		after(err)
		s.OnChange()
	})
}
