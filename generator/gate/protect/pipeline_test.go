package protect

import (
	"math"
	"slices"
	"testing"
)

// small makes a random table of two or three dimensions with at most twelve inner cells, all margins, and now and then a
// union of codes that overlaps another.
func small(seed int) System {
	rnd := splitmix(seed)
	shapes := [][]int{{2, 3}, {3, 3}, {2, 5}, {3, 4}, {2, 2, 2}, {2, 2, 3}, {12}, {6, 2}}
	grid := Grid{}
	size := 1
	for _, n := range shapes[rnd.next(len(shapes))] {
		d := Dim{Nodes: n + 1, Sums: []Sum{{Total: int32(n)}}}
		for p := range n {
			d.Sums[0].Parts = append(d.Sums[0].Parts, int32(p))
		}
		if n > 2 && rnd.next(3) == 0 {
			d.Sums = append(d.Sums, Sum{int32(n + 1), []int32{0, 1}})
			d.Nodes++
		}
		if n > 3 && rnd.next(2) == 0 {
			d.Sums = append(d.Sums, Sum{int32(d.Nodes), []int32{1, 2}})
			d.Nodes++
		}
		grid.Dims = append(grid.Dims, d)
		size *= d.Nodes
	}
	least := int64(rnd.next(2))
	values := make([]int64, size)
	for i := range values {
		if grid.leaf(i) {
			values[i] = int64(rnd.next(9)) * int64(rnd.next(3))
		}
	}
	s := System{Cells: make([]Cell, size)}
	for i := range size {
		grid.Cells = append(grid.Cells, int32(i))
		v := int64(0)
		for j, x := range values {
			if grid.covers(i, j) {
				v += x
			}
		}
		c := Cell{Value: v, Least: min(least, v), Frozen: v == 0 && least > 0}
		if v > 0 && v < 5 {
			c.Width = 3
		}
		s.Cells[i] = c
	}
	s.Grids = []Grid{grid}
	return s
}

// node is the node of a cell in one dimension.
func (g Grid) node(index, dim int) int32 {
	for d := len(g.Dims) - 1; d > dim; d-- {
		index /= g.Dims[d].Nodes
	}
	return int32(index % g.Dims[dim].Nodes)
}

func (g Grid) leaf(index int) bool {
	for d, dim := range g.Dims {
		if slices.ContainsFunc(dim.Sums, func(s Sum) bool { return s.Total == g.node(index, d) }) {
			return false
		}
	}
	return true
}

// covers reports whether an inner cell is part of a cell.
func (g Grid) covers(index, inner int) bool {
	if !g.leaf(inner) {
		return false
	}
	for d, dim := range g.Dims {
		n, l := g.node(index, d), g.node(inner, d)
		if n != l && !slices.ContainsFunc(dim.Sums, func(s Sum) bool { return s.Total == n && slices.Contains(s.Parts, l) }) {
			return false
		}
	}
	return true
}

// brute enumerates every whole table that agrees with what is shown, and gives the smallest and largest value of each
// cell. ok is false when there are too many tables to look at.
func brute(s System, hidden []bool) (low, high []int64, ok bool) {
	g := s.Grids[0]
	var leaves []int
	for i := range s.Cells {
		if g.leaf(i) {
			leaves = append(leaves, i)
		}
	}
	holders := make([][]int, len(leaves))
	left := make([]int64, len(s.Cells)) // of what is shown and not given out yet
	open := make([]int, len(s.Cells))   // inner cells still to come
	sum := make([]int64, len(s.Cells))
	for i, c := range s.Cells {
		left[i] = c.Value
		for k, l := range leaves {
			if g.covers(i, l) {
				holders[k] = append(holders[k], i)
				open[i]++
			}
		}
	}
	low, high = make([]int64, len(s.Cells)), make([]int64, len(s.Cells))
	for i := range low {
		low[i], high[i] = math.MaxInt64, math.MinInt64
	}
	steps := 0
	var give func(k int) bool
	give = func(k int) bool {
		if steps++; steps > 3_000_000 {
			return false
		}
		if k == len(leaves) {
			for i, c := range s.Cells {
				if hidden[i] && sum[i] < c.Least {
					return true
				}
			}
			for i := range sum {
				low[i], high[i] = min(low[i], sum[i]), max(high[i], sum[i])
			}
			return true
		}
		most := int64(40)
		for _, i := range holders[k] {
			if !hidden[i] {
				most = min(most, left[i])
			}
		}
		for v := int64(0); v <= most; v++ {
			fits := true
			for _, i := range holders[k] {
				left[i], sum[i], open[i] = left[i]-v, sum[i]+v, open[i]-1
				fits = fits && (hidden[i] || open[i] > 0 || left[i] == 0)
			}
			more := !fits || give(k+1)
			for _, i := range holders[k] {
				left[i], sum[i], open[i] = left[i]+v, sum[i]-v, open[i]+1
			}
			if !more {
				return false
			}
		}
		return true
	}
	return low, high, give(0)
}

