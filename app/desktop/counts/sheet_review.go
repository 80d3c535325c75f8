package counts

import (
	"context"
	"fmt"

	"packbench/app/desktop/page"
	"packbench/data"
)

// Diff is by how much a line differs; units that a picker missed there count as
// known.
func Diff(l data.CountLinesRow) data.Quantity {
	if l.Counted < 0 {
		return 0
	}
	return l.Counted - l.Expected - data.Quantity(l.Missing)
}

// Differences is the lines that differ, in the order of the walk.
func (s *sheet) Differences() []data.CountLinesRow {
	var out []data.CountLinesRow
	for _, l := range s.C.Lines {
		if Diff(l) != 0 {
			out = append(out, l)
		}
	}
	return out
}

// unexplained is how many differences have no reason, and the first of them
// after a row, from the top again at the end; -1 for none.
func (s *sheet) unexplained(after int) (n, next int) {
	rows := s.Differences()
	next = -1
	for k := 1; k <= len(rows); k++ {
		if i := (after + k) % len(rows); rows[i].Reason == "" {
			n++
			if next < 0 {
				next = i
			}
		}
	}
	return n, next
}

// Totals adds the differences up: lines, units too many, units too few.
func (s *sheet) Totals() (lines int, more, fewer data.Quantity) {
	for _, l := range s.C.Lines {
		d := Diff(l)
		if d == 0 {
			continue
		}
		lines++
		more += max(d, 0)
		fewer += max(-d, 0)
	}
	return lines, more, fewer
}

// Explain gives the differences that are meant their reason, and goes to the
// next that has none. Who presses on faster than it is written loses nothing.
func (s *sheet) Explain(reason string) {
	rows := s.Differences()
	if !s.Reviewing() {
		return
	}
	last := -1
	for _, i := range s.Selected() {
		if i < 0 || i >= len(rows) {
			continue
		}
		last = i
		op, id := data.NewOp("explain count", fmt.Sprint(rows[i].ID, reason)), rows[i].ID
		s.add(write{line: id, doing: fmt.Sprintf("give %s at %s its reason", rows[i].SKU, rows[i].Location),
			mark: func(l *data.CountLinesRow) {
				if l != nil {
					l.Reason = reason
				}
			},
			do: func(ctx context.Context, who data.Actor) (data.CountLine, error) {
				return data.CountLine{}, s.shop.ExplainCount(ctx, who, op, id, reason)
			}})
	}
	if last < 0 {
		return
	}
	s.Says = said{}
	s.Unmark()
	s.OnChange()
	if _, next := s.unexplained(last); next >= 0 {
		s.MoveTo(next)
	}
}

// Post brings the books to what was found.
func (s *sheet) Post() {
	if n, first := s.unexplained(-1); n > 0 {
		s.MoveTo(first)
		s.say(page.Bad, page.Counted(n, "difference")+" without a reason: give it with 1 to 0")
		s.OnChange()
		return
	}
	op, id := data.NewOp("post count", s.Number), s.C.Count.ID
	post := func() {
		s.deed("post the count", func(ctx context.Context, who data.Actor) error {
			_, err := s.shop.PostCount(ctx, who, op, id)
			return err
		}, func() {
			s.Says = said{}
			s.Sound(true)
			s.Toast(page.Toast{Text: s.Number + " is posted: the books say what was found", State: page.Good, Undo: s.takeBack(op)})
		})
	}
	lines, more, fewer := s.Totals()
	if lines == 0 {
		post()
		return
	}
	s.Ask(page.Question{Title: "Post " + s.Number + "?", Body: fmt.Sprintf("%s: %s too many, %s too few. The books will say what was found; orders that lose their stock wait again.",
		page.Counted(lines, "difference"), page.Counted(more, "unit"), page.Counted(fewer, "unit")), Yes: "Post", No: "Not yet", Run: post})
}

// takeBack undoes what was done to the count as a whole: after a posting what it
// corrected is as before, and the count stands at its review again.
func (s *sheet) takeBack(op data.Op) func() {
	return func() {
		s.deed("undo it", func(ctx context.Context, who data.Actor) error {
			_, err := s.shop.UndoOp(ctx, who, op)
			return err
		}, func() { s.Toast(page.UndoToast(nil)) })
	}
}
