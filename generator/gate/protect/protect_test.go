package protect

import (
	"math/big"
	"slices"
	"testing"
)

func TestTotalsDoNotGiveASmallCellAway(t *testing.T) {
	cells := []Combo{
		{Leaves: []int32{0}, Value: 4, Primary: true},
		{Leaves: []int32{1}, Value: 30},
		{Leaves: []int32{2}, Value: 50},
		{Leaves: []int32{0, 1, 2}, Value: 84},
	}
	if got, want := Hide(cells, 0), (Pattern{true, true, false, false}); !slices.Equal(got, want) {
		t.Errorf("pattern %v, want %v", got, want)
	}
}

// TestSumsLeaveRoom has three counts of 1 under a shown 3, and 36 shared by four: the first sum tells everything.
func TestSumsLeaveRoom(t *testing.T) {
	small := func(values ...int64) []Combo {
		total := Combo{}
		var cells []Combo
		for l, v := range values {
			cells = append(cells, Combo{Leaves: []int32{int32(l)}, Value: v, Primary: v < 10})
			total.Leaves, total.Value = append(total.Leaves, int32(l)), total.Value+v
		}
		return append(cells, total)
	}
	for _, x := range []struct {
		values []int64
		width  int64
		hidden bool
	}{
		{[]int64{4, 4, 4}, 0, false}, {[]int64{4, 4, 4}, 5, false}, {[]int64{4, 4, 4}, 9, false}, {[]int64{4, 4, 4}, 10, true},
		{[]int64{1, 9, 1, 1}, 5, false}, {[]int64{1, 2, 1, 8}, 9, true}, {[]int64{1, 2, 1, 8, 40}, 9, true}, {[]int64{1, 2, 1, 8, 40}, 8, false},
	} {
		got := Hide(small(x.values...), x.width)
		if got[len(got)-1] != x.hidden {
			t.Errorf("%v at width %d: the total is hidden %v, want %v", x.values, x.width, got[len(got)-1], x.hidden)
		}
	}
}

func TestNothingIsHiddenWithoutASmallCell(t *testing.T) {
	if got := Hide([]Combo{{Leaves: []int32{0}, Value: 40}, {Leaves: []int32{0}, Value: 40}}, 5); slices.Contains(got, true) {
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
		var cells []Combo
		for l := range leaves {
			v := int64(1 + rnd.next(60))
			cells = append(cells, Combo{Leaves: []int32{int32(l)}, Value: v, Primary: v < 10})
		}
		for range 2 + rnd.next(8) {
			c := Combo{}
			for l := range leaves {
				if rnd.next(2) == 0 {
					c.Leaves = append(c.Leaves, int32(l))
					c.Value += cells[l].Value
				}
			}
			if len(c.Leaves) > 1 {
				c.Primary = c.Value < 10
				cells = append(cells, c)
			}
		}
		hidden := Hide(cells, 0)
		var shown [][]*big.Rat
		for i, c := range cells {
			if !hidden[i] {
				shown = append(shown, dense(c, leaves))
			} else if !c.Primary {
				secondaries++
			}
		}
		r := rank(shown)
		for i, c := range cells {
			if c.Primary && !hidden[i] {
				t.Fatalf("primary cell %d shown", i)
			}
			if c.Primary && rank(append(slices.Clone(shown), dense(c, leaves))) == r {
				t.Fatalf("primary cell %v is a combination of the shown ones: %v %v", c, cells, hidden)
			}
		}
	}
	if secondaries == 0 {
		t.Error("no system needed a secondary cell: the test shows nothing")
	}
}

func dense(c Combo, leaves int) []*big.Rat {
	row := make([]*big.Rat, leaves)
	for l := range row {
		row[l] = new(big.Rat)
		if slices.Contains(c.Leaves, int32(l)) {
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

func TestSameAnswerTwice(t *testing.T) {
	cells := benchmark(t, 40, 4, 6)
	if a, b := Hide(cells, 0), Hide(cells, 0); !slices.Equal(a, b) {
		t.Error("two runs gave different patterns")
	}
}

// benchmark makes a table of areas × categories × quarters with all margins.
func benchmark(tb testing.TB, areas, categories, quarters int) []Combo {
	tb.Helper()
	rnd := splitmix(42)
	values := make([]int64, areas*categories*quarters)
	for i := range values {
		values[i] = int64(rnd.next(60))
	}
	var cells []Combo
	for a := -1; a < areas; a++ {
		for c := -1; c < categories; c++ {
			for q := -1; q < quarters; q++ {
				var cell Combo
				for i, v := range values {
					if (a < 0 || i/(categories*quarters) == a) && (c < 0 || i/quarters%categories == c) && (q < 0 || i%quarters == q) && v > 0 {
						cell.Leaves = append(cell.Leaves, int32(i))
						cell.Value += v
					}
				}
				cell.Primary = cell.Value > 0 && cell.Value < 10
				cells = append(cells, cell)
			}
		}
	}
	return cells
}

func BenchmarkHide(b *testing.B) {
	cells := benchmark(b, 83, 4, 8)
	for b.Loop() {
		Hide(cells, 0)
	}
}
