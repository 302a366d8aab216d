package main_test

import "strings"

const (
	counts        = "data/aggregates/referrals.csv"
	schema        = "data/aggregates/referrals.yaml"
	organizations = "data/registers/organizations.csv"
	orgSchema     = "data/registers/organizations.yaml"
	channels      = "data/registers/channels.csv"
	reports       = "data/registers/project_reports.csv"
	policies      = "data/registers/policies" // .csv, .yaml
)

// row replaces the row of Q2 in Gulou, which is good as it stands in testdata/site.
func row(now string) func(*editor) {
	return swap(counts, "2026Q2,350102,40,25,65,51,10200.50,12.5", now)
}

// schemaMistakes are made in the YAML beside a CSV, and in where the two stand.
func schemaMistakes() []mistake {
	measure := "  - id: helped\n    type: integer"
	return []mistake{
		{"data outside the three folders", "data/folder", put("data/more/x.csv", "id\n1\n")},
		{"a CSV without a schema", "data/no-schema", put("data/aggregates/extra.csv", "id\n1\n")},
		{"a schema without a CSV", "data/no-csv", func(e *editor) { e.remove(counts) }},
		{"two datasets of one id", "data/id-twice", func(e *editor) {
			e.put("data/registers/referrals.csv", e.read("data/registers/policies.csv"))
			e.put("data/registers/referrals.yaml", strings.Replace(e.read("data/registers/policies.yaml"), "id: policies", "id: referrals", 1))
		}},
		{"no region list", "data/needed", func(e *editor) {
			e.remove("data/codes/regions.csv")
			e.remove("data/codes/regions.yaml")
		}},
		{"a region list without levels", "regions/fields", func(e *editor) {
			e.swap("data/codes/regions.yaml", "- id: level", "- id: tier")
			e.swap("data/codes/regions.csv", ",level,", ",tier,")
		}},
		{"an id that is not the file's name", "schema/id", swap(schema, "id: referrals", "id: referral")},
		{"a field twice", "schema/field-twice", swap(schema, "- id: charities", "- id: offices")},
		{"no field at all", "schema/no-key", func(e *editor) {
			text := e.read(schema)
			head, _, _ := strings.Cut(text, "primary_key:")
			e.put(schema, head+"primary_key: []\nfields: []\n")
		}},
		{"a key that is no field", "schema/key", swap(schema, "primary_key:\n  - period", "primary_key:\n  - quarter")},
		{"a field's id in capitals", "schema/field-id", swap(schema, "- id: charities", "- id: Charities")},
		{"a type that does not exist", "schema/word", swap(schema, "type: money_cny", "type: money")},
		{"a number without a unit", "schema/unit", swap(schema, "    unit:\n      zh: 天\n      en: days\n", "")},
		{"a count of halves", "schema/count", swap(schema, measure, "  - id: helped\n    type: decimal")},
		{"a measure of words", "schema/measure", swap(schema, measure, "  - id: helped\n    type: string")},
		{"an amount that no count protects", "schema/follows", swap(schema, "    role: amount\n    follows: helped\n", "    role: amount\n")},
		{"an amount that follows an amount", "schema/follows-count", swap(schema, "follows: helped\n    min: 0\n", "follows: spent\n    min: 0\n")},
		{"a dimension of words", "schema/dimension", swap(schema, "- id: region\n    type: region", "- id: region\n    type: string")},
		{"a dimension of codes without a list", "schema/codes", swap(schema, "- id: region\n    type: region", "- id: region\n    type: code")},
		{"a dimension that is not in the key", "schema/dimension-key", swap(schema, "primary_key:\n  - period\n", "primary_key:\n")},
		{"a dimension that may be empty", "schema/dimension-required", swap("data/registers/project_reports.yaml", "- id: final\n    type: code\n    title:\n      zh: 结项\n      en: final\n    required: true", "- id: final\n    type: code\n    title:\n      zh: 结项\n      en: final\n    role: dimension")},
		{"a number that would pass the gate by", "schema/role", swap(schema, "    role: value\n", "")},
		{"a count that follows a count", "schema/follows-role", swap(schema, "    role: count\n    min: 0\n    not_above: referred", "    role: count\n    follows: offices\n    min: 0\n    not_above: referred")},
		{"people compared with money", "schema/reference-type", swap(schema, "not_above: referred", "not_above: spent")},
		{"a count that adds up totals", "schema/sum-role", swap(schema, "    role: count", "    role: total")},
		{"a sum of a part twice", "schema/sum-circle", swap(schema, "      - offices\n      - charities", "      - offices\n      - offices")},
		{"a sum of a field that is not there", "schema/reference", swap(schema, "      - charities", "      - charity")},
		{"a pattern that is no pattern", "schema/pattern", swap(orgSchema, "pattern: '[a-z0-9]+(-[a-z0-9]+)*'", "pattern: '[a-z'")},
		{"a bound that is no number", "schema/bound", swap(schema, "max: 400", "max: much")},
		{"a chart's id in capitals", "chart/id", swap(schema, "- id: trend", "- id: Trend")},
		{"a chart's id twice", "chart/id-twice", swap(schema, "- id: tiles", "- id: trend")},
		{"a calendar that begins with words", "schema/dates", add(policies+".yaml", "dates:\n  from: title_zh\n  text: title\n")},
		{"a condition on a day", "schema/needed", swap(policies+".yaml", "en: full text", "en: full text\n    needed_when:\n      date: in_force")},
		{"a pie", "chart/kind", swap(schema, "kind: line", "kind: pie")},
		{"a chart with two axes", "chart/kind", swap(schema, "kind: line", "kind: dual_axis")},
		{"a label on a line", "chart/keys", swap(schema, "kind: line", "kind: line\n    label: title")},
		{"a measure twice in a chart", "chart/y-twice", swap(schema, "      - referred\n      - helped\n", "      - referred\n      - referred\n")},
		{"groups of one", "chart/parts", swap(schema, "kind: tiles", "kind: grouped")},
		{"shares of a whole and its part", "chart/parts-overlap", swap(schema, "kind: line", "kind: share")},
		{"a heat table without columns", "chart/heat", swap(schema, "kind: line", "kind: heat")},
		{"slopes of two measures", "chart/lines", swap(schema, "kind: line", "kind: slope")},
		{"a sankey along time", "chart/sankey", swap(schema, "kind: line", "kind: sankey")},
		{"two groups lost in one step", "chart/lost", swap(schema, "kind: line", "kind: sankey\n    lost:\n      - zh: 甲\n        en: a\n      - zh: 乙\n        en: b")},
		{"stages in the wrong order", "chart/stages", swap(schema, "    x: period\n    y:\n      - referred\n      - helped\n", "    x: region\n    y:\n      - helped\n      - referred\n  - id: steps\n    kind: funnel\n    title:\n      zh: 图\n      en: figure\n    y:\n      - helped\n      - referred\n")},
		{"a funnel along time", "chart/funnel", swap(schema, "kind: line", "kind: funnel")},
		{"a timeline of counts", "chart/register", swap(schema, "kind: line", "kind: timeline")},
		{"a timeline of measures", "chart/timeline", swap(schema, "kind: line", "kind: timeline")},
		{"a timeline along periods", "chart/date", swap(schema, "kind: line", "kind: timeline")},
		{"a timeline without names", "chart/label", add("data/registers/policies.yaml", "charts:\n  - id: dates\n    kind: timeline\n    title:\n      zh: 图\n      en: figure\n    x: date\n    label: name\n")},
		{"a chart along a measure", "chart/x", swap(schema, "x: period", "x: helped")},
		{"a tile map of periods", "chart/tiles", swap(schema, "kind: line", "kind: tiles")},
		{"a series of the axis", "chart/series", swap(schema, "x: period\n", "x: period\n    series: period\n")},
		{"a chart of nothing", "chart/y", swap(schema, "    y:\n      - referred\n      - helped\n", "    y: []\n")},
		{"a chart of medians", "chart/y-measure", swap(schema, "      - referred\n      - helped\n", "      - median_days\n")},
		{"a chart of people and money", "chart/unit", swap(schema, "      - helped\n  - id: tiles", "      - spent\n  - id: tiles")},
		{"a chart of one measure", "chart/where", swap(schema, "    where:\n      period: latest", "    where:\n      helped: latest")},
	}
}

