package release

import "mingshan/generator/input/dataset"

// notApplicable tells, among the cells without a number, those that can have none from those that were not supplied. A
// total can have none when none of its rows can. Where the count that a measure follows is withheld, its cell stays one
// that was not supplied: that there can be no median would say that the count is zero. Withheld cells stay as they are.
func (t *Table) notApplicable(raw *dataset.Table) {
	for col, f := range t.Schema.Fields {
		if !f.Measure() {
			continue
		}
		never := map[int]int{} // combination → rows to which the measure does not apply
		for r, row := range raw.Rows() {
			count := t.Column(f.Follows)
			if !raw.At(row, col).NotApplicable() || count >= 0 && t.Rows[r].Cells[count].State() == Withheld {
				continue
			}
			t.Rows[r].Cells[col].excuse(1)
			for _, i := range t.combinations(raw, row) {
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

// combinations lists the totals that a row is part of, as Total numbers them.
func (t *Table) combinations(raw *dataset.Table, row dataset.Row) []int {
	at := []int{0}
	for _, d := range t.Dims {
		var next []int
		for _, i := range d.line(raw.At(row, raw.Column(d.Field.ID)).Text()) {
			for _, a := range at {
				next = append(next, a*len(d.Nodes)+i)
			}
		}
		at = next
	}
	return at
}
