package datatest

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the tests' own way to the server

	"packbench/data"
)

// Server is the PostgreSQL server that the tests run on, "" where they run on
// files: the URL of a database from which others can be made. make test starts
// one for itself.
func Server() string { return os.Getenv("PACKBENCH_POSTGRES") }

// OnFiles leaves a test out that is about the file of a shop, where the tests
// run on a server.
func OnFiles(tb testing.TB) {
	tb.Helper()
	if Server() != "" {
		tb.Skip("it is about a shop in a file")
	}
}

// Alone leaves a long test out of the short run under the race detector: one
// goroutine does it all, so that there is nothing to find.
func Alone(tb testing.TB) {
	tb.Helper()
	if testing.Short() {
		tb.Skip("one goroutine does it all, so that the race detector has nothing to find")
	}
}

// Place gives the place of an empty shop on the engine that the tests run on.
func Place(tb testing.TB) string {
	tb.Helper()
	if Server() == "" {
		return filepath.Join(tb.TempDir(), "shop.packbench")
	}
	empty, err := emptyShop()
	if err != nil {
		tb.Fatal(err)
	}
	return empty.Copy(tb)
}

// Blank gives an empty database of the tests' server, without a shop.
func Blank(tb testing.TB) string {
	tb.Helper()
	name := newName()
	if err := admin(`CREATE DATABASE ` + name); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := admin(`DROP DATABASE ` + name + ` WITH (FORCE)`); err != nil {
			tb.Error(err)
		}
	})
	return at(name)
}

// Copy gives the place of a copy of a shop that nobody has open.
func Copy(tb testing.TB, of string) string {
	tb.Helper()
	place, drop, err := Fork(of)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := drop(); err != nil {
			tb.Error(err)
		}
	})
	return place
}

// Fork is Copy for a test that copies more than it could keep: drop takes the
// copy away.
func Fork(of string) (place string, drop func() error, err error) {
	if !data.IsServer(of) {
		dir, err := os.MkdirTemp("", "shop")
		if err != nil {
			return "", nil, err
		}
		place = filepath.Join(dir, "shop.packbench")
		return place, func() error { return os.RemoveAll(dir) }, copyFile(of, place)
	}
	from, err := url.Parse(of)
	if err != nil {
		return "", nil, err
	}
	name := newName()
	drop = func() error { return admin(`DROP DATABASE ` + name + ` WITH (FORCE)`) }
	return at(name), drop, admin(`CREATE DATABASE ` + name + ` TEMPLATE ` + filepath.Base(from.Path) + ` STRATEGY file_copy`)
}

// Kept is a shop that tests copy: its file, or a database of the server, which
// stays until the server is thrown away.
type Kept struct {
	file  []byte
	place string
}

// Keep makes a shop with fill, which opens, fills and closes it.
func Keep(fill func(place string) error) (k Kept, err error) {
	if Server() != "" {
		name := newName()
		if err := admin(`CREATE DATABASE ` + name); err != nil {
			return k, err
		}
		k.place = at(name)
		return k, fill(k.place)
	}
	dir, err := os.MkdirTemp("", "kept")
	if err != nil {
		return k, err
	}
	defer os.RemoveAll(dir)
	place := filepath.Join(dir, "shop.packbench")
	if err := fill(place); err != nil {
		return k, err
	}
	k.file, err = os.ReadFile(place)
	return k, err
}

// Copy gives the place of a copy.
func (k Kept) Copy(tb testing.TB) string {
	tb.Helper()
	if k.place != "" {
		return Copy(tb, k.place)
	}
	to := filepath.Join(tb.TempDir(), "shop.packbench")
	if err := os.WriteFile(to, k.file, 0o600); err != nil {
		tb.Fatal(err)
	}
	return to
}

// emptyShop is a shop from which the others are copied: making the tables takes
// longer than copying them.
var emptyShop = sync.OnceValues(func() (Kept, error) {
	return Keep(func(place string) error {
		s, err := data.Open(context.Background(), place, data.Options{})
		if err != nil {
			return err
		}
		return s.Close()
	})
})

var names atomic.Int64

func newName() string { return fmt.Sprintf("t_%d_%d", os.Getpid(), names.Add(1)) }

// at is the server's URL with another database.
func at(name string) string {
	u, err := url.Parse(Server())
	if err != nil {
		return Server()
	}
	u.Path = "/" + name
	return u.String()
}

func admin(query string) error {
	db, err := sql.Open("pgx", Server())
	if err != nil {
		return fmt.Errorf("reach the tests' server: %w", err)
	}
	defer db.Close()
	if _, err := db.Exec(query); err != nil {
		return fmt.Errorf("%s: %w", query, err)
	}
	return nil
}

// Eyes looks into the books of a place beside the program, and changes what no
// program would.
func Eyes(tb testing.TB, place string) *sql.DB {
	tb.Helper()
	driver, source := "sqlite", "file:"+place+"?_pragma=busy_timeout(10000)"
	if data.IsServer(place) {
		driver, source = "pgx", place
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := db.Close(); err != nil {
			tb.Error(err)
		}
	})
	return db
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Close()
}
