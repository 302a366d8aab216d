package main_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"mingshan/generator/base/artifact"
	"mingshan/generator/base/diag"
	"mingshan/generator/build"
	"mingshan/generator/cli"
	"mingshan/generator/gate/pii"
	"mingshan/generator/input/source"
)

var update = flag.Bool("update", false, "rewrite testdata/refused.md")

const refusedList = "testdata/refused.md"

// mistake is one way to spoil the tiny site, and the code of the problem that has to be found.
type mistake struct {
	about string // what the editor did
	code  string
	spoil func(e *editor)
}

// editor changes a copy of the tiny site as a person would, and remembers where.
type editor struct {
	t       *testing.T
	dir     string
	touched map[string]bool // the parts of the site to restore
}

// path is where a file is about to be changed.
func (e *editor) path(name string) string {
	part := strings.SplitN(name, "/", 3)
	e.touched[strings.Join(part[:min(2, len(part))], "/")] = true
	return filepath.Join(e.dir, filepath.FromSlash(name))
}

func (e *editor) check(err error) {
	e.t.Helper()
	if err != nil {
		e.t.Fatal(err)
	}
}

// put writes a whole file.
func (e *editor) put(name, text string) {
	e.t.Helper()
	full := e.path(name)
	e.check(os.MkdirAll(filepath.Dir(full), 0o755))
	e.check(os.WriteFile(full, []byte(text), 0o644))
}

func (e *editor) read(name string) string {
	e.t.Helper()
	data, err := os.ReadFile(filepath.Join(e.dir, filepath.FromSlash(name)))
	e.check(err)
	return string(data)
}

// swap replaces the first place of a text that has to be there.
func (e *editor) swap(name, old, now string) {
	e.t.Helper()
	text := e.read(name)
	if !strings.Contains(text, old) {
		e.t.Fatalf("%s does not hold %q", name, old)
	}
	e.put(name, strings.Replace(text, old, now, 1))
}

func (e *editor) add(name, text string) {
	e.t.Helper()
	e.put(name, e.read(name)+text)
}

func (e *editor) remove(name string) {
	e.t.Helper()
	e.check(os.RemoveAll(e.path(name)))
}

func (e *editor) move(from, to string) {
	e.t.Helper()
	e.check(os.Rename(e.path(from), e.path(to)))
}

// shelf is a site in memory.
type shelf struct {
	mu    sync.Mutex
	files map[string][]byte
}

func (s *shelf) Put(f artifact.File) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[f.Path] = f.Data
	return artifact.CheckPath(f.Path)
}

// bench builds one changed site after another. Copies are costly where disks are slow, so there is one, restored after
// each change; the chart library is compiled once for all tests.
type bench struct {
	memo *build.Memo
	dir  string
}

var sharedMemo = sync.OnceValue(func() *build.Memo { return new(build.Memo) })

func newBench(t *testing.T) *bench {
	t.Helper()
	needLibrary(t)
	b := &bench{sharedMemo(), t.TempDir()}
	if err := copySite(b.dir); err != nil {
		t.Fatal(err)
	}
	return b
}

// restore undoes an editor's changes.
func (b *bench) restore(e *editor) {
	for part := range e.touched {
		e.check(os.RemoveAll(filepath.Join(b.dir, part)))
	}
	for part := range e.touched {
		if _, err := os.Stat(filepath.Join(tinySite, part)); err == nil {
			e.check(copyTree(filepath.Join(tinySite, part), filepath.Join(b.dir, part)))
		}
	}
}

// build takes a changed copy of the tiny site through the whole corridor, as the command does.
func (b *bench) build(t *testing.T, change func(e *editor)) (map[string][]byte, diag.List) {
	t.Helper()
	e := &editor{t, b.dir, map[string]bool{}}
	defer b.restore(e)
	if change != nil {
		change(e)
	}
	snap, problems, err := source.Read(e.dir, source.Options{Assets: build.Assets()})
	e.check(err)
	out := &shelf{files: map[string][]byte{}}
	if problems.Blocking() > 0 {
		return out.files, problems
	}
	_, more, err := build.Run(snap, build.Options{Theme: cli.Theme()}, b.memo, out)
	e.check(err)
	problems.Append(more)
	return out.files, problems
}

