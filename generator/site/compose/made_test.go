package compose

import (
	"fmt"
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
	"mingshan/generator/testkit/sites"
)

// composer prepares pages of a site whose charts nobody draws.
func composer(t testing.TB, site sites.Files) *Composer {
	t.Helper()
	cleared, cfg := site.Clear(t)
	words, problems := sites.Theme().Words()
	sites.Silent(t, problems)
	k, err := New(cleared, cfg, plan.New(cleared), words, Assets{Stylesheet: "assets/a.css", Favicon: "assets/i.svg", Early: "assets/e.js"}, nil, Duties{})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// on stands on a page.
func (k *Composer) on(tag lang.Tag, kind plan.Kind, id string, number int) *page {
	return k.at(plan.Page{Edition: tag, Kind: kind, ID: id, Number: number, Path: plan.Path(tag, kind, id, number)}, tag)
}

// quarters is a table of referrals with so many people in each quarter, all in one county; "" is missing.
func quarters(from int, helped ...string) string {
	var b strings.Builder
	b.WriteString("period,region,offices,charities,referred,helped,spent,median_days\n")
	for i, n := range helped {
		spent := ""
		switch n {
		case "":
		case "0":
			spent = "0"
		default:
			spent = n + "000.50"
		}
		fmt.Fprintf(&b, "%dQ%d,350102,%s,0,%s,%s,%s,12.5\n", from+i/4, i%4+1, n, n, n, spent)
	}
	return b.String()
}

// withQuarters is the tiny site with those referrals.
func withQuarters(t testing.TB, from int, helped ...string) *Composer {
	t.Helper()
	site := sites.Tiny(t)
	text := quarters(from, helped...)
	site.Set("data/aggregates/referrals.csv", strings.ReplaceAll(text, ",,0,,", ",,,,"))
	return composer(t, site)
}

// manyProjects is the tiny site with n projects in two fields, the first ones of elderly care.
func manyProjects(t testing.TB, elderly, hardship int) *Composer {
	t.Helper()
	site := sites.Tiny(t)
	const folder = "content/projects/warm-meals/"
	text := string(site[folder+"project.yaml"])
	put := func(slug, field string) {
		to := "content/projects/" + slug + "/"
		site.Set(to+"project.yaml", strings.NewReplacer("zh: 热饭\n", "zh: "+slug+"\n", "en: Warm meals\n", "en: "+slug+"\n", "field: fulao", "field: "+field).Replace(text))
		site[to+"zh.md"], site[to+"en.md"] = site[folder+"zh.md"], site[folder+"en.md"]
	}
	for i := range elderly - 1 { // warm-meals is one of them
		put(fmt.Sprintf("a-%02d", i), "fulao")
	}
	for i := range hardship {
		put(fmt.Sprintf("b-%02d", i), "jikun")
	}
	return composer(t, site)
}

// hrefs lists where links lead.
func hrefs(links []view.Link) string {
	var out []string
	for _, l := range links {
		out = append(out, l.Href)
	}
	return strings.Join(out, " ")
}
