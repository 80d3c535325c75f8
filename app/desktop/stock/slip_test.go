package stock

import (
	"context"
	"strings"
	"testing"

	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

func TestStockIsCorrectedMovedAndReceived(t *testing.T) {
	for _, tc := range []struct {
		name, mode string
		form       map[string]string
		bad        string // the field that is refused, "" for none
		sku        data.SKU
		place      string
		want       data.Quantity
		says       string
	}{
		{"three fewer", modeAdjust, map[string]string{"item": "MUG", "place": "a-01-1", "units": "-3", "reason": "damaged"}, "", "MUG", "A-01-1", 7, "Corrected MUG at A-01-1 by -3"},
		{"two more", modeAdjust, map[string]string{"item": apptest.MugCode, "place": "A-01-1", "units": "+2", "reason": "found"}, "", "MUG", "A-01-1", 12, "by +2"},
		{"no reason", modeAdjust, map[string]string{"item": "MUG", "place": "A-01-1", "units": "1"}, "reason", "MUG", "A-01-1", 10, ""},
		{"nothing", modeAdjust, map[string]string{"item": "MUG", "place": "A-01-1", "units": "0", "reason": "x"}, "units", "MUG", "A-01-1", 10, ""},
		{"no number", modeAdjust, map[string]string{"item": "MUG", "place": "A-01-1", "units": "some", "reason": "x"}, "units", "MUG", "A-01-1", 10, ""},
		{"an unknown product", modeAdjust, map[string]string{"item": "TEAPOT", "place": "A-01-1", "units": "1", "reason": "x"}, "item", "MUG", "A-01-1", 10, ""},
		{"a card number for a reason", modeAdjust, map[string]string{"item": "MUG", "place": "A-01-1", "units": "1", "reason": "4111 1111 1111 1111"}, "reason", "MUG", "A-01-1", 10, ""},
		{"an unknown place", modeReceive, map[string]string{"item": "MUG", "place": "Z-9", "units": "1"}, "place", "MUG", "A-01-1", 10, ""},
		{"moved", modeTransfer, map[string]string{"item": "MUG", "place": "A-01-1", "to": "b-02-1", "units": "4"}, "", "MUG", "B-02-1", 8, "Moved 4 × MUG from A-01-1 to B-02-1"},
		{"moved nowhere", modeTransfer, map[string]string{"item": "MUG", "place": "A-01-1", "to": "A-01-1", "units": "4"}, "to", "MUG", "A-01-1", 10, ""},
		{"received", modeReceive, map[string]string{"item": "LAMP", "place": "A-02-1", "units": "6"}, "", "LAMP", "A-02-1", 9, "Received 6 × LAMP at A-02-1"},
		{"two cases of six received", modeReceive, map[string]string{"item": apptest.CaseCode, "place": "A-01-1", "units": "2"}, "", "MUG", "A-01-1", 22, "Received 12 × MUG"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			shop := apptest.New(t)
			s := newSlip(shop, anna, page.Inline(), page.To("adjust").With("mode", tc.mode))
			var toasts []page.Toast
			s.Toast = func(toast page.Toast) { toasts = append(toasts, toast) }
			before := shop.OnHand(t, tc.sku, tc.place)
			for _, k := range slipFields {
				s.Set(k, tc.form[k])
			}
			s.Do()
			if (tc.bad == "") != (len(s.Bad) == 0) || tc.bad != "" && s.Bad[tc.bad] == "" || s.Notice.Shown() {
				t.Fatalf("bad %v, notice %+v; want %q", s.Bad, s.Notice, tc.bad)
			}
			if got := shop.OnHand(t, tc.sku, tc.place); got != tc.want {
				t.Errorf("%s at %s: %d, want %d", tc.sku, tc.place, got, tc.want)
			}
			if tc.bad != "" {
				if s.Form["units"] != tc.form["units"] || len(toasts) > 0 {
					t.Errorf("the form is now %v, toasts %v", s.Form, toasts)
				}
				return
			}
			if len(toasts) != 1 || !strings.Contains(toasts[0].Text, tc.says) {
				t.Fatalf("it says %+v", toasts)
			}
			toasts[0].Undo()
			if got := shop.OnHand(t, tc.sku, tc.place); got != before || toasts[1].Text != "Undone" {
				t.Errorf("after undo %d, want %d: %+v", got, before, toasts)
			}
		})
	}
}

