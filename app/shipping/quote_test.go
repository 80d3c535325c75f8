package shipping

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

const cardJSON = `{
 "name": "Test card", "from": "GB", "currency": "GBP",
 "services": [
  {"code": "SLOW", "name": "Slow", "carrier": "Post", "cut_off": "16:30",
   "limits": {"max_weight": 2000, "max_longest": 450},
   "zones": [
    {"name": "UK", "countries": ["GB"], "days": 2, "rates": [{"up_to": 1000, "price": 300}, {"up_to": 2000, "price": 450}]},
    {"name": "Highlands", "countries": ["GB"], "postcodes": ["IV", "HS"], "days": 4, "rates": [{"up_to": 2000, "price": 700}]}]},
  {"code": "FAST", "name": "Fast", "carrier": "Van", "tracked": true, "signature": true, "cut_off": "15:00",
   "limits": {"max_weight": 30000, "max_girth_sum": 3000},
   "zones": [
    {"name": "UK", "countries": ["GB"], "days": 1, "rates": [{"up_to": 5000, "price": 650}, {"up_to": 30000, "price": 1200}]},
    {"name": "World", "countries": ["*"], "days": 6, "rates": [{"up_to": 30000, "price": 4000}]}]}
 ]}`

func card(t testing.TB) RateCard {
	t.Helper()
	c, err := ReadRateCard(strings.NewReader(cardJSON))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var (
	shop    = Address{Country: "GB", Postcode: "LS1 1AA"}
	leeds   = Address{Country: "GB", Postcode: "LS2 2BB"}
	skye    = Address{Country: "GB", Postcode: "IV41 8XX"}
	berlin  = Address{Country: "DE", Postcode: "10115"}
	monday  = time.Date(2011, 12, 5, 9, 0, 0, 0, time.UTC)
	packet  = Parcel{Size: [3]int64{200, 150, 100}, Weight: 1000}
	heavier = Parcel{Size: [3]int64{200, 150, 100}, Weight: 1001}
)

func TestQuotePricesEachParcel(t *testing.T) {
	cases := []struct {
		name    string
		service string
		to      Address
		parcels []Parcel
		price   int64
		says    string
	}{
		{"at the weight break", "SLOW", leeds, []Parcel{packet}, 300, ""},
		{"a gram over the break", "SLOW", leeds, []Parcel{heavier}, 450, ""},
		{"two parcels cost two prices", "SLOW", leeds, []Parcel{packet, heavier}, 750, ""},
		{"the postcode zone beats the country", "SLOW", skye, []Parcel{packet}, 700, ""},
		{"an area is not a longer area", "SLOW", Address{Country: "GB", Postcode: "IVX 1AA"}, []Parcel{packet}, 300, ""},
		{"any other country", "FAST", berlin, []Parcel{packet}, 4000, ""},
		{"does not go there", "SLOW", berlin, []Parcel{packet}, 0, "does not go to Germany"},
		{"too heavy", "SLOW", leeds, []Parcel{{Size: packet.Size, Weight: 2001}}, 0, "2.001 kg is over 2.000 kg"},
		{"too long", "SLOW", leeds, []Parcel{{Size: [3]int64{10, 451, 10}, Weight: 5}}, 0, "longest side 451 mm is over 450 mm"},
		{"the second is too long", "SLOW", leeds, []Parcel{packet, {Size: [3]int64{10, 451, 10}, Weight: 5}}, 0, "parcel 2: longest"},
		{"length and girth", "FAST", leeds, []Parcel{{Size: [3]int64{1000, 501, 500}, Weight: 5}}, 0, "length and girth 3002 mm"},
		{"never weighed", "SLOW", leeds, []Parcel{{Size: packet.Size}}, 0, "weight is not known"},
		{"never measured", "SLOW", leeds, []Parcel{{Weight: 5}}, 0, "size is not known"},
		{"no parcels", "SLOW", leeds, nil, 0, "no parcels"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, q := range card(t).Quote(shop, c.to, c.parcels, monday) {
				if q.Service != c.service {
					continue
				}
				if q.Price != c.price || !strings.Contains(q.Rejected, c.says) || (c.says == "") != (q.Rejected == "") {
					t.Errorf("price %d (%q), want %d (%q)", q.Price, q.Rejected, c.price, c.says)
				}
			}
		})
	}
	for _, q := range card(t).Quote(berlin, leeds, []Parcel{packet}, monday) {
		if !strings.Contains(q.Rejected, "from United Kingdom") {
			t.Errorf("a card of another country gave %+v", q)
		}
	}
}

func TestDaysCountFromTheCutOff(t *testing.T) {
	at := func(day, hour, minute int) time.Time { return time.Date(2011, 12, day, hour, minute, 0, 0, time.UTC) }
	cases := []struct {
		name            string
		ready           time.Time
		leaves, arrives int // day of December
	}{
		{"Monday morning", at(5, 9, 0), 5, 6},
		{"at the cut-off", at(5, 15, 0), 5, 6},
		{"a minute late", at(5, 15, 1), 6, 7},
		{"Friday evening", at(9, 18, 0), 12, 13},
		{"Friday morning", at(9, 8, 0), 9, 12},
		{"Saturday", at(10, 8, 0), 12, 13},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, q := range card(t).Quote(shop, leeds, []Parcel{packet}, c.ready) {
				if q.Service == "FAST" && (q.Leaves.Day() != c.leaves || q.Arrives.Day() != c.arrives) {
					t.Errorf("leaves %s, arrives %s", q.Leaves, q.Arrives)
				}
			}
		})
	}
}

