package floormap

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"packbench/app"
	"packbench/app/apptest"
)

func openOrder(t *testing.T, shop *apptest.Shop) (*walkOrder, *fakeDesk) {
	t.Helper()
	d := &fakeDesk{}
	m := newWalkOrder(shop, anna, d)
	m.Reload()
	if m.Notice.Shown() {
		t.Fatalf("%+v", m.Notice)
	}
	return m, d
}

// codes is the order as one reads it.
func (m *walkOrder) codes() string {
	var out []string
	for _, p := range m.order {
		out = append(out, p.Code)
	}
	return strings.Join(out, " ")
}

func TestPlacesAreMovedWithinTheirAisle(t *testing.T) {
	shop := apptest.New(t)
	m, d := openOrder(t, shop)
	if m.codes() != "A-01-1 A-02-1 A-10-1 B-02-1" || m.Aisle != "A" || m.Typed() {
		t.Fatalf("%s, aisle %s", m.codes(), m.Aisle)
	}
	m.Move([]int{0, 1}, 3)
	if m.codes() != "A-10-1 A-01-1 A-02-1 B-02-1" || !m.Typed() {
		t.Fatalf("moved: %s", m.codes())
	}
	m.MoveAisles([]int{1}, 0)
	if m.codes() != "B-02-1 A-10-1 A-01-1 A-02-1" {
		t.Fatalf("aisle moved: %s", m.codes())
	}
	m.retrace(-1)
	m.retrace(-1)
	if m.Typed() || m.retrace(-1) {
		t.Fatalf("all taken back: %s", m.codes())
	}
	m.retrace(1)
	m.Save()
	if m.Typed() || d.said() != "The walking order is saved: 4 places" {
		t.Fatalf("said %q, %+v", d.said(), m.Trouble)
	}
	if rows := m.PlaceRows(); rows[0][0].Text != "10" || rows[0][1].Text != "A-10-1" || rows[0][3].Text != "10" {
		t.Errorf("rows %+v", rows)
	}
	m.Forget()
	if m.own || m.codes() != "A-01-1 A-02-1 A-10-1 B-02-1" {
		t.Errorf("forgotten: %s", m.codes())
	}
	d.toasts[1].Undo()
	if m.codes() != "A-10-1 A-01-1 A-02-1 B-02-1" {
		t.Errorf("undone: %s", m.codes())
	}
}

// inAisles is an order of so many places in each aisle.
func inAisles(counts ...int) *walkOrder {
	m := &walkOrder{aisle: map[int64]string{}}
	m.OnChange = func() {}
	var all []app.FloorPlace
	for a, n := range counts {
		for i := range n {
			p := app.FloorPlace{ID: int64(len(all) + 1), Code: string(rune('A'+a)) + "-" + string(rune('1'+i))}
			m.aisle[p.ID] = p.Code[:1]
			all = append(all, p)
		}
	}
	m.past.begin(all)
	m.set(all)
	return m
}

func TestUpAndDown(t *testing.T) {
	m := inAisles(3, 2, 2)
	m.SortAll(true)
	if m.codes() != "A-1 A-2 A-3 B-2 B-1 C-1 C-2" {
		t.Errorf("up and down: %s", m.codes())
	}
	m.Look(2)
	m.Turn()
	if m.codes() != "A-1 A-2 A-3 B-2 B-1 C-2 C-1" {
		t.Errorf("C from its other end: %s", m.codes())
	}
	m.SortAisle()
	if m.codes() != "A-1 A-2 A-3 B-2 B-1 C-1 C-2" {
		t.Errorf("C by code: %s", m.codes())
	}
	m.SortAll(false)
	if m.codes() != "A-1 A-2 A-3 B-1 B-2 C-1 C-2" {
		t.Errorf("all by code: %s", m.codes())
	}
}

// Moving aisles takes all their places along and leaves the others as they stand.
func TestMovedAislesKeepTheirPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := inAisles(rapid.SliceOfN(rapid.IntRange(1, 4), 1, 6).Draw(t, "aisles")...)
		if rapid.Bool().Draw(t, "mixed") { // the places of aisles stand among each other
			mixed := rapid.Permutation(m.order).Draw(t, "order")
			m.set(mixed)
		}
		was := slices.Clone(m.order)
		var rows []int
		moving := map[string]bool{}
		for i, g := range m.groups {
			if rapid.Bool().Draw(t, "moved") {
				rows = append(rows, i)
				moving[g.name] = true
			}
		}
		m.MoveAisles(rows, rapid.IntRange(0, len(m.groups)).Draw(t, "before"))
		still := func(all []app.FloorPlace) (out []int64) {
			for _, p := range all {
				if !moving[m.aisle[p.ID]] {
					out = append(out, p.ID)
				}
			}
			return out
		}
		if len(m.order) != len(was) || !slices.Equal(still(m.order), still(was)) {
			t.Fatalf("%v moved: %s", rows, m.codes())
		}
	})
}
