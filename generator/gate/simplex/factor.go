package simplex

import (
	"cmp"
	"math"
	"slices"
)

// sparse is a matrix by lines (columns or rows): line i is index[start[i]:start[i+1]] with its values.
type sparse struct {
	start []int32
	index []int32
	value []float64
}

func (a *sparse) line(i int32) ([]int32, []float64) {
	lo, hi := a.start[i], a.start[i+1]
	return a.index[lo:hi], a.value[lo:hi]
}

// end closes the line that was being added.
func (a *sparse) end() { a.start = append(a.start, int32(len(a.index))) }

func (a *sparse) add(i int32, v float64) {
	a.index = append(a.index, i)
	a.value = append(a.value, v)
}

func (a *sparse) empty() {
	a.start = append(a.start[:0], 0)
	a.index, a.value = a.index[:0], a.value[:0]
}

// transposed gives the same matrix by its other lines, of which there are n.
func (a *sparse) transposed(n int) sparse {
	t := sparse{make([]int32, n+1), make([]int32, len(a.index)), make([]float64, len(a.value))}
	for _, i := range a.index {
		t.start[i+1]++
	}
	for i := range n {
		t.start[i+1] += t.start[i]
	}
	next := slices.Clone(t.start[:n])
	for line := range int32(len(a.start) - 1) {
		index, value := a.line(line)
		for k, i := range index {
			t.index[next[i]], t.value[next[i]] = line, value[k]
			next[i]++
		}
	}
	return t
}

// factors is a basis B as L·U, times the updates since. Vectors are dense, by row; the variable that is basic in row i
// has its place at i, so solving is done in place.
type factors struct {
	row     []int32 // step → pivot row
	pivot   []float64
	lower   sparse // by step: multipliers of rows that come later
	upper   sparse // by step: entries in rows that came before
	across  sparse // the same by row: entries in steps that come after
	first   int    // steps before this one have no multipliers
	kernel  int    // steps from this one on are of columns that are in no triangle
	etaRow  []int32
	etaAt   []float64
	eta     sparse
	work    []float64
	stepped []bool
	rows    []int32 // scratch of eliminate
	marked  []bool
}

// factor factors the columns in head and puts head in the order of pivot rows. It reports false when B is singular.
func (f *factors) factor(cols *sparse, head []int32) bool {
	m := len(head)
	f.row, f.pivot, f.etaRow, f.etaAt = f.row[:0], f.pivot[:0], f.etaRow[:0], f.etaAt[:0]
	f.lower.empty()
	f.upper.empty()
	f.eta.empty()
	f.work = resized(f.work, m)
	f.stepped, f.marked = resized(f.stepped, m), resized(f.marked, m)
	p := newPeeling(cols, head)
	order := p.columns()
	f.first = len(order)
	order = append(order, p.rows()...)
	f.kernel = len(order)
	for _, k := range order {
		if !f.peel(cols, head[k], p.chosen[k]) {
			return false
		}
	}
	rest := p.rest()
	for _, k := range rest {
		if !f.eliminate(cols, head[k], p.rowCount) {
			return false
		}
	}
	order = append(order, rest...)
	placed := make([]int32, m)
	for step, k := range order {
		placed[f.row[step]] = head[k]
	}
	copy(head, placed)
	f.across = f.upper.transposed(m)
	return true
}

// peel adds one column of a triangle as the next step: its pivot is known, and nothing has to be worked out.
func (f *factors) peel(cols *sparse, column, at int32) bool {
	if at < 0 {
		return false
	}
	index, value := cols.line(column)
	for k, i := range index {
		f.work[i] = value[k]
	}
	return f.put(index, at)
}

