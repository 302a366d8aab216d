package twins

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
	"mingshan/generator/base/prose"
	"mingshan/generator/input/dataset"
)

// pair compares one text with its twin.
func (c *comparer) pair(p pair) {
	if p.cell != "" {
		cell := [2]string{p.zh.text, p.en.text}
		if c.sound[cell] {
			return
		}
		was := c.problems.Len()
		defer func() { c.sound[cell] = c.problems.Len() == was }()
	}
	if p.markdown {
		zh, en := p.docs[lang.ZH], p.docs[lang.EN]
		c.headings(p, zh.Headings(), en.Headings())
		c.links(p, zh.Links(), en.Links())
		c.figures(p, zh.Numbers(), en.Numbers())
	}
	c.numbers(p)
	c.terms(p)
	c.words(p, lang.ZH, p.zh)
	c.words(p, lang.EN, p.en)
}

// headings holds the twins to the same number of headings, of the same levels, in the same order.
func (c *comparer) headings(p pair, zh, en []prose.Heading) {
	for i := range min(len(zh), len(en)) {
		if zh[i].Level != en[i].Level {
			c.differ(Headings, "twins/headings", diag.Place{File: p.en.at.File, Line: en[i].Line, Column: 1},
				diag.Say("第 %d 个标题是第 %d 级，中文（第 %d 行）是第 %d 级", "heading %d has level %d, in Chinese (line %d) it has level %d", i+1, en[i].Level, zh[i].Line, zh[i].Level),
				diag.Say("两种语言的标题一一对应：这里用 %d 个 #", "headings of the two languages go side by side: %d # here", zh[i].Level))
			return // the headings below are likely to be shifted
		}
	}
	if len(zh) == len(en) {
		return
	}
	at := diag.Place{File: p.en.at.File}
	if len(en) > len(zh) {
		at.Line, at.Column = en[len(zh)].Line, 1
	}
	hint := diag.Say("中文的标题在第 %s 行，英文的在第 %s 行；多的删去，少的补上", "the Chinese has headings on lines %s, the English on lines %s; add what is missing or remove what is too many", lines(zh), lines(en))
	c.differ(Headings, "twins/headings", at, diag.Say("英文有 %d 个标题，中文有 %d 个", "the numbers of headings differ: %d in English, %d in Chinese", len(en), len(zh)), hint)
}

// lines lists where headings stand.
func lines(all []prose.Heading) string {
	if len(all) == 0 {
		return "–"
	}
	var out []string
	for _, h := range all {
		out = append(out, fmt.Sprint(h.Line))
	}
	return strings.Join(out, ", ")
}

// links holds the twins to the same destinations, in any order.
func (c *comparer) links(p pair, zh, en []prose.Link) {
	key := func(l prose.Link) string { return l.Dest }
	for _, l := range missing(zh, en, key) {
		c.differ(Links, "twins/links", l.Place, diag.Say("英文没有通向 %s 的链接", "the English has no link to %s", diag.Safe(l.Dest)),
			diag.Say("在 %s 里补上，或两边都删去", "add it in %s, or remove it from both", told(near(p.zh, p.en, offset(p.zh, l.Place)))))
	}
	for _, l := range missing(en, zh, key) {
		c.differ(Links, "twins/links", l.Place, diag.Say("中文没有通向 %s 的链接", "the Chinese has no link to %s", diag.Safe(l.Dest)),
			diag.Say("在 %s 里补上，或两边都删去", "add it in %s, or remove it from both", told(near(p.en, p.zh, offset(p.en, l.Place)))))
	}
}

