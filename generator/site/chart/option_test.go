package chart

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// axisOption and option are what ECharts reads of an option.
type axisOption struct {
	Type  string          `json:"type"`
	Min   *json.Number    `json:"min"`
	Scale bool            `json:"scale"`
	Data  json.RawMessage `json:"data"`
}

type option struct {
	XAxis  []axisOption `json:"xAxis"`
	YAxis  []axisOption `json:"yAxis"`
	Series []struct {
		Name  string `json:"name"`
		Type  string `json:"type"`
		Stack string `json:"stack"`
		Data  []struct {
			Value json.RawMessage `json:"value"`
		} `json:"data"`
		MarkPoint struct {
			Data []struct {
				Coord []int `json:"coord"`
				Label struct {
					Formatter string `json:"formatter"`
				} `json:"label"`
			} `json:"data"`
		} `json:"markPoint"`
	} `json:"series"`
}

// read decodes a figure's option and its labels.
func read(t *testing.T, f *Figure, p *lang.Printer, shape Shape) (option, []string) {
	t.Helper()
	data, err := f.Option(p, shape, f.Sentence(p))
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(data) || bytes.ContainsAny(data, "<>&\u2028") || bytes.Contains(data, []byte("__f__")) {
		t.Fatalf("%s: the option is no plain JSON: %.300s", f.ID, data)
	}
	var o option
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(&o); err != nil {
		t.Fatalf("%s: %v\n%s", f.ID, err, data)
	}
	var labels []string
	for _, a := range append(o.XAxis, o.YAxis...) {
		if a.Type == "category" {
			if err := json.Unmarshal(a.Data, &labels); err != nil {
				t.Fatalf("%s: %v in %s", f.ID, err, a.Data)
			}
		}
	}
	return o, labels
}

// The numbers of an option, moved back by the unit of its axis, are the cells to the last digit; a cell without a
// number is "-", which ECharts leaves out.
func TestOptionNumbersAreTheCells(t *testing.T) {
	states := map[release.State]int{}
	for _, f := range figures(t, everyChart()...) {
		if apart(f) {
			continue
		}
		for _, p := range printers() {
			for _, shape := range []Shape{Wide(), Narrow()} {
				o, labels := read(t, f, p, shape)
				if len(o.Series) != len(f.Series) || len(labels) != len(f.X) {
					t.Fatalf("%s: %d series, %d labels", f.ID, len(o.Series), len(labels))
				}
				by := power(scaleFor(p.Tag(), f.most()).places)
				for i, s := range f.Series {
					if o.Series[i].Name != s.Label.Name(p) {
						t.Errorf("%s: series %d is called %q", f.ID, i, o.Series[i].Name)
					}
					for j, c := range s.Cells {
						states[c.State()]++
						compare(t, f.ID, c, string(o.Series[i].Data[j].Value), by)
					}
				}
			}
		}
	}
	if len(states) != 3 {
		t.Errorf("the trial has only the states %v", states)
	}
}

func power(n int) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil))
}

// compare holds one value of an option against its cell.
func compare(t *testing.T, id string, c release.Cell, got string, by *big.Rat) {
	t.Helper()
	if c.State() != release.Value {
		if got != `"-"` {
			t.Errorf("%s: a cell in state %d is %s", id, c.State(), got)
		}
		return
	}
	n, ok := new(big.Rat).SetString(got)
	if !ok || n.Mul(n, by).Cmp(exact(c)) != 0 {
		t.Errorf("%s: %s does not stand for the cell", id, got)
	}
}

// A point without a number is marked at its place by the sign of its state; a gap alone could be read as zero.
func TestOptionMarksGaps(t *testing.T) {
	cells := column(t, "integer", "120", "", "w", "0")
	for _, f := range []*Figure{quarters(people(), cells...), places(people(), cells...)} {
		want := map[int]string{1: NoneSign, 2: Sign}
		if f.Kind == "bar" {
			want[3] = "0" // a line has a point there
		}
		for _, p := range printers() {
			for _, shape := range []Shape{Wide(), Narrow()} {
				o, _ := read(t, f, p, shape)
				got := map[int]string{}
				for _, n := range o.Series[0].MarkPoint.Data {
					along := 0
					if f.Kind == "bar" {
						along = 1
					}
					if n.Coord[1-along] != 0 {
						t.Errorf("%s: a gap stands at %v", f.Kind, n.Coord)
					}
					got[n.Coord[along]] = n.Label.Formatter
				}
				if !maps.Equal(got, want) {
					t.Errorf("%s: the signs are %v, want %v", f.Kind, got, want)
				}
				values := o.Series[0].Data
				if string(values[1].Value) != `"-"` || string(values[2].Value) != `"-"` || string(values[3].Value) != "0" {
					t.Errorf("%s: values are %s", f.Kind, values)
				}
			}
		}
	}
}

