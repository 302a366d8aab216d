package release

import (
	"bytes"
	"maps"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
	"mingshan/generator/input/source"
)

// demoFiles reads the site of this repository.
func demoFiles(t testing.TB) map[string][]byte {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	snap, bad, err := source.Read(filepath.Join(filepath.Dir(here), "..", "..", ".."), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	silent(t, bad)
	out := map[string][]byte{}
	for _, f := range snap.Files("") {
		out[f.Path] = f.Data
	}
	return out
}

// demo gives the data of this repository, with its rules.
func demo(t testing.TB) (dataset.Set, config.Config) {
	t.Helper()
	snap := source.Make(demoFiles(t))
	set, bad := dataset.Read(snap)
	silent(t, bad)
	cfg, bad := config.Read(snap)
	silent(t, bad)
	return set, cfg
}

// TestWitnesses: with the pattern that the ledger holds, other tables that the proofs give make the same release, to the
// last cell, although each is another; and with other numbers that are shown they make another.
func TestWitnesses(t *testing.T) {
	d, _ := people(3, 6)
	before := read(t, d.publish(t, nil))
	set := d.set(t)
	want, bad := Clear(set, content.Corpus{}, wide(), before, asOf(), noPicture)
	silent(t, bad)
	all, bad := Witnesses(set, wide(), before, asOf(), 12)
	silent(t, bad)
	up, down := 0, 0
	seen := map[string]bool{}
	for i, w := range all {
		out, bad := Clear(w, content.Corpus{}, wide(), before, asOf(), noPicture)
		silent(t, bad)
		if !reflect.DeepEqual(out.Tables, want.Tables) || !reflect.DeepEqual(out.Published(), want.Published()) {
			t.Errorf("witness %d makes another release", i)
		}
		a, _ := set.Get("helped")
		b, _ := w.Get("helped")
		moved := ""
		for r := range a.Rows() {
			col := a.Column("people")
			switch by := b.At(b.Rows()[r], col).Number() - a.At(a.Rows()[r], col).Number(); {
			case by > 0:
				up++
			case by < 0:
				down++
			}
			moved += b.At(b.Rows()[r], col).Text() + " "
		}
		seen[moved] = true
	}
	if up == 0 || down == 0 || len(seen) < 4 {
		t.Errorf("%d numbers go up and %d down in %d different sets: too few", up, down, len(seen))
	}
	t.Logf("12 sets, %d of them different: %d numbers up, %d down", len(seen), up, down)
	truth, _ := set.Get("helped")
	table, _ := want.Table("helped")
	col := truth.Column("people")
	r := slices.IndexFunc(truth.Rows(), func(r dataset.Row) bool { return truth.At(r, col).Number() > 40 })
	other := dataset.Set{Tables: slices.Clone(set.Tables)}
	i := slices.IndexFunc(other.Tables, func(t dataset.Table) bool { return t.Schema.ID == "helped" })
	other.Tables[i] = truth.Replace(col, map[int]int64{r: truth.At(truth.Rows()[r], col).Number() + 1})
	out, bad := Clear(other, content.Corpus{}, wide(), nil, asOf(), noPicture)
	silent(t, bad)
	if again, _ := out.Table("helped"); reflect.DeepEqual(again, table) {
		t.Error("one more in a number that is shown makes the same release: the comparison sees nothing")
	}
}

// TestNamesOfCodesDoNotMatter: with other codes the same cells of a dataset are withheld.
func TestNamesOfCodesDoNotMatter(t *testing.T) {
	files := demoFiles(t)
	keep := func(path string) bool {
		return strings.HasPrefix(path, "data/codes/") || strings.HasPrefix(path, "data/rules/") || strings.HasPrefix(path, "data/aggregates/needs.")
	}
	maps.DeleteFunc(files, func(path string, _ []byte) bool { return !keep(path) })
	_, cfg := demo(t)
	table := func(files map[string][]byte) *Table {
		set, bad := dataset.Read(source.Make(files))
		silent(t, bad)
		out, bad := Clear(set, content.Corpus{}, cfg.Privacy, nil, cfg.Site.AsOf, noPicture)
		silent(t, bad)
		table, _ := out.Table("needs")
		return table
	}
	renamed := maps.Clone(files)
	now := strings.NewReplacer("housing", "0-roof", "care", "zz-care")
	for _, path := range []string{"data/codes/need_types.csv", "data/aggregates/needs.csv"} {
		renamed[path] = []byte(now.Replace(string(files[path])))
		if bytes.Equal(renamed[path], files[path]) {
			t.Fatalf("%s has no such codes", path)
		}
	}
	a, b := table(files), table(renamed)
	withheld := 0
	for r := range a.Rows {
		if now.Replace(strings.Join(a.Rows[r].Texts, ",")) != strings.Join(b.Rows[r].Texts, ",") || !slices.Equal(a.Rows[r].Cells, b.Rows[r].Cells) {
			t.Fatalf("row %d is another", r)
		}
		for _, c := range a.Rows[r].Cells[a.Column("registered"):] {
			if c.State() == Withheld {
				withheld++
			}
		}
	}
	if !reflect.DeepEqual(a.totals, b.totals) {
		t.Error("the totals are others")
	}
	if withheld == 0 {
		t.Error("nothing is withheld, so nothing is proved")
	}
	t.Logf("%d withheld cells in %d rows and all totals are the same", withheld, len(a.Rows))
}
