package chart

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// A sankey and a funnel follow people through stages, of which each counts part of the one before.

// funnelCells makes the stages the axis of a single series.
func (f *Figure) funnelCells(t *release.Table, decl release.Chart, at map[string]string) error {
	f.AxisName = lang.Text{ZH: "阶段", EN: "stage"}
	s := Series{Label: Label{Text: lang.Text{ZH: "数量", EN: "number"}}}
	for _, measure := range decl.Y {
		field, _ := t.Schema.Field(measure)
		cell, ok := t.Total(measure, at)
		if !ok {
			return fmt.Errorf("no cell for %q", measure)
		}
		f.X = append(f.X, Label{Code: measure, Text: field.Title})
		s.Cells = append(s.Cells, cell)
	}
	f.Series = []Series{s}
	return nil
}

// stages names those who are lost between two stages. What is shown of counts is at least the gate's threshold, so the
// difference of two of them has to be as well.
func (f *Figure) stages(t *release.Table, decl release.Chart) {
	f.Lost = decl.Lost
	for i, measure := range decl.Y {
		field, _ := t.Schema.Field(measure)
		if field.Role == "count" {
			f.Least = t.Least
		}
		if i > 0 && len(decl.Lost) == 0 {
			f.Lost = append(f.Lost, lang.Text{ZH: "未" + field.Title.ZH, EN: "not " + field.Title.EN})
		}
	}
}

// LostAfter is how many of a sankey's source reached the stage and not the next one. It is withheld when either stage
// is, and when it is itself so small that the gate would not show it as a count; missing when either stage is, or when
// the two leave out different numbers of rows.
func (f *Figure) LostAfter(stage, source int) Amount {
	a, b := f.Series[stage].Cells[source], f.Series[stage+1].Cells[source]
	if state := Rate(b, a).State; state != release.Value {
		if n, ok := a.Number(); !ok || n > 0 || b.State() != release.Value {
			return Amount{State: state}
		}
	}
	n, _ := a.Number()
	m, _ := b.Number()
	lost := n - m
	if lost > 0 && lost < f.Least {
		return Amount{State: release.Withheld}
	}
	return Amount{State: release.Value, Number: lost, Scale: a.Scale()}
}

// sankeyNode and sankeyLink are ECharts' own with exact numbers, which go-echarts holds in 32-bit floating point.
type sankeyNode struct {
	Name      string          `json:"name"`
	Value     any             `json:"value"`
	Depth     int             `json:"depth"`
	ItemStyle *opts.ItemStyle `json:"itemStyle"`
	Label     noteLabel       `json:"label"`
}

type sankeyLink struct {
	Source    string          `json:"source"`
	Target    string          `json:"target"`
	Value     any             `json:"value"`
	LineStyle *opts.LineStyle `json:"lineStyle"`
}

// flow is a sankey in one language and shape.
type flow struct {
	figure  *Figure
	p       *lang.Printer
	shape   Shape
	size    int // of the letters
	nodes   []sankeyNode
	links   []sankeyLink
	apart   []string // words for sources of which nothing can be drawn
	tallest int      // lines of the tallest label
}

const nodeWidth = 10

// room is the width of a label in pixels: each stage has an equal part of the paper.
func (w *flow) room() int { return w.shape.width/len(w.figure.Series) - nodeWidth - 8 }

// flowOf lays a sankey out.
func (f *Figure) flowOf(p *lang.Printer, shape Shape) *flow {
	w := &flow{figure: f, p: p, shape: shape, size: shape.font - 1, tallest: 1}
	for j := range f.X {
		w.source(j)
	}
	return w
}

// source adds one source with its stages. A node is drawn for every stage with a number above zero; a link, where the
// numbers of both its ends are shown. What is not drawn is said at the end of the label beside it.
func (w *flow) source(j int) {
	f := w.figure
	before, begun := -1, false
	for i, s := range f.Series {
		n, ok := s.Cells[j].Number()
		if !ok || n <= 0 {
			continue
		}
		name := w.name(j, s.Label.Name(w.p))
		lines := []string{s.Label.Name(w.p), w.print(s.Cells[j])}
		if !begun {
			lines = append([]string{f.X[j].Name(w.p)}, lines...)
			begun = true
		}
		linked := i > 0 && before == i-1 && Rate(s.Cells[j], f.Series[i-1].Cells[j]).State == release.Value
		if i > 0 && !linked {
			lines = append([]string{w.gap(i-1, j) + " →"}, lines...)
		}
		if linked {
			w.link(w.name(j, f.Series[i-1].Label.Name(w.p)), name, j, s.Cells[j])
		}
		lines = append(lines, w.lost(i, j, name)...)
		w.node(name, i, paint[j%(len(paint)-1)], moved(n, s.Cells[j].Scale(), magnitude{}), lines)
		before = i
	}
	if !begun {
		w.apart = append(w.apart, f.X[j].Name(w.p)+say(w.p, "：", ": ")+w.gap(0, j))
	}
}

