package protect

import (
	"cmp"
	"math"
	"slices"

	"mingshan/generator/gate/simplex"
)

// repair hides further cells until every cell that must be protected has a proof. It gives the cells for which nothing
// helped.
func (w *prover) repair() []int32 {
	var cubes []*hypercube
	for _, g := range w.m.grids {
		cubes = append(cubes, newHypercube(g))
	}
	todo := w.unmet()
	slices.SortStableFunc(todo, func(a, b int32) int { return cmp.Compare(w.short(b), w.short(a)) })
	var failed []int32
	for _, c := range todo {
		if w.met(c) || w.repairByCube(cubes, c) || w.repairByMoving(c) {
			continue
		}
		failed = append(failed, c)
	}
	return failed
}

// short is how much room a cell still lacks.
func (w *prover) short(c int32) float64 {
	return max(w.wanted(c, 1), w.wanted(c, -1))
}

// repairByCube takes the cheapest cube of all grids.
func (w *prover) repairByCube(cubes []*hypercube, c int32) bool {
	best := cube{cost: math.Inf(1)}
	for _, h := range cubes {
		if k, ok := w.cube(h, c); ok && k.cost < best.cost {
			best = k
		}
	}
	if math.IsInf(best.cost, 1) {
		return false
	}
	up := min(best.up, max(0, w.wanted(c, 1)))
	if up > 0 {
		w.take(best.along(up))
	}
	if down := min(best.down, max(0, w.wanted(c, -1))); !w.met(c) && down > 0 {
		w.take(best.along(-down))
	}
	return w.met(c)
}

// take adds a point and hides the cells that it moves.
func (w *prover) take(p point) bool {
	if !w.add(p) {
		return false
	}
	for _, c := range p.cells {
		w.hidden[c] = true
	}
	return true
}

// repairByMoving asks the simplex method for the cheapest set of cells that move with this one: near it, then in a
// wider zone, then anywhere.
func (w *prover) repairByMoving(c int32) bool {
	last := 0
	for _, radius := range []int{2, 3, 4, len(w.m.cells)} {
		cells := w.zone(c, radius)
		if len(cells) == last {
			continue
		}
		last = len(cells)
		for _, way := range []float64{1, -1} {
			if far := w.wanted(c, way); far > close && w.cheapest(cells, c, way*far) && w.met(c) {
				return true
			}
		}
		for _, way := range []float64{1, -1} { // not far enough one way: as far as it goes, then the other way
			far := min(w.wanted(c, way), math.Inf(1))
			if way < 0 {
				far = min(far, -w.m.lowest(c))
			}
			if far > close {
				w.cheapest(cells, c, way*far)
			}
		}
		if w.met(c) {
			return true
		}
	}
	return false
}

// zone lists the cells within so many sums of a cell; hidden ones lead on, as do those that may be hidden.
func (w *prover) zone(c int32, radius int) []int32 {
	near := map[int32]bool{c: true}
	edge := []int32{c}
	for range radius {
		var next []int32
		for _, e := range edge {
			for _, i := range w.m.in[e] {
				w.m.sums[i].each(func(d int32) {
					if !near[d] && w.m.free(d) {
						near[d] = true
						next = append(next, d)
					}
				})
			}
		}
		if edge = next; len(edge) == 0 {
			break
		}
	}
	out := make([]int32, 0, len(near))
	for d := range near {
		out = append(out, d)
	}
	slices.Sort(out)
	return out
}

// cheapest moves a cell by an amount within a zone at the least cost, and hides what moves. Only an optimal answer
// counts.
func (w *prover) cheapest(cells []int32, c int32, move float64) bool {
	p, at := w.m.problem(cells)
	cost := make([]float64, len(cells))
	for i, d := range cells {
		if !w.hidden[d] {
			cost[i] = w.m.cost[d]
		}
	}
	moves, result, err := simplex.Cheapest(p, at[c], move, cost, 0)
	if err != nil || result.Status != simplex.Optimal {
		return false
	}
	var found point
	for i, x := range moves {
		if math.Abs(x) <= close {
			continue
		}
		if math.Abs(x-math.Round(x)) < close {
			x = math.Round(x)
		}
		found.cells, found.moves = append(found.cells, cells[i]), append(found.moves, x)
	}
	return w.take(found)
}
