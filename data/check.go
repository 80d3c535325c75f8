package data

import (
	"context"
	"fmt"
	"time"
)

// Finding is one row of the self-check: a rule of domain 4, whether it holds,
// and what breaks it.
type Finding struct {
	Rule   string
	Says   string
	Broken int64
	Sample string
	Took   time.Duration `json:"-"`
}

// What a payment event p adds to what an order has been paid, and to what is
// paid or authorised; r is the event that it reverses, if any. A capture of
// what was authorised adds nothing to what is covered, nor does taking it back.
const (
	paid   = `CASE WHEN p.kind = 'captured' THEN p.amount WHEN p.kind IN ('refunded', 'charged back') OR (p.kind = 'voided' AND r.kind = 'captured') THEN -p.amount WHEN p.kind = 'voided' AND r.kind = 'refunded' THEN p.amount ELSE 0 END`
	covers = `CASE WHEN p.kind = 'captured' AND r.kind = 'authorised' THEN 0 WHEN p.kind = 'voided' AND r.kind = 'captured' AND r.reverses > 0 THEN 0 WHEN p.kind IN ('captured', 'authorised') OR (p.kind = 'voided' AND r.kind = 'refunded') THEN p.amount
		WHEN p.kind IN ('refunded', 'charged back') OR (p.kind = 'voided' AND r.kind IN ('captured', 'authorised')) THEN -p.amount ELSE 0 END`
)

