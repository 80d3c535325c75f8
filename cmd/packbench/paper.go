package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"packbench/app"
	"packbench/data"
	"packbench/labels"
)

// labels draws product, location or shipping labels into a PDF.
func (m *Main) labels(ctx context.Context, args []string) error {
	f := m.flags("labels")
	stock := f.String("stock", "", "label stock")
	start := f.Int("start", 1, "first free label of the sheet")
	copies := f.Int("copies", 1, "of each")
	price := f.Bool("price", false, "print the price")
	all := f.Bool("all", false, "every product or location")
	out := f.String("out", "", "the PDF")
	words, err := parse(f, args)
	if err != nil || len(words) == 0 || *out == "" || (len(words) == 1 && !*all) {
		return usageOr(err, "packbench labels product|location|shipping CODE... --out FILE.pdf")
	}
	if err := m.open(ctx, false); err != nil {
		return err
	}
	o := app.LabelOptions{Stock: *stock, Start: *start, Copies: *copies, Price: *price}
	doc, err := m.labelDoc(ctx, words[0], words[1:], *all, o)
	if err != nil {
		return err
	}
	for _, w := range doc.Warnings {
		fmt.Fprintln(m.Stderr, "packbench: note:", w)
	}
	return writeDoc(doc, *out)
}

func (m *Main) labelDoc(ctx context.Context, kind string, codes []string, all bool, o app.LabelOptions) (*labels.Doc, error) {
	var ids []int64
	err := m.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		var err error
		ids, err = labelIDs(ctx, v, kind, codes, all)
		return err
	})
	if err != nil {
		return nil, err
	}
	switch kind {
	case "product":
		return m.shop.ProductLabelDoc(ctx, ids, o)
	case "location":
		return m.shop.LocationLabelDoc(ctx, ids, o)
	}
	return m.shop.LabelDoc(ctx, ids)
}

func labelIDs(ctx context.Context, v *data.View, kind string, codes []string, all bool) ([]int64, error) {
	var ids []int64
	switch kind {
	case "product":
		if all {
			return v.ProductIDsBySKU(ctx)
		}
		for _, c := range codes {
			p, _, err := v.ProductByCode(ctx, c)
			if err != nil {
				return nil, err
			}
			ids = append(ids, p.ID)
		}
	case "location":
		places, err := v.Locations(ctx)
		if err != nil {
			return nil, err
		}
		for _, c := range codes {
			if _, err := v.LocationByCode(ctx, c); err != nil {
				return nil, data.NotFound("there is no location %q", c)
			}
		}
		for _, l := range places {
			for _, c := range codes {
				if l.Code == c {
					ids = append(ids, l.ID)
				}
			}
			if all && l.Kind == "bin" {
				ids = append(ids, l.ID)
			}
		}
	case "shipping":
		for _, c := range codes {
			s, err := v.ShipmentByNumber(ctx, c)
			if err != nil {
				return nil, data.NotFound("there is no shipment %q; write it like 10042-1", c)
			}
			ids = append(ids, s.ID)
		}
	default:
		return nil, usage("labels are of a product, a location or a shipping; not %q", kind)
	}
	return ids, nil
}

// writeDoc writes a document beside its name first, so that a full disk never
// leaves half a PDF.
func writeDoc(doc *labels.Doc, path string) error {
	pdf, err := doc.PDF()
	if err != nil {
		return err
	}
	return writeFile(path, pdf)
}

func writeFile(path string, content []byte) error {
	tmp := path + ".tmp"
	if err := os.WriteFile(tmp, content, 0o600); err != nil {
		return &data.Fault{Kind: data.KindUnavailable, Message: "can't write " + path, Hint: "check the folder and the space on the disk", Err: err}
	}
	if err := os.Rename(tmp, path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// print sends a PDF to a printer.
func (m *Main) print(ctx context.Context, args []string) error {
	f := m.flags("print")
	printer := f.String("printer", "", "the printer's name")
	media := f.String("media", "A4", "the paper, as the printer calls it")
	copies := f.Int("copies", 1, "how many")
	words, err := parse(f, args)
	if err != nil || len(words) != 1 || *printer == "" {
		return usageOr(err, "packbench print FILE --printer NAME")
	}
	content, err := os.ReadFile(words[0])
	if err != nil {
		return &data.Fault{Kind: data.KindNotFound, Message: "can't read " + words[0], Hint: "check its name", Err: err}
	}
	if !strings.HasPrefix(string(content), "%PDF-") {
		return data.Invalid("file", "%s is not a PDF", words[0])
	}
	ticket, err := labels.Submit(ctx, labels.Job{Printer: *printer, Title: filepath.Base(words[0]), PDF: content, Media: *media, Copies: *copies})
	if err != nil {
		return err
	}
	fmt.Fprintln(m.Stdout, "sent to", *printer, ticket.ID)
	return nil
}

// printers lists what is attached.
func (m *Main) printers(ctx context.Context, args []string) error {
	f := m.flags("printers")
	if _, err := parse(f, args); err != nil {
		return err
	}
	found, err := labels.Printers(ctx)
	if err != nil {
		return err
	}
	if m.json {
		return m.writeJSON(found)
	}
	for _, p := range found {
		mark := " "
		if p.Default {
			mark = "*"
		}
		fmt.Fprintf(m.Stdout, "%s %-24s %-10s %s\n", mark, p.Name, p.State, p.Message)
	}
	return nil
}
