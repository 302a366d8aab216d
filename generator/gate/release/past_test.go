package release

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/gate/attack"
	"mingshan/generator/gate/ledger"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
)

// wide are the rules of the tests about earlier releases.
func wide() config.Privacy {
	r := rules()
	r.MinWidth, r.StrictWidth = config.Rule{Value: 5}, config.Rule{Value: 8}
	return r
}

// after clears a folder after a ledger, and says what was wrong.
func (d folder) after(t testing.TB, before *ledger.Ledger) (*Cleared, diag.List) {
	t.Helper()
	return Clear(d.set(t), content.Corpus{}, wide(), before, asOf(), noPicture)
}

// publish records what a folder publishes and reads the ledger back.
func (d folder) publish(t testing.TB, files []ledger.File) []ledger.File {
	t.Helper()
	l, bad := ledger.Read(files)
	silent(t, bad)
	out, bad := d.after(t, l)
	silent(t, bad)
	more, _, err := l.Record(asOf(), "rules", out.Published())
	if err != nil {
		t.Fatal(err)
	}
	files = slices.DeleteFunc(slices.Clone(files), func(f ledger.File) bool { return strings.HasSuffix(f.Path, "head.csv") })
	for _, f := range more {
		files = append(files, ledger.File(f))
	}
	return files
}

func read(t testing.TB, files []ledger.File) *ledger.Ledger {
	t.Helper()
	l, bad := ledger.Read(files)
	silent(t, bad)
	return l
}

// people is a dataset of one count over quarter, county and kind, up to a quarter; one county reports the last
// quarter but one only with the last.
func people(seed, quarters int) (folder, string) {
	rnd := splitmix(seed)
	var b strings.Builder
	b.WriteString("period,region,kind,people\n")
	for q := range 6 {
		for _, region := range []string{"350102", "350103", "350203", "350206", "350128"} {
			for _, kind := range []string{"meal", "visit"} {
				n := rnd.next(10)
				if rnd.next(3) > 0 {
					n = 10 + rnd.next(60)
				}
				line := fmt.Sprintf("%dQ%d,%s,%s,%d\n", 2025+(q+2)/4, 1+(q+2)%4, region, kind, n)
				if late := q == 4 && region == "350203"; q < quarters && (!late || quarters == 6) {
					b.WriteString(line)
				}
			}
		}
	}
	d := data()
	d.put("aggregates", "helped", "period region kind", counted(dim("kind", "code", "codes: kinds"), field("people", "integer", "role: count")), b.String())
	return d, b.String()
}

// deduce gives how wide the interval of each small leaf is for a reader of several releases.
func deduce(t *testing.T, csv string, tables ...[]number) (widths []float64) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(csv), "\n")[1:]
	place := map[string]int{}
	var sys attack.System
	var small []int
	for _, line := range lines {
		rec := strings.Split(line, ",")
		n, err := strconv.Atoi(rec[3])
		if err != nil {
			t.Fatal(err)
		}
		place[strings.Join(rec[:3], ",")] = len(sys.Value)
		if n > 0 && n < 10 {
			small = append(small, len(sys.Value))
		}
		sys.Value, sys.Low, sys.Shown = append(sys.Value, int64(n)), append(sys.Low, int64(min(1, n))), append(sys.Shown, n == 0)
	}
	for _, table := range tables {
		publish(&sys, place, table)
	}
	bounds, err := attack.Bounds(sys, small)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range bounds {
		widths = append(widths, b.High-b.Low)
	}
	return widths
}

// publish adds the numbers of a release to what a reader has.
func publish(sys *attack.System, place map[string]int, said []number) {
	for _, n := range said {
		v, ok := n.cell.Number()
		if !ok {
			continue
		}
		row := []attack.Term{{Cell: len(sys.Value), Coef: -1}}
		for _, u := range n.unknowns {
			row = append(row, attack.Term{Cell: place[u], Coef: 1})
		}
		sys.Value, sys.Low, sys.Shown = append(sys.Value, v), append(sys.Low, v), append(sys.Shown, true)
		sys.Rows = append(sys.Rows, row)
	}
}

// said lists the numbers of a release by the rows behind them, named by their keys.
func said(t *testing.T, out *Cleared, csv string) []number {
	t.Helper()
	table, _ := out.Table("helped")
	all := numbers(t, table, csv, []string{"period", "region", "kind"}, nil, nil)
	lines := strings.Split(strings.TrimSpace(csv), "\n")[1:]
	for i, n := range all {
		for k, u := range n.unknowns {
			r, err := strconv.Atoi(strings.TrimPrefix(u, "people "))
			if err != nil {
				t.Fatal(err)
			}
			all[i].unknowns[k] = lines[r][:strings.LastIndex(lines[r], ",")]
		}
	}
	return all
}

