package release

import (
	"slices"

	"mingshan/generator/base/diag"
	"mingshan/generator/gate/persons"
	"mingshan/generator/gate/pii"
	"mingshan/generator/input/config"
	"mingshan/generator/input/dataset"
)

// personTables refuses tables whose rows are persons. Aggregates answer all seven questions of persons.Sheet; a register or a
// code list is a list of records by its nature, and is asked only whether a column is named for persons.
func personTables(set dataset.Set, rules config.Privacy) diag.List {
	var problems diag.List
	for i := range set.Tables {
		t := &set.Tables[i]
		s := sheet(t, set, int(threshold(t.Schema, rules)))
		signs := s.Persons()
		if t.Group != "aggregates" {
			signs = nil
			for _, f := range t.Schema.Fields {
				if c := sheetColumn(f, set, t); c.Role == persons.Attribute && f.Type == "string" && f.ID != "name" && c.Identifying() {
					signs = append(signs, persons.Sign{Rule: 1, Column: f.ID, Text: diag.Say("“%s”列是直接识别个人的信息", "column %q identifies persons", f.ID)})
				}
			}
		}
		for _, sign := range signs {
			problems.Add(place(t, sign.Column), "pii/microdata", sign.Text, pii.Hint(pii.Microdata))
		}
	}
	return problems
}

// place is where a column is declared, or the table's file.
func place(t *dataset.Table, column string) diag.Place {
	if i := t.Column(column); i >= 0 && t.Schema.Facts != nil {
		return t.Schema.Facts.Place("fields", i, "id")
	}
	return diag.Place{File: t.File}
}

// sheet gives the table as the scanner for persons takes it.
func sheet(t *dataset.Table, set dataset.Set, k int) persons.Sheet {
	s := persons.Sheet{K: k, Keyed: true}
	for _, f := range t.Schema.Fields {
		c := sheetColumn(f, set, t)
		s.Columns = append(s.Columns, c)
		// input/dataset reports rows of one key; with anything but dimensions in it, dimensions may repeat.
		if c.Role != persons.Dimension && slices.Contains(t.Schema.PrimaryKey, f.ID) {
			s.Keyed = false
		}
	}
	for _, row := range t.Rows() {
		cells := make([]string, len(s.Columns))
		for i := range cells {
			cells[i] = t.At(row, i).Text()
		}
		s.Rows = append(s.Rows, cells)
	}
	return s
}

func sheetColumn(f dataset.Field, set dataset.Set, t *dataset.Table) persons.Column {
	c := persons.Column{Name: f.ID, Titles: []string{f.Title.ZH, f.Title.EN}, Type: f.Type, Role: persons.Attribute}
	switch {
	case f.Role == "dimension":
		c.Role = persons.Dimension
		c.Domain = len(f.Values)
		list := f.Codes
		if f.Type == "region" {
			list = "regions"
		}
		if codes, ok := set.Get(list); ok && list != "" && list != t.Schema.ID {
			c.Domain = len(codes.Rows())
		}
	case f.Role == "count":
		c.Role = persons.Count
	case f.Measure():
		c.Role = persons.Measure
	}
	return c
}
