-- name: Boxes :many
SELECT * FROM boxes WHERE active ORDER BY code;

-- name: Box :one
SELECT * FROM boxes WHERE id = sqlc.arg(id);

-- name: putBox :one
INSERT INTO boxes (code, name, kind, in_length, in_width, in_height, out_length, out_width, out_height, tare_g, max_g, cost, stock, active)
VALUES (sqlc.arg(code), sqlc.arg(name), sqlc.arg(kind), sqlc.arg(in_length), sqlc.arg(in_width), sqlc.arg(in_height), sqlc.arg(out_length), sqlc.arg(out_width), sqlc.arg(out_height), sqlc.arg(tare_g), sqlc.arg(max_g), sqlc.arg(cost), sqlc.arg(stock), sqlc.arg(active))
ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind, in_length = excluded.in_length, in_width = excluded.in_width, in_height = excluded.in_height, out_length = excluded.out_length, out_width = excluded.out_width, out_height = excluded.out_height,
  tare_g = excluded.tare_g, max_g = excluded.max_g, cost = excluded.cost, stock = excluded.stock, active = excluded.active
RETURNING id;

-- name: ActiveRateCard :one
SELECT * FROM rate_cards WHERE active ORDER BY id DESC LIMIT 1;

-- name: insertRateCard :one
INSERT INTO rate_cards (name, body, example, loaded_at) VALUES (sqlc.arg(name), sqlc.arg(body), sqlc.arg(example), sqlc.arg(loaded_at)) RETURNING id;

-- name: retireRateCards :exec
UPDATE rate_cards SET active = FALSE WHERE active;

-- name: activateRateCard :exec
UPDATE rate_cards SET active = TRUE WHERE id = sqlc.arg(id);

-- name: insertShipment :one
-- The shipments of an order are numbered from 1: 10042-1, 10042-2.
INSERT INTO shipments (order_id, n, number, priority, address_grade, address_note, carrier, service, cost, decision, arrives_at, planned_at, checked_at, exception, stage)
VALUES (sqlc.arg(order_id), (SELECT COALESCE(MAX(x.n), 0) + 1 FROM shipments x WHERE x.order_id = sqlc.arg(order_id)),
  (SELECT CAST(o.number AS TEXT) FROM orders o WHERE o.id = sqlc.arg(order_id)) || '-' || CAST((SELECT COALESCE(MAX(x.n), 0) + 1 FROM shipments x WHERE x.order_id = sqlc.arg(order_id)) AS TEXT), (SELECT o.priority FROM orders o WHERE o.id = sqlc.arg(order_id)),
  sqlc.arg(address_grade), sqlc.arg(address_note), sqlc.arg(carrier), sqlc.arg(service), sqlc.arg(cost), sqlc.arg(decision), sqlc.arg(arrives_at), sqlc.arg(planned_at), sqlc.arg(checked_at), sqlc.arg(exception), sqlc.arg(stage))
RETURNING *;

-- name: insertShipmentLine :exec
INSERT INTO shipment_lines (shipment_id, order_line_id, product_id, qty) VALUES (sqlc.arg(shipment_id), sqlc.arg(order_line_id), sqlc.arg(product_id), sqlc.arg(qty));

-- name: insertParcel :exec
INSERT INTO parcels (shipment_id, n, box_id, box_code, length_mm, width_mm, height_mm, weight_g, fill_bp, filling, why)
VALUES (sqlc.arg(shipment_id), sqlc.arg(n), sqlc.arg(box_id), sqlc.arg(box_code), sqlc.arg(length_mm), sqlc.arg(width_mm), sqlc.arg(height_mm), sqlc.arg(weight_g), sqlc.arg(fill_bp), sqlc.arg(filling), sqlc.arg(why));

-- name: insertParcelLine :exec
-- Both are found by what they are called, so that nobody waits for their ids.
INSERT INTO parcel_lines (parcel_id, shipment_line_id, qty)
VALUES ((SELECT p.id FROM parcels p WHERE p.shipment_id = sqlc.arg(shipment_id) AND p.n = sqlc.arg(parcel)),
  (SELECT l.id FROM shipment_lines l WHERE l.shipment_id = sqlc.arg(shipment_id) AND l.order_line_id = sqlc.arg(order_line_id)), sqlc.arg(qty));

-- name: deleteParcelLines :exec
DELETE FROM parcel_lines WHERE parcel_id IN (SELECT id FROM parcels WHERE shipment_id = sqlc.arg(shipment_id));

-- name: deleteParcels :exec
DELETE FROM parcels WHERE shipment_id = sqlc.arg(shipment_id);

-- name: Shipment :one
SELECT * FROM shipments WHERE id = sqlc.arg(id);

