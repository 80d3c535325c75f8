package desktop

import (
	"context"
	"slices"

	"packbench/app/desktop/page"
)

// Somebody is a person who may sit at this desk.
type Somebody struct {
	Name, Role string
	Asks       bool // they have a password or a PIN
}

// Doorkeeper is what the window asks when somebody sits down.
type Doorkeeper interface {
	// People are those who may sit here; guarded says that they have to prove it.
	People(ctx context.Context) (people []Somebody, guarded bool, err error)
	// SignIn proves that somebody is who they say; it gives their name.
	SignIn(ctx context.Context, name, secret string) (string, error)
}

// lockModel asks who sits here: by name alone in a shop without passwords, and
// then it may be left; by password or PIN in one that is guarded, and then it
// hides the page until somebody has proved who they are.
type lockModel struct {
	Form     *page.Form // nil: nobody is asked
	OnChange func()
	Sit      func(name string)

	keeper Doorkeeper
	run    page.Runner
	asking page.Latest
}

func newLockModel(keeper Doorkeeper, run page.Runner) *lockModel {
	return &lockModel{keeper: keeper, run: run, OnChange: func() {}, Sit: func(string) {}}
}

// Lock hides the page until somebody signs in. It shows the form at once, with
// the name of who was here last, and the others' when they are read.
func (m *lockModel) Lock(last string) {
	if m.Form != nil && m.Form.Stays {
		return
	}
	m.ask(last, nil, true)
	m.load(last, true)
}

// Change asks who sits here from now on.
func (m *lockModel) Change(last string) {
	if m.Form != nil {
		return
	}
	m.load(last, false)
}

func (m *lockModel) load(last string, locked bool) {
	type read struct {
		people  []Somebody
		guarded bool
	}
	page.Load(m.run, &m.asking, page.Patience, func(ctx context.Context) (r read, err error) {
		r.people, r.guarded, err = m.keeper.People(ctx)
		return r, err
	}, func(r read, err error) {
		if locked && m.Form == nil {
			return // somebody was quicker
		}
		if err != nil {
			m.ask(last, nil, true)
			m.Form.Fail("read who may sit here", err)
			m.OnChange()
			return
		}
		if r.guarded {
			r.people = slices.DeleteFunc(r.people, func(p Somebody) bool { return !p.Asks })
		}
		m.ask(last, r.people, r.guarded)
	})
}

// ask shows the form; without a list the name is typed.
func (m *lockModel) ask(last string, people []Somebody, guarded bool) {
	f := &page.Form{Title: "Who works here?", Light: true, Do: "Sit here", Stays: guarded}
	name := page.FormField{ID: "name", Label: "Name", Value: last}
	for _, p := range people {
		name.Choices = append(name.Choices, p.Name)
	}
	if len(name.Choices) > 0 && !slices.Contains(name.Choices, last) {
		name.Value = name.Choices[0]
	}
	f.Fields = []page.FormField{name}
	if guarded {
		f.Do, f.First = "Sign in", "secret"
		f.Hint = "Every change is written down under this name. What was being typed is still there."
		f.Fields = append(f.Fields, page.FormField{ID: "secret", Label: "Password or PIN", Secret: true})
		if m.Form != nil && m.Form.Stays { // what was typed while the list was read
			f.Fields[1].Value = m.Form.Field("secret").Value
		}
	}
	f.Submit = func() { m.submit(f, guarded) }
	m.Form = f
	m.OnChange()
}

func (m *lockModel) submit(f *page.Form, guarded bool) {
	name := f.Value("name")
	if !guarded {
		m.sit(name)
		return
	}
	secret := f.Field("secret").Value
	if secret == "" {
		f.Refuse("secret", "the password, or the PIN")
		return
	}
	f.Busy = true
	var proved string
	page.Do(m.run, page.Patience, func(ctx context.Context) (err error) {
		proved, err = m.keeper.SignIn(ctx, name, secret)
		return err
	}, func(err error) {
		if f.Busy = false; err != nil {
			f.Fail("sign in", err)
			f.Field("secret").Value = ""
			m.OnChange()
			return
		}
		m.sit(proved)
	})
}

func (m *lockModel) sit(name string) {
	m.asking.Cancel()
	m.Form = nil
	m.Sit(name)
	m.OnChange()
}

// Leave goes on with who sat here, where that may be.
func (m *lockModel) Leave() {
	if m.Form != nil && !m.Form.Stays {
		m.Form = nil
		m.OnChange()
	}
}
