package chart

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/testkit/sites"
)

// apart tells the figures whose option is not an axis with its series; their own tests hold them.
func apart(f *Figure) bool {
	return slices.Contains([]string{"tiles", "heat", "share", "multiples", "slope", "sankey", "funnel", "timeline"}, f.Kind)
}

// named makes labels of places, codes or stages.
func named(names ...string) []Label {
	var out []Label
	for _, n := range names {
		zh, en, _ := strings.Cut(n, "/")
		out = append(out, Label{Code: en, Text: lang.Text{ZH: zh, EN: en}})
	}
	return out
}

// made is a figure of named points and series whose cells are given row by row.
func made(t testing.TB, kind string, x, series []Label, rows ...string) *Figure {
	t.Helper()
	f := &Figure{ID: "trial-made", Kind: kind, Dataset: "trial", Title: lang.Text{ZH: "图", EN: "figure"}, Unit: people(), X: x}
	for i, r := range rows {
		f.Series = append(f.Series, Series{Label: series[i], Cells: column(t, "integer", strings.Split(r, " ")...)})
	}
	return f
}

// over is the same along quarters.
func over(t testing.TB, kind string, series []Label, rows ...string) *Figure {
	t.Helper()
	n := len(strings.Split(rows[0], " "))
	f := made(t, kind, quarters(people(), make([]release.Cell, n)...).X, series, rows...)
	return f
}

// directions and steps are the sources and stages of the flows of these tests.
func directions() []Label { return named("政府/government", "慈善/charity", "平台/platform") }
func steps() []Label      { return named("转介/referred", "同意/consented", "得到帮扶/helped") }

// flowing is a sankey; rows are stages, each with a number for every source, M for one that is missing.
func flowing(t testing.TB, rows ...string) *Figure {
	t.Helper()
	f := made(t, "sankey", directions(), steps(), unmissed(rows)...)
	f.Lost = []lang.Text{{ZH: "未同意", EN: "did not consent"}, {ZH: "未得到帮扶", EN: "not yet helped"}}
	f.Least = 10
	return f
}

func unmissed(rows []string) []string {
	var out []string
	for _, r := range rows {
		out = append(out, strings.ReplaceAll(r, "M", ""))
	}
	return out
}

// funnelOf is a funnel of up to three stages.
func funnelOf(t testing.TB, row string) *Figure {
	t.Helper()
	values := strings.Split(unmissed([]string{row})[0], " ")
	f := made(t, "funnel", steps()[:len(values)], named("数量/number"), strings.Join(values, " "))
	return f
}

