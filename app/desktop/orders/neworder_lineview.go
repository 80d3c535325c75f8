package orders

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"packbench/app"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// lineTable is the middle of a phone order: its lines, and the field in which
// the next one is typed. The quantity and the price are typed in their place.
type lineTable struct {
	v   *newOrderView
	box *fyne.Container

	rows   []*lineRow
	list   *fyne.Container
	scroll *container.Scroll

	item    *kit.Complete
	itemGen uint64
	next    *kit.Line // its number
	note    *kit.Line
	entry   fyne.CanvasObject
	qty     *kit.Entry
	price   *kit.Entry

	readBack *fyne.Container
	words    *fyne.Container
	said     string
	confirm  *kit.Button

	taken  *fyne.Container
	empty  fyne.CanvasObject
	shown  *Taken
	papers string // what it says of them
}

func newLineTable(v *newOrderView) *lineTable {
	t := &lineTable{v: v}
	t.buildItem()
	t.qty = t.number(AtQty, v.m.SetQty, v.m.EnterQty)
	t.price = t.number(AtPrice, nil, v.m.EnterPrice)
	t.next = kit.NewMuted("")
	t.next.Align = fyne.TextAlignTrailing
	t.note = kit.NewMuted("")
	t.note.Narrow = true
	t.entry = kit.Column(2, container.New(lineLayout{}, kit.NewGround(kit.ColorSurface), t.next, t.item),
		kit.Pad(0, 12, 0, 44, t.note))
	t.list = kit.Column(0)
	t.scroll = container.NewVScroll(t.list)
	head := container.New(lineLayout{}, kit.NewGround(kit.ColorRaised), headLine("#", true), headLine("Item", false), headLine("Have", true), headLine("Qty", true), headLine("Price", true), headLine("Sum", true))

	t.words = container.NewStack()
	t.confirm = kit.NewPrimary("Place order", "Enter", v.m.Place)
	t.readBack = kit.On(kit.ColorAccentSoft, kit.Pad(8, 12, 8, 12, kit.Column(4, kit.NewMuted("Read it back; Esc goes back to the lines"), kit.Frame(nil, nil, nil, kit.Pad(0, 0, 0, 12, container.NewCenter(t.confirm)), t.words))))

	t.taken = container.NewStack()
	t.empty = kit.Empty{Icon: "orders", Title: "No lines yet", Hint: "Type the last digits of the caller's number and press Enter, then a part of each product's name, SKU or barcode. Scanning adds a product, too."}.View()
	t.box = kit.Frame(kit.Column(0, head, kit.HLine()), t.readBack, nil, nil, container.NewStack(t.taken, t.scroll))
	return t
}

func headLine(text string, right bool) fyne.CanvasObject {
	l := kit.NewMuted(text)
	if right {
		l.Align = fyne.TextAlignTrailing
	}
	return l
}

// number is the field of a quantity or a price.
func (t *lineTable) number(spot Spot, set, enter func(string)) *kit.Entry {
	e := kit.NewEntry("")
	e.SelectAll = true
	if set != nil {
		e.OnChanged = set
	}
	e.OnSubmitted = enter
	e.OnFocus = func(on bool) {
		if on {
			t.v.focused(spot)
		}
	}
	e.OnKey = func(k page.Chord) bool {
		switch k.Name {
		case "Up":
			t.v.m.StepLine(-1)
			return true
		case "Down":
			t.v.m.StepLine(1)
			return true
		}
		return false
	}
	return e
}

func (t *lineTable) buildItem() {
	m := t.v.m
	c := kit.NewComplete("Type name, SKU, barcode")
	c.Wide, c.Rows, c.Hint = 520, 8, "Enter takes the first · figures: in stock, price"
	c.OnQuery = func(text string, gen uint64) { t.itemGen = gen; m.SearchItem(text) }
	c.OnChoose = func(ch kit.Choice) {
		if id, err := strconv.ParseInt(ch.ID, 10, 64); err == nil {
			m.ChooseItem(id)
		}
	}
	c.OnEmptyEnter = m.EnterItem
	c.OnUndo = m.UndoLine
	hook(c, func(on bool) {
		if on {
			t.v.focused(AtItem)
		}
	}, func(k page.Chord) bool {
		switch {
		case k.Name == "Enter" && c.Text != "" && !m.ItemsKnown():
			m.EnterItem(c.Text) // typed faster than the list came
			return true
		case k.Name == "Up" && !c.ListOpen():
			m.StepLine(-1)
			return true
		}
		return false
	})
	t.item = c
}

