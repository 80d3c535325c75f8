package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/page"
)

// FormPanel draws a page.Form in place: Enter goes from field to field and
// submits after the last, Ctrl+Enter submits from anywhere, Escape closes. It
// takes no room while there is no form.
type FormPanel struct {
	widget.BaseWidget
	// OnClose is called for Escape and the button that leaves it.
	OnClose func()
	// Whole shows all of a form that stands in a dialog; elsewhere a long one is
	// scrolled.
	Whole bool

	began   map[string]string // what the fields held when the form was opened
	form    *page.Form
	box     *fyne.Container
	fields  []*Field
	inputs  []fyne.Focusable
	trouble *fyne.Container

	questions *container.Scroll
	said      string
	do        *Button
}

// NewFormPanel makes a panel without a form.
func NewFormPanel() *FormPanel {
	p := &FormPanel{box: container.NewStack()}
	p.ExtendBaseWidget(p)
	p.Hide()
	return p
}

// CreateRenderer is Fyne's way to draw the widget.
func (p *FormPanel) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.box) }

// Form is the form that is shown, or nil.
func (p *FormPanel) Form() *page.Form { return p.form }

// Set shows a form and puts the keyboard into it, or takes it away; with the
// form that is shown already it shows what has become wrong. It reports whether
// the form is another one.
func (p *FormPanel) Set(f *page.Form) bool {
	other := f != p.form
	if other {
		p.form = f
		p.build()
	}
	p.sync()
	if other && f != nil {
		first := slices.IndexFunc(f.Fields, func(ff page.FormField) bool { return ff.ID == f.First })
		p.focus(max(first, 0))
	}
	return other
}

// Typed says that something is typed that would be lost with the form.
func (p *FormPanel) Typed() bool {
	return p.form != nil && !p.form.Busy && slices.ContainsFunc(p.form.Fields, func(ff page.FormField) bool { return ff.Value != p.began[ff.ID] })
}

func (p *FormPanel) build() {
	p.fields, p.inputs = nil, nil
	if p.form == nil {
		p.box.Objects = nil
		p.Hide()
		p.Refresh()
		return
	}
	f := p.form
	p.began = make(map[string]string, len(f.Fields))
	for _, ff := range f.Fields {
		p.began[ff.ID] = ff.Value
	}
	if in := inputOf(p); !f.Light {
		in.form = p
	}
	for i := range f.Fields {
		input := p.input(i)
		field := NewField(f.Fields[i].Label, input).WithHint(f.Fields[i].Hint)
		p.fields = append(p.fields, field)
		p.inputs = append(p.inputs, input.(fyne.Focusable))
	}
	p.trouble = container.NewStack()
	p.said = ""
	p.do = NewPrimary(f.Do, "Ctrl+Enter", p.submit)
	if len(f.Fields) == 0 {
		p.do.Key = "Enter"
	}
	if f.Danger {
		p.do.Weight = Danger
	}
	buttons := []fyne.CanvasObject{p.do}
	if !f.Stays {
		leave := NewButton("Leave", p.close)
		leave.Key = "Esc"
		buttons = append(buttons, leave)
	}
	objects := make([]fyne.CanvasObject, 0, len(p.fields)+4)
	title := NewHeading(f.Title)
	title.Narrow = true // a customer's name may be long
	objects = append(objects, title)
	if f.Hint != "" {
		objects = append(objects, Words(f.Hint, ColorMuted, fyne.TextAlignLeading))
	}
	if len(f.Facts) > 0 {
		objects = append(objects, facts(f.Facts))
	}
	if len(p.fields) > 5 {
		objects = append(objects, NewForm(p.fields...)) // labels at the side, to fit
	} else {
		for _, field := range p.fields {
			objects = append(objects, field)
		}
	}
	questions := Pad(12, 12, 0, 12, Column(8, objects...))
	foot := Pad(8, 12, 12, 12, Column(8, p.trouble, Pad(4, 0, 0, 0, Row(8, buttons...))))
	if p.Whole {
		p.questions = nil
		p.box.Objects = []fyne.CanvasObject{Pad(4, 8, 4, 8, Column(0, questions, foot))}
	} else {
		p.questions = container.NewVScroll(questions)
		p.box.Objects = []fyne.CanvasObject{On(ColorRaised, container.New(footed{}, p.questions, foot))}
	}
	p.Show()
	p.Refresh()
}

