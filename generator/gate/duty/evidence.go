package duty

import (
	"net/url"
	"slices"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/input/config"
)

// proof is a row that may settle a deadline.
type proof struct {
	key     string
	on      calendar.Date // zero: the row has no date of disclosure
	year    string
	missing []string
}

// proofs lists the rows that could settle the duty for the record, by day of disclosure. A row that is dated after the
// as-of date does not exist yet, and one that holds for a time settles nothing outside it.
func (e *evaluation) proofs() []proof {
	ev := e.duty.Evidence
	rows := []Record{*e.record}
	if ev.Register != "" {
		rows = e.books.rows[ev.Register]
	}
	var out []proof
	for i := range rows {
		row := &rows[i]
		if ev.Match != "" && row.Fields[ev.Match] != e.record.ID || !has(row, ev.Where) {
			continue
		}
		p := proof{key: row.Key(), year: row.Fields[ev.Year]}
		if len(p.year) > 4 {
			p.year = p.year[:4] // a day or a quarter of the year
		}
		if ev.Date != "" {
			on, err := calendar.Parse(e.books.field(row, ev.Date))
			if err != nil {
				p.missing = append(p.missing, ev.Date)
			}
			if on.Compare(e.asOf) > 0 {
				continue
			}
			p.on = on
		}
		if !e.holds(row) {
			continue // an earlier list, or a coming one
		}
		for _, f := range ev.Fields {
			if e.books.field(row, f) == "" {
				p.missing = append(p.missing, f)
			}
		}
		if !balanced(row, ev.Balance) {
			p.missing = append(p.missing, strings.Join(ev.Balance, " ≠ "))
		}
		out = append(out, p)
	}
	if !e.complete(rows) {
		for i := range out {
			out[i].missing = append(out[i].missing, ev.Every...)
		}
	}
	slices.SortStableFunc(out, func(a, b proof) int { return a.on.Compare(b.on) })
	return out
}

// day reads a date of a row; zero where the column is not asked for or not filled in.
func day(row *Record, column string) calendar.Date {
	d, err := calendar.Parse(row.Fields[column])
	if err != nil {
		return calendar.Date{}
	}
	return d
}

// complete reports whether each value of each column of Evidence.Every stands with each value of the others in a row that
// holds on the as-of date. Which values there are the register itself says, by all its rows: a place or a category that
// it never had is not missed.
func (e *evaluation) complete(rows []Record) bool {
	columns := e.duty.Evidence.Every
	values := make([]map[string]bool, len(columns))
	for i := range columns {
		values[i] = map[string]bool{}
	}
	have := map[string]bool{}
	for i := range rows {
		var key []string
		for k, column := range columns {
			key = append(key, rows[i].Fields[column])
			values[k][rows[i].Fields[column]] = true
		}
		if e.holds(&rows[i]) {
			have[strings.Join(key, "\x00")] = true
		}
	}
	want := 1
	for _, v := range values {
		want *= len(v)
	}
	return len(columns) == 0 || len(have) == want
}

// holds reports whether a row holds on the as-of date; a day that is not filled in is open.
func (e *evaluation) holds(row *Record) bool {
	return inForce(day(row, e.duty.Evidence.From), day(row, e.duty.Evidence.Until), e.asOf)
}

// has reports whether the columns have the fixed values.
func has(row *Record, where map[string]string) bool {
	for column, want := range where {
		if row.Fields[column] != want {
			return false
		}
	}
	return true
}

// balanced reports whether the first amount is the sum of the others, to the yuan. Amounts that are not there are the
// business of Evidence.Fields.
func balanced(row *Record, columns []string) bool {
	if len(columns) < 2 {
		return true
	}
	total, ok := row.Numbers[columns[0]]
	for _, c := range columns[1:] {
		n, there := row.Numbers[c]
		ok = ok && there
		total -= n
	}
	const yuan = 100
	return !ok || total > -yuan && total < yuan
}

// judge holds the deadlines of one rule against the rows.
func (e *evaluation) judge(d config.Due, items []item) []Finding {
	switch d.Kind {
	case "covered":
		return e.each(items, func() (bool, []string) { return e.covered(d) })
	case "platform":
		return e.each(items, e.platform)
	case "ratio":
		return e.ratio(items)
	}
	proofs := e.proofs()
	var out []Finding
	for _, it := range items {
		p := e.pick(it, proofs)
		gaps, partial := e.gaps(it, proofs)
		f := e.decide(it, p, gaps)
		if len(f.Missing) > 0 {
			f.Partial = partial
		}
		out = append(out, f)
	}
	return out
}

