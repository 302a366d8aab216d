package compose

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/check"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
	"mingshan/generator/testkit/sites"
)

// The authority that registered the organisation is named and answers, wherever a project or campaign takes place.
func TestRegisteringAuthorityHandlesComplaints(t *testing.T) {
	site := sites.Tiny(t)
	line := strings.SplitN(string(site["data/registers/channels.csv"]), "\n", 3)[1]
	add := strings.Replace(strings.Replace(line, "hotline", "fuzhou", 1), "350000", "350100", 1)
	site.Set("data/registers/channels.csv", string(site["data/registers/channels.csv"])+add+"\n")
	site.Edit(t, "content/projects/warm-meals/project.yaml", "- \"350100\"", "- \"350500\"")
	k := composer(t, site)
	for kind, id := range map[plan.Kind]string{plan.Project: "warm-meals", plan.Organization: "rainbow", plan.Story: "noon", plan.Campaign: "week"} {
		list, o := k.on(lang.EN, kind, id, 1).wants()
		if o.ID != "rainbow" || list[0] != (want{"charity", "350100"}) {
			t.Errorf("%s: %v of %q", kind, list, o.ID)
		}
		box, err := k.on(lang.EN, kind, id, 1).complaintBox()
		if err != nil || !strings.Contains(box.Who, "Fuzhou Bureau of Civil Affairs") || len(box.Channels) == 0 {
			t.Errorf("%s: %q, %d channels, %v", kind, box.Who, len(box.Channels), err)
		}
		if (box.QR == "") != (kind == plan.Project) {
			t.Errorf("%s: code %t; a project has its own, the others have it here", kind, box.QR != "")
		}
	}
}

// Every entry has a box with a way through; a letter comes with the title and the address of the page.
func TestEveryEntryHasARoute(t *testing.T) {
	k := composer(t, sites.Tiny(t))
	kinds := []plan.Kind{plan.Organization, plan.Project, plan.Campaign, plan.Story, plan.Dataset, plan.Region, plan.Topic, plan.Notice}
	seen := map[plan.Kind]bool{}
	for _, pg := range k.plan.Pages {
		if !slices.Contains(kinds, pg.Kind) {
			continue
		}
		seen[pg.Kind] = true
		g := k.at(pg, pg.Edition)
		box, err := g.complaintBox()
		if err != nil {
			t.Fatal(err)
		}
		ways := 0
		for _, c := range box.Channels {
			if c.PhoneHref != "" {
				ways++
			}
			if c.EmailHref != "" {
				ways++
				u, err := url.Parse(c.EmailHref)
				if err != nil || !strings.Contains(u.Query().Get("body"), k.site.BaseURL+pg.Path) || !strings.Contains(u.Query().Get("subject"), g.title()) {
					t.Errorf("%s: the letter does not name the page: %s", pg.Path, c.EmailHref)
				}
			}
		}
		if ways == 0 {
			t.Errorf("%s: no way through", pg.Path)
		}
	}
	if len(seen) != len(kinds) {
		t.Errorf("only %v were seen", seen)
	}
}

// Remove each channel of the real site in turn: the build names what is left without a route.
func TestEveryChannelIsMissed(t *testing.T) {
	site := sites.Real(t)
	snap := site.Snapshot()
	cfg, _ := config.Read(snap)
	corpus, _ := content.Read(snap)
	k := composer(t, site)
	all := k.cleared.Channels
	lines := strings.SplitAfter(string(site["data/registers/channels.csv"]), "\n")
	if len(all) < 100 || len(lines) != len(all)+2 {
		t.Fatalf("%d channels in %d lines", len(all), len(lines))
	}
	if problems := k.CheckRoutes(); problems.Len() > 0 {
		t.Fatalf("before anything is removed: %v", problems.Sorted())
	}
	for i, c := range all {
		without := site.Clone()
		without.Set("data/registers/channels.csv", strings.Join(slices.Concat(lines[:i+1], lines[i+2:]), ""))
		set, bad := dataset.Read(without.Snapshot())
		sites.Silent(t, bad)
		problems := check.Channels(cfg.Complaints, corpus, set, cfg.Site.AsOf, cfg.Site.AsOf)
		k.cleared.Channels = slices.Concat(all[:i:i], all[i+1:])
		problems.Append(k.CheckRoutes())
		named := false
		for _, p := range problems.Sorted() {
			text := p.Text.EN
			named = named || strings.Contains(text, c.Region) && strings.Contains(text, c.Kind) || p.Code == "route/no-channel" && strings.Contains(text, c.Kind)
		}
		if !named {
			t.Errorf("without %s nobody is told that %s has no %s: %v", c.ID, c.Region, c.Kind, problems.Sorted())
		}
	}
	k.cleared.Channels = all
}

