package main_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"mingshan/generator/build"
	"mingshan/generator/cli"
	"mingshan/generator/input/source"
)

// rule adds a rule to the privacy rules.
func rule(key, value string) func(*editor) {
	return add(rules, key+":\n  value: "+value+"\n  reason:\n    zh: 测试用\n    en: for tests\n  approved_by: data protection desk\n")
}

// all makes several changes.
func all(changes ...func(*editor)) func(*editor) {
	return func(e *editor) {
		for _, change := range changes {
			change(e)
		}
	}
}

// release records what the site publishes, as mingshan ledger record does.
func release(e *editor) {
	e.t.Helper()
	snap, problems, err := source.Read(e.dir, source.Options{Assets: build.Assets()})
	e.check(err)
	files, _, more, err := build.Record(snap, build.Options{Theme: cli.Theme()}, sharedMemo())
	e.check(err)
	if problems.Append(more); problems.Blocking() > 0 {
		e.t.Fatalf("nothing to record:\n%s", told(problems))
	}
	for _, f := range files {
		e.put(f.Path, string(f.Data))
	}
}

// recorded is the file of the only release.
func (e *editor) recorded() string {
	e.t.Helper()
	found, err := filepath.Glob(filepath.Join(e.dir, "data/ledger/0001-*.csv"))
	e.check(err)
	if len(found) != 1 {
		e.t.Fatalf("%d files of the first release", len(found))
	}
	return "data/ledger/" + filepath.Base(found[0])
}

// forge changes the recorded release and makes its last line fit again, which a slip of the hand does not.
func forge(old, now string) func(*editor) {
	return func(e *editor) {
		name := e.recorded()
		e.swap(name, old, now)
		body := e.read(name)
		body = body[:strings.LastIndex(strings.TrimSuffix(body, "\n"), "\n")+1]
		e.put(name, fmt.Sprintf("%send,%d,%x\n", body, bytes.Count([]byte(body), []byte("\ncell,")), sha256.Sum256([]byte(body))))
	}
}

