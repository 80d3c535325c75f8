package page

import "testing"

func TestKeyParse(t *testing.T) {
	for _, tc := range []struct {
		key  Key
		want Chord
		bad  bool
	}{
		{key: "F9", want: Chord{Name: "F9"}},
		{key: "f10", want: Chord{Name: "F10"}},
		{key: "Ctrl+K", want: Chord{Ctrl: true, Name: "K"}},
		{key: "ctrl+shift+p", want: Chord{Ctrl: true, Shift: true, Name: "P"}},
		{key: "Shift+Ctrl+P", want: Chord{Ctrl: true, Shift: true, Name: "P"}},
		{key: "Alt+Left", want: Chord{Alt: true, Name: "Left"}},
		{key: "Escape", want: Chord{Name: "Esc"}},
		{key: "Ctrl+Return", want: Chord{Ctrl: true, Name: "Enter"}},
		{key: "s", want: Chord{Name: "S"}},
		{key: "Ctrl++", want: Chord{Ctrl: true, Name: "+"}},
		{key: "+", want: Chord{Name: "+"}},
		{key: "Ctrl+plus", want: Chord{Ctrl: true, Name: "+"}},
		{key: "", bad: true},
		{key: "Ctrl", bad: true},
		{key: "Ctrl+Ctrl+K", bad: true},
		{key: "Hyper+K", bad: true},
		{key: "F13", bad: true},
		{key: "ß", bad: true},
	} {
		got, err := tc.key.Parse()
		if (err != nil) != tc.bad || !tc.bad && got != tc.want {
			t.Errorf("%q: got %+v, %v; want %+v, error %v", tc.key, got, err, tc.want, tc.bad)
		}
	}
}

func TestKeyIsWrittenOneWay(t *testing.T) {
	c, err := Key("shift+alt+ctrl+return").Parse()
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Key(); got != "Ctrl+Alt+Shift+Enter" {
		t.Errorf("got %q", got)
	}
	if got := Key("Ctrl+K").labelFor("darwin"); got != "⌘K" {
		t.Errorf("on a Mac: %q", got)
	}
}

func FuzzKey(f *testing.F) {
	f.Add("Ctrl+K")
	f.Add("F1")
	f.Add("+++")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := Key(s).Parse()
		if err != nil {
			return
		}
		again, err := c.Key().Parse()
		if err != nil || again != c {
			t.Errorf("%q reads as %+v, written %q, read again %+v, %v", s, c, c.Key(), again, err)
		}
	})
}
