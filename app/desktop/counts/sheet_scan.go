package counts

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Scan takes a scanned place or product; codes are taken in their order. Each
// scan of the product adds to what was found.
func (s *sheet) Scan(code string) {
	s.scans = append(s.scans, code)
	s.next()
}

func (s *sheet) next() {
	if s.Busy || s.looking || len(s.scans) == 0 || !s.Loaded {
		return
	}
	code := s.scans[0]
	s.scans = s.scans[1:]
	if !s.Counting() {
		s.say(page.Bad, code+" is not counted: this count is "+inWords(s.Stage()))
		s.OnChange()
		s.next()
		return
	}
	if f, ok := s.onSheet(code); ok {
		s.match(code, f, 1)
		s.next()
		return
	}
	s.looking = true
	var f app.Found
	units := data.Quantity(1)
	page.Do(s.run, page.Patience, func(ctx context.Context) (err error) {
		if f, err = s.shop.FindCode(ctx, code); err == nil && f.Kind == "product" {
			_, units, err = s.shop.ProductOf(ctx, code)
		}
		return err
	}, func(err error) {
		s.looking = false
		if err != nil {
			s.Notice = page.Explain("look up "+code, err, func() { s.Scan(code) })
			s.say(page.Bad, code+" is not counted: it could not be looked up")
			s.OnChange()
		} else {
			s.match(code, f, max(units, 1))
		}
		s.next()
	})
}

// onSheet finds a code among the lines: at a shelf that has the name of a
// document, the shelf is meant.
func (s *sheet) onSheet(code string) (app.Found, bool) {
	for _, l := range s.C.Lines {
		if strings.EqualFold(l.Location, code) {
			return app.Found{Kind: "location", ID: l.LocationID, Name: l.Location}, true
		}
	}
	for _, l := range s.C.Lines {
		if l.Barcode != "" && l.Barcode == code {
			return app.Found{Kind: "product", ID: l.ProductID, Name: string(l.SKU) + " " + l.Name}, true
		}
	}
	return app.Found{}, false
}

func (s *sheet) match(code string, f app.Found, units data.Quantity) {
	switch f.Kind {
	case "location":
		s.toPlace(f)
	case "product":
		s.toProduct(f, units)
	default:
		s.say(page.Bad, code+" is no place and no product")
	}
	s.OnChange()
}

// toPlace goes to the first line of a place that waits.
func (s *sheet) toPlace(f app.Found) {
	first := -1
	for i, l := range s.C.Lines {
		if l.LocationID == f.ID && (first < 0 || !s.wanted(s.C.Lines[first]) && s.wanted(l)) {
			first = i
		}
	}
	switch {
	case first < 0:
		s.say(page.Bad, f.Name+" is not on this count")
	case !s.asked(s.C.Lines[first]):
		s.say(page.Bad, f.Name+" needs no second count")
	case s.keep():
		s.stand(first)
		s.place = f.ID
		s.say(page.Good, "At "+f.Name)
	}
}

// toProduct adds scanned units to the product's line where the person stands.
func (s *sheet) toProduct(f app.Found, units data.Quantity) {
	i, elsewhere := s.lineOf(f.ID)
	switch {
	case i >= 0 && !s.asked(s.C.Lines[i]):
		s.say(page.Bad, fmt.Sprintf("%s needs no second count", s.C.Lines[i].SKU))
	case i >= 0:
		s.scanned(i, units)
	case s.place == 0 && len(elsewhere) > 0:
		s.say(page.Bad, "Scan the place first: "+f.Name+" lies at "+strings.Join(elsewhere, " and "))
	case s.place == 0 || s.Stage() == "recount":
		s.say(page.Bad, f.Name+" is not on this count")
	default:
		s.unexpected(f, units)
	}
}

// lineOf finds the line of a product where the person stands, or its only one
// where they stand nowhere yet; otherwise where else it is to be counted.
func (s *sheet) lineOf(product int64) (line int, elsewhere []string) {
	only := -1
	for i, l := range s.C.Lines {
		if l.ProductID != product {
			continue
		}
		if l.LocationID == s.place {
			return i, nil
		}
		only = i
		elsewhere = append(elsewhere, l.Location)
	}
	if s.place == 0 && len(elsewhere) == 1 {
		return only, nil
	}
	return -1, elsewhere
}

// scanned adds units to what was found of a line: to what stands in its field,
// or to what was counted of it before, so that goods may be scanned in any
// order.
func (s *sheet) scanned(i int, units data.Quantity) {
	if i != s.At {
		if !s.keep() {
			return
		}
		s.stand(i)
	}
	l := s.C.Lines[i]
	have := max(l.Counted, 0)
	if text := strings.TrimSpace(s.Typed); text != "" {
		n, err := page.ParseQuantity(text, 0, 10_000_000)
		if err != nil {
			s.refuse(err.Error())
			return
		}
		have = data.Quantity(n)
	}
	s.Typed, s.Bad, s.byScan = strconv.FormatInt(int64(have+units), 10), "", true
	s.say(page.Good, fmt.Sprintf("%s: %s", l.SKU, s.Typed))
}

// unexpected asks whether a product that is not on the sheet is counted where
// it was found.
func (s *sheet) unexpected(f app.Found, units data.Quantity) {
	at := "this place"
	for _, l := range s.C.Lines {
		if l.LocationID == s.place {
			at = l.Location
		}
	}
	op, count, place := data.NewOp("add to count", f.ID), s.C.Count.ID, s.place
	s.say(page.Bad, f.Name+" was not expected at "+at)
	s.Ask(page.Question{Title: "Count it at " + at + ", too?", Body: f.Name + " is not on the sheet for " + at + ".", Yes: "Count it here", No: "Leave it", Run: func() {
		if !s.keep() {
			return
		}
		var line int64
		s.deed("add "+f.Name, func(ctx context.Context, who data.Actor) (err error) {
			line, err = s.shop.AddToCount(ctx, who, op, count, f.ID, place)
			return err
		}, func() {
			for i, l := range s.C.Lines {
				if l.ID == line {
					s.scanned(i, units)
				}
			}
		})
	}})
}

// inWords is a stage as people say it.
func inWords(stage string) string {
	switch stage {
	case "review":
		return "in review"
	case "":
		return "not read yet"
	}
	return stage
}
