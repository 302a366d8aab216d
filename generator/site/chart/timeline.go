package chart

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// events reads the dated rows of a register, in order of date and then of the file; rows without a date stand last.
func (f *Figure) events(t *release.Table, decl release.Chart) error {
	at := t.Column(decl.X)
	zh, en := t.Column(decl.Label+"_zh"), t.Column(decl.Label+"_en")
	if at < 0 || zh < 0 || en < 0 {
		return fmt.Errorf("no fields %q and %q", decl.X, decl.Label)
	}
	f.AxisName = t.Schema.Fields[at].Title
	key := 0
	if len(t.Schema.PrimaryKey) > 0 {
		key = max(0, t.Column(t.Schema.PrimaryKey[0]))
	}
	for _, row := range t.Rows {
		date, err := calendar.Parse(row.Texts[at])
		if err != nil {
			date = calendar.Date{} // the field is empty; the gate has refused what is no date
		}
		f.Events = append(f.Events, Event{Code: row.Texts[key], Date: date, Text: lang.Text{ZH: row.Texts[zh], EN: row.Texts[en]}})
	}
	slices.SortStableFunc(f.Events, func(a, b Event) int {
		if a.Date.IsZero() != b.Date.IsZero() {
			return map[bool]int{true: 1, false: -1}[a.Date.IsZero()]
		}
		return a.Date.Compare(b.Date)
	})
	return nil
}

// dated are the events that have a place in time.
func (f *Figure) dated() []Event {
	i := slices.IndexFunc(f.Events, func(e Event) bool { return e.Date.IsZero() })
	if i < 0 {
		return f.Events
	}
	return f.Events[:i]
}

// timeSheet is where everything of a timeline stands, in pixels of the picture.
type timeSheet struct {
	top, plot, height int
	from, to          calendar.Date
	text              []string
	label             []int
	size              int
}

const (
	yearRoom = 46 // for the years beside the axis
	timeGap  = 26 // between the axis and the labels, where a thin line joins each to its day
)

// timeSheet lays a timeline out: time runs down, each event is a dot at its day, and the labels beside it are moved
// apart so that none lies over another.
func (f *Figure) timeSheet(p *lang.Printer, shape Shape) timeSheet {
	s := timeSheet{top: 14, size: shape.font}
	all := f.dated()
	if len(all) == 0 {
		s.height = 96
		return s
	}
	s.from, s.to = calendar.Date{Year: all[0].Date.Year, Month: 1, Day: 1}, calendar.Date{Year: all[len(all)-1].Date.Year + 1, Month: 1, Day: 1}
	blocks := make([]block, len(all))
	total := 0
	for i, e := range all {
		lines := append([]string{p.Date(e.Date)}, fold(e.Text.In(p.Tag()), shape.width-yearRoom-timeGap-8, s.size)...)
		s.text = append(s.text, strings.Join(lines, "\n"))
		blocks[i].height = len(lines)*lineHeight(s.size) + 8
		total += blocks[i].height
	}
	s.plot = max(total, 240, 26*(s.to.Year-s.from.Year))
	for i, e := range all {
		blocks[i].want = s.top + s.y(e.Date)
	}
	s.label = spread(blocks, s.top-6, s.top+s.plot+6)
	s.height = s.top + s.plot + 14
	if len(all) < len(f.Events) {
		s.height += lineHeight(s.size) + 4
	}
	return s
}

// y is how far below the top of the axis a day stands.
func (s timeSheet) y(d calendar.Date) int {
	return portion(int64(s.from.DaysUntil(d)), int64(s.from.DaysUntil(s.to)), s.plot)
}

// moment is a day as ECharts counts it: milliseconds since 1970, in UTC.
func moment(d calendar.Date) int64 {
	return int64(calendar.Date{Year: 1970, Month: 1, Day: 1}.DaysUntil(d)) * 86_400_000
}

func (f *Figure) timeline(p *lang.Printer, shape Shape, description string) ([]byte, error) {
	sheet, all := f.timeSheet(p, shape), f.dated()
	scatter := charts.NewScatter()
	scatter.ChartID = f.ID
	y := opts.YAxis{Type: "time", Inverse: opts.Bool(true), AxisLabel: &opts.AxisLabel{Color: inkText, FontSize: sheet.size, Formatter: "{yyyy}", HideOverlap: opts.Bool(true)},
		MinInterval: 365 * 86_400_000, SplitLine: &opts.SplitLine{Show: opts.Bool(false)}, AxisLine: &opts.AxisLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: inkText, Width: 1}}}
	if len(all) > 0 {
		y.Min, y.Max = moment(sheet.from), moment(sheet.to)
	}
	scatter.SetGlobalOptions(append(still(description, false),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)}),
		charts.WithGridOpts(opts.Grid{Left: strconv.Itoa(yearRoom), Right: "4", Top: strconv.Itoa(sheet.top), Height: strconv.Itoa(sheet.plot)}),
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Min: 0, Max: 1, Show: opts.Bool(false), AxisLabel: &opts.AxisLabel{}, SplitLine: &opts.SplitLine{Show: opts.Bool(false)}}),
		charts.WithYAxisOpts(y))...)
	data := make([]opts.ScatterData, len(all))
	var notes []note
	var joints [][2]joint
	for i, e := range all {
		data[i] = opts.ScatterData{Name: p.Date(e.Date) + " " + e.Text.In(p.Tag()), Value: []any{0, e.Date.String() + "T00:00:00Z"}, Symbol: "circle", SymbolSize: 10}
		n := noted(sheet.text[i], "right", sheet.size)
		x, at := yearRoom+timeGap, sheet.label[i]
		n.X, n.Y, n.Label.Distance, n.Label.LineHeight = &x, &at, 3, lineHeight(sheet.size)
		notes = append(notes, n)
		joints = append(joints, [2]joint{{Coord: []any{0, moment(e.Date)}, Symbol: "none"}, {X: &x, Y: &at, Symbol: "none"}})
	}
	scatter.AddSeries(f.AxisName.In(p.Tag()), data, charts.WithItemStyleOpts(opts.ItemStyle{Color: paint[0]}), withNotes(notes), withJoints(joints))
	scatter.Validate()
	option := scatter.JSON()
	option["useUTC"] = true // a day is a day, whatever the zone of the machine that draws
	if rest := len(f.Events) - len(all); rest > 0 {
		left := yearRoom
		if shape.narrow {
			left = 0
		}
		option["title"] = opts.Title{Title: f.undated(p, rest), Left: strconv.Itoa(left), Bottom: "0", TitleStyle: &opts.TextStyle{Color: inkText, FontSize: sheet.size, FontWeight: "normal"}}
	}
	return finish(f.ID, "item", option)
}

// undated says how many rows have no date.
func (f *Figure) undated(p *lang.Printer, n int) string {
	return say(p, "— 另有 %[1]s 项没有%[2]s，见表", "— %[1]s more have no date (%[2]s); see the table", p.Int(int64(n)), f.AxisName.In(p.Tag()))
}
