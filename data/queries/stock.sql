-- name: Location :one
SELECT * FROM locations WHERE id = sqlc.arg(id);

-- name: LocationByCode :one
SELECT * FROM locations WHERE code = sqlc.arg(code);

-- name: Locations :many
SELECT * FROM locations WHERE archived_at = 0 ORDER BY code;

-- name: putLocation :one
INSERT INTO locations (code, kind, zone, sellable, pickable) VALUES (sqlc.arg(code), sqlc.arg(kind), sqlc.arg(zone), sqlc.arg(sellable), sqlc.arg(pickable))
ON CONFLICT (code) DO UPDATE SET zone = excluded.zone
RETURNING id;

-- name: reviveLocation :exec
UPDATE locations SET kind = sqlc.arg(kind), zone = sqlc.arg(zone), sellable = sqlc.arg(sellable), pickable = sqlc.arg(pickable), archived_at = 0 WHERE id = sqlc.arg(id);

-- name: archiveLocation :exec
UPDATE locations SET archived_at = sqlc.arg(archived_at) WHERE id = sqlc.arg(id);

-- name: takeBalance :execrows
UPDATE balances SET on_hand = on_hand - sqlc.arg(qty) WHERE product_id = sqlc.arg(product_id) AND location_id = sqlc.arg(location_id) AND on_hand >= sqlc.arg(qty);

-- name: addBalance :exec
INSERT INTO balances (product_id, location_id, on_hand) VALUES (sqlc.arg(product_id), sqlc.arg(location_id), sqlc.arg(qty))
ON CONFLICT (product_id, location_id) DO UPDATE SET on_hand = balances.on_hand + excluded.on_hand;

-- name: reserveBin :execrows
UPDATE balances SET picking = picking + sqlc.arg(qty) WHERE product_id = sqlc.arg(product_id) AND location_id = sqlc.arg(location_id) AND on_hand - picking >= sqlc.arg(qty);

-- name: unreserveBin :execrows
UPDATE balances SET picking = picking - sqlc.arg(qty) WHERE product_id = sqlc.arg(product_id) AND location_id = sqlc.arg(location_id) AND picking >= sqlc.arg(qty);

-- name: Balance :one
SELECT * FROM balances WHERE product_id = sqlc.arg(product_id) AND location_id = sqlc.arg(location_id);

-- name: BalancesOf :many
SELECT b.product_id, b.location_id, b.on_hand, b.picking, l.code, l.kind, l.zone, l.sellable AS is_sellable, l.pickable, l.walk_no, l.shut_at
FROM balances b JOIN locations l ON l.id = b.location_id WHERE b.product_id = sqlc.arg(product_id) AND b.on_hand > 0 ORDER BY l.code;

-- name: BalancesAt :many
SELECT b.product_id, b.location_id, b.on_hand, b.picking, p.sku, p.name
FROM balances b JOIN products p ON p.id = b.product_id WHERE b.location_id = sqlc.arg(location_id) AND b.on_hand > 0 ORDER BY p.sku;

-- name: StockOf :one
SELECT * FROM stock WHERE product_id = sqlc.arg(product_id);

-- name: addSellable :exec
INSERT INTO stock (product_id, sellable) VALUES (sqlc.arg(product_id), sqlc.arg(qty))
ON CONFLICT (product_id) DO UPDATE SET sellable = stock.sellable + excluded.sellable;

-- name: takeSellable :execrows
UPDATE stock SET sellable = sellable - sqlc.arg(qty) WHERE product_id = sqlc.arg(product_id) AND sellable - allocated >= sqlc.arg(qty);

-- name: promise :execrows
UPDATE stock SET allocated = allocated + sqlc.arg(qty) WHERE product_id = sqlc.arg(product_id) AND sellable - allocated >= sqlc.arg(qty);

-- name: unpromise :execrows
UPDATE stock SET allocated = allocated - sqlc.arg(qty) WHERE product_id = sqlc.arg(product_id) AND allocated >= sqlc.arg(qty);

