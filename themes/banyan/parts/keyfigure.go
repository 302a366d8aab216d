package parts

import (
	"slices"
	"strings"
	"unicode"

	"mingshan/generator/site/view"
)

// traced reports whether it is said of any of the numbers where it comes from.
func traced(rows [][]view.KeyFigure) bool {
	return slices.ContainsFunc(slices.Concat(rows...), func(k view.KeyFigure) bool { return len(k.Origin.Facts) > 0 })
}

// digits and magnitude part a formatted number after its last digit, so that the numeral may be larger than the word
// for its size: 12.4 and 万, 124 and thousand.
func digits(value string) string { return value[:lastDigit(value)] }

func magnitude(value string) string { return value[lastDigit(value):] }

func lastDigit(value string) int {
	i := strings.LastIndexFunc(value, unicode.IsDigit)
	if i < 0 {
		return 0
	}
	return i + 1
}
