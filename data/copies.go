package data

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Copies is a folder in which verified copies of a shop are kept.
type Copies struct {
	Folder string
	Name   string // what their names begin with
}

// CopiesOf is the folder where the copies of a shop are kept: beside its file, or
// of a server's, among this user's own.
func CopiesOf(shop string) Copies {
	if IsServer(shop) {
		dir, err := os.UserConfigDir()
		if err != nil {
			dir = os.TempDir()
		}
		return Copies{Folder: filepath.Join(dir, "packbench", "backups"), Name: filepath.Base(shop)}
	}
	return Copies{Folder: filepath.Join(filepath.Dir(shop), "backups"), Name: strings.TrimSuffix(filepath.Base(shop), filepath.Ext(shop))}
}

// In is the same copies in another folder.
func (c Copies) In(folder string) Copies { return Copies{Folder: folder, Name: c.Name} }

// A Copy is one of them.
type Copy struct {
	Path string
	Manifest
}

const (
	copyTime = "20060102-150405"
	copyTail = ".backup"
)

// Path is where a copy made at a moment goes.
func (c Copies) Path(at time.Time) string {
	return filepath.Join(c.Folder, c.Name+"-"+at.UTC().Format(copyTime)+copyTail)
}

// List gives the copies that have their manifest, the newest first. A folder that
// is not there has none.
func (c Copies) List() ([]Copy, error) {
	found, err := filepath.Glob(filepath.Join(escaped(c.Folder), escaped(c.Name)+"-*"+copyTail))
	if err != nil {
		return nil, fmt.Errorf("list the copies in %s: %w", c.Folder, err)
	}
	var all []Copy
	for _, path := range found {
		text, err := os.ReadFile(path + ".json")
		if errors.Is(err, os.ErrNotExist) {
			continue // it is just being made, or not one of ours
		}
		if err != nil {
			return nil, fmt.Errorf("read the manifest of %s: %w", path, err)
		}
		one := Copy{Path: path}
		if json.Unmarshal(text, &one.Manifest) == nil && one.MadeAt.Unix() > 0 {
			all = append(all, one)
		}
	}
	slices.SortFunc(all, func(a, b Copy) int { return b.MadeAt.Compare(a.MadeAt) })
	return all, nil
}

// escaped makes a name that Glob takes for itself.
func escaped(name string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(name)
}

// kept is how many copies stay, one for each hour, day, week and month that has
// one.
var kept = []struct {
	n  int
	of func(time.Time) string
}{
	{24, func(t time.Time) string { return t.Format("2006-01-02 15") }},
	{14, func(t time.Time) string { return t.Format("2006-01-02") }},
	{8, func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprint(y, " ", w) }},
	{12, func(t time.Time) string { return t.Format("2006-01") }},
}

// Outlived says which of the moments at which copies were made, the newest first,
// need no copy any longer.
func Outlived(made []time.Time) []int {
	stays := make([]bool, len(made))
	for _, k := range kept {
		seen := make(map[string]bool)
		for i, t := range made {
			if of := k.of(t.UTC()); !seen[of] && len(seen) < k.n {
				seen[of], stays[i] = true, true
			}
		}
	}
	var gone []int
	for i := range made {
		if !stays[i] {
			gone = append(gone, i)
		}
	}
	return gone
}

// Rotate takes away the copies that have outlived their use.
func (c Copies) Rotate() error {
	all, err := c.List()
	if err != nil {
		return err
	}
	made := make([]time.Time, len(all))
	for i, one := range all {
		made[i] = one.MadeAt
	}
	var errs []error
	for _, i := range Outlived(made) {
		errs = append(errs, os.Remove(all[i].Path), os.Remove(all[i].Path+".json"))
	}
	return errors.Join(errs...)
}

// Make writes a verified copy of the shop into the folder.
func (c Copies) Make(ctx context.Context, s *Store) (Copy, error) {
	if err := os.MkdirAll(c.Folder, 0o700); err != nil {
		return Copy{}, &Fault{Kind: KindUnavailable, Message: "the folder for copies can't be made", Hint: "check " + c.Folder + ", or choose another folder on the Setup page", Err: err}
	}
	one := Copy{Path: c.Path(s.Now())}
	m, err := s.Backup(ctx, one.Path)
	one.Manifest = m
	return one, err
}

// Add brings a copy of another folder, and proves that it arrived whole.
func (c Copies) Add(from Copy) error {
	if err := os.MkdirAll(c.Folder, 0o700); err != nil {
		return &Fault{Kind: KindUnavailable, Message: "the second folder for copies can't be reached", Hint: "check " + c.Folder, Err: err}
	}
	to := filepath.Join(c.Folder, filepath.Base(from.Path))
	if err := copyFile(from.Path, to+".tmp"); err != nil {
		return errors.Join(err, os.Remove(to+".tmp"))
	}
	sum, _, err := sumFile(to + ".tmp")
	if err != nil {
		return err
	}
	if sum != from.SHA256 {
		return errors.Join(Refused("backup", "check the disk of "+c.Folder, "the copy in the second folder is not the same"), os.Remove(to+".tmp"))
	}
	if err := os.Rename(to+".tmp", to); err != nil {
		return fmt.Errorf("copy to %s: %w", c.Folder, err)
	}
	return copyFile(from.Path+".json", to+".json")
}

// Drill restores a copy to a folder of its own, opens it, proves all its rules
// and throws it away: a copy is one when it comes back.
func Drill(ctx context.Context, copy string) (took time.Duration, err error) {
	began := time.Now()
	dir, err := os.MkdirTemp("", "packbench-drill")
	if err != nil {
		return 0, fmt.Errorf("make room for the drill: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "shop.packbench")
	if _, _, err := Restore(ctx, copy, path, began); err != nil {
		return 0, err
	}
	s, err := Open(ctx, path, Options{})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	found, err := s.CheckWhole(ctx)
	if err != nil {
		return 0, err
	}
	for _, f := range found {
		if f.Broken > 0 {
			return 0, Refused("backup", "make another copy, and tell us", "in the copy %s a rule of the books is broken: %s", filepath.Base(copy), f.Says)
		}
	}
	return time.Since(began), nil
}