// TestEveryWholeTable looks at all whole tables that a reader could hold true. No primary cell may be narrower than asked,
// and every interval must lie within the bounds that Bounds gives.
func TestEveryWholeTable(t *testing.T) {
	tables, secondary, impossible := 0, 0, 0
	for seed := range 600 {
		s := small(seed)
		r, err := Protect(s, 1)
		if err != nil {
			t.Fatal(err)
		}
		low, high, ok := brute(s, r.Hidden)
		if !ok {
			continue
		}
		tables++
		impossible += len(r.Risks)
		bounds, err := Bounds(s, r.Hidden)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range s.Cells {
			if r.Hidden[i] && !c.primary() {
				secondary++
			}
			if !c.primary() && !r.Hidden[i] && (low[i] != c.Value || high[i] != c.Value) {
				t.Fatalf("seed %d: shown cell %d is %d to %d", seed, i, low[i], high[i])
			}
			if float64(low[i]) < bounds[i].Low-near || float64(high[i]) > bounds[i].High+near && high[i] < 40 {
				t.Errorf("seed %d: cell %d is %d to %d, beyond %v", seed, i, low[i], high[i], bounds[i])
			}
			risky := slices.ContainsFunc(r.Risks, func(x Risk) bool { return x.Cell == i })
			if c.primary() && !risky && (!r.Hidden[i] || high[i]-low[i] < c.Width) {
				t.Errorf("seed %d: primary cell %d is %d to %d", seed, i, low[i], high[i])
			}
		}
	}
	t.Logf("%d tables, %d secondary cells, %d cells that nothing could protect", tables, secondary, impossible)
	if tables < 300 || secondary == 0 {
		t.Error("too few tables: the test shows little")
	}
}

// shuffled gives the same system with cells, nodes and sums in another order, and where each cell went.
func shuffled(s System, seed int) (System, []int) {
	rnd := splitmix(seed)
	to := permutation(&rnd, len(s.Cells))
	out := System{Cells: make([]Cell, len(s.Cells))}
	for i, c := range s.Cells {
		out.Cells[to[i]] = c
	}
	for _, g := range s.Grids {
		h := Grid{Cells: make([]int32, len(g.Cells))}
		var nodes [][]int
		for _, d := range g.Dims {
			p := permutation(&rnd, d.Nodes)
			e := Dim{Nodes: d.Nodes}
			for _, sum := range d.Sums {
				x := Sum{Total: int32(p[sum.Total])}
				for _, part := range sum.Parts {
					x.Parts = append(x.Parts, int32(p[part]))
				}
				e.Sums = append(e.Sums, x)
			}
			slices.Reverse(e.Sums)
			nodes, h.Dims = append(nodes, p), append(h.Dims, e)
		}
		for i, c := range g.Cells {
			at := 0
			for d := range g.Dims {
				at = at*g.Dims[d].Nodes + nodes[d][g.node(i, d)]
			}
			h.Cells[at] = int32(to[c])
		}
		out.Grids = append(out.Grids, h)
	}
	return out, to
}

func permutation(rnd *splitmix, n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	for i := n - 1; i > 0; i-- {
		j := rnd.next(i + 1)
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// TestOrderAndWorkersDoNotMatter shuffles rows and renames codes of a table in which no two cells are alike.
func TestOrderAndWorkersDoNotMatter(t *testing.T) {
	s := benchmarkSystem(t, 5)
	want := protected(t, s)
	one, err := Protect(s, 1)
	if err != nil || !slices.Equal(one.Hidden, want.Hidden) {
		t.Errorf("one worker gives another pattern than two: %v", err)
	}
	for seed := range 2 {
		mixed, to := shuffled(s, seed)
		got := protected(t, mixed)
		differ := 0
		for i, h := range want.Hidden {
			if got.Hidden[to[i]] != h {
				differ++
			}
		}
		if differ > 0 {
			t.Errorf("shuffle %d: %d cells differ", seed, differ)
		}
	}
}

// TestKeepAndFrozen: in a line of four any other cell could be hidden with the small one.
func TestKeepAndFrozen(t *testing.T) {
	line := func(change func([]Cell)) []bool {
		cells := []Cell{{Value: 3, Least: 1, Width: 5}, {Value: 20, Least: 1}, {Value: 30, Least: 1}, {Value: 40, Least: 1}, {Value: 93, Least: 1}}
		change(cells)
		return protected(t, System{Cells: cells, Sums: []Sum{{4, []int32{0, 1, 2, 3}}}}).Hidden
	}
	for _, x := range []struct {
		name   string
		change func([]Cell)
		want   []bool
	}{
		{"the cheapest", func([]Cell) {}, []bool{true, true, false, false, false}},
		{"a headline", func(c []Cell) { c[1].Keep = true }, []bool{true, false, true, false, false}},
		{"known", func(c []Cell) { c[1].Frozen, c[2].Frozen = true, true }, []bool{true, false, false, true, false}},
		{"dear", func(c []Cell) { c[1].Cost, c[2].Cost, c[3].Cost = 9, 8, 7 }, []bool{true, false, false, true, false}},
		{"only the total is left", func(c []Cell) { c[1].Frozen, c[2].Frozen, c[3].Frozen = true, true, true }, []bool{true, false, false, false, true}},
		{"nobody prints the 40", func(c []Cell) { c[3].Unprinted = true }, []bool{true, false, false, false, false}},
		{"sliding room", func(c []Cell) { c[0] = Cell{Value: 3, Above: 5, Below: 2} }, []bool{true, true, false, false, false}},
	} {
		if got := line(x.change); !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, want %v", x.name, got, x.want)
		}
	}
}

func TestSystemsThatContradictThemselves(t *testing.T) {
	for name, s := range map[string]System{
		"sum":    {Cells: []Cell{{Value: 3}, {Value: 4}}, Sums: []Sum{{1, []int32{0}}}},
		"circle": {Cells: []Cell{{Value: 3}, {Value: 3}}, Sums: []Sum{{1, []int32{0}}, {0, []int32{1}}}},
	} {
		if _, err := Protect(s, 1); err == nil {
			t.Errorf("%s: no error", name)
		}
		if _, err := Bounds(s, make([]bool, len(s.Cells))); err == nil {
			t.Errorf("%s: no error of Bounds", name)
		}
	}
}
