package setup

import (
	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// shopView draws who the shop is: the form, and how it looks on paper.
type shopView struct {
	m      *shopPart
	banner *kit.Banner
	form   *kit.FormPanel
	paper  *fyne.Container
	bar    *kit.ActionBar
	box    fyne.CanvasObject
}

func newShopView(m *shopPart) *shopView {
	v := &shopView{m: m, banner: kit.NewBanner(), form: kit.NewFormPanel(), paper: kit.Column(2)}
	m.OnChange = v.refresh
	v.form.OnClose = m.CloseForm
	v.bar = kit.NewActionBar(withHistory(m.Commands(), m.open, m.record), "record.history", "shop.save")
	side := kit.Pad(16, 16, 16, 16, kit.Column(12, kit.Section("As it stands on paper", "The head of a slip and the ship-from of a label."), kit.Card(v.paper)))
	v.box = kit.Frame(v.banner, v.bar, nil, kit.Frame(nil, nil, kit.VLine(), nil, kit.Fixed(360, 0, side)), v.form)
	return v
}

func (v *shopView) body() fyne.CanvasObject { return v.box }
func (v *shopView) Commands() page.Commands { return v.m.Commands() }
func (v *shopView) Reload()                 { v.m.Reload() }
func (v *shopView) focus()                  {}
func (v *shopView) escape() bool            { return false }
func (v *shopView) closed()                 { v.m.loading.Cancel() }

func (v *shopView) refresh() {
	v.banner.Set(v.m.Notice)
	v.form.Set(v.m.Form)
	p := v.m.Profile
	lines := []fyne.CanvasObject{kit.NewHeading(p.Name)}
	for _, t := range []string{p.Address.Company, p.Address.Street1, p.Address.Street2, p.Address.City, p.Address.Region, p.Address.Postcode, p.Country, p.Address.Phone} {
		if t != "" && t != p.Name {
			lines = append(lines, kit.NewLine(t))
		}
	}
	if p.Returns != "" {
		lines = append(lines, kit.Words(p.Returns, kit.ColorMuted, fyne.TextAlignLeading))
	}
	v.paper.Objects = lines
	v.paper.Refresh()
	v.bar.Left.Set(map[bool]string{true: "Nobody has set the shop up yet", false: ""}[p.FirstTime])
	v.bar.Sync()
}
