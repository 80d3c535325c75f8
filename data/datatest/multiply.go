// Package datatest makes big shops for trials: years of finished orders out of
// one finished day, so that what must be fast in an old shop can be measured
// without waiting for the years.
//
// Make a shop, work a day in it to its end, close it, then:
//
//	n, err := datatest.Multiply(ctx, path, 100_000)
//
// The copies are whole (lines, promises, payments, parcels, scans, pick lists,
// moves, who did what), so the self-check of the books proves them like any
// others. What the copies took off the shelves is received anew, so that the
// stock stays as it was.
package datatest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the engine of the file
)

// copied names the tables whose rows are copied, those that others refer to
// first, and for each column that is not simply kept, what a copy has there:
// {t} stands for how far the copy's ids in table t lie from the first's,
// {numbers} the same for the orders' numbers, {time} for how much older it is,
// {copy} for which it is. Columns that refer to a copied table follow it by
// themselves. What was done before the first order was placed is not copied.
var copied = []struct {
	table   string
	columns map[string]string
	where   string
}{
	{"operations", map[string]string{
		"op_id": "op_id || '-' || {copy}", "at": "at - {time}",
		"entity_id": "CASE entity WHEN 'order' THEN entity_id + {orders} WHEN 'shipment' THEN entity_id + {shipments} WHEN 'pick list' THEN entity_id + {pick_lists} ELSE entity_id END",
		"reverses":  "CASE WHEN reverses > 0 THEN reverses + {operations} ELSE 0 END",
	}, "id >= (SELECT MIN(op) FROM allocations)"},
	{"changes", map[string]string{
		"entity_id": "CASE entity WHEN 'order' THEN entity_id + {orders} WHEN 'shipment' THEN entity_id + {shipments} WHEN 'pick list' THEN entity_id + {pick_lists} ELSE entity_id END",
	}, "op >= (SELECT MIN(op) FROM allocations)"},
	{"orders", map[string]string{
		"number": "number + {numbers}", "external_ref": "CASE external_ref WHEN '' THEN '' ELSE external_ref || '-' || {copy} END",
		"placed_at": "placed_at - {time}", "closed_at": "closed_at - {time}", "promised_at": "CASE WHEN promised_at > 0 THEN promised_at - {time} ELSE 0 END", "cancelled_at": "CASE WHEN cancelled_at > 0 THEN cancelled_at - {time} ELSE 0 END",
	}, ""},
	{"order_lines", map[string]string{
		"parent_id": "CASE WHEN parent_id > 0 THEN parent_id + {order_lines} ELSE 0 END", "gift_for": "CASE WHEN gift_for > 0 THEN gift_for + {order_lines} ELSE 0 END",
	}, ""},
	{"allocations", map[string]string{"at": "at - {time}"}, ""},
	{"holds", map[string]string{"opened_at": "opened_at - {time}", "released_at": "released_at - {time}", "released_op": "released_op + {operations}"}, ""},
	{"payments", map[string]string{"at": "at - {time}", "reverses": "CASE WHEN reverses > 0 THEN reverses + {payments} ELSE 0 END"}, ""},
	{"shipments", map[string]string{
		"number": "(SELECT o.number + {numbers} FROM orders o WHERE o.id = shipments.order_id) || '-' || n", "tracking": "CASE tracking WHEN '' THEN '' ELSE tracking || '-' || {copy} END",
		"planned_at": "planned_at - {time}", "checked_at": "checked_at - {time}", "labelled_at": "labelled_at - {time}", "released_at": "released_at - {time}",
		"picking_at": "picking_at - {time}", "picked_at": "picked_at - {time}", "packed_at": "packed_at - {time}", "handed_over_at": "handed_over_at - {time}",
	}, ""},
	{"shipment_lines", nil, ""},
	{"parcels", nil, ""},
	{"parcel_lines", nil, ""},
	{"pack_scans", nil, ""},
	{"pick_lists", map[string]string{
		"number": "number || '-' || {copy}", "built_at": "built_at - {time}", "released_at": "released_at - {time}", "started_at": "started_at - {time}", "done_at": "done_at - {time}",
	}, ""},
	{"pick_list_shipments", nil, ""},
	{"moves", map[string]string{
		"at": "at - {time}", "reverses": "CASE WHEN reverses > 0 THEN reverses + {moves} ELSE 0 END", "line_id": "CASE WHEN line_id > 0 THEN line_id + {order_lines} ELSE 0 END",
		"doc_id": "CASE doc_kind WHEN 'order' THEN doc_id + {orders} WHEN 'shipment' THEN doc_id + {shipments} WHEN 'pick list' THEN doc_id + {pick_lists} ELSE doc_id END",
	}, "kind IN ('pick','put back','ship','reverse')"},
	{"pick_lines", map[string]string{"move_id": "CASE WHEN move_id > 0 THEN move_id + {moves} ELSE 0 END"}, ""},
	{"search_docs", map[string]string{
		"ref_id": "ref_id + {orders}", "title": "replace(title, (SELECT number FROM orders o WHERE o.id = ref_id), (SELECT number + {numbers} FROM orders o WHERE o.id = ref_id))",
		"words": "replace(words, (SELECT number FROM orders o WHERE o.id = ref_id), (SELECT number + {numbers} FROM orders o WHERE o.id = ref_id))",
	}, "kind = 'order'"},
}

