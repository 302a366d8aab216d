package protect

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// model is a system numbered anew so that neither the order of rows nor names matter: cells are ordered by a colour
// that is worked out from values and sums alone (refinement by neighbours, as in tests of graph isomorphism). Only
// cells that the figures cannot tell apart keep the order given.
type model struct {
	cells  []Cell
	sums   []Sum     // parts ascending; no sum twice
	in     [][]int32 // cell → sums that it stands in
	ingrid []bool    // sum → it follows from the dimensions of a grid
	depth  []int32   // cell → longest way down to cells that are sums of nothing
	cost   []float64 // of hiding a cell
	rank   []int32   // cell of the system → cell of the model
	grids  []Grid
}

// ErrSystem is wrapped by every error about a system that contradicts itself; the text names cells by their numbers.
var ErrSystem = errors.New("not a system")

func newModel(s System) (*model, error) {
	sums := s.AllSums()
	for _, sum := range sums {
		v := s.Cells[sum.Total].Value
		for _, p := range sum.Parts {
			v -= s.Cells[p].Value
		}
		if v != 0 {
			return nil, fmt.Errorf("%w: cell %d differs from the sum of its parts", ErrSystem, sum.Total)
		}
	}
	order := canonical(s.Cells, sums)
	m := &model{rank: make([]int32, len(order)), cells: make([]Cell, len(order))}
	for to, from := range order {
		m.cells[to], m.rank[from] = s.Cells[from], int32(to)
	}
	m.collect(sums, len(s.Sums))
	m.in = make([][]int32, len(m.cells))
	for i, sum := range m.sums {
		m.in[sum.Total] = append(m.in[sum.Total], int32(i))
		for _, p := range sum.Parts {
			m.in[p] = append(m.in[p], int32(i))
		}
	}
	for _, g := range s.Grids {
		m.grids = append(m.grids, m.regrid(g))
	}
	if err := m.levels(); err != nil {
		return nil, err
	}
	m.price()
	return m, nil
}

// regrid numbers the nodes of a grid anew, in the order of the first of their cells.
func (m *model) regrid(g Grid) Grid {
	out := Grid{Cells: make([]int32, len(g.Cells))}
	from := make([]int, len(g.Cells)) // index of the new grid → of the old one
	inner := len(g.Cells)
	for _, d := range g.Dims {
		inner /= d.Nodes
		first := make([]int32, d.Nodes)
		order := make([]int32, d.Nodes)
		for n := range order {
			order[n], first[n] = int32(n), math.MaxInt32
		}
		for i, c := range g.Cells {
			if n := i / inner % d.Nodes; c >= 0 {
				first[n] = min(first[n], m.rank[c])
			}
		}
		slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(first[a], first[b]) })
		to := make([]int32, d.Nodes)
		for n, old := range order {
			to[old] = int32(n)
		}
		for i := range from {
			from[i] += int(order[i/inner%d.Nodes]) * inner
		}
		out.Dims = append(out.Dims, d.renumber(to))
	}
	for i, old := range from {
		out.Cells[i] = -1
		if c := g.Cells[old]; c >= 0 {
			out.Cells[i] = m.rank[c]
		}
	}
	return out
}

func (d Dim) renumber(to []int32) Dim {
	out := Dim{Nodes: d.Nodes}
	for _, s := range d.Sums {
		sum := Sum{Total: to[s.Total]}
		for _, p := range s.Parts {
			sum.Parts = append(sum.Parts, to[p])
		}
		slices.Sort(sum.Parts)
		out.Sums = append(out.Sums, sum)
	}
	slices.SortFunc(out.Sums, func(a, b Sum) int { return cmp.Or(cmp.Compare(a.Total, b.Total), slices.Compare(a.Parts, b.Parts)) })
	return out
}

