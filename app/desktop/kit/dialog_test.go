package kit_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

func TestDialogKeys(t *testing.T) {
	for _, tc := range []struct {
		name   string
		danger bool
		keys   []page.Key
		ran    bool
		open   bool
	}{
		{"Enter does what is asked", false, []page.Key{"Enter"}, true, false},
		{"Escape keeps things as they are", false, []page.Key{"Esc"}, false, false},
		{"Enter on a dangerous question keeps things", true, []page.Key{"Enter"}, false, false},
		{"a dangerous deed takes one step more", true, []page.Key{"Right", "Enter"}, true, false},
		{"Tab goes round inside", true, []page.Key{"Tab", "Enter"}, true, false},
		{"the page's keys are off", false, []page.Key{"F9", "Ctrl+P"}, false, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			field := kit.NewEntry("")
			w, in, k := window(t, field)
			keys := pressed(in)
			kit.Focus(field)
			ran := false
			d := kit.Ask(w, page.Question{Title: "Cancel order 10042?", Body: "It is packed already.", Yes: "Cancel order", No: "Keep",
				Danger: tc.danger, Run: func() { ran = true }})
			k.Press(tc.keys...)
			if ran != tc.ran || d.Open() != tc.open {
				t.Errorf("ran %v, open %v", ran, d.Open())
			}
			if len(*keys) > 0 {
				t.Errorf("the page behind got %q", *keys)
			}
			if !tc.open {
				if w.Canvas().Focused() != fyne.Focusable(field) {
					t.Error("the focus did not go back")
				}
				k.Press("F9")
				if !slices.Equal(*keys, []page.Key{"F9"}) {
					t.Errorf("afterwards the page gets %q", *keys)
				}
			}
		})
	}
}

func TestEnterPressesThePrimaryButton(t *testing.T) {
	w, _, k := window(t, kit.NewMuted(""))
	saved := 0
	field := kit.NewEntry("")
	d := kit.NewDialog(w, "Address", field, kit.NewButton("Cancel", nil), kit.NewPrimary("Save", "", func() { saved++ }))
	d.Focus = field
	d.Show()
	k.Type("12 Rose Lane").Press("Enter")
	if saved != 1 || field.Text != "12 Rose Lane" {
		t.Errorf("saved %d times, the field holds %q", saved, field.Text)
	}
}

func TestDialogsStack(t *testing.T) {
	w, in, k := window(t, kit.NewMuted(""))
	closed := ""
	first := kit.NewDialog(w, "One", kit.NewMuted("1"))
	first.OnClose = func() { closed += "1" }
	second := kit.NewDialog(w, "Two", kit.NewMuted("2"))
	second.OnClose = func() { closed += "2" }
	first.Show()
	second.Show()
	k.Press("Esc")
	if closed != "2" || !first.Open() || !in.DialogOpen() {
		t.Errorf("Escape closed %q", closed)
	}
	k.Press("Esc")
	if closed != "21" || in.DialogOpen() {
		t.Errorf("Escape closed %q", closed)
	}
}

func TestDialogCommandsAndTypeAhead(t *testing.T) {
	w, _, k := window(t, kit.NewMuted(""))
	c := kit.NewComplete("")
	c.OnQuery = func(_ string, g uint64) { c.Answer(ornaments(3), g) }
	chosen, saved := "", false
	c.OnChoose = func(ch kit.Choice) { chosen = ch.ID }
	d := kit.NewDialog(w, "Address", c)
	d.Keys = page.Commands{{ID: "save", Title: "Save", Key: "Ctrl+Enter", Run: func() { saved = true }}}
	d.Focus = c
	d.Show()
	k.Type("b")
	if !c.ListOpen() {
		t.Fatal("no list in a dialog")
	}
	k.Press("Enter", "Ctrl+Enter")
	if chosen != "84879" || !saved || !d.Open() {
		t.Errorf("chose %q, saved %v, open %v", chosen, saved, d.Open())
	}
}
