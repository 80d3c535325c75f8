package labels

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// maxFolderTries bounds the search for a free file name.
const maxFolderTries = 10_000

// submitFolder saves a job as a new file: the title as its name, with a number
// where that is taken. A file is complete or not there at all.
func submitFolder(dir string, job Job) (Ticket, error) {
	data, err := job.bytes()
	if err != nil {
		return Ticket{}, err
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Ticket{}, fmt.Errorf("print into the folder %s: it does not exist: make it, or choose another printer: %w", dir, ErrNoPrinter)
	case err != nil:
		return Ticket{}, fmt.Errorf("print into the folder %s: %w", dir, err)
	case !info.IsDir():
		return Ticket{}, fmt.Errorf("print into the folder %s: that is a file: choose a folder: %w", dir, ErrNoPrinter)
	}
	tmp, err := os.CreateTemp(dir, ".packbench-*")
	if err != nil {
		return Ticket{}, fmt.Errorf("print into the folder %s: %w", dir, err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err != nil {
		return Ticket{}, fmt.Errorf("print into the folder %s: %w", dir, err)
	}
	ext := ".pdf"
	if job.raw() {
		ext = ".bin"
	}
	for i := range maxFolderTries {
		name := fileName(job.Title)
		if i > 0 {
			name = fmt.Sprintf("%s (%d)", name, i+1)
		}
		path := filepath.Join(dir, name+ext)
		// A link fails where the name is taken, a rename would overwrite.
		err := os.Link(tmp.Name(), path)
		if err == nil {
			return Ticket{Printer: job.Printer, ID: path}, nil
		}
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if _, taken := os.Stat(path); taken == nil {
			continue
		}
		if err := os.Rename(tmp.Name(), path); err != nil { // a file system without links
			return Ticket{}, fmt.Errorf("print into the folder %s: %w", dir, err)
		}
		return Ticket{Printer: job.Printer, ID: path}, nil
	}
	return Ticket{}, fmt.Errorf("print into the folder %s: %d files are named %q already: empty it", dir, maxFolderTries, job.Title)
}

// fileName is a title without what file systems refuse.
func fileName(title string) string {
	name := strings.Map(func(r rune) rune {
		if r < 32 || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '-'
		}
		return r
	}, title)
	name = strings.Trim(name, ". -")
	for len(name) > 120 {
		r := []rune(name)
		name = string(r[:len(r)-1])
	}
	if name == "" {
		return "document"
	}
	return name
}

func statusFolder(t Ticket) (JobStatus, error) {
	if _, err := os.Stat(t.ID); err != nil {
		return JobStatus{}, fmt.Errorf("look for %s: %w", t.ID, ErrNoJob)
	}
	return JobStatus{State: JobDone, Message: "saved as " + t.ID}, nil
}

func cancelFolder(t Ticket) error {
	if dir := strings.TrimPrefix(t.Printer, folderPrefix); filepath.Dir(t.ID) != filepath.Clean(dir) {
		return fmt.Errorf("remove %s: it is not in the folder %s: %w", t.ID, dir, ErrNoJob)
	}
	if err := os.Remove(t.ID); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove %s: %w", t.ID, ErrNoJob)
		}
		return fmt.Errorf("remove %s: %w", t.ID, err)
	}
	return nil
}
