package compose

import (
	"slices"
	"strings"

	"mingshan/generator/gate/duty"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/opendata"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// disclosureTitle is the heading of one way to look at the findings.
func (g *page) disclosureTitle(id string) string {
	switch id {
	case plan.ByDuty:
		return g.s("信息公开：按义务", "Public disclosure by duty")
	case plan.ByRegion:
		return g.s("信息公开：按地区", "Public disclosure by region")
	}
	return g.section(plan.Disclosure)
}

// bundle is the findings of one organization, duty or region.
type bundle struct {
	id, title string
	all       []duty.Finding
}

// bundles groups what was evaluated in the page's way, in the order of the register, the rules or the regions.
func (g *page) bundles() []bundle {
	var out []bundle
	put := func(id, title string, is func(duty.Finding) bool) {
		if all := g.of(func(f duty.Finding) bool { return f.Judged() && is(f) }); len(all) > 0 {
			out = append(out, bundle{id, title, all})
		}
	}
	switch g.ID {
	case plan.ByDuty:
		for _, d := range g.duties.Rules.Duties.Duties {
			put("d-"+strings.ReplaceAll(d.ID, ".", "-"), d.ID+" "+g.t(d.Title), func(f duty.Finding) bool { return f.Duty.ID == d.ID })
		}
	case plan.ByRegion:
		for _, u := range g.units() {
			put("r-"+u.Code, g.regionName(u.Code), func(f duty.Finding) bool { return slices.Contains(g.unitsOf(f.Record), u.Code) })
		}
		put("r-"+release.Province, g.regionName(release.Province), func(f duty.Finding) bool { return slices.Contains(g.unitsOf(f.Record), release.Province) })
	default:
		for _, o := range g.sortedOrganizations() {
			put("o-"+o.ID, g.t(o.Name), func(f duty.Finding) bool { return f.Record.Organization == o.ID })
		}
		put("o-portal", g.s("本站和主管部门", "This portal and the authority"), func(f duty.Finding) bool { return f.Record.Organization == "" })
	}
	return out
}

// unitsOf lists the reporting units of a record, or of its organization; what spans them all belongs to the province.
func (g *page) unitsOf(r *duty.Record) []string {
	codes := r.Regions
	if len(codes) == 0 {
		codes = []string{find(g.cleared.Organizations, func(o release.Organization) bool { return o.ID == r.Organization }).Region}
	}
	var out []string
	for _, code := range codes {
		unit := release.Province
		for c, ok := g.regions[code]; ok; c, ok = g.regions[c.Parent] {
			if c.IsUnit() {
				unit = c.Code
				break
			}
		}
		if !slices.Contains(out, unit) {
			out = append(out, unit)
		}
	}
	return out
}

// mostLinks is how many groups the head of a page of findings leads to without a fold.
const mostLinks = 16

// disclosurePage is all findings, by organization, duty or region.
func (g *page) disclosurePage() (*view.Disclosure, error) {
	heading := g.disclosureTitle(g.ID)
	intro := g.s("依法应当公开的事项，哪些按期公开，哪些迟报、逾期或本站未收到。“逾期”和“未收到”只说明本站没有收到记录，以“慈善中国”公示为准。",
		"What the law asks to be disclosed: what came in time, what came late, and what this portal has no record of. Overdue and not supplied mean only that this portal has no record; Charity China prevails.")
	out := &view.Disclosure{Frame: g.frame(heading, intro), Heading: heading, Intro: intro}
	out.FeedHref = g.href(plan.DisclosureFeed(g.tag))
	judged := g.of(duty.Finding.Judged)
	out.Counts = tableOf("counts", g.s("按状态", "By state"), view.Column{Title: g.s("状态", "State")}, view.Column{Title: g.s("项数", "Findings"), Numeric: true})
	for _, s := range duty.States() {
		if n := inState(judged, s); n > 0 {
			add(&out.Counts, view.Row{Head: view.Cell{Text: sign(s) + " " + g.t(s.Words())}, Cells: []view.Cell{{Text: g.p.Int(int64(n)), State: view.Value, Numeric: true}}})
		}
	}
	ways := view.Group{Title: g.s("查看方式", "View by")}
	for _, id := range []string{"", plan.ByDuty, plan.ByRegion} {
		l := g.link(plan.Disclosure, id)
		l.Text = map[string]string{"": g.s("组织", "organization"), plan.ByDuty: g.s("义务", "duty"), plan.ByRegion: g.s("地区", "region")}[id]
		l.Current = id == g.ID
		ways.Links = append(ways.Links, l)
	}
	here := view.Group{Title: capital(ways.Links[slices.Index([]string{"", plan.ByDuty, plan.ByRegion}, g.ID)].Text)}
	var shown []duty.Finding
	for _, b := range g.bundles() {
		part := view.Duties{ID: b.id, Title: b.title, Summary: g.tallyStates(b.all)}
		open := bySeverity(slices.DeleteFunc(slices.Clone(b.all), func(f duty.Finding) bool { return !wanting(f) }))
		part.Table = g.findingTable(b.id+"-open", g.f("%s：需要关注的事项", "%s: what needs attention", b.title), open, true)
		part.Marks = noMark
		for i, f := range open {
			part.Table.Rows[i].Marks = g.marks(f)
		}
		if states := statesOf(open); len(states) > 0 {
			part.Marks = strings.Join(states, " ")
		}
		shown = append(shown, open...)
		out.Groups = append(out.Groups, part)
		here.Links = append(here.Links, view.Link{Text: b.title, Href: "#" + b.id, Size: g.p.Int(int64(len(open))), Marks: part.Marks})
	}
	if len(here.Links) > mostLinks {
		here.Fold, here.Note = true, g.f("%s 项", "%s in all", g.p.Int(int64(len(here.Links))))
	}
	out.Facets = []view.Group{ways, here}
	out.Choices = g.choices(shown)
	if n := inState(judged, duty.OnTime); n > 0 {
		out.Choices.Note = g.f("按期公开的 %s 项不在这里列出：各组织、项目和活动的页面上有，下载文件里也有。", "The %s disclosed in time are not listed here: they stand on the pages of organizations, projects and campaigns, and in the downloads.", g.p.Int(int64(n)))
	}
	if g.ID == plan.ByDuty {
		out.Kept = g.kept()
	}
	out.Waivers = g.waivers()
	if t, ok := g.tables[duty.TableID]; ok {
		csvPath, jsonPath := opendata.Paths(t)
		holds := g.s("全部评估结果，含按期、未到期和不适用的", "all findings, those in time, due later and not applicable too")
		out.Downloads = []view.Download{{Format: "CSV", Href: g.href(csvPath), Holds: holds}, {Format: "JSON", Href: g.href(jsonPath), Holds: holds}}
		out.Links = append(out.Links, g.link(plan.Dataset, duty.TableID))
	}
	out.Links = append(out.Links, view.Link{Text: g.s("订阅全部到期日（日历）", "Subscribe to all deadlines (calendar)"), Href: g.href(plan.Calendar(g.tag, ""))},
		view.Link{Text: g.s("订阅新的评估结果（Atom）", "New findings (Atom feed)"), Href: out.FeedHref})
	out.Method = []string{
		g.s("期间按《民法典》第二百零一条至第二百零三条计算：开始的当天不算；按月计算的，到期月没有对应日的，以月末为最后一天；最后一天是休息日的，顺延到其后第一个工作日。", "Periods are counted by Civil Code arts 201–203: the first day is not counted; where the last month has no such day, its last day counts; a last day on a rest day moves to the next working day."),
		g.s("事项按发生当天有效的规定评估。没有读到原文的条款只评估，不引用。", "An event is judged by the rule in force on its day. Articles whose text was not read are evaluated and not cited."),
		g.s("放假和调休以国务院办公厅每年的通知为准；没有录入某年的安排时，落在那一年的最后一天写作“可能顺延”或“无法评估”。", "Holidays and make-up working days are those of the State Council’s yearly notice; where a year’s is not entered, a last day in it “may move on” or “cannot be evaluated”."),
		g.f("订阅（Atom）里的每一项写着从哪一天起是这样，只留最新的 %d 项。一直应当公开、又说不出从哪一天起缺的，以及只看年度数字的，不进订阅，只在本页和数据里。",
			"Each entry of the Atom feed gives the day from which it has stood so; the feed keeps the newest %d. What has to be there always and has been missing from no particular day, and what rests on a year’s figures alone, is not in the feed but on this page and in the data.", maxEntries),
	}
	var err error
	out.Complaint, err = g.complaintBox()
	return out, err
}

// noMark stands where nothing is listed that a choice could leave.
const noMark = "none"

// marks are the keys of the choices that hold for a finding: its state, its duty and its regions.
func (g *page) marks(f duty.Finding) string {
	return strings.Join(append([]string{string(f.State), f.Duty.ID}, g.unitsOf(f.Record)...), " ")
}

// statesOf lists the states that some findings are in, the most pressing first.
func statesOf(all []duty.Finding) []string {
	var out []string
	for _, s := range duty.States() {
		if inState(all, s) > 0 {
			out = append(out, string(s))
		}
	}
	return out
}

// choices are the states, duties and regions of the rows on the page, each with how many rows it leaves.
func (g *page) choices(shown []duty.Finding) view.Choices {
	out := view.Choices{Rows: g.p.Int(int64(len(shown)))}
	of := func(key, text string, is func(duty.Finding) bool) []view.Choice {
		n := len(slices.DeleteFunc(slices.Clone(shown), func(f duty.Finding) bool { return !is(f) }))
		if n == 0 {
			return nil
		}
		return []view.Choice{{Key: key, Text: text, Size: g.p.Int(int64(n))}}
	}
	for _, s := range duty.States() {
		text := g.t(s.Words())
		if s == duty.DueSoon {
			text = g.f("%d 天内到期", "due within %d days", duty.Soon)
		}
		out.States = append(out.States, of(string(s), strings.TrimSpace(sign(s)+" "+text), func(f duty.Finding) bool { return f.State == s })...)
	}
	for _, d := range g.duties.Rules.Duties.Duties {
		out.Duties = append(out.Duties, of(d.ID, d.ID+" "+g.t(d.Title), func(f duty.Finding) bool { return f.Duty.ID == d.ID })...)
	}
	codes := []string{}
	for _, u := range g.units() {
		codes = append(codes, u.Code)
	}
	for _, code := range append(codes, release.Province) {
		out.Regions = append(out.Regions, of(code, g.regionName(code), func(f duty.Finding) bool { return slices.Contains(g.unitsOf(f.Record), code) })...)
	}
	return out
}

// inState counts the findings in a state.
func inState(all []duty.Finding, s duty.State) int {
	n := 0
	for _, f := range all {
		if f.State == s {
			n++
		}
	}
	return n
}

// kept lists the duties that checks of the generator hold: what each is, how this portal keeps it, and the articles.
func (g *page) kept() view.Table {
	out := tableOf("kept-duties", g.s("由本站的检查保证、不按期限评估的义务", "Duties held by this portal’s own checks, which have no deadline"), view.Column{Title: g.s("义务", "Duty")},
		view.Column{Title: g.s("本站怎样做到", "How this portal keeps it")}, view.Column{Title: g.s("依据", "Basis")})
	for i := range g.duties.Rules.Duties.Duties {
		d := &g.duties.Rules.Duties.Duties[i]
		if d.Check == "" {
			continue
		}
		add(&out, view.Row{Head: view.Cell{Text: d.ID + " " + g.t(d.Title)}, Cells: []view.Cell{{Text: g.t(d.Wording)}, {Text: g.basis(g.duties.Rules.Held(d, g.cleared.AsOf))}}})
	}
	return out
}

// waivers are public, all of them.
func (g *page) waivers() view.Table {
	out := tableOf("waivers", g.s("豁免清单", "List of waivers"), view.Column{Title: g.s("义务", "Duty")}, view.Column{Title: g.s("记录", "Record")}, view.Column{Title: g.s("理由", "Reason")},
		view.Column{Title: g.s("批准岗位", "Approved by")}, view.Column{Title: g.s("有效期至", "Valid until")})
	for _, w := range g.duties.Rules.Waivers.Waivers {
		row := view.Row{Head: view.Cell{Text: w.Rule}, Cells: []view.Cell{{Text: w.Record}, {Text: g.t(w.Reason)}, {Text: g.t(w.Approver)}, {Text: g.p.Date(w.Expires)}}}
		for _, f := range g.of(func(f duty.Finding) bool { return f.Duty.ID == w.Rule && f.Record.Key() == w.Record }) {
			row.Head.Text, row.Cells[0] = w.Rule+" "+g.t(f.Duty.Title), g.recordCell(f)
		}
		add(&out, row)
	}
	return out
}