// Multiply copies the finished orders of the shop in the closed SQLite file at
// path until it holds at least n, each copy of the whole a day older than the
// one before. It gives how many orders there are then. A shop with orders that
// are not finished is refused.
func Multiply(ctx context.Context, path string, n int) (orders int, err error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)&_pragma=foreign_keys(0)&_pragma=cache_size(-262144)&_pragma=temp_store(2)")
	if err != nil {
		return 0, fmt.Errorf("open %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	var open int
	if err := db.QueryRowContext(ctx, "SELECT COUNT(*), COALESCE(SUM(closed_at = 0 AND cancelled_at = 0), 0) FROM orders").Scan(&orders, &open); err != nil {
		return 0, fmt.Errorf("count the orders of %s: %w", path, err)
	}
	if orders == 0 || open > 0 {
		return 0, fmt.Errorf("%d of the %d orders of %s are not finished: only finished ones are copied", open, orders, path)
	}
	m := multiplier{db: db, last: make(map[string]int64), step: map[string]int64{"numbers": int64(orders)}}
	if err := m.prepare(ctx); err != nil {
		return 0, err
	}
	times := (n + orders - 1) / orders
	for i := 1; i < times; i++ {
		if err := m.copy(ctx, int64(i)); err != nil {
			return 0, fmt.Errorf("copy %d: %w", i, err)
		}
	}
	return times * orders, m.finish(ctx, (times-1)*orders)
}

// multiplier copies every row of the copied tables again and again.
type multiplier struct {
	db         *sql.DB
	last       map[string]int64 // table → the last id of what is copied
	step       map[string]int64 // table → how far the ids of a copy lie from those it was made from
	statements []string         // what one copy does, with the words of copied left open
	indexes    []string         // built again when all copies stand
}

func (m *multiplier) prepare(ctx context.Context) error {
	for _, c := range copied {
		columns, err := m.columns(ctx, c.table)
		if err != nil {
			return err
		}
		if columns[0].name == "id" {
			var last int64
			if err := m.db.QueryRowContext(ctx, "SELECT COALESCE(MAX(id), 0) FROM "+c.table).Scan(&last); err != nil {
				return fmt.Errorf("find the last of %s: %w", c.table, err)
			}
			m.last[c.table], m.step[c.table] = last, last
		}
		var names, values []string
		for _, k := range columns {
			value := k.name
			if v, ok := c.columns[k.name]; ok {
				value = v
			} else if _, ok := m.step[k.refers]; ok {
				value = k.name + " + {" + k.refers + "}"
			}
			names, values = append(names, k.name), append(values, value)
		}
		where := fmt.Sprintf("%s <= %d", columns[0].name, m.last[columns[0].refers])
		if c.where != "" {
			where += " AND " + c.where
		}
		m.statements = append(m.statements, fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM %s WHERE %s",
			c.table, strings.Join(names, ", "), strings.Join(values, ", "), c.table, where))
	}
	// Between the moves of two copies is room for the receipts of the first.
	m.step["moves"] *= 2
	m.statements = append(m.statements, received)
	return m.dropIndexes(ctx)
}

