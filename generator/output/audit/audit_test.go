package audit

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"mingshan/generator/base/artifact"
	"mingshan/generator/base/diag"
)

const base = "https://charity.example/portal/"

// doc makes a page as the minifier leaves it: no quotes, no optional tags.
func doc(lang, path, alternates, up, body string) string {
	return "<!doctype html><html lang=" + lang + "><meta charset=utf-8><title>页 page</title>" +
		"<meta name=description content=\"about it\"><link rel=canonical href=" + base + path + ">" + alternates +
		"<link rel=stylesheet href=" + up + "assets/site.css><link rel=icon href=" + up + "assets/tiles.svg>" +
		"<link rel=alternate type=application/atom+xml href=" + up + "feed.xml>" +
		"<script src=" + up + "assets/site.js defer></script>" +
		"<script type=application/ld+json>{\"@context\":\"https://schema.org\"}</script>" +
		"<body><a href=#main>skip</a><main id=main><h1>One</h1>" + body + "</main>"
}

func hreflang(inside string) string {
	return "<link rel=alternate hreflang=zh-Hans href=" + base + "zh/" + inside + ">" +
		"<link rel=alternate hreflang=en href=" + base + "en/" + inside + ">" +
		"<link rel=alternate hreflang=x-default href=" + base + "index.html>"
}

