package main

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// thing is what a word in a name makes a product: sides in mm and weight in g
// of one, as packed for sending.
type thing struct {
	words string // any of them, as whole words
	size  [3]int64
	g     int64
}

// phrases are looked for first, anywhere in the name.
var phrases = []thing{
	{"EGG CUP", [3]int64{75, 60, 60}, 80},
	{"PIN CUSHION", [3]int64{95, 90, 70}, 70},
	{"KNEELING PAD", [3]int64{400, 270, 30}, 260},
	{"POPCORN HOLDER", [3]int64{210, 130, 20}, 45},
	{"COCKTAIL PARASOLS", [3]int64{110, 60, 35}, 60},
	{"PAPER LANTERN", [3]int64{260, 260, 15}, 90},
	{"TABLE LANTERN", [3]int64{200, 150, 12}, 60},
	{"PAPER CHAIN", [3]int64{210, 150, 30}, 120},
	{"PAPER CUPS", [3]int64{240, 90, 90}, 90},
	{"PAPER PLATES", [3]int64{235, 235, 30}, 140},
	{"CAKE CASES", [3]int64{75, 75, 60}, 60},
	{"BAKING CASES", [3]int64{75, 75, 60}, 60},
	{"BOX MATCHES", [3]int64{115, 65, 25}, 50},
	{"T-LIGHT HOLDER", [3]int64{95, 90, 80}, 190},
	{"CANDLE HOLDER", [3]int64{120, 95, 95}, 300},
	{"CARD HOLDER", [3]int64{110, 80, 15}, 60},
	{"KEY RING", [3]int64{80, 50, 15}, 30},
	{"HOT WATER BOTTLE", [3]int64{330, 200, 40}, 430},
	{"CHOCOLATE HOT WATER", [3]int64{330, 200, 40}, 430},
	{"NIGHT LIGHT", [3]int64{120, 90, 85}, 160},
	{"TABLE CLOCK", [3]int64{130, 110, 60}, 350},
	{"ALARM CLOCK", [3]int64{130, 95, 60}, 320},
	{"MODELLING CLAY", [3]int64{120, 80, 20}, 150},
	{"TREASURE CHEST", [3]int64{170, 120, 110}, 650},
	{"RECIPE BOX", [3]int64{190, 140, 110}, 800},
}

