package chart

import (
	"math/bits"
	"slices"
	"strings"
)

// Texts in a picture are measured and placed here, in whole pixels, so that none lies over another: a drawing made
// without a browser cannot ask how wide a text came out.

// textWidth is the room that a text takes in pixels, a little generously.
func textWidth(text string, size int) int { return (columns(text)*size*11 + 19) / 20 }

// lineHeight is the distance from one line of a label to the next.
func lineHeight(size int) int { return size + size/3 }

// fold breaks a text into lines of a width in pixels: at spaces, and between Han characters but not before a sign that
// closes. A word that is wider stays whole.
func fold(text string, width, size int) []string {
	var lines []string
	line, word := "", ""
	flush := func() { // puts the word on the line, or on a new one
		if line != "" && textWidth(line+strings.TrimRight(word, " "), size) > width {
			lines, line = append(lines, strings.TrimRight(line, " ")), ""
		}
		line, word = line+word, ""
	}
	for _, r := range text {
		switch {
		case r == '\n':
			flush()
			lines, line = append(lines, strings.TrimRight(line, " ")), ""
		case r == ' ':
			word += " "
			flush()
		case r >= 0x2e80 && !strings.ContainsRune("，。；：、！？）》”〕", r):
			flush()
			word = string(r)
		default:
			word += string(r)
		}
	}
	flush()
	return append(lines, strings.TrimRight(line, " "))
}

// block is a text to be placed: where its middle should be, and how high it is, in pixels.
type block struct{ want, height int }

// spread moves blocks apart as little as it can and keeps them in [low, high] and in the order of their wishes, of equal
// ones in the order given. It answers with the middle of each. More than fits runs out below high.
func spread(blocks []block, low, high int) []int {
	order := make([]int, len(blocks))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return blocks[a].want - blocks[b].want })
	// Laid edge to edge from 0, the i-th begins at before; the wish is then one for where everything begins. Neighbours
	// whose wishes cross share the mean of theirs.
	type run struct{ sum, n int }
	var runs []run
	before := 0
	for _, i := range order {
		runs = append(runs, run{blocks[i].want - blocks[i].height/2 - before, 1})
		before += blocks[i].height
		for len(runs) > 1 {
			a, b := runs[len(runs)-2], runs[len(runs)-1]
			if a.sum*b.n <= b.sum*a.n {
				break
			}
			runs = append(runs[:len(runs)-2], run{a.sum + b.sum, a.n + b.n})
		}
	}
	out := make([]int, len(blocks))
	next, at := 0, 0
	for _, r := range runs {
		begin := max(low, min(r.sum/r.n, high-before))
		for range r.n {
			i := order[next]
			out[i] = begin + at + blocks[i].height/2
			at += blocks[i].height
			next++
		}
	}
	return out
}

// portion is length × n / all in whole pixels, for 0 <= n <= all.
func portion(n, all int64, length int) int {
	if n <= 0 || all <= 0 || length <= 0 {
		return 0
	}
	high, low := bits.Mul64(uint64(min(n, all)), uint64(length))
	q, _ := bits.Div64(high, low, uint64(all)) // n <= all, so the quotient fits
	return int(q)
}

// roundUp is the next number of the form 1, 2, 3, 4, 5, 6 or 8 followed by zeros whose half is whole: the top of an axis
// that has to be known before ECharts draws it.
func roundUp(n int64) int64 {
	for unit := int64(1); ; unit *= 10 {
		for _, digit := range [...]int64{1, 2, 3, 4, 5, 6, 8} {
			if top := unit * digit; top%2 == 0 && (top >= n || unit > 1e17) {
				return top
			}
		}
	}
}
