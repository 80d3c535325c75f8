package reports

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

var london = func() *time.Location {
	l, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	return l
}()

// sheetRows is a table of these rows.
func sheetRows(rows ...[]any) func(func([]any) bool) error {
	return func(yield func([]any) bool) error {
		for _, r := range rows {
			if !yield(r) {
				return nil
			}
		}
		return nil
	}
}

func ordersSheet() Table {
	at := func(day, hour, minute int) time.Time { return time.Date(2011, 7, day, hour, minute, 0, 0, time.UTC) }
	return Table{
		Name: "Orders", Title: "Orders", Period: "2011-07-01 to 2011-07-03", Zone: london,
		Filters: []string{"Channel: phone or web", "Without drafts"}, Notes: []string{"Refunds are negative."},
		Columns: []Column{
			{Title: "Order", Kind: Text}, {Title: "Placed", Kind: DateTime}, {Title: "Due", Kind: Date}, {Title: "Channel", Kind: Text},
			{Title: "Units", Kind: Int, Total: true}, {Title: "Total", Kind: Money, Currency: "GBP", Total: true}, {Title: "Margin", Kind: Percent},
		},
		Rows: sheetRows(
			[]any{"00042", at(1, 9, 30), at(4, 0, 0), "phone", int64(12), int64(25_499), 0.4275},
			[]any{"=2+2", at(2, 23, 30), nil, "web", 3, int64(-1_005), nil},
			[]any{"10044", at(3, 8, 0), time.Time{}, "web", int64(0), int64(100_000), -0.5},
		),
	}
}

