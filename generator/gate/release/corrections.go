package release

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
	"mingshan/generator/input/dataset"
)

// Correction is one row of data/registers/corrections.csv: a published value that was wrong and was put right
// (慈善组织信息公开办法, article 16). Either Old and New are set, or What says it in words. Old and New are as the
// CSV of the entry writes them: yuan with two decimals, dates as 2026-11-20.
type Correction struct {
	ID           string
	Kind, Target string // project, organization, campaign, story, notice, topic or dataset, and which
	Record       string // row of a dataset: its key joined with "/"; "" for a whole column
	Field        string
	Date         calendar.Date
	Old, New     string
	What, Reason lang.Text
	Complaint    calendar.Period // quarter in which the complaint that led to it was closed; zero without one
}

type correctionRow struct {
	ID        string `csv:"id"`
	Kind      string `csv:"target_kind"`
	Target    string `csv:"target"`
	Record    string `csv:"record"`
	Field     string `csv:"field"`
	Date      string `csv:"date"`
	Old       string `csv:"old"`
	New       string `csv:"new"`
	WhatZH    string `csv:"what_zh"`
	WhatEN    string `csv:"what_en"`
	ReasonZH  string `csv:"reason_zh"`
	ReasonEN  string `csv:"reason_en"`
	Complaint string `csv:"complaint"`
}

// correctionsRegister holds what was put right.
const correctionsRegister = "corrections"

// passing reports a row of the corrections that goes when what it speaks of goes: a story may be withdrawn and a notice
// expires, and then nothing may be left of them. No digest of such a row is kept.
func passing(t *dataset.Table, row dataset.Row) bool {
	if t.Schema.ID != correctionsRegister {
		return false
	}
	kind := word(t, row, "target_kind")
	return kind == "story" || kind == "notice"
}

// shownCorrections drops, before anything is made of them, the corrections of stories and notices that are not on the site
// today, and those of a day to come. What is dropped here is nowhere later: no page, download or feed has it.
func (c *Cleared) shownCorrections(set dataset.Set) dataset.Set {
	tables := slices.Clone(set.Tables)
	for i := range tables {
		t := &tables[i]
		if t.Schema.ID != correctionsRegister {
			continue
		}
		tables[i] = t.Keep(func(r dataset.Row) bool {
			if date(word(t, r, "date")).Compare(c.AsOf) > 0 {
				return false // input/check says so
			}
			return !passing(t, r) || c.shows(word(t, r, "target_kind"), word(t, r, "target"))
		})
	}
	return dataset.Set{Tables: tables}
}

// word is the text of a column by name; "" where the table has none.
func word(t *dataset.Table, row dataset.Row, column string) string {
	if i := t.Column(column); i >= 0 {
		return t.At(row, i).Text()
	}
	return ""
}

// corrections reads the register, and lets no number past the gate in its words: of a count or an amount only a value
// may stand that the table itself shows, and no old count below the threshold.
func (c *Cleared) corrections(set dataset.Set) diag.List {
	var problems diag.List
	t, ok := set.Get(correctionsRegister)
	if !ok {
		return problems
	}
	var rows []correctionRow
	if err := t.Typed(&rows, wordsOnly); err != nil {
		problems.Add(t.Schema.Place, "data/rows", diag.Say("读不出行：%v", "rows cannot be read: %v", err), diag.Msg{})
	}
	for i, r := range rows {
		quarter, err := calendar.ParsePeriod(r.Complaint)
		if err != nil {
			quarter = calendar.Period{} // empty; another form is refused by the schema
		}
		x := Correction{ID: r.ID, Kind: r.Kind, Target: r.Target, Record: r.Record, Field: r.Field, Date: date(r.Date), Old: r.Old, New: r.New,
			What: lang.Text{ZH: r.WhatZH, EN: r.WhatEN}, Reason: lang.Text{ZH: r.ReasonZH, EN: r.ReasonEN}, Complaint: quarter}
		newer := slices.ContainsFunc(rows, func(o correctionRow) bool {
			return o.Kind == r.Kind && o.Target == r.Target && o.Record == r.Record && o.Field == r.Field && o.Date > r.Date
		})
		if text, hint, bad := c.uncleared(x, !newer); bad {
			problems.Add(diag.Place{File: t.File, Line: t.Rows()[i].Line()}, "correction/value", text, hint)
			continue
		}
		c.Corrections = append(c.Corrections, x)
	}
	return problems
}

var correctedNumber = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

// uncleared says why a correction may not be shown as it stands. What the newest one of a number says is what the table
// says.
func (c *Cleared) uncleared(x Correction, newest bool) (text, hint diag.Msg, bad bool) {
	words := diag.Say("old 和 new 留空，在 what_zh、what_en 里用话说明，不写数", "leave old and new empty and say it in what_zh and what_en, without numbers")
	if (x.Old == "" && x.New == "") == x.What.IsZero() {
		return diag.Say("old、new 与 what 只写一种", "give either old and new, or what in words"), diag.Say("一个数或日期写 old 和 new；其他写 what_zh、what_en", "old and new for a number or a date, what_zh and what_en for anything else"), true
	}
	if x.Kind != "dataset" || x.Old == "" && x.New == "" {
		return diag.Msg{}, diag.Msg{}, false
	}
	t, ok := c.Table(x.Target)
	if !ok {
		return diag.Msg{}, diag.Msg{}, false // input/check names it
	}
	col := t.Column(x.Field)
	if col < 0 || !t.Schema.Fields[col].Measure() {
		return diag.Msg{}, diag.Msg{}, false
	}
	cell, ok := t.record(x.Record, col)
	if !ok {
		return diag.Say("record 在数据集里没有对应的行", "record names no row of the dataset"), diag.Say("按主键顺序用 / 连接，如 2026Q2/350102", "join the key with /, in its order, like 2026Q2/350102"), true
	}
	now, shown := cell.Number()
	if !shown {
		return diag.Say("这个数不公布，更正里也不能写出来", "this number is not shown, so a correction cannot state it"), words, true
	}
	if !correctedNumber.MatchString(x.Old) || !correctedNumber.MatchString(x.New) || newest && !same(x.New, now, cell.Scale()) {
		return diag.Say("new 与数据集里的数不一致，或 old 不是数", "new is not the number in the dataset, or old is no number"), diag.Say("new 照抄数据集里的数；数据集再改时，再加一行", "copy the dataset’s number into new; when it changes again, add another row"), true
	}
	if old, err := strconv.ParseFloat(x.Old, 64); err == nil && t.Schema.Fields[col].Role == "count" && old > 0 && old < float64(t.Least) {
		return diag.Say("改前的人数不足下限", "the number of people before the correction is below the limit"), words, true
	}
	return diag.Msg{}, diag.Msg{}, false
}

// record finds the cell of a measure by its row's key, whose values are joined with "/".
func (t *Table) record(key string, col int) (Cell, bool) {
	for _, r := range t.Rows {
		var parts []string
		for _, id := range t.Schema.PrimaryKey {
			parts = append(parts, r.Texts[t.Column(id)])
		}
		if strings.Join(parts, "/") == key {
			return r.Cells[col], true
		}
	}
	return Cell{}, false
}

// same reports whether a text is the number n, kept with scale decimal places.
func same(text string, n int64, scale int) bool {
	whole, part, _ := strings.Cut(text, ".")
	if len(part) > scale || !correctedNumber.MatchString(text) {
		return false
	}
	v, err := strconv.ParseInt(whole+part+strings.Repeat("0", scale-len(part)), 10, 64)
	return err == nil && v == n
}
