package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"packbench/data"
)

// Right is something that not everybody in a shop may do. A shop asks for rights
// from the moment at which an owner has a password; before that, and in a shop
// of one person, everybody may do everything.
type Right string

// The rights.
const (
	Anyone         Right = "" // everybody who is on the list
	TakeOrders     Right = "orders"
	ReleaseOrders  Right = "release"
	WorkFloor      Right = "floor"
	KeepProducts   Right = "products"
	OverridePrice  Right = "price override"
	OverrideGate   Right = "gate override"
	GiveRefunds    Right = "refund"
	AdjustStock    Right = "stock adjustment"
	ApproveCounts  Right = "count approval"
	ChangeSettings Right = "settings"
	ManagePeople   Right = "users"
	CustomerFiles  Right = "customer export"
)

// Roles are what a person can be.
var Roles = []string{"owner", "manager", "phone desk", "shipping clerk", "reader"}

// RightRow is a right with what it means and which roles have it in a shop that
// has decided nothing else. The owner has them all, always.
type RightRow struct {
	Right Right
	Means string // "may ..."
	Has   []string
}

// Rights are all rights, in the order in which people are shown them.
var Rights = []RightRow{
	{TakeOrders, "take, change and cancel orders, take payments, keep customers", []string{"manager", "phone desk"}},
	{ReleaseOrders, "print labels and release orders to the floor", []string{"manager", "phone desk", "shipping clerk"}},
	{WorkFloor, "pick, pack, hand over, receive goods and returns, count", []string{"manager", "shipping clerk"}},
	{KeepProducts, "change products, prices, places, boxes, and bring in lists", []string{"manager"}},
	{OverridePrice, "sell at another price than the product's, give a discount", []string{"manager"}},
	{OverrideGate, "send what is unpaid, unchecked or not scanned, with a reason", []string{"manager"}},
	{GiveRefunds, "pay money back", []string{"manager"}},
	{AdjustStock, "correct stock without a count", []string{"manager"}},
	{ApproveCounts, "post a count", []string{"manager"}},
	{ChangeSettings, "change the shop's settings and where its books are", []string{"manager"}},
	{CustomerFiles, "take lists of customers out of the shop, erase a customer", []string{"manager"}},
	{ManagePeople, "add people, set roles, rights and passwords", nil},
}

// RoleRights are what a shop has decided of its roles: by role and right, yes or
// no. What is not in it is as Rights says.
type RoleRights map[string]map[Right]bool

// roleRightsKey is the setting that keeps them; data's query Standing reads it.
const roleRightsKey = "rights.roles"

// Has says whether a role has a right.
func (rr RoleRights) Has(role string, r Right) bool {
	if role == "owner" {
		return true
	}
	if yes, decided := rr[role][r]; decided {
		return yes
	}
	for _, row := range Rights {
		if row.Right == r {
			return slices.Contains(row.Has, role)
		}
	}
	return false
}

// Of says which roles have a right, but for the owner, who has them all.
func (rr RoleRights) Of(r Right) map[string]bool {
	has := map[string]bool{}
	for _, role := range Roles[1:] {
		has[role] = rr.Has(role, r)
	}
	return has
}

// standing is who a person is in the shop, as far as rights go.
type standing struct {
	guarded bool
	role    string // "" for who is not on the list
	own     map[Right]bool
	roles   RoleRights
}

func (s *Shop) standing(ctx context.Context, v *data.View, name string) (standing, error) {
	row, err := v.Standing(ctx, name)
	if err != nil {
		return standing{}, fmt.Errorf("read the rights of %s: %w", name, err)
	}
	st := standing{guarded: row.Owners > 0, role: row.Role}
	if err := decided(row.Rights, &st.own); err != nil {
		return st, fmt.Errorf("read the rights of %s: %w", name, err)
	}
	if err := decided(row.Roles, &st.roles); err != nil {
		return st, fmt.Errorf("read the rights of the roles: %w", err)
	}
	return st, nil
}

// take reads what the books keep of rights; nothing is nothing decided.
func decided(text string, into any) error {
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), into)
}

// may decides: what was said of the person, then of the role, then what is usual.
func (st standing) may(r Right) bool {
	switch {
	case !st.guarded:
		return true
	case st.role == "":
		return false
	case r == Anyone, st.role == "owner":
		return true
	}
	if yes, decided := st.own[r]; decided {
		return yes
	}
	return st.roles.Has(st.role, r)
}

// allow refuses what a person may not do, and says who may.
func (s *Shop) allow(ctx context.Context, v *data.View, who data.Actor, r Right) error {
	st, err := s.standing(ctx, v, who.User)
	if err != nil || st.may(r) {
		return err
	}
	if st.role == "" {
		return data.Refused("rights", "sign in with your name and password (Ctrl+Shift+L)", "%s is not on this shop's list of people", who.User)
	}
	hint := "ask an owner for the right, or let somebody who has it sit here for a moment (Ctrl+Shift+L)"
	if able, err := whoMay(ctx, v, st.roles, r); err == nil && len(able) > 0 {
		hint = "let " + strings.Join(able, " or ") + " do it here (Ctrl+Shift+L), or ask for the right"
	}
	return data.Refused("rights", hint, "%s may not do this: it takes the right “%s”", who.User, r)
}

