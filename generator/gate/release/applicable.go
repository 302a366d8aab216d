package release

// notApplicable tells, among the cells without a number, those that can have none from those that were not supplied. A
// total can have none when none of its rows can. Where the count that a measure follows is withheld, its cell stays one
// that was not supplied: that there can be no median would say that the count is zero. Withheld cells stay as they are.
func (c *clearing) notApplicable() {
	t := c.table
	for col, f := range t.Schema.Fields {
		if !f.Measure() {
			continue
		}
		never := map[int]int{} // combination → rows to which the measure does not apply
		for r, row := range c.raw.Rows() {
			count := t.Column(f.Follows)
			if !c.raw.At(row, c.column[f.ID]).NotApplicable() || count >= 0 && t.Rows[r].Cells[count].State() == Withheld {
				continue
			}
			t.Rows[r].Cells[col].excuse(1)
			for _, i := range c.member[r] {
				never[i]++
			}
		}
		for i, rows := range never {
			if i < len(t.totals[f.ID]) { // a value that cannot be added has no totals
				t.totals[f.ID][i].excuse(rows)
			}
		}
	}
}

// excuse takes rows to which the measure does not apply out of those that a cell covers.
func (c *Cell) excuse(rows int) {
	if c.state == Withheld {
		return
	}
	if c.rows -= rows; c.rows == 0 && c.state == Missing {
		c.state = NotApplicable
	}
}
