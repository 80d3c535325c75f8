package data

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAShopOnANetworkShareIsRefused(t *testing.T) {
	real := fileSystem
	defer func() { fileSystem = real }()
	for _, c := range []struct {
		name  string
		kind  int64
		err   error
		share string // "" where it is opened
	}{
		{"NFS", 0x6969, nil, "NFS"},
		{"a Windows share, as SMB", 0x517B, nil, "SMB"},
		{"a Windows share, as CIFS", 0xFF534D42, nil, "CIFS"},
		{"a Windows share, as SMB2", 0xFE534D42, nil, "SMB2"},
		{"a folder of a virtual machine's host", 0x01021997, nil, "9P"},
		{"AFS", 0x5346414F, nil, "AFS"},
		{"ext4", 0xEF53, nil, ""},
		{"a USB stick through FUSE", 0x65735546, nil, ""},
		{"not known", 0, errors.New("no such call"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			fileSystem = func(string) (int64, error) { return c.kind, c.err }
			path := filepath.Join(t.TempDir(), "shop.packbench")
			s, err := Open(t.Context(), path, Options{})
			if err == nil {
				err = s.Close()
			}
			if c.share == "" {
				if err != nil {
					t.Errorf("it was refused: %v", err)
				}
				return
			}
			var f *Fault
			if !errors.As(err, &f) || f.Kind != KindRefused || !strings.Contains(f.Message, c.share) || !strings.Contains(f.Hint, "own disk") {
				t.Errorf("got %v, want a refusal that names %s and says what to do", err, c.share)
			}
			if _, err := os.Stat(path); err == nil {
				t.Error("a file was made there all the same")
			}
		})
	}
}
