package data

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// PutSetting writes one setting of the shop. The history keeps what of it changed.
func (tx *Tx) PutSetting(ctx context.Context, key, value string) error {
	was, err := tx.Setting(ctx, key)
	if err != nil && !Missing(err) {
		return fmt.Errorf("read setting %s: %w", key, err)
	}
	if err := tx.putSetting(ctx, key, value); err != nil {
		return fmt.Errorf("write setting %s: %w", key, err)
	}
	if key == FloorSetting {
		if err := tx.touchFloor(ctx); err != nil {
			return err
		}
	}
	before, after := settingChange(was, value)
	return tx.Record("setting", 0, key, before, after)
}

// secretName is how a part of a setting is called that nobody may read.
var secretName = regexp.MustCompile(`(?i)password|secret|token|api.?key|credential`)

// hiddenValue stands in the history for what is secret.
const hiddenValue = "not shown"

// settingChange gives the parts of a setting that differ, before and after; nil
// where there are none. Of what is secret it says only that it changed.
func settingChange(was, is string) (before, after any) {
	old, now := settingParts(was), settingParts(is)
	b, a := map[string]any{}, map[string]any{}
	for _, parts := range []map[string]any{old, now} {
		for name := range parts {
			if fmt.Sprint(old[name]) == fmt.Sprint(now[name]) {
				continue
			}
			b[name], a[name] = old[name], now[name]
			if secretName.MatchString(name) {
				b[name], a[name] = nil, hiddenValue
			}
		}
	}
	if len(a) == 0 {
		return nil, nil
	}
	if was == "" {
		return nil, a
	}
	return b, a
}

// settingParts takes a setting that is kept as JSON apart, by the names of its
// parts: {"address":{"city":"York"}} has "address city".
func settingParts(text string) map[string]any {
	parts := make(map[string]any)
	var v any
	if text == "" {
		return parts
	}
	if json.Unmarshal([]byte(text), &v) != nil {
		v = text
	}
	var walk func(name string, v any)
	walk = func(name string, v any) {
		object, ok := v.(map[string]any)
		if !ok {
			if name == "" {
				name = "value"
			}
			parts[name] = v
			return
		}
		for k, inner := range object {
			walk(strings.TrimSpace(name+" "+strings.ToLower(strings.ReplaceAll(k, "_", " "))), inner)
		}
	}
	walk("", v)
	return parts
}
