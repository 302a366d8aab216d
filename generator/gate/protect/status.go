package protect

import "strings"

// Status is what a pattern says of one cell.
type Status uint8

const (
	Unknown   Status = iota // no word for a status
	Published               // shown
	Primary                 // hidden by rule
	Secondary               // hidden with others, or hidden without a reason given
)

// StatusColumns are the names that other programs give the column with the status of a cell.
func StatusColumns() []string { return []string{"status", "suppressed"} }

// ReadStatus reads a word of such a column: u, p and s are ours; others are those of sdcTable, tau-Argus,
// GaussSuppression and SDMX.
func ReadStatus(word string) Status {
	switch strings.ToLower(word) {
	case "u", "pub", "published", "false", "0", "f", "v", "":
		return Published
	case "p":
		return Primary
	case "s", "x", "supp", "suppressed", "hidden", "withheld", "true", "1", "*", "q", "c":
		return Secondary
	}
	return Unknown
}
