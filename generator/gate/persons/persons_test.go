package persons_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mingshan/generator/gate/persons"
)

// layout is one section of testdata/layouts.txt.
type layout struct {
	verdict, name string
	sheet         persons.Sheet
}

func layouts(t testing.TB) []layout {
	t.Helper()
	data, err := os.ReadFile("testdata/layouts.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []layout
	for section := range strings.SplitSeq(string(data), "\n== ") {
		lines := strings.Split(strings.TrimSpace(section), "\n")
		verdict, name, ok := strings.Cut(lines[0], ": ")
		if !ok || strings.HasPrefix(lines[0], "#") {
			continue
		}
		l := layout{verdict: verdict, name: name}
		for column := range strings.SplitSeq(lines[1], " | ") {
			parts := append(strings.Split(column, ":"), "0")
			domain, err := strconv.Atoi(parts[3])
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			l.sheet.Columns = append(l.sheet.Columns, persons.Column{Name: parts[0], Role: persons.Role(parts[1]), Type: parts[2], Domain: domain})
		}
		for _, row := range lines[2:] {
			l.sheet.Rows = append(l.sheet.Rows, strings.Split(row, ","))
		}
		out = append(out, l)
	}
	return out
}

// TestLayouts accepts every layout that counts and refuses every list of persons, naming columns and never cells.
func TestLayouts(t *testing.T) {
	counted := map[string]int{}
	rules := map[int]int{}
	for _, l := range layouts(t) {
		verdict, rule, _ := strings.Cut(l.verdict, " ")
		counted[verdict]++
		signs := l.sheet.Persons()
		meant := slices.ContainsFunc(signs, func(s persons.Sign) bool { return strconv.Itoa(s.Rule) == rule })
		if verdict == "accept" && len(signs) > 0 || verdict == "refuse" && !meant {
			t.Errorf("%s: %s: signs %v", l.verdict, l.name, signs)
		}
		for _, s := range signs {
			rules[s.Rule]++
			echoes(t, l, s)
		}
	}
	for n := range 7 {
		if rules[n+1] == 0 {
			t.Errorf("rule %d refuses nothing in testdata/layouts.txt", n+1)
		}
	}
	t.Logf("%d layouts accepted, %d refused; signs by rule: %v", counted["accept"], counted["refuse"], rules)
	if counted["accept"] < 30 || counted["refuse"] < 25 {
		t.Errorf("too few layouts: %v", counted)
	}
}

// echoes insists that a sign holds no cell of the table.
func echoes(t *testing.T, l layout, s persons.Sign) {
	t.Helper()
	for _, row := range l.sheet.Rows {
		for _, cell := range row {
			if len(cell) > 4 && (strings.Contains(s.Text.EN, cell) || strings.Contains(s.Text.ZH, cell)) {
				t.Errorf("%s: a message holds a cell", l.name)
			}
		}
	}
}

// TestHinted reads files without a schema as an editor's colleague would.
func TestHinted(t *testing.T) {
	for _, c := range []struct {
		text    string
		persons bool
	}{
		{"地区,季度,人数\n甲,2025Q1,31\n乙,2025Q1,44\n甲,2025Q2,32\n乙,2025Q2,40\n甲,2025Q3,12\n乙,2025Q3,45", false},
		{"姓名,地区,金额\n某甲,甲,31\n某乙,乙,44\n某丙,甲,32\n某丁,乙,40\n某戊,甲,12", true},
		{"序号,联系电话\n1,x\n2,y\n3,z\n4,u\n5,v", true},
	} {
		var rows [][]string
		for line := range strings.SplitSeq(c.text, "\n") {
			rows = append(rows, strings.Split(line, ","))
		}
		found := false
		for _, s := range persons.Hinted(rows[0], rows[1:]).Persons() {
			found = found || s.Rule == 1
		}
		if found != c.persons {
			t.Errorf("%q: a list of persons: %v", rows[0], found)
		}
	}
}
