package kit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

func ornaments(n int) []kit.Choice {
	var out []kit.Choice
	for i := range n {
		out = append(out, kit.Choice{ID: fmt.Sprint(84879 + i), Title: fmt.Sprintf("%d bird ornament", 84879+i),
			Detail: "Hanging", Figures: []string{fmt.Sprint(96 - i), "1.69"}})
	}
	return out
}

func TestCompleteByKeyboardAlone(t *testing.T) {
	c := kit.NewComplete("Item")
	w, in, k := window(t, kit.Column(4, c, kit.NewButton("Other", nil)))
	keys := pressed(in)
	var asked []string
	c.OnQuery = func(q string, gen uint64) {
		asked = append(asked, q)
		c.Answer(ornaments(12), gen)
	}
	var chosen []string
	c.OnChoose = func(ch kit.Choice) { chosen = append(chosen, ch.ID) }
	kit.Focus(c)
	k.Type("bi")
	if !c.ListOpen() || !slices.Equal(asked, []string{"b", "bi"}) {
		t.Fatalf("list open %v, asked %q", c.ListOpen(), asked)
	}
	if w.Canvas().Focused() != c {
		t.Fatal("the list took the focus")
	}
	if m := test.RenderToMarkup(w.Canvas()); !strings.Contains(m, "84879 bird ornament") || !strings.Contains(m, "1.69") {
		t.Error("the list does not show what was found")
	}
	k.Press("Down", "Down", "Up", "Enter")
	if !slices.Equal(chosen, []string{"84880"}) || c.ListOpen() {
		t.Errorf("chose %q, list open %v", chosen, c.ListOpen())
	}
	k.Type("r")
	for range 20 {
		k.Press("Down")
	}
	k.Press("Enter")
	if chosen[len(chosen)-1] != "84890" {
		t.Errorf("past the end chose %q", chosen[len(chosen)-1])
	}
	k.Type("d").Press("Esc")
	if c.ListOpen() || c.Text != "bird" || len(*keys) > 0 {
		t.Errorf("Escape left the list open %v, text %q, window got %q", c.ListOpen(), c.Text, *keys)
	}
	k.Press("Esc", "F10")
	if !slices.Equal(*keys, []page.Key{"Esc", "F10"}) {
		t.Errorf("the window got %q", *keys)
	}
	k.Press("Down")
	if !c.ListOpen() {
		t.Error("Down does not bring the list back")
	}
}

func TestCompleteDropsLateAnswers(t *testing.T) {
	c := kit.NewComplete("")
	window(t, c)
	kit.Focus(c)
	var gens []uint64
	c.OnQuery = func(_ string, gen uint64) { gens = append(gens, gen) }
	c.SetText("b")
	c.SetText("bi")
	c.Answer(ornaments(1), gens[1])
	c.Answer(ornaments(5), gens[0]) // late
	if n := len(c.Choices()); n != 1 {
		t.Errorf("%d choices shown, want that of the newer question", n)
	}
	c.Answer(nil, gens[1])
	if c.ListOpen() {
		t.Error("an empty list is shown")
	}
}

func TestCompleteKeepsTheLitLineWhenMoreComes(t *testing.T) {
	c := kit.NewComplete("")
	_, _, k := window(t, c)
	kit.Focus(c)
	var gen uint64
	c.OnQuery = func(_ string, g uint64) { gen = g; c.Answer(ornaments(3), g) }
	k.Type("b").Press("Down", "Down")
	c.Answer(ornaments(6), gen)
	if lit := c.Lit(); lit == nil || lit.ID != "84881" {
		t.Errorf("lit is %+v", lit)
	}
}

func TestCompleteEnterWithoutAList(t *testing.T) {
	c := kit.NewComplete("")
	_, _, k := window(t, c)
	kit.Focus(c)
	done := "no"
	c.OnEmptyEnter = func(s string) { done = s }
	k.Press("Enter")
	if done != "" {
		t.Errorf("got %q", done)
	}
	c.SetQuietly("22423")
	if c.ListOpen() || c.Text != "22423" {
		t.Errorf("text %q, list %v", c.Text, c.ListOpen())
	}
}

func TestCompleteListGoesWithTheFocus(t *testing.T) {
	c := kit.NewComplete("")
	w, _, k := window(t, c)
	kit.Focus(c)
	c.OnQuery = func(_ string, g uint64) { c.Answer(ornaments(3), g) }
	k.Type("b")
	w.Canvas().Unfocus()
	if c.ListOpen() {
		t.Error("the list stayed")
	}
}
