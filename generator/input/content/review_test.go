package content

import (
	"strings"
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/input/config"
)

// What counts as an approval: of a role that there is, on a day that has come, and not before the last update. Without one an
// entry is held where approval is required, and nothing is said where it is not.
func TestApprove(t *testing.T) {
	asOf := calendar.Date{Year: 2026, Month: 11, Day: 20}
	day := func(n int) calendar.Date { return asOf.AddDays(n) }
	for _, x := range []struct {
		name    string
		review  Review
		updated calendar.Date
		held    bool
		codes   string // where approval is only shown
	}{
		{"none", Review{}, day(-5), true, ""},
		{"of today", Review{"desk", day(0)}, day(-5), false, ""},
		{"of tomorrow", Review{"desk", day(1)}, day(-5), true, "review/ahead"},
		{"of the day of the update", Review{"desk", day(-5)}, day(-5), false, ""},
		{"before the update", Review{"desk", day(-6)}, day(-5), true, "review/stale"},
		{"of an entry without a day of its update", Review{"desk", day(-600)}, calendar.Date{}, false, ""},
		{"by a role that there is not", Review{"editor", day(0)}, day(-5), true, "review/role"},
	} {
		for _, mode := range []string{"required", "shown"} {
			doc, _ := facts.Parse("content/projects/a/project.yaml", []byte("title: a\nreview:\n  by: desk\n  on: 2026-11-20\n"))
			c := Corpus{Projects: []Project{{Entry: Entry{Kind: "project", Slug: "a", Facts: doc, Place: doc.Place()}, Review: x.review, Updated: x.updated}}}
			problems := c.Approve(config.Review{Mode: mode, Roles: []config.Role{{ID: "desk"}}}, asOf)
			want := x.codes
			if mode == "required" && x.held {
				want = strings.TrimSpace("review/missing " + want)
			}
			var codes []string
			for _, p := range problems.Sorted() {
				codes = append(codes, p.Code)
				if (p.Severity == diag.Blocking) != (p.Code == "review/role") {
					t.Errorf("%s: %+v", x.name, p)
				}
			}
			if got := strings.Join(codes, " "); c.Projects[0].Held != (x.held && mode == "required") || got != want {
				t.Errorf("%s, %s: held %v, %q; want %q", x.name, mode, c.Projects[0].Held, got, want)
			}
		}
	}
	doc := facts.Absent("content/topics/a/topic.yaml")
	c := Corpus{Topics: []Topic{{Entry: Entry{Kind: "topic", Slug: "a", Facts: doc}}, {Entry: Entry{Kind: "topic", Slug: "b", Facts: doc}, Parent: "a", Review: Review{"desk", asOf}}}}
	if problems := c.Approve(config.Review{Mode: "required", Roles: []config.Role{{ID: "desk"}}}, asOf); !c.Topics[1].Held || problems.Len() != 2 {
		t.Errorf("part of a topic that is held: %+v", problems.Sorted())
	}
}
