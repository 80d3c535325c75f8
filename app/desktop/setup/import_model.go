package setup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// bringer is what the section of imports asks.
type bringer interface {
	Import(ctx context.Context, who data.Actor, op data.Op, req app.ImportRequest) (app.Imported, error)
	GuessImport(ctx context.Context, path string) (string, error)
}

// longImport is how long a large list may take.
const longImport = time.Hour

// importPart brings a file in: it is tried first, and what it would change is
// shown before anything is written.
type importPart struct {
	part
	Kind  int    // of app.ImportKinds
	Path  string // of the file
	Tried *app.Imported
	In    bool // what Tried says has been brought in
	Again bool // bring it in although this very file went in before

	shop    bringer
	setJob  func(page.Job)
	endJob  func(string)
	op      data.Op
	running context.CancelFunc
	asked   int // counts the tries; an answer to an older one is dropped
}

func newImportPart(p part, shop bringer, desk page.Desk, kind string) *importPart {
	m := &importPart{part: p, shop: shop, setJob: desk.SetJob, endJob: desk.EndJob}
	m.kindNamed(kind)
	return m
}

func (m *importPart) kindNamed(kind string) bool {
	for i, k := range app.ImportKinds {
		if k.Kind == kind {
			m.Kind = i
			return true
		}
	}
	return false
}

// Reload tries the file again.
func (m *importPart) Reload() {
	if m.Path != "" && m.running == nil && !m.In {
		m.try(false)
	}
}

// ChooseKind says what the file is a list of.
func (m *importPart) ChooseKind(i int) {
	if i < 0 || i >= len(app.ImportKinds) || i == m.Kind {
		return
	}
	m.Kind = i
	m.forget()
	if m.Path != "" {
		m.try(false)
	}
	m.OnChange()
}

// Type takes the path as it is typed; what was tried is no longer of this file.
func (m *importPart) Type(path string) {
	if path != m.Path {
		m.Path = path
		m.forget()
		m.OnChange()
	}
}

func (m *importPart) forget() { m.Tried, m.In, m.Again, m.Notice = nil, false, false, nil }

// File takes a file that was chosen or dropped: it is looked at to see what it
// is a list of, and tried.
func (m *importPart) File(path string) {
	m.Path = path
	m.forget()
	if strings.EqualFold(filepath.Ext(path), ".json") {
		m.kindNamed("rates") // the one list that is written so
	}
	page.Load(m.run, &m.loading, page.Patience, func(ctx context.Context) (string, error) { return m.shop.GuessImport(ctx, path) }, func(kind string, err error) {
		// What cannot be looked at is said by the try itself.
		if err == nil && kind != "" && kind != app.ImportKinds[m.Kind].Kind {
			m.kindNamed(kind)
		}
		m.try(false)
		m.OnChange()
	})
	m.OnChange()
}

// Try says what the file would change.
func (m *importPart) Try() {
	if m.Path != "" {
		m.forget()
		m.try(false)
		m.OnChange()
	}
}

// Bring brings it in.
func (m *importPart) Bring() {
	if m.CanBring() {
		m.try(true)
		m.OnChange()
	}
}

// BringAgain brings a file in that went in before: what was changed since by
// hand becomes what the file says.
func (m *importPart) BringAgain() {
	m.Again, m.Tried = true, nil
	m.try(false)
	m.OnChange()
}

// CanBring says that the file was tried and has something to bring.
func (m *importPart) CanBring() bool {
	return m.running == nil && m.Tried != nil && !m.In && m.Tried.New+m.Tried.Changed > 0
}

// CanAgain says that this very file was brought in before.
func (m *importPart) CanAgain() bool {
	return m.running == nil && m.Tried != nil && !m.In && !m.Again && m.Tried.Before != nil
}

// Busy says that a file is being read or brought in.
func (m *importPart) Busy() bool { return m.running != nil }

// Stop ends it; rows that are in stay in.
func (m *importPart) Stop() {
	if m.running != nil {
		m.running()
	}
}

// Close gives up a try that is under way; what is being brought in goes on.
func (m *importPart) Close() {
	m.loading.Cancel()
	if m.running != nil && !m.In {
		m.running()
	}
}

func (m *importPart) try(write bool) {
	if m.running != nil {
		if write {
			return
		}
		m.running()
	}
	m.asked++
	asked := m.asked
	ctx, stop := context.WithTimeout(context.Background(), longImport)
	m.running, m.In = stop, write
	kind := app.ImportKinds[m.Kind]
	req := app.ImportRequest{Kind: kind.Kind, File: page.Home(m.Path), DryRun: !write, Again: m.Again}
	if !write {
		m.op = data.NewOp("import "+kind.Kind, nil) // for when it is brought in
	}
	op, who := m.op, m.who()
	job := page.Job{ID: fmt.Sprintf("import%d", asked), Title: "Looking at " + filepath.Base(m.Path), Stop: stop}
	if write {
		job.Title = "Bringing in " + filepath.Base(m.Path)
	}
	m.setJob(job)
	told := time.Time{}
	req.Progress = func(done, of int) {
		if time.Since(told) < 150*time.Millisecond {
			return
		}
		told = time.Now()
		m.run.UI(func() {
			if m.asked == asked && m.running != nil {
				job.Done, job.Total = done, of
				m.setJob(job)
			}
		})
	}
	m.run.Go(func() {
		got, err := m.shop.Import(ctx, who, op, req)
		m.run.UI(func() {
			stop()
			m.endJob(job.ID)
			if m.asked != asked {
				return
			}
			m.running = nil
			m.answer(got, write, err)
		})
	})
}

