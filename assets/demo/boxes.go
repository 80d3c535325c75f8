package demo

// Box is one kind of box that the demo shop packs in. Lengths are mm, inner
// and outer as length, width, height; weights g; cost pence.
type Box struct {
	Code      string
	Name      string
	Inner     [3]int64
	Outer     [3]int64
	Tare      int64
	MaxWeight int64 // gross
	Cost      int64
	Stock     int64
}

// Boxes is the range of the demo shop, smallest first. It is made up from what
// packaging sellers usually offer: single wall board of 3 mm up to BOX-5,
// double wall of 7 mm above, padded mailers, a tube for long things.
func Boxes() []Box {
	return []Box{
		{"MAIL-S", "Padded mailer, small", [3]int64{210, 140, 25}, [3]int64{235, 165, 28}, 14, 1000, 11, 4000},
		{"MAIL-L", "Padded mailer, large", [3]int64{330, 225, 40}, [3]int64{360, 255, 44}, 32, 3000, 19, 4000},
		{"FLAT", "Large letter box", [3]int64{340, 240, 20}, [3]int64{346, 246, 24}, 75, 2000, 24, 3000},
		{"BOX-1", "Carton 150 x 110 x 80", [3]int64{150, 110, 80}, [3]int64{156, 116, 90}, 55, 3000, 22, 3000},
		{"BOX-2", "Carton 220 x 160 x 110", [3]int64{220, 160, 110}, [3]int64{226, 166, 120}, 105, 6000, 31, 4000},
		{"BOX-3", "Carton 305 x 225 x 150", [3]int64{305, 225, 150}, [3]int64{311, 231, 160}, 190, 10000, 46, 4000},
		{"BOX-4", "Carton 380 x 280 x 200", [3]int64{380, 280, 200}, [3]int64{386, 286, 210}, 300, 15000, 68, 4000},
		{"BOX-5", "Carton 450 x 350 x 250", [3]int64{450, 350, 250}, [3]int64{456, 356, 260}, 440, 20000, 95, 4000},
		{"BOX-6", "Carton 450 x 350 x 350, double wall", [3]int64{450, 350, 350}, [3]int64{464, 364, 378}, 780, 25000, 148, 4000},
		{"BOX-7", "Carton 600 x 400 x 400, double wall", [3]int64{600, 400, 400}, [3]int64{614, 414, 428}, 1150, 30000, 215, 4000},
		{"BOX-8", "Carton 760 x 560 x 460, double wall", [3]int64{760, 560, 460}, [3]int64{774, 574, 488}, 1950, 30000, 380, 2000},
		{"TUBE", "Tube 760 x 90", [3]int64{760, 90, 90}, [3]int64{770, 98, 98}, 240, 5000, 92, 1000},
	}
}
