package plan_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/content"
	"mingshan/generator/site/plan"
)

// allKinds lists every kind with an id that fits it.
func allKinds() map[plan.Kind]string {
	return map[plan.Kind]string{
		plan.Entrance: "", plan.NotFoundRoot: "", plan.Home: "", plan.Projects: "", plan.Project: "warm-meals", plan.Stories: "", plan.Story: "noon",
		plan.Organizations: "", plan.Organization: "rainbow", plan.Regions: "", plan.Region: "350102", plan.Topics: "", plan.Topic: "referral",
		plan.Data: "", plan.Dataset: "referrals", plan.Notices: "", plan.Notice: "release", plan.Campaigns: "", plan.Campaign: "week",
		plan.Complaints: "", plan.Guide: "", plan.Sheet: "", plan.Corrections: "", plan.Standing: "about", plan.Withheld: "", plan.SiteMap: "", plan.NotFound: "",
	}
}

func TestPathOfEveryKind(t *testing.T) {
	for _, c := range []struct {
		tag    lang.Tag
		kind   plan.Kind
		id     string
		number int
		want   string
	}{
		{"", plan.Entrance, "", 1, "index.html"},
		{"", plan.NotFoundRoot, "", 1, "404.html"},
		{lang.ZH, plan.Home, "", 1, "zh/index.html"},
		{lang.EN, plan.NotFound, "", 1, "en/404.html"},
		{lang.ZH, plan.Projects, "", 1, "zh/projects.html"},
		{lang.ZH, plan.Projects, "", 2, "zh/projects-2.html"},
		{lang.EN, plan.Project, "warm-meals", 1, "en/projects/warm-meals.html"},
		{lang.EN, plan.Story, "noon", 1, "en/stories/noon.html"},
		{lang.EN, plan.Organization, "rainbow", 1, "en/organizations/rainbow.html"},
		{lang.ZH, plan.Region, "350102", 1, "zh/regions/350102.html"},
		{lang.ZH, plan.Topic, "referral", 1, "zh/topics/referral.html"},
		{lang.ZH, plan.Data, "", 1, "zh/data.html"},
		{lang.ZH, plan.Dataset, "referrals", 3, "zh/data/referrals-3.html"},
		{lang.ZH, plan.Notice, "release", 1, "zh/notices/release.html"},
		{lang.ZH, plan.Campaign, "week", 1, "zh/campaigns/week.html"},
		{lang.EN, plan.Complaints, "", 1, "en/complaints.html"},
		{lang.EN, plan.Guide, "", 1, "en/complaint-guide.html"},
		{lang.ZH, plan.Sheet, "", 1, "zh/complaint-sheet.html"},
		{lang.EN, plan.Sheet, plan.SheetID(plan.Project, "warm-meals"), 1, "en/complaint-sheet-project-warm-meals.html"},
		{lang.ZH, plan.Corrections, "", 2, "zh/corrections-2.html"},
		{lang.EN, plan.Standing, "about", 1, "en/about.html"},
		{lang.EN, plan.Withheld, "", 1, "en/withheld.html"},
		{lang.EN, plan.SiteMap, "", 1, "en/sitemap.html"},
	} {
		if got := plan.Path(c.tag, c.kind, c.id, c.number); got != c.want {
			t.Errorf("Path(%q, %s, %q, %d) = %s, want %s", c.tag, c.kind, c.id, c.number, got, c.want)
		}
	}
}

// Every page but the two at the root has one twin, which is another page of the same kind, and the twin's twin is it.
func TestTwin(t *testing.T) {
	for kind, id := range allKinds() {
		for _, number := range []int{1, 2, 17} {
			if kind == plan.Entrance || kind == plan.NotFoundRoot {
				p := plan.Page{Kind: kind, Number: 1, Path: plan.Path("", kind, "", 1)}
				if p.Twin() != p.Path {
					t.Errorf("%s: a two-language page is its own twin, not %s", p.Path, p.Twin())
				}
				continue
			}
			zh := plan.Page{Edition: lang.ZH, Kind: kind, ID: id, Number: number, Path: plan.Path(lang.ZH, kind, id, number)}
			en := plan.Page{Edition: lang.EN, Kind: kind, ID: id, Number: number, Path: plan.Path(lang.EN, kind, id, number)}
			if zh.Twin() != en.Path || en.Twin() != zh.Path {
				t.Errorf("%s and %s: twins are %s and %s", zh.Path, en.Path, zh.Twin(), en.Twin())
			}
			if strings.TrimPrefix(zh.Path, "zh/") != strings.TrimPrefix(en.Path, "en/") {
				t.Errorf("%s and %s differ in more than the edition", zh.Path, en.Path)
			}
		}
	}
}

// cleared is a site with so many projects and rows.
func cleared(projects, rows int) *release.Cleared {
	c := &release.Cleared{
		Regions: []release.Region{
			{Code: "350000", Level: "province"}, {Code: "350100", Level: "city"}, {Code: "350128", Level: "unit"}, {Code: "350102", Level: "county", Parent: "350100"}},
		Organizations: []release.Organization{{ID: "rainbow"}},
		Tables: []*release.Table{
			{Schema: release.Schema{ID: "referrals", Kind: "aggregate"}, Rows: make([]release.Row, rows)},
			{Schema: release.Schema{ID: "channels", Kind: "register", Published: true}},
			{Schema: release.Schema{ID: "fields", Kind: "code_list"}}},
	}
	for i := range projects {
		c.Projects = append(c.Projects, release.Project{Entry: content.Entry{Slug: fmt.Sprintf("p-%02d", i)}})
	}
	c.Topics = []release.Topic{{Entry: content.Entry{Slug: "referral"}}}
	c.Pages = []release.Page{{Entry: content.Entry{Slug: "about"}}}
	return c
}

