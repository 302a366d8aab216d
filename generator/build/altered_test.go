package build_test

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/chart"
)

// A number that is altered anywhere is noticed: in the option, the drawing, the table, the sentence, either download.
func TestAlteredNumbersAreNoticed(t *testing.T) {
	_, out := real(t)
	cleared := cleared(t)
	seen := map[string]bool{}
	for _, table := range cleared.Tables {
		for _, decl := range table.Schema.Charts {
			f, err := chart.Build(cleared, table, decl)
			if err != nil {
				t.Fatal(err)
			}
			if seen[f.Kind] || f.Kind == "timeline" && len(f.Events) == 0 {
				continue
			}
			seen[f.Kind] = true
			rows := download(t, out["data/"+table.Schema.ID+".csv"])
			if wrong, _, _ := fromRows(cleared, table, decl, f, rows); len(wrong) > 0 {
				t.Fatalf("%s: %s", f.ID, wrong)
			}
			alteredRow(t, cleared, table, decl, f, rows)
			for _, tag := range lang.Editions() {
				for name, e := range altered(t, f, tag) {
					if wrong := compared(f, e); len(wrong) == 0 {
						t.Errorf("%s in %s: an altered %s is not noticed", f.ID, tag, name)
					}
				}
			}
		}
	}
	if len(seen) != 12 {
		t.Errorf("only the kinds %v were altered", slices.Sorted(maps.Keys(seen)))
	}
	csvData, jsonData := out["data/needs.csv"], out["data/needs.json"]
	if wrong := sameRows(csvData, jsonData); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	for _, old := range []string{`"v":416,`, `"s":"A"`, `"350102"`} {
		changed := bytes.Replace(jsonData, []byte(old), []byte(strings.NewReplacer("416", "417", "A", "L", "350102", "350103").Replace(old)), 1)
		if bytes.Equal(changed, jsonData) || len(sameRows(csvData, changed)) == 0 {
			t.Errorf("an altered %s of the JSON download is not noticed", old)
		}
	}
}

// alteredRow changes one number, or one day, of the rows that a figure is made of.
func alteredRow(t *testing.T, cleared *release.Cleared, table *release.Table, decl release.Chart, f *chart.Figure, rows []map[string]string) {
	t.Helper()
	if f.Kind == "timeline" {
		rows[0][decl.X] = "1999-12-31"
		if wrong, _, _ := fromRows(cleared, table, decl, f, rows); len(wrong) == 0 {
			t.Errorf("%s: an altered day of the CSV download is not noticed", f.ID)
		}
		return
	}
	for i, s := range f.Series {
		for j, c := range s.Cells {
			measure, at := measureAt(f, decl, i, j), nodes(table, decl, f.X[j], s.Label)
			k := slices.IndexFunc(rows, func(row map[string]string) bool {
				return row[measure] != "" && row[measure] != "0" && within(cleared, table, row, at)
			})
			if c.State() != release.Value || k < 0 {
				continue
			}
			rows[k][measure] = "7" + rows[k][measure] // where rows are withheld, only what is too much can be noticed
			if _, adds := agrees(cleared, table, rows, measure, at, c); !adds {
				rows[k][measure] = "7777777" + rows[k][measure]
			}
			if wrong, _ := agrees(cleared, table, rows, measure, at, c); wrong == "" {
				t.Errorf("%s: an altered number of the CSV download is not noticed", f.ID)
			}
			return
		}
	}
	t.Errorf("%s: no point is made of shown rows", f.ID)
}

// altered gives the evidence of a figure with one thing changed in each.
func altered(t *testing.T, f *chart.Figure, tag lang.Tag) map[string]evidence {
	t.Helper()
	whole := evidenceOf(t, f, tag)
	fresh := func() evidence {
		e := whole
		e.table = slices.Clone(whole.table)
		e.table[0] = slices.Clone(whole.table[0])
		for i := range e.options {
			e.options[i] = slices.Clone(whole.options[i])
			e.pictures[i] = copied(whole.pictures[i])
		}
		return e
	}
	if wrong := compared(f, fresh()); len(wrong) > 0 {
		t.Fatalf("%s: %s", f.ID, wrong)
	}
	all := map[string]evidence{}
	e := fresh()
	e.table[0][0] += "1"
	all["cell of the table"] = e
	e = fresh()
	e.table = e.table[1:]
	all["number of rows"] = e
	e = fresh()
	e.sentence += " 987,654"
	all["sentence"] = e
	e = fresh()
	e.sentence = ""
	all["sentence, left out,"] = e
	if f.Kind == "tiles" || f.Kind == "heat" {
		return all
	}
	value := regexp.MustCompile(`("data":\[(?:[^\]]*?)"value":)([0-9.]+)`)
	if f.Kind == "timeline" {
		value = regexp.MustCompile(`("value":\[0,"20)([0-9])`)
	}
	for i, shape := range []string{"wide", "narrow"} {
		e = fresh()
		e.options[i] = value.ReplaceAll(e.options[i], []byte("${1}3${2}"))
		all["option, "+shape+","] = e
		e = fresh()
		stretch(e.pictures[i])
		all["mark of the picture, "+shape+","] = e
		e = fresh()
		drop(e.pictures[i])
		all["number of marks, "+shape+","] = e
	}
	return all
}

// copied is a copy of an element with all that is in it.
func copied(n *html.Node) *html.Node {
	if n == nil {
		return nil
	}
	out := &html.Node{Type: n.Type, Data: n.Data, Attr: slices.Clone(n.Attr)}
	for c := range n.ChildNodes() {
		out.AppendChild(copied(c))
	}
	return out
}

// stretch changes the first mark of a picture: a bar is as high and as wide as it is not, a point stands elsewhere.
func stretch(svg *html.Node) {
	for n := range svg.Descendants() {
		if !isMark(n) {
			continue
		}
		for i, a := range n.Attr {
			switch m := matrix.FindStringSubmatch(a.Val); {
			case a.Key == "transform" && m != nil:
				n.Attr[i].Val = "matrix(9,0,0,9," + m[2] + ",1)"
				return
			case a.Key == "d" && !strings.ContainsAny(a.Val, "AaCc"):
				n.Attr[i].Val = "M0 0h77v77H0z"
				return
			}
		}
	}
}

// drop takes the first mark out of a picture.
func drop(svg *html.Node) {
	for n := range svg.Descendants() {
		if isMark(n) {
			n.Parent.RemoveChild(n)
			return
		}
	}
}

func isMark(n *html.Node) bool {
	if n.Type != html.ElementNode || n.Data != "path" || strings.HasPrefix(attribute(n, "fill-opacity"), ".3") || !strings.HasPrefix(attribute(n, "fill"), "var(--chart-") {
		return false
	}
	if strings.Contains(attribute(n, "fill"), "ink") || strings.Contains(attribute(n, "fill"), "rule") {
		return false
	}
	_, _, straight := box(attribute(n, "d"))
	return matrix.MatchString(attribute(n, "transform")) || straight
}
