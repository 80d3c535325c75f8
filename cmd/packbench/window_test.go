package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"packbench/data"
)

// The tests below drive the program in a real window: Xvfb, a small window
// manager, xdotool. They run when PACKBENCH_WINDOW is set, as make test does.

// needWindow skips in words what can't run here.
func needWindow(tb testing.TB) {
	tb.Helper()
	if os.Getenv("PACKBENCH_WINDOW") == "" {
		tb.Skip("set PACKBENCH_WINDOW=1 to drive the real window (make test does)")
	}
	for _, tool := range []string{"Xvfb", "openbox", "xdotool", "import"} {
		if _, err := exec.LookPath(tool); err != nil {
			tb.Skipf("%s is not installed; make test installs it", tool)
		}
	}
}

// program builds the program once for all tests.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "packbench-window")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "packbench")
	out, err := exec.Command("go", "build", "-buildvcs=false", "-tags", "migrated_fynedo,no_animations", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return path, nil
})

// display starts a screen of its own with a window manager.
func display1280(tb testing.TB) string {
	tb.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		tb.Fatal(err)
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{w}
	if err := x.Start(); err != nil {
		tb.Fatalf("start Xvfb: %v", err)
	}
	end(tb, x)
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		tb.Fatalf("Xvfb named no display: %v", err)
	}
	name := ":" + strings.TrimSpace(line)
	wm := exec.Command("openbox", "--sm-disable")
	wm.Env = append(os.Environ(), "DISPLAY="+name)
	if err := wm.Start(); err != nil {
		tb.Fatalf("start openbox: %v", err)
	}
	end(tb, wm)
	return name
}

// end ends a process that the test started, by its id.
func end(tb testing.TB, c *exec.Cmd) {
	tb.Cleanup(func() {
		_ = c.Process.Signal(syscall.SIGTERM)
		done := make(chan struct{})
		go func() {
			_ = c.Wait()
			close(done)
		}()
		select {
		case <-done:
		case <-time.After(5 * time.Second):
			_ = c.Process.Kill()
		}
	})
}

// window is the program open on a shop.
type window struct {
	tb      testing.TB
	display string
	shop    string
	home    string
	id      string
	proc    *exec.Cmd
	lines   chan string
	began   time.Time
	stopped bool
}

// openWindow opens the program on a shop file and waits until it can be used.
func openWindow(tb testing.TB, shop string, env ...string) *window {
	tb.Helper()
	return startWindow(tb, shop, "usable", env...)
}

// startWindow opens the program on a shop file and waits until it says that it
// has come so far.
func startWindow(tb testing.TB, shop, until string, env ...string) *window {
	tb.Helper()
	needWindow(tb)
	bin, err := program()
	if err != nil {
		tb.Fatal(err)
	}
	w := &window{tb: tb, display: display1280(tb), shop: shop, home: tb.TempDir(), lines: make(chan string, 1000)}
	w.proc = exec.Command(bin, "--shop", shop)
	w.proc.Env = append(os.Environ(), "DISPLAY="+w.display, "HOME="+w.home, "XDG_CONFIG_HOME="+w.home, "XDG_CACHE_HOME="+w.home, "LANG=en_GB.UTF-8", "PACKBENCH_TRACE=1")
	w.proc.Env = append(w.proc.Env, env...)
	out, err := w.proc.StderrPipe()
	if err != nil {
		tb.Fatal(err)
	}
	w.began = time.Now()
	if err := w.proc.Start(); err != nil {
		tb.Fatalf("start the program: %v", err)
	}
	tb.Cleanup(w.close)
	go w.follow(out)
	w.wait(until, 60*time.Second)
	deadline := time.Now().Add(20 * time.Second)
	for w.id == "" && time.Now().Before(deadline) {
		w.id = strings.TrimSpace(w.tool("search", "--onlyvisible", "--name", "Packbench"))
		if i := strings.IndexByte(w.id, '\n'); i > 0 {
			w.id = w.id[:i]
		}
		time.Sleep(100 * time.Millisecond)
	}
	if w.id == "" {
		tb.Fatal("the window did not appear")
	}
	w.tool("windowsize", "--sync", w.id, "1280", "800")
	w.tool("windowmove", w.id, "0", "0")
	w.tool("windowactivate", "--sync", w.id)
	time.Sleep(500 * time.Millisecond)
	return w
}

