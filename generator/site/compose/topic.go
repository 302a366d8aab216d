package compose

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"mingshan/generator/gate/release"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

func (k *Composer) topicOf(slug string) release.Topic {
	return find(k.cleared.Topics, func(x release.Topic) bool { return x.Slug == slug })
}

// topic is one clause of the policy, or one system of a clause.
func (g *page) topic() (*view.Topic, error) {
	t := g.topicOf(g.ID)
	folder := "content/topics/" + t.Slug + "/"
	out := &view.Topic{Frame: g.frame(g.t(t.Title), g.t(t.Summary)), Heading: g.t(t.Title), Kicker: g.clause(t.Clause), Summary: g.t(t.Summary), Body: g.body(t.Prose[g.tag])}
	out.OGImage = g.ogImage(folder, t.Pictures)
	out.Facts = []view.Fact{{Label: g.s("责任单位", "Responsible"), Value: g.t(t.Responsible)}}
	if basis := g.restsOn(t); len(basis) > 0 {
		out.Facts = append(out.Facts, view.Fact{Label: g.s("依据", "Basis"), Links: basis})
	}
	out.Facts = append(out.Facts, g.dateFact(g.s("更新日期", "Updated"), t.Updated))
	out.Facts = append(out.Facts, g.reviewed(t.Review, g.p.Date)...)
	for _, k := range t.KeyFigures {
		if v, ok := g.keyFigure(k); ok {
			out.KeyFigures = append(out.KeyFigures, v)
		}
	}
	out.Uses = g.uses(t.Uses)
	parts := view.Group{ID: "topic-parts", Title: g.s("这一项下的制度", "What this clause sets up")}
	for _, x := range g.sortedTopics() {
		if x.Parent == t.Slug {
			c := g.topicCard(x)
			c.Kicker = "" // the page's own
			parts.Cards = append(parts.Cards, c)
		}
	}
	out.Parts = nonEmpty(parts)
	var err error
	if out.Figures, err = g.figureViews(t.Figures); err != nil {
		return nil, err
	}
	out.Related = g.topicRelated(t)
	out.Complaint, err = g.complaintBox()
	out.Corrections = g.corrections()
	out.Prev, out.Next = g.neighbours(ids(g.sortedTopics(), func(x release.Topic) string { return x.Slug }))
	return out, err
}

// restsOn links what a topic rests on, the policy first. A text whose official address was never seen leads to the register of
// policies.
func (g *page) restsOn(t release.Topic) []view.Link {
	var out []view.Link
	for _, b := range append([]release.Basis{{Policy: t.Policy}}, t.Basis...) {
		p := find(g.cleared.Policies, func(x release.Policy) bool { return x.ID == b.Policy })
		if p.ID == "" {
			continue
		}
		text := strings.TrimSpace(g.t(p.Title) + " " + p.DocNo)
		if part := g.t(b.Part); part != "" {
			text += g.s("，", ", ") + part
		}
		switch path := plan.Path(g.tag, plan.Dataset, policies, 1); {
		case p.URL != "":
			out = append(out, view.Link{Text: text, Href: p.URL, External: true})
		case g.plan.Has(path):
			out = append(out, view.Link{Text: text, Href: g.href(path)})
		}
	}
	return out
}

// policies is the register of laws and policies.
const policies = "policies"

// uses gathers the ways to use a topic by what is done, in the order in which each is named first.
func (g *page) uses(all []release.Use) []view.Use {
	labels := map[string][2]string{"apply": {"申请", "Apply"}, "join": {"参与", "Join"}, "give": {"捐赠", "Give"}, "complain": {"投诉", "Complain"}, "read": {"查看", "See"}}
	at := map[string]int{}
	var out []view.Use
	for _, u := range all {
		i, ok := at[u.Do]
		if !ok {
			i = len(out)
			at[u.Do] = i
			out = append(out, view.Use{Label: g.s(labels[u.Do][0], labels[u.Do][1])})
		}
		out[i].Ways = append(out[i].Ways, g.way(u))
	}
	return out
}

// way is one of them, with a link where the page that it names is on the site.
func (g *page) way(u release.Use) view.Way {
	out := view.Way{Text: g.t(u.Text)}
	path, _, _ := strings.Cut(u.Link, "#")
	if path == "" || g.cleared.Gone["/"+path] {
		return out
	}
	path = string(g.tag) + "/" + path
	i := slices.IndexFunc(g.plan.Pages, func(p plan.Page) bool { return p.Path == path })
	if i < 0 {
		return out
	}
	to := g.plan.Pages[i]
	out.Link = &view.Link{Text: g.at(to, g.tag).title(), Href: g.href(string(g.tag) + "/" + u.Link)}
	return out
}

// topicRelated gathers what a topic names and what names it.
func (g *page) topicRelated(t release.Topic) []view.Group {
	data := view.Group{ID: "datasets", Title: g.section(plan.Data)}
	for _, id := range t.Datasets {
		data.Cards = append(data.Cards, g.datasetCard(g.tables[id]))
	}
	out := append(nonEmpty(data), g.relatedTo(
		func(p release.Project) bool {
			return contains(p.Topics, t.Slug) || contains(t.Fields, p.Field) || contains(t.Projects, p.Slug)
		},
		func(s release.Story) bool { return contains(s.Topics, t.Slug) || contains(t.Stories, s.Slug) },
		func(o release.Organization) bool { return contains(t.Partners, o.ID) })...)
	campaigns := view.Group{ID: "campaigns", Title: g.section(plan.Campaigns)}
	for _, x := range g.sortedCampaigns() {
		if contains(t.Campaigns, x.Slug) {
			campaigns.Cards = append(campaigns.Cards, g.campaignCard(x))
		}
	}
	regions := view.Group{ID: "regions", Title: g.section(plan.Regions)}
	for _, code := range t.Regions {
		if g.plan.Has(plan.Path(g.tag, plan.Region, code, 1)) {
			regions.Links = append(regions.Links, g.link(plan.Region, code))
		} else {
			regions.Links = append(regions.Links, view.Link{Text: g.regionName(code), Href: g.to(plan.Regions, "")})
		}
	}
	return append(out, nonEmpty(campaigns, regions)...)
}

// clauseGroup is the run of topics that a topic stands in: those of its clause.
func (g *page) clauseGroup(t release.Topic) (id, title string) {
	if t.Clause == 0 {
		return "other", g.s("其他", "Other topics")
	}
	return "clause-" + strconv.Itoa(t.Clause), g.clause(t.Clause)
}

// sortedTopics goes clause by clause, each topic followed by its parts; topics without a clause come last.
func (k *Composer) sortedTopics() []release.Topic {
	head := func(t release.Topic) string { return cmp.Or(t.Parent, t.Slug) }
	out := slices.Clone(k.cleared.Topics)
	slices.SortStableFunc(out, func(a, b release.Topic) int {
		if (a.Clause == 0) != (b.Clause == 0) {
			return cmp.Compare(b.Clause, a.Clause)
		}
		first := 0
		if (a.Parent == "") != (b.Parent == "") {
			first = len(a.Parent) - len(b.Parent)
		}
		return cmp.Or(cmp.Compare(a.Clause, b.Clause), cmp.Compare(head(a), head(b)), first, cmp.Compare(a.Slug, b.Slug))
	})
	return out
}
