package attack

import (
	"cmp"
	"math"
	"slices"

	"mingshan/generator/gate/simplex"
)

// reduced is a system without what is known anyway: hidden cells only, in parts that say nothing about each other.
type reduced struct {
	parts []*part
	place []place // cell → where it stands
}

// place is a cell's part and its number there; part −1 means that every reader knows the cell.
type place struct{ part, local int32 }

// part is one component: moves of its cells, by local numbers, within bounds, with rows that sum to zero.
type part struct {
	cells     []int32 // local → cell, ascending
	low, high []int64 // of the move: low ≤ 0 ≤ high; NoLimit for none
	rows      [][]Term
}

// reduce takes out shown cells and those that a row alone gives away, and splits the rest.
func reduce(sys System) reduced {
	known := slices.Clone(sys.Shown)
	for c, v := range sys.Value {
		known[c] = known[c] || sys.High != nil && sys.Low[c] == v && sys.High[c] == v
	}
	rows := unite(sys.Rows)
	giveAway(rows, known)
	for i, row := range rows {
		rows[i] = slices.DeleteFunc(row, func(t Term) bool { return known[t.Cell] })
	}
	return split(sys, different(rows), known)
}

// unite copies the rows, with each cell once, in ascending order, and no zero coefficients.
func unite(rows [][]Term) [][]Term {
	out := make([][]Term, len(rows))
	for i, row := range rows {
		row = slices.Clone(row)
		slices.SortFunc(row, func(a, b Term) int { return cmp.Compare(a.Cell, b.Cell) })
		merged := row[:0]
		for _, t := range row {
			if k := len(merged); k > 0 && merged[k-1].Cell == t.Cell {
				merged[k-1].Coef += t.Coef
			} else {
				merged = append(merged, t)
			}
		}
		out[i] = slices.DeleteFunc(merged, func(t Term) bool { return t.Coef == 0 })
	}
	return out
}

// giveAway marks as known what is alone unknown in a row, until nothing changes.
func giveAway(rows [][]Term, known []bool) {
	unknown := make([]int32, len(rows))
	byCell := make([][]int32, len(known))
	var queue []int32
	for i, row := range rows {
		for _, t := range row {
			if !known[t.Cell] {
				unknown[i]++
				byCell[t.Cell] = append(byCell[t.Cell], int32(i))
			}
		}
		if unknown[i] == 1 {
			queue = append(queue, int32(i))
		}
	}
	for len(queue) > 0 {
		row := rows[queue[0]]
		queue = queue[1:]
		at := slices.IndexFunc(row, func(t Term) bool { return !known[t.Cell] })
		if at < 0 {
			continue
		}
		known[row[at].Cell] = true
		for _, r := range byCell[row[at].Cell] {
			if unknown[r]--; unknown[r] == 1 {
				queue = append(queue, r)
			}
		}
	}
}

// different drops empty rows and those that say the same as another.
func different(rows [][]Term) [][]Term {
	for i, row := range rows {
		if len(row) > 0 && row[0].Coef < 0 {
			row = slices.Clone(row)
			for k := range row {
				row[k].Coef = -row[k].Coef
			}
			rows[i] = row
		}
	}
	compare := func(a, b []Term) int {
		return slices.CompareFunc(a, b, func(s, t Term) int {
			return cmp.Or(cmp.Compare(s.Cell, t.Cell), cmp.Compare(s.Coef, t.Coef))
		})
	}
	rows = slices.DeleteFunc(rows, func(row []Term) bool { return len(row) == 0 })
	slices.SortFunc(rows, compare)
	return slices.CompactFunc(rows, func(a, b []Term) bool { return compare(a, b) == 0 })
}

// split finds the parts: cells joined by rows. Parts are in the order of their first cells.
func split(sys System, rows [][]Term, known []bool) reduced {
	parent := make([]int32, len(known))
	for c := range parent {
		parent[c] = int32(c)
	}
	root := func(c int32) int32 {
		for parent[c] != c {
			parent[c] = parent[parent[c]]
			c = parent[c]
		}
		return c
	}
	for _, row := range rows {
		for _, t := range row[1:] {
			a, b := root(int32(row[0].Cell)), root(int32(t.Cell))
			parent[max(a, b)] = min(a, b)
		}
	}
	out := reduced{place: make([]place, len(known))}
	for c := range known {
		if known[c] {
			out.place[c].part = -1
			continue
		}
		p := int32(len(out.parts))
		if r := root(int32(c)); r < int32(c) {
			p = out.place[r].part
		} else {
			out.parts = append(out.parts, &part{})
		}
		out.place[c] = out.parts[p].add(sys, c, p)
	}
	for _, row := range rows {
		p := out.parts[out.place[row[0].Cell].part]
		local := make([]Term, len(row))
		for k, t := range row {
			local[k] = Term{int(out.place[t.Cell].local), t.Coef}
		}
		p.rows = append(p.rows, local)
	}
	return out
}

func (p *part) add(sys System, cell int, number int32) place {
	high := int64(NoLimit)
	if sys.High != nil && sys.High[cell] != NoLimit {
		high = sys.High[cell] - sys.Value[cell]
	}
	p.cells = append(p.cells, int32(cell))
	p.low = append(p.low, sys.Low[cell]-sys.Value[cell])
	p.high = append(p.high, high)
	return place{number, int32(len(p.cells) - 1)}
}

// solver makes a solver of the part, standing at the true table.
func (p *part) solver() (*simplex.Solver, error) {
	q := simplex.Problem{Low: make([]float64, len(p.cells)), High: make([]float64, len(p.cells)), Rows: make([][]simplex.Term, len(p.rows))}
	for v := range p.cells {
		q.Low[v], q.High[v] = p.bounds(v)
	}
	for i, row := range p.rows {
		for _, t := range row {
			q.Rows[i] = append(q.Rows[i], simplex.Term{Var: t.Cell, Coef: float64(t.Coef)})
		}
	}
	return simplex.New(q)
}

// bounds gives a cell's bounds as the solver wants them.
func (p *part) bounds(v int) (low, high float64) {
	if p.high[v] == NoLimit {
		return float64(p.low[v]), math.Inf(1)
	}
	return float64(p.low[v]), float64(p.high[v])
}

// holds checks a whole move in exact integers: all rows, all bounds.
func (p *part) holds(move []int64) bool {
	for v, d := range move {
		if d < p.low[v] || d > p.high[v] {
			return false
		}
	}
	for _, row := range p.rows {
		sum := int64(0)
		for _, t := range row {
			sum += t.Coef * move[t.Cell]
		}
		if sum != 0 {
			return false
		}
	}
	return true
}
