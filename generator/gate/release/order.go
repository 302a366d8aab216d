package release

import (
	"cmp"
	"slices"
)

// inOrder puts the rows of a table with measures in the order of its key: dimensions in the order of their nodes, other
// columns as text. A file that somebody sorted by its counts would else say how withheld cells rank.
func (t *Table) inOrder() {
	if !slices.ContainsFunc(t.Schema.Fields, Field.Measure) {
		return // of a list without numbers the order is an editor's choice
	}
	var columns []int
	for _, id := range t.Schema.PrimaryKey {
		columns = append(columns, t.Column(id))
	}
	slices.SortStableFunc(t.Rows, func(a, b Row) int {
		for _, col := range columns {
			d, _ := t.Dim(t.Schema.Fields[col].ID)
			if c := cmp.Or(cmp.Compare(d.index[a.Texts[col]], d.index[b.Texts[col]]), cmp.Compare(a.Texts[col], b.Texts[col])); c != 0 {
				return c
			}
		}
		return 0
	})
}
