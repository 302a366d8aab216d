package duty

import (
	"slices"

	"mingshan/generator/base/calendar"
)

// Since is the first day from which the finding has stood as it does without a break, as far as today's registers tell: the day
// after the last day of a report that is overdue, the day of disclosure of one that came late, the day on which a standing duty began
// to bind the record, or on which the last row that settled it ceased to hold. It is zero where there is no such day: for a
// standing duty that these registers never settled and that no date of the record or of the rule begins, for a ratio, which
// rests on the amounts of a year alone, and for what is not judged or was disclosed in time.
func (f Finding) Since() calendar.Date {
	if f.by == nil || !f.Judged() || f.State == OnTime {
		return calendar.Date{}
	}
	for _, day := range f.by.turns(f) {
		eve := *f.by
		eve.asOf = day.AddDays(-1)
		if !slices.ContainsFunc(eve.run(), func(x Finding) bool { return x.Period == f.Period && x.State == f.State }) {
			return day
		}
	}
	return calendar.Date{}
}

// turns lists the days up to the as-of date on which the finding may have come to stand as it does, the latest first.
func (e *evaluation) turns(f Finding) []calendar.Date {
	var out []calendar.Date
	put := func(day calendar.Date, later int) {
		if !day.IsZero() {
			out = append(out, day.AddDays(later))
		}
	}
	put(f.Due, 1)
	put(f.Due, -Soon)
	for _, d := range e.duty.Due {
		put(d.From, 0)
		put(d.To, 1)
		put(e.date(d.Of), 0)
		if d.Kind == "platform" {
			for i := range e.books.rows["platforms"] {
				put(day(&e.books.rows["platforms"][i], "designated_on"), 0)
				put(day(&e.books.rows["platforms"][i], "withdrawn_on"), 0)
			}
		}
	}
	ev, rows := e.duty.Evidence, []Record{*e.record}
	if ev.Register != "" {
		rows = e.books.rows[ev.Register]
	}
	for i := range rows {
		if ev.Match != "" && rows[i].Fields[ev.Match] != e.record.ID {
			continue
		}
		on, _ := calendar.Parse(e.books.field(&rows[i], ev.Date))
		put(on, 0)
		put(day(&rows[i], ev.From), 0)
		put(day(&rows[i], ev.Until), 1)
	}
	out = slices.DeleteFunc(out, func(d calendar.Date) bool { return d.Compare(e.asOf) > 0 })
	slices.SortFunc(out, func(a, b calendar.Date) int { return b.Compare(a) })
	return slices.Compact(out)
}
