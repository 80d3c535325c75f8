package data

import (
	"context"
	"strconv"
	"strings"
)

// SQLite's two indexes: trigrams find any part of three letters or more,
// prefixes find the beginnings of shorter words. The index is walked first, so
// that it stops at the first hits instead of gathering all; beside a longer
// word, short ones are looked for in the text that it found.
const (
	searchParts  = `SELECT d.kind, d.ref_id, d.title, d.detail FROM search_parts f CROSS JOIN search_docs d ON d.id = f.rowid WHERE f.words MATCH $1`
	searchStarts = `SELECT d.kind, d.ref_id, d.title, d.detail FROM search_starts f CROSS JOIN search_docs d ON d.id = f.rowid WHERE f.words MATCH $1`
)

func (f *sqliteFile) searchQuery(kind string, parts, starts []string, limit int) (string, []any) {
	query, match := searchStarts, strings.Join(quotedWords(starts, "*"), " ")
	if len(parts) > 0 {
		query, match = searchParts, strings.Join(quotedWords(parts, ""), " ")
	}
	args := make([]any, 0, 4+len(starts))
	args = append(args, match)
	if len(parts) > 0 {
		for _, w := range starts {
			args = append(args, " "+w)
			query += " AND instr(' ' || d.words, $" + strconv.Itoa(len(args)) + ") > 0"
		}
	}
	if kind != "" {
		args = append(args, kind)
		query += " AND d.kind = $" + strconv.Itoa(len(args))
	}
	args = append(args, limit)
	return query + " LIMIT $" + strconv.Itoa(len(args)), args
}

// quotedWords makes words that FTS5 takes as text, whatever they hold.
func quotedWords(words []string, tail string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = `"` + strings.ReplaceAll(w, `"`, `""`) + `"` + tail
	}
	return out
}

// indexWords writes both indexes; what they held before must be told them to be
// taken out.
func (f *sqliteFile) indexWords(ctx context.Context, c *session, id int64, was, is string) error {
	if was != "" {
		for _, q := range []string{`INSERT INTO search_parts (search_parts, rowid, words) VALUES ('delete', $1, $2)`, `INSERT INTO search_starts (search_starts, rowid, words) VALUES ('delete', $1, $2)`} {
			if _, err := c.ExecContext(ctx, q, id, was); err != nil {
				return err
			}
		}
	}
	for _, q := range []string{`INSERT INTO search_parts (rowid, words) VALUES ($1, $2)`, `INSERT INTO search_starts (rowid, words) VALUES ($1, $2)`} {
		if _, err := c.ExecContext(ctx, q, id, is); err != nil {
			return err
		}
	}
	return nil
}
