package desktop_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"packbench/app/desktop"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/kit/keyboard"
	"packbench/app/desktop/page"
	"packbench/data"
)

// keeper lets in who gives "open".
type keeper struct {
	guarded bool
	broken  error
	sat     []string
}

func (k *keeper) People(context.Context) ([]desktop.Somebody, bool, error) {
	return []desktop.Somebody{{Name: "Anna", Role: "phone desk", Asks: true}, {Name: "Ben", Role: "shipping clerk", Asks: true}, {Name: "Rita", Role: "reader"}}, k.guarded, k.broken
}

func (k *keeper) SignIn(_ context.Context, name, secret string) (string, error) {
	if secret != "open" {
		return "", data.Refused("sign in", "try again", "that is not the password of %s", name)
	}
	return name, nil
}

// atDoor is a window with a page and somebody at its door.
func atDoor(t *testing.T, k *keeper) (*desktop.Shell, *fakePage, *keyboard.Keyboard) {
	t.Helper()
	test.NewTempApp(t)
	w := test.NewTempWindow(t, nil)
	s := desktop.New(w, desktop.Options{Prefs: page.MapPrefs{}, Runner: page.Inline(), Person: "Anna", Desk: "desk 2", Door: k, Sit: func(name string) { k.sat = append(k.sat, name) }})
	t.Cleanup(func() { kit.Unhost(w) })
	var log []string
	p := &fakePage{title: "Orders", log: &log, field: kit.NewEntry("")}
	if err := s.Add(kit.Spec{Name: "orders", Title: "Orders", New: func(page.Desk, page.Route) kit.Page { return p }}); err != nil {
		t.Fatal(err)
	}
	s.Start("orders")
	return s, p, keyboard.New(w, s.Input())
}

// A locked window hides its page until somebody proves who they are; what was
// half typed is still there, and what was scanned meanwhile is not done later.
func TestALockedWindowHidesThePage(t *testing.T) {
	door := &keeper{guarded: true}
	s, p, k := atDoor(t, door)
	kit.Focus(p.field)
	k.Type("half a na")
	s.Lock()
	if !s.Locked() {
		t.Fatal("it is not locked")
	}
	k.Press("Esc")
	s.Input().Scanned("4006381333931")
	s.Key(page.Chord{Name: "F5"})
	if !s.Locked() || s.Input().Waiting() != 0 || len(*p.log) > 1 {
		t.Errorf("locked %v, %d codes wait, the page did %v", s.Locked(), s.Input().Waiting(), *p.log)
	}
	k.Type("wrong").Press("Enter")
	if !s.Locked() || len(door.sat) != 0 {
		t.Errorf("a wrong password let %v in", door.sat)
	}
	k.Type("open").Press("Enter")
	if s.Locked() || len(door.sat) != 1 || door.sat[0] != "Anna" {
		t.Errorf("the right one: locked %v, sat %v", s.Locked(), door.sat)
	}
	if k.Type("me"); p.field.Text != "half a name" {
		t.Errorf("the field says %q", p.field.Text)
	}
}

// Where the list of people can't be read, a name and a password are still taken.
func TestTheLockStaysWhereTheShopCannotBeReached(t *testing.T) {
	door := &keeper{guarded: true, broken: errors.New("the wire is cut")}
	s, _, k := atDoor(t, door)
	s.Lock()
	k.Press("Esc")
	if !s.Locked() {
		t.Error("it opened by itself")
	}
	if k.Type("open").Press("Enter"); s.Locked() || len(door.sat) != 1 {
		t.Errorf("locked %v, sat %v", s.Locked(), door.sat)
	}
}

// In a shop without passwords a name is enough, and the question may be left.
func TestSomebodyElseSitsDownByName(t *testing.T) {
	door := &keeper{}
	s, _, k := atDoor(t, door)
	k.Press("Ctrl+Shift+L")
	if s.Locked() || !s.Input().DialogOpen() {
		t.Fatal("nobody is asked")
	}
	k.Press("Esc")
	if s.Input().DialogOpen() || len(door.sat) != 0 {
		t.Errorf("left: %v", door.sat)
	}
	k.Press("Ctrl+Shift+L", "Down", "Enter")
	if s.Input().DialogOpen() || len(door.sat) != 1 || door.sat[0] != "Ben" {
		t.Errorf("sat %v", door.sat)
	}
	if s.Idle(time.Now()) > time.Minute {
		t.Error("the keys were not noticed")
	}
}
