package channels

import (
	"strings"
	"unicode"
)

// Kind is what a table is a list of.
type Kind string

// The kinds that Recognise knows.
const (
	Unknown   Kind = ""
	Products  Kind = "products"
	Customers Kind = "customers"
	Stock     Kind = "stock"
	Locations Kind = "locations"
	Boxes     Kind = "boxes"
	Rates     Kind = "rates"
	Orders    Kind = "orders"
)

// Field is a thing that a column can hold, by our own word for it.
type Field string

// Column is where a field stands in a table.
type Column struct {
	At   int    // index, from 0
	Name string // as the header has it
	Unit string // that the header names: mm, kg, GBP; "" when none
}

// Mapping says which column holds which field.
type Mapping map[Field]Column

// field is one field of a kind with the names that people give its column, as
// plainName leaves them.
type field struct {
	name  Field
	names string // by commas
	must  bool   // a table without it is not of this kind
}

// kinds is tried from the top. Of the kinds whose fields of need are all there,
// the one that knows the most columns wins; of equals the first.
var kinds = []struct {
	kind   Kind
	fields []field
}{
	{Stock, []field{
		{"sku", "sku,product code,item code,stock code,stockcode,code,product,item,part number,variant sku,custom label sku", true},
		{"location", "location,bin,bin location,shelf,place,bin name,location code", true},
		{"qty", "quantity,qty,on hand,stock,count,counted,quantity on hand,stock level,units,on hand new", true},
		{"name", "name,product name,title,description", false},
		{"barcode", "barcode,ean,upc,gtin", false},
	}},
	{Products, []field{
		{"sku", "sku,product code,item code,stock code,stockcode,code,item number,part number,article,article number,variant sku,product id,custom label sku,artikelnummer,reference", true},
		{"name", "name,product name,title,item name,product,item,product title,bezeichnung,nom,description 1,description", true},
		{"description", "description,short description,long description,details,body html,notes", false},
		{"barcode", "barcode,barcodes,ean,ean13,ean 13,upc,upc a,gtin,gtin upc ean or isbn,isbn,variant barcode,bar code", false},
		{"price", "price,regular price,unit price,unitprice,selling price,retail price,rrp,sale price,variant price,our price,price inc vat,preis,prix", false},
		{"cost", "cost,cost price,unit cost,purchase price,buy price,cost per item,last cost", false},
		{"length", "length,depth,l,laenge,length packed", false},
		{"width", "width,w,breite", false},
		{"height", "height,h,hoehe", false},
		{"size", "size,dimensions,dims,dimension,measurements,l x w x h,lxwxh", false},
		{"weight", "weight,unit weight,gross weight,packed weight,variant grams,grams,gewicht,poids", false},
		{"ships_alone", "ships alone,own parcel,ship alone,separate parcel", false},
		{"fragile", "fragile,nothing on top,breakable,handle with care", false},
		{"kind", "kind,type,product type", false},
		{"qty", "quantity,qty,on hand,stock,stock level,opening stock,quantity on hand,variant inventory qty", false},
		{"location", "location,bin,bin location,shelf,place", false},
		{"reorder", "reorder level,reorder point,minimum,min stock,low stock amount,minimum stock,reorder at", false},
		{"category", "category,product category,categories,product categories,department,collection", false},
		{"tax", "tax,tax rate,vat,vat rate,tax percent,vat percent,sales tax,tax class,vat class,vat code,tax code,tax category,variant taxable,taxable,mwst,ust,tva", false},
		{"supplier", "supplier,vendor,supplier name,brand,manufacturer", false},
	}},
	{Boxes, []field{
		{"code", "code,box,box code,name,sku,box name,reference", true},
		{"inner_length", "inner length,internal length,inside length,length,l", true},
		{"inner_width", "inner width,internal width,inside width,width,w", true},
		{"inner_height", "inner height,internal height,inside height,inner depth,internal depth,height,depth,h", true},
		{"outer_length", "outer length,external length,outside length", false},
		{"outer_width", "outer width,external width,outside width", false},
		{"outer_height", "outer height,external height,outside height,outer depth,external depth", false},
		{"name", "description,title,box name,name", false},
		{"tare", "tare,empty weight,box weight,tare weight,weight,weight empty", true},
		{"max_weight", "max weight,maximum weight,max gross weight,weight limit,maximum gross weight,max load", false},
		{"cost", "cost,price,unit cost,cost price", false},
		{"stock", "stock,on hand,quantity,qty", false},
	}},
	{Rates, []field{
		{"service", "service,service code,code,method", true},
		{"up_to", "up to,weight to,max weight,to weight,maximum weight,up to weight,weight up to", true},
		{"price", "price,rate,cost,charge,amount", true},
		{"name", "service name,name,description", false},
		{"carrier", "carrier,courier,carrier name", false},
		{"zone", "zone,zone name,region,area", false},
		{"countries", "country,countries,destination,destinations,country code,country codes", false},
		{"postcodes", "postcode,postcodes,postcode prefix,zip,postcode prefixes,postcode areas", false},
		{"days", "days,transit days,working days,delivery days,transit", false},
	}},
	{Orders, []field{
		{"order", "order,order number,order no,order id,invoiceno,invoice no,invoice number,invoice,order reference,sales order", true},
		{"sku", "sku,product code,item code,stock code,stockcode,lineitem sku,item sku,part number,item number,product", true},
		{"qty", "quantity,qty,units,lineitem quantity,quantity ordered,quantity purchased", true},
		{"price", "unit price,unitprice,price,item price,lineitem price,price each", false},
		{"item", "item,item name,product name,lineitem name,title,description", false},
		{"placed", "placed,order date,date,invoicedate,invoice date,ordered,created at,sale date,purchase date", false},
		{"customer", "customer number,customer no,customer id,customerid,account,account number,customer code", false},
		{"name", "name,full name,customer name,ship name,shipping name,recipient name,recipient,contact,customer,ship to name", false},
		{"company", "company,company name,shipping company,business", false},
		{"street1", "street,address,address 1,address line 1,street 1,address1,ship address1,ship address 1,shipping address1,ship to address 1", false},
		{"street2", "street 2,address 2,address line 2,address2,ship address2,ship address 2,shipping address2,ship to address 2", false},
		{"city", "city,town,ship city,shipping city,post town,ship to city", false},
		{"region", "region,county,state,province,ship state,shipping province,ship to state", false},
		{"postcode", "postcode,post code,zip,zip code,postal code,ship zipcode,shipping zip,ship to zip", false},
		{"country", "country,country code,ship country,shipping country,ship to country", false},
		{"phone", "phone,telephone,shipping phone,phone number,ship to phone", false},
		{"email", "email,e mail,email address,buyer email", false},
		{"note", "note,notes,comment,buyer note,gift message", false},
	}},
	{Customers, []field{
		{"number", "customer number,number,customer no,customer id,account,account number,id,customer code,reference,account no,kundennummer", false},
		{"name", "name,full name,customer name,contact,contact name,ship name,recipient,customer,recipient name,shipping name", false},
		{"first", "first name,forename,given name,firstname,billing first name,shipping first name,vorname,prenom", false},
		{"last", "last name,surname,family name,lastname,billing last name,shipping last name,nachname", false},
		{"company", "company,company name,default address company,business,organisation,organization,business name,billing company,shipping company,firma", false},
		{"street1", "street,address,address 1,address line 1,street 1,address1,default address address1,street address,billing address 1,ship address1,ship address 1,shipping address1,shipping address 1,addr1,strasse,adresse", true},
		{"street2", "street 2,address 2,address line 2,address2,default address address2,billing address 2,ship address2,ship address 2,shipping address2,shipping address 2,addr2", false},
		{"street3", "street 3,address 3,address line 3,address3,addr3", false},
		{"city", "city,town,town city,post town,default address city,billing city,ship city,shipping city,locality,ort,stadt,ville,address line 4", true},
		{"region", "region,county,state,province,state province,default address province code,default address province,billing state,ship state,shipping province,shipping state,state county,emirate", false},
		{"postcode", "postcode,post code,zip,zip code,postal code,zipcode,default address zip,billing postcode,ship zipcode,shipping zip,shipping postcode,plz,code postal,postcode zip", false},
		{"country", "country,country code,default address country code,default address country,billing country,ship country,shipping country,land,pays", false},
		{"phone", "phone,telephone,phone number,tel,mobile,telephone number,billing phone,default address phone,shipping phone,telefon", false},
		{"email", "email,e mail,email address,mail,e mail address,billing email,customer email", false},
		{"note", "note,notes,comment,comments,remarks,customer note", false},
		{"terms", "terms days,terms,payment terms,payment days,credit days,net days,days to pay,payment terms days,account terms,zahlungsziel,zahlungsbedingungen", false},
		{"credit", "credit limit,credit line,account limit,kreditlimit", false},
		{"priority", "priority", false},
	}},
	{Locations, []field{
		{"code", "location,location code,bin,bin code,code,shelf,place,bin location", true},
		{"kind", "kind,type,location type,use", false},
		{"name", "name,description,label", false},
		{"zone", "zone,area,section,room", false},
		{"sellable", "sellable,for sale,sell from", false},
		{"pickable", "pickable,pick from,pick", false},
	}},
}

