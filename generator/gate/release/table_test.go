package release

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"mingshan/generator/input/content"
)

func TestCellZeroIsWithheld(t *testing.T) {
	var c Cell
	if c.State() != Withheld || say(c) != "withheld" {
		t.Errorf("the zero cell is %v", c)
	}
	if have, of := c.Reported(); have != 0 || of != 0 {
		t.Errorf("the zero cell tells of %d rows, %d reported", of, have)
	}
}

func TestCellWithheldHoldsNoNumber(t *testing.T) {
	d := data()
	d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count"), field("paid", "money_cny", "role: amount", "follows: people")),
		"period,region,people,paid\n2026Q1,350102,7,7919333.11\n2026Q1,350103,40,50\n2026Q1,350203,60,70\n2026Q1,350206,61,71\n2026Q1,350128,62,72\n")
	table := d.table(t, "helped")
	for _, m := range []string{"people", "paid"} {
		c := table.Rows[0].Cells[table.Column(m)]
		if c.State() != Withheld || !reflect.ValueOf(c).IsZero() {
			t.Errorf("%s: a withheld cell is not the zero value", m)
		}
		wire, err := json.Marshal(map[string]any{"cell": c})
		if err != nil || string(wire) != `{"cell":{}}` {
			t.Errorf("%s: JSON %s, %v", m, wire, err)
		}
		for _, verb := range []string{"%v", "%+v", "%#v", "%d"} {
			if s := fmt.Sprintf(verb, c); strings.ContainsAny(s, "7932") {
				t.Errorf("%s: %s gives %s", m, verb, s)
			}
		}
	}
	if s := fmt.Sprintf("%+v", *table); strings.Contains(s, "791933311") || strings.Contains(s, "7919333") {
		t.Error("the withheld amount is somewhere in the table")
	}
}

func TestThreshold(t *testing.T) {
	for _, x := range []struct{ name, privacy, want string }{
		{"by the rules", "", "0 withheld 10 19 20 50"},
		{"sensitive", "privacy:\n  sensitive: true\n", "0 withheld withheld withheld 20 50"},
		{"the dataset's own, stricter", "privacy:\n  min_count: 50\n", "0 withheld withheld withheld withheld 50"},
		{"the dataset's own, looser", "privacy:\n  min_count: 2\n", "0 withheld 10 19 20 50"},
		{"sensitive and looser", "privacy:\n  sensitive: true\n  min_count: 3\n", "0 withheld withheld withheld 20 50"},
		{"negative", "privacy:\n  min_count: -5\n", "0 withheld 10 19 20 50"},
	} {
		d := data()
		d.put("registers", "visits", "id", field("id", "string", "required: true")+dim("kind", "code", "values: [a, b, c, d, e, f]")+field("people", "integer", "role: count"),
			"id,kind,people\n1,a,0\n2,b,9\n3,c,10\n4,d,19\n5,e,20\n6,f,50\n", x.privacy)
		got := strings.Fields(column(t, d.table(t, "visits"), "people"))
		for i, want := range strings.Fields(x.want) {
			// A larger count may be hidden to protect a small one; a small one may never be shown.
			if want == "withheld" && got[i] != want {
				t.Errorf("%s: row %d is %s, want withheld", x.name, i, got[i])
			}
			if want != "withheld" && got[i] != want && got[i] != "withheld" {
				t.Errorf("%s: row %d is %s, want %s", x.name, i, got[i], want)
			}
		}
		if got[0] != "0" || got[5] != "50" {
			t.Errorf("%s: the zero and the largest are %s and %s", x.name, got[0], got[5])
		}
	}
}

func TestThresholdIsOfTheRulesOnly(t *testing.T) {
	d := data()
	d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count")),
		"period,region,people\n2026Q1,350102,12\n2026Q1,350203,40\n2026Q1,350206,50\n2026Q1,350128,60\n")
	set := d.set(t)
	strict := rules()
	strict.MinCount.Value, strict.SensitiveMinCount.Value = 15, 5 // a careless rule for sensitive data loosens nothing
	out, problems := Clear(set, content.Corpus{}, strict, nil, asOf(), noPicture)
	silent(t, problems)
	table, _ := out.Table("helped")
	if got := column(t, table, "people"); !strings.HasPrefix(got, "withheld") {
		t.Errorf("12 of at least 15: %s", got)
	}
	if table.Least != 15 {
		t.Errorf("the table says that counts are shown from %d, want 15", table.Least)
	}
}