func TestCSVTwin(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSV(context.Background(), &b, ordersSheet()); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffOrder,Placed,Due,Channel,Units,Total (GBP),Margin (%)\r\n" +
		"00042,2011-07-01 10:30:00,2011-07-04,phone,12,254.99,42.75\r\n" +
		"'=2+2,2011-07-03 00:30:00,,web,3,-10.05,\r\n" +
		"10044,2011-07-03 09:00:00,,web,0,1000.00,-50\r\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestWorkbookKeepsTheConventions(t *testing.T) {
	var b bytes.Buffer
	opt := Options{Shop: "Rose & Thistle", Generated: time.Date(2011, 7, 4, 8, 0, 0, 0, time.UTC), Chart: &Chart{Title: "Sales by channel", By: "Channel", Sum: "Total"}}
	if err := WriteXLSX(context.Background(), &b, ordersSheet(), opt); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); !reflect.DeepEqual(got, []string{"Summary", "Orders"}) || f.GetActiveSheetIndex() != 0 {
		t.Errorf("sheets %v, open on %d", got, f.GetActiveSheetIndex())
	}

	// The rows: real numbers and dates, codes as text.
	shown, err := f.GetRows("Orders")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"Order", "Placed", "Due", "Channel", "Units", "Total (GBP)", "Margin (%)"},
		{"00042", "2011-07-01 10:30:00", "2011-07-04", "phone", "12", "254.99", "42.8%"},
		{"=2+2", "2011-07-03 00:30:00", "", "web", "3", "-10.05"},
		{"10044", "2011-07-03 09:00:00", "", "web", "0", "1,000.00", "-50.0%"},
	}
	if !reflect.DeepEqual(shown, want) {
		t.Errorf("shown\n%q\nwant\n%q", shown, want)
	}
	for cell, kind := range map[string]excelize.CellType{"A2": excelize.CellTypeInlineString, "A3": excelize.CellTypeInlineString, "B2": excelize.CellTypeUnset, "E2": excelize.CellTypeUnset, "F2": excelize.CellTypeUnset, "G2": excelize.CellTypeUnset} {
		got, err := f.GetCellType("Orders", cell)
		number := kind == excelize.CellTypeUnset
		isNumber := got == excelize.CellTypeUnset || got == excelize.CellTypeNumber
		if err != nil || number != isNumber {
			t.Errorf("cell %s is of type %v (%v)", cell, got, err)
		}
	}
	if formula, err := f.GetCellFormula("Orders", "A3"); err != nil || formula != "" {
		t.Errorf("a text became the formula %q (%v)", formula, err)
	}
	tables, err := f.GetTables("Orders")
	if err != nil || len(tables) != 1 || tables[0].Name != "Orders" || tables[0].Range != "A1:G4" {
		t.Errorf("tables %+v (%v)", tables, err)
	}
	if p, err := f.GetPanes("Orders"); err != nil || !p.Freeze || p.YSplit != 1 || p.XSplit != 0 {
		t.Errorf("panes %+v (%v)", p, err)
	}
	if w, err := f.GetColWidth("Orders", "B"); err != nil || w < 15 {
		t.Errorf("column B is %v wide (%v)", w, err)
	}
	if merged, err := f.GetMergeCells("Orders"); err != nil || len(merged) != 0 {
		t.Errorf("merged cells %v (%v)", merged, err)
	}
	if l, err := f.GetPageLayout("Orders"); err != nil || l.Orientation == nil || *l.Orientation != "landscape" {
		t.Errorf("page layout %+v (%v)", l, err)
	}

	// The summary: totals as formulas with their values, and they agree.
	cells := map[string]string{}
	rows, err := f.GetRows("Summary", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	line := map[string]int{}
	for i, r := range rows {
		if len(r) > 1 && r[0] != "" {
			cells[r[0]] = r[1]
			line[r[0]] = i + 1
		}
	}
	if rows[0][0] != "Orders" {
		t.Errorf("the summary is called %q", rows[0][0])
	}
	for label, want := range map[string]string{"Period": "2011-07-01 to 2011-07-03", "Filters": "Channel: phone or web", "Made": "2011-07-04 09:00:00", "Times": "Europe/London",
		"Notes": "Refunds are negative.", "Rows": "3", "Units": "15", "Total (GBP)": "1244.94", "web": "989.95", "phone": "254.99"} {
		if cells[label] != want {
			t.Errorf("%s is %q, want %q", label, cells[label], want)
		}
	}
	for label, formula := range map[string]string{"Rows": "ROWS('Orders'!A2:A4)", "Units": "SUM('Orders'!E2:E4)", "Total (GBP)": "SUM('Orders'!F2:F4)"} {
		cell, err := excelize.CoordinatesToCellName(2, line[label])
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.GetCellFormula("Summary", cell)
		if err != nil || got != formula {
			t.Errorf("%s has the formula %q (%v)", label, got, err)
		}
		computed, err := f.CalcCellValue("Summary", cell, excelize.Options{RawCellValue: true})
		if err != nil || computed != cells[label] {
			t.Errorf("%s computes to %q (%v), the value beside it is %q", label, computed, err, cells[label])
		}
	}
	if chart := part(t, b.Bytes(), "xl/charts/chart1.xml"); !strings.Contains(chart, "Sales by channel") || !strings.Contains(chart, "<f>Summary!$B$") {
		t.Errorf("the chart is %.300s", chart)
	}
	if sheet := part(t, b.Bytes(), "xl/worksheets/sheet1.xml"); !strings.Contains(sheet, "<drawing ") {
		t.Error("the chart is not on the summary sheet")
	}
	props, err := f.GetDocProps()
	if err != nil || props.Creator != "Rose & Thistle" || props.Title != "Orders" || props.Created != "2011-07-04T08:00:00Z" {
		t.Errorf("%+v (%v)", props, err)
	}

	var again bytes.Buffer
	if err := WriteXLSX(context.Background(), &again, ordersSheet(), opt); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range z.File {
		if part(t, b.Bytes(), e.Name) != part(t, again.Bytes(), e.Name) {
			t.Errorf("%s is another the second time", e.Name)
		}
	}
}

