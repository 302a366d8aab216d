package release

import (
	"slices"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/protect"
	"mingshan/generator/input/config"
	"mingshan/generator/input/dataset"
)

// clearing is the state of clearing one table.
type clearing struct {
	raw    *dataset.Table
	table  *Table
	cells  int               // number of node combinations
	member [][]int           // row → indexes of the combinations that cover it
	column map[string]int    // measure → column
	hidden map[string][]bool // measure → by combination, then by row
}

// clearTable makes the release of one table and the ledger entries of its measures.
func clearTable(raw *dataset.Table, cleared *Cleared, rules config.Privacy) (*Table, []Entry) {
	t := &Table{Schema: raw.Schema, Group: raw.Group, totals: map[string][]Cell{}}
	c := &clearing{raw: raw, table: t, column: map[string]int{}, hidden: map[string][]bool{}}
	for i, f := range raw.Schema.Fields {
		if f.Role == "dimension" {
			t.Dims = append(t.Dims, makeDim(raw, i, cleared))
		}
		if f.Measure() {
			c.column[f.ID] = i
		}
	}
	c.combinations()
	k := threshold(raw.Schema, rules)
	t.Least = k
	c.counts(k, int64(rules.MinWidth.Value))
	c.followers()
	c.fill()
	var entries []Entry
	for _, f := range raw.Schema.Fields {
		if !f.Measure() {
			continue
		}
		e := Entry{Dataset: raw.Schema.ID, Measure: f.ID}
		for i, h := range c.hidden[f.ID] {
			if h && i >= c.cells {
				e.Rows++
			}
			if h {
				e.All++
			}
		}
		if e.All > 0 {
			entries = append(entries, e)
		}
		t.HiddenRows += e.Rows
		t.Cells += len(raw.Rows())
	}
	return t, entries
}

// combinations lists, for each row, every combination of nodes that covers it.
func (c *clearing) combinations() {
	c.cells = 1
	for _, d := range c.table.Dims {
		c.cells *= len(d.Nodes)
	}
	c.member = make([][]int, len(c.raw.Rows()))
	for r, row := range c.raw.Rows() {
		at := []int{0}
		for _, d := range c.table.Dims {
			var next []int
			for _, i := range d.line(c.raw.At(row, c.raw.Column(d.Field.ID)).Text()) {
				for _, a := range at {
					next = append(next, a*len(d.Nodes)+i)
				}
			}
			at = next
		}
		c.member[r] = at
	}
}

// covered lists the cells of a measure that a row is part of: its combinations and its own.
func (c *clearing) covered(r int) []int { return append(slices.Clone(c.member[r]), c.cells+r) }

// base gives the measures that a measure is a sum of, or itself.
func (c *clearing) base(id string) []string {
	f, _ := c.raw.Schema.Field(id)
	if len(f.SumOf) == 0 {
		return []string{id}
	}
	var out []string
	for _, part := range f.SumOf {
		out = append(out, c.base(part)...)
	}
	return out
}

