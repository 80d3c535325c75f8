package app_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/data"
)

const (
	hers = "three green kettles"
	his  = "four blue kettles"
)

// guarded is the small shop with Olive who owns it, Mina who manages it, Anna on
// the phone, Ben on the floor, and Rita who reads; only Olive and Ben have
// passwords.
func guarded(t *testing.T) *apptest.Shop {
	t.Helper()
	s := apptest.New(t)
	guard(t, s)
	return s
}

// guard gives a shop those people and passwords.
func guard(t *testing.T, s *apptest.Shop) {
	t.Helper()
	t.Cleanup(app.SoftHashes())
	for _, p := range [][2]string{{"Olive", "owner"}, {"Mina", "manager"}, {"Anna", "phone desk"}, {"Ben", "shipping clerk"}, {"Rita", "reader"}} {
		if _, err := s.SaveUser(t.Context(), olive, data.NewOp("user", p), p[0], p[1]); err != nil {
			t.Fatal(err)
		}
	}
	givePassword(t, s, "Olive", hers)
	givePassword(t, s, "Ben", his)
}

var (
	olive = data.Actor{User: "Olive", Desk: "desk 1"}
	mina  = data.Actor{User: "Mina", Desk: "desk 1"}
	ben   = data.Actor{User: "Ben", Desk: "desk 2"}
	rita  = data.Actor{User: "Rita", Desk: "desk 3"}
)

func person(t *testing.T, s *apptest.Shop, name string) data.Person {
	t.Helper()
	all, err := s.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if p.Name == name {
			return p
		}
	}
	t.Fatalf("%s is not on the list", name)
	return data.Person{}
}

func givePassword(t *testing.T, s *apptest.Shop, name, password string) {
	t.Helper()
	if err := s.SetPassword(t.Context(), olive, data.NewOp("password", name), person(t, s, name).ID, hers, password); err != nil {
		t.Fatal(err)
	}
}

func refusedFor(t *testing.T, what string, err error, word string) {
	t.Helper()
	if data.KindOf(err) != data.KindRefused || !strings.Contains(err.Error(), word) {
		t.Errorf("%s: %v, want it refused with %q", what, err, word)
	}
}

// A shop of one person asks for no password and forbids nothing.
func TestAShopWithoutPasswordsForbidsNothing(t *testing.T) {
	s := apptest.New(t)
	if _, err := s.SaveUser(t.Context(), rita, data.NewOp("user", 1), "Rita", "reader"); err != nil {
		t.Fatal(err)
	}
	if err := s.Adjust(t.Context(), rita, data.NewOp("adjust", 1), s.Products["MUG"].ID, s.Places["A-01-1"], -1, "broken"); err != nil {
		t.Error(err)
	}
	if on, err := s.Guarded(t.Context()); on || err != nil {
		t.Errorf("guarded %v, %v", on, err)
	}
}

