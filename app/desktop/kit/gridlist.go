package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/page"
)

// signRoom is the room of a state's sign, so that the words line up.
func signRoom() float32 { return float32(int(18 * textScale())) }

type fyneColor = color.Color

var transparent = color.Color(color.Transparent)

// listTheme takes the space between rows out of Fyne's list: with a space, a
// tenth of all clicks would fall between two rows.
type listTheme struct{}

func (listTheme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) fyneColor {
	switch n {
	case theme.ColorNameHover, theme.ColorNameSelection:
		return transparent // rows draw these themselves
	case theme.ColorNameShadow:
		return ink(ColorLine) // where rows go on below the edge
	}
	return appTheme().Color(n, v)
}
func (listTheme) Font(s fyne.TextStyle) fyne.Resource     { return appTheme().Font(s) }
func (listTheme) Icon(n fyne.ThemeIconName) fyne.Resource { return appTheme().Icon(n) }
func (listTheme) Size(n fyne.ThemeSizeName) float32 {
	if n == theme.SizeNamePadding {
		return 0
	}
	return appTheme().Size(n)
}

func appTheme() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// gridList is Fyne's list with its keys and its own selection taken over.
type gridList struct {
	widget.List
	keyed
	grid *Grid
	on   bool
}

var (
	_ fyne.Focusable    = (*gridList)(nil)
	_ fyne.Shortcutable = (*gridList)(nil)
)

func newGridList(g *Grid) *gridList {
	l := &gridList{grid: g}
	l.HideSeparators = true
	l.Length = func() int {
		if l.Size().Height <= 0 {
			return 0
		}
		return g.rows.Len()
	}
	l.CreateItem = func() fyne.CanvasObject { return newGridRow(g) }
	l.UpdateItem = func(id int, o fyne.CanvasObject) { o.(*gridRow).show(id) }
	l.ExtendBaseWidget(l)
	l.keyed = keyed{self: l, use: g.useKey}
	return l
}

// FocusGained is Fyne's notice that keys come here.
func (l *gridList) FocusGained() { l.on = true; l.Refresh() }

// FocusLost is Fyne's notice that keys go elsewhere.
func (l *gridList) FocusLost() { l.on = false; l.Refresh() }

// TypedKey takes a key that is not text.
func (l *gridList) TypedKey(ev *fyne.KeyEvent) { l.keyed.TypedKey(ev) }

// TypedRune takes a character.
func (l *gridList) TypedRune(r rune) { l.keyed.TypedRune(r) }

// TypedShortcut takes a combination: select all and copy are the table's.
func (l *gridList) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutSelectAll:
		l.grid.SelectAll()
	case *fyne.ShortcutCopy:
		if s.Clipboard != nil {
			s.Clipboard.SetContent(l.grid.Copy())
		}
	default:
		l.keyed.TypedShortcut(s)
	}
}

func (g *Grid) rowPitch() float32 {
	if g.pitch == 0 {
		return RowHeight(theme.TextSize())
	}
	return g.pitch
}

// gridRow is one row on screen: a ground, a text for each column, a line. It
// shows one row after another as the table scrolls.
type gridRow struct {
	widget.BaseWidget
	grid    *Grid
	id      int
	ground  *canvas.Rectangle
	mark    *canvas.Rectangle
	line    *canvas.Rectangle
	drop    *canvas.Rectangle // where dragged rows go
	texts   []*canvas.Text
	signs   []*canvas.Text // those of state columns, in their order
	cells   []page.Cell
	loaded  bool
	hovered bool
	height  float32
}

var (
	_ desktop.Mouseable      = (*gridRow)(nil)
	_ desktop.Hoverable      = (*gridRow)(nil)
	_ fyne.SecondaryTappable = (*gridRow)(nil)
	_ fyne.Draggable         = (*gridRow)(nil)
)

func newGridRow(g *Grid) *gridRow {
	r := &gridRow{grid: g, id: -1, height: RowHeight(theme.TextSize())}
	r.ground = newRect()
	r.mark = newRect()
	r.line = newRect()
	r.ExtendBaseWidget(r)
	return r
}

// MinSize is a whole number, so that the list scrolls exactly.
func (r *gridRow) MinSize() fyne.Size { return fyne.NewSize(64, r.height) }

// MouseDown is a press of the pointer.
func (r *gridRow) MouseDown(ev *desktop.MouseEvent) {
	ctrl := ev.Modifier&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0
	shift := ev.Modifier&fyne.KeyModifierShift != 0
	if r.grid.hold(r.id, ev) {
		return
	}
	r.grid.click(r.id, shift, ctrl, ev.Button == desktop.MouseButtonSecondary)
}

// MouseUp is a click on a row that could have been dragged.
func (r *gridRow) MouseUp(*desktop.MouseEvent) {
	if g := r.grid; g.held && g.dropAt < 0 {
		g.click(r.id, false, false, false)
	}
	r.grid.held = false
}

// TappedSecondary opens the context menu.
func (r *gridRow) TappedSecondary(ev *fyne.PointEvent) { r.grid.menu(ev.AbsolutePosition) }

