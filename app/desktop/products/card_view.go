package products

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

var binColumns = []page.Column{
	{ID: "bin", Title: "Place", Width: 120, Strong: true},
	{ID: "zone", Title: "Zone", Width: 70},
	{ID: "onhand", Title: "On hand", Kind: page.Number, Width: 80},
	{ID: "picking", Title: "On pick lists", Kind: page.Number, Width: 96},
	{ID: "kind", Title: "", Grow: 1},
}

var moveColumns = []page.Column{
	{ID: "at", Title: "When", Width: 104},
	{ID: "qty", Title: "Units", Kind: page.Number, Width: 60, Strong: true},
	{ID: "from", Title: "From", Width: 92},
	{ID: "to", Title: "To", Width: 92},
	{ID: "kind", Title: "Why", Grow: 1},
	{ID: "who", Title: "Who", Width: 84},
}

var changeColumns = []page.Column{
	{ID: "at", Title: "When", Width: 104},
	{ID: "what", Title: "What", Grow: 1},
	{ID: "who", Title: "Who", Width: 84},
	{ID: "undo", Title: "", Width: 110},
}

// cardView draws a product: the form at the left, where it lies and what
// happened at the right.
type cardView struct {
	m       *card
	books   watched
	stop    func()
	burst   *page.Burst
	banner  *kit.Banner
	company *kit.Strip
	inputs  map[string]*kit.Entry
	kind    *kit.Select
	boxes   map[string]*kit.Check
	fields  map[string]*kit.Field
	form    *kit.Form
	figures *fyne.Container
	tabs    *kit.Tabs
	grids   map[string]*kit.Grid
	middle  *fyne.Container
	bar     *kit.ActionBar
	box     fyne.CanvasObject
	filling bool
	bad     int
	settle  string // the field that is to be chosen for
	left    *container.Scroll
}

var hints = map[string]string{
	"codes": "several with commas; a case as 15012345678907 ×12",
	"parts": "one a line: 2 MUG",
	"tax":   "of the price, such as 20",
}

// boxes are the fields that are ticked, with what a tick means.
var boxes = map[string]string{
	"alone":   "In a parcel and on a walk of its own",
	"fragile": "Nothing is laid on it: picked last",
}

func newCardView(m *card, books watched, desk page.Desk) *cardView {
	v := &cardView{m: m, books: books, banner: kit.NewBanner(), company: kit.NewStrip(), inputs: map[string]*kit.Entry{}, boxes: map[string]*kit.Check{}, fields: map[string]*kit.Field{}}
	m.Toast, m.Go = desk.Toast, desk.Open
	v.burst = page.NewBurst(desk.Runner(), page.BurstWait, m.Reload)
	var all []*kit.Field
	for _, f := range fields {
		field := v.input(f.name, f.label)
		v.fields[f.name] = field
		all = append(all, field)
	}
	v.form = kit.NewForm(all...)
	v.form.Gap = 6
	v.figures = kit.Row(28)
	v.grids = map[string]*kit.Grid{"bins": kit.NewGrid(binColumns, page.Fixed{}), "moves": kit.NewGrid(moveColumns, page.Fixed{}), "changes": kit.NewGrid(changeColumns, page.Fixed{})}
	v.grids["bins"].Empty = kit.Empty{Icon: "stock", Title: "None on the shelves", Hint: "Receive some on the Stock page, Alt+5."}
	v.grids["moves"].Empty = kit.Empty{Icon: "stock", Title: "It never moved"}
	v.grids["changes"].Empty = kit.Empty{Icon: "products", Title: "Nothing was changed yet"}
	v.grids["changes"].Commands = m.Commands
	v.grids["changes"].OnCursor = func(int) { v.bar.Sync() }
	m.Row = func() int {
		if v.tabs.Chosen() != "changes" {
			return -1
		}
		return v.grids["changes"].Cursor()
	}
	v.tabs = kit.NewTabs(kit.Tab{ID: "bins", Title: "Where it lies", Count: -1}, kit.Tab{ID: "moves", Title: "Moves", Count: -1}, kit.Tab{ID: "changes", Title: "Changes", Count: -1})
	v.middle = container.NewStack(v.grids["bins"])
	v.tabs.OnChange = func(id string) {
		v.middle.Objects = []fyne.CanvasObject{v.grids[id]}
		v.middle.Refresh()
		v.grids[id].Focus()
		v.bar.Sync()
	}
	v.bar = kit.NewActionBar(m.Commands(), "product.undo", "product.stock", "product.labels", "product.save")
	v.left = container.NewVScroll(kit.Pad(16, 20, 16, 16, v.form))
	right := kit.Frame(kit.Column(0, kit.Pad(14, 16, 10, 16, v.figures), v.tabs), nil, kit.VLine(), nil, v.middle)
	v.box = kit.Frame(kit.Column(0, v.company, v.banner), v.bar, kit.Fixed(470, 0, v.left), nil, right)
	m.Filled, m.OnChange = v.fill, v.refresh
	v.fill()
	v.refresh()
	return v
}

