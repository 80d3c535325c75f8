package orders

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// mostUnits is the largest quantity a line takes: a bar code typed into the
// quantity by mistake is not an order of five million.
const mostUnits = 99_999

func (m *NewOrder) askItems(text string) func(context.Context) ([]app.Goods, error) {
	return func(ctx context.Context) ([]app.Goods, error) {
		return m.shop.FindGoods(ctx, strings.TrimSpace(text), findsShown)
	}
}

// SearchItem looks for goods by what has been typed so far.
func (m *NewOrder) SearchItem(text string) {
	m.ItemText = text
	delete(m.Wrong, AtItem)
	m.items.find(m.run, strings.TrimSpace(text), m.askItems(text), func(err error) {
		m.noteSearch("look for goods", err)
		m.AskItems()
	})
}

// Items is what was found for the text in the item field.
func (m *NewOrder) Items() []app.Goods { return m.items.hits }

// ItemsKnown reports whether Items answers what stands in the field now.
func (m *NewOrder) ItemsKnown() bool { return m.items.answered }

// EnterItem is Enter in the item field: the best find becomes a line and its
// quantity is asked for. Enter in the empty field moves on to paying and
// placing.
func (m *NewOrder) EnterItem(text string) {
	text = strings.TrimSpace(text)
	if text == "" {
		m.moveOn()
		return
	}
	m.ItemText = ""
	if m.items.answered && m.items.text == text {
		if len(m.items.hits) == 0 {
			m.nothing(text)
			return
		}
		m.ChooseItem(m.items.hits[0].Product.ID)
		return
	}
	// The list is not there yet: the quantity can be typed meanwhile.
	m.Sheet.Lines = append(m.Sheet.Lines, SheetLine{Wanted: text, Qty: 1})
	m.Line = len(m.Sheet.Lines) - 1
	m.Go(AtQty)
	m.items.best(m.run, text, m.askItems(text), func(hits []app.Goods, err error) { m.filled(text, hits, err) })
}

// filled puts the best find into the line that waits for it.
func (m *NewOrder) filled(text string, hits []app.Goods, err error) {
	at := -1
	for i, l := range m.Sheet.Lines {
		if l.Product == 0 && l.Wanted == text {
			at = i
		}
	}
	if at < 0 {
		return // taken away meanwhile
	}
	if err != nil || len(hits) == 0 {
		m.Sheet.Lines = append(m.Sheet.Lines[:at], m.Sheet.Lines[at+1:]...)
		m.linesChanged()
		if err != nil {
			m.Notice = page.Explain("look for goods", err, nil)
			m.ItemText = text
			m.Go(AtItem)
			return
		}
		m.nothing(text)
		return
	}
	p := hits[0].Product
	l := &m.Sheet.Lines[at]
	l.Product, l.SKU, l.Name, l.Wanted = p.ID, p.SKU, p.Name, ""
	m.linesChanged()
}

// nothing says that no goods were found; the text stays to be put right.
func (m *NewOrder) nothing(text string) {
	if m.ItemText == "" {
		m.ItemText = text
	}
	m.Wrong[AtItem] = fmt.Sprintf("nothing is called %q", text)
	m.Go(AtItem)
}

// ChooseItem takes one of the finds as a line. Goods that are on the order
// already are not added twice: their quantity is asked for again.
func (m *NewOrder) ChooseItem(product int64) {
	m.ItemText = ""
	if at := m.lineOf(product); at >= 0 {
		m.Line = at
		m.Go(AtQty)
		return
	}
	for _, g := range m.items.hits {
		if g.Product.ID == product {
			m.Sheet.Lines = append(m.Sheet.Lines, SheetLine{Product: product, SKU: g.Product.SKU, Name: g.Product.Name, Qty: 1})
			m.Line = len(m.Sheet.Lines) - 1
			m.Spot = AtQty
			m.linesChanged()
			return
		}
	}
	// Pressed in a list that was about to change.
	var g app.Goods
	page.Do(m.run, page.Patience, func(ctx context.Context) (err error) {
		g, err = m.shop.Goods(ctx, product)
		return err
	}, func(err error) {
		if err != nil {
			m.Notice = page.Explain("read the product", err, nil)
			m.changed()
			return
		}
		m.addLine(SheetLine{Product: product, SKU: g.Product.SKU, Name: g.Product.Name, Qty: 1})
	})
}

