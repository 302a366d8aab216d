// Package inside gives the words that a file holds besides what its name promises: the cells, comments and properties of a
// workbook, and what a picture file brings along with its pixels. It judges nothing; gate/pii reads the words.
//
//	sheets, err := inside.Workbook(data)
//	parts, ok := inside.Attached(data)
package inside

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A workbook is read no further than this, so that a small file cannot fill the memory.
const (
	mostSheets  = 256
	mostXML     = 64 << 20
	mostCells   = 2_000_000
	mostStrings = 1_000_000
)

var errWorkbook = errors.New("not a workbook that can be read")

// Cells are the words of one sheet of a workbook, or of one of its other parts: comments, properties, headers.
type Cells struct {
	Name  string // sheet1, or the part's name
	Cells []Cell
}

// Cell is one text and where it stands; row and column from 1, 0 where there is none.
type Cell struct {
	Row, Column int
	Text        string
}

// Workbook reads the texts and numbers of an XLSX file (ECMA-376): cells with their cached values, whether or not a
// sheet is hidden, and every text of comments, names and document properties.
func Workbook(data []byte) ([]Cells, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errWorkbook
	}
	var shared []string
	files := slices.Clone(z.File)
	slices.SortStableFunc(files, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	for _, f := range files {
		if f.Name == "xl/sharedStrings.xml" {
			if shared, err = sharedStrings(f); err != nil {
				return nil, err
			}
		}
	}
	var out []Cells
	for _, f := range files {
		if !strings.HasSuffix(f.Name, ".xml") || f.Name == "xl/sharedStrings.xml" || strings.HasPrefix(f.Name, "xl/theme/") || f.Name == "xl/styles.xml" || f.Name == "[Content_Types].xml" {
			continue
		}
		if len(out) >= mostSheets {
			break
		}
		sheet := Cells{Name: strings.TrimSuffix(path.Base(f.Name), ".xml")}
		if strings.HasPrefix(f.Name, "xl/worksheets/") {
			sheet.Cells, err = sheetCells(f, shared)
		} else {
			sheet.Cells, err = partTexts(f)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, sheet)
	}
	return out, nil
}

// elements reads a part's XML, calling each with every token.
func elements(f *zip.File, each func(xml.Token)) error {
	r, err := f.Open()
	if err != nil {
		return errWorkbook
	}
	defer r.Close()
	d := xml.NewDecoder(io.LimitReader(r, mostXML))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %s", errWorkbook, path.Base(f.Name))
		}
		each(token)
	}
}

func sharedStrings(f *zip.File) ([]string, error) {
	var out []string
	var b strings.Builder
	text := false
	err := elements(f, func(t xml.Token) {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				b.Reset()
			case "t":
				text = true
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				text = false
			case "si":
				if len(out) < mostStrings {
					out = append(out, b.String())
				}
			}
		case xml.CharData:
			if text {
				b.Write(t)
			}
		}
	})
	return out, err
}

func sheetCells(f *zip.File, shared []string) ([]Cell, error) {
	var out []Cell
	var cell Cell
	kind, text := "", false
	var b strings.Builder
	err := elements(f, func(t xml.Token) {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "c":
				cell, kind = Cell{}, ""
				b.Reset()
				for _, a := range t.Attr {
					switch a.Name.Local {
					case "r":
						cell.Row, cell.Column = reference(a.Value)
					case "t":
						kind = a.Value
					}
				}
			case "oddHeader", "oddFooter":
				b.Reset()
				text = true
			case "v", "t":
				text = true
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "v", "t":
				text = false
			case "oddHeader", "oddFooter":
				text = false
				out = append(out, Cell{Text: b.String()})
				b.Reset()
			case "c":
				cell.Text = b.String()
				if kind == "s" {
					if n, err := strconv.Atoi(strings.TrimSpace(cell.Text)); err == nil && n >= 0 && n < len(shared) {
						cell.Text = shared[n]
					}
				} else if kind == "" || kind == "n" {
					cell.Text = digitsOf(cell.Text)
				}
				if cell.Text != "" && len(out) < mostCells {
					out = append(out, cell)
				}
			}
		case xml.CharData:
			if text {
				b.Write(t)
			}
		}
	})
	return out, err
}

// digitsOf writes a number without an exponent, as the sheet shows it: 1.3800138E10 is 13800138000.
func digitsOf(s string) string {
	if !strings.ContainsAny(s, "eE") {
		return s
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// partTexts takes every text and attribute of a part that is no sheet.
func partTexts(f *zip.File) ([]Cell, error) {
	var out []Cell
	err := elements(f, func(t xml.Token) {
		if len(out) >= mostCells {
			return
		}
		switch t := t.(type) {
		case xml.CharData:
			if s := strings.TrimSpace(string(t)); s != "" {
				out = append(out, Cell{Text: s})
			}
		case xml.StartElement:
			for _, a := range t.Attr {
				if a.Name.Local == "name" || a.Name.Local == "author" || a.Name.Local == "title" || a.Name.Local == "descr" {
					out = append(out, Cell{Text: a.Value})
				}
			}
		}
	})
	return out, err
}

// reference reads B12 as row 12, column 2.
func reference(s string) (row, column int) {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z' && column < 1<<20:
			column = column*26 + int(c-'A') + 1
		case c >= '0' && c <= '9' && row < 1<<24:
			row = row*10 + int(c-'0')
		}
	}
	return row, column
}