// A page whose complaints nobody handles is named with how many others.
func TestNoRouteNamesPages(t *testing.T) {
	k := composer(t, sites.Tiny(t))
	k.cleared.Channels = slices.DeleteFunc(slices.Clone(k.cleared.Channels), func(c release.Channel) bool { return c.Kind == "data" })
	problems := k.CheckRoutes()
	got := problems.Sorted()
	if len(got) != 1 || got[0].Code != "complaint/no-route" || !strings.Contains(got[0].Text.EN, `"data" of 350000`) || !strings.Contains(got[0].Text.EN, ".html") {
		t.Errorf("%v", got)
	}
}

// The guide's answers lead to parts of the same page, and a law from memory is never named, there or in the ladders.
func TestGuide(t *testing.T) {
	k := composer(t, sites.Tiny(t))
	v := k.on(lang.EN, plan.Guide, "", 1).guide()
	ids := map[string]bool{}
	for _, q := range v.Questions {
		ids["#"+q.ID] = true
	}
	for _, e := range v.Ends {
		ids["#"+e.ID] = true
		if len(e.Channels) == 0 {
			t.Errorf("%s has no channel", e.ID)
		}
	}
	for i, q := range v.Questions {
		if (q.Back == nil) != (i == 0) {
			t.Errorf("%s: back %v", q.ID, q.Back)
		}
		for _, a := range q.Answers {
			if !ids[a.Href] {
				t.Errorf("%s leads to %s, which is not on the page", q.ID, a.Href)
			}
		}
	}
	if v.Ends[0].Basis != "Law, article 2" || v.Ends[0].Next.Href != "complaints.html#next-charity" || v.Leave.Link.Href != "terms.html" {
		t.Errorf("%+v, %+v", v.Ends[0], v.Leave)
	}
	ladders := k.on(lang.EN, plan.Complaints, "", 1).ladders()
	want := []view.LadderStep{{When: "within 15 days, at most 5 days more", Text: "You are told", Basis: "Regulations, article 1"}, {When: "within 6 months", Text: "Sue"}}
	if !slices.Equal(ladders[0].Steps, want) {
		t.Errorf("%+v", ladders[0].Steps)
	}
}

// The quiet page has nothing about complaints below its text.
func TestQuietPageHasNoBox(t *testing.T) {
	k := composer(t, sites.Tiny(t))
	if box, err := k.on(lang.ZH, plan.Standing, "terms", 1).complaintBox(); err != nil || box.Title != "" {
		t.Errorf("%+v, %v", box, err)
	}
	if box, err := k.on(lang.ZH, plan.Standing, "about", 1).complaintBox(); err != nil || box.Title == "" {
		t.Errorf("%+v, %v", box, err)
	}
}

// A correction stands on its dataset and on the project or organization whose row it is, whatever the row's key says of it, in the list and in the feed, with what changed,
// why and the complaint that led to it.
func TestCorrections(t *testing.T) {
	files := sites.Real(t)
	const register = "data/registers/corrections.csv"
	files.Set(register, string(files[register])+"2026-90,dataset,org_finance,fjcf-2022,total_income,2026-10-01,31000000,32000000,,,抄错,copied wrongly,\n")
	k := composer(t, files)
	for _, c := range []struct {
		kind plan.Kind
		id   string
		n    int
	}{{plan.Project, "new-leaf-fund", 1}, {plan.Project, "egret-hearing", 1}, {plan.Project, "silver-visits", 0}, {plan.Organization, "pt-mazu", 1}, {plan.Organization, "fjcf", 1}, {plan.Organization, "fz-hongqiao", 0}, {plan.Dataset, "org_finance", 1},
		{plan.Dataset, "project_reports", 1}, {plan.Dataset, "organizations", 1}, {plan.Dataset, "micro_wishes", 1}, {plan.Dataset, "needs", 0}} {
		got := k.on(lang.EN, c.kind, c.id, 1).corrections()
		if len(got) != c.n {
			t.Errorf("%s %s has %d corrections, want %d", c.kind, c.id, len(got), c.n)
		}
	}
	got := k.on(lang.EN, plan.Project, "new-leaf-fund", 1).corrections()[0]
	if got.Old != "1,858,852.80 CNY" || got.New != "1,885,852.80 CNY" || got.DateISO != "2026-09-14" || got.Complaint == nil || got.Complaint.Href != "../data/complaint_stats.html" || !strings.Contains(got.Reason, "transposed") {
		t.Errorf("%+v", got)
	}
	if n := len(k.on(lang.EN, plan.Dataset, "complaint_stats", 1).caused().Cards); n != 2 {
		t.Errorf("the complaint statistics show %d corrections that complaints led to, want 2", n)
	}
	if n := len(k.on(lang.EN, plan.Dataset, "needs", 1).caused().Cards); n != 0 {
		t.Errorf("the needs show %d", n)
	}
	list := k.on(lang.EN, plan.Corrections, "", 1).correctionsPage()
	if n := len(list.Groups[0].Cards); n != len(k.cleared.Corrections) || list.Groups[0].Cards[0].DateISO != "2026-10-09" {
		t.Errorf("%d cards", n)
	}
	feed, ok, err := k.CorrectionsAtom(lang.EN)
	if err != nil || !ok || feed.Path != "en/corrections.xml" || strings.Count(string(feed.Data), "<entry>") != len(k.cleared.Corrections) || !strings.Contains(string(feed.Data), "1,858,852.80") {
		t.Errorf("%s: %v %v", feed.Path, ok, err)
	}
	if _, ok, _ := composer(t, sites.Tiny(t)).CorrectionsAtom(lang.EN); ok {
		t.Error("a site without corrections has a feed of them")
	}
}

