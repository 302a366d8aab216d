package main_test

import "strings"

const (
	dutyRules  = "data/rules/duties.yaml"
	waiverFile = "data/rules/waivers.yaml"
	holidays   = "data/rules/holidays.csv"
	campaign   = "content/campaigns/week/campaign.yaml"
)

// goodDuties is a file of one duty without a mistake; the tiny site has none of its own.
const goodDuties = `laws:
  - {id: law, title: {zh: 法, en: Law}}
duties:
  - id: CH-01
    title: {zh: 公开, en: Disclose}
    wording: {zh: 本站未收到, en: Not supplied to this portal}
    settle: {zh: 报来, en: supply it}
    basis:
      - {law: law, article: {zh: 第一条, en: art. 1}, source: L1, read: text}
    severity: warn
    subject: projects
    scope:
      - {field: status, is: [running]}
    due:
      - {kind: months_after, of: start, n: 3}
    evidence: {fields: [standards]}
`

// duties puts the good file with one change.
func duties(old, now string) func(*editor) {
	return func(e *editor) {
		if !strings.Contains(goodDuties, old) {
			e.t.Fatalf("the rules do not hold %q", old)
		}
		e.put(dutyRules, strings.Replace(goodDuties, old, now, 1))
	}
}

// waiver puts the good rules and a waiver with one change.
func waiver(old, now string) func(*editor) {
	good := "waivers:\n  - {rule: CH-01, record: projects/warm-meals, reason: {zh: 在办, en: under way}, approver: {zh: 岗位, en: desk}, expires: 2099-12-31}\n"
	return func(e *editor) {
		e.put(dutyRules, goodDuties)
		e.put(waiverFile, strings.Replace(good, old, now, 1))
	}
}

// dutyMistakes are made in the rules of duties, their waivers, the holidays, and where a duty blocks.
func dutyMistakes() []mistake {
	return []mistake{
		{"a duty's id of no form", "duty/id", duties("id: CH-01", "id: charter")},
		{"a severity that does not exist", "duty/severity", duties("severity: warn", "severity: grave")},
		{"a basis that says neither read nor remembered", "duty/read", duties("read: text", "read: perhaps")},
		{"a basis in a law that is not listed", "duty/law", duties("{law: law,", "{law: decree,")},
		{"a basis that was read, without its article", "duty/article", duties("article: {zh: 第一条, en: art. 1}, ", "")},
		{"a duty with a deadline and a check", "duty/due", duties("severity: warn", "severity: warn\n    check: TestX")},
		{"a duty without words for readers", "duty/words", duties("    settle: {zh: 报来, en: supply it}\n", "")},
		{"a duty held by a check, without words for readers", "duty/words", duties("duties:\n", "duties:\n  - id: CH-10\n    title: {zh: 甲, en: a}\n    basis:\n      - {law: law, source: x, read: memory}\n    severity: block\n    check: TestX\n")},
		{"a deadline that does not exist", "duty/kind", duties("kind: months_after", "kind: weeks_after")},
		{"a deadline of no months", "duty/due-key", duties(", n: 3", "")},
		{"a condition that asks nothing", "duty/condition", duties(", is: [running]", "")},
		{"evidence in a column that its register does not have", "duty/column", duties("fields: [standards]", "fields: [standard]")},
		{"a deadline counted from nothing that a project says", "duty/column", duties("of: start", "of: begun")},
		{"something that has to be there to be shown, and is not", "duty/blocks", func(e *editor) {
			e.put(dutyRules, strings.NewReplacer("severity: warn", "severity: block", "standards", "selection", "kind: months_after, of: start, n: 3", "kind: standing").Replace(goodDuties))
			e.add(project, "major: true\n")
		}},
		{"a waiver of a duty that does not exist", "waiver/rule", waiver("CH-01", "CH-99")},
		{"a waiver that has expired", "waiver/expired", waiver("2099-12-31", "2020-01-01")},
		{"a waiver of nothing", "waiver/record", waiver("projects/warm-meals", "projects/cold-meals")},
		{"a holiday without its source", "holidays/line", put(holidays, "year,from,to,kind,name_zh,name_en,source,confirmed_by\n2026,2026-01-01,2026-01-03,off,元旦,New Year,,\n")},
		{"a campaign that raises funds without its plan", "content/fundraising", swap(campaign, "type: publicity", "type: public_fundraising")},
	}
}

// dutyCautions are told and refuse nothing.
func dutyCautions() []mistake {
	return []mistake{
		{"evidence in a register that the site does not have", "duty/register", duties("fields: [standards]", "register: projet_reports")},
	}
}
