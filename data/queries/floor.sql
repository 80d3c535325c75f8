-- What the floor's screens ask: what may go to the shelves, what lies where.

-- name: ShipmentsReady :many
SELECT s.id, s.number, s.order_id, s.stage, s.priority, s.carrier, s.service, s.planned_at, s.released_at, s.arrives_at, s.exception, s.label_prints, o.number AS order_number, o.promised_at, c.name AS customer, o.ship_country,
  CAST((SELECT COUNT(*) FROM shipment_lines l WHERE l.shipment_id = s.id) AS BIGINT) AS line_count,
  CAST((SELECT COALESCE(SUM(l.qty), 0) FROM shipment_lines l WHERE l.shipment_id = s.id) AS BIGINT) AS unit_count,
  CAST((SELECT COUNT(*) FROM parcels p WHERE p.shipment_id = s.id) AS BIGINT) AS parcel_count
FROM orders o JOIN shipments s ON s.order_id = o.id JOIN customers c ON c.id = o.customer_id
WHERE o.stage = 'ready' AND s.released_at = 0 AND s.voided_at = 0 ORDER BY s.priority DESC, o.promised_at, s.id LIMIT sqlc.arg(most);

-- name: ShipmentsToPick :many
SELECT s.id, s.number, s.order_id, s.stage, s.priority, s.carrier, s.service, s.planned_at, s.released_at, s.arrives_at, s.exception, s.label_prints, o.number AS order_number, o.promised_at, c.name AS customer, o.ship_country,
  CAST((SELECT COUNT(*) FROM shipment_lines l WHERE l.shipment_id = s.id) AS BIGINT) AS line_count,
  CAST((SELECT COALESCE(SUM(l.qty), 0) FROM shipment_lines l WHERE l.shipment_id = s.id) AS BIGINT) AS unit_count,
  CAST((SELECT COUNT(*) FROM parcels p WHERE p.shipment_id = s.id) AS BIGINT) AS parcel_count
FROM shipments s JOIN orders o ON o.id = s.order_id JOIN customers c ON c.id = o.customer_id
WHERE s.stage IN ('released', 'picking') AND EXISTS (
  SELECT 1 FROM shipment_lines l JOIN order_lines x ON x.id = l.order_line_id WHERE l.shipment_id = s.id AND x.kind = 'stocked'
    AND l.qty - l.picked > COALESCE((SELECT SUM(p.qty) FROM pick_lines p WHERE p.shipment_line_id = l.id AND p.state = 'open'), 0))
ORDER BY s.priority DESC, o.promised_at, s.id LIMIT sqlc.arg(most);

-- name: ShipmentsAtBench :many
SELECT s.id, s.number, s.order_id, s.stage, s.priority, s.carrier, s.service, s.planned_at, s.released_at, s.arrives_at, s.exception, s.label_prints, o.number AS order_number, o.promised_at, c.name AS customer, o.ship_country,
  CAST((SELECT COUNT(*) FROM shipment_lines l WHERE l.shipment_id = s.id) AS BIGINT) AS line_count,
  CAST((SELECT COALESCE(SUM(l.qty), 0) FROM shipment_lines l WHERE l.shipment_id = s.id) AS BIGINT) AS unit_count,
  CAST((SELECT COUNT(*) FROM parcels p WHERE p.shipment_id = s.id) AS BIGINT) AS parcel_count
FROM shipments s JOIN orders o ON o.id = s.order_id JOIN customers c ON c.id = o.customer_id
WHERE s.stage IN ('picked', 'planned', 'address checked', 'labelled') AND s.picked_at > 0 ORDER BY s.priority DESC, o.promised_at, s.id LIMIT sqlc.arg(most);

-- name: ShipmentForPacking :one
SELECT s.id FROM shipments s JOIN shipment_lines l ON l.shipment_id = s.id JOIN orders o ON o.id = s.order_id
WHERE s.stage IN ('picked', 'picking', 'planned', 'address checked', 'labelled') AND s.picking_at > 0 AND l.product_id = sqlc.arg(product_id) AND l.picked > l.packed
ORDER BY CASE s.stage WHEN 'picked' THEN 0 WHEN 'picking' THEN 1 ELSE 2 END, s.priority DESC, o.promised_at, s.id LIMIT 1;

