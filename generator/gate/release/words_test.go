package release

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/pixels"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
)

const reference = "consent-ledger-7919333"

func on(year, month, day int) calendar.Date {
	return calendar.Date{Year: year, Month: month, Day: day}
}

// story is one with valid consent, and a facts file that holds the consent's reference as an editor's would.
func story(t testing.TB, slug string) content.Story {
	t.Helper()
	doc, problems := facts.Parse("content/stories/"+slug+"/story.yaml", []byte("consent:\n  reference: "+reference+"\n"))
	silent(t, problems)
	return content.Story{
		Entry: content.Entry{Kind: "story", Slug: slug, Facts: doc, Place: doc.Place()},
		Title: lang.Text{ZH: "甲", EN: "a"}, Date: on(2026, 5, 1), Region: "350200", Field: "zhucan", Project: "p", Topics: []string{"funding"},
		Subject: content.Subject{Kind: "person", Pseudonym: lang.Text{ZH: "小林（化名）", EN: "Xiaolin (a pseudonym)"}, AgeBand: "18-39"},
		Consent: content.Consent{Scope: []string{"text", "web", "picture"}, Granted: on(2026, 4, 1), Expires: on(2028, 4, 1), Reference: reference},
		Pictures: []content.Picture{
			{File: "cover.png", People: "none"}, {File: "face.jpg", People: "consented"}, {File: "back.jpg", People: "back-view"},
		},
	}
}

// clearWords clears a corpus with no tables; every picture is one pixel.
func clearWords(corpus content.Corpus) (*Cleared, string) {
	out, problems := Clear(dataset.Set{}, corpus, rules(), nil, asOf(), func(string) (pixels.Set, error) { return pixels.Set{Ext: "png"}, nil })
	var b bytes.Buffer
	for _, p := range problems.Sorted() {
		b.WriteString(p.Code + " " + p.Severity.String() + "\n")
	}
	return out, strings.TrimSpace(b.String())
}

func TestStoryNeedsConsentThatIsValidOnTheDay(t *testing.T) {
	for _, x := range []struct {
		name   string
		change func(*content.Consent)
		shown  bool
	}{
		{"valid", func(*content.Consent) {}, true},
		{"begins today", func(c *content.Consent) { c.Granted = asOf() }, true},
		{"begins tomorrow", func(c *content.Consent) { c.Granted = asOf().AddDays(1) }, false},
		{"ends today", func(c *content.Consent) { c.Expires = asOf() }, true},
		{"ended yesterday", func(c *content.Consent) { c.Expires = asOf().AddDays(-1) }, false},
		{"without an end", func(c *content.Consent) { c.Expires = calendar.Date{} }, false},
		{"withdrawn today", func(c *content.Consent) { c.Withdrawn = asOf() }, false},
		{"withdrawn long ago", func(c *content.Consent) { c.Withdrawn = on(2026, 5, 1) }, false},
		{"withdrawn from tomorrow", func(c *content.Consent) { c.Withdrawn = asOf().AddDays(1) }, true},
		{"not for the web", func(c *content.Consent) { c.Scope = []string{"text", "picture", "reuse"} }, false},
		{"not for the text", func(c *content.Consent) { c.Scope = []string{"web", "picture"} }, false},
		{"for nothing", func(c *content.Consent) { c.Scope = nil }, false},
		{"none", func(c *content.Consent) { *c = content.Consent{} }, false},
	} {
		s := story(t, "first-sound")
		x.change(&s.Consent)
		out, problems := clearWords(content.Corpus{Stories: []content.Story{s}})
		if len(out.Stories) == 1 != x.shown {
			t.Errorf("%s: %d stories shown", x.name, len(out.Stories))
		}
		want := map[bool]string{true: "", false: "story/consent warning"}[x.shown]
		if strings.HasPrefix(x.name, "withdrawn") && !x.shown {
			want = "story/withdrawn warning"
		}
		if stones := len(out.Tombstones) == 1; stones != (want == "story/withdrawn warning") || stones != out.Withdrawn("/stories/first-sound.html") || out.Gone["/stories/first-sound.html"] == x.shown {
			t.Errorf("%s: tombstones %v, gone %v", x.name, out.Tombstones, out.Gone)
		}
		if problems != want {
			t.Errorf("%s: problems %q, want %q", x.name, problems, want)
		}
		if !x.shown && len(out.Pictures) > 0 {
			t.Errorf("%s: the pictures of a story that is not shown are cleared", x.name)
		}
	}
}

