package kit

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"packbench/assets"
)

// svgIcon is one of our icons in the colour of a role. Fyne's own themed
// resources colour filled shapes only; ours are drawn with strokes.
type svgIcon struct {
	name  string
	svg   []byte
	color fyne.ThemeColorName
}

var _ fyne.Resource = (*svgIcon)(nil)

// Name tells Fyne's picture cache one colour of the icon from another.
func (i *svgIcon) Name() string { return fmt.Sprintf("%s_%s.svg", i.name, i.hex()) }

// Content is the drawing with its colour filled in.
func (i *svgIcon) Content() []byte {
	return bytes.ReplaceAll(i.svg, []byte("currentColor"), []byte(i.hex()))
}

func (i *svgIcon) hex() string {
	c := color.NRGBAModel.Convert(ink(i.color)).(color.NRGBA)
	return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
}

// IconResource is one of the icons in assets/icons in the colour of a role, as
// Fyne's own widgets take it. It follows the look when the widget is drawn again.
func IconResource(name string, c fyne.ThemeColorName) fyne.Resource {
	svg, err := assets.Icon(name)
	if err != nil {
		fyne.LogError("icon "+name, err)
		return nil
	}
	return &svgIcon{name: name, svg: svg, color: c}
}

// Icon shows one of the icons in assets/icons.
type Icon struct {
	widget.BaseWidget
	name  string
	color fyne.ThemeColorName
	size  float32
}

// NewIcon makes an icon of a size, in the colour of a role.
func NewIcon(name string, c fyne.ThemeColorName, size float32) *Icon {
	i := &Icon{name: name, color: c, size: size}
	i.ExtendBaseWidget(i)
	return i
}

// SetColor changes the role.
func (i *Icon) SetColor(c fyne.ThemeColorName) {
	if i.color != c {
		i.color = c
		i.Refresh()
	}
}

// CreateRenderer is Fyne's way to draw the widget.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	i.ExtendBaseWidget(i)
	img := canvas.NewImageFromResource(nil)
	img.FillMode = canvas.ImageFillContain
	shown := ""
	r := &themed{self: i, objects: []fyne.CanvasObject{img}}
	r.paint = func() {
		res := IconResource(i.name, i.color)
		if res != nil && res.Name() != shown {
			shown = res.Name()
			// Frozen now: Fyne reads the content again at every size.
			img.Resource = fyne.NewStaticResource(shown, res.Content())
			img.Refresh()
		}
	}
	r.layout = func(s fyne.Size) {
		img.Resize(fyne.NewSquareSize(i.size))
		img.Move(fyne.NewPos((s.Width-i.size)/2, (s.Height-i.size)/2))
	}
	r.min = func() fyne.Size { return fyne.NewSquareSize(i.size) }
	r.paint()
	return r
}
