package compose

import (
	"encoding/xml"
	"fmt"
	"net/url"
	"strings"

	"mingshan/generator/base/artifact"
	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/duty"
	"mingshan/generator/site/plan"
)

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Lang string `xml:"hreflang,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	Title   string     `xml:"title"`
	ID      string     `xml:"id"`
	Links   []atomLink `xml:"link"`
	Updated string     `xml:"updated"`
	Summary string     `xml:"summary"`
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	Title   string      `xml:"title"`
	Sub     string      `xml:"subtitle"`
	ID      string      `xml:"id"`
	Links   []atomLink  `xml:"link"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Rights  string      `xml:"rights"`
	Entries []atomEntry `xml:"entry"`
}

// maxEntries is how many entries a feed holds.
const maxEntries = 40

// stamp is a day as an RFC 3339 instant, midnight in China.
func stamp(d calendar.Date) string { return d.String() + "T00:00:00+08:00" }

// item is one entry of a feed before it is written.
type item struct {
	date           calendar.Date
	id, href       string // absolute
	title, summary string
}

// Atom is the feed of one edition: notices and stories, newest first (RFC 4287).
func (k *Composer) Atom(tag lang.Tag) (artifact.File, error) {
	path := string(tag) + "/feed.xml"
	g := k.at(plan.Page{Edition: tag, Kind: plan.Notices, Number: 1, Path: path}, tag)
	var items []item
	put := func(kind plan.Kind, id, title, summary string, d calendar.Date) {
		href := k.site.BaseURL + plan.Path(tag, kind, id, 1)
		items = append(items, item{d, href, href, title, summary})
	}
	for _, n := range k.sortedNotices() {
		put(plan.Notice, n.Slug, g.t(n.Title), g.t(n.Summary), n.Date)
	}
	for _, s := range k.sortedStories() {
		first := calendar.Date{Year: s.Date.Year, Month: s.Date.Month, Day: 1} // stories are dated by month (privacy.md §7)
		put(plan.Story, s.Slug, g.t(s.Title), g.t(s.Summary), first)
	}
	return g.feed(g.t(k.site.Title), g.t(k.site.Tagline), plan.Home, items)
}

// correctionsFeed is the address of the feed of corrections, from the site's root.
func correctionsFeed(tag lang.Tag) string { return string(tag) + "/corrections.xml" }

// CorrectionsAtom is the feed of corrections; ok is false for a site without any.
func (k *Composer) CorrectionsAtom(tag lang.Tag) (f artifact.File, ok bool, err error) {
	if len(k.cleared.Corrections) == 0 {
		return artifact.File{}, false, nil
	}
	g := k.at(plan.Page{Edition: tag, Kind: plan.Corrections, Number: 1, Path: correctionsFeed(tag)}, tag)
	var items []item
	for _, c := range k.sortedCorrections() {
		to, x := g.correctedEntry(c), g.correction(c)
		items = append(items, item{c.Date, k.site.BaseURL + plan.Path(tag, plan.Corrections, "", 1) + "#" + c.ID, k.site.BaseURL + to.Href,
			g.s("更正：", "Correction: ") + to.Text + g.s("，", ", ") + x.Field, g.correctionText(x)})
	}
	f, err = g.feed(g.section(plan.Corrections)+" — "+g.t(k.site.Title), g.s("已经公布的内容有错并改正的", "Published mistakes that were corrected"), plan.Corrections, items)
	return f, true, err
}

