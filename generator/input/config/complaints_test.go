package config_test

import (
	"maps"
	"strings"
	"testing"

	"mingshan/generator/base/diag"
	"mingshan/generator/input/config"
	"mingshan/generator/input/source"
)

const (
	channelRules = `warn_days: {value: 90, reason: {zh: 甲, en: a}, approved_by: desk}
block_days: {value: 180, reason: {zh: 甲, en: a}, approved_by: desk}
transfer: '12345'
refused:
  - {number: '12339', reason: {zh: 甲, en: a}}
cover:
  - {kind: charity, level: unit, reason: {zh: 甲, en: a}}
  - {kind: charity, level: registering, reason: {zh: 甲, en: a}}
approved_by: desk
`
	deadlines = `ladders:
  - id: petition
    title: {zh: 甲, en: a}
    steps:
      - {say: {zh: 甲, en: a}, amount: 60, unit: day, longer: 30, basis: [{law: {zh: 甲, en: a}, checked: text}]}
      - {say: {zh: 甲, en: a}, basis: [{law: {zh: 甲, en: a}, checked: memory}]}
approved_by: desk
`
	route = `quiet: about
start: what
questions:
  - id: what
    ask: {zh: 甲, en: a}
    answers:
      - {say: {zh: 甲, en: a}, ask: more}
      - {say: {zh: 甲, en: a}, end: ring}
  - id: more
    ask: {zh: 甲, en: a}
    answers:
      - {say: {zh: 甲, en: a}, end: ring}
      - {say: {zh: 甲, en: a}, end: write}
ends:
  - id: ring
    title: {zh: 甲, en: a}
    text: {zh: 甲, en: a}
    channels:
      - {kind: charity, level: unit}
    ladder: petition
    basis: [{law: {zh: 甲, en: a}, checked: text}]
  - id: write
    title: {zh: 甲, en: a}
    text: {zh: 甲, en: a}
    channels:
      - {kind: portal, level: province}
`
)

// rulesFiles are the files of data/rules about complaints, which every site has.
func rulesFiles() map[string][]byte {
	return map[string][]byte{"data/rules/channels.yaml": []byte(channelRules), "data/rules/complaint-deadlines.yaml": []byte(deadlines), "data/rules/complaint-route.yaml": []byte(route)}
}

func readWith(files map[string][]byte) (config.Config, diag.List) {
	all := rulesFiles()
	maps.Copy(all, files)
	return config.Read(source.Make(all))
}

// TestComplaintRules reads the three files, and prints no law that was not read.
func TestComplaintRules(t *testing.T) {
	c, problems := read(site, privacy)
	if len(problems) > 0 {
		t.Fatalf("%v", problems)
	}
	r := c.Complaints
	if r.Channels.WarnDays.Value != 90 || r.Channels.Refused[0].Number != "12339" || r.Route.Questions[1].Answers[1].End != "write" || r.Route.Ends[0].Channels[0].Level != "unit" {
		t.Errorf("%+v", r)
	}
	steps := r.Deadlines.Ladders[0].Steps
	if steps[0].Amount != 60 || steps[0].Longer != 30 || steps[0].Basis[0].Shown().EN != "a" || !steps[1].Basis[0].Shown().IsZero() {
		t.Errorf("%+v", steps)
	}
	if (config.Citation{}).Shown() != (config.Citation{Checked: "memory"}).Shown() {
		t.Error("a basis that says nothing about its source is printed")
	}
}

// TestBrokenRoutes: each way to break the tree or the rules beside it is told at its line and column.
func TestBrokenRoutes(t *testing.T) {
	for _, c := range []struct {
		file, from, to, code string
		line, column         int
	}{
		{"complaint-route", "ask: more}", "ask: mor}", "route/unknown", 7, 36},
		{"complaint-route", "end: write}", "end: writ}", "route/unknown", 13, 36},
		{"complaint-route", "ask: more}", "ask: more, end: ring}", "route/dead-end", 7, 9},
		{"complaint-route", ", ask: more}", "}", "route/dead-end", 7, 9},
		{"complaint-route", "end: write}", "ask: what}", "route/loop", 13, 36},
		{"complaint-route", "end: write}", "ask: more}", "route/loop", 13, 36},
		{"complaint-route", "end: write}", "end: ring}", "route/unreachable", 22, 9},
		{"complaint-route", "ask: more}", "end: ring}", "route/unreachable", 9, 9},
		{"complaint-route", "start: what", "start: wat", "route/unknown", 2, 8},
		{"complaint-route", "      - {say: {zh: 甲, en: a}, ask: more}\n", "", "route/dead-end", 4, 5},
		{"complaint-route", "- id: write", "- id: more", "route/id-twice", 22, 9},
		{"complaint-route", "- id: write", "- id: What Now", "route/id", 22, 9},
		{"complaint-route", "    channels:\n      - {kind: portal, level: province}", "    channels: []", "route/dead-end", 22, 5},
		{"complaint-route", "level: unit", "level: town", "config/level", 19, 32},
		{"complaint-route", "ladder: petition", "ladder: petitions", "route/unknown", 20, 13},
		{"complaint-route", "checked: text", "checked: yes", "config/checked", 21, 44},
		{"complaint-route", "quiet: about\n", "", "facts/missing-key", 1, 1},
		{"channels", "value: 90", "value: 0", "config/freshness", 1, 20},
		{"channels", "value: 180", "value: 90", "config/freshness", 2, 21},
		{"channels", "'12339'", "12339x", "config/number", 5, 14},
		{"channels", "'12339'", "'12345'", "config/number", 5, 14},
		{"channels", "cover:", "hotlines:\n  - {number: '12339', kinds: [charity], reason: {zh: 甲, en: a}}\ncover:", "config/number", 7, 14},
		{"channels", "cover:", "hotlines:\n  - {number: '0591-12345678', kinds: [charity], reason: {zh: 甲, en: a}}\ncover:", "config/number", 7, 14},
		{"channels", "level: unit", "level: everywhere", "config/level", 7, 28},
		{"complaint-deadlines", "unit: day, ", "", "config/period-length", 5, 9},
		{"complaint-deadlines", "unit: day", "unit: week", "config/period-length", 5, 9},
		{"complaint-deadlines", "amount: 60, unit: day, ", "", "config/period-length", 5, 9},
		{"complaint-deadlines", "checked: memory", "checked: hearsay", "config/checked", 6, 70},
		{"complaint-deadlines", "approved_by", "  - {id: petition, title: {zh: 甲, en: a}, steps: []}\napproved_by", "config/id-twice", 7, 10},
	} {
		files := rulesFiles()
		name := "data/rules/" + c.file + ".yaml"
		text := string(files[name])
		if !strings.Contains(text, c.from) {
			t.Fatalf("%s has no %q", name, c.from)
		}
		files[name] = []byte(strings.Replace(text, c.from, c.to, 1))
		files["content/site.yaml"], files["data/rules/privacy.yaml"] = []byte(site), []byte(privacy)
		_, list := config.Read(source.Make(files))
		if problems := list.Sorted(); !has(problems, name, c.code, c.line, c.column) {
			t.Errorf("%q: no %s at %d:%d in %v", c.to, c.code, c.line, c.column, problems)
		}
	}
}
