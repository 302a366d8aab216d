package check

import (
	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
)

// corrections checks data/registers/corrections.csv (慈善组织信息公开办法, article 16): what was corrected exists and can
// be pointed at, the day is not ahead, and a complaint's quarter stands in the complaint statistics.
func (c *checker) corrections(asOf calendar.Date) {
	t, ok := c.set.Get("corrections")
	if !ok {
		return
	}
	quarters := map[string]bool{}
	if stats, ok := c.set.Get("complaint_stats"); ok && stats.Column("period") >= 0 {
		for _, row := range stats.Rows() {
			quarters[stats.At(row, stats.Column("period")).Text()] = true
		}
	}
	for _, row := range t.Rows() {
		at := diag.Place{File: t.File, Line: row.Line()}
		text := func(field string) string {
			if col := t.Column(field); col >= 0 {
				return t.At(row, col).Text()
			}
			return ""
		}
		c.corrected(text("target_kind"), text("target"), text("field"), at)
		if day, err := calendar.Parse(text("date")); err == nil && day.Compare(asOf) > 0 {
			c.problems.Warn(at, "correction/ahead", diag.Say("更正日期在基准日之后，这一版不登", "the correction is dated after the as-of date and is left out"), diag.Say("不是补建以前的版本，就改正 date", "correct date, unless this builds the site as of an earlier day"))
		}
		if text("old") != "" && text("old") == text("new") {
			c.problems.Add(at, "correction/same", diag.Say("改前和改后一样", "old and new are the same"), diag.Say("写明改了什么", "say what changed"))
		}
		if q := text("complaint"); q != "" && !quarters[q] {
			c.problems.Add(at, "correction/complaint", diag.Say("投诉统计里没有这一季", "the complaint statistics have no such quarter"),
				diag.Say("写投诉办结的季度，如 2026Q2；不是由投诉引起的就留空", "write the quarter in which the complaint was closed, like 2026Q2; leave it empty if no complaint led to it"))
		}
	}
}

// corrected checks that a correction points at something that has a page, and at a field of it.
func (c *checker) corrected(kind, target, field string, at diag.Place) {
	lists := map[string]string{"project": "projects", "organization": "organizations", "campaign": "campaigns"}
	if kind != "dataset" {
		c.known(lists[kind], target, at)
		return
	}
	t, ok := c.set.Get(target)
	if !ok {
		c.problems.Add(at, "figure/dataset", diag.Say("没有“%s”这个数据集", "there is no dataset %q", diag.Safe(target)), diag.Msg{})
		return
	}
	if _, ok := t.Schema.Field(field); ok {
		return
	}
	var names []string
	for _, f := range t.Schema.Fields {
		names = append(names, f.ID)
	}
	hint := diag.Say("写这个数据集说明文件里的字段 id", "use a field id of its schema")
	if near, ok := facts.Nearest(field, names); ok {
		hint = diag.Say("是不是 %s？", "did you mean %s?", near)
	}
	c.problems.Add(at, "correction/field", diag.Say("“%s”没有这个字段", "%q has no such field", target), hint)
}
