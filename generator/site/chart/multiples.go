package chart

import (
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// panels is where the small charts stand, in pixels of the picture.
type panels struct {
	columns             int
	left, width, gap    int // of the first plot; of every plot; between two
	title, plot, height int // height of the words above a plot, of a plot, of the picture
	foot                int // height of the periods below a plot
	names               []string
	most                int64 // end of the common axis, in its unit
}

// panels lays out one small chart for each series, in rows of three or four, on a telephone of two.
func (f *Figure) panels(p *lang.Printer, shape Shape) panels {
	s := panels{columns: 3, gap: 24, plot: 110}
	switch {
	case shape.narrow:
		s.columns, s.gap, s.plot = 2, 16, 90
	case len(f.Series) == 4 || len(f.Series) > 6:
		s.columns = 4
	}
	m := f.scale(p.Tag())
	unit := int64(1)
	for range m.places {
		unit *= 10
	}
	s.most = roundUp((f.most() + unit - 1) / unit)
	size := shape.font - 1
	s.left = textWidth(p.Int(s.most), size) + 12
	s.width = (shape.width - s.left - (s.columns-1)*s.gap - 10) / s.columns
	lines := 0
	for _, series := range f.Series {
		folded := fold(series.Label.Name(p), s.width, shape.font)
		if n := len(series.Cells); n > 0 {
			folded = append(folded, f.print(p, series.Cells[n-1]))
		}
		s.names = append(s.names, strings.Join(folded, "\n"))
		lines = max(lines, len(folded))
	}
	s.title = lines*lineHeight(shape.font) + 12
	s.foot = 2*lineHeight(size) + 22
	rows := (len(f.Series) + s.columns - 1) / s.columns
	s.height = rows * (s.title + s.plot + s.foot)
	return s
}

// corner is the upper left of the i-th plot.
func (s panels) corner(i int) (x, y int) {
	return s.left + i%s.columns*(s.width+s.gap), i/s.columns*(s.title+s.plot+s.foot) + s.title
}

// multiples draws one small line chart for each series, all on one scale from zero, with its name and its last number
// above it.
func (f *Figure) multiples(p *lang.Printer, shape Shape, description string) ([]byte, error) {
	sheet, m, size := f.panels(p, shape), f.scale(p.Tag()), shape.font-1
	line := charts.NewLine()
	line.ChartID = f.ID
	line.SetGlobalOptions(append(still(description, false), charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)}))...)
	labels := make([]string, len(f.X))
	for i, x := range f.X {
		labels[i] = shape.axisLabel(x.Name(p), true, p.Tag())
	}
	rule := &opts.LineStyle{Color: inkRule}
	var titles []opts.Title
	line.XAxisList, line.YAxisList, line.GridList = nil, nil, nil
	for i, s := range f.Series {
		x, y := sheet.corner(i)
		line.GridList = append(line.GridList, opts.Grid{Left: strconv.Itoa(x), Top: strconv.Itoa(y), Width: strconv.Itoa(sheet.width), Height: strconv.Itoa(sheet.plot)})
		line.XAxisList = append(line.XAxisList, opts.XAxis{Type: "category", Data: labels, GridIndex: i, AxisTick: &opts.AxisTick{Show: opts.Bool(false)}, AxisLine: &opts.AxisLine{Show: opts.Bool(true), LineStyle: rule},
			AxisLabel: &opts.AxisLabel{Color: inkText, FontSize: size, Interval: endsOnly, ShowMinLabel: opts.Bool(true), ShowMaxLabel: opts.Bool(true), AlignMinLabel: "left", AlignMaxLabel: "right"}})
		line.YAxisList = append(line.YAxisList, opts.YAxis{Type: "value", Min: 0, Max: sheet.most, MinInterval: float64(sheet.most) / 2, MaxInterval: float64(sheet.most) / 2, GridIndex: i, SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: rule},
			AxisLabel: &opts.AxisLabel{Color: inkText, FontSize: size}})
		titles = append(titles, opts.Title{Title: sheet.names[i], Left: strconv.Itoa(x - 4), Top: strconv.Itoa(y - sheet.title), TitleStyle: &opts.TextStyle{Color: inkText, FontSize: shape.font, FontWeight: "normal", LineHeight: lineHeight(shape.font)}})
		line.AddSeries(s.Label.Name(p), points(s.Cells, m, "circle"), charts.WithLineChartOpts(opts.LineChart{ShowSymbol: opts.Bool(true), Symbol: "circle", XAxisIndex: i, YAxisIndex: i}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: paint[0]}), charts.WithLineStyleOpts(opts.LineStyle{Color: paint[0], Width: 2}), withNotes(panelNotes(s, shape)))
	}
	line.SetXAxis(labels)
	line.Validate()
	for i := range line.YAxisList { // the numbers stand once, at the left; Validate shows them everywhere
		line.YAxisList[i].AxisLabel.Show = opts.Bool(i%sheet.columns == 0)
	}
	option := line.JSON()
	option["title"], option["series"] = titles, everyPoint(line.MultiSeries)
	return finish(f.ID, "axis", option)
}

// endsOnly is so large a step that only the first and the last period are named.
const endsOnly = "99"

// panelNotes mark the gaps of a small line: one sign for a run of points in one state, since several have no room.
func panelNotes(s Series, shape Shape) []note {
	var out []note
	raised := false
	for from := 0; from < len(s.Cells); {
		state, to := s.Cells[from].State(), from
		for to+1 < len(s.Cells) && s.Cells[to+1].State() == state {
			to++
		}
		if state == release.Value {
			raised = false
		} else {
			n := noted(signOf(state, 1), "top", shape.font-2, from+(to-from)/2, 0)
			n.Label.Rotate, n.Label.Align, n.Label.Vertical = 90, "left", "middle"
			if raised = !raised && from > 0 && s.Cells[from-1].State() != release.Value; raised { // above its neighbour's sign
				n.SymbolOffset = []int{0, -3 * (shape.font - 2)}
			}
			out = append(out, n)
		}
		from = to + 1
	}
	return out
}
