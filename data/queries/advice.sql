-- name: PickedLists :many
SELECT pick_list_id, product_id, location_id, done_at FROM pick_lines
WHERE done_at >= sqlc.arg(since) AND picked > 0
ORDER BY pick_list_id DESC, n LIMIT sqlc.arg(most);

-- name: PickPlaces :many
SELECT b.product_id, b.location_id, b.on_hand, l.code, p.sku, p.name, p.length_mm, p.width_mm, p.height_mm
FROM balances b JOIN locations l ON l.id = b.location_id JOIN products p ON p.id = b.product_id
WHERE b.on_hand > 0 AND l.kind = 'bin' AND l.pickable AND l.shut_at = 0 AND l.archived_at = 0
ORDER BY b.product_id, b.on_hand DESC, b.location_id;
