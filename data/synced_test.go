package data_test

import (
	"testing"

	"packbench/data"
)

func TestFoldersThatAServiceKeepsInStep(t *testing.T) {
	for path, want := range map[string]string{
		"/home/anna/Dropbox/shop/shop.packbench":                                  "Dropbox",
		"/home/anna/Dropbox (Personal)/shop.packbench":                            "Dropbox",
		"/Users/anna/OneDrive - The Small Shop/shop.packbench":                    "OneDrive",
		"/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/shop.packbench": "iCloud",
		"/home/anna/Google Drive/shop.packbench":                                  "Google Drive",
		"/home/anna/shop/dropbox.packbench":                                       "",
		"/home/anna/.config/packbench/shop.packbench":                             "",
		"/home/anna/dropbox orders/shop.packbench":                                "",
		"postgres://server/dropbox":                                               "",
	} {
		if got := data.SyncedFolder(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
