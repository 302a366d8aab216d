// Package proof checks, in whole numbers, that a hidden cell is safe. It trusts nobody: not the room that chose what to
// hide, not the one that looked for tables, not their solver. It is meant to be read in five minutes.
//
// The argument. Everything published is the values of shown cells, what everybody knows of hidden ones (a lowest and
// perhaps a highest value), and rows that hold among them, such as total − parts = 0. Take two whole tables that both agree
// with all of this. Nobody who sees only what is published can tell which of them is true, or whether either is. If they
// differ in a hidden cell by the width needed, what can be deduced of that cell is at least so wide.
//
// Example: 4 and 30 hidden, 50 and the total 84 shown; rows say 84 − 4 − 30 − 50 = 0.
//
//	p := proof.Published{
//		Shown: []bool{true, false, false, true}, Value: []int64{84, 0, 0, 50}, Low: []int64{0, 1, 1, 0},
//		Rows: [][]proof.Term{{{0, 1}, {1, -1}, {2, -1}, {3, -1}}},
//	}
//	err := proof.Check(p, []int64{84, 1, 33, 50}, []int64{84, 33, 1, 50}, proof.Claim{Cell: 1, Width: 8}) // nil
//
// The two tables are confidential only in so far as one may be the true one. Errors name rows and cells by their
// numbers, never a value.
package proof

import (
	"fmt"
	"math"
)

// Term is Coef times a cell, numbered from 0.
type Term struct {
	Cell int
	Coef int64
}

// Published is all that readers see and know. Value is looked at for shown cells, and for those that a claim says the reader
// knows; Low and High for hidden ones. High may be nil: no highest values. In each row Σ Coef·cell = 0.
type Published struct {
	Shown     []bool
	Value     []int64
	Low, High []int64
	Rows      [][]Term
}

// Claim says that a reader who also knows the cells Known can be sure of Cell only up to Width.
type Claim struct {
	Cell  int
	Width int64
	Known []int
}

// Check gives nil when both tables agree with everything published and prove the claim: in the claim's cell high is at
// least Width above low. A claim about a distance from the truth is checked with the true table as one of the two.
func Check(p Published, low, high []int64, c Claim) error {
	if err := Agrees(p, low); err != nil {
		return fmt.Errorf("low table: %w", err)
	}
	if err := Agrees(p, high); err != nil {
		return fmt.Errorf("high table: %w", err)
	}
	return Differ(p, low, high, c)
}

// Agrees gives nil when a table agrees with everything published, for callers who use one table for many claims.
func Agrees(p Published, table []int64) error {
	n := len(p.Shown)
	if len(p.Value) != n || len(p.Low) != n || len(table) != n || p.High != nil && len(p.High) != n {
		return fmt.Errorf("proof: %d marks, %d values, %d lower bounds, %d upper bounds, a table of %d",
			n, len(p.Value), len(p.Low), len(p.High), len(table))
	}
	for c, v := range table {
		switch {
		case p.Shown[c] && v != p.Value[c]:
			return fmt.Errorf("proof: cell %d is not as shown", c)
		case !p.Shown[c] && v < p.Low[c]:
			return fmt.Errorf("proof: cell %d is lower than everybody knows", c)
		case !p.Shown[c] && p.High != nil && v > p.High[c]:
			return fmt.Errorf("proof: cell %d is higher than everybody knows", c)
		}
	}
	for i, row := range p.Rows {
		sum, size := int64(0), 0.0
		for _, t := range row {
			if t.Cell < 0 || t.Cell >= n {
				return fmt.Errorf("proof: row %d names cell %d of %d", i, t.Cell, n)
			}
			sum += t.Coef * table[t.Cell]
			size += math.Abs(float64(t.Coef)) * math.Abs(float64(table[t.Cell]))
		}
		if size > 1<<62 { // sum may have overflowed
			return fmt.Errorf("proof: row %d is too large to be added up", i)
		}
		if sum != 0 {
			return fmt.Errorf("proof: row %d does not hold", i)
		}
	}
	return nil
}

// Differ gives nil when two tables that agree with everything published prove the claim.
func Differ(p Published, low, high []int64, c Claim) error {
	n := len(p.Shown)
	if len(low) != n || len(high) != n || len(p.Value) != n || c.Cell < 0 || c.Cell >= n {
		return fmt.Errorf("proof: a claim about cell %d of %d, with tables of %d and %d", c.Cell, n, len(low), len(high))
	}
	if p.Shown[c.Cell] {
		return fmt.Errorf("proof: cell %d is shown", c.Cell)
	}
	for _, k := range c.Known {
		if k < 0 || k >= n || low[k] != p.Value[k] || high[k] != p.Value[k] {
			return fmt.Errorf("proof: cell %d is not as the reader knows it", k)
		}
	}
	if gap := high[c.Cell] - low[c.Cell]; c.Width < 1 || high[c.Cell] < low[c.Cell] || gap >= 0 && gap < c.Width {
		return fmt.Errorf("proof: cell %d does not differ by the width claimed", c.Cell)
	}
	return nil
}
