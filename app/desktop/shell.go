package desktop

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
)

// Options is what the window needs from outside. Only Prefs and Runner are
// required.
type Options struct {
	// Prefs keeps window size, look, text size, widths and the last route.
	Prefs page.Prefs
	// Runner leads out of the window's goroutine and back.
	Runner page.Runner
	// Search finds anything for the palette, best first. It runs outside the
	// window's goroutine and is cancelled when the person types on.
	Search func(ctx context.Context, query string) ([]page.Hit, error)
	// Undo takes back the last deed in the shop's records.
	Undo func()
	// FindCode tells what a scanned code is that the page had no use for; ""
	// when it is nothing known. It runs outside the window's goroutine.
	FindCode func(ctx context.Context, code string) (page.Route, error)
	// Sounds are those of good and bad scans; nil is silent.
	Sounds kit.Sounds
	// ScanPrefix is the key that the scanner is programmed to send first.
	ScanPrefix page.Key
	// Person and Desk stand at the top right.
	Person, Desk string
	// Door says who may sit here, and Sit is told who does; nil Door asks nobody.
	Door Doorkeeper
	Sit  func(name string)
	// SetTheme installs a theme; nil takes the running app's settings.
	SetTheme func(fyne.Theme)
	// Look is what Prepare gave; nil for a program that was not prepared.
	Look *kit.Theme
}

// Shell is the window. It implements page.Desk for the pages in it. All methods
// are called on the window's goroutine.
type Shell struct {
	w       fyne.Window
	opt     Options
	in      *kit.Input
	specs   map[string]kit.Spec
	order   []string
	areas   page.Commands // commands that areas bring for the whole window
	own     page.Commands
	history history

	current kit.Page
	spec    kit.Spec

	rail    *rail
	top     *topBar
	status  *statusBar
	toasts  *kit.Toasts
	body    *fyne.Container
	main    *fyne.Container
	failure *kit.Banner
	finding page.Latest
	lock    *lock
	look    kit.Theme
}

var _ page.Desk = (*Shell)(nil)

// New makes the window's content. Add pages to it, then Start.
func New(w fyne.Window, opt Options) *Shell {
	if opt.Sounds == nil {
		opt.Sounds = kit.Silent{}
	}
	if opt.SetTheme == nil {
		opt.SetTheme = func(t fyne.Theme) { fyne.CurrentApp().Settings().SetTheme(t) }
	}
	s := &Shell{w: w, opt: opt, specs: map[string]kit.Spec{}}
	if opt.Look != nil {
		s.look = *opt.Look
	} else {
		s.look = lookOf(opt.Prefs)
		s.applyLook()
	}
	w.Resize(sizeOf(opt.Prefs))
	s.own = s.ownCommands()
	s.toasts = kit.NewToasts(opt.Runner)
	s.rail = newRail(s)
	s.top = newTopBar(s)
	s.status = newStatusBar(s)
	s.failure = kit.NewBanner()
	s.body = container.NewStack()
	page := kit.Frame(kit.Column(0, s.top, s.failure), nil, nil, nil, kit.On(kit.ColorSurface, s.body))
	s.main = kit.Frame(nil, s.status, s.rail, nil, page)
	s.in = kit.Host(w, container.NewStack(kit.NewGround(theme.ColorNameBackground), s.main, s.toasts.CanvasObject()))
	s.in.OnKey = s.Key
	s.in.OnScan = s.Scan
	s.in.OnQueue = s.status.setQueue
	s.in.Prefix = opt.ScanPrefix
	if opt.Door != nil {
		s.lock = newLock(s)
	}
	w.Canvas().AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { s.Undo() })
	w.Canvas().AddShortcut(&fyne.ShortcutRedo{}, func(fyne.Shortcut) { s.Redo() })
	return s
}

// Add brings pages into the window. It refuses a name twice by an error, since
// the second page could never be reached.
func (s *Shell) Add(specs ...kit.Spec) error {
	var errs []error
	for _, spec := range specs {
		if _, taken := s.specs[spec.Name]; taken {
			errs = append(errs, fmt.Errorf("add page: %q stands twice in the window", spec.Name))
			continue
		}
		s.specs[spec.Name] = spec
		s.order = append(s.order, spec.Name)
		if spec.Commands != nil {
			s.areas = append(s.areas, spec.Commands(s)...)
		}
	}
	s.own = s.ownCommands()
	s.rail.rebuild()
	return errors.Join(errs...)
}

