package chart

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// ink are the colours of the picture before Studio puts the theme's variables in their place: each is one that no
// other part of a chart uses.
var (
	paint    = [6]string{"#a10001", "#a10002", "#a10003", "#a10004", "#a10005", "#a10006"}
	inkText  = "#b20001"
	inkRule  = "#b20002"
	inkPaper = "#b20003"
)

// magnitude is the power of ten that an axis is counted in, with its name.
type magnitude struct {
	places int // decimal places the numbers are moved by
	name   string
}

// scaleFor chooses the unit of the axis so that labels stay short: 万, 亿 in Chinese, thousand and million in English.
func scaleFor(tag lang.Tag, most int64) magnitude {
	steps := []struct {
		from   int64
		places int
		zh, en string
	}{{1_000_000_000, 9, "", "billion"}, {100_000_000, 8, "亿", ""}, {1_000_000, 6, "", "million"}, {100_000, 4, "万", ""}, {100_000, 3, "", "thousand"}}
	for _, s := range steps {
		name := s.en
		if tag == lang.ZH {
			name = s.zh
		}
		if name != "" && most >= s.from {
			return magnitude{s.places, name}
		}
	}
	return magnitude{}
}

// most is the largest cleared number of the figure in whole units.
func (f *Figure) most() int64 {
	var most int64
	for i := range f.X {
		var stack int64
		for _, s := range f.Series {
			n, ok := s.Cells[i].Number()
			if !ok {
				continue
			}
			for range s.Cells[i].Scale() {
				n /= 10
			}
			stack += n
			most = max(most, n)
		}
		if f.Kind == "stacked" {
			most = max(most, stack)
		}
	}
	return most
}

// number prints a cell as a JSON number moved by the magnitude, exactly.
func number(c release.Cell, m magnitude) (json.Number, bool) {
	n, ok := c.Number()
	if !ok {
		return "", false
	}
	return moved(n, c.Scale(), m), true
}

// moved prints n / 10^scale as a JSON number moved by the magnitude, exactly.
func moved(n int64, scale int, m magnitude) json.Number {
	places := scale + m.places
	s := strconv.FormatInt(n, 10)
	neg := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	if places > 0 {
		if len(s) <= places {
			s = strings.Repeat("0", places-len(s)+1) + s
		}
		s = strings.TrimRight(s[:len(s)-places]+"."+s[len(s)-places:], "0")
		s = strings.TrimSuffix(s, ".")
	}
	if neg {
		s = "-" + s
	}
	return json.Number(s)
}

// counted tells figures whose picture prints numbers in full, without an axis that is counted in 万 or million.
func (f *Figure) counted() bool {
	return f.Kind == "sankey" || f.Kind == "funnel" || f.Kind == "slope" || f.Kind == "heat"
}

// scale is the unit that the picture's numbers are in.
func (f *Figure) scale(tag lang.Tag) magnitude {
	if f.counted() {
		return magnitude{}
	}
	return scaleFor(tag, f.most())
}

// AxisUnit is the unit that the axis counts in: 万人, million people; % where the picture shows shares.
func (f *Figure) AxisUnit(tag lang.Tag) string {
	if f.Kind == "share" {
		return "%"
	}
	m := f.scale(tag)
	unit := f.Unit.In(tag)
	if m.name == "" {
		return unit
	}
	if tag == lang.ZH {
		return m.name + unit
	}
	return m.name + " " + unit
}

// Shape is the paper that a figure is drawn on. A wide drawing squeezed onto a phone could not be read, and one that
// scrolls hides the newest period.
type Shape struct {
	width, font int
	label       int // from this many columns a label of a horizontal bar is broken at a space; a Han character counts two
	narrow      bool
}

// Wide is for half a page or more, Narrow for a telephone.
func Wide() Shape   { return Shape{width: 640, font: 14, label: 24} }
func Narrow() Shape { return Shape{width: 330, font: 12, label: 14, narrow: true} }

