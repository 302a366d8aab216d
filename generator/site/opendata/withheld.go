package opendata

import (
	"bytes"
	"encoding/csv"
	"strconv"

	"mingshan/generator/base/artifact"
	"mingshan/generator/gate/release"
)

// WithheldPath is the address of the file that says how many cells are withheld. No dataset's id has a hyphen, so it is
// nobody else's.
const WithheldPath = "data/withheld-cells.csv"

// WithheldCells says for every measure how many cells are withheld, never which of them were small: the threshold of its
// counts, empty where they are rounded instead; the rows with data and how many of them are withheld; the same of all cells, totals included. Shares are percent
// with two decimals, empty where there is no cell.
func WithheldCells(tables []*release.Table, about About) (artifact.File, error) {
	head := []string{"dataset", "dataset_title_zh", "dataset_title_en", "measure", "measure_title_zh", "measure_title_en", "threshold",
		"rows", "rows_withheld", "rows_withheld_percent", "cells", "cells_withheld", "cells_withheld_percent"}
	if about.Demo {
		head = append(head, "demonstration")
	}
	records := [][]string{head}
	for _, t := range tables {
		for _, f := range t.Schema.Fields {
			if !f.Measure() {
				continue
			}
			n := t.Tally(f.ID)
			threshold := strconv.FormatInt(t.Least, 10)
			if t.Rounded() > 0 {
				threshold = ""
			}
			record := []string{t.Schema.ID, t.Schema.Title.ZH, t.Schema.Title.EN, f.ID, f.Title.ZH, f.Title.EN, threshold,
				strconv.Itoa(n.Rows), strconv.Itoa(n.RowsWithheld), percent(n.RowsWithheld, n.Rows), strconv.Itoa(n.All), strconv.Itoa(n.AllWithheld), percent(n.AllWithheld, n.All)}
			if about.Demo {
				record = append(record, notice(t, about))
			}
			records = append(records, record)
		}
	}
	var b bytes.Buffer
	err := csv.NewWriter(&b).WriteAll(records)
	return artifact.File{Path: WithheldPath, Data: b.Bytes()}, err
}

// percent is a share in percent with two decimals, rounded half up.
func percent(part, whole int) string {
	if whole == 0 {
		return ""
	}
	hundredths := (part*10000*2 + whole) / (2 * whole)
	return strconv.Itoa(hundredths/100) + "." + strconv.Itoa(hundredths/10%10) + strconv.Itoa(hundredths%10)
}
