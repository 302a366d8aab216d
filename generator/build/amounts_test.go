package build_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"mingshan/generator/base/lang"
	"mingshan/generator/cli"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/dataset"
	"mingshan/generator/testkit/sites"
)

// distinctive is a number that is put into a cell of a dataset: as a file writes it, and scaled.
type distinctive struct {
	dataset, measure string
	literal          string
	scaled           int64
}

// distinctiveNumbers are amounts, and values that are no sums, whose digits stand nowhere else. A count would do for this
// only where it is withheld as a guard: a small one is not distinctive.
func distinctiveNumbers() []distinctive {
	return []distinctive{
		{"aid_aggregates", "spend", "7654321.89", 765432189},
		{"service_aid", "hours", "73182539", 73182539},
		{"volunteering", "hours", "84629571", 84629571},
		{"needs", "median_days_to_match", "7319.464", 7319464},
	}
}

// spellings are all the ways in which a number can be written by this program, and by others: grouped, shortened, rounded,
// in the smallest unit, in full width.
func (p distinctive) spellings(t testing.TB, table *release.Table) []string {
	t.Helper()
	f, _ := table.Schema.Field(p.measure)
	scale, unit := dataset.Scale(f.Type), int64(1)
	for range scale {
		unit *= 10
	}
	whole := (p.scaled + unit/2) / unit
	out := []string{p.literal, strconv.FormatInt(p.scaled, 10), strconv.FormatInt(p.scaled/unit, 10), strconv.FormatInt(whole, 10)}
	for _, tag := range lang.Editions() {
		w := lang.NewPrinter(tag)
		out = append(out, w.Decimal(p.scaled, scale), w.Int(p.scaled), w.Int(p.scaled/unit), w.Int(whole))
		if scale == 2 {
			out = append(out, w.Money(p.scaled), w.MoneyCompact(p.scaled), w.Compact(whole))
		}
		if scale == 0 {
			out = append(out, w.Compact(p.scaled))
		}
	}
	for _, s := range slices.Clone(out) {
		out = append(out, strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r - '0' + '０'
			}
			return r
		}, s), strings.ReplaceAll(s, ",", "，"), strings.ReplaceAll(s, ",", " "))
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(s string) bool {
		digits := 0
		for _, r := range s {
			if unicode.IsDigit(r) {
				digits++
			}
		}
		return digits < 5 && !strings.ContainsAny(s, "万m") // too short to say anything
	})
}

