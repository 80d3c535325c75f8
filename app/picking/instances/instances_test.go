package instances

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const twoOrders = `NAME : twoOrders.txt
PICKER_CAPACITY : 4
NUM_AISLES : 2
NUM_CELLS : 10
DEPOT_AISLE : 1
DEPOT_LOCATION : top
DISTANCE_AISLE_TO_AISLE : 2.4
DISTANCE_CELL_TO_CELL : 1
DISTANCE_TOP_TO_CELL : 1
DISTANCE_BOTTOM_TO_CELL : 1.5
DISTANCE_TOP_OR_BOTTOM_TO_DEPOT : 0
ARTICLE_SECTION
NUM_ARTICLES : 2
ID 5 WEIGHT 1
ID 7 WEIGHT 1
SKU_SECTION
NUM_SKUS : 2
ID 7 AISLE 0 CELL 9 QUANTITY 1 LEFT_RIGHT_HAND_SIDE left
ID 5 AISLE 1 CELL 4 QUANTITY 1 LEFT_RIGHT_HAND_SIDE right
ORDER_SECTION
NUM_ORDERS : 2
NUM_ARTICLES_IN_ORDER : 2
ID 5 QUANTITY 2
ID 7 QUANTITY 1
NUM_ARTICLES_IN_ORDER : 1
ID 7 QUANTITY 1
EOF`

func TestFileIsRead(t *testing.T) {
	in, err := Parse("twoOrders.txt", strings.NewReader(twoOrders))
	if err != nil {
		t.Fatal(err)
	}
	if in.Aisles != 2 || in.Capacity != 4 || in.DepotAisle != 1 || !in.DepotBack || in.Pitch != 24 || in.Front != 15 {
		t.Errorf("warehouse is %+v", in)
	}
	if len(in.Orders) != 2 || in.Orders[0].Items() != 3 || in.Spots[in.Orders[1][0].Spot] != (Spot{0, 9}) {
		t.Errorf("orders are %v at %v", in.Orders, in.Spots)
	}
	if got := in.BlockLengths(); got[0] != 15+90+10 {
		t.Errorf("an aisle is %v long", got)
	}
	if block, at := in.Place(9); block != 0 || at != 15 {
		t.Errorf("cell 9 stands in block %d at %d, want it 1.5 behind the front", block, at)
	}
	in.Blocks = 2
	if got := in.BlockLengths(); got[0] != 15+40+10 || got[1] != 10+40+10 {
		t.Errorf("blocks are %v long", got)
	}
	if block, at := in.Place(4); block != 1 || at != 10 {
		t.Errorf("cell 4 stands in block %d at %d, want it just behind the middle", block, at)
	}
	if block, at := in.Place(5); block != 0 || at != 55 {
		t.Errorf("cell 5 stands in block %d at %d, want it just before the middle", block, at)
	}
}

func TestFileThatCannotBeIsRefused(t *testing.T) {
	for what, change := range map[string][2]string{
		"a cut file":             {"NUM_ARTICLES_IN_ORDER : 1\nID 7 QUANTITY 1\n", "NUM_ARTICLES_IN_ORDER : 1\n"},
		"an order too few":       {"NUM_ORDERS : 2", "NUM_ORDERS : 3"},
		"no number":              {"NUM_AISLES : 2", "NUM_AISLES : two"},
		"two decimals":           {"2.4", "2.45"},
		"a place outside":        {"AISLE 1 CELL 4", "AISLE 2 CELL 4"},
		"an article nowhere":     {"ID 5 QUANTITY 2", "ID 6 QUANTITY 2"},
		"a depot outside":        {"DEPOT_AISLE : 1", "DEPOT_AISLE : 2"},
		"a depot away":           {"TO_DEPOT : 0", "TO_DEPOT : 4"},
		"a line too many":        {"EOF", "ID 7 QUANTITY 1"},
		"a line too few between": {"ID 5 QUANTITY 2\n", ""},
	} {
		text := strings.Replace(twoOrders, change[0], change[1], 1)
		if text == twoOrders {
			t.Fatalf("%s: nothing changed", what)
		}
		if in, err := Parse("x.txt", strings.NewReader(text)); err == nil {
			t.Errorf("%s: read as %+v", what, in)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(twoOrders)
	f.Fuzz(func(t *testing.T, text string) {
		in, err := Parse("x.txt", strings.NewReader(text))
		if err != nil {
			return
		}
		for _, o := range in.Orders {
			for _, l := range o {
				if s := in.Spots[l.Spot]; s.Aisle >= in.Aisles || s.Cell >= in.Cells {
					t.Fatalf("article at %+v of %d aisles and %d cells", s, in.Aisles, in.Cells)
				}
			}
		}
	})
}

func TestSinglePickListsHaveTheirOptima(t *testing.T) {
	sum := map[int]int64{}
	for _, blocks := range []int{1, 2} {
		all, err := SPRP(blocks)
		if err != nil {
			t.Fatal(err)
		}
		if len(all) != 2400 {
			t.Fatalf("%d instances, want 2,400", len(all))
		}
		for _, in := range all {
			if !in.Proven || in.Best <= 0 || in.Blocks != blocks || len(in.Orders) != 1 {
				t.Fatalf("%s: best %d, proven %v, %d blocks, %d orders", in.Name, in.Best, in.Proven, in.Blocks, len(in.Orders))
			}
			sum[blocks] += in.Best
		}
	}
	if sum[2] >= sum[1] {
		t.Errorf("walks of two blocks are %d long and of one %d: the tables are mixed up", sum[2], sum[1])
	}
}

func TestSetsOfOrders(t *testing.T) {
	folder := os.Getenv(Folder)
	if folder == "" {
		t.Skip(Folder + " is unset")
	}
	for _, set := range []struct {
		name        string
		read        func(string) ([]Instance, error)
		all, proven int
	}{
		{"Bahceci-Oencan", BahceciOencan, 1350, 1350},
		{"Muter-Oencan", MuterOencan, 270, 234},
		{"Henn-Waescher", HennWaescher, 575, 545},
	} {
		all, err := set.read(folder)
		if err != nil {
			t.Errorf("%s: %v", set.name, err)
			continue
		}
		proven := 0
		for _, in := range all {
			if in.Proven {
				proven++
			}
		}
		if len(all) != set.all || proven != set.proven {
			t.Errorf("%s: %d instances, %d proven; want %d and %d", set.name, len(all), proven, set.all, set.proven)
		}
	}
}

func TestFolderReadsLikeAnArchive(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"b.txt", "a.txt", "notes.md"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(twoOrders), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	all, err := Read(folder)
	if err != nil || len(all) != 2 || all[0].Name != "a.txt" {
		t.Errorf("read %v, %v", all, err)
	}
	if _, err := Read(filepath.Join(folder, "none.tar.gz")); err == nil {
		t.Error("an archive that is not there was read")
	}
}
