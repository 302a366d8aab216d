package chart

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"mingshan/generator/base/lang"
)

// alone is a sheet with long words in it.
func alone(drawing string) Sheet {
	return Sheet{Lang: "zh-Hans", Title: hostile + strings.Repeat("长标题", 30), Scope: "2026", Words: strings.Repeat("A long sentence of many words. ", 12),
		Foot: []string{"数据来源：" + strings.Repeat("很长的来源，", 20)}, Ink: func(token string) string { return "#" + strings.TrimLeft(token, "-") }, Width: 640, Height: 300, Drawing: drawing}
}

func TestSheetStandsByItself(t *testing.T) {
	file := alone(`<path fill="var(--chart-1)" stroke="var(--chart-rule)"></path>`).File()
	text := string(file)
	dec := xml.NewDecoder(strings.NewReader(text))
	lines := 0
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("not well formed: %v\n%s", err, text)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if e.Name.Local == "script" || e.Name.Local == "style" {
			t.Errorf("a %s element", e.Name.Local)
		}
		for _, a := range e.Attr {
			if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") {
				t.Errorf("attribute %s", a.Name.Local)
			}
		}
		if e.Name.Local != "text" {
			continue
		}
		lines++
		var line string
		if err := dec.DecodeElement(&line, &e); err != nil {
			t.Fatal(err)
		}
		if columns(line) > 2*640/(bodySize-1) {
			t.Errorf("a line of %d columns: %s", columns(line), line)
		}
	}
	if lines < 8 {
		t.Errorf("%d lines of text: nothing was wrapped", lines)
	}
	if strings.Contains(text, "var(") || !strings.Contains(text, `fill="#chart-1" stroke="#chart-rule"`) {
		t.Error("variables of the theme are left")
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text string
		want string
	}{
		{"", ""},
		{"short", "short"},
		{"one two three four", "one two|three four"},
		{"一二三四五六七八", "一二三四五|六七八"},
		{"一二三四五，六", "一二三四|五，六"},
		{"abcdefghijklmnop", "abcdefghij|klmnop"},
	} {
		if got := strings.Join(wrap(c.text, 50, 10), "|"); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestLive: the data that goes into a page has the theme's variables for colours and cannot close its element.
func TestLive(t *testing.T) {
	f := *figures(t, everyChart()...)["lines"]
	f.Series[0].Label.Text = lang.Both(hostile)
	for _, p := range printers() {
		option, err := f.Option(p, Wide(), "")
		if err != nil {
			t.Fatal(err)
		}
		data := string(Live(option))
		for _, colour := range append(paint[:], inkText, inkRule) {
			if strings.Contains(data, colour) {
				t.Errorf("the marker %s is left", colour)
			}
		}
		if !strings.Contains(data, `"var(--chart-1)"`) || strings.ContainsAny(data, "<>&") {
			t.Errorf("not safe or without colours: %.300s", data)
		}
	}
}

// TestInside: the drawing of a picture comes out without its name.
func TestInside(t *testing.T) {
	if got := Inside(`<svg class="chart"><title id="a">t</title><desc id="b">d</desc><path></path></svg>`); got != "<path></path>" {
		t.Errorf("%q", got)
	}
	if got := Inside("<p>"); got != "" {
		t.Errorf("%q from what is no picture", got)
	}
}

// TestTextsKeepTheirSize: a text without a size of its own would take the reader's, and leave the picture in large type.
func TestTextsKeepTheirSize(t *testing.T) {
	for raw, want := range map[string]string{
		`<svg><text style="font-size:14px;font-family:sans-serif;">a</text></svg>`:    `<text font-size="14">a</text>`,
		`<svg><text style="font: normal normal 13px sans-serif" x="1">a</text></svg>`: `<text font-size="13" x="1">a</text>`,
		`<svg><text style="font-family:sans-serif;font-size:12px">a</text></svg>`:     `<text font-size="12">a</text>`,
		`<svg><text style="white-space:pre">a</text></svg>`:                           `<text>a</text>`,
	} {
		if got := clean(raw, "x"); got != want {
			t.Errorf("%s became %s, want %s", raw, got, want)
		}
	}
}
