package twins

import (
	"slices"
	"strings"
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/input/source"
)

const (
	zhFile = "content/projects/warm-meals/zh.md"
	enFile = "content/projects/warm-meals/en.md"
)

// tiny is the tiny site of generator/testdata, with a few terms and rules; edits are path, text.
func tiny(t *testing.T, edits ...string) site {
	t.Helper()
	snap, _, err := source.Read("../../testdata/site", source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range snap.Files("") {
		files[f.Path] = f.Data
	}
	files["data/rules/glossary.csv"] = []byte("no,zh_hans,en,zh_hant_note,variants\n" +
		"1,最低生活保障(低保),minimum living allowance (dibao),=,\n2,低保对象,minimum living allowance recipient,=,MLA recipient\n" +
		"3,捐赠人 / 受赠人,donor / recipient,=,捐赠人=giver\n4,\"\"\"幸福家园\"\"村社互助工程\",\"\"\"Happy Homeland\"\" village programme\",=,\n5,孤儿 / 事实无人抚养儿童,orphan / de facto unattended child,=,\n" +
		"6,乡镇(街道)民政服务站(原社工站),township (subdistrict) civil-affairs service station (formerly social-work station),=,\n7,街道局,street bureau,=,\n")
	files["data/rules/wording.yaml"] = []byte("rules:\n  - id: lists\n    zh: [国家和台湾]\n    en: ['countries and Taiwan']\n    reason: {zh: 不并列, en: not in one list}\n    use: {zh: 分开写, en: write two sentences}\n" +
		"  - id: column\n    fields: [country]\n    zh: [台湾]\n    en: [Taiwan]\n    reason: {zh: 不是国家, en: no country}\n    use: {zh: 地区, en: region}\n")
	for i := 0; i < len(edits); i += 2 {
		files[edits[i]] = []byte(edits[i+1])
	}
	return readSite(t, source.Make(files))
}

// codes lists the problems as path:line:column code, without what waits to be confirmed.
func codes(l diag.List) []string {
	var out []string
	for _, p := range l.Sorted() {
		out = append(out, strings.TrimPrefix(told(p.Place), "content/projects/warm-meals/")+" "+strings.TrimPrefix(p.Code, "twins/"))
	}
	return out
}

func TestTwinsAreTheSame(t *testing.T) {
	if got := codes(tiny(t).compare().Problems()); len(got) > 0 {
		t.Fatalf("the tiny site: %q", got)
	}
	for _, c := range []struct {
		about, zh, en string
		want          []string
	}{
		{"the same", "## 一\n\n[甲](/a.html)和[乙](/b.html)，5人。\n\n### 二\n", "## One\n\n[B](/b.html) and [A](/a.html), 5.\n\n### Two\n", nil},
		{"a heading less", "## 一\n\n甲。\n\n## 二\n\n乙。\n", "## One\n\nA.\n\nB.\n", []string{"en.md headings"}},
		{"a heading more", "## 一\n\n甲。\n", "## One\n\nA.\n\n## Two\n\nB.\n", []string{"en.md:5:1 headings"}},
		{"a heading of another level", "## 一\n\n甲。\n\n### 二\n", "## One\n\nA.\n\n## Two\n", []string{"en.md:5:1 headings"}},
		{"a link less", "甲。\n\n[甲](/a.html)。\n", "A.\n\nA.\n", []string{"zh.md:3:1 links"}},
		{"a link elsewhere", "[甲](/a.html)。\n", "See [A](/b.html).\n", []string{"en.md:1:5 links", "zh.md:1:1 links"}},
		{"a link twice", "[甲](/a.html)和[甲](/a.html)。\n", "[A](/a.html).\n", []string{"zh.md:1:14 links"}},
		{"digits in addresses are no numbers", "[甲](/a-2026.html)，见 https://x.example/7 。\n", "[A](/a-2026.html), see https://x.example/7 .\n", nil},
		{"a shortcode less", "得到{{figure dataset=referrals measure=helped}}。\n", "Help was given.\n", []string{"zh.md:1:3 figures"}},
		{"a shortcode of another period", "得到{{figure dataset=referrals measure=helped period=2025}}。\n", "Got {{figure dataset=referrals measure=helped period=2026}}.\n", []string{"en.md:1:5 figures", "zh.md:1:3 figures"}},
		{"a shortcode without its unit", "得到{{figure dataset=referrals measure=helped}}。\n", "Got {{figure dataset=referrals measure=helped unit=none}}.\n", []string{"en.md:1:5 figures", "zh.md:1:3 figures"}},
		{"a number altered", "甲。\n\n募得1.2亿元。\n", "A.\n\nCNY 12 million was raised.\n", []string{"en.md:3:5 numbers", "zh.md:3:3 numbers"}},
		{"a number left out", "募得1.2亿元。\n", "Much was raised.\n", []string{"zh.md:1:3 numbers"}},
		{"numbers that changed places", "名额不超过85个。\n\n表彰78个。\n", "No more than 78 places.\n\n85 were honoured.\n",
			[]string{"en.md:1:14 numbers", "en.md:3:1 numbers", "zh.md:1:6 numbers", "zh.md:3:3 numbers"}},
		{"paragraphs that are cut in another way", "名额不超过85个。\n\n表彰78个。\n", "No more than 85 places; 78 were honoured.\n", nil},
		{"numbers of lists are none", "1. 甲\n2. 乙\n", "- A\n- B\n", nil},
		{"full-width digits", "共１２３人。\n", "123 people.\n", nil},
		{"an agreed term", "低保对象可以申请低保。\n", "Minimum living allowance recipients apply for dibao.\n", nil},
		{"the longest term wins", "低保对象。\n", "People on the minimum living allowance.\n", []string{"en.md:1:1 glossary"}},
		{"a variant", "低保对象。\n", "MLA recipients.\n", nil},
		{"side by side", "捐赠人和受赠人。\n", "Recipients and others.\n", []string{"en.md:1:1 glossary"}},
		{"a variant of one term only", "受赠人。\n", "Givers.\n", []string{"en.md:1:1 glossary"}},
		{"quotation marks do not matter", "“幸福家园”村社互助工程。\n", "The “Happy Homeland” village programme.\n", nil},
		{"irregular plural", "事实无人抚养儿童。\n", "De facto unattended children.\n", nil},
		{"a plural in -eaus", "街道局。\n", "Street bureaus.\n", nil},
		{"brackets may be left out", "乡镇（街道）民政服务站和乡镇民政服务站。\n", "Township civil affairs service stations.\n", nil},
		{"the paragraph is named", "甲。\n\n- 乙\n- 受赠人\n", "A.\n\n- B\n- those in need\n", []string{"en.md:4:1 glossary"}},
		{"words in Chinese", "国家和台湾。\n", "Both.\n", []string{"zh.md:1:1 wording"}},
		{"words in English", "都有。\n", "Many Countries and Taiwan.\n", []string{"en.md:1:6 wording"}},
	} {
		if got := codes(tiny(t, zhFile, c.zh, enFile, c.en).compare().Problems()); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.about, got, c.want)
		}
	}
}