// TestTwoReleasesGiveNothingAway: each of two releases is safe alone; together they are not, unless the second knows the
// first.
func TestTwoReleasesGiveNothingAway(t *testing.T) {
	alone, small := 0, 0
	for seed := range 12 {
		first, firstCSV := people(seed, 5)
		second, secondCSV := people(seed, 6)
		one, bad := first.after(t, nil)
		silent(t, bad)
		two, bad := second.after(t, nil)
		silent(t, bad)
		for _, w := range deduce(t, secondCSV, said(t, one, firstCSV), said(t, two, secondCSV)) {
			if w < 5 {
				alone++
			}
		}
		for _, x := range []struct {
			out *Cleared
			csv string
		}{{one, firstCSV}, {two, secondCSV}} {
			for _, w := range deduce(t, x.csv, said(t, x.out, x.csv)) {
				if w < 5-1e-6 {
					t.Errorf("seed %d: one release alone leaves a width of %g", seed, w)
				}
			}
		}
		known, bad := second.after(t, read(t, first.publish(t, nil)))
		silent(t, bad)
		for _, w := range deduce(t, secondCSV, said(t, one, firstCSV), said(t, known, secondCSV)) {
			small++
			if w < 5-1e-6 {
				t.Errorf("seed %d: with the ledger two releases leave a width of %g", seed, w)
			}
		}
	}
	if alone == 0 || small == 0 {
		t.Errorf("%d of %d too narrow without the ledger: the test shows nothing", alone, small)
	}
	t.Logf("too narrow without the ledger: %d of %d; with it: 0", alone, small)
}

// A second release of the same figures prints the same, whatever could be chosen otherwise.
func TestReleasedAgainIsTheSame(t *testing.T) {
	d, csv := people(3, 6)
	files := d.publish(t, nil)
	l := read(t, files)
	again, bad := d.after(t, l)
	silent(t, bad)
	more, changed, err := l.Record(asOf(), "rules", again.Published())
	if err != nil || changed != 0 || more != nil {
		t.Errorf("%d cells changed (%v)", changed, err)
	}
	first, _ := d.after(t, nil)
	a, b := said(t, first, csv), said(t, again, csv)
	for i := range a {
		if say(a[i].cell) != say(b[i].cell) {
			t.Errorf("%s: %s, then %s", a[i].name, say(a[i].cell), say(b[i].cell))
		}
	}
}

// tell writes problems for comparison.
func tell(t *testing.T, problems diag.List) string {
	t.Helper()
	var codes []string
	for _, p := range problems.Sorted() {
		codes = append(codes, p.Code)
	}
	return strings.Join(codes, " ")
}

func TestRevisions(t *testing.T) {
	const csv = "period,region,people\n2026Q1,350102,60\n2026Q1,350103,70\n2026Q1,350203,80\n2026Q1,350206,90\n2026Q1,350128,4\n"
	make := func(csv, privacy, corrections string) folder {
		d := corrected(corrections)
		d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count")), csv, privacy)
		return d
	}
	before := read(t, make(csv, "", "").publish(t, nil))
	swap := func(old, new string) string { return strings.Replace(csv, old, new, 1) }
	for _, x := range []struct{ name, csv, privacy, corrections, problem, value string }{
		{"nothing changed", csv, "", "", "", "70"},
		{"a small change waits", swap(",70", ",73"), "", "", "", "70"},
		{"a large one needs a correction", swap(",70", ",95"), "", "", "gate/uncorrected", ""},
		{"a large one with a correction", swap(",70", ",95"), "", "1,dataset,helped,2026Q1/350103,people,2026-11-20,70,95,,,因,why,", "", "95"},
		{"a small one with a correction", swap(",70", ",73"), "", "1,dataset,helped,2026Q1/350103,people,2026-11-20,70,73,,,因,why,", "", "73"},
		{"a correction of all of a column", swap(",70", ",95"), "", "1,dataset,helped,,people,2026-11-20,,,略增,more,因,why,", "", "95"},
		{"a correction of something else", swap(",70", ",95"), "", "1,dataset,helped,2026Q1/350206,people,2026-11-20,80,90,,,因,why,\n2,dataset,other,,people,2026-11-20,,,改,changed,因,why,\n3,project,helped,,people,2026-11-20,,,改,changed,因,why,", "gate/uncorrected", ""},
		{"a correction of an earlier change", swap(",70", ",95"), "", "1,dataset,helped,,people,2026-11-19,,,略增,more,因,why,", "gate/uncorrected", ""},
		{"annual: all wait", swap(",70", ",95"), "privacy:\n  revisions: annual\n", "", "", "70"},
		{"a row that is gone", swap("2026Q1,350103,70\n", ""), "", "", "gate/gone", ""},
		{"a value that is gone", swap(",70", ","), "", "", "gate/uncorrected", ""},
	} {
		out, problems := make(x.csv, x.privacy, x.corrections).after(t, before)
		if got := tell(t, problems); got != x.problem {
			t.Errorf("%s: %q, want %q", x.name, got, x.problem)
		}
		if table, ok := out.Table("helped"); ok && x.value != "" {
			if got := strings.Fields(column(t, table, "people"))[1]; got != x.value {
				t.Errorf("%s: %s is published, want %s", x.name, got, x.value)
			}
		}
	}
	// In the year after, what was held by the year comes out, with a correction.
	next := calendar.Date{Year: 2027, Month: 1, Day: 5}
	_, problems := Clear(make(swap(",70", ",95"), "privacy:\n  revisions: annual\n", "").set(t), content.Corpus{}, wide(), before, next, noPicture)
	if got := tell(t, problems); got != "gate/uncorrected" {
		t.Errorf("in the next year: %q", got)
	}
}