// eliminate adds one column as the next step, with the pivot that choose chooses.
func (f *factors) eliminate(cols *sparse, column int32, rowCount []int32) bool {
	w := f.work
	index, value := cols.line(column)
	rows := append(f.rows[:0], index...)
	for k, i := range index {
		w[i] = value[k]
		f.marked[i] = true
	}
	for step := f.kernel; step < len(f.row); step++ {
		z := w[f.row[step]]
		if z == 0 {
			continue
		}
		index, value := f.lower.line(int32(step))
		for k, i := range index {
			if !f.marked[i] {
				f.marked[i] = true
				rows = append(rows, i)
			}
			w[i] -= value[k] * z
		}
	}
	for _, i := range rows {
		f.marked[i] = false
	}
	f.rows = rows
	return f.put(rows, f.choose(rows, rowCount))
}

// put writes the column in work, whose entries stand in rows, as the next step with its pivot in row at, and clears work.
func (f *factors) put(rows []int32, at int32) bool {
	w := f.work
	if at < 0 || math.Abs(w[at]) < tiny {
		clear(w)
		return false
	}
	d := w[at]
	f.row = append(f.row, at)
	f.pivot = append(f.pivot, d)
	f.stepped[at] = true
	for _, i := range rows {
		switch v := w[i]; {
		case i == at || math.Abs(v) < tiny:
		case f.stepped[i]:
			f.upper.add(i, v)
		default:
			f.lower.add(i, v/d)
		}
		w[i] = 0
	}
	f.lower.end()
	f.upper.end()
	return true
}

// choose picks the pivot row of the column in work among those of rows that have no pivot yet: of those with at least a tenth of the largest
// entry the one with the fewest entries.
func (f *factors) choose(rows, rowCount []int32) int32 {
	largest := 0.0
	for _, i := range rows {
		if !f.stepped[i] {
			largest = max(largest, math.Abs(f.work[i]))
		}
	}
	if largest < tolerance {
		return -1
	}
	best := int32(-1)
	for _, i := range rows {
		if !f.stepped[i] && math.Abs(f.work[i]) >= 0.1*largest && (best < 0 || rowCount[i] < rowCount[best]) {
			best = i
		}
	}
	return best
}

// forward solves L·z = w in place.
func (f *factors) forward(w []float64) {
	for step := f.first; step < len(f.row); step++ {
		z := w[f.row[step]]
		if z == 0 {
			continue
		}
		index, value := f.lower.line(int32(step))
		for k, i := range index {
			w[i] -= value[k] * z
		}
	}
}

// solve solves B·z = w in place.
func (f *factors) solve(w []float64) {
	f.forward(w)
	for step := len(f.row) - 1; step >= 0; step-- {
		r := f.row[step]
		if w[r] == 0 {
			continue
		}
		z := w[r] / f.pivot[step]
		w[r] = z
		index, value := f.upper.line(int32(step))
		for k, i := range index {
			w[i] -= value[k] * z
		}
	}
	for e, r := range f.etaRow {
		if w[r] == 0 {
			continue
		}
		z := w[r] / f.etaAt[e]
		w[r] = z
		index, value := f.eta.line(int32(e))
		for k, i := range index {
			w[i] -= value[k] * z
		}
	}
}

// solveTransposed solves Bᵀ·y = w in place.
func (f *factors) solveTransposed(w []float64) {
	for e := len(f.etaRow) - 1; e >= 0; e-- {
		r := f.etaRow[e]
		w[r] = f.eta.less(int32(e), w[r], w) / f.etaAt[e]
	}
	for step, r := range f.row {
		if w[r] == 0 {
			continue
		}
		z := w[r] / f.pivot[step]
		w[r] = z
		index, value := f.across.line(r)
		for k, later := range index {
			w[f.row[later]] -= value[k] * z
		}
	}
	for step := len(f.row) - 1; step >= f.first; step-- {
		r := f.row[step]
		w[r] = f.lower.less(int32(step), w[r], w)
	}
}

// less is from minus the product of line i with w.
func (a *sparse) less(i int32, from float64, w []float64) float64 {
	index, value := a.line(i)
	for k, j := range index {
		from -= value[k] * w[j]
	}
	return from
}