// gateMistakes are rules of no effect, what a dataset asks of the gate and cannot have, and tables that cannot be cleared.
func gateMistakes() []mistake {
	privacy := func(lines string) func(*editor) { return add(schema, "privacy:\n"+lines) }
	const helpedAt = "    - measure: helped\n      at:\n        period: 2026Q3\n"
	const source = "      source:\n        zh: 公报\n        en: the bulletin\n"
	const twins = "data/aggregates/twins.yaml"
	const money = "    role: amount\n    follows: helped\n"
	return []mistake{
		{"a width of nothing", "config/rule-range", rule("min_width", "0")},
		{"a width below nothing for sensitive data", "config/rule-range", rule("strict_width", "-1")},
		{"sensitive data with less room than others", "config/threshold-order", all(rule("min_width", "5"), rule("strict_width", "3"))},
		{"fewer than nobody outside an outcome", "config/rule-range", rule("group_least", "-1")},
		{"a p % rule of more than all", "config/rule-range", rule("p_percent", "120")},
		{"dominance of more than all", "config/rule-range", rule("dominance", "190")},
		{"a share of small cells above 100 %", "config/rule-range", rule("small_share", "101")},
		{"zeros that are neither shown nor withheld", "schema/word", privacy("  zeros: hidden\n")},
		{"rounded counts that would withhold zeros", "schema/round-zeros", all(twin, add(twins, "privacy:\n  mode: round5\n  zeros: withheld\n"))},
		{"rounded counts of an outcome", "schema/round-outcome", all(swap(schema, "    not_above: referred\n", "    not_above: referred\n    outcome: true\n"), privacy("  mode: round5\n"))},
		{"rounded counts beside their money", "schema/round-amount", privacy("  mode: round5\n")},
		{"a headline of medians", "schema/spot", privacy("  keep:\n    - measure: median_days\n")},
		{"a headline by something that is no dimension", "schema/spot", privacy("  keep:\n    - measure: helped\n      at:\n        gender: f\n")},
		{"a headline of a region that is not in the table", "schema/spot", privacy("  keep:\n" + helpedAt + "        region: '350199'\n")},
		{"a link to no dataset", "schema/link", privacy("  links:\n    - measure: helped\n      dataset: referral\n      same: helped\n")},
		{"a link of people to money", "schema/link", privacy("  links:\n    - measure: helped\n      dataset: referrals\n      same: spent\n")},
		{"a link to something that is no dimension", "schema/link", all(twin, privacy("  links:\n    - measure: helped\n      dataset: twins\n      same: people\n      there:\n        gender: f\n"))},
		{"words with a last day", "schema/until", swap("data/registers/organizations.yaml", "- id: name_zh\n    type: string", "- id: name_zh\n    type: string\n    until: true")},
		{"a quota of donations for each county", "schema/quota", swap(schema, "  - id: spent\n", "  - id: quota\n    type: money_cny\n    title:\n      zh: 募捐任务\n      en: quota\n    unit:\n      zh: 元\n      en: yuan\n    role: total\n  - id: spent\n")},
		{"a measure that may change without a correction", "schema/living", swap(schema, "    role: count\n    min: 0\n    not_above: referred", "    role: count\n    living: true\n    min: 0\n    not_above: referred")},
		{"a measure that may change by a correction only, as all do", "schema/fixed", swap(schema, "    role: count\n    min: 0\n    not_above: referred", "    role: count\n    fixed: true\n    min: 0\n    not_above: referred")},
		{"givers of people", "schema/contributors", swap(schema, "    role: count\n    min: 0\n    not_above: referred", "    role: count\n    contributors:\n      first: offices\n      second: charities\n    min: 0\n    not_above: referred")},
		{"givers in columns that would be published", "schema/contributors", swap(schema, money, money+"    contributors:\n      first: largest\n      second: median_days\n")},
		{"money without its largest gift", "csv/givers", gifts("2026Q2,350102,1000,,")},
		{"money with one of its two largest gifts", "csv/givers", gifts("2026Q2,350102,1000,400,")},
		{"a second gift above the first", "csv/givers", gifts("2026Q2,350102,1000,200,300")},
		{"gifts of more than the sum", "csv/givers", gifts("2026Q2,350102,1000,600,500")},
		{"an outcome of nobody", "schema/outcome", swap(schema, "- id: offices\n", "- id: offices\n    outcome: true\n")},
		{"money of sixteen digits in all", "gate/system", all(swap(counts, "10200.50", "9999999999999.99"), swap(counts, ",6600,", ",9999999999999.99,"))},
		{"a link between figures that differ", "gate/link", all(twin, privacy("  links:\n    - measure: helped\n      dataset: twins\n      same: people\n"))},
		{"a small count beside another whose sum everybody knows", "gate/risky", all(rule("min_width", "5"),
			swap(counts, "44,27,71,58,11600,12", "44,27,71,2,400,12"), privacy("  known:\n"+helpedAt+"        region: '350100'\n"+source))},
		{"orphans by county", "gate/special", all(rule("city_only", "[orphan]"), groups)},
	}
}

// groups adds a dataset of people by quarter, county and group.
func groups(e *editor) {
	head, rest, _ := strings.Cut(strings.Replace(e.read(schema), "id: referrals", "id: groups", 1), "fields:\n")
	dims, rest, _ := strings.Cut(rest, "  - id: offices\n")
	people, _, _ := strings.Cut(rest, "  - id: charities\n")
	e.put("data/aggregates/groups.yaml", strings.Replace(head, "  - region\n", "  - region\n  - group\n", 1)+"fields:\n"+dims+
		"  - id: group\n    type: code\n    title:\n      zh: 人群\n      en: group\n    required: true\n    role: dimension\n    values:\n      - orphan\n      - elder\n  - id: people\n"+people)
	e.put("data/aggregates/groups.csv", "period,region,group,people\n2026Q3,350102,elder,60\n2026Q3,350102,orphan,7\n")
}

// gifts adds a dataset of one sum of money, its two largest parts and a row.
func gifts(row string) func(*editor) {
	return func(e *editor) {
		head, _, _ := strings.Cut(strings.Replace(e.read(schema), "id: referrals", "id: gifts", 1), "  - id: offices\n")
		for _, f := range []string{"amount", "first", "second"} {
			head += "  - id: " + f + "\n    type: money_cny\n    title:\n      zh: 款\n      en: " + f + "\n    unit:\n      zh: 元\n      en: yuan\n    role: "
			if f == "amount" {
				head += "total\n    contributors:\n      first: first\n      second: second\n"
				continue
			}
			head += "private\n"
		}
		e.put("data/aggregates/gifts.yaml", head)
		e.put("data/aggregates/gifts.csv", "period,region,amount,first,second\n2026Q2,350105,900,900,\n"+row+"\n")
	}
}

