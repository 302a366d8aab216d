package twins

import (
	"math/big"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Chinese reads the numbers of a Chinese text: digits with 万 and 亿 behind them, numerals, dates, shares.
//
// Sure are all digits, numerals above twelve that are well formed (三千五百), and small numerals whose place says that
// they count: 第九条, 百分之五, 七月一日. Numerals that words are made of are not: 万一, 一些, 十分, 三明, 八闽.
func chinese(text string) []number {
	z := zhReader{text: text}
	for z.at < len(text) {
		c, size := utf8.DecodeRuneInString(text[z.at:])
		switch {
		case digit(text[z.at]):
			z.arabic()
		case z.share(), numeral(c) && z.numeral():
		default:
			z.word(c)
			z.at += size
		}
	}
	return ranges(z.all, text, []string{"-", "—", "——", "–", "~", "～", "至", "到", "－"})
}

type zhReader struct {
	text string
	at   int
	all  []found
}

func numeral(c rune) bool {
	return strings.ContainsRune("〇零一二三四五六七八九两十百千万亿", c)
}

// behind is what follows a place.
func (z *zhReader) behind(at int) string { return z.text[min(at, len(z.text)):] }

func (z *zhReader) before(at int) string { return z.text[:at] }

func startsWith(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(s, w) })
}

func endsWith(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(s, w) })
}

// scale reads 万, 亿, 千万 … behind a number, over 多, 余 and 几: 50多万.
func scale(s string) (unit *big.Rat, n int) {
	for _, about := range []string{"多", "余", "几", "来", " "} {
		if rest, ok := strings.CutPrefix(s, about); ok && startsWith(rest, "百", "千", "万", "亿") {
			n, s = len(about), rest
			break
		}
	}
	exponent := 0
	for s != "" {
		c, size := utf8.DecodeRuneInString(s)
		zeros := map[rune]int{'百': 2, '千': 3, '万': 4, '亿': 8}[c]
		const most = 16
		if zeros == 0 || exponent+zeros > most {
			break
		}
		exponent, n, s = exponent+zeros, n+size, s[size:]
	}
	if exponent == 0 {
		return nil, 0
	}
	return tens(exponent), n
}

// arabic reads a number in digits and what belongs to it.
func (z *zhReader) arabic() {
	from := z.at
	r, written, n := arabic(z.behind(from))
	z.at += n
	if r == nil {
		z.all = append(z.all, found{number: number{value: written, sure: true, from: from, to: z.at}})
		return
	}
	f := newFound(r, true, from, z.at)
	defer func() {
		f.sure = f.sure && !lettered(z.before(from))
		z.all = append(z.all, f)
	}()
	if unit, n := scale(z.behind(z.at)); unit != nil {
		f = newFound(times(r, unit), true, from, z.at+n)
		f.unit = unit
		if unit.Cmp(tens(3)) <= 0 { // 5千米 is 5 kilometres
			f.also(r)
		}
		z.at += n
		z.sum(&f)
		return
	}
	rest := z.behind(z.at)
	hour := r.IsInt() && startsWith(rest, "点", "时", ":", "：")
	switch {
	case startsWith(rest, "个半", "年半", "点半", "倍半"):
		f.also(plus(r, big.NewRat(1, 2)))
	case startsWith(rest, "成") && !startsWith(rest, "成立", "成为", "成功"):
		f = newFound(times(r, whole(10)), true, from, z.at)
		f.also(r)
	case startsWith(rest, "斤"):
		f.also(times(r, big.NewRat(1, 2)))
	case hour && r.Cmp(whole(12)) <= 0:
		f.also(plus(r, whole(12)))
	case hour && r.Cmp(whole(24)) <= 0:
		f.also(plus(r, whole(-12)))
	case written == "1" && z.lonely(rest):
		f.sure = false
	case (written == "00" || written == "0") && endsWith(z.before(from), ":", "："):
		f.sure = false
	}
}

