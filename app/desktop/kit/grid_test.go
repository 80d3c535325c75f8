package kit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

var orderColumns = []page.Column{
	{ID: "number", Title: "Order", Width: 80, Strong: true, Sorts: true},
	{ID: "customer", Title: "Customer", Width: 160, Grow: 1, Sorts: true},
	{ID: "state", Title: "State", Kind: page.StateWord},
	{ID: "total", Title: "Total", Kind: page.Money, Sorts: true},
	{ID: "note", Title: "Note", Hidden: true},
}

// madeOrders is n orders, of which those from loaded on are still being fetched.
type madeOrders struct{ n, loaded int }

func (o madeOrders) Len() int { return o.n }
func (o madeOrders) Row(i int) ([]page.Cell, bool) {
	if i >= o.loaded {
		return nil, false
	}
	return []page.Cell{page.T(fmt.Sprint(10000 + i)), page.T("Mary\tOkafor"), page.S("Ready", page.Good),
		page.T(page.FormatMoney(int64(i)*100, 2)), page.T("gift")}, true
}

func orderGrid(n int) *kit.Grid { return kit.NewGrid(orderColumns, madeOrders{n, n}) }

func TestGridKeys(t *testing.T) {
	g := orderGrid(100_000)
	_, in, k := window(t, g)
	keys := pressed(in)
	g.Focus()
	opened := -1
	g.OnOpen = func(i int) { opened = i }
	for _, tc := range []struct {
		key  page.Key
		want int
	}{
		{"Down", 1}, {"Down", 2}, {"Up", 1}, {"Up", 0}, {"Up", 0},
		{"End", 99_999}, {"Down", 99_999}, {"Home", 0},
	} {
		k.Press(tc.key)
		if g.Cursor() != tc.want {
			t.Fatalf("after %s the cursor is on %d, want %d", tc.key, g.Cursor(), tc.want)
		}
	}
	k.Press("PageDown")
	if c := g.Cursor(); c < 20 || c > 30 {
		t.Errorf("a page of an 800 px window moved the cursor by %d rows", c)
	}
	k.Press("PageUp", "Down", "Enter")
	if opened != 1 {
		t.Errorf("Enter opened row %d, want 1", opened)
	}
	k.Press("F9", "Esc")
	if !slices.Equal(*keys, []page.Key{"F9", "Esc"}) {
		t.Errorf("the window got %q", *keys)
	}
}

func TestGridSelection(t *testing.T) {
	g := orderGrid(1000)
	_, _, k := window(t, g)
	g.Focus()
	check := func(what string, want ...int) {
		t.Helper()
		if got := g.Selected(); !slices.Equal(got, want) {
			t.Errorf("%s: selected %v, want %v", what, got, want)
		}
	}
	check("the cursor stands in", 0)
	k.Press("Shift+Down", "Shift+Down")
	check("Shift+Down twice", 0, 1, 2)
	k.Press("Shift+Up")
	check("and back", 0, 1)
	k.Press("Down")
	check("an arrow gives up the selection", 2)
	if g.Marked() != 0 {
		t.Errorf("%d marked", g.Marked())
	}
	k.Press("Space", "Down", "Down", "Space")
	check("Space, two down, Space", 2, 4)
	k.Press("Esc")
	if g.Marked() != 0 {
		t.Error("Escape kept the selection")
	}
	k.Press("Ctrl+A")
	if g.Marked() != 1000 {
		t.Errorf("Ctrl+A marked %d", g.Marked())
	}
}

// rowAt finds the row drawn with that number.
func rowAt(t *testing.T, w fyne.Window, row int) desktop.Mouseable {
	t.Helper()
	// Headings are 28 high, as rows are.
	pos := fyne.NewPos(200, 28+float32(row)*28+14)
	var hit desktop.Mouseable
	var walk func(o fyne.CanvasObject, at fyne.Position)
	walk = func(o fyne.CanvasObject, at fyne.Position) {
		inside := pos.X >= at.X && pos.Y >= at.Y && pos.X < at.X+o.Size().Width && pos.Y < at.Y+o.Size().Height
		if !inside || !o.Visible() {
			return
		}
		if m, ok := o.(desktop.Mouseable); ok {
			hit = m
		}
		var children []fyne.CanvasObject
		switch o := o.(type) {
		case *fyne.Container:
			children = o.Objects
		case fyne.Widget:
			children = test.WidgetRenderer(o).Objects()
		}
		for _, c := range children {
			walk(c, at.Add(c.Position()))
		}
	}
	walk(w.Content(), fyne.Position{})
	if hit == nil {
		t.Fatalf("nothing to press at %v", pos)
	}
	return hit
}

