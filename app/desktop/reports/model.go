package reports

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// writer is what the page asks the shop.
type writer interface {
	Export(ctx context.Context, who data.Actor, w io.Writer, kind, name string, progress func(rows int)) error
	Profile(ctx context.Context) (app.Profile, error)
	Now(p app.Profile) time.Time
}

// longest is how long a spreadsheet may take: millions of rows do.
const longest = 30 * time.Minute

// paper is a printed report that another page shows.
type paper struct {
	Title, Says string
	Route       page.Route
}

// papers are the printed reports there are.
var papers = []paper{
	{"Manifest of today", "what was handed over today, a page a carrier, for the driver to sign", "manifest"},
}

// made is a spreadsheet that was written since the page was opened.
type made struct {
	Title, Path string
	Rows        int
	At          time.Time
}

// model is the choice of a report and those that are being written.
type model struct {
	Chosen   int // of app.Sheets, then of papers
	Path     string
	Wrong    string // what is wrong with the path
	Notice   *page.Notice
	Made     []made
	OnChange func()

	Go     func(page.Route)
	Toast  func(page.Toast)
	SetJob func(page.Job)
	EndJob func(id string)

	shop    writer
	who     func() data.Actor
	run     page.Runner
	home    string
	ending  string
	today   time.Time
	edited  bool // the person wrote the path; it is not replaced
	writing map[string]context.CancelFunc
	job     int
	loading page.Latest
}

func newModel(shop writer, who func() data.Actor, run page.Runner, home string) *model {
	m := &model{shop: shop, who: who, run: run, home: home, ending: ".xlsx", today: time.Now(), writing: make(map[string]context.CancelFunc), OnChange: func() {},
		Go: func(page.Route) {}, Toast: func(page.Toast) {}, SetJob: func(page.Job) {}, EndJob: func(string) {}}
	m.suggest()
	return m
}

// Reload reads the shop's day, for the names of files.
func (m *model) Reload() {
	page.Load(m.run, &m.loading, page.Patience, func(ctx context.Context) (time.Time, error) {
		p, err := m.shop.Profile(ctx)
		return m.shop.Now(p), err
	}, func(now time.Time, err error) {
		if m.Notice = page.Explain("read the shop's day", err, m.Reload); err == nil {
			m.today = now
			m.suggest()
		}
		m.OnChange()
	})
}

// Choose marks a report.
func (m *model) Choose(i int) {
	if i < 0 || i >= len(app.Sheets)+len(papers) || i == m.Chosen {
		return
	}
	m.Chosen, m.edited, m.Wrong = i, false, ""
	m.suggest()
	m.OnChange()
}

// Sheet is the spreadsheet that is chosen, false where a paper is.
func (m *model) Sheet() (app.SheetKind, bool) {
	if m.Chosen < len(app.Sheets) {
		return app.Sheets[m.Chosen], true
	}
	return app.SheetKind{}, false
}

func (m *model) suggest() {
	if s, ok := m.Sheet(); ok && !m.edited {
		m.Path = filepath.Join(m.home, fmt.Sprintf("%s %s%s", s.Title, m.today.Format("2006-01-02"), m.ending))
	}
}

// SetEnding chooses .xlsx or .csv.
func (m *model) SetEnding(ending string) {
	if m.ending = ending; m.edited {
		m.Path = m.Path[:len(m.Path)-len(filepath.Ext(m.Path))] + ending
	}
	m.suggest()
	m.OnChange()
}

// Ending is the one that is chosen.
func (m *model) Ending() string { return m.ending }

// Type takes the path as the person types it.
func (m *model) Type(path string) {
	if path == m.Path {
		return
	}
	m.Path, m.edited, m.Wrong = path, true, ""
	m.home = filepath.Dir(page.Home(path))
	if e := filepath.Ext(path); e == ".xlsx" || e == ".csv" {
		m.ending = e
	}
}

// Write writes what is chosen, in the background; a paper is shown.
func (m *model) Write() {
	s, ok := m.Sheet()
	if !ok {
		m.Go(papers[m.Chosen-len(app.Sheets)].Route)
		return
	}
	path := page.Home(m.Path)
	if e := filepath.Ext(path); e != ".xlsx" && e != ".csv" {
		m.Wrong = "the name must end in .xlsx or .csv"
		m.OnChange()
		return
	}
	if m.writing[path] != nil {
		m.Wrong = "this file is being written now"
		m.OnChange()
		return
	}
	m.job++
	id := fmt.Sprintf("report%d", m.job)
	ctx, stop := context.WithTimeout(context.Background(), longest)
	m.writing[path] = stop
	job := page.Job{ID: id, Title: s.Title + " to " + filepath.Ext(path)[1:], Stop: stop}
	m.SetJob(job)
	var mu sync.Mutex
	rows := 0
	told := time.Time{}
	progress := func(n int) {
		mu.Lock()
		rows = n
		tell := time.Since(told) > 150*time.Millisecond
		if tell {
			told = time.Now()
		}
		mu.Unlock()
		if tell {
			m.run.UI(func() {
				if m.writing[path] != nil {
					job.Done = n
					m.SetJob(job)
				}
			})
		}
	}
	m.OnChange()
	m.run.Go(func() {
		err := page.WriteFile(path, func(w io.Writer) error { return m.shop.Export(ctx, m.who(), w, s.Kind, path, progress) })
		m.run.UI(func() {
			stop()
			delete(m.writing, path)
			m.EndJob(id)
			m.answer(s, path, rows, err)
		})
	})
}

func (m *model) answer(s app.SheetKind, path string, rows int, err error) {
	switch {
	case errors.Is(err, context.Canceled):
		m.Toast(page.Toast{Text: s.Title + " stopped; nothing was written", State: page.Info})
	case err != nil:
		m.Notice = page.Explain("write "+filepath.Base(path), err, nil)
		if m.Notice != nil && m.Notice.Hint == "" {
			m.Notice.Hint = "Choose another folder, or look whether the disk is full."
		}
	default:
		m.Notice = nil
		m.Made = append([]made{{s.Title, path, rows, m.today}}, m.Made...)
		m.Toast(page.Toast{Text: fmt.Sprintf("%s written: %s", s.Title, path), State: page.Good})
	}
	m.OnChange()
}

// Busy says that something is being written.
func (m *model) Busy() bool { return len(m.writing) > 0 }

// Stop ends what is being written.
func (m *model) Stop() {
	for _, stop := range m.writing {
		stop()
	}
}

// OpenFolder shows the folder of what was written last, or of the path.
func (m *model) OpenFolder() {
	dir := filepath.Dir(page.Home(m.Path))
	if len(m.Made) > 0 {
		dir = filepath.Dir(m.Made[0].Path)
	}
	m.run.Go(func() {
		err := openFolder(dir)
		m.run.UI(func() {
			if err != nil {
				m.Toast(page.Toast{Text: "This machine shows no folders; the file is in " + dir, State: page.Warning})
			}
		})
	})
}

// openFolder asks the machine to show a folder. It does not wait for the
// program that does.
func openFolder(dir string) error {
	name := map[string]string{"darwin": "open", "windows": "explorer"}[runtime.GOOS]
	if name == "" {
		name = "xdg-open"
	}
	cmd := exec.Command(name, dir) // the folder is an argument of its own: nothing in it is a command
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("show %s: %w", dir, err)
	}
	return cmd.Process.Release()
}
