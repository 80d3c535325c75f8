package reports

import (
	"fmt"
	"sort"

	"packbench/labels"
)

// A Manifest lists what a carrier is handed on a day.
type Manifest struct {
	Number  string // may be empty
	Carrier string
	Account string // may be empty
	Day     string
	Parcels []ManifestParcel
}

// A ManifestParcel is one line of a manifest.
type ManifestParcel struct {
	Parcel, Order, Tracking string
	Name, Postcode, Country string
	Service                 string
	WeightG                 int
}

// Manifests makes the lists one after the other in one document.
func Manifests(shop Shop, paper labels.Size, dpi int, ms []Manifest) *labels.Doc {
	doc := labels.NewDoc("Manifests", dpi)
	if len(ms) == 1 {
		doc.Title = "Manifest " + ms[0].Carrier + " " + ms[0].Day
	}
	for i := range ms {
		m := manifestFlow{flow: newFlow(doc, paper), shop: shop, m: &ms[i]}
		m.draw()
	}
	return doc
}

// manifestFlow lays one manifest out.
type manifestFlow struct {
	*flow
	shop Shop
	m    *Manifest
	cols []column
}

func (f *manifestFlow) draw() {
	a := f.area()
	if f.compact {
		f.cols = columns(a, 1.5, column{title: "PARCEL", w: 17}, column{title: "TRACKING", w: 29}, column{title: "TO"}, column{title: "KG", w: 10, align: labels.Right})
	} else {
		f.cols = columns(a, 2.5, column{title: "", w: 7, align: labels.Right}, column{title: "PARCEL", w: 22}, column{title: "TRACKING", w: 38},
			column{title: "TO"}, column{title: "SERVICE", w: 32}, column{title: "KG", w: 12, align: labels.Right})
	}
	f.head = f.drawHead
	f.foot = f.pageFoot(f.m.Carrier + "  ·  " + f.m.Day)
	f.newPage()
	for i := range f.m.Parcels {
		f.drawParcel(i, &f.m.Parcels[i])
	}
	f.drawTotals()
	drawSigning(f.c, f.flow, f.take(20), "Handed over by", "Collected by (driver)", "Date and time")
	f.finish()
}

func (f *manifestFlow) drawHead(c *labels.Canvas, first bool) float64 {
	a := f.area()
	if !first {
		c.Text(labels.Rect{X: a.X, Y: a.Y, W: a.W, H: 7}, f.m.Carrier+", "+f.m.Day+", continued", labels.Style{Font: labels.SansBold, Size: f.body + 1, Min: 6, Quiet: true})
		return f.tableHead(c, a.Y+7, f.cols)
	}
	split := a.W * 0.58
	y := a.Y
	y += c.Text(labels.Rect{X: a.X, Y: y, W: split, H: 10}, f.m.Carrier, labels.Style{Font: labels.SansBold, Size: f.title, Min: 7}).Height
	y += c.Text(labels.Rect{X: a.X, Y: y, W: split, H: 6}, "Parcels handed over on "+f.m.Day, labels.Style{Font: labels.SansBold, Size: f.body, Min: 6}).Height
	sub := ""
	if f.m.Number != "" {
		sub = "Manifest " + f.m.Number
	}
	if f.m.Account != "" {
		if sub != "" {
			sub += "  ·  "
		}
		sub += "account " + f.m.Account
	}
	y += c.Text(labels.Rect{X: a.X, Y: y, W: split, H: 5}, sub, labels.Style{Font: labels.Narrow, Size: f.small + 0.5, Min: 5.5}).Height
	right := labels.Rect{X: a.X + split + 3, Y: a.Y + 1, W: a.W - split - 3, H: 20}
	ry := right.Y + c.Text(right, f.shop.Name, labels.Style{Font: labels.SansBold, Size: f.body, Min: 6, Align: labels.Right, Lines: 2}).Height
	ry += c.Text(labels.Rect{X: right.X, Y: ry, W: right.W, H: 18}, joinLines(f.shop.Lines), labels.Style{Font: labels.Narrow, Size: f.small, Min: 5, Align: labels.Right, Lines: 6}).Height
	return f.tableHead(c, max(y, ry)+3, f.cols)
}

func (f *manifestFlow) drawParcel(i int, p *ManifestParcel) {
	to := p.Name
	for _, s := range []string{p.Postcode, p.Country} {
		if s != "" {
			to += ", " + s
		}
	}
	one := labels.Style{Font: labels.Narrow, Size: f.body - 0.5, Min: 5.5}
	two := one
	two.Lines = 2
	texts := []string{fmt.Sprint(i + 1), parcelName(p), p.Tracking, to, p.Service, kilos(p.WeightG)}
	if f.compact {
		texts = []string{parcelName(p), p.Tracking, to, kilos(p.WeightG)}
	}
	h := 0.0
	for j, t := range texts {
		h = max(h, labels.Measure(labels.Rect{W: f.cols[j].w, H: bigHeight}, t, two).Height)
	}
	row := f.take(h + 1.6)
	for j, t := range texts {
		st := two
		st.Align = f.cols[j].align
		f.c.Text(f.cols[j].in(labels.Rect{Y: row.Y + 0.8, H: h + 0.1}), t, st)
	}
	f.hairline(row)
}

// parcelName is the parcel's number, or its order's where it has none.
func parcelName(p *ManifestParcel) string {
	if p.Parcel != "" {
		return p.Parcel
	}
	return p.Order
}

// kilos is a weight with two decimals; nothing for an unknown one.
func kilos(g int) string {
	if g <= 0 {
		return ""
	}
	c := (g + 5) / 10
	return fmt.Sprintf("%d.%02d", c/100, c%100)
}

// drawTotals sums up each service, then all.
func (f *manifestFlow) drawTotals() {
	count, weight := map[string]int{}, map[string]int{}
	var all int
	for _, p := range f.m.Parcels {
		count[p.Service]++
		weight[p.Service] += p.WeightG
		all += p.WeightG
	}
	names := make([]string, 0, len(count))
	for n := range count {
		names = append(names, n)
	}
	sort.Strings(names)
	set := func(text string, kg int, font labels.Font) {
		row := f.take(4.6)
		last := f.cols[len(f.cols)-1]
		st := labels.Style{Font: font, Size: f.body - 0.5, Min: 5.5, Align: labels.Right, Middle: true}
		f.c.Text(labels.Rect{X: row.X, Y: row.Y, W: last.x - row.X - 2.5, H: row.H}, text, st)
		f.c.Text(last.in(row), kilos(kg), st)
	}
	f.take(1.2)
	if len(names) > 1 {
		for _, n := range names {
			name := n
			if name == "" {
				name = "no service named"
			}
			set(name+": "+plural(count[n], "parcel", "parcels"), weight[n], labels.Narrow)
		}
	}
	set("Total: "+plural(len(f.m.Parcels), "parcel", "parcels"), all, labels.NarrowBold)
}
