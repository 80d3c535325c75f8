package labels

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"
)

// What can be wrong with printing. The errors of this file wrap one of these
// and say in words what to do.
var (
	ErrNoSpooler  = errors.New("the print service is not running")
	ErrNoPrinter  = errors.New("there is no such printer")
	ErrPrinterOff = errors.New("the printer takes no jobs")
	ErrNoJob      = errors.New("there is no such print job")
)

// A PrinterState is what a person can do with a printer now.
type PrinterState int

// The states of a printer.
const (
	PrinterReady  PrinterState = iota
	PrinterBusy                // printing; a job waits its turn
	PrinterPaused              // stopped by a person or after an error; jobs wait
	PrinterOff                 // does not answer or refuses jobs
)

func (s PrinterState) String() string {
	return [...]string{"ready", "printing", "paused", "not answering"}[min(max(int(s), 0), 3)]
}

// A Printer is a place documents can be sent to.
type Printer struct {
	Name        string // as Submit wants it
	Description string
	Default     bool
	State       PrinterState
	Message     string // what the system says about it; may be empty
}

// folderPrefix marks a Printer name that is a folder.
const folderPrefix = "folder:"

// FolderPrinter is a printer that saves each job as a PDF file in dir.
func FolderPrinter(dir string) Printer {
	return Printer{Name: folderPrefix + dir, Description: "Save as PDF in " + dir}
}

// A Job is one thing to print: Doc, or PDF made elsewhere (a carrier's label),
// or Raw bytes in the printer's own language (ZPL). The first that is set
// counts.
type Job struct {
	Printer string
	Title   string // shown in the queue; empty: the document's
	Doc     *Doc
	PDF     []byte
	Raw     []byte
	// Media is the paper as the system calls it ("A4", "Letter", "w288h432",
	// "Custom.57x32mm"); empty: the size of Doc's first page.
	Media  string
	Copies int // 0 is 1; at most 999
}

// A Ticket names a job that was handed over.
type Ticket struct {
	Printer string
	ID      string // the system's number; a file path for a folder
}

// A JobState is how far a job has come.
type JobState int

// The states of a job.
const (
	JobWaiting JobState = iota
	JobPrinting
	JobDone
	JobFailed // stopped by the system or cancelled by a person
)

func (s JobState) String() string {
	return [...]string{"waiting", "printing", "printed", "stopped"}[min(max(int(s), 0), 3)]
}

// A JobStatus is a job's state with the system's words about it.
type JobStatus struct {
	State   JobState
	Message string
}

// askLimit bounds every question to the print system: a person waits this long
// to hear that a printer does not answer.
const askLimit = 3 * time.Second

// sendLimit bounds handing over a job.
const sendLimit = 60 * time.Second

// Printers lists what is attached, the default first. It answers within 3 s.
// The error wraps ErrNoSpooler when the system's print service is not there.
func Printers(ctx context.Context) ([]Printer, error) {
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	return listPrinters(ctx)
}

// Submit hands a job to its printer and returns as soon as the system has it.
// It is never scaled: the paper's name and "no scaling" go with it. Errors wrap
// ErrNoPrinter, ErrPrinterOff or ErrNoSpooler and say what to do.
func Submit(ctx context.Context, job Job) (Ticket, error) {
	if job.Copies < 1 {
		job.Copies = 1
	}
	job.Copies = min(job.Copies, 999)
	if job.Title == "" && job.Doc != nil {
		job.Title = job.Doc.Title
	}
	job.Title = jobTitle(job.Title)
	if job.Media == "" && job.Doc != nil && len(job.Doc.Pages) > 0 {
		job.Media = MediaFor(job.Doc.Pages[0].Size)
	}
	if job.Doc == nil && len(job.PDF) == 0 && len(job.Raw) == 0 {
		return Ticket{}, fmt.Errorf("print %q: there is nothing to print", job.Title)
	}
	if job.Doc != nil && len(job.Doc.Pages) == 0 {
		return Ticket{}, fmt.Errorf("print %q: it has no pages", job.Title)
	}
	if job.Printer == "" {
		return Ticket{}, fmt.Errorf("print %q: no printer is chosen: choose one in Settings, Printers: %w", job.Title, ErrNoPrinter)
	}
	ctx, cancel := context.WithTimeout(ctx, sendLimit)
	defer cancel()
	if dir, ok := strings.CutPrefix(job.Printer, folderPrefix); ok {
		return submitFolder(dir, job)
	}
	return submit(ctx, job)
}

// Status asks how far a job has come. It answers within 3 s.
func Status(ctx context.Context, t Ticket) (JobStatus, error) {
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	if strings.HasPrefix(t.Printer, folderPrefix) {
		return statusFolder(t)
	}
	return status(ctx, t)
}

// Cancel takes a job out of the queue. A job that is done already gives
// ErrNoJob. A file in a folder is removed.
func Cancel(ctx context.Context, t Ticket) error {
	ctx, stop := context.WithTimeout(ctx, askLimit)
	defer stop()
	if strings.HasPrefix(t.Printer, folderPrefix) {
		return cancelFolder(t)
	}
	return cancelJob(ctx, t)
}

// bytes returns what is sent to a spooler that takes PDF.
func (j Job) bytes() ([]byte, error) {
	switch {
	case j.Doc != nil:
		return j.Doc.PDF()
	case len(j.PDF) > 0:
		return j.PDF, nil
	}
	return j.Raw, nil
}

// raw reports whether the job goes to the printer as it is.
func (j Job) raw() bool { return j.Doc == nil && len(j.PDF) == 0 }

// MediaFor is the spooler's name for a page size: Letter, A4, w288h432 (4 by 6
// inches) or Custom.WxHmm.
func MediaFor(s Size) string {
	near := func(a, b Size) bool { return math.Abs(a.W-b.W) < 0.5 && math.Abs(a.H-b.H) < 0.5 }
	switch {
	case near(s, A4):
		return "A4"
	case near(s, Letter):
		return "Letter"
	case near(s, Label4x6):
		return "w288h432"
	}
	num := func(v float64) string {
		return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".")
	}
	return "Custom." + num(s.W) + "x" + num(s.H) + "mm"
}

// jobTitle keeps to letters that every spooler shows.
func jobTitle(s string) string {
	s, _ = clean(Sans, s, false)
	s = strings.TrimSpace(shorten(s, 80))
	if s == "" {
		return "Packbench"
	}
	return s
}