-- name: insertMove :one
INSERT INTO moves (product_id, from_location, to_location, qty, kind, doc_kind, doc_id, line_id, reason, reverses, op, at)
VALUES (sqlc.arg(product_id), sqlc.arg(from_location), sqlc.arg(to_location), sqlc.arg(qty), sqlc.arg(kind), sqlc.arg(doc_kind), sqlc.arg(doc_id), sqlc.arg(line_id), sqlc.arg(reason), sqlc.arg(reverses), sqlc.arg(op), sqlc.arg(at))
RETURNING id;

-- name: Move :one
SELECT * FROM moves WHERE id = sqlc.arg(id);

-- name: MovesOfOp :many
SELECT * FROM moves WHERE op = sqlc.arg(op) ORDER BY id;

-- name: LastMove :one
SELECT CAST(COALESCE(MAX(id), 0) AS BIGINT) FROM moves;

-- name: NetMovesSince :one
SELECT CAST(COALESCE(SUM(CASE WHEN to_location = sqlc.arg(location_id) THEN qty ELSE -qty END), 0) AS BIGINT)
FROM moves WHERE product_id = sqlc.arg(product_id) AND id > sqlc.arg(since) AND (to_location = sqlc.arg(location_id) OR from_location = sqlc.arg(location_id));

-- name: MovesOfProduct :many
SELECT m.id, m.qty, m.kind, m.doc_kind, m.doc_id, m.reason, m.reverses, m.at, f.code AS from_code, t.code AS to_code, o.who, o.desk
FROM moves m JOIN locations f ON f.id = m.from_location JOIN locations t ON t.id = m.to_location JOIN operations o ON o.id = m.op
WHERE m.product_id = sqlc.arg(product_id) AND m.id < sqlc.arg(before) ORDER BY m.id DESC LIMIT sqlc.arg(most);

-- name: MovesPage :many
SELECT m.id, m.product_id, p.sku, p.name, m.qty, m.kind, m.doc_kind, m.doc_id, m.reason, m.reverses, m.at, f.code AS from_code, t.code AS to_code, o.who, o.desk
FROM moves m JOIN products p ON p.id = m.product_id JOIN locations f ON f.id = m.from_location JOIN locations t ON t.id = m.to_location JOIN operations o ON o.id = m.op
WHERE m.id < sqlc.arg(before) ORDER BY m.id DESC LIMIT sqlc.arg(most);

-- name: openShortMoves :many
SELECT m.* FROM moves m WHERE m.product_id = sqlc.arg(product_id) AND m.from_location = sqlc.arg(location_id) AND m.doc_kind = 'short pick'
  AND NOT EXISTS (SELECT 1 FROM moves r WHERE r.reverses = m.id) ORDER BY m.id;

-- name: openAllocation :one
SELECT * FROM allocations WHERE order_line_id = sqlc.arg(order_line_id) AND state = 'open';

-- name: growAllocation :execrows
UPDATE allocations SET qty = qty + sqlc.arg(qty) WHERE order_line_id = sqlc.arg(order_line_id) AND state = 'open';

-- name: shrinkAllocation :execrows
UPDATE allocations SET qty = qty - sqlc.arg(qty) WHERE order_line_id = sqlc.arg(order_line_id) AND state = 'open' AND qty > sqlc.arg(qty);

-- name: closeAllocation :execrows
UPDATE allocations SET state = sqlc.arg(state) WHERE order_line_id = sqlc.arg(order_line_id) AND state = 'open' AND qty = sqlc.arg(qty);

-- name: insertAllocation :exec
INSERT INTO allocations (order_line_id, product_id, qty, state, op, at)
VALUES (sqlc.arg(order_line_id), sqlc.arg(product_id), sqlc.arg(qty), sqlc.arg(state), sqlc.arg(op), sqlc.arg(at));

-- name: insertAllocations :exec
-- What the lines of a new order were promised; the parts of kits are promised by themselves.
INSERT INTO allocations (order_line_id, product_id, qty, state, op, at)
SELECT id, product_id, allocated, 'open', CAST(sqlc.arg(op) AS BIGINT), CAST(sqlc.arg(at) AS BIGINT) FROM order_lines
WHERE order_id = sqlc.arg(order_id) AND kind = 'stocked' AND parent_id = 0 AND allocated > 0 ORDER BY n;

