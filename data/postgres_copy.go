package data

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// dumped is how a copy of a server's shop begins.
const dumped = "PGDMP"

// scratchName is how the name of a database begins in which a copy is proved.
const scratchName = "packbench_check_"

// copiedAnyhow is set by who has made a copy by other means before the shop is
// brought up to a new version.
const copiedAnyhow = "PACKBENCH_COPIED"

// copyFirst copies a shop before it is brought up from a version: restored to a
// database of its own, and brought up there, before anything is done to the shop.
func (p *postgres) copyFirst(ctx context.Context, have int64) error {
	if strings.HasPrefix(p.cfg.Database, scratchName) || os.Getenv(copiedAnyhow) != "" {
		return nil
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return fmt.Errorf("find where copies go: %w", err)
	}
	dir = filepath.Join(dir, "packbench")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make a place for the copy: %w", err)
	}
	path := filepath.Join(dir, fmt.Sprintf("%s-%s.version-%d", p.cfg.Host, p.cfg.Database, have))
	if _, err := p.copyTo(ctx, path, time.Now()); err != nil {
		why := words(err)
		var f *Fault
		if errors.As(why, &f) {
			return &Fault{Kind: KindRefused, Rule: "backup", Message: "this shop must be copied before it is brought up to the new version, and that can't be done here: " + f.Message,
				Hint: f.Hint + "; or copy it on the server (pg_dump -Fc) and start Packbench once with " + copiedAnyhow + "=yes", Err: err}
		}
		return fmt.Errorf("copy the shop before it is brought up to the new version: %w", err)
	}
	return nil
}

// copyTo writes a copy with pg_dump, restores it to a database of its own, proves
// its rules there and drops that again: only then it gets its name.
func (p *postgres) copyTo(ctx context.Context, path string, now time.Time) (Manifest, error) {
	m := Manifest{MadeAt: now, Program: "packbench"}
	tmp := path + ".tmp"
	defer os.Remove(tmp) // where it did not get its name
	if err := p.tool(ctx, p.cfg.Database, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file="+tmp); err != nil {
		return m, err
	}
	if err := os.Chmod(tmp, 0o600); err != nil {
		return m, fmt.Errorf("keep the copy to its owner: %w", err)
	}
	if err := p.proveCopy(ctx, tmp, &m); err != nil {
		return m, err
	}
	err := m.seal(tmp, path)
	return m, err
}

// proveCopy restores a copy to a scratch database and proves it there.
func (p *postgres) proveCopy(ctx context.Context, path string, m *Manifest) (err error) {
	random := make([]byte, 4)
	_, _ = rand.Read(random) // never fails
	scratch := scratchName + hex.EncodeToString(random)
	if _, err := p.db.ExecContext(ctx, "CREATE DATABASE "+scratch); err != nil {
		var f *Fault
		if w := words(err); errors.As(w, &f) && f.Rule == "rights" {
			return Refused("rights", "give this user the right with: ALTER ROLE name CREATEDB", "a copy is proved by restoring it, and the server does not allow this user to make a database for that")
		}
		return fmt.Errorf("make a database to prove the copy in: %w", err)
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTime)
		defer cancel()
		_, e := p.db.ExecContext(ctx, "DROP DATABASE "+scratch+" WITH (FORCE)")
		err = errors.Join(err, e)
	}()
	if err := p.tool(ctx, scratch, "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--dbname="+scratch, path); err != nil {
		return err
	}
	return proveAt(ctx, onServer(p.url, scratch), m)
}

// proveAt opens restored books, counts what is in them and proves every rule.
func proveAt(ctx context.Context, place string, m *Manifest) (err error) {
	s, err := Open(ctx, place, Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	m.Schema = schemaVersion
	if err := s.Read(ctx, func(ctx context.Context, v *View) error {
		return v.s.QueryRowContext(ctx, "SELECT (SELECT COUNT(*) FROM orders), (SELECT COUNT(*) FROM moves), (SELECT COALESCE(MAX(id), 0) FROM operations)").Scan(&m.Orders, &m.Moves, &m.Last)
	}); err != nil {
		return err
	}
	found, err := s.CheckWhole(ctx)
	for _, f := range found {
		if f.Broken > 0 {
			return Refused("backup", "look at packbench check, and tell us", "in the copy a rule of the books is broken: %s (%s)", f.Says, f.Sample)
		}
	}
	return err
}

// RestoreServer brings a copy that was made of a server's shop back, into an
// empty database.
func RestoreServer(ctx context.Context, copy, place string) (m Manifest, err error) {
	if m, err = CheckBackup(ctx, copy); err != nil {
		return m, err
	}
	if !beginsWith(copy, dumped) {
		return m, Refused("backup", "restore it to a file, then: packbench move --to "+Without(place), "%s is the copy of a file", filepath.Base(copy))
	}
	e, err := connectPostgres(ctx, place)
	if err != nil {
		return m, err
	}
	p := e.(*postgres)
	defer func() { err = errors.Join(err, p.close()) }()
	var tables int64
	if err := p.db.QueryRowContext(ctx, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema()").Scan(&tables); err != nil {
		return m, words(err)
	}
	if tables > 0 {
		return m, Refused("backup", "make an empty database on the server with: createdb NAME", "there is a shop at %s already", Without(place))
	}
	if err := p.tool(ctx, p.cfg.Database, "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--dbname="+p.cfg.Database, copy); err != nil {
		return m, err
	}
	return m, proveAt(ctx, place, &m)
}

// onServer is the URL of another database of the same server.
func onServer(place, database string) string {
	u, err := url.Parse(place)
	if err != nil {
		return place
	}
	u.Path = "/" + database
	return u.String()
}

// tool runs one of PostgreSQL's own programs. What it needs to reach the server
// goes by the environment: what stands on a command line everybody on the machine
// can read.
func (p *postgres) tool(ctx context.Context, database, name string, args ...string) error {
	bin := serverTool(name)
	if bin == "" {
		return Refused("backup", "install PostgreSQL's programs here (on Debian: postgresql-client), or make copies on the server itself", "%s is not installed on this machine", name)
	}
	c := exec.CommandContext(ctx, bin, args...)
	c.Env = append(os.Environ(), "PGHOST="+p.cfg.Host, "PGPORT="+strconv.Itoa(int(p.cfg.Port)), "PGUSER="+p.cfg.User, "PGPASSWORD="+p.cfg.Password, "PGDATABASE="+database, "PGAPPNAME=packbench")
	if u, err := url.Parse(p.url); err == nil {
		for _, param := range []string{"sslmode", "sslrootcert", "sslcert", "sslkey"} {
			if v := u.Query().Get(param); v != "" {
				c.Env = append(c.Env, "PG"+strings.ToUpper(param)+"="+v)
			}
		}
	}
	if said, err := c.CombinedOutput(); err != nil {
		return &Fault{Kind: KindUnavailable, Message: name + " could not do its work", Hint: firstLine(string(said)), Err: err}
	}
	return nil
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}

// serverTool finds a program of PostgreSQL, the newest where Debian keeps several;
// "" where there is none.
func serverTool(name string) string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if len(found) > 0 {
		version := func(path string) int {
			n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
			return n
		}
		return slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return ""
	}
	return path
}
