package main

import (
	"context"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"packbench/app/desktop"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/page"
	"packbench/app/desktop/setup"
	"packbench/assets"
	"packbench/data"
)

// desktop opens the window on the shop.
func (m *Main) desktop(ctx context.Context) (err error) {
	if err := display(); err != nil {
		return err
	}
	opened := make(chan error, 1)
	d := &desk{main: m, early: newEarly()}
	go func() {
		d.sounds = sounds()
		opened <- d.open(ctx)
	}()
	a := fyneapp.NewWithID("shop.packbench.desktop")
	d.prefs = programPrefs{a.Preferences()}
	look, fonts := desktop.Prepare(d.prefs)
	a.SetIcon(fyne.NewStaticResource("packbench.png", assets.ProgramIcon()))
	w := a.NewWindow("Packbench")
	w.SetMaster()
	d.sit(actor())
	a.Lifecycle().SetOnStarted(func() { trace("started") })
	var next []*Main // the shop where it has moved to meanwhile
	defer func() {
		for _, n := range next {
			if e := n.Close(); err == nil {
				err = e
			}
		}
	}()
	d.goOn = func(from *desk, place string, a setup.Arrival) {
		n := &Main{Stdout: m.Stdout, Stderr: m.Stderr, shopPath: place}
		next = append(next, n)
		there := &desk{main: n, early: from.early, prefs: from.prefs, sounds: from.sounds, goOn: d.goOn, arrived: &a}
		there.sit(from.who())
		from.move(ctx, there, w, look, &err)
	}
	fill := func(fail error) {
		if err = fail; err == nil {
			err = d.begin(ctx, w, look)
		}
		if err != nil {
			d.refused(ctx, w, look, &err)
		}
	}
	<-fonts
	select {
	case fail := <-opened:
		fill(fail)
	case <-time.After(patient):
		opening(w, m.shopPath)
		w.Resize(fyne.NewSize(1280, 800))
		go func() {
			fail := <-opened
			fyne.Do(func() { fill(fail) })
		}()
	}
	d.early.settle(patient)
	d.early.run()
	w.Show()
	a.Run()
	return err
}

// patient is how long the window waits for the shop to open, and then for its
// first page, before it shows itself without: a shop that is brought up to a new
// version takes a while.
const patient = 150 * time.Millisecond

// begin fills the window once the shop is open.
func (d *desk) begin(ctx context.Context, w fyne.Window, look *kit.Theme) error {
	var s *desktop.Shell
	s = desktop.New(w, desktop.Options{
		Prefs: d.prefs, Runner: page.Runner{Go: d.early.Go, UI: func(f func()) {
			d.early.UI(func() {
				f()
				s.Input().Redraw()
			})
		}, After: kit.After},
		Search: d.search, Undo: d.undo, FindCode: d.findCode, Sounds: d.sounds,
		Person: d.who().User, Desk: d.who().Desk, Look: look, Door: door{d}, Sit: d.setPerson,
	})
	d.shell = s
	if err := s.Add(d.pages()...); err != nil {
		return err
	}
	stop := d.lights(ctx)
	first := page.Route("today")
	if d.arrived != nil {
		first = "setup/books"
	}
	s.Start(first)
	if d.guarded && d.arrived == nil { // who moved the shop has proved who they are
		s.Lock()
	}
	if m := d.main.books; m.Shared() && !data.IsServer(d.main.shopPath) {
		s.Toast(page.Toast{Text: "This shop is open in another window, too: each shows what the other writes", State: page.Info})
	}
	d.traceDrawn(w)
	d.restore = func(copy string) {
		var failed error
		d.bringBack(ctx, w, look, copy, &failed)
	}
	d.leave = func() {
		stop()
		s.Close()
	}
	w.SetOnClosed(d.leave)
	return nil
}

// refused says in the window why the shop can't be opened and what to do, and
// tries again when the person asks for it; err says at the end whether that
// helped. Who started the program from an icon sees no terminal.
func (d *desk) refused(ctx context.Context, w fyne.Window, look *kit.Theme, err *error) {
	if data.WantsPassword(*err) {
		d.askPassword(ctx, w, look, err)
		return
	}
	n := page.Explain("open the shop", *err, nil)
	trying := false
	again := func() {
		if trying {
			return
		}
		trying = true
		go func() {
			opened := d.open(ctx)
			fyne.Do(func() {
				if *err = opened; opened == nil {
					w.Canvas().SetOnTypedKey(nil)
					*err = d.begin(ctx, w, look)
				}
				if *err != nil {
					d.refused(ctx, w, look, err)
				}
			})
		}()
	}
	hint := n.Hint
	if !strings.Contains(n.Title, data.Without(d.main.shopPath)) {
		hint = strings.TrimSpace(hint + "\n\n" + data.Without(d.main.shopPath))
	}
	show := func(hint string, action *page.Command) {
		view := kit.Empty{Icon: "bad", Title: n.Title, Hint: hint, Action: action}
		w.SetContent(container.NewStack(kit.NewGround(theme.ColorNameBackground), view.View()))
	}
	if w.Canvas().Size().Width < 600 { // the first picture came before anything was opened
		w.Resize(fyne.NewSize(1280, 800))
	}
	show(hint, &page.Command{Title: "Try again", Key: "F5", Primary: true, Run: again})
	back := func() {}
	go func(why error) { // looking for copies reads the disk
		c, found := d.comeback(why)
		fyne.Do(func() {
			if !found || trying {
				return
			}
			back = func() {
				if !trying {
					trying = true
					d.bringBack(ctx, w, look, c.Path, err)
				}
			}
			show(hint+fmt.Sprintf("\n\nThe newest copy is of %s, with %s orders, and was proved. F6 brings it back; the damaged file stays beside it.", c.MadeAt.Local().Format("2 January 2006 15:04"), page.FormatCount(c.Orders)),
				&page.Command{Title: "Bring the copy back", Key: "F6", Primary: true, Run: back})
		})
	}(*err)
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		switch e.Name {
		case fyne.KeyF6:
			back()
		case fyne.KeyF5, fyne.KeyReturn, fyne.KeyEnter:
			again()
		case fyne.KeyEscape:
			w.Close()
		}
	})
	trace("refused")
}

