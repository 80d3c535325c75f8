package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"packbench/app/desktop/page"
)

// Colour roles of our own, beside those of Fyne's theme. A view names a role
// and never a colour.
const (
	// ColorSurface lies under content, ColorRaised under bars and cards, and
	// ColorRail under the rail. Fyne's background lies under the window.
	ColorSurface fyne.ThemeColorName = "packbench.surface"
	ColorRaised  fyne.ThemeColorName = "packbench.raised"
	ColorRail    fyne.ThemeColorName = "packbench.rail"
	// ColorMuted is text that explains; ColorFaint is text that could be left
	// out, and signs.
	ColorMuted fyne.ThemeColorName = "packbench.muted"
	ColorFaint fyne.ThemeColorName = "packbench.faint"
	// ColorLine separates; ColorRowLine separates rows of a table.
	ColorLine    fyne.ThemeColorName = "packbench.line"
	ColorRowLine fyne.ThemeColorName = "packbench.rowline"
	// ColorAccentSoft lies under what is chosen; ColorCursor under the row
	// that the keys act on.
	ColorAccentSoft fyne.ThemeColorName = "packbench.accentsoft"
	ColorCursor     fyne.ThemeColorName = "packbench.cursor"
	// State colours for text and signs, and soft ones to lie under them.
	ColorGood        fyne.ThemeColorName = "packbench.good"
	ColorWarning     fyne.ThemeColorName = "packbench.warning"
	ColorBad         fyne.ThemeColorName = "packbench.bad"
	ColorInfo        fyne.ThemeColorName = "packbench.info"
	ColorGoodSoft    fyne.ThemeColorName = "packbench.goodsoft"
	ColorWarningSoft fyne.ThemeColorName = "packbench.warningsoft"
	ColorBadSoft     fyne.ThemeColorName = "packbench.badsoft"
	ColorInfoSoft    fyne.ThemeColorName = "packbench.infosoft"
	// On a map of the floor: a shelf and its edge, walls, and how full a shelf is.
	ColorMapShelf fyne.ThemeColorName = "packbench.mapshelf"
	ColorMapEdge  fyne.ThemeColorName = "packbench.mapedge"
	ColorMapWall  fyne.ThemeColorName = "packbench.mapwall"
	ColorMapFull  fyne.ThemeColorName = "packbench.mapfull"
	ColorMapLow   fyne.ThemeColorName = "packbench.maplow"
	// ColorShade covers the page behind a dialog.
	ColorShade fyne.ThemeColorName = "packbench.shade"
	// ColorToast lies under a toast, ColorOnToast is its text.
	ColorToast   fyne.ThemeColorName = "packbench.toast"
	ColorOnToast fyne.ThemeColorName = "packbench.ontoast"
	// ColorOnToastAccent is its Undo.
	ColorOnToastAccent fyne.ThemeColorName = "packbench.ontoastaccent"
)

// HeatColors go from a little to much, ZoneColors tell zones apart.
var (
	HeatColors = numbered("packbench.heat", len(heats))
	ZoneColors = numbered("packbench.zone", len(zones))
)

func numbered(name string, n int) []fyne.ThemeColorName {
	out := make([]fyne.ThemeColorName, n)
	for i := range out {
		out[i] = fyne.ThemeColorName(name + string(rune('1'+i)))
	}
	return out
}

// Look says whether the window is light or dark.
type Look string

// The looks. LookSystem follows the desktop's own setting.
const (
	LookSystem Look = "system"
	LookLight  Look = "light"
	LookDark   Look = "dark"
)

// TextSizes are the sizes a person can choose from, in Fyne's units; the first
// is what a new window has.
var TextSizes = []float32{13, 14, 16, 18}

// Theme is Fyne's own theme with our colours and dense sizes. Install it with
// Settings().SetTheme; to change the look or the text size install another.
type Theme struct {
	Look Look
	// Text is the text size; 0 is 13.
	Text float32
}

var _ fyne.Theme = (*Theme)(nil)

// Color gives the colour of a role.
func (t *Theme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	switch t.Look {
	case LookLight:
		v = theme.VariantLight
	case LookDark:
		v = theme.VariantDark
	}
	pair, ok := palette[name]
	if !ok {
		return theme.DefaultTheme().Color(name, v)
	}
	if v == theme.VariantLight {
		return pair.light
	}
	return pair.dark
}

// Font gives the font: Fyne's own, whose figures all have one width.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(style) }

