-- name: insertOrder :one
-- The order takes the number that was counted up for it just before.
INSERT INTO orders (number, channel_id, external_ref, customer_id, ship_name, ship_company, ship_street1, ship_street2, ship_city, ship_region, ship_postcode, ship_country, ship_phone,
  currency, goods, discount, postage, tax, total, on_terms, backorder, priority, gift_note, note, promised_at, placed_at, units)
VALUES ((SELECT n FROM counters WHERE name = 'order'), sqlc.arg(channel_id), sqlc.arg(external_ref), sqlc.arg(customer_id), sqlc.arg(ship_name), sqlc.arg(ship_company), sqlc.arg(ship_street1), sqlc.arg(ship_street2), sqlc.arg(ship_city), sqlc.arg(ship_region), sqlc.arg(ship_postcode), sqlc.arg(ship_country), sqlc.arg(ship_phone),
  sqlc.arg(currency), sqlc.arg(goods), sqlc.arg(discount), sqlc.arg(postage), sqlc.arg(tax), sqlc.arg(total), sqlc.arg(on_terms), sqlc.arg(backorder), sqlc.arg(priority), sqlc.arg(gift_note), sqlc.arg(note), sqlc.arg(promised_at), sqlc.arg(placed_at), sqlc.arg(units))
RETURNING *;

-- name: insertOrderLine :one
INSERT INTO order_lines (order_id, n, parent_id, each, product_id, kind, sku, name, price, tax_bp, gift, gift_for, qty, backordered, allocated)
VALUES (sqlc.arg(order_id), sqlc.arg(n), sqlc.arg(parent_id), sqlc.arg(each), sqlc.arg(product_id), sqlc.arg(kind), sqlc.arg(sku), sqlc.arg(name), sqlc.arg(price), sqlc.arg(tax_bp), sqlc.arg(gift), sqlc.arg(gift_for), sqlc.arg(qty), sqlc.arg(backordered), sqlc.arg(allocated))
RETURNING *;

-- name: Order :one
SELECT * FROM orders WHERE id = sqlc.arg(id);

-- name: OrderByNumber :one
SELECT * FROM orders WHERE number = sqlc.arg(number);

-- name: OrderByExternal :one
SELECT * FROM orders WHERE channel_id = sqlc.arg(channel_id) AND external_ref = sqlc.arg(external_ref);

-- name: OrderLines :many
SELECT * FROM order_lines WHERE order_id = sqlc.arg(order_id) ORDER BY n;

-- name: OrderLine :one
SELECT * FROM order_lines WHERE id = sqlc.arg(id);

-- name: stepLine :one
UPDATE order_lines SET cancelled = cancelled + sqlc.arg(cancelled), backordered = backordered + sqlc.arg(backordered), allocated = allocated + sqlc.arg(allocated),
  picked = picked + sqlc.arg(picked), packed = packed + sqlc.arg(packed), shipped = shipped + sqlc.arg(shipped)
WHERE id = sqlc.arg(id) RETURNING order_id, parent_id;

-- name: kitChildren :many
SELECT * FROM order_lines WHERE parent_id = sqlc.arg(parent_id) ORDER BY n;

-- name: setLineBuckets :exec
UPDATE order_lines SET cancelled = sqlc.arg(cancelled), backordered = sqlc.arg(backordered), allocated = sqlc.arg(allocated), picked = sqlc.arg(picked), packed = sqlc.arg(packed), shipped = sqlc.arg(shipped)
WHERE id = sqlc.arg(id);

-- name: addReturned :execrows
UPDATE order_lines SET returned = returned + sqlc.arg(qty) WHERE id = sqlc.arg(id) AND returned + sqlc.arg(qty) BETWEEN 0 AND shipped;

-- name: orderSums :one
SELECT CAST(COALESCE(SUM(backordered), 0) AS BIGINT) AS backordered, CAST(COALESCE(SUM(allocated), 0) AS BIGINT) AS allocated, CAST(COALESCE(SUM(picked), 0) AS BIGINT) AS picked,
  CAST(COALESCE(SUM(packed), 0) AS BIGINT) AS packed, CAST(COALESCE(SUM(shipped), 0) AS BIGINT) AS shipped, CAST(COALESCE(SUM(returned), 0) AS BIGINT) AS returned
