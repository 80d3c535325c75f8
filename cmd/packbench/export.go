package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"packbench/data"
)

// export writes a spreadsheet of a kind, .xlsx or .csv by the name's ending.
func (m *Main) export(ctx context.Context, args []string) (err error) {
	f := m.flags("export")
	out := f.String("out", "", "the spreadsheet")
	then := f.String("at", "", "stock as it was at a moment: 2006-01-02 or \"2006-01-02 15:04\"")
	since := f.String("since", "", "with --at, what changed since this moment")
	words, err := parse(f, args)
	if err != nil || len(words) != 1 || *out == "" {
		return usageOr(err, "packbench export KIND --out FILE.xlsx")
	}
	if err := m.open(ctx, false); err != nil {
		return err
	}
	who := actor()
	if words[0] == "customers" {
		if who, err = m.who(ctx); err != nil {
			return err
		}
	}
	tmp := *out + ".tmp"
	file, err := os.OpenFile(tmp, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return &data.Fault{Kind: data.KindUnavailable, Message: "can't write " + *out, Hint: "check the folder", Err: err}
	}
	bar, rows := newBar(m.Stderr), 0
	told := func(n int) {
		rows = n
		bar.step(words[0], n, n)
	}
	switch {
	case *then == "" && *since == "":
		err = m.shop.Export(ctx, who, file, words[0], *out, told)
	case words[0] != "stock":
		err = usage("--at and --since are for: packbench export stock")
	default:
		err = m.exportStockThen(ctx, file, *out, *since, *then, told)
	}
	bar.end()
	if err = errors.Join(err, file.Close()); err != nil {
		return errors.Join(err, os.Remove(tmp))
	}
	if err := os.Rename(tmp, *out); err != nil {
		return fmt.Errorf("write %s: %w", *out, err)
	}
	if m.json {
		return m.writeJSON(map[string]any{"file": *out, "rows": rows})
	}
	_, err = fmt.Fprintf(m.Stdout, "%s: %d rows\n", *out, rows)
	return err
}

// exportStockThen writes the stock of a past moment, or what changed since one.
func (m *Main) exportStockThen(ctx context.Context, w io.Writer, name, since, then string, told func(int)) error {
	pr, err := m.shop.Profile(ctx)
	if err != nil {
		return err
	}
	to, from := m.shop.Now(pr), time.Time{}
	if then != "" {
		if to, err = momentOf(then, pr.Zone(), true); err != nil {
			return err
		}
	}
	if since != "" {
		if from, err = momentOf(since, pr.Zone(), false); err != nil {
			return err
		}
	}
	return m.shop.ExportStockThen(ctx, w, name, from, to, told)
}

// momentOf reads a moment of the shop's clock; a day alone is its beginning, or
// its end.
func momentOf(text string, zone *time.Location, end bool) (time.Time, error) {
	if t, err := time.ParseInLocation("2006-01-02 15:04", text, zone); err == nil {
		return t, nil
	}
	t, err := time.ParseInLocation("2006-01-02", text, zone)
	if err != nil {
		return t, data.Invalid("at", "%q is no moment: write 2026-11-23 or \"2026-11-23 18:00\"", text)
	}
	if end {
		t = t.AddDate(0, 0, 1).Add(-time.Microsecond)
	}
	return t, nil
}
