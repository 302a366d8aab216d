package release

import (
	"mingshan/generator/base/diag"
	"mingshan/generator/gate/protect"
)

// base is what counts are rounded to in datasets with the mode round5.
const base = 5

// rounds reports whether the counts of the table are rounded instead of withheld.
func (c *clearing) rounds() bool { return c.table.Rounded() > 0 }

// round replaces the counts of rows by multiples of five, near enough to keep all totals near: those are added up from
// the rounded rows, so that everything adds up and tells no more than the rows do. What is the sum of others is added
// up again, and what is never above another stays so.
func (c *clearing) round() {
	for _, f := range c.raw.Schema.Fields {
		if f.Role != "count" || len(f.SumOf) > 0 {
			continue
		}
		var rows []int
		var values []int64
		var cover [][]int
		for r := range c.member {
			if v, ok := c.value(f.ID, r); ok {
				rows, values, cover = append(rows, r), append(values, v), append(cover, c.member[r])
			}
		}
		for k, v := range protect.Round(values, cover, c.cells, base) {
			c.hold(f.ID, rows[k], v)
		}
	}
	c.below()
	c.resum()
}

// rewritten refuses to round away what was published as it was counted, unless a correction tells of it: a dataset that
// begins to round changes figures that readers have, though nobody touched its rows.
func (c *clearing) rewritten() diag.List {
	var problems diag.List
	for _, f := range c.raw.Schema.Fields {
		if f.Role != "count" {
			continue
		}
		for r := range c.member {
			at := c.key(f.ID, c.cells+r)
			was, ok := c.past.Was(at)
			if now, there := c.value(f.ID, r); !ok || !was.Shown || !there || now == was.Value || c.past.corrected(at) {
				continue
			}
			at.At = ""
			problems.Add(c.raw.Schema.Facts.Place("privacy", "mode"), "gate/uncorrected",
				diag.Say("取整会改掉“%s”列里 %s 以前公布过的数，却没有更正记录（慈善组织信息公开办法第十六条）", "rounding would change figures of column %q that were published up to %s, but no correction says so (Measures on information disclosure of charities, article 16)", f.ID, c.past.Releases[len(c.past.Releases)-1].Date.String()),
				correction("已公布的数不想改，就删去 mode 这一行；从现在起取整，就", "remove the line mode if published figures are to stay; to round from now on, ", at))
			break
		}
	}
	return problems
}

// below rounds down what would come to stand above a measure that it is part of. Rounded down it never does, whichever
// way the other was rounded.
func (c *clearing) below() {
	for again := true; again; {
		again = false
		for _, f := range c.raw.Schema.Fields {
			if f.Role != "count" || f.NotAbove == "" {
				continue
			}
			for r := range c.member {
				v, ok := c.held[f.ID][r]
				top, both := c.held[f.NotAbove][r]
				if given, _ := c.given(f.ID, r); ok && both && v > top && v != given/base*base {
					c.hold(f.ID, r, given/base*base)
					again = true
				}
			}
		}
	}
}