// put writes the number into rows of its dataset.
func (p distinctive) put(t testing.TB, files sites.Files, rows ...release.Row) {
	t.Helper()
	path := "data/aggregates/" + p.dataset + ".csv"
	records, err := csv.NewReader(bytes.NewReader(files[path])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	col, found := slices.Index(records[0], p.measure), 0
	for _, r := range records[1:] {
		for _, row := range rows {
			if n := dims(row); slices.Equal(row.Texts[:n], r[:n]) {
				r[col] = p.literal
				found++
			}
		}
	}
	if found != len(rows) {
		t.Fatalf("%s: %d rows of %d found", p.dataset, found, len(rows))
	}
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(records); err != nil {
		t.Fatal(err)
	}
	files[path] = b.Bytes()
}

// dims is the number of leading texts of a row.
func dims(row release.Row) int {
	n := slices.Index(row.Texts, "")
	if n < 0 {
		return len(row.Texts)
	}
	return n
}

// TestWithheldAmountIsNowhere plants distinctive numbers where amounts and medians are withheld, in several datasets of
// the repository's site, and looks for them in every byte that the command writes, in all spellings: the files, what it
// prints, what it prints as JSON, and the problems of a site that is refused. The same numbers where they are shown are
// found.
func TestWithheldAmountIsNowhere(t *testing.T) {
	in := repository(t)
	shut, open := in.Clone(), in.Clone()
	var secret []string
	for _, p := range distinctiveNumbers() {
		table := clearedTable(t, onlyDataset(in, p.dataset), p.dataset)
		col := table.Column(p.measure)
		var withheld, shown []release.Row
		for _, r := range table.Rows {
			switch r.Cells[col].State() {
			case release.Withheld:
				withheld = append(withheld, r)
			case release.Value:
				shown = append(shown, r)
			}
		}
		if len(withheld) < 2 || len(shown) == 0 {
			t.Fatalf("%s.%s: %d cells are withheld, %d shown", p.dataset, p.measure, len(withheld), len(shown))
		}
		p.put(t, shut, withheld[0], withheld[len(withheld)-1])
		p.put(t, open, shown[len(shown)-1])
		secret = append(secret, p.spellings(t, table)...)
	}
	_, plain := real(t)
	secret = slices.DeleteFunc(secret, func(s string) bool {
		for _, data := range plain {
			if bytes.Contains(data, []byte(s)) {
				t.Logf("%q stands in the site anyway", s)
				return true
			}
		}
		return false
	})
	found := map[string]bool{}
	for _, data := range made(t, open, &realMemo) {
		for _, s := range secret {
			found[s] = found[s] || bytes.Contains(data, []byte(s))
		}
	}
	for _, p := range distinctiveNumbers() {
		if !found[p.literal] {
			t.Errorf("%s is not found where it is shown", p.literal)
		}
	}
	dir := written(t, shut, "site")
	t.Logf("%d spellings", len(secret))
	silentAbout(t, dir, cli.Done, secret)
	searched := digests(sites.Tree(t, filepath.Join(dir, "public")))
	// What follows is refused before anything is built, so the tables that are not touched need not be there.
	for path := range shut {
		if strings.HasPrefix(path, "data/aggregates/") && !strings.HasPrefix(path, "data/aggregates/aid_aggregates.") && !strings.HasPrefix(path, "data/aggregates/micro_wishes.") {
			if err := os.Remove(filepath.Join(dir, path)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, change := range map[string]func(string) string{
		"csv/thousands": func(s string) string { return strings.Replace(s, "7654321.89", `"7,654,321.89"`, 1) },
		"csv/money":     func(s string) string { return strings.Replace(s, "7654321.89", "7654321.894", 1) },
		"csv/negative":  func(s string) string { return strings.Replace(s, "7654321.89", "-7654321.89", 1) },
		"csv/number":    func(s string) string { return strings.Replace(s, "7654321.89", "7654321.89元", 1) },
		"csv/columns":   func(s string) string { return strings.Replace(s, "7654321.89", "7654321.89,7654321.89", 1) },
		"csv/integer":   func(s string) string { return strings.Replace(s, ",7654321.89", ".5,7654321.89", 1) },
		"csv/key-twice": func(s string) string { return s + "2024Q4,350102,dibao,7654321,7654321.89\n" },
		"csv/order":     func(s string) string { return s + "2031Q1,350102,1,7654321,1\n" },
	} {
		path := "data/aggregates/aid_aggregates.csv"
		if name == "csv/order" {
			path = "data/aggregates/micro_wishes.csv"
		}
		text := change(string(shut[path]))
		if text == string(shut[path]) {
			t.Fatalf("%s: nothing is changed", name)
		}
		if err := os.WriteFile(filepath.Join(dir, path), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if said := silentAbout(t, dir, cli.Blocked, append(slices.Clone(secret), "7654321")); !strings.Contains(said, name) {
			t.Errorf("%s is not the problem:\n%s", name, said)
		}
		wantSame(t, name, searched, digests(sites.Tree(t, filepath.Join(dir, "public"))))
		if err := os.WriteFile(filepath.Join(dir, path), shut[path], 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// silentAbout runs the command and looks for the secrets in all that it prints and writes.
func silentAbout(t *testing.T, dir string, want int, secrets []string) (said string) {
	t.Helper()
	for _, args := range [][]string{{"--lang", "en", "--json"}, {"--lang", "zh"}} {
		var out, bad bytes.Buffer
		status := cli.Main(append([]string{"build", "-C", dir}, args...), &out, &bad, func(string) string { return "" })
		if status != want {
			t.Fatalf("the command ends with %d, want %d:\n%s%s", status, want, &out, &bad)
		}
		said += out.String() + bad.String()
		if want == cli.Done {
			break // the second would say the same
		}
	}
	all := sites.Files{}
	if want == cli.Done { // after a refusal the site is held to be the one that was searched here
		all = sites.Tree(t, filepath.Join(dir, "public"))
	}
	all["what it says"] = []byte(said)
	for name, data := range all {
		for _, s := range secrets {
			if bytes.Contains(data, []byte(s)) || strings.Contains(name, s) {
				t.Errorf("%s holds %q", name, s)
			}
		}
	}
	return said
}
