package release

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// A file that is sorted by its counts gives the same release as one in any other order, so the order of rows says nothing of
// how withheld cells rank.
func TestOrderOfRowsSaysNothing(t *testing.T) {
	lines := strings.Fields("2026Q1,350102,4 2026Q1,350103,7 2026Q1,350203,30 2026Q1,350206,2 2026Q1,350128,9 2026Q2,350102,6 2026Q2,350103,60 2026Q2,350203,3 2026Q2,350206,90 2026Q2,350128,12")
	cleared := func(lines []string) *Table {
		d := data()
		d.put("aggregates", "t", "period region", counted(field("people", "integer", "role: count")), "period,region,people\n"+strings.Join(lines, "\n")+"\n")
		d.put("registers", "r", "id", field("id", "string", "required: true")+dim("period", "period")+dim("region", "region")+field("people", "integer", "role: count"),
			"id,period,region,people\n"+strings.Join(numbered(lines), "\n")+"\n")
		table := d.table(t, "t")
		table.Rows = append(table.Rows, d.table(t, "r").Rows...)
		return table
	}
	want := cleared(lines)
	byCount := slices.Clone(lines)
	slices.SortFunc(byCount, func(a, b string) int {
		return strings.Compare(a[strings.LastIndex(a, ",")+1:], b[strings.LastIndex(b, ",")+1:])
	})
	backwards := slices.Clone(lines)
	slices.Reverse(backwards)
	for name, order := range map[string][]string{"by count": byCount, "backwards": backwards} {
		if got := cleared(order); !reflect.DeepEqual(got.Rows, want.Rows) {
			t.Errorf("%s: %+v, want %+v", name, got.Rows, want.Rows)
		}
	}
	if got := column(t, want, "people"); !strings.Contains(got, "withheld") || strings.Contains(got, " 4 ") {
		t.Errorf("nothing is withheld, so nothing is proved: %s", got)
	}
}

// numbered gives each line an id that follows from its period and place.
func numbered(lines []string) []string {
	var out []string
	for _, l := range lines {
		out = append(out, "r"+strings.ReplaceAll(l[:strings.LastIndex(l, ",")], ",", "-")+","+l)
	}
	return out
}
