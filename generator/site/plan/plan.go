// Package plan is the site before it is written: which pages exist, where, in which edition, and how they are linked.
//
// Every page is one flat .html file, because a page per folder costs a mkdir each and breaks when opened from a
// memory stick. Links are relative, so the site works under any sub-path and from file://. Every page under zh/ has
// its twin at the same path under en/. The two-language pages at the root are the entrance and 404.html.
//
//	zh/projects.html            the list; zh/projects-2.html its second page
//	zh/projects/<slug>.html     one entry
//	zh/data/<id>.html           a dataset; zh/data/<id>-2.html the second page of its table
//	zh/regions/<code>.html      a reporting unit or county
//	zh/complaint-guide.html     whom to turn to; zh/complaint-sheet.html a complaint to write by hand
//	zh/complaint-sheet-<kind>-<id>.html  the same about a project, organization, campaign, story, dataset or region
//	zh/embed/<id>.html          one figure by itself; zh/embed/<id>.csv, .svg its files
//	zh/disclosure.html          what was disclosed, by organization; zh/disclosure/duties.html, regions.html
//	zh/disclosure.ics           coming deadlines as a calendar; zh/organizations/<id>.ics those of one organization
//	zh/data/<id>.ics            the days of a register with dates, as a calendar
//	data/<id>.csv, .json        downloads, the same for every edition
package plan

import (
	"fmt"
	"slices"
	"strings"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/duty"
	"mingshan/generator/gate/release"
)

// Kind is what a page is; each kind has one view type and one template.
type Kind string

// The kinds of pages.
const (
	Entrance      Kind = "entrance"
	NotFoundRoot  Kind = "notfound-root"
	Home          Kind = "home"
	Projects      Kind = "projects"
	Project       Kind = "project"
	Stories       Kind = "stories"
	Story         Kind = "story"
	Organizations Kind = "organizations"
	Organization  Kind = "organization"
	Regions       Kind = "regions"
	Region        Kind = "region"
	Compare       Kind = "compare" // ID: "" the reporting units side by side, or a city: its counties
	Topics        Kind = "topics"
	Topic         Kind = "topic"
	Data          Kind = "data"
	Dataset       Kind = "dataset"
	Notices       Kind = "notices"
	Notice        Kind = "notice"
	Campaigns     Kind = "campaigns"
	Campaign      Kind = "campaign"
	Complaints    Kind = "complaints"
	Guide         Kind = "complaint-guide" // questions that lead to the right channel
	Sheet         Kind = "complaint-sheet" // a complaint to be written by hand: a blank one, and one about each entry
	Corrections   Kind = "corrections"
	Disclosure    Kind = "disclosure" // ID: "" by organization, ByDuty, ByRegion
	Standing      Kind = "page"
	Withheld      Kind = "withheld" // how many cells of each dataset are withheld
	SiteMap       Kind = "sitemap"
	NotFound      Kind = "notfound"
	Tombstone     Kind = "tombstone" // at the address of a story that was withdrawn
	Embed         Kind = "embed"     // one figure, for the inside of another site's page
)

// The other ways to look at public disclosure; by organization has no id.
const (
	ByDuty   = "duties"
	ByRegion = "regions"
)

const (
	// PerList is the number of cards on one page of a list.
	PerList = 24
	// PerTable is the number of rows on one page of a dataset's table.
	PerTable = 250
)

// Page is one page to be written.
type Page struct {
	Edition lang.Tag // "" for a two-language page
	Kind    Kind
	ID      string // slug, code or id; "" for a list
	Number  int    // 1, or more for a later page of a list or table
	Path    string // from the site's root
}

// Site is every page.
type Site struct {
	Pages  []Page
	counts map[string]int // kind/id → number of pages
	paths  map[string]bool
}

