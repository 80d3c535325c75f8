package kit

import "packbench/app/desktop/page"

// ShowAgain shows a list that was read again. keys names each row: the cursor
// and the selected rows stay with what they stood on, wherever it stands now,
// and the table stays where it is scrolled to. A cursor whose row has gone
// stays in its place.
func (g *Grid) ShowAgain(rows page.Rows, keys []string) {
	where := make(map[string]int, len(keys))
	for i, k := range keys {
		where[k] = i
	}
	now := func(row int) int {
		if row < 0 || row >= len(g.keys) {
			return -1
		}
		if to, ok := where[g.keys[row]]; ok {
			return to
		}
		return -1
	}
	cursor := now(g.cursor)
	if cursor < 0 {
		cursor = min(g.cursor, rows.Len()-1)
	}
	anchor := now(g.anchor)
	selected := make(map[int]bool, len(g.selected))
	for row := range g.selected {
		if to := now(row); to >= 0 {
			selected[to] = true
		}
	}
	changed := len(selected) != len(g.selected)
	for row := range selected {
		changed = changed || !g.selected[row]
	}
	g.rows, g.keys, g.selected, g.anchor = rows, keys, selected, anchor
	g.setCursor(cursor, false)
	g.Refresh()
	if changed && g.OnSelect != nil {
		g.OnSelect()
	}
}
