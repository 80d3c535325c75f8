package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// ask runs a planning command over a document and gives its answer.
func ask(tb testing.TB, document string, args ...string) (answer, complaint string, status int) {
	tb.Helper()
	var out, complaints bytes.Buffer
	m := &Main{Stdin: strings.NewReader(document), Stdout: &out, Stderr: &complaints}
	status = m.Run(context.Background(), args)
	return out.String(), complaints.String(), status
}

const twoBlocks = `{"warehouse": {"aisles": 4, "cross_aisles": 3, "block_length": [1000, 1000], "aisle_pitch": [300, 200, 300],
 "depot": {"aisle": 0, "cross_aisle": 0}}, "picks": [
 {"id": "a", "aisle": 0, "block": 0, "offset": 500}, {"id": "b", "aisle": 2, "block": 1, "offset": 100}, {"id": "c", "aisle": 3, "block": 0, "offset": 900}]}`

func TestRouteAnswersTheShortestWalk(t *testing.T) {
	answer, complaint, status := ask(t, twoBlocks, "route")
	if status != exitDone || strings.Count(answer, "\n") != 1 {
		t.Fatalf("status %d, %s, answer %q", status, complaint, answer)
	}
	var out routeOut
	if err := json.Unmarshal([]byte(answer), &out); err != nil {
		t.Fatal(err)
	}
	if out.Length != 3800 || !out.Optimal || out.Bound != 3800 || len(out.Order) != 3 || out.Methods["s-shape"] < out.Length {
		t.Errorf("answer %+v", out)
	}
	x, base := []int64{0, 300, 500, 800}, []int64{0, 1000, 2000}
	walked, seen := int64(0), ""
	at := func(p pointOut) (int64, int64) {
		if p.CrossAisle != nil {
			return x[p.Aisle], base[*p.CrossAisle]
		}
		return x[p.Aisle], base[*p.Block] + *p.Offset
	}
	for i, p := range out.Path {
		if p.Pick != nil {
			seen += *p.Pick
		}
		if i == 0 {
			continue
		}
		a, b := at(out.Path[i-1])
		c, d := at(p)
		if a != c && b != d {
			t.Errorf("the path jumps from point %d", i-1)
		}
		walked += max(a-c, c-a) + max(b-d, d-b)
	}
	if walked != out.Length || seen != strings.Join(out.Order, "") {
		t.Errorf("the path walks %d past %s, the answer says %d past %v", walked, seen, out.Length, out.Order)
	}
}

func TestRouteKnowsOtherEndsAndClosedPieces(t *testing.T) {
	for name, c := range map[string]struct {
		change string
		length int64
	}{
		"an end elsewhere":      {`"end": {"aisle": 3, "cross_aisle": 0}`, 3000},
		"a closed cross aisle":  {`"closed": [{"aisle": 1, "cross_aisle": 1}]`, 4800},
		"a closed piece":        {`"closed": [{"aisle": 0, "block": 0, "from": 600, "to": 700}]`, 4800},
		"nothing closed at all": {`"closed": []`, 3800},
	} {
		answer, complaint, status := ask(t, strings.Replace(twoBlocks, `"depot"`, c.change+`, "depot"`, 1), "route")
		var out routeOut
		if err := json.Unmarshal([]byte(answer), &out); err != nil || status != exitDone {
			t.Errorf("%s: %v %s", name, err, complaint)
			continue
		}
		if out.Length != c.length || !out.Optimal {
			t.Errorf("%s: length %d, want %d: %s", name, out.Length, c.length, answer)
		}
	}
}

