package build_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/chart"
	"mingshan/generator/site/plan"
	"mingshan/generator/testkit/sites"
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

// drawn reads the numbers of a figure's option, moved back by the unit of its axis.
func drawn(t *testing.T, f *chart.Figure, tag lang.Tag, shape chart.Shape) [][]*big.Rat {
	t.Helper()
	data, err := f.Option(lang.NewPrinter(tag), shape, "")
	if err != nil {
		t.Fatal(err)
	}
	var o struct {
		Series []struct {
			Data []struct {
				Value json.RawMessage `json:"value"`
			} `json:"data"`
		} `json:"series"`
	}
	if err := json.Unmarshal(data, &o); err != nil {
		t.Fatal(err)
	}
	word := strings.TrimSpace(strings.TrimSuffix(f.AxisUnit(tag), f.Unit.In(tag)))
	by, known := map[string]int64{"": 1, "万": 1e4, "亿": 1e8, "thousand": 1e3, "million": 1e6, "billion": 1e9}[word]
	if !known {
		t.Fatalf("%s: the axis counts in %q", f.ID, f.AxisUnit(tag))
	}
	var out [][]*big.Rat
	for _, s := range o.Series {
		var row []*big.Rat
		for _, d := range s.Data {
			n, ok := new(big.Rat).SetString(string(d.Value))
			if ok {
				n.Mul(n, big.NewRat(by, 1))
			} else if n = nil; string(d.Value) != `"-"` {
				t.Errorf("%s: %s is neither a number nor a gap", f.ID, d.Value)
			}
			row = append(row, n)
		}
		out = append(out, row)
	}
	return out
}

// printed reads the rows of a table of a finished page: the words of each cell that a reader sees.
func printed(t *testing.T, page []byte, id string) [][]string {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
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
	records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = r[i]
		}
		out = append(out, row)
	}
	return out
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

// added is the sum of the shown cells of a measure at the nodes, and how many rows there are in each status.
func added(c *release.Cleared, table *release.Table, rows []map[string]string, measure string, at map[string]string) (*big.Rat, map[string]int) {
	sum, status := new(big.Rat), map[string]int{}
	for _, row := range rows {
		in := true
		for _, d := range table.Dims {
			node, given := at[d.Field.ID]
			in = in && (!given || lies(c, d, row[d.Field.ID], node))
		}
		if !in {
			continue
		}
		status[row[measure+"_status"]]++
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
	in, out := real(t)
	cleared, _ := in.Clear(t)
	figures, numbers, sums := 0, 0, 0
	for _, table := range cleared.Tables {
		if len(table.Schema.Charts) == 0 {
			continue // a code list has no download
		}
		rows := download(t, out["data/"+table.Schema.ID+".csv"])
		for _, decl := range table.Schema.Charts {
			f, err := chart.Build(cleared, table, decl)
			if err != nil {
				t.Fatal(err)
			}
			figures++
			for i, s := range f.Series {
				measure := decl.Y[0]
				if decl.Series == "" {
					measure = decl.Y[i]
				}
				for j, c := range s.Cells {
					numbers++
					if agrees(t, cleared, table, rows, f.ID, measure, nodes(table, decl, f.X[j], s.Label), c) {
						sums++
					}
				}
			}
			for _, tag := range lang.Editions() {
				figureOnPage(t, f, tag, out)
			}
		}
	}
	t.Logf("%d figures, %d points, %d of them also added up from rows", figures, numbers, sums)
	if figures < 20 || numbers < 300 || sums < numbers/4 {
		t.Errorf("%d figures with %d points, %d added up: too few to prove anything", figures, numbers, sums)
	}
}

// agrees holds a point against the rows of the download; true when they can be added up to it.
func agrees(t *testing.T, cleared *release.Cleared, table *release.Table, rows []map[string]string, id, measure string, at map[string]string, c release.Cell) bool {
	t.Helper()
	sum, status := added(cleared, table, rows, measure, at)
	switch {
	case c.State() == release.Missing && (status["A"] > 0 || status["Q"] > 0):
		t.Errorf("%s at %v is missing, and its rows are %v", id, at, status)
	case c.State() == release.Value && status["Q"] == 0:
		if !same(sum, exact(c)) {
			t.Errorf("%s at %v: the rows add up to %s, the figure says %s", id, at, sum.FloatString(2), exact(c).FloatString(2))
		}
		return true
	case c.State() == release.Value && sum.Cmp(exact(c)) > 0:
		t.Errorf("%s at %v: the shown rows alone are more than the figure", id, at)
	}
	return false
}

// figureOnPage holds what is drawn and what is printed under it against the cells.
func figureOnPage(t *testing.T, f *chart.Figure, tag lang.Tag, out sites.Files) {
	t.Helper()
	table := printed(t, out[plan.Path(tag, plan.Dataset, f.Dataset, 1)], "table-"+f.ID)
	if len(table) != len(f.X) {
		t.Errorf("%s in %s: %d rows for %d points", f.ID, tag, len(table), len(f.X))
		return
	}
	var pictures [][][]*big.Rat
	if f.Kind != "tiles" {
		pictures = [][][]*big.Rat{drawn(t, f, tag, chart.Wide()), drawn(t, f, tag, chart.Narrow())}
	}
	for i, s := range f.Series {
		for j, c := range s.Cells {
			text := table[j][i]
			n, _ := new(big.Rat).SetString(strings.ReplaceAll(text, ",", ""))
			if !same(n, exact(c)) {
				t.Errorf("%s in %s: row %d prints %q, which is not the cell", f.ID, tag, j, text)
			}
			if n == nil && text != map[release.State]string{release.Withheld: chart.Sign, release.Missing: "—"}[c.State()] {
				t.Errorf("%s in %s: a cell in state %d prints %q", f.ID, tag, c.State(), text)
			}
			for _, picture := range pictures {
				if !same(picture[i][j], exact(c)) {
					t.Errorf("%s in %s: point %d of series %d is drawn as %v", f.ID, tag, j, i, picture[i][j])
				}
			}
		}
	}
}