// clickRow presses a row and lets it go.
func clickRow(t *testing.T, w fyne.Window, row int, mod fyne.KeyModifier) {
	t.Helper()
	hit := rowAt(t, w, row)
	hit.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: mod})
	hit.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: mod})
}

func TestGridClicks(t *testing.T) {
	g := orderGrid(1000)
	w, _, _ := window(t, g)
	now := time.Unix(1000, 0)
	g.Now = func() time.Time { return now }
	var opened []int
	g.OnOpen = func(i int) { opened = append(opened, i) }
	wait := func() { now = now.Add(time.Second) }

	clickRow(t, w, 3, 0)
	wait()
	clickRow(t, w, 6, fyne.KeyModifierShift)
	if got := g.Selected(); !slices.Equal(got, []int{3, 4, 5, 6}) {
		t.Errorf("Shift click: %v", got)
	}
	wait()
	clickRow(t, w, 4, fyne.KeyModifierControl)
	if got := g.Selected(); !slices.Equal(got, []int{3, 5, 6}) {
		t.Errorf("Ctrl click: %v", got)
	}
	wait()
	clickRow(t, w, 8, 0)
	if got := g.Selected(); !slices.Equal(got, []int{8}) || g.Cursor() != 8 {
		t.Errorf("a click: %v, cursor %d", got, g.Cursor())
	}
	wait()
	clickRow(t, w, 9, fyne.KeyModifierControl)
	if got := g.Selected(); !slices.Equal(got, []int{8, 9}) {
		t.Errorf("Ctrl click keeps the row that was meant: %v", got)
	}
	wait()
	clickRow(t, w, 2, 0)
	now = now.Add(200 * time.Millisecond)
	clickRow(t, w, 2, 0)
	now = now.Add(600 * time.Millisecond)
	clickRow(t, w, 2, 0)
	if !slices.Equal(opened, []int{2}) {
		t.Errorf("a double click and a late third opened %v", opened)
	}
}

func TestGridCopiesForASpreadsheet(t *testing.T) {
	g := kit.NewGrid(orderColumns, madeOrders{10, 2})
	_, _, k := window(t, g)
	g.Focus()
	k.Press("Shift+Down", "Shift+Down", "Ctrl+C")
	want := "Order\tCustomer\tState\tTotal\n10000\tMary Okafor\tReady\t0.00\n10001\tMary Okafor\tReady\t1.00\n"
	if got := fyne.CurrentApp().Clipboard().Content(); got != want {
		t.Errorf("clipboard holds %q, want %q", got, want)
	}
}

func TestGridSortsByHeading(t *testing.T) {
	g := orderGrid(10)
	window(t, g)
	var asked []page.Sort
	g.OnSort = func(s page.Sort) { asked = append(asked, s) }
	for range 3 {
		g.PressHeading("total")
	}
	g.PressHeading("state") // does not sort
	want := []page.Sort{{Column: "total"}, {Column: "total", Down: true}, {}}
	if !slices.Equal(asked, want) {
		t.Errorf("asked for %v, want %v", asked, want)
	}
}

func TestGridColumns(t *testing.T) {
	g := orderGrid(10)
	window(t, g)
	before := g.Width("customer")
	if before < 700 {
		t.Errorf("the column that grows is %v wide in a window of 1280", before)
	}
	kept := 0
	g.OnLayout = func() { kept++ }
	g.SetWidth("number", 120)
	if g.Width("number") != 120 || g.Width("customer") != before-40 {
		t.Errorf("number is %v wide and customer %v", g.Width("number"), g.Width("customer"))
	}
	g.SetHidden("note", false)
	if g.Width("note") == 0 {
		t.Error("a column that was asked for is not shown")
	}
	text := g.Layout()

	other := orderGrid(10)
	if err := other.SetLayout(text); err != nil {
		t.Fatal(err)
	}
	window(t, other)
	if other.Width("number") != 120 || other.Hidden("note") {
		t.Errorf("restored: number %v wide, note hidden %v", other.Width("number"), other.Hidden("note"))
	}
	if err := other.SetLayout("{broken"); err == nil {
		t.Error("a broken setting was taken")
	}
	for _, c := range orderColumns {
		g.SetHidden(c.ID, true)
	}
	shown := 0
	for _, c := range orderColumns {
		if g.Width(c.ID) > 0 {
			shown++
		}
	}
	if shown != 1 {
		t.Errorf("%d columns left, want one", shown)
	}
	if kept == 0 {
		t.Error("nobody was told to keep the columns")
	}
}