// New lists the pages for what was cleared, in the order of their paths.
func New(c *release.Cleared) *Site {
	s := &Site{counts: map[string]int{}, paths: map[string]bool{}}
	s.add("", Entrance, "", 1)
	s.add("", NotFoundRoot, "", 1)
	for _, tag := range lang.Editions() {
		for _, kind := range []Kind{Home, Regions, Topics, Data, Complaints, Guide, Sheet, Withheld, SiteMap, NotFound} {
			s.add(tag, kind, "", 1)
		}
		s.entries(tag, Projects, Project, len(c.Projects), func(i int) string { return c.Projects[i].Slug })
		s.entries(tag, Stories, Story, len(c.Stories), func(i int) string { return c.Stories[i].Slug })
		for _, x := range c.Tombstones {
			s.add(tag, Tombstone, x.Slug, 1)
		}
		s.entries(tag, Organizations, Organization, len(c.Organizations), func(i int) string { return c.Organizations[i].ID })
		s.entries(tag, Notices, Notice, len(c.Notices), func(i int) string { return c.Notices[i].Slug })
		s.entries(tag, Campaigns, Campaign, len(c.Campaigns), func(i int) string { return c.Campaigns[i].Slug })
		if len(c.Corrections) > 0 {
			s.add(tag, Corrections, "", pagesFor(len(c.Corrections), PerList))
		}
		if _, ok := c.Table(duty.TableID); ok {
			for _, id := range []string{"", ByDuty, ByRegion} {
				s.add(tag, Disclosure, id, 1)
			}
		}
		for _, t := range c.Topics {
			s.add(tag, Topic, t.Slug, 1)
		}
		for _, p := range c.Pages {
			s.add(tag, Standing, p.Slug, 1)
		}
		s.add(tag, Compare, "", 1)
		cities := map[string]bool{}
		for _, r := range c.Regions {
			if r.IsUnit() || r.IsCounty() {
				s.add(tag, Region, r.Code, 1)
			}
			if r.Level == "county" && !cities[r.Parent] {
				cities[r.Parent] = true
				s.add(tag, Compare, r.Parent, 1)
			}
		}
		for _, t := range c.Tables {
			if HasPage(t) {
				s.add(tag, Dataset, t.Schema.ID, pagesFor(len(t.Rows), PerTable))
				for _, f := range t.Schema.Charts {
					s.add(tag, Embed, FigureID(t.Schema.ID, f.ID), 1)
				}
			}
		}
	}
	s.sheets()
	slices.SortFunc(s.Pages, func(a, b Page) int { return strings.Compare(a.Path, b.Path) })
	return s
}

// HasPage reports whether a table has a page and downloads: every aggregate, and what is marked published.
func HasPage(t *release.Table) bool { return t.Schema.Kind == "aggregate" || t.Schema.Published }

// FigureID is the id of a dataset's figure on the whole site.
func FigureID(dataset, figure string) string { return dataset + "-" + figure }

// FigureFile is the address of a file of one figure: its numbers (csv) or its picture (svg).
func FigureFile(tag lang.Tag, id, ext string) string {
	return strings.TrimSuffix(Path(tag, Embed, id, 1), "html") + ext
}

// Calendar is the address of the calendar of deadlines: of one organization, or of all where id is empty.
func Calendar(tag lang.Tag, organization string) string {
	path := Path(tag, Disclosure, "", 1)
	if organization != "" {
		path = Path(tag, Organization, organization, 1)
	}
	return strings.TrimSuffix(path, "html") + "ics"
}

// Dated reports whether a table has a page and a calendar of its rows beside it.
func Dated(t *release.Table) bool { return HasPage(t) && t.Schema.Dates.From != "" }

// Events is the address of the calendar of a register with dates.
func Events(tag lang.Tag, dataset string) string {
	return strings.TrimSuffix(Path(tag, Dataset, dataset, 1), "html") + "ics"
}

// DisclosureFeed is the address of the feed of new findings.
func DisclosureFeed(tag lang.Tag) string { return string(tag) + "/disclosure.xml" }

// Hidden reports a page that no list, map or feed names: one for a wrong address, one inside another site's page, or one
// that says that something is gone.
func (p Page) Hidden() bool {
	return p.Kind == NotFound || p.Kind == NotFoundRoot || p.Kind == Embed || p.Kind == Tombstone
}

