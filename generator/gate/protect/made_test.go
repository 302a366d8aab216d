package protect

import (
	"strconv"
)

// table builds a system from rows with leaf codes, as a table over dimensions with the parents given for each code.
type table struct {
	dims  []Dim
	codes []map[string]int
	names [][]string
}

// newTable adds up rows over all nodes. lines gives, for each dimension, the nodes above a code from near to far.
func newTable(rows [][]string, lines []func(code string) []string, least, k, width int64) System {
	t := table{}
	for d := range lines {
		codes := map[string]int{}
		var names []string
		node := func(code string) int {
			if _, ok := codes[code]; !ok {
				codes[code] = len(names)
				names = append(names, code)
			}
			return codes[code]
		}
		parts := map[int][]int32{}
		var totals []int
		seen := map[string]bool{}
		for _, row := range rows {
			for line := append([]string{row[d]}, lines[d](row[d])...); len(line) > 1; line = line[1:] {
				from, to := node(line[0]), node(line[1])
				if key := line[0] + "<" + line[1]; !seen[key] {
					seen[key] = true
					if parts[to] == nil {
						totals = append(totals, to)
					}
					parts[to] = append(parts[to], int32(from))
				}
			}
		}
		dim := Dim{Nodes: len(names)}
		for _, to := range totals {
			dim.Sums = append(dim.Sums, Sum{int32(to), parts[to]})
		}
		t.dims, t.codes, t.names = append(t.dims, dim), append(t.codes, codes), append(t.names, names)
	}
	size := 1
	for _, d := range t.dims {
		size *= d.Nodes
	}
	cells := make([]Cell, size)
	for _, row := range rows {
		v, err := strconv.ParseInt(row[len(row)-1], 10, 64)
		if err != nil {
			panic(err)
		}
		at := []int{0}
		for d := range lines {
			var next []int
			for _, code := range append([]string{row[d]}, lines[d](row[d])...) {
				for _, a := range at {
					next = append(next, a*t.dims[d].Nodes+t.codes[d][code])
				}
			}
			at = next
		}
		for _, a := range at {
			cells[a].Value += v
		}
	}
	grid := Grid{Dims: t.dims}
	for i, c := range cells {
		grid.Cells = append(grid.Cells, int32(i))
		cells[i].Least = min(least, c.Value)
		cells[i].Frozen = c.Value == 0 && least > 0
		if c.Value > 0 && c.Value < k {
			cells[i].Width = width
		}
	}
	return System{Cells: cells, Grids: []Grid{grid}}
}
