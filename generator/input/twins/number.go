package twins

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
)

// number is a number that stands in a text. Values are exact and written as math/big writes a fraction ("120000000",
// "1/2"), so that equal numbers have equal values however they were written.
type number struct {
	value string   // what is meant
	other []string // what it may mean as well: 3—5万 begins with 30,000, or with 3
	sure  bool     // has to be found in the twin; small numbers in words need not be: 一位 is "a"
	from  int      // where it stands in the text, in bytes
	to    int
}

// means reports that a number can mean the value.
func (n number) means(value string) bool { return n.value == value || slices.Contains(n.other, value) }

// unmatched pairs the numbers of two texts and gives those that are sure and find no partner. The best partners go
// first: the same value, sure on both sides; then the same value; then a value that one of them may mean.
func unmatched(a, b []number) (left, right []number) {
	usedA, usedB := make([]bool, len(a)), make([]bool, len(b))
	pair := func(fits func(x, y number) bool) {
		for i, x := range a {
			for j, y := range b {
				if !usedA[i] && !usedB[j] && fits(x, y) {
					usedA[i], usedB[j] = true, true
				}
			}
		}
	}
	pair(func(x, y number) bool { return x.value == y.value && x.sure && y.sure })
	pair(func(x, y number) bool { return x.value == y.value && (x.sure || y.sure) })
	pair(func(x, y number) bool {
		return (x.sure || y.sure) && (x.means(y.value) || y.means(x.value) || slices.ContainsFunc(x.other, y.means))
	})
	rest := func(all []number, used []bool) []number {
		var out []number
		for i, n := range all {
			if n.sure && !used[i] {
				out = append(out, n)
			}
		}
		return out
	}
	return rest(a, usedA), rest(b, usedB)
}

// digits reads digits with one point at most; what is too long to be a number of anything is kept as written.
func digits(s string) (*big.Rat, bool) {
	const most = 30
	if len(s) > most {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}

// tens is 10 to the n.
func tens(n int) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil))
}

func whole(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

func times(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }

func plus(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }

// found is a number on its way: with its value still to reckon with.
type found struct {
	number
	rat  *big.Rat // nil for what is kept as written, such as 2.1.3
	unit *big.Rat // the scale word behind it: 10,000 of 5万; nil without one
}

func newFound(r *big.Rat, sure bool, from, to int) found {
	return found{number: number{value: r.RatString(), sure: sure, from: from, to: to}, rat: r}
}

// also adds a further meaning.
func (f *found) also(r *big.Rat) {
	if v := r.RatString(); !f.means(v) {
		f.other = append(f.other, v)
	}
}

// ranges lets the first of two numbers that are joined as a range share what stands behind the second: 3—5万, 3 to 5
// million; 2025–26.
func ranges(all []found, text string, joins []string) []number {
	for i := 1; i < len(all); i++ {
		a, b := &all[i-1], &all[i]
		if a.rat == nil || b.rat == nil || a.to > b.from {
			continue
		}
		between := strings.TrimSpace(text[a.to:b.from])
		if !slices.Contains(joins, between) {
			continue
		}
		if a.unit == nil && b.unit != nil {
			a.also(times(a.rat, b.unit))
		}
		century := big.NewRat(100, 1)
		year := a.rat.IsInt() && b.rat.IsInt() && a.rat.Cmp(whole(1900)) > 0 && a.rat.Cmp(whole(2100)) < 0 && b.rat.Cmp(century) < 0 && b.to-b.from == 2 && !strings.HasPrefix(text[b.to:], "-")
		if year {
			first := new(big.Int).Quo(a.rat.Num(), big.NewInt(100))
			b.also(plus(b.rat, times(century, new(big.Rat).SetInt(first))))
		}
	}
	out := make([]number, 0, len(all))
	for _, f := range all {
		out = append(out, f.number)
	}
	slices.SortStableFunc(out, func(a, b number) int { return cmp.Compare(a.from, b.from) })
	return out
}

// arabic reads a number in digits at the start of s: 1,234,567.89, and 2.1.3, which is kept as written. n is how many bytes it takes.
func arabic(s string) (r *big.Rat, written string, n int) {
	for n < len(s) && digit(s[n]) {
		n++
	}
	for n < 4 && n > 0 || n > 4 && s[max(n-4, 0)] == ',' {
		if len(s) < n+4 || s[n] != ',' || !digit(s[n+1]) || !digit(s[n+2]) || !digit(s[n+3]) || len(s) > n+4 && digit(s[n+4]) {
			break
		}
		n += 4
	}
	dots := 0
	for n+1 < len(s) && s[n] == '.' && digit(s[n+1]) {
		dots++
		for n++; n < len(s) && digit(s[n]); n++ {
		}
	}
	written = strings.ReplaceAll(s[:n], ",", "")
	if dots > 1 {
		return nil, written, n
	}
	r, ok := digits(written)
	if !ok {
		return nil, written, n
	}
	return r, written, n
}

// lettered reports that a number is part of a name in letters: COVID-19, GB2312, mid-2025. The twin is likely to have it,
// but it need not; Q3 is a quarter and CNY5 an amount.
func lettered(before string) bool {
	word := strings.TrimSuffix(before, "-")
	n := len(word)
	for n > 0 && (word[n-1] >= 'a' && word[n-1] <= 'z' || word[n-1] >= 'A' && word[n-1] <= 'Z') {
		n--
	}
	name := word[n:]
	return name != "" && name != "Q" && name != "CNY" && name != "RMB"
}

func digit(c byte) bool { return c >= '0' && c <= '9' }
