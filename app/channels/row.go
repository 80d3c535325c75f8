package channels

import (
	"strings"
	"time"
)

// Cell is one value of a row. A column that is not there is not an empty value:
// an import leaves what it has.
type Cell[T any] struct {
	Value T
	State State
}

// State says what a cell is.
type State int

// The states of a cell.
const (
	Absent State = iota // the table has no such column
	Empty               // the column is there, the cell is empty
	Given               // there is a value
)

// Given reports whether there is a value.
func (c Cell[T]) Given() bool { return c.State == Given }

// ProductRow is a row of a product list. Lengths are mm, weights g.
type ProductRow struct {
	Line        int
	SKU         string
	Name        string
	Description Cell[string]
	Barcodes    Cell[[]string] // as written; whether they are right is for the shop's rules
	Price, Cost Cell[Money]
	Size        Cell[[3]int64] // length, width, height
	Weight      Cell[int64]
	ShipsAlone  Cell[bool]
	Fragile     Cell[bool]
	Kind        Cell[string]
	Qty         Cell[int64]
	Location    Cell[string]
	Reorder     Cell[int64]
	Supplier    Cell[string]
	Category    Cell[string]
	Tax         Cell[Tax]
}

// CustomerRow is a row of a customer list.
type CustomerRow struct {
	Line     int
	Number   Cell[string]
	Name     string // one of Name and Company is there
	Company  string
	Street   []string
	City     string
	Region   Cell[string]
	Postcode Cell[string]
	Country  Cell[string] // as written
	Phone    Cell[string]
	Email    Cell[string]
	Note     Cell[string]
	Terms    Cell[int64] // days to pay, 0 for none
	Credit   Cell[Money] // owed at most
	Priority Cell[int64] // 0 to 9
}

// StockRow is a row of a stock list.
type StockRow struct {
	Line     int
	SKU      string
	Location string
	Qty      int64
	Barcode  Cell[string]
}

// LocationRow is a row of a list of shelves.
type LocationRow struct {
	Line     int
	Code     string
	Kind     Cell[string] // as written
	Name     Cell[string]
	Zone     Cell[string]
	Sellable Cell[bool]
	Pickable Cell[bool]
}

// BoxRow is a row of a list of boxes. Lengths are mm, weights g.
type BoxRow struct {
	Line      int
	Code      string
	Name      Cell[string]
	Inner     [3]int64
	Outer     Cell[[3]int64]
	Tare      int64
	MaxWeight Cell[int64]
	Cost      Cell[Money]
	Stock     Cell[int64]
}

// RateRow is one price of a rate list: a service, a zone, a weight.
type RateRow struct {
	Line      int
	Service   string
	Name      Cell[string]
	Carrier   Cell[string]
	Zone      Cell[string]
	Countries Cell[[]string] // as written
	Postcodes Cell[[]string] // prefixes
	UpTo      int64          // g
	Price     Money
	Days      Cell[int64]
}

// OrderRow is a row of a list of orders: one line of one order. Rows of one
// order follow one another or not; what belongs to the whole order may stand on
// its first row only.
type OrderRow struct {
	Line     int
	Order    string
	Placed   Cell[time.Time]
	SKU      string
	Item     Cell[string] // the product's name as written
	Qty      int64        // less than nothing on a credit
	Price    Cell[Money]  // of one
	Customer Cell[string] // number
	Name     Cell[string]
	Company  Cell[string]
	Street   []string
	City     Cell[string]
	Region   Cell[string]
	Postcode Cell[string]
	Country  Cell[string] // as written
	Phone    Cell[string]
	Email    Cell[string]
	Note     Cell[string]
}

// Reader turns the rows of one table into values.
type Reader struct {
	File     string
	Mapping  Mapping
	Currency string         // of amounts that name none
	Zone     *time.Location // of times that name none; nil is UTC
	Shares   bool           // a workbook keeps percentages as shares: 20 % is 0.2
}

// ParseProduct reads a row of a product list. With errors the row is not to be
// used: each says which cell and what was expected.
func (r Reader) ParseProduct(row Row) (ProductRow, []*CellError) {
	p := r.start(row)
	out := ProductRow{
		Line: row.Line,
		SKU:  p.code("sku", "an SKU"), Name: p.must("name", "a name"),
		Description: p.text("description"), Barcodes: p.codes("barcode"),
		Price: p.money("price"), Cost: p.money("cost"),
		Weight: p.weight("weight"), ShipsAlone: p.yesNo("ships_alone"), Fragile: p.yesNo("fragile"), Kind: p.text("kind"),
		Qty: p.quantity("qty", 0), Location: p.text("location"), Reorder: p.quantity("reorder", 0), Supplier: p.text("supplier"), Category: p.text("category"),
		Tax: cellOf(p, "tax", func(s, unit string) (Tax, error) { return ParseTax(s, unit, r.Shares) }),
	}
	out.Size = p.sides("length", "width", "height")
	if out.Size.State == Absent {
		out.Size = cellOf(p, "size", func(s, unit string) ([3]int64, error) { return ParseSize(s, unit) })
	}
	if out.Price.Value.Minor < 0 {
		p.fail("price", "an amount of nothing or more")
	}
	if out.Cost.Value.Minor < 0 {
		p.fail("cost", "an amount of nothing or more")
	}
	return out, p.errors
}

