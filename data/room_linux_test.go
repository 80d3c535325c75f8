package data_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"packbench/data"
	"packbench/data/datatest"
)

// child runs a test of this file again in a process of its own, with other
// rights or less room; dir is where its program may lie. It is given a part and a shop's file, and says what
// happened line by line.
func child(t *testing.T, name, part, path, dir string, attr *syscall.SysProcAttr) (c *exec.Cmd, in io.Writer, out *bufio.Scanner) {
	t.Helper()
	exe := filepath.Join(dir, "child.test")
	text, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(exe, text, 0o755); err != nil {
		t.Fatal(err)
	}
	c = exec.Command(exe, "-test.run", "^"+name+"$")
	c.Env = append(os.Environ(), "PACKBENCH_CHILD="+part, "PACKBENCH_CHILD_FILE="+path)
	c.SysProcAttr = attr
	c.Stderr = os.Stderr
	if in, err = c.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	r, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOSPC) {
		t.Skipf("this machine gives a test no %s: %v", part, err)
	} else if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill() // it has ended by itself where all went well
		_ = c.Wait()
	})
	return c, in, bufio.NewScanner(r)
}

// asked gives a child its part and file; ok is false in the parent.
func asked() (part, path string, ok bool) {
	part, path = os.Getenv("PACKBENCH_CHILD"), os.Getenv("PACKBENCH_CHILD_FILE")
	return part, path, part != ""
}

// say writes one line for the parent.
func say(format string, args ...any) {
	fmt.Println("say " + strings.ReplaceAll(fmt.Sprintf(format, args...), "\n", " / "))
}

// heard gives the child's next line, or "" when it has ended.
func heard(out *bufio.Scanner) string {
	for out.Scan() {
		if line, ok := strings.CutPrefix(out.Text(), "say "); ok {
			return line
		}
	}
	return ""
}

func sayFault(err error) {
	var f *data.Fault
	if errors.As(err, &f) {
		say("%s: %s: %s", f.Kind, f.Message, f.Hint)
		return
	}
	say("no words for it: %v", err)
}

// forAll opens a folder to everybody, and those of the test above it.
func forAll(t *testing.T, path string) {
	t.Helper()
	for at := path; at != os.TempDir() && at != "/" && at != "."; at = filepath.Dir(at) {
		if err := os.Chmod(at, 0o777); err != nil {
			return // above the test's own folders
		}
	}
}

// What a person without the rights is told.
func TestWithoutRightsTheShopSaysSo(t *testing.T) {
	datatest.Alone(t)
	datatest.OnFiles(t)
	if _, path, ok := asked(); ok {
		s, err := data.Open(context.Background(), path, data.Options{})
		if err != nil {
			sayFault(err)
			return
		}
		defer s.Close()
		say("opened")
		return
	}
	for _, c := range []struct {
		name         string
		file, folder os.FileMode
		says         string
	}{
		{"all rights", 0o666, 0o777, "opened"},
		{"a file that may not be read", 0o000, 0o777, "unavailable: the shop's file can't be opened: check that"},
		{"a file that may not be written", 0o444, 0o777, "unavailable: the shop's file can't be opened: check that"},
		{"a folder that may not be written", 0o666, 0o555, "unavailable: "},
		{"a folder that may not be entered", 0o666, 0o000, "unavailable: the shop's file can't be opened: check that"},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "books")
			path := filepath.Join(folder, "shop.packbench")
			if err := os.Mkdir(folder, 0o755); err != nil {
				t.Fatal(err)
			}
			whole := wholeShop(t)
			if err := os.WriteFile(path, whole, 0o600); err != nil {
				t.Fatal(err)
			}
			forAll(t, folder)
			if err := errors.Join(os.Chmod(path, c.file), os.Chmod(folder, c.folder)); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = os.Chmod(folder, 0o755) }) // so that the test's folder can be removed
			var attr *syscall.SysProcAttr
			if os.Geteuid() == 0 {
				attr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
			}
			exe := filepath.Dir(folder)
			run, _, out := child(t, "TestWithoutRightsTheShopSaysSo", "rights", path, exe, attr)
			got := heard(out)
			if err := run.Wait(); err != nil {
				t.Error(err)
			}
			if !strings.Contains(got, c.says) || (c.says != "opened" && strings.HasSuffix(got, ": ")) {
				t.Errorf("it says %q, want %q and what to do", got, c.says)
			}
			if err := os.Chmod(folder, 0o755); err != nil {
				t.Fatal(err)
			}
			if now, err := os.ReadFile(path); os.Geteuid() == 0 && c.says != "opened" && (err != nil || string(now) != string(whole)) {
				t.Errorf("the file was changed (%v)", err)
			}
		})
	}
}

