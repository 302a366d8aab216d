package duty_test

import (
	"slices"
	"strconv"
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/gate/duty"
	"mingshan/generator/input/config"
)

// standing is how a finding stands, without the number of days, which grows.
func standing(f duty.Finding) string {
	return string(f.State) + " " + f.Due.String() + " " + f.Evidence + " " + string(f.Why) + " " + f.Detail
}

// change is a finding that stands otherwise than the day before; one that was not there or is no more has no duty.
type change struct {
	today   calendar.Date
	was, is duty.Finding
}

// changes moves the as-of date day by day and lists what changed. The findings of a day are those of the day ahead days
// later: with ahead 0 they are right, and with another number the program is made to be early or late.
func changes(t *testing.T, books duty.Books, r duty.Rules, start calendar.Date, days, ahead int) []change {
	t.Helper()
	at := func(day calendar.Date) map[string]duty.Finding {
		out := map[string]duty.Finding{}
		for _, f := range duty.Evaluate(books, r, day.AddDays(ahead)) {
			if _, twice := out[f.Key()]; twice {
				t.Fatalf("%s: %s twice", day, f.Key())
			}
			out[f.Key()] = f
		}
		return out
	}
	var out []change
	before := at(start)
	for n := 1; n <= days; n++ {
		today := start.AddDays(n)
		now := at(today)
		for key, is := range now {
			if was, there := before[key]; !there || standing(was) != standing(is) {
				out = append(out, change{today, was, is})
			}
		}
		for key, was := range before {
			if _, there := now[key]; !there {
				out = append(out, change{today, was, duty.Finding{}})
			}
		}
		before = now
	}
	return out
}

// TestFindingsChangeOnTheDaysOfTheRules moves the as-of date day by day over two years, for the worked organization and for the
// registers of the whole demonstration site. Between two days a finding may change only for a reason that its own rule and
// its own rows give for that very day; a program that is a day early or late is caught.
func TestFindingsChangeOnTheDaysOfTheRules(t *testing.T) {
	c := worked(t)
	site, siteRules, _ := siteBooks(t)
	for name, x := range map[string]struct {
		books duty.Books
		rules duty.Rules
		least int
	}{
		"worked organization": {duty.NewBooks(c.rows), rules(t), 60},
		"demonstration site":  {site, siteRules, 400},
	} {
		start := day(t, "2024-12-01")
		all := changes(t, x.books, x.rules, start, 731, 0)
		for _, ch := range all {
			if !lawful(x.books, ch, all) {
				t.Errorf("%s, %s: %s went from %q to %q, and neither its rule nor its rows name that day", name, ch.today, either(ch).Key(), standing(ch.was), standing(ch.is))
			}
		}
		if len(all) < x.least {
			t.Errorf("%s: only %d changes in two years: the registers exercise too little", name, len(all))
		}
		for _, ahead := range []int{1, -1} {
			caught := 0
			all := changes(t, x.books, x.rules, start, 240, ahead)
			for _, ch := range all {
				if !lawful(x.books, ch, all) {
					caught++
				}
			}
			if len(all) == 0 || caught*2 < len(all) {
				t.Errorf("%s: a program %+d days off is caught in %d of %d changes", name, ahead, caught, len(all))
			}
		}
	}
}

// either is what the change is about.
func either(ch change) duty.Finding {
	if ch.is.Duty != nil {
		return ch.is
	}
	return ch.was
}

// lawful reports whether a finding may appear, go or change on its day: by its deadline, by the days between which its
// rule is in force, or by a date that its rule reads in its own record or in a row that may settle it. What does not apply for want of a deadline may give way on
// the day on which a deadline of the same duty and record is listed, a change that is held to the same.
func lawful(books duty.Books, ch change, all []change) bool {
	f := either(ch)
	if ch.is.Duty == nil && f.State == duty.NotApplicable {
		return slices.ContainsFunc(all, func(o change) bool {
			return o.today == ch.today && o.was.Duty == nil && o.is.Duty == f.Duty && o.is.Record.Key() == f.Record.Key()
		})
	}
	days := map[calendar.Date]bool{}
	put := func(text string, later int) {
		if d, err := calendar.Parse(text); err == nil {
			days[d.AddDays(later)] = true
		}
	}
	for _, x := range []duty.Finding{ch.was, ch.is} {
		if x.Duty == nil || x.Due.IsZero() {
			continue
		}
		days[x.Due.AddDays(1)], days[x.Due.AddDays(-duty.Soon)] = true, true
	}
	for _, due := range f.Duty.Due {
		put(due.From.String(), 0)
		put(due.To.String(), 1)
		switch due.Kind {
		case "standing", "covered", "platform":
			put(f.Record.Fields[due.Of], 0) // binds the record from that day
		case "yearly", "every_months":
			if first, ok := sight(f, due); ok {
				days[first] = true
			}
		}
		if due.Kind == "platform" {
			for _, p := range books.Rows("platforms") {
				put(p.Fields["designated_on"], 0)
				put(p.Fields["withdrawn_on"], 0)
			}
		}
	}
	ev := f.Duty.Evidence
	rows := []duty.Record{*f.Record}
	if ev.Register != "" {
		rows = books.Rows(ev.Register)
	}
	for _, row := range rows {
		if ev.Match == "" || row.Fields[ev.Match] == f.Record.ID {
			put(row.Fields[ev.Date], 0)
			put(row.Fields[ev.From], 0)
			put(row.Fields[ev.Until], 1)
		}
	}
	return days[ch.today]
}

// sight is the day on which a deadline of a series is listed: 366 days before it, as it is counted.
func sight(f duty.Finding, due config.Due) (calendar.Date, bool) {
	nominal, err := calendar.Parse(f.Period)
	if year, bad := strconv.Atoi(f.Period); bad == nil {
		nominal, err = calendar.Date{Year: year + 1, Month: due.Month, Day: due.Day}, nil
	}
	return nominal.AddDays(-366), err == nil
}
