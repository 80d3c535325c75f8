package pick

import (
	"fmt"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Sum is what the plan comes to: "2.1 km · 54 min · 11 lists".
func (p *plan) Sum() string {
	t := p.P.Total
	if !p.Planned || t.Lists == 0 {
		return ""
	}
	parts := []string{}
	if t.Known {
		parts = append(parts, metres(t.Length))
	}
	return strings.Join(append(parts, minutes(t.Seconds), page.Counted(t.Lists, "list")), "  ·  ")
}

// Than compares the plan with the carts filled as orders come, and with a walk for
// each, and says what is proved of it.
func (p *plan) Than() string {
	t := p.P.Total
	switch {
	case !p.Planned || t.Lists == 0:
		return ""
	case !t.Known:
		return "Without a map nobody knows how far it is: describe your shelves on the Map page"
	}
	var parts []string
	if come := p.P.FirstCome; come.Known && metres(come.Length) != metres(t.Length) {
		parts = append(parts, "instead of "+metres(come.Length)+" as they come")
	}
	if one := p.P.OneByOne; one.Known && one.Length > t.Length {
		parts = append(parts, metres(one.Length)+" one by one")
	}
	switch b := t.Bound; {
	case b > 0 && t.Length <= b:
		parts = append(parts, "proved: nothing is shorter")
	case b > 0 && t.Length-b <= b/2: // a bound that is further off tells nobody anything
		parts = append(parts, fmt.Sprintf("at most %d %% from ideal", int64(t.Length-b)*100/int64(b)+1))
	}
	return strings.Join(parts, ", ")
}

// Why says why it is planned so, and what stands in its way.
func (p *plan) Why() string {
	if !p.Planned {
		return ""
	}
	why := p.P.Why
	if len(why) > 3 {
		why = append(why[:3:3], fmt.Sprintf("And %d more.", len(p.P.Why)-3))
	}
	words := strings.Join(why, " ")
	if off := p.P.OffMap; len(off) > 0 {
		words = strings.TrimSpace(fmt.Sprintf("%s not on the map, last in their walks: %s. %s", page.Counted(len(off), "place"), first(off, 3), words))
	}
	return words
}

// Walk says what is known of one list's walk.
func (p *plan) Walk(l app.ProposedList) string {
	parts := []string{page.Counted(len(l.Stops), "line")}
	if l.Cost.Known {
		parts = append(parts, metres(l.Cost.Length))
		switch {
		case l.Optimal:
			parts = append(parts, "no walk is shorter")
		case l.Shortest < l.Cost.Length:
			parts = append(parts, "the shortest is "+metres(l.Shortest))
		}
		if l.ByNumber > l.Cost.Length {
			parts = append(parts, metres(l.ByNumber)+" by shelf code")
		}
	}
	return strings.Join(parts, "  ·  ")
}

// Cells are the lists as a table shows them, with a name for each row.
func (p *plan) Cells() (page.Fixed, []string) {
	if !p.Planned {
		return page.Fixed{}, nil
	}
	now := p.f.now()
	cells, keys := make(page.Fixed, len(p.P.Lists)), make([]string, len(p.P.Lists))
	for i, l := range p.P.Lists {
		walk := ""
		if l.Cost.Known {
			walk = metres(l.Cost.Length)
		}
		zone := l.Zone
		if l.Chain > 0 {
			zone = fmt.Sprintf("%s, pass %d", l.Zone, l.Pass)
		}
		keys[i] = fmt.Sprint(i)
		cells[i] = []page.Cell{page.T(fmt.Sprint(i + 1)), page.T(kindOf(l.Method, l.Bulk)), page.T(page.FormatCount(int64(len(l.Slots)))), page.T(page.FormatCount(int64(len(l.Stops)))),
			page.T(page.FormatCount(int64(l.Units))), page.T(walk), page.T(minutes(l.Cost.Seconds)), timeLeft(l.CutOff, now), p.filled(l), page.T(zone), page.T(p.waveOf(l))}
	}
	return cells, keys
}

// filled is how full the cart is, by the limit that is nearest.
func (p *plan) filled(l app.ProposedList) page.Cell {
	if l.Method == app.PickSingle {
		return page.T("")
	}
	c := data.Cart{Slots: 8}
	for _, known := range p.Carts {
		if known.ID == l.Cart {
			c = known
		}
	}
	most := int64(0)
	part := func(have, of int64) {
		if of > 0 {
			most = max(most, 100*have/of)
		}
	}
	if !l.Bulk {
		part(int64(len(l.Slots)), c.Slots)
	}
	part(int64(len(l.Stops)), c.Lines)
	part(int64(l.Units), int64(c.Units))
	part(int64(l.Weight), int64(c.WeightG))
	part(l.Volume, c.VolumeMm3)
	if most == 0 {
		return page.T("")
	}
	return page.T(fmt.Sprintf("%d %%", most))
}

func (p *plan) waveOf(l app.ProposedList) string {
	if l.Wave < 1 || l.Wave > len(p.P.Waves) {
		return ""
	}
	w := p.P.Waves[l.Wave-1]
	if !w.CutOff.Set() {
		return "no cut-off"
	}
	return w.CutOff.Time().In(p.f.Zone).Format("15:04") + " " + w.Carrier
}

// Empty says what stands where there are no lists.
func (p *plan) Empty() (title, hint string) {
	switch {
	case !p.Planned || p.planning.Running():
		return "", ""
	case len(p.P.Left) > 0:
		return "Nothing can be picked now", "What waits, and what to do about it, stands below."
	case len(p.waits) > 0:
		return "Nothing waits outside of the waves", "What waits is in waves, Ctrl+4: release one and its lists are built."
	case !p.Request.Ready && len(p.f.Board.Ready) > 0:
		return "Nothing waits on the floor", fmt.Sprintf("%s ready to be released: R plans with them, Ctrl+2 releases them one by one.", page.Counted(len(p.f.Board.Ready), "shipment"))
	}
	return "Nothing waits to be picked", "The walks for the day's orders are planned here as they come in."
}

// kindWord is a way of picking without its sign.
func kindWord(method string) string {
	_, word, _ := strings.Cut(kindOf(method, false), " ")
	return word
}