// validSite is a tiny site without a fault.
func validSite() map[string]string {
	files := map[string]string{
		"assets/site.css":  `@import "print.css"; /* url(https://x.example/) */ a{background:url( "tiles.svg#t" )} b{background:url(data:image/png;base64,AA==)}`,
		"assets/print.css": `@layer print;`,
		"assets/tiles.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><style>rect{fill:red}</style><g id="t"><rect width="1" height="1"/></g></svg>`,
		"assets/site.js":   `"use strict";`,
		"assets/a.png":     pixel(), "assets/b.png": pixel(),
		"data/x.csv":    "a,b\n1,\"2\n3\"\n",
		"data/x.json":   `{"a": 1}`,
		"data/x.jsonl":  "{\"a\": 1}\n{\"a\": 2}\n",
		"feed.xml":      `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>t</title></feed>`,
		"a.ics":         "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
		"robots.txt":    "User-agent: *\nAllow: /\nSitemap: " + base + "sitemap.xml\n",
		"index.html":    doc("zh-Hans", "index.html", "", "", "<a href=zh/index.html>中文</a>"),
		"404.html":      strings.Replace(doc("zh-Hans", "404.html", "", "", "404"), "<link rel=canonical href="+base+"404.html>", "", 1),
		"embed/x.html":  "<!doctype html><html lang=zh-Hans><title>x</title><p>chart",
		"zh/404.html":   doc("zh-Hans", "zh/404.html", "", "../", "404"),
		"en/404.html":   doc("en", "en/404.html", "", "../", "404"),
		"zh/index.html": doc("zh-Hans", "zh/index.html", hreflang("index.html"), "../", `<h2>二</h2><a href="p/a.html#%E5%8D%97%E5%B9%B3">南平</a>`),
		"en/index.html": doc("en", "en/index.html", hreflang("index.html"), "../", `<h2>Two</h2><a href=p/a.html?x=1#one>a</a>`),
	}
	body := `<h2 id=南平>二</h2><h3 id=one aria-labelledby="南平 one">3</h3><code>**{{NaN</code>` +
		`<img src=../../assets/a.png srcset="../../assets/a.png 480w, ../../assets/b.png 960w" alt="" width=4 height=3>` +
		`<svg role=img><title>t</title><pattern id=p></pattern><rect fill="url(#p)"/><use href="../../assets/tiles.svg#t"/></svg>` +
		`<a href=https://www.mca.gov.cn/ rel=external>out</a><a href=mailto:a@b.example>m</a><a href=tel:12345>12345</a>` +
		`<a href=../index.html target=_blank rel=noopener>home</a><a href=../../data/x.csv>csv</a><form><label for=q>q</label><input id=q></form>` +
		`<aside aria-labelledby=complaint><h2 id=complaint>who</h2><a href=tel:12345>12345</a></aside>` +
		`<p>100%! Nancy, undefinedness, 2 * 3 ** is not here`
	body = strings.Replace(body, " 2 * 3 ** is not here", " 2 * 3", 1)
	files["zh/p/a.html"] = doc("zh-Hans", "zh/p/a.html", hreflang("p/a.html"), "../../", body)
	files["en/p/a.html"] = doc("en", "en/p/a.html", hreflang("p/a.html"), "../../", body)
	var m strings.Builder
	m.WriteString(`<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	m.WriteString("<url><loc>" + base + "index.html</loc></url>\n")
	for _, p := range []string{"index.html", "p/a.html"} {
		for _, e := range []string{"zh", "en"} {
			fmt.Fprintf(&m, "<url><loc>%[1]s%[2]s/%[3]s</loc><xhtml:link rel=\"alternate\" hreflang=\"zh-Hans\" href=\"%[1]szh/%[3]s\"/>"+
				"<xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"%[1]sen/%[3]s\"/></url>\n", base, e, p)
		}
	}
	files["sitemap.xml"] = m.String() + "</urlset>"
	return files
}

func inspect(t *testing.T, files map[string]string) []diag.Problem {
	t.Helper()
	a := New(Options{BaseURL: strings.TrimSuffix(base, "/"), Refused: []string{"12339", "110"}})
	var wg sync.WaitGroup
	for path, text := range files {
		wg.Go(func() {
			if err := a.Put(artifact.File{Path: path, Data: []byte(text)}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	list := a.Finish()
	return list.Sorted()
}

func TestValidSiteHasNoProblem(t *testing.T) {
	for _, p := range inspect(t, validSite()) {
		t.Errorf("%s: %s [%s]", p.File, p.Text.EN, p.Code)
	}
}

// mutation breaks one rule: in file, old becomes new (empty old: new goes to the end; empty file text is a removal).
type mutation struct {
	file, old, new, code string
}

const pageA, homeEN = "zh/p/a.html", "en/index.html"

func linkMutations() []mutation {
	return []mutation{
		{pageA, "lang=zh-Hans", "lang=zh", "lang"},
		{homeEN, "lang=en", "lang=zh-Hans", "lang"},
		{"index.html", " lang=zh-Hans", "", "lang"},
		{pageA, "<title>页 page</title>", "<title> </title>", "title"},
		{pageA, `content="about it"`, `content=""`, "description"},
		{pageA, "canonical href=" + base + "zh/p/a.html", "canonical href=" + base + "en/p/a.html", "canonical"},
		{pageA, "<link rel=canonical", "<link rel=next", "canonical"},
		{pageA, "hreflang=x-default", "hreflang=fr", "alternate"},
		{pageA, "hreflang=en", "hreflang=zh-Hans", "alternate"},
		{pageA, "hreflang=en href=" + base + "en/p/a.html", "hreflang=en href=" + base + "en/index.html", "alternate"},
		{homeEN, "hreflang=x-default href=" + base + "index.html", "hreflang=x-default href=" + base + "zh/index.html", "alternate"},
		{homeEN, "hreflang=x-default href=" + base, "hreflang=x-default href=https://other.example/", "alternate"},
		{"en/p/a.html", "*", "", "twin"},
		{pageA, "", "<h1>again</h1>", "heading-one"},
		{pageA, "<h1>One</h1>", "", "heading-one"},
		{homeEN, "<h2>Two</h2>", "<h3>Two</h3>", "heading-skip"},
		{pageA, "", "<p id=one>", "id-twice"},
		{pageA, "", "<label for=nowhere>x</label>", "id-missing"},
		{homeEN, "p/a.html?x=1#one", "p/b.html", "link-broken"},
		{homeEN, "p/a.html?x=1#one", "../../../p/a.html", "link-broken"},
		{homeEN, "p/a.html?x=1#one", base + "en/nowhere.html", "link-broken"},
		{pageA, "../../assets/b.png 960w", "../../assets/c.png 960w", "link-broken"},
		{"assets/site.css", "print.css", "screen.css", "link-broken"},
		{"zh/index.html", "%E5%8D%97%E5%B9%B3", "%E5%8D%97%E5%AE%89", "link-fragment"},
		{homeEN, "#one", "#two", "link-fragment"},
		{homeEN, "href=#main", "href=#content", "link-fragment"},
		{pageA, "tiles.svg#t", "tiles.svg#u", "link-fragment"},
		{pageA, "url(#p)", "url(#r)", "link-fragment"},
		{homeEN, "href=p/a.html", "href=/p/a.html", "link-absolute"},
		{homeEN, "href=p/a.html?x=1#one", "href=p/", "link-folder"},
		{homeEN, "href=p/a.html?x=1#one", "href=..", "link-folder"},
		{homeEN, "href=p/a.html", "href=//host.example/p/a.html", "link-scheme"},
		{homeEN, "href=p/a.html", "href=ftp://host.example/p/a.html", "link-scheme"},
		{homeEN, "href=p/a.html", "href=%zz", "link-bad"},
	}
}

func byteMutations() []mutation {
	return []mutation{
		{pageA, "src=../../assets/site.js", "src=https://cdn.example/site.js", "foreign-host"},
		{pageA, "src=../../assets/site.js", "src=//cdn.example/site.js", "foreign-host"},
		{pageA, "rel=stylesheet href=../../assets/site.css", "rel=stylesheet href=https://cdn.example/a.css", "foreign-host"},
		{pageA, "rel=icon href=../../assets/tiles.svg", "rel=preconnect href=https://cdn.example", "foreign-host"},
		{pageA, "img src=../../assets/a.png", "img src=https://cdn.example/a.png", "foreign-host"},
		{pageA, "../../assets/b.png 960w", "https://cdn.example/b.png 960w", "foreign-host"},
		{pageA, `use href="../../assets`, `use xlink:href="https://cdn.example`, "foreign-host"},
		{pageA, "", "<iframe src=https://video.example/x></iframe>", "foreign-host"},
		{pageA, "", "<object data=https://video.example/x></object>", "foreign-host"},
		{"assets/site.css", `"print.css"`, `"https://fonts.example/a.css"`, "foreign-host"},
		{"assets/site.css", `url( "tiles.svg#t" )`, `url(//fonts.example/a.woff2)`, "foreign-host"},
		{"assets/tiles.svg", `<g id="t">`, `<g id="t"><image href="http://cdn.example/a.png"/>`, "foreign-host"},
		{"assets/tiles.svg", "fill:red", "fill:url(https://cdn.example/a.svg)", "foreign-host"},
		{pageA, "", "<script>alert(1)</script>", "inline-script"},
		{pageA, "", "<script type=module>alert(1)</script>", "inline-script"},
		{pageA, "", "<p onclick=go()>", "inline-script"},
		{pageA, "", "<a href=javascript:go()>x</a>", "inline-script"},
		{"assets/tiles.svg", `<g id="t">`, `<g id="t" onload="go()">`, "inline-script"},
		{"assets/tiles.svg", `<g id="t">`, `<script>go()</script><g id="t">`, "inline-script"},
		{pageA, "", "<p style=color:red>", "inline-style"},
		{pageA, "<pattern id=p>", "<pattern id=p style=fill:red>", "inline-style"},
		{pageA, "", "<svg><style>a{}</style></svg>", "inline-style"},
		{pageA, "<form>", "<form action=x.html>", "form"},
		{pageA, "", "<a href=https://give.example/ data-give>give</a>", "appeal"},
		{pageA, "", "<div data-duty=organization>one of five</div>", "appeal"},
		{pageA, "", "<p>https://QR.alipay.com/fkx1</p>", "payment"},
		{"data/x.json", `{"a": 1}`, `{"a": "wxp://f2f0"}`, "payment"},
		{"data/x.csv", "a,b", "a,捐款账号：3500 1234 5678 9012", "payment"},
		{pageA, "", "<p>汇款请到<strong>账号</strong>：<strong>3500 1895 9070 5000 4567</strong></p>", "payment"},
		{pageA, "", "<p>Give to our account <b>1402-0256-0902-4012</b>.</p>", "payment"},
		{"feed.xml", "<title>t", "<title>BANK Account no. 350012345678", "payment"},
		{"a.ics", "END:VEVENT\r\n", "", "ics"},
		{"a.ics", "UID:2", "UID:1", "ics"},
		{"a.ics", "SUMMARY:x", "SUMMARY:" + strings.Repeat("x", 70), "ics"},
		{"a.ics", "VERSION:2.0\r\n", "VERSION:2.0\n", "ics"},
		{pageA, "<form>", "<form method=post>", "form"},
		{pageA, "<form>", "<form><button formaction=x.html>send</button>", "form"},
		{pageA, "</h2><a href=tel:12345>12345</a></aside>", "</h2></aside>", "no-route"},
		{pageA, "</h2><a href=tel:12345>", "</h2></aside><a href=tel:12345>", "no-route"},
		{pageA, "</h2><a href=tel:12345>", "</h2><a href=../index.html>", "no-route"},
		{pageA, "<aside aria-labelledby=complaint>", "<aside aria-labelledby=main>", "no-route"},
		{pageA, "</h2><a href=tel:12345>", "</h2><a href=tel:12339>", "tel-refused"},
		{homeEN, "", "<a href=tel:1-10>call</a>", "tel-refused"},
		{pageA, "<title>", "<base href=x><title>", "base"},
		{pageA, ` alt=""`, "", "img-alt"},
		{pageA, " width=4", "", "img-size"},
		{pageA, " height=3", " height=auto", "img-size"},
		{pageA, "target=_blank rel=noopener", "target=_blank", "noopener"},
		{pageA, "", "<p>a **b**", "leftover"},
		{pageA, "", "<p>⟦fact⟧", "leftover"},
		{pageA, "", "<p>{{.N}}", "leftover"},
		{pageA, "", "<p>&lt;no value&gt;", "leftover"},
		{pageA, "", "<p><no value>", "leftover"},
		{pageA, "", "<p>%!d(string=x)", "leftover"},
		{pageA, "", "<p>%!(EXTRA int=1)", "leftover"},
		{pageA, "", "<p>共 undefined 人", "leftover"},
		{pageA, "", "<p>NaN%", "leftover"},
		{pageA, `alt=""`, `alt="NaN of 3"`, "leftover"},
		{pageA, "页 page", "页 undefined", "leftover"},
		{pageA, `{"@context"`, `{@context`, "json"},
		{"data/x.json", "1", "NaN", "json"},
		{"data/x.jsonl", "2}", "2", "json"},
		{"feed.xml", "</title>", "", "xml"},
		{"assets/tiles.svg", "</g>", "&nbsp;</g>", "xml"},
		{"data/x.csv", "a,b", "\xef\xbb\xbfa,b", "csv-bom"},
		{"data/x.csv", "a,b", "\xc4\xcf,b", "csv-utf8"},
		{"data/x.csv", "a,b", "a,b,c", "csv-rows"},
		{"sitemap.xml", "<url><loc>" + base + "index.html</loc></url>", "", "sitemap"},
		{"sitemap.xml", "<loc>" + base + "index.html", "<loc>" + base + "404.html", "sitemap"},
		{"sitemap.xml", "<loc>" + base + "index.html", "<loc>" + base + "zh/404.html", "sitemap"},
		{"sitemap.xml", "</urlset>", "<url><loc>" + base + "index.html</loc></url></urlset>", "sitemap"},
		{"sitemap.xml", "<loc>" + base + "index.html", "<loc>" + base, "sitemap"},
		{"sitemap.xml", `hreflang="en" href="` + base + "en/p", `hreflang="en" href="` + base + "zh/p", "sitemap"},
		{"sitemap.xml", `xmlns:xhtml="http://www.w3.org/1999/xhtml"`, `xmlns:xhtml="urn:other"`, "sitemap"},
		{"sitemap.xml", "*", "", "sitemap"},
		{pageA, "<link rel=canonical", "<meta name=robots content=noindex><link rel=canonical", "sitemap"},
		{"robots.txt", "Sitemap: " + base, "Sitemap: /", "robots"},
		{"robots.txt", "*", "", "robots"},
	}
}

