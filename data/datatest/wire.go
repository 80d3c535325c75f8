package datatest

import (
	"bytes"
	"io"
	"net"
	"net/url"
	"sync"
	"testing"
)

// Wire is the way from a desk to the tests' server, which can break.
type Wire struct {
	URL string // of the database, by this way

	to       string
	listener net.Listener
	mu       sync.Mutex
	pairs    map[net.Conn]net.Conn
	said     func(desk []byte) Fate
	silent   bool
	down     bool
}

// Fate is what becomes of something that the desk sends.
type Fate int

// What the wire may do.
const (
	Through   Fate = iota // it arrives, and so does the answer
	LostThere             // it does not arrive: the wire breaks before it
	LostBack              // it arrives, but the answer does not: the wire breaks behind it
)

// NewWire lays a wire to the database of a place.
func NewWire(tb testing.TB, place string) *Wire {
	tb.Helper()
	u, err := url.Parse(place)
	if err != nil {
		tb.Fatal(err)
	}
	w := &Wire{to: u.Host, pairs: make(map[net.Conn]net.Conn)}
	if w.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		tb.Fatal(err)
	}
	u.Host = w.listener.Addr().String()
	w.URL = u.String()
	go w.listen()
	tb.Cleanup(func() {
		_ = w.listener.Close()
		w.Cut()
	})
	return w
}

// Break asks fate for everything that the desk sends from now on; nil lets all
// through.
func (w *Wire) Break(fate func(desk []byte) Fate) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.said = fate
}

// Silence lets the wire swallow all that is sent, both ways, without breaking:
// a network that is gone.
func (w *Wire) Silence(on bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.silent = on
}

// Down refuses new connections and breaks those there are.
func (w *Wire) Down(on bool) {
	w.mu.Lock()
	w.down = on
	w.mu.Unlock()
	if on {
		w.Cut()
	}
}

// Cut breaks every connection there is.
func (w *Wire) Cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for desk, server := range w.pairs {
		_, _ = desk.Close(), server.Close()
		delete(w.pairs, desk)
	}
}

func (w *Wire) listen() {
	for {
		desk, err := w.listener.Accept()
		if err != nil {
			return
		}
		w.mu.Lock()
		down := w.down
		w.mu.Unlock()
		server, err := net.Dial("tcp", w.to)
		if down || err != nil {
			_ = desk.Close()
			continue
		}
		w.mu.Lock()
		w.pairs[desk] = server
		w.mu.Unlock()
		broken := make(chan struct{})
		go w.there(desk, server, broken)
		go w.back(desk, server, broken)
	}
}

// there carries what the desk sends.
func (w *Wire) there(desk, server net.Conn, broken chan struct{}) {
	defer server.Close()
	defer desk.Close()
	buf := make([]byte, 64<<10)
	for {
		n, err := desk.Read(buf)
		if err != nil {
			return
		}
		w.mu.Lock()
		said, silent := w.said, w.silent
		w.mu.Unlock()
		if silent {
			continue
		}
		fate := Through
		if said != nil {
			fate = said(bytes.Clone(buf[:n]))
		}
		if fate == LostThere {
			return
		}
		if fate == LostBack {
			close(broken)
		}
		if _, err := server.Write(buf[:n]); err != nil {
			return
		}
		if fate == LostBack {
			// The server has it; what it answers is read by nobody.
			_, _ = io.Copy(io.Discard, desk)
			return
		}
	}
}

// back carries what the server answers.
func (w *Wire) back(desk, server net.Conn, broken chan struct{}) {
	defer desk.Close()
	defer server.Close()
	buf := make([]byte, 64<<10)
	for {
		n, err := server.Read(buf)
		if err != nil {
			return
		}
		select {
		case <-broken:
			return
		default:
		}
		w.mu.Lock()
		silent := w.silent
		w.mu.Unlock()
		if silent {
			continue
		}
		if _, err := desk.Write(buf[:n]); err != nil {
			return
		}
	}
}
