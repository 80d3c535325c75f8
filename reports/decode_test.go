package reports

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"packbench/labels"
	"packbench/labels/scantest"
)

// codesOn lists the Code 128s of each page as the scanner should read them.
func codesOn(d *labels.Doc) [][]string {
	out := make([][]string, len(d.Pages))
	for i, p := range d.Pages {
		for _, it := range p.Items {
			if s, ok := it.(labels.Symbol); ok {
				out[i] = append(out[i], "CODE-128:"+s.Code.Data)
			}
		}
	}
	return out
}

// TestCodesDecode reads back the order, return, list and sheet numbers on each
// kind of document and paper, one bit deep at the printer's density.
// PACKBENCH_DOCUMENTS=1 makes it 500 codes of each kind, most of them on label
// stock, where a page is quickly read.
func TestCodesDecode(t *testing.T) {
	scantest.Need(t)
	small, big, dpis := 10, 3, []int{203}
	if scantest.Full() {
		small, big, dpis = 225, 25, []int{203, 300}
	}
	r := rand.New(rand.NewPCG(11, 11))
	number := func(prefix string) string { return fmt.Sprint(prefix, 1+r.IntN(99999)) }
	kinds := map[string]func(paper labels.Size, dpi, n int) *labels.Doc{
		"packing slip": func(paper labels.Size, dpi, n int) *labels.Doc {
			var slips []PackingSlip
			for range n {
				s := sampleSlip(3)
				s.Order, s.ReturnCode = number("1"), number("R-")+"-1"
				slips = append(slips, s)
			}
			return PackingSlips(sampleShop, paper, dpi, slips)
		},
		"pick list": func(paper labels.Size, dpi, n int) *labels.Doc {
			var lists []PickList
			for range n * 2 {
				l := samplePick(4, 3)
				l.Number = number("P-")
				lists = append(lists, l)
			}
			return PickLists(paper, dpi, lists)
		},
		"count sheet": func(paper labels.Size, dpi, n int) *labels.Doc {
			var sheets []CountSheet
			for range max(2, n/5) {
				s := sampleCount(4, true)
				s.Number = number("C-")
				sheets = append(sheets, s)
			}
			return CountSheets(paper, dpi, sheets)
		},
	}
	for name, build := range kinds {
		for _, dpi := range dpis {
			for _, on := range []struct {
				paper labels.Size
				n     int
				name  string
			}{{labels.Label4x6, small, "4x6"}, {labels.A4, big, "A4"}} {
				t.Run(fmt.Sprintf("%s on %s at %d dpi", name, on.name, dpi), func(t *testing.T) {
					d := build(on.paper, dpi, on.n)
					want := codesOn(d)
					for i, w := range want {
						if len(w) == 0 {
							t.Errorf("page %d has no code: %v", i+1, d.Warnings)
						}
					}
					pdf, err := d.PDF()
					if err != nil {
						t.Fatal(err)
					}
					scantest.Compare(t, scantest.Read(t, pdf, dpi), want)
				})
			}
		}
	}
}
