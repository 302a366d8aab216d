package dataset

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
)

// Value is one raw cell. Absent means that there is no number: missing, never zero, unless the file says that the
// measure does not apply there. A Value does not print: formatting one gives a fixed word, so that no log or message can hold a raw count.
type Value struct {
	present bool
	never   bool // said not to apply
	num     int64
	text    string
	period  calendar.Period
	date    calendar.Date
}

// Present reports whether the cell had a value.
func (v Value) Present() bool { return v.present }

// NotApplicable reports whether the file says that the measure cannot exist there; such a Value is not Present.
func (v Value) NotApplicable() bool { return v.never }

// Number is the cell as an integer scaled by Scale of its field's type: fen for money_cny, thousandths for decimal.
func (v Value) Number() int64 { return v.num }

// Text is the cell as it stood in the file, after trimming nothing.
func (v Value) Text() string { return v.text }

// Period is the cell of a period field.
func (v Value) Period() calendar.Period { return v.period }

// Date is the cell of a date field.
func (v Value) Date() calendar.Date { return v.date }

// Format keeps raw values out of logs whatever the verb.
func (v Value) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("(raw value)")) }

// MarshalJSON refuses: raw values have no way into a file.
func (v Value) MarshalJSON() ([]byte, error) { return nil, errRaw }

var errRaw = errors.New("a raw value is not for publication")

// Scale is the number of decimal places that numbers of a field type are kept with.
func Scale(fieldType string) int {
	switch fieldType {
	case "money_cny":
		return 2
	case "decimal":
		return 3
	}
	return 0
}

// Row is one record of a CSV.
type Row struct {
	line   int
	cols   []int // column of each cell in characters, from 1
	values []Value
	faulty bool // a cell was refused, so rules between cells say nothing new
}

// Format keeps raw values out of logs: fmt reads unexported fields past a Value's own Format.
func (r Row) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("(raw row)")) }

// Line is the line of the file that the record starts on, from 1.
func (r Row) Line() int { return r.line }

// Table is one decoded CSV with its schema. Its values are raw.
type Table struct {
	Schema   Schema
	File     string // path of the CSV
	Group    string // folder: aggregates, registers, codes
	Encoding string // UTF-8, UTF-8 BOM, UTF-16LE, UTF-16BE, GB18030
	rows     []Row
}

// Format keeps raw values out of logs; see Row.Format.
func (t Table) Format(f fmt.State, _ rune) { _, _ = fmt.Fprintf(f, "(raw table %s)", t.Schema.ID) }

// Rows are the records in the file's order.
func (t *Table) Rows() []Row { return t.rows }

// Keep gives the table with only those rows that the test accepts.
func (t *Table) Keep(is func(Row) bool) Table {
	out := *t
	out.rows = nil
	for _, r := range t.rows {
		if is(r) {
			out.rows = append(out.rows, r)
		}
	}
	return out
}

// Replace gives the table with other numbers in the i-th column, which is a measure's: by index of the row, scaled by
// Scale. Each is as if it had been read from the file; all else stays as it is.
func (t *Table) Replace(i int, numbers map[int]int64) Table {
	out := *t
	out.rows = slices.Clone(t.rows)
	for r, n := range numbers {
		row := &out.rows[r]
		row.values = slices.Clone(row.values)
		row.values[i] = Value{present: true, num: n, text: literal(n, Scale(t.Schema.Fields[i].Type))}
	}
	return out
}

// literal writes a scaled number in the spelling that files have to use.
func literal(n int64, scale int) string {
	whole := strconv.FormatInt(n, 10)
	if scale == 0 {
		return whole
	}
	sign := ""
	if n < 0 {
		sign, whole = "-", whole[1:]
	}
	whole = strings.Repeat("0", max(0, scale+1-len(whole))) + whole
	out := whole[:len(whole)-scale] + "." + whole[len(whole)-scale:]
	return sign + strings.TrimSuffix(strings.TrimRight(out, "0"), ".")
}

// Column gives the index of a field, or -1.
func (t *Table) Column(field string) int {
	for i := range t.Schema.Fields {
		if t.Schema.Fields[i].ID == field {
			return i
		}
	}
	return -1
}

// Place is where the cell of a row in the i-th column stands in the file.
func (t *Table) Place(row Row, i int) diag.Place {
	at := diag.Place{File: t.File, Line: row.line}
	if i >= 0 && i < len(row.cols) {
		at.Column = row.cols[i]
	}
	return at
}

// At gives the value of a row in the i-th column.
func (t *Table) At(row Row, i int) Value { return row.values[i] }

// Set is every table of data/, in order of id.
type Set struct{ Tables []Table }

// Get finds a table by id.
func (s *Set) Get(id string) (*Table, bool) {
	for i := range s.Tables {
		if s.Tables[i].Schema.ID == id {
			return &s.Tables[i], true
		}
	}
	return nil, false
}

// Field finds a field by id.
func (s *Schema) Field(id string) (Field, bool) {
	for _, f := range s.Fields {
		if f.ID == id {
			return f, true
		}
	}
	return Field{}, false
}

// Measure reports whether the field is a number that tables show.
func (f Field) Measure() bool {
	switch f.Role {
	case "count", "total", "amount", "value":
		return true
	}
	return false
}

// Additive reports whether totals over rows make sense.
func (f Field) Additive() bool { return f.Measure() && f.Role != "value" }
