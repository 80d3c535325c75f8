package channels_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"testing"

	"packbench/app/channels"
	"packbench/assets/demo"
	"packbench/reports"
)

// What the program exports it also imports: the demo's products as workbook and
// as text.
func TestOwnExportsComeBack(t *testing.T) {
	products, err := demo.Products()
	if err != nil {
		t.Fatal(err)
	}
	table := reports.Table{
		Name: "Products", Title: "Products",
		Columns: []reports.Column{{Title: "SKU"}, {Title: "Name"}, {Title: "Barcode"}, {Title: "Price", Kind: reports.Money, Currency: "GBP", Total: true},
			{Title: "Length", Kind: reports.Int, Unit: "mm"}, {Title: "Width", Kind: reports.Int, Unit: "mm"}, {Title: "Height", Kind: reports.Int, Unit: "mm"},
			{Title: "Weight", Kind: reports.Int, Unit: "g"}},
		Rows: func(yield func([]any) bool) error {
			for _, p := range products {
				barcode := ""
				if len(p.Barcodes) > 0 {
					barcode = p.Barcodes[0]
				}
				if !yield([]any{p.SKU, p.Name, barcode, p.Price, p.Size[0], p.Size[1], p.Size[2], p.Weight}) {
					break
				}
			}
			return nil
		},
	}
	ctx := context.Background()
	for _, name := range []string{"products.xlsx", "products.csv"} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			write := reports.WriteCSV
			if name == "products.xlsx" {
				write = func(ctx context.Context, w io.Writer, table reports.Table) error {
					return reports.WriteXLSX(ctx, w, table, reports.Options{Chart: &reports.Chart{Title: "By name", By: "Name"}})
				}
			}
			if err := write(ctx, &b, table); err != nil {
				t.Fatal(err)
			}
			tab, err := channels.OpenReader(ctx, name, bytes.NewReader(b.Bytes()), channels.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer tab.Close()
			kind, mapping := channels.Recognise(tab.Header)
			if kind != channels.Products {
				t.Fatalf("the header %q is of %q", tab.Header, kind)
			}
			r, n := channels.Reader{File: name, Mapping: mapping, Currency: "GBP"}, 0
			err = tab.Rows(ctx, func(row channels.Row) error {
				got, errs := r.ParseProduct(row)
				if len(errs) > 0 {
					return errs[0]
				}
				want := products[n]
				n++
				if got.SKU != want.SKU || got.Name != want.Name || got.Price.Value.Minor != want.Price || got.Size.Value != want.Size || got.Weight.Value != want.Weight ||
					len(want.Barcodes) > 0 && got.Barcodes.Value[0] != want.Barcodes[0] {
					t.Errorf("%+v came back as %+v", want, got)
				}
				return nil
			})
			if err != nil || n != len(products) {
				t.Errorf("%d of %d products came back (%v)", n, len(products), err)
			}
		})
	}
}

// BenchmarkYearOfOrders reads the whole year of real order lines.
func BenchmarkYearOfOrders(b *testing.B) {
	f, err := os.Open("../../assets/demo/testdata/online_retail.csv.gz")
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	content, err := io.ReadAll(z)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	lines := 0
	for b.Loop() {
		tab, err := channels.OpenReader(context.Background(), "year.csv", bytes.NewReader(content), channels.Options{})
		if err != nil {
			b.Fatal(err)
		}
		kind, mapping := channels.Recognise(tab.Header)
		if kind != channels.Orders {
			b.Fatalf("it is %q", kind)
		}
		r := channels.Reader{File: tab.File, Mapping: mapping, Currency: "GBP"}
		good, bad := 0, 0
		err = tab.Rows(context.Background(), func(row channels.Row) error {
			if _, errs := r.ParseOrder(row); len(errs) > 0 {
				bad++
			} else {
				good++
			}
			return nil
		})
		// The four prices with three decimals are the bad ones.
		if err != nil || good != 541_905 || bad != 4 {
			b.Fatal(good, bad, err)
		}
		lines += good + bad
	}
	b.ReportMetric(float64(lines)/b.Elapsed().Seconds(), "lines/s")
}
