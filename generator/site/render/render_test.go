package render_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"mingshan/generator/base/lang"
	"mingshan/generator/site/render"
	"mingshan/generator/site/view"
	"mingshan/generator/testkit/sites"
)

// hostile closes a script element, breaks an attribute, and has spaces that a minifier could eat.
const hostile = `a </script><script>alert(1)</script> "q" 'r' & <b onclick=x> b`

// article is a page with hostile words in every place.
func article(t testing.TB) *view.Article {
	t.Helper()
	words, problems := sites.Theme().Words()
	sites.Silent(t, problems)
	frame := view.Frame{Lang: "en", Edition: "en", W: words.Words(lang.EN), Kind: "page", Path: "en/about.html", Title: hostile, Description: hostile,
		Canonical: "https://tiny.example/en/about.html", Stylesheet: "../assets/a.css", Favicon: "../assets/i.svg", Early: "../assets/e.js", FeedHref: "feed.xml",
		Home: view.Link{Text: "Home", Href: "index.html"}, SiteTitle: hostile, Tagline: hostile, Publisher: hostile, AsOf: "20 November 2026", AsOfISO: "2026-11-20",
		JSONLD: `{"@context":"https://schema.org","name":"\u003c/script\u003e"}`, Twin: view.Link{Text: "中文", Href: "../zh/about.html", Lang: "zh-Hans"},
		Complaints: view.Link{Text: hostile, Href: "complaints.html"}, Licence: view.Link{Text: hostile, Href: "https://licence.example/", External: true}}
	return &view.Article{Frame: frame, Heading: hostile, Summary: hostile, Body: "<p>one <strong>two</strong> three</p><pre>a\n  b</pre>",
		Facts: []view.Fact{{Label: hostile, Value: hostile}}}
}

func page(t testing.TB) []byte {
	t.Helper()
	out, err := render.New(sites.Theme()).Page("en/about.html", article(t))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// elements counts the elements of a page and gives its visible words.
func elements(t *testing.T, data []byte) (map[string]int, string) {
	t.Helper()
	counts, words := map[string]int{}, ""
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if !errors.Is(z.Err(), io.EOF) {
				t.Fatal(z.Err())
			}
			return counts, words
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			counts[token.Data]++
			for _, a := range token.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
					t.Errorf("<%s %s=%q>", token.Data, a.Key, a.Val)
				}
			}
		case html.TextToken:
			words += z.Token().Data
		}
	}
}

// Words stay words: no hostile one becomes an element or attribute, and each comes back whole after minifying.
func TestPageKeepsWordsWords(t *testing.T) {
	counts, words := elements(t, page(t))
	if counts["b"] != 0 || counts["script"] != 2 { // the early script and the JSON-LD
		t.Errorf("elements are %v", counts)
	}
	if n := strings.Count(words, hostile); n < 4 {
		t.Errorf("the hostile words stand %d times in %q", n, words)
	}
}

// What people and simple parsers need is kept: doctype, html, head, body, end tags, quotes; spaces and comments go.
func TestPageIsMinifiedGently(t *testing.T) {
	out := string(page(t))
	for _, want := range []string{"<!doctype html>", `<html lang="en"`, "<head>", "</head>", "<body", "</body>", "</html>", "</p>", "one <strong>two</strong> three", "<pre>a\n  b</pre>"} {
		if !strings.Contains(out, want) {
			t.Errorf("there is no %s", want)
		}
	}
	if strings.Contains(out, "<!--") || strings.Contains(out, "\n\n") {
		t.Error("comments or empty lines are left")
	}
}

// One renderer serves many goroutines, with the same bytes as alone.
func TestPageFromManyGoroutines(t *testing.T) {
	want := page(t)
	r, v := render.New(sites.Theme()), article(t)
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			if got, err := r.Page("en/about.html", v); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%v, %d bytes for %d", err, len(got), len(want))
			}
		})
	}
	wg.Wait()
}

// A view that the theme does not know is an error with the page's name.
func TestPageRefuses(t *testing.T) {
	for _, v := range []any{nil, view.Article{}, "words"} {
		if _, err := render.New(sites.Theme()).Page("en/x.html", v); err == nil || !strings.Contains(err.Error(), "en/x.html") {
			t.Errorf("%T: %v", v, err)
		}
	}
}

func TestCSS(t *testing.T) {
	r := render.New(sites.Theme())
	in := sites.Theme().CSS
	before := slices.Clone(in)
	out, err := r.CSS(in)
	if err != nil || !bytes.Equal(in, before) {
		t.Fatalf("the sheet of the theme was changed, or: %v", err)
	}
	again, err := r.CSS(out)
	if err != nil || len(out) >= len(in) || len(again) > len(out) || bytes.Contains(out, []byte("/*")) {
		t.Errorf("%d bytes become %d and %d: %v", len(in), len(out), len(again), err)
	}
	for _, want := range []string{"--chart-1", "@media print", "@layer"} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("%s is lost", want)
		}
	}
}
