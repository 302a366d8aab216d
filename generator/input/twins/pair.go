package twins

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
	"mingshan/generator/base/prose"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
	"mingshan/generator/input/source"
)

// side is one language of a text.
type side struct {
	text  string     // as its file has it
	words string     // the same without what no reader sees as words: addresses, shortcodes, the numbers of lists; places stay
	at    diag.Place // of its first character
	whole bool       // the text is its whole file, so that every character has its place
}

// pair is a text and its twin.
type pair struct {
	zh, en   side
	cell     string                 // column of a table, without _zh; "" for other texts
	docs     map[lang.Tag]prose.Doc // of zh.md and en.md
	markdown bool
}

// place is where a character of the text stands.
func (s side) place(offset int) diag.Place {
	if !s.whole {
		return s.at
	}
	before := s.text[:min(offset, len(s.text))]
	line := strings.LastIndexByte(before, '\n') + 1
	return diag.Place{File: s.at.File, Line: strings.Count(before, "\n") + 1, Column: utf8.RuneCountInString(before[line:]) + 1}
}

// near is where in the twin to look for what stands at a place: the paragraph of the same number, where both texts have
// as many.
func near(from, to side, offset int) diag.Place {
	if !from.whole || !to.whole {
		return to.at
	}
	a, b := paragraphs(from.text), paragraphs(to.text)
	if len(a) != len(b) {
		return diag.Place{File: to.at.File}
	}
	for i := len(a) - 1; i >= 0; i-- {
		if a[i] <= offset {
			return to.place(b[i])
		}
	}
	return diag.Place{File: to.at.File}
}

// paragraphs gives where each paragraph begins; the items of a list are paragraphs.
func paragraphs(s string) []int {
	var out []int
	open := false
	at := 0
	for line := range strings.Lines(s) {
		words := strings.TrimSpace(line)
		if words != "" && (!open || item.MatchString(line)) {
			out = append(out, at)
		}
		open = words != ""
		at += len(line)
	}
	return out
}

var (
	item      = regexp.MustCompile(`(?m)^[ \t]*(?:[-*+]|\d{1,4}[.)])[ \t]`)
	unworded  = regexp.MustCompile("(?m)\\{\\{[^{}\\n]*\\}\\}|\\]\\([^()\\s]*(?:\\([^()\\s]*\\)[^()\\s]*)*\\)|\\[\\^[^\\]]*\\]:?|<[a-z]+:[^>\\s]*>|^[ \\t]*\\d{1,4}[.)](?:[ \\t])|" + addresses)
	addressed = regexp.MustCompile(addresses)
)

const addresses = `https?://[!-~]+|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`

// blank puts spaces for whatever the expression finds, byte for byte.
func blank(re *regexp.Regexp, s string) string {
	return re.ReplaceAllStringFunc(s, func(x string) string { return strings.Repeat(" ", len(x)) })
}

func newSide(text string, at diag.Place, whole bool) side {
	s := side{text: text, at: at, whole: whole}
	switch {
	case whole:
		s.words = blank(unworded, text)
	case strings.ContainsAny(text, "@:"):
		s.words = blank(addressed, text)
	default:
		s.words = text
	}
	if strings.ContainsAny(s.words, "０１２３４５６７８９．％") { // places move, on this line only
		s.words = strings.Map(func(c rune) rune {
			if c >= '０' && c <= '９' || c == '．' || c == '％' {
				return c - '０' + '0'
			}
			return c
		}, s.words)
	}
	return s
}

// collect gathers all pairs, by entry.
func collect(snap *source.Snapshot, corpus content.Corpus, set dataset.Set) []Entry {
	c := collector{snap: snap, entries: map[string]*Entry{}}
	for _, e := range entriesOf(corpus) {
		dir := path.Dir(e.Place.File)
		c.prose(dir, e)
		c.texts(dir, e.Facts)
	}
	for _, folder := range []string{"content/site.yaml", "data/"} {
		for _, f := range snap.Files(folder) {
			if strings.HasSuffix(f.Path, ".yaml") {
				doc, _ := facts.Parse(f.Path, f.Data) // what is wrong with it was reported by who reads it
				c.texts(strings.TrimSuffix(f.Path, ".yaml"), doc)
			}
		}
	}
	for i := range set.Tables {
		c.cells(&set.Tables[i])
	}
	out := make([]Entry, 0, len(c.entries))
	for _, key := range slices.Sorted(maps.Keys(c.entries)) {
		out = append(out, *c.entries[key])
	}
	return out
}

// entriesOf lists the entries of every kind.
func entriesOf(corpus content.Corpus) []content.Entry {
	var out []content.Entry
	for _, x := range corpus.Projects {
		out = append(out, x.Entry)
	}
	for _, x := range corpus.Stories {
		out = append(out, x.Entry)
	}
	for _, x := range corpus.Topics {
		out = append(out, x.Entry)
	}
	for _, x := range corpus.Notices {
		out = append(out, x.Entry)
	}
	for _, x := range corpus.Campaigns {
		out = append(out, x.Entry)
	}
	for _, x := range corpus.Pages {
		out = append(out, x.Entry)
	}
	return out
}

type collector struct {
	snap    *source.Snapshot
	entries map[string]*Entry
}

func (c *collector) add(key string, p pair) {
	e := c.entries[key]
	if e == nil {
		e = &Entry{Key: key}
		c.entries[key] = e
	}
	e.pairs = append(e.pairs, p)
}

func (c *collector) prose(dir string, e content.Entry) {
	zh, okZH := c.snap.Get(dir + "/zh.md")
	en, okEN := c.snap.Get(dir + "/en.md")
	if okZH && okEN {
		c.add(dir, pair{zh: newSide(string(zh.Data), diag.Place{File: zh.Path}, true), en: newSide(string(en.Data), diag.Place{File: en.Path}, true), docs: e.Prose, markdown: true})
	}
}

func (c *collector) texts(key string, doc *facts.Doc) {
	if doc == nil {
		return
	}
	for _, t := range doc.Texts() {
		c.add(key, pair{zh: newSide(t.Text.ZH, t.ZH, false), en: newSide(t.Text.EN, t.EN, false)})
	}
}

// cells takes the columns x_zh and x_en; a row that has one of the two only has no twin.
func (c *collector) cells(t *dataset.Table) {
	for col, f := range t.Schema.Fields {
		name, ok := strings.CutSuffix(f.ID, "_zh")
		twin := t.Column(name + "_en")
		if !ok || twin < 0 {
			continue
		}
		for _, row := range t.Rows() {
			zh, en := t.At(row, col), t.At(row, twin)
			if zh.Present() && en.Present() {
				c.add(strings.TrimSuffix(t.File, ".csv"), pair{zh: newSide(zh.Text(), t.Place(row, col), false), en: newSide(en.Text(), t.Place(row, twin), false), cell: name})
			}
		}
	}
}
