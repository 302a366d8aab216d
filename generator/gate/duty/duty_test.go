package duty_test

import (
	"slices"
	"strings"
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/duty"
	"mingshan/generator/input/config"
)

// TestTargetedFundraisingIsNotAsked guards against a false alarm: targeted fundraising tells its donors, not the public (慈善法
// 80), so no public duty of fundraising binds it.
func TestTargetedFundraisingIsNotAsked(t *testing.T) {
	books := duty.NewBooks([]duty.Record{
		{Register: "organizations", ID: "o", Organization: "o", Fields: map[string]string{"public_fundraising": "yes"}},
		{Register: "campaigns", ID: "c", Organization: "o", Fields: map[string]string{"type": "targeted_fundraising", "start": "2025-10-01", "end": "2026-08-31"}}})
	asked := 0
	for _, f := range duty.Evaluate(books, rules(t), calendar.Date{Year: 2026, Month: 11, Day: 20}) {
		if f.Record.Register != "campaigns" {
			continue
		}
		asked++
		if f.State != duty.NotApplicable {
			t.Errorf("%s asks a targeted campaign: %s", f.Duty.ID, f.State)
		}
	}
	if asked < 8 {
		t.Errorf("only %d duties were evaluated", asked)
	}
}

// TestNoVerdict holds every word that a reader may see to what this portal knows: that it has no record.
func TestNoVerdict(t *testing.T) {
	for _, d := range rules(t).Duties.Duties {
		if len(d.Due) == 0 {
			continue
		}
		for _, words := range []lang.Text{d.Wording, d.Settle, d.Title} {
			for _, bad := range []string{"违法", "违规", "未履行", "violat", "illegal", "breach", "failed"} {
				if strings.Contains(strings.ToLower(words.ZH+words.EN), bad) {
					t.Errorf("%s: %q", d.ID, bad)
				}
			}
		}
		if !strings.Contains(d.Wording.ZH, "本站未收到") || !strings.Contains(d.Wording.EN, "supplied to this portal") {
			t.Errorf("%s: %+v does not say that it is this portal that has no record", d.ID, d.Wording)
		}
		if d.Subject != duty.Portal && strings.HasPrefix(d.ID, "CH-") && !strings.Contains(d.Wording.ZH, "以“慈善中国”公示为准") {
			t.Errorf("%s does not say that Charity China prevails", d.ID)
		}
	}
}

// TestMemoryIsNotCited holds that what was not read is evaluated and never printed as a citation.
func TestMemoryIsNotCited(t *testing.T) {
	r := rules(t)
	remembered := 0
	for i := range r.Duties.Duties {
		d := &r.Duties.Duties[i]
		f := duty.Finding{Duty: d, Basis: d.Basis}
		for _, b := range d.Basis {
			if b.Read != "memory" {
				continue
			}
			remembered++
			if !b.Article.IsZero() && strings.Contains(r.Cite(f).ZH, r.Law(b.Law).ZH+b.Article.ZH) {
				t.Errorf("%s cites %s from memory", d.ID, b.Law)
			}
			if slices.ContainsFunc(f.Cited(), func(c config.Basis) bool { return c.Read == "memory" }) {
				t.Errorf("%s: %v", d.ID, f.Cited())
			}
		}
	}
	if remembered == 0 {
		t.Error("no line of duties.yaml is from memory")
	}
}

// TestFindingsAreWaived shows a waiver to its last day; after it, and where it waives nothing, it is a problem that blocks.
func TestFindingsAreWaived(t *testing.T) {
	r := rules(t)
	r.Waivers.Facts = facts.Absent("data/rules/waivers.yaml")
	r.Waivers.Waivers = []config.DutyWaiver{{Rule: "FR-01", Record: "campaigns/c", Expires: day(t, "2026-11-20")}}
	books := duty.NewBooks([]duty.Record{{Register: "campaigns", ID: "c", Fields: map[string]string{"type": "public_fundraising", "start": "2026-06-01", "end": "2026-12-31"}}})
	codes := func(on string) []string {
		found := duty.Evaluate(books, r, day(t, on))
		problems := duty.Problems(found, r, day(t, on))
		var out []string
		for _, p := range problems.Sorted() {
			out = append(out, p.Code)
		}
		return out
	}
	if got := codes("2026-11-20"); len(got) != 0 {
		t.Errorf("on its last day: %v", got)
	}
	if got := codes("2026-11-21"); !slices.Equal(got, []string{"duty/blocks", "waiver/expired"}) {
		t.Errorf("the day after: %v", got)
	}
	r.Waivers.Waivers[0].Record = "campaigns/other"
	if got := codes("2026-11-20"); !slices.Equal(got, []string{"duty/blocks", "waiver/record"}) {
		t.Errorf("of another record: %v", got)
	}
}