// figures holds the twins to the same shortcodes, in any order.
func (c *comparer) figures(p pair, zh, en []prose.Number) {
	key := func(n prose.Number) string {
		s := n.Dataset + "/" + n.Measure
		for _, dim := range n.Dims() {
			s += " " + dim + "=" + n.Where[dim]
		}
		if n.Bare {
			s += " unit=none"
		}
		return s
	}
	for _, n := range missing(zh, en, key) {
		c.differ(Figures, "twins/figures", n.Place, diag.Say("英文没有这个数字简码：%s", "the English has no such shortcode: %s", key(n)),
			diag.Say("在 %s 里写同样的 {{figure …}}", "write the same {{figure …}} in %s", told(near(p.zh, p.en, offset(p.zh, n.Place)))))
	}
	for _, n := range missing(en, zh, key) {
		c.differ(Figures, "twins/figures", n.Place, diag.Say("中文没有这个数字简码：%s", "the Chinese has no such shortcode: %s", key(n)),
			diag.Say("在 %s 里写同样的 {{figure …}}", "write the same {{figure …}} in %s", told(near(p.en, p.zh, offset(p.en, n.Place)))))
	}
}

// missing gives what a has and b has not, or not as often.
func missing[T any](a, b []T, key func(T) string) []T {
	left := map[string]int{}
	for _, x := range b {
		left[key(x)]++
	}
	var out []T
	for _, x := range a {
		if k := key(x); left[k] > 0 {
			left[k]--
		} else {
			out = append(out, x)
		}
	}
	return out
}

// offset finds the first byte of a line of a whole text.
func offset(s side, at diag.Place) int {
	rest, n := s.text, 0
	for line := 1; line < at.Line; line++ {
		i := strings.IndexByte(rest, '\n')
		if i < 0 {
			break
		}
		n += i + 1
		rest = rest[i+1:]
	}
	return n
}

// told writes a place for a hint.
func told(at diag.Place) string {
	if at.Line == 0 {
		return at.File
	}
	if at.Column == 0 {
		return fmt.Sprintf("%s:%d", at.File, at.Line)
	}
	return fmt.Sprintf("%s:%d:%d", at.File, at.Line, at.Column)
}

// numbers holds the twins to the same numbers, paragraph by paragraph where these go side by side.
func (c *comparer) numbers(p pair) {
	if c.levels.Numbers == "off" {
		return
	}
	inChinese, inEnglish := chinese(p.zh.words), english(p.en.words)
	zh, en := unmatched(inChinese, inEnglish)
	if len(zh)+len(en) == 0 {
		zh, en = moved(p, inChinese, inEnglish)
	}
	if len(zh)+len(en) == 0 {
		return
	}
	if p.cell != "" {
		c.differ(Numbers, "twins/numbers", p.en.at, diag.Say("“%s”一栏中英文的数字不同", "the numbers in column %q differ between the languages", p.cell),
			diag.Say("逐个核对这一行 %[1]s_zh 和 %[1]s_en 里的数", "compare the numbers of %[1]s_zh and %[1]s_en in this row", p.cell))
		return
	}
	for _, n := range zh {
		c.differ(Numbers, "twins/numbers", p.zh.place(n.from), diag.Msg{ZH: "英文里没有这个数：" + p.zh.shown(n, lang.ZH), EN: "the English lacks a number of the Chinese: " + p.zh.shown(n, lang.EN)},
			alternatives(p.en, en, near(p.zh, p.en, n.from)))
	}
	for _, n := range en {
		c.differ(Numbers, "twins/numbers", p.en.place(n.from), diag.Msg{ZH: "中文里没有这个数：" + p.en.shown(n, lang.ZH), EN: "the Chinese lacks a number of the English: " + p.en.shown(n, lang.EN)},
			alternatives(p.zh, zh, near(p.en, p.zh, n.from)))
	}
}

// moved gives the numbers of which a text has as many as its twin, but in another paragraph: 85 and 78 have changed places.
// It can tell only where both have as many paragraphs.
func moved(p pair, zh, en []number) (left, right []number) {
	a, b := paragraphs(p.zh.text), paragraphs(p.en.text)
	if !p.zh.whole || !p.en.whole || len(a) != len(b) {
		return nil, nil
	}
	in := func(all []number, starts []int, i int) []number {
		var out []number
		for _, n := range all {
			if n.from >= starts[i] && (i+1 == len(starts) || n.from < starts[i+1]) {
				out = append(out, n)
			}
		}
		return out
	}
	for i := range a {
		x, y := unmatched(in(zh, a, i), in(en, b, i))
		left, right = append(left, x...), append(right, y...)
	}
	return left, right
}

