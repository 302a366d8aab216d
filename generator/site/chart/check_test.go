package chart

import (
	"errors"
	"strings"
	"testing"
)

// Each reason for which an option is refused can be met, and a lawful neighbour passes.
func TestCheck(t *testing.T) {
	const head = `{"animation":false,"tooltip":{"renderMode":"richText"},`
	bars := `"xAxis":[{"type":"category","data":["a"]}],"yAxis":[{"type":"value","min":0}],"series":[{"type":"bar","data":[1]}]}`
	for _, c := range []struct {
		name, option string
		want         error
	}{
		{"bars from zero", head + bars, nil},
		{"bars that lie", head + `"xAxis":{"type":"value","min":0},"yAxis":{"data":["a"]},"series":{"type":"bar","data":[1]}}`, nil},
		{"bars from nine", head + strings.Replace(bars, `"min":0`, `"min":9`, 1), ErrTruncated},
		{"bars from below zero", head + strings.Replace(bars, `"min":0`, `"min":-1`, 1), ErrTruncated},
		{"bars from the smallest", head + strings.Replace(bars, `"min":0`, `"min":"dataMin"`, 1), ErrTruncated},
		{"bars on an axis that says nothing", head + strings.Replace(bars, `,"min":0`, ``, 1), ErrTruncated},
		{"bars on a scaled axis", head + strings.Replace(bars, `"min":0`, `"min":0,"scale":true`, 1), ErrTruncated},
		{"bars on a logarithmic axis", head + strings.Replace(bars, `"type":"value"`, `"type":"log"`, 1), ErrTruncated},
		{"bars without axes", head + `"series":[{"type":"bar","data":[1]}]}`, ErrTruncated},
		{"a line from nine", head + strings.NewReplacer(`"min":0`, `"min":9`, `"bar"`, `"line"`).Replace(bars), nil},
		{"two value axes", head + strings.Replace(bars, `"min":0}`, `"min":0},{"type":"value","min":0}`, 1), ErrDualAxis},
		{"an axis that is a value axis by default", head + strings.Replace(bars, `"min":0}`, `"min":0},{"min":0}`, 1), ErrDualAxis},
		{"two value axes of two grids", head + strings.Replace(bars, `"min":0}`, `"min":0},{"type":"value","min":0,"gridIndex":1}`, 1), nil},
		{"a pie of six", head + `"series":[{"type":"pie","data":[1,2,3,4,5,6]}]}`, nil},
		{"a pie of seven", head + `"series":[{"type":"pie","data":[1,2,3,4,5,6,7]}]}`, ErrSlices},
		{"a pie of something else", head + `"series":[{"type":"pie"}]}`, ErrSlices},
		{"a function", head + `"x":"__f__function(){}__f__"}`, ErrNotData},
		{"the end of a script", head + `"x":"</script>"}`, ErrNotData},
		{"an escaped sign", head + `"x":"\u003c/script\u003e"}`, nil},
		{"half an option", head, ErrNotData},
		{"a picture that moves", strings.Replace(head, "false", "true", 1) + bars, ErrMotion},
		{"a picture that may move", `{` + bars, ErrMotion},
		{"a tooltip of HTML", strings.Replace(head, "richText", "html", 1) + bars, ErrMotion},
	} {
		if err := Check([]byte(c.option)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// Nothing is drawn that Check refuses.
func TestDrawChecks(t *testing.T) {
	s := studio(t)
	if svg, err := s.Draw("figure-x", []byte(`{"animation":false,"xAxis":{"data":["a"]},"yAxis":{"min":9},"series":{"type":"bar","data":[10]}}`), 100, 100, "t", "d"); !errors.Is(err, ErrTruncated) {
		t.Errorf("a truncated bar is drawn: %v %.80s", err, svg)
	}
}

// Every figure of every kind is one that Check passes, also when nothing of it can be shown.
func TestEveryOptionIsChecked(t *testing.T) {
	for id, f := range allKinds(t) {
		for _, p := range printers() {
			for _, shape := range []Shape{Wide(), Narrow()} {
				option, err := f.Option(p, shape, hostile)
				if err != nil {
					t.Errorf("%s: %v", id, err)
					continue
				}
				if err := Check(option); err != nil {
					t.Errorf("%s: %v", id, err)
				}
				if w, h := f.Size(p, shape); w != shape.width || h < 50 || h > 4000 {
					t.Errorf("%s is %d by %d", id, w, h)
				}
				if strings.Contains(string(option), `"formatter":"function`) || f.Sentence(p) == "" {
					t.Errorf("%s: a function, or no sentence", id)
				}
			}
		}
	}
}