// Option is the figure as an ECharts option in JSON, with the description as its aria label. Bars start at zero, nothing
// moves, and Check has passed it.
func (f *Figure) Option(p *lang.Printer, shape Shape, description string) ([]byte, error) {
	switch f.Kind {
	case "sankey":
		return f.sankey(p, shape, description)
	case "funnel":
		return f.funnel(p, shape, description)
	case "multiples":
		return f.multiples(p, shape, description)
	case "slope":
		return f.slope(p, shape, description)
	case "timeline":
		return f.timeline(p, shape, description)
	}
	m := f.scale(p.Tag())
	horizontal := f.horizontal()
	labels := make([]string, len(f.X))
	for i, x := range f.X {
		labels[i] = shape.axisLabel(x.Name(p), !horizontal, p.Tag())
	}
	if !horizontal && f.overTime() {
		labels = shape.thinned(labels)
	}
	font := shape.font
	several := len(f.Series) > 1
	global := append(still(description, several),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(several), Top: "0", Left: "0", ItemWidth: 22, ItemHeight: 12, TextStyle: &opts.TextStyle{Color: inkText, FontSize: font}}),
		charts.WithGridOpts(f.grid(shape, labels, 16+f.legend(p, shape))))
	category := opts.AxisLabel{Color: inkText, FontSize: font, Interval: "0", ShowMinLabel: opts.Bool(true), ShowMaxLabel: opts.Bool(true)}
	value := opts.AxisLabel{Color: inkText, FontSize: font, ShowMinLabel: opts.Bool(true), ShowMaxLabel: opts.Bool(true), HideOverlap: opts.Bool(true)}
	var most any
	steps := 4
	if f.Kind == "share" {
		steps, most, value.Formatter = 5, 100, "{value}%"
	}
	rule := &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: inkRule}}
	foot := &opts.AxisLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: inkRule}}
	if horizontal {
		global = append(global,
			charts.WithXAxisOpts(opts.XAxis{Type: "value", Min: 0, Max: most, SplitNumber: steps, AxisLabel: &value, SplitLine: rule}),
			charts.WithYAxisOpts(opts.YAxis{Type: "category", Inverse: opts.Bool(true), AxisLabel: &category, AxisLine: foot}))
	} else {
		global = append(global,
			charts.WithXAxisOpts(opts.XAxis{Type: "category", AxisLabel: &category, AxisLine: foot}),
			charts.WithYAxisOpts(opts.YAxis{Type: "value", Min: 0, Max: most, SplitNumber: steps, AxisLabel: &value, SplitLine: rule}))
	}
	if f.Kind == "line" {
		return f.line(p, m, shape, labels, global)
	}
	return f.bar(p, m, shape, labels, global, horizontal)
}

// still are the options that every picture has: it stands still, in the theme's colours, with its words as the label for
// who does not see it, and with patterns where several things are told apart.
func still(description string, patterns bool) []charts.GlobalOpts {
	return []charts.GlobalOpts{
		charts.WithAnimation(false),
		charts.WithColorsOpts(paint[:]),
		charts.WithAriaOpts(&opts.Aria{Enabled: opts.Bool(true), Label: &opts.AriaLabel{Description: description}, Decal: &opts.AriaDecal{Show: opts.Bool(patterns)}}),
	}
}

// sampled is how many names of an axis ECharts measures before it skips some.
const sampled = 40

// grid is the room around the bars or lines. ECharts makes it for the names of the axes; of many names it measures some
// only, and the longest may be cut off, so there the room is made here.
func (f *Figure) grid(shape Shape, labels []string, top int) opts.Grid {
	out := opts.Grid{Left: "8", Right: strconv.Itoa(f.right()), Top: strconv.Itoa(top), Bottom: "8", ContainLabel: opts.Bool(true)}
	if !f.horizontal() || len(labels) <= sampled {
		return out
	}
	widest := 0
	for _, l := range labels {
		for line := range strings.SplitSeq(l, "\n") {
			widest = max(widest, columns(line))
		}
	}
	out.Left, out.Bottom, out.ContainLabel = strconv.Itoa(16+widest*shape.font*11/20), strconv.Itoa(16+shape.font), opts.Bool(false)
	return out
}