// measures lists the measures of one role.
func (c *clearing) measures(role string) []string {
	var ids []string
	for _, f := range c.raw.Schema.Fields {
		if f.Role == role {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

// counts hides the cells of all count measures together, since sum_of links them.
func (c *clearing) counts(k, width int64) {
	c.hide(c.measures("count"), width, func(_ string, _ int, value int64) bool { return value > 0 && value < k })
}

// followers hides amounts and values wherever the count they follow is not there to be seen; amounts are then
// protected together like counts, because missing amounts can make other sums of them solvable.
func (c *clearing) followers() {
	unsafe := map[string][]bool{}
	for _, f := range c.raw.Schema.Fields {
		switch {
		case f.Role == "amount":
			unsafe[f.ID] = c.follow(f)
		case f.Role == "value" && f.Follows != "":
			h := make([]bool, c.cells+len(c.member))
			for r, row := range c.raw.Rows() {
				count := c.raw.At(row, c.column[f.Follows]).Present()
				h[c.cells+r] = c.raw.At(row, c.column[f.ID]).Present() && (!count || c.hidden[f.Follows][c.cells+r])
			}
			c.hidden[f.ID] = h
		}
	}
	c.hide(c.measures("amount"), 0, func(id string, i int, _ int64) bool { return unsafe[id][i] })
}

// follow marks the cells of an amount that may not be shown: the count is hidden there; or no count was supplied, so
// nothing says that it is large enough; or the amount leaves out a row whose count is hidden, so that dividing it by
// a public rate gives the sum of the other rows, and with the shown total that count.
func (c *clearing) follow(f Field) []bool {
	hidden := c.hidden[f.Follows]
	out := slices.Clone(hidden)
	counted := make([]bool, len(out))
	for r, row := range c.raw.Rows() {
		count := c.raw.At(row, c.column[f.Follows]).Present()
		hole := hidden[c.cells+r] && !c.raw.At(row, c.column[f.ID]).Present()
		for _, i := range c.covered(r) {
			counted[i] = counted[i] || count
			out[i] = out[i] || hole
		}
	}
	for i := range out {
		out[i] = out[i] || !counted[i]
	}
	return out
}

// hide finds the pattern of additive measures. Index i of a measure's cells is a combination of nodes below
// c.cells, and a row from there on.
func (c *clearing) hide(ids []string, width int64, primary func(id string, i int, value int64) bool) {
	rows := c.raw.Rows()
	size := c.cells + len(rows)
	cells := make([]protect.Combo, len(ids)*size)
	first := map[string]int{} // measure → its first cell
	for m, id := range ids {
		first[id] = m * size
		c.weigh(cells[m*size:(m+1)*size], id, primary)
	}
	offset := map[string]int{} // base measure → number of its first leaf
	for m, id := range ids {
		mine := cells[m*size : (m+1)*size]
		for _, b := range c.base(id) {
			if _, ok := offset[b]; !ok {
				offset[b] = len(offset) * len(rows)
			}
			for r, row := range rows {
				v := c.raw.At(row, c.column[b])
				if !v.Present() || !c.raw.At(row, c.column[id]).Present() {
					continue
				}
				if v.Number() == 0 && !cells[first[b]+c.cells+r].Primary {
					continue // a printed zero is known to every reader
				}
				for _, i := range c.covered(r) {
					mine[i].Leaves = append(mine[i].Leaves, int32(offset[b]+r))
				}
			}
		}
		for i := range mine {
			slices.Sort(mine[i].Leaves)
			mine[i].Primary = mine[i].Primary && len(mine[i].Leaves) > 0 // a sum of printed zeros hides nothing
		}
	}
	pattern := protect.Hide(cells, width)
	for m, id := range ids {
		c.hidden[id] = pattern[m*size : (m+1)*size]
	}
}

// weigh gives the cells of one measure their values and says which of them must be hidden.
func (c *clearing) weigh(cells []protect.Combo, id string, primary func(id string, i int, value int64) bool) {
	reported := make([]bool, len(cells))
	for r, row := range c.raw.Rows() {
		v := c.raw.At(row, c.column[id])
		if !v.Present() {
			continue
		}
		for _, i := range c.covered(r) {
			cells[i].Value += v.Number()
			reported[i] = true
		}
	}
	for i := range cells {
		cells[i].Primary = reported[i] && primary(id, i, cells[i].Value)
	}
}

// fill makes the release cells. A withheld cell is the zero Cell.
func (c *clearing) fill() {
	t := c.table
	for _, row := range c.raw.Rows() {
		out := Row{Texts: make([]string, len(t.Schema.Fields)), Cells: make([]Cell, len(t.Schema.Fields))}
		for i, f := range t.Schema.Fields {
			if !f.Measure() {
				out.Texts[i] = c.raw.At(row, i).Text()
			}
		}
		t.Rows = append(t.Rows, out)
	}
	for _, f := range t.Schema.Fields {
		if !f.Measure() {
			continue
		}
		hidden := c.hidden[f.ID]
		col, scale := c.column[f.ID], dataset.Scale(f.Type)
		totals := make([]Cell, c.cells)
		for i := range totals {
			totals[i] = Cell{state: Missing, scale: scale}
		}
		for r, row := range c.raw.Rows() {
			v := c.raw.At(row, col)
			cell := Cell{state: Missing, scale: scale, rows: 1}
			if v.Present() {
				cell = Cell{state: Value, number: v.Number(), scale: scale, reported: 1, rows: 1}
			}
			if hidden != nil && hidden[c.cells+r] {
				cell = Cell{}
			}
			t.Rows[r].Cells[col] = cell
			if !f.Additive() {
				continue
			}
			for _, i := range c.member[r] {
				totals[i].rows++
				if v.Present() {
					totals[i].state = Value
					totals[i].number += v.Number()
					totals[i].reported++
				}
			}
		}
		for i := range totals {
			if hidden != nil && hidden[i] {
				totals[i] = Cell{}
			}
		}
		if f.Additive() {
			t.totals[f.ID] = totals
		}
	}
}

// makeDim lists the nodes of the dimension in the i-th column: leaves that occur, and the totals above them.
func makeDim(raw *dataset.Table, i int, cleared *Cleared) Dim {
	f := raw.Schema.Fields[i]
	d := Dim{Field: f, index: map[string]int{}}
	occurs := map[string]calendar.Period{}
	for _, row := range raw.Rows() {
		v := raw.At(row, i)
		occurs[v.Text()] = v.Period()
	}
	add := func(n Node) {
		if _, there := d.index[n.Code]; !there {
			d.index[n.Code] = len(d.Nodes)
			d.Nodes = append(d.Nodes, n)
		}
	}
	switch f.Type {
	case "region":
		for _, pass := range []bool{true, false} {
			for _, r := range cleared.Regions {
				if _, leaf := occurs[r.Code]; leaf == pass {
					add(Node{Code: r.Code, Parent: r.Parent, Level: r.Level, Label: r.Name, Leaf: leaf})
				}
			}
		}
	case "period":
		periods := make([]calendar.Period, 0, len(occurs))
		for _, p := range occurs {
			periods = append(periods, p)
		}
		slices.SortFunc(periods, calendar.Period.Compare)
		for _, p := range periods {
			n := Node{Code: p.String(), Parent: p.YearPeriod().String(), Level: p.Kind(), Period: p, Leaf: true}
			if p.Kind() == "year" {
				n.Parent = All
			}
			add(n)
		}
		for _, p := range periods {
			add(Node{Code: p.YearPeriod().String(), Parent: All, Level: "year", Period: p.YearPeriod()})
		}
		add(Node{Code: All, Level: All})
	default:
		for _, code := range cleared.codesOf(f, occurs) {
			_, leaf := occurs[code.Code]
			add(Node{Code: code.Code, Parent: All, Level: "code", Label: code.Name, Leaf: leaf})
		}
		add(Node{Code: All, Level: All, Label: lang.Text{ZH: "合计", EN: "Total"}})
	}
	return d
}
