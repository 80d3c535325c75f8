package desktop

import "packbench/app/desktop/page"

// Place is a line of the rail.
type Place struct {
	Route page.Route
	Title string
	// Icon is a drawing of assets/icons.
	Icon string
	Key  page.Key
}

// Places is the rail from top to bottom. A place whose page no area brings is
// left out.
var Places = []Place{
	{"today", "Today", "today", "Alt+1"},
	{"orders", "Orders", "orders", "Alt+2"},
	{"customers", "Customers", "customers", "Alt+3"},
	{"products", "Products", "products", "Alt+4"},
	{"stock", "Stock", "stock", "Alt+5"},
	{"counts", "Counts", "counts", "Alt+6"},
	{"map", "Map", "map", "Ctrl+M"},
	{"pick", "Pick", "pick", "Alt+7"},
	{"pack", "Pack", "pack", "Alt+8"},
	{"reports", "Reports", "reports", "Alt+9"},
	{"setup", "Setup", "setup", "Alt+0"},
}
