package compose

import (
	"strings"
	"testing"

	"mingshan/generator/gate/release"
	"mingshan/generator/input/config"
	"mingshan/generator/site/view"
	"mingshan/generator/testkit/sites"
)

// asked works a figure of the referrals out in English.
func asked(t *testing.T, k *Composer, f config.KeyFigure) view.KeyFigure {
	t.Helper()
	f.Dataset = "referrals"
	got, ok := both(k)[1].keyFigure(f)
	if !ok {
		t.Fatalf("%+v gives no figure", f)
	}
	return got
}

// pointer is the words of a fact of where a figure comes from.
func pointer(k view.KeyFigure, label string) string {
	for _, f := range k.Origin.Facts {
		if f.Label == label {
			return f.Value
		}
	}
	return ""
}

// Three quarters of a year are held against the same three of the year before, and a whole year against a whole one.
func TestChange(t *testing.T) {
	k := withQuarters(t, 2024, "800", "900", "100", "200", "100", "200", "300", "400", "50", "60", "70")
	for _, c := range []struct{ period, value, before string }{
		{"", "−76.7%", "column helped, the row with period=2025Q3: 300"},
		{"latest-year", "−70.0%", "column helped, the 3 rows with period=2025Q1, 2025Q2, 2025Q3, added up: 600"},
		{"2025", "−50.0%", "column helped, the 4 rows with period=2024Q1, 2024Q2, 2024Q3, 2024Q4, added up: 2,000"},
		{"2025Q4", "+100.0%", "column helped, the row with period=2024Q4: 200"},
		{"2025Q1", "−87.5%", "column helped, the row with period=2024Q1: 800"},
	} {
		got := asked(t, k, config.KeyFigure{Field: "helped", Period: c.period, Show: "change"})
		if got.Value != c.value || got.Unit != "" || got.State != view.Value || pointer(got, "A year before") != c.before {
			t.Errorf("%q: %q %q in state %s, against %q", c.period, got.Value, got.Unit, got.State, pointer(got, "A year before"))
		}
	}
	for name, c := range map[string]struct {
		before, now string
		state       view.State
	}{
		"from zero":         {"0", "100", view.NotApplicable},
		"from zero to zero": {"0", "0", view.NotApplicable},
		"to zero":           {"100", "0", view.Value},
		"from missing":      {"", "100", view.Missing},
		"to missing":        {"100", "", view.Missing},
		"from withheld":     {"4", "100", view.Withheld},
		"to withheld":       {"100", "4", view.Withheld},
		"missing, withheld": {"", "4", view.Withheld},
	} {
		k := withQuarters(t, 2025, c.before, "100", "100", "100", c.now)
		got := asked(t, k, config.KeyFigure{Field: "helped", Period: "2026Q1", Show: "change"})
		if got.State != c.state || got.State != view.Value && strings.ContainsAny(got.Value, "0123456789") {
			t.Errorf("%s: %q in state %s", name, got.Value, got.State)
		}
		for _, f := range got.Origin.Facts {
			if f.Label == "Worked out" && got.State != view.Value {
				t.Errorf("%s is worked out as %s", name, f.Value)
			}
		}
	}
	if got, ok := both(k)[0].keyFigure(config.KeyFigure{Dataset: "referrals", Field: "helped", Period: "all", Show: "change"}); ok {
		t.Errorf("all time has changed: %+v", got)
	}
}

func TestRate(t *testing.T) {
	k, small := withQuarters(t, 2026, "100", "300", "0", "400"), withQuarters(t, 2026, "4", "4", "4", "4")
	for _, c := range []struct {
		f           config.KeyFigure
		value, unit string
		state       view.State
	}{
		{config.KeyFigure{Field: "helped", Per: "referred", Period: "2026Q1"}, "100.0%", "", view.Value},
		{config.KeyFigure{Field: "spent", Per: "helped", Period: "2026Q1"}, "1,000", "CNY per case", view.Value},
		{config.KeyFigure{Field: "helped", Per: "spent", Period: "2026Q2"}, "0.00100", "cases per CNY", view.Value},
		{config.KeyFigure{Field: "spent", Per: "helped", Period: "2026Q3"}, "/", "CNY per case", view.NotApplicable},
		{config.KeyFigure{Field: "spent", Per: "helped", Period: "2026Q4"}, signWithheld, "CNY per case", view.Withheld},
	} {
		c.f.Show = "rate"
		from := k
		if c.state == view.Withheld {
			from = small
		}
		if got := asked(t, from, c.f); got.Value != c.value || got.Unit != c.unit || got.State != c.state {
			t.Errorf("%s per %s in %s: %q %q in state %s", c.f.Field, c.f.Per, c.f.Period, got.Value, got.Unit, got.State)
		}
	}
}

