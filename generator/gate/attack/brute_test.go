package attack

import (
	"math"
	"math/rand"
	"slices"
	"testing"
)

// The referee without any method: all whole tables that agree with what is published, one by one.

// extremes gives the lowest and highest value of each cell over all whole tables. ok is false when there are more than most.
func extremes(sys System, most int) (low, high []int64, ok bool) {
	e := enumeration{sys: sys, at: slices.Clone(sys.Value), most: most}
	if !e.narrow() {
		return nil, nil, false
	}
	e.low, e.high = slices.Clone(sys.Value), slices.Clone(sys.Value)
	for c, shown := range sys.Shown {
		if !shown {
			e.free = append(e.free, c)
		}
	}
	e.next(0)
	return e.low, e.high, e.count <= most
}

type enumeration struct {
	sys         System
	free        []int
	from, to    []int64 // what each cell can be at all
	at          []int64
	low, high   []int64
	count, most int
}

// narrow finds out what each cell can be, looking at one row at a time; false when a cell has no limit.
func (e *enumeration) narrow() bool {
	n := len(e.at)
	e.from, e.to = slices.Clone(e.at), slices.Clone(e.at)
	for c := range n {
		if !e.sys.Shown[c] {
			e.from[c], e.to[c] = e.sys.Low[c], 1000
			if e.sys.High != nil {
				e.to[c] = min(e.to[c], e.sys.High[c])
			}
		}
	}
	for before := int64(-1); before != e.choices(); {
		before = e.choices()
		for _, row := range e.sys.Rows {
			for _, t := range row {
				least, greatest := e.span(row, t.Cell) // of Σ others; Coef·cell = −Σ others
				for e.from[t.Cell] <= e.to[t.Cell] && -t.Coef*e.from[t.Cell] < least || -t.Coef*e.from[t.Cell] > greatest {
					e.from[t.Cell]++
				}
				for e.to[t.Cell] >= e.from[t.Cell] && -t.Coef*e.to[t.Cell] < least || -t.Coef*e.to[t.Cell] > greatest {
					e.to[t.Cell]--
				}
			}
		}
	}
	return !slices.Contains(e.to, 1000)
}

func (e *enumeration) choices() int64 {
	sum := int64(0)
	for c := range e.from {
		sum += e.to[c] - e.from[c]
	}
	return sum
}

// span gives the least and the greatest of a row's sum without one cell.
func (e *enumeration) span(row []Term, without int) (least, greatest int64) {
	for _, t := range row {
		a, b := t.Coef*e.from[t.Cell], t.Coef*e.to[t.Cell]
		if t.Cell != without {
			least, greatest = least+min(a, b), greatest+max(a, b)
		}
	}
	return least, greatest
}

func (e *enumeration) next(k int) {
	if e.count > e.most {
		return
	}
	if k == len(e.free) {
		e.count++
		for c, v := range e.at {
			e.low[c], e.high[c] = min(e.low[c], v), max(e.high[c], v)
		}
		return
	}
	c := e.free[k]
	from, to := e.from[c], e.to[c]
	for v := from; v <= to; v++ {
		e.from[c], e.to[c], e.at[c] = v, v, v
		if e.possible(c) {
			e.next(k + 1)
		}
	}
	e.from[c], e.to[c] = from, to
}

// possible reports whether the rows of a cell can still come to zero.
func (e *enumeration) possible(c int) bool {
	for _, row := range e.sys.Rows {
		if slices.ContainsFunc(row, func(t Term) bool { return t.Cell == c }) {
			if least, greatest := e.span(row, -1); least > 0 || greatest < 0 {
				return false
			}
		}
	}
	return true
}

// randomHiding hides some cells and says what a reader knows of them.
func randomHiding(rnd *rand.Rand, sys *System) {
	low, share := int64(rnd.Intn(2)), 1+rnd.Intn(9)
	sys.show(0, func(c int) bool { return sys.Value[c] >= low && rnd.Intn(10) < share })
	for c := range sys.Low {
		sys.Low[c] = low
	}
	if rnd.Intn(3) == 0 || !sys.Shown[0] {
		sys.High = make([]int64, len(sys.Value))
		for c, v := range sys.Value {
			sys.High[c] = v + int64(rnd.Intn(4))
		}
	}
}

// randomTable is a table with two dimensions of at most 12 cells, totals included, or a line with subtotals. In these all
// corners are whole, so that real and whole bounds agree.
func randomTable(rnd *rand.Rand) System {
	counts := func([]int) int64 { return int64(rnd.Intn(5)) }
	var sys System
	switch rnd.Intn(4) {
	case 0:
		sys = product([]tree{flat(2), flat(3)}, counts)
	case 1:
		sys = product([]tree{flat(2), flat(2)}, counts)
	case 2:
		sys = product([]tree{{[]int{-1, 0, 0, 1, 1, 2, 2, 2}}}, counts)
	default:
		d := tree{[]int{-1}}
		for len(d.parent) < 4+rnd.Intn(8) {
			d.parent = append(d.parent, rnd.Intn(len(d.parent)))
		}
		sys = product([]tree{d}, counts)
	}
	randomHiding(rnd, &sys)
	return sys
}