func TestTwinsInFactsAndCells(t *testing.T) {
	s := tiny(t)
	facts, _ := s.snap.Get("content/site.yaml")
	edited := strings.Replace(string(facts.Data), "zh: 请拨12345", "zh: 请拨12345转6", 1)
	r := tiny(t, "content/site.yaml", edited).compare()
	if got := codes(r.Problems()); len(got) != 1 || !strings.HasPrefix(got[0], "content/site.yaml:") || !strings.HasSuffix(got[0], " numbers") {
		t.Errorf("%q", got)
	}
	table, _ := s.snap.Get("data/registers/policies.csv")
	lines := strings.SplitN(string(table.Data), "\n", 3)
	cells := strings.Split(lines[1], ",")
	cells[1] += "7919333号"
	r = tiny(t, "data/registers/policies.csv", lines[0]+"\n"+strings.Join(cells, ",")+"\n"+lines[2]).compare()
	if got := codes(r.Problems()); len(got) != 1 || !strings.HasPrefix(got[0], "data/registers/policies.csv:2:") {
		t.Errorf("%q", got)
	}
	for _, p := range r.problems.Sorted() {
		if strings.Contains(p.Text.ZH+p.Text.EN+p.Hint.ZH+p.Hint.EN, "7919333") {
			t.Errorf("a cell is quoted: %v", p)
		}
	}
}

// TestStrictness: each rule blocks, warns or is silent, as content/site.yaml says.
func TestStrictness(t *testing.T) {
	base, _ := tiny(t).snap.Get("content/site.yaml")
	zh, en := "## 一\n\n[甲](/a.html)得到{{figure dataset=referrals measure=helped}}，5人，低保。\n", "Six.\n"
	for _, c := range []struct {
		level           string
		blocking, other int
	}{{"", 4, 1}, {"block", 5, 0}, {"warn", 0, 5}, {"off", 0, 0}} {
		rules := ""
		if c.level != "" {
			rules = "translations:\n"
			for _, key := range []string{"headings", "links", "figures", "numbers", "glossary", "stale"} {
				rules += "  " + key + ": " + c.level + "\n"
			}
		}
		l := tiny(t, "content/site.yaml", string(base.Data)+rules, zhFile, zh, enFile, en).compare().Problems()
		if l.Blocking() != c.blocking || l.Len()-l.Blocking() != c.other {
			t.Errorf("%q: %d block and %d warn, want %d and %d:\n%s", c.level, l.Blocking(), l.Len()-l.Blocking(), c.blocking, c.other, written(l))
		}
	}
}