// cellMistakes are made in a CSV.
func cellMistakes() []mistake {
	head := func(old, now string) func(*editor) { return swap(counts, old, now) }
	return []mistake{
		{"an empty CSV", "csv/empty", put(counts, "")},
		{"a CSV in no known encoding", "csv/encoding", put(counts, "period\xff\xff\xff,region\n")},
		{"a CSV in half of UTF-16", "csv/encoding", put(counts, "\xff\xfep")},
		{"a NUL byte in a CSV", "csv/nul", row("2026Q2,350102,40,25,65,51\x00,10200.50,12.5")},
		{"a misspelt header", "csv/header-unknown", head("offices,", "ofices,")},
		{"a header of another column", "csv/header-unknown", head("median_days\n", "median_days,remarks\n")},
		{"a header twice", "csv/header-twice", head("offices,charities", "offices,offices")},
		{"a header left out", "csv/header-missing", head(",median_days\n", "\n")},
		{"a header in capitals", "csv/header-unknown", head("offices,", "Offices ,")},
		{"headers in Chinese", "csv/empty", head("period,region,offices,charities,referred,helped,spent,median_days", "时期,地区,政府,慈善,转介,帮助,金额,天数")},
		{"a column without a header", "csv/header-none", func(e *editor) {
			e.swap(counts, "median_days\n", "median_days,\n")
			e.swap(counts, "10200.50,12.5", "10200.50,12.5,7919333")
		}},
		{"tabs for commas: Excel's Unicode text", "csv/separator", func(e *editor) { e.put(counts, strings.ReplaceAll(e.read(counts), ",", "\t")) }},
		{"semicolons for commas", "csv/separator", func(e *editor) { e.put(counts, strings.ReplaceAll(e.read(counts), ",", ";")) }},
		{"full-width commas", "csv/separator", func(e *editor) { e.put(counts, strings.ReplaceAll(e.read(counts), ",", "，")) }},
		{"a header that turns its direction", "csv/header-unknown", head("offices,", "\u202eoffices,")},
		{"a comma too many", "csv/columns", row("2026Q2,350102,40,25,65,51,10200.50,12.5,")},
		{"a thousands separator without quotes", "csv/columns", row("2026Q2,350102,40,25,65,51,10,200.50,12.5")},
		{"a quotation mark not closed", "csv/quote", row("2026Q2,\"350102,40,25,65,51,10200.50,12.5")},
		{"full-width digits", "csv/full-width", row("2026Q2,350102,４０,25,65,51,10200.50,12.5")},
		{"a thousands separator in quotes", "csv/thousands", row("2026Q2,350102,40,25,65,51,\"10,200.50\",12.5")},
		{"a full-width thousands separator", "csv/thousands", row("2026Q2,350102,40,25,65,51,10，200,12.5")},
		{"010: no silent octal", "csv/leading-zero", row("2026Q2,350102,010,25,65,51,10200.50,12.5")},
		{"1.9 people: no silent rounding", "csv/integer", row("2026Q2,350102,1.9,25,65,51,10200.50,12.5")},
		{"a thousandth of a fen", "csv/money", row("2026Q2,350102,40,25,65,51,10200.505,12.5")},
		{"a dash for nothing", "csv/number", row("2026Q2,350102,-,25,65,51,10200.50,12.5")},
		{"a word where a number belongs", "csv/number", row("2026Q2,350102,无7919333,25,65,51,10200.50,12.5")},
		{"a number in powers of ten", "csv/number", row("2026Q2,350102,4e1,25,65,51,10200.50,12.5")},
		{"a number with its unit", "csv/number", row("2026Q2,350102,7919333人,25,65,51,10200.50,12.5")},
		{"a number with a percent sign", "csv/number", row("2026Q2,350102,40,25,65,51,10200.50,7919333%")},
		{"a number of ten thousands", "csv/number", row("2026Q2,350102,40,25,65,51,7919333万,12.5")},
		{"less than nobody", "csv/negative", row("2026Q2,350102,-7919333,25,65,51,10200.50,12.5")},
		{"below the minimum", "csv/min", func(e *editor) {
			e.swap(schema, "max: 400", "max: 401")
			e.swap(schema, "role: value\n    min: 0", "role: value\n    min: 2")
			e.swap(counts, "10200.50,12.5", "10200.50,1.5")
		}},
		{"above the maximum", "csv/max", row("2026Q2,350102,40,25,65,51,10200.50,7919333")},
		{"spaces around a value", "csv/space", row("2026Q2,350102, 40,25,65,51,10200.50,12.5")},
		{"an invisible character in a cell", "csv/character", swap(organizations, "Rainbow Foundation", "Rainbow\u200b Foundation")},
		{"a cell that turns its direction", "csv/character", swap(organizations, "Rainbow Foundation", "Rainbow \u202eFoundation")},
		{"a formula", "csv/formula", swap(organizations, "Warm meals", "=HYPERLINK(7919333)")},
		{"a formula after an at sign", "csv/formula", swap(organizations, "Warm meals", "@SUM(7919333)")},
		{"a key cell left empty", "csv/required", row("2026Q2,,40,25,65,51,10200.50,12.5")},
		{"a period that does not exist", "csv/period", row("2026Q5,350102,40,25,65,51,10200.50,12.5")},
		{"a year among quarters", "csv/period-mixed", row("2026,350102,40,25,65,51,10200.50,12.5")},
		{"a total among the rows", "csv/all", swap(reports, ",warm-meals,", ",all,")},
		{"a region by its name", "csv/region", row("2026Q2,鼓楼区,40,25,65,51,10200.50,12.5")},
		{"a region of another province", "csv/region", row("2026Q2,330102,40,25,65,51,10200.50,12.5")},
		{"a code by its name", "csv/code", swap(organizations, ",foundation,", ",基金会,")},
		{"a day that does not exist in a CSV", "csv/date", swap(organizations, "2012-04-09", "2012-02-30")},
		{"a date that Excel rewrote", "csv/date", swap(organizations, "2012-04-09", "2012/4/9")},
		{"half an address", "csv/url", swap(organizations, "https://rainbow.example/", "www.rainbow.example")},
		{"an address that runs a script", "csv/url", swap(organizations, "https://rainbow.example/", "javascript:alert(7919333)")},
		{"a mobile number", "csv/phone", swap(channels, ",12345,", ",13800007919333,")},
		{"a word outside the closed set", "csv/values", swap(reports, ",12,no", ",12,maybe")},
		{"an id of another form", "csv/pattern", swap(organizations, "\nrainbow,", "\nRainbow7919333,")},
		{"two reports of a project for one quarter", "csv/key-twice", add(reports, "warm-meals-2026q3b,warm-meals,2026-09-30,2026-10-21,120000.50,98000,640,12,no\n")},
		{"a key twice", "csv/key-twice", add(counts, "2026Q3,350503,1,1,2,1,1,1\n")},
		{"a wrong sum", "csv/sum", row("2026Q2,350102,40,25,7919333,51,10200.50,12.5")},
		{"a sum of a missing part", "csv/sum-part", row("2026Q2,350102,40,,65,51,10200.50,12.5")},
		{"a row that ends before it begins", "csv/days", func(e *editor) {
			e.swap(policies+".yaml", "en: in force from", "en: in force from\n    required: true")
			e.add(policies+".yaml", "dates:\n  from: from\n  to: date\n  text: title\n")
		}},
		{"a document that has to be named", "csv/needed", func(e *editor) {
			e.swap(policies+".yaml", "en: document number", "en: document number\n    needed_when:\n      status: in_force")
			e.swap(policies+".csv", "闽民救〔2024〕117号", "")
		}},
		{"more helped than referred", "csv/order", row("2026Q2,350102,40,25,65,7919333,10200.50,12.5")},
	}
}