// register is a timeline of the tiny site's policies.
func register(t testing.TB) *Figure {
	t.Helper()
	site := sites.Tiny(t)
	data, ok := site["data/registers/policies.yaml"]
	if !ok {
		t.Fatal("the tiny site has no policies")
	}
	site.Set("data/registers/policies.yaml", string(data)+"charts:\n  - id: dates\n    kind: timeline\n    title:\n      zh: 图\n      en: figure\n    x: date\n    label: title\n")
	site.Set("data/registers/policies.csv", `id,title_zh,title_en,doc_no,issuer_zh,issuer_en,date,from,url,status
newer,较新的办法,Newer Measures,,民政部,Ministry,2024-09-05,,,in_force
undated,没有日期的意见,Undated Opinions,,民政部,Ministry,,,,in_force
older,较早的条例,Older Regulations,,国务院,State Council,2017-08-22,,,in_force
same-day,同一天的法,Law of the same day,,全国人大,NPC,2024-09-05,,,in_force
`)
	cleared, _ := site.Clear(t)
	table, _ := cleared.Table("policies")
	f, err := Build(cleared, table, table.Schema.Charts[0])
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// allKinds is every declared chart of the trial and, for each kind, figures whose cells are in every state.
func allKinds(t testing.TB) map[string]*Figure {
	t.Helper()
	all := figures(t, everyChart()...)
	for _, id := range []string{"tiles", "heat"} { // these are tables
		delete(all, id)
	}
	two := named("甲/a", "乙/b")
	towns := named("鼓楼/Gulou", "马尾/Mawei", "平潭/Pingtan", "丰泽/Fengze")
	for _, kind := range []string{"bar", "grouped", "stacked", "share"} {
		all[kind+" with gaps"] = made(t, kind, towns, two, "120 w  0", "40 30 w 0")
		all[kind+" in time"] = over(t, kind, two, "120 w  0", "40 30 w 0")
		all[kind+" of nothing"] = made(t, kind, towns, two, "w w w w", "   ")
	}
	for _, kind := range []string{"line", "multiples"} {
		all[kind+" with gaps"] = over(t, kind, two, "120 w  0 50", "40  w w 0")
		all[kind+" of nothing"] = over(t, kind, two, "w w w", "  ")
	}
	all["slope with gaps"] = over(t, "slope", named("甲/a", "乙/b", "丙/c", "丁/d"), "120 130", "w 130", "0 ", "130 120")
	all["slope of nothing"] = over(t, "slope", two, "w w", " ")
	all["sankey"] = flowing(t, "120 400 90", "100 395 90", "50 w 0")
	all["sankey with gaps"] = flowing(t, "w 400 0", "100 M 0", "50 300 0")
	all["sankey of nothing"] = flowing(t, "w M 0", "w M 0", "w M 0")
	all["funnel"] = funnelOf(t, "1200 900 300")
	all["funnel with gaps"] = funnelOf(t, "1200 w 0")
	all["funnel of nothing"] = funnelOf(t, "w M w")
	all["timeline"] = register(t)
	none := *register(t)
	none.Events = none.Events[3:]
	all["timeline of nothing"] = &none
	return all
}

// seen is what ECharts draws of an option: every text of the picture.
func seen(t *testing.T, s *Studio, f *Figure, p *lang.Printer, shape Shape) string {
	t.Helper()
	option, err := f.Option(p, shape, "")
	if err != nil {
		t.Fatal(err)
	}
	w, h := f.Size(p, shape)
	o := order{id: "figure-x", title: "t", description: "d", option: option, width: w, height: h}
	return strings.ReplaceAll(inspect(t, o, o.draw(t, s)), "\n", "")
}

// What is withheld, missing, not applicable or zero can be told apart in the picture of every kind, and from what is not there at all.
func TestEveryGapIsSeen(t *testing.T) {
	s := studio(t)
	two := named("甲/a", "乙/b")
	towns := named("鼓楼/Gulou", "马尾/Mawei")
	kinds := map[string]func(value string) *Figure{
		"bar":           func(v string) *Figure { return made(t, "bar", towns, two, "120 "+v) },
		"grouped":       func(v string) *Figure { return made(t, "grouped", towns, two, "120 "+v, "30 40") },
		"stacked":       func(v string) *Figure { return made(t, "stacked", towns, two, "120 "+v, "30 0") },
		"bar in time":   func(v string) *Figure { return over(t, "bar", two, "120 "+v) },
		"pairs in time": func(v string) *Figure { return over(t, "grouped", two, "120 "+v, "30 40") },
		"line":          func(v string) *Figure { return over(t, "line", two, "120 "+v+" 50") },
		"lines":         func(v string) *Figure { return over(t, "line", two, "120 "+v+" 50", "40 40 40") },
		"multiples":     func(v string) *Figure { return over(t, "multiples", two, "120 "+v+" 50", "40 40 40") },
		"slope":         func(v string) *Figure { return over(t, "slope", two, "120 "+v, "40 50") },
		"funnel":        func(v string) *Figure { return funnelOf(t, "120 60 "+v) },
		"sankey":        func(v string) *Figure { return flowing(t, "120 90 80", "60 70 60", v+" 50 40") },
	}
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		for _, shape := range []Shape{Narrow()} { // the wide one has the same marks, and a drawing takes 50 ms
			texts := map[string]string{}
			for _, v := range []string{"w", "", "0", "50", "z"} {
				texts[v] = seen(t, s, kinds[name](v), lang.NewPrinter(lang.ZH), shape)
			}
			if n := strings.Count(texts["w"], Sign); n == 0 || strings.Contains(texts[""], Sign) || strings.Contains(texts["0"], Sign) || strings.Contains(texts["50"], Sign) {
				t.Errorf("%s: what is withheld is not told apart: %q", name, texts)
			}
			if n := strings.Count(texts[""], NoneSign); n == 0 || strings.Contains(texts["w"], NoneSign) || strings.Contains(texts["0"], NoneSign) {
				t.Errorf("%s: what is missing is not told apart: %q", name, texts)
			}
			if n := strings.Count(texts["z"], NeverSign); n == 0 || strings.Contains(texts["z"], Sign) || strings.Contains(texts["z"], NoneSign) || strings.Contains(texts["w"]+texts[""]+texts["0"], NeverSign) {
				t.Errorf("%s: what does not apply is not told apart: %q", name, texts)
			}
			if texts["0"] == texts["w"] || texts["0"] == texts[""] {
				t.Errorf("%s: zero looks like a gap: %q", name, texts)
			}
		}
	}
}