func TestGridFitsANarrowWindow(t *testing.T) {
	g := orderGrid(10)
	w, _, _ := window(t, g)
	w.Resize(fyne.NewSize(360, 400))
	sum := float32(0)
	for _, c := range orderColumns {
		sum += g.Width(c.ID)
	}
	if sum > 360 {
		t.Errorf("the columns are %v wide in a window of 360", sum)
	}
	if g.Width("total") < 36 {
		t.Errorf("total is only %v wide", g.Width("total"))
	}
}

func TestGridStates(t *testing.T) {
	rows := page.Fixed{}
	g := kit.NewGrid(orderColumns, rows)
	g.Empty = kit.Empty{Title: "No orders yet", Hint: "A phone order starts with F2."}
	w, _, _ := window(t, g)
	g.Refresh()
	if m := test.RenderToMarkup(w.Canvas()); !strings.Contains(m, "No orders yet") || !strings.Contains(m, "F2") {
		t.Error("an empty table does not say what to do")
	}
	g.SetLoading(true)
	if m := test.RenderToMarkup(w.Canvas()); !strings.Contains(m, "Loading") || strings.Contains(m, "No orders yet") {
		t.Error("a table being fetched says that there is nothing")
	}
	g.SetLoading(false)
	g.SetRows(madeOrders{5, 2})
	m := test.RenderToMarkup(w.Canvas())
	if strings.Contains(m, "No orders yet") || !strings.Contains(m, "10001") || strings.Contains(m, "10002") {
		t.Error("rows that are there and rows that are coming are mixed up")
	}
	if !strings.Contains(m, "✓") || !strings.Contains(m, "Ready") {
		t.Error("a state is not said by sign and word")
	}
	g.SetRows(page.Fixed{})
	if g.Cursor() != -1 || g.Selected() != nil {
		t.Errorf("an empty table has cursor %d and selection %v", g.Cursor(), g.Selected())
	}
}

func TestGridShrinkingKeepsTheCursorInside(t *testing.T) {
	g := orderGrid(100)
	_, _, k := window(t, g)
	g.Focus()
	k.Press("End", "Ctrl+A")
	g.SetRows(madeOrders{3, 3})
	if g.Cursor() != 0 || g.Marked() != 0 {
		t.Errorf("cursor %d, %d marked", g.Cursor(), g.Marked())
	}
}

func TestTheCursorStaysWithWhatItStoodOn(t *testing.T) {
	rows := func(keys ...string) (page.Fixed, []string) {
		var cells page.Fixed
		for _, k := range keys {
			cells = append(cells, []page.Cell{page.T(k)})
		}
		return cells, keys
	}
	for _, tc := range []struct {
		name   string
		after  []string
		cursor int
		marked []int
	}{
		{"a row comes above", []string{"new", "a", "b", "c", "d"}, 2, []int{2, 4}},
		{"one of the marked goes", []string{"a", "b", "c"}, 1, []int{1}},
		{"the row itself goes", []string{"a", "c", "d"}, 1, []int{2}},
		{"sorted the other way", []string{"d", "c", "b", "a"}, 2, []int{0, 2}},
		{"all goes", nil, -1, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			g := orderGrid(0)
			window(t, g)
			g.ShowAgain(rows("a", "b", "c", "d"))
			g.SetCursor(1)
			g.Select(1, 3)
			g.ShowAgain(rows(tc.after...))
			marked := g.Selected()
			if g.Marked() == 0 {
				marked = nil
			}
			if g.Cursor() != tc.cursor || !slices.Equal(marked, tc.marked) {
				t.Errorf("cursor %d, marked %v; want %d, %v", g.Cursor(), marked, tc.cursor, tc.marked)
			}
		})
	}
}

func TestRowsAreMarkedOneByOne(t *testing.T) {
	g := orderGrid(10)
	_, _, k := window(t, g)
	g.Focus()
	for _, tc := range []struct {
		keys []page.Key
		want []int
	}{
		{[]page.Key{"Space", "Down", "Down", "Space"}, []int{0, 2}},
		{[]page.Key{"Down", "Shift+Down"}, []int{0, 2, 3, 4}},
		{[]page.Key{"Home", "Space"}, []int{2, 3, 4}},
		{[]page.Key{"Esc", "Down", "Down"}, []int{2}},
		{[]page.Key{"Shift+Down"}, []int{2, 3}},
		{[]page.Key{"Down"}, []int{4}},
	} {
		for _, key := range tc.keys {
			k.Press(key)
			k.Wait(200 * time.Millisecond)
		}
		if got := g.Selected(); !slices.Equal(got, tc.want) {
			t.Errorf("%v: %v, want %v", tc.keys, got, tc.want)
		}
	}
}
