package simplex

import (
	"fmt"
	"math"
)

// Cheapest moves variable v by exactly the amount given, upwards or downwards, at the least total Σ cost·|d|: the cells that must
// move with v, and so must be hidden with it, where cost is what hiding one costs. Costs are not negative; variables
// without cost move freely. limit is the number of steps after which it gives up, 0 for the usual.
//
// The result is [Optimal] with the cost as its value and the point, one number per variable; [Short] when v cannot
// move that far; or [Limit]. Only with Optimal is there a point.
//
// Example: in the square with hidden cells 0 and 3 and cells 1 and 2 that could be hidden too,
//
//	rows := [][]simplex.Term{{{0, 1}, {1, 1}}, {{2, 1}, {3, 1}}, {{0, 1}, {2, 1}}, {{1, 1}, {3, 1}}}
//	point, r, err := simplex.Cheapest(simplex.Problem{Low: low, High: high, Rows: rows}, 0, 5, []float64{0, 2, 3, 0}, 0)
//
// gives the point 5, −5, −5, 5 at cost 2·5 + 3·5 = 25.
func Cheapest(p Problem, v int, move float64, cost []float64, limit int) (point []float64, r Result, err error) {
	if v < 0 || v >= len(p.Low) || len(cost) != len(p.Low) || math.IsNaN(move) || math.IsInf(move, 0) {
		return nil, Result{}, fmt.Errorf("simplex: %d costs for %d variables, to move variable %d", len(cost), len(p.Low), v)
	}
	q, minus, objective := split(p, v, cost)
	s, err := New(q)
	if err != nil {
		return nil, Result{}, err
	}
	if limit > 0 {
		s.SetLimit(limit)
	}
	way := 1.0
	if move < 0 {
		way = -1
	}
	r = s.Maximise([]Term{{v, way}}, math.Abs(move))
	if r.Status != Enough {
		if r.Status == Optimal {
			r.Status = Short
		}
		return nil, r, nil
	}
	if !s.Bound(v, move, move) {
		return nil, Result{Steps: r.Steps}, nil
	}
	first := r.Steps
	r = s.Maximise(objective, math.Inf(1))
	r.Steps += first
	if r.Status != Optimal {
		return nil, Result{Steps: r.Steps}, nil
	}
	r.Value = cost[v]*math.Abs(move) - r.Value
	point = make([]float64, len(p.Low))
	for u := range point {
		point[u] = s.At(u)
		if m := minus[u]; m >= 0 {
			point[u] -= s.At(m)
		}
	}
	return point, r, nil
}

// split writes each variable with a cost as the difference of two that are not negative, so that |d| is their sum where
// one of them is 0. minus gives the second of each, or −1; the objective is −Σ cost·|d|. Variable v stays whole: its
// share of the cost is fixed.
func split(p Problem, v int, cost []float64) (q Problem, minus []int, objective []Term) {
	n := len(p.Low)
	q.Low, q.High = append([]float64(nil), p.Low...), append([]float64(nil), p.High...)
	minus = make([]int, n)
	for u := range n {
		minus[u] = -1
		if u == v || cost[u] <= 0 {
			continue
		}
		minus[u] = len(q.Low)
		q.Low[u] = 0
		q.Low, q.High = append(q.Low, 0), append(q.High, -p.Low[u])
		objective = append(objective, Term{u, -cost[u]}, Term{minus[u], -cost[u]})
	}
	for _, row := range p.Rows {
		both := make([]Term, 0, 2*len(row))
		for _, t := range row {
			both = append(both, t)
			if t.Var >= 0 && t.Var < n && minus[t.Var] >= 0 {
				both = append(both, Term{minus[t.Var], -t.Coef})
			}
		}
		q.Rows = append(q.Rows, both)
	}
	return q, minus, objective
}