// sounds are the tones of good and bad scans; a machine that can't play them is
// silent, which is no reason not to open.
func sounds() kit.Sounds {
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	dir = filepath.Join(dir, "packbench")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil
	}
	s, err := kit.NewSounds(dir)
	if err != nil {
		return nil
	}
	return s
}

// display says plainly when there is no screen to open a window on; the window
// library would end with a stack trace.
func display() error {
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return data.Refused("display", "start it on a desktop, or use a command: packbench help lists them", "there is no display to open the window on")
	}
	return nil
}

// desk joins the window to the shop: who sits here, and what the window asks.
type desk struct {
	main   *Main
	early  *early
	prefs  page.Prefs
	sounds kit.Sounds
	shell  *desktop.Shell
	actor  atomic.Pointer[data.Actor]
	drawn  sync.Once

	guarded bool              // the shop asked for passwords when it was opened
	restore func(copy string) // puts a copy in the shop's place
	leave   func()            // ends what the window does with this shop
	arrived *setup.Arrival    // the move that brought the window to this shop, or nil
	goOn    func(from *desk, place string, a setup.Arrival)
}

// open opens the shop, and looks whether it asks who sits here.
func (d *desk) open(ctx context.Context) error {
	if err := d.main.open(ctx, true); err != nil {
		return err
	}
	var err error
	d.guarded, err = d.main.shop.Guarded(ctx)
	return err
}

func (d *desk) sit(a data.Actor) {
	if kept := d.prefs.Get("person"); kept != "" {
		a.User = kept
	}
	d.actor.Store(&a)
}

func (d *desk) who() data.Actor { return *d.actor.Load() }

// setPerson changes who sits here.
func (d *desk) setPerson(name string) {
	a := d.who()
	a.User = name
	d.actor.Store(&a)
	d.prefs.Set("person", name)
	d.shell.SetPerson(a.User, a.Desk)
}

var hitRoutes = map[string]string{"order": "order", "customer": "customer", "product": "product"}

func (d *desk) search(ctx context.Context, query string) ([]page.Hit, error) {
	found, err := d.main.shop.Search(ctx, "", query, 30)
	if err != nil {
		return nil, err
	}
	hits := make([]page.Hit, 0, len(found))
	for _, h := range found {
		route := page.Route(hitRoutes[h.Kind]) + "/" + page.Route(fmt.Sprint(h.ID))
		if h.Kind == "order" {
			if n, ok := data.OrderNumber(h.Title[len("Order "):]); ok {
				route = page.Route(fmt.Sprintf("order/%d", n))
			}
		}
		if h.Kind == "product" {
			route = page.Route("product/" + h.Detail)
		}
		hits = append(hits, page.Hit{Kind: titleOf(h.Kind), Title: h.Title, Detail: h.Detail, Route: route})
	}
	return hits, nil
}

func titleOf(kind string) string {
	switch kind {
	case "order":
		return "Order"
	case "customer":
		return "Customer"
	}
	return "Product"
}

func (d *desk) undo() { page.Undo(d.shell, d.main.shop, d.who(), 0, false, d.shell.Reload) }

func (d *desk) findCode(ctx context.Context, code string) (page.Route, error) {
	f, err := d.main.shop.FindCode(ctx, code)
	if err != nil {
		return "", err
	}
	switch f.Kind {
	case "order":
		var number int64
		err := d.main.books.Read(ctx, func(ctx context.Context, v *data.View) error {
			o, err := v.Order(ctx, f.ID)
			number = o.Number
			return err
		})
		return page.Route(fmt.Sprintf("order/%d", number)), err
	case "product":
		var sku data.SKU
		err := d.main.books.Read(ctx, func(ctx context.Context, v *data.View) error {
			p, err := v.Product(ctx, f.ID)
			sku = p.SKU
			return err
		})
		return page.Route("product/" + string(sku)), err
	case "location":
		return page.Route("stock/" + f.Name), nil
	case "pick list":
		return page.Route("picklist/" + f.Name), nil
	case "count":
		return page.Route("count/" + f.Name), nil
	}
	return "", nil
}

// trace writes a line on standard error for tests that drive the real window
// and measure it; it is silent unless PACKBENCH_TRACE is set.
func trace(what string) {
	if os.Getenv("PACKBENCH_TRACE") != "" {
		fmt.Fprintln(os.Stderr, "trace:", what)
	}
}

// traceDrawn traces when the window is first drawn with its page: a picture of
// one point is asked for only when it is drawn.
func (d *desk) traceDrawn(w fyne.Window) {
	if os.Getenv("PACKBENCH_TRACE") == "" {
		return
	}
	point := canvas.NewRaster(func(int, int) image.Image {
		d.drawn.Do(func() { trace("drawn") })
		return image.NewNRGBA(image.Rect(0, 0, 1, 1))
	})
	point.Resize(fyne.NewSquareSize(1))
	w.SetContent(container.NewStack(w.Content(), container.NewWithoutLayout(point)))
}

// programPrefs keeps the window's small settings where Fyne keeps a program's.
type programPrefs struct{ p fyne.Preferences }

func (p programPrefs) Get(name string) string { return p.p.String(name) }
func (p programPrefs) Set(name, value string) { p.p.SetString(name, value) }