-- name: PrintJobsOf :many
SELECT id, kind, state, error, created_at FROM print_jobs
WHERE id > sqlc.arg(after) AND entity = sqlc.arg(entity) AND entity_id = sqlc.arg(entity_id) ORDER BY id DESC LIMIT 50;

-- name: LastPrintJob :one
SELECT CAST(COALESCE(MAX(id), 0) AS BIGINT) FROM print_jobs;

-- name: LocationStock :many
SELECT l.id, l.code, l.kind, l.zone, l.sellable AS is_sellable, l.pickable, l.walk_no, l.shut_at, l.shut_why,
  CAST(COUNT(b.product_id) AS BIGINT) AS product_count, CAST(COALESCE(SUM(b.on_hand), 0) AS BIGINT) AS unit_count, CAST(COALESCE(SUM(b.picking), 0) AS BIGINT) AS picking_count
FROM locations l LEFT JOIN balances b ON b.location_id = l.id AND b.on_hand > 0
WHERE l.archived_at = 0 AND l.kind NOT IN ('outside', 'customer', 'loss') GROUP BY l.id, l.code, l.kind, l.zone, l.sellable, l.pickable, l.walk_no, l.shut_at, l.shut_why ORDER BY l.code;

-- name: MovesAt :many
SELECT m.id, m.product_id, p.sku, p.name, m.qty, m.kind, m.doc_kind, m.doc_id, m.reason, m.reverses, m.at, f.code AS from_code, t.code AS to_code, o.who, o.desk
FROM moves m JOIN products p ON p.id = m.product_id JOIN locations f ON f.id = m.from_location JOIN locations t ON t.id = m.to_location JOIN operations o ON o.id = m.op
WHERE m.id < sqlc.arg(before) AND (m.from_location = sqlc.arg(location_id) OR m.to_location = sqlc.arg(location_id)) ORDER BY m.id DESC LIMIT sqlc.arg(most);

-- name: FloorVersion :one
-- How often the map or the places were changed: what is made of them is kept while it stays.
SELECT n FROM counters WHERE name = 'floor';

-- name: bumpFloor :exec
UPDATE counters SET n = n + 1 WHERE name = 'floor';

-- name: setWalkNo :exec
UPDATE locations SET walk_no = sqlc.arg(walk_no) WHERE id = sqlc.arg(id);

-- name: setZone :exec
UPDATE locations SET zone = sqlc.arg(zone) WHERE id = sqlc.arg(id);

-- name: setShut :exec
UPDATE locations SET shut_at = sqlc.arg(shut_at), shut_why = sqlc.arg(shut_why) WHERE id = sqlc.arg(id);

-- name: MapStock :many
SELECT l.id, l.code, l.zone, l.walk_no, l.shut_at, l.shut_why, l.pickable,
  CAST(COALESCE(b.products, 0) AS BIGINT) AS product_count, CAST(COALESCE(b.units, 0) AS BIGINT) AS unit_count,
  CAST(COALESCE(o.n, 0) AS BIGINT) AS open_picks, CAST(COALESCE(o.units, 0) AS BIGINT) AS picking_units, CAST(COALESCE(d.n, 0) AS BIGINT) AS picked_lines
FROM locations l
LEFT JOIN (SELECT x.location_id, COUNT(*) AS products, SUM(x.on_hand) AS units FROM balances x WHERE x.on_hand > 0 GROUP BY x.location_id) b ON b.location_id = l.id
LEFT JOIN (SELECT p.location_id, COUNT(*) AS n, SUM(p.qty) AS units FROM pick_lines p WHERE p.state = 'open' GROUP BY p.location_id) o ON o.location_id = l.id
LEFT JOIN (SELECT p.location_id, COUNT(*) AS n FROM pick_lines p WHERE p.done_at > 0 AND p.done_at >= sqlc.arg(since) AND p.state IN ('picked', 'short') GROUP BY p.location_id) d ON d.location_id = l.id
WHERE l.archived_at = 0 AND l.kind NOT IN ('outside', 'customer', 'loss') ORDER BY l.code;

-- name: PicksAt :many
SELECT p.id, p.qty, p.slot, p.product_id, l.number AS list, l.picker, l.stage FROM pick_lines p JOIN pick_lists l ON l.id = p.pick_list_id
WHERE p.location_id = sqlc.arg(location_id) AND p.state = 'open' ORDER BY p.id;

