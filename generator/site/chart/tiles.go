package chart

import (
	"slices"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// Steps is the number of colour steps of a tile map.
const Steps = 5

// Breaks gives the lower bounds of the colour steps, from shown non-zero values only: quantiles, so that each step
// holds about as many regions. Fewer distinct values than steps give fewer bounds.
func Breaks(cells []release.Cell) []int64 {
	var shown []int64
	for _, c := range cells {
		if n, ok := c.Number(); ok && n > 0 {
			shown = append(shown, n)
		}
	}
	slices.Sort(shown)
	var out []int64
	for i := range Steps {
		if len(shown) == 0 {
			break
		}
		b := shown[i*len(shown)/Steps]
		if len(out) == 0 || b > out[len(out)-1] {
			out = append(out, b)
		}
	}
	return out
}

// Step is the colour step of a cell, 1 to Steps; 0 for zero and for cells without a number.
func Step(c release.Cell, breaks []int64) int {
	n, ok := c.Number()
	if !ok || n <= 0 {
		return 0
	}
	step := 0
	for i, b := range breaks {
		if n >= b {
			step = i + 1
		}
	}
	return step
}

// inFull is the number from which a legend shortens its numbers.
const inFull = 10_000_000

// Legend words the steps as ranges: "12–340".
func Legend(p *lang.Printer, cells []release.Cell, breaks []int64) []string {
	most, scale := int64(0), 0
	for _, c := range cells {
		if n, ok := c.Number(); ok {
			most, scale = max(most, n), c.Scale()
		}
	}
	unit := int64(1)
	for range scale {
		unit *= 10
	}
	show := func(n int64) string {
		for range scale {
			n /= 10
		}
		if most < inFull*unit {
			return p.Int(n) // rounded to 万, the end of one step would read like the beginning of the next
		}
		return p.Compact(n)
	}
	var out []string
	for i, b := range breaks {
		high := most
		if i+1 < len(breaks) {
			high = max(b, breaks[i+1]-unit)
		}
		if show(b) == show(high) {
			out = append(out, show(b))
			continue
		}
		out = append(out, show(b)+"–"+show(high))
	}
	return out
}
