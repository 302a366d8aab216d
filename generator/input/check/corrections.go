package check

import (
	"slices"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
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
		if text("target_kind") == "story" && c.down(text("target"), asOf) {
			c.problems.Warn(at, "correction/withdrawn", diag.Say("更正的故事已经撤下，这一行哪里都不登", "the corrected story was withdrawn, so this row is shown nowhere"), diag.Say("删去这一行", "remove this row"))
			continue
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

// down reports a story that was taken down by the as-of date, which may have no folder any more.
func (c *checker) down(slug string, asOf calendar.Date) bool {
	t, ok := c.set.Get("takedowns")
	if !ok || t.Column("id") < 0 {
		return false
	}
	return slices.ContainsFunc(t.Rows(), func(r dataset.Row) bool {
		day := t.Column("date")
		return t.At(r, t.Column("id")).Text() == slug && day >= 0 && t.At(r, day).Date().Compare(asOf) <= 0
	})
}

// corrected checks that a correction points at something that has a page, and at something in it that can be wrong.
func (c *checker) corrected(kind, target, field string, at diag.Place) {
	if kind != "dataset" {
		c.correctedEntry(kind, target, field, at)
		return
	}
	t, ok := c.set.Get(target)
	if !ok {
		c.problems.Add(at, "figure/dataset", diag.Say("没有“%s”这个数据集", "there is no dataset %q", diag.Safe(target)), diag.Msg{})
		return
	}
	var names []string
	for _, f := range t.Schema.Fields {
		names = append(names, f.ID)
	}
	c.correctedField(field, names, target, diag.Say("写这个数据集说明文件里的字段 id", "use a field id of its schema"), at)
}

// correctedEntry checks a correction of an entry of content/ or of an organization.
func (c *checker) correctedEntry(kind, target, field string, at diag.Place) {
	lists := map[string]string{"project": "projects", "organization": "organizations", "campaign": "campaigns", "story": "stories", "notice": "notices", "topic": "topics"}
	names := content.Correctable(kind)
	if t, ok := c.set.Get("organizations"); ok && kind == "organization" {
		for _, f := range t.Schema.Fields {
			names = append(names, f.ID)
		}
	}
	if list := lists[kind]; field != content.Whole || c.values[list][target] {
		c.known(list, target, at)
		names = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == content.Whole }) // of an entry that is gone
	}
	c.correctedField(field, names, kind, diag.Say("可用：%[1]s", "use one of: %[1]s", strings.Join(names, ", ")), at)
}

func (c *checker) correctedField(field string, names []string, owner string, hint diag.Msg, at diag.Place) {
	if field == "" || slices.Contains(names, field) {
		return
	}
	if near, ok := facts.Nearest(field, names); ok {
		hint = diag.Say("是不是 %s？", "did you mean %s?", near)
	}
	c.problems.Add(at, "correction/field", diag.Say("“%s”没有这个字段", "%q has no such field", owner), hint)
}
