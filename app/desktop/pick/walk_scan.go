package pick

import (
	"context"
	"fmt"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Scan takes the code of the place or of the product; codes are taken in their
// order, one at a time. After a wrong one nothing is taken until it is
// acknowledged: who scans on without looking would put the wrong goods into the
// tote.
func (w *walk) Scan(code string) {
	if w.Stopped {
		w.Sound(false)
		w.Says.Detail = code + " is not taken: press Enter first"
		w.OnChange()
		return
	}
	w.codes = append(w.codes, code)
	w.next()
}

func (w *walk) next() {
	if !w.Loaded || w.working || w.Asking.open() || w.Stopped || len(w.codes) == 0 {
		return
	}
	w.Asking = askNothing // who scans on has not looked whether the place is empty
	code := w.codes[0]
	w.codes = w.codes[1:]
	l := w.Now()
	if l == nil {
		w.wrong("Nothing is left to pick", code+" is not on this list any more")
		return
	}
	if f, ok := meant(*l, code); ok {
		w.match(*l, code, f)
		w.next()
		return
	}
	w.working = true
	var f app.Found
	page.Do(w.run, page.Patience, func(ctx context.Context) (err error) {
		f, err = w.shop.FindCode(ctx, code)
		return err
	}, func(err error) {
		w.working = false
		if err != nil {
			w.Notice = page.Explain("look up "+code, err, func() { w.Scan(code) })
			w.say(page.Bad, "Not looked up", code+" is not taken: F5 tries again")
			return
		}
		w.match(*l, code, f)
		w.next()
	})
}

// meant says at once what a code is that belongs to the stop to make now; a
// shelf may have the name of a document, and here the shelf is meant.
func meant(l stop, code string) (app.Found, bool) {
	switch {
	case strings.EqualFold(code, l.Location):
		return app.Found{Kind: "location", ID: l.LocationID, Name: l.Location}, true
	case l.Barcode != "" && code == l.Barcode:
		return app.Found{Kind: "product", ID: l.ProductID, Name: string(l.SKU)}, true
	}
	return app.Found{}, false
}

// match compares a scanned code with the stop to make now.
func (w *walk) match(l stop, code string, f app.Found) {
	switch {
	case f.Kind == "location" && f.ID == l.LocationID:
		w.place = f.ID
		w.say(page.Good, l.Location+" is right", fmt.Sprintf("Take %d × %s", l.Units, l.SKU))
	case f.Kind == "product" && f.ID == l.ProductID:
		w.confirm(l, l.Units, data.NewOp("pick", l.ID))
	case f.Kind == "location":
		w.wrong("Wrong place", fmt.Sprintf("Go to %s; this is %s", l.Location, f.Name))
	case f.Kind == "product":
		w.wrong("Wrong item", fmt.Sprintf("Take %s at %s; this is %s", l.SKU, l.Location, f.Name))
	default:
		w.wrong("Not known here", fmt.Sprintf("Scan %s or %s; this is %s", l.Location, l.SKU, code))
	}
}

// wrong stops the walk until the person has seen it. What was scanned after it
// was scanned without looking.
func (w *walk) wrong(word, detail string) {
	w.Stopped, w.codes = true, nil
	w.say(page.Bad, word, detail)
}
