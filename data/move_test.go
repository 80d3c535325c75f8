package data_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"packbench/data"
	"packbench/data/datatest"
)

func TestTheAddressOfAServerIsPutTogetherAndWrongPartsAreSaidAtTheirField(t *testing.T) {
	whole := data.ServerAddress{Host: "shop.local", Database: "shop", User: "anna", Password: "p@ss/w:rd"}
	place, err := whole.Place()
	if err != nil || place != "postgres://anna:p%40ss%2Fw%3Ard@shop.local:5432/shop" {
		t.Errorf("%s, %v", place, err)
	}
	if kept := data.WithoutPassword(place); kept != "postgres://anna@shop.local:5432/shop" {
		t.Errorf("it is kept as %s", kept)
	}
	if kept := data.WithoutPassword("postgres://anna@h/shop?password=secret&sslmode=require"); kept != "postgres://anna@h/shop?sslmode=require" {
		t.Errorf("it is kept as %s", kept)
	}
	place, err = data.ServerAddress{Host: "postgres://anna@shop.local/shop?sslmode=verify-full", Password: "x"}.Place()
	if err != nil || place != "postgres://anna:x@shop.local/shop?sslmode=verify-full" {
		t.Errorf("%s, %v", place, err)
	}
	for field, wrong := range map[string][]data.ServerAddress{
		"host": {{}, {Host: "shop local", Database: "shop", User: "a"}, {Host: "http://shop", Database: "shop", User: "a"}, {Host: "shop:5433", Database: "shop", User: "a"},
			{Host: "postgres://anna@shop.local"}, {Host: "postgres:///shop"}, {Host: "postgres://%zz/shop"}},
		"port":     {{Host: "shop", Port: "x", Database: "shop", User: "a"}, {Host: "shop", Port: "70000", Database: "shop", User: "a"}, {Host: "shop", Port: "5432a", Database: "shop", User: "a"}},
		"database": {{Host: "shop", User: "a"}},
		"user":     {{Host: "shop", Database: "shop"}},
	} {
		for _, a := range wrong {
			_, err := a.Place()
			var f *data.Fault
			if !errors.As(err, &f) || f.Field != field {
				t.Errorf("%+v: %v, want it said at %s", a, err, field)
			}
		}
	}
}

func TestAFileThatAShopIsToMoveToMustBeNewAndInAFolder(t *testing.T) {
	dir := t.TempDir()
	if _, err := data.LookAt(t.Context(), filepath.Join(dir, "shop.packbench")); err != nil {
		t.Error(err)
	}
	taken := filepath.Join(dir, "taken")
	if err := os.WriteFile(taken, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []string{taken, dir, filepath.Join(dir, "nowhere", "shop")} {
		var f *data.Fault
		if _, err := data.LookAt(t.Context(), wrong); !errors.As(err, &f) || f.Field != "file" {
			t.Errorf("%s: %v", wrong, err)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("looking left %v, %v", left, err)
	}
}

func TestAServerThatAShopIsToMoveToIsLookedAtFirst(t *testing.T) {
	if datatest.Server() == "" {
		t.Skip("it needs a server: PACKBENCH_POSTGRES names one")
	}
	empty := datatest.Place(t)
	d, err := data.LookAt(t.Context(), empty)
	if err != nil || !strings.HasPrefix(d.Server, "PostgreSQL 1") || d.Database == "" || d.User == "" {
		t.Errorf("%+v, %v", d, err)
	}
	used := newShop(t)
	wrong := map[string]string{used.at: "database", strings.Replace(empty, "127.0.0.1", "no.such.machine.invalid", 1): "host",
		"postgres://packbench@127.0.0.1:1/shop": "port", strings.Replace(empty, "/"+d.Database, "/nosuchdatabase", 1): "database",
		"postgres://packbench@127.0.0.1:5432/shop?sslmode=nonsense": ""}
	for place, field := range wrong {
		var f *data.Fault
		if _, err := data.LookAt(t.Context(), place); !errors.As(err, &f) || f.Field != field || f.Hint == "" {
			t.Errorf("%s: %v (%+v), want it said at %q", place, err, f, field)
		}
	}
}

// Who has the shop open sees the move happen: all can be read meanwhile, what is
// written waits, and afterwards it is told where the shop is. Nothing is lost that
// was said to be written.
func TestAnOpenShopMovesAndWritesNothingToTheOldPlaceAfterwards(t *testing.T) {
	s := newShop(t)
	other := datatest.Place(t)
	if datatest.Server() != "" {
		other = filepath.Join(t.TempDir(), "back.packbench")
	}
	desks := []*data.Store{s.Store}
	if datatest.Server() != "" { // another desk, which does not know of the move
		there, err := data.Open(t.Context(), s.at, data.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer there.Close()
		desks = append(desks, there)
	}
	var waited error
	m, err := s.MoveTo(t.Context(), anna, other, func(at data.Moving) {
		if at.Step != data.MoveProof {
			return
		}
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		waited = desks[len(desks)-1].Write(ctx, anna, data.NewOp("late", nil), func(context.Context, *data.Tx) (any, error) { return nil, nil }, nil)
		if err := s.Read(t.Context(), func(ctx context.Context, v *data.View) error { _, err := v.LastOperation(ctx); return err }); err != nil {
			t.Errorf("reading while it moves: %v", err)
		}
	})
	if err != nil || m.Rows() == 0 {
		t.Fatalf("%+v, %v", m, err)
	}
	if waited == nil {
		t.Error("a write went through while the shop moved")
	}
	for i, d := range desks {
		err := d.Write(t.Context(), anna, data.NewOp("late", i), func(context.Context, *data.Tx) (any, error) { return nil, nil }, nil)
		if data.MovedTo(err) != data.WithoutPassword(other) {
			t.Errorf("desk %d writes to the old place: %v", i, err)
		}
	}
	if _, err := data.Open(t.Context(), s.at, data.Options{}); data.MovedTo(err) != data.WithoutPassword(other) {
		t.Errorf("the old place says %v", err)
	}
}

func TestAMoveThatIsStoppedLeavesTheShopWhereItWas(t *testing.T) {
	s := newShop(t)
	other := filepath.Join(t.TempDir(), "new.packbench")
	ctx, stop := context.WithCancel(t.Context())
	_, err := s.MoveTo(ctx, anna, other, func(at data.Moving) {
		if at.Step == data.MoveTables && at.Done > 0 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("it says %v", err)
	}
	if _, err := os.Stat(other); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("half a shop is left: %v", err)
	}
	if err := s.Write(t.Context(), anna, data.NewOp("go on", nil), func(context.Context, *data.Tx) (any, error) { return nil, nil }, nil); err != nil {
		t.Errorf("work does not go on: %v", err)
	}
	if _, err := s.MoveTo(t.Context(), anna, other, nil); err != nil {
		t.Errorf("it can't be moved now: %v", err)
	}
}

func TestAMoveThatHasCopiedAllIsEndedAllTheSame(t *testing.T) {
	s := newShop(t)
	other := filepath.Join(t.TempDir(), "new.packbench")
	ctx, stop := context.WithCancel(t.Context())
	if _, err := s.MoveTo(ctx, anna, other, func(at data.Moving) {
		if !at.Safe() {
			stop()
		}
	}); err != nil {
		t.Fatal(err)
	}
	there, err := data.Open(t.Context(), other, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := there.Close(); err != nil {
		t.Error(err)
	}
}
