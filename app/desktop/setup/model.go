package setup

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// part is what the sections share: what went wrong, a form that is open, and
// the way out of the window's goroutine.
type part struct {
	Notice   *page.Notice // what could not be read
	Trouble  *page.Notice // what could not be done; stays until the next deed
	Form     *page.Form
	OnChange func()

	who     func() data.Actor
	run     page.Runner
	toast   func(page.Toast)
	open    func(page.Route)
	desk    page.Desk
	loading page.Latest
}

func newPart(who func() data.Actor, desk page.Desk) part {
	return part{OnChange: func() {}, who: who, run: desk.Runner(), toast: desk.Toast, open: desk.Open, desk: desk}
}

// CloseForm leaves the form that is open.
func (p *part) CloseForm() {
	p.Form = nil
	p.OnChange()
}

// says is what stands across the top of the section.
func (p *part) says() *page.Notice {
	if p.Trouble.Shown() {
		return p.Trouble
	}
	return p.Notice
}

// show opens a form.
func (p *part) show(f *page.Form) {
	p.Form, p.Trouble = f, nil
	p.OnChange()
}

// ask loads something for a section.
func ask[T any](p *part, what string, retry func(), read func(context.Context) (T, error), got func(T)) {
	page.Load(p.run, &p.loading, page.Patience, read, func(v T, err error) {
		if p.Notice = page.Explain(what, err, retry); err == nil {
			got(v)
		}
		p.OnChange()
	})
}

// histories is where a section reads who changed a record and when.
type histories interface {
	HistoryOf(ctx context.Context, entity string, id int64) ([]data.ChangesOfRow, error)
	Profile(ctx context.Context) (app.Profile, error)
	Now(p app.Profile) time.Time
}

// newer begins what a form is told of its record as it is by now.
func newer(ctx context.Context, from histories, entity string, id int64) (n page.Newer, err error) {
	p, err := from.Profile(ctx)
	if err != nil {
		return n, err
	}
	n.Now = from.Now(p)
	n.History, err = from.HistoryOf(ctx, entity, id)
	return n, err
}

// submit does what a form asks, shows what is wrong at its field, and closes it
// when it is done.
func (p *part) submit(doing, done string, deed func(context.Context) error, after func()) {
	f := p.Form
	f.Busy = true
	page.Do(p.run, page.Patience, deed, func(err error) {
		f.Busy = false
		if err != nil {
			if !f.Overtaken(p.run, doing, err, func() bool { return p.Form == f }, func() { p.OnChange() }) {
				f.Fail(doing, err)
			}
			p.OnChange()
			return
		}
		p.toast(page.Toast{Text: f.Done(done), State: page.Good})
		if p.Form == f {
			p.Form = nil
		}
		after()
		p.OnChange()
	})
}

// do does something that needs no form.
func (p *part) do(doing, done string, deed func(context.Context) error, after func()) {
	page.Do(p.run, page.Patience, deed, func(err error) {
		if p.Trouble = page.Explain(doing, err, nil); err == nil {
			p.toast(page.Toast{Text: done, State: page.Good})
		}
		after()
		p.OnChange()
	})
}

// reader reads the fields of a form and keeps what cannot be read.
type reader struct {
	f   *page.Form
	bad bool
}

func (r *reader) refuse(id string, err error) {
	r.bad = true
	var f *data.Fault
	if errors.As(err, &f) {
		r.f.Refuse(id, f.Message)
		return
	}
	r.f.Refuse(id, err.Error())
}

func (r *reader) text(id string) string { return r.f.Value(id) }

func (r *reader) number(id string, least, most int64) int64 {
	n, err := page.ParseQuantity(orZero(r.f.Value(id)), least, most)
	if err != nil {
		r.refuse(id, err)
	}
	return n
}

func (r *reader) money(id string) data.Money {
	n, err := page.ParseMoney(orZero(r.f.Value(id)), 2)
	if err == nil && n < 0 {
		err = errors.New("an amount of nothing or more")
	}
	if err != nil {
		r.refuse(id, err)
	}
	return data.Money(n)
}

func (r *reader) grams(id string) data.Grams {
	n, err := page.ParseGrams(orZero(r.f.Value(id)))
	if err != nil {
		r.refuse(id, err)
	}
	return data.Grams(n)
}

// percent reads "20" or "17.5 %" as ten-thousandths.
func (r *reader) percent(id string) int64 {
	n, err := page.ParseMoney(strings.TrimSpace(strings.TrimSuffix(orZero(r.f.Value(id)), "%")), 2)
	if err != nil || n < 0 || n > 10000 {
		r.refuse(id, errors.New("a percentage between 0 and 100, such as 20 or 17.5"))
	}
	return n
}

// size reads three sides: "300 x 200 x 100".
func (r *reader) size(id string) (s [3]data.Millimetres) {
	sides := strings.FieldsFunc(strings.ToLower(r.f.Value(id)), func(c rune) bool { return c == 'x' || c == '×' || c == '*' })
	if len(sides) != 3 {
		r.refuse(id, errors.New("three sides, such as 300 x 200 x 100"))
		return s
	}
	for i, t := range sides {
		n, err := page.ParseMillimetres(strings.TrimSpace(t))
		if err != nil {
			r.refuse(id, err)
			return s
		}
		s[i] = data.Millimetres(n)
	}
	return s
}

func orZero(s string) string {
	if s == "" {
		return "0"
	}
	return s
}

func sizeText(l, w, h data.Millimetres) string {
	if l+w+h == 0 {
		return ""
	}
	return fmt.Sprintf("%d x %d x %d", l, w, h)
}

func percentText(bp int64) string {
	s := page.FormatMoney(bp, 2)
	return strings.TrimSuffix(strings.TrimSuffix(s, "0"), ".0")
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
