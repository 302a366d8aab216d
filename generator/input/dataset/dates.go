package dataset

import (
	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
)

// Dates says that the rows of a register are dated: they make a calendar to subscribe to, and each is coming, open or
// over on the as-of date. The first and the last day count.
type Dates struct {
	From string `facts:"from"`        // date field: the first day
	To   string `facts:"to,optional"` // date field: the last day; a row without one is of one day
	Text string `facts:"text"`        // name where the texts stand in name_zh and name_en
}

// StateID is the column that a release adds to a register with dates.
const StateID = "state"

// States are what a dated row can be, in order of time.
func States() []string { return []string{"coming", "open", "over"} }

// State tells what a row from one day to another is on a day; a zero last day is the first one.
func State(first, last, on calendar.Date) string {
	if last.IsZero() {
		last = first
	}
	switch {
	case on.Compare(first) < 0:
		return "coming"
	case on.Compare(last) <= 0:
		return "open"
	}
	return "over"
}

// StateField describes that column.
func StateField() Field {
	return Field{ID: StateID, Type: "code", Title: lang.Text{ZH: "状态", EN: "state"}, Values: States(),
		Description: lang.Text{ZH: "按基准日由程序算出：未开始、进行中、已结束；首日和末日都算进行中", EN: "worked out for the as-of date: coming, open or over; the first and the last day count as open"}}
}

// dates checks what a schema says of the days of its rows.
func (c *schemaCheck) dates() {
	d := c.schema.Dates
	if d == (Dates{}) {
		return
	}
	at := func(key string) diag.Place { return c.doc.Place("dates", key) }
	_, taken := c.schema.Field(StateID)
	if c.schema.Kind != "register" || len(c.schema.PrimaryKey) != 1 || taken {
		c.bad(c.doc.Place("dates"), "schema/dates", diag.Say("dates 只用于主键是一列、自己没有 state 一列的名册", "dates belong to a register with a key of one column and no column state of its own"),
			diag.Say("state 由程序按基准日算出", "state is worked out for the as-of date"))
	}
	for key, id := range map[string]string{"from": d.From, "to": d.To} {
		if f, ok := c.schema.Field(id); id != "" && (!ok || f.Type != "date" || key == "from" && !f.Required) {
			c.bad(at(key), "schema/dates", diag.Say("%s 应是一个日期字段，from 还要 required: true", "%s has to be a date field, and from required: true", key), diag.Msg{})
		}
	}
	zh, ok := c.schema.Field(d.Text + "_zh")
	en, also := c.schema.Field(d.Text + "_en")
	if !ok || !also || zh.Bilingual != "zh" || en.Bilingual != "en" {
		c.bad(at("text"), "schema/dates", diag.Say("text 应是一对中英文字段共有的名字", "text has to be the name that a Chinese and an English field share"),
			diag.Say("例如 title，指 title_zh 和 title_en", "such as title, for title_zh and title_en"))
	}
}

// days reports a row that ends before it begins.
func (r *reader) days() {
	d := r.table.Schema.Dates
	from, to := r.table.Column(d.From), r.table.Column(d.To)
	if d.To == "" || from < 0 || to < 0 {
		return
	}
	for _, row := range r.table.rows {
		if a, b := row.values[from], row.values[to]; a.present && b.present && b.date.Compare(a.date) < 0 {
			r.at(row.line, row.cols[to], "csv/days", diag.Say("“%s”列早于“%s”列", "column %q is before column %q", d.To, d.From),
				diag.Say("核对两个日期", "check the two dates"))
		}
	}
}

// needed reports a cell that may not be empty beside what another cell of its row says.
func (r *reader) needed() {
	for i, f := range r.table.Schema.Fields {
		for _, key := range keysOf(f.NeededWhen) {
			for _, row := range r.table.rows {
				if !row.faulty && !row.values[i].present && row.values[r.table.Column(key)].text == f.NeededWhen[key] {
					r.at(row.line, row.cols[i], "csv/needed", diag.Say("“%s”列是“%s”的行，“%s”列不能为空", "where column %q is %q, column %q may not be empty", key, diag.Safe(f.NeededWhen[key]), f.ID),
						diag.Say("补上这一格，或改正“%s”", "fill in the cell, or correct %q", key))
				}
			}
		}
	}
}

// neededWhen checks that a condition names another column of one of the words allowed there.
func (c *schemaCheck) neededWhen(i int, f Field) {
	for _, key := range keysOf(f.NeededWhen) {
		if other, ok := c.schema.Field(key); !ok || other.Type != "code" || key == f.ID {
			c.bad(c.doc.Place("fields", i, "needed_when", key), "schema/needed", diag.Say("needed_when 里的“%s”应是另一个代码字段", "%q in needed_when has to be another field of type code", diag.Safe(key)), diag.Msg{})
		}
	}
}
