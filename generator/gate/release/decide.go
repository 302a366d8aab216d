package release

import (
	"slices"
	"strings"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/attack"
	"mingshan/generator/gate/proof"
	"mingshan/generator/gate/protect"
)

// rounds is how often what the attacker finds is mended before the tables are refused.
const rounds = 24

// reach is how many sums away from a cell that shows too much others are hidden.
const reach = 4

// decide hides what must be hidden, has an attacker try the result, and writes the pattern into the clearings. The
// attacker knows more than the protection does: which numbers are never above which others. What that gives away is
// mended by hiding the other number too, and tried again. A proof counts only when gate/proof agrees.
func (j *joint) decide() diag.List {
	var problems diag.List
	for _, l := range j.parts {
		for _, id := range l.ids {
			l.c.proved[id], l.c.realOnly[id] = 0, 0
		}
	}
	var hidden []bool
	var verdicts []attack.Verdict
	var made protect.Result
	var err error
	far := 0
	for range rounds {
		made, hidden, err = j.protect()
		if err == nil {
			verdicts, err = j.attack(hidden)
		}
		if err != nil {
			return j.contradicts(err)
		}
		if j.guard(verdicts) {
			continue
		}
		for far < 2*reach && !j.open(verdicts, hidden, far) {
			far++
		}
		if far == 2*reach && !j.yield(verdicts) {
			break
		}
	}
	j.verdicts = verdicts
	j.grade(verdicts, made.Risks, &problems)
	j.hide(hidden)
	return problems
}

// hide writes a pattern into the clearings.
func (j *joint) hide(hidden []bool) {
	j.hidden = hidden
	for _, l := range j.parts {
		for _, id := range l.ids {
			l.c.hidden[id] = make([]bool, l.c.cells+len(l.c.raw.Rows()))
		}
		l.each(func(id string, i int, cell int32) { l.c.hidden[id][i] = hidden[cell] })
	}
}

// protect finds a pattern in which the opened cells have their room too.
func (j *joint) protect() (protect.Result, []bool, error) {
	s := j.system
	s.Cells = slices.Clone(s.Cells)
	for i, w := range j.opened {
		s.Cells[i].Width = max(s.Cells[i].Width, w)
		s.Cells[i].Unprinted = s.Cells[i].Unprinted || j.shut[i] && !s.Cells[i].Frozen
	}
	made, err := protect.Protect(s, 1)
	if err != nil {
		return made, nil, err
	}
	hidden := make([]bool, len(j.system.Cells))
	for i := range hidden {
		hidden[i] = made.Hidden[i] || s.Cells[i].Unprinted || j.shut[i]
	}
	for _, b := range batches(j.guards) {
		if err := b.hide(s, hidden); err != nil {
			return made, nil, err
		}
	}
	return made, hidden, nil
}

// contradicts refuses tables whose numbers do not fit together. Everything in them is withheld.
func (j *joint) contradicts(err error) diag.List {
	var problems diag.List
	for _, l := range j.parts {
		s := l.c.raw.Schema
		problems.Add(s.Place, "gate/system", diag.Say("数据表 %s 的合计自相矛盾，没法清查（%s）", "the sums of dataset %s contradict each other, so it cannot be cleared (%s)", s.ID, err.Error()),
			diag.Say("核对 privacy 下的 links：两张表里同一个数，只在一处写一条", "check links below privacy: a figure that two tables share needs one link, in one of them"))
	}
	j.hide(slices.Repeat([]bool{true}, len(j.system.Cells)))
	return problems
}

// grade counts what was proved, and refuses tables with a cell that was not. One refusal says it all: the editor has to
// change the table.
func (j *joint) grade(verdicts []attack.Verdict, risks []protect.Risk, problems *diag.List) {
	owner, measure := j.owners()
	through := map[int]int{}
	for _, r := range risks {
		through[r.Cell] = r.Sum
	}
	refused := map[*layout]bool{}
	for _, v := range verdicts {
		l, id := owner[v.Cell], measure[v.Cell]
		switch {
		case !l.c.enough(v):
			if refused[l] {
				continue
			}
			refused[l] = true
			sum, ok := through[v.Cell]
			if !ok {
				sum = -1
			}
			j.risky(l, sum, problems)
		case len(v.Known) > 0:
		case v.Grade == attack.Certified:
			l.c.proved[id]++
		default:
			l.c.realOnly[id]++
		}
	}
}

