package page

import (
	"fmt"
	"testing"
)

func TestAChangeIsSaidInWords(t *testing.T) {
	value := func(field string, v any) string {
		if v == nil {
			return "–"
		}
		return field[:min(1, len(field))] + fmt.Sprint(v)
	}
	for _, c := range [][3]string{
		{`{"zone":"A","kind":"bin"}`, `{"zone":"B","kind":"bin"}`, "zone: zA → zB"},
		{"", `{"amount":1200,"method":"card"}`, "amount: a1200; method: mcard"},
		{"", `{"note":null,"method":"card"}`, "method: mcard"},
		{"5", "7", "5 → 7"}, {"", `"in words"`, "in words"}, {`"old"`, `"new"`, "old → new"}, {"", "", ""}, {"{}", "{}", ""},
	} {
		if got := ChangeWords(c[0], c[1], value); got != c[2] {
			t.Errorf("%s to %s is %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestAFieldIsCalledAsPeopleCallIt(t *testing.T) {
	for field, want := range map[string]string{"ReorderPoint": "reorder point", "WeightG": "weight", "HeightMm": "height", "SKU": "SKU", "TaxBp": "tax", "tax_bp": "tax", "Street1": "street1", "credit limit": "credit limit", "ShipsAlone": "ships alone"} {
		if got := FieldWords(field); got != want {
			t.Errorf("%s is called %q, want %q", field, got, want)
		}
	}
}

func TestTheHistoryOfARecordHasARoute(t *testing.T) {
	for _, r := range []Record{{Entity: "location", ID: 5, Name: "A-01/1 & B"}, {Entity: "setting", Action: "shop.profile", Name: "the settings"}} {
		if back, ok := RecordOf(r.History()); !ok || back != r || r.History().Arg(0) != "journal" {
			t.Errorf("%+v comes back as %+v by %s", r, back, r.History())
		}
	}
	if _, ok := RecordOf("setup/journal"); ok {
		t.Error("the whole journal is of one record")
	}
}
