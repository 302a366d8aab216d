package pii

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"
)

// masked shows enough of a value to find it again in its line and not enough to use it. Chinese characters are never
// shown: one of them may be a surname, and messages come in English, too.
func masked(kind Kind, value string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x80 {
			return '*'
		}
		return r
	}, shown(kind, value))
}

// shown keeps a few characters at the ends.
func shown(kind Kind, value string) string {
	r := []rune(value)
	head, tail := 0, 0
	switch kind {
	case ResidentID, BankCard, Account:
		head, tail = 4, 4 // the form of privacy.md: 1101**********002X
	case Name, Minor, Handle:
		head = 1
	case Email:
		_, domain, _ := strings.Cut(value, "@")
		return string(r[:1]) + "***@***" + last(domain)
	case BirthDate, Mix, Coordinates:
		return strings.Repeat("*", min(len(r), 8))
	case Address:
		head = 2
	default:
		head, tail = 2, 2
	}
	if len(r) < 2*(head+tail) {
		head, tail = min(head, 1), 0
	}
	return string(r[:head]) + strings.Repeat("*", len(r)-head-tail) + string(r[len(r)-tail:])
}

// last gives the last part of a host name, with its dot.
func last(domain string) string {
	if i := strings.LastIndexByte(domain, '.'); i >= 0 && utf8.RuneCountInString(domain[i:]) <= 6 {
		return domain[i:]
	}
	return ""
}

// hash is SHA-256 of salt, kind and value, in 32 hexadecimal digits; "" without a salt.
func (s *Scanner) hash(kind Kind, value string) string {
	if s.salt == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(s.salt + "\x00" + string(kind) + "\x00" + value))
	return hex.EncodeToString(sum[:16])
}
