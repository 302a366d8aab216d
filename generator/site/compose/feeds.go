package compose

import (
	"encoding/xml"
	"fmt"
	"net/url"
	"slices"
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

// item is an entry of a feed with the day it is sorted by.
type item struct {
	date  calendar.Date
	entry atomEntry
}

// Atom is the feed of one edition: notices and stories, newest first (RFC 4287).
func (k *Composer) Atom(tag lang.Tag) (artifact.File, error) {
	g := k.at(plan.Page{Edition: tag, Kind: plan.Notices, Number: 1, Path: string(tag) + "/feed.xml"}, tag)
	var items []item
	put := func(kind plan.Kind, id, title, summary string, d calendar.Date) {
		href := k.site.BaseURL + plan.Path(tag, kind, id, 1)
		items = append(items, item{d, g.atomEntry(href, href, title, summary, d)})
	}
	for _, n := range k.sortedNotices() {
		put(plan.Notice, n.Slug, g.t(n.Title), g.t(n.Summary), n.Date)
	}
	for _, s := range k.sortedStories() {
		first := calendar.Date{Year: s.Date.Year, Month: s.Date.Month, Day: 1} // stories are dated by month (privacy.md §7)
		put(plan.Story, s.Slug, g.t(s.Title), g.t(s.Summary), first)
	}
	return g.feed(g.t(k.site.Title), plan.Path(tag, plan.Home, "", 1), items)
}

// DisclosureAtom is the feed of new findings: what fell due, came late or will be due soon, by the day from which it stood
// so. There is none where no duty was evaluated.
func (k *Composer) DisclosureAtom(tag lang.Tag) (artifact.File, error) {
	if len(k.duties.Findings) == 0 {
		return artifact.File{}, nil
	}
	g := k.at(plan.Page{Edition: tag, Kind: plan.Disclosure, Number: 1, Path: plan.DisclosureFeed(tag)}, tag)
	var items []item
	for _, f := range k.duties.Findings {
		if !wanting(f) || f.Since().IsZero() {
			continue
		}
		words := f.State.Words() // the number of days grows; an entry says what happened on its day
		if f.State == duty.Late {
			words = f.Words()
		}
		title := g.t(words) + g.s("：", ": ") + g.dutyTitle(f) + g.s("，", ", ") + g.recordLink(f.Record).Text
		id := k.site.BaseURL + plan.Path(tag, plan.Disclosure, "", 1) + "?finding=" + url.QueryEscape(f.Key()+"/"+string(f.State))
		items = append(items, item{f.Since(), g.atomEntry(id, k.site.BaseURL+plan.Path(tag, plan.Disclosure, "", 1), title, g.explain(f), f.Since())})
	}
	return g.feed(g.s("信息公开：新的评估结果", "Public disclosure: new findings"), plan.Path(tag, plan.Disclosure, "", 1), items)
}

func (g *page) atomEntry(id, href, title, summary string, d calendar.Date) atomEntry {
	return atomEntry{Title: title, ID: id, Links: []atomLink{{Rel: "alternate", Type: "text/html", Lang: g.tag.BCP47(), Href: href}}, Updated: stamp(d), Summary: summary}
}

// feed writes the newest items as the feed at the page's path.
func (g *page) feed(title, about string, items []item) (artifact.File, error) {
	feed := atomFeed{Lang: g.tag.BCP47(), Title: title, Sub: g.t(g.site.Tagline), ID: g.site.BaseURL + g.Path, Author: g.t(g.site.Publisher.Name), Rights: g.site.Licence.URL,
		Links: []atomLink{{Rel: "self", Type: "application/atom+xml", Href: g.site.BaseURL + g.Path},
			{Rel: "alternate", Type: "text/html", Lang: g.tag.BCP47(), Href: g.site.BaseURL + about}},
		Updated: stamp(g.cleared.AsOf)}
	if g.demo() {
		feed.Sub += g.s("（示范站点）", " (demonstration site)")
	}
	slices.SortStableFunc(items, func(a, b item) int { return b.date.Compare(a.date) })
	for _, it := range items[:min(maxEntries, len(items))] {
		feed.Entries = append(feed.Entries, it.entry)
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
