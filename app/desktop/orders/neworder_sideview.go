package orders

import (
	"fmt"
	"strconv"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// orderSide is the right of a phone order: what it comes to, what the rules
// decided, how it is paid, and the notes.
type orderSide struct {
	v   *newOrderView
	box *fyne.Container

	goods, postage, tax, total *kit.Line
	facts                      *fyne.Container
	factsText                  string
	way                        *kit.Entry
	wayField                   *kit.Field
	ways                       *fyne.Container
	paid                       *kit.Line
	reference                  *kit.Field
	notes                      *fyne.Container
}

func newOrderSide(v *newOrderView) *orderSide {
	s := &orderSide{v: v}
	sum := func() *kit.Line {
		l := kit.NewLine("")
		l.Align = fyne.TextAlignTrailing
		return l
	}
	s.goods, s.postage, s.tax, s.total = sum(), sum(), sum(), sum()
	s.total.Bold, s.total.Bigger = true, 7
	name := kit.NewStrong("Total")
	s.facts = kit.Column(4)
	s.buildPay()
	s.notes = kit.Column(8, v.entry(AtNote, "For the people who pack"), v.entry(AtGift, "Printed for whom it is for"))
	s.box = kit.Column(12,
		kit.Column(4, kit.Spread(kit.NewMuted("Goods"), s.goods), kit.Spread(kit.NewMuted("Postage"), s.postage), kit.Spread(kit.NewMuted("Tax"), s.tax),
			kit.HLine(), kit.Spread(name, s.total)),
		s.facts, kit.HLine(), kit.Column(6, kit.Spread(kit.NewHeading("Pay"), kit.NewMuted("F8")), s.paid, s.ways, s.reference), kit.HLine(),
		kit.Spread(kit.NewHeading("Notes"), kit.NewMuted("F7")), s.notes)
	return s
}

func (s *orderSide) buildPay() {
	m := s.v.m
	s.paid = kit.NewLine("")
	s.paid.Narrow = true
	s.way = kit.NewEntry("1 to 6")
	s.way.OnFocus = func(on bool) {
		if on {
			s.v.focused(AtPay)
		}
	}
	s.way.OnChanged = func(text string) {
		if text == "" {
			return
		}
		s.way.SetText("")
		if n, err := strconv.Atoi(text[len(text)-1:]); err == nil {
			m.PayBy(n)
		}
	}
	s.way.OnSubmitted = func(string) {
		if m.Sheet.Pay != "" {
			m.Go(AtItem)
		}
	}
	s.wayField = kit.NewField("", s.way)
	parts := []fyne.CanvasObject{s.wayField}
	for i, w := range PayWays {
		digit := kit.NewStrong(strconv.Itoa(i + 1))
		parts = append(parts, newTap(kit.Pad(3, 0, 3, 4, kit.Row(12, digit, kit.NewLine(w.Title()))), func() { m.PayBy(i + 1) }))
	}
	s.ways = kit.Column(0, parts...)
	s.reference = s.v.entry(AtReference, "Last four digits, or reference")
}

func (s *orderSide) refresh() {
	m := s.v.m
	q := m.Quote
	if len(q.Lines) == 0 {
		for _, l := range []*kit.Line{s.goods, s.postage, s.tax, s.total} {
			l.SetColor("–", kit.ColorFaint)
		}
	} else {
		s.goods.SetColor(q.Goods.In(q.Currency), theme.ColorNameForeground)
		s.postage.SetColor(q.Postage.In(q.Currency), theme.ColorNameForeground)
		s.tax.SetColor(q.Tax.In(q.Currency), theme.ColorNameForeground)
		s.total.SetColor(q.Total.In(q.Currency), theme.ColorNameForeground)
	}
	s.refreshFacts()
	s.paid.SetColor(sentence(m.PayText()), kit.ColorMuted)
	if m.Sheet.Pay != "" && m.Sheet.Pay != PayLater {
		s.paid.SetColor(kit.StateSign(page.Good)+"  "+sentence(m.PayText()), kit.ColorGood)
	}
	show(s.ways, m.Spot == AtPay)
	show(s.reference, m.Sheet.Pay.NeedsReference() && (m.Spot == AtReference || m.Spot == AtPay || m.Wrong[AtReference] != ""))
	if s.wayField.Error() != m.Wrong[AtPay] {
		s.wayField.SetError(m.Wrong[AtPay])
	}
}

// refreshFacts says what the rules decided and what a clerk should say.
func (s *orderSide) refreshFacts() {
	m := s.v.m
	q := m.Quote
	type fact struct {
		text  string
		state page.State
		bold  bool
	}
	var facts []fact
	add := func(state page.State, bold bool, text string) {
		if text != "" {
			facts = append(facts, fact{text, state, bold})
		}
	}
	if len(q.Lines) > 0 {
		if !q.Arrives.IsZero() {
			add(page.Plain, true, "Arrives "+m.Day(q.Arrives))
		}
		add(page.Muted, false, joined(" · ", q.Carrier, q.Service))
		if q.Boxes != "" {
			add(page.Muted, false, fmt.Sprintf("Box %s, %s", q.Boxes, q.Weight))
		}
		for _, g := range q.Gifts {
			add(page.Info, false, "Gift: "+g.Product.Name)
		}
		if q.Short() {
			add(page.Warning, false, "Not all of it is in stock")
		}
		add(page.Warning, false, sentence(q.Trouble))
		if m.Sheet.Customer > 0 || m.Sheet.Newcomer != nil {
			for _, n := range q.Address.Notes {
				if q.Doubtful() && (m.Sheet.Newcomer == nil || m.Spot >= AtItem) {
					add(page.Warning, false, "Address: "+n.Message+" (F6)")
				}
			}
		}
		for _, w := range q.Warnings {
			add(page.Warning, false, sentence(w))
		}
	}
	key := fmt.Sprint(facts)
	if key == s.factsText {
		return
	}
	s.factsText = key
	s.facts.Objects = nil
	for _, f := range facts {
		switch {
		case f.state == page.Warning || f.state == page.Info:
			s.facts.Objects = append(s.facts.Objects, kit.Words(kit.StateSign(f.state)+" "+f.text, kit.StateColor(f.state), fyne.TextAlignLeading))
		default:
			l := kit.NewLine(f.text)
			l.Bold, l.Narrow = f.bold, true
			if f.state == page.Muted {
				l.Color = kit.ColorMuted
			}
			s.facts.Objects = append(s.facts.Objects, l)
		}
	}
	s.facts.Refresh()
	s.box.Refresh()
}

// sentence begins a text with a capital.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