-- name: ShortsAt :one
SELECT COUNT(*) FROM pick_lines WHERE location_id = sqlc.arg(location_id) AND state = 'short' AND done_at >= sqlc.arg(since);

-- name: Carts :many
SELECT * FROM carts ORDER BY code;

-- name: Cart :one
SELECT * FROM carts WHERE id = sqlc.arg(id);

-- name: putCart :one
INSERT INTO carts (code, name, slots, lines, units, weight_g, volume_mm3, active)
VALUES (sqlc.arg(code), sqlc.arg(name), sqlc.arg(slots), sqlc.arg(lines), sqlc.arg(units), sqlc.arg(weight_g), sqlc.arg(volume_mm3), sqlc.arg(active)) RETURNING id;

-- name: setCart :exec
UPDATE carts SET code = sqlc.arg(code), name = sqlc.arg(name), slots = sqlc.arg(slots), lines = sqlc.arg(lines), units = sqlc.arg(units), weight_g = sqlc.arg(weight_g), volume_mm3 = sqlc.arg(volume_mm3), active = sqlc.arg(active) WHERE id = sqlc.arg(id);

-- name: Cells :many
SELECT c.id, c.code, c.shipment_id, c.given_at, CAST(COALESCE(s.number, '') AS TEXT) AS number, CAST(COALESCE(s.order_id, 0) AS BIGINT) AS order_id, CAST(COALESCE(s.stage, '') AS TEXT) AS stage
FROM cells c LEFT JOIN shipments s ON s.id = c.shipment_id AND c.shipment_id > 0 ORDER BY c.code;

-- name: CellOf :one
SELECT * FROM cells WHERE shipment_id = sqlc.arg(shipment_id);

-- name: CellByCode :one
SELECT * FROM cells WHERE code = sqlc.arg(code);

-- name: insertCell :exec
INSERT INTO cells (code) VALUES (sqlc.arg(code));

-- name: deleteCell :execrows
DELETE FROM cells WHERE code = sqlc.arg(code) AND shipment_id = 0;

-- name: giveCell :execrows
UPDATE cells SET shipment_id = sqlc.arg(shipment_id), given_at = sqlc.arg(given_at) WHERE id = sqlc.arg(id) AND shipment_id = 0;

-- name: freeCell :exec
UPDATE cells SET shipment_id = 0, given_at = 0 WHERE shipment_id = sqlc.arg(shipment_id);

-- name: openStops :many
SELECT l.id, l.n, l.location_id, l.qty, l.slot, l.skipped, p.fragile FROM pick_lines l JOIN products p ON p.id = l.product_id WHERE l.pick_list_id = sqlc.arg(pick_list_id) AND l.state = 'open' ORDER BY l.n, l.id;

-- name: LastConfirmed :one
-- Where the picker of a list stands: at the place confirmed last, 0 before the first.
SELECT CAST(COALESCE((SELECT location_id FROM pick_lines WHERE pick_list_id = sqlc.arg(pick_list_id) AND done_at > 0 AND state <> 'put back' ORDER BY done_at DESC, n DESC LIMIT 1), 0) AS BIGINT);

-- name: renumberPick :exec
UPDATE pick_lines SET n = sqlc.arg(n) WHERE id = sqlc.arg(id) AND state = 'open';

-- name: skipPick :execrows
UPDATE pick_lines SET skipped = skipped + sqlc.arg(by), skip_why = sqlc.arg(why), n = sqlc.arg(n) WHERE id = sqlc.arg(id) AND state = 'open';

-- name: setPicker :exec
UPDATE pick_lists SET picker = sqlc.arg(picker) WHERE id = sqlc.arg(id);

-- name: setPrinted :exec
UPDATE pick_lists SET printed_at = sqlc.arg(printed_at) WHERE id = sqlc.arg(id);

-- name: setChain :exec
UPDATE pick_lists SET chain = sqlc.arg(chain) WHERE id = sqlc.arg(id);

-- name: nextInChain :many
-- The lists of a chain that wait for the pass before.
SELECT id, pass_no FROM pick_lists WHERE chain > 0 AND chain = sqlc.arg(chain) AND pass_no > sqlc.arg(pass_no) AND released_at = 0 AND cancelled_at = 0 ORDER BY pass_no, id;

-- name: deletePickListShipment :exec
DELETE FROM pick_list_shipments WHERE pick_list_id = sqlc.arg(pick_list_id) AND shipment_id = sqlc.arg(shipment_id);

