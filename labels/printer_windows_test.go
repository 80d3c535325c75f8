package labels

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"
)

func TestWindowsPrintersAreListed(t *testing.T) {
	list, err := Printers(context.Background())
	if err != nil && !errors.Is(err, ErrNoSpooler) {
		t.Fatal(err)
	}
	for _, p := range list {
		t.Logf("%+v", p)
		if p.Name == "" {
			t.Error("a printer without a name")
		}
	}
	if _, err := Submit(context.Background(), Job{Printer: "no such printer", Raw: []byte("x")}); !errors.Is(err, ErrNoPrinter) {
		t.Errorf("a printer that is not there: %v", err)
	}
}

// With PACKBENCH_WINDOWS_PRINTER naming a printer that may be written to, a
// label is drawn on it and its job followed.
func TestWindowsPrinterDraws(t *testing.T) {
	name := os.Getenv("PACKBENCH_WINDOWS_PRINTER")
	if name == "" {
		t.Skip("set PACKBENCH_WINDOWS_PRINTER to a printer's name to print on it")
	}
	ctx := context.Background()
	stock, err := StockByID("5160")
	if err != nil {
		t.Fatal(err)
	}
	d := Sheet(stock, 1, 300, sampleProducts(30))
	ticket, err := Submit(ctx, Job{Printer: name, Doc: d})
	if err != nil {
		t.Fatal(err)
	}
	for range 50 {
		s, err := Status(ctx, ticket)
		if err != nil {
			t.Fatal(err)
		}
		if s.State == JobDone {
			break
		}
		time.Sleep(200 * time.Millisecond)
	}
}

func TestWindowsPrinterTakesRaw(t *testing.T) {
	name := os.Getenv("PACKBENCH_WINDOWS_RAW_PRINTER")
	if name == "" {
		t.Skip("set PACKBENCH_WINDOWS_RAW_PRINTER to a printer's name to send bytes to it")
	}
	if _, err := Submit(context.Background(), Job{Printer: name, Raw: []byte("^XA^FO50,50^FDx^FS^XZ\x00\xff\n")}); err != nil {
		t.Fatal(err)
	}
}