FROM order_lines WHERE order_id = sqlc.arg(order_id) AND kind <> 'kit';

-- name: paymentSums :one
SELECT CAST(COALESCE(SUM(CASE WHEN p.kind = 'captured' THEN p.amount WHEN p.kind IN ('refunded', 'charged back') THEN -p.amount WHEN p.kind = 'voided' AND r.kind = 'captured' THEN -p.amount WHEN p.kind = 'voided' AND r.kind = 'refunded' THEN p.amount ELSE 0 END), 0) AS BIGINT) AS paid,
  CAST(COALESCE(SUM(CASE WHEN p.kind = 'authorised' OR (p.kind = 'voided' AND r.kind = 'captured' AND r.reverses > 0) THEN p.amount WHEN p.kind IN ('voided', 'captured') AND r.kind = 'authorised' THEN -p.amount ELSE 0 END), 0) AS BIGINT) AS authorised,
  CAST(COALESCE(SUM(CASE WHEN p.kind IN ('refunded', 'charged back') THEN p.amount WHEN p.kind = 'voided' AND r.kind = 'refunded' THEN -p.amount ELSE 0 END), 0) AS BIGINT) AS refunded
FROM payments p LEFT JOIN payments r ON r.id = p.reverses AND p.reverses > 0 WHERE p.order_id = sqlc.arg(order_id);

-- name: cacheOrder :exec
UPDATE orders SET stage = sqlc.arg(stage), pay_status = sqlc.arg(pay_status), paid = sqlc.arg(paid), authorised = sqlc.arg(authorised), closed_at = sqlc.arg(closed_at) WHERE id = sqlc.arg(id);

-- name: setCancelled :exec
UPDATE orders SET cancelled_at = sqlc.arg(cancelled_at), version = version + 1 WHERE id = sqlc.arg(id);

-- name: setOrderSums :exec
UPDATE orders SET goods = sqlc.arg(goods), discount = sqlc.arg(discount), postage = sqlc.arg(postage), tax = sqlc.arg(tax), total = sqlc.arg(total), units = sqlc.arg(units), version = version + 1 WHERE id = sqlc.arg(id);

-- name: giftRulesFor :many
SELECT * FROM gift_rules WHERE gift_product = sqlc.arg(gift_product) ORDER BY id;

-- name: setTerms :exec
UPDATE orders SET on_terms = sqlc.arg(on_terms), version = version + 1 WHERE id = sqlc.arg(id);

-- name: setShipTo :execrows
UPDATE orders SET ship_name = sqlc.arg(ship_name), ship_company = sqlc.arg(ship_company), ship_street1 = sqlc.arg(ship_street1), ship_street2 = sqlc.arg(ship_street2), ship_city = sqlc.arg(ship_city),
  ship_region = sqlc.arg(ship_region), ship_postcode = sqlc.arg(ship_postcode), ship_country = sqlc.arg(ship_country), ship_phone = sqlc.arg(ship_phone), version = version + 1
WHERE id = sqlc.arg(id) AND version = sqlc.arg(version);

-- name: setOrderNote :execrows
UPDATE orders SET note = sqlc.arg(note), gift_note = sqlc.arg(gift_note), priority = sqlc.arg(priority), backorder = sqlc.arg(backorder), version = version + 1
WHERE id = sqlc.arg(id) AND version = sqlc.arg(version);

-- name: OrdersPage :many
SELECT id FROM orders WHERE (placed_at, id) < (sqlc.arg(placed_at), CAST(sqlc.arg(id) AS BIGINT)) ORDER BY placed_at DESC, id DESC LIMIT sqlc.arg(most);

-- name: OrderIDs :many
SELECT id FROM orders ORDER BY placed_at DESC, id DESC;

-- name: OrderIDsByStage :many
SELECT id FROM orders WHERE stage = sqlc.arg(stage) ORDER BY placed_at DESC, id DESC;

-- name: OrderIDsByPay :many
SELECT id FROM orders WHERE pay_status = sqlc.arg(pay_status) AND cancelled_at = 0 ORDER BY placed_at DESC, id DESC;

-- name: OrderIDsLate :many
SELECT id FROM orders WHERE closed_at = 0 AND cancelled_at = 0 AND promised_at > 0 AND promised_at < sqlc.arg(now) ORDER BY promised_at, id;

