package graph

import "math"

// Bound is what no walk over the table can be shorter than: the shortest tree
// that joins start, stops and end, made better step by step by prices on those
// that it touches too often or too rarely (Held and Karp 1970). Where a way and
// the way back differ, the shorter of them counts.
func Bound(t *Table, steps int) int64 {
	n := t.N + 2
	if t.N == 0 {
		return t.At(0, 1)
	}
	d := make([]float64, n*n)
	for i := range n {
		for j := range n {
			d[i*n+j] = float64(min(t.D[i*n+j], t.D[j*n+i]))
		}
	}
	// A way from the start to the end leaves both once; nobody goes from the
	// start to the end at once while there are stops. The end is left by nobody
	// and the start reached by nobody, so that only one of each pair counts.
	s, e := t.N, t.N+1
	for i := range t.N {
		d[s*n+i], d[i*n+s] = float64(t.At(s, i)), float64(t.At(s, i))
		d[e*n+i], d[i*n+e] = float64(t.At(i, e)), float64(t.At(i, e))
	}
	d[s*n+e], d[e*n+s] = math.Inf(1), math.Inf(1)
	price := make([]float64, n)
	degree := make([]int, n)
	near, from := make([]float64, n), make([]int, n)
	in := make([]bool, n)
	best, step := 0.0, 0.0
	for k := range steps {
		cost := tree(d, price, degree, near, from, in)
		miss := 0
		for i := range n {
			want := 2
			if i >= t.N {
				want = 1
			}
			cost -= float64(want) * price[i]
			miss += (degree[i] - want) * (degree[i] - want)
		}
		best = max(best, cost)
		if miss == 0 {
			break
		}
		if k == 0 {
			step = 0.1 * cost / float64(n)
		}
		for i := range n {
			want := 2
			if i >= t.N {
				want = 1
			}
			price[i] += step * float64(degree[i]-want)
		}
		step *= math.Pow(0.002, 1/float64(steps))
	}
	return int64(math.Ceil(best - 1e-6*max(1, best)*1e-3))
}

// tree is the cost of the shortest tree under the prices (Prim 1957).
func tree(d, price []float64, degree []int, near []float64, from []int, in []bool) float64 {
	n := len(price)
	for i := range n {
		degree[i], near[i], in[i] = 0, math.Inf(1), false
	}
	at, sum := 0, 0.0
	in[0] = true
	for range n - 1 {
		next, least := -1, math.Inf(1)
		for j := range n {
			if in[j] {
				continue
			}
			if c := d[at*n+j] + price[at] + price[j]; c < near[j] {
				near[j], from[j] = c, at
			}
			if near[j] < least {
				next, least = j, near[j]
			}
		}
		if next < 0 {
			return 0
		}
		in[next] = true
		degree[next]++
		degree[from[next]]++
		sum += least
		at = next
	}
	return sum
}
