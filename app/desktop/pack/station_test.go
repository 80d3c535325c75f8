package pack

import (
	"context"
	"strings"
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
)

func anna() data.Actor { return apptest.Anna }

// at is a station of the small shop; answers come at once.
func at(t *testing.T, shop bench) *station {
	t.Helper()
	s := newStation(shop, anna, page.Inline())
	s.List()
	return s
}

func (s *station) expect(t *testing.T, what string, packed data.Quantity, blocked bool) {
	t.Helper()
	got := data.Quantity(-1)
	if s.On != nil {
		got = s.On.Packed
	}
	if got != packed || s.Blocked != blocked {
		t.Fatalf("%s: %d packed, blocked %v (%s: %s); want %d, %v", what, got, s.Blocked, s.Says.Word, s.Says.Detail, packed, blocked)
	}
}

func TestAWrongScanStopsTheBenchUntilItIsSeen(t *testing.T) {
	shop := apptest.New(t)
	sh := shop.Picked(t, apptest.Want{SKU: "MUG", Qty: 2}, apptest.Want{SKU: "LAMP", Qty: 1})
	s := at(t, shop)
	var heardGood, heardBad int
	s.Sound = func(good bool) {
		if good {
			heardGood++
		} else {
			heardBad++
		}
	}
	s.Scan(sh.Number, "")
	s.expect(t, "order scanned", 0, false)
	s.Scan("BOWL", "")
	s.expect(t, "an item of another order", 0, true)
	if !strings.Contains(s.Says.Detail, "not in this order") {
		t.Errorf("it says %q", s.Says.Detail)
	}
	s.Scan(apptest.MugCode, "")
	s.expect(t, "a right item while it is stopped", 0, true)
	s.Finish()
	s.expect(t, "closing while it is stopped", 0, true)
	s.Enter("")
	s.expect(t, "acknowledged", 0, false)
	s.Scan(apptest.MugCode, "")
	s.expect(t, "the right item again", 1, false)
	if heardGood != 2 || heardBad != 2 {
		t.Errorf("%d good and %d bad sounds, want 2 and 2", heardGood, heardBad)
	}
	b, err := shop.Bench(t.Context(), sh.ID)
	if err != nil {
		t.Fatal(err)
	}
	bad := 0
	for _, sc := range b.Scans {
		if !sc.Good {
			bad++
		}
	}
	if bad != 1 {
		t.Errorf("%d wrong scans are kept, want 1", bad)
	}
}

func TestHowManyAScanCountsFor(t *testing.T) {
	for _, tc := range []struct {
		name string
		do   func(s *station)
		want data.Quantity
		stop bool
	}{
		{"one scan is one", func(s *station) { s.Scan("MUG", "") }, 1, false},
		{"six typed, then the scan", func(s *station) { s.Scan("MUG", "6") }, 6, false},
		{"six and Enter, then the scan", func(s *station) { s.Enter("6"); s.Scan("MUG", "") }, 6, false},
		{"six times, typed", func(s *station) { s.Enter("6*MUG") }, 6, false},
		{"a case of six", func(s *station) { s.Scan(apptest.CaseCode, "") }, 6, false},
		{"the quantity counts once", func(s *station) { s.Scan("MUG", "6"); s.Scan("MUG", "") }, 7, false},
		{"more than are left", func(s *station) { s.Scan("MUG", "9") }, 0, true},
		{"half a code in the field is no quantity", func(s *station) { s.Scan("MUG", "85123") }, 1, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			shop := apptest.New(t)
			sh := shop.Picked(t, apptest.Want{SKU: "MUG", Qty: 8})
			s := at(t, shop)
			s.Open(sh.Number)
			tc.do(s)
			s.expect(t, tc.name, tc.want, tc.stop)
		})
	}
}

func TestABoxClosesOnlyProvedOrForAReason(t *testing.T) {
	shop := apptest.New(t)
	sh := shop.Picked(t, apptest.Want{SKU: "MUG", Qty: 2}, apptest.Want{SKU: "CARD", Qty: 1})
	s := at(t, shop)
	s.Scan(sh.Number, "")
	s.Scan("MUG", "")
	s.Finish()
	if s.Asking == "" || s.On == nil {
		t.Fatalf("a box with a unit missing closed without a question: %+v", s.Says)
	}
	s.Override("  ")
	if s.Asking == "" {
		t.Fatal("blanks were taken for a reason")
	}
	s.Override("label of the mug is torn")
	if s.On != nil || s.Last.Number != sh.Number {
		t.Fatalf("the box did not close for a reason: %+v", s.Says)
	}
	if got := shop.ShipmentByID(t, sh.ID); got.PackOverride != "label of the mug is torn" || got.Stage != data.ShipmentPacked {
		t.Errorf("kept %q at stage %s", got.PackOverride, got.Stage)
	}
}

