package data

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Money is an amount in minor units (pence, cents) of an ISO 4217 currency
// that the record names beside it.
type Money int64

// String shows the amount with two decimals and no currency: "12.50".
func (m Money) String() string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	return fmt.Sprintf("%s%d.%02d", sign, int64(m)/100, int64(m)%100)
}

// In shows the amount as people read it, with its thousands apart and its
// currency's sign where there is one: "£1,234.50", "12.50 CHF". Lists for other
// programs take String.
func (m Money) In(currency string) string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	text := m.String()
	for at := len(text) - len(".00") - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	if s, ok := currencySigns[currency]; ok {
		return sign + s + text
	}
	return strings.TrimSuffix(sign+text+" "+currency, " ")
}

var currencySigns = map[string]string{"GBP": "£", "EUR": "€", "USD": "$"}

// Percent gives bp ten-thousandths of m, half a unit rounded away from zero.
func (m Money) Percent(bp int64) Money {
	p := int64(m) * bp
	if p < 0 {
		return Money((p - 5000) / 10000)
	}
	return Money((p + 5000) / 10000)
}

// Times gives the price of q units.
func (m Money) Times(q Quantity) Money { return m * Money(q) }

// ParseMoney reads an amount as people type it: "12", "12.5", "£12.50",
// "1,234.50".
func ParseMoney(field, text string) (Money, error) {
	t, sign := strings.TrimSpace(text), Money(1)
	if after, ok := strings.CutPrefix(t, "-"); ok {
		t, sign = after, -1
	}
	t = strings.Trim(t, "£€$ ")
	if after, ok := strings.CutPrefix(t, "-"); ok && sign > 0 {
		t, sign = after, -1
	}
	whole, cents, _ := strings.Cut(t, ".")
	if whole == "" {
		whole = "0"
	}
	w, err := strconv.ParseUint(strings.ReplaceAll(whole, ",", ""), 10, 40)
	if err != nil || len(cents) > 2 || t == "" || t == "." || !thousands(whole) {
		return 0, Invalid(field, "%q is not an amount of money: write it like 12.50", text)
	}
	var c uint64
	if cents != "" {
		if c, err = strconv.ParseUint((cents + "0")[:2], 10, 8); err != nil {
			return 0, Invalid(field, "%q is not an amount of money: write it like 12.50", text)
		}
	}
	return sign * Money(w*100+c), nil
}

// thousands says whether commas, if any, set thousands apart. Elsewhere they
// are slips, or the decimals of another country: "12,50" is not 1250.
func thousands(whole string) bool {
	groups := strings.Split(whole, ",")
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && len(groups) > 1 && (len(g) == 0 || len(g) > 3) {
			return false
		}
	}
	return true
}

// Quantity counts units of a product.
type Quantity int64

// ParseQuantity reads a whole number of units, at least one.
func ParseQuantity(field, text string) (Quantity, error) {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 32)
	if err != nil || n < 1 {
		return 0, Invalid(field, "%q is not a number of units: write a whole number, 1 or more", text)
	}
	return Quantity(n), nil
}

// Millimetres is a length.
type Millimetres int64

// Grams is a weight.
type Grams int64

// String shows grams below a kilogram and kilograms above: "420 g", "1.25 kg".
func (g Grams) String() string {
	if g < 1000 {
		return fmt.Sprintf("%d g", int64(g))
	}
	return fmt.Sprintf("%.2f kg", float64(g)/1000)
}

// SKU is the shop's own code for a product.
type SKU string

// ParseSKU refuses codes that a Code 128 label could not carry: anything but
// printable ASCII, at most 40 characters, no spaces at the ends.
func ParseSKU(text string) (SKU, error) {
	t := strings.TrimSpace(text)
	if t == "" {
		return "", Invalid("sku", "a product needs a SKU")
	}
	if len(t) > 40 {
		return "", Invalid("sku", "SKU %q is longer than 40 characters", t)
	}
	for _, r := range t {
		if r < 32 || r > 126 {
			return "", Invalid("sku", "SKU %q holds %q: use letters, digits and signs that a bar code can carry", t, r)
		}
	}
	return SKU(t), nil
}

// Instant is a moment in microseconds UTC since 1970; 0 means "not yet".
type Instant int64

// At gives the Instant of t.
func At(t time.Time) Instant {
	if t.IsZero() {
		return 0
	}
	return Instant(t.UnixMicro())
}

// Time gives the moment in UTC, or the zero time for "not yet".
func (i Instant) Time() time.Time {
	if i == 0 {
		return time.Time{}
	}
	return time.UnixMicro(int64(i)).UTC()
}

// Add moves the moment by d.
func (i Instant) Add(d time.Duration) Instant { return i + Instant(d.Microseconds()) }

// Set says that the moment has come or is known.
func (i Instant) Set() bool { return i != 0 }

// OrderStage says where an order stands, worked out from the facts by
// Order stages in order.go; the column is a cache.
type OrderStage string

// The stages of an order, in the order in which a shop meets them.
const (
	OnHold       OrderStage = "on hold"
	Unpaid       OrderStage = "unpaid"
	BadAddress   OrderStage = "address"
	Backordered  OrderStage = "backorder"
	Ready        OrderStage = "ready"
	Released     OrderStage = "released"
	Picking      OrderStage = "picking"
	Packing      OrderStage = "packing"
	Packed       OrderStage = "packed"
	Closed       OrderStage = "closed"
	CancelledOut OrderStage = "cancelled"
)

// ShipmentStage says where a shipment stands, worked out from its facts.
type ShipmentStage string

// The stages of a shipment (domain 3).
const (
	ShipmentPlanned    ShipmentStage = "planned"
	ShipmentChecked    ShipmentStage = "address checked"
	ShipmentLabelled   ShipmentStage = "labelled"
	ShipmentReleased   ShipmentStage = "released"
	ShipmentPicking    ShipmentStage = "picking"
	ShipmentPicked     ShipmentStage = "picked"
	ShipmentPacked     ShipmentStage = "packed"
	ShipmentHandedOver ShipmentStage = "handed over"
	ShipmentDelivered  ShipmentStage = "delivered"
	ShipmentVoided     ShipmentStage = "voided"
)

// PayStatus says how an order stands with its money (domain 3).
type PayStatus string

// The payment statuses.
const (
	PayUnpaid     PayStatus = "unpaid"
	PayPart       PayStatus = "part paid"
	PayAuthorised PayStatus = "authorised"
	PayPaid       PayStatus = "paid"
	PayOver       PayStatus = "overpaid"
	PayTerms      PayStatus = "on terms"
	PayRefunded   PayStatus = "refunded"
	PayRefundDue  PayStatus = "refund due"
)
