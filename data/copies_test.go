package data_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"packbench/data"
	"packbench/data/datatest"
)

// Copies of every hour for two years: what stays is a copy of each of the last
// 24 hours, 14 days, 8 weeks and 12 months.
func TestWhichCopiesStay(t *testing.T) {
	now := time.Date(2026, 11, 23, 16, 30, 0, 0, time.UTC)
	var made []time.Time
	for h := range 2 * 365 * 24 {
		made = append(made, now.Add(-time.Duration(h)*time.Hour))
	}
	gone := data.Outlived(made)
	var stays []time.Time
	for i, at := range made {
		if !slices.Contains(gone, i) {
			stays = append(stays, at)
		}
	}
	if n := len(stays); n < 45 || n > 24+14+8+12 {
		t.Errorf("%d copies stay", n)
	}
	if !stays[0].Equal(now) || !stays[23].Equal(now.Add(-23*time.Hour)) {
		t.Errorf("of the last hours stay %v", stays[:24])
	}
	if oldest := stays[len(stays)-1]; oldest.Format("2006-01") != "2025-12" {
		t.Errorf("the oldest that stays is of %s", oldest)
	}
}

// Whatever there is, the newest copy stays, and throwing away once is enough.
func TestTheNewestCopyStays(t *testing.T) {
	datatest.Alone(t)
	rapid.Check(t, func(t *rapid.T) {
		hours := rapid.SliceOfN(rapid.IntRange(0, 20000), 1, 200).Draw(t, "hours ago")
		slices.Sort(hours)
		made := make([]time.Time, len(hours))
		for i, h := range hours {
			made[i] = time.Date(2026, 11, 23, 16, 30, 0, 0, time.UTC).Add(-time.Duration(h) * time.Hour)
		}
		gone := data.Outlived(made)
		if slices.Contains(gone, 0) {
			t.Fatal("the newest copy is thrown away")
		}
		for _, i := range slices.Backward(gone) {
			made = slices.Delete(made, i, i+1)
		}
		if again := data.Outlived(made); len(again) > 0 {
			t.Fatalf("thrown away again: %v of %d", again, len(made))
		}
	})
}

func TestCopiesAreKeptInTwoFoldersAndComeBack(t *testing.T) {
	datatest.Alone(t)
	datatest.OnFiles(t)
	s := newShop(t)
	s.place(want{s.mug, 1})
	first := data.CopiesOf(s.at)
	second := first.In(filepath.Join(t.TempDir(), "another disk"))
	one, err := first.Make(t.Context(), s.Store)
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Add(one); err != nil {
		t.Fatal(err)
	}
	for _, c := range []data.Copies{first, second} {
		all, err := c.List()
		if err != nil || len(all) != 1 || all[0].SHA256 != one.SHA256 || all[0].Orders != 1 || all[0].Last == 0 {
			t.Errorf("in %s are %+v, %v", c.Folder, all, err)
		}
		if took, err := data.Drill(t.Context(), all[0].Path); err != nil || took <= 0 {
			t.Errorf("the copy in %s does not come back: %v", c.Folder, err)
		}
	}
	// A copy whose bytes changed is no copy.
	bytes, err := os.ReadFile(one.Path)
	if err != nil {
		t.Fatal(err)
	}
	bytes[len(bytes)/2] ^= 1
	if err := os.WriteFile(one.Path, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := data.Drill(t.Context(), one.Path); data.KindOf(err) != data.KindRefused {
		t.Errorf("a changed copy says %v", err)
	}
	if err := second.In(filepath.Join(t.TempDir(), "third")).Add(one); data.KindOf(err) != data.KindRefused {
		t.Errorf("a changed copy is copied: %v", err)
	}
}

// The copy of a server's shop is a dump that was restored and proved; it comes
// back into an empty database, and nowhere else.
func TestACopyOfAServersShopComesBack(t *testing.T) {
	if datatest.Server() == "" {
		t.Skip("it is about a shop on a server: PACKBENCH_POSTGRES names one")
	}
	s := newShop(t)
	s.place(want{s.mug, 1})
	copies := data.Copies{Folder: t.TempDir(), Name: "shop"}
	one, err := copies.Make(t.Context(), s.Store)
	if err != nil || one.Orders != 1 || one.Moves == 0 || one.SHA256 == "" {
		t.Fatalf("the copy: %+v, %v", one, err)
	}
	if _, err := data.RestoreServer(t.Context(), one.Path, s.at); data.KindOf(err) != data.KindRefused {
		t.Errorf("over a shop it says %v", err)
	}
	if _, _, err := data.Restore(t.Context(), one.Path, filepath.Join(t.TempDir(), "shop.packbench"), time.Now()); data.KindOf(err) != data.KindRefused {
		t.Errorf("as a file it says %v", err)
	}
	empty := datatest.Blank(t)
	if m, err := data.RestoreServer(t.Context(), one.Path, empty); err != nil || m.Orders != 1 {
		t.Fatalf("restored: %+v, %v", m, err)
	}
	back, err := data.Open(t.Context(), empty, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := back.Close(); err != nil {
		t.Error(err)
	}
	bytes, err := os.ReadFile(one.Path)
	if err != nil {
		t.Fatal(err)
	}
	bytes[len(bytes)/2] ^= 1
	if err := os.WriteFile(one.Path, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := data.RestoreServer(t.Context(), one.Path, datatest.Blank(t)); data.KindOf(err) != data.KindRefused {
		t.Errorf("a changed copy says %v", err)
	}
}

// Forty copies with sixteen bytes changed in each, wherever: the check of the
// copy finds every one (the engine's own check finds a third), and a program that
// opens such a file ends in words or works, and never otherwise.
func TestFortyDamagedCopies(t *testing.T) {
	datatest.Alone(t)
	datatest.OnFiles(t)
	s := newShop(t)
	fill(s)
	whole := filepath.Join(t.TempDir(), "whole.backup")
	if _, err := s.Backup(t.Context(), whole); err != nil {
		t.Fatal(err)
	}
	manifest, err := os.ReadFile(whole + ".json")
	if err != nil {
		t.Fatal(err)
	}
	bytes, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	chance := rand.New(rand.NewPCG(40, 16))
	refused, met, unnoticed := 0, 0, 0
	for i := range 40 {
		copied := slices.Clone(bytes)
		for range 16 {
			copied[chance.IntN(len(copied))] ^= byte(1 + chance.IntN(255))
		}
		path := filepath.Join(t.TempDir(), "damaged.backup")
		if err := errors.Join(os.WriteFile(path, copied, 0o600), os.WriteFile(path+".json", manifest, 0o600)); err != nil {
			t.Fatal(err)
		}
		if _, err := data.CheckBackup(t.Context(), path); data.KindOf(err) != data.KindRefused {
			t.Errorf("copy %d: the check says %v", i, err)
		}
		books, err := data.Open(t.Context(), path, data.Options{})
		if err != nil {
			if data.KindOf(err) == "" {
				t.Errorf("copy %d: opening it says what no person can act on: %v", i, err)
			}
			refused++
			continue
		}
		found, err := books.CheckWhole(t.Context())
		broken := err != nil
		for _, f := range found {
			broken = broken || f.Broken > 0
		}
		if broken {
			met++
		} else {
			unnoticed++
		}
		if err := books.Close(); err != nil {
			t.Errorf("copy %d: %v", i, err)
		}
	}
	t.Logf("opened without a look at the manifest, %d are refused, %d are met by the self-check, %d have their bytes where nothing is", refused, met, unnoticed)
}
