package setup

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"packbench/app"
	"packbench/app/apptest"
	"packbench/app/desktop"
	"packbench/app/desktop/kit"
	"packbench/app/desktop/kit/keyboard"
	"packbench/app/desktop/page"
	"packbench/data"
)

func anna() data.Actor { return apptest.Anna }

// opened opens the page in a test window.
func opened(t *testing.T, shop *apptest.Shop, route page.Route, o Options) (*desktop.Shell, *view, *keyboard.Keyboard) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(&kit.Theme{Look: kit.LookLight})
	w := test.NewTempWindow(t, nil)
	s := desktop.New(w, desktop.Options{Prefs: page.MapPrefs{}, Runner: page.Inline()})
	if err := s.Add(Pages(shop.Shop, anna, o)...); err != nil {
		t.Fatal(err)
	}
	w.Resize(fyne.NewSize(1280, 800))
	s.Start(route)
	t.Cleanup(s.Close)
	return s, s.Page().(*view), keyboard.New(w, s.Input())
}

func fill(f *page.Form, values map[string]string) {
	for id, v := range values {
		f.Field(id).Value = v
	}
}

func TestEverySectionOpensAndHasItsKeys(t *testing.T) {
	shop := apptest.New(t)
	s, v, k := opened(t, shop, "setup", Options{})
	for i, sec := range sections {
		v.tabs.Choose(sec.id)
		if err := s.CheckKeys(v.Commands()); err != nil {
			t.Errorf("%s: %v", sec.id, err)
		}
		if err := v.Commands().Check(); err != nil {
			t.Errorf("%s: %v", sec.id, err)
		}
		if min := v.CanvasObject().MinSize(); min.Width > 1130 || min.Height > 690 {
			t.Errorf("%s needs %v, more than the window has", sec.id, min)
		}
		if i > 0 && s.Route() != page.To("setup", sec.id) {
			t.Errorf("%s stands at %s", sec.id, s.Route())
		}
	}
	k.Press("Ctrl+2")
	if v.at != "locations" {
		t.Errorf("Ctrl+2 leads to %s", v.at)
	}
}

func TestWrongValuesAreSaidAtTheirFieldsAndTheFormStays(t *testing.T) {
	shop := apptest.New(t)
	_, v, _ := opened(t, shop, "setup", Options{})
	m := v.now().(*shopView).m
	fill(m.Form, map[string]string{"name": "Tea and Cake", "currency": "pounds", "tax": "20", "city": "York"})
	m.Form.Submit()
	if m.Form.Field("currency").Wrong == "" || m.Form.Value("city") != "York" {
		t.Errorf("the form says %+v", m.Form)
	}
	fill(m.Form, map[string]string{"currency": "gbp", "tax": "lots"})
	m.Form.Clear()
	m.Form.Submit()
	if m.Form.Field("tax").Wrong == "" {
		t.Error("a tax of lots is taken")
	}
	fill(m.Form, map[string]string{"tax": "17.5", "tolerance": "0.2 kg", "free": "50", "placed": printsLater})
	m.Form.Clear()
	m.Form.Submit()
	p, err := shop.Profile(t.Context())
	if err != nil || p.Name != "Tea and Cake" || p.TaxBP != 1750 || p.Tolerance != 200 || p.FreeFrom != 5000 || p.Address.City != "York" || p.PrintPlaced {
		t.Errorf("the shop is %+v, %v (%+v)", p, err, m.Form)
	}
}

func TestLocationsAreAddedMovedAndTakenOutOfUse(t *testing.T) {
	shop := apptest.New(t)
	_, v, k := opened(t, shop, "setup/locations", Options{})
	m := v.now().(*listView).m.(*placesPart)
	k.Press("Ctrl+N")
	if m.Form == nil {
		t.Fatal("Ctrl+N asks for nothing")
	}
	fill(m.Form, map[string]string{"code": "A-01-1"})
	m.Form.Submit()
	if m.Form.Field("code").Wrong == "" {
		t.Error("a code that is there is taken again")
	}
	m.Form.Clear()
	fill(m.Form, map[string]string{"code": "C-09 1"})
	m.Form.Submit()
	if m.Form == nil || m.Form.Field("code").Wrong == "" {
		t.Fatal("a code with a blank is taken")
	}
	m.Form.Clear()
	fill(m.Form, map[string]string{"code": "C-09-1", "zone": "C", "use": "sold, not picked"})
	m.Form.Submit()
	at := -1
	for i, l := range m.Places {
		if l.Code == "C-09-1" && l.IsSellable && !l.Pickable {
			at = i
		}
	}
	if m.Form != nil || at < 0 {
		t.Fatalf("it is not there: %+v, %+v", m.Form, m.Places)
	}
	m.At = at
	m.Archive()
	m.At = 0 // holds mugs
	m.Archive()
	if !m.Trouble.Shown() {
		t.Error("a shelf with mugs on it is taken out of use")
	}
	for _, l := range m.Places {
		if l.Code == "C-09-1" {
			t.Error("an empty shelf stays")
		}
	}
}

