package build_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/chart"
)

// evidence is one figure in one language, wherever a reader meets it.
type evidence struct {
	tag      lang.Tag
	options  [2][]byte     // what is drawn, wide and narrow
	pictures [2]*html.Node // the SVG elements of the finished page
	table    [][]string    // the words of the finished page's table
	sentence string        // of the finished page
}

// evidenceOf gathers what the finished page of the figure's dataset says.
func evidenceOf(t *testing.T, f *chart.Figure, tag lang.Tag) evidence {
	t.Helper()
	doc := datasetPage(t, tag, f.Dataset)
	e := evidence{tag: tag, table: printed(doc, "table-"+f.ID)}
	p := lang.NewPrinter(tag)
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "figure" || !hasID(n, "figure-"+f.ID) {
			continue
		}
		var svgs []*html.Node
		for d := range n.Descendants() {
			switch {
			case d.Type == html.ElementNode && d.Data == "svg" && attribute(d, "class") == "chart":
				svgs = append(svgs, d)
			case d.Type == html.ElementNode && attribute(d, "class") == "figure-sentence":
				e.sentence = strings.TrimSpace(words(d))
			}
		}
		copy(e.pictures[:], svgs)
	}
	if f.Kind == "tiles" || f.Kind == "heat" {
		return e
	}
	for i, shape := range []chart.Shape{chart.Wide(), chart.Narrow()} {
		option, err := f.Option(p, shape, "")
		if err != nil {
			t.Fatal(err)
		}
		e.options[i] = option
	}
	return e
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// number is a cell or what was worked out from some; nil without a number.
type number struct {
	n     *big.Rat
	state release.State
}

func ofCell(c release.Cell) number { return number{exact(c), c.State()} }

func ofAmount(a chart.Amount) number {
	if a.State != release.Value {
		return number{nil, a.State}
	}
	return number{new(big.Rat).SetFrac(big.NewInt(a.Number), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(a.Scale)), nil)), a.State}
}

// percentOf is a share of one number in another, reckoned here anew: exact, then rounded half up to one decimal.
func percentOf(part, all release.Cell) number {
	if part.State() == release.Withheld || all.State() == release.Withheld {
		return number{nil, release.Withheld}
	}
	have, of := part.Reported()
	had, oldOf := all.Reported()
	if part.State() != release.Value || all.State() != release.Value || exact(all).Sign() == 0 || of-have != oldOf-had {
		return number{nil, release.Missing}
	}
	tenths := new(big.Rat).Quo(exact(part), exact(all))
	tenths.Mul(tenths, big.NewRat(1000, 1)).Add(tenths, big.NewRat(1, 2))
	return number{big.NewRat(new(big.Int).Quo(tenths.Num(), tenths.Denom()).Int64(), 10), release.Value}
}

// lost is how many did not reach the next stage, reckoned anew.
func lost(f *chart.Figure, stage, source int) number {
	a, b := f.Series[stage].Cells[source], f.Series[stage+1].Cells[source]
	if a.State() == release.Withheld || b.State() == release.Withheld {
		return number{nil, release.Withheld}
	}
	have, of := a.Reported()
	had, oldOf := b.Reported()
	if a.State() != release.Value || b.State() != release.Value || of-have != oldOf-had {
		return number{nil, release.Missing}
	}
	n := new(big.Rat).Sub(exact(a), exact(b))
	if n.Sign() > 0 && n.Cmp(big.NewRat(f.Least, 1)) < 0 {
		return number{nil, release.Withheld}
	}
	return number{n, release.Value}
}

// compared holds everything that one edition says of a figure against its cells.
func compared(f *chart.Figure, e evidence) []string {
	var wrong []string
	for _, w := range slices.Concat(tableWrong(f, e), sentenceWrong(f, e)) {
		wrong = append(wrong, string(e.tag)+": "+w)
	}
	if f.Kind == "tiles" || f.Kind == "heat" {
		return wrong
	}
	for i, shape := range []string{"wide", "narrow"} {
		for _, w := range slices.Concat(optionWrong(f, e.tag, e.options[i]), pictureWrong(f, e.tag, e.pictures[i])) {
			wrong = append(wrong, string(e.tag)+", "+shape+": "+w)
		}
	}
	return wrong
}

