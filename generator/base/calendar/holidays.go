package calendar

// Holidays are the days off and the make-up working days that the State Council announces year by year. The zero
// Holidays know no year.
//
// A year without its table is not guessed at: whether a weekday of it is a holiday, or a Sunday a working day, nobody
// can say before the announcement, and every answer about it is "not known".
type Holidays struct {
	years map[int]bool
	off   map[Date]bool
	work  map[Date]bool
}

// Announce adds the announcement for a year: days off and make-up working days. A day off may lie outside the year, as
// the first days of a holiday do that begins in December; such a day does not make that other year known.
func (h *Holidays) Announce(year int, off, work []Date) {
	if h.years == nil {
		h.years, h.off, h.work = map[int]bool{}, map[Date]bool{}, map[Date]bool{}
	}
	h.years[year] = true
	for _, d := range off {
		h.off[d] = true
	}
	for _, d := range work {
		h.work[d] = true
	}
}

// Known reports whether the year's table is there.
func (h Holidays) Known(year int) bool { return h.years[year] }

// Rest reports whether people have the day off: a day of a statutory holiday, or a Saturday or Sunday that is not made
// up for. known is false for a day of a year without a table.
func (h Holidays) Rest(d Date) (rest, known bool) {
	if d.IsZero() || !h.years[d.Year] {
		return false, false
	}
	if h.off[d] {
		return true, true
	}
	return d.Weekend() && !h.work[d], true
}

// LastDay gives the last day of a period whose end falls on d: d itself or, where d is a day off, the first day after it
// that is none (Civil Code art. 203; that a Sunday or Saturday counts, and that the rest day as shifted decides, is how
// the courts read "statutory rest day"). ok is false where that cannot be known.
func (h Holidays) LastDay(d Date) (last Date, ok bool) {
	for {
		rest, known := h.Rest(d)
		if !known {
			return Date{}, false
		}
		if !rest {
			return d, true
		}
		d = d.AddDays(1)
	}
}

// AddWorkingDays gives the n-th working day after d, n from 1; d itself is not counted (Civil Code art. 201). ok is false
// where a year on the way has no table.
func (h Holidays) AddWorkingDays(d Date, n int) (day Date, ok bool) {
	for n > 0 {
		d = d.AddDays(1)
		rest, known := h.Rest(d)
		if !known {
			return Date{}, false
		}
		if !rest {
			n--
		}
	}
	return d, true
}

// Weekend reports a Saturday or a Sunday; false for no date.
func (d Date) Weekend() bool {
	// 0000-03-01, day 0, is a Wednesday.
	day := (d.number()%7 + 7) % 7
	return !d.IsZero() && (day == 3 || day == 4)
}

// LongerThan reports whether the time from start to end is more than n months. It is strict: 1 March to 1 September is
// exactly six months and not more. Without a start or an end it is false.
func LongerThan(n int, start, end Date) bool {
	return !start.IsZero() && end.Compare(start.AddMonths(n)) > 0
}