func TestWeightIsProved(t *testing.T) {
	shop := apptest.New(t)
	sh := shop.Picked(t, apptest.Want{SKU: "MUG", Qty: 2})
	s := at(t, shop)
	s.Scan(sh.Number, "")
	s.Scan("MUG", "2")
	s.Weigh("3 stone")
	s.Finish()
	if s.On == nil || s.WeighBad == "" {
		t.Fatal("a weight that can't be read was passed over")
	}
	s.Weigh("3.1 kg")
	s.Finish()
	if !strings.Contains(s.Asking, "weighs") {
		t.Fatalf("a box far too heavy closed: %+v", s.Says)
	}
	s.Leave()
	s.Weigh("720")
	s.Finish()
	if s.On != nil {
		t.Fatalf("a box of the right weight stayed open: %+v", s.Says)
	}
}

func TestScanningAlonePacksAnOrder(t *testing.T) {
	shop := apptest.New(t)
	sh := shop.Picked(t, apptest.Want{SKU: "LAMP", Qty: 1}, apptest.Want{SKU: "MUG", Qty: 1})
	other := shop.Picked(t, apptest.Want{SKU: "BOWL", Qty: 1})
	s := at(t, shop)
	if len(s.Waiting) != 2 {
		t.Fatalf("%d wait, want 2", len(s.Waiting))
	}
	s.Scan("LAMP", "") // opens the order that needs it, and counts
	s.expect(t, "an item on an empty bench", 1, false)
	s.Scan(other.Number, "")
	s.expect(t, "another order's label", 1, true)
	s.Enter("")
	s.Scan("MUG", "")
	if !s.On.Done() {
		t.Fatalf("not done: %+v", s.On)
	}
	s.Scan(sh.Number+"-1", "") // its own label closes the box
	if s.On != nil || s.Last.ID != sh.ID {
		t.Fatalf("its own label did not close the box: %+v", s.Says)
	}
	if got := shop.Printer.Titles(); len(got) != 2 {
		t.Errorf("printed %q, want a label and a slip", got)
	}
	if len(s.Waiting) != 1 {
		t.Errorf("%d wait, want 1", len(s.Waiting))
	}
	s.Unpack()
	if s.On == nil || s.On.Packed != 0 {
		t.Fatalf("unpacking did not bring it back: %+v", s.Says)
	}
}

func TestALabelThatNoLongerFitsStopsThePacking(t *testing.T) {
	shop := apptest.New(t)
	sh := shop.Picked(t, apptest.Want{SKU: "MUG", Qty: 1})
	s := at(t, shop)
	s.Scan(sh.Number, "")
	to := s.On.Order.ShipTo()
	to.Street1 = "13 Rose Lane"
	if err := shop.SetShipTo(t.Context(), anna(), data.NewOp("address", 1), sh.OrderID, to); err != nil {
		t.Fatal(err)
	}
	s.Scan("MUG", "")
	s.expect(t, "a scan with an old label", 0, true)
	s.Enter("")
	s.Leave()
	s.Scan(sh.Number, "")
	if s.On == nil || s.Blocked || s.Says.Word != "NEW LABEL FIRST" {
		t.Fatalf("put on the bench again it says %+v", s.Says)
	}
	s.MakeLabel()
	if s.Says.Word != "NEW LABEL" {
		t.Fatalf("after F9 it says %+v, %+v", s.Says, s.Notice)
	}
	s.Scan("MUG", "")
	s.expect(t, "a scan with the new label", 1, false)
}

// A box that is closed already gets its new label stuck over the old one, and
// is not opened for it.
func TestAClosedBoxGetsANewLabel(t *testing.T) {
	shop := apptest.New(t)
	sh := shop.Picked(t, apptest.Want{SKU: "MUG", Qty: 1})
	s := at(t, shop)
	s.Scan(sh.Number, "")
	to := s.On.Order.ShipTo()
	s.Scan("MUG", "")
	s.Finish()
	to.Street1 = "13 Rose Lane"
	if err := shop.SetShipTo(t.Context(), anna(), data.NewOp("address", 1), sh.OrderID, to); err != nil {
		t.Fatal(err)
	}
	s.Scan(sh.Number, "")
	s.MakeLabel()
	if now := shop.ShipmentByID(t, sh.ID); s.On != nil || s.Says.Word != "NEW LABEL" || now.Stage != data.ShipmentPacked || now.LabelPrints != 2 {
		t.Errorf("it says %+v, and the shipment is %s with %d labels", s.Says, now.Stage, now.LabelPrints)
	}
}