// A correction of a story, a notice or a topic stands on it and in the list, with its name in words; one of an entry that is no
// longer here stands in the list alone, and leads nowhere else.
func TestCorrectionsOfEntries(t *testing.T) {
	files := sites.Tiny(t)
	schema := sites.Real(t)["data/registers/corrections.yaml"]
	files.Set("data/registers/corrections.yaml", string(schema))
	files.Set("data/registers/corrections.csv", "id,target_kind,target,record,field,date,old,new,what_zh,what_en,reason_zh,reason_en,complaint\n"+
		"2026-01,story,noon,,title,2026-10-09,,,改,what,因,why,\n2026-02,notice,release,,text,2026-10-09,,,改,what,因,why,\n2026-03,topic,referral,,basis,2026-10-09,,,改,what,因,why,\n"+
		"2026-04,campaign,week,,purpose,2026-10-09,,,改,what,因,why,\n2026-05,project,cold-meals,,entry,2026-10-09,,,改,what,因,why,\n")
	k := composer(t, files)
	for _, x := range []struct {
		kind  plan.Kind
		id    string
		field string
	}{{plan.Story, "noon", "Title"}, {plan.Notice, "release", "Text"}, {plan.Topic, "referral", "Basis"}, {plan.Campaign, "week", "Purpose"}} {
		if got := k.on(lang.EN, x.kind, x.id, 1).corrections(); len(got) != 1 || got[0].Field != x.field || got[0].What != "what" {
			t.Errorf("%s %s: %+v", x.kind, x.id, got)
		}
	}
	if got := k.on(lang.EN, plan.Project, "warm-meals", 1).corrections(); len(got) != 0 {
		t.Errorf("a project has the corrections of others: %+v", got)
	}
	cards := k.on(lang.EN, plan.Corrections, "", 1).correctionsPage().Groups[0].Cards
	if len(cards) != 5 || cards[0].Title != "cold-meals (no longer on this portal)" || cards[0].Href != "corrections.html" || cards[4].Href != "stories/noon.html" {
		t.Errorf("%+v", cards)
	}
	for _, kind := range []string{"project", "campaign", "story", "notice", "topic"} {
		for _, field := range content.Correctable(kind) {
			g := k.on(lang.EN, plan.Corrections, "", 1)
			if g.factName(field) == field {
				t.Errorf("%s of a %s has no name for readers", field, kind)
			}
		}
	}
}