// right is the room beside the bars: for the last label of the axis, or for a sign at the end of the longest bar.
func (f *Figure) right() int {
	if f.Kind == "stacked" && f.horizontal() && (f.Has(release.Withheld) || f.Has(release.Missing) || f.Has(release.NotApplicable)) {
		return 64
	}
	return 24
}

// horizontal tells bars that lie: regions and codes have names too long to stand beside each other.
func (f *Figure) horizontal() bool {
	return f.Kind != "line" && len(f.X) > 0 && f.X[0].Period.IsZero()
}

// columns is the room that a text takes, in halves of a Han character. It is a little generous for Latin letters.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r >= 0x2e80 {
			n++
		}
	}
	return n
}

// legend is the height of the legend, which ECharts breaks into lines by its own measure of the same names.
func (f *Figure) legend(p *lang.Printer, shape Shape) int {
	if len(f.Series) < 2 {
		return 0
	}
	lines, used := 1, 0
	for _, s := range f.Series {
		w := 22 + 5 + 10 + columns(s.Label.Name(p))*shape.font*11/20
		if used > 0 && used+w > shape.width {
			lines, used = lines+1, 0
		}
		used += w
	}
	return 8 + 24*lines
}

// axisLabel breaks a period's name so that eight quarters stand beside each other, and a long name over two lines.
func (s Shape) axisLabel(name string, vertical bool, tag lang.Tag) string {
	if !vertical {
		return s.broken(name)
	}
	if tag == lang.ZH {
		year, quarter, ok := strings.Cut(name, "年第")
		if !ok {
			return name
		}
		quarter = strings.TrimSuffix(quarter, "度")
		if s.narrow {
			return year + "\n" + quarter
		}
		return year + "年\n第" + quarter
	}
	return strings.Replace(name, " ", "\n", 1)
}

// overTime reports an axis of periods.
func (f *Figure) overTime() bool {
	return !slices.ContainsFunc(f.X, func(x Label) bool {
		_, err := calendar.ParsePeriod(x.Code)
		return err != nil
	})
}

// thinned leaves out the names of periods that have no room beside each other, the same number between any two that stay;
// the newest keeps its name. The table beside the picture has them all.
func (s Shape) thinned(labels []string) []string {
	widest := 0
	for _, l := range labels {
		for line := range strings.SplitSeq(l, "\n") {
			widest = max(widest, columns(line))
		}
	}
	const frame = 60 // the names of the other axis, and the margins
	step, room := 1, s.width-frame
	for step < len(labels) && step*room/len(labels) < widest*s.font*6/10+4 {
		step++
	}
	out := make([]string, len(labels))
	for i := len(labels) - 1; i >= 0; i -= step {
		out[i] = labels[i]
	}
	return out
}

// broken puts a line break at the space that makes two lines of a long name most alike.
func (s Shape) broken(name string) string {
	if columns(name) <= s.label {
		return name
	}
	best, widest := -1, columns(name)
	for i, r := range name {
		if r != ' ' {
			continue
		}
		if w := max(columns(name[:i]), columns(name[i+1:])); w < widest {
			best, widest = i, w
		}
	}
	if best < 0 {
		return name
	}
	return name[:best] + "\n" + name[best+1:]
}

