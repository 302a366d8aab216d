package dataset

import (
	"fmt"
	"strings"
	"testing"

	"mingshan/generator/base/diag"
	"mingshan/generator/input/source"
)

// made is a schema of an aggregate with these lines under fields, keyed by k.
func made(fields string, rest ...string) string {
	return `id: t
kind: aggregate
title: {zh: 试, en: trial}
description: {zh: 试, en: trial}
source:
  name: {zh: 试, en: trial}
frequency: quarterly
contact: {zh: 试, en: trial}
licence: CC-BY-4.0
primary_key: [k]
fields:
` + fields + strings.Join(rest, "")
}

// key is the field k, which every made schema has first.
const key = "  - id: k\n    type: string\n    title: {zh: 键, en: key}\n    required: true\n"

// field writes a field f of a kind; more are further lines.
func field(id, kind string, more ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  - id: %s\n    type: %s\n    title: {zh: 甲, en: a}\n", id, kind)
	if kind == "integer" || kind == "decimal" || kind == "money_cny" {
		b.WriteString("    unit: {zh: 个, en: things}\n")
		if len(more) == 0 {
			b.WriteString("    role: total\n")
		}
	}
	for _, m := range more {
		b.WriteString("    " + m + "\n")
	}
	return b.String()
}

// load reads data/aggregates/t with this schema and CSV.
func load(schema, csv string) (Set, diag.List) {
	return Read(source.Make(map[string][]byte{"data/aggregates/t.yaml": []byte(schema), "data/aggregates/t.csv": []byte(csv)}))
}

// codes lists the codes of problems with their places, in order.
func codes(l diag.List) string {
	var out []string
	for _, p := range l.Sorted() {
		s := p.Code
		if p.Line > 0 {
			s += fmt.Sprintf("@%d", p.Line)
			if p.Column > 0 {
				s += fmt.Sprintf(":%d", p.Column)
			}
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

// only gives the one table of a set without problems.
func only(t testing.TB, set Set, problems diag.List) *Table {
	t.Helper()
	if problems.Len() > 0 || len(set.Tables) != 1 {
		t.Fatalf("%d tables, problems: %s", len(set.Tables), codes(problems))
	}
	return &set.Tables[0]
}
