package channels

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

// readAll reads a whole table into memory.
func readAll(name string, content []byte, opt Options) (t *Table, rows [][]string, lines []int, err error) {
	t, err = OpenReader(context.Background(), name, bytes.NewReader(content), opt)
	if err != nil {
		return nil, nil, nil, err
	}
	defer t.Close()
	err = t.Rows(context.Background(), func(r Row) error {
		rows = append(rows, slices.Clone(r.Cells))
		lines = append(lines, r.Line)
		return nil
	})
	return t, rows, lines, err
}

func encode(t *testing.T, s string, e interface {
	String(string) (string, error)
}) string {
	t.Helper()
	out, err := e.String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestFilesAsPeopleBringThem(t *testing.T) {
	want := [][]string{{"A1", "Café mug", "£2.55"}, {"A2", "Tea pot", "8,50"}}
	plain := "SKU,Name,Price\nA1,Café mug,£2.55\nA2,Tea pot,\"8,50\"\n"
	cases := []struct {
		name, content string
		encoding      string
		delimiter     rune
		lines         []int
	}{
		{"UTF-8", plain, "UTF-8", ',', []int{2, 3}},
		{"UTF-8 with mark", "\ufeff" + plain, "UTF-8", ',', []int{2, 3}},
		{"Windows line ends", strings.ReplaceAll(plain, "\n", "\r\n"), "UTF-8", ',', []int{2, 3}},
		{"old Mac line ends", strings.ReplaceAll(plain, "\n", "\r"), "UTF-8", ',', []int{2, 3}},
		{"no line end at the end", strings.TrimSuffix(plain, "\n"), "UTF-8", ',', []int{2, 3}},
		{"Windows-1252", encode(t, plain, charmap.Windows1252.NewEncoder()), "Windows-1252", ',', []int{2, 3}},
		{"UTF-16 little", encode(t, plain, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()), "UTF-16LE", ',', []int{2, 3}},
		{"UTF-16 big", encode(t, plain, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder()), "UTF-16BE", ',', []int{2, 3}},
		{"UTF-16 without mark", encode(t, plain, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder()), "UTF-16LE", ',', []int{2, 3}},
		{"semicolons", "SKU;Name;Price\nA1;Café mug;£2.55\nA2;Tea pot;8,50\n", "UTF-8", ';', []int{2, 3}},
		{"tabs", "SKU\tName\tPrice\nA1\tCafé mug\t£2.55\nA2\tTea pot\t8,50\n", "UTF-8", '\t', []int{2, 3}},
		{"bars", "SKU|Name|Price\nA1|Café mug|£2.55\nA2|Tea pot|8,50\n", "UTF-8", '|', []int{2, 3}},
		{"Excel's own word", "sep=;\nSKU;Name;Price\nA1;Café mug;£2.55\nA2;Tea pot;8,50\n", "UTF-8", ';', []int{3, 4}},
		{"empty lines and empty rows", "\n,,\nSKU,Name,Price\n\nA1,Café mug,£2.55\n,,\nA2,Tea pot,\"8,50\"\n\n", "UTF-8", ',', []int{5, 7}},
		{"blanks and empty columns at the end", "SKU , Name,Price,,\n A1,Café mug ,£2.55,,\nA2,Tea pot,\"8,50\" ,,\n", "UTF-8", ',', []int{2, 3}},
		{"guarded against formulas", "SKU,Name,Price\n'A1,Café mug,£2.55\nA2,Tea pot,\"8,50\"\n", "UTF-8", ',', []int{2, 3}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			tab, rows, lines, err := readAll("list.csv", []byte(c.content), Options{})
			if err != nil {
				t.Fatal(err)
			}
			want := want
			if strings.Contains(c.content, "'A1") {
				want = [][]string{{"'A1", "Café mug", "£2.55"}, want[1]}
			}
			if tab.Encoding != c.encoding || tab.Delimiter != c.delimiter {
				t.Errorf("read as %s with %q", tab.Encoding, tab.Delimiter)
			}
			if !slices.Equal(tab.Header, []string{"SKU", "Name", "Price"}) {
				t.Errorf("header %q", tab.Header)
			}
			if !reflect.DeepEqual(rows, want) || !slices.Equal(lines, c.lines) {
				t.Errorf("rows %q on lines %v", rows, lines)
			}
		})
	}
}

