package cli

import (
	"math"
	"strconv"
	"strings"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/gate/protect"
)

// defaultWidth is the room of a small count when the spec asks for none; design/privacy.md §3.3.
const defaultWidth = 5

// defaultRoom is how many per cent of the largest contribution an amount is kept away from its true value.
const defaultRoom = 10

// knowledge sets what readers know of each cell and which cells the rules make primary.
func (t *sdcTable) knowledge(f *sdcFile, doc *facts.Doc, problems *diag.List) {
	lower := f.texts(t, t.spec.LowerColumn)
	frozen, marked := f.texts(t, t.spec.FrozenColumn), f.texts(t, t.spec.PrimaryColumn)
	for i := range t.system.Cells {
		c := &t.system.Cells[i]
		if c.Unprinted {
			c.Least = min(c.Value, t.spec.leastOf("0", t.scale), 0)
			continue
		}
		c.Least = min(c.Value, t.spec.leastOf(lower[i], t.scale))
		c.Frozen = c.Frozen || yes(frozen[i]) || c.Value == 0 && t.spec.Zeros == "shown" && c.Least >= 0
		if yes(marked[i]) {
			t.protectCell(i)
		}
		if t.small(i) {
			t.protectCell(i)
		}
	}
	each := func(list []map[string]string, key string, set func(int)) {
		for k, cell := range list {
			i, ok := t.find(cell)
			if !ok || t.grid.Cells[i] < 0 || t.system.Cells[i].Unprinted {
				problems.Add(doc.Place(key, k), "sdc/no-such-cell", diag.Say("表里没有这个格子", "the table does not have this cell"), diag.Say("维度写列名，代码照数据写；不写的维度取合计", "name columns and codes as in the data; a dimension left out stands at its total"))
				continue
			}
			set(i)
		}
	}
	each(t.spec.Primary, "primary", t.protectCell)
	each(t.spec.Keep, "keep", func(i int) { t.system.Cells[i].Keep = true })
	each(t.spec.Frozen, "frozen", func(i int) { t.system.Cells[i].Frozen = true })
	for i := range t.system.Cells {
		if c := &t.system.Cells[i]; c.Frozen {
			c.Width, c.Above, c.Below = 0, 0, 0 // every reader has it already
		}
	}
}

// texts gives each cell the text of a column in the row that it was given in.
func (f *sdcFile) texts(t *sdcTable, column string) []string {
	out := make([]string, len(t.system.Cells))
	if column == "" {
		return out
	}
	for _, row := range f.rows {
		cell := map[string]string{}
		for _, d := range t.dims {
			cell[d.spec.Column] = row.cells[f.column[d.spec.Column]]
		}
		if i, ok := t.find(cell); ok {
			out[i] = row.cells[f.column[column]]
		}
	}
	return out
}

// yes reads a mark in a column.
func yes(s string) bool {
	switch strings.ToLower(s) {
	case "1", "true", "yes", "y", "x", "p", "是":
		return true
	}
	return false
}

// protectCell makes a cell primary.
func (t *sdcTable) protectCell(i int) {
	c := &t.system.Cells[i]
	if t.spec.Kind == "frequency" || t.spec.Width != "" {
		c.Width = t.width()
		return
	}
	percent := int64(t.spec.Rules.Room)
	if percent == 0 {
		percent = max(int64(t.spec.Rules.PPercent), 0)
	}
	if percent == 0 {
		percent = defaultRoom
	}
	first := c.Value
	if held := protect.Holdings(t.parts[i]); len(held) > 0 && held[0].Amount > 0 {
		first = held[0].Amount
	}
	c.Above = protect.Room(first, percent)
	c.Below = c.Above
	if below := c.Value - c.Least; below < c.Below {
		c.Below = max(below, 0)
	}
}

// width is the room that the spec asks for, in the units of the table.
func (t *sdcTable) width() int64 {
	if t.spec.Width == "" {
		return defaultWidth * t.scale
	}
	x, err := strconv.ParseFloat(t.spec.Width, 64)
	if err != nil {
		return defaultWidth * t.scale
	}
	return max(1, int64(math.Ceil(x*float64(t.scale))))
}

