package orders

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// taker is what a phone order asks the shop.
type taker interface {
	FindCallers(ctx context.Context, text string, limit int) ([]data.Customer, error)
	FindGoods(ctx context.Context, text string, limit int) ([]app.Goods, error)
	FindCode(ctx context.Context, code string) (app.Found, error)
	Goods(ctx context.Context, id int64) (app.Goods, error)
	Caller(ctx context.Context, id int64) (app.Caller, error)
	TownOf(ctx context.Context, postcode string) (string, error)
	Profile(ctx context.Context) (app.Profile, error)
	Quote(ctx context.Context, req app.OrderRequest) (app.Quote, error)
	PlaceOrder(ctx context.Context, who data.Actor, op data.Op, req app.OrderRequest) (app.Placed, error)
	PrintShipment(ctx context.Context, who data.Actor, op data.Op, shipment int64) (data.Shipment, error)
	PrintPlaced(ctx context.Context, who data.Actor, shipment int64) (app.Queued, error)
	UndoOp(ctx context.Context, who data.Actor, op data.Op) (app.Undone, error)
	SaveDraft(ctx context.Context, who data.Actor, d data.Draft) (int64, error)
	DropDraft(ctx context.Context, who data.Actor, id int64) error
	Drafts(ctx context.Context, who data.Actor) ([]data.Draft, error)
	Watch(fn func(data.Changed)) (stop func())
	Now(p app.Profile) time.Time
}

// Taken is an order that was just placed: what the caller is told.
type Taken struct {
	app.Placed
	Name    string
	Arrives string
	Papers  string // what became of slip and label, "" where nothing is printed
	queued  bool   // some of it went to a printer
	op      data.Op
	sheet   Sheet
}

// NewOrder is the page on which a phone order is typed. Every method is called
// on the window's goroutine.
type NewOrder struct {
	OnChange func()

	Sheet  Sheet
	Spot   Spot
	Line   int         // which line AtQty and AtPrice mean
	Known  *app.Caller // the caller, once found
	Quote  app.Quote   // what the rules decided, of the lines in quoteAt
	Wrong  map[Spot]string
	Notice *page.Notice
	Taken  *Taken // the order just placed
	Parked []data.Draft

	shop    taker
	who     func() data.Actor
	run     page.Runner
	desk    page.Desk
	profile app.Profile

	op      data.Op
	quoteAt []int // the sheet's line of each line of Quote
	short   bool  // the person has been told what is missing
	placing bool
	closed  bool
	stop    func()
	stale   *page.Burst

	callers    finds[data.Customer]
	items      finds[app.Goods]
	ItemText   string
	AskCallers func() // the view's question has answers
	AskItems   func()

	loadingCaller, quoting, towns, opening page.Latest
	draft                                  draftKeeper
}

// NewNewOrder makes the page. desk and run may be a test's.
func NewNewOrder(shop taker, who func() data.Actor, desk page.Desk) *NewOrder {
	m := &NewOrder{shop: shop, who: who, run: desk.Runner(), desk: desk, OnChange: func() {},
		AskCallers: func() {}, AskItems: func() {}, profile: app.DefaultProfile()}
	m.draft.order = m
	m.reset()
	return m
}

// reset begins an empty order.
func (m *NewOrder) reset() {
	m.Sheet, m.Known, m.Quote, m.quoteAt = Sheet{}, nil, app.Quote{}, nil
	m.Spot, m.Line, m.short, m.ItemText = AtCaller, 0, false, ""
	m.Wrong, m.Notice = map[Spot]string{}, nil
	m.op = data.NewOp("place order", nil)
	m.callers, m.items = finds[data.Customer]{}, finds[app.Goods]{}
	m.quoting.Cancel()
	m.loadingCaller.Cancel()
	m.draft.forget()
}

// opened is what the page reads when it is shown.
type opened struct {
	profile app.Profile
	drafts  []data.Draft
}

// Open loads what was typed when the program last ended, and the parked calls.
// customer, if not 0, starts an order for that customer; an order that was
// being typed is parked then.
func (m *NewOrder) Open(customer int64) {
	m.stale = page.NewBurst(m.run, page.BurstWait, func() { m.quote(); m.changed() })
	m.stop = m.shop.Watch(func(c data.Changed) {
		if len(c.Entities["stock"]) > 0 || len(c.Entities["product"]) > 0 || len(c.Entities["receipt"]) > 0 {
			m.stale.Poke()
		}
	})
	who := m.who()
	page.Load(m.run, &m.opening, page.Patience, func(ctx context.Context) (o opened, err error) {
		if o.profile, err = m.shop.Profile(ctx); err != nil {
			return o, err
		}
		o.drafts, err = m.shop.Drafts(ctx, who)
		return o, err
	}, func(o opened, err error) {
		if err != nil {
			m.Notice = page.Explain("open the order desk", err, func() { m.Open(customer) })
			m.changed()
			return
		}
		m.profile = o.profile
		m.takeDrafts(o.drafts, customer)
		m.changed()
	})
}

