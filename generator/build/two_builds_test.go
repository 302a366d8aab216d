package build_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"mingshan/generator/build"
	"mingshan/generator/gate/ledger"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/config"
	"mingshan/generator/input/dataset"
	"mingshan/generator/testkit/sites"
)

// witnessSets is how many sets of witnesses there are, and builtSets from how many of them the whole site is built: clearing
// some of them takes minutes.
const witnessSets, builtSets = 12, 6

// world is the repository's site after its first release, and what it could as well have been made from.
type world struct {
	files     sites.Files // with the ledger of the first release, which holds the pattern
	out       sites.Files // the site, as it is built without a ledger
	set       dataset.Set
	witnesses []dataset.Set
}

var (
	worldOnce sync.Once
	theWorld  world
)

// after gives the world, made once.
func after(t testing.TB) world {
	t.Helper()
	worldOnce.Do(func() {
		in, out := real(t)
		files, _, problems, err := build.Record(in.Snapshot(), build.Options{Theme: sites.Theme()}, &realMemo)
		if err != nil {
			t.Fatal(err)
		}
		sites.Silent(t, problems)
		in = in.Clone()
		for _, f := range files {
			in[f.Path] = f.Data
		}
		snap := in.Snapshot()
		cfg, bad := config.Read(snap)
		sites.Silent(t, bad)
		before, bad := ledger.Read(build.LedgerFiles(snap))
		sites.Silent(t, bad)
		set, bad := dataset.Read(snap)
		sites.Silent(t, bad)
		witnesses, bad := release.Witnesses(set, cfg.Privacy, before, cfg.Site.AsOf, witnessSets)
		sites.Silent(t, bad)
		theWorld = world{in, out, set, witnesses}
	})
	if theWorld.out == nil {
		t.Fatal("there is no world; see the test that tried first")
	}
	return theWorld
}

// TestTwoBuilds: the site built from witness tables, with the pattern that the first release has, is the site built from
// the true ones, byte for byte.
func TestTwoBuilds(t *testing.T) {
	w := after(t)
	want := digests(w.out)
	moved := map[string]int{}
	cells := 0
	for i, set := range w.witnesses[:builtSets] {
		files := w.files.Clone()
		for _, table := range set.Tables {
			if n := w.differ(t, table); n > 0 {
				files[table.File] = asCSV(t, &table)
				moved[table.Schema.ID]++
				cells += n
			}
		}
		wantSame(t, fmt.Sprintf("witness %d", i), want, digests(made(t, files, &realMemo)))
	}
	t.Logf("%d files are the same from %d witness sets, in which %d numbers differ: %v", len(w.out), builtSets, cells, moved)
	often := 0 // a table with hardly a withheld cell moves in few sets
	for _, n := range moved {
		if n >= builtSets/2 {
			often++
		}
	}
	if often < 10 || cells < 1000 {
		t.Errorf("too little differs to prove anything: %d numbers, %v", cells, moved)
	}
}

// differ counts the numbers of a table that are others than in the true one.
func (w world) differ(t testing.TB, table dataset.Table) int {
	t.Helper()
	truth, ok := w.set.Get(table.Schema.ID)
	if !ok || len(truth.Rows()) != len(table.Rows()) {
		return 0 // rows without consent are in no witness
	}
	n := 0
	for r, row := range table.Rows() {
		for i := range table.Schema.Fields {
			if table.At(row, i).Text() != truth.At(truth.Rows()[r], i).Text() {
				n++
			}
		}
	}
	return n
}

// asCSV writes a table as the CSV that it would have been read from.
func asCSV(t testing.TB, table *dataset.Table) []byte {
	t.Helper()
	var records [][]string
	head := make([]string, len(table.Schema.Fields))
	for i, f := range table.Schema.Fields {
		head[i] = f.ID
	}
	records = append(records, head)
	for _, row := range table.Rows() {
		record := make([]string, len(head))
		for i := range head {
			v := table.At(row, i)
			record[i] = v.Text()
			if v.NotApplicable() {
				record[i] = "z"
			}
		}
		records = append(records, record)
	}
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(records); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestRowsInAnotherOrder: the rows of every table with numbers in another order, and one processor instead of all, make
// the same site. Of tables without numbers the order is an editor's choice.
func TestRowsInAnotherOrder(t *testing.T) {
	in, out := real(t)
	set, bad := dataset.Read(in.Snapshot())
	sites.Silent(t, bad)
	files, shuffled := in.Clone(), 0
	for _, table := range set.Tables {
		if !slices.ContainsFunc(table.Schema.Fields, dataset.Field.Measure) || table.Group == "codes" {
			continue
		}
		records, err := csv.NewReader(bytes.NewReader(in[table.File])).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		rows := records[1:]
		slices.SortFunc(rows, func(a, b []string) int { return bytes.Compare(digest(a), digest(b)) })
		var b bytes.Buffer
		if err := csv.NewWriter(&b).WriteAll(records); err != nil {
			t.Fatal(err)
		}
		files[table.File] = b.Bytes()
		shuffled++
	}
	if shuffled < 10 {
		t.Errorf("only %d tables have numbers", shuffled)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	wantSame(t, "rows in another order", digests(out), digests(made(t, files, &realMemo)))
	t.Logf("%d tables in another order", shuffled)
}

// digest is a place for a record that says nothing of what it holds.
func digest(record []string) []byte {
	sum := sha256.Sum256([]byte(strings.Join(record, "\n")))
	return sum[:]
}
