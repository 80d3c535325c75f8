package app_test

import (
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
	"packbench/data/datatest"
)

func TestTwoWindowsSeeWhichOrderIsOpenInTheOther(t *testing.T) {
	s := apptest.New(t)
	books, err := data.Open(t.Context(), s.At, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = books.Close() })
	second := app.New(books, app.Options{})
	open := func(at *app.Shop, who data.Actor, changing bool) []data.Presence {
		return must(at.Company(t.Context(), who, "order", 7, changing))
	}
	if datatest.Server() == "" {
		if got := open(s.Shop, apptest.Anna, false); got != nil { // it was alone when it was opened
			t.Errorf("alone it sees %+v", got)
		}
	}
	open(second, ben, true)
	if _, err := s.Store.Company(t.Context(), "order", 7); err != nil { // as the window does when it hears of the other
		t.Fatal(err)
	}
	if got := open(s.Shop, apptest.Anna, false); len(got) != 1 || got[0].Actor != ben || !got[0].Changing {
		t.Errorf("the first sees %+v", got)
	}
	if got := open(second, ben, false); len(got) != 1 || got[0].Actor != apptest.Anna || got[0].Changing {
		t.Errorf("the second sees %+v", got)
	}
	if err := second.Leave(t.Context(), "order", 7); err != nil {
		t.Fatal(err)
	}
	if got := open(s.Shop, apptest.Anna, false); len(got) != 0 {
		t.Errorf("when it is left: %+v", got)
	}
}
