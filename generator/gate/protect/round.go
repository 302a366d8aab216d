package protect

// Round is controlled rounding: each value becomes the multiple of base just below or just above it (a multiple stays what
// it is), chosen so that sums of rounded values stay near the sums of the true ones. cover lists for each value the sums
// that it is part of, numbered below sums. Everything adds up, because sums are meant to be made of the rounded values.
//
// A value rounded to n base may be anything from (n−1)·base+1 to (n+1)·base−1, and 0 anything from 0 to base−1. Values are
// taken in their order, each turned over where that makes the sum of squared differences smaller, until none does; the
// result depends on the arguments only (after Cox 1987 and the idea of small count rounding, Langsrud and Heldal 2018).
func Round(values []int64, cover [][]int, sums int, base int64) []int64 {
	out := make([]int64, len(values))
	off := make([]int64, sums)
	for i, v := range values {
		low := v / base * base
		out[i] = low
		if 2*(v-low) >= base {
			out[i] = low + base
		}
		for _, s := range cover[i] {
			off[s] += out[i] - v
		}
	}
	for again := true; again; {
		again = false
		for i, v := range values {
			if v%base == 0 {
				continue
			}
			step := base // towards the other neighbour
			if out[i] > v {
				step = -base
			}
			gain := (out[i]+step-v)*(out[i]+step-v) - (out[i]-v)*(out[i]-v)
			for _, s := range cover[i] {
				gain += 2*off[s]*step + step*step
			}
			if gain >= 0 {
				continue
			}
			out[i] += step
			for _, s := range cover[i] {
				off[s] += step
			}
			again = true
		}
	}
	return out
}
