// Package locale settles which language the window's own words are in before
// the window's library looks: a machine whose language is called C.UTF-8, as
// that of many servers is, speaks English. Without it the library, which does
// not know that name, would complain on standard error at every start, even of
// a command that opens no window.
//
// Importing it is enough, and it works by its place. The library looks while
// its package lang is initialised. Go initialises, of the packages whose
// imports are ready, always the one whose path sorts first (language
// specification, "Program initialization"): this one needs package os alone,
// so it comes before text/template, which lang needs.
package locale

import "os"

func init() { settle(os.Getenv, os.Setenv) }

// settle names English as the language for messages (LANGUAGE, as gettext
// reads it) where the machine names none but C with an encoding. What a person
// chose is left alone.
func settle(get func(string) string, set func(key, value string) error) {
	if get("LANGUAGE") != "" {
		return
	}
	for _, key := range [...]string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		name := get(key)
		if name == "" {
			continue
		}
		if begins(name, "C.") || begins(name, "POSIX.") {
			// It cannot fail: the key is fixed and holds neither = nor NUL.
			_ = set("LANGUAGE", "en")
		}
		return
	}
}

func begins(s, with string) bool { return len(s) > len(with) && s[:len(with)] == with }
