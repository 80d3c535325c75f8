package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"packbench/app/desktop/page"
)

// Field is an input with its label, a line that explains it, and the error that
// stands in the place of that line.
type Field struct {
	widget.BaseWidget

	Label string
	Hint  string
	Input fyne.CanvasObject
	// Width is how wide the input is; 0 takes the room there is.
	Width float32

	err   string
	label *Line
	note  *Line
	row   *formRow // where a form draws it; nil outside a form

	under     *fyne.Container // what somebody else made of it meanwhile
	meanwhile *page.Meanwhile
}

// NewField labels an input.
func NewField(label string, input fyne.CanvasObject) *Field {
	f := &Field{Label: label, Input: input, label: NewMuted(label), note: NewMuted(""), under: container.NewStack()}
	f.under.Hidden = true
	f.note.Bigger = -2
	f.note.Narrow = true
	f.ExtendBaseWidget(f)
	return f
}

// WithHint sets the explaining line and returns the field.
func (f *Field) WithHint(hint string) *Field {
	f.Hint = hint
	f.SetError("")
	return f
}

// WithWidth sets the width of the input and returns the field.
func (f *Field) WithWidth(w float32) *Field { f.Width = w; return f }

// SetError shows what is wrong under the input; "" takes it away.
func (f *Field) SetError(text string) {
	f.err = text
	switch {
	case text != "":
		f.note.SetColor("✕ "+text, ColorBad)
	default:
		f.note.SetColor(f.Hint, ColorFaint)
	}
	f.Refresh()
}

// Refresh draws the field again, in its form if it stands in one.
func (f *Field) Refresh() {
	if f.row != nil {
		f.row.form.Refresh()
		return
	}
	f.BaseWidget.Refresh()
}

// Show and Hide put the field into its form and take it out.
func (f *Field) Show() {
	f.Hidden = false
	f.Refresh()
}

// Hide takes the field out of its form.
func (f *Field) Hide() {
	f.Hidden = true
	f.Refresh()
}

// SetNote shows a line in the colour of a state, such as what a field's value
// was understood as.
func (f *Field) SetNote(text string, c fyne.ThemeColorName) {
	f.err = ""
	f.note.SetColor(text, c)
	f.Refresh()
}

// Error is what is wrong with the field, or "".
func (f *Field) Error() string { return f.err }

// LabelWidth is the width the label needs.
func (f *Field) labelWidth() float32 { return f.label.MinSize().Width }

// CreateRenderer draws the field with its label above the input; a Form draws
// its fields with the labels at their side.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	f.ExtendBaseWidget(f)
	r := &themed{self: f, objects: []fyne.CanvasObject{f.label, f.Input, f.note, f.under}}
	r.paint = func() { f.label.Set(f.Label) }
	r.layout = func(s fyne.Size) {
		y := float32(0)
		if f.Label != "" {
			m := f.label.MinSize()
			f.label.Resize(fyne.NewSize(s.Width, m.Height))
			y += m.Height + 3
		}
		f.placeInput(fyne.NewPos(0, y), s.Width)
	}
	r.min = func() fyne.Size {
		m := f.inputMin()
		if f.Label != "" {
			l := f.label.MinSize()
			m.Height += l.Height + 3
			m.Width = max(m.Width, l.Width)
		}
		return m
	}
	r.paint()
	return r
}

// inputMin is the least size of input and note.
func (f *Field) inputMin() fyne.Size {
	m := f.Input.MinSize()
	if f.Width > 0 {
		m.Width = max(m.Width, f.Width)
	}
	if f.note.Text != "" {
		m.Height += f.note.MinSize().Height + 2
	}
	if !f.under.Hidden {
		u := f.under.MinSize()
		m.Height += u.Height + underGap
		m.Width = max(m.Width, u.Width)
	}
	return m
}

const underGap = 4

func (f *Field) placeInput(at fyne.Position, width float32) {
	m := f.Input.MinSize()
	w := width
	if f.Width > 0 {
		w = min(width, f.Width)
	}
	f.Input.Move(at)
	f.Input.Resize(fyne.NewSize(w, m.Height))
	f.note.Hidden = f.note.Text == ""
	f.note.Move(at.AddXY(0, m.Height+2))
	f.note.Resize(fyne.NewSize(width, f.note.MinSize().Height))
	y := m.Height + underGap
	if !f.note.Hidden {
		y += f.note.MinSize().Height + 2
	}
	f.under.Move(at.AddXY(0, y))
	f.under.Resize(fyne.NewSize(width, f.under.MinSize().Height))
}

