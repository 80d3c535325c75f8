package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Chip is a condition of a list: "Carrier: Parcel".
type Chip struct {
	ID, Text string
	// On conditions hold; the others are offered.
	On bool
	// Stays has no cross: it is one of several ways, of which one always holds.
	Stays bool
}

// Chips is the line of conditions above a list. A press switches one on or off.
// It never takes the focus.
type Chips struct {
	widget.BaseWidget
	// OnChange is called when one is switched by hand.
	OnChange func(id string, on bool)

	chips []Chip
	box   *fyne.Container
}

// NewChips makes a line of conditions.
func NewChips(chips ...Chip) *Chips {
	c := &Chips{box: container.New(layout.NewRowWrapLayoutWithCustomPadding(6, 4))}
	c.ExtendBaseWidget(c)
	c.Set(chips...)
	return c
}

// Set changes the conditions.
func (c *Chips) Set(chips ...Chip) {
	c.chips = chips
	c.box.Objects = nil
	for i := range chips {
		c.box.Add(newChipView(c, i))
	}
	c.box.Refresh()
}

// On is the conditions that hold.
func (c *Chips) On() []string {
	var ids []string
	for _, chip := range c.chips {
		if chip.On {
			ids = append(ids, chip.ID)
		}
	}
	return ids
}

// Toggle switches one as a press does.
func (c *Chips) Toggle(id string) {
	for i := range c.chips {
		if c.chips[i].ID == id {
			c.chips[i].On = !c.chips[i].On
			on := c.chips[i].On
			c.Set(c.chips...)
			if c.OnChange != nil {
				c.OnChange(id, on)
			}
			return
		}
	}
}

// CreateRenderer is Fyne's way to draw the widget.
func (c *Chips) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.box) }

type chipView struct {
	widget.BaseWidget
	chips  *Chips
	chip   Chip
	ground *Ground
}

func newChipView(c *Chips, i int) *chipView {
	v := &chipView{chips: c, chip: c.chips[i], ground: NewGround(ColorSurface)}
	v.ground.Radius, v.ground.Stroke = 11, ColorLine
	if v.chip.On {
		v.ground.Color, v.ground.Stroke = ColorAccentSoft, theme.ColorNamePrimary
	}
	v.ExtendBaseWidget(v)
	return v
}

// Tapped switches the condition.
func (v *chipView) Tapped(*fyne.PointEvent) { v.chips.Toggle(v.chip.ID) }

// Cursor shows that it can be pressed.
func (v *chipView) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (v *chipView) CreateRenderer() fyne.WidgetRenderer {
	text := NewMuted(v.chip.Text)
	parts := []fyne.CanvasObject{text}
	if v.chip.On {
		text.Color = theme.ColorNameForeground
	}
	if v.chip.On && !v.chip.Stays {
		parts = append(parts, NewIcon("close", ColorMuted, 12))
	}
	return widget.NewSimpleRenderer(container.NewStack(v.ground, Pad(2, 10, 2, 10, Row(6, parts...))))
}

// ColumnsButton is a button that opens the list of columns to choose from, for
// the line above a table.
func (g *Grid) ColumnsButton() *Button {
	b := NewButton("Columns", nil)
	b.Weight, b.Icon = Quiet, IconResource("columns", ColorMuted)
	b.OnTapped = func() {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
		g.ChooseColumns(at.AddXY(0, b.Size().Height))
	}
	return b
}