// footed puts the buttons under the questions, and at the bottom where those need
// more room than there is: what is wrong and what to press is always in sight.
type footed struct{}

// Layout is Fyne's way to place the two.
func (footed) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	questions, foot := objects[0].(*container.Scroll), objects[1]
	foot.Resize(fyne.NewSize(s.Width, foot.MinSize().Height)) // what wraps knows its height when it knows its width
	below := foot.MinSize().Height
	tall := min(questions.Content.MinSize().Height, max(0, s.Height-below))
	questions.Resize(fyne.NewSize(s.Width, tall))
	questions.Move(fyne.Position{})
	foot.Move(fyne.NewPos(0, tall))
	foot.Resize(fyne.NewSize(s.Width, below))
}

// MinSize is what the two need at least.
func (footed) MinSize(objects []fyne.CanvasObject) fyne.Size {
	q, f := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(q.Width, f.Width), q.Height+f.Height)
}

// facts are two columns: what it is, and what was found.
func facts(all []page.Fact) fyne.CanvasObject {
	wide := float32(0)
	labels := make([]fyne.CanvasObject, len(all))
	for i, f := range all {
		l := NewMuted(f.Label)
		labels[i], wide = l, max(wide, l.MinSize().Width)
	}
	rows := make([]fyne.CanvasObject, len(all))
	for i, f := range all {
		ink, text := fyne.ThemeColorName(theme.ColorNameForeground), f.Text
		if f.State != page.Plain {
			ink, text = StateColor(f.State), StateSign(f.State)+" "+text
		}
		rows[i] = Frame(nil, nil, Pad(0, 12, 0, 0, Fixed(wide, 0, container.NewVBox(labels[i]))), nil, Words(text, ink, fyne.TextAlignLeading))
	}
	return Pad(4, 0, 4, 0, Column(6, rows...))
}

// input makes what the i-th question is answered with.
func (p *FormPanel) input(i int) fyne.CanvasObject {
	ff := &p.form.Fields[i]
	if len(ff.Choices) > 0 {
		s := NewSelect(ff.Choices, nil)
		s.SetSelected(ff.Value)
		s.OnChanged = func(v string) { p.typed(ff, v) }
		use := s.keyed.use
		s.keyed.use = func(c page.Chord) bool { return p.key(i, c) || use != nil && use(c) }
		return s
	}
	e := NewEntry(ff.Placeholder)
	switch {
	case ff.Secret:
		e = NewSecret(ff.Placeholder)
	case ff.Lines > 1:
		e = NewTextArea(ff.Placeholder, ff.Lines)
	}
	e.SetText(ff.Value)
	e.SelectAll = true
	e.OnChanged = func(v string) { p.typed(ff, v) }
	e.OnKey = func(c page.Chord) bool {
		if c.Name == "Enter" && ff.Lines > 1 && !c.Ctrl {
			return false
		}
		return p.key(i, c)
	}
	e.OnEscape = p.close
	e.OnFocus = func(on bool) {
		if on {
			Reveal(p.questions, p.fields[i])
		}
	}
	return e
}

// typed keeps what was typed into a field.
func (p *FormPanel) typed(ff *page.FormField, v string) {
	if v == ff.Value {
		return
	}
	ff.Type(v)
	if p.form.OnType != nil {
		p.form.OnType(ff.ID)
	}
	p.sync()
}

