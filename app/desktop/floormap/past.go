package floormap

// past is what was done on a page and is not saved: it is taken back step by step,
// and done again.
type past[T any] struct {
	steps []T // how it was after each step, the first before any
	at    int
}

// mostSteps is how far back one can go.
const mostSteps = 200

// begin forgets all steps.
func (p *past[T]) begin(now T) { p.steps, p.at = []T{now}, 0 }

// did keeps how it is now; what was taken back before is forgotten.
func (p *past[T]) did(now T) {
	p.steps = append(p.steps[:p.at+1:p.at+1], now)
	if len(p.steps) > mostSteps {
		p.steps = p.steps[1:]
	}
	p.at = len(p.steps) - 1
}

// amend puts how it is now in the place of the last step.
func (p *past[T]) amend(now T) {
	p.steps = append(p.steps[:p.at:p.at], now)
}

// step gives how it was one step before (-1) or after (1), if there is one.
func (p *past[T]) step(d int) (was T, ok bool) {
	if to := p.at + d; to >= 0 && to < len(p.steps) {
		p.at = to
		return p.steps[to], true
	}
	return was, false
}
