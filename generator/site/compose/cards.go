package compose

import (
	"cmp"
	"slices"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// level words the level of a project or organisation.
func (g *page) level(level string) string {
	switch level {
	case "province":
		return g.s("省级", "Provincial")
	case "city":
		return g.s("市级", "City level")
	case "county":
		return g.s("县级", "County level")
	}
	return level
}

func (g *page) field(code string) string { return capital(g.t(g.cleared.Name("fields", code))) }

// status is the badge of a project's status.
func (g *page) status(p release.Project) view.Badge {
	switch p.Status {
	case "open":
		return view.Badge{Tone: "ok", Sign: "●", Text: g.s("接受申请", "Open for applications")}
	case "closed":
		return view.Badge{Tone: "none", Sign: "—", Text: g.s("已结束", "Closed")}
	}
	return view.Badge{Tone: "info", Sign: "◐", Text: g.s("进行中", "Running")}
}

func (g *page) regionNames(codes []string) string {
	var out []string
	for _, c := range codes {
		out = append(out, g.regionName(c))
	}
	return g.p.List(out)
}

func (g *page) organizationName(id string) string {
	return g.t(find(g.cleared.Organizations, func(o release.Organization) bool { return o.ID == id }).Name)
}

func (g *page) projectCard(p release.Project) view.Card {
	badge := g.status(p)
	return view.Card{Href: g.to(plan.Project, p.Slug), Title: g.t(p.Title), Kicker: g.field(p.Field) + " · " + g.level(p.Level), Summary: g.t(p.Summary),
		Meta:    []view.Fact{{Label: g.s("实施组织", "Run by"), Value: g.organizationName(p.Organization)}, {Label: g.s("地区", "Where"), Value: g.regionNames(p.Regions)}},
		Picture: g.cardPicture("content/projects/"+p.Slug+"/", p.Pictures), Badge: &badge}
}

func (g *page) storyCard(s release.Story) view.Card {
	return view.Card{Href: g.to(plan.Story, s.Slug), Title: g.t(s.Title), Kicker: g.field(s.Field) + " · " + g.regionName(s.Region), Summary: g.t(s.Summary),
		Date: g.p.Month(s.Date), DateISO: s.Date.String()[:7], Picture: g.cardPicture("content/stories/"+s.Slug+"/", s.Pictures)}
}

func (g *page) organizationCard(o release.Organization) view.Card {
	return view.Card{Href: g.to(plan.Organization, o.ID), Title: g.t(o.Name), Kicker: capital(g.t(g.cleared.Name("org_types", o.Type))) + " · " + g.level(o.Level), Summary: g.t(o.Purpose),
		Meta: []view.Fact{{Label: g.s("地区", "Where"), Value: g.regionName(o.Region)}}}
}

func (g *page) topicCard(t release.Topic) view.Card {
	c := view.Card{Href: g.to(plan.Topic, t.Slug), Title: g.t(t.Title), Summary: g.t(t.Summary)}
	if t.Clause > 0 {
		c.Kicker = g.clause(t.Clause)
	}
	return c
}

// clause is the number of a clause of the policy as the policy counts: （一） to （十）.
func (g *page) clause(n int) string {
	han := []string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}
	if n < 1 || n >= len(han) {
		return ""
	}
	return g.f("政策第（%[1]s）项", "Clause %[2]d of the policy", han[n], n)
}

func (g *page) noticeCard(n release.Notice) view.Card {
	return view.Card{Href: g.to(plan.Notice, n.Slug), Title: g.t(n.Title), Kicker: g.noticeType(n.Type), Summary: g.t(n.Summary), Date: g.p.Date(n.Date), DateISO: n.Date.String()}
}

func (g *page) noticeType(kind string) string {
	switch kind {
	case "announcement":
		return g.s("公告", "Announcement")
	case "update":
		return g.s("更新", "Update")
	case "clarification":
		return g.s("说明", "Clarification")
	case "correction":
		return g.s("更正", "Correction")
	}
	return kind
}

func (g *page) campaignCard(x release.Campaign) view.Card {
	return view.Card{Href: g.to(plan.Campaign, x.Slug), Title: g.t(x.Title), Kicker: g.campaignType(x.Type), Summary: g.t(x.Summary),
		Date: g.p.Date(x.Start) + "–" + g.p.Date(x.End), DateISO: x.Start.String(), Picture: g.cardPicture("content/campaigns/"+x.Slug+"/", x.Pictures)}
}

func (g *page) campaignType(kind string) string {
	switch kind {
	case "publicity":
		return g.s("宣传活动", "Publicity")
	case "public_fundraising":
		return g.s("公开募捐", "Public fundraising")
	case "targeted_fundraising":
		return g.s("定向募捐", "Targeted fundraising")
	}
	return kind
}

