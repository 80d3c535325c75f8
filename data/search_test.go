package data_test

import (
	"context"
	"fmt"
	"testing"

	"packbench/data"
	"packbench/data/datatest"
)

// In a shop of lanterns the word lantern finds more than a list shows: what is
// asked for by its code, or begins so, is among them all the same.
func TestTheBestFindsAreShownWhereThereAreTooMany(t *testing.T) {
	datatest.Alone(t)
	s := newShop(t)
	s.do("lanterns", func(ctx context.Context, tx *data.Tx) error {
		for i := range 200 {
			if _, err := tx.AddProduct(ctx, data.Product{SKU: data.SKU(fmt.Sprintf("A%03d", i)), Name: fmt.Sprintf("Red lantern no %d", i)}); err != nil {
				return err
			}
		}
		for _, p := range []data.Product{{SKU: "Z1", Name: "Lantern of brass"}, {SKU: "LANTERN-9", Name: "Light"}, {SKU: "LANTERN", Name: "Zinc thing"}, {SKU: "Z2", Name: "Lantern, taken off"}} {
			made, err := tx.AddProduct(ctx, p)
			if err != nil {
				return err
			}
			switch p.SKU {
			case "Z1":
				err = tx.GiveBarcode(ctx, made.ID, "4006381333931", 1)
			case "Z2":
				made.ArchivedAt = tx.Now()
				err = tx.SetProduct(ctx, made)
			}
			if err != nil {
				return err
			}
		}
		_, err := tx.AddCustomer(ctx, data.Customer{Name: "Lantern Café"}, nil)
		return err
	})
	for _, c := range []struct {
		kind, text string
		limit      int
		want       []string
	}{
		{"product", "lantern", 4, []string{"Zinc thing", "Light", "Lantern of brass", "Red lantern no 0"}}, // the code, codes and names that begin so, the rest
		{"product", "LANT", 3, []string{"Zinc thing", "Light", "Lantern of brass"}},
		{"product", "4006381333931", 1, []string{"Lantern of brass"}},
		{"product", "red lantern no 19", 3, []string{"Red lantern no 19", "Red lantern no 190", "Red lantern no 191"}},
		{"product", "antern bras", 2, []string{"Lantern of brass"}},
		{"", "lantern", 6, []string{"Zinc thing", "Light", "Lantern of brass", "Lantern Café", "Red lantern no 0", "Red lantern no 1"}},
		{"product", "lantern, taken", 2, nil},
	} {
		s.read(func(ctx context.Context, v *data.View) error {
			hits, err := v.Search(ctx, c.kind, c.text, c.limit)
			for i := range max(len(hits), len(c.want)) {
				if i >= len(hits) || i >= len(c.want) || hits[i].Title != c.want[i] {
					t.Errorf("%q finds %v, want %q", c.text, hits, c.want)
					break
				}
			}
			return err
		})
	}
}

func TestAnOrdersNumberFindsIt(t *testing.T) {
	s := newShop(t)
	first := s.place(want{s.mug, 1})
	for range 5 {
		s.place(want{s.mug, 1})
	}
	for _, text := range []string{fmt.Sprint(first.Number), fmt.Sprintf("#%d", first.Number), fmt.Sprintf("%d-1", first.Number)} {
		s.read(func(ctx context.Context, v *data.View) error {
			hits, err := v.Search(ctx, "", text, 3)
			if len(hits) == 0 || hits[0].Kind != "order" || hits[0].ID != first.ID {
				t.Errorf("%q finds %v", text, hits)
			}
			return err
		})
	}
}