// showItems lists what was found for what is being typed, with what is in stock
// and what it costs.
func (t *lineTable) showItems() {
	found := t.v.m.Items()
	choices := make([]kit.Choice, 0, len(found))
	for _, g := range found {
		choices = append(choices, t.choice(g))
	}
	t.item.Answer(choices, t.itemGen)
	t.noteItem()
}

func (t *lineTable) choice(g app.Goods) kit.Choice {
	ch := kit.Choice{ID: strconv.FormatInt(g.Product.ID, 10), Title: string(g.Product.SKU) + "  " + g.Product.Name, Figures: []string{"", g.Product.Price.String()}}
	if !g.Limited {
		return ch
	}
	ch.Figures[0] = strconv.FormatInt(int64(g.Have), 10)
	switch {
	case g.Have <= 0:
		ch.State, ch.Detail = page.Bad, "none in stock"
	case g.Have < 10:
		ch.State = page.Warning
	default:
		ch.State = page.Good
	}
	switch {
	case g.Incoming > 0 && !g.Due.IsZero():
		ch.Detail = fmt.Sprintf("%d more due %s", g.Incoming, t.v.m.Day(g.Due))
	case g.Incoming > 0:
		ch.Detail = fmt.Sprintf("%d more on order", g.Incoming)
	}
	return ch
}

func (t *lineTable) noteItem() {
	m := t.v.m
	switch {
	case m.Wrong[AtItem] != "":
		t.note.SetColor("✕ "+m.Wrong[AtItem], kit.ColorBad)
	case m.Spot == AtItem && m.ItemText != "" && m.ItemsKnown() && len(m.Items()) == 0:
		t.note.SetColor("Nothing found", kit.ColorWarning)
	case m.Spot == AtItem && m.ItemText == "" && len(m.Sheet.Lines) > 0 && m.Sheet.Pay == "":
		t.note.SetColor("Enter goes on to pay · Up changes a line", kit.ColorFaint)
	case m.Spot == AtItem && m.ItemText == "" && len(m.Sheet.Lines) > 0:
		t.note.SetColor("Enter reads the order back · Up changes a line", kit.ColorFaint)
	default:
		t.note.SetColor("", kit.ColorFaint)
	}
}

// refresh draws the lines.
func (t *lineTable) refresh() {
	m := t.v.m
	grown := len(m.Sheet.Lines) > len(t.rows)
	for len(t.rows) < len(m.Sheet.Lines) {
		t.rows = append(t.rows, newLineRow(t, len(t.rows)))
	}
	t.rows = t.rows[:len(m.Sheet.Lines)]
	// The fields leave the row they were in before they enter another.
	for i, r := range t.rows {
		r.take(i == m.Line && m.Spot == AtQty, i == m.Line && m.Spot == AtPrice)
	}
	for i, r := range t.rows {
		r.refresh(i)
		r.give(i == m.Line && m.Spot == AtQty, i == m.Line && m.Spot == AtPrice)
	}
	if t.item.Text != m.ItemText {
		t.item.SetQuietly(m.ItemText)
	}
	t.next.Set(strconv.Itoa(len(m.Sheet.Lines) + 1))
	t.noteItem()
	objects := make([]fyne.CanvasObject, 0, len(t.rows)+1)
	for _, r := range t.rows {
		objects = append(objects, r.tap)
	}
	t.list.Objects = append(objects, t.entry)
	t.list.Refresh()
	if grown || m.Spot == AtItem {
		t.scroll.ScrollToBottom()
	}
	if says := m.ReadBack(); m.Spot == AtPlace && says != t.said {
		t.said = says
		t.words.Objects = []fyne.CanvasObject{kit.Words(says, theme.ColorNameForeground, fyne.TextAlignLeading)}
		t.words.Refresh()
	}
	show(t.readBack, m.Spot == AtPlace)
	t.refreshTaken()
}