func (f *Figure) bar(p *lang.Printer, m magnitude, shape Shape, labels []string, global []charts.GlobalOpts, horizontal bool) ([]byte, error) {
	bar := charts.NewBar()
	bar.ChartID = f.ID
	bar.SetGlobalOptions(global...)
	bar.SetXAxis(labels)
	stack := ""
	if f.Kind == "stacked" || f.Kind == "share" {
		stack = "all"
	}
	shares := f.Shares()
	for i, s := range f.Series {
		data := make([]opts.BarData, len(s.Cells))
		for j, c := range s.Cells {
			data[j].Value = "-"
			if f.Kind == "share" {
				data[j].Value = shares[i][j].json()
			} else if n, ok := number(c, m); ok {
				data[j].Value = n
			}
		}
		var notes []note
		switch last := i == len(f.Series)-1; {
		case f.Kind == "stacked" && last:
			notes = f.stackNotes(m, shape, horizontal)
		case f.Kind == "share" && last:
			notes = f.shareNotes(shares, shape, horizontal)
		case stack == "":
			notes = f.barNotes(i, shape, horizontal)
		}
		bar.AddSeries(s.Label.Name(p), data, charts.WithBarChartOpts(opts.BarChart{Stack: stack, BarCategoryGap: "30%"}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: paint[i%len(paint)]}), withNotes(notes))
	}
	if horizontal {
		bar.XYReversal()
	}
	bar.Validate()
	return finish(f.ID, "axis", bar.JSON())
}

// symbols tell the lines of a picture apart besides their colours.
func symbols(i int) string {
	all := [...]string{"circle", "rect", "triangle", "diamond", "roundRect", "pin"}
	return all[i%len(all)]
}

func (f *Figure) line(p *lang.Printer, m magnitude, shape Shape, labels []string, global []charts.GlobalOpts) ([]byte, error) {
	line := charts.NewLine()
	line.ChartID = f.ID
	line.SetGlobalOptions(global...)
	line.SetXAxis(labels)
	dashes := []string{"solid", "dashed", "dotted"}
	for i, s := range f.Series {
		line.AddSeries(s.Label.Name(p), points(s.Cells, m, symbols(i)), charts.WithLineChartOpts(opts.LineChart{ShowSymbol: opts.Bool(true), Symbol: symbols(i)}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: paint[i%len(paint)]}),
			charts.WithLineStyleOpts(opts.LineStyle{Color: paint[i%len(paint)], Width: 3, Type: dashes[i/len(paint)%len(dashes)]}),
			withNotes(f.lineNotes(i, symbols(i), shape)))
	}
	line.Validate()
	option := line.JSON()
	option["series"] = everyPoint(line.MultiSeries)
	return finish(f.ID, "axis", option)
}

// pointed is a series with all its points drawn.
type pointed struct {
	charts.SingleSeries
	ShowAllSymbol bool `json:"showAllSymbol"`
}

// everyPoint asks ECharts for the points of every number: left to itself it draws only those that have a name on the axis
// where there is little room, and the others could not be told from a bend.
func everyPoint(all []charts.SingleSeries) []pointed {
	out := make([]pointed, len(all))
	for i, s := range all {
		out[i] = pointed{s, true}
	}
	return out
}

// points are the cells of a line; where there is no number the line is broken.
func points(cells []release.Cell, m magnitude, symbol string) []opts.LineData {
	data := make([]opts.LineData, len(cells))
	for j, c := range cells {
		data[j] = opts.LineData{Value: "-", Symbol: symbol, SymbolSize: 9}
		if n, ok := number(c, m); ok {
			data[j].Value = n
		}
	}
	return data
}

// Size is the picture's width and height in CSS pixels.
func (f *Figure) Size(p *lang.Printer, shape Shape) (width, height int) {
	switch f.Kind {
	case "sankey":
		return shape.width, f.sankeyHeight(p, shape)
	case "funnel":
		return shape.width, f.funnelHeight(p, shape)
	case "multiples":
		return shape.width, f.panels(p, shape).height
	case "slope":
		return shape.width, f.slopeSheet(p, shape).height
	case "timeline":
		return shape.width, f.timeSheet(p, shape).height
	}
	top := f.legend(p, shape)
	if f.horizontal() {
		per := 34
		if (f.Kind == "bar" || f.Kind == "grouped") && len(f.Series) > 1 {
			per = 16 + 18*len(f.Series)
		}
		return shape.width, 64 + top + per*len(f.X)
	}
	if shape.narrow {
		return shape.width, 260 + top
	}
	return shape.width, 340 + top
}
