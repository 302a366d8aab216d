package dataset

import "testing"

// A measure's cell says by z that it does not apply and by x, as by nothing, that there is no value; in any other column
// these are texts, and capitals and words are mistakes.
func TestCellsWithoutANumber(t *testing.T) {
	schema := made(key + field("people", "integer", "role: count", "required: true") + field("money", "money_cny", "role: amount", "follows: people") + field("note", "string"))
	set, problems := load(schema, "k,people,money,note\na,z,z,z\nb,12,x,x\nc,12,,\nd,0,0,\n")
	table := only(t, set, problems)
	want := []struct{ present, never bool }{{false, true}, {false, false}, {false, false}, {true, false}}
	for i, row := range table.Rows() {
		if v := table.At(row, 2); v.Present() != want[i].present || v.NotApplicable() != want[i].never || v.Number() != 0 || i < 3 && v.Text() != "" {
			t.Errorf("row %d: present %v, not applicable %v, text %q", i, v.Present(), v.NotApplicable(), v.Text())
		}
	}
	if v := table.At(table.Rows()[0], 1); v.Present() || !v.NotApplicable() {
		t.Error("a required measure may not be said not to apply")
	}
	if v := table.At(table.Rows()[0], 3); v.Text() != "z" || v.NotApplicable() {
		t.Error("z in a column of text is no text")
	}
	for _, bad := range []string{"Z", "z ", "n/a", "zz", "X"} {
		if _, problems := load(schema, "k,people,money,note\na,12,"+bad+",\n"); problems.Len() != 1 {
			t.Errorf("%q is read: %s", bad, codes(problems))
		}
	}
	if _, problems := load(schema, "k,people,money,note\na,x,1,\n"); codes(problems) != "csv/required@2:3" {
		t.Errorf("a required measure that is not available: %s", codes(problems))
	}
	if _, problems := load(made(key+field("n", "integer", "min: z", "role: total")), "k,n\na,1\n"); codes(problems) == "" {
		t.Error("z is taken for a bound")
	}
}
