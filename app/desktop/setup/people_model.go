package setup

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// people is what the section of people asks.
type people interface {
	histories
	People(ctx context.Context) ([]data.Person, error)
	Guarded(ctx context.Context) (bool, error)
	SaveUser(ctx context.Context, who data.Actor, op data.Op, name, role string) (int64, error)
	ArchiveUser(ctx context.Context, who data.Actor, op data.Op, id int64) error
	SetPassword(ctx context.Context, who data.Actor, op data.Op, id int64, old, password string) error
	SetPIN(ctx context.Context, who data.Actor, op data.Op, id int64, old, pin string) error
	OwnRights(ctx context.Context, id int64) (map[app.Right]bool, error)
	SetUserRights(ctx context.Context, who data.Actor, op data.Op, id int64, own map[app.Right]bool) error
}

// peoplePart is who works in the shop, how they sign in, and who sits here.
type peoplePart struct {
	part
	All     []data.Person
	Guarded bool
	At      int

	shop    people
	sit     func(string)
	opening page.Latest
}

func newPeoplePart(p part, shop people, sit func(string)) *peoplePart {
	return &peoplePart{part: p, shop: shop, sit: sit}
}

// Reload reads the people.
func (m *peoplePart) Reload() {
	type read struct {
		all     []data.Person
		guarded bool
	}
	ask(&m.part, "read the people", m.Reload, func(ctx context.Context) (r read, err error) {
		if r.all, err = m.shop.People(ctx); err != nil {
			return r, err
		}
		r.guarded, err = m.shop.Guarded(ctx)
		return r, err
	}, func(r read) { m.All, m.Guarded = r.all, r.guarded })
}

var peopleColumns = []page.Column{
	{ID: "name", Title: "Name", Grow: 1, Strong: true},
	{ID: "role", Title: "Role", Width: 150},
	{ID: "proof", Title: "Signs in with", Width: 170},
	{ID: "rights", Title: "Own rights", Width: 110},
	{ID: "here", Title: "", Width: 130, Kind: page.StateWord},
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
		own := page.Cell{}
		if u.Rights != "" {
			own = page.T("changed")
		}
		out[i] = []page.Cell{page.T(u.Name), page.T(u.Role), page.T(proof(u)), own, here}
	}
	return out
}

func proof(u data.Person) string {
	switch {
	case u.HasPassword && u.HasPin:
		return "password or PIN"
	case u.HasPassword:
		return "password"
	case u.HasPin:
		return "PIN"
	}
	return "–"
}

// Says is what stands at the bottom.
func (m *peoplePart) Says() string {
	w := m.who()
	if m.Guarded {
		return w.User + " sits at " + w.Desk + "; who sits down gives a password or a PIN"
	}
	return w.User + " sits at " + w.Desk + "; nobody is asked for a password until an owner has one"
}

// Cursor says which row is meant.
func (m *peoplePart) Cursor(i int) { m.At = i }

func (m *peoplePart) here() (data.Person, bool) {
	if m.At < 0 || m.At >= len(m.All) {
		return data.Person{}, false
	}
	return m.All[m.At], true
}

