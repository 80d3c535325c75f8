package data

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
)

const chooseAnother = "choose a file that Packbench made, or restore a backup with: packbench restore FILE"

// refuseForeign makes the file at path where there is none, with rights for its
// owner alone, and looks at one that is there before anything is written to it:
// what is not a shop of this program, or not of this age, is left as it is.
func refuseForeign(ctx context.Context, path string) error {
	was, err := os.Stat(path)
	there := err == nil
	if there && was.IsDir() {
		return Refused("file", "choose the shop's file in it", "%s is a folder", path)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return &Fault{Kind: KindUnavailable, Message: "the shop's file can't be opened", Hint: "check that " + path + " may be read and written by you", Err: err}
	}
	head := make([]byte, 100)
	n, _ := f.Read(head) // a file that can't be read is met again below
	now, err := f.Stat()
	if err != nil {
		return fmt.Errorf("look at the shop's file: %w", err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("close the shop's file: %w", err)
	}
	switch {
	case n > 0 && !strings.HasPrefix(string(head[:n]), "SQLite format 3\x00"):
		return Refused(ruleDamaged, chooseAnother, "%s is not a shop's file", path)
	case n == 0 && there && !written(path+"-wal"):
		return Refused(ruleDamaged, "restore the newest backup with: packbench restore FILE; to begin a new shop, delete the file", "%s is empty: a shop's file never is, so the shop that was in it is gone", path)
	case n == 0:
		return nil
	case n == len(head) && now.Size() < wholeSize(head) && !written(path+"-wal"):
		return &Fault{Kind: KindRefused, Rule: ruleDamaged, Message: fmt.Sprintf("the shop's file is damaged: it is %d bytes long and should be %d; it was left as it is", now.Size(), wholeSize(head)),
			Hint: "restore the newest backup with: packbench restore FILE"}
	}
	return refuseTables(ctx, path)
}

// wholeSize is how long a file is that begins so: its pages times their size
// (SQLite's file format, 1.3), 0 where the head does not say.
func wholeSize(head []byte) int64 {
	page := int64(binary.BigEndian.Uint16(head[16:]))
	if page == 1 {
		page = 65536
	}
	if binary.BigEndian.Uint32(head[24:]) != binary.BigEndian.Uint32(head[92:]) {
		return 0 // written by something that does not keep the number of pages
	}
	return page * int64(binary.BigEndian.Uint32(head[28:]))
}

// written says whether a file is there and holds something.
func written(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.Size() > 0
}

// refuseTables looks into a database without writing to it: it must be a
// shop's, and of no newer program.
func refuseTables(ctx context.Context, path string) (err error) {
	mode := "ro"
	if written(path + "-journal") {
		// A program ended while it gave a restored file its log: the file can be
		// read once that is taken back, which SQLite does by itself.
		mode = "rw"
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: "mode=" + mode + "&_pragma=busy_timeout(10000)&_pragma=query_only(1)"}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return fmt.Errorf("look at the shop's file: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var version, tables, ours int64
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return damaged(err)
	}
	if err := db.QueryRowContext(ctx, "SELECT COUNT(*), COUNT(CASE WHEN name = 'goose_db_version' THEN 1 END) FROM sqlite_master WHERE type = 'table'").Scan(&tables, &ours); err != nil {
		return damaged(err)
	}
	switch {
	case ours == 0 && (tables > 0 || version != 0):
		return Refused("file", chooseAnother, "%s belongs to another program: it is not a shop's file", path)
	case version > schemaVersion:
		return newerShop(version)
	}
	return nil
}
