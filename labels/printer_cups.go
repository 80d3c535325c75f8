//go:build !windows

package labels

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"
)

// run calls one of the CUPS commands with English output and returns what it
// printed. It is stopped when ctx ends.
func run(ctx context.Context, stdin []byte, name string, args ...string) (string, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("the command %s is missing: install CUPS (package cups-client), or save as PDF into a folder: %w", name, ErrNoSpooler)
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "LANG=C")
	cmd.WaitDelay = 500 * time.Millisecond
	if stdin != nil {
		cmd.Stdin = bytes.NewReader(stdin)
	}
	var out, fail bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &fail
	err = cmd.Run()
	if ctx.Err() != nil {
		return out.String(), fmt.Errorf("the print service does not answer: is it running on the machine that %s names? %w", server(), ErrNoSpooler)
	}
	if err != nil {
		return out.String(), sayFailure(strings.TrimSpace(fail.String()), err)
	}
	return out.String(), nil
}

func server() string {
	if s := os.Getenv("CUPS_SERVER"); s != "" {
		return "CUPS_SERVER (" + s + ")"
	}
	return "the CUPS settings"
}

// sayFailure turns a CUPS message into one that says what to do.
func sayFailure(said string, err error) error {
	text := strings.ToLower(said)
	first, _, _ := strings.Cut(said, "\n")
	has := func(parts ...string) bool {
		for _, p := range parts {
			if strings.Contains(text, p) {
				return true
			}
		}
		return false
	}
	switch {
	case has("scheduler is not running", "bad file descriptor", "connection refused", "unable to connect", "transport endpoint", "no such file or directory", "unable to locate", "host is down"):
		return fmt.Errorf("CUPS is not running: start it (systemctl start cups), or choose another printer: %w", ErrNoSpooler)
	case has("does not exist", "invalid destination", "unknown destination", "no default destination"):
		return fmt.Errorf("the printer is not there any more: choose another one in Settings, Printers: %w", ErrNoPrinter)
	case has("not accepting jobs", "not accepting requests"):
		return fmt.Errorf("the printer refuses jobs: switch it on again in the system's printer settings, or choose another: %w", ErrPrinterOff)
	case said == "":
		return err
	}
	return fmt.Errorf("%s (%w)", first, err)
}

// askRunning returns what is wrong when the print service does not run.
func askRunning(ctx context.Context) error {
	out, err := run(ctx, nil, "lpstat", "-r")
	if err == nil && strings.Contains(out, "not running") {
		err = sayFailure(out, errors.New("lpstat -r"))
	}
	return err
}

// listPrinters reads lpstat.
func listPrinters(ctx context.Context) ([]Printer, error) {
	// -r first: without a scheduler lpstat -p says "no destinations" on some versions.
	if err := askRunning(ctx); err != nil {
		return nil, fmt.Errorf("list printers: %w", err)
	}
	out, err := run(ctx, nil, "lpstat", "-l", "-d", "-p", "-a")
	if err != nil {
		if strings.Contains(err.Error(), "No destinations") {
			return nil, nil
		}
		return nil, fmt.Errorf("list printers: %w", err)
	}
	return parsePrinters(out), nil
}

var (
	printerLine = regexp.MustCompile(`^printer (\S+) (is idle|now printing|disabled since|is stopped|waiting|not ready)(.*)$`)
	refuseLine  = regexp.MustCompile(`^(\S+) not accepting requests`)
	defaultLine = regexp.MustCompile(`^system default destination: (\S+)`)
)

// parsePrinters reads what "lpstat -l -d -p -a" prints in the C locale. What it
// does not know is passed over.
func parsePrinters(out string) []Printer {
	var list []Printer
	index := map[string]int{}
	def := ""
	cur := -1
	for line := range strings.SplitSeq(out, "\n") {
		if m := defaultLine.FindStringSubmatch(line); m != nil {
			def = m[1]
			continue
		}
		if m := printerLine.FindStringSubmatch(line); m != nil {
			p := Printer{Name: m[1]}
			switch m[2] {
			case "now printing":
				p.State = PrinterBusy
			case "is idle":
			default:
				p.State = PrinterPaused
			}
			cur = len(list)
			index[p.Name] = cur
			list = append(list, p)
			continue
		}
		if m := refuseLine.FindStringSubmatch(line); m != nil {
			if i, ok := index[m[1]]; ok {
				list[i].State = PrinterOff
				if list[i].Message == "" {
					list[i].Message = "it refuses jobs"
				}
			}
			cur = -1
			continue
		}
		if !strings.HasPrefix(line, "\t") || cur < 0 {
			cur = -1
			continue
		}
		detail(&list[cur], strings.TrimSpace(line))
	}
	for i := range list {
		list[i].Default = list[i].Name == def
	}
	sort.SliceStable(list, func(a, b int) bool {
		if list[a].Default != list[b].Default {
			return list[a].Default
		}
		return list[a].Name < list[b].Name
	})
	return list
}

