package setup

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"packbench/app/apptest"
	"packbench/app/desktop/page"
	"packbench/data"
	"packbench/data/datatest"
)

// mover answers for the servers that a test has none of.
type mover struct {
	*apptest.Shop
	looked, moved string
	found         data.Destination
	fail          error
	steps         []data.Moving
}

func (f *mover) LookBeforeMove(_ context.Context, place string) (data.Destination, error) {
	f.looked = place
	return f.found, f.fail
}

func (f *mover) Move(_ context.Context, _ data.Actor, place string, told func(data.Moving)) (data.Relocation, error) {
	f.moved = place
	for _, at := range f.steps {
		told(at)
	}
	return data.Relocation{From: "shop.packbench", To: data.Without(place), Backup: "shop.packbench.before-move", Tables: []data.CopiedTable{{Name: "order_lines", Rows: 1200, Sum: "1200 5 7"}}, Rules: make([]data.Finding, 34)}, f.fail
}

// seen keeps what the status bar was told.
type seen struct {
	page.Desk
	jobs []page.Job
}

func (s *seen) SetJob(j page.Job) { s.jobs = append(s.jobs, j) }
func (s *seen) EndJob(string)     {}

func TestTheShopIsMovedToAServerStepByStep(t *testing.T) {
	if datatest.Server() != "" {
		t.Skip("a shop on a server moves to a file")
	}
	shop := apptest.New(t)
	s, _, _ := opened(t, shop, "setup/books", Options{})
	f := &mover{Shop: shop, found: data.Destination{Server: "PostgreSQL 15.18", Database: "shop", User: "anna"},
		steps: []data.Moving{{Step: data.MoveBackup}, {Step: data.MoveTables, Table: "order_lines", Done: 10, Total: 20}, {Step: data.MoveProof}}}
	desk := &seen{Desk: s}
	var kept, went string
	o := Options{KeepSecret: func(place, password string) error { kept = place + " " + password; return nil }, GoOn: func(place string, a Arrival) { went = place }}
	m := newBooksPart(newPart(anna, desk), f, desk, shop.Books(), o)

	m.AskMove()
	m.Form.Submit()
	if m.Form.Field("host").Wrong == "" || f.looked != "" {
		t.Errorf("a server without a name is looked for: %+v", m.Form)
	}
	m.Form.Clear()
	fill(m.Form, map[string]string{"host": "shop.lan", "database": "shop", "user": "anna", "password": " pa ss"})
	if f.fail = (&data.Fault{Kind: data.KindRefused, Field: "password", Message: "the server does not let this user in", Hint: "check user and password"}); !m.Form.Field("password").Secret {
		t.Error("the password is shown")
	}
	m.Form.Submit()
	if w := m.Form.Field("password").Wrong; !strings.Contains(w, "let this user in") || m.Form.Trouble != "Check user and password" || m.Form.Value("host") != "shop.lan" || m.Form.Busy {
		t.Errorf("a wrong password is said as %q: %+v", w, m.Form)
	}
	m.Form.Clear()
	f.fail = nil
	m.Form.Submit()
	if f.looked != "postgres://anna:%20pa%20ss@shop.lan:5432/shop" || len(m.Form.Facts) != 5 || m.Form.Facts[3].State != page.Warning {
		t.Fatalf("it looked at %s and found %+v", f.looked, m.Form)
	}
	m.Form.Submit()
	if f.moved != f.looked || went != f.looked || kept != "postgres://anna@shop.lan:5432/shop  pa ss" {
		t.Errorf("moved to %s, went to %s, kept %q", f.moved, went, kept)
	}
	if len(desk.jobs) != 4 || desk.jobs[2].Stop == nil || desk.jobs[2].Total != 20 || desk.jobs[3].Stop != nil {
		t.Errorf("the status bar was told %+v", desk.jobs)
	}
	if rows := m.Compared(); len(rows) != 1 || rows[0][0].Text != "Order lines" || !strings.Contains(m.Says(), "1,200 rows") {
		t.Errorf("it says %v, %s", rows, m.Says())
	}
	m.Form.Submit()
	if m.Form != nil || m.Moved != nil || len(m.Found) < 30 {
		t.Errorf("the rules do not come back: %+v", m.Form)
	}
}

func TestAMoveThatIsStoppedOrFailsSaysThatNothingChanged(t *testing.T) {
	shop := apptest.New(t)
	s, _, _ := opened(t, shop, "setup/books", Options{})
	for _, fail := range []error{context.Canceled, data.Refused("one window", "close every other window of Packbench first", "the shop is open in another window")} {
		f := &mover{Shop: shop, fail: fail}
		m := newBooksPart(newPart(anna, s), f, s, shop.Books(), Options{GoOn: func(string, Arrival) { t.Error("it goes on elsewhere") }})
		m.move("postgres://anna@shop.lan/shop")
		if !m.says().Shown() || m.says().Hint == "" || m.Moved != nil || m.moving {
			t.Errorf("%v: it says %+v", fail, m.says())
		}
	}
}

// On a server the same command brings the shop back to a file; with a file it is
// to go to a server. Both for real, as far as there is a server.
func TestTheShopOfTheTestMovesForReal(t *testing.T) {
	shop := apptest.New(t)
	s, _, _ := opened(t, shop, "setup/books", Options{})
	m := newBooksPart(newPart(anna, s), shop.Shop, s, shop.Books(), Options{})
	if datatest.Server() == "" {
		m.move(filepath.Join(t.TempDir(), "now.packbench"))
	} else {
		m.AskMove()
		to := filepath.Join(t.TempDir(), "back.packbench")
		fill(m.Form, map[string]string{"file": filepath.Dir(to)})
		m.Form.Submit()
		if m.Form.Field("file").Wrong == "" {
			t.Error("a folder is taken for a file")
		}
		m.Form.Clear()
		fill(m.Form, map[string]string{"file": to})
		m.Form.Submit()
		m.Form.Submit()
		if _, err := os.Stat(to); err != nil {
			t.Error(err)
		}
	}
	if m.Moved == nil || m.Moved.Rows() == 0 || m.Form == nil || m.Form.Hint == "" {
		t.Fatalf("it says %+v, %+v", m.says(), m.Form)
	}
	if err := shop.Adjust(t.Context(), anna(), data.NewOp("adjust", 1), shop.Products["MUG"].ID, shop.Places["A-01-1"], -1, "broken"); data.MovedTo(err) == "" {
		t.Errorf("what is written to the old place says %v", err)
	}
}
