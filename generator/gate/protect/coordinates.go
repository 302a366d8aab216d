package protect

import (
	"cmp"
	"slices"
)

// Every cell is a combination of coordinates. Which ones are chosen changes nothing about the pattern, since the
// arithmetic is exact, but much about the time: in a grid each sum of nodes gives up its least important part, so that
// all other cells, the large sums first of all, are coordinates themselves.

// frame is the cells of a model as vectors.
type frame struct {
	of    []vector // cell → vector; empty for what is always zero
	ties  []vector // combinations that are zero: cells that stand in two grids, sums outside grids
	count int      // of coordinates
	cell  []int32  // coordinate → its cell, −1 where it has none
}

// frame chooses coordinates and writes all cells in them.
func (m *model) frame() frame {
	f := frame{of: make([]vector, len(m.cells))}
	done := make([]bool, len(m.cells))
	for _, g := range m.grids {
		f.grid(g, m.nodeVectors(g), done)
	}
	work := []uint64{}
	order := make([]int32, len(m.cells))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(m.depth[a], m.depth[b]) })
	for _, c := range order {
		for _, i := range m.in[c] {
			s := m.sums[i]
			if s.Total != c || m.ingrid[i] {
				continue
			}
			work = append(work, make([]uint64, f.count-len(work))...)
			if !done[c] {
				f.of[c], done[c] = combine(work, f.of, s.Parts, nil), true
			} else if tie := combine(work, f.of, s.Parts, f.of[c]); len(tie) > 0 {
				f.ties = append(f.ties, tie)
			}
		}
		if !done[c] {
			f.of[c], done[c] = vector{{int32(f.count), 1}}, true
			f.cell = append(f.cell, c)
			f.count++
		}
	}
	return f
}

// grid writes the cells of one grid. A cell that has a vector already, and an absent one, become ties.
func (f *frame) grid(g Grid, nodes [][]vector, done []bool) {
	base := int32(f.count)
	f.count += len(g.Cells)
	f.cell = append(f.cell, g.Cells...)
	work := make([]uint64, f.count)
	at := make([]int, len(g.Dims))
	for _, c := range g.Cells {
		v := vector{{0, 1}}
		for d, dim := range g.Dims {
			v = times(v, nodes[d][at[d]], int32(dim.Nodes))
		}
		for k := range v {
			v[k].leaf += base
		}
		switch {
		case c < 0:
			f.ties = append(f.ties, v)
		case done[c]:
			if tie := combine(work, []vector{v}, []int32{0}, f.of[c]); len(tie) > 0 {
				f.ties = append(f.ties, tie)
			}
		default:
			f.of[c], done[c] = v, true
		}
		for d := len(at) - 1; d >= 0; d-- {
			if at[d]++; at[d] < g.Dims[d].Nodes {
				break
			}
			at[d] = 0
		}
	}
}

// times is the product of a vector over outer indexes and one over the nodes of the next dimension. Both ascend.
func times(v, w vector, nodes int32) vector {
	out := make(vector, 0, len(v)*len(w))
	for _, a := range v {
		for _, b := range w {
			out = append(out, term{a.leaf*nodes + b.leaf, mul(a.coef, b.coef)})
		}
	}
	return out
}

// nodeVectors writes, for each dimension, every node as a combination of nodes that are coordinates.
func (m *model) nodeVectors(g Grid) [][]vector {
	out := make([][]vector, len(g.Dims))
	inner := len(g.Cells)
	for d, dim := range g.Dims {
		inner /= dim.Nodes
		weight := make([]float64, dim.Nodes)
		for i, c := range g.Cells {
			if c >= 0 {
				weight[i/inner%dim.Nodes] += m.cost[c]
			}
		}
		out[d] = dim.vectors(weight)
	}
	return out
}

// vectors writes every node as a combination of the heavier ones.
func (d Dim) vectors(weight []float64) []vector {
	of := make([]vector, d.Nodes)
	for n := range of {
		of[n] = vector{{int32(n), 1}}
	}
	work := make([]uint64, d.Nodes)
	sums := slices.Clone(d.Sums) // the heaviest totals go first, so that what they give up is written in few terms
	slices.SortStableFunc(sums, func(a, b Sum) int { return cmp.Compare(weight[b.Total], weight[a.Total]) })
	for _, s := range sums {
		zero := combine(work, of, s.Parts, of[s.Total])
		if len(zero) == 0 {
			continue
		}
		lightest := slices.MinFunc(zero, func(a, b term) int { return cmp.Compare(weight[a.leaf], weight[b.leaf]) })
		zero = zero.scale(inverse(lightest.coef))
		for n, v := range of {
			if c := v.at(lightest.leaf); c != 0 {
				of[n] = v.minus(c, zero)
			}
		}
	}
	return of
}

// combine is the sum of some vectors, less another. work is zero before and after, and as long as there are
// coordinates.
func combine(work []uint64, of []vector, parts []int32, less vector) vector {
	var touched []int32
	for _, p := range parts {
		for _, t := range of[p] {
			if work[t.leaf] == 0 {
				touched = append(touched, t.leaf)
			}
			work[t.leaf] = sub(work[t.leaf], sub(0, t.coef))
		}
	}
	for _, t := range less {
		if work[t.leaf] == 0 {
			touched = append(touched, t.leaf)
		}
		work[t.leaf] = sub(work[t.leaf], t.coef)
	}
	slices.Sort(touched)
	out := make(vector, 0, len(touched))
	for _, l := range touched {
		if c := work[l]; c != 0 {
			out = append(out, term{l, c})
			work[l] = 0
		}
	}
	return out
}
