// Package graph walks any floor: rooms, one-way aisles, stairs. A floor is nodes
// and arcs with lengths; shortest ways between the stops of a walk are found by
// Dijkstra's method, and their order by trying all that matter where the stops are
// few (held.go) and by a search that is stopped in time where they are many
// (search.go). What no walk can be shorter than is told with each (bound.go).
package graph

import "math"

// Far is longer than any way: there is none.
const Far = math.MaxInt64 / 8

// Graph is nodes, numbered from 0, and arcs between them, each of a length.
type Graph struct {
	head []int32 // by node: its first arc, -1 for none
	next []int32
	to   []int32
	len  []int64
}

// New is a graph of so many nodes without arcs.
func New(nodes int) *Graph {
	g := &Graph{head: make([]int32, nodes)}
	for i := range g.head {
		g.head[i] = -1
	}
	return g
}

// Nodes is how many nodes there are.
func (g *Graph) Nodes() int { return len(g.head) }

// Node adds a node and gives its number.
func (g *Graph) Node() int {
	g.head = append(g.head, -1)
	return len(g.head) - 1
}

// Arc adds a way from a to b.
func (g *Graph) Arc(a, b int, length int64) {
	g.to, g.len, g.next = append(g.to, int32(b)), append(g.len, length), append(g.next, g.head[a])
	g.head[a] = int32(len(g.to) - 1)
}

// Edge adds a way that can be walked both ways.
func (g *Graph) Edge(a, b int, length int64) {
	g.Arc(a, b, length)
	g.Arc(b, a, length)
}

// Finder finds shortest ways in a graph. It keeps its tables; one goroutine uses
// it at a time.
type Finder struct {
	g    *Graph
	dist []int64
	from []int32
	heap []item
}

type item struct {
	dist int64
	node int32
}

// NewFinder makes a finder for a graph that is not changed any more.
func NewFinder(g *Graph) *Finder {
	return &Finder{g: g, dist: make([]int64, g.Nodes()), from: make([]int32, g.Nodes())}
}

// From finds the shortest ways from a node to all others (Dijkstra 1959). The
// distances are good until the next call; Far where there is no way.
func (f *Finder) From(node int) []int64 { return f.until(node, -1) }

// Between is the nodes of a shortest way and its length; Far where there is none.
func (f *Finder) Between(from, to int) (way []int, length int64) {
	length = f.until(from, int32(to))[to]
	return f.way(to), length
}

// until stops where the shortest way to a node is known.
func (f *Finder) until(node int, goal int32) []int64 {
	for i := range f.dist {
		f.dist[i], f.from[i] = Far, -1
	}
	f.dist[node] = 0
	f.heap = append(f.heap[:0], item{0, int32(node)})
	for len(f.heap) > 0 {
		at := f.pop()
		if at.node == goal {
			break
		}
		if at.dist > f.dist[at.node] {
			continue
		}
		for a := f.g.head[at.node]; a >= 0; a = f.g.next[a] {
			if d := at.dist + f.g.len[a]; d < f.dist[f.g.to[a]] {
				f.dist[f.g.to[a]], f.from[f.g.to[a]] = d, at.node
				f.push(item{d, f.g.to[a]})
			}
		}
	}
	return f.dist
}

func (f *Finder) way(to int) []int {
	if f.dist[to] >= Far {
		return nil
	}
	var way []int
	for n := int32(to); n >= 0; n = f.from[n] {
		way = append(way, int(n))
	}
	for i, j := 0, len(way)-1; i < j; i, j = i+1, j-1 {
		way[i], way[j] = way[j], way[i]
	}
	return way
}

func (f *Finder) push(it item) {
	f.heap = append(f.heap, it)
	i := len(f.heap) - 1
	for i > 0 {
		up := (i - 1) / 2
		if f.heap[up].dist <= it.dist {
			break
		}
		f.heap[i] = f.heap[up]
		i = up
	}
	f.heap[i] = it
}

func (f *Finder) pop() item {
	top, last := f.heap[0], f.heap[len(f.heap)-1]
	f.heap = f.heap[:len(f.heap)-1]
	n := len(f.heap)
	for i := 0; n > 0; {
		k := 2*i + 1
		if k+1 < n && f.heap[k+1].dist < f.heap[k].dist {
			k++
		}
		if k >= n || f.heap[k].dist >= last.dist {
			f.heap[i] = last
			break
		}
		f.heap[i] = f.heap[k]
		i = k
	}
	return top
}

// Table is the distances between the start, the stops and the end of a walk, of
// size (N+2) x (N+2): the stops are 0 to N-1, the start is N, the end N+1.
type Table struct {
	N int
	D []int64
	// Symmetric: every way is as long as the way back.
	Symmetric bool
}

// At is the length of the shortest way from i to j.
func (t *Table) At(i, j int) int64 { return t.D[i*(t.N+2)+j] }

// NewTable makes the table of n stops; from gives the distances from one of them,
// from the start (n) or the end (n+1) to all others, good until it is asked again.
func NewTable(n int, from func(i int) func(j int) int64) *Table {
	t := &Table{N: n, D: make([]int64, (n+2)*(n+2)), Symmetric: true}
	for i := range n + 2 {
		to := from(i)
		for j := range n + 2 {
			t.D[i*(n+2)+j] = to(j)
		}
	}
	for i := range n + 2 {
		for j := range i {
			t.Symmetric = t.Symmetric && t.At(i, j) == t.At(j, i)
		}
	}
	return t
}

// Measure makes the table of a walk from a node past others to a node.
func (f *Finder) Measure(start int, stops []int, end int) *Table {
	nodes := append(append(make([]int, 0, len(stops)+2), stops...), start, end)
	return NewTable(len(stops), func(i int) func(j int) int64 {
		d := f.From(nodes[i])
		return func(j int) int64 { return d[nodes[j]] }
	})
}

// Length is how far the stops are walked in that order.
func (t *Table) Length(order []int) int64 {
	sum, at := int64(0), t.N
	for _, i := range order {
		sum += t.At(at, i)
		at = i
	}
	return sum + t.At(at, t.N+1)
}

// Arcs calls fn for every way.
func (g *Graph) Arcs(fn func(a, b int, length int64)) {
	for a := range g.head {
		for k := g.head[a]; k >= 0; k = g.next[k] {
			fn(a, int(g.to[k]), g.len[k])
		}
	}
}

// Reversed is the graph with every way turned round.
func (g *Graph) Reversed() *Graph {
	r := New(g.Nodes())
	g.Arcs(func(a, b int, length int64) { r.Arc(b, a, length) })
	return r
}
