package release

import (
	"bytes"
	"encoding/csv"
	"path"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/gate/inside"
	"mingshan/generator/gate/persons"
	"mingshan/generator/gate/pii"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
	"mingshan/generator/input/source"
)

// Known gives a scanner that knows what is public in the project of the snapshot, and what its baseline lets pass on the
// as-of date. Where there is no project, nothing is known to be public.
func Known(snap *source.Snapshot, asOf calendar.Date) *pii.Scanner {
	cfg, _ := config.Read(snap)
	corpus, _ := content.Read(snap)
	set, _ := dataset.Read(snap)
	if asOf.IsZero() {
		asOf = cfg.Site.AsOf
	}
	lists := public(cfg, corpus, set)
	lists.Waivers, _ = waivers(cfg.Baseline, asOf)
	return pii.New(lists)
}

// Found is personal data in a file of any kind.
type Found struct {
	diag.Place
	pii.Finding
	Column string // of a table of persons; "" for what is in the text
}

// Look finds personal data in one file, by its kind: CSV, XLSX, JPEG, PNG, or any text in an encoding that data files
// may have. The name is the path that messages show; key is the path from the project's root, for the baseline. With
// schema true, a CSV is described elsewhere and is not asked whether its rows are persons. readable is false for a
// file that was not looked at.
func Look(s *pii.Scanner, name, key string, data []byte, schema bool) (found []Found, readable bool) {
	l := &look{scanner: s, name: s.Masked(name), key: key}
	for _, f := range s.Scan(key, strings.TrimSuffix(path.Base(name), path.Ext(name))) {
		l.add(0, 0, f)
	}
	switch ext := strings.ToLower(path.Ext(name)); {
	case ext == ".xlsx" || ext == ".xlsm":
		readable = l.workbook(data)
	case bytes.HasPrefix(data, []byte("\xff\xd8")) || bytes.HasPrefix(data, []byte("\x89PNG")):
		readable = l.picture(data)
	default:
		text, ok := dataset.Text(data)
		if !ok || strings.IndexByte(text, 0) >= 0 {
			return l.found, false
		}
		if ext == ".csv" {
			l.table(text, schema)
		} else {
			l.text(text)
		}
		readable = true
	}
	return l.found, readable
}

// look gathers what one file shows.
type look struct {
	scanner   *pii.Scanner
	name, key string
	found     []Found
}

func (l *look) add(line, column int, f pii.Finding) {
	l.found = append(l.found, Found{Place: diag.Place{File: l.name, Line: line, Column: column}, Finding: f})
}

func (l *look) text(text string) {
	ruler := pii.NewRuler(text)
	for _, f := range l.scanner.Scan(l.key, text) {
		line, column := ruler.Position(f.Start)
		l.add(line, column, f)
	}
}

func (l *look) table(text string, schema bool) {
	cells(text, nil, l.scanner, l.key, func(line, column int, f pii.Finding) { l.add(line, column, f) }, l.text)
	if schema {
		return
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	if rows, err := r.ReadAll(); err == nil && len(rows) > 1 {
		l.persons("", rows)
	}
}

// persons asks whether a table without a schema is one of persons. Its roles are guessed, so only the surest signs
// count, and a person has to look.
func (l *look) persons(sheet string, rows [][]string) {
	s := persons.Hinted(rows[0], rows[1:])
	counted := false
	for _, c := range s.Columns {
		counted = counted || c.Role == persons.Count
	}
	for _, sign := range s.Persons() {
		if sign.Rule == 1 || sign.Rule == 7 && !counted {
			f := pii.Finding{Kind: pii.Microdata, Severity: pii.Review}
			l.found = append(l.found, Found{Place: diag.Place{File: l.name + sheet, Line: 1}, Finding: f, Column: l.scanner.Masked(sign.Column)})
		}
	}
}

func (l *look) workbook(data []byte) bool {
	parts, err := inside.Workbook(data)
	if err != nil {
		return false
	}
	name := l.name
	for _, p := range parts {
		l.name = name + "!" + p.Name
		rows := grid(p)
		for _, c := range p.Cells {
			title := ""
			if c.Row > 1 && len(rows) > 0 && c.Column-1 < len(rows[0]) {
				title = rows[0][c.Column-1]
			}
			for _, f := range l.scanner.Field(l.key, title, c.Text, false) {
				l.add(c.Row, c.Column, f)
			}
		}
		if len(rows) > 1 {
			l.persons("", rows)
		}
	}
	l.name = name
	return true
}

// grid sets the cells of a sheet out in rows, as far as that is a table: up to 200 columns and 20,000 rows.
func grid(p inside.Cells) [][]string {
	var rows [][]string
	for _, c := range p.Cells {
		if c.Row < 1 || c.Column < 1 || c.Column > 200 || c.Row > 20_000 {
			continue
		}
		for len(rows) < c.Row {
			rows = append(rows, nil)
		}
		row := rows[c.Row-1]
		for len(row) < c.Column {
			row = append(row, "")
		}
		row[c.Column-1] = c.Text
		rows[c.Row-1] = row
	}
	if len(rows) > 0 && rows[0] == nil {
		return nil
	}
	return rows
}

func (l *look) picture(data []byte) bool {
	parts, ok := inside.Attached(data)
	name := l.name
	for _, p := range parts {
		l.name = name + "!" + p.Name
		n := len(l.found)
		l.text(p.Text)
		for i := range l.found[n:] {
			l.found[n+i].Line, l.found[n+i].Place.Column = 0, 0
		}
		if len(l.found) == n && (p.Name == "XMP" || p.Name == "IPTC" || strings.Contains(p.Text, "lat ")) {
			l.add(0, 0, pii.Finding{Kind: pii.Metadata, Severity: pii.Review, Mask: p.Name})
		}
	}
	l.name = name
	return ok
}

// Problem is the finding as a problem for an editor.
func (f Found) Problem(into *diag.List) {
	text := f.Text()
	if f.Kind == pii.Microdata {
		text = diag.Say("像是一人一行的名单", "looks like a list of persons, one a row")
		if f.Column != "" {
			text = diag.Say("“%s”列是直接识别个人的信息，像是一人一行的名单", "column %q identifies persons: this looks like a list of them", f.Column)
		}
	}
	if f.Severity == pii.Block {
		into.Add(f.Place, "pii/"+string(f.Kind), text, pii.Hint(f.Kind))
	} else {
		into.Warn(f.Place, "pii/"+string(f.Kind), text, pii.Hint(f.Kind))
	}
}
