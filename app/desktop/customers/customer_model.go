package customers

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// mostOrders is how many orders of a customer the page shows.
const mostOrders = 500

// keeper is what the page of one customer asks the shop.
type keeper interface {
	Caller(ctx context.Context, id int64) (app.Caller, error)
	OrdersOf(ctx context.Context, customer int64, most int) ([]data.OrderRow, error)
	Profile(ctx context.Context) (app.Profile, error)
	SaveCustomer(ctx context.Context, who data.Actor, op data.Op, c data.Customer, a *data.Address) (data.Customer, error)
	UndoOp(ctx context.Context, who data.Actor, op data.Op) (app.Undone, error)
	Watch(fn func(data.Changed)) (stop func())
	Now(p app.Profile) time.Time
}

// Customer is the page of one customer.
type Customer struct {
	OnChange func()

	ID     int64 // 0 while the customer is being written down
	Known  app.Caller
	Orders []data.OrderRow
	Loaded bool
	Row    int
	Form   *page.Form
	Notice *page.Notice

	shop    keeper
	who     func() data.Actor
	run     page.Runner
	desk    page.Desk
	profile app.Profile
	stop    func()
	stale   *page.Burst
	loading page.Latest
}

// NewCustomer makes the page; id 0 is a customer who is not there yet.
func NewCustomer(shop keeper, who func() data.Actor, desk page.Desk, id int64) *Customer {
	return &Customer{shop: shop, who: who, run: desk.Runner(), desk: desk, ID: id, OnChange: func() {}, profile: app.DefaultProfile()}
}

// Open reads the customer and follows what changes; for a new one the form is
// opened.
func (m *Customer) Open() {
	m.stale = page.NewBurst(m.run, page.BurstWait, m.Reload)
	m.stop = m.shop.Watch(func(c data.Changed) {
		if len(c.Entities["customer"]) > 0 || len(c.Entities["order"]) > 0 {
			m.stale.Poke()
		}
	})
	m.Reload()
}

// Close ends it.
func (m *Customer) Close() {
	if m.stop != nil {
		m.stop()
	}
	if m.stale != nil {
		m.stale.Close()
	}
	m.loading.Cancel()
}

// readCustomer is what Reload reads.
type readCustomer struct {
	known   app.Caller
	orders  []data.OrderRow
	profile app.Profile
}

// Reload reads the customer again.
func (m *Customer) Reload() {
	id := m.ID
	page.Load(m.run, &m.loading, page.Patience, func(ctx context.Context) (r readCustomer, err error) {
		if r.profile, err = m.shop.Profile(ctx); err != nil || id == 0 {
			return r, err
		}
		if r.known, err = m.shop.Caller(ctx, id); err != nil {
			return r, err
		}
		r.orders, err = m.shop.OrdersOf(ctx, id, mostOrders)
		return r, err
	}, func(r readCustomer, err error) {
		if err != nil {
			m.Notice = page.Explain("read the customer", err, m.Reload)
			m.OnChange()
			return
		}
		m.profile, m.Notice = r.profile, nil
		if id == 0 {
			if m.Form == nil && m.ID == 0 {
				m.Edit()
			}
			m.OnChange()
			return
		}
		m.Known, m.Orders, m.Loaded = r.known, r.orders, true
		m.desk.Changed()
		m.OnChange()
	})
}

// Title stands at the top of the window.
func (m *Customer) Title() string {
	switch {
	case m.ID == 0:
		return "New customer"
	case !m.Loaded:
		return "Customer"
	}
	return m.Known.Customer.Name
}

// yesNo are the words of a form for what is so or not.
var yesNo = []string{"no", "yes"}

// Edit opens the form of the customer.
func (m *Customer) Edit() {
	c, a := m.Known.Customer, data.Address{Country: m.profile.Country}
	if len(m.Known.Addresses) > 0 {
		a = m.Known.Addresses[0]
	}
	limit, first := "", yesNo[0]
	if c.CreditLimit > 0 {
		limit = c.CreditLimit.String()
	}
	if c.Priority > 0 {
		first = yesNo[1]
	}
	title, do := "Change "+c.Name, "Keep customer"
	if m.ID == 0 {
		title, do = "New customer", "Add customer"
	}
	f := &page.Form{Title: title, Do: do, Fields: []page.FormField{
		{ID: "name", Label: "Name", Value: c.Name}, {ID: "company", Label: "Company", Value: c.Company},
		{ID: "phone", Label: "Phone", Value: c.Phone}, {ID: "email", Label: "E-mail", Value: c.Email},
		{ID: "street", Label: "Street", Value: a.Street1}, {ID: "street 2", Label: "Street 2", Value: a.Street2},
		{ID: "postcode", Label: "Postcode", Value: a.Postcode}, {ID: "city", Label: "Town", Value: a.City},
		{ID: "region", Label: "County", Value: a.Region}, {ID: "country", Label: "Country", Value: a.Country},
		{ID: "terms", Label: "Terms, days", Value: number(c.TermsDays), Placeholder: "0: pays at once"},
		{ID: "credit", Label: "Credit limit", Value: limit, Placeholder: "0.00"},
		{ID: "priority", Label: "Goes first", Value: first, Choices: yesNo},
		{ID: "note", Label: "Note", Value: c.Note, Placeholder: "Shown at every call"},
	}}
	op := data.NewOp("customer", c.ID)
	f.Submit = func() { m.submit(f, op, c, a) }
	m.Form = f
	m.OnChange()
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// submit reads the form and keeps the customer.
func (m *Customer) submit(f *page.Form, op data.Op, c data.Customer, a data.Address) {
	c.Name, c.Company, c.Phone, c.Email, c.Note = f.Value("name"), f.Value("company"), f.Value("phone"), f.Value("email"), f.Value("note")
	if c.Name == "" {
		f.Refuse("name", "a customer needs a name")
	}
	c.TermsDays = 0
	if text := f.Value("terms"); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 || n > 365 {
			f.Refuse("terms", "days from 0 to 365")
		}
		c.TermsDays = n
	}
	c.CreditLimit = 0
	if text := f.Value("credit"); text != "" {
		minor, err := page.ParseMoney(text, 2)
		switch {
		case err != nil:
			f.Refuse("credit", err.Error())
		case minor < 0:
			f.Refuse("credit", "a limit is not below nothing")
		}
		c.CreditLimit = data.Money(minor)
	}
	switch yes := f.Value("priority") == "yes"; {
	case yes && c.Priority == 0:
		c.Priority = 1
	case !yes:
		c.Priority = 0
	}
	a.Name, a.Company, a.Phone = c.Name, c.Company, c.Phone
	a.Street1, a.Street2, a.City, a.Region = f.Value("street"), f.Value("street 2"), f.Value("city"), f.Value("region")
	a.Postcode, a.Country = strings.ToUpper(f.Value("postcode")), strings.ToUpper(f.Value("country"))
	if a.ID == 0 {
		a.IsDefault = true
	}
	if !f.Sound() {
		return
	}
	address := &a
	if a.ID == 0 && a.Street1+a.City+a.Postcode == "" {
		address = nil // nothing is known of where they live yet
	}
	m.save(f, op.For([]any{c, a}), c, address)
}