// New asks for a person.
func (m *peoplePart) New() {
	op := data.NewOp("add person", nil)
	role := app.Roles[2]
	if len(m.All) == 0 {
		role = app.Roles[0] // the first of a shop is its owner
	}
	m.show(&page.Form{Title: "Somebody new", Do: "Add", Fields: []page.FormField{
		{ID: "name", Label: "Name"},
		{ID: "role", Label: "Role", Value: role, Choices: app.Roles, Hint: "What a role may do stands under Rights."},
	}, Submit: func() {
		name, role := m.Form.Value("name"), m.Form.Value("role")
		if slices.ContainsFunc(m.All, func(u data.Person) bool { return u.Name == name }) {
			m.Form.Refuse("name", name+" is on the list already")
			return
		}
		m.submit("add "+name, name+" is on the list", func(ctx context.Context) error {
			_, err := m.shop.SaveUser(ctx, m.who(), op.For(name+role).Began(""), name, role)
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
	began := u
	f := &page.Form{Title: "Role of " + u.Name, Do: "Save", Fields: roleFields(u)}
	f.Changing(m.again(&began, roleFields))
	f.Submit = func() {
		role := f.Value("role")
		sent := op.For(role).Began(began.Role)
		m.submit("change "+u.Name, u.Name+" is "+role, func(ctx context.Context) error {
			_, err := m.shop.SaveUser(ctx, m.who(), sent, u.Name, role)
			return err
		}, m.Reload)
	}
	m.show(f)
}

func roleFields(u data.Person) []page.FormField {
	return []page.FormField{{ID: "role", Label: "Role", Value: u.Role, Choices: app.Roles}}
}

// again reads a person as they stand on the list by now, for a form that began
// before: fields are its questions.
func (m *peoplePart) again(began *data.Person, fields func(data.Person) []page.FormField) func(context.Context) (page.Newer, error) {
	return func(ctx context.Context) (page.Newer, error) {
		n, err := newer(ctx, m.shop, "user", began.ID)
		if err != nil {
			return n, err
		}
		all, err := m.shop.People(ctx)
		if at := slices.IndexFunc(all, func(u data.Person) bool { return u.ID == began.ID }); at >= 0 {
			n.Fields, n.Begin = fields(all[at]), func() { *began = all[at] }
		} else {
			n.Gone = began.Name + " was taken off the list" + n.By("archived")
		}
		return n, err
	}
}

// Password asks for a new password.
func (m *peoplePart) Password() {
	hint := "At least 8 characters; a few words are easy to keep in mind. Empty takes it away."
	if u, ok := m.here(); ok && !m.Guarded && u.Role == app.Roles[0] {
		hint += " As the first owner's, it makes the shop ask everybody who sits down."
	}
	m.secret("password", hint, m.shop.SetPassword)
}

// PIN asks for a new PIN.
func (m *peoplePart) PIN() {
	m.secret("PIN", "4 to 12 digits, for sitting down quickly where somebody has given a password since the program was started. Empty takes it away.", m.shop.SetPIN)
}

func (m *peoplePart) secret(what, hint string, set func(ctx context.Context, who data.Actor, op data.Op, id int64, old, secret string) error) {
	u, ok := m.here()
	if !ok {
		return
	}
	op := data.NewOp("set "+what, u.ID) // never hashed together with what is typed
	id := strings.ToLower(what)
	f := &page.Form{Title: strings.ToUpper(what[:1]) + what[1:] + " of " + u.Name, Hint: hint, Do: "Save"}
	old := func() string { return "" }
	if m.Guarded && u.HasPassword && u.Name == m.who().User {
		f.Fields = append(f.Fields, page.FormField{ID: "old", Label: "Your password now", Secret: true})
		old = func() string { return f.Field("old").Value }
	}
	f.Fields = append(f.Fields, page.FormField{ID: id, Label: "New " + what, Secret: true}, page.FormField{ID: "again", Label: "Once more", Secret: true})
	f.Submit = func() {
		secret := f.Field(id).Value
		if secret != f.Field("again").Value {
			f.Refuse("again", "this is not the same as above")
			return
		}
		done := u.Name + " has a new " + what
		if secret == "" {
			done = u.Name + " has no " + what + " any more"
		}
		m.submit("set the "+what+" of "+u.Name, done, func(ctx context.Context) error {
			return set(ctx, m.who(), op, u.ID, old(), secret)
		}, m.Reload)
	}
	m.show(f)
}

// The words for a right of a person's own.
const (
	asRole = "as the role"
	given  = "yes"
	denied = "no"
)

// Rights asks what a person may do whatever their role says.
func (m *peoplePart) Rights() {
	u, ok := m.here()
	if !ok {
		return
	}
	page.Load(m.run, &m.opening, page.Patience, func(ctx context.Context) (map[app.Right]bool, error) { return m.shop.OwnRights(ctx, u.ID) }, func(own map[app.Right]bool, err error) {
		if m.Trouble = page.Explain("read the rights", err, nil); err == nil {
			m.askRights(u, own)
		}
		m.OnChange()
	})
}

func (m *peoplePart) askRights(u data.Person, own map[app.Right]bool) {
	op := data.NewOp("rights of person", u.ID)
	f := &page.Form{Title: "What " + u.Name + " may do", Hint: fmt.Sprintf("Beyond, or less than, what the role “%s” may.", u.Role), Do: "Save", Fields: rightFields(own)}
	began := u
	f.Changing(func(ctx context.Context) (page.Newer, error) {
		own, err := m.shop.OwnRights(ctx, u.ID)
		if err != nil {
			return page.Newer{}, err
		}
		return m.again(&began, func(data.Person) []page.FormField { return rightFields(own) })(ctx)
	})
	f.Submit = func() {
		own := map[app.Right]bool{}
		for _, r := range app.Rights {
			if v := f.Value(string(r.Right)); v != asRole {
				own[r.Right] = v == given
			}
		}
		sent := op.Began(began.Rights)
		m.submit("change the rights of "+u.Name, "The rights of "+u.Name+" are changed", func(ctx context.Context) error {
			return m.shop.SetUserRights(ctx, m.who(), sent, u.ID, own)
		}, m.Reload)
	}
	m.show(f)
}

// rightFields are the questions about what somebody may do of their own.
func rightFields(own map[app.Right]bool) []page.FormField {
	var fields []page.FormField
	for _, r := range app.Rights {
		value := asRole
		if yes, decided := own[r.Right]; decided && yes {
			value = given
		} else if decided {
			value = denied
		}
		fields = append(fields, page.FormField{ID: string(r.Right), Label: page.Sentence(string(r.Right)), Value: value, Choices: []string{asRole, given, denied}, Kept: []string{"rights"}})
	}
	return fields
}

// Sit lets the person sit at this desk from now on; in a shop with passwords
// they prove it first.
func (m *peoplePart) Sit() {
	if u, ok := m.here(); ok {
		m.sit(u.Name)
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
	owner := func() bool { u, ok := m.here(); return ok && m.Form == nil && u.Role != app.Roles[0] }
	return page.Commands{
		{ID: "people.archive", Title: "Take off the list", Key: "Ctrl+Delete", Group: "People", Rows: true, Enabled: some, Run: m.Archive},
		{ID: "people.edit", Title: "Role", Key: "F4", Group: "People", Rows: true, Enabled: some, Run: m.Edit},
		{ID: "people.password", Title: "Password", Key: "F6", Group: "People", Rows: true, Enabled: some, Run: m.Password},
		{ID: "people.pin", Title: "PIN", Key: "F7", Group: "People", Rows: true, Enabled: some, Run: m.PIN},
		{ID: "people.rights", Title: "Own rights", Key: "F8", Group: "People", Rows: true, Enabled: owner, Run: m.Rights},
		{ID: "people.new", Title: "Add somebody", Key: "Ctrl+N", Group: "People", Run: m.New},
		{ID: "people.sit", Title: "Sit here", Key: "F9", Group: "People", Hint: "Every change is written down under this name.", Rows: true, Primary: true, Enabled: some, Run: m.Sit},
	}
}
