package protect

import (
	"cmp"
	"slices"
)

// Combo is one number that could be shown: the sum of the leaves listed (ascending, each once).
type Combo struct {
	Leaves  []int32
	Value   int64
	Primary bool
}

// Pattern says for each cell, in the order given, whether it is hidden.
type Pattern []bool

// Hide gives the pattern for cells over leaves numbered from 0; width 0 asks for no room. Leaves whose value every
// reader knows (printed zeros, cells without data) should be left out of the cells before. The result depends only on
// the arguments.
func Hide(cells []Combo, width int64) Pattern {
	cells = slices.Clone(cells)
	for {
		hidden := eliminate(cells)
		tight := narrow(cells, hidden, width)
		if len(tight) == 0 {
			return hidden
		}
		for _, i := range tight {
			cells[i].Primary = true
		}
	}
}

// narrow lists the shown sums whose hidden leaves have too little room. A leaf is known when a cell of it alone is shown.
func narrow(cells []Combo, hidden Pattern, width int64) []int {
	known := map[int32]int64{}
	for i, c := range cells {
		if len(c.Leaves) == 1 && !hidden[i] {
			known[c.Leaves[0]] = c.Value
		}
	}
	var out []int
	for i, c := range cells {
		if hidden[i] || len(c.Leaves) < 2 {
			continue
		}
		left, n := c.Value, int64(0)
		for _, l := range c.Leaves {
			if v, ok := known[l]; ok {
				left -= v
			} else {
				n++
			}
		}
		if n > 0 && left-n < width {
			out = append(out, i)
		}
	}
	return out
}

// eliminate hides what elimination asks for.
func eliminate(cells []Combo) Pattern {
	hidden := make(Pattern, len(cells))
	leaves := int32(0)
	for _, c := range cells {
		if n := len(c.Leaves); n > 0 {
			leaves = max(leaves, c.Leaves[n-1]+1)
		}
	}
	e := newElimination(int(leaves))
	for i, c := range cells {
		if c.Primary {
			hidden[i] = true
			e.addPrimary(ones(c.Leaves))
		}
	}
	if len(e.primary) == 0 {
		return hidden
	}
	for _, i := range order(cells) {
		if hidden[i] {
			continue
		}
		hidden[i] = !e.show(ones(cells[i].Leaves))
	}
	return hidden
}

// order is the order in which cells ask to be shown: those over more leaves first, then larger ones, then as given.
func order(cells []Combo) []int {
	out := make([]int, len(cells))
	for i := range out {
		out[i] = i
	}
	slices.SortStableFunc(out, func(a, b int) int {
		return cmp.Or(cmp.Compare(len(cells[b].Leaves), len(cells[a].Leaves)), cmp.Compare(cells[b].Value, cells[a].Value))
	})
	return out
}
