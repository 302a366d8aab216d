package build_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mingshan/generator/build"
	"mingshan/generator/testkit/sites"
)

// orchards is a dataset that no program has heard of: one CSV and one YAML.
func orchards(files sites.Files) {
	var b strings.Builder
	b.WriteString("period,region,crop,visits,spent\n")
	for i := range 7 {
		for j, region := range []string{"350102", "350105", "350128", "350503"} {
			for k, crop := range []string{"tea", "citrus"} {
				n := 40 + 17*i + 90*((j+2)%4) + 31*k
				fmt.Fprintf(&b, "%dQ%d,%s,%s,%d,%d.50\n", 2025+i/4, i%4+1, region, crop, n, n*12)
			}
		}
	}
	files.Set("data/aggregates/orchards.csv", b.String())
	files.Set("data/aggregates/orchards.yaml", `id: orchards
kind: aggregate
title: {zh: 果园走访, en: Orchard visits}
description: {zh: 各县走访果园的次数和花费。, en: Visits to orchards and what they cost.}
source: {name: {zh: 合成的示范数据, en: Synthetic demonstration data}}
frequency: quarterly
contact: {zh: 请拨12345, en: Dial 12345}
licence: CC-BY-4.0
demo: true
primary_key: [period, region, crop]
fields:
  - {id: period, type: period, title: {zh: 时期, en: period}, role: dimension, required: true}
  - {id: region, type: region, title: {zh: 地区, en: region}, role: dimension, required: true, level: county}
  - {id: crop, type: code, title: {zh: 作物, en: crop}, role: dimension, required: true, values: [tea, citrus]}
  - {id: visits, type: integer, title: {zh: 走访, en: visits}, unit: {zh: 次, en: visits}, role: count, min: 0}
  - {id: spent, type: money_cny, title: {zh: 花费, en: spent}, unit: {zh: 元, en: CNY}, role: amount, follows: visits, min: 0}
charts:
  - {id: trend, kind: line, title: {zh: 每季走访, en: Visits by quarter}, x: period, y: [visits], series: crop}
`)
}

// orchardCare is a topic about it: one folder.
func orchardCare(files sites.Files) {
	const folder = "content/topics/orchard-care/"
	files.Set(folder+"topic.yaml", `title: {zh: 果园走访办法, en: Visiting orchards}
summary: {zh: 走访果园，看看谁需要帮助。, en: Orchards are visited to see who needs help.}
parent: referral
clause: 2
policy: mmj-2024-117
responsible: {zh: 县级民政部门, en: County civil affairs departments}
use:
  - {do: apply, text: {zh: 到乡镇登记。, en: Register at the township.}, link: complaint-guide.html}
  - {do: read, text: {zh: 看全部数据。, en: See all the data.}, link: data/orchards.html}
key_figures:
  - {label: {zh: 走访合计, en: All visits}, dataset: orchards, field: visits, period: latest-year}
  - {label: {zh: 茶园占比, en: Share of tea}, dataset: orchards, field: visits, show: share, where: {crop: tea}, among: [crop]}
  - {label: {zh: 每次花费, en: Cost of a visit}, dataset: orchards, field: spent, show: rate, per: visits, period: all}
  - {label: {zh: 比上年, en: Since a year ago}, dataset: orchards, field: visits, show: change, period: latest-year}
  - {label: {zh: 泉州的位次, en: Place of Quanzhou}, dataset: orchards, field: visits, show: rank, where: {region: "350500"}}
  - {label: {zh: 马尾的位次, en: Place of Mawei}, dataset: orchards, field: visits, show: rank, where: {region: "350105"}}
figures: [orchards/trend]
datasets: [orchards]
projects: [warm-meals]
regions: ["350102"]
updated: 2026-11-16
`)
	files.Set(folder+"zh.md", "今年走访{{figure dataset=orchards measure=visits period=2026}}。\n")
	files.Set(folder+"en.md", "This year there were {{figure dataset=orchards measure=visits period=2026}}.\n")
}

