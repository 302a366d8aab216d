// Package compose fills the theme's view values from cleared tables, cleared words and the plan: the one place where
// something is chosen, sorted, worded and formatted for a reader. Templates only print what comes out of here.
//
// A Composer is made once per build and then asked for one page at a time, from several goroutines. Its own words
// (labels of facts, headings of sections) stand in both languages side by side in the code, as messages of base/diag
// do; the theme's words stay in the theme.
package compose

import (
	"fmt"
	"slices"
	"strings"

	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
	"mingshan/generator/base/prose"
	"mingshan/generator/gate/duty"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/config"
	"mingshan/generator/site/chart"
	"mingshan/generator/site/opendata"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// Assets are the addresses, from the site's root, of what every page uses.
type Assets struct {
	Stylesheet, Favicon, Early string
	Scripts                    map[string]string // of parts, by name: figure, table
	Engine                     string            // draws charts in a browser; "": pictures stay pictures
}

// Duties are the findings of the duties to disclose, with the rules they were made by.
type Duties struct {
	Rules    duty.Rules
	Findings []duty.Finding
}

// Composer makes view values. It is immutable after New.
type Composer struct {
	cleared     *release.Cleared
	site        config.Site
	siteFacts   *facts.Doc
	complaining config.Complaints
	duties      Duties
	plan        *plan.Site
	words       *lang.Strings
	assets      Assets
	studio      *chart.Studio
	printers    map[lang.Tag]*lang.Printer
	figures     map[string]namedFigure // by dataset/chart
	byID        map[string]namedFigure // by the figure's id
	tables      map[string]*release.Table
	regions     map[string]release.Region
	media       map[string]picture    // source path → published picture
	profiled    []profile             // what each aggregate says of regions
	tallies     map[string][]measured // dataset → how many cells of each measure are withheld
	digests     map[string]string     // dataset of a key figure → what its file's digest begins with
}

// New prepares a Composer; the error is for a declared figure that cannot be built.
func New(c *release.Cleared, cfg config.Config, p *plan.Site, words *lang.Strings, assets Assets, studio *chart.Studio, duties Duties) (*Composer, error) {
	k := &Composer{cleared: c, site: cfg.Site, siteFacts: cfg.SiteFacts, complaining: cfg.Complaints, plan: p, words: words, assets: assets, studio: studio, duties: duties,
		printers: map[lang.Tag]*lang.Printer{}, figures: map[string]namedFigure{}, byID: map[string]namedFigure{}, tables: map[string]*release.Table{},
		regions: map[string]release.Region{}, media: map[string]picture{}, tallies: map[string][]measured{}}
	for _, tag := range lang.Editions() {
		k.printers[tag] = lang.NewPrinter(tag)
	}
	for _, r := range c.Regions {
		k.regions[r.Code] = r
	}
	for _, t := range c.Tables {
		k.tables[t.Schema.ID] = t
		k.tallies[t.Schema.ID] = tallies(t)
		for _, decl := range t.Schema.Charts {
			f, err := chart.Build(c, t, decl)
			if err != nil {
				return nil, fmt.Errorf("compose: %w", err)
			}
			named := namedFigure{f, t.Schema.ID + "/" + decl.ID}
			k.figures[named.name], k.byID[f.ID] = named, named
		}
	}
	k.collectMedia()
	k.profiled = k.profiles()
	return k, k.fingerprint()
}

// About is what the downloads say of the site.
func (k *Composer) About() opendata.About {
	return opendata.About{Publisher: k.site.Publisher.Name, AsOf: k.cleared.AsOf.String(), Home: k.site.BaseURL, Demo: k.demo()}
}

// fingerprint takes the digests of the files that key figures come from.
func (k *Composer) fingerprint() error {
	figures := slices.Clone(k.site.Home.Figures)
	for _, t := range k.cleared.Topics {
		figures = append(figures, t.KeyFigures...)
	}
	k.digests = map[string]string{}
	for _, f := range append(figures, config.KeyFigure{Dataset: organizations}) {
		t, ok := k.tables[f.Dataset]
		if !ok || k.digests[f.Dataset] != "" {
			continue
		}
		sum, err := digest(t, k.About())
		if err != nil {
			return fmt.Errorf("compose: %w", err)
		}
		k.digests[f.Dataset] = sum
	}
	return nil
}

// namedFigure is a figure with the name that content/ calls it by: dataset/chart.
type namedFigure struct {
	*chart.Figure
	name string
}

// page is one page being composed.
type page struct {
	*Composer
	plan.Page
	tag lang.Tag
	p   *lang.Printer
}

func (k *Composer) at(pg plan.Page, tag lang.Tag) *page {
	return &page{Composer: k, Page: pg, tag: tag, p: k.printers[tag]}
}

// View gives the view value of a page: a pointer to one of the structs of site/view, with the scripts of its parts.
func (k *Composer) View(pg plan.Page) (any, error) {
	p := k.at(pg, pg.Edition)
	v, err := p.view(pg)
	if err != nil {
		return nil, err
	}
	p.scripts(v)
	return v, nil
}

func (p *page) view(pg plan.Page) (any, error) {
	k := p.Composer
	switch pg.Kind {
	case plan.Entrance:
		return k.entrance(pg), nil
	case plan.NotFoundRoot:
		return k.notFoundRoot(pg), nil
	case plan.Home:
		return p.home()
	case plan.Projects, plan.Stories, plan.Organizations, plan.Notices, plan.Campaigns, plan.Topics, plan.Data:
		return p.list(), nil
	case plan.Project:
		return p.project()
	case plan.Story:
		return p.story()
	case plan.Tombstone:
		return p.tombstone()
	case plan.Notice:
		return p.notice()
	case plan.Campaign:
		return p.campaign()
	case plan.Standing:
		return p.standing()
	case plan.Organization:
		return p.organization()
	case plan.Topic:
		return p.topic()
	case plan.Regions:
		return p.regionsPage(), nil
	case plan.Compare:
		return p.compare()
	case plan.Region:
		return p.region()
	case plan.Dataset:
		return p.dataset()
	case plan.Complaints:
		return p.complaints()
	case plan.Guide:
		return p.guide(), nil
	case plan.Sheet:
		return p.complaintSheet()
	case plan.Corrections:
		return p.correctionsPage(), nil
	case plan.Withheld:
		return p.withheld()
	case plan.Disclosure:
		return p.disclosurePage()
	case plan.SiteMap:
		return p.siteMap(), nil
	case plan.Embed:
		return p.embed()
	case plan.NotFound:
		return p.notFound(), nil
	}
	return nil, fmt.Errorf("compose %s: no view for kind %q", pg.Path, pg.Kind)
}

// s chooses between the two languages.
func (g *page) s(zh, en string) string {
	if g.tag == lang.ZH {
		return zh
	}
	return en
}

// f formats in the page's language; both formats take the same arguments.
func (g *page) f(zh, en string, args ...any) string { return fmt.Sprintf(g.s(zh, en), args...) }

// t gives a text in the page's language.
func (g *page) t(t lang.Text) string { return t.In(g.tag) }

// to is the relative address of another page of the same edition.
func (g *page) to(kind plan.Kind, id string) string { return g.href(plan.Path(g.tag, kind, id, 1)) }

// href is the relative address of a path from the site's root.
func (g *page) href(path string) string { return plan.Rel(g.Path, path) }

// resolve turns a destination of prose ("/topics/funding.html#how") into a relative address; none for an entry that is
// not shown today, and no words either for one that was withdrawn, since they may be its title.
func (g *page) resolve(dest string) prose.Target {
	path, _, _ := strings.Cut(dest, "#")
	switch {
	case g.cleared.Withdrawn(path):
		return prose.Target{Words: g.s("（已撤下）", "(withdrawn)")}
	case g.cleared.Gone[path]:
		return prose.Target{}
	case strings.HasPrefix(dest, "/"):
		return prose.Target{Href: g.href(string(g.tag) + dest)}
	}
	return prose.Target{Href: dest}
}

// section is the heading of a list, by kind.
func (g *page) section(kind plan.Kind) string {
	switch kind {
	case plan.Home:
		return g.s("首页", "Home")
	case plan.Projects:
		return g.s("慈善项目", "Projects")
	case plan.Stories:
		return g.s("故事", "Stories")
	case plan.Organizations:
		return g.s("慈善组织", "Organizations")
	case plan.Regions:
		return g.s("地区", "Regions")
	case plan.Topics:
		return g.s("政策条目", "Policy topics")
	case plan.Data:
		return g.s("数据", "Data")
	case plan.Notices:
		return g.s("通知公告", "Notices")
	case plan.Campaigns:
		return g.s("主题活动", "Campaigns")
	case plan.Complaints:
		return g.s("投诉与求助", "Complaints and help")
	case plan.Withheld:
		return g.s("不公开数据台账", "Ledger of withheld figures")
	case plan.Guide:
		return g.s("该找谁", "Whom to turn to")
	case plan.Sheet:
		return g.s("投诉表（打印手写）", "Complaint sheet (to print)")
	case plan.Corrections:
		return g.s("更正登记", "Corrections")
	case plan.Disclosure:
		return g.s("信息公开", "Public disclosure")
	case plan.SiteMap:
		return g.s("网站地图", "Site map")
	case plan.NotFound:
		return g.s("找不到这一页", "Page not found")
	case plan.Tombstone:
		return g.s("本篇已撤下", "This story was withdrawn")
	}
	return ""
}

// title is the page's own heading.
func (g *page) title() string {
	switch g.Kind {
	case plan.Project:
		return g.t(find(g.cleared.Projects, func(x release.Project) bool { return x.Slug == g.ID }).Title)
	case plan.Story:
		return g.t(find(g.cleared.Stories, func(x release.Story) bool { return x.Slug == g.ID }).Title)
	case plan.Organization:
		return g.t(find(g.cleared.Organizations, func(x release.Organization) bool { return x.ID == g.ID }).Name)
	case plan.Topic:
		return g.t(find(g.cleared.Topics, func(x release.Topic) bool { return x.Slug == g.ID }).Title)
	case plan.Notice:
		return g.t(find(g.cleared.Notices, func(x release.Notice) bool { return x.Slug == g.ID }).Title)
	case plan.Campaign:
		return g.t(find(g.cleared.Campaigns, func(x release.Campaign) bool { return x.Slug == g.ID }).Title)
	case plan.Standing:
		return g.t(find(g.cleared.Pages, func(x release.Page) bool { return x.Slug == g.ID }).Title)
	case plan.Region:
		return g.regionName(g.ID)
	case plan.Compare:
		return g.compareTitle()
	case plan.Dataset:
		return g.t(g.tables[g.ID].Schema.Title)
	case plan.Embed:
		return g.t(g.byID[g.ID].Title)
	case plan.Sheet:
		if kind, id, ok := g.SheetAbout(); ok {
			return g.s("投诉表：", "Complaint sheet: ") + g.link(kind, id).Text
		}
	case plan.Disclosure:
		return g.disclosureTitle(g.ID)
	}
	return g.section(g.Kind)
}

// find gives the first element that the test accepts; the plan lists only pages whose element exists.
func find[T any](all []T, is func(T) bool) T {
	for _, x := range all {
		if is(x) {
			return x
		}
	}
	var none T
	return none
}

// index is the position of the element that the test accepts, or -1.
func index[T any](all []T, is func(T) bool) int {
	for i, x := range all {
		if is(x) {
			return i
		}
	}
	return -1
}

// link makes a link to a page of the same edition, with that page's title.
func (g *page) link(kind plan.Kind, id string) view.Link {
	other := g.at(plan.Page{Edition: g.tag, Kind: kind, ID: id, Path: plan.Path(g.tag, kind, id, 1)}, g.tag)
	return view.Link{Text: other.title(), Href: g.to(kind, id)}
}
