package orders

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// orderPage draws one order.
type orderPage struct {
	m   *Order
	box *fyne.Container

	number, who, placed, address, notes *kit.Line
	stage, pay                          *kit.Pill
	waiting                             *fyne.Container
	waitsFor                            string
	banner                              *kit.Banner
	company                             *kit.Strip
	tabs                                *kit.Tabs
	grids                               map[OrderTab]*kit.Grid
	body                                *fyne.Container
	sums                                *fyne.Container
	sumsText                            string
	form                                *kit.FormPanel
	right                               *fyne.Container
	bar                                 *kit.ActionBar
	barFor                              string
	foot                                *fyne.Container
	shown                               OrderTab
	onScreen                            bool
}

func newOrderPage(m *Order, desk page.Desk) *orderPage {
	v := &orderPage{m: m, banner: kit.NewBanner(), company: kit.NewStrip(), form: kit.NewFormPanel(), grids: map[OrderTab]*kit.Grid{}}
	v.number = kit.NewBig(strconv.FormatInt(m.Number, 10), 10)
	v.who, v.placed, v.address, v.notes = kit.NewHeading(""), kit.NewMuted(""), kit.NewMuted(""), kit.NewMuted("")
	for _, l := range []*kit.Line{v.who, v.placed, v.address, v.notes} {
		l.Narrow = true
	}
	v.stage, v.pay = kit.NewPill("", page.Plain), kit.NewPill("", page.Plain)
	v.waiting = container.NewStack()
	head := kit.Column(4,
		kit.Frame(nil, nil, v.number, kit.Row(8, v.stage, v.pay), kit.Pad(6, 12, 0, 16, container.NewVBox(v.who))),
		v.placed, v.address, v.notes, v.waiting)
	v.tabs = kit.NewTabs()
	v.tabs.OnChange = m.Choose
	v.body, v.sums, v.foot = container.NewStack(), container.NewStack(), container.NewStack()
	for _, t := range OrderTabs {
		g := kit.NewGrid(orderColumns[t], page.Fixed{})
		g.Commands = m.Commands
		g.OnCursor = func(row int) { m.Row = row; v.sync() }
		g.KeepLayout(desk.Prefs(), "order."+string(t))
		v.grids[t] = g
	}
	v.form.OnClose = func() { m.CloseForm() }
	v.right = kit.Fixed(340, 0, kit.Frame(nil, nil, kit.VLine(), nil, v.form))
	v.right.Hide()
	v.box = kit.Frame(kit.Column(0, v.company, kit.Pad(10, 16, 6, 16, head), v.banner, kit.Pad(0, 8, 0, 8, v.tabs)), v.foot, nil, v.right, kit.Frame(nil, nil, nil, v.sums, v.body))
	m.OnChange = v.refresh
	v.refresh()
	return v
}

// CanvasObject and the rest make it a page of the window.
func (v *orderPage) CanvasObject() fyne.CanvasObject { return v.box }
func (v *orderPage) Title() string                   { return v.m.Title() }
func (v *orderPage) Commands() page.Commands         { return v.m.Commands() }
func (v *orderPage) Reload()                         { v.m.Reload() }
func (v *orderPage) Opened() {
	v.onScreen = true
	v.m.Open()
	v.grids[v.m.Tab].Focus()
}
func (v *orderPage) Closed()      { v.m.Close() }
func (v *orderPage) Escape() bool { return v.m.CloseForm() }

