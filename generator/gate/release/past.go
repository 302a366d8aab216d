package release

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/gate/ledger"
	"mingshan/generator/input/dataset"
)

// past is what earlier releases said of one table. Nothing that was published can be taken back, so every shown value is
// known to every reader, and every cell that was ever withheld stays so: it may have been small then.
type past struct {
	*ledger.Ledger
	cells   map[string][]ledger.Cell // by dataset
	asOf    calendar.Date
	correct map[ledger.Cell][]told // corrections of a cell; without At, of a whole column
}

// told is one correction: its day, and the release in which it was first published; 0 before that.
type told struct {
	day     calendar.Date
	release int
}

// corrected reports whether a change of a cell is explained in corrections.csv, on the day it was last published or later.
func (p past) corrected(at ledger.Cell) bool { return p.explained(at, at) }

// explained reports whether what corrections.csv says of one cell explains a change of another: it is of the day on which
// that was last published or later, and no earlier release had it, whose own change it would be.
func (p past) explained(cell, at ledger.Cell) bool {
	history := p.History(at)
	if len(history) == 0 {
		return false
	}
	last := history[len(history)-1].Release
	for _, c := range []ledger.Cell{cell, {Dataset: cell.Dataset, Measure: cell.Measure}, {Dataset: cell.Dataset}} {
		for _, x := range p.correct[c] {
			if x.day.Compare(p.Releases[last-1].Date) >= 0 && (x.release == 0 || x.release > last) {
				return true
			}
		}
	}
	return false
}

func newPast(l *ledger.Ledger, set dataset.Set, asOf calendar.Date) past {
	if l == nil {
		l = &ledger.Ledger{}
	}
	out := past{l, map[string][]ledger.Cell{}, asOf, correctedCells(l, set)}
	for _, c := range l.Cells() {
		out.cells[c.Dataset] = append(out.cells[c.Dataset], c)
	}
	return out
}

// correctedCells reads the corrections of datasets, projects and campaigns.
func correctedCells(l *ledger.Ledger, set dataset.Set) map[ledger.Cell][]told {
	out := map[ledger.Cell][]told{}
	t, ok := set.Get(correctionsRegister)
	if !ok {
		return out
	}
	for _, row := range t.Rows() {
		c := ledger.Cell{Dataset: word(t, row, "target"), Measure: word(t, row, "field"), At: strings.ReplaceAll(word(t, row, "record"), "/", "|")}
		switch kind := word(t, row, "target_kind"); kind {
		case "dataset":
		case "organization":
			c = ledger.Cell{Dataset: "organizations", Measure: c.Measure, At: c.Dataset}
		case "project", "campaign":
			c = ledger.Cell{Dataset: entries + kind, Measure: c.Measure, At: c.Dataset}
		default:
			continue
		}
		x := told{day: date(word(t, row, "date"))}
		if h := l.History(ledger.Cell{Dataset: correctionsRegister, Measure: "date", At: word(t, row, "id")}); len(h) > 0 {
			x.release = h[0].Release
		}
		out[c] = append(out[c], x)
	}
	return out
}

// totals begins the names of the totals of a table whose rows have a primary key beyond the dimensions.
const totals = "total|"

// key names a cell in the ledger: a combination of nodes, or a row by its primary key where that is more than dimensions.
func (c *clearing) key(id string, i int) ledger.Cell {
	out := ledger.Cell{Dataset: c.raw.Schema.ID, Measure: id}
	var parts []string
	if i >= c.cells {
		row := c.raw.Rows()[i-c.cells]
		for _, n := range c.named() {
			parts = append(parts, c.raw.At(row, c.raw.Column(n)).Text())
		}
		out.At = strings.Join(parts, "|")
		return out
	}
	parts = make([]string, len(c.table.Dims))
	for d := len(c.table.Dims) - 1; d >= 0; d-- {
		dim := c.table.Dims[d]
		parts[d] = dim.Nodes[i%len(dim.Nodes)].Code
		i /= len(dim.Nodes)
	}
	out.At = strings.Join(parts, "|")
	if !c.keyed {
		out.At = totals + out.At
	}
	return out
}

// named lists the fields whose values name a row.
func (c *clearing) named() []string {
	if !c.keyed {
		return c.raw.Schema.PrimaryKey
	}
	var out []string
	for _, d := range c.table.Dims {
		out = append(out, d.Field.ID)
	}
	return out
}

