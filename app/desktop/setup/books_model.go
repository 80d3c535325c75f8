package setup

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"packbench/app/desktop/page"
	"packbench/data"
)

// bookkeeping is what the section of books asks.
type bookkeeping interface {
	CheckBooks(ctx context.Context) ([]data.Finding, error)
	Backup(ctx context.Context, path string) (data.Manifest, error)
}

// longCheck is how long proving or copying a large shop may take.
const longCheck = 15 * time.Minute

const backupPref = "setup.backup" // the window's setting that remembers the last copy

// booksPart proves and copies the books.
type booksPart struct {
	part
	Found []data.Finding
	At    time.Time // when they were proved
	Last  string    // what is known of the last copy made from here

	shop    bookkeeping
	prefs   page.Prefs
	setJob  func(page.Job)
	endJob  func(string)
	now     func() time.Time
	proving page.Latest
	copying bool
}

func newBooksPart(p part, shop bookkeeping, desk page.Desk, now func() time.Time) *booksPart {
	return &booksPart{part: p, shop: shop, prefs: desk.Prefs(), setJob: desk.SetJob, endJob: desk.EndJob, now: now, Last: desk.Prefs().Get(backupPref)}
}

// Reload proves the books.
func (m *booksPart) Reload() {
	page.Load(m.run, &m.proving, longCheck, m.shop.CheckBooks, func(found []data.Finding, err error) {
		if m.Notice = page.Explain("prove the books", err, m.Reload); err == nil {
			m.Found, m.At = found, m.now()
			if n := m.Broken(); n > 0 {
				m.Notice = &page.Notice{State: page.Bad, Title: fmt.Sprintf("%d rules of the books are broken", n), Hint: "Keep this file, restore the newest copy (packbench restore), and tell us what stands below."}
			}
		}
		m.OnChange()
	})
	m.OnChange()
}

// Proving says that the books are being proved.
func (m *booksPart) Proving() bool { return m.proving.Running() }

// Broken is how many rules do not hold.
func (m *booksPart) Broken() int {
	n := 0
	for _, f := range m.Found {
		if f.Broken > 0 {
			n++
		}
	}
	return n
}

var bookColumns = []page.Column{
	{ID: "rule", Title: "Rule", Width: 56},
	{ID: "says", Title: "What must hold", Grow: 1, Strong: true},
	{ID: "state", Title: "Result", Width: 120, Kind: page.StateWord},
	{ID: "sample", Title: "First that breaks it", Width: 200},
}

// Rows are the rules as a table shows them.
func (m *booksPart) Rows() page.Fixed {
	out := make(page.Fixed, len(m.Found))
	for i, f := range m.Found {
		state := page.S("holds", page.Good)
		if f.Broken > 0 {
			state = page.S(fmt.Sprintf("broken %d times", f.Broken), page.Bad)
		}
		out[i] = []page.Cell{page.T(f.Rule), page.T(f.Says), state, page.T(f.Sample)}
	}
	return out
}

// Says is what stands at the bottom.
func (m *booksPart) Says() string {
	s := "Being proved"
	if !m.At.IsZero() && !m.Proving() {
		s = fmt.Sprintf("%d rules proved at %s", len(m.Found), m.At.Format("15:04"))
	}
	if m.Last == "" {
		return s + " · no copy was made from this window yet"
	}
	return s + " · last copy " + m.Last
}

// Cursor and Open: a rule is read.
func (m *booksPart) Cursor(int) {}

// Open does nothing.
func (m *booksPart) Open(int) {}

// AskBackup asks where the copy goes.
func (m *booksPart) AskBackup() {
	path := filepath.Join(page.Documents(), "Packbench "+m.now().Format("2006-01-02 1504")+".backup")
	m.show(&page.Form{Title: "A copy of the books", Hint: "Written while work goes on, then opened and proved before it gets its name. Keep it on another disk. packbench restore brings it back.", Do: "Copy now",
		Fields: []page.FormField{{ID: "file", Label: "File", Value: path}}, Submit: m.backup})
}

func (m *booksPart) backup() {
	path := page.Home(m.Form.Value("file"))
	if path == "" || m.copying {
		m.Form.Refuse("file", "say where the copy goes")
		return
	}
	m.copying = true
	m.Form = nil
	ctx, stop := context.WithTimeout(context.Background(), longCheck)
	job := page.Job{ID: "backup", Title: "Copying the books", Stop: stop}
	m.setJob(job)
	m.OnChange()
	m.run.Go(func() {
		man, err := m.shop.Backup(ctx, path)
		m.run.UI(func() {
			stop()
			m.copying = false
			m.endJob(job.ID)
			if m.Notice = page.Explain("copy the books", err, nil); err == nil {
				m.Last = fmt.Sprintf("%s, %d orders: %s", m.now().Format("2 January 15:04"), man.Orders, path)
				m.prefs.Set(backupPref, m.Last)
				m.toast(page.Toast{Text: fmt.Sprintf("Copied and proved: %s orders, %.1f MB", page.FormatCount(man.Orders), float64(man.Bytes)/1e6), State: page.Good})
			}
			m.OnChange()
		})
	})
}

// Commands is what can be done here.
func (m *booksPart) Commands() page.Commands {
	return page.Commands{
		{ID: "books.check", Title: "Prove again", Key: "F9", Group: "Books", Enabled: func() bool { return !m.Proving() }, Run: m.Reload},
		{ID: "books.backup", Title: "Copy now", Key: "F10", Group: "Books", Primary: true, Enabled: func() bool { return !m.copying }, Run: m.AskBackup},
	}
}
