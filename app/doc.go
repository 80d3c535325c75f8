// Package app is what people do in the shop, one method a thing: take an
// order, take a payment, plan and release a shipment, pick, pack, hand over,
// count, receive, return, undo. Screens and commands call the same methods, so
// a rule can't be passed by going through another door.
//
// A Shop is made over open books; every method that changes something takes
// the person who does it and an operation, so that asking twice does it once:
//
//	shop := app.New(books, app.Options{})
//	placed, err := shop.PlaceOrder(ctx, who, data.NewOp("place order", req), req)
//
// The planners (picking, packing, shipping) below this package decide walks,
// boxes and carriers from plain values; package data keeps the rules that must
// always hold.
package app
