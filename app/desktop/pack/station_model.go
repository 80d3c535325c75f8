package pack

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"packbench/app"
	"packbench/app/desktop/page"
	"packbench/data"
)

// bench is what the station asks of the shop.
type bench interface {
	FindCode(ctx context.Context, code string) (app.Found, error)
	FindForPacking(ctx context.Context, code string) (int64, error)
	Bench(ctx context.Context, shipment int64) (app.Bench, error)
	Scan(ctx context.Context, who data.Actor, op data.Op, shipment int64, scans []data.Scan) ([]data.ScanResult, error)
	FinishPacking(ctx context.Context, who data.Actor, op data.Op, shipment int64, weighed data.Grams, override string) (data.Shipment, error)
	Unpack(ctx context.Context, who data.Actor, op data.Op, shipment int64) error
	PrintShipment(ctx context.Context, who data.Actor, op data.Op, shipment int64) (data.Shipment, error)
	PrintLabelAgain(ctx context.Context, who data.Actor, shipment int64) error
	LabelOnPaper(ctx context.Context, shipment int64) (bool, error)
	AtBench(ctx context.Context, most int32) ([]app.FloorRow, error)
}

// said is what the station shouts: one word that is read from two steps away,
// and a line below it.
type said struct {
	State        page.State // Plain: ready
	Word, Detail string
}

// heard is one line of the last scans.
type heard struct {
	State page.State
	Text  string
}

// logMost is how many of the last scans are shown.
const logMost = 9

// station is the packing bench. All its methods are called on the window's
// goroutine.
type station struct {
	On       *app.Bench // the shipment on the bench, nil for none
	Says     said
	Blocked  bool // a wrong scan waits to be acknowledged
	Times    data.Quantity
	Log      []heard
	Waiting  []app.FloorRow // picked, to be packed or to be labelled again
	Weighed  data.Grams     // 0 for no scale
	WeighBad string         // why the weight can't be read
	Asking   string         // what is not proved: a reason is asked for; "" for nothing
	Notice   *page.Notice
	Last     data.Shipment // packed last, so that it can be unpacked
	OnChange func()
	Sound    func(good bool)
	Go       func(page.Route) // opens another page
	ToWeight func()           // puts the keyboard into the weight field

	shop    bench
	who     func() data.Actor
	run     page.Runner
	queue   []task
	working bool
	reading page.Latest
	listing page.Latest
}

// task is one thing to do at the bench, in the order in which it was asked for.
type task struct {
	code     string
	qty      data.Quantity
	shipment int64
	finish   bool
	weighed  data.Grams
	reason   string
	op       data.Op
}

// done is what became of a task.
type done struct {
	on      *app.Bench // the bench afterwards, nil where it did not change
	says    said
	log     string
	wrong   bool
	opened  bool
	packed  *data.Shipment
	doubts  string
	trouble error // of the printer: the work itself is done
	err     error
}

func newStation(shop bench, who func() data.Actor, run page.Runner) *station {
	s := &station{shop: shop, who: who, run: run, OnChange: func() {}, Sound: func(bool) {}, Go: func(page.Route) {}, ToWeight: func() {}}
	s.Says = s.ready()
	return s
}

func (s *station) ready() said {
	if s.On == nil {
		return said{Word: "SCAN ORDER OR ITEM", Detail: "An item opens the oldest order that needs it"}
	}
	if voidLabel(s.On.Shipment) {
		return newLabelFirst(*s.On)
	}
	if s.On.Done() {
		return said{State: page.Good, Word: "ALL PACKED", Detail: "Close the box with Enter, or scan its label"}
	}
	return said{Word: "SCAN ITEM", Detail: fmt.Sprintf("%d of %d units packed", s.On.Packed, s.On.Units)}
}

// Open puts the shipment that a code names on the bench, as a route does.
func (s *station) Open(code string) { s.take(code, 1) }

// Enter takes what was typed and ended with Enter: nothing acknowledges a wrong
// scan or closes the finished box, a small number says how many the next scan
// counts for, "6*85123A" is both at once, all else is a code.
func (s *station) Enter(text string) {
	text = strings.TrimSpace(text)
	switch {
	case s.Blocked && text == "":
		s.Acknowledge()
	case s.Blocked:
		s.refuse(text)
	case text == "" && s.On != nil && s.On.Done():
		s.Finish()
	case text == "":
	default:
		times, code := split(text)
		if code == "" && (s.On != nil || s.working) {
			s.Times = times
			s.Says = said{State: page.Info, Word: fmt.Sprintf("%d ×", times), Detail: "Now scan the item, once for all of them"}
			s.OnChange()
			return
		}
		if code == "" {
			code = text
		}
		s.take(code, times)
	}
}