func TestTotalsOverRegionsPeriodsAndCodes(t *testing.T) {
	d := data()
	d.put("aggregates", "helped", "period region kind", counted(dim("kind", "code", "codes: kinds"), field("people", "integer", "role: count"), field("paid", "money_cny", "role: total")),
		`period,region,kind,people,paid
2025Q4,350102,meal,100,1.01
2025Q4,350103,meal,200,2.02
2026Q1,350102,meal,1000,10
2026Q1,350103,visit,2000,20
2026Q1,350128,meal,4000,40
2026Q1,350203,meal,8000,80
2026Q2,350128,visit,16000,160
`)
	table := d.table(t, "helped")
	for _, x := range []struct{ period, region, kind, want string }{
		{"", "", "", "31300"},
		{All, Province, All, "31300"},
		{"2025", "", "", "300"},
		{"2026", "", "", "31000"},
		{"2026Q1", "", "", "15000"},
		{"2026Q1", "350100", "", "3000"},
		{"2026Q1", "350100", "meal", "1000"},
		{"2026Q1", "350200", "", "8000"},
		{"", "350100", "", "3300"},
		{"", "350128", "", "20000"},
		{"2026", "350128", "visit", "16000"},
		{"2026Q2", "350100", "", "missing"},
		{"2025", "350128", "", "missing"},
		{"", "350206", "", "missing"},
		{"2025Q4", "350102", "meal", "100"},
	} {
		at := map[string]string{}
		for dim, code := range map[string]string{"period": x.period, "region": x.region, "kind": x.kind} {
			if code != "" {
				at[dim] = code
			}
		}
		if got := total(t, table, "people", at); got != x.want {
			t.Errorf("%v: %s, want %s", at, got, x.want)
		}
	}
	if got := total(t, table, "paid", map[string]string{"period": "2025"}); got != "303" {
		t.Errorf("money is counted in fen: %s, want 303", got)
	}
	for _, at := range []map[string]string{{"period": "2027"}, {"region": "all"}, {"kind": "other"}} {
		if _, ok := table.Total("people", at); ok {
			t.Errorf("a total at %v", at)
		}
	}
	for _, measure := range []string{"kind", "nothing", ""} {
		if _, ok := table.Total(measure, nil); ok {
			t.Errorf("a total of %q", measure)
		}
	}
	if n, ok := table.Latest(); !ok || n.Code != "2026Q2" {
		t.Errorf("the newest period is %v", n)
	}
}

func TestDimNodes(t *testing.T) {
	d := data()
	d.put("aggregates", "helped", "period region kind", counted(dim("kind", "code", "codes: kinds"), field("people", "integer", "role: count")),
		"period,region,kind,people\n2026Q1,350128,visit,40\n2025Q4,350102,visit,50\n")
	table := d.table(t, "helped")
	for _, x := range []struct{ dim, want, top string }{
		{"period", "2025Q4< 2026Q1< 2025 2026 all", All},
		{"region", "350102< 350128< 350000 350100 350103 350200 350203 350206", Province},
		{"kind", "meal visit< all", All},
	} {
		dim, ok := table.Dim(x.dim)
		if !ok || dim.Top() != x.top {
			t.Fatalf("dimension %s: %v, top %s", x.dim, ok, dim.Top())
		}
		var got []string
		for _, n := range dim.Nodes {
			code := n.Code
			if n.Leaf {
				code += "<"
			}
			got = append(got, code)
			if again, ok := dim.Node(n.Code); !ok || again != n {
				t.Errorf("node %s is not found", n.Code)
			}
		}
		if s := strings.Join(got, " "); s != x.want {
			t.Errorf("%s: %s, want %s", x.dim, s, x.want)
		}
	}
	if _, ok := table.Dim("people"); ok {
		t.Error("a measure is a dimension")
	}
}

func TestMissingStaysMissing(t *testing.T) {
	d := data()
	d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count"), field("paid", "money_cny", "role: amount", "follows: people")),
		"period,region,people,paid\n2026Q1,350102,,\n2026Q1,350103,30,9\n2026Q1,350128,,\n2026Q2,350128,,\n")
	table := d.table(t, "helped")
	if got, want := column(t, table, "people"), "missing 30 missing missing"; got != want {
		t.Errorf("rows %s, want %s", got, want)
	}
	for _, x := range []struct {
		period, region, want string
		have, of             int
	}{
		{"2026Q1", "350100", "30", 1, 2},
		{"2026Q1", "", "30", 1, 3},
		{"2026Q2", "", "missing", 0, 1},
		{"", "350128", "missing", 0, 2},
		{"", "", "30", 1, 4},
	} {
		at := map[string]string{}
		if x.period != "" {
			at["period"] = x.period
		}
		if x.region != "" {
			at["region"] = x.region
		}
		for _, m := range []string{"people", "paid"} {
			c, _ := table.Total(m, at)
			if have, of := c.Reported(); have != x.have || of != x.of {
				t.Errorf("%s at %v: %d of %d reported, want %d of %d", m, at, have, of, x.have, x.of)
			}
		}
		if got := total(t, table, "people", at); got != x.want {
			t.Errorf("at %v: %s, want %s", at, got, x.want)
		}
	}
}

