package page

import (
	"testing"

	"pgregory.net/rapid"
)

func TestRoute(t *testing.T) {
	r := Route("order/10042?tab=money")
	if r.Name() != "order" || r.Arg(0) != "10042" || r.Arg(1) != "" || r.Get("tab") != "money" || r.Get("no") != "" {
		t.Errorf("%q reads as %q %q %q", r, r.Name(), r.Arg(0), r.Get("tab"))
	}
	if got := r.With("tab", "").With("line", "3"); got != "order/10042?line=3" {
		t.Errorf("got %q", got)
	}
	if Route("").Name() != "" {
		t.Error("the empty route has a name")
	}
}

func TestRouteCarriesAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		arg, value := rapid.String().Draw(t, "arg"), rapid.String().Draw(t, "value")
		r := To("product", arg).With("q", value)
		if r.Name() != "product" || r.Arg(0) != arg || r.Get("q") != value {
			t.Fatalf("%q gives back %q and %q, want %q and %q", r, r.Arg(0), r.Get("q"), arg, value)
		}
	})
}
