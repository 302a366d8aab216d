package chart

import (
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// slopeSheet is where everything of a slope stands, in pixels of the picture.
type slopeSheet struct {
	top, plot, height int
	x                 [2]int // of the two periods
	most              int64  // end of the axis
	y                 [2][]int
	text              [2][]string
	label             [2][]int // middle of the labels
	size              int
}

// slopeSheet lays a slope out: the lines in the middle third, the labels of either end beside them, moved apart so that
// none lies over another. A number that is not there is labelled at the foot.
func (f *Figure) slopeSheet(p *lang.Printer, shape Shape) slopeSheet {
	s := slopeSheet{top: 12, size: shape.font - 1, x: [2]int{shape.width / 3, shape.width - shape.width/3}, most: f.most() + 1}
	room := shape.width/3 - slopeGap - 4
	blocks := [2][]block{}
	for end := range 2 {
		total := 0
		for _, series := range f.Series {
			text := series.Label.Name(p) + " " + f.print(p, cellAt(series, end))
			lines := fold(text, room, s.size)
			s.text[end] = append(s.text[end], strings.Join(lines, "\n"))
			h := len(lines)*lineHeight(s.size) + 2
			blocks[end] = append(blocks[end], block{height: h})
			total += h
		}
		s.plot = max(s.plot, total, 200)
	}
	foot := s.top + s.plot
	for end := range 2 {
		for i, series := range f.Series {
			y := foot
			if n, ok := cellAt(series, end).Number(); ok {
				unit := int64(1)
				for range cellAt(series, end).Scale() {
					unit *= 10
				}
				y -= portion(n, s.most*unit, s.plot)
			}
			s.y[end] = append(s.y[end], y)
			blocks[end][i].want = y
		}
		s.label[end] = spread(blocks[end], s.top-8, foot+8)
	}
	s.height = foot + 16 + 2*lineHeight(shape.font)
	return s
}

// slopeGap is between a point and its label, where a thin line joins them.
const slopeGap = 16

// cellAt is the cell of a series at the first or the last period; withheld when the figure covers one only.
func cellAt(s Series, end int) release.Cell {
	if end < len(s.Cells) {
		return s.Cells[end]
	}
	return release.Cell{}
}

// print is a cell's number in full, or its sign.
func (f *Figure) print(p *lang.Printer, c release.Cell) string {
	if text, ok := Print(p, c); ok {
		return text
	}
	return signOf(c.State(), 1)
}

// joint is a thin line from a point of the data to a place of the picture: an ECharts mark line.
type joint struct {
	Coord  []any  `json:"coord,omitempty"`
	X      *int   `json:"x,omitempty"`
	Y      *int   `json:"y,omitempty"`
	Symbol string `json:"symbol"`
}

// withJoints adds thin lines to a series.
func withJoints(joints [][2]joint) charts.SeriesOpts {
	return func(s *charts.SingleSeries) {
		if len(joints) == 0 {
			return
		}
		s.MarkLines = &opts.MarkLines{MarkLineStyle: opts.MarkLineStyle{Symbol: []string{"none", "none"}, LineStyle: &opts.LineStyle{Color: inkRule, Width: 1, Type: "solid"}}}
		for _, j := range joints {
			s.MarkLines.Data = append(s.MarkLines.Data, j)
		}
	}
}

// slope draws a line from the first to the last period for each series: solid where it rises, dashed where it falls,
// dotted where it does neither or where a period was not fully reported. The axis begins at zero and is not drawn, since both ends carry their numbers.
func (f *Figure) slope(p *lang.Printer, shape Shape, description string) ([]byte, error) {
	sheet := f.slopeSheet(p, shape)
	line := charts.NewLine()
	line.ChartID = f.ID
	labels := make([]string, len(f.X))
	for i, x := range f.X {
		labels[i] = shape.axisLabel(x.Name(p), true, p.Tag())
	}
	// The points of a category axis stand in the middle of their parts, a quarter from either side.
	line.SetGlobalOptions(append(still(description, false),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)}),
		charts.WithGridOpts(opts.Grid{Left: strconv.Itoa(sheet.x[0] - (sheet.x[1]-sheet.x[0])/2), Width: strconv.Itoa(2 * (sheet.x[1] - sheet.x[0])), Top: strconv.Itoa(sheet.top), Height: strconv.Itoa(sheet.plot)}),
		charts.WithXAxisOpts(opts.XAxis{Type: "category", AxisTick: &opts.AxisTick{Show: opts.Bool(false)}, AxisLabel: &opts.AxisLabel{Color: inkText, FontSize: shape.font, Interval: "0", Margin: 12},
			AxisLine: &opts.AxisLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: inkRule}}}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Min: 0, Max: sheet.most, Show: opts.Bool(false), AxisLabel: &opts.AxisLabel{}, SplitLine: &opts.SplitLine{Show: opts.Bool(false)}}))...)
	line.SetXAxis(labels)
	for i, s := range f.Series {
		var notes []note
		var joints [][2]joint
		for end := range len(s.Cells) {
			n, position := noted(sheet.text[end][i], "left", sheet.size), -slopeGap
			if end == 1 {
				n.Label.Position, position = "right", slopeGap
			}
			x, y := sheet.x[end]+position, sheet.label[end][i]
			n.X, n.Y, n.Label.Distance, n.Label.LineHeight = &x, &y, 2, lineHeight(sheet.size)
			notes = append(notes, n)
			if v, ok := number(s.Cells[end], magnitude{}); ok {
				joints = append(joints, [2]joint{{Coord: []any{end, v}, Symbol: "none"}, {X: &x, Y: &y, Symbol: "none"}})
			}
		}
		colour, dash := f.direction(s)
		line.AddSeries(s.Label.Name(p), points(s.Cells, magnitude{}, "circle"), charts.WithLineChartOpts(opts.LineChart{ShowSymbol: opts.Bool(true), Symbol: "circle"}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: colour}), charts.WithLineStyleOpts(opts.LineStyle{Color: colour, Width: 2.5, Type: dash}), withNotes(notes), withJoints(joints))
	}
	line.Validate()
	return finish(f.ID, "axis", line.JSON())
}

// direction is how a series' line is drawn.
func (f *Figure) direction(s Series) (colour, dash string) {
	before, ok := cellAt(s, 0).Number()
	now, known := cellAt(s, 1).Number()
	switch {
	case !ok || !known || now == before || !fully(s.Cells[0], s.Cells[1]):
		return paint[5], "dotted"
	case now > before:
		return paint[0], "solid"
	}
	return paint[1], "dashed"
}
