package protect

import "math/bits"

// prime is 2^61−1: products fit in 128 bits and reduce by shifts.
const prime = 1<<61 - 1

func mul(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	r := (lo & prime) + (lo>>61 | hi<<3)
	if r >= prime {
		r -= prime
	}
	if r >= prime {
		r -= prime
	}
	return r
}

func sub(a, b uint64) uint64 {
	if a >= b {
		return a - b
	}
	return a + prime - b
}

// inverse is a^(p−2) (Fermat).
func inverse(a uint64) uint64 {
	r, e := uint64(1), uint64(prime-2)
	for e > 0 {
		if e&1 == 1 {
			r = mul(r, a)
		}
		a = mul(a, a)
		e >>= 1
	}
	return r
}

type term struct {
	leaf int32
	coef uint64 // 1 … prime−1
}

// vector is sparse, ascending by leaf, without zero coefficients.
type vector []term

// at gives the coefficient of a leaf.
func (v vector) at(leaf int32) uint64 {
	lo, hi := 0, len(v)
	for lo < hi {
		m := (lo + hi) / 2
		if v[m].leaf < leaf {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(v) && v[lo].leaf == leaf {
		return v[lo].coef
	}
	return 0
}

func (v vector) scale(c uint64) vector {
	out := make(vector, len(v))
	for i, t := range v {
		out[i] = term{t.leaf, mul(t.coef, c)}
	}
	return out
}

// minus is v − c·w.
func (v vector) minus(c uint64, w vector) vector {
	out := make(vector, 0, len(v)+len(w))
	i, j := 0, 0
	for i < len(v) || j < len(w) {
		switch {
		case j == len(w) || i < len(v) && v[i].leaf < w[j].leaf:
			out = append(out, v[i])
			i++
		case i == len(v) || w[j].leaf < v[i].leaf:
			out = append(out, term{w[j].leaf, sub(0, mul(c, w[j].coef))})
			j++
		default:
			if x := sub(v[i].coef, mul(c, w[j].coef)); x != 0 {
				out = append(out, term{v[i].leaf, x})
			}
			i++
			j++
		}
	}
	return out
}

// proportional reports whether v = c·w for some c; both are non-empty.
func proportional(v, w vector) bool {
	if len(v) != len(w) || v[0].leaf != w[0].leaf {
		return false
	}
	c := mul(v[0].coef, inverse(w[0].coef))
	for i := range v {
		if v[i].leaf != w[i].leaf || v[i].coef != mul(w[i].coef, c) {
			return false
		}
	}
	return true
}
