package release

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"testing"
)

// The attack: a reader writes every shown number as an equation over the rows, adds what the schema says (sum_of),
// and solves. No withheld cell may be a combination of shown ones. The arithmetic is exact and the coverage of
// totals is worked out here anew, so that nothing of the gate's own reckoning is trusted.

// splitmix is a small deterministic generator for tests.
type splitmix uint64

func (s *splitmix) next(n int) int {
	*s += 0x9E3779B97F4A7C15
	z := uint64(*s)
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return int((z ^ (z >> 31)) % uint64(n))
}

// randomTable makes registered = matched + unmet with two amounts, over counties, quarters of two years and kinds, with
// many small counts, zeros and holes.
func randomTable(seed int) folder {
	rnd := splitmix(seed)
	var b strings.Builder
	b.WriteString("period,region,kind,registered,matched,unmet,paid,cash,kind_paid\n")
	cell := func() (string, int) {
		switch rnd.next(10) {
		case 0:
			return "", 0
		case 1, 2:
			return "0", 0
		case 3, 4, 5:
			n := 1 + rnd.next(9)
			return strconv.Itoa(n), n
		}
		n := 10 + rnd.next(60)
		return strconv.Itoa(n), n
	}
	for _, period := range []string{"2025Q4", "2026Q1", "2026Q2"} {
		for _, region := range []string{"350102", "350103", "350203", "350206", "350128"} {
			for _, kind := range []string{"meal", "visit"} {
				if rnd.next(6) == 0 {
					continue
				}
				matched, m := cell()
				unmet, u := cell()
				registered := ""
				if matched != "" && unmet != "" && rnd.next(5) > 0 {
					registered = strconv.Itoa(m + u)
				}
				paid, cash, inKind := "", "", ""
				if rnd.next(5) > 0 {
					cash, inKind = strconv.Itoa(rnd.next(3)*m), strconv.Itoa(50*m)
					if rnd.next(5) > 0 {
						c, _ := strconv.Atoi(cash)
						paid = strconv.Itoa(c + 50*m)
					}
				}
				fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s,%s,%s,%s\n", period, region, kind, registered, matched, unmet, paid, cash, inKind)
			}
		}
	}
	d := data()
	d.put("aggregates", "helped", "period region kind", counted(dim("kind", "code", "codes: kinds"),
		field("registered", "integer", "role: count", "sum_of: [matched, unmet]"), field("matched", "integer", "role: count"), field("unmet", "integer", "role: count"),
		field("paid", "money_cny", "role: amount", "follows: matched", "sum_of: [cash, kind_paid]"), field("cash", "money_cny", "role: amount", "follows: matched"), field("kind_paid", "money_cny", "role: amount", "follows: unmet")),
		b.String())
	return d
}

// lines of nodes above a code, as the test knows them.
func above(dim, code string) []string {
	switch dim {
	case "period":
		return []string{code, code[:4], "all"}
	case "region":
		if code == "350128" {
			return []string{code, "350000"}
		}
		return []string{code, code[:4] + "00", "350000"}
	}
	return []string{code, "all"}
}

// number is one number that may be shown: the unknowns it is the sum of.
type number struct {
	name     string
	unknowns []string
	cell     Cell
}

// numbers lists every cell of the table with the unknowns behind it, from the CSV. parts says what a measure is a sum
// of; alike maps a measure to the one whose unknowns stand for it.
func numbers(t *testing.T, table *Table, csv string, dims []string, parts map[string][]string, alike map[string]string) []number {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(csv), "\n")
	head := strings.Split(lines[0], ",")
	col := map[string]int{}
	for i, h := range head {
		col[h] = i
	}
	var out []number
	for _, m := range head[len(dims):] {
		bases := parts[m]
		if bases == nil {
			bases = []string{m}
		}
		totals := map[string][]string{}
		var order []string
		at := map[string]map[string]string{}
		for r, line := range lines[1:] {
			rec := strings.Split(line, ",")
			var unknowns []string
			for _, b := range bases {
				if rec[col[m]] == "" {
					continue
				}
				if a, ok := alike[b]; ok && rec[col[a]] != "" {
					b = a
				}
				unknowns = append(unknowns, fmt.Sprint(b, " ", r))
			}
			out = append(out, number{fmt.Sprint(m, " row ", r), unknowns, table.Rows[r].Cells[table.Column(m)]})
			places := []map[string]string{{}}
			for _, d := range dims {
				var next []map[string]string
				for _, p := range places {
					for _, node := range above(d, rec[col[d]]) {
						q := map[string]string{d: node}
						for k, v := range p {
							q[k] = v
						}
						next = append(next, q)
					}
				}
				places = next
			}
			for _, p := range places {
				key := fmt.Sprint(p)
				if _, ok := at[key]; !ok {
					order, at[key] = append(order, key), p
				}
				totals[key] = append(totals[key], unknowns...)
			}
		}
		for _, key := range order {
			cell, ok := table.Total(m, at[key])
			if !ok {
				t.Fatalf("no total of %s at %s", m, key)
			}
			out = append(out, number{m + " " + key, totals[key], cell})
		}
	}
	return out
}