// good builds a site that must have no blocking problem.
func (b *bench) good(t *testing.T, change func(e *editor)) map[string][]byte {
	t.Helper()
	files, problems := b.build(t, change)
	if problems.Blocking() > 0 {
		t.Fatalf("the site was refused:\n%s", told(problems))
	}
	return files
}

func told(problems diag.List) string {
	var b bytes.Buffer
	_ = problems.Write(&b, "en") // a buffer takes everything
	return b.String()
}

func mistakes() []mistake {
	return slices.Concat(factsMistakes(), contentMistakes(), proseMistakes(), fileMistakes(), schemaMistakes(), cellMistakes(), referenceMistakes(), complaintMistakes(), dutyMistakes(), personalMistakes(), storyMistakes(), numberMistakes(), gateMistakes(), ledgerMistakes(), twinMistakes())
}

// TestRefusedInputsAreListed spoils the tiny site in every way we know. Each has to be refused, at the file that was
// spoiled, in two languages and without quoting a cell; testdata/refused.md is what an editor reads.
func TestRefusedInputsAreListed(t *testing.T) {
	b := newBench(t)
	untouched := b.good(t, nil)
	var list strings.Builder
	list.WriteString(refusedHead)
	areas := map[string]*strings.Builder{}
	var order []string
	for _, m := range mistakes() {
		_, problems := b.build(t, m.spoil)
		if problems.Blocking() == 0 {
			t.Errorf("%s: not refused", m.about)
			continue
		}
		all := problems.Sorted()
		if !slices.ContainsFunc(all, func(p diag.Problem) bool { return p.Code == m.code && p.Severity == diag.Blocking }) {
			t.Errorf("%s: want %s, got\n%s", m.about, m.code, told(problems))
		}
		area, _, _ := strings.Cut(m.code, "/")
		if areas[area] == nil {
			areas[area] = &strings.Builder{}
			order = append(order, area)
		}
		for _, p := range all {
			sound(t, m, p)
		}
		areas[area].WriteString(lines(m, all))
	}
	for _, area := range order {
		fmt.Fprintf(&list, "\n## %s\n\n| 写错的 / the mistake | 位置 / place | 信息 / message |\n| --- | --- | --- |\n%s", area, areas[area])
	}
	list.WriteString("\n## 提醒 / warnings\n\n| 做了什么 / what was done | 位置 / place | 信息 / message |\n| --- | --- | --- |\n")
	for _, m := range cautions() {
		_, problems := b.build(t, m.spoil)
		all := problems.Sorted()
		if problems.Blocking() > 0 || !slices.ContainsFunc(all, func(p diag.Problem) bool { return p.Code == m.code }) {
			t.Errorf("%s: want only the warning %s, got\n%s", m.about, m.code, told(problems))
		}
		for _, p := range all {
			sound(t, m, p)
		}
		list.WriteString(lines(m, all))
	}
	sameSite(t, untouched, b.good(t, nil)) // what was spoiled was restored
	if *update {
		if err := os.WriteFile(refusedList, []byte(list.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(refusedList)
	if err != nil {
		t.Fatal(err)
	}
	if got := list.String(); got != string(want) {
		t.Errorf("%s is not what the program says now; look at the difference, then run the test with -update:\n%s", refusedList, difference(string(want), got))
	}
}

const refusedHead = `# 会被退回的输入 / Every refused input

Written by ` + "`go test ./generator -run TestRefusedInputsAreListed -update`" + `; the cases are in generator/refused_*_test.go. Each
case spoils the site in testdata/site in one way and lists what the program says of it, in both languages; ×3 is the same
thing said at three places.
A problem of any kind below ends the command with status 3 and leaves public/ as it was; warnings, at the end, do not.
`

// lines are a case's rows of the list; what is said more than once stands there at its first place.
func lines(m mistake, all []diag.Problem) string {
	var b strings.Builder
	times := map[string]int{}
	for _, p := range all {
		times[p.Code]++
	}
	about := m.about
	for _, p := range all {
		n := times[p.Code]
		if n == 0 {
			continue
		}
		times[p.Code] = 0
		at := cell(place(p))
		if n > 1 {
			at += fmt.Sprintf(" (×%d)", n)
		}
		fmt.Fprintf(&b, "| %s | %s<br>`%s` | %s<br>%s |\n", cell(about), at, p.Code, words(p, "zh"), words(p, "en"))
		about = ""
	}
	return b.String()
}

// sound holds a problem to what every message must be: both languages, no full stop, a place in the project, no canary.
func sound(t *testing.T, m mistake, p diag.Problem) {
	t.Helper()
	for _, s := range []string{p.Text.ZH, p.Text.EN} {
		if s == "" || strings.Contains(s, "%!") || strings.HasSuffix(s, "。") || strings.HasSuffix(s, ".") {
			t.Errorf("%s: %s says %q", m.about, p.Code, s)
		}
	}
	if strings.Contains(p.Hint.ZH+p.Hint.EN, "%!") {
		t.Errorf("%s: %s has an unfinished hint: %q, %q", m.about, p.Code, p.Hint.ZH, p.Hint.EN)
	}
	if (p.Hint.ZH == "") != (p.Hint.EN == "") {
		t.Errorf("%s: %s has a hint in one language only", m.about, p.Code)
	}
	if !regexp.MustCompile(`\p{Han}`).MatchString(p.Text.ZH) || regexp.MustCompile(`\p{Han}`).MatchString(p.Text.EN) {
		t.Errorf("%s: %s has its languages mixed up: %q, %q", m.about, p.Code, p.Text.ZH, p.Text.EN)
	}
	if p.File == "" || strings.HasPrefix(p.File, "/") {
		t.Errorf("%s: %s stands at %q", m.about, p.Code, p.File)
	}
	for _, s := range []string{p.Text.ZH, p.Text.EN, p.Hint.ZH, p.Hint.EN, p.File} {
		if strings.Contains(s, canary) {
			t.Errorf("%s: %s quotes the cell: %q", m.about, p.Code, s)
		}
	}
}

// canary is a number that mistakes in cells carry and that no message may quote.
const canary = "7919333"

func place(p diag.Problem) string {
	s := diag.Safe(p.File)
	if p.Line > 0 {
		s += ":" + strconv.Itoa(p.Line)
	}
	if p.Column > 0 {
		s += ":" + strconv.Itoa(p.Column)
	}
	return s
}

func words(p diag.Problem, tag string) string {
	s := p.Text.In(tag)
	if h := p.Hint.In(tag); h != "" {
		s += map[string]string{"zh": "；改法：", "en": "; hint: "}[tag] + h
	}
	return cell(s)
}

// cell makes text fit for a Markdown table.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "*", `\*`, "_", `\_`, "`", "\\`", "\n", " ").Replace(diag.Safe(s))
}

// difference shows the lines that two texts do not share.
func difference(want, got string) string {
	var b strings.Builder
	old, now := strings.Split(want, "\n"), strings.Split(got, "\n")
	for _, l := range old {
		if !slices.Contains(now, l) {
			b.WriteString("- " + l + "\n")
		}
	}
	for _, l := range now {
		if !slices.Contains(old, l) {
			b.WriteString("+ " + l + "\n")
		}
	}
	return b.String()
}

// unreachable are the codes that no mistake above can show, each with its reason.
var unreachable = map[string]string{
	"data/rows":              "gocsv cannot fail on cells that were checked before",
	"facts/control":          "input/source refuses the file first; a second lock",
	"facts/encoding":         "input/source refuses the file first; a second lock",
	"prose/encoding":         "input/source refuses the file first; a second lock",
	"source/unreadable":      "needs a file without permission; TestUnreadable of input/source",
	"notice/embargo":         "a warning; TestNoticeShowsFromItsDateToItsEnd",
	"notice/expired":         "a warning; TestNoticeShowsFromItsDateToItsEnd",
	"story/consent":          "a warning; TestStoryWithoutConsentIsNowhere",
	"story/embargo":          "a warning; TestStoryWaitsForItsDate",
	"story/withdrawn":        "a warning; TestWithdrawnStoryIsNowhere",
	"story/count":            "a warning; TestStoryTexts",
	"story/unsaid":           "a warning; TestStoryTexts",
	"link/withdrawn":         "a warning; TestWithdrawnStoryIsNowhere",
	"facts/comment":          "a warning; TestCommentAfterAText",
	"link/gone":              "a warning; TestLinkToAStoryThatIsGone",
	"pii/waiver-expired":     "a warning; TestBaseline",
	"pii/credit-code":        "a warning; TestRecall",
	"pii/account":            "a warning; TestRecall",
	"pii/mix":                "a warning; TestRecall",
	"pii/picture-data":       "only mingshan pii looks at what pictures bring along; TestLook",
	"channel/aging":          "a warning; TestChannelRules of input/check",
	"channel/will-be-stale":  "a warning of mingshan duties; TestChannelsLookedAtAhead of input/check",
	"channel/verified-ahead": "a warning; TestChannelRules of input/check",
	"review/missing":         "a warning; TestDraftsAreLeftOut",
	"review/stale":           "a warning; TestApprove of input/content",
	"review/ahead":           "a warning; TestApprove of input/content",
	"correction/withdrawn":   "a warning; TestCorrectionsAreChecked of input/check",
	"correction/ahead":       "a warning; TestCorrectionsAreChecked of input/check",
}

// TestEveryRefusalHasACase looks for the codes of editors' problems in the source, so that a new rule cannot come
// without its line in the list. The theme's and the audit's problems are not an editor's and are tested where they arise.
func TestEveryRefusalHasACase(t *testing.T) {
	have := map[string]bool{}
	for _, m := range append(mistakes(), cautions()...) {
		have[m.code] = true
	}
	emitted := codesInSource(t)
	for _, code := range slices.Sorted(maps.Keys(emitted)) {
		if have[code] == (unreachable[code] != "") {
			t.Errorf("%s (%s): has a case: %v; is listed as unreachable: %v", code, emitted[code], have[code], unreachable[code] != "")
		}
	}
	for code := range have {
		if emitted[code] == "" {
			t.Errorf("a case wants %s, which nothing reports", code)
		}
	}
	for code := range unreachable {
		if emitted[code] == "" {
			t.Errorf("%s is listed as unreachable and nothing reports it", code)
		}
	}
}

// codesInSource finds string literals of the form area/what where area is a room that reads what editors write.
func codesInSource(t *testing.T) map[string]string {
	t.Helper()
	form := regexp.MustCompile(`^"(source|facts|prose|config|content|csv|data|schema|chart|reference|regions?|figure|topic|page|notice|story|picture|link|pii|channel|route|complaint|correction|duty|waiver|holidays|gate|ledger|twins|review)/[a-z-]+"$`)
	out := map[string]string{}
	for _, k := range pii.Kinds() {
		out["pii/"+string(k)] = "gate/pii"
	}
	for _, room := range []string{"base", "input", "gate", "site"} {
		err := filepath.WalkDir(room, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			imported := map[string]bool{}
			for _, i := range file.Imports {
				imported[i.Path.Value] = true
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING && form.MatchString(l.Value) && !imported[l.Value] {
					out[strings.Trim(l.Value, `"`)] = name
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}
