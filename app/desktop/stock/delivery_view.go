package stock

import (
	"strings"

	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

var deliveryColumns = []page.Column{
	{ID: "sku", Title: "SKU", Width: 110, Strong: true},
	{ID: "name", Title: "Product", Grow: 1},
	{ID: "expected", Title: "Expected", Kind: page.Number, Width: 84},
	{ID: "received", Title: "Received", Kind: page.Number, Width: 84},
	{ID: "here", Title: "At receiving", Kind: page.Number, Width: 100, Strong: true},
	{ID: "away", Title: "Put away", Kind: page.Number, Width: 84},
	{ID: "bin", Title: "Lies at", Width: 120},
}

// deliveryView draws a delivery: its lines, and the two fields for the line
// under the cursor.
type deliveryView struct {
	m      *delivery
	books  watched
	desk   page.Desk
	stop   func()
	burst  *page.Burst
	banner *kit.Banner
	pill   *kit.Pill
	head   *kit.Line
	grid   *kit.Grid
	units  *kit.Entry
	place  *kit.Entry
	unitsF *kit.Field
	placeF *kit.Field
	bar    *kit.ActionBar
	box    fyne.CanvasObject
}

func newDeliveryView(m *delivery, books watched, desk page.Desk) *deliveryView {
	v := &deliveryView{m: m, books: books, desk: desk, banner: kit.NewBanner(), pill: kit.NewPill("", page.Plain), head: kit.NewLine("")}
	v.head.Narrow = true
	m.Toast, m.Ask, m.Sound = desk.Toast, desk.Ask, desk.Sound
	v.burst = page.NewBurst(desk.Runner(), page.BurstWait, m.Reload)
	v.grid = kit.NewGrid(deliveryColumns, page.Fixed{})
	v.grid.OnOpen = func(int) { kit.Focus(v.units) }
	v.grid.OnCursor = func(int) { v.refreshFields() }
	v.grid.Commands = m.Commands
	v.grid.Empty = kit.Empty{Icon: "stock", Title: "Nothing is on this delivery", Hint: "Scan what came: it is taken in."}
	m.Cursor, m.MoveTo = v.grid.Cursor, v.grid.SetCursor
	v.units, v.place = kit.NewEntry(""), kit.NewEntry("")
	v.units.SelectAll, v.place.SelectAll = true, true
	v.units.OnChanged = func(s string) { m.Units = s }
	v.place.OnChanged = func(s string) { m.Place = s }
	v.units.OnSubmitted = func(string) { m.Receive(); v.grid.Focus() }
	v.place.OnSubmitted = func(string) { m.PutAway(); v.grid.Focus() }
	v.unitsF = kit.NewField("Units", v.units).WithWidth(140).WithHint("empty: all that is left")
	v.placeF = kit.NewField("Shelf", v.place).WithWidth(180).WithHint("empty: where it lies already")
	v.bar = kit.NewActionBar(m.Commands(), "delivery.close", "delivery.all", "delivery.receive", "delivery.putaway")
	fields := kit.Frame(kit.HLine(), nil, nil, nil, kit.On(kit.ColorRaised, kit.Pad(10, 16, 10, 16, kit.Row(20, kit.Fixed(200, 0, v.unitsF), kit.Fixed(240, 0, v.placeF)))))
	v.box = kit.Frame(kit.Column(0, kit.Pad(10, 16, 10, 16, kit.Spread(v.head, v.pill)), v.banner), kit.Frame(nil, v.bar, nil, nil, fields), nil, nil, v.grid)
	m.OnChange = v.refresh
	v.refresh()
	return v
}

// CanvasObject is what is drawn.
func (v *deliveryView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *deliveryView) Title() string { return "Delivery " + v.m.Number }

// Commands is what can be done here.
func (v *deliveryView) Commands() page.Commands { return v.m.Commands() }

// Reload reads the delivery again.
func (v *deliveryView) Reload() { v.m.Reload() }

// Scan goes to a scanned product's line or takes a scanned shelf.
func (v *deliveryView) Scan(code string) bool { return v.m.Scan(code) }

// Opened loads the delivery.
func (v *deliveryView) Opened() {
	v.stop = v.books.Watch(func(c data.Changed) {
		if len(c.Entities["receipt"]) > 0 {
			v.burst.Poke()
		}
	})
	v.m.Reload()
	v.grid.Focus()
}

// Closed stops listening.
func (v *deliveryView) Closed() {
	v.burst.Close()
	if v.stop != nil {
		v.stop()
	}
	v.m.loading.Cancel()
}

func (v *deliveryView) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	r := m.D.Receipt
	parts := []string{}
	for _, s := range []string{r.Supplier, r.Reference} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if r.ExpectedAt.Set() {
		parts = append(parts, "due "+r.ExpectedAt.Time().In(m.D.Profile.Zone()).Format("Monday 2 January"))
	}
	v.head.Set(strings.Join(parts, " · "))
	state := page.Info
	if r.Stage == "closed" {
		state = page.Good
	}
	v.pill.Set(r.Stage, state)
	cells := make(page.Fixed, len(m.D.Lines))
	for i, l := range m.D.Lines {
		received := page.T(page.FormatCount(int64(l.Received)))
		switch {
		case l.Received >= l.Expected && l.Expected > 0:
			received.State = page.Good
		case l.Received > 0:
			received.State = page.Warning
		}
		cells[i] = []page.Cell{page.T(string(l.SKU)), page.T(l.Name), page.T(count(l.Expected)), received, page.T(count(l.Received - l.PutAway)), page.T(count(l.PutAway)), page.T(l.Bin)}
	}
	at := v.grid.Cursor()
	v.grid.SetRows(cells)
	v.grid.SetCursor(min(at, len(cells)-1))
	v.grid.SetLoading(m.loading.Running() || m.Busy)
	v.refreshFields()
}

func (v *deliveryView) refreshFields() {
	m := v.m
	for e, text := range map[*kit.Entry]string{v.units: m.Units, v.place: m.Place} {
		if e.Text != text {
			e.SetText(text)
		}
	}
	v.unitsF.SetError(m.Bad["units"])
	v.placeF.SetError(m.Bad["place"])
	if l := m.line(); l != nil {
		v.bar.Left.Set(string(l.SKU) + "  " + l.Name)
	}
	v.bar.Sync()
}