func (g *page) datasetCard(t *release.Table) view.Card {
	c := view.Card{Href: g.to(plan.Dataset, t.Schema.ID), Title: g.t(t.Schema.Title), Kicker: g.group(t.Schema.Kind), Summary: shorten(sentence(g.t(t.Schema.Description)), map[bool]int{true: 110, false: 240}[g.tag == lang.ZH]),
		Meta: []view.Fact{{Label: g.s("行数", "Rows"), Value: g.p.Int(int64(len(t.Rows)))}}}
	if first, last := span(t); !first.IsZero() {
		c.Meta = append(c.Meta, view.Fact{Label: g.s("时期", "Period"), Value: g.p.Period(first) + "–" + g.p.Period(last)})
	}
	return c
}

// group words the kind of a dataset.
func (g *page) group(kind string) string {
	switch kind {
	case "aggregate":
		return g.s("统计数据", "Statistics")
	case "register":
		return g.s("公开名册", "Public register")
	}
	return g.s("代码表", "Code list")
}

// orders of the lists.

func (g *page) sortedProjects() []release.Project {
	order := map[string]int{}
	for i, c := range g.cleared.Codes["fields"] {
		order[c.Code] = i
	}
	out := slices.Clone(g.cleared.Projects)
	slices.SortStableFunc(out, func(a, b release.Project) int {
		return cmp.Or(cmp.Compare(order[a.Field], order[b.Field]), g.p.Compare(g.t(a.Title), g.t(b.Title)))
	})
	return out
}

func (k *Composer) sortedStories() []release.Story {
	out := slices.Clone(k.cleared.Stories)
	slices.SortStableFunc(out, func(a, b release.Story) int { return b.Date.Compare(a.Date) })
	return out
}

func (k *Composer) sortedNotices() []release.Notice {
	out := slices.Clone(k.cleared.Notices)
	slices.SortStableFunc(out, func(a, b release.Notice) int { return b.Date.Compare(a.Date) })
	return out
}

func (g *page) sortedOrganizations() []release.Organization {
	rank := map[string]int{"province": 0, "city": 1, "county": 2}
	out := slices.Clone(g.cleared.Organizations)
	slices.SortStableFunc(out, func(a, b release.Organization) int {
		return cmp.Or(cmp.Compare(rank[a.Level], rank[b.Level]), g.p.Compare(g.t(a.Name), g.t(b.Name)))
	})
	return out
}

func (k *Composer) sortedCampaigns() []release.Campaign {
	out := slices.Clone(k.cleared.Campaigns)
	slices.SortStableFunc(out, func(a, b release.Campaign) int { return b.Start.Compare(a.Start) })
	return out
}

// datasets lists the tables with pages, those with figures of one kind together.
func (g *page) datasets(kind string) []*release.Table {
	var out []*release.Table
	for _, t := range g.cleared.Tables {
		if plan.HasPage(t) && t.Schema.Kind == kind {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b *release.Table) int { return g.p.Compare(g.t(a.Schema.Title), g.t(b.Schema.Title)) })
	return out
}

// relatedTo gathers projects, stories and organisations into titled groups, empty ones left out.
func (g *page) relatedTo(project func(release.Project) bool, story func(release.Story) bool, organization func(release.Organization) bool) []view.Group {
	projects := view.Group{ID: "projects", Title: g.section(plan.Projects)}
	for _, p := range g.sortedProjects() {
		if project(p) {
			projects.Cards = append(projects.Cards, g.projectCard(p))
		}
	}
	stories := view.Group{ID: "stories", Title: g.section(plan.Stories)}
	for _, s := range g.sortedStories() {
		if story(s) {
			stories.Cards = append(stories.Cards, g.storyCard(s))
		}
	}
	organizations := view.Group{ID: "organizations", Title: g.section(plan.Organizations)}
	for _, o := range g.sortedOrganizations() {
		if organization(o) {
			organizations.Cards = append(organizations.Cards, g.organizationCard(o))
		}
	}
	return nonEmpty(projects, stories, organizations)
}

func nonEmpty(groups ...view.Group) []view.Group {
	return slices.DeleteFunc(groups, func(x view.Group) bool { return len(x.Cards) == 0 && len(x.Links) == 0 })
}

// neighbours links the entries before and after this page in an order of ids.
func (g *page) neighbours(order []string) (prev, next *view.Link) {
	i := slices.Index(order, g.ID)
	if i > 0 {
		l := g.link(g.Kind, order[i-1])
		prev = &l
	}
	if i >= 0 && i < len(order)-1 {
		l := g.link(g.Kind, order[i+1])
		next = &l
	}
	return prev, next
}

func ids[T any](all []T, id func(T) string) []string {
	out := make([]string, len(all))
	for i, x := range all {
		out[i] = id(x)
	}
	return out
}
