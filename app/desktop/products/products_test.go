package products

import (
	"strings"
	"testing"

	"packbench/app/apptest"
	"packbench/app/desktop"
	"packbench/app/desktop/desktoptest"
	"packbench/app/desktop/kit/keyboard"
	"packbench/app/desktop/page"
	"packbench/app/desktop/paper"
	"packbench/data"
)

func anna() data.Actor { return apptest.Anna }

// window opens a page of the area in a test window.
func window(t *testing.T, shop *apptest.Shop, route page.Route) (*desktop.Shell, *keyboard.Keyboard) {
	t.Helper()
	return desktoptest.Window(t, route, Pages(shop.Shop, anna), paper.Pages(shop.Shop, anna))
}

func opened(t *testing.T, shop *apptest.Shop, sku string) *card {
	t.Helper()
	c := newCard(shop, anna, page.Inline(), sku)
	c.Reload()
	if c.Notice.Shown() {
		t.Fatalf("open %s: %s", sku, c.Notice.Title)
	}
	return c
}

func TestTheListSortsFindsAndShowsWhatRunsLow(t *testing.T) {
	shop := apptest.New(t)
	l := newList(shop, page.Inline(), "products")
	first := func() string {
		r, ok := l.Rows.Get(0)
		if !ok {
			return ""
		}
		return string(r.SKU)
	}
	l.Reload()
	for _, tc := range []struct {
		name string
		do   func()
		want string
		rows int
	}{
		{"by name", func() {}, "BOWL", 5},
		{"by price, dearest first", func() { l.SortBy(page.Sort{Column: "price", Down: true}) }, "SET", 5},
		{"by price, cheapest first", func() { l.SortBy(page.Sort{Column: "price"}) }, "CARD", 5},
		{"what runs low", func() { l.Choose("low") }, "LAMP", 1},
		{"found by barcode", func() { l.Search(apptest.MugCode) }, "MUG", 1},
		{"found by a part of its name", func() { l.Search("evening") }, "SET", 1},
		{"not found", func() { l.Search("zzz") }, "", 0},
	} {
		tc.do()
		if got := first(); got != tc.want || l.Rows.Len() != tc.rows {
			t.Errorf("%s: %d rows, first %q; want %d, %q", tc.name, l.Rows.Len(), got, tc.rows, tc.want)
		}
	}
}

func TestWhatIsWrongIsSaidAtItsField(t *testing.T) {
	for _, tc := range []struct{ field, text string }{
		{"sku", ""}, {"sku", "LAMP"}, {"sku", "ümlaut"}, {"name", "  "}, {"price", "12.3456"}, {"price", "-1"}, {"cost", "dear"},
		{"tax", "120"}, {"weight", "heavy"}, {"length", "12 miles"}, {"reorder", "-2"}, {"codes", "5012345678901"}, {"codes", "5012345678900 ×0"},
	} {
		t.Run(tc.field+" "+tc.text, func(t *testing.T) {
			shop := apptest.New(t)
			c := opened(t, shop, "MUG")
			c.Set(tc.field, tc.text)
			c.Save()
			if c.Bad(tc.field) == "" {
				t.Errorf("%q was taken: %v, %v", tc.text, c.Form.Fields, c.Notice)
			}
			if c.Set("supplier", "kept"); c.Text("name") == "" && tc.field != "name" {
				t.Error("the rest of the form was lost")
			}
		})
	}
}

func TestAChangeIsSavedAndUndone(t *testing.T) {
	shop := apptest.New(t)
	c := opened(t, shop, "MUG")
	if c.Text("codes") != apptest.MugCode+", "+apptest.CaseCode+" ×6" {
		t.Fatalf("codes %q", c.Text("codes"))
	}
	c.Set("price", "6.50")
	c.Set("weight", "0.35 kg")
	c.Save()
	if c.C.Product.Price != 650 || c.C.Product.WeightG != 350 || c.Changed() {
		t.Fatalf("saved %+v, bad %v, %v", c.C.Product, c.Form.Fields, c.Notice)
	}
	if len(c.C.Codes) != 2 || c.C.Codes[1].Units != 6 {
		t.Errorf("the case's code became %+v", c.C.Codes)
	}
	c.Row = func() int { return 0 }
	if !c.CanUndo() {
		t.Fatalf("the change can't be undone: %+v", c.C.History)
	}
	c.UndoChange()
	if c.C.Product.Price != 500 {
		t.Errorf("price %d after undo, want 500", c.C.Product.Price)
	}
}

func TestAnotherDesksChangeIsNotOverwritten(t *testing.T) {
	shop := apptest.New(t)
	c := opened(t, shop, "MUG")
	c.Set("name", "Mug, red")
	other := opened(t, shop, "MUG")
	other.Set("name", "Mug, blue")
	other.Save()
	c.Save()
	w := c.Form.Field("name").Meanwhile
	if w == nil || w.Mine != "Mug, red" || w.Theirs != "Mug, blue" || w.By != "Anna at desk 1" || c.Text("name") != "Mug, red" {
		t.Fatalf("the clash is %+v, the field %q", w, c.Text("name"))
	}
	c.Save()
	if now := opened(t, shop, "MUG").C.Product.Name; now != "Mug, blue" {
		t.Errorf("the other desk's name became %q", now)
	}
	c.Drop()
	if c.Text("name") != "Mug, blue" {
		t.Errorf("Esc left %q", c.Text("name"))
	}
}