// Scan takes a scanned code; typed is what stood in the field before it, where
// a small number says how many the scan counts for.
func (s *station) Scan(code, typed string) {
	if s.Blocked {
		s.refuse(code)
		return
	}
	times, rest := split(strings.TrimSpace(typed))
	if rest != "" || times == 0 {
		times = 1
	}
	s.take(code, times)
}

// split parts "6*85123A" into 6 and the code, and takes a number of at most
// three digits for a quantity: no code of a shop is so short.
func split(text string) (times data.Quantity, code string) {
	at := 0
	for at < len(text) && text[at] >= '0' && text[at] <= '9' {
		at++
	}
	n := data.Quantity(0)
	for _, d := range text[:min(at, 4)] {
		n = n*10 + data.Quantity(d-'0')
	}
	switch {
	case at == 0 || at > 3 || n == 0:
		return 0, text
	case at == len(text):
		return n, ""
	}
	rest := strings.TrimSpace(text[at:])
	for _, sign := range []string{"*", "×"} {
		if code, found := strings.CutPrefix(rest, sign); found && strings.TrimSpace(code) != "" {
			return n, strings.TrimSpace(code)
		}
	}
	return 0, text
}

func (s *station) refuse(code string) {
	s.note(page.Bad, code+" not taken: press Enter first")
	s.Sound(false)
	s.OnChange()
}

func (s *station) note(state page.State, text string) {
	s.Log = append([]heard{{state, text}}, s.Log...)
	s.Log = s.Log[:min(len(s.Log), logMost)]
}

func (s *station) take(code string, times data.Quantity) {
	qty := max(times, s.Times, 1)
	s.Times, s.Asking = 0, "" // who scans on does not give a reason
	s.queue = append(s.queue, task{code: code, qty: qty, op: data.NewOp("scan", code)})
	s.next()
}

// Acknowledge goes on after a wrong scan.
func (s *station) Acknowledge() {
	if !s.Blocked {
		return
	}
	s.Blocked = false
	s.Says = s.ready()
	s.next()
	s.OnChange()
}

// Finish closes the boxes. Where something is not proved it asks for a reason.
func (s *station) Finish() {
	if s.On == nil || s.Blocked || s.WeighBad != "" {
		return
	}
	s.queue = append(s.queue, task{finish: true, op: data.NewOp("finish packing", s.On.Shipment.Number)})
	s.next()
}

// Override closes the boxes although not everything is proved, for a reason
// that is kept with the person's name.
func (s *station) Override(reason string) {
	if s.On == nil || strings.TrimSpace(reason) == "" {
		return
	}
	s.Asking = ""
	s.queue = append(s.queue, task{finish: true, reason: strings.TrimSpace(reason), op: data.NewOp("finish packing", reason)})
	s.next()
}

// Weigh takes the weight that was typed or that the scale sent.
func (s *station) Weigh(text string) {
	s.Weighed, s.WeighBad = 0, ""
	if strings.TrimSpace(text) != "" {
		g, err := page.ParseGrams(text)
		if err != nil {
			s.WeighBad = err.Error()
		}
		s.Weighed = data.Grams(g)
	}
	s.OnChange()
}

// Leave goes back one step: from a question, from a wrong scan, from the
// shipment on the bench. It reports whether there was one.
func (s *station) Leave() bool {
	switch {
	case s.Asking != "":
		s.Asking = ""
		s.Says = s.ready()
	case s.Blocked:
		s.Acknowledge()
		return true
	case s.Times > 0:
		s.Times = 0
		s.Says = s.ready()
	case s.On != nil && !s.working:
		s.note(page.Muted, s.On.Shipment.Number+" put aside")
		s.clear()
		s.Says = s.ready()
		s.List()
	default:
		return false
	}
	s.OnChange()
	return true
}

func (s *station) clear() {
	s.On, s.Asking, s.Weighed, s.WeighBad, s.Times = nil, "", 0, "", 0
}

