package page

import (
	"strings"
	"testing"
)

func TestCommandsCheckNamesWhatIsWrong(t *testing.T) {
	run := func() {}
	err := Commands{
		{ID: "a", Title: "A", Key: "F9", Run: run},
		{ID: "a", Title: "B", Key: "f9", Run: run},
		{ID: "c", Run: run},
		{ID: "d", Title: "D"},
		{ID: "e", Title: "E", Key: "Ctrl+Nothing", Run: run},
		{Title: "F", Run: run},
	}.Check()
	if err == nil {
		t.Fatal("nothing was refused")
	}
	for _, want := range []string{"a stands twice", "F9 is the key of a and of a", "c has no title", "d does nothing", "Nothing", "has no id"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %q: %v", want, err)
		}
	}
	if err := (Commands{{ID: "a", Title: "A", Key: "F9", Run: run}, {ID: "b", Title: "B", Key: "Shift+F9", Run: run}}).Check(); err != nil {
		t.Errorf("a sound table was refused: %v", err)
	}
}

func TestCommandRunsOnlyWhenItCan(t *testing.T) {
	ran, can := 0, false
	c := Command{ID: "release", Title: "Release", Enabled: func() bool { return can }, Run: func() { ran++ }}
	if c.Do() || ran != 0 {
		t.Error("ran with nothing selected")
	}
	can = true
	if !c.Do() || ran != 1 {
		t.Error("did not run")
	}
}

func TestCommandsByKeyAndGroup(t *testing.T) {
	run := func() {}
	cs := Commands{
		{ID: "print", Title: "Print", Key: "Ctrl+P", Group: "Orders", Run: run, Rows: true},
		{ID: "go", Title: "Go", Group: "Go", Run: run},
		{ID: "hold", Title: "Hold", Key: "F7", Group: "Orders", Run: run},
	}
	if c, ok := cs.ByKey(Chord{Ctrl: true, Name: "P"}); !ok || c.ID != "print" {
		t.Errorf("Ctrl+P found %q", c.ID)
	}
	if _, ok := cs.ByKey(Chord{Name: "P"}); ok {
		t.Error("a bare P found a command")
	}
	if got := strings.Join(cs.Groups(), " "); got != "Orders Go" {
		t.Errorf("groups %q", got)
	}
	if n := len(cs.InGroup("Orders")); n != 2 {
		t.Errorf("%d in Orders", n)
	}
	if rows := cs.ForRows(); len(rows) != 1 || rows[0].ID != "print" {
		t.Errorf("for rows: %v", rows)
	}
}
