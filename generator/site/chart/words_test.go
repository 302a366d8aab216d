package chart

import (
	"fmt"
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/testkit/sites"
)

func TestSentenceAlongTime(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []string
		zh, en string
	}{
		{"up", []string{"100", "150"}, "2026年第三季度为150人，比2026年第二季度增加50.0%。", "150 people in Q3 2026, up 50.0% on Q2 2026."},
		{"down", []string{"1500", "1250"}, "2026年第三季度为1,250人，比2026年第二季度减少16.7%。", "1,250 people in Q3 2026, down 16.7% on Q2 2026."},
		{"equal", []string{"80", "80"}, "2026年第三季度为80人，与2026年第二季度持平。", "80 people in Q3 2026, the same as in Q2 2026."},
		{"zero before", []string{"0", "80"}, "2026年第三季度为80人。", "80 people in Q3 2026."},
		{"zero now", []string{"80", "0"}, "2026年第三季度为0人，比2026年第二季度减少100.0%。", "0 people in Q3 2026, down 100.0% on Q2 2026."},
		{"both zero", []string{"0", "0"}, "2026年第三季度为0人。", "0 people in Q3 2026."},
		{"only one", []string{"80"}, "2026年第三季度为80人。", "80 people in Q3 2026."},
		{"missing before", []string{"", "80"}, "2026年第三季度为80人。有 1 个数未报送。", "80 people in Q3 2026. 1 value was not supplied."},
		{"missing now", []string{"80", ""}, "2026年第三季度没有可公布的数。有 1 个数未报送。", "No figure can be shown for Q3 2026. 1 value was not supplied."},
		{"withheld before", []string{"w", "80"}, "2026年第三季度为80人。另有 1 个数为保护个人隐私未公布。", "80 people in Q3 2026. 1 value is withheld to protect people’s privacy."},
		{"withheld now", []string{"w", "80", "w"}, "2026年第三季度没有可公布的数。另有 2 个数为保护个人隐私未公布。",
			"No figure can be shown for Q3 2026. 2 values are withheld to protect people’s privacy."},
	} {
		f := quarters(people(), column(t, "integer", c.values...)...)
		if got := f.Sentence(printers()[0]); got != c.zh {
			t.Errorf("%s: %s\n    want %s", c.name, got, c.zh)
		}
		if got := f.Sentence(printers()[1]); got != c.en {
			t.Errorf("%s: %s\n    want %s", c.name, got, c.en)
		}
	}
}

// TestSentenceOfARegister: where a register has no row, nobody failed to report.
func TestSentenceOfARegister(t *testing.T) {
	f := places(people(), column(t, "integer", "45", "", "")...)
	f.Register = true
	if got, want := f.Sentence(printers()[0]), "鼓楼区为45人。有 2 个数名册里没有。"; got != want {
		t.Errorf("%s\n    want %s", got, want)
	}
	if got, want := f.Sentence(printers()[1]), "Gulou, 45 people. 2 values are not in the register."; got != want {
		t.Errorf("%s\n    want %s", got, want)
	}
}

func TestSentenceOverPlaces(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []string
		zh, en string
	}{
		{"some", []string{"120", "300", "45"}, "在公布的数中，马尾区最多，为300人；平潭最少，为45人。", "Of the values shown, the highest is 300 people (Mawei) and the lowest 45 people (Pingtan)."},
		{"zero is a value", []string{"120", "0"}, "在公布的数中，鼓楼区最多，为120人；马尾区最少，为0人。", "Of the values shown, the highest is 120 people (Gulou) and the lowest 0 people (Mawei)."},
		{"missing is not the least", []string{"", "120", "45"}, "在公布的数中，马尾区最多，为120人；平潭最少，为45人。有 1 个数未报送。", "Of the values shown, the highest is 120 people (Mawei) and the lowest 45 people (Pingtan). 1 value was not supplied."},
		{"withheld is not the least", []string{"120", "w", "45"}, "在公布的数中，鼓楼区最多，为120人；平潭最少，为45人。另有 1 个数为保护个人隐私未公布。",
			"Of the values shown, the highest is 120 people (Gulou) and the lowest 45 people (Pingtan). 1 value is withheld to protect people’s privacy."},
		{"one shown", []string{"w", "", "45"}, "平潭为45人。另有 1 个数为保护个人隐私未公布。有 1 个数未报送。", "Pingtan, 45 people. 1 value is withheld to protect people’s privacy. 1 value was not supplied."},
		{"all equal", []string{"45", "45", "45"}, "公布的数都是45人。", "All the values shown are the same, 45 people."},
		{"ties", []string{"120", "120", "45", "45"}, "在公布的数中，鼓楼区和马尾区最多，为120人；平潭和丰泽区最少，为45人。", "Of the values shown, the highest is 120 people (Gulou and Mawei) and the lowest 45 people (Pingtan and Fengze)."},
		{"many ties", []string{"120", "0", "0", "0"}, "在公布的数中，鼓楼区最多，为120人；马尾区等 3 个最少，为0人。", "Of the values shown, the highest is 120 people (Gulou) and the lowest 0 people (shared by 3)."},
		{"none", []string{"", ""}, "没有可公布的数。有 2 个数未报送。", "No value can be shown. 2 values were not supplied."},
		{"all withheld", []string{"w", "w"}, "没有可公布的数。另有 2 个数为保护个人隐私未公布。", "No value can be shown. 2 values are withheld to protect people’s privacy."},
	} {
		f := places(people(), column(t, "integer", c.values...)...)
		if got := f.Sentence(printers()[0]); got != c.zh {
			t.Errorf("%s: %s\n    want %s", c.name, got, c.zh)
		}
		if got := f.Sentence(printers()[1]); got != c.en {
			t.Errorf("%s: %s\n    want %s", c.name, got, c.en)
		}
	}
}