// next does the oldest task that waits, one at a time, off the window's
// goroutine: scans come faster than they are written and none is lost.
func (s *station) next() {
	if s.working || s.Blocked || s.Asking != "" || len(s.queue) == 0 {
		return
	}
	t := s.queue[0]
	s.queue = s.queue[1:]
	if s.On != nil {
		t.shipment, t.weighed = s.On.Shipment.ID, s.Weighed
	}
	s.working = true
	ctx, cancel := context.WithTimeout(context.Background(), page.Patience)
	s.run.Go(func() {
		defer cancel()
		d := s.do(ctx, t)
		s.run.UI(func() {
			s.working = false
			s.settle(t, d)
			s.next()
			s.OnChange()
		})
	})
}

// Queued is how many scans wait to be written.
func (s *station) Queued() int { return len(s.queue) }

// settle shows what became of a task.
func (s *station) settle(t task, d done) {
	s.Notice = nil
	if d.on != nil {
		s.On = d.on
	}
	switch {
	case d.doubts != "":
		s.Asking = d.doubts
		s.Says = said{State: page.Warning, Word: "NOT PROVED", Detail: d.doubts}
		s.Sound(false)
	case d.err != nil:
		s.fail(t, d.err)
	case d.wrong:
		s.block(d.says, d.log)
	case d.packed != nil:
		s.Last = *d.packed
		s.clear()
		s.Says = d.says
		s.note(page.Good, d.log)
		s.Notice = page.Explain("print the label of "+d.packed.Number, d.trouble, nil)
		s.Sound(true)
		s.List()
	default:
		s.Says = d.says
		s.note(page.Good, d.log)
		s.Sound(true)
	}
}

// block stops the bench until somebody has seen what is wrong. A wish to close
// the box that waits behind the wrong scan is no longer meant.
func (s *station) block(says said, log string) {
	s.Blocked = true
	s.Says = says
	if s.Says.Detail != "" {
		s.Says.Detail += "  ·  "
	}
	s.Says.Detail += "Enter goes on"
	s.note(page.Bad, log)
	kept := s.queue[:0]
	for _, t := range s.queue {
		if !t.finish {
			kept = append(kept, t)
		}
	}
	s.queue = kept
	s.Sound(false)
}

// fail tells a rule that stands in the way like a wrong scan; when the books
// can't be reached the task waits, to be done again as the same operation.
func (s *station) fail(t task, err error) {
	var f *data.Fault
	if errors.As(err, &f) && f.Kind != data.KindUnavailable {
		n := page.Explain("", err, nil)
		what := t.code
		if t.finish {
			what = "closing the box"
		}
		s.block(said{State: page.Bad, Word: n.Title, Detail: n.Hint}, what+": "+f.Message)
		return
	}
	s.queue = append([]task{t}, s.queue...)
	s.Blocked = true
	s.Says = said{State: page.Bad, Word: "NOT WRITTEN YET", Detail: "Enter tries again; nothing is lost"}
	s.Notice = page.Explain("write the scan of "+t.code, err, s.Acknowledge)
	s.Sound(false)
}

// List reads again what waits for the bench.
func (s *station) List() {
	page.Load(s.run, &s.listing, page.Patience, func(ctx context.Context) ([]app.FloorRow, error) {
		return s.shop.AtBench(ctx, 500)
	}, func(rows []app.FloorRow, err error) {
		if err != nil {
			s.Notice = page.Explain("read what waits to be packed", err, s.List)
		}
		s.Waiting = rows
		s.OnChange()
	})
}

// Reload reads the bench and the list again, as when another desk changed them.
func (s *station) Reload() {
	s.List()
	if s.On == nil || s.working {
		return
	}
	id := s.On.Shipment.ID
	page.Load(s.run, &s.reading, page.Patience, func(ctx context.Context) (app.Bench, error) {
		return s.shop.Bench(ctx, id)
	}, func(b app.Bench, err error) {
		if s.On == nil || s.On.Shipment.ID != id || s.working {
			return
		}
		if err != nil {
			s.Notice = page.Explain("read "+s.On.Shipment.Number, err, s.Reload)
		} else {
			s.On = &b
			if sh := b.Shipment; sh.PackedAt.Set() || sh.VoidedAt.Set() {
				s.clear()
				s.block(said{State: page.Bad, Word: sh.Number + " IS " + strings.ToUpper(string(sh.Stage)), Detail: "Another desk changed it: put the goods aside"}, sh.Number+" changed by another desk")
			}
		}
		s.OnChange()
	})
}
