package calendar

import (
	"testing"
	"time"
)

// announced are the tables of 2025 (国办发明电〔2024〕12号) and 2026 (国办发明电〔2025〕7号) around what the cases need.
func announced(t *testing.T) Holidays {
	t.Helper()
	days := func(from string, n int) []Date {
		var out []Date
		for i := range n {
			out = append(out, date(t, from).AddDays(i))
		}
		return out
	}
	var h Holidays
	h.Announce(2025, append(days("2025-10-01", 8), days("2025-01-28", 8)...), []Date{date(t, "2025-01-26"), date(t, "2025-02-08"), date(t, "2025-09-28"), date(t, "2025-10-11")})
	h.Announce(2026, append(append(days("2026-01-01", 3), days("2026-10-01", 7)...), days("2026-09-25", 3)...), []Date{date(t, "2026-01-04"), date(t, "2026-09-20"), date(t, "2026-10-10")})
	return h
}

func TestWeekend(t *testing.T) {
	start := time.Date(1999, 12, 1, 0, 0, 0, 0, time.UTC)
	for n := range 20_000 {
		day := start.AddDate(0, 0, n)
		want := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
		if got := (Date{1999, 12, 1}).AddDays(n).Weekend(); got != want {
			t.Fatalf("%s: weekend %v, want %v", day, got, want)
		}
	}
	if (Date{}).Weekend() {
		t.Error("no date is a weekend")
	}
}

// TestLastDay moves the end of a period by Civil Code art. 203.
func TestLastDay(t *testing.T) {
	h := announced(t)
	for _, c := range []struct{ end, want, why string }{
		{"2026-11-20", "2026-11-20", "a Friday stays"},
		{"2026-11-21", "2026-11-23", "a Saturday moves to Monday"},
		{"2025-10-01", "2025-10-09", "National Day and Mid-Autumn 2025: eight days, Thursday 9 October works"},
		{"2025-10-08", "2025-10-09", "the last day of it moves as well"},
		{"2025-10-11", "2025-10-11", "a Saturday that is made up for is a working day"},
		{"2025-10-12", "2025-10-13", "the Sunday after it is not"},
		{"2026-10-03", "2026-10-08", "National Day 2026: seven days"},
		{"2026-10-10", "2026-10-10", "a make-up Saturday"},
		{"2026-09-20", "2026-09-20", "a make-up Sunday before the holiday"},
		{"2026-01-04", "2026-01-04", "a make-up Sunday after New Year"},
		{"2027-01-04", "", "2027 has no table"},
		{"2026-12-31", "2026-12-31", "a Thursday; no day of 2027 is asked about"},
		{"2024-12-31", "", "2024 has no table here"},
	} {
		got, ok := h.LastDay(date(t, c.end))
		if got.String() != c.want || ok != (c.want != "") {
			t.Errorf("%s: a period that ends on %s ends on %q, %v; want %q", c.why, c.end, got, ok, c.want)
		}
	}
	var odd Holidays
	odd.Announce(2028, []Date{date(t, "2028-12-30"), date(t, "2028-12-31")}, nil)
	if got, ok := odd.LastDay(date(t, "2028-12-30")); ok {
		t.Errorf("the way leads into 2029, which is not known, but it gave %s", got)
	}
	if _, ok := (Holidays{}).LastDay(date(t, "2026-11-20")); ok {
		t.Error("no tables at all know nothing")
	}
}

// TestPeriodsOfTheCivilCode adds months and moves the end, as arts 201–203 say together.
func TestPeriodsOfTheCivilCode(t *testing.T) {
	h := announced(t)
	h.Announce(2024, nil, nil)
	for _, c := range []struct {
		from   string
		months int
		want   string
		why    string
	}{
		{"2025-01-31", 1, "2025-02-28", "31 January and a month: the month's end, a Friday"},
		{"2024-01-31", 1, "2024-02-29", "in a leap year"},
		{"2026-01-31", 1, "2026-03-02", "28 February 2026 is a Saturday (its make-up day is left out of this table): on to Monday"},
		{"2024-02-29", 12, "2025-02-28", "a leap day and a year"},
		{"2025-07-01", 3, "2025-10-09", "into the National Day week"},
		{"2026-07-10", 3, "2026-10-10", "a make-up Saturday is no rest day"},
	} {
		if got, ok := h.LastDay(date(t, c.from).AddMonths(c.months)); !ok || got.String() != c.want {
			t.Errorf("%s: %s + %d months ends on %s, %v; want %s", c.why, c.from, c.months, got, ok, c.want)
		}
	}
}

func TestAddWorkingDays(t *testing.T) {
	h := announced(t)
	for _, c := range []struct {
		from string
		n    int
		want string
		why  string
	}{
		{"2026-11-20", 1, "2026-11-23", "from Friday to Monday"},
		{"2026-11-20", 0, "2026-11-20", "none"},
		{"2026-09-30", 1, "2026-10-08", "after the holiday"},
		{"2026-09-30", 3, "2026-10-10", "8, 9 and the make-up Saturday"},
		{"2026-09-30", 4, "2026-10-12", "and not the Sunday"},
		{"2025-09-26", 2, "2025-09-29", "the make-up Sunday counts"},
		{"2025-09-30", 3, "2025-10-11", "9, 10 and the make-up Saturday"},
		{"2026-09-30", 20, "2026-11-03", "twenty working days (条例 26)"},
		{"2026-12-31", 1, "", "2027 has no table"},
	} {
		got, ok := h.AddWorkingDays(date(t, c.from), c.n)
		if got.String() != c.want || ok != (c.want != "") {
			t.Errorf("%s: %s + %d working days = %q, %v; want %q", c.why, c.from, c.n, got, ok, c.want)
		}
	}
}

// TestLongerThan is strict: exactly six months is not more than six months.
func TestLongerThan(t *testing.T) {
	for _, c := range []struct {
		start, end string
		want       bool
	}{
		{"2026-03-01", "2026-08-31", false}, {"2026-03-01", "2026-09-01", false}, {"2026-03-01", "2026-09-02", true},
		{"2025-08-31", "2026-02-28", false}, {"2025-08-31", "2026-03-01", true},
		{"2023-08-29", "2024-02-29", false}, {"2023-08-31", "2024-02-29", false}, {"2023-08-31", "2024-03-01", true},
	} {
		if got := LongerThan(6, date(t, c.start), date(t, c.end)); got != c.want {
			t.Errorf("%s to %s longer than six months: %v", c.start, c.end, got)
		}
	}
	if LongerThan(6, Date{}, date(t, "2026-01-01")) || LongerThan(6, date(t, "2026-01-01"), Date{}) {
		t.Error("a time without ends is longer than nothing")
	}
}
