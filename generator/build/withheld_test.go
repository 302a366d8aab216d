package build_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestWithheldCellsLookTheSame: in the finished site, every withheld cell of a language has the same markup, class, sign and
// words wherever it stands, and the same codes in downloads. One that was small and one that guards it can be told apart
// in no byte.
func TestWithheldCellsLookTheSame(t *testing.T) {
	_, out := real(t)
	seen := looks{}
	for _, name := range slices.Sorted(maps.Keys(out)) {
		seen.file(t, name, out[name])
	}
	for _, place := range []string{"zh cell", "en cell", "zh tile", "en tile", "csv", "json"} {
		if len(seen[place]) != 1 {
			t.Errorf("%s: withheld cells look in %d ways: %q", place, len(seen[place]), slices.Sorted(maps.Keys(seen[place])))
		}
	}
	for place := range seen {
		if n := len(seen[place]); n != 1 {
			t.Errorf("%s: %d looks", place, n)
		}
	}
}

// looks are the ways that withheld cells look, by place.
type looks map[string]map[string]bool

func (l looks) add(place, look string) {
	if l[place] == nil {
		l[place] = map[string]bool{}
	}
	l[place][look] = true
}

// file collects the withheld cells of a finished file.
func (l looks) file(t *testing.T, name string, data []byte) {
	t.Helper()
	switch path.Ext(name) {
	case ".html":
		l.page(t, name, data)
	case ".csv":
		l.table(t, name, data)
	case ".json":
		l.document(t, name, data)
	}
}

// page collects table cells, key figures and tiles that are withheld, as markup.
func (l looks) page(t *testing.T, name string, data []byte) {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	edition, _, _ := strings.Cut(name, "/")
	for n := range doc.Descendants() {
		class := " " + attribute(n, "class") + " "
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "td" && strings.Contains(class, " is-withheld "):
			l.add(edition+" cell", markup(t, n))
		case strings.Contains(class, " keyfigure ") && strings.Contains(class, " is-withheld "):
			for c := range n.Descendants() {
				if attribute(c, "class") == "keyfigure-value" {
					l.add(edition+" key figure", markup(t, c))
				}
			}
		case strings.Contains(class, " tile-withheld "):
			l.add(edition+" tile", tileLook(t, n))
		}
	}
}

// tileLook is a tile without its place and name.
func tileLook(t *testing.T, n *html.Node) string {
	t.Helper()
	out := attribute(n, "class") + attribute(n, "width") + attribute(n, "height")
	for c := range n.ChildNodes() {
		if attribute(c, "class") != "tile-name" {
			out += markup(t, c)
		}
	}
	return out
}

func markup(t *testing.T, n *html.Node) string {
	t.Helper()
	var b strings.Builder
	if err := html.Render(&b, n); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// table collects what stands in a CSV's three columns of a withheld cell, and sees that nothing else is confidential.
func (l looks) table(t *testing.T, name string, data []byte) {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for i, column := range records[0] {
		if !strings.HasSuffix(column, "OBS_STATUS") {
			continue
		}
		for _, r := range records[1:] {
			if r[i] == "Q" || r[i+1] != "F" {
				l.add("csv", strings.Join(r[i-1:i+2], ","))
			}
		}
	}
}

// document does the same with a JSON.
func (l looks) document(t *testing.T, name string, data []byte) {
	t.Helper()
	var doc struct{ Rows []map[string]json.RawMessage }
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, row := range doc.Rows {
		for _, raw := range row {
			if bytes.Contains(raw, []byte(`"s":"Q"`)) || bytes.Contains(raw, []byte(`"c":"C"`)) {
				l.add("json", string(raw))
			}
		}
	}
}

// TestLooksCatchesASecondSign: a second way to mark a withheld cell, of a kind that peers have used, is noticed in each
// place.
func TestLooksCatchesASecondSign(t *testing.T) {
	for _, x := range []struct{ name, first, second string }{
		{"zh/a.html", `<table><tr><td class="is-withheld">〔…〕</td></tr></table>`, `<table><tr><td class="is-withheld is-primary">〔…〕</td></tr></table>`},
		{"zh/a.html", `<table><tr><td class="is-withheld">〔…〕</td></tr></table>`, `<table><tr><td class="is-withheld">&lt;10</td></tr></table>`},
		{"en/a.html", `<svg><svg class="tile tile-withheld"><rect/><text class="tile-name">A</text></svg></svg>`, `<svg><svg class="tile tile-withheld"><rect rx="2"/><text class="tile-name">B</text></svg></svg>`},
		{"a.csv", "n,n_OBS_STATUS,n_CONF_STATUS\n,Q,C\n", "n,n_OBS_STATUS,n_CONF_STATUS\n,Q,D\n"},
		{"a.json", `{"rows":[{"n":{"v":null,"s":"Q","c":"C"}}]}`, `{"rows":[{"n":{"v":null,"s":"Q","c":"D"}}]}`},
	} {
		l := looks{}
		for _, text := range []string{x.first, x.second} {
			l.file(t, x.name, []byte(text))
		}
		ways := 0
		for _, set := range l {
			ways = max(ways, len(set))
		}
		if ways != 2 {
			t.Errorf("%s: %q beside %q is not noticed", x.name, x.second, x.first)
		}
	}
}
