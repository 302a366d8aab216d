package build_test

import (
	"fmt"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/chart"
)

// mark is what a picture shows one number by: how long it is, or where it stands.
type mark struct {
	length float64 // of a bar or a node, along its axis
	x, y   float64 // of a point
}

var matrix = regexp.MustCompile(`^matrix\(([0-9.]+),0,0,[0-9.]+,(-?[0-9.]+),(-?[0-9.]+)\)$`)

// marks finds the bars (closed boxes) and the points (symbols moved to their places) of a picture, in order of drawing.
func marks(svg *html.Node, horizontal bool) (bars, points []mark) {
	painted := regexp.MustCompile(`^var\(--chart-[1-6]\)$`)
	for n := range svg.Descendants() {
		if n.Type != html.ElementNode || n.Data != "path" || !painted.MatchString(attribute(n, "fill")) || strings.HasPrefix(attribute(n, "fill-opacity"), ".3") {
			continue
		}
		transform := attribute(n, "transform")
		if m := matrix.FindStringSubmatch(transform); m != nil {
			if scale, _ := strconv.ParseFloat(m[1], 64); scale == 4.5 || scale == 5 {
				x, _ := strconv.ParseFloat(m[2], 64)
				y, _ := strconv.ParseFloat(m[3], 64)
				points = append(points, mark{x: x, y: y})
			}
			continue
		}
		if w, h, ok := box(attribute(n, "d")); ok {
			if horizontal {
				h = w
			}
			bars = append(bars, mark{length: h})
		}
	}
	return bars, points
}

var step = regexp.MustCompile(`([MmHhVvLlZz])([^MmHhVvLlZz]*)`)
var decimal = regexp.MustCompile(`-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e-?[0-9]+)?`)

// box is the width and height of a path of straight lines; ok is false for one with curves.
func box(d string) (width, height float64, ok bool) {
	if strings.ContainsAny(d, "AaCcSsQqTt") {
		return 0, 0, false
	}
	var x, y, left, right, top, bottom float64
	first := true
	for _, s := range step.FindAllStringSubmatch(d, -1) {
		var v []float64
		for _, text := range decimal.FindAllString(s[2], -1) {
			n, _ := strconv.ParseFloat(text, 64)
			v = append(v, n)
		}
		for k := 0; k < len(v); k++ {
			switch s[1] {
			case "H":
				x = v[k]
			case "h":
				x += v[k]
			case "V":
				y = v[k]
			case "v":
				y += v[k]
			case "M", "L":
				x, y = v[k], v[min(k+1, len(v)-1)]
				k++
			default:
				x, y = x+v[k], y+v[min(k+1, len(v)-1)]
				k++
			}
			if first {
				left, right, top, bottom, first = x, x, y, y, false
			}
			left, right, top, bottom = min(left, x), max(right, x), min(top, y), max(bottom, y)
		}
	}
	return right - left, bottom - top, !first
}

// pictureWrong measures the finished picture: bars and nodes are as long as their numbers, points stand as high, one
// mark for each number and no other; what is printed in the picture is a number of the figure.
func pictureWrong(f *chart.Figure, tag lang.Tag, svg *html.Node) []string {
	if svg == nil {
		return []string{"there is no picture"}
	}
	p := lang.NewPrinter(tag)
	text := strings.Join(texts(svg), "\n")
	var wrong []string
	says := func(want string) {
		if !strings.Contains("\n"+text+"\n", want) {
			wrong = append(wrong, fmt.Sprintf("%s is not printed in the picture", want))
		}
	}
	horizontal := len(f.X) > 0 && f.X[0].Period.IsZero() && f.Kind != "sankey"
	bars, points := marks(svg, horizontal)
	switch f.Kind {
	case "timeline":
		dated := 0
		for _, e := range f.Events {
			if !e.Date.IsZero() {
				dated++
				says(p.Date(e.Date))
			}
		}
		if len(points) != dated {
			wrong = append(wrong, fmt.Sprintf("%d dots for %d dates", len(points), dated))
		}
		return wrong
	case "sankey":
		nodes, _ := flows(f, tag)
		var want []*big.Rat
		for _, n := range nodes {
			want = append(want, n)
			says("\n" + p.Int(n.Num().Int64()) + "\n")
		}
		return append(wrong, nodesWrong(bars, want)...)
	case "line", "multiples", "slope":
		wrong = append(wrong, pointsWrong(f, points)...)
	default:
		wrong = append(wrong, barsWrong(f, bars)...)
	}
	for _, s := range f.Series {
		for j, c := range s.Cells {
			printed, ok := chart.Print(p, c)
			switch {
			case !ok:
				says(map[release.State]string{release.Withheld: chart.Sign, release.Missing: chart.NoneSign}[c.State()])
			case f.Kind == "funnel" || f.Kind == "slope" || f.Kind == "multiples" && j == len(s.Cells)-1:
				says(printed)
			}
		}
	}
	return wrong
}

