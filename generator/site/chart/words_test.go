package chart

import (
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

func TestSentenceAlongTime(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []string
		zh, en string
	}{
		{"up", []string{"100", "150"}, "2026年第三季度为150人，比2026年第二季度增加50.0%。", "Q3 2026, 150 people, up 50.0% on Q2 2026."},
		{"down", []string{"1500", "1250"}, "2026年第三季度为1,250人，比2026年第二季度减少16.7%。", "Q3 2026, 1,250 people, down 16.7% on Q2 2026."},
		{"equal", []string{"80", "80"}, "2026年第三季度为80人，与2026年第二季度持平。", "Q3 2026, 80 people, the same as in Q2 2026."},
		{"zero before", []string{"0", "80"}, "2026年第三季度为80人。", "Q3 2026, 80 people."},
		{"zero now", []string{"80", "0"}, "2026年第三季度为0人，比2026年第二季度减少100.0%。", "Q3 2026, 0 people, down 100.0% on Q2 2026."},
		{"both zero", []string{"0", "0"}, "2026年第三季度为0人。", "Q3 2026, 0 people."},
		{"only one", []string{"80"}, "2026年第三季度为80人。", "Q3 2026, 80 people."},
		{"missing before", []string{"", "80"}, "2026年第三季度为80人。", "Q3 2026, 80 people."},
		{"missing now", []string{"80", ""}, "2026年第三季度没有可公布的数。", "No figure can be shown for Q3 2026."},
		{"withheld before", []string{"w", "80"}, "2026年第三季度为80人。另有 1 个数为保护个人隐私未公布。", "Q3 2026, 80 people. 1 value is withheld to protect people’s privacy."},
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

func TestSentenceOverPlaces(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []string
		zh, en string
	}{
		{"some", []string{"120", "300", "45"}, "在公布的数中，马尾区最多，为300人；平潭最少，为45人。", "Of the values shown, Mawei has the most, 300 people, and Pingtan the least, 45 people."},
		{"zero is a value", []string{"120", "0"}, "在公布的数中，鼓楼区最多，为120人；马尾区最少，为0人。", "Of the values shown, Gulou has the most, 120 people, and Mawei the least, 0 people."},
		{"missing is not the least", []string{"", "120", "45"}, "在公布的数中，马尾区最多，为120人；平潭最少，为45人。", "Of the values shown, Mawei has the most, 120 people, and Pingtan the least, 45 people."},
		{"withheld is not the least", []string{"120", "w", "45"}, "在公布的数中，鼓楼区最多，为120人；平潭最少，为45人。另有 1 个数为保护个人隐私未公布。",
			"Of the values shown, Gulou has the most, 120 people, and Pingtan the least, 45 people. 1 value is withheld to protect people’s privacy."},
		{"one shown", []string{"w", "", "45"}, "平潭为45人。另有 1 个数为保护个人隐私未公布。", "Pingtan, 45 people. 1 value is withheld to protect people’s privacy."},
		{"all equal", []string{"45", "45", "45"}, "公布的数都是45人。", "All the values shown are the same, 45 people."},
		{"none", []string{"", ""}, "没有可公布的数。", "No value can be shown."},
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
	if want := "Helped: Q3 2026, 150 people, up 50.0% on Q2 2026. B: Q3 2026, 20 people, the same as in Q2 2026. C: Q3 2026, 20 people, the same as in Q2 2026."; got != want {
		t.Errorf("%s\n    want %s", got, want)
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
