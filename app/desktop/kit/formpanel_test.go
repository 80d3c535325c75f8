package kit_test

import (
	"testing"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

func TestAFormIsFilledInByKeyboard(t *testing.T) {
	sent := 0
	f := &page.Form{Title: "Take a payment", Do: "Take payment", Fields: []page.FormField{
		{ID: "method", Label: "How", Value: "card", Choices: []string{"card", "cash"}}, {ID: "amount", Label: "Amount", Value: "12.00"}, {ID: "note", Label: "Note", Lines: 3}}}
	f.Submit = func() {
		sent++
		if f.Value("amount") == "0" {
			f.Refuse("amount", "more than nothing")
		}
	}
	p := kit.NewFormPanel()
	closed := 0
	p.OnClose = func() { closed++ }
	_, _, keys := window(t, p)
	p.Set(f)
	keys.Press("Down", "Enter").Type("0").Press("Enter").Type("two").Press("Enter").Type("lines")
	if f.Value("method") != "cash" || f.Value("amount") != "0" || f.Value("note") != "two\nlines" || sent != 0 {
		t.Fatalf("typed %+v, sent %d", f.Fields, sent)
	}
	keys.Press("Ctrl+Enter")
	if sent != 1 || f.Field("amount").Wrong == "" {
		t.Errorf("sent %d times, %+v", sent, f.Fields)
	}
	keys.Type("5") // the refused field has the keyboard, its text marked
	if f.Value("amount") != "5" || f.Field("amount").Wrong != "" {
		t.Errorf("the amount is %q: %s", f.Value("amount"), f.Field("amount").Wrong)
	}
	keys.Press("Ctrl+Enter", "Esc")
	if sent != 2 || closed != 1 {
		t.Errorf("sent %d, closed %d", sent, closed)
	}
	f.Busy = true
	keys.Press("Ctrl+Enter")
	if sent != 2 {
		t.Error("sent again while the answer is awaited")
	}
	p.Set(f) // shows that it waits
	keys.Press("Enter")
	f.Busy = false
	f.Refuse("amount", "the bank says no")
	p.Set(f)
	if keys.Type("7"); f.Value("amount") != "7" {
		t.Errorf("a late answer leaves the keyboard elsewhere: %+v", f.Fields)
	}
	if p.Set(nil); p.Visible() {
		t.Error("no form takes room")
	}
}

func TestAFormThatOnlyAsksWhetherIsAnsweredWithEnter(t *testing.T) {
	sent := 0
	p := kit.NewFormPanel()
	_, _, keys := window(t, p)
	p.Set(&page.Form{Title: "Move", Do: "Move", Facts: []page.Fact{{Label: "Server", Text: "PostgreSQL 15"}, {Label: "Way", Text: "not encrypted", State: page.Warning}}, Submit: func() { sent++ }})
	if keys.Press("Enter"); sent != 1 {
		t.Errorf("sent %d times", sent)
	}
}

func TestWhatBothChangedIsChosenByKeys(t *testing.T) {
	sent := 0
	f := (&page.Form{Title: "Box B4", Do: "Save", Submit: func() { sent++ }, Fields: []page.FormField{
		{ID: "name", Label: "Name", Value: "box"}, {ID: "kind", Label: "Kind", Value: "bag", Choices: []string{"bag", "tube", "carton"}}, {ID: "cost", Label: "Cost", Value: "1.00"}}}).Changing(nil)
	p := kit.NewFormPanel()
	_, _, keys := window(t, p)
	p.Set(f)
	keys.Type("shoe box").Press("Enter", "Down", "Enter")
	before := p.MinSize().Height
	f.Merge(page.Newer{Fields: []page.FormField{{ID: "name", Value: "large box"}, {ID: "kind", Value: "carton"}, {ID: "cost", Value: "1.20"}}})
	p.Set(f)
	if f.Value("cost") != "1.20" || p.MinSize().Width > 400 {
		t.Errorf("theirs alone: %q; the panel is %v wide, was %v high", f.Value("cost"), p.MinSize(), before)
	}
	keys.Press("Ctrl+Enter") // leads to the first that is to be chosen for
	keys.Press("Alt+T")
	if sent != 0 || f.Value("name") != "large box" || f.Unsettled() != "kind" {
		t.Fatalf("sent %d, %+v", sent, f.Fields)
	}
	keys.Press("Alt+M")
	if f.Value("kind") != "tube" || f.Unsettled() != "" {
		t.Errorf("%+v", f.Fields)
	}
	if keys.Press("Ctrl+Enter"); sent != 1 {
		t.Errorf("sent %d times", sent)
	}
}
