package setup

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// still is a section that reads nothing.
type still struct{ box fyne.CanvasObject }

func (s *still) body() fyne.CanvasObject { return s.box }
func (s *still) Commands() page.Commands { return nil }
func (s *still) Reload()                 {}
func (s *still) refresh()                {}
func (s *still) focus()                  {}
func (s *still) escape() bool            { return false }
func (s *still) closed()                 {}

// lookView draws how the window looks.
type lookView struct {
	still
	o    Options
	look *kit.Select
	text *kit.Select
}

var looks = []struct {
	look  kit.Look
	title string
}{{kit.LookSystem, "As the system has it"}, {kit.LookLight, "Light"}, {kit.LookDark, "Dark"}}

func newLookView(o Options) *lookView {
	v := &lookView{o: o}
	var names, sizes []string
	for _, l := range looks {
		names = append(names, l.title)
	}
	for _, s := range kit.TextSizes {
		sizes = append(sizes, sizeName(s))
	}
	v.look = kit.NewSelect(names, func(string) {
		if i := v.look.SelectedIndex(); i >= 0 && looks[i].look != v.now().Look {
			o.SetLook(looks[i].look)
		}
	})
	v.text = kit.NewSelect(sizes, func(string) {
		if i := v.text.SelectedIndex(); i >= 0 && kit.TextSizes[i] != v.now().Text {
			o.SetTextSize(kit.TextSizes[i])
		}
	})
	v.refresh()
	form := kit.NewForm(
		kit.NewField("Light or dark", v.look).WithHint("Up and Down change it at once.").WithWidth(260),
		kit.NewField("Size of the text", v.text).WithHint("Rows and buttons grow with it. Ctrl+Shift+. and Ctrl+Shift+, do the same anywhere.").WithWidth(260))
	states := kit.Row(12, kit.NewPill("ready", page.Good), kit.NewPill("backorder", page.Warning), kit.NewPill("on hold", page.Bad), kit.NewPill("picking", page.Info), kit.NewPill("cancelled", page.Muted))
	v.box = kit.Pad(16, 16, 16, 16, kit.Column(20, kit.Section("How the window looks", "Kept for this person at this machine."), form,
		kit.Section("States", "Each has a colour, a word and, in tables, a sign of its own shape."), states))
	return v
}

func (v *lookView) now() kit.Theme { return v.o.Look() }

func sizeName(s float32) string {
	name := map[float32]string{13: "small", 14: "medium", 16: "large", 18: "very large"}[s]
	return fmt.Sprintf("%g, %s", s, name)
}

func (v *lookView) refresh() {
	now := v.now()
	for _, l := range looks {
		if l.look == now.Look {
			v.look.SetSelected(l.title)
		}
	}
	size := now.Text
	if size == 0 {
		size = kit.TextSizes[0]
	}
	v.text.SetSelected(sizeName(size))
}

func (v *lookView) focus() { kit.Focus(v.look) }

// newAboutView says what the program is, and whose work is in it.
func newAboutView(o Options) *still {
	version := o.Version
	if version == "" {
		version = "made from source"
	}
	block := func(title string, lines ...string) fyne.CanvasObject {
		objects := []fyne.CanvasObject{kit.NewHeading(title)}
		for _, l := range lines {
			objects = append(objects, kit.Words(l, kit.ColorMuted, fyne.TextAlignLeading))
		}
		return kit.Column(2, objects...)
	}
	left := kit.Column(18,
		block("Packbench "+version, "Orders, picking, packing and shipping for a small shop, in one program and one file.", "MIT licence: use, change and pass it on; the text is in LICENSE."),
		block("The demo shop", "Daqing Chen, \"Online Retail\", UCI Machine Learning Repository, 2015, DOI 10.24432/C5BW33, licence CC BY 4.0. Products, prices, orders and dates are real; names, addresses, sizes and weights are made up, and the program says so."),
		block("Fonts on paper", "DejaVu, Bitstream Vera licence with additions in the public domain. Droid Sans Fallback, Apache licence 2.0. The texts come with the program."))
	right := kit.Column(18,
		block("Made with", "Go and Fyne (BSD 3-clause) for the window; SQLite (public domain) by modernc.org/sqlite (BSD) for the books; goose (MIT) for their history; gofpdf (MIT) for paper; boombuler/barcode (MIT) for bars; excelize (BSD) for workbooks."),
		block("What leaves this machine", "Nothing. The shop is a file here; the program asks no server for anything. Card numbers are refused wherever they are typed, and never kept."),
		block("Help", "F1 shows the keys of the page. Ctrl+K finds anything. packbench help lists the commands."))
	return &still{kit.Pad(20, 24, 20, 24, container.NewVScroll(container.NewGridWithColumns(2, kit.Pad(0, 24, 0, 0, left), right)))}
}