func (m *Customer) save(f *page.Form, op data.Op, c data.Customer, a *data.Address) {
	f.Busy = true
	who, added := m.who(), c.ID == 0
	page.Do(m.run, page.Patience, func(ctx context.Context) (err error) {
		c, err = m.shop.SaveCustomer(ctx, who, op, c, a)
		return err
	}, func(err error) {
		if err != nil {
			f.Fail("keep the customer", err)
			m.OnChange()
			return
		}
		if m.Form == f {
			m.Form = nil
		}
		toast := page.Toast{Text: c.Name + " is kept", State: page.Good}
		if added {
			m.ID = c.ID
			toast.Text = fmt.Sprintf("%s is customer %s", c.Name, c.Number)
		} else {
			toast.Undo = func() { m.undo(op) }
		}
		m.desk.Toast(toast)
		m.Reload()
	})
}

func (m *Customer) undo(op data.Op) {
	who := m.who()
	page.Do(m.run, page.Patience, func(ctx context.Context) error {
		_, err := m.shop.UndoOp(ctx, who, op)
		return err
	}, func(err error) {
		toast := page.Toast{Text: "Undone", State: page.Good}
		if n := page.Explain("undo it", err, nil); n.Shown() {
			toast = page.Toast{Text: n.Title, State: page.Warning}
		}
		m.desk.Toast(toast)
		m.Reload()
	})
}

// CloseForm leaves the form; that of a new customer leaves the page. It reports
// whether there was one.
func (m *Customer) CloseForm() bool {
	if m.Form == nil {
		return false
	}
	m.Form = nil
	if m.ID == 0 {
		m.desk.Back()
		return true
	}
	m.OnChange()
	return true
}

// StartOrder starts a phone order for the customer.
func (m *Customer) StartOrder() {
	if m.ID > 0 {
		m.desk.Open(page.Route("neworder").With("customer", fmt.Sprint(m.ID)))
	}
}

// OpenOrder opens the order of a row.
func (m *Customer) OpenOrder(row int) {
	if row >= 0 && row < len(m.Orders) {
		m.desk.Open(page.To("order", fmt.Sprint(m.Orders[row].Number)))
	}
}

// Figures are what the shop knows of the customer in numbers: a name and a
// value each.
func (m *Customer) Figures() [][2]string {
	f, cur := m.Known.Figures, m.profile.Currency
	figures := [][2]string{
		{"Orders", page.FormatCount(f.Orders)}, {"Value", data.Money(f.Total).In(cur)}, {"Owes", data.Money(f.Owed).In(cur)}, {"Last order", day(data.Instant(f.LastAt), m.profile)},
	}
	if f.Orders > 0 {
		figures = append(figures, [2]string{"An order", data.Money(f.Total / f.Orders).In(cur)})
	}
	if c := m.Known.Customer; c.TermsDays > 0 {
		figures = append(figures, [2]string{"Terms", fmt.Sprintf("%d days", c.TermsDays)}, [2]string{"Credit limit", c.CreditLimit.In(cur)})
	}
	return figures
}

// OrderRows are the customer's orders as a table reads them.
func (m *Customer) OrderRows() page.Fixed {
	var rows page.Fixed
	for _, o := range m.Orders {
		rows = append(rows, []page.Cell{
			page.T(fmt.Sprint(o.Number)), page.T(day(o.PlacedAt, m.profile)), page.S(title(string(o.Stage)), stageState(o.Stage)), page.T(title(string(o.PayStatus))),
			page.T(page.FormatCount(int64(o.Units))), page.T(o.Total.In(o.Currency)), page.T(o.Channel),
		})
	}
	return rows
}

// title begins a word with a capital.
func title(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:] // stages are plain English words
}

func stageState(s data.OrderStage) page.State {
	switch s {
	case data.OnHold:
		return page.Bad
	case data.Unpaid, data.BadAddress, data.Backordered:
		return page.Warning
	case data.Ready:
		return page.Good
	case data.Closed, data.CancelledOut:
		return page.Muted
	}
	return page.Info
}
