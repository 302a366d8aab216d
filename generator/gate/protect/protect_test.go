package protect

import (
	"math/big"
	"slices"
	"testing"
)

// line is a total over values that readers know to be 1 or more; those below 10 are primary.
func line(width int64, values ...int64) System {
	var s System
	sum := Sum{Total: int32(len(values))}
	total := int64(0)
	for i, v := range values {
		s.Cells = append(s.Cells, belowTen(v, width))
		sum.Parts = append(sum.Parts, int32(i))
		total += v
	}
	s.Cells = append(s.Cells, belowTen(total, width))
	s.Sums = []Sum{sum}
	return s
}

// belowTen is a cell that is primary below 10.
func belowTen(v, width int64) Cell {
	c := Cell{Value: v, Least: min(1, v)}
	if SmallCount(v, 10, false) {
		c.Width = width
	}
	return c
}

func TestTotalsDoNotGiveASmallCellAway(t *testing.T) {
	if got, want := protected(t, line(5, 4, 30, 50)).Hidden, []bool{true, true, false, false}; !slices.Equal(got, want) {
		t.Errorf("pattern %v, want %v", got, want)
	}
}

// TestSumsLeaveRoom has counts whose sum leaves so much for them together, and sums that leave too little.
func TestSumsLeaveRoom(t *testing.T) {
	for _, x := range []struct {
		values []int64
		width  int64
		hidden bool
	}{
		{[]int64{4, 4, 4}, 5, false}, {[]int64{4, 4, 4}, 9, false}, {[]int64{4, 4, 4}, 10, true},
		{[]int64{1, 9, 1, 1}, 5, false}, {[]int64{1, 2, 1, 8}, 9, true}, {[]int64{1, 2, 1, 8, 40}, 8, false},
	} {
		got := protected(t, line(x.width, x.values...)).Hidden
		if got[len(got)-1] != x.hidden {
			t.Errorf("%v at width %d: the total is hidden %v, want %v", x.values, x.width, got[len(got)-1], x.hidden)
		}
	}
}

func TestNothingIsHiddenWithoutASmallCell(t *testing.T) {
	if got := protected(t, line(5, 40, 40)).Hidden; slices.Contains(got, true) {
		t.Errorf("hidden without need: %v", got)
	}
}

// splitmix is a small deterministic generator for tests.
type splitmix uint64

func (s *splitmix) next(n int) int {
	*s += 0x9E3779B97F4A7C15
	z := uint64(*s)
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return int((z ^ (z >> 31)) % uint64(n))
}

// TestNoPrimaryIsACombinationOfShown checks the promise on random systems with exact rationals, by another method
// than the room's own.
func TestNoPrimaryIsACombinationOfShown(t *testing.T) {
	rnd := splitmix(7)
	secondaries := 0
	for range 400 {
		leaves := 3 + rnd.next(9)
		var sys System
		var rows [][]*big.Rat // cell → what it is the sum of
		for l := range leaves {
			sys.Cells = append(sys.Cells, belowTen(int64(1+rnd.next(60)), 1))
			rows = append(rows, dense([]int32{int32(l)}, leaves))
		}
		for range 2 + rnd.next(8) {
			sum, total := Sum{Total: int32(len(sys.Cells))}, int64(0)
			for l := range leaves {
				if rnd.next(2) == 0 {
					sum.Parts = append(sum.Parts, int32(l))
					total += sys.Cells[l].Value
				}
			}
			if len(sum.Parts) > 1 {
				sys.Cells, sys.Sums = append(sys.Cells, belowTen(total, 1)), append(sys.Sums, sum)
				rows = append(rows, dense(sum.Parts, leaves))
			}
		}
		made, err := Protect(sys, 1)
		if err != nil {
			t.Fatal(err)
		}
		hidden := made.Hidden
		var shown [][]*big.Rat
		for i, c := range sys.Cells {
			if !hidden[i] {
				shown = append(shown, rows[i])
			} else if c.Width == 0 {
				secondaries++
			}
		}
		r := rank(shown)
		for i, c := range sys.Cells {
			if c.Width > 0 && !hidden[i] {
				t.Fatalf("primary cell %d shown", i)
			}
			if c.Width > 0 && rank(append(slices.Clone(shown), rows[i])) == r {
				t.Fatalf("primary cell %d is a combination of the shown ones: %v %v", i, sys, hidden)
			}
		}
	}
	if secondaries == 0 {
		t.Error("no system needed a secondary cell: the test shows nothing")
	}
}

func dense(parts []int32, leaves int) []*big.Rat {
	row := make([]*big.Rat, leaves)
	for l := range row {
		row[l] = new(big.Rat)
		if slices.Contains(parts, int32(l)) {
			row[l].SetInt64(1)
		}
	}
	return row
}

func rank(rows [][]*big.Rat) int {
	m := make([][]*big.Rat, len(rows))
	for i, r := range rows {
		m[i] = make([]*big.Rat, len(r))
		for j, x := range r {
			m[i][j] = new(big.Rat).Set(x)
		}
	}
	rank := 0
	for col := 0; len(m) > 0 && col < len(m[0]); col++ {
		p := slices.IndexFunc(m[rank:], func(r []*big.Rat) bool { return r[col].Sign() != 0 })
		if p < 0 {
			continue
		}
		m[rank], m[rank+p] = m[rank+p], m[rank]
		for i := rank + 1; i < len(m); i++ {
			f := new(big.Rat).Quo(m[i][col], m[rank][col])
			for j := col; j < len(m[i]); j++ {
				m[i][j].Sub(m[i][j], new(big.Rat).Mul(f, m[rank][j]))
			}
		}
		rank++
		if rank == len(m) {
			break
		}
	}
	return rank
}
