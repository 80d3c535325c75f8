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
	return Copy(tb, empty)
}

// Copy gives the place of a copy of a shop that nobody has open.
func Copy(tb testing.TB, of string) string {
	tb.Helper()
	if !data.IsServer(of) {
		to := filepath.Join(tb.TempDir(), "shop.packbench")
		if err := copyFile(of, to); err != nil {
			tb.Fatal(err)
		}
		return to
	}
	from, err := url.Parse(of)
	if err != nil {
		tb.Fatal(err)
	}
	name := newName()
	if err := admin(`CREATE DATABASE ` + name + ` TEMPLATE ` + filepath.Base(from.Path)); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := admin(`DROP DATABASE ` + name + ` WITH (FORCE)`); err != nil {
			tb.Error(err)
		}
	})
	return at(name)
}

// Keep gives the place of a shop that other tests copy, made by fill. It stays
// until the tests have ended; on files it is in the folder dir.
func Keep(dir string, fill func(place string) error) (place string, err error) {
	place = filepath.Join(dir, "shop.packbench")
	if Server() != "" {
		name := newName()
		if err := admin(`CREATE DATABASE ` + name); err != nil {
			return "", err
		}
		place = at(name)
	}
	return place, fill(place)
}

// emptyShop is a shop from which the others are copied: making the tables takes
// longer than copying them.
var emptyShop = sync.OnceValues(func() (string, error) {
	return Keep("", func(place string) error {
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
