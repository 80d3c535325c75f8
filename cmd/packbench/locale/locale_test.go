package locale

import "testing"

func TestAMachineWithoutALanguageSpeaksEnglish(t *testing.T) {
	for _, c := range []struct {
		name string
		env  map[string]string
		want string
	}{
		{"a server", map[string]string{"LANG": "C.UTF-8"}, "en"},
		{"a script that wants plain sorting", map[string]string{"LC_ALL": "POSIX.utf8", "LANG": "de_DE.UTF-8"}, "en"},
		{"a desk in Leeds", map[string]string{"LANG": "en_GB.UTF-8"}, ""},
		{"German messages on a plain machine", map[string]string{"LC_MESSAGES": "de_DE.UTF-8", "LANG": "C.UTF-8"}, ""},
		{"a language that was chosen", map[string]string{"LANG": "C.UTF-8", "LANGUAGE": "fr"}, "fr"},
		{"C alone, which the library knows", map[string]string{"LANG": "C"}, ""},
		{"Catalan", map[string]string{"LANG": "ca_ES.UTF-8"}, ""},
		{"nothing", nil, ""},
	} {
		env := map[string]string{}
		for k, v := range c.env {
			env[k] = v
		}
		settle(func(k string) string { return env[k] }, func(k, v string) error { env[k] = v; return nil })
		if env["LANGUAGE"] != c.want {
			t.Errorf("%s: messages are in %q, want %q", c.name, env["LANGUAGE"], c.want)
		}
	}
}
