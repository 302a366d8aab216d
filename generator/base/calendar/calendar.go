// Package calendar is dates and periods as editors and the law write them. It has no clock: the as-of date of a
// build is a value that the command hands in.
//
//	due, err := calendar.Parse("2026-01-31")  // the only form; a day that exists
//	due.AddMonths(1)                          // 2026-02-28, Civil Code art. 202
//	q, err := calendar.ParsePeriod("2026Q3")  // or 2026, or 2026-07
//	q.End()                                   // 2026-09-30
//
// The zero Date and the zero Period mean "not given" and stay so through all arithmetic, so that an optional field
// that is empty never turns into a day of year 0. Arithmetic is on whole days of the proleptic Gregorian calendar:
// there are no hours and no time zones to go wrong.
//
// What is counted and what is not follows the Civil Code: the day on which a period begins is not counted (art. 201),
// and a period of months ends on the same day of the month or, where there is none, on its last (art. 202). An end that
// falls on a rest day moves on (art. 203); Holidays are announced year by year, so they are a value too, and what is not
// announced is not known.
package calendar

import (
	"cmp"
	"fmt"
)

// Date is a day of the proleptic Gregorian calendar. The zero Date means "no date given".
type Date struct{ Year, Month, Day int }

// IsZero reports whether no date was given.
func (d Date) IsZero() bool { return d == Date{} }

// Compare orders dates; the zero Date comes first.
func (d Date) Compare(o Date) int {
	return cmp.Or(cmp.Compare(d.Year, o.Year), cmp.Compare(d.Month, o.Month), cmp.Compare(d.Day, o.Day))
}

// String gives the ISO 8601 form, 2026-11-20; "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Period is a year (Quarter and Month 0), a quarter (1–4) or a month (1–12) of it. The zero Period means "none".
type Period struct{ Year, Quarter, Month int }

// IsZero reports whether no period was given.
func (p Period) IsZero() bool { return p == Period{} }

// String gives the form used in data files and addresses: 2026, 2026Q3, 2026-07.
func (p Period) String() string {
	switch {
	case p.IsZero():
		return ""
	case p.Quarter > 0:
		return fmt.Sprintf("%04dQ%d", p.Year, p.Quarter)
	case p.Month > 0:
		return fmt.Sprintf("%04d-%02d", p.Year, p.Month)
	}
	return fmt.Sprintf("%04d", p.Year)
}
