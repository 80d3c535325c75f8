package app

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"packbench/data"
	"packbench/reports"
)

// Sheets are the kinds of spreadsheet that a shop takes home, in the order of
// the Reports page.
var Sheets = []SheetKind{
	{"orders", "Orders", "one row an order, with its money and its state"},
	{"lines", "Order lines", "one row a product of an order, with how far its units have come"},
	{"stock", "Stock", "what is on hand, promised and available of each product, and its value"},
	{"moves", "Movements", "every move of the stock ledger: who, when, from where to where, why"},
	{"customers", "Customers", "who they are, what they ordered and spent"},
	{"products", "Products", "the catalogue with sizes, weights, prices and barcodes"},
	{"payments", "Payments", "every money event; refunds are negative"},
}

// SheetKind is one kind of spreadsheet.
type SheetKind struct{ Kind, Title, Says string }

// Export writes a spreadsheet of a kind to w, as .xlsx or .csv by the ending
// of name. The rows are streamed; ctx stops it. progress, if not nil, is told
// how many rows are written. A list of customers takes the right to it.
func (s *Shop) Export(ctx context.Context, who data.Actor, w io.Writer, kind, name string, progress func(rows int)) error {
	if kind == "customers" {
		if err := s.May(ctx, who, CustomerFiles); err != nil {
			return err
		}
	}
	pr, err := s.Profile(ctx)
	if err != nil {
		return err
	}
	t, chart, err := s.sheet(ctx, kind, pr, progress)
	if err != nil {
		return err
	}
	return s.writeSheet(ctx, w, name, t, chart, pr)
}

// writeSheet writes a table as the ending of a file's name says.
func (s *Shop) writeSheet(ctx context.Context, w io.Writer, name string, t reports.Table, chart *reports.Chart, pr Profile) error {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".xlsx":
		return reports.WriteXLSX(ctx, w, t, reports.Options{Chart: chart, Generated: s.Now(pr), Shop: pr.Name})
	case ".csv":
		return reports.WriteCSV(ctx, w, t)
	}
	return data.Invalid("out", "%q ends neither in .xlsx nor in .csv", name)
}