func state(r Report, key string) State {
	for _, e := range r.Entries {
		if e.Key == key {
			return e.State
		}
	}
	return ""
}

// TestConfirming follows one translation: unconfirmed, confirmed, stale, changed, confirmed again.
func TestConfirming(t *testing.T) {
	const key = "content/projects/warm-meals"
	day := calendar.Date{Year: 2026, Month: 11, Day: 20}
	r := tiny(t).compare()
	if state(r, key) != Unconfirmed || r.problems.Len() > 0 {
		t.Fatalf("without a file: %s, %s", state(r, key), written(r.problems))
	}
	all := r.Confirm([]string{"."}, day, "editor")
	if len(all.Done) != len(r.Entries) || len(all.Refused)+len(all.Unknown) > 0 {
		t.Fatalf("%+v", all)
	}
	file := string(all.File)
	if strings.Count(file, " 2026-11-20 editor\n") != len(r.Entries) || !slices.IsSorted(strings.Split(strings.TrimSpace(file), "\n")[4:]) {
		t.Errorf("not one line for each entry, in order:\n%s", file)
	}
	zh, en := "## 怎么做\n\n每天送两餐，见[双向转介](/topics/referral.html)。\n", "## How it works\n\nTwo meals; see [two-way referral](/topics/referral.html).\n"
	for _, c := range []struct {
		about string
		edits []string
		want  State
		codes []string
	}{
		{"nothing", nil, Confirmed, nil},
		{"the English is improved", []string{enFile, en}, Confirmed, nil},
		{"the Chinese is changed", []string{zhFile, zh}, Stale, []string{"en.md stale"}},
		{"both are changed", []string{zhFile, zh, enFile, en}, Changed, []string{"en.md changed"}},
	} {
		if got := tiny(t, append(c.edits, RecordFile, file)...).compare(); state(got, key) != c.want || !slices.Equal(codes(got.problems), c.codes) {
			t.Errorf("%s: %s, %q", c.about, state(got, key), codes(got.problems))
		}
	}
	again := tiny(t, zhFile, zh, enFile, en, RecordFile, file).compare().Confirm([]string{enFile}, calendar.Date{Year: 2026, Month: 12, Day: 1}, "translator")
	if !slices.Equal(again.Done, []string{key}) || strings.Count(string(again.File), "2026-12-01 translator\n") != 1 || strings.Count(string(again.File), "2026-11-20 editor\n") != len(r.Entries)-1 {
		t.Errorf("%q\n%s", again.Done, again.File)
	}
	if got := tiny(t, zhFile, zh, enFile, en, RecordFile, string(again.File)).compare(); state(got, key) != Confirmed || got.problems.Len() > 0 {
		t.Errorf("confirmed again: %s", written(got.problems))
	}
	// What differs is not confirmed, and keeps the line it had; a path that leads nowhere is said.
	other := tiny(t, zhFile, "## 一\n\n9人。\n", enFile, "## One\n\n8.\n", RecordFile, file).compare().Confirm([]string{"content/projects", "content/nothing"}, day, "editor")
	if !slices.Equal(other.Refused, []string{key}) || !slices.Equal(other.Unknown, []string{"content/nothing"}) || string(other.File) != file {
		t.Errorf("%+v", other)
	}
}

func TestRecordsAreChecked(t *testing.T) {
	day := calendar.Date{Year: 2026, Month: 11, Day: 20}
	file := string(tiny(t).compare().Confirm([]string{"content/"}, day, "editor").File)
	base, _ := tiny(t).snap.Get("content/site.yaml")
	for _, c := range []struct {
		about, file, site string
		want              string
		blocking          bool
	}{
		{"a line by hand", file + "  content/pages/other: confirmed\n", "", "record", true},
		{"a day that does not exist", strings.Replace(file, "2026-11-20", "2026-02-30", 1), "", "record", true},
		{"something that is gone", file + "  content/pages/zzz: aaaaaaaaaaaa bbbbbbbbbbbb 2026-11-20 editor\n", "", "gone", false},
		{"something that nobody confirmed", file, "", "unconfirmed", false},
		{"more than are borne", file, "translations:\n  max_stale: 1\n", "stale-many", true},
		{"strict", file, "translations:\n  stale: block\n", "unconfirmed", true},
	} {
		edits := []string{RecordFile, c.file}
		if c.site != "" {
			edits = append(edits, "content/site.yaml", string(base.Data)+c.site)
		}
		l := tiny(t, edits...).compare().Problems()
		if !slices.ContainsFunc(l.Sorted(), func(p diag.Problem) bool {
			return p.Code == "twins/"+c.want && (p.Severity == diag.Blocking) == c.blocking
		}) {
			t.Errorf("%s: %s", c.about, written(l))
		}
	}
	if l := tiny(t, RecordFile, file, "content/site.yaml", string(base.Data)+"translations:\n  stale: off\n  max_stale: 0\n").compare().Problems(); l.Len() > 0 {
		t.Errorf("off: %s", written(l))
	}
}

