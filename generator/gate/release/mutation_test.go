package release

import (
	"slices"
	"testing"

	"mingshan/generator/gate/attack"
)

// sampled is how many guards of a system are published one by one.
const sampled = 24

// TestPublishedGuardIsCaught: in the finished pattern of each dataset of this repository, a guard that is published gives
// a small cell away, and the attack says so. A guard is a cell that is no small one itself. Where the attack finds
// nothing, the guard has become spare: the cells that were hidden later, for insiders or for numbers that are never above
// others, do its work too. That is so when it was not hidden before them, or was needed then, by all that protect knows.
func TestPublishedGuardIsCaught(t *testing.T) {
	set, cfg := demo(t)
	out := &Cleared{AsOf: cfg.Site.AsOf, Codes: map[string][]Code{}}
	silent(t, out.codeLists(set))
	all, bad := out.clearings(set, cfg.Privacy, newPast(nil, set, cfg.Site.AsOf))
	silent(t, bad)
	tried, caught := 0, 0
	for _, tables := range together(all) {
		for k, j := range tables[0].joints {
			n, c, later, earlier := j.publishGuards(t)
			if tried, caught = tried+n, caught+c; n > 0 {
				t.Logf("%s, %s: of %d guards %d are caught; %d were hidden for more than small cells ask, %d were needed before others were", tables[0].raw.Schema.ID, []string{"counts", "amounts", "totals"}[k], n, c, later, earlier)
			}
			if spare := n - c - later - earlier; spare > 0 {
				t.Errorf("%s: publishing %d guards of %d gives nothing away", tables[0].raw.Schema.ID, spare, n)
			}
		}
	}
	t.Logf("in all: of %d guards %d are caught", tried, caught)
	if tried < 100 || caught*10 < tried*9 {
		t.Errorf("%d of %d guards are too few", caught, tried)
	}
}

// publishGuards publishes guards one at a time: how many, how many were caught, how many of the others were hidden later
// than for small cells, and how many were needed before that.
func (j *joint) publishGuards(t *testing.T) (tried, caught, later, earlier int) {
	t.Helper()
	owner, _ := j.owners()
	var guards []int32
	for i, c := range j.system.Cells {
		if j.hidden != nil && j.hidden[i] && owner[i] != nil && c.Width == 0 && c.Above == 0 && !c.Frozen {
			guards = append(guards, int32(i))
		}
	}
	plain, blind := *j, *j
	plain.guards, plain.opened = nil, make([]int64, len(j.opened))
	blind.above = nil // as protect sees the system
	var first []bool  // the pattern before anything was hidden for more than small cells ask
	for k := range min(sampled, len(guards)) {
		cell := guards[k*len(guards)/min(sampled, len(guards))]
		hidden := slices.Clone(j.hidden)
		hidden[cell] = false
		tried++
		if j.gives(t, hidden, cell) {
			caught++
			continue
		}
		if first == nil {
			_, made, err := plain.protect()
			if err != nil {
				t.Fatal(err)
			}
			first = made
		}
		without := slices.Clone(first)
		without[cell] = false
		anywhere := func(int32) bool { return true }
		switch {
		case !first[cell]:
			later++
		case blind.given(t, without, anywhere) > blind.given(t, first, anywhere):
			earlier++
		}
	}
	return tried, caught, later, earlier
}

// gives reports whether a pattern gives a small cell away: near a cell, or else anywhere, to insiders too.
func (j *joint) gives(t *testing.T, hidden []bool, cell int32) bool {
	t.Helper()
	beside := j.beside(j.hidden)
	near, edge := map[int32]bool{cell: true}, []int32{cell}
	for range 2 {
		var next []int32
		for _, c := range edge {
			for _, d := range beside(c) {
				if !near[d] {
					near[d] = true
					next = append(next, d)
				}
			}
		}
		edge = next
	}
	if j.given(t, hidden, func(c int32) bool { return near[c] }) > 0 {
		return true
	}
	verdicts, err := j.attack(hidden)
	if err != nil {
		t.Fatal(err)
	}
	return j.count(verdicts) > 0
}

// given counts the small cells, of those asked about, that a pattern gives away to everybody.
func (j *joint) given(t *testing.T, hidden []bool, asked func(cell int32) bool) int {
	t.Helper()
	var targets []attack.Target
	for c, x := range j.system.Cells {
		if asked(int32(c)) && (x.Width > 0 || x.Above > 0) {
			targets = append(targets, attack.Target{Cell: c, Need: x.Width, Up: x.Above, Down: x.Below})
		}
	}
	verdicts, err := ask(j.public(hidden), targets)
	if err != nil {
		t.Fatal(err)
	}
	return j.count(verdicts)
}

// count counts the verdicts that do not let a table be published.
func (j *joint) count(verdicts []attack.Verdict) int {
	owner, _ := j.owners()
	n := 0
	for _, v := range verdicts {
		if !owner[v.Cell].c.enough(v) {
			n++
		}
	}
	return n
}
