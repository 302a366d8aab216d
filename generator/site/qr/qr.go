// Package qr draws an address as a QR code, so that a printed page leads back to its place on the web.
//
//	svg, err := qr.SVG("https://mingshan.example/zh/projects/x.html", "二维码：本页网址")
//
// The picture is an inline SVG without colours of its own: the class qr-paper is the ground, qr-ink the modules, and the
// theme says what black and white are. Level M survives a fold or a stain over an eighth of the code.
package qr

import (
	"fmt"
	"html"
	"strings"

	"rsc.io/qr"
)

// Quiet is the width in modules of the empty margin that the standard wants around a code.
const Quiet = 4

// SVG gives the code of text as an SVG element named by title; the same text gives the same bytes. It fails for a text
// that no code holds (above two thousand characters).
func SVG(text, title string) (string, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", fmt.Errorf("qr: %w", err)
	}
	span := code.Size + 2*Quiet
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="qr" viewBox="0 0 %d %d" width="%d" height="%d" role="img" shape-rendering="crispEdges"><title>%s</title>`, span, span, 4*span, 4*span, html.EscapeString(title))
	fmt.Fprintf(&b, `<path class="qr-paper" d="M0 0h%dv%dh-%dz"></path><path class="qr-ink" d="`, span, span, span)
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			run := 0
			for x+run < code.Size && code.Black(x+run, y) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x+Quiet, y+Quiet, run, run)
				x += run
			}
		}
	}
	b.WriteString(`"></path></svg>`)
	return b.String(), nil
}