func TestPickTakesTheCheapestThatWillDo(t *testing.T) {
	cases := []struct {
		name string
		to   Address
		need Need
		want string
		why  string
	}{
		{"no hurry", leeds, Need{}, "SLOW", "Slow 3.00 GBP: cheapest. Next is Fast, 3.50 GBP dearer."},
		{"there tomorrow", leeds, Need{By: monday.AddDate(0, 0, 1)}, "FAST", "Fast 6.50 GBP: cheapest there by Tue 6 Dec (due Tue 6 Dec)."},
		{"to be signed for", leeds, Need{Signature: true}, "FAST", "Fast 6.50 GBP: cheapest."},
		{"to be tracked", leeds, Need{Tracked: true}, "FAST", "Fast 6.50 GBP: cheapest."},
		{"asked for by name", leeds, Need{Service: "FAST"}, "FAST", "Fast 6.50 GBP: the one asked for."},
		{"abroad", berlin, Need{}, "FAST", "Fast 40.00 GBP: cheapest."},
		{"yesterday", leeds, Need{By: monday.AddDate(0, 0, -1)}, "", "no rate: Fast: arrives Tue 6 Dec, after Sun 4 Dec; Slow: arrives Wed 7 Dec, after Sun 4 Dec"},
		{"a service that does not go there", berlin, Need{Service: "SLOW"}, "", "no rate: Fast: another service was asked for; Slow: does not go to Germany"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			q, why, err := Pick(card(t).Quote(shop, c.to, []Parcel{packet}, monday), c.need)
			if c.want == "" {
				if !errors.Is(err, ErrNoRate) || err.Error() != c.why {
					t.Errorf("got %v, want %q", err, c.why)
				}
				return
			}
			if err != nil || q.Service != c.want || why != c.why {
				t.Errorf("%s, %q, %v; want %s, %q", q.Service, why, err, c.want, c.why)
			}
		})
	}
	if _, _, err := Pick(nil, Need{}); !errors.Is(err, ErrNoRate) {
		t.Errorf("no quotes at all: %v", err)
	}
}

func TestPickNeverSendsForNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, err := ReadRateCard(strings.NewReader(cardJSON))
		if err != nil {
			t.Fatal(err)
		}
		n := rapid.IntRange(0, 4).Draw(t, "parcels")
		var parcels []Parcel
		for range n {
			side := rapid.Int64Range(0, 1500)
			parcels = append(parcels, Parcel{Size: [3]int64{side.Draw(t, "l"), side.Draw(t, "w"), side.Draw(t, "h")}, Weight: rapid.Int64Range(0, 40000).Draw(t, "g")})
		}
		to := rapid.SampledFrom([]Address{leeds, skye, berlin, {}}).Draw(t, "to")
		quotes := c.Quote(shop, to, parcels, monday)
		q, _, err := Pick(quotes, Need{})
		if err == nil && q.Price <= 0 {
			t.Fatalf("%+v costs nothing", q)
		}
		for _, other := range quotes {
			if other.Rejected != "" && other.Price != 0 {
				t.Fatalf("rejected with a price: %+v", other)
			}
			if err == nil && other.Rejected == "" && other.Price < q.Price {
				t.Fatalf("%s is cheaper than %s", other.Service, q.Service)
			}
		}
	})
}

func TestRateCardsAreRefusedInWords(t *testing.T) {
	cases := []struct{ name, from, to, says string }{
		{"a key that is not known", `"name": "Test card"`, `"colour": "red"`, `unknown field "colour"`},
		{"a gap in reading", `"from": "GB"`, `"from": `, "reading"},
		{"no such country", `"from": "GB"`, `"from": "XQ"`, `"XQ" is no country code`},
		{"falling prices", `"price": 450`, `"price": 250`, "the price falls at 2000 g"},
		{"a price of nothing", `"price": 300`, `"price": 0`, "a price of 0 up to 1000 g"},
		{"weights out of order", `"up_to": 2000, "price": 450`, `"up_to": 900, "price": 450`, "900 g comes after 1000 g"},
		{"two zones for one place", `["IV", "HS"]`, `["IV", "iv"]`, "GB IV is in zones Highlands and Highlands"},
		{"a code twice", `"FAST"`, `"SLOW"`, `"SLOW" is empty or used twice`},
		{"cut-off", `"16:30"`, `"half past four"`, "no time of day"},
		{"currency", `"GBP"`, `"£"`, "no currency code"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(cardJSON, c.from, c.to, 1)
			if text == cardJSON {
				t.Fatal("the case changes nothing")
			}
			_, err := ReadRateCard(strings.NewReader(text))
			if !errors.Is(err, ErrRateCard) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want one that says %q", err, c.says)
			}
		})
	}
}

func BenchmarkQuote(b *testing.B) {
	c := card(b)
	for b.Loop() {
		if _, _, err := Pick(c.Quote(shop, leeds, []Parcel{packet}, monday), Need{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	a := at("GB", "sw1a1aa", "")
	for b.Loop() {
		Check(a, "GB")
	}
}
