package page

import (
	"errors"
	"strings"
	"testing"

	"packbench/data"
)

func TestFormShowsAFaultAtItsField(t *testing.T) {
	form := func() *Form {
		return &Form{Fields: []FormField{{ID: "amount", Value: " 12 "}, {ID: "reference"}}}
	}
	f := form()
	f.Fail("take the payment", data.Invalid("amount", "the amount must be more than nothing"))
	if f.Field("amount").Wrong == "" || f.Trouble != "" || f.Sound() {
		t.Errorf("invalid: %+v", f)
	}
	f.Clear()
	if !f.Sound() || f.Value("amount") != "12" || f.Value("nothing") != "" {
		t.Errorf("cleared: %+v", f)
	}
	f = form()
	f.Fail("take the payment", data.Refused("refund", "refund at most what was taken", "only 5.00 was taken"))
	if !strings.Contains(f.Trouble, "Refund at most") || f.Sound() {
		t.Errorf("refused: %q", f.Trouble)
	}
	f = form()
	f.Fail("take the payment", data.Invalid("elsewhere", "no"))
	f.Fail("take the payment", errors.New("disk full"))
	if !strings.Contains(f.Trouble, "disk full") {
		t.Errorf("unknown: %q", f.Trouble)
	}
}
