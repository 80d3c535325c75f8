//go:build !linux && !windows

package data

import "golang.org/x/sys/unix"

func refuseNetworkShare(dir string) error {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return nil // the open itself will say what is wrong with the folder
	}
	name := unix.ByteSliceToString(st.Fstypename[:])
	switch name {
	case "nfs", "smbfs", "afpfs", "webdav":
		return networkShare(dir, name)
	}
	return nil
}
