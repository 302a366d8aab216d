package chart

import (
	"fmt"
	"regexp"
	"strings"

	"mingshan/generator/site/view"
)

// Live is an option as data for the page's script: the theme's variables stand in the place of the marker colours, and
// the script puts in what they are in the reader's mode. It is safe in a script element, as the option is.
func Live(option []byte) view.HTML { return view.HTML(inks().Replace(string(option))) }

// Sheet is what a picture says when it leaves the site as a file: lines above and below the drawing.
type Sheet struct {
	Lang          string
	Title, Scope  string
	Words         string   // the sentence
	Foot          []string // source, what kind of data, address
	Ink           func(token string) string
	Width, Height int    // of the drawing
	Drawing       string // the inside of the SVG element that Studio.Draw gave
}

const (
	margin    = 20
	titleSize = 19
	bodySize  = 13
)

// File makes an SVG file that stands by itself, on white: title, sentence, drawing, source. It needs no style sheet,
// because the browser that opens it alone has none.
func (s Sheet) File() []byte {
	var b strings.Builder
	width := s.Width + 2*margin
	y := margin
	line := func(text string, size int, weight, colour string) {
		for _, part := range wrap(text, s.Width, size) {
			y += size + size/2
			fmt.Fprintf(&b, `<text x="%d" y="%d" font-size="%d" font-weight="%s" fill="%s">%s</text>`, margin, y-size/3, size, weight, colour, escape(part))
		}
	}
	ink, soft := s.Ink("--chart-ink"), s.Ink("--soft")
	line(s.Title, titleSize, "700", ink)
	line(s.Scope, bodySize, "400", soft)
	line(s.Words, bodySize, "400", ink)
	y += margin / 2
	fmt.Fprintf(&b, `<svg x="%d" y="%d" width="%d" height="%d" viewBox="0 0 %d %d" overflow="visible">%s</svg>`, margin, y, s.Width, s.Height, s.Width, s.Height, s.Drawing)
	y += s.Height + margin/2
	for _, text := range s.Foot {
		line(text, bodySize-1, "400", soft)
	}
	height := y + margin
	head := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" xml:lang="%s" width="%d" height="%d" viewBox="0 0 %d %d" font-family="Helvetica Neue, Arial, Liberation Sans, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"><title>%s</title><desc>%s</desc><rect width="%d" height="%d" fill="%s"/>`,
		escape(s.Lang), width, height, width, height, escape(s.Title), escape(s.Words), width, height, s.Ink("--chart-paper"))
	return []byte(head + s.coloured(b.String()) + "</svg>\n")
}

var variable = regexp.MustCompile(`var\((--[a-z0-9-]+)\)`)

// coloured puts colours in the place of the theme's variables.
func (s Sheet) coloured(svg string) string {
	return variable.ReplaceAllStringFunc(svg, func(v string) string { return s.Ink(variable.FindStringSubmatch(v)[1]) })
}

// inside is what stands in the SVG element that Draw gave, without its name and description.
var inside = regexp.MustCompile(`(?s)^<svg[^>]*><title[^>]*>.*?</title><desc[^>]*>.*?</desc>(.*)</svg>$`)

// Inside gives the drawing of a picture that Studio.Draw made, without the element around it.
func Inside(picture view.HTML) string {
	m := inside.FindStringSubmatch(string(picture))
	if m == nil {
		return ""
	}
	return m[1]
}

// wrap breaks a text into lines of the width: at spaces, and between Han characters but not before closing signs.
func wrap(text string, width, size int) []string {
	room := width * 2 / size
	var out []string
	for columns(text) > room {
		cut, used, last := len(text), 0, 0
		for i, r := range text {
			if used += columns(string(r)); used > room {
				cut = i
				break
			}
			if r == ' ' {
				last = i
			} else if r >= 0x2e80 && !strings.ContainsRune("，。；：、！？）》”〕", next(text, i)) {
				last = i + len(string(r))
			}
		}
		if last > 0 {
			cut = last
		}
		out = append(out, strings.TrimSpace(text[:cut]))
		text = strings.TrimSpace(text[cut:])
	}
	if text != "" {
		out = append(out, text)
	}
	return out
}

// next is the character after the one at i; 0 at the end.
func next(text string, i int) rune {
	for j, r := range text[i:] {
		if j > 0 {
			return r
		}
	}
	return 0
}
