//go:build !windows

package labels

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"packbench/labels/scantest"
)

func TestParsePrinters(t *testing.T) {
	const out = `system default destination: laser
printer laser is idle.  enabled since Fri 13 Mar 2026 08:00:00 AM UTC
	Form mounted:
	Content types: any
	Printer types: unknown
	Description: Office laser
	Alerts: none
	Location: bench 1
	Connection: direct
	Users allowed:
		(all)
	Default page size:
printer zebra now printing zebra-3.  enabled since Fri 13 Mar 2026 08:00:00 AM UTC
	The printer may not exist or is unavailable at this time.
	Description: zebra
printer old disabled since Fri 13 Mar 2026 08:00:00 AM UTC -
	Paper jam
laser accepting requests since Fri 13 Mar 2026 08:00:00 AM UTC
zebra accepting requests since Fri 13 Mar 2026 08:00:00 AM UTC
old not accepting requests since Fri 13 Mar 2026 08:00:00 AM UTC -
	Rejecting Jobs
`
	got := parsePrinters(out)
	want := []Printer{
		{Name: "laser", Description: "Office laser", Default: true},
		{Name: "old", State: PrinterOff, Message: "Paper jam"},
		{Name: "zebra", Description: "zebra", State: PrinterOff, Message: "The printer may not exist or is unavailable at this time."},
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func FuzzParsePrinters(f *testing.F) {
	f.Add("printer a is idle.\n\tDescription: b\na not accepting requests since\n")
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range parsePrinters(s) {
			if p.Name == "" {
				t.Fatal("a printer without a name")
			}
		}
		parseJob(s, "a-1", true)
	})
}

func TestNoCUPSIsSaidInWords(t *testing.T) {
	if _, err := exec.LookPath("lpstat"); err != nil {
		t.Skip("lpstat is not installed: install the package cups-client")
	}
	t.Setenv("CUPS_SERVER", filepath.Join(t.TempDir(), "none.sock"))
	start := time.Now()
	_, err := Printers(context.Background())
	if !errors.Is(err, ErrNoSpooler) || !strings.Contains(err.Error(), "start it") {
		t.Errorf("listing says %v", err)
	}
	_, err = Submit(context.Background(), Job{Printer: "laser", PDF: []byte("%PDF-1.4")})
	if !errors.Is(err, ErrNoSpooler) || !strings.Contains(err.Error(), "start it") {
		t.Errorf("a job nobody takes: %v", err)
	}
	if d := time.Since(start); d > 10*time.Second {
		t.Errorf("it took %v", d)
	}
}

