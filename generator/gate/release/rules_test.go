package release

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mingshan/generator/gate/attack"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
)

// strict are all rules that a table may be held to.
func strict() config.Privacy {
	r := wide()
	r.GroupLeast, r.PPercent, r.Dominance, r.SmallShare = config.Rule{Value: 3}, config.Rule{Value: 10}, config.Rule{Value: 90}, config.Rule{Value: 25}
	r.CityOnly = config.ListRule{Value: []string{"visit"}}
	return r
}

// under clears the folder under all rules, and gives a table and the codes of the problems.
func (d folder) under(t *testing.T, id string) (*Table, string) {
	t.Helper()
	out, problems := Clear(d.set(t), content.Corpus{}, strict(), nil, asOf(), noPicture)
	table, ok := out.Table(id)
	if !ok {
		t.Fatalf("no table %q", id)
	}
	return table, tell(t, problems)
}

const fiveCounties = "period,region,people\n2026Q1,350102,60\n2026Q1,350103,4\n2026Q1,350203,80\n2026Q1,350206,90\n2026Q1,350128,70\n"

func TestZerosMayTellSomething(t *testing.T) {
	csv := strings.Replace(fiveCounties, ",4", ",0", 1)
	for privacy, want := range map[string]string{"": "0", "privacy:\n  zeros: shown\n": "0", "privacy:\n  zeros: withheld\n": "withheld"} {
		d := data()
		d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count")), csv, privacy)
		table, problems := d.under(t, "helped")
		if got := strings.Fields(column(t, table, "people"))[1]; got != want || problems != "" {
			t.Errorf("%q: the zero is %s, want %s (%s)", privacy, got, want, problems)
		}
	}
}

// A headline stays: another cell is withheld in its place.
func TestKeptHeadline(t *testing.T) {
	read := func(privacy string) []string {
		d := data()
		d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count")), fiveCounties, privacy)
		table, problems := d.under(t, "helped")
		if problems != "" {
			t.Fatal(problems)
		}
		return strings.Fields(column(t, table, "people"))
	}
	plain := read("")
	i := slices.Index(plain, "withheld")
	if plain[1] == "withheld" && i == 1 {
		i = 1 + slices.Index(plain[2:], "withheld") + 1
	}
	region := []string{"350102", "350103", "350203", "350206", "350128"}[i]
	kept := read("privacy:\n  keep:\n    - measure: people\n      at:\n        period: 2026Q1\n        region: '" + region + "'\n")
	if kept[i] == "withheld" || kept[1] != "withheld" {
		t.Errorf("without keep %v, with it %v", plain, kept)
	}
}

// The same figure in another dataset would give away what is withheld in one of them.
func TestLinkedTables(t *testing.T) {
	d := data()
	link := "privacy:\n  links:\n    - measure: everybody\n      dataset: helped\n      same: people\n      there:\n        kind: meal\n"
	kinds := "period,region,kind,people\n"
	for i, region := range []string{"350102", "350103", "350203", "350206", "350128"} {
		kinds += fmt.Sprintf("2026Q1,%s,meal,%d\n2026Q1,%s,visit,%d\n", region, []int{60, 4, 80, 90, 70}[i], region, 50+i)
	}
	d.put("aggregates", "helped", "period region kind", counted(dim("kind", "code", "codes: kinds"), field("people", "integer", "role: count")), kinds)
	d.put("aggregates", "meals", "period region", counted(field("everybody", "integer", "role: count")), strings.Replace(fiveCounties, "people", "everybody", 1), link)
	out, problems := Clear(d.set(t), content.Corpus{}, wide(), nil, asOf(), noPicture)
	if got := tell(t, problems); got != "" {
		t.Fatal(got)
	}
	helped, _ := out.Table("helped")
	meals, _ := out.Table("meals")
	for _, region := range []string{"350102", "350103", "350203", "350206", "350128", "350100", "350200", "350000"} {
		at := map[string]string{"period": "2026Q1", "region": region}
		other := map[string]string{"period": "2026Q1", "region": region, "kind": "meal"}
		a, b := total(t, meals, "everybody", at), total(t, helped, "people", other)
		if a != b {
			t.Errorf("%s: %s in one table, %s in the other", region, a, b)
		}
	}
	d["data/aggregates/meals.csv"] = []byte(strings.Replace(string(d["data/aggregates/meals.csv"]), ",80", ",81", 1))
	_, problems = Clear(d.set(t), content.Corpus{}, wide(), nil, asOf(), noPicture)
	if got := tell(t, problems); got != "gate/link" {
		t.Errorf("figures that differ: %q", got)
	}
}

