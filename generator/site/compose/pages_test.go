package compose

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/plan"
	"mingshan/generator/testkit/sites"
)

// Lists of more than 24 entries go on over pages; a group's link leads to the page where it begins.
func TestFacetsAndPager(t *testing.T) {
	k := manyProjects(t, 30, 20)
	if n := k.plan.Count(plan.Projects, ""); n != 3 {
		t.Fatalf("50 projects stand on %d pages", n)
	}
	total := 0
	for _, c := range []struct {
		number                    int
		facets, pages, prev, next string
		groups                    string
	}{
		{1, "#fulao projects-2.html#jikun", "projects.html projects-2.html projects-3.html", "", "projects-2.html", "fulao:24"},
		{2, "projects.html#fulao #jikun", "projects.html projects-2.html projects-3.html", "projects.html", "projects-3.html", "fulao:6 jikun:18"},
		{3, "projects.html#fulao projects-2.html#jikun", "projects.html projects-2.html projects-3.html", "projects-2.html", "", "jikun:2"},
	} {
		v := k.on(lang.EN, plan.Projects, "", c.number).list()
		if got := hrefs(v.Facets[0].Links); got != c.facets {
			t.Errorf("page %d: facets lead to %s", c.number, got)
		}
		if v.Facets[0].Links[0].Size != "30" || v.Facets[0].Links[1].Size != "20" || v.Count != "50 entries" {
			t.Errorf("page %d: %s, facets of %s and %s", c.number, v.Count, v.Facets[0].Links[0].Size, v.Facets[0].Links[1].Size)
		}
		prev, next := "", ""
		if v.Pager.Prev != nil {
			prev = v.Pager.Prev.Href
		}
		if v.Pager.Next != nil {
			next = v.Pager.Next.Href
		}
		if got := hrefs(v.Pager.Pages); got != c.pages || prev != c.prev || next != c.next {
			t.Errorf("page %d: pages %s, before %q, after %q", c.number, got, prev, next)
		}
		for i, l := range v.Pager.Pages {
			if l.Current != (i+1 == c.number) {
				t.Errorf("page %d: link %d is current: %v", c.number, i+1, l.Current)
			}
		}
		var groups []string
		for _, g := range v.Groups {
			total += len(g.Cards)
			groups = append(groups, g.ID+":"+k.printers[lang.EN].Int(int64(len(g.Cards))))
		}
		if got := strings.Join(groups, " "); got != c.groups {
			t.Errorf("page %d: %s, want %s", c.number, got, c.groups)
		}
		if strings.Contains(v.Title, "(page 2)") != (c.number == 2) {
			t.Errorf("page %d is called %q", c.number, v.Title)
		}
	}
	if total != 50 {
		t.Errorf("the pages hold %d of 50 projects", total)
	}
	if v := manyProjects(t, 24, 0).on(lang.ZH, plan.Projects, "", 1).list(); v.Pager != nil || v.Facets != nil {
		t.Errorf("24 entries of one group have a pager %v and facets %v", v.Pager, v.Facets)
	}
}

func TestNeighbours(t *testing.T) {
	g := manyProjects(t, 3, 0).on(lang.EN, plan.Project, "a-01", 1)
	for id, want := range map[string]string{"a-00": " a-01.html", "a-01": "a-00.html warm-meals.html", "warm-meals": "a-01.html ", "gone": " "} {
		g.ID = id
		prev, next := g.neighbours([]string{"a-00", "a-01", "warm-meals"})
		got := " "
		if prev != nil {
			got = prev.Href + got
		}
		if next != nil {
			got += next.Href
		}
		if got != want {
			t.Errorf("beside %s stand %q, want %q", id, got, want)
		}
	}
}

// A complaint goes to the county's own channel, else to that of its reporting unit, else to the province's.
func TestChannelsFor(t *testing.T) {
	site := sites.Tiny(t)
	line := strings.SplitN(string(site["data/registers/channels.csv"]), "\n", 3)[1]
	for id, region := range map[string]string{"own": "350105", "city": "350100"} {
		add := strings.Replace(strings.Replace(line, "hotline", id, 1), "350000", region, 1)
		site.Set("data/registers/channels.csv", string(site["data/registers/channels.csv"])+add+"\n")
	}
	k := composer(t, site)
	for region, want := range map[string]string{"350105": "own", "350102": "city", "350100": "city", "350503": "hotline", "350500": "hotline", "350128": "hotline", "350000": "hotline"} {
		got := k.channelsFor("charity", region)
		if len(got) != 1 || got[0].ID != want {
			t.Errorf("a complaint from %s goes to %v, want %s", region, got, want)
		}
	}
	if got := k.channelsFor("petition", "350102"); len(got) != 0 {
		t.Errorf("channels of a kind that nobody offers: %v", got)
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"short", 10, "short"},
		{"  two\n words ", 10, "two words"},
		{"exactly ten", 11, "exactly ten"},
		{"one two three four", 11, "one two…"},
		{"第一句话。第二句话很长很长很长", 6, "第一句话…"},
		{"没有标点的一长串汉字", 5, "没有标点的…"},
		{"a, b, c, d, e, f", 8, "a, b, c…"},
	} {
		got := shorten(c.text, c.n)
		if got != c.want || !utf8.ValidString(got) || utf8.RuneCountInString(got) > c.n+1 {
			t.Errorf("shorten(%q, %d) = %q, want %q", c.text, c.n, got, c.want)
		}
	}
}