// twin adds a dataset of one count by quarter and county.
func twin(e *editor) {
	head, _, _ := strings.Cut(strings.Replace(e.read(schema), "id: referrals", "id: twins", 1), "  - id: charities\n")
	e.put("data/aggregates/twins.yaml", strings.Replace(head, "- id: offices", "- id: people", 1))
	e.put("data/aggregates/twins.csv", "period,region,people\n2026Q2,350102,52\n")
}

// ledgerMistakes change what was published, or what the ledger says of it.
func ledgerMistakes() []mistake {
	const head = "data/ledger/head.csv"
	after := func(more func(*editor)) func(*editor) { return all(release, more) }
	return []mistake{
		{"a published figure that is another now", "gate/uncorrected", after(row("2026Q2,350102,60,25,85,51,10200.50,12.5"))},
		{"a published figure that is no more", "gate/uncorrected", after(swap(counts, "2026Q2,350128,24,0,24,20,4000,9", "2026Q2,350128,24,0,24,20,,9"))},
		{"a published word that is another now", "gate/uncorrected", after(swap("data/registers/project_reports.csv", ",2026-10-20,", ",2026-10-21,"))},
		{"a published fact of a project that is another now", "gate/uncorrected", after(swap("content/projects/warm-meals/project.yaml", "One meal a day", "Two meals a day"))},
		{"a published campaign that is gone", "gate/gone", after(func(e *editor) { e.remove("content/campaigns/week") })},
		{"a published row that is gone", "gate/gone", after(swap(counts, "2026Q2,350128,24,0,24,20,4000,9\n", ""))},
		{"a published column that is gone", "gate/gone", after(func(e *editor) {
			e.put(counts, regexp.MustCompile(`(?m),[^,]*$`).ReplaceAllString(strings.TrimSuffix(e.read(counts), "\n"), "")+"\n")
			head, rest, _ := strings.Cut(e.read(schema), "  - id: median_days\n")
			_, charts, _ := strings.Cut(rest, "charts:\n")
			e.put(schema, head+"charts:\n"+charts)
		})},
		{"a published dataset that is gone", "gate/gone", all(twin, release, func(e *editor) {
			e.remove("data/aggregates/twins.csv")
			e.remove("data/aggregates/twins.yaml")
		})},
		{"one person more among withheld figures", "gate/revision", after(swap(counts, "2026Q3,350105,33,21,54,4,", "2026Q3,350105,33,21,54,5,"))},
		{"a ledger edited by hand", "ledger/changed", after(func(e *editor) { e.swap(e.recorded(), ",offices,2026Q2|350102,40", ",offices,2026Q2|350102,41") })},
		{"a ledger's file without its end", "ledger/truncated", after(func(e *editor) {
			text := e.read(e.recorded())
			e.put(e.recorded(), text[:strings.LastIndex(text, "end,")])
		})},
		{"a ledger's file by another name", "ledger/name", after(func(e *editor) { e.move(e.recorded(), "data/ledger/0001-2026-01-01.csv") })},
		{"a ledger that begins with the second release", "ledger/gap", after(forge("release,1,", "release,2,"))},
		{"a release that follows one that is not there", "ledger/chain", after(forge("after,\n", "after,7f\n"))},
		{"a line that no ledger has", "ledger/line", after(forge("policy,", "police,"))},
		{"a ledger without its head", "ledger/head", after(func(e *editor) { e.remove(head) })},
		{"a ledger whose releases are gone", "ledger/head", after(func(e *editor) { e.remove(e.recorded()) })},
		{"a recording that was interrupted", "ledger/unfinished", after(put(head, "head,0,\n"))},
	}
}

// cautions are inputs that are published, with a warning.
func cautions() []mistake {
	return slices.Concat(twinCautions(), dutyCautions(), []mistake{
		{"a table of which too much is too small", "gate/roll-up", rule("small_share", "1")},
		{"categories of which too much is too small", "gate/roll-up", all(rule("small_share", "1"), groups)},
	})
}