// onlyDims reports whether the primary key is the dimensions and nothing else.
func (c *clearing) onlyDims() bool {
	for _, k := range c.raw.Schema.PrimaryKey {
		if _, ok := c.table.Dim(k); !ok {
			return false
		}
	}
	return len(c.raw.Schema.PrimaryKey) == len(c.table.Dims)
}

// revise holds every row against what was published of it. A change without a row in corrections.csv is held back where
// the rules say so, and else refused (慈善组织信息公开办法 art. 16).
func (c *clearing) revise() diag.List {
	var problems diag.List
	seen := map[ledger.Cell]bool{}
	for _, f := range c.raw.Schema.Fields {
		if c.raw.Schema.Keeps(f) {
			c.words(f, seen, &problems)
		}
		if !f.Measure() {
			continue
		}
		for r := range c.member {
			at := c.key(f.ID, c.cells+r)
			seen[at] = true
			was, ok := c.past.Was(at)
			if now, there := c.value(f.ID, r); ok && was.Shown && len(f.SumOf) == 0 && (!there || now != was.Value) {
				c.changed(f, r, at, was.Value, now, there, &problems)
			}
		}
	}
	c.resum()
	c.overtaken(&problems)
	c.gone(seen, &problems)
	return problems
}

// words refuses words, dates and codes that were published otherwise and that no correction tells of. The ledger keeps a
// digest of them.
func (c *clearing) words(f Field, seen map[ledger.Cell]bool, problems *diag.List) {
	if ofPeople(c.raw) {
		return
	}
	for r, row := range c.raw.Rows() {
		at := c.key(f.ID, c.cells+r)
		seen[at] = true
		was, ok := c.past.Was(at)
		if ok && was.Value != digest(c.raw.At(row, c.raw.Column(f.ID)).Text()) && !c.past.corrected(at) {
			c.uncorrected(f.ID, r, at, problems)
		}
	}
}

// digest is a number that tells one text from another: the first bits of its SHA-256.
func digest(text string) int64 {
	sum := sha256.Sum256([]byte(text))
	return int64(binary.BigEndian.Uint64(sum[:]) >> 1)
}

// changed decides about one published value that is another now.
func (c *clearing) changed(f Field, r int, at ledger.Cell, was, now int64, there bool, problems *diag.List) {
	if c.past.corrected(at) {
		return
	}
	last := c.past.lastSaid(at)
	by := now - was
	small := there && f.Role == "count" && by < c.table.Least && by > -c.table.Least
	switch {
	case there && c.raw.Schema.Privacy.Revisions == "annual" && c.past.asOf.Year <= last.Year,
		small && c.raw.Schema.Privacy.Revisions != "annual":
		c.hold(f.ID, r, was)
	default:
		c.uncorrected(f.ID, r, at, problems)
	}
}

// lastSaid is the day on which a cell last became what readers saw.
func (p past) lastSaid(at ledger.Cell) calendar.Date {
	history := p.History(at)
	return p.Releases[history[len(history)-1].Release-1].Date
}

// uncorrected refuses a change that no correction tells of.
func (c *clearing) uncorrected(id string, r int, at ledger.Cell, problems *diag.List) {
	place, day := c.raw.Place(c.raw.Rows()[r], c.raw.Column(id)), c.past.lastSaid(at).String()
	if f, _ := c.raw.Schema.Field(id); !f.Measure() {
		problems.Add(place, "gate/uncorrected",
			diag.Say("“%s”列的内容在 %s 公布过，现在变了，却没有更正记录（慈善组织信息公开办法第十六条）", "what column %q says was published on %s and is another now, but no correction says so (Measures on information disclosure of charities, article 16)", id, day),
			correction("误改的就改回去；公布的内容确实有误或情况变了，就", "take the change back if it is a slip; if what was published was wrong or holds no longer, ", at))
		return
	}
	problems.Add(place, "gate/uncorrected",
		diag.Say("“%s”列的数在 %s 公布过，现在变了，却没有更正记录（慈善组织信息公开办法第十六条）", "the figure in column %q was published on %s and is another now, but no correction says so (Measures on information disclosure of charities, article 16)", id, day),
		correction("误改的就改回原数；公布的数确实有误，就", "take the change back if it is a slip; if the published figure was wrong, ", at))
}

