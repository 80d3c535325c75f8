package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Hit is one find of a search: what it is, which record, and two lines to
// show.
type Hit struct {
	Kind   string // "product", "customer" or "order"
	ID     int64
	Title  string
	Detail string
}

// Search finds products, customers and orders by any part of any name, number,
// SKU, barcode, phone or postcode. All words must occur; kind "" means all
// kinds. At most limit hits, the best first: whose code or number this is, then
// those whose code begins so, then those whose name does, then any others.
func (v *View) Search(ctx context.Context, kind, text string, limit int) ([]Hit, error) {
	words := searchWords(text)
	if len(words) == 0 || limit < 1 {
		return nil, nil
	}
	f := gathering{v: v, limit: limit, seen: make(map[Hit]bool)}
	if err := f.find(ctx, kind, text, words); err != nil {
		return nil, fmt.Errorf("search %q: %w", clip(text, 40), err)
	}
	return f.hits, nil
}

// gathering gathers hits, each once, until there are enough.
type gathering struct {
	v     *View
	limit int
	hits  []Hit
	seen  map[Hit]bool // by kind and id
}

func (f *gathering) full() bool { return len(f.hits) >= f.limit }

func (f *gathering) find(ctx context.Context, kind, text string, words []string) error {
	exact, err := f.v.exactly(ctx, kind, text)
	if err != nil {
		return err
	}
	for _, h := range exact {
		if err := f.ask(ctx, 1, searchOne, h.Kind, h.ID); err != nil {
			return err
		}
	}
	kinds, share := []string{kind}, f.limit
	if kind == "" {
		// No kind crowds the others out.
		kinds, share = []string{"product", "customer"}, (f.limit+5)/6
	}
	begin := strings.Join(words, " ")
	for _, q := range []string{searchCodes, searchTitles} {
		for _, k := range kinds {
			// So many may be hits already.
			if err := f.ask(ctx, share, q, k, begin, begin+"\U0010ffff", share+len(f.hits)); err != nil {
				return err
			}
		}
	}
	if f.full() {
		return nil
	}
	var parts, starts []string
	for _, w := range words {
		if len([]rune(w)) >= 3 {
			parts = append(parts, w)
		} else {
			starts = append(starts, w)
		}
	}
	query, args := f.v.s.searchQuery(kind, parts, starts, f.limit+len(f.hits))
	return f.ask(ctx, f.limit, query, args...)
}

// ask adds at most so many of what a query finds.
func (f *gathering) ask(ctx context.Context, most int, query string, args ...any) error {
	if f.full() {
		return nil
	}
	rows, err := f.v.s.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() && !f.full() && most > 0 {
		var h Hit
		if err := rows.Scan(&h.Kind, &h.ID, &h.Title, &h.Detail); err != nil {
			return err
		}
		if id := (Hit{Kind: h.Kind, ID: h.ID}); !f.seen[id] {
			f.seen[id] = true
			f.hits = append(f.hits, h)
			most--
		}
	}
	return rows.Err()
}

// exactly names the records that a whole text is the code or number of.
func (v *View) exactly(ctx context.Context, kind, text string) ([]Hit, error) {
	var found []Hit
	if kind == "product" || kind == "" {
		p, _, err := v.productByCode(ctx, text)
		switch {
		case err == nil && !p.ArchivedAt.Set():
			found = append(found, Hit{Kind: "product", ID: p.ID})
		case err != nil && !Missing(err):
			return nil, err
		}
	}
	if n, ok := OrderNumber(text); ok && (kind == "order" || kind == "") {
		o, err := v.OrderByNumber(ctx, n)
		switch {
		case err == nil:
			found = append(found, Hit{Kind: "order", ID: o.ID})
		case !Missing(err):
			return nil, fmt.Errorf("look up order %d: %w", n, err)
		}
	}
	return found, nil
}

// searchCodes and searchTitles walk an index from the first code, or name, that
// begins with a text. The words of a record begin with its code; an archived
// record has none. searchOne reads one record.
const (
	searchCodes  = `SELECT kind, ref_id, title, detail FROM search_docs WHERE kind = $1 AND kind <> 'order' AND substr(words, 1, 40) >= $2 AND substr(words, 1, 40) < $3 ORDER BY substr(words, 1, 40) LIMIT $4`
	searchTitles = `SELECT kind, ref_id, title, detail FROM search_docs WHERE kind = $1 AND kind <> 'order' AND lower(title) >= $2 AND lower(title) < $3 AND words <> '' ORDER BY lower(title) LIMIT $4`
	searchOne    = `SELECT kind, ref_id, title, detail FROM search_docs WHERE kind = $1 AND ref_id = $2`
)

