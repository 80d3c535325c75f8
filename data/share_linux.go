package data

import "golang.org/x/sys/unix"

// The kinds of file system on which SQLite's locks can't be trusted, as
// statfs(2) numbers them. FUSE is none of them: most of it is local disks.
var networkKinds = map[int64]string{
	0x6969: "NFS", 0x517B: "SMB", 0xFF534D42: "CIFS", 0xFE534D42: "SMB2", 0x01021997: "9P", 0x5346414F: "AFS",
}

// fileSystem says what kind of file system a folder lies on; tests pretend.
var fileSystem = func(dir string) (kind int64, err error) {
	var st unix.Statfs_t
	err = unix.Statfs(dir, &st)
	return int64(uint32(st.Type)), err
}

func refuseNetworkShare(dir string) error {
	kind, err := fileSystem(dir)
	if err != nil {
		return nil // the open itself will say what is wrong with the folder
	}
	if name, ok := networkKinds[kind]; ok {
		return networkShare(dir, name)
	}
	return nil
}
