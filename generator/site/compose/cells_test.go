package compose

import (
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/input/config"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
	"mingshan/generator/testkit/sites"
)

// both gives the two home pages.
func both(k *Composer) [2]*page {
	return [2]*page{k.on(lang.ZH, plan.Home, "", 1), k.on(lang.EN, plan.Home, "", 1)}
}

func TestKeyFigurePeriods(t *testing.T) {
	k := withQuarters(t, 2025, "100", "200", "300", "400", "50", "60", "70")
	for _, c := range []struct{ period, zh, en, value string }{
		{"", "2026年第三季度", "Q3 2026", "70"},
		{"latest", "2026年第三季度", "Q3 2026", "70"},
		{"latest-year", "2026年前三季度", "2026, first three quarters", "180"},
		{"2025", "2025年", "2025", "1,000"},
		{"2025Q4", "2025年第四季度", "Q4 2025", "400"},
		{"all", "2025年第一季度–2026年第三季度", "Q1 2025–Q3 2026", "1,180"},
	} {
		for i, g := range both(k) {
			got, ok := g.keyFigure(config.KeyFigure{Label: lang.Both("x"), Dataset: "referrals", Field: "helped", Period: c.period})
			if !ok || got.Period != []string{c.zh, c.en}[i] || got.Value != c.value || got.State != view.Value || got.Exact != "" {
				t.Errorf("%q: %q in %q, exact %q, state %s", c.period, got.Value, got.Period, got.Exact, got.State)
			}
		}
	}
	g := both(k)[0]
	for name, want := range map[string]config.KeyFigure{
		"no dataset": {Dataset: "nothing", Field: "helped"}, "no field": {Dataset: "referrals", Field: "nobody"},
		"no period": {Dataset: "referrals", Field: "helped", Period: "2019"}, "no place": {Dataset: "referrals", Field: "helped", Where: map[string]string{"region": "1"}},
		"not additive": {Dataset: "referrals", Field: "median_days"},
	} {
		if got, ok := g.keyFigure(want); ok {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// A year of which not every quarter is there never looks like a whole one.
func TestPartialYear(t *testing.T) {
	for _, c := range []struct {
		helped []string
		zh, en string
	}{
		{[]string{"100"}, "2026年第一季度", "Q1 2026"},
		{[]string{"100", "100"}, "2026年前两季度", "2026, first two quarters"},
		{[]string{"100", "100", "100"}, "2026年前三季度", "2026, first three quarters"},
		{[]string{"100", "100", "100", "100"}, "2026年", "2026"},
	} {
		for i, g := range both(withQuarters(t, 2026, c.helped...)) {
			if got, _ := g.keyFigure(config.KeyFigure{Dataset: "referrals", Field: "helped", Period: "latest-year"}); got.Period != []string{c.zh, c.en}[i] {
				t.Errorf("%d quarters are called %s", len(c.helped), got.Period)
			}
		}
	}
	site := sites.Tiny(t) // its year has the second and third quarter
	for i, g := range both(composer(t, site)) {
		if got, _ := g.keyFigure(config.KeyFigure{Dataset: "referrals", Field: "referred", Period: "latest-year"}); got.Period != []string{"2026年（2 个季度）", "2026 (2 quarters)"}[i] {
			t.Errorf("two quarters from the second on are called %s", got.Period)
		}
	}
}

// A shortened number has its exact form and its unit at hand; a withheld or missing one has a sign and words.
func TestKeyFigureForms(t *testing.T) {
	k := withQuarters(t, 2026, "", "1234567")
	want := [2]view.KeyFigure{{Value: "12.3亿", Exact: "1,234,567,000.50元"}, {Value: "1.2 billion", Exact: "1,234,567,000.50 CNY"}}
	for i, g := range both(k) {
		got, _ := g.keyFigure(config.KeyFigure{Dataset: "referrals", Field: "spent"})
		if got.Value != want[i].Value || got.Exact != want[i].Exact || got.Source.Href != "data/referrals.html" {
			t.Errorf("%q, exact %q, source %s", got.Value, got.Exact, got.Source.Href)
		}
		got, ok := g.keyFigure(config.KeyFigure{Dataset: "referrals", Field: "helped", Period: "2026Q1"})
		if !ok || got.Value != signMissing || got.State != view.Missing || got.Spoken == "" || got.Exact != "" {
			t.Errorf("missing: %+v", got)
		}
		all, _ := g.keyFigure(config.KeyFigure{Dataset: "referrals", Field: "helped", Period: "all"})
		if all.State != view.Value || all.Note != []string{"另有 1 项未报送，未计入", "1 entry not supplied, not counted"}[i] {
			t.Errorf("a total over a missing row says %q in state %s", all.Note, all.State)
		}
	}
	for _, g := range both(withQuarters(t, 2026, "4")) {
		got, ok := g.keyFigure(config.KeyFigure{Dataset: "referrals", Field: "helped"})
		if !ok || got.Value != signWithheld || got.State != view.Withheld || got.Spoken == "" || got.Exact != "" || got.Note != "" {
			t.Errorf("withheld: %+v", got)
		}
	}
	for _, g := range both(withQuarters(t, 2026, "", "0")) {
		if got, _ := g.keyFigure(config.KeyFigure{Dataset: "referrals", Field: "helped"}); got.Value != "0" || got.State != view.Zero {
			t.Errorf("zero: %+v", got)
		}
	}
}

// A county's page shows the sign where a count is withheld, never the count, and explains the sign.
func TestRegionPageOfWithheldCells(t *testing.T) {
	site := sites.Tiny(t)
	k := composer(t, site)
	for i, tag := range lang.Editions() {
		g := k.on(tag, plan.Region, "350105", 1)
		v, err := g.region()
		if err != nil {
			t.Fatal(err)
		}
		if len(v.Data) != 1 || len(v.Data[0].Series.Rows) != 2 || !v.Data[0].Series.Signs.Withheld || !v.Data[0].Beside.Signs.Withheld {
			t.Fatalf("%s: %d tables, %+v", tag, len(v.Data), v.Data)
		}
		newest := v.Data[0].Series.Rows[0]
		if newest.Head.Text != []string{"2026年第三季度", "Q3 2026"}[i] {
			t.Errorf("the newest row is %s", newest.Head.Text)
		}
		withheld := 0
		for j, c := range newest.Cells {
			if c.State == view.Withheld {
				withheld++
				if c.Text != signWithheld || c.Spoken == "" || c.Note != "" || c.Exact != "" {
					t.Errorf("cell %d: %+v", j, c)
				}
			}
		}
		helped := v.Data[0].Series.Columns
		if withheld < 2 || newest.Cells[3].State != view.Withheld || !strings.EqualFold(helped[4].Title, []string{"得到帮扶", "Helped"}[i]) {
			t.Errorf("%d cells are withheld; column 4 is %s in state %s", withheld, helped[4].Title, newest.Cells[3].State)
		}
		if got := v.Prev.Href + " " + v.Facts[1].Links[0].Href; got != "350102.html 350100.html" || v.Next != nil {
			t.Errorf("before it and above it are %s", got)
		}
	}
	outside, err := k.on(lang.EN, plan.Region, "350527", 1).region()
	if err != nil || outside.Note != "This area is outside the coverage of the data." || len(outside.Data)+len(outside.KeyFigures) != 0 {
		t.Errorf("a county outside coverage: %q, %d tables: %v", outside.Note, len(outside.Data), err)
	}
	pingtan, err := k.on(lang.EN, plan.Region, "350128", 1).region()
	if err != nil || !strings.Contains(pingtan.Note, "not included in those of Fuzhou") {
		t.Errorf("Pingtan: %q: %v", pingtan.Note, err)
	}
}

func TestCapital(t *testing.T) {
	for in, want := range map[string]string{"": "", "helped": "Helped", "Élan": "Élan", "élan": "Élan", "得到帮扶": "得到帮扶"} {
		if got := capital(in); got != want {
			t.Errorf("capital(%q) = %q", in, got)
		}
	}
}