// A print service that accepts and never answers is given up after 3 s.
func TestSilentCUPSIsGivenUp(t *testing.T) {
	if _, err := exec.LookPath("lpstat"); err != nil {
		t.Skip("lpstat is not installed: install the package cups-client")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	t.Setenv("CUPS_SERVER", l.Addr().String())
	start := time.Now()
	_, err = Printers(context.Background())
	if !errors.Is(err, ErrNoSpooler) || !strings.Contains(err.Error(), "does not answer") {
		t.Errorf("listing says %v", err)
	}
	if d := time.Since(start); d > askLimit+2*time.Second {
		t.Errorf("it took %v", d)
	}
}

// spooler starts a private CUPS with three queues and ends it with the test:
// "laser" saves its last job in out/laser.pdf with A4 as its default paper,
// "rawzpl" sends bytes to zpl, "dead" sends to a port where nobody listens.
func spooler(t *testing.T, zpl string) (out string) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("a private print service must be started by root")
	}
	cupsd, err := exec.LookPath("cupsd")
	if err != nil {
		if cupsd = "/usr/sbin/cupsd"; !runnable(cupsd) {
			t.Skip("cupsd is not installed: install the packages cups, cups-client and cups-filters")
		}
	}
	lpadmin, err := exec.LookPath("lpadmin")
	if err != nil {
		if lpadmin = "/usr/sbin/lpadmin"; !runnable(lpadmin) {
			t.Skip("lpadmin is not installed: install the package cups-client")
		}
	}
	// Socket paths must be short, and the service's own user must reach it.
	d, err := os.MkdirTemp("", "cups")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(d) })
	if err := os.Chmod(d, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, sub := range []string{"root", "spool/temp", "cache", "state/certs", "log", "out"} {
		if err := os.MkdirAll(filepath.Join(d, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for sub, mode := range map[string]os.FileMode{"spool/temp": 0o777 | os.ModeSticky, "out": 0o777} {
		if err := os.Chmod(filepath.Join(d, sub), mode); err != nil {
			t.Fatal(err)
		}
	}
	files := fmt.Sprintf("ServerRoot %[1]s/root\nRequestRoot %[1]s/spool\nTempDir %[1]s/spool/temp\nCacheDir %[1]s/cache\nStateDir %[1]s/state\n"+
		"ErrorLog %[1]s/log/error_log\nAccessLog %[1]s/log/access_log\nPageLog %[1]s/log/page_log\nSystemGroup root lpadmin\nUser lp\nGroup lp\nSandboxing relaxed\nFileDevice Yes\n", d)
	conf := fmt.Sprintf("Listen %s/cups.sock\nBrowsing No\nDefaultAuthType None\nWebInterface No\nPreserveJobHistory Yes\n"+
		"<Location />\nOrder allow,deny\nAllow @LOCAL\n</Location>\n<Policy default>\n<Limit All>\nOrder deny,allow\n</Limit>\n</Policy>\n", d)
	for name, text := range map[string]string{"cups-files.conf": files, "cupsd.conf": conf} {
		if err := os.WriteFile(filepath.Join(d, "root", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var log bytes.Buffer
	cmd := exec.Command(cupsd, "-f", "-c", filepath.Join(d, "root/cupsd.conf"), "-s", filepath.Join(d, "root/cups-files.conf"))
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	t.Setenv("CUPS_SERVER", filepath.Join(d, "cups.sock"))
	ready := false
	for range 100 {
		if b, err := exec.Command("lpstat", "-r").CombinedOutput(); err == nil && strings.Contains(string(b), "is running") {
			ready = true
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if !ready {
		t.Fatalf("cupsd did not start: %s", log.String())
	}
	dead, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dead.Close()
	for _, args := range [][]string{
		{"-p", "laser", "-E", "-v", "file://" + d + "/out/laser.pdf", "-m", "lsb/usr/cupsfilters/Generic-PDF_Printer-PDF.ppd", "-o", "PageSize=A4", "-D", "Office laser"},
		{"-p", "rawzpl", "-E", "-v", "socket://" + zpl, "-m", "raw"},
		{"-p", "dead", "-E", "-v", "socket://" + dead.Addr().String(), "-m", "raw"},
		{"-d", "laser"},
	} {
		if b, err := exec.Command(lpadmin, args...).CombinedOutput(); err != nil {
			if strings.Contains(string(b), "ppd") || strings.Contains(string(b), "PPD") {
				t.Skipf("the PDF driver is not installed: install the package cups-filters (%s)", bytes.TrimSpace(b))
			}
			t.Fatalf("lpadmin %v: %s", args, b)
		}
	}
	return filepath.Join(d, "out")
}

func runnable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

// waitFor polls a job until it is as wanted, for at most 20 s.
func waitFor(t *testing.T, ticket Ticket, want JobState) {
	t.Helper()
	var last JobStatus
	var err error
	for range 100 {
		if last, err = Status(context.Background(), ticket); err == nil && last.State == want {
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
	t.Fatalf("job %s is %v %q, want %v: %v", ticket.ID, last.State, last.Message, want, err)
}

// TestRealSpooler prints through a real print service: paper that is not the
// queue's own comes out unscaled, raw bytes come out unchanged, a dead printer
// says so, and its job can be taken back.
func TestRealSpooler(t *testing.T) {
	listen, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listen.Close()
	zpl := make(chan []byte, 1)
	go func() {
		c, err := listen.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		_ = c.SetDeadline(time.Now().Add(20 * time.Second))
		b, _ := io.ReadAll(c)
		zpl <- b
	}()
	out := spooler(t, listen.Addr().String())
	ctx := context.Background()

	list, err := Printers(ctx)
	if err != nil || len(list) != 3 || list[0].Name != "laser" || !list[0].Default || list[0].Description != "Office laser" || list[0].State != PrinterReady {
		t.Fatalf("printers %+v, %v", list, err)
	}

	t.Run("a Letter sheet on an A4 queue is not scaled", func(t *testing.T) {
		scantest.Need(t)
		stock, err := StockByID("5160")
		if err != nil {
			t.Fatal(err)
		}
		d := Sheet(stock, 1, 300, sampleProducts(60))
		ticket, err := Submit(ctx, Job{Printer: "laser", Doc: d, Title: "Etiketten, Zoë"})
		if err != nil {
			t.Fatal(err)
		}
		waitFor(t, ticket, JobDone)
		printed, err := os.ReadFile(filepath.Join(out, "laser.pdf"))
		if err != nil {
			t.Fatal(err)
		}
		info, err := exec.Command("pdfinfo", filepath.Join(out, "laser.pdf")).CombinedOutput()
		if err != nil || !strings.Contains(string(info), "612 x 792") {
			t.Errorf("the printed page: %v %s", err, info)
		}
		// Bars that were scaled by a thousandth would not be on whole dots.
		scantest.Compare(t, scantest.Read(t, printed, 300), codesOn(d))
	})
	t.Run("raw bytes are not touched", func(t *testing.T) {
		raw := []byte("^XA^FO50,50^BCN,100^FD10042^FS^XZ\x00\xff\n")
		ticket, err := Submit(ctx, Job{Printer: "rawzpl", Title: "zpl", Raw: raw})
		if err != nil {
			t.Fatal(err)
		}
		waitFor(t, ticket, JobDone)
		select {
		case got := <-zpl:
			if !bytes.Equal(got, raw) {
				t.Errorf("the printer got %q", got)
			}
		case <-time.After(10 * time.Second):
			t.Error("the printer got nothing")
		}
	})
	t.Run("a dead printer says so and its job can be cancelled", func(t *testing.T) {
		ticket, err := Submit(ctx, Job{Printer: "dead", Raw: []byte("^XA^XZ")})
		if err != nil {
			t.Fatal(err)
		}
		var dead Printer
		for start := time.Now(); time.Since(start) < 10*time.Second && dead.State != PrinterOff; time.Sleep(100 * time.Millisecond) {
			list, err := Printers(ctx)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range list {
				if p.Name == "dead" {
					dead = p
				}
			}
		}
		if dead.State != PrinterOff || dead.Message == "" {
			t.Errorf("the dead printer is %v: %q", dead.State, dead.Message)
		}
		if s, err := Status(ctx, ticket); err != nil || s.State == JobDone {
			t.Errorf("its job is %v, %v", s, err)
		}
		if err := Cancel(ctx, ticket); err != nil {
			t.Fatal(err)
		}
		waitFor(t, ticket, JobFailed)
		if err := Cancel(ctx, ticket); !errors.Is(err, ErrNoJob) {
			t.Errorf("cancelled twice: %v", err)
		}
	})
	t.Run("a printer that is not there", func(t *testing.T) {
		_, err := Submit(ctx, Job{Printer: "nosuch", PDF: []byte("%PDF-1.4")})
		if !errors.Is(err, ErrNoPrinter) || !strings.Contains(err.Error(), "choose another") {
			t.Errorf("it says %v", err)
		}
	})
	t.Run("a paused printer", func(t *testing.T) {
		if b, err := exec.Command("/usr/sbin/cupsdisable", "-r", "out of labels", "laser").CombinedOutput(); err != nil {
			t.Skipf("cupsdisable: %s", b)
		}
		list, err := Printers(ctx)
		if err != nil || list[0].State != PrinterPaused || !strings.Contains(list[0].Message, "out of labels") {
			t.Errorf("it is %+v, %v", list[0], err)
		}
	})
	t.Run("a printer that refuses", func(t *testing.T) {
		if b, err := exec.Command("/usr/sbin/cupsreject", "rawzpl").CombinedOutput(); err != nil {
			t.Skipf("cupsreject: %s", b)
		}
		_, err := Submit(ctx, Job{Printer: "rawzpl", Raw: []byte("x")})
		if !errors.Is(err, ErrPrinterOff) {
			t.Errorf("it says %v", err)
		}
	})
}
