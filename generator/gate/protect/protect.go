// Package protect decides which cells to hide so that no small count can be worked out by adding and subtracting
// the ones that are shown. It knows numbers only: no names, no files, no thresholds.
//
// Every cell is a sum of leaves (one leaf is one row of the input). Cells that must be hidden are primary. A cell
// that is not primary is shown unless showing it, together with all cells shown before, would make a primary
// cell a combination of shown ones; then it is hidden too (secondary). This is suppression by elimination
// (Langsrud, "Secondary cell suppression by Gaussian elimination", Privacy in Statistical Databases 2024),
// written from the idea of the paper: candidates in falling order of importance, each reduced against the shown
// ones in exact arithmetic modulo the prime 2^61−1, so there is no rounding and no tolerance.
//
// Example: county counts 4, 30, 50 and their total 84. The 4 is primary. The total is shown first; then 50; showing
// 30 as well would give 84−50−30 = 4, so 30 is hidden.
//
// Two promises: no primary cell is an exact linear combination of shown cells; and in every sum that is shown, the
// hidden leaves leave room: with n of them adding up to s, each at least 1 because zeros are printed, one of them lies
// between 1 and s−n+1, and s−n is at least the width asked for. Combinations of several sums are not yet bounded.
package protect
