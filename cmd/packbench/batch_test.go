package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// someOrders is a document of random orders in six aisles of two blocks.
func someOrders(n int, cart string, seconds float64) string {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	var b strings.Builder
	b.WriteString(`{"warehouse": {"aisles": 6, "cross_aisles": 3, "block_length": [10000, 12000], "aisle_pitch": 3000, "depot": {"aisle": 0, "cross_aisle": 0}}, "orders": [`)
	for i := range n {
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, `{"id": "o%d", "weight": %d, "picks": [`, i, 500+r.IntN(3000))
		for k := range 1 + r.IntN(4) {
			if k > 0 {
				b.WriteString(",")
			}
			fmt.Fprintf(&b, `{"id": "o%d-%d", "aisle": %d, "block": %d, "offset": %d}`, i, k, r.IntN(6), r.IntN(2), r.IntN(10000))
		}
		b.WriteString("]}")
	}
	fmt.Fprintf(&b, `], "cart": %s, "seconds": %v}`, cart, seconds)
	return b.String()
}

func TestBatchPutsEveryOrderOnACart(t *testing.T) {
	answer, complaint, status := ask(t, someOrders(40, `{"orders": 6, "weight": 9000}`, 0.2), "batch")
	var out batchOut
	if err := json.Unmarshal([]byte(answer), &out); err != nil || status != exitDone {
		t.Fatalf("%v %s", err, complaint)
	}
	var all []string
	length := int64(0)
	for _, b := range out.Batches {
		all = append(all, b.Orders...)
		length += b.Length
		if len(b.Orders) > 6 || b.Route == nil || b.Route.Length != b.Length || !b.Route.Optimal {
			t.Errorf("batch %+v", b)
		}
	}
	slices.Sort(all)
	if len(all) != 40 || len(slices.Compact(all)) != 40 {
		t.Errorf("%d orders: %v", len(all), all)
	}
	if length != out.Length || out.Bound > out.Length || out.Length >= out.Single || out.Bound == 0 {
		t.Errorf("length %d, batches walk %d, bound %d, single %d", out.Length, length, out.Bound, out.Single)
	}
}

func TestBatchPlansTheRest(t *testing.T) {
	document := strings.Replace(someOrders(10, `{"orders": 4, "weight": 3400}`, 0), `{"id": "o0-0", "aisle"`, `{"id": "x", "aisle": 9, "block": 0, "offset": 0}, {"id": "o0-0", "aisle"`, 1)
	document = strings.Replace(document, `"id": "o3", "weight": `, `"id": "o3", "weight": 9`, 1)
	answer, complaint, status := ask(t, document, "batch")
	var out batchOut
	if err := json.Unmarshal([]byte(answer), &out); err != nil || status != exitDone {
		t.Fatalf("%v %s", err, complaint)
	}
	if len(out.Unplanned) != 2 || out.Unplanned[0].ID != "o0" || !strings.Contains(out.Unplanned[0].Why, "there is no aisle 9") ||
		out.Unplanned[1].ID != "o3" || !strings.Contains(out.Unplanned[1].Why, "larger than a cart") {
		t.Errorf("left out: %+v", out.Unplanned)
	}
	planned := 0
	for _, b := range out.Batches {
		planned += len(b.Orders)
	}
	if planned != 8 {
		t.Errorf("%d of 8 orders are planned", planned)
	}
	for _, c := range []struct{ old, new, want string }{
		{`"seconds": 0`, `"seconds": -1`, "seconds: -1"},
		{`"orders": 4`, `"orders": 0`, "cart.orders: 0"},
		{`"orders": 4`, `"wheels": 4`, `there is no key "wheels"`},
		{`"weight": 9`, `"weight": -9`, `orders[3].weight ("o3"): -9`},
	} {
		_, complaint, status := ask(t, strings.Replace(document, c.old, c.new, 1), "batch")
		if status != exitFailed || !strings.Contains(complaint, c.want) {
			t.Errorf("%s: status %d, %s", c.new, status, complaint)
		}
	}
	if answer, _, status := ask(t, strings.Replace(document[:strings.Index(document, `"orders"`)], "\n", "", -1)+`"orders": []}`, "batch"); status != exitDone || !strings.Contains(answer, `"batches":[]`) {
		t.Errorf("no orders: %d %s", status, answer)
	}
}
