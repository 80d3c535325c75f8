package page

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// ChangeWords says in words what a line of the history changed: "phone: 0142 →
// 0199; note: – → calls late". before and after are as the books keep them; value
// says a value of a field as people read it.
func ChangeWords(before, after string, value func(field string, v any) string) string {
	var was, is map[string]any
	if json.Unmarshal([]byte(after), &is) != nil {
		var text string
		if json.Unmarshal([]byte(after), &text) != nil {
			return ""
		}
		return text
	}
	if json.Unmarshal([]byte(before), &was) != nil {
		was = nil
	}
	var out []string
	for _, f := range slices.Sorted(maps.Keys(is)) {
		if b, a := value(f, was[f]), value(f, is[f]); b != a {
			out = append(out, fmt.Sprintf("%s: %s → %s", f, b, a))
		}
	}
	return strings.Join(out, "; ")
}