// A second program on the same file is told of the first; when that is killed,
// the next one has the file for itself.
func TestASecondProgramIsTold(t *testing.T) {
	datatest.OnFiles(t)
	if _, path, ok := asked(); ok {
		s, err := data.Open(context.Background(), path, data.Options{})
		if err != nil {
			sayFault(err)
			return
		}
		defer s.Close()
		say("opened")
		time.Sleep(time.Minute) // until it is killed
		return
	}
	path := filepath.Join(t.TempDir(), "shop.packbench")
	if err := os.WriteFile(path, wholeShop(t), 0o600); err != nil {
		t.Fatal(err)
	}
	c, _, out := child(t, "TestASecondProgramIsTold", "second program", path, t.TempDir(), nil)
	if got := heard(out); got != "opened" {
		t.Fatalf("the first program says %q", got)
	}
	second, err := data.Open(t.Context(), path, data.Options{})
	if err != nil {
		t.Fatalf("the second program: %v", err)
	}
	if !second.Shared() {
		t.Error("the second program is not told of the first")
	}
	if err := second.Close(); err != nil {
		t.Error(err)
	}
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait() // it was killed
	third, err := data.Open(t.Context(), path, data.Options{})
	if err != nil || third.Shared() {
		t.Fatalf("when the first program is gone: %v", err)
	}
	if err := third.Close(); err != nil {
		t.Error(err)
	}
}

// shopUntilFull takes orders until there is no room, says what it was told,
// waits for a line and goes on. The orders that it says are in the books.
func shopUntilFull(path string) error {
	s, err := data.Open(context.Background(), path, data.Options{})
	if err != nil {
		return err
	}
	defer func() {
		if err := s.Close(); err != nil {
			sayFault(err)
		}
	}()
	take := func() (int64, error) {
		return data.Do(context.Background(), s, anna, data.NewOp("place order", nil), func(ctx context.Context, tx *data.Tx) (int64, error) {
			mug, err := tx.ProductBySKU(ctx, "MUG")
			if err != nil {
				return 0, err
			}
			o, _, err := tx.PlaceOrder(ctx, data.NewOrder{ChannelID: 1, CustomerID: 1, Currency: "GBP", Lines: []data.NewLine{{Product: mug, Qty: 1, Price: 500}}, Note: strings.Repeat("x", 2000)})
			return o.Number, err
		})
	}
	for range 3000 {
		n, err := take()
		if err != nil {
			sayFault(err)
			break
		}
		say("took %d", n)
	}
	if _, err := take(); err != nil {
		say("again %v", data.KindOf(err))
	}
	// Reading goes on while there is no room.
	if found, err := s.Check(context.Background()); err != nil {
		say("check failed: %v", err)
	} else {
		for _, f := range found {
			if f.Broken > 0 {
				say("broken %s: %s", f.Says, f.Sample)
			}
		}
	}
	say("wait")
	bufio.NewScanner(os.Stdin).Scan()
	if part, _, _ := asked(); part == "file of limited size" {
		err = limit(unix.RLIM_INFINITY)
	} else {
		err = os.Remove(filler(path))
	}
	if err != nil {
		return err
	}
	n, err := take()
	if err != nil {
		return err
	}
	say("took %d", n)
	return nil
}

// filler is a file that takes room on the disk until it is wanted.
func filler(path string) string { return filepath.Join(filepath.Dir(path), "filler") }

func limit(n uint64) error {
	return unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: n, Max: unix.RLIM_INFINITY})
}

