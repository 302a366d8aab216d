package protect

import (
	"cmp"
	"slices"
)

// gauss gives the pattern that elimination asks for: no primary cell is a combination of shown ones.
func (m *model) gauss() []bool {
	hidden := make([]bool, len(m.cells))
	protected := false
	for c, cell := range m.cells {
		hidden[c] = cell.primary() && !cell.Frozen || cell.Unprinted
		protected = protected || hidden[c] && cell.primary()
	}
	if !protected {
		return hidden
	}
	f := m.frame()
	e := newElimination(f.count)
	order := m.candidates()
	rank := make([]int32, len(m.cells))
	for i, c := range order {
		rank[c] = int32(i)
	}
	for k, c := range f.cell {
		if c >= 0 {
			e.late[k] = rank[c]
		}
	}
	for c, cell := range m.cells {
		if hidden[c] && cell.primary() {
			e.addPrimary(f.of[c])
		}
	}
	for _, v := range f.ties {
		if r := e.reduce(v); len(r) > 0 {
			e.accept(r)
		}
	}
	for _, c := range order {
		switch {
		case hidden[c]:
		case m.cells[c].Frozen:
			if r := e.reduce(f.of[c]); len(r) > 0 {
				e.accept(r)
			}
		default:
			hidden[c] = !e.show(f.of[c])
		}
	}
	return hidden
}

// candidates is the order in which cells ask to be shown: what is known anyway, headlines, high sums, large values.
func (m *model) candidates() []int32 {
	out := make([]int32, len(m.cells))
	for i := range out {
		out[i] = int32(i)
	}
	slices.SortStableFunc(out, func(a, b int32) int {
		x, y := m.cells[a], m.cells[b]
		return cmp.Or(cmp.Compare(bit(y.Frozen), bit(x.Frozen)), cmp.Compare(bit(y.Keep), bit(x.Keep)),
			cmp.Compare(m.cost[b], m.cost[a]))
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
	late    []int32   // leaf → how late its own cell asks to be shown
	unit    []bool    // leaf → it is known: a basis vector holds it alone
	work    []uint64  // dense scratch of reduce, all zero between calls
	touched []int32   // scratch of reduce
	pending ranks     // scratch of reduce
}

func newElimination(leaves int) *elimination {
	return &elimination{rank: make([]int32, leaves), touch: make([][]int32, leaves), late: make([]int32, leaves), unit: make([]bool, leaves), work: make([]uint64, leaves)}
}

func (e *elimination) addPrimary(v vector) {
	n := int32(len(e.primary))
	e.primary = append(e.primary, v)
	for _, t := range v {
		e.touch[t.leaf] = append(e.touch[t.leaf], n)
	}
}

// show adds a cell to the shown ones and reports true, or reports false when that would reveal a primary cell.
func (e *elimination) show(v vector) bool {
	r := e.reduce(v)
	if len(r) == 0 {
		return true // already a combination of what is shown
	}
	for _, n := range e.touch[r[0].leaf] {
		if p := e.primary[n]; len(p) > 0 && proportional(r, p) {
			return false
		}
	}
	e.accept(r)
	return true
}

// accept makes a reduced vector, not empty, part of what is shown.
func (e *elimination) accept(r vector) {
	pivot := e.pivot(r)
	r = r.scale(inverse(r.at(pivot)))
	e.basis, e.pivots = append(e.basis, r), append(e.pivots, pivot)
	e.rank[pivot] = int32(len(e.basis))
	e.unit[pivot] = len(r) == 1
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
}

// pivot chooses the leaf of the vector that the fewest primary cells touch, so that they stay sparse, and of those the
// one whose own cell comes last, so that few of the coming vectors hold it.
func (e *elimination) pivot(r vector) int32 {
	best, least := r[0].leaf, len(e.touch[r[0].leaf])
	for _, t := range r[1:] {
		if n := len(e.touch[t.leaf]); n < least || n == least && e.late[t.leaf] > e.late[best] {
			best, least = t.leaf, n
		}
	}
	return best
}

// reduce gives the cell's vector with every pivot removed. A basis vector holds no pivot of those shown before it,
// so taking pivots in the order of being shown never brings one back.
func (e *elimination) reduce(v vector) vector {
	touched := e.touched[:0]
	pending := e.pending[:0]
	put := func(leaf int32) {
		touched = append(touched, leaf)
		if r := e.rank[leaf]; r > 0 {
			pending.push(r)
		}
	}
	for _, t := range v {
		if !e.unit[t.leaf] {
			e.work[t.leaf] = t.coef
			put(t.leaf)
		}
	}
	for len(pending) > 0 {
		k := pending.pop() - 1
		c := e.work[e.pivots[k]]
		if c == 0 {
			continue
		}
		for _, t := range e.basis[k] {
			if e.unit[t.leaf] {
				continue
			}
			if e.work[t.leaf] == 0 {
				put(t.leaf)
			}
			e.work[t.leaf] = sub(e.work[t.leaf], mul(c, t.coef))
		}
	}
	e.touched, e.pending = touched, pending
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

// ranks is a min-heap of positions in the order of being shown; container/heap would box every number.
type ranks []int32

func (r *ranks) push(x int32) {
	h := append(*r, x)
	i := len(h) - 1
	for i > 0 && h[(i-1)/2] > x {
		h[i] = h[(i-1)/2]
		i = (i - 1) / 2
	}
	h[i] = x
	*r = h
}

func (r *ranks) pop() int32 {
	h := *r
	least, x := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	i := 0
	for down := 1; down < len(h); down = 2*i + 1 {
		if down+1 < len(h) && h[down+1] < h[down] {
			down++
		}
		if x <= h[down] {
			break
		}
		h[i] = h[down]
		i = down
	}
	if len(h) > 0 {
		h[i] = x
	}
	*r = h
	return least
}
