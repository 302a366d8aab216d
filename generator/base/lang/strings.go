package lang

import (
	"maps"
	"slices"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"mingshan/generator/base/diag"
)

// StringsFile is one file of UI strings: its path for messages, and its bytes.
type StringsFile = struct {
	File string
	Data []byte
}

// Strings are the UI strings of every edition. It is safe for concurrent use. Use ParseStrings.
type Strings struct {
	editions map[Tag]*edition

	mu      sync.Mutex
	unknown map[string]bool
}

// edition is the strings of one language. Strings without plural forms come straight from patterns; go-i18n, which
// knows the plural rules, is asked for the rest.
type edition struct {
	patterns map[string]pattern // the "other" form of every string
	plural   *i18n.Localizer
	printer  *Printer
}

// ParseStrings reads the UI strings of the editions, one file each, and compares them: every id must be in every
// edition, with the same placeholders. The Strings are usable even when there are problems: what could be read is
// there.
func ParseStrings(files map[Tag]StringsFile) (*Strings, diag.List) {
	var problems diag.List
	parsed := map[Tag]*stringsSource{}
	for _, tag := range Editions() {
		if f, ok := files[tag]; ok {
			parsed[tag] = readStrings(tag, f, &problems)
			continue
		}
		problems.Add(diag.Place{File: files[tag.Other()].File}, "strings/file",
			diag.Say("没有 %q 的界面文字文件", "there is no file of UI strings for %q", tag),
			diag.Say("每种语言一个文件，编号相同", "one file for each language, with the same ids"))
	}
	compareStrings(parsed, &problems)

	s := &Strings{editions: map[Tag]*edition{}, unknown: map[string]bool{}}
	for _, tag := range Editions() {
		e := &edition{patterns: map[string]pattern{}, printer: NewPrinter(tag)}
		bundle := i18n.NewBundle(language.Make(string(tag)))
		if src := parsed[tag]; src != nil {
			for _, id := range src.ids() {
				entry := src.entries[id]
				e.patterns[id] = entry.other
				// The error of AddMessages is "no plural rule for the language"; go-i18n has Chinese and English.
				_ = bundle.AddMessages(language.Make(string(tag)), &i18n.Message{ID: id, One: entry.oneText, Other: entry.otherText})
			}
		}
		e.plural = i18n.NewLocalizer(bundle, string(tag))
		s.editions[tag] = e
	}
	return s, problems
}

// IDs lists every id, in byte order.
func (s *Strings) IDs() []string {
	all := map[string]bool{}
	for _, e := range s.editions {
		for id := range e.patterns {
			all[id] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// Unknown lists what templates asked for in vain since the strings were read, in byte order: "id" for an id that is
// in no file, "id.Name" for a placeholder that was given no value.
func (s *Strings) Unknown() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.unknown))
}

func (s *Strings) remember(what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unknown[what] = true
}

// Words are the UI strings of one edition. The zero Words is not usable; use Strings.Words. It fits view.Words.
type Words struct {
	all     *Strings
	edition *edition
}

// Words gives the UI strings of an edition; an unknown tag gives Chinese, the default edition.
func (s *Strings) Words(tag Tag) Words {
	e, ok := s.editions[tag]
	if !ok {
		e = s.editions[Editions()[0]]
	}
	return Words{s, e}
}

// T gives a UI string; kv are alternating names and values for its {{.Name}} placeholders. An id that is in no file
// gives ⟦id⟧ and is remembered for Strings.Unknown: the page shows what is missing and the build goes on to find
// the rest.
func (w Words) T(id string, kv ...string) string {
	p, ok := w.edition.patterns[id]
	if !ok {
		w.all.remember(id)
		return "⟦" + id + "⟧"
	}
	if len(p.names) == 0 {
		return p.literals[0]
	}
	return p.fill(kv, func(name string) { w.all.remember(id + "." + name) })
}

// N gives a UI string in the plural form of n; {{.N}} is n as Printer.Int writes it. Other placeholders and unknown
// ids are as for T.
func (w Words) N(id string, n int, kv ...string) string {
	if _, ok := w.edition.patterns[id]; !ok {
		return w.T(id)
	}
	in := fillIn{
		kv:      append([]string{"N", w.edition.printer.Int(int64(n))}, kv...),
		missing: func(name string) { w.all.remember(id + "." + name) },
	}
	text, err := w.edition.plural.Localize(&i18n.LocalizeConfig{
		MessageID: id, PluralCount: n, TemplateData: in, TemplateParser: patternParser{},
	})
	if err != nil {
		// A string without the form that the language's rule asks for: the general form is always there.
		return w.T(id, in.kv...)
	}
	return text
}
