package channels

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestRecognise(t *testing.T) {
	cases := []struct {
		header string
		kind   Kind
		fields string
	}{
		{"SKU,Name,Price (GBP),Barcode,Length (mm),Width (mm),Height (mm),Weight (g)", Products, "sku:0 name:1 price:2 barcode:3 length:4 width:5 height:6 weight:7"},
		{"Product code|Description 1|Details|Unit price £|EAN-13|Weight kg", Products, "sku:0 name:1 description:2 price:3 barcode:4 weight:5"},
		{"StockCode,Description,UnitPrice", Products, "sku:0 name:1 price:2"},
		{"Handle,Title,Variant SKU,Variant Grams,Variant Price,Variant Barcode", Products, "name:1 sku:2 weight:3 price:4 barcode:5"},
		{`ID,Type,SKU,"GTIN, UPC, EAN, or ISBN",Name,Regular price,Weight (kg),Length (cm),Width (cm),Height (cm)`, Products, "kind:1 sku:2 barcode:3 name:4 price:5 weight:6 length:7 width:8 height:9"},
		{"SKU,Location,Quantity", Stock, "sku:0 location:1 qty:2"},
		{"sku,bin,on hand,name", Stock, "sku:0 location:1 qty:2 name:3"},
		{"Customer number,Name,Company,Address 1,Address 2,Town,County,Postcode,Country,Phone,E-mail", Customers, "number:0 name:1 company:2 street1:3 street2:4 city:5 region:6 postcode:7 country:8 phone:9 email:10"},
		{"First Name,Last Name,Street,City,State,Zip", Customers, "first:0 last:1 street1:2 city:3 region:4 postcode:5"},
		{"Customer ID,First Name,Last Name,Email,Default Address Company,Default Address Address1,Default Address Address2,Default Address City,Default Address Country Code,Default Address Zip", Customers,
			"number:0 first:1 last:2 email:3 company:4 street1:5 street2:6 city:7 country:8 postcode:9"},
		{"billing_first_name,billing_last_name,billing_company,billing_address_1,billing_city,billing_state,billing_postcode,billing_country,billing_phone,billing_email", Customers,
			"first:0 last:1 company:2 street1:3 city:4 region:5 postcode:6 country:7 phone:8 email:9"},
		{"Customer,Address,Town,Payment Terms,Credit Limit (GBP),Priority", Customers, "name:0 street1:1 city:2 terms:3 credit:4 priority:5"},
		{"SKU,Name,Tax class,Sale price,Regular price,Categories", Products, "sku:0 name:1 tax:2 price:4 category:5"},
		{"SKU,Name,VAT %,Variant Taxable", Products, "sku:0 name:1 tax:2"},
		{"Location,Kind,Sellable,Pickable", Locations, "code:0 kind:1 sellable:2 pickable:3"},
		{"Bin", Locations, "code:0"},
		{"Code", Unknown, ""},
		{"Code,Inner length (mm),Inner width (mm),Inner height (mm),Outer length (mm),Outer width (mm),Outer height (mm),Tare (g),Max weight (kg),Cost,Stock", Boxes, "code:0 inner_length:1 inner_width:2 inner_height:3 outer_length:4 outer_width:5 outer_height:6 tare:7 max_weight:8 cost:9 stock:10"},
		{"Carrier,Service,Zone,Countries,Up to (kg),Price,Days", Rates, "carrier:0 service:1 zone:2 countries:3 up_to:4 price:5 days:6"},
		{"Colour,Mood", Unknown, ""},
		{"InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country", Orders, "order:0 sku:1 item:2 qty:3 placed:4 price:5 customer:6 country:7"},
	}
	for _, c := range cases {
		sep := ","
		if strings.Contains(c.header, "|") {
			sep = "|"
		}
		header := strings.Split(strings.ReplaceAll(c.header, "GTIN, UPC, EAN, or ISBN", "GTIN UPC EAN or ISBN"), sep)
		kind, m := Recognise(header)
		if kind != c.kind {
			t.Errorf("%s is %q, want %q", c.header, kind, c.kind)
			continue
		}
		if kind == Unknown {
			continue
		}
		var got []string
		for f, col := range m {
			got = append(got, string(f)+":"+string(rune('0'+col.At%10)))
			if header[col.At] != col.Name {
				t.Errorf("%s: column %d is named %q", c.header, col.At, col.Name)
			}
		}
		want := strings.Fields(strings.ReplaceAll(c.fields, ":10", ":0"))
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s\n got %v\nwant %v", c.header, got, want)
		}
	}
	if m, missing := MapTo(Products, []string{"Title", "Colour"}); !slices.Equal(missing, []Field{"sku"}) || m["name"].At != 0 {
		t.Errorf("missing %v, mapping %v", missing, m)
	}
}

