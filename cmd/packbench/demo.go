package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"packbench/app/demoday"
	"packbench/data"
)

// demo makes a demo shop in a folder and works one day in it.
func (m *Main) demo(ctx context.Context, args []string) error {
	f := m.flags("demo")
	out := f.String("out", "demo", "the folder")
	orders := f.Int("orders", 154, "how many orders")
	makeOnly := f.Bool("make-only", false, "make the shop with a part of the day's orders in every stage, and stop there")
	if words, err := parse(f, args); err != nil || len(words) > 0 || *orders < 1 {
		return usageOr(err, "packbench demo [--out DIR] [--orders N], with N at least 1")
	}
	if err := os.MkdirAll(*out, 0o700); err != nil {
		return &data.Fault{Kind: data.KindUnavailable, Message: "can't make the folder " + *out, Hint: "choose another with --out", Err: err}
	}
	m.shopPath = filepath.Join(*out, "shop.packbench")
	if _, err := os.Stat(m.shopPath); err == nil {
		return data.Refused("demo", "choose another folder with --out, or open it with packbench --shop "+m.shopPath, "%s is already there", m.shopPath)
	}
	bar := newBar(m.Stderr)
	began := time.Now()
	if err := m.open(ctx, true); err != nil {
		return err
	}
	who := data.Actor{User: "Demo", Desk: "demo"}
	err := demoday.Make(ctx, m.shop, who, bar.step)
	made := time.Since(began)
	var day demoday.Day
	switch {
	case err != nil:
	case *makeOnly:
		err = demoday.Stage(ctx, m.shop, who, *orders, bar.step)
	default:
		day, err = demoday.Work(ctx, m.shop, who, demoday.Options{Orders: *orders, Out: *out, Step: bar.step})
	}
	bar.end()
	if err != nil {
		// Nothing is half done: the shop that could not be finished goes away.
		return errors.Join(err, m.Close(), removeShop(m.shopPath))
	}
	if m.json {
		return m.writeJSON(struct {
			Shop   string        `json:"shop"`
			Made   time.Duration `json:"made_ns"`
			Worked demoday.Day   `json:"worked"`
		}{m.shopPath, made, day})
	}
	return m.printDay(made, day)
}

func removeShop(path string) error {
	var errs []error
	for _, tail := range []string{"", "-wal", "-shm", ".lock"} {
		if err := os.Remove(path + tail); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func (m *Main) printDay(made time.Duration, day demoday.Day) error {
	fmt.Fprintf(m.Stdout, "%-46s %28s %9s\n", "done", "", "seconds")
	fmt.Fprintf(m.Stdout, "%-46s %28s %9.2f\n", "shop made", "", made.Seconds())
	for _, l := range day.Lines {
		fmt.Fprintf(m.Stdout, "%-46s %14d %-13s %9.2f  %s\n", l.What, l.N, l.Unit, l.Took.Seconds(), l.Note)
	}
	if day.Took > 0 {
		fmt.Fprintf(m.Stdout, "%-46s %28s %9.2f\n", "the whole day", "", day.Took.Seconds())
	}
	fmt.Fprintf(m.Stdout, "\nThe shop is %s; open it with: packbench --shop %s\n", m.shopPath, m.shopPath)
	for _, name := range day.Files {
		fmt.Fprintln(m.Stdout, "  "+filepath.Join(filepath.Dir(m.shopPath), name))
	}
	return nil
}