// lost draws those who did not reach the stage after i, or gives the words that stand for them.
func (w *flow) lost(i, j int, from string) []string {
	f := w.figure
	if i+1 >= len(f.Series) {
		return nil
	}
	next := f.Series[i+1].Cells[j]
	if n, ok := next.Number(); !ok || n == 0 {
		if !ok {
			return []string{"→ " + signOf(next.State(), 1)}
		}
		return append([]string{"→ " + f.Series[i+1].Label.Name(w.p) + " 0"}, w.leave(i, j, from)...)
	}
	return w.leave(i, j, from)
}

func (w *flow) leave(i, j int, from string) []string {
	a, word := w.figure.LostAfter(i, j), w.figure.Lost[i].In(w.p.Tag())
	if sign := signOf(a.State, a.Number); sign != "" {
		return []string{word + " " + sign}
	}
	text, _ := a.Print(w.p)
	name, grey := w.name(j, word), paint[len(paint)-1]
	w.node(name, i+1, grey, a.json(), []string{word, text})
	w.links = append(w.links, sankeyLink{from, name, a.json(), &opts.LineStyle{Color: grey, Opacity: opts.Float(0.3)}})
	return nil
}

// gap is what stands for a stage that is not drawn: its sign, or its name with the sign.
func (w *flow) gap(i, j int) string {
	c := w.figure.Series[i].Cells[j]
	n, _ := c.Number()
	if n > 0 { // its number is drawn, but the two cannot be compared
		return NoneSign
	}
	return w.figure.Series[i].Label.Name(w.p) + " " + signOf(c.State(), n)
}

// name is what a node is called in the option, where each name stands once.
func (w *flow) name(j int, stage string) string {
	return w.figure.X[j].Name(w.p) + say(w.p, "：", ": ") + stage
}

func (w *flow) print(c release.Cell) string {
	text, _ := Print(w.p, c)
	return text
}

func (w *flow) node(name string, depth int, colour string, value any, lines []string) {
	var folded []string
	for _, l := range lines {
		folded = append(folded, fold(l, w.room(), w.size)...)
	}
	w.tallest = max(w.tallest, len(folded))
	w.nodes = append(w.nodes, sankeyNode{Name: name, Value: value, Depth: depth, ItemStyle: &opts.ItemStyle{Color: colour},
		Label: noteLabel{Show: true, Formatter: unbraced(strings.Join(folded, "\n")), Position: "right", Color: inkText, FontSize: w.size, Distance: 4, LineHeight: lineHeight(w.size)}})
}

func (w *flow) link(from, to string, j int, c release.Cell) {
	n, _ := c.Number()
	w.links = append(w.links, sankeyLink{from, to, moved(n, c.Scale(), magnitude{}), &opts.LineStyle{Color: paint[j%(len(paint)-1)], Opacity: opts.Float(0.35)}})
}

// gapHeight keeps the labels of one column apart.
func (w *flow) gapHeight() int { return w.tallest*lineHeight(w.size) + 4 }

// foot is the height of the words for what cannot be drawn.
func (w *flow) foot() int { return len(w.apart) * (lineHeight(w.size) + 2) }

func (f *Figure) sankeyHeight(p *lang.Printer, shape Shape) int {
	w := f.flowOf(p, shape)
	if len(w.nodes) == 0 {
		return 80 + w.foot()
	}
	return 150 + 2*len(f.X)*w.gapHeight() + w.foot()
}

