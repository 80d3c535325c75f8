package app_test

import (
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/picking"
	"packbench/data"
)

// What people change by a form: two desks begin from the same, the first is kept
// and the second is refused rather than written over it.
func TestWhoBeganFromWhatIsNoLongerSoIsRefused(t *testing.T) {
	type save func(who data.Actor, op data.Op, text string) error
	for name, begin := range map[string]func(t *testing.T, s *apptest.Shop) (from any, save save, now func() string){
		"a product's fields": func(t *testing.T, s *apptest.Shop) (any, save, func() string) {
			c := must(s.ProductCard(t.Context(), "MUG"))
			return c.Seen(), func(who data.Actor, op data.Op, text string) error {
				p := c.Product
				p.Category = text
				_, err := s.SaveCard(t.Context(), who, op.For(p), app.CardChange{Product: p, Codes: c.Codes})
				return err
			}, func() string { return must(s.ProductCard(t.Context(), "MUG")).Product.Category }
		},
		"the parts of a kit": func(t *testing.T, s *apptest.Shop) (any, save, func() string) {
			c := must(s.ProductCard(t.Context(), "SET"))
			return c.Seen(), func(who data.Actor, op data.Op, text string) error {
				p := c.Product
				p.Version = must(s.ProductCard(t.Context(), "SET")).Product.Version // its own fields are not what they quarrel about
				parts := map[int64]data.Quantity{s.Products["BOWL"].ID: data.Quantity(len(text))}
				_, err := s.SaveCard(t.Context(), who, op.For(parts), app.CardChange{Product: p, Codes: c.Codes, Parts: parts})
				return err
			}, func() string { return "ab"[:must(s.ProductCard(t.Context(), "SET")).Parts[0].Qty] }
		},
		"a customer's address": func(t *testing.T, s *apptest.Shop) (any, save, func() string) {
			known := must(s.Caller(t.Context(), s.Customer.ID))
			return data.FirstAddress(known.Addresses), func(who data.Actor, op data.Op, text string) error {
				c, a := must(s.Caller(t.Context(), s.Customer.ID)).Customer, data.FirstAddress(known.Addresses)
				a.Street2 = text
				_, err := s.SaveCustomer(t.Context(), who, op.For(a), c, &a)
				return err
			}, func() string { return must(s.Caller(t.Context(), s.Customer.ID)).Addresses[0].Street2 }
		},
		"one of the addresses": func(t *testing.T, s *apptest.Shop) (any, save, func() string) {
			a := data.FirstAddress(must(s.Caller(t.Context(), s.Customer.ID)).Addresses)
			return a, func(who data.Actor, op data.Op, text string) error {
				to := a
				to.Street2 = text
				_, err := s.SaveAddress(t.Context(), who, op.For(to), to)
				return err
			}, func() string { return must(s.Caller(t.Context(), s.Customer.ID)).Addresses[0].Street2 }
		},
		"where an order goes": func(t *testing.T, s *apptest.Shop) (any, save, func() string) {
			o := placedOrder(t, s)
			was := o
			return app.ShipToSeen(was), func(who data.Actor, op data.Op, text string) error {
				to := was.ShipTo()
				to.Street2 = text
				return s.SetShipTo(t.Context(), who, op.For(to), o.ID, to)
			}, func() string { return must(s.OrderByNumber(t.Context(), o.Number)).Order.ShipStreet2 }
		},
		"an order's notes": func(t *testing.T, s *apptest.Shop) (any, save, func() string) {
			o := placedOrder(t, s)
			was := o
			return app.NotesSeen(was), func(who data.Actor, op data.Op, text string) error {
				return s.SetNotes(t.Context(), who, op.For(text), o.ID, text, "", "wait", 0)
			}, func() string { return must(s.OrderByNumber(t.Context(), o.Number)).Order.Note }
		},
		"a box": func(t *testing.T, s *apptest.Shop) (any, save, func() string) {
			b := must(s.Boxes(t.Context()))[0]
			return b, func(who data.Actor, op data.Op, text string) error {
				to := b
				to.Name = text
				_, err := s.SaveBox(t.Context(), who, op.For(to), to)
				return err
			}, func() string { return must(s.Boxes(t.Context()))[0].Name }
		},
		"a box that is new": func(t *testing.T, s *apptest.Shop) (any, save, func() string) {
			return data.Box{}, func(who data.Actor, op data.Op, text string) error {
				_, err := s.SaveBox(t.Context(), who, op.For(text), data.Box{Code: "A0", Name: text, InLength: 1, InWidth: 1, InHeight: 1, OutLength: 1, OutWidth: 1, OutHeight: 1, MaxG: 1, Active: true})
				return err
			}, func() string { return must(s.Boxes(t.Context()))[0].Name }
		},
		"the zone of a place": func(t *testing.T, s *apptest.Shop) (any, save, func() string) {
			l := must(s.PlaceCode(t.Context(), "A-01-1"))
			return l, func(who data.Actor, op data.Op, text string) error {
				to := l
				to.Zone = text
				_, err := s.SaveLocation(t.Context(), who, op.For(to), to)
				return err
			}, func() string { return must(s.PlaceCode(t.Context(), "A-01-1")).Zone }
		},
		"a cart": func(t *testing.T, s *apptest.Shop) (any, save, func() string) {
			c := must(s.SaveCart(t.Context(), ben, data.NewOp("cart", 1), data.Cart{Code: "C1", Active: true}))
			return c, func(who data.Actor, op data.Op, text string) error {
				to := c
				to.Name = text
				_, err := s.SaveCart(t.Context(), who, op.For(to), to)
				return err
			}, func() string { return must(s.Carts(t.Context(), true))[0].Name }
		},
		"the map of the floor": func(t *testing.T, s *apptest.Shop) (any, save, func() string) {
			return must(s.FloorMap(t.Context())), func(who data.Actor, op data.Op, text string) error {
				_, err := s.SaveFloorMap(t.Context(), who, op, picking.Map{Pattern: text})
				return err
			}, func() string { return must(s.FloorMap(t.Context())).Pattern }
		},
		"a planned wave": func(t *testing.T, s *apptest.Shop) (any, save, func() string) {
			w := must(s.PlanWave(t.Context(), ben, data.NewOp("wave", 1), 0, app.WaveRequest{Draft: true}))
			return w, func(who data.Actor, op data.Op, text string) error {
				_, err := s.PlanWave(t.Context(), who, op, w.ID, app.WaveRequest{Note: text, Draft: true})
				return err
			}, func() string { return must(s.Wave(t.Context(), w.Number)).Wave.Note }
		},
		"who the shop is": func(t *testing.T, s *apptest.Shop) (any, save, func() string) {
			p := must(s.Profile(t.Context()))
			return p, func(who data.Actor, op data.Op, text string) error {
				to := p
				to.Returns = text
				return s.SetProfile(t.Context(), who, op.For(to), to)
			}, func() string { return must(s.Profile(t.Context())).Returns }
		},
		"somebody's role": func(t *testing.T, s *apptest.Shop) (any, save, func() string) {
			must(s.SaveUser(t.Context(), ben, data.NewOp("add person", "Zoe"), "Zoe", "shipping clerk"))
			return "shipping clerk", func(who data.Actor, op data.Op, text string) error {
					_, err := s.SaveUser(t.Context(), who, op.For(text), "Zoe", map[string]string{"a": "manager", "ab": "reader"}[text])
					return err
				}, func() string {
					for _, p := range must(s.People(t.Context())) {
						if p.Name == "Zoe" {
							return map[string]string{"manager": "a", "reader": "ab"}[p.Role]
						}
					}
					return ""
				}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := apptest.New(t)
			from, save, now := begin(t, s)
			if err := save(ben, data.NewOp("save", 1).Began(from), "a"); err != nil {
				t.Fatalf("the first is refused: %v", err)
			}
			op := data.NewOp("save", 2).Began(from)
			if err := save(apptest.Anna, op, "ab"); !data.Overtaken(err) || data.KindOf(err) != data.KindConflict {
				t.Errorf("the second is told %v", err)
			}
			if got := now(); got != "a" {
				t.Errorf("it stands at %q", got)
			}
		})
	}
}

