package data_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"packbench/data"
	"packbench/data/datatest"
)

// failing runs a test of this file again in a process of its own whose calls of
// the system fail as inject says (strace's words). What it says is given back
// line by line when it has ended.
func failing(t *testing.T, name, part, path, inject string) (said []string) {
	t.Helper()
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace, which lets the disk fail, is not installed")
	}
	calls, _, _ := strings.Cut(inject, ":")
	c := exec.CommandContext(t.Context(), strace, "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "trace="+calls, "-e", "inject="+inject, os.Args[0], "-test.run", "^"+name+"$")
	c.Env = append(os.Environ(), "PACKBENCH_CHILD="+part, "PACKBENCH_CHILD_FILE="+path)
	var wrong strings.Builder
	c.Stderr = &wrong
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for sc := bufio.NewScanner(out); ; {
		line := heard(sc)
		if line == "" {
			break
		}
		said = append(said, line)
	}
	err = c.Wait()
	if strings.Contains(wrong.String(), "ptrace") {
		t.Skipf("this machine lets no program follow another: %s", wrong.String())
	}
	if len(said) == 0 || said[len(said)-1] != "end" {
		t.Fatalf("the child broke off after %q: %v %s", said, err, wrong.String())
	}
	return said
}

// ordersOnABadDisk takes orders whatever the disk does, and says what it is told
// of each. What was refused is asked for again, but for every third.
func ordersOnABadDisk(part, path string) {
	// strace counts the calls of each thread: all that is to fail is done by one.
	runtime.LockOSThread()
	defer say("end")
	s, err := data.Open(context.Background(), path, data.Options{})
	if err != nil {
		if data.KindOf(err) == "" {
			say("no words for it: %v", err)
		}
		say("closed: %v", err)
		return
	}
	if strings.Contains(part, "watched") {
		s.Watch(func(data.Changed) {}) // another connection stays open
	}
	for i := range 40 {
		op := data.NewOp("place order", nil)
		for range 2 {
			n, err := data.Do(context.Background(), s, anna, op, func(ctx context.Context, tx *data.Tx) (int64, error) {
				mug, err := tx.ProductBySKU(ctx, "MUG")
				if err != nil {
					return 0, err
				}
				o, _, err := tx.PlaceOrder(ctx, data.NewOrder{ChannelID: 1, CustomerID: 1, Currency: "GBP", Lines: []data.NewLine{{Product: mug, Qty: 1, Price: 500}}, Note: strings.Repeat("x", 20_000)})
				return o.Number, err
			})
			if err == nil {
				say("took %s %d", op.ID, n)
				break
			}
			var f *data.Fault
			if !errors.As(err, &f) || f.Kind != data.KindUnavailable || f.Hint == "" {
				say("no words for it: %v", err)
			}
			say("refused %s %v", op.ID, err)
			if strings.Contains(part, "at once") {
				dies()
			}
			if i%3 == 0 {
				break
			}
		}
	}
	if strings.Contains(part, "closed") {
		if err := s.Close(); err != nil {
			say("closed: %v", err)
		}
		return
	}
	dies()
}

// dies ends a program without tidying up.
func dies() {
	say("end")
	_ = unix.Kill(os.Getpid(), unix.SIGKILL)
}

// toldOf is what a program said of its orders while the disk failed.
type toldOf struct {
	taken   map[string]int64 // operations that were acknowledged, and their orders
	nothing map[string]bool  // of which it was said that nothing was changed
	unsure  map[string]bool  // of which only that the disk does not keep them
	last    bool             // the last order was taken
	opened  bool             // the shop was
}