// texts are the lines of a picture as a reader sees them.
func texts(svg *html.Node) []string {
	var out []string
	for n := range svg.Descendants() {
		if n.Type == html.ElementNode && n.Data == "text" {
			out = append(out, strings.TrimSpace(words(n)))
		}
	}
	return out
}

// tolerance is how far a mark may be off, in pixels: the site writes drawings with one decimal.
const tolerance = 0.35

// barsWrong compares the lengths of bars with their numbers.
func barsWrong(f *chart.Figure, bars []mark) (wrong []string) {
	var want []float64
	for _, row := range expected(f) {
		for _, c := range row {
			if c.n != nil && c.n.Sign() > 0 {
				v, _ := c.n.Float64()
				want = append(want, v)
			}
		}
	}
	bars = slices.DeleteFunc(slices.Clone(bars), func(m mark) bool { return m.length == 0 })
	return lengthsWrong(bars, want)
}

// nodesWrong compares heights without their order, which is the layout's.
func nodesWrong(bars []mark, values []*big.Rat) []string {
	var want []float64
	for _, n := range values {
		v, _ := n.Float64()
		want = append(want, v)
	}
	slices.Sort(want)
	bars = slices.SortedFunc(slices.Values(bars), func(a, b mark) int {
		return map[bool]int{true: -1, false: 1}[a.length < b.length]
	})
	return lengthsWrong(bars, want)
}

func lengthsWrong(bars []mark, want []float64) (wrong []string) {
	if len(bars) != len(want) {
		return []string{fmt.Sprintf("%d marks for %d numbers", len(bars), len(want))}
	}
	if len(want) == 0 {
		return nil
	}
	// One scale for all: from the sums, so that no single mark decides it.
	var lengths, values float64
	for i := range want {
		lengths, values = lengths+bars[i].length, values+want[i]
	}
	scale := lengths / values
	for i, v := range want {
		if math.Abs(bars[i].length-v*scale) > tolerance+0.2 {
			wrong = append(wrong, fmt.Sprintf("the mark for %g is %.1f px long, not %.1f", v, bars[i].length, v*scale))
		}
	}
	return wrong
}

// pointsWrong compares the heights of points with their numbers; small charts have one scale and a foot each.
func pointsWrong(f *chart.Figure, points []mark) (wrong []string) {
	type place struct{ series, at int }
	var want []float64
	var where []place
	for i, row := range expected(f) {
		for j, c := range row {
			if c.n != nil {
				v, _ := c.n.Float64()
				want, where = append(want, v), append(where, place{i, j})
			}
		}
	}
	if len(points) != len(want) {
		return []string{fmt.Sprintf("%d points for %d numbers", len(points), len(want))}
	}
	group := func(i int) int {
		if f.Kind == "multiples" {
			return where[i].series
		}
		return 0
	}
	// The scale is that of the two points of one group whose numbers are furthest apart.
	first := map[int]int{}
	scale, widest := 0.0, 0.0
	for i := range want {
		if _, ok := first[group(i)]; !ok {
			first[group(i)] = i
		}
		for k := range i {
			if d := want[i] - want[k]; group(i) == group(k) && math.Abs(d) > widest {
				widest, scale = math.Abs(d), (points[k].y-points[i].y)/d
			}
		}
	}
	if widest > 0 && scale <= 0 {
		return []string{"larger numbers stand lower"}
	}
	for i, v := range want {
		k := first[group(i)]
		if off := (points[k].y - points[i].y) - (v-want[k])*scale; math.Abs(off) > 2*tolerance {
			wrong = append(wrong, fmt.Sprintf("point %v stands %.1f px from where its number is", where[i], off))
		}
	}
	return wrong
}
