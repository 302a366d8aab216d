package protect

import (
	"math"
	"slices"

	"mingshan/generator/gate/simplex"
)

// point is one table that agrees with everything shown: how far it is from the true one, by cell, zeros left out.
type point struct {
	cells []int32 // ascending
	moves []float64
	whole bool // all moves are whole numbers, and the sums were checked in integers
	dead  bool // it moves a cell that is shown now
}

// at is how far the point moves a cell.
func (p *point) at(c int32) float64 {
	if i, ok := slices.BinarySearch(p.cells, c); ok {
		return p.moves[i]
	}
	return 0
}

// prover collects points. Each serves all cells that it moves: a cell is safe when two of them (or one and the true
// table) are far enough apart in it. Hiding more never takes a proof away.
type prover struct {
	m      *model
	hidden []bool
	points []point
	moving [][]visit // cell → points that move it
	reach  []extent  // cell → how far it is moved by all living points
	exact  []extent  // the same by whole points only
	partly []bool    // cell → its proof is in fractions, and stays so in the clean-up
}

// visit is one point's move of one cell.
type visit struct {
	point int32
	move  float64
}

// extent is the smallest and the largest move of a cell and the points that make them, −1 for the true table.
type extent struct {
	low, high     float64
	lowAt, highAt int32
}

func newProver(m *model, hidden []bool) *prover {
	w := &prover{m: m, hidden: hidden, moving: make([][]visit, len(m.cells)), reach: make([]extent, len(m.cells)), exact: make([]extent, len(m.cells))}
	for c := range m.cells {
		w.reach[c], w.exact[c] = extent{0, 0, -1, -1}, extent{0, 0, -1, -1}
	}
	return w
}

// include widens the extent by a move.
func (e *extent) include(v visit) {
	if v.move > e.high {
		e.high, e.highAt = v.move, v.point
	}
	if v.move < e.low {
		e.low, e.lowAt = v.move, v.point
	}
}

// top and bottom are the moves that are proved so far.
func (w *prover) top(c int32) float64    { return w.reach[c].high }
func (w *prover) bottom(c int32) float64 { return w.reach[c].low }

const near = 1e-6

// meets reports whether moves of a cell between low and high are room enough.
func (c Cell) meets(low, high float64) bool {
	return high-low >= float64(c.Width)-near && high >= float64(c.Above)-near && -low >= float64(c.Below)-near
}

// met reports whether a cell is proved to be safe; metWhole, by whole tables alone.
func (w *prover) met(c int32) bool      { return w.m.cells[c].meets(w.bottom(c), w.top(c)) }
func (w *prover) metWhole(c int32) bool { return w.m.cells[c].meets(w.exact[c].low, w.exact[c].high) }

// add takes a point if it agrees with all sums, with what is shown and with what every reader knows.
func (w *prover) add(p point) bool {
	if len(p.cells) == 0 || !w.agrees(&p) {
		return false
	}
	n := int32(len(w.points))
	w.points = append(w.points, p)
	for i, c := range p.cells {
		v := visit{n, p.moves[i]}
		w.moving[c] = append(w.moving[c], v)
		w.reach[c].include(v)
		if p.whole {
			w.exact[c].include(v)
		}
	}
	return true
}

// agrees checks a point against the model; nothing of the solver's arithmetic is trusted.
func (w *prover) agrees(p *point) bool {
	p.whole = true
	for i, c := range p.cells {
		cell := w.m.cells[c]
		if !w.hidden[c] || cell.Frozen || p.moves[i] < float64(cell.Least)-float64(cell.Value)-near {
			return false
		}
		p.whole = p.whole && p.moves[i] == math.Trunc(p.moves[i])
	}
	for _, c := range p.cells {
		for _, i := range w.m.in[c] {
			s := w.m.sums[i]
			off := -p.at(s.Total)
			if len(s.Parts) < 4*len(p.cells) {
				for _, part := range s.Parts {
					off += p.at(part)
				}
			} else {
				for k, moved := range p.cells {
					if _, ok := slices.BinarySearch(s.Parts, moved); ok {
						off += p.moves[k]
					}
				}
			}
			if p.whole && off != 0 || math.Abs(off) > near {
				return false
			}
		}
	}
	return true
}

