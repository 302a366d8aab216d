// Package twins holds the two languages of every text to each other: the same headings, links and figures, the same
// numbers, the agreed terms, and an English that was confirmed for the Chinese that stands there now.
//
// Three kinds of text have twins: zh.md and en.md of an entry, {zh: …, en: …} in a YAML file, and the columns x_zh and
// x_en of a table. A picture is declared once for both languages, so that its twin cannot differ; its words are
// texts like any.
//
// Numbers are compared by value: 1.2亿 is 120 million, 百分之五 is 5 per cent, 第十三条 is article 13, 2026年7月1日 is
// 1 July 2026. A number in digits has to be in the twin, in digits or in words; small numbers in words need not, because 一位
// is "a" and 两 is "both" (see chinese and english). Where both texts have as many paragraphs, each has the numbers of its twin.
//
// Who confirms a translation writes nothing by hand: `mingshan check --translations --confirm PATH` keeps in
// content/translations.yaml, one line for each entry, short digests of the Chinese and of the English, the day and the
// role. There is no history at build time and no clock; a digest is how a build knows that the Chinese has changed since.
//
// A message about a cell names its column and quotes nothing.
package twins

import (
	"cmp"
	"slices"

	"mingshan/generator/base/diag"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
	"mingshan/generator/input/source"
)

// State is what is known of a translation.
type State string

// An entry is unconfirmed while nobody confirmed it; stale when its Chinese changed since and its English did not, changed
// when both did.
const (
	Confirmed   State = "confirmed"
	Unconfirmed State = "unconfirmed"
	Stale       State = "stale"
	Changed     State = "changed"
)

// Rule names what is compared.
type Rule string

// The rules, in the order of the report.
const (
	Headings Rule = "headings"
	Links    Rule = "links"
	Figures  Rule = "figures"
	Numbers  Rule = "numbers"
	Glossary Rule = "glossary"
	Words    Rule = "wording"
)

// Rules lists them all.
func Rules() []Rule { return []Rule{Headings, Links, Figures, Numbers, Glossary, Words} }

// Entry is what was found about one entry: a folder of content/, or the files of data/ that share a name.
type Entry struct {
	Key     string // path without its extension: content/topics/funding, data/registers/funds
	State   State
	On, By  string       // day and role of the confirmation
	Found   map[Rule]int // differences
	Blocked bool         // one of them blocks
	Han     int          // characters of the Chinese
	English int          // words of the English

	zh, en string // digests of what stands there now
	pairs  []pair
}

// Report is the comparison of everything.
type Report struct {
	Entries  []Entry // by key
	problems diag.List
	records  map[string]record
}

// Problems are the differences and what is stale, with the severities of content/site.yaml.
func (r Report) Problems() diag.List { return r.problems }

// Compare holds every text against its twin.
func Compare(snap *source.Snapshot, cfg config.Config, corpus content.Corpus, set dataset.Set) Report {
	c := comparer{levels: cfg.Site.Translations, glossary: newGlossary(cfg.Glossary), wording: cfg.Wording, sound: map[[2]string]bool{}}
	entries := collect(snap, corpus, set)
	for i := range entries {
		c.entry = &entries[i]
		c.entry.Found = map[Rule]int{}
		for _, p := range c.entry.pairs {
			c.pair(p)
		}
		c.entry.digests()
	}
	c.entry = nil
	c.countries(set)
	c.records(snap, entries)
	slices.SortFunc(entries, func(a, b Entry) int { return cmp.Compare(a.Key, b.Key) })
	return Report{Entries: entries, problems: c.problems, records: c.known}
}

// comparer is the work of one Compare.
type comparer struct {
	levels   config.Translations
	glossary glossary
	wording  []config.Wording
	entry    *Entry
	sound    map[[2]string]bool // cells without a difference; many rows have the same words
	known    map[string]record
	problems diag.List
}

// level is how strict a rule is.
func (c *comparer) level(r Rule) string {
	switch r {
	case Headings:
		return c.levels.Headings
	case Links:
		return c.levels.Links
	case Figures:
		return c.levels.Figures
	case Numbers:
		return c.levels.Numbers
	case Glossary:
		return c.levels.Glossary
	}
	return "block"
}

// differ reports a difference, unless its rule is off.
func (c *comparer) differ(r Rule, code string, at diag.Place, text, hint diag.Msg) {
	level := c.level(r)
	if level == "off" {
		return
	}
	if c.entry != nil {
		c.entry.Found[r]++
		c.entry.Blocked = c.entry.Blocked || level == "block"
	}
	c.report(level, code, at, text, hint)
}

func (c *comparer) report(level, code string, at diag.Place, text, hint diag.Msg) {
	switch level {
	case "off":
	case "warn":
		c.problems.Warn(at, code, text, hint)
	default:
		c.problems.Add(at, code, text, hint)
	}
}