// Each role may do what is theirs and nothing else; who may is named.
func TestRolesMayDoWhatIsTheirs(t *testing.T) {
	s := guarded(t)
	mug, shelf := s.Products["MUG"], s.Places["A-01-1"]
	cheap, order := data.Money(1), s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	deeds := []struct {
		right app.Right
		do    func(who data.Actor, n int) error
		may   string // the first letters of who may
	}{
		{app.TakeOrders, func(who data.Actor, n int) error {
			_, err := s.PlaceOrder(t.Context(), who, data.NewOp("place", n), app.OrderRequest{CustomerID: s.Customer.ID, Lines: []app.LineRequest{{ProductID: mug.ID, Qty: 1}}, AcceptShort: true})
			return err
		}, "OMA"},
		{app.OverridePrice, func(who data.Actor, n int) error {
			_, err := s.PlaceOrder(t.Context(), who, data.NewOp("place", n), app.OrderRequest{CustomerID: s.Customer.ID, Lines: []app.LineRequest{{ProductID: mug.ID, Qty: 1, Price: &cheap}}, AcceptShort: true})
			return err
		}, "OM"},
		{app.WorkFloor, func(who data.Actor, n int) error {
			return s.ReceiveStock(t.Context(), who, data.NewOp("receive", n), mug.ID, shelf, 1, "found")
		}, "OMB"},
		{app.ReleaseOrders, func(who data.Actor, n int) error {
			_, err := s.ReleaseOrders(t.Context(), who, data.NewOp("release", n), []int64{order.OrderID})
			return err
		}, "OMAB"},
		{app.OverrideGate, func(who data.Actor, n int) error {
			_, err := s.Release(t.Context(), who, data.NewOp("release", n), nil, "the driver waits")
			return err
		}, "OM"},
		{app.AdjustStock, func(who data.Actor, n int) error {
			return s.Adjust(t.Context(), who, data.NewOp("adjust", n), mug.ID, shelf, 1, "found")
		}, "OM"},
		{app.GiveRefunds, func(who data.Actor, n int) error {
			return s.Refund(t.Context(), who, data.NewOp("refund", n), order.OrderID, app.PaymentRequest{Method: "cash", Amount: 1})
		}, "OM"},
		{app.KeepProducts, func(who data.Actor, n int) error {
			_, err := s.SaveLocation(t.Context(), who, data.NewOp("location", n), data.Location{Code: "Z-9", Kind: "bin", Sellable: true, Pickable: true})
			return err
		}, "OM"},
		{app.ChangeSettings, func(who data.Actor, n int) error {
			p, err := s.Profile(t.Context())
			if err != nil {
				return err
			}
			return s.SetProfile(t.Context(), who, data.NewOp("profile", n), p)
		}, "OM"},
		{app.CustomerFiles, func(who data.Actor, _ int) error {
			return s.Export(t.Context(), who, io.Discard, "customers", "c.csv", nil)
		}, "OM"},
		{app.ChangeSettings, func(who data.Actor, _ int) error {
			_, err := s.LookAtCopy(t.Context(), who, "none.backup")
			return err
		}, "OM"},
		{app.ChangeSettings, func(who data.Actor, _ int) error {
			if who.User == "Olive" || who.User == "Mina" {
				return nil // they may, and then the shop is closed
			}
			_, _, err := s.BringBack(t.Context(), who, "none.backup")
			return err
		}, "OM"},
		{app.OverridePrice, func(who data.Actor, n int) error {
			_, err := s.PlaceOrder(t.Context(), who, data.NewOp("place", n), app.OrderRequest{CustomerID: s.Customer.ID, Lines: []app.LineRequest{{ProductID: mug.ID, Qty: 1}}, Postage: &cheap, AcceptShort: true})
			return err
		}, "OM"},
		{app.ManagePeople, func(who data.Actor, n int) error {
			_, err := s.SaveUser(t.Context(), who, data.NewOp("user", n), "Nora", "reader")
			return err
		}, "O"},
		{app.Anyone, func(who data.Actor, _ int) error {
			_, err := s.SaveDraft(t.Context(), who, data.Draft{Title: "a call", Body: "{}"})
			return err
		}, "OMABR"},
	}
	for n, d := range deeds {
		for i, who := range []data.Actor{olive, mina, apptest.Anna, ben, rita, {User: "Stranger", Desk: "desk 9"}} {
			err := d.do(who, 10*n+i)
			denied := data.KindOf(err) == data.KindRefused && (strings.Contains(err.Error(), "may not do this") || strings.Contains(err.Error(), "is not on this shop's list"))
			if may := strings.Contains(d.may, who.User[:1]); may == denied {
				t.Errorf("%s, %q: %v", who.User, d.right, err)
			}
		}
	}
	if err := s.TakePayment(t.Context(), apptest.Anna, data.NewOp("pay", "back"), order.OrderID, app.PaymentRequest{Kind: data.Refunded, Method: "cash", Amount: 1}); data.KindOf(err) != data.KindInvalid {
		t.Errorf("money paid back as if it came in: %v", err)
	}
	err := s.Adjust(t.Context(), ben, data.NewOp("adjust", "hint"), mug.ID, shelf, 1, "found")
	refusedFor(t, "a clerk corrects stock", err, "let Olive do it here")
}

