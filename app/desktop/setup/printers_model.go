package setup

import (
	"context"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
	"packbench/labels"
)

// printing is what the section of printers asks.
type printing interface {
	Printers(ctx context.Context) ([]labels.Printer, error)
	PrintersOf(ctx context.Context, desk string) (app.PrinterFor, error)
	SetPrinters(ctx context.Context, who data.Actor, op data.Op, desk string, p app.PrinterFor) error
	PrintJobs(ctx context.Context, most int32) ([]data.PrintJobsRow, error)
	SendPrint(ctx context.Context, who data.Actor, id int64) error
	CancelPrint(ctx context.Context, who data.Actor, id int64) error
}

// jobsShown is how many print jobs are listed, the newest first.
const jobsShown = 500

// printersPart is which printer takes what, and what waits for one.
type printersPart struct {
	part
	Machine []labels.Printer
	Missing string // why the machine names no printers
	Bound   app.PrinterFor
	Jobs    []data.PrintJobsRow
	At      int // of Jobs
	Kind    int // of app.DocKinds

	shop printing
	busy bool
}

func newPrintersPart(p part, shop printing) *printersPart {
	return &printersPart{part: p, shop: shop, Bound: app.PrinterFor{}}
}

type printersSeen struct {
	machine []labels.Printer
	missing error
	bound   app.PrinterFor
	jobs    []data.PrintJobsRow
}

// Reload asks the machine for its printers and the books for what waits.
func (m *printersPart) Reload() {
	desk := m.who().Desk
	ask(&m.part, "look for printers", m.Reload, func(ctx context.Context) (s printersSeen, err error) {
		s.machine, s.missing = m.shop.Printers(ctx)
		if s.bound, err = m.shop.PrintersOf(ctx, desk); err != nil {
			return s, err
		}
		s.jobs, err = m.shop.PrintJobs(ctx, jobsShown)
		return s, err
	}, func(s printersSeen) {
		m.Machine, m.Bound, m.Jobs, m.Missing = s.machine, s.bound, s.jobs, ""
		if n := page.Explain("ask this machine for its printers", s.missing, nil); n.Shown() {
			m.Missing = n.Title
			if n.Hint != "" {
				m.Missing += ". " + n.Hint
			}
		}
	})
}

var kindColumns = []page.Column{
	{ID: "kind", Title: "Document", Width: 140, Strong: true},
	{ID: "printer", Title: "goes to", Grow: 1},
}

// KindRows says which printer takes each kind of document at this desk.
func (m *printersPart) KindRows() page.Fixed {
	out := make(page.Fixed, len(app.DocKinds))
	for i, k := range app.DocKinds {
		to := page.Cell{Text: "nowhere yet: Enter chooses", State: page.Warning}
		if p := m.Bound[k]; p != "" {
			to = page.T(p)
			if !m.known(p) {
				to = page.Cell{Text: p + " (not on this machine now)", State: page.Bad}
			}
		}
		out[i] = []page.Cell{page.T(k), to}
	}
	return out
}

func (m *printersPart) known(name string) bool {
	for _, p := range m.Machine {
		if p.Name == name {
			return true
		}
	}
	return false
}

var machineColumns = []page.Column{
	{ID: "name", Title: "Printer", Width: 150, Strong: true},
	{ID: "state", Title: "State", Width: 120, Kind: page.StateWord},
	{ID: "says", Title: "What it says", Grow: 1},
}

// MachineRows are the printers of this machine.
func (m *printersPart) MachineRows() page.Fixed {
	out := make(page.Fixed, len(m.Machine))
	for i, p := range m.Machine {
		state := page.Warning
		if p.State == labels.PrinterReady {
			state = page.Good
		}
		says := p.Message
		if says == "" {
			says = p.Description
		}
		if p.Default {
			says = joined(says, "the machine's own choice")
		}
		out[i] = []page.Cell{page.T(p.Name), page.S(p.State.String(), state), {Text: says, State: page.Muted}}
	}
	return out
}

func joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

var jobColumns = []page.Column{
	{ID: "when", Title: "When", Width: 112, Kind: page.Date},
	{ID: "what", Title: "Document", Grow: 1, Strong: true},
	{ID: "pages", Title: "Pages", Width: 56, Kind: page.Number},
	{ID: "printer", Title: "Printer", Width: 120},
	{ID: "state", Title: "State", Width: 104, Kind: page.StateWord},
	{ID: "why", Title: "Why", Grow: 2},
}