func TestCounts(t *testing.T) {
	for _, c := range []struct{ n, pages int }{{0, 1}, {1, 1}, {plan.PerList, 1}, {plan.PerList + 1, 2}, {2 * plan.PerList, 2}, {2*plan.PerList + 1, 3}} {
		if got := plan.New(cleared(c.n, 0)).Count(plan.Projects, ""); got != c.pages {
			t.Errorf("%d projects stand on %d pages, want %d", c.n, got, c.pages)
		}
	}
	for _, c := range []struct{ n, pages int }{{0, 1}, {plan.PerTable, 1}, {plan.PerTable + 1, 2}, {3 * plan.PerTable, 3}} {
		if got := plan.New(cleared(0, c.n)).Count(plan.Dataset, "referrals"); got != c.pages {
			t.Errorf("%d rows stand on %d pages, want %d", c.n, got, c.pages)
		}
	}
	if got := plan.New(cleared(0, 0)).Count(plan.Dataset, "fields"); got != 0 {
		t.Errorf("a code list that is not published has %d pages", got)
	}
}

// The list of pages is in order, without doubles, the same in both editions, and Has knows exactly those.
func TestSite(t *testing.T) {
	s := plan.New(cleared(30, 600))
	var paths []string
	here := map[string]bool{}
	for _, p := range s.Pages {
		paths = append(paths, p.Path)
		here[p.Path] = true
		if !s.Has(p.Path) || !s.Has(p.Twin()) {
			t.Errorf("%s or its twin is missing", p.Path)
		}
		if p.Path != plan.Path(p.Edition, p.Kind, p.ID, p.Number) {
			t.Errorf("%s: the page's own facts give %s", p.Path, plan.Path(p.Edition, p.Kind, p.ID, p.Number))
		}
	}
	if !slices.IsSorted(paths) || len(here) != len(paths) {
		t.Errorf("%d paths, %d different; sorted: %v", len(paths), len(here), slices.IsSorted(paths))
	}
	// per edition: 10 single pages, 30+1+3+2 sheets about entries, 2+30 projects, 1 stories, 1+1 organizations, 1 notices, 1 campaigns, 1 topic,
	// 1 standing, 3 regions, 2 of regions side by side, 3 pages of referrals, 1 of channels
	if want := 2 + 2*(10+36+32+1+2+1+1+1+1+3+2+3+1); len(paths) != want {
		t.Errorf("%d pages, want %d:\n%s", len(paths), want, strings.Join(paths, "\n"))
	}
	if s.Has("zh/corrections.html") {
		t.Error("a site without corrections has a page of them")
	}
	corrected := cleared(0, 0)
	corrected.Corrections = make([]release.Correction, plan.PerList+1)
	if n := plan.New(corrected).Count(plan.Corrections, ""); n != 2 {
		t.Errorf("%d corrections stand on %d pages", plan.PerList+1, n)
	}
	for _, path := range []string{"zh/projects-3.html", "zh/regions/350000.html", "zh/data/fields.html", "zh/projects-1.html", ""} {
		if s.Has(path) {
			t.Errorf("%q is not a page", path)
		}
	}
	for _, path := range []string{"zh/projects-2.html", "en/data/referrals-3.html", "zh/regions/350128.html", "zh/data/channels.html"} {
		if !s.Has(path) {
			t.Errorf("%s is not there", path)
		}
	}
}

// Rel resolves back: a browser that stands on the page and follows the address arrives where it should, whatever the
// folder that the site is put into.
func TestRelResolvesBack(t *testing.T) {
	chance := rand.New(rand.NewPCG(117, 2024))
	address := func() string {
		var parts []string
		for range chance.IntN(4) {
			parts = append(parts, []string{"zh", "en", "data", "projects", "a-b"}[chance.IntN(5)])
		}
		return strings.Join(append(parts, []string{"index.html", "404.html", "x-2.html", "350102.html"}[chance.IntN(4)]), "/")
	}
	for range 3000 {
		from, to := address(), address()
		fragment := []string{"", "#r350100", "#figure-a-b"}[chance.IntN(3)]
		rel := plan.Rel(from, to+fragment)
		if strings.HasPrefix(rel, "/") || strings.Contains(rel, "//") || rel == "" {
			t.Fatalf("Rel(%s, %s) = %q", from, to+fragment, rel)
		}
		for _, base := range []string{"https://mingshan.example/", "https://mingshan.example/sub/path/", "file:///media/stick/"} {
			at, err := url.Parse(base + from)
			if err != nil {
				t.Fatal(err)
			}
			got, err := at.Parse(rel)
			if err != nil || got.String() != base+to+fragment {
				t.Fatalf("from %s the address %s leads to %v, want %s: %v", base+from, rel, got, base+to+fragment, err)
			}
		}
	}
}

func TestListOf(t *testing.T) {
	for kind := range allKinds() {
		list := plan.ListOf(kind)
		if plan.ListOf(list) != list {
			t.Errorf("the list %s of %s belongs to another list", list, kind)
		}
	}
	if plan.ListOf(plan.Dataset) != plan.Data || plan.ListOf(plan.Story) != plan.Stories || plan.ListOf(plan.Home) != plan.Home {
		t.Error("an entry has another list than its own")
	}
}