// A zero has a mark of its own where a bar of no length would be nothing.
func TestZeroIsMarked(t *testing.T) {
	towns := named("鼓楼/Gulou", "马尾/Mawei")
	for _, f := range []*Figure{made(t, "bar", towns, named("甲/a"), "120 0"), made(t, "grouped", towns, named("甲/a", "乙/b"), "120 0", "30 40"), made(t, "stacked", towns, named("甲/a", "乙/b"), "120 0", "30 0")} {
		option, err := f.Option(lang.NewPrinter(lang.EN), Wide(), "")
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(string(option), `"formatter":"0"`) != 1 {
			t.Errorf("%s: the zero is not marked in %s", f.Kind, option)
		}
	}
}

// Which bar of a group a sign stands for is told by its place: it belongs to the bar's own series.
func TestGapOfAGroupStandsAtItsBar(t *testing.T) {
	f := made(t, "grouped", named("鼓楼/Gulou", "马尾/Mawei"), named("甲/a", "乙/b"), "120 30", "40 w")
	option, err := f.Option(lang.NewPrinter(lang.ZH), Wide(), "")
	if err != nil {
		t.Fatal(err)
	}
	var o struct {
		Series []struct {
			MarkPoint struct {
				Data []struct {
					Coord []float64 `json:"coord"`
					Label struct {
						Formatter string `json:"formatter"`
					} `json:"label"`
				} `json:"data"`
			} `json:"markPoint"`
		} `json:"series"`
	}
	if err := json.Unmarshal(option, &o); err != nil {
		t.Fatal(err)
	}
	marks := o.Series[1].MarkPoint.Data
	if len(o.Series[0].MarkPoint.Data) != 0 || len(marks) != 1 || marks[0].Label.Formatter != Sign || !slices.Equal(marks[0].Coord, []float64{0, 1}) {
		t.Errorf("the sign stands at %+v and %+v", o.Series[0].MarkPoint.Data, marks)
	}
}

// A withheld number leaves no trace: sites that differ in it only have the same pictures, words and shades.
func TestHiddenNumbersLeaveNoTrace(t *testing.T) {
	build := func(csv string) map[string]*Figure { return figuresOf(t, schema, csv, everyChart()...) }
	// The row is the only one of its kind in its county and year, so every sum with it is withheld or a sum of many.
	four := rows
	seven := strings.Replace(rows, "2026Q1,350102,jikun,4,400,4", "2026Q1,350102,jikun,7,700,4", 1)
	if four == seven {
		t.Fatal("there is no small count to change")
	}
	first, second := build(four), build(seven)
	same := 0
	for id, f := range first {
		if !slices.EqualFunc(f.Series, second[id].Series, func(a, b Series) bool { return slices.Equal(a.Cells, b.Cells) }) {
			continue // a shown sum of many rows differs by three, as it should
		}
		same++
		for _, p := range printers() {
			if a, b := f.Sentence(p), second[id].Sentence(p); a != b {
				t.Errorf("%s: %q and %q", id, a, b)
			}
			if f.Kind == "tiles" || f.Kind == "heat" {
				continue
			}
			a, err := f.Option(p, Narrow(), "")
			b, also := second[id].Option(p, Narrow(), "")
			if err != nil || also != nil || string(a) != string(b) {
				t.Errorf("%s: the hidden number is in the picture:\n%s\n%s", id, a, b)
			}
		}
	}
	if same < 5 || !first["counties"].Has(release.Withheld) {
		t.Errorf("%d figures hide the number: too few to prove anything", same)
	}
}

// Everything of every kind is drawn without what a strict policy would block, in the theme's colours.
func TestDrawEveryKind(t *testing.T) {
	s := studio(t)
	for id, f := range allKinds(t) {
		for i, p := range printers() {
			shape := []Shape{Wide(), Narrow()}[i]
			option, err := f.Option(p, shape, hostile)
			if err != nil {
				t.Fatal(err)
			}
			w, h := f.Size(p, shape)
			o := order{id: "figure-made", title: hostile, description: hostile, option: option, width: w, height: h}
			svg := o.draw(t, s)
			inspect(t, o, svg)
			for _, marker := range []string{"#a1000", "#b2000", "NaN", "undefined", "Infinity"} {
				if strings.Contains(string(svg), marker) {
					t.Errorf("%s: %s is left in the picture", id, marker)
				}
			}
		}
	}
}
