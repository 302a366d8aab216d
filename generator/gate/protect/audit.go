package protect

import (
	"math"

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
// true, and where that is not enough and parts are allowed, by any steps. It reports whether a failure is final.
func (w *prover) search(r *region, c int32, parts bool) (final bool) {
	cell := w.m.cells[c]
	final = true
	for _, whole := range []bool{true, false} {
		if !whole && !parts {
			return false
		}
		for _, way := range []float64{1, -1} {
			enough := w.wanted(c, way)
			if enough <= near {
				continue
			}
			if !whole && w.m.lowest(c) == 0 && way < 0 {
				continue
			}
			objective := []simplex.Term{{Var: r.at[c], Coef: way}}
			result := r.Maximise
			if whole {
				result = r.Walk
				r.Start(nil)
			}
			got := result(objective, enough)
			if got.Status == simplex.Limit || got.Status == simplex.Stuck || got.Status == simplex.Unbounded {
				final = false
			}
			if got.Status != simplex.Limit {
				w.add(r.here())
			} else {
				r.Start(nil)
			}
			if w.met(c) {
				return true
			}
		}
		if cell.meets(w.bottom(c), w.top(c)) {
			return true
		}
	}
	r.Start(nil)
	return final
}

// wanted is how far a cell has still to go one way for its proof.
func (w *prover) wanted(c int32, way float64) float64 {
	cell := w.m.cells[c]
	if way > 0 {
		return max(float64(cell.Above), float64(cell.Width)+w.bottom(c))
	}
	return max(float64(cell.Below), float64(cell.Width)-w.top(c))
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
