// Package lang is the site's languages: editions, text in all of them, and numbers, dates and order by language.
//
// An edition is the site in one language. Text has no silent fallback: a missing language is a problem that the
// reader of the input reports, never an empty or foreign string on a page.
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
