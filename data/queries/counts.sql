-- name: insertCount :one
INSERT INTO counts (number, title, blind, requested_at, stage) VALUES (sqlc.arg(number), sqlc.arg(title), sqlc.arg(blind), sqlc.arg(requested_at), 'requested') RETURNING id;

-- name: insertCountLine :one
INSERT INTO count_lines (count_id, n, product_id, location_id) VALUES (sqlc.arg(count_id), sqlc.arg(n), sqlc.arg(product_id), sqlc.arg(location_id))
ON CONFLICT (count_id, product_id, location_id) DO UPDATE SET n = count_lines.n RETURNING id;

-- name: Count :one
SELECT * FROM counts WHERE id = sqlc.arg(id);

-- name: CountByNumber :one
SELECT * FROM counts WHERE number = sqlc.arg(number);

-- name: CountsPage :many
SELECT c.*, CAST((SELECT COUNT(*) FROM count_lines l WHERE l.count_id = c.id) AS BIGINT) AS line_count, CAST((SELECT COUNT(*) FROM count_lines l WHERE l.count_id = c.id AND l.counted >= 0) AS BIGINT) AS counted_count
FROM counts c ORDER BY c.id DESC LIMIT sqlc.arg(most);

-- name: CountLines :many
SELECT l.*, p.sku, p.name, c.code AS location, CAST(COALESCE((SELECT MIN(code) FROM barcodes b WHERE b.product_id = l.product_id AND b.units = 1), '') AS TEXT) AS barcode,
  CAST(COALESCE((SELECT SUM(m.qty) FROM moves m WHERE m.product_id = l.product_id AND m.from_location = l.location_id AND m.doc_kind = 'short pick' AND l.move_id = 0 AND NOT EXISTS (SELECT 1 FROM moves r WHERE r.reverses = m.id)), 0) AS BIGINT) AS missing,
  CAST(COALESCE((SELECT b.on_hand FROM balances b WHERE b.product_id = l.product_id AND b.location_id = l.location_id), 0) AS BIGINT) AS on_hand
FROM count_lines l JOIN products p ON p.id = l.product_id JOIN locations c ON c.id = l.location_id WHERE l.count_id = sqlc.arg(count_id) ORDER BY l.n, l.id;

-- name: CountLine :one
SELECT * FROM count_lines WHERE id = sqlc.arg(id);

-- name: OpenCountLine :one
SELECT l.* FROM count_lines l JOIN counts c ON c.id = l.count_id WHERE l.product_id = sqlc.arg(product_id) AND l.location_id = sqlc.arg(location_id) AND l.counted < 0 AND c.posted_at = 0 AND c.cancelled_at = 0 ORDER BY l.id LIMIT 1;

-- name: shiftExpected :exec
UPDATE count_lines SET expected = expected + sqlc.arg(qty) WHERE product_id = sqlc.arg(product_id) AND location_id = sqlc.arg(location_id) AND counted >= 0
  AND EXISTS (SELECT 1 FROM counts c WHERE c.id = count_lines.count_id AND c.posted_at = 0 AND c.id <> sqlc.arg(but_count));

-- name: laterCount :one
SELECT c.number FROM count_lines l JOIN counts c ON c.id = l.count_id
WHERE l.product_id = sqlc.arg(product_id) AND l.location_id = sqlc.arg(location_id) AND c.id <> sqlc.arg(count_id) AND c.posted_at >= sqlc.arg(since) AND c.cancelled_at = 0 ORDER BY c.posted_at LIMIT 1;

-- name: setCountLine :exec
UPDATE count_lines SET base = sqlc.arg(base), base_move = sqlc.arg(base_move), counted = sqlc.arg(counted), expected = sqlc.arg(expected), first_count = sqlc.arg(first_count), recount = sqlc.arg(recount), reason = sqlc.arg(reason), move_id = sqlc.arg(move_id)
WHERE id = sqlc.arg(id);

-- name: setCountFacts :exec
UPDATE counts SET started_at = sqlc.arg(started_at), counted_at = sqlc.arg(counted_at), recount_at = sqlc.arg(recount_at), review_at = sqlc.arg(review_at), posted_at = sqlc.arg(posted_at), cancelled_at = sqlc.arg(cancelled_at), stage = sqlc.arg(stage) WHERE id = sqlc.arg(id);

-- name: insertReceipt :one
INSERT INTO receipts (number, supplier, reference, expected_at, created_at, stage) VALUES (sqlc.arg(number), sqlc.arg(supplier), sqlc.arg(reference), sqlc.arg(expected_at), sqlc.arg(created_at), 'expected') RETURNING id;

-- name: insertReceiptLine :one
INSERT INTO receipt_lines (receipt_id, product_id, expected) VALUES (sqlc.arg(receipt_id), sqlc.arg(product_id), sqlc.arg(expected))
ON CONFLICT (receipt_id, product_id) DO UPDATE SET expected = receipt_lines.expected + excluded.expected RETURNING id;

-- name: Receipt :one
SELECT * FROM receipts WHERE id = sqlc.arg(id);