-- name: ShipmentByNumber :one
SELECT * FROM shipments WHERE number = sqlc.arg(number);

-- name: ShipmentsOf :many
SELECT * FROM shipments WHERE order_id = sqlc.arg(order_id) ORDER BY n;

-- name: LiveShipmentsOf :many
SELECT * FROM shipments WHERE order_id = sqlc.arg(order_id) AND voided_at = 0 ORDER BY n;

-- name: ShipmentLines :many
SELECT l.*, o.sku, o.name, o.kind, o.gift, o.parent_id FROM shipment_lines l JOIN order_lines o ON o.id = l.order_line_id WHERE l.shipment_id = sqlc.arg(shipment_id) ORDER BY o.n, l.id;

-- name: ShipmentLine :one
SELECT * FROM shipment_lines WHERE id = sqlc.arg(id);

-- name: Parcels :many
SELECT * FROM parcels WHERE shipment_id = sqlc.arg(shipment_id) ORDER BY n;

-- name: ParcelLines :many
SELECT pl.parcel_id, pl.shipment_line_id, pl.qty, p.n AS parcel_n, sl.product_id FROM parcel_lines pl JOIN parcels p ON p.id = pl.parcel_id JOIN shipment_lines sl ON sl.id = pl.shipment_line_id
WHERE p.shipment_id = sqlc.arg(shipment_id) ORDER BY p.n, pl.shipment_line_id;

-- name: ShipmentsByStage :many
SELECT s.id, s.number, s.order_id, s.stage, s.priority, s.carrier, s.service, s.planned_at, s.released_at, s.arrives_at, s.exception, s.label_prints, o.number AS order_number, o.promised_at, c.name AS customer, o.ship_country,
  CAST((SELECT COUNT(*) FROM shipment_lines l WHERE l.shipment_id = s.id) AS BIGINT) AS line_count,
  CAST((SELECT COALESCE(SUM(l.qty), 0) FROM shipment_lines l WHERE l.shipment_id = s.id) AS BIGINT) AS unit_count,
  CAST((SELECT COUNT(*) FROM parcels p WHERE p.shipment_id = s.id) AS BIGINT) AS parcel_count
FROM shipments s JOIN orders o ON o.id = s.order_id JOIN customers c ON c.id = o.customer_id
WHERE s.stage = sqlc.arg(stage) ORDER BY s.priority DESC, o.promised_at, s.id LIMIT sqlc.arg(most);

-- name: ShipmentStageCounts :many
SELECT stage, COUNT(*) AS n, CAST(MIN(planned_at) AS BIGINT) AS oldest FROM shipments WHERE handed_over_at = 0 AND voided_at = 0 GROUP BY stage;

-- name: HandedOverSince :many
SELECT s.id, s.number, s.carrier, s.service, s.tracking, s.handed_over_at, o.ship_name, o.ship_postcode, o.ship_country,
  CAST((SELECT COUNT(*) FROM parcels p WHERE p.shipment_id = s.id) AS BIGINT) AS parcel_count,
  CAST((SELECT COALESCE(SUM(p.weight_g), 0) FROM parcels p WHERE p.shipment_id = s.id) AS BIGINT) AS weight
FROM shipments s JOIN orders o ON o.id = s.order_id WHERE s.handed_over_at >= sqlc.arg(since) ORDER BY s.carrier, s.id;

-- name: setShipmentFacts :execrows
UPDATE shipments SET address_grade = sqlc.arg(address_grade), address_note = sqlc.arg(address_note), address_override = sqlc.arg(address_override), carrier = sqlc.arg(carrier), service = sqlc.arg(service), cost = sqlc.arg(cost),
  decision = sqlc.arg(decision), arrives_at = sqlc.arg(arrives_at), fingerprint = sqlc.arg(fingerprint), label_prints = sqlc.arg(label_prints), split_approved = sqlc.arg(split_approved), override = sqlc.arg(override), override_by = sqlc.arg(override_by),
  pack_override = sqlc.arg(pack_override), exception = sqlc.arg(exception), tracking = sqlc.arg(tracking), checked_at = sqlc.arg(checked_at), labelled_at = sqlc.arg(labelled_at), released_at = sqlc.arg(released_at), picking_at = sqlc.arg(picking_at), picked_at = sqlc.arg(picked_at),
  packed_at = sqlc.arg(packed_at), handed_over_at = sqlc.arg(handed_over_at), delivered_at = sqlc.arg(delivered_at), voided_at = sqlc.arg(voided_at), stage = sqlc.arg(stage), priority = sqlc.arg(priority), version = version + 1
WHERE id = sqlc.arg(id) AND version = sqlc.arg(version);

