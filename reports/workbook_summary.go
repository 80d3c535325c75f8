package reports

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// groups adds up the chart's column while the rows go by.
type groups struct {
	chart   *Chart
	by, sum int // columns; sum -1 counts rows
	values  map[string]int64
}

func newGroups(c *Chart) *groups {
	return &groups{chart: c, by: -1, sum: -1, values: map[string]int64{}}
}

// find looks the chart's columns up.
func (g *groups) find(t Table) error {
	if g.chart == nil {
		return nil
	}
	for i, c := range t.Columns {
		switch {
		case c.Title == g.chart.By && (c.Kind == Text || c.Kind == Date || c.Kind == DateTime):
			g.by = i
		case c.Title == g.chart.Sum && (c.Kind == Int || c.Kind == Money):
			g.sum = i
		}
	}
	if g.by < 0 || g.sum < 0 && g.chart.Sum != "" {
		return fmt.Errorf("%w %s: the chart has no column %q to go by or no column %q to add up", ErrTable, t.Name, g.chart.By, g.chart.Sum)
	}
	return nil
}

// Bounds on a chart: more groups than maxGroups of words are not told apart, as
// every row has its own; more than maxBars bars are not read.
const (
	maxGroups = 100_000
	maxBars   = 15
	maxDays   = 62
	others    = "others"
)

func (g *groups) add(t Table, row []any) {
	if g.by < 0 {
		return
	}
	key := ""
	switch v := row[g.by].(type) {
	case string:
		key = cleanText(v)
	case time.Time:
		if !v.IsZero() {
			key = v.In(t.zone()).Format("2006-01-02")
		}
	}
	if key == "" {
		key = "none"
	}
	if _, ok := g.values[key]; !ok && len(g.values) >= maxGroups {
		key = others
	}
	n := int64(1)
	if g.sum >= 0 {
		n, _ = asInt(row[g.sum])
	}
	g.values[key] += n
}

type bar struct {
	name  string
	value int64
}

// bars are days in their order, or months when there are many days, or the
// largest of other groups with the rest as one.
func (g *groups) bars(t Table) []bar {
	if g.by < 0 {
		return nil
	}
	values := g.values
	dates := t.Columns[g.by].Kind != Text
	if dates && len(values) > maxDays {
		months := map[string]int64{}
		for day, n := range values {
			months[day[:min(len(day), len("2006-01"))]] += n
		}
		values = months
	}
	bars := make([]bar, 0, len(values))
	for name, n := range values {
		bars = append(bars, bar{name, n})
	}
	if dates {
		slices.SortFunc(bars, func(a, b bar) int { return strings.Compare(a.name, b.name) })
		return bars
	}
	slices.SortFunc(bars, func(a, b bar) int { return cmp.Or(cmp.Compare(b.value, a.value), strings.Compare(a.name, b.name)) })
	if len(bars) > maxBars {
		rest := bar{name: others}
		for _, b := range bars[maxBars-1:] {
			rest.value += b.value
		}
		bars = append(bars[:maxBars-1], rest)
	}
	return bars
}

// writeSummary fills the first sheet.
func (b *workbook) writeSummary() error {
	f, t := b.file, b.table
	title, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 16}})
	if err != nil {
		return err
	}
	left := &excelize.Alignment{Horizontal: "left", Vertical: "top"}
	leftStyle, err := f.NewStyle(&excelize.Style{Alignment: left})
	if err != nil {
		return err
	}
	count := "#,##0"
	countStyle, err := f.NewStyle(&excelize.Style{CustomNumFmt: &count})
	if err != nil {
		return err
	}
	s := &summary{}
	s.row(cellOf(title, cleanText(t.Title)))
	s.gap()
	s.pairs("Period", leftStyle, t.Period)
	s.pairs("Filters", leftStyle, t.Filters...)
	if !b.opt.Generated.IsZero() {
		s.pairs("Made", leftStyle, b.opt.Generated.In(t.zone()).Format("2006-01-02 15:04:05"))
	}
	s.pairs("Times", leftStyle, t.zone().String())
	s.pairs("Notes", leftStyle, t.Notes...)
	s.gap()
	s.row(cellOf(b.head, "Total"), cellOf(b.head, "Value"))
	last := max(b.rows, 1) + 1
	sheet := "'" + b.sheet + "'!"
	rows := excelize.Cell{StyleID: countStyle, Value: int64(b.rows)}
	if b.rows > 0 { // a table always has a row; without any it is an empty one
		rows.Formula = fmt.Sprintf("ROWS(%sA2:A%d)", sheet, last)
	}
	s.row("Rows", rows)
	for i, c := range t.Columns {
		if !c.Total {
			continue
		}
		col, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		// The value stands beside the formula for programs that do not compute.
		sum := excelize.Cell{StyleID: b.styles[i], Formula: fmt.Sprintf("SUM(%s%s2:%s%d)", sheet, col, col, last), Value: b.sums[i]}
		if c.Kind == Money {
			sum.Value = amountOf(b.sums[i], c.Currency)
		}
		s.row(cleanText(c.header()), sum)
	}
	hidden := false
	if err := f.SetSheetView(summarySheet, 0, &excelize.ViewOptions{ShowGridLines: &hidden}); err != nil {
		return err
	}
	f.SetActiveSheet(0)
	// The chart goes on the sheet before its cells are streamed; streaming
	// takes what is on the sheet along.
	if bars := b.groups.bars(t); len(bars) > 0 {
		s.gap()
		if err := b.addChart(b.addBars(s, bars), len(bars)); err != nil {
			return err
		}
	}
	return s.stream(f)
}

