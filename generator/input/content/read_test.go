package content_test

import (
	"maps"
	"strings"
	"testing"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
	"mingshan/generator/input/content"
	"mingshan/generator/input/source"
)

const (
	project = `title: {zh: 新叶济困金, en: New Leaf Fund}
summary: {zh: 甲, en: a}
field: jikun
level: province
organization: fjcf
regions: ["350000"]
status: running
start: 2025-01-01
end: 2026-12-31
beneficiaries: {zh: 甲, en: a}
standards: {zh: 甲, en: a}
how_to_apply: {zh: 甲, en: a}
contact: {zh: 甲, en: a}
milestones:
  - date: 2025-03-01
    text: {zh: 甲, en: a}
    done: true
topics: [funding]
charity_china: https://charity.example/1
pictures:
  - file: cover.png
    alt: {zh: 甲, en: a}
    people: none
updated: 2026-11-01
`
	story = `title: {zh: 第一声, en: First Sound}
summary: {zh: 甲, en: a}
date: 2026-05-01
project: egret-hearing
region: "350200"
field: zhucan
subject:
  kind: person
  pseudonym: {zh: 小林（化名）, en: Xiaolin (a pseudonym)}
  age_band: 7-13
  minor: true
consent:
  scope: [text, web]
  granted: 2026-04-01
  expires: 2028-04-01
  guardian: true
  reference: demo-consent-01
`
	topic = `title: {zh: 双向转介, en: Two-way referral}
summary: {zh: 甲, en: a}
clause: 2
policy: mmj-2024-117
responsible: {zh: 甲, en: a}
key_figures:
  - label: {zh: 甲, en: a}
    dataset: referrals
    field: helped
    where: {direction: gov2charity}
    period: 2026Q3
figures: [referrals/trend]
updated: 2026-11-01
`
	notice = `title: {zh: 甲, en: a}
summary: {zh: 甲, en: a}
type: update
date: 2026-11-10
expires: 2026-12-01
`
	campaign = `title: {zh: 甲, en: a}
summary: {zh: 甲, en: a}
type: publicity
organization: fjcf
start: 2026-09-01
end: 2026-09-07
regions: ["350000"]
updated: 2026-09-08
`
	page = `title: {zh: 关于, en: About}
summary: {zh: 甲, en: a}
updated: 2026-11-01
`
)

// corpus is one good entry of each kind.
func corpus() map[string]string {
	files := map[string]string{
		"content/site.yaml":                        "not read here",
		"content/projects/new-leaf-fund/cover.png": "png",
		"data/codes/fields.csv":                    "not read here",
	}
	for path, text := range map[string]string{
		"projects/new-leaf-fund/project": project, "stories/first-sound/story": story, "topics/two-way-referral/topic": topic,
		"notices/2026-data/notice": notice, "campaigns/charity-week-2026/campaign": campaign, "pages/about/page": page,
	} {
		folder := "content/" + path[:strings.LastIndex(path, "/")]
		files["content/"+path+".yaml"] = text
		files[folder+"/zh.md"] = "正文。\n"
		files[folder+"/en.md"] = "Text.\n"
	}
	return files
}

func read(files map[string]string) (content.Corpus, []diag.Problem) {
	data := map[string][]byte{}
	for path, text := range files {
		data[path] = []byte(text)
	}
	c, problems := content.Read(source.Make(data))
	return c, problems.Sorted()
}

func TestReadsEveryKind(t *testing.T) {
	files := corpus()
	files["content/pages/a-b/page.yaml"] = page
	files["content/pages/a-b/zh.md"], files["content/pages/a-b/en.md"] = "字", "word"
	files["content/pages/a/page.yaml"] = page
	files["content/pages/a/zh.md"], files["content/pages/a/en.md"] = "字", "word"
	c, problems := read(files)
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	if len(c.Projects) != 1 || len(c.Stories) != 1 || len(c.Topics) != 1 || len(c.Notices) != 1 || len(c.Campaigns) != 1 || len(c.Pages) != 3 {
		t.Fatalf("corpus: %+v", c)
	}
	p := c.Projects[0]
	if p.Kind != "project" || p.Slug != "new-leaf-fund" || p.Place.File != "content/projects/new-leaf-fund/project.yaml" {
		t.Errorf("entry: %+v", p.Entry)
	}
	if p.Title.EN != "New Leaf Fund" || p.Regions[0] != "350000" || p.Milestones[0].Date.String() != "2025-03-01" || !p.Milestones[0].Done {
		t.Errorf("project: %+v", p)
	}
	if got := p.Prose[lang.ZH].Plain(); got != "正文。" {
		t.Errorf("prose: %q", got)
	}
	if at := p.Facts.Place("pictures", 0, "file"); at.Line != 21 || at.Column != 11 {
		t.Errorf("place of a value: %v", at)
	}
	if k := c.Topics[0].KeyFigures[0]; k.Where["direction"] != "gov2charity" || k.Period != "2026Q3" {
		t.Errorf("key figure: %+v", k)
	}
	if got := c.Pages[0].Slug + " " + c.Pages[1].Slug + " " + c.Pages[2].Slug; got != "a a-b about" {
		t.Errorf("order of slugs: %s", got)
	}
}