// update replaces the variable that is basic in row r by one whose column, in terms of the basis, is alpha.
func (f *factors) update(alpha []float64, r int32) {
	f.etaRow = append(f.etaRow, r)
	f.etaAt = append(f.etaAt, alpha[r])
	for i, v := range alpha {
		if int32(i) != r && math.Abs(v) > tiny {
			f.eta.add(int32(i), v)
		}
	}
	f.eta.end()
}

func (f *factors) updates() int { return len(f.etaRow) }

// peeling finds the triangular part of a basis: columns with one entry in the rows left, then rows with one entry in
// the columns left, again and again.
type peeling struct {
	cols               *sparse
	head               []int32
	byRow              sparse // row → places in head
	colCount, rowCount []int32
	chosen             []int32 // place → pivot row, or −1
	rowDone            []bool
}

func newPeeling(cols *sparse, head []int32) *peeling {
	m := len(head)
	p := &peeling{cols: cols, head: head, colCount: make([]int32, m), rowCount: make([]int32, m), chosen: make([]int32, m), rowDone: make([]bool, m)}
	basis := sparse{start: []int32{0}}
	for k, v := range head {
		index, value := cols.line(v)
		basis.index = append(basis.index, index...)
		basis.value = append(basis.value, value...)
		basis.end()
		p.colCount[k], p.chosen[k] = int32(len(index)), -1
		for _, i := range index {
			p.rowCount[i]++
		}
	}
	p.byRow = basis.transposed(m)
	return p
}

// columns peels columns with one entry left.
func (p *peeling) columns() []int32 {
	var queue []int32
	for k, n := range p.colCount {
		if n == 1 {
			queue = append(queue, int32(k))
		}
	}
	out := queue[:0:0]
	for len(queue) > 0 {
		k := queue[0]
		queue = queue[1:]
		index, _ := p.cols.line(p.head[k])
		at := slices.IndexFunc(index, func(i int32) bool { return !p.rowDone[i] })
		if at < 0 {
			continue // singular; found out by the caller, since this column stays without a pivot
		}
		r := index[at]
		p.chosen[k], p.rowDone[r] = r, true
		out = append(out, k)
		others, _ := p.byRow.line(r)
		for _, o := range others {
			if p.colCount[o]--; p.colCount[o] == 1 {
				queue = append(queue, o)
			}
		}
	}
	for _, k := range out { // rows count only the columns left
		index, _ := p.cols.line(p.head[k])
		for _, i := range index {
			p.rowCount[i]--
		}
	}
	return out
}

// rows peels rows with one entry left.
func (p *peeling) rows() []int32 {
	var queue, out []int32
	for i, n := range p.rowCount {
		if n == 1 && !p.rowDone[i] {
			queue = append(queue, int32(i))
		}
	}
	for len(queue) > 0 {
		r := queue[0]
		queue = queue[1:]
		places, _ := p.byRow.line(r)
		at := slices.IndexFunc(places, func(k int32) bool { return p.chosen[k] < 0 })
		if at < 0 || p.rowDone[r] {
			continue
		}
		k := places[at]
		p.chosen[k], p.rowDone[r] = r, true
		out = append(out, k)
		index, _ := p.cols.line(p.head[k])
		for _, i := range index {
			if p.rowCount[i]--; p.rowCount[i] == 1 && !p.rowDone[i] {
				queue = append(queue, i)
			}
		}
	}
	return out
}

// rest lists the columns left, those with few entries first.
func (p *peeling) rest() []int32 {
	var out []int32
	for k, r := range p.chosen {
		if r < 0 {
			out = append(out, int32(k))
		}
	}
	slices.SortStableFunc(out, func(a, b int32) int { return cmp.Compare(p.colCount[a], p.colCount[b]) })
	return out
}

// resized gives a cleared slice of length n, the old one where it is long enough.
func resized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}