// checks prove the rules from the records alone: each query finds the records
// that break its rule, with a word on the first.
var checks = []struct{ rule, says, query string }{
	{"4.1", "on hand is the sum of the moves",
		`SELECT 'product ' || product_id || ' at location ' || location_id FROM (
			SELECT product_id, location_id, SUM(q) AS q FROM (
				SELECT product_id, to_location AS location_id, qty AS q FROM moves
				UNION ALL SELECT product_id, from_location, -qty FROM moves
				UNION ALL SELECT product_id, location_id, -on_hand FROM balances) AS flows
			GROUP BY product_id, location_id) AS sums
		JOIN locations l ON l.id = location_id WHERE q <> 0 AND l.kind NOT IN ('outside','customer','loss')`},
	{"4.1", "a move is reversed by its exact opposite",
		`SELECT 'move ' || r.id FROM moves r LEFT JOIN moves m ON m.id = r.reverses WHERE r.reverses > 0 AND (m.id IS NULL OR r.product_id <> m.product_id OR r.qty <> m.qty OR r.from_location <> m.to_location OR r.to_location <> m.from_location)`},
	{"4.2", "what can be sold is on hand at sellable places",
		`SELECT 'product ' || s.product_id FROM stock s WHERE s.sellable <> (SELECT COALESCE(SUM(b.on_hand), 0) FROM balances b JOIN locations l ON l.id = b.location_id WHERE b.product_id = s.product_id AND l.sellable)
		UNION ALL SELECT 'product ' || b.product_id FROM balances b JOIN locations l ON l.id = b.location_id WHERE l.sellable AND b.on_hand > 0 AND NOT EXISTS (SELECT 1 FROM stock s WHERE s.product_id = b.product_id)`},
	{"4.2", "reserved stock is the sum of the open allocations",
		`SELECT 'product ' || s.product_id FROM stock s WHERE s.allocated <> (SELECT COALESCE(SUM(a.qty), 0) FROM allocations a WHERE a.product_id = s.product_id AND a.state = 'open')`},
	{"4.2", "no allocation without a stock record",
		`SELECT 'allocation ' || a.id FROM allocations a LEFT JOIN stock s ON s.product_id = a.product_id WHERE a.state = 'open' AND s.product_id IS NULL`},
	{"4.3", "no promise without stock",
		`SELECT 'product ' || product_id FROM stock WHERE allocated > sellable OR allocated < 0`},
	{"4.3", "a line's promise is what it has allocated, picked and packed",
		`SELECT 'order line ' || l.id FROM order_lines l WHERE l.kind = 'stocked' AND l.allocated + l.picked + l.packed <> (SELECT COALESCE(SUM(a.qty), 0) FROM allocations a WHERE a.order_line_id = l.id AND a.state = 'open')`},
	{"4.3", "shipments still here carry no more than is promised",
		`SELECT 'order line ' || l.id FROM order_lines l JOIN (SELECT x.order_line_id, SUM(x.qty - x.picked) AS q FROM shipment_lines x JOIN shipments s ON s.id = x.shipment_id WHERE s.voided_at = 0 AND s.handed_over_at = 0 GROUP BY x.order_line_id) c ON c.order_line_id = l.id
			WHERE c.q > l.allocated`},
	{"4.4", "line quantities add up",
		`SELECT 'order line ' || id FROM order_lines WHERE qty <> cancelled + backordered + allocated + picked + packed + shipped OR returned > shipped`},
	{"4.4", "what is shipped has left by a move",
		`SELECT 'order line ' || l.id FROM order_lines l LEFT JOIN (SELECT line_id, SUM(qty) AS q FROM moves WHERE kind = 'ship' GROUP BY line_id) m ON m.line_id = l.id
			WHERE l.kind = 'stocked' AND l.shipped <> COALESCE(m.q, 0)`},
	{"4.4", "what is picked, packed and shipped of a line is in its shipments",
		`SELECT 'order line ' || l.id FROM order_lines l LEFT JOIN (SELECT x.order_line_id, SUM(x.picked) AS picked, SUM(x.packed) AS packed FROM shipment_lines x JOIN shipments s ON s.id = x.shipment_id WHERE s.voided_at = 0 GROUP BY x.order_line_id) c ON c.order_line_id = l.id
			WHERE l.kind <> 'kit' AND (l.picked + l.packed + l.shipped <> COALESCE(c.picked, 0) OR l.packed + l.shipped <> COALESCE(c.packed, 0))`},
	{"4.5", "no shipment is on the floor without label, box and carrier, unless by name",
		`SELECT 'shipment ' || number FROM shipments s WHERE s.released_at > 0 AND s.voided_at = 0 AND s.handed_over_at = 0 AND s.override = ''
			AND (s.labelled_at = 0 OR s.carrier = '' OR s.service = '' OR NOT EXISTS (SELECT 1 FROM parcels p WHERE p.shipment_id = s.id))`},
	{"4.6", "nothing was handed over unpaid, held or unlabelled, unless by name",
		`SELECT 'shipment ' || s.number FROM shipments s JOIN orders o ON o.id = s.order_id WHERE s.handed_over_at > 0 AND s.override = '' AND (s.fingerprint = '' OR s.labelled_at = 0
			OR EXISTS (SELECT 1 FROM holds h WHERE h.order_id = o.id AND h.opened_at <= s.handed_over_at AND (h.released_at = 0 OR h.released_at > s.handed_over_at))
			OR (NOT o.on_terms AND NOT EXISTS (SELECT 1 FROM changes c WHERE c.entity = 'order' AND c.entity_id = o.id AND c.action = 'terms')
				AND o.total > (SELECT COALESCE(SUM(` + covers + `), 0) FROM payments p LEFT JOIN payments r ON r.id = p.reverses AND p.reverses > 0 WHERE p.order_id = o.id AND p.at <= s.handed_over_at)))`},
	{"4.7", "every override names the person and the reason",
		`SELECT 'shipment ' || number FROM shipments WHERE (override <> '') <> (override_by <> '')`},
	{"4.9", "packed means scanned, unless by name",
		`SELECT 'shipment ' || s.number FROM (SELECT l.shipment_id, l.product_id, SUM(l.packed) AS packed FROM shipment_lines l JOIN order_lines o ON o.id = l.order_line_id WHERE o.kind = 'stocked' GROUP BY l.shipment_id, l.product_id) x
			JOIN shipments s ON s.id = x.shipment_id
			LEFT JOIN (SELECT shipment_id, product_id, SUM(qty) AS qty FROM pack_scans WHERE good GROUP BY shipment_id, product_id) p ON p.shipment_id = x.shipment_id AND p.product_id = x.product_id
			WHERE s.packed_at > 0 AND s.voided_at = 0 AND s.pack_override = '' AND x.packed > COALESCE(p.qty, 0)`},
	{"4.9", "picked, packed and parcelled units of a shipment agree with its lines",
		`SELECT 'shipment line ' || l.id FROM shipment_lines l JOIN shipments s ON s.id = l.shipment_id JOIN order_lines o ON o.id = l.order_line_id WHERE s.voided_at = 0
			AND ((s.exception = '' AND l.qty <> (SELECT COALESCE(SUM(p.qty), 0) FROM parcel_lines p WHERE p.shipment_line_id = l.id))
				OR (o.kind = 'stocked' AND l.picked <> (SELECT COALESCE(SUM(p.picked), 0) FROM pick_lines p WHERE p.shipment_line_id = l.id)))`},
	{"4.10", "a cancelled order holds nothing",
		`SELECT 'order ' || o.number FROM orders o WHERE o.cancelled_at > 0 AND EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.allocated + l.picked + l.packed + l.backordered > 0)
		UNION ALL SELECT 'order ' || o.number FROM orders o WHERE o.cancelled_at > 0 AND (o.authorised > 0 OR EXISTS (SELECT 1 FROM shipments s WHERE s.order_id = o.id AND s.voided_at = 0))`},
	{"4.11", "a kit's line is as far as its components",
		`SELECT 'order line ' || k.id FROM order_lines k JOIN order_lines c ON c.order_id = k.order_id AND c.parent_id = k.id WHERE k.kind = 'kit' GROUP BY k.id HAVING MIN(c.shipped / c.each) <> MAX(k.shipped)
			OR MIN((c.shipped + c.packed) / c.each) <> MAX(k.shipped + k.packed) OR MIN((c.shipped + c.packed + c.picked) / c.each) <> MAX(k.shipped + k.packed + k.picked)`},
	{"4.12", "gifts cost nothing",
		`SELECT 'order line ' || id FROM order_lines WHERE gift AND price <> 0`},
	{"4.14", "tracking is owed once for each shipment and channel",
		`SELECT doc_key FROM outbox WHERE kind = 'tracking' GROUP BY channel_id, doc_key HAVING COUNT(*) > 1`},
	{"4.15", "an undo names what it took back, and nothing is taken back twice",
		`SELECT 'operation ' || u.id FROM operations u LEFT JOIN operations o ON o.id = u.reverses WHERE u.reverses > 0 AND (o.id IS NULL OR o.id >= u.id)
		UNION ALL SELECT 'operation ' || reverses FROM operations WHERE reverses > 0 GROUP BY reverses HAVING COUNT(*) > 1`},
	{"4.16", "payments keep a reference and at most four digits of a card",
		`SELECT 'payment ' || id FROM payments WHERE length(last4) NOT IN (0, 4)`},
	{"4.17", "every move says who, when and from which desk",
		`SELECT 'move ' || m.id FROM moves m LEFT JOIN operations o ON o.id = m.op WHERE o.id IS NULL OR o.who = '' OR o.desk = '' OR m.at = 0`},
	{"2", "order numbers have no gap",
		`SELECT 'orders' FROM (SELECT COUNT(*) AS n, MIN(number) AS a, MAX(number) AS b FROM orders) AS x WHERE n > 0 AND b - a + 1 <> n`},
	{"3", "bins keep what open pick lists count on",
		`SELECT 'product ' || b.product_id || ' at location ' || b.location_id FROM balances b WHERE b.picking <> (SELECT COALESCE(SUM(p.qty), 0) FROM pick_lines p WHERE p.product_id = b.product_id AND p.location_id = b.location_id AND p.state = 'open')`},
	{"3", "what an order has been paid is the sum of its payments",
		`SELECT 'order ' || o.number FROM orders o LEFT JOIN (SELECT p.order_id, SUM(` + paid + `) AS paid, SUM(` + covers + `) AS covers FROM payments p LEFT JOIN payments r ON r.id = p.reverses AND p.reverses > 0 GROUP BY p.order_id) m ON m.order_id = o.id
			WHERE o.paid <> COALESCE(m.paid, 0) OR o.paid + o.authorised <> COALESCE(m.covers, 0)`},
	{"3", "a shipment's stage follows from the facts",
		`SELECT 'shipment ' || number FROM shipments WHERE stage <> CASE WHEN voided_at > 0 THEN 'voided' WHEN delivered_at > 0 THEN 'delivered' WHEN handed_over_at > 0 THEN 'handed over'
			WHEN released_at = 0 AND labelled_at > 0 THEN 'labelled' WHEN released_at = 0 AND (address_override <> '' OR (checked_at > 0 AND address_grade IN ('ok', 'corrected'))) THEN 'address checked' WHEN released_at = 0 THEN 'planned'
			WHEN packed_at > 0 THEN 'packed' WHEN picked_at > 0 THEN 'picked' WHEN picking_at > 0 THEN 'picking' ELSE 'released' END`},
	{"3", "open pick lists ask for no more than their shipments want",
		`SELECT 'shipment line ' || l.id FROM (SELECT shipment_line_id, SUM(qty) AS q FROM pick_lines WHERE state = 'open' GROUP BY shipment_line_id) p JOIN shipment_lines l ON l.id = p.shipment_line_id WHERE l.picked + p.q > l.qty`},
	{"3", "a cell at the bench holds a shipment that is still to be packed",
		`SELECT 'cell ' || c.code FROM cells c LEFT JOIN shipments s ON s.id = c.shipment_id WHERE c.shipment_id > 0 AND (s.id IS NULL OR s.packed_at + s.voided_at + s.handed_over_at > 0)`},
	{"3", "no shipment is in two waves at once",
		`SELECT 'shipment ' || s.number FROM wave_shipments x JOIN waves w ON w.id = x.wave_id JOIN shipments s ON s.id = x.shipment_id WHERE w.closed_at = 0 AND w.cancelled_at = 0 GROUP BY s.number HAVING COUNT(*) > 1`},
	{"3", "a wave's stage follows from the facts",
		`SELECT 'wave ' || w.number FROM waves w LEFT JOIN (SELECT x.wave_id, COUNT(*) AS n, MIN(s.handed_over_at) AS gone, MIN(s.packed_at) AS packed, MIN(s.picked_at) AS picked, MAX(s.picking_at) AS begun
			FROM wave_shipments x JOIN shipments s ON s.id = x.shipment_id WHERE s.voided_at = 0 GROUP BY x.wave_id) f ON f.wave_id = w.id
		WHERE w.stage <> CASE WHEN w.cancelled_at > 0 THEN 'cancelled' WHEN w.closed_at > 0 THEN 'closed' WHEN w.released_at = 0 AND w.planned_at > 0 THEN 'planned' WHEN w.released_at = 0 THEN 'draft'
			WHEN f.n IS NULL OR f.gone > 0 THEN 'closed' WHEN f.packed > 0 THEN 'packed' WHEN f.picked > 0 THEN 'picked' WHEN f.begun > 0 THEN 'picking' ELSE 'released' END`},
}