// A command or an import that says nothing of where it began is taken as it is.
func TestWhoSaysNothingOfWhereTheyBeganIsTakenAsTheyAre(t *testing.T) {
	s := apptest.New(t)
	b := must(s.Boxes(t.Context()))[0]
	for _, name := range []string{"one", "two"} {
		b.Name = name
		if _, err := s.SaveBox(t.Context(), ben, data.NewOp("set box", name), b); err != nil {
			t.Error(err)
		}
	}
}

// An order that was cancelled meanwhile gets no other address by somebody who
// began before.
func TestAnOrderThatWasCancelledMeanwhileIsNotChanged(t *testing.T) {
	s := apptest.New(t)
	o := placedOrder(t, s)
	was := o
	if err := s.CancelOrder(t.Context(), ben, data.NewOp("cancel", o.ID), o.ID, "not wanted"); err != nil {
		t.Fatal(err)
	}
	to := was.ShipTo()
	to.Street1 = "1 Other Street"
	if err := s.SetShipTo(t.Context(), apptest.Anna, data.NewOp("address", o.ID).Began(app.ShipToSeen(was)), o.ID, to); !data.Overtaken(err) {
		t.Errorf("it is told %v", err)
	}
}

func placedOrder(t *testing.T, s *apptest.Shop) data.Order {
	t.Helper()
	return must(s.Order(t.Context(), s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1}).OrderID)).Order
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
