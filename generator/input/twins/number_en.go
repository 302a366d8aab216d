package twins

import (
	"math/big"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// english reads the numbers of an English text: digits with thousand, million and billion behind them, words, months,
// dates, times of day.
//
// Sure are all digits, words above twelve (twenty-four, three hundred) and the month of a date. Small words, halves
// and dozens are not, nor "hundreds of", which counts nothing.
func english(text string) []number {
	e := enReader{text: text}
	for e.at < len(text) {
		c, size := utf8.DecodeRuneInString(text[e.at:])
		switch {
		case digit(text[e.at]):
			e.arabic()
		case unicode.IsLetter(c):
			e.words()
		default:
			e.at += size
		}
	}
	return ranges(e.all, text, []string{"-", "–", "—", "to", "and", "or"})
}

type enReader struct {
	text string
	at   int
	all  []found
}

// word gives the word at a place, small letters only, and its length in bytes; hyphens and apostrophes end it.
func (e *enReader) word(at int) (string, int) {
	s := e.text[min(at, len(e.text)):]
	end := strings.IndexFunc(s, func(c rune) bool { return !unicode.IsLetter(c) })
	if end < 0 {
		end = len(s)
	}
	return strings.ToLower(s[:end]), end
}

// next gives the word after one space or hyphen.
func (e *enReader) next(at int) (word string, end int) {
	s := e.text[min(at, len(e.text)):]
	for _, gap := range []string{" ", "-", "\n", "\u00a0"} {
		if strings.HasPrefix(s, gap) {
			w, n := e.word(at + len(gap))
			return w, at + len(gap) + n
		}
	}
	return "", at
}

func englishScale(word string) *big.Rat {
	switch word {
	case "hundred":
		return tens(2)
	case "thousand":
		return tens(3)
	case "million":
		return tens(6)
	case "billion":
		return tens(9)
	case "trillion":
		return tens(12)
	}
	return nil
}

// arabic reads a number in digits and what belongs to it.
func (e *enReader) arabic() {
	from := e.at
	r, written, n := arabic(e.text[from:])
	e.at += n
	if r == nil {
		e.all = append(e.all, found{number: number{value: written, sure: true, from: from, to: e.at}})
		return
	}
	f := newFound(r, true, from, e.at)
	direct, size := e.word(e.at)
	next, end := e.next(e.at)
	switch unit := englishScale(next); {
	case unit != nil:
		f = newFound(times(r, unit), true, from, end)
		f.unit, e.at = unit, end
	case direct == "m" || direct == "bn" || direct == "k":
		zeros := map[string]int{"m": 6, "bn": 9, "k": 3}[direct]
		f = newFound(times(r, tens(zeros)), true, from, e.at+size)
		f.also(r)
		f.unit, e.at = tens(zeros), e.at+size
	case direct == "s" && len(written) == 4: // the 1990s
		f.also(plus(r, whole(-1900)))
		e.at += size
	case direct == "st" || direct == "nd" || direct == "rd" || direct == "th":
		e.at += size
	case afternoon(direct, next, e.text[e.at:]):
		e.clock(r, written, from)
		return
	case strings.HasSuffix(e.text[:from], ":") && (written == "00" || written == "0"):
		f.sure = false
	}
	f.sure = f.sure && !lettered(e.text[:from])
	e.all = append(e.all, f)
}

// afternoon reports am, pm, a.m., p.m. behind a number, or the minutes before one.
func afternoon(direct, next, rest string) bool {
	rest = strings.TrimLeft(rest, " \u00a0")
	return direct == "am" || direct == "pm" || next == "am" || next == "pm" ||
		strings.HasPrefix(rest, "a.m.") || strings.HasPrefix(rest, "p.m.")
}

// clock reads a time of day: 8.30 am is eight and thirty, 2 pm is also fourteen.
func (e *enReader) clock(r *big.Rat, written string, from int) {
	hours, minutes, split := strings.Cut(written, ".")
	if split {
		r, _ = digits(hours)
	}
	f := newFound(r, true, from, e.at)
	if !strings.HasSuffix(e.text[:from], ":") {
		f.also(plus(r, whole(12)))
	}
	e.all = append(e.all, f)
	if m, ok := digits(minutes); split && ok {
		e.all = append(e.all, newFound(m, m.Sign() != 0, from, e.at))
	}
}

// words reads a number in words, or passes over one word.
func (e *enReader) words() {
	from := e.at
	w, n := e.word(from)
	e.at += n
	if v, ok := simpleWord(w); ok {
		e.spelled(from, v, ordinal(w))
		return
	}
	one := func(sure bool, values ...*big.Rat) {
		f := newFound(values[0], sure, from, e.at)
		for _, v := range values[1:] {
			f.also(v)
		}
		e.all = append(e.all, f)
	}
	if m := month(w); m > 0 {
		one(e.dated(from), whole(int64(m)))
		return
	}
	half := big.NewRat(1, 2)
	switch w {
	case "hundred", "thousand", "million", "billion":
		value := englishScale(w)
		before := strings.TrimRight(strings.ToLower(e.text[:from]), " ")
		if strings.HasSuffix(before, "half a") {
			value = times(value, half)
		}
		for { // a hundred thousand
			next, end := e.next(e.at)
			unit := englishScale(next)
			if unit == nil {
				break
			}
			value, e.at = times(value, unit), end
		}
		if and, to := e.next(e.at); and == "and" && strings.HasSuffix(" "+before, " a") { // a hundred and three
			rest, end := e.next(to)
			if more, ok := simpleWord(rest); ok {
				e.at = end
				if last, end := e.next(e.at); more >= 20 && simpleWords()[last] > 0 && simpleWords()[last] < 10 {
					more, e.at = more+simpleWords()[last], end
				}
				one(true, plus(value, whole(more)))
				break
			}
		}
		one(false, value)
	case "clock", "night": // round the clock; day and night
		if before := strings.ToLower(strings.TrimRight(e.text[:from], " \n")); strings.HasSuffix(before, "round the") || strings.HasSuffix(before, "day and") {
			one(false, whole(24))
		}
	case "half", "halves", "halved":
		one(false, half, whole(50), whole(6), whole(30))
	case "quarter", "quarters":
		one(false, big.NewRat(1, 4), whole(25), whole(3), whole(4), whole(15))
	case "dozen":
		one(false, whole(12))
	case "decade":
		one(false, whole(10))
	case "fortnight":
		one(false, whole(2), whole(14))
	case "double", "doubled", "doubles", "doubling", "twice", "both", "couple", "pair", "pairs", "twofold":
		one(false, whole(2))
	case "triple", "tripled", "thrice", "threefold", "treble", "trebled":
		one(false, whole(3))
	case "once", "single", "only", "sole":
		one(false, whole(1))
	case "zero", "none", "nil", "no", "nought", "nothing":
		if !strings.HasPrefix(e.text[e.at:], ".") { // No. 117
			one(false, whole(0))
		}
	}
}

// spelled reads on from a first word of a number: one hundred and twenty-four thousand.
func (e *enReader) spelled(from int, value int64, end bool) {
	total, current := new(big.Rat), whole(value)
	last := value // the last simple word; 0 after hundred
	scaled := false
	var unit *big.Rat
	for !end {
		w, to := e.next(e.at)
		if w == "and" && scaled {
			if v, n := e.next(to); v != "" {
				if _, ok := simpleWord(v); ok && (last == 0) {
					w, to = v, n
				}
			}
		}
		v, simple := simpleWord(w)
		scale := englishScale(w)
		switch {
		case simple && (last == 0 && v < 100 || last >= 20 && last%10 == 0 && v < 10 && v > 0):
			current, last, end = plus(current, whole(v)), v, ordinal(w)
		case scale != nil && w == "hundred" && current.Cmp(whole(100)) < 0:
			current, last, scaled, unit = times(current, scale), 0, true, scale
		case scale != nil && w != "hundred" && current.Sign() > 0:
			total, current, last, scaled, unit = plus(total, times(current, scale)), new(big.Rat), 0, true, scale
		default:
			end = true
			continue
		}
		e.at = to
	}
	sum := plus(total, current)
	f := newFound(sum, sum.Cmp(whole(12)) > 0, from, e.at)
	f.unit = unit
	next, _ := e.next(e.at)
	if of := map[string]int64{"thirds": 3, "quarters": 4, "fifths": 5, "tenths": 10}[next]; of > 0 { // nine tenths are 90 per cent
		share := times(sum, big.NewRat(1, of))
		f.also(share)
		f.also(times(share, whole(100)))
	}
	e.all = append(e.all, f)
}

// simpleWords are the words of one number: seven, seventh, seventeen, seventy.
var simpleWords = sync.OnceValue(func() map[string]int64 {
	out := map[string]int64{}
	for i, words := range []string{"zeroth", "one first firstly", "two second secondly", "three third thirds thirdly", "four fourth fourths",
		"five fifth fifths", "six sixth", "seven seventh", "eight eighth", "nine ninth", "ten tenth tenths", "eleven eleventh",
		"twelve twelfth", "thirteen thirteenth", "fourteen fourteenth", "fifteen fifteenth", "sixteen sixteenth",
		"seventeen seventeenth", "eighteen eighteenth", "nineteen nineteenth"} {
		for _, w := range strings.Fields(words) {
			out[w] = int64(i)
		}
	}
	for i, words := range []string{"twenty twentieth", "thirty thirtieth", "forty fortieth", "fifty fiftieth", "sixty sixtieth",
		"seventy seventieth", "eighty eightieth", "ninety ninetieth"} {
		for _, w := range strings.Fields(words) {
			out[w] = int64(i+2) * 10
		}
	}
	return out
})

func simpleWord(w string) (int64, bool) {
	v, ok := simpleWords()[w]
	return v, ok
}

func ordinal(w string) bool {
	return strings.HasSuffix(w, "th") || strings.HasSuffix(w, "ths") || w == "first" || w == "second" || w == "third" || w == "thirds"
}

var months = sync.OnceValue(func() map[string]int {
	out := map[string]int{"sept": 9}
	for i, name := range strings.Fields("january february march april may june july august september october november december") {
		out[name] = i + 1
		if name != "march" { // "mar" is a verb
			out[name[:3]] = i + 1
		}
	}
	return out
})

func month(w string) int { return months()[w] }

// dated reports a month with a day or a year beside it: "may" and "march" alone are no months for sure.
func (e *enReader) dated(from int) bool {
	before := strings.TrimRight(e.text[:from], " \n\u00a0")
	after := strings.TrimLeft(e.text[e.at:], " \n\u00a0")
	c, _ := utf8.DecodeRuneInString(e.text[from:])
	if !unicode.IsUpper(c) {
		return false
	}
	return before != "" && digit(before[len(before)-1]) || after != "" && digit(after[0])
}
