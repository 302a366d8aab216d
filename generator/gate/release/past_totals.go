package release

import (
	"slices"
	"strings"

	"mingshan/generator/base/diag"
	"mingshan/generator/gate/ledger"
	"mingshan/generator/gate/protect"
)

// What earlier releases said of totals becomes sums in the system.

// remember brings the past into the system: what was withheld stays so, what was shown is known, and totals that covered
// fewer rows when they were shown are sums of those.
func (l *layout) remember() diag.List {
	var problems diag.List
	if len(l.c.past.Releases) == 0 {
		return problems
	}
	first := map[int32]int{} // row cell → release in which it was first published
	row := map[string]map[int]int32{}
	l.each(func(id string, i int, cell int32) {
		at := l.c.key(id, i)
		history := l.c.past.History(at)
		if len(history) == 0 {
			return
		}
		if i >= l.c.cells {
			first[cell] = history[0].Release
			if row[id] == nil {
				row[id] = map[int]int32{}
			}
			row[id][i-l.c.cells] = cell
		}
		last := history[len(history)-1]
		c := &l.j.system.Cells[cell]
		switch {
		case l.c.past.EverHidden(at):
			l.j.shut[cell] = true
		case last.Shown && last.Value == c.Value && l.settled(id, i, last.Release):
			c.Frozen = true
			if c.Width > 0 { // the rules have become stricter: it is printed no more, but everybody knows it
				c.Width, l.j.shut[cell] = 0, true
			}
		}
	})
	for _, id := range l.ids {
		smallest := -1 // total that covers the fewest rows of those that tell of a small change
		for i := range l.c.cells {
			for _, then := range l.c.past.History(l.c.key(id, i)) {
				if then.Shown && !l.told(id, i, then) && l.total(id, i, then, row[id], first) &&
					(smallest < 0 || len(l.c.under(i)) < len(l.c.under(smallest))) {
					smallest = i
				}
			}
		}
		if smallest >= 0 {
			l.revised(id, smallest, &problems)
		}
	}
	return problems
}

// revised refuses small changes of withheld figures. The total is the smallest that tells of them; which row changed the
// ledger cannot know.
func (l *layout) revised(id string, i int, problems *diag.List) {
	at := l.c.key(id, i)
	problems.Add(diag.Place{File: l.c.raw.File}, "gate/revision",
		diag.Say("合计“%[2]s”里，“%[1]s”列不公布的数改动很小；对照从前公布的合计，就能看出改了多少", "in column %q, withheld figures below the total %q have changed by a few; beside the total of an earlier release that tells by how many", id, record(at.At)),
		diag.Say("先改回原数，等一共改动不少于 %d 再改；现在就要更正，每改一行就在 data/registers/corrections.csv 加一行：target_kind=dataset，target=%s，record 写那一行的 %s，field=%s，date 写今天", "put them back until together they change by %d or more; to correct them now, add to data/registers/corrections.csv for each row that changed: target_kind=dataset, target=%s, record is that row's %s, field=%s, and the date of today",
			l.c.table.Least, at.Dataset, strings.Join(l.c.named(), "/"), id))
}

// explained reports whether a correction tells of a total, of a row below it, or of a total between the two.
func (l *layout) explained(id string, i int) bool {
	if len(l.c.past.correct) == 0 {
		return false
	}
	inside := map[int]bool{}
	for _, r := range l.c.under(i) {
		inside[r] = true
	}
	for r := range inside {
		for _, j := range l.c.covered(r) {
			at := l.c.key(id, j)
			if !l.c.past.corrected(at) {
				continue
			}
			if j >= l.c.cells || !slices.ContainsFunc(l.c.under(j), func(r int) bool { return !inside[r] }) {
				return true
			}
		}
	}
	return false
}

// told reports whether a total of the past says nothing else than the same total now.
func (l *layout) told(id string, i int, then ledger.Past) bool {
	return then.Value == l.c.sums[id].value[i] && l.settled(id, i, then.Release)
}

// settled reports whether a cell covers no rows that came after a release.
func (l *layout) settled(id string, i, release int) bool {
	if i >= l.c.cells {
		return true
	}
	for _, r := range l.c.under(i) {
		history := l.c.past.History(l.c.key(id, l.c.cells+r))
		if _, there := l.c.value(id, r); there && (len(history) == 0 || history[0].Release > release) {
			return false
		}
	}
	return true
}

// under lists the rows of a combination.
func (c *clearing) under(i int) []int {
	if c.rowsOf == nil {
		c.rowsOf = make([][]int, c.cells)
		for r, at := range c.member {
			for _, n := range at {
				c.rowsOf[n] = append(c.rowsOf[n], r)
			}
		}
	}
	return c.rowsOf[i]
}

// total adds what a total said in a release: what was withheld under it, less what was shown. It reports whether that
// tells of a change too small to be told.
func (l *layout) total(id string, i int, then ledger.Past, row map[int]int32, first map[int32]int) (small bool) {
	rest, now := then.Value, int64(0)
	var parts []int32
	for _, r := range l.c.under(i) {
		cell, ok := row[r]
		if !ok || first[cell] > then.Release {
			continue
		}
		if mark := l.c.past.in(l.c.key(id, l.c.cells+r), then.Release); mark.Shown {
			rest -= mark.Value
			continue
		}
		parts = append(parts, cell)
		now += l.j.system.Cells[cell].Value
	}
	if len(parts) == 0 {
		return false
	}
	sums, cells := &l.j.system.Sums, l.j.system.Cells
	by := now - rest
	switch {
	case by == 0 && len(parts) == 1:
		cells[parts[0]].Frozen = true
	case by == 0:
		known := l.known(rest)
		*sums = append(*sums, protect.Sum{Total: known, Parts: parts})
	default:
		small = by < l.c.table.Least && by > -l.c.table.Least && !l.explained(id, i)
		l.differ(rest, now, parts)
	}
	return small
}

// differ adds an old total whose withheld rows have changed since: nobody knows by how much.
func (l *layout) differ(rest, now int64, parts []int32) {
	sums := &l.j.system.Sums
	if rest < 0 {
		return
	}
	if now > rest {
		sum := l.cell(now)
		*sums = append(*sums, protect.Sum{Total: sum, Parts: parts}, protect.Sum{Total: sum, Parts: []int32{l.known(rest), l.cell(now - rest)}})
		return
	}
	*sums = append(*sums, protect.Sum{Total: l.known(rest), Parts: append(parts, l.cell(rest-now))})
}

// known adds a cell whose value every reader knows.
func (l *layout) known(value int64) int32 {
	c := l.cell(value)
	l.j.system.Cells[c] = protect.Cell{Value: value, Frozen: true, Least: value}
	return c
}