// Check proves every rule of domain 4 from the records: one row a rule. A rule
// that holds has Broken 0. Of the journal it proves what was written last;
// CheckWhole proves all of it, which takes as long as there is past.
func (s *Store) Check(ctx context.Context) ([]Finding, error) { return s.check(ctx, journalRecent) }

// CheckWhole is Check with the whole journal.
func (s *Store) CheckWhole(ctx context.Context) ([]Finding, error) { return s.check(ctx, 0) }

// journalRecent is how many of the newest operations a check at any time proves.
const journalRecent = 5000

func (s *Store) check(ctx context.Context, recent int64) ([]Finding, error) {
	var found []Finding
	err := s.ReadLong(ctx, func(ctx context.Context, v *View) error {
		for _, c := range checks {
			f, err := v.prove(ctx, Finding{Rule: c.rule, Says: c.says}, c.query)
			if err != nil {
				return fmt.Errorf("check %s (%s): %w", c.rule, c.says, err)
			}
			found = append(found, f)
		}
		for _, prove := range []func(context.Context) (Finding, error){v.staleCaches, v.staleLabels, v.staleOffers} {
			f, err := prove(ctx)
			if err != nil {
				return fmt.Errorf("check %s (%s): %w", f.Rule, f.Says, err)
			}
			found = append(found, f)
		}
		from := int64(0)
		if recent > 0 {
			last, err := v.LastOperation(ctx)
			if err != nil {
				return fmt.Errorf("read the journal: %w", err)
			}
			from = last - recent
		}
		f, err := v.ProveJournal(ctx, from)
		if err != nil {
			return fmt.Errorf("check the journal: %w", err)
		}
		found = append(found, f)
		return nil
	})
	return found, err
}

