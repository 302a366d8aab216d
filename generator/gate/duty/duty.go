// Package duty turns the law into findings: cleared registers + dated rules + holidays + an as-of date → what was
// disclosed in time, what is late, what is due, and what was never supplied to this portal.
//
// Evaluate is a pure function. It knows no law: every duty, with its articles, the days between which each is in force,
// its scope, its deadline and the row that settles it, is a line of data/rules/duties.yaml (config.Duty), written in a
// small closed vocabulary that this room evaluates.
//
//	books := duty.From(cleared, "demo")
//	findings := duty.Evaluate(books, duty.Rules{Duties: …, Waivers: …, Holidays: …}, asOf)
//
// Four rules keep it from accusing anybody:
//
//   - The duty lies on the charity and is met on Charity China, not here. No row means that nothing was supplied to this
//     portal; no finding says more.
//   - An event is judged by the rule of its day: a report on 2024 by the rule of 2025, one on 2025 by that of 2026.
//   - Periods are counted by Civil Code arts 201–203, and where a year has no table of holidays the answer is that it
//     cannot be evaluated, unless the answer is the same whatever the table says.
//   - What lies after the as-of date is not known yet: a row that is dated later does not exist.
package duty

import (
	"cmp"
	"slices"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
	"mingshan/generator/input/config"
)

// State says how a record stands to a duty on the as-of date.
type State string

// The states of a finding.
const (
	OnTime        State = "on_time"        // disclosed by the last day, or there as it has to be
	DueSoon       State = "due_soon"       // due within Soon days, nothing supplied yet
	Upcoming      State = "upcoming"       // due later; for calendars
	Overdue       State = "overdue"        // the last day has passed, nothing supplied
	NotSupplied   State = "not_supplied"   // has to be there always, and is not
	Late          State = "late"           // disclosed after the last day
	NotApplicable State = "not_applicable" // outside the duty's scope
	CannotTell    State = "cannot_evaluate"
)

// States lists all states, the most pressing first.
func States() []State {
	return []State{Overdue, NotSupplied, DueSoon, Late, CannotTell, OnTime, Upcoming, NotApplicable}
}

const (
	// Soon is how many days before its last day a duty is due soon.
	Soon = 14
	// horizon is how many days ahead deadlines are listed.
	horizon = 366
)

// Rules are what findings are made by.
type Rules struct {
	Duties   config.Duties
	Waivers  config.DutyWaivers
	Holidays calendar.Holidays
}

// Finding is one duty evaluated for one record and one deadline.
type Finding struct {
	Duty   *config.Duty
	Record *Record
	Period string // the year, or the last day of a period as counted; "" for a single deadline
	State  State
	Event  calendar.Date // what decides which rule is in force
	// Due is the last day. Where it could not be moved on for want of a table of holidays it is the day as counted, and
	// Unsettled is true.
	Due       calendar.Date
	Unsettled bool
	Days      int            // overdue or late by, or left
	Basis     []config.Basis // in force on the day of the event
	Evidence  string         // the row it rests on: register/id
	On        calendar.Date  // the day of disclosure; zero where the row has none
	Missing   []string       // columns that are empty in the row, or would have to be filled in
	Partial   string         // a row that was supplied and lacks what Missing names: register/id
	Why       Reason         // of NotApplicable and CannotTell
	Detail    string         // of Why: a field, a year
	Ratios    *Ratios        // of 慈善法 61; nil for other duties
	Waiver    *config.DutyWaiver

	by *evaluation // what made it, for Since
}

// Reason says why a duty does not apply or cannot be evaluated; Finding.Detail names the field or year.
type Reason string

// The reasons.
const (
	OutOfScope  Reason = "scope"    // a condition of the scope does not hold: Detail is its field
	NotYet      Reason = "not_yet"  // no deadline has come into sight
	NoDate      Reason = "no_date"  // the field that the deadline is counted from is empty
	NoHolidays  Reason = "holidays" // no table of holidays for the year
	NoFigures   Reason = "figures"  // an amount that the ratio needs is not there
	NoOtherRule Reason = "no_rule"  // no rule was in force on the day of the event
)

// Open reports a finding that asks somebody to act: nothing is there that should be.
func (f Finding) Open() bool { return f.State == Overdue || f.State == NotSupplied }

// Judged reports a finding that says something of a deadline or a standing duty now.
func (f Finding) Judged() bool { return f.State != NotApplicable && f.State != Upcoming }

// Key identifies what was evaluated, whatever the outcome: duty, record, period.
func (f Finding) Key() string { return f.Duty.ID + "/" + f.Record.Key() + "/" + f.Period }

// Cited lists the articles that may be printed: those whose text, or an excerpt of it, was read.
func (f Finding) Cited() []config.Basis {
	return slices.DeleteFunc(slices.Clone(f.Basis), func(b config.Basis) bool { return b.Read == "memory" })
}