// parse reads one row of a table by its header.
func parse[T any](t *testing.T, header, cells string, read func(Reader, Row) (T, []*CellError)) (T, []string) {
	t.Helper()
	names := strings.Split(header, "|")
	_, m := Recognise(names)
	v, errs := read(Reader{File: "list.csv", Mapping: m, Currency: "GBP"}, Row{Line: 7, Cells: strings.Split(cells, "|")})
	var says []string
	for _, e := range errs {
		says = append(says, e.Error())
	}
	return v, says
}

const productHeader = "SKU|Name|Barcode|Price|Length (cm)|Width (cm)|Height (cm)|Weight (kg)|Ships alone"

func TestParseProduct(t *testing.T) {
	p, errs := parse(t, productHeader, "00123|Mug|5012345678900 2012345678905|£2.55|12|9,5|10 cm|0.35|no", Reader.ParseProduct)
	if errs != nil {
		t.Fatal(errs)
	}
	want := ProductRow{Line: 7, SKU: "00123", Name: "Mug",
		Barcodes: Cell[[]string]{[]string{"5012345678900", "2012345678905"}, Given},
		Price:    Cell[Money]{Money{255, "GBP"}, Given},
		Size:     Cell[[3]int64]{[3]int64{120, 95, 100}, Given},
		Weight:   Cell[int64]{350, Given}, ShipsAlone: Cell[bool]{false, Given}}
	if !reflect.DeepEqual(p, want) {
		t.Errorf("%+v\nwant %+v", p, want)
	}
	p, errs = parse(t, "SKU|Name|Price", "A1|Mug|", Reader.ParseProduct)
	if errs != nil || p.Price.State != Empty || p.Weight.State != Absent || p.Size.State != Absent {
		t.Errorf("an empty cell is not an absent column: %+v %v", p, errs)
	}
	p, errs = parse(t, "SKU|Name|Dimensions|Price (EUR)", "A1|Mug|30 x 20 x 10 cm|2,50", Reader.ParseProduct)
	if errs != nil || p.Size.Value != [3]int64{300, 200, 100} || p.Price.Value != (Money{250, "EUR"}) {
		t.Errorf("%+v %v", p, errs)
	}
}

