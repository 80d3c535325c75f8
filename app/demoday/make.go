package demoday

import (
	"context"
	"fmt"

	"packbench/app"
	"packbench/app/picking"
	"packbench/assets/demo"
	"packbench/data"
)

// Step is told while something long goes on: what, how far, of how much.
type Step func(what string, done, total int)

// batch is how many records go into one write: enough to be fast, few enough
// that a stop is heard soon.
const batch = 500

// shopName and its address are made up, as is everything but the goods.
var profile = app.Profile{Name: "Lantern & Thread", Currency: "GBP", Country: "GB", TimeZone: "Europe/London", TaxBP: 2000, FreeFrom: 20000, Tolerance: 150, Paper: "A4", DPI: 203,
	Returns: "Send it back within 30 days with this slip.",
	Address: data.ShipTo{Name: "Lantern & Thread", Street1: "Unit 4, Canal Works", City: "Leeds", Postcode: "LS10 1JQ", Country: "GB", Phone: "0113 496 0100"}}

// Make fills an empty shop with the demo's products, shelves, stock, customers,
// boxes and rate card.
func Make(ctx context.Context, shop *app.Shop, who data.Actor, step Step) error {
	if step == nil {
		step = func(string, int, int) {}
	}
	m := maker{shop: shop, who: who, step: step, places: make(map[string]int64), products: make(map[string]data.Product)}
	for _, part := range []func(context.Context) error{m.profile, m.boxes, m.locations, m.floor, m.catalogue, m.stock, m.customers, m.channels} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return nil
}

type maker struct {
	shop     *app.Shop
	who      data.Actor
	step     Step
	places   map[string]int64
	products map[string]data.Product
}

// inBatches runs fn for every index, so many in one write.
func (m *maker) inBatches(ctx context.Context, what string, n int, fn func(ctx context.Context, tx *data.Tx, i int) error) error {
	for from := 0; from < n; from += batch {
		to := min(from+batch, n)
		_, err := data.Do(ctx, m.shop.Books(), m.who, data.NewOp("demo: "+what, from), func(ctx context.Context, tx *data.Tx) (int, error) {
			tx.About("shop", 0, "Demo: %s", what)
			for i := from; i < to; i++ {
				if err := fn(ctx, tx, i); err != nil {
					return 0, err
				}
			}
			return to, nil
		})
		if err != nil {
			return fmt.Errorf("make the demo's %s: %w", what, err)
		}
		m.step(what, to, n)
	}
	return nil
}

func (m *maker) profile(ctx context.Context) error {
	if err := m.shop.SetProfile(ctx, m.who, data.NewOp("settings", profile), profile); err != nil {
		return fmt.Errorf("make the demo's settings: %w", err)
	}
	for name, role := range map[string]string{"Anna": "phone desk", "Ben": "shipping clerk", "Chris": "owner"} {
		if _, err := m.shop.SaveUser(ctx, m.who, data.NewOp("user", name), name, role); err != nil {
			return fmt.Errorf("make the demo's people: %w", err)
		}
	}
	return nil
}

func (m *maker) boxes(ctx context.Context) error {
	boxes := demo.Boxes()
	if err := m.inBatches(ctx, "boxes", len(boxes), func(ctx context.Context, tx *data.Tx, i int) error {
		b := boxes[i]
		_, err := tx.PutBox(ctx, data.Box{Code: b.Code, Name: b.Name, InLength: data.Millimetres(b.Inner[0]), InWidth: data.Millimetres(b.Inner[1]), InHeight: data.Millimetres(b.Inner[2]),
			OutLength: data.Millimetres(b.Outer[0]), OutWidth: data.Millimetres(b.Outer[1]), OutHeight: data.Millimetres(b.Outer[2]), TareG: data.Grams(b.Tare), MaxG: data.Grams(b.MaxWeight), Cost: data.Money(b.Cost), Stock: data.Quantity(b.Stock), Active: true})
		return err
	}); err != nil {
		return err
	}
	card, err := demo.RateCard()
	if err != nil {
		return err
	}
	return m.inBatches(ctx, "rate card", 1, func(ctx context.Context, tx *data.Tx, _ int) error {
		return tx.UseRateCard(ctx, "Example rate card", string(card), true)
	})
}

func (m *maker) locations(ctx context.Context) error {
	all, err := demo.Locations()
	if err != nil {
		return err
	}
	return m.inBatches(ctx, "locations", len(all), func(ctx context.Context, tx *data.Tx, i int) error {
		l := all[i]
		if l.Kind != "bin" {
			return nil // every shop has its benches from the first day
		}
		id, err := tx.PutLocation(ctx, data.Location{Code: l.Code, Kind: "bin", Zone: zoneOf(l.Code), Sellable: true, Pickable: true})
		m.places[l.Code] = id
		return err
	})
}

// zoneOf is the zone of a shelf: two aisles each.
func zoneOf(code string) string {
	first := (code[0] - 'A') / 2 * 2
	return string([]byte{'A' + first, 'B' + first})
}

