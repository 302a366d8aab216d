package config

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/input/source"
)

const holidaysFile = "data/rules/holidays.csv"

// readHolidays reads data/rules/holidays.csv: one line for each run of days of the State Council's yearly notice, kind off
// (days off) or work (make-up working days), with the notice and where its text was seen. The file may be missing; then no
// year is known.
func readHolidays(snap *source.Snapshot, problems *diag.List) calendar.Holidays {
	var h calendar.Holidays
	f, ok := snap.Get(holidaysFile)
	if !ok {
		return h
	}
	wrong := func(line int, text diag.Msg) {
		problems.Add(diag.Place{File: holidaysFile, Line: line, Column: 1}, "holidays/line", text,
			diag.Say("每行：年份,起,止,off 或 work,中文名,英文名,文号,核对处", "each line: year,from,to,off or work,Chinese name,English name,notice,where it was seen"))
	}
	columns := []string{"year", "from", "to", "kind", "name_zh", "name_en", "source", "confirmed_by"}
	r := csv.NewReader(bytes.NewReader(f.Data))
	r.FieldsPerRecord = len(columns)
	for first := true; ; first = false {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return h
		}
		line := 0
		if err == nil {
			line, _ = r.FieldPos(0)
		} else if bad := (*csv.ParseError)(nil); errors.As(err, &bad) {
			line = bad.Line
		}
		if err != nil {
			wrong(line, diag.Say("这一行读不出来", "the line cannot be read"))
			return h
		}
		if first {
			if !slices.Equal(row, columns) {
				wrong(line, diag.Say("列名不对", "the columns are not these"))
				return h
			}
			continue
		}
		year, errYear := strconv.Atoi(row[0])
		from, errFrom := calendar.Parse(row[1])
		to, errTo := calendar.Parse(row[2])
		const longest = 31
		if errYear != nil || errFrom != nil || errTo != nil || from.Compare(to) > 0 || from.DaysUntil(to) > longest || row[3] != "off" && row[3] != "work" || row[6] == "" || row[7] == "" {
			wrong(line, diag.Say("年份、日期或种类不对，或没有写来源", "the year, a date or the kind is wrong, or the source is missing"))
			continue
		}
		var days []calendar.Date
		for d := from; d.Compare(to) <= 0; d = d.AddDays(1) {
			days = append(days, d)
		}
		if row[3] == "off" {
			h.Announce(year, days, nil)
		} else {
			h.Announce(year, nil, days)
		}
	}
}
