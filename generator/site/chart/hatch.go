package chart

import (
	"fmt"
	"strings"

	"github.com/go-echarts/go-echarts/v2/opts"
)

// hatch is a box with slanting lines, in pixels, as the path of an ECharts symbol.
func hatch(width, height int) string {
	const step = 6
	var b strings.Builder
	fmt.Fprintf(&b, "path://M0 0H%dV%dH0Z", width, height)
	for c := step; c < width+height; c += step { // the line x + y = c, as far as it lies in the box
		fmt.Fprintf(&b, "M%d %dL%d %d", min(c, width), max(0, c-width), max(0, c-height), min(c, height))
	}
	return b.String()
}

// hatched puts the sign of a withheld number on a hatched box, as on the tiles of a region map; every other note stays as it
// is. Where the note has a symbol of its own, which tells whose it is, the box is a note beneath.
func hatched(n note) []note {
	if n.Label.Formatter != Sign {
		return []note{n}
	}
	width, height := 3*n.Label.FontSize+4, n.Label.FontSize+5 // the sign is three full-width characters
	own, _ := n.SymbolSize.(int)
	gap := own/2 + 2
	x, y := 0, 0
	switch {
	case n.Label.Rotate != 0:
		width, height = height, width
		y = -gap - height/2
	case n.Label.Position == "right":
		x = gap + width/2
	default:
		y = -gap - height/2
	}
	if len(n.SymbolOffset) == 2 {
		x, y = x+n.SymbolOffset[0], y+n.SymbolOffset[1]
	}
	box := n
	box.Symbol, box.SymbolSize, box.SymbolOffset = hatch(width, height), []int{width, height}, []int{x, y}
	box.ItemStyle = &opts.ItemStyle{Color: inkPaper, BorderColor: inkRule, BorderWidth: 1}
	box.Label.Position, box.Label.Align, box.Label.Vertical, box.Label.Distance = "inside", "center", "middle", 0
	box.Label.HaloColor, box.Label.HaloWidth = inkPaper, 4
	if own <= 1 {
		return []note{box}
	}
	box.Label.Show, box.Label.Formatter = false, ""
	n.Label.HaloColor, n.Label.HaloWidth = inkPaper, 4
	return []note{box, n}
}
