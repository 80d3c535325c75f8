package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"packbench/app/channels"
	"packbench/data"
)

// item is one row that was understood: what it is about, and what it would do
// to the books as they are.
type item struct {
	line  int
	cells []string
	plan  func(ctx context.Context, v *data.View) (step, error)
}

// step is what a row does to the books: nothing, when apply is nil. apply says
// how that is taken back.
type step struct {
	change ImportChange
	apply  func(ctx context.Context, tx *data.Tx) (rowUndo, error)
}

// chunkAnswer is what one transaction did; it is kept with its operation, so
// that the same import asked again is told the same.
type chunkAnswer struct {
	New, Changed, Same int
	Bad                []BadRow
	Changes            []ImportChange

	undo []rowUndo
}

// rows brings the rows in, chunk by chunk.
func (im *importer) rows(ctx context.Context, t *channels.Table) error {
	chunk := make([]item, 0, importChunk)
	first, n := 0, 0
	flush := func() error {
		if len(chunk) == 0 {
			return nil
		}
		if err := im.chunk(ctx, first, chunk); err != nil {
			return err
		}
		chunk, first = chunk[:0], 0
		im.progress(n, im.out.Rows)
		return nil
	}
	err := t.Rows(ctx, func(row channels.Row) error {
		n++
		row.Cells = slices.Clone(row.Cells)
		if first == 0 {
			first = row.Line
		}
		it, errs := im.understand(row)
		if len(errs) > 0 {
			im.bad(row.Line, row.Cells, errs)
		} else {
			chunk = append(chunk, it)
		}
		if len(chunk) < importChunk {
			return nil
		}
		return flush()
	})
	if err == nil {
		err = flush()
	}
	if err == nil {
		im.progress(n, n)
		err = im.finish(ctx)
	}
	slices.SortStableFunc(im.out.Bad, func(a, b BadRow) int { return a.Line - b.Line })
	if stop := stopped(err); stop != nil {
		if im.req.DryRun {
			return fmt.Errorf("stopped: %w", stop)
		}
		return fmt.Errorf("stopped after %d of %d rows, which are in; bring the file in again for the rest: %w", im.out.New+im.out.Changed+im.out.Same+im.out.BadRows, im.out.Rows, stop)
	}
	return err
}

// chunk writes some rows in one transaction. A row that a rule of the books
// refuses is taken out, and the others are done again without it.
func (im *importer) chunk(ctx context.Context, first int, items []item) error {
	var refused []BadRow
	out := make(map[int]bool)
	counts := maps.Clone(im.counts)
	for range len(items) + 1 {
		at := -1 // the row being done; an error outside of one is nobody's fault
		work := func(ctx context.Context, v *data.View, tx *data.Tx) (chunkAnswer, error) {
			var a chunkAnswer
			for i, it := range items {
				if at = i; out[i] {
					continue
				}
				if err := ctx.Err(); err != nil {
					return a, err
				}
				if err := im.one(ctx, v, tx, it, &a); err != nil {
					return a, err
				}
			}
			at = -1
			return a, nil
		}
		var a chunkAnswer
		var err error
		if im.req.DryRun {
			err = im.shop.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
				a, err = work(ctx, v, nil)
				return err
			})
		} else {
			op := data.Op{ID: im.chunkID(fmt.Sprint(first)), Kind: "import " + im.req.Kind, Hash: im.op.Hash}
			a, err = do(ctx, im.shop, KeepProducts, im.who, op, func(ctx context.Context, tx *data.Tx) (chunkAnswer, error) {
				a, err := work(ctx, &tx.View, tx)
				tx.About("import", 0, "Brought in %s from %s, lines %d to %d", im.req.Kind, im.out.File, first, items[len(items)-1].line)
				a.Bad = append(a.Bad, refused...)
				if err == nil && a.New+a.Changed > 0 {
					err = tx.Undoable("import", importUndo{im.op.ID, a.undo})
				}
				return a, err
			})
		}
		if err == nil {
			if im.req.DryRun {
				a.Bad = append(a.Bad, refused...)
			}
			im.add(a)
			return nil
		}
		if at < 0 {
			return err
		}
		bad := im.badOf(items[at], err)
		if bad == nil {
			return err
		}
		im.counts = maps.Clone(counts)
		refused, out[at] = append(refused, *bad), true
	}
	return fmt.Errorf("bring in %s: the rows from line %d on do not settle", im.out.File, first)
}

