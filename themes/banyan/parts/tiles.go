package parts

import (
	"slices"
	"strconv"

	"mingshan/generator/site/view"
)

// A tile is tileWidth by tileHeight; tileGap lies between two of them. The units are CSS pixels at full size.
const (
	tileWidth  = 68
	tileHeight = 56
	tileGap    = 4
)

// wideTiles is the number of columns from which a map may be wider than a phone and scrolls in its own region.
const wideTiles = 6

// tilesClass tells a wide map, which keeps a least width, from a small one.
func tilesClass(m view.TileMap) string {
	if m.Cols >= wideTiles {
		return "tiles-picture tiles-wide"
	}
	return "tiles-picture tiles-few"
}

// tilesSpan gives the length of n tiles of the given size with the gaps between them.
func tilesSpan(n, size int) int {
	if n < 1 {
		return 0
	}
	return n*(size+tileGap) - tileGap
}

// tilesBox is the map's viewBox; it leaves room for the focus ring on every side.
func tilesBox(m view.TileMap) string {
	return "-3 -3 " + strconv.Itoa(tilesSpan(m.Cols, tileWidth)+6) + " " + strconv.Itoa(tilesSpan(m.Rows, tileHeight)+6)
}

// tileX and tileY place a tile.
func tileX(t view.Tile) string { return strconv.Itoa(t.Col * (tileWidth + tileGap)) }
func tileY(t view.Tile) string { return strconv.Itoa(t.Row * (tileHeight + tileGap)) }

// tileClass names the tile's state and colour step.
func tileClass(t view.Tile) string {
	switch {
	case t.NotCovered:
		return "tile tile-uncovered"
	case t.State == view.Withheld:
		return "tile tile-withheld"
	case t.State == view.Missing:
		return "tile tile-missing"
	case t.State == view.NotApplicable:
		return "tile tile-not-applicable"
	case t.State == view.Zero:
		return "tile tile-zero"
	}
	return "tile step-" + strconv.Itoa(t.Step)
}

// anyNotApplicable asks for a legend line that few maps need.
func anyNotApplicable(m view.TileMap) bool {
	return slices.ContainsFunc(m.Tiles, func(t view.Tile) bool { return t.State == view.NotApplicable && !t.NotCovered })
}

// nbsp stands between the name and the value of a tile for those who take the text and not the picture: it is not drawn,
// and, unlike a plain space, the minifier leaves it.
const nbsp = "\u00a0"

// tileLabel is what a tile says aloud: words for a sign, the value for a value. It begins with what is seen, so that
// somebody who commands the browser by voice can say what is read on the tile.
func tileLabel(w view.Words, m view.TileMap, t view.Tile) string {
	switch {
	case t.NotCovered:
		return w.T("tile-says", "Seen", t.Short+" "+w.T("tile-uncovered-short"), "Name", t.Name, "Value", w.T("tile-uncovered"))
	case t.State == view.Withheld:
		return w.T("tile-says", "Seen", t.Short, "Name", t.Name, "Value", w.T("legend-withheld"))
	case t.State == view.Missing:
		return w.T("tile-says", "Seen", t.Short, "Name", t.Name, "Value", w.T("legend-missing"))
	case t.State == view.NotApplicable:
		return w.T("tile-says", "Seen", t.Short, "Name", t.Name, "Value", w.T("legend-not-applicable"))
	}
	return w.T("tile-counts", "Seen", t.Short+" "+t.Value, "Name", t.Name, "Unit", m.Unit)
}

// step numbers a legend entry from 1.
func step(i int) string { return "step-" + strconv.Itoa(i+1) }