// A dataset that begins to round changes what was published, so a correction has to tell of it; once it rounds, a new
// quarter changes nothing of the old ones.
func TestRoundingIsNoRevision(t *testing.T) {
	const csv = "period,region,people\n2026Q1,350102,62\n2026Q1,350103,70\n2026Q1,350203,83\n2026Q1,350206,91\n2026Q1,350128,44\n"
	const rounded = "privacy:\n  mode: round5\n"
	make := func(csv, privacy, corrections string) folder {
		d := corrected(corrections)
		d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count")), csv, privacy)
		return d
	}
	exact := make(csv, "", "").publish(t, nil)
	if _, problems := make(csv, rounded, "").after(t, read(t, exact)); tell(t, problems) != "gate/uncorrected" {
		t.Errorf("figures published as counted are rounded without a word: %q", tell(t, problems))
	}
	out, problems := make(csv, rounded, "1,dataset,helped,,people,2026-11-20,,,取整,rounded,因,why,").after(t, read(t, exact))
	table, _ := out.Table("helped")
	if got := strings.Fields(column(t, table, "people")); tell(t, problems) != "" || got[1] != "70" || strings.Contains(strings.Join(got, " "), "62") {
		t.Errorf("with a correction: %v (%s)", got, tell(t, problems))
	}
	first := make(csv, rounded, "").publish(t, nil)
	out, _ = make(csv, rounded, "").after(t, read(t, first))
	table, _ = out.Table("helped")
	before := column(t, table, "people")
	out, problems = make(csv+"2026Q2,350102,3\n2026Q2,350103,7\n2026Q2,350203,12\n2026Q2,350206,28\n2026Q2,350128,19\n", rounded, "").after(t, read(t, first))
	table, _ = out.Table("helped")
	if got := column(t, table, "people"); tell(t, problems) != "" || !strings.HasPrefix(got, before+" ") {
		t.Errorf("with a new quarter: %s, before it %s (%s)", got, before, tell(t, problems))
	}
}