// correction is a hint that ends with how to tell of a change.
func correction(zh, en string, at ledger.Cell) diag.Msg {
	if at.At == "" {
		return diag.Say(zh+"在 data/registers/corrections.csv 加一行：target_kind=dataset，target=%s，record 留空，field=%s，date 写今天",
			en+"add a row to data/registers/corrections.csv: target_kind=dataset, target=%s, record empty, field=%s, and the date of today", at.Dataset, at.Measure)
	}
	return diag.Say(zh+"在 data/registers/corrections.csv 加一行：target_kind=dataset，target=%s，record=%s，field=%s，date 写今天",
		en+"add a row to data/registers/corrections.csv: target_kind=dataset, target=%s, record=%s, field=%s, and the date of today", at.Dataset, record(at.At), at.Measure)
}

// record is how corrections.csv names a row or a total.
func record(at string) string { return strings.ReplaceAll(at, "|", "/") }

// overtaken refuses to hold a value that would come to stand above another that it is part of.
func (c *clearing) overtaken(problems *diag.List) {
	for _, f := range c.raw.Schema.Fields {
		if !f.Measure() || f.NotAbove == "" {
			continue
		}
		for r := range c.member {
			part, a := c.value(f.ID, r)
			top, b := c.value(f.NotAbove, r)
			if !a || !b || part <= top {
				continue
			}
			for _, id := range []string{f.ID, f.NotAbove} {
				if _, held := c.held[id][r]; held {
					c.uncorrected(id, r, c.key(id, c.cells+r), problems)
				}
			}
		}
	}
}

// hold keeps the published value of a row until the change is large enough, or until the yearly revision.
func (c *clearing) hold(id string, r int, was int64) {
	if c.held[id] == nil {
		c.held[id] = map[int]int64{}
	}
	c.held[id][r] = was
}

// resum adds up again what is the sum of measures of which one was held.
func (c *clearing) resum() {
	for again := true; again; {
		again = false
		for _, f := range c.raw.Schema.Fields {
			for r := range c.member {
				sum, whole, held := int64(0), len(f.SumOf) > 0, false
				for _, p := range f.SumOf {
					v, ok := c.value(p, r)
					_, h := c.held[p][r]
					sum, whole, held = sum+v, whole && ok, held || h
				}
				if now, ok := c.value(f.ID, r); ok && whole && held && now != sum {
					c.hold(f.ID, r, sum)
					again = true
				}
			}
		}
	}
}

// gone refuses a table that has lost rows which were published. The first says it all, with every field of it that no
// correction tells of; one that tells of its key tells of the whole row.
func (c *clearing) gone(seen map[ledger.Cell]bool, problems *diag.List) {
	var first ledger.Cell
	var fields []string
	key := c.raw.Schema.PrimaryKey[0]
	for _, at := range c.past.rows(c) {
		if seen[at] || c.past.corrected(at) || len(fields) > 0 && at.At != first.At {
			continue
		}
		if c.past.explained(ledger.Cell{Dataset: at.Dataset, Measure: key, At: at.At}, at) {
			continue
		}
		if len(fields) == 0 {
			first = at
		}
		fields = append(fields, at.Measure)
	}
	if len(fields) == 0 {
		return
	}
	day := c.past.lastSaid(first).String()
	first.Measure = key
	problems.Add(diag.Place{File: c.raw.File}, "gate/gone",
		diag.Say("“%s”一行在 %s 公布过，现在没有了", "the row %q was published on %s and is not there any more", record(first.At), day),
		correction("把这一行放回去；确实不该公布或不再公布的，", "put the row back; if it should not have been published or is published no longer, ", first))
}

