package kit_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/kit/keyboard"
	"packbench/app/desktop/page"
)

// movable is a table of ten shelves whose order is the person's.
func movable(t *testing.T) (*kit.Grid, fyne.Window, *keyboard.Keyboard, *[][]int) {
	t.Helper()
	var rows page.Fixed
	for i := range 10 {
		rows = append(rows, []page.Cell{page.T(string(rune('A' + i)))})
	}
	g := kit.NewGrid([]page.Column{{ID: "code", Title: "Place", Grow: 1}}, rows)
	var moves [][]int
	g.OnMove = func(rows []int, before int) { moves = append(moves, append(slices.Clone(rows), before)) }
	w, _, k := window(t, g)
	g.Focus()
	return g, w, k, &moves
}

func TestRowsAreMovedByKeys(t *testing.T) {
	_, _, k, moves := movable(t)
	k.Press("Alt+Up", "Alt+Down", "Down", "Shift+Down", "Alt+Up", "Alt+Down", "End", "Alt+Down")
	want := [][]int{{0, 2}, {1, 2, 0}, {1, 2, 4}} // the first cannot go up, the last not down
	if !slices.EqualFunc(*moves, want, slices.Equal) {
		t.Errorf("moves %v, want %v", *moves, want)
	}
}

func TestSelectedRowsAreDraggedTogether(t *testing.T) {
	g, w, _, moves := movable(t)
	clock := time.Now()
	g.Now = func() time.Time { clock = clock.Add(time.Second); return clock } // no double clicks
	drag := func(from, before int) {
		row := rowAt(t, w, from)
		ev := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
		row.MouseDown(ev)
		row.(fyne.Draggable).Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: fyne.NewPos(50, 28+28*float32(before)+3)}})
		row.MouseUp(ev)
		row.(fyne.Draggable).DragEnd()
	}
	drag(1, 5)
	g.Select(2, 3)
	drag(3, 0)
	if want := [][]int{{1, 5}, {2, 3, 0}}; !slices.EqualFunc(*moves, want, slices.Equal) {
		t.Fatalf("moves %v, want %v", *moves, want)
	}
	clickRow(t, w, 2, 0)
	if got := g.Selected(); !slices.Equal(got, []int{2}) || len(*moves) != 2 {
		t.Errorf("a click on one of the selected rows leaves %v selected, moves %v", got, *moves)
	}
}
