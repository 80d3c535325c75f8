package floormap

import (
	"fmt"
	"math"
	"slices"

	"packbench/app"
	"packbench/app/desktop/page"
)

// shade is how a shelf is coloured: a step on a scale.
type shade struct {
	scale scale
	step  int // on heat and zones, from 0
	shut  bool
}

type scale int

// The scales of the map's colours.
const (
	plain scale = iota
	full
	low
	heat
	zone
)

// heatSteps is how many steps there are from a little to much, zoneSteps how many
// zones have a colour of their own.
const (
	heatSteps = 5
	zoneSteps = 8
)

// key is a line of the legend.
type key struct {
	shade shade
	text  string
}

// figures are what is counted on each shelf of the plan, -1 where there is none.
func (m *shelfMap) figures(of func(app.MapPlace) int64) []int64 {
	out := make([]int64, len(m.Plan.Shapes))
	for i, s := range m.Plan.Shapes {
		if s.Kind != app.ShapeShelf || len(s.Places) == 0 {
			out[i] = -1
			continue
		}
		for _, id := range s.Places {
			out[i] += of(m.places[id])
		}
	}
	return out
}

// Shades colours the shapes of the plan for the view, and says what the colours mean.
func (m *shelfMap) Shades() ([]shade, []key) {
	var shades []shade
	var legend []key
	switch m.View {
	case viewPicks:
		shades, legend = hot(m.figures(func(p app.MapPlace) int64 { return p.PickedLines }), "no pick", "pick")
	case viewOpen:
		shades, legend = hot(m.figures(func(p app.MapPlace) int64 { return p.OpenPicks }), "nobody comes", "line")
	case viewZones:
		shades, legend = byZone(m.Plan)
	default:
		shades, legend = stocked(m.figures(func(p app.MapPlace) int64 { return p.UnitCount }))
	}
	shut := false
	for i, s := range m.Plan.Shapes {
		if slices.ContainsFunc(s.Places, func(id int64) bool { return m.places[id].ShutAt.Set() }) {
			shades[i].shut, shut = true, true
		}
	}
	if shut {
		legend = append(legend, key{shade{shut: true}, "a place is shut"})
	}
	return shades, legend
}

// stocked tells empty, low and full shelves apart: low is a quarter of what lies on
// the usual shelf, or less.
func stocked(units []int64) ([]shade, []key) {
	var some []int64
	for _, n := range units {
		if n > 0 {
			some = append(some, n)
		}
	}
	slices.Sort(some)
	most := int64(0)
	if len(some) > 0 {
		most = max(some[len(some)/2]/4, 1)
	}
	shades := make([]shade, len(units))
	for i, n := range units {
		switch {
		case n <= 0:
		case n <= most:
			shades[i].scale = low
		default:
			shades[i].scale = full
		}
	}
	if most == 0 {
		return shades, []key{{shade{}, "empty"}}
	}
	return shades, []key{{shade{}, "empty"}, {shade{scale: low}, fmt.Sprintf("low: up to %s", page.Counted(most, "unit"))}, {shade{scale: full}, "more"}}
}

// hot colours by how many there are. Steps grow as squares do: most shelves have
// few, a few have many.
func hot(counts []int64, none, what string) ([]shade, []key) {
	most := slices.Max(append([]int64{0}, counts...))
	shades := make([]shade, len(counts))
	legend := []key{{shade{}, none}}
	if most <= 0 {
		return shades, legend
	}
	upTo := func(step int) int64 {
		part := float64(step+1) / heatSteps
		return int64(math.Ceil(float64(most) * part * part))
	}
	for i, n := range counts {
		if n <= 0 {
			continue
		}
		step := 0
		for upTo(step) < n {
			step++
		}
		shades[i] = shade{scale: heat, step: step}
	}
	from := int64(1)
	for step := range heatSteps {
		to := upTo(step)
		if to < from {
			continue
		}
		text := page.FormatCount(from)
		if to > from {
			text += " to " + page.FormatCount(to)
		}
		if step == heatSteps-1 {
			text += " " + what + "s"
		}
		legend = append(legend, key{shade{scale: heat, step: step}, text})
		from = to + 1
	}
	return shades, legend
}

func byZone(p app.FloorPlan) ([]shade, []key) {
	names := zoneNames(p)
	shades := make([]shade, len(p.Shapes))
	bare := false
	for i, s := range p.Shapes {
		if s.Kind != app.ShapeShelf {
			continue
		}
		if at := slices.Index(names, s.Zone); at >= 0 {
			shades[i] = shade{scale: zone, step: at % zoneSteps}
		} else {
			bare = true
		}
	}
	var legend []key
	for i, n := range names {
		legend = append(legend, key{shade{scale: zone, step: i % zoneSteps}, n})
	}
	if bare {
		legend = append(legend, key{shade{}, "no zone"})
	}
	return shades, legend
}
