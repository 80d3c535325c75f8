package labels

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"unsafe"

	"golang.org/x/sys/windows"
)

// The Windows print spooler, called without a C compiler. Struct layouts and
// constants are those of winspool.h and wingdi.h.
var (
	winspool            = windows.NewLazySystemDLL("winspool.drv")
	procEnumPrinters    = winspool.NewProc("EnumPrintersW")
	procDefaultPrinter  = winspool.NewProc("GetDefaultPrinterW")
	procOpenPrinter     = winspool.NewProc("OpenPrinterW")
	procClosePrinter    = winspool.NewProc("ClosePrinter")
	procStartDocPrinter = winspool.NewProc("StartDocPrinterW")
	procEndDocPrinter   = winspool.NewProc("EndDocPrinter")
	procStartPage       = winspool.NewProc("StartPagePrinter")
	procEndPage         = winspool.NewProc("EndPagePrinter")
	procWritePrinter    = winspool.NewProc("WritePrinter")
	procGetJob          = winspool.NewProc("GetJobW")
	procSetJob          = winspool.NewProc("SetJobW")
	procDocProperties   = winspool.NewProc("DocumentPropertiesW")
)

// printerInfo2 is PRINTER_INFO_2W.
type printerInfo2 struct {
	ServerName, PrinterName, ShareName, PortName, DriverName, Comment, Location *uint16
	DevMode                                                                     uintptr
	SepFile, PrintProcessor, Datatype, Parameters                               *uint16
	SecurityDescriptor                                                          uintptr
	Attributes, Priority, DefaultPriority, StartTime, UntilTime, Status         uint32
	Jobs, AveragePPM                                                            uint32
}

// docInfo1 is DOC_INFO_1W.
type docInfo1 struct{ name, output, datatype *uint16 }

// jobInfo1 is JOB_INFO_1W.
type jobInfo1 struct {
	JobID                                                           uint32
	PrinterName, MachineName, UserName, Document, Datatype, StatusS *uint16
	Status, Priority, Position, TotalPages, PagesPrinted            uint32
	Submitted                                                       windows.Systemtime
}

const (
	enumLocal       = 0x2
	enumConnections = 0x4

	statusPaused    = 0x1
	statusError     = 0x2
	statusPaperOut  = 0x10
	statusPaperJam  = 0x8
	statusOffline   = 0x80
	statusPrinting  = 0x400
	statusNotAvail  = 0x1000
	statusDoorOpen  = 0x400000
	attrWorkOffline = 0x400

	jobPaused   = 0x1
	jobError    = 0x2
	jobDeleting = 0x4
	jobPrinting = 0x10
	jobOffline  = 0x20
	jobPaperOut = 0x40
	jobPrinted  = 0x80
	jobDeleted  = 0x100
	jobBlocked  = 0x200
	jobComplete = 0x1000

	jobControlDelete = 5
)

// limited runs a spooler call that cannot be interrupted and gives up on it
// when ctx ends; the call then ends by itself, with nobody listening.
func limited[T any](ctx context.Context, call func() (T, error)) (T, error) {
	type answer struct {
		v   T
		err error
	}
	done := make(chan answer, 1)
	go func() {
		v, err := call()
		done <- answer{v, err}
	}()
	select {
	case a := <-done:
		return a.v, a.err
	case <-ctx.Done():
		var none T
		return none, fmt.Errorf("the Windows print spooler does not answer: restart the service \"Print Spooler\", or choose another printer: %w", ErrNoSpooler)
	}
}

// sayWindows turns an error number into words.
func sayWindows(err error) error {
	switch {
	case errors.Is(err, windows.Errno(1722)): // RPC_S_SERVER_UNAVAILABLE
		return fmt.Errorf("the service \"Print Spooler\" is not running: start it in Services, or choose another printer: %w", ErrNoSpooler)
	case errors.Is(err, windows.Errno(1801)): // ERROR_INVALID_PRINTER_NAME
		return fmt.Errorf("the printer is not there any more: choose another one in Settings, Printers: %w", ErrNoPrinter)
	case errors.Is(err, windows.ERROR_ACCESS_DENIED):
		return fmt.Errorf("Windows does not let you use this printer: ask for the right, or choose another: %w", ErrPrinterOff)
	}
	return err
}

