package chart

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/testkit/sites"
)

// The figures of these tests come from CSV text through the gate, since nothing else can make a cell with a number.

// hostile is a title that would close a script element, break an attribute and look like ECharts' own names.
const hostile = `</script><script>alert(1)</script> "q" style="x:y" class="z" <style>*{}</style> & zr0-c1`

// schema is a table of counts, money and a median by quarter, county and field of work. %s stands for its charts.
const schema = `id: trial
kind: aggregate
title:
  zh: 试验
  en: trial
description:
  zh: 试验数据。
  en: A trial.
source:
  name:
    zh: 编造的数据
    en: Invented data
frequency: quarterly
contact:
  zh: 请拨12345
  en: Dial 12345
licence: CC-BY-4.0
demo: true
primary_key:
  - period
  - region
  - field
fields:
  - id: period
    type: period
    title:
      zh: 时期
      en: period
    required: true
    role: dimension
  - id: region
    type: region
    title:
      zh: 地区
      en: region
    required: true
    role: dimension
    level: county
  - id: field
    type: code
    title:
      zh: 领域
      en: field
    required: true
    role: dimension
    codes: fields
  - id: people
    type: integer
    title:
      zh: 受助
      en: helped
    unit:
      zh: 人
      en: people
    role: count
  - id: spent
    type: money_cny
    title:
      zh: 支出
      en: spent
    unit:
      zh: 元
      en: yuan
    role: amount
    follows: people
  - id: days
    type: decimal
    title:
      zh: 天数
      en: days
    unit:
      zh: 天
      en: days
    role: value
charts:
%s`

// rows has a count below the threshold, a zero and a missing cell; 2026 has three quarters.
const rows = `period,region,field,people,spent,days
2025Q4,350102,fulao,1200,230000.50,3.125
2025Q4,350102,jikun,310,41000,4
2025Q4,350105,fulao,95,9000,5.5
2025Q4,350105,jikun,66,7000.10,6
2025Q4,350128,fulao,40,5200,7
2025Q4,350128,jikun,35,4100,8
2025Q4,350503,fulao,900,120000,9
2025Q4,350503,jikun,800,110000,10
2026Q1,350102,fulao,1300,240000,3
2026Q1,350102,jikun,4,400,4
2026Q1,350105,fulao,99,9100,5
2026Q1,350105,jikun,70,7100,6
2026Q1,350128,fulao,0,0,
2026Q1,350128,jikun,,,
2026Q1,350503,fulao,950,130000,9
2026Q1,350503,jikun,820,115000.75,10
`

// chartOf writes the declaration of a chart; more are further lines.
func chartOf(id, kind, x, y string, more ...string) string {
	b := fmt.Sprintf("  - id: %s\n    kind: %s\n    title:\n      zh: 图\n      en: chart\n    x: %s\n    y:\n", id, kind, x)
	for f := range strings.FieldsSeq(y) {
		b += "      - " + f + "\n"
	}
	for _, m := range more {
		b += "    " + m + "\n"
	}
	return b
}

// trial clears the tiny site with the table above and the charts.
func trial(t testing.TB, charts ...string) (*release.Cleared, *release.Table) {
	t.Helper()
	return trialOf(t, schema, rows, charts...)
}

// trialOf is trial with another schema and rows.
func trialOf(t testing.TB, schema, rows string, charts ...string) (*release.Cleared, *release.Table) {
	t.Helper()
	site := sites.Tiny(t)
	site.Set("data/aggregates/trial.yaml", fmt.Sprintf(schema, strings.Join(charts, "")))
	site.Set("data/aggregates/trial.csv", rows)
	cleared, _ := site.Clear(t)
	table, ok := cleared.Table("trial")
	if !ok {
		t.Fatal("no table trial")
	}
	return cleared, table
}

// figures builds every chart of a trial.
func figures(t testing.TB, charts ...string) map[string]*Figure {
	t.Helper()
	return figuresOf(t, schema, rows, charts...)
}

// figuresOf is figures with another schema and rows.
func figuresOf(t testing.TB, schema, rows string, charts ...string) map[string]*Figure {
	t.Helper()
	cleared, table := trialOf(t, schema, rows, charts...)
	out := map[string]*Figure{}
	for _, decl := range table.Schema.Charts {
		f, err := Build(cleared, table, decl)
		if err != nil {
			t.Fatal(err)
		}
		out[decl.ID] = f
	}
	return out
}

