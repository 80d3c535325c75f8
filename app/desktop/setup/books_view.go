package setup

import (
	"fyne.io/fyne/v2/container"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// booksView draws the books: the rules with their result, or after a move the
// tables that were compared.
type booksView struct {
	*listView
	m     *booksPart
	moved *kit.Grid
}

func newBooksView(m *booksPart, desk page.Desk) *booksView {
	v := &booksView{m: m, listView: newListView(m, desk, "books", bookColumns, kit.Empty{Icon: "good", Title: "The books are being proved", Hint: "Each rule stands here with its result."},
		"books.move", "books.restore", "books.copies", "books.check", "books.backup")}
	v.busy = func() bool { return m.Proving() || m.moving }
	v.moved = kit.NewGrid(comparedColumns, page.Fixed{})
	v.moved.Commands = m.Commands
	v.moved.KeepLayout(desk.Prefs(), "setup.moved")
	v.box = kit.Frame(v.banner, v.bar, nil, v.right, container.NewStack(v.grid, v.moved))
	m.OnChange = v.refresh
	v.refresh()
	return v
}

func (v *booksView) focus() {
	switch {
	case v.form.Form() != nil:
		v.form.Focus()
	case v.m.Moved != nil:
		v.moved.Focus()
	default:
		v.grid.Focus()
	}
}

func (v *booksView) refresh() {
	v.listView.refresh()
	compared := v.m.Moved != nil
	if compared != v.moved.Visible() {
		kit.SetVisible(v.moved, compared)
		kit.SetVisible(v.grid, !compared)
		v.box.Refresh()
	}
	if compared {
		v.moved.SetRows(v.m.Compared())
	}
}
