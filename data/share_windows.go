package data

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

func refuseNetworkShare(dir string) error {
	vol := filepath.VolumeName(dir)
	if len(vol) > 2 && vol[:2] == `\\` {
		return networkShare(dir, "a network share")
	}
	root, err := windows.UTF16PtrFromString(vol + `\`)
	if err != nil {
		return nil // the open itself will say what is wrong with the folder
	}
	if windows.GetDriveType(root) == windows.DRIVE_REMOTE {
		return networkShare(dir, "a network drive")
	}
	return nil
}
