package calendar

import (
	"testing"
	"time"
)

func date(t *testing.T, s string) Date {
	t.Helper()
	d, err := Parse(s)
	if err != nil {
		t.Fatalf("Parse(%q): %v", s, err)
	}
	return d
}

func period(t *testing.T, s string) Period {
	t.Helper()
	p, err := ParsePeriod(s)
	if err != nil {
		t.Fatalf("ParsePeriod(%q): %v", s, err)
	}
	return p
}

func TestParse(t *testing.T) {
	for in, want := range map[string]Date{
		"2026-11-20": {2026, 11, 20},
		"2024-02-29": {2024, 2, 29},
		"2000-02-29": {2000, 2, 29},
		"0001-01-01": {1, 1, 1},
		"9999-12-31": {9999, 12, 31},
	} {
		if got, err := Parse(in); err != nil || got != want {
			t.Errorf("Parse(%q) = %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "2026", "2026-1-2", "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10",
		"2026-01-00", "0000-01-01", "2026/11/20", "20261120", "+026-11-20", "2026-11-2０", " 2026-11-20", "2026-11-20T", "-026-11-20"} {
		if got, err := Parse(in); err != ErrDate || got != (Date{}) {
			t.Errorf("Parse(%q) = %v, %v; want ErrDate", in, got, err)
		}
	}
}

func TestParsePeriod(t *testing.T) {
	for in, want := range map[string]Period{
		"2026": {Year: 2026}, "2026Q1": {Year: 2026, Quarter: 1}, "2026Q4": {Year: 2026, Quarter: 4},
		"2026-07": {Year: 2026, Month: 7}, "2026-12": {Year: 2026, Month: 12},
	} {
		if got, err := ParsePeriod(in); err != nil || got != want || got.String() != in {
			t.Errorf("ParsePeriod(%q) = %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "26", "0000", "2026Q0", "2026Q5", "2026q3", "2026-13", "2026-00", "2026-7", "2026M7", "2026Q", "2026-07-01", "二零二六"} {
		if got, err := ParsePeriod(in); err != ErrPeriod || !got.IsZero() {
			t.Errorf("ParsePeriod(%q) = %v, %v; want ErrPeriod", in, got, err)
		}
	}
}

// Days are compared with package time over two leap cycles and the edges of 400 years.
func TestArithmeticAgreesWithTime(t *testing.T) {
	start := time.Date(1896, 1, 1, 0, 0, 0, 0, time.UTC)
	base := Date{1896, 1, 1}
	for n := -800_000; n < 2_000_000; n += 397 {
		want := start.AddDate(0, 0, n)
		got := base.AddDays(n)
		if got != (Date{want.Year(), int(want.Month()), want.Day()}) {
			t.Fatalf("%v + %d days = %v, want %v", base, n, got, want)
		}
		if back := base.DaysUntil(got); back != n {
			t.Fatalf("days from %v until %v = %d, want %d", base, got, back, n)
		}
	}
	for n := range 3000 {
		want := start.AddDate(0, 0, n)
		if got := base.AddDays(n); got != (Date{want.Year(), int(want.Month()), want.Day()}) {
			t.Fatalf("%v + %d days = %v, want %v", base, n, got, want)
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2026-01-31", 2, "2026-03-31"},
		{"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", 48, "2028-02-29"}, {"2026-11-20", 3, "2027-02-20"},
		{"2026-03-31", -1, "2026-02-28"}, {"2026-01-15", -13, "2024-12-15"}, {"2026-12-31", 0, "2026-12-31"},
		{"2026-08-31", 6, "2027-02-28"}, {"2026-12-01", 1, "2027-01-01"},
	} {
		if got := date(t, c.from).AddMonths(c.n).String(); got != c.want {
			t.Errorf("%s + %d months = %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestNoDateStaysNoDate(t *testing.T) {
	var none Date
	day := Date{2026, 11, 20}
	if !none.AddDays(5).IsZero() || !none.AddMonths(5).IsZero() || none.DaysUntil(day) != 0 || day.DaysUntil(none) != 0 || !none.Quarter().IsZero() {
		t.Error("arithmetic made a date out of none")
	}
}

func TestPeriod(t *testing.T) {
	for _, c := range []struct{ p, kind, start, end, previous, year string }{
		{"2026", Year, "2026-01-01", "2026-12-31", "2025", "2026"},
		{"2026Q1", Quarter, "2026-01-01", "2026-03-31", "2025Q4", "2026"},
		{"2026Q3", Quarter, "2026-07-01", "2026-09-30", "2026Q2", "2026"},
		{"2024-02", Month, "2024-02-01", "2024-02-29", "2024-01", "2024"},
		{"2026-01", Month, "2026-01-01", "2026-01-31", "2025-12", "2026"},
	} {
		p := period(t, c.p)
		if p.Kind() != c.kind || p.Start().String() != c.start || p.End().String() != c.end ||
			p.Previous().String() != c.previous || p.YearPeriod().String() != c.year {
			t.Errorf("%s: %s, %s to %s, after %s, in %s", p, p.Kind(), p.Start(), p.End(), p.Previous(), p.YearPeriod())
		}
		if !p.Contains(p.Start()) || !p.Contains(p.End()) || p.Contains(p.End().AddDays(1)) || p.Contains(p.Start().AddDays(-1)) {
			t.Errorf("%s does not contain exactly its days", p)
		}
		if next := p.End().AddDays(1); p.Previous().End().AddDays(1) != p.Start() || p.Contains(next) {
			t.Errorf("%s does not follow %s", p, p.Previous())
		}
	}
	var none Period
	if none.Kind() != "" || !none.Start().IsZero() || !none.End().IsZero() || !none.Previous().IsZero() || none.Contains(Date{2026, 1, 1}) || none.Contains(Date{}) {
		t.Error("the zero Period is not none")
	}
	if got := (Date{2026, 11, 20}).Quarter(); got != period(t, "2026Q4") {
		t.Errorf("quarter of 20 November = %s", got)
	}
}

func TestPeriodOrder(t *testing.T) {
	order := []Period{{}, period(t, "2025Q4"), period(t, "2026"), period(t, "2026Q1"), period(t, "2026-01"), period(t, "2026-02"), period(t, "2026Q2"), period(t, "2027")}
	for i, a := range order {
		for j, b := range order {
			if got := a.Compare(b); got != min(1, max(-1, i-j)) {
				t.Errorf("%s compared with %s = %d", a, b, got)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2026-11-20", "2024-02-29", "", "2026-02-30", "２０２６-11-20"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s)
		if err != nil {
			return
		}
		if d.String() != s {
			t.Fatalf("%q reads as %s", s, d)
		}
		if d.AddDays(1).AddDays(-1) != d || d.DaysUntil(d.AddDays(1)) != 1 {
			t.Fatalf("%s: a day forward and back is not the same day", d)
		}
	})
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"2026", "2026Q3", "2026-07", "2026Q9", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePeriod(s)
		if err != nil {
			return
		}
		if p.String() != s {
			t.Fatalf("%q reads as %s", s, p)
		}
		if p.Previous().Compare(p) >= 0 || p.Start().Compare(p.End()) > 0 {
			t.Fatalf("%s is out of order", p)
		}
	})
}
