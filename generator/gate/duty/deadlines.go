package duty

import (
	"slices"
	"strconv"

	"mingshan/generator/base/calendar"
	"mingshan/generator/input/config"
)

// item is one deadline of a record: what it is about, the event that decides which rule is in force, and its last day.
type item struct {
	period  string
	event   calendar.Date
	nominal calendar.Date // as counted, before art. 203; zero for a standing duty
	due     calendar.Date // moved on where it falls on a rest day; zero where that is not known
	after   calendar.Date // of periodic duties: disclosure counts from the day after this
}

// items lists the deadlines of the record under one rule. With none, the reason says why.
func (e *evaluation) items(d config.Due) ([]item, Reason, string) {
	var of calendar.Date
	if d.Of != "" && d.Kind != "year_after" && d.Kind != "ratio" {
		if of = e.date(d.Of); of.IsZero() {
			return nil, NoDate, d.Of
		}
	}
	one := func(nominal calendar.Date) []item { return []item{e.settle(item{event: of, nominal: nominal})} }
	switch d.Kind {
	case "standing", "covered", "platform":
		if of.Compare(e.asOf) > 0 {
			return nil, NotYet, d.Of
		}
		return []item{{event: e.asOf}}, "", ""
	case "yearly":
		return e.yearly(d, of), "", ""
	case "year_after", "ratio":
		year, err := strconv.Atoi(e.field(d.Of))
		if err != nil {
			return nil, NoDate, d.Of
		}
		it := item{period: strconv.Itoa(year), event: calendar.Date{Year: year + 1, Month: 1, Day: 1}}
		if d.Kind == "year_after" {
			it.nominal = calendar.Date{Year: year + 1, Month: d.Month, Day: d.Day}
			it = e.settle(it)
		}
		return []item{it}, "", ""
	case "every_months":
		return e.every(of, e.date(d.Until), d.N), "", ""
	case "every_days":
		return e.gapless(of, e.date(d.Until), d.N), "", ""
	case "months_after":
		return one(of.AddMonths(d.N)), "", ""
	case "days_after":
		return one(of.AddDays(d.N)), "", ""
	case "days_before":
		return []item{{event: of, nominal: of.AddDays(-d.N), due: of.AddDays(-d.N)}}, "", ""
	case "working_days_after":
		it := item{event: of, nominal: of}
		if day, ok := e.rules.Holidays.AddWorkingDays(of, d.N); ok {
			it.nominal, it.due = day, day
		}
		return []item{it}, "", ""
	}
	panic("duty: no deadline of kind " + d.Kind) // input/config has refused it
}

// settle moves a last day that falls on a rest day (Civil Code art. 203).
func (e *evaluation) settle(it item) item {
	it.due, _ = e.rules.Holidays.LastDay(it.nominal)
	return it
}

// yearly lists a deadline for every whole year since a day, up to those that come into sight.
func (e *evaluation) yearly(d config.Due, since calendar.Date) []item {
	first := since.Year
	if since.Month != 1 || since.Day != 1 {
		first++
	}
	if !d.From.IsZero() {
		first = max(first, d.From.Year-1) // earlier years are outside the rule anyhow
	}
	last := e.date(d.Until)
	var out []item
	for year := first; ; year++ {
		it := item{period: strconv.Itoa(year), event: calendar.Date{Year: year + 1, Month: 1, Day: 1}, nominal: calendar.Date{Year: year + 1, Month: d.Month, Day: d.Day}}
		if it.nominal.Compare(e.asOf.AddDays(horizon)) > 0 || !last.IsZero() && it.event.Compare(last) > 0 {
			return out
		}
		out = append(out, e.settle(it))
	}
}

// every lists the ends of the periods of n months from start until a day, as far ahead as deadlines are listed. Each period
// is counted from the start itself, so that a short month does not shorten those after it.
func (e *evaluation) every(start, until calendar.Date, n int) []item {
	var out []item
	after := start.AddDays(-1)
	for k := 1; ; k++ {
		day := start.AddMonths(n * k)
		if !until.IsZero() && day.Compare(until) > 0 || day.Compare(e.asOf.AddDays(horizon)) > 0 {
			return out
		}
		it := e.settle(item{period: day.String(), event: day, nominal: day, after: after})
		out = append(out, it)
		after = last(it)
	}
}

// gapless lists the deadlines of a duty that allows no gap of more than n days until a day, or without end: each is counted
// from the disclosure before it. The first that nothing settles is the last of the list. These days do not move on: an emergency
// has no weekend, and 慈善法 72 is the special rule that Civil Code art. 204 lets prevail.
func (e *evaluation) gapless(start, until calendar.Date, n int) []item {
	proofs := slices.DeleteFunc(e.proofs(), func(p proof) bool { return len(p.missing) > 0 || p.on.Compare(start) < 0 })
	var out []item
	for after := start.AddDays(-1); ; {
		due := after.AddDays(n)
		if len(out) == 0 {
			due = start.AddDays(n)
		}
		if !until.IsZero() && due.Compare(until) > 0 {
			return out
		}
		out = append(out, item{period: due.String(), event: due, nominal: due, due: due, after: after})
		next := slices.IndexFunc(proofs, func(p proof) bool { return p.on.Compare(after) > 0 })
		if next < 0 {
			return out
		}
		after = proofs[next].on
	}
}
