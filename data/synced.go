package data

import (
	"path/filepath"
	"strings"
)

// synced are folders that a service keeps in step with other machines, by how
// their names begin.
var synced = map[string]string{
	"dropbox": "Dropbox", "onedrive": "OneDrive", "google drive": "Google Drive", "googledrive": "Google Drive", "icloud drive": "iCloud", "icloud": "iCloud",
	"com~apple~clouddocs": "iCloud", "nextcloud": "Nextcloud", "owncloud": "ownCloud", "pcloud": "pCloud", "box sync": "Box", "mega": "MEGA", "megasync": "MEGA", "syncthing": "Syncthing",
}

// SyncedFolder names the service that keeps the folder of a shop's file in step
// with other machines, "" for none. Such a service copies a file while it is
// written and may put an older one in its place.
func SyncedFolder(path string) string {
	if IsServer(path) {
		return ""
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		abs = path
	}
	for _, part := range strings.Split(filepath.ToSlash(filepath.Dir(abs)), "/") {
		part = strings.ToLower(part)
		if name, ok := synced[part]; ok {
			return name
		}
		// "OneDrive - The Small Shop", "Dropbox (Personal)"
		for _, tail := range []string{" - ", " ("} {
			if head, _, found := strings.Cut(part, tail); found && synced[head] != "" {
				return synced[head]
			}
		}
	}
	return ""
}