// Icon gives Fyne's icon of that name.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size gives a size by its role. Everything sits on a grid of 4.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	text := t.Text
	if text == 0 {
		text = TextSizes[0]
	}
	switch name {
	case theme.SizeNameText:
		return text
	case theme.SizeNameCaptionText:
		return text - 2
	case theme.SizeNameSubHeadingText:
		return text + 3
	case theme.SizeNameHeadingText:
		return text + 7
	case theme.SizeNamePadding:
		return 4
	case theme.SizeNameInnerPadding:
		return 6
	case theme.SizeNameLineSpacing:
		return 4
	case theme.SizeNameInlineIcon:
		return text + 4
	case theme.SizeNameInputBorder, theme.SizeNameSeparatorThickness:
		return 1
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return 4
	case theme.SizeNameScrollBar:
		return 10
	case theme.SizeNameScrollBarSmall:
		return 4
	}
	return theme.DefaultTheme().Size(name)
}

// RowHeight is the height of a table's row at a text size: 28 at 13, always
// even, so that rows fall on whole pixels.
func RowHeight(text float32) float32 { return float32(2 * int((text*2+3)/2)) }

type lightDark struct{ light, dark color.NRGBA }

func hex(rgb uint32) color.NRGBA {
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 0xff}
}

func hexA(rgb uint32, alpha uint8) color.NRGBA {
	c := hex(rgb)
	c.A = alpha
	return c
}

// palette is the only place with colours. Text on its ground keeps a contrast
// of at least 4.5 to 1 in both looks; a test measures it.
var palette = withRamps(map[fyne.ThemeColorName]lightDark{
	theme.ColorNameBackground:          {hex(0xf3f4f6), hex(0x15181c)},
	theme.ColorNameForeground:          {hex(0x1b2027), hex(0xe3e7ec)},
	theme.ColorNameButton:              {hex(0xe6e9ee), hex(0x2b3139)},
	theme.ColorNameDisabledButton:      {hex(0xeceef1), hex(0x22272d)},
	theme.ColorNameDisabled:            {hex(0x9199a4), hex(0x69717c)},
	theme.ColorNameError:               {hex(0xb8302a), hex(0xf2827a)},
	theme.ColorNameFocus:               {hexA(0x2a5fc9, 0x38), hexA(0x86abff, 0x48)},
	theme.ColorNameForegroundOnError:   {hex(0xffffff), hex(0x2a0d0b)},
	theme.ColorNameForegroundOnPrimary: {hex(0xffffff), hex(0x0d1a33)},
	theme.ColorNameForegroundOnSuccess: {hex(0xffffff), hex(0x08210f)},
	theme.ColorNameForegroundOnWarning: {hex(0xffffff), hex(0x2a1c02)},
	theme.ColorNameHeaderBackground:    {hex(0xeef0f3), hex(0x20252b)},
	theme.ColorNameHover:               {hexA(0x1b2027, 0x0d), hexA(0xffffff, 0x0e)},
	theme.ColorNameHyperlink:           {hex(0x2a5fc9), hex(0x86abff)},
	theme.ColorNameInputBackground:     {hex(0xffffff), hex(0x14171b)},
	theme.ColorNameInputBorder:         {hex(0xbcc3cd), hex(0x434b56)},
	theme.ColorNameMenuBackground:      {hex(0xffffff), hex(0x242930)},
	theme.ColorNameOverlayBackground:   {hex(0xffffff), hex(0x242930)},
	theme.ColorNamePlaceHolder:         {hex(0x68717d), hex(0x8b949f)},
	theme.ColorNamePressed:             {hexA(0x1b2027, 0x1e), hexA(0xffffff, 0x20)},
	theme.ColorNamePrimary:             {hex(0x2a5fc9), hex(0x86abff)},
	theme.ColorNameScrollBar:           {hexA(0x1b2027, 0x66), hexA(0xffffff, 0x55)},
	theme.ColorNameScrollBarBackground: {hexA(0x1b2027, 0x00), hexA(0xffffff, 0x00)},
	theme.ColorNameSelection:           {hex(0xc9dbfb), hex(0x2c4676)},
	theme.ColorNameSeparator:           {hex(0xdde1e6), hex(0x2e343c)},
	theme.ColorNameShadow:              {hexA(0x000000, 0x38), hexA(0x000000, 0x80)},
	theme.ColorNameSuccess:             {hex(0x1a7444), hex(0x6bcf95)},
	theme.ColorNameWarning:             {hex(0x8f5400), hex(0xe8b75a)},

	ColorShade:         {hexA(0x000000, 0x48), hexA(0x000000, 0x90)},
	ColorSurface:       {hex(0xffffff), hex(0x1b1f24)},
	ColorRaised:        {hex(0xf9fafb), hex(0x1f242a)},
	ColorRail:          {hex(0xe9ecf0), hex(0x111417)},
	ColorMuted:         {hex(0x4e5864), hex(0xa8b2be)},
	ColorFaint:         {hex(0x5f6873), hex(0x949da9)},
	ColorLine:          {hex(0xdbdfe5), hex(0x2e343c)},
	ColorRowLine:       {hex(0xeceff2), hex(0x252a31)},
	ColorAccentSoft:    {hex(0xdfe9fc), hex(0x223452)},
	ColorCursor:        {hex(0xeef3fd), hex(0x232b38)},
	ColorGood:          {hex(0x1a7444), hex(0x6bcf95)},
	ColorWarning:       {hex(0x8f5400), hex(0xe8b75a)},
	ColorBad:           {hex(0xb8302a), hex(0xf2827a)},
	ColorInfo:          {hex(0x2a6096), hex(0x7fb8ea)},
	ColorGoodSoft:      {hex(0xe2f4e9), hex(0x1a3325)},
	ColorWarningSoft:   {hex(0xfdf1d9), hex(0x382c14)},
	ColorBadSoft:       {hex(0xfce6e4), hex(0x3c1f1d)},
	ColorInfoSoft:      {hex(0xe3eef9), hex(0x1b2e40)},
	ColorToast:         {hex(0x262c34), hex(0x3a424d)},
	ColorOnToast:       {hex(0xf2f4f7), hex(0xf2f4f7)},
	ColorOnToastAccent: {hex(0xa9c4ff), hex(0xb5ccff)},

	ColorMapShelf: {hex(0xf9fafb), hex(0x262c33)},
	ColorMapEdge:  {hex(0xb4bcc7), hex(0x4a535f)},
	ColorMapWall:  {hex(0x6f7884), hex(0x5f6873)},
	ColorMapFull:  {hex(0xa9cdb8), hex(0x2f6147)},
	ColorMapLow:   {hex(0xf0c872), hex(0x8a6a20)},
})

