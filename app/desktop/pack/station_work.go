package pack

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// do does one task. It runs outside the window's goroutine and touches nothing
// of the station but what it was made with.
func (s *station) do(ctx context.Context, t task) done {
	switch {
	case t.finish:
		return s.finish(ctx, t)
	case t.shipment == 0:
		return s.open(ctx, t)
	}
	f, err := s.shop.FindCode(ctx, t.code)
	if err != nil {
		return done{err: err}
	}
	switch f.Kind {
	case "order":
		return s.label(ctx, t)
	case "pick list", "count", "location":
		return done{wrong: true, says: said{State: page.Bad, Word: "NOT AN ITEM", Detail: fmt.Sprintf("%s is a %s", f.Name, f.Kind)}, log: t.code + " is a " + f.Kind}
	}
	return s.scan(ctx, t, false)
}

// open puts the shipment that a scan means on the bench. A scanned item opens
// the oldest order that needs it, and is its first unit.
func (s *station) open(ctx context.Context, t task) done {
	id, err := s.shop.FindForPacking(ctx, t.code)
	if err != nil {
		return done{err: err}
	}
	f, err := s.shop.FindCode(ctx, t.code)
	if err != nil {
		return done{err: err}
	}
	if t.shipment = id; f.Kind == "product" {
		return s.scan(ctx, t, true)
	}
	b, err := s.shop.Bench(ctx, id)
	if err != nil {
		return done{err: err}
	}
	sh := b.Shipment
	if voidLabel(sh) {
		return done{on: &b, opened: true, says: newLabelFirst(b), log: sh.Number + " on the bench"}
	}
	if sh.PackedAt.Set() || !sh.ReleasedAt.Set() {
		why := fmt.Sprintf("%s is %s", sh.Number, sh.Stage)
		hint := "Release it on the order's page first"
		if sh.PackedAt.Set() {
			hint = "Hand it over, or open it again with F8"
		}
		return done{wrong: true, says: said{State: page.Bad, Word: strings.ToUpper(why), Detail: hint}, log: why}
	}
	if b.Done() { // packed to the last unit and not closed
		return done{on: &b, opened: true, says: said{State: page.Good, Word: "ALL PACKED", Detail: "Close the box with Enter, or scan its label"}, log: sh.Number + " on the bench"}
	}
	return done{on: &b, opened: true, says: said{State: page.Info, Word: sh.Number, Detail: fmt.Sprintf("%d units into %s", b.Units-b.Packed, boxes(b.Parcels))}, log: sh.Number + " on the bench"}
}

// voidLabel says whether a shipment lost its label, and with it its release,
// when its goods were in somebody's hands already.
func voidLabel(sh data.Shipment) bool {
	return sh.OnFloor() && !sh.ReleasedAt.Set() && !sh.VoidedAt.Set()
}

// newLabelFirst says that a shipment needs another label before its goods are
// packed, or what it waits for where it has one.
func newLabelFirst(b app.Bench) said {
	if b.Shipment.LabelledAt.Set() {
		return said{State: page.Warning, Word: b.Shipment.Number + " WAITS", Detail: "It may not go yet: " + data.Sentence(b.Stops)}
	}
	return said{State: page.Warning, Word: "NEW LABEL FIRST", Detail: "Address or contents of " + b.Shipment.Number + " changed: F9 makes its label again"}
}

func boxes(parcels []data.Parcel) string {
	if len(parcels) == 0 {
		return "no box"
	}
	var codes []string
	n := make(map[string]int)
	for _, p := range parcels {
		if n[p.BoxCode]++; n[p.BoxCode] == 1 {
			codes = append(codes, p.BoxCode)
		}
	}
	for i, code := range codes {
		if n[code] > 1 {
			codes[i] = fmt.Sprintf("%d × %s", n[code], code)
		}
	}
	return "box " + strings.Join(codes, ", ")
}

// label takes a scanned order or parcel number while a shipment is on the
// bench: its own closes the box when all is packed.
func (s *station) label(ctx context.Context, t task) done {
	b, err := s.shop.Bench(ctx, t.shipment)
	if err != nil {
		return done{err: err}
	}
	n, _ := data.OrderNumber(t.code)
	switch {
	case n != b.Order.Number || strings.Count(t.code, "-") > 0 && !strings.HasPrefix(t.code+"-", b.Shipment.Number+"-"):
		return done{wrong: true, says: said{State: page.Bad, Word: "ANOTHER ORDER", Detail: fmt.Sprintf("%s is not %s: finish this one, or put it aside with Esc", t.code, b.Shipment.Number)}, log: t.code + " is another order"}
	case b.Done():
		t.finish = true
		return s.finish(ctx, t)
	}
	return done{on: &b, says: said{State: page.Info, Word: b.Shipment.Number, Detail: fmt.Sprintf("is on the bench: %d units to go", b.Units-b.Packed)}, log: t.code + " is on the bench"}
}

func (s *station) scan(ctx context.Context, t task, opened bool) done {
	results, err := s.shop.Scan(ctx, s.who(), t.op, t.shipment, []data.Scan{{Code: t.code, Qty: t.qty}})
	if err != nil {
		return done{err: err}
	}
	b, err := s.shop.Bench(ctx, t.shipment)
	if err != nil {
		return done{err: err}
	}
	r := results[0]
	if !r.Good {
		return done{on: &b, wrong: true, opened: opened, log: r.Say,
			says: said{State: page.Bad, Word: "WRONG", Detail: r.Say}}
	}
	d := done{on: &b, opened: opened, log: fmt.Sprintf("%d × %s %s", r.Qty, r.SKU, r.Name), says: said{State: page.Good, Word: goodWord(r), Detail: r.Name}}
	switch {
	case r.AllDone:
		d.says.Detail = "All packed: close the box with Enter, or scan its label"
	case r.Left > 0:
		d.says.Detail = fmt.Sprintf("%d more of %s", r.Left, r.Name)
	}
	return d
}