func TestMoreThanIsThereIsRefusedInWords(t *testing.T) {
	shop := apptest.New(t)
	s := newSlip(shop, anna, page.Inline(), "adjust?mode=transfer")
	for k, v := range map[string]string{"item": "MUG", "place": "A-01-1", "to": "B-02-1", "units": "40"} {
		s.Set(k, v)
	}
	s.Do()
	if !s.Notice.Shown() || s.Form["units"] != "40" || shop.OnHand(t, "MUG", "A-01-1") != 10 {
		t.Errorf("notice %+v, units %q", s.Notice, s.Form["units"])
	}
}

func TestWhatTheFormFillsIn(t *testing.T) {
	for _, tc := range []struct {
		name, route string
		scans       string
		place, to   string
		next        string
	}{
		{"goods that come go where they lie", "adjust?mode=receive", "LAMP", "A-02-1", "", "units"},
		{"another product goes to its own place", "adjust?mode=receive", "LAMP MUG", "A-01-1", "", "units"},
		{"unless the place was scanned", "adjust?mode=receive", "B-02-1 LAMP", "B-02-1", "", "units"},
		{"the only place is corrected", "adjust", "LAMP", "A-02-1", "", "units"},
		{"of two places nobody knows which", "adjust", "MUG", "", "", "place"},
		{"from here to there", "adjust?mode=transfer", "MUG A-01-1 B-02-1", "A-01-1", "B-02-1", "units"},
		{"from the only place to there", "adjust?mode=transfer", "LAMP A-02-1 B-02-1", "A-02-1", "B-02-1", "units"},
		{"of a row of the list", "adjust?mode=adjust&sku=MUG&place=B-02-1", "", "B-02-1", "", "units"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := newSlip(apptest.New(t), anna, page.Inline(), page.Route(tc.route))
			s.Look()
			for _, code := range strings.Fields(tc.scans) {
				s.Scan(code)
			}
			if s.Form["place"] != tc.place || s.Form["to"] != tc.to || s.Next("") != tc.next || s.Notice.Shown() {
				t.Errorf("form %v, next %q, notice %+v", s.Form, s.Next(""), s.Notice)
			}
		})
	}
}

// slowClerk loses the answer of the first correction on the way.
type slowClerk struct {
	*apptest.Shop
	lost bool
}

func (c *slowClerk) Adjust(ctx context.Context, who data.Actor, op data.Op, product, location int64, by data.Quantity, reason string) error {
	err := c.Shop.Adjust(ctx, who, op, product, location, by, reason)
	if !c.lost {
		c.lost = true
		return context.DeadlineExceeded
	}
	return err
}

func TestALostAnswerIsNotWrittenTwice(t *testing.T) {
	shop := &slowClerk{Shop: apptest.New(t)}
	s := newSlip(shop, anna, page.Inline(), "adjust?sku=MUG&place=A-01-1")
	s.Set("units", "-1")
	s.Set("reason", "damaged")
	s.Do()
	if !s.Notice.Shown() || s.Form["units"] != "-1" {
		t.Fatalf("notice %+v, form %v", s.Notice, s.Form)
	}
	s.Do() // it was written, and is not written again
	if got := shop.OnHand(t, "MUG", "A-01-1"); got != 9 || s.Notice.Shown() {
		t.Errorf("%d mugs, want 9: %+v", got, s.Notice)
	}
}
