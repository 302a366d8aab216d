// Package attack is the reader who wants to know: from everything published it works out what each hidden cell can
// be. It knows numbers only, and shares no code and no assumption with the room that chose what to hide (gate/protect);
// both use the same solver and nothing else in common.
//
// # What a reader knows
//
// A [System] holds all cells of all tables that are published together, shown or hidden: leaves, sums, sums of sums,
// amounts, cells of earlier releases. Rows are what everybody knows of them, such as parent − children = 0. Of a
// hidden cell a reader knows a lowest value: 1 where zeros are printed, otherwise 0; and sometimes a highest.
//
// [Bounds] gives for each cell the smallest and the largest value over all tables, of real numbers, that agree with all
// this: two linear programs a cell. A table of hidden counts 4, 7 and 30 under a shown 41, each at least 1, gives
//
//	sys := attack.System{
//		Value: []int64{41, 4, 7, 30}, Shown: []bool{true, false, false, false}, Low: []int64{0, 1, 1, 1},
//		Rows: [][]attack.Term{{{0, 1}, {1, -1}, {2, -1}, {3, -1}}},
//	}
//	bounds, err := attack.Bounds(sys, []int{1}) // 1 … 39
//
// # How wide is wide enough
//
// [Widths] asks less and proves more: whether the interval of a cell is at least as wide as needed. It looks for two
// tables of whole numbers that agree with everything published and differ in the cell by that much. Each table
// found serves all cells, so most questions are answered before they are asked. The answer has a [Grade]:
//
//   - [Certified]: the two tables are there, checked in exact integers. gate/proof checks them again and trusts nobody.
//   - [RealOnly]: the interval is wide enough, but two whole tables do not exist or were not found.
//   - [Risky]: the interval is too narrow, or it could not be shown to be wide enough.
//
// The search goes up and down in whole steps first (simplex.Solver.Walk); then it asks for the true bounds, which says
// when to stop; then it halves: a variable that is not whole is pushed to the whole number next to it, towards the
// true table first, until all are whole or the effort is spent.
//
// # Insiders
//
// Who contributes to a cell knows its value, if hardly anybody else does. Such a reader is one for whom one more
// cell is known ([Target].Known). [Insiders] makes these questions: for each cell of one or two contributors, all targets that stand in
// a row with it.
//
// # Trust
//
// Results depend on the arguments only, not on the number of processors. The values here are confidential; errors
// name rows and cells by their numbers.
package attack

import (
	"fmt"
	"math"
)

// Term is Coef times a cell, numbered from 0.
type Term struct {
	Cell int
	Coef int64
}

// NoLimit as a System's High means that a reader knows no highest value.
const NoLimit = math.MaxInt64

// System is all cells published together and what everybody knows of them. Value is the true table. Low and High are what
// a reader knows of hidden cells (High may be nil: no limits); those of shown cells are not looked at.
// In each row Σ Coef·Value = 0.
type System struct {
	Value []int64
	Low   []int64
	High  []int64
	Shown []bool
	Rows  [][]Term
}

// Interval is what a reader can deduce of a cell: Low ≤ value ≤ High, where High may be infinite. Proved says that it
// cannot be narrower; without it nothing is known. The zero Interval is not proved.
type Interval struct {
	Low, High float64
	Proved    bool
}

// Target asks whether a reader who also knows the cells Known is left with an interval of the width Need around a
// cell, which moreover reaches Up above and Down below the true value (0: wherever it lies). For counts Need is
// enough; amounts are protected by distance from the truth, in both directions.
type Target struct {
	Cell           int
	Need, Up, Down int64
	Known          []int
}

// Grade says how sure it is that a target is safe. The zero Grade is the one that says no.
type Grade uint8

const (
	Risky Grade = iota
	RealOnly
	Certified
)

func (g Grade) String() string { return [...]string{"risky", "real only", "certified"}[g] }

// Verdict is the answer to a target. Low and High are two whole tables, as moves away from the true one, that agree with
// everything published; they show the width that was found, which is enough when certified. Interval is filled when the
// true bounds had to be asked for: for all that is not certified, and for some that is.
type Verdict struct {
	Target
	Grade     Grade
	Low, High Move
	Width     int64 // High's value of the cell less Low's
	Interval  Interval
}

// Audit is the answers to all targets, in their order, with what it took: linear programs and whole tables kept.
type Audit struct {
	Verdicts []Verdict
	Programs int
	Tables   int
}

// Count counts the verdicts of a grade.
func (a Audit) Count(g Grade) int {
	n := 0
	for _, v := range a.Verdicts {
		if v.Grade == g {
			n++
		}
	}
	return n
}

// Move is the difference between a table and the true one: cells in ascending order with what is added to each. The zero
// Move is the true table. Verdicts share moves: read only.
type Move struct {
	Cells []int32
	By    []int64
}

// Table writes the table out: all cells of a system.
func (m Move) Table(truth []int64) []int64 {
	out := append([]int64(nil), truth...)
	for k, c := range m.Cells {
		out[c] += m.By[k]
	}
	return out
}

// Insiders makes the targets of readers who contribute to the cells own: for each of these, all targets in a row with it,
// asked again with that cell known.
func Insiders(sys System, own []int, targets []Target) []Target {
	rows := make([][]int32, len(sys.Value))
	for i, row := range sys.Rows {
		for _, t := range row {
			rows[t.Cell] = append(rows[t.Cell], int32(i))
		}
	}
	asked := make([][]int32, len(sys.Value))
	for i, t := range targets {
		asked[t.Cell] = append(asked[t.Cell], int32(i))
	}
	var out []Target
	seen := make([]int, len(targets)) // 1 + index in own of who asked last
	for o, cell := range own {
		for _, r := range rows[cell] {
			for _, t := range sys.Rows[r] {
				for _, i := range asked[t.Cell] {
					if t.Cell == cell || seen[i] == o+1 {
						continue
					}
					seen[i] = o + 1
					target := targets[i]
					target.Known = append(append([]int(nil), target.Known...), cell)
					out = append(out, target)
				}
			}
		}
	}
	return out
}

// check says what is wrong with a system: lengths, cells that do not exist, rows that do not hold, values outside what
// readers are said to know.
func (sys System) check() error {
	n := len(sys.Value)
	if len(sys.Low) != n || len(sys.Shown) != n || sys.High != nil && len(sys.High) != n {
		return fmt.Errorf("attack: %d values, %d lower and %d upper bounds, %d marks", n, len(sys.Low), len(sys.High), len(sys.Shown))
	}
	const most = 1 << 50 // whole in floating point, with room for sums
	for c, v := range sys.Value {
		if v > most || v < -most {
			return fmt.Errorf("attack: the value of cell %d is too large", c)
		}
		if !sys.Shown[c] && (v < sys.Low[c] || sys.High != nil && v > sys.High[c]) {
			return fmt.Errorf("attack: cell %d lies outside what a reader is said to know", c)
		}
	}
	for i, row := range sys.Rows {
		sum, size := int64(0), 0.0
		for _, t := range row {
			if t.Cell < 0 || t.Cell >= n {
				return fmt.Errorf("attack: row %d names cell %d of %d", i, t.Cell, n)
			}
			sum += t.Coef * sys.Value[t.Cell]
			size += math.Abs(float64(t.Coef)) * math.Abs(float64(sys.Value[t.Cell]))
		}
		if sum != 0 || size > 1<<62 {
			return fmt.Errorf("attack: row %d does not hold", i)
		}
	}
	return nil
}
