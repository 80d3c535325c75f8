// Package apptest makes a small shop with goods on its shelves, a rate card,
// boxes and printers that keep what they are sent, so that tests of pages and
// commands work on the real use cases and a real file:
//
//	s := apptest.New(t)
//	sh := s.Picked(t, apptest.Want{"MUG", 2}, apptest.Want{"LAMP", 1})
//	bench, err := s.Bench(ctx, sh.ID)
package apptest

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"testing"
	"time"

	"packbench/app"
	"packbench/assets/demo"
	"packbench/data"
	"packbench/data/datatest"
	"packbench/labels"
)

// Anna is the person who does everything in the small shop.
var Anna = data.Actor{User: "Anna", Desk: "desk 1"}

// MugCode is the barcode of MUG, and CaseCode that of a case of six.
const (
	MugCode  = "036000291452"
	CaseCode = "MUG-CASE"
)

// Shop is a small shop: MUG (10 in A-01-1, 4 in B-02-1), LAMP (3 in A-02-1),
// BOWL (20 in A-10-1), SET (a kit of 2 mugs and a lamp), CARD (not tracked).
type Shop struct {
	At string // its place
	*app.Shop
	Store    *data.Store
	Printer  *Printer
	Products map[data.SKU]data.Product
	Places   map[string]int64
	Customer data.Customer

	clock *clock
}

// Later lets time pass.
func (s *Shop) Later(by time.Duration) {
	s.clock.mu.Lock()
	defer s.clock.mu.Unlock()
	s.clock.at = s.clock.at.Add(by)
}

// Want is so many of a product.
type Want struct {
	SKU data.SKU
	Qty data.Quantity
}

// Printer keeps the titles of what it is sent, or refuses everything.
type Printer struct {
	mu     sync.Mutex
	titles []string
	Off    bool
}

// Printers lists the one printer there is.
func (p *Printer) Printers(context.Context) ([]labels.Printer, error) {
	return []labels.Printer{{Name: "bench"}}, nil
}

// Submit takes a job.
func (p *Printer) Submit(_ context.Context, j labels.Job) (labels.Ticket, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.Off {
		return labels.Ticket{}, fmt.Errorf("%w: switch it on", labels.ErrPrinterOff)
	}
	p.titles = append(p.titles, j.Title)
	return labels.Ticket{Printer: j.Printer, ID: fmt.Sprint(len(p.titles))}, nil
}

// Titles is what it was sent, in order.
func (p *Printer) Titles() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.titles...)
}

type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(time.Second)
	return c.at
}

// made is the small shop as it stands when it is new: every test of a package
// gets a copy, since making it takes longer than most tests.
var made struct {
	once sync.Once
	kept *datatest.Kept
	like Shop
	at   time.Time
}

// New makes the shop on the engine that the tests run on; it is closed with the
// test.
func New(t testing.TB) *Shop {
	t.Helper()
	made.once.Do(func() { makeIt(t) })
	if made.kept == nil {
		t.Fatal("the small shop could not be made")
	}
	s := open(t, made.kept.Copy(t), made.at)
	s.Products, s.Places, s.Customer = maps.Clone(made.like.Products), maps.Clone(made.like.Places), made.like.Customer
	t.Cleanup(func() {
		if err := s.Store.Close(); err != nil {
			t.Errorf("close the small shop: %v", err)
		}
	})
	return s
}

// open opens a shop with a clock that goes on by a second whenever it
// is looked at.
func open(t testing.TB, place string, at time.Time) *Shop {
	t.Helper()
	c := &clock{at: at}
	books, err := data.Open(t.Context(), place, data.Options{Clock: c.now})
	must(t, "open the small shop", err)
	s := &Shop{Store: books, At: place, clock: c, Printer: &Printer{}, Products: map[data.SKU]data.Product{}, Places: map[string]int64{}}
	s.Shop = app.New(books, app.Options{Printing: s.Printer})
	return s
}