// everyChart is one chart of each kind, with several series where the kind has them.
func everyChart() []string {
	return []string{
		chartOf("trend", "line", "period", "people"),
		chartOf("lines", "line", "period", "people", "series: field"),
		chartOf("years", "bar", "period", "spent", "x_period: year"),
		chartOf("cities", "bar", "region", "people", "where:", "  period: latest"),
		chartOf("counties", "bar", "region", "people", "x_level: county", "where:", "  period: 2026Q1", "  field: jikun"),
		chartOf("money", "bar", "field", "spent", "where:", "  period: 2025Q4"),
		chartOf("stack", "stacked", "region", "people", "series: field", "where:", "  period: \"2025\""),
		chartOf("tiles", "tiles", "region", "people", "where:", "  period: latest"),
		chartOf("pairs", "grouped", "region", "people", "series: field", "where:", "  period: latest"),
		chartOf("pairs_by_time", "grouped", "period", "people", "series: field"),
		chartOf("shares", "share", "region", "people", "series: field", "where:", "  period: latest"),
		chartOf("shares_by_time", "share", "period", "people", "series: field"),
		chartOf("heat", "heat", "region", "people", "series: field", "x_level: county", "where:", "  period: latest"),
		chartOf("panels", "multiples", "period", "people", "series: field", "where:", "  region: '350128'"),
		chartOf("slopes", "slope", "period", "people", "series: field", "where:", "  region: '350100'"),
	}
}

// column gives the cells of a field's column for values as an editor writes them; "w" gives a withheld cell.
func column(t testing.TB, kind string, values ...string) []release.Cell {
	t.Helper()
	site := sites.Tiny(t)
	text := strings.Replace(fmt.Sprintf(schema, chartOf("c", "line", "period", "people")), "type: integer", "type: "+kind, 1)
	if kind == "decimal" {
		text = strings.Replace(text, "role: count", "role: value", 1)
		text = strings.Replace(text, "    role: amount\n    follows: people\n", "    role: value\n", 1)
		text, _, _ = strings.Cut(text, "charts:")
	}
	if kind == "money_cny" { // an amount with a count of its own, large everywhere
		text = strings.Replace(text, "role: count", "role: amount\n    follows: days", 1)
		text = strings.Replace(text, "follows: people", "follows: days", 1)
		text = strings.Replace(text, "type: decimal", "type: integer", 1)
		text = strings.Replace(text, "role: value", "role: count", 1)
	}
	site.Set("data/aggregates/trial.yaml", text)
	var b strings.Builder
	b.WriteString("period,region,field,people,spent,days\n")
	for i, v := range values {
		if v == "w" {
			v = ""
		}
		fmt.Fprintf(&b, "%dQ%d,350102,fulao,%s,,1000\n", 1990+i/4, i%4+1, v)
	}
	site.Set("data/aggregates/trial.csv", b.String())
	cleared, _ := site.Clear(t)
	table, _ := cleared.Table("trial")
	at := table.Column("people")
	var out []release.Cell
	for i, r := range table.Rows {
		c := r.Cells[at]
		if values[i] == "w" {
			c = release.Cell{}
		} else if _, ok := c.Number(); ok != (values[i] != "" && values[i] != "z") {
			t.Fatalf("cell %d of %q is in state %d", i, values, c.State())
		}
		out = append(out, c)
	}
	return out
}

// quarters is a figure of one series over quarters up to 2026Q3.
func quarters(unit lang.Text, cells ...release.Cell) *Figure {
	f := &Figure{ID: "trial-made", Kind: "line", Dataset: "trial", Unit: unit, Series: []Series{{Label{Code: "people", Text: lang.Text{ZH: "受助", EN: "helped"}, Period: calendar.Period{}}, cells}}}
	p := calendar.Period{Year: 2026, Quarter: 3}
	f.X = make([]Label, len(cells))
	for i := len(cells) - 1; i >= 0; i-- {
		f.X[i] = Label{Code: p.String(), Period: p}
		p = p.Previous()
	}
	return f
}

// places is a figure of one series over named places.
func places(unit lang.Text, cells ...release.Cell) *Figure {
	f := quarters(unit, cells...)
	f.Kind = "bar"
	names := []lang.Text{{ZH: "鼓楼区", EN: "Gulou"}, {ZH: "马尾区", EN: "Mawei"}, {ZH: "平潭", EN: "Pingtan"}, {ZH: "丰泽区", EN: "Fengze"}}
	for i := range f.X {
		f.X[i] = Label{Code: names[i].EN, Text: names[i]}
	}
	return f
}

func people() lang.Text { return lang.Text{ZH: "人", EN: "people"} }

// exact is the value of a cell in the unit of its column.
func exact(c release.Cell) *big.Rat {
	n, _ := c.Number()
	return new(big.Rat).SetFrac(big.NewInt(n), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(c.Scale())), nil))
}

func printers() []*lang.Printer {
	return []*lang.Printer{lang.NewPrinter(lang.ZH), lang.NewPrinter(lang.EN)}
}
