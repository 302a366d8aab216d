package compose

import (
	"slices"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// home answers on its first screen how many were helped, by whom, with how much, what is missing, where to complain.
func (g *page) home() (*view.Home, error) {
	out := &view.Home{Frame: g.frame(g.t(g.site.Title), g.t(g.site.Summary)),
		// The site's name stands in the masthead; the heading says what the page answers.
		Heading: g.s("谁得到了帮助，钱用在哪里", "Who was helped, and where the money went"), Lead: g.t(g.site.Home.Lead)}
	out.JSONLD = g.website(out.Frame)
	for _, want := range g.site.Home.Figures {
		f := figure{label: g.t(want.Label), dataset: want.Dataset, field: want.Field, period: want.Period, where: want.Where}
		if want.Link != "" && !g.cleared.Gone["/"+want.Link] {
			f.href = g.href(string(g.tag) + "/" + want.Link)
		}
		if k, ok := g.keyFigure(f); ok {
			out.Figures = append(out.Figures, k)
		}
	}
	g.firstScreen(out)
	out.Disclosure, out.DisclosureHref = g.disclosure()
	var err error
	if out.Complaint, err = g.complaintBox(); err != nil {
		return nil, err
	}
	if out.Charts, err = g.figureViews(g.site.Home.Charts); err != nil {
		return nil, err
	}
	g.homeEntries(out)
	if title, unit, period, cells, ok := g.headline(); ok {
		caption := title + g.s("，", ", ") + period
		out.Map = g.tileMap(caption, unit, cells, func(r release.Region) ([2]int, bool) { return r.CityTile, r.IsUnit() })
		out.MapTable = tableOf("map-table", caption, view.Column{Title: g.s("地区", "Region")}, view.Column{Title: title, Unit: unit, Numeric: true})
		for _, r := range g.units() {
			l := g.link(plan.Region, r.Code)
			add(&out.MapTable, view.Row{Head: view.Cell{Text: l.Text, Link: &l}, Cells: []view.Cell{g.cell(cells[r.Code])}})
		}
	}
	out.RegionsAll = view.Link{Text: g.s("全部县（市、区）", "All counties"), Href: g.to(plan.Regions, "")}
	return out, nil
}

// answers is how many numbers the first screen of a telephone has room for.
const answers = 4

// firstScreen puts who does the work beside how many were helped, and keeps for later what does not fit a telephone.
func (g *page) firstScreen(out *view.Home) {
	if whom, ok := g.charities(); ok && len(out.Figures) > 0 {
		out.Figures = slices.Insert(out.Figures, 1, whom)
	}
	if len(out.Figures) > answers {
		out.Figures, out.More = out.Figures[:answers], out.Figures[answers:]
	}
}

// charities is the number of organisations in the register and of the projects that they run.
func (g *page) charities() (view.KeyFigure, bool) {
	n := len(g.cleared.Organizations)
	if n == 0 || !g.plan.Has(plan.Path(g.tag, plan.Dataset, "organizations", 1)) {
		return view.KeyFigure{}, false
	}
	unit := g.s("家", "organizations")
	if n == 1 {
		unit = g.s("家", "organization")
	}
	return view.KeyFigure{Label: g.s("参与帮扶的慈善组织", "Charities that do the work"), Value: g.p.Int(int64(n)), Unit: unit, State: view.Value,
		Period: g.f("截至%s", "As of %s", g.p.Date(g.cleared.AsOf)), Href: g.to(plan.Organizations, ""), Source: g.link(plan.Dataset, "organizations")}, true
}

// homeEntries picks what the editors chose, or else the first few.
func (g *page) homeEntries(out *view.Home) {
	chosen := g.site.Home.Projects
	if len(chosen) == 0 {
		chosen = ids(g.sortedProjects(), func(p release.Project) string { return p.Slug })
	}
	for _, slug := range chosen[:min(6, len(chosen))] {
		if p := find(g.cleared.Projects, func(x release.Project) bool { return x.Slug == slug }); p.Slug != "" {
			out.Projects = append(out.Projects, g.projectCard(p))
		}
	}
	chosen = g.site.Home.Stories
	if len(chosen) == 0 {
		chosen = ids(g.sortedStories(), func(s release.Story) string { return s.Slug })
	}
	for _, slug := range chosen[:min(3, len(chosen))] {
		if s := find(g.cleared.Stories, func(x release.Story) bool { return x.Slug == slug }); s.Slug != "" {
			out.Stories = append(out.Stories, g.storyCard(s))
		}
	}
	notices := g.sortedNotices()
	for _, n := range notices[:min(4, len(notices))] {
		out.News = append(out.News, g.noticeCard(n))
	}
	data := g.datasets("aggregate")
	for _, t := range data[:min(5, len(data))] {
		c := g.datasetCard(t)
		c.Kicker, c.Summary = "", "" // all are statistics; the dataset's page says the rest
		out.Datasets = append(out.Datasets, c)
	}
	for _, t := range g.sortedTopics() {
		c := g.topicCard(t)
		c.Summary = "" // the title of a clause says what it is about
		out.Topics = append(out.Topics, c)
	}
	all := func(kind plan.Kind, zh, en string, n int) view.Link {
		return view.Link{Text: g.f(zh, en, g.p.Int(int64(n))), Href: g.to(kind, "")}
	}
	out.ProjectsAll = all(plan.Projects, "全部 %s 个项目", "All %s projects", len(g.cleared.Projects))
	out.StoriesAll = all(plan.Stories, "全部 %s 个故事", "All %s stories", len(g.cleared.Stories))
	out.NewsAll = all(plan.Notices, "全部 %s 条通知", "All %s notices", len(g.cleared.Notices))
	out.DatasetsAll = all(plan.Data, "全部 %s 个数据集", "All %s datasets", g.datasetCount())
	out.TopicsAll = all(plan.Topics, "全部 %s 条政策", "All %s topics", len(g.cleared.Topics))
}

func (g *page) datasetCount() int {
	n := 0
	for _, t := range g.cleared.Tables {
		if plan.HasPage(t) {
			n++
		}
	}
	return n
}

// disclosure says what is overdue. Where no duty was evaluated it says for how many running projects this portal holds a report of the newest reporting period. It counts
// records supplied, and judges nobody.
func (g *page) disclosure() (*view.Badge, string) {
	if badge, href := g.overdue(); badge != nil {
		return badge, href
	}
	t, ok := g.tables[reports]
	if !ok {
		return nil, ""
	}
	newest, ok := newestReport(t)
	if !ok {
		return nil, ""
	}
	end, project := t.Column("period_end"), t.Column("project")
	reported := map[string]bool{}
	for _, r := range t.Rows {
		if r.Texts[end] == newest.String() {
			reported[r.Texts[project]] = true
		}
	}
	running := 0
	var silent []string
	for _, p := range g.sortedProjects() {
		if g.running(p.Slug, newest) {
			running++
			if !reported[p.Slug] {
				silent = append(silent, g.t(p.Title))
			}
		}
	}
	quarter := g.p.Period(newest.Quarter())
	badge := &view.Badge{Tone: "ok", Sign: "●", Text: g.f("实施中的 %[1]d 个项目均已报送%[2]s的进展", "All %[1]d running projects supplied a report for %[2]s", running, quarter)}
	if len(silent) > 0 {
		badge = &view.Badge{Tone: "late", Sign: "▲", Text: g.f("实施中的 %[1]d 个项目里，本站未收到 %[3]d 个项目%[2]s的进展记录：%[4]s", "Of %[1]d running projects, %[3]d supplied no record for %[2]s to this portal: %[4]s",
			running, quarter, len(silent), g.p.List(silent))}
	}
	return badge, g.to(plan.Dataset, reports)
}

// newestReport is the latest period end in the register of reports.
func newestReport(t *release.Table) (calendar.Date, bool) {
	newest := ""
	for _, r := range t.Rows {
		newest = max(newest, r.Texts[t.Column("period_end")])
	}
	d, err := calendar.Parse(newest)
	return d, err == nil
}

// running reports whether a project was under way on a day.
func (g *page) running(slug string, on calendar.Date) bool {
	p := find(g.cleared.Projects, func(x release.Project) bool { return x.Slug == slug })
	return p.Start.Compare(on) <= 0 && (p.End.IsZero() || p.End.Compare(on) >= 0)
}

// entrance is the two-language page at the root.
func (k *Composer) entrance(pg plan.Page) *view.Entrance {
	zh, en := k.at(pg, lang.ZH), k.at(pg, lang.EN)
	out := &view.Entrance{Frame: k.rootFrame(pg, zh.t(k.site.Title)+" / "+en.t(k.site.Title), zh.t(k.site.Summary)+" "+en.t(k.site.Summary))}
	out.JSONLD = zh.website(out.Frame)
	for _, g := range []*page{zh, en} {
		e := view.EntranceEdition{Lang: g.tag.BCP47(), Title: g.t(k.site.Title), Tagline: g.t(k.site.Tagline), Enter: g.s("进入中文版", "Enter the English edition"),
			Href:       g.href(plan.Path(g.tag, plan.Home, "", 1)),
			Complaints: view.Link{Text: g.section(plan.Complaints), Href: g.href(plan.Path(g.tag, plan.Complaints, "", 1))}}
		if k.demo() {
			e.Banner = g.s("示范站点，数据均为虚构。", "Demonstration site; all figures are invented.")
		}
		out.Editions = append(out.Editions, e)
	}
	return out
}

// rootFrame is the frame of a two-language page.
func (k *Composer) rootFrame(pg plan.Page, title, description string) view.Frame {
	g := k.at(pg, lang.ZH)
	f := g.frame(title, description)
	f.Edition, f.Title, f.Crumbs, f.Nav, f.JSONLD = "", title, nil, nil, ""
	f.Alternates = nil
	for _, tag := range lang.Editions() {
		f.Alternates = append(f.Alternates, view.Alternate{Lang: tag.BCP47(), Href: k.site.BaseURL + plan.Path(tag, plan.Home, "", 1)})
	}
	f.Alternates = append(f.Alternates, view.Alternate{Lang: "x-default", Href: k.site.BaseURL + plan.Path("", plan.Entrance, "", 1)})
	f.Twin = view.Link{Text: "English", Href: g.href(plan.Path(lang.EN, plan.Home, "", 1)), Lang: lang.EN.BCP47()}
	return f
}

// notFound is the page for an address that does not exist, in one edition.
func (g *page) notFound() *view.NotFound {
	heading := g.section(plan.NotFound)
	out := &view.NotFound{Heading: heading, Text: g.s("这个地址没有页面。它可能写错了，或者已经改变。", "There is no page at this address. It may be mistyped, or may have changed.")}
	if g.Kind == plan.NotFound {
		out.Frame = g.frame(heading, out.Text)
	}
	for _, kind := range []plan.Kind{plan.Home, plan.Projects, plan.Data, plan.Regions, plan.Complaints, plan.SiteMap} {
		if path := plan.Path(g.tag, kind, "", 1); g.plan.Has(path) {
			out.Links = append(out.Links, view.Link{Text: g.section(kind), Href: g.href(path)})
		}
	}
	return out
}

func (k *Composer) notFoundRoot(pg plan.Page) *view.NotFound {
	zh, en := k.at(pg, lang.ZH), k.at(pg, lang.EN)
	out := zh.notFound()
	out.Second = en.notFound()
	out.Frame = k.rootFrame(pg, out.Heading+" / "+out.Second.Heading, out.Text+" "+out.Second.Text)
	out.Second.Frame = out.Frame
	out.Second.Frame.Lang, out.Second.Frame.W = lang.EN.BCP47(), k.words.Words(lang.EN)
	return out
}