func TestEachBadCellIsNamed(t *testing.T) {
	cases := []struct {
		name, header, cells string
		read                any
		want                []string
	}{
		{"product", productHeader, "|Mug|5.01235E+12|cheap|12||10|1 lb 4|perhaps", Reader.ParseProduct, []string{
			"list.csv, line 7, column 1 (SKU): nothing is there; expected an SKU",
			`list.csv, line 7, column 3 (Barcode): "5.01235E+12"; expected all its digits: a spreadsheet has shortened the number; format the column as text and export again`,
			`list.csv, line 7, column 4 (Price): "cheap"; expected an amount of money such as 2.55`,
			`list.csv, line 7, column 8 (Weight (kg)): "1 lb 4"; expected a weight such as 250 g, 0.25 kg or 1 lb 4 oz`,
			`list.csv, line 7, column 9 (Ships alone): "perhaps"; expected yes or no`,
			"list.csv, line 7, column 6 (Width (cm)): nothing is there; expected a length, as the other two sides have",
		}},
		{"price below nothing", "SKU|Name|Price", "A1|Mug|-2.55", Reader.ParseProduct, []string{`list.csv, line 7, column 3 (Price): "-2.55"; expected an amount of nothing or more`}},
		{"a price two ways", "SKU|Name|Price", "A1|Mug|1.234", Reader.ParseProduct, []string{`list.csv, line 7, column 3 (Price): "1.234"; expected a number that can be read one way only: 1234, or 1.2340`}},
		{"stock", "SKU|Location|Quantity", "A1||2.5", Reader.ParseStock, []string{
			"list.csv, line 7, column 2 (Location): nothing is there; expected a location",
			`list.csv, line 7, column 3 (Quantity): "2.5"; expected a whole number such as 12`}},
		{"no quantity", "SKU|Location|Quantity", "A1|A-1|", Reader.ParseStock, []string{"list.csv, line 7, column 3 (Quantity): nothing is there; expected a whole number such as 12"}},
		{"less than nothing", "SKU|Location|Quantity", "A1|A-1|-4", Reader.ParseStock, []string{`list.csv, line 7, column 3 (Quantity): "-4"; expected a whole number of nothing or more`}},
		{"customer", "Name|Street|City|Phone", "|||4.42079E+11", Reader.ParseCustomer, []string{
			"list.csv, line 7, column 3 (City): nothing is there; expected a town",
			`list.csv, line 7, column 4 (Phone): "4.42079E+11"; expected all its digits: a spreadsheet has shortened the number; format the column as text and export again`,
			"list.csv, line 7, column 2 (Street): nothing is there; expected a street",
			"list.csv, line 7, column 1 (Name): nothing is there; expected a name or a company"}},
		{"customer's money", "Name|Street|City|Terms|Credit limit|Priority", "Ann|1 Hill|York|end of month|-5|12", Reader.ParseCustomer, []string{
			`list.csv, line 7, column 4 (Terms): "end of month"; expected the days to pay, such as 30, net 30 or none`,
			`list.csv, line 7, column 5 (Credit limit): "-5"; expected an amount of nothing or more`,
			`list.csv, line 7, column 6 (Priority): "12"; expected a whole number from 0 to 9`}},
		{"tax", "SKU|Name|VAT", "A1|Mug|lots", Reader.ParseProduct, []string{`list.csv, line 7, column 3 (VAT): "lots"; expected a tax such as 20%, standard or zero`}},
		{"location", "Location|Sellable", "|aye", Reader.ParseLocation, []string{
			"list.csv, line 7, column 1 (Location): nothing is there; expected a location code",
			`list.csv, line 7, column 2 (Sellable): "aye"; expected yes or no`}},
		{"box", "Code|Inner length|Inner width|Inner height|Tare", "B1||||", Reader.ParseBox, []string{
			"list.csv, line 7, column 2 (Inner length): nothing is there; expected a length such as 300 mm, 30 cm or 11.8 in",
			"list.csv, line 7, column 5 (Tare): nothing is there; expected a weight such as 250 g, 0.25 kg or 1 lb 4 oz"}},
		{"rate", "Service|Up to (kg)|Price", "X|0|0", Reader.ParseRate, []string{
			`list.csv, line 7, column 2 (Up to (kg)): "0"; expected a weight over nothing`,
			`list.csv, line 7, column 3 (Price): "0"; expected an amount over nothing`}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			switch read := c.read.(type) {
			case func(Reader, Row) (ProductRow, []*CellError):
				_, got = parse(t, c.header, c.cells, read)
			case func(Reader, Row) (StockRow, []*CellError):
				_, got = parse(t, c.header, c.cells, read)
			case func(Reader, Row) (CustomerRow, []*CellError):
				_, got = parse(t, c.header, c.cells, read)
			case func(Reader, Row) (LocationRow, []*CellError):
				_, got = parse(t, c.header, c.cells, read)
			case func(Reader, Row) (BoxRow, []*CellError):
				_, got = parse(t, c.header, c.cells, read)
			case func(Reader, Row) (RateRow, []*CellError):
				_, got = parse(t, c.header, c.cells, read)
			default:
				t.Fatalf("no such list: %T", c.read)
			}
			slices.Sort(got)
			slices.Sort(c.want)
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestParseTheOtherLists(t *testing.T) {
	c, errs := parse(t, "First Name|Last Name|Address|Town|Post code|Country|Phone", "Ann|Lee|Flat 2\n5 Hill Road|Leeds|LS1 1AA|UK|+44 113 496 0001", Reader.ParseCustomer)
	if errs != nil || c.Name != "Ann Lee" || !slices.Equal(c.Street, []string{"Flat 2", "5 Hill Road"}) || c.Phone.Value != "+44 113 496 0001" || c.Email.State != Absent {
		t.Errorf("%+v %v", c, errs)
	}
	s, errs := parse(t, "Bin|Stock code|Count", "A-03-2-L|85123A|1,200", Reader.ParseStock)
	if errs != nil || s.SKU != "85123A" || s.Location != "A-03-2-L" || s.Qty != 1200 {
		t.Errorf("%+v %v", s, errs)
	}
	l, errs := parse(t, "Location|Type|Pickable", "QUAR|quarantine|no", Reader.ParseLocation)
	if errs != nil || l.Code != "QUAR" || l.Kind.Value != "quarantine" || l.Pickable != (Cell[bool]{false, Given}) || l.Sellable.State != Absent {
		t.Errorf("%+v %v", l, errs)
	}
	b, errs := parse(t, "Box|Length (in)|Width (in)|Height (in)|Tare (oz)|Max weight (lb)|Cost", "M|12|9|6|7|30|£0.46", Reader.ParseBox)
	if errs != nil || b.Inner != [3]int64{305, 229, 152} || b.Tare != 198 || b.MaxWeight.Value != 13608 || b.Cost.Value.Minor != 46 || b.Outer.State != Absent {
		t.Errorf("%+v %v", b, errs)
	}
	o, errs := parse(t, "Order number|Date|SKU|Qty|Unit price|Name|Address|Town|Postcode|Country", "10042|2011-12-05 08:26|85123A|6|£2.55|Ann Lee|5 Hill Road|Leeds|LS1 1AA|UK", Reader.ParseOrder)
	if errs != nil || o.Order != "10042" || o.Placed.Value != time.Date(2011, 12, 5, 8, 26, 0, 0, time.UTC) || o.SKU != "85123A" || o.Qty != 6 ||
		o.Price.Value.Minor != 255 || o.Name.Value != "Ann Lee" || o.Street[0] != "5 Hill Road" || o.City.Value != "Leeds" || o.Customer.State != Absent {
		t.Errorf("%+v %v", o, errs)
	}
	_, errs = parse(t, "Order number|Date|SKU|Qty", "10042|5/12/2011|85123A|0", Reader.ParseOrder)
	if want := []string{`list.csv, line 7, column 2 (Date): "5/12/2011"; expected a day that can be read one way only, such as 2011-12-05`,
		`list.csv, line 7, column 4 (Qty): "0"; expected a whole number such as 12`}; !slices.Equal(errs, want) {
		t.Errorf("%q", errs)
	}
	r, errs := parse(t, "Service|Carrier|Countries|Up to (kg)|Price (GBP)|Days", "P48|Post|GB, JE;GG|2|3.69|2", Reader.ParseRate)
	if errs != nil || r.UpTo != 2000 || r.Price.Minor != 369 || !slices.Equal(r.Countries.Value, []string{"GB", "JE", "GG"}) || r.Days.Value != 2 {
		t.Errorf("%+v %v", r, errs)
	}
}