// A date that was published changes by a correction only, one that was missing may come; other words may change.
func TestFixedWords(t *testing.T) {
	make := func(rows, correction string) folder {
		d := corrected(correction)
		d.put("registers", "reports", "id", field("id", "string", "required: true")+field("published_on", "date", "fixed: true")+field("note", "string"), "id,published_on,note\n"+rows)
		return d
	}
	before := read(t, make("a,2026-03-01,x\nb,,y\n", "").publish(t, nil))
	for _, x := range []struct{ name, rows, correction, want string }{
		{"nothing", "a,2026-03-01,x\nb,,y\n", "", ""},
		{"words that are not fixed", "a,2026-03-01,z\nb,,y\n", "", ""},
		{"a date that comes", "a,2026-03-01,x\nb,2026-04-01,y\n", "", ""},
		{"another date", "a,2026-02-01,x\nb,,y\n", "", "gate/uncorrected"},
		{"no date any more", "a,,x\nb,,y\n", "", "gate/uncorrected"},
		{"another date with a correction", "a,2026-02-01,x\nb,,y\n", "1,dataset,reports,a,published_on,2026-11-20,2026-03-01,2026-02-01,,,因,why,", ""},
		{"a row that is gone", "b,,y\n", "", "gate/gone"},
	} {
		_, problems := make(x.rows, x.correction).after(t, before)
		if got := tell(t, problems); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

// What is withheld may not change by a few either: totals of both releases would tell by how many.
func TestWithheldFiguresAreHeldToo(t *testing.T) {
	csv := "period,region,kind,people\n2026Q1,350102,meal,4\n2026Q1,350102,visit,30\n2026Q1,350103,meal,50\n2026Q1,350103,visit,6\n2026Q1,350203,meal,80\n2026Q1,350203,visit,90\n2026Q1,350128,meal,85\n2026Q1,350128,visit,95\n"
	make := func(csv string) folder {
		d := data()
		d.put("aggregates", "helped", "period region kind", counted(dim("kind", "code", "codes: kinds"), field("people", "integer", "role: count")), csv)
		return d
	}
	before := read(t, make(csv).publish(t, nil))
	_, problems := make(strings.Replace(csv, "meal,4\n", "meal,5\n", 1)).after(t, before)
	if got := tell(t, problems); !strings.Contains(got, "gate/revision") {
		t.Errorf("one person more among withheld figures: %q", got)
	}
	_, problems = make(strings.Replace(csv, "meal,4\n", "meal,44\n", 1)).after(t, before)
	if got := tell(t, problems); got != "" {
		t.Errorf("forty more: %q", got)
	}
}

// A correction of the row that changed is enough for all totals that tell of it; one of another row is not.
func TestCorrectionOfWithheldFigures(t *testing.T) {
	csv := "period,region,kind,people\n2026Q1,350102,meal,4\n2026Q1,350102,visit,30\n2026Q1,350103,meal,50\n2026Q1,350103,visit,6\n2026Q1,350203,meal,80\n2026Q1,350203,visit,90\n2026Q1,350128,meal,85\n2026Q1,350128,visit,95\n"
	make := func(csv, record string) folder {
		d := corrected("a,dataset,helped," + record + ",people,2026-11-20,,,改,changed,因,why,")
		d.put("aggregates", "helped", "period region kind", counted(dim("kind", "code", "codes: kinds"), field("people", "integer", "role: count")), csv)
		return d
	}
	before := read(t, make(csv, "none").publish(t, nil))
	for record, want := range map[string]string{"none": "gate/revision", "2026Q1/350102/meal": "", "2026Q1/350102/visit": "gate/revision", "2026Q1/350100/all": "gate/revision", "": ""} {
		_, problems := make(strings.Replace(csv, "meal,4\n", "meal,5\n", 1), record).after(t, before)
		if got := tell(t, problems); got != want {
			t.Errorf("correction of %q: %q, want %q", record, got, want)
		}
	}
}

// A small change waits, but not where the value that waits would come to stand above another that it is part of.
func TestWaitingValueStaysBelow(t *testing.T) {
	make := func(second string) folder {
		d := corrected("a,dataset,helped,2026Q1/350103,asked,2026-11-20,,,改,changed,因,why,")
		d.put("aggregates", "helped", "period region", counted(field("asked", "integer", "role: count"), field("people", "integer", "role: count", "not_above: asked")),
			"period,region,asked,people\n2026Q1,350102,60,40\n"+second+"2026Q1,350203,80,50\n2026Q1,350206,90,60\n2026Q1,350128,90,70\n")
		return d
	}
	before := read(t, make("2026Q1,350103,70,66\n").publish(t, nil))
	for second, want := range map[string]string{"2026Q1,350103,62,60\n": "gate/uncorrected", "2026Q1,350103,68,60\n": ""} {
		if _, problems := make(second).after(t, before); tell(t, problems) != want {
			t.Errorf("%q: %q, want %q", second, tell(t, problems), want)
		}
	}
}

// Links that say the same twice, back and forth, say it once; and linked tables need not have the same kinds of measures.
func TestLinksBothWays(t *testing.T) {
	d := data()
	link := func(measure, other, same string) string {
		return "privacy:\n  links:\n    - measure: " + measure + "\n      dataset: " + other + "\n      same: " + same + "\n"
	}
	d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count"), field("paid", "money_cny", "role: amount", "follows: people")),
		"period,region,people,paid\n2026Q1,350102,60,600\n2026Q1,350103,4,40\n2026Q1,350203,80,800\n2026Q1,350206,90,900\n2026Q1,350128,70,700\n", link("people", "meals", "everybody"))
	d.put("aggregates", "meals", "period region", counted(field("everybody", "integer", "role: count")), strings.Replace(fiveCounties, "people", "everybody", 1), link("everybody", "helped", "people"))
	if _, problems := d.under(t, "helped"); problems != "" {
		t.Errorf("links both ways: %s", problems)
	}
}

// Swapping the pattern between two releases is what the ledger has to prevent: the cell that was hidden first is still
// hidden, and the one that was shown is still shown.
func TestPatternIsNotSwapped(t *testing.T) {
	d, _ := people(5, 6)
	files := d.publish(t, nil)
	out, bad := d.after(t, nil)
	silent(t, bad)
	l := read(t, files)
	for _, s := range out.Published() {
		was, ok := l.Was(s.Cell)
		if !ok || was != s.Mark {
			t.Fatalf("%v is not in the ledger as it was published", s.Cell)
		}
	}
	// A fresh clearing of changed data would choose anew; after the ledger it must not.
	changed, _ := people(5, 6)
	text := string(changed["data/aggregates/helped.csv"])
	changed["data/aggregates/helped.csv"] = []byte(text + "2027Q1,350102,meal,3\n2027Q1,350103,meal,44\n2027Q1,350203,meal,51\n")
	after, bad := changed.after(t, l)
	silent(t, bad)
	for _, s := range after.Published() {
		if was, ok := l.Was(s.Cell); ok && was.Shown != s.Shown && !strings.Contains(s.At, "all") {
			t.Errorf("%v: shown %v, then %v", s.Cell, was.Shown, s.Shown)
		}
	}
}

// TestSwappedPatternIsCaught: the same figures released twice, each time safe alone but with other cells guarding the small
// ones, give small ones away to a reader of both. After the ledger, asking for the other pattern changes nothing.
func TestSwappedPatternIsCaught(t *testing.T) {
	swapped, given := 0, 0
	for seed := range 12 {
		first, csv := people(seed, 6)
		one, bad := first.after(t, nil)
		silent(t, bad)
		second, _ := people(seed, 6)
		schema := "data/aggregates/helped.yaml"
		second[schema] = append(slices.Clone(second[schema]), keepGuards(t, one, csv)...)
		two, bad := second.after(t, nil)
		silent(t, bad)
		if slices.Equal(one.Published(), two.Published()) {
			continue
		}
		swapped++
		for _, out := range []*Cleared{one, two} {
			for _, w := range deduce(t, csv, said(t, out, csv)) {
				if w < 5-1e-6 {
					t.Errorf("seed %d: one release alone leaves a width of %g", seed, w)
				}
			}
		}
		for _, w := range deduce(t, csv, said(t, one, csv), said(t, two, csv)) {
			if w < 5-1e-6 {
				given++
			}
		}
		held, bad := second.after(t, read(t, first.publish(t, nil)))
		silent(t, bad)
		for _, w := range deduce(t, csv, said(t, one, csv), said(t, held, csv)) {
			if w < 5-1e-6 {
				t.Errorf("seed %d: after the ledger two releases leave a width of %g", seed, w)
			}
		}
		if !slices.Equal(one.Published(), held.Published()) {
			t.Errorf("seed %d: after the ledger another pattern is published", seed)
		}
	}
	if swapped < 6 || given == 0 {
		t.Errorf("%d patterns swapped, %d small cells given away: the test shows nothing", swapped, given)
	}
	t.Logf("%d patterns swapped: %d small cells given away without the ledger, 0 with it", swapped, given)
}

// keepGuards asks, as a schema does, for the rows to be shown that were hidden without being small.
func keepGuards(t *testing.T, out *Cleared, csv string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("privacy:\n  keep:\n")
	table, _ := out.Table("helped")
	values := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(csv), "\n") {
		i := strings.LastIndex(line, ",")
		values[line[:i]] = line[i+1:]
	}
	for _, row := range table.Rows {
		at := strings.Join(row.Texts[:3], ",")
		if n, err := strconv.Atoi(values[at]); err == nil && n >= 10 && row.Cells[3].State() == Withheld {
			fmt.Fprintf(&b, "    - measure: people\n      at:\n        period: %s\n        region: %q\n        kind: %s\n", row.Texts[0], row.Texts[1], row.Texts[2])
		}
	}
	return b.String()
}
