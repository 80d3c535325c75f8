package kit

import (
	"context"
	"image"
	"strings"

	"fyne.io/fyne/v2"

	"packbench/app/desktop/page"
)

// Paper is a document as it will be printed: its pages as pictures, what a
// person should know before, and how wide a page is in points.
type Paper struct {
	Pages    []image.Image
	Warnings []string
	Wide     float32
}

// PaperPage is a page of the window that shows a document and prints it. An
// area makes one for each kind of paper it has.
type PaperPage struct {
	// Options stand at the left, nil for none; Load is asked again by Reload.
	Options fyne.CanvasObject
	// Focus gets the keyboard when the page opens; nil for none.
	Focus fyne.Focusable

	title   string
	desk    page.Desk
	load    func(context.Context) (Paper, error)
	print   func(context.Context) error
	loading page.Latest
	busy    bool
	ready   bool

	banner  *Banner
	preview *Preview
	bar     *ActionBar
	box     fyne.CanvasObject
}

// NewPaperPage makes the page. load draws the document and print sends it to
// the printer; both run outside the window's goroutine.
func NewPaperPage(desk page.Desk, title string, load func(context.Context) (Paper, error), print func(context.Context) error) *PaperPage {
	p := &PaperPage{title: title, desk: desk, load: load, print: print, banner: NewBanner(), preview: NewPreview()}
	p.bar = NewActionBar(p.Commands(), "paper.print")
	return p
}

// CanvasObject is what is drawn.
func (p *PaperPage) CanvasObject() fyne.CanvasObject {
	if p.box == nil {
		var left fyne.CanvasObject
		if p.Options != nil {
			left = Frame(nil, nil, nil, VLine(), Fixed(280, 0, Pad(16, 16, 16, 16, p.Options)))
		}
		p.box = Frame(p.banner, p.bar, left, nil, p.preview)
	}
	return p.box
}

// Title stands at the top of the window.
func (p *PaperPage) Title() string { return p.title }

// Commands are printing and the preview's own keys.
func (p *PaperPage) Commands() page.Commands {
	return append(page.Commands{{ID: "paper.print", Title: "Print", Key: "Ctrl+P", Group: "Print", Primary: true,
		Enabled: func() bool { return p.ready && !p.busy }, Run: p.send}}, p.preview.Commands()...)
}

// Opened loads the document.
func (p *PaperPage) Opened() {
	p.Reload()
	if p.Focus != nil {
		Focus(p.Focus)
	}
}

// Closed gives up what is being drawn.
func (p *PaperPage) Closed() { p.loading.Cancel() }

// Reload draws the document again, as after an option has changed.
func (p *PaperPage) Reload() {
	p.ready = false
	p.bar.Left.Set("Drawing…")
	p.bar.Sync()
	page.Load(p.desk.Runner(), &p.loading, page.Patience, p.load, func(paper Paper, err error) {
		if err != nil {
			p.banner.Set(page.Explain("draw "+p.title, err, p.Reload))
			p.preview.SetPages(nil)
			p.bar.Left.Set("")
			p.bar.Sync()
			return
		}
		p.ready = len(paper.Pages) > 0
		p.banner.Set(nil)
		if len(paper.Warnings) > 0 {
			p.banner.Set(&page.Notice{State: page.Warning, Title: paper.Warnings[0], Hint: strings.Join(paper.Warnings[1:], "; ")})
		}
		p.preview.PointsWide = paper.Wide
		p.preview.SetPages(paper.Pages)
		p.bar.Left.Set(page.FormatCount(int64(len(paper.Pages))) + " pages")
		if len(paper.Pages) == 1 {
			p.bar.Left.Set("1 page")
		}
		p.bar.Sync()
	})
}

func (p *PaperPage) send() {
	p.busy = true
	p.bar.Sync()
	page.Do(p.desk.Runner(), page.Patience, p.print, func(err error) {
		p.busy = false
		p.bar.Sync()
		if err != nil {
			p.banner.Set(page.Explain("print "+p.title, err, nil))
			return
		}
		p.desk.Toast(page.Toast{Text: p.title + " sent to the printer", State: page.Good})
	})
}
