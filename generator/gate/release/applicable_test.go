package release

import (
	"fmt"
	"testing"
)

// sayAll writes a cell with the rows behind it.
func sayAll(c Cell) string {
	have, of := c.Reported()
	if c.State() == NotApplicable {
		return fmt.Sprintf("never %d/%d", have, of)
	}
	return fmt.Sprintf("%s %d/%d", say(c), have, of)
}

// A measure that does not apply is told from one that was not supplied, in rows and totals, and is nowhere counted as
// not supplied.
func TestNotApplicable(t *testing.T) {
	d := data()
	d.put("aggregates", "t", "period region", counted(field("people", "integer", "role: count"), field("tons", "integer", "role: total"), field("median", "decimal", "role: value", "follows: people")),
		"period,region,people,tons,median\n2026Q1,350102,20,5,1\n2026Q1,350103,0,z,z\n2026Q1,350203,30,z,2\n2026Q1,350206,,,z\n2026Q1,350128,40,z,3\n")
	table := d.table(t, "t")
	tons, median := table.Column("tons"), table.Column("median")
	for i, want := range [][2]string{{"5 1/1", "1000 1/1"}, {"never 0/0", "never 0/0"}, {"never 0/0", "2000 1/1"}, {"missing 0/1", "never 0/0"}, {"never 0/0", "3000 1/1"}} {
		if got := [2]string{sayAll(table.Rows[i].Cells[tons]), sayAll(table.Rows[i].Cells[median])}; got != want {
			t.Errorf("row %d: %q, want %q", i, got, want)
		}
	}
	for code, want := range map[string]string{"350100": "5 1/1", "350200": "missing 0/1", "350128": "never 0/0", Province: "5 1/2"} {
		if c, _ := table.Total("tons", map[string]string{"region": code}); sayAll(c) != want {
			t.Errorf("%s: %s, want %s", code, sayAll(c), want)
		}
	}
}

// That no median can exist would say that a hidden count is zero: beside a withheld count its cell says nothing.
func TestNotApplicableBesideAWithheldCount(t *testing.T) {
	d := data()
	d.put("aggregates", "t", "period region", counted(field("people", "integer", "role: count"), field("median", "decimal", "role: value", "follows: people")),
		"period,region,people,median\n2026Q1,350102,4,z\n2026Q1,350103,30,z\n")
	table := d.table(t, "t")
	if got := column(t, table, "people") + ", " + sayAll(table.Rows[0].Cells[3]) + ", " + sayAll(table.Rows[1].Cells[3]); got != "withheld withheld, missing 0/1, missing 0/1" {
		t.Error(got)
	}
}
