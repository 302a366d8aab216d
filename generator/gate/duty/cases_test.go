package duty_test

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/duty"
	"mingshan/generator/input/config"
	"mingshan/generator/input/source"
	"mingshan/generator/testkit/sites"
)

var update = flag.Bool("update", false, "rewrite the wanted findings of testdata/cases")

// rules reads the rules of the real site.
func rules(t *testing.T) duty.Rules {
	t.Helper()
	files := sites.Real(t)
	kept := map[string][]byte{"content/site.yaml": files["content/site.yaml"]}
	for path, data := range files {
		if strings.HasPrefix(path, "data/rules/") {
			kept[path] = data
		}
	}
	c, problems := config.Read(source.Make(kept))
	if problems.Blocking() > 0 {
		t.Fatal(problems.Sorted())
	}
	return duty.Rules{Duties: c.Duties, Holidays: c.Holidays}
}

// oneCase is one section of a case file. Its lines:
//
//	# why this case is what it is
//	as-of 2026-11-20
//	row projects/p organization=o start=2026-01-01      (one row of a register; an amount is written 12.50)
//	want projects/p 2026-04-01 overdue due=2026-04-01 days=3
type oneCase struct {
	asOf calendar.Date
	rows []duty.Record
	want []string
	text []string // every line but those of want
}

// amounts are the columns that may hold money; a campaign has words in one of them.
func amounts() []string {
	return []string{"received", "used", "unused", "total_income", "charity_spend", "admin_cost", "total_spend", "raised", "spent", "beneficiaries", "amount"}
}

func parseCase(t *testing.T, name, text string) oneCase {
	t.Helper()
	var c oneCase
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		line := lines.Text()
		key, rest, _ := strings.Cut(line, " ")
		if key == "want" {
			c.want = append(c.want, rest)
			continue
		}
		c.text = append(c.text, line)
		switch key {
		case "", "#":
		case "as-of":
			c.asOf = day(t, rest)
		case "row":
			c.rows = append(c.rows, record(t, rest))
		default:
			t.Fatalf("%s: line %q", name, line)
		}
	}
	if c.asOf.IsZero() || !strings.Contains(text, "# ") {
		t.Fatalf("%s: a case says why (# …) and has an as-of date", name)
	}
	return c
}

// allCases reads every case file and worked.md, by the name of the case.
func allCases(t *testing.T) map[string]oneCase {
	t.Helper()
	out := map[string]oneCase{"worked.md": worked(t)}
	paths, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal(err, len(paths))
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			name := filepath.Base(path) + " " + f.Name
			out[name] = parseCase(t, name, string(f.Data))
		}
	}
	return out
}

