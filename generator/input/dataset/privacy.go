package dataset

import (
	"maps"
	"slices"
	"strings"

	"mingshan/generator/base/diag"
)

// privacy checks what a dataset asks of the gate beyond the rules.
func (c *schemaCheck) privacy() {
	p := c.schema.Privacy
	word := func(key, value string, allowed ...string) {
		if value != "" {
			c.oneOf(value, allowed, c.doc.Place("privacy", key))
		}
	}
	word("zeros", p.Zeros, "shown", "withheld")
	word("mode", p.Mode, "withhold", "round5")
	word("revisions", p.Revisions, "hold", "annual")
	if p.Mode == "round5" && p.Zeros == "withheld" {
		c.bad(c.doc.Place("privacy", "zeros"), "schema/round-zeros",
			diag.Say("取整的表不隐去任何人数，零也照写，zeros: withheld 不会起作用", "a rounded dataset withholds no count and prints its zeros, so zeros: withheld would do nothing"),
			diag.Say("删去 mode 这一行，零和小数目就隐去；或删去 zeros，取整后写着 0 的可能是 0 到 4", "remove the line mode, so that zeros and small counts are withheld; or remove zeros: a 0 in a rounded table may be 0 to 4"))
	}
	for _, f := range c.schema.Fields {
		if p.Mode == "round5" && f.Outcome {
			i := slices.IndexFunc(c.schema.Fields, func(g Field) bool { return g.ID == f.ID })
			c.bad(c.doc.Place("fields", i, "outcome"), "schema/round-outcome",
				diag.Say("取整的表不隐去任何人数，“%s”差不多人人如此时也看得出来", "a rounded dataset withholds no count, so it would show where %q is true of nearly everybody", f.ID),
				diag.Say("删去 mode 这一行，照常隐去；确实说明不了个人什么的，删去 outcome", "remove the line mode, so that such figures are withheld; if it says nothing of anybody, remove outcome"))
		}
		if p.Mode == "round5" && f.Role == "amount" {
			c.bad(c.doc.Place("privacy", "mode"), "schema/round-amount",
				diag.Say("“%s”是随人数的金额：除以公开的标准，就得出取整之前的人数，这个表不能用 round5", "%q goes with a count: divided by a public rate it gives the count before rounding, so this dataset cannot use round5", f.ID),
				diag.Say("删去 mode 这一行，照常隐去小数目；或从表中去掉这个字段", "remove the line mode, so that small counts are withheld as usual; or leave the field out of the table"))
		}
	}
	for i, k := range p.Keep {
		c.spot(k.Measure, k.At, "keep", i)
	}
	for i, k := range p.Known {
		c.spot(k.Measure, k.At, "known", i)
	}
	for i, k := range p.Links {
		c.spot(k.Measure, k.At, "links", i)
	}
}

// spot checks a measure and the dimensions of a place in the table, which is the i-th of a list.
func (c *schemaCheck) spot(measure string, at map[string]string, list string, i int) {
	var measures, dims []string
	for _, f := range c.schema.Fields {
		if f.Additive() {
			measures = append(measures, f.ID)
		}
		if f.Role == "dimension" {
			dims = append(dims, f.ID)
		}
	}
	if !slices.Contains(measures, measure) {
		c.bad(c.doc.Place("privacy", list, i, "measure"), "schema/spot", diag.Say("“%s”不是本表能相加的度量", "%q is no measure of this table that adds up", diag.Safe(measure)),
			diag.Say("可用：%s", "use: %s", strings.Join(measures, ", ")))
	}
	for _, dim := range slices.Sorted(maps.Keys(at)) {
		if !slices.Contains(dims, dim) {
			c.bad(c.doc.Place("privacy", list, i, "at", dim), "schema/spot", diag.Say("“%s”不是本表的维度", "%q is no dimension of this table", diag.Safe(dim)),
				diag.Say("可用：%s；没有写的维度取合计", "use: %s; a dimension left out means its total", strings.Join(dims, ", ")))
		}
	}
}

// contributors checks the columns that say who makes up a sum of money.
func (c *schemaCheck) contributors(f Field) {
	if f.Contributors == (Contributors{}) {
		return
	}
	i := slices.IndexFunc(c.schema.Fields, func(g Field) bool { return g.ID == f.ID })
	place := func(key ...any) diag.Place {
		return c.doc.Place(append([]any{"fields", i, "contributors"}, key...)...)
	}
	if f.Role != "amount" && f.Role != "total" {
		c.bad(place(), "schema/contributors", diag.Say("“%s”不能写 contributors：只有 role 为 amount 或 total 的金额才有出资人", "%q cannot have contributors: only money, with the role amount or total, is made up by givers", f.ID),
			diag.Say("删去 contributors，或改正 role", "remove contributors, or correct the role"))
	}
	for key, id := range map[string]string{"first": f.Contributors.First, "second": f.Contributors.Second} {
		if other, ok := c.schema.Field(id); !ok || other.Role != "private" || other.Type != f.Type {
			c.bad(place(key), "schema/contributors", diag.Say("contributors 里的“%s”应是本表中 role: private、类型与“%s”相同的字段", "%q in contributors has to be a field of this table with role: private and the type of %q", diag.Safe(id), f.ID),
				diag.Say("first、second 两列写最大和第二大的一笔各是多少，不会公布", "the columns named by first and second hold what the largest and the second largest gave; they are never published"))
		}
	}
}

// Public is the schema without the fields that are never published.
func (s Schema) Public() Schema {
	s.Fields = slices.DeleteFunc(slices.Clone(s.Fields), func(f Field) bool { return f.Role == "private" })
	for i := range s.Fields {
		s.Fields[i].Contributors = Contributors{}
	}
	return s
}
