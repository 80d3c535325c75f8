package stock

import (
	"context"
	"fmt"
	"strings"

	"packbench/app/desktop/page"
	"packbench/data"
)

// form opens the form of a change for what the cursor stands on.
func (s *shelves) form(mode string) {
	i := s.cursor()
	place := s.placeAt(i)
	if shown := s.shownPlaces(); mode == modeReceive && s.View == viewPlaces && i >= 0 && i < len(shown) && shown[i].Kind != "bin" {
		place = "" // goods are not received where they only pass through
	}
	s.Go(page.To("adjust").With("mode", mode).With("sku", string(s.skuAt(i))).With("place", place))
}

// history shows that of what the cursor stands on: a place, a product, a delivery.
func (s *shelves) history() {
	i := s.cursor()
	switch s.View {
	case viewDeliveries:
		if shown := s.shownDeliveries(); i >= 0 && i < len(shown) {
			s.Go(page.Record{Entity: "receipt", ID: shown[i].ID, Name: "delivery " + shown[i].Number}.History())
		}
	case viewProducts:
		if r, ok := s.Products.Get(i); ok {
			s.Go(page.Record{Entity: "product", ID: r.ID, Name: string(r.SKU)}.History())
		}
	default:
		code := s.placeAt(i)
		if code == "" {
			return
		}
		page.Load(s.run, &s.looking, page.Patience, func(ctx context.Context) (data.Location, error) { return s.shop.PlaceNamed(ctx, code) }, func(l data.Location, err error) {
			if s.Notice = page.Explain("look up "+code, err, s.history); err == nil {
				s.Go(page.Record{Entity: "location", ID: l.ID, Name: l.Code}.History())
				return
			}
			s.OnChange()
		})
	}
}

// then shows the stock of a past moment, of what is looked for.
func (s *shelves) then() { s.Go(page.To("stockthen").With("find", s.Text)) }

// count asks for a count of the places or products that are meant.
func (s *shelves) count() {
	var places, products []string
	for _, i := range s.selected {
		if p := s.placeAt(i); p != "" {
			places = append(places, p)
		} else if sku := s.skuAt(i); sku != "" {
			products = append(products, string(sku))
		}
	}
	r := page.To("newcount")
	switch {
	case len(places) > 0:
		r = r.With("place", strings.Join(unique(places), ", "))
	case len(products) > 0:
		r = r.With("sku", strings.Join(unique(products), ", "))
	}
	s.Go(r)
}

func unique(list []string) []string {
	seen := make(map[string]bool, len(list))
	var out []string
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// labels shows the labels of the places that are meant.
func (s *shelves) labels() {
	shown := s.shownPlaces()
	var ids []string
	for _, i := range s.selected {
		if i < len(shown) {
			ids = append(ids, fmt.Sprint(shown[i].ID))
		}
	}
	s.Go(page.To("locationlabels").With("ids", strings.Join(ids, ",")))
}
