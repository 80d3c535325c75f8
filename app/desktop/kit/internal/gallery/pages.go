package main

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

type view struct {
	title    string
	object   fyne.CanvasObject
	commands page.Commands
	opened   func()
}

func (v *view) CanvasObject() fyne.CanvasObject { return v.object }
func (v *view) Title() string                   { return v.title }
func (v *view) Commands() page.Commands         { return v.commands }
func (v *view) Reload()                         {}
func (v *view) Opened() {
	if v.opened != nil {
		v.opened()
	}
}

func specs() []kit.Spec {
	return []kit.Spec{
		{Name: "today", Title: "Today", New: today},
		{Name: "orders", Title: "Orders", New: orders},
		{Name: "customers", Title: "Customers", New: form},
		{Name: "products", Title: "Products", New: empty},
		{Name: "stock", Title: "Stock", New: failing},
		{Name: "counts", Title: "Counts", New: empty},
		{Name: "pick", Title: "Pick", New: preview},
		{Name: "pack", Title: "Pack", New: buttons},
		{Name: "reports", Title: "Reports", New: empty},
		{Name: "setup", Title: "Setup", New: form},
	}
}

var names = []string{"Mary Okafor", "Bartholomew Featherstonehaugh-Cholmondeley", "山田 太郎", "Anna", "Jean-Luc Lefèvre", "O'Brien & Sons Ltd", "שרה כהן"}

type made struct{}

func (made) Len() int { return 100_000 }
func (made) Row(i int) ([]page.Cell, bool) {
	states := []page.Cell{page.S("Ready", page.Good), page.S("Unpaid", page.Warning), page.S("On hold", page.Bad),
		page.S("Picking", page.Info), page.S("Cancelled", page.Muted), {Text: "Draft"}}
	return []page.Cell{
		page.T(fmt.Sprint(10000 + i)), page.T(names[i%len(names)]), states[i%len(states)],
		page.T(fmt.Sprint(1 + i%40)), page.T(page.FormatMoney(int64(i*7919%900000), 2)),
		page.T(time.Date(2026, 11, 1+i%28, 0, 0, 0, 0, time.UTC).Format("02/01/2006")),
		page.T([]string{"Parcel", "Express", "Letter"}[i%3]), page.T([]string{"Leeds", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "York"}[i%3]),
	}, true
}

func orders(desk page.Desk, _ page.Route) kit.Page {
	v := &view{title: "Orders"}
	g := kit.NewGrid([]page.Column{
		{ID: "number", Title: "Order", Width: 80, Strong: true, Sorts: true},
		{ID: "customer", Title: "Customer", Width: 160, Grow: 2, Sorts: true},
		{ID: "state", Title: "State", Kind: page.StateWord, Sorts: true},
		{ID: "lines", Title: "Lines", Kind: page.Number, Sorts: true},
		{ID: "total", Title: "Total GBP", Kind: page.Money, Sorts: true},
		{ID: "promised", Title: "Promised", Kind: page.Date, Sorts: true},
		{ID: "service", Title: "Service", Width: 96},
		{ID: "town", Title: "Town", Width: 120, Grow: 1},
	}, made{})
	tabs := kit.NewTabs(kit.Tab{ID: "all", Title: "All", Count: 100000}, kit.Tab{ID: "unpaid", Title: "Unpaid", Count: 4, State: page.Warning},
		kit.Tab{ID: "ready", Title: "Ready", Count: 31, State: page.Good}, kit.Tab{ID: "hold", Title: "On hold", Count: 3, State: page.Bad},
		kit.Tab{ID: "back", Title: "Backorder", Count: 6}, kit.Tab{ID: "late", Title: "Late", Count: 2, State: page.Bad})
	chips := kit.NewChips(kit.Chip{ID: "gift", Text: "Gift", On: true}, kit.Chip{ID: "vip", Text: "VIP"}, kit.Chip{ID: "parcel", Text: "Carrier: Parcel"})
	banner := kit.NewBanner()
	some := func() bool { return len(g.Selected()) > 0 }
	v.commands = page.Commands{
		{ID: "orders.hold", Title: "Hold", Key: "F7", Group: "Orders", Rows: true, Enabled: some, Run: func() {
			desk.Ask(page.Question{Title: "Buy 3 labels for 13.05?", Body: "The carrier is paid at once. A bought label cannot be given back.", Yes: "Buy labels", No: "Keep", Danger: true})
		}},
		{ID: "orders.print", Title: "Print slips", Key: "Ctrl+P", Group: "Orders", Rows: true, Enabled: some, Run: func() { desk.Toast(page.Toast{Text: "3 slips printed", State: page.Good}) }},
		{ID: "orders.release", Title: "Release", Key: "F9", Group: "Orders", Rows: true, Primary: true, Enabled: some, Run: func() {
			desk.Toast(page.Toast{Text: fmt.Sprintf("Released %d orders", len(g.Selected())), State: page.Good, Undo: func() {}})
		}},
	}
	bar := kit.NewActionBar(v.commands, "orders.hold", "orders.print", "orders.release")
	say := func() { bar.Left.Set(fmt.Sprintf("%d of 100,000 selected", g.Marked())); bar.Sync() }
	g.OnSelect = say
	g.OnCursor = func(int) { bar.Sync() }
	g.OnSort = func(page.Sort) {}
	g.OnOpen = func(i int) {
		banner.Set(&page.Notice{State: page.Warning, Title: fmt.Sprintf("Order %d waits: 12.00 unpaid", 10000+i), Hint: "Take the payment with F8, or release on terms.", Retry: func() { banner.Set(nil) }})
	}
	g.Commands = func() page.Commands { return v.commands }
	g.KeepLayout(desk.Prefs(), "orders")
	v.object = kit.Frame(kit.Column(0, kit.Pad(4, 8, 0, 4, tabs), kit.Pad(6, 8, 6, 12, kit.Spread(chips, g.ColumnsButton())), banner), bar, nil, nil, g)
	v.opened = g.Focus
	say()
	return v
}

