package dataset

import (
	"fmt"
	"io"

	"github.com/gocarina/gocsv"
)

// Typed turns the records of a register into a slice of structs whose fields are strings tagged csv:"column".
// The records were held against the schema before, and every struct field is text, so none of gocsv's silent
// readings (empty number as 0, "010" as octal, unmatched columns) can happen here. out is a pointer to a slice.
// keep says which columns may be seen: others come as "".
func (t *Table) Typed(out any, keep func(Field) bool) error {
	in := &records{table: t, keep: make([]bool, len(t.Schema.Fields))}
	for i, f := range t.Schema.Fields {
		in.keep[i] = keep(f)
	}
	if err := gocsv.UnmarshalCSV(in, out); err != nil {
		return fmt.Errorf("rows of %s: %w", t.File, err)
	}
	return nil
}

// records is a gocsv.CSVReader over a table's checked cells.
type records struct {
	table *Table
	keep  []bool
	next  int
}

// Read gives the header first, then one record after another.
func (r *records) Read() ([]string, error) {
	n := r.next
	r.next++
	if n > len(r.table.rows) {
		return nil, io.EOF
	}
	out := make([]string, len(r.keep))
	for i := range out {
		switch {
		case n == 0:
			out[i] = r.table.Schema.Fields[i].ID
		case r.keep[i]:
			out[i] = r.table.rows[n-1].values[i].text
		}
	}
	return out, nil
}

// ReadAll gives everything at once.
func (r *records) ReadAll() ([][]string, error) {
	var out [][]string
	for {
		rec, err := r.Read()
		if err == io.EOF {
			return out, nil
		}
		out = append(out, rec)
	}
}
