package release

import (
	"testing"

	"mingshan/generator/input/content"
)

// A tally counts each shown or withheld cell once: rows, then every total that is not one row once more. It agrees with
// the ledger on the rows, and counts no cell that has nothing in it.
func TestTally(t *testing.T) {
	d := data()
	d.put("aggregates", "t", "period region", counted(field("people", "integer", "role: count"), field("median", "decimal", "role: value", "follows: people")),
		"period,region,people,median\n2026Q1,350102,40,1\n2026Q1,350103,4,2\n2026Q1,350203,50,3\n2026Q1,350206,,\n2026Q1,350128,60,z\n")
	out, problems := Clear(d.set(t), content.Corpus{}, rules(), nil, asOf(), noPicture)
	silent(t, problems)
	table, _ := out.Table("t")
	// 40, 4, 50 and 60; beside them cities 350100 and 350200 and the province in that quarter; all six, and the one row of
	// Pingtan, in the year and in all periods.
	people := table.Tally("people")
	if people.Rows != 4 || people.All != 4+3+2*(4+3) {
		t.Errorf("%+v", people)
	}
	if median := table.Tally("median"); median.Rows != 3 || median.All != 3 || median.RowsWithheld != 2 {
		t.Errorf("%+v", median)
	}
	for _, e := range out.Ledger.Entries {
		if got := table.Tally(e.Measure); got.RowsWithheld != e.Rows || e.Rows == 0 {
			t.Errorf("%s: %d rows withheld, the ledger says %d", e.Measure, got.RowsWithheld, e.Rows)
		}
	}
	if len(out.Ledger.Entries) != 2 {
		t.Errorf("%d entries", len(out.Ledger.Entries))
	}
	if got := people.Add(people); got.Rows != 8 || got.AllWithheld != 2*people.AllWithheld {
		t.Errorf("%+v", got)
	}
}