// detail reads one indented line under a printer.
func detail(p *Printer, line string) {
	key, value, ok := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	switch {
	case ok && key == "Description":
		p.Description = value
	case ok && key == "Alerts":
		if strings.Contains(value, "offline") {
			p.State = PrinterOff
		}
		if strings.Contains(value, "media-empty") || strings.Contains(value, "media-needed") {
			p.Message = "it is out of paper"
		}
	case ok && (key == "Form mounted" || key == "Content types" || key == "Printer types" || key == "Connection" || key == "Interface" ||
		key == "On fault" || key == "After fault" || key == "Users allowed" || key == "Forms allowed" || key == "Banner required" ||
		key == "Charset sets" || key == "Default pitch" || key == "Default page size" || key == "Default port settings" || key == "Location"):
	case line == "(none)" || line == "(all)" || line == "reason unknown":
	case p.Message == "":
		p.Message = line
		low := strings.ToLower(line)
		if strings.Contains(low, "unavailable at this time") || strings.Contains(low, "not responding") || strings.Contains(low, "unable to connect") ||
			strings.Contains(low, "unable to locate") || strings.Contains(low, "not connected") || strings.Contains(low, "off-line") || strings.Contains(low, "offline") {
			p.State = PrinterOff
		}
	}
}

var requestID = regexp.MustCompile(`request id is (\S+)`)

func submit(ctx context.Context, job Job) (Ticket, error) {
	data, err := job.bytes()
	if err != nil {
		return Ticket{}, err
	}
	args := []string{"-d", job.Printer, "-t", job.Title, "-n", strconv.Itoa(job.Copies)}
	if job.raw() {
		args = append(args, "-o", "raw")
	} else {
		if job.Media != "" {
			args = append(args, "-o", "media="+job.Media)
		}
		args = append(args, "-o", "print-scaling=none")
	}
	out, err := run(ctx, data, "lp", args...)
	if errors.Is(err, ErrNoPrinter) {
		// lp says the same when there is no print service at all.
		if running := askRunning(ctx); running != nil {
			err = running
		}
	}
	if err != nil {
		return Ticket{}, fmt.Errorf("print %q on %s: %w", job.Title, job.Printer, err)
	}
	m := requestID.FindStringSubmatch(out)
	if m == nil {
		return Ticket{}, fmt.Errorf("print %q on %s: the print service gave no job number, it said %q", job.Title, job.Printer, shorten(out, 100))
	}
	return Ticket{Printer: job.Printer, ID: m[1]}, nil
}

// status looks for the job among the waiting, then among the finished.
func status(ctx context.Context, t Ticket) (JobStatus, error) {
	for _, which := range []string{"not-completed", "completed"} {
		out, err := run(ctx, nil, "lpstat", "-W", which, "-l", "-o", t.Printer)
		if err != nil {
			return JobStatus{}, fmt.Errorf("ask about print job %s: %w", t.ID, err)
		}
		if s, ok := parseJob(out, t.ID, which == "completed"); ok {
			return s, nil
		}
	}
	return JobStatus{}, fmt.Errorf("ask about print job %s: %w", t.ID, ErrNoJob)
}

// parseJob finds a job in what "lpstat -l -o" prints.
func parseJob(out, id string, finished bool) (JobStatus, bool) {
	found := false
	s := JobStatus{State: JobWaiting}
	if finished {
		s.State = JobDone
	}
	for line := range strings.SplitSeq(out, "\n") {
		if !strings.HasPrefix(line, "\t") {
			if found {
				break
			}
			fields := strings.Fields(line)
			found = len(fields) > 0 && fields[0] == id
			continue
		}
		if !found {
			continue
		}
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		switch key {
		case "Status":
			s.Message = value
		case "Alerts":
			switch {
			case strings.Contains(value, "canceled"):
				s.State, s.Message = JobFailed, "cancelled"
			case strings.Contains(value, "aborted"):
				s.State = JobFailed
			case strings.Contains(value, "job-printing"):
				s.State = JobPrinting
			}
		}
	}
	return s, found
}

func cancelJob(ctx context.Context, t Ticket) error {
	if _, err := run(ctx, nil, "cancel", t.ID); err != nil {
		low := strings.ToLower(err.Error())
		if strings.Contains(low, "already") || strings.Contains(low, "not-possible") || strings.Contains(low, "not possible") || strings.Contains(low, "does not exist") {
			return fmt.Errorf("cancel print job %s: %w", t.ID, ErrNoJob)
		}
		return fmt.Errorf("cancel print job %s: %w", t.ID, err)
	}
	return nil
}
