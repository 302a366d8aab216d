package config_test

import (
	"slices"
	"strings"
	"testing"

	"mingshan/generator/base/diag"
	"mingshan/generator/input/config"
	"mingshan/generator/input/source"
)

const site = `title: {zh: 明善, en: Mingshan}
tagline: {zh: 甲, en: a}
summary: {zh: 乙, en: b}
base_url: https://mingshan.example/
as_of: 2026-11-20
publisher:
  kind: demo
  name: {zh: 示范, en: demonstration}
  contact: {zh: 拨打 12345, en: call 12345}
  email: portal@mingshan.example
licence:
  id: CC-BY-4.0
  name: {zh: 署名, en: Attribution}
  url: https://creativecommons.org/licenses/by/4.0/
nav: [projects, data]
footer: {icp: 闽ICP备12345678号-1, police: 闽公网安备 35010200000000号, site_code: '3500000000', find_error: https://errors.example/, host: {zh: 戊, en: e}}
home:
  lead: {zh: 丙, en: c}
  key_figures:
    - label: {zh: 丁, en: d}
      dataset: referrals
      field: helped
      period: latest-year
      link: topics/two-way-referral.html
  charts: [referrals/trend]
`

const privacy = `min_count: {value: 10, reason: {zh: 甲, en: a}, approved_by: data steward}
sensitive_min_count: {value: 20, reason: {zh: 甲, en: a}, approved_by: data steward}
consent_required: {value: 1, reason: {zh: 甲, en: a}, approved_by: data steward}
stories:
  place: {value: city, reason: {zh: 甲, en: a}, approved_by: data steward}
  dates: {value: month, reason: {zh: 甲, en: a}, approved_by: data steward}
  age_bands: {value: [0-6, 60+], reason: {zh: 甲, en: a}, approved_by: data steward}
  pseudonym: {value: [person, family], reason: {zh: 甲, en: a}, approved_by: data steward}
  minor_pictures: {value: [none, back-view], reason: {zh: 甲, en: a}, approved_by: data steward}
  mentions: {value: [health], reason: {zh: 甲, en: a}, approved_by: data steward}
  mention_place: {value: county, reason: {zh: 甲, en: a}, approved_by: data steward}
`

func read(siteText, privacyText string) (config.Config, []diag.Problem) {
	c, problems := readWith(map[string][]byte{"content/site.yaml": []byte(siteText), "data/rules/privacy.yaml": []byte(privacyText)})
	return c, problems.Sorted()
}

func TestReads(t *testing.T) {
	c, problems := read(site, privacy)
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	if c.Site.Title.EN != "Mingshan" || c.Site.AsOf.String() != "2026-11-20" || c.Site.Home.Figures[0].Field != "helped" {
		t.Errorf("site: %+v", c.Site)
	}
	if c.Privacy.MinCount.Value != 10 || c.Privacy.SensitiveMinCount.Value != 20 || c.Privacy.ConsentRequired.Value != 1 {
		t.Errorf("privacy: %+v", c.Privacy)
	}
	if at := c.SiteFacts.Place("nav", 1); at.Line != 15 || at.Column != 17 {
		t.Errorf("place of a value: %v", at)
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		from, to, code string
		line, column   int
	}{
		{"kind: demo", "kind: shop", "config/publisher-kind", 7, 9},
		{"https://mingshan.example/\n", "https://mingshan.example\n", "config/base-url", 4, 11},
		{"https://mingshan.example/\n", "ftp://mingshan.example/\n", "config/base-url", 4, 11},
		{"https://mingshan.example/\n", "https://mingshan.example/?x=/\n", "config/base-url", 4, 11},
		{"https://mingshan.example/\n", "/\n", "config/base-url", 4, 11},
		{"https://mingshan.example/\n", "https:///\n", "config/base-url", 4, 11},
		{"portal@mingshan.example", "portal at mingshan", "config/email", 10, 10},
		{"portal@mingshan.example", "'a@b.example, c@d.example'", "config/email", 10, 10},
		{"https://creativecommons.org/licenses/by/4.0/", "by/4.0", "config/url", 14, 8},
		{"[projects, data]", "[projects, dta]", "config/nav-unknown", 15, 17},
		{"[projects, data]", "[data, data]", "config/nav-twice", 15, 13},
		{"latest-year", "newest", "figure/period", 23, 15},
		{"link: topics/", "link: /topics/", "figure/link", 24, 13},
		{"link: topics/", "link: https://x.example/", "figure/link", 24, 13},
		{"link: topics/", "link: ../topics/", "figure/link", 24, 13},
		{"referrals/trend", "referrals", "config/chart-form", 25, 12},
		{"闽ICP备12345678号-1", "闽ICP备1234567号", "config/footer-number", 16, 15},
		{"闽ICP备", "福ICP备", "config/footer-number", 16, 15},
		{"闽公网安备 3501", "闽公网安备 501", "config/footer-number", 16, 41},
		{"'3500000000'", "'350000000'", "config/footer-number", 16, 75},
		{"https://errors.example/", "errors.example", "config/url", 16, 101},
		{"{icp:", "{mark: https://mark.example/, icp:", "config/mark", 16, 16},
		{"tagline", "tag_line", "facts/unknown-key", 2, 1},
	} {
		_, problems := read(strings.Replace(site, c.from, c.to, 1), privacy)
		if !has(problems, "content/site.yaml", c.code, c.line, c.column) {
			t.Errorf("%q: no %s at %d:%d in %v", c.to, c.code, c.line, c.column, problems)
		}
	}
	for _, c := range []struct {
		from, to, code string
		line           int
	}{
		{"value: 10", "value: 2", "config/threshold-low", 1},
		{"value: 10", "value: 0", "config/threshold-low", 1},
		{"value: 20", "value: -1", "config/threshold-low", 2},
		{"value: 20", "value: 9", "config/threshold-order", 2},
		{"value: 1,", "value: 2,", "config/consent-required", 3},
		{"value: 10, ", "", "facts/missing-key", 1},
		{"approved_by: data steward", "approved_by: ''", "facts/empty", 1},
	} {
		_, problems := read(site, strings.Replace(privacy, c.from, c.to, 1))
		if len(problems) != 1 || problems[0].Code != c.code || problems[0].Line != c.line || problems[0].File != "data/rules/privacy.yaml" {
			t.Errorf("%q: want only %s on line %d: %v", c.to, c.code, c.line, problems)
		}
	}
}

func TestMissingFiles(t *testing.T) {
	c, problems := config.Read(source.Make(nil))
	sorted := problems.Sorted()
	if len(sorted) != 5 || slices.ContainsFunc(sorted, func(p diag.Problem) bool { return p.Code != "config/missing" }) {
		t.Errorf("problems: %v", sorted)
	}
	if at := c.SiteFacts.Place("nav"); at.File != "content/site.yaml" {
		t.Errorf("place in a missing file: %v", at)
	}
	snap, _, err := source.Read(t.TempDir(), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, problems = config.Read(snap)
	if all := problems.Sorted(); len(all) != 4 || slices.ContainsFunc(all, func(p diag.Problem) bool { return !strings.HasPrefix(p.File, "data/rules/") }) {
		t.Errorf("source has already reported site.yaml: %v", all)
	}
}

func has(problems []diag.Problem, file, code string, line, column int) bool {
	for _, p := range problems {
		if p.File == file && p.Code == code && p.Line == line && p.Column == column {
			return true
		}
	}
	return false
}
