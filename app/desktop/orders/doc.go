// Package orders is the desk where orders are taken and looked after: the page
// where a phone order is typed while the caller talks (F2), the list of all
// orders with its saved views, and the page of one order, which says in a
// sentence why it is not moving and which key settles that.
//
// Pages gives all three to the window:
//
//	shell.Add(orders.Pages(shop, who)...)
//
// Each page has its model (what is shown, what a person wants), its commands
// and its view; the file names begin with the page. A phone order is a Sheet,
// kept as a draft while it is typed, so that a crash loses nothing.
package orders
