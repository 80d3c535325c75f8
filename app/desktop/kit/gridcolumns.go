package kit

import (
	"encoding/json"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"packbench/app/desktop/page"
)

// narrowest is the least width of a column, and gutter the space at both sides
// of its text.
const (
	narrowest = 36
	gutter    = 8
	edge      = 4 // more space at the left and right end of a row
)

// usual is the width of a column that declares none.
func usual(k page.Kind) float32 {
	switch k {
	case page.Number:
		return 72
	case page.Money:
		return 96
	case page.Date:
		return 104
	case page.StateWord:
		return 120
	}
	return 160
}

// shown is the visible columns by their index.
func (g *Grid) shown() []int {
	var cols []int
	for i, c := range g.columns {
		if !g.hidden[c.ID] {
			cols = append(cols, i)
		}
	}
	return cols
}

// textScale is how much larger the text is than at 13.
func textScale() float32 { return theme.TextSize() / TextSizes[0] }

// arrange gives every visible column its place. Columns that grow share what is
// left over; when there is too little room all give way in proportion, so that
// a table never scrolls sideways.
func (g *Grid) arrange() {
	width := g.Size().Width
	g.laidFor = width
	cols := g.shown()
	g.place = g.place[:0]
	if len(cols) == 0 || width <= 0 {
		return
	}
	room := width - 2*edge
	sum, grow := float32(0), float32(0)
	for _, i := range cols {
		c := g.columns[i]
		w, own := g.widths[c.ID]
		if !own {
			w = c.Width
			if w == 0 {
				w = usual(c.Kind)
			}
			w *= textScale()
		}
		g.place = append(g.place, placed{column: i, w: w})
		sum += w
		grow += c.Grow
	}
	spare := room - sum
	if spare > 0 && grow > 0 {
		for n := range g.place {
			g.place[n].w += spare * g.columns[g.place[n].column].Grow / grow
		}
	}
	if spare < 0 {
		g.shrink(-spare)
	}
	x := float32(edge)
	for n := range g.place {
		p := &g.place[n]
		p.w = float32(int(p.w))
		p.x = x
		x += p.w
	}
	g.header.Refresh()
	g.list.Refresh()
}

// shrink takes width away: first from the columns that grow, then from all.
func (g *Grid) shrink(over float32) {
	for _, onlyGrow := range []bool{true, false} {
		give := float32(0)
		for _, p := range g.place {
			if !onlyGrow || g.columns[p.column].Grow > 0 {
				floor := float32(narrowest)
				if onlyGrow {
					floor = 96
				}
				give += max(0, p.w-floor)
			}
		}
		if give <= 0 {
			continue
		}
		share := min(1, over/give)
		for n := range g.place {
			p := &g.place[n]
			if !onlyGrow || g.columns[p.column].Grow > 0 {
				floor := float32(narrowest)
				if onlyGrow {
					floor = 96
				}
				p.w -= max(0, p.w-floor) * share
			}
		}
		over -= give * share
		if over <= 0.5 {
			return
		}
	}
}

// SetWidth sets the width of a column, as dragging its edge does.
func (g *Grid) SetWidth(id string, w float32) {
	g.widths[id] = max(narrowest, w)
	g.arrange()
}

// Width is how wide a column is drawn, 0 when it is hidden.
func (g *Grid) Width(id string) float32 {
	for _, p := range g.place {
		if g.columns[p.column].ID == id {
			return p.w
		}
	}
	return 0
}

// SetHidden hides or shows a column. The last visible one stays.
func (g *Grid) SetHidden(id string, hide bool) {
	if hide && len(g.shown()) == 1 {
		return
	}
	g.hidden[id] = hide
	g.arrange()
	if g.OnLayout != nil {
		g.OnLayout()
	}
}

// Hidden reports whether a column is hidden.
func (g *Grid) Hidden(id string) bool { return g.hidden[id] }

type gridLayout struct {
	Widths map[string]float32 `json:"widths,omitempty"`
	Hidden map[string]bool    `json:"hidden,omitempty"`
}

// Layout is widths and hidden columns as a text to keep.
func (g *Grid) Layout() string {
	b, err := json.Marshal(gridLayout{Widths: g.widths, Hidden: g.hidden})
	if err != nil {
		return "" // maps of numbers and truths always marshal
	}
	return string(b)
}

// SetLayout takes back what Layout gave. Columns it does not know keep their
// own settings.
func (g *Grid) SetLayout(kept string) error {
	if kept == "" {
		return nil
	}
	var l gridLayout
	if err := json.Unmarshal([]byte(kept), &l); err != nil {
		return fmt.Errorf("read kept table columns: %w", err)
	}
	for id, w := range l.Widths {
		if w >= narrowest && w < 4000 {
			g.widths[id] = w
		}
	}
	for id, h := range l.Hidden {
		g.hidden[id] = h
	}
	if len(g.shown()) == 0 {
		g.hidden = map[string]bool{}
	}
	g.arrange()
	return nil
}

// KeepLayout keeps widths and hidden columns under a name of the window's
// settings, and restores them now.
func (g *Grid) KeepLayout(p page.Prefs, name string) {
	if err := g.SetLayout(p.Get("grid." + name)); err != nil {
		fyne.LogError("columns of "+name, err)
	}
	g.OnLayout = func() { p.Set("grid."+name, g.Layout()) }
}

// ResetLayout goes back to the declared columns.
func (g *Grid) ResetLayout() {
	g.widths, g.hidden = map[string]float32{}, map[string]bool{}
	for _, c := range g.columns {
		if c.Hidden {
			g.hidden[c.ID] = true
		}
	}
	g.arrange()
	if g.OnLayout != nil {
		g.OnLayout()
	}
}
