package setup

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// bookkeeping is what the section of books asks.
type bookkeeping interface {
	CheckBooks(ctx context.Context) ([]data.Finding, error)
	Backup(ctx context.Context, path string) (data.Manifest, error)
	LookAtCopy(ctx context.Context, who data.Actor, path string) (app.Comeback, error)
	CopyState(ctx context.Context) (app.CopyState, error)
	SetCopyRule(ctx context.Context, who data.Actor, op data.Op, r app.CopyRule) error
	LookBeforeMove(ctx context.Context, place string) (data.Destination, error)
	Move(ctx context.Context, who data.Actor, place string, told func(data.Moving)) (data.Relocation, error)
}

// where says where the books are, and what time it is there.
type where interface {
	Place() string
	Now() time.Time
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
	Kept  *app.CopyState
	Moved *data.Relocation // what a move has brought over and compared, until the rules are asked for

	shop     bookkeeping
	prefs    page.Prefs
	setJob   func(page.Job)
	endJob   func(string)
	now      func() time.Time
	place    string // where the books are
	o        Options
	typed    data.ServerAddress // what was typed of a server's address
	moving   bool
	proving  page.Latest
	looking  page.Latest
	reaching page.Latest
	copying  bool
}

func newBooksPart(p part, shop bookkeeping, desk page.Desk, books where, o Options) *booksPart {
	m := &booksPart{part: p, shop: shop, prefs: desk.Prefs(), setJob: desk.SetJob, endJob: desk.EndJob, now: books.Now, place: books.Place(), o: o, Last: desk.Prefs().Get(backupPref)}
	if o.Arrived != nil {
		m.arrive(*o.Arrived)
	}
	return m
}

// Reload proves the books and looks how the copies stand.
func (m *booksPart) Reload() {
	if m.moving {
		return
	}
	m.look()
	if m.Moved != nil {
		m.OnChange()
		return
	}
	page.Load(m.run, &m.proving, longCheck, m.shop.CheckBooks, func(found []data.Finding, err error) {
		if m.Notice = page.Explain("prove the books", err, m.Reload); err == nil {
			m.Found, m.At = found, m.now()
			if n := m.Broken(); n > 0 {
				m.Notice = &page.Notice{State: page.Bad, Title: fmt.Sprintf("%d rules of the books are broken", n), Hint: "Keep this file, bring the newest copy back (F6), and tell us what stands below."}
			}
		}
		m.OnChange()
	})
	m.OnChange()
}

// Prove proves the rules; what a move compared has been read.
func (m *booksPart) Prove() {
	m.Moved, m.Trouble = nil, nil
	m.Reload()
}

func (m *booksPart) look() {
	page.Load(m.run, &m.looking, page.Patience, m.shop.CopyState, func(c app.CopyState, err error) {
		if err == nil {
			m.Kept = &c
		}
		m.OnChange()
	})
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
	if m.moving {
		return "The shop is being moved: it can be read, and written to again when it is there"
	}
	if m.Moved != nil {
		return m.comparedSays()
	}
	s := "Being proved"
	if !m.At.IsZero() && !m.Proving() {
		s = fmt.Sprintf("%d rules proved at %s", len(m.Found), m.At.Format("15:04"))
	}
	switch {
	case m.Kept != nil && len(m.Kept.Copies) > 0:
		newest := m.Kept.Copies[0]
		s += fmt.Sprintf(" · %s in %s, the newest of %s", copies(len(m.Kept.Copies)), m.Kept.Folder, newest.MadeAt.Local().Format("2 January 15:04"))
		if m.Kept.Drill.At.Set() {
			s += ", proved to come back on " + m.Kept.Drill.At.Time().Local().Format("2 January")
		}
	case m.Last != "":
		s += " · last copy " + m.Last
	default:
		s += " · no copy yet"
	}
	return s
}

// How often copies are made by themselves, in the words of the form.
const (
	copyHourly = "every hour in which something changed"
	copyNever  = "never"
)

// AskCopies asks where the shop keeps its copies.
func (m *booksPart) AskCopies() {
	if m.Kept == nil {
		return
	}
	often := copyHourly
	if m.Kept.Rule.Off {
		often = copyNever
	}
	f := &page.Form{Title: "Copies by themselves", Do: "Keep them there",
		Hint: "Each is opened and proved. A copy stays of each of the last 24 hours, 14 days, 8 weeks and 12 months; once a month the newest is restored to see that it comes back.",
		Fields: []page.FormField{{ID: "often", Label: "Made", Value: often, Choices: []string{copyHourly, copyNever}},
			{ID: "folder", Label: "Folder", Value: m.Kept.Rule.Folder, Placeholder: m.Kept.Folder},
			{ID: "second", Label: "And in", Value: m.Kept.Rule.Second, Hint: "a folder on another disk; empty for none"}}}
	f.Submit = func() {
		rule := app.CopyRule{Off: f.Value("often") == copyNever, Folder: page.Home(f.Value("folder")), Second: page.Home(f.Value("second"))}
		op := data.NewOp("copies", rule)
		m.submit("say where copies are kept", "Copies are kept there from now on", func(ctx context.Context) error { return m.shop.SetCopyRule(ctx, m.who(), op, rule) }, m.look)
	}
	m.show(f)
}

// Cursor and Open: a rule is read.
func (m *booksPart) Cursor(int) {}

// Open does nothing.
func (m *booksPart) Open(int) {}

// AskBackup asks where the copy goes.
func (m *booksPart) AskBackup() {
	path := filepath.Join(page.Documents(), "Packbench "+m.now().Format("2006-01-02 1504")+".backup")
	m.show(&page.Form{Title: "A copy of the books", Hint: "Written while work goes on, then opened and proved before it gets its name. Keep it on another disk. F6 brings it back.", Do: "Copy now",
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
		{ID: "books.move", Title: moveTitle(m.place), Key: "F7", Group: "Books", Hint: "Copied, compared and proved; the old place is closed and says where the shop is.", Enabled: func() bool { return !m.moving && !m.copying && m.Moved == nil }, Run: m.AskMove},
		{ID: "books.restore", Title: "Bring a copy back…", Key: "F6", Group: "Books", Hint: "Shows first what would come back and what would be lost.", Enabled: func() bool { return m.o.Restore != nil && m.Kept != nil && !m.moving && !m.copying }, Run: m.AskRestore},
		{ID: "books.copies", Title: "Where copies go", Key: "F8", Group: "Books", Enabled: func() bool { return m.Kept != nil && !m.moving }, Run: m.AskCopies},
		{ID: "books.check", Title: "Prove again", Key: "F9", Group: "Books", Enabled: func() bool { return !m.Proving() && !m.moving }, Run: m.Prove},
		{ID: "books.backup", Title: "Copy now", Key: "F10", Group: "Books", Primary: true, Enabled: func() bool { return !m.copying && !m.moving }, Run: m.AskBackup},
	}
}

func copies(n int) string {
	if n == 1 {
		return "1 copy"
	}
	return page.FormatCount(int64(n)) + " copies"
}