// received takes in again what a copy took from each shelf, in the name of the
// copy's first operation.
const received = `INSERT INTO moves (product_id, from_location, to_location, qty, kind, doc_kind, op, at)
	SELECT product_id, (SELECT id FROM locations WHERE code = 'OUTSIDE'), location_id, -SUM(q), 'receive', 'trial', (SELECT MIN(op) FROM allocations) + {operations}, MIN(at) FROM (
		SELECT product_id, to_location AS location_id, qty AS q, at FROM moves WHERE id > {moves}
		UNION ALL SELECT product_id, from_location, -qty, at FROM moves WHERE id > {moves}) AS flows
	WHERE location_id NOT IN (SELECT id FROM locations WHERE kind IN ('outside','customer','loss'))
	GROUP BY product_id, location_id HAVING SUM(q) < 0`

// column is a column of a table and the table that it refers to; an id refers
// to its own.
type column struct{ name, refers string }

func (m *multiplier) columns(ctx context.Context, table string) (all []column, err error) {
	rows, err := m.db.QueryContext(ctx, `SELECT t.name, COALESCE(f."table", CASE t.name WHEN 'id' THEN $1 ELSE '' END)
		FROM pragma_table_info($1) t LEFT JOIN pragma_foreign_key_list($1) f ON f."from" = t.name ORDER BY t.cid`, table)
	if err != nil {
		return nil, fmt.Errorf("read the columns of %s: %w", table, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var c column
		if err := rows.Scan(&c.name, &c.refers); err != nil {
			return nil, fmt.Errorf("read the columns of %s: %w", table, err)
		}
		all = append(all, c)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("there is no table %s", table)
	}
	return all, rows.Err()
}

func (m *multiplier) copy(ctx context.Context, i int64) error {
	words := []string{"{copy}", fmt.Sprint(i), "{time}", fmt.Sprint(i * 24 * time.Hour.Microseconds())}
	for name, step := range m.step {
		words = append(words, "{"+name+"}", fmt.Sprint(i*step))
	}
	fill := strings.NewReplacer(words...)
	for _, s := range m.statements {
		if _, err := m.db.ExecContext(ctx, fill.Replace(s)); err != nil {
			return fmt.Errorf("%s: %w", s[:min(60, len(s))], err)
		}
	}
	return nil
}

func (m *multiplier) dropIndexes(ctx context.Context) error {
	var drop []string
	for _, c := range copied {
		rows, err := m.db.QueryContext(ctx, "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = $1 AND sql IS NOT NULL", c.table)
		if err != nil {
			return fmt.Errorf("read the indexes of %s: %w", c.table, err)
		}
		for rows.Next() {
			var name, statement string
			if err := rows.Scan(&name, &statement); err != nil {
				return errors.Join(fmt.Errorf("read the indexes of %s: %w", c.table, err), rows.Close())
			}
			drop, m.indexes = append(drop, "DROP INDEX "+name), append(m.indexes, statement)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return fmt.Errorf("read the indexes of %s: %w", c.table, err)
		}
	}
	return m.run(ctx, drop)
}

func (m *multiplier) finish(ctx context.Context, added int) error {
	return m.run(ctx, append(m.indexes, fmt.Sprintf("UPDATE counters SET n = n + %d WHERE name = 'order'", added),
		// The journal of these years is chained to nothing: it never happened.
		"UPDATE operations SET hash = '', salt = ''", "UPDATE changes SET salt = ''",
		"INSERT INTO search_parts (search_parts) VALUES ('rebuild')", "INSERT INTO search_starts (search_starts) VALUES ('rebuild')"))
}

func (m *multiplier) run(ctx context.Context, statements []string) error {
	for _, s := range statements {
		if _, err := m.db.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s[:min(60, len(s))], err)
		}
	}
	return nil
}