// Close ends the page: what was typed is kept.
func (m *NewOrder) Close() {
	m.closed = true
	m.draft.now()
	if m.stop != nil {
		m.stop()
	}
	if m.stale != nil {
		m.stale.Close()
	}
	m.opening.Cancel()
	m.quoting.Cancel()
	m.callers.latest.Cancel()
	m.items.latest.Cancel()
	m.loadingCaller.Cancel()
	m.towns.Cancel()
}

// Reload works the order out again.
func (m *NewOrder) Reload() {
	m.quote()
	m.changed()
}

func (m *NewOrder) changed() {
	if !m.closed {
		m.OnChange()
	}
}

// touched is called for everything that is typed: it is kept in the draft.
func (m *NewOrder) touched() {
	m.draft.touch()
	m.changed()
}

// Go moves the keyboard to a spot.
func (m *NewOrder) Go(to Spot) {
	m.Spot = to
	m.changed()
}

// At is told that the person put the keyboard somewhere with Tab or the mouse.
func (m *NewOrder) At(spot Spot) {
	if spot != m.Spot {
		m.Go(spot)
	}
}

// Escape goes back one step and loses nothing. It reports whether there was a
// step.
func (m *NewOrder) Escape() bool {
	to := AtCaller
	switch m.Spot {
	case AtCaller:
		return false
	case AtItem:
		if m.ItemText != "" {
			m.ItemText = ""
			m.items.latest.Cancel()
			m.changed()
			return true
		}
		if m.Sheet.Newcomer != nil {
			to = AtTown
		}
	case AtPhone, AtStreet, AtPostcode, AtTown:
		to = m.Spot - 1
	case AtName:
		// What was typed to find them is still in the caller's field.
	case AtReference:
		to = AtPay
	default: // a way round: quantity, address, notes, paying, reading back
		to = AtItem
		m.dropSameAddress()
	}
	m.Spot = to
	m.changed()
	return true
}

// dropSameAddress forgets an address of its own that is the customer's.
func (m *NewOrder) dropSameAddress() {
	if to := m.Sheet.ShipTo; to != nil && m.Known != nil && len(m.Known.Addresses) > 0 && *to == m.Known.Addresses[0].ShipTo() {
		m.Sheet.ShipTo, m.Sheet.KeepTo = nil, false
		m.draft.touch()
	}
}

// Text is what stands in a field.
func (m *NewOrder) Text(spot Spot) string {
	if p := m.text(spot); p != nil {
		return *p
	}
	return ""
}

func (m *NewOrder) text(spot Spot) *string {
	s := &m.Sheet
	switch spot {
	case AtNote:
		return &s.Note
	case AtGift:
		return &s.GiftNote
	case AtReference:
		return &s.Reference
	}
	if n := s.Newcomer; n != nil {
		switch spot {
		case AtName:
			return &n.Name
		case AtPhone:
			return &n.Phone
		case AtStreet:
			return &n.Street
		case AtPostcode:
			return &n.Postcode
		case AtTown:
			return &n.Town
		}
	}
	if a := s.ShipTo; a != nil {
		switch spot {
		case AtShipName:
			return &a.Name
		case AtShipCompany:
			return &a.Company
		case AtShipStreet:
			return &a.Street1
		case AtShipStreet2:
			return &a.Street2
		case AtShipPostcode:
			return &a.Postcode
		case AtShipTown:
			return &a.City
		case AtShipRegion:
			return &a.Region
		case AtShipCountry:
			return &a.Country
		}
	}
	return nil
}

// SetText takes what was typed into a field. What looks like a card number is
// refused where it stands, before anything is kept.
func (m *NewOrder) SetText(spot Spot, text string) {
	p := m.text(spot)
	if p == nil || *p == text {
		return
	}
	*p = text
	delete(m.Wrong, spot)
	if data.LooksLikeCard(text) {
		m.Wrong[spot] = "a card number is never kept: write the last four digits"
	}
	switch spot {
	case AtPostcode:
		m.lookUpTown(text)
		m.quote()
	case AtStreet, AtTown, AtShipStreet, AtShipPostcode, AtShipTown, AtShipCountry:
		m.quote()
	}
	m.touched()
}

// Enter moves on from a field of text.
func (m *NewOrder) Enter() {
	if m.Wrong[m.Spot] != "" {
		m.changed()
		return
	}
	switch m.Spot {
	case AtName, AtPhone, AtStreet, AtPostcode, AtTown:
		m.Go(m.nextOf(newcomerSpots, AtItem, true))
	case AtShipName, AtShipCompany, AtShipStreet, AtShipStreet2, AtShipPostcode, AtShipTown, AtShipRegion, AtShipCountry:
		if m.Spot == AtShipCountry {
			m.Sheet.ShipTo.Country = strings.ToUpper(strings.TrimSpace(m.Sheet.ShipTo.Country))
		}
		next := m.nextOf(shipSpots, AtItem, false)
		if next == AtItem {
			m.dropSameAddress()
		}
		m.quote()
		m.Go(next)
	case AtNote:
		m.Go(AtGift)
	case AtGift:
		m.Go(AtItem)
	case AtReference:
		m.payDone()
	}
}