// The sheet about an entry names it, its address and the office in charge; the blank one leaves lines for them.
func TestComplaintSheet(t *testing.T) {
	k := composer(t, sites.Tiny(t))
	blank, err := k.on(lang.EN, plan.Sheet, "", 1).complaintSheet()
	if err != nil || blank.Parts[0].Fields[0].Value != "" || len(blank.Parts[0].Fields[0].Rules) != 1 || !strings.HasSuffix(blank.Address, "/en/complaints.html") {
		t.Errorf("%+v, %v", blank.Parts[0], err)
	}
	own, err := k.on(lang.EN, plan.Sheet, plan.SheetID(plan.Project, "warm-meals"), 1).complaintSheet()
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, f := range own.Parts[0].Fields[:3] {
		values = append(values, f.Value)
		if len(f.Rules) != 0 {
			t.Errorf("%s has a line to write on", f.Label)
		}
	}
	if want := []string{"Warm meals", "https://tiny.example/en/projects/warm-meals.html", "12345 hotline 12345"}; !slices.Equal(values, want) || own.Address != want[1] || own.QR == blank.QR {
		t.Errorf("%q at %s", values, own.Address)
	}
	if l := k.on(lang.EN, plan.Project, "warm-meals", 1).sheetLink(); l.Href != "../complaint-sheet-project-warm-meals.html" {
		t.Errorf("the project leads to %s", l.Href)
	}
	if l := k.on(lang.EN, plan.Topic, "funding", 1).sheetLink(); l.Href != "../complaint-sheet.html" {
		t.Errorf("a topic leads to %s", l.Href)
	}
	about := map[plan.Kind]int{}
	for _, pg := range k.plan.Pages {
		switch pg.Kind {
		case plan.Organization, plan.Project, plan.Campaign, plan.Story, plan.Dataset, plan.Region:
		default:
			continue
		}
		about[pg.Kind]++
		g := k.at(pg, pg.Edition)
		own := plan.Page{Edition: pg.Edition, Kind: plan.Sheet, ID: plan.SheetID(pg.Kind, pg.ID), Number: 1, Path: plan.Path(pg.Edition, plan.Sheet, plan.SheetID(pg.Kind, pg.ID), 1)}
		if got := g.sheetLink().Href; got != "../"+strings.TrimPrefix(own.Path, string(pg.Edition)+"/") {
			t.Errorf("%s leads to the sheet %s", pg.Path, got)
		}
		name, address, office, ok := k.at(own, own.Edition).sheetAbout()
		if first := k.site.BaseURL + plan.Path(pg.Edition, pg.Kind, pg.ID, 1); !ok || name != g.title() || address != first || office == "" {
			t.Errorf("the sheet about %s: %q, %q, %q", pg.Path, name, address, office)
		}
	}
	if len(about) != 6 {
		t.Errorf("only %v were seen", about)
	}
}

// Duties that are words on a page: here are the words, in both languages.
func TestDutiesInWords(t *testing.T) {
	k := composer(t, sites.Real(t))
	page := map[plan.Kind]func(g *page) any{
		plan.Corrections: func(g *page) any { return g.correctionsPage() },
		plan.Guide:       func(g *page) any { return g.guide() },
		plan.Complaints: func(g *page) any {
			v, err := g.complaints()
			if err != nil {
				t.Error(err)
			}
			return v
		},
	}
	for _, c := range []struct {
		duty   string
		kind   plan.Kind
		zh, en string
	}{
		{"GV-16", plan.Corrections, "发现错误，告诉本站", "Report a mistake"},
		{"GV-18", plan.Complaints, "20 个工作日内，最多延长 20 个工作日", "within 20 working days, at most 20 working days more"},
		{"CP-04", plan.Complaints, "60 日内，最多延长 30 日", "within 60 days, at most 30 days more"},
		{"CP-04", plan.Complaints, "信访工作条例第三十四条", "Regulations on Petition Work, article 34"},
		{"CP-05", plan.Complaints, "任何人不得打击报复", "Nobody may retaliate"},
		{"CP-05", plan.Complaints, "不得把您和投诉内容告诉被投诉的人", "must not tell the person or organization complained about"},
		{"CP-10", plan.Guide, "与投诉慈善组织分开", "apart from complaints about charities"},
		{"CP-10", plan.Guide, "tel:12388", "tel:12388"},
		{"CP-12", plan.Complaints, "也可以复议、诉讼", "reconsideration"},
		{"CP-12", plan.Guide, "政府信息公开条例第四十七条、第五十一条", "Regulations on Open Government Information, articles 47 and 51"},
		{"CP-14", plan.Guide, "志愿服务条例第二十六条", "Regulations on Volunteer Services, article 26"},
		{"CP-15", plan.Complaints, "孩子自己也可以打这些电话", "Children may ring these numbers themselves"},
	} {
		for _, tag := range lang.Editions() {
			words := map[lang.Tag]string{lang.ZH: c.zh, lang.EN: c.en}[tag]
			if said := fmt.Sprintf("%+v", page[c.kind](k.on(tag, c.kind, "", 1))); !strings.Contains(said, words) {
				t.Errorf("%s: the page %s does not say %q", c.duty, plan.Path(tag, c.kind, "", 1), words)
			}
		}
	}
	for _, pg := range k.plan.Pages {
		if pg.Edition == "" {
			continue
		}
		g := k.at(pg, pg.Edition)
		leads := func(links []view.Link, slug string) bool {
			return slices.ContainsFunc(links, func(l view.Link) bool { return l.Href == g.to(plan.Standing, slug) })
		}
		if !leads(g.footer(), "privacy") {
			t.Errorf("PV-12: the footer of %s does not lead to the privacy notice", pg.Path)
		}
		if box, err := g.complaintBox(); pg.Kind == plan.Project && (err != nil || !leads(box.Links, donorRights)) {
			t.Errorf("CP-13: %s does not lead to the rights of donors: %v", pg.Path, err)
		}
	}
}
