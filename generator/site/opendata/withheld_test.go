package opendata_test

import (
	"strconv"
	"testing"

	"mingshan/generator/gate/release"
	"mingshan/generator/site/opendata"
)

// The file of withheld cells has a record for every measure, and its numbers are those of the tables' own files.
func TestWithheldCells(t *testing.T) {
	c := cleared(t)
	tables := []*release.Table{table(t, c, "referrals"), table(t, c, "project_reports")}
	f, err := opendata.WithheldCells(tables, about(true))
	if err != nil || f.Path != opendata.WithheldPath {
		t.Fatal(f.Path, err)
	}
	rows := records(t, f.Data)
	for i, name := range []string{"dataset", "dataset_title_zh", "dataset_title_en", "measure", "measure_title_zh", "measure_title_en", "threshold",
		"rows", "rows_withheld", "rows_withheld_percent", "cells", "cells_withheld", "cells_withheld_percent", "demonstration"} {
		if rows[0][i] != name {
			t.Errorf("column %d is %s", i, rows[0][i])
		}
	}
	next, withheld := 1, 0
	for _, tb := range tables {
		text, _ := files(t, tb, false)
		own := records(t, text)
		for col, name := range own[0] {
			f, ok := tb.Schema.Field(name)
			if !ok || !f.Measure() {
				continue
			}
			have, hidden := 0, 0
			for _, r := range own[1:] {
				switch r[col+1] {
				case "Q":
					hidden++
					have++
				case "A":
					have++
				}
			}
			got := rows[next]
			next++
			withheld += hidden
			if got[0] != tb.Schema.ID || got[3] != name || got[7] != strconv.Itoa(have) || got[8] != strconv.Itoa(hidden) || got[6] != "10" && got[6] != "20" {
				t.Errorf("%q, want %d of %d", got, hidden, have)
			}
			if have > 0 && hidden*200 == have*25 && got[9] != "12.50" {
				t.Errorf("share is %s", got[9])
			}
		}
	}
	if next != len(rows) || withheld == 0 {
		t.Errorf("%d records of %d, %d withheld", next, len(rows), withheld)
	}
}