func (t *lineTable) refreshTaken() {
	m := t.v.m
	blank := m.Sheet.Empty() && len(m.Sheet.Lines) == 0
	switch {
	case blank && m.Taken != nil:
		if t.shown != m.Taken || t.papers != m.Taken.Papers {
			t.shown, t.papers = m.Taken, m.Taken.Papers
			t.taken.Objects = []fyne.CanvasObject{takenCard(*m.Taken)}
			t.taken.Refresh()
		}
	case blank:
		t.shown = nil
		if len(t.taken.Objects) != 1 || t.taken.Objects[0] != t.empty {
			t.taken.Objects = []fyne.CanvasObject{t.empty}
			t.taken.Refresh()
		}
	case len(t.taken.Objects) > 0:
		t.shown, t.taken.Objects = nil, nil
		t.taken.Refresh()
	}
}

// takenCard shows the number of the order just placed, to be read out.
func takenCard(o Taken) fyne.CanvasObject {
	centre := func(l *kit.Line) *kit.Line { l.Align = fyne.TextAlignCenter; return l }
	says := o.Total.In(o.Currency)
	if o.Arrives != "" {
		says += " · arrives " + o.Arrives
	}
	parts := []fyne.CanvasObject{centre(kit.NewMuted("Order number")), centre(kit.NewBig(strconv.FormatInt(o.Number, 10), 44)), centre(kit.NewStrong("for " + o.Name)), centre(kit.NewLine(says))}
	if o.Backorder > 0 {
		l := centre(kit.NewLine(fmt.Sprintf("%s wait for stock", count(int(o.Backorder), "unit", "units"))))
		l.Color = kit.ColorWarning
		parts = append(parts, l)
	}
	prints := "Ctrl+P prints slip and label"
	if o.Papers != "" {
		parts = append(parts, kit.Fixed(440, 0, kit.Words(o.Papers, kit.ColorMuted, fyne.TextAlignCenter)))
		if o.queued {
			prints = "Ctrl+P prints them again"
		}
	}
	parts = append(parts, kit.Pad(8, 0, 0, 0, centre(kit.NewMuted(prints+" · Ctrl+O opens it · Ctrl+Z takes it back"))))
	return container.NewCenter(kit.Column(4, parts...))
}

// lineRow is one line of the order.
type lineRow struct {
	t          *lineTable
	tap        *tap
	ground     *kit.Ground
	n, item    *kit.Line
	have, sum  *kit.Line
	qty, price *kit.Line
	note       *kit.Line
	qtySlot    *fyne.Container
	priceSlot  *fyne.Container
}

func newLineRow(t *lineTable, i int) *lineRow {
	right := func() *kit.Line {
		l := kit.NewLine("")
		l.Align = fyne.TextAlignTrailing
		return l
	}
	r := &lineRow{t: t, ground: kit.NewGround(kit.ColorSurface), n: right(), item: kit.NewLine(""), have: right(), qty: right(), price: right(), sum: right(), note: kit.NewLine("")}
	r.n.Color = kit.ColorMuted
	r.item.Narrow, r.note.Narrow = true, true
	r.qty.Bold = true
	r.qtySlot, r.priceSlot = container.NewStack(r.qty), container.NewStack(r.price)
	row := container.New(lineLayout{}, r.ground, r.n, r.item, r.have, r.qtySlot, r.priceSlot, r.sum)
	r.tap = newTap(kit.Column(0, row, kit.Pad(0, 12, 4, 44, r.note), kit.On(kit.ColorRowLine, kit.Fixed(0, 1, kit.NewGround(kit.ColorRowLine)))), func() { t.v.m.EditLine(i) })
	return r
}