func TestStoryPicturesNeedConsentOfTheirOwn(t *testing.T) {
	for _, x := range []struct {
		name   string
		change func(*content.Story)
		want   string
	}{
		{"adult, pictures agreed", func(*content.Story) {}, "cover.png face.jpg back.jpg"},
		{"adult, pictures not agreed", func(s *content.Story) { s.Consent.Scope = []string{"text", "web"} }, "cover.png"},
		{"child", func(s *content.Story) { s.Subject.Minor = true }, "cover.png back.jpg"},
		{"child, pictures not agreed", func(s *content.Story) { s.Subject.Minor, s.Consent.Scope = true, []string{"text", "web"} }, "cover.png"},
	} {
		s := story(t, "first-sound")
		x.change(&s)
		out, _ := clearWords(content.Corpus{Stories: []content.Story{s}})
		var got []string
		for _, p := range out.Stories[0].Pictures {
			got = append(got, p.File)
			if _, ok := out.Pictures["content/stories/first-sound/"+p.File]; !ok {
				t.Errorf("%s: %s has no pixels", x.name, p.File)
			}
		}
		if strings.Join(got, " ") != x.want || len(out.Pictures) != len(got) {
			t.Errorf("%s: %v, want %s", x.name, got, x.want)
		}
		if len(s.Pictures) != 3 {
			t.Errorf("%s: the corpus was changed", x.name)
		}
	}
}

// walk visits every value reachable from v, unexported fields included.
func walk(v reflect.Value, seen map[uintptr]bool, visit func(path string, v reflect.Value), path string) {
	visit(path, v)
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || seen[v.Pointer()] {
			return
		}
		seen[v.Pointer()] = true
		walk(v.Elem(), seen, visit, path)
	case reflect.Interface:
		if !v.IsNil() {
			walk(v.Elem(), seen, visit, path)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			walk(v.Field(i), seen, visit, path+"."+v.Type().Field(i).Name)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			walk(v.Index(i), seen, visit, path+"[]")
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			walk(k, seen, visit, path+"{}")
			walk(v.MapIndex(k), seen, visit, path+"{}")
		}
	}
}

func TestNothingConfidentialIsReachableFromTheRelease(t *testing.T) {
	d := data()
	d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count"), field("paid", "money_cny", "role: amount", "follows: people"), field("days", "decimal", "role: value", "follows: people")),
		"period,region,people,paid,days\n2026Q1,350102,7,7919333.11,7919.333\n2026Q1,350103,7919333,50,1\n2026Q1,350203,60,70,2\n2026Q1,350206,61,71,3\n2026Q2,350128,62,72,4\n")
	bad := story(t, "withdrawn")
	bad.Consent.Withdrawn = on(2026, 6, 1)
	bad.Title = lang.Text{ZH: "撤回的标题", EN: "withdrawn title"}
	corpus := content.Corpus{Stories: []content.Story{story(t, "first-sound"), bad}}
	out, problems := Clear(d.set(t), corpus, rules(), nil, asOf(), func(string) (pixels.Set, error) { return pixels.Set{Ext: "png"}, nil })
	if problems.Blocking() > 0 || len(out.Stories) != 1 {
		t.Fatalf("%d problems, %d stories", problems.Blocking(), len(out.Stories))
	}
	texts, numbers := 0, 0
	walk(reflect.ValueOf(out), map[uintptr]bool{}, func(path string, v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			texts++
			for _, secret := range []string{reference, "791933311", "7919333.11", "withdrawn title", "撤回的标题"} {
				if strings.Contains(v.String(), secret) {
					t.Errorf("%s holds %q", path, secret)
				}
			}
		case reflect.Int, reflect.Int64:
			numbers++
			if n := v.Int(); n == 791933311 {
				t.Errorf("%s holds %d", path, n)
			}
		case reflect.Struct:
			if name := v.Type().PkgPath() + "." + v.Type().Name(); strings.HasSuffix(name, "dataset.Value") || strings.HasSuffix(name, "dataset.Table") || strings.HasSuffix(name, "content.Consent") || strings.HasSuffix(name, "content.Story") {
				t.Errorf("%s is a %s", path, name)
			}
			if c, ok := cellOf(v); ok && c.state == Withheld && c != (Cell{}) {
				t.Errorf("%s is withheld and not empty", path)
			}
		case reflect.Func, reflect.Chan, reflect.UnsafePointer:
			if !v.IsNil() {
				t.Errorf("%s could hold anything", path)
			}
		}
	}, "Cleared")
	if texts < 100 || numbers < 100 {
		t.Errorf("the walk saw %d texts and %d numbers: it shows nothing", texts, numbers)
	}
}

// cellOf reads a Cell field by field, which works for unexported places too.
func cellOf(v reflect.Value) (Cell, bool) {
	if v.Type() != reflect.TypeFor[Cell]() {
		return Cell{}, false
	}
	return Cell{state: State(v.FieldByName("state").Uint()), number: v.FieldByName("number").Int(), scale: int(v.FieldByName("scale").Int()),
		reported: int(v.FieldByName("reported").Int()), rows: int(v.FieldByName("rows").Int())}, true
}

