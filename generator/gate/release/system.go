package release

import (
	"slices"

	"mingshan/generator/base/diag"
	"mingshan/generator/gate/attack"
	"mingshan/generator/gate/protect"
)

// joint is one system for the gate: everything that is published together of one table, or of tables that are linked.
// Index i of a measure's cells is a combination of nodes below clearing.cells, and a row from there on.
type joint struct {
	system protect.System
	parts  []*layout
	soft   bool            // amounts: room beyond not being known exactly may be given up
	shut   []bool          // cell → not printed, whatever the protection says
	opened []int64         // cell → room that is asked of it for the sake of others
	equal  map[int32]int32 // cell → another that links make equal to it
	above  []atMost        // what readers know of cells that are never larger than others

	guards   []guard
	hidden   []bool // what was decided
	verdicts []attack.Verdict
}

// atMost says that everybody knows cell to be at most top.
type atMost struct{ cell, top int32 }

// layout is some measures of one table as a grid of all its dimensions and of the measures. A measure that is the sum of
// others is a node of the last dimension like any total.
//
// A node that rows stand at and that has nodes below it gets a further node for those rows, so that it is the sum of
// nodes like any other.
type layout struct {
	c    *clearing
	j    *joint
	ids  []string
	grid protect.Grid
	own  [][]int   // dimension → node → the node for the rows that stand at it
	base []int     // combination of the grid → index in clearing, −1 for none
	rows [][]int32 // measure → row → cell, none or alone while the rows are placed
}

const (
	none  int32 = -1 // the row says nothing of the measure
	alone int32 = -2 // the row has no place among the dimensions
)

// need is how much room a cell has to keep, 0 when it is not primary.
type need func(id string, i int, value int64) int64

// lay adds measures of a table to the system.
func (j *joint) lay(c *clearing, ids []string, width need) diag.List {
	l := &layout{c: c, j: j, ids: ids}
	for _, d := range c.table.Dims {
		l.dimension(d)
	}
	sums := protect.Dim{Nodes: len(ids)}
	for _, id := range ids {
		if s, ok := l.whole(id); ok {
			sums.Sums = append(sums.Sums, s)
		}
	}
	l.grid.Dims = append(l.grid.Dims, sums)
	l.places()
	l.values()
	j.opened = append(j.opened, make([]int64, len(j.system.Cells)-len(j.opened))...)
	j.shut = append(j.shut, make([]bool, len(j.system.Cells)-len(j.shut))...)
	l.know(width)
	problems := l.remember()
	l.sometimes(sums.Sums)
	l.order()
	j.parts = append(j.parts, l)
	j.system.Grids = append(j.system.Grids, l.grid)
	j.opened = append(j.opened, make([]int64, len(j.system.Cells)-len(j.opened))...)
	j.shut = append(j.shut, make([]bool, len(j.system.Cells)-len(j.shut))...)
	return problems
}

// dimension adds a dimension of the table.
func (l *layout) dimension(d Dim) {
	out := protect.Dim{Nodes: len(d.Nodes)}
	own := make([]int, len(d.Nodes))
	below := make([][]int32, len(d.Nodes))
	for i := range d.Nodes {
		own[i] = i
		line := d.line(d.Nodes[i].Code)
		if len(line) > 1 && (d.Nodes[i].Leaf || !slices.Contains(d.line(d.Nodes[line[1]].Code), i)) {
			below[line[1]] = append(below[line[1]], int32(i))
		}
	}
	for i, parts := range below {
		if len(parts) == 0 {
			continue
		}
		if d.Nodes[i].Leaf {
			own[i] = out.Nodes
			parts = append(parts, int32(out.Nodes))
			out.Nodes++
		}
		out.Sums = append(out.Sums, protect.Sum{Total: int32(i), Parts: parts})
	}
	l.own = append(l.own, own)
	l.grid.Dims = append(l.grid.Dims, out)
}

// size is the number of combinations of the dimensions, measures aside.
func (l *layout) size() int {
	n := 1
	for d := range l.own {
		n *= l.grid.Dims[d].Nodes
	}
	return n
}