func (v *cardView) input(name, label string) *kit.Field {
	m := v.m
	var field *kit.Field
	switch name {
	case "kind":
		words := make([]string, len(kinds))
		for i, k := range kinds {
			words[i] = k.word
		}
		v.kind = kit.NewSelect(words, func(word string) {
			if !v.filling {
				m.Set("kind", word)
			}
		})
		field = kit.NewField(label, v.kind).WithWidth(200)
	case "alone", "fragile":
		v.boxes[name] = kit.NewCheck(boxes[name], func(on bool) {
			if !v.filling {
				m.Set(name, ticked(on))
			}
		})
		field = kit.NewField(label, v.boxes[name])
	default:
		e := kit.NewEntry("")
		switch name {
		case "parts":
			e = kit.NewTextArea("2 MUG", 3)
		case "description":
			e = kit.NewTextArea("", 3)
		case "weight":
			e.SetPlaceHolder("300 g or 0.3 kg")
		case "length", "width", "height":
			e.SetPlaceHolder("mm, or 12 cm, 4.5 in")
		}
		e.OnChanged = func(text string) {
			if !v.filling {
				m.Set(name, text)
			}
		}
		e.OnKey = func(k page.Chord) bool { return v.key(name, k) }
		v.inputs[name] = e
		field = kit.NewField(label, e)
		switch name {
		case "price", "cost", "tax", "weight", "length", "width", "height", "reorder":
			field.WithWidth(160)
		}
	}
	if h := hints[name]; h != "" {
		field.WithHint(h)
	}
	return field
}

// key chooses for a field that both have changed.
func (v *cardView) key(name string, k page.Chord) bool {
	if v.m.Form.Unsettled() == "" && !v.m.Form.Clashed(name) {
		return false
	}
	switch k.Key() {
	case page.MineKey:
		v.m.Settle(name, page.Mine)
	case page.TheirsKey:
		v.m.Settle(name, page.Theirs)
	default:
		return false
	}
	return true
}

func (v *cardView) fill() {
	v.filling = true
	for name, e := range v.inputs {
		if text := v.m.Text(name); e.Text != text {
			e.SetText(text)
		}
	}
	for name, box := range v.boxes {
		box.SetChecked(v.m.Text(name) == ticked(true))
	}
	v.kind.SetSelected(v.m.Text("kind"))
	v.filling = false
}

// CanvasObject is what is drawn.
func (v *cardView) CanvasObject() fyne.CanvasObject { return v.box }

// Title stands at the top of the window.
func (v *cardView) Title() string {
	if v.m.New() {
		return "New product"
	}
	return "Product " + v.m.SKU
}

// Commands is what can be done here.
func (v *cardView) Commands() page.Commands { return v.m.Commands() }

// Reload reads the product again.
func (v *cardView) Reload() { v.m.Reload() }

// Typed says that something on the card is not saved.
func (v *cardView) Typed() bool { return v.m.Changed() && !v.m.Saving() }

// Escape drops what is typed and not saved before the page is left.
func (v *cardView) Escape() bool { return v.m.Drop() }

// Opened loads the product.
func (v *cardView) Opened() {
	v.stop = v.books.Watch(func(c data.Changed) {
		if len(c.Entities["product"])+len(c.Entities["stock"]) > 0 && !v.m.New() {
			v.burst.Poke()
		}
	})
	v.m.Open()
	kit.Focus(v.inputs["sku"])
	if !v.m.New() {
		v.grids["bins"].Focus()
	}
}

// Closed stops listening.
func (v *cardView) Closed() {
	v.burst.Close()
	if v.stop != nil {
		v.stop()
	}
	v.m.Close()
}

func (v *cardView) refresh() {
	m := v.m
	v.banner.Set(m.Notice)
	if v.company.Set(m.Company.Says, m.Company.State) {
		v.box.Refresh()
	}
	bad, grown := 0, false
	for name, f := range v.fields {
		says := m.Bad(name)
		if says != "" {
			bad++
		}
		if f.Error() != says {
			f.SetError(says)
		}
		grown = f.SetMeanwhile(m.Form.Field(name).Meanwhile, func(side page.Side) { m.Settle(name, side) }) || grown
	}
	if grown {
		v.left.Refresh()
	}
	v.focusNext(bad)
	kind := kindOf(m.Text("kind"))
	// A kit is packed and picked as its parts are.
	for name, asked := range map[string]bool{"parts": kind == "kit", "alone": kind == "stocked", "fragile": kind == "stocked"} {
		if f := v.fields[name]; asked && !f.Visible() {
			f.Show()
		} else if !asked && f.Visible() {
			f.Hide()
		}
	}
	v.refreshFigures()
	v.refreshGrids()
	switch {
	case m.Saving():
		v.bar.Left.Set("Saving…")
	case m.Form.Unsettled() != "":
		v.bar.Left.Set("Changed at another desk too: Alt+M keeps yours, Alt+T takes theirs")
	case m.Form.Trouble != "":
		v.bar.Left.Set(m.Form.Trouble)
	case m.Changed():
		v.bar.Left.Set("Changed, not saved · Esc drops it")
	case m.C.Product.ArchivedAt.Set():
		v.bar.Left.Set("Off the list")
	default:
		v.bar.Left.Set("")
	}
	v.bar.Sync()
}

