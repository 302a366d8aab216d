package protect

import (
	"cmp"
	"math"
	"slices"
)

// A cube is the cheapest kind of move through a cell of a grid: in every dimension one step from a node a to a node b
// takes one from everything that holds a and not b and gives it to everything that holds b and not a. The cells at all
// combinations alternate in sign, and every sum stays (hypercube method, Repsilber; GHMITER).

// stroke is a step in one dimension.
type stroke struct{ plus, minus []int32 }

// hypercube knows the strokes of one grid.
type hypercube struct {
	grid   Grid
	stride []int
	place  map[int32]int // cell → index in the grid
	holds  [][][]int32   // dimension → leaf → nodes that hold it, ascending; nil for nodes that are sums
}

func newHypercube(g Grid) *hypercube {
	h := &hypercube{grid: g, stride: make([]int, len(g.Dims)), place: make(map[int32]int, len(g.Cells))}
	size := 1
	for i := len(g.Dims) - 1; i >= 0; i-- {
		h.stride[i] = size
		size *= g.Dims[i].Nodes
	}
	for i, c := range g.Cells {
		if _, twice := h.place[c]; c >= 0 && !twice {
			h.place[c] = i
		}
	}
	for _, d := range g.Dims {
		h.holds = append(h.holds, d.holders())
	}
	return h
}

// holders lists, for every node that is no sum, the nodes that hold it.
func (d Dim) holders() [][]int32 {
	above := make([][]int32, d.Nodes)
	sum := make([]bool, d.Nodes)
	for _, s := range d.Sums {
		sum[s.Total] = true
		for _, p := range s.Parts {
			above[p] = append(above[p], s.Total)
		}
	}
	out := make([][]int32, d.Nodes)
	for n := range out {
		if sum[n] {
			continue
		}
		all := []int32{int32(n)}
		for k := 0; k < len(all); k++ {
			for _, u := range above[all[k]] {
				if !slices.Contains(all, u) {
					all = append(all, u)
				}
			}
		}
		slices.Sort(all)
		out[n] = all
	}
	return out
}

// strokes is how many steps of one dimension that are tried: the shortest, and of those the ones that cost least.
const strokes = 16

// strokesOf lists the steps in dimension i that move the node at an index of the grid.
func (w *prover) strokesOf(h *hypercube, index, i int) []stroke {
	d := h.grid.Dims[i]
	node := index / h.stride[i] % d.Nodes
	mine := h.grid.Cells[index]
	cell := w.m.cells[mine]
	need := max(float64(cell.Above), float64(cell.Width)+w.m.lowest(mine)) // what the opposite cell must be able to give
	type offer struct {
		s    stroke
		cost float64
	}
	var offers []offer
	for a, with := range h.holds[i] {
		if !slices.Contains(with, int32(node)) {
			continue
		}
		for b, other := range h.holds[i] {
			if other == nil || slices.Contains(other, int32(node)) {
				continue
			}
			s := stroke{without(with, other), without(other, with)}
			cost := 0.0
			for _, n := range []int{a, b} {
				c := h.grid.Cells[index+(n-node)*h.stride[i]]
				if c < 0 || w.m.cells[c].Frozen || n == b && -w.m.lowest(c) < need {
					cost = math.Inf(1)
				} else if !w.hidden[c] {
					cost += w.m.cost[c]
				}
			}
			if !math.IsInf(cost, 1) {
				offers = append(offers, offer{s, cost})
			}
		}
	}
	slices.SortStableFunc(offers, func(x, y offer) int {
		return cmp.Or(cmp.Compare(len(x.s.plus)+len(x.s.minus), len(y.s.plus)+len(y.s.minus)), cmp.Compare(x.cost, y.cost))
	})
	var out []stroke
	if with := h.holds[i][node]; with != nil && len(h.grid.Dims) > 1 {
		out = append(out, stroke{plus: with})
	}
	for _, o := range offers[:min(len(offers), strokes)] {
		out = append(out, o.s)
	}
	return out
}

func without(a, b []int32) []int32 {
	var out []int32
	for _, x := range a {
		if !slices.Contains(b, x) {
			out = append(out, x)
		}
	}
	return out
}

// cube is one combination of strokes with what it costs and how far it goes.
type cube struct {
	cells []int32
	signs []float64
	cost  float64
	up    float64 // how far it can go
	down  float64
}

// cube finds the cheapest cube through a cell that would prove it safe.
func (w *prover) cube(h *hypercube, c int32) (cube, bool) {
	index, ok := h.place[c]
	if !ok {
		return cube{}, false
	}
	best := cube{cost: math.Inf(1)}
	all := make([][]stroke, len(h.grid.Dims))
	for i := range all {
		if all[i] = w.strokesOf(h, index, i); len(all[i]) == 0 {
			return best, false
		}
	}
	cell := w.m.cells[c]
	chosen := make([]stroke, len(all))
	var try func(i int)
	try = func(i int) {
		if i < len(all) {
			for _, s := range all[i] {
				chosen[i] = s
				try(i + 1)
			}
			return
		}
		k, ok := w.corners(h, chosen, best.cost)
		if ok && cell.meets(min(w.bottom(c), -k.down), max(w.top(c), k.up)) {
			k.cells, k.signs = slices.Clone(k.cells), slices.Clone(k.signs)
			best = k
		}
	}
	try(0)
	return best, !math.IsInf(best.cost, 1)
}

// corners prices a cube; ok is false when it is not cheaper than the limit or cannot be hidden.
func (w *prover) corners(h *hypercube, chosen []stroke, limit float64) (cube, bool) {
	k := cube{up: math.Inf(1), down: math.Inf(1)}
	var visit func(i, index int, sign float64) bool
	visit = func(i, index int, sign float64) bool {
		if i == len(chosen) {
			c := h.grid.Cells[index]
			if c < 0 || w.m.cells[c].Frozen {
				return false
			}
			if !w.hidden[c] {
				k.cost += w.m.cost[c]
			}
			if room := -w.m.lowest(c); sign < 0 {
				k.up = min(k.up, room)
			} else {
				k.down = min(k.down, room)
			}
			k.cells, k.signs = append(k.cells, c), append(k.signs, sign)
			return k.cost < limit
		}
		for _, n := range chosen[i].plus {
			if !visit(i+1, index+int(n)*h.stride[i], sign) {
				return false
			}
		}
		for _, n := range chosen[i].minus {
			if !visit(i+1, index+int(n)*h.stride[i], -sign) {
				return false
			}
		}
		return true
	}
	return k, visit(0, 0, 1)
}

// along is the point that goes so far along the cube.
func (k cube) along(far float64) point {
	p := point{cells: slices.Clone(k.cells), moves: make([]float64, len(k.cells))}
	for i, s := range k.signs {
		p.moves[i] = s * far
	}
	p.sort()
	return p
}
