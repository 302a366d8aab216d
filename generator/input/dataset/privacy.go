package dataset

import (
	"slices"

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
	for _, f := range c.schema.Fields {
		if p.Mode == "round5" && f.Role == "amount" {
			c.bad(c.doc.Place("privacy", "mode"), "schema/round-amount",
				diag.Say("“%s”是随人数的金额：按标准一除就得出没有取整的人数，不能用 round5", "%q goes with a count: divided by a public rate it gives the count before rounding, so round5 cannot be used", f.ID),
				diag.Say("去掉这个字段，或用 mode: withhold", "leave the field out, or use mode: withhold"))
		}
	}
	for i, k := range p.Keep {
		c.spot(k.Measure, k.At, c.doc.Place("privacy", "keep", i))
	}
	for i, k := range p.Known {
		c.spot(k.Measure, k.At, c.doc.Place("privacy", "known", i))
	}
	for i, k := range p.Links {
		c.spot(k.Measure, k.At, c.doc.Place("privacy", "links", i))
	}
}

// spot checks a measure and the dimensions of a place in the table.
func (c *schemaCheck) spot(measure string, at map[string]string, place diag.Place) {
	if f, ok := c.schema.Field(measure); !ok || !f.Additive() {
		c.bad(place, "schema/spot", diag.Say("“%s”不是本表能相加的度量", "%q is no measure of this table that adds up", diag.Safe(measure)), diag.Msg{})
	}
	for dim := range at {
		if f, ok := c.schema.Field(dim); !ok || f.Role != "dimension" {
			c.bad(place, "schema/spot", diag.Say("“%s”不是本表的维度", "%q is no dimension of this table", diag.Safe(dim)), diag.Msg{})
		}
	}
}

// contributors checks the columns that say who makes up a sum of money.
func (c *schemaCheck) contributors(f Field, at diag.Place) {
	if f.Contributors == (Contributors{}) {
		return
	}
	if f.Role != "amount" && f.Role != "total" {
		c.bad(at, "schema/contributors", diag.Say("只有 amount 和 total 可以写 contributors", "only an amount or a total has contributors"), diag.Msg{})
	}
	for _, id := range []string{f.Contributors.First, f.Contributors.Second} {
		if other, ok := c.schema.Field(id); !ok || other.Role != "private" || other.Type != f.Type {
			c.bad(at, "schema/contributors", diag.Say("“%s”应是本表 role: private、类型与“%s”相同的字段", "%q has to be a field of this table with role: private and the type of %q", diag.Safe(id), f.ID),
				diag.Say("写明最大和第二大的一笔各是多少；这两列不会公布", "it says what the largest and the second largest gave; the columns are never published"))
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
