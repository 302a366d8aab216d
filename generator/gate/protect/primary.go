package protect

import (
	"cmp"
	"math/bits"
	"slices"
)

// Contribution is what one person, household or firm adds to a cell. Several payments to one holder are one
// contribution; see Holdings. Weight is how many units of the population it stands for; 0 means 1.
type Contribution struct {
	Amount int64
	Weight int64
	Holder int // contributions of one holder count as one; 0 for a holder of its own
}

// Holdings joins the contributions of each holder: a cell may be safe by units and unsafe by holders (tau-Argus manual
// 4.1, holdings). The largest come first. Amounts count by size, whatever their sign.
func Holdings(all []Contribution) []Contribution {
	var out []Contribution
	at := map[int]int{}
	for _, c := range all {
		c.Amount, c.Weight = size(c.Amount), max(c.Weight, 1)
		if i, ok := at[c.Holder]; ok && c.Holder != 0 {
			out[i].Amount += c.Amount
			continue
		}
		at[c.Holder] = len(out)
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b Contribution) int { return cmp.Compare(b.Amount, a.Amount) })
	return out
}

// total is the weighted sum of contributions.
func total(all []Contribution) int64 {
	sum := int64(0)
	for _, c := range all {
		sum += c.Amount * c.Weight
	}
	return sum
}

// largest is the sum of the n largest units; one of weight w stands for w units of the same amount.
func largest(all []Contribution, n int64) int64 {
	sum := int64(0)
	for _, c := range all {
		w := min(n, c.Weight)
		sum, n = sum+w*c.Amount, n-w
	}
	return sum
}

// SmallCount is the minimum-count rule: counts from 1 to below k must be hidden, and 0 too where zeros tell something.
func SmallCount(count, k int64, zeros bool) bool {
	return count < k && (count > 0 || zeros && count == 0)
}

// PPercent is the p % rule: the second largest contributor could estimate the largest within p %, since what is left
// after taking both away is less than that: total − x1 − x2 < p/100 · x1 (Cox 1981; tau-Argus, ACRO).
func PPercent(all []Contribution, p int64) bool {
	held := Holdings(all)
	rest := total(held) - largest(held, 2)
	return less(rest, 100, largest(held, 1), p)
}

// PPercentOf is PPercent where only the two largest contributions of a total are known.
func PPercentOf(total, first, second, p int64) bool { return less(total-first-second, 100, first, p) }

// Dominance is the (n, k) rule: the n largest contributors make up k % of the total or more. The boundary itself is
// unsafe, as in GaussSuppression and stricter than tau-Argus.
func Dominance(all []Contribution, n, k int64) bool {
	held := Holdings(all)
	return DominanceOf(total(held), largest(held, n), k)
}

// DominanceOf is Dominance where only the sum of the n largest contributions of a total is known.
func DominanceOf(total, largest, k int64) bool { return total > 0 && !less(largest, 100, total, k) }

// Group is the rule for tables that tell an outcome: a cell that holds its whole group but for fewer than least people
// says of nearly everybody in the group which outcome they had.
func Group(cell, group, least int64) bool { return cell > 0 && group-cell < least }

// Room is how far a reader must be kept from the value of an amount: p % of its largest contribution, rounded up.
func Room(first, p int64) int64 { return max(1, (size(first)*p+99)/100) }

func size(x int64) int64 {
	if x < 0 {
		return -x
	}
	return x
}

// less reports a·b < c·d without overflow, for numbers that are not negative.
func less(a, b, c, d int64) bool {
	if a < 0 {
		return c > 0 && d > 0
	}
	hi1, lo1 := bits.Mul64(uint64(a), uint64(b))
	hi2, lo2 := bits.Mul64(uint64(max(c, 0)), uint64(max(d, 0)))
	return hi1 < hi2 || hi1 == hi2 && lo1 < lo2
}
