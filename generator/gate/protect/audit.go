package protect

import (
	"math"
	"slices"

	"mingshan/generator/gate/simplex"
)

// audit looks for proofs in what is hidden now, as a reader would look for bounds. It lists the cells without one.
func (w *prover) audit() ([]int32, error) {
	for _, cells := range w.m.components(w.hidden) {
		need := false
		for _, c := range cells {
			need = need || !w.met(c)
		}
		if !need {
			continue
		}
		r, err := w.m.region(cells)
		if err != nil {
			return nil, err
		}
		for _, c := range cells {
			if !w.met(c) {
				w.search(r, c, true)
			}
		}
	}
	return w.unmet(), nil
}

// unmet lists the cells that must be protected and are not proved to be safe.
func (w *prover) unmet() []int32 {
	var out []int32
	for c := range w.m.cells {
		if w.m.cells[c].primary() && !w.m.cells[c].Frozen && !w.met(int32(c)) {
			out = append(out, int32(c))
		}
	}
	return out
}

// search moves a cell of the region both ways until it has a proof: by whole steps, which give tables that could be
// true; where that is not enough and fractions would do, by diving from there to whole numbers; and where parts are
// allowed, with fractions. It reports whether a failure is final.
func (w *prover) search(r *region, c int32, parts bool) (final bool) {
	for _, way := range []float64{1, -1} {
		if enough := w.wanted(c, way); enough > near {
			r.Start(nil)
			if got := r.Walk(r.objective(c, way), enough); got.Status != simplex.Limit {
				w.add(r.here())
			}
			if w.metWhole(c) {
				return true
			}
		}
	}
	low, high, final := w.bottom(c), w.top(c), true
	var found []point
	for _, way := range []float64{1, -1} {
		enough := w.wanted(c, way)
		if enough <= near || way < 0 && w.m.lowest(c) == 0 {
			continue
		}
		r.Start(nil)
		got := r.Maximise(r.objective(c, way), enough)
		switch got.Status {
		case simplex.Limit, simplex.Unbounded, simplex.Stuck, simplex.Short:
			final = false
			continue
		case simplex.Optimal, simplex.Enough:
		}
		low, high = min(low, way*got.Value), max(high, way*got.Value)
		found = append(found, r.here())
	}
	if !w.m.cells[c].meets(low, high) {
		r.Start(nil)
		return final
	}
	for _, way := range []float64{1, -1} {
		if enough := w.wanted(c, way); enough > near && w.dive(r, c, way, enough) && w.metWhole(c) {
			return true
		}
	}
	if parts {
		for _, p := range found {
			w.add(p)
		}
	}
	return false
}

func (r *region) objective(c int32, way float64) []simplex.Term {
	return []simplex.Term{{Var: r.at[c], Coef: way}}
}

// dives is how many variables are rounded before a dive is given up.
const dives = 40

// dive looks for a whole point: it goes as far as wanted, takes a variable that is not whole back to the next whole
// number towards zero, where it may stay, and goes again. Zero stays inside all bounds.
func (w *prover) dive(r *region, c int32, way, enough float64) bool {
	type bound struct {
		v         int
		low, high float64
	}
	var old []bound
	defer func() {
		r.Start(nil)
		for _, b := range slices.Backward(old) {
			r.Bound(b.v, b.low, b.high)
		}
	}()
	r.Start(nil)
	added := false
	for range dives {
		got := r.Maximise(r.objective(c, way), enough)
		if got.Status != simplex.Optimal && got.Status != simplex.Enough {
			return added
		}
		v := r.fraction()
		if v < 0 {
			return w.add(r.here()) || added
		}
		x := r.At(v)
		side := math.Copysign(1, x)
		whole := math.Trunc(x)
		back := r.Maximise([]simplex.Term{{Var: v, Coef: -side}}, -math.Abs(whole))
		if back.Status != simplex.Enough && back.Status != simplex.Optimal {
			return added
		}
		low, high := r.Bounds(v)
		old = append(old, bound{v, low, high})
		if side > 0 {
			high = whole
		} else {
			low = whole
		}
		if !r.Bound(v, low, high) {
			return added
		}
	}
	return added
}

// fraction finds the variable that is furthest from whole numbers; −1 when all are whole.
func (r *region) fraction() int {
	best, most := -1, near
	for i := range r.cells {
		x := r.At(i)
		if off := math.Abs(x - math.Round(x)); off > most {
			best, most = i, off
		}
	}
	return best
}

// wanted is how far a cell has to go one way for its proof, given what whole points show of the other.
func (w *prover) wanted(c int32, way float64) float64 {
	cell, e := w.m.cells[c], w.exact[c]
	if way > 0 {
		return max(float64(cell.Above), float64(cell.Width)+e.low)
	}
	return max(float64(cell.Below), float64(cell.Width)-e.high)
}

// Bounds gives, for every hidden cell of a pattern, the smallest and the largest value that a reader can deduce; other
// cells have their value twice. Cells that the pattern hides against the rules of the system (frozen ones) count as
// shown. workers is the number of goroutines, 0 for one; the result does not depend on it.
func Bounds(s System, hidden []bool) ([]Interval, error) {
	m, err := newModel(s)
	if err != nil {
		return nil, err
	}
	inside := make([]bool, len(m.cells))
	for from, to := range m.rank {
		inside[to] = (hidden[from] || s.Cells[from].Unprinted) && !s.Cells[from].Frozen
	}
	moves := make([]Interval, len(m.cells))
	for _, cells := range m.components(inside) {
		r, err := m.region(cells)
		if err != nil {
			return nil, err
		}
		for i, c := range cells {
			moves[c] = Interval{-r.furthest(i, -1), r.furthest(i, 1)}
		}
	}
	out := make([]Interval, len(m.cells))
	for from, to := range m.rank {
		v := float64(s.Cells[from].Value)
		out[from] = Interval{v + moves[to].Low, v + moves[to].High}
	}
	return out, nil
}

// furthest is how far a variable can move one way; infinite where the solver cannot tell.
func (r *region) furthest(v int, way float64) float64 {
	got := r.Maximise([]simplex.Term{{Var: v, Coef: way}}, math.Inf(1))
	if got.Status != simplex.Optimal {
		r.Start(nil)
		got = r.Maximise([]simplex.Term{{Var: v, Coef: way}}, math.Inf(1))
	}
	if got.Status != simplex.Optimal {
		r.Start(nil)
		return math.Inf(1)
	}
	if x := math.Round(got.Value); math.Abs(x-got.Value) < near {
		return x
	}
	return got.Value
}