// part is one of the files that a workbook is packed of.
func part(t *testing.T, workbook []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAnEmptyTableIsStillAWorkbook(t *testing.T) {
	table := ordersSheet()
	table.Rows = sheetRows()
	var b bytes.Buffer
	if err := WriteXLSX(context.Background(), &b, table, Options{Chart: &Chart{Title: "None", By: "Placed"}}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Orders")
	if err != nil || len(rows) != 1 {
		t.Errorf("%q (%v)", rows, err)
	}
	tables, err := f.GetTables("Orders")
	if err != nil || len(tables) != 1 || tables[0].Range != "A1:G2" {
		t.Errorf("tables %+v (%v)", tables, err)
	}
}

func TestTablesThatAreNotWellMade(t *testing.T) {
	boom := errors.New("the shop is shut")
	cases := []struct {
		name   string
		change func(*Table, *Options)
		says   string
	}{
		{"a name that reads as a cell", func(t *Table, _ *Options) { t.Name = "AB12" }, `"AB12" is no name`},
		{"a name with blanks", func(t *Table, _ *Options) { t.Name = "My orders" }, `"My orders" is no name`},
		{"one column twice", func(t *Table, _ *Options) { t.Columns[3].Title = "order" }, `"order" is empty or used twice`},
		{"money of no currency", func(t *Table, _ *Options) { t.Columns[5].Currency = "" }, "names no currency"},
		{"a sum of words", func(t *Table, _ *Options) { t.Columns[0].Total = true }, "cannot be added up"},
		{"a word for a number", func(t *Table, _ *Options) {
			t.Rows = sheetRows([]any{"1", nil, nil, "web", "three", int64(1), nil})
		}, "row 1, column Units: a string does not belong there"},
		{"a row too short", func(t *Table, _ *Options) { t.Rows = sheetRows([]any{"1"}) }, "row 1: 1 cells for 7 columns"},
		{"rows that fail", func(t *Table, _ *Options) { t.Rows = func(func([]any) bool) error { return boom } }, "the shop is shut"},
		{"a chart by no column", func(_ *Table, o *Options) { o.Chart = &Chart{By: "Colour"} }, `no column "Colour" to go by`},
		{"a chart of no sum", func(_ *Table, o *Options) { o.Chart = &Chart{By: "Channel", Sum: "Order"} }, `no column "Order" to add up`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			table, opt := ordersSheet(), Options{}
			c.change(&table, &opt)
			err := WriteXLSX(context.Background(), &bytes.Buffer{}, table, opt)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("workbook: %v, want one that says %q", err, c.says)
			}
			if opt.Chart != nil {
				return
			}
			if err := WriteCSV(context.Background(), &bytes.Buffer{}, table); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("csv: %v, want one that says %q", err, c.says)
			}
		})
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := WriteXLSX(ctx, &bytes.Buffer{}, ordersSheet(), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if err := WriteCSV(ctx, &bytes.Buffer{}, ordersSheet()); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestBarsOfTheChart(t *testing.T) {
	days := func(n int) *groups {
		g := &groups{by: 0, sum: -1, values: map[string]int64{}}
		for i := range n {
			g.values[time.Date(2011, 1, 1+i, 0, 0, 0, 0, time.UTC).Format("2006-01-02")] = 1
		}
		return g
	}
	byDay := Table{Columns: []Column{{Title: "Day", Kind: Date}}}
	if b := days(62).bars(byDay); len(b) != 62 || b[0].name != "2011-01-01" {
		t.Errorf("62 days are %d bars", len(b))
	}
	if b := days(63).bars(byDay); len(b) != 3 || b[0] != (bar{"2011-01", 31}) {
		t.Errorf("63 days are %v", b)
	}
	words := &groups{by: 0, sum: -1, values: map[string]int64{}}
	for i := range 20 {
		words.values[strings.Repeat("x", i+1)] = int64(i)
	}
	b := words.bars(Table{Columns: []Column{{Title: "Word", Kind: Text}}})
	if len(b) != maxBars || b[0].value != 19 || b[maxBars-1] != (bar{others, 0 + 1 + 2 + 3 + 4 + 5}) {
		t.Errorf("20 words are %v", b)
	}
}

func TestFileName(t *testing.T) {
	if got := ordersSheet().FileName("xlsx"); got != "Orders 2011-07-01 to 2011-07-03.xlsx" {
		t.Errorf("%q", got)
	}
	if got := (Table{Name: "Stock", Period: "as of 10:30 / today"}).FileName("csv"); got != "Stock as of 10-30 - today.csv" {
		t.Errorf("%q", got)
	}
}

// What is written is what is read, in both kinds of file.
func TestWhatIsWrittenIsWhatIsRead(t *testing.T) {
	columns := []Column{{Title: "Text", Kind: Text}, {Title: "Int", Kind: Int}, {Title: "Money", Kind: Money, Currency: "GBP"},
		{Title: "Day", Kind: Date}, {Title: "Time", Kind: DateTime}, {Title: "Share", Kind: Percent}}
	word := rapid.OneOf(rapid.String(), rapid.StringMatching(`['=+\-@]{0,3}[0-9a-z_x;,"\n ]{0,8}`), rapid.SampledFrom([]string{"007", "1E5", "_x0041_", " blank ", "2011-07-01", "TRUE", "مرحبا", "日本", "🎁"}))
	moment := rapid.Custom(func(t *rapid.T) time.Time {
		return time.Unix(rapid.Int64Range(-2_000_000_000, 9_000_000_000).Draw(t, "at"), 0)
	})
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "rows")
		var rows [][]any
		for range n {
			rows = append(rows, []any{
				word.Draw(t, "text"), rapid.Int64Range(-1e12, 1e12).Draw(t, "int"), rapid.Int64Range(-1e12, 1e12).Draw(t, "money"),
				moment.Draw(t, "day"), moment.Draw(t, "time"), float64(rapid.Int64Range(-100_000, 100_000).Draw(t, "share")) / 1e4,
			})
		}
		table := Table{Name: "T", Title: "T", Columns: columns, Rows: sheetRows(rows...), Zone: london}

		var text bytes.Buffer
		if err := WriteCSV(context.Background(), &text, table); err != nil {
			t.Fatal(err)
		}
		read, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text.String(), "\ufeff"))).ReadAll()
		if err != nil || len(read) != n+1 {
			t.Fatalf("%d records (%v)", len(read), err)
		}

		var book bytes.Buffer
		if err := WriteXLSX(context.Background(), &book, table, Options{}); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&book)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for i, r := range rows {
			line := read[i+1]
			at := func(col int) string {
				cell, err := excelize.CoordinatesToCellName(col, i+2)
				if err != nil {
					t.Fatal(err)
				}
				v, err := f.GetCellValue("T", cell, excelize.Options{RawCellValue: true})
				if err != nil {
					t.Fatal(err)
				}
				return v
			}
			clean := cleanText(r[0].(string))
			if got := unguarded(line[0]); got != clean {
				t.Fatalf("csv: %q was read as %q", clean, got)
			}
			if got := at(1); got != clean {
				t.Fatalf("workbook: %q was read as %q", clean, got)
			}
			for col, minor := range map[int]int64{1: r[1].(int64), 2: r[2].(int64)} {
				places := 0
				if col == 2 {
					places = 2
				}
				if csvN, bookN := scaled(t, line[col], places), scaled(t, at(col+1), places); csvN != minor || bookN != minor {
					t.Fatalf("%d was read as %d and %d", minor, csvN, bookN)
				}
			}
			day, at4 := r[3].(time.Time).In(london), r[4].(time.Time).In(london)
			if line[3] != day.Format("2006-01-02") || line[4] != at4.Format("2006-01-02 15:04:05") {
				t.Fatalf("%s and %s were read as %s and %s", day, at4, line[3], line[4])
			}
			if d := fromSerial(t, at(4)); d.Format("2006-01-02") != line[3] {
				t.Fatalf("%s was read as %s", line[3], d)
			}
			if d := fromSerial(t, at(5)); d.Format("2006-01-02 15:04:05") != line[4] {
				t.Fatalf("%s was read as %s", line[4], d)
			}
			share := r[5].(float64)
			if c, b := number(t, line[5])/100, number(t, at(6)); math.Abs(c-share) > 1e-12 || b != share {
				t.Fatalf("%v was read as %v and %v", share, c, b)
			}
		}
	})
}