// floor draws the demo's map, eight aisles with a cross aisle in the middle, and
// buys a cart.
func (m *maker) floor(ctx context.Context) error {
	r := &picking.RowPlan{Bays: 25, BayWidth: 1000, FirstBay: 1, Levels: 5, Cross: []int{12}, CrossWidth: 2000}
	for a := range byte(8) {
		r.Aisles = append(r.Aisles, picking.RowAisle{Code: string('A' + rune(a)), Pitch: 3000})
	}
	floor := picking.Map{Kind: picking.Rows, Pattern: "{aisle:A}-{bay:2}-{level:1}-{side}", Rows: r}
	if _, err := m.shop.SaveFloorMap(ctx, m.who, data.NewOp("demo: map", floor), floor); err != nil {
		return fmt.Errorf("make the demo's map: %w", err)
	}
	cart := data.Cart{Code: "CART-1", Name: "Cart with eight crates", Slots: 8, Active: true}
	if _, err := m.shop.SaveCart(ctx, m.who, data.NewOp("demo: cart", cart), cart); err != nil {
		return fmt.Errorf("make the demo's cart: %w", err)
	}
	return nil
}

func (m *maker) catalogue(ctx context.Context) error {
	all, err := demo.Products()
	if err != nil {
		return err
	}
	return m.inBatches(ctx, "products", len(all), func(ctx context.Context, tx *data.Tx, i int) error {
		p := all[i]
		rec, err := tx.AddProduct(ctx, data.Product{SKU: data.SKU(p.SKU), Name: p.Name, Price: data.Money(p.Price), Cost: data.Money(p.Cost), TaxBp: 2000,
			LengthMm: data.Millimetres(p.Size[0]), WidthMm: data.Millimetres(p.Size[1]), HeightMm: data.Millimetres(p.Size[2]), WeightG: data.Grams(p.Weight), ReorderPoint: data.Quantity(p.Sold.Units / 52)})
		if err != nil {
			return err
		}
		m.products[p.SKU] = rec
		for _, code := range p.Barcodes {
			if err := tx.GiveBarcode(ctx, rec.ID, code, 1); err != nil {
				return err
			}
		}
		return nil
	})
}

func (m *maker) stock(ctx context.Context) error {
	all, err := demo.StockLevels()
	if err != nil {
		return err
	}
	return m.inBatches(ctx, "opening stock", len(all), func(ctx context.Context, tx *data.Tx, i int) error {
		l := all[i]
		p, known := m.products[l.SKU]
		place, there := m.places[l.Location]
		if !known || !there {
			return fmt.Errorf("stock of %s at %s: no such product or place", l.SKU, l.Location)
		}
		if l.Book <= 0 {
			return nil
		}
		return tx.BookIn(ctx, p.ID, place, data.Quantity(l.Book), "opening stock")
	})
}

func (m *maker) customers(ctx context.Context) error {
	all, err := demo.Customers()
	if err != nil {
		return err
	}
	if err := m.inBatches(ctx, "customers", len(all), func(ctx context.Context, tx *data.Tx, i int) error {
		c := all[i]
		rec := data.Customer{Number: c.Number, Name: c.Name, Company: c.Company, Phone: c.Phone, Email: c.Email}
		if c.Orders >= 20 {
			rec.Priority, rec.TermsDays, rec.CreditLimit = 1, 30, data.Money(max(c.Value/4, 200000))
		}
		_, err := tx.AddCustomer(ctx, rec, &data.Address{Name: c.Name, Company: c.Company, Street1: first(c.Street, 0), Street2: first(c.Street, 1), City: c.City, Region: c.Region, Postcode: c.Postcode, Country: c.Country, Phone: c.Phone})
		return err
	}); err != nil {
		return err
	}
	return m.inBatches(ctx, "counter", 1, func(ctx context.Context, tx *data.Tx, _ int) error {
		a := profile.Address
		_, err := tx.AddCustomer(ctx, data.Customer{Number: counterCustomer, Name: "Counter sale"}, &data.Address{Name: "Counter sale", Street1: a.Street1, City: a.City, Postcode: a.Postcode, Country: a.Country})
		return err
	})
}

// counterCustomer is who buys over the counter without giving a name.
const counterCustomer = "COUNTER"

func first(s []string, i int) string {
	if i < len(s) {
		return s[i]
	}
	return ""
}

// channels adds the web shop and the market places; each lists the products
// that sell most, so that every sale tells all of them what is left.
func (m *maker) channels(ctx context.Context) error {
	all, err := demo.Products()
	if err != nil {
		return err
	}
	return m.inBatches(ctx, "channels", 1, func(ctx context.Context, tx *data.Tx, _ int) error {
		for _, c := range []data.Channel{{Code: "web", Name: "Web shop", Kind: "web"}, {Code: "etsy", Name: "Etsy", Kind: "etsy", Buffer: 2}, {Code: "ebay", Name: "eBay", Kind: "ebay", Buffer: 2}, {Code: "amazon", Name: "Amazon", Kind: "amazon", Buffer: 3}} {
			id, err := tx.PutChannel(ctx, c)
			if err != nil {
				return err
			}
			for _, p := range all {
				if p.Sold.Lines < 800 {
					continue
				}
				if err := tx.ListProduct(ctx, id, m.products[p.SKU].ID, "", -1); err != nil {
					return err
				}
			}
		}
		gift, ok := m.products["22423"]
		if !ok {
			return nil
		}
		_, err := tx.AddGiftRule(ctx, data.GiftRule{Name: "A cake stand with orders from 2,000", MinGoods: 200000, GiftProduct: gift.ID})
		return err
	})
}