func (s *Shop) sheet(ctx context.Context, kind string, pr Profile, progress func(int)) (reports.Table, *reports.Chart, error) {
	money := func(title string, total bool) reports.Column {
		return reports.Column{Title: title, Kind: reports.Money, Currency: pr.Currency, Total: total, Width: 12}
	}
	text := func(title string, width float64) reports.Column { return reports.Column{Title: title, Width: width} }
	num := func(title string, total bool) reports.Column {
		return reports.Column{Title: title, Kind: reports.Int, Total: total, Width: 11}
	}
	when := func(title string) reports.Column {
		return reports.Column{Title: title, Kind: reports.DateTime, Width: 17}
	}
	t := reports.Table{Zone: pr.Zone()}
	var chart *reports.Chart
	switch kind {
	case "orders":
		t.Name, t.Title = "Orders", "Orders"
		t.Columns = []reports.Column{num("Order", false), when("Placed"), text("Channel", 12), text("Channel's number", 16), text("Customer number", 14), text("Customer", 26), text("Town", 18), text("Postcode", 11), text("Country", 9),
			text("State", 12), text("Payment", 12), num("Units", true), money("Goods", true), money("Discount", true), money("Postage", true), money("Tax", true), money("Total", true), money("Paid", true), when("Promised"), when("Closed"), when("Cancelled")}
		t.Rows = rows(ctx, s, progress, func(ctx context.Context, v *data.View, after int64) ([]data.ExportOrdersRow, error) {
			return v.ExportOrders(ctx, after, pageRows)
		},
			func(r data.ExportOrdersRow) (int64, []any) {
				return r.ID, []any{r.Number, at(r.PlacedAt), r.Channel, r.ExternalRef, r.CustomerNumber, r.Customer, r.ShipCity, r.ShipPostcode, r.ShipCountry, string(r.Stage), string(r.PayStatus),
					int64(r.Units), int64(r.Goods), int64(r.Discount), int64(r.Postage), int64(r.Tax), int64(r.Total), int64(r.Paid), at(r.PromisedAt), at(r.ClosedAt), at(r.CancelledAt)}
			})
		chart = &reports.Chart{Title: "Sales by channel", By: "Channel", Sum: "Total"}
	case "lines":
		t.Name, t.Title = "OrderLines", "Order lines"
		t.Columns = []reports.Column{num("Order", false), when("Placed"), num("Line", false), text("SKU", 14), text("Product", 36), text("Kind", 10), text("Gift", 6), money("Price", false), num("Ordered", true), num("Cancelled", true), num("To come", true), num("Allocated", true), num("Picked", true), num("Packed", true), num("Shipped", true), num("Returned", true)}
		t.Rows = rows(ctx, s, progress, func(ctx context.Context, v *data.View, after int64) ([]data.ExportLinesRow, error) {
			return v.ExportLines(ctx, after, pageRows)
		},
			func(r data.ExportLinesRow) (int64, []any) {
				gift := ""
				if r.Gift {
					gift = "gift"
				}
				return r.ID, []any{r.Number, at(r.PlacedAt), r.N, string(r.SKU), r.Name, r.Kind, gift, int64(r.Price), int64(r.Qty), int64(r.Cancelled), int64(r.Backordered), int64(r.Allocated), int64(r.Picked), int64(r.Packed), int64(r.Shipped), int64(r.Returned)}
			})
	case "stock":
		t.Name, t.Title = "Stock", "Stock"
		t.Columns = []reports.Column{text("SKU", 14), text("Product", 36), text("Bin", 12), num("On hand", true), num("Promised", true), num("Available", true), num("Reorder at", false), money("Cost each", false), money("Value at cost", true)}
		t.Rows = rows(ctx, s, progress, func(ctx context.Context, v *data.View, after int64) ([]data.ExportStockRow, error) {
			return v.ExportStock(ctx, after, pageRows)
		},
			func(r data.ExportStockRow) (int64, []any) {
				return r.ID, []any{string(r.SKU), r.Name, binAndMore(r.Bin, r.Places), r.OnHand, r.Promised, r.OnHand - r.Promised, int64(r.ReorderPoint), int64(r.Cost), int64(r.Cost) * r.OnHand}
			})
	case "moves":
		t.Name, t.Title = "Movements", "Movements of stock"
		t.Columns = []reports.Column{num("Move", false), when("When"), text("SKU", 14), text("Product", 36), text("From", 12), text("To", 12), num("Units", true), text("Kind", 11), text("Document", 14), text("Reason", 24), num("Reverses", false), text("Who", 14), text("Desk", 14)}
		t.Rows = rows(ctx, s, progress, func(ctx context.Context, v *data.View, after int64) ([]data.ExportMovesRow, error) {
			return v.ExportMoves(ctx, after, pageRows)
		},
			func(r data.ExportMovesRow) (int64, []any) {
				return r.ID, []any{r.ID, at(r.At), string(r.SKU), r.Name, r.FromCode, r.ToCode, int64(r.Qty), r.Kind, strings.TrimSpace(fmt.Sprintf("%s %s", r.DocKind, some(r.DocID))), r.Reason, orNil(r.Reverses), r.Who, r.Desk}
			})
		chart = &reports.Chart{Title: "Units moved, by kind", By: "Kind", Sum: "Units"}
	case "customers":
		t.Name, t.Title = "Customers", "Customers"
		t.Columns = []reports.Column{text("Number", 10), text("Customer", 26), text("Company", 26), text("E-mail", 26), text("Phone", 16), text("Street", 26), text("Street 2", 18), text("Town", 18), text("County", 14), text("Postcode", 11), text("Country", 9), text("Note", 24), num("Priority", false), num("Terms days", false), money("Credit limit", false), num("Orders", true), money("Spent", true), when("Since")}
		t.Rows = rows(ctx, s, progress, func(ctx context.Context, v *data.View, after int64) ([]data.ExportCustomersRow, error) {
			return v.ExportCustomers(ctx, after, pageRows)
		},
			func(r data.ExportCustomersRow) (int64, []any) {
				return r.ID, []any{r.Number, r.Name, r.Company, r.Email, r.Phone, r.Street1, r.Street2, r.City, r.Region, r.Postcode, r.Country, r.Note, r.Priority, r.TermsDays, int64(r.CreditLimit), r.OrderCount, r.Spent, at(r.CreatedAt)}
			})
		chart = &reports.Chart{Title: "Spent, by country", By: "Country", Sum: "Spent"}
	case "products":
		t.Name, t.Title = "Products", "Products"
		t.Columns = []reports.Column{text("SKU", 14), text("Product", 36), text("Barcode", 15), text("Description", 30), text("Category", 16), text("Kind", 10), money("Price", false), money("Cost", false), {Title: "Tax", Kind: reports.Percent, Width: 8}, {Title: "Length", Kind: reports.Int, Unit: "mm", Width: 11}, {Title: "Width", Kind: reports.Int, Unit: "mm", Width: 11}, {Title: "Height", Kind: reports.Int, Unit: "mm", Width: 11}, {Title: "Weight", Kind: reports.Int, Unit: "g", Width: 11}, text("Ships alone", 11), text("Fragile", 9), text("Supplier", 18), num("Reorder at", false)}
		t.Rows = rows(ctx, s, progress, func(ctx context.Context, v *data.View, after int64) ([]data.ExportProductsRow, error) {
			return v.ExportProducts(ctx, after, pageRows)
		},
			func(r data.ExportProductsRow) (int64, []any) {
				return r.ID, []any{string(r.SKU), r.Name, r.Barcode, r.Description, r.Category, r.Kind, int64(r.Price), int64(r.Cost), float64(r.TaxBp) / 10000, int64(r.LengthMm), int64(r.WidthMm), int64(r.HeightMm), int64(r.WeightG), yesNo(r.ShipsAlone), yesNo(r.Fragile), r.Supplier, int64(r.ReorderPoint)}
			})
	case "payments":
		t.Name, t.Title, t.Notes = "Payments", "Payments", []string{"Refunds and charge-backs are negative. What was authorised and not taken is not money yet and counts 0."}
		t.Columns = []reports.Column{when("When"), num("Order", false), text("Customer", 26), text("Event", 12), text("Method", 10), money("Amount", true), text("Reference", 22), text("Last four", 9), text("Note", 24), text("Who", 14)}
		t.Rows = rows(ctx, s, progress, func(ctx context.Context, v *data.View, after int64) ([]data.ExportPaymentsRow, error) {
			return v.ExportPayments(ctx, after, pageRows)
		},
			func(r data.ExportPaymentsRow) (int64, []any) {
				return r.ID, []any{at(r.At), r.Number, r.Customer, r.Kind, r.Method, signed(r.Kind, r.Reversed, r.Amount), r.Reference, r.Last4, r.Note, r.Who}
			})
		chart = &reports.Chart{Title: "Taken, by method", By: "Method", Sum: "Amount"}
	default:
		return t, nil, data.Invalid("kind", "there is no spreadsheet %q; there are orders, lines, stock, moves, customers, products, payments", kind)
	}
	return t, chart, nil
}