// lonely reports a 1 that English may say as "a": 1名, not 1月 or 第1条.
func (z *zhReader) lonely(rest string) bool {
	c, _ := utf8.DecodeRuneInString(rest)
	return unicode.Is(unicode.Han, c) && !startsWith(rest, "月", "日", "号", "条", "款", "项", "季") && !endsWith(z.before(z.at-1), "第")
}

// sum adds what follows a large unit: 1亿2000万, 3万零500.
func (z *zhReader) sum(f *found) {
	for {
		rest := z.behind(z.at)
		gap := 0
		if startsWith(rest, "零", "又") {
			gap = len("零")
		}
		next := rest[min(gap, len(rest)):]
		if next == "" || !digit(next[0]) {
			return
		}
		r, _, n := arabic(next)
		if r == nil {
			return
		}
		unit, m := scale(next[n:])
		value := r
		if unit != nil {
			value = times(r, unit)
		}
		if value.Cmp(f.unit) >= 0 {
			return
		}
		from := f.from
		total := plus(f.rat, value)
		z.at += gap + n + m
		smaller := unit
		if smaller == nil {
			smaller = whole(1)
		}
		*f = newFound(total, true, from, z.at)
		f.unit = smaller
	}
}

// share reads 百分之五, 千分之三点五 and the like at this place.
func (z *zhReader) share() bool {
	for _, x := range []struct {
		word string
		of   int64
	}{{"百分之", 1}, {"千分之", 10}, {"万分之", 100}} {
		rest, ok := strings.CutPrefix(z.behind(z.at), x.word)
		if !ok {
			continue
		}
		from, start := z.at, z.at+len(x.word)
		var r *big.Rat
		n := 0
		if rest != "" && digit(rest[0]) {
			r, _, n = arabic(rest)
		} else {
			run := numeralRun(rest)
			n = len(run)
			if value, form := hanNumber(run); form != notANumber {
				r = value
			}
			if tail, ok := strings.CutPrefix(rest[n:], "点"); ok && r != nil {
				more := numeralRun(tail)
				if d, ok := hanDigits(more); ok {
					exact, _ := digits(r.RatString() + "." + d)
					if exact != nil {
						r, n = exact, n+len("点")+len(more)
					}
				}
			}
		}
		if r == nil {
			return false
		}
		z.at = start + n
		f := newFound(r, true, from, z.at)
		f.also(times(r, big.NewRat(1, x.of)))
		z.all = append(z.all, f)
		return true
	}
	return false
}

func numeralRun(s string) string {
	end := strings.IndexFunc(s, func(c rune) bool { return !numeral(c) })
	if end < 0 {
		return s
	}
	return s[:end]
}

// numeral reads a run of numerals at this place and decides whether it counts something.
func (z *zhReader) numeral() bool {
	from := z.at
	run := numeralRun(z.behind(from))
	z.at += len(run)
	before, rest := z.before(from), z.behind(z.at)
	if d, ok := hanDigits(run); ok && utf8.RuneCountInString(run) > 1 {
		z.year(run, d, from, rest)
		return true
	}
	value, form := hanNumber(run)
	switch form {
	case notANumber:
		z.plan(run, from)
		return true
	case unitsOnly:
		if unit, n := scale(rest); unit != nil { // 十几万
			value, z.at = times(value, unit), z.at+n
		}
		z.all = append(z.all, newFound(value, false, from, z.at))
		return true
	}
	f := newFound(value, value.Cmp(whole(12)) > 0, from, z.at)
	if unit, n := scale(rest); unit != nil { // 三十多万
		z.at += n
		f = newFound(times(value, unit), true, from, z.at)
		f.unit = unit
		rest = z.behind(z.at)
	} else if i := strings.LastIndexFunc(run, func(c rune) bool { return strings.ContainsRune("万亿", c) }); i >= 0 {
		if _, size := utf8.DecodeRuneInString(run[i:]); i+size == len(run) { // a unit that a range may share: 三至五万
			f.unit = hanUnit(run)
		}
	}
	switch {
	case strings.HasSuffix(before, "第") && startsWith(rest, "条", "款", "章", "季", "届"),
		startsWith(rest, "月") && dayFollows(rest[len("月"):]),
		startsWith(rest, "日") && strings.HasSuffix(before, "月"):
		f.sure = true
	case startsWith(rest, "分之"):
		z.fraction(value, f, rest)
		return true
	case startsWith(rest, "成") && !startsWith(rest, "成立", "成为", "成功"):
		f.also(times(value, whole(10)))
	case startsWith(rest, "个半", "年半", "点半", "倍半"):
		f.also(plus(value, big.NewRat(1, 2)))
		f.sure = false
		if startsWith(rest, "年半") {
			f.also(plus(times(value, whole(12)), whole(6)))
		}
	case startsWith(rest, "点"):
		if d, ok := hanDigits(numeralRun(rest[len("点"):])); ok {
			if exact, ok := digits(value.RatString() + "." + d); ok {
				f.also(exact)
			}
		}
	case startsWith(rest, "世纪") && strings.HasPrefix(rest[len("世纪"):], "年代"):
		f.sure = false
	}
	if startsWith(rest, "点", "时") && value.Cmp(whole(12)) <= 0 {
		f.also(plus(value, whole(12)))
	}
	z.all = append(z.all, f)
	return true
}