// Law gives the title of a law that a basis names.
func (r Rules) Law(id string) lang.Text {
	for _, l := range r.Duties.Laws {
		if l.ID == id {
			return l.Title
		}
	}
	return lang.Both(id)
}

// OwnRules is the law that stands for rules of the portal itself, which no article asks for.
const OwnRules = "portal"

// Held is a duty that a check holds, with the articles in force on a day. There is nothing to evaluate: it has no record.
func (r Rules) Held(d *config.Duty, on calendar.Date) Finding {
	f := Finding{Duty: d, Record: &Record{Register: Portal}, Event: on}
	for _, b := range d.Basis {
		if inForce(b.From, b.To, on) {
			f.Basis = append(f.Basis, b)
		}
	}
	return f
}

// Evaluate evaluates every duty that has a deadline for every record that may owe it, in the order of the duties, then of
// records, then of deadlines.
func Evaluate(b Books, r Rules, asOf calendar.Date) []Finding {
	var out []Finding
	for i := range r.Duties.Duties {
		d := &r.Duties.Duties[i]
		if len(d.Due) == 0 {
			continue
		}
		records := b.rows[d.Subject]
		for j := range records {
			e := evaluation{books: b, rules: r, asOf: asOf, duty: d, record: &records[j]}
			found := e.run()
			slices.SortStableFunc(found, func(x, y Finding) int { return cmp.Or(x.Due.Compare(y.Due), cmp.Compare(x.Period, y.Period)) })
			out = append(out, found...)
		}
	}
	return out
}

// evaluation is one duty and one record.
type evaluation struct {
	books  Books
	rules  Rules
	asOf   calendar.Date
	duty   *config.Duty
	record *Record
}

func (e *evaluation) run() []Finding {
	if reason, detail := e.scope(); reason != "" {
		state := NotApplicable
		if reason == NoDate {
			state = CannotTell
		}
		f := e.finding(item{event: e.asOf}, state)
		f.Why, f.Detail = reason, detail
		if e.duty.Due[0].Kind == "ratio" {
			e.ratios(&f) // shown, but not judged
		}
		return []Finding{f}
	}
	var out []Finding
	why, detail := NotYet, ""
	for _, due := range e.duty.Due {
		items, reason, field := e.items(due)
		if reason != "" {
			why, detail = reason, field
		}
		held := slices.DeleteFunc(slices.Clone(items), func(it item) bool { return !inForce(due.From, due.To, it.event) })
		if len(held) < len(items) {
			why, detail = NoOtherRule, ""
		}
		out = append(out, e.judge(due, held)...)
	}
	if len(out) == 0 {
		f := e.finding(item{event: e.asOf}, NotApplicable)
		f.Why, f.Detail = why, detail
		return []Finding{f}
	}
	return out
}

// inForce reports whether a day lies between two days, either of which may be open.
func inForce(from, to, day calendar.Date) bool {
	return (from.IsZero() || from.Compare(day) <= 0) && (to.IsZero() || day.Compare(to) <= 0)
}

// finding starts a finding with what every one has.
func (e *evaluation) finding(it item, s State) Finding {
	f := Finding{Duty: e.duty, Record: e.record, Period: it.period, State: s, Event: it.event, Due: it.nominal, by: e}
	for _, b := range e.duty.Basis {
		if inForce(b.From, b.To, it.event) {
			f.Basis = append(f.Basis, b)
		}
	}
	for i := range e.rules.Waivers.Waivers {
		w := &e.rules.Waivers.Waivers[i]
		if w.Rule == e.duty.ID && w.Record == e.record.Key() && e.asOf.Compare(w.Expires) <= 0 {
			f.Waiver = w
		}
	}
	return f
}

// scope gives the reason why the duty does not bind the record, or "".
func (e *evaluation) scope() (Reason, string) {
	for _, c := range e.duty.Scope {
		if c.LongerThan > 0 {
			start, end := e.date("start"), e.date("end")
			if start.IsZero() {
				return NoDate, "start"
			}
			// Without an end it is a standing undertaking, longer than any number of months.
			if !end.IsZero() && !calendar.LongerThan(c.LongerThan, start, end) {
				return OutOfScope, "end"
			}
			continue
		}
		v := e.field(c.Field)
		holds := c.Given && v != "" || c.Empty && v == "" || len(c.Is) > 0 && slices.Contains(c.Is, v) || len(c.Not) > 0 && !slices.Contains(c.Not, v)
		if !holds {
			return OutOfScope, c.Field
		}
	}
	return "", ""
}

// field reads a field of the record or, with "org.", of its organization.
func (e *evaluation) field(name string) string { return e.books.field(e.record, name) }

func (e *evaluation) date(name string) calendar.Date {
	d, err := calendar.Parse(e.field(name))
	if err != nil {
		return calendar.Date{}
	}
	return d
}
