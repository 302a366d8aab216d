// Package parts holds the pieces that pages are made of: table, figure, tile map, key figure, card, channel.
//
// A part's template, style sheet and Go helper stand together and share their stem (tiles.templ, tiles.css,
// tiles.go). Class names begin with the part's name. A part prints what the view gives it; the only choices made
// here are how the four states of a cell look and which words stand for a sign.
package parts
