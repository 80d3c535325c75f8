-- name: Customer :one
SELECT * FROM customers WHERE id = sqlc.arg(id);

-- name: CustomerByNumber :one
SELECT * FROM customers WHERE number = sqlc.arg(number);

-- name: insertCustomer :one
INSERT INTO customers (number, name, company, email, phone, phone_digits, note, priority, terms_days, credit_limit, created_at)
VALUES (sqlc.arg(number), sqlc.arg(name), sqlc.arg(company), sqlc.arg(email), sqlc.arg(phone), sqlc.arg(phone_digits), sqlc.arg(note), sqlc.arg(priority), sqlc.arg(terms_days), sqlc.arg(credit_limit), sqlc.arg(created_at)) RETURNING id;

-- name: updateCustomer :execrows
UPDATE customers SET name = sqlc.arg(name), company = sqlc.arg(company), email = sqlc.arg(email), phone = sqlc.arg(phone), phone_digits = sqlc.arg(phone_digits), note = sqlc.arg(note), priority = sqlc.arg(priority),
  terms_days = sqlc.arg(terms_days), credit_limit = sqlc.arg(credit_limit), archived_at = sqlc.arg(archived_at), version = version + 1
WHERE id = sqlc.arg(id) AND version = sqlc.arg(version);

-- name: AddressesOf :many
SELECT * FROM addresses WHERE customer_id = sqlc.arg(customer_id) AND archived_at = 0 ORDER BY is_default DESC, id;

-- name: insertAddress :one
INSERT INTO addresses (customer_id, name, company, street1, street2, city, region, postcode, country, phone, is_default)
VALUES (sqlc.arg(customer_id), sqlc.arg(name), sqlc.arg(company), sqlc.arg(street1), sqlc.arg(street2), sqlc.arg(city), sqlc.arg(region), sqlc.arg(postcode), sqlc.arg(country), sqlc.arg(phone), sqlc.arg(is_default)) RETURNING id;

-- name: updateAddress :execrows
UPDATE addresses SET name = sqlc.arg(name), company = sqlc.arg(company), street1 = sqlc.arg(street1), street2 = sqlc.arg(street2), city = sqlc.arg(city), region = sqlc.arg(region), postcode = sqlc.arg(postcode), country = sqlc.arg(country), phone = sqlc.arg(phone)
WHERE id = sqlc.arg(id);

-- name: Address :one
SELECT * FROM addresses WHERE id = sqlc.arg(id);

-- name: archiveAddress :exec
UPDATE addresses SET archived_at = sqlc.arg(archived_at) WHERE id = sqlc.arg(id);

-- name: setDefaultAddress :exec
UPDATE addresses SET is_default = (id = sqlc.arg(id)) WHERE customer_id = sqlc.arg(customer_id) AND archived_at = 0;

-- name: CustomerIDs :many
SELECT id FROM customers WHERE archived_at = 0 ORDER BY name, id;

-- name: CustomerIDsByNumber :many
SELECT id FROM customers WHERE archived_at = 0 ORDER BY number, id;

-- name: CustomerIDsBySpend :many
SELECT c.id FROM customers c LEFT JOIN (SELECT customer_id, SUM(total) AS spent FROM orders WHERE cancelled_at = 0 GROUP BY customer_id) s ON s.customer_id = c.id
WHERE c.archived_at = 0 ORDER BY COALESCE(s.spent, 0) DESC, c.id;

-- name: CustomerCount :one
SELECT COUNT(*) FROM customers WHERE archived_at = 0;

-- name: CustomersByPhone :many
SELECT * FROM customers WHERE phone_digits = sqlc.arg(phone_digits) AND archived_at = 0 ORDER BY id LIMIT 5;

-- name: CustomersNamed :many
SELECT * FROM customers WHERE name = sqlc.arg(name) AND archived_at = 0 ORDER BY id LIMIT 20;

-- name: Channels :many
SELECT * FROM channels ORDER BY id;

-- name: Channel :one
SELECT * FROM channels WHERE id = sqlc.arg(id);

-- name: ChannelByCode :one
SELECT * FROM channels WHERE code = sqlc.arg(code);

-- name: putChannel :one
INSERT INTO channels (code, name, kind, buffer) VALUES (sqlc.arg(code), sqlc.arg(name), sqlc.arg(kind), sqlc.arg(buffer))
ON CONFLICT (code) DO UPDATE SET name = excluded.name, buffer = excluded.buffer RETURNING id;

