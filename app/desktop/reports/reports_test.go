package reports

import (
	"errors"
	"io"
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

func TestWrittenInTheBackgroundAndSaidWhere(t *testing.T) {
	s := apptest.New(t)
	s.Placed(t, apptest.Want{SKU: "MUG", Qty: 2})
	dir := t.TempDir()
	var hold page.Manual
	m := newModel(s, anna, hold.Runner(), dir)
	var toasts []page.Toast
	jobs := map[string]page.Job{}
	m.Toast = func(x page.Toast) { toasts = append(toasts, x) }
	m.SetJob = func(j page.Job) { jobs[j.ID] = j }
	m.EndJob = func(id string) { delete(jobs, id) }
	m.Reload()
	hold.Drain()
	want := filepath.Join(dir, "Orders 2026-03-02.xlsx")
	if m.Path != want {
		t.Fatalf("it would be written to %s, want %s", m.Path, want)
	}
	m.Write()
	if len(jobs) != 1 || !m.Busy() || len(toasts) != 0 {
		t.Errorf("while it is written: %d jobs, busy %v, %d toasts", len(jobs), m.Busy(), len(toasts))
	}
	m.Write()
	if m.Wrong == "" {
		t.Error("the same file was begun twice")
	}
	hold.Drain()
	if len(jobs) != 0 || m.Busy() || len(toasts) != 1 || !strings.Contains(toasts[0].Text, want) || len(m.Made) != 1 || m.Made[0].Rows != 1 {
		t.Errorf("afterwards: %d jobs, %v, %+v, %+v", len(jobs), m.Notice, toasts, m.Made)
	}
	if b, err := os.ReadFile(want); err != nil || !strings.HasPrefix(string(b), "PK") {
		t.Errorf("the file: %v", err)
	}
}

func TestWrongNameIsSaidAtTheField(t *testing.T) {
	m := newModel(apptest.New(t), anna, page.Inline(), t.TempDir())
	m.Type(filepath.Join(m.home, "orders.doc"))
	m.Write()
	if !strings.Contains(m.Wrong, ".xlsx or .csv") || len(m.Made) > 0 {
		t.Errorf("it says %q and made %v", m.Wrong, m.Made)
	}
}

func TestEndingAndNameFollowWhatIsChosen(t *testing.T) {
	dir := t.TempDir()
	m := newModel(apptest.New(t), anna, page.Inline(), dir)
	m.Choose(2)
	m.SetEnding(".csv")
	if base := filepath.Base(m.Path); !strings.HasPrefix(base, "Stock ") || filepath.Ext(base) != ".csv" {
		t.Errorf("the name is %s", base)
	}
	m.Type(filepath.Join(dir, "mine.csv"))
	m.SetEnding(".xlsx")
	if base := filepath.Base(m.Path); base != "mine.xlsx" {
		t.Errorf("a name that was typed became %s", base)
	}
	var went page.Route
	m.Go = func(r page.Route) { went = r }
	m.Choose(len(app.Sheets))
	m.Write()
	if went != "manifest" {
		t.Errorf("the paper led to %q", went)
	}
}

func TestStoppedOrFailedLeavesWhatWasThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "stock.csv")
	if err := os.WriteFile(path, []byte("of yesterday"), 0o600); err != nil {
		t.Fatal(err)
	}
	errDisk := errors.New("no space left")
	err := page.WriteFile(path, func(w io.Writer) error {
		if _, err := io.WriteString(w, "half of it"); err != nil {
			t.Fatal(err)
		}
		return errDisk
	})
	b, readErr := os.ReadFile(path)
	if !errors.Is(err, errDisk) || readErr != nil || string(b) != "of yesterday" {
		t.Errorf("%v; the file holds %q", err, b)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("%d files are left (%v)", len(left), err)
	}
}

func TestReportsByKeyboard(t *testing.T) {
	shop := apptest.New(t)
	a := test.NewTempApp(t)
	a.Settings().SetTheme(&kit.Theme{Look: kit.LookLight})
	w := test.NewTempWindow(t, nil)
	s := desktop.New(w, desktop.Options{Prefs: page.MapPrefs{}, Runner: page.Inline()})
	t.Setenv("HOME", t.TempDir())
	if err := s.Add(Pages(shop.Shop, anna)...); err != nil {
		t.Fatal(err)
	}
	w.Resize(fyne.NewSize(1280, 800))
	s.Start("reports")
	t.Cleanup(s.Close)
	v := s.Page().(*view)
	if err := s.CheckKeys(v.Commands()); err != nil {
		t.Error(err)
	}
	v.grid.Focus()
	k := keyboard.New(w, s.Input())
	k.Press("Down", "Down", "F10")
	if len(v.m.Made) != 1 || v.m.Made[0].Title != "Stock" || v.m.Made[0].Rows != 3 {
		t.Errorf("made %+v, %+v", v.m.Made, v.m.Notice)
	}
}
