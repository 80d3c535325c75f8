package stock

import (
	"testing"
	"time"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/desktop"
	"packbench/app/desktop/desktoptest"
	"packbench/app/desktop/kit/keyboard"
	"packbench/app/desktop/page"
	"packbench/app/desktop/paper"
	"packbench/data"
)

// orderFor asks for more of a product than there may be.
func orderFor(shop *apptest.Shop, sku data.SKU, qty data.Quantity) app.OrderRequest {
	return app.OrderRequest{CustomerID: shop.Customer.ID, AcceptShort: true, Backorder: "wait", Payment: &app.PaymentRequest{Method: "cash"},
		Lines: []app.LineRequest{{ProductID: shop.Products[sku].ID, Qty: qty}}}
}

// window opens a page of the area in a test window.
func window(t *testing.T, shop *apptest.Shop, route page.Route) (*desktop.Shell, *keyboard.Keyboard) {
	t.Helper()
	return desktoptest.Window(t, route, Pages(shop.Shop, anna), paper.Pages(shop.Shop, anna))
}

func checkKeys(t *testing.T, s *desktop.Shell) {
	t.Helper()
	if err := s.CheckKeys(s.Page().Commands()); err != nil {
		t.Errorf("%s: %v", s.Route(), err)
	}
}

func TestStockByKeyboard(t *testing.T) {
	shop := apptest.New(t)
	s, k := window(t, shop, "stock")
	checkKeys(t, s)
	k.Press("F6")
	if s.Route().Name() != "adjust" || s.Route().Get("place") != "A-01-1" {
		t.Fatalf("F6 led to %s", s.Route())
	}
	checkKeys(t, s)
	k.Type("-1").Press("Enter").Type("dam").Press("Enter") // the list completes it
	if got := shop.OnHand(t, "MUG", "A-01-1"); got != 9 {
		t.Fatalf("%d mugs, want 9", got)
	}
	if s.Route().Name() != "stock" {
		t.Fatalf("written, and not back at the list but at %s", s.Route())
	}
	v := s.Page().(*shelvesView)
	if r, _ := v.m.Shelves.Get(0); r.OnHand != 9 {
		t.Errorf("the list still says %d", r.OnHand)
	}
	s.Undo()
	if got := shop.OnHand(t, "MUG", "A-01-1"); got != 10 {
		t.Errorf("after Ctrl+Z %d mugs", got)
	}
	k.Press("Ctrl+F").Type("lamp").Press("Enter")
	if r, _ := v.m.Shelves.Get(0); v.m.Shelves.Len() != 1 || r.SKU != "LAMP" {
		t.Errorf("found %d rows, first %+v", v.m.Shelves.Len(), r)
	}
	k.Press("Esc", "Ctrl+3", "End")
	if !v.grid().Focused() || v.grid().Cursor() != v.grid().Rows().Len()-1 {
		t.Errorf("after Ctrl+3 the keyboard is elsewhere: cursor %d", v.grid().Cursor())
	}
	k.Press("Ctrl+A", "Ctrl+P")
	if s.Route().Name() != "locationlabels" {
		t.Fatalf("Ctrl+P led to %s", s.Route())
	}
	k.Press("Ctrl+P")
	if got := shop.Printer.Titles(); len(got) != 1 {
		t.Errorf("printed %q", got)
	}
}

func TestReceivingByKeyboardAndScanner(t *testing.T) {
	shop := apptest.New(t)
	s, k := window(t, shop, "stock")
	k.Press("Ctrl+N").Type("Potters")
	checkKeys(t, s)
	v := s.Page().(*expectView)
	v.m.Set("goods", "3 LAMP")
	k.Press("Ctrl+Enter")
	if s.Route().Name() != "delivery" {
		t.Fatalf("Ctrl+Enter led to %s: %v", s.Route(), v.m.Bad)
	}
	checkKeys(t, s)
	k.Scan("LAMP", 2*time.Millisecond)
	k.Press("F8")
	k.Scan("B-02-1", 2*time.Millisecond)
	k.Press("F9")
	if got := shop.OnHand(t, "LAMP", "B-02-1"); got != 3 {
		t.Errorf("%d lamps at B-02-1: %+v", got, s.Page().(*deliveryView).m.Notice)
	}
}

func TestADeliveryThatDoesNotExist(t *testing.T) {
	s, _ := window(t, apptest.New(t), "stock")
	s.Open("delivery/R-99")
	if v := s.Page().(*deliveryView); !v.banner.Visible() {
		t.Error("it is not said that there is none")
	}
}
