package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// bar shows how far long work has come: on a terminal only, none in a pipe.
type bar struct {
	w    io.Writer
	on   bool
	last time.Time
}

func newBar(w io.Writer) *bar {
	f, ok := w.(*os.File)
	if !ok {
		return &bar{w: w}
	}
	st, err := f.Stat()
	return &bar{w: w, on: err == nil && st.Mode()&os.ModeCharDevice != 0}
}

func (b *bar) step(what string, done, total int) {
	if !b.on || (done < total && time.Since(b.last) < 80*time.Millisecond) {
		return
	}
	b.last = time.Now()
	const width = 30
	full := 0
	if total > 0 {
		full = width * done / total
	}
	fmt.Fprintf(b.w, "\r%-22s [%s%s] %d of %d\x1b[K", what, strings.Repeat("#", full), strings.Repeat(".", width-full), done, total)
}

// end takes the bar off the screen.
func (b *bar) end() {
	if b.on {
		fmt.Fprint(b.w, "\r\x1b[K")
	}
}
