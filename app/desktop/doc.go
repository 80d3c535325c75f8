// Package desktop is the window of the shop: the rail with the places to go,
// the search over everything, the line at the bottom that says how things
// stand, and the one page that is open between them. It decides nothing about
// orders or stock: pages come from the areas (packages below this folder) as
// values, and are joined by routes such as "order/10042".
//
// How it is used, by cmd/packbench, the only place that imports Fyne's app:
//
//	shell := desktop.New(window, desktop.Options{
//		Prefs: prefs, Runner: runner, Search: useCases.Search, Undo: useCases.UndoLast,
//		FindCode: useCases.FindCode, Person: "Anna", Desk: "desk 2",
//	})
//	shell.Add(today.Pages(deps)...)
//	shell.Add(orders.Pages(deps)...)
//	shell.Start("today")
//
// How a page is written stands in packages page (model.go, commands.go) and kit
// (view.go, and the Spec by which an area hands its pages over).
//
// Keys are looked up in this order: the dialog that is open, the page's
// commands, the commands that areas bring for the whole window, the window's
// own. Shell.CheckKeys refuses a page whose keys would hide others, and the
// tests of the program call it for every page.
package desktop