-- name: stepShipmentLine :exec
UPDATE shipment_lines SET qty = qty + sqlc.arg(qty), picked = picked + sqlc.arg(picked), packed = packed + sqlc.arg(packed) WHERE id = sqlc.arg(id);

-- name: shipmentSums :one
SELECT CAST(COALESCE(SUM(qty), 0) AS BIGINT) AS qty, CAST(COALESCE(SUM(picked), 0) AS BIGINT) AS picked, CAST(COALESCE(SUM(packed), 0) AS BIGINT) AS packed FROM shipment_lines WHERE shipment_id = sqlc.arg(shipment_id);

-- name: openPickLines :one
SELECT COUNT(*) FROM pick_lines p JOIN shipment_lines l ON l.id = p.shipment_line_id WHERE l.shipment_id = sqlc.arg(shipment_id) AND p.state = 'open';

-- name: unassignedLines :many
SELECT l.id, l.shipment_id, l.product_id, l.order_line_id, CAST(l.qty - l.picked - COALESCE((SELECT SUM(p.qty) FROM pick_lines p WHERE p.shipment_line_id = l.id AND p.state = 'open'), 0) AS BIGINT) AS want
FROM shipment_lines l JOIN order_lines o ON o.id = l.order_line_id WHERE l.shipment_id = sqlc.arg(shipment_id) AND o.kind = 'stocked' ORDER BY l.id;

-- name: insertPackScan :exec
INSERT INTO pack_scans (shipment_id, code, product_id, qty, good, note, op) VALUES (sqlc.arg(shipment_id), sqlc.arg(code), sqlc.arg(product_id), sqlc.arg(qty), sqlc.arg(good), sqlc.arg(note), sqlc.arg(op));

-- name: PackScans :many
SELECT * FROM pack_scans WHERE shipment_id = sqlc.arg(shipment_id) ORDER BY id DESC LIMIT sqlc.arg(most);

-- name: insertPickList :one
INSERT INTO pick_lists (number, method, picker, built_at, released_at, stage, wave_id, zone, chain, pass_no, cart_id, bulk, cut_off_at, length_mm, bound_mm, shortest_mm, by_number_mm, seconds, how)
VALUES (sqlc.arg(number), sqlc.arg(method), sqlc.arg(picker), sqlc.arg(built_at), sqlc.arg(released_at), sqlc.arg(stage), sqlc.arg(wave_id), sqlc.arg(zone), sqlc.arg(chain), sqlc.arg(pass_no), sqlc.arg(cart_id), sqlc.arg(bulk), sqlc.arg(cut_off_at),
  sqlc.arg(length_mm), sqlc.arg(bound_mm), sqlc.arg(shortest_mm), sqlc.arg(by_number_mm), sqlc.arg(seconds), sqlc.arg(how)) RETURNING id;

-- name: insertPickListShipment :exec
INSERT INTO pick_list_shipments (pick_list_id, shipment_id, slot) VALUES (sqlc.arg(pick_list_id), sqlc.arg(shipment_id), sqlc.arg(slot));

-- name: insertPickLine :one
INSERT INTO pick_lines (pick_list_id, n, shipment_line_id, product_id, location_id, slot, qty) VALUES (sqlc.arg(pick_list_id), sqlc.arg(n), sqlc.arg(shipment_line_id), sqlc.arg(product_id), sqlc.arg(location_id), sqlc.arg(slot), sqlc.arg(qty)) RETURNING id;

-- name: PickList :one
SELECT * FROM pick_lists WHERE id = sqlc.arg(id);

-- name: PickListByNumber :one
SELECT * FROM pick_lists WHERE number = sqlc.arg(number);

-- name: PickListsByStage :many
SELECT p.*, CAST((SELECT COUNT(*) FROM pick_lines l WHERE l.pick_list_id = p.id) AS BIGINT) AS line_count, CAST((SELECT COUNT(*) FROM pick_lines l WHERE l.pick_list_id = p.id AND l.state = 'open') AS BIGINT) AS open_count,
  CAST((SELECT COALESCE(SUM(qty), 0) FROM pick_lines l WHERE l.pick_list_id = p.id) AS BIGINT) AS unit_count, CAST((SELECT COUNT(*) FROM pick_list_shipments x WHERE x.pick_list_id = p.id) AS BIGINT) AS order_count
FROM pick_lists p WHERE p.stage = sqlc.arg(stage) ORDER BY p.id DESC LIMIT sqlc.arg(most);

-- name: PickLines :many
SELECT l.*, p.sku, p.name, p.weight_g, p.length_mm, p.width_mm, p.height_mm, p.ships_alone, c.code AS location, c.zone, CAST(COALESCE((SELECT MIN(code) FROM barcodes b WHERE b.product_id = l.product_id AND b.units = 1), '') AS TEXT) AS barcode
FROM pick_lines l JOIN products p ON p.id = l.product_id JOIN locations c ON c.id = l.location_id WHERE l.pick_list_id = sqlc.arg(pick_list_id) ORDER BY l.n, l.id;

