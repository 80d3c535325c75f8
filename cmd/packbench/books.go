package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"packbench/data"
)

// writeJSON writes a result for other programs.
func (m *Main) writeJSON(v any) error {
	e := json.NewEncoder(m.Stdout)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// check proves the rules of the books, a line for each.
func (m *Main) check(ctx context.Context, args []string) error {
	f := m.flags("check")
	if _, err := parse(f, args); err != nil {
		return err
	}
	if err := m.open(ctx, false); err != nil {
		return err
	}
	found, err := m.books.CheckWhole(ctx)
	if err != nil {
		return err
	}
	if m.json {
		if err := m.writeJSON(found); err != nil {
			return err
		}
	}
	broken := 0
	for _, r := range found {
		word := "holds"
		if r.Broken > 0 {
			broken++
			word = fmt.Sprintf("BROKEN %d times, first: %s", r.Broken, r.Sample)
		}
		if !m.json {
			fmt.Fprintf(m.Stdout, "%-5s %-75s %s\n", r.Rule, r.Says, word)
		}
	}
	if broken > 0 {
		return data.Refused("self-check", "keep this file, restore the newest backup, and tell us", "%d rules of the books are broken", broken)
	}
	return nil
}

// backup writes a verified copy of the shop.
func (m *Main) backup(ctx context.Context, args []string) error {
	f := m.flags("backup")
	out := f.String("out", "", "the copy")
	if words, err := parse(f, args); err != nil || len(words) > 0 || *out == "" {
		return usageOr(err, "packbench backup --out FILE")
	}
	if err := m.open(ctx, false); err != nil {
		return err
	}
	man, err := m.books.Backup(ctx, *out)
	if err != nil {
		return err
	}
	if m.json {
		return m.writeJSON(man)
	}
	fmt.Fprintf(m.Stdout, "%s: %d orders, %d moves, %d bytes, verified\n", *out, man.Orders, man.Moves, man.Bytes)
	return nil
}

// restore puts a verified copy in the place of the shop.
func (m *Main) restore(ctx context.Context, args []string) error {
	f := m.flags("restore")
	words, err := parse(f, args)
	if err != nil || len(words) != 1 {
		return usageOr(err, "packbench restore FILE")
	}
	if data.IsServer(m.shopPath) {
		return data.Refused("engine", "give --shop the path of a file, then move it to the server", "a copy of a file is not restored on a server")
	}
	kept, man, err := data.Restore(ctx, words[0], m.shopPath, time.Now())
	if err != nil {
		return err
	}
	if m.json {
		return m.writeJSON(struct {
			Shop, Kept string
			Manifest   data.Manifest
		}{m.shopPath, kept, man})
	}
	fmt.Fprintf(m.Stdout, "%s: %d orders, %d moves restored\n", m.shopPath, man.Orders, man.Moves)
	if kept != "" {
		fmt.Fprintf(m.Stdout, "the shop that was there is kept as %s\n", kept)
	}
	return nil
}

// move brings the shop to a server, or back to a file.
func (m *Main) move(ctx context.Context, args []string) error {
	f := m.flags("move")
	to := f.String("to", "", "where to")
	if words, err := parse(f, args); err != nil || len(words) > 0 || *to == "" {
		return usageOr(err, "packbench move --to postgres://user@host/database")
	}
	if _, err := os.Stat(m.shopPath); err != nil && !data.IsServer(m.shopPath) {
		return data.NotFound("there is no shop at %s", m.shopPath)
	}
	moved, err := data.Relocate(ctx, m.shopPath, *to, data.Options{}, func(table string, rows int64) {
		if !m.json && rows > 0 {
			fmt.Fprintf(m.Stdout, "%-20s %10d rows\n", table, rows)
		}
	})
	if err != nil {
		return err
	}
	if m.json {
		return m.writeJSON(moved)
	}
	fmt.Fprintf(m.Stdout, "The shop is at %s now: %d tables are the same on both sides, %d rules of the books hold.\n", moved.To, len(moved.Tables), len(moved.Rules))
	if moved.Backup != "" {
		fmt.Fprintf(m.Stdout, "What was at %s stays there, closed; a copy of it is %s\n", moved.From, moved.Backup)
	}
	fmt.Fprintf(m.Stdout, "Open it with: packbench --shop %s\n", moved.To)
	return nil
}

func usageOr(err error, how string) error {
	if err != nil {
		return err
	}
	return usage("%s", how)
}