func (m *NewOrder) lineOf(product int64) int {
	for i, l := range m.Sheet.Lines {
		if l.Product == product {
			return i
		}
	}
	return -1
}

// addLine adds goods, or units to the line that has them, and leaves the
// keyboard where lines are typed.
func (m *NewOrder) addLine(l SheetLine) {
	if at := m.lineOf(l.Product); at >= 0 {
		m.Sheet.Lines[at].Qty += l.Qty
	} else {
		m.Sheet.Lines = append(m.Sheet.Lines, l)
	}
	if m.Spot == AtCaller {
		m.Go(AtItem)
	}
	m.linesChanged()
}

// linesChanged works the order out again; what was agreed about missing goods
// holds no longer.
func (m *NewOrder) linesChanged() {
	m.short, m.Taken, m.Notice = false, nil, nil
	delete(m.Wrong, AtItem)
	delete(m.Wrong, AtQty)
	delete(m.Wrong, AtPrice)
	m.quote()
	m.touched()
}

// SetQty takes what is typed into the quantity of the line.
func (m *NewOrder) SetQty(text string) {
	if m.Line >= len(m.Sheet.Lines) {
		return
	}
	delete(m.Wrong, AtQty)
	l := &m.Sheet.Lines[m.Line]
	n, err := page.ParseQuantity(text, 0, mostUnits)
	switch {
	case strings.TrimSpace(text) == "" || err == nil && n == 0:
		// Said at Enter: it may still be typed.
	case err != nil:
		m.Wrong[AtQty] = err.Error()
		m.changed()
	case data.Quantity(n) != l.Qty:
		l.Qty, m.short = data.Quantity(n), false
		m.quote()
		m.touched()
	}
}

// EnterQty is Enter in the quantity: 0 takes the line away, otherwise the next
// line is asked for.
func (m *NewOrder) EnterQty(text string) {
	if m.Wrong[AtQty] != "" {
		m.changed()
		return
	}
	if n, err := page.ParseQuantity(text, 0, mostUnits); err == nil && n == 0 {
		m.RemoveLine()
		return
	}
	m.Go(AtItem)
}

// QtyText is the quantity of the line as its field shows it.
func (m *NewOrder) QtyText() string {
	if m.Line >= len(m.Sheet.Lines) {
		return ""
	}
	return strconv.FormatInt(int64(m.Sheet.Lines[m.Line].Qty), 10)
}

// EditPrice begins to overtype the price of the line, or of the last one.
func (m *NewOrder) EditPrice() {
	if len(m.Sheet.Lines) == 0 {
		return
	}
	if m.Spot != AtQty && m.Spot != AtPrice {
		m.Line = len(m.Sheet.Lines) - 1
	}
	m.Go(AtPrice)
}

// PriceText is the price of the line as its field shows it.
func (m *NewOrder) PriceText() string {
	if m.Line >= len(m.Sheet.Lines) {
		return ""
	}
	if p := m.Sheet.Lines[m.Line].Price; p != nil {
		return p.String()
	}
	if q, ok := m.QuoteLine(m.Line); ok {
		return q.Price.String()
	}
	return ""
}

