package data

import "fmt"

// What the history keeps of a record of the shop: its facts as people say them.

func placeFacts(l Location) map[string]any {
	return map[string]any{"kind": l.Kind, "zone": l.Zone, "sold from": l.Sellable, "picked from": l.Pickable}
}

func cartFacts(c Cart) map[string]any {
	return map[string]any{"code": c.Code, "name": c.Name, "slots": c.Slots, "lines": c.Lines, "units": int64(c.Units), "carries": c.WeightG.String(), "volume": c.VolumeMm3, "in use": c.Active}
}

func boxFacts(b Box) map[string]any {
	sides := func(l, w, h Millimetres) string { return fmt.Sprintf("%d x %d x %d mm", l, w, h) }
	return map[string]any{"name": b.Name, "kind": b.Kind, "inside": sides(b.InLength, b.InWidth, b.InHeight), "outside": sides(b.OutLength, b.OutWidth, b.OutHeight),
		"weighs empty": b.TareG.String(), "carries": b.MaxG.String(), "cost": b.Cost.String(), "stock": int64(b.Stock), "in use": b.Active}
}