// What was decided of a person comes before what was decided of their role, and
// that before what is usual.
func TestRightsArePersonThenRoleThenUsual(t *testing.T) {
	s := guarded(t)
	adjust := func(n int) error {
		return s.Adjust(t.Context(), ben, data.NewOp("adjust", n), s.Products["MUG"].ID, s.Places["A-01-1"], 1, "found")
	}
	refusedFor(t, "usual", adjust(1), "stock adjustment")
	if err := s.SetRoleRight(t.Context(), olive, data.NewOp("rights", 1), app.AdjustStock, map[string]bool{"shipping clerk": true}); err != nil {
		t.Fatal(err)
	}
	if err := adjust(2); err != nil {
		t.Errorf("the role has it: %v", err)
	}
	if rr, err := s.RoleRights(t.Context()); err != nil || !rr.Has("manager", app.AdjustStock) || rr.Has("reader", app.AdjustStock) {
		t.Errorf("the others changed: %v %v", rr, err)
	}
	late := data.NewOp("rights", 9).Began(app.RoleRights{}.Of(app.AdjustStock))
	if err := s.SetRoleRight(t.Context(), mina, late, app.AdjustStock, map[string]bool{"reader": true}); err == nil {
		t.Error("a manager set a right")
	}
	if err := s.SetRoleRight(t.Context(), olive, late, app.AdjustStock, map[string]bool{"reader": true}); !data.Overtaken(err) {
		t.Errorf("what began from how it was before: %v", err)
	}
	id := person(t, s, "Ben").ID
	if err := s.SetUserRights(t.Context(), olive, data.NewOp("rights", 2), id, map[app.Right]bool{app.AdjustStock: false}); err != nil {
		t.Fatal(err)
	}
	refusedFor(t, "the person", adjust(3), "stock adjustment")
	refusedFor(t, "for himself", s.SetUserRights(t.Context(), ben, data.NewOp("rights", 3), id, nil), "users")
}

