// Package protect decides which cells to hide so that no small count can be worked out by adding and subtracting
// the ones that are shown. It knows numbers only: no names, no files, no thresholds.
//
// Every cell is a sum of leaves (one leaf is one row of the input). Cells that must be hidden are primary. A cell
// that is not primary is shown unless showing it, together with all cells shown before, would make a primary
// cell a combination of shown ones; then it is hidden too (secondary). This is suppression by elimination
// (Langsrud, "Secondary cell suppression by Gaussian elimination", Privacy in Statistical Databases 2024),
// written from the idea of the paper: candidates in falling order of importance, each reduced against the shown
// ones in exact arithmetic modulo the prime 2^61−1, so there is no rounding and no tolerance.
//
// Example: county counts 4, 30, 50 and their total 84. The 4 is primary. The total is shown first; then 50; showing
// 30 as well would give 84−50−30 = 4, so 30 is hidden.
//
// Two promises: no primary cell is an exact linear combination of shown cells; and in every sum that is shown, the
// hidden leaves leave room: with n of them adding up to s, each at least 1 because zeros are printed, one of them lies
// between 1 and s−n+1, and s−n is at least the width asked for. Combinations of several sums are not yet bounded.
package protect

import (
	"cmp"
	"container/heap"
	"slices"
)

// Cell is one number that could be shown: the sum of the leaves listed (ascending, each once).
type Cell struct {
	Leaves  []int32
	Value   int64
	Primary bool
}

// Pattern says for each cell, in the order given, whether it is hidden.
type Pattern []bool

// Hide gives the pattern for cells over leaves numbered from 0; width 0 asks for no room. Leaves whose value every
// reader knows (printed zeros, cells without data) should be left out of the cells before. The result depends only on
// the arguments.
func Hide(cells []Cell, width int64) Pattern {
	cells = slices.Clone(cells)
	for {
		hidden := eliminate(cells)
		tight := narrow(cells, hidden, width)
		if len(tight) == 0 {
			return hidden
		}
		for _, i := range tight {
			cells[i].Primary = true
		}
	}
}

// narrow lists the shown sums whose hidden leaves have too little room. A leaf is known when a cell of it alone is shown.
func narrow(cells []Cell, hidden Pattern, width int64) []int {
	known := map[int32]int64{}
	for i, c := range cells {
		if len(c.Leaves) == 1 && !hidden[i] {
			known[c.Leaves[0]] = c.Value
		}
	}
	var out []int
	for i, c := range cells {
		if hidden[i] || len(c.Leaves) < 2 {
			continue
		}
		left, n := c.Value, int64(0)
		for _, l := range c.Leaves {
			if v, ok := known[l]; ok {
				left -= v
			} else {
				n++
			}
		}
		if n > 0 && left-n < width {
			out = append(out, i)
		}
	}
	return out
}

// eliminate hides what elimination asks for.
func eliminate(cells []Cell) Pattern {
	hidden := make(Pattern, len(cells))
	leaves := int32(0)
	for _, c := range cells {
		if n := len(c.Leaves); n > 0 {
			leaves = max(leaves, c.Leaves[n-1]+1)
		}
	}
	e := newElimination(int(leaves))
	for i, c := range cells {
		if c.Primary {
			hidden[i] = true
			e.addPrimary(c.Leaves)
		}
	}
	if len(e.primary) == 0 {
		return hidden
	}
	for _, i := range order(cells) {
		if hidden[i] {
			continue
		}
		hidden[i] = !e.show(cells[i].Leaves)
	}
	return hidden
}

// order is the order in which cells ask to be shown: those over more leaves first, then larger ones, then as given.
func order(cells []Cell) []int {
	out := make([]int, len(cells))
	for i := range out {
		out[i] = i
	}
	slices.SortStableFunc(out, func(a, b int) int {
		return cmp.Or(cmp.Compare(len(cells[b].Leaves), len(cells[a].Leaves)), cmp.Compare(cells[b].Value, cells[a].Value))
	})
	return out
}

