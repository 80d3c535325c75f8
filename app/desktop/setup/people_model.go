package setup

import (
	"context"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// people is what the section of people asks.
type people interface {
	People(ctx context.Context) ([]data.User, error)
	SaveUser(ctx context.Context, who data.Actor, op data.Op, name, role string) (int64, error)
	ArchiveUser(ctx context.Context, who data.Actor, op data.Op, id int64) error
}

// peoplePart is who works in the shop, and who sits here.
type peoplePart struct {
	part
	All []data.User
	At  int

	shop people
	sit  func(string)
}

func newPeoplePart(p part, shop people, sit func(string)) *peoplePart {
	return &peoplePart{part: p, shop: shop, sit: sit}
}

// Reload reads the people.
func (m *peoplePart) Reload() {
	ask(&m.part, "read the people", m.Reload, m.shop.People, func(all []data.User) { m.All = all })
}

var peopleColumns = []page.Column{
	{ID: "name", Title: "Name", Grow: 1, Strong: true},
	{ID: "role", Title: "Role", Width: 160},
	{ID: "here", Title: "", Width: 160, Kind: page.StateWord},
}

// Rows is the list as a table shows it.
func (m *peoplePart) Rows() page.Fixed {
	out := make(page.Fixed, len(m.All))
	me := m.who().User
	for i, u := range m.All {
		here := page.Cell{}
		if u.Name == me {
			here = page.S("sits here", page.Good)
		}
		out[i] = []page.Cell{page.T(u.Name), page.T(u.Role), here}
	}
	return out
}

// Says is what stands at the bottom.
func (m *peoplePart) Says() string {
	w := m.who()
	return w.User + " sits at " + w.Desk + "; every change is written down under this name"
}

// Cursor says which row is meant.
func (m *peoplePart) Cursor(i int) { m.At = i }

func (m *peoplePart) here() (data.User, bool) {
	if m.At < 0 || m.At >= len(m.All) {
		return data.User{}, false
	}
	return m.All[m.At], true
}

// New asks for a person.
func (m *peoplePart) New() {
	op := data.NewOp("add person", nil)
	m.show(&page.Form{Title: "Somebody new", Do: "Add", Fields: []page.FormField{
		{ID: "name", Label: "Name"},
		{ID: "role", Label: "Role", Value: app.Roles[2], Choices: app.Roles, Hint: "Kept with the name; the program does not yet forbid by role."},
	}, Submit: func() {
		name, role := m.Form.Value("name"), m.Form.Value("role")
		m.submit("add "+name, name+" is on the list", func(ctx context.Context) error {
			_, err := m.shop.SaveUser(ctx, m.who(), op.For(name+role), name, role)
			return err
		}, m.Reload)
	}})
}

// Edit asks for another role.
func (m *peoplePart) Edit() {
	u, ok := m.here()
	if !ok {
		return
	}
	op := data.NewOp("change person", u.ID)
	m.show(&page.Form{Title: "Role of " + u.Name, Do: "Save", Fields: []page.FormField{{ID: "role", Label: "Role", Value: u.Role, Choices: app.Roles}}, Submit: func() {
		role := m.Form.Value("role")
		m.submit("change "+u.Name, u.Name+" is "+role, func(ctx context.Context) error {
			_, err := m.shop.SaveUser(ctx, m.who(), op.For(role), u.Name, role)
			return err
		}, m.Reload)
	}})
}

// Sit says who sits at this desk from now on.
func (m *peoplePart) Sit() {
	if u, ok := m.here(); ok {
		m.sit(u.Name)
		m.toast(page.Toast{Text: u.Name + " sits here now", State: page.Good})
		m.OnChange()
	}
}

// Archive takes a person off the list; what they did stays.
func (m *peoplePart) Archive() {
	u, ok := m.here()
	if !ok {
		return
	}
	op := data.NewOp("archive person", u.ID)
	m.do("take "+u.Name+" off the list", u.Name+" is off the list; what they did stays", func(ctx context.Context) error {
		return m.shop.ArchiveUser(ctx, m.who(), op, u.ID)
	}, m.Reload)
}

// Open is Enter on a row.
func (m *peoplePart) Open(i int) { m.At = i; m.Sit() }

// Commands is what can be done here.
func (m *peoplePart) Commands() page.Commands {
	some := func() bool { _, ok := m.here(); return ok && m.Form == nil }
	return page.Commands{
		{ID: "people.archive", Title: "Take off the list", Key: "Ctrl+Delete", Group: "People", Rows: true, Enabled: some, Run: m.Archive},
		{ID: "people.edit", Title: "Change role", Key: "F4", Group: "People", Rows: true, Enabled: some, Run: m.Edit},
		{ID: "people.new", Title: "Add somebody", Key: "Ctrl+N", Group: "People", Run: m.New},
		{ID: "people.sit", Title: "Sit here", Key: "F9", Group: "People", Hint: "Every change is written down under this name.", Rows: true, Primary: true, Enabled: some, Run: m.Sit},
	}
}
