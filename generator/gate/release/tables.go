package release

import (
	"fmt"
	"math"
	"slices"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/protect"
	"mingshan/generator/input/config"
	"mingshan/generator/input/dataset"
)

// clearing is the state of clearing one table.
type clearing struct {
	raw    *dataset.Table
	table  *Table
	cells  int            // number of node combinations
	member [][]int        // row → indexes of the combinations that cover it
	rows   []int          // combination → rows it covers
	column map[string]int // measure → column
	rules  config.Privacy
	past   past
	keyed  bool                     // rows are named by their dimensions alone
	held   map[string]map[int]int64 // measure → row → the value to publish instead of the one supplied
	joints []*joint                 // the systems of counts and of amounts, once decided
	rowsOf [][]int                  // combination → rows; nil until asked for
	sums   map[string]sums
	hidden map[string][]bool // measure → by combination, then by row
	// proved counts, by measure, the cells that whole tables prove safe, realOnly those that are safe in real numbers.
	proved, realOnly map[string]int
}

// sums is a measure added up: by combination, then by row.
type sums struct {
	value    []int64
	reported []int // rows that had a value
}

// newClearing begins the release of one table.
func newClearing(raw *dataset.Table, cleared *Cleared, rules config.Privacy, before past) (*clearing, diag.List) {
	t := &Table{Schema: raw.Schema.Public(), Group: raw.Group, Least: threshold(raw.Schema, rules), totals: map[string][]Cell{}}
	c := &clearing{raw: raw, table: t, rules: rules, past: before, held: map[string]map[int]int64{}, column: map[string]int{}, sums: map[string]sums{}, hidden: map[string][]bool{}, proved: map[string]int{}, realOnly: map[string]int{}}
	for i, f := range raw.Schema.Fields {
		if f.Role == "dimension" {
			t.Dims = append(t.Dims, makeDim(raw, i, cleared))
		}
		if f.Measure() {
			c.column[f.ID] = i
		}
	}
	c.combinations()
	c.keyed = c.onlyDims()
	problems := c.revise()
	if c.rounds() {
		c.round()
		if problems.Blocking() == 0 {
			problems.Append(c.rewritten())
		}
	}
	for _, f := range raw.Schema.Fields {
		if f.Measure() {
			c.sums[f.ID] = c.add(f.ID)
		}
		if f.Role == "count" || f.Role == "amount" {
			c.hidden[f.ID] = make([]bool, c.cells+len(c.member))
		}
	}
	return c, problems
}

// clear decides about tables whose numbers hang together: counts first, then what follows them.
func clear(tables []*clearing) diag.List {
	problems := systems(tables, (*joint).decide)
	for _, c := range tables {
		c.fill()
		c.notApplicable()
		c.table.inOrder()
	}
	return problems
}

// systems makes the systems of tables whose numbers hang together and has each decided before the next is made, which
// may follow it.
func systems(tables []*clearing, decide func(*joint) diag.List) diag.List {
	var problems diag.List
	for _, c := range tables {
		problems.Append(c.huge())
	}
	if problems.Blocking() > 0 {
		return problems
	}
	for _, role := range []string{"count", "amount", "total"} {
		j := &joint{soft: role == "amount", equal: map[int32]int32{}}
		for _, c := range tables {
			ids, need := c.measures(role), c.countRoom
			switch role {
			case "amount":
				c.values()
				need = c.amountRoom(c.unsafe())
			case "total":
				ids, need = c.contributed(ids), nil
			}
			if len(ids) > 0 { // of linked tables, one may have no money
				problems.Append(j.lay(c, ids, need))
			}
		}
		j.link(&problems)
		if len(j.system.Cells) > 0 {
			problems.Append(decide(j))
		}
		for _, c := range tables {
			c.joints = append(c.joints, j)
		}
	}
	return problems
}

// most is the largest number that is exact in all that the gate works out of it.
const most = 1 << 50