// collect numbers the sums anew; the first own are those outside grids.
func (m *model) collect(sums []Sum, own int) {
	type mark struct {
		Sum
		grid bool
	}
	all := make([]mark, len(sums))
	for i := range sums {
		all[i] = mark{m.renumber(sums[i]), i >= own}
	}
	slices.SortFunc(all, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.Total, b.Total), slices.Compare(a.Parts, b.Parts), cmp.Compare(bit(b.grid), bit(a.grid)))
	})
	all = slices.CompactFunc(all, func(a, b mark) bool { return a.Total == b.Total && slices.Equal(a.Parts, b.Parts) })
	for _, s := range all {
		m.sums, m.ingrid = append(m.sums, s.Sum), append(m.ingrid, s.grid)
	}
}

func (m *model) renumber(s Sum) Sum {
	out := Sum{m.rank[s.Total], make([]int32, len(s.Parts))}
	for i, p := range s.Parts {
		out.Parts[i] = m.rank[p]
	}
	slices.Sort(out.Parts)
	return out
}

// levels finds the depth of every cell, and refuses a cell that is a sum of itself.
func (m *model) levels() error {
	m.depth = make([]int32, len(m.cells))
	state := make([]byte, len(m.cells)) // 1 under way, 2 done
	var visit func(c int32) error
	visit = func(c int32) error {
		switch state[c] {
		case 1:
			return fmt.Errorf("%w: a cell is a sum that it is itself part of", ErrSystem)
		case 2:
			return nil
		}
		state[c] = 1
		for _, i := range m.in[c] {
			if m.sums[i].Total != c {
				continue
			}
			for _, p := range m.sums[i].Parts {
				if err := visit(p); err != nil {
					return err
				}
				m.depth[c] = max(m.depth[c], m.depth[p]+1)
			}
		}
		state[c] = 2
		return nil
	}
	for c := range m.cells {
		if err := visit(int32(c)); err != nil {
			return err
		}
	}
	return nil
}

// keepCost is how much dearer a headline is than another cell.
const keepCost = 1000

// price gives the cost of hiding each cell: more for large ones, three times more for every level above the leaves.
func (m *model) price() {
	m.cost = make([]float64, len(m.cells))
	for i, c := range m.cells {
		x := math.Abs(float64(c.Value))
		m.cost[i] = (1 + math.Log1p(x) + x/100) * math.Pow(3, float64(m.depth[i]))
		if c.Cost > 0 {
			m.cost[i] = c.Cost
		}
		if c.Keep {
			m.cost[i] *= keepCost
		}
	}
}

// free reports whether a cell may be hidden.
func (m *model) free(c int32) bool { return !m.cells[c].Frozen }

// canonical gives an order of the cells that does not depend on their numbers, ties aside.
func canonical(cells []Cell, sums []Sum) []int {
	colour := make([]uint64, len(cells))
	for i, c := range cells {
		h := uint64(17)
		for _, x := range []uint64{uint64(c.Value), uint64(c.Least), uint64(c.Width), uint64(c.Above), uint64(c.Below), bit(c.Frozen), bit(c.Unprinted), bit(c.Keep), math.Float64bits(c.Cost)} {
			h = mix(h ^ mix(x))
		}
		colour[i] = h
	}
	const rounds = 12
	distinct := colours(colour)
	for range rounds {
		next := slices.Clone(colour)
		for _, s := range sums {
			h := uint64(0)
			for _, p := range s.Parts {
				h += mix(colour[p])
			}
			h = mix(h ^ mix(colour[s.Total]+1))
			next[s.Total] += mix(h + 2)
			for _, p := range s.Parts {
				next[p] += mix(h + 3)
			}
		}
		for i := range next {
			colour[i] = mix(next[i])
		}
		n := colours(colour)
		if n == distinct {
			break
		}
		distinct = n
	}
	order := make([]int, len(cells))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(colour[a], colour[b]) })
	return order
}

func colours(colour []uint64) int {
	sorted := slices.Clone(colour)
	slices.Sort(sorted)
	return len(slices.Compact(sorted))
}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// mix is the finaliser of splitmix64.
func mix(z uint64) uint64 {
	z += 0x9E3779B97F4A7C15
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return z ^ (z >> 31)
}
