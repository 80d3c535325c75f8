package labels

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFolderPrinter(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	doc := ShippingLabels(203, []ShippingLabel{sampleShipping()})
	job := Job{Printer: FolderPrinter(dir).Name, Title: "Label ../10042: Zoë 🎁", Doc: doc}
	first, err := Submit(ctx, job)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Submit(ctx, job)
	if err != nil {
		t.Fatal(err)
	}
	if first.ID == second.ID || filepath.Dir(first.ID) != dir {
		t.Fatalf("saved as %s and %s", first.ID, second.ID)
	}
	want, err := doc.PDF()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(second.ID); err != nil || !bytes.Equal(got, want) {
		t.Fatalf("the second file has %d bytes, want %d: %v", len(got), len(want), err)
	}
	if s, err := Status(ctx, first); err != nil || s.State != JobDone {
		t.Errorf("status %v, %v", s, err)
	}
	if err := Cancel(ctx, first); err != nil {
		t.Error(err)
	}
	if _, err := Status(ctx, first); !errors.Is(err, ErrNoJob) {
		t.Errorf("a removed file is %v", err)
	}
	if err := Cancel(ctx, first); !errors.Is(err, ErrNoJob) {
		t.Errorf("removed twice: %v", err)
	}
	if err := Cancel(ctx, Ticket{Printer: first.Printer, ID: "/etc/hosts"}); !errors.Is(err, ErrNoJob) {
		t.Errorf("a file outside the folder: %v", err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("%d files are left: %v", len(left), err)
	}
}

func TestSubmitSaysWhatIsMissing(t *testing.T) {
	doc := ShippingLabels(203, []ShippingLabel{sampleShipping()})
	gone := filepath.Join(t.TempDir(), "gone")
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		job  Job
		kind error
		says string
	}{
		{"nothing to print", Job{Printer: "laser"}, nil, "nothing to print"},
		{"no pages", Job{Printer: "laser", Doc: NewDoc("t", 0)}, nil, "no pages"},
		{"no printer", Job{Doc: doc}, ErrNoPrinter, "choose one in Settings"},
		{"folder gone", Job{Printer: FolderPrinter(gone).Name, Doc: doc}, ErrNoPrinter, "make it"},
		{"folder is a file", Job{Printer: FolderPrinter(file).Name, Doc: doc}, ErrNoPrinter, "choose a folder"},
	} {
		_, err := Submit(context.Background(), c.job)
		if err == nil || !strings.Contains(err.Error(), c.says) || c.kind != nil && !errors.Is(err, c.kind) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestMediaFor(t *testing.T) {
	for want, s := range map[string]Size{"A4": A4, "Letter": Letter, "w288h432": Label4x6, "Custom.88.9x27.86mm": {88.9, 27.86}, "Custom.57x32mm": {57, 32}} {
		if got := MediaFor(s); got != want {
			t.Errorf("%v: %s, want %s", s, got, want)
		}
	}
}
