package kit

import (
	"strconv"
	"time"

	"packbench/app/desktop/page"
)

// Money is a field for an amount.
type Money struct {
	Field *Field // what is put on the page
	Entry *Entry
	// OnValue is called with each amount that can be read.
	OnValue func(minor int64)

	decimals int
}

// NewMoney makes a field for an amount in a currency with that many decimals.
func NewMoney(label string, decimals int) *Money {
	m := &Money{Entry: NewEntry(page.FormatMoney(0, decimals)), decimals: decimals}
	m.Entry.SelectAll = true
	m.Field = NewField(label, m.Entry)
	m.Entry.OnChanged = func(s string) {
		if v, err := page.ParseMoney(s, decimals); err == nil {
			m.Field.SetError("")
			if m.OnValue != nil {
				m.OnValue(v)
			}
		}
	}
	m.Entry.OnFocus = func(on bool) {
		if !on && m.Entry.Text != "" {
			if v, err := m.Value(); err == nil {
				m.Set(v)
			}
		}
	}
	return m
}

// Value is the amount in minor units; the error is shown under the field.
func (m *Money) Value() (int64, error) {
	v, err := page.ParseMoney(m.Entry.Text, m.decimals)
	m.Field.show(err)
	return v, err
}

// Set shows an amount.
func (m *Money) Set(minor int64) {
	if s := page.FormatMoney(minor, m.decimals); s != m.Entry.Text {
		m.Entry.SetText(s)
	}
}

func (f *Field) show(err error) {
	if err != nil {
		f.SetError(err.Error())
	} else if f.Error() != "" {
		f.SetError("")
	}
}

// Quantity is a field for a number of pieces. Up and Down change it by one.
type Quantity struct {
	Field *Field // what is put on the page
	Entry *Entry
	// OnValue is called with each number that can be read.
	OnValue func(n int64)

	least, most int64
}

// NewQuantity makes a field for a whole number between least and most.
func NewQuantity(label string, least, most int64) *Quantity {
	q := &Quantity{Entry: NewEntry("0"), least: least, most: most}
	q.Entry.SelectAll = true
	q.Field = NewField(label, q.Entry).WithWidth(96)
	q.Entry.OnChanged = func(s string) {
		if n, err := page.ParseQuantity(s, least, most); err == nil {
			q.Field.SetError("")
			if q.OnValue != nil {
				q.OnValue(n)
			}
		}
	}
	q.Entry.OnKey = func(c page.Chord) bool {
		step := int64(0)
		switch c.Name {
		case "Up":
			step = 1
		case "Down":
			step = -1
		default:
			return false
		}
		n, err := page.ParseQuantity(q.Entry.Text, least, most)
		if err != nil {
			n = max(least, 0)
			step = 0
		}
		q.Set(min(max(n+step, least), most))
		return true
	}
	return q
}

// Value is the number; the error is shown under the field.
func (q *Quantity) Value() (int64, error) {
	n, err := page.ParseQuantity(q.Entry.Text, q.least, q.most)
	q.Field.show(err)
	return n, err
}

// Set shows a number.
func (q *Quantity) Set(n int64) { q.Entry.SetText(strconv.FormatInt(n, 10)) }

// Date is a field for a day. It shows under itself how it understood what was
// typed.
type Date struct {
	Field *Field // what is put on the page
	Entry *Entry
	// OnValue is called with each day that can be read.
	OnValue func(time.Time)
	// Form is how days are written in this shop, as Go's time package takes it;
	// "" means "02/01/2006".
	Form string

	now        func() time.Time
	monthFirst bool
}

// NewDate makes a field for a day. now is the shop's clock.
func NewDate(label string, now func() time.Time, monthFirst bool) *Date {
	d := &Date{Entry: NewEntry("fri, 24/12, +3"), now: now, monthFirst: monthFirst}
	d.Entry.SelectAll = true
	d.Field = NewField(label, d.Entry).WithWidth(160)
	d.Entry.OnChanged = func(s string) {
		t, err := page.ParseDate(s, now(), monthFirst)
		if err != nil {
			d.Field.SetError("")
			return
		}
		d.Field.SetNote(t.Format("Monday 2 January 2006"), ColorFaint)
		if d.OnValue != nil {
			d.OnValue(t)
		}
	}
	d.Entry.OnFocus = func(on bool) {
		if !on && d.Entry.Text != "" {
			if t, err := d.Value(); err == nil {
				d.Set(t)
			}
		}
	}
	return d
}

// Value is the day; the error is shown under the field.
func (d *Date) Value() (time.Time, error) {
	t, err := page.ParseDate(d.Entry.Text, d.now(), d.monthFirst)
	d.Field.show(err)
	return t, err
}

// Set shows a day.
func (d *Date) Set(t time.Time) {
	form := d.Form
	if form == "" {
		form = "02/01/2006"
		if d.monthFirst {
			form = "01/02/2006"
		}
	}
	if s := t.Format(form); s != d.Entry.Text {
		d.Entry.SetText(s)
	}
}
