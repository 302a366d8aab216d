package calendar

import "errors"

// ErrDate says what a date must look like. Callers put it into a diag.Problem; it quotes nothing of the input.
var ErrDate = errors.New("not a date of the form 2026-11-20")

// ErrPeriod says what a period must look like; it quotes nothing of the input.
var ErrPeriod = errors.New("not a period of the form 2026, 2026Q3 or 2026-07")

// Parse reads a date in the form 2026-11-20 and no other: ASCII digits, four for the year (0001–9999), a day that
// exists. The error is ErrDate.
func Parse(s string) (Date, error) {
	if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' {
		return Date{}, ErrDate
	}
	y, okY := digits(s[:4])
	m, okM := digits(s[5:7])
	d, okD := digits(s[8:])
	if !okY || !okM || !okD || y < 1 || m < 1 || m > 12 || d < 1 || d > monthLength(y, m) {
		return Date{}, ErrDate
	}
	return Date{y, m, d}, nil
}

// ParsePeriod reads a year (2026), a quarter (2026Q3, capital Q, 1–4) or a month (2026-07), and no other form.
// The error is ErrPeriod.
func ParsePeriod(s string) (Period, error) {
	if len(s) < 4 {
		return Period{}, ErrPeriod
	}
	y, ok := digits(s[:4])
	if !ok || y < 1 {
		return Period{}, ErrPeriod
	}
	rest := s[4:]
	switch {
	case rest == "":
		return Period{Year: y}, nil
	case len(rest) == 2 && rest[0] == 'Q' && rest[1] >= '1' && rest[1] <= '4':
		return Period{Year: y, Quarter: int(rest[1] - '0')}, nil
	case len(rest) == 3 && rest[0] == '-':
		if m, ok := digits(rest[1:]); ok && m >= 1 && m <= 12 {
			return Period{Year: y, Month: m}, nil
		}
	}
	return Period{}, ErrPeriod
}

// digits reads ASCII digits only: strconv would also take a sign.
func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}