func listPrinters(ctx context.Context) ([]Printer, error) {
	return limited(ctx, func() ([]Printer, error) {
		var need, count uint32
		const flags = enumLocal | enumConnections
		_, _, err := procEnumPrinters.Call(flags, 0, 2, 0, 0, uintptr(unsafe.Pointer(&need)), uintptr(unsafe.Pointer(&count)))
		if need == 0 {
			if err != nil && !errors.Is(err, windows.ERROR_SUCCESS) && !errors.Is(err, windows.ERROR_INSUFFICIENT_BUFFER) {
				return nil, fmt.Errorf("list printers: %w", sayWindows(err))
			}
			return nil, nil
		}
		// In words of eight bytes, so that the structs in it are aligned.
		buf := make([]uint64, (need+7)/8)
		ok, _, err := procEnumPrinters.Call(flags, 0, 2, uintptr(unsafe.Pointer(&buf[0])), uintptr(len(buf)*8), uintptr(unsafe.Pointer(&need)), uintptr(unsafe.Pointer(&count)))
		if ok == 0 {
			return nil, fmt.Errorf("list printers: %w", sayWindows(err))
		}
		def := defaultPrinter()
		var first, rest []Printer
		for _, info := range unsafe.Slice((*printerInfo2)(unsafe.Pointer(&buf[0])), count) {
			p := Printer{Name: windows.UTF16PtrToString(info.PrinterName), Description: windows.UTF16PtrToString(info.DriverName)}
			p.State, p.Message = printerState(info.Status, info.Attributes)
			if p.Default = p.Name == def; p.Default {
				first = append(first, p)
			} else {
				rest = append(rest, p)
			}
		}
		return append(first, rest...), nil
	})
}

func defaultPrinter() string {
	var buf [512]uint16
	n := uint32(len(buf))
	ok, _, _ := procDefaultPrinter.Call(uintptr(unsafe.Pointer(&buf[0])), uintptr(unsafe.Pointer(&n)))
	if ok == 0 {
		return ""
	}
	return windows.UTF16ToString(buf[:])
}

func printerState(status, attributes uint32) (PrinterState, string) {
	switch {
	case attributes&attrWorkOffline != 0 || status&(statusOffline|statusNotAvail) != 0:
		return PrinterOff, "Windows says it is offline"
	case status&statusPaperOut != 0:
		return PrinterPaused, "it is out of paper"
	case status&statusPaperJam != 0:
		return PrinterPaused, "paper is jammed"
	case status&statusDoorOpen != 0:
		return PrinterPaused, "its door is open"
	case status&statusError != 0:
		return PrinterPaused, "it reports an error"
	case status&statusPaused != 0:
		return PrinterPaused, ""
	case status&statusPrinting != 0:
		return PrinterBusy, ""
	}
	return PrinterReady, ""
}

// openPrinter opens a printer by its name; close it with closePrinter.
func openPrinter(name string) (windows.Handle, error) {
	p, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return 0, fmt.Errorf("open printer %q: %w", name, ErrNoPrinter)
	}
	var h windows.Handle
	ok, _, err := procOpenPrinter.Call(uintptr(unsafe.Pointer(p)), uintptr(unsafe.Pointer(&h)), 0)
	if ok == 0 {
		return 0, fmt.Errorf("open printer %s: %w", name, sayWindows(err))
	}
	return h, nil
}

func closePrinter(h windows.Handle) { _, _, _ = procClosePrinter.Call(uintptr(h)) }

// submit draws documents page by page in the printer's own dots, and sends
// bytes as they are. Windows has no way to print a finished PDF, so one made
// elsewhere is refused with what to do.
func submit(ctx context.Context, job Job) (Ticket, error) {
	if job.Doc == nil && !job.raw() {
		return Ticket{}, fmt.Errorf("print %q on %s: Windows cannot print a finished PDF: save it into a folder and print it from there: %w", job.Title, job.Printer, errors.ErrUnsupported)
	}
	return limited(ctx, func() (Ticket, error) {
		var id uint32
		var err error
		if job.Doc != nil {
			id, err = printDoc(job)
		} else {
			id, err = printRaw(job)
		}
		if err != nil {
			return Ticket{}, fmt.Errorf("print %q on %s: %w", job.Title, job.Printer, err)
		}
		return Ticket{Printer: job.Printer, ID: strconv.FormatUint(uint64(id), 10)}, nil
	})
}