// JobRows is what was printed and what waits.
func (m *printersPart) JobRows() page.Fixed {
	out := make(page.Fixed, len(m.Jobs))
	for i, j := range m.Jobs {
		state := map[string]page.State{"waiting": page.Warning, "failed": page.Bad, "sending": page.Info, "sent": page.Good, "done": page.Good, "cancelled": page.Muted}[j.State]
		out[i] = []page.Cell{page.T(j.CreatedAt.Time().Local().Format("2 Jan 15:04")), page.T(j.Title), page.T(page.FormatCount(j.Pages)), page.T(j.Printer), page.S(j.State, state), page.T(j.Error)}
	}
	return out
}

// Waiting is how many jobs wait.
func (m *printersPart) Waiting() int {
	n := 0
	for _, j := range m.Jobs {
		if j.State == "waiting" || j.State == "failed" {
			n++
		}
	}
	return n
}

// Choose asks which printer takes a kind of document.
func (m *printersPart) Choose(i int) {
	if i < 0 || i >= len(app.DocKinds) {
		return
	}
	kind := app.DocKinds[i]
	const nowhere = "none: keep it until one is chosen"
	choices := []string{nowhere}
	for _, p := range m.Machine {
		choices = append(choices, p.Name)
	}
	now := m.Bound[kind]
	if now == "" {
		now = nowhere
	} else if !m.known(now) {
		choices = append(choices, now)
	}
	op := data.NewOp("choose printer", kind)
	m.show(&page.Form{Title: "Where a " + kind + " goes", Hint: "At this desk, " + m.who().Desk + ". Other desks have their own.", Do: "Choose", Fields: []page.FormField{
		{ID: "printer", Label: "Printer", Value: now, Choices: choices},
		{ID: "all", Label: "For", Value: "this kind only", Choices: []string{"this kind only", "every kind of document"}},
	}, Submit: func() {
		to := m.Form.Value("printer")
		if to == nowhere {
			to = ""
		}
		bound := app.PrinterFor{}
		for k, p := range m.Bound {
			bound[k] = p
		}
		bound[kind] = to
		if m.Form.Value("all") != "this kind only" {
			for _, k := range app.DocKinds {
				bound[k] = to
			}
		}
		m.submit("choose the printer", "Chosen", func(ctx context.Context) error {
			return m.shop.SetPrinters(ctx, m.who(), op.For(bound), m.who().Desk, bound)
		}, m.Reload)
	}})
}

func (m *printersPart) here() (data.PrintJobsRow, bool) {
	if m.At < 0 || m.At >= len(m.Jobs) {
		return data.PrintJobsRow{}, false
	}
	return m.Jobs[m.At], true
}

// Send sends the job under the cursor again; what was sent already is asked
// for by printing it anew where it belongs.
func (m *printersPart) Send() {
	if j, ok := m.here(); ok && !m.busy {
		m.busy = true
		m.do("print "+j.Title, j.Title+" is sent", func(ctx context.Context) error { return m.shop.SendPrint(ctx, m.who(), j.ID) }, m.sent)
	}
}

// SendAll sends all that waits, the oldest first.
func (m *printersPart) SendAll() {
	var ids []int64
	for i := len(m.Jobs) - 1; i >= 0; i-- {
		if s := m.Jobs[i].State; s == "waiting" || s == "failed" {
			ids = append(ids, m.Jobs[i].ID)
		}
	}
	if len(ids) == 0 || m.busy {
		return
	}
	m.busy = true
	m.do("print what waits", "All that waited is sent", func(ctx context.Context) error {
		for _, id := range ids {
			if err := m.shop.SendPrint(ctx, m.who(), id); err != nil {
				return err
			}
		}
		return nil
	}, m.sent)
}

func (m *printersPart) sent() {
	m.busy = false
	m.Reload()
}

// Cancel drops the job under the cursor.
func (m *printersPart) Cancel() {
	if j, ok := m.here(); ok {
		m.do("drop "+j.Title, j.Title+" is dropped", func(ctx context.Context) error { return m.shop.CancelPrint(ctx, m.who(), j.ID) }, m.Reload)
	}
}

func (m *printersPart) canSend() bool {
	j, ok := m.here()
	return ok && !m.busy && (j.State == "waiting" || j.State == "failed")
}

// Commands is what can be done here.
func (m *printersPart) Commands() page.Commands {
	return page.Commands{
		{ID: "printers.choose", Title: "Choose a printer", Key: "F4", Group: "Printers", Hint: "For the kind of document under the cursor.", Run: func() { m.Choose(m.Kind) }},
		{ID: "printers.drop", Title: "Drop", Key: "Ctrl+Delete", Group: "Printers", Rows: true, Enabled: m.canSend, Run: m.Cancel},
		{ID: "printers.send", Title: "Print this one", Key: "F9", Group: "Printers", Rows: true, Enabled: m.canSend, Run: m.Send},
		{ID: "printers.all", Title: "Print all that waits", Key: "F10", Group: "Printers", Primary: true, Enabled: func() bool { return m.Waiting() > 0 && !m.busy }, Run: m.SendAll},
	}
}