func TestFactsRefused(t *testing.T) {
	const (
		pj = "content/projects/new-leaf-fund/project.yaml"
		st = "content/stories/first-sound/story.yaml"
		tp = "content/topics/two-way-referral/topic.yaml"
		nt = "content/notices/2026-data/notice.yaml"
		cp = "content/campaigns/charity-week-2026/campaign.yaml"
	)
	for _, c := range []struct {
		file, from, to, code string
		line, column         int
	}{
		{pj, "level: province", "level: provinse", "content/value", 4, 8},
		{pj, "status: running", "status: done", "content/value", 7, 9},
		{pj, "end: 2026-12-31", "end: 2024-12-31", "content/date-order", 9, 6},
		{pj, `["350000"]`, "[]", "content/list-empty", 6, 10},
		{pj, `["350000"]`, "[a, b, a]", "content/list-twice", 6, 17},
		{pj, "https://charity.example/1", "charity.example", "content/url", 19, 16},
		{pj, "people: none", "people: some", "content/value", 23, 13},
		{pj, "file: cover.png", "file: other.png", "content/picture-missing", 21, 11},
		{pj, "file: cover.png", "file: ../x.png", "content/picture-name", 21, 11},
		{pj, "file: cover.png", "file: Cover.png", "content/picture-name", 21, 11},
		{pj, "organization: fjcf\n", "", "facts/missing-key", 1, 1},
		{st, "kind: person", "kind: persona", "content/value", 8, 9},
		{st, "minor: true", "minor: false", "content/minor", 10, 13},
		{st, "age_band: 7-13", "age_band: 18-39", "content/minor", 10, 13},
		{st, "guardian: true", "guardian: false", "content/guardian", 13, 3},
		{st, "[text, web]", "[text, film]", "content/value", 13, 17},
		{st, "[text, web]", "[]", "content/list-empty", 13, 10},
		{st, "expires: 2028-04-01", "expires: 2026-04-01", "content/date-order", 15, 12},
		{st, "guardian: true", "guardian: true\n  withdrawn: 2026-03-01", "content/date-order", 17, 14},
		{tp, "clause: 2", "clause: 11", "content/clause", 3, 9},
		{tp, "clause: 2", "clause: 0", "content/clause", 3, 9},
		{tp, "period: 2026Q3", "period: soon", "figure/period", 11, 13},
		{tp, "[referrals/trend]", "[referrals.trend]", "content/chart-form", 12, 11},
		{nt, "type: update", "type: news", "content/value", 3, 7},
		{nt, "expires: 2026-12-01", "expires: 2026-11-09", "content/date-order", 5, 10},
		{cp, "type: publicity", "type: drive", "content/value", 3, 7},
		{cp, "end: 2026-09-07", "end: 2026-08-31", "content/date-order", 6, 6},
	} {
		files := corpus()
		if !strings.Contains(files[c.file], c.from) {
			t.Fatalf("%s does not contain %q", c.file, c.from)
		}
		files[c.file] = strings.Replace(files[c.file], c.from, c.to, 1)
		_, problems := read(files)
		found := false
		for _, p := range problems {
			found = found || p.File == c.file && p.Code == c.code && p.Line == c.line && p.Column == c.column
		}
		if !found {
			t.Errorf("%q: no %s at %d:%d in %v", c.to, c.code, c.line, c.column, problems)
		}
	}
}

