package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
)

// A table whose order is the person's (OnMove) has its rows dragged, or moved by
// keys, all selected ones together.

// moveBy moves the selected rows by one.
func (g *Grid) moveBy(down bool) {
	rows := g.Selected()
	if len(rows) == 0 {
		return
	}
	before := rows[0] - 1
	if down {
		before = rows[len(rows)-1] + 2
	}
	if before >= 0 && before <= g.rows.Len() {
		g.OnMove(rows, before)
	}
}

// hold keeps the selection while one of several selected rows is pressed, for they
// may be dragged together.
func (g *Grid) hold(row int, ev *desktop.MouseEvent) bool {
	g.held = g.OnMove != nil && len(g.selected) > 1 && g.selected[row] && ev.Modifier == 0 && ev.Button == desktop.MouseButtonPrimary
	return g.held
}

// dropLine is where the line is drawn that says where dragged rows go.
func (r *gridRow) dropLine() *canvas.Rectangle {
	if r.drop == nil {
		r.drop = newRect()
	}
	return r.drop
}

func (r *gridRow) paintDrop() {
	g := r.grid
	at := g.dropAt == r.id || g.dropAt == g.rows.Len() && r.id == g.dropAt-1
	fill := transparent
	if at && g.dropAt >= 0 {
		fill = ink(theme.ColorNamePrimary)
	}
	paintRect(r.dropLine(), fill)
	y := float32(0)
	if g.dropAt > r.id {
		y = r.Size().Height - 2
	}
	r.drop.Move(fyne.NewPos(0, y))
	r.drop.Resize(fyne.NewSize(r.Size().Width, 2))
}

// Dragged says where the rows would go.
func (r *gridRow) Dragged(ev *fyne.DragEvent) {
	g := r.grid
	if g.OnMove == nil || r.id < 0 {
		return
	}
	if g.dropAt < 0 {
		g.dragged = r.id // later this may show another row, when the table scrolls
	}
	// Reckoned from the table: a row that is dragged far leaves the screen.
	pitch, top := g.rowPitch(), g.list.GetScrollOffset()
	y := ev.AbsolutePosition.Y - fyne.CurrentApp().Driver().AbsolutePositionForObject(g.list).Y + top
	g.dropAt = min(max(int(y/pitch+0.5), 0), g.rows.Len())
	switch {
	case y < top+pitch:
		g.list.ScrollToOffset(max(0, top-pitch))
	case y > top+g.list.Size().Height-pitch:
		g.list.ScrollToOffset(top + pitch)
	}
	g.list.Refresh()
}

// DragEnd puts them there.
func (r *gridRow) DragEnd() {
	g := r.grid
	to, from := g.dropAt, g.dragged
	g.dropAt = -1
	g.list.Refresh()
	if to < 0 || g.OnMove == nil {
		return
	}
	rows := g.Selected()
	if !g.selected[from] {
		rows = []int{from}
	}
	g.OnMove(rows, to)
}
