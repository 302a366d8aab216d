package chart

import (
	"cmp"
	"math/bits"
	"slices"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// Amount is a number worked out from cleared cells, in one of the states of a cell: Number / 10^Scale when it is a Value.
type Amount struct {
	State  release.State
	Number int64
	Scale  int
}

// whole is a share of everything, in tenths of a percent.
const whole = 1000

// Shares gives for each series and point the share of the point's total in percent with one decimal, so that the shares
// of a point add up to exactly 100.0 as they are printed (largest remainder; of equal ones the first is rounded up).
//
// A point with a withheld part has no shares at all: those of the others would give it away, or be shares of something
// else. The same holds for a point with a missing part, and for one whose parts leave out different numbers of rows. A
// point of zeros only has no shares either, and its parts are missing.
func (f *Figure) Shares() [][]Amount {
	out := make([][]Amount, len(f.Series))
	for i := range out {
		out[i] = make([]Amount, len(f.X))
	}
	for j := range f.X {
		parts := make([]release.Cell, len(f.Series))
		for i, s := range f.Series {
			parts[i] = s.Cells[j]
		}
		for i, a := range shares(parts) {
			out[i][j] = a
		}
	}
	return out
}

// shares gives the shares of the parts of one point.
func shares(parts []release.Cell) []Amount {
	out := make([]Amount, len(parts))
	set := func(state release.State) []Amount {
		for i := range out {
			out[i] = Amount{State: state}
		}
		return out
	}
	states := make([]release.State, len(parts))
	var total uint64
	alike := true
	for i, c := range parts {
		states[i] = c.State()
		n, _ := c.Number()
		have, of := c.Reported()
		had, oldOf := parts[0].Reported()
		alike = alike && c.Scale() == parts[0].Scale() && of-have == oldOf-had && n >= 0
		total += uint64(max(n, 0))
	}
	switch {
	case slices.Contains(states, release.Withheld):
		return set(release.Withheld)
	case !slices.ContainsFunc(states, func(s release.State) bool { return s != release.NotApplicable }):
		return set(release.NotApplicable)
	case slices.Contains(states, release.Missing) || !alike || total == 0:
		return set(release.Missing)
	}
	rest := whole
	remainder := make([]uint64, len(parts))
	order := make([]int, len(parts))
	for i, c := range parts {
		n, _ := c.Number()
		high, low := bits.Mul64(uint64(n), whole)
		q, r := bits.Div64(high, low, total) // n <= total, so the quotient fits
		out[i] = Amount{State: release.Value, Number: int64(q), Scale: 1}
		remainder[i], order[i] = r, i
		rest -= int(q)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(remainder[b], remainder[a]) })
	for _, i := range order[:rest] {
		out[i].Number++
	}
	for i, s := range states {
		if s == release.NotApplicable { // it had no part in the whole
			out[i] = Amount{State: s}
		}
	}
	return out
}

// shareNotes mark the bars that are not drawn as shares.
func (f *Figure) shareNotes(shares [][]Amount, shape Shape, horizontal bool) []note {
	var out []note
	for j := range f.X {
		state, drawn := shares[0][j].State, false
		for _, part := range shares {
			drawn = drawn || part[j].State == release.Value
		}
		if drawn {
			continue
		}
		if horizontal {
			out = append(out, noted(signOf(state, 1), "right", shape.font-2, 0, j))
		} else {
			out = append(out, noted(signOf(state, 1), "top", shape.font-2, j, 0))
		}
	}
	return out
}

// Print gives an amount in full in the printer's language; ok is false for one that is no number.
func (a Amount) Print(p *lang.Printer) (string, bool) {
	if a.State != release.Value {
		return "", false
	}
	return p.Decimal(a.Number, a.Scale), true
}

// json is the amount as an exact JSON number, or "-" for ECharts to leave out.
func (a Amount) json() any {
	if a.State != release.Value {
		return "-"
	}
	return moved(a.Number, a.Scale, magnitude{})
}

// Rate is a share in tenths of a percent of one cell in another, rounded half up as lang.Printer.Percent does. There is
// none when either has no number, when the whole is zero or less than the part, or when the two leave out different numbers of rows.
func Rate(part, all release.Cell) Amount {
	n, ok := part.Number()
	d, known := all.Number()
	have, of := part.Reported()
	had, oldOf := all.Reported()
	switch {
	case part.State() == release.Withheld || all.State() == release.Withheld:
		return Amount{State: release.Withheld}
	case !ok || !known || d <= 0 || n < 0 || n > d || part.Scale() != all.Scale() || of-have != oldOf-had:
		return Amount{State: release.Missing}
	}
	high, low := bits.Mul64(uint64(n), 2*whole)
	low, carry := bits.Add64(low, uint64(d), 0)
	q, _ := bits.Div64(high+carry, low, 2*uint64(d))
	return Amount{State: release.Value, Number: int64(q), Scale: 1}
}
