// Package batch decides which orders are fetched together on one cart, so that
// the floor walks least: one walk past the places of five orders is far shorter
// than five walks. It keeps what must not happen from happening (a cart too full,
// a late order in the wrong wave, glass under tins), looks for the best plan as
// long as it is given time, and says how far from the ideal the plan can be at
// most.
//
//	rows, err := batch.NewRows(warehouse, spots, start, end)
//	plan, err := batch.Plan(ctx, batch.Problem{Orders: orders, Cart: cart, NewMeter: rows.Meter, Exact: true},
//		batch.Options{Time: 3 * time.Second})
//	plan.Batches[0].Orders, plan.Length, plan.Bound
package batch