func (p *FormPanel) key(i int, c page.Chord) bool {
	switch {
	case c.Name == "Esc":
		p.close()
	case c.Name == "Enter" && (c.Ctrl || i == len(p.inputs)-1):
		p.submit()
	case c.Name == "Enter" && !c.Alt:
		p.focus(i + 1)
	case c.Alt && !c.Ctrl && (c.Key() == page.MineKey || c.Key() == page.TheirsKey):
		return p.settle(i, c.Key())
	default:
		return false
	}
	return true
}

// settle chooses whose value of a field stays: of that which has the keyboard, or
// of the first that is to be chosen for.
func (p *FormPanel) settle(i int, key page.Key) bool {
	id := p.form.Fields[i].ID
	if !p.form.Clashed(id) {
		if id = p.form.Unsettled(); id == "" {
			return false
		}
	}
	side := page.Mine
	if key == page.TheirsKey {
		side = page.Theirs
	}
	p.choose(id, side)
	return true
}

// choose settles a field, and leads to the next that is to be settled.
func (p *FormPanel) choose(id string, side page.Side) {
	p.form.Choose(id, side)
	p.sync()
	if next := p.form.Unsettled(); next != "" {
		p.focus(p.at(next))
	}
}

func (p *FormPanel) at(id string) int {
	return slices.IndexFunc(p.form.Fields, func(ff page.FormField) bool { return ff.ID == id })
}

// Focus puts the keyboard into the form, at its first question.
func (p *FormPanel) Focus() {
	if p.form != nil {
		p.focus(0)
	}
}

func (p *FormPanel) focus(i int) {
	switch {
	case i < len(p.inputs):
		Focus(p.inputs[i])
		Reveal(p.questions, p.fields[i])
	case len(p.inputs) == 0: // nothing to type: the deed is next
		Focus(p.do)
	}
}

func (p *FormPanel) close() {
	if p.OnClose != nil && p.form != nil && !p.form.Stays {
		p.OnClose()
	}
}

func (p *FormPanel) submit() {
	f := p.form
	if f == nil || f.Busy {
		return
	}
	f.Send()
	p.sync()
	if f == p.form {
		p.focusWrong()
	}
}

// focusWrong puts the keyboard where something has to be chosen or typed anew.
func (p *FormPanel) focusWrong() {
	if i := p.at(p.form.Unsettled()); i >= 0 {
		p.focus(i)
		return
	}
	for i := range p.form.Fields {
		if p.form.Fields[i].Wrong != "" {
			p.focus(i)
			return
		}
	}
}

// sync shows what is wrong.
func (p *FormPanel) sync() {
	f := p.form
	if f == nil {
		return
	}
	grown := false
	for i := range f.Fields {
		if e, typed := p.inputs[i].(*Entry); typed && e.Text != f.Fields[i].Value {
			e.SetText(f.Fields[i].Value)
		}
		if s, chosen := p.inputs[i].(*Select); chosen && s.Selected != f.Fields[i].Value {
			s.SetSelected(f.Fields[i].Value)
		}
		if p.fields[i].Error() != f.Fields[i].Wrong {
			p.fields[i].SetError(f.Fields[i].Wrong)
		}
		grown = p.fields[i].SetMeanwhile(f.Fields[i].Meanwhile, func(side page.Side) { p.choose(f.Fields[i].ID, side) }) || grown
	}
	if f.Trouble != p.said {
		p.said = f.Trouble
		p.trouble.Objects = nil
		state := page.Bad
		if f.Mild {
			state = page.Warning
		}
		if f.Trouble != "" {
			p.trouble.Objects = []fyne.CanvasObject{Words(StateSign(state)+" "+f.Trouble, StateColor(state), fyne.TextAlignLeading)}
		}
		p.trouble.Refresh()
		grown = true
	}
	if grown {
		p.box.Refresh()
	}
	if f.Busy == !p.do.Disabled() {
		if f.Busy {
			p.do.Disable()
		} else { // the answer has come
			p.do.Enable()
			p.focusWrong()
		}
	}
}
