package setup

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"packbench/app/desktop/page"
	"packbench/data"
)

// lookTime is how long it may take to reach a server that is far away.
const lookTime = 15 * time.Second

// moveTime is how long a move may take.
const moveTime = 6 * time.Hour

// jobEach is how often the status bar hears how far a job is.
const jobEach = 150 * time.Millisecond

func moveTitle(place string) string {
	if data.IsServer(place) {
		return "Move the shop to a file…"
	}
	return "Move the shop to a server…"
}

// AskMove is the first step of a move: where to.
func (m *booksPart) AskMove() {
	if m.moving || m.Moved != nil {
		return
	}
	if data.IsServer(m.place) {
		m.askFile()
		return
	}
	a := m.typed
	if a.Port == "" {
		a.Port = "5432"
	}
	f := &page.Form{Title: "1 of 2: which server", Do: "Look first",
		Hint: "A PostgreSQL server, for several desks. It needs an empty database and a user who owns it; nothing is written there yet.",
		Fields: []page.FormField{
			{ID: "host", Label: "Server", Value: a.Host, Placeholder: "name or number of the machine", Hint: "Or a whole address: postgres://user@host/database"},
			{ID: "port", Label: "Port", Value: a.Port},
			{ID: "database", Label: "Database", Value: a.Database, Placeholder: "shop"},
			{ID: "user", Label: "User", Value: a.User, Placeholder: "packbench"},
			{ID: "password", Label: "Password", Value: a.Password, Secret: true},
		}}
	f.Submit = func() {
		m.typed = data.ServerAddress{Host: f.Value("host"), Port: f.Value("port"), Database: f.Value("database"), User: f.Value("user"), Password: f.Field("password").Value}
		place, err := m.typed.Place()
		if err != nil {
			refuse(f, "read the address", err)
			return
		}
		m.lookThere(f, place)
	}
	m.show(f)
}

// askFile asks for the file that a server's shop is to go to.
func (m *booksPart) askFile() {
	f := &page.Form{Title: "1 of 2: which file", Do: "Look first",
		Hint:   "A shop in a file is for one machine: the other desks can't work with it any more.",
		Fields: []page.FormField{{ID: "file", Label: "File", Value: filepath.Join(page.Documents(), "shop.packbench"), Hint: "A new one, on a disk of this machine."}}}
	f.Submit = func() {
		path := page.Home(f.Value("file"))
		if path == "" || data.IsServer(path) {
			f.Refuse("file", "the name of a new file, such as shop.packbench")
			return
		}
		if abs, err := filepath.Abs(path); err == nil {
			path = abs
		}
		m.lookThere(f, path)
	}
	m.show(f)
}

// refuse says an error at the field that it is about, and under the form what to
// do, which is longer.
func refuse(f *page.Form, doing string, err error) {
	var fault *data.Fault
	n := page.Explain(doing, err, nil)
	if !errors.As(err, &fault) || f.Field(fault.Field) == nil || !n.Shown() {
		f.Fail(doing, err)
		return
	}
	f.Busy = false
	f.Refuse(fault.Field, n.Title)
	f.Trouble = n.Hint
}

// lookThere looks at the place and, where it will do, asks whether to go on.
func (m *booksPart) lookThere(f *page.Form, place string) {
	f.Busy = true
	m.OnChange()
	page.Load(m.run, &m.reaching, lookTime, func(ctx context.Context) (data.Destination, error) { return m.shop.LookBeforeMove(ctx, place) }, func(d data.Destination, err error) {
		f.Busy = false
		if m.Form != f { // it was left meanwhile
			return
		}
		if err != nil {
			refuse(f, "reach the server", err)
			m.OnChange()
			return
		}
		m.askGo(place, d)
	})
}

// askGo is the second step: what was found, and whether to go.
func (m *booksPart) askGo(place string, d data.Destination) {
	f := &page.Form{Title: "2 of 2: move the shop there", Do: "Move the shop",
		Hint: "All is copied, compared table by table, and proved. Only then this place is closed. Until then everybody can look things up and nobody can write. It can be stopped while it copies, and moved back later."}
	if d.Server == "" {
		f.Facts = []page.Fact{{Label: "File", Text: d.Place}}
		if d.Synced != "" {
			f.Facts = append(f.Facts, page.Fact{Label: "Folder", Text: "it belongs to " + d.Synced + ", which may bring back older books: better choose another", State: page.Warning})
		}
	} else {
		way := page.Fact{Label: "Connection", Text: "encrypted", State: page.Good}
		if !d.Encrypted {
			way = page.Fact{Label: "Connection", Text: "not encrypted: fine on this machine or in a network that you trust", State: page.Warning}
		}
		f.Facts = []page.Fact{{Label: "Server", Text: d.Server + " at " + hostOf(place)}, {Label: "Database", Text: d.Database + ", empty", State: page.Good}, {Label: "User", Text: d.User}, way}
	}
	if !data.IsServer(m.place) {
		f.Facts = append(f.Facts, page.Fact{Label: "First", Text: "a proved copy is made: " + filepath.Base(m.place) + ".before-move"})
	}
	f.Submit = func() { m.move(place) }
	m.show(f)
}

func hostOf(place string) string {
	if u, err := url.Parse(place); err == nil {
		return u.Host
	}
	return data.Without(place)
}

