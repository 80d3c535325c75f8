package instances

import (
	"archive/tar"
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// Read reads all instances of a folder or of a .tar.gz, sorted by name.
func Read(from string) ([]Instance, error) {
	if info, err := os.Stat(from); err == nil && info.IsDir() {
		return readFolder(os.DirFS(from))
	}
	packed, err := os.ReadFile(from)
	if err != nil {
		return nil, fmt.Errorf("reading instances: %w", err)
	}
	return readTar(from, packed)
}

func readTar(name string, packed []byte) ([]Instance, error) {
	unzipped, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("reading instances of %s: %w", name, err)
	}
	var all []Instance
	for files := tar.NewReader(unzipped); ; {
		head, err := files.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("reading instances of %s: %w", name, err)
		}
		if head.Typeflag != tar.TypeReg || !strings.HasSuffix(head.Name, ".txt") {
			continue
		}
		_, inside, _ := strings.Cut(path.Clean(head.Name), "/") // the archive's own folder
		in, err := Parse(inside, files)
		if err != nil {
			return nil, err
		}
		all = append(all, in)
	}
	return sorted(all), nil
}

func readFolder(folder fs.FS) ([]Instance, error) {
	var all []Instance
	err := fs.WalkDir(folder, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".txt") {
			return err
		}
		f, err := folder.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		in, err := Parse(name, f)
		all = append(all, in)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading a folder of instances: %w", err)
	}
	return sorted(all), nil
}

func sorted(all []Instance) []Instance {
	slices.SortFunc(all, func(a, b Instance) int { return cmp.Compare(a.Name, b.Name) })
	return all
}
