package pii_test

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mingshan/generator/gate/pii"
)

// planted is one line of testdata/planted.txt.
type planted struct {
	line int
	kind pii.Kind
	text string
}

func corpus(t testing.TB) []planted {
	t.Helper()
	data, err := os.ReadFile("testdata/planted.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []planted
	n := 0
	for row := range strings.Lines(string(data)) {
		n++
		if kind, text, ok := strings.Cut(strings.TrimSuffix(row, "\n"), "\t"); ok {
			out = append(out, planted{n, pii.Kind(kind), text})
		}
	}
	return out
}

// checked are the kinds that a check digit proves.
func checked(k pii.Kind) bool {
	switch k {
	case pii.ResidentID, pii.BankCard, pii.HongKongID, pii.TaiwanID, pii.MRZ, pii.CreditCode:
		return true
	}
	return false
}

// TestRecall finds what was planted: everything that has a check digit, and at least 99 of 100 over all.
func TestRecall(t *testing.T) {
	s := pii.New(pii.Lists{})
	all := corpus(t)
	if len(all) < 1500 {
		t.Fatalf("the corpus has only %d lines", len(all))
	}
	found, total := map[pii.Kind]int{}, map[pii.Kind]int{}
	missed := 0
	for _, p := range all {
		total[p.kind]++
		hit := false
		for _, f := range s.Scan("", p.text) {
			hit = hit || f.Kind == p.kind
		}
		if hit {
			found[p.kind]++
			continue
		}
		missed++
		t.Logf("planted.txt:%d: no %s", p.line, p.kind)
		if checked(p.kind) {
			t.Errorf("planted.txt:%d: a %s has a check digit and was not found", p.line, p.kind)
		}
	}
	for _, k := range pii.Kinds() {
		if total[k] > 0 {
			t.Logf("%-12s %4d of %4d", k, found[k], total[k])
		}
	}
	t.Logf("all: %d of %d, %.2f %%", len(all)-missed, len(all), 100*float64(len(all)-missed)/float64(len(all)))
	if missed*100 > len(all) {
		t.Errorf("%d of %d were missed", missed, len(all))
	}
}

// filled gives each sentence of testdata/clean.txt with other figures in it, n times.
func filled(t testing.TB, n int) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/clean.txt")
	if err != nil {
		t.Fatal(err)
	}
	chance := rand.New(rand.NewPCG(117, 2024))
	codes := []string{"53350000MJ0000000N", "51350000500000000J"}
	for i, c := range codes {
		codes[i] = pii.CreditCodeOf(c[:17])
	}
	one := func(a ...string) string { return a[chance.IntN(len(a))] }
	fill := func(slot string) string {
		switch slot {
		case "n":
			return strconv.Itoa(chance.IntN(9900) + 12)
		case "b":
			return strconv.Itoa(chance.IntN(900_000_000) + 10_000)
		case "y":
			return strconv.Itoa(2015 + chance.IntN(12))
		case "m":
			return strconv.Itoa(1 + chance.IntN(12))
		case "d":
			return strconv.Itoa(1 + chance.IntN(9))
		case "q":
			return strconv.Itoa(1 + chance.IntN(4))
		case "p":
			return strconv.FormatFloat(chance.Float64()*100, 'f', 1, 64)
		case "w":
			return strconv.FormatFloat(chance.Float64()*90000, 'f', 2, 64)
		case "c":
			return one("鼓楼区", "思明区", "石狮市", "古田县", "明溪县", "连江县", "金门县")
		case "city":
			return one("福州市", "厦门市", "莆田市", "龙岩市", "宁德市")
		case "a":
			return one(codes...)
		}
		t.Fatalf("clean.txt: no slot %q", slot)
		return ""
	}
	slots := regexp.MustCompile(`\{(\w+)\}`)
	var out []string
	for range n {
		for row := range strings.Lines(string(data)) {
			if row = strings.TrimSpace(row); row != "" && row[0] != '#' {
				out = append(out, slots.ReplaceAllStringFunc(row, func(s string) string { return fill(strings.Trim(s, "{}")) }))
			}
		}
	}
	return out
}

// paragraphs are the paragraphs of files below a folder.
func paragraphs(t testing.TB, root string, names ...string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains(names, filepath.Ext(path)) {
			return err
		}
		data, err := os.ReadFile(path)
		for p := range strings.SplitSeq(string(data), "\n\n") {
			if p = strings.TrimSpace(p); p != "" {
				out = append(out, p)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestFalseAlarms scans paragraphs that hold nobody's data: this repository's own, the policy where it is at hand, and
// sentences of testdata/clean.txt. Less than one in a thousand may be blocked.
func TestFalseAlarms(t *testing.T) {
	real := paragraphs(t, "../../../content", ".md", ".yaml")
	for _, dir := range []string{"../../../data", "../../testdata/site"} {
		real = append(real, paragraphs(t, dir, ".csv", ".yaml", ".md")...)
	}
	if policy, err := os.ReadFile("/work/shared/domain/policy-mmj-2024-117.txt"); err == nil {
		real = append(real, strings.Split(string(policy), "\n")...)
	}
	made := filled(t, 40)
	s := pii.New(pii.Lists{})
	for _, x := range []struct {
		name string
		all  []string
	}{{"own and policy", real}, {"composed", made}} {
		blocked, review := 0, 0
		for _, p := range x.all {
			for _, f := range s.Scan("", p) {
				if f.Severity == pii.Block {
					blocked++
				} else {
					review++
				}
				t.Logf("%s: %s in: %.60s", f.Kind, f.Mask, p)
			}
		}
		t.Logf("%s: %d paragraphs, %d blocking alarms, %d to review", x.name, len(x.all), blocked, review)
		if blocked*1000 >= len(x.all) {
			t.Errorf("%s: %d of %d paragraphs are blocked", x.name, blocked, len(x.all))
		}
	}
	if len(real)+len(made) < 2000 {
		t.Errorf("only %d paragraphs", len(real)+len(made))
	}
}

func BenchmarkScanClean(b *testing.B) {
	text := strings.Join(filled(b, 20), "\n")
	s := pii.New(pii.Lists{})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s.Scan("", text)
	}
}

func BenchmarkScanOwnData(b *testing.B) {
	text := strings.Join(paragraphs(b, "../../../data/aggregates", ".csv"), "\n")
	s := pii.New(pii.Lists{})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s.Scan("", text)
	}
}

func BenchmarkScanOwnWords(b *testing.B) {
	text := strings.Join(paragraphs(b, "../../../content", ".md"), "\n")
	s := pii.New(pii.Lists{})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s.Scan("", text)
	}
}