func day(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.Parse(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return d
}

func record(t *testing.T, line string) duty.Record {
	t.Helper()
	words := strings.Fields(line)
	register, id, ok := strings.Cut(words[0], "/")
	if !ok {
		t.Fatalf("row %q: register/id comes first", line)
	}
	r := duty.Record{Register: register, ID: id, Title: lang.Both(id), Fields: map[string]string{"id": id}, Numbers: map[string]int64{}}
	for _, w := range words[1:] {
		k, v, ok := strings.Cut(w, "=")
		if !ok {
			t.Fatalf("row %q: %q is no column=value", line, w)
		}
		r.Fields[k] = v
		if slices.Contains(amounts(), k) {
			if yuan, err := strconv.ParseFloat(v, 64); err == nil {
				r.Numbers[k] = int64(yuan*100 + 0.5)
			}
		}
	}
	r.Organization = r.Fields["organization"]
	if register == "organizations" {
		r.Organization = id
	}
	return r
}

// say writes a finding on one line.
func say(f duty.Finding) string {
	s := f.Record.Key()
	if f.Period != "" {
		s += " " + f.Period
	}
	s += " " + string(f.State)
	if !f.Due.IsZero() {
		s += " due=" + f.Due.String()
	}
	if f.Days != 0 {
		s += fmt.Sprintf(" days=%d", f.Days)
	}
	if f.Evidence != "" {
		s += " by=" + f.Evidence
	}
	if f.Why != "" {
		s += " why=" + string(f.Why)
	}
	if f.Detail != "" {
		s += ":" + f.Detail
	}
	if r := f.Ratios; r != nil {
		s += fmt.Sprintf(" ratios=%d/%d/%d", r.Spending, r.OfAverage, r.Management)
	}
	if law := articles(f); law != "" && f.Judged() {
		s += " law=" + law
	}
	return s
}

func articles(f duty.Finding) string {
	var out []string
	for _, b := range f.Cited() {
		out = append(out, b.Law+":"+b.Article.ZH)
	}
	return strings.Join(out, "+")
}

// pressing are the states that say that something is not as it should be.
func pressing() *regexp.Regexp { return regexp.MustCompile(` (overdue|not_supplied|late)( |$)`) }

// TestCases runs testdata/cases: for each duty a file with cases in which it fires, must not, and stands at the edge. A
// case lists all findings of its duty but deadlines that are still to come.
func TestCases(t *testing.T) {
	r := rules(t)
	paths, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal(err, len(paths))
	}
	for _, path := range paths {
		id := strings.TrimSuffix(filepath.Base(path), ".txtar")
		t.Run(id, func(t *testing.T) {
			only := r
			only.Duties.Duties = slices.DeleteFunc(slices.Clone(r.Duties.Duties), func(d config.Duty) bool { return d.ID != id })
			if len(only.Duties.Duties) != 1 {
				t.Fatal("duties.yaml has no such duty")
			}
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(string(archive.Comment), id+" ") {
				t.Errorf("%s begins with %q and what the duty asks for", path, id+" ")
			}
			seen := map[string]bool{}
			for i, f := range archive.Files {
				kind, _, _ := strings.Cut(f.Name, "-")
				seen[kind] = true
				c := parseCase(t, path+" "+f.Name, string(f.Data))
				var got []string
				for _, x := range duty.Evaluate(duty.NewBooks(c.rows), only, c.asOf) {
					if x.State != duty.Upcoming {
						got = append(got, say(x))
					}
				}
				if *update {
					archive.Files[i].Data = []byte(strings.Join(append(c.text, prefixed("want ", got)...), "\n") + "\n")
				} else if !slices.Equal(got, c.want) {
					t.Errorf("%s:\n got %s\nwant %s", f.Name, strings.Join(got, "\n     "), strings.Join(c.want, "\n     "))
				}
				fires := pressing().MatchString(strings.Join(got, "\n"))
				if kind == "fires" && !fires || kind == "not" && fires {
					t.Errorf("%s: a case %q, and the findings are %q", f.Name, kind, got)
				}
			}
			for _, kind := range []string{"fires", "not", "edge"} {
				if !seen[kind] {
					t.Errorf("no case %s", kind)
				}
			}
			if *update {
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func prefixed(prefix string, lines []string) []string {
	var out []string
	for _, l := range lines {
		out = append(out, prefix+l)
	}
	return out
}

// TestEveryDutyIsProved finds a duty without cases, and a check that does not exist.
func TestEveryDutyIsProved(t *testing.T) {
	tests, codes := testsAndCodes(t)
	for _, d := range rules(t).Duties.Duties {
		if d.Check == "" {
			if _, err := os.Stat("testdata/cases/" + d.ID + ".txtar"); err != nil {
				t.Errorf("%s has no cases", d.ID)
			}
			continue
		}
		if !tests[d.Check] && !codes[d.Check] {
			t.Errorf("%s is held by %s, which is neither a test nor a problem code", d.ID, d.Check)
		}
	}
}

// testsAndCodes lists the tests and the problem codes of the whole program.
func testsAndCodes(t *testing.T) (tests, codes map[string]bool) {
	t.Helper()
	tests, codes = map[string]bool{}, map[string]bool{}
	test, code := regexp.MustCompile(`(?m)^func (Test\w+)\(`), regexp.MustCompile(`"([a-z]+/[a-z-]+)"`)
	err := filepath.WalkDir(filepath.Join(sites.Root(t), "generator"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if strings.HasSuffix(path, "_test.go") {
			for _, m := range test.FindAllStringSubmatch(string(data), -1) {
				tests[m[1]] = true
			}
			return nil
		}
		for _, m := range code.FindAllStringSubmatch(string(data), -1) {
			codes[m[1]] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return tests, codes
}