// counties is the tiny site with so many helped in each county in one quarter.
func counties(t testing.TB, helped map[string]string) *Composer {
	t.Helper()
	site := sites.Tiny(t)
	text := "period,region,offices,charities,referred,helped,spent,median_days\n"
	for _, code := range []string{"350102", "350105", "350128", "350503"} {
		if n := helped[code]; n != "" {
			text += "2026Q3," + code + "," + n + ",0," + n + "," + n + "," + n + ".50,12.5\n"
		} else {
			text += "2026Q3," + code + ",,,,,,\n"
		}
	}
	site.Set("data/aggregates/referrals.csv", text)
	return composer(t, site)
}

func TestShare(t *testing.T) {
	at := config.KeyFigure{Field: "helped", Show: "share", Where: map[string]string{"region": "350102"}, Among: []string{"region"}}
	got := asked(t, counties(t, map[string]string{"350102": "100", "350105": "50", "350128": "25", "350503": "125"}), at)
	if got.Value != "33.3%" || got.Unit != "" || pointer(got, "Whole") != "column helped, the 4 rows with period=2026Q3, added up: 300" || pointer(got, "Worked out") != "100 ÷ 300 = 33.3%" {
		t.Errorf("%q of %q: %q", got.Value, pointer(got, "Whole"), pointer(got, "Worked out"))
	}
	// One county of four is missing: the share of the others would be that of another whole.
	got = asked(t, counties(t, map[string]string{"350102": "100", "350105": "50", "350128": "25"}), at)
	if got.State != view.Missing || got.Note == "" {
		t.Errorf("a share of an incomplete whole is %q in state %s: %s", got.Value, got.State, got.Note)
	}
	for name, helped := range map[string]map[string]string{"withheld": {"350102": "4", "350105": "50", "350128": "25", "350503": "125"}, "missing": {"350105": "50", "350128": "25", "350503": "125"}} {
		if got = asked(t, counties(t, helped), at); string(got.State) != name {
			t.Errorf("a share of a %s part is %q in state %s", name, got.Value, got.State)
		}
	}
	if got = asked(t, counties(t, map[string]string{"350102": "0", "350105": "0", "350128": "0", "350503": "0"}), at); got.State != view.NotApplicable {
		t.Errorf("a share of nothing is %q in state %s", got.Value, got.State)
	}
}

// Only what is shown is ranked, equals share a place, and it is said who is left out.
func TestRank(t *testing.T) {
	at := func(code string) config.KeyFigure {
		return config.KeyFigure{Field: "helped", Show: "rank", Where: map[string]string{"region": code}}
	}
	all := map[string]string{"350102": "100", "350105": "50", "350128": "50", "350503": "25"}
	for code, want := range map[string]string{"350102": "1st of 4 regions", "350105": "2nd of 4 regions", "350503": "4th of 4 regions", "350128": "2nd of 3 regions", "350100": "1st of 3 regions", "350500": "3rd of 3 regions"} {
		got := asked(t, counties(t, all), at(code))
		if got.Value+" "+got.Unit != want {
			t.Errorf("%s is %s %s, want %s (%s)", code, got.Value, got.Unit, want, got.Note)
		}
	}
	k := counties(t, map[string]string{"350102": "4", "350105": "40", "350128": "50"})
	for code, want := range map[string]string{"350102": "withheld", "350503": "missing"} {
		got := asked(t, k, at(code))
		if string(got.State) != want || !strings.HasPrefix(got.Note, "regions not ranked: ") {
			t.Errorf("%s is %q in state %s: %s", code, got.Value, got.State, got.Note)
		}
	}
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 83: "83rd", 112: "112th"} {
		if got := ordinal(n); got != want {
			t.Errorf("%d is written %s", n, got)
		}
	}
}

// What is divided is rounded once, half away from zero, and exactly.
func TestQuotients(t *testing.T) {
	g := both(composer(t, sites.Tiny(t)))[1]
	for _, c := range []struct {
		a, b              int64
		percent, quotient string
	}{
		{1, 2000, "0.1%", "0.00050"}, {-1, 2000, "−0.1%", "−0.00050"}, {1, 2001, "0.0%", "0.00050"}, {1, 8, "12.5%", "0.13"}, {-1, 8, "−12.5%", "−0.13"},
		{1 << 50, 3, "37,529,996,894,754,133.3%", "375,299,968,947,541"}, {99995, 10000, "1,000.0%", "10.00"}, {10, 1, "1,000.0%", "10.0"}, {0, 7, "0.0%", "0"},
	} {
		q := term{n: c.a}.rat()
		q.Quo(q, term{n: c.b}.rat())
		if p, n := g.percent(q), g.quotient(q); p != c.percent || n != c.quotient {
			t.Errorf("%d/%d is %s and %s, want %s and %s", c.a, c.b, p, n, c.percent, c.quotient)
		}
	}
	if got := worse(release.Missing, release.Withheld); got != release.Withheld {
		t.Errorf("withheld and missing make %v", got)
	}
}
