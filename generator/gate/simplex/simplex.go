// Package simplex answers one question about a table with hidden cells: how far can one of them move while every
// published number stays as it is? It solves linear programs by the primal simplex method for bounded variables
// (Dantzig; in this form: Chvátal, "Linear Programming", 1983, ch. 7–8), sparse, with the standard library only.
// It knows variables and rows, not tables; gate/attack and gate/protect say what they mean.
//
// # The problem
//
// Variables d are moves away from a known table: d = x' − x. Rows say what stays: Σ coefficient·d = 0. Bounds contain
// zero: low ≤ 0 ≤ high. So d = 0, the true table, always satisfies everything, and there is no search for a first
// point. Rows may repeat or depend on each other; those that say nothing new are dropped.
//
// Example: a line of hidden counts 4, 7 and 30 under a shown total. The reader knows that each is at least 1.
//
//	s, err := simplex.New(simplex.Problem{
//		Low:  []float64{-3, -6, -29}, // 1 − x
//		High: []float64{math.Inf(1), math.Inf(1), math.Inf(1)},
//		Rows: [][]simplex.Term{{{0, 1}, {1, 1}, {2, 1}}},
//	})
//	up := s.Maximise([]simplex.Term{{0, 1}}, math.Inf(1))    // Optimal, 35: the first count is at most 39
//	down := s.Maximise([]simplex.Term{{0, -1}}, math.Inf(1)) // Optimal, 3: it is at least 1
//
// # The solver remembers
//
// A [Solver] stands at a point, [Solver.At], and goes on from there: the next objective usually needs few steps. Any
// point that satisfies rows and bounds may be set with [Solver.Start], since variables outside the basis may stand
// between their bounds here. [Solver.Bound] narrows or widens one variable around where it stands. That is enough
// to search for whole numbers by halves without ever standing outside: move a variable to where the new bound is
// to be, then set it.
//
// [Solver.Walk] is the simplex method with whole steps only: from a whole point it visits whole points only, each of them
// a table that could be true. It may be [Stuck] before the optimum.
//
// # What may be believed
//
// Only [Optimal] says something about what cannot be reached. [Enough] says that the value was reached. [Limit] (also
// the zero Result) says nothing, not even where the solver stands: start again with [Solver.Start]. Numbers are floating point: values are good to about 1e-9 of the largest
// bound met on the way. Who needs certainty checks whole points in integers (gate/proof).
//
// # How
//
// The basis is factored as L·U (columns and rows with one entry first, the rest with a threshold for pivots), updated in
// product form and factored anew every 64 steps. Entering: largest reduced cost. Leaving: two passes (Harris), the
// largest pivot among near ties. After a row of steps that do not move, Bland's rule, which cannot cycle, until one
// does. Everything depends on the arguments and the calls before only; a Solver is for one goroutine.
package simplex

import (
	"fmt"
	"math"
)

// Term is Coef times a variable, numbered from 0.
type Term struct {
	Var  int
	Coef float64
}

// Problem is the system: for each variable Low ≤ 0 ≤ High (infinite for none), for each row Σ Coef·d = 0. A row names
// a variable at most once.
type Problem struct {
	Low, High []float64
	Rows      [][]Term
}

// Status says what a [Result] proves.
type Status uint8

const (
	Limit     Status = iota // stopped after too many steps or in numerical trouble: proves nothing
	Optimal                 // no point has a larger value
	Enough                  // the value asked for was reached
	Unbounded               // the value has no limit
	Stuck                   // Walk only: no whole step improves the value; a larger one may exist
	Short                   // Cheapest only: the variable cannot move that far
)

func (s Status) String() string {
	return [...]string{"limit", "optimal", "enough", "unbounded", "stuck", "short"}[s]
}

// Result is the answer to one objective: its value where the solver stands now, infinite when unbounded.
type Result struct {
	Status Status
	Value  float64
	Steps  int // simplex steps taken
}

