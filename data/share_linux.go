package data

import "golang.org/x/sys/unix"

// The kinds of file system on which SQLite's locks can't be trusted, as
// statfs(2) names them.
var networkKinds = map[int64]string{
	0x6969: "NFS", 0x517B: "SMB", 0xFF534D42: "CIFS", 0xFE534D42: "SMB2", 0x01021997: "9P", 0x5346414F: "AFS", 0x65735546: "FUSE",
}

func refuseNetworkShare(dir string) error {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return nil // the open itself will say what is wrong with the folder
	}
	if name, ok := networkKinds[int64(uint32(st.Type))]; ok && name != "FUSE" {
		return networkShare(dir, name)
	}
	return nil
}
