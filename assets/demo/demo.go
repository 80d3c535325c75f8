// Package demo is a shop to try the program on: one busy week of a UK gift
// retailer, 5 to 9 December 2011, with its real products, prices, customers'
// numbers and order lines. Names, addresses, sizes, weights, barcodes, shelves,
// channels and stock are made up by rules; the README in this folder tells which
// is which, and gives the source's licence and credit.
//
// Each function reads one embedded file, once, and gives the same values every
// time. Money is pence, lengths mm, weights g, times UTC. The slices are
// shared: read them, do not change them.
package demo

import (
	"embed"
	"sync"
	"time"
)

//go:embed files/*.csv.gz files/ratecard.json
var files embed.FS

// Currency of all prices.
const Currency = "GBP"

// Product is one thing of the catalogue.
type Product struct {
	SKU      string
	Name     string
	Barcodes []string // the first is the usual one; none for some
	Price    int64    // pence, the most frequent of the year
	Cost     int64    // pence, made up
	Size     [3]int64 // mm, longest first, made up
	Weight   int64    // g, made up
	Sold     Sales
}

// Sales are the real sale lines of 1 December 2010 to 4 December 2011.
type Sales struct {
	Lines, Units int64
	Value        int64 // pence
}

// Customer has a real number and country; the rest is made up.
type Customer struct {
	Number   string // five digits, or W and the order for guests of the web shop
	Name     string
	Company  string
	Street   []string
	City     string
	Region   string
	Postcode string
	Country  string // ISO 3166-1, two letters
	Phone    string
	Email    string
	Orders   int64 // real, of the year up to the week
	Value    int64 // pence, real, less credits
}

// Kind says what a line that is no product is.
type Kind string

// The kinds of the source's other codes.
const (
	Postage  Kind = "postage"  // POST, DOT, C2, next day carriage
	Discount Kind = "discount" // D
	Manual   Kind = "manual"   // M, PADS: typed by hand
	Fee      Kind = "fee"      // AMAZONFEE, BANK CHARGES, CRUK, B
	Voucher  Kind = "voucher"  // GIFT_0001_nn
	Sample   Kind = "sample"   // S
)

// Line is so many of a product for a price each.
type Line struct {
	SKU      string
	Qty      int64  // negative on a credit
	Price    int64  // pence each
	Original string // on a credit: the order of the week it takes back, or ""
}

// Charge is an invoice line that is no product.
type Charge struct {
	Kind     Kind
	Code     string
	Qty      int64 // negative on a credit
	Price    int64 // pence each
	Original string
}

// Order is one real invoice of the week with goods on it.
type Order struct {
	Number   string
	Time     time.Time
	Customer string // "" for a sale over the counter
	Channel  string // phone, counter, web, etsy, ebay, amazon; made up
	Payment  string // card, cash, bank, terms, channel; made up
	Lines    []Line
	Charges  []Charge
}

// Postage is what the order paid for sending, pence.
func (o Order) Postage() int64 { return o.sum(Postage) }

// Discount is what was taken off, pence, as a positive number.
func (o Order) Discount() int64 { return -o.sum(Discount) }

// Total is what the order came to, pence.
func (o Order) Total() int64 {
	var t int64
	for _, l := range o.Lines {
		t += l.Qty * l.Price
	}
	for _, c := range o.Charges {
		t += c.Qty * c.Price
	}
	return t
}

func (o Order) sum(k Kind) int64 {
	var t int64
	for _, c := range o.Charges {
		if c.Kind == k {
			t += c.Qty * c.Price
		}
	}
	return t
}

// Credit is one real C invoice: money, and mostly goods, back.
type Credit struct {
	Number   string
	Time     time.Time
	Customer string
	Original string // the order of the week most of its lines take back, or ""
	Lines    []Line
	Charges  []Charge
}

// Bill is one real invoice without goods, such as bank charges.
type Bill struct {
	Number   string
	Time     time.Time
	Customer string
	Charges  []Charge
}

// Adjustment is a correction of the stock.
type Adjustment struct {
	Number string
	Time   time.Time
	SKU    string
	Qty    int64  // more (positive) or fewer
	Reason string // damaged, lost, found, miscounted, wrong product, channel stock, received, not said
	Note   string // what the staff wrote
}

// Location is a place on the made-up shop floor.
type Location struct {
	Code string
	Kind string // bin, packing, staging, receiving, quarantine, counter
}

// Stock is what lies in a bin on the morning of 5 December, made up.
type Stock struct {
	SKU      string
	Location string
	Book     int64 // what the records say
	Found    int64 // what is really there, as a picker would find it
}

var (
	products    = sync.OnceValues(func() ([]Product, error) { return readAll("products", 12, product) })
	customers   = sync.OnceValues(func() ([]Customer, error) { return readAll("customers", 13, customer) })
	adjustments = sync.OnceValues(func() ([]Adjustment, error) { return readAll("adjustments", 6, adjustment) })
	locations   = sync.OnceValues(func() ([]Location, error) { return readAll("locations", 2, location) })
	stock       = sync.OnceValues(func() ([]Stock, error) { return readAll("stock", 4, stockOf) })
	week        = sync.OnceValues(readWeek)
)

// Products is the catalogue, by SKU.
func Products() ([]Product, error) { return products() }

// Customers is everybody who bought in the year, by number, and the guests of
// the week's web orders.
func Customers() ([]Customer, error) { return customers() }

// Orders is the week's orders, in the order of time.
func Orders() ([]Order, error) {
	w, err := week()
	return w.orders, err
}

// Credits is the week's credits, in the order of time.
func Credits() ([]Credit, error) {
	w, err := week()
	return w.credits, err
}

// Bills is the week's invoices without goods, in the order of time.
func Bills() ([]Bill, error) {
	w, err := week()
	return w.bills, err
}

// Adjustments is the week's corrections of the stock, in the order of time.
func Adjustments() ([]Adjustment, error) { return adjustments() }

// Locations is the shop floor, by code.
func Locations() ([]Location, error) { return locations() }

// StockLevels is what lies where before the week begins.
func StockLevels() ([]Stock, error) { return stock() }

// RateCard is the example rate card as JSON, in the form of
// shipping.ReadRateCard. Its prices are made up.
func RateCard() ([]byte, error) { return files.ReadFile("files/ratecard.json") }
