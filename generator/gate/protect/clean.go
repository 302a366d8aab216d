package protect

import (
	"cmp"
	"slices"
)

// large is the number of cells above which one pass is enough: another takes as long and shows next to nothing more.
const large = 50_000

// clean shows again what need not be hidden: in falling cost, a secondary cell is pinned to its value, with all that
// follows from it by sums, and the cells whose proof moved any of them are proved anew. Passes are repeated until one
// shows nothing more. A cell whose pinning has been shown to narrow another too much is not tried again: showing
// more only narrows further.
func (w *prover) clean() error {
	open := slices.Clone(w.hidden)
	w.m.settle(open, nil)
	for c := range open { // settled cells tell a reader nothing new
		if w.hidden[c] && !open[c] && !w.m.cells[c].primary() && !w.m.cells[c].Unprinted {
			w.hidden[c] = false
		}
	}
	regions := map[int32]*region{}
	for _, cells := range w.m.components(w.hidden) {
		r, err := w.m.region(cells)
		if err != nil {
			return err
		}
		for _, c := range cells {
			regions[c] = r
		}
	}
	w.partly = make([]bool, len(w.m.cells))
	for c := range w.partly {
		w.partly[c] = !w.metWhole(int32(c))
	}
	var todo []int32
	for c, h := range w.hidden {
		if h && !w.m.cells[c].primary() && !w.m.cells[c].Unprinted {
			todo = append(todo, int32(c))
		}
	}
	slices.SortStableFunc(todo, func(a, b int32) int { return cmp.Compare(w.m.cost[b], w.m.cost[a]) })
	for {
		var again []int32
		shown := 0
		for _, c := range todo {
			if !w.hidden[c] || regions[c] == nil {
				continue
			}
			ok, final := w.pin(regions[c], open, c)
			if ok {
				shown++
			} else if !final {
				again = append(again, c)
			}
		}
		if todo = again; shown == 0 || len(todo) == 0 || len(w.m.cells) > large {
			return nil
		}
	}
}

// holds reports whether a cell has a proof as good as before the clean-up.
func (w *prover) holds(c int32) bool { return w.metWhole(c) || w.partly[c] && w.met(c) }

// pin tries to show a cell and all that follows from it. final says that a failure will stay one.
func (w *prover) pin(r *region, open []bool, c int32) (ok, final bool) {
	open[c] = false
	pinned := append([]int32{c}, w.m.settle(open, []int32{c})...)
	undo := func() {
		for _, d := range pinned {
			open[d] = true
		}
	}
	for _, d := range pinned {
		if w.m.cells[d].primary() {
			undo()
			return false, true
		}
	}
	lost := w.without(pinned)
	touched := w.touched(lost)
	var weak []int32
	for _, p := range touched {
		w.refresh(p)
		if !w.holds(p) {
			weak = append(weak, p)
		}
	}
	if ok, final = w.prove(r, pinned, weak); !ok {
		undo()
		for _, n := range lost {
			w.points[n].dead = false
		}
		for _, p := range touched {
			w.refresh(p)
		}
		return false, final
	}
	for _, d := range pinned {
		if !w.m.cells[d].Unprinted {
			w.hidden[d] = false
		}
	}
	return true, true
}

// prove searches proofs for weak cells with the pinned ones standing still; they are let go again if one fails.
func (w *prover) prove(r *region, pinned, weak []int32) (ok, final bool) {
	r.Start(nil)
	low, high := make([]float64, len(pinned)), make([]float64, len(pinned))
	for i, d := range pinned {
		low[i], high[i] = r.Bounds(r.at[d])
		r.Bound(r.at[d], 0, 0)
	}
	for _, p := range weak {
		if w.holds(p) {
			continue
		}
		final = w.search(r, p, w.partly[p])
		if w.holds(p) {
			continue
		}
		r.Start(nil)
		for i, d := range pinned {
			r.Bound(r.at[d], low[i], high[i])
		}
		return false, final
	}
	return true, true
}

// without marks the living points that move any of the cells as dead, and lists them.
func (w *prover) without(cells []int32) []int32 {
	var out []int32
	for _, c := range cells {
		for _, v := range w.moving[c] {
			if !w.points[v.point].dead {
				w.points[v.point].dead = true
				out = append(out, v.point)
			}
		}
	}
	return out
}

// touched lists the protected cells whose best points are among those given.
func (w *prover) touched(points []int32) []int32 {
	var out []int32
	for _, n := range points {
		for _, c := range w.points[n].cells {
			if a, b := w.reach[c], w.exact[c]; w.m.cells[c].primary() && (a.lowAt == n || a.highAt == n || b.lowAt == n || b.highAt == n) {
				out = append(out, c)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// refresh finds a cell's best living points anew.
func (w *prover) refresh(c int32) {
	w.reach[c], w.exact[c] = extent{0, 0, -1, -1}, extent{0, 0, -1, -1}
	for _, v := range w.moving[c] {
		p := &w.points[v.point]
		if p.dead {
			continue
		}
		w.reach[c].include(v)
		if p.whole {
			w.exact[c].include(v)
		}
	}
}