-- name: PickLine :one
SELECT * FROM pick_lines WHERE id = sqlc.arg(id);

-- name: pickLinesOfShipment :many
SELECT p.* FROM pick_lines p JOIN shipment_lines l ON l.id = p.shipment_line_id WHERE l.shipment_id = sqlc.arg(shipment_id) ORDER BY p.id;

-- name: PickListShipments :many
SELECT x.shipment_id, x.slot, s.number, s.order_id, c.name AS customer FROM pick_list_shipments x JOIN shipments s ON s.id = x.shipment_id JOIN orders o ON o.id = s.order_id JOIN customers c ON c.id = o.customer_id WHERE x.pick_list_id = sqlc.arg(pick_list_id) ORDER BY x.slot, x.shipment_id;

-- name: pickListsOfShipment :many
SELECT p.* FROM pick_lists p JOIN pick_list_shipments x ON x.pick_list_id = p.id WHERE x.shipment_id = sqlc.arg(shipment_id) AND p.cancelled_at = 0 ORDER BY p.id;

-- name: finishPickLine :execrows
UPDATE pick_lines SET picked = sqlc.arg(picked), short = sqlc.arg(short), move_id = sqlc.arg(move_id), state = sqlc.arg(state), done_at = sqlc.arg(done_at) WHERE id = sqlc.arg(id) AND state = sqlc.arg(was);

-- name: setPickListFacts :exec
UPDATE pick_lists SET picker = sqlc.arg(picker), released_at = sqlc.arg(released_at), started_at = sqlc.arg(started_at), done_at = sqlc.arg(done_at), cancelled_at = sqlc.arg(cancelled_at), stage = sqlc.arg(stage) WHERE id = sqlc.arg(id);

-- name: lastPickN :one
SELECT CAST(COALESCE(MAX(n), 0) AS BIGINT) FROM pick_lines WHERE pick_list_id = sqlc.arg(pick_list_id);

-- name: parcelLinesOf :many
SELECT * FROM parcel_lines WHERE shipment_line_id = sqlc.arg(shipment_line_id) ORDER BY parcel_id DESC;

-- name: setParcelLine :exec
UPDATE parcel_lines SET qty = sqlc.arg(qty) WHERE parcel_id = sqlc.arg(parcel_id) AND shipment_line_id = sqlc.arg(shipment_line_id);

-- name: deleteParcelLine :exec
DELETE FROM parcel_lines WHERE parcel_id = sqlc.arg(parcel_id) AND shipment_line_id = sqlc.arg(shipment_line_id);

-- name: sendable :one
-- What of an order line is promised and in no shipment that is still here.
SELECT l.sku, l.product_id, CAST(l.allocated + l.picked + l.packed - COALESCE((SELECT SUM(x.qty) FROM shipment_lines x
  WHERE x.order_line_id = l.id AND (SELECT s.voided_at = 0 AND s.handed_over_at = 0 FROM shipments s WHERE s.id = x.shipment_id)), 0) AS BIGINT) AS free
FROM order_lines l WHERE l.id = sqlc.arg(id);

-- name: inShipments :one
-- The shipment is asked for by line, so that no planner begins with all that are open.
SELECT CAST(COALESCE(SUM(l.qty), 0) AS BIGINT) FROM shipment_lines l
WHERE l.order_line_id = sqlc.arg(order_line_id) AND (SELECT s.voided_at = 0 AND s.handed_over_at = 0 FROM shipments s WHERE s.id = l.shipment_id);

-- name: openPicksOf :many
SELECT * FROM pick_lines WHERE shipment_line_id = sqlc.arg(shipment_line_id) AND state = 'open' ORDER BY id DESC;

-- name: pickListProgress :one
SELECT CAST(COALESCE(SUM(CASE WHEN state = 'open' THEN 1 ELSE 0 END), 0) AS BIGINT) AS open_count, CAST(COALESCE(SUM(CASE WHEN state IN ('picked', 'short') THEN 1 ELSE 0 END), 0) AS BIGINT) AS done_count
FROM pick_lines WHERE pick_list_id = sqlc.arg(pick_list_id);

-- name: ShipmentsByService :many
SELECT carrier, service, COUNT(*) AS n FROM shipments WHERE handed_over_at = 0 AND voided_at = 0 GROUP BY carrier, service ORDER BY carrier, service;

-- name: boxByCode :one
SELECT * FROM boxes WHERE code = sqlc.arg(code);
