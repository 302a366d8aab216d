package build_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/chart"
)

// One number has one truth: what a chart draws, what the table under it prints in Chinese and in English, and what a
// reader gets who adds up the rows of the download.

// exact is a cleared cell in the unit of its column; nil without a number.
func exact(c release.Cell) *big.Rat {
	n, ok := c.Number()
	if !ok {
		return nil
	}
	return new(big.Rat).SetFrac(big.NewInt(n), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(c.Scale())), nil))
}

// same compares two numbers, nil being none.
func same(a, b *big.Rat) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Cmp(b) == 0
}

// printed reads the rows of a table of a finished page: the words of each cell that a reader sees.
func printed(doc *html.Node, id string) [][]string {
	var rows [][]string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "tr" || n.Parent.Data != "tbody" || !hasID(n.Parent.Parent, id) {
			continue
		}
		var row []string
		for c := range n.ChildNodes() {
			if c.Type == html.ElementNode && c.Data == "td" {
				row = append(row, strings.TrimSpace(words(c)))
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func hasID(n *html.Node, id string) bool {
	for _, a := range n.Attr {
		if a.Key == "id" && a.Val == id {
			return true
		}
	}
	return false
}

// words is the text of a cell without its note and the words for screen readers.
func words(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	for _, a := range n.Attr {
		if a.Key == "class" && (a.Val == "cell-note" || a.Val == "unseen") {
			return ""
		}
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(words(c))
	}
	return b.String()
}

// download is a CSV of the site: its rows by column.
func download(t *testing.T, data []byte) []map[string]string {
	t.Helper()
	rows, err := records(data)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// records are the rows of a CSV by column.
func records(data []byte) ([]map[string]string, error) {
	all, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return nil, err
	}
	var out []map[string]string
	for _, r := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = r[i]
		}
		out = append(out, row)
	}
	return out, nil
}

// lies reports whether a row's code is the node or lies below it.
func lies(c *release.Cleared, d release.Dim, code, node string) bool {
	switch {
	case code == node || node == d.Top():
		return true
	case d.Field.Type == "period":
		return len(node) == 4 && strings.HasPrefix(code, node)
	case d.Field.Type == "region":
		r, _ := c.Region(code)
		return r.Parent == node
	}
	return false
}

// within reports whether a row is part of the cell at the nodes.
func within(c *release.Cleared, table *release.Table, row map[string]string, at map[string]string) bool {
	for _, d := range table.Dims {
		if node, given := at[d.Field.ID]; given && !lies(c, d, row[d.Field.ID], node) {
			return false
		}
	}
	return true
}

// added is the sum of the shown cells of a measure at the nodes, and how many rows there are in each status.
func added(c *release.Cleared, table *release.Table, rows []map[string]string, measure string, at map[string]string) (*big.Rat, map[string]int) {
	sum, status := new(big.Rat), map[string]int{}
	for _, row := range rows {
		if !within(c, table, row, at) {
			continue
		}
		status[row[measure+"_OBS_STATUS"]]++
		if n, ok := new(big.Rat).SetString(row[measure]); ok {
			sum.Add(sum, n)
		}
	}
	return sum, status
}

// nodes gives the place of one point of a figure as its declaration says it.
func nodes(table *release.Table, decl release.Chart, x chart.Label, series chart.Label) map[string]string {
	at := map[string]string{}
	for _, d := range table.Dims {
		id := d.Field.ID
		code, given := decl.Where[id]
		switch {
		case id == decl.X:
			at[id] = x.Code
		case id == decl.Series:
			at[id] = series.Code
		case d.Field.Type == "period" && (!given || code == "latest"):
			newest, _ := table.Latest()
			at[id] = newest.Code
		case given:
			at[id] = code
		}
	}
	return at
}

func TestFiguresAgree(t *testing.T) {
	_, out := real(t)
	cleared := cleared(t)
	points, sums := 0, 0
	kinds := map[string]int{}
	for _, table := range cleared.Tables {
		if len(table.Schema.Charts) == 0 {
			continue // a code list has no download
		}
		for _, w := range sameRows(out["data/"+table.Schema.ID+".csv"], out["data/"+table.Schema.ID+".json"]) {
			t.Errorf("%s: %s", table.Schema.ID, w)
		}
		rows := download(t, out["data/"+table.Schema.ID+".csv"])
		for _, decl := range table.Schema.Charts {
			f, err := chart.Build(cleared, table, decl)
			if err != nil {
				t.Fatal(err)
			}
			kinds[f.Kind]++
			wrong, n, added := fromRows(cleared, table, decl, f, rows)
			points, sums = points+n, sums+added
			for _, tag := range lang.Editions() {
				wrong = append(wrong, compared(f, evidenceOf(t, f, tag))...)
			}
			for _, w := range wrong {
				t.Errorf("%s: %s", f.ID, w)
			}
		}
	}
	t.Logf("%v, %d points, %d of them also added up from rows", kinds, points, sums)
	if points < 400 || sums < points/4 {
		t.Errorf("%d points, %d added up: too few to prove anything", points, sums)
	}
	for _, kind := range []string{"line", "bar", "grouped", "stacked", "share", "tiles", "heat", "multiples", "slope", "sankey", "funnel", "timeline"} {
		if kinds[kind] == 0 {
			t.Errorf("the real site has no figure of kind %s", kind)
		}
	}
}

// fromRows holds every point of a figure against the rows of the download, and counts the points and those that could be
// added up.
func fromRows(cleared *release.Cleared, table *release.Table, decl release.Chart, f *chart.Figure, rows []map[string]string) (wrong []string, points, sums int) {
	if f.Kind == "timeline" {
		dates := map[string]string{}
		for _, row := range rows {
			dates[row[table.Schema.PrimaryKey[0]]] = row[decl.X]
		}
		for _, e := range f.Events {
			if !e.Date.IsZero() && dates[e.Code] != e.Date.String() || e.Date.IsZero() && dates[e.Code] != "" {
				wrong = append(wrong, fmt.Sprintf("the row %s is dated %q, the figure says %s", e.Code, dates[e.Code], e.Date))
			}
		}
		return wrong, len(f.Events), 0
	}
	for i, s := range f.Series {
		for j, c := range s.Cells {
			points++
			measure, x := measureAt(f, decl, i, j), f.X[j]
			w, added := agrees(cleared, table, rows, measure, nodes(table, decl, x, s.Label), c)
			if w != "" {
				wrong = append(wrong, w)
			}
			if added {
				sums++
			}
		}
	}
	return wrong, points, sums
}

// measureAt is the measure of one point.
func measureAt(f *chart.Figure, decl release.Chart, series, at int) string {
	switch {
	case f.Kind == "funnel":
		return f.X[at].Code
	case decl.Series == "":
		return decl.Y[series]
	}
	return decl.Y[0]
}

// agrees holds a point against the rows of the download; true when they can be added up to it.
func agrees(cleared *release.Cleared, table *release.Table, rows []map[string]string, measure string, at map[string]string, c release.Cell) (wrong string, adds bool) {
	sum, status := added(cleared, table, rows, measure, at)
	switch {
	case c.State() == release.Missing && (status["A"] > 0 || status["Q"] > 0):
		return fmt.Sprintf("at %v it is missing, and its rows are %v", at, status), false
	case c.State() == release.Value && status["Q"] == 0:
		if !same(sum, exact(c)) {
			return fmt.Sprintf("at %v the rows add up to %s, the figure says %s", at, sum.FloatString(2), exact(c).FloatString(2)), true
		}
		return "", true
	case c.State() == release.Value && sum.Cmp(exact(c)) > 0:
		return fmt.Sprintf("at %v the shown rows alone are more than the figure", at), false
	}
	return "", false
}
