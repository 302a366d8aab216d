package release

import (
	"slices"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
)

// consented says whether the consent covers publication on the web on that day (PIPL 15, 25, 29).
func consented(c content.Consent, on calendar.Date) bool {
	return slices.Contains(c.Scope, "web") && slices.Contains(c.Scope, "text") && inForce(c.Granted, c.Expires, c.Withdrawn, on)
}

// inForce says whether a consent holds on that day: the first and the last day count, the day of its withdrawal does not.
func inForce(granted, expires, withdrawn, on calendar.Date) bool {
	return !granted.IsZero() && granted.Compare(on) <= 0 && on.Compare(expires) <= 0 &&
		(withdrawn.IsZero() || on.Compare(withdrawn) < 0)
}

// allowedPictures leaves out pictures of people that the consent does not cover, and of a minor those that the rules do
// not let through with any consent.
func allowedPictures(s content.Story, rules config.Stories) []Picture {
	return slices.DeleteFunc(slices.Clone(s.Pictures), func(p Picture) bool {
		return p.People != "none" && !slices.Contains(s.Consent.Scope, "picture") ||
			s.Subject.Minor && !slices.Contains(rules.MinorPictures.Value, p.People)
	})
}

// donorsRegister holds those who gave and may be named.
const donorsRegister = "donors"

// consentColumns make a register one of people: a row is published only while its consent is valid.
func consentColumns() []string {
	return []string{"consent_scope", "consent_granted", "consent_expires", "consent_withdrawn"}
}

// ofPeople reports a register whose rows stand there by consent. It may be withdrawn without a word, and then nothing is left
// of the row: no digest in a ledger, which whoever guesses the name could hold it against.
func ofPeople(t *dataset.Table) bool {
	return t.Schema.ID == donorsRegister || slices.ContainsFunc(consentColumns(), func(name string) bool { return t.Column(name) >= 0 })
}

// consentedRows drops, before anything is made of them, the rows of registers with columns of consent that have none
// which is valid on that day. What is dropped here is nowhere later.
func consentedRows(set dataset.Set, on calendar.Date) dataset.Set {
	tables := slices.Clone(set.Tables)
	for i := range tables {
		t := &tables[i]
		var at []int
		for _, name := range consentColumns() {
			if c := t.Column(name); c >= 0 {
				at = append(at, c)
			}
		}
		if t.Schema.ID != donorsRegister && len(at) == 0 {
			continue
		}
		tables[i] = t.Keep(func(r dataset.Row) bool {
			if len(at) < len(consentColumns()) {
				return false // without all four nobody can say what was agreed
			}
			scope := strings.Fields(t.At(r, at[0]).Text())
			return slices.Contains(scope, "web") && slices.Contains(scope, "name") && inForce(t.At(r, at[1]).Date(), t.At(r, at[2]).Date(), t.At(r, at[3]).Date(), on)
		})
	}
	return dataset.Set{Tables: tables}
}
