package release

import (
	"slices"
	"sync"

	"mingshan/generator/base/diag"
	"mingshan/generator/gate/protect"
	"mingshan/generator/input/config"
	"mingshan/generator/input/dataset"
)

// tables clears all tables.
func (c *Cleared) tables(set dataset.Set, rules config.Privacy, before past) diag.List {
	all, problems := c.clearings(set, rules, before)
	for _, one := range all {
		one.table.stand(c.AsOf)
		c.Tables = append(c.Tables, one.table)
		c.Ledger.Entries = append(c.Ledger.Entries, one.entries()...)
		c.published = append(c.published, one.published()...)
	}
	return problems
}

// clearings decides about all tables: those that are linked together, the others each alone and side by side.
func (c *Cleared) clearings(set dataset.Set, rules config.Privacy, before past) ([]*clearing, diag.List) {
	all := make([]*clearing, len(set.Tables))
	found := make([]diag.List, len(all))
	var wg sync.WaitGroup
	for i := range all {
		wg.Go(func() { all[i], found[i] = newClearing(&set.Tables[i], c, rules, before) })
	}
	wg.Wait()
	groups := linked(all)
	found = append(found, make([]diag.List, len(groups))...)
	for i, g := range groups {
		wg.Go(func() { found[len(all)+i] = clear(g) })
	}
	wg.Wait()
	var problems diag.List
	for _, p := range found {
		problems.Append(p)
	}
	for _, one := range all {
		problems.Append(one.spots(all))
		problems.Append(one.special(rules.CityOnly.Value))
		problems.Append(one.crowded())
	}
	problems.Append(before.retired(all))
	return all, problems
}

// linked groups the tables that name each other, in the order of the first of each group.
func linked(all []*clearing) [][]*clearing {
	group := map[string]int{}
	var out [][]*clearing
	for _, c := range all {
		mine := []*clearing{c}
		for _, l := range c.raw.Schema.Privacy.Links {
			if g, ok := group[l.Dataset]; ok && out[g] != nil && !slices.Contains(mine, out[g][0]) {
				mine = append(out[g], mine...)
				out[g] = nil
			}
		}
		for g, others := range out {
			if slices.ContainsFunc(others, func(o *clearing) bool {
				return slices.ContainsFunc(o.raw.Schema.Privacy.Links, func(l dataset.Link) bool { return l.Dataset == c.raw.Schema.ID })
			}) {
				mine = append(others, mine...)
				out[g] = nil
			}
		}
		for _, o := range mine {
			group[o.raw.Schema.ID] = len(out)
		}
		out = append(out, mine)
	}
	return slices.DeleteFunc(out, func(g []*clearing) bool { return g == nil })
}

// link ties the figures that stand in several tables, and fixes those that others have published.
func (j *joint) link(problems *diag.List) {
	for _, l := range j.parts {
		s := l.c.raw.Schema
		for n, k := range s.Privacy.Links {
			for _, o := range j.parts {
				if o.c.raw.Schema.ID == k.Dataset && slices.Contains(l.ids, k.Measure) && slices.Contains(o.ids, k.Same) && !j.tie(l, o, k) {
					problems.Add(s.Facts.Place("privacy", "links", n), "gate/link",
						diag.Say("links 说“%s”与数据表 %s 的“%s”是同一个数，两处的数却不同", "links says that %q is the same as %[3]q of dataset %[2]s, but the figures differ", k.Measure, k.Dataset, k.Same),
						diag.Say("核对两张表的数；不是同一个数的，改 at、there 所指的格子，或删去这一条", "compare the figures of the two tables; if they are not the same, correct the cells that at and there name, or remove the link"))
				}
			}
		}
		for _, k := range s.Privacy.Known {
			if i, ok := l.c.index(k.At); ok {
				l.each(func(id string, at int, cell int32) {
					if id == k.Measure && at == i {
						j.system.Cells[cell].Frozen = true
					}
				})
			}
		}
	}
}

// tie makes the cells of a link equal; it reports whether they were. What is said to be equal already, perhaps by the
// other table's link back, is not said again: it would be a sum of itself.
func (j *joint) tie(l, o *layout, k dataset.Link) bool {
	there := map[int]int32{}
	o.each(func(id string, i int, cell int32) {
		if id == k.Same {
			there[i] = cell
		}
	})
	fits := true
	l.each(func(id string, i int, cell int32) {
		if id != k.Measure || i >= l.c.cells {
			return
		}
		at := l.c.nodes(i)
		for dim, code := range k.At {
			if at[dim] != code {
				return
			}
		}
		other := map[string]string{}
		for _, d := range o.c.table.Dims {
			if code, ok := at[d.Field.ID]; ok {
				other[d.Field.ID] = code
			}
		}
		for dim, code := range k.There {
			other[dim] = code
		}
		n, ok := o.c.index(other)
		if !ok || !l.c.leads(at, o.c, k) {
			return
		}
		if same, ok := there[n]; ok {
			if j.system.Cells[same].Value != j.system.Cells[cell].Value {
				fits = false
				return
			}
			if a, b := j.first(cell), j.first(same); a != b {
				j.equal[a] = b
				j.system.Sums = append(j.system.Sums, protect.Sum{Total: cell, Parts: []int32{same}})
			}
		}
	})
	return fits
}

// first gives the cell that stands for all those that links make equal to one.
func (j *joint) first(cell int32) int32 {
	for {
		next, ok := j.equal[cell]
		if !ok {
			return cell
		}
		cell = next
	}
}

// leads reports whether a cell stands at the top of every dimension that the other table lacks and the link does not fix.
func (c *clearing) leads(at map[string]string, other *clearing, k dataset.Link) bool {
	for _, d := range c.table.Dims {
		_, fixed := k.At[d.Field.ID]
		_, shared := other.table.Dim(d.Field.ID)
		if !fixed && !shared && at[d.Field.ID] != d.Top() {
			return false
		}
	}
	return true
}

// nodes gives the codes of a combination, by dimension.
func (c *clearing) nodes(i int) map[string]string {
	out := map[string]string{}
	for d := len(c.table.Dims) - 1; d >= 0; d-- {
		dim := c.table.Dims[d]
		out[dim.Field.ID] = dim.Nodes[i%len(dim.Nodes)].Code
		i /= len(dim.Nodes)
	}
	return out
}