// The breadcrumbs and every other JSON-LD are one valid document that cannot close its script element, with addresses
// that are pages of the site.
func TestJSONLD(t *testing.T) {
	site := sites.Tiny(t)
	site.Edit(t, "content/projects/warm-meals/project.yaml", "en: Warm meals\n", "en: 'Meals </script><b>&'\n")
	k := composer(t, site)
	seen := 0
	for _, pg := range k.plan.Pages {
		if pg.Edition == "" || pg.Kind == plan.Home || pg.Kind == plan.Dataset || pg.Kind == plan.Topic {
			continue // pages with charts need a studio
		}
		f := k.at(pg, pg.Edition).frame(k.at(pg, pg.Edition).title(), "")
		text := string(f.JSONLD)
		if strings.ContainsAny(text, "<>&") {
			t.Errorf("%s: %s", pg.Path, text)
		}
		var doc struct {
			Context string `json:"@context"`
			Type    string `json:"@type"`
			Items   []struct {
				Position   int
				Name, Item string
			} `json:"itemListElement"`
		}
		if err := json.Unmarshal([]byte(text), &doc); err != nil {
			t.Fatalf("%s: %v in %s", pg.Path, err, text)
		}
		if doc.Context != "https://schema.org" || doc.Type != "BreadcrumbList" || len(doc.Items) < 2 {
			t.Errorf("%s: %+v", pg.Path, doc)
		}
		for i, item := range doc.Items {
			path, ok := strings.CutPrefix(item.Item, "https://tiny.example/")
			if !ok || !k.plan.Has(path) || item.Position != i+1 || item.Name == "" {
				t.Errorf("%s: crumb %d is %+v", pg.Path, i, item)
			}
		}
		if last := doc.Items[len(doc.Items)-1].Item; last != k.site.BaseURL+pg.Path {
			t.Errorf("%s: the last crumb is %s", pg.Path, last)
		}
		seen++
	}
	if seen < 40 {
		t.Errorf("only %d pages were looked at", seen)
	}
}

func TestDatasetWords(t *testing.T) {
	k := composer(t, sites.Tiny(t))
	tb := k.tables["referrals"]
	for i, tag := range lang.Editions() {
		g := k.on(tag, plan.Dataset, "referrals", 1)
		if got, want := g.citation(tb), []string{"小站编辑部. 双向转介[DS/OL]. (2026-11-20). https://tiny.example/zh/data/referrals.html",
			"Tiny desk. referrals[DS/OL]. (2026-11-20). https://tiny.example/en/data/referrals.html"}[i]; got != want {
			t.Errorf("cited as %s, want %s", got, want)
		}
		note, why := g.privacyNote(tb)
		if len(why) != 2 || why[0].Href != "../method.html#rules" || why[1].Href != "../withheld.html" {
			t.Errorf("the privacy note leads to %v", why)
		}
		if !strings.Contains(note, signWithheld) || !strings.Contains(note, k.printers[tag].Int(int64(tb.HiddenRows))) || !strings.Contains(note, "%") {
			t.Errorf("the privacy note says %q", note)
		}
		last := g.statusFields(tb)
		for j, want := range []string{"_OBS_STATUS A L M Q", "_CONF_STATUS F C"} {
			suffix, codes, _ := strings.Cut(want, " ")
			for code := range strings.FieldsSeq(codes) {
				if !strings.HasSuffix(last[j].ID, suffix) || !strings.Contains(last[j].Description, code+" ") {
					t.Errorf("the dictionary says %+v, without %s", last[j], code)
				}
			}
		}
		var doc map[string]any
		if err := json.Unmarshal([]byte(g.datasetLD(tb)), &doc); err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"name", "description", "license", "creator", "distribution", "isAccessibleForFree", "temporalCoverage", "variableMeasured"} {
			if doc[key] == nil {
				t.Errorf("%s: the JSON-LD of a dataset has no %s", tag, key)
			}
		}
		if doc["temporalCoverage"] != "2026-04-01/2026-09-30" {
			t.Errorf("covered is %v", doc["temporalCoverage"])
		}
	}
}

