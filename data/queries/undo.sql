-- What a deed that is to be taken back has been built on since.

-- name: laterChange :one
SELECT o.title, o.who, o.at FROM changes c JOIN operations o ON o.id = c.op
WHERE c.entity = sqlc.arg(entity) AND c.entity_id = sqlc.arg(entity_id) AND c.op > sqlc.arg(op) AND o.reverses = 0 AND NOT EXISTS (SELECT 1 FROM operations r WHERE r.reverses = o.id AND r.reverses > 0) AND c.action NOT IN ('stock corrected', 'moved')
ORDER BY c.id LIMIT 1;

-- name: lastAction :one
SELECT action FROM changes WHERE entity = sqlc.arg(entity) AND entity_id = sqlc.arg(entity_id) ORDER BY id DESC LIMIT 1;

-- name: laterMove :one
SELECT m.kind, o.who, o.at FROM moves m JOIN operations o ON o.id = m.op
WHERE m.product_id = sqlc.arg(product_id) AND m.id > sqlc.arg(since) AND m.op <> sqlc.arg(op) AND (m.from_location = sqlc.arg(location_id) OR m.to_location = sqlc.arg(location_id))
  AND m.reverses = 0 AND NOT EXISTS (SELECT 1 FROM moves r WHERE r.reverses = m.id)
ORDER BY m.id LIMIT 1;

-- name: PartsOf :many
SELECT * FROM operations o WHERE o.op_id >= CAST(sqlc.arg(first) AS TEXT) AND o.op_id < CAST(sqlc.arg(beyond) AS TEXT) AND o.undo <> '' AND NOT EXISTS (SELECT 1 FROM operations r WHERE r.reverses = o.id AND r.reverses > 0)
ORDER BY o.id DESC;

-- name: LaterOperations :many
SELECT o.* FROM operations o
WHERE o.id > sqlc.arg(op) AND o.reverses = 0 AND o.title <> ''
  AND o.id IN (SELECT c.op FROM changes c JOIN changes mine ON mine.entity = c.entity AND mine.entity_id = c.entity_id WHERE mine.op = sqlc.arg(op) AND mine.entity_id > 0 AND (CAST(sqlc.arg(within) AS TEXT) = '' OR mine.entity = sqlc.arg(within)) AND c.op > sqlc.arg(op))
  AND NOT EXISTS (SELECT 1 FROM operations r WHERE r.reverses = o.id AND r.reverses > 0)
ORDER BY o.id DESC LIMIT sqlc.arg(most);