// things are looked for by whole words, the last word of the name first, since
// that mostly says what a thing is; what comes after "with", "for" or "in" is
// left out. All of it is made up from what such things usually measure.
var things = []thing{
	{"PARASOL", [3]int64{750, 70, 70}, 700},
	{"UMBRELLA", [3]int64{640, 55, 55}, 420},
	{"DOORMAT", [3]int64{700, 400, 20}, 1700},
	{"RUG", [3]int64{600, 120, 120}, 1200},
	{"CABINET CHEST", [3]int64{320, 240, 180}, 2400},
	{"STOOL CHAIR DECKCHAIR", [3]int64{450, 350, 120}, 2600},
	{"BENCH", [3]int64{520, 400, 110}, 3200},
	{"CAKESTAND", [3]int64{300, 290, 90}, 1400},
	{"JIGSAW PUZZLE", [3]int64{220, 160, 45}, 350},
	{"PENCILS PENCIL CRAYONS", [3]int64{185, 50, 12}, 60},
	{"PENS PEN BIRO", [3]int64{150, 20, 15}, 20},
	{"RUBBER ERASER SHARPENER", [3]int64{50, 40, 15}, 20},
	{"EARRINGS EARRING", [3]int64{60, 45, 15}, 12},
	{"NECKLACE PENDANT", [3]int64{95, 70, 20}, 40},
	{"BRACELET BANGLE", [3]int64{85, 80, 25}, 35},
	{"BROOCH RING CHARM CHARMS HAIRCLIP HAIR GRIP GRIPS", [3]int64{60, 50, 18}, 15},
	{"STICKERS STICKER TATTOOS TRANSFER", [3]int64{200, 120, 3}, 25},
	{"POSTCARD CARD CARDS", [3]int64{180, 130, 6}, 30},
	{"WRAP", [3]int64{700, 35, 35}, 70},
	{"RIBBONS RIBBON TAPE", [3]int64{90, 90, 25}, 55},
	{"NAPKINS NAPKIN SERVIETTES", [3]int64{165, 165, 25}, 110},
	{"TISSUES TISSUE", [3]int64{75, 55, 25}, 25},
	{"DOILIES DOILY", [3]int64{200, 200, 6}, 40},
	{"PLATES", [3]int64{235, 235, 30}, 140},
	{"CUPS", [3]int64{240, 90, 90}, 90},
	{"BUNTING GARLAND", [3]int64{210, 160, 35}, 150},
	{"NOTEBOOK SKETCHBOOK JOURNAL DIARY BOOK ALBUM", [3]int64{210, 150, 18}, 260},
	{"CALENDAR", [3]int64{300, 300, 10}, 280},
	{"TEAPOT", [3]int64{240, 170, 160}, 900},
	{"MUG MUGS", [3]int64{125, 100, 105}, 370},
	{"TEACUP CUP", [3]int64{155, 150, 85}, 330},
	{"SAUCER", [3]int64{155, 155, 25}, 200},
	{"JUG PITCHER", [3]int64{180, 150, 190}, 750},
	{"BOWL DISH", [3]int64{170, 170, 75}, 420},
	{"PLATE", [3]int64{230, 230, 30}, 480},
	{"TRAY", [3]int64{380, 280, 40}, 800},
	{"BOTTLE", [3]int64{260, 95, 95}, 480},
	{"VASE", [3]int64{230, 120, 120}, 700},
	{"JARS JAR", [3]int64{150, 105, 105}, 430},
	{"GLASS GLASSES TUMBLER GOBLET", [3]int64{150, 90, 90}, 300},
	{"DECANTER", [3]int64{270, 130, 130}, 1000},
	{"CUTLERY", [3]int64{250, 170, 45}, 550},
	{"APRON OVEN GLOVE TOWEL TOWELS", [3]int64{260, 200, 25}, 190},
	{"SIGN PLAQUE", [3]int64{300, 150, 12}, 330},
	{"TILE", [3]int64{110, 110, 12}, 190},
	{"CLOCK", [3]int64{280, 280, 60}, 800},
	{"MIRROR", [3]int64{300, 230, 30}, 850},
	{"FRAME FRAMES", [3]int64{230, 180, 25}, 420},
	{"LANTERN", [3]int64{170, 140, 210}, 650},
	{"LAMP LAMPSHADE CHANDELIER", [3]int64{270, 270, 200}, 900},
	{"T-LIGHTS T-LIGHT TLIGHT", [3]int64{95, 90, 80}, 190},
	{"CANDLES CANDLE CANDLEHOLDER", [3]int64{110, 85, 85}, 260},
	{"INCENSE SCENT SCENTED SOAP BALM", [3]int64{230, 60, 25}, 80},
	{"LIGHTS LIGHT", [3]int64{200, 120, 80}, 380},
	{"CUSHION PILLOW PAD", [3]int64{400, 400, 110}, 480},
	{"BLANKET THROW QUILT", [3]int64{350, 280, 110}, 900},
	{"DOORSTOP", [3]int64{170, 130, 110}, 1100},
	{"WARMER", [3]int64{190, 120, 35}, 300},
	{"TOTE SHOPPER BAG BAGS", [3]int64{330, 250, 14}, 130},
	{"HANDBAG CASE SATCHEL RUCKSACK", [3]int64{280, 210, 90}, 420},
	{"PURSE WALLET", [3]int64{145, 105, 25}, 90},
	{"TINS TIN", [3]int64{130, 110, 90}, 210},
	{"BASKET", [3]int64{320, 240, 150}, 650},
	{"BUCKET", [3]int64{160, 150, 130}, 240},
	{"BIN CAN", [3]int64{240, 230, 230}, 800},
	{"BOXES BOX", [3]int64{190, 140, 80}, 270},
	{"DRAWER DRAWERS", [3]int64{280, 180, 150}, 1500},
	{"SHELF RACK STAND", [3]int64{320, 150, 90}, 700},
	{"HOOK HOOKS KNOB HANGER KEY", [3]int64{110, 70, 45}, 110},
	{"BIRD BIRDCAGE CAGE HOUSE", [3]int64{180, 130, 160}, 520},
	{"WREATH", [3]int64{330, 330, 80}, 450},
	{"DOLL TOY GAME KIT SKIPPING SKITTLES DOMINOES", [3]int64{220, 160, 50}, 280},
	{"PLAYHOUSE TENT", [3]int64{600, 450, 60}, 2200},
	{"MOULD MOULDS CUTTERS CUTTER WHISK SPOON SPOONS ROLLING PAN BAKING", [3]int64{240, 150, 50}, 300},
	{"CAKE CASES", [3]int64{75, 75, 60}, 60},
	{"MAGNETS MAGNET", [3]int64{120, 90, 12}, 70},
	{"COASTER COASTERS MAT PLACEMAT", [3]int64{210, 110, 20}, 240},
}