// referenceMistakes are names that lead nowhere.
func referenceMistakes() []mistake {
	return []mistake{
		{"an organization that is not in the register", "reference/unknown", swap(project, "organization: rainbow", "organization: rainbw")},
		{"a field that is not in the code list", "reference/unknown", swap(project, "field: fulao", "field: sport")},
		{"a field's name in place of its code", "reference/unknown", swap(project, "field: fulao", "field: elderly care")},
		{"a topic that does not exist", "reference/unknown", swap(project, "- referral\n", "- referrals\n")},
		{"a story on the home page that does not exist", "reference/unknown", swap(siteYAML, "- noon", "- evening")},
		{"a topic's policy without a register", "reference/list", func(e *editor) {
			e.remove("data/registers/policies.csv")
			e.remove("data/registers/policies.yaml")
		}},
		{"a story placed in a county, where people know one another", "reference/level", swap(story, "region: \"350100\"", "region: \"350102\"")},
		{"a code that is not in its list", "reference/code", swap(organizations, ",foundation,", ",club,")},
		{"a report of a project that does not exist", "reference/code", swap(reports, ",warm-meals,", ",cold-meals,")},
		{"a region that is not in the list", "region/unknown", row("2026Q2,350199,40,25,65,51,10200.50,12.5")},
		{"a city where counties report", "region/level", row("2026Q2,350100,40,25,65,51,10200.50,12.5")},
		{"Jinmen, which is outside coverage", "region/not-covered", row("2026Q2,350527,40,25,65,51,10200.50,12.5")},
		{"a county and its city in one column", "region/overlap", func(e *editor) {
			e.swap(schema, "level: county", "level: any")
			e.add(counts, "2026Q3,350100,1,1,2,1,1,1\n")
		}},
		{"a county that belongs to nobody", "regions/parent", swap("data/codes/regions.csv", "Mawei,county,350100", "Mawei,county,")},
		{"a register in place of a code list", "reference/code-list", swap(orgSchema, "codes: org_types", "codes: policies")},
		{"a chart of no period", "figure/period", swap(schema, "period: latest", "period: soon")},
		{"a key figure of a value outside the closed set", "figure/value", func(e *editor) {
			e.swap("data/registers/project_reports.yaml", "      en: final\n    required: true", "      en: final\n    role: dimension\n    required: true")
			e.swap(topic, "dataset: referrals\n    field: referred", "dataset: project_reports\n    field: raised\n    where:\n      final: maybe")
		}},
		{"a chart that is not declared", "figure/unknown", swap(topic, "- referrals/trend", "- referrals/trends")},
		{"a key figure of no dataset", "figure/dataset", swap(topic, "dataset: referrals", "dataset: referral")},
		{"a key figure of medians", "figure/field", swap(siteYAML, "field: helped", "field: median_days")},
		{"a key figure of a part that is no dimension", "figure/where", swap(topic, "field: referred", "field: referred\n    where:\n      gender: f")},
		{"a share of nothing in particular", "figure/among", swap(topic, "field: referred", "field: referred\n    show: share")},
		{"a share among what is not fixed", "figure/among", swap(topic, "field: referred", "field: referred\n    show: share\n    among: [region]")},
		{"a share of the whole in the whole", "figure/among", swap(topic, "field: referred", "field: referred\n    show: share\n    where: {region: \"350000\"}\n    among: [region]")},
		{"a rate by nothing", "figure/per", swap(topic, "field: referred", "field: helped\n    show: rate")},
		{"a rate by medians", "figure/per", swap(topic, "field: referred", "field: helped\n    show: rate\n    per: median_days")},
		{"a divisor for what is not divided", "figure/per", swap(topic, "field: referred", "field: helped\n    per: referred")},
		{"a rank of nobody", "figure/rank", swap(topic, "field: referred", "field: referred\n    show: rank")},
		{"a rank of the whole province", "figure/rank", swap(topic, "field: referred", "field: referred\n    show: rank\n    where: {region: \"350000\"}")},
		{"a change since a year that is not in the data", "figure/year-before", swap(topic, "field: referred", "field: referred\n    show: change")},
		{"a change of all time", "figure/year-before", swap(topic, "field: referred", "field: referred\n    show: change\n    period: all")},
		{"a key figure of a period that is not in the data", "figure/period", swap(topic, "field: referred", "field: referred\n    period: 2019")},
		{"a topic of another clause than the one it is part of", "topic/clause", func(e *editor) {
			e.put("content/topics/groups/topic.yaml", strings.Replace(e.read(topic), "clause: 2", "clause: 3\nparent: referral", 1))
			e.put("content/topics/groups/zh.md", "正文")
			e.put("content/topics/groups/en.md", "Text.")
		}},
		{"a topic that is part of itself", "topic/parent", swap(topic, "policy: mmj-2024-117", "policy: mmj-2024-117\nparent: referral")},
		{"a topic's dataset without a page", "topic/dataset", swap(topic, "datasets:\n  - referrals", "datasets:\n  - levels")},
		{"no page on accessibility", "page/needed", func(e *editor) { e.remove("content/pages/accessibility") }},
	}
}
