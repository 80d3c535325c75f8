package labels

import (
	"fmt"
	"strings"
)

// Dump describes the document in words, an item a line with tenths of
// millimetres: what golden files hold, and what a person can send when a
// printout looks wrong.
func (d *Doc) Dump() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %d dpi\n", d.Title, d.DPI)
	for i, p := range d.Pages {
		fmt.Fprintf(&b, "page %d %.1f x %.1f\n", i+1, p.W, p.H)
		for _, it := range p.Items {
			switch it := it.(type) {
			case Text:
				fmt.Fprintf(&b, "  text %.1f,%.1f w%.1f %gpt %s%s %q\n", it.X, it.Y, it.W, it.Size, fontsOf(it), inkName(it.Ink), it.Plain)
			case Line:
				fmt.Fprintf(&b, "  line %.1f,%.1f %.1f,%.1f %.2f\n", it.X1, it.Y1, it.X2, it.Y2, it.Width)
			case Box:
				fill := ""
				if it.Fill {
					fill = " filled" + inkName(it.Paint)
				}
				fmt.Fprintf(&b, "  box %.1f,%.1f %.1fx%.1f %.2f%s\n", it.X, it.Y, it.W, it.H, it.Width, fill)
			case Image:
				fmt.Fprintf(&b, "  image %.1f,%.1f %.1fx%.1f\n", it.X, it.Y, it.W, it.H)
			case Symbol:
				fmt.Fprintf(&b, "  code %s %q at dot %d,%d, %d dots a module, %d high\n", it.Code.Kind, it.Code.Data, it.X, it.Y, it.Module, it.Height)
			}
		}
	}
	for _, w := range d.Warnings {
		fmt.Fprintf(&b, "warning %s\n", w)
	}
	return b.String()
}

func fontsOf(t Text) string {
	names := [fontCount]string{"sans", "bold", "narrow", "narrowbold", "mono", "cjk"}
	var out []string
	for _, r := range t.Runs {
		out = append(out, names[r.Font])
	}
	return strings.Join(out, "+")
}

func inkName(i Ink) string {
	switch i {
	case Black:
		return ""
	case White:
		return " white"
	}
	return " grey"
}