func TestRouteNamesWhatIsWrong(t *testing.T) {
	swap := func(old, new string) string { return strings.Replace(twoBlocks, old, new, 1) }
	for _, c := range []struct{ document, want string }{
		{"", "it is empty"},
		{`{"warehouse": `, "ends too soon"},
		{`[]`, "the document is array, an object was expected"},
		{`{"picks": []}`, `"warehouse" is missing`},
		{swap(`"picks"`, `"pikcs"`), `there is no key "pikcs"`},
		{swap(`"aisles": 4`, `"aisles": 0`), "warehouse.aisles: 0"},
		{swap(`"aisles": 4`, `"aisles": 99999999`), "warehouse.aisles: 99999999"},
		{swap(`[1000, 1000]`, `[1000]`), "1 lengths: 2 were expected"},
		{swap(`[1000, 1000]`, `[1000, -1]`), "block_length[1]: -1 is negative"},
		{swap(`[1000, 1000]`, `[1000, 9000000000000000]`), "block_length[1]: 9000000000000000 is more than"},
		{swap(`[1000, 1000]`, `[1000, 99999999999999999999]`), "line 1, column"},
		{swap(`[300, 200, 300]`, `[300, 200]`), "2 distances"},
		{swap(`[300, 200, 300]`, `"wide"`), "aisle_pitch: one whole number"},
		{swap(`"cross_aisle": 0`, `"cross_aisle": 3`), "warehouse.depot: there is no cross aisle 3: they are 0 to 2"},
		{swap(`"offset": 500`, `"offset": 1001`), `picks[0] ("a") stands outside of the map: offset 1001`},
		{swap(`"aisle": 2, "block": 1`, `"aisle": 4, "block": 1`), `picks[1] ("b") stands outside of the map: there is no aisle 4`},
		{swap(`"block": 1`, `"block": 2`), `picks[1] ("b") stands outside of the map: there is no block 2`},
		{swap(`"depot"`, `"closed": [{"aisle": 0, "cross_aisle": 0}, {"aisle": 0, "cross_aisle": 1}, {"aisle": 0, "cross_aisle": 2}], "depot"`), `picks[1] ("b") can't be reached`},
		{twoBlocks + twoBlocks, "something stands after the document"},
	} {
		answer, complaint, status := ask(t, c.document, "route")
		if status != exitFailed || answer != "" || !strings.Contains(complaint, c.want) {
			t.Errorf("status %d, answer %q, complaint %q, want %q", status, answer, complaint, c.want)
		}
	}
	if _, _, status := ask(t, twoBlocks, "route", "extra"); status != exitUsage {
		t.Errorf("a word too many ends with %d", status)
	}
}

func TestRouteLinesGoOnAfterABadOne(t *testing.T) {
	one := strings.ReplaceAll(twoBlocks, "\n", " ")
	answer, _, status := ask(t, one+"\n\n{\"bad\": 1}\n"+one, "route", "--lines")
	lines := strings.Split(strings.TrimSpace(answer), "\n")
	if status != exitFailed || len(lines) != 3 || !strings.HasPrefix(lines[1], `{"error":`) || !strings.Contains(lines[2], `"optimal":true`) {
		t.Errorf("status %d, answers %q", status, lines)
	}
}

func BenchmarkRouteLines(b *testing.B) {
	document := strings.Repeat(strings.ReplaceAll(twoBlocks, "\n", " ")+"\n", 1000)
	for b.Loop() {
		if answer, complaint, status := ask(b, document, "route", "--lines"); status != exitDone || strings.Count(answer, "\n") != 1000 {
			b.Fatal(complaint)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "µs/walk")
}

func FuzzRoute(f *testing.F) {
	f.Add(twoBlocks)
	f.Add(`{"warehouse": {"aisles": 1, "cross_aisles": 2, "block_length": [0], "depot": {}}}`)
	f.Fuzz(func(t *testing.T, document string) {
		if len(document) > 2000 {
			return
		}
		answer, complaint, status := ask(t, document, "route")
		if status == exitDone && !json.Valid([]byte(answer)) || status != exitDone && complaint == "" {
			t.Fatal(fmt.Sprint(status, answer, complaint))
		}
	})
}