func (m *importPart) answer(got app.Imported, write bool, err error) {
	m.Tried = &got
	switch {
	case errors.Is(err, context.Canceled) && !write:
		m.Tried = nil
	case err != nil:
		m.Notice = page.Explain("bring "+got.File+" in", err, nil)
		if m.Notice == nil { // stopped by hand
			m.Notice = &page.Notice{State: page.Warning, Title: "Stopped: " + got.Says(), Hint: "What is in stays in; bring the file in again for the rest."}
		}
		if !write {
			m.Tried = nil
		}
	case write:
		m.Notice = nil
		m.toast(page.Toast{Text: got.File + ": " + got.Says(), State: page.Good})
	}
	m.In = write
	m.OnChange()
}

// Says is the result in one sentence.
func (m *importPart) Says() string {
	switch {
	case m.Busy():
		return "Working; the status bar says how far it is"
	case m.Tried == nil:
		return ""
	case m.In:
		return "Brought in: " + m.Tried.Says()
	}
	return m.Tried.Says()
}

// Notes are what was taken for granted, and what is not read.
func (m *importPart) Notes() []string {
	if m.Tried == nil {
		return nil
	}
	notes := append([]string(nil), m.Tried.Warnings...)
	if len(m.Tried.Ignored) > 0 {
		notes = append(notes, "not read: "+strings.Join(m.Tried.Ignored, ", "))
	}
	if b := m.Tried.Before; b != nil {
		notes = append(notes, fmt.Sprintf("this very file was brought in on %s by %s", b.At.Format("2 January 15:04"), b.Who))
	}
	return notes
}

var changeColumns = []page.Column{
	{ID: "line", Title: "Line", Kind: page.Number, Width: 60},
	{ID: "state", Title: "", Kind: page.StateWord, Width: 96},
	{ID: "what", Title: "What", Width: 280, Strong: true},
	{ID: "how", Title: "Before and after", Grow: 1},
}

// ChangeRows are the first of what is new or changed.
func (m *importPart) ChangeRows() page.Fixed {
	if m.Tried == nil {
		return nil
	}
	out := make(page.Fixed, len(m.Tried.Changes))
	for i, c := range m.Tried.Changes {
		state := page.S("changed", page.Warning)
		if c.New {
			state = page.S("new", page.Good)
		}
		var how []string
		for _, f := range c.Fields {
			switch {
			case c.New && f.Field == "name": // stands in the title
			case c.New:
				how = append(how, f.Field+" "+f.After)
			case f.Before == "":
				how = append(how, fmt.Sprintf("%s: %s", f.Field, f.After))
			default:
				how = append(how, fmt.Sprintf("%s: %s → %s", f.Field, f.Before, f.After))
			}
		}
		out[i] = []page.Cell{page.T(page.FormatCount(int64(c.Line))), state, page.T(c.Title), page.T(strings.Join(how, "; "))}
	}
	return out
}

var badColumns = []page.Column{
	{ID: "line", Title: "Line", Kind: page.Number, Width: 60},
	{ID: "column", Title: "Column", Width: 130},
	{ID: "value", Title: "What stands there", Width: 200, Strong: true},
	{ID: "want", Title: "What was expected", Grow: 1},
}

// BadRows are the rows that do not go in, a line a wrong cell.
func (m *importPart) BadRows() page.Fixed {
	if m.Tried == nil {
		return nil
	}
	var out page.Fixed
	for _, b := range m.Tried.Bad {
		for _, e := range b.Errors {
			out = append(out, []page.Cell{page.T(page.FormatCount(int64(e.Line))), page.T(e.Name), {Text: e.Value, State: page.Bad}, page.T(e.Want)})
		}
	}
	return out
}

// CanMend says that there are rows to mend.
func (m *importPart) CanMend() bool {
	return m.running == nil && m.Tried != nil && m.Tried.BadRows > 0 && len(m.Tried.Header) > 0
}

// Mend writes the wrong rows beside the file, with what is wrong, to be mended
// and brought in by themselves.
func (m *importPart) Mend() {
	if !m.CanMend() {
		return
	}
	from := page.Home(m.Path)
	ending := filepath.Ext(from)
	if ending != ".xlsx" {
		ending = ".csv"
	}
	to := strings.TrimSuffix(from, filepath.Ext(from)) + " to mend" + ending
	tried := *m.Tried
	page.Do(m.run, longCheck, func(ctx context.Context) error {
		return page.WriteFile(to, func(w io.Writer) error { return tried.WriteBad(ctx, w, to) })
	}, func(err error) {
		if m.Notice = page.Explain("write the rows to mend", err, nil); err == nil {
			m.toast(page.Toast{Text: "Written: " + to, State: page.Good})
		}
		m.OnChange()
	})
}

// Commands is what can be done here.
func (m *importPart) Commands() page.Commands {
	return page.Commands{
		{ID: "import.stop", Title: "Stop", Key: "F6", Group: "Bring in", Enabled: m.Busy, Run: m.Stop},
		{ID: "import.again", Title: "All the same", Key: "F7", Group: "Bring in", Hint: "Bring in a file that went in before.", Enabled: m.CanAgain, Run: m.BringAgain},
		{ID: "import.mend", Title: "Write the wrong rows", Key: "Ctrl+S", Group: "Bring in", Hint: "Beside the file, with what is wrong, to be mended.", Enabled: m.CanMend, Run: m.Mend},
		{ID: "import.try", Title: "Look at it", Key: "F9", Group: "Bring in", Hint: "Says what the file would change; writes nothing.", Enabled: func() bool { return m.Path != "" && !m.Busy() }, Run: m.Try},
		{ID: "import.bring", Title: "Bring in", Key: "F10", Group: "Bring in", Primary: true, Enabled: m.CanBring, Run: m.Bring},
	}
}
