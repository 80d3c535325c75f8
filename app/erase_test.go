package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
	"packbench/data/datatest"
)

// Nothing that names the customer is left anywhere in the books but on the
// invoices that must be kept, and the books hold.
func TestACustomerIsErased(t *testing.T) {
	s := apptest.New(t)
	secret := "Wilhelmina"
	c, err := s.SaveCustomer(t.Context(), apptest.Anna, data.NewOp("customer", 1), data.Customer{Name: secret + " Quartermaine", Email: secret + "@example.com", Phone: "0161 496 0999", Note: "calls her " + secret},
		&data.Address{Name: secret, Street1: "7 " + secret + " Street", City: "Salford", Postcode: "M5 4WT", Country: "GB", IsDefault: true})
	if err != nil {
		t.Fatal(err)
	}
	req := app.OrderRequest{CustomerID: c.ID, Payment: &app.PaymentRequest{Method: "cash"}, Note: "for " + secret, Lines: []app.LineRequest{{ProductID: s.Products["MUG"].ID, Qty: 1}}}
	placed, err := s.PlaceOrder(t.Context(), apptest.Anna, data.NewOp("place", 1), req)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.PrintShipment(t.Context(), apptest.Anna, data.NewOp("label", 1), placed.ShipmentID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.EraseCustomer(t.Context(), apptest.Anna, data.NewOp("erase", 1), c.ID, "she asked"); data.KindOf(err) != data.KindRefused {
		t.Errorf("with an open order it says %v", err)
	}
	if r, err := s.Release(t.Context(), apptest.Anna, data.NewOp("release", 1), []int64{placed.ShipmentID}, ""); err != nil || len(r.Done) != 1 {
		t.Fatal(r, err)
	}
	send(t, s, placed.ShipmentID)
	if _, err := s.EraseCustomer(t.Context(), apptest.Anna, data.NewOp("erase", 2), c.ID, " "); data.KindOf(err) != data.KindInvalid {
		t.Errorf("without a reason it says %v", err)
	}
	held, err := s.CustomerData(t.Context(), apptest.Anna, c.Number)
	text, _ := json.Marshal(held)
	if err != nil || len(held.Orders) != 1 || len(held.Orders[0].Lines) != 1 || len(held.Orders[0].Payments) != 1 || strings.Count(string(text), secret) < 5 {
		t.Errorf("of her the shop holds %s, %v", text, err)
	}
	op := data.NewOp("erase", 3)
	e, err := s.EraseCustomer(t.Context(), apptest.Anna, op, c.ID, "she asked by letter on 2 March")
	if err != nil || e.Orders != 1 || e.Kept != 1 || e.Until.Before(s.Store.Now().AddDate(9, 0, 0)) {
		t.Fatalf("erased: %+v, %v", e, err)
	}
	left := wordsLeft(t, s, secret)
	if fmt.Sprint(left) != "[orders.ship_name orders.ship_street1]" {
		t.Errorf("her name is left in %v", left)
	}
	if hits, err := s.Search(t.Context(), "", secret, 5); err != nil || len(hits) > 0 {
		t.Errorf("a search for her finds %v, %v", hits, err)
	}
	if _, err := s.UndoOp(t.Context(), apptest.Anna, op); data.KindOf(err) != data.KindRefused {
		t.Errorf("it was taken back: %v", err)
	}
	var papers int
	if err := datatest.Eyes(t, s.At).QueryRowContext(t.Context(), "SELECT COUNT(*) FROM print_jobs WHERE length(document) > 0").Scan(&papers); err != nil || papers > 0 {
		t.Errorf("%d papers with her name are kept, %v", papers, err)
	}
	if datatest.Server() == "" {
		// What only the invoice keeps of her is her name and street.
		for _, tail := range []string{"", "-wal"} {
			if b, err := os.ReadFile(s.At + tail); err != nil || bytes.Contains(bytes.ToLower(b), []byte("wilhelmina@")) || bytes.Contains(b, []byte("496 0999")) {
				t.Errorf("the shop's file%s holds traces of her, %v", tail, err)
			}
		}
	}
	found, err := s.Store.CheckWhole(t.Context())
	for _, f := range found {
		if f.Broken > 0 {
			t.Errorf("%s: %s", f.Says, f.Sample)
		}
	}
	if err != nil {
		t.Error(err)
	}
}

// send picks, packs and hands over.
func send(t *testing.T, s *apptest.Shop, shipment int64) {
	t.Helper()
	built, err := s.BuildPickLists(t.Context(), apptest.Anna, data.NewOp("list", shipment), app.PickRequest{Shipments: []int64{shipment}, Method: "single"})
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.Walk(t.Context(), built.Lists[0].Number)
	if err != nil {
		t.Fatal(err)
	}
	var scans []data.Scan
	for _, l := range w.Lines {
		if _, err := s.ConfirmPicks(t.Context(), apptest.Anna, data.NewOp("pick", l.ID), []app.PickConfirm{{LineID: l.ID, Picked: l.Qty}}); err != nil {
			t.Fatal(err)
		}
		scans = append(scans, data.Scan{Code: string(l.SKU), Qty: l.Qty})
	}
	if _, err := s.Scan(t.Context(), apptest.Anna, data.NewOp("scan", 1), shipment, scans); err != nil {
		t.Fatal(err)
	}
	if _, err := s.FinishPacking(t.Context(), apptest.Anna, data.NewOp("finish", 1), shipment, 0, ""); err != nil {
		t.Fatal(err)
	}
	if r, err := s.HandOver(t.Context(), apptest.Anna, data.NewOp("hand over", 1), []int64{shipment}); err != nil || len(r.Done) != 1 {
		t.Fatal(r, err)
	}
}

// wordsLeft names the columns of the books that still hold a word.
func wordsLeft(t *testing.T, s *apptest.Shop, word string) (left []string) {
	t.Helper()
	eyes := datatest.Eyes(t, s.At)
	texts := "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.sql LIKE 'CREATE TABLE%' AND m.name NOT LIKE 'search_parts%' AND m.name NOT LIKE 'search_starts%' AND c.type = 'TEXT' ORDER BY 1, 2"
	if datatest.Server() != "" {
		texts = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'text' ORDER BY 1, 2"
	}
	rows, err := eyes.QueryContext(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	var columns [][2]string
	for rows.Next() {
		var c [2]string
		if err := rows.Scan(&c[0], &c[1]); err != nil {
			t.Fatal(err)
		}
		columns = append(columns, c)
	}
	if err := rows.Err(); err != nil || len(columns) < 50 {
		t.Fatalf("%d columns, %v", len(columns), err)
	}
	for _, c := range columns {
		var n int
		if err := eyes.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM "+c[0]+" WHERE lower("+c[1]+") LIKE '%"+strings.ToLower(word)+"%'").Scan(&n); err != nil {
			t.Fatal(c, err)
		}
		if n > 0 {
			left = append(left, c[0]+"."+c[1])
		}
	}
	return left
}