var longDigits = regexp.MustCompile(`\d{7}`)

// shown quotes a number, with its value where that reads differently.
func (s side) shown(n number, tag lang.Tag) string {
	quoted := diag.Safe(strings.TrimSpace(s.words[n.from:n.to]))
	value := decimal(n.value)
	if longDigits.MatchString(quoted) { // it may be a part of somebody's number, which no message says
		return diag.Say("一个很长的数", "a long number").In(string(tag))
	}
	if tag == lang.EN && strings.ContainsFunc(quoted, func(c rune) bool { return unicode.Is(unicode.Han, c) }) {
		return value
	}
	if strings.ReplaceAll(quoted, ",", "") == value {
		return quoted
	}
	return quoted + " (= " + value + ")"
}

// decimal writes a value as people do.
func decimal(value string) string {
	r, ok := new(big.Rat).SetString(value)
	if !ok || r.IsInt() {
		return value
	}
	const places = 4
	return strings.TrimRight(r.FloatString(places), "0")
}

// alternatives says what to look at in the twin.
func alternatives(twin side, left []number, look diag.Place) diag.Msg {
	if len(left) == 0 {
		return diag.Say("看 %s；改正译文，或两边都写这个数", "see %s; correct the translation, or give the number in both", told(look))
	}
	var zh, en []string
	for _, n := range left {
		at := told(twin.place(n.from))
		zh, en = append(zh, twin.shown(n, lang.ZH)+"（"+at+"）"), append(en, twin.shown(n, lang.EN)+" ("+at+")")
	}
	return diag.Msg{ZH: "看 " + told(look) + "；那边多出来的数：" + strings.Join(zh, "、"), EN: "see " + told(look) + "; the other text has instead: " + strings.Join(en, ", ")}
}

// words looks for what the rules of data/rules/wording.yaml refuse.
func (c *comparer) words(p pair, tag lang.Tag, s side) {
	for _, w := range c.wording {
		has := func(word string) bool { return strings.Contains(s.words, word) }
		if len(w.Fields) > 0 || len(w.About) > 0 && !slices.ContainsFunc(w.About, has) {
			continue
		}
		for _, re := range w.Patterns[tag] {
			at := re.FindStringIndex(s.words)
			if at == nil {
				continue
			}
			c.refuse(w.ID, s.place(at[0]), diag.Msg{ZH: w.Use.ZH + "（" + w.Reason.ZH + "）", EN: w.Use.EN + " (" + w.Reason.EN + ")"})
			break
		}
	}
}

func (c *comparer) refuse(rule string, at diag.Place, hint diag.Msg) {
	c.differ(Words, "twins/wording", at, diag.Say("不用这种说法（%s）", "this is not how it is put (%s)", diag.Safe(rule)), hint)
}

// countries holds columns about countries to the rules that name them.
func (c *comparer) countries(set dataset.Set) {
	for _, w := range c.wording {
		for i := range set.Tables {
			t := &set.Tables[i]
			for col, f := range t.Schema.Fields {
				if !slices.Contains(w.Fields, f.ID) && !slices.Contains(w.Fields, t.Schema.ID) {
					continue
				}
				for _, row := range t.Rows() {
					text := t.At(row, col).Text()
					for _, tag := range lang.Editions() {
						if slices.ContainsFunc(w.Patterns[tag], func(re *regexp.Regexp) bool { return re.MatchString(text) }) {
							c.refuse(w.ID, t.Place(row, col), diag.Msg{ZH: w.Use.ZH + "（" + w.Reason.ZH + "）", EN: w.Use.EN + " (" + w.Reason.EN + ")"})
							break
						}
					}
				}
			}
		}
	}
}
