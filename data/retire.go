package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Records that came with a list by mistake are taken out of use, and come back
// when another list, or a person, brings them again.

// takenBack is how the history of a record ends that was taken out of use so.
const takenBack = "taken back"

// TakenBack says whether a record ("product", "customer", "location", "box") was
// taken out of use as a mistake and not been brought in again since.
func (v *View) TakenBack(ctx context.Context, entity string, id int64) (bool, error) {
	last, err := v.lastAction(ctx, entity, id)
	if err != nil && !Missing(err) {
		return false, fmt.Errorf("read the history of %s %d: %w", entity, id, err)
	}
	return last == takenBack, nil
}

// uses name one thing that a record is needed for, "" for none.
var uses = map[string]string{
	"product": `SELECT COALESCE(
		(SELECT 'on order ' || MIN(o.number) FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE l.product_id = $1),
		(SELECT 'part of kit ' || MIN(p.sku) FROM kit_parts k JOIN products p ON p.id = k.kit_id WHERE k.product_id = $1),
		(SELECT 'on delivery ' || MIN(r.number) FROM receipt_lines l JOIN receipts r ON r.id = l.receipt_id WHERE l.product_id = $1),
		(SELECT 'sold through ' || MIN(c.name) FROM listings l JOIN channels c ON c.id = l.channel_id WHERE l.product_id = $1),
		(SELECT 'named by gift rule ' || MIN(g.name) FROM gift_rules g WHERE g.active AND (g.gift_product = $1 OR g.trigger_product = $1)), '')`,
	"customer": `SELECT COALESCE((SELECT 'has order ' || MIN(o.number) FROM orders o WHERE o.customer_id = $1), '')`,
	"location": `SELECT COALESCE(
		(SELECT 'holds ' || MIN(p.sku) FROM balances b JOIN products p ON p.id = b.product_id WHERE b.location_id = $1 AND b.on_hand > 0),
		(SELECT 'to be counted by ' || MIN(c.number) FROM count_lines l JOIN counts c ON c.id = l.count_id WHERE l.location_id = $1 AND c.posted_at = 0 AND c.cancelled_at = 0), '')`,
	"box": `SELECT COALESCE((SELECT 'chosen for ' || MIN(s.number) FROM parcels p JOIN shipments s ON s.id = p.shipment_id WHERE p.box_id = $1 AND s.voided_at = 0), '')`,
}

// UsedBy names one thing that a record is needed for: "on order 10042"; ""
// where nothing needs it.
func (v *View) UsedBy(ctx context.Context, entity string, id int64) (string, error) {
	var what string
	err := v.s.QueryRowContext(ctx, uses[entity], id).Scan(&what)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("look what needs %s %d: %w", entity, id, err)
	}
	return what, nil
}

// Later is what was done to a record since a deed.
type Later struct {
	What string // the title of the operation, or what happened to stock
	Who  string
	At   Instant
}

// ChangedSince gives the first change of a record after operation op that still
// stands; ok is false where there is none.
func (v *View) ChangedSince(ctx context.Context, entity string, id, op int64) (l Later, ok bool, err error) {
	row, err := v.laterChange(ctx, entity, id, op)
	if Missing(err) {
		return l, false, nil
	}
	if err != nil {
		return l, false, fmt.Errorf("look what was done to %s %d: %w", entity, id, err)
	}
	return Later{row.Title, row.Who, row.At}, true, nil
}

// MovedSince gives the first move at either end of m, outside of its own
// operation, that came later and still stands.
func (v *View) MovedSince(ctx context.Context, m Move) (l Later, ok bool, err error) {
	for _, place := range []int64{m.FromLocation, m.ToLocation} {
		at, err := v.Location(ctx, place)
		if err != nil {
			return l, false, fmt.Errorf("read location %d: %w", place, err)
		}
		if !at.own() {
			continue
		}
		row, err := v.laterMove(ctx, m.ProductID, m.ID, m.Op, place)
		if Missing(err) {
			continue
		}
		if err != nil {
			return l, false, fmt.Errorf("look what moved at %s: %w", at.Code, err)
		}
		return Later{row.Kind, row.Who, row.At}, true, nil
	}
	return l, false, nil
}

// TakeMovesBack reverses the moves of an operation, the last first.
func (tx *Tx) TakeMovesBack(ctx context.Context, op int64) error {
	_, err := tx.takeMovesBack(ctx, op, "undone")
	return err
}

func (tx *Tx) unused(ctx context.Context, entity string, id int64, name string) error {
	what, err := tx.UsedBy(ctx, entity, id)
	if err == nil && what != "" {
		err = Refused("undo", "take that back first, or change it by hand", "%s is needed: it is %s", name, what)
	}
	return err
}