func TestWhatTwoDesksChangeOfOneProductComesTogether(t *testing.T) {
	shop := apptest.New(t)
	c, other := opened(t, shop, "MUG"), opened(t, shop, "MUG")
	var said string
	c.Toast = func(t page.Toast) { said = t.Text }
	c.Set("name", "Mug, red")
	other.Set("price", "6.50")
	other.Set("codes", other.Text("codes")+", 5012345678900")
	other.Save()
	c.Save()
	now := opened(t, shop, "MUG").C
	if now.Product.Name != "Mug, red" || now.Product.Price != 650 || len(now.Codes) != 3 {
		t.Errorf("it is %+v with %d codes: %s", now.Product, len(now.Codes), c.Form.Trouble)
	}
	if !strings.Contains(said, "Anna at desk 1 changed") || !strings.Contains(said, "price 6.50") {
		t.Errorf("it says %q", said)
	}
	c.Set("category", "red things")
	other.Set("category", "blue things")
	other.Save()
	c.Reload() // what another desk wrote is heard of while one types
	if c.Form.Unsettled() != "category" || c.Text("category") != "red things" {
		t.Fatalf("heard of: %+v", c.Form.Field("category"))
	}
	c.Settle("", page.Theirs)
	c.Save()
	if got := opened(t, shop, "MUG").C.Product.Category; got != "blue things" || c.Changed() {
		t.Errorf("theirs was chosen, and it is %q", got)
	}
}

func TestANewKitIsMadeOfProducts(t *testing.T) {
	shop := apptest.New(t)
	c := opened(t, shop, "")
	c.Set("sku", "BREAKFAST")
	c.Set("name", "Breakfast set")
	c.Set("kind", wordOf("kit"))
	c.Set("price", "20")
	c.Save()
	if c.Bad("parts") == "" {
		t.Fatal("a kit of nothing was saved")
	}
	c.Set("parts", "2 MUG, 1 TEAPOT")
	c.Save()
	if c.Bad("parts") == "" {
		t.Fatal("an unknown part was taken")
	}
	c.Set("parts", "2 MUG\nBOWL")
	c.Save()
	got := opened(t, shop, "BREAKFAST")
	if len(got.C.Parts) != 2 || got.C.Available != 7 {
		t.Errorf("parts %+v, available %d; want 7 of 14 mugs", got.C.Parts, got.C.Available)
	}
	if c.SKU != "BREAKFAST" {
		t.Errorf("the page is that of %q", c.SKU)
	}
}

func TestANewProductByKeyboard(t *testing.T) {
	shop := apptest.New(t)
	s, k := window(t, shop, "products")
	if err := s.CheckKeys(s.Page().Commands()); err != nil {
		t.Error(err)
	}
	k.Press("Ctrl+N")
	k.Type("JUG").Press("Tab").Type("Jug").Press("Ctrl+Enter")
	if s.Route() != "product/JUG" {
		t.Fatalf("the page is %s: %v", s.Route(), s.Page().(*cardView).m.Form.Fields)
	}
	if err := s.CheckKeys(s.Page().Commands()); err != nil {
		t.Error(err)
	}
	k.Press("Ctrl+P")
	if s.Route().Name() != "productlabels" {
		t.Fatalf("Ctrl+P led to %s", s.Route())
	}
	if err := s.CheckKeys(s.Page().Commands()); err != nil {
		t.Error(err)
	}
	k.Press("Ctrl+P")
	if got := shop.Printer.Titles(); len(got) != 1 {
		t.Errorf("printed %q", got)
	}
}

// What ships alone and what is fragile is ticked in the form, without the mouse, and
// what was ticked is told of and can be taken back.
func TestWhatShipsAloneAndIsFragileIsTicked(t *testing.T) {
	shop := apptest.New(t)
	s, k := window(t, shop, "products")
	k.Press("Ctrl+N")
	k.Type("JUG").Press("Tab").Type("Jug")
	for range 11 { // past kind, codes, category, prices, weight and sizes
		k.Press("Tab")
	}
	k.Press("Space", "Tab", "Space", "Ctrl+Enter")
	v := s.Page().(*cardView)
	if p := v.m.C.Product; p.SKU != "JUG" || !p.ShipsAlone || !p.Fragile || !v.boxes["alone"].Checked || !v.boxes["fragile"].Checked {
		t.Fatalf("saved %+v: %v", p, v.m.Form.Fields)
	}
	c := opened(t, shop, "JUG")
	c.Set("fragile", "no")
	c.Save()
	if p := opened(t, shop, "JUG").C.Product; p.Fragile || !p.ShipsAlone {
		t.Errorf("with one tick taken away it is %+v", p)
	}
	c.Row = func() int { return 0 }
	c.UndoChange()
	if !c.C.Product.Fragile {
		t.Errorf("taken back it is %+v: %v", c.C.Product, c.Notice)
	}
}

// A kit is packed and picked as its parts are: it is not asked.
func TestOnlyGoodsOnShelvesAreAskedHowTheyArePicked(t *testing.T) {
	for sku, asked := range map[string]bool{"MUG": true, "SET": false} {
		s, _ := window(t, apptest.New(t), page.To("product", sku))
		v := s.Page().(*cardView)
		if v.fields["alone"].Visible() != asked || v.fields["fragile"].Visible() != asked || v.fields["parts"].Visible() == asked {
			t.Errorf("%s is asked: alone %v, fragile %v, parts %v", sku, v.fields["alone"].Visible(), v.fields["fragile"].Visible(), v.fields["parts"].Visible())
		}
	}
}