func TestRowThatNamesNothingKnownHasNoTotal(t *testing.T) {
	d := data()
	d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count")),
		"period,region,people\n2026Q1,350102,70\n2026Q1,359999,40\n") // check refuses this; the gate may not file it elsewhere
	table := d.table(t, "helped")
	for _, at := range []map[string]string{nil, {"region": "350100"}, {"region": "350102"}, {"period": "2026"}} {
		if got := total(t, table, "people", at); got != "70" {
			t.Errorf("at %v: %s, want 70", at, got)
		}
	}
}

func TestRegionsInACircleEnd(t *testing.T) {
	d := data()
	csv := string(d["data/codes/regions.csv"])
	d["data/codes/regions.csv"] = []byte(strings.Replace(csv, "city,350000,yes,,,2,1", "city,350102,yes,,,2,1", 1))
	d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count")), "period,region,people\n2026Q1,350102,70\n")
	if got := total(t, d.table(t, "helped"), "people", map[string]string{"region": "350100"}); got != "70" {
		t.Errorf("Fuzhou has %s, want 70", got)
	}
}

func TestRegisterIsHeldToTheThreshold(t *testing.T) {
	d := data()
	d.put("registers", "reports", "id",
		field("id", "string", "required: true", "unique: true")+dim("project", "code", "values: [canteen, boat]")+field("end", "date", "required: true")+
			field("raised", "money_cny", "role: total")+field("people", "integer", "role: count")+field("note", "string"),
		"id,project,end,raised,people,note\na1,canteen,2026-03-31,10.5,300,x\na2,canteen,2026-06-30,20,4,\na3,canteen,2026-09-30,30,200,\nb1,boat,2026-03-31,40,5,\nb2,boat,2026-06-30,,80,\n")
	table := d.table(t, "reports")
	got := strings.Fields(column(t, table, "people"))
	if got[1] != "withheld" || got[3] != "withheld" {
		t.Errorf("small counts of a register: %v", got)
	}
	if got := column(t, table, "raised"); got != "1050 2000 3000 4000 missing" {
		t.Errorf("raised: %s", got)
	}
	shown := map[string]bool{total(t, table, "people", map[string]string{"project": "canteen"}): true}
	if shown["504"] && got[0] == "300" && got[2] == "200" {
		t.Error("504 − 300 − 200 gives the 4 away")
	}
	if shown := total(t, table, "people", map[string]string{"project": "boat"}); shown == "85" && got[4] == "80" {
		t.Error("85 − 80 gives the 5 away")
	}
	if texts := table.Rows[0].Texts; texts[table.Column("id")] != "a1" || texts[table.Column("end")] != "2026-03-31" || texts[table.Column("people")] != "" || texts[table.Column("raised")] != "" {
		t.Errorf("texts %q", texts)
	}
}

func TestAmountsAndValuesFollowTheirCount(t *testing.T) {
	d := data()
	d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count"), field("paid", "money_cny", "role: amount", "follows: people"),
		field("days", "decimal", "role: value", "follows: people"), field("open", "decimal", "role: value")),
		`period,region,people,paid,days,open
2026Q1,350102,3,900,1.5,1
2026Q1,350103,300,90000,2.5,2
2026Q1,350203,400,120000,,
2026Q1,350206,,500,3.5,3
2026Q1,350128,0,0,4.5,4
`)
	table := d.table(t, "helped")
	people := strings.Fields(column(t, table, "people"))
	paid := strings.Fields(column(t, table, "paid"))
	days := strings.Fields(column(t, table, "days"))
	for i := range people {
		if people[i] == "withheld" && paid[i] != "withheld" {
			t.Errorf("row %d: the amount %s of a withheld count is shown", i, paid[i])
		}
		if people[i] == "withheld" && days[i] != "withheld" && days[i] != "missing" {
			t.Errorf("row %d: the value %s of a withheld count is shown", i, days[i])
		}
	}
	if people[0] != "withheld" {
		t.Error("3 is shown")
	}
	if paid[3] != "withheld" || days[3] != "withheld" {
		t.Errorf("without a count nothing says that it is large enough: %s %s", paid[3], days[3])
	}
	if people[3] != "missing" || days[2] != "missing" {
		t.Errorf("missing became %s and %s", people[3], days[2])
	}
	if paid[4] != "0" || people[4] != "0" {
		t.Errorf("zeros became %s and %s", paid[4], people[4])
	}
	if got := column(t, table, "open"); got != "1000 2000 missing 3000 4000" {
		t.Errorf("a value that follows no count: %s", got)
	}
	if _, ok := table.Total("days", nil); ok {
		t.Error("a median has a total")
	}
}