// heats are one hue, darker where there is more; zones are several, all calm.
var (
	heats = []lightDark{
		{hex(0xdde8fb), hex(0x22304d)}, {hex(0xb4cdf6), hex(0x2e4677)}, {hex(0x82a9ec), hex(0x3f62a8)},
		{hex(0x4f80dd), hex(0x5c86d8)}, {hex(0x2a5fc9), hex(0x86abff)},
	}
	zones = []lightDark{
		{hex(0xbcd3f3), hex(0x2f4a75)}, {hex(0xbfe2c7), hex(0x2b563b)}, {hex(0xf2deae), hex(0x635123)}, {hex(0xefc9ce), hex(0x673c44)},
		{hex(0xd9ccef), hex(0x4d3f70)}, {hex(0xb5e0e0), hex(0x225656)}, {hex(0xdfd5c3), hex(0x504a3e)}, {hex(0xc7ced8), hex(0x3e4753)},
	}
)

// withRamps adds the heats and the zones to the other colours.
func withRamps(all map[fyne.ThemeColorName]lightDark) map[fyne.ThemeColorName]lightDark {
	for i, n := range HeatColors {
		all[n] = heats[i]
	}
	for i, n := range ZoneColors {
		all[n] = zones[i]
	}
	return all
}

// StateColor is the text colour of a state.
func StateColor(s page.State) fyne.ThemeColorName {
	switch s {
	case page.Good:
		return ColorGood
	case page.Warning:
		return ColorWarning
	case page.Bad:
		return ColorBad
	case page.Info:
		return ColorInfo
	case page.Muted:
		return ColorFaint
	}
	return theme.ColorNameForeground
}

// StateSoft is the colour that lies under text of a state.
func StateSoft(s page.State) fyne.ThemeColorName {
	switch s {
	case page.Good:
		return ColorGoodSoft
	case page.Warning:
		return ColorWarningSoft
	case page.Bad:
		return ColorBadSoft
	case page.Info:
		return ColorInfoSoft
	}
	return ColorRaised
}

// StateSign is the sign that stands before the word of a state, so that colour
// never speaks alone. The shapes differ as much as the colours do.
func StateSign(s page.State) string {
	switch s {
	case page.Good:
		return "✓"
	case page.Warning:
		return "▲"
	case page.Bad:
		return "✕"
	case page.Info:
		return "●"
	case page.Muted:
		return "–"
	}
	return "○"
}