-- name: OrderIDsOpen :many
SELECT id FROM orders WHERE closed_at = 0 AND cancelled_at = 0 ORDER BY placed_at DESC, id DESC;

-- name: OrderIDsByCustomer :many
SELECT id FROM orders WHERE customer_id = sqlc.arg(customer_id) ORDER BY placed_at DESC, id DESC LIMIT sqlc.arg(most);

-- name: OrderIDsByTotal :many
SELECT id FROM orders ORDER BY total, id;

-- name: OrderIDsByCustomerName :many
SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer_id ORDER BY c.name, o.id;

-- name: orderRow :one
SELECT o.id, o.number, o.placed_at, o.promised_at, o.stage, o.pay_status, o.total, o.paid, o.authorised, o.on_terms, o.currency, o.units, o.priority, o.ship_country, o.ship_city, o.customer_id, c.name AS customer, c.company, ch.name AS channel, ch.kind AS channel_kind, o.closed_at, o.cancelled_at
FROM orders o JOIN customers c ON c.id = o.customer_id JOIN channels ch ON ch.id = o.channel_id WHERE o.id = sqlc.arg(id);

-- name: StageCounts :many
SELECT stage, COUNT(*) AS n, CAST(MIN(placed_at) AS BIGINT) AS oldest
FROM orders WHERE closed_at = 0 AND cancelled_at = 0 AND stage IN ('on hold', 'unpaid', 'address', 'backorder', 'ready', 'released', 'picking', 'packing', 'packed') GROUP BY stage;

-- name: OrderCount :one
SELECT COUNT(*) FROM orders;

-- name: LateCount :one
SELECT COUNT(*) FROM orders WHERE closed_at = 0 AND cancelled_at = 0 AND promised_at > 0 AND promised_at < sqlc.arg(now);

-- name: SalesBetween :one
SELECT COUNT(*) AS orders, CAST(COALESCE(SUM(total), 0) AS BIGINT) AS total FROM orders
WHERE placed_at >= sqlc.arg(since) AND placed_at < sqlc.arg(until) AND cancelled_at = 0;

-- name: SameGoods :many
SELECT DISTINCT o.id, o.number, o.placed_at FROM orders o JOIN order_lines l ON l.order_id = o.id
WHERE o.customer_id = sqlc.arg(customer_id) AND o.placed_at > sqlc.arg(since) AND o.cancelled_at = 0 AND l.product_id = sqlc.arg(product_id) AND l.parent_id = 0 ORDER BY o.id DESC LIMIT 3;

-- name: CustomerUsual :many
SELECT l.product_id, l.sku, l.name, COUNT(*) AS times, CAST(SUM(l.qty) AS BIGINT) AS units_bought, CAST(MAX(o.placed_at) AS BIGINT) AS last_at
FROM orders o JOIN order_lines l ON l.order_id = o.id
WHERE o.customer_id = sqlc.arg(customer_id) AND o.cancelled_at = 0 AND l.parent_id = 0 AND NOT l.gift
GROUP BY l.product_id, l.sku, l.name ORDER BY COUNT(*) DESC, MAX(o.placed_at) DESC LIMIT sqlc.arg(most);

-- name: CustomerFigures :one
SELECT COUNT(*) AS orders, CAST(COALESCE(SUM(total), 0) AS BIGINT) AS total, CAST(COALESCE(SUM(CASE WHEN pay_status NOT IN ('refund due', 'refunded') AND total > paid THEN total - paid ELSE 0 END), 0) AS BIGINT) AS owed, CAST(COALESCE(MAX(placed_at), 0) AS BIGINT) AS last_at
FROM orders WHERE customer_id = sqlc.arg(customer_id) AND cancelled_at = 0;

-- name: KeptOrders :one
SELECT COUNT(*) FROM orders WHERE customer_id = sqlc.arg(customer_id) AND cancelled_at = 0;

-- name: TermsOwed :one
SELECT CAST(COALESCE(SUM(total - paid), 0) AS BIGINT) FROM orders WHERE customer_id = sqlc.arg(customer_id) AND on_terms AND cancelled_at = 0 AND total > paid AND (id < sqlc.arg(order_id) OR (id > sqlc.arg(order_id) AND closed_at > 0));

