package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"packbench/app/shipping"
	"packbench/data"
)

// OrderRequest is an order as a person or a channel asks for it.
type OrderRequest struct {
	CustomerID  int64
	NewCustomer *NewCustomer // instead of CustomerID
	ShipTo      *data.ShipTo // nil: the customer's own address
	KeepAddress bool         // ShipTo is where this customer's orders go from now on
	Channel     string       // code of the channel; "" is the phone
	ExternalRef string
	Lines       []LineRequest
	Discount    data.Money
	Postage     *data.Money // nil: by the shop's rule
	Tax         *data.Money // nil: by the shop's rule; a channel's order brings its own
	OnTerms     bool
	Payment     *PaymentRequest
	Backorder   string // "wait", "part", "cancel"
	AcceptShort bool   // the caller knows what is missing
	Priority    int64
	Note        string
	GiftNote    string
	PlacedAt    time.Time // zero: now
	DraftID     int64     // the draft that this order was, to be dropped
}

// LineRequest is one product that is wanted.
type LineRequest struct {
	ProductID int64
	Qty       data.Quantity
	Price     *data.Money // nil: the product's price
}

// NewCustomer is a caller whom the shop meets for the first time.
type NewCustomer struct {
	Name, Company, Phone, Email string
	Address                     data.ShipTo
}

// Quote is an order worked out before it is placed: what each line costs and
// whether it is there, what the rules decided, and when it arrives.
type Quote struct {
	Lines    []QuoteLine
	Gifts    []QuoteLine
	Goods    data.Money
	Discount data.Money
	Postage  data.Money
	Tax      data.Money
	Total    data.Money
	Currency string
	Boxes    string // "B4" or "B4, 2 x B7"
	Weight   data.Grams
	Carrier  string
	Service  string
	Why      string // why this service
	Arrives  time.Time
	Trouble  string // what could not be decided
	Address  shipping.Result
	Warnings []string
}

// QuoteLine is one line of a Quote.
type QuoteLine struct {
	Product  data.Product
	Qty      data.Quantity
	Price    data.Money
	Have     data.Quantity // available now, before this order
	Limited  bool          // false: the product is not tracked
	Short    data.Quantity // wanted and not there, over all lines of this product
	Incoming data.Quantity // due from suppliers
	Due      time.Time     // when, zero where nobody knows
	GiftFor  int           // of a gift: the line that brought it, from 1; 0 for the whole order
}

// Short says whether anything of the order is missing.
func (q Quote) Short() bool {
	for _, l := range q.Lines {
		if l.Short > 0 {
			return true
		}
	}
	return false
}

// Doubtful says that the address lacks something and should be asked about.
func (q Quote) Doubtful() bool { return q.Address.Grade == shipping.Doubtful }

// Quote works an order out without placing it. It may be asked at every key.
func (s *Shop) Quote(ctx context.Context, req OrderRequest) (Quote, error) {
	var q Quote
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		d, err := s.draft(ctx, v, req)
		if err != nil {
			return err
		}
		q = d.quote
		q.Warnings, err = s.warnings(ctx, v, req)
		return err
	})
	return q, err
}

// draft is a request with everything worked out.
type draft struct {
	means
	customer data.Customer
	shipTo   data.ShipTo
	channel  data.Channel
	rules    []data.GiftRule
	quote    Quote
	plan     plan
	used     map[int64]data.Quantity // by product: what the lines so far ask of its stock
	goods    map[int64]data.Product  // that were read
}

func (s *Shop) draft(ctx context.Context, v *data.View, req OrderRequest) (draft, error) {
	d := draft{used: make(map[int64]data.Quantity), goods: make(map[int64]data.Product)}
	if err := s.readDraft(ctx, v, req, &d); err != nil {
		return d, err
	}
	if d.shipTo.Country == "" {
		d.shipTo.Country = d.profile.Country
	}
	if err := d.priceLines(ctx, v); err != nil {
		return d, err
	}
	if err := d.addGifts(ctx, v); err != nil {
		return d, err
	}
	if err := d.decide(ctx, v); err != nil {
		return d, err
	}
	d.total(req)
	return d, nil
}

// readDraft reads what every order needs, at once.
func (s *Shop) readDraft(ctx context.Context, v *data.View, req OrderRequest, d *draft) error {
	do := []func() error{func() (err error) {
		d.means, err = s.means(ctx, v)
		return err
	}, func() (err error) {
		d.channel, err = channel(ctx, v, req.Channel)
		return err
	}, func() error { return d.whoAndWhere(ctx, v, req) }, func() (err error) {
		if d.rules, err = v.GiftRules(ctx); err != nil {
			return fmt.Errorf("read the gift rules: %w", err)
		}
		return nil
	}}
	d.quote.Lines = make([]QuoteLine, len(req.Lines))
	for i, l := range req.Lines {
		do = append(do, func() (err error) {
			q := &d.quote.Lines[i]
			q.Product, q.Have, q.Limited, err = v.ForSale(ctx, l.ProductID)
			if data.Missing(err) {
				return data.Invalid("lines", "line %d: there is no such product", i+1)
			}
			q.Qty, q.Price = l.Qty, q.Product.Price
			if l.Price != nil {
				q.Price = *l.Price
			}
			return err
		})
	}
	return v.Together(ctx, do...)
}

