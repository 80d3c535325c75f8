package datatest

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// OwnServer is a PostgreSQL server of a test's own, with all its safety, that
// the test may kill.
type OwnServer struct {
	URL string

	tb   testing.TB
	bin  string
	dir  string
	port int
	as   *syscall.Credential
}

// StartServer makes and starts a server in a folder of its own, on a port of the
// loopback, as a user that may do nothing else. It skips the test where
// PostgreSQL is not installed.
func StartServer(tb testing.TB) *OwnServer {
	tb.Helper()
	s := &OwnServer{tb: tb, bin: serverPrograms()}
	if s.bin == "" {
		tb.Skip("PostgreSQL is not installed; make test installs it")
	}
	dir, err := os.MkdirTemp("", "server")
	if err != nil {
		tb.Fatal(err)
	}
	s.dir = dir
	tb.Cleanup(func() {
		_ = s.run("pg_ctl", "-D", s.data(), "-m", "immediate", "stop")
		_ = os.RemoveAll(dir)
	})
	if os.Getuid() == 0 { // the server refuses to run as root
		if s.as, err = unprivileged(); err != nil {
			tb.Skip(err)
		}
		if err := os.Chown(dir, int(s.as.Uid), int(s.as.Gid)); err != nil {
			tb.Fatal(err)
		}
	}
	if err := s.run("initdb", "-D", s.data(), "--locale=C", "--encoding=UTF8", "--auth=trust", "-U", "packbench"); err != nil {
		tb.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	s.port = l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil {
		tb.Fatal(err)
	}
	s.URL = fmt.Sprintf("postgres://packbench@127.0.0.1:%d/postgres?sslmode=disable", s.port)
	s.Start()
	return s
}

// Start starts the server, after Kill too: it then mends itself first.
func (s *OwnServer) Start() {
	s.tb.Helper()
	opts := fmt.Sprintf("-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s", s.port, s.dir)
	var err error
	for range 20 {
		// What the killed one left behind must have ended first.
		if err = s.run("pg_ctl", "-D", s.data(), "-l", filepath.Join(s.dir, "log"), "-w", "-t", "60", "-o", opts, "start"); err == nil {
			return
		}
		time.Sleep(500 * time.Millisecond)
	}
	s.tb.Fatal(err)
}

// Kill ends the server's first process without a warning; the others, which
// serve the desks, notice and end.
func (s *OwnServer) Kill() {
	s.tb.Helper()
	text, err := os.ReadFile(filepath.Join(s.data(), "postmaster.pid"))
	if err != nil {
		s.tb.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.SplitN(string(text), "\n", 2)[0])
	if err != nil {
		s.tb.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		s.tb.Fatal(err)
	}
}

func (s *OwnServer) data() string { return filepath.Join(s.dir, "data") }

func (s *OwnServer) run(program string, args ...string) error {
	c := exec.Command(filepath.Join(s.bin, program), args...)
	c.Dir = s.dir
	c.Env = append(os.Environ(), "LC_ALL=C")
	if s.as != nil {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: s.as}
	}
	// The server keeps what it inherits, so its words go to a file.
	out, err := os.CreateTemp("", "said")
	if err != nil {
		return err
	}
	defer os.Remove(out.Name())
	defer out.Close()
	c.Stdout, c.Stderr = out, out
	if err := c.Run(); err != nil {
		said, _ := os.ReadFile(out.Name())
		return errors.Join(fmt.Errorf("%s: %w", program, err), errors.New(string(said)))
	}
	return nil
}

func unprivileged() (*syscall.Credential, error) {
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, err
}

// serverPrograms is the folder with the newest server's programs, "" for none.
func serverPrograms() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	version := func(dir string) int { n, _ := strconv.Atoi(filepath.Base(filepath.Dir(dir))); return n }
	if len(found) > 0 {
		return slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	return ""
}