// huge refuses measures that add up to more than the gate can work with. Two cells of fifteen digits do.
func (c *clearing) huge() diag.List {
	var problems diag.List
	for _, f := range c.raw.Schema.Fields {
		if !f.Additive() {
			continue
		}
		size := 0.0 // whole numbers may overflow
		for r := range c.member {
			v, _ := c.value(f.ID, r)
			if size += math.Abs(float64(v)); size <= most {
				continue
			}
			problems.Add(c.raw.Place(c.raw.Rows()[r], c.column[f.ID]), "gate/system",
				diag.Say("到这一行，“%s”列加起来太大（超过 %s），没法清查", "up to this row column %q adds up to more than can be cleared (%s)", f.ID, limit(f)),
				diag.Say("核对有没有多写的数位；数确实这样大，就换大一级的单位，写在 unit 里", "look for digits too many; if the figures are right, use a larger unit and say so in unit"))
			break
		}
	}
	return problems
}

// limit writes the largest sum of a measure.
func limit(f Field) string { return fmt.Sprintf("%.0f", most/math.Pow10(dataset.Scale(f.Type))) }

// entries are the lines of the ledger of one table.
func (c *clearing) entries() []Entry {
	var out []Entry
	t := c.table
	for _, f := range c.raw.Schema.Fields {
		if !f.Measure() {
			continue
		}
		e := Entry{Dataset: c.raw.Schema.ID, Measure: f.ID}
		for i, h := range c.hidden[f.ID] {
			if h && i >= c.cells {
				e.Rows++
			}
			if h {
				e.All++
			}
		}
		if e.All > 0 {
			out = append(out, e)
		}
		t.HiddenRows += e.Rows
		t.Cells += len(c.raw.Rows())
	}
	return out
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
	c.rows = make([]int, c.cells)
	for _, at := range c.member {
		for _, i := range at {
			c.rows[i]++
		}
	}
}

// covered lists the cells of a measure that a row is part of: its combinations and its own.
func (c *clearing) covered(r int) []int { return append(slices.Clone(c.member[r]), c.cells+r) }

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

// value is what is to be published of a row, if it is not withheld: what was supplied, or what is held or rounded.
func (c *clearing) value(id string, r int) (int64, bool) {
	if v, ok := c.held[id][r]; ok {
		return v, true
	}
	return c.given(id, r)
}

// given is what a row says of a measure.
func (c *clearing) given(id string, r int) (int64, bool) {
	v := c.raw.At(c.raw.Rows()[r], c.raw.Column(id))
	if !v.Present() {
		return 0, false
	}
	return v.Number(), true
}

// add sums a measure up over all combinations; the rows follow.
func (c *clearing) add(id string) sums {
	s := sums{make([]int64, c.cells+len(c.member)), make([]int, c.cells+len(c.member))}
	for r := range c.member {
		v, ok := c.value(id, r)
		if !ok {
			continue
		}
		for _, i := range c.covered(r) {
			s.value[i] += v
			s.reported[i]++
		}
	}
	return s
}

// countRoom is the room that a count has to keep: a small one, and one that says of nearly everybody in its group what
// became of them.
func (c *clearing) countRoom(id string, i int, value int64) int64 {
	f, _ := c.raw.Schema.Field(id)
	small := protect.SmallCount(value, c.table.Least, c.raw.Schema.Privacy.Zeros == "withheld")
	if group := c.sums[f.NotAbove]; f.Outcome && group.reported[i] == c.sums[id].reported[i] {
		small = small || protect.Group(value, group.value[i], int64(c.rules.GroupLeast.Value))
	}
	if !small || c.rounds() {
		return 0
	}
	return room(c.raw.Schema, c.rules)
}

// keeps reports whether the dataset asks for a cell to be shown whenever another can be withheld instead.
func (c *clearing) keeps(id string, i int) bool {
	for _, k := range c.raw.Schema.Privacy.Keep {
		if k.Measure != id || i >= c.cells {
			continue
		}
		if n, ok := c.index(k.At); ok && n == i {
			return true
		}
	}
	return false
}

