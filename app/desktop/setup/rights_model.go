package setup

import (
	"context"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// rights is what the section of rights asks.
type rights interface {
	RoleRights(ctx context.Context) (app.RoleRights, error)
	SetRoleRight(ctx context.Context, who data.Actor, op data.Op, r app.Right, has map[string]bool) error
}

// rightsPart is what each role may do.
type rightsPart struct {
	part
	Has app.RoleRights
	At  int

	shop rights
}

func newRightsPart(p part, shop rights) *rightsPart { return &rightsPart{part: p, shop: shop} }

// Reload reads what the shop has decided.
func (m *rightsPart) Reload() {
	ask(&m.part, "read the rights", m.Reload, m.shop.RoleRights, func(has app.RoleRights) { m.Has = has })
}

var rightsColumns = []page.Column{
	{ID: "right", Title: "Right", Width: 150, Strong: true},
	{ID: "means", Title: "May", Grow: 1},
	{ID: "owner", Title: "Owner", Width: 80},
	{ID: "manager", Title: "Manager", Width: 84},
	{ID: "phone", Title: "Phone desk", Width: 96},
	{ID: "clerk", Title: "Clerk", Width: 80},
	{ID: "reader", Title: "Reader", Width: 80},
}

// Rows are the rights, with yes for each role that has it.
func (m *rightsPart) Rows() page.Fixed {
	out := make(page.Fixed, len(app.Rights))
	for i, r := range app.Rights {
		row := []page.Cell{page.T(page.Sentence(string(r.Right))), page.T(r.Means)}
		for _, role := range app.Roles {
			if m.Has.Has(role, r.Right) {
				row = append(row, page.S("yes", page.Good))
			} else {
				row = append(row, page.Cell{Text: "–", State: page.Muted})
			}
		}
		out[i] = row
	}
	return out
}

// Says is what stands at the bottom.
func (m *rightsPart) Says() string {
	return "Rights are asked for once an owner has a password; the owner has them all, and F8 under People changes one person's"
}

// Cursor says which row is meant.
func (m *rightsPart) Cursor(i int) { m.At = i }

// Open is Enter on a row.
func (m *rightsPart) Open(i int) { m.At = i; m.Edit() }

// Edit asks which roles have the right.
func (m *rightsPart) Edit() {
	if m.At < 0 || m.At >= len(app.Rights) {
		return
	}
	r := app.Rights[m.At]
	op := data.NewOp("rights of roles", r.Right)
	began := m.Has.Of(r.Right)
	f := &page.Form{Title: page.Sentence(string(r.Right)), Hint: "To " + r.Means + ".", Do: "Save", Fields: holders(began)}
	f.Changing(func(ctx context.Context) (page.Newer, error) {
		rr, err := m.shop.RoleRights(ctx)
		now := rr.Of(r.Right)
		return page.Newer{Fields: holders(now), Begin: func() { began = now }}, err
	})
	f.Submit = func() {
		has := map[string]bool{}
		for _, role := range app.Roles[1:] {
			has[role] = f.Value(role) == "yes"
		}
		sent := op.Began(began)
		m.submit("change who has the right", "The right is changed", func(ctx context.Context) error {
			return m.shop.SetRoleRight(ctx, m.who(), sent, r.Right, has)
		}, m.Reload)
	}
	m.show(f)
}

// holders asks of each role whether it has a right.
func holders(has map[string]bool) []page.FormField {
	var all []page.FormField
	for _, role := range app.Roles[1:] {
		all = append(all, page.FormField{ID: role, Label: page.Sentence(role), Value: yes(has[role]), Choices: []string{"yes", "no"}})
	}
	return all
}

// Commands is what can be done here.
func (m *rightsPart) Commands() page.Commands {
	return page.Commands{{ID: "rights.edit", Title: "Who has it", Key: "F4", Group: "Rights", Rows: true, Primary: true, Enabled: func() bool { return m.Form == nil }, Run: m.Edit}}
}