func TestFilesRefused(t *testing.T) {
	const p = "content/projects/new-leaf-fund/"
	for _, c := range []struct {
		name, add, remove string
		file, code        string
	}{
		{"prose missing", "", p + "en.md", p + "en.md", "content/missing-file"},
		{"facts missing", "", p + "project.yaml", p + "project.yaml", "content/missing-file"},
		{"picture not declared", p + "other.jpg", "", p + "other.jpg", "content/picture-undeclared"},
		{"facts of another kind", p + "story.yaml", "", p + "story.yaml", "content/stray-file"},
		{"prose of another language", p + "fr.md", "", p + "fr.md", "content/stray-file"},
		{"folder in an entry", p + "more/zh.md", "", p + "more/zh.md", "content/stray-file"},
		{"file beside the entries", "content/projects/zh.md", "", "content/projects/zh.md", "content/stray-file"},
		{"file beside the kinds", "content/zh.md", "", "content/zh.md", "content/stray-file"},
		{"unknown kind", "content/project/x/zh.md", "", "content/project/x/zh.md", "content/stray-folder"},
		{"slug in capitals", "content/pages/About-Us/page.yaml", "", "content/pages/About-Us", "content/slug"},
		{"slug in Chinese", "content/pages/关于/page.yaml", "", "content/pages/关于", "content/slug"},
		{"slug with two hyphens", "content/pages/a--b/page.yaml", "", "content/pages/a--b", "content/slug"},
		{"slug too long", "content/pages/" + strings.Repeat("a", 61) + "/page.yaml", "", "content/pages/" + strings.Repeat("a", 61), "content/slug"},
		{"page in a section's place", "content/pages/projects/page.yaml", "", "content/pages/projects", "content/slug-taken"},
		{"entry in the list's place", "content/notices/index/notice.yaml", "", "content/notices/index", "content/slug-taken"},
	} {
		files := corpus()
		if c.add != "" {
			files[c.add] = page
		}
		delete(files, c.remove)
		_, problems := read(files)
		found := false
		for _, got := range problems {
			found = found || got.File == c.file && got.Code == c.code
			if got.Text.ZH == "" || got.Text.EN == "" {
				t.Errorf("%s: incomplete problem %+v", c.name, got)
			}
		}
		if !found {
			t.Errorf("%s: no %s at %s in %v", c.name, c.code, c.file, problems)
		}
	}
}

func TestEmptyProse(t *testing.T) {
	for _, text := range []string{"", "\n\n", "   \n"} {
		files := corpus()
		files["content/pages/about/zh.md"] = text
		if _, problems := read(files); len(problems) != 1 || problems[0].File != "content/pages/about/zh.md" {
			t.Errorf("%q: %v", text, problems)
		}
	}
}

func TestPictureOfPeopleNeedsConsent(t *testing.T) {
	files := corpus()
	const file = "content/stories/first-sound/story.yaml"
	files[file] += "pictures:\n  - file: a.png\n    alt: {zh: 甲, en: a}\n    people: consented\n"
	files["content/stories/first-sound/a.png"] = "png"
	if _, problems := read(files); len(problems) != 1 || problems[0].Code != "content/picture-consent" || problems[0].Line != 21 {
		t.Errorf("problems: %v", problems)
	}
	files[file] = strings.Replace(files[file], "[text, web]", "[text, web, picture]", 1)
	if _, problems := read(files); len(problems) != 0 {
		t.Errorf("with consent: %v", problems)
	}
	files[file] += "  - file: a.png\n    alt: {zh: 甲, en: a}\n    people: none\n"
	if _, problems := read(files); len(problems) != 1 || problems[0].Code != "content/picture-twice" {
		t.Errorf("declared twice: %v", problems)
	}
}

func TestBrokenFactsAreReportedOnce(t *testing.T) {
	files := corpus()
	files["content/stories/first-sound/story.yaml"] = "title: [\n"
	c, problems := read(files)
	if len(problems) != 1 || problems[0].Code != "facts/syntax" {
		t.Errorf("problems: %v", problems)
	}
	if len(c.Stories) != 1 || c.Stories[0].Slug != "first-sound" {
		t.Error("the entry is gone, so links to it would be reported as well")
	}
}

func TestPicturesOfUnreadableFactsAreNotUndeclared(t *testing.T) {
	const file = "content/projects/new-leaf-fund/project.yaml"
	for name, spoil := range map[string]func(map[string]string){
		"facts/syntax": func(files map[string]string) {
			files[file] = strings.Replace(project, "field: jikun", "field：jikun", 1)
		},
		"facts/empty-file":     func(files map[string]string) { files[file] = "" },
		"content/missing-file": func(files map[string]string) { delete(files, file) },
	} {
		files := corpus()
		spoil(files)
		if _, problems := read(files); len(problems) != 1 || problems[0].Code != name {
			t.Errorf("%s: the editor is told %v", name, problems)
		}
	}
}

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"about", "a--b", "关于", "-a", "a-", "..", "a b", "index", "A", ""} {
		f.Add(s)
	}
	base := corpus()
	f.Fuzz(func(t *testing.T, slug string) {
		files := maps.Clone(base)
		folder := "content/pages/" + slug + "/"
		files[folder+"page.yaml"], files[folder+"zh.md"], files[folder+"en.md"] = page, "字", "word"
		c, problems := read(files)
		if len(problems) > 0 {
			return
		}
		for _, p := range c.Pages {
			if p.Slug == "" || strings.Trim(p.Slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" ||
				strings.Contains(p.Slug, "--") || strings.HasPrefix(p.Slug, "-") || strings.HasSuffix(p.Slug, "-") {
				t.Errorf("accepted %q", p.Slug)
			}
		}
	})
}