// places finds which combination of the grid is which in the clearing.
func (l *layout) places() {
	l.base = make([]int, l.size())
	for i := range l.base {
		rest, at, step := i, 0, 1
		for d := len(l.own) - 1; d >= 0; d-- {
			n := rest % l.grid.Dims[d].Nodes
			rest /= l.grid.Dims[d].Nodes
			if n >= len(l.own[d]) {
				at = -1
				break
			}
			at += n * step
			step *= len(l.own[d])
		}
		l.base[i] = at
	}
}

// whole gives the sum that a measure is of others, where that holds in every row: then it holds in all totals too.
func (l *layout) whole(id string) (protect.Sum, bool) {
	f, _ := l.c.raw.Schema.Field(id)
	s := protect.Sum{Total: int32(slices.Index(l.ids, id))}
	for _, p := range f.SumOf {
		s.Parts = append(s.Parts, int32(slices.Index(l.ids, p)))
	}
	if len(s.Parts) == 0 || slices.Contains(s.Parts, -1) {
		return s, false
	}
	for r := range l.c.raw.Rows() {
		rest, has := l.c.value(id, r)
		for _, p := range f.SumOf {
			v, ok := l.c.value(p, r)
			if ok != has {
				return s, false
			}
			rest -= v
		}
		if rest != 0 {
			return s, false
		}
	}
	return s, true
}

// cell adds a cell to the system.
func (l *layout) cell(value int64) int32 {
	l.j.system.Cells = append(l.j.system.Cells, protect.Cell{Value: value, Unprinted: true})
	return int32(len(l.j.system.Cells) - 1)
}

// values adds the rows up, and numbers the cells that have something to show.
func (l *layout) values() {
	n := len(l.ids)
	sum := make([]int64, len(l.base)*n)
	standing := make([]int32, len(sum)) // rows that stand at a combination itself
	l.grid.Cells = slices.Repeat([]int32{-1}, len(sum))
	l.rows = make([][]int32, n)
	for m, id := range l.ids {
		l.rows[m] = slices.Repeat([]int32{none}, len(l.c.raw.Rows()))
		for r := range l.c.raw.Rows() {
			v, ok := l.c.value(id, r)
			if !ok {
				continue
			}
			at := l.covered(r)
			if len(at) == 0 {
				l.rows[m][r] = alone
				continue
			}
			l.rows[m][r] = int32(at[0]*n + m)
			standing[at[0]*n+m]++
			for _, a := range at {
				sum[a*n+m] += v
				l.grid.Cells[a*n+m] = 0
			}
		}
	}
	for i := range sum {
		if l.grid.Cells[i] == 0 {
			l.grid.Cells[i] = l.cell(sum[i])
		}
	}
	l.share(standing)
}

// share gives rows their cells: that of the combination they stand at, or one of their own where several do.
func (l *layout) share(standing []int32) {
	several := map[int32]int{} // combination → its sum
	for m, id := range l.ids {
		for r, i := range l.rows[m] {
			if i == none {
				continue
			}
			v, _ := l.c.value(id, r)
			switch {
			case i == alone:
				l.rows[m][r] = l.cell(v)
			case standing[i] == 1:
				l.rows[m][r] = l.grid.Cells[i]
			default:
				l.rows[m][r] = l.cell(v)
				k, ok := several[i]
				if !ok {
					k = len(l.j.system.Sums)
					several[i] = k
					l.j.system.Sums = append(l.j.system.Sums, protect.Sum{Total: l.grid.Cells[i]})
				}
				s := &l.j.system.Sums[k]
				s.Parts = append(s.Parts, l.rows[m][r])
			}
		}
	}
}

