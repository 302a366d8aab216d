package main_test

import (
	"io"
	"strings"

	"mingshan/generator/cli"
)

const (
	glossary  = "data/rules/glossary.csv"
	wording   = "data/rules/wording.yaml"
	confirmed = "content/translations.yaml"
	terms     = "no,zh_hans,en,zh_hant_note,variants\n1,暖餐,hot lunch,=,\n"
	refusing  = "rules:\n  - id: lists\n    zh: [国家和台湾]\n    en: ['countries and Taiwan']\n    reason: {zh: 不与国家并列, en: it does not stand in one list with countries}\n    use: {zh: 分开写, en: write two sentences}\n"
)

// confirm has the command confirm every translation of the site.
func (e *editor) confirm() {
	e.path(confirmed)
	if got := cli.Main([]string{"check", "--translations", "--confirm", ".", "--as-of", "2026-11-20", "-C", e.dir}, io.Discard, io.Discard, func(string) string { return "" }); got != cli.Done {
		e.t.Fatalf("confirm: exit status %d", got)
	}
}

// twinMistakes make the two languages say different things.
func twinMistakes() []mistake {
	return []mistake{
		{"a strictness that does not exist", "config/translations", add(siteYAML, "translations:\n  numbers: strict\n")},
		{"fewer than no stale translations", "config/translations", add(siteYAML, "translations:\n  max_stale: -1\n")},
		{"a list of terms with other columns", "config/glossary", put(glossary, "zh,en\n暖餐,warm meal\n")},
		{"a term without its English", "config/glossary", put(glossary, terms+"2,午餐,,=,\n")},
		{"a list of terms with a line of fewer cells", "config/glossary", put(glossary, terms+"2,午餐\n")},
		{"a wording rule that is no regular expression", "config/wording", put(wording, "rules:\n  - id: x\n    zh: ['(台湾']\n    reason: {zh: 甲, en: a}\n    use: {zh: 乙, en: b}\n")},
		{"a wording rule that matches everything", "config/wording", put(wording, "rules:\n  - id: x\n    en: ['.*']\n    reason: {zh: 甲, en: a}\n    use: {zh: 乙, en: b}\n")},
		{"a wording rule without words", "config/wording", put(wording, "rules:\n  - id: x\n    reason: {zh: 甲, en: a}\n    use: {zh: 乙, en: b}\n")},
		{"a heading in one language only", "twins/headings", add(wordsZH, "\n## 还有\n\n一碗汤。\n")},
		{"a heading of another level", "twins/headings", func(e *editor) {
			e.add(wordsZH, "\n## 还有\n\n一碗汤。\n")
			e.add(wordsEN, "\n### More\n\nSoup.\n")
		}},
		{"a link in one language only", "twins/links", swap(wordsEN, "[two-way referral](/topics/referral.html)", "two-way referral")},
		{"a shortcode of another measure", "twins/figures", func(e *editor) {
			e.add(wordsZH, "\n得到{{figure dataset=referrals measure=offices}}。\n")
			e.add(wordsEN, "\nIt was {{figure dataset=referrals measure=charities}}.\n")
		}},
		{"a number ten times as large", "twins/numbers", func(e *editor) {
			e.add(wordsZH, "\n募得1.2亿元。\n")
			e.add(wordsEN, "\nCNY 1.2 billion was raised.\n")
		}},
		{"another article", "twins/numbers", func(e *editor) {
			e.add(wordsZH, "\n见《慈善法》第七十九条。\n")
			e.add(wordsEN, "\nSee the Charity Law, article 78.\n")
		}},
		{"a number in one language of a fact", "twins/numbers", swap(project, "每天一餐", "每天一餐，每餐8元")},
		{"a number in one language of a cell", "twins/numbers", swap("data/registers/channels.csv", "市话费", "每分钟"+canary+"元")},
		{"a place beside countries", "twins/wording", func(e *editor) {
			e.put(wording, refusing)
			e.add(wordsZH, "\n来自其他国家和台湾。\n")
			e.add(wordsEN, "\nFrom many places.\n")
		}},
		{"a confirmation by hand", "twins/record", put(confirmed, "confirmed:\n  content/projects/warm-meals: yes\n")},
		{"too many translations that nobody confirmed", "twins/stale-many", func(e *editor) {
			e.put(confirmed, "confirmed: {}\n")
			e.add(siteYAML, "translations:\n  max_stale: 3\n")
		}},
	}
}

// twinCautions are let pass with a warning, unless content/site.yaml says otherwise.
func twinCautions() []mistake {
	return []mistake{
		{"another word than the agreed one", "twins/glossary", func(e *editor) {
			e.put(glossary, terms)
			e.add(wordsZH, "\n暖餐。\n")
			e.add(wordsEN, "\nA warm meal.\n")
		}},
		{"the Chinese changed after its English was confirmed", "twins/stale", func(e *editor) {
			e.confirm()
			e.swap(wordsZH, "每天中午", "每个工作日中午")
		}},
		{"both languages changed after they were confirmed", "twins/changed", func(e *editor) {
			e.confirm()
			e.swap(wordsZH, "每天中午", "每个工作日中午")
			e.swap(wordsEN, "A meal every noon", "A meal at noon on working days")
		}},
		{"an entry that nobody confirmed", "twins/unconfirmed", func(e *editor) {
			e.confirm()
			e.put(confirmed, dropLine(e.read(confirmed), "content/projects/warm-meals:"))
		}},
		{"a confirmation of what is gone", "twins/gone", func(e *editor) {
			e.confirm()
			e.add(confirmed, "  content/projects/gone: aaaaaaaaaaaa bbbbbbbbbbbb 2026-11-20 editor\n")
		}},
	}
}

// dropLine takes the line with a word out of a text.
func dropLine(text, word string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.Contains(line, word) {
			b.WriteString(line)
		}
	}
	return b.String()
}