// enough reports whether a verdict lets the table be published: of sensitive ones every cell needs a proof in whole
// numbers.
func (c *clearing) enough(v attack.Verdict) bool {
	return v.Grade == attack.Certified || v.Grade == attack.RealOnly && (len(v.Known) > 0 || !c.raw.Schema.Privacy.Sensitive)
}

// owners finds the table and the measure of every printed cell.
func (j *joint) owners() ([]*layout, []string) {
	owner, measure := make([]*layout, len(j.system.Cells)), make([]string, len(j.system.Cells))
	for _, l := range j.parts {
		l.each(func(id string, _ int, cell int32) { owner[cell], measure[cell] = l, id })
	}
	return owner, measure
}

// insiders is the largest count of which one of those counted knows the number: who is one of two knows the other.
const insiders = 2

// attack asks for a verdict on every primary cell, as everybody sees it and as one of those sees it who are counted in a
// cell beside it.
func (j *joint) attack(hidden []bool) ([]attack.Verdict, error) {
	sys := j.public(hidden)
	var targets []attack.Target
	for i, c := range j.system.Cells {
		if c.Width > 0 || c.Above > 0 {
			targets = append(targets, attack.Target{Cell: i, Need: c.Width, Up: c.Above, Down: c.Below})
		}
	}
	if len(targets) == 0 {
		return nil, nil
	}
	verdicts, err := ask(sys, targets)
	if err != nil || j.soft || slices.ContainsFunc(verdicts, func(v attack.Verdict) bool { return v.Grade == attack.Risky }) {
		return verdicts, err // insiders are asked when everybody else is answered
	}
	more, err := ask(sys, j.insiders(sys, targets))
	return append(verdicts, more...), err
}

// ask has targets answered and the proofs checked.
func ask(sys attack.System, targets []attack.Target) ([]attack.Verdict, error) {
	audit, err := attack.Widths(sys, targets)
	if err != nil {
		return nil, err
	}
	check(sys, audit.Verdicts)
	return audit.Verdicts, nil
}

// insiders lists the targets of those who are counted in a cell of one or two: what stands in a line with it.
func (j *joint) insiders(sys attack.System, targets []attack.Target) []attack.Target {
	var own []int
	elementary := j.elementary()
	for i, c := range j.system.Cells {
		if !sys.Shown[i] && c.Width > 0 && c.Value > 0 && c.Value <= insiders && elementary[i] {
			own = append(own, i)
		}
	}
	same, lines := j.same(), sys
	lines.Rows = rows(j.lines())
	return slices.DeleteFunc(attack.Insiders(lines, own, targets), func(t attack.Target) bool { return same[[2]int{t.Known[0], t.Cell}] })
}

// elementary marks the cells that are no sum of two cells with somebody in each: who is counted in a sum does not know it.
func (j *joint) elementary() []bool {
	out := slices.Repeat([]bool{true}, len(j.system.Cells))
	for _, s := range j.system.AllSums() {
		parts := 0
		for _, p := range s.Parts {
			if j.system.Cells[p].Value > 0 {
				parts++
			}
		}
		out[s.Total] = out[s.Total] && parts < 2
	}
	return out
}

// same lists pairs of cells of which one counts nobody but people of the other: who is counted there learns of nobody
// else by knowing both.
func (j *joint) same() map[[2]int]bool {
	out := map[[2]int]bool{}
	pair := func(a, b int32) { out[[2]int{int(a), int(b)}], out[[2]int{int(b), int(a)}] = true, true }
	for _, a := range j.above {
		pair(a.cell, a.top)
	}
	for _, s := range j.system.AllSums() {
		for _, p := range s.Parts {
			if j.system.Cells[p].Value == j.system.Cells[s.Total].Value {
				pair(p, s.Total)
			}
		}
	}
	return out
}

