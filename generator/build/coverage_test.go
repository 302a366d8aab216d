package build_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mingshan/generator/base/lang"
	"mingshan/generator/testkit/sites"
)

var update = flag.Bool("update", false, "rewrite testdata/coverage.md")

// covered is one row of testdata/coverage.csv: a named system of the policy, and where a reader finds it.
type covered struct {
	number, cell, clause, topic     string
	datasets, columns, views, pages []string
}

// coverage is what a reader finds of one row in one edition.
type coverage struct {
	figures, charts, downloads, columns, views, uses, related int
	gaps                                                      []string
}

// TestPolicyCoverage holds the finished site to the policy, clause by clause and in both languages: each row of
// testdata/coverage.csv has a page that says what it rests on, who is responsible, the figures (each with its period, unit and
// source), the chart or list of the kind that the row asks for, the data with the columns that it asks for, how to use it, and
// what else it concerns. The table of what was found is testdata/coverage.md.
func TestPolicyCoverage(t *testing.T) {
	folder := filepath.Join(sites.Root(t), "generator", "testdata")
	data, err := os.ReadFile(filepath.Join(folder, "coverage.csv"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []covered
	for _, r := range download(t, data) {
		rows = append(rows, covered{r["row"], r["cell"], r["clause_zh"], r["topic"], strings.Fields(r["datasets"]),
			strings.Fields(r["columns"]), strings.Fields(r["views"]), strings.Fields(r["pages"])})
	}
	t.Run("rows", func(t *testing.T) { rowsOfPolicy(t, rows) })
	in, out := real(t)
	kinds := kindsOfFigures(t, in)
	var b strings.Builder
	b.WriteString("# What the site shows of each system that the policy names\n\nWritten by `go test ./generator/build -run TestPolicyCoverage -update` from the finished site and from coverage.csv, which has the rows of\npolicy-clauses.md. Numbers are of the Chinese page; the English one has the same. A gap fails the test.\n\n" +
		"| | system | page | datasets | key figures | charts | views | downloads | columns | uses | related | gaps |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n")
	gaps := 0
	for _, r := range rows {
		zh, en := look(t, r, lang.ZH, out, kinds), look(t, r, lang.EN, out, kinds)
		wrong := append(named("zh", zh.gaps), named("en", en.gaps)...)
		if slices.Equal(zh.gaps, en.gaps) {
			wrong = zh.gaps
		}
		if zh.figures != en.figures || zh.charts != en.charts || zh.views != en.views || zh.uses != en.uses || zh.related != en.related {
			wrong = append(wrong, "the editions differ")
		}
		gaps += len(wrong)
		if len(wrong) > 0 {
			t.Errorf("row %s %s (topics/%s): %s", r.number, r.clause, r.topic, strings.Join(wrong, "; "))
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %d | %d | %d | %d | %d | %d | %d | %s |\n", r.number, r.clause, strings.Join(append([]string{"topics/" + r.topic + ".html"}, r.pages...), " "),
			strings.Join(r.datasets, " "), zh.figures, zh.charts, zh.views, zh.downloads, zh.columns, zh.uses, zh.related, strings.Join(wrong, "; "))
	}
	fmt.Fprintf(&b, "\n%d rows, %d gaps.\n", len(rows), gaps)
	name := filepath.Join(folder, "coverage.md")
	if *update {
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want, err := os.ReadFile(name); err != nil || string(want) != b.String() {
		t.Errorf("testdata/coverage.md is not what the site shows (%v): run go test ./generator/build -run TestPolicyCoverage -update", err)
	}
}

func named(edition string, gaps []string) []string {
	var out []string
	for _, g := range gaps {
		out = append(out, edition+": "+g)
	}
	return out
}

// look reads the pages of one row in one edition as a reader would.
func look(t *testing.T, r covered, tag lang.Tag, out sites.Files, kinds map[string]string) coverage {
	t.Helper()
	var c coverage
	gap := func(missing bool, what string, args ...any) {
		if missing {
			c.gaps = append(c.gaps, fmt.Sprintf(what, args...))
		}
	}
	for _, p := range r.pages {
		gap(out[string(tag)+"/"+p] == nil, "no page %s", p)
	}
	address := string(tag) + "/topics/" + r.topic + ".html"
	page, ok := out[address]
	if gap(!ok, "no page"); !ok {
		return c
	}
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	facts, links := map[string]string{}, map[string]bool{}
	for n := range doc.Descendants() {
		switch {
		case n.Data == "dt" && n.NextSibling != nil && !insideFold(n):
			facts[says(n)] = says(n.NextSibling)
		case n.Data == "main":
			for _, href := range linked(n) {
				links[path.Join(path.Dir(address), href)] = true
			}
		case n.Data == "section" && labelled(n, "topic-use"):
			for d := range n.Descendants() {
				if d.Data == "dd" && says(d) != "" {
					c.uses++
				}
			}
		}
	}
	words := map[lang.Tag][3]string{lang.ZH: {"责任单位", "依据", "单位："}, lang.EN: {"Responsible", "Basis", "Unit:"}}[tag]
	gap(facts[words[0]] == "", "nobody is responsible")
	gap(facts[words[1]] == "", "no basis")
	figures, err := keyFigures(page)
	gap(err != nil, "%v", err)
	gap(len(figures) < 2, "%d key figures", len(figures))
	for _, f := range figures {
		c.figures++
		gap(f.period == "" || f.source == "" || f.unit == "" && !strings.HasSuffix(f.value, "%"), "key figure %q lacks period, unit or source", f.label)
	}
	shown := map[string]bool{}
	for _, f := range all(doc, "figure") {
		if classed(f, "code") {
			continue
		}
		c.charts++
		id := strings.TrimPrefix(idOf(f), "figure-")
		shown[id] = true
		scope, sources := "", 0
		for _, p := range all(f, "figure-scope") {
			scope = says(p)
		}
		for _, foot := range all(f, "figure-foot") {
			for _, href := range linked(foot) {
				if strings.HasSuffix(href, "data/"+id[:strings.IndexByte(id, '-')]+".html") {
					sources++
				}
			}
		}
		// A timeline counts nothing and has no unit; where periods stand along an axis the scope need not say them.
		unit := kinds[strings.Replace(id, "-", "/", 1)] == "timeline" || strings.Contains(scope, words[2])
		gap(scope == "" || sources == 0 || !unit, "figure %s lacks period, unit or source", id)
	}
	gap(c.charts == 0, "no chart")
	for _, id := range r.datasets {
		at, file := string(tag)+"/data/"+id+".html", "data/"+id+".csv"
		gap(out[at] == nil, "no dataset %s", id)
		gap(out[at] != nil && !links[at], "dataset %s is not linked", id)
		// Of key_counties and penalties nothing was supplied: they have their columns and no row, and their pages say so.
		least := 2
		if id == "key_counties" || id == "penalties" {
			least = 1
		}
		gap(out[at] != nil && bytes.Count(out[file], []byte("\n")) < least, "nothing of %s to download", id)
		if len(out[file]) > 0 {
			c.downloads++
		}
	}
	for _, column := range r.columns {
		id, name, _ := strings.Cut(column, ".")
		header, _, _ := bytes.Cut(bytes.TrimPrefix(out["data/"+id+".csv"], []byte("\ufeff")), []byte("\n"))
		gap(!slices.Contains(strings.Split(strings.TrimSpace(string(header)), ","), name), "no column %s", column)
		gap(!links[string(tag)+"/data/"+id+".html"], "dataset %s is not linked", id)
		c.columns++
	}
	for _, view := range r.views {
		gap(!viewed(t, view, tag, out, doc, shown, kinds, len(figures)), "no view %s", view)
		c.views++
	}
	gap(len(r.columns) == 0, "no columns")
	gap(len(r.views) == 0, "no view")
	gap(len(r.datasets) == 0, "no dataset")
	gap(c.uses == 0, "no use")
	for link := range links {
		for _, kind := range []string{"projects", "stories", "organizations", "campaigns", "regions"} {
			if strings.HasPrefix(link, string(tag)+"/"+kind+"/") && out[link] != nil {
				c.related++
			}
		}
	}
	gap(c.related == 0, "nothing related")
	return c
}

// viewed reports that a page has the view that a row asks for: dataset/chart:kind is a figure on it; list:dataset a list of
// rows on the dataset's page, tree:dataset a list on this one in which each row stands under its parent; keys:4 so many key
// figures; ics:dataset a calendar.
func viewed(t *testing.T, view string, tag lang.Tag, out sites.Files, page *html.Node, shown map[string]bool, kinds map[string]string, keys int) bool {
	t.Helper()
	what, of, _ := strings.Cut(view, ":")
	switch what {
	case "keys":
		return fmt.Sprint(keys) == of
	case "ics":
		return len(out[string(tag)+"/data/"+of+".ics"]) > 0
	case "list":
		file := out["data/"+of+".csv"]
		return file != nil && (len(download(t, file)) == 0 || bytes.Contains(out[string(tag)+"/data/"+of+".html"], []byte(`<table id="rows"`)))
	case "tree":
		return isTree(page, download(t, out["data/"+of+".csv"]))
	}
	return kinds[what] == of && shown[strings.Replace(what, "/", "-", 1)]
}

// isTree reports that each project of a register stands on the page in a list, right under the one that is above it.
func isTree(page *html.Node, rows []map[string]string) bool {
	above := map[string]string{}
	for n := range page.Descendants() {
		if n.Data != "li" || len(linked(n)) == 0 {
			continue
		}
		own := slug(linked(n)[0])
		if _, listed := above[own]; !listed {
			above[own] = ""
		}
		for p := n.Parent; p != nil; p = p.Parent {
			if p.Data == "li" {
				above[own] = slug(linked(p)[0])
				break
			}
		}
	}
	for _, r := range rows {
		if parent, listed := above[r["project"]]; !listed || parent != r["parent"] {
			return false
		}
	}
	return len(rows) > 0
}

// slug is the last part of an address without its ending.
func slug(href string) string { return strings.TrimSuffix(path.Base(href), ".html") }

func idOf(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "id" {
			return a.Val
		}
	}
	return ""
}

// kindsOfFigures reads which kind each declared figure is of: dataset/chart → kind.
func kindsOfFigures(t *testing.T, in sites.Files) map[string]string {
	t.Helper()
	out := map[string]string{}
	for name, data := range in {
		_, charts, ok := strings.Cut(string(data), "\ncharts:\n")
		if !ok || !strings.HasPrefix(name, "data/") || path.Ext(name) != ".yaml" {
			continue
		}
		for _, chart := range strings.Split(charts, "- id: ")[1:] {
			id, rest, _ := strings.Cut(chart, "\n")
			_, kind, _ := strings.Cut(rest, "kind: ")
			kind, _, _ = strings.Cut(kind, "\n")
			out[strings.TrimSuffix(path.Base(name), ".yaml")+"/"+id] = kind
		}
	}
	if len(out) == 0 {
		t.Fatal("no figure is declared")
	}
	return out
}

// insideFold reports what stands in a part of the page that is folded away, such as a pointer.
func insideFold(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Data == "details" {
			return true
		}
	}
	return false
}

func labelled(n *html.Node, id string) bool {
	for _, a := range n.Attr {
		if a.Key == "aria-labelledby" && a.Val == id {
			return true
		}
	}
	return false
}

// rowsOfPolicy holds coverage.csv to the map of the policy that it was made from, where that is at hand.
func rowsOfPolicy(t *testing.T, rows []covered) {
	const about = "shared/domain/policy-clauses.md"
	data, err := os.ReadFile(filepath.Join(sites.Root(t), "..", filepath.FromSlash(about)))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("../%s is not here; the rows of coverage.csv are taken as they are", about)
	}
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	for line := range strings.Lines(string(data)) {
		if first, _, ok := strings.Cut(strings.TrimPrefix(line, "| "), " | "); ok && strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| Item") {
			cells = append(cells, strings.TrimSpace(first))
		}
	}
	if len(cells) != len(rows) {
		t.Errorf("policy-clauses.md has %d rows, coverage.csv %d", len(cells), len(rows))
	}
	for i := range min(len(cells), len(rows)) {
		if cells[i] != rows[i].cell || rows[i].number != fmt.Sprint(i+1) {
			t.Errorf("row %d is %q in policy-clauses.md and %q in coverage.csv", i+1, cells[i], rows[i].cell)
		}
	}
}
