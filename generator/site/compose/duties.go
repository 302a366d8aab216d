package compose

import (
	"cmp"
	"slices"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/gate/duty"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/config"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// sign stands before the words of a state, so that it is not told by words alone, and never by colour.
func sign(s duty.State) string {
	return map[duty.State]string{duty.Overdue: "▲", duty.NotSupplied: "▲", duty.DueSoon: "◐", duty.Late: "◆", duty.OnTime: "●"}[s]
}

// wanting reports a finding that a reader should see first: all but what was disclosed in time.
func wanting(f duty.Finding) bool { return f.Judged() && f.State != duty.OnTime }

// of lists the findings that the test accepts, in their order.
func (k *Composer) of(is func(duty.Finding) bool) []duty.Finding {
	var out []duty.Finding
	for _, f := range k.duties.Findings {
		if is(f) {
			out = append(out, f)
		}
	}
	return out
}

// bySeverity puts the most pressing first: by state, then by the day they fell due.
func bySeverity(all []duty.Finding) []duty.Finding {
	all = slices.Clone(all)
	order := duty.States()
	slices.SortStableFunc(all, func(a, b duty.Finding) int {
		if d := slices.Index(order, a.State) - slices.Index(order, b.State); d != 0 {
			return d
		}
		return a.Due.Compare(b.Due)
	})
	return all
}

// recordDuties is the part of a project's or campaign's page; it is empty where nothing was evaluated.
func (g *page) recordDuties(key string) view.Duties {
	return g.dutiesPart("duties", g.of(func(f duty.Finding) bool { return f.Judged() && f.Record.Key() == key }), false)
}

// organizationDuties is the part of an organization's page: its own duties and those of its records.
func (g *page) organizationDuties(id string) view.Duties {
	out := g.dutiesPart("duties", g.of(func(f duty.Finding) bool { return f.Judged() && f.Record.Organization == id }), true)
	if len(out.Links) > 0 {
		out.Links = append([]view.Link{{Text: g.s("订阅本组织的到期日（日历）", "Subscribe to this organization’s deadlines (calendar)"), Href: g.href(plan.Calendar(g.tag, id))}}, out.Links...)
	}
	return out
}

// dutiesPart makes a part of findings; with records, each row says which record it is about.
func (g *page) dutiesPart(id string, all []duty.Finding, records bool) view.Duties {
	if len(all) == 0 {
		return view.Duties{}
	}
	out := view.Duties{ID: id, Title: g.s("信息公开", "Public disclosure"), Summary: g.tallyStates(all),
		Note:   g.s("“逾期”和“未收到”只说明本站没有收到记录，以“慈善中国”公示为准。", "Overdue and not supplied mean only that this portal has no record; Charity China prevails."),
		Table:  g.findingTable(id+"-open", g.s("需要关注的事项", "What needs attention"), bySeverity(slices.DeleteFunc(slices.Clone(all), func(f duty.Finding) bool { return !wanting(f) })), records),
		Rest:   g.findingTable(id+"-done", g.s("已经公开的事项", "What was disclosed"), slices.DeleteFunc(slices.Clone(all), wanting), records),
		RestAs: g.s("已经公开的事项", "What was disclosed")}
	out.Links = []view.Link{g.link(plan.Disclosure, "")}
	return out
}

// tallyStates says how many findings stand in each state.
func (g *page) tallyStates(all []duty.Finding) string {
	var parts []string
	for _, s := range duty.States() {
		if n := inState(all, s); n > 0 {
			parts = append(parts, g.f("%[2]s %[1]s 项", "%[1]s %[2]s", g.p.Int(int64(n)), g.t(s.Words())))
		}
	}
	return strings.Join(parts, g.s("，", ", "))
}

// findingTable has one row for each finding.
func (g *page) findingTable(id, caption string, all []duty.Finding, records bool) view.Table {
	head := g.s("义务", "Duty")
	columns := []view.Column{{Title: g.s("状态", "State")}, {Title: g.s("期限与公布", "Last day and disclosure")}, {Title: g.s("说明与依据", "Explanation and basis")}}
	if records {
		columns = append([]view.Column{{Title: g.s("记录", "Record")}}, columns...)
	}
	out := tableOf(id, caption, append([]view.Column{{Title: head}}, columns...)...)
	for _, f := range all {
		row := view.Row{Head: view.Cell{Text: g.dutyTitle(f)}}
		if records {
			row.Cells = append(row.Cells, g.recordCell(f))
		}
		row.Cells = append(row.Cells, g.stateCell(f), g.dayCell(f), view.Cell{Text: g.explain(f), Note: g.basis(f)})
		out.Rows = append(out.Rows, row)
	}
	return out
}

// dutyTitle is the duty's name, with the period where it has several.
func (g *page) dutyTitle(f duty.Finding) string {
	title := g.t(f.Duty.Title)
	if f.Period == "" || f.Period == f.Due.String() {
		return title
	}
	period := f.Period
	if d, err := calendar.Parse(period); err == nil {
		period = g.p.Date(d)
	}
	return title + g.s(" ", " (") + period + g.s("", ")")
}

func (g *page) stateCell(f duty.Finding) view.Cell {
	text := strings.TrimSpace(sign(f.State) + " " + g.t(f.Words()))
	if f.Waiver != nil && wanting(f) {
		text += g.s("（已豁免）", " (waived)")
	}
	return view.Cell{Text: text}
}

// dayCell is the last day and, below it, the day of disclosure. Both say what they are, because on a telephone the cells of a
// finding stand below each other without their heads. A day that may still move on says so.
func (g *page) dayCell(f duty.Finding) view.Cell {
	var out view.Cell
	var notes []string
	if !f.Due.IsZero() {
		out = view.Cell{Text: g.f("截止 %s", "by %s", g.p.Date(f.Due)), ISO: f.Due.String()}
	}
	if f.Unsettled && !f.Due.IsZero() {
		notes = append(notes, g.s("可能顺延", "may move on"))
	}
	if !f.On.IsZero() {
		notes = append(notes, g.f("%s 公布", "disclosed %s", g.p.Date(f.On)))
	}
	out.Note = strings.Join(notes, g.s("；", "; "))
	return out
}

// basis is the articles that may be printed, or that it is a rule of this portal alone; a duty whose article was not read says that
// it is being checked.
func (g *page) basis(f duty.Finding) string {
	if len(f.Basis) > 0 && !slices.ContainsFunc(f.Basis, func(b config.Basis) bool { return b.Law != duty.OwnRules }) {
		return g.t(g.duties.Rules.Law(duty.OwnRules))
	}
	if cite := g.t(g.duties.Rules.Cite(f)); cite != "" {
		return cite
	}
	return g.s("依据待核对原文，不列条款", "basis still to be checked against its text; no article is given")
}

// explain is what is missing and what would settle it, or the ratios, or why nothing can be said.
func (g *page) explain(f duty.Finding) string {
	var parts []string
	for _, text := range []string{g.saysWithDate(f), g.evidence(f)} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	if f.Partial != "" {
		parts = append(parts, g.f("还缺：%s。", "It lacks: %s.", g.lacking(f)))
	}
	if f.Open() || f.State == duty.DueSoon {
		parts = append(parts, g.f("怎样了结：%s。", "To settle it: %s.", g.t(f.Duty.Settle)))
	}
	if f.Ratios != nil {
		parts = append(parts, g.t(f.Ratios.Words())+g.s("。", "."))
	}
	return strings.Join(parts, g.s("", " "))
}

// saysWithDate writes a period's last day in the page's language.
func (g *page) saysWithDate(f duty.Finding) string {
	text := g.t(f.Says())
	if d, err := calendar.Parse(f.Period); err == nil {
		text = strings.ReplaceAll(text, f.Period, g.p.Date(d))
	}
	return text
}

// lacking names in words what a row that was supplied does not say.
func (g *page) lacking(f duty.Finding) string {
	register, _, _ := strings.Cut(f.Partial, "/")
	var out []string
	for _, column := range strings.Fields(strings.ReplaceAll(strings.Join(f.Missing, " "), "≠", " ")) {
		name := g.factName(cmp.Or(keyOf[column], column))
		if t, ok := g.tables[register]; ok {
			if field, ok := t.Schema.Field(column); ok {
				name = g.t(field.Title)
			}
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, g.s("、", ", "))
}

// keyOf gives the keys of content/ that columns of projects and campaigns are made of, where they are called otherwise.
var keyOf = map[string]string{
	"residual_plan": "residual", "residual": "disposal", "residual_published_on": "published", "change_filed_on": "filed", "change_filing_no": "filing_no", "filed_on": "filed",
	"partner_published_on": "partner_published", "partner_eval_url": "partner_evaluation", "partner_supervision_url": "partner_supervision",
}

// evidence names the row that a finding rests on: its register in words, and its id.
func (g *page) evidence(f duty.Finding) string {
	if f.Evidence == "" {
		return ""
	}
	register, id, _ := strings.Cut(f.Evidence, "/")
	if t, ok := g.tables[register]; ok {
		return g.f("凭据：%s中的 %s。", "Rests on %s, row %s.", g.t(t.Schema.Title), id)
	}
	return g.f("凭据：%s。", "Rests on %s.", f.Evidence)
}

// recordCell links the record where it has a page; a row of a register leads to that register.
func (g *page) recordCell(f duty.Finding) view.Cell {
	l := g.recordLink(f.Record)
	if l.Href == "" {
		return view.Cell{Text: l.Text}
	}
	return view.Cell{Text: l.Text, Link: &l}
}

func (g *page) recordLink(r *duty.Record) view.Link {
	kinds := map[string]plan.Kind{"projects": plan.Project, "campaigns": plan.Campaign, "organizations": plan.Organization}
	if kind, ok := kinds[r.Register]; ok && g.plan.Has(plan.Path(g.tag, kind, r.ID, 1)) {
		return g.link(kind, r.ID)
	}
	if t, ok := g.tables[r.Register]; ok && plan.HasPage(t) {
		l := g.link(plan.Dataset, r.Register)
		title := g.t(r.Title)
		if o := find(g.cleared.Organizations, func(x release.Organization) bool { return x.ID == r.Organization }); o.ID != "" && title == r.ID {
			title = g.t(o.Name)
		}
		l.Text = title + g.s("（", " (") + l.Text + g.s("）", ")")
		return l
	}
	return view.Link{Text: g.t(r.Title)}
}

// ratioTable shows the ratios of 慈善法 61 for an organization; whether they are judged, the findings say.
func (g *page) ratioTable(id string) view.Table {
	out := tableOf("ratios", g.s("各年度比例", "Ratios by year"), view.Column{Title: g.s("年度", "Year")},
		view.Column{Title: g.s("慈善支出占上年收入", "Spending as a share of last year’s income"), Numeric: true}, view.Column{Title: g.s("占前三年平均收入", "as a share of three years’ average income"), Numeric: true},
		view.Column{Title: g.s("管理费用占当年支出", "Management as a share of spending"), Numeric: true}, view.Column{Title: g.s("是否评估", "Held to art. 61")})
	ratio := func(n int) view.Cell {
		if n < 0 {
			return view.Cell{Text: signMissing, Spoken: g.s("无法计算", "cannot be computed"), State: view.Missing, Numeric: true}
		}
		return view.Cell{Text: g.p.Percent(int64(n), 1000), State: view.Value, Numeric: true}
	}
	for _, f := range g.of(func(f duty.Finding) bool { return f.Ratios != nil && f.Record.Organization == id }) {
		judged := g.s("是：", "yes: ") + g.t(f.Words())
		if !f.Judged() {
			judged = g.s("否，只列出", "no, shown only")
		}
		add(&out, view.Row{Head: view.Cell{Text: f.Record.Fields["year"]}, Cells: []view.Cell{ratio(f.Ratios.Spending), ratio(f.Ratios.OfAverage), ratio(f.Ratios.Management), {Text: judged}}})
	}
	return out
}

// overdue is the front page's answer to what is overdue, from all findings; nil where no duty was evaluated.
func (g *page) overdue() (*view.Badge, string) {
	if len(g.duties.Findings) == 0 {
		return nil, ""
	}
	count := func(s duty.State) int {
		return len(g.of(func(f duty.Finding) bool { return f.State == s }))
	}
	late, missing, soon := count(duty.Overdue), count(duty.NotSupplied), count(duty.DueSoon)
	out := &view.Badge{Tone: "ok", Sign: "●", Text: g.s("应当公开的事项没有逾期", "Nothing that has to be disclosed is overdue")}
	if late+missing > 0 {
		out = &view.Badge{Tone: "late", Sign: "▲", Text: g.f("逾期 %d 项，本站未收到 %d 项，%d 天内到期 %d 项", "%d overdue, %d not supplied to this portal, %[4]d due within %[3]d days", late, missing, duty.Soon, soon)}
	} else if soon > 0 {
		out = &view.Badge{Tone: "soon", Sign: "◐", Text: g.f("%[2]d 天内到期 %[1]d 项", "%[1]d due within %[2]d days", soon, duty.Soon)}
	}
	return out, g.to(plan.Disclosure, "")
}