// prove counts the records that a query finds to break a rule, with the word on
// the first.
func (v *View) prove(ctx context.Context, f Finding, query string) (Finding, error) {
	began := time.Now()
	rows, err := v.s.QueryContext(ctx, query)
	if err != nil {
		return f, err
	}
	defer rows.Close()
	for rows.Next() {
		if f.Broken == 0 {
			if err := rows.Scan(&f.Sample); err != nil {
				return f, err
			}
		}
		f.Broken++
	}
	f.Took = time.Since(began)
	return f, rows.Err()
}

// staleCaches proves the orders' cached stages and payment statuses. Orders
// that are closed or cancelled no longer change and are proved by the rules on
// their lines.
func (v *View) staleCaches(ctx context.Context) (Finding, error) {
	f := Finding{Rule: "3", Says: "an order's stage follows from the facts"}
	ids, err := v.OrderIDsOpen(ctx)
	if err != nil {
		return f, fmt.Errorf("read the open orders: %w", err)
	}
	for _, id := range ids {
		o, err := v.Order(ctx, id)
		if err != nil {
			return f, fmt.Errorf("read order %d: %w", id, err)
		}
		p, err := v.orderParts(ctx, o.ID)
		if err != nil {
			return f, err
		}
		c, err := v.orderCaches(ctx, o, p)
		if err != nil {
			return f, err
		}
		if c.Stage != o.Stage || c.PayStatus != o.PayStatus || c.Paid != o.Paid || c.Authorised != o.Authorised {
			if f.Broken == 0 {
				f.Sample = fmt.Sprintf("order %d says %s, %s; the facts say %s, %s", o.Number, o.Stage, o.PayStatus, c.Stage, c.PayStatus)
			}
			f.Broken++
		}
	}
	return f, nil
}