func TestBoxesAreTypedInAnyUnit(t *testing.T) {
	shop := apptest.New(t)
	_, v, _ := opened(t, shop, "setup/boxes", Options{})
	m := v.now().(*listView).m.(*boxesPart)
	before := len(m.All)
	m.New()
	fill(m.Form, map[string]string{"code": "Z9", "inner size": "30 cm x 200 x 4", "tare": "120", "weight": "10 kg", "cost": "0.45"})
	m.Form.Submit()
	if m.Form != nil || len(m.All) != before+1 {
		t.Fatalf("%+v", m.Form)
	}
	for i, b := range m.All {
		if b.Code == "Z9" {
			if b.InLength != 300 || b.InHeight != 4 || b.MaxG != 10000 || b.Cost != 45 {
				t.Errorf("the box is %+v", b)
			}
			m.At = i
		}
	}
	m.Edit()
	fill(m.Form, map[string]string{"outer size": "10 x 10 x 10"})
	m.Form.Submit()
	if m.Form == nil || m.Form.Field("outer size").Wrong == "" {
		t.Error("a box that is smaller outside is taken")
	}
	m.CloseForm()
	m.Retire()
	if len(m.All) != before {
		t.Errorf("%d boxes after it was taken out of use", len(m.All))
	}
}

func TestWhatWaitsForAPrinterIsSentWhenOneIsChosen(t *testing.T) {
	shop := apptest.New(t)
	if err := shop.SetPrinters(t.Context(), apptest.Anna, data.NewOp("printers", 1), "desk 1", app.PrinterFor{}); err != nil {
		t.Fatal(err)
	}
	doc, err := shop.LocationLabelDoc(t.Context(), []int64{shop.Places["A-01-1"]}, app.LabelOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := shop.Print(t.Context(), apptest.Anna, app.DocLocationLabel, doc, "", 0); err == nil {
		t.Fatal("it was printed nowhere")
	}
	_, v, _ := opened(t, shop, "setup/printers", Options{})
	m := v.now().(*printersView).m
	if m.Waiting() != 1 || len(m.Machine) != 1 {
		t.Fatalf("%d wait, %d printers", m.Waiting(), len(m.Machine))
	}
	m.Send()
	if !m.Trouble.Shown() || m.Waiting() != 1 {
		t.Error("a job without a printer was sent, or nothing was said")
	}
	m.Choose(0)
	fill(m.Form, map[string]string{"printer": "bench", "all": "every kind of document"})
	m.Form.Submit()
	if m.Bound[app.DocManifest] != "bench" {
		t.Errorf("bound %v (%+v)", m.Bound, m.Form)
	}
	m.SendAll()
	if m.Waiting() != 0 || len(shop.Printer.Titles()) != 1 {
		t.Errorf("%d wait, sent %v, %+v", m.Waiting(), shop.Printer.Titles(), m.Notice)
	}
}

func TestSomebodySitsDown(t *testing.T) {
	shop := apptest.New(t)
	sat := ""
	_, v, _ := opened(t, shop, "setup/people", Options{SetPerson: func(n string) { sat = n }})
	m := v.now().(*listView).m.(*peoplePart)
	m.New()
	fill(m.Form, map[string]string{"name": "Ben", "role": "shipping clerk"})
	m.Form.Submit()
	for i, u := range m.All {
		if u.Name == "Ben" {
			m.Open(i)
		}
	}
	if sat != "Ben" {
		t.Errorf("%q sits here", sat)
	}
}

func TestBooksAreProvedAndCopied(t *testing.T) {
	shop := apptest.New(t)
	s, v, k := opened(t, shop, "setup/books", Options{})
	m := v.now().(*booksView).m
	if len(m.Found) < 15 || m.Broken() != 0 || !strings.Contains(m.Says(), "rules proved") {
		t.Errorf("%d rules, %d broken: %s", len(m.Found), m.Broken(), m.Says())
	}
	k.Press("F10")
	to := filepath.Join(t.TempDir(), "copy.backup")
	fill(m.Form, map[string]string{"file": to})
	m.Form.Submit()
	if _, err := data.CheckBackup(t.Context(), to); err != nil || !strings.Contains(m.Last, to) || s.Prefs().Get(backupPref) == "" {
		t.Errorf("the copy: %v, %q", err, m.Last)
	}
	m.AskBackup()
	fill(m.Form, map[string]string{"file": filepath.Join(t.TempDir(), "nowhere", "copy.backup")})
	m.Form.Submit()
	if !m.Notice.Shown() {
		t.Error("a copy into a folder that is not there says nothing")
	}
	m.CloseForm()
	second := filepath.Join(t.TempDir(), "another disk")
	k.Press("F8")
	fill(m.Form, map[string]string{"second": second})
	m.Form.Submit()
	if m.Kept.Rule.Second != second || m.Kept.Rule.Off || m.Form != nil {
		t.Errorf("copies are kept %+v", m.Kept.Rule)
	}
	if _, err := shop.CopyNow(t.Context()); err != nil {
		t.Fatal(err)
	}
	m.Reload()
	if !strings.Contains(m.Says(), "1 copy in ") {
		t.Errorf("with a copy it says %q", m.Says())
	}
}

func TestAFileIsTriedBeforeItIsBroughtIn(t *testing.T) {
	shop := apptest.New(t)
	_, v, k := opened(t, shop, "setup/import", Options{})
	m := v.now().(*importView).m
	path := filepath.Join(t.TempDir(), "shelves.csv")
	if err := os.WriteFile(path, []byte("Location,Zone\nC-01,C\nC-02,C\nC 03,C\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	m.File(path)
	if app.ImportKinds[m.Kind].Kind != "locations" || m.Tried == nil || !m.Tried.DryRun || m.Tried.New != 2 || len(m.BadRows()) != 1 || len(m.ChangeRows()) != 2 {
		t.Fatalf("tried %+v as %s, %+v", m.Tried, app.ImportKinds[m.Kind].Kind, m.Notice)
	}
	places, err := shop.Shop.Places(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	k.Press("Ctrl+S")
	if b, err := os.ReadFile(filepath.Join(filepath.Dir(path), "shelves to mend.csv")); err != nil || !strings.Contains(string(b), "C 03") || strings.Contains(string(b), "C-01") {
		t.Errorf("to mend: %q, %v", b, err)
	}
	k.Press("F10")
	after, err := shop.Shop.Places(t.Context())
	if err != nil || !m.In || len(after) != len(places)+2 {
		t.Errorf("%d places after %d, in %v, %+v, %v", len(after), len(places), m.In, m.Notice, err)
	}
	if m.CanBring() {
		t.Error("it could be brought in twice")
	}
	m.File(filepath.Join(t.TempDir(), "nothing.csv"))
	if !m.Notice.Shown() || m.CanBring() {
		t.Errorf("a file that is not there: %+v", m.Notice)
	}
}

func TestTheLookIsChosen(t *testing.T) {
	shop := apptest.New(t)
	look := kit.Theme{Look: kit.LookSystem, Text: 13}
	_, v, k := opened(t, shop, "setup/look", Options{SetLook: func(l kit.Look) { look.Look = l }, SetTextSize: func(s float32) { look.Text = s }, Look: func() kit.Theme { return look }})
	v.now().focus()
	k.Press("Down", "Down")
	if look.Look != kit.LookDark {
		t.Errorf("the look is %s", look.Look)
	}
	k.Press("Tab", "Down")
	if look.Text != 14 {
		t.Errorf("the text is %g", look.Text)
	}
}

func TestTheJournalShowsWhoDidWhat(t *testing.T) {
	shop := apptest.New(t)
	c := shop.Customer
	c.Phone = "0113 496 0999"
	if _, err := shop.SaveCustomer(t.Context(), apptest.Anna, data.NewOp("customer", 2), c, nil); err != nil {
		t.Fatal(err)
	}
	_, v, k := opened(t, shop, "setup/journal", Options{})
	m := v.now().(*listView).m.(*journalPart)
	rows := m.Rows()
	if len(rows) < 10 || rows[0][3].Text != "Changed customer Mary Okafor" || rows[0][1].Text != "Anna" {
		t.Fatalf("%d rows, the first %+v", len(rows), rows[0])
	}
	m.Open(0)
	if open := m.Rows(); len(open) != len(rows)+1 || !strings.Contains(open[1][4].Text, "0113 496 0142 → 0113 496 0999") {
		t.Errorf("open it shows %+v", open[1])
	}
	m.Open(1) // a change is read, not opened
	m.Open(0)
	if len(m.Rows()) != len(rows) {
		t.Error("closed again it shows its changes")
	}
	k.Press("F8")
	fill(m.Form, map[string]string{"text": "okafor", "since": "yesterday"})
	m.Form.Submit()
	if m.Form == nil || m.Form.Field("since").Wrong == "" {
		t.Error("a day that is none is not refused")
	}
	fill(m.Form, map[string]string{"since": "2026-03-02", "until": "2026-03-02"})
	m.Form.Submit()
	if got := m.Rows(); len(got) != 2 || !strings.Contains(m.Says(), "until 2 March 2026") {
		t.Errorf("only what is of Mary: %d rows, %s", len(got), m.Says())
	}
	m.Filter = app.JournalFilter{Who: "%"}
	m.Reload()
	if len(m.Rows()) != 0 {
		t.Error("a sign stands for anybody")
	}
}

func TestTheHistoryOfARecordSaysWhoChangedItFromWhatToWhat(t *testing.T) {
	shop := apptest.New(t)
	s, v, k := opened(t, shop, "setup/locations", Options{})
	m := v.now().(*listView).m.(*placesPart)
	m.Edit()
	code := m.Form.Title[len("Zone of "):]
	fill(m.Form, map[string]string{"zone": "cold room"})
	m.Form.Submit()
	k.Press("Ctrl+H")
	h, ok := s.Page().(*view)
	if !ok || h.at != "journal" || h.Title() != "History of "+code {
		t.Fatalf("Ctrl+H leads to %s, %q", s.Route(), s.Page().Title())
	}
	j := h.now().(*listView).m.(*journalPart)
	rows := j.Rows()
	if len(rows) < 4 || rows[0][1].Text != "Anna" || rows[0][2].Text == "" || !strings.Contains(rows[1][4].Text, "→ cold room") {
		t.Fatalf("%d rows: %+v", len(rows), rows)
	}
	for _, e := range j.All {
		if strings.Contains(e.Title, "customer") {
			t.Errorf("it tells of %s", e.Title)
		}
	}
	j.AskFilter()
	fill(j.Form, map[string]string{"who": "nobody"})
	j.Form.Submit()
	if len(j.Rows()) != 0 || j.Filter.Entity != "location" {
		t.Errorf("of nobody: %+v", j.Filter)
	}
	k.Press("Ctrl+Backspace")
	if len(j.Rows()) < 10 || h.Title() != "Setup · Journal" {
		t.Errorf("the whole journal has %d rows and is called %s", len(j.Rows()), h.Title())
	}
	for route, change := range map[page.Route]func(v *view){
		"setup/boxes": func(v *view) {
			m := v.now().(*listView).m.(*boxesPart)
			m.Edit()
			fill(m.Form, map[string]string{"cost": "0.99"})
			m.Form.Submit()
		},
		"setup/shop": func(v *view) {
			m := v.now().(*shopView).m
			fill(m.Form, map[string]string{"city": "0.99"})
			m.Form.Submit()
		},
	} {
		s, v, k := opened(t, shop, route, Options{})
		change(v)
		k.Press("Ctrl+H")
		j := s.Page().(*view).now().(*listView).m.(*journalPart)
		if rows := j.Rows(); len(rows) < 2 || !strings.Contains(rows[1][4].Text, "→ 0.99") {
			t.Errorf("%s: %+v", route, rows)
		}
	}
}
