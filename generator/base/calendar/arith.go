package calendar

// daysBefore is the number of days from 1 March to the first of the month, months counted from March as 0.
func daysBefore(month int) int {
	// A year that starts in March has its odd day at the end; the months' lengths then follow one line.
	return (153*month + 2) / 5
}

// number counts days from 0000-03-01, so that a leap day is the last day of its "year". Floor division keeps
// it right for dates that arithmetic may push before year 1.
func (d Date) number() int {
	y, m := d.Year, d.Month-3
	if m < 0 {
		m += 12
		y--
	}
	return 365*y + floorDiv(y, 4) - floorDiv(y, 100) + floorDiv(y, 400) + daysBefore(m) + d.Day - 1
}

// fromNumber is the inverse of number.
func fromNumber(n int) Date {
	const perEra = 146097 // days in 400 years
	era := floorDiv(n, perEra)
	day := n - era*perEra
	year := (day - day/1460 + day/36524 - day/146096) / 365
	day -= 365*year + year/4 - year/100
	m := (5*day + 2) / 153
	d := Date{Year: era*400 + year, Month: m + 3, Day: day - daysBefore(m) + 1}
	if d.Month > 12 {
		d.Month -= 12
		d.Year++
	}
	return d
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// monthLength is the number of days of the month (1–12) in the year.
func monthLength(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// AddDays gives the date n days later (earlier when n is negative). The first day is not counted, as in Civil
// Code art. 201: a notice of 20 November with ten days ends on 30 November. No date stays no date.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	return fromNumber(d.number() + n)
}

// AddMonths gives the same day n months later (earlier when n is negative); where that month has no such day,
// its last day, as in Civil Code art. 202: 31 January and one month is 28 or 29 February. No date stays no
// date.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	months := d.Year*12 + d.Month - 1 + n
	year := floorDiv(months, 12)
	month := months - year*12 + 1
	return Date{year, month, min(d.Day, monthLength(year, month))}
}

// DaysUntil is the number of days from d to o: 1 when o is the next day, negative when o is earlier. It is 0
// when either is no date; ask IsZero first where that matters.
func (d Date) DaysUntil(o Date) int {
	if d.IsZero() || o.IsZero() {
		return 0
	}
	return o.number() - d.number()
}

// Quarter gives the quarter that holds the day, and the zero Period for no date.
func (d Date) Quarter() Period {
	if d.IsZero() {
		return Period{}
	}
	return Period{Year: d.Year, Quarter: (d.Month + 2) / 3}
}