// Start opens the route that was open last, or first.
func (s *Shell) Start(first page.Route) {
	last := page.Route(s.opt.Prefs.Get("route"))
	if spec, ok := s.specs[last.Name()]; ok && last != "" && !spec.Hidden {
		first = last
	}
	s.Open(first)
}

// Input is where the window's keys and scans come together.
func (s *Shell) Input() *kit.Input { return s.in }

// Window is the window.
func (s *Shell) Window() fyne.Window { return s.w }

// Route is the route that is open.
func (s *Shell) Route() page.Route {
	if v := s.history.current(); v != nil {
		return v.route
	}
	return ""
}

// Page is the page that is open, nil before Start.
func (s *Shell) Page() kit.Page { return s.current }

// Open shows a route. The route that is open already is loaded again.
func (s *Shell) Open(r page.Route) {
	if _, ok := s.specs[r.Name()]; !ok {
		s.Toast(page.Toast{Text: "There is no page called " + r.Name(), State: page.Warning})
		return
	}
	if s.current != nil && r == s.Route() {
		s.current.Reload()
		return
	}
	s.letGo(func() {
		s.leave()
		s.history.push(r)
		s.show("")
	})
}

// letGo leaves a page on which something is typed that is not saved only when the
// person says so.
func (s *Shell) letGo(leave func()) {
	t, typist := s.current.(kit.Typist)
	if !s.in.Typed() && (!typist || !t.Typed()) {
		leave()
		return
	}
	s.Ask(page.Question{Title: "Leave what is typed?", Body: "It is not saved yet, and would be lost.", Yes: "Leave it", No: "Stay here", Danger: true, Run: leave})
}

// Replace changes the route of the page that is open without opening it again,
// so that Back comes to what the page shows now.
func (s *Shell) Replace(r page.Route) {
	if v := s.history.current(); v != nil && v.route.Name() == r.Name() {
		v.route = r
		s.keepRoute()
	}
}

// Back goes to the page before.
func (s *Shell) Back() { s.step(-1) }

// Forward goes to the page that Back left.
func (s *Shell) Forward() { s.step(1) }

func (s *Shell) step(d int) {
	if d < 0 && !s.history.canBack() || d > 0 && !s.history.canForward() {
		return
	}
	s.letGo(func() {
		s.leave()
		s.history.step(d)
		s.show(s.history.current().saved)
	})
}

// leave keeps how the page is left and tells it.
func (s *Shell) leave() {
	if s.current == nil {
		return
	}
	if k, ok := s.current.(kit.Keeper); ok {
		saved := k.Save()
		s.history.current().saved = saved
		s.opt.Prefs.Set("page."+s.spec.Name, saved)
	}
	if c, ok := s.current.(kit.Closer); ok {
		c.Closed()
	}
	s.in.Forget()
	s.w.Canvas().Unfocus()
}

func (s *Shell) show(saved string) {
	r := s.Route()
	s.spec = s.specs[r.Name()]
	s.failure.Set(nil)
	s.current = s.spec.New(s, r)
	if k, ok := s.current.(kit.Keeper); ok {
		if saved == "" {
			saved = s.opt.Prefs.Get("page." + s.spec.Name)
		}
		if saved != "" {
			k.Restore(saved)
		}
	}
	s.body.Objects = []fyne.CanvasObject{s.current.CanvasObject()}
	s.body.Refresh()
	s.makeRoom()
	s.keepRoute()
	if o, ok := s.current.(kit.Opener); ok {
		o.Opened()
	}
	s.Changed()
}

// makeRoom takes rail and top bar away while a page wants the whole window.
func (s *Shell) makeRoom() {
	_, whole := s.current.(kit.Whole)
	if s.rail.Visible() != whole {
		return
	}
	for _, o := range []fyne.CanvasObject{s.rail, s.top} {
		kit.SetVisible(o, !whole)
	}
	s.main.Refresh()
}

