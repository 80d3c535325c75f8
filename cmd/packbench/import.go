package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"packbench/app"
	"packbench/data"
)

// importFile brings a list into the shop: packbench import KIND FILE. What went
// in is written to Stdout, each bad row to Stderr; with bad rows the status is 1.
func (m *Main) importFile(ctx context.Context, args []string) error {
	f := m.flags("import")
	format := f.String("format", "", "csv, tsv or xlsx, to insist on it")
	dry := f.Bool("dry-run", false, "say what would change and write nothing")
	again := f.Bool("again", false, "even when this very file went in before")
	mend := f.String("bad", "", "write the bad rows here, .xlsx or .csv, to be mended and brought in again")
	words, err := parse(f, args)
	if err != nil || len(words) != 2 {
		return usageOr(err, "packbench import KIND FILE [--format csv|tsv|xlsx] [--dry-run] [--bad FILE]; KIND is "+strings.Join(importKinds(), ", "))
	}
	who, err := m.openAs(ctx)
	if err != nil {
		return err
	}
	b := newBar(m.Stderr)
	req := app.ImportRequest{Kind: words[0], File: words[1], Format: *format, DryRun: *dry, Again: *again, Progress: func(done, of int) {
		if of == 0 {
			b.step("reading", done, 0)
			return
		}
		b.step("bringing in", done, of)
	}}
	got, err := m.shop.Import(ctx, who, data.NewOp("import "+req.Kind, req), req)
	b.end()
	if err != nil && got.Rows == 0 {
		return err // nothing was read, so there is nothing to tell of
	}
	if err := errors.Join(err, m.tellImport(got)); err != nil {
		return err
	}
	if got.BadRows == 0 {
		return nil
	}
	hint := "mend them and bring the file in again: rows that went in stay as they are"
	if *mend != "" {
		if err := writeMend(ctx, got, *mend); err != nil {
			return err
		}
		hint = "mend them in " + *mend + " and bring that file in"
	}
	return data.Refused("import", hint, "%d of %d rows of %s are wrong", got.BadRows, got.Rows, got.File)
}

func importKinds() []string {
	kinds := make([]string, len(app.ImportKinds))
	for i, k := range app.ImportKinds {
		kinds[i] = k.Kind
	}
	return kinds
}

// tellImport writes what a file brought.
func (m *Main) tellImport(got app.Imported) error {
	if m.json {
		return m.writeJSON(got)
	}
	if got.DryRun {
		tellChanges(m.Stdout, got)
	}
	for _, b := range got.Bad {
		for _, e := range b.Errors {
			fmt.Fprintln(m.Stderr, e.Says)
		}
	}
	if n := got.BadRows - len(got.Bad); n > 0 {
		fmt.Fprintf(m.Stderr, "and %d more\n", n)
	}
	for _, w := range got.Warnings {
		fmt.Fprintln(m.Stderr, "note:", w)
	}
	if len(got.Ignored) > 0 {
		fmt.Fprintln(m.Stderr, "note: not read:", strings.Join(got.Ignored, ", "))
	}
	_, err := fmt.Fprintf(m.Stdout, "%s: %s\n", got.File, got.Says())
	return err
}

// tellChanges writes the first few changes of a dry run.
func tellChanges(w io.Writer, got app.Imported) {
	const most = 20
	for i, c := range got.Changes {
		if i == most {
			fmt.Fprintf(w, "... and %d more\n", got.New+got.Changed-most)
			return
		}
		word := "changed"
		if c.New {
			word = "new"
		}
		fmt.Fprintf(w, "line %-6d %-8s %s\n", c.Line, word, c.Title)
		for _, f := range c.Fields {
			if !c.New || f.Before != "" {
				fmt.Fprintf(w, "%22s %s: %s -> %s\n", "", f.Field, orDash(f.Before), f.After)
			}
		}
	}
}

func orDash(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

func writeMend(ctx context.Context, got app.Imported, path string) (err error) {
	out, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write the bad rows: %w", err)
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	return got.WriteBad(ctx, out, path)
}
