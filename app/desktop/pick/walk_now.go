package pick

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/data"
)

// nowPanel is what the picker reads from two steps away: where to go, how many to
// take, into which slots; in the end, where the cart goes.
type nowPanel struct {
	widget.BaseWidget
	ground *kit.Ground // of the whole panel, in the colour of the last scan
	zone   *kit.Line
	place  *kit.Line
	qty    *kit.Line
	qtyBox *kit.Ground
	slot   *kit.Line
	count  *fyne.Container
	sku    *kit.Line
	name   *kit.Line
	order  *kit.Line
	turn   *kit.Line
	ends   *fyne.Container
	box    fyne.CanvasObject
}

func newNowPanel() *nowPanel {
	p := &nowPanel{ground: kit.NewGround(kit.ColorSurface), qtyBox: kit.NewGround(kit.ColorSurface)}
	p.zone, p.place = kit.NewBig("", 5), kit.NewBig("", 83)
	p.zone.Color, p.zone.Bold = kit.ColorMuted, false
	p.place.Narrow, p.place.Shrink = true, true
	p.qty, p.slot = kit.NewBig("", 41), kit.NewBig("", 41)
	p.slot.Narrow, p.slot.Shrink = true, true
	p.qtyBox.Radius = 6
	p.sku, p.name, p.order, p.turn = kit.NewBig("", 7), kit.NewBig("", 3), kit.NewMuted(""), kit.NewBig("", 3)
	p.sku.Narrow, p.sku.Shrink = true, true
	p.name.Bold, p.name.Narrow, p.order.Narrow, p.turn.Narrow = false, true, true, true
	p.turn.Color = kit.ColorWarning
	p.count = kit.Frame(nil, nil, kit.Pad(0, 20, 0, 0, container.NewStack(p.qtyBox, kit.Pad(2, 18, 2, 18, p.qty))), nil, p.slot)
	p.ends = kit.Column(6)
	p.box = kit.Column(8, p.zone, p.place, p.count, kit.Column(2, p.sku, p.name, p.order), p.turn, p.ends)
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer is Fyne's way to draw the widget.
func (p *nowPanel) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.box) }

func (p *nowPanel) set(m *walk, state page.State) {
	ground := kit.ColorSurface
	if state == page.Good || state == page.Bad || state == page.Warning {
		ground = kit.StateSoft(state)
	}
	p.ground.SetColor(ground)
	s := m.Now()
	kit.SetVisible(p.count, s != nil)
	asked := m.Asking != askNothing // the question stands in the place of what is known by then
	for _, o := range []fyne.CanvasObject{p.sku, p.name, p.order} {
		kit.SetVisible(o, s != nil && !asked)
	}
	p.ends.Objects = nil
	kit.SetVisible(p.turn, s != nil && !asked && m.TurnsBack(*s))
	if s == nil {
		p.over(m)
	} else {
		p.stop(m, *s)
	}
	p.ends.Refresh()
	p.Refresh()
}

func (p *nowPanel) over(m *walk) {
	p.zone.Set("")
	switch m.Over() {
	case "done":
		words, to := m.Ends()
		p.place.SetColor("✓ Done", kit.ColorGood)
		p.zone.Set(words)
		for _, d := range to {
			slot := kit.NewBig(d.Slot, 17)
			slot.Color = theme.ColorNamePrimary
			order := kit.NewMuted(d.Order)
			order.Narrow = true
			p.ends.Add(kit.Frame(nil, nil, kit.Row(14, kit.Fixed(40, 0, slot), kit.Fixed(180, 0, kit.NewBig("→ "+d.To, 17))), nil, container.NewVBox(kit.Pad(10, 0, 0, 0, order))))
		}
	case "cancelled":
		p.place.SetColor("Cancelled", kit.ColorMuted)
	default:
		p.place.Set("")
	}
}

