package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// KeyCard is the keys of the open page and of the window, by heading: what the
// help sheet shows and the printed key card lists.
func (s *Shell) KeyCard() []KeyGroup {
	var groups []KeyGroup
	add := func(title string, cmds page.Commands) {
		g := KeyGroup{Title: title}
		for _, c := range cmds {
			if c.Key != "" {
				g.Lines = append(g.Lines, KeyLine{c.Key, c.Title})
			}
		}
		if len(g.Lines) > 0 {
			groups = append(groups, g)
		}
	}
	if s.current != nil {
		add(s.spec.Title, s.pageCommands())
	}
	add("Everywhere", s.areas)
	for _, name := range s.own.Groups() {
		add(name, s.own.InGroup(name))
	}
	groups = append(groups,
		KeyGroup{"In a table", []KeyLine{
			{"Enter", "Open the row"}, {"Space", "Select the row"}, {"Shift+Down", "Select more"},
			{"Ctrl+A", "Select all"}, {"Ctrl+C", "Copy for a spreadsheet"}, {"Home", "First row"}, {"End", "Last row"},
		}},
		KeyGroup{"Anywhere", []KeyLine{{"Esc", "Back one step"}, {"Ctrl+Z", "Undo, outside text fields"}, {"Tab", "Next field"}}},
	)
	return groups
}

// KeyGroup is a heading of the key card with its lines.
type KeyGroup struct {
	Title string
	Lines []KeyLine
}

// KeyLine is one key and what it does.
type KeyLine struct {
	Key   page.Key
	Title string
}

// OpenHelp shows the keys.
func (s *Shell) OpenHelp() {
	if s.in.DialogOpen() {
		return
	}
	groups := s.KeyCard()
	columns := make([]*fyne.Container, 3)
	heights := make([]int, len(columns))
	for i := range columns {
		columns[i] = kit.Column(2)
	}
	for _, g := range groups {
		least := 0
		for i := range heights {
			if heights[i] < heights[least] {
				least = i
			}
		}
		col := columns[least]
		heights[least] += len(g.Lines) + 2
		col.Add(kit.Pad(6, 0, 2, 0, kit.NewStrong(g.Title)))
		for _, l := range g.Lines {
			key := kit.NewLine(l.Key.Label())
			key.Color = kit.ColorMuted
			title := kit.NewLine(l.Title)
			title.Narrow = true
			col.Add(kit.Frame(nil, nil, kit.Fixed(116, 0, key), nil, title))
		}
	}
	var objects []fyne.CanvasObject
	for _, c := range columns {
		objects = append(objects, kit.Pad(0, 12, 0, 0, c))
	}
	closing := kit.NewButton("Close", nil)
	closing.Key = "Esc"
	d := kit.NewDialog(s.w, "Keys", container.NewGridWithColumns(len(objects), objects...), closing)
	closing.OnTapped = d.Close
	d.SetSize(920, 0)
	d.Keys = page.Commands{{ID: "help.close", Title: "Close", Key: "F1", Run: d.Close}}
	d.Show()
}