// Bars and lines start at zero: a cut axis makes a small difference look large.
func TestOptionStartsAtZero(t *testing.T) {
	for id, f := range figures(t, everyChart()...) {
		if apart(f) {
			continue
		}
		o, _ := read(t, f, lang.NewPrinter(lang.ZH), Wide())
		values, categories := 0, 0
		for _, a := range append(o.XAxis, o.YAxis...) {
			switch a.Type {
			case "value":
				values++
				if a.Min == nil || *a.Min != "0" || a.Scale {
					t.Errorf("%s: the value axis starts at %v, scale %v", id, a.Min, a.Scale)
				}
			case "category":
				categories++
			}
		}
		if values != 1 || categories != 1 {
			t.Errorf("%s: %d value axes, %d category axes", id, values, categories)
		}
		want := map[string]string{"line": "line", "bar": "bar", "grouped": "bar", "stacked": "bar"}[f.Kind]
		for _, s := range o.Series {
			if s.Type != want || (s.Stack != "") != (f.Kind == "stacked") {
				t.Errorf("%s: a series of type %q, stack %q", id, s.Type, s.Stack)
			}
		}
	}
}

// A label cannot close a script element, and comes back whole.
func TestOptionEscapesLabels(t *testing.T) {
	f := places(people(), column(t, "integer", "120", "30")...)
	f.X[0].Text = lang.Both(hostile)
	f.Series[0].Label.Text = lang.Both(hostile)
	o, labels := read(t, f, lang.NewPrinter(lang.EN), Wide())
	if o.Series[0].Name != hostile || strings.ReplaceAll(labels[0], "\n", " ") != hostile {
		t.Errorf("names came back as %q and %q", o.Series[0].Name, labels[0])
	}
}

func TestAxisUnit(t *testing.T) {
	for _, c := range []struct{ most, zh, en string }{
		{"0", "人", "people"},
		{"99999", "人", "people"},
		{"100000", "万人", "thousand people"},
		{"999999", "万人", "thousand people"},
		{"1000000", "万人", "million people"},
		{"99999999", "万人", "million people"},
		{"100000000", "亿人", "million people"},
		{"1000000000", "亿人", "billion people"},
	} {
		f := quarters(people(), column(t, "integer", c.most, "", "w")...)
		if zh, en := f.AxisUnit(lang.ZH), f.AxisUnit(lang.EN); zh != c.zh || en != c.en {
			t.Errorf("up to %s the axis counts in %s, %s; want %s, %s", c.most, zh, en, c.zh, c.en)
		}
	}
	f := quarters(lang.Text{ZH: "元", EN: "yuan"}, column(t, "money_cny", "99999.99")...)
	if got := f.AxisUnit(lang.ZH); got != "元" {
		t.Errorf("99999.99 yuan are counted in %s", got)
	}
}

// A stack is as high as its sum, so its axis is counted by the sum.
func TestAxisUnitOfAStack(t *testing.T) {
	f := places(people(), column(t, "integer", "60000", "10")...)
	f.Series = append(f.Series, Series{Label{Code: "b", Text: lang.Both("b")}, column(t, "integer", "60000", "10")})
	if got := f.AxisUnit(lang.EN); got != "people" {
		t.Errorf("bars beside each other are counted in %s", got)
	}
	f.Kind = "stacked"
	if got := f.AxisUnit(lang.EN); got != "thousand people" {
		t.Errorf("a stack of 120000 is counted in %s", got)
	}
}

