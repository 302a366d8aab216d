package compose

import (
	"fmt"
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/attack"
	"mingshan/generator/gate/protect"
	"mingshan/generator/input/config"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
	"mingshan/generator/testkit/sites"
)

// whole is the example as nine numbers: four cells, the sums of rows and columns, the sum of all.
func (f fourCells) whole() []int64 {
	return []int64{f[0][0], f[0][1], f.row(0), f[1][0], f[1][1], f.row(1), f.column(0), f.column(1), f.row(0) + f.row(1)}
}

// sums ties those numbers: parts, then total.
func sums() [][3]int32 { return [][3]int32{{0, 1, 2}, {3, 4, 5}, {0, 3, 6}, {1, 4, 7}, {2, 5, 8}} }

// The example on the method page is what the gate does and what an attacker finds, whatever the rules say: only its first
// cell is small, fewer than all four hidden cells give it away, and the range it names is exact and wide enough.
func TestExampleIsTrue(t *testing.T) {
	for _, k := range []int{3, 5, 10, 20, 50} {
		for _, width := range []int{0, 5, 8, 30} {
			rules := config.Privacy{MinCount: config.Rule{Value: k}, MinWidth: config.Rule{Value: width}}
			f := exampleCells(rules)
			value := f.whole()
			system := protect.System{}
			for i, v := range value {
				small := protect.SmallCount(v, int64(k), false)
				if small != (i == 0) {
					t.Fatalf("k %d: number %d of %v is small: %v", k, i, value, small)
				}
				c := protect.Cell{Value: v, Least: 1}
				if small {
					c.Width = int64(max(1, width))
				}
				system.Cells = append(system.Cells, c)
			}
			for _, s := range sums() {
				system.Sums = append(system.Sums, protect.Sum{Total: s[2], Parts: []int32{s[0], s[1]}})
			}
			r, err := protect.Protect(system, 1)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := fmt.Sprint(r.Hidden), "[true true false true true false false false false]"; got != want {
				t.Errorf("k %d, width %d: the gate hides %s of %v", k, width, got, value)
			}
			low, high := f.bounds()
			if b := bounds(t, value, 0, 1, 3, 4); !b.Proved || b.Low != float64(low) || b.High != float64(high) || high-low < int64(width) {
				t.Errorf("k %d, width %d: %d to %d, the attacker finds %+v", k, width, low, high, b)
			}
			for _, few := range [][]int{{0}, {0, 1}, {0, 3}, {0, 4}, {0, 1, 3}, {0, 1, 4}, {0, 3, 4}} {
				if b := bounds(t, value, few...); b.Low != float64(f[0][0]) || b.High != float64(f[0][0]) {
					t.Errorf("k %d: with %v hidden the attacker finds %+v", k, few, b)
				}
			}
		}
	}
}

// bounds is what a reader can deduce of the first number when some are hidden.
func bounds(t *testing.T, value []int64, hidden ...int) attack.Interval {
	t.Helper()
	sys := attack.System{Value: value, Low: make([]int64, len(value)), Shown: make([]bool, len(value))}
	for i := range value {
		sys.Low[i], sys.Shown[i] = 1, true
	}
	for _, i := range hidden {
		sys.Shown[i] = false
	}
	for _, s := range sums() {
		sys.Rows = append(sys.Rows, []attack.Term{{Cell: int(s[0]), Coef: 1}, {Cell: int(s[1]), Coef: 1}, {Cell: int(s[2]), Coef: -1}})
	}
	out, err := attack.Bounds(sys, []int{0})
	if err != nil {
		t.Fatal(err)
	}
	return out[0]
}

// told is everything a page's sections say, and the cells of one of their tables.
func told(sections []view.Section) (words string, tables map[string]view.Table) {
	var b strings.Builder
	tables = map[string]view.Table{}
	for _, s := range sections {
		b.WriteString(s.Title + "\n")
		for _, x := range s.Blocks {
			b.WriteString(x.Text + "\n")
			for _, f := range x.Facts {
				b.WriteString("|" + f.Value + "|" + f.Note + "\n")
			}
			if x.Table != nil {
				tables[x.Table.ID] = *x.Table
				for _, r := range x.Table.Rows {
					for _, c := range append([]view.Cell{r.Head}, r.Cells...) {
						b.WriteString(c.Text + "|")
					}
					b.WriteString("\n")
				}
			}
		}
	}
	return b.String(), tables
}