// Every rule is shown to fail, by one change to the valid site.
func TestEachRuleFails(t *testing.T) {
	tried := map[string]bool{}
	for _, m := range slices.Concat(linkMutations(), byteMutations()) {
		tried["audit/"+m.code] = true
		files := validSite()
		text := files[m.file]
		switch {
		case m.old == "*":
			delete(files, m.file)
		case m.old == "":
			files[m.file] = text + m.new
		case !strings.Contains(text, m.old):
			t.Errorf("%s does not hold %q", m.file, m.old)
			continue
		default:
			files[m.file] = strings.Replace(text, m.old, m.new, 1)
		}
		var codes []string
		for _, p := range inspect(t, files) {
			codes = append(codes, p.Code)
			if p.Text.ZH == "" || p.Text.EN == "" || !strings.HasPrefix(p.File, "public/") || p.Severity != diag.Blocking {
				t.Errorf("%+v: incomplete problem", p)
			}
		}
		if !slices.Contains(codes, "audit/"+m.code) {
			t.Errorf("%s: %q → %q: want audit/%s, got %q", m.file, m.old, m.new, m.code, codes)
		}
	}
	if len(tried) != 37 {
		t.Errorf("%d codes are tried: %v", len(tried), slices.Sorted(maps.Keys(tried)))
	}
}

