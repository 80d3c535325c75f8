package data

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
)

// note counts one more record that breaks the rule and keeps a word on the
// first.
func (f *Finding) note(format string, args ...any) {
	if f.Broken == 0 {
		f.Sample = fmt.Sprintf(format, args...)
	}
	f.Broken++
}

// staleLabels proves that every label still in the shop was made for what its
// shipment is now. Labels of parcels that have left are proved at the door.
func (v *View) staleLabels(ctx context.Context) (Finding, error) {
	f := Finding{Rule: "4.8", Says: "a label fits what it was made for"}
	ids, err := v.ids(ctx, "SELECT id FROM shipments WHERE labelled_at > 0 AND handed_over_at = 0 AND voided_at = 0 ORDER BY id")
	if err != nil {
		return f, err
	}
	for _, id := range ids {
		s, err := v.Shipment(ctx, id)
		if err != nil {
			return f, fmt.Errorf("read shipment %d: %w", id, err)
		}
		now, err := v.fingerprint(ctx, s)
		if err != nil {
			return f, err
		}
		if now != s.Fingerprint {
			f.note("shipment %s", s.Number)
		}
	}
	return f, nil
}

// staleOffers proves that what each channel was last told of a product is what
// can be sold now less what is kept back from that channel.
func (v *View) staleOffers(ctx context.Context) (Finding, error) {
	f := Finding{Rule: "4.13", Says: "what a channel is told is what can be sold, less its buffer"}
	rows, err := v.s.QueryContext(ctx, "SELECT channel_id, doc_key, payload FROM outbox WHERE kind = 'availability' ORDER BY id")
	if err != nil {
		return f, fmt.Errorf("read what channels were told: %w", err)
	}
	defer rows.Close()
	type told struct {
		channel      int64
		key, payload string
	}
	var all []told
	for rows.Next() {
		var t told
		if err := rows.Scan(&t.channel, &t.key, &t.payload); err != nil {
			return f, fmt.Errorf("read what channels were told: %w", err)
		}
		all = append(all, t)
	}
	if err := rows.Err(); err != nil {
		return f, fmt.Errorf("read what channels were told: %w", err)
	}
	for _, t := range all {
		product, err := strconv.ParseInt(t.key, 10, 64)
		if err != nil {
			f.note("message %q", t.key)
			continue
		}
		var said Availability
		if err := json.Unmarshal([]byte(t.payload), &said); err != nil {
			f.note("message of product %d", product)
			continue
		}
		want, live, err := v.offer(ctx, t.channel, product)
		if err != nil {
			return f, err
		}
		if live && said.Available != want {
			f.note("product %d in channel %d", product, t.channel)
		}
	}
	return f, nil
}

// offer is what a channel should be told of a product now; live is false where
// it is told nothing.
func (v *View) offer(ctx context.Context, channel, product int64) (qty Quantity, live bool, err error) {
	listings, err := v.listingsOf(ctx, product)
	if err != nil {
		return 0, false, fmt.Errorf("find the channels of product %d: %w", product, err)
	}
	for _, l := range listings {
		if l.ChannelID != channel || l.IsPaused {
			continue
		}
		p, err := v.Product(ctx, product)
		if err != nil {
			return 0, false, fmt.Errorf("read product %d: %w", product, err)
		}
		free, limited, err := v.Available(ctx, p)
		return max(0, free-Quantity(l.Keep)), limited, err
	}
	return 0, false, nil
}

// ids runs a query that gives ids.
func (v *View) ids(ctx context.Context, query string, args ...any) ([]int64, error) {
	rows, err := v.s.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}