func listen(t *testing.T, said []string) toldOf {
	t.Helper()
	h := toldOf{taken: make(map[string]int64), nothing: make(map[string]bool), unsure: make(map[string]bool)}
	for _, line := range said {
		word, rest, _ := strings.Cut(line, " ")
		op, what, _ := strings.Cut(rest, " ")
		switch {
		case word == "took":
			n, err := strconv.ParseInt(what, 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			delete(h.nothing, op)
			delete(h.unsure, op)
			h.taken[op], h.last, h.opened = n, true, true
		case word == "refused" && strings.Contains(what, "nothing was changed"):
			delete(h.unsure, op)
			h.nothing[op], h.last, h.opened = true, false, true
		case word == "refused" && strings.Contains(what, "does not keep"):
			delete(h.nothing, op)
			h.unsure[op], h.last, h.opened = true, false, true
		case word != "closed:" && word != "end":
			t.Errorf("it says %q", line)
		}
	}
	return h
}

// truly proves that what was told of each order is so, and that the books hold.
func (h toldOf) truly(t *testing.T, path string) {
	t.Helper()
	s, err := data.Open(t.Context(), path, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Read(t.Context(), func(ctx context.Context, v *data.View) error {
		for op, n := range h.taken {
			if done, err := v.OperationByOpID(ctx, op); err != nil || done.Result != strconv.FormatInt(n, 10) {
				return fmt.Errorf("order %d was acknowledged; its operation answers %q (%v)", n, done.Result, err)
			}
		}
		for op := range h.nothing {
			if done, err := v.OperationByOpID(ctx, op); !data.Missing(err) {
				return fmt.Errorf("it was said that nothing was changed, and order %s was placed (%v)", done.Result, err)
			}
		}
		return nil
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Error(err)
	}
	allThere(t, path, slices.Collect(maps.Values(h.taken)))
}

// diskErrors is how many times the disk fails in a test: a few, and in make
// torture as many as PACKBENCH_DISK_ERRORS says.
func diskErrors(few int) int {
	if n, err := strconv.Atoi(os.Getenv("PACKBENCH_DISK_ERRORS")); err == nil {
		return n
	}
	return few
}

// onABadDisk lets a program take orders while calls of the system fail, from the
// at-th so many times (0: from then on), and proves what it told of each.
func onABadDisk(t *testing.T, name, part string, whole []byte, inject string, at, times int) (told string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "shop.packbench")
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if inject += fmt.Sprintf(":when=%d..%d", at, at+times-1); times == 0 {
		inject = strings.TrimSuffix(inject, fmt.Sprintf("..%d", at-1)) + "+"
	}
	said := failing(t, name, part, path, inject)
	h := listen(t, said)
	h.truly(t, path)
	if times > 0 && h.opened && !h.last && !strings.Contains(part, "at once") {
		t.Error("the last order was not taken though all is well again")
	}
	if t.Failed() {
		t.Fatalf("%s, %s: it said %s", part, inject, strings.Join(said, "\n"))
	}
	switch {
	case !h.opened:
		return "not opened"
	case len(h.unsure) > 0:
		return "not sure of one, and said so"
	case len(h.nothing) > 0:
		return "nothing was changed, and said so"
	}
	return "all taken"
}

// badDiskParts are how a program may end: at once when it was refused, or after
// all its orders; and whether it has another connection to the shop.
var badDiskParts = []string{"killed at once", "killed at once, watched", "killed, watched", "closed"}

// The disk does not keep what it was given to keep: once, for a while, or from
// then on. What a person is told of an order is so: that it is taken, that
// nothing was changed, or that nothing more is written; and when the disk keeps
// things again, the same program goes on.
func TestTheDiskDoesNotKeepWhatIsWritten(t *testing.T) {
	datatest.Alone(t)
	datatest.OnFiles(t)
	if part, path, ok := asked(); ok {
		ordersOnABadDisk(part, path)
		return
	}
	whole := wholeShop(t)
	sum := make(map[string]int)
	for i := range diskErrors(8) {
		sum[onABadDisk(t, "TestTheDiskDoesNotKeepWhatIsWritten", badDiskParts[i/4%4], whole, "fsync,fdatasync:error=EIO", 1+i*7%37, []int{1, 2, 4, 0}[i%4])]++
	}
	t.Log(sum)
}

// The disk has no room for what is written, for a moment or longer: of an order
// that was refused nothing is in the books, and with room again the same program
// goes on.
func TestTheDiskHasNoRoomForAWhile(t *testing.T) {
	datatest.Alone(t)
	datatest.OnFiles(t)
	if part, path, ok := asked(); ok {
		ordersOnABadDisk(part, path)
		return
	}
	whole := wholeShop(t)
	sum := make(map[string]int)
	for i := range diskErrors(6) {
		sum[onABadDisk(t, "TestTheDiskHasNoRoomForAWhile", badDiskParts[i/3%4], whole, "pwrite64:error=ENOSPC", 1+i*97%1200, []int{1, 5, 20}[i%3])]++
	}
	t.Log(sum)
}
