package data

// networkShare refuses a shop's file that several machines could write at
// once: SQLite's locks don't hold there and orders would be lost.
func networkShare(dir, kind string) error {
	return Refused("network share", "keep the file on this machine's own disk; for several desks use PostgreSQL",
		"%s lies on %s, where the books could be damaged", dir, kind)
}