func (p *nowPanel) stop(m *walk, s stop) {
	p.zone.Set("Go to")
	if s.Zone != "" {
		p.zone.Set("Zone " + s.Zone)
	}
	place := theme.ColorNameForeground
	if m.AtPlace() {
		place = kit.ColorGood
	}
	p.place.SetColor(s.Location, place)
	// More than one stands on a dark box: the one thing pickers overlook.
	if s.Units > 1 {
		p.qtyBox.SetColor(theme.ColorNameForeground)
		p.qty.SetColor(fmt.Sprintf("× %d", s.Units), theme.ColorNameBackground)
	} else {
		p.qtyBox.SetColor(kit.ColorRaised)
		p.qty.SetColor("× 1", theme.ColorNameForeground)
	}
	p.slot.Set("")
	if len(m.W.Orders) > 1 && !m.W.List.Bulk {
		p.slot.SetColor(s.Slots(), theme.ColorNamePrimary)
	}
	p.sku.Set(string(s.SKU))
	p.name.Set(s.Name)
	p.order.Set(join(s.Barcode, orderOf(m.W.Orders, s)))
	p.turn.Set("▲ Turn back here: nothing more is picked further on")
}

func orderOf(rows []data.PickListShipmentsRow, s stop) string {
	for _, r := range rows {
		if r.Slot == s.Slot && len(s.Lines) == 1 {
			return "for " + r.Number + " " + r.Customer
		}
	}
	return ""
}

// askPanel asks the picker something, with buttons for fingers.
type askPanel struct {
	widget.BaseWidget
	m       *walk
	words   *kit.Line
	hint    *fyne.Container
	field   *kit.Field
	found   *kit.Entry
	buttons *fyne.Container
	box     fyne.CanvasObject
	shown   question
}

func newAskPanel(m *walk) *askPanel {
	p := &askPanel{m: m, words: kit.NewBig("", 9), hint: container.NewStack(), found: kit.NewEntry("0"), buttons: kit.Row(8)}
	p.words.Narrow, p.words.Shrink = true, true
	p.found.SelectAll = true
	p.found.OnSubmitted = m.Found
	p.field = kit.NewField("", p.found).WithWidth(160)
	p.box = kit.Card(kit.Column(8, p.words, p.field, p.buttons, p.hint))
	p.ExtendBaseWidget(p)
	p.Hide()
	return p
}

// CreateRenderer is Fyne's way to draw the widget.
func (p *askPanel) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.box) }

// fingers is how many units have a button of their own.
const fingers = 8

// set shows what is asked, and reports whether it is something else than before.
func (p *askPanel) set() bool {
	p.field.SetError(p.m.Bad)
	if p.shown == p.m.Asking {
		return false
	}
	p.shown = p.m.Asking
	kit.SetVisible(p, p.shown != askNothing)
	if p.shown == askNothing {
		return true
	}
	asks, hint := p.m.Question()
	p.words.Set(asks)
	p.hint.Objects = []fyne.CanvasObject{kit.Words(hint, kit.ColorMuted, fyne.TextAlignLeading)}
	kit.SetVisible(p.field, p.shown == askFound)
	p.buttons.Objects = nil
	switch p.shown {
	case askFound:
		for n := range min(fingers, int(p.m.asked.Units)) {
			p.add(fmt.Sprint(n), "", func() { p.m.Found(fmt.Sprint(n)) })
		}
		p.found.SetText("0")
		kit.Focus(p.found)
	case askWhy:
		two := container.NewGridWithColumns(2)
		for i, why := range reasons {
			two.Add(p.button(why, page.Key(fmt.Sprint(i+1)), func() { p.m.Skip(i) }))
		}
		p.buttons.Objects = []fyne.CanvasObject{two}
	default:
		p.add("Yes", "Y", func() { p.m.Answer(true) })
		p.add("No", "N", func() { p.m.Answer(false) })
	}
	p.buttons.Refresh()
	p.Refresh()
	return true
}

func (p *askPanel) button(text string, key page.Key, do func()) *kit.Button {
	b := kit.NewButton(text, do)
	b.Key, b.Bigger = key, 4
	return b
}

func (p *askPanel) add(text string, key page.Key, do func()) {
	p.buttons.Add(p.button(text, key, do))
}