func (r *lineRow) refresh(i int) {
	m := r.t.v.m
	l := m.Sheet.Lines[i]
	r.n.Set(strconv.Itoa(i + 1))
	qty := strconv.FormatInt(int64(l.Qty), 10)
	r.qty.Set(qty)
	if l.Product == 0 {
		r.item.SetColor(l.Wanted+" …", kit.ColorMuted)
		r.have.Set("")
		r.price.Set("")
		r.sum.Set("")
		show(r.note, false)
		return
	}
	r.item.SetColor(string(l.SKU)+"  "+l.Name, theme.ColorNameForeground)
	q, ok := m.QuoteLine(i)
	note, bad := "", false
	if ok {
		switch {
		case !q.Limited:
			r.have.SetColor("–", kit.ColorFaint)
		case q.Short > 0:
			r.have.SetColor(fmt.Sprintf("▲ %d", q.Have), kit.ColorWarning)
		default:
			r.have.SetColor(strconv.FormatInt(int64(q.Have), 10), kit.ColorMuted)
		}
		price := q.Price.String()
		if l.Price != nil {
			r.price.SetColor("✎ "+price, kit.ColorInfo)
		} else {
			r.price.SetColor(price, theme.ColorNameForeground)
		}
		r.sum.Set(q.Price.Times(l.Qty).String())
		note = m.Stock(i)
	}
	if i == m.Line {
		if w := m.Wrong[AtQty] + m.Wrong[AtPrice]; w != "" {
			note, bad = "✕ "+w, true
		}
	}
	r.note.SetColor(note, kit.ColorWarning)
	if bad {
		r.note.SetColor(note, kit.ColorBad)
	}
	show(r.note, note != "")
	ground := kit.ColorSurface
	if i == m.Line && (m.Spot == AtQty || m.Spot == AtPrice) {
		ground = kit.ColorCursor
	}
	r.ground.SetColor(ground)
}

// take brings the texts back where a field is no longer typed in.
func (r *lineRow) take(qty, price bool) {
	if !qty && r.qtySlot.Objects[0] != fyne.CanvasObject(r.qty) {
		r.qtySlot.Objects = []fyne.CanvasObject{r.qty}
		r.qtySlot.Refresh()
	}
	if !price && r.priceSlot.Objects[0] != fyne.CanvasObject(r.price) {
		r.priceSlot.Objects = []fyne.CanvasObject{r.price}
		r.priceSlot.Refresh()
	}
}

// give puts the field into the row that is typed in.
func (r *lineRow) give(qty, price bool) {
	if qty && r.qtySlot.Objects[0] == fyne.CanvasObject(r.qty) {
		r.t.qty.SetText(r.t.v.m.QtyText())
		r.qtySlot.Objects = []fyne.CanvasObject{r.t.qty}
		r.qtySlot.Refresh()
	}
	if price && r.priceSlot.Objects[0] == fyne.CanvasObject(r.price) {
		r.t.price.SetText(r.t.v.m.PriceText())
		r.priceSlot.Objects = []fyne.CanvasObject{r.t.price}
		r.priceSlot.Refresh()
	}
}

// lineLayout places number, item, have, quantity, price and sum on one line,
// over the ground that comes first.
type lineLayout struct{}

var lineWidths = [6]float32{24, 0, 52, 60, 68, 76}

func (lineLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(420, kit.RowHeight(theme.TextSize())+6)
}

func (lineLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	objects[0].Resize(s)
	objects[0].Move(fyne.NewPos(0, 0))
	// With nothing behind it the item takes all the room: the field of the
	// next line.
	spare := s.Width - 24 - float32(len(objects)-2)*8
	for i := range objects[1:] {
		spare -= lineWidths[i]
	}
	x := float32(12)
	for i, o := range objects[1:] {
		w := lineWidths[i]
		if w == 0 {
			w = max(80, spare)
		}
		h := o.MinSize().Height
		if h == 0 || h > s.Height {
			h = s.Height - 4
		}
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(x, float32(int((s.Height-h)/2))))
		x += w + 8
	}
}

// tap is something to press with the pointer.
type tap struct {
	widget.BaseWidget
	content fyne.CanvasObject
	tapped  func()
}

func newTap(content fyne.CanvasObject, tapped func()) *tap {
	t := &tap{content: content, tapped: tapped}
	t.ExtendBaseWidget(t)
	return t
}

func (t *tap) Tapped(*fyne.PointEvent)             { t.tapped() }
func (t *tap) Cursor() desktop.Cursor              { return desktop.PointerCursor }
func (t *tap) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.content) }