// grid is what the table beside a figure has to say: its cells, and what is worked out from them.
func grid(f *chart.Figure) [][]number {
	var out [][]number
	shares := f.Shares()
	for j := range f.X {
		var row []number
		for i, s := range f.Series {
			switch f.Kind {
			case "share":
				row = append(row, ofCell(s.Cells[j]), ofAmount(shares[i][j]))
			case "funnel":
				row = append(row, ofCell(s.Cells[j]), percentOf(s.Cells[j], s.Cells[0]), percentOf(s.Cells[j], s.Cells[max(0, j-1)]))
			case "sankey":
				if i > 0 {
					row = append(row, lost(f, i-1, j))
				}
				row = append(row, ofCell(s.Cells[j]))
			default:
				row = append(row, ofCell(s.Cells[j]))
			}
		}
		out = append(out, row)
	}
	return out
}

func tableWrong(f *chart.Figure, e evidence) (wrong []string) {
	if f.Kind == "timeline" {
		for i, ev := range f.Events {
			if i >= len(e.table) || len(e.table[i]) != 1 || e.table[i][0] != ev.Text.In(e.tag) {
				wrong = append(wrong, fmt.Sprintf("row %d of the table is not %q", i, ev.Text.In(e.tag)))
			}
		}
		return wrong
	}
	want := grid(f)
	if len(want) != len(e.table) {
		return []string{fmt.Sprintf("%d rows for %d points", len(e.table), len(want))}
	}
	for j, row := range want {
		if len(row) != len(e.table[j]) {
			return append(wrong, fmt.Sprintf("row %d has %d cells, not %d", j, len(e.table[j]), len(row)))
		}
		for i, c := range row {
			text := e.table[j][i]
			n, _ := new(big.Rat).SetString(strings.ReplaceAll(text, ",", ""))
			if !same(n, c.n) {
				wrong = append(wrong, fmt.Sprintf("row %d prints %q, which is not %v", j, text, c.n))
			}
			if sign := map[release.State]string{release.Withheld: chart.Sign, release.Missing: chart.NoneSign, release.NotApplicable: chart.NeverSign}[c.state]; c.n == nil && text != sign {
				wrong = append(wrong, fmt.Sprintf("a cell in state %d prints %q", c.state, text))
			}
		}
	}
	return wrong
}

var numeral = regexp.MustCompile(`[0-9][0-9,]*(?:\.[0-9]+)?%?`)