// A dataset is a CSV and a YAML, and a topic is a folder: neither asks for a line of Go or a template.
func TestDatasetAndTopicAddedByFilesAlone(t *testing.T) {
	in := tiny(t)
	orchards(in)
	orchardCare(in)
	out := made(t, in, new(build.Memo))
	for _, tag := range []string{"zh", "en"} {
		for page, wanted := range map[string][]string{
			"/topics/orchard-care.html": {`id="figure-orchards-trend"`, `href="../data/orchards.html"`, `href="../complaint-guide.html"`, `href="../projects/warm-meals.html"`, `href="../regions/350102.html"`, `href="referral.html"`},
			"/data/orchards.html":       {`href="../../data/orchards.csv"`, `href="../../data/orchards.json"`, `href="../topics/orchard-care.html"`, `id="figure-orchards-trend"`},
			"/topics.html":              {`href="topics/orchard-care.html"`},
			"/topics/referral.html":     {`href="orchard-care.html"`},
			"/sitemap.html":             {`href="topics/orchard-care.html"`, `href="data/orchards.html"`},
			"/data.html":                {`href="data/orchards.html"`},
		} {
			for _, want := range wanted {
				if !bytes.Contains(out[tag+page], []byte(want)) {
					t.Errorf("%s%s (%d bytes) has no %s", tag, page, len(out[tag+page]), want)
				}
			}
		}
		if bytes.Contains(out[tag+"/index.html"], []byte("orchard-care")) {
			t.Errorf("%s: the home page lists a part of a clause", tag)
		}
		figures, err := keyFigures(out[tag+"/topics/orchard-care.html"])
		if err != nil {
			t.Fatal(err)
		}
		var values []string
		for _, f := range figures {
			values = append(values, f.value+" "+f.unit)
		}
		want := map[string]string{"zh": "6,612 次, 47.4% , 12.0 元/次, +32.8% , 第2位 共 3 个地区, 第1位 共 4 个地区", "en": "6,612 visits, 47.4% , 12.0 CNY per visit, +32.8% , 2nd of 3 regions, 1st of 4 regions"}[tag]
		if got := strings.Join(values, ", "); got != want {
			t.Errorf("%s: %s\nwant %s", tag, got, want)
		}
	}
	if len(out["data/orchards.csv"]) == 0 || len(out["data/orchards.json"]) == 0 {
		t.Error("nothing to download")
	}
	traced(t, in, out)
	twins(t, out["zh/topics/orchard-care.html"], out["en/topics/orchard-care.html"])
	alteredPointers(t, in, out)
}

// twins insists that two editions of a page have the same headings by level.
func twins(t *testing.T, zh, en []byte) {
	t.Helper()
	levels := func(page []byte) string {
		doc, err := html.Parse(bytes.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		out := ""
		for n := range doc.Descendants() {
			if n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
				out += n.Data
			}
		}
		return out
	}
	if a, b := levels(zh), levels(en); a != b || strings.Count(a, "h1") != 1 {
		t.Errorf("the headings are %s and %s", a, b)
	}
}

// alteredPointers alters each figure of a page, and its pointer, in one place, and insists that it is noticed.
func alteredPointers(t *testing.T, in, out sites.Files) {
	t.Helper()
	const page = "en/topics/orchard-care.html"
	figures, err := keyFigures(out[page])
	if err != nil {
		t.Fatal(err)
	}
	bump := func(s string) string { // another digit in place of the last
		i := strings.LastIndexAny(s, "0123456789")
		return s[:i] + string('0'+(s[i]-'0'+3)%10) + s[i+1:]
	}
	for i := range figures {
		f := figures[i]
		f.value = bump(f.value)
		if trace(page, f, in, out) == nil {
			t.Errorf("%s may be %s", f.label, f.value)
		}
		for k, fact := range figures[i].facts {
			if _, ok := term(fact[1]); !ok && k != 1 {
				continue
			}
			for name, alter := range map[string]func(string) string{
				"number": bump, "column": func(s string) string { return strings.Replace(s, "column visits", "column spent", 1) },
				"rows": func(s string) string { return strings.NewReplacer("2026Q", "2025Q", "all 56", "all 55").Replace(s) },
			} {
				f := figures[i]
				f.facts = append([][2]string{}, f.facts...)
				f.facts[k][1] = alter(fact[1])
				if f.facts[k] != fact && trace(page, f, in, out) == nil {
					t.Errorf("%s: another %s is not noticed: %s", f.label, name, f.facts[k][1])
				}
			}
		}
	}
}