// EnterPrice is Enter in the price: empty goes back to the product's own.
func (m *NewOrder) EnterPrice(text string) {
	if m.Line >= len(m.Sheet.Lines) {
		m.Go(AtItem)
		return
	}
	l := &m.Sheet.Lines[m.Line]
	if strings.TrimSpace(text) == "" {
		l.Price = nil
		m.Go(AtItem)
		m.linesChanged()
		return
	}
	minor, err := page.ParseMoney(text, 2)
	if err == nil && minor < 0 {
		err = fmt.Errorf("a price is not below nothing")
	}
	if err != nil {
		m.Wrong[AtPrice] = err.Error()
		m.changed()
		return
	}
	price := data.Money(minor)
	if q, ok := m.QuoteLine(m.Line); !ok || price != q.Price {
		l.Price = &price
	}
	m.Go(AtItem)
	m.linesChanged()
}

// EditLine puts the keyboard on the quantity of a line.
func (m *NewOrder) EditLine(line int) {
	if line < 0 || line >= len(m.Sheet.Lines) {
		return
	}
	m.Line = line
	m.Go(AtQty)
}

// StepLine goes up or down among the lines; below the last is the next line.
func (m *NewOrder) StepLine(by int) {
	at := len(m.Sheet.Lines)
	if m.Spot == AtQty || m.Spot == AtPrice {
		at = m.Line
	}
	at += by
	switch {
	case at < 0:
	case at >= len(m.Sheet.Lines):
		m.Go(AtItem)
	default:
		m.EditLine(at)
	}
}

// RemoveLine takes away the line the keyboard is on, or the last one.
func (m *NewOrder) RemoveLine() {
	n := len(m.Sheet.Lines)
	if n == 0 {
		return
	}
	at := n - 1
	if (m.Spot == AtQty || m.Spot == AtPrice) && m.Line < n {
		at = m.Line
	}
	m.Sheet.Lines = append(m.Sheet.Lines[:at:at], m.Sheet.Lines[at+1:]...)
	m.Spot = AtItem
	m.linesChanged()
}

// UndoLine takes back the last line while nothing else is being typed. It
// reports whether there was one.
func (m *NewOrder) UndoLine() bool {
	if m.Spot != AtItem || m.ItemText != "" || len(m.Sheet.Lines) == 0 {
		return false
	}
	m.RemoveLine()
	return true
}

// Scan adds the product of a scanned code. Other codes change nothing and are
// said.
func (m *NewOrder) Scan(code string) bool {
	var g app.Goods
	page.Do(m.run, page.Patience, func(ctx context.Context) error {
		f, err := m.shop.FindCode(ctx, code)
		switch {
		case err != nil:
			return err
		case f.Kind == "":
			return data.NotFound("nothing is known by the code %q", code)
		case f.Kind != "product":
			return data.Refused("scan", "scan a product here, or leave the order with Escape", "%s is no product", f.Name)
		}
		g, err = m.shop.Goods(ctx, f.ID)
		return err
	}, func(err error) {
		m.desk.Sound(err == nil)
		if err != nil {
			m.Notice = page.Explain("look up the code", err, nil)
			m.changed()
			return
		}
		m.addLine(SheetLine{Product: g.Product.ID, SKU: g.Product.SKU, Name: g.Product.Name, Qty: 1})
	})
	return true
}

// Stock says how a line stands with its goods: "4 in stock, 2 more due Fri 5
// Dec", or "" when there is enough.
func (m *NewOrder) Stock(line int) string {
	q, ok := m.QuoteLine(line)
	if !ok || q.Short == 0 {
		return ""
	}
	return m.stockText(q.Have, q.Incoming, app.Goods{Due: q.Due})
}

func (m *NewOrder) stockText(have, incoming data.Quantity, g app.Goods) string {
	s := fmt.Sprintf("%d in stock", max(0, have))
	switch {
	case incoming > 0 && !g.Due.IsZero():
		s += fmt.Sprintf(", %d more due %s", incoming, m.Day(g.Due))
	case incoming > 0:
		s += fmt.Sprintf(", %d more on order", incoming)
	default:
		s += ", none on order"
	}
	return s
}
