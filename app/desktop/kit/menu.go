package kit

import (
	"fyne.io/fyne/v2"

	"packbench/app/desktop/page"
)

// MenuItems makes menu items of commands, with a line between groups.
func MenuItems(cmds page.Commands) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for i, c := range cmds {
		if i > 0 && c.Group != cmds[i-1].Group {
			items = append(items, fyne.NewMenuItemSeparator())
		}
		item := fyne.NewMenuItem(c.Title, func() { c.Do() })
		if chord, err := c.Key.Parse(); err == nil && c.Key != "" {
			item.Shortcut = menuShortcut(chord)
			if _, shown := item.Shortcut.(fyne.KeyboardShortcut); !shown {
				item.Label = TitleWithKey(c.Title, c.Key)
			}
		}
		item.Disabled = !c.Can()
		items = append(items, item)
	}
	return items
}