// dayFollows reports that a day of the month comes next.
func dayFollows(s string) bool {
	run := numeralRun(s)
	return run != "" && startsWith(s[len(run):], "日", "号")
}

// year takes digits in a row: 二〇二五年 is a year; 三五, 两三 are about so many, 六一 and 九九 are names.
func (z *zhReader) year(run, d string, from int, rest string) {
	if len(d) == 4 && (strings.HasPrefix(rest, "年") || strings.ContainsAny(run, "〇零")) {
		r, _ := digits(d)
		z.all = append(z.all, newFound(r, true, from, z.at))
		return
	}
	at := from
	for _, c := range run {
		r := whole(int64(hanDigit(c)))
		f := newFound(r, false, at, at+utf8.RuneLen(c))
		if strings.HasPrefix(rest, "十") || strings.HasPrefix(rest, "成") {
			f.also(times(r, whole(10)))
		}
		z.all = append(z.all, f)
		at += utf8.RuneLen(c)
	}
}

// plan takes what is no number but may name one: 十四五 is the 14th plan, 二三十户 some twenty or thirty.
func (z *zhReader) plan(run string, from int) {
	for end := len(run); end > 0; {
		_, size := utf8.DecodeLastRuneInString(run[:end])
		end -= size
		if value, form := hanNumber(run[:end]); form == wellFormed {
			z.all = append(z.all, newFound(value, false, from, from+end))
			break
		}
	}
	for start := 0; start < len(run); {
		_, size := utf8.DecodeRuneInString(run[start:])
		start += size
		if value, form := hanNumber(run[start:]); form == wellFormed {
			z.all = append(z.all, newFound(value, false, from+start, from+len(run)))
			break
		}
	}
}

// fraction takes 四分之三: three and four, and seventy-five per cent.
func (z *zhReader) fraction(of *big.Rat, f found, rest string) {
	after := rest[len("分之"):]
	run := numeralRun(after)
	value, form := hanNumber(run)
	f.sure = false
	z.all = append(z.all, f)
	z.at += len("分之")
	if form == notANumber || of.Sign() == 0 {
		return
	}
	g := newFound(value, false, z.at, z.at+len(run))
	share := new(big.Rat).Quo(value, of)
	g.also(share)
	g.also(times(share, whole(100)))
	z.at += len(run)
	z.all = append(z.all, g)
}

// word takes the few words that stand for numbers.
func (z *zhReader) word(c rune) {
	size := utf8.RuneLen(c)
	switch c {
	case '半':
		f := newFound(big.NewRat(1, 2), false, z.at, z.at+size)
		for _, n := range []int64{50, 6, 30} {
			f.also(whole(n))
		}
		z.all = append(z.all, f)
	case '天', '夜': // 全天, 昼夜
		if endsWith(z.before(z.at), "全", "昼") {
			z.all = append(z.all, newFound(whole(24), false, z.at, z.at+size))
		}
	case '双', '俩', '番':
		z.all = append(z.all, newFound(whole(2), false, z.at, z.at+size))
	}
}

