package twins

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mingshan/generator/base/diag"
	"mingshan/generator/input/config"
)

// glossary finds the agreed terms in a text. Of terms that begin at one place the longest wins: 低保对象 is not 低保.
type glossary struct {
	terms []config.Term
	forms map[rune][]form0 // by first character, the longest first
	en    [][]string       // of each term: its English forms as stems
}

type form0 struct {
	text string
	term int
}

func newGlossary(terms []config.Term) glossary {
	g := glossary{terms: terms, forms: map[rune][]form0{}}
	for i, t := range terms {
		for _, zh := range t.ZH {
			plain, _ := unquoted(zh)
			c, _ := utf8.DecodeRuneInString(plain)
			g.forms[c] = append(g.forms[c], form0{plain, i})
		}
		var en []string
		for _, x := range t.EN {
			en = append(en, stems(x))
		}
		g.en = append(g.en, en)
	}
	for _, list := range g.forms {
		slices.SortStableFunc(list, func(a, b form0) int { return len(b.text) - len(a.text) })
	}
	return g
}

// unquoted is a text without quotation marks and with half-width brackets, and where each of its bytes was.
func unquoted(s string) (string, []int) {
	var b strings.Builder
	from := make([]int, 0, len(s))
	for i, c := range s {
		switch c {
		case '“', '”', '"', '「', '」', '‘', '’':
			continue
		case '（':
			c = '('
		case '）':
			c = ')'
		}
		n := b.Len()
		b.WriteRune(c)
		for range b.Len() - n {
			from = append(from, i)
		}
	}
	return b.String(), from
}

// used lists the terms that a Chinese text has, each with its first place and the words found there.
func (g glossary) used(s string) []use {
	if len(g.terms) == 0 {
		return nil
	}
	text, from := unquoted(s)
	var out []use
	for at := 0; at < len(text); {
		c, size := utf8.DecodeRuneInString(text[at:])
		for _, f := range g.forms[c] {
			if strings.HasPrefix(text[at:], f.text) {
				if !slices.ContainsFunc(out, func(u use) bool { return u.term == f.term }) {
					out = append(out, use{f.term, from[at], f.text})
				}
				size = len(f.text)
				break
			}
		}
		at += size
	}
	return out
}

type use struct {
	term, from int
	text       string
}

// stems writes an English text so that forms of one word are alike: small letters, no plural, no article, no hyphen,
// s for z; words parted by one space, with one at each end.
func stems(s string) string {
	var b strings.Builder
	b.WriteByte(' ')
	s = strings.ToLower(strings.NewReplacer("’s", "", "'s", "", "s’", "s", "s'", "s").Replace(s))
	for w := range strings.FieldsFuncSeq(s, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsNumber(c) }) {
		if w == "the" || w == "a" || w == "an" {
			continue
		}
		b.WriteString(stem(w))
		b.WriteByte(' ')
	}
	return b.String()
}

func stem(w string) string {
	w = strings.ReplaceAll(w, "z", "s")
	const short = 3
	if len(w) <= short {
		return w
	}
	switch {
	case w == "children":
		return "child"
	case strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "xes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "shes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "eaus"): // bureaus
		return w[:len(w)-1]
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), strings.HasSuffix(w, "is"):
		return w
	case strings.HasSuffix(w, "s"):
		return w[:len(w)-1]
	}
	return w
}

// terms holds an English text to the agreed terms of what its Chinese says.
func (c *comparer) terms(p pair) {
	if c.levels.Glossary == "off" {
		return
	}
	uses := c.glossary.used(p.zh.words)
	if len(uses) == 0 {
		return
	}
	en := stems(p.en.words)
	for _, u := range uses {
		if slices.ContainsFunc(c.glossary.en[u.term], func(x string) bool { return strings.Contains(en, x) }) {
			continue
		}
		t := c.glossary.terms[u.term]
		hint := diag.Say("%[1]s 有“%[2]s”；英文用 %[3]s（data/rules/glossary.csv 第 %[4]d 行）", "%[1]s has “%[2]s”; write %[3]s (data/rules/glossary.csv, line %[4]d)",
			told(p.zh.place(u.from)), u.text, strings.Join(t.EN, " / "), t.Line)
		c.differ(Glossary, "twins/glossary", near(p.zh, p.en, u.from), diag.Say("英文没有用约定的说法：%s", "the English does not use the agreed term: %s", t.EN[0]), hint)
	}
}