// Recognise says what a header is the header of, and which column is what. A
// name is matched without regard to case, marks and a unit in it ("Weight
// (kg)", "Price £"). Columns that are not known are left out of the mapping; a
// field that two columns could hold goes to the first. The kind is Unknown
// when no kind has all it needs.
func Recognise(header []string) (Kind, Mapping) {
	plain := make([]Column, len(header))
	for i, h := range header {
		name, unit := plainName(h)
		plain[i] = Column{At: i, Name: name, Unit: unit}
	}
	best, bestMap := Unknown, Mapping(nil)
	for _, k := range kinds {
		if m, ok := mapFields(k.fields, plain); ok && len(m) > len(bestMap) && (k.kind != Locations || isLocations(m)) {
			best, bestMap = k.kind, m
		}
	}
	return best, named(bestMap, header)
}

// MapTo maps a header to a kind that was chosen by hand. Missing are the
// fields of need that no column holds.
func MapTo(kind Kind, header []string) (m Mapping, missing []Field) {
	plain := make([]Column, len(header))
	for i, h := range header {
		name, unit := plainName(h)
		plain[i] = Column{At: i, Name: name, Unit: unit}
	}
	for _, k := range kinds {
		if k.kind != kind {
			continue
		}
		m, _ = mapFields(k.fields, plain)
		for _, f := range k.fields {
			if _, ok := m[f.name]; f.must && !ok {
				missing = append(missing, f.name)
			}
		}
	}
	return named(m, header), missing
}

