// Package scantest reads bar codes back from finished PDF pages the way a
// printer and a scanner would, so that tests can compare them with what was
// meant: pdftoppm (poppler-utils) renders one bit deep at the printer's own
// density, zbarimg (zbar-tools) reads.
package scantest

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// Full reports whether the long runs are asked for, by PACKBENCH_DOCUMENTS=1.
func Full() bool { return os.Getenv("PACKBENCH_DOCUMENTS") == "1" }

// Need skips the test where the tools are missing, and says how to get them.
func Need(t testing.TB) {
	t.Helper()
	for _, tool := range [][2]string{{"pdftoppm", "poppler-utils"}, {"zbarimg", "zbar-tools"}} {
		if _, err := exec.LookPath(tool[0]); err != nil {
			t.Skipf("%s is not installed: install the package %s to read bar codes back", tool[0], tool[1])
		}
	}
}

// Read returns what a scanner reads on each page of a PDF, as zbar names it
// ("CODE-128:10042"), sorted by page.
func Read(t testing.TB, pdf []byte, dpi int) [][]string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "in.pdf"), pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftoppm", "-r", strconv.Itoa(dpi), "-mono", filepath.Join(dir, "in.pdf"), filepath.Join(dir, "p")).CombinedOutput()
	if err != nil {
		t.Fatalf("pdftoppm: %v: %s", err, out)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "p-*.pbm"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("pdftoppm made no pages (%v)", err)
	}
	sort.Strings(pages) // the numbers are padded
	got := make([][]string, len(pages))
	failed := make([]error, len(pages))
	var wg sync.WaitGroup
	slots := make(chan struct{}, 2)
	for i, page := range pages {
		wg.Add(1)
		slots <- struct{}{}
		go func() {
			defer func() { <-slots; wg.Done() }()
			got[i], failed[i] = read(page)
			os.Remove(page)
		}()
	}
	wg.Wait()
	for i, err := range failed {
		if err != nil {
			t.Fatalf("page %d: %v", i+1, err)
		}
	}
	return got
}

func read(page string) ([]string, error) {
	var out bytes.Buffer
	cmd := exec.Command("zbarimg", "--nodbus", "-q", page)
	cmd.Stdout = &out
	err := cmd.Run()
	if exit, ok := err.(*exec.ExitError); ok && exit.ExitCode() == 4 {
		err = nil // nothing on the page
	}
	var codes []string
	for line := range strings.SplitSeq(out.String(), "\n") {
		if line != "" {
			codes = append(codes, line)
		}
	}
	sort.Strings(codes)
	return codes, err
}

// Compare fails the test for each page whose codes are not exactly those
// wanted, in any order.
func Compare(t testing.TB, got, want [][]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d pages came out, %d were made", len(got), len(want))
	}
	bad := 0
	for i := range want {
		w := append([]string(nil), want[i]...)
		sort.Strings(w)
		if strings.Join(got[i], "\n") == strings.Join(w, "\n") {
			continue
		}
		if bad++; bad <= 5 {
			t.Errorf("page %d: read %q, meant %q", i+1, got[i], w)
		}
	}
	if bad > 5 {
		t.Errorf("and %d more pages", bad-5)
	}
}

// A Bitmap is one page as a one-bit printer would print it.
type Bitmap struct {
	W, H int
	bits []byte
}

// Dark reports whether the dot is black; outside the page none is.
func (b Bitmap) Dark(x, y int) bool {
	if x < 0 || y < 0 || x >= b.W || y >= b.H {
		return false
	}
	return b.bits[y*((b.W+7)/8)+x/8]&(0x80>>(x%8)) != 0
}

// Bits renders the first page of a PDF one bit deep.
func Bits(t testing.TB, pdf []byte, dpi int) Bitmap {
	t.Helper()
	dir := t.TempDir()
	in := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(in, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftoppm", "-r", strconv.Itoa(dpi), "-mono", "-singlefile", in, filepath.Join(dir, "p")).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v: %s", err, out)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "p.pbm"))
	if err != nil {
		t.Fatal(err)
	}
	// A PBM file: "P4", width and height, one white space, then rows of bits.
	var b Bitmap
	fields := bytes.Fields(raw[:min(len(raw), 64)])
	if len(fields) < 3 || string(fields[0]) != "P4" {
		t.Fatalf("the page is no bitmap: %q", raw[:min(len(raw), 20)])
	}
	b.W, _ = strconv.Atoi(string(fields[1]))
	b.H, _ = strconv.Atoi(string(fields[2]))
	size := (b.W + 7) / 8 * b.H
	if size <= 0 || size > len(raw) {
		t.Fatalf("the page of %d x %d dots has %d bytes", b.W, b.H, len(raw))
	}
	b.bits = raw[len(raw)-size:]
	return b
}
