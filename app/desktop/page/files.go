package page

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// File is one line of a folder as a field for a path offers it.
type File struct {
	Name   string
	Path   string
	Folder bool
	Size   int64
}

// mostFiles is how many lines of a folder are offered.
const mostFiles = 200

// ListFiles lists what a half-typed path could mean: folders and files of its
// folder whose names begin with its last part, in any case; folders first. Only
// files with one of the endings (".csv") are listed, all where there are none.
// Hidden ones are left out. It reads the disk, so it runs outside the window's
// goroutine.
func ListFiles(typed string, endings ...string) ([]File, error) {
	typed = Home(typed)
	dir, part := filepath.Split(typed)
	if dir == "" {
		dir = "."
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("look into %s: %w", dir, err)
	}
	var out []File
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") && !strings.HasPrefix(part, ".") || !strings.HasPrefix(strings.ToLower(name), strings.ToLower(part)) {
			continue
		}
		info, err := os.Stat(filepath.Join(dir, name)) // what a link leads to
		if err != nil {
			continue // gone meanwhile, or a link to nothing
		}
		f := File{Name: name, Path: filepath.Join(dir, name), Folder: info.IsDir(), Size: info.Size()}
		if !f.Folder && len(endings) > 0 && !slices.Contains(endings, strings.ToLower(filepath.Ext(name))) {
			continue
		}
		out = append(out, f)
		if len(out) == mostFiles {
			break
		}
	}
	slices.SortStableFunc(out, func(a, b File) int {
		if a.Folder != b.Folder {
			if a.Folder {
				return -1
			}
			return 1
		}
		return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return out, nil
}

// WriteFile writes beside the file first, so that what was there stays when
// something goes wrong, and puts the new one in its place. A folder that is not
// there is made. It runs outside the window's goroutine.
func WriteFile(path string, write func(io.Writer) error) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".packbench-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", path, err), os.Remove(f.Name()))
	}
	return nil
}

// Home puts a person's own folder in the place of a leading "~".
func Home(path string) string {
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		if home, err := os.UserHomeDir(); err == nil {
			return home + rest
		}
	}
	return path
}

// Documents is the folder where a person keeps what they take home from the
// program: Documents in their own folder where there is one, else their own
// folder.
func Documents() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	for _, name := range []string{"Documents", "Dokumente"} {
		if info, err := os.Stat(filepath.Join(home, name)); err == nil && info.IsDir() {
			return filepath.Join(home, name)
		}
	}
	return home
}