-- name: AllocationsOf :many
SELECT a.*, l.order_id FROM allocations a JOIN order_lines l ON l.id = a.order_line_id WHERE l.order_id = sqlc.arg(order_id) ORDER BY a.id;

-- name: unpickedPromises :many
SELECT l.* FROM allocations a JOIN order_lines l ON l.id = a.order_line_id
WHERE a.product_id = sqlc.arg(product_id) AND a.state = 'open' AND l.allocated > 0
ORDER BY (SELECT COUNT(*) FROM shipment_lines x JOIN pick_lines p ON p.shipment_line_id = x.id WHERE x.order_line_id = l.id AND p.state = 'open'), a.id DESC;

-- name: backorderedLines :many
SELECT l.* FROM order_lines l JOIN orders o ON o.id = l.order_id
WHERE l.product_id = sqlc.arg(product_id) AND l.backordered > 0 AND l.kind = 'stocked' ORDER BY o.priority DESC, l.id;

-- name: StockRows :many
SELECT p.id, p.sku, p.name, l.code AS bin, l.kind AS place, b.on_hand, b.picking FROM balances b
JOIN products p ON p.id = b.product_id JOIN locations l ON l.id = b.location_id
WHERE b.on_hand > 0 AND (l.code > sqlc.arg(after_code) OR (l.code = sqlc.arg(after_code) AND p.sku > sqlc.arg(after_sku))) ORDER BY l.code, p.sku LIMIT sqlc.arg(most);

-- name: BinsOf :many
SELECT b.location_id FROM balances b JOIN locations l ON l.id = b.location_id WHERE b.product_id = sqlc.arg(product_id) AND l.kind = 'bin' AND l.archived_at = 0 ORDER BY b.on_hand DESC, b.location_id;

-- name: StockThen :many
SELECT p.sku, p.name, l.code, CAST(SUM(x.was) AS BIGINT) AS was, CAST(SUM(x.q) AS BIGINT) AS on_hand
FROM (SELECT m.product_id, m.to_location AS location_id, m.qty AS q, CASE WHEN m.at <= sqlc.arg(since) THEN m.qty ELSE 0 END AS was FROM moves m WHERE m.at <= sqlc.arg(moment)
  UNION ALL SELECT m.product_id, m.from_location, -m.qty, CASE WHEN m.at <= sqlc.arg(since) THEN -m.qty ELSE 0 END FROM moves m WHERE m.at <= sqlc.arg(moment)) AS x
JOIN products p ON p.id = x.product_id JOIN locations l ON l.id = x.location_id
WHERE l.kind NOT IN ('outside', 'customer', 'loss')
GROUP BY p.sku, p.name, l.code HAVING SUM(x.q) <> 0 OR SUM(x.was) <> 0 ORDER BY p.sku, l.code;

-- name: StockFigures :many
SELECT p.id AS product_id, l.id AS location_id, CAST(SUM(x.was) AS BIGINT) AS was, CAST(SUM(x.q) AS BIGINT) AS on_hand, p.cost
FROM (SELECT m.product_id, m.to_location AS location_id, m.qty AS q, CASE WHEN m.at <= sqlc.arg(since) THEN m.qty ELSE 0 END AS was FROM moves m WHERE m.at <= sqlc.arg(moment)
  UNION ALL SELECT m.product_id, m.from_location, -m.qty, CASE WHEN m.at <= sqlc.arg(since) THEN -m.qty ELSE 0 END FROM moves m WHERE m.at <= sqlc.arg(moment)) AS x
JOIN products p ON p.id = x.product_id JOIN locations l ON l.id = x.location_id
WHERE l.kind NOT IN ('outside', 'customer', 'loss')
GROUP BY p.id, p.sku, p.cost, l.id, l.code HAVING SUM(x.q) <> 0 OR SUM(x.was) <> 0 ORDER BY p.sku, l.code;

-- name: productsLike :many
SELECT id FROM products WHERE lower(sku) LIKE CAST(sqlc.arg(text) AS TEXT) ESCAPE '\' OR lower(name) LIKE CAST(sqlc.arg(text) AS TEXT) ESCAPE '\';

-- name: locationsLike :many
SELECT id FROM locations WHERE lower(code) LIKE CAST(sqlc.arg(text) AS TEXT) ESCAPE '\';
