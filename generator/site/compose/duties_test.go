package compose

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/duty"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/config"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
	"mingshan/generator/testkit/sites"
)

// realSite is the real site, cleared once for all tests: they only read it.
var realSite struct {
	once    sync.Once
	cleared *release.Cleared
	config  config.Config
}

// disclosing is a composer over the real site with the findings of a day.
func disclosing(t *testing.T, asOf string) *Composer {
	t.Helper()
	realSite.once.Do(func() { realSite.cleared, realSite.config = sites.Real(t).Clear(t) })
	day, err := calendar.Parse(asOf)
	if err != nil {
		t.Fatal(err)
	}
	cleared, cfg := *realSite.cleared, realSite.config
	cleared.AsOf = day
	rules := duty.RulesOf(cfg)
	found := duty.Evaluate(duty.From(&cleared, cfg.Site.Publisher.Kind), rules, day)
	cleared.Tables = append(slices.Clone(cleared.Tables), duty.Table(found, rules, cfg.Site.Publisher.Contact, "CC-BY-4.0", true))
	words, problems := sites.Theme().Words()
	sites.Silent(t, problems)
	k, err := New(&cleared, cfg, plan.New(&cleared), words, Assets{}, nil, Duties{rules, found})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// TestNoWayToGiveElsewhere gives a link only to a platform that is designated on the day, while the campaign runs: never to a
// partner's or the organization's own address, and never after the platform has left.
func TestNoWayToGiveElsewhere(t *testing.T) {
	for _, c := range []struct{ url, host, withdrawn, want string }{
		{"https://give.example/x", "give.example", "", "https://give.example/x"},
		{"https://partner.example/x", "give.example", "", ""},
		{"https://give.example.partner.example/x", "give.example", "", ""},
		{"http://give.example/x", "give.example", "", ""},
		{"https://give.example/x", "give.example", "2026-11-20", ""},
		{"https://give.example/x", "give.example", "2026-11-21", "https://give.example/x"},
		{"", "give.example", "", ""},
		{"https:///x", "", "", ""},
	} {
		g := (&Composer{cleared: &release.Cleared{AsOf: calendar.Date{Year: 2026, Month: 11, Day: 20}}}).on(lang.EN, plan.Campaign, "c", 1)
		g.cleared.Tables = []*release.Table{{Schema: release.Schema{ID: "platforms", Kind: "register", Fields: []release.Field{{ID: "id"}, {ID: "host"}, {ID: "designated_on"}, {ID: "withdrawn_on"}}},
			Rows: []release.Row{{Texts: []string{"p", c.host, "2021-11-15", c.withdrawn}, Cells: make([]release.Cell, 4)}}}}
		x := release.Campaign{Type: "public_fundraising", Start: calendar.Date{Year: 2026, Month: 11, Day: 1}, End: calendar.Date{Year: 2026, Month: 12, Day: 31}}
		x.Fundraising.DonateURL = c.url
		got, note := g.give(x)
		if (got == nil) != (c.want == "") || got != nil && got.Href != c.want || note == "" {
			t.Errorf("%+v: %v, %q", c, got, note)
		}
		x.End = calendar.Date{Year: 2026, Month: 11, Day: 19}
		if got, _ := g.give(x); got != nil {
			t.Errorf("%+v: a link after the end", c)
		}
	}
}

// TestFindingsAreShown looks for every finding of the real site where a reader would: on the page of its record, of its
// organization and of public disclosure in each of its three ways.
func TestFindingsAreShown(t *testing.T) {
	k := disclosing(t, "2026-11-20")
	for _, tag := range lang.Editions() {
		rows := map[string]int{}
		for _, id := range []string{"", plan.ByDuty, plan.ByRegion} {
			p, err := k.on(tag, plan.Disclosure, id, 1).disclosurePage()
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, group := range p.Groups {
				n += len(group.Table.Rows)
				if group.Summary == "" || group.Title == "" {
					t.Errorf("%s %q: %+v", tag, id, group)
				}
			}
			rows[id] = n
			if len(p.Downloads) != 2 || len(p.Waivers.Rows) != 1 || len(p.Facets) != 2 || len(p.Facets[1].Links) != len(p.Groups) {
				t.Errorf("%s %q: downloads, waivers or facets are not whole", tag, id)
			}
			if p.Facets[0].Fold || p.Facets[1].Fold != (len(p.Groups) > mostLinks) || id == plan.ByDuty && !p.Facets[1].Fold {
				t.Errorf("%s %q leads to %d groups, folded: %v", tag, id, len(p.Groups), p.Facets[1].Fold)
			}
			narrows(t, p)
			for _, group := range p.Groups {
				for _, r := range group.Table.Rows { // heads are not seen on a telephone, so a day says what it is
					if day := r.Cells[2]; day.Text != "" && (day.ISO == "" || !strings.HasPrefix(day.Text, map[lang.Tag]string{lang.ZH: "截止 ", lang.EN: "by "}[tag])) {
						t.Errorf("%s %q: a last day is %+v", tag, id, day)
					}
				}
			}
		}
		want := len(k.of(wanting))
		if want < 30 || rows[""] != want || rows[plan.ByDuty] != want || rows[plan.ByRegion] < want {
			t.Errorf("%s: %d findings want somebody, and the pages show %v", tag, want, rows)
		}
		for _, p := range k.cleared.Projects {
			part := k.on(tag, plan.Project, p.Slug, 1).recordDuties("projects/" + p.Slug)
			if n := len(k.of(func(f duty.Finding) bool { return f.Judged() && f.Record.Key() == "projects/"+p.Slug })); n != len(part.Table.Rows)+len(part.Rest.Rows) {
				t.Errorf("%s: %d findings, %d rows", p.Slug, n, len(part.Table.Rows)+len(part.Rest.Rows))
			}
		}
		g := k.on(tag, plan.Disclosure, "", 1)
		for _, f := range k.of(func(f duty.Finding) bool { return f.State == duty.DueSoon }) {
			if says := g.explain(f); !strings.HasPrefix(says, g.s("还没有到期。", "Not due yet. ")) {
				t.Errorf("%s is not due and reads %q", f.Key(), says)
			}
		}
		badge, href := k.on(tag, plan.Home, "", 1).disclosure()
		late := len(k.of(func(f duty.Finding) bool { return f.State == duty.Overdue }))
		missing := len(k.of(func(f duty.Finding) bool { return f.State == duty.NotSupplied }))
		if !strings.Contains(badge.Text, fmt.Sprint(late)) || !strings.Contains(badge.Text, fmt.Sprint(missing)) || !strings.HasSuffix(href, "disclosure.html") {
			t.Errorf("%s: the front page says %q and leads to %s", tag, badge.Text, href)
		}
	}
}

// narrows holds the choices of a page of findings to its rows: each leaves as many as it says, every row is left by one of each
// kind, and a group or a jump to it has the states of its rows.
func narrows(t *testing.T, p *view.Disclosure) {
	t.Helper()
	left, rows := map[string]int{}, 0
	for i, group := range p.Groups {
		states := map[string]bool{}
		for _, r := range group.Table.Rows {
			rows++
			marks := strings.Fields(r.Marks)
			if len(marks) < 3 {
				t.Errorf("%s: a row has the marks %q", group.ID, r.Marks)
				continue
			}
			states[marks[0]] = true
			for _, m := range marks {
				left[m]++
			}
		}
		says := strings.Fields(group.Marks)
		if len(states) == 0 && group.Marks != noMark || len(states) > 0 && len(says) != len(states) || p.Facets[1].Links[i].Marks != group.Marks {
			t.Errorf("%s has rows in %v and says %q, the jump to it %q", group.ID, states, group.Marks, p.Facets[1].Links[i].Marks)
		}
		for _, s := range says {
			if s != noMark && !states[s] {
				t.Errorf("%s says %q and has no such row", group.ID, s)
			}
		}
	}
	states := 0
	for _, kind := range [][]view.Choice{p.Choices.States, p.Choices.Duties, p.Choices.Regions} {
		for _, c := range kind {
			if fmt.Sprint(left[c.Key]) != c.Size {
				t.Errorf("%s leaves %d rows and says %s", c.Key, left[c.Key], c.Size)
			}
		}
	}
	for _, c := range p.Choices.States {
		states += left[c.Key]
	}
	if fmt.Sprint(rows) != p.Choices.Rows || states != rows || len(p.Choices.Duties) < 2 || len(p.Choices.Regions) < 2 || p.Choices.Note == "" {
		t.Errorf("%d rows, %d in a state, choices %+v", rows, states, p.Choices)
	}
}

// TestLongRegistersCanBeSearched: only a register, only where it is long, and a page of several says that it is one.
func TestLongRegistersCanBeSearched(t *testing.T) {
	k := disclosing(t, "2026-11-20")
	sifted := 0
	for id, table := range k.tables {
		rows, _ := k.on(lang.EN, plan.Dataset, id, 1).rows(table)
		if want := table.Schema.Kind == "register" && len(table.Rows) > fewRows; rows.Sift != want {
			t.Errorf("%s, a %s of %d rows: searched is %v", id, table.Schema.Kind, len(table.Rows), rows.Sift)
		}
		if rows.Part != (len(table.Rows) > plan.PerTable) {
			t.Errorf("%s has %d rows: one of several pages is %v", id, len(table.Rows), rows.Part)
		}
		if rows.Sift {
			sifted++
		}
	}
	if stations, _ := k.on(lang.EN, plan.Dataset, "stations", 2).rows(k.tables["stations"]); !stations.Sift || !stations.Part || sifted < 5 {
		t.Errorf("%d registers can be searched, the second page of the stations: %v, %v", sifted, stations.Sift, stations.Part)
	}
}

// TestMemoryIsNotPrinted holds every page's words to what was read.
func TestMemoryIsNotPrinted(t *testing.T) {
	k := disclosing(t, "2026-11-20")
	g := k.on(lang.ZH, plan.Disclosure, plan.ByDuty, 1)
	unread := 0
	for _, f := range k.duties.Findings {
		for _, b := range f.Basis {
			if b.Read == "memory" && !b.Article.IsZero() && strings.Contains(g.basis(f), b.Article.ZH) {
				t.Errorf("%s prints %s", f.Duty.ID, b.Article.ZH)
			}
		}
		if len(f.Cited()) == 0 {
			unread++
			if !strings.Contains(g.basis(f), "待核对") {
				t.Errorf("%s: %q", f.Duty.ID, g.basis(f))
			}
		}
	}
	if unread == 0 {
		t.Error("nothing rests on an article that was not read")
	}
}

// TestCalendars reads the calendars back: every coming deadline once, with the same id in a later build, and no clock.
func TestCalendars(t *testing.T) {
	k := disclosing(t, "2026-11-20")
	coming := len(k.of(func(f duty.Finding) bool { return f.State == duty.Upcoming || f.State == duty.DueSoon }))
	uids := func(k *Composer) map[string]string {
		out := map[string]string{}
		for _, file := range k.Calendars(lang.EN) {
			if file.Path != "en/disclosure.ics" {
				continue
			}
			uid := ""
			for _, line := range strings.Split(strings.ReplaceAll(string(file.Data), "\r\n ", ""), "\r\n") {
				name, value, _ := strings.Cut(line, ":")
				switch name {
				case "UID":
					uid = value
				case "DTSTART;VALUE=DATE":
					out[uid] = value
				case "DTSTAMP":
					if want := strings.ReplaceAll(k.cleared.AsOf.String(), "-", "") + "T000000Z"; value != want {
						t.Fatalf("DTSTAMP %s, want %s", value, want)
					}
				}
			}
		}
		return out
	}
	first := uids(k)
	if len(first) != coming || coming < 40 {
		t.Errorf("%d events for %d deadlines", len(first), coming)
	}
	files := k.Calendars(lang.ZH)
	if len(files) != 1+len(k.cleared.Organizations) {
		t.Errorf("%d calendars", len(files))
	}
	for _, file := range files {
		text := string(file.Data)
		for _, begin := range []string{"BEGIN:VCALENDAR\r\n", "VERSION:2.0\r\n", "PRODID:", "BEGIN:VTIMEZONE\r\n"} {
			if strings.Count(text, begin) != 1 {
				t.Errorf("%s: %q stands there %d times", file.Path, begin, strings.Count(text, begin))
			}
		}
		if !strings.HasSuffix(text, "END:VCALENDAR\r\n") || strings.Count(text, "\n") != strings.Count(text, "\r\n") ||
			strings.Count(text, "BEGIN:VEVENT") != strings.Count(text, "\r\nUID:") || strings.Count(text, "BEGIN:VEVENT") != strings.Count(text, "\r\nDTSTAMP:") {
			t.Errorf("%s is no calendar of RFC 5545", file.Path)
		}
	}
	later := disclosing(t, "2026-11-21")
	for uid, day := range uids(later) {
		if was, ok := first[uid]; ok && was != day {
			t.Errorf("%s moved from %s to %s", uid, was, day)
		}
	}
	if len(first) == 0 || len(uids(later)) < len(first)-3 {
		t.Error("a day later most deadlines are the same")
	}
}

// TestLongLinesFold cuts lines at 75 octets and never inside a character.
func TestLongLinesFold(t *testing.T) {
	for n := range 120 {
		var c ics
		text := strings.Repeat("慈a", n)
		c.text("SUMMARY", text)
		for _, line := range strings.Split(strings.TrimSuffix(c.String(), "\r\n"), "\r\n") {
			if len(line) > 75 || strings.ToValidUTF8(line, "?") != line {
				t.Fatalf("%d octets: %q", len(line), line)
			}
		}
		if back := strings.ReplaceAll(c.String(), "\r\n ", ""); back != "SUMMARY:"+text+"\r\n" {
			t.Fatalf("reads back as %q", back)
		}
	}
	var c ics
	c.text("X", `a,b;c\d`+"\n")
	if c.String() != `X:a\,b\;c\\d\n`+"\r\n" {
		t.Errorf("%q", c.String())
	}
}

// TestWhatIsLackingIsNamed tells a record that was supplied and is not complete from one that was never supplied, and says in
// words what it lacks.
func TestWhatIsLackingIsNamed(t *testing.T) {
	k := disclosing(t, "2026-11-20")
	g := k.on(lang.EN, plan.Disclosure, "", 1)
	said := map[string]string{}
	for _, f := range k.duties.Findings {
		if f.Open() {
			said[f.Duty.ID+" "+f.Record.Key()] = g.explain(f)
		}
	}
	for key, want := range map[string]string{
		"CH-13 org_events/sm-shibi-related-2026":   "The record supplied to this portal is not complete yet. Charity China prevails. It lacks: related party",
		"FR-03 campaigns/typhoon-response-2026":    "The record supplied to this portal is not complete yet. Charity China prevails. It lacks: Cost of the appeal, What becomes of what is left.",
		"CH-12 org_events/jj-overseas-invest-2026": "The record supplied to this portal is not complete yet. Charity China prevails. It lacks: ",
		"CH-07 projects/able-hands":                "No record was supplied to this portal: ",
		"CH-02.1 organizations/zz-youxiang":        "No record was supplied to this portal: ",
	} {
		if !strings.HasPrefix(said[key], want) || strings.Contains(want, "No record") && strings.Contains(said[key], "It lacks") {
			t.Errorf("%s: %q, want %q", key, said[key], want)
		}
	}
}

// TestKeptDutiesAreShown looks for every duty that a check holds on the page of findings by duty, with its words and its articles
// in the page's language; what is cited from memory is not.
func TestKeptDutiesAreShown(t *testing.T) {
	k := disclosing(t, "2026-11-20")
	for _, tag := range lang.Editions() {
		at := func(id string) *view.Disclosure {
			v, err := k.on(tag, plan.Disclosure, id, 1).disclosurePage()
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		if n := len(at("").Kept.Rows) + len(at(plan.ByRegion).Kept.Rows); n > 0 {
			t.Errorf("%s: %d kept duties on the pages by organization and region", tag, n)
		}
		rows := at(plan.ByDuty).Kept.Rows
		for _, d := range k.duties.Rules.Duties.Duties {
			if d.Check == "" {
				continue
			}
			i := slices.IndexFunc(rows, func(r view.Row) bool { return r.Head.Text == d.ID+" "+d.Title.In(tag) })
			if i < 0 || rows[i].Cells[0].Text != d.Wording.In(tag) || rows[i].Cells[1].Text == "" {
				t.Errorf("%s: %s is not shown", tag, d.ID)
				continue
			}
			for _, b := range d.Basis {
				law, cited := k.duties.Rules.Law(b.Law).In(tag), rows[i].Cells[1].Text
				if b.Law == duty.OwnRules && cited != law || b.Law != duty.OwnRules && strings.Contains(cited, law) != (b.Read != "memory") {
					t.Errorf("%s: %s, whose text is %s, is cited as %q", tag, d.ID, b.Read, cited)
				}
			}
		}
	}
}
