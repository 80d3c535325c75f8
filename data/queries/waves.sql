-- name: insertWave :one
INSERT INTO waves (number, carrier, cut_off_at, method, note, made_at, planned_at, stage) VALUES (sqlc.arg(number), sqlc.arg(carrier), sqlc.arg(cut_off_at), sqlc.arg(method), sqlc.arg(note), sqlc.arg(made_at), sqlc.arg(planned_at), sqlc.arg(stage)) RETURNING id;

-- name: Wave :one
SELECT * FROM waves WHERE id = sqlc.arg(id);

-- name: WaveByNumber :one
SELECT * FROM waves WHERE number = sqlc.arg(number);

-- name: setWave :exec
UPDATE waves SET carrier = sqlc.arg(carrier), cut_off_at = sqlc.arg(cut_off_at), method = sqlc.arg(method), note = sqlc.arg(note),
  planned_at = sqlc.arg(planned_at), released_at = sqlc.arg(released_at), closed_at = sqlc.arg(closed_at), cancelled_at = sqlc.arg(cancelled_at), stage = sqlc.arg(stage) WHERE id = sqlc.arg(id);

-- name: insertWaveShipment :exec
INSERT INTO wave_shipments (wave_id, shipment_id) VALUES (sqlc.arg(wave_id), sqlc.arg(shipment_id)) ON CONFLICT (wave_id, shipment_id) DO NOTHING;

-- name: deleteWaveShipment :exec
DELETE FROM wave_shipments WHERE wave_id = sqlc.arg(wave_id) AND shipment_id = sqlc.arg(shipment_id);

-- name: WavesPage :many
-- Counts leave out what was voided since.
SELECT w.*,
  CAST((SELECT COUNT(*) FROM wave_shipments x JOIN shipments s ON s.id = x.shipment_id WHERE x.wave_id = w.id AND s.voided_at = 0) AS BIGINT) AS order_count,
  CAST((SELECT COUNT(*) FROM wave_shipments x JOIN shipments s ON s.id = x.shipment_id WHERE x.wave_id = w.id AND s.voided_at = 0 AND s.picked_at > 0) AS BIGINT) AS picked_count,
  CAST((SELECT COUNT(*) FROM wave_shipments x JOIN shipments s ON s.id = x.shipment_id WHERE x.wave_id = w.id AND s.voided_at = 0 AND s.packed_at > 0) AS BIGINT) AS packed_count,
  CAST((SELECT COUNT(*) FROM pick_lists l WHERE l.wave_id = w.id AND l.wave_id > 0 AND l.cancelled_at = 0) AS BIGINT) AS list_count,
  CAST((SELECT COALESCE(SUM(l.length_mm), 0) FROM pick_lists l WHERE l.wave_id = w.id AND l.wave_id > 0 AND l.cancelled_at = 0) AS BIGINT) AS length_sum,
  CAST((SELECT COALESCE(SUM(l.seconds), 0) FROM pick_lists l WHERE l.wave_id = w.id AND l.wave_id > 0 AND l.cancelled_at = 0) AS BIGINT) AS seconds_sum
FROM waves w WHERE w.id < sqlc.arg(before) AND (w.closed_at + w.cancelled_at = 0 OR CAST(sqlc.arg(closed_too) AS BIGINT) = 1) ORDER BY w.id DESC LIMIT sqlc.arg(most);

-- name: WaveShipments :many
SELECT s.id, s.number, s.order_id, s.stage, s.priority, s.carrier, s.service, o.number AS order_number, c.name AS customer,
  CAST(COALESCE((SELECT MIN(x.code) FROM cells x WHERE x.shipment_id = s.id), '') AS TEXT) AS cell,
  CAST((SELECT COUNT(*) FROM shipment_lines l WHERE l.shipment_id = s.id) AS BIGINT) AS line_count,
  CAST((SELECT COALESCE(SUM(l.qty), 0) FROM shipment_lines l WHERE l.shipment_id = s.id) AS BIGINT) AS unit_count
FROM wave_shipments w JOIN shipments s ON s.id = w.shipment_id JOIN orders o ON o.id = s.order_id JOIN customers c ON c.id = o.customer_id
WHERE w.wave_id = sqlc.arg(wave_id) ORDER BY s.priority DESC, o.promised_at, s.id;

-- name: PickListsOfWave :many
SELECT p.*, CAST((SELECT COUNT(*) FROM pick_lines l WHERE l.pick_list_id = p.id AND l.state <> 'put back') AS BIGINT) AS line_count, CAST((SELECT COUNT(*) FROM pick_lines l WHERE l.pick_list_id = p.id AND l.state = 'open') AS BIGINT) AS open_count
FROM pick_lists p WHERE p.wave_id = sqlc.arg(wave_id) AND p.wave_id > 0 ORDER BY p.id;

-- name: WavedShipments :many
-- The shipments of all waves that are not over, with their wave.
SELECT x.shipment_id, x.wave_id, w.number, w.released_at FROM waves w JOIN wave_shipments x ON x.wave_id = w.id WHERE w.closed_at = 0 AND w.cancelled_at = 0;

-- name: waveFacts :many
-- How far the waves that are not over have come.
SELECT w.id, w.stage, COUNT(s.id) AS here, CAST(COALESCE(SUM(CASE WHEN s.picking_at > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS begun, CAST(COALESCE(SUM(CASE WHEN s.picked_at > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS full,
  CAST(COALESCE(SUM(CASE WHEN s.packed_at > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS boxed, CAST(COALESCE(SUM(CASE WHEN s.handed_over_at > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS gone
FROM waves w LEFT JOIN wave_shipments x ON x.wave_id = w.id LEFT JOIN shipments s ON s.id = x.shipment_id AND s.voided_at = 0
WHERE w.closed_at = 0 AND w.cancelled_at = 0 AND w.released_at > 0 GROUP BY w.id, w.stage ORDER BY w.id;
