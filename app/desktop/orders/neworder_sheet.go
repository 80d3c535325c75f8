package orders

import (
	"encoding/json"
	"fmt"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// Sheet is a phone order as far as it has been typed. It is what a draft keeps.
type Sheet struct {
	Caller    string       `json:"caller,omitempty"` // what was typed to find the caller, then the name
	Customer  int64        `json:"customer,omitempty"`
	Newcomer  *Newcomer    `json:"newcomer,omitempty"` // instead of Customer
	ShipTo    *data.ShipTo `json:"ship_to,omitempty"`  // another address than the customer's own
	KeepTo    bool         `json:"keep_to,omitempty"`  // ShipTo is theirs from now on
	Lines     []SheetLine  `json:"lines,omitempty"`
	Note      string       `json:"note,omitempty"`
	GiftNote  string       `json:"gift_note,omitempty"`
	Pay       PayWay       `json:"pay,omitempty"`
	Reference string       `json:"reference,omitempty"`
}

// Newcomer is a caller whom the shop does not know yet.
type Newcomer struct {
	Name     string `json:"name,omitempty"`
	Phone    string `json:"phone,omitempty"`
	Street   string `json:"street,omitempty"`
	Postcode string `json:"postcode,omitempty"`
	Town     string `json:"town,omitempty"`
}

// SheetLine is one product that the caller wants. While Product is 0 it is still
// being looked up by Wanted.
type SheetLine struct {
	Product int64         `json:"product,omitempty"`
	SKU     data.SKU      `json:"sku,omitempty"`
	Name    string        `json:"name,omitempty"`
	Wanted  string        `json:"wanted,omitempty"`
	Qty     data.Quantity `json:"qty"`
	Price   *data.Money   `json:"price,omitempty"` // overtyped; nil is the product's own
}

// PayWay is how the caller pays.
type PayWay string

// The ways to pay, in the order of their digits.
const (
	PayCard   PayWay = "card"
	PayCash   PayWay = "cash"
	PayTerms  PayWay = "terms"
	PayCheque PayWay = "cheque"
	PayBank   PayWay = "bank"
	PayLater  PayWay = "later"
)

// PayWays lists the ways to pay: the digit that chooses one is its place.
var PayWays = []PayWay{PayCard, PayCash, PayTerms, PayCheque, PayBank, PayLater}

// Title is the way as a button names it.
func (p PayWay) Title() string {
	switch p {
	case PayCard:
		return "Card"
	case PayCash:
		return "Cash"
	case PayTerms:
		return "On terms"
	case PayCheque:
		return "Cheque"
	case PayBank:
		return "Bank transfer"
	case PayLater:
		return "Not yet"
	}
	return ""
}

// NeedsReference says whether a reference or the last four digits are asked for.
func (p PayWay) NeedsReference() bool {
	return p == PayCard || p == PayCheque || p == PayBank
}

// Empty says that nothing worth keeping has been typed.
func (s Sheet) Empty() bool {
	return s.Customer == 0 && s.Newcomer == nil && len(s.Lines) == 0 && strings.TrimSpace(s.Note+s.GiftNote) == "" && s.ShipTo == nil
}

// Title is what a parked call is called: who and how much.
func (s Sheet) Title() string {
	who := s.Caller
	if s.Newcomer != nil && s.Newcomer.Name != "" {
		who = s.Newcomer.Name
	}
	if who == "" || data.LooksLikeCard(who) {
		who = "unknown caller"
	}
	return fmt.Sprintf("%s, %s", who, count(len(s.Lines), "line", "lines"))
}

// body is the sheet as a draft keeps it. What looks like a card number is left
// out: it is kept nowhere (domain 4.16).
func (s Sheet) body() (string, error) {
	clear := func(texts ...*string) {
		for _, t := range texts {
			if data.LooksLikeCard(*t) {
				*t = ""
			}
		}
	}
	clear(&s.Caller, &s.Note, &s.GiftNote, &s.Reference)
	if s.Newcomer != nil {
		n := *s.Newcomer
		clear(&n.Name, &n.Phone, &n.Street, &n.Postcode, &n.Town)
		s.Newcomer = &n
	}
	if s.ShipTo != nil {
		a := *s.ShipTo
		clear(&a.Name, &a.Company, &a.Street1, &a.Street2, &a.City, &a.Region, &a.Postcode)
		s.ShipTo = &a
	}
	s.Lines = append([]SheetLine(nil), s.Lines...)
	for i := range s.Lines {
		clear(&s.Lines[i].Wanted)
	}
	b, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("write the draft: %w", err)
	}
	return string(b), nil
}

// readSheet takes a draft apart. A draft of another program that cannot be read
// is an error, and left alone.
func readSheet(body string) (Sheet, error) {
	var s Sheet
	if err := json.Unmarshal([]byte(body), &s); err != nil {
		return Sheet{}, fmt.Errorf("read the draft: %w", err)
	}
	kept := s.Lines[:0]
	for _, l := range s.Lines {
		if l.Product > 0 && l.Qty > 0 {
			kept = append(kept, l)
		}
	}
	s.Lines = kept
	return s, nil
}

// request is the sheet as the use case takes it. Lines still being looked up
// are left out; at says which line of the sheet each line of the request is.
func (s Sheet) request() (req app.OrderRequest, at []int) {
	req = app.OrderRequest{CustomerID: s.Customer, Note: s.Note, GiftNote: s.GiftNote, OnTerms: s.Pay == PayTerms}
	if s.ShipTo != nil {
		to := *s.ShipTo // typed on while the request is worked on
		req.ShipTo, req.KeepAddress = &to, s.KeepTo && s.Customer > 0
	}
	if n := s.Newcomer; n != nil {
		req.CustomerID = 0
		req.NewCustomer = &app.NewCustomer{Name: n.Name, Phone: n.Phone, Address: data.ShipTo{Name: n.Name, Street1: n.Street, Postcode: strings.ToUpper(n.Postcode), City: n.Town, Phone: n.Phone}}
	}
	for i, l := range s.Lines {
		if l.Product == 0 {
			continue
		}
		req.Lines = append(req.Lines, app.LineRequest{ProductID: l.Product, Qty: l.Qty, Price: l.Price})
		at = append(at, i)
	}
	switch s.Pay {
	case PayCard, PayCash, PayCheque, PayBank:
		p := app.PaymentRequest{Method: string(s.Pay), Reference: s.Reference}
		if s.Pay == PayCard && lastFour(s.Reference) {
			p.Reference, p.Last4 = "", s.Reference
		}
		if s.Pay == PayCash {
			p.Reference = ""
		}
		req.Payment = &p
	}
	return req, at
}

func lastFour(s string) bool { return len(s) == 4 && data.Digits(s) == s }

// count says a number with its word: "1 line", "3 lines".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return page.FormatCount(int64(n)) + " " + many
}
