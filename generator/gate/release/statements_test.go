package release

import (
	"fmt"
	"strings"
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/ledger"
	"mingshan/generator/input/content"
)

const publishedRegister = "published: true\n"

// grants is a published register, and the register of corrections, published too.
func grants(rows, correction string, more ...string) folder {
	d := corrected(correction)
	d["data/registers/corrections.yaml"] = append(d["data/registers/corrections.yaml"], publishedRegister...)
	d.put("registers", "grants", "id", field("id", "string", "required: true")+field("name", "string")+field("decided", "date")+field("size", "integer")+field("url", "url")+field("status", "string", "living: true")+
		field("ref", "string", "role: private"), "id,name,decided,size,url,status,ref\n"+rows, append(more, publishedRegister)...)
	return d
}

// Every word, date, code and number of a published register changes by a correction only; what is meant to move, addresses
// and private columns may change, and rows and values may come.
func TestWordsOfRegisters(t *testing.T) {
	const a, b = "a,roof,2026-03-01,7,https://a.example/,open,k1\n", "b,well,,,,open,k2\n"
	before := read(t, grants(a+b, "").publish(t, nil))
	explain := func(field string) string {
		return "1,dataset,grants,a," + field + ",2026-11-20,,,改了,changed,因,why,"
	}
	for _, x := range []struct{ name, rows, correction, want string }{
		{"nothing", a + b, "", ""},
		{"another order and a row more", b + "c,road,2026-04-01,2,,open,k3\n" + a, "", ""},
		{"what is meant to move", "a,roof,2026-03-01,7,https://b.example/,closed,k9\n" + b, "", ""},
		{"a value that comes", a + "b,well,2026-05-01,3,,open,k2\n", "", ""},
		{"another word", strings.Replace(a, "roof", "bridge", 1) + b, "", "gate/uncorrected"},
		{"another day", strings.Replace(a, "03-01", "03-02", 1) + b, "", "gate/uncorrected"},
		{"another number", strings.Replace(a, ",7,", ",8,", 1) + b, "", "gate/uncorrected"},
		{"a word that goes", strings.Replace(a, "roof", "", 1) + b, "", "gate/uncorrected"},
		{"another word with a correction", strings.Replace(a, "roof", "bridge", 1) + b, explain("name"), ""},
		{"another word with a correction of another field", strings.Replace(a, "roof", "bridge", 1) + b, explain("decided"), "gate/uncorrected"},
		{"another word with a correction of before", strings.Replace(a, "roof", "bridge", 1) + b, strings.Replace(explain("name"), "11-20", "11-19", 1), "gate/uncorrected"},
		{"another word with a correction of tomorrow", strings.Replace(a, "roof", "bridge", 1) + b, strings.Replace(explain("name"), "11-20", "11-21", 1), "gate/uncorrected"},
		{"a row that goes", b, "", "gate/gone"},
		{"a row that goes with a correction of one of its fields", b, explain("name"), "gate/gone"},
		{"a row that goes with a correction of its key", b, explain("id"), ""},
	} {
		_, problems := grants(x.rows, x.correction).after(t, before)
		if got := tell(t, problems); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
	_, problems := grants(strings.Replace(a, "roof", "bridge", 1)+b, "").after(t, before)
	p := problems.Sorted()[0]
	if p.File != "data/registers/grants.csv" || p.Line != 2 || p.Column != 3 || !strings.Contains(p.Text.EN, `"name"`) || strings.Contains(p.Text.EN+p.Hint.EN, "roof") || strings.Contains(p.Text.EN+p.Hint.EN, "bridge") ||
		!strings.Contains(p.Hint.EN, "target_kind=dataset, target=grants, record=a, field=name") {
		t.Errorf("%+v", p)
	}
	for _, c := range before.Cells() {
		if c.Measure == "ref" || c.Measure == "status" || c.Measure == "url" || c.Dataset == "grants" && c.Measure == "id" {
			t.Errorf("the ledger keeps %+v", c)
		}
	}
	// A register that moves as a whole, and one that is published no longer.
	moving := read(t, grants(a+b, "", "living: true\n").publish(t, nil))
	if _, problems := grants("c,road,,,,,\n", "", "living: true\n").after(t, moving); tell(t, problems) != "" {
		t.Errorf("a register whose rows come and go: %s", tell(t, problems))
	}
	if _, problems := grants(a+b, "", "living: true\n").after(t, before); tell(t, problems) != "" {
		t.Errorf("a register that was found to move: %s", tell(t, problems))
	}
	hidden := grants(a+b, "")
	hidden["data/registers/grants.yaml"] = []byte(strings.Replace(string(hidden["data/registers/grants.yaml"]), publishedRegister, "", 1))
	if _, problems := hidden.after(t, before); !strings.Contains(tell(t, problems), "gate/gone") {
		t.Errorf("a register that is published no longer: %q", tell(t, problems))
	}
}

// Of people nothing is kept, not even a digest: who withdraws consent is gone from everywhere.
func TestLedgerKeepsNoPeople(t *testing.T) {
	consent := func(withdrawn string) folder {
		d := data()
		d.put("registers", "helpers", "id", field("id", "string", "required: true")+field("name", "string")+field("consent_scope", "string")+field("consent_granted", "date")+field("consent_expires", "date")+field("consent_withdrawn", "date"),
			"id,name,consent_scope,consent_granted,consent_expires,consent_withdrawn\nx,Canary,web name,2026-01-01,2027-01-01,"+withdrawn+"\n", publishedRegister)
		return d
	}
	before := consent("").publish(t, nil)
	for _, f := range before {
		if strings.Contains(string(f.Data), "helpers") {
			t.Errorf("the ledger has a row of a person:\n%s", f.Data)
		}
	}
	if _, problems := consent("2026-11-20").after(t, read(t, before)); tell(t, problems) != "" {
		t.Errorf("a withdrawn consent: %s", tell(t, problems))
	}
}

// A correction explains the change that it was published with, and no later one of the same day or after.
func TestCorrectionExplainsOneRelease(t *testing.T) {
	const row, one, two = "a,roof,2026-03-01,7,,open,k1\n", "1,dataset,grants,a,name,2026-11-20,roof,bridge,,,因,why,", "2,dataset,grants,a,name,2026-11-20,bridge,tower,,,因,why,"
	files := grants(row, "").publish(t, nil)
	files = grants(strings.Replace(row, "roof", "bridge", 1), one).publish(t, files)
	before := read(t, files)
	if _, problems := grants(strings.Replace(row, "roof", "bridge", 1), one).after(t, before); tell(t, problems) != "" {
		t.Errorf("nothing changed: %s", tell(t, problems))
	}
	if _, problems := grants(strings.Replace(row, "roof", "tower", 1), one).after(t, before); tell(t, problems) != "gate/uncorrected" {
		t.Errorf("a second change with the first correction: %q", tell(t, problems))
	}
	if _, problems := grants(strings.Replace(row, "roof", "tower", 1), one+"\n"+two).after(t, before); tell(t, problems) != "" {
		t.Errorf("a second change with a second correction: %s", tell(t, problems))
	}
	if _, problems := grants(strings.Replace(row, "roof", "bridge", 1), strings.Replace(one, "why", "because", 1)).after(t, before); tell(t, problems) != "gate/uncorrected" {
		t.Errorf("a correction that says something else now: %q", tell(t, problems))
	}
	if _, problems := grants(strings.Replace(row, "roof", "bridge", 1), "").after(t, before); tell(t, problems) != "gate/gone" {
		t.Errorf("a correction that is gone: %q", tell(t, problems))
	}
}

// meals is a project, and week a campaign that raises money.
func meals(t *testing.T, standard string) content.Project {
	t.Helper()
	doc, problems := facts.Parse("content/projects/meals/project.yaml", []byte("title: {zh: 甲, en: a}\nstandards:\n  zh: 每天一餐\n  en: One meal a day\n"))
	silent(t, problems)
	return content.Project{Entry: content.Entry{Kind: "project", Slug: "meals", Facts: doc, Place: doc.Place()}, Title: lang.Text{ZH: "甲", EN: "a"}, Field: "fulao", Organization: "o", Regions: []string{"350100", "350200"},
		Status: "running", Start: on(2025, 1, 1), Standards: lang.Text{ZH: "每天一餐", EN: standard}}
}

func week(t *testing.T, filing string) content.Campaign {
	t.Helper()
	doc, problems := facts.Parse("content/campaigns/week/campaign.yaml", []byte("type: public_fundraising\nfundraising:\n  filing_no: a\n"))
	silent(t, problems)
	return content.Campaign{Entry: content.Entry{Kind: "campaign", Slug: "week", Facts: doc, Place: doc.Place()}, Type: "public_fundraising", Start: on(2026, 1, 1), End: on(2026, 3, 1), Fundraising: content.Fundraising{FilingNo: filing}}
}

// What readers rely on in a project or campaign changes by a correction only, each fact by its own; an entry that was
// published may not be lost without a word.
func TestFactsOfEntries(t *testing.T) {
	corpus := func(change func(*content.Project, *content.Campaign)) content.Corpus {
		p, c := meals(t, "One meal a day"), week(t, "a")
		change(&p, &c)
		return content.Corpus{Projects: []content.Project{p}, Campaigns: []content.Campaign{c}}
	}
	same := func(*content.Project, *content.Campaign) {}
	clear := func(c content.Corpus, correction string, before *ledger.Ledger) (*Cleared, string, string) {
		out, problems := Clear(corrected(correction).set(t), c, wide(), before, asOf(), noPicture)
		var hints, places []string
		for _, p := range problems.Sorted() {
			hints, places = append(hints, p.Text.EN+" "+p.Hint.EN), append(places, fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column))
		}
		return out, tell(t, problems), strings.Join(append(hints, places...), "\n")
	}
	out, _, _ := clear(corpus(same), "", nil)
	more, _, err := (&ledger.Ledger{}).Record(asOf(), "rules", out.Published())
	if err != nil {
		t.Fatal(err)
	}
	var files []ledger.File
	for _, f := range more {
		files = append(files, ledger.File(f))
		if strings.Contains(string(f.Data), "meal a day") {
			t.Error("the ledger holds words of a fact")
		}
	}
	before := read(t, files)
	for _, x := range []struct {
		name             string
		change           func(*content.Project, *content.Campaign)
		correction, want string
	}{
		{"nothing", same, "", ""},
		{"another order of regions", func(p *content.Project, _ *content.Campaign) { p.Regions = []string{"350200", "350100"} }, "", ""},
		{"the status, the title and the day of the update", func(p *content.Project, _ *content.Campaign) {
			p.Status, p.Title.EN, p.Updated = "closed", "b", asOf()
		}, "", ""},
		{"an end that comes", func(p *content.Project, _ *content.Campaign) { p.End = on(2027, 1, 1) }, "", ""},
		{"another standard in one language", func(p *content.Project, _ *content.Campaign) { p.Standards.EN = "Two meals a day" }, "", "gate/uncorrected"},
		{"another standard with a correction", func(p *content.Project, _ *content.Campaign) { p.Standards.EN = "Two meals a day" }, "1,project,meals,,standards,2026-11-20,,,改了,changed,因,why,", ""},
		{"another standard with a correction of another project", func(p *content.Project, _ *content.Campaign) { p.Standards.EN = "Two meals a day" }, "1,project,meal,,standards,2026-11-20,,,改了,changed,因,why,", "gate/uncorrected"},
		{"another start", func(p *content.Project, _ *content.Campaign) { p.Start = on(2025, 1, 2) }, "", "gate/uncorrected"},
		{"another organization", func(p *content.Project, _ *content.Campaign) { p.Organization = "q" }, "", "gate/uncorrected"},
		{"a region less", func(p *content.Project, _ *content.Campaign) { p.Regions = p.Regions[:1] }, "", "gate/uncorrected"},
		{"another filing number", func(_ *content.Project, c *content.Campaign) { c.Fundraising.FilingNo = "b" }, "", "gate/uncorrected"},
		{"no filing number any more", func(_ *content.Project, c *content.Campaign) { c.Fundraising.FilingNo = "" }, "1,campaign,week,,filing_no,2026-11-20,a,,,,因,why,", ""},
		{"two facts", func(p *content.Project, c *content.Campaign) { p.Start, c.End = on(2024, 1, 1), on(2026, 4, 1) }, "1,campaign,week,,end,2026-11-20,a,b,,,因,why,", "gate/uncorrected"},
	} {
		if _, got, _ := clear(corpus(x.change), x.correction, before); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
	_, _, told := clear(corpus(func(p *content.Project, _ *content.Campaign) { p.Standards.EN = "Two meals a day" }), "", before)
	if !strings.Contains(told, "content/projects/meals/project.yaml:3:3") || !strings.Contains(told, `"standards"`) || !strings.Contains(told, "target_kind=project, target=meals, record empty, field=standards") || strings.Contains(told, "meals a day") {
		t.Error(told)
	}
	gone := content.Corpus{Campaigns: corpus(same).Campaigns}
	if _, got, told := clear(gone, "", before); got != "gate/gone" || !strings.Contains(told, "content/projects/meals") || !strings.Contains(told, "field=entry") {
		t.Errorf("a project that is gone: %q %s", got, told)
	}
	if _, got, _ := clear(gone, "1,project,meals,,entry,2026-11-20,,,不再公布,published no longer,因,why,", before); got != "" {
		t.Errorf("a project that is gone, with a correction: %q", got)
	}
}

// A correction of a story or notice is on the site while the story or notice is, and no release remembers it.
func TestCorrectionsOfStoriesAndNotices(t *testing.T) {
	const rows = "1,story,s,,title,2026-10-09,,,Canary改,Canary what,因,Canary why,\n2,notice,n,,text,2026-10-09,,,Canary改,Canary what,因,Canary why,\n3,topic,t,,text,2026-10-09,,,改,what,因,why,"
	make := func(withdrawn, expires calendar.Date) (*Cleared, string) {
		d := corrected(rows)
		d["data/registers/corrections.yaml"] = append(d["data/registers/corrections.yaml"], publishedRegister...)
		s := story(t, "s")
		s.Consent.Withdrawn = withdrawn
		notice := content.Notice{Entry: content.Entry{Kind: "notice", Slug: "n", Facts: s.Facts}, Date: on(2026, 10, 1), Expires: expires}
		out, problems := Clear(d.set(t), content.Corpus{Stories: []content.Story{s}, Notices: []content.Notice{notice}}, wide(), nil, asOf(), noPicture)
		_ = problems // the pictures cannot be read here
		table, _ := out.Table("corrections")
		var ids, words []string
		for _, c := range out.Corrections {
			ids = append(ids, c.ID)
		}
		for _, r := range table.Rows {
			words = append(words, r.Texts[0])
		}
		if strings.Join(ids, "") != strings.Join(words, "") {
			t.Errorf("pages have the corrections %v, the dataset %v", ids, words)
		}
		return out, strings.Join(ids, "")
	}
	never := calendar.Date{}
	for _, x := range []struct {
		withdrawn, expires calendar.Date
		want               string
	}{{never, never, "123"}, {on(2026, 11, 20), never, "23"}, {on(2026, 11, 21), never, "123"}, {never, on(2026, 11, 19), "13"}, {on(2026, 11, 1), on(2026, 11, 1), "3"}} {
		out, got := make(x.withdrawn, x.expires)
		if got != x.want {
			t.Errorf("withdrawn %s, expired %s: corrections %s, want %s", x.withdrawn, x.expires, got, x.want)
		}
		for _, c := range out.Published() {
			if c.Dataset == correctionsRegister && c.At != "3" {
				t.Errorf("the ledger would keep %+v", c)
			}
		}
	}
}
