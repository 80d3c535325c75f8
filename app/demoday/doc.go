// Package demoday makes a shop to try the program on and works one day in it,
// through the same use cases that people use: orders in, paid, planned,
// labelled, picked with what the shelves really hold, packed with every unit
// scanned, handed over, counted, returned, reported.
//
//	err := demoday.Make(ctx, shop, who, nil)
//	day, err := demoday.Work(ctx, shop, who, demoday.Options{Orders: 154, Out: "out"})
//
// The orders, products and prices are a real retailer's (see assets/demo for
// what is real, what is made up, and the licence).
package demoday
