package attack

import (
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mingshan/generator/gate/proof"
)

// lined is one line of hidden counts under a shown total, which is cell 0.
func lined(low int64, counts ...int64) System {
	sys := System{Value: []int64{0}, Low: []int64{0}, Shown: []bool{true}, Rows: [][]Term{{{0, 1}}}}
	for i, v := range counts {
		sys.Value, sys.Low, sys.Shown = append(sys.Value, v), append(sys.Low, low), append(sys.Shown, false)
		sys.Rows[0] = append(sys.Rows[0], Term{i + 1, -1})
		sys.Value[0] += v
	}
	return sys
}

// squared is counts in rows and columns with all totals, hidden where asked (by the counts' numbers).
func squared(low int64, hide []int, rows ...[]int64) System {
	cols := len(rows[0])
	sys := product([]tree{flat(len(rows)), flat(cols)}, func(n []int) int64 { return rows[n[0]-1][n[1]-1] })
	sys.show(low, func(c int) bool {
		i, j := c/(cols+1), c%(cols+1)
		return i > 0 && j > 0 && slices.Contains(hide, (i-1)*cols+j-1)
	})
	return sys
}

// inner gives the number that a count of squared has among the cells.
func inner(cols, i, j int) int { return (i+1)*(cols+1) + j + 1 }

func wantBounds(t *testing.T, name string, sys System, cell int, low, high float64) {
	t.Helper()
	b, err := Bounds(sys, []int{cell})
	if err != nil || !b[0].Proved || math.Abs(b[0].Low-low) > 1e-6 || b[0].High != high && !(math.Abs(b[0].High-high) <= 1e-6) {
		t.Errorf("%s: %v %v, want %v … %v", name, b, err, low, high)
	}
}

// Answers that can be worked out by hand.
func TestKnownBounds(t *testing.T) {
	wantBounds(t, "the package comment", lined(1, 4, 7, 30), 1, 1, 39)
	wantBounds(t, "alone under a total", lined(1, 4), 1, 4, 4)
	wantBounds(t, "a shown cell", lined(1, 4, 7), 0, 11, 11)
	wantBounds(t, "one and one of at least 0", lined(0, 1, 1), 2, 0, 2)
	wantBounds(t, "one and one of at least 1", lined(1, 1, 1), 2, 1, 1)

	capped := lined(0, 4, 7, 30)
	capped.High = []int64{NoLimit, NoLimit, 8, 31}
	wantBounds(t, "others have a highest value", capped, 1, 2, 41)
	capped.High[1] = 9
	wantBounds(t, "and so has the cell", capped, 1, 2, 9)
	capped.Low[2], capped.High[2] = 7, 7
	wantBounds(t, "lowest and highest agree", capped, 2, 7, 7)

	open := lined(0, 4, 7)
	open.Shown[0] = false
	wantBounds(t, "no total at all", open, 1, 0, math.Inf(1))
	wantBounds(t, "a total of at least nothing", open, 0, 0, math.Inf(1))
	loose := System{Value: []int64{6}, Low: []int64{1}, Shown: []bool{false}}
	wantBounds(t, "in no row", loose, 0, 1, math.Inf(1))

	// 4 9 | 30 12 with all totals: the first is 13 − b, and 34 − c, each at least 1.
	whole := squared(1, []int{0, 1, 2, 3}, []int64{4, 9}, []int64{30, 12})
	wantBounds(t, "square", whole, inner(2, 0, 0), 1, 12)
	wantBounds(t, "square", whole, inner(2, 1, 1), 9, 20)

	// An amount of 3 per head under a shown sum, and the heads: 3a = m, m + n = 30, n ≥ 6.
	rate := System{
		Value: []int64{4, 12, 18, 30}, Low: []int64{1, 0, 6, 0}, Shown: []bool{false, false, false, true},
		Rows: [][]Term{{{0, 3}, {1, -1}}, {{1, 1}, {2, 1}, {3, -1}}},
	}
	wantBounds(t, "benefit rate", rate, 0, 1, 8)
	wantBounds(t, "benefit rate", rate, 1, 3, 24)
}

