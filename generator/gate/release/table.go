package release

import (
	"slices"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
	"mingshan/generator/input/dataset"
)

// Schema, Field and Chart are the published description of a table: words and rules, no values.
type (
	Schema = dataset.Schema
	Field  = dataset.Field
	Chart  = dataset.Chart
)

// All is the node of a code or period dimension that covers everything; for regions it is Province.
const (
	All      = "all"
	Province = "350000"
)

// Node is one value of a dimension: a code, a region, a period, or a total over some.
type Node struct {
	Code   string
	Parent string // "" for the top
	Level  string // of a region: county, unit, city, province; of a period: quarter, month, year, all; of a code: code, all
	Label  lang.Text
	Period calendar.Period // of a period node
	Leaf   bool            // rows stand at this node
}

// Dim is a dimension with its nodes: leaves first in the order of the code list or of time, then totals.
type Dim struct {
	Field Field
	Nodes []Node
	index map[string]int
}

// Node finds a node by code.
func (d Dim) Node(code string) (Node, bool) {
	i, ok := d.index[code]
	if !ok {
		return Node{}, false
	}
	return d.Nodes[i], true
}

// line lists the node of a code and all nodes above it; nothing for a code that the dimension does not have.
func (d Dim) line(code string) []int {
	var out []int
	for i, ok := d.index[code]; ok && !slices.Contains(out, i); i, ok = d.index[d.Nodes[i].Parent] {
		out = append(out, i)
	}
	return out
}

// Top is the code of the node that covers all others.
func (d Dim) Top() string {
	if d.Field.Type == "region" {
		return Province
	}
	return All
}

// Row is one input row as it may be shown. Texts and Cells have one entry per field; a measure's text is empty.
type Row struct {
	Texts []string
	Cells []Cell
}

// Table is a cleared table: rows as supplied, in the order of their keys, and totals over every combination of nodes.
type Table struct {
	Schema Schema
	Group  string
	Rows   []Row
	Dims   []Dim
	// HiddenRows counts the measure cells of Rows that are withheld, Cells all measure cells of Rows.
	HiddenRows, Cells int
	// Least is the threshold of the table's counts: one from 1 to below it is withheld.
	Least int64

	totals map[string][]Cell // measure → by mixed-radix index of nodes
}

// Rounded is what the counts of the rows are rounded to multiples of, so that each is less than that away from what was
// counted; 0 where they are exact.
func (t *Table) Rounded() int64 {
	if t.Schema.Privacy.Mode == "round5" {
		return base
	}
	return 0
}

// ZerosWithheld reports whether a withheld count may be nobody.
func (t *Table) ZerosWithheld() bool { return t.Schema.Privacy.Zeros == "withheld" }

// Dim finds a dimension by field id.
func (t *Table) Dim(field string) (Dim, bool) {
	for _, d := range t.Dims {
		if d.Field.ID == field {
			return d, true
		}
	}
	return Dim{}, false
}

// Total gives the cell of a measure at nodes (dimension → node code; a dimension left out means its top). ok is
// false when the table has no such measure or node.
func (t *Table) Total(measure string, at map[string]string) (Cell, bool) {
	cells, ok := t.totals[measure]
	if !ok {
		return Cell{}, false
	}
	index := 0
	for _, d := range t.Dims {
		code, given := at[d.Field.ID]
		if !given {
			code = d.Top()
		}
		i, known := d.index[code]
		if !known {
			return Cell{}, false
		}
		index = index*len(d.Nodes) + i
	}
	return cells[index], true
}

// Column gives the index of a field, or -1.
func (t *Table) Column(field string) int {
	for i, f := range t.Schema.Fields {
		if f.ID == field {
			return i
		}
	}
	return -1
}

// Latest gives the newest leaf period of the table; ok is false without a period dimension.
func (t *Table) Latest() (Node, bool) {
	var newest Node
	for _, d := range t.Dims {
		if d.Field.Type != "period" {
			continue
		}
		for _, n := range d.Nodes {
			if n.Leaf && (newest.Code == "" || n.Period.Compare(newest.Period) > 0) {
				newest = n
			}
		}
	}
	return newest, newest.Code != ""
}
