package content

import (
	"slices"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
)

// Statement is one fact of an entry that readers rely on: once published it changes by a correction only (慈善组织信息公开办法,
// article 16). What is written in prose, pictures, and what is meant to move is none: the status, the day of the last
// update, whom to ring, a plan's milestones, and titles and summaries, which tell in other words what stands here.
type Statement struct {
	Field string // as corrections.csv names it: the last key
	Path  []any  // where it stands in the facts
	Value string // one text for one meaning; "" when it says nothing
}

// Statements are what a project says of itself that readers rely on.
func (p Project) Statements() []Statement {
	return []Statement{
		says("field", p.Field), says("level", p.Level), says("brand", p.Brand), says("organization", p.Organization),
		says("partners", sorted(p.Partners)), says("regions", sorted(p.Regions)), says("start", day(p.Start)), says("end", day(p.End)),
		says("beneficiaries", both(p.Beneficiaries)), says("standards", both(p.Standards)), says("how_to_apply", both(p.HowToApply)),
		says("selection", both(p.Selection)), says("major", truth(p.Major)),
		says("left", truth(p.Residual.Left), "residual"), says("disposal", both(p.Residual.Disposal), "residual"), says("published", day(p.Residual.Published), "residual"),
		says("changed", day(p.Change.Changed), "change"), says("filing_no", p.Change.FilingNo, "change"), says("filed", day(p.Change.Filed), "change"),
	}
}

// Statements are what a campaign says of itself that readers rely on.
func (c Campaign) Statements() []Statement {
	const under = "fundraising"
	f := c.Fundraising
	return []Statement{
		says("type", c.Type), says("organization", c.Organization), says("start", day(c.Start)), says("end", day(c.End)),
		says("regions", sorted(c.Regions)), says("projects", sorted(c.Projects)),
		says("emergency", truth(f.Emergency), under), says("phase_end", day(f.PhaseEnd), under), says("filing_no", f.FilingNo, under), says("filed", day(f.Filed), under),
		says("purpose", both(f.Purpose), under), says("area", both(f.Area), under), says("responsible", both(f.Responsible), under), says("office", both(f.Office), under),
		says("method", both(f.Method), under), says("beneficiaries", both(f.Beneficiaries), under), says("use", both(f.Use), under), says("cost", both(f.Cost), under),
		says("residual", both(f.Residual), under), says("mode", f.Mode, under), says("local_filing_no", f.LocalFilingNo, under), says("platform", f.Platform, under),
		says("donate_url", f.DonateURL, under), says("partner", both(f.Partner), under), says("partner_published", day(f.PartnerPublished), under),
	}
}

// Correctable lists what a correction of an entry may name: its statements, and what may be wrong without being one. Whole
// names an entry that was removed.
func Correctable(kind string) []string {
	words := []string{"title", "summary", "text", "picture"}
	switch kind {
	case "project":
		return append(append(names(Project{}.Statements()), words...), "contact", "status", "milestones", "charity_china", Whole)
	case "campaign":
		return append(append(names(Campaign{}.Statements()), words...), "contact", "lookup_url", "charity_china", Whole)
	case "story":
		return append(words, "date", "region", "field", "project")
	case "notice":
		return append(words, "type", "date", "expires")
	case "topic":
		return append(words, "basis", "responsible", "key_figures", "use")
	}
	return nil
}

// Whole is named by the correction of a project or campaign that is published no longer.
const Whole = "entry"

func names(all []Statement) []string {
	var out []string
	for _, s := range all {
		out = append(out, s.Field)
	}
	return out
}

func says(field, value string, above ...any) Statement {
	return Statement{field, append(slices.Clone(above), field), value}
}

func both(t lang.Text) string {
	if t.IsZero() {
		return ""
	}
	return t.ZH + "\n" + t.EN
}

// sorted joins a list whose order says nothing.
func sorted(list []string) string { return strings.Join(slices.Sorted(slices.Values(list)), "\n") }

func day(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func truth(b bool) string {
	if b {
		return "true"
	}
	return ""
}
