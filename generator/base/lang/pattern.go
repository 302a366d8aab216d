package lang

import (
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// pattern is a UI string taken apart once: literals and placeholders in turn, literals[0], names[0], literals[1] …
// A placeholder is {{.Name}} and nothing more: a UI string holds words, not a program, so text/template and its
// reflection are not needed.
type pattern struct {
	literals []string
	names    []string
}

// parsePattern takes a string apart; ok is false where "{{" or "}}" is not part of a {{.Name}}.
func parsePattern(s string) (p pattern, ok bool) {
	for {
		before, rest, found := strings.Cut(s, "{{")
		if strings.Contains(before, "}}") {
			return pattern{}, false
		}
		p.literals = append(p.literals, before)
		if !found {
			return p, true
		}
		name, after, closed := strings.Cut(rest, "}}")
		name = strings.TrimSpace(name)
		if !closed || !strings.HasPrefix(name, ".") || !isPlaceholder(name[1:]) {
			return pattern{}, false
		}
		p.names = append(p.names, name[1:])
		s = after
	}
}

func isPlaceholder(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	})
}

// placeholders are the names, each once, in byte order.
func (p pattern) placeholders() []string {
	names := slices.Clone(p.names)
	slices.Sort(names)
	return slices.Compact(names)
}

// fill puts the values in. A name without a value is shown as ⟦Name⟧ and given to missing.
func (p pattern) fill(kv []string, missing func(name string)) string {
	if len(p.names) == 0 {
		return p.literals[0]
	}
	var b strings.Builder
	b.WriteString(p.literals[0])
	for i, name := range p.names {
		value, ok := lookup(kv, name)
		if !ok {
			missing(name)
			value = "⟦" + name + "⟧"
		}
		b.WriteString(value)
		b.WriteString(p.literals[i+1])
	}
	return b.String()
}

func lookup(kv []string, name string) (string, bool) {
	for i := 0; i+1 < len(kv); i += 2 {
		if kv[i] == name {
			return kv[i+1], true
		}
	}
	return "", false
}

// patternParser lets go-i18n keep our patterns in place of text/template's.
type patternParser struct{}

// Cacheable tells go-i18n to parse each string once.
func (patternParser) Cacheable() bool { return true }

// Parse makes the pattern of a string that ParseStrings has already accepted.
func (patternParser) Parse(src, _, _ string) (template.ParsedTemplate, error) {
	p, _ := parsePattern(src)
	return p, nil
}

// fillIn is what Words gives go-i18n as template data.
type fillIn struct {
	kv      []string
	missing func(name string)
}

// Execute fills the pattern in.
func (p pattern) Execute(data any) (string, error) {
	in := data.(fillIn)
	return p.fill(in.kv, in.missing), nil
}