// moveWords are the steps of a move in the status bar.
var moveWords = map[data.MoveStep]string{data.MoveBackup: "Moving the shop: a copy first", data.MoveTables: "Moving the shop", data.MoveProof: "Moving the shop: proving it there", data.MoveClose: "Moving the shop: closing the old place"}

// move brings the shop there, as a job that can be stopped while it copies.
func (m *booksPart) move(place string) {
	if m.moving {
		return
	}
	m.moving, m.Form, m.Trouble, m.Notice = true, nil, nil, nil
	m.proving.Cancel()
	ctx, stop := context.WithTimeout(context.Background(), moveTime)
	job := page.Job{ID: "move", Title: moveWords[data.MoveBackup], Stop: stop}
	m.setJob(job)
	m.OnChange()
	who, told, step := m.who(), time.Time{}, data.MoveStep("")
	hear := func(at data.Moving) {
		if at.Step == step && time.Since(told) < jobEach {
			return
		}
		told, step = time.Now(), at.Step
		m.run.UI(func() {
			if !m.moving {
				return
			}
			now := page.Job{ID: job.ID, Title: moveWords[at.Step], Done: int(at.Done), Total: int(at.Total)}
			if at.Step == data.MoveTables {
				now.Title += ": " + tableWords(at.Table)
			}
			if at.Safe() {
				now.Stop = stop
			}
			m.setJob(now)
		})
	}
	m.run.Go(func() {
		moved, err := m.shop.Move(ctx, who, place, hear)
		password := ""
		if err == nil {
			password = m.keep(place)
		}
		m.run.UI(func() {
			stop()
			m.moving = false
			m.endJob(job.ID)
			m.answer(place, moved, password, err)
		})
	})
}

// keep keeps the password of a server where the machine keeps secrets, and says
// how that went. It runs outside the window's goroutine.
func (m *booksPart) keep(place string) string {
	u, err := url.Parse(place)
	if err != nil || u.User == nil || !data.IsServer(place) {
		return ""
	}
	password, has := u.User.Password()
	if !has {
		return ""
	}
	if m.o.KeepSecret == nil {
		return "kept nowhere: put it into the file .pgpass of each person who works here, or into PGPASSWORD"
	}
	if err := m.o.KeepSecret(data.WithoutPassword(place), password); err != nil {
		return "could not be kept: " + strings.TrimSuffix(err.Error(), ".")
	}
	return "kept where this machine keeps secrets"
}

func (m *booksPart) answer(place string, moved data.Relocation, password string, err error) {
	switch {
	case errors.Is(err, context.Canceled):
		m.Trouble = &page.Notice{State: page.Info, Title: "Stopped: the shop is where it was, and nothing was changed", Hint: "What had been copied was taken away again."}
		m.Reload()
		return
	case err != nil:
		m.Trouble = page.Explain("move the shop", err, nil)
		m.Reload()
		return
	}
	m.typed = data.ServerAddress{}
	a := Arrival{moved, password}
	m.arrive(a)
	m.OnChange()
	if m.o.GoOn != nil {
		m.o.GoOn(place, a)
	}
}

// arrive shows what a move has brought over.
func (m *booksPart) arrive(a Arrival) {
	moved, password := a.Moved, a.Password
	m.Moved = &moved
	f := &page.Form{Title: "The shop has moved", Do: "Done", Facts: []page.Fact{
		{Label: "It is at", Text: moved.To, State: page.Good},
		{Label: "Compared", Text: fmt.Sprintf("%s, %s: the same on both sides", page.Counted(len(moved.Tables), "table"), page.Counted(moved.Rows(), "row"))},
		{Label: "Proved", Text: page.Counted(len(moved.Rules), "rule") + " of the books hold there"},
		{Label: "Closed", Text: moved.From + ", which sends whoever opens it to the new place"},
	}}
	if moved.Backup != "" {
		f.Facts = append(f.Facts, page.Fact{Label: "Copy", Text: moved.Backup})
	}
	if password != "" {
		f.Facts = append(f.Facts, page.Fact{Label: "Password", Text: password})
	}
	if m.o.GoOn == nil && m.o.Arrived == nil {
		f.Hint = "Start Packbench again: it opens the shop at its new place by itself."
	}
	f.Submit = func() {
		m.Form = nil
		m.Prove()
	}
	m.Form = f
}

var comparedColumns = []page.Column{
	{ID: "table", Title: "Table", Grow: 1, Strong: true},
	{ID: "rows", Title: "Rows", Kind: page.Number, Width: 96},
	{ID: "state", Title: "Result", Kind: page.StateWord, Width: 120},
	{ID: "sum", Title: "Count and sums, compared", Grow: 2},
}

// Compared are the tables that a move brought over, with what was compared.
func (m *booksPart) Compared() page.Fixed {
	if m.Moved == nil {
		return nil
	}
	out := make(page.Fixed, len(m.Moved.Tables))
	for i, t := range m.Moved.Tables {
		out[i] = []page.Cell{page.T(page.Sentence(tableWords(t.Name))), page.T(page.FormatCount(t.Rows)), page.S("the same", page.Good), {Text: t.Sum, State: page.Muted}}
	}
	return out
}

// comparedSays is what stands at the bottom after a move.
func (m *booksPart) comparedSays() string {
	return fmt.Sprintf("%s with %s are the same on both sides; F9 proves the books again", page.Counted(len(m.Moved.Tables), "table"), page.Counted(m.Moved.Rows(), "row"))
}

func tableWords(name string) string { return strings.ReplaceAll(name, "_", " ") }