-- name: ShipmentParts :many
-- The lists that a shipment is on, with what of it is still to come.
SELECT p.id, p.number, p.zone, p.picker, p.stage, p.pass_no, p.bulk,
  CAST((SELECT COUNT(*) FROM pick_lines l JOIN shipment_lines s ON s.id = l.shipment_line_id WHERE l.pick_list_id = p.id AND s.shipment_id = x.shipment_id AND l.state <> 'put back') AS BIGINT) AS line_count,
  CAST((SELECT COUNT(*) FROM pick_lines l JOIN shipment_lines s ON s.id = l.shipment_line_id WHERE l.pick_list_id = p.id AND s.shipment_id = x.shipment_id AND l.state = 'open') AS BIGINT) AS open_count
FROM pick_list_shipments x JOIN pick_lists p ON p.id = x.pick_list_id WHERE x.shipment_id = sqlc.arg(shipment_id) AND p.cancelled_at = 0 ORDER BY p.id;

-- name: WantedLines :many
-- What all shipments that are to be picked want and no open list has: the released
-- ones, and those at the stages named besides, which still have to pass the gate.
SELECT l.id AS line_id, l.shipment_id, l.product_id, s.number, s.order_id, s.stage, s.priority, s.carrier, s.service, s.released_at, o.stage AS order_stage, o.promised_at, c.name AS customer,
  p.sku, p.name, p.weight_g, p.length_mm, p.width_mm, p.height_mm, p.ships_alone, p.fragile,
  CAST(l.qty - l.picked - COALESCE((SELECT SUM(x.qty) FROM pick_lines x WHERE x.shipment_line_id = l.id AND x.state = 'open'), 0) AS BIGINT) AS want
FROM shipments s JOIN shipment_lines l ON l.shipment_id = s.id JOIN order_lines y ON y.id = l.order_line_id JOIN products p ON p.id = l.product_id JOIN orders o ON o.id = s.order_id JOIN customers c ON c.id = o.customer_id
WHERE s.stage IN ('released', 'picking', CAST(sqlc.arg(also) AS TEXT), CAST(sqlc.arg(also2) AS TEXT), CAST(sqlc.arg(also3) AS TEXT)) AND y.kind = 'stocked' AND l.qty > l.picked
ORDER BY s.priority DESC, o.promised_at, s.id, l.id;

-- name: FreeBins :many
-- Where what those shipments want lies free to be picked.
SELECT b.product_id, b.location_id, l.code, l.zone, l.walk_no, CAST(b.on_hand - b.picking AS BIGINT) AS free
FROM balances b JOIN locations l ON l.id = b.location_id
WHERE b.on_hand > b.picking AND l.pickable AND l.shut_at = 0 AND l.archived_at = 0
  AND b.product_id IN (SELECT x.product_id FROM shipments s JOIN shipment_lines x ON x.shipment_id = s.id
    WHERE s.stage IN ('released', 'picking', CAST(sqlc.arg(also) AS TEXT), CAST(sqlc.arg(also2) AS TEXT), CAST(sqlc.arg(also3) AS TEXT)))
ORDER BY l.code, b.product_id;

-- name: PickTimes :many
-- The confirmed lines of the newest lists, as they were confirmed.
SELECT p.pick_list_id, p.location_id, p.picked, p.done_at, l.picker FROM pick_lines p JOIN pick_lists l ON l.id = p.pick_list_id
WHERE p.done_at > 0 AND p.done_at >= sqlc.arg(since) AND p.state <> 'put back' ORDER BY p.pick_list_id, p.done_at, p.n LIMIT sqlc.arg(most);

-- name: LinesNotBegun :many
-- What lists have that nobody has begun, printed or was given: it may be planned anew.
SELECT p.pick_list_id, l.number, p.shipment_line_id, p.product_id, p.location_id, p.qty, c.code, c.zone, CAST(CASE WHEN c.pickable AND c.shut_at = 0 THEN 1 ELSE 0 END AS BIGINT) AS open_place
FROM pick_lists l JOIN pick_lines p ON p.pick_list_id = l.id JOIN locations c ON c.id = p.location_id
WHERE l.stage = 'released' AND l.started_at = 0 AND l.printed_at = 0 AND l.picker = '' AND l.wave_id = 0 AND l.chain = 0 AND p.state = 'open' ORDER BY p.pick_list_id, p.id;
