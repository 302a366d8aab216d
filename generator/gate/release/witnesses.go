package release

import (
	"slices"
	"sync"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/gate/attack"
	"mingshan/generator/gate/ledger"
	"mingshan/generator/input/config"
	"mingshan/generator/input/dataset"
)

// tries is how many tables of proofs are tried for a set before the true one is left in it.
const tries = 24

// Witnesses gives n sets of tables that agree with everything published of the true ones, as far as the gate's proofs
// know: in each set most datasets with a proof have other numbers in some withheld cells. Who sees only what is published
// cannot tell any of them from set, so a site built from one of them with the same pattern has to have the same bytes
// (privacy.md §8); that is what they are for. They hold figures that are not cleared: for tests and the private side.
//
// A proof is two whole tables, one low and one high, for one small cell of a system: the counts of a dataset and of those
// linked to it, or its amounts. Totals with givers are left out: what the largest gave would have to move with them. The systems of a dataset take turns from set to set, and within a system
// its tables are taken at even distances, the low ones in the first half of the sets and the high ones in the other. A
// set changes one system of a dataset only. With fewer proofs than sets some stand in several.
//
// Which cells have to be withheld depends on their values, so not every table of a proof could have been published with
// the pattern of the true one: in some a cell counts one or two, whose insiders know more. Those are passed over, up to
// a number of tries; then the dataset keeps its true numbers in that set.
//
// Problems are those of clearing the true tables.
func Witnesses(set dataset.Set, rules config.Privacy, before *ledger.Ledger, asOf calendar.Date, n int) ([]dataset.Set, diag.List) {
	w := witnesses{set: consentedRows(set, asOf), rules: rules, cleared: &Cleared{AsOf: asOf, Codes: map[string][]Code{}}}
	w.past = newPast(before, w.set, asOf)
	problems := w.cleared.codeLists(w.set)
	all, bad := w.cleared.clearings(w.set, rules, w.past)
	problems.Append(bad)
	out := make([]dataset.Set, n)
	for i := range out {
		out[i] = dataset.Set{Tables: slices.Clone(w.set.Tables)}
	}
	var wg sync.WaitGroup
	for g, tables := range together(all) {
		wg.Go(func() { // groups have no table in common
			for i := range out {
				w.put(tables, i, g, out)
			}
		})
	}
	wg.Wait()
	return out, problems
}

// witnesses is the state of looking for them.
type witnesses struct {
	set     dataset.Set
	rules   config.Privacy
	past    past
	cleared *Cleared
}

// together gives the tables of each group that was decided as one.
func together(all []*clearing) [][]*clearing {
	var out [][]*clearing
	for _, c := range all {
		i := slices.IndexFunc(out, func(g []*clearing) bool { return g[0].joints[0] == c.joints[0] })
		if i < 0 {
			i = len(out)
			out = append(out, nil)
		}
		out[i] = append(out[i], c)
	}
	return out
}

// put puts other numbers into the tables of the g-th group in the i-th set.
func (w witnesses) put(tables []*clearing, i, g int, out []dataset.Set) {
	systems := slices.DeleteFunc(slices.Clone(tables[0].joints), func(j *joint) bool { return j.sponsored() || len(j.moves()) == 0 })
	if len(systems) == 0 {
		return
	}
	j := systems[(i+g)%len(systems)]
	moves := j.moves()
	for k := range min(tries, len(moves)) {
		changed := j.move(moves[(i*len(moves)/len(out)+k)%len(moves)])
		if !w.stands(tables, changed) {
			continue
		}
		for id, t := range changed {
			at := slices.IndexFunc(w.set.Tables, func(t dataset.Table) bool { return t.Schema.ID == id })
			out[i].Tables[at] = t
		}
		return
	}
}

// sponsored reports whether the system holds sums of money with the parts of their largest givers, which would have to move too.
func (j *joint) sponsored() bool {
	return slices.ContainsFunc(j.parts, func(l *layout) bool { return len(l.c.contributed(l.ids)) > 0 })
}

// moves lists the tables of the system's proofs, each once, the low before the high ones.
func (j *joint) moves() []attack.Move {
	var low, high []attack.Move
	seen := map[*int32]bool{}
	add := func(to *[]attack.Move, m attack.Move) {
		if len(m.Cells) > 0 && !seen[&m.Cells[0]] {
			seen[&m.Cells[0]] = true
			*to = append(*to, m)
		}
	}
	for _, v := range j.verdicts {
		if v.Grade == attack.Certified {
			add(&low, v.Low)
			add(&high, v.High)
		}
	}
	return append(low, high...)
}

// move gives the tables of the system with the numbers of a move, by dataset.
func (j *joint) move(m attack.Move) map[string]dataset.Table {
	out := map[string]dataset.Table{}
	for _, l := range j.parts {
		t := *l.c.raw
		for k, id := range l.ids {
			numbers := map[int]int64{}
			for r, cell := range l.rows[k] {
				if at, moves := slices.BinarySearch(m.Cells, cell); moves {
					v, _ := l.c.value(id, r)
					numbers[r] = v + m.By[at]
				}
			}
			t = t.Replace(l.c.column[id], numbers)
		}
		out[t.Schema.ID] = t
	}
	return out
}

// stands reports whether the gate would publish other numbers with the pattern that the tables have.
func (w witnesses) stands(tables []*clearing, changed map[string]dataset.Table) bool {
	made := make([]*clearing, len(tables))
	for i, c := range tables {
		t := changed[c.raw.Schema.ID]
		one, bad := newClearing(&t, w.cleared, w.rules, w.past)
		if bad.Blocking() > 0 {
			return false
		}
		made[i] = one
	}
	ok := true
	bad := systems(made, func(j *joint) diag.List {
		ok = ok && j.allows(tables[0].joints[len(made[0].joints)].hidden)
		return diag.List{}
	})
	return ok && bad.Blocking() == 0
}

// allows takes a pattern over and reports whether the attacker is left with enough doubt.
func (j *joint) allows(hidden []bool) bool {
	if len(hidden) != len(j.system.Cells) {
		return false
	}
	j.hide(hidden)
	verdicts, err := j.attack(hidden)
	if err == nil && j.yield(verdicts) {
		verdicts, err = j.attack(hidden)
	}
	owner, _ := j.owners()
	return err == nil && !slices.ContainsFunc(verdicts, func(v attack.Verdict) bool { return !owner[v.Cell].c.enough(v) })
}