// Every line has two hidden cells and more; still one is given away (the idea of sdcTable's test, in numbers of our own):
// the first two rows less the first and third columns leave it alone.
func TestTwoPerLineIsNotEnough(t *testing.T) {
	rows := [][]int64{{7, 5, 8, 60}, {9, 70, 6, 80}, {50, 9, 90, 3}, {40, 8, 75, 6}}
	sys := squared(1, []int{0, 1, 2, 4, 6, 9, 11, 13, 15}, rows...)
	wantBounds(t, "before", sys, inner(4, 0, 1), 5, 5)
	sys.Shown[inner(4, 1, 3)] = false
	b, err := Bounds(sys, []int{inner(4, 0, 1)})
	if err != nil || b[0].High-b[0].Low < 8 {
		t.Errorf("after: %v %v", b, err)
	}
}

// The specification's cases: bounds printed by others, recomputed with GLPK.
func TestAuditCases(t *testing.T) {
	systems, numbers := auditCases(t)
	done := 0
	for _, line := range readCase(t, "audit_expected_bounds.csv") {
		low, err1 := strconv.ParseFloat(line[4], 64)
		high, err2 := strconv.ParseFloat(line[5], 64)
		cell, ok := numbers[line[0]][line[1]+"|"+line[2]]
		if err1 != nil || err2 != nil || !ok {
			t.Fatalf("%v", line)
		}
		wantBounds(t, strings.Join(line[:3], " "), systems[line[0]], cell, low, high)
		done++
	}
	if done != 27 {
		t.Errorf("%d bounds", done)
	}
}

// auditCases reads the two-way tables; numbers gives the cell of "row|column".
func auditCases(t *testing.T) (map[string]System, map[string]map[string]int) {
	systems, numbers := map[string]System{}, map[string]map[string]int{}
	codes := map[string][2][]string{}
	lines := readCase(t, "audit_cells.csv")
	for _, line := range lines {
		if numbers[line[0]] == nil {
			numbers[line[0]] = map[string]int{}
		}
		sys := systems[line[0]]
		numbers[line[0]][line[1]+"|"+line[2]] = len(sys.Value)
		value, err := strconv.ParseInt(line[3], 10, 64)
		low := int64(0)
		if line[5] != "" && err == nil {
			low, err = strconv.ParseInt(line[5], 10, 64)
		}
		if err != nil {
			t.Fatal(err)
		}
		sys.Value, sys.Low, sys.Shown = append(sys.Value, value), append(sys.Low, low), append(sys.Shown, line[4] == "pub")
		systems[line[0]] = sys
		both := codes[line[0]]
		for k := range both {
			if !slices.Contains(both[k], line[k+1]) {
				both[k] = append(both[k], line[k+1])
			}
		}
		codes[line[0]] = both
	}
	for name, sys := range systems {
		for k := range 2 {
			for _, fixed := range codes[name][1-k] {
				var row []Term
				for _, code := range codes[name][k] {
					key, coef := code+"|"+fixed, int64(1)
					if k == 1 {
						key = fixed + "|" + code
					}
					if code == "T" {
						coef = -1
					}
					row = append(row, Term{numbers[name][key], coef})
				}
				sys.Rows = append(sys.Rows, row)
			}
		}
		systems[name] = sys
	}
	return systems, numbers
}

func TestRefusesWhatContradictsItself(t *testing.T) {
	for name, spoil := range map[string]func(*System){
		"row 0 does not hold":       func(s *System) { s.Value[1]++ },
		"cell 1 lies outside":       func(s *System) { s.Low[1] = 5 },
		"cell 2 lies outside":       func(s *System) { s.High = []int64{41, 41, 6, 41} },
		"row 0 names cell 4":        func(s *System) { s.Rows[0][1].Cell = 4 },
		"4 values, 3 lower":         func(s *System) { s.Low = s.Low[1:] },
		"value of cell 1 is too l":  func(s *System) { s.Value[1] = 1 << 51 },
		"bounds of cell 3 of 3":     func(s *System) { *s = lined(0, 1, 2) },
		"4 values, 4 lower and 1 u": func(s *System) { s.High = []int64{3} },
	} {
		sys := lined(1, 4, 7, 30)
		spoil(&sys)
		if _, err := Bounds(sys, []int{3}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v, want %q", err, name)
		}
	}
	if _, err := Widths(lined(1, 4, 7), []Target{{Cell: 1, Need: 5, Known: []int{3}}}); err == nil {
		t.Error("a known cell that does not exist")
	}
}

