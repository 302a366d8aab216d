package dataset

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestValueNeverPrints(t *testing.T) {
	set, problems := load(made(key+field("people", "integer", "role: count")+field("paid", "money_cny", "role: total")), "k,people,paid\nkkk,7919333,11.27\n")
	table := only(t, set, problems)
	row := table.Rows()[0]
	v := table.At(row, 1)
	if v.Number() != 7919333 || table.At(row, 2).Number() != 1127 {
		t.Fatal("the values are not those of the file")
	}
	for name, x := range map[string]any{"Value": v, "*Value": &v, "[]Value": []Value{v}, "map": map[string]Value{"a": v}, "Row": row, "*Row": &row, "[]Row": table.Rows(),
		"Table": *table, "*Table": table, "Set": set, "*Set": &set, "struct": struct{ V Value }{v}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%d", "%x", "%X", "%s", "%q", "%o", "%b", "%t", "%g", "%08.3f"} {
			if s := fmt.Sprintf(verb, x); strings.Contains(s, "7919333") || strings.Contains(s, "78d725") || strings.Contains(s, "78D725") || strings.Contains(s, "1127") || strings.Contains(s, "11.27") {
				t.Errorf("%s of %s prints %s", verb, name, s)
			}
		}
		if s := fmt.Sprint(x); strings.Contains(s, "7919333") {
			t.Errorf("%s prints %s", name, s)
		}
		wire, err := json.Marshal(x)
		if strings.Contains(string(wire), "7919333") {
			t.Errorf("%s as JSON is %s (%v)", name, wire, err)
		}
		var b strings.Builder
		slog.New(slog.NewTextHandler(&b, nil)).Info("x", "x", x)
		if strings.Contains(b.String(), "7919333") {
			t.Errorf("%s in a log is %s", name, &b)
		}
	}
	if _, err := json.Marshal(v); !errors.Is(err, errRaw) {
		t.Errorf("a raw value marshals: %v", err)
	}
	if s := fmt.Sprintf("%v", v); s != "(raw value)" {
		t.Errorf("a raw value prints %s", s)
	}
	if s := fmt.Sprintf("%v %v", row, table); s != "(raw row) (raw table t)" {
		t.Errorf("a row and a table print %s", s)
	}
}

// Numbers that were replaced are written and read as those of a file; the table they came from stays as it was.
func TestReplace(t *testing.T) {
	schema := made(key + field("people", "integer", "role: count") + field("paid", "money_cny", "role: total") + field("days", "decimal", "role: total"))
	set, problems := load(schema, "k,people,paid,days\na,1,2.5,3\nb,,,\nc,7,8,9\n")
	table := only(t, set, problems)
	other := *table
	for i, numbers := range []map[int]int64{1: {0: 12, 1: 0}, 2: {0: 5, 1: 1234, 2: 1200}, 3: {0: 1500, 1: 7, 2: -20}} {
		if numbers != nil {
			other = other.Replace(i, numbers)
		}
	}
	write := func(t *Table) string {
		var out []string
		for _, row := range t.Rows() {
			for i := range t.Schema.Fields {
				out = append(out, t.At(row, i).Text())
			}
		}
		return strings.Join(out, ",")
	}
	if got := write(&other); got != "a,12,0.05,1.5,b,0,12.34,0.007,c,7,12,-0.02" {
		t.Errorf("the table holds %s", got)
	}
	if got := write(table); got != "a,1,2.5,3,b,,,,c,7,8,9" {
		t.Errorf("the table it came from holds %s", got)
	}
	if v := other.At(other.Rows()[1], 2); !v.Present() || v.Number() != 1234 {
		t.Error("a gap that is filled is no number")
	}
}

func TestTyped(t *testing.T) {
	set, problems := load(made(key+field("n", "integer", "role: count")+field("name", "string")+field("code", "string")), "name,k,code,n\n\"a, \"\"b\"\"\n甲\",x,010,7919333\n,y,,0\n")
	table := only(t, set, problems)
	type row struct {
		K    string `csv:"k"`
		N    string `csv:"n"`
		Name string `csv:"name"`
		Code string `csv:"code"`
		None string `csv:"not_there"`
	}
	var rows []row
	if err := table.Typed(&rows, func(f Field) bool { return !f.Measure() }); err != nil {
		t.Fatal(err)
	}
	want := []row{{K: "x", Name: "a, \"b\"\n甲", Code: "010"}, {K: "y"}}
	if len(rows) != 2 || rows[0] != want[0] || rows[1] != want[1] {
		t.Errorf("%q, want %q", rows, want)
	}
	if err := table.Typed(new(int), func(Field) bool { return true }); err == nil {
		t.Error("rows into a number: no error")
	}
	var all []row
	if err := table.Typed(&all, func(Field) bool { return true }); err != nil || all[0].N != "7919333" {
		t.Errorf("%v %q", err, all)
	}
}

func TestTypedOfNoRows(t *testing.T) {
	set, problems := load(made(key), "k\n")
	var rows []struct {
		K string `csv:"k"`
	}
	if err := only(t, set, problems).Typed(&rows, func(Field) bool { return true }); err != nil || len(rows) != 0 {
		t.Errorf("%v, %d rows", err, len(rows))
	}
}

func TestTableFindsThings(t *testing.T) {
	set, problems := load(made(key+field("n", "integer")), "n,k\n,a\n0,b\n")
	table := only(t, set, problems)
	if table.Column("n") != 1 || table.Column("k") != 0 || table.Column("x") != -1 {
		t.Error("columns are in the schema's order")
	}
	if v := table.At(table.Rows()[0], 1); v.Present() || v.Number() != 0 || v.Text() != "" {
		t.Error("an empty cell is present")
	}
	if v := table.At(table.Rows()[1], 1); !v.Present() || v.Number() != 0 {
		t.Error("a zero is missing")
	}
	if table.Rows()[0].Line() != 2 || table.File != "data/aggregates/t.csv" || table.Group != "aggregates" {
		t.Errorf("line %d, file %s, group %s", table.Rows()[0].Line(), table.File, table.Group)
	}
	if _, ok := set.Get("t"); !ok {
		t.Error("the table is not found")
	}
	if _, ok := set.Get("u"); ok {
		t.Error("a table that is not there")
	}
	if Scale("money_cny") != 2 || Scale("decimal") != 3 || Scale("integer") != 0 || Scale("string") != 0 {
		t.Error("scales")
	}
}
