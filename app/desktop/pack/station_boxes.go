package pack

import (
	"fmt"
	"sort"

	"packbench/app"
	"packbench/data"
)

// boxView is one parcel as the bench shows it: which box, what goes in, and how
// far it is filled.
type boxView struct {
	Code, Title string // "B4", "parcel 1 of 2"
	Size        string
	Weight      data.Grams
	Filling     string
	Now         bool // the one to fill now
	Full        bool
	Lines       []boxLine
}

type boxLine struct {
	SKU, Name string
	Qty, In   data.Quantity
}

// boxViews says what lies in which box. Scans do not say into which box a unit
// goes, so boxes are filled in their order.
func boxViews(b *app.Bench) []boxView {
	if b == nil {
		return nil
	}
	lines := make(map[int64]data.ShipmentLinesRow, len(b.Lines))
	left := make(map[int64]data.Quantity, len(b.Lines))
	for _, l := range b.Lines {
		lines[l.ID], left[l.ID] = l, l.Packed
	}
	var out []boxView
	now := false
	for _, p := range b.Parcels {
		v := boxView{Code: p.BoxCode, Title: fmt.Sprintf("parcel %d of %d", p.N, len(b.Parcels)), Weight: p.WeightG, Filling: p.Filling, Full: true}
		if p.LengthMm > 0 {
			v.Size = fmt.Sprintf("%d × %d × %d mm", p.LengthMm, p.WidthMm, p.HeightMm)
		}
		for _, x := range b.Inside {
			l, known := lines[x.ShipmentLineID]
			if x.ParcelID != p.ID || !known || l.Kind == "kit" {
				continue
			}
			in := min(left[l.ID], x.Qty)
			left[l.ID] -= in
			if in < x.Qty && l.Kind == "stocked" {
				v.Full = false
			}
			v.Lines = append(v.Lines, boxLine{SKU: string(l.SKU), Name: l.Name, Qty: x.Qty, In: in})
		}
		v.Now = !v.Full && !now
		now = now || v.Now
		out = append(out, v)
	}
	return out
}

// benchLine is a line to scan.
type benchLine struct {
	SKU, Name, Note string
	Done, Left      data.Quantity
	Missing         data.Quantity // not picked yet
	Scanned         bool          // false: not tracked, goes in unscanned
}

// benchLines lists what is to be scanned: what is left first, so that nobody
// looks for it among the done.
func benchLines(b *app.Bench) []benchLine {
	if b == nil {
		return nil
	}
	kits := make(map[int64]string)
	for _, l := range b.Lines {
		if l.Kind == "kit" {
			kits[l.OrderLineID] = string(l.SKU)
		}
	}
	var out []benchLine
	for _, l := range b.Lines {
		if l.Kind == "kit" {
			continue
		}
		row := benchLine{SKU: string(l.SKU), Name: l.Name, Done: l.Packed, Left: l.Qty - l.Packed, Missing: l.Qty - l.Picked, Scanned: l.Kind == "stocked"}
		switch {
		case l.Gift:
			row.Note = "gift"
		case l.ParentID > 0 && kits[l.ParentID] != "":
			row.Note = "part of " + kits[l.ParentID]
		case l.ParentID > 0:
			row.Note = "part of a kit"
		}
		if !row.Scanned {
			row.Missing = 0
			row.Note = "goes in, is not scanned"
		}
		out = append(out, row)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Left > 0 && out[j].Left == 0 })
	return out
}