// isLocations wants more than a code, which any list may have.
func isLocations(m Mapping) bool {
	return len(m) > 1 || m["code"].Name == "location" || m["code"].Name == "location code" || m["code"].Name == "bin" || m["code"].Name == "bin code"
}

// named puts the header's own words back into a mapping.
func named(m Mapping, header []string) Mapping {
	out := make(Mapping, len(m))
	for f, c := range m {
		c.Name = header[c.At]
		out[f] = c
	}
	return out
}

// mapFields gives each field the column of its best name: names are in the
// order of how surely they mean the field.
func mapFields(fields []field, columns []Column) (Mapping, bool) {
	m := Mapping{}
	taken := make([]bool, len(columns))
	whole := true
	for _, f := range fields {
		found := false
	names:
		for _, name := range strings.Split(f.names, ",") {
			for i, c := range columns {
				if !taken[i] && c.Name == name {
					m[f.name], taken[i], found = c, true, true
					break names
				}
			}
		}
		whole = whole && (found || !f.must)
	}
	return m, whole
}

// unitWords are what a header may name as unit, by how they are written plain.
var unitWords = map[string]string{
	"mm": "mm", "millimetres": "mm", "millimeters": "mm", "cm": "cm", "centimetres": "cm", "centimeters": "cm",
	"m": "m", "metres": "m", "in": "in", "inch": "in", "inches": "in", "ft": "ft",
	"g": "g", "gram": "g", "grams": "g", "kg": "kg", "kilograms": "kg", "kilos": "kg", "lb": "lb", "lbs": "lb", "pounds": "lb", "oz": "oz", "ounces": "oz",
	"gbp": "GBP", "eur": "EUR", "usd": "USD", "cad": "CAD", "aud": "AUD", "chf": "CHF", "jpy": "JPY", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN",
	"£": "GBP", "€": "EUR", "$": "USD", "%": "%",
}

// plainName takes a header cell to small letters, digits and single blanks,
// and cuts off a unit at its end.
func plainName(s string) (name, unit string) {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(plainLetter(r))
		case r == '£' || r == '€' || r == '$' || r == '%':
			b.WriteRune(' ')
			b.WriteRune(r)
			b.WriteRune(' ')
		default:
			b.WriteRune(' ')
		}
	}
	words := strings.Fields(b.String())
	if n := len(words); n > 1 && words[0] != "variant" {
		if u, ok := unitWords[words[n-1]]; ok {
			words, unit = words[:n-1], u
		}
	}
	name = strings.Join(words, " ")
	if name == "variant grams" || name == "grams" {
		unit = "g" // the name is the unit
	}
	return name, unit
}

func plainLetter(r rune) rune {
	switch r {
	case 'é', 'è', 'ê':
		return 'e'
	case 'ß':
		return 's'
	case 'ä', 'à', 'â':
		return 'a'
	case 'ö', 'ô':
		return 'o'
	case 'ü', 'û':
		return 'u'
	}
	return r
}
