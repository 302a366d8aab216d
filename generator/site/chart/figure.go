// Package chart turns cleared cells into figures: what is drawn, the table beside it, and the sentence under it, all
// from the same cells.
//
// A figure is declared in a dataset's schema (dataset.Chart). Build looks up its cells once, without a language;
// Figure.Option gives the ECharts option (through go-echarts' types only), Figure.Sentence the words, Figure.Tiles
// the region grid. Studio draws options as static SVG by running ECharts itself inside Go (goja), without a browser.
//
// Everything is computed from release.Cell: a withheld cell has no number here to draw, rank, colour or scale by.
//
// A kind has a file of its own where it is more than an axis and its series: share.go, stages.go (sankey and funnel),
// slope.go, multiples.go, timeline.go, and tiles.go, whose steps heat tables use too. What has no number stands in every
// picture where its mark would be: 〔…〕 on a hatched ground for withheld (hatch.go), — for missing, / for what does not
// apply, 0 for zero (mark.go). Check refuses options that would mislead (check.go).
package chart

import (
	"fmt"
	"maps"
	"slices"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// Label names a point on the axis or a series in every edition.
type Label struct {
	Code   string
	Text   lang.Text
	Period calendar.Period // when the label is a period; printed by the language's rule
}

// Series is one row of cells along the axis.
type Series struct {
	Label Label
	Cells []release.Cell
}

// Event is a dated row of a register; its date is zero when none was supplied.
type Event struct {
	Code string // the row's key
	Date calendar.Date
	Text lang.Text
}

// Figure is one figure without a language.
//
// X and Series are the two directions of its cells: the axis and what is drawn along it. A heat table has rows along X
// and a column for each series, a sankey its sources along X and a series for each stage, a funnel its stages along X.
type Figure struct {
	ID       string // dataset-chart, the anchor and the base of ids in the picture
	Kind     string // line, bar, grouped, stacked, share, tiles, heat, multiples, slope, sankey, funnel, timeline
	Dataset  string
	Register bool // its cells add up rows of a register: where there is none, nobody failed to report
	Title    lang.Text
	Note     lang.Text
	Unit     lang.Text
	Money    bool
	AxisName lang.Text // what the axis lists: the dimension's title
	X        []Label
	Series   []Series
	Period   []calendar.Period // first and last period covered, or the one selected; empty without a period dimension
	Fixed    []lang.Text       // other selections: category, direction
	Lost     []lang.Text       // of a sankey: what those are called who do not reach the stage after the first, the second, …
	Least    int64             // of a sankey of counts: a difference from 1 to below it is not shown
	Events   []Event           // of a timeline: in order of date, rows without one last
}

// Build looks up the cells of a declared figure. The error is for a declaration that input/check should have refused.
func Build(c *release.Cleared, t *release.Table, decl release.Chart) (*Figure, error) {
	f := &Figure{ID: t.Schema.ID + "-" + decl.ID, Kind: decl.Kind, Dataset: t.Schema.ID, Register: t.Schema.Kind == "register", Title: decl.Title, Note: decl.Note}
	err := f.build(c, t, decl)
	if err != nil {
		return nil, fmt.Errorf("figure %s: %w", f.ID, err)
	}
	return f, nil
}

func (f *Figure) build(c *release.Cleared, t *release.Table, decl release.Chart) error {
	if decl.Kind == "timeline" {
		return f.events(t, decl)
	}
	at, err := f.selection(c, t, decl)
	if err != nil {
		return err
	}
	for _, measure := range decl.Y {
		field, _ := t.Schema.Field(measure)
		f.Unit, f.Money = field.Unit, field.Type == "money_cny"
	}
	if decl.Kind == "funnel" {
		return f.funnelCells(t, decl, at)
	}
	x, ok := t.Dim(decl.X)
	if !ok {
		return fmt.Errorf("no dimension %q", decl.X)
	}
	f.AxisName = x.Field.Title
	nodes := axis(c, x, decl)
	if decl.Kind == "slope" && len(nodes) > 2 {
		nodes = []release.Node{nodes[0], nodes[len(nodes)-1]}
	}
	if x.Field.Type == "period" && len(nodes) > 0 {
		f.Period = []calendar.Period{nodes[0].Period, nodes[len(nodes)-1].Period}
	}
	for _, n := range nodes {
		f.X = append(f.X, labelOf(n))
	}
	if decl.Kind == "sankey" {
		f.stages(t, decl)
	}
	return f.rows(t, decl, at)
}

// rows adds one series for each measure, or for each code of the dimension that makes the series.
func (f *Figure) rows(t *release.Table, decl release.Chart, at map[string]string) error {
	for _, measure := range decl.Y {
		if decl.Series == "" {
			field, _ := t.Schema.Field(measure)
			if err := f.row(t, Label{Code: measure, Text: field.Title}, measure, decl.X, at); err != nil {
				return err
			}
			continue
		}
		dim, ok := t.Dim(decl.Series)
		if !ok {
			return fmt.Errorf("no dimension %q", decl.Series)
		}
		for _, n := range dim.Nodes {
			if !n.Leaf {
				continue
			}
			at[decl.Series] = n.Code
			if err := f.row(t, labelOf(n), measure, decl.X, at); err != nil {
				return err
			}
		}
	}
	return nil
}

// row adds one series: the cells of a measure along the axis, everything else standing at one node.
func (f *Figure) row(t *release.Table, label Label, measure, along string, at map[string]string) error {
	s := Series{Label: label}
	where := maps.Clone(at)
	for _, x := range f.X {
		where[along] = x.Code
		cell, ok := t.Total(measure, where)
		if !ok {
			return fmt.Errorf("no cell for %q", measure)
		}
		s.Cells = append(s.Cells, cell)
	}
	f.Series = append(f.Series, s)
	return nil
}

func labelOf(n release.Node) Label { return Label{Code: n.Code, Text: n.Label, Period: n.Period} }

// selection resolves where: which node each unused dimension stands at. A period left out, or "latest", is the newest.
func (f *Figure) selection(c *release.Cleared, t *release.Table, decl release.Chart) (map[string]string, error) {
	at := map[string]string{}
	for _, d := range t.Dims {
		id := d.Field.ID
		if id == decl.X || id == decl.Series {
			continue
		}
		code, given := decl.Where[id]
		if d.Field.Type == "period" && (!given || code == "latest") {
			latest, ok := t.Latest()
			if !ok {
				continue
			}
			code, given = latest.Code, true
		}
		if !given {
			continue
		}
		n, ok := d.Node(code)
		if !ok {
			return nil, fmt.Errorf("no %q in %q", code, id)
		}
		at[id] = code
		switch {
		case n.Level == release.All:
		case d.Field.Type == "period":
			f.Period = []calendar.Period{n.Period}
		default:
			f.Fixed = append(f.Fixed, n.Label)
		}
	}
	return at, nil
}

// axis lists the nodes along the axis: periods in time, codes in list order, regions in code order at the level
// asked for. The order never depends on values: a ranking could tell what a withheld cell hides.
func axis(c *release.Cleared, d release.Dim, decl release.Chart) []release.Node {
	var out []release.Node
	for _, n := range d.Nodes {
		keep := n.Leaf
		switch d.Field.Type {
		case "region":
			r, _ := c.Region(n.Code)
			if decl.Kind == "tiles" || decl.XLevel == "county" {
				keep = r.IsCounty() && r.Covered
			} else {
				keep = r.IsUnit()
			}
		case "period":
			if decl.XPeriod == "year" {
				keep = n.Level == "year"
			}
		}
		if keep {
			out = append(out, n)
		}
	}
	if d.Field.Type == "region" {
		slices.SortFunc(out, func(a, b release.Node) int { return compareUnits(c, a.Code, b.Code) })
	}
	return out
}

// compareUnits orders regions as they are officially listed: by code, with Pingtan, which has no city code, last.
func compareUnits(c *release.Cleared, a, b string) int {
	rank := func(code string) string {
		if r, _ := c.Region(code); r.Level == "unit" {
			return "9" + code
		}
		return code
	}
	ra, rb := rank(a), rank(b)
	switch {
	case ra < rb:
		return -1
	case ra > rb:
		return 1
	}
	return 0
}

// Name prints a label in the printer's language.
func (l Label) Name(p *lang.Printer) string {
	if !l.Period.IsZero() {
		return p.Period(l.Period)
	}
	return l.Text.In(p.Tag())
}

// Has reports whether any cell of the figure is in the state.
func (f *Figure) Has(state release.State) bool {
	for _, s := range f.Series {
		for _, c := range s.Cells {
			if c.State() == state {
				return true
			}
		}
	}
	return false
}

// Drawn reports whether ECharts draws the figure; the others are made of HTML.
func (f *Figure) Drawn() bool { return f.Kind != "tiles" && f.Kind != "heat" }
