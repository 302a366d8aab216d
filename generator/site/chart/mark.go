package chart

import (
	"encoding/json"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"mingshan/generator/gate/release"
)

// Sign stands where a number is withheld, NoneSign where none was supplied, NeverSign where there can be none; a gap alone
// could be read as zero.
const (
	Sign      = "〔…〕"
	NoneSign  = "—"
	NeverSign = "/"
)

// signOf is what stands in a picture for a cell that has nothing to draw: a sign, or 0 for a bar without length.
func signOf(state release.State, number int64) string {
	switch {
	case state == release.Withheld:
		return Sign
	case state == release.Missing:
		return NoneSign
	case state == release.NotApplicable:
		return NeverSign
	case number == 0:
		return "0"
	}
	return ""
}

// inkNone paints what only carries a label.
const inkNone = "transparent"

// note is a text at a place of the picture: an ECharts mark point. It stands at Coord (an index of a category axis, a
// number of a value axis), or where X and Y, in pixels of the picture, are given.
type note struct {
	Name         string          `json:"name,omitempty"`
	Coord        []any           `json:"coord,omitempty"`
	X            *int            `json:"x,omitempty"`
	Y            *int            `json:"y,omitempty"`
	Symbol       string          `json:"symbol"`
	SymbolSize   any             `json:"symbolSize"` // pixels, or width and height
	SymbolOffset []int           `json:"symbolOffset,omitempty"`
	ItemStyle    *opts.ItemStyle `json:"itemStyle"`
	Label        noteLabel       `json:"label"`
}

// noteLabel is the text of a note; formatter is the text itself, in which ECharts would read braces.
type noteLabel struct {
	Show       bool   `json:"show"`
	Formatter  string `json:"formatter"`
	Position   string `json:"position"`
	Color      string `json:"color"`
	FontSize   int    `json:"fontSize"`
	Distance   int    `json:"distance"`
	Rotate     int    `json:"rotate,omitempty"`
	Align      string `json:"align,omitempty"`
	Vertical   string `json:"verticalAlign,omitempty"`
	LineHeight int    `json:"lineHeight,omitempty"`
	HaloColor  string `json:"textBorderColor,omitempty"`
	HaloWidth  int    `json:"textBorderWidth,omitempty"`
}

// noted is a note that is only its text.
func noted(text, position string, size int, coord ...any) note {
	return note{Coord: coord, Symbol: "rect", SymbolSize: 1, ItemStyle: &opts.ItemStyle{Color: inkNone},
		Label: noteLabel{Show: true, Formatter: unbraced(text), Position: position, Color: inkText, FontSize: size, Distance: 3}}
}

// unbraced keeps a name from being read as a placeholder.
func unbraced(text string) string {
	out := []rune(text)
	for i, r := range out {
		switch r {
		case '{':
			out[i] = '｛'
		case '}':
			out[i] = '｝'
		}
	}
	return string(out)
}

// withNotes adds notes to a series.
func withNotes(notes []note) charts.SeriesOpts {
	return func(s *charts.SingleSeries) {
		if len(notes) == 0 {
			return
		}
		s.MarkPoints = &opts.MarkPoints{}
		for _, n := range notes {
			for _, part := range hatched(n) {
				s.MarkPoints.Data = append(s.MarkPoints.Data, part)
			}
		}
	}
}

// lineNotes mark the points of a line that are not there, at the foot of the picture: with several lines, each by the
// line's own symbol, hollow, one above the other.
func (f *Figure) lineNotes(series int, symbol string, shape Shape) []note {
	var out []note
	for j, c := range f.Series[series].Cells {
		if c.State() == release.Value {
			continue
		}
		n := noted(signOf(c.State(), 1), "top", shape.font-2, j, 0)
		if len(f.Series) > 1 && f.Kind != "multiples" {
			below := 0
			for _, s := range f.Series[:series] {
				if s.Cells[j].State() != release.Value {
					below++
				}
			}
			n.Symbol, n.SymbolSize, n.SymbolOffset = symbol, 7, []int{0, -12 - below*(shape.font+12)} // clear of a point at zero
			n.ItemStyle = &opts.ItemStyle{Color: inkNone, BorderColor: paint[series%len(paint)], BorderWidth: 1.5}
		}
		out = append(out, n)
	}
	return out
}

// barNotes mark the bars of one series that have no length, each at its own place beside the others.
func (f *Figure) barNotes(series int, shape Shape, horizontal bool) []note {
	var out []note
	for j, c := range f.Series[series].Cells {
		number, _ := c.Number()
		sign := signOf(c.State(), number)
		if sign == "" {
			continue
		}
		if horizontal {
			out = append(out, noted(sign, "right", shape.font-2, 0, j))
			continue
		}
		n := noted(sign, "top", shape.font-2, j, 0)
		if len(f.Series) > 1 && sign == Sign { // a bar among others is narrower than the sign
			n.Label.Rotate, n.Label.Align, n.Label.Vertical = 90, "left", "middle"
		}
		out = append(out, n)
	}
	return out
}

// stackNotes mark the stacks that lack a part, at their ends, and those that are all zero.
func (f *Figure) stackNotes(m magnitude, shape Shape, horizontal bool) []note {
	var out []note
	for j := range f.X {
		sum, states := int64(0), []release.State{}
		scale := 0
		for _, s := range f.Series {
			n, _ := s.Cells[j].Number()
			sum += n
			scale = max(scale, s.Cells[j].Scale())
			states = append(states, s.Cells[j].State())
		}
		var signs []string
		for _, state := range []release.State{release.Withheld, release.Missing, release.NotApplicable} {
			if slices.Contains(states, state) {
				signs = append(signs, signOf(state, 1))
			}
		}
		if len(signs) == 0 && sum == 0 {
			signs = []string{"0"}
		}
		end, size, moves := moved(sum, scale, m), shape.font-2, 0 // signs stand one behind the other, or one above the other
		for _, sign := range signs {
			if horizontal {
				n := noted(sign, "right", size, end, j)
				n.SymbolOffset = []int{moves, 0}
				moves += columns(sign)*size/2 + size/2 + 10
				out = append(out, n)
				continue
			}
			n := noted(sign, "top", size, j, end)
			n.SymbolOffset = []int{0, -moves}
			moves += size + 8
			out = append(out, n)
		}
	}
	return out
}

// tooltip is go-echarts' with what it does not know: rich text needs no style attribute, which the site's policy
// against inline styles would block.
type tooltip struct {
	opts.Tooltip
	RenderMode string `json:"renderMode"`
	Confine    bool   `json:"confine"`
}

// finish puts the last strokes to an option, checks it and writes it with < > & escaped, so that a label can never close
// a script element. trigger is what a pointer or a key asks about: axis, or item.
func finish(id, trigger string, option map[string]any) ([]byte, error) {
	option["tooltip"] = tooltip{Tooltip: opts.Tooltip{Show: opts.Bool(true), Trigger: trigger}, RenderMode: "richText", Confine: true}
	out, err := json.Marshal(option)
	if err != nil {
		return nil, failed(id, err)
	}
	if err := Check(out); err != nil {
		return nil, failed(id, err)
	}
	return out, nil
}