// With several series each sentence names its own, and no more than three are told.
func TestSentenceNamesSeries(t *testing.T) {
	f := quarters(people(), column(t, "integer", "100", "150")...)
	for _, name := range []string{"b", "c", "d"} {
		f.Series = append(f.Series, Series{Label{Code: name, Text: lang.Both(name)}, column(t, "integer", "20", "20")})
	}
	got := f.Sentence(printers()[1])
	if want := "Helped: 150 people in Q3 2026, up 50.0% on Q2 2026. B: 20 people in Q3 2026, the same as in Q2 2026. C: 20 people in Q3 2026, the same as in Q2 2026. 1 more is in the table."; got != want {
		t.Errorf("%s\n    want %s", got, want)
	}
}

// Two sums of which one leaves out rows that were not supplied are not compared: the change would be that of the
// reporting.
func TestSentenceComparesOnlyCompleteSums(t *testing.T) {
	for _, c := range []struct{ before, now, zh, en string }{
		{"100", "80", "2026年第一季度为1,080人，比2025年第四季度减少1.8%。", "1,080 people in Q1 2026, down 1.8% on Q4 2025."},
		{"100", "", "2026年第一季度为1,000人。两期报送不全，不与2025年第四季度比较。", "1,000 people in Q1 2026. Not everything was supplied for both periods, so there is no comparison with Q4 2025."},
		{"", "80", "2026年第一季度为1,080人。两期报送不全，不与2025年第四季度比较。", "1,080 people in Q1 2026. Not everything was supplied for both periods, so there is no comparison with Q4 2025."},
	} {
		site := sites.Tiny(t)
		site.Set("data/aggregates/trial.yaml", fmt.Sprintf(schema, chartOf("trend", "line", "period", "people")))
		site.Set("data/aggregates/trial.csv", "period,region,field,people,spent,days\n2025Q4,350102,fulao,1000,,\n2025Q4,350503,fulao,"+c.before+",,\n2026Q1,350102,fulao,1000,,\n2026Q1,350503,fulao,"+c.now+",,\n")
		cleared, _ := site.Clear(t)
		table, _ := cleared.Table("trial")
		f, err := Build(cleared, table, table.Schema.Charts[0])
		if err != nil {
			t.Fatal(err)
		}
		if zh, en := f.Sentence(printers()[0]), f.Sentence(printers()[1]); zh != c.zh || en != c.en {
			t.Errorf("%q before and %q now:\n%s\n%s", c.before, c.now, zh, en)
		}
	}
}

// A figure without points says so and makes no number up.
func TestSentenceOfNothing(t *testing.T) {
	for _, p := range printers() {
		if got := quarters(people()).Sentence(p); got == "" || strings.ContainsAny(got, "0123456789") {
			t.Errorf("a figure without points says %q", got)
		}
	}
}

func TestPrint(t *testing.T) {
	for _, c := range []struct{ kind, value, want string }{
		{"integer", "1234567", "1,234,567"}, {"integer", "0", "0"},
		{"money_cny", "1234567.5", "1,234,567.50"}, {"money_cny", "98000", "98,000.00"}, {"money_cny", "0", "0.00"},
		{"decimal", "12.5", "12.5"}, {"decimal", "12", "12.0"}, {"decimal", "0.125", "0.125"}, {"decimal", "0", "0.0"},
	} {
		for _, p := range printers() {
			if got, ok := Print(p, column(t, c.kind, c.value)[0]); got != c.want || !ok {
				t.Errorf("%s %s is printed as %q", c.kind, c.value, got)
			}
		}
	}
	missing := column(t, "integer", "")[0]
	for _, c := range []release.Cell{{}, missing} {
		if got, ok := Print(printers()[0], c); ok || got != "" {
			t.Errorf("a cell in state %d is printed as %q", c.State(), got)
		}
	}
}
