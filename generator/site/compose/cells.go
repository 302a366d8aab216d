package compose

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"mingshan/generator/base/calendar"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/chart"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// releasePage keeps the signature of small tests short.
type releasePage = release.Page

// signs of cells without a number, the same in both languages.
const (
	signMissing       = chart.NoneSign
	signNotApplicable = chart.NeverSign
	signWithheld      = chart.Sign
)

// cell prints a cleared cell for a table, in full.
func (g *page) cell(c release.Cell) view.Cell {
	if c.State() != release.Value {
		return g.blank(c.State())
	}
	out := view.Cell{Numeric: true, State: view.Value}
	if n, _ := c.Number(); n == 0 {
		out.State = view.Zero
	}
	out.Text, _ = chart.Print(g.p, c)
	have, of := c.Reported()
	out.Note = g.unreported(of - have)
	return out
}

// blank prints a cell without a number: its sign, and the words for it.
func (g *page) blank(state release.State) view.Cell {
	switch state {
	case release.Missing:
		return view.Cell{Numeric: true, Text: signMissing, Spoken: g.s("未报送", "not supplied"), State: view.Missing}
	case release.NotApplicable:
		return view.Cell{Numeric: true, Text: signNotApplicable, Spoken: g.s("不适用", "not applicable"), State: view.NotApplicable}
	}
	return view.Cell{Numeric: true, Text: signWithheld, Spoken: g.s("不公开", "withheld"), State: view.Withheld}
}

// unreported says how many rows a number leaves out because nobody supplied them.
func (g *page) unreported(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return g.s("另有 1 项未报送，未计入", "1 entry not supplied, not counted")
	}
	return g.f("另有 %s 项未报送，未计入", "%s entries not supplied, not counted", g.p.Int(int64(n)))
}

// tableOf starts a table whose first column heads the rows.
func tableOf(id, caption string, columns ...view.Column) view.Table {
	return view.Table{ID: id, Caption: caption, Columns: columns, Sortable: true}
}

// add appends a row and keeps the legend marks.
func add(t *view.Table, row view.Row) {
	for _, c := range row.Cells {
		t.Signs.Withheld = t.Signs.Withheld || c.State == view.Withheld
		t.Signs.Missing = t.Signs.Missing || c.State == view.Missing
		t.Signs.NotApplicable = t.Signs.NotApplicable || c.State == view.NotApplicable
	}
	t.Rows = append(t.Rows, row)
}

// column heads a field with its unit. Titles of fields are written in lower case in English; a head begins with a
// capital.
func (g *page) column(f release.Field) view.Column {
	out := view.Column{Title: capital(oneLanguage(g.t(f.Title), f)), Unit: g.t(f.Unit), Numeric: f.Measure()}
	if strings.EqualFold(out.Title, out.Unit) {
		out.Unit = "" // "Projects, projects"
	}
	return out
}

// oneLanguage takes the language from the title of a field that is kept in both: a page shows one of them, its own.
func oneLanguage(title string, f release.Field) string {
	if f.Bilingual == "" {
		return title
	}
	for _, language := range []string{"（中文）", "（英文）", " (Chinese)", " (English)"} {
		title = strings.TrimSuffix(title, language)
	}
	return title
}

