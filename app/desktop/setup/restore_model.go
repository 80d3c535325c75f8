package setup

import (
	"context"
	"fmt"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// AskRestore asks which copy is to be brought back.
func (m *booksPart) AskRestore() {
	if m.o.Restore == nil || m.Kept == nil {
		return
	}
	if data.IsServer(m.place) {
		m.Trouble = &page.Notice{State: page.Info, Title: "A server's shop is brought back into an empty database", Hint: "Make one on the server, then: packbench restore FILE --shop postgres://user@host/database"}
		m.OnChange()
		return
	}
	f := &page.Form{Title: "1 of 2: which copy", Hint: "Nothing is changed yet: first it is proved, and you see what would come back and what would be lost.", Do: "Look first"}
	const other = "another file"
	paths := map[string]string{}
	field := page.FormField{ID: "copy", Label: "Copy"}
	for _, c := range m.Kept.Copies {
		name := c.MadeAt.Local().Format("2 Jan 2006 15:04") + " · " + page.FormatCount(c.Orders) + " orders"
		if _, twice := paths[name]; !twice {
			paths[name] = c.Path
			field.Choices = append(field.Choices, name)
		}
	}
	field.Choices = append(field.Choices, other)
	field.Value = field.Choices[0]
	f.Fields = []page.FormField{field, {ID: "file", Label: "Or the file", Placeholder: "of a copy that lies elsewhere"}}
	f.Submit = func() {
		path := paths[f.Value("copy")]
		if typed := f.Value("file"); typed != "" {
			path = page.Home(typed)
		}
		if path == "" {
			f.Refuse("file", "say where the copy lies")
			return
		}
		f.Busy = true
		var c app.Comeback
		page.Do(m.run, longCheck, func(ctx context.Context) (err error) {
			c, err = m.shop.LookAtCopy(ctx, m.who(), path)
			return err
		}, func(err error) {
			if f.Busy = false; err != nil {
				f.Fail("look at the copy", err)
				m.OnChange()
				return
			}
			if m.Form == f {
				m.showComeback(c)
			}
		})
	}
	m.show(f)
}

// showComeback is the second step: what would come back, and what would be lost.
func (m *booksPart) showComeback(c app.Comeback) {
	f := &page.Form{Title: "2 of 2: bring it back", Do: "Bring it back", Danger: true, Facts: []page.Fact{
		{Label: "Made", Text: c.Copy.MadeAt.Local().Format("2 January 2006 15:04")},
		{Label: "Holds", Text: fmt.Sprintf("%s orders, %s moves; whole and proved", page.FormatCount(c.Copy.Orders), page.FormatCount(c.Copy.Moves)), State: page.Good},
		{Label: "After it", Text: "nothing was written", State: page.Good},
	}}
	if c.Lost > 0 {
		f.Facts[2] = page.Fact{Label: "Would be lost", Text: page.Counted(int(c.Lost), "deed"), State: page.Warning}
		var titles []string
		for _, o := range c.Newest {
			titles = append(titles, o.At.Time().Local().Format("2 Jan 15:04")+"  "+o.Title)
		}
		f.Facts = append(f.Facts, page.Fact{Label: "The newest", Text: strings.Join(titles, "\n")})
	}
	f.Hint = "The shop as it is now stays beside it, under a name that says when."
	f.Submit = func() {
		m.Form = nil
		m.OnChange()
		m.o.Restore(c.Path)
	}
	m.show(f)
}