// weak words count only when none of the things is named.
var weak = []thing{
	{"DECORATION DECORATIONS BAUBLE BAUBLES ORNAMENT", [3]int64{95, 80, 30}, 45},
	{"TABLE", [3]int64{520, 400, 110}, 3200},
	{"HOLDER ORGANISER", [3]int64{220, 130, 90}, 450},
	{"CERAMIC STONEWARE PORCELAIN", [3]int64{140, 120, 100}, 450},
	{"METAL ENAMEL ZINC IRON", [3]int64{180, 140, 90}, 480},
	{"WOODEN WOOD WICKER", [3]int64{200, 150, 70}, 420},
	{"FELT FABRIC KNITTED COTTON FLANNEL", [3]int64{180, 140, 40}, 110},
	{"PAPER", [3]int64{220, 160, 15}, 90},
}

var ordinary = thing{size: [3]int64{150, 110, 60}, g: 220}

var (
	wordOf    = regexp.MustCompile(`[A-Z0-9][A-Z0-9'-]*`)
	setOf     = regexp.MustCompile(`(?:SET|S|PACK|BOX|TUBE|PK)(?: OF |/| )([0-9]{1,3})\b|^([0-9]{1,2}) [A-Z]`)
	saysCM    = regexp.MustCompile(`\b([0-9]{1,3}) ?CM\b`)
	saysSheet = regexp.MustCompile(`\b([0-9]{2}) ?(?:CM)? ?X ?([0-9]{2}) ?CM`)
)

// The largest that the demo's boxes take, and the heaviest.
const (
	maxLongest, maxSecond, maxShortest = 740, 540, 440 // mm
	maxHeavy                           = 9000          // g
)

// measure makes up the packed size (mm, longest first) and weight (g) of a
// product from its name, then moves each by up to a tenth by its code, so that
// things of one kind differ as they do on a shelf.
func measure(sku, name string) ([3]int64, int64) {
	upper := strings.ToUpper(name)
	words := wordOf.FindAllString(upper, -1)
	t := recognise(upper, words)
	side, weight := 1.0, float64(t.g)
	for _, w := range words {
		switch w {
		case "MINI", "TINY", "POCKET":
			side *= 0.65
		case "SMALL", "CHILDS", "CHILDRENS", "KIDS":
			side *= 0.8
		case "LARGE", "BIG", "TALL":
			side *= 1.25
		case "JUMBO", "GIANT", "EXTRA":
			side *= 1.4
		}
	}
	size := [3]float64{float64(t.size[0]) * side, float64(t.size[1]) * side, float64(t.size[2]) * side}
	weight *= side * side
	if m := saysSheet.FindStringSubmatch(upper); m != nil {
		size[0], size[1] = centimetres(m[1]), centimetres(m[2])
	} else if m := saysCM.FindStringSubmatch(upper); m != nil {
		// The one measure that a name gives is its longest side.
		scale := centimetres(m[1]) / size[0]
		if scale > 0.3 && scale < 3 {
			for i := range size {
				size[i] *= scale
			}
			weight *= scale * scale
		}
	}
	// A set is packed nested: a third of the height and half of the weight for
	// each one more, up to twelve.
	if m := setOf.FindStringSubmatch(upper); m != nil {
		n, _ := strconv.ParseFloat(m[1]+m[2], 64)
		more := math.Max(0, math.Min(n, 12)-1)
		if t.g < 100 {
			more /= 3
		}
		size[2] *= 1 + more/3
		weight *= 1 + more/2
	}
	var out [3]int64
	for i := range size {
		out[i] = max(2, int64(size[i]*float64(90+pick(21, "side", sku, text(int64(i))))/100))
	}
	slices.SortFunc(out[:], func(a, b int64) int { return int(b - a) })
	out[0], out[1], out[2] = min(out[0], maxLongest), min(out[1], maxSecond), min(out[2], maxShortest)
	g := int64(weight * float64(90+pick(21, "weight", sku)) / 100)
	return out, min(max(g, 3), maxHeavy)
}

// recognise finds what a product is by its name.
func recognise(name string, words []string) thing {
	for _, p := range phrases {
		if strings.Contains(name, p.words) {
			return p
		}
	}
	head := words
	for i, w := range words {
		if i > 0 && (w == "WITH" || w == "FOR" || w == "IN") {
			head = words[:i]
			break
		}
	}
	for _, list := range [][]thing{things, weak} {
		for _, w := range slices.Backward(head) {
			for _, t := range list {
				if slices.Contains(strings.Fields(t.words), w) {
					return t
				}
			}
		}
	}
	return ordinary
}

func centimetres(s string) float64 {
	n, _ := strconv.ParseFloat(s, 64)
	return n * 10
}
