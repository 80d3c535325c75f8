package data

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// Manifest is written beside every backup: what it holds and its SHA-256, for
// SQLite's own check misses most flipped bytes.
type Manifest struct {
	SHA256  string    `json:"sha256"`
	Bytes   int64     `json:"bytes"`
	Schema  int64     `json:"schema"`
	Orders  int64     `json:"orders"`
	Moves   int64     `json:"moves"`
	Last    int64     `json:"last"` // its newest operation
	MadeAt  time.Time `json:"made_at"`
	Program string    `json:"program"`
}

const ruleDamaged = "damaged"

// Damaged says that a file can no longer be read as a shop, so that a copy must be
// brought back.
func Damaged(err error) bool {
	var f *Fault
	return errors.As(err, &f) && f.Rule == ruleDamaged
}

// Backup writes a verified copy of the shop to path while work goes on, and a
// manifest beside it. The copy is opened and checked before it gets its name;
// a failed backup leaves what was there.
func (s *Store) Backup(ctx context.Context, path string) (Manifest, error) {
	return s.engine.copyTo(ctx, path, s.Now())
}

func (f *sqliteFile) copyTo(ctx context.Context, path string, now time.Time) (Manifest, error) {
	m := Manifest{MadeAt: now, Program: "packbench"}
	abs, err := filepath.Abs(f.path)
	if err != nil {
		return m, fmt.Errorf("find the shop: %w", err)
	}
	tmp := path + ".tmp"
	if err := os.Remove(tmp); err != nil && !errors.Is(err, os.ErrNotExist) {
		return m, fmt.Errorf("back up to %s: %w", path, err)
	}
	// VACUUM INTO keeps the rights of a file that is there, so it is made first.
	empty, err := os.OpenFile(tmp, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return m, &Fault{Kind: KindUnavailable, Message: "the backup can't be written", Hint: "check the folder " + filepath.Dir(path), Err: err}
	}
	if err := empty.Close(); err != nil {
		return m, fmt.Errorf("back up to %s: %w", path, err)
	}
	db, err := sql.Open("sqlite", sqliteDSN(abs, true))
	if err != nil {
		return m, fmt.Errorf("back up to %s: %w", path, err)
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO $1", tmp)
	if err = errors.Join(err, db.Close()); err != nil {
		return m, errors.Join(words(err), os.Remove(tmp))
	}
	if err := verify(ctx, tmp, &m); err != nil {
		return m, errors.Join(err, os.Remove(tmp))
	}
	err = m.seal(tmp, path)
	return m, err
}

// seal gives a proved copy its name and writes its manifest beside it.
func (m *Manifest) seal(tmp, path string) (err error) {
	if m.SHA256, m.Bytes, err = sumFile(tmp); err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("write the backup's manifest: %w", err)
	}
	if err := os.WriteFile(path+".json", append(text, '\n'), 0o600); err != nil {
		return fmt.Errorf("write the backup's manifest: %w", err)
	}
	return nil
}

// verify opens a copy and asks the engine and the ledger whether it is whole.
func verify(ctx context.Context, path string, m *Manifest) (err error) {
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro&immutable=1")
	if err != nil {
		return fmt.Errorf("open the copy: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var ok string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check").Scan(&ok); err != nil || ok != "ok" {
		return &Fault{Kind: KindRefused, Rule: "backup", Message: "the copy is damaged (" + ok + ")", Hint: "choose another backup", Err: err}
	}
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&m.Schema); err != nil {
		return fmt.Errorf("read the copy's version: %w", err)
	}
	if m.Schema > schemaVersion {
		return newerShop(m.Schema)
	}
	if err := db.QueryRowContext(ctx, "SELECT (SELECT COUNT(*) FROM orders), (SELECT COUNT(*) FROM moves), (SELECT COALESCE(MAX(id), 0) FROM operations)").Scan(&m.Orders, &m.Moves, &m.Last); err != nil {
		return &Fault{Kind: KindRefused, Rule: "backup", Message: "this is not a shop's file", Hint: "choose a backup that Packbench made", Err: err}
	}
	var drift int64
	if err := db.QueryRowContext(ctx, "SELECT COUNT(*) FROM ("+checks[0].query+")").Scan(&drift); err != nil {
		return fmt.Errorf("check the copy's ledger: %w", err)
	}
	if drift > 0 {
		return Refused("backup", "choose another backup", "the copy's stock does not add up in %d places", drift)
	}
	return nil
}