// randomSystem has up to 12 hidden cells and rows of any whole coefficients, or three dimensions; corners need not be
// whole.
func randomSystem(rnd *rand.Rand) System {
	if rnd.Intn(2) == 0 {
		sys := product([]tree{flat(2), flat(2), flat(2)}, func([]int) int64 { return int64(rnd.Intn(4)) })
		left := 12
		randomHiding(rnd, &sys)
		for _, c := range rnd.Perm(len(sys.Value)) {
			if left--; left < 0 {
				sys.Shown[c] = true
			}
		}
		return sys
	}
	n := 3 + rnd.Intn(5)
	sys := System{Value: make([]int64, n), Low: make([]int64, n), Shown: make([]bool, n), High: make([]int64, n)}
	for c := range n {
		sys.Value[c] = int64(1 + rnd.Intn(4))
		sys.Low[c], sys.High[c] = sys.Value[c]-int64(rnd.Intn(3)), sys.Value[c]+int64(rnd.Intn(4))
	}
	for range 1 + rnd.Intn(3) {
		sum, row := int64(0), []Term(nil)
		for _, c := range rnd.Perm(n)[:2+rnd.Intn(n-1)] {
			t := Term{c, int64(1 + rnd.Intn(4))}
			if rnd.Intn(2) == 0 {
				t.Coef = -t.Coef
			}
			row, sum = append(row, t), sum+t.Coef*sys.Value[c]
		}
		row = append(row, Term{len(sys.Value), -1}) // a shown sum
		sys.Value, sys.Low, sys.High, sys.Shown = append(sys.Value, sum), append(sys.Low, 0), append(sys.High, 0), append(sys.Shown, true)
		sys.Rows = append(sys.Rows, row)
	}
	return sys
}

func TestBoundsAgainstAllTables(t *testing.T) {
	worst, cells := 0.0, 0
	for seed := range int64(10_000) {
		sys := randomTable(rand.New(rand.NewSource(seed)))
		low, high, ok := extremes(sys, 200_000)
		if !ok {
			t.Fatalf("seed %d: too many tables", seed)
		}
		hidden := sys.hidden()
		bounds, err := Bounds(sys, hidden)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range hidden {
			off := max(math.Abs(bounds[i].Low-float64(low[c])), math.Abs(bounds[i].High-float64(high[c])))
			if worst = max(worst, off); off > 1e-6 || !bounds[i].Proved {
				t.Fatalf("seed %d cell %d: %v, all tables: %d … %d\n%+v", seed, c, bounds[i], low[c], high[c], sys)
			}
			cells++
		}
	}
	t.Logf("10,000 tables, %d hidden cells, largest difference %.1g", cells, worst)
}

// Each grade is exact on small systems: certified where two whole tables exist, real only where none do but the bounds are
// wide enough, risky where they are not.
func TestGradesAgainstAllTables(t *testing.T) {
	counts := map[Grade]int{}
	for seed := range int64(6_000) {
		rnd := rand.New(rand.NewSource(1_000_000 + seed))
		sys := randomSystem(rnd)
		if seed%2 == 0 {
			sys = randomTable(rnd)
		}
		low, high, ok := extremes(sys, 200_000)
		if !ok {
			t.Fatalf("seed %d: too many tables", seed)
		}
		hidden := sys.hidden()
		bounds, err := Bounds(sys, hidden)
		if err != nil {
			t.Fatal(err)
		}
		var targets []Target
		for range 2 * len(hidden) {
			targets = append(targets, randomTarget(rnd, hidden))
		}
		a := widths(t, sys, targets...)
		for _, v := range a.Verdicts {
			b := bounds[slices.Index(hidden, v.Cell)]
			if b.Low > float64(low[v.Cell])+1e-6 || b.High < float64(high[v.Cell])-1e-6 || !b.Proved {
				t.Fatalf("seed %d cell %d: %v, all tables: %d … %d", seed, v.Cell, b, low[v.Cell], high[v.Cell])
			}
			want, x := Risky, float64(sys.Value[v.Cell])
			if wide(Interval{b.Low - x, b.High - x, true}, v.Target, 1e-6) {
				want = RealOnly
			}
			if f := (found{low: low[v.Cell] - sys.Value[v.Cell], high: high[v.Cell] - sys.Value[v.Cell]}); f.enough(v.Target) {
				want = Certified
			}
			if counts[want]++; v.Grade != want {
				t.Fatalf("seed %d %+v: %v, want %v\n%+v", seed, v.Target, v.Grade, want, sys)
			}
		}
	}
	t.Log(counts)
	if counts[Certified] < 1000 || counts[RealOnly] < 1000 || counts[Risky] < 1000 {
		t.Errorf("too few of a grade: %v", counts)
	}
}

func randomTarget(rnd *rand.Rand, hidden []int) Target {
	t := Target{Cell: hidden[rnd.Intn(len(hidden))], Need: int64(1 + rnd.Intn(6))}
	if rnd.Intn(3) == 0 {
		t.Need, t.Up, t.Down = 0, int64(1+rnd.Intn(3)), int64(rnd.Intn(3))
	}
	return t
}

// A reader who knows one more cell sees what a reader sees to whom it is shown.
func TestInsidersAgainstAllTables(t *testing.T) {
	counts := map[Grade]int{}
	for seed := range int64(500) {
		rnd := rand.New(rand.NewSource(2_000_000 + seed))
		sys := randomTable(rnd)
		hidden := sys.hidden()
		var targets []Target
		for _, c := range hidden {
			targets = append(targets, Target{Cell: c, Need: int64(1 + rnd.Intn(4))})
		}
		a := widths(t, sys, append(targets, Insiders(sys, hidden, targets)...)...)
		for _, v := range a.Verdicts {
			seen := sys
			seen.Shown = slices.Clone(sys.Shown)
			for _, k := range v.Known {
				seen.Shown[k] = true
			}
			low, high, ok := extremes(seen, 200_000)
			if !ok {
				t.Fatalf("seed %d: too many tables", seed)
			}
			want := Risky
			if high[v.Cell]-low[v.Cell] >= v.Need {
				want = Certified
			}
			if counts[want]++; v.Grade != want {
				t.Fatalf("seed %d %+v: %v, want %v", seed, v.Target, v.Grade, want)
			}
		}
	}
	t.Log(counts)
}