func capital(s string) string {
	if s == "" {
		return "" // else it would begin with the sign for a broken character
	}
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// period prints the period of a node; a year that is not complete says up to where.
func (g *page) period(t *release.Table, n release.Node) string {
	if n.Level == release.All {
		first, last := span(t)
		if first.IsZero() {
			return ""
		}
		return g.p.Period(first) + "–" + g.p.Period(last)
	}
	if n.Level == "year" && !n.Leaf {
		var last calendar.Period
		quarters := 0
		for _, d := range t.Dims {
			for _, q := range d.Nodes {
				if d.Field.Type == "period" && q.Leaf && q.Parent == n.Code {
					quarters++
					last = q.Period
				}
			}
		}
		if last.Quarter > 0 && quarters < 4 {
			if quarters == 1 {
				return g.p.Period(last)
			}
			if quarters == last.Quarter {
				return g.f("%d年前%s季度", "%d, first %s quarters", n.Period.Year, g.few(quarters))
			}
			return g.f("%d年（%d 个季度）", "%d (%d quarters)", n.Period.Year, quarters)
		}
	}
	return g.p.Period(n.Period)
}

// asItStands is the period of a register without one: how it stands on the as-of date. Other tables have none.
func (g *page) asItStands(t *release.Table) string {
	if t.Schema.Kind != "register" {
		return ""
	}
	return g.f("截至 %s", "As of %s", g.p.Date(g.cleared.AsOf))
}

// few words a small number.
func (g *page) few(n int) string {
	words := map[int][2]string{2: {"两", "two"}, 3: {"三", "three"}}
	w, ok := words[n]
	if !ok {
		return strconv.Itoa(n)
	}
	return g.s(w[0], w[1])
}

// span is the first and last leaf period of a table.
func span(t *release.Table) (first, last calendar.Period) {
	for _, d := range t.Dims {
		for _, n := range d.Nodes {
			if d.Field.Type != "period" || !n.Leaf {
				continue
			}
			if first.IsZero() || n.Period.Compare(first) < 0 {
				first = n.Period
			}
			if last.IsZero() || n.Period.Compare(last) > 0 {
				last = n.Period
			}
		}
	}
	return first, last
}

// periodNode resolves the period word of a key figure: latest, latest-year, all, or a period.
func periodNode(t *release.Table, word string) (string, release.Node, bool) {
	for _, d := range t.Dims {
		if d.Field.Type != "period" {
			continue
		}
		latest, ok := t.Latest()
		if !ok {
			return d.Field.ID, release.Node{}, false
		}
		code := word
		switch word {
		case "", "latest":
			code = latest.Code
		case "latest-year":
			code = latest.Period.YearPeriod().String()
		}
		n, ok := d.Node(code)
		return d.Field.ID, n, ok
	}
	return "", release.Node{}, false
}

// figureView prints a figure: picture or tiles, sentence, table, source.
func (g *page) figureView(name string) (view.Figure, bool, error) {
	named, ok := g.figures[name]
	if !ok {
		return view.Figure{}, false, nil
	}
	f := named.Figure
	t := g.tables[f.Dataset]
	out := view.Figure{ID: "figure-" + f.ID, Title: g.t(f.Title), Unit: g.t(f.Unit), Note: g.join(g.t(f.Note), g.rounding(t)),
		Source: g.link(plan.Dataset, f.Dataset), Sentence: f.Sentence(g.p),
		Signs: view.Signs{Withheld: f.Has(release.Withheld), Missing: f.Has(release.Missing), NotApplicable: f.Has(release.NotApplicable)}}
	switch len(f.Period) {
	case 1:
		_, n, _ := periodNode(t, f.Period[0].String())
		out.Period = g.period(t, n)
	case 2:
		out.Period = g.p.Period(f.Period[0]) + "–" + g.p.Period(f.Period[1])
	}
	if out.Period == "" {
		out.Period = g.asItStands(t)
	}
	for _, fixed := range f.Fixed {
		out.Period = strings.Join([]string{out.Period, g.t(fixed)}, " · ")
	}
	out.Table = g.figureTable(f)
	csvPath, jsonPath := "data/"+f.Dataset+".csv", "data/"+f.Dataset+".json"
	out.Downloads = []view.Link{{Text: "CSV", Href: g.href(csvPath)}, {Text: "JSON", Href: g.href(jsonPath)}}
	switch f.Kind {
	case "tiles":
		out.Tiles = g.tiles(f)
		g.offer(&out, named)
		return out, true, nil
	case "heat": // the table is the picture
		out.Open, out.Signs = true, view.Signs{} // it explains its signs itself
		g.offer(&out, named)
		return out, true, nil
	}
	out.Unit = f.AxisUnit(g.tag)
	var err error
	if out.SVG, err = g.draw(f, chart.Wide(), out.ID, out); err != nil {
		return out, false, err
	}
	if out.Narrow, err = g.draw(f, chart.Narrow(), out.ID+"-narrow", out); err != nil {
		return out, false, err
	}
	g.offer(&out, named)
	out.Live, err = g.live(f, out.Sentence)
	return out, err == nil, err
}

// draw draws the figure in one shape.
func (g *page) draw(f *chart.Figure, shape chart.Shape, id string, out view.Figure) (view.HTML, error) {
	option, err := f.Option(g.p, shape, out.Sentence)
	if err != nil {
		return "", err
	}
	w, h := f.Size(g.p, shape)
	return g.studio.Draw(id, option, w, h, out.Title, out.Sentence)
}

// figureViews prints several figures.
func (g *page) figureViews(names []string) ([]view.Figure, error) {
	var out []view.Figure
	for _, name := range names {
		f, ok, err := g.figureView(name)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, f)
		}
	}
	return out, nil
}
