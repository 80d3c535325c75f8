package graph

// mostTried is the most stops for which the shortest order is found by trying all
// that matter: 13 x 13 x 8192 steps, a few milliseconds.
const mostTried = 13

// held finds the shortest order of few stops (Held and Karp 1962; Bellman 1962):
// for every set of stops and every last one of them, the shortest way to have
// been there.
func held(t *Table) []int {
	n := t.N
	if n == 0 {
		return nil
	}
	best, from := make([]int64, n<<n), make([]int8, n<<n)
	for i := range best {
		best[i] = Far
	}
	for i := range n {
		best[(1<<i)*n+i] = t.At(n, i)
	}
	for set := 1; set < 1<<n; set++ {
		for last := range n {
			b := best[set*n+last]
			if b >= Far {
				continue
			}
			for next := range n {
				if set>>next&1 == 1 {
					continue
				}
				to := (set|1<<next)*n + next
				if d := b + t.At(last, next); d < best[to] {
					best[to], from[to] = d, int8(last)
				}
			}
		}
	}
	all, last, least := 1<<n-1, -1, int64(Far)
	for i := range n {
		if d := best[all*n+i] + t.At(i, n+1); d < least {
			last, least = i, d
		}
	}
	if last < 0 {
		return nil
	}
	order := make([]int, n)
	for set, k := all, n-1; k >= 0; k-- {
		order[k] = last
		set, last = set&^(1<<last), int(from[set*n+last])
	}
	return order
}
