package compose

import (
	"fmt"
	"slices"

	"mingshan/generator/gate/release"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// entry is a card with the group it belongs to.
type entry struct {
	group, title string
	card         view.Card
}

// list is a page of a list: its cards in order, cut into pages, grouped within the page.
func (g *page) list() *view.List {
	heading := g.section(g.Kind)
	var intro string
	var all []entry
	put := func(group, title string, card view.Card) { all = append(all, entry{group, title, card}) }
	switch g.Kind {
	case plan.Projects:
		intro = g.s("按扶老、济困、助残、护幼、助学、助医、乡村振兴七个领域列出慈善品牌项目。", "Brand charity projects in seven fields, from elderly care to rural revitalization.")
		for _, p := range g.sortedProjects() {
			put(p.Field, g.field(p.Field), g.projectCard(p))
		}
	case plan.Stories:
		intro = g.s("人物均为化名，经本人或监护人书面同意后发布。", "People appear under pseudonyms and with their written consent.")
		for _, s := range g.sortedStories() {
			put("", "", g.storyCard(s))
		}
	case plan.Organizations:
		intro = g.s("在本站披露项目与数据的慈善组织。登记信息以“慈善中国”公示为准。", "Charitable organizations whose projects and figures are shown here. The record on Charity China prevails.")
		for _, o := range g.sortedOrganizations() {
			put(o.Level, g.level(o.Level), g.organizationCard(o))
		}
	case plan.Notices:
		intro = g.s("数据发布、更正、活动与征集的通知。", "Data releases, corrections, events and calls.")
		for _, n := range g.sortedNotices() {
			put("", "", g.noticeCard(n))
		}
	case plan.Campaigns:
		intro = g.s("中华慈善日、福建慈善宣传周等主题活动。", "China Charity Day, Fujian Charity Publicity Week and other drives.")
		for _, x := range g.sortedCampaigns() {
			put("", "", g.campaignCard(x))
		}
	case plan.Topics:
		intro = g.s("闽民救〔2024〕117号文件十项内容，逐项说明制度、责任、数据和办法。", "The ten clauses of document 闽民救〔2024〕117号: what each sets up, who is responsible, the figures, and how to use it.")
		for _, t := range g.sortedTopics() {
			id, title := g.clauseGroup(t)
			c := g.topicCard(t)
			c.Kicker = "" // the clause heads the group
			if slices.ContainsFunc(g.cleared.Topics, func(part release.Topic) bool { return part.Parent == t.Slug }) {
				c.Kicker = g.s("这一项的概述", "The clause as a whole")
			}
			put(id, title, c)
		}
	case plan.Data:
		intro = g.s("全部数据可下载为 CSV 和 JSON，标明来源、时期、单位和许可。", "Every dataset can be downloaded as CSV and JSON, with source, period, unit and licence.")
		for _, kind := range []string{"aggregate", "register", "code_list"} {
			for _, t := range g.datasets(kind) {
				put(kind, g.group(kind), g.datasetCard(t))
			}
		}
	}
	out := &view.List{Frame: g.frame(heading, intro), Heading: heading, Intro: intro, Count: g.countWord(len(all)), Empty: g.s("暂无内容。", "Nothing here yet.")}
	first, last := 0, len(all)
	if g.Kind != plan.Topics && g.Kind != plan.Data {
		first, last = (g.Number-1)*plan.PerList, min(len(all), g.Number*plan.PerList)
		out.Pager = g.pager(g.Kind, "")
	}
	for _, e := range all[first:last] {
		if n := len(out.Groups); n == 0 || out.Groups[n-1].ID != e.group {
			out.Groups = append(out.Groups, view.Group{ID: e.group, Title: e.title})
		}
		last := &out.Groups[len(out.Groups)-1]
		last.Cards = append(last.Cards, e.card)
	}
	out.Facets = g.facets(all)
	return out
}

// countWord is the number of entries in words.
func (g *page) countWord(n int) string {
	if g.Kind == plan.Data {
		return g.f("共 %s 个数据集", "%s datasets", g.p.Int(int64(n)))
	}
	if n == 1 {
		return g.s("共 1 项", "1 entry")
	}
	return g.f("共 %s 项", "%s entries", g.p.Int(int64(n)))
}

// facets link the groups of a list, wherever their first entry stands.
func (g *page) facets(all []entry) []view.Group {
	var links []view.Link
	seen := map[string]bool{}
	for i, e := range all {
		if e.group == "" {
			return nil
		}
		if seen[e.group] {
			continue
		}
		seen[e.group] = true
		number := i/plan.PerList + 1
		if g.Kind == plan.Data || g.Kind == plan.Topics {
			number = 1
		}
		href := "#" + e.group
		if number != g.Number {
			href = g.href(plan.Path(g.tag, g.Kind, "", number) + href)
		}
		links = append(links, view.Link{Text: e.title, Href: href, Size: g.p.Int(int64(count(all, e.group)))})
	}
	if len(links) < 2 {
		return nil
	}
	return []view.Group{{Links: links}}
}

func count(all []entry, group string) int {
	n := 0
	for _, e := range all {
		if e.group == group {
			n++
		}
	}
	return n
}

// pager leads through the pages of a list or table; nil for a single page.
func (g *page) pager(kind plan.Kind, id string) *view.Pager {
	n := g.plan.Count(kind, id)
	if n < 2 {
		return nil
	}
	at := func(i int, text string) view.Link {
		return view.Link{Text: text, Href: g.href(plan.Path(g.tag, kind, id, i)), Current: i == g.Number}
	}
	out := &view.Pager{}
	for i := 1; i <= n; i++ {
		out.Pages = append(out.Pages, at(i, fmt.Sprint(i)))
	}
	if g.Number > 1 {
		l := at(g.Number-1, g.s("上一页", "Previous"))
		out.Prev = &l
	}
	if g.Number < n {
		l := at(g.Number+1, g.s("下一页", "Next"))
		out.Next = &l
	}
	return out
}

// siteMap lists every page of the edition.
func (g *page) siteMap() *view.SiteMap {
	heading := g.section(plan.SiteMap)
	out := &view.SiteMap{Frame: g.frame(heading, g.s("本站全部页面的清单。", "Every page of this site.")), Heading: heading}
	main := view.Group{ID: "sections", Title: g.s("主要栏目", "Main sections")}
	for _, kind := range []plan.Kind{plan.Home, plan.Projects, plan.Stories, plan.Topics, plan.Regions, plan.Data, plan.Organizations, plan.Notices, plan.Campaigns, plan.Disclosure, plan.Complaints, plan.Guide, plan.Sheet, plan.Corrections, plan.Withheld} {
		if g.plan.Has(plan.Path(g.tag, kind, "", 1)) {
			main.Links = append(main.Links, g.link(kind, ""))
		}
	}
	for _, p := range g.cleared.Pages {
		main.Links = append(main.Links, g.link(plan.Standing, p.Slug))
	}
	group := func(kind plan.Kind, order []string) view.Group {
		out := view.Group{ID: string(kind), Title: g.section(plan.ListOf(kind))}
		for _, id := range order {
			out.Links = append(out.Links, g.link(kind, id))
		}
		return out
	}
	var tables []string
	for _, kind := range []string{"aggregate", "register", "code_list"} {
		tables = append(tables, ids(g.datasets(kind), func(t *release.Table) string { return t.Schema.ID })...)
	}
	var regions []string
	compared := []string{""}
	for _, u := range g.units() {
		if len(g.counties(u.Code)) > 0 {
			compared = append(compared, u.Code)
		}
		regions = append(regions, u.Code)
		regions = append(regions, ids(g.counties(u.Code), func(r release.Region) string { return r.Code })...)
	}
	out.Groups = append(nonEmpty(main), g.mappedTopics()...)
	out.Groups = append(out.Groups, nonEmpty(
		group(plan.Project, ids(g.sortedProjects(), func(p release.Project) string { return p.Slug })),
		group(plan.Story, ids(g.sortedStories(), func(s release.Story) string { return s.Slug })),
		group(plan.Organization, ids(g.sortedOrganizations(), func(o release.Organization) string { return o.ID })),
		group(plan.Dataset, tables),
		group(plan.Notice, ids(g.sortedNotices(), func(n release.Notice) string { return n.Slug })),
		group(plan.Campaign, ids(g.sortedCampaigns(), func(x release.Campaign) string { return x.Slug })),
		group(plan.Region, regions), group(plan.Compare, compared))...)
	return out
}

// mappedTopics are the topics on the site map, clause by clause.
func (g *page) mappedTopics() []view.Group {
	var out []view.Group
	for _, t := range g.sortedTopics() {
		id, title := g.clauseGroup(t)
		if n := len(out); n == 0 || out[n-1].ID != id {
			out = append(out, view.Group{ID: id, Title: g.section(plan.Topics) + g.s("：", ": ") + title})
		}
		last := &out[len(out)-1]
		last.Links = append(last.Links, g.link(plan.Topic, t.Slug))
	}
	return out
}
