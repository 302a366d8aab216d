package protect

import "slices"

// System is everything that is published together, as numbers: cells, and the sums that tie them to each other. Linked
// tables, totals published elsewhere and earlier releases are more cells and more sums of the same system.
type System struct {
	Cells []Cell
	Sums  []Sum
	Grids []Grid // tables with dimensions; their sums follow from the dimensions
}

// Cell is one number of a system.
type Cell struct {
	Value int64
	// Least is the smallest value that every reader knows the cell to have when it is hidden: 1 where zeros are
	// printed, else 0. It is at most Value.
	Least int64
	// Width, above 0, makes the cell primary: it must be hidden, and what a reader can deduce must leave at least
	// so much between the smallest and the largest possible value.
	Width int64
	// Above and Below are the room that a hidden cell needs on each side of its true value (sliding protection of
	// amounts); above 0 they make the cell primary too.
	Above, Below int64
	Frozen       bool // every reader knows the value: it stays shown
	Unprinted    bool // nobody prints it: hidden from the start, and hiding it costs nothing
	Keep         bool // a headline: shown whenever anything else can be hidden instead
	Cost         float64
}

// primary reports whether the cell has to be protected.
func (c Cell) primary() bool { return c.Width > 0 || c.Above > 0 || c.Below > 0 }

// Sum says that one cell is the sum of others.
type Sum struct {
	Total int32
	Parts []int32
}

// Grid is a table that is the product of its dimensions.
type Grid struct {
	Dims  []Dim
	Cells []int32 // by mixed-radix index of nodes, the last dimension fastest; −1 where nothing was counted, which is zero
}

// Dim is one dimension: nodes from 0, and which node is the sum of which. A node may be the sum of several sets, and
// part of several sums (codes that overlap, such as countries within unions and within a total).
type Dim struct {
	Nodes int
	Sums  []Sum
}

// Sums lists the sums between cells that follow from the dimensions of the grid.
func (g Grid) Sums() []Sum {
	var out []Sum
	inner := 1
	for i := len(g.Dims) - 1; i >= 0; i-- {
		d := g.Dims[i]
		for _, s := range d.Sums {
			for outer := 0; outer < len(g.Cells); outer += inner * d.Nodes {
				for rest := range inner {
					at := func(node int32) int32 { return g.Cells[outer+int(node)*inner+rest] }
					if sum, ok := relate(s, at); ok {
						out = append(out, sum)
					}
				}
			}
		}
		inner *= d.Nodes
	}
	return out
}

// relate carries a sum of nodes over to cells. A part without a cell counts nothing, and so does a total without one:
// its parts are printed zeros then.
func relate(s Sum, at func(int32) int32) (Sum, bool) {
	out := Sum{Total: at(s.Total)}
	for _, p := range s.Parts {
		if c := at(p); c >= 0 {
			out.Parts = append(out.Parts, c)
		}
	}
	return out, out.Total >= 0 && len(out.Parts) > 0
}

// Interval is what a reader can deduce about a hidden cell.
type Interval struct {
	Low, High float64 // High is +Inf where nothing bounds it
}

// Risk is a cell that could not be protected.
type Risk struct {
	Cell int
	// Sum is the number of a sum of the system (grids' sums follow System.Sums, in their order; see AllSums) through
	// which the cell shows; −1 when no single one does.
	Sum int
	// Room is the width that is left.
	Room float64
}

// AllSums lists all sums of the system: its own, then those of its grids.
func (s System) AllSums() []Sum {
	out := slices.Clone(s.Sums)
	for _, g := range s.Grids {
		out = append(out, g.Sums()...)
	}
	return out
}
