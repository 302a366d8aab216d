package pii

// Waiver lets one value pass in one file, although a rule finds it: the address of a public office that is in no
// register, an account for donations. It names the value by its salted hash only (mingshan pii --format json prints
// it). Identity numbers, telephones, cards and children's names have no waiver.
type Waiver struct {
	Value string // hash, 32 hexadecimal digits
	Rule  Kind
	Path  string // of the input file, from the project's root
}

// waived is a waiver as it is looked up; an empty path is any.
type waived struct {
	value string
	rule  Kind
	path  string
}

// Waived reports that the baseline lets the finding pass in the file.
func (s *Scanner) Waived(f Finding, path string) bool {
	return f.Hash != "" && Waivable(f.Kind) && s.waivers[waived{f.Hash, f.Kind, path}]
}

// Waivable reports kinds that a baseline may let through. False for what can only be personal, and for words that are
// no kind.
func Waivable(k Kind) bool {
	switch k {
	case CreditCode, Account, Plate, Email, Handle, Address, Name, Coordinates, Mix:
		return true
	}
	return false
}