// DisclosureAtom is the feed of new findings: what fell due, came late, will be due soon or stopped being there, by the day from
// which it stands so, the newest of them. A finding without such a day (duty.Finding.Since) is not news and is left out;
// the page of findings has it, and says so. There is no feed where no duty was evaluated.
func (k *Composer) DisclosureAtom(tag lang.Tag) (artifact.File, error) {
	if len(k.duties.Findings) == 0 {
		return artifact.File{}, nil
	}
	g := k.at(plan.Page{Edition: tag, Kind: plan.Disclosure, Number: 1, Path: plan.DisclosureFeed(tag)}, tag)
	var items []item
	for _, f := range k.duties.Findings {
		since := f.Since()
		if !wanting(f) || since.IsZero() {
			continue
		}
		words := f.State.Words() // the number of days grows; an entry says what happened on its day
		if f.State == duty.Late {
			words = f.Words()
		}
		title := g.t(words) + g.s("：", ": ") + g.dutyTitle(f) + g.s("，", ", ") + g.recordLink(f.Record).Text
		id := k.site.BaseURL + plan.Path(tag, plan.Disclosure, "", 1) + "?finding=" + url.QueryEscape(f.Key()+"/"+string(f.State))
		items = append(items, item{since, id, k.site.BaseURL + plan.Path(tag, plan.Disclosure, "", 1), title, g.explain(f)})
	}
	return g.feed(g.s("信息公开：新的评估结果", "Public disclosure: new findings"), g.t(g.site.Tagline), plan.Disclosure, items)
}

// feed writes items, newest first, as the feed at the page's own path; about is the page that it is the feed of.
func (g *page) feed(title, subtitle string, about plan.Kind, items []item) (artifact.File, error) {
	const atom = "application/atom+xml"
	feed := atomFeed{Lang: g.tag.BCP47(), Title: title, Sub: subtitle, ID: g.site.BaseURL + g.Path, Author: g.t(g.site.Publisher.Name), Rights: g.site.Licence.URL,
		Links: []atomLink{{Rel: "self", Type: atom, Href: g.site.BaseURL + g.Path},
			{Rel: "alternate", Type: "text/html", Lang: g.tag.BCP47(), Href: g.site.BaseURL + plan.Path(g.tag, about, "", 1)}},
		Updated: stamp(g.cleared.AsOf)}
	if g.demo() {
		feed.Sub += g.s("（示范站点）", " (demonstration site)")
	}
	for len(feed.Entries) < maxEntries && len(items) > 0 {
		newest := 0
		for i := range items {
			if items[i].date.Compare(items[newest].date) > 0 {
				newest = i
			}
		}
		x := items[newest]
		feed.Entries = append(feed.Entries, atomEntry{Title: x.title, ID: x.id, Links: []atomLink{{Rel: "alternate", Type: "text/html", Lang: g.tag.BCP47(), Href: x.href}}, Updated: stamp(x.date), Summary: x.summary})
		items = append(items[:newest], items[newest+1:]...)
	}
	out, err := xml.MarshalIndent(feed, "", " ")
	if err != nil {
		return artifact.File{}, fmt.Errorf("feed %s: %w", g.Path, err)
	}
	return artifact.File{Path: g.Path, Data: append([]byte(xml.Header), append(out, '\n')...)}, nil
}

// SiteMapXML lists every page that is not hidden, each with its alternates (sitemaps.org, Google's xhtml:link).
func (k *Composer) SiteMapXML() artifact.File {
	var b strings.Builder
	b.WriteString(xml.Header)
	b.WriteString(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	link := func(code, path string) {
		fmt.Fprintf(&b, `<xhtml:link rel="alternate" hreflang="%s" href="%s"/>`, code, xmlEscape(k.site.BaseURL+path))
	}
	for _, pg := range k.plan.Pages {
		if pg.Hidden() {
			continue
		}
		fmt.Fprintf(&b, "<url><loc>%s</loc>", xmlEscape(k.site.BaseURL+pg.Path))
		if pg.Kind == plan.Entrance {
			for _, tag := range lang.Editions() {
				link(tag.BCP47(), plan.Path(tag, plan.Home, "", 1))
			}
			link("x-default", pg.Path)
		} else {
			for _, tag := range lang.Editions() {
				link(tag.BCP47(), plan.Path(tag, pg.Kind, pg.ID, pg.Number))
			}
			link("x-default", plan.Path(lang.Editions()[0], pg.Kind, pg.ID, pg.Number))
		}
		b.WriteString("</url>\n")
	}
	b.WriteString("</urlset>\n")
	return artifact.File{Path: "sitemap.xml", Data: []byte(b.String())}
}

func xmlEscape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// Robots lets everybody in and names the site map.
func (k *Composer) Robots() artifact.File {
	return artifact.File{Path: "robots.txt", Data: []byte("User-agent: *\nAllow: /\nSitemap: " + k.site.BaseURL + "sitemap.xml\n")}
}
