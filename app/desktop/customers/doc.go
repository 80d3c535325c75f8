// Package customers is where the shop looks after the people it sells to: the
// list of all customers, and the page of one, with what they owe, what they
// usually buy, their orders, and the form that changes their terms and address.
//
// Pages gives both to the window:
//
//	shell.Add(customers.Pages(shop, who)...)
//
// A phone order for a customer is started by the route "neworder?customer=ID";
// the page that takes it belongs to another area.
package customers