// Reveal brings a field, with what stands under it, into sight.
func Reveal(in *container.Scroll, f *Field) {
	if in == nil {
		return // all of the form is to be seen
	}
	d := fyne.CurrentApp().Driver()
	y := d.AbsolutePositionForObject(f.Input).Y - d.AbsolutePositionForObject(in).Y
	over := y + f.inputMin().Height + underGap - in.Size().Height
	switch {
	case in.Size().Height == 0:
	case y < 0:
		in.ScrollToOffset(fyne.NewPos(0, max(0, in.Offset.Y+y-underGap)))
	case over > 0:
		in.ScrollToOffset(fyne.NewPos(0, in.Offset.Y+over))
	}
}

// Form shows fields one under the other with their labels lined up at the left.
type Form struct {
	widget.BaseWidget
	Fields []*Field
	// Gap is the space between fields; 0 means 8.
	Gap float32
}

// NewForm makes a form of fields.
func NewForm(fields ...*Field) *Form {
	f := &Form{Fields: fields}
	f.ExtendBaseWidget(f)
	return f
}

// FirstError is the first field with an error, or nil.
func (f *Form) FirstError() *Field {
	for _, field := range f.Fields {
		if field.Error() != "" {
			return field
		}
	}
	return nil
}

// FocusFirstError puts the keyboard into the first field with an error and
// reports whether there was one.
func (f *Form) FocusFirstError() bool {
	bad := f.FirstError()
	if bad == nil {
		return false
	}
	if in, ok := bad.Input.(fyne.Focusable); ok {
		Focus(in)
	}
	return true
}

// CreateRenderer is Fyne's way to draw the widget.
func (f *Form) CreateRenderer() fyne.WidgetRenderer {
	f.ExtendBaseWidget(f)
	var objects []fyne.CanvasObject
	rows := make([]*formRow, len(f.Fields))
	for i, field := range f.Fields {
		rows[i] = &formRow{field: field, form: f}
		rows[i].ExtendBaseWidget(rows[i])
		field.row = rows[i]
		objects = append(objects, rows[i])
	}
	gap := func() float32 {
		if f.Gap > 0 {
			return f.Gap
		}
		return 8
	}
	r := &themed{self: f, objects: objects}
	r.paint = func() {
		for _, row := range rows {
			row.Refresh()
		}
	}
	r.layout = func(s fyne.Size) {
		y := float32(0)
		for _, row := range rows {
			if !row.field.Visible() {
				row.Hide()
				continue
			}
			row.Show()
			m := row.MinSize()
			row.Move(fyne.NewPos(0, y))
			row.Resize(fyne.NewSize(s.Width, m.Height))
			y += m.Height + gap()
		}
	}
	r.min = func() fyne.Size {
		var s fyne.Size
		for _, row := range rows {
			if !row.field.Visible() {
				continue
			}
			m := row.MinSize()
			s.Width = max(s.Width, m.Width)
			if s.Height > 0 {
				s.Height += gap()
			}
			s.Height += m.Height
		}
		return s
	}
	return r
}

func (f *Form) labelWidth() float32 {
	w := float32(0)
	for _, field := range f.Fields {
		if field.Visible() {
			w = max(w, field.labelWidth())
		}
	}
	return float32(int(w)+4) / 4 * 4
}

type formRow struct {
	widget.BaseWidget
	field *Field
	form  *Form
}

func (row *formRow) CreateRenderer() fyne.WidgetRenderer {
	f := row.field
	r := &themed{self: row, objects: []fyne.CanvasObject{f.label, f.Input, f.note, f.under}}
	r.paint = func() { f.label.Set(f.Label) }
	r.layout = func(s fyne.Size) {
		lw := row.form.labelWidth()
		lm := f.label.MinSize()
		first := f.Input.MinSize().Height
		line := fyne.MeasureText("M", theme.TextSize(), fyne.TextStyle{}).Height + 12
		first = min(first, line) // a text area's label stands at its first line
		f.label.Move(fyne.NewPos(0, float32(int((first-lm.Height)/2))))
		f.label.Resize(fyne.NewSize(lw, lm.Height))
		f.placeInput(fyne.NewPos(lw+12, 0), s.Width-lw-12)
	}
	r.min = func() fyne.Size {
		m := f.inputMin()
		m.Width += row.form.labelWidth() + 12
		return m
	}
	return r
}