// searchWords splits what was typed. A text that is mostly digits is a phone
// number or a code: its spaces and signs mean nothing.
func searchWords(text string) []string {
	text = strings.ToLower(strings.TrimSpace(text))
	if strings.HasPrefix(text, "+") {
		// A number with its country's code: the last nine digits are the same
		// however the number was written down.
		if d := Digits(strings.ReplaceAll(text, "(0)", "")); len(d) >= 10 && strings.Trim(text, "0123456789 +()-./") == "" {
			return []string{d[len(d)-9:]}
		}
	}
	if d := Digits(text); len(d) >= 3 && strings.Trim(text, "0123456789 +()-./") == "" {
		if d == strings.ReplaceAll(text, " ", "") || len(d) >= 6 {
			// Codes and numbers are written with and without noughts before them.
			if plain := strings.TrimLeft(d, "0"); len(plain) >= 3 {
				d = plain
			}
			return []string{d}
		}
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\n' || r == 0 })
	if len(words) > 6 {
		words = words[:6]
	}
	return words
}

// index writes a record into the search, replacing what stood there.
func (tx *Tx) index(ctx context.Context, kind string, ref int64, title, detail string, words ...string) error {
	text := indexed(words)
	var id int64
	var was string
	err := tx.s.QueryRowContext(ctx, `SELECT id, words FROM search_docs WHERE kind = $1 AND ref_id = $2`, kind, ref).Scan(&id, &was)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return tx.indexNew(ctx, kind, ref, title, detail, words...)
	case err == nil:
		if _, err = tx.s.ExecContext(ctx, `UPDATE search_docs SET title = $1, detail = $2, words = $3 WHERE id = $4`, title, detail, text, id); err == nil && was != text {
			err = tx.s.indexWords(ctx, tx.s, id, was, text)
		}
	}
	if err != nil {
		return fmt.Errorf("index %s %d: %w", kind, ref, err)
	}
	return nil
}

// indexNew writes a record into the search that was not there before.
func (tx *Tx) indexNew(ctx context.Context, kind string, ref int64, title, detail string, words ...string) error {
	text := indexed(words)
	var id int64
	err := tx.s.QueryRowContext(ctx, `INSERT INTO search_docs (kind, ref_id, title, detail, words) VALUES ($1, $2, $3, $4, $5) RETURNING id`, kind, ref, title, detail, text).Scan(&id)
	if err == nil {
		err = tx.s.indexWords(ctx, tx.s, id, "", text)
	}
	if err != nil {
		return fmt.Errorf("index %s %d: %w", kind, ref, err)
	}
	return nil
}

func indexed(words []string) string { return strings.ToLower(strings.Join(words, " ")) }

func (tx *Tx) indexProduct(ctx context.Context, p Product) error {
	codes, err := tx.BarcodesOf(ctx, p.ID)
	if err != nil {
		return fmt.Errorf("read the barcodes of %s: %w", p.SKU, err)
	}
	words := []string{string(p.SKU), p.Name, p.Supplier}
	for _, c := range codes {
		words = append(words, c.Code)
	}
	if p.ArchivedAt.Set() {
		words = nil
	}
	return tx.index(ctx, "product", p.ID, p.Name, string(p.SKU), words...)
}

func (tx *Tx) indexCustomer(ctx context.Context, c Customer) error {
	addresses, err := tx.AddressesOf(ctx, c.ID)
	if err != nil {
		return fmt.Errorf("read the addresses of %s: %w", c.Name, err)
	}
	words := []string{c.Number, c.Name, c.Company, c.Email, c.PhoneDigits, strings.TrimLeft(c.PhoneDigits, "0")}
	detail := c.Number
	for _, a := range addresses {
		words = append(words, a.City, a.Postcode, strings.ReplaceAll(a.Postcode, " ", ""))
		if a.IsDefault {
			detail += "  " + a.City + "  " + a.Postcode
		}
	}
	if c.ArchivedAt.Set() {
		words = nil
	}
	return tx.index(ctx, "customer", c.ID, c.Name, detail, words...)
}

// indexOrder writes an order into the search, a new one or one that is there.
func (tx *Tx) indexOrder(ctx context.Context, o Order, c Customer, isNew bool) error {
	put := tx.index
	if isNew {
		put = tx.indexNew
	}
	number := strconv.FormatInt(o.Number, 10)
	return put(ctx, "order", o.ID, "Order "+number, c.Name+"  "+o.ShipPostcode, number, c.Name, c.Company, o.ShipName, c.PhoneDigits, o.ShipPostcode, strings.ReplaceAll(o.ShipPostcode, " ", ""), o.ExternalRef)
}

func (tx *Tx) indexAgain(ctx context.Context, id int64) error {
	o, err := tx.Order(ctx, id)
	if err != nil {
		return fmt.Errorf("read order %d: %w", id, err)
	}
	c, err := tx.Customer(ctx, o.CustomerID)
	if err != nil {
		return IfMissing(err, "order %d has no customer", o.Number)
	}
	return tx.indexOrder(ctx, o, c, false)
}