// public is what readers have: the shown cells, the sums, and what they know of hidden ones.
func (j *joint) public(hidden []bool) attack.System {
	cells := j.system.Cells
	sys := attack.System{Value: make([]int64, len(cells)), Low: make([]int64, len(cells)), High: make([]int64, len(cells)), Shown: make([]bool, len(cells))}
	for i, c := range cells {
		sys.Value[i], sys.Low[i], sys.High[i], sys.Shown[i] = c.Value, c.Least, attack.NoLimit, !hidden[i] || c.Frozen
	}
	sys.Rows = rows(j.system.AllSums())
	for _, a := range j.above {
		switch low, high := sys.Shown[a.cell], sys.Shown[a.top]; {
		case low && !high:
			sys.Low[a.top] = max(sys.Low[a.top], sys.Value[a.cell])
		case high && !low:
			sys.High[a.cell] = min(sys.High[a.cell], sys.Value[a.top])
		case !low && !high:
			rest := len(sys.Value)
			sys.Value = append(sys.Value, sys.Value[a.top]-sys.Value[a.cell])
			sys.Low, sys.High, sys.Shown = append(sys.Low, 0), append(sys.High, attack.NoLimit), append(sys.Shown, false)
			sys.Rows = append(sys.Rows, []attack.Term{{Cell: int(a.top), Coef: -1}, {Cell: int(a.cell), Coef: 1}, {Cell: rest, Coef: 1}})
		}
	}
	return sys
}

// rows writes sums as an attacker does.
func rows(sums []protect.Sum) [][]attack.Term {
	out := make([][]attack.Term, len(sums))
	for i, s := range sums {
		out[i] = append(out[i], attack.Term{Cell: int(s.Total), Coef: -1})
		for _, p := range s.Parts {
			out[i] = append(out[i], attack.Term{Cell: int(p), Coef: 1})
		}
	}
	return out
}

// lines lists the sums of the tables as they are printed.
func (j *joint) lines() []protect.Sum {
	var out []protect.Sum
	for _, g := range j.system.Grids {
		out = append(out, g.Sums()...)
	}
	return out
}

// check takes the grade from every verdict whose two tables gate/proof does not accept.
func check(sys attack.System, verdicts []attack.Verdict) {
	p := proof.Published{Shown: sys.Shown, Value: sys.Value, Low: sys.Low, High: sys.High}
	for _, row := range sys.Rows {
		same := make([]proof.Term, len(row))
		for k, t := range row {
			same[k] = proof.Term{Cell: t.Cell, Coef: t.Coef}
		}
		p.Rows = append(p.Rows, same)
	}
	agreed := map[*int32]bool{} // by the move; many verdicts share one
	agrees := func(m attack.Move, table []int64) bool {
		if len(m.Cells) == 0 {
			return true // the true table
		}
		ok, known := agreed[&m.Cells[0]]
		if !known {
			ok = proof.Agrees(p, table) == nil
			agreed[&m.Cells[0]] = ok
		}
		return ok
	}
	for i := range verdicts {
		v := &verdicts[i]
		if v.Grade != attack.Certified {
			continue
		}
		low, high := v.Low.Table(sys.Value), v.High.Table(sys.Value)
		proved := agrees(v.Low, low) && agrees(v.High, high)
		for _, x := range []struct {
			low, high []int64
			width     int64
		}{{low, high, v.Need}, {sys.Value, high, v.Up}, {low, sys.Value, v.Down}} {
			proved = proved && (x.width == 0 || proof.Differ(p, x.low, x.high, proof.Claim{Cell: v.Cell, Width: x.width, Known: v.Known}) == nil)
		}
		if !proved {
			v.Grade = attack.RealOnly
		}
	}
}