func TestNoticeHasItsDays(t *testing.T) {
	for _, x := range []struct {
		name          string
		date, expires calendar.Date
		want          string
	}{
		{"past, without end", on(2026, 1, 1), calendar.Date{}, ""},
		{"of today", asOf(), calendar.Date{}, ""},
		{"of tomorrow", asOf().AddDays(1), calendar.Date{}, "notice/embargo warning"},
		{"ends today", on(2026, 1, 1), asOf(), ""},
		{"ended yesterday", on(2026, 1, 1), asOf().AddDays(-1), "notice/expired warning"},
		{"of tomorrow, ended yesterday", asOf().AddDays(1), asOf().AddDays(-1), "notice/embargo warning"},
	} {
		n := content.Notice{Entry: content.Entry{Slug: "n"}, Date: x.date, Expires: x.expires, Pictures: []content.Picture{{File: "a.png"}}}
		out, problems := clearWords(content.Corpus{Notices: []content.Notice{n}})
		if problems != x.want || len(out.Notices) == 1 != (x.want == "") || len(out.Pictures) != len(out.Notices) {
			t.Errorf("%s: %d notices, %d pictures, problems %q, want %q", x.name, len(out.Notices), len(out.Pictures), problems, x.want)
		}
	}
}

func TestOtherWordsPass(t *testing.T) {
	picture := []content.Picture{{File: "a.png"}}
	entry := content.Entry{Slug: "x"}
	out, problems := clearWords(content.Corpus{
		Projects: []content.Project{{Entry: entry, Pictures: picture}}, Topics: []content.Topic{{Entry: entry, Pictures: picture}},
		Campaigns: []content.Campaign{{Entry: entry, Pictures: picture}}, Pages: []content.Page{{Entry: entry, Pictures: picture}},
	})
	if problems != "" || len(out.Projects)+len(out.Topics)+len(out.Campaigns)+len(out.Pages) != 4 {
		t.Errorf("problems %q", problems)
	}
	for _, kind := range []string{"projects", "topics", "campaigns", "pages"} {
		if _, ok := out.Pictures["content/"+kind+"/x/a.png"]; !ok {
			t.Errorf("no picture for %s", kind)
		}
	}
}

func TestPictureThatCannotBeReadIsAProblem(t *testing.T) {
	corpus := content.Corpus{Projects: []content.Project{{Entry: content.Entry{Slug: "x"}, Pictures: []content.Picture{{File: "a.png"}}}}}
	out, problems := Clear(dataset.Set{}, corpus, rules(), nil, asOf(), func(string) (pixels.Set, error) { return pixels.Set{}, errors.New("no") })
	if problems.Blocking() != 1 || len(out.Pictures) != 0 {
		t.Errorf("%d problems, %d pictures", problems.Blocking(), len(out.Pictures))
	}
}

func TestRegistersAndCodeListsArePublic(t *testing.T) {
	d := data()
	d.put("registers", "organizations", "id", field("id", "code", "required: true")+field("name_zh", "string")+field("name_en", "string")+field("public_fundraising", "code")+field("founded", "date")+field("members", "integer", "role: count"),
		"id,name_zh,name_en,public_fundraising,founded,members\nfjcf,总会,Federation,yes,1995-06-18,4\nxm,慈善会,Charity,no,,400\n")
	d.put("registers", "policies", "id", field("id", "string", "required: true")+field("title_zh", "string")+field("title_en", "string")+field("date", "date"),
		"id,title_zh,title_en,date\nlaw,法,Law,2023-12-29\n")
	out := d.cleared(t)
	if len(out.Organizations) != 2 || out.Organizations[0].Name != (lang.Text{ZH: "总会", EN: "Federation"}) || !out.Organizations[0].PublicFundraising || out.Organizations[1].PublicFundraising {
		t.Errorf("organizations %+v", out.Organizations)
	}
	if out.Organizations[0].Founded != on(1995, 6, 18) || !out.Organizations[1].Founded.IsZero() {
		t.Errorf("founded %v and %v", out.Organizations[0].Founded, out.Organizations[1].Founded)
	}
	if len(out.Policies) != 1 || out.Policies[0].Date != on(2023, 12, 29) || len(out.Channels)+len(out.Platforms) != 0 {
		t.Errorf("policies %+v", out.Policies)
	}
	if table, ok := out.Table("organizations"); !ok || column(t, table, "members") == "4 400" {
		t.Error("a count of a register is shown as it is")
	}
	if _, ok := out.Table("nothing"); ok {
		t.Error("a table that is not there")
	}
	if pingtan, ok := out.Region("350128"); !ok || !pingtan.IsUnit() || !pingtan.IsCounty() || pingtan.Parent != Province || pingtan.Tile != [2]int{7, 4} || pingtan.CityTile != [2]int{3, 1} {
		t.Errorf("Pingtan %+v", pingtan)
	}
	if gulou, _ := out.Region("350102"); gulou.IsUnit() || !gulou.IsCounty() || gulou.CityTile != [2]int{-1, -1} {
		t.Errorf("Gulou %+v", gulou)
	}
	if _, ok := out.Region("350999"); ok {
		t.Error("a region that is not there")
	}
	if got := out.Name("kinds", "meal"); got.EN != "meals" {
		t.Errorf("meal is %v", got)
	}
	if got := out.Name("kinds", "other"); got.EN != "other" {
		t.Errorf("an unknown code is %v", got)
	}
}
