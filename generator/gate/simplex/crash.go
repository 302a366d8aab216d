package simplex

import (
	"cmp"
	"math"
	"slices"
)

// crash makes a basis of as many variables as there are independent rows and drops the other rows. The point stays where
// it is: any basis fits any point. It reports false when a basis could not be factored.
func (s *Solver) crash() bool {
	s.matrix(s.source)
	m := len(s.source)
	for i := range m { // one unit column for each row, until a variable takes its place
		s.cols.add(int32(i), 1)
		s.cols.end()
	}
	s.where = resized(s.where, s.n+m)
	for v := range s.where {
		s.where[v] = -1
	}
	s.head = s.triangle(m)
	for i, v := range s.head {
		s.where[v] = int32(i)
	}
	if !s.factor() || !s.fill(m) {
		return false
	}
	var kept [][]Term
	var head []int32
	for i, v := range s.head {
		if int(v) < s.n {
			kept = append(kept, s.source[i])
			head = append(head, v)
		}
	}
	s.source = kept
	s.matrix(kept)
	s.head, s.where = head, s.where[:s.n]
	return s.factor()
}

// matrix writes rows by row and by variable.
func (s *Solver) matrix(rows [][]Term) {
	s.rows.empty()
	for _, row := range rows {
		for _, t := range row {
			s.rows.add(int32(t.Var), t.Coef)
		}
		s.rows.end()
	}
	s.cols = s.rows.transposed(s.n)
	s.duals, s.alpha = resized(s.duals, len(rows)), resized(s.alpha, len(rows))
}

// triangle chooses variables that stand in a triangle, short rows first; the other rows keep their unit column. A
// variable with room on both sides is preferred: a step that meets no bound moves.
func (s *Solver) triangle(m int) []int32 {
	head := make([]int32, m)
	order := make([]int32, m)
	for i := range m {
		head[i], order[i] = int32(s.n+i), int32(i)
	}
	length := func(i int32) int32 { return s.rows.start[i+1] - s.rows.start[i] }
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(length(a), length(b)) })
	out := make([]bool, s.n)
	for _, r := range order {
		best := int32(-1)
		index, _ := s.rows.line(r)
		for _, v := range index {
			if !out[v] && (best < 0 || s.better(v, best)) {
				best = v
			}
		}
		if best < 0 {
			continue
		}
		head[r] = best
		for _, v := range index {
			out[v] = true
		}
	}
	return head
}

func (s *Solver) better(v, than int32) bool {
	if a, b := s.tight(v), s.tight(than); a != b {
		return b
	}
	a, b := s.cols.start[v+1]-s.cols.start[v], s.cols.start[than+1]-s.cols.start[than]
	return a < b
}

// tight reports whether a variable stands at one of its bounds.
func (s *Solver) tight(v int32) bool {
	return s.x[v] <= s.low[v]+tolerance || s.x[v] >= s.high[v]-tolerance
}

// fill lets variables take the place of unit columns where they can.
func (s *Solver) fill(m int) bool {
	for r := range int32(m) {
		if int(s.head[r]) < s.n {
			continue
		}
		if s.lu.updates() >= refactorEvery && !s.factor() {
			return false
		}
		clear(s.duals)
		s.duals[r] = 1
		s.lu.solveTransposed(s.duals)
		v := s.entrant()
		if v < 0 {
			continue // the row is a combination of others
		}
		s.column(v)
		s.replace(v, r)
	}
	return true
}

// entrant gives the variable outside the basis with a large entry in the row of the tableau whose multipliers are the
// duals: among those of at least a half of the largest, one with room and few entries; −1 when all are zero.
func (s *Solver) entrant() int32 {
	s.combine()
	defer s.forget()
	largest := 0.0
	for _, v := range s.touched {
		if s.where[v] < 0 {
			largest = max(largest, math.Abs(s.reduced[v]))
		}
	}
	best := int32(-1)
	if largest < pivotLeast {
		return best
	}
	for _, v := range s.touched {
		if s.where[v] < 0 && math.Abs(s.reduced[v]) >= largest/2 && (best < 0 || s.better(v, best)) {
			best = v
		}
	}
	return best
}

// factor factors the basis anew.
func (s *Solver) factor() bool {
	if !s.lu.factor(&s.cols, s.head) {
		return false
	}
	for i, v := range s.head {
		s.where[v] = int32(i)
	}
	return true
}

// replace makes v basic in row r, in the place of the variable there. Its column stands in alpha.
func (s *Solver) replace(v, r int32) {
	s.where[s.head[r]] = -1
	s.head[r], s.where[v] = v, r
	s.lu.update(s.alpha, r)
}
