package app

import (
	"context"
	"errors"
	"fmt"

	"packbench/data"
	"packbench/labels"
)

// Printing is the way to the printers: the machine's own, or a test's.
type Printing interface {
	Printers(ctx context.Context) ([]labels.Printer, error)
	Submit(ctx context.Context, job labels.Job) (labels.Ticket, error)
}

type machinePrinters struct{}

func (machinePrinters) Printers(ctx context.Context) ([]labels.Printer, error) {
	return labels.Printers(ctx)
}

func (machinePrinters) Submit(ctx context.Context, job labels.Job) (labels.Ticket, error) {
	return labels.Submit(ctx, job)
}

// PrinterFor says which printer takes each kind of document at a desk.
type PrinterFor map[string]string

// Document kinds, as printers are bound to them.
const (
	DocSlip          = "packing slip"
	DocShippingLabel = "shipping label"
	DocProductLabel  = "product label"
	DocLocationLabel = "location label"
	DocPickList      = "pick list"
	DocCountSheet    = "count sheet"
	DocManifest      = "manifest"
)

// DocKinds lists them in the order of a settings page.
var DocKinds = []string{DocSlip, DocShippingLabel, DocPickList, DocCountSheet, DocProductLabel, DocLocationLabel, DocManifest}

func printerKey(desk string) string { return "printers." + desk }

// PrintersOf reads which printers a desk uses.
func (s *Shop) PrintersOf(ctx context.Context, desk string) (PrinterFor, error) {
	p := PrinterFor{}
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error { return setting(ctx, v, printerKey(desk), &p) })
	return p, err
}

// SetPrinters binds printers to document kinds at a desk.
func (s *Shop) SetPrinters(ctx context.Context, who data.Actor, op data.Op, desk string, p PrinterFor) error {
	return s.putSetting(ctx, Anyone, who, op, printerKey(desk), p, "Chose the printers of "+desk)
}

// Printers lists the printers of this machine.
func (s *Shop) Printers(ctx context.Context) ([]labels.Printer, error) {
	return s.printing.Printers(ctx)
}

// Print keeps a document as a job and sends it to the printer that the desk
// uses for its kind. When it can't be printed the job stays, with the reason;
// the job's number is given either way.
func (s *Shop) Print(ctx context.Context, who data.Actor, kind string, doc *labels.Doc, entity string, id int64) (int64, error) {
	pdf, err := doc.PDF()
	if err != nil {
		return 0, fmt.Errorf("draw %s: %w", doc.Title, err)
	}
	media := ""
	if len(doc.Pages) > 0 {
		media = labels.MediaFor(doc.Pages[0].Size)
	}
	bound, err := s.PrintersOf(ctx, who.Desk)
	if err != nil {
		return 0, err
	}
	job, err := do(ctx, s, Anyone, who, data.NewOp("print", doc.Title), func(ctx context.Context, tx *data.Tx) (int64, error) {
		return tx.QueuePrint(ctx, data.PrintJob{Kind: kind, Title: doc.Title, Document: pdf, Media: media, Printer: bound[kind], Copies: 1, Pages: int64(len(doc.Pages)), Entity: entity, EntityID: id})
	})
	if err != nil {
		return 0, err
	}
	return job, s.SendPrint(ctx, who, job)
}

// SendPrint sends a waiting job to its printer, once: the job is marked as
// being sent before it goes, so that a crash in between asks a person instead
// of printing twice.
func (s *Shop) SendPrint(ctx context.Context, who data.Actor, id int64) error {
	var job data.PrintJob
	if err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		job, err = v.PrintJob(ctx, id)
		return err
	}); err != nil {
		return data.IfMissing(err, "there is no print job %d", id)
	}
	if job.Printer == "" {
		bound, err := s.PrintersOf(ctx, who.Desk)
		if err != nil {
			return err
		}
		job.Printer = bound[job.Kind]
	}
	if job.Printer == "" {
		why := data.Refused("printer", "choose one on the Setup page; the job is kept", "no printer is chosen for a %s", job.Kind)
		return errors.Join(why, s.setJob(ctx, who, id, "waiting", "", "", why.Error()))
	}
	if err := s.setJob(ctx, who, id, "sending", job.Printer, "", ""); err != nil {
		return err
	}
	ticket, err := s.printing.Submit(ctx, labels.Job{Printer: job.Printer, Title: job.Title, PDF: job.Document, Media: job.Media, Copies: int(job.Copies)})
	if err != nil {
		why := &data.Fault{Kind: data.KindUnavailable, Message: job.Title + " was not printed", Hint: err.Error() + "; the job is kept"}
		return errors.Join(why, s.setJob(ctx, who, id, "failed", job.Printer, "", err.Error()))
	}
	return s.setJob(ctx, who, id, "done", job.Printer, fmt.Sprint(ticket), "")
}

func (s *Shop) setJob(ctx context.Context, who data.Actor, id int64, state, printer, spool, trouble string) error {
	return s.run(ctx, Anyone, who, data.NewOp("print job", state), func(ctx context.Context, tx *data.Tx) error {
		return tx.SetPrintJob(ctx, id, state, printer, spool, trouble)
	})
}

// PrintJobs lists the newest print jobs.
func (s *Shop) PrintJobs(ctx context.Context, most int32) ([]data.PrintJobsRow, error) {
	var jobs []data.PrintJobsRow
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) (err error) {
		jobs, err = v.PrintJobs(ctx, most)
		return err
	})
	return jobs, err
}

// CancelPrint drops a job that waits.
func (s *Shop) CancelPrint(ctx context.Context, who data.Actor, id int64) error {
	return s.setJob(ctx, who, id, "cancelled", "", "", "")
}

// WaitingPrints counts the jobs that wait for a printer or failed.
func (s *Shop) WaitingPrints(ctx context.Context) (int, error) {
	n := 0
	err := s.books.Read(ctx, func(ctx context.Context, v *data.View) error {
		ids, err := v.WaitingPrintJobs(ctx)
		n = len(ids)
		return err
	})
	return n, err
}
