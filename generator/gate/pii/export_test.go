package pii

import "strings"

// CreditCodeOf completes 17 characters with their check character.
func CreditCodeOf(s string) string {
	for _, c := range strings.Split(creditAlphabet, "") {
		if creditCheck(s + c) {
			return s + c
		}
	}
	return ""
}