// published is a system as the proof sees it.
func published(sys System) proof.Published {
	p := proof.Published{Shown: sys.Shown, Value: sys.Value, Low: sys.Low, High: sys.High}
	for _, row := range sys.Rows {
		var terms []proof.Term
		for _, t := range row {
			terms = append(terms, proof.Term(t))
		}
		p.Rows = append(p.Rows, terms)
	}
	return p
}

// prove has the witnesses of all certified verdicts checked, and fails where one does not prove what was asked.
func prove(t *testing.T, sys System, a Audit) {
	t.Helper()
	p := published(sys)
	for _, v := range a.Verdicts {
		low, high := v.Low.Table(sys.Value), v.High.Table(sys.Value)
		if high[v.Cell]-low[v.Cell] != v.Width {
			t.Fatalf("cell %d: the width is not that of the tables", v.Cell)
		}
		if v.Grade != Certified {
			continue
		}
		for _, claim := range []struct {
			low, high []int64
			width     int64
		}{{low, high, v.Need}, {sys.Value, high, v.Up}, {low, sys.Value, v.Down}} {
			if claim.width <= 0 {
				continue
			}
			if err := proof.Check(p, claim.low, claim.high, proof.Claim{Cell: v.Cell, Width: claim.width, Known: v.Known}); err != nil {
				t.Fatalf("cell %d: %v", v.Cell, err)
			}
		}
	}
}

func widths(t *testing.T, sys System, targets ...Target) Audit {
	t.Helper()
	a, err := Widths(sys, targets)
	if err != nil {
		t.Fatal(err)
	}
	prove(t, sys, a)
	return a
}

func TestGrades(t *testing.T) {
	sys := lined(1, 4, 7, 30)
	a := widths(t, sys, Target{Cell: 1, Need: 38}, Target{Cell: 1, Need: 39}, Target{Cell: 2, Need: 8}, Target{Cell: 0, Need: 1})
	for i, want := range []Grade{Certified, Risky, Certified, Risky} {
		if got := a.Verdicts[i].Grade; got != want {
			t.Errorf("target %d: %v, want %v", i, got, want)
		}
	}
	if s := a.Verdicts[1].Interval; s != (Interval{1, 39, true}) {
		t.Errorf("a risky cell comes with its bounds: %v", s)
	}
	if s := a.Verdicts[3].Interval; s != (Interval{41, 41, true}) {
		t.Errorf("a shown cell: %v", s)
	}

	// 2a = b + c with b and c even for want of anything else they can be: 2b' = b, 2c' = c, and a ≤ 3 by half steps.
	half := System{
		Value: []int64{2, 4, 2, 12}, Low: []int64{0, 0, 0, 0}, High: []int64{9, 9, 3, 0}, Shown: []bool{false, false, false, true},
		Rows: [][]Term{{{0, 2}, {1, -1}}, {{1, 1}, {2, 4}, {3, -1}}}, // 2a = b, b + 4c = 12: a = 6 − 2c, 0 ≤ c ≤ 3
	}
	half.High[1] = 7 // a ≤ 3.5, so c ≥ 1.25; in whole numbers c ≥ 2 and a ≤ 2
	a = widths(t, half, Target{Cell: 0, Need: 2}, Target{Cell: 0, Need: 3}, Target{Cell: 0, Need: 4})
	for i, want := range []Grade{Certified, RealOnly, Risky} {
		if got := a.Verdicts[i].Grade; got != want {
			t.Errorf("half, target %d: %v, want %v", i, got, want)
		}
	}
	if (Verdict{}).Grade != Risky {
		t.Error("the zero verdict has to be the careful one")
	}
}