// Whether a median is printed must tell no more of a rounded count than the count does: 8 and 11 are both printed as 10,
// and neither has a median. Without rounding 11 has one.
func TestMedianOfRoundedCountTellsNothing(t *testing.T) {
	for people, want := range map[string]string{"8": "withheld", "11": "withheld", "60": "7000"} {
		d := data()
		d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count"), field("days", "decimal", "role: value", "follows: people")),
			"period,region,people,days\n2026Q1,350102,"+people+",7\n", "privacy:\n  mode: round5\n")
		table := d.table(t, "helped")
		if got := column(t, table, "days"); got != want {
			t.Errorf("%s people, printed as %s: the median is %s, want %s", people, column(t, table, "people"), got, want)
		}
	}
}

func TestZeroCountWithMoneyIsShown(t *testing.T) {
	d := data()
	d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count"), field("paid", "money_cny", "role: amount", "follows: people")),
		"period,region,people,paid\n2026Q1,350102,0,33\n2026Q1,350103,40,44\n")
	table := d.table(t, "helped")
	if got := column(t, table, "people") + " / " + column(t, table, "paid"); got != "0 40 / 3300 4400" {
		t.Errorf("%s", got)
	}
}

func TestOnlyChildThatReportsHidesItsParents(t *testing.T) {
	d := data()
	d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count")),
		"period,region,people\n2026Q1,350102,6\n2026Q1,350103,\n2026Q1,350203,0\n")
	table := d.table(t, "helped")
	for _, at := range []map[string]string{nil, {"region": "350100"}, {"period": "2026"}, {"period": "2026Q1"}, {"region": "350102"}} {
		if got := total(t, table, "people", at); got != "withheld" {
			t.Errorf("at %v: %s", at, got)
		}
	}
	for region, want := range map[string]string{"350103": "missing", "350203": "0", "350200": "0", "350206": "missing"} {
		if got := total(t, table, "people", map[string]string{"region": region}); got != want {
			t.Errorf("%s: %s, want %s", region, got, want)
		}
	}
}

func TestLedgerCounts(t *testing.T) {
	d := data()
	d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count"), field("paid", "money_cny", "role: amount", "follows: people"), field("gifts", "integer", "role: total")),
		"period,region,people,paid,gifts\n2026Q1,350102,6,1,1\n2026Q1,350103,60,2,2\n2026Q1,350203,70,,3\n2026Q2,350128,80,4,4\n")
	d.put("aggregates", "calm", "period region", counted(field("people", "integer", "role: count")), "period,region,people\n2026Q1,350102,60\n")
	out := d.cleared(t)
	want := map[string][2]int{}
	rows, cells := 0, 0
	for _, table := range out.Tables {
		for i, f := range table.Schema.Fields {
			if !f.Measure() {
				continue
			}
			var n [2]int
			for _, r := range table.Rows {
				if cells++; r.Cells[i].State() == Withheld {
					n[0]++
					n[1]++
				}
			}
			for _, c := range table.totals[f.ID] {
				if c.State() == Withheld {
					n[1]++
				}
			}
			if n[1] > 0 {
				want[table.Schema.ID+"/"+f.ID] = n
			}
			rows += n[0]
		}
	}
	if len(want) != 2 || len(out.Ledger.Entries) != len(want) {
		t.Fatalf("entries %v, want %v", out.Ledger.Entries, want)
	}
	for _, e := range out.Ledger.Entries {
		if n := want[e.Dataset+"/"+e.Measure]; n != [2]int{e.Rows, e.All} {
			t.Errorf("%v, want %v", e, n)
		}
	}
	if out.Ledger.Withheld() != rows || rows == 0 {
		t.Errorf("the ledger counts %d rows, %d are withheld", out.Ledger.Withheld(), rows)
	}
	helped, _ := out.Table("helped")
	if helped.HiddenRows != rows || helped.Cells != 12 {
		t.Errorf("the table counts %d of %d, want %d of 12", helped.HiddenRows, helped.Cells, rows)
	}
}

func TestClearTwiceIsTheSame(t *testing.T) {
	d := randomTable(11)
	a, b := d.table(t, "helped"), d.table(t, "helped")
	if fmt.Sprintf("%v %v", a.Rows, a.totals) != fmt.Sprintf("%v %v", b.Rows, b.totals) {
		t.Error("two runs differ")
	}
}
