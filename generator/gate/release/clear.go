// Package release turns what was counted into what may be shown. It is the only door between the two: a
// release.Cell with a number is made here and nowhere else, so holding one is the proof that it was cleared.
//
// Tables: a count from 1 to below the threshold of data/rules/privacy.yaml is withheld (primary), and so is every
// further cell that would let it be worked out from the totals (secondary, gate/protect). Totals over all
// combinations of county → reporting unit → province, quarter → year → all, and code → all are computed here from
// the full figures and go through the same gate. Amounts are withheld with the count they follow, because an amount
// divided by a public rate is the count. Stories need consent that is valid on the as-of date, and so do donors to be
// named; a story that was withdrawn leaves a tombstone. Notices show from their date until they expire.
//
// Before any of that, Inspect looks for personal data in every input (gate/pii) and refuses tables whose rows are
// persons. Look does the same for any one file, for the command `mingshan pii`.
//
// Nothing here is memoised, and there is no switch that passes it by.
package release

import (
	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/gate/ledger"
	"mingshan/generator/gate/pixels"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
)

// Cleared is everything that may be published on one as-of date.
type Cleared struct {
	AsOf          calendar.Date
	Tables        []*Table // in order of id
	Regions       []Region
	Codes         map[string][]Code // code list → codes in its order
	Organizations []Organization
	Channels      []Channel
	Platforms     []Platform
	Policies      []Policy
	Donors        []Donor
	Corrections   []Correction
	Words
	Pictures map[string]pixels.Set // by source path, only of entries that are shown
	Ledger   Ledger
	Rules    config.Privacy // by which it was cleared, for readers

	published []ledger.Shown
}

// Table finds a table by id.
func (c *Cleared) Table(id string) (*Table, bool) {
	for _, t := range c.Tables {
		if t.Schema.ID == id {
			return t, true
		}
	}
	return nil, false
}

// Ledger says what was withheld, without the numbers.
type Ledger struct {
	Entries []Entry // in order of dataset and measure
}

// Entry counts the withheld cells of one measure: among the rows, and among all cells with totals. How many of them were
// small is not told.
type Entry struct {
	Dataset, Measure string
	Rows, All        int
}

// Withheld is the number of withheld cells of all rows.
func (l Ledger) Withheld() int {
	n := 0
	for _, e := range l.Entries {
		n += e.Rows
	}
	return n
}

// Clear decides what may be shown. Problems are about inputs that cannot be cleared; what is withheld by rule is
// not a problem but a ledger entry.
// before is what earlier releases said; nil for none.
// picture decodes and re-encodes a picture file by its path (pixels.Clear over the snapshot).
func Clear(set dataset.Set, corpus content.Corpus, rules config.Privacy, before *ledger.Ledger, asOf calendar.Date, picture func(path string) (pixels.Set, error)) (*Cleared, diag.List) {
	var problems diag.List
	out := &Cleared{AsOf: asOf, Codes: map[string][]Code{}, Rules: rules}
	set = consentedRows(set, asOf)
	withdrawn, bad := takedowns(set, asOf)
	problems.Append(bad)
	problems.Append(out.words(corpus, rules, asOf, withdrawn))
	set = out.shownCorrections(set)
	known := newPast(before, set, asOf)
	problems.Append(out.codeLists(set))
	problems.Append(out.tables(set, rules, known))
	problems.Append(out.registers(set))
	problems.Append(out.corrections(set))
	problems.Append(out.statements(corpus, known))
	problems.Append(out.pictures(picture))
	return out, problems
}

// threshold is the minimum count of one table: the rules' floor, or more where the dataset asks for more.
func threshold(s dataset.Schema, rules config.Privacy) int64 {
	k := rules.MinCount.Value
	if s.Privacy.Sensitive {
		k = max(k, rules.SensitiveMinCount.Value)
	}
	return int64(max(k, s.Privacy.MinCount))
}

// room is the width that a reader is left with around a small count of one table.
func room(s dataset.Schema, rules config.Privacy) int64 {
	w := rules.MinWidth.Value
	if s.Privacy.Sensitive {
		w = max(w, rules.StrictWidth.Value)
	}
	return int64(max(1, w))
}
