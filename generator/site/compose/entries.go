package compose

import (
	"cmp"
	"slices"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
	"mingshan/generator/base/prose"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/config"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// body is the prose of the page's language as markup.
func (g *page) body(doc prose.Doc) view.HTML {
	return view.HTML(doc.HTML(prose.Fill{Link: g.resolve, Number: g.shown}))
}

// contents links the main headings of a long text.
func contents(doc prose.Doc) []view.Link {
	var out []view.Link
	for _, h := range doc.Headings() {
		if h.Level == 2 {
			out = append(out, view.Link{Text: h.Text, Href: "#" + h.ID})
		}
	}
	if len(out) < 4 {
		return nil
	}
	return out
}

func (g *page) dateFact(label string, d calendar.Date) view.Fact {
	return view.Fact{Label: label, Value: g.p.Date(d), ISO: d.String()}
}

// reviewed says which role approved an entry, and when; nothing for one without approval. finest is how a day is printed.
func (g *page) reviewed(r release.Review, finest func(calendar.Date) string) []view.Fact {
	role := find(g.site.Review.Roles, func(x config.Role) bool { return x.ID == r.By })
	if role.ID == "" || r.On.IsZero() || r.On.Compare(g.cleared.AsOf) > 0 {
		return nil
	}
	return []view.Fact{{Label: g.s("审核", "Reviewed by"), Value: g.f("%s，%s", "%s, %s", g.t(role.Title), finest(r.On))}}
}

// project is a brand project's profile.
func (g *page) project() (*view.Project, error) {
	p := find(g.cleared.Projects, func(x release.Project) bool { return x.Slug == g.ID })
	folder := "content/projects/" + p.Slug + "/"
	out := &view.Project{Frame: g.frame(g.t(p.Title), g.t(p.Summary)), Heading: g.t(p.Title), Kicker: g.field(p.Field) + " · " + g.level(p.Level),
		Summary: g.t(p.Summary), Status: g.status(p), Pictures: g.pictures(folder, p.Pictures), Body: g.body(p.Prose[g.tag]),
		Who: g.t(p.Beneficiaries), Standards: g.t(p.Standards), Apply: g.t(p.HowToApply), ContactText: g.t(p.Contact),
		Updated: g.p.Date(p.Updated), UpdatedISO: p.Updated.String()}
	out.OGImage, out.OGType = g.ogImage(folder, p.Pictures), "article"
	run := view.Fact{Label: g.s("起止时间", "Period"), Value: g.p.Date(p.Start) + g.s("起", " onwards"), ISO: p.Start.String()}
	if !p.End.IsZero() {
		run.Value = g.p.Date(p.Start) + " – " + g.p.Date(p.End)
	}
	out.Facts = []view.Fact{{Label: g.s("实施组织", "Run by"), Links: []view.Link{g.link(plan.Organization, p.Organization)}}}
	if len(p.Partners) > 0 {
		f := view.Fact{Label: g.s("合作方", "Partners")}
		for _, id := range p.Partners {
			f.Links = append(f.Links, g.link(plan.Organization, id))
		}
		out.Facts = append(out.Facts, f)
	}
	where := view.Fact{Label: g.s("实施地区", "Where")}
	for _, code := range p.Regions {
		if code == release.Province {
			where.Links = append(where.Links, view.Link{Text: g.regionName(code), Href: g.to(plan.Regions, "")})
			continue
		}
		where.Links = append(where.Links, g.link(plan.Region, code))
	}
	out.Facts = append(out.Facts, where, run)
	if p.CharityChina != "" {
		out.Facts = append(out.Facts, view.Fact{Label: g.s("“慈善中国”公示", "Charity China record"), Links: []view.Link{{Text: p.CharityChina, Href: p.CharityChina, External: true}}})
	}
	out.Facts = append(out.Facts, g.reviewed(p.Review, g.p.Date)...)
	for _, m := range p.Milestones {
		out.Timeline = append(out.Timeline, view.Event{Date: g.p.Date(m.Date), DateISO: m.Date.String(), Text: g.t(m.Text), Done: m.Done})
	}
	out.Money = g.money(p.Slug)
	out.Donors = g.donors(p.Slug)
	out.Duties = g.recordDuties("projects/" + p.Slug)
	topics := view.Group{ID: "topics", Title: g.section(plan.Topics)}
	for _, slug := range p.Topics {
		if t := find(g.cleared.Topics, func(x release.Topic) bool { return x.Slug == slug }); t.Slug != "" {
			topics.Cards = append(topics.Cards, g.topicCard(t))
		}
	}
	out.Related = append(g.relatedTo(func(x release.Project) bool { return x.Field == p.Field && x.Slug != p.Slug },
		func(s release.Story) bool { return s.Project == p.Slug }, func(release.Organization) bool { return false }), nonEmpty(topics)...)
	var err error
	if out.QR, err = g.code(out.Canonical); err != nil {
		return nil, err
	}
	out.Complaint, err = g.complaintBox()
	out.Corrections = g.corrections()
	out.Prev, out.Next = g.neighbours(ids(g.sortedProjects(), func(x release.Project) string { return x.Slug }))
	return out, err
}

// donors lists those who gave to a project and agreed to be named, the latest year first.
func (g *page) donors(slug string) []view.Table {
	given := slices.DeleteFunc(slices.Clone(g.cleared.Donors), func(d release.Donor) bool { return d.Project != slug })
	if len(given) == 0 {
		return nil
	}
	slices.SortStableFunc(given, func(a, b release.Donor) int {
		return cmp.Or(cmp.Compare(b.Year, a.Year), g.p.Compare(g.t(a.Name), g.t(b.Name)))
	})
	t := tableOf("donors-table", g.s("同意公开的捐赠人，数额写档次", "Donors who agreed to be named, with the band of the amount"),
		view.Column{Title: g.s("称呼", "Donor")}, view.Column{Title: g.s("年份", "Year")}, view.Column{Title: g.s("数额档次", "Amount")})
	for _, d := range given {
		band := g.s("未同意公开", "not to be shown")
		if d.Band != "" {
			band = capital(g.t(g.cleared.Name("donation_bands", d.Band)))
		}
		add(&t, view.Row{Head: view.Cell{Text: g.t(d.Name)}, Cells: []view.Cell{{Text: d.Year}, {Text: band}}})
	}
	return []view.Table{t}
}

// reports is the register that projects' money and counts come from.
const reports = "project_reports"

// money is what a project reported: raised, spent, helped, left over, and the reports these rest on.
func (g *page) money(slug string) view.MoneyTrail {
	out := view.MoneyTrail{Empty: true, EmptyNote: g.s("本站未收到该项目的进展披露记录，以“慈善中国”公示为准。", "No progress record for this project was supplied to this portal; Charity China prevails.")}
	t, ok := g.tables[reports]
	if !ok {
		return out
	}
	at, project := t.Column("period_end"), t.Column("project")
	published := t.Column("published_on")
	out.Table = tableOf("reports", g.s("各期报告", "Reports"), view.Column{Title: g.s("报告期末", "Period end")})
	var shown []int
	for i, f := range t.Schema.Fields {
		if f.Measure() {
			shown = append(shown, i)
			out.Table.Columns = append(out.Table.Columns, g.column(f))
		}
	}
	out.Table.Columns = append(out.Table.Columns, view.Column{Title: g.s("公布日期", "Published")})
	var first, last calendar.Date
	for i := len(t.Rows) - 1; i >= 0; i-- {
		r := t.Rows[i]
		if r.Texts[project] != slug {
			continue
		}
		end, err := calendar.Parse(r.Texts[at])
		if err != nil {
			continue
		}
		if last.IsZero() || end.Compare(last) > 0 {
			last = end
		}
		if first.IsZero() || end.Compare(first) < 0 {
			first = end
		}
		row := view.Row{Head: view.Cell{Text: g.p.Date(end), ISO: end.String()}}
		for _, c := range shown {
			row.Cells = append(row.Cells, g.cell(r.Cells[c]))
		}
		day := view.Cell{Text: r.Texts[published]}
		if d, err := calendar.Parse(r.Texts[published]); err == nil {
			day.Text, day.ISO = g.p.Date(d), d.String()
		}
		row.Cells = append(row.Cells, day)
		add(&out.Table, row)
	}
	if last.IsZero() {
		return out
	}
	out.Empty, out.EmptyNote = false, ""
	out.Period = g.f("截至 %s，共 %d 期报告", "Up to %s, %d reports", g.p.Date(last), len(out.Table.Rows))
	out.Source = g.link(plan.Dataset, reports)
	for _, want := range []config.KeyFigure{{Label: lang.Text{ZH: "募得", EN: "Raised"}, Field: "raised"}, {Label: lang.Text{ZH: "支出", EN: "Spent"}, Field: "spent"},
		{Label: lang.Text{ZH: "受益人次", EN: "Times help was given"}, Field: "beneficiaries"}} {
		want.Dataset, want.Where = reports, map[string]string{"project": slug}
		if k, ok := g.keyFigure(want); ok {
			k.Period, k.Source, k.Origin = "", view.Link{}, view.Origin{} // said once for the whole trail, whose table is beside it
			out.Steps = append(out.Steps, view.MoneyStep{KeyFigure: k, Amount: want.Field != "beneficiaries"})
		}
	}
	if left, ok := g.leftOver(t, slug); ok {
		out.Steps = append(out.Steps, view.MoneyStep{KeyFigure: left, Amount: true})
		g.lengths(t, slug, out.Steps)
	}
	if newest, ok := newestReport(t); ok && last.Compare(newest) < 0 && g.running(slug, newest) {
		out.Missing = g.f("本站未收到%s的进展记录，以“慈善中国”公示为准。", "No progress record for %s was supplied to this portal; Charity China prevails.", g.p.Period(newest.Quarter()))
	}
	if out.Table.Signs.Withheld {
		out.Note = g.s("部分报告期的人次为保护个人隐私不公布。", "Some numbers are withheld to protect people’s privacy.")
	}
	return out
}

// leftOver is raised minus spent, when both may be shown; spent beyond what was raised is said as such.
func (g *page) leftOver(t *release.Table, slug string) (view.KeyFigure, bool) {
	at := map[string]string{"project": slug}
	raised, _ := t.Total("raised", at)
	spent, _ := t.Total("spent", at)
	a, okA := raised.Number()
	b, okB := spent.Number()
	field, _ := t.Schema.Field("raised")
	if !okA || !okB {
		return view.KeyFigure{}, false
	}
	label := g.s("结余", "Left over")
	if a < b {
		a, b, label = b, a, g.s("支出超过募得", "Spent beyond what was raised")
	}
	out := view.KeyFigure{Label: label, Unit: g.t(field.Unit), State: view.Value}
	out.Value, out.Exact = g.short(a-b, raised.Scale(), g.p.Decimal(a-b, raised.Scale()), out.Unit)
	return out, true
}

// story is a case story.
func (g *page) story() (*view.Article, error) {
	s := find(g.cleared.Stories, func(x release.Story) bool { return x.Slug == g.ID })
	folder := "content/stories/" + s.Slug + "/"
	out := &view.Article{Frame: g.frame(g.t(s.Title), g.t(s.Summary)), Heading: g.t(s.Title), Kicker: g.section(plan.Stories) + " · " + g.field(s.Field),
		Summary: g.t(s.Summary), Date: g.p.Month(s.Date), DateISO: s.Date.String()[:7], Pictures: g.pictures(folder, s.Pictures), Body: g.body(s.Prose[g.tag])}
	out.OGImage, out.OGType = g.ogImage(folder, s.Pictures), "article"
	out.JSONLD = g.article(out.Frame, out.Heading, out.DateISO)
	out.Notice = g.s("经书面同意发布。", "Published with written consent.")
	if !s.Pseudonym.IsZero() {
		out.Notice = g.f("文中称呼：%s。经书面同意发布。", "Named in this story: %s. Published with written consent.", g.t(s.Pseudonym))
	}
	region := view.Link{Text: g.regionName(s.Region), Href: g.to(plan.Regions, "")}
	if s.Region != release.Province {
		region = g.link(plan.Region, s.Region)
	}
	out.Facts = []view.Fact{{Label: g.s("地区", "Where"), Links: []view.Link{region}}}
	if s.AgeBand != "" {
		out.Facts = append(out.Facts, view.Fact{Label: g.s("年龄段", "Age group"), Value: strings.ReplaceAll(s.AgeBand, "-", "–")})
	}
	if s.Project != "" && g.plan.Has(plan.Path(g.tag, plan.Project, s.Project, 1)) {
		out.Facts = append(out.Facts, view.Fact{Label: g.s("相关项目", "Project"), Links: []view.Link{g.link(plan.Project, s.Project)}})
	}
	out.Facts = append(out.Facts, g.reviewed(s.Review, g.p.Month)...) // stories are dated by month (privacy.md §7)
	out.Related = g.relatedTo(func(p release.Project) bool { return p.Slug == s.Project },
		func(x release.Story) bool { return x.Slug != s.Slug && x.Field == s.Field }, func(release.Organization) bool { return false })
	var err error
	out.Complaint, err = g.complaintBox()
	out.Corrections = g.corrections()
	out.Prev, out.Next = g.neighbours(ids(g.sortedStories(), func(x release.Story) string { return x.Slug }))
	return out, err
}

// tombstone stands where a story stood that was withdrawn: the day, and nothing of the story. The reason is nobody's
// business (PIPL 15: consent may be withdrawn without one).
func (g *page) tombstone() (*view.NotFound, error) {
	grave := find(g.cleared.Tombstones, func(x release.Tombstone) bool { return x.Slug == g.ID })
	heading := g.section(plan.Tombstone)
	out := &view.NotFound{Heading: heading, Text: g.f("这里原有一篇故事，已于%s撤下。本站不再保留其内容，也不说明原因。", "A story stood here and was withdrawn on %s. This portal keeps nothing of it and gives no reason.", g.p.Date(grave.Date))}
	out.Frame = g.frame(heading, out.Text)
	out.NoIndex, out.JSONLD = true, ""
	out.Links = []view.Link{g.link(plan.Stories, ""), g.link(plan.Home, "")}
	for _, p := range g.cleared.Pages {
		if p.Slug == "privacy" {
			out.Links = append(out.Links, g.link(plan.Standing, p.Slug))
		}
	}
	var err error
	out.Complaint, err = g.complaintBox()
	return out, err
}

// notice is a dated announcement.
func (g *page) notice() (*view.Article, error) {
	n := find(g.cleared.Notices, func(x release.Notice) bool { return x.Slug == g.ID })
	out := &view.Article{Frame: g.frame(g.t(n.Title), g.t(n.Summary)), Heading: g.t(n.Title), Kicker: g.section(plan.Notices) + " · " + g.noticeType(n.Type),
		Summary: g.t(n.Summary), Date: g.p.Date(n.Date), DateISO: n.Date.String(), Body: g.body(n.Prose[g.tag]), Pictures: g.pictures("content/notices/"+n.Slug+"/", n.Pictures)}
	out.OGType = "article"
	out.JSONLD = g.article(out.Frame, out.Heading, out.DateISO)
	out.Facts = []view.Fact{{Label: g.s("发布单位", "Published by"), Value: g.t(g.site.Publisher.Name)}}
	if !n.Expires.IsZero() {
		out.Facts = append(out.Facts, g.dateFact(g.s("有效期至", "Valid until"), n.Expires))
	}
	out.Facts = append(out.Facts, g.reviewed(n.Review, g.p.Date)...)
	var err error
	out.Complaint, err = g.complaintBox()
	out.Corrections = g.corrections()
	out.Prev, out.Next = g.neighbours(ids(g.sortedNotices(), func(x release.Notice) string { return x.Slug }))
	return out, err
}

// campaign is a dated drive.
func (g *page) campaign() (*view.Article, error) {
	x := find(g.cleared.Campaigns, func(x release.Campaign) bool { return x.Slug == g.ID })
	folder := "content/campaigns/" + x.Slug + "/"
	out := &view.Article{Frame: g.frame(g.t(x.Title), g.t(x.Summary)), Heading: g.t(x.Title), Kicker: g.section(plan.Campaigns) + " · " + g.campaignType(x.Type),
		Summary: g.t(x.Summary), Date: g.p.Date(x.Updated), DateISO: x.Updated.String(), Body: g.body(x.Prose[g.tag]), Pictures: g.pictures(folder, x.Pictures)}
	out.Facts = []view.Fact{{Label: g.s("主办组织", "Organized by"), Links: []view.Link{g.link(plan.Organization, x.Organization)}},
		{Label: g.s("时间", "Dates"), Value: g.p.Date(x.Start) + " – " + g.p.Date(x.End), ISO: x.Start.String()},
		{Label: g.s("地区", "Where"), Value: g.regionNames(x.Regions)}}
	out.Facts = append(out.Facts, g.reviewed(x.Review, g.p.Date)...)
	out.Appeal = g.appeal(x)
	out.Duties = g.recordDuties("campaigns/" + x.Slug)
	out.Related = g.relatedTo(func(p release.Project) bool { return contains(x.Projects, p.Slug) },
		func(release.Story) bool { return false }, func(release.Organization) bool { return false })
	var err error
	out.Complaint, err = g.complaintBox()
	out.Corrections = g.corrections()
	out.Prev, out.Next = g.neighbours(ids(g.sortedCampaigns(), func(x release.Campaign) string { return x.Slug }))
	return out, err
}

func contains(all []string, s string) bool {
	return index(all, func(x string) bool { return x == s }) >= 0
}

// standing is a page of standing text.
func (g *page) standing() (*view.Article, error) {
	p := find(g.cleared.Pages, func(x release.Page) bool { return x.Slug == g.ID })
	doc := p.Prose[g.tag]
	out := &view.Article{Frame: g.frame(g.t(p.Title), g.t(p.Summary)), Heading: g.t(p.Title), Summary: g.t(p.Summary),
		Date: g.p.Date(p.Updated), DateISO: p.Updated.String(), Body: g.body(doc), Contents: contents(doc), Pictures: g.pictures("content/pages/"+p.Slug+"/", p.Pictures)}
	out.Facts = g.reviewed(p.Review, g.p.Date)
	if p.Slug == methodPage {
		out.Sections = g.methodSections()
		out.Contents = append(contents(doc), sectionLinks(out.Sections)...)
	}
	var err error
	out.Complaint, err = g.complaintBox()
	return out, err
}

// organization is an organisation's profile.
func (g *page) organization() (*view.Organization, error) {
	o := find(g.cleared.Organizations, func(x release.Organization) bool { return x.ID == g.ID })
	out := &view.Organization{Frame: g.frame(g.t(o.Name), g.t(o.Purpose)), Heading: g.t(o.Name), Kicker: capital(g.t(g.cleared.Name("org_types", o.Type))) + " · " + g.level(o.Level), Summary: g.t(o.Purpose)}
	region := view.Link{Text: g.regionName(o.Region), Href: g.to(plan.Regions, "")}
	if o.Region != release.Province {
		region = g.link(plan.Region, o.Region)
	}
	yes := g.s("无", "no")
	if o.PublicFundraising {
		yes = g.s("有", "yes")
	}
	out.Facts = []view.Fact{{Label: g.s("类型", "Type"), Value: capital(g.t(g.cleared.Name("org_types", o.Type)))}, {Label: g.s("地区", "Where"), Links: []view.Link{region}},
		{Label: g.s("登记管理机关", "Registration management organ"), Value: g.t(o.Authority)}, {Label: g.s("公开募捐资格", "Public fundraising credentials"), Value: yes},
		g.dateFact(g.s("成立日期", "Founded"), o.Founded), g.dateFact(g.s("信息更新", "Updated"), o.Updated)}
	if o.Website != "" {
		out.Facts = append(out.Facts, view.Fact{Label: g.s("网站", "Website"), Links: []view.Link{{Text: o.Website, Href: o.Website, External: true}}})
	}
	out.Facts = append(out.Facts, view.Fact{Label: g.s("登记册", "Register"), Links: []view.Link{g.link(plan.Dataset, "organizations")}})
	out.Duties, out.Ratios = g.organizationDuties(o.ID), g.ratioTable(o.ID)
	own := map[string]bool{}
	for _, p := range g.cleared.Projects {
		own[p.Slug] = p.Organization == o.ID || contains(p.Partners, o.ID)
	}
	out.Related = g.relatedTo(func(p release.Project) bool { return own[p.Slug] }, func(s release.Story) bool { return s.Project != "" && own[s.Project] }, func(release.Organization) bool { return false })
	var err error
	out.Complaint, err = g.complaintBox()
	out.Corrections = g.corrections()
	out.Prev, out.Next = g.neighbours(ids(g.sortedOrganizations(), func(x release.Organization) string { return x.ID }))
	return out, err
}