// one plans a row and, with a tx, does what it planned.
func (im *importer) one(ctx context.Context, v *data.View, tx *data.Tx, it item, a *chunkAnswer) error {
	st, err := it.plan(ctx, v)
	if err != nil {
		bad := im.badOf(it, err)
		if bad == nil {
			return fmt.Errorf("%s, line %d: %w", im.out.File, it.line, err)
		}
		a.Bad = append(a.Bad, *bad)
		return nil
	}
	if st.apply == nil {
		a.Same++
		return nil
	}
	if tx != nil {
		back, err := st.apply(ctx, tx)
		if err != nil {
			return err
		}
		if back.Kind != "" {
			a.undo = append(a.undo, back)
		}
	}
	if st.change.New {
		a.New++
	} else {
		a.Changed++
	}
	if len(im.out.Changes)+len(a.Changes) < keepChanges {
		st.change.Line = it.line
		a.Changes = append(a.Changes, st.change)
	}
	return nil
}

func (im *importer) add(a chunkAnswer) {
	im.out.New += a.New
	im.out.Changed += a.Changed
	im.out.Same += a.Same
	im.out.BadRows += len(a.Bad)
	im.out.Bad = append(im.out.Bad, a.Bad[:min(len(a.Bad), max(keepBad-len(im.out.Bad), 0))]...)
	im.out.Changes = append(im.out.Changes, a.Changes...)
}

// finish remembers the file.
func (im *importer) finish(ctx context.Context) error {
	if im.req.DryRun {
		return nil
	}
	good, bad := int64(im.out.New+im.out.Changed+im.out.Same), int64(im.out.BadRows)
	op := data.Op{ID: im.chunkID("end"), Kind: "import " + im.req.Kind, Hash: im.op.Hash}
	return im.shop.run(ctx, KeepProducts, im.who, op, func(ctx context.Context, tx *data.Tx) error {
		tx.About("import", 0, "Brought in %s: %s", im.out.File, im.out.Says())
		if im.out.New+im.out.Changed > 0 {
			if err := tx.Undoable("import", importUndo{Import: im.op.ID}); err != nil {
				return err
			}
		}
		return tx.NoteImport(ctx, im.req.Kind, im.out.File, im.sum, good, bad)
	})
}

// understand reads a row as far as that can be done without the books.
func (im *importer) understand(row channels.Row) (item, []*channels.CellError) {
	if row.Bad != nil {
		return item{}, []*channels.CellError{row.Bad}
	}
	var key string
	it := item{line: row.Line, cells: row.Cells}
	var errs []*channels.CellError
	switch im.kind {
	case channels.Products:
		var p channels.ProductRow
		if p, errs = im.parseProduct(row); len(errs) == 0 {
			key, it.plan = p.SKU, func(ctx context.Context, v *data.View) (step, error) { return im.planProduct(ctx, v, row, p) }
		}
	case channels.Customers:
		var c channels.CustomerRow
		if c, errs = im.parseCustomer(row); len(errs) == 0 {
			key, it.plan = customerKey(c), func(ctx context.Context, v *data.View) (step, error) { return im.planCustomer(ctx, v, row, c) }
		}
	case channels.Stock:
		var st channels.StockRow
		if st, errs = im.parseStock(row); len(errs) == 0 {
			key, it.plan = strings.ToUpper(st.SKU)+"\x00"+st.Location, func(ctx context.Context, v *data.View) (step, error) { return im.planStock(ctx, v, row, st) }
		}
	case channels.Locations:
		var l channels.LocationRow
		if l, errs = im.reader.ParseLocation(row); len(errs) == 0 {
			key, it.plan = l.Code, func(ctx context.Context, v *data.View) (step, error) { return im.planLocation(ctx, v, row, l) }
		}
	case channels.Boxes:
		var b channels.BoxRow
		if b, errs = im.parseBox(row); len(errs) == 0 {
			key, it.plan = b.Code, func(ctx context.Context, v *data.View) (step, error) { return im.planBox(ctx, v, row, b) }
		}
	}
	if errs = append(errs, im.cards(row)...); len(errs) > 0 {
		return it, errs
	}
	if was, twice := im.seen[key]; twice {
		return it, []*channels.CellError{im.cell(row, mainField[im.kind], fmt.Sprintf("it once: line %d is about the same", was))}
	}
	im.seen[key] = row.Line
	return it, nil
}

