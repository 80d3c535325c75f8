package packing

// The filling rule: up to a quarter of the room empty is steadied by the goods
// themselves and the flaps; up to six tenths takes crumpled paper, which holds
// weight; more takes air cushions, which are light. Densities are typical of
// kraft paper and of 20 µm film cushions and are rounded up, so that the
// expected weight errs by grams only.
const (
	emptyNothing = 0.25
	emptyPaper   = 0.60

	paperPerLitre   = 15 // g
	cushionPerLitre = 3  // g
)

// Names of the filling materials.
const (
	Paper    = "paper"
	Cushions = "air cushions"
)

// Filling says what fills a box whose items take volume mm³ of its inner room.
func Filling(box Box, volume int64) Material {
	room := volumeOf(box.Inner)
	empty := room - volume
	if room <= 0 || empty <= 0 {
		return Material{}
	}
	switch share := float64(empty) / float64(room); {
	case share <= emptyNothing:
		return Material{}
	case share <= emptyPaper:
		return Material{Name: Paper, Volume: empty, Weight: fillWeight(empty, paperPerLitre)}
	default:
		return Material{Name: Cushions, Volume: empty, Weight: fillWeight(empty, cushionPerLitre)}
	}
}

// fillWeight is the weight of a filling, rounded up to the gram.
func fillWeight(volume, perLitre int64) int64 {
	const litre = 1_000_000 // mm³
	whole, part := volume/litre, volume%litre
	return whole*perLitre + (part*perLitre+litre-1)/litre
}

// mostFilling is at least the weight of any filling of the box.
func mostFilling(box Box) int64 {
	room := volumeOf(box.Inner)
	return max(fillWeight(int64(float64(room)*emptyPaper)+1, paperPerLitre), fillWeight(room, cushionPerLitre))
}