// unguarded takes the guard off as an importer does.
func unguarded(s string) string {
	if rest := strings.TrimLeft(s, "'"); s != rest && rest != "" && strings.ContainsRune("=+-@\t\r", rune(rest[0])) {
		return s[1:]
	}
	return s
}

func number(t *rapid.T, s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func scaled(t *rapid.T, s string, places int) int64 {
	return int64(math.Round(number(t, s) * math.Pow10(places)))
}

func fromSerial(t *rapid.T, s string) time.Time {
	days := number(t, s)
	return time.Unix(int64(math.Round((days-25569)*86400)), 0).UTC()
}

func benchTable(n int) Table {
	t := ordersSheet()
	row := []any{"10042", time.Date(2011, 12, 5, 9, 30, 0, 0, time.UTC), time.Date(2011, 12, 7, 0, 0, 0, 0, time.UTC), "web", int64(3), int64(2550), 0.4}
	t.Rows = func(yield func([]any) bool) error {
		for i := range n {
			row[4] = int64(i)
			if !yield(row) {
				break
			}
		}
		return nil
	}
	return t
}

type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) { c.n += int64(len(p)); return len(p), nil }

func BenchmarkWriteXLSX100000(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		var c counter
		if err := WriteXLSX(context.Background(), &c, benchTable(100_000), Options{Chart: &Chart{Title: "By channel", By: "Channel", Sum: "Total"}}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(c.n)/1e6, "MB")
	}
}

func BenchmarkWriteCSV100000(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		var c counter
		if err := WriteCSV(context.Background(), &c, benchTable(100_000)); err != nil {
			b.Fatal(err)
		}
	}
}