// nextOf is the spot after the present one; with skip, the first that is still
// empty.
func (m *NewOrder) nextOf(form []Spot, last Spot, skip bool) Spot {
	for i, s := range form {
		if s != m.Spot {
			continue
		}
		for _, next := range form[i+1:] {
			if !skip || strings.TrimSpace(m.Text(next)) == "" {
				return next
			}
		}
	}
	return last
}

// EditAddress begins to change where the order goes, in place.
func (m *NewOrder) EditAddress() {
	switch {
	case m.Sheet.ShipTo != nil:
	case m.Sheet.Newcomer != nil:
		m.Go(AtStreet)
		return
	case m.Known != nil:
		a := data.ShipTo{Name: m.Known.Customer.Name, Company: m.Known.Customer.Company, Phone: m.Known.Customer.Phone, Country: m.profile.Country}
		if len(m.Known.Addresses) > 0 {
			a = m.Known.Addresses[0].ShipTo()
		}
		m.Sheet.ShipTo = &a
	default:
		m.Wrong[AtCaller] = "find the caller first"
		m.Go(AtCaller)
		return
	}
	m.draft.touch()
	m.Go(AtShipStreet)
}

// KeepAddress says whether the address that was typed is the caller's from now
// on.
func (m *NewOrder) KeepAddress(on bool) {
	if m.Sheet.KeepTo != on {
		m.Sheet.KeepTo = on
		m.touched()
	}
}

// CanKeepAddress reports whether there is somebody to keep the address for.
func (m *NewOrder) CanKeepAddress() bool { return m.Sheet.ShipTo != nil && m.Known != nil }

// Address is where the order goes, as far as is known.
func (m *NewOrder) Address() data.ShipTo {
	switch s := m.Sheet; {
	case s.ShipTo != nil:
		return *s.ShipTo
	case s.Newcomer != nil:
		return data.ShipTo{Name: s.Newcomer.Name, Street1: s.Newcomer.Street, Postcode: s.Newcomer.Postcode, City: s.Newcomer.Town}
	case m.Known != nil && len(m.Known.Addresses) > 0:
		return m.Known.Addresses[0].ShipTo()
	}
	return data.ShipTo{}
}

// Day shows a day in the shop's zone as it is said on the phone: "Thu 4 Dec".
func (m *NewOrder) Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(m.profile.Zone()).Format("Mon 2 Jan")
}

// quote asks the rules what they make of the order.
func (m *NewOrder) quote() {
	req, at := m.Sheet.request()
	if len(req.Lines) == 0 {
		m.quoting.Cancel()
		m.Quote, m.quoteAt = app.Quote{Currency: m.profile.Currency}, nil
		return
	}
	page.Load(m.run, &m.quoting, page.Patience, func(ctx context.Context) (app.Quote, error) {
		return m.shop.Quote(ctx, req)
	}, func(q app.Quote, err error) {
		if err != nil {
			m.fail("work the order out", err, m.Reload)
			return
		}
		m.Quote, m.quoteAt = q, at
		m.changed()
	})
}

// Quoting reports whether the figures shown are being worked out again.
func (m *NewOrder) Quoting() bool { return m.quoting.Running() }

// QuoteLine is what the rules made of a line of the sheet.
func (m *NewOrder) QuoteLine(line int) (app.QuoteLine, bool) {
	for q, at := range m.quoteAt {
		if at == line && q < len(m.Quote.Lines) && line < len(m.Sheet.Lines) && m.Quote.Lines[q].Product.ID == m.Sheet.Lines[line].Product {
			return m.Quote.Lines[q], true
		}
	}
	return app.QuoteLine{}, false
}

// fail shows an error where it belongs: at its field, or across the page.
func (m *NewOrder) fail(doing string, err error, retry func()) {
	var f *data.Fault
	if errors.As(err, &f) && f.Kind == data.KindInvalid {
		if spot, ok := fieldSpot(f.Field, m.Sheet.Newcomer != nil, m.Sheet.ShipTo != nil); ok {
			says := f.Message
			if f.Hint != "" {
				says = fmt.Sprintf("%s: %s", f.Message, f.Hint)
			}
			m.Wrong[spot] = says
			if spot == AtItem {
				m.Notice = &page.Notice{State: page.Bad, Title: says}
			}
			m.Go(spot)
			return
		}
	}
	m.Notice = page.Explain(doing, err, retry)
	m.changed()
}
