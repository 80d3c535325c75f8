package customers

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// customerPage draws one customer: figures and usual goods at the left, their
// orders, and the form at the right when it is open.
type customerPage struct {
	m        *Customer
	box      *fyne.Container
	banner   *kit.Banner
	left     *fyne.Container
	grid     *kit.Grid
	form     *kit.FormPanel
	right    *fyne.Container
	bar      *kit.ActionBar
	onScreen bool
}

func newCustomerPage(m *Customer, desk page.Desk) *customerPage {
	v := &customerPage{m: m, banner: kit.NewBanner(), form: kit.NewFormPanel(), left: container.NewStack()}
	v.grid = kit.NewGrid([]page.Column{
		{ID: "number", Title: "Order", Width: 76, Strong: true}, {ID: "placed", Title: "Placed", Width: 104, Kind: page.Date}, {ID: "stage", Title: "State", Width: 112, Kind: page.StateWord, Grow: 0.5},
		{ID: "pay", Title: "Payment", Width: 96, Grow: 0.5}, {ID: "units", Title: "Units", Width: 60, Kind: page.Number}, {ID: "total", Title: "Total", Width: 92, Kind: page.Money}, {ID: "channel", Title: "Channel", Width: 96, Grow: 1},
	}, page.Fixed{})
	v.grid.OnOpen = m.OpenOrder
	v.grid.OnCursor = func(row int) { m.Row = row }
	v.grid.Commands = m.Commands
	v.grid.KeepLayout(desk.Prefs(), "customer")
	v.form.OnClose = func() { m.CloseForm() }
	v.right = kit.Fixed(380, 0, kit.Frame(nil, nil, kit.VLine(), nil, v.form))
	v.right.Hide()
	v.bar = kit.NewActionBar(m.Commands(), "customer.edit", "customer.order")
	side := kit.Fixed(300, 0, kit.Frame(nil, nil, nil, kit.VLine(), kit.On(kit.ColorRaised, container.NewVScroll(kit.Pad(16, 16, 16, 16, v.left)))))
	v.box = kit.Frame(v.banner, v.bar, side, v.right, v.grid)
	m.OnChange = v.refresh
	return v
}

// CanvasObject and the rest make it a page of the window.
func (v *customerPage) CanvasObject() fyne.CanvasObject { return v.box }
func (v *customerPage) Title() string                   { return v.m.Title() }
func (v *customerPage) Commands() page.Commands         { return v.m.Commands() }
func (v *customerPage) Reload()                         { v.m.Reload() }
func (v *customerPage) Opened()                         { v.onScreen = true; v.grid.Focus(); v.m.Open() }
func (v *customerPage) Closed()                         { v.m.Close() }
func (v *customerPage) Escape() bool                    { return v.m.CloseForm() }

func (v *customerPage) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	v.left.Objects = nil
	if m.Loaded {
		v.left.Objects = []fyne.CanvasObject{v.card()}
	}
	v.left.Refresh()
	empty := kit.Empty{}
	if m.Loaded {
		empty = kit.Empty{Icon: "orders", Title: "No orders yet", Hint: "F2 starts one for this customer."}
	}
	v.grid.SetEmpty(empty)
	at := v.grid.Cursor()
	v.grid.SetRows(m.OrderRows())
	if at > 0 {
		v.grid.SetCursor(at)
	}
	m.Row = v.grid.Cursor()
	if m.Form != v.form.Form() {
		if m.Form != nil {
			v.right.Show()
		} else {
			v.right.Hide()
		}
		v.box.Refresh()
		if m.Form == nil && v.onScreen {
			v.grid.Focus()
		}
	}
	v.form.Set(m.Form)
	left := ""
	if n := len(m.Orders); n == mostOrders {
		left = fmt.Sprintf("the newest %d orders", n)
	}
	v.bar.Left.Set(left)
	v.bar.Sync()
}

// card is what is known of the customer.
func (v *customerPage) card() fyne.CanvasObject {
	m := v.m
	c := m.Known.Customer
	name := kit.NewHeading(c.Name)
	name.Narrow = true
	head := fyne.CanvasObject(name)
	if c.Priority > 0 {
		head = kit.Spread(name, kit.NewPill("VIP", page.Info))
	}
	parts := []fyne.CanvasObject{head}
	add := func(text string, muted bool) {
		if text == "" {
			return
		}
		l := kit.NewLine(text)
		l.Narrow = true
		if muted {
			l.Color = kit.ColorMuted
		}
		parts = append(parts, l)
	}
	add(c.Company, false)
	if len(m.Known.Addresses) > 0 {
		a := m.Known.Addresses[0]
		add(a.Street1, false)
		add(a.Street2, false)
		add(a.Postcode+" "+a.City, false)
		add(a.Region, false)
		add(a.Country, true)
	} else {
		add("no address on record", true)
	}
	add(c.Number, true)
	add(c.Phone, false)
	add(c.Email, false)
	if c.Note != "" {
		parts = append(parts, kit.Pad(6, 0, 0, 0, kit.Words(c.Note, kit.ColorInfo, fyne.TextAlignLeading)))
	}
	parts = append(parts, kit.Pad(8, 0, 4, 0, kit.HLine()))
	for _, f := range m.Figures() {
		value := kit.NewStrong(f[1])
		value.Align = fyne.TextAlignTrailing
		if f[0] == "Owes" && m.Known.Figures.Owed > 0 {
			value.Color = kit.ColorWarning
		}
		parts = append(parts, kit.Spread(kit.NewMuted(f[0]), value))
	}
	if len(m.Known.Usual) > 0 {
		parts = append(parts, kit.Pad(8, 0, 4, 0, kit.HLine()), kit.NewMuted("Usual goods"))
		for _, u := range m.Known.Usual {
			l := kit.NewLine(u.Name)
			l.Narrow = true
			parts = append(parts, kit.Frame(nil, nil, nil, kit.Pad(0, 0, 0, 8, kit.NewMuted(fmt.Sprintf("%d×", u.Times))), l))
		}
	}
	return kit.Column(3, parts...)
}