// printRaw sends the bytes once a copy in one job.
func printRaw(job Job) (id uint32, err error) {
	h, err := openPrinter(job.Printer)
	if err != nil {
		return 0, err
	}
	defer closePrinter(h)
	name, err := windows.UTF16PtrFromString(job.Title)
	if err != nil {
		return 0, err
	}
	kind, err := windows.UTF16PtrFromString("RAW")
	if err != nil {
		return 0, err
	}
	info := docInfo1{name: name, datatype: kind}
	got, _, err := procStartDocPrinter.Call(uintptr(h), 1, uintptr(unsafe.Pointer(&info)))
	if got == 0 {
		return 0, sayWindows(err)
	}
	for range job.Copies {
		if ok, _, err := procStartPage.Call(uintptr(h)); ok == 0 {
			abandon(h)
			return 0, sayWindows(err)
		}
		for rest := job.Raw; len(rest) > 0; {
			var wrote uint32
			ok, _, err := procWritePrinter.Call(uintptr(h), uintptr(unsafe.Pointer(&rest[0])), uintptr(len(rest)), uintptr(unsafe.Pointer(&wrote)))
			if ok == 0 || wrote == 0 {
				abandon(h)
				return 0, sayWindows(err)
			}
			rest = rest[min(int(wrote), len(rest)):]
		}
		_, _, _ = procEndPage.Call(uintptr(h))
	}
	if ok, _, err := procEndDocPrinter.Call(uintptr(h)); ok == 0 {
		return 0, sayWindows(err)
	}
	return uint32(got), nil
}

func abandon(h windows.Handle) { _, _, _ = procEndDocPrinter.Call(uintptr(h)) }

func status(ctx context.Context, t Ticket) (JobStatus, error) {
	id, err := strconv.ParseUint(t.ID, 10, 32)
	if err != nil {
		return JobStatus{}, fmt.Errorf("ask about print job %q: %w", t.ID, ErrNoJob)
	}
	return limited(ctx, func() (JobStatus, error) {
		h, err := openPrinter(t.Printer)
		if err != nil {
			return JobStatus{}, err
		}
		defer closePrinter(h)
		var need uint32
		_, _, _ = procGetJob.Call(uintptr(h), uintptr(id), 1, 0, 0, uintptr(unsafe.Pointer(&need)))
		if need == 0 {
			// Windows forgets a job as soon as it is printed.
			return JobStatus{State: JobDone, Message: "gone from the queue"}, nil
		}
		buf := make([]uint64, (need+7)/8)
		ok, _, err := procGetJob.Call(uintptr(h), uintptr(id), 1, uintptr(unsafe.Pointer(&buf[0])), uintptr(len(buf)*8), uintptr(unsafe.Pointer(&need)))
		if ok == 0 {
			return JobStatus{}, fmt.Errorf("ask about print job %s: %w", t.ID, sayWindows(err))
		}
		info := (*jobInfo1)(unsafe.Pointer(&buf[0]))
		return jobState(info.Status, windows.UTF16PtrToString(info.StatusS)), nil
	})
}

func jobState(status uint32, said string) JobStatus {
	s := JobStatus{State: JobWaiting, Message: said}
	switch {
	case status&(jobDeleting|jobDeleted) != 0:
		s.State = JobFailed
		s.Message = "cancelled"
	case status&(jobPrinted|jobComplete) != 0:
		s.State = JobDone
	case status&(jobError|jobBlocked) != 0:
		s.State = JobFailed
	case status&jobPaperOut != 0:
		s.Message = "the printer is out of paper"
	case status&jobOffline != 0:
		s.Message = "the printer is offline"
	case status&jobPaused != 0:
		s.Message = "paused"
	case status&jobPrinting != 0:
		s.State = JobPrinting
	}
	return s
}

func cancelJob(ctx context.Context, t Ticket) error {
	id, err := strconv.ParseUint(t.ID, 10, 32)
	if err != nil {
		return fmt.Errorf("cancel print job %q: %w", t.ID, ErrNoJob)
	}
	_, err = limited(ctx, func() (struct{}, error) {
		h, err := openPrinter(t.Printer)
		if err != nil {
			return struct{}{}, err
		}
		defer closePrinter(h)
		ok, _, err := procSetJob.Call(uintptr(h), uintptr(id), 0, 0, jobControlDelete)
		if ok == 0 {
			if errors.Is(err, windows.ERROR_INVALID_PARAMETER) {
				return struct{}{}, fmt.Errorf("cancel print job %s: %w", t.ID, ErrNoJob)
			}
			return struct{}{}, fmt.Errorf("cancel print job %s: %w", t.ID, sayWindows(err))
		}
		return struct{}{}, nil
	})
	return err
}