// span is the set of combinations of the vectors added, in exact rationals.
type span struct {
	index map[string]int
	rows  map[int]map[int]*big.Rat // pivot → vector whose pivot is 1 and that holds no earlier pivot
	order []int
}

func newSpan() *span { return &span{index: map[string]int{}, rows: map[int]map[int]*big.Rat{}} }

// reduce gives what is left of the sum of the unknowns after taking out what is known.
func (s *span) reduce(unknowns []string) map[int]*big.Rat {
	v := map[int]*big.Rat{}
	for _, u := range unknowns {
		i, ok := s.index[u]
		if !ok {
			i = len(s.index)
			s.index[u] = i
		}
		if v[i] == nil {
			v[i] = new(big.Rat)
		}
		v[i].Add(v[i], big.NewRat(1, 1))
	}
	for _, p := range s.order {
		c, ok := v[p]
		if !ok {
			continue
		}
		c = new(big.Rat).Set(c)
		for i, x := range s.rows[p] {
			if v[i] == nil {
				v[i] = new(big.Rat)
			}
			v[i].Sub(v[i], new(big.Rat).Mul(c, x))
			if v[i].Sign() == 0 {
				delete(v, i)
			}
		}
	}
	return v
}

func (s *span) add(unknowns []string) {
	v := s.reduce(unknowns)
	if len(v) == 0 {
		return
	}
	pivot := -1
	for i := range v {
		if pivot < 0 || i < pivot {
			pivot = i
		}
	}
	inv := new(big.Rat).Inv(v[pivot])
	for i := range v {
		v[i].Mul(v[i], inv)
	}
	s.rows[pivot], s.order = v, append(s.order, pivot)
}

func (s *span) knows(unknowns []string) bool { return len(s.reduce(unknowns)) == 0 }

func TestNoWithheldCellCanBeSolved(t *testing.T) {
	parts := map[string][]string{"registered": {"matched", "unmet"}, "paid": {"cash", "kind_paid"}}
	withheld, secondary := 0, 0
	for seed := range 24 {
		d := randomTable(seed)
		table := d.table(t, "helped")
		all := numbers(t, table, string(d["data/aggregates/helped.csv"]), []string{"period", "region", "kind"}, parts, nil)
		s := newSpan()
		for _, n := range all {
			if n.cell.State() == Value {
				s.add(n.unknowns)
			}
			if n.cell.State() == Missing && len(n.unknowns) > 0 {
				t.Errorf("seed %d: %s was supplied and is missing", seed, n.name)
			}
		}
		for _, n := range all {
			if n.cell.State() == Withheld {
				withheld++
				if s.knows(n.unknowns) {
					t.Errorf("seed %d: %s can be worked out", seed, n.name)
				}
			}
		}
		for _, n := range all { // and no small count is shown at all
			if v, ok := n.cell.Number(); ok && n.cell.Scale() == 0 && v > 0 && v < 10 {
				t.Errorf("seed %d: %s is shown and small", seed, n.name)
			}
		}
		secondary += len(all)
	}
	if withheld == 0 || withheld == secondary {
		t.Errorf("%d of %d withheld: the test shows nothing", withheld, secondary)
	}
}

