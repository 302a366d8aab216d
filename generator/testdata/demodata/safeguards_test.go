package main

import "testing"

// The tables have what life has: counts too small to be shown, nobody at all, and places that sent in nothing; and not so
// many of the first that the gate would refuse them.
func TestSafeguardsLookLikeLife(t *testing.T) {
	var zero, small, gap, cells int
	for _, f := range safeguardFiles(load(t)) {
		for _, r := range f.rows {
			for i, name := range f.head {
				switch name {
				case "households", "people", "gifts", "declared", "passed_on":
					cells++
					switch n := r[i]; {
					case n == "":
						gap++
					case n == "0":
						zero++
					case len(n) == 1:
						small++
					}
				}
			}
		}
	}
	if zero == 0 || small == 0 || gap == 0 || small*20 > cells {
		t.Errorf("of %d counts %d are 0, %d small and %d not supplied", cells, zero, small, gap)
	}
}

// A step is never larger than the one before, and a place that checked nothing corrected nothing.
func TestInspectionsNarrow(t *testing.T) {
	for _, r := range inspectionTotals(load(t)).rows {
		if r[3] != "" && (fen(t, r[4]) > fen(t, r[3]) || fen(t, r[5]) > fen(t, r[4])) {
			t.Errorf("%v", r)
		}
	}
}