// index is the combination of nodes given by dimension; a dimension left out means its top.
func (c *clearing) index(at map[string]string) (int, bool) {
	index := 0
	for _, d := range c.table.Dims {
		code, given := at[d.Field.ID]
		if !given {
			code = d.Top()
		}
		i, known := d.index[code]
		if !known {
			return 0, false
		}
		index = index*len(d.Nodes) + i
	}
	return index, true
}

// amountRoom is the room that an amount has to keep. A reader who divides it by a rate must not learn more of a small
// count than the counts let him: so it keeps the count's room at the rate of this very cell. Where the count is not
// small or not there, the amount must not be known exactly. Nothing at a rate of nothing tells no count.
func (c *clearing) amountRoom(unsafe map[string][]bool) need {
	return func(id string, i int, value int64) int64 {
		if !unsafe[id][i] || value == 0 {
			return 0
		}
		f, _ := c.raw.Schema.Field(id)
		count := c.sums[f.Follows].value[i]
		if w := c.countRoom(f.Follows, i, count); w > 0 && count > 0 {
			return max(1, (w*value+count-1)/count)
		}
		return 1
	}
}

// values hides what is no sum, such as a median, wherever the count it follows is not there to be seen. Where counts are
// rounded the printed one decides: if the true one did, a 10 without its median would be a 6 to 9, and one with it 10 or more.
func (c *clearing) values() {
	for _, f := range c.raw.Schema.Fields {
		if f.Role != "value" || f.Follows == "" {
			continue
		}
		h := make([]bool, c.cells+len(c.member))
		for r := range c.member {
			_, there := c.value(f.ID, r)
			n, count := c.value(f.Follows, r)
			h[c.cells+r] = there && (!count || c.hidden[f.Follows][c.cells+r] || c.rounds() && n-base+1 < c.table.Least)
		}
		c.hidden[f.ID] = h
	}
}

// unsafe marks the cells of each amount that may not be shown: the count is hidden there; or no count was supplied, so
// nothing says that it is large enough; or the amount leaves out a row whose count is hidden, so that dividing it by
// a public rate gives the sum of the other rows, and with the shown total that count. Where readers know rates that differ
// from row to row (rate: public), a total of amounts would be one more equation over counts, so none covers a hidden one.
func (c *clearing) unsafe() map[string][]bool {
	out := map[string][]bool{}
	for _, id := range c.measures("amount") {
		f, _ := c.raw.Schema.Field(id)
		hidden := c.hidden[f.Follows]
		bad := slices.Clone(hidden)
		for r := range c.member {
			if _, there := c.value(id, r); hidden[c.cells+r] && (!there || f.Rate == "public") {
				for _, i := range c.covered(r) {
					bad[i] = true
				}
			}
		}
		for i, n := range c.sums[f.Follows].reported {
			bad[i] = bad[i] || n == 0
		}
		out[id] = bad
	}
	return out
}

// fill makes the release cells. A withheld cell is the zero Cell.
func (c *clearing) fill() {
	t := c.table
	for _, row := range c.raw.Rows() {
		out := Row{Texts: make([]string, len(t.Schema.Fields)), Cells: make([]Cell, len(t.Schema.Fields))}
		for i, f := range t.Schema.Fields {
			if !f.Measure() {
				out.Texts[i] = c.raw.At(row, c.raw.Column(f.ID)).Text()
			}
		}
		t.Rows = append(t.Rows, out)
	}
	for col, f := range t.Schema.Fields {
		if !f.Measure() {
			continue
		}
		hidden := c.hidden[f.ID]
		cell := func(i, rows int) Cell {
			out := Cell{state: Missing, scale: dataset.Scale(f.Type), rows: rows}
			switch sum := c.sums[f.ID]; {
			case hidden != nil && hidden[i]:
				return Cell{}
			case sum.reported[i] > 0:
				out.state, out.number, out.reported = Value, sum.value[i], sum.reported[i]
			}
			return out
		}
		for r := range t.Rows {
			t.Rows[r].Cells[col] = cell(c.cells+r, 1)
		}
		if !f.Additive() {
			continue
		}
		totals := make([]Cell, c.cells)
		for i := range totals {
			totals[i] = cell(i, c.rows[i])
		}
		t.totals[f.ID] = totals
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