func TestQuotedLineBreaksKeepTheLineNumbers(t *testing.T) {
	_, rows, lines, err := readAll("a.csv", []byte("SKU,Name\nA1,\"two\nlines \"\"so\"\"\"\nA2,5\" nail\nA3,\"x\" \n"), Options{})
	want := [][]string{{"A1", "two\nlines \"so\""}, {"A2", `5" nail`}, {"A3", "x"}}
	if err != nil || !reflect.DeepEqual(rows, want) || !slices.Equal(lines, []int{2, 4, 5}) {
		t.Errorf("%q on %v (%v)", rows, lines, err)
	}
	_, rows, _, err = readAll("a.txt", []byte("sku\tname\nA1\t\"half\nA2\tb\n"), Options{NoQuotes: true})
	if err != nil || !reflect.DeepEqual(rows, [][]string{{"A1", `"half`}, {"A2", "b"}}) {
		t.Errorf("%q (%v)", rows, err)
	}
}

func TestOneGuardQuoteIsTakenOff(t *testing.T) {
	for in, want := range map[string]string{
		"'=1+1": "=1+1", "'+44 20": "+44 20", "'-5": "-5", "'@home": "@home", "''=1": "'=1",
		"'tis": "'tis", "'": "'", "": "", "=1": "=1", "''": "''", "O'=": "O'=",
	} {
		if got := unguard(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestBadFilesAreRefusedWithTheirPlace(t *testing.T) {
	cases := []struct{ name, content, says string }{
		{"empty", "", "it is empty"},
		{"blank", "  \n\n ", "it is empty"},
		{"only commas", ",,,\n,,,\n", "it has no header row"},
		{"old Excel", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "save it as .xlsx"},
		{"PDF", "%PDF-1.4", "it is a PDF"},
		{"a web page named .csv", "<!DOCTYPE html><table>", "it is a web page"},
		{"a cut workbook", "PK\x03\x04 and then nothing", "not a table that can be read"},
		{"a program", "\x7fELF\x01\x00\x00\x00\x00\x02", "it is not text"},
		{"a quote that never closes", "SKU,Name\nA1,\"half\nA2,b\n", `list.csv, line 2, column 2: "half\nA2,b\n"; expected a closing double quote`},
		{"text after a closing quote", "SKU,Name\nA1,ok\nA2,\"b\"c\n", `list.csv, line 3, column 2: "b"; expected the end of the cell`},
		{"a cell without end", "SKU,Name\nA1,\"" + strings.Repeat("x", MaxCell+1), "list.csv, line 2, column 2"},
		{"a zero byte later on", "SKU,Name\n" + strings.Repeat("A1,a\n", 2000) + "A2,\x00b\n", "list.csv, line 2002, column 2"},
		{"too many columns", strings.Repeat("a,", MaxColumns+2), "at most 1000 columns"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, _, _, err := readAll("list.csv", []byte(c.content), Options{})
			if err == nil || !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(err.Error(), "list.csv") {
				t.Errorf("got %v, want one that says %q", err, c.says)
			}
			if strings.Contains(c.says, "line") {
				var place *CellError
				if !errors.As(err, &place) || place.Line == 0 {
					t.Errorf("%v names no line", err)
				}
			}
		})
	}
	if _, err := OpenFile(context.Background(), t.TempDir(), Options{}); !errors.Is(err, ErrNotATable) {
		t.Errorf("a folder: %v", err)
	}
	if _, err := OpenFile(context.Background(), filepath.Join(t.TempDir(), "none.csv"), Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// A comma too many spoils its own row and no other.
func TestRowsLongerThanTheHeaderAreBad(t *testing.T) {
	tab, err := OpenReader(context.Background(), "list.csv", strings.NewReader("SKU,Name\nA1,a\nA2,b,c,d\nA3,c,,\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	kind, m := Recognise(tab.Header)
	if kind != Products {
		t.Fatalf("recognised as %q", kind)
	}
	var got []string
	err = tab.Rows(context.Background(), func(r Row) error {
		p, errs := Reader{File: tab.File, Mapping: m}.ParseProduct(r)
		if errs == nil {
			got = append(got, p.SKU)
			return nil
		}
		got = append(got, errs[0].Error())
		return nil
	})
	want := []string{"A1", `list.csv, line 3, column 3: "c"; expected at most 2 cells, as the header has`, "A3"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q (%v)", got, err)
	}
}

func TestReadingStopsWhenAsked(t *testing.T) {
	content := []byte("SKU,Name\n" + strings.Repeat("A1,a\n", 10000))
	tab, err := OpenReader(context.Background(), "a.csv", bytes.NewReader(content), Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	err = tab.Rows(ctx, func(Row) error {
		if n++; n == 10 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || n > 1000 {
		t.Errorf("%d rows, then %v", n, err)
	}
	stop := errors.New("enough")
	if err := tab.Rows(context.Background(), func(Row) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("the callback's error became %v", err)
	}
	n = 0
	if err := tab.Rows(context.Background(), func(Row) error { n++; return nil }); err != nil || n != 10000 {
		t.Errorf("a second reading gave %d rows (%v)", n, err)
	}
}

func book(t testing.TB, build func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	build(f)
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func set(f *excelize.File, sheet string, line int, cells ...any) {
	if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", line), &cells); err != nil {
		panic(err)
	}
}

func TestWorkbooks(t *testing.T) {
	content := book(t, func(f *excelize.File) {
		set(f, "Sheet1", 1, "Summary of all")
		set(f, "Sheet1", 2, "Products", 2)
		f.NewSheet("Data")
		set(f, "Data", 2, "SKU", "Name", "Price", "Barcode", "Weight (kg)")
		set(f, "Data", 3, "00123", "Mug", 2.55, 5012345678900, 0.1+0.2)
		set(f, "Data", 5, "A2", "'=x", 1.0, "5012345678900", 1.25)
	})
	tab, rows, lines, err := readAll("shop.xlsx", content, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"00123", "Mug", "2.55", "5012345678900", "0.3"}, {"A2", "=x", "1", "5012345678900", "1.25"}}
	if tab.Sheet != "Data" || tab.HeaderLine != 2 || !reflect.DeepEqual(rows, want) || !slices.Equal(lines, []int{3, 5}) {
		t.Errorf("sheet %s, header on %d, rows %q on %v", tab.Sheet, tab.HeaderLine, rows, lines)
	}
	tab, _, _, err = readAll("shop.xlsx", content, Options{Sheet: "Sheet1"})
	if err != nil || !slices.Equal(tab.Header, []string{"Summary of all"}) {
		t.Errorf("%+v, %v", tab, err)
	}
	if _, _, _, err = readAll("shop.xlsx", content, Options{Sheet: "Prices"}); err == nil || !strings.Contains(err.Error(), `no sheet "Prices", but Sheet1, Data`) {
		t.Errorf("a sheet that is not there: %v", err)
	}
}

// A small file that unpacks to more than anybody's list is refused before it
// is unpacked.
func TestWorkbookThatUnpacksWithoutEndIsRefused(t *testing.T) {
	good := book(t, func(f *excelize.File) { set(f, "Sheet1", 1, "SKU", "Name") })
	r, err := zip.NewReader(bytes.NewReader(good), int64(len(good)))
	if err != nil {
		t.Fatal(err)
	}
	var bomb bytes.Buffer
	w := zip.NewWriter(&bomb)
	for _, f := range r.File {
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	e, err := w.Create("xl/worksheets/sheet2.xml")
	if err != nil {
		t.Fatal(err)
	}
	blanks := bytes.Repeat([]byte(" "), 1<<20)
	for range 70 {
		if _, err := e.Write(blanks); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if bomb.Len() > 1<<20 {
		t.Fatalf("the bomb has %d bytes", bomb.Len())
	}
	if _, _, _, err := readAll("bomb.xlsx", bomb.Bytes(), Options{}); !errors.Is(err, ErrNotATable) {
		t.Errorf("got %v", err)
	}
}

// What a writer that keeps to RFC 4180 writes is what is read.
func TestWhatIsWrittenIsWhatIsRead(t *testing.T) {
	cell := rapid.OneOf(rapid.StringMatching(`[a-zA-Z0-9,;|"\n\t .£é-]{0,12}`), rapid.SampledFrom([]string{"", "\"", "\"\"", "a\nb", ",", "x'"}))
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(2, 5).Draw(t, "width")
		n := rapid.IntRange(1, 8).Draw(t, "rows")
		var want [][]string
		var buf bytes.Buffer
		w := csv.NewWriter(&buf)
		delimiter := rapid.SampledFrom([]rune{',', ';', '\t', '|'}).Draw(t, "delimiter")
		w.Comma = delimiter
		header := make([]string, width)
		for i := range header {
			header[i] = fmt.Sprintf("Column %d", i)
		}
		w.Write(header)
		for range n {
			row := make([]string, width)
			for i := range row {
				row[i] = cell.Draw(t, "cell")
			}
			w.Write(row)
			for i := range row {
				row[i] = unguard(strings.TrimSpace(row[i]))
			}
			if !blank(row) {
				want = append(want, row)
			}
		}
		w.Flush()
		_, got, _, err := readAll("x.csv", buf.Bytes(), Options{Delimiter: delimiter})
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%q was read as %q (%v)\n%s", want, got, err, buf.String())
		}
	})
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"SKU,Name\nA,b\n", "a;\"b\nc\";d\r\n1;2;3", "\xff\xfea\x00,\x00b\x00", "sep=;\na;b", "a\tb\n\"", "\ufeffx,y\n'=1,2"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		if bytes.HasPrefix(content, []byte("PK")) {
			return
		}
		tab, rows, lines, err := readAll("f.csv", content, Options{})
		if err != nil {
			return
		}
		for i, r := range rows {
			if len(r) != len(tab.Header) || lines[i] <= tab.HeaderLine || i > 0 && lines[i] <= lines[i-1] {
				t.Errorf("row %q on line %d under %q", r, lines[i], tab.Header)
			}
		}
	})
}

func FuzzWorkbook(f *testing.F) {
	f.Add(book(f, func(b *excelize.File) { set(b, "Sheet1", 1, "SKU", "Name"); set(b, "Sheet1", 2, "A", 1.5) }))
	f.Fuzz(func(t *testing.T, content []byte) {
		if _, _, _, err := readAll("f.xlsx", content, Options{}); err != nil && !strings.HasPrefix(err.Error(), "f.xlsx") {
			t.Errorf("%v does not name the file", err)
		}
	})
}

func BenchmarkText(b *testing.B) {
	content := []byte("SKU,Name,Price,Weight\n" + strings.Repeat("85123A,\"White hanging heart, t-light holder\",2.55,190\n", 100_000))
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		tab, err := OpenReader(context.Background(), "b.csv", bytes.NewReader(content), Options{})
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		if err := tab.Rows(context.Background(), func(Row) error { n++; return nil }); err != nil || n != 100_000 {
			b.Fatal(n, err)
		}
	}
}
