package chart

import (
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// codes lists the axis.
func codes(f *Figure) string {
	var out []string
	for _, x := range f.X {
		out = append(out, x.Code)
	}
	return strings.Join(out, " ")
}

// fixed lists what the figure stands at besides its axis and period.
func fixed(f *Figure) string {
	var out []string
	for _, x := range f.Fixed {
		out = append(out, x.EN)
	}
	return strings.Join(out, ", ")
}

// spans lists the period or the first and last one.
func spans(f *Figure) string {
	var out []string
	for _, p := range f.Period {
		out = append(out, p.String())
	}
	return strings.Join(out, "–")
}

func TestBuildAxisAndSelection(t *testing.T) {
	all := figures(t, everyChart()...)
	for _, c := range []struct {
		chart, axis, period, fixed string
		series                     int
	}{
		{"trend", "2025Q4 2026Q1", "2025Q4–2026Q1", "", 1},
		{"lines", "2025Q4 2026Q1", "2025Q4–2026Q1", "", 2},
		{"years", "2025 2026", "2025–2026", "", 1},
		{"cities", "350100 350500 350128", "2026Q1", "", 1},
		{"counties", "350102 350105 350503 350128", "2026Q1", "hardship relief", 1},
		{"money", "fulao jikun", "2025Q4", "", 1},
		{"stack", "350100 350500 350128", "2025", "", 2},
		{"tiles", "350102 350105 350503 350128", "2026Q1", "", 1},
	} {
		f := all[c.chart]
		if codes(f) != c.axis || spans(f) != c.period || fixed(f) != c.fixed || len(f.Series) != c.series {
			t.Errorf("%s: axis %q, period %q, fixed %q, %d series", c.chart, codes(f), spans(f), fixed(f), len(f.Series))
		}
		for _, s := range f.Series {
			if len(s.Cells) != len(f.X) {
				t.Errorf("%s: %d cells for %d points", c.chart, len(s.Cells), len(f.X))
			}
		}
	}
	if f := all["years"]; !f.Money || f.Unit.EN != "yuan" || f.AxisName.ZH != "时期" || f.ID != "trial-years" {
		t.Errorf("years: money %v, unit %v, axis %v, id %s", f.Money, f.Unit, f.AxisName, f.ID)
	}
}

// The cells of a figure are the table's cells at the same nodes, not sums made here.
func TestBuildTakesTheTablesCells(t *testing.T) {
	cleared, table := trial(t, everyChart()...)
	for _, decl := range table.Schema.Charts {
		f, err := Build(cleared, table, decl)
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range f.Series {
			for j, x := range f.X {
				at := map[string]string{decl.X: x.Code}
				for k, v := range decl.Where {
					if at[k] = v; v == "latest" {
						at[k] = "2026Q1"
					}
				}
				if decl.X != "period" && at["period"] == "" {
					at["period"] = "2026Q1"
				}
				measure := decl.Y[min(i, len(decl.Y)-1)]
				if decl.Series != "" {
					at[decl.Series] = s.Label.Code
				}
				want, ok := table.Total(measure, at)
				if !ok || want != s.Cells[j] {
					t.Errorf("%s: series %d at %v is not the table's cell", f.ID, i, at)
				}
			}
		}
	}
	f, err := Build(cleared, table, table.Schema.Charts[4])
	if err != nil || !f.Has(release.Value) || !f.Has(release.Withheld) {
		t.Errorf("the trial has to have values and withheld cells to prove anything: %v", err)
	}
}

// A declaration that the check of inputs should have refused is an error here, never an empty figure.
func TestBuildRefuses(t *testing.T) {
	cleared, table := trial(t, chartOf("trend", "line", "period", "people"))
	for name, decl := range map[string]release.Chart{
		"unknown axis":    {ID: "a", Kind: "bar", X: "county", Y: []string{"people"}},
		"unknown measure": {ID: "a", Kind: "line", X: "period", Y: []string{"persons"}},
		"unknown place":   {ID: "a", Kind: "line", X: "period", Y: []string{"people"}, Where: map[string]string{"region": "359999"}},
		"unknown period":  {ID: "a", Kind: "bar", X: "region", Y: []string{"people"}, Where: map[string]string{"period": "2031Q1"}},
		"not additive":    {ID: "a", Kind: "line", X: "period", Y: []string{"days"}},
		"unknown series":  {ID: "a", Kind: "line", X: "period", Y: []string{"people"}, Series: "sex"},
	} {
		if f, err := Build(cleared, table, decl); err == nil {
			t.Errorf("%s: built %+v", name, f)
		} else if !strings.Contains(err.Error(), "trial-a") {
			t.Errorf("%s: the error names no figure: %v", name, err)
		}
	}
}

func TestLabelName(t *testing.T) {
	f := figures(t, everyChart()...)
	zh, en := lang.NewPrinter(lang.ZH), lang.NewPrinter(lang.EN)
	if a, b := f["trend"].X[1].Name(zh), f["trend"].X[1].Name(en); a != "2026年第一季度" || b != "Q1 2026" {
		t.Errorf("a quarter is called %s, %s", a, b)
	}
	if a, b := f["cities"].X[2].Name(zh), f["cities"].X[2].Name(en); a != "平潭综合实验区" || b != "Pingtan Comprehensive Experimental Zone" {
		t.Errorf("Pingtan is called %s, %s", a, b)
	}
}