// The method page takes every threshold, its reason and its role from the rules, so that it cannot disagree with them.
func TestMethodPageFollowsTheRules(t *testing.T) {
	site := sites.Tiny(t)
	read := func() [2]string {
		k := composer(t, site)
		var out [2]string
		for i, tag := range lang.Editions() {
			p, err := k.on(tag, plan.Standing, methodPage, 1).standing()
			if err != nil {
				t.Fatal(err)
			}
			out[i], _ = told(p.Sections)
			if len(p.Contents) < len(p.Sections) || len(p.Sections) != 5 {
				t.Errorf("%s: %d sections, %d in the contents", tag, len(p.Sections), len(p.Contents))
			}
		}
		return out
	}
	before := read()
	site.Edit(t, "data/rules/privacy.yaml", "value: 10", "value: 14")
	site.Edit(t, "data/rules/privacy.yaml", "value: 20", "value: 37")
	after := read()
	for i, want := range [2][3]string{{"从 1 到 9 ", "从 1 到 13 ", "从 1 到 36 "}, {"from 1 to 9 ", "from 1 to 13 ", "from 1 to 36 "}} {
		if !strings.Contains(before[i], want[0]) || strings.Contains(after[i], want[0]) || !strings.Contains(after[i], want[1]) || !strings.Contains(after[i], want[2]) || !strings.Contains(after[i], "|14|") {
			t.Errorf("the thresholds are not those of the rules:\n%s", after[i])
		}
	}
	k := composer(t, site)
	for _, tag := range lang.Editions() {
		g := k.on(tag, plan.Standing, methodPage, 1)
		words, tables := told(g.methodSections())
		for _, r := range []config.Rule{k.cleared.Rules.MinCount, k.cleared.Rules.SensitiveMinCount, k.cleared.Rules.ConsentRequired} {
			if !strings.Contains(words, "|"+r.Reason.In(tag)) || !strings.Contains(words, g.role(r.Approved)) {
				t.Errorf("%s: a rule stands there without its reason or role:\n%s", tag, words)
			}
		}
		shown := tables["example-shown"]
		for i := range 2 {
			for j := range 2 {
				if shown.Rows[i].Cells[j].State != view.Withheld {
					t.Errorf("%s: cell %d,%d of the example is %+v", tag, i, j, shown.Rows[i].Cells[j])
				}
			}
		}
	}
}

// A site without a method page has the ledger, and no link to what is not there.
func TestLedgerWithoutAMethodPage(t *testing.T) {
	site := sites.Tiny(t)
	for _, name := range []string{"page.yaml", "zh.md", "en.md"} {
		delete(site, "content/pages/method/"+name)
	}
	k := composer(t, site)
	g := k.on(lang.EN, plan.Withheld, "", 1)
	if p, err := g.withheld(); err != nil || len(p.Sections[0].Blocks[0].Links) != 0 || len(p.Tables) != 2 {
		t.Errorf("%+v", p.Sections[0].Blocks[0])
	}
	if _, why := k.on(lang.EN, plan.Dataset, "referrals", 1).privacyNote(k.tables["referrals"]); len(why) != 1 || why[0].Href != "../withheld.html" {
		t.Errorf("%+v", why)
	}
}

// The ledger page counts what the tables show: every row of it adds up to the line above it, and its file says the same.
func TestLedgerPage(t *testing.T) {
	k := composer(t, sites.Tiny(t))
	g := k.on(lang.EN, plan.Withheld, "", 1)
	p, err := g.withheld()
	if err != nil {
		t.Fatal(err)
	}
	var want [4]string
	n := k.tally(k.tables["referrals"])
	for i, v := range []int{n.Rows, n.RowsWithheld, n.All, n.AllWithheld} {
		want[i] = g.p.Int(int64(v))
	}
	found := false
	for _, r := range p.Tables[0].Rows {
		if r.Head.Text != "referrals" {
			continue
		}
		found = true
		if got := [4]string{r.Cells[1].Text, r.Cells[2].Text, r.Cells[4].Text, r.Cells[5].Text}; got != want || r.Cells[3].Text != g.p.Percent(int64(n.RowsWithheld), int64(n.Rows)) || n.RowsWithheld == 0 {
			t.Errorf("%v, want %v", got, want)
		}
	}
	if !found || len(p.Tables[1].Rows) < len(p.Tables[0].Rows) {
		t.Error("the dataset is not in the ledger")
	}
	sum := 0
	for _, e := range k.cleared.Ledger.Entries {
		if e.Dataset == "referrals" {
			sum += e.Rows
		}
	}
	if sum != n.RowsWithheld {
		t.Errorf("%d withheld, the gate says %d", n.RowsWithheld, sum)
	}
}
