package page

import (
	"context"
	"fmt"
	"strings"
	"time"

	"packbench/app"
	"packbench/data"
)

// Undoer takes back what was done.
type Undoer interface {
	UndoChain(ctx context.Context, who data.Actor, operation int64) (app.UndoChain, error)
	UndoSteps(ctx context.Context, who data.Actor, c app.UndoChain) (app.Undone, error)
}

// Undo takes back an operation, or, with 0, the last deed of the person. What that
// takes back besides is shown first; a deed alone is asked for only where the
// person does not have it before their eyes. after is called when it is done.
func Undo(desk Desk, shop Undoer, who data.Actor, operation int64, seen bool, after func()) {
	var c app.UndoChain
	warn := func(doing string, err error) {
		if n := Explain(doing, err, nil); n.Shown() {
			desk.Toast(Toast{Text: n.Says(), State: Warning})
		}
	}
	undo := func() {
		var done app.Undone
		Do(desk.Runner(), Patience, func(ctx context.Context) (err error) {
			done, err = shop.UndoSteps(ctx, who, c)
			return err
		}, func(err error) {
			if err != nil {
				warn("undo it", err)
			} else {
				desk.Toast(Toast{Text: "Undone: " + done.Title, State: Good})
			}
			after()
		})
	}
	Do(desk.Runner(), Patience, func(ctx context.Context) (err error) {
		c, err = shop.UndoChain(ctx, who, operation)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			warn("undo it", err)
		case c.Why != nil:
			warn("undo it", c.Why)
		case seen && len(c.Steps) == 1:
			undo()
		default:
			desk.Ask(undoQuestion(c, undo))
		}
	})
}

func moment(t time.Time) string { return t.Local().Format("2 Jan 15:04") }

func undoQuestion(c app.UndoChain, undo func()) Question {
	q := Question{Title: "Undo “" + c.Title + "”?", Yes: "Undo", No: "Leave it", Run: undo}
	if len(c.Steps) == 1 {
		q.Body = fmt.Sprintf("Done by %s, %s. Nothing was built on it.", c.Steps[0].Who, moment(c.Steps[0].At))
		return q
	}
	lines := []string{"What came after it stands on it, so all of this is taken back, one after the other:"}
	for i, s := range c.Steps {
		lines = append(lines, fmt.Sprintf("%d.  %s (%s, %s)", i+1, s.Title, s.Who, moment(s.At)))
	}
	q.Yes, q.Body = fmt.Sprintf("Undo all %d", len(c.Steps)), strings.Join(lines, "\n")
	return q
}
