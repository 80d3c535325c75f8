package data_test

import (
	"strings"
	"testing"

	"packbench/data"
	"packbench/data/datatest"
)

// What is wrong with a server is said when it is met, and nothing is written
// there.
func TestAServerThatWillNotDo(t *testing.T) {
	if datatest.Server() == "" {
		t.Skip("it needs a server: PACKBENCH_POSTGRES names one")
	}
	newer, foreign := datatest.Place(t), datatest.Place(t)
	for _, q := range []struct{ at, do string }{
		{newer, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, TRUE)"},
		{foreign, "DROP TABLE goose_db_version"},
	} {
		if _, err := datatest.Eyes(t, q.at).Exec(q.do); err != nil {
			t.Fatal(err)
		}
	}
	reader := datatest.Place(t)
	role := "reads_" + reader[strings.LastIndex(reader, "/")+1:strings.Index(reader, "?")]
	if _, err := datatest.Eyes(t, reader).Exec("CREATE ROLE " + role + " LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role); err != nil {
		t.Fatal(err)
	}
	books, err := data.Open(t.Context(), strings.Replace(reader, "packbench@", role+"@", 1), data.Options{})
	if err != nil {
		t.Fatalf("who may only read: %v", err)
	}
	err = books.Write(t.Context(), anna, data.NewOp("place", nil), nil, nil)
	if data.KindOf(err) != data.KindRefused || !strings.Contains(err.Error(), "does not allow") {
		t.Errorf("writing without the right says %v", err)
	}
	if err := books.Close(); err != nil {
		t.Error(err)
	}
	for name, c := range map[string]struct{ place, says string }{
		"nothing listens":        {"postgres://127.0.0.1:1/shop", "no PostgreSQL does"},
		"no address":             {"postgres://127.0.0.1:port/shop", "not the address"},
		"no such database":       {strings.Replace(reader, "/t_", "/no_t_", 1), "no such database"},
		"a newer program's shop": {newer, "newer Packbench"},
		"another program's":      {foreign, "another program"},
		"who is not known there": {strings.Replace(reader, "packbench@", "stranger@", 1), "does not let this user in"},
	} {
		_, err := data.Open(t.Context(), c.place, data.Options{})
		if k := data.KindOf(err); (k != data.KindRefused && k != data.KindUnavailable) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: it says %v", name, err)
		}
	}
}