// MouseIn lights the row up.
func (r *gridRow) MouseIn(*desktop.MouseEvent) { r.hovered = true; r.colors() }

// MouseMoved does nothing.
func (r *gridRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the light out.
func (r *gridRow) MouseOut() { r.hovered = false; r.colors() }

// show makes this the row with that number.
func (r *gridRow) show(id int) {
	r.id = id
	r.cells, r.loaded = r.grid.rows.Row(id)
	r.paint()
}

func (r *gridRow) colors() {
	g := r.grid
	fill := transparent
	isCursor := r.id == g.cursor
	switch {
	case g.selected[r.id]:
		fill = ink(ColorAccentSoft)
	case isCursor && g.list.on:
		fill = ink(ColorAccentSoft)
	case isCursor:
		fill = ink(ColorCursor)
	case r.hovered:
		fill = ink(theme.ColorNameHover)
	}
	paintRect(r.ground, fill)
	bar := transparent
	if isCursor && g.list.on {
		bar = ink(theme.ColorNamePrimary)
	}
	paintRect(r.mark, bar)
	paintRect(r.line, ink(ColorRowLine))
	if r.grid.OnMove != nil {
		r.paintDrop()
	}
}

func (r *gridRow) paint() {
	r.colors()
	g := r.grid
	size := theme.TextSize()
	added := false
	for len(r.texts) < len(g.place) {
		t := canvas.NewText("", color.Black)
		r.texts = append(r.texts, t)
		added = true
	}
	if added || len(r.texts) != len(g.place) {
		r.BaseWidget.Refresh()
	}
	states := 0
	for n, p := range g.place {
		col := g.columns[p.column]
		t := r.texts[n]
		room := p.w - 2*gutter
		style := fyne.TextStyle{Bold: col.Strong}
		align := fyne.TextAlignLeading
		if col.Right() {
			align = fyne.TextAlignTrailing
		}
		text, role, sign := "–", ColorFaint, ""
		if r.loaded {
			text, role = "", theme.ColorNameForeground
			if p.column < len(r.cells) {
				cell := r.cells[p.column]
				text, role = cell.Text, StateColor(cell.State)
				if text != "" {
					sign = StateSign(cell.State)
				}
			}
		}
		c := ink(role)
		if col.Kind == page.StateWord {
			if states == len(r.signs) {
				r.signs = append(r.signs, canvas.NewText("", color.Black))
				r.BaseWidget.Refresh()
			}
			paintText(r.signs[states], sign, c, size)
			states++
			room -= signRoom()
			text = page.Sentence(text)
		}
		text = fit(text, room, size, style)
		if t.TextStyle != style || t.Alignment != align {
			t.TextStyle, t.Alignment = style, align
			t.Text = text + " " // so that it is drawn again below
		}
		paintText(t, text, c, size)
	}
	for n := len(g.place); n < len(r.texts); n++ {
		paintText(r.texts[n], "", color.Transparent, size)
	}
	for n := states; n < len(r.signs); n++ {
		paintText(r.signs[n], "", color.Transparent, size)
	}
	r.arrange(r.Size())
}

func (r *gridRow) arrange(s fyne.Size) {
	r.ground.Resize(s)
	r.mark.Resize(fyne.NewSize(3, s.Height))
	r.line.Move(fyne.NewPos(0, s.Height-1))
	r.line.Resize(fyne.NewSize(s.Width, 1))
	states, sign := 0, signRoom()
	for n, p := range r.grid.place {
		if n >= len(r.texts) {
			break
		}
		x, w := p.x+gutter, p.w-2*gutter
		if r.grid.columns[p.column].Kind == page.StateWord && states < len(r.signs) {
			r.signs[states].Move(fyne.NewPos(x, 0))
			r.signs[states].Resize(fyne.NewSize(sign, s.Height-1))
			states++
			x, w = x+sign, w-sign
		}
		r.texts[n].Move(fyne.NewPos(x, 0))
		r.texts[n].Resize(fyne.NewSize(w, s.Height-1))
	}
}

// CreateRenderer is Fyne's way to draw the widget.
func (r *gridRow) CreateRenderer() fyne.WidgetRenderer { return &gridRowRenderer{r} }

type gridRowRenderer struct{ row *gridRow }

func (r *gridRowRenderer) Destroy()           {}
func (r *gridRowRenderer) Layout(s fyne.Size) { r.row.arrange(s) }
func (r *gridRowRenderer) MinSize() fyne.Size { return r.row.MinSize() }
func (r *gridRowRenderer) Refresh()           { canvas.Refresh(r.row) }
func (r *gridRowRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, 0, len(r.row.texts)+3)
	objects = append(objects, r.row.ground, r.row.mark)
	for _, t := range r.row.texts {
		objects = append(objects, t)
	}
	for _, t := range r.row.signs {
		objects = append(objects, t)
	}
	if r.row.grid.OnMove != nil {
		objects = append(objects, r.row.dropLine())
	}
	return append(objects, r.row.line)
}
