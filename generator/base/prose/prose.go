// Package prose is Markdown as a value: parse once, then ask for HTML, words, links and headings.
//
//	doc, problems := prose.Parse("content/topics/funding.zh.md", src)
//	html := doc.HTML(prose.Fill{Link: func(dest string) prose.Target { return prose.Target{Href: "../.." + dest} }})
//
// What editors may write: CommonMark paragraphs, headings from level 2, emphasis, lists, quotations, code, links,
// tables, footnotes, and numbers from cleared tables (see Number). What is refused with a problem, because it would be lost or look wrong on the page: raw HTML,
// pictures (they come from the YAML beside the text, with their alternative text and credit), a level-1 heading (the
// page's title has it), a skipped level, links that go nowhere or use another scheme than http, https, mailto and tel,
// and marks of Markdown that survive into the text.
//
// That last case is frequent in Chinese. CommonMark opens and closes emphasis by looking for spaces and punctuation
// around the stars, and Chinese has no spaces: in 项目**“重点”**资助 the stars are printed. The rule is the standard's,
// so it is not bent here; the problem's hint shows the way out, a backslash and a space, which print nothing:
// 项目\ **“重点”**\ 资助.
//
// A line break inside a paragraph is a space between English words and nothing between Chinese characters. goldmark's
// own rule for this (EastAsianLineBreaksCSS3Draft) also closes up English lines that end in a comma or before a link,
// so this room decides for itself; see closes. The text of a Doc and its HTML follow the same decision.
//
// Links and numbers are kept apart from the HTML, because only a page knows how to reach another page, and what may be
// shown: "/topics/funding.html#rules" is relative to the edition's root, and HTML asks its Fill what to print.
// All of goldmark is behind this door; it has done its work when Parse returns, so a Doc is plain strings.
package prose

import (
	"html"
	"net/url"
	"slices"
	"strings"

	"github.com/yuin/goldmark/util"

	"mingshan/generator/base/diag"
)

// Doc is one parsed Markdown text. The zero Doc is empty. A Doc is immutable and safe for concurrent use.
type Doc struct {
	pieces   []string // HTML with a gap between two pieces; gap i is filled from slots[i]
	slots    []slot
	links    []Link
	numbers  []Number
	headings []Heading
	plain    string
	words    int
}

// slot is what goes into a gap: the address of a link, "" for one that was refused, or a number.
type slot struct {
	dest   string
	number int // place in numbers, from 1; 0 for a link
}

// Fill says what to print in the gaps of a text.
type Fill struct {
	// Link turns a destination inside the site ("/topics/funding.html", "#rules") into what to print; nil prints every
	// one as written. Destinations with a scheme are always printed as written.
	Link func(dest string) Target
	// Number gives the words for a number; nil prints nothing there.
	Number func(Number) Shown
}

// Target is what a link becomes.
type Target struct {
	Href  string // "" makes the link plain words, for a page that is not shown today
	Words string // in place of the link and its words; "" keeps them
}

// Link is one link of a Doc.
type Link struct {
	Dest  string // as the editor wrote it
	Text  string // without markup
	Place diag.Place
}

// External reports a link that leaves the site, mail and telephone included.
func (l Link) External() bool { return external(l.Dest) }

// Heading is one heading of a Doc.
type Heading struct {
	Level int // 2 to 6
	Text  string
	ID    string // the anchor: a letter of any script, then letters, digits and hyphens; unique in the Doc
	Line  int    // from 1
}

// HTML gives the markup, with the gaps filled.
// The result is safe to print unescaped: it holds no raw HTML of an editor's and no other scheme than those allowed.
func (d Doc) HTML(fill Fill) string {
	if len(d.pieces) == 0 {
		return ""
	}
	var b strings.Builder
	piece := d.pieces[0]
	for i, s := range d.slots {
		next := d.pieces[i+1]
		var between string
		if s.number > 0 {
			if fill.Number != nil {
				between = fill.Number(d.numbers[s.number-1]).html()
			}
		} else {
			piece, between, next = fill.link(piece, s.dest, next)
		}
		b.WriteString(piece)
		b.WriteString(between)
		piece = next
	}
	b.WriteString(piece)
	return b.String()
}

// link fills the gap of one link. The piece before ends in the start tag up to the address, the next begins with the
// quotation mark behind it.
func (f Fill) link(piece, dest, next string) (before, between, after string) {
	t := Target{Href: dest}
	if f.Link != nil && dest != "" && !external(dest) {
		t = f.Link(dest)
		if t.Words != "" { // neither the link's words nor its title stay; a link holds no other gap
			_, rest, _ := strings.Cut(next, "</a>")
			return strings.TrimSuffix(piece, `<a href="`), html.EscapeString(t.Words), rest
		}
		if t.Href == "" { // an <a> without an address is words like any other
			return strings.TrimSuffix(piece, ` href="`), "", strings.TrimPrefix(next, `"`)
		}
	}
	return piece, string(util.EscapeHTML(util.URLEscape([]byte(t.Href), false))), next
}

// Words counts words as Chinese and English readers do: every Han character is one, and so is every run of other
// letters and digits.
func (d Doc) Words() int { return d.words }

// Plain gives the text without markup and without its numbers, one block per line, footnotes last: for descriptions and
// for search.
func (d Doc) Plain() string { return d.plain }

// Links lists the links that may be followed, footnotes' last. The caller may keep the slice.
func (d Doc) Links() []Link { return slices.Clone(d.links) }

// Numbers lists the numbers that the text leaves to cleared tables, footnotes' last. The caller may keep the slice.
func (d Doc) Numbers() []Number { return slices.Clone(d.numbers) }

// Headings lists the headings in the order of the text. The caller may keep the slice.
func (d Doc) Headings() []Heading { return slices.Clone(d.headings) }

// Empty reports a text without a word.
func (d Doc) Empty() bool { return d.words == 0 }

// external reports a destination that already has its scheme.
func external(dest string) bool {
	u, err := url.Parse(dest)
	return err == nil && u.Scheme != ""
}

// allowed reports a destination that a page may link to: inside the site, or one of four schemes. "//host/path" is
// refused because it looks like a path of the site's.
func allowed(dest string) bool {
	u, err := url.Parse(dest)
	if err != nil || dest == "" || strings.ContainsAny(dest, "\\ \t\n") {
		return false
	}
	switch u.Scheme {
	case "":
		return u.Host == "" && !strings.HasPrefix(dest, "//")
	case "http", "https":
		return u.Host != ""
	case "mailto", "tel":
		return u.Opaque != ""
	}
	return false
}