// The disk fills up while orders are taken: it is said plainly, what was
// acknowledged is there, nothing is torn, and with room again the same program
// goes on.
func TestADiskThatIsFullLosesNothing(t *testing.T) {
	datatest.Alone(t)
	datatest.OnFiles(t)
	if part, path, ok := asked(); ok {
		signal.Ignore(syscall.SIGXFSZ)
		if part == "disk of its own" {
			if err := unix.Mount("tmpfs", filepath.Dir(path), "tmpfs", 0, "size=3m"); err != nil {
				say("no mount: %v", err)
				return
			}
			text, err := os.ReadFile(os.Getenv("PACKBENCH_CHILD_FROM"))
			if err != nil {
				say("no shop: %v", err)
				return
			}
			if err := errors.Join(os.WriteFile(path, text, 0o600), os.WriteFile(filler(path), make([]byte, 700_000), 0o600)); err != nil {
				say("no shop: %v", err)
				return
			}
		} else if err := limit(1 << 20); err != nil {
			say("no limit: %v", err)
			return
		}
		if err := shopUntilFull(path); err != nil {
			sayFault(err)
			return
		}
		text, err := os.ReadFile(path)
		if err == nil && part == "disk of its own" {
			err = os.WriteFile(os.Getenv("PACKBENCH_CHILD_TO"), text, 0o600)
		}
		say("done %v", err)
		return
	}
	for _, c := range []struct {
		part string
		attr *syscall.SysProcAttr
		says string
	}{
		// A limit on a file's size is the nearest that every machine has; its
		// error is none of a full disk's, so the words are of the disk.
		{"file of limited size", nil, "unavailable: the disk "},
		{"disk of its own", &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
			UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}, GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}},
			"unavailable: the disk is full, so nothing was changed: free some space, then try again"},
	} {
		t.Run(c.part, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "disk", "shop.packbench")
			if err := os.Mkdir(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			whole, after := filepath.Join(dir, "whole"), path
			if err := os.WriteFile(whole, wholeShop(t), 0o600); err != nil {
				t.Fatal(err)
			}
			if c.attr == nil {
				if err := os.Rename(whole, path); err != nil {
					t.Fatal(err)
				}
			} else {
				after = filepath.Join(dir, "after")
			}
			t.Setenv("PACKBENCH_CHILD_FROM", whole)
			t.Setenv("PACKBENCH_CHILD_TO", after)
			run, in, out := child(t, "TestADiskThatIsFullLosesNothing", c.part, path, dir, c.attr)
			acked, refusal := hear(t, out)
			if !strings.Contains(refusal, c.says) {
				t.Errorf("it says %q, want %q", refusal, c.says)
			}
			if _, err := fmt.Fprintln(in, "go on"); err != nil {
				t.Fatal(err)
			}
			more, _ := hear(t, out)
			if len(acked) == 0 || len(more) == 0 {
				t.Errorf("%d orders were taken before there was no room, %d after", len(acked), len(more))
			}
			if err := run.Wait(); err != nil {
				t.Error(err)
			}
			allThere(t, after, append(acked, more...))
			t.Logf("%d orders before, %d after; told %q", len(acked), len(more), refusal)
		})
	}
}

// hear collects the numbers of the orders that a child took and what it was
// told, until it waits or ends.
func hear(t *testing.T, out *bufio.Scanner) (acked []int64, refusal string) {
	t.Helper()
	for {
		line := heard(out)
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "took":
			n, err := strconv.ParseInt(rest, 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			acked = append(acked, n)
		case "no":
			t.Skip(line)
		case "wait", "done", "":
			return acked, refusal
		case "again":
			if rest != string(data.KindUnavailable) {
				t.Errorf("asked again it says %q", rest)
			}
		case "unavailable:":
			refusal = line
		default:
			t.Errorf("the child says %s", line)
		}
	}
}

// allThere proves that a shop has the orders that were acknowledged, whole, and
// that its books balance.
func allThere(t *testing.T, path string, acked []int64) {
	t.Helper()
	s, err := data.Open(t.Context(), path, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.Read(t.Context(), func(ctx context.Context, v *data.View) error {
		for _, n := range acked {
			o, err := v.OrderByNumber(ctx, n)
			if err != nil {
				return fmt.Errorf("order %d was acknowledged and is lost: %w", n, err)
			}
			if lines, err := v.OrderLines(ctx, o.ID); err != nil || len(lines) != 1 {
				return fmt.Errorf("order %d is torn: %d lines (%v)", n, len(lines), err)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	found, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Broken > 0 {
			t.Errorf("%s, %s is broken %d times, first %s", f.Rule, f.Says, f.Broken, f.Sample)
		}
	}
}
