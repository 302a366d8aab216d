package duty_test

import (
	"slices"
	"strings"
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/gate/duty"
)

// TestSinceIsTheFirstDay holds Since to its word on the whole demonstration site and on the worked organization: on that day
// the finding stood as it does now, and on the day before it did not. One without such a day stood so on every day.
func TestSinceIsTheFirstDay(t *testing.T) {
	c := worked(t)
	site, siteRules, siteDay := siteBooks(t)
	dated, undated := 0, 0
	for _, x := range []struct {
		books duty.Books
		rules duty.Rules
		asOf  calendar.Date
	}{{duty.NewBooks(c.rows), rules(t), c.asOf}, {site, siteRules, siteDay}} {
		seen := map[calendar.Date]map[string]duty.State{}
		state := func(f duty.Finding, on calendar.Date) duty.State {
			if seen[on] == nil {
				seen[on] = map[string]duty.State{}
				for _, y := range duty.Evaluate(x.books, x.rules, on) {
					seen[on][y.Key()] = y.State
				}
			}
			return seen[on][f.Key()]
		}
		for _, f := range duty.Evaluate(x.books, x.rules, x.asOf) {
			since := f.Since()
			if f.State == duty.OnTime || !f.Judged() {
				if !since.IsZero() {
					t.Errorf("%s is %s, and new since %s", f.Key(), f.State, since)
				}
				continue
			}
			if !f.Due.IsZero() && since.IsZero() {
				t.Errorf("%s is %s and was due on %s, and nobody learns of it", f.Key(), f.State, f.Due)
			}
			if since.IsZero() {
				undated++
				for _, on := range []string{"1990-01-01", "2020-06-01", "2025-06-30"} {
					if got := state(f, day(t, on)); got != f.State {
						t.Errorf("%s has no first day, and on %s it was %q", f.Key(), on, got)
					}
				}
				continue
			}
			dated++
			if got := state(f, since); got != f.State {
				t.Errorf("%s is %s since %s, and was %q on that day", f.Key(), f.State, since, got)
			}
			if got := state(f, since.AddDays(-1)); got == f.State {
				t.Errorf("%s is %s since %s, and was so the day before", f.Key(), f.State, since)
			}
		}
	}
	if dated < 50 || undated == 0 {
		t.Errorf("%d findings with a first day, %d without", dated, undated)
	}
}

// TestSinceByKind names the day for each way in which a finding can begin.
func TestSinceByKind(t *testing.T) {
	r := rules(t)
	for _, x := range []struct {
		duty, record, rows, want string
		state                    duty.State
	}{
		{"CH-06", "projects/p", "organizations/o public_fundraising=yes;projects/p organization=o start=2025-01-01 end=2026-06-30", "2026-10-01", duty.Overdue},
		{"CH-06", "projects/p", "organizations/o public_fundraising=yes;projects/p organization=o start=2025-01-01 end=2026-06-30;project_reports/a project=p final=yes published_on=2026-10-20 raised=1 spent=1 beneficiaries=1", "2026-10-20", duty.Late},
		{"CH-06", "projects/p", "organizations/o public_fundraising=yes;projects/p organization=o start=2025-01-01 end=2026-08-31", "2026-11-16", duty.DueSoon},
		{"CP-02", "portal/site", "portal/site kind=demo", "2026-07-01", duty.NotSupplied},                               // the rule came into force
		{"CH-26.2", "projects/p", "organizations/o founded=2015-03-01;projects/p organization=o", "", duty.NotSupplied}, // always
	} {
		var records []duty.Record
		for _, line := range strings.Split(x.rows, ";") {
			records = append(records, record(t, line))
		}
		found := duty.Evaluate(duty.NewBooks(records), r, day(t, "2026-11-20"))
		at := slices.IndexFunc(found, func(f duty.Finding) bool { return f.Duty.ID == x.duty && f.Record.Key() == x.record })
		if at < 0 || found[at].State != x.state || found[at].Since().String() != x.want {
			t.Errorf("%s: %+v, want %s since %q", x.duty, found[max(at, 0)], x.state, x.want)
		}
	}
}
