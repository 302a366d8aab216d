package release

import "mingshan/generator/gate/protect"

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
