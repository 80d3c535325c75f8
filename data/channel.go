package data

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// Availability is what a channel is told of a product: an absolute number
// (domain 4.13).
type Availability struct {
	SKU       string   `json:"sku"`
	Available Quantity `json:"available"`
}

// Tracking is what a channel is told of a parcel that left.
type Tracking struct {
	Order    string   `json:"order"`
	Shipment string   `json:"shipment"`
	Carrier  string   `json:"carrier"`
	Service  string   `json:"service"`
	Numbers  []string `json:"numbers"`
}

// publish queues, in the same write, the new availability of every touched
// product for each channel that lists it, kits by their components.
func (tx *Tx) publish(ctx context.Context) error {
	touched := sortedKeys(tx.products)
	kits := make([][]int64, len(touched))
	var do []func() error
	for i, id := range touched {
		do = append(do, asked(ctx, &kits[i], tx.KitsWith, id, "find the kits of product %d", id), func() error { return tx.publishProduct(ctx, id) })
	}
	if err := tx.Together(ctx, do...); err != nil {
		return err
	}
	more := make(map[int64]bool)
	for _, k := range slices.Concat(kits...) {
		more[k] = !tx.products[k]
	}
	do = nil
	for _, id := range sortedKeys(more) {
		if more[id] {
			do = append(do, func() error { return tx.publishProduct(ctx, id) })
		}
	}
	return tx.Together(ctx, do...)
}

func (tx *Tx) publishProduct(ctx context.Context, id int64) error {
	listings, err := tx.listingsOf(ctx, id)
	if err != nil {
		return fmt.Errorf("find the channels of product %d: %w", id, err)
	}
	if len(listings) == 0 {
		return nil
	}
	p, err := tx.Product(ctx, id)
	if err != nil {
		return fmt.Errorf("read product %d: %w", id, err)
	}
	free, limited, err := tx.Available(ctx, p)
	if err != nil || !limited {
		return err
	}
	for _, l := range listings {
		if l.IsPaused {
			continue
		}
		sku := l.ExternalSKU
		if sku == "" {
			sku = string(p.SKU)
		}
		text, err := json.Marshal(Availability{SKU: sku, Available: max(0, free-Quantity(l.Keep))})
		if err != nil {
			return fmt.Errorf("write the message: %w", err)
		}
		if err := tx.queueMessage(ctx, queueMessageParams{ChannelID: l.ChannelID, Kind: "availability", DocKey: strconv.FormatInt(id, 10), Payload: string(text), Op: tx.op, At: tx.now}); err != nil {
			return fmt.Errorf("queue the availability of %s: %w", p.SKU, err)
		}
	}
	return nil
}

// queueTracking owes the channel that sold the order the tracking of a
// shipment, once (domain 4.14).
func (tx *Tx) queueTracking(ctx context.Context, s Shipment) error {
	o, err := tx.Order(ctx, s.OrderID)
	if err != nil {
		return fmt.Errorf("read the order of %s: %w", s.Number, err)
	}
	c, err := tx.Channel(ctx, o.ChannelID)
	if err != nil {
		return fmt.Errorf("read the channel of order %d: %w", o.Number, err)
	}
	if c.Kind == "phone" || c.Kind == "counter" {
		return nil
	}
	ref := o.ExternalRef
	if ref == "" {
		ref = strconv.FormatInt(o.Number, 10)
	}
	text, err := json.Marshal(Tracking{Order: ref, Shipment: s.Number, Carrier: s.Carrier, Service: s.Service, Numbers: []string{s.Tracking}})
	if err != nil {
		return fmt.Errorf("write the message: %w", err)
	}
	if err := tx.queueMessageOnce(ctx, queueMessageOnceParams{ChannelID: c.ID, Kind: "tracking", DocKey: s.Number, Payload: string(text), Op: tx.op, At: tx.now}); err != nil {
		return fmt.Errorf("queue the tracking of %s: %w", s.Number, err)
	}
	return nil
}

// PutChannel adds a channel or renames it.
func (tx *Tx) PutChannel(ctx context.Context, c Channel) (int64, error) {
	id, err := tx.putChannel(ctx, c.Code, c.Name, c.Kind, c.Buffer)
	if err != nil {
		return 0, fmt.Errorf("write channel %s: %w", c.Code, err)
	}
	// Another buffer changes what the channel may sell of everything it lists.
	listed, err := tx.ids(ctx, "SELECT product_id FROM listings WHERE channel_id = $1", id)
	if err != nil {
		return 0, fmt.Errorf("read what channel %s sells: %w", c.Code, err)
	}
	for _, p := range listed {
		tx.products[p] = true
	}
	return id, tx.Record("channel", id, "set", nil, c.Name)
}

// ListProduct says that a channel sells a product; its availability is queued
// at once. buffer -1 means the channel's own.
func (tx *Tx) ListProduct(ctx context.Context, channel, product int64, externalSKU string, buffer Quantity) error {
	if err := tx.putListing(ctx, channel, product, externalSKU, buffer); err != nil {
		return fmt.Errorf("list product %d: %w", product, err)
	}
	tx.products[product] = true
	return nil
}
