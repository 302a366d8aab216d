package compose

import (
	"strings"

	"mingshan/generator/base/lang"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// demo reports whether the site shows demonstration data.
func (k *Composer) demo() bool { return k.site.Publisher.Kind == "demo" }

// frame fills what every page has around its body.
func (g *page) frame(heading, description string) view.Frame {
	full := heading + " — " + g.t(g.site.Title)
	if g.Kind == plan.Home {
		full = g.t(g.site.Title)
	}
	if g.Number > 1 {
		full = g.f("%s（第 %d 页） — %s", "%s (page %d) — %s", heading, g.Number, g.t(g.site.Title))
	}
	f := view.Frame{
		Lang: g.tag.BCP47(), Edition: string(g.tag), W: g.words.Words(g.tag), Kind: string(g.Kind), Path: g.Path,
		Title: full, Description: shorten(description, 150),
		Canonical: g.site.BaseURL + g.Path, OGType: "website",
		Stylesheet: g.href(g.assets.Stylesheet), Favicon: g.href(g.assets.Favicon), FeedHref: g.href(string(g.tag) + "/feed.xml"),
		Early:     g.href(g.assets.Early),
		Home:      view.Link{Text: g.section(plan.Home), Href: g.to(plan.Home, ""), Current: g.Kind == plan.Home},
		SiteTitle: g.t(g.site.Title), Tagline: g.t(g.site.Tagline),
		Complaints: view.Link{Text: g.section(plan.Complaints), Href: g.to(plan.Complaints, ""), Current: g.Kind == plan.Complaints},
		AsOf:       g.p.Date(g.cleared.AsOf), AsOfISO: g.cleared.AsOf.String(),
		Publisher: g.t(g.site.Publisher.Name), Contact: g.t(g.site.Publisher.Contact),
		Licence: view.Link{Text: g.t(g.site.Licence.Name), Href: g.site.Licence.URL, External: true},
	}
	other := g.tag.Other()
	f.Twin = view.Link{Text: map[lang.Tag]string{lang.ZH: "中文", lang.EN: "English"}[other], Href: g.href(g.Twin()), Lang: other.BCP47()}
	for _, tag := range lang.Editions() {
		path := g.Path
		if tag != g.tag {
			path = g.Twin()
		}
		f.Alternates = append(f.Alternates, view.Alternate{Lang: tag.BCP47(), Href: g.site.BaseURL + path})
	}
	f.Alternates = append(f.Alternates, view.Alternate{Lang: "x-default", Href: f.Alternates[0].Href})
	f.Nav = g.nav()
	f.Crumbs = g.crumbs(heading)
	f.FooterLinks = g.footer()
	f.Statutory = g.statutory()
	if g.demo() {
		f.Banner = g.s("示范站点：数据、组织、项目和故事均为虚构。", "Demonstration site: figures and stories are invented.")
	}
	if g.site.ChinesePrevails && g.tag != lang.ZH {
		f.Prevails = "The Chinese text prevails."
	}
	f.JSONLD = g.breadcrumbs(f.Crumbs)
	return f
}

// nav lists the main sections in the order of site.yaml; a section without entries is left out, and so is the complaint
// page, which has a place of its own in the masthead.
func (g *page) nav() []view.Link {
	var out []view.Link
	for _, id := range g.site.Nav {
		kind, slug := plan.Kind(id), ""
		if index(g.cleared.Pages, func(p releasePage) bool { return p.Slug == id }) >= 0 {
			kind, slug = plan.Standing, id
		}
		if kind == plan.Complaints || !g.plan.Has(plan.Path(g.tag, kind, slug, 1)) {
			continue
		}
		l := g.link(kind, slug)
		l.Current = plan.ListOf(g.Kind) == kind && (kind != plan.Standing || g.ID == id)
		out = append(out, l)
	}
	return out
}

func (g *page) crumbs(heading string) []view.Link {
	out := []view.Link{{Text: g.section(plan.Home), Href: g.to(plan.Home, "")}}
	if g.Kind == plan.Home {
		return nil
	}
	if list := plan.ListOf(g.Kind); list != g.Kind {
		out = append(out, view.Link{Text: g.section(list), Href: g.to(list, "")})
	}
	if g.Kind == plan.Region {
		if parent, ok := g.regions[g.regions[g.ID].Parent]; ok && parent.IsUnit() {
			out = append(out, view.Link{Text: g.regionName(parent.Code), Href: g.to(plan.Region, parent.Code)})
		}
	}
	if up := g.topicOf(g.ID).Parent; g.Kind == plan.Topic && up != "" {
		out = append(out, g.link(plan.Topic, up))
	}
	return append(out, view.Link{Text: heading, Href: g.href(g.Path), Current: true})
}

// footer links the standing pages, the complaint page, the corrections, the site map and the feed.
func (g *page) footer() []view.Link {
	var out []view.Link
	for _, slug := range []string{"about", "method", "privacy", "accessibility", "terms"} {
		if index(g.cleared.Pages, func(p releasePage) bool { return p.Slug == slug }) >= 0 {
			out = append(out, g.link(plan.Standing, slug))
		}
	}
	out = append(out, g.link(plan.Complaints, ""))
	if g.plan.Has(plan.Path(g.tag, plan.Corrections, "", 1)) {
		out = append(out, g.link(plan.Corrections, ""))
	}
	out = append(out, g.link(plan.SiteMap, ""))
	return append(out, view.Link{Text: g.s("订阅更新（Atom）", "Updates (Atom feed)"), Href: g.href(string(g.tag) + "/feed.xml")})
}

// statutory lists the items of a public site's foot that are configured (duties WB-01 to WB-04).
func (g *page) statutory() []view.Fact {
	var out []view.Fact
	text := func(label, value string) {
		if value != "" {
			out = append(out, view.Fact{Label: label, Value: value})
		}
	}
	link := func(label, words, href string) {
		if words != "" && href != "" {
			out = append(out, view.Fact{Label: label, Links: []view.Link{{Text: words, Href: href, External: true}}})
		}
	}
	foot := g.site.Footer
	text(g.s("主办单位", "Host unit"), g.t(foot.Host))
	text(g.s("主办单位联系方式", "Contact of the host unit"), g.t(foot.Contact))
	text(g.s("网站标识码", "Government site code"), foot.SiteCode)
	link(g.s("ICP备案", "ICP filing"), foot.ICP, "https://beian.miit.gov.cn/")
	text(g.s("公安备案", "Public-security filing"), foot.Police)
	link(g.s("网站标识", "Website mark"), g.s("党政机关网站", "Website of a party or government body"), foot.Mark)
	link(g.s("网站纠错", "Errors on this site"), g.s("我为政府网站找错", "Report an error to the government website service"), foot.FindError)
	return out
}

// sentence is the first sentence of a text, in either language.
func sentence(s string) string {
	for i, r := range s {
		if strings.ContainsRune("。！？", r) {
			return s[:i+len(string(r))]
		}
		if r == '.' && strings.HasPrefix(s[i:], ". ") {
			return s[:i+1]
		}
	}
	return s
}

// shorten cuts a description at a sentence or word end near n characters.
func shorten(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= n {
		return string(r)
	}
	cut := n
	for i := n; i > n/2; i-- {
		if strings.ContainsRune("。！？；. ", r[i]) {
			cut = i
			break
		}
	}
	return strings.TrimRight(string(r[:cut]), " ，,；;") + "…"
}
