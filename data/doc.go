// Package data is the shop's books: every product, shelf, customer, order,
// payment and parcel, and the rules that must hold whatever screen or command
// a change comes through. Stock is a ledger of moves that are never edited;
// what is on a shelf, what is promised and what may leave is worked out from
// facts and proved again by the self-check.
//
// A shop is opened once with Open. Reading goes through Store.Read, every
// change through Do (or Store.Write), which runs a function once for one
// operation, records who did it and what changed, and commits:
//
//	shop, err := data.Open(ctx, "shop.packbench", data.Options{})
//	id, err := data.Do(ctx, shop, who, data.NewOp("take payment", req), func(ctx context.Context, tx *data.Tx) (int64, error) {
//		return tx.AddPayment(ctx, data.Payment{OrderID: 7, Kind: data.Captured, Method: data.Cash, Amount: 1200})
//	})
//
// The SQL lives in queries and migrations, written once for both engines; the
// *.sql.go files are made from it by sqlc. Exported queries read; queries in
// lower case write and are called only by the functions that keep the rules.
package data
