package duty

import (
	"strconv"
	"strings"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// TableID is the id of the dataset of findings.
const TableID = "disclosure"

// Table makes the findings a dataset like any other, with a page and downloads. It holds words and dates only: no measure,
// so nothing in it has to be cleared. Deadlines that are still to come and duties that do not apply are in it too.
func Table(findings []Finding, r Rules, contact lang.Text, licence string, demo bool) *release.Table {
	t := &release.Table{Group: "registers", Schema: release.Schema{
		ID: TableID, Kind: "register", Title: lang.Text{ZH: "信息公开情况", EN: "Public disclosure"},
		Description: lang.Text{ZH: "逐条义务、逐条记录、逐个期限的评估结果。“未收到”只说明本站没有收到记录，以“慈善中国”公示为准。",
			EN: "What each duty says of each record and each deadline. Not supplied means only that this portal has no record; Charity China prevails."},
		Frequency: "irregular", Contact: contact, Licence: licence, Demo: demo, Published: true, PrimaryKey: []string{"duty", "record", "period"}}}
	t.Schema.Source.Name = lang.Text{ZH: "由本站登记册和 data/rules/duties.yaml 计算", EN: "Computed from this portal’s registers and data/rules/duties.yaml"}
	columns := []struct {
		id, kind, zh, en string
		value            func(Finding) string
	}{
		{"duty", "string", "义务编号", "duty", func(f Finding) string { return f.Duty.ID }},
		{"title_zh", "string", "义务（中文）", "duty (Chinese)", func(f Finding) string { return f.Duty.Title.ZH }},
		{"title_en", "string", "义务（英文）", "duty (English)", func(f Finding) string { return f.Duty.Title.EN }},
		{"record", "string", "记录", "record", func(f Finding) string { return f.Record.Key() }},
		{"record_title_zh", "string", "记录名称（中文）", "record’s title (Chinese)", func(f Finding) string { return f.Record.Title.ZH }},
		{"record_title_en", "string", "记录名称（英文）", "record’s title (English)", func(f Finding) string { return f.Record.Title.EN }},
		{"organization", "string", "组织", "organization", func(f Finding) string { return f.Record.Organization }},
		{"regions", "string", "地区", "regions", func(f Finding) string { return strings.Join(f.Record.Regions, " ") }},
		{"period", "string", "时期", "period", func(f Finding) string { return f.Period }},
		{"state", "string", "状态", "state", func(f Finding) string { return string(f.State) }},
		{"due_on", "date", "最后一天", "last day", func(f Finding) string { return f.Due.String() }},
		{"may_move", "string", "最后一天可能顺延", "last day may move on", func(f Finding) string { return yes(f.Unsettled) }},
		{"days", "string", "天数", "days", func(f Finding) string { return number(f.Days) }},
		{"disclosed_on", "date", "公布日期", "disclosed on", func(f Finding) string { return f.On.String() }},
		{"evidence", "string", "凭据", "evidence", func(f Finding) string { return f.Evidence }},
		{"missing", "string", "缺少的栏目", "missing columns", func(f Finding) string { return strings.Join(f.Missing, " ") }},
		{"basis_zh", "string", "依据（中文）", "basis (Chinese)", func(f Finding) string { return r.Cite(f).ZH }},
		{"basis_en", "string", "依据（英文）", "basis (English)", func(f Finding) string { return r.Cite(f).EN }},
		{"says_zh", "string", "说明（中文）", "explanation (Chinese)", func(f Finding) string { return f.Says().ZH }},
		{"says_en", "string", "说明（英文）", "explanation (English)", func(f Finding) string { return f.Says().EN }},
		{"severity", "string", "级别", "severity", func(f Finding) string { return f.Duty.Severity }},
		{"waived", "string", "已豁免", "waived", func(f Finding) string { return yes(f.Waiver != nil) }},
	}
	for _, c := range columns {
		field := release.Field{ID: c.id, Type: c.kind, Title: lang.Text{ZH: c.zh, EN: c.en}}
		if _, tag, ok := strings.Cut(c.id[max(0, len(c.id)-3):], "_"); ok && (tag == "zh" || tag == "en") {
			field.Bilingual = tag
		}
		t.Schema.Fields = append(t.Schema.Fields, field)
	}
	for _, f := range findings {
		row := release.Row{Texts: make([]string, len(columns)), Cells: make([]release.Cell, len(columns))}
		for i, c := range columns {
			row.Texts[i] = c.value(f)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
