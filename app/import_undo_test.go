package app_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
	"packbench/data/datatest"
)

// shelves is what a shop's own lists say of it, without when things were done.
func shelves(t *testing.T, s *apptest.Shop) string {
	t.Helper()
	var b bytes.Buffer
	for _, kind := range []string{"products", "customers", "stock"} {
		if err := s.Export(t.Context(), apptest.Anna, &b, kind, kind+".csv", nil); err != nil {
			t.Fatal(err)
		}
	}
	boxes, err := s.Boxes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	places, err := s.Shop.Places(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	card, err := s.Card(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// Boxes and places that were never there have no name, so that they compare.
	fmt.Fprintln(&b, boxes, places, card.Name, len(card.Prices))
	return b.String()
}

const (
	goodProducts  = "SKU,Name,Price,Barcode,Quantity,Location\nVASE,Blue vase,12.50,4006381333931,6,A-01-1\nMUG,Big mug,6.00,5012345678900,,\nLAMP,Lamp,25.00,,,\n"
	goodCustomers = "Customer number,Name,Street,Town,Postcode,Terms days\nX7,Rose & Co,1 Rose Lane,Leeds,LS1 4DY,30\n%s,Mary Okafor,14 Rose Lane,Leeds,LS1 4AP,14\n"
	goodStock     = "SKU,Location,Quantity\nMUG,A-01-1,25\nLAMP,A-02-1,1\nBOWL,B-02-1,4\n"
	goodPlaces    = "Code,Kind,Zone\nC-01-1,bin,C\nA-01-1,,front\n"
	goodBoxes     = "Code,Name,Inner length,Inner width,Inner height,Tare,Max weight\nX9,Long,300,200,100,120 g,10 kg\nB1,Small one,220,200,310,120 g,5 kg\n"
	goodRates     = "Carrier,Service,Countries,Up to,Price,Days\nPost,P48,GB,2 kg,3.69,2\n"
)

func goodLists(s *apptest.Shop) map[string]string {
	return map[string]string{"products": goodProducts, "customers": fmt.Sprintf(goodCustomers, s.Customer.Number), "stock": goodStock, "locations": goodPlaces, "boxes": goodBoxes, "rates": goodRates}
}

func TestOneUndoTakesAWholeImportBackAndItCanBeBroughtInAgain(t *testing.T) {
	datatest.Alone(t)
	for _, kind := range []string{"products", "customers", "stock", "locations", "boxes", "rates"} {
		t.Run(kind, func(t *testing.T) {
			s := apptest.New(t)
			text := goodLists(s)[kind]
			before := shelves(t, s)
			first, err := bring(t, s, app.ImportRequest{Kind: kind}, "list.csv", text)
			if err != nil || first.BadRows > 0 || first.New+first.Changed == 0 {
				t.Fatalf("%s, %v: %+v", say(first), err, first.Bad)
			}
			after := shelves(t, s)
			if after == before {
				t.Fatal("the import changed nothing that a list shows")
			}
			if u, err := s.UndoLast(t.Context(), apptest.Anna); err != nil || !strings.HasPrefix(u.Title, "Brought in list.csv: ") {
				t.Fatalf("took %q back, %v", u.Title, err)
			}
			checked(t, s)
			if got := shelves(t, s); got != before {
				t.Errorf("taken back, the shop is\n%s\nand was\n%s", got, before)
			}
			again, err := bring(t, s, app.ImportRequest{Kind: kind}, "list.csv", text)
			if err != nil || again.Before != nil || say(again) != say(first) {
				t.Errorf("brought in again: %s, %v (%+v)", say(again), err, again.Bad)
			}
			if got := shelves(t, s); got != after {
				t.Errorf("brought in again, the shop is\n%s\nand was\n%s", got, after)
			}
			checked(t, s)
			if _, err := s.UndoLast(t.Context(), apptest.Anna); err != nil {
				t.Errorf("the second time it is not taken back: %v", err)
			}
			if got := shelves(t, s); got != before {
				t.Errorf("taken back twice, the shop is\n%s\nand was\n%s", got, before)
			}
		})
	}
}

func TestAnImportStaysWhenSomethingStandsOnIt(t *testing.T) {
	datatest.Alone(t)
	ben := data.Actor{User: "Ben", Desk: "desk 2"}
	for _, c := range []struct {
		name, kind, text string
		since            func(ctx context.Context, s *apptest.Shop) error
		want             string
	}{
		{"a price that was changed again", "products", "SKU,Name,Price\nMUG,Mug,6.00\nLAMP,Lamp,20\n", func(ctx context.Context, s *apptest.Shop) error {
			p := product(t, s, "MUG")
			p.Price = 700
			_, err := s.SaveProduct(ctx, ben, data.NewOp("product", 1), p, nil)
			return err
		}, "since then: MUG, changed product MUG by Ben on 2 Mar"},
		{"a new product that was sold", "products", goodProducts, func(ctx context.Context, s *apptest.Shop) error {
			_, err := s.PlaceOrder(ctx, ben, data.NewOp("order", 1), app.OrderRequest{CustomerID: s.Customer.ID, Lines: []app.LineRequest{{ProductID: product(t, s, "VASE").ID, Qty: 1}}})
			return err
		}, "since then: VASE on order 10001"},
		{"a new product whose stock was moved", "products", goodProducts, func(ctx context.Context, s *apptest.Shop) error {
			return s.Transfer(ctx, ben, data.NewOp("move", 1), product(t, s, "VASE").ID, s.Places["A-01-1"], s.Places["B-02-1"], 2)
		}, "since then: stock of VASE (transfer) by Ben on 2 Mar"},
		{"stock that was corrected since", "stock", goodStock, func(ctx context.Context, s *apptest.Shop) error {
			return s.Adjust(ctx, ben, data.NewOp("adjust", 1), s.Products["MUG"].ID, s.Places["A-01-1"], -1, "broken")
		}, "since then: stock of MUG (adjust) by Ben on 2 Mar"},
		{"a new customer who has ordered", "customers", "Name,Street,Town,Postcode\nRose & Co,1 Rose Lane,Leeds,LS1 4DY\n", func(ctx context.Context, s *apptest.Shop) error {
			found, err := s.FindCallers(ctx, "Rose & Co", 1)
			if err != nil {
				return err
			}
			_, err = s.PlaceOrder(ctx, ben, data.NewOp("order", 1), app.OrderRequest{CustomerID: found[0].ID, Lines: []app.LineRequest{{ProductID: s.Products["MUG"].ID, Qty: 1}}})
			return err
		}, "since then: Rose & Co has order 10001"},
		{"a shelf that something lies on", "locations", goodPlaces, func(ctx context.Context, s *apptest.Shop) error {
			l, err := s.PlaceCode(ctx, "C-01-1")
			if err != nil {
				return err
			}
			return s.ReceiveStock(ctx, ben, data.NewOp("stock", 1), s.Products["MUG"].ID, l.ID, 3, "")
		}, "since then: C-01-1 holds MUG"},
		{"a rate card that another has followed", "rates", goodRates, func(ctx context.Context, s *apptest.Shop) error {
			got, err := bring(t, s, app.ImportRequest{Kind: "rates"}, "newer.csv", strings.ReplaceAll(goodRates, "3.69", "3.99"))
			if err == nil && got.Changed == 0 {
				err = fmt.Errorf("the newer card changed nothing: %s", say(got))
			}
			return err
		}, "another rate card, newer, was put into use since"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := apptest.New(t)
			got, err := bring(t, s, app.ImportRequest{Kind: c.kind}, "list.csv", c.text)
			if err != nil || got.BadRows > 0 {
				t.Fatalf("%s, %v: %+v", say(got), err, got.Bad)
			}
			note := lastOperation(t, s, "Brought in list.csv")
			if err := c.since(t.Context(), s); err != nil {
				t.Fatal(err)
			}
			before := shelves(t, s)
			_, err = s.Undo(t.Context(), apptest.Anna, note)
			if data.KindOf(err) != data.KindRefused || !strings.Contains(err.Error(), c.want) {
				t.Errorf("it says %v, want %q", err, c.want)
			}
			if got := shelves(t, s); got != before {
				t.Errorf("refused, the shop is\n%s\nand was\n%s", got, before)
			}
			checked(t, s)
		})
	}
}

// lastOperation is the number of the newest operation whose title begins so.
func lastOperation(t *testing.T, s *apptest.Shop, title string) (id int64) {
	t.Helper()
	if err := s.Store.Read(t.Context(), func(ctx context.Context, v *data.View) error {
		all, err := v.RecentOperations(ctx, 200)
		i := slices.IndexFunc(all, func(o data.Operation) bool { return strings.HasPrefix(o.Title, title) })
		if err == nil && i >= 0 {
			id = all[i].ID
		}
		return err
	}); err != nil || id == 0 {
		t.Fatalf("no operation %q, %v", title, err)
	}
	return id
}

func TestALongImportIsTakenBackInOneGoOrInTheRest(t *testing.T) {
	datatest.Alone(t)
	s := apptest.New(t)
	var list strings.Builder
	list.WriteString("SKU,Name\n")
	for i := range 1200 {
		fmt.Fprintf(&list, "L%04d,Thing %d\n", i, i)
	}
	before := shelves(t, s)
	if got, err := bring(t, s, app.ImportRequest{Kind: "products"}, "long.csv", list.String()); err != nil || got.New != 1200 {
		t.Fatal(say(got), err)
	}
	// Stopped after its first write, the rest waits for another undo.
	ctx, cancel := context.WithCancel(t.Context())
	stop := s.Store.Watch(func(data.Changed) { cancel() })
	_, err := s.UndoLast(ctx, apptest.Anna)
	stop()
	if data.KindOf(err) != data.KindUnavailable || !strings.Contains(err.Error(), "1 of 4 parts of the import are taken back: undo again for the rest") {
		t.Errorf("an undo that was stopped says %v", err)
	}
	if _, err := s.UndoLast(t.Context(), apptest.Anna); err != nil {
		t.Fatal(err)
	}
	if got := shelves(t, s); got != before {
		t.Error("something of the import is left")
	}
	if _, err := s.UndoLast(t.Context(), apptest.Anna); data.KindOf(err) == data.KindRefused {
		t.Errorf("a part of the import is still to be undone: %v", err)
	}
	checked(t, s)
}

func TestAProductThatWasTakenBackCanBeAddedByHand(t *testing.T) {
	s := apptest.New(t)
	if _, err := bring(t, s, app.ImportRequest{Kind: "products"}, "p.csv", "SKU,Name,Price\nVASE,Vace,1.00\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.UndoLast(t.Context(), apptest.Anna); err != nil {
		t.Fatal(err)
	}
	made, err := s.SaveProduct(t.Context(), apptest.Anna, data.NewOp("product", "VASE"), data.Product{SKU: "VASE", Name: "Vase", Price: 1250}, []string{"4006381333931"})
	if err != nil {
		t.Fatal(err)
	}
	if p := product(t, s, "VASE"); p.ID != made.ID || p.Name != "Vase" || p.Price != 1250 || p.ArchivedAt.Set() {
		t.Errorf("the product is %+v", p)
	}
	if _, err := s.SaveProduct(t.Context(), apptest.Anna, data.NewOp("product", "again"), data.Product{SKU: "VASE", Name: "Other"}, nil); data.KindOf(err) != data.KindInvalid {
		t.Errorf("the same SKU once more: %v", err)
	}
}