// covered lists the combinations that a row is part of; the first is the one it stands at.
func (l *layout) covered(r int) []int {
	at := []int{0}
	row := l.c.raw.Rows()[r]
	for d, dim := range l.c.table.Dims {
		line := dim.line(l.c.raw.At(row, l.c.raw.Column(dim.Field.ID)).Text())
		if len(line) == 0 {
			return nil
		}
		if own := l.own[d][line[0]]; own != line[0] {
			line = append([]int{own}, line...)
		}
		next := make([]int, 0, len(at)*len(line))
		for _, a := range at {
			for _, n := range line {
				next = append(next, a*l.grid.Dims[d].Nodes+n)
			}
		}
		at = next
	}
	return at
}

// each visits the printed cells: measure, index in the clearing, cell. A cell that stands for a row and a combination is
// visited for both.
func (l *layout) each(visit func(id string, i int, cell int32)) {
	for i, cell := range l.grid.Cells {
		if at := l.base[i/len(l.ids)]; cell >= 0 && at >= 0 {
			visit(l.ids[i%len(l.ids)], at, cell)
		}
	}
	for m, id := range l.ids {
		for r, cell := range l.rows[m] {
			if cell >= 0 {
				visit(id, l.c.cells+r, cell)
			}
		}
	}
}

// know says of each printed cell what the rules ask for and what readers know: zeros are printed, so that a hidden number
// is not 0; where zeros are withheld too, nothing is known.
func (l *layout) know(width need) {
	guess := map[string][]int64{}
	for _, id := range l.ids {
		guess[id] = l.c.guess(id)
	}
	zeros := l.c.raw.Schema.Privacy.Zeros == "withheld"
	l.each(func(id string, i int, cell int32) {
		c := &l.j.system.Cells[cell]
		c.Unprinted = false
		if width != nil {
			c.Width = max(c.Width, width(id, i, c.Value))
		}
		c.Above = max(c.Above, guess[id][i])
		c.Below = c.Above
		if c.Frozen = c.Value == 0 && c.Width == 0; !zeros {
			c.Least = min(1, c.Value)
		}
		c.Keep = c.Keep || l.c.keeps(id, i)
	})
}

// sometimes adds the sums of measures that do not hold everywhere, row by row; where a part is missing something may be
// left over.
func (l *layout) sometimes(everywhere []protect.Sum) {
	for m, id := range l.ids {
		f, _ := l.c.raw.Schema.Field(id)
		if len(f.SumOf) == 0 || slices.ContainsFunc(everywhere, func(s protect.Sum) bool { return s.Total == int32(m) }) {
			continue
		}
		for r, cell := range l.rows[m] {
			if cell >= 0 {
				l.partly(cell, f.SumOf, r)
			}
		}
	}
}

// partly adds the sum of one row.
func (l *layout) partly(cell int32, ids []string, r int) {
	s := protect.Sum{Total: cell}
	rest, open := l.j.system.Cells[cell].Value, false
	for _, p := range ids {
		m := slices.Index(l.ids, p)
		if m < 0 || l.rows[m][r] < 0 {
			open = true
			continue
		}
		s.Parts = append(s.Parts, l.rows[m][r])
		rest -= l.j.system.Cells[l.rows[m][r]].Value
	}
	if len(s.Parts) == 0 || rest < 0 || rest > 0 && !open {
		return
	}
	if open {
		s.Parts = append(s.Parts, l.cell(rest))
	}
	l.j.system.Sums = append(l.j.system.Sums, s)
}

// order notes which cells are never above others: in rows, and in totals where every row tells both.
func (l *layout) order() {
	for m, id := range l.ids {
		f, _ := l.c.raw.Schema.Field(id)
		top := slices.Index(l.ids, f.NotAbove)
		if f.NotAbove == "" || top < 0 {
			continue
		}
		both := true
		for r := range l.rows[m] {
			a, b := l.rows[m][r], l.rows[top][r]
			both = both && (a < 0) == (b < 0)
			if a >= 0 && b >= 0 {
				l.j.above = append(l.j.above, atMost{a, b})
			}
		}
		for i := 0; both && i < len(l.base); i++ {
			if a, b := l.grid.Cells[i*len(l.ids)+m], l.grid.Cells[i*len(l.ids)+top]; a >= 0 && b >= 0 {
				l.j.above = append(l.j.above, atMost{a, b})
			}
		}
	}
}
