-- name: takeTurn :exec
SELECT 1 / (n + 1) FROM counters WHERE name = 'turn' FOR UPDATE;

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

-- name: reversalOf :one
SELECT id FROM operations WHERE reverses = CAST(sqlc.arg(id) AS BIGINT) AND reverses > 0;

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
SELECT * FROM operations o WHERE o.who = sqlc.arg(who) AND o.undo <> '' AND o.reverses = 0 AND NOT EXISTS (SELECT 1 FROM operations r WHERE r.reverses = o.id AND r.reverses > 0)
ORDER BY o.id DESC LIMIT 1;

-- name: OperationsOf :many
SELECT * FROM operations WHERE entity = sqlc.arg(entity) AND entity_id = sqlc.arg(entity_id) ORDER BY id;

-- name: RecentOperations :many
SELECT * FROM operations WHERE title <> '' ORDER BY id DESC LIMIT sqlc.arg(most);

-- name: insertChange :exec
INSERT INTO changes (op, entity, entity_id, action, before, after, salt, digest)
VALUES (sqlc.arg(op), sqlc.arg(entity), sqlc.arg(entity_id), sqlc.arg(action), sqlc.arg(before), sqlc.arg(after), sqlc.arg(salt), sqlc.arg(digest));

-- name: ChangesOf :many
SELECT c.id, c.entity, c.entity_id, c.action, c.before, c.after, o.id AS op, o.title, o.who, o.desk, o.at, o.undo, CAST(COALESCE((SELECT r.id FROM operations r WHERE r.reverses = o.id AND r.reverses > 0), 0) AS BIGINT) AS reversed_by, o.reverses
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
SELECT id, name, role, rights, CAST(password <> '' AS BOOLEAN) AS has_password, CAST(pin <> '' AS BOOLEAN) AS has_pin FROM users WHERE archived_at = 0 ORDER BY name;

-- name: userByName :one
SELECT * FROM users WHERE name = sqlc.arg(name) AND archived_at = 0;

-- name: Standing :one
SELECT CAST((SELECT COUNT(*) FROM users o WHERE o.role = 'owner' AND o.password <> '' AND o.archived_at = 0) AS BIGINT) AS owners,
  CAST(COALESCE((SELECT u.role FROM users u WHERE u.name = sqlc.arg(name) AND u.archived_at = 0), '') AS TEXT) AS role,
  CAST(COALESCE((SELECT u.rights FROM users u WHERE u.name = sqlc.arg(name) AND u.archived_at = 0), '') AS TEXT) AS rights,
  CAST(COALESCE((SELECT value FROM settings WHERE key = 'rights.roles'), '') AS TEXT) AS roles;

-- name: user :one
SELECT * FROM users WHERE id = sqlc.arg(id);

-- name: setUserSecrets :exec
UPDATE users SET password = sqlc.arg(password), pin = sqlc.arg(pin), tries = 0, tried_at = 0 WHERE id = sqlc.arg(id);

-- name: setUserRights :exec
UPDATE users SET rights = sqlc.arg(rights) WHERE id = sqlc.arg(id);

-- name: setUserTries :exec
UPDATE users SET tries = sqlc.arg(tries), tried_at = sqlc.arg(tried_at) WHERE id = sqlc.arg(id);

-- name: guards :one
SELECT COUNT(CASE WHEN role = 'owner' AND password <> '' THEN 1 END) AS owners, COUNT(CASE WHEN password <> '' OR pin <> '' THEN 1 END) AS people FROM users WHERE archived_at = 0;

-- name: putUser :one
INSERT INTO users (name, role) VALUES (sqlc.arg(name), sqlc.arg(role))
ON CONFLICT (name) DO UPDATE SET role = excluded.role, archived_at = 0
RETURNING id;

-- name: archiveUser :exec
UPDATE users SET archived_at = sqlc.arg(archived_at), password = '', pin = '', tries = 0 WHERE id = sqlc.arg(id);

-- name: Desks :many
SELECT * FROM desks ORDER BY name;

-- name: putDesk :exec
INSERT INTO desks (name) VALUES (sqlc.arg(name)) ON CONFLICT (name) DO NOTHING;

-- name: insertImport :exec
INSERT INTO imports (kind, file, sha256, good, bad, op) VALUES (sqlc.arg(kind), sqlc.arg(file), sqlc.arg(sha256), sqlc.arg(good), sqlc.arg(bad), sqlc.arg(op))
ON CONFLICT (kind, sha256) DO UPDATE SET good = excluded.good, bad = excluded.bad, op = excluded.op;

-- name: ImportBySum :one
SELECT i.*, o.who, o.at FROM imports i JOIN operations o ON o.id = i.op WHERE i.kind = sqlc.arg(kind) AND i.sha256 = sqlc.arg(sha256) AND NOT EXISTS (SELECT 1 FROM operations r WHERE r.reverses = o.id AND r.reverses > 0);

-- name: journal :many
SELECT o.id, o.title, o.kind, o.who, o.desk, o.at, o.entity, o.entity_id, o.undo, o.reverses, CAST(COALESCE((SELECT r.id FROM operations r WHERE r.reverses = o.id AND r.reverses > 0), 0) AS BIGINT) AS reversed_by
FROM operations o
WHERE o.title <> '' AND o.at >= sqlc.arg(since) AND o.at < sqlc.arg(until) AND lower(o.who) LIKE CAST(sqlc.arg(like_who) AS TEXT) ESCAPE '\' AND lower(o.title) LIKE CAST(sqlc.arg(like_title) AS TEXT) ESCAPE '\'
ORDER BY o.id DESC LIMIT sqlc.arg(most);

-- name: journalOf :many
SELECT o.id, o.title, o.kind, o.who, o.desk, o.at, o.entity, o.entity_id, o.undo, o.reverses, CAST(COALESCE((SELECT r.id FROM operations r WHERE r.reverses = o.id AND r.reverses > 0), 0) AS BIGINT) AS reversed_by
FROM operations o
WHERE o.id IN (SELECT c.op FROM changes c WHERE c.entity = sqlc.arg(record) AND c.entity_id >= sqlc.arg(first) AND c.entity_id <= sqlc.arg(last) AND (CAST(sqlc.arg(action) AS TEXT) = '' OR c.action = sqlc.arg(action)))
  AND o.at >= sqlc.arg(since) AND o.at < sqlc.arg(until) AND lower(o.who) LIKE CAST(sqlc.arg(like_who) AS TEXT) ESCAPE '\' AND lower(o.title) LIKE CAST(sqlc.arg(like_title) AS TEXT) ESCAPE '\'
ORDER BY o.id DESC LIMIT sqlc.arg(most);

-- name: changesOfRecord :many
SELECT * FROM changes WHERE entity = sqlc.arg(record) AND entity_id >= sqlc.arg(first) AND entity_id <= sqlc.arg(last) AND (CAST(sqlc.arg(action) AS TEXT) = '' OR action = sqlc.arg(action)) AND op >= sqlc.arg(since)
ORDER BY id DESC LIMIT sqlc.arg(most);

-- name: ChangesOfOperation :many
SELECT * FROM changes WHERE op = sqlc.arg(op) ORDER BY id LIMIT 200;