// A register without a row has its page, which says that nothing was supplied and counts no rows.
func TestRegisterWithoutRows(t *testing.T) {
	site, real := sites.Tiny(t), sites.Real(t)
	for _, ending := range []string{".csv", ".yaml"} {
		site["data/registers/key_counties"+ending] = real["data/registers/key_counties"+ending]
	}
	k := composer(t, site)
	for i, tag := range lang.Editions() {
		table, note := k.on(tag, plan.Dataset, "key_counties", 1).rows(k.tables["key_counties"])
		if len(table.Rows) != 0 || !strings.Contains(note, []string{"本站没有收到", "supplied to this portal"}[i]) {
			t.Errorf("%d rows, and the page says %q", len(table.Rows), note)
		}
	}
}

// A row that holds for a time says when its last day has passed; that day itself still counts.
func TestLastDayHasPassed(t *testing.T) {
	k := composer(t, sites.Tiny(t))
	last := release.Field{ID: "valid_to", Type: "date", Until: true}
	plain := release.Field{ID: "valid_to", Type: "date"}
	today := k.cleared.AsOf
	for tag, want := range map[lang.Tag]string{lang.ZH: "（已过期）", lang.EN: " (expired)"} {
		g := k.on(tag, plan.Dataset, "organizations", 1)
		for _, c := range []struct {
			field  release.Field
			day    calendar.Date
			passed bool
		}{{last, today.AddDays(-1), true}, {last, today, false}, {last, today.AddDays(1), false}, {plain, today.AddDays(-1), false}} {
			if got := g.text(c.field, c.day.String()).Text; strings.HasSuffix(got, want) != c.passed {
				t.Errorf("%s: last day %s, on %s: %q", tag, c.day, today, got)
			}
		}
	}
}

// Readers of a rounded dataset are told on its page, below its figure and in the figure's file, in the tables of regions and
// on the method page; of one whose zeros are withheld they are told that. The method page of a site with neither says
// that figures are exact and zeros shown, without a but.
func TestReadersAreToldOfRoundingAndZeros(t *testing.T) {
	for privacy, want := range map[string][2]string{"  mode: round5\n": {"取整到 5 的倍数", "a multiple of 5"}, "  zeros: withheld\n": {"可能是零", "may be zero"}, "  mode: withhold\n": {}} {
		k := composer(t, sites.Rounded(t, privacy))
		tb := k.tables["wishes"]
		for i, tag := range lang.Editions() {
			g := k.on(tag, plan.Dataset, "wishes", 1)
			note, why := g.privacyNote(tb)
			if !strings.Contains(note, want[i]) || note == "" || tb.Rounded() > 0 && len(why) != 2 {
				t.Errorf("%s, %q: the dataset's page says %q with %v", tag, privacy, note, why)
			}
			words, _ := told(k.on(tag, plan.Standing, methodPage, 1).methodSections())
			if but := strings.Contains(words, g.s("数据集除外", "but for")); but != (want[i] != "") {
				t.Errorf("%s, %q: the method page says\n%s", tag, privacy, words)
			}
			region, ok := g.regionTable(tb, "350102")
			fig, there, err := g.figureView("wishes/tiles")
			if err != nil || !ok || !there {
				t.Fatal(err, ok, there)
			}
			file, err := g.figureCSV(g.figures["wishes/tiles"].Figure)
			if err != nil {
				t.Fatal(err)
			}
			for where, text := range map[string]string{"figure": fig.Note, "file": string(file), "region": region.Note} {
				if said := strings.Contains(text, g.s("取整到 5 的倍数", "a multiple of 5")); said != (tb.Rounded() > 0) {
					t.Errorf("%s, %q: the %s says %q", tag, privacy, where, text)
				}
			}
		}
	}
}

// The switch to the other language leads to the same page there, and back.
func TestFrameTwins(t *testing.T) {
	k := composer(t, sites.Tiny(t))
	for _, pg := range k.plan.Pages {
		if pg.Edition == "" {
			continue
		}
		f := k.at(pg, pg.Edition).frame("x", "y")
		if absolute(pg.Path, f.Twin.Href) != pg.Twin() || !k.plan.Has(pg.Twin()) || f.Twin.Lang != pg.Edition.Other().BCP47() {
			t.Errorf("%s: the switch leads to %s", pg.Path, f.Twin.Href)
		}
		if len(f.Alternates) != 3 || f.Alternates[2].Lang != "x-default" || f.Alternates[2].Href != f.Alternates[0].Href || f.Canonical != k.site.BaseURL+pg.Path {
			t.Errorf("%s: canonical %s, alternates %v", pg.Path, f.Canonical, f.Alternates)
		}
	}
}
