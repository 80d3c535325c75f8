package desktop

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// palettePatience is how long the palette waits for hits.
const palettePatience = 5 * time.Second

// OpenPalette opens the search over everything: commands first, then what the
// shop's records hold.
func (s *Shell) OpenPalette() {
	if s.in.DialogOpen() {
		return
	}
	p := &palette{s: s, commands: s.AllCommands()}
	p.field = kit.NewComplete("Order, customer, product, or what you want to do")
	p.field.SetIcon(kit.IconResource("search", kit.ColorFaint))
	p.field.Rows = 12
	p.field.OneEscape = true
	p.field.OnQuery = p.ask
	p.field.OnChoose = p.choose
	p.dialog = kit.NewBareDialog(s.w, kit.Pad(8, 8, 8, 8, p.field))
	p.dialog.Top = true
	p.dialog.SetSize(640, 0)
	p.dialog.Focus = p.field
	p.dialog.OnClose = p.latest.Cancel
	p.field.OnEscape = p.dialog.Close
	p.dialog.Show()
	p.ask("", p.field.Generation())
}

type palette struct {
	s        *Shell
	field    *kit.Complete
	dialog   *kit.Dialog
	commands page.Commands
	hits     []page.Hit
	latest   page.Latest
}

func (p *palette) ask(text string, generation uint64) {
	found := matching(p.commands, text)
	p.hits = nil
	p.field.Answer(choicesOf(found, nil), generation)
	if p.s.opt.Search == nil || strings.TrimSpace(text) == "" {
		p.latest.Cancel()
		return
	}
	page.Load(p.s.opt.Runner, &p.latest, palettePatience, func(ctx context.Context) ([]page.Hit, error) {
		return p.s.opt.Search(ctx, text)
	}, func(hits []page.Hit, err error) {
		if err != nil {
			n := page.Explain("search", err, nil)
			hits = []page.Hit{{Kind: "!", Title: n.Title, State: page.Bad}}
		}
		p.hits = hits
		choices := choicesOf(found, hits)
		if len(choices) == 0 {
			choices = []kit.Choice{{ID: "nothing", Title: "Nothing found", Detail: "Fewer letters find more"}}
		}
		p.field.Answer(choices, generation)
	})
}

// matching is the commands whose title, group or hint holds every word, at most
// eight; those that cannot be done now are left out.
func matching(cmds page.Commands, text string) page.Commands {
	words := strings.Fields(strings.ToLower(text))
	var first, rest page.Commands
	for _, c := range cmds {
		if c.Quiet || !c.Can() {
			continue
		}
		title := strings.ToLower(c.Title)
		all := title + " " + strings.ToLower(c.Group+" "+c.Hint)
		ok := true
		for _, w := range words {
			ok = ok && strings.Contains(all, w)
		}
		switch {
		case !ok:
		case len(words) > 0 && strings.HasPrefix(title, words[0]):
			first = append(first, c)
		default:
			rest = append(rest, c)
		}
	}
	found := append(first, rest...)
	most := 8
	if len(words) == 0 {
		most = 12
	}
	return found[:min(len(found), most)]
}

func choicesOf(cmds page.Commands, hits []page.Hit) []kit.Choice {
	var out []kit.Choice
	for _, c := range cmds {
		out = append(out, kit.Choice{ID: "command " + c.ID, Title: c.Title, Detail: c.Group, Figures: []string{c.Key.Label()}})
	}
	for _, h := range hits {
		title := h.Title
		if h.Kind != "" && h.Kind != "!" {
			title = h.Kind + "  " + h.Title
		}
		out = append(out, kit.Choice{ID: "route " + string(h.Route), Title: title, Detail: h.Detail, Figures: []string{h.Figure}, State: h.State})
	}
	return out
}

func (p *palette) choose(c kit.Choice) {
	if c.ID == "nothing" {
		return // typing goes on
	}
	p.dialog.Close()
	kind, what, _ := strings.Cut(c.ID, " ")
	switch {
	case kind == "command":
		if cmd, ok := p.commands.Find(what); ok {
			p.s.Do(cmd)
		}
	case what != "":
		p.s.Open(page.Route(what))
	}
}

var _ fyne.Focusable = (*kit.Complete)(nil)