// RetireProduct takes a product that nothing needs out of use, with its codes.
func (tx *Tx) RetireProduct(ctx context.Context, id int64) error {
	p, err := tx.Product(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no product %d", id)
	}
	if err := tx.unused(ctx, "product", id, string(p.SKU)); err != nil {
		return err
	}
	lies, err := tx.BalancesOf(ctx, id)
	if err != nil {
		return fmt.Errorf("look for %s on the shelves: %w", p.SKU, err)
	}
	if len(lies) > 0 {
		return Refused("undo", "take its stock back first", "%d of %s lie at %s", lies[0].OnHand, p.SKU, lies[0].Code)
	}
	codes, err := tx.BarcodesOf(ctx, id)
	if err != nil {
		return fmt.Errorf("read the barcodes of %s: %w", p.SKU, err)
	}
	for _, c := range codes {
		if err := tx.DropBarcode(ctx, id, c.Code); err != nil {
			return err
		}
	}
	p.ArchivedAt = tx.now
	if err := tx.SetProduct(ctx, p); err != nil {
		return err
	}
	return tx.Record("product", id, takenBack, nil, nil)
}

// reviveProduct brings a product that was taken back into use again, as p says.
func (tx *Tx) reviveProduct(ctx context.Context, was, p Product) (Product, error) {
	p.ID, p.Version, p.ArchivedAt = was.ID, was.Version, 0
	if err := tx.SetProduct(ctx, p); err != nil {
		return p, err
	}
	p.Version++
	return p, nil
}

// RetireCustomer takes a customer without orders out of use, with their
// addresses.
func (tx *Tx) RetireCustomer(ctx context.Context, id int64) error {
	c, err := tx.Customer(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no customer %d", id)
	}
	if err := tx.unused(ctx, "customer", id, c.Name); err != nil {
		return err
	}
	addresses, err := tx.AddressesOf(ctx, id)
	if err != nil {
		return fmt.Errorf("read the addresses of %s: %w", c.Name, err)
	}
	for _, a := range addresses {
		if err := tx.ArchiveAddress(ctx, a.ID); err != nil {
			return err
		}
	}
	c.ArchivedAt = tx.now
	if err := tx.SetCustomer(ctx, c); err != nil {
		return err
	}
	return tx.Record("customer", id, takenBack, nil, nil)
}

// reviveCustomer brings a customer who was taken back into use again, as c says,
// with one address or none.
func (tx *Tx) reviveCustomer(ctx context.Context, was, c Customer, a *Address) (Customer, error) {
	c.ID, c.Version, c.CreatedAt, c.ArchivedAt = was.ID, was.Version, was.CreatedAt, 0
	if err := tx.SetCustomer(ctx, c); err != nil {
		return c, err
	}
	c.Version++
	if a == nil {
		return c, nil
	}
	a.CustomerID, a.IsDefault = c.ID, true
	var err error
	a.ID, err = tx.AddAddress(ctx, *a)
	return c, err
}

// RetireLocation takes an empty place out of use.
func (tx *Tx) RetireLocation(ctx context.Context, id int64) error {
	l, err := tx.place(ctx, id)
	if err != nil {
		return err
	}
	if err := tx.unused(ctx, "location", id, l.Code); err != nil {
		return err
	}
	if err := tx.touchFloor(ctx); err != nil {
		return err
	}
	if err := tx.archiveLocation(ctx, tx.now, id); err != nil {
		return fmt.Errorf("take %s out of use: %w", l.Code, err)
	}
	delete(tx.places, id)
	return tx.Record("location", id, takenBack, nil, nil)
}

// bringPlaceBack brings a place that was taken back into use again, as l says.
func (tx *Tx) bringPlaceBack(ctx context.Context, id int64, l Location) error {
	if err := tx.reviveLocation(ctx, reviveLocationParams{Kind: l.Kind, Zone: l.Zone, Sellable: l.Sellable, Pickable: l.Pickable, ID: id}); err != nil {
		return fmt.Errorf("write location %s: %w", l.Code, err)
	}
	delete(tx.places, id)
	if err := tx.touchFloor(ctx); err != nil {
		return err
	}
	return tx.Record("location", id, "set", nil, placeFacts(l))
}

// RetireBox takes a box that no parcel is planned in out of the range.
func (tx *Tx) RetireBox(ctx context.Context, id int64) error {
	b, err := tx.Box(ctx, id)
	if err != nil {
		return IfMissing(err, "there is no box %d", id)
	}
	if err := tx.unused(ctx, "box", id, b.Code); err != nil {
		return err
	}
	b.Active = false
	if _, err := tx.PutBox(ctx, b); err != nil {
		return err
	}
	return tx.Record("box", id, takenBack, nil, nil)
}

// UseRateCardAgain puts an earlier card back into use in the place of the one
// that is, which must still be current. was 0 means none.
func (tx *Tx) UseRateCardAgain(ctx context.Context, was, current int64) error {
	now, err := tx.ActiveRateCard(ctx)
	if err != nil {
		return IfMissing(err, "no rate card is in use")
	}
	if now.ID != current {
		return Refused("undo", "bring the card that you want in again", "another rate card, %s, was put into use since", now.Name)
	}
	if err := tx.retireRateCards(ctx); err != nil {
		return fmt.Errorf("retire the rate card: %w", err)
	}
	if was > 0 {
		if err := tx.activateRateCard(ctx, was); err != nil {
			return fmt.Errorf("put the earlier rate card into use: %w", err)
		}
	}
	return tx.Record("rate card", current, takenBack, nil, nil)
}