// Amounts are protected by distance from the truth on both sides.
func TestDistanceFromTheTruth(t *testing.T) {
	sys := lined(0, 400, 700, 3000)
	a := widths(t, sys, Target{Cell: 1, Up: 3700, Down: 400}, Target{Cell: 1, Up: 3701}, Target{Cell: 1, Down: 401}, Target{Cell: 1, Need: 4100, Up: 10, Down: 10})
	for i, want := range []Grade{Certified, Risky, Risky, Certified} {
		if got := a.Verdicts[i].Grade; got != want {
			t.Errorf("target %d: %v, want %v", i, got, want)
		}
	}
}

// Four hidden amounts in a square are safe from outsiders, but who contributed one of them alone knows all (tau-Argus manual,
// singletons; numbers of our own). With three in a line it is not so.
func TestInsiderSeesMore(t *testing.T) {
	rows := [][]int64{{21, 9, 40}, {33, 14, 6}, {50, 8, 70}}
	sys := squared(0, []int{1, 2, 4, 5}, rows...)
	own := inner(3, 0, 1)
	var targets []Target
	for _, c := range sys.hidden() {
		targets = append(targets, Target{Cell: c, Need: 5})
	}
	if a := widths(t, sys, targets...); a.Count(Certified) != 4 {
		t.Errorf("outsiders: %v", a.Verdicts)
	}
	inside := Insiders(sys, []int{own}, targets)
	if len(inside) != 2 || inside[0].Cell != inner(3, 0, 2) || inside[1].Cell != inner(3, 1, 1) || inside[0].Known[0] != own {
		t.Fatalf("insiders ask about the lines of their cell: %v", inside)
	}
	a := widths(t, sys, inside...)
	if a.Count(Risky) != 2 || a.Verdicts[0].Interval != (Interval{40, 40, true}) {
		t.Errorf("insiders: %v", a.Verdicts)
	}
	for _, at := range [][2]int{{0, 0}, {1, 0}, {2, 1}, {2, 2}} { // three in each line of the insider's cell
		sys.Shown[inner(3, at[0], at[1])] = false
	}
	if a := widths(t, sys, Insiders(sys, []int{own}, targets)...); a.Count(Certified) != len(inside) {
		t.Errorf("insiders, with three in a line: %v", a.Verdicts)
	}
	if a := widths(t, sys, Target{Cell: own, Need: 1, Known: []int{own}}); a.Verdicts[0].Grade != Risky {
		t.Error("a cell that the reader knows is not safe from that reader")
	}
}

// The answers, witnesses too, do not depend on the number of processors, nor on being asked twice.
func TestSameAnswerOnAnyProcessors(t *testing.T) {
	sys := product([]tree{{[]int{-1, 0, 0, 1, 1, 1, 2, 2, 2, 2}}, flat(5), flat(6)}, func(n []int) int64 { return int64(n[0]*n[1]*n[2]) % 37 })
	sys.show(1, sys.small)
	var targets []Target
	for _, c := range sys.hidden() {
		targets = append(targets, Target{Cell: c, Need: 5}, Target{Cell: c, Need: 9}, Target{Cell: c, Need: 3})
	}
	sys.pairUp()
	targets = append(targets, Insiders(sys, sys.hidden(), targets)...)
	if len(targets) < 700 {
		t.Fatalf("only %d targets: one job", len(targets))
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one := widths(t, sys, targets...)
	runtime.GOMAXPROCS(7)
	many := widths(t, sys, targets...)
	if one.Count(Certified) == 0 || one.Count(Risky) == 0 {
		t.Errorf("%d certified, %d risky", one.Count(Certified), one.Count(Risky))
	}
	if one.Programs != many.Programs || one.Tables != many.Tables {
		t.Errorf("%d programs and %d tables on one processor, %d and %d on seven", one.Programs, one.Tables, many.Programs, many.Tables)
	}
	for i, v := range one.Verdicts {
		w := many.Verdicts[i]
		if v.Grade != w.Grade || v.Interval != w.Interval || !slices.Equal(v.Low.Table(sys.Value), w.Low.Table(sys.Value)) || !slices.Equal(v.High.Table(sys.Value), w.High.Table(sys.Value)) {
			t.Fatalf("target %d differs", i)
		}
	}
}
