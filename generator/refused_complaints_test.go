package main_test

import "strings"

const (
	channelRules = "data/rules/channels.yaml"
	routeYAML    = "data/rules/complaint-route.yaml"
	deadlines    = "data/rules/complaint-deadlines.yaml"
	corrections  = "data/registers/corrections.csv"
)

// correction puts a register of corrections with one row into the tiny site, which has none.
func correction(row string) func(*editor) {
	return func(e *editor) {
		schema := e.read("data/registers/policies.yaml")
		head, _, _ := strings.Cut(schema, "fields:")
		head = strings.Replace(head, "id: policies", "id: corrections", 1)
		var fields strings.Builder
		for _, f := range strings.Fields("id:string target_kind:code target:string record:string field:string date:date old:string new:string what_zh:string what_en:string reason_zh:string reason_en:string complaint:period") {
			id, kind, _ := strings.Cut(f, ":")
			fields.WriteString("  - id: " + id + "\n    type: " + kind + "\n    title: {zh: 甲, en: a}\n")
			if id == "id" {
				fields.WriteString("    required: true\n")
			}
			if kind == "code" {
				fields.WriteString("    values: [project, organization, campaign, story, notice, topic, dataset]\n")
			}
		}
		e.put("data/registers/corrections.yaml", head+"fields:\n"+fields.String())
		e.put(corrections, correctionsHead+row+"\n")
	}
}

// complaintMistakes are made in the channels, the guide to them, the deadlines and the corrections.
func complaintMistakes() []mistake {
	const hotline = ",12345,no,,"
	return []mistake{
		{"an emergency number as a complaint line", "csv/phone", swap(channels, hotline, ",110,no,,")},
		{"the line of state security as a complaint line", "channel/refused", swap(channels, hotline, ",12339,no,,")},
		{"the hotline of another office as a charity's own number", "channel/hotline", swap(channels, hotline, ",12388,no,,")},
		{"a channel without any way through", "channel/no-way", swap(channels, "portal@tiny.example", "")},
		{"a transfer to another number", "channel/transfer", swap(channels, hotline, ",0591-12345678,yes,,")},
		{"12345 as an office's own number", "channel/transfer", swap(channels, ",12345,yes,,", ",12345,no,,")},
		{"a channel that nobody checked for half a year", "channel/stale", swap(channels, "2026-11-12", "2026-05-01")},
		{"a unit without a channel", "channel/uncovered", swap(channelRules, "level: province", "level: unit")},
		{"a kind of channel that does not exist", "reference/unknown", swap(channelRules, "kind: charity", "kind: charities")},
		{"a page that nobody handles complaints about", "complaint/no-route", func(e *editor) {
			lines := strings.SplitAfter(e.read(channels), "\n")
			var kept strings.Builder
			for _, l := range lines {
				if !strings.HasPrefix(l, "data,") {
					kept.WriteString(l)
				}
			}
			e.put(channels, kept.String())
			e.swap(routeYAML, "      - {kind: data, level: province}\n", "")
		}},
		{"a channel that leaves out what the law wants public", "channel/incomplete", swap(channelRules, "cover:", "complete:\n  - {kind: portal, fields: [phone], reason: {zh: 要公布, en: has to be public}}\ncover:")},
		{"a column of channels that is not there", "channel/field", swap(channelRules, "cover:", "complete:\n  - {kind: portal, fields: [fax], reason: {zh: 要公布, en: has to be public}}\ncover:")},
		{"no days after which a channel is old", "config/freshness", swap(channelRules, "value: 180", "value: 30")},
		{"an office's own number among the hotlines", "config/number", swap(channelRules, "cover:", "hotlines:\n  - {number: '0591-12345678', kinds: [charity], reason: {zh: 甲, en: a}}\ncover:")},
		{"words in a refused number", "config/number", swap(channelRules, "'12339'", "12339号")},
		{"a level of nobody", "config/level", swap(channelRules, "level: province", "level: street")},
		{"a way that leads nowhere", "route/dead-end", swap(routeYAML, ", ask: sure}", "}")},
		{"a question with one answer", "route/dead-end", swap(routeYAML, "      - {say: {zh: 不知道, en: I do not}, end: charity}\n", "")},
		{"an end without a channel", "route/dead-end", swap(routeYAML, "    channels:\n      - {kind: portal, level: province}\n      - {kind: data, level: province}", "    channels: []")},
		{"a way in a circle", "route/loop", swap(routeYAML, "en: I do not}, end: charity}", "en: I do not}, ask: what}")},
		{"an answer to a question that is not there", "route/unknown", swap(routeYAML, "ask: sure}", "ask: shure}")},
		{"a question that nobody is asked", "route/unreachable", swap(routeYAML, "ask: sure}", "end: charity}")},
		{"an end that nobody comes to", "route/unreachable", swap(routeYAML, "end: here}", "end: charity}")},
		{"a question's id in capitals", "route/id", swap(routeYAML, "- id: sure", "- id: Sure")},
		{"two parts of the guide of one name", "route/id-twice", swap(routeYAML, "- id: here", "- id: sure")},
		{"an end whose channel nobody offers", "route/no-channel", swap(routeYAML, "{kind: portal, level: province}", "{kind: portal, level: county}")},
		{"a channel that no way leads to", "route/channel-unreachable", swap(routeYAML, "      - {kind: data, level: province}\n", "")},
		{"a law that somebody remembers", "config/checked", swap(routeYAML, "checked: text", "checked: surely")},
		{"a number of days without a unit", "config/period-length", swap(deadlines, "        unit: day\n", "")},
		{"two ladders of one name", "config/id-twice", swap(deadlines, "approved_by", "  - {id: charity, title: {zh: 甲, en: a}, steps: []}\napproved_by")},
		{"a correction of nothing", "correction/same", correction("1,project,warm-meals,,start,2026-11-01,2025-01-01,2025-01-01,,,原因,why,")},
		{"a correction of what is not there", "reference/unknown", correction("1,project,cold-meals,,start,2026-11-01,2025-01-02,2025-01-01,,,原因,why,")},
		{"a correction of a fact that a project does not have", "correction/field", correction("1,project,warm-meals,,standard,2026-11-01,,,改了,changed,原因,why,")},
		{"a correction of a project as a whole that is still there", "correction/field", correction("1,project,warm-meals,,entry,2026-11-01,,,不再公布,published no longer,原因,why,")},
		{"a correction of a story that does not exist", "reference/unknown", correction("1,story,none,,title,2026-11-01,,,改了,changed,原因,why,")},
		{"a correction of no field", "correction/field", correction("1,dataset,referrals,,helpd,2026-11-01,,,改了,changed,原因,why,")},
		{"a correction after a complaint of no quarter", "correction/complaint", correction("1,project,warm-meals,,start,2026-11-01,2025-01-02,2025-01-01,,,原因,why,2026Q3")},
		{"a correction that gives a withheld number away", "correction/value", correction("1,dataset,referrals,2026Q2/350102,helped,2026-11-01,3,51,,,原因,why,")},
	}
}

// correctionsHead is the first line of corrections.csv.
const correctionsHead = "id,target_kind,target,record,field,date,old,new,what_zh,what_en,reason_zh,reason_en,complaint\n"