// TestNoCountCanBeSolvedFromAmounts gives the reader a public rate: every amount is the same multiple of its count, so a
// shown amount is an equation over counts.
func TestNoCountCanBeSolvedFromAmounts(t *testing.T) {
	withheld := 0
	for seed := range 40 {
		rnd := splitmix(1000 + seed)
		var b strings.Builder
		b.WriteString("period,region,people,paid\n")
		for _, period := range []string{"2025Q4", "2026Q1", "2026Q2"} {
			for _, region := range []string{"350102", "350103", "350203", "350206", "350128"} {
				n := 1 + rnd.next(12) + 30*rnd.next(3)
				people, paid := strconv.Itoa(n), strconv.Itoa(500*n)
				switch rnd.next(6) {
				case 0:
					people = ""
				case 1:
					paid = ""
				}
				fmt.Fprintf(&b, "%s,%s,%s,%s\n", period, region, people, paid)
			}
		}
		d := data()
		d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count"), field("paid", "money_cny", "role: amount", "follows: people")), b.String())
		table := d.table(t, "helped")
		all := numbers(t, table, b.String(), []string{"period", "region"}, nil, map[string]string{"paid": "people"})
		s := newSpan()
		for _, n := range all {
			if n.cell.State() == Value {
				s.add(n.unknowns)
			}
		}
		for _, n := range all {
			if n.cell.State() == Withheld && strings.HasPrefix(n.name, "people") {
				withheld++
				if s.knows(n.unknowns) {
					t.Errorf("seed %d: %s can be worked out from amounts\n%s", seed, n.name, &b)
				}
			}
		}
	}
	if withheld == 0 {
		t.Error("nothing was withheld: the test shows nothing")
	}
}

// Readers who know rates that differ have an equation more from every total of amounts: a field that says so shows none over
// a hidden count, and others do.
func TestPublicRates(t *testing.T) {
	csv := "period,region,people,paid\n2026Q1,350102,4,400\n2026Q1,350103,30,6000\n2026Q1,350203,50,15000\n2026Q1,350206,60,24000\n2026Q1,350128,70,35000\n"
	shown := map[string]bool{}
	for _, rate := range []string{"rate: public", "min: 0"} {
		d := data()
		d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count"), field("paid", "money_cny", "role: amount", "follows: people", rate)), csv)
		table := d.table(t, "helped")
		hidden := strings.Fields(column(t, table, "people"))
		for r, region := range []string{"350102", "350103", "350203", "350206", "350128"} {
			for _, over := range above("region", region) {
				got := total(t, table, "paid", map[string]string{"region": over})
				if hidden[r] == "withheld" && got != "withheld" {
					shown[rate] = true
				}
			}
		}
	}
	if shown["rate: public"] || !shown["min: 0"] {
		t.Errorf("amounts over hidden counts are shown: %v", shown)
	}
}

// Linked measures: 54 − 50 would give the withheld 4 within one row, and 104 − 54 across rows.
func TestSumOfCannotBeSubtracted(t *testing.T) {
	d := data()
	d.put("aggregates", "helped", "period region", counted(field("registered", "integer", "role: count", "sum_of: [matched, unmet]"), field("matched", "integer", "role: count"), field("unmet", "integer", "role: count")),
		"period,region,registered,matched,unmet\n2026Q1,350102,54,50,4\n2026Q1,350203,100,50,50\n2026Q1,350128,120,60,60\n")
	table := d.table(t, "helped")
	registered, matched := strings.Fields(column(t, table, "registered")), strings.Fields(column(t, table, "matched"))
	if registered[0] == "54" && matched[0] == "50" {
		t.Error("54 − 50 gives the withheld 4")
	}
	if got := strings.Fields(column(t, table, "unmet"))[0]; got != "withheld" {
		t.Errorf("the 4 is %s", got)
	}
}

// A part that is a printed zero makes the sum equal to the other part.
func TestSumOfWithZeroPart(t *testing.T) {
	d := data()
	csv := "period,region,registered,matched,unmet\n2026Q1,350102,4,0,4\n2026Q1,350103,60,60,0\n2026Q1,350203,100,50,50\n2026Q1,350206,103,53,50\n2026Q1,350128,120,60,60\n"
	d.put("aggregates", "helped", "period region", counted(field("registered", "integer", "role: count", "sum_of: [matched, unmet]"), field("matched", "integer", "role: count"), field("unmet", "integer", "role: count")), csv)
	table := d.table(t, "helped")
	s := newSpan()
	all := numbers(t, table, csv, []string{"period", "region"}, map[string][]string{"registered": {"matched", "unmet"}}, nil)
	for _, n := range all {
		if n.cell.State() == Value {
			s.add(n.unknowns)
		}
	}
	for _, n := range all {
		if n.cell.State() == Withheld && s.knows(n.unknowns) {
			t.Errorf("%s can be worked out", n.name)
		}
	}
	if got := column(t, table, "matched"); !strings.HasPrefix(got, "0 ") {
		t.Errorf("a zero is withheld: %s", got)
	}
}

