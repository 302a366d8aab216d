package duty_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/gate/duty"
)

// worked reads testdata/worked.md: its rows and the findings it explains.
func worked(t *testing.T) oneCase {
	t.Helper()
	data, err := os.ReadFile("testdata/worked.md")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, line := range strings.Split(string(data), "\n") {
		if code, ok := strings.CutPrefix(line, "    "); ok {
			lines = append(lines, code)
		}
	}
	return parseCase(t, "worked.md", "# explained in the file\n"+strings.Join(lines, "\n"))
}

// TestWorkedOrganization holds the program to the list that was checked by hand against the articles.
func TestWorkedOrganization(t *testing.T) {
	c := worked(t)
	var got []string
	for _, f := range duty.Evaluate(duty.NewBooks(c.rows), rules(t), c.asOf) {
		if f.State != duty.Upcoming {
			got = append(got, f.Duty.ID+" "+say(f))
		}
	}
	slices.Sort(got)
	slices.Sort(c.want)
	for _, g := range got {
		if !slices.Contains(c.want, g) {
			t.Errorf("not in worked.md:\n    want %s", g)
		}
	}
	for _, w := range c.want {
		if !slices.Contains(got, w) {
			t.Errorf("no finding is: %s", w)
		}
	}
}

// standing is how a finding stands, without the number of days, which grows.
func standing(f duty.Finding) string {
	return string(f.State) + " " + f.Due.String() + " " + f.Evidence + " " + string(f.Why) + " " + f.Detail
}

// TestFindingsChangeOnTheDaysOfTheRules moves the as-of date day by day over two years. Between two days a finding may change
// only for a reason that the registers and the rules give for that very day.
func TestFindingsChangeOnTheDaysOfTheRules(t *testing.T) {
	c, r := worked(t), rules(t)
	books := duty.NewBooks(c.rows)
	events := map[string]bool{} // days that stand in a row, and the first day after them
	for _, row := range c.rows {
		for _, v := range row.Fields {
			if d, err := calendar.Parse(v); err == nil {
				events[d.String()], events[d.AddDays(1).String()] = true, true
			}
		}
	}
	at := func(day calendar.Date) map[string]duty.Finding {
		out := map[string]duty.Finding{}
		for _, f := range duty.Evaluate(books, r, day) {
			if f.State == duty.Upcoming {
				continue
			}
			if _, twice := out[f.Key()]; twice {
				t.Fatalf("%s: %s twice", day, f.Key())
			}
			out[f.Key()] = f
		}
		return out
	}
	start := day(t, "2024-12-01")
	before := at(start)
	changes := 0
	for n := 1; n <= 731; n++ {
		today := start.AddDays(n)
		now := at(today)
		for key := range merged(before, now) {
			was, is := before[key], now[key]
			if was.Duty != nil && is.Duty != nil && standing(was) == standing(is) {
				continue
			}
			changes++
			if !lawful(was, is, today, events) {
				t.Errorf("%s: %s went from %q to %q, and nothing is due, disclosed or in force from that day", today, key, standing(was), standing(is))
			}
		}
		before = now
	}
	if changes < 40 {
		t.Errorf("only %d changes in two years: the registers exercise too little", changes)
	}
}

// lawful reports whether a finding may appear, go or change on a day.
func lawful(was, is duty.Finding, today calendar.Date, events map[string]bool) bool {
	if events[today.String()] || today.String() == "2026-01-01" {
		return true // a row is dated so; or a rule comes into force
	}
	for _, f := range []duty.Finding{was, is} {
		if f.Duty == nil {
			continue
		}
		switch {
		case today == f.Due.AddDays(-duty.Soon), today == f.Due.AddDays(1):
			return true
		case f.State == duty.CannotTell && f.Why == duty.NoHolidays && today == f.Due.AddDays(-duty.Soon):
			return true
		// What does not apply gives way to its first deadline on the day on which that comes into sight.
		case f.State == duty.NotApplicable && f.Why == duty.NotYet && (was.Duty == nil || is.Duty == nil):
			return true
		}
	}
	return false
}

func merged(a, b map[string]duty.Finding) map[string]bool {
	out := map[string]bool{}
	for k := range a {
		out[k] = true
	}
	for k := range b {
		out[k] = true
	}
	return out
}
