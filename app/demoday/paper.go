package demoday

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"packbench/app"
	"packbench/data"
	"packbench/labels"
)

// write keeps a document in the day's folder.
func (d *day) write(name string, doc *labels.Doc) (string, error) {
	note := fmt.Sprintf("%d pages", len(doc.Pages))
	if d.opt.Out == "" {
		_, err := doc.PDF()
		return note, err
	}
	pdf, err := doc.PDF()
	if err != nil {
		return "", err
	}
	path := filepath.Join(d.opt.Out, name)
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		return "", fmt.Errorf("write %s: %w", name, err)
	}
	d.out.Files = append(d.out.Files, name)
	return note, nil
}

func (d *day) labelPaper(ctx context.Context) (int, string, string, error) {
	doc, err := d.shop.LabelDoc(ctx, d.shipments)
	if err != nil {
		return 0, "", "", err
	}
	note, err := d.write("shipping-labels.pdf", doc)
	return len(doc.Pages), "labels", note, err
}

func (d *day) slipPaper(ctx context.Context) (int, string, string, error) {
	doc, err := d.shop.SlipDoc(ctx, d.shipments)
	if err != nil {
		return 0, "", "", err
	}
	note, err := d.write("packing-slips.pdf", doc)
	return len(d.shipments), "shipments", note, err
}

func (d *day) pickPaper(ctx context.Context) (int, string, string, error) {
	doc, err := d.shop.PickListDoc(ctx, d.lists)
	if err != nil {
		return 0, "", "", err
	}
	note, err := d.write("pick-lists.pdf", doc)
	return len(d.lists), "lists", note, err
}

func (d *day) manifest(ctx context.Context) (int, string, string, error) {
	doc, err := d.shop.ManifestDoc(ctx, time.Now().Add(-24*time.Hour))
	if err != nil {
		return 0, "", "", err
	}
	note, err := d.write("manifests.pdf", doc)
	return len(doc.Pages), "pages", note, err
}

// stockLabels draws a label for every product sold today and for every shelf,
// and the sheets of a count of the first aisle.
func (d *day) stockLabels(ctx context.Context) (int, string, string, error) {
	var products, places, aisle []int64
	if err := d.shop.Books().Read(ctx, func(ctx context.Context, v *data.View) error {
		seen := make(map[int64]bool)
		for _, id := range d.orders {
			lines, err := v.OrderLines(ctx, id)
			if err != nil {
				return err
			}
			for _, l := range lines {
				if !seen[l.ProductID] {
					seen[l.ProductID] = true
					products = append(products, l.ProductID)
				}
			}
		}
		all, err := v.Locations(ctx)
		if err != nil {
			return err
		}
		for _, l := range all {
			if l.Kind == "bin" {
				places = append(places, l.ID)
				if l.Code[0] == 'A' && len(aisle) < 60 {
					aisle = append(aisle, l.ID)
				}
			}
		}
		return nil
	}); err != nil {
		return 0, "", "", err
	}
	pdoc, err := d.shop.ProductLabelDoc(ctx, products, app.LabelOptions{Stock: "L7160", Price: true})
	if err != nil {
		return 0, "", "", err
	}
	if _, err := d.write("product-labels.pdf", pdoc); err != nil {
		return 0, "", "", err
	}
	ldoc, err := d.shop.LocationLabelDoc(ctx, places, app.LabelOptions{Stock: "L7160"})
	if err != nil {
		return 0, "", "", err
	}
	if _, err := d.write("location-labels.pdf", ldoc); err != nil {
		return 0, "", "", err
	}
	c, err := d.shop.RequestCount(ctx, d.who, data.NewOp("count", "aisle A"), "Aisle A", false, aisle)
	if err != nil {
		return 0, "", "", err
	}
	cdoc, err := d.shop.CountDoc(ctx, []int64{c.ID})
	if err != nil {
		return 0, "", "", err
	}
	if _, err := d.write("count-sheet.pdf", cdoc); err != nil {
		return 0, "", "", err
	}
	return len(products) + len(places), "labels", fmt.Sprintf("%d products, %d shelves, a count sheet", len(products), len(places)), nil
}

// report writes every spreadsheet, each as a workbook and as text.
func (d *day) report(ctx context.Context) (int, string, string, error) {
	n, rows := 0, 0
	for _, k := range app.Sheets {
		for _, ending := range []string{".xlsx", ".csv"} {
			name := k.Kind + ending
			last := 0
			if err := d.export(ctx, k.Kind, name, func(r int) { last = r }); err != nil {
				return 0, "", "", err
			}
			rows += last
			n++
		}
	}
	return n, "spreadsheets", fmt.Sprintf("%d rows", rows), nil
}

func (d *day) export(ctx context.Context, kind, name string, progress func(int)) (err error) {
	if d.opt.Out == "" {
		return d.shop.Export(ctx, d.who, io.Discard, kind, name, progress)
	}
	f, err := os.OpenFile(filepath.Join(d.opt.Out, name), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := d.shop.Export(ctx, d.who, f, kind, name, progress); err != nil {
		return err
	}
	d.out.Files = append(d.out.Files, name)
	return nil
}
