package data

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"strings"

	"github.com/pressly/goose/v3"
)

// MakeOld makes books as the program of an earlier version made them, for the
// tests of bringing them up.
func MakeOld(ctx context.Context, db *sql.DB, server bool, version int64) error {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	dialect, words, own := goose.DialectSQLite3, sqliteWords, sqliteSchema
	if server {
		dialect, words, own = goose.DialectPostgres, postgresWords, postgresSchema
	}
	p, err := goose.NewProvider(dialect, db, swapped{sub, words})
	if err != nil {
		return err
	}
	if _, err := p.UpTo(ctx, version); err != nil {
		return err
	}
	for _, q := range []string{own, fmt.Sprintf("PRAGMA user_version = %d", version)} {
		if server && strings.HasPrefix(q, "PRAGMA") {
			continue
		}
		if _, err := db.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return seed(ctx, db)
}

// SchemaVersion is the version that this program brings books up to.
const SchemaVersion = schemaVersion
