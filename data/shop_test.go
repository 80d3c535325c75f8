package data_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"packbench/data"
	"packbench/data/datatest"
)

var anna = data.Actor{User: "Anna", Desk: "desk 1"}

// shop is a small shop for tests: one box, two bins, three products, one
// customer.
type shop struct {
	*data.Store
	at       string // its place
	t        testing.TB
	mug      data.Product // 10 in bin A-1
	lamp     data.Product // 3 in bin A-2
	set      data.Product // kit: 2 mugs, 1 lamp
	card     data.Product // not tracked
	customer data.Customer
	address  data.Address
	box      data.Box
	binA1    int64
	binA2    int64
	clock    *clock
}

type clock struct{ at time.Time }

func (c *clock) now() time.Time { c.at = c.at.Add(time.Second); return c.at }

func newShop(t testing.TB) *shop {
	t.Helper()
	return newShopAt(t, datatest.Place(t))
}

func newShopAt(t testing.TB, at string) *shop {
	t.Helper()
	c := &clock{at: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	st, err := data.Open(context.Background(), at, data.Options{Clock: c.now})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	s := &shop{Store: st, at: at, t: t, clock: c}
	s.do("stock the shop", func(ctx context.Context, tx *data.Tx) error {
		var err error
		if s.binA1, err = tx.PutLocation(ctx, data.Location{Code: "A-1", Kind: "bin", Sellable: true, Pickable: true}); err != nil {
			return err
		}
		if s.binA2, err = tx.PutLocation(ctx, data.Location{Code: "A-2", Kind: "bin", Sellable: true, Pickable: true}); err != nil {
			return err
		}
		for _, p := range []struct {
			to *data.Product
			p  data.Product
		}{
			{&s.mug, data.Product{SKU: "MUG", Name: "Mug", Price: 500, WeightG: 300, LengthMm: 100, WidthMm: 80, HeightMm: 90}},
			{&s.lamp, data.Product{SKU: "LAMP", Name: "Lamp", Price: 2500, WeightG: 900, LengthMm: 200, WidthMm: 150, HeightMm: 300}},
			{&s.set, data.Product{SKU: "SET", Name: "Evening set", Price: 3000, Kind: "kit"}},
			{&s.card, data.Product{SKU: "CARD", Name: "Greeting card", Price: 100, Kind: "untracked"}},
		} {
			if *p.to, err = tx.AddProduct(ctx, p.p); err != nil {
				return err
			}
		}
		if err := tx.GiveBarcode(ctx, s.mug.ID, "036000291452", 1); err != nil {
			return err
		}
		if err := tx.SetKit(ctx, s.set.ID, map[int64]data.Quantity{s.mug.ID: 2, s.lamp.ID: 1}); err != nil {
			return err
		}
		if err := tx.BookIn(ctx, s.mug.ID, s.binA1, 10, "opening"); err != nil {
			return err
		}
		if err := tx.BookIn(ctx, s.lamp.ID, s.binA2, 3, "opening"); err != nil {
			return err
		}
		s.address = data.Address{Name: "Mary Okafor", Street1: "12 Rose Lane", City: "Leeds", Postcode: "LS1 4AP", Country: "GB"}
		if s.customer, err = tx.AddCustomer(ctx, data.Customer{Name: "Mary Okafor", Phone: "0113 496 0142"}, &s.address); err != nil {
			return err
		}
		s.box = data.Box{Code: "B1", InLength: 400, InWidth: 300, InHeight: 350, OutLength: 410, OutWidth: 310, OutHeight: 360, TareG: 200, MaxG: 20000, Active: true}
		s.box.ID, err = tx.PutBox(ctx, s.box)
		return err
	})
	return s
}

// do makes one write and stops the test when it fails.
func (s *shop) do(kind string, fn func(ctx context.Context, tx *data.Tx) error) {
	s.t.Helper()
	if err := s.try(kind, fn); err != nil {
		s.t.Fatalf("%s: %v", kind, err)
	}
}

func (s *shop) try(kind string, fn func(ctx context.Context, tx *data.Tx) error) error {
	return s.Write(context.Background(), anna, data.NewOp(kind, kind), func(ctx context.Context, tx *data.Tx) (any, error) { return nil, fn(ctx, tx) }, nil)
}

func (s *shop) read(fn func(ctx context.Context, v *data.View) error) {
	s.t.Helper()
	if err := s.Read(context.Background(), fn); err != nil {
		s.t.Fatalf("read: %v", err)
	}
}

type want struct {
	p   data.Product
	qty data.Quantity
}

// place places an order for Mary.
func (s *shop) place(lines ...want) (o data.Order) {
	s.t.Helper()
	s.do("place order", func(ctx context.Context, tx *data.Tx) (err error) {
		o, err = s.placeIn(ctx, tx, lines...)
		return err
	})
	return o
}

func (s *shop) placeIn(ctx context.Context, tx *data.Tx, lines ...want) (data.Order, error) {
	n := data.NewOrder{ChannelID: 1, CustomerID: s.customer.ID, ShipTo: s.address.ShipTo(), Currency: "GBP"}
	for _, l := range lines {
		n.Lines = append(n.Lines, data.NewLine{Product: l.p, Qty: l.qty, Price: l.p.Price})
	}
	o, _, err := tx.PlaceOrder(ctx, n)
	return o, err
}

// plan plans one shipment with everything that is allocated.
func (s *shop) plan(order int64) (sh data.Shipment) {
	s.t.Helper()
	s.do("plan", func(ctx context.Context, tx *data.Tx) error {
		lines, err := tx.OrderLines(ctx, order)
		if err != nil {
			return err
		}
		p := data.ShipmentPlan{OrderID: order, AddressGrade: "ok", Carrier: "Parcel", Service: "48", Cost: 350, Decision: "only one"}
		in := make(map[int]data.Quantity)
		for _, l := range lines {
			if l.Kind != "kit" && l.Allocated > 0 {
				in[len(p.Lines)] = l.Allocated
				p.Lines = append(p.Lines, data.PlannedLine{OrderLineID: l.ID, Qty: l.Allocated})
			}
		}
		p.Parcels = []data.PlannedParcel{{Box: s.box, Weight: 1200, Contents: in}}
		sh, err = tx.PlanShipment(ctx, p)
		return err
	})
	return sh
}

func (s *shop) pay(order int64, amount data.Money) {
	s.t.Helper()
	s.do("pay", func(ctx context.Context, tx *data.Tx) error {
		_, err := tx.AddPayment(ctx, data.Payment{OrderID: order, Kind: data.Captured, Method: "card", Amount: amount, Reference: "T-1", Last4: "4242"})
		return err
	})
}

func (s *shop) label(shipment int64) {
	s.t.Helper()
	s.do("label", func(ctx context.Context, tx *data.Tx) error { _, err := tx.Label(ctx, shipment, "PB1"); return err })
}

func (s *shop) release(shipment int64) {
	s.t.Helper()
	s.do("release", func(ctx context.Context, tx *data.Tx) error { _, err := tx.Release(ctx, shipment, ""); return err })
}

// list builds a pick list for one shipment from the bins that have the goods.
func (s *shop) list(shipment int64) (l data.PickList) {
	s.t.Helper()
	s.do("build pick list", func(ctx context.Context, tx *data.Tx) error {
		wanted, err := tx.Wanted(ctx, shipment)
		if err != nil {
			return err
		}
		var picks []data.PlannedPick
		for _, w := range wanted {
			bins, err := tx.BalancesOf(ctx, w.ProductID)
			if err != nil {
				return err
			}
			for _, b := range bins {
				if q := min(w.Qty, b.OnHand-b.Picking); b.Pickable && q > 0 {
					picks = append(picks, data.PlannedPick{ShipmentLineID: w.ShipmentLineID, ProductID: w.ProductID, LocationID: b.LocationID, Qty: q, Slot: "A"})
					w.Qty -= q
				}
			}
		}
		l, err = tx.BuildPickList(ctx, data.NewPickList{PickList: data.PickList{Method: "single"}, Slots: map[int64]string{shipment: "A"}, Picks: picks})
		return err
	})
	return l
}

// pickAll confirms every open line of a list.
func (s *shop) pickAll(list int64) {
	s.t.Helper()
	s.do("pick", func(ctx context.Context, tx *data.Tx) error {
		lines, err := tx.PickLines(ctx, list)
		if err != nil {
			return err
		}
		for _, l := range lines {
			if l.State == "open" {
				if _, err := tx.PickLine(ctx, l.ID, l.Qty); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// scan packs units of a product by its SKU.
func (s *shop) scan(shipment int64, code string, qty data.Quantity) (r data.ScanResult) {
	s.t.Helper()
	s.do("scan", func(ctx context.Context, tx *data.Tx) error {
		rs, err := tx.PackScans(ctx, shipment, []data.Scan{{Code: code, Qty: qty}})
		if err == nil {
			r = rs[0]
		}
		return err
	})
	return r
}

func (s *shop) order(id int64) (o data.Order, lines []data.OrderLine) {
	s.t.Helper()
	s.read(func(ctx context.Context, v *data.View) (err error) {
		if o, err = v.Order(ctx, id); err != nil {
			return err
		}
		lines, err = v.OrderLines(ctx, id)
		return err
	})
	return o, lines
}

func (s *shop) available(p data.Product) (q data.Quantity) {
	s.t.Helper()
	s.read(func(ctx context.Context, v *data.View) (err error) { q, _, err = v.Available(ctx, p); return err })
	return q
}

// balanced proves the books with the program's own self-check.
func (s *shop) balanced() {
	s.t.Helper()
	found, err := s.Check(context.Background())
	if err != nil {
		s.t.Fatalf("self-check: %v", err)
	}
	for _, f := range found {
		if f.Broken > 0 {
			s.t.Errorf("self-check %s, %s: broken %d times, first %s", f.Rule, f.Says, f.Broken, f.Sample)
		}
	}
}

func (s *shop) stage(order int64, want data.OrderStage) {
	s.t.Helper()
	if o, _ := s.order(order); o.Stage != want {
		s.t.Errorf("order %d is %s, want %s", o.Number, o.Stage, want)
	}
}

func TestTheHistoryOfASettingKeepsWhatChangedAndNoSecret(t *testing.T) {
	s := newShop(t)
	for i, value := range []string{`{"host":"mail.one","port":25,"password":"hush","from":{"name":"Shop"}}`, `{"host":"mail.two","port":25,"password":"hush2","from":{"name":"The Shop"}}`} {
		if err := s.Write(t.Context(), anna, data.NewOp("set", i), func(ctx context.Context, tx *data.Tx) (any, error) {
			tx.About("setting", 0, "Changed the mail")
			return nil, tx.PutSetting(ctx, "mail", value)
		}, nil); err != nil {
			t.Fatal(err)
		}
	}
	ask := data.JournalAsk{Entity: "setting", Action: "mail"}
	s.read(func(ctx context.Context, v *data.View) error {
		all, err := v.Journal(ctx, ask, 10)
		if err != nil || len(all) != 2 {
			t.Fatalf("%+v, %v", all, err)
		}
		changes, err := v.ChangesAsked(ctx, ask, 0, 10)
		if err != nil || len(changes) != 2 {
			t.Fatalf("%+v, %v", changes, err)
		}
		if c := changes[0]; c.Before != `{"from name":"Shop","host":"mail.one","password":null}` || c.After != `{"from name":"The Shop","host":"mail.two","password":"not shown"}` {
			t.Errorf("it keeps %s and %s", c.Before, c.After)
		}
		for _, c := range changes {
			if strings.Contains(c.Before+c.After, "hush") {
				t.Errorf("a password stands in the history: %+v", c)
			}
		}
		if none, err := v.Journal(ctx, data.JournalAsk{Entity: "setting", Action: "other"}, 10); err != nil || len(none) > 0 {
			t.Errorf("another setting has %+v, %v", none, err)
		}
		return nil
	})
}
