package main

import (
	"go/ast"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The program knows no topic and no statistics by name: they are files, and come and go without it. What it may name are
// registers and code lists, whose columns it reads, and what a rule of input/check looks up because another file refers to it.

// siteNames is what content/ and data/ call their topics and statistics.
type siteNames struct{ topics, aggregates map[string]bool }

func namesOf(t *testing.T, root string) siteNames {
	t.Helper()
	list := func(pattern string) map[string]bool {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(found), err)
		}
		out := map[string]bool{}
		for _, name := range found {
			if filepath.Ext(name) == ".yaml" && filepath.Base(name) == "topic.yaml" {
				name = filepath.Dir(name)
			}
			out[strings.TrimSuffix(filepath.Base(name), ".csv")] = true
		}
		return out
	}
	return siteNames{list("content/topics/*/topic.yaml"), list("data/aggregates/*.csv")}
}

// address finds what a text names by the address of its page or file: topics/x.html, data/x.csv, aggregates/x.yaml.
var address = regexp.MustCompile(`(topics|data|aggregates)/([a-z][a-z0-9_-]*)\b`)

// ruled gives the statistics that a rule of input/check looks up.
func ruled(h house) map[string]bool {
	out := map[string]bool{}
	for _, r := range h.rooms {
		for _, f := range r.files {
			ast.Inspect(f.syntax, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok || r.path != "generator/input/check" || len(call.Args) != 1 {
					return true
				}
				if get, ok := call.Fun.(*ast.SelectorExpr); ok && get.Sel.Name == "Get" {
					if l, ok := call.Args[0].(*ast.BasicLit); ok && l.Kind == token.STRING {
						out[strings.Trim(l.Value, `"`)] = true
					}
				}
				return true
			})
		}
	}
	return out
}

// literals gives the strings of a file and where they stand. Tags of structs and imports are none.
func literals(f file) map[string]string {
	out := map[string]string{}
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.Field:
			if n.Tag != nil {
				n.Tag = nil
			}
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil {
				out[text] = f.at(n.Pos())
			}
		}
		return true
	})
	return out
}

// wrong says what a text of the program may not name. A topic's name that is a plain word (publicity) may be a word of
// something else, so it counts in an address only.
func (n siteNames) wrong(text string, lawful map[string]bool) string {
	switch {
	case n.topics[text] && strings.Contains(text, "-"):
		return "the topic " + text
	case n.aggregates[text] && !lawful[text]:
		return "the dataset " + text
	}
	for _, m := range address.FindAllStringSubmatch(text, -1) {
		if m[1] == "topics" && n.topics[m[2]] || m[1] != "topics" && n.aggregates[m[2]] {
			return m[0]
		}
	}
	return ""
}

func (n siteNames) named(h house) []string {
	lawful := ruled(h)
	var out []string
	for _, r := range h.rooms {
		if strings.HasSuffix(r.path, "/samples") || below(r.path, "generator/testkit") { // invented pages of the gallery; tests
			continue
		}
		for _, f := range r.files {
			texts := literals(f)
			for _, text := range slices.Sorted(maps.Keys(texts)) {
				if what := n.wrong(text, lawful); what != "" && !example(text) {
					out = append(out, texts[text]+" names "+what)
				}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(h.texts)) {
		for _, m := range address.FindAllString(h.texts[name], -1) {
			if what := n.wrong(m, lawful); what != "" {
				out = append(out, name+" names "+what)
			}
		}
	}
	return out
}

// example reports words of a message in which the name is an example of what to write.
func example(text string) bool {
	return strings.Contains(text, "如") || strings.Contains(text, "like ")
}

func TestProgramNamesNoTopicOrDataset(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		t.Fatal(err)
	}
	names := namesOf(t, root)
	for _, finding := range names.named(readHouse(t)) {
		t.Error(finding)
	}
	for _, bad := range []string{`const a = "referrals"`, `const a = "two-way-referral"`, `const a = "topics/publicity.html"`, `const a = "../data/referrals.csv"`} {
		if got := names.named(plant(t, source("generator/site/compose", bad))); len(got) != 1 {
			t.Errorf("%s: %v", bad, got)
		}
	}
	for _, good := range []string{`const a = "publicity"`, `const a = "topics/"`, `const a = "donation_bands"`, `const a = "data/organizations.csv"`, "type a struct { b int `csv:\"referrals\"` }"} {
		if got := names.named(plant(t, source("generator/site/compose", good))); len(got) != 0 {
			t.Errorf("%s: %v", good, got)
		}
	}
}