func (w *window) follow(r io.Reader) {
	s := bufio.NewScanner(r)
	for s.Scan() {
		select {
		case w.lines <- s.Text():
		default: // a flood of lines is not what a test waits for
		}
	}
}

// wait waits for a trace line.
func (w *window) wait(what string, most time.Duration) {
	w.tb.Helper()
	limit := time.After(most)
	var seen []string
	for {
		select {
		case l := <-w.lines:
			seen = append(seen, l)
			if l == "trace: "+what {
				return
			}
		case <-limit:
			w.tb.Fatalf("the program did not say %q within %s; it said %q", what, most, seen)
		}
	}
}

func (w *window) tool(args ...string) string {
	c := exec.Command("xdotool", args...)
	c.Env = append(os.Environ(), "DISPLAY="+w.display)
	var out bytes.Buffer
	c.Stdout = &out
	_ = c.Run() // a search that finds nothing is an exit status of 1
	return out.String()
}

// keys presses keys one after the other, as a person would.
func (w *window) keys(names ...string) {
	for _, k := range names {
		w.tool("key", "--delay", "20", k)
		time.Sleep(60 * time.Millisecond)
	}
}

// types types text.
func (w *window) types(text string) {
	w.tool("type", "--delay", "35", text)
	time.Sleep(150 * time.Millisecond)
}

// scans sends a code as a scanner does: fast, ended by Return.
func (w *window) scans(code string) {
	w.tool("type", "--delay", "3", code)
	w.tool("key", "Return")
	time.Sleep(400 * time.Millisecond)
}

// picture takes a picture of the screen where PACKBENCH_PICTURES names a
// folder.
func (w *window) picture(name string) {
	dir := os.Getenv("PACKBENCH_PICTURES")
	if dir == "" {
		return
	}
	c := exec.Command("import", "-window", "root", filepath.Join(dir, name+".png"))
	c.Env = append(os.Environ(), "DISPLAY="+w.display)
	if out, err := c.CombinedOutput(); err != nil {
		w.tb.Errorf("picture %s: %v %s", name, err, out)
	}
}

// close ends the program, so that its shop can be looked into.
func (w *window) close() {
	if w.stopped {
		return
	}
	w.stopped = true
	_ = w.proc.Process.Signal(syscall.SIGTERM)
	done := make(chan struct{})
	go func() {
		_ = w.proc.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		_ = w.proc.Process.Kill()
	}
}

// until asks the shop's file, while the window has it open, until the answer is
// at least want.
func (w *window) until(query string, want int, most time.Duration) {
	w.tb.Helper()
	deadline := time.Now().Add(most)
	got := ""
	for time.Now().Before(deadline) {
		out, err := exec.Command("sqlite3", "-readonly", w.shop, query).Output()
		if got = strings.TrimSpace(string(out)); err == nil {
			n := 0
			if _, err := fmt.Sscan(got, &n); err == nil && n >= want {
				return
			}
		}
		time.Sleep(150 * time.Millisecond)
	}
	w.tb.Fatalf("%s gave %q, want at least %d", query, got, want)
}

// books opens the shop after the window was closed.
func (w *window) books() *data.Store {
	w.tb.Helper()
	w.close()
	s, err := data.Open(context.Background(), w.shop, data.Options{})
	if err != nil {
		w.tb.Fatalf("open the shop after the window: %v", err)
	}
	w.tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			w.tb.Errorf("close: %v", err)
		}
	})
	return s
}
