package attack

import (
	"math"
	"slices"

	"mingshan/generator/gate/simplex"
)

// mostEffort is how many times one target may be halved, usualEffort how many times a target of a job on average: hard
// targets are rare, but where all are hard there has to be an end.
const (
	mostEffort  = 400
	usualEffort = 40
)

// halve looks for whole points beyond what walking found: as far up as is needed, or else a little further; then down.
func (h *hunt) halve(t Target, f found, span Interval) found {
	h.effort = min(mostEffort, h.budget)
	start := h.effort
	defer func() { h.budget -= start - h.effort }()
	for _, way := range []int64{1, -1} {
		for {
			have, want, most := f.high, f.top(t), math.Floor(span.High+1e-6)
			if way < 0 {
				have, want, most = -f.low, -f.bottom(t), math.Floor(-span.Low+1e-6)
			}
			if float64(want) > most {
				want = int64(most)
			}
			if want <= have || h.effort <= 0 {
				break
			}
			if !h.reach(t, way, want) && (want == have+1 || !h.reach(t, way, have+1)) {
				break
			}
			f = h.seen(t)
		}
	}
	return f
}

// reach looks for a whole point in which the target's cell moves by at least goal up (way 1) or down (−1).
func (h *hunt) reach(t Target, way, goal int64) bool {
	if h.shrink(t, way, goal) {
		return true
	}
	h.solver.Start(nil)
	low, high := h.solver.Bounds(t.Cell)
	defer func() {
		h.solver.Start(nil)
		h.solver.Bound(t.Cell, low, high)
	}()
	if !h.push(t.Cell, way, goal) {
		return false
	}
	return h.dive(t)
}

// bounded is what a cell's bounds were.
type bounded struct {
	v         int
	low, high float64
}

// shrink goes to the goal from the true table; there it forbids every cell that is not whole to go beyond the whole number
// before, and goes again. That takes few programs and mostly ends at a whole point. Where it does not, the goal may be in
// reach all the same.
func (h *hunt) shrink(t Target, way, goal int64) bool {
	var before []bounded
	defer func() {
		h.solver.Start(nil)
		for _, b := range slices.Backward(before) {
			h.solver.Bound(b.v, b.low, b.high)
		}
	}()
	for {
		h.programs++
		h.solver.Start(nil)
		r := h.solver.Maximise([]simplex.Term{{Var: t.Cell, Coef: float64(way)}}, float64(goal))
		if r.Value < float64(goal)-1e-6 || r.Status == simplex.Limit {
			return false
		}
		last := len(before)
		for v := range h.part.cells {
			if x := h.solver.At(v); math.Abs(x-math.Round(x)) > 1e-6 {
				low, high := h.solver.Bounds(v)
				before = append(before, bounded{v, low, high})
				if x > 0 {
					high = math.Floor(x)
				} else {
					low = math.Ceil(x)
				}
				h.next = append(h.next[:len(before)-1], bounded{v, low, high})
			}
		}
		if last == len(before) {
			return h.keep(h.solver, t)
		}
		h.solver.Start(nil)
		for _, b := range h.next[last:] {
			h.solver.Bound(b.v, b.low, b.high)
		}
	}
}

// push moves a cell at least to goal up or down and holds it there. The solver stands inside the old bounds before and
// after, and inside the new one when it was reached.
func (h *hunt) push(v int, way, goal int64) bool {
	h.programs++
	r := h.solver.Maximise([]simplex.Term{{Var: v, Coef: float64(way)}}, float64(goal))
	if r.Value < float64(goal)-1e-6 || r.Status == simplex.Limit {
		return false
	}
	low, high := h.solver.Bounds(v)
	if way > 0 {
		return h.solver.Bound(v, float64(goal), high)
	}
	return h.solver.Bound(v, low, float64(-goal))
}

// dive makes the cells whole one by one: the one furthest from whole numbers is pushed to one side, towards the true table
// first, and where that leads nowhere to the other. It reports whether a whole point was kept.
func (h *hunt) dive(t Target) bool {
	v, x := -1, 0.0
	worst := 1e-6
	for u := range h.part.cells {
		at := h.solver.At(u)
		if off := math.Abs(at - math.Round(at)); off > worst+1e-9 {
			v, x, worst = u, at, off
		}
	}
	if v < 0 {
		return h.keep(h.solver, t)
	}
	first := int64(-1)
	if x < 0 {
		first = 1
	}
	for _, way := range []int64{first, -first} {
		if h.effort <= 0 {
			return false
		}
		h.effort--
		goal := int64(math.Ceil(x * float64(way)))
		low, high := h.solver.Bounds(v)
		done := h.push(v, way, goal) && h.dive(t)
		h.solver.Bound(v, low, high)
		if done {
			return true
		}
	}
	return false
}
