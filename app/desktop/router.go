package desktop

import "packbench/app/desktop/page"

// visit is a page that was open, and how it was left.
type visit struct {
	route page.Route
	saved string
}

// history remembers the way through the pages. It knows nothing of what they
// are.
type history struct {
	visits []visit
	at     int
}

// longest is how many pages back one can go.
const longest = 100

func (h *history) current() *visit {
	if len(h.visits) == 0 {
		return nil
	}
	return &h.visits[h.at]
}

// push goes to a route; what was ahead is forgotten.
func (h *history) push(r page.Route) {
	if len(h.visits) > 0 {
		h.visits = h.visits[:h.at+1]
	}
	h.visits = append(h.visits, visit{route: r})
	if len(h.visits) > longest {
		h.visits = h.visits[1:]
	}
	h.at = len(h.visits) - 1
}

func (h *history) canBack() bool    { return h.at > 0 }
func (h *history) canForward() bool { return h.at+1 < len(h.visits) }

// step goes back (-1) or forward (1) and reports whether it could.
func (h *history) step(d int) bool {
	to := h.at + d
	if to < 0 || to >= len(h.visits) {
		return false
	}
	h.at = to
	return true
}