// each decides standing duties that have a test of their own.
func (e *evaluation) each(items []item, test func() (bool, []string)) []Finding {
	var out []Finding
	for _, it := range items {
		ok, missing := test()
		f := e.finding(it, OnTime)
		f.Evidence = e.record.Key()
		if !ok {
			f.State, f.Evidence, f.Missing = NotSupplied, "", missing
		}
		out = append(out, f)
	}
	return out
}

// pick gives the row that settles a deadline, or nil: the first of those by day of disclosure. Of a periodic duty that is a
// disclosure within the period or, where there is none, the first after it: "at least once every three months" (慈善法 79)
// asks that something was disclosed in each period, and not for which days.
func (e *evaluation) pick(it item, all []proof) *proof {
	for i := range all {
		p := &all[i]
		switch {
		case len(p.missing) > 0:
		case e.duty.Evidence.Year != "" && p.year != it.period:
		case it.after.IsZero(), p.on.Compare(it.after) > 0:
			return p
		}
	}
	return nil
}

// last is the last day as far as it is known.
func last(it item) calendar.Date {
	if it.due.IsZero() {
		return it.nominal
	}
	return it.due
}

// gaps says which columns are empty in a row that would otherwise settle the deadline, and names that row where it says
// something of what is asked.
func (e *evaluation) gaps(it item, all []proof) (missing []string, partial string) {
	asked := len(e.duty.Evidence.Fields)
	if e.duty.Evidence.Date != "" {
		asked++
	}
	for _, p := range all {
		if len(p.missing) > 0 && (e.duty.Evidence.Year == "" || p.year == it.period) && (it.after.IsZero() || p.on.Compare(it.after) > 0 && p.on.Compare(last(it)) <= 0) {
			if len(p.missing) < asked {
				partial = p.key
			}
			return p.missing, partial
		}
	}
	return e.duty.Evidence.Fields, ""
}

// decide says how a deadline stands, given the row that settles it, if any.
func (e *evaluation) decide(it item, p *proof, gaps []string) Finding {
	f := e.finding(it, OnTime)
	if !it.due.IsZero() {
		f.Due = it.due
	}
	f.Unsettled = it.due.IsZero() && !it.nominal.IsZero()
	if p != nil {
		f.Evidence, f.On = p.key, p.on
	}
	standing := it.nominal.IsZero()
	switch {
	case standing && p == nil:
		f.State, f.Missing = NotSupplied, gaps
	case standing, p != nil && p.on.Compare(it.nominal) <= 0:
		// The last day can only move on, so a disclosure by the day as counted is in time whatever the holidays.
	case f.Unsettled && p == nil && it.nominal.Compare(e.asOf.AddDays(Soon)) > 0:
		f.State = Upcoming
	case f.Unsettled:
		f.State, f.Why, f.Detail = CannotTell, NoHolidays, e.unknownYear(it.nominal)
	case p != nil && p.on.Compare(it.due) > 0:
		f.State, f.Days = Late, it.due.DaysUntil(p.on)
	case p != nil:
	case e.asOf.Compare(it.due) > 0:
		f.State, f.Days, f.Missing = Overdue, it.due.DaysUntil(e.asOf), gaps
	default:
		f.State, f.Days, f.Missing = Upcoming, e.asOf.DaysUntil(it.due), gaps
		if f.Days <= Soon {
			f.State = DueSoon
		}
	}
	return f
}

// unknownYear names the first year from a day on that has no table of holidays.
func (e *evaluation) unknownYear(d calendar.Date) string {
	for e.rules.Holidays.Known(d.Year) {
		d.Year++
	}
	return calendar.Period{Year: d.Year}.String()
}

// covered reports whether the two dates of the evidence span the record's (慈善法 22: a certificate for the whole time).
func (e *evaluation) covered(d config.Due) (bool, []string) {
	fields := e.duty.Evidence.Fields
	from, to := e.date(fields[0]), e.date(fields[1])
	start, end := e.date(d.Of), e.date(d.Until)
	return !from.IsZero() && from.Compare(start) <= 0 && !to.IsZero() && end.Compare(to) <= 0, fields
}

// platform reports whether the address to give to is on a platform that is designated on the as-of date (慈善法 27).
func (e *evaluation) platform() (bool, []string) {
	fields := e.duty.Evidence.Fields
	return e.books.Designated(e.field(fields[0]), e.asOf), fields
}

// Designated reports whether the address belongs to a platform of the register that is designated on a day. A platform
// whose host has not been checked has none, and no address belongs to it.
func (b Books) Designated(address string, on calendar.Date) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return false
	}
	return slices.ContainsFunc(b.rows["platforms"], func(p Record) bool {
		from, errFrom := calendar.Parse(p.Fields["designated_on"])
		to, errTo := calendar.Parse(p.Fields["withdrawn_on"])
		return p.Fields["host"] == u.Host && errFrom == nil && from.Compare(on) <= 0 && (errTo != nil || on.Compare(to) < 0)
	})
}
