package proof

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// square is two counties by two quarters with all totals shown and the four counts hidden.
//
//	 4  9 | 13        cells 0 1 2
//	30 12 | 42              3 4 5
//	34 21 | 55              6 7 8
func square() Published {
	return Published{
		Shown: []bool{false, false, true, false, false, true, true, true, true},
		Value: []int64{4, 9, 13, 30, 12, 42, 34, 21, 55},
		Low:   []int64{1, 1, 0, 1, 1, 0, 0, 0, 0},
		Rows: [][]Term{
			{{0, 1}, {1, 1}, {2, -1}}, {{3, 1}, {4, 1}, {5, -1}}, {{6, 1}, {7, 1}, {8, -1}},
			{{0, 1}, {3, 1}, {6, -1}}, {{1, 1}, {4, 1}, {7, -1}}, {{2, 1}, {5, 1}, {8, -1}},
		},
	}
}

// The lowest and the highest of what the square can be.
var (
	lowest  = []int64{1, 12, 13, 33, 9, 42, 34, 21, 55}
	highest = []int64{12, 1, 13, 22, 20, 42, 34, 21, 55}
)

func TestCheckAccepts(t *testing.T) {
	p := square()
	for _, c := range []Claim{{Cell: 0, Width: 8}, {Cell: 0, Width: 11}, {Cell: 4, Width: 11}, {Cell: 0, Width: 1, Known: []int{2}}} {
		if err := Check(p, lowest, highest, c); err != nil {
			t.Errorf("%v: %v", c, err)
		}
	}
	if err := Check(p, highest, lowest, Claim{Cell: 1, Width: 11}); err != nil {
		t.Error(err)
	}
	p.High = []int64{12, 12, 0, 33, 20, 0, 0, 0, 0}
	if err := Check(p, lowest, highest, Claim{Cell: 0, Width: 11}); err != nil {
		t.Error(err)
	}
}

// Any one number of either table altered, by one or by much, is found.
func TestEveryAlteredNumberIsRefused(t *testing.T) {
	for _, by := range []int64{1, -1, 7919333, math.MaxInt64 / 2, math.MinInt64 / 2} {
		for c := range lowest {
			low, high := slices.Clone(lowest), slices.Clone(highest)
			low[c] += by
			if Check(square(), low, highest, Claim{Cell: 0, Width: 8}) == nil {
				t.Errorf("cell %d of the low table altered by %d", c, by)
			}
			high[c] += by
			if Check(square(), lowest, high, Claim{Cell: 0, Width: 8}) == nil {
				t.Errorf("cell %d of the high table altered by %d", c, by)
			}
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	below := []int64{0, 13, 13, 34, 8, 42, 34, 21, 55} // agrees with all sums, but not with what hidden means
	far := square()
	far.High = []int64{11, 99, 0, 99, 99, 0, 0, 0, 0}
	outside := square()
	outside.Rows = append(outside.Rows, []Term{{9, 1}})
	unequal := square()
	unequal.Low = unequal.Low[1:]
	large := square()
	large.Rows = append(large.Rows, []Term{{0, math.MaxInt64}, {1, 1}})
	for name, c := range map[string]struct {
		p         Published
		low, high []int64
		claim     Claim
		want      string
	}{
		"width":        {square(), lowest, highest, Claim{Cell: 0, Width: 12}, "cell 0 does not differ"},
		"no width":     {square(), lowest, highest, Claim{Cell: 0}, "cell 0 does not differ"},
		"swapped":      {square(), highest, lowest, Claim{Cell: 0, Width: 8}, "cell 0 does not differ"},
		"lowest value": {square(), below, highest, Claim{Cell: 0, Width: 8}, "low table: proof: cell 0 is lower"},
		"highest":      {far, lowest, highest, Claim{Cell: 0, Width: 8}, "high table: proof: cell 0 is higher"},
		"shown cell":   {square(), lowest, highest, Claim{Cell: 2, Width: 0}, "cell 2 is shown"},
		"known":        {square(), lowest, highest, Claim{Cell: 0, Width: 8, Known: []int{3}}, "cell 3 is not as the reader"},
		"known far":    {square(), lowest, highest, Claim{Cell: 0, Width: 8, Known: []int{9}}, "cell 9 is not"},
		"no cell":      {square(), lowest, highest, Claim{Cell: 9, Width: 8}, "cell 9 of 9"},
		"row":          {outside, lowest, highest, Claim{Cell: 0, Width: 8}, "row 6 names cell 9"},
		"lengths":      {unequal, lowest, highest, Claim{Cell: 0, Width: 8}, "8 lower bounds"},
		"short table":  {square(), lowest[:8], highest, Claim{Cell: 0, Width: 8}, "a table of 8"},
		"overflow":     {large, lowest, highest, Claim{Cell: 0, Width: 8}, "row 6 is too large"},
	} {
		err := Check(c.p, c.low, c.high, c.claim)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// What the true values of hidden cells are does not matter, and is not read.
func TestHiddenValuesAreNotRead(t *testing.T) {
	p := square()
	for c, shown := range p.Shown {
		if !shown {
			p.Value[c] = math.MinInt64
		}
	}
	if err := Check(p, lowest, highest, Claim{Cell: 0, Width: 11}); err != nil {
		t.Error(err)
	}
}