func sumFile(path string) (sum string, n int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, &Fault{Kind: KindNotFound, Message: "can't read " + path, Hint: "check its name and its rights", Err: err}
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	h := sha256.New()
	if n, err = io.Copy(h, f); err != nil {
		return "", 0, fmt.Errorf("read the copy: %w", err)
	}
	if err := f.Sync(); err != nil && !errors.Is(err, os.ErrInvalid) {
		return "", 0, fmt.Errorf("write the copy to disk: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), n, nil
}

// CheckBackup proves a backup: its SHA-256 against the manifest where there is
// one, the engine's own check, and the ledger.
func CheckBackup(ctx context.Context, path string) (Manifest, error) {
	var m Manifest
	sum, n, err := sumFile(path)
	if err != nil {
		return m, err
	}
	switch text, err := os.ReadFile(path + ".json"); {
	case err == nil:
		if err := json.Unmarshal(text, &m); err != nil {
			return m, fmt.Errorf("read the backup's manifest: %w", err)
		}
		if m.SHA256 != sum {
			return m, Refused("backup", "choose another backup", "%s was damaged since it was made (its SHA-256 differs)", filepath.Base(path))
		}
	case errors.Is(err, os.ErrNotExist):
		m = Manifest{SHA256: sum, Bytes: n}
	default:
		return m, fmt.Errorf("read the backup's manifest: %w", err)
	}
	if m.MadeAt.Unix() > 0 && beginsWith(path, dumped) {
		return m, nil // proved when it was made, and the same since
	}
	return m, verify(ctx, path, &m)
}

func beginsWith(path, head string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	have := make([]byte, len(head))
	_, err = io.ReadFull(f, have)
	return err == nil && string(have) == head
}

// Restore puts a proved backup in the place of the shop at path. The shop that
// was there is kept beside it under a name that says when.
func Restore(ctx context.Context, backup, path string, now time.Time) (kept string, m Manifest, err error) {
	if m, err = CheckBackup(ctx, backup); err != nil {
		return "", m, err
	}
	if beginsWith(backup, dumped) {
		return "", m, Refused("backup", "make an empty database, then: packbench restore "+filepath.Base(backup)+" --shop postgres://user@host/database", "%s is the copy of a server's shop", filepath.Base(backup))
	}
	lock := flock.New(path + ".lock")
	if got, err := lock.TryLock(); err != nil {
		return "", m, fmt.Errorf("keep the shop for restoring: %w", err)
	} else if !got {
		return "", m, Refused("one window", "close every window of Packbench first", "the shop %s is open", filepath.Base(path))
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	tmp := path + ".restoring"
	if err := copyFile(backup, tmp); err != nil {
		return "", m, errors.Join(err, os.Remove(tmp))
	}
	if _, err := os.Stat(path); err == nil {
		kept = path + ".before-" + now.UTC().Format("20060102-150405")
		// What is still in the log belongs to the file: all three move together.
		for _, tail := range []string{"", "-wal", "-shm"} {
			if err := os.Rename(path+tail, kept+tail); err != nil && !errors.Is(err, os.ErrNotExist) {
				return "", m, fmt.Errorf("keep the shop that was there: %w", err)
			}
		}
	}
	if err := os.Rename(tmp, path); err != nil {
		return kept, m, fmt.Errorf("restore %s: %w", path, err)
	}
	return kept, m, nil
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("read the backup: %w", err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("write the shop: %w", err)
	}
	if _, err := io.Copy(out, in); err != nil {
		return errors.Join(fmt.Errorf("write the shop: %w", err), out.Close())
	}
	return errors.Join(out.Sync(), out.Close())
}