func (f *Figure) sankey(p *lang.Printer, shape Shape, description string) ([]byte, error) {
	w := f.flowOf(p, shape)
	chart := charts.NewSankey()
	chart.ChartID = f.ID
	chart.SetGlobalOptions(append(still(description, false), charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)}))...)
	half := strconv.Itoa(w.gapHeight()/2 + 2)
	chart.MultiSeries = append(chart.MultiSeries, charts.SingleSeries{Name: f.Title.In(p.Tag()), Type: "sankey", Data: w.nodes, Links: w.links,
		Left: "1", Right: strconv.Itoa(w.room() + 8), Top: half, Bottom: strconv.Itoa(w.gapHeight()/2 + 2 + w.foot()),
		NodeWidth: opts.Int(nodeWidth), NodeGap: opts.Int(w.gapHeight()), NodeAlign: "left", Draggable: opts.Bool(false)})
	chart.Validate()
	option := chart.JSON()
	if len(w.apart) > 0 {
		option["title"] = opts.Title{Title: strings.Join(w.apart, "\n"), Left: "0", Bottom: "0", TitleStyle: &opts.TextStyle{Color: inkText, FontSize: w.size}}
	}
	if len(w.nodes) == 0 { // ECharts cannot lay out nothing
		option["series"] = []any{}
	}
	return finish(f.ID, "item", option)
}

// funnelLabel is what stands at the end of a stage's bar: the number, and its share of the first stage, or — where the
// reports do not allow one.
func (f *Figure) funnelLabel(p *lang.Printer, i int, shape Shape) string {
	cells := f.Series[0].Cells
	text, ok := Print(p, cells[i])
	if !ok {
		return signOf(cells[i].State(), 1)
	}
	if i > 0 {
		share, between := NoneSign, map[bool]string{true: "\n", false: " · "}[shape.narrow]
		if rate, ok := Rate(cells[i], cells[0]).Print(p); ok {
			share = rate + "%"
		}
		text += between + share
	}
	return text
}

func (f *Figure) funnelHeight(*lang.Printer, Shape) int { return 24 + 46*len(f.X) }

// funnel draws the stages as bars that begin at one line: of a trapezium the eye could compare neither width nor area.
func (f *Figure) funnel(p *lang.Printer, shape Shape, description string) ([]byte, error) {
	labels, data := make([]string, len(f.X)), make([]opts.BarData, len(f.X))
	var notes []note
	room := 0
	for i, x := range f.X {
		labels[i] = strings.Join(fold(x.Name(p), shape.width/3, shape.font), "\n")
		text := f.funnelLabel(p, i, shape)
		for line := range strings.SplitSeq(text, "\n") {
			room = max(room, textWidth(line, shape.font))
		}
		data[i].Value = "-"
		if n, ok := number(f.Series[0].Cells[i], magnitude{}); ok {
			data[i].Value = n
		}
		notes = append(notes, noted(text, "right", shape.font, 0, i))
		if n, ok := number(f.Series[0].Cells[i], magnitude{}); ok {
			notes[i].Coord[0] = n
		}
	}
	bar := charts.NewBar()
	bar.ChartID = f.ID
	bar.SetGlobalOptions(append(still(description, false),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)}),
		charts.WithGridOpts(opts.Grid{Left: "4", Right: strconv.Itoa(room + 8), Top: "8", Bottom: "8", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Min: 0, Max: f.top(), Show: opts.Bool(false), AxisLabel: &opts.AxisLabel{Show: opts.Bool(false)}}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Inverse: opts.Bool(true), AxisLabel: &opts.AxisLabel{Color: inkText, FontSize: shape.font, Interval: "0"},
			AxisLine: &opts.AxisLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: inkRule}}}))...)
	bar.SetXAxis(labels)
	bar.AddSeries(f.Series[0].Label.Name(p), data, charts.WithBarChartOpts(opts.BarChart{BarCategoryGap: "35%"}),
		charts.WithItemStyleOpts(opts.ItemStyle{Color: paint[0]}), withNotes(notes))
	bar.XYReversal()
	bar.Validate()
	return finish(f.ID, "axis", bar.JSON())
}

// top is the end of an axis whose longest bar reaches it; with nothing to draw, 1.
func (f *Figure) top() any {
	if f.most() == 0 {
		return 1
	}
	best := moved(0, 0, magnitude{})
	var most int64
	for _, s := range f.Series {
		for _, c := range s.Cells {
			if n, ok := c.Number(); ok && n > most {
				most = n
				best = moved(n, c.Scale(), magnitude{})
			}
		}
	}
	return best
}