func hanDigit(c rune) int {
	if c == '两' {
		return 2
	}
	if c == '〇' {
		return 0
	}
	return slices.Index([]rune("零一二三四五六七八九"), c)
}

// hanDigits reads numerals without units as digits: 二〇二五.
func hanDigits(run string) (string, bool) {
	var b strings.Builder
	for _, c := range run {
		n := hanDigit(c)
		if n < 0 {
			return "", false
		}
		b.WriteByte(byte('0' + n))
	}
	return b.String(), run != ""
}

// form says what a run of numerals is.
type form int

const (
	notANumber form = iota
	wellFormed
	unitsOnly // 百, 千万: as often "many" as a number
)

// hanNumber reads a run of numerals with their units: 三千五百, 一亿两千万, 十二, 三万五.
func hanNumber(run string) (*big.Rat, form) {
	const most = 24
	if run == "" || utf8.RuneCountInString(run) > most {
		return nil, notANumber
	}
	h := hanSum{total: new(big.Rat), section: new(big.Rat), digit: -1, small: 4, large: 16}
	only := true
	for _, c := range run {
		only = only && strings.ContainsRune("十百千万亿", c)
		if !h.add(c) {
			if only && strings.Trim(run, "十百千万亿") == "" && utf8.RuneCountInString(run) <= 3 {
				unit := whole(1)
				for _, c := range run {
					unit = times(unit, tens(map[rune]int{'十': 1, '百': 2, '千': 3, '万': 4, '亿': 8}[c]))
				}
				return unit, unitsOnly
			}
			return nil, notANumber
		}
	}
	if h.digit > 0 && h.last > 1 && !h.zero { // 三万五: five thousand
		h.section = plus(h.section, times(whole(int64(h.digit)), tens(h.last-1)))
	} else if h.digit > 0 {
		h.section = plus(h.section, whole(int64(h.digit)))
	}
	value := plus(h.total, h.section)
	if only {
		return value, unitsOnly
	}
	return value, wellFormed
}

// hanSum is a numeral while it is read.
type hanSum struct {
	total, section *big.Rat
	digit          int // not yet used; -1 for none
	small, large   int // zeros of the unit before, within the section and beyond
	last           int // zeros of the last unit
	zero           bool
}

// add takes the next character; false when no number goes on so.
func (h *hanSum) add(c rune) bool {
	if n := hanDigit(c); n >= 0 {
		if n == 0 {
			h.zero = true
			return h.digit < 0
		}
		if h.digit >= 0 {
			return false
		}
		h.digit = n
		return true
	}
	switch zeros := map[rune]int{'十': 1, '百': 2, '千': 3, '万': 4, '亿': 8}[c]; {
	case zeros < 4:
		if h.digit < 0 && zeros == 1 && (h.section.Sign() == 0 && h.total.Sign() == 0 || h.zero) {
			h.digit = 1
		}
		if h.digit < 0 || zeros >= h.small {
			return false
		}
		h.section = plus(h.section, times(whole(int64(h.digit)), tens(zeros)))
		h.small, h.last = zeros, zeros
	default:
		if h.digit > 0 {
			h.section = plus(h.section, whole(int64(h.digit)))
		}
		if zeros == 8 && h.large == 4 { // 一万亿
			h.total, h.large = times(plus(h.total, h.section), tens(8)), 8
		} else {
			if h.section.Sign() == 0 || zeros >= h.large {
				return false
			}
			h.total, h.large = plus(h.total, times(h.section, tens(zeros))), zeros
		}
		h.section, h.small, h.last = new(big.Rat), 4, zeros
	}
	h.digit, h.zero = -1, false
	return true
}

// hanUnit is the unit at the end of a numeral.
func hanUnit(run string) *big.Rat {
	if strings.HasSuffix(run, "亿") {
		return tens(8)
	}
	return tens(4)
}