func (v *orderPage) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	if v.company.Set(m.Company.Says, m.Company.State) {
		v.box.Refresh()
	}
	d := m.Detail
	if m.Loaded {
		v.who.Set(m.Who())
		v.placed.Set(m.Placed())
		v.address.Set("to " + m.Address())
		v.notes.Set(m.Notes())
		c, p := stageCell(d.Order.Stage), payCell(d.Order.PayStatus)
		v.stage.Set(c.Text, c.State)
		v.pay.Set(p.Text, p.State)
	}
	show(v.notes, m.Notes() != "")
	v.refreshWaiting()
	var tabs []kit.Tab
	for i, t := range OrderTabs {
		n := -1
		switch t {
		case TabLines:
			n = len(d.Lines)
		case TabMoney:
			n = len(d.Payments)
		case TabShipments:
			n = len(d.Shipments)
		case TabReturns:
			n = len(d.Returns)
		}
		title := sentence(string(t))
		if n > 0 {
			title = fmt.Sprintf("%s %d", title, n)
		}
		tabs = append(tabs, kit.Tab{ID: string(t), Title: title, Count: -1, Key: page.Key(fmt.Sprintf("Ctrl+%d", i+1))})
	}
	v.tabs.SetTabs(tabs...)
	v.tabs.Mark(string(m.Tab))
	g := v.grids[m.Tab]
	title, hint := m.EmptyTab()
	g.SetEmpty(kit.Empty{Icon: "orders", Title: title, Hint: hint})
	at := g.Cursor()
	g.SetRows(m.Rows())
	if at > 0 {
		g.SetCursor(at)
	}
	m.Row = g.Cursor()
	if v.shown != m.Tab || len(v.body.Objects) == 0 {
		v.shown = m.Tab
		v.body.Objects = []fyne.CanvasObject{g}
		v.body.Refresh()
		if v.onScreen {
			g.Focus()
		}
	}
	v.refreshSums()
	if m.Form != v.form.Form() {
		show(v.right, m.Form != nil)
		v.box.Refresh()
		if m.Form == nil {
			g.Focus()
		}
	}
	v.form.Set(m.Form)
	v.sync()
}

// sync draws the buttons: their words change with what can be done.
func (v *orderPage) sync() {
	cmds := v.m.Commands()
	ids := []string{"order.notes", "order.address", "order.hold", "order.pay", "order.print"}
	if c, ok := cmds.Find("order.split"); ok && c.Can() {
		ids = append(ids, "order.split")
	}
	if c, ok := cmds.Find("order.return.next"); ok && c.Can() {
		ids = append(ids, "order.return.next")
	} else if c, ok := cmds.Find("order.return"); ok && c.Can() {
		ids = append(ids, "order.return")
	}
	if v.m.Tab == TabHistory {
		ids = append(ids, "order.undo")
	}
	ids = append(ids, "order.release")
	key := ""
	for _, id := range ids {
		c, _ := cmds.Find(id)
		key += id + c.Title
	}
	if key != v.barFor {
		v.barFor = key
		v.bar = kit.NewActionBar(cmds, ids...)
		v.foot.Objects = []fyne.CanvasObject{v.bar}
		v.foot.Refresh()
	}
	v.bar.Sync()
}

// refreshWaiting says in one sentence why the order is not moving.
func (v *orderPage) refreshWaiting() {
	says := v.m.Detail.Waiting
	if says == v.waitsFor {
		return
	}
	v.waitsFor = says
	v.waiting.Objects = nil
	if says != "" {
		state := page.Info
		if strings.HasPrefix(says, "Waiting") || strings.HasPrefix(says, "Owed") {
			state = page.Warning
		}
		ground := kit.NewGround(kit.StateSoft(state))
		ground.Radius = 4
		v.waiting.Objects = []fyne.CanvasObject{container.NewStack(ground, kit.Pad(6, 10, 6, 10, kit.Words(says, kit.StateColor(state), fyne.TextAlignLeading)))}
	}
	v.waiting.Refresh()
	if v.box != nil {
		v.box.Refresh()
	}
}

// refreshSums draws what the order comes to, beside its money.
func (v *orderPage) refreshSums() {
	text := ""
	if v.m.Tab == TabMoney && v.m.Loaded {
		text = fmt.Sprint(v.m.Sums())
	}
	if text == v.sumsText {
		return
	}
	v.sumsText = text
	v.sums.Objects = nil
	if text != "" {
		var rows []fyne.CanvasObject
		for _, s := range v.m.Sums() {
			amount := kit.NewLine(s[1])
			amount.Align = fyne.TextAlignTrailing
			name := kit.NewMuted(s[0])
			if s[0] == "Total" || s[0] == "Due" {
				amount.Bold = true
				rows = append(rows, kit.HLine())
			}
			rows = append(rows, kit.Spread(name, amount))
		}
		v.sums.Objects = []fyne.CanvasObject{kit.Fixed(220, 0, kit.Frame(nil, nil, kit.VLine(), nil, kit.Pad(10, 16, 10, 12, kit.Column(6, rows...))))}
	}
	v.sums.Refresh()
	if v.box != nil {
		v.box.Refresh()
	}
}