// mostPriority is that of an order which goes before all others.
const mostPriority = 9

// ParseCustomer reads a row of a customer list.
func (r Reader) ParseCustomer(row Row) (CustomerRow, []*CellError) {
	p := r.start(row)
	name := p.text("name").Value
	if name == "" {
		name = strings.TrimSpace(p.text("first").Value + " " + p.text("last").Value)
	}
	out := CustomerRow{
		Line: row.Line, Number: cellOf(p, "number", plainCode), Name: name, Company: p.text("company").Value,
		City: p.must("city", "a town"), Region: p.text("region"), Postcode: cellOf(p, "postcode", plainCode),
		Country: p.text("country"), Phone: cellOf(p, "phone", plainCode), Email: p.text("email"), Note: p.text("note"),
		Terms: cellOf(p, "terms", func(s, _ string) (int64, error) { return ParseTerms(s) }), Credit: p.money("credit"), Priority: p.quantity("priority", 0),
	}
	if out.Credit.Value.Minor < 0 {
		p.fail("credit", "an amount of nothing or more")
	}
	if out.Priority.Value > mostPriority {
		p.fail("priority", "a whole number from 0 to 9")
	}
	out.Street = p.lines("street1", "street2", "street3")
	if len(out.Street) == 0 {
		p.fail("street1", "a street")
	}
	if out.Name == "" && out.Company == "" {
		f := Field("name")
		if _, ok := p.Mapping[f]; !ok {
			f = "last"
		}
		p.fail(f, "a name or a company")
	}
	return out, p.errors
}

// ParseStock reads a row of a stock list.
func (r Reader) ParseStock(row Row) (StockRow, []*CellError) {
	p := r.start(row)
	out := StockRow{Line: row.Line, SKU: p.code("sku", "an SKU"), Location: p.must("location", "a location"),
		Barcode: cellOf(p, "barcode", plainCode)}
	q := p.quantity("qty", 0)
	if !q.Given() && len(p.errors) == 0 {
		p.fail("qty", "a whole number such as 12")
	}
	out.Qty = q.Value
	return out, p.errors
}

// ParseLocation reads a row of a list of shelves.
func (r Reader) ParseLocation(row Row) (LocationRow, []*CellError) {
	p := r.start(row)
	return LocationRow{Line: row.Line, Code: p.must("code", "a location code"), Kind: p.text("kind"), Name: p.text("name"), Zone: p.text("zone"),
		Sellable: p.yesNo("sellable"), Pickable: p.yesNo("pickable")}, p.errors
}

// ParseBox reads a row of a list of boxes.
func (r Reader) ParseBox(row Row) (BoxRow, []*CellError) {
	p := r.start(row)
	out := BoxRow{Line: row.Line, Code: p.code("code", "a code"), Name: p.text("name"),
		Outer: p.sides("outer_length", "outer_width", "outer_height"), MaxWeight: p.weight("max_weight"),
		Cost: p.money("cost"), Stock: p.quantity("stock", -1)}
	inner := p.sides("inner_length", "inner_width", "inner_height")
	if inner.State == Empty {
		p.fail("inner_length", "a length such as 300 mm, 30 cm or 11.8 in")
	}
	tare := p.weight("tare")
	if tare.State == Empty {
		p.fail("tare", "a weight such as 250 g, 0.25 kg or 1 lb 4 oz")
	}
	out.Inner, out.Tare = inner.Value, tare.Value
	return out, p.errors
}

// ParseRate reads a row of a rate list.
func (r Reader) ParseRate(row Row) (RateRow, []*CellError) {
	p := r.start(row)
	out := RateRow{Line: row.Line, Service: p.code("service", "a service"), Name: p.text("name"), Carrier: p.text("carrier"),
		Zone: p.text("zone"), Countries: p.codes("countries"), Postcodes: p.codes("postcodes"), Days: p.quantity("days", 0)}
	up, price := p.weight("up_to"), p.money("price")
	if up.Given() && up.Value == 0 || up.State == Empty {
		p.fail("up_to", "a weight over nothing")
	}
	if price.Given() && price.Value.Minor <= 0 || price.State == Empty {
		p.fail("price", "an amount over nothing")
	}
	out.UpTo, out.Price = up.Value, price.Value
	return out, p.errors
}

// ParseOrder reads a row of a list of orders.
func (r Reader) ParseOrder(row Row) (OrderRow, []*CellError) {
	p := r.start(row)
	out := OrderRow{Line: row.Line, Order: p.code("order", "an order number"), SKU: p.code("sku", "an SKU"),
		Placed: p.moment("placed"), Item: p.text("item"), Price: p.money("price"), Customer: cellOf(p, "customer", plainCode),
		Name: p.text("name"), Company: p.text("company"), Street: p.lines("street1", "street2"), City: p.text("city"),
		Region: p.text("region"), Postcode: cellOf(p, "postcode", plainCode), Country: p.text("country"),
		Phone: cellOf(p, "phone", plainCode), Email: p.text("email"), Note: p.text("note")}
	q := cellOf(p, "qty", func(s, _ string) (int64, error) { return ParseQuantity(s) })
	if q.State == Empty || q.Given() && q.Value == 0 {
		p.fail("qty", "a whole number such as 12")
	}
	out.Qty = q.Value
	return out, p.errors
}
