package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"packbench/data"
)

// export writes a spreadsheet of a kind, .xlsx or .csv by the name's ending.
func (m *Main) export(ctx context.Context, args []string) (err error) {
	f := m.flags("export")
	out := f.String("out", "", "the spreadsheet")
	words, err := parse(f, args)
	if err != nil || len(words) != 1 || *out == "" {
		return usageOr(err, "packbench export KIND --out FILE.xlsx")
	}
	if err := m.open(ctx, false); err != nil {
		return err
	}
	tmp := *out + ".tmp"
	file, err := os.OpenFile(tmp, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return &data.Fault{Kind: data.KindUnavailable, Message: "can't write " + *out, Hint: "check the folder", Err: err}
	}
	bar, rows := newBar(m.Stderr), 0
	err = m.shop.Export(ctx, file, words[0], *out, func(n int) {
		rows = n
		bar.step(words[0], n, n)
	})
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