func makeIt(t testing.TB) {
	t.Helper()
	kept, err := datatest.Keep(func(place string) error {
		s := open(t, place, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
		s.stock(t)
		made.like, made.at = *s, s.Store.Now()
		return s.Store.Close()
	})
	must(t, "make the small shop", err)
	made.kept = &kept
}

// must stops the test where making the shop fails.
func must(t testing.TB, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

func (s *Shop) stock(t testing.TB) {
	t.Helper()
	ctx := t.Context()
	for _, code := range []string{"A-01-1", "A-02-1", "A-10-1", "B-02-1"} {
		id, err := s.SaveLocation(ctx, Anna, data.NewOp("location", code), data.Location{Code: code, Kind: "bin", Zone: code[:1], Sellable: true, Pickable: true})
		must(t, "make location "+code, err)
		s.Places[code] = id
	}
	for _, p := range []data.Product{
		{SKU: "MUG", Name: "Mug", Price: 500, Cost: 200, TaxBp: 2000, WeightG: 300, LengthMm: 100, WidthMm: 80, HeightMm: 90, ReorderPoint: 2},
		{SKU: "LAMP", Name: "Lamp", Price: 2500, Cost: 900, TaxBp: 2000, WeightG: 900, LengthMm: 200, WidthMm: 150, HeightMm: 300, ReorderPoint: 5},
		{SKU: "BOWL", Name: "Bowl", Price: 800, Cost: 300, TaxBp: 2000, WeightG: 400, LengthMm: 150, WidthMm: 150, HeightMm: 70},
		{SKU: "SET", Name: "Evening set", Price: 3000, TaxBp: 2000, Kind: "kit"},
		{SKU: "CARD", Name: "Greeting card", Price: 100, TaxBp: 2000, Kind: "untracked"},
	} {
		made, err := s.SaveProduct(ctx, Anna, data.NewOp("product", p.SKU), p, nil)
		must(t, "make product "+string(p.SKU), err)
		s.Products[p.SKU] = made
	}
	s.write(t, "small shop", func(ctx context.Context, tx *data.Tx) error {
		if err := tx.GiveBarcode(ctx, s.Products["MUG"].ID, MugCode, 1); err != nil {
			return err
		}
		if err := tx.GiveBarcode(ctx, s.Products["MUG"].ID, CaseCode, 6); err != nil {
			return err
		}
		if err := tx.SetKit(ctx, s.Products["SET"].ID, map[int64]data.Quantity{s.Products["MUG"].ID: 2, s.Products["LAMP"].ID: 1}); err != nil {
			return err
		}
		card, err := demo.RateCard()
		if err != nil {
			return err
		}
		return tx.UseRateCard(ctx, "test rates", string(card), true)
	})
	for _, b := range []struct {
		sku   data.SKU
		place string
		qty   data.Quantity
	}{{"MUG", "A-01-1", 10}, {"MUG", "B-02-1", 4}, {"LAMP", "A-02-1", 3}, {"BOWL", "A-10-1", 20}} {
		must(t, "stock "+b.place, s.ReceiveStock(ctx, Anna, data.NewOp("stock", b), s.Products[b.sku].ID, s.Places[b.place], b.qty, "opening stock"))
	}
	for _, b := range []data.Box{
		{Code: "B1", Name: "Small", Kind: "carton", InLength: 220, InWidth: 200, InHeight: 310, OutLength: 230, OutWidth: 210, OutHeight: 320, TareG: 120, MaxG: 5000, Active: true},
		{Code: "B4", Name: "Large", Kind: "carton", InLength: 400, InWidth: 300, InHeight: 350, OutLength: 410, OutWidth: 310, OutHeight: 360, TareG: 200, MaxG: 20000, Active: true},
	} {
		_, err := s.SaveBox(ctx, Anna, data.NewOp("box", b.Code), b)
		must(t, "make box "+b.Code, err)
	}
	pr := app.DefaultProfile()
	pr.Name = "The Small Shop"
	pr.Address = data.ShipTo{Name: "The Small Shop", Street1: "1 Mill Road", City: "York", Postcode: "YO1 7HH", Country: "GB"}
	must(t, "set the shop up", s.SetProfile(ctx, Anna, data.NewOp("profile", pr), pr))
	var err error
	s.Customer, err = s.SaveCustomer(ctx, Anna, data.NewOp("customer", "Mary"), data.Customer{Name: "Mary Okafor", Phone: "0113 496 0142"},
		&data.Address{Name: "Mary Okafor", Street1: "12 Rose Lane", City: "Leeds", Postcode: "LS1 4AP", Country: "GB", IsDefault: true})
	must(t, "make the customer", err)
	printers := app.PrinterFor{}
	for _, k := range app.DocKinds {
		printers[k] = "bench"
	}
	must(t, "bind the printers", s.SetPrinters(ctx, Anna, data.NewOp("printers", "bench"), Anna.Desk, printers))
}

func (s *Shop) write(t testing.TB, kind string, fn func(ctx context.Context, tx *data.Tx) error) {
	t.Helper()
	must(t, kind, s.Store.Write(t.Context(), Anna, data.NewOp(kind, kind), func(ctx context.Context, tx *data.Tx) (any, error) { return nil, fn(ctx, tx) }, nil))
}

// Placed places a paid order for Mary and gives its shipment, planned.
func (s *Shop) Placed(t testing.TB, wants ...Want) data.Shipment {
	t.Helper()
	req := app.OrderRequest{CustomerID: s.Customer.ID, Payment: &app.PaymentRequest{Method: "cash"}}
	for _, w := range wants {
		req.Lines = append(req.Lines, app.LineRequest{ProductID: s.Products[w.SKU].ID, Qty: w.Qty})
	}
	placed, err := s.PlaceOrder(t.Context(), Anna, data.NewOp("place order", req), req)
	must(t, "place an order", err)
	return s.ShipmentByID(t, placed.ShipmentID)
}

// Released is Placed with its label made and sent to the floor.
func (s *Shop) Released(t testing.TB, wants ...Want) data.Shipment {
	t.Helper()
	sh := s.Placed(t, wants...)
	_, err := s.Label(t.Context(), Anna, data.NewOp("label", sh.ID), sh.ID)
	must(t, "make the label", err)
	r, err := s.Release(t.Context(), Anna, data.NewOp("release", sh.ID), []int64{sh.ID}, "")
	must(t, "release", err)
	if len(r.Stopped) > 0 {
		t.Fatalf("the gate stopped %s: %s", sh.Number, r.Stopped[0].Why)
	}
	return s.ShipmentByID(t, sh.ID)
}

// Listed is Released on a pick list of its own.
func (s *Shop) Listed(t testing.TB, wants ...Want) (data.Shipment, data.PickList) {
	t.Helper()
	sh := s.Released(t, wants...)
	req := app.PickRequest{Shipments: []int64{sh.ID}, Method: "single"}
	built, err := s.BuildPickLists(t.Context(), Anna, data.NewOp("pick list", req), req)
	must(t, "build a pick list", err)
	return sh, built.Lists[0]
}

// Picked is Listed with everything picked.
func (s *Shop) Picked(t testing.TB, wants ...Want) data.Shipment {
	t.Helper()
	sh, list := s.Listed(t, wants...)
	w, err := s.Walk(t.Context(), list.Number)
	must(t, "read the pick list", err)
	var picks []app.PickConfirm
	for _, l := range w.Lines {
		picks = append(picks, app.PickConfirm{LineID: l.ID, Picked: l.Qty})
	}
	_, err = s.ConfirmPicks(t.Context(), Anna, data.NewOp("pick", picks), picks)
	must(t, "pick", err)
	return s.ShipmentByID(t, sh.ID)
}

// Packed is Picked with everything scanned and the boxes closed.
func (s *Shop) Packed(t testing.TB, wants ...Want) data.Shipment {
	t.Helper()
	sh := s.Picked(t, wants...)
	b, err := s.Bench(t.Context(), sh.ID)
	must(t, "read the bench", err)
	var scans []data.Scan
	for _, l := range b.Lines {
		if l.Kind == "stocked" {
			scans = append(scans, data.Scan{Code: string(l.SKU), Qty: l.Qty})
		}
	}
	_, err = s.Scan(t.Context(), Anna, data.NewOp("scan", scans), sh.ID, scans)
	must(t, "scan", err)
	sh, err = s.FinishPacking(t.Context(), Anna, data.NewOp("finish", sh.ID), sh.ID, 0, "")
	must(t, "finish packing", err)
	return sh
}

// ShipmentByID reads a shipment.
func (s *Shop) ShipmentByID(t testing.TB, id int64) (sh data.Shipment) {
	t.Helper()
	must(t, "read a shipment", s.Store.Read(t.Context(), func(ctx context.Context, v *data.View) (err error) {
		sh, err = v.Shipment(ctx, id)
		return err
	}))
	return sh
}

// OnHand is how many units of a product lie at a place.
func (s *Shop) OnHand(t testing.TB, sku data.SKU, place string) (q data.Quantity) {
	t.Helper()
	must(t, "read a balance", s.Store.Read(t.Context(), func(ctx context.Context, v *data.View) error {
		bins, err := v.BalancesOf(ctx, s.Products[sku].ID)
		for _, b := range bins {
			if b.Code == place {
				q = b.OnHand
			}
		}
		return err
	}))
	return q
}
