package demoday

import (
	"context"
	"errors"
	"fmt"
	"time"

	"packbench/app"
	"packbench/assets/demo"
	"packbench/data"
)

// count counts the bins that were short, and posts what was really there.
func (d *day) count(ctx context.Context) (int, string, string, error) {
	var counts []data.CountsPageRow
	if err := d.shop.Books().Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		counts, err = v.CountsPage(ctx, 1000)
		return err
	}); err != nil {
		return 0, "", "", err
	}
	places, differ := 0, 0
	for _, c := range counts {
		if c.PostedAt.Set() || c.CancelledAt.Set() {
			continue
		}
		n, diff, err := d.countOne(ctx, c.ID)
		if err != nil {
			return 0, "", "", fmt.Errorf("count %s: %w", c.Number, err)
		}
		places += n
		differ += diff
	}
	return places, "places", fmt.Sprintf("%d differed, each with its reason", differ), nil
}

func (d *day) countOne(ctx context.Context, id int64) (places, differ int, err error) {
	lines, err := d.countLines(ctx, id)
	if err != nil {
		return 0, 0, err
	}
	for _, l := range lines {
		if _, err := d.shop.EnterCount(ctx, d.who, data.NewOp("count", l.ID), l.ID, d.found[shelf{l.ProductID, l.LocationID}]); err != nil {
			return 0, 0, err
		}
	}
	if _, err := d.shop.FinishCounting(ctx, d.who, data.NewOp("finish counting", id), id, false); err != nil {
		return 0, 0, err
	}
	if lines, err = d.countLines(ctx, id); err != nil {
		return 0, 0, err
	}
	for _, l := range lines {
		if l.Counted == l.Expected+data.Quantity(l.Missing) {
			continue
		}
		differ++
		if err := d.shop.ExplainCount(ctx, d.who, data.NewOp("explain", l.ID), l.ID, "lost"); err != nil {
			return 0, 0, err
		}
	}
	_, err = d.shop.PostCount(ctx, d.who, data.NewOp("post count", id), id)
	return len(lines), differ, err
}

func (d *day) countLines(ctx context.Context, id int64) (lines []data.CountLinesRow, err error) {
	err = d.shop.Books().Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		lines, err = v.CountLines(ctx, id)
		return err
	})
	return lines, err
}

// receive brings in a delivery of what orders wait for, and puts it away where
// the product lies.
func (d *day) receive(ctx context.Context) (int, string, string, error) {
	type need struct {
		product, to int64
		qty         data.Quantity
	}
	var needs []need
	goods := make(map[int64]data.Quantity)
	if err := d.shop.Books().Read(ctx, func(ctx context.Context, v *data.View) error {
		for _, id := range d.orders {
			lines, err := v.OrderLines(ctx, id)
			if err != nil {
				return err
			}
			for _, l := range lines {
				if l.Kind == "stocked" && l.Backordered > 0 {
					goods[l.ProductID] += l.Backordered
				}
			}
		}
		for p, q := range goods {
			bins, err := v.BinsOf(ctx, p)
			if err != nil {
				return err
			}
			if len(bins) == 0 {
				delete(goods, p)
				continue
			}
			needs = append(needs, need{p, bins[0], q})
		}
		return nil
	}); err != nil {
		return 0, "", "", err
	}
	if len(needs) == 0 {
		return 0, "units", "nothing was waited for", nil
	}
	r, err := d.shop.Expect(ctx, d.who, data.NewOp("expect", goods), "Demo supplier", "morning van", time.Time{}, goods)
	if err != nil {
		return 0, "", "", err
	}
	units, filled := 0, 0
	for _, n := range needs {
		if err := d.shop.Receive(ctx, d.who, data.NewOp("receive", n), r.ID, n.product, n.qty); err != nil {
			return 0, "", "", err
		}
		f, err := d.shop.PutAway(ctx, d.who, data.NewOp("put away", n), r.ID, n.product, n.to, n.qty)
		if err != nil {
			return 0, "", "", err
		}
		units += int(n.qty)
		filled += f
	}
	return units, "units", fmt.Sprintf("%d waiting lines filled", filled), nil
}

// credit books the credits that take back orders of the day: goods come back,
// are inspected and restocked, and the money is refunded. Credits for orders
// from before the week stay with the shop that sold them.
func (d *day) credit(ctx context.Context) (int, string, string, error) {
	credits, err := demo.Credits()
	if err != nil {
		return 0, "", "", err
	}
	orders, err := demo.Orders()
	if err != nil {
		return 0, "", "", err
	}
	byNumber := make(map[string]int64)
	for i, id := range d.orders {
		byNumber[orders[i].Number] = id
	}
	done, elsewhere := 0, 0
	for _, c := range credits {
		id, ours := byNumber[c.Original]
		if !ours {
			elsewhere++
			continue
		}
		ok, err := d.creditOne(ctx, id, c)
		if err != nil {
			return 0, "", "", fmt.Errorf("credit %s: %w", c.Number, err)
		}
		if ok {
			done++
		}
	}
	return done, "credits", fmt.Sprintf("%d are of orders before or after the day", elsewhere), nil
}