func empty(desk page.Desk, r page.Route) kit.Page {
	v := &view{title: strings.ToUpper(r.Name()[:1]) + r.Name()[1:]}
	v.commands = page.Commands{{ID: "import", Title: "Import products", Key: "F3", Group: "Products", Primary: true, Run: func() {}}}
	g := kit.NewGrid([]page.Column{{ID: "sku", Title: "SKU"}, {ID: "name", Title: "Name", Grow: 1}, {ID: "have", Title: "Have", Kind: page.Number}}, page.Fixed{})
	g.Empty = kit.Empty{Icon: r.Name(), Title: "No products yet", Hint: "Bring them in from a spreadsheet or a file of your shop site. Nothing is changed before you have seen what would be.", Action: &v.commands[0]}
	v.object = g
	return v
}

func failing(_ page.Desk, _ page.Route) kit.Page {
	v := &view{title: "Stock"}
	b := kit.NewBanner()
	b.Set(&page.Notice{State: page.Bad, Title: "Could not read the stock: the shop's records did not answer in time", Hint: "Check the connection, then try again. Nothing was changed.", Retry: func() {}})
	info := kit.NewBanner()
	info.Set(&page.Notice{State: page.Info, Title: "A count of aisle 3 is going on", Hint: "Numbers there may still change."})
	g := kit.NewGrid([]page.Column{{ID: "sku", Title: "SKU"}, {ID: "name", Title: "Name", Grow: 1}, {ID: "have", Title: "Have", Kind: page.Number}}, page.Fixed{})
	g.SetLoading(true)
	v.object = kit.Frame(kit.Pad(8, 8, 8, 8, kit.Column(6, b, info)), nil, nil, nil, g)
	return v
}

