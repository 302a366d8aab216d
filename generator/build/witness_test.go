package build_test

import (
	"bytes"
	"encoding/csv"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"mingshan/generator/gate/release"
	"mingshan/generator/input/dataset"
	"mingshan/generator/testkit/sites"
)

// TestWithheldValuesChangeNoByte: two sites whose counts differ only where they are withheld are the same site. Ranks,
// colour steps, ends of axes, sentences, orders, addresses and dates can therefore come from cleared values only.
//
// A few people are exchanged between four withheld cells, one more here and one less there, so that every total of the table
// stays as it is. The exchange has to leave the pattern as it is too: which cells are withheld may depend on their values.
func TestWithheldValuesChangeNoByte(t *testing.T) {
	in, want := real(t)
	witness, found := in.Clone(), 0
	for _, id := range []string{"complaint_stats", "micro_wishes", "service_aid", "village_mutual_aid", "volunteering"} {
		e, ok := hiddenExchange(t, in, id)
		if !ok {
			continue // in a small table there may be none
		}
		if found++; !e.apply(t, witness) || bytes.Equal(in[e.file()], witness[e.file()]) {
			t.Fatalf("%s: an exchange that was possible is not", e)
		}
		t.Log(e)
	}
	if found < 3 {
		t.Fatalf("withheld cells of %d datasets can be exchanged without changing the pattern: too few to prove anything", found)
	}
	wantSame(t, "the witness", digests(want), digests(made(t, witness, &realMemo)))
}

// TestShownExchangeIsNoticed: the same exchange between cells that are shown is another release, so the comparison above
// can fail.
func TestShownExchangeIsNoticed(t *testing.T) {
	in := sites.Real(t)
	part := onlyDataset(in, "micro_wishes")
	table := clearedTable(t, part, "micro_wishes")
	for _, e := range exchanges(table, release.Value) {
		other := part.Clone()
		if !e.apply(t, other) {
			continue
		}
		if sameRelease(table, clearedTable(t, other, "micro_wishes")) {
			t.Errorf("%s leaves the release as it is", e)
		}
		return
	}
	t.Error("no four shown cells can be exchanged")
}

// exchange moves one unit of a measure between four rows of a dataset: the first and the last get one, the others lose one.
// The rows are the corners of a rectangle over two dimensions, each of which has both of its values under one total.
type exchange struct {
	dataset, measure string
	rows             [4]int
}

func (e exchange) file() string { return "data/aggregates/" + e.dataset + ".csv" }

// String names the rows, not what they hold.
func (e exchange) String() string {
	out := e.dataset + "." + e.measure + " in rows"
	for _, r := range e.rows {
		out += " " + strconv.Itoa(r+2)
	}
	return out
}

// apply changes the dataset's file; false, and nothing changed, when a cell would be left with nobody or without a number
// that editors may write there.
func (e exchange) apply(t testing.TB, files sites.Files) bool {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(files[e.file()])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	col := -1
	for i, name := range records[0] {
		if name == e.measure {
			col = i
		}
	}
	for i, r := range e.rows {
		n, err := strconv.Atoi(records[r+1][col])
		if n += [4]int{1, -1, -1, 1}[i]; err != nil || n < 1 {
			return false
		}
		records[r+1][col] = strconv.Itoa(n)
	}
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(records); err != nil {
		t.Fatal(err)
	}
	changed := files.Clone()
	changed[e.file()] = b.Bytes()
	if _, problems := dataset.Read(changed.Snapshot()); problems.Blocking() > 0 {
		return false // such as more people helped than were referred
	}
	files[e.file()] = b.Bytes()
	return true
}

// hiddenExchange finds an exchange between withheld cells of a dataset after which the gate lets the same through.
func hiddenExchange(t testing.TB, files sites.Files, id string) (exchange, bool) {
	t.Helper()
	part := onlyDataset(files, id)
	before := clearedTable(t, part, id)
	tries := 0
	for _, e := range exchanges(before, release.Withheld) {
		other := part.Clone()
		if tries == 60 {
			break
		}
		if !e.apply(t, other) {
			continue
		}
		if tries++; sameRelease(before, clearedTable(t, other, id)) {
			return e, true
		}
	}
	return exchange{}, false
}

// onlyDataset is a site with one of its datasets, which clears fast.
func onlyDataset(files sites.Files, id string) sites.Files {
	out := sites.Files{"content/site.yaml": files["content/site.yaml"]}
	for path, data := range files {
		if strings.HasPrefix(path, "data/rules/") || strings.HasPrefix(path, "data/codes/") || strings.HasPrefix(path, "data/aggregates/"+id+".") {
			out[path] = data
		}
	}
	return out
}

func clearedTable(t testing.TB, files sites.Files, id string) *release.Table {
	t.Helper()
	cleared, _ := files.Clear(t)
	table, ok := cleared.Table(id)
	if !ok {
		t.Fatalf("no table %s", id)
	}
	return table
}

// sameRelease compares everything of two tables that may be shown, totals included.
func sameRelease(a, b *release.Table) bool { return reflect.DeepEqual(a, b) }

// exchanges lists every exchange of a count that is no sum and no part of one, with all four cells in the state.
func exchanges(table *release.Table, state release.State) []exchange {
	var out []exchange
	linked := map[string]bool{}
	for _, f := range table.Schema.Fields {
		for _, part := range f.SumOf {
			linked[f.ID], linked[part] = true, true
		}
	}
	for col, f := range table.Schema.Fields {
		if f.Role != "count" || linked[f.ID] {
			continue
		}
		for _, rows := range rectangles(table) {
			all := true
			for _, r := range rows {
				all = all && table.Rows[r].Cells[col].State() == state
			}
			if all {
				out = append(out, exchange{table.Schema.ID, f.ID, rows})
			}
		}
	}
	return out
}

// rectangles lists rows that stand at the corners of a rectangle over the first two dimensions and agree in the others:
// values of each of the two have the same total above them, so that an exchange changes no total.
func rectangles(table *release.Table) [][4]int {
	at := map[string]int{}
	key := func(r release.Row, first, second string) string {
		var b strings.Builder
		for i, d := range table.Dims {
			code := r.Texts[table.Column(d.Field.ID)]
			switch {
			case i == 0 && first != "":
				code = first
			case i == 1 && second != "":
				code = second
			}
			b.WriteString(code + "|")
		}
		return b.String()
	}
	for i, r := range table.Rows {
		at[key(r, "", "")] = i
	}
	var out [][4]int
	for i, r := range table.Rows {
		for _, first := range later(table.Dims[0], r.Texts[table.Column(table.Dims[0].Field.ID)]) {
			for _, second := range later(table.Dims[1], r.Texts[table.Column(table.Dims[1].Field.ID)]) {
				b, okB := at[key(r, first, "")]
				c, okC := at[key(r, "", second)]
				d, okD := at[key(r, first, second)]
				if okB && okC && okD {
					out = append(out, [4]int{i, b, c, d})
				}
			}
		}
	}
	return out
}

// later lists the leaves of a dimension that come after a code and have the same total above them.
func later(d release.Dim, code string) []string {
	here, _ := d.Node(code)
	var out []string
	past := false
	for _, n := range d.Nodes {
		if n.Code == code {
			past = true
		} else if past && n.Leaf && n.Parent == here.Parent {
			out = append(out, n.Code)
		}
	}
	return out
}
