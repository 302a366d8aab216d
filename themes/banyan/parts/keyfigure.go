package parts

import (
	"strings"
	"unicode"
)

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