// TestFundraisingBlocks holds a page with a way to give to the five statements of 慈善法 25: each is missed when it is gone, and with
// all five the page passes. Words about accounts without a number pass as well.
func TestFundraisingBlocks(t *testing.T) {
	page := "<p>本站不公布账号，不收款。No bank account is published here. On account of 2026-11-20, 12345 and 350100 people; 账户 1200 个，2026 年。</p><a href=https://give.example/ data-give>give</a>"
	for _, mark := range []string{"organization", "certificate", "plan", "contact", "lookup"} {
		page += "<div data-duty=" + mark + ">x</div>"
	}
	found := func(body string) []string {
		files := validSite()
		files["zh/p/a.html"] += body
		var out []string
		for _, p := range inspect(t, files) {
			if strings.HasPrefix(p.Code, "audit/appeal") || strings.HasPrefix(p.Code, "audit/payment") {
				out = append(out, p.Text.EN)
			}
		}
		return out
	}
	if got := found(page); len(got) > 0 {
		t.Errorf("all five: %v", got)
	}
	for _, mark := range []string{"organization", "certificate", "plan", "contact", "lookup"} {
		got := found(strings.Replace(page, "data-duty="+mark, "data-x="+mark, 1))
		if len(got) != 1 || !strings.Contains(got[0], mark) {
			t.Errorf("without %s: %v", mark, got)
		}
	}
}