// small applies the rules to one cell.
func (t *sdcTable) small(i int) bool {
	r, c := t.spec.Rules, t.system.Cells[i]
	if c.Value == 0 && t.spec.Zeros != "sensitive" {
		return false
	}
	if t.spec.Kind == "frequency" {
		if protect.SmallCount(c.Value, int64(r.MinCount)*t.scale, t.spec.Zeros == "sensitive") && r.MinCount > 0 {
			return true
		}
		return r.Group.Column != "" && t.fullGroup(i)
	}
	parts := t.parts[i]
	number := t.count[i]
	if t.spec.Contributors.Holder != "" {
		number = int64(len(protect.Holdings(parts)))
	}
	known := t.spec.Contributors.Largest != ""
	switch {
	case r.MinCount > 0 && (t.spec.Contributors.Holder != "" || t.spec.Contributors.Count != "") && number < int64(r.MinCount):
		return true
	case r.PPercent > 0 && known:
		first, second := firstTwo(parts)
		if protect.PPercentOf(c.Value, first, second, int64(r.PPercent)) {
			return true
		}
	case r.PPercent > 0 && t.spec.Contributors.Holder != "" && protect.PPercent(parts, int64(r.PPercent)):
		return true
	}
	if r.Dominance.N == 0 {
		return false
	}
	if known {
		first, second := firstTwo(parts)
		if r.Dominance.N == 1 {
			second = 0
		}
		return protect.DominanceOf(c.Value, first+second, int64(r.Dominance.K))
	}
	return t.spec.Contributors.Holder != "" && protect.Dominance(parts, int64(r.Dominance.N), int64(r.Dominance.K))
}

func firstTwo(parts []protect.Contribution) (first, second int64) {
	held := protect.Holdings(parts)
	if len(held) > 0 {
		first = held[0].Amount
	}
	if len(held) > 1 {
		second = held[1].Amount
	}
	return first, second
}

// fullGroup applies group disclosure: the cell holds nearly all of its group.
func (t *sdcTable) fullGroup(i int) bool {
	nodes := t.nodes(i)
	at := 0
	for d, dim := range t.dims {
		n := nodes[d]
		if dim.spec.Column == t.spec.Rules.Group.Column {
			if n == dim.total || dim.total < 0 {
				return false
			}
			n = dim.total
		}
		at = at*len(dim.names) + n
	}
	group := t.system.Cells[at].Value
	return protect.Group(t.system.Cells[i].Value, group, int64(t.spec.Rules.Group.Least)*t.scale)
}

// extra adds the relations of the spec and the totals that readers know from elsewhere.
func (t *sdcTable) extra(doc *facts.Doc, problems *diag.List) {
	cell := func(c map[string]string, path ...any) (int32, bool) {
		i, ok := t.find(c)
		if !ok || t.grid.Cells[i] < 0 {
			problems.Add(doc.Place(path...), "sdc/no-such-cell", diag.Say("表里没有这个格子", "the table does not have this cell"), diag.Say("维度写列名，代码照数据写；不写的维度取合计", "name columns and codes as in the data; a dimension left out stands at its total"))
		}
		return int32(i), ok
	}
	add := func(total int32, of []map[string]string, path ...any) (protect.Sum, bool) {
		s := protect.Sum{Total: total}
		all := true
		for k, c := range of {
			p, ok := cell(c, append(append([]any{}, path...), "of", k)...)
			s.Parts, all = append(s.Parts, p), all && ok
		}
		return s, all
	}
	for k, r := range t.spec.Relations {
		total, ok := cell(r.Total, "relations", k, "total")
		s, all := add(total, r.Of, "relations", k)
		if !ok || !all {
			continue
		}
		off := t.system.Cells[total].Value
		for _, p := range s.Parts {
			off -= t.system.Cells[p].Value
		}
		if off != 0 {
			problems.Add(doc.Place("relations", k), "sdc/relation", diag.Say("数据不符合这条关系", "the data does not keep this relation"), diag.Msg{})
			continue
		}
		t.system.Sums = append(t.system.Sums, s)
	}
	for k, r := range t.spec.KnownTotals {
		s, all := add(int32(len(t.system.Cells)), r.Of, "known_totals", k)
		x, err := strconv.ParseFloat(r.Value, 64)
		value := int64(math.Round(x * float64(t.scale)))
		for _, p := range s.Parts {
			value -= t.system.Cells[p].Value
		}
		if err != nil || all && value != 0 {
			problems.Add(doc.Place("known_totals", k), "sdc/relation", diag.Say("数据之和不是这个数", "the data does not add up to this"), diag.Msg{})
			continue
		}
		if all {
			t.system.Cells = append(t.system.Cells, protect.Cell{Value: int64(math.Round(x * float64(t.scale))), Frozen: true, Unprinted: true})
			t.index, t.lines = append(t.index, -1), append(t.lines, 0)
			t.system.Sums = append(t.system.Sums, s)
		}
	}
}
