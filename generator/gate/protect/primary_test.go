package protect

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// shared opens a file of the known-answer cases, which are not part of the repository.
func shared(tb testing.TB, name string) [][]string {
	tb.Helper()
	dir := os.Getenv("MINGSHAN_CASES")
	if dir == "" {
		dir = "../../../../shared/cases"
	}
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		tb.Skipf("the known-answer cases are not here: %s", name)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	return rows
}

// numbersIn are the numbers of a text, in order.
func numbersIn(tb testing.TB, s string) []int64 {
	tb.Helper()
	var out []int64
	for _, x := range regexp.MustCompile(`\d+`).FindAllString(s, -1) {
		n, err := strconv.ParseInt(x, 10, 64)
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, n)
	}
	return out
}

func TestPrimaryRulesOfTheCases(t *testing.T) {
	for _, row := range shared(t, "primary_rules.csv")[1:] {
		var all []Contribution
		weights := numbersIn(t, row[2])
		for i, x := range numbersIn(t, row[1]) {
			c := Contribution{Amount: x}
			if i < len(weights) {
				c.Weight = weights[i]
			}
			all = append(all, c)
		}
		n := numbersIn(t, row[4])
		var got bool
		switch row[3] {
		case "p":
			got = PPercent(all, n[0])
		case "nk":
			got = Dominance(all, n[0], n[1])
		case "threshold":
			got = SmallCount(n[1], n[0], false)
		default:
			t.Fatalf("%s: no rule %s", row[0], row[3])
		}
		if want := strings.EqualFold(row[5], "true"); got != want {
			t.Errorf("%s: unsafe %v, want %v", row[0], got, want)
		}
	}
}

func TestPrimaryRules(t *testing.T) {
	units := []Contribution{{Amount: 700, Holder: 1}, {Amount: 200, Holder: 2}, {Amount: 60}, {Amount: 40}, {Amount: 10}}
	joined := []Contribution{{Amount: 700, Holder: 1}, {Amount: 200, Holder: 1}, {Amount: 60}, {Amount: 40}, {Amount: 10}}
	for _, x := range []struct {
		name      string
		got, want bool
	}{
		{"units", PPercent(units, 10), false},
		{"one holder of two payments", PPercent(joined, 10), true},
		{"two largest known", PPercentOf(1010, 900, 60, 10), true},
		{"one contributor", PPercent([]Contribution{{Amount: 5}}, 10), true},
		{"nothing", PPercent(nil, 10) || Dominance(nil, 1, 80), false},
		{"large amounts", Dominance([]Contribution{{Amount: 9e17}, {Amount: 1e17}}, 1, 90), true},
		{"zero counts", SmallCount(0, 10, true), true},
		{"zero", SmallCount(0, 10, false), false},
		{"whole group", Group(40, 42, 3), true},
		{"three others", Group(40, 43, 3), false},
		{"nobody", Group(0, 2, 3), false},
	} {
		if x.got != x.want {
			t.Errorf("%s: %v, want %v", x.name, x.got, x.want)
		}
	}
	if got := Room(905, 10); got != 91 {
		t.Errorf("10 %% of 905 is at least %d", got)
	}
}
