-- name: Product :one
SELECT * FROM products WHERE id = sqlc.arg(id);

-- name: ProductBySKU :one
SELECT * FROM products WHERE sku = sqlc.arg(sku);

-- name: ProductByBarcode :one
SELECT p.*, b.units FROM barcodes b JOIN products p ON p.id = b.product_id WHERE b.lookup = sqlc.arg(lookup);

-- name: insertProduct :one
INSERT INTO products (sku, name, description, category, kind, price, cost, tax_bp, length_mm, width_mm, height_mm, weight_g, ships_alone, fragile, supplier, reorder_point)
VALUES (sqlc.arg(sku), sqlc.arg(name), sqlc.arg(description), sqlc.arg(category), sqlc.arg(kind), sqlc.arg(price), sqlc.arg(cost), sqlc.arg(tax_bp), sqlc.arg(length_mm), sqlc.arg(width_mm), sqlc.arg(height_mm), sqlc.arg(weight_g), sqlc.arg(ships_alone), sqlc.arg(fragile), sqlc.arg(supplier), sqlc.arg(reorder_point))
RETURNING id;

-- name: updateProduct :execrows
UPDATE products SET sku = sqlc.arg(sku), name = sqlc.arg(name), description = sqlc.arg(description), category = sqlc.arg(category), kind = sqlc.arg(kind),
  price = sqlc.arg(price), cost = sqlc.arg(cost), tax_bp = sqlc.arg(tax_bp), length_mm = sqlc.arg(length_mm), width_mm = sqlc.arg(width_mm),
  height_mm = sqlc.arg(height_mm), weight_g = sqlc.arg(weight_g), ships_alone = sqlc.arg(ships_alone), fragile = sqlc.arg(fragile), supplier = sqlc.arg(supplier), reorder_point = sqlc.arg(reorder_point),
  archived_at = sqlc.arg(archived_at), version = version + 1
WHERE id = sqlc.arg(id) AND version = sqlc.arg(version);

-- name: BarcodesOf :many
SELECT * FROM barcodes WHERE product_id = sqlc.arg(product_id) ORDER BY units, code;

-- name: Barcode :one
SELECT * FROM barcodes WHERE lookup = sqlc.arg(lookup);

-- name: putBarcode :exec
INSERT INTO barcodes (lookup, code, product_id, units) VALUES (sqlc.arg(lookup), sqlc.arg(code), sqlc.arg(product_id), sqlc.arg(units))
ON CONFLICT (lookup) DO UPDATE SET code = excluded.code, units = excluded.units;

-- name: deleteBarcode :exec
DELETE FROM barcodes WHERE lookup = sqlc.arg(lookup) AND product_id = sqlc.arg(product_id);

-- name: KitParts :many
SELECT k.kit_id, k.product_id, k.qty, p.sku, p.name, p.weight_g FROM kit_parts k JOIN products p ON p.id = k.product_id WHERE k.kit_id = sqlc.arg(kit_id) ORDER BY k.product_id;

-- name: KitsWith :many
SELECT kit_id FROM kit_parts WHERE product_id = sqlc.arg(product_id);

-- name: deleteKitParts :exec
DELETE FROM kit_parts WHERE kit_id = sqlc.arg(kit_id);

-- name: insertKitPart :exec
INSERT INTO kit_parts (kit_id, product_id, qty) VALUES (sqlc.arg(kit_id), sqlc.arg(product_id), sqlc.arg(qty));

-- name: ProductIDs :many
SELECT id FROM products WHERE archived_at = 0 ORDER BY name, id;

-- name: ProductIDsBySKU :many
SELECT id FROM products WHERE archived_at = 0 ORDER BY sku;

-- name: ProductIDsByPrice :many
SELECT id FROM products WHERE archived_at = 0 ORDER BY price, id;

-- name: ProductIDsByAvailable :many
SELECT p.id FROM products p LEFT JOIN stock s ON s.product_id = p.id WHERE p.archived_at = 0 ORDER BY COALESCE(s.sellable - s.allocated, 0), p.id;

-- name: ProductIDsLow :many
SELECT p.id FROM products p LEFT JOIN stock s ON s.product_id = p.id
WHERE p.archived_at = 0 AND p.kind = 'stocked' AND COALESCE(s.sellable - s.allocated, 0) <= p.reorder_point AND p.reorder_point > 0 ORDER BY p.name, p.id;

-- name: productRow :one
SELECT p.*, CAST(COALESCE(s.sellable, 0) AS BIGINT) AS on_hand, CAST(COALESCE(s.allocated, 0) AS BIGINT) AS promised,
  CAST(COALESCE((SELECT MIN(code) FROM barcodes b WHERE b.product_id = p.id AND b.units = 1), '') AS TEXT) AS barcode,
  CAST(COALESCE((SELECT MIN(l.code) FROM balances x JOIN locations l ON l.id = x.location_id WHERE x.product_id = p.id AND l.pickable AND x.on_hand > 0), '') AS TEXT) AS bin
FROM products p LEFT JOIN stock s ON s.product_id = p.id WHERE p.id = sqlc.arg(id);

-- name: ProductCount :one
SELECT COUNT(*) FROM products WHERE archived_at = 0;

-- name: Incoming :one
SELECT CAST(COALESCE(SUM(l.expected - l.received), 0) AS BIGINT) AS qty, CAST(COALESCE(MIN(r.expected_at), 0) AS BIGINT) AS at
FROM receipt_lines l JOIN receipts r ON r.id = l.receipt_id WHERE l.product_id = sqlc.arg(product_id) AND r.closed_at = 0 AND l.expected > l.received;