// mainField is the column that says what a row is about.
var mainField = map[channels.Kind]channels.Field{channels.Products: "sku", channels.Stock: "sku", channels.Customers: "name", channels.Locations: "code", channels.Boxes: "code"}

// codeFields hold codes and numbers, of which one in ten passes for a card's.
var codeFields = map[channels.Field]bool{"sku": true, "barcode": true, "location": true, "code": true}

// cards refuses what looks like a payment card's number (domain 4.16).
func (im *importer) cards(row channels.Row) []*channels.CellError {
	var errs []*channels.CellError
	for f, c := range im.reader.Mapping {
		if !codeFields[f] && data.LooksLikeCard(row.Cells[c.At]) {
			errs = append(errs, im.cell(row, f, "no card number: those are never kept"))
		}
	}
	slices.SortFunc(errs, func(a, b *channels.CellError) int { return a.Column - b.Column })
	return errs
}

// cell is what is wrong with a field of a row.
func (im *importer) cell(row channels.Row, f channels.Field, want string) *channels.CellError {
	e := &channels.CellError{File: im.out.File, Line: row.Line, Name: string(f), Want: want}
	if c, ok := im.reader.Mapping[f]; ok {
		e.Column, e.Name, e.Value = c.At+1, c.Name, row.Cells[c.At]
	}
	return e
}

// raw is a cell as it stands in the file.
func (im *importer) raw(row channels.Row, f channels.Field) string {
	if c, ok := im.reader.Mapping[f]; ok {
		return strings.TrimSpace(row.Cells[c.At])
	}
	return ""
}

// noRows takes "no such row" for no error.
func noRows(err error) error {
	if data.Missing(err) {
		return nil
	}
	return err
}

// changes gathers what differs between a record and a row.
type changes struct{ fields []FieldChange }

// set gives a value to a field and keeps what it was, if it differs.
func set[T comparable](c *changes, name string, to *T, v T, show func(T) string) {
	if *to == v {
		return
	}
	c.fields = append(c.fields, FieldChange{Field: name, Before: show(*to), After: show(v)})
	*to = v
}

// text sets a text that is given.
func (c *changes) text(name string, to *string, v channels.Cell[string]) {
	if v.Given() {
		c.words(name, to, v.Value)
	}
}

// words sets a text. Blanks at its ends, which lists do not keep, are no
// change, nor is a quote before a sign, which guards a cell in lists.
func (c *changes) words(name string, to *string, v string) {
	if bare(*to) != bare(v) {
		set(c, name, to, v, asIs)
	}
}

func bare(s string) string {
	s = strings.TrimSpace(s)
	if rest := strings.TrimLeft(s, "'"); rest != "" && strings.ContainsRune("=+-@", rune(rest[0])) {
		return rest
	}
	return s
}

func asIs(s string) string { return s }
func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