func form(_ page.Desk, _ page.Route) kit.Page {
	v := &view{title: "New customer"}
	name := kit.NewField("Name", kit.NewEntry("Mary Okafor"))
	money := kit.NewMoney("Credit limit", 2)
	money.Entry.SetText("1,204.5x")
	_, _ = money.Value()
	qty := kit.NewQuantity("Pieces a pack", 1, 999)
	qty.Set(6)
	date := kit.NewDate("Wanted by", time.Now, false)
	date.Entry.SetText("fri")
	item := kit.NewComplete("Type name, SKU, barcode")
	item.Wide, item.Hint = 460, "Enter adds · Esc closes"
	item.OnQuery = func(q string, gen uint64) {
		var out []kit.Choice
		for i := range 12 {
			out = append(out, kit.Choice{ID: fmt.Sprint(i), Title: fmt.Sprintf("8487%d bird ornament %s", i, q), Detail: "Hanging, wood, painted", Figures: []string{fmt.Sprint(i * 37), fmt.Sprintf("%d.69", i)}, State: []page.State{page.Bad, page.Good}[min(i, 1)]})
		}
		item.Answer(out, gen)
	}
	terms := kit.NewSelect([]string{"On receipt", "14 days", "30 days"}, nil)
	terms.SetSelected("14 days")
	note := kit.NewTextArea("What the packer should know", 3)
	left := kit.NewForm(name.WithHint("As it stands on the parcel"), kit.NewField("Item", item), money.Field, qty.Field, date.Field,
		kit.NewField("Terms", terms).WithWidth(160), kit.NewField("", kit.NewCheck("Wants a gift note", nil)), kit.NewField("Note", note))
	bars := kit.NewBars(kit.Bar{Label: "Mon", Value: 31, Text: "31"}, kit.Bar{Label: "Tue", Value: 44, Text: "44"}, kit.Bar{Label: "Wed", Value: 18, Text: "18"}, kit.Bar{Label: "Thu", Value: 61, Text: "61", Now: true}, kit.Bar{Label: "Fri", Value: 0, Text: "0"})
	right := kit.Column(12, kit.TitledCard("This week", bars), kit.TitledCard("State", kit.Column(6, kit.Row(8, kit.NewPill("Ready", page.Good), kit.NewPill("Unpaid", page.Warning), kit.NewPill("On hold", page.Bad), kit.NewPill("Picking", page.Info)))))
	v.object = kit.Sheet(kit.Frame(nil, nil, nil, kit.Fixed(380, 0, kit.Pad(0, 0, 0, 16, right)), kit.TitledCard("Customer", left)))
	v.opened = func() { kit.Focus(name.Input.(*kit.Entry)) }
	return v
}

func buttons(desk page.Desk, _ page.Route) kit.Page {
	v := &view{title: "Pack"}
	danger := kit.NewButton("Cancel order", nil)
	danger.Weight = kit.Danger
	off := kit.NewButton("Not now", nil)
	off.Key = "F4"
	off.Disable()
	quiet := kit.NewButton("More", nil)
	quiet.Weight = kit.Quiet
	normal := kit.NewButton("Park", nil)
	normal.Key = "F4"
	v.object = kit.Pad(16, 16, 16, 16, kit.Column(16, kit.Section("Buttons", "Weights and states"),
		kit.Row(8, kit.NewPrimary("Place order", "F10", func() {
			desk.Toast(page.Toast{Text: "Order 10042 placed", State: page.Good, Undo: func() {}})
		}), normal, quiet, off, danger), kit.NewBig("10042", 36)))
	v.opened = func() { kit.Focus(normal) }
	return v
}

func preview(_ page.Desk, _ page.Route) kit.Page {
	v := &view{title: "Pick list"}
	p := kit.NewPreview()
	img := image.NewGray(image.Rect(0, 0, 595, 842))
	for y := range 842 {
		for x := range 595 {
			c := uint8(255)
			if x > 60 && x < 535 && y > 60 && y%24 < 2 {
				c = 60
			}
			img.SetGray(x, y, color.Gray{Y: c})
		}
	}
	p.SetPages([]image.Image{img, img})
	v.object, v.commands = p, p.Commands()
	return v
}

func today(desk page.Desk, _ page.Route) kit.Page {
	v := &view{title: "Today"}
	card := func(n, what, more string, s page.State) fyne.CanvasObject {
		big := kit.NewBig(n, 12)
		l := kit.NewLine(more)
		l.Color = kit.StateColor(s)
		return kit.Card(kit.Column(2, big, kit.NewStrong(what), l))
	}
	v.object = kit.Sheet(kit.Frame(container.NewGridWithColumns(4,
		card("4", "Unpaid", "oldest 3 days", page.Warning), card("31", "To pick", "cut-off in 42 min", page.Info),
		card("7", "To pack", "2 late", page.Bad), card("112", "Handed over", "all before cut-off", page.Good)), nil, nil, nil, kit.NewMuted("")))
	return v
}

func search(_ context.Context, q string) ([]page.Hit, error) {
	return []page.Hit{
		{Kind: "Order", Title: "10042 " + q, Detail: "Mary Okafor, Leeds", Figure: "55.26", Route: "orders"},
		{Kind: "Customer", Title: "Mary Okafor", Detail: "14 orders", Figure: "owes 0.00", Route: "customers"},
	}, nil
}
