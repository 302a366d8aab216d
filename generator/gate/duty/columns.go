package duty

import (
	"maps"
	"slices"
	"strings"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/config"
)

// columns lists what a row of each register could hold.
func columns(c *release.Cleared) map[string][]string {
	names := func(texts map[string]string, truths map[string]bool) []string {
		return append(slices.Collect(maps.Keys(texts)), slices.Collect(maps.Keys(truths))...)
	}
	out := map[string][]string{Portal: {"kind", "since"}, "projects": names(projectFields(release.Project{})), "campaigns": names(campaignFields(c, release.Campaign{}))}
	for _, t := range c.Tables {
		for _, f := range t.Schema.Fields {
			out[t.Schema.ID] = append(out[t.Schema.ID], f.ID)
		}
	}
	return out
}

// Columns lists what a row of the register could hold; nil where there is no such register.
func (b Books) Columns(register string) []string { return b.columns[register] }

// Unreadable reports what the duties read and no register could hold. Such a duty would find nothing for anybody, and say of
// everybody that nothing was supplied.
func (b Books) Unreadable(r Rules) diag.List {
	var problems diag.List
	for i, d := range r.Duties.Duties {
		for _, c := range reads(d) {
			at := r.Duties.Facts.Place("duties", i, c.key)
			register, name := c.register, c.name
			if rest, ok := strings.CutPrefix(name, "org."); ok {
				register, name = "organizations", rest
			}
			known, ok := b.columns[register]
			switch {
			case !ok:
				problems.Warn(at, "duty/register", diag.Say("本站没有“%s”这个登记册，这条义务无从了结", "this site has no register %q, so nothing can settle this duty", diag.Safe(register)),
					diag.Say("改正名称；真的没有记录，就放一个只有表头的登记册", "correct its name; where there are truly no rows, put a register with its header alone"))
			case name != "" && !slices.Contains(known, name):
				hint := diag.Say("列名见这个登记册的说明文件", "see the schema of this register for its columns")
				if near, ok := facts.Nearest(name, known); ok {
					hint = diag.Say("是不是 %s？", "did you mean %s?", near)
				}
				problems.Add(at, "duty/column", diag.Say("登记册“%s”没有“%s”这一列", "the register %q has no column %q", diag.Safe(register), diag.Safe(name)), hint)
			}
		}
	}
	return problems
}

// read is a column that a duty reads; without a name it is the register as such.
type read struct{ key, register, name string }

// reads lists what a duty reads of its record and of the rows that settle it.
func reads(d config.Duty) []read {
	if len(d.Due) == 0 {
		return nil
	}
	var out []read
	add := func(key, register string, names ...string) {
		for _, n := range names {
			if n != "" {
				out = append(out, read{key, register, n})
			}
		}
	}
	for _, c := range d.Scope {
		add("scope", d.Subject, c.Field)
		if c.LongerThan > 0 {
			add("scope", d.Subject, "start", "end")
		}
	}
	for _, x := range d.Due {
		add("due", d.Subject, x.Of, x.Until)
	}
	ev, register := d.Evidence, d.Subject
	out = append(out, read{"subject", d.Subject, ""})
	if ev.Register != "" {
		register = ev.Register
		out = append(out, read{"evidence", register, ""})
	}
	add("evidence", register, ev.Match, ev.Date, ev.Year, ev.From, ev.Until)
	for _, names := range [][]string{ev.Fields, ev.Balance, ev.Every, slices.Sorted(maps.Keys(ev.Where))} {
		add("evidence", register, names...)
	}
	return slices.CompactFunc(out, func(a, b read) bool { return a == b })
}
