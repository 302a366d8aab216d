package release

import (
	"testing"

	"mingshan/generator/input/content"
)

// A row is open from its first day to its last, both of them; one without a last day is open for a day.
func TestStatesOfDatedRows(t *testing.T) {
	d := data()
	d.put("registers", "fairs", "id", field("id", "string", "required: true")+field("name_zh", "string", "bilingual: zh")+field("name_en", "string", "bilingual: en")+
		field("opens", "date", "required: true")+field("closes", "date"), `id,name_zh,name_en,opens,closes
before,甲,a,2026-11-01,2026-11-19
lastday,甲,a,2026-11-01,2026-11-20
firstday,甲,a,2026-11-20,2026-12-01
tomorrow,甲,a,2026-11-21,2026-12-01
today,甲,a,2026-11-20,
yesterday,甲,a,2026-11-19,
`, "published: true\ndates:\n  from: opens\n  to: closes\n  text: name\n")
	out, problems := Clear(d.set(t), content.Corpus{}, rules(), nil, asOf(), noPicture)
	silent(t, problems)
	table, ok := out.Table("fairs")
	if !ok {
		t.Fatal("the register is gone")
	}
	want := map[string]string{"before": "over", "lastday": "open", "firstday": "open", "tomorrow": "coming", "today": "open", "yesterday": "over"}
	for i, row := range table.Rows {
		e, ok := table.Event(i)
		if !ok || e.State != want[row.Texts[0]] || row.Texts[table.Column(StateID)] != e.State || len(row.Texts) != len(row.Cells) || len(row.Texts) != len(table.Schema.Fields) {
			t.Errorf("%s: %q, want %q", row.Texts[0], e.State, want[row.Texts[0]])
		}
		if e.Last.Compare(e.First) < 0 {
			t.Errorf("%s ends before it begins", row.Texts[0])
		}
		delete(want, row.Texts[0])
	}
	if len(want) > 0 {
		t.Errorf("rows are missing: %v", want)
	}
	if regions, _ := out.Table("regions"); regions.Column(StateID) >= 0 {
		t.Error("a register without dates has a state")
	}
}
