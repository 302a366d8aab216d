package lang

import (
	"math/bits"
	"strconv"
)

// minus is the typographic minus sign: a hyphen may break a line between sign and figure.
const minus = "\u2212"

// largeUnits are the words for large numbers of a language, the smallest first.
type largeUnits struct {
	from  uint64 // below this a number is written in full
	units []largeUnit
}

type largeUnit struct {
	size uint64
	word string
}

func chineseUnits() largeUnits {
	return largeUnits{1e4, []largeUnit{{1e4, "万"}, {1e8, "亿"}, {1e12, "万亿"}}}
}

func englishUnits() largeUnits {
	return largeUnits{1e6, []largeUnit{{1e6, " million"}, {1e9, " billion"}, {1e12, " trillion"}}}
}

// Int writes a whole number with commas: 1,234,567 in both languages.
func (p *Printer) Int(n int64) string {
	sign, u := split(n)
	return sign + group(u)
}

// Compact shortens a large number: 1.2万, 1,234万, 1.2亿 from ten thousand in Chinese; 1.2 million from a million in
// English; smaller numbers as Int. One decimal below a thousand units and none above, rounded half away from
// zero; the full figure belongs in a title or a table beside it.
func (p *Printer) Compact(n int64) string {
	sign, u := split(n)
	if u < p.large.from {
		return sign + group(u)
	}
	return sign + p.compact(u, 1)
}

// compact writes u/per, which is at least the first unit. Rounding comes before the choice of unit, so that
// 9,999,999 is 1,000万 and 99,999,999 is 1亿.
func (p *Printer) compact(u, per uint64) string {
	units := p.large.units
	for len(units) > 1 && ratio(u, 10, units[0].size*per) >= 10_000 && ratio(u, 1, units[0].size*per) >= units[1].size/units[0].size {
		units = units[1:]
	}
	if tenths := ratio(u, 10, units[0].size*per); tenths < 10_000 {
		return tenthsText(tenths) + units[0].word
	}
	return group(ratio(u, 1, units[0].size*per)) + units[0].word
}

// Money writes an amount in yuan from cents: 1,234,567.89 元, CNY 1,234,567.89; ".00" is dropped.
func (p *Printer) Money(cents int64) string {
	sign, u := split(cents)
	text := sign + group(u/100)
	if rest := u % 100; rest != 0 {
		text += "." + pad(rest, 2)
	}
	if p.tag == ZH {
		return text + " 元"
	}
	return "CNY " + text
}

// MoneyCompact shortens a large amount in cents as Compact does: 123.5万元, 1.2亿元; CNY 1.2 million. A smaller one
// is written as Money.
func (p *Printer) MoneyCompact(cents int64) string {
	sign, u := split(cents)
	switch {
	case u/100 < p.large.from:
		return p.Money(cents)
	case p.tag == ZH:
		return sign + p.compact(u, 100) + "元"
	}
	return "CNY " + sign + p.compact(u, 100)
}

// Decimal writes unscaled / 10^scale with all its decimals: Decimal(123456, 2) is 1,234.56. Scale is 0 to 18.
func (p *Printer) Decimal(unscaled int64, scale int) string {
	sign, u := split(unscaled)
	if scale <= 0 {
		return sign + group(u)
	}
	unit := uint64(1)
	for range min(scale, 18) {
		unit *= 10
	}
	return sign + group(u/unit) + "." + pad(u%unit, min(scale, 18))
}

// Percent writes num/den as a percentage with one decimal, rounded half away from zero: 12.5%. A share of nothing
// is not a number: den 0 gives "".
func (p *Printer) Percent(num, den int64) string {
	if den == 0 {
		return ""
	}
	signN, n := split(num)
	signD, d := split(den)
	tenths := ratio(n, 1000, d)
	sign := ""
	if signN != signD && tenths > 0 {
		sign = minus
	}
	return sign + group(tenths/10) + "." + string(rune('0'+tenths%10)) + "%"
}

// Bytes writes a file's size in decimal units (SI, as download tools do): 812 B, 12.4 kB, 3 MB.
func (p *Printer) Bytes(n int64) string {
	sign, u := split(n)
	if u < 1000 {
		return sign + group(u) + " B"
	}
	size := uint64(1000)
	for _, unit := range [...]string{" kB", " MB"} {
		if tenths := ratio(u, 10, size); tenths < 10_000 {
			return sign + tenthsText(tenths) + unit
		}
		size *= 1000
	}
	return sign + tenthsText(ratio(u, 10, size)) + " GB"
}

// split takes the sign off; it is right for the smallest int64 too.
func split(n int64) (string, uint64) {
	if n < 0 {
		return minus, -uint64(n)
	}
	return "", uint64(n)
}

// ratio is a·k/b rounded half up, exact in 128 bits. A result beyond 64 bits, which only an absurd percentage
// reaches, becomes the largest number.
func ratio(a, k, b uint64) uint64 {
	hi, lo := bits.Mul64(a, k)
	if hi >= b {
		return ^uint64(0)
	}
	q, r := bits.Div64(hi, lo, b)
	if r >= b-r {
		q++
	}
	return q
}

// tenthsText writes tenths without a trailing .0.
func tenthsText(tenths uint64) string {
	text := group(tenths / 10)
	if d := tenths % 10; d != 0 {
		text += "." + string(rune('0'+d))
	}
	return text
}

// group writes digits in threes.
func group(u uint64) string {
	var buf [26]byte
	i := len(buf)
	for n := 0; n == 0 || u > 0; n++ {
		if n > 0 && n%3 == 0 {
			i--
			buf[i] = ','
		}
		i--
		buf[i] = byte('0' + u%10)
		u /= 10
	}
	return string(buf[i:])
}

// pad writes a number with leading zeros.
func pad(u uint64, width int) string {
	text := strconv.FormatUint(u, 10)
	for len(text) < width {
		text = "0" + text
	}
	return text
}