// whoMayMost is how many names a person is told.
const whoMayMost = 3

func whoMay(ctx context.Context, v *data.View, roles RoleRights, r Right) ([]string, error) {
	people, err := v.Users(ctx)
	if err != nil {
		return nil, err
	}
	var able []string
	for _, p := range people {
		st := standing{guarded: true, role: p.Role, roles: roles}
		if err := decided(p.Rights, &st.own); err != nil {
			return nil, err
		}
		if st.may(r) && (p.HasPassword || p.HasPin) {
			able = append(able, p.Name)
		}
	}
	return able[:min(len(able), whoMayMost)], nil
}

// do makes a write for somebody who has the right to it. The question of the right
// goes to a server together with what the write asks first; without the right the
// whole write is taken back.
func do[T any](ctx context.Context, s *Shop, r Right, who data.Actor, op data.Op, fn func(ctx context.Context, tx *data.Tx) (T, error)) (T, error) {
	return data.Do(ctx, s.books, who, op, func(ctx context.Context, tx *data.Tx) (answer T, err error) {
		err = tx.Together(ctx, func() error { return s.allow(ctx, &tx.View, who, r) }, func() (err error) {
			answer, err = fn(ctx, tx)
			return err
		})
		return answer, err
	})
}

// run makes a write that answers nothing but done or why not.
func (s *Shop) run(ctx context.Context, r Right, who data.Actor, op data.Op, fn func(ctx context.Context, tx *data.Tx) error) error {
	_, err := do(ctx, s, r, who, op, func(ctx context.Context, tx *data.Tx) (struct{}, error) { return struct{}{}, fn(ctx, tx) })
	return err
}

// system makes a write that the program does by itself: nobody's right is asked.
func (s *Shop) system(ctx context.Context, who data.Actor, op data.Op, fn func(ctx context.Context, tx *data.Tx) error) error {
	_, err := data.Do(ctx, s.books, who, op, func(ctx context.Context, tx *data.Tx) (struct{}, error) { return struct{}{}, fn(ctx, tx) })
	return err
}

// mayOverride asks for the right to pass the gate where a reason is given for it.
func (s *Shop) mayOverride(ctx context.Context, tx *data.Tx, reason string) error {
	if reason == "" {
		return nil
	}
	return s.allow(ctx, &tx.View, tx.Who(), OverrideGate)
}

// May says whether a person has a right, for a screen that wants to say so
// before it is tried.
func (s *Shop) May(ctx context.Context, who data.Actor, r Right) error {
	return s.books.Read(ctx, func(ctx context.Context, v *data.View) error { return s.allow(ctx, v, who, r) })
}

// RoleRights reads what the shop has decided of its roles.
func (s *Shop) RoleRights(ctx context.Context) (RoleRights, error) {
	rr := RoleRights{}
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error { return setting(ctx, v, roleRightsKey, &rr) })
	return rr, err
}

// SetRoleRight decides whether a role has a right.
func (s *Shop) SetRoleRight(ctx context.Context, who data.Actor, op data.Op, r Right, has map[string]bool) error {
	return s.run(ctx, ManagePeople, who, op.For([]any{r, has}), func(ctx context.Context, tx *data.Tx) error {
		rr := RoleRights{}
		if err := setting(ctx, &tx.View, roleRightsKey, &rr); err != nil {
			return err
		}
		if err := tx.Still("the right", rr.Of(r)); err != nil {
			return err
		}
		var yes []string
		for _, role := range Roles[1:] {
			want, asked := has[role]
			if !asked {
				want = rr.Has(role, r)
			}
			if rr[role] == nil {
				rr[role] = map[Right]bool{}
			}
			if rr[role][r] = want; want {
				yes = append(yes, role)
			}
		}
		text, err := json.Marshal(rr)
		if err != nil {
			return fmt.Errorf("keep the rights: %w", err)
		}
		if len(yes) == 0 {
			yes = []string{"nobody but the owner"}
		}
		tx.About("setting", 0, "Gave the right “%s” to %s", r, strings.Join(yes, ", "))
		return tx.PutSetting(ctx, roleRightsKey, string(text))
	})
}

// OwnRights reads what was decided of one person.
func (s *Shop) OwnRights(ctx context.Context, id int64) (map[Right]bool, error) {
	own := map[Right]bool{}
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		u, err := v.UserByID(ctx, id)
		if err != nil || u.Rights == "" {
			return err
		}
		return json.Unmarshal([]byte(u.Rights), &own)
	})
	return own, err
}

// SetUserRights decides what a person may or may not do whatever their role says;
// a right that is not in it is as the role has it.
func (s *Shop) SetUserRights(ctx context.Context, who data.Actor, op data.Op, id int64, own map[Right]bool) error {
	return s.run(ctx, ManagePeople, who, op.For([]any{id, own}), func(ctx context.Context, tx *data.Tx) error {
		text := ""
		if len(own) > 0 {
			b, err := json.Marshal(own)
			if err != nil {
				return fmt.Errorf("keep the rights: %w", err)
			}
			text = string(b)
		}
		tx.About("user", id, "Changed what a person may do")
		return tx.SetUserRights(ctx, id, text)
	})
}