func (d *day) creditOne(ctx context.Context, order int64, c demo.Credit) (bool, error) {
	o, err := d.shop.Order(ctx, order)
	if err != nil {
		return false, err
	}
	back := make(map[int64]data.Quantity)
	amount := data.Money(0)
	for _, l := range c.Lines {
		for _, ol := range o.Lines {
			if q := min(data.Quantity(-l.Qty), ol.Shipped-ol.Returned-back[ol.ID]); string(ol.SKU) == l.SKU && q > 0 {
				back[ol.ID] += q
				net := ol.Price.Times(q)
				amount += net + net.Percent(ol.TaxBp)
				break
			}
		}
	}
	if len(back) == 0 {
		return false, nil
	}
	r, err := d.shop.RequestReturn(ctx, d.who, data.NewOp("return", c.Number), order, "credit "+c.Number, back)
	if err != nil {
		return false, err
	}
	lines, bins, err := d.returnLines(ctx, r.ID)
	if err != nil {
		return false, err
	}
	in := make(map[int64]data.Quantity)
	var decisions []data.Decision
	for i, l := range lines {
		in[l.ID] = l.Qty
		if bins[i] > 0 {
			decisions = append(decisions, data.Decision{LineID: l.ID, Restock: l.Qty, To: bins[i]})
		} else {
			decisions = append(decisions, data.Decision{LineID: l.ID, Scrap: l.Qty})
		}
	}
	if err := d.shop.ReceiveReturn(ctx, d.who, data.NewOp("receive return", r.ID), r.ID, in); err != nil {
		return false, err
	}
	if err := d.shop.InspectReturn(ctx, d.who, data.NewOp("inspect return", r.ID), r.ID, decisions); err != nil {
		return false, err
	}
	if amount = min(amount, o.Order.Paid); amount <= 0 {
		return true, nil
	}
	return true, d.shop.RefundReturn(ctx, d.who, data.NewOp("refund", r.ID), r.ID, app.PaymentRequest{Method: "bank", Amount: amount, Reference: "credit " + c.Number})
}

func (d *day) returnLines(ctx context.Context, id int64) (lines []data.ReturnLinesRow, bins []int64, err error) {
	err = d.shop.Books().Read(ctx, func(ctx context.Context, v *data.View) error {
		if lines, err = v.ReturnLines(ctx, id); err != nil {
			return err
		}
		for _, l := range lines {
			b, err := v.BinsOf(ctx, l.ProductID)
			if err != nil {
				return err
			}
			if len(b) == 0 {
				b = []int64{0}
			}
			bins = append(bins, b[0])
		}
		return nil
	})
	return lines, bins, err
}

// adjust books the week's corrections of the stock: what the data calls a
// negative sale without a credit.
func (d *day) adjust(ctx context.Context) (int, string, string, error) {
	all, err := demo.Adjustments()
	if err != nil {
		return 0, "", "", err
	}
	done, refused := 0, 0
	for _, a := range all {
		var product, place int64
		if err := d.shop.Books().Read(ctx, func(ctx context.Context, v *data.View) error {
			p, err := v.ProductBySKU(ctx, data.SKU(a.SKU))
			if err != nil {
				return nil // a correction of what the shop does not sell is left out below
			}
			product = p.ID
			bins, err := v.BinsOf(ctx, p.ID)
			if err == nil && len(bins) > 0 {
				place = bins[0]
			}
			return err
		}); err != nil {
			return 0, "", "", err
		}
		if product == 0 || place == 0 || a.Qty == 0 {
			refused++
			continue
		}
		err := d.shop.Adjust(ctx, d.who, data.NewOp("adjust", a.Number), product, place, data.Quantity(a.Qty), a.Reason)
		var f *data.Fault
		switch {
		case errors.As(err, &f) && f.Kind == data.KindRefused:
			refused++
		case err != nil:
			return 0, "", "", fmt.Errorf("correction %s: %w", a.Number, err)
		default:
			done++
		}
	}
	return done, "corrections", fmt.Sprintf("%d refused: the place has not so many", refused), nil
}

// check proves the books.
func (d *day) check(ctx context.Context) (int, string, string, error) {
	found, err := d.shop.Books().Check(ctx)
	if err != nil {
		return 0, "", "", err
	}
	for _, f := range found {
		if f.Broken > 0 {
			return 0, "", "", fmt.Errorf("rule %s (%s) is broken %d times, first %s", f.Rule, f.Says, f.Broken, f.Sample)
		}
	}
	return len(found), "rules", "all hold", nil
}