// What somebody else has published is known, shown here or not: it may not be what protects a small count.
func TestKnownTotals(t *testing.T) {
	d := data()
	known := "privacy:\n  known:\n"
	for _, region := range []string{"350102", "350203"} {
		known += "    - measure: people\n      at:\n        period: 2026Q1\n        region: '" + region + "'\n      source:\n        zh: 试\n        en: trial\n"
	}
	d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count")), fiveCounties, known)
	table, problems := d.under(t, "helped")
	got := strings.Fields(column(t, table, "people"))
	if problems != "" || got[1] != "withheld" || got[0] == "withheld" || got[2] == "withheld" {
		t.Errorf("%v (%s): what is known elsewhere protects nothing", got, problems)
	}
}

func TestOutcomeOfNearlyAll(t *testing.T) {
	make := func(outcome, csv string) []string {
		d := data()
		d.put("aggregates", "helped", "period region", counted(field("closed", "integer", "role: count"), field("upheld", "integer", append([]string{"role: count", "not_above: closed"}, strings.Fields(outcome)...)...)), csv)
		if outcome != "" {
			y := string(d["data/aggregates/helped.yaml"])
			d["data/aggregates/helped.yaml"] = []byte(strings.Replace(y, "not_above: closed", "not_above: closed\n    outcome: true", 1))
		}
		table, problems := d.under(t, "helped")
		if problems != "" {
			t.Fatal(problems)
		}
		return strings.Fields(column(t, table, "upheld"))
	}
	csv := "period,region,closed,upheld\n2026Q1,350102,40,38\n2026Q1,350103,60,30\n2026Q1,350203,80,50\n2026Q1,350206,90,40\n2026Q1,350128,70,67\n"
	if got := make("", csv); got[0] != "38" || got[4] != "67" {
		t.Errorf("not an outcome: %v", got)
	}
	d := data()
	d.put("aggregates", "helped", "period region", counted(field("closed", "integer", "role: count"), field("upheld", "integer", "role: count", "not_above: closed", "outcome: true")), csv)
	table, problems := d.under(t, "helped")
	got := strings.Fields(column(t, table, "upheld"))
	if problems != "" || got[0] != "withheld" {
		t.Errorf("38 of 40 is %s (%s)", got[0], problems)
	}
}

// Money of which one giver makes up nearly all, or two, is withheld; and so that it cannot be worked out nearly.
func TestGivers(t *testing.T) {
	d := data()
	d.put("aggregates", "given", "period region", counted(field("amount", "money_cny", "role: total", "contributors:\n      first: first\n      second: second"),
		field("first", "money_cny", "role: private"), field("second", "money_cny", "role: private")),
		"period,region,amount,first,second\n2026Q1,350102,1000,950,40\n2026Q1,350103,1000,300,200\n2026Q1,350203,2000,400,300\n2026Q1,350206,3000,500,400\n2026Q1,350128,4000,600,500\n")
	table, problems := d.under(t, "given")
	got := strings.Fields(column(t, table, "amount"))
	if problems != "" || got[0] != "withheld" || got[1] != "withheld" || got[3] != "300000" {
		t.Errorf("%v (%s)", got, problems)
	}
	for _, f := range table.Schema.Fields {
		if f.ID == "first" || f.ID == "second" || f.Contributors.First != "" {
			t.Errorf("what single givers gave is published: %q", f.ID)
		}
	}
	for _, r := range table.Rows {
		if len(r.Texts) != 3 || len(r.Cells) != 3 {
			t.Errorf("a row of %d texts and %d cells", len(r.Texts), len(r.Cells))
		}
	}
	// Over two quarters the giver of each is taken for the same.
	d["data/aggregates/given.csv"] = []byte("period,region,amount,first,second\n2026Q1,350102,1000,880,10\n2026Q2,350102,1000,880,10\n2026Q1,350103,1000,300,200\n2026Q1,350203,2000,400,300\n2026Q1,350206,3000,500,400\n2026Q1,350128,4000,600,500\n")
	table, problems = d.under(t, "given")
	if got := total(t, table, "amount", map[string]string{"region": "350102", "period": "2026"}); got != "200000" || problems != "" {
		t.Errorf("880 of 1000 twice: %s (%s)", got, problems) // 10 % of 880 is 88, and 110 are left
	}
}