// One quarter of a year: the year, and all, are the same number as the quarter.
func TestYearOfOneQuarter(t *testing.T) {
	d := data()
	d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count")),
		"period,region,people\n2025Q4,350102,7\n2026Q1,350102,70\n2026Q2,350102,80\n")
	table := d.table(t, "helped")
	for _, period := range []string{"2025", "2025Q4"} {
		if got := total(t, table, "people", map[string]string{"period": period}); got != "withheld" {
			t.Errorf("%s: %s", period, got)
		}
	}
	if year, all := total(t, table, "people", map[string]string{"period": "2026"}), total(t, table, "people", nil); year != "withheld" && all != "withheld" {
		t.Errorf("%s − %s gives the 7", all, year)
	}
}

// The only other row without an amount: the amount of the total is the amount of the withheld count.
func TestAmountTotalThatIsOneWithheldRow(t *testing.T) {
	d := data()
	d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count"), field("paid", "money_cny", "role: amount", "follows: people")),
		"period,region,people,paid\n2026Q1,350102,5,500\n2026Q1,350103,300,\n2026Q1,350203,400,\n")
	table := d.table(t, "helped")
	for _, at := range []map[string]string{nil, {"region": "350100"}, {"region": "350102"}, {"period": "2026"}} {
		if got := total(t, table, "paid", at); got != "withheld" {
			t.Errorf("at %v: %s", at, got)
		}
	}
	if got := column(t, table, "paid"); got != "withheld missing missing" {
		t.Errorf("rows: %s", got)
	}
}

// The withheld row has no amount: the amount of the total is that of the others, and the rate gives their count.
func TestAmountTotalThatLeavesAWithheldRowOut(t *testing.T) {
	d := data()
	d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count"), field("paid", "money_cny", "role: amount", "follows: people")),
		"period,region,people,paid\n2026Q1,350102,5,\n2026Q1,350103,300,30000\n2026Q1,350203,400,40000\n")
	table := d.table(t, "helped")
	if got := total(t, table, "people", nil); got != "705" {
		t.Fatalf("the count of the province is %s", got)
	}
	if got := total(t, table, "paid", nil); got != "withheld" {
		t.Errorf("705 − %s ÷ 100 gives the 5", got)
	}
}

func FuzzClear(f *testing.F) {
	f.Add([]byte{5, 0, 30, 40, 50, 255})
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
	f.Fuzz(func(t *testing.T, raw []byte) {
		var b strings.Builder
		b.WriteString("period,region,people\n")
		regions := []string{"350102", "350103", "350203", "350206", "350128"}
		for i, x := range raw {
			if i >= 15 {
				break
			}
			n := ""
			if x != 255 {
				n = strconv.Itoa(int(x))
			}
			fmt.Fprintf(&b, "%s,%s,%s\n", []string{"2025Q4", "2026Q1", "2026Q2"}[i/5], regions[i%5], n)
		}
		d := data()
		d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count")), b.String())
		table := d.table(t, "helped")
		s := newSpan()
		all := numbers(t, table, b.String(), []string{"period", "region"}, nil, nil)
		for _, n := range all {
			if v, ok := n.cell.Number(); ok {
				if v > 0 && v < 10 {
					t.Errorf("%s is shown: %d", n.name, v)
				}
				s.add(n.unknowns)
			}
		}
		for _, n := range all {
			if n.cell.State() == Withheld && s.knows(n.unknowns) {
				t.Errorf("%s can be worked out", n.name)
			}
		}
	})
}

func BenchmarkClear(b *testing.B) {
	rnd := splitmix(3)
	var csv strings.Builder
	csv.WriteString("period,region,kind,people,paid\n")
	for q := range 24 {
		for _, region := range []string{"350102", "350103", "350203", "350206", "350128"} {
			for _, kind := range []string{"meal", "visit"} {
				n := rnd.next(80)
				fmt.Fprintf(&csv, "%dQ%d,%s,%s,%d,%d\n", 2020+q/4, 1+q%4, region, kind, n, 500*n)
			}
		}
	}
	d := data()
	d.put("aggregates", "helped", "period region kind", counted(dim("kind", "code", "codes: kinds"), field("people", "integer", "role: count"), field("paid", "money_cny", "role: amount", "follows: people")), csv.String())
	for b.Loop() {
		d.cleared(b)
	}
}
