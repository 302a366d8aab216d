package release

import "slices"

// Tally counts what stands in the cells of one measure; a cell counts when it holds a number or is withheld.
type Tally struct {
	Rows, RowsWithheld int // the rows as supplied
	All, AllWithheld   int // the rows and the totals over them
}

// Add puts two tallies together.
func (a Tally) Add(b Tally) Tally {
	return Tally{a.Rows + b.Rows, a.RowsWithheld + b.RowsWithheld, a.All + b.All, a.AllWithheld + b.AllWithheld}
}

// Tally counts the cells of a measure. It reads what may be shown and nothing else, so that it can say no more.
func (t *Table) Tally(measure string) Tally {
	var out Tally
	col := t.Column(measure)
	for _, r := range t.Rows {
		count(r.Cells[col], &out.Rows, &out.RowsWithheld)
	}
	out.All, out.AllWithheld = out.Rows, out.RowsWithheld
	if f := t.Schema.Fields[col]; f.Additive() {
		t.eachTotal(measure, t.Dims, map[string]string{}, t.oneRowALeaf(), func(c Cell) { count(c, &out.All, &out.AllWithheld) })
	}
	return out
}

func count(c Cell, all, withheld *int) {
	switch c.State() {
	case Withheld:
		*withheld++
		*all++
	case Value:
		*all++
	}
}

// oneRowALeaf reports a table that has at most one row where all its dimensions stand at leaves, so that a total there is the
// row once more.
func (t *Table) oneRowALeaf() bool {
	return !slices.ContainsFunc(t.Schema.PrimaryKey, func(id string) bool { f, _ := t.Schema.Field(id); return f.Role != "dimension" })
}

// eachTotal visits the totals of a measure over the remaining dimensions; skip leaves out one that is a single row.
func (t *Table) eachTotal(measure string, dims []Dim, at map[string]string, skip bool, visit func(Cell)) {
	if len(dims) == 0 {
		if c, ok := t.Total(measure, at); ok && !skip {
			visit(c)
		}
		return
	}
	for _, n := range dims[0].Nodes {
		at[dims[0].Field.ID] = n.Code
		t.eachTotal(measure, dims[1:], at, skip && n.Leaf, visit)
	}
}