func goodWord(r data.ScanResult) string {
	if r.Qty > 1 {
		return fmt.Sprintf("%d × %s", r.Qty, r.SKU)
	}
	return string(r.SKU)
}

// unpicked says that units are still on their shelves: no reason helps there.
func unpicked(b app.Bench) bool {
	for _, l := range b.Lines {
		if l.Kind == "stocked" && l.Picked < l.Qty {
			return true
		}
	}
	return false
}

func (s *station) finish(ctx context.Context, t task) done {
	b, err := s.shop.Bench(ctx, t.shipment)
	if err != nil {
		return done{err: err}
	}
	sh, err := s.shop.FinishPacking(ctx, s.who(), t.op, t.shipment, t.weighed, t.reason)
	var f *data.Fault
	if errors.As(err, &f) && f.Kind == data.KindRefused && f.Rule == "domain 4.9" && t.reason == "" && !unpicked(b) {
		return done{on: &b, doubts: strings.TrimPrefix(f.Message, "shipment "+b.Shipment.Number+" is not proved: ")}
	}
	if err != nil {
		return done{on: &b, err: err}
	}
	d := done{packed: &sh, log: sh.Number + " packed", says: said{State: page.Good, Word: sh.Number + " PACKED", Detail: "The label is printed already: stick it on. Next: scan an order or item"}}
	onPaper, err := s.shop.LabelOnPaper(ctx, sh.ID)
	if err == nil && !onPaper {
		d.says.Detail = "The label prints now. Next: scan an order or item"
		err = s.shop.PrintLabelAgain(ctx, s.who(), sh.ID)
	}
	if err != nil {
		d.says.Detail = "The label waits for its printer. Next: scan an order or item"
		d.trouble = err
	}
	return d
}

// Unpack opens the boxes again: of the shipment on the bench, else of the one
// that was packed last.
func (s *station) Unpack() {
	sh := s.Last
	if s.On != nil {
		sh = s.On.Shipment
	}
	if !s.CanUnpack() {
		return
	}
	op := data.NewOp("unpack", sh.ID)
	s.deed("open the boxes of "+sh.Number, func(ctx context.Context) (app.Bench, error) {
		if err := s.shop.Unpack(ctx, s.who(), op, sh.ID); err != nil {
			return app.Bench{}, err
		}
		return s.shop.Bench(ctx, sh.ID)
	}, func() {
		s.Last = data.Shipment{}
		s.Says = said{State: page.Info, Word: sh.Number + " OPEN", Detail: "Scan every unit anew"}
		s.note(page.Muted, sh.Number+" opened again")
	})
}

// CanUnpack says whether there is something to open again.
func (s *station) CanUnpack() bool {
	return !s.working && (s.On != nil && s.On.Packed > 0 || s.On == nil && s.Last.ID > 0)
}

// MakeLabel makes the label of the shipment on the bench again from what it is
// now, and prints it; of the one packed last, it prints the label again.
func (s *station) MakeLabel() {
	switch {
	case s.working:
	case s.On != nil:
		sh := s.On.Shipment
		op := data.NewOp("label", sh.ID)
		s.deed("make the label of "+sh.Number, func(ctx context.Context) (app.Bench, error) {
			_, err := s.shop.PrintShipment(ctx, s.who(), op, sh.ID)
			b, readErr := s.shop.Bench(ctx, sh.ID)
			return b, errors.Join(err, readErr)
		}, func() {
			s.note(page.Good, "new label of "+sh.Number)
			switch now := *s.On; {
			case voidLabel(now.Shipment):
				s.Says = newLabelFirst(now)
			case now.Shipment.PackedAt.Set():
				s.Last = now.Shipment
				s.clear()
				s.Says = said{State: page.Good, Word: "NEW LABEL", Detail: "The box is closed: stick it over the old one"}
			default:
				s.Says = said{State: page.Good, Word: "NEW LABEL", Detail: "Throw the old one away"}
			}
			s.List()
		})
	case s.Last.ID > 0:
		sh := s.Last
		page.Do(s.run, page.Patience, func(ctx context.Context) error { return s.shop.PrintLabelAgain(ctx, s.who(), sh.ID) }, func(err error) {
			s.Notice = page.Explain("print the label of "+sh.Number, err, nil)
			if err == nil {
				s.note(page.Good, "label of "+sh.Number+" printed again")
			}
			s.OnChange()
		})
	}
}

// CanLabel says whether there is a shipment to make a label of.
func (s *station) CanLabel() bool { return !s.working && (s.On != nil || s.Last.ID > 0) }

// deed does something to a shipment while scans wait, and puts it on the bench.
func (s *station) deed(doing string, do func(context.Context) (app.Bench, error), good func()) {
	s.working = true
	ctx, cancel := context.WithTimeout(context.Background(), page.Patience)
	s.run.Go(func() {
		defer cancel()
		b, err := do(ctx)
		s.run.UI(func() {
			s.working = false
			if b.Shipment.ID > 0 {
				s.On = &b
			}
			if s.Notice = page.Explain(doing, err, nil); err == nil {
				s.Blocked = false
				good()
			}
			s.next()
			s.OnChange()
		})
	})
}
