package main

import (
	"context"
	"encoding/json"
	"fmt"
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

// backup writes a verified copy of the shop: to a file, or among the copies that
// the shop keeps.
func (m *Main) backup(ctx context.Context, args []string) error {
	f := m.flags("backup")
	out := f.String("out", "", "the copy")
	if words, err := parse(f, args); err != nil || len(words) > 0 {
		return usageOr(err, "packbench backup [--out FILE]")
	}
	if err := m.open(ctx, false); err != nil {
		return err
	}
	made := data.Copy{Path: *out}
	var err error
	if *out == "" {
		made, err = m.shop.CopyNow(ctx)
	} else {
		made.Manifest, err = m.books.Backup(ctx, *out)
	}
	if err != nil {
		return err
	}
	if m.json {
		return m.writeJSON(made)
	}
	fmt.Fprintf(m.Stdout, "%s: %d orders, %d moves, %d bytes, verified\n", made.Path, made.Orders, made.Moves, made.Bytes)
	return nil
}

// backups lists the copies that the shop keeps.
func (m *Main) backups(ctx context.Context, args []string) error {
	f := m.flags("backups")
	drill := f.Bool("drill", false, "restore the newest to prove that it comes back")
	if words, err := parse(f, args); err != nil || len(words) > 0 {
		return usageOr(err, "packbench backups [--drill]")
	}
	if err := m.open(ctx, false); err != nil {
		return err
	}
	c, err := m.shop.CopyState(ctx)
	if err != nil {
		return err
	}
	if m.json {
		return m.writeJSON(c)
	}
	if len(c.Copies) == 0 {
		fmt.Fprintf(m.Stdout, "there are no copies in %s yet: packbench backup makes one\n", c.Folder)
		return nil
	}
	for _, one := range c.Copies {
		fmt.Fprintf(m.Stdout, "%s  %8d orders  %9d moves  %11d bytes  %s\n", one.MadeAt.Local().Format("2006-01-02 15:04"), one.Orders, one.Moves, one.Bytes, one.Path)
	}
	if !*drill {
		return nil
	}
	took, err := data.Drill(ctx, c.Copies[0].Path)
	if err == nil {
		fmt.Fprintf(m.Stdout, "the newest was restored and proved in %s\n", took.Round(time.Millisecond))
	}
	return err
}

// restore puts a verified copy in the place of the shop.
func (m *Main) restore(ctx context.Context, args []string) error {
	f := m.flags("restore")
	look := f.Bool("look", false, "only say what it would bring back")
	words, err := parse(f, args)
	if err != nil || len(words) != 1 {
		return usageOr(err, "packbench restore FILE [--look]")
	}
	if *look {
		return m.wouldRestore(ctx, words[0])
	}
	if data.IsServer(m.shopPath) {
		man, err := data.RestoreServer(ctx, words[0], m.shopPath)
		if err == nil {
			fmt.Fprintf(m.Stdout, "%s: %d orders, %d moves restored\n", data.Without(m.shopPath), man.Orders, man.Moves)
		}
		return err
	}
	who := actor()
	if err := m.open(ctx, false); err == nil { // else it is damaged, or not there
		if who, err = m.who(ctx); err != nil {
			return err
		}
	}
	kept, man, err := m.bringBack(ctx, who, words[0])
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

// wouldRestore says what a copy holds, and what the shop has that the copy lacks.
func (m *Main) wouldRestore(ctx context.Context, copy string) error {
	if m.json {
		man, err := data.CheckBackup(ctx, copy)
		if err != nil {
			return err
		}
		return m.writeJSON(man)
	}
	if err := m.open(ctx, false); err != nil {
		man, e := data.CheckBackup(ctx, copy)
		if e != nil {
			return e
		}
		m.tellCopy(copy, man)
		fmt.Fprintf(m.Stdout, "what is at %s now can't be compared: %v\n", m.shopPath, err)
		return nil
	}
	who, err := m.who(ctx)
	if err != nil {
		return err
	}
	c, err := m.shop.LookAtCopy(ctx, who, copy)
	if err != nil {
		return err
	}
	m.tellCopy(copy, c.Copy)
	if c.Lost == 0 {
		fmt.Fprintln(m.Stdout, "nothing was written since")
		return nil
	}
	fmt.Fprintf(m.Stdout, "%d deeds were written since, and are in no copy then; the newest:\n", c.Lost)
	for _, o := range c.Newest {
		fmt.Fprintf(m.Stdout, "  %s  %-12s %s\n", o.At.Time().Local().Format("2006-01-02 15:04"), o.Who, o.Title)
	}
	return nil
}

func (m *Main) tellCopy(copy string, man data.Manifest) {
	fmt.Fprintf(m.Stdout, "%s: whole; made %s, %d orders, %d moves\n", copy, man.MadeAt.Local().Format("2006-01-02 15:04"), man.Orders, man.Moves)
}

// move brings the shop to a server, or back to a file.
func (m *Main) move(ctx context.Context, args []string) error {
	f := m.flags("move")
	to := f.String("to", "", "where to")
	if words, err := parse(f, args); err != nil || len(words) > 0 || *to == "" {
		return usageOr(err, "packbench move --to postgres://user@host/database")
	}
	who, err := m.openAs(ctx)
	if err != nil {
		return err
	}
	bar := newBar(m.Stderr)
	moved, err := m.shop.Move(ctx, who, *to, func(at data.Moving) {
		if at.Step == data.MoveTables {
			bar.step(at.Table, int(at.Done), int(at.Total))
		}
	})
	bar.end()
	if err != nil {
		return err
	}
	if m.json {
		return m.writeJSON(moved)
	}
	for _, t := range moved.Tables {
		if t.Rows > 0 {
			fmt.Fprintf(m.Stdout, "%-20s %10d rows\n", t.Name, t.Rows)
		}
	}
	fmt.Fprintf(m.Stdout, "The shop is at %s now: %d tables are the same on both sides, %d rules of the books hold.\n", moved.To, len(moved.Tables), len(moved.Rules))
	if moved.Backup != "" {
		fmt.Fprintf(m.Stdout, "What was at %s stays there, closed; a copy of it is %s\n", moved.From, moved.Backup)
	}
	fmt.Fprintf(m.Stdout, "Who opens the old place is brought to the new one. To name it: packbench --shop %s\n", data.WithoutPassword(*to))
	return nil
}

func usageOr(err error, how string) error {
	if err != nil {
		return err
	}
	return usage("%s", how)
}