func channel(ctx context.Context, v *data.View, code string) (data.Channel, error) {
	if code == "" {
		code = "phone"
	}
	c, err := v.ChannelByCode(ctx, code)
	if data.Missing(err) {
		return c, data.Invalid("channel", "there is no channel %q", code)
	}
	return c, err
}

func (d *draft) whoAndWhere(ctx context.Context, v *data.View, req OrderRequest) error {
	switch {
	case req.NewCustomer != nil:
		n := req.NewCustomer
		d.customer = data.Customer{Name: n.Name, Company: n.Company, Phone: n.Phone, Email: n.Email}
		d.shipTo = n.Address
		d.shipTo.Name, d.shipTo.Company, d.shipTo.Phone = n.Name, n.Company, n.Phone
	case req.CustomerID > 0:
		var saved []data.Address
		if err := v.Together(ctx, func() (err error) {
			d.customer, err = v.Customer(ctx, req.CustomerID)
			return data.IfMissing(err, "there is no customer %d", req.CustomerID)
		}, func() (err error) {
			if saved, err = v.AddressesOf(ctx, req.CustomerID); err != nil {
				return fmt.Errorf("read the addresses of the customer: %w", err)
			}
			return nil
		}); err != nil {
			return err
		}
		if len(saved) > 0 {
			d.shipTo = saved[0].ShipTo()
		} else {
			d.shipTo = data.ShipTo{Name: d.customer.Name, Company: d.customer.Company}
		}
	}
	if req.ShipTo != nil {
		d.shipTo = *req.ShipTo
	}
	return nil
}

