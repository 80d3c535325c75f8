// Command make builds the files of the demo shop from the year of real order
// lines in assets/demo/testdata. It is run by hand when a rule changes, never
// by a build:
//
//	go run ./assets/demo/make -source assets/demo/testdata/online_retail.csv.gz -out assets/demo/files
//
// What is real and what is made up, and by which rule, is in the README of
// assets/demo. Nothing is drawn at random: every made-up value comes from a
// hash of what it belongs to, so the same source gives the same files.
package main

import (
	"compress/gzip"
	"encoding/csv"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"log"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// The week of the demo, in the retailer's time, which in December is UTC.
var (
	weekBegins = time.Date(2011, 12, 5, 0, 0, 0, 0, time.UTC)
	weekEnds   = time.Date(2011, 12, 10, 0, 0, 0, 0, time.UTC)
)

func main() {
	log.SetFlags(0)
	source := flag.String("source", os.Getenv("ONLINE_RETAIL"), "the year of order lines, .csv.gz (or ONLINE_RETAIL)")
	out := flag.String("out", "assets/demo/files", "folder to write to")
	flag.Parse()
	if err := run(*source, *out); err != nil {
		log.Fatal("make: ", err)
	}
}

func run(source, out string) error {
	rows, err := read(source)
	if err != nil {
		return err
	}
	products, err := catalogue(rows)
	if err != nil {
		return err
	}
	week, err := theWeek(rows, products)
	if err != nil {
		return err
	}
	customers, err := people(rows, week)
	if err != nil {
		return err
	}
	bins, stock := floor(products, week)
	for _, f := range []struct {
		name string
		rows [][]string
	}{
		{"products", productRows(products)},
		{"customers", customerRows(customers)},
		{"orders", orderRows(week)},
		{"lines", lineRows(week)},
		{"adjustments", adjustmentRows(week)},
		{"locations", bins},
		{"stock", stock},
	} {
		if err := write(filepath.Join(out, f.name+".csv.gz"), f.rows); err != nil {
			return err
		}
	}
	week.print(os.Stdout)
	return nil
}

// row is one line of the source.
type row struct {
	invoice, sku, name string
	qty                int64
	at                 time.Time
	price              int64 // pence
	customer, country  string
}

func (r row) credit() bool { return strings.HasPrefix(r.invoice, "C") }
func (r row) inWeek() bool { return !r.at.Before(weekBegins) && r.at.Before(weekEnds) }

func read(path string) ([]row, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("opening the source: %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("unpacking the source: %w", err)
	}
	r := csv.NewReader(z)
	r.FieldsPerRecord = 8
	r.ReuseRecord = true
	if _, err := r.Read(); err != nil {
		return nil, fmt.Errorf("reading the header: %w", err)
	}
	var rows []row
	for {
		c, err := r.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading: %w", err)
		}
		at, err := time.Parse("2006-01-02 15:04:05", c[4])
		if err != nil {
			return nil, fmt.Errorf("invoice %s: %w", c[0], err)
		}
		qty, err := strconv.ParseInt(c[3], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("invoice %s: %w", c[0], err)
		}
		pounds, err := strconv.ParseFloat(c[5], 64)
		if err != nil {
			return nil, fmt.Errorf("invoice %s: %w", c[0], err)
		}
		rows = append(rows, row{
			invoice: c[0], sku: strings.ToUpper(strings.TrimSpace(c[1])), name: strings.TrimSpace(c[2]),
			qty: qty, at: at, price: int64(math.Round(pounds * 100)), customer: c[6], country: c[7],
		})
	}
}

// write makes a .csv.gz with no time in it, so that equal rows are equal files.
func write(path string, rows [][]string) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	z, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err != nil {
		return err
	}
	w := csv.NewWriter(z)
	if err := w.WriteAll(rows); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return z.Close()
}

// pick draws a number from 0 to n-1 for a thing: always the same one.
func pick(n int, what ...string) int {
	h := fnv.New64a()
	for _, w := range what {
		h.Write([]byte(w))
		h.Write([]byte{0})
	}
	x := h.Sum64()
	// FNV leaves the low bits of short texts alike; mix them.
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return int(x % uint64(n))
}

func choose[T any](from []T, what ...string) T { return from[pick(len(from), what...)] }

func text(n int64) string { return strconv.FormatInt(n, 10) }