-- name: insertHold :one
INSERT INTO holds (order_id, kind, reason, until, opened_at, opened_op) VALUES (sqlc.arg(order_id), sqlc.arg(kind), sqlc.arg(reason), sqlc.arg(until), sqlc.arg(opened_at), sqlc.arg(opened_op)) RETURNING id;

-- name: Hold :one
SELECT * FROM holds WHERE id = sqlc.arg(id);

-- name: HoldsOf :many
SELECT * FROM holds WHERE order_id = sqlc.arg(order_id) ORDER BY id;

-- name: OpenHolds :many
SELECT * FROM holds WHERE order_id = sqlc.arg(order_id) AND released_at = 0 ORDER BY id;

-- name: HoldsDue :many
SELECT * FROM holds WHERE released_at = 0 AND until > 0 AND until <= sqlc.arg(now) ORDER BY id;

-- name: releaseHold :execrows
UPDATE holds SET released_at = sqlc.arg(released_at), released_op = sqlc.arg(released_op), why = sqlc.arg(why) WHERE id = sqlc.arg(id) AND released_at = 0;

-- name: insertPayment :one
INSERT INTO payments (order_id, kind, method, amount, reference, last4, note, reverses, op, at)
VALUES (sqlc.arg(order_id), sqlc.arg(kind), sqlc.arg(method), sqlc.arg(amount), sqlc.arg(reference), sqlc.arg(last4), sqlc.arg(note), sqlc.arg(reverses), sqlc.arg(op), sqlc.arg(at)) RETURNING id;

-- name: PaymentsOf :many
SELECT * FROM payments WHERE order_id = sqlc.arg(order_id) ORDER BY id;

-- name: Payment :one
SELECT * FROM payments WHERE id = sqlc.arg(id);

-- name: PaymentOfOp :one
SELECT * FROM payments WHERE op = sqlc.arg(op);

-- name: GiftRules :many
SELECT * FROM gift_rules WHERE active ORDER BY id;

-- name: insertGiftRule :one
INSERT INTO gift_rules (name, min_goods, nth_order, trigger_product, gift_product) VALUES (sqlc.arg(name), sqlc.arg(min_goods), sqlc.arg(nth_order), sqlc.arg(trigger_product), sqlc.arg(gift_product)) RETURNING id;

-- name: Drafts :many
SELECT * FROM drafts WHERE who = sqlc.arg(who) AND desk = sqlc.arg(desk) ORDER BY id;

-- name: saveDraft :one
INSERT INTO drafts (who, desk, parked, title, body, updated_at) VALUES (sqlc.arg(who), sqlc.arg(desk), sqlc.arg(parked), sqlc.arg(title), sqlc.arg(body), sqlc.arg(updated_at)) RETURNING id;

-- name: updateDraft :execrows
UPDATE drafts SET parked = sqlc.arg(parked), title = sqlc.arg(title), body = sqlc.arg(body), updated_at = sqlc.arg(updated_at) WHERE id = sqlc.arg(id);

-- name: deleteDraft :exec
DELETE FROM drafts WHERE id = sqlc.arg(id);

-- name: PaymentReversedBy :one
SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) FROM payments p WHERE p.order_id = (SELECT o.order_id FROM payments o WHERE o.id = sqlc.arg(payment_id)) AND p.reverses = sqlc.arg(payment_id)
  AND NOT EXISTS (SELECT 1 FROM payments v WHERE v.order_id = p.order_id AND v.reverses = p.id);

-- name: StageBoard :many
SELECT stage, COUNT(*) AS n, CAST(MIN(placed_at) AS BIGINT) AS oldest, CAST(SUM(CASE WHEN promised_at > 0 AND promised_at < sqlc.arg(now) THEN 1 ELSE 0 END) AS BIGINT) AS late,
  CAST(SUM(total - paid) AS BIGINT) AS unpaid
FROM orders WHERE closed_at = 0 AND cancelled_at = 0 AND stage IN ('on hold', 'unpaid', 'address', 'backorder', 'ready', 'released', 'picking', 'packing', 'packed') GROUP BY stage;

-- name: OrderIDsUrgent :many
SELECT id FROM orders WHERE closed_at = 0 AND cancelled_at = 0 AND promised_at > 0 ORDER BY promised_at, id LIMIT sqlc.arg(most);