// region is a part of the system that moves while everything else stays: a solver over its cells.
type region struct {
	cells []int32
	at    map[int32]int
	*simplex.Solver
}

// problem writes the sums of the cells as rows. Where a sum has cells outside, those stand still.
func (m *model) problem(cells []int32) (simplex.Problem, map[int32]int) {
	at := make(map[int32]int, len(cells))
	p := simplex.Problem{Low: make([]float64, len(cells)), High: make([]float64, len(cells))}
	var sums []int32
	for i, c := range cells {
		at[c] = i
		p.Low[i], p.High[i] = m.lowest(c), math.Inf(1)
		sums = append(sums, m.in[c]...)
	}
	slices.Sort(sums)
	for _, i := range slices.Compact(sums) {
		s := m.sums[i]
		var row []simplex.Term
		if v, ok := at[s.Total]; ok {
			row = append(row, simplex.Term{Var: v, Coef: -1})
		}
		for _, c := range s.Parts {
			if v, ok := at[c]; ok {
				row = append(row, simplex.Term{Var: v, Coef: 1})
			}
		}
		p.Rows = append(p.Rows, row)
	}
	return p, at
}

// lowest is the move that takes a cell to what every reader knows it to be at least.
func (m *model) lowest(c int32) float64 {
	return min(0, float64(m.cells[c].Least)-float64(m.cells[c].Value))
}

func (m *model) region(cells []int32) (*region, error) {
	p, at := m.problem(cells)
	s, err := simplex.New(p)
	if err != nil {
		return nil, err
	}
	return &region{cells, at, s}, nil
}

// here is where the solver of the region stands.
func (r *region) here() point {
	var p point
	for i, c := range r.cells {
		if x := r.At(i); math.Abs(x) > near {
			if math.Abs(x-math.Round(x)) < near {
				x = math.Round(x)
			}
			p.cells, p.moves = append(p.cells, c), append(p.moves, x)
		}
	}
	p.sort()
	return p
}

func (p *point) sort() {
	if slices.IsSorted(p.cells) {
		return
	}
	order := make([]int, len(p.cells))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return int(p.cells[a] - p.cells[b]) })
	cells, moves := make([]int32, len(order)), make([]float64, len(order))
	for i, k := range order {
		cells[i], moves[i] = p.cells[k], p.moves[k]
	}
	p.cells, p.moves = cells, moves
}

// components groups the hidden cells that hang together by sums. Cells that are alone in a sum stand still and are in
// none; whatever that settles stands still too.
func (m *model) components(hidden []bool) [][]int32 {
	open := slices.Clone(hidden)
	m.settle(open, nil)
	of := make([]int32, len(m.cells))
	for i := range of {
		of[i] = -1
	}
	var out [][]int32
	for c := range m.cells {
		if !open[c] || of[c] >= 0 {
			continue
		}
		n := int32(len(out))
		of[c] = n
		group := []int32{int32(c)}
		for k := 0; k < len(group); k++ {
			for _, i := range m.in[group[k]] {
				m.sums[i].each(func(d int32) {
					if open[d] && of[d] < 0 {
						of[d] = n
						group = append(group, d)
					}
				})
			}
		}
		slices.Sort(group)
		out = append(out, group)
	}
	return out
}

// each visits the cells of a sum.
func (s Sum) each(visit func(int32)) {
	visit(s.Total)
	for _, c := range s.Parts {
		visit(c)
	}
}

// settle closes the cells that follow from others by sums with one open cell, beginning with the sums of the cells
// given, or with all. It lists the cells closed.
func (m *model) settle(open []bool, from []int32) []int32 {
	var queue []int32
	for _, c := range from {
		queue = append(queue, m.in[c]...)
	}
	if from == nil {
		for i := range m.sums {
			queue = append(queue, int32(i))
		}
	}
	var closed []int32
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		n, last := 0, int32(-1)
		m.sums[i].each(func(c int32) {
			if open[c] {
				n, last = n+1, c
			}
		})
		if n != 1 {
			continue
		}
		open[last] = false
		closed = append(closed, last)
		queue = append(queue, m.in[last]...)
	}
	return closed
}
