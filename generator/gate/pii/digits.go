package pii

import (
	"strings"
	"unicode/utf8"
)

// gap is how far a group of digits stands from the one before it.
type gap uint8

const (
	gapNone  gap = iota // first of a run: whatever stands between is no separator
	gapSpace            // spaces only
	gapMark             // one of - . _ / ( ), with or without spaces
	gapLoose            // one other sign, as nobody writes in a telephone number
)

// group is digits without anything between them.
type group struct {
	span
	before gap
}

// groups lists the line's digits. With alike, O and l beside digits are read as 0 and 1.
func (l *line) groups(alike bool) []group {
	out := l.row[:0]
	if alike {
		out = nil
	}
	end := -1 // of the group before
	for i := 0; i < len(l.g); i++ {
		if !l.digit(i) && !(alike && l.like(i)) {
			continue
		}
		from := i
		for i < len(l.g) && (l.digit(i) || alike && l.like(i)) {
			i++
		}
		g := group{span{from, i}, gapNone}
		if end >= 0 {
			g.before = l.between(end, from)
		}
		out = append(out, g)
		end = i
	}
	if !alike {
		l.row = out
	}
	return out
}

// longest is the largest number of digits in a row of groups, over separators and over any sign.
func longest(groups []group) (marked, loose int) {
	m, n := 0, 0
	for _, g := range groups {
		if g.before == gapNone {
			n = 0
		}
		if g.before == gapNone || g.before > gapMark {
			m = 0
		}
		m += g.to - g.from
		n += g.to - g.from
		marked, loose = max(marked, m), max(loose, n)
	}
	return marked, loose
}

// like reports a letter that stands for 0 or 1 beside a digit.
func (l *line) like(i int) bool {
	switch l.rune(i) {
	case 'O', 'o', 'l', 'I', '|':
		return l.digit(i-1) || l.digit(i+1) || i > 0 && l.rune(i-1) == l.rune(i) && l.digit(i-2)
	}
	return false
}

// between judges what separates two groups: at most one sign, with at most a space on each side.
func (l *line) between(from, to int) gap {
	if to-from > 3 {
		return gapNone
	}
	kind := gapSpace
	signs := 0
	for i := from; i < to; i++ {
		switch r := l.g[i].r; {
		case r == ' ' || r == '\t':
		case strings.ContainsRune("-._/()", r):
			signs++
			kind = max(kind, gapMark)
		case strings.ContainsRune(",:;|、，。~*+'\"`^=#", r):
			signs++
			kind = gapLoose
		default:
			return gapNone
		}
	}
	switch {
	case signs > 1 && !(signs == 2 && to-from == 2 && kind == gapMark): // ")-" is one separator to a typist
		return gapNone
	case signs == 0 && to-from > 2:
		return gapNone
	}
	return kind
}

// windows calls each for every row of whole groups that has exactly n digits and no gap wider than widest.
func windows(groups []group, n int, widest gap, each func(from, to int)) {
	for i := range groups {
		total := 0
		for j := i; j < len(groups) && total < n; j++ {
			if j > i && (groups[j].before == gapNone || groups[j].before > widest) {
				break
			}
			if total += groups[j].to - groups[j].from; total == n {
				each(i, j)
			}
		}
	}
}

// read gives the digits of a range, look-alike letters too.
func (l *line) read(at span) string {
	b := make([]byte, 0, at.to-at.from)
	for _, g := range l.g[at.from:at.to] {
		switch {
		case g.d >= 0:
			b = append(b, '0'+byte(g.d))
		case g.r == 'O' || g.r == 'o':
			b = append(b, '0')
		case g.r == 'l' || g.r == 'I' || g.r == '|':
			b = append(b, '1')
		}
	}
	return string(b)
}

// whole reports that a number ends where it seems to: it is no part of a decimal fraction, a hash or a percentage.
func (l *line) whole(at span) bool {
	if l.rune(at.from-1) == '.' && l.digit(at.from-2) {
		n := 0
		for i := at.from - 2; l.digit(i); i-- {
			n++
		}
		if l.figures || n > 2 { // "1.139…" may be the first item of a list
			return false
		}
	}
	if next := l.rune(at.to); next == '.' && l.digit(at.to+1) && !l.digit(at.to+4) || next == '%' {
		return false
	}
	left := at.from - 1
	for letter(l.rune(left)) {
		left--
	}
	right := at.to
	for letter(l.rune(right)) {
		right++
	}
	return !(left < at.from-1 && l.digit(left)) && !(right > at.to && l.digit(right)) && at.from-left <= 16 && right-at.to <= 3
}

// amount reports a number that is counted or paid: a unit follows it, or a currency sign goes before.
func (l *line) amount(at span) bool {
	right := at.to
	for l.rune(right) == ' ' {
		right++
	}
	if r := l.rune(right); r != 0 && strings.ContainsRune("元万亿人户件笔次个名例位份%倍", r) {
		return true
	}
	after := strings.ToLower(l.words(right, right+10))
	for _, unit := range []string{"yuan", "rmb", "cny", "people", "person", "household", "case", "million"} {
		if strings.HasPrefix(after, unit) {
			return true
		}
	}
	left := at.from - 1
	for l.rune(left) == ' ' {
		left--
	}
	if r := l.rune(left); r != 0 && strings.ContainsRune("¥￥$€£", r) {
		return true
	}
	before := strings.ToLower(l.words(left-2, left+1))
	return before == "rmb" || before == "cny"
}

// part reports a number that is a piece of an address of the web, such as the name of a page, and no value in it.
func (l *line) part(at span) bool {
	if !l.urlsSet {
		l.urlsSet = true
		l.urls = l.findURLs()
	}
	for _, u := range l.urls {
		if at.from < u.from || at.to > u.to {
			continue
		}
		left, right := l.rune(at.from-1), l.rune(at.to)
		value := left == '=' || left == ':'
		return !(value && (at.to == u.to || right == '&' || right == '#' || right == ';'))
	}
	return false
}

func (l *line) findURLs() []span {
	var out []span
	for i := 0; i+3 < len(l.g); i++ {
		web := l.g[i].r == ':' && l.g[i+1].r == '/' && l.g[i+2].r == '/' || l.g[i].r == 'w' && l.g[i+1].r == 'w' && l.g[i+2].r == 'w' && l.g[i+3].r == '.'
		if !web {
			continue
		}
		end := i
		// A full-width sign, folded or not, is no part of an address.
		for end < len(l.g) && l.text[l.g[end].at] < utf8.RuneSelf && l.g[end].r > ' ' && l.g[end].r < 0x7f && !strings.ContainsRune("\"'<>)", l.g[end].r) {
			end++
		}
		out = append(out, span{i, end})
		i = end
	}
	return out
}
