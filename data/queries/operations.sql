-- name: takeTurn :exec
SELECT n FROM counters WHERE name = 'turn' FOR UPDATE;

-- name: insertOperation :one
INSERT INTO operations (op_id, kind, request_hash, reverses, who, desk, at)
VALUES (sqlc.arg(op_id), sqlc.arg(kind), sqlc.arg(request_hash), sqlc.arg(reverses), sqlc.arg(who), sqlc.arg(desk), sqlc.arg(at))
ON CONFLICT (op_id) DO NOTHING
RETURNING id;

-- name: operationByOpID :one
SELECT * FROM operations WHERE op_id = sqlc.arg(op_id);

-- name: finishOperation :exec
UPDATE operations SET title = sqlc.arg(title), result = sqlc.arg(result), undo = sqlc.arg(undo), entity = sqlc.arg(entity), entity_id = sqlc.arg(entity_id), touched = sqlc.arg(touched), salt = sqlc.arg(salt), digest = sqlc.arg(digest), hash = sqlc.arg(hash)
WHERE id = sqlc.arg(id);

-- name: markReversed :execrows
UPDATE operations SET reversed_by = sqlc.arg(reversed_by) WHERE id = sqlc.arg(id) AND reversed_by = 0;

-- name: Operation :one
SELECT * FROM operations WHERE id = sqlc.arg(id);

-- name: hashBefore :one
SELECT hash FROM operations WHERE id < sqlc.arg(id) ORDER BY id DESC LIMIT 1;

-- name: journalOperations :many
SELECT * FROM operations WHERE id >= sqlc.arg(first) ORDER BY id LIMIT sqlc.arg(most);

-- name: journalChanges :many
SELECT * FROM changes WHERE op BETWEEN sqlc.arg(first) AND sqlc.arg(last) ORDER BY op, id;

-- name: journalMoves :many
SELECT * FROM moves WHERE op BETWEEN sqlc.arg(first) AND sqlc.arg(last) ORDER BY op, id;

-- name: journalPayments :many
SELECT * FROM payments WHERE op BETWEEN sqlc.arg(first) AND sqlc.arg(last) ORDER BY op, id;

-- name: LastOperation :one
SELECT CAST(COALESCE(MAX(id), 0) AS BIGINT) FROM operations;

-- name: operationsAfter :many
SELECT id, title, who, desk, touched FROM operations WHERE id > sqlc.arg(after) ORDER BY id LIMIT sqlc.arg(most);

-- name: LastUndoable :one
SELECT * FROM operations WHERE who = sqlc.arg(who) AND undo <> '' AND reversed_by = 0 AND reverses = 0 ORDER BY id DESC LIMIT 1;

-- name: OperationsOf :many
SELECT * FROM operations WHERE entity = sqlc.arg(entity) AND entity_id = sqlc.arg(entity_id) ORDER BY id;

-- name: RecentOperations :many
SELECT * FROM operations WHERE title <> '' ORDER BY id DESC LIMIT sqlc.arg(most);

-- name: insertChange :exec
INSERT INTO changes (op, entity, entity_id, action, before, after, salt, digest)
VALUES (sqlc.arg(op), sqlc.arg(entity), sqlc.arg(entity_id), sqlc.arg(action), sqlc.arg(before), sqlc.arg(after), sqlc.arg(salt), sqlc.arg(digest));

-- name: ChangesOf :many
SELECT c.id, c.entity, c.entity_id, c.action, c.before, c.after, o.id AS op, o.title, o.who, o.desk, o.at, o.undo, o.reversed_by, o.reverses
FROM changes c JOIN operations o ON o.id = c.op
WHERE c.entity = sqlc.arg(entity) AND c.entity_id = sqlc.arg(entity_id)
ORDER BY c.id DESC LIMIT sqlc.arg(most);

-- name: nextNumber :one
UPDATE counters SET n = n + 1 WHERE name = sqlc.arg(name) RETURNING n;

-- name: countUp :exec
UPDATE counters SET n = n + 1 WHERE name = sqlc.arg(name);

-- name: Setting :one
SELECT value FROM settings WHERE key = sqlc.arg(key);

-- name: Settings :many
SELECT * FROM settings ORDER BY key;

-- name: putSetting :exec
INSERT INTO settings (key, value) VALUES (sqlc.arg(key), sqlc.arg(value))
ON CONFLICT (key) DO UPDATE SET value = excluded.value;

-- name: Users :many
SELECT * FROM users WHERE archived_at = 0 ORDER BY name;

-- name: putUser :one
INSERT INTO users (name, role) VALUES (sqlc.arg(name), sqlc.arg(role))
ON CONFLICT (name) DO UPDATE SET role = excluded.role, archived_at = 0
RETURNING id;

-- name: archiveUser :exec
UPDATE users SET archived_at = sqlc.arg(archived_at) WHERE id = sqlc.arg(id);

-- name: Desks :many
SELECT * FROM desks ORDER BY name;

-- name: putDesk :exec
INSERT INTO desks (name) VALUES (sqlc.arg(name)) ON CONFLICT (name) DO NOTHING;

-- name: insertImport :exec
INSERT INTO imports (kind, file, sha256, good, bad, op) VALUES (sqlc.arg(kind), sqlc.arg(file), sqlc.arg(sha256), sqlc.arg(good), sqlc.arg(bad), sqlc.arg(op))
ON CONFLICT (kind, sha256) DO UPDATE SET good = excluded.good, bad = excluded.bad, op = excluded.op;

-- name: ImportBySum :one
SELECT i.*, o.who, o.at FROM imports i JOIN operations o ON o.id = i.op WHERE i.kind = sqlc.arg(kind) AND i.sha256 = sqlc.arg(sha256) AND o.reversed_by = 0;

-- name: journal :many
SELECT id, title, kind, who, desk, at, entity, entity_id, reverses, reversed_by FROM operations
WHERE title <> '' AND at >= sqlc.arg(since) AND at < sqlc.arg(until) AND lower(who) LIKE CAST(sqlc.arg(like_who) AS TEXT) ESCAPE '\' AND lower(title) LIKE CAST(sqlc.arg(like_title) AS TEXT) ESCAPE '\'
ORDER BY id DESC LIMIT sqlc.arg(most);

-- name: ChangesOfOperation :many
SELECT * FROM changes WHERE op = sqlc.arg(op) ORDER BY id LIMIT 200;