// retired refuses to lose what was published as a whole: a column, which no table has any more, or a dataset. Readers know
// those figures still, and here nobody would reckon with them.
func (p past) retired(all []*clearing) diag.List {
	var problems diag.List
	seen := map[string]bool{} // dataset, or dataset and measure
	for _, c := range all {
		s := c.raw.Schema
		seen[s.ID] = true
		for _, f := range s.Fields {
			moves := s.Published && (s.Living || f.Living) && f.Role != "private" // still there, and kept no longer
			seen[s.ID+"\n"+f.ID] = f.Measure() || s.Keeps(f) || moves
		}
	}
	for _, at := range p.Cells() {
		id := at.Dataset + "\n" + at.Measure
		if seen[id] || strings.HasPrefix(at.Dataset, entries) || p.corrected(at) {
			continue
		}
		seen[id] = true
		whole := ledger.Cell{Dataset: at.Dataset, Measure: at.Measure}
		if !seen[at.Dataset] {
			problems.Add(diag.Place{File: ledger.Folder}, "gate/gone",
				diag.Say("数据集 %s 的“%s”列公布过，现在这个数据集没有了", "column %[2]q of dataset %[1]s was published, and the dataset is not there any more", at.Dataset, at.Measure),
				correction("把数据集放回去；不再公布的，", "put the dataset back; if it is published no longer, ", whole))
			continue
		}
		i := slices.IndexFunc(all, func(c *clearing) bool { return c.raw.Schema.ID == at.Dataset })
		problems.Add(all[i].raw.Schema.Place, "gate/gone",
			diag.Say("“%s”列公布过，现在没有了", "column %q was published and is not there any more", at.Measure),
			correction("把这一列放回去；不再公布的，", "put the column back; if it is published no longer, ", whole))
	}
	return problems
}

// rows lists the cells of the table that were rows when they were published: those at nodes where rows stand.
func (p past) rows(c *clearing) []ledger.Cell {
	var out []ledger.Cell
	for _, at := range p.cells[c.raw.Schema.ID] {
		if f, ok := c.raw.Schema.Field(at.Measure); ok && (f.Measure() || c.raw.Schema.Keeps(f)) && c.stands(at.At) {
			out = append(out, at)
		}
	}
	return out
}

// stands reports whether a name in the ledger is that of a row: none of its nodes is a total.
func (c *clearing) stands(at string) bool {
	if !c.keyed {
		return !strings.HasPrefix(at, totals)
	}
	codes := strings.Split(at, "|")
	for d, dim := range c.table.Dims {
		if d >= len(codes) {
			return false
		}
		n, ok := dim.Node(codes[d])
		if ok && !n.Leaf && slices.ContainsFunc(dim.Nodes, func(m Node) bool { return m.Parent == n.Code }) {
			return false
		}
	}
	return true
}

// in gives what readers saw of a cell in a release.
func (p past) in(at ledger.Cell, release int) ledger.Mark {
	var out ledger.Mark
	for _, h := range p.History(at) {
		if h.Release <= release {
			out = h.Mark
		}
	}
	return out
}

// Published lists what this release publishes, as the ledger records it: every row, and every total over rows that are
// not all shown; other totals follow from their rows.
func (c *Cleared) Published() []ledger.Shown { return c.published }

func (c *clearing) published() []ledger.Shown {
	var out []ledger.Shown
	mark := func(id string, i int) {
		s := c.sums[id]
		if s.reported[i] == 0 {
			return
		}
		m := ledger.Mark{Shown: true, Value: s.value[i]}
		if h := c.hidden[id]; h != nil && h[i] {
			m = ledger.Mark{}
		}
		out = append(out, ledger.Shown{Cell: c.key(id, i), Mark: m})
	}
	for _, f := range c.raw.Schema.Fields {
		for r, row := range c.raw.Rows() {
			if c.raw.Schema.Keeps(f) && !ofPeople(c.raw) && c.raw.At(row, c.raw.Column(f.ID)).Present() && !passing(c.raw, row) {
				out = append(out, ledger.Shown{Cell: c.key(f.ID, c.cells+r), Mark: ledger.Mark{Shown: true, Value: digest(c.raw.At(row, c.raw.Column(f.ID)).Text())}})
			}
		}
		if !f.Measure() {
			continue
		}
		for r := range c.member {
			mark(f.ID, c.cells+r)
		}
		if !f.Additive() {
			continue
		}
		for i := range c.cells {
			rows := c.under(i)
			if c.keyed && len(rows) == 1 && c.key(f.ID, i) == c.key(f.ID, c.cells+rows[0]) {
				continue // the row itself
			}
			if slices.ContainsFunc(rows, func(r int) bool { return c.hidden[f.ID] != nil && c.hidden[f.ID][c.cells+r] }) {
				mark(f.ID, i)
			}
		}
	}
	return out
}