func (d *draft) priceLines(ctx context.Context, v *data.View) error {
	for _, q := range d.quote.Lines {
		d.goods[q.Product.ID] = q.Product
		d.quote.Goods += q.Price.Times(q.Qty)
	}
	// Loose goods are promised before kits, which share their stock (domain 4.11).
	for _, kits := range []bool{false, true} {
		for i := range d.quote.Lines {
			if q := &d.quote.Lines[i]; q.Limited && (q.Product.Kind == "kit") == kits {
				if err := d.findShort(ctx, v, q); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// findShort says how much of a line is missing when the lines before it have
// had their share, and what is coming of it.
func (d *draft) findShort(ctx context.Context, v *data.View, q *QuoteLine) error {
	p := q.Product
	left := q.Have - d.used[p.ID]
	needs := map[int64]data.Quantity{p.ID: 1}
	if p.Kind == "kit" {
		parts, err := v.KitParts(ctx, p.ID)
		if err != nil {
			return fmt.Errorf("read the parts of %s: %w", p.SKU, err)
		}
		left, needs = q.Have, make(map[int64]data.Quantity, len(parts))
		for _, part := range parts {
			c, err := v.Product(ctx, part.ProductID)
			if err != nil {
				return fmt.Errorf("read part %s: %w", part.SKU, err)
			}
			have, _, err := v.Available(ctx, c)
			if err != nil {
				return err
			}
			left, needs[c.ID] = min(left, max(0, have-d.used[c.ID])/part.Qty), part.Qty
		}
	}
	for id, each := range needs {
		d.used[id] += each * q.Qty
	}
	q.Short = max(0, q.Qty-max(0, left))
	if q.Short == 0 {
		return nil
	}
	in, err := v.Incoming(ctx, p.ID)
	if err != nil {
		return fmt.Errorf("read what is coming of %s: %w", p.SKU, err)
	}
	q.Incoming, q.Due = data.Quantity(in.Qty), data.Instant(in.At).Time()
	return nil
}

// addGifts asks the gift rules. A gift is sent only where there is one.
func (d *draft) addGifts(ctx context.Context, v *data.View) error {
	orders := int64(0)
	if d.customer.ID > 0 && slices.ContainsFunc(d.rules, func(r data.GiftRule) bool { return r.NthOrder > 0 }) {
		var err error
		if orders, err = v.KeptOrders(ctx, d.customer.ID); err != nil {
			return fmt.Errorf("count the orders of %s: %w", d.customer.Name, err)
		}
	}
	for _, r := range d.rules {
		line, ok := d.triggers(r, orders+1)
		if !ok {
			continue
		}
		p, have, limited, err := v.ForSale(ctx, r.GiftProduct)
		if err != nil {
			return fmt.Errorf("read the gift of rule %s: %w", r.Name, err)
		}
		d.goods[p.ID] = p
		if !limited || have > d.used[p.ID] {
			d.used[p.ID]++
			d.quote.Gifts = append(d.quote.Gifts, QuoteLine{Product: p, Qty: 1, Have: have, Limited: limited, GiftFor: line})
		}
	}
	return nil
}

// triggers says whether the order brings a gift, and by which of its lines, from
// 1; 0 is the whole order.
func (d *draft) triggers(r data.GiftRule, nth int64) (line int, ok bool) {
	if d.quote.Goods < r.MinGoods || (r.NthOrder > 0 && nth%r.NthOrder != 0) {
		return 0, false
	}
	if r.TriggerProduct == 0 {
		return 0, len(d.quote.Lines) > 0
	}
	i := slices.IndexFunc(d.quote.Lines, func(l QuoteLine) bool { return l.Product.ID == r.TriggerProduct })
	return i + 1, i >= 0
}

// decide plans boxes and service for what can be sent now.
func (d *draft) decide(ctx context.Context, v *data.View) error {
	var want []planItem
	for _, l := range append(append([]QuoteLine(nil), d.quote.Lines...), d.quote.Gifts...) {
		items, err := d.explode(ctx, v, l.Product, max(0, l.Qty-l.Short))
		if err != nil {
			return err
		}
		want = append(want, items...)
	}
	tracked, _ := boxed(want)
	p := d.means.plan(v.Now(), d.shipTo, tracked)
	d.plan = p
	q := &d.quote
	q.Boxes, q.Weight, q.Carrier, q.Service, q.Why, q.Arrives, q.Trouble, q.Address = p.boxes(), p.weight(), p.quote.Carrier, p.quote.Name, p.why, p.quote.Arrives, p.trouble, p.address
	return nil
}

// explode gives what a product is packed as: itself, or the parts of a kit.
func (d *draft) explode(ctx context.Context, v *data.View, p data.Product, qty data.Quantity) ([]planItem, error) {
	if qty == 0 {
		return nil, nil
	}
	if p.Kind != "kit" {
		return []planItem{{product: p, qty: qty}}, nil
	}
	parts, err := v.KitParts(ctx, p.ID)
	if err != nil {
		return nil, fmt.Errorf("read the parts of %s: %w", p.SKU, err)
	}
	items := make([]planItem, 0, len(parts))
	for _, part := range parts {
		c, err := v.Product(ctx, part.ProductID)
		if err != nil {
			return nil, fmt.Errorf("read part %s: %w", part.SKU, err)
		}
		d.goods[c.ID] = c
		items = append(items, planItem{product: c, qty: qty * part.Qty})
	}
	return items, nil
}

// total adds postage and tax by the shop's rules, or takes the channel's own.
func (d *draft) total(req OrderRequest) {
	q := &d.quote
	q.Currency, q.Discount = d.profile.Currency, req.Discount
	switch {
	case req.Postage != nil:
		q.Postage = *req.Postage
	case d.profile.FreeFrom > 0 && q.Goods-q.Discount >= d.profile.FreeFrom:
		q.Postage = 0
	default:
		q.Postage = data.Money(d.plan.quote.Price)
	}
	switch {
	case req.Tax != nil:
		q.Tax = *req.Tax
	case d.shipTo.Country == d.profile.Country:
		q.Tax = d.tax()
	}
	q.Total = q.Goods - q.Discount + q.Postage + q.Tax
}

// tax adds each line's tax; a discount lowers every line's base by its share.
func (d *draft) tax() data.Money {
	byRate := make(map[int64]data.Money)
	for _, l := range d.quote.Lines {
		byRate[l.Product.TaxBp] += l.Price.Times(l.Qty)
	}
	tax := d.quote.Postage.Percent(d.profile.TaxBP)
	for rate, base := range byRate {
		if d.quote.Goods > 0 {
			base -= d.quote.Discount * base / d.quote.Goods
		}
		tax += base.Percent(rate)
	}
	return tax
}

// warnings are what a person should hear before placing: the same customer and
// goods within a day.
func (s *Shop) warnings(ctx context.Context, v *data.View, req OrderRequest) ([]string, error) {
	if req.CustomerID == 0 {
		return nil, nil
	}
	var out []string
	seen := make(map[int64]bool)
	same := make([][]data.SameGoodsRow, len(req.Lines))
	var do []func() error
	for i, l := range req.Lines {
		do = append(do, func() (err error) {
			if same[i], err = v.SameGoods(ctx, req.CustomerID, v.Now().Add(-24*time.Hour), l.ProductID); err != nil {
				return fmt.Errorf("look for double orders: %w", err)
			}
			return nil
		})
	}
	if err := v.Together(ctx, do...); err != nil {
		return nil, err
	}
	for _, o := range slices.Concat(same...) {
		if !seen[o.ID] {
			seen[o.ID] = true
			out = append(out, fmt.Sprintf("order %d of this customer has the same goods (%s ago)", o.Number, ago(v.Now().Time().Sub(o.PlacedAt.Time()))))
		}
	}
	return out, nil
}

// ago says how long something took in the largest unit that fits: "less than a
// minute", "1 minute", "3 hours".
func ago(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "less than a minute"
	case d < time.Hour:
		return number(int64(d.Minutes()), "minute", "minutes")
	}
	return number(int64(d.Hours()), "hour", "hours")
}

// number says how many there are of something: "1 minute", "2,000 orders".
func number(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(n) + " " + many
}
