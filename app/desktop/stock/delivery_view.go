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

	following bool // the cursor is being moved by the program
}

func newDeliveryView(m *delivery, books watched, desk page.Desk) *deliveryView {
	v := &deliveryView{m: m, books: books, banner: kit.NewBanner(), pill: kit.NewPill("", page.Plain), head: kit.NewStrong("")}
	v.head.Narrow = true
	m.Toast, m.Ask, m.Sound, m.Go = desk.Toast, desk.Ask, desk.Sound, desk.Open
	v.burst = page.NewBurst(desk.Runner(), page.BurstWait, m.Reload)
	v.grid = kit.NewGrid(deliveryColumns, page.Fixed{})
	v.grid.KeepLayout(desk.Prefs(), "delivery")
	v.grid.OnOpen = func(int) { kit.Focus(v.units) }
	v.grid.OnCursor = func(row int) {
		if !v.following {
			m.Stand(row)
			v.refreshFields()
		}
	}
	v.grid.Commands = m.Commands
	v.units, v.place = kit.NewEntry(""), kit.NewEntry("")
	v.units.SelectAll, v.place.SelectAll = true, true
	v.units.OnChanged = func(s string) { v.typed("units", m.Units, s) }
	v.place.OnChanged = func(s string) { v.typed("place", m.Place, s) }
	v.units.OnSubmitted = func(string) { m.Receive(); v.grid.Focus() }
	v.place.OnSubmitted = func(string) { m.PutAway(); v.grid.Focus() }
	v.unitsF = kit.NewField("Units", v.units).WithWidth(140).WithHint("empty: all that is left; scan on to count")
	v.placeF = kit.NewField("Shelf", v.place).WithWidth(180).WithHint("empty: where it lies already")
	v.bar = kit.NewActionBar(m.Commands(), "record.history", "delivery.close", "delivery.all", "delivery.receive", "delivery.putaway")
	fields := kit.Frame(kit.HLine(), nil, nil, nil, kit.On(kit.ColorRaised, kit.Pad(10, 12, 10, 12, kit.Row(20, kit.Fixed(280, 0, v.unitsF), kit.Fixed(280, 0, v.placeF)))))
	v.box = kit.Frame(kit.Column(0, kit.Pad(10, 12, 10, 12, kit.Spread(v.head, v.pill)), kit.HLine(), v.banner), kit.Frame(nil, v.bar, nil, nil, fields), nil, nil, v.grid)
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
	kit.SetVisible(v.pill, m.Loaded)
	v.pill.Set(page.Sentence(r.Stage), stageState(r.Stage))
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
	keys := make([]string, len(m.D.Lines))
	for i, l := range m.D.Lines {
		keys[i] = string(l.SKU)
	}
	empty := kit.Empty{}
	if m.Loaded {
		empty = kit.Empty{Icon: "stock", Title: "Nothing is on this delivery", Hint: "Scan what came: it is taken in."}
	}
	v.grid.SetEmpty(empty)
	v.following = true
	v.grid.ShowAgain(cells, keys)
	if at := m.Row(); at >= 0 {
		v.grid.SetCursor(at)
	}
	v.following = false
	m.Stand(v.grid.Cursor())
	v.grid.SetLoading(m.Loading())
	v.refreshFields()
}

func (v *deliveryView) typed(field, had, text string) {
	if text != had {
		v.m.Type(field, text)
	}
}

func (v *deliveryView) refreshFields() {
	m := v.m
	for e, text := range map[*kit.Entry]string{v.units: m.Units, v.place: m.Place} {
		if e.Text != text {
			e.SetText(text)
		}
	}
	for field, f := range map[string]*kit.Field{"units": v.unitsF, "place": v.placeF} {
		if f.Error() != m.Bad[field] {
			f.SetError(m.Bad[field])
		}
	}
	text, bin := "", ""
	if l := m.line(); l != nil {
		text, bin = string(l.SKU)+"  "+l.Name, l.Bin
	}
	v.place.SetPlaceHolder(bin)
	v.bar.Left.Set(text)
	v.bar.Sync()
}
