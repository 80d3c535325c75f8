package kit_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"packbench/app/desktop/kit"
)

func TestChips(t *testing.T) {
	c := kit.NewChips(kit.Chip{ID: "parcel", Text: "Parcel"}, kit.Chip{ID: "gift", Text: "Gift", On: true})
	w, _, _ := window(t, kit.Column(0, c))
	var told []string
	c.OnChange = func(id string, on bool) { told = append(told, id) }
	test.TapCanvas(w.Canvas(), fyne.NewPos(20, 10))
	if !slices.Equal(c.On(), []string{"parcel", "gift"}) || !slices.Equal(told, []string{"parcel"}) {
		t.Errorf("on %q, told %q", c.On(), told)
	}
	c.Toggle("gift")
	if !slices.Equal(c.On(), []string{"parcel"}) {
		t.Errorf("on %q", c.On())
	}
	if m := test.RenderToMarkup(w.Canvas()); !strings.Contains(m, "Gift") {
		t.Error("a condition that does not hold is no longer offered")
	}
}

func TestColumnsButtonListsTheColumns(t *testing.T) {
	g := orderGrid(5)
	b := g.ColumnsButton()
	w, _, _ := window(t, kit.Frame(kit.Row(0, b), nil, nil, nil, g))
	test.Tap(b)
	m := test.RenderToMarkup(w.Canvas())
	if !strings.Contains(m, "Usual columns and widths") || !strings.Contains(m, "Note") {
		t.Error("the list of columns does not open")
	}
}
