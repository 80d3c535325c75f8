package data

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Roles on a server: who brings the shop up to a new version owns its tables; a
// desk does a shop's work and can't rewrite what was done; a reader reads. A desk's
// login may add operations, changes, moves and payments and never change or delete
// one, whatever program it comes through: that, the server holds. Who of the people
// at a desk may do what, the program holds (see app).
const (
	RoleDesk   = "packbench_desk"
	RoleReader = "packbench_reader"
)

// past are the tables of the past: rows are added, and that is all.
var past = []string{"moves", "changes", "payments"}

// finished are the columns of an operation that its own write fills in at its end;
// once it has its hash, the policy lets nobody come to it again.
const finished = "title, result, undo, entity, entity_id, touched, salt, digest, hash"

// Roles are the statements that set the roles up, and bring them up to date after
// a new version. They may be run again and again. login, if not "", is somebody
// who gets one of the roles; the password is set by themselves, in psql with
// \password.
func Roles(login, role string) ([]string, error) {
	names, err := tables()
	if err != nil {
		return nil, err
	}
	all := []string{}
	for _, r := range []string{RoleDesk, RoleReader} {
		all = append(all, fmt.Sprintf("DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '%[1]s') THEN CREATE ROLE %[1]s NOLOGIN; END IF; END $$", r))
	}
	both := RoleDesk + ", " + RoleReader
	all = append(all,
		"DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO "+both+"', current_database()); EXECUTE format('GRANT USAGE ON SCHEMA %I TO "+both+"', current_schema()); END $$",
		"GRANT SELECT ON goose_db_version, "+strings.Join(names, ", ")+" TO "+both)
	for _, t := range names {
		all = append(all, "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "+t+" FROM "+both)
		switch {
		case t == "operations":
			all = append(all, "GRANT INSERT, UPDATE ("+finished+") ON operations TO "+RoleDesk)
		case slices.Contains(past, t):
			all = append(all, "GRANT INSERT ON "+t+" TO "+RoleDesk)
		default:
			all = append(all, "GRANT INSERT, UPDATE, DELETE ON "+t+" TO "+RoleDesk)
		}
	}
	all = append(all,
		"DO $$ BEGIN EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO "+RoleDesk+"', current_schema()); END $$",
		"ALTER TABLE operations ENABLE ROW LEVEL SECURITY")
	for name, rule := range map[string]string{
		"operations_read":   "FOR SELECT TO " + both + " USING (TRUE)",
		"operations_begin":  "FOR INSERT TO " + RoleDesk + " WITH CHECK (hash = '')",
		"operations_finish": "FOR UPDATE TO " + RoleDesk + " USING (hash = '') WITH CHECK (TRUE)",
	} {
		all = append(all, "DROP POLICY IF EXISTS "+name+" ON operations", "CREATE POLICY "+name+" ON operations "+rule)
	}
	if login == "" {
		return all, nil
	}
	as, ok := map[string]string{"desk": RoleDesk, "reader": RoleReader}[role]
	if !ok {
		return nil, Invalid("as", "a login is a desk or a reader, not %q", role)
	}
	who := pgx.Identifier{login}.Sanitize()
	text := "'" + strings.ReplaceAll(login, "'", "''") + "'"
	return append(all,
		"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = "+text+") THEN CREATE ROLE "+who+" LOGIN; END IF; END $$",
		"GRANT "+as+" TO "+who), nil
}

// SetUpRoles runs the statements of Roles. The login that the shop is open with
// must own its tables.
func (s *Store) SetUpRoles(ctx context.Context, login, role string) error {
	p, ok := s.engine.(*postgres)
	if !ok {
		return Refused("roles", "who may open the file, the machine's own rights say", "a shop in a file has no roles of a server")
	}
	all, err := Roles(login, role)
	if err != nil {
		return err
	}
	return words(p.run(ctx, all))
}

// Owned refuses a login of a server that does not own the shop's tables: what it
// may not do, no program should do for it. A shop in a file is owned by who can
// write the file.
func (s *Store) Owned(ctx context.Context) error {
	p, ok := s.engine.(*postgres)
	if !ok {
		return nil
	}
	owns := false
	if err := p.db.QueryRowContext(ctx, "SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = 'users'::regclass").Scan(&owns); err != nil {
		return words(fmt.Errorf("look who owns the shop: %w", err))
	}
	if !owns {
		return Refused("rights", "open the shop with the login that owns it", "this login does not own the shop's tables")
	}
	return nil
}

// run runs statements in one transaction.
func (p *postgres) run(ctx context.Context, all []string) error {
	tx, err := p.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("set the roles up: %w", err)
	}
	for _, q := range all {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return errors.Join(fmt.Errorf("set the roles up: %s: %w", strings.SplitN(q, "\n", 2)[0], err), tx.Rollback())
		}
	}
	return tx.Commit()
}

// keepRoles gives the roles their rights on what a new version has brought, where
// they have been set up.
func (p *postgres) keepRoles(ctx context.Context) error {
	n := 0
	if err := p.db.QueryRowContext(ctx, "SELECT COUNT(*) FROM pg_policies WHERE schemaname = current_schema() AND policyname = 'operations_finish'").Scan(&n); err != nil || n == 0 {
		return err
	}
	all, err := Roles("", "")
	if err != nil {
		return err
	}
	return p.run(ctx, all)
}
