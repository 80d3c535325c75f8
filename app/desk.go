package app

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"time"

	"packbench/data"
)

// Goods is a product as a desk finds it while a customer talks: its price, what
// can be promised now, and what is coming where that is not much.
type Goods struct {
	Product  data.Product
	Have     data.Quantity
	Limited  bool // false: the product is not tracked
	Incoming data.Quantity
	Due      time.Time // when, zero where nobody knows
}

// scarce is how few units of a product make a desk want to know what comes.
const scarce = 10

// searchWide is how many finds are read to rank the best of them.
const searchWide = 60

// FindGoods finds products by any part of name, SKU or barcode, best first: the
// very code, then SKUs and names that begin so, then any part. At most limit.
func (s *Shop) FindGoods(ctx context.Context, text string, limit int) ([]Goods, error) {
	var out []Goods
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		ids, err := goodsIDs(ctx, v, strings.TrimSpace(text), limit)
		if err != nil {
			return err
		}
		out = make([]Goods, len(ids))
		var do []func() error
		for i, id := range ids {
			do = append(do, func() (err error) {
				out[i], err = goods(ctx, v, id)
				return err
			})
		}
		return v.Together(ctx, do...)
	})
	return out, err
}

// Goods reads one product as FindGoods gives it.
func (s *Shop) Goods(ctx context.Context, id int64) (Goods, error) {
	var g Goods
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		g, err = goods(ctx, v, id)
		return err
	})
	return g, err
}

func goodsIDs(ctx context.Context, v *data.View, text string, limit int) ([]int64, error) {
	if text == "" {
		return nil, nil
	}
	var ids []int64
	exact, _, err := v.ProductByCode(ctx, text)
	if err == nil && !exact.ArchivedAt.Set() {
		ids = append(ids, exact.ID)
	}
	hits, err := v.Search(ctx, "product", text, searchWide)
	if err != nil {
		return nil, err
	}
	rank(hits, text)
	for _, h := range hits {
		if len(ids) < limit && (len(ids) == 0 || h.ID != ids[0]) {
			ids = append(ids, h.ID)
		}
	}
	return ids, nil
}

func goods(ctx context.Context, v *data.View, id int64) (Goods, error) {
	p, have, limited, err := v.ForSale(ctx, id)
	if err != nil {
		return Goods{}, data.IfMissing(err, "there is no product %d", id)
	}
	g := Goods{Product: p, Have: have, Limited: limited}
	if g.Limited && g.Have < scarce {
		in, err := v.Incoming(ctx, id)
		if err != nil {
			return g, fmt.Errorf("read what is coming of %s: %w", p.SKU, err)
		}
		g.Incoming, g.Due = data.Quantity(in.Qty), data.Instant(in.At).Time()
	}
	return g, nil
}

// rank puts finds whose code, name or a word of it begins with the text first.
func rank(hits []data.Hit, text string) {
	text = strings.ToLower(text)
	score := func(h data.Hit) int {
		title, detail := strings.ToLower(h.Title), strings.ToLower(h.Detail)
		switch {
		case title == text || detail == text:
			return 0
		case strings.HasPrefix(detail, text):
			return 1
		case strings.HasPrefix(title, text):
			return 2
		case strings.Contains(" "+title, " "+text):
			return 3
		}
		return 4
	}
	sort.SliceStable(hits, func(i, j int) bool {
		a, b := score(hits[i]), score(hits[j])
		if a != b {
			return a < b
		}
		return hits[i].Title < hits[j].Title
	})
}

// FindCallers finds customers by any part of name, number, phone or postcode,
// best first: those whose phone ends in what was typed, then names that begin
// so. At most limit.
func (s *Shop) FindCallers(ctx context.Context, text string, limit int) ([]data.Customer, error) {
	var out []data.Customer
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		hits, err := v.Search(ctx, "customer", text, searchWide)
		if err != nil {
			return err
		}
		rank(hits, strings.TrimSpace(text))
		found := make([]data.Customer, 0, len(hits))
		for _, h := range hits {
			c, err := v.Customer(ctx, h.ID)
			if err != nil {
				return fmt.Errorf("read customer %d: %w", h.ID, err)
			}
			found = append(found, c)
		}
		if d := data.Digits(text); d != "" {
			sort.SliceStable(found, func(i, j int) bool {
				return strings.HasSuffix(found[i].PhoneDigits, d) && !strings.HasSuffix(found[j].PhoneDigits, d)
			})
		}
		out = found[:min(len(found), limit)]
		return nil
	})
	return out, err
}

// TownOf says which town the shop's customers at a postcode live in, so that it
// need not be typed twice; "" where nobody does.
func (s *Shop) TownOf(ctx context.Context, postcode string) (string, error) {
	town := ""
	plain := strings.ReplaceAll(strings.TrimSpace(postcode), " ", "")
	if len(plain) < 4 {
		return "", nil
	}
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		hits, err := v.Search(ctx, "customer", plain, 5)
		if err != nil {
			return err
		}
		for _, h := range hits {
			saved, err := v.AddressesOf(ctx, h.ID)
			if err != nil {
				return fmt.Errorf("read the addresses of %s: %w", h.Title, err)
			}
			for _, a := range saved {
				if strings.EqualFold(strings.ReplaceAll(a.Postcode, " ", ""), plain) && a.City != "" {
					town = a.City
					return nil
				}
			}
		}
		return nil
	})
	return town, err
}

// UndoOp takes back what was done under an operation's own id: what the Undo of
// a toast means, whatever was done since.
func (s *Shop) UndoOp(ctx context.Context, who data.Actor, op data.Op) (Undone, error) {
	var done data.Operation
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		if done, err = v.OperationByOpID(ctx, op.ID); err != nil {
			return data.IfMissing(err, "there is nothing to undo")
		}
		return nil
	})
	if err != nil {
		return Undone{}, err
	}
	return s.Undo(ctx, who, done.ID)
}