// open asks for more room near cells that show too much: for numbers that are never above, or never below, a hidden one
// and, where close, leave it too little. Where that is not enough both must be able to move together, so whatever is
// hidden of one is hidden of the other. Each time it looks further and asks for more; it reports whether there was
// anything to ask.
func (j *joint) open(verdicts []attack.Verdict, hidden []bool, far int) bool {
	owner, _ := j.owners()
	room := map[int32]int64{} // hidden cell → room that a cell near it needs
	var edge []int32
	for _, v := range verdicts {
		if v.Grade == attack.Risky || v.Grade == attack.RealOnly && owner[v.Cell].c.raw.Schema.Privacy.Sensitive {
			room[int32(v.Cell)] = v.Need * int64(1+far)
			edge = append(edge, int32(v.Cell))
		}
	}
	if len(edge) == 0 {
		return false
	}
	more := false
	for _, c := range edge {
		more = more || far > 0 && j.opened[c] < room[c]
		if far > 0 {
			j.opened[c] = max(j.opened[c], room[c])
		}
	}
	beside := j.beside(hidden)
	for range far % reach {
		var next []int32
		for _, c := range edge {
			for _, d := range beside(c) {
				if room[d] < room[c] {
					room[d] = room[c]
					next = append(next, d)
				}
			}
		}
		edge = next
	}
	for _, a := range j.above {
		gap := j.system.Cells[a.top].Value - j.system.Cells[a.cell].Value
		for _, pair := range [][2]int32{{a.cell, a.top}, {a.top, a.cell}} {
			inside, outside := pair[0], pair[1]
			if room[inside] > j.opened[outside] && !j.system.Cells[outside].Frozen && (gap < room[inside] || far >= reach) && j.system.Cells[outside].Value > 0 {
				j.opened[outside] = room[inside]
				more = true
			}
		}
	}
	return more
}

// guard is a count that an insider knows and one that he must not learn.
type guard struct {
	own, cell int32
	room      int64
}

// batch is guards that are looked after together: no count is known to one insider and must not be learned by another.
type batch []guard

// batches puts each guard into the first batch that it fits.
func batches(all []guard) []batch {
	var out []batch
	for _, g := range all {
		i := slices.IndexFunc(out, func(b batch) bool {
			return !slices.ContainsFunc(b, func(h guard) bool { return h.own == g.cell || h.cell == g.own })
		})
		if i < 0 {
			i = len(out)
			out = append(out, nil)
		}
		out[i] = append(out[i], g)
	}
	return out
}

// hide looks after a batch: all of it at once, and then one by one those that were too much together.
func (b batch) hide(s protect.System, hidden []bool) error {
	risks, err := b.together(s, hidden)
	if err != nil || len(b) == 1 {
		return err
	}
	for _, g := range b {
		if slices.ContainsFunc(risks, func(r protect.Risk) bool { return r.Cell == int(g.cell) }) {
			if _, err := (batch{g}).together(s, hidden); err != nil {
				return err
			}
		}
	}
	return nil
}

// together hides further cells, so that the counts of a batch are safe even from those who know all that its insiders
// know, and lists the cells that are not. What is hidden already stays so; hiding more narrows nothing.
func (b batch) together(s protect.System, hidden []bool) ([]protect.Risk, error) {
	s.Cells = slices.Clone(s.Cells)
	for i := range s.Cells {
		s.Cells[i].Width, s.Cells[i].Above, s.Cells[i].Below = 0, 0, 0
		s.Cells[i].Unprinted = hidden[i] && !s.Cells[i].Frozen
	}
	for _, g := range b {
		s.Cells[g.own].Frozen, s.Cells[g.own].Unprinted = true, false
		s.Cells[g.cell].Width = g.room
	}
	made, err := protect.Protect(s, 1)
	if err != nil {
		return nil, err
	}
	for i := range hidden {
		hidden[i] = hidden[i] || made.Hidden[i]
	}
	return made.Risks, nil
}

