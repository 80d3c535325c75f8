package data_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"packbench/data"
	"packbench/data/datatest"
)

var (
	annaThere = data.Presence{Actor: anna}
	benThere  = data.Presence{Actor: data.Actor{User: "Ben", Desk: "desk 2"}}
)

func company(t *testing.T, s *data.Store) []data.Presence {
	t.Helper()
	all, err := s.Company(t.Context(), "order", 7)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWhoHasARecordOpenIsSeenAtOtherDesks(t *testing.T) {
	s := newShop(t)
	other := s.desk(t)
	note := func(at *data.Store, who data.Presence, changing bool) {
		t.Helper()
		if err := at.Present(t.Context(), who.Actor, "order", 7, changing); err != nil {
			t.Fatal(err)
		}
	}
	note(s.Store, annaThere, false)
	note(other, benThere, false)
	note(other, benThere, true)
	if here, there := company(t, s.Store), company(t, other); !slices.Equal(there, []data.Presence{annaThere}) || len(here) != 1 || !here[0].Changing || here[0].Actor != benThere.Actor {
		t.Errorf("here %+v, there %+v", here, there)
	}
	note(other, benThere, false)
	if here := company(t, s.Store); !slices.Equal(here, []data.Presence{benThere}) {
		t.Errorf("when the form is closed: %+v", here)
	}
	if err := other.Absent(t.Context(), "order", 7); err != nil {
		t.Fatal(err)
	}
	if here := company(t, s.Store); len(here) != 0 {
		t.Errorf("when it is left: %+v", here)
	}
	if _, err := datatest.Eyes(t, s.at).Exec("UPDATE present SET seen_at = seen_at - 61000000"); err != nil {
		t.Fatal(err)
	}
	if there := company(t, other); len(there) != 0 {
		t.Errorf("what was not renewed: %+v", there)
	}
	note(other, benThere, false)
	var rows int
	if err := datatest.Eyes(t, s.at).QueryRow("SELECT COUNT(*) FROM present").Scan(&rows); err != nil || rows != 1 {
		t.Errorf("%d rows are kept: %v", rows, err)
	}
}

// It is no part of the books: nothing is written to them, nobody is told, nobody
// waits for it.
func TestWhoIsThereIsNoPartOfTheBooks(t *testing.T) {
	s := newShop(t)
	other := s.desk(t)
	told := listening(t, other)
	connected(t, other)
	last := func() (n int64) {
		if err := s.Read(t.Context(), func(ctx context.Context, v *data.View) (err error) {
			n, err = v.LastOperation(ctx)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := last()
	for range 3 {
		if err := s.Present(t.Context(), anna, "order", 7, true); err != nil {
			t.Fatal(err)
		}
	}
	if after := last(); after != before {
		t.Errorf("operation %d came of it", after)
	}
	select {
	case <-told.came:
		t.Error("another desk is told")
	case <-time.After(700 * time.Millisecond):
	}
	found, err := s.Check(t.Context())
	for _, f := range found {
		if f.Broken > 0 {
			t.Errorf("rule %s is broken: %s", f.Rule, f.Sample)
		}
	}
	if err != nil {
		t.Error(err)
	}
}

// While somebody writes for long, noting gives up in a file and goes on at a server.
func TestNotingWhoIsThereWaitsForNobody(t *testing.T) {
	s := newShop(t)
	other := s.desk(t)
	writing, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		_ = s.Write(t.Context(), anna, data.NewOp("slow", 1), func(context.Context, *data.Tx) (any, error) {
			close(writing)
			time.Sleep(2 * time.Second)
			return nil, nil
		}, nil)
	}()
	<-writing
	began := time.Now()
	err := other.Present(t.Context(), anna, "order", 7, false)
	if took := time.Since(began); took > 1500*time.Millisecond {
		t.Errorf("it took %s", took)
	}
	if onServer := datatest.Server() != ""; (err == nil) != onServer {
		t.Errorf("it says %v", err)
	}
	<-done
	if err := other.Present(t.Context(), anna, "order", 7, false); err != nil {
		t.Errorf("afterwards it says %v", err)
	}
}

// The first window of a file learns of the second by what that notes.
func TestAWindowThatWasAloneLearnsOfAnother(t *testing.T) {
	datatest.OnFiles(t)
	s := newShop(t)
	first := s.Store
	if first.Shared() {
		t.Fatal("it is not alone")
	}
	listening(t, first)
	connected(t, first)
	if err := s.desk(t).Present(t.Context(), anna, "order", 7, false); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(3 * time.Second); !first.Shared(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it does not know of the other window")
		}
	}
}
