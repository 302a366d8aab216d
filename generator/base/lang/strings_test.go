package lang

import (
	"fmt"
	"slices"
	"sync"
	"testing"
)

func load(t testing.TB, zh, en string) (*Strings, []string) {
	t.Helper()
	s, problems := ParseStrings(map[Tag]StringsFile{ZH: {"zh.yaml", []byte(zh)}, EN: {"en.yaml", []byte(en)}})
	var out []string
	for _, p := range problems.Sorted() {
		if p.Text.ZH == "" || p.Text.EN == "" {
			t.Errorf("problem without words: %+v", p)
		}
		out = append(out, fmt.Sprintf("%s:%d %s", p.File, p.Line, p.Code))
	}
	return s, out
}

const zhStrings = `nav.home: 首页
greet: 你好，{{.Name}}！
projects: 共 {{.N}} 个项目，见{{ .Where }}
people:
  other: "{{.N}} 人"
`

const enStrings = `# comments are welcome
nav.home: Home
greet: "Hello, {{.Name}}!"
projects:
  one: one project, see {{.Where}}
  other: "{{.N}} projects, see {{.Where}}"
people:
  one: "{{.N}} person"
  other: "{{.N}} people"
`

func TestWords(t *testing.T) {
	s, problems := load(t, zhStrings, enStrings)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	zh, en := s.Words(ZH), s.Words(EN)
	for _, c := range []struct{ got, want string }{
		{zh.T("nav.home"), "首页"}, {en.T("nav.home"), "Home"}, {zh.T("greet", "Name", "明善"), "你好，明善！"}, {en.T("greet", "Name", "M"), "Hello, M!"},
		{zh.N("projects", 1, "Where", "表"), "共 1 个项目，见表"}, {zh.N("projects", 1234, "Where", "表"), "共 1,234 个项目，见表"},
		{en.N("projects", 1, "Where", "table"), "one project, see table"}, {en.N("projects", 0, "Where", "table"), "0 projects, see table"},
		{en.N("projects", 1234, "Where", "table"), "1,234 projects, see table"}, {en.N("people", 1), "1 person"}, {zh.N("people", 1), "1 人"},
		{en.N("nav.home", 3), "Home"}, {s.Words("fr").T("nav.home"), "首页"}, {en.T("greet", "Name", "{{.Name}}"), "Hello, {{.Name}}!"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	if len(s.Unknown()) > 0 {
		t.Errorf("unknown: %v", s.Unknown())
	}
	if got := s.IDs(); !slices.Equal(got, []string{"greet", "nav.home", "people", "projects"}) {
		t.Errorf("ids %v", got)
	}
}

func TestUnknownIsRemembered(t *testing.T) {
	s, _ := load(t, zhStrings, enStrings)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := s.Words(EN).T("nav.away"); got != "⟦nav.away⟧" {
				t.Errorf("T = %q", got)
			}
			if got := s.Words(ZH).N("count.away", 2); got != "⟦count.away⟧" {
				t.Errorf("N = %q", got)
			}
			if got := s.Words(EN).T("greet"); got != "Hello, ⟦Name⟧!" {
				t.Errorf("T = %q", got)
			}
			if got := s.Words(EN).N("projects", 1); got != "one project, see ⟦Where⟧" {
				t.Errorf("N = %q", got)
			}
			if got := s.Words(EN).T("people"); got != "⟦N⟧ people" {
				t.Errorf("T = %q", got)
			}
		})
	}
	wg.Wait()
	if got := s.Unknown(); !slices.Equal(got, []string{"count.away", "greet.Name", "nav.away", "people.N", "projects.Where"}) {
		t.Errorf("unknown %v", got)
	}
}