// Moving by a power of ten is exact for every number and every unit: no figure passes through floating point.
func TestNumberIsExact(t *testing.T) {
	chance := rand.New(rand.NewPCG(117, 2024))
	values := []string{"0", "10", "100", "1000000", "123456789012"}
	for range 40 {
		values = append(values, strconv.FormatInt(10+chance.Int64N(1<<(5+chance.IntN(35))), 10))
	}
	for _, kind := range []string{"integer", "money_cny", "decimal"} {
		given := values
		if kind != "integer" {
			given = nil
			for _, v := range values {
				given = append(given, v, v+"."+[]string{"5", "05", "25", "99"}[chance.IntN(4)])
			}
		}
		for i, c := range column(t, kind, given...) {
			for _, places := range []int{0, 3, 4, 6, 8, 9} {
				n, ok := number(c, magnitude{places: places})
				back, fine := new(big.Rat).SetString(string(n))
				want, _ := new(big.Rat).SetString(given[i])
				if !ok || !fine || back.Mul(back, power(places)).Cmp(want) != 0 || !json.Valid([]byte(n)) {
					t.Errorf("%s %s moved by %d places is %s", kind, given[i], places, n)
				}
			}
		}
	}
	if n, ok := number(release.Cell{}, magnitude{}); ok || n != "" {
		t.Errorf("a withheld cell is %q", n)
	}
}

// The paper is high enough for every bar, and higher for a legend of more lines.
func TestSize(t *testing.T) {
	all := figures(t, everyChart()...)
	p := lang.NewPrinter(lang.ZH)
	for id, f := range all {
		w, h := f.Size(p, Wide())
		nw, nh := f.Size(p, Narrow())
		if w != 640 || nw != 330 || h < 100 || nh < 100 {
			t.Errorf("%s: %d×%d and %d×%d", id, w, h, nw, nh)
		}
	}
	_, four := all["counties"].Size(p, Wide())
	_, three := all["cities"].Size(p, Wide())
	if four <= three {
		t.Errorf("four bars are %d high, three %d", four, three)
	}
}

// Names of periods that have no room are left out evenly, counted from the newest; where there is room all stay.
func TestThinnedLabels(t *testing.T) {
	var twelve []string
	for y := 2023; y <= 2025; y++ {
		for q := 1; q <= 4; q++ {
			twelve = append(twelve, fmt.Sprintf("%d\n%d季", y, q))
		}
	}
	for _, c := range []struct {
		shape  Shape
		labels []string
		step   int
	}{{Wide(), twelve, 1}, {Narrow(), twelve, 2}, {Narrow(), twelve[:8], 1}, {Narrow(), twelve[:1], 1}} {
		got := c.shape.thinned(c.labels)
		for i, l := range got {
			if kept := (len(got)-1-i)%c.step == 0; kept != (l != "") || kept && l != c.labels[i] {
				t.Errorf("%d labels at %d px: %q at %d", len(c.labels), c.shape.width, l, i)
			}
		}
	}
}

// Of many names ECharts measures some only; the room for the longest is made here, wherever it stands.
func TestLongNamesHaveRoom(t *testing.T) {
	var x []Label
	var values []string
	for i := range 83 {
		name := "Gulou"
		if i == 1 {
			name = "Licheng District, Putian"
		}
		x = append(x, Label{Code: strconv.Itoa(i), Text: lang.Text{ZH: name, EN: name}})
		values = append(values, "50")
	}
	f := places(people(), column(t, "integer", "50")...)
	f.X, f.Series[0].Cells = x, column(t, "integer", values...)
	grid := func() map[string]any {
		out, err := f.Option(lang.NewPrinter(lang.EN), Wide(), "")
		if err != nil {
			t.Fatal(err)
		}
		var o struct{ Grid []map[string]any }
		if err := json.Unmarshal(out, &o); err != nil || len(o.Grid) != 1 {
			t.Fatal(err, string(out[:200]))
		}
		return o.Grid[0]
	}
	if g := grid(); g["containLabel"] != false || g["left"] != strconv.Itoa(16+24*14*11/20) {
		t.Errorf("83 bars: %v", g)
	}
	f.X, f.Series[0].Cells = f.X[:sampled], f.Series[0].Cells[:sampled]
	if g := grid(); g["containLabel"] != true || g["left"] != "8" {
		t.Errorf("%d bars: %v", sampled, g)
	}
}
