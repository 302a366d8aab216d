package protect

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"mingshan/generator/gate/simplex"
)

// batch is how many cells are repaired at a time, each on its own: cells of one batch do not see what the others hide,
// so the result does not depend on the number of workers.
const batch = 8

// repair hides further cells until every cell that must be protected has a proof, as far as that is possible.
func (w *prover) repair(workers int) {
	var cubes []*hypercube
	for _, g := range w.m.grids {
		cubes = append(cubes, newHypercube(g))
	}
	todo := w.unmet()
	short := make(map[int32]float64, len(todo))
	for _, c := range todo {
		short[c] = max(w.wanted(c, 1), w.wanted(c, -1))
	}
	slices.SortStableFunc(todo, func(a, b int32) int { return cmp.Compare(short[b], short[a]) })
	var hard []int32
	for _, c := range todo { // cubes are quick, so each sees all that came before
		if w.met(c) {
			continue
		}
		if points := w.byCube(cubes, c); points == nil {
			hard = append(hard, c)
		} else {
			w.take(points)
		}
	}
	for len(hard) > 0 {
		var now []int32
		for len(hard) > 0 && len(now) < batch {
			if !w.met(hard[0]) {
				now = append(now, hard[0])
			}
			hard = hard[1:]
		}
		found := make([][]point, len(now))
		share(len(now), workers, func(i int) { found[i] = w.byMoving(now[i]) })
		for i, c := range now {
			if !w.met(c) {
				w.take(found[i])
			}
		}
	}
}

// share lets a number of workers do jobs 0 … n−1.
func share(n, workers int, job func(int)) {
	var wg sync.WaitGroup
	next := make(chan int, n)
	for i := range n {
		next <- i
	}
	close(next)
	for range max(1, min(workers, n)) {
		wg.Go(func() {
			for i := range next {
				job(i)
			}
		})
	}
	wg.Wait()
}

// byCube gives the points of the cheapest cube of all grids; nil when none would do.
func (w *prover) byCube(cubes []*hypercube, c int32) []point {
	best := cube{cost: math.Inf(1)}
	for _, h := range cubes {
		if k, ok := w.cube(h, c); ok && k.cost < best.cost {
			best = k
		}
	}
	if math.IsInf(best.cost, 1) {
		return nil
	}
	cell := w.m.cells[c]
	up := min(best.up, max(0, w.wanted(c, 1)))
	down := min(best.down, max(float64(cell.Below)-w.bottom(c), float64(cell.Width)-max(up, w.top(c))))
	var out []point
	if up > 0 {
		out = append(out, best.along(up))
	}
	if down > 0 && !cell.meets(w.bottom(c), max(up, w.top(c))) {
		out = append(out, best.along(-down))
	}
	return out
}

// take adds points and hides the cells that they move.
func (w *prover) take(points []point) {
	for _, p := range points {
		for _, c := range p.cells {
			w.hidden[c] = w.hidden[c] || w.m.free(c)
		}
		w.add(p)
	}
}

// widest is the largest zone in which the cheapest way is looked for, and patience the steps that are spent on it.
const (
	widest   = 2500
	patience = 4000
)

// farthest is the largest zone in which any way at all is looked for: setting the solver up takes seconds there.
const farthest = 8000

// byMoving asks the simplex method for the cheapest set of cells that move with this one: near it, then in wider
// zones. Where only a zone too large for that will do, any way is taken, and the clean-up has to make it smaller.
// It gives the points, or nil.
func (w *prover) byMoving(c int32) []point {
	last := 0
	for radius := 2; ; radius++ {
		cells := w.zone(c, radius)
		if len(cells) > widest {
			break
		}
		if len(cells) == last {
			return nil
		}
		last = len(cells)
		if points := w.within(cells, c); points != nil {
			return points
		}
	}
	for _, radius := range []int{4, 6, 9, len(w.m.cells)} {
		cells := w.zone(c, radius)
		if len(cells) == last {
			continue
		}
		if len(cells) > farthest {
			return nil
		}
		last = len(cells)
		if points := w.anyhow(cells, c); points != nil {
			return points
		}
	}
	return nil
}