func TestLettersHaveNoDigits(t *testing.T) {
	if got := letters([]byte{0x00, 0xff, 0x19, 0x80, 0x5a, 0xc3, 0x77}); got != "aappbjiafkmd" {
		t.Error(got)
	}
}

// TestWordingOfThisSite: the rules of data/rules/wording.yaml catch what they are for and let lawful neighbours pass.
func TestWordingOfThisSite(t *testing.T) {
	s := realSite(t)
	caught := func(zh, en string) string {
		c := comparer{wording: s.cfg.Wording}
		c.words(pair{}, "zh", newSide(zh, diag.Place{File: "x"}, false))
		c.words(pair{}, "en", newSide(en, diag.Place{File: "x"}, false))
		var out []string
		for _, p := range c.problems.Sorted() {
			_, rule, _ := strings.Cut(p.Text.EN, "(")
			out = append(out, strings.TrimSuffix(rule, ")"))
		}
		return strings.Join(out, " ")
	}
	for _, x := range []struct{ zh, en, want string }{
		{"来自其他国家和台湾的捐赠", "", "beside-countries"}, {"日本、台湾", "", "beside-countries"}, {"台港澳及其他国家", "", "beside-countries"},
		{"", "gifts from other countries, Taiwan and Macao", "beside-countries"}, {"", "Taiwan, Hong Kong and other countries", "beside-countries"}, {"", "Japan and Hong Kong", "beside-countries"},
		{"", "mainland China and Taiwan", "beside-china"}, {"", "China and Taiwan", "beside-china"}, {"中国和台湾", "", "beside-china"}, {"台湾与中国大陆", "", "beside-china"}, {"中华民国", "", "beside-china"},
		{"港澳台同胞", "", "fixed-forms"}, {"", "compatriots from Hong Kong, Macao and Taiwan", "fixed-forms"}, {"", "Taiwanese compatriots", "fixed-forms"}, {"", "Macau", "fixed-forms"},
		{"海外（含台港澳）捐赠", "", "not-overseas"}, {"", "donors overseas (including Taiwan)", "not-overseas"},
		// Lawful.
		{"台港澳同胞和海外侨胞，来自许多国家和地区", "compatriots from Taiwan, Hong Kong and Macao, and overseas Chinese in many countries and regions", ""},
		{"中华人民共和国慈善法；国家对台湾同胞一视同仁", "Charity Law of the People’s Republic of China; the state treats compatriots from Taiwan alike", ""},
		{"大陆与台港澳", "the mainland, and Taiwan, Hong Kong and Macao", ""}, {"中国台湾", "Taiwan, China", ""}, {"国家规定，台湾同胞可以申请", "the country has rules; compatriots from Taiwan may apply", ""},
		{"海外侨胞和台港澳同胞", "overseas Chinese, and compatriots from Taiwan, Hong Kong and Macao", ""},
	} {
		if got := caught(x.zh, x.en); got != x.want {
			t.Errorf("%s%s: %q, want %q", x.zh, x.en, got, x.want)
		}
	}
}

// TestColumnsOfCountries: a rule with fields is for the columns of these names, and for no other text.
func TestColumnsOfCountries(t *testing.T) {
	rule := "rules:\n  - id: column\n    fields: [%s]\n    en: ['^mmj-']\n    reason: {zh: 甲, en: a}\n    use: {zh: 乙, en: b}\n"
	for column, want := range map[string]int{"id": 1, "policies": 1, "title_zh": 0, "country": 0} {
		l := tiny(t, "data/rules/wording.yaml", strings.Replace(rule, "%s", column, 1)).compare().Problems()
		if l.Len() != want || want == 1 && l.Sorted()[0].Code != "twins/wording" {
			t.Errorf("%s: %q", column, codes(l))
		}
	}
}