-- name: putListing :exec
INSERT INTO listings (channel_id, product_id, external_sku, buffer) VALUES (sqlc.arg(channel_id), sqlc.arg(product_id), sqlc.arg(external_sku), sqlc.arg(buffer))
ON CONFLICT (channel_id, product_id) DO UPDATE SET external_sku = excluded.external_sku, buffer = excluded.buffer;

-- name: listingsOf :many
SELECT l.channel_id, l.product_id, l.external_sku, CAST(CASE WHEN l.buffer >= 0 THEN l.buffer ELSE c.buffer END AS BIGINT) AS keep, CAST((l.paused OR c.paused) AS BOOLEAN) AS is_paused
FROM listings l JOIN channels c ON c.id = l.channel_id WHERE l.product_id = sqlc.arg(product_id);

-- name: queueMessage :exec
INSERT INTO outbox (channel_id, kind, doc_key, payload, op, at) VALUES (sqlc.arg(channel_id), sqlc.arg(kind), sqlc.arg(doc_key), sqlc.arg(payload), sqlc.arg(op), sqlc.arg(at))
ON CONFLICT (channel_id, kind, doc_key) DO UPDATE SET payload = excluded.payload, state = 'queued', attempts = 0, next_at = 0, error = '', op = excluded.op, at = excluded.at;

-- name: queueMessageOnce :exec
INSERT INTO outbox (channel_id, kind, doc_key, payload, op, at) VALUES (sqlc.arg(channel_id), sqlc.arg(kind), sqlc.arg(doc_key), sqlc.arg(payload), sqlc.arg(op), sqlc.arg(at))
ON CONFLICT (channel_id, kind, doc_key) DO NOTHING;

-- name: OutboxCounts :many
SELECT state, COUNT(*) AS n FROM outbox GROUP BY state ORDER BY state;

-- name: OutboxOf :many
SELECT * FROM outbox WHERE channel_id = sqlc.arg(channel_id) ORDER BY id;

-- name: eraseCustomer :exec
UPDATE customers SET name = 'Erased', company = '', email = '', phone = '', phone_digits = '', note = '', archived_at = sqlc.arg(archived_at), version = version + 1 WHERE id = sqlc.arg(id);

-- name: eraseAddresses :exec
UPDATE addresses SET name = 'Erased', company = '', street1 = '', street2 = '', city = '', region = '', postcode = '', phone = '', archived_at = sqlc.arg(archived_at) WHERE customer_id = sqlc.arg(customer_id);

-- name: eraseOrderWords :exec
UPDATE orders SET note = '', gift_note = '', version = version + 1 WHERE customer_id = sqlc.arg(customer_id);

-- name: eraseOrderAddresses :execrows
UPDATE orders SET ship_name = 'Erased', ship_company = '', ship_street1 = '', ship_street2 = '', ship_city = '', ship_region = '', ship_postcode = '', ship_phone = ''
WHERE customer_id = sqlc.arg(customer_id) AND placed_at < sqlc.arg(before);

-- name: eraseOperations :exec
UPDATE operations SET title = 'Erased', result = '', undo = '', salt = ''
WHERE (operations.entity = 'customer' AND operations.entity_id = sqlc.arg(customer_id)) OR (operations.entity = 'order' AND operations.entity_id IN (SELECT o.id FROM orders o WHERE o.customer_id = sqlc.arg(customer_id)))
  OR operations.id IN (SELECT c.op FROM changes c WHERE c.entity = 'customer' AND c.entity_id = sqlc.arg(customer_id));

-- name: eraseChanges :exec
UPDATE changes SET before = '', after = '', salt = ''
WHERE (entity = 'customer' AND entity_id = sqlc.arg(customer_id)) OR (entity = 'order' AND entity_id IN (SELECT id FROM orders WHERE customer_id = sqlc.arg(customer_id)));

-- name: erasePapers :exec
UPDATE print_jobs SET document = sqlc.arg(nothing), state = CASE WHEN state IN ('waiting', 'failed') THEN 'cancelled' ELSE state END
WHERE state IN ('done', 'sent', 'cancelled') OR (entity = 'shipment' AND entity_id IN (SELECT s.id FROM shipments s JOIN orders o ON o.id = s.order_id WHERE o.customer_id = sqlc.arg(customer_id)));

-- name: OrderIDsOfCustomer :many
SELECT id FROM orders WHERE customer_id = sqlc.arg(customer_id) ORDER BY id;

-- name: openOrdersOfCustomer :one
SELECT COUNT(*) FROM orders WHERE customer_id = sqlc.arg(customer_id) AND closed_at = 0 AND cancelled_at = 0;

-- name: keptOrderAddresses :one
SELECT COUNT(*) FROM orders WHERE customer_id = sqlc.arg(customer_id) AND placed_at >= sqlc.arg(before);
