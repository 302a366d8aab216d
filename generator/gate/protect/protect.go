// Package protect decides which cells to hide so that no small count can be worked out from the ones that are shown. It
// knows numbers only: no names, no files, no thresholds.
//
// # One system
//
// Everything that is published together is one [System]: cells, and the sums that tie them. A cell with a Width (or with room
// Above and Below) is primary. It must be hidden, and what a reader can deduce of it must stay so wide. Rules that make
// cells primary are in this room as well: [SmallCount], [PPercent], [Dominance], [Group].
//
// Example: county counts 4, 30, 50 and their total 84, zeros printed.
//
//	r, err := protect.Protect(protect.System{
//		Cells: []protect.Cell{{Value: 4, Least: 1, Width: 5}, {Value: 30, Least: 1}, {Value: 50, Least: 1}, {Value: 84, Least: 1}},
//		Sums:  []protect.Sum{{Total: 3, Parts: []int32{0, 1, 2}}},
//	}, 1) // hides 4 and 30; the 4 could be anything from 1 to 33
//
// # How
//
//  1. Elimination: in falling order of importance each cell is shown unless that would make a primary cell a
//     combination of shown ones (Langsrud, "Secondary cell suppression by Gaussian elimination", Privacy in Statistical
//     Databases 2024; written from the idea of the paper), in exact arithmetic modulo the prime 2^61−1.
//  2. Audit: linear programs (gate/simplex) look for tables that agree with all that is shown and lie far enough apart.
//  3. Repair of cells that are too narrow: the cheapest hypercube through the cell, else the cheapest set of cells that
//     can move with it.
//  4. Clean-up: what need not be hidden is shown again, as long as every proof can be replaced.
//  5. Every proof is checked once more against the finished pattern.
//
// Cells are numbered anew by what they hold and where they stand, so neither the order of rows nor names nor the number
// of workers changes the pattern, but for cells that the figures cannot tell apart.
package protect
