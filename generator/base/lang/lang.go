// Package lang is the site's languages: editions, text in all of them, UI strings, and numbers, dates and order by
// language.
//
// An edition is the site in one language. Text has no silent fallback: a missing language is a problem that the
// reader of the input reports, never an empty or foreign string on a page.
//
//	p := lang.NewPrinter(lang.ZH)
//	p.Compact(123_456_789)    // 1.2亿; the English printer says 123.5 million
//	p.MoneyCompact(123456700) // 123.5万元 from cents; CNY 1.2 million
//	p.Date(asOf)              // 2026年11月20日; 20 November 2026
//	slices.SortFunc(names, p.Compare)
//
// Chinese counts large numbers in 万 (10⁴) and 亿 (10⁸), English in millions, so the same figure is shortened at other
// places; a shortened figure always has its exact form beside it, in a title or a table. Halves are rounded away from
// zero. Numbers are whole: money is int64 cents and decimals carry their scale, so no figure passes through floating
// point.
//
// UI strings are the words of templates and nothing else; an editor's sentences live in content/. One YAML file per
// language holds the same ids:
//
//	nav.home: Home
//	greet: "Hello, {{.Name}}"
//	projects.count:
//	  one: "{{.N}} project"
//	  other: "{{.N}} projects"
//
// ParseStrings compares the files, because a translation that lost a placeholder is found by nobody on the page.
// go-i18n chooses the plural form; Chinese has one form, so a plain string there answers an English plural. A
// placeholder is a name and not a program. Templates ask with Words.T and Words.N; what they ask for in vain is
// shown between ⟦ ⟧ and listed by Strings.Unknown, which the build turns into problems.
package lang

// Tag names an edition: "zh" or "en". It is also the edition's folder in public/.
type Tag string

const (
	// ZH is Chinese in simplified characters (BCP 47 "zh-Hans").
	ZH Tag = "zh"
	// EN is English (BCP 47 "en").
	EN Tag = "en"
)

// Editions lists every edition, the default first.
func Editions() []Tag { return []Tag{ZH, EN} }

// BCP47 gives the value of the html lang attribute and of hreflang.
func (t Tag) BCP47() string {
	if t == ZH {
		return "zh-Hans"
	}
	return string(t)
}

// Other gives the edition that is not t.
func (t Tag) Other() Tag {
	if t == ZH {
		return EN
	}
	return ZH
}

// Text is a text in every edition.
type Text struct {
	ZH string `yaml:"zh"`
	EN string `yaml:"en"`
}

// In gives the text of the edition.
func (t Text) In(tag Tag) string {
	if tag == ZH {
		return t.ZH
	}
	return t.EN
}

// IsZero reports whether the text is empty in every edition.
func (t Text) IsZero() bool { return t.ZH == "" && t.EN == "" }

// Both makes the same text for every edition: codes, file names, host names.
func Both(s string) Text { return Text{s, s} }