func TestRounding(t *testing.T) {
	for seed := range 8 {
		rnd := splitmix(seed)
		csv := "period,region,kind,all,some\n"
		truth := map[string]int{}
		for _, period := range []string{"2025Q4", "2026Q1"} {
			for _, region := range []string{"350102", "350103", "350203", "350206", "350128"} {
				for _, kind := range []string{"meal", "visit"} {
					n := rnd.next(40)
					m := rnd.next(n + 1)
					csv += fmt.Sprintf("%s,%s,%s,%d,%d\n", period, region, kind, n, m)
					truth["all"] += n
					truth["some"] += m
				}
			}
		}
		d := data()
		d.put("aggregates", "helped", "period region kind", counted(dim("kind", "code", "codes: kinds"), field("all", "integer", "role: count"), field("some", "integer", "role: count", "not_above: all")), csv, "privacy:\n  mode: round5\n")
		table, problems := d.under(t, "helped")
		if strings.ReplaceAll(problems, "gate/special", "") != "" && problems != "gate/special" {
			t.Fatalf("seed %d: %s", seed, problems)
		}
		sum := map[string]int{}
		all, some := strings.Fields(column(t, table, "all")), strings.Fields(column(t, table, "some"))
		lines := strings.Split(strings.TrimSpace(csv), "\n")[1:]
		for i, line := range lines {
			rec := strings.Split(line, ",")
			for k, got := range []string{all[i], some[i]} {
				v, err := strconv.Atoi(got)
				given, _ := strconv.Atoi(rec[3+k])
				if err != nil || v%5 != 0 || v-given > 4 || given-v > 4 {
					t.Errorf("seed %d: %d became %s", seed, given, got)
				}
				sum[[]string{"all", "some"}[k]] += v
			}
			a, _ := strconv.Atoi(all[i])
			if s, _ := strconv.Atoi(some[i]); s > a {
				t.Errorf("seed %d: %d of %d", seed, s, a)
			}
		}
		for m, want := range sum {
			if got := total(t, table, m, nil); got != strconv.Itoa(want) {
				t.Errorf("seed %d: rows of %s add up to %d, the total is %s", seed, m, want, got)
			}
			if off := want - truth[m]; off > 20 || off < -20 {
				t.Errorf("seed %d: the total of %s is %d off", seed, m, off)
			}
		}
	}
}

// One of two people in a cell learns nothing of others by knowing who the two are.
func TestInsiders(t *testing.T) {
	found := 0
	for seed := range 10 {
		d, csv := people(seed, 6)
		out, problems := d.after(t, nil)
		if got := tell(t, problems); got != "" {
			t.Fatalf("seed %d: %s", seed, got)
		}
		said := said(t, out, csv)
		lines := strings.Split(strings.TrimSpace(csv), "\n")[1:]
		value := map[string]int64{}
		for _, line := range lines {
			i := strings.LastIndex(line, ",")
			n, _ := strconv.Atoi(line[i+1:])
			value[line[:i]] = int64(n)
		}
		for own, n := range value {
			if n < 1 || n > 2 {
				continue
			}
			for other, m := range value {
				a, b := strings.Split(own, ","), strings.Split(other, ",")
				same := 0
				for k := range a {
					if a[k] == b[k] {
						same++
					}
				}
				if same != 2 || m < 1 || m > 9 || a[1] != b[1] && (a[1] == "350128" || b[1] == "350128" || a[1][:4] != b[1][:4]) {
					continue
				}
				found++
				if w := width(t, value, said, other, own); w < 5-1e-6 {
					t.Errorf("seed %d: who is in %s (%d) knows %s to %g", seed, own, n, other, w)
				}
			}
		}
	}
	if found == 0 {
		t.Error("there was no insider: the test shows nothing")
	}
}

// width is how wide the interval of a leaf is for a reader who also knows another.
func width(t *testing.T, value map[string]int64, said []number, leaf, known string) float64 {
	t.Helper()
	place := map[string]int{}
	var sys attack.System
	for name, v := range value {
		place[name] = len(sys.Value)
		sys.Value, sys.Low, sys.Shown = append(sys.Value, v), append(sys.Low, min(1, v)), append(sys.Shown, v == 0 || name == known)
	}
	publish(&sys, place, said)
	b, err := attack.Bounds(sys, []int{place[leaf]})
	if err != nil {
		t.Fatal(err)
	}
	return b[0].High - b[0].Low
}

func TestCrowdedTablesAndSpecialGroups(t *testing.T) {
	d := data()
	d.put("aggregates", "helped", "period region kind", counted(dim("kind", "code", "codes: kinds"), field("people", "integer", "role: count")),
		"period,region,kind,people\n2026Q1,350102,meal,4\n2026Q1,350103,meal,5\n2026Q1,350203,meal,80\n2026Q1,350206,meal,6\n2026Q1,350128,visit,50\n")
	if _, problems := d.under(t, "helped"); problems != "gate/roll-up" {
		t.Errorf("three of five too small, visits of a unit: %q", problems)
	}
	d["data/aggregates/helped.csv"] = []byte("period,region,kind,people\n2026Q1,350102,meal,40\n2026Q1,350103,visit,50\n2026Q1,350203,meal,80\n2026Q1,350206,meal,60\n")
	if _, problems := d.under(t, "helped"); problems != "gate/special" {
		t.Errorf("visits of a county: %q", problems)
	}
}