-- name: ReceiptsPage :many
SELECT r.*, CAST((SELECT COALESCE(SUM(expected), 0) FROM receipt_lines l WHERE l.receipt_id = r.id) AS BIGINT) AS units_expected, CAST((SELECT COALESCE(SUM(received), 0) FROM receipt_lines l WHERE l.receipt_id = r.id) AS BIGINT) AS units_received
FROM receipts r ORDER BY r.id DESC LIMIT sqlc.arg(most);

-- name: ReceiptLines :many
SELECT l.*, p.sku, p.name FROM receipt_lines l JOIN products p ON p.id = l.product_id WHERE l.receipt_id = sqlc.arg(receipt_id) ORDER BY p.sku;

-- name: receiptLineOf :one
SELECT * FROM receipt_lines WHERE receipt_id = sqlc.arg(receipt_id) AND product_id = sqlc.arg(product_id);

-- name: stepReceiptLine :exec
UPDATE receipt_lines SET received = received + sqlc.arg(received), put_away = put_away + sqlc.arg(put_away) WHERE id = sqlc.arg(id);

-- name: receiptSums :one
SELECT CAST(COALESCE(SUM(expected), 0) AS BIGINT) AS expected, CAST(COALESCE(SUM(received), 0) AS BIGINT) AS received, CAST(COALESCE(SUM(put_away), 0) AS BIGINT) AS put_away, CAST(COALESCE(SUM(CASE WHEN received < expected THEN 1 ELSE 0 END), 0) AS BIGINT) AS short_lines FROM receipt_lines WHERE receipt_id = sqlc.arg(receipt_id);

-- name: setReceiptStage :exec
UPDATE receipts SET stage = sqlc.arg(stage), closed_at = sqlc.arg(closed_at) WHERE id = sqlc.arg(id);

-- name: insertReturn :one
INSERT INTO returns (number, order_id, reason, requested_at, stage) VALUES (sqlc.arg(number), sqlc.arg(order_id), sqlc.arg(reason), sqlc.arg(requested_at), 'requested') RETURNING id;

-- name: insertReturnLine :one
INSERT INTO return_lines (return_id, order_line_id, product_id, qty) VALUES (sqlc.arg(return_id), sqlc.arg(order_line_id), sqlc.arg(product_id), sqlc.arg(qty)) RETURNING id;

-- name: ReturnByID :one
SELECT * FROM returns WHERE id = sqlc.arg(id);

-- name: ReturnsOf :many
SELECT * FROM returns WHERE order_id = sqlc.arg(order_id) AND cancelled_at = 0 ORDER BY id;

-- name: ReturnsPage :many
SELECT r.*, o.number AS order_number, c.name AS customer FROM returns r JOIN orders o ON o.id = r.order_id JOIN customers c ON c.id = o.customer_id WHERE r.cancelled_at = 0 ORDER BY r.id DESC LIMIT sqlc.arg(most);

-- name: ReturnLines :many
SELECT l.*, p.sku, p.name FROM return_lines l JOIN products p ON p.id = l.product_id WHERE l.return_id = sqlc.arg(return_id) ORDER BY l.id;

-- name: ReturnLine :one
SELECT * FROM return_lines WHERE id = sqlc.arg(id);

-- name: stepReturnLine :exec
UPDATE return_lines SET received = received + sqlc.arg(received), restocked = restocked + sqlc.arg(restocked), repairing = repairing + sqlc.arg(repairing), scrapped = scrapped + sqlc.arg(scrapped) WHERE id = sqlc.arg(id);

-- name: setReturnFacts :exec
UPDATE returns SET received_at = sqlc.arg(received_at), inspected_at = sqlc.arg(inspected_at), refunded_at = sqlc.arg(refunded_at), cancelled_at = sqlc.arg(cancelled_at), stage = sqlc.arg(stage) WHERE id = sqlc.arg(id);

-- name: insertPrintJob :one
INSERT INTO print_jobs (kind, title, document, media, printer, copies, pages, state, entity, entity_id, op, created_at)
VALUES (sqlc.arg(kind), sqlc.arg(title), sqlc.arg(document), sqlc.arg(media), sqlc.arg(printer), sqlc.arg(copies), sqlc.arg(pages), 'waiting', sqlc.arg(entity), sqlc.arg(entity_id), sqlc.arg(op), sqlc.arg(created_at)) RETURNING id;

-- name: PrintJob :one
SELECT * FROM print_jobs WHERE id = sqlc.arg(id);

-- name: PrintJobs :many
SELECT id, kind, title, media, printer, copies, pages, state, spool_id, error, created_at, done_at FROM print_jobs ORDER BY id DESC LIMIT sqlc.arg(most);

-- name: WaitingPrintJobs :many
SELECT id FROM print_jobs WHERE state IN ('waiting', 'failed') ORDER BY id LIMIT 100;

-- name: cancelPrintJobs :exec
UPDATE print_jobs SET state = 'cancelled', done_at = sqlc.arg(done_at) WHERE state IN ('waiting', 'failed') AND entity = 'shipment' AND entity_id = sqlc.arg(shipment_id);

-- name: setPrintJob :execrows
UPDATE print_jobs SET state = sqlc.arg(state), printer = sqlc.arg(printer), spool_id = sqlc.arg(spool_id), error = sqlc.arg(error), done_at = sqlc.arg(done_at) WHERE id = sqlc.arg(id);
