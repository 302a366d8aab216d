package dataset

import (
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/input/source"
)

// register reads a register r of these fields and further lines.
func register(fields, csv string, rest string) string {
	text := made(fields, rest)
	text = "id: r\nkind: register" + text[len("id: t\nkind: aggregate"):]
	_, problems := Read(source.Make(map[string][]byte{"data/registers/r.yaml": []byte(text), "data/registers/r.csv": []byte(csv)}))
	return codes(problems)
}

func TestDatedRegisters(t *testing.T) {
	fields := key + field("n_zh", "string", "bilingual: zh") + field("n_en", "string", "bilingual: en") + field("a", "date", "required: true") + field("b", "date")
	const csv = "k,n_zh,n_en,a,b\nx,甲,a,2026-01-05,2026-01-05\ny,甲,a,2026-01-05,\n"
	for _, c := range []struct{ name, csv, dates, want string }{
		{"good", csv, "dates: {from: a, to: b, text: n}\n", ""},
		{"without a last day", csv, "dates: {from: a, text: n}\n", ""},
		{"ends before it begins", csv + "z,甲,a,2026-01-05,2026-01-04\n", "dates: {from: a, to: b, text: n}\n", "csv/days@4:18"},
		{"no dates", csv + "z,甲,a,2026-01-05,2026-01-04\n", "", ""},
		{"from words", csv, "dates: {from: n_zh, text: n}\n", "schema/dates@31:15"},
		{"from a field that may be empty", csv, "dates: {from: b, text: n}\n", "schema/dates@31:15"},
		{"without texts", csv, "dates: {from: a, text: k}\n", "schema/dates@31:24"},
	} {
		if got := register(fields, c.csv, c.dates); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := register(fields+field("state", "string"), "k,n_zh,n_en,a,b,state\n", "dates: {from: a, text: n}\n"); got == "" {
		t.Error("a register with dates may have a column state of its own")
	}
}

func TestNeededWhen(t *testing.T) {
	fields := key + field("s", "code", "values: [sent, chosen]") + field("doc", "string", "needed_when: {s: chosen}")
	for _, c := range []struct{ row, want string }{
		{"x,sent,\n", ""}, {"x,,\n", ""}, {"x,chosen,1\n", ""}, {"x,chosen,\n", "csv/needed@2:10"},
	} {
		if got := register(fields, "k,s,doc\n"+c.row, ""); got != c.want {
			t.Errorf("%q: %q, want %q", c.row, got, c.want)
		}
	}
	if got := register(key+field("doc", "string", "needed_when: {k: x}"), "k,doc\nx,\n", ""); got == "" {
		t.Error("a condition on words is accepted")
	}
}

func TestState(t *testing.T) {
	day := func(d int) calendar.Date { return calendar.Date{Year: 2026, Month: 3, Day: d} }
	for on, want := range map[int]string{1: "coming", 2: "open", 3: "open", 4: "open", 5: "over"} {
		if got := State(day(2), day(4), day(on)); got != want {
			t.Errorf("day %d: %s, want %s", on, got, want)
		}
	}
	if State(day(2), calendar.Date{}, day(3)) != "over" || State(day(2), calendar.Date{}, day(2)) != "open" {
		t.Error("a row without a last day is of one day")
	}
}