// addBars puts the chart's own small table below the totals and says on which
// line its values begin.
func (b *workbook) addBars(s *summary, bars []bar) (first int) {
	unit, style, money := "Rows", 0, ""
	if b.groups.sum >= 0 {
		column := b.table.Columns[b.groups.sum]
		unit, style = column.header(), b.styles[b.groups.sum]
		if column.Kind == Money {
			money = column.Currency
		}
	}
	s.row(cellOf(b.head, cleanText(b.opt.Chart.By)), cellOf(b.head, cleanText(unit)))
	first = len(s.rows) + 1
	for _, one := range bars {
		value := excelize.Cell{StyleID: style, Value: one.value}
		if money != "" {
			value.Value = amountOf(one.value, money)
		}
		s.row(one.name, value)
	}
	return first
}

// addChart draws n bars from a line of the first sheet on, beside the totals.
func (b *workbook) addChart(first, n int) error {
	kind, reverse := excelize.Bar, true // words read best beside level bars, the largest on top
	if b.table.Columns[b.groups.by].Kind != Text {
		kind, reverse = excelize.Col, false
	}
	last := first + n - 1
	err := b.file.AddChart(summarySheet, "D3", &excelize.Chart{
		Type: kind,
		Series: []excelize.ChartSeries{{
			Name:       fmt.Sprintf("%s!$B$%d", summarySheet, first-1),
			Categories: fmt.Sprintf("%s!$A$%d:$A$%d", summarySheet, first, last),
			Values:     fmt.Sprintf("%s!$B$%d:$B$%d", summarySheet, first, last),
		}},
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: cleanText(b.opt.Chart.Title)}}},
		Legend:    excelize.ChartLegend{Position: "none"},
		XAxis:     excelize.ChartAxis{ReverseOrder: reverse},
		YAxis:     excelize.ChartAxis{MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"}},
		Dimension: excelize.ChartDimension{Width: 640, Height: uint(max(320, 90+24*min(n, maxBars)))},
	})
	if err != nil {
		return err
	}
	// A chart brings kinds of pictures in no order; put them in one, so that
	// the same table gives the same parts.
	if types := b.file.ContentTypes; types != nil {
		sort.Slice(types.Defaults, func(i, j int) bool { return types.Defaults[i].Extension < types.Defaults[j].Extension })
	}
	return nil
}

// summary is the rows of the first sheet.
type summary struct{ rows [][]any }

func cellOf(style int, v any) excelize.Cell { return excelize.Cell{StyleID: style, Value: v} }

func (s *summary) row(cells ...any) { s.rows = append(s.rows, cells) }

func (s *summary) gap() { s.rows = append(s.rows, nil) }

// pairs puts values below one another, the label beside the first.
func (s *summary) pairs(label string, style int, values ...string) {
	var first any = label
	for _, v := range values {
		if v != "" {
			s.row(first, cellOf(style, cleanText(v)))
			first = nil
		}
	}
}

// stream writes the sheet. Streaming keeps a formula's value a number; setting
// a formula on a cell would make it text.
func (s *summary) stream(f *excelize.File) error {
	w, err := f.NewStreamWriter(summarySheet)
	if err != nil {
		return err
	}
	for col, width := range []float64{26, 22} {
		if err := w.SetColWidth(col+1, col+1, width); err != nil {
			return err
		}
	}
	for i, cells := range s.rows {
		if len(cells) == 0 {
			continue
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return err
		}
	}
	return w.Flush()
}
