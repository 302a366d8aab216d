package audit

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"regexp"
	"strings"
	"unicode/utf8"

	"mingshan/generator/base/diag"
	"mingshan/generator/gate/inside"
	"mingshan/generator/gate/pii"
)

// Scanner looks for personal data; see gate/pii.
type Scanner = *pii.Scanner

// words gathers what one file says, so that it is scanned in one go: prose and what is numbers only, apart. Pieces
// that a reader sees apart are parted by line breaks, over which no number is read.
type words struct {
	prose, figures strings.Builder
}

// say adds a piece of prose.
func (w *words) say(piece string) {
	if len(piece) >= 5 {
		w.prose.WriteString(strings.ReplaceAll(piece, "\n", " "))
		w.prose.WriteByte('\n')
	}
}

// count adds a piece that is numbers and no prose.
func (w *words) count(piece string) {
	if len(piece) >= 15 { // what proves itself by a check digit is not shorter
		w.figures.WriteString(piece)
		w.figures.WriteByte('\n')
	}
}

// personal scans what was gathered, and the file's name.
func (r *report) personal(w *words) {
	s := r.audit.personal
	if s == nil {
		return
	}
	found := append(s.Scan("", w.prose.String()), s.Figures("", w.figures.String())...)
	for _, f := range append(found, s.Scan("", r.path)...) {
		if f.Severity == pii.Block { // what only a person can judge was asked of the inputs
			r.tell(finding{"pii/" + string(f.Kind), f.Text(), pii.Hint(f.Kind)})
		}
	}
}

// geometry reports attributes of drawings that hold coordinates of the drawing.
func geometry(key string) bool {
	switch key {
	case "d", "points", "viewbox", "transform", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "width", "height", "offset",
		"stroke-width", "stroke-dasharray", "stroke-dashoffset", "font-size", "textlength", "srcset", "sizes", "class", "integrity", "colspan", "rowspan":
		return true
	}
	return false
}

// attributeWords sorts an attribute: geometry and bare numbers of scripts are figures, everything else is prose. What
// an attribute is called stands before its value, as a label would.
func (w *words) attribute(key, value string) {
	switch {
	case geometry(key) || strings.HasPrefix(key, "data-") && bare.MatchString(value) && !dialled.MatchString(key):
		w.count(value)
	default:
		w.say(value)
	}
}

var (
	bare    = regexp.MustCompile(`^-?[0-9]+(?:\.[0-9]+)?$`)
	dialled = regexp.MustCompile(`(?i)phone|tel|mobile|fax|电话|手机|传真`)
)

// values adds the names and strings of a JSON text as prose, its numbers as figures.
func (w *words) values(data []byte) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	for {
		token, err := d.Token()
		if err != nil {
			return // that it is not valid is told elsewhere
		}
		switch t := token.(type) {
		case string:
			w.say(t)
		case json.Number:
			w.count(t.String())
		}
	}
}

// rows adds the cells of a CSV. A bare number is a figure, unless its column is for telephones.
func (w *words) rows(data []byte) {
	rows := csv.NewReader(bytes.NewReader(data))
	rows.FieldsPerRecord, rows.LazyQuotes, rows.ReuseRecord = -1, true, true
	var dials []bool
	for {
		record, err := rows.Read()
		if err != nil {
			return
		}
		if dials == nil {
			for _, title := range record {
				dials = append(dials, dialled.MatchString(title))
			}
		}
		for i, cell := range record {
			if bare.MatchString(cell) && !(i < len(dials) && dials[i]) {
				w.count(cell)
			} else {
				w.say(cell)
			}
		}
	}
}

// plain adds any other text as it stands.
func (w *words) plain(data []byte) {
	if utf8.Valid(data) {
		w.prose.Write(data)
	}
}

// picture insists that a finished picture is pixels and nothing else; what else it holds is scanned.
func (r *report) picture(data []byte, w *words) {
	parts, ok := inside.Attached(data)
	if ok && len(parts) == 0 {
		return
	}
	r.problem("picture-data", diag.Say("图片里附带了像素以外的信息", "the picture holds more than pixels"), pii.Hint(pii.Metadata))
	for _, p := range parts {
		w.say(p.Text)
	}
}

// workbook scans the cells of a spreadsheet.
func (w *words) workbook(data []byte) {
	sheets, err := inside.Workbook(data)
	if err != nil {
		return
	}
	for _, s := range sheets {
		for _, c := range s.Cells {
			w.say(c.Text)
		}
	}
}