func TestStringsProblems(t *testing.T) {
	for _, c := range []struct {
		zh, en string
		want   []string
	}{
		{"a: 甲\n", "a: A\n", nil},
		{"a: 甲\nb: 乙\n", "a: A\n", []string{"zh.yaml:2 strings/missing"}},
		{"a: 甲\n", "a: A\n\nc: C\n", []string{"en.yaml:3 strings/missing"}},
		{"a: 甲\na: 乙\n", "a: A\n", []string{"zh.yaml:2 strings/duplicate"}},
		{"a: 甲{{.X}}\n", "a: A{{.Y}}\n", []string{"en.yaml:1 strings/placeholder"}},
		{"a: 甲{{.X}}{{.X}}\n", "a: A{{ .X }}\n", nil},
		{"a: 甲{{.X\n", "a: A}}\n", []string{"en.yaml:1 strings/placeholder", "zh.yaml:1 strings/placeholder"}},
		{"a: 甲{{if .X}}\n", "a: A\n", []string{"zh.yaml:1 strings/placeholder"}},
		{"a:\n  other: 甲\n", "a: A\n", []string{"en.yaml:1 strings/plural"}},
		{"a:\n  one: 甲\n  other: 甲\n", "a:\n  one: A\n  other: B\n", []string{"zh.yaml:2 strings/form"}},
		{"a: 甲\n", "a:\n  other: B\n", []string{"en.yaml:1 strings/form"}},
		{"a: 甲\n", "a:\n  one: B\n  few: C\n  one: D\n", []string{"en.yaml:1 strings/form", "en.yaml:3 strings/form", "en.yaml:4 strings/form"}},
		{"a: 甲\n", "a:\n  one: B {{.X}}\n  other: C\n", []string{"en.yaml:1 strings/placeholder"}},
		{"a: 1\nb: true\nc:\nd: [x]\n", "a: A\nb: B\nc: C\nd: D\n", []string{"zh.yaml:1 strings/shape", "zh.yaml:2 strings/shape", "zh.yaml:3 strings/shape", "zh.yaml:4 strings/shape"}},
		{"a: &x 甲\nb: *x\n", "a: A\nb: !!str B\n", []string{"en.yaml:2 strings/shape", "zh.yaml:1 strings/shape", "zh.yaml:2 strings/shape"}},
		{"a: ' '\n", "a: A\n", []string{"zh.yaml:1 strings/empty"}},
		{"导航: 甲\n", "a b: A\n", []string{"en.yaml:1 strings/id", "zh.yaml:1 strings/id"}},
		{"- 甲\n", "", []string{"en.yaml:0 strings/yaml", "zh.yaml:1 strings/shape"}},
		{"a: 甲\nb:\tc: d\n", "a: A\n---\nb: B\n", []string{"en.yaml:0 strings/yaml", "zh.yaml:2 strings/yaml"}},
		{"\xff: 1\n", "a: A\n", []string{"en.yaml:1 strings/missing", "zh.yaml:0 strings/encoding"}},
	} {
		if _, got := load(t, c.zh, c.en); !slices.Equal(got, c.want) {
			t.Errorf("%q, %q:\n got %q\nwant %q", c.zh, c.en, got, c.want)
		}
	}
}

func TestStringsOfOneEditionOnly(t *testing.T) {
	s, problems := ParseStrings(map[Tag]StringsFile{ZH: {"zh.yaml", []byte("a: 甲\n")}})
	if problems.Len() != 1 || problems.Sorted()[0].Code != "strings/file" {
		t.Errorf("problems %+v", problems.Sorted())
	}
	if got := s.Words(ZH).T("a"); got != "甲" {
		t.Errorf("T = %q", got)
	}
	if got := s.Words(EN).T("a"); got != "⟦a⟧" {
		t.Errorf("T = %q", got)
	}
}

func FuzzParseStrings(f *testing.F) {
	f.Add(zhStrings, enStrings)
	f.Add("a: {{.X}}", "a: [")
	f.Add("a: *b", "? {x: y}\n: z")
	f.Fuzz(func(t *testing.T, zh, en string) {
		s, problems := ParseStrings(map[Tag]StringsFile{ZH: {"zh.yaml", []byte(zh)}, EN: {"en.yaml", []byte(en)}})
		for _, id := range s.IDs() {
			for _, tag := range Editions() {
				_ = s.Words(tag).T(id)
				if s.Words(tag).N(id, 1) == "" && problems.Len() == 0 {
					t.Fatalf("%q is empty", id)
				}
			}
		}
	})
}

func BenchmarkWordsT(b *testing.B) {
	s, _ := load(b, zhStrings, enStrings)
	w := s.Words(EN)
	b.Run("plain", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = w.T("nav.home")
		}
	})
	b.Run("placeholder", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = w.T("greet", "Name", "M")
		}
	})
	b.Run("plural", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = w.N("people", 12)
		}
	})
}
