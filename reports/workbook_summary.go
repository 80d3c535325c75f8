package reports

import (
	"cmp"
	"fmt"
	"slices"
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
	s := &summary{file: f, line: 1}
	s.set("A", title, cleanText(t.Title))
	s.line += 2
	s.pair("Period", leftStyle, t.Period)
	for i, filter := range t.Filters {
		label := ""
		if i == 0 {
			label = "Filters"
		}
		s.pair(label, leftStyle, filter)
	}
	if !b.opt.Generated.IsZero() {
		s.pair("Made", leftStyle, b.opt.Generated.In(t.zone()).Format("2006-01-02 15:04:05"))
	}
	s.pair("Times", leftStyle, t.zone().String())
	for i, note := range t.Notes {
		label := ""
		if i == 0 {
			label = "Notes"
		}
		s.pair(label, leftStyle, note)
	}
	s.line++
	s.set("A", b.head, "Total")
	s.set("B", b.head, "Value")
	s.line++
	last := max(b.rows, 1) + 1
	sheet := "'" + b.sheet + "'!"
	s.set("A", 0, "Rows")
	s.formula("B", countStyle, fmt.Sprintf("ROWS(%sA2:A%d)", sheet, last), int64(b.rows))
	if b.rows == 0 {
		s.set("B", countStyle, int64(0)) // a table always has a row, here an empty one
	}
	s.line++
	for i, c := range t.Columns {
		if !c.Total {
			continue
		}
		col, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		s.set("A", 0, c.header())
		var cached any = b.sums[i]
		if c.Kind == Money {
			cached = amountOf(b.sums[i], c.Currency)
		}
		s.formula("B", b.styles[i], fmt.Sprintf("SUM(%s%s2:%s%d)", sheet, col, col, last), cached)
		s.line++
	}
	if bars := b.groups.bars(t); len(bars) > 0 {
		s.line++
		if err := b.writeChart(s, bars); err != nil {
			return err
		}
	}
	if s.err != nil {
		return s.err
	}
	if err := f.SetColWidth(summarySheet, "A", "A", 26); err != nil {
		return err
	}
	if err := f.SetColWidth(summarySheet, "B", "B", 22); err != nil {
		return err
	}
	hidden := false
	if err := f.SetSheetView(summarySheet, 0, &excelize.ViewOptions{ShowGridLines: &hidden}); err != nil {
		return err
	}
	f.SetActiveSheet(0)
	return nil
}

// writeChart puts the chart's own small table below the totals and the picture
// beside them.
func (b *workbook) writeChart(s *summary, bars []bar) error {
	c := b.opt.Chart
	unit, style := "Rows", 0
	if b.groups.sum >= 0 {
		column := b.table.Columns[b.groups.sum]
		unit, style = column.header(), b.styles[b.groups.sum]
	}
	s.set("A", b.head, c.By)
	s.set("B", b.head, unit)
	s.line++
	first := s.line
	for _, one := range bars {
		s.set("A", 0, one.name)
		var v any = one.value
		if b.groups.sum >= 0 && b.table.Columns[b.groups.sum].Kind == Money {
			v = amountOf(one.value, b.table.Columns[b.groups.sum].Currency)
		}
		s.set("B", style, v)
		s.line++
	}
	kind, axis := excelize.Bar, true // words read best beside level bars, the largest on top
	if b.table.Columns[b.groups.by].Kind != Text {
		kind, axis = excelize.Col, false
	}
	run := []excelize.RichTextRun{{Text: cleanText(c.Title)}}
	return b.file.AddChart(summarySheet, "D3", &excelize.Chart{
		Type: kind,
		Series: []excelize.ChartSeries{{
			Name:       fmt.Sprintf("%s!$B$%d", summarySheet, first-1),
			Categories: fmt.Sprintf("%s!$A$%d:$A$%d", summarySheet, first, s.line-1),
			Values:     fmt.Sprintf("%s!$B$%d:$B$%d", summarySheet, first, s.line-1),
		}},
		Title:     excelize.ChartTitle{Paragraph: run},
		Legend:    excelize.ChartLegend{Position: "none"},
		XAxis:     excelize.ChartAxis{ReverseOrder: axis},
		YAxis:     excelize.ChartAxis{MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"}},
		Dimension: excelize.ChartDimension{Width: 640, Height: uint(max(320, 90+24*min(len(bars), maxBars)))},
	})
}

// summary sets cells of the first sheet, line by line, and keeps the first
// error.
type summary struct {
	file *excelize.File
	line int
	err  error
}

func (s *summary) set(col string, style int, v any) {
	at := fmt.Sprintf("%s%d", col, s.line)
	if s.err == nil {
		s.err = s.file.SetCellValue(summarySheet, at, v)
	}
	if s.err == nil && style != 0 {
		s.err = s.file.SetCellStyle(summarySheet, at, at, style)
	}
}

// formula sets a formula and the value it has now, for programs that do not
// compute.
func (s *summary) formula(col string, style int, formula string, cached any) {
	s.set(col, style, cached)
	if s.err == nil {
		s.err = s.file.SetCellFormula(summarySheet, fmt.Sprintf("%s%d", col, s.line), formula)
	}
}

func (s *summary) pair(label string, style int, value string) {
	if value == "" {
		return
	}
	s.set("A", 0, label)
	s.set("B", style, cleanText(value))
	s.line++
}
