package pii

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// glyph is one character of a folded line.
type glyph struct {
	r  rune  // full-width and look-alike letters as ASCII
	at int32 // byte in the line
	d  int8  // value of a digit of any script, Chinese ones too; -1 for no digit
}

// mark says which rules a character can be part of.
type mark uint16

const (
	markAt     mark = 1 << iota // @
	markHome                    // 室 户 栋 …
	markLive                    // 住 籍
	markBirth                   // 生
	markAge                     // 岁
	markPlate                   // 闽 …
	markName                    // first characters of words that stand before names
	markAngle                   // <
	markChat                    // 微 Q V W …
	markDegree                  // °
	markColon                   // : in prose
)

// line is one line of a text while it is looked at.
type line struct {
	scanner *Scanner
	text    string
	base    int // of the line in the whole text
	figures bool
	g       []glyph
	marks   mark
	digits  int // how many glyphs are digits
	letters int // how many are letters of ASCII
	row     []group
	anchors []anchor
	urls    []span
	urlsSet bool
	taken   []bool // glyphs that one kind has claimed
	found   []Finding
}

// anchor is a character that a rule looks around.
type anchor struct {
	at   int
	mark mark
}

// span is a range of glyphs.
type span struct{ from, to int }

// fold reads the line into glyphs.
func (l *line) fold(into []glyph) {
	table := l.scanner.marks
	for i := 0; i < len(l.text); {
		c := l.text[i]
		if c < utf8.RuneSelf {
			d := int8(-1)
			if c >= '0' && c <= '9' {
				d = int8(c - '0')
				l.digits++
			} else if c >= 'A' {
				l.letters++
			}
			if m := table[c]; m != 0 {
				l.marks |= m
				l.anchors = append(l.anchors, anchor{len(into), m})
			}
			into = append(into, glyph{rune(c), int32(i), d})
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(l.text[i:])
		r, d, keep := folded(r)
		if keep {
			if d >= 0 {
				l.digits++
			}
			if int(r) < len(table) && table[r] != 0 {
				l.marks |= table[r]
				l.anchors = append(l.anchors, anchor{len(into), table[r]})
			}
			into = append(into, glyph{r, int32(i), d})
		}
		i += n
	}
	l.g = into
}

// folded gives the plain form of a character and its value as a digit; keep is false for what has no width.
func folded(r rune) (plain rune, digit int8, keep bool) {
	switch {
	case r >= 0x4e00 && r <= 0x9fff:
		return r, chineseDigit(r), true
	case r >= 0xff01 && r <= 0xff5e:
		r -= 0xff01 - '!'
		if r >= '0' && r <= '9' {
			return r, int8(r - '0'), true
		}
		return r, -1, true
	case r == 0x3000 || r >= 0x2000 && r <= 0x200a || r == 0xa0 || r == 0x202f || r == 0x205f:
		return ' ', -1, true
	case widthless(r):
		return 0, -1, false
	case r >= 0x2010 && r <= 0x2015, r == 0x2212, r == 0xfe58, r == 0xfe63, r == 0x2043, r == 0x30fc, r == 0x2500:
		return '-', -1, true
	case r == 0xb7, r == 0x2022, r == 0x2027, r == 0x2219, r == 0x22c5, r == 0x30fb, r == 0x2024:
		return '.', -1, true
	case r == 0x3007 || r == 0x25cb || r == 0x25ef:
		return '0', 0, true
	}
	if d, ok := strangeDigit(r); ok {
		return '0' + rune(d), d, true
	}
	return lookAlike(r), -1, true
}

func widthless(r rune) bool {
	switch {
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
		return true
	case r == 0xad, r == 0xfeff, r == 0x034f, r == 0x061c, r == 0x180e, r == 0x3164, r == 0x115f, r == 0x1160, r == 0xffa0:
		return true
	case r >= 0x300 && r <= 0x36f, r >= 0xfe00 && r <= 0xfe0f, r >= 0x20d0 && r <= 0x20f0, r >= 0xe0000 && r <= 0xe01ef:
		return true
	}
	return false
}

// chineseDigit reads everyday, financial and telephone digits (幺 for 1); -1 for any other character.
func chineseDigit(r rune) int8 {
	switch r {
	case '零':
		return 0
	case '一', '壹', '幺', '弌':
		return 1
	case '二', '贰', '貳', '弍':
		return 2
	case '三', '叁', '參', '弎':
		return 3
	case '四', '肆':
		return 4
	case '五', '伍':
		return 5
	case '六', '陆', '陸':
		return 6
	case '七', '柒':
		return 7
	case '八', '捌':
		return 8
	case '九', '玖':
		return 9
	}
	return -1
}

// strangeDigit reads digits in circles and brackets, raised, lowered and mathematical ones, and those of other scripts.
func strangeDigit(r rune) (int8, bool) {
	for _, x := range [...]struct{ first, one rune }{{0x2460, 1}, {0x2474, 1}, {0x2488, 1}, {0x2776, 1}, {0x2780, 1}, {0x278a, 1}, {0x24f5, 1}} {
		if r >= x.first && r < x.first+9 {
			return int8(r-x.first) + int8(x.one), true
		}
	}
	switch {
	case r == 0x24ea, r == 0x24ff:
		return 0, true
	case r == 0xb9:
		return 1, true
	case r == 0xb2, r == 0xb3:
		return int8(r - 0xb0), true
	case r == 0x2070, r >= 0x2074 && r <= 0x2079:
		return int8(r - 0x2070), true
	case r >= 0x2080 && r <= 0x2089:
		return int8(r - 0x2080), true
	case r >= 0x1d7ce && r <= 0x1d7ff:
		return int8((r - 0x1d7ce) % 10), true
	case r >= 0x660 && unicode.Is(unicode.Nd, r):
		for _, x := range unicode.Nd.R16 {
			if rune(x.Lo) <= r && r <= rune(x.Hi) {
				return int8((r - rune(x.Lo)) % 10), true
			}
		}
	}
	return -1, false
}

// lookAlike gives the Latin letter that a Cyrillic, Greek or other sign looks like.
func lookAlike(r rune) rune {
	const from = "АВЕКМНОРСТХасеорхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧ×Ⅹⅹ✕﹫﹤〈"
	const to = "ABEKMHOPCTXaceopxyABEZHIKMNOPTYXXXxX@<<"
	if r < 0xd7 || r > 0x4ff && r < 0x2000 {
		return r
	}
	if i := strings.IndexRune(from, r); i >= 0 {
		return rune(to[utf8.RuneCountInString(from[:i])])
	}
	return r
}

// markTable says for each character of the basic plane which rules it concerns.
func markTable() []mark {
	t := make([]mark, 0x10000)
	for _, x := range []struct {
		runes string
		m     mark
	}{
		{"@", markAt}, {"室户栋幢楼元房号", markHome}, {"住籍址", markLive}, {"生", markBirth}, {"岁", markAge}, {provinces, markPlate},
		{"姓受救帮申户联监患当名学儿", markName}, {"<", markAngle}, {"微薇威QVWqvw扣", markChat}, {"°", markDegree}, {":", markColon},
	} {
		for _, r := range x.runes {
			t[r] |= x.m
		}
	}
	return t
}

// window gives folded glyphs as text, with Chinese digits as ASCII, and the glyph of each of its bytes.
func (l *line) window(from, to int) (text string, back []int) {
	from, to = max(from, 0), min(to, len(l.g))
	var b strings.Builder
	for i := from; i < to; i++ {
		r := l.g[i].r
		if l.g[i].d >= 0 {
			r = '0' + rune(l.g[i].d)
		}
		n := b.Len()
		b.WriteRune(r)
		for range b.Len() - n {
			back = append(back, i)
		}
	}
	return b.String(), append(back, to)
}

// marked calls each for every character with the mark.
func (l *line) marked(m mark, each func(i int)) {
	if l.marks&m == 0 {
		return
	}
	for _, a := range l.anchors {
		if a.mark&m != 0 {
			each(a.at)
		}
	}
}

// english calls each for every place of one of the words, as they are written, in the line.
func (l *line) english(each func(i int), words ...string) {
	for _, w := range words {
		for from := 0; ; {
			k := strings.Index(l.text[from:], w)
			if k < 0 {
				break
			}
			from += k
			i, _ := slices.BinarySearchFunc(l.g, int32(from), func(g glyph, at int32) int { return cmp.Compare(g.at, at) })
			each(i)
			from += len(w)
		}
	}
}

// words gives the folded characters of a range, Chinese digits as they are.
func (l *line) words(from, to int) string {
	var b strings.Builder
	for _, g := range l.g[max(from, 0):min(max(to, 0), len(l.g))] {
		b.WriteRune(g.r)
	}
	return b.String()
}

// near reports whether one of the words (lower case) stands in the glyphs [from-before, from) or [to, to+after).
func (l *line) near(at span, before, after int, words ...string) bool {
	left := strings.ToLower(l.words(at.from-before, at.from))
	right := strings.ToLower(l.words(at.to, at.to+after))
	for _, w := range words {
		if strings.Contains(left, w) || strings.Contains(right, w) {
			return true
		}
	}
	return false
}

// rune gives the folded character at a place, 0 outside the line.
func (l *line) rune(i int) rune {
	if i < 0 || i >= len(l.g) {
		return 0
	}
	return l.g[i].r
}

func (l *line) digit(i int) bool { return i >= 0 && i < len(l.g) && l.g[i].d >= 0 }

// claim takes the glyphs for one kind, so that no later rule reads them as another; false when they are taken.
func (l *line) claim(at span) bool {
	if len(l.taken) < len(l.g) {
		l.taken = append(l.taken, make([]bool, len(l.g)-len(l.taken))...)
	}
	if slices.Contains(l.taken[at.from:at.to], true) {
		return false
	}
	for i := at.from; i < at.to; i++ {
		l.taken[i] = true
	}
	return true
}

// report claims the glyphs and notes a finding; value is what was found in its plain form, for mask and hash.
func (l *line) report(kind Kind, severity Severity, at span, value string) {
	if at.from >= at.to || !l.claim(at) {
		return
	}
	start := int(l.g[at.from].at)
	end := len(l.text)
	if at.to < len(l.g) {
		end = int(l.g[at.to].at)
	}
	l.found = append(l.found, Finding{kind, severity, l.base + start, l.base + end, masked(kind, value), l.scanner.hash(kind, value)})
}

func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func han(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r >= 0x3400 && r <= 0x4dbf || r >= 0x20000 && r <= 0x3ffff
}

func onlyDigits(s string) string {
	var b []byte
	for _, r := range s {
		if _, d, _ := folded(r); d >= 0 {
			b = append(b, '0'+byte(d))
		} else if r >= '0' && r <= '9' {
			b = append(b, byte(r))
		}
	}
	return string(b)
}

// squeezed is the folded text without white space and separators, for comparing addresses.
func squeezed(s string) string {
	var b strings.Builder
	for _, r := range s {
		f, d, keep := r, int8(-1), true
		if r >= utf8.RuneSelf {
			f, d, keep = folded(r)
		}
		switch {
		case d >= 0:
			b.WriteByte('0' + byte(d))
		case keep && (letter(f) || han(f) || f >= '0' && f <= '9'):
			b.WriteRune(unicode.ToLower(f))
		}
	}
	return b.String()
}
