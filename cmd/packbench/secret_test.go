package main

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"
)

const place = "postgres://anna@server.example:5433/shop?sslmode=verify-full"

// atHome gives the test a home of its own.
func atHome(t *testing.T) {
	t.Helper()
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", os.Getenv("HOME"))
	t.Setenv("PGPASSWORD", "")
}

func TestAPasswordFromTheKeyringGoesIntoTheAddressAlone(t *testing.T) {
	atHome(t)
	keyring.MockInit()
	if got := withSecret(place, ""); got != place {
		t.Errorf("with none kept the address is %s", got)
	}
	if err := keepInKeyring(secretOf(place), "p@ss/word"); err != nil {
		t.Fatal(err)
	}
	if got := withSecret(place, ""); got != "postgres://anna:p%40ss%2Fword@server.example:5433/shop?sslmode=verify-full" {
		t.Errorf("the address is %s", got)
	}
	for _, other := range []string{"postgres://ben@server.example:5433/shop", "postgres://anna@server.example:5433/other", "/home/anna/shop.packbench", "postgres://anna:own@server.example:5433/shop"} {
		if got := withSecret(other, ""); got != other {
			t.Errorf("%s became %s", other, got)
		}
	}
	if got := withSecret(place, "typed"); !strings.Contains(got, ":typed@") {
		t.Errorf("what was typed gives way: %s", got)
	}
	if was, err := forgetSecret(secretOf(place)); !was || err != nil || withSecret(place, "") != place {
		t.Errorf("forgotten %v, %v", was, err)
	}
}

// Without a keyring nothing is written anywhere unless it is asked for; the file is
// for its owner alone.
func TestWithoutAKeyringAFileAfterAnExplicitYes(t *testing.T) {
	atHome(t)
	keyring.MockInitWithError(errors.New("no secret service"))
	if err := keepWhere(keepRing, secretOf(place), "secret"); !errors.Is(err, errNoKeyring) {
		t.Errorf("kept in no keyring: %v", err)
	}
	if err := keepWhere(keepNever, secretOf(place), "secret"); err != nil {
		t.Error(err)
	}
	path, err := secretFile()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) || withSecret(place, "") != place {
		t.Errorf("a file was written without being asked for: %v", err)
	}
	if err := keepWhere(keepFile, secretOf(place), "secret"); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 || !strings.Contains(withSecret(place, ""), ":secret@") {
		t.Errorf("%v %v", info, err)
	}
	if was, err := forgetSecret(secretOf(place)); !was || err != nil || withSecret(place, "") != place {
		t.Errorf("forgotten %v, %v", was, err)
	}
}

func TestLoginSaysWhatIsWrong(t *testing.T) {
	atHome(t)
	keyring.MockInitWithError(errors.New("no secret service"))
	t.Setenv("PACKBENCH_PASSWORD", "secret")
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"login", "--shop", "shop.packbench"}, 2, "postgres://"},
		{[]string{"login", "--shop", "postgres://anna@127.0.0.1:1/shop"}, 1, "no PostgreSQL does"},
		{[]string{"login", "--forget", "--shop", place}, 0, ""},
	} {
		status, _, errs := runs(t, c.args...)
		if status != c.status || !strings.Contains(errs, c.says) {
			t.Errorf("%v: status %d, said %q; want %d and %q", c.args, status, errs, c.status, c.says)
		}
	}
}
