-- Each reads the rows after an id, so that a whole table never stands in memory.

-- name: ExportOrders :many
SELECT o.id, o.number, o.placed_at, ch.name AS channel, o.external_ref, c.number AS customer_number, c.name AS customer, o.ship_city, o.ship_postcode, o.ship_country, o.stage, o.pay_status,
  o.units, o.goods, o.discount, o.postage, o.tax, o.total, o.paid, o.promised_at, o.closed_at, o.cancelled_at
FROM orders o JOIN customers c ON c.id = o.customer_id JOIN channels ch ON ch.id = o.channel_id WHERE o.id > sqlc.arg(after) ORDER BY o.id LIMIT sqlc.arg(most);

-- name: ExportLines :many
SELECT l.id, o.number, o.placed_at, l.n, l.sku, l.name, l.kind, l.gift, l.price, l.qty, l.cancelled, l.backordered, l.allocated, l.picked, l.packed, l.shipped, l.returned
FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE l.id > sqlc.arg(after) ORDER BY l.id LIMIT sqlc.arg(most);

-- name: ExportStock :many
SELECT p.id, p.sku, p.name, CAST(COALESCE(s.sellable, 0) AS BIGINT) AS on_hand, CAST(COALESCE(s.allocated, 0) AS BIGINT) AS promised, p.reorder_point, p.cost,
  CAST(COALESCE((SELECT MIN(l.code) FROM balances b JOIN locations l ON l.id = b.location_id WHERE b.product_id = p.id AND b.on_hand > 0 AND l.pickable AND l.sellable), '') AS TEXT) AS bin,
  CAST((SELECT COUNT(*) FROM balances b JOIN locations l ON l.id = b.location_id WHERE b.product_id = p.id AND b.on_hand > 0 AND l.sellable) AS BIGINT) AS places
FROM products p LEFT JOIN stock s ON s.product_id = p.id WHERE p.id > sqlc.arg(after) AND p.kind = 'stocked' AND p.archived_at = 0 ORDER BY p.id LIMIT sqlc.arg(most);

-- name: ExportMoves :many
SELECT m.id, m.at, p.sku, p.name, f.code AS from_code, t.code AS to_code, m.qty, m.kind, m.doc_kind, m.doc_id, m.reason, m.reverses, o.who, o.desk
FROM moves m JOIN products p ON p.id = m.product_id JOIN locations f ON f.id = m.from_location JOIN locations t ON t.id = m.to_location JOIN operations o ON o.id = m.op
WHERE m.id > sqlc.arg(after) ORDER BY m.id LIMIT sqlc.arg(most);

-- name: ExportCustomers :many
SELECT c.id, c.number, c.name, c.company, c.email, c.phone, c.note, c.priority, c.terms_days, c.credit_limit, c.created_at,
  CAST(COALESCE((SELECT MIN(a.street1) FROM addresses a WHERE a.customer_id = c.id AND a.is_default), '') AS TEXT) AS street1,
  CAST(COALESCE((SELECT MIN(a.street2) FROM addresses a WHERE a.customer_id = c.id AND a.is_default), '') AS TEXT) AS street2,
  CAST(COALESCE((SELECT MIN(a.region) FROM addresses a WHERE a.customer_id = c.id AND a.is_default), '') AS TEXT) AS region,
  CAST(COALESCE((SELECT MIN(a.city) FROM addresses a WHERE a.customer_id = c.id AND a.is_default), '') AS TEXT) AS city,
  CAST(COALESCE((SELECT MIN(a.postcode) FROM addresses a WHERE a.customer_id = c.id AND a.is_default), '') AS TEXT) AS postcode,
  CAST(COALESCE((SELECT MIN(a.country) FROM addresses a WHERE a.customer_id = c.id AND a.is_default), '') AS TEXT) AS country,
  CAST((SELECT COUNT(*) FROM orders o WHERE o.customer_id = c.id AND o.cancelled_at = 0) AS BIGINT) AS order_count,
  CAST(COALESCE((SELECT SUM(o.total) FROM orders o WHERE o.customer_id = c.id AND o.cancelled_at = 0), 0) AS BIGINT) AS spent
FROM customers c WHERE c.id > sqlc.arg(after) AND c.archived_at = 0 ORDER BY c.id LIMIT sqlc.arg(most);

-- name: ExportProducts :many
SELECT p.*, CAST(COALESCE((SELECT MIN(b.code) FROM barcodes b WHERE b.product_id = p.id AND b.units = 1), '') AS TEXT) AS barcode
FROM products p WHERE p.id > sqlc.arg(after) AND p.archived_at = 0 ORDER BY p.id LIMIT sqlc.arg(most);

-- name: ExportPayments :many
SELECT p.id, p.at, o.number, c.name AS customer, p.kind, p.method, p.amount, p.reference, p.last4, p.note, op.who, CAST(COALESCE(r.kind, '') AS TEXT) AS reversed
FROM payments p LEFT JOIN payments r ON r.id = p.reverses AND p.reverses > 0 JOIN orders o ON o.id = p.order_id JOIN customers c ON c.id = o.customer_id JOIN operations op ON op.id = p.op WHERE p.id > sqlc.arg(after) ORDER BY p.id LIMIT sqlc.arg(most);