// anyhow moves a cell within a zone by whole steps as far as is needed, whatever that hides.
func (w *prover) anyhow(cells []int32, c int32) []point {
	r, err := w.m.region(cells)
	if err != nil {
		return nil
	}
	r.SetLimit(patience)
	cell := w.m.cells[c]
	low, high := w.bottom(c), w.top(c)
	var out []point
	for _, way := range []float64{1, -1} {
		enough := max(float64(cell.Above), float64(cell.Width)+low)
		if way < 0 {
			enough = max(float64(cell.Below), float64(cell.Width)-high)
		}
		if enough <= near || way < 0 && w.m.lowest(c) == 0 {
			continue
		}
		r.Start(nil)
		got := r.Walk(r.objective(c, way), enough)
		if got.Status == simplex.Limit || got.Status == simplex.Unbounded {
			continue
		}
		p := r.here()
		far := p.at(c)
		if far == 0 {
			continue
		}
		low, high = min(low, far), max(high, far)
		if out = append(out, p); cell.meets(low, high) {
			return out
		}
	}
	return nil
}

// within looks for points in a zone: all the room upwards if that can be had, else downwards, else a part of both.
func (w *prover) within(cells []int32, c int32) []point {
	cell := w.m.cells[c]
	upmost, downmost := w.top(c), -w.bottom(c)
	if up := w.wanted(c, 1); up > near {
		p, far := w.cheapest(cells, c, up)
		if p != nil && cell.meets(w.bottom(c), up) {
			return []point{*p}
		}
		upmost = max(upmost, math.Floor(far+near))
	}
	if down := min(w.wanted(c, -1), -w.m.lowest(c)); down > near {
		p, far := w.cheapest(cells, c, -down)
		if p != nil && cell.meets(-down, w.top(c)) {
			return []point{*p}
		}
		downmost = max(downmost, math.Floor(far+near))
	}
	if !cell.meets(-downmost, upmost) {
		return nil
	}
	down := max(float64(cell.Below), float64(cell.Width)-upmost)
	up := max(float64(cell.Above), float64(cell.Width)-down)
	var out []point
	if up > w.top(c)+near {
		if p, _ := w.cheapest(cells, c, up); p != nil {
			out = append(out, *p)
		}
	}
	if down > -w.bottom(c)+near {
		if p, _ := w.cheapest(cells, c, -down); p != nil {
			out = append(out, *p)
		}
	}
	return out
}

// zone lists the cells within so many sums of a cell, as far as they may be hidden.
func (w *prover) zone(c int32, radius int) []int32 {
	seen := map[int32]bool{c: true}
	edge := []int32{c}
	for range radius {
		var next []int32
		for _, e := range edge {
			for _, i := range w.m.in[e] {
				w.m.sums[i].each(func(d int32) {
					if !seen[d] && w.m.free(d) {
						seen[d] = true
						next = append(next, d)
					}
				})
			}
		}
		if edge = next; len(edge) == 0 {
			break
		}
	}
	out := make([]int32, 0, len(seen))
	for d := range seen {
		out = append(out, d)
	}
	slices.Sort(out)
	return out
}

// cheapest moves a cell by an amount within a zone at the least cost. Only an optimal answer counts; without one, far
// is how far the cell can go.
func (w *prover) cheapest(cells []int32, c int32, move float64) (found *point, far float64) {
	p, at := w.m.problem(cells)
	cost := make([]float64, len(cells))
	for i, d := range cells {
		if !w.hidden[d] {
			cost[i] = w.m.cost[d]
		}
	}
	moves, result, err := simplex.Cheapest(p, at[c], move, cost, patience)
	if err != nil || result.Status != simplex.Optimal {
		if result.Status == simplex.Short {
			far = result.Value
		}
		return nil, far
	}
	found = &point{}
	for i, x := range moves {
		if math.Abs(x) <= near {
			continue
		}
		if math.Abs(x-math.Round(x)) < near {
			x = math.Round(x)
		}
		found.cells, found.moves = append(found.cells, cells[i]), append(found.moves, x)
	}
	return found, math.Abs(move)
}