func (s *Shell) keepRoute() { s.opt.Prefs.Set("route", string(s.Route())) }

// Changed draws title, rail and menus again.
func (s *Shell) Changed() {
	if s.current == nil {
		return
	}
	s.top.refresh()
	s.rail.refresh()
	s.w.SetTitle(s.current.Title() + " · Packbench")
	s.setMenu()
}

// Reload fetches the open page again: after another desk changed something, or
// for F5.
func (s *Shell) Reload() {
	if s.current != nil {
		s.current.Reload()
	}
}

// Toast shows a short message.
func (s *Shell) Toast(t page.Toast) { s.toasts.Show(t) }

// Toasts is the layer of toasts.
func (s *Shell) Toasts() *kit.Toasts { return s.toasts }

// Ask stops for a question.
func (s *Shell) Ask(q page.Question) { kit.Ask(s.w, q) }

// Fail shows a notice over the page whatever page it is: the shop's records
// cannot be reached. nil takes it away.
func (s *Shell) Fail(n *page.Notice) { s.failure.Set(n) }

// SetJob shows or updates a running job; EndJob takes it away.
func (s *Shell) SetJob(j page.Job) { s.status.setJob(j) }

// EndJob takes a job out of the status bar.
func (s *Shell) EndJob(id string) { s.status.endJob(id) }

// SetLight sets one of the lights at the bottom.
func (s *Shell) SetLight(l Light) { s.status.setLight(l) }

// SetPerson says who sits at which desk.
func (s *Shell) SetPerson(person, desk string) {
	s.opt.Person, s.opt.Desk = person, desk
	s.top.refresh()
}

// SetBadge shows a number beside a place of the rail; 0 takes it away.
func (s *Shell) SetBadge(r page.Route, n int, state page.State) { s.rail.setBadge(r, n, state) }

// Sound tells by ear whether a scan was good.
func (s *Shell) Sound(good bool) {
	if good {
		s.opt.Sounds.Good()
	} else {
		s.opt.Sounds.Bad()
	}
}

// Prefs keeps small settings.
func (s *Shell) Prefs() page.Prefs { return s.opt.Prefs }

// Runner is the window's runner.
func (s *Shell) Runner() page.Runner { return s.opt.Runner }

// Undo takes back what was done on the page and not saved, what the toast on screen
// reports, or the last deed.
func (s *Shell) Undo() {
	if s.in.DialogOpen() {
		return
	}
	if r, ok := s.current.(kit.Retracer); ok && r.Undo() {
		return
	}
	if s.toasts.Undo() {
		return
	}
	if s.opt.Undo != nil {
		s.opt.Undo()
	}
}

// Redo does again what Undo took back on the page.
func (s *Shell) Redo() {
	if r, ok := s.current.(kit.Retracer); ok && !s.in.DialogOpen() {
		r.Redo()
	}
}

// Scan takes a scanned code: the page's if it has a use for it, otherwise what
// it belongs to is opened.
func (s *Shell) Scan(code string) {
	if sc, ok := s.current.(kit.Scannable); ok && sc.Scan(code) {
		return
	}
	if s.opt.FindCode == nil {
		s.unknown(code, nil)
		return
	}
	page.Load(s.opt.Runner, &s.finding, page.Patience, func(ctx context.Context) (page.Route, error) {
		return s.opt.FindCode(ctx, code)
	}, func(r page.Route, err error) {
		if err != nil || r == "" {
			s.unknown(code, err)
			return
		}
		s.Sound(true)
		s.Open(r)
	})
}

func (s *Shell) unknown(code string, err error) {
	s.Sound(false)
	text := "Nothing known by the code " + strconv.Quote(code)
	if n := page.Explain("look up the code "+strconv.Quote(code), err, nil); n.Shown() {
		text = n.Title
	}
	s.Toast(page.Toast{Text: text, State: page.Bad})
}

// Close keeps what is to be kept of the window; call it before the program
// ends.
func (s *Shell) Close() {
	s.leave()
	s.current = nil
	s.keepSize()
	kit.Unhost(s.w)
}
