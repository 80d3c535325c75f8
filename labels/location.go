package labels

// A LocationLabel goes on a shelf: the place's code, large enough for two steps
// away, and its bar code.
type LocationLabel struct {
	Code string // "A-03-2-L"
	Name string // zone or use, small: "Picking, small goods"; may be empty
	// Barcode is encoded instead of Code where a scanner needs a prefix.
	Barcode string
}

// Draw sets the label with the code's letters above its bars.
func (l LocationLabel) Draw(c *Canvas, r Rect) {
	if tall := r.W * 0.62; r.H > tall && r.H > 40 {
		r.Y, r.H = r.Y+(r.H-tall)/2, tall // a label as high as wide: all in its middle
	}
	name := 0.0
	if l.Name != "" && r.H >= 16 {
		name = min(4.2, r.H*0.14)
		c.Text(Rect{r.X, r.Y, r.W, name}, l.Name, Style{Font: Narrow, Size: 10, Min: 5, Align: Center})
	}
	rest := Rect{r.X, r.Y + name, r.W, r.H - name}
	bars := min(max(rest.H*0.42, leastHeight), 28)
	c.Text(Rect{rest.X, rest.Y, rest.W, rest.H - bars - 0.5}, l.Code, Style{Font: Mono, Size: 90, Min: 5, Align: Center, Middle: true})
	data := l.Barcode
	if data == "" {
		data = l.Code
	}
	code, err := TextCode(data)
	if err != nil {
		c.Warn(CodeBad, err.Error(), "")
		return
	}
	c.Code(Rect{rest.X, rest.Bottom() - bars, rest.W, bars}, code, CodeStyle{Align: Center})
}