const (
	refactorEvery = 64
	tolerance     = 1e-9 // of bounds and reduced costs
	tiny          = 1e-11
	pivotLeast    = 1e-7
	patience      = 40 // steps without movement before Bland's rule
	repairs       = 3  // new bases from nothing before giving up
)

// Solver stands at a point of one problem. Make it with [New].
type Solver struct {
	n         int // variables
	low, high []float64
	x         []float64
	cols      sparse // by variable
	rows      sparse // by kept row
	source    [][]Term
	head      []int32 // row → basic variable
	where     []int32 // variable → row in which it is basic, or −1
	lu        factors
	limit     int

	duals   []float64 // per row
	reduced []float64 // per variable, zero outside touched
	touched []int32
	seen    []bool
	alpha   []float64 // the entering column in terms of the basis
	banned  []bool
	bans    int
}

// New checks the problem, drops rows that depend on others and stands at d = 0. The problem is not kept.
func New(p Problem) (*Solver, error) {
	n := len(p.Low)
	if len(p.High) != n {
		return nil, fmt.Errorf("simplex: %d lower and %d upper bounds", n, len(p.High))
	}
	for v := range n {
		if !(p.Low[v] <= 0 && p.High[v] >= 0) {
			return nil, fmt.Errorf("simplex: variable %d: zero is outside its bounds", v)
		}
	}
	last := make([]int, n)
	for i, row := range p.Rows {
		for _, t := range row {
			if t.Var < 0 || t.Var >= n || last[t.Var] == i+1 || t.Coef == 0 || math.IsNaN(t.Coef) || math.IsInf(t.Coef, 0) {
				return nil, fmt.Errorf("simplex: row %d: a term is no number, or names a variable twice or one that does not exist", i)
			}
			last[t.Var] = i + 1
		}
	}
	s := &Solver{
		n: n, low: append([]float64(nil), p.Low...), high: append([]float64(nil), p.High...), x: make([]float64, n),
		reduced: make([]float64, n), seen: make([]bool, n), banned: make([]bool, n), limit: 20_000 + 20*n,
	}
	for _, row := range p.Rows {
		if len(row) > 0 {
			s.source = append(s.source, append([]Term(nil), row...))
		}
	}
	if !s.crash() {
		return nil, fmt.Errorf("simplex: no basis of %d variables and %d rows could be factored", n, len(p.Rows))
	}
	return s, nil
}

// Rows is the number of rows that are left: those that do not follow from others.
func (s *Solver) Rows() int { return len(s.head) }

// SetLimit sets the number of steps after which an objective ends with [Limit]; at first 20,000 and 20 per variable.
func (s *Solver) SetLimit(steps int) { s.limit = steps }

// At is where variable v stands.
func (s *Solver) At(v int) float64 { return s.x[v] }

// Start moves the solver to a point that satisfies all rows and bounds; nil is d = 0. The point is not checked.
func (s *Solver) Start(point []float64) {
	if point == nil {
		clear(s.x)
		return
	}
	copy(s.x, point)
}

// Bound gives variable v new bounds. It reports false, and changes nothing, when the variable stands outside.
func (s *Solver) Bound(v int, low, high float64) bool {
	if s.x[v] < low-1e-6 || s.x[v] > high+1e-6 {
		return false
	}
	s.low[v], s.high[v] = low, high
	return true
}

// Bounds gives the bounds of variable v.
func (s *Solver) Bounds(v int) (low, high float64) { return s.low[v], s.high[v] }

// Maximise moves to where Σ Coef·d is largest, or stops where it is enough (infinite: never). To minimise, turn the
// signs of the objective.
func (s *Solver) Maximise(objective []Term, enough float64) Result {
	return s.run(objective, enough, false)
}

// Walk is [Solver.Maximise] by whole steps only. The bounds must be whole and the solver must stand at a whole point (after
// Start(nil), say); it still does afterwards, up to rounding.
func (s *Solver) Walk(objective []Term, enough float64) Result {
	return s.run(objective, enough, true)
}
