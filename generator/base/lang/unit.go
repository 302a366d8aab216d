package lang

import "strings"

// One is the English word for a unit of which there is one: projects → project, people → person. Units of two words change
// in the first, before "of", or in the last.
func One(unit string) string {
	if before, of, ok := strings.Cut(unit, " of "); ok {
		return One(before) + " of " + of
	}
	i := strings.LastIndexByte(unit, ' ') + 1
	head, word := unit[:i], unit[i:]
	switch {
	case word == "people":
		word = "person"
	case word == "children":
		word = "child"
	case strings.HasSuffix(word, "ies") && len(word) > 4:
		word = strings.TrimSuffix(word, "ies") + "y"
	case strings.HasSuffix(word, "ches"), strings.HasSuffix(word, "shes"), strings.HasSuffix(word, "sses"):
		word = strings.TrimSuffix(word, "es")
	case strings.HasSuffix(word, "ss"), strings.HasSuffix(word, "us"):
	default:
		word = strings.TrimSuffix(word, "s")
	}
	return head + word
}
