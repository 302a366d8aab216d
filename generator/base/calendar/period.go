package calendar

import "cmp"

// Kinds of period, as Period.Kind gives them.
const (
	Year    = "year"
	Quarter = "quarter"
	Month   = "month"
)

// Kind is Year, Quarter or Month; "" for the zero Period.
func (p Period) Kind() string {
	switch {
	case p.IsZero():
		return ""
	case p.Quarter > 0:
		return Quarter
	case p.Month > 0:
		return Month
	}
	return Year
}

// Start is the period's first day; no date for the zero Period.
func (p Period) Start() Date {
	switch p.Kind() {
	case "":
		return Date{}
	case Quarter:
		return Date{p.Year, p.Quarter*3 - 2, 1}
	case Month:
		return Date{p.Year, p.Month, 1}
	}
	return Date{p.Year, 1, 1}
}

// End is the period's last day; no date for the zero Period.
func (p Period) End() Date {
	month := 12
	switch p.Kind() {
	case "":
		return Date{}
	case Quarter:
		month = p.Quarter * 3
	case Month:
		month = p.Month
	}
	return Date{p.Year, month, monthLength(p.Year, month)}
}

// YearPeriod is the year that holds the period.
func (p Period) YearPeriod() Period { return Period{Year: p.Year} }

// Previous is the period of the same kind just before p; the zero Period for the zero Period.
func (p Period) Previous() Period {
	switch p.Kind() {
	case "":
		return p
	case Quarter:
		if p.Quarter == 1 {
			return Period{Year: p.Year - 1, Quarter: 4}
		}
		return Period{Year: p.Year, Quarter: p.Quarter - 1}
	case Month:
		if p.Month == 1 {
			return Period{Year: p.Year - 1, Month: 12}
		}
		return Period{Year: p.Year, Month: p.Month - 1}
	}
	return Period{Year: p.Year - 1}
}

// Compare orders periods by their first day and, where that is the same, the longer period first: 2026, 2026Q1,
// 2026-01. The zero Period comes first of all.
func (p Period) Compare(o Period) int {
	return cmp.Or(p.Start().Compare(o.Start()), o.End().Compare(p.End()))
}

// Contains reports whether the day lies in the period.
func (p Period) Contains(d Date) bool {
	return !p.IsZero() && !d.IsZero() && d.Compare(p.Start()) >= 0 && d.Compare(p.End()) <= 0
}