func pagesFor(n, per int) int { return max(1, (n+per-1)/per) }

// entries adds a list and one page for each of its entries.
func (s *Site) entries(tag lang.Tag, list, kind Kind, n int, id func(int) string) {
	s.add(tag, list, "", pagesFor(n, PerList))
	for i := range n {
		s.add(tag, kind, id(i), 1)
	}
}

// sheets adds a complaint sheet about each entry, beside the blank one.
func (s *Site) sheets() {
	for _, p := range s.Pages {
		switch p.Kind {
		case Project, Organization, Campaign, Story, Dataset, Region:
			if p.Number == 1 {
				s.add(p.Edition, Sheet, SheetID(p.Kind, p.ID), 1)
			}
		}
	}
}

// SheetID is the id of the complaint sheet about an entry.
func SheetID(kind Kind, id string) string { return string(kind) + "-" + id }

// SheetAbout is the entry that a sheet is about; ok is false for the blank one. A kind of entry holds no hyphen.
func (p Page) SheetAbout() (kind Kind, id string, ok bool) {
	before, after, ok := strings.Cut(p.ID, "-")
	return Kind(before), after, ok && p.Kind == Sheet
}

func (s *Site) add(tag lang.Tag, kind Kind, id string, pages int) {
	s.counts[string(kind)+"/"+id] = pages
	for n := 1; n <= pages; n++ {
		p := Page{Edition: tag, Kind: kind, ID: id, Number: n, Path: Path(tag, kind, id, n)}
		s.Pages = append(s.Pages, p)
		s.paths[p.Path] = true
	}
}

// Count is the number of pages of a list or of a dataset's table.
func (s *Site) Count(kind Kind, id string) int { return s.counts[string(kind)+"/"+id] }

// Has reports whether a page stands at the path.
func (s *Site) Has(path string) bool { return s.paths[path] }

// Path is the address of a page from the site's root.
func Path(tag lang.Tag, kind Kind, id string, number int) string {
	suffix := ""
	if number > 1 {
		suffix = fmt.Sprintf("-%d", number)
	}
	name := ""
	switch kind {
	case Entrance:
		return "index.html"
	case NotFoundRoot:
		return "404.html"
	case Home:
		name = "index"
	case NotFound:
		name = "404"
	case Standing:
		name = id
	case Embed:
		name = "embed/" + id
	case Sheet:
		name = string(kind)
		if id != "" {
			name += "-" + id
		}
	case Disclosure, Compare:
		name = string(kind)
		if id != "" {
			name += "/" + id
		}
	case Project, Story, Tombstone, Organization, Region, Topic, Dataset, Notice, Campaign:
		name = folder(kind) + "/" + id
	default:
		name = string(kind)
	}
	return string(tag) + "/" + name + suffix + ".html"
}

// folder is where the entries of a kind stand, which is also the name of their list.
func folder(kind Kind) string { return string(ListOf(kind)) }

// ListOf gives the list that a kind of entry belongs to.
func ListOf(kind Kind) Kind {
	switch kind {
	case Project:
		return Projects
	case Story, Tombstone:
		return Stories
	case Organization:
		return Organizations
	case Region, Compare:
		return Regions
	case Topic:
		return Topics
	case Dataset:
		return Data
	case Notice:
		return Notices
	case Campaign:
		return Campaigns
	case Guide, Sheet:
		return Complaints
	}
	return kind
}

// Twin is the path of the same page in another edition; a two-language page is its own twin.
func (p Page) Twin() string {
	if p.Edition == "" {
		return p.Path
	}
	return Path(p.Edition.Other(), p.Kind, p.ID, p.Number)
}

// Rel is the relative address of a site path (with an optional #fragment) seen from a page.
func Rel(from, to string) string {
	a, b := strings.Split(from, "/"), strings.Split(to, "/")
	i := 0
	for i < len(a)-1 && i < len(b)-1 && a[i] == b[i] {
		i++
	}
	return strings.Repeat("../", len(a)-1-i) + strings.Join(b[i:], "/")
}
