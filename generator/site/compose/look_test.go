package compose

import (
	"fmt"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
	"mingshan/generator/testkit/sites"
)

func TestSentence(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "",
		"one":                        "one",
		"One. Two.":                  "One.",
		"Version 1.2 of it. And on.": "Version 1.2 of it.",
		"第一句。第二句。":                   "第一句。",
		"真的吗？是。":                     "真的吗？",
	} {
		if got := sentence(text); got != want {
			t.Errorf("sentence(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestThousandths(t *testing.T) {
	for _, c := range []struct {
		part, whole int64
		want        int
	}{{0, 7, 0}, {7, 7, 1000}, {1, 3, 333}, {2, 3, 667}, {1, 2000, 1}, {1, 2001, 0}, {92_552_324, 101_399_043, 913}} {
		if got := thousandths(c.part, c.whole); got != c.want {
			t.Errorf("%d of %d is %d thousandths, want %d", c.part, c.whole, got, c.want)
		}
	}
}

// The lengths of a trail meet without a gap, whichever amount is the larger.
func TestTrail(t *testing.T) {
	for _, c := range []struct {
		raised, spent int64
		want          [3][2]int
	}{
		{1000, 913, [3][2]int{{0, 1000}, {0, 913}, {913, 87}}},
		{1000, 0, [3][2]int{{0, 1000}, {0, 0}, {0, 1000}}},
		{1000, 1000, [3][2]int{{0, 1000}, {0, 1000}, {1000, 0}}},
		{800, 1000, [3][2]int{{0, 800}, {0, 1000}, {800, 200}}},
	} {
		if got := trail(c.raised, c.spent); got != c.want {
			t.Errorf("%d raised and %d spent are drawn as %v, want %v", c.raised, c.spent, got, c.want)
		}
	}
}

// The table of a dataset begins with the newest period, whatever the order of the file.
func TestNewestFirst(t *testing.T) {
	k := withQuarters(t, 2025, "41", "42", "43", "44", "45")
	for i, g := range []*page{k.on(lang.ZH, plan.Dataset, "referrals", 1), k.on(lang.EN, plan.Dataset, "referrals", 1)} {
		rows, _ := g.rows(k.tables["referrals"])
		got := fmt.Sprint(rows.Rows[0].Head.Text, "; ", rows.Rows[4].Head.Text, "; ", len(rows.Rows))
		if want := []string{"2026年第一季度; 2025年第一季度; 5", "Q1 2026; Q1 2025; 5"}[i]; got != want {
			t.Errorf("the rows run from %s, want %s", got, want)
		}
	}
	if first := k.tables["referrals"].Rows[0].Texts[0]; first != "2025Q1" {
		t.Errorf("the table itself was sorted: it begins with %s", first)
	}
}

// Five digits stand in full; a longer number is shortened, with the exact one beside it.
func TestShort(t *testing.T) {
	k := composer(t, sites.Tiny(t))
	for i, g := range []*page{k.on(lang.ZH, plan.Home, "", 1), k.on(lang.EN, plan.Home, "", 1)} {
		for _, c := range []struct {
			n    int64
			full string
			want [2]string
		}{{99_999, "99,999", [2]string{"99,999/", "99,999/"}}, {124_318, "124,318", [2]string{"12.4万/124,318人", "124,318/"}}, {-99_999, "-99,999", [2]string{"-99,999/", "-99,999/"}}} {
			value, exact := g.short(c.n, 0, c.full, g.s("人", "people"))
			if got := value + "/" + exact; got != c.want[i] {
				t.Errorf("%d is shown as %s, want %s", c.n, got, c.want[i])
			}
		}
	}
}

// The first screen tells how many and by whom, and keeps no more numbers than a telephone holds.
func TestFirstScreen(t *testing.T) {
	g := composer(t, sites.Tiny(t)).on(lang.EN, plan.Home, "", 1)
	out := &view.Home{}
	for i := range 5 {
		out.Figures = append(out.Figures, view.KeyFigure{Label: fmt.Sprint(i)})
	}
	g.firstScreen(out)
	whom := out.Figures[1]
	if len(out.Figures) != answers || out.Figures[0].Label != "0" || whom.Value != fmt.Sprint(len(g.cleared.Organizations)) || whom.Source.Href == "" || whom.Period == "" {
		t.Errorf("the first screen holds %+v", out.Figures)
	}
	if len(out.More) != 2 || out.More[0].Label != "3" {
		t.Errorf("left for later are %+v", out.More)
	}
}