// elimination holds the shown cells in echelon form and the primary cells reduced by them.
type elimination struct {
	basis   []vector // in the order of being shown; the pivot's coefficient is 1
	pivots  []int32  // the pivot leaf of each
	rank    []int32  // leaf → 1 + index of the basis vector whose pivot it is; 0 for none
	primary []vector
	touch   [][]int32 // leaf → primaries that may hold it (some no longer do)
	work    []uint64  // dense scratch of reduce, all zero between calls
}

func newElimination(leaves int) *elimination {
	return &elimination{rank: make([]int32, leaves), touch: make([][]int32, leaves), work: make([]uint64, leaves)}
}

func (e *elimination) addPrimary(leaves []int32) {
	n := int32(len(e.primary))
	e.primary = append(e.primary, ones(leaves))
	for _, l := range leaves {
		e.touch[l] = append(e.touch[l], n)
	}
}

// show adds a cell to the shown ones and reports true, or reports false when that would reveal a primary cell.
func (e *elimination) show(leaves []int32) bool {
	r := e.reduce(leaves)
	if len(r) == 0 {
		return true // already a combination of what is shown
	}
	for _, n := range e.touch[r[0].leaf] {
		if p := e.primary[n]; len(p) > 0 && proportional(r, p) {
			return false
		}
	}
	pivot := e.pivot(r)
	r = r.scale(inverse(r.at(pivot)))
	e.basis, e.pivots = append(e.basis, r), append(e.pivots, pivot)
	e.rank[pivot] = int32(len(e.basis))
	for _, n := range e.touch[pivot] {
		p := e.primary[n]
		c := p.at(pivot)
		if c == 0 {
			continue
		}
		for _, t := range r {
			if t.leaf != pivot && p.at(t.leaf) == 0 {
				e.touch[t.leaf] = append(e.touch[t.leaf], n)
			}
		}
		e.primary[n] = p.minus(c, r)
	}
	e.touch[pivot] = nil // no primary holds a pivot any more, and none will again
	return true
}

// pivot chooses the leaf of the vector that the fewest primary cells touch, so that they stay sparse.
func (e *elimination) pivot(r vector) int32 {
	best, least := r[0].leaf, len(e.touch[r[0].leaf])
	for _, t := range r[1:] {
		if n := len(e.touch[t.leaf]); n < least {
			best, least = t.leaf, n
		}
	}
	return best
}

// reduce gives the cell's vector with every pivot removed. A basis vector holds no pivot of those shown before it,
// so taking pivots in the order of being shown never brings one back.
func (e *elimination) reduce(leaves []int32) vector {
	touched := make([]int32, 0, 2*len(leaves))
	var pending ranks
	put := func(leaf int32) {
		touched = append(touched, leaf)
		if r := e.rank[leaf]; r > 0 {
			heap.Push(&pending, r)
		}
	}
	for _, l := range leaves {
		e.work[l] = 1
		put(l)
	}
	for len(pending) > 0 {
		k := heap.Pop(&pending).(int32) - 1
		c := e.work[e.pivots[k]]
		if c == 0 {
			continue
		}
		for _, t := range e.basis[k] {
			if e.work[t.leaf] == 0 {
				put(t.leaf)
			}
			e.work[t.leaf] = sub(e.work[t.leaf], mul(c, t.coef))
		}
	}
	slices.Sort(touched)
	out := make(vector, 0, len(touched))
	for _, l := range touched {
		if c := e.work[l]; c != 0 {
			out = append(out, term{l, c})
			e.work[l] = 0
		}
	}
	return out
}

// ranks is a min-heap of positions in the order of being shown.
type ranks []int32

func (r ranks) Len() int           { return len(r) }
func (r ranks) Less(i, j int) bool { return r[i] < r[j] }
func (r ranks) Swap(i, j int)      { r[i], r[j] = r[j], r[i] }
func (r *ranks) Push(x any)        { *r = append(*r, x.(int32)) }
func (r *ranks) Pop() any {
	last := len(*r) - 1
	x := (*r)[last]
	*r = (*r)[:last]
	return x
}
