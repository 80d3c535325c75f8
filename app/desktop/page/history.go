package page

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// ChangeWords says in words what a line of the history changed: "phone: 0142 →
// 0199; note: – → calls late", and of what is new "amount: 12.00; method: card".
// before and after are as the books keep them; value says a value of a field as
// people read it, of field "" where there is only one.
func ChangeWords(before, after string, value func(field string, v any) string) string {
	return strings.Join(ChangeLines(before, after, value), "; ")
}

// ChangeLines is ChangeWords with a line for each field.
func ChangeLines(before, after string, value func(field string, v any) string) []string {
	var was, is any
	if json.Unmarshal([]byte(after), &is) != nil {
		return nil
	}
	if json.Unmarshal([]byte(before), &was) != nil {
		was = nil
	}
	now, parts := is.(map[string]any)
	if !parts {
		if text := changeWord("", was, is, was == nil, value); text != "" {
			return []string{text}
		}
		return nil
	}
	old, _ := was.(map[string]any)
	var out []string
	for _, f := range slices.Sorted(maps.Keys(now)) {
		if f == "ID" || f == "Version" { // how the books keep it, which nobody changes
			continue
		}
		if text := changeWord(f, old[f], now[f], old == nil, value); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// changeWord is one field of a change, "" where there is none.
func changeWord(field string, was, is any, added bool, value func(string, any) string) string {
	b, a := value(field, was), value(field, is)
	label := FieldWords(field) + ": "
	if field == "" {
		label = ""
	}
	switch {
	case b == a:
		return ""
	case added:
		return label + a
	}
	return fmt.Sprintf("%s%s → %s", label, b, a)
}

// FieldWords is the name of a field of a record as people say it: "ReorderPoint"
// and "reorder_point" are the reorder point, "WeightG" is the weight.
func FieldWords(field string) string {
	var b strings.Builder
	small := false
	for _, r := range strings.ReplaceAll(field, "_", " ") {
		if unicode.IsUpper(r) && small {
			b.WriteByte(' ')
		}
		small = unicode.IsLower(r) || unicode.IsDigit(r)
		b.WriteRune(unicode.ToLower(r))
	}
	name := b.String()
	for _, unit := range []string{" mm", " g", " bp"} {
		name = strings.TrimSuffix(name, unit)
	}
	if name == "sku" {
		return "SKU"
	}
	return name
}

// Record names one record of the shop in its history.
type Record struct {
	Entity string // "location", "box", ...
	ID     int64  // 0 for any of them
	Action string // what was done, where one number stands for many: the key of a setting
	Name   string // as people know it
}

// History is the route of the journal of a record: who changed it when and at
// which desk, from what to what.
func (r Record) History() Route {
	route := To("setup", "journal").With("entity", r.Entity).With("action", r.Action).With("name", r.Name)
	if r.ID != 0 {
		route = route.With("id", strconv.FormatInt(r.ID, 10))
	}
	return route
}

// RecordOf reads the record out of such a route.
func RecordOf(route Route) (r Record, ok bool) {
	r = Record{Entity: route.Get("entity"), Action: route.Get("action"), Name: route.Get("name")}
	if id := route.Get("id"); id != "" {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return Record{}, false
		}
		r.ID = n
	}
	return r, r.Entity != ""
}

// HistoryKey opens the history of what the cursor stands on, or of the page's own
// record, wherever there is one.
const HistoryKey Key = "Ctrl+H"

// HistoryCommand shows the history of a record. which says of which one, if any.
func HistoryCommand(group string, open func(Route), which func() (Record, bool)) Command {
	return Command{ID: "record.history", Title: "History", Key: HistoryKey, Group: group, Hint: "Who changed it, when and at which desk, from what to what.", Rows: true,
		Enabled: func() bool { _, ok := which(); return ok },
		Run: func() {
			if r, ok := which(); ok {
				open(r.History())
			}
		}}
}
