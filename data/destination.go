package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// Destination is a place that a shop could be moved to, as it was found. Nothing
// was written there.
type Destination struct {
	Place     string // as people may read it
	Server    string // "PostgreSQL 15.18", "" for a file
	Database  string
	User      string
	Encrypted bool   // nobody on the way can read along
	Synced    string // the service whose folder a file would lie in
}

// LookAt reaches a place that a shop is to be moved to and refuses one that will
// not do: that can't be reached, that has a shop or something else in it, or
// where a shop's tables can't be made.
func LookAt(ctx context.Context, place string) (Destination, error) {
	if IsServer(place) {
		d, err := lookAtServer(ctx, place)
		return d, words(err)
	}
	return lookAtFile(place)
}

func lookAtFile(place string) (Destination, error) {
	d := Destination{Place: place, Synced: SyncedFolder(place)}
	dir := filepath.Dir(place)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return d, Invalid("file", "there is no folder %s", dir)
	}
	if _, err := os.Stat(place); err == nil {
		return d, Invalid("file", "there is something called %s already; choose another name", filepath.Base(place))
	}
	if err := refuseNetworkShare(dir); err != nil {
		return d, err
	}
	f, err := os.CreateTemp(dir, ".packbench-*")
	if err != nil {
		return d, Invalid("file", "nothing can be written to %s", dir)
	}
	return d, errors.Join(f.Close(), os.Remove(f.Name()))
}

func lookAtServer(ctx context.Context, place string) (d Destination, err error) {
	d.Place = Without(place)
	e, err := connectPostgres(ctx, place)
	if err != nil {
		return d, err
	}
	defer func() { err = errors.Join(err, e.close()) }()
	db := e.(*postgres).db
	var version, encoding string
	var mayTables, hasWords, mayWords bool
	err = db.QueryRowContext(ctx, `SELECT current_setting('server_version'), current_database(), current_user, current_setting('server_encoding'),
		COALESCE((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), FALSE),
		COALESCE(has_schema_privilege(current_schema(), 'CREATE'), FALSE),
		EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'),
		EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm') OR has_database_privilege(current_database(), 'CREATE')`).
		Scan(&version, &d.Database, &d.User, &encoding, &d.Encrypted, &mayTables, &hasWords, &mayWords)
	if err != nil {
		return d, fmt.Errorf("look at the server: %w", err)
	}
	number, _, _ := strings.Cut(version, " ")
	d.Server = "PostgreSQL " + number
	switch {
	case encoding != "UTF8":
		return d, refusedAt("database", "make one that takes every letter: createdb --encoding=UTF8 --template=template0 NAME", "the database %s is written in %s", d.Database, encoding)
	case !mayTables:
		return d, refusedAt("user", "make the user its owner: ALTER DATABASE "+d.Database+" OWNER TO "+d.User, "the user %s may not make tables in the database %s", d.User, d.Database)
	case !hasWords:
		return d, refusedAt("host", "who looks after the server installs its package postgresql-contrib", "the server lacks pg_trgm, with which the shop is searched")
	case !mayWords:
		return d, refusedAt("user", "who looks after the server does it once in this database: CREATE EXTENSION pg_trgm", "the user %s may not set up the search", d.User)
	}
	last := int64(0)
	err = db.QueryRowContext(ctx, "SELECT COALESCE(MAX(id), 0) FROM operations").Scan(&last)
	var none *pgconn.PgError
	if errors.As(err, &none) && none.Code == "42P01" || errors.Is(err, sql.ErrNoRows) {
		return d, nil
	}
	if err == nil && last > 0 {
		err = refusedAt("database", "choose an empty database", "there is a shop in the database %s already", d.Database)
	}
	return d, err
}

// refusedAt is Refused for what one field of an address is to blame for.
func refusedAt(field, hint, format string, args ...any) error {
	return &Fault{Kind: KindRefused, Rule: "move", Field: field, Hint: hint, Message: fmt.Sprintf(format, args...)}
}

// invalidPart is Invalid with what to do about it.
func invalidPart(field, hint, message string) error {
	return &Fault{Kind: KindInvalid, Field: field, Message: message, Hint: hint}
}

// ServerAddress is the parts of a server's URL as people know them.
type ServerAddress struct {
	Host, Port, Database, User, Password string
}

// Place makes the URL. Host may be a whole postgres:// URL instead, to which the
// password is added where it has none.
func (a ServerAddress) Place() (string, error) {
	if IsServer(a.Host) {
		u, err := url.Parse(a.Host)
		if err != nil || u.Host == "" {
			return "", invalidPart("host", "write it as postgres://user@host/database", "this is no address of a server")
		}
		if strings.Trim(u.Path, "/") == "" {
			return "", invalidPart("host", "write it as postgres://user@host/database", "the address names no database")
		}
		if _, has := u.User.Password(); !has && a.Password != "" {
			u.User = url.UserPassword(u.User.Username(), a.Password)
		}
		return u.String(), nil
	}
	host, port := a.Host, a.Port
	if port == "" {
		port = "5432"
	}
	n := 0
	_, err := fmt.Sscanf(port, "%d", &n)
	switch {
	case host == "":
		return "", invalidPart("host", "who looks after the server knows the name or the number of its machine", "which machine is missing")
	case strings.ContainsAny(host, " /@\\"):
		return "", invalidPart("host", "a name such as shop.local has none; a whole address begins with postgres://", "a machine's name has no blank, slash or @")
	case err != nil || n < 1 || n > 65535 || fmt.Sprint(n) != port:
		return "", invalidPart("port", "most servers have 5432", "a port is a number up to 65535")
	case a.Database == "":
		return "", invalidPart("database", "make an empty one on the server: createdb shop", "the name of the database is missing")
	case a.User == "":
		return "", invalidPart("user", "one that owns the database; who looks after the server knows it", "the user's name is missing")
	}
	if strings.Contains(host, ":") && !strings.HasPrefix(host, "[") {
		if strings.Count(host, ":") == 1 {
			return "", invalidPart("host", "leave the number out here", "the port has a field of its own")
		}
		host = "[" + host + "]"
	}
	u := url.URL{Scheme: "postgres", Host: host + ":" + port, Path: "/" + a.Database, User: url.User(a.User)}
	if a.Password != "" {
		u.User = url.UserPassword(a.User, a.Password)
	}
	return u.String(), nil
}
