package attack

import (
	"encoding/csv"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// cases is where the cases of the specification stand, outside the repository.
const cases = "../../../../shared/cases"

// readCase reads one of its files without the header. It skips the test where the cases are not on this machine.
func readCase(t testing.TB, name string) [][]string {
	t.Helper()
	dir := os.Getenv("MINGSHAN_CASES")
	if dir == "" {
		dir = cases
	}
	f, err := os.Open(filepath.Join(dir, name))
	if os.IsNotExist(err) {
		t.Skipf("%s is not here: set MINGSHAN_CASES to the folder of the specification's cases", filepath.Join(dir, name))
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return lines[1:]
}

// tree is a dimension of a table: each node has a parent (−1 for the root); leaves carry the counts.
type tree struct {
	parent []int
}

func (d tree) children(node int) []int {
	var out []int
	for c, p := range d.parent {
		if p == node {
			out = append(out, c)
		}
	}
	return out
}

func (d tree) leaf(node int) bool { return len(d.children(node)) == 0 }

// flat is a root with n leaves.
func flat(n int) tree { return tree{append([]int{-1}, make([]int, n)...)} }

// product is the system of all cells of a table with these dimensions: a cell for each combination of nodes, a row for each
// combination and dimension that can be split. value gives the counts of leaves.
func product(dims []tree, value func(nodes []int) int64) System {
	n := 1
	for _, d := range dims {
		n *= len(d.parent)
	}
	sys := System{Value: make([]int64, n), Low: make([]int64, n), Shown: make([]bool, n)}
	nodes := make([]int, len(dims))
	for c := n - 1; c >= 0; c-- { // children come after their parents
		at, leaf := c, true
		for k := len(dims) - 1; k >= 0; k-- {
			nodes[k] = at % len(dims[k].parent)
			at /= len(dims[k].parent)
			leaf = leaf && dims[k].leaf(nodes[k])
		}
		if leaf {
			sys.Value[c] = value(nodes)
		}
		step, sum := 1, int64(0)
		for k := len(dims) - 1; k >= 0; k-- {
			if children := dims[k].children(nodes[k]); len(children) > 0 {
				row := []Term{{c, 1}}
				sum = 0
				for _, child := range children {
					below := c + (child-nodes[k])*step
					row = append(row, Term{below, -1})
					sum += sys.Value[below]
				}
				sys.Rows = append(sys.Rows, row)
			}
			step *= len(dims[k].parent)
		}
		if !leaf {
			sys.Value[c] = sum
		}
	}
	return sys
}

// show hides the cells of which hide says so, and nothing else; the reader knows that hidden counts are at least low.
func (sys *System) show(low int64, hide func(cell int) bool) {
	for c := range sys.Value {
		sys.Shown[c] = !hide(c)
		sys.Low[c] = low
	}
}

// small hides counts from 1 to 9.
func (sys *System) small(c int) bool { return sys.Value[c] > 0 && sys.Value[c] < 10 }

// pairUp hides a second cell, the smallest that is not zero, in every row that has a single hidden one: what an office
// does by hand. It is not safe, which makes it a good pattern to attack.
func (sys *System) pairUp() {
	for changed := true; changed; {
		changed = false
		for _, row := range sys.Rows {
			hidden, best := 0, -1
			for _, t := range row {
				switch c := t.Cell; {
				case !sys.Shown[c]:
					hidden++
				case sys.Value[c] > 0 && (best < 0 || sys.Value[c] < sys.Value[best]):
					best = c
				}
			}
			if hidden == 1 && best >= 0 {
				sys.Shown[best], changed = false, true
			}
		}
	}
}

func (sys *System) hidden() []int {
	var out []int
	for c, shown := range sys.Shown {
		if !shown {
			out = append(out, c)
		}
	}
	return out
}

// province is a made-up table like the specification's, with each quarter split into so many parts more: 13 for weeks.
func province(split int, seed int64) System {
	rnd := rand.New(rand.NewSource(seed))
	area, period := flat(10), flat(2)
	for i := range 84 {
		area.parent = append(area.parent, 1+i%10)
	}
	for q := range 8 {
		period.parent = append(period.parent, 1+q/4)
	}
	for q := range 8 {
		for range split {
			period.parent = append(period.parent, 3+q)
		}
	}
	size := make([]float64, len(area.parent))
	for i := range size {
		size[i] = 4 + rnd.ExpFloat64()*100
	}
	sys := product([]tree{area, flat(8), period}, func(n []int) int64 {
		if rnd.Intn(12) == 0 {
			return 0
		}
		return int64(size[n[0]] * float64(n[1]) / 5 * (0.6 + 0.8*rnd.Float64()))
	})
	sys.show(1, sys.small)
	return sys
}

// benchmark is the specification's table of 9,405 cells: 84 counties in 10 cities, 8 categories, 8 quarters in 2 years, with
// all margins; zeros are printed, counts below 10 hidden.
func benchmark(t testing.TB) (sys System, small []int) {
	t.Helper()
	lines := readCase(t, "bench_fujian9405_input.csv")
	var dims [3]tree
	var codes [3][]string
	node := func(dim int, code string, parent int) int {
		if i := slices.Index(codes[dim], code); i >= 0 {
			return i
		}
		codes[dim] = append(codes[dim], code)
		dims[dim].parent = append(dims[dim].parent, parent)
		return len(codes[dim]) - 1
	}
	for dim := range dims {
		node(dim, "all", -1)
	}
	for _, column := range []int{1, 4} { // upper levels first
		for _, line := range lines {
			node(min(column, 4)/2, line[column], 0)
		}
	}
	values := map[[3]int]int64{}
	for _, line := range lines {
		n, err := strconv.ParseInt(line[5], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		at := [3]int{node(0, line[0], node(0, line[1], 0)), node(1, line[2], 0), node(2, line[3], node(2, line[4], 0))}
		values[at] = n
	}
	sys = product(dims[:], func(nodes []int) int64 { return values[[3]int(nodes)] })
	if len(sys.Value) != 9405 {
		t.Fatalf("%d cells", len(sys.Value))
	}
	sys.show(1, sys.small)
	return sys, sys.hidden()
}