// guard notes where an insider learns too much. It reports whether there were new ones.
func (j *joint) guard(verdicts []attack.Verdict) bool {
	more := false
	for _, v := range verdicts {
		if v.Grade != attack.Risky || len(v.Known) != 1 {
			continue
		}
		g := guard{int32(v.Known[0]), int32(v.Cell), v.Need}
		if !slices.Contains(j.guards, g) {
			j.guards = append(j.guards, g)
			more = true
		}
	}
	return more
}

// beside gives the hidden cells in a sum with a cell, and those that it is never above or below.
func (j *joint) beside(hidden []bool) func(int32) []int32 {
	sums := j.system.AllSums()
	in := make([][]int32, len(j.system.Cells))
	for i, s := range sums {
		in[s.Total] = append(in[s.Total], int32(i))
		for _, p := range s.Parts {
			in[p] = append(in[p], int32(i))
		}
	}
	ordered := map[int32][]int32{}
	for _, a := range j.above {
		ordered[a.cell], ordered[a.top] = append(ordered[a.cell], a.top), append(ordered[a.top], a.cell)
	}
	return func(c int32) []int32 {
		out := slices.Clone(ordered[c])
		for _, i := range in[c] {
			out = append(append(out, sums[i].Parts...), sums[i].Total)
		}
		return slices.DeleteFunc(out, func(d int32) bool { return !hidden[d] || d == c })
	}
}

// yield asks less for amounts that cannot be given the room of their count, because others beside them are printed zeros
// or follow another count: that nobody can tell them exactly. It reports whether there was anything to yield.
func (j *joint) yield(verdicts []attack.Verdict) bool {
	less := false
	for _, v := range verdicts {
		if v.Grade == attack.Risky && j.soft && v.Need > 1 {
			j.system.Cells[v.Cell].Width = 1
			less = true
		}
	}
	return less
}

// risky reports that a table cannot be published as it is. It names the sum that gives a cell away, not the cell.
func (j *joint) risky(l *layout, sum int, problems *diag.List) {
	s := l.c.raw.Schema
	text := diag.Say("数据表 %s 里有小的数，从公布的合计可以推得太准", "dataset %s has a small count that can be worked out too closely from the totals", s.ID)
	if sum >= 0 {
		if zh, en, ok := l.label(j.system.AllSums()[sum].Total); ok {
			text = diag.Say("数据表 %[1]s 里有小的数，从合计“%[2]s”可以推得太准", "dataset %[1]s has a small count that can be worked out too closely from the total “%[3]s”", s.ID, zh, en)
		}
	}
	hint := l.c.rollUp()
	if hint == (diag.Msg{}) {
		hint = diag.Say("合并相邻的类别、地区或时期之后再公布", "join neighbouring categories, places or periods, and publish those")
	}
	problems.Add(s.Place, "gate/risky", text, hint)
}

// label joins the name of a cell.
func (l *layout) label(cell int32) (zh, en string, ok bool) {
	texts := l.name(cell)
	var a, b []string
	for _, t := range texts {
		a, b = append(a, t.ZH), append(b, t.EN)
	}
	return strings.Join(a, " × "), strings.Join(b, " × "), texts != nil
}

// name gives the measure and nodes of a cell; nil for one that is no combination of the table.
func (l *layout) name(cell int32) []lang.Text {
	var texts []lang.Text
	l.each(func(id string, i int, c int32) {
		if c == cell && i < l.c.cells && texts == nil {
			texts = l.c.names(id, i)
		}
	})
	return texts
}

// names gives the title of a measure and the labels of the nodes of a combination, tops left out.
func (c *clearing) names(id string, i int) []lang.Text {
	f, _ := c.raw.Schema.Field(id)
	out := []lang.Text{f.Title}
	for d := len(c.table.Dims) - 1; d >= 0; d-- {
		dim := c.table.Dims[d]
		node := dim.Nodes[i%len(dim.Nodes)]
		i /= len(dim.Nodes)
		if node.Code == dim.Top() {
			continue
		}
		out = append(out, node.label())
	}
	return out
}