func TestSameOnManyPagesIsToldBriefly(t *testing.T) {
	files := validSite()
	for i := range 20 {
		files[fmt.Sprintf("embed/%02d.html", i)] = "<!doctype html><html lang=zh-Hans><title>x</title><a href=gone.html>x</a>"
	}
	var broken []diag.Problem
	for _, p := range inspect(t, files) {
		if p.Code == "audit/link-broken" {
			broken = append(broken, p)
		}
	}
	if len(broken) != 5 || broken[0].File != "public/embed/00.html" || !strings.Contains(broken[4].Text.EN, "15 more") {
		t.Errorf("%+v", broken)
	}
}

func TestTeePassesOn(t *testing.T) {
	a, tree := New(Options{BaseURL: base}), artifact.NewTree()
	sink := Tee(a, tree)
	if err := sink.Put(artifact.File{Path: "a.json", Data: []byte("{")}); err != nil {
		t.Fatal(err)
	}
	if b, ok := tree.Get("a.json"); !ok || string(b) != "{" {
		t.Error("the file did not reach the sink")
	}
	if err := sink.Put(artifact.File{Path: "../x"}); err == nil {
		t.Error("the sink's error is lost")
	}
	first, second := a.Finish(), a.Finish()
	if !slices.Equal(first.Sorted(), second.Sorted()) || first.Len() == 0 {
		t.Errorf("Finish differs from itself: %v, %v", first, second)
	}
	if err := a.Put(artifact.File{Path: "late"}); err == nil {
		t.Error("Put after Finish is let through")
	}
}

func TestSrcset(t *testing.T) {
	for in, want := range map[string][]string{
		"":                          nil,
		"a.png":                     {"a.png"},
		"a.png 1x, b.png 2x":        {"a.png", "b.png"},
		"a.png, b.png":              {"a.png", "b.png"},
		" a,b.png 480w,\n\tc.png ,": {"a,b.png", "c.png"},
	} {
		if got := srcset(in); !slices.Equal(got, want) {
			t.Errorf("srcset(%q) = %q, want %q", in, got, want)
		}
	}
}

// Whatever the bytes, inspection ends and does not panic.
func FuzzPut(f *testing.F) {
	for path, text := range validSite() {
		f.Add(path, []byte(text))
	}
	f.Fuzz(func(t *testing.T, path string, data []byte) {
		for _, ext := range []string{"", ".html", ".css", ".svg", ".csv", "sitemap.xml"} {
			a := New(Options{BaseURL: base})
			if err := a.Put(artifact.File{Path: path + ext, Data: data}); err != nil {
				t.Fatal(err)
			}
			list := a.Finish()
			if err := list.Write(&bytes.Buffer{}, "zh"); err != nil {
				t.Fatal(err)
			}
		}
	})
}
