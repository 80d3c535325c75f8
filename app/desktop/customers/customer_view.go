package customers

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// customerPage draws one customer: figures and usual goods at the left, their
// orders, addresses or history, and the form at the right when it is open.
type customerPage struct {
	m        *Customer
	box      *fyne.Container
	banner   *kit.Banner
	company  *kit.Strip
	left     *fyne.Container
	tabs     *kit.Tabs
	grids    map[string]*kit.Grid
	middle   *fyne.Container
	form     *kit.FormPanel
	right    *fyne.Container
	side     *fyne.Container
	bars     map[string]*kit.ActionBar
	bottom   *fyne.Container
	shown    string // the part that is drawn
	onScreen bool
}

func newCustomerPage(m *Customer, desk page.Desk) *customerPage {
	v := &customerPage{m: m, banner: kit.NewBanner(), company: kit.NewStrip(), form: kit.NewFormPanel(), left: container.NewStack(), grids: map[string]*kit.Grid{}, middle: container.NewStack()}
	v.tabs = kit.NewTabs(kit.Tab{ID: TabOrders, Title: "Orders"}, kit.Tab{ID: TabAddresses, Title: "Addresses"}, kit.Tab{ID: TabHistory, Title: "History", Count: -1})
	v.tabs.OnChange = m.Choose
	for tab, columns := range customerColumns {
		g := kit.NewGrid(columns, page.Fixed{})
		g.OnOpen = m.OpenRow
		g.OnCursor = v.moved
		g.Commands = m.Commands
		g.KeepLayout(desk.Prefs(), "customer."+tab)
		v.grids[tab] = g
	}
	v.form.OnClose = func() { m.CloseForm() }
	v.right = kit.Fixed(380, 0, kit.Frame(nil, nil, kit.VLine(), nil, v.form))
	v.right.Hide()
	cmds := m.Commands()
	v.bars = map[string]*kit.ActionBar{
		TabOrders:    kit.NewActionBar(cmds, "customer.edit", "customer.order"),
		TabAddresses: kit.NewActionBar(cmds, "customer.drop", "customer.first", "customer.address", "customer.edit", "customer.order"),
		TabHistory:   kit.NewActionBar(cmds, "customer.edit", "customer.order"),
	}
	v.bottom = container.NewStack()
	v.side = kit.Fixed(300, 0, kit.Frame(nil, nil, nil, kit.VLine(), kit.On(kit.ColorRaised, container.NewVScroll(kit.Pad(12, 12, 12, 12, v.left)))))
	v.box = kit.Frame(kit.Column(0, v.company, v.banner), v.bottom, v.side, v.right, kit.Frame(v.tabs, nil, nil, nil, v.middle))
	m.OnChange = v.refresh
	return v
}

func (v *customerPage) grid() *kit.Grid { return v.grids[v.m.Tab] }

func (v *customerPage) moved(row int) {
	v.m.Row = row
	v.bars[v.m.Tab].Sync()
}

// CanvasObject and the rest make it a page of the window.
func (v *customerPage) CanvasObject() fyne.CanvasObject { return v.box }
func (v *customerPage) Title() string                   { return v.m.Title() }
func (v *customerPage) Commands() page.Commands         { return v.m.Commands() }
func (v *customerPage) Reload()                         { v.m.Reload() }
func (v *customerPage) Opened()                         { v.onScreen = true; v.grid().Focus(); v.m.Open() }
func (v *customerPage) Closed()                         { v.m.Close() }
func (v *customerPage) Escape() bool                    { return v.m.CloseForm() }

func (v *customerPage) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	if v.company.Set(m.Company.Says, m.Company.State) {
		v.box.Refresh()
	}
	v.left.Objects = nil
	if m.Loaded {
		v.left.Objects = []fyne.CanvasObject{v.card()}
	}
	v.left.Refresh()
	v.tabs.SetTabs(kit.Tab{ID: TabOrders, Title: "Orders", Count: int(m.Known.Figures.Orders)}, kit.Tab{ID: TabAddresses, Title: "Addresses", Count: len(m.Known.Addresses)}, kit.Tab{ID: TabHistory, Title: "History", Count: -1})
	v.tabs.Mark(m.Tab)
	kit.SetVisible(v.tabs, m.Loaded)
	kit.SetVisible(v.middle, m.ID > 0)
	v.refreshGrid()
	if m.Form != v.form.Form() {
		// The form takes the place of the card, which says the same.
		kit.SetVisible(v.right, m.Form != nil)
		kit.SetVisible(v.side, m.Form == nil)
		v.box.Refresh()
		if m.Form == nil && v.onScreen {
			v.grid().Focus()
		}
	}
	v.form.Set(m.Form)
	v.bars[m.Tab].Left.Set(m.Says())
	v.bars[m.Tab].Sync()
}

func (v *customerPage) refreshGrid() {
	m, g := v.m, v.grid()
	title, hint := m.Empty()
	g.SetEmpty(kit.Empty{Icon: "customers", Title: title, Hint: hint})
	rows, keys := m.Rows()
	if v.shown != m.Tab {
		fresh := v.shown == ""
		v.shown = m.Tab
		v.middle.Objects, v.bottom.Objects = []fyne.CanvasObject{g}, []fyne.CanvasObject{v.bars[m.Tab]}
		v.middle.Refresh()
		v.bottom.Refresh()
		g.SetRows(rows)
		if !fresh && m.Form == nil {
			g.Focus()
		}
	}
	g.ShowAgain(rows, keys)
	g.SetLoading(m.Loading())
	m.Row = g.Cursor()
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
	add(c.Number, true)
	add(c.Phone, false)
	add(c.Email, false)
	parts = append(parts, kit.Pad(2, 0, 0, 0, kit.NewMuted("")))
	if len(m.Known.Addresses) > 0 {
		a := m.Known.Addresses[0]
		add(a.Street1, false)
		add(a.Street2, false)
		add(strings.TrimSpace(a.Postcode+" "+a.City), false)
		add(strings.TrimPrefix(a.Region+", "+a.Country, ", "), true)
		if n := len(m.Known.Addresses) - 1; n > 0 {
			add(fmt.Sprintf("and %d more, Ctrl+2", n), true)
		}
	} else {
		add("no address on record: F7", true)
	}
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
	if gifts := m.GiftLines(); len(gifts) > 0 {
		parts = append(parts, kit.Pad(8, 0, 4, 0, kit.HLine()), kit.NewMuted("Gifts"))
		for _, g := range gifts {
			parts = append(parts, kit.Words(g, theme.ColorNameForeground, fyne.TextAlignLeading))
		}
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