// sentenceWrong looks for numbers in the sentence that are neither printed cells nor worked out from cells here anew.
func sentenceWrong(f *chart.Figure, e evidence) (wrong []string) {
	p := lang.NewPrinter(e.tag)
	if e.sentence == "" {
		return []string{"no sentence"}
	}
	known := map[string]bool{}
	cells := 0
	for i, s := range f.Series {
		for j, c := range s.Cells {
			cells++
			if text, ok := chart.Print(p, c); ok {
				known[text] = true
			}
			if j > 0 {
				now, ok := c.Number()
				before, also := s.Cells[j-1].Number()
				if ok && also && before != 0 {
					known[p.Percent(max(now-before, before-now), before)] = true
				}
			}
			for _, part := range []number{percentOf(c, s.Cells[0]), percentOf(c, s.Cells[max(0, j-1)]), percentOf(c, f.Series[0].Cells[j])} {
				if part.n != nil && (f.Kind == "funnel" || f.Kind == "sankey") {
					known[part.n.FloatString(1)+"%"] = true
				}
			}
			if a := f.Shares()[i][j]; f.Kind == "share" && a.State == release.Value {
				known[ofAmount(a).n.FloatString(1)+"%"] = true
			}
		}
	}
	text := e.sentence
	var names []string
	for _, x := range f.X {
		names = append(names, x.Name(p))
	}
	for _, s := range f.Series {
		names = append(names, s.Label.Name(p))
	}
	for _, ev := range f.Events {
		names = append(names, p.Date(ev.Date), ev.Text.In(e.tag))
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	for _, n := range names {
		if n != "" {
			text = strings.ReplaceAll(text, n, "")
		}
	}
	for _, n := range numeral.FindAllString(text, -1) {
		n = strings.TrimSuffix(n, ",")
		if count, err := strconv.Atoi(n); err == nil && count <= max(cells, len(f.Events)) && !strings.Contains(n, ",") {
			continue // how many are withheld, alike, in the table
		}
		if !known[n] {
			wrong = append(wrong, fmt.Sprintf("the sentence says %s, which is no number of the figure: %s", n, e.sentence))
		}
	}
	return wrong
}

// drawnOption is what the test reads of an option.
type drawnOption struct {
	Series []struct {
		Type  string `json:"type"`
		Links []struct {
			Source string      `json:"source"`
			Target string      `json:"target"`
			Value  json.Number `json:"value"`
		} `json:"links"`
		Data []struct {
			Name  string          `json:"name"`
			Value json.RawMessage `json:"value"`
		} `json:"data"`
	} `json:"series"`
}

// unitOf is how many of the figure's unit one of its picture's numbers stands for; 0 when the words are unknown.
func unitOf(f *chart.Figure, tag lang.Tag) int64 {
	if f.Kind == "share" {
		return 1
	}
	word := strings.TrimSpace(strings.TrimSuffix(f.AxisUnit(tag), f.Unit.In(tag)))
	return map[string]int64{"": 1, "万": 1e4, "亿": 1e8, "thousand": 1e3, "million": 1e6, "billion": 1e9}[word]
}

// expected are the numbers that the picture shows, series by series; what is worked out stands in place of the cells.
func expected(f *chart.Figure) [][]number {
	var out [][]number
	shares := f.Shares()
	for i, s := range f.Series {
		var row []number
		for j, c := range s.Cells {
			if f.Kind == "share" {
				row = append(row, ofAmount(shares[i][j]))
			} else {
				row = append(row, ofCell(c))
			}
		}
		out = append(out, row)
	}
	return out
}

func optionWrong(f *chart.Figure, tag lang.Tag, data []byte) (wrong []string) {
	var o drawnOption
	if err := json.Unmarshal(data, &o); err != nil {
		return []string{err.Error()}
	}
	if err := chart.Check(data); err != nil {
		wrong = append(wrong, err.Error())
	}
	switch f.Kind {
	case "timeline":
		return append(wrong, datesWrong(f, o)...)
	case "sankey":
		return append(wrong, flowWrong(f, tag, o)...)
	}
	by := unitOf(f, tag)
	if by == 0 {
		return []string{"the axis counts in " + f.AxisUnit(tag)}
	}
	want := expected(f)
	if len(o.Series) != len(want) {
		return append(wrong, fmt.Sprintf("%d series are drawn, not %d", len(o.Series), len(want)))
	}
	for i, row := range want {
		if len(o.Series[i].Data) != len(row) {
			return append(wrong, fmt.Sprintf("series %d has %d points, not %d", i, len(o.Series[i].Data), len(row)))
		}
		for j, c := range row {
			got := string(o.Series[i].Data[j].Value)
			n, ok := new(big.Rat).SetString(got)
			if ok {
				n.Mul(n, big.NewRat(by, 1))
			} else if n = nil; got != `"-"` {
				wrong = append(wrong, got+" is neither a number nor a gap")
			}
			if !same(n, c.n) {
				wrong = append(wrong, fmt.Sprintf("point %d of series %d is %s, not %v", j, i, got, c.n))
			}
		}
	}
	return wrong
}

func datesWrong(f *chart.Figure, o drawnOption) (wrong []string) {
	for i, p := range o.Series[0].Data {
		var at []any
		if err := json.Unmarshal(p.Value, &at); err != nil || len(at) != 2 || at[1] != f.Events[i].Date.String()+"T00:00:00Z" {
			wrong = append(wrong, fmt.Sprintf("event %d is drawn at %s", i, p.Value))
		}
	}
	dated := slices.IndexFunc(f.Events, func(e chart.Event) bool { return e.Date.IsZero() })
	if dated < 0 {
		dated = len(f.Events)
	}
	if len(o.Series[0].Data) != dated {
		wrong = append(wrong, fmt.Sprintf("%d events are drawn, not %d", len(o.Series[0].Data), dated))
	}
	return wrong
}

// flows are the nodes and links that a sankey has to have, by name.
func flows(f *chart.Figure, tag lang.Tag) (nodes, links map[string]*big.Rat) {
	nodes, links = map[string]*big.Rat{}, map[string]*big.Rat{}
	p := lang.NewPrinter(tag)
	for j, x := range f.X {
		name := func(s string) string { return x.Name(p) + map[lang.Tag]string{lang.ZH: "：", lang.EN: ": "}[tag] + s }
		for i, s := range f.Series {
			n := exact(s.Cells[j])
			if n != nil && n.Sign() > 0 {
				nodes[name(s.Label.Name(p))] = n
			}
			if i+1 == len(f.Series) || n == nil || n.Sign() == 0 {
				continue
			}
			gone := lost(f, i, j)
			next := f.Series[i+1]
			if m := exact(next.Cells[j]); m != nil && m.Sign() > 0 && percentOf(next.Cells[j], s.Cells[j]).n != nil {
				links[name(s.Label.Name(p))+" > "+name(next.Label.Name(p))] = m
			}
			if gone.n != nil && gone.n.Sign() > 0 {
				nodes[name(f.Lost[i].In(tag))] = gone.n
				links[name(s.Label.Name(p))+" > "+name(f.Lost[i].In(tag))] = gone.n
			}
		}
	}
	return nodes, links
}

func flowWrong(f *chart.Figure, tag lang.Tag, o drawnOption) (wrong []string) {
	nodes, links := flows(f, tag)
	gotNodes, gotLinks := map[string]*big.Rat{}, map[string]*big.Rat{}
	for _, s := range o.Series {
		for _, n := range s.Data {
			gotNodes[n.Name], _ = new(big.Rat).SetString(string(n.Value))
		}
		for _, l := range s.Links {
			gotLinks[l.Source+" > "+l.Target], _ = new(big.Rat).SetString(l.Value.String())
		}
	}
	if !maps.EqualFunc(nodes, gotNodes, same) {
		wrong = append(wrong, fmt.Sprintf("the nodes are %v, not %v", gotNodes, nodes))
	}
	if !maps.EqualFunc(links, gotLinks, same) {
		wrong = append(wrong, fmt.Sprintf("the links are %v, not %v", gotLinks, links))
	}
	return wrong
}

// sameRows holds the JSON download against the CSV: the same rows, values and states.
func sameRows(table, document []byte) (wrong []string) {
	records, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	var doc struct {
		Rows []map[string]json.RawMessage `json:"rows"`
	}
	if err != nil || json.Unmarshal(document, &doc) != nil || len(doc.Rows) != len(records)-1 {
		return []string{"the downloads do not have the same rows"}
	}
	for r, row := range doc.Rows {
		for i, name := range records[0] {
			raw, there := row[name]
			if !there {
				continue // a status, or the notice of a demonstration
			}
			got := strings.Trim(string(raw), `"`)
			var o struct {
				Value  *json.Number `json:"v"`
				Status string       `json:"s"`
			}
			if json.Unmarshal(raw, &o) == nil {
				got = ""
				if o.Value != nil {
					got = o.Value.String()
				}
				if status := records[r+1][i+1]; o.Status != status {
					wrong = append(wrong, fmt.Sprintf("row %d: %s is %s in CSV and %s in JSON", r, name, status, o.Status))
				}
			} else if json.Unmarshal(raw, &got) != nil {
				wrong = append(wrong, fmt.Sprintf("row %d: %s is no text", r, name))
			}
			if got != records[r+1][i] {
				wrong = append(wrong, fmt.Sprintf("row %d: %s is %q in CSV and %q in JSON", r, name, records[r+1][i], got))
			}
		}
	}
	return wrong
}