// focusNext leads to what has become wrong, and to what is to be chosen next.
func (v *cardView) focusNext(bad int) {
	settle := v.m.Form.Unsettled()
	switch {
	case settle != "" && settle != v.settle:
		if in, ok := v.fields[settle].Input.(fyne.Focusable); ok {
			kit.Focus(in)
			kit.Reveal(v.left, v.fields[settle])
		}
	case bad > 0 && v.bad == 0:
		v.form.FocusFirstError()
	}
	v.bad, v.settle = bad, settle
}

func (v *cardView) refreshFigures() {
	c := v.m.C
	v.figures.Objects = nil
	add := func(value, word string, color fyne.ThemeColorName) {
		big := kit.NewBig(value, 7)
		if color != "" {
			big.Color = color
		}
		v.figures.Add(kit.Column(0, big, kit.NewMuted(word)))
	}
	switch {
	case v.m.New():
		add("–", "is saved with Ctrl+Enter", "")
	case !c.Limited && c.Product.Kind != "kit":
		add("no limit", "not tracked", "")
	default:
		color := fyne.ThemeColorName("")
		if c.Available <= 0 {
			color = kit.ColorBad
		} else if c.Available <= c.Product.ReorderPoint {
			color = kit.ColorWarning
		}
		add(page.FormatCount(int64(c.Available)), "available", color)
		if c.Product.Kind == "stocked" {
			add(page.FormatCount(int64(c.Available+c.Promised)), "for sale", "")
			add(page.FormatCount(int64(c.Promised)), "promised", "")
			add(page.FormatCount(c.Incoming.Qty), "coming", "")
		}
	}
	if c.Product.Price > 0 {
		add(c.Product.Price.In(c.Profile.Currency), "price", "")
	}
	if c.Product.Price > 0 && c.Product.Cost > 0 {
		add(fmt.Sprintf("%d %%", 100*(c.Product.Price-c.Product.Cost)/c.Product.Price), "margin", "")
	}
	v.figures.Refresh()
}

func (v *cardView) refreshGrids() {
	c := v.m.C
	zone := c.Profile.Zone()
	when := func(i data.Instant) string { return i.Time().In(zone).Format("2 Jan 15:04") }
	if !v.m.Loaded {
		zone = time.UTC
	}
	bins := make(page.Fixed, len(c.Bins))
	for i, b := range c.Bins {
		kind := page.S("", page.Plain)
		switch {
		case !b.IsSellable:
			kind = page.S(b.Kind+", not for sale", page.Warning)
		case !b.Pickable:
			kind = page.S(b.Kind+", not for picking", page.Muted)
		}
		bins[i] = []page.Cell{page.T(b.Code), page.T(b.Zone), page.T(page.FormatCount(int64(b.OnHand))), page.T(page.FormatCount(int64(b.Picking))), kind}
	}
	moves := make(page.Fixed, len(c.Moves))
	for i, m := range c.Moves {
		moves[i] = []page.Cell{page.T(when(m.At)), page.T(page.FormatCount(int64(m.Qty))), page.T(m.FromCode), page.T(m.ToCode), page.T(because(m.Kind, m.Reason)), page.T(m.Who)}
	}
	changes := make(page.Fixed, len(c.History))
	for i, h := range c.History {
		undo := page.S("", page.Muted)
		switch {
		case h.ReversedBy > 0:
			undo = page.S("undone", page.Muted)
		case h.Undo != "":
			undo = page.S("can be undone", page.Info)
		}
		changes[i] = []page.Cell{page.T(when(h.At)), page.T(because(h.Title, h.Action)), page.T(h.Who), undo}
	}
	for name, rows := range map[string]page.Fixed{"bins": bins, "moves": moves, "changes": changes} {
		g := v.grids[name]
		at := g.Cursor()
		g.SetRows(rows)
		g.SetCursor(min(at, len(rows)-1))
	}
}

func because(what, why string) string {
	if why == "" {
		return what
	}
	return what + ": " + why
}