// Everybody may take back their own deeds; another's takes the right to the deed.
func TestUndoOfAnothersDeedTakesItsRight(t *testing.T) {
	s := guarded(t)
	p := s.Placed(t, apptest.Want{SKU: "MUG", Qty: 1})
	if err := s.Shop.SetShipTo(t.Context(), apptest.Anna, data.NewOp("address", 1), p.OrderID, data.ShipTo{Name: "M", Street1: "1 Low Road", City: "Leeds", Postcode: "LS1 1AA", Country: "GB"}); err != nil {
		t.Fatal(err)
	}
	var last data.Operation
	if err := s.Store.Read(t.Context(), func(ctx context.Context, v *data.View) (err error) {
		last, err = v.LastUndoable(ctx, "Anna")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	_, err := s.Undo(t.Context(), ben, last.ID)
	refusedFor(t, "the clerk undoes the phone desk's", err, "orders")
	if _, err := s.Undo(t.Context(), apptest.Anna, last.ID); err != nil {
		t.Errorf("her own: %v", err)
	}
	for _, how := range app.Undos() {
		if _, ok := app.UndoNeeds[how]; !ok {
			t.Errorf("the undo of %q needs no right", how)
		}
	}
}

// An owner who can get in stays on the list as long as anybody has a password.
func TestALockedShopKeepsAnOwner(t *testing.T) {
	s := guarded(t)
	id := person(t, s, "Olive").ID
	_, err := s.SaveUser(t.Context(), olive, data.NewOp("user", 1), "Olive", "reader")
	refusedFor(t, "the owner becomes a reader", err, "an owner with a password must stay")
	refusedFor(t, "the owner goes", s.ArchiveUser(t.Context(), olive, data.NewOp("archive", 1), id), "an owner with a password must stay")
	refusedFor(t, "the owner's password goes", s.SetPassword(t.Context(), olive, data.NewOp("password", 1), id, hers, ""), "an owner with a password must stay")
	givePassword(t, s, "Ben", "")
	if err := s.SetPassword(t.Context(), olive, data.NewOp("password", 2), id, hers, ""); err != nil {
		t.Errorf("the last password of all: %v", err)
	}
	if on, _ := s.Guarded(t.Context()); on {
		t.Error("the shop is still locked")
	}
}

func TestSigningIn(t *testing.T) {
	s := guarded(t)
	sign := func(name, secret string) error {
		_, err := s.SignIn(t.Context(), data.Actor{User: name, Desk: "desk 1"}, secret)
		return err
	}
	if err := s.SetPIN(t.Context(), olive, data.NewOp("pin", 1), person(t, s, "Ben").ID, "", "4711"); err != nil {
		t.Fatal(err)
	}
	fresh := app.New(s.Store, app.Options{}) // another start of the program
	if _, err := fresh.SignIn(t.Context(), ben, "4711"); data.KindOf(err) != data.KindRefused || !strings.Contains(err.Error(), "only after somebody has given a password") {
		t.Errorf("a PIN before any password: %v", err)
	}
	refusedFor(t, "wrong", sign("Ben", "nonsense"), "not the password of Ben")
	if err := sign("Ben", his); err != nil {
		t.Errorf("right: %v", err)
	}
	if err := sign("Ben", "4711"); err != nil {
		t.Errorf("the PIN: %v", err)
	}
	refusedFor(t, "without a password", sign("Mina", "anything"), "has no password yet")
	if err := sign("Nobody", "anything"); data.KindOf(err) != data.KindNotFound {
		t.Errorf("not on the list: %v", err)
	}
}

// Wrong tries make the next one wait, longer each time, at every desk and after a
// new start; after five a PIN is not enough.
func TestWrongTriesSlowDown(t *testing.T) {
	t.Cleanup(app.SoftHashes())
	s := guarded(t)
	if err := s.SetPIN(t.Context(), olive, data.NewOp("pin", 1), person(t, s, "Ben").ID, "", "4711"); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := s.SignIn(t.Context(), ben, "nonsense"); data.KindOf(err) != data.KindRefused {
			t.Fatal(err)
		}
	}
	_, err := app.New(s.Store, app.Options{}).SignIn(t.Context(), data.Actor{User: "Ben", Desk: "desk 7"}, his)
	refusedFor(t, "the right password too soon", err, "wrong tries for Ben: the next may come in")
	tries := 3
	for range 200 { // the small shop's clock goes on by a second whenever it is looked at
		if _, err := s.SignIn(t.Context(), ben, "nonsense"); err != nil && strings.Contains(err.Error(), "not the password") {
			if tries++; tries == 5 {
				break
			}
		}
	}
	pin := ""
	for range 200 {
		if _, err := s.SignIn(t.Context(), ben, "4711"); err == nil || !strings.Contains(err.Error(), "may come in") {
			pin = err.Error()
			break
		}
	}
	if !strings.Contains(pin, "PIN is enough only") {
		t.Errorf("the PIN after %d wrong tries: %s", tries, pin)
	}
	for range 200 {
		if _, err = s.SignIn(t.Context(), ben, his); err == nil {
			break
		}
	}
	if err != nil {
		t.Errorf("the right password at last: %v", err)
	}
	if _, err := s.SignIn(t.Context(), ben, "nonsense"); err == nil || strings.Contains(err.Error(), "may come in") {
		t.Errorf("the tries were not forgotten: %v", err)
	}
	if f, err := s.Store.CheckWhole(t.Context()); err != nil || broken(f) != "" {
		t.Errorf("%s %v", broken(f), err)
	}
}

func broken(all []data.Finding) string {
	for _, f := range all {
		if f.Broken > 0 {
			return f.Rule + " " + f.Says + ": " + f.Sample
		}
	}
	return ""
}

// Neither a password nor a PIN, nor a hash of one, is in the journal or among the
// answers that are kept; old hashes are made anew, and stronger.
func TestPasswordsAreKeptAsHashesAlone(t *testing.T) {
	s := guarded(t)
	id := person(t, s, "Ben").ID
	if err := s.SetPIN(t.Context(), olive, data.NewOp("pin", 1), id, "", "4711"); err != nil {
		t.Fatal(err)
	}
	var before, after data.User
	read := func(into *data.User) {
		if err := s.Store.Read(t.Context(), func(ctx context.Context, v *data.View) (err error) {
			*into, err = v.UserByName(ctx, "Ben")
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	read(&before)
	if !strings.HasPrefix(before.Password, "$argon2id$v=19$m=64,t=1,p=1$") || before.Pin == "" {
		t.Errorf("kept as %q and %q", before.Password, before.Pin)
	}
	var kept []string
	if err := s.Store.Read(t.Context(), func(ctx context.Context, v *data.View) error {
		all, err := v.Journal(ctx, data.JournalAsk{}, 1000)
		for _, e := range all {
			o, err := v.Operation(ctx, e.ID)
			if err != nil {
				return err
			}
			kept = append(kept, o.Title, o.Result, o.Undo)
			changes, err := v.ChangesOfOperation(ctx, e.ID)
			if err != nil {
				return err
			}
			for _, c := range changes {
				kept = append(kept, c.Before, c.After)
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if all := strings.Join(kept, "\n"); strings.Contains(all, "argon2id") || strings.Contains(all, his) || strings.Contains(all, "4711") {
		t.Errorf("the journal holds it: %s", all)
	}
	app.HardHashes(128)
	if _, err := s.SignIn(t.Context(), ben, his); err != nil {
		t.Fatal(err)
	}
	if read(&after); !strings.HasPrefix(after.Password, "$argon2id$v=19$m=128,t=1,p=1$") || after.Pin != before.Pin {
		t.Errorf("after signing in it is kept as %q", after.Password)
	}
}

func TestPoorPasswordsAreRefusedAtTheirField(t *testing.T) {
	s := guarded(t)
	id := person(t, s, "Ben").ID
	for _, bad := range []string{"short", "aaaaaaaaaa", strings.Repeat("long ", 100)} {
		if err := s.SetPassword(t.Context(), olive, data.NewOp("password", bad), id, "", bad); data.KindOf(err) != data.KindInvalid {
			t.Errorf("password %q: %v", bad, err)
		}
	}
	for _, bad := range []string{"123", "1234", "8765", "0000", "12a4", "1234567890123"} {
		if err := s.SetPIN(t.Context(), olive, data.NewOp("pin", bad), id, "", bad); data.KindOf(err) != data.KindInvalid {
			t.Errorf("PIN %q: %v", bad, err)
		}
	}
	refusedFor(t, "his own without the old one", s.SetPassword(t.Context(), ben, data.NewOp("password", 1), id, "nonsense", "five red kettles"), "not the password of Ben")
	if err := s.SetPassword(t.Context(), ben, data.NewOp("password", 2), id, his, "five red kettles"); err != nil {
		t.Errorf("his own: %v", err)
	}
	refusedFor(t, "the manager's try at it", s.SetPassword(t.Context(), mina, data.NewOp("password", 3), id, "", "six white kettles"), "users")
}

// Every write of the use cases goes through the question of rights, or says that
// the program does it by itself.
func TestNoUseCaseWritesWithoutAskingForTheRight(t *testing.T) {
	direct := regexp.MustCompile(`data\.Do\(|books\.Write\(`)
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") || f == "rights.go" || f == "sign.go" {
			continue
		}
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if at := direct.FindIndex(text); at != nil {
			t.Errorf("%s writes by itself: %s", f, strings.SplitN(string(text[at[0]:]), "\n", 2)[0])
		}
	}
}

// What is not a hash of ours matches nothing.
func FuzzKeptHashes(f *testing.F) {
	for _, kept := range []string{"", "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$aGFzaA", "$argon2id$v=19$m=0,t=0,p=0$$", "$argon2id$v=19$m=99999999,t=9,p=9$YQ$YQ", "plain"} {
		f.Add(kept, "secret")
	}
	f.Fuzz(func(t *testing.T, kept, secret string) {
		if len(kept) > 120 || strings.Contains(kept, "m=") && !strings.Contains(kept, "m=64,t=1,") {
			return // a costly hash is slow, not wrong
		}
		if app.Matches(kept, secret) && !strings.HasPrefix(kept, "$argon2id$") {
			t.Errorf("%q matches %q", kept, secret)
		}
	})
}