// pageRows is how many rows are read at a time.
const pageRows = 2000

// rows streams a table: page by page after the last id, so that neither the
// table nor a reader is held for long.
func rows[R any](ctx context.Context, s *Shop, progress func(int), read func(ctx context.Context, v *data.View, after int64) ([]R, error), row func(R) (int64, []any)) func(func([]any) bool) error {
	return func(yield func([]any) bool) error {
		after, n := int64(0), 0
		for {
			var part []R
			if err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
				part, err = read(ctx, v, after)
				return err
			}); err != nil {
				return fmt.Errorf("read the rows after %d: %w", after, err)
			}
			for _, r := range part {
				id, cells := row(r)
				after = id
				if !yield(cells) {
					return nil
				}
			}
			n += len(part)
			if progress != nil {
				progress(n)
			}
			if len(part) < pageRows {
				return nil
			}
		}
	}
}

// binAndMore is the bin where a product lies, and how many other places hold
// some of it: "A-01-1 +2". An import knows such a number as the sum of them all.
func binAndMore(bin string, places int64) string {
	if bin == "" || places < 2 {
		return bin
	}
	return fmt.Sprintf("%s +%d", bin, places-1)
}

// at gives a moment for a cell, nothing for "not yet".
func at(i data.Instant) any {
	if !i.Set() {
		return nil
	}
	return i.Time()
}

func some(id int64) string {
	if id == 0 {
		return ""
	}
	return fmt.Sprint(id)
}

func orNil(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

// signed is what an event means for the till.
func signed(kind, reversed string, m data.Money) int64 {
	switch {
	case kind == data.Captured, kind == data.Voided && reversed == data.Refunded:
		return int64(m)
	case kind == data.Refunded, kind == data.ChargedBack, kind == data.Voided && reversed == data.Captured:
		return -int64(m)
	}
	return 0
}