// slow is a bench whose writes the test holds back or breaks.
type slow struct {
	bench
	down bool
	ops  []string
}

func (b *slow) Scan(ctx context.Context, who data.Actor, op data.Op, shipment int64, scans []data.Scan) ([]data.ScanResult, error) {
	b.ops = append(b.ops, op.ID)
	if b.down {
		return nil, &data.Fault{Kind: data.KindUnavailable, Message: "the books are busy"}
	}
	return b.bench.Scan(ctx, who, op, shipment, scans)
}

func TestFastScansAreTakenInOrderAndNoneIsLost(t *testing.T) {
	shop := apptest.New(t)
	sh := shop.Picked(t, apptest.Want{SKU: "MUG", Qty: 5}, apptest.Want{SKU: "LAMP", Qty: 1})
	var later page.Manual
	s := newStation(shop, anna, later.Runner())
	for _, code := range []string{sh.Number, "MUG", "MUG", "NONSENSE", "LAMP", "MUG"} {
		s.Scan(code, "")
	}
	s.Finish() // nothing on the bench yet: means nothing
	later.Drain()
	s.expect(t, "the wrong one of six", 2, true)
	if s.Queued() != 2 {
		t.Fatalf("%d scans wait behind the wrong one, want 2", s.Queued())
	}
	s.Enter("")
	later.Drain()
	s.expect(t, "the rest", 4, false)
}

func TestBooksOutOfReachLoseNoScan(t *testing.T) {
	shop := apptest.New(t)
	sh := shop.Picked(t, apptest.Want{SKU: "MUG", Qty: 2})
	b := &slow{bench: shop}
	s := at(t, b)
	s.Scan(sh.Number, "")
	b.down = true
	s.Scan("MUG", "")
	s.expect(t, "books away", 0, true)
	if !s.Notice.Shown() {
		t.Error("nothing says so")
	}
	b.down = false
	s.Enter("")
	s.expect(t, "books back", 1, false)
	if len(b.ops) != 2 || b.ops[0] != b.ops[1] {
		t.Errorf("operations %q: the second try must be the same operation", b.ops)
	}
}

func TestPrinterOffDoesNotStopPacking(t *testing.T) {
	shop := apptest.New(t)
	sh := shop.Picked(t, apptest.Want{SKU: "MUG", Qty: 1})
	shop.Printer.Off = true
	s := at(t, shop)
	s.Scan(sh.Number, "")
	s.Scan("MUG", "")
	s.Enter("")
	if s.On != nil || !s.Notice.Shown() {
		t.Fatalf("on bench %v, notice %v", s.On != nil, s.Notice)
	}
	jobs, err := shop.PrintJobs(t.Context(), 10)
	if err != nil || len(jobs) != 2 {
		t.Errorf("%d jobs kept (%v), want 2", len(jobs), err)
	}
}

func TestBoxesFillInTheirOrder(t *testing.T) {
	b := &app.Bench{
		Parcels: []data.Parcel{{ID: 1, N: 1, BoxCode: "B4"}, {ID: 2, N: 2, BoxCode: "B1"}},
		Lines:   []data.ShipmentLinesRow{{ID: 7, SKU: "MUG", Kind: "stocked", Qty: 5, Picked: 5, Packed: 4}},
		Inside:  []data.ParcelLinesRow{{ParcelID: 1, ShipmentLineID: 7, Qty: 3}, {ParcelID: 2, ShipmentLineID: 7, Qty: 2}},
	}
	v := boxViews(b)
	if !v[0].Full || v[0].Now || v[1].Full || !v[1].Now || v[1].Lines[0].In != 1 {
		t.Errorf("boxes %+v: want the first full and one unit in the second", v)
	}
}

func TestEveryCommandOfPackingIsSound(t *testing.T) {
	shop := apptest.New(t)
	if err := at(t, shop).Commands().Check(); err != nil {
		t.Error(err)
	}
}

func TestSplit(t *testing.T) {
	for text, want := range map[string]struct {
		n    data.Quantity
		code string
	}{
		"6": {6, ""}, "999": {999, ""}, "1000": {0, "1000"}, "0": {0, "0"}, "85123A": {0, "85123A"},
		"6*85123A": {6, "85123A"}, "6 × MUG": {6, "MUG"}, "6*": {0, "6*"}, "10042-1": {0, "10042-1"}, "": {0, ""},
	} {
		if n, code := split(text); n != want.n || code != want.code {
			t.Errorf("%q: %d, %q; want %d, %q", text, n, code, want.n, want.code)
		}
	}
}
