package compose

import (
	"fmt"
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
	"mingshan/generator/testkit/sites"
)

// stationsYAML is a register of places to go, kept in both languages, with a number that counts nothing.
const stationsYAML = `id: stations
kind: register
title: {zh: 站点名册, en: Register of stations}
description: {zh: 站点。, en: Stations.}
source: {name: {zh: 示范, en: Demonstration}, note: {zh: 示范。, en: Demonstration.}}
frequency: quarterly
contact: {zh: 示范, en: demonstration}
licence: CC-BY-4.0
demo: true
published: true
primary_key: [id]
fields:
  - {id: name_zh, type: string, title: {zh: 名称（中文）, en: name (Chinese)}, required: true, bilingual: zh}
  - {id: name_en, type: string, title: {zh: 名称（英文）, en: name (English)}, required: true, bilingual: en}
  - {id: region, type: region, title: {zh: 地区, en: region}, level: county, required: true}
  - {id: town, type: integer, title: {zh: 乡镇（街道）编号, en: township number}, unit: {zh: 号, en: no.}, required: true, min: 1}
  - {id: opened, type: date, title: {zh: 设立日期, en: opened on}}
  - {id: id, type: string, title: {zh: 编号, en: id}, required: true}
`

// A city's page shows the first rows of a long register and leads to the pages of its counties, which show their own. The
// columns are those that a reader can use, headed in one language.
func TestRegisterOnRegionPages(t *testing.T) {
	site := sites.Tiny(t)
	var rows strings.Builder
	rows.WriteString("name_zh,name_en,region,town,opened,id\n")
	for i := range 12 {
		fmt.Fprintf(&rows, "站点%[1]d,Station %[1]d,350102,%[1]d,2026-01-05,s%[1]d\n", i+1)
	}
	site.Set("data/registers/stations.yaml", stationsYAML)
	site.Set("data/registers/stations.csv", rows.String())
	k := composer(t, site)
	stations := func(tag lang.Tag, region string) view.Table {
		v, err := k.on(tag, plan.Region, region, 1).region()
		if err != nil {
			t.Fatal(err)
		}
		for _, fold := range v.Records {
			if fold.Table.ID == "records-stations" {
				return fold.Table
			}
		}
		t.Fatalf("no stations on the page of %s", region)
		return view.Table{}
	}
	for _, c := range []struct {
		tag           lang.Tag
		region, heads string
		rows          int
		note          string
	}{
		{lang.ZH, "350102", "名称 设立日期", 12, ""},
		{lang.EN, "350102", "Name Opened on", 12, ""},
		{lang.ZH, "350100", "名称 地区 设立日期", perCity, "只列 10 条，全部 12 条见数据集页面和下载文件。各县（市、区）的页面列出当地的。"},
		{lang.EN, "350100", "Name Region Opened on", perCity, "10 of 12 records; the dataset’s page and downloads have all. The page of each county lists its own."},
	} {
		table := stations(c.tag, c.region)
		var heads []string
		for _, column := range table.Columns {
			heads = append(heads, column.Title)
		}
		if got := strings.Join(heads, " "); got != c.heads || len(table.Rows) != c.rows || table.Note != c.note {
			t.Errorf("%s in %s: %s, %d rows, %q", c.region, c.tag, got, len(table.Rows), table.Note)
		}
	}
}

// What every cell of a row leaves out is said once, beside the row's name; what some leave out stays with them.
func TestSharedNote(t *testing.T) {
	for _, c := range []struct{ notes, head, cells string }{
		{"a|a|a", "a", "||"},
		{"a|a|", "", "a|a|"},
		{"a|b", "", "a|b"},
		{"|", "", "|"},
		{"a", "", "a"},
	} {
		var row view.Row
		for n := range strings.SplitSeq(c.notes, "|") {
			row.Cells = append(row.Cells, view.Cell{Note: n})
		}
		shareNote(&row)
		var left []string
		for _, cell := range row.Cells {
			left = append(left, cell.Note)
		}
		if got := strings.Join(left, "|"); got != c.cells || row.Head.Note != c.head {
			t.Errorf("%s: %q and %s, want %q and %s", c.notes, row.Head.Note, got, c.head, c.cells)
		}
	}
}

// Only the title of a field that is kept in both languages loses the language.
func TestOneLanguage(t *testing.T) {
	for _, c := range []struct{ title, bilingual, want string }{
		{"名称（中文）", "zh", "名称"}, {"name (English)", "en", "name"}, {"name (English)", "", "name (English)"}, {"name", "en", "name"},
	} {
		if got := oneLanguage(c.title, release.Field{Bilingual: c.bilingual}); got != c.want {
			t.Errorf("%q: %q, want %q", c.title, got, c.want)
		}
	}
}
