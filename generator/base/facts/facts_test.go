package facts_test

import (
	"reflect"
	"strings"
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
)

type inner struct {
	Kind string `facts:"kind"`
	Size int    `facts:"size,optional"`
}

type sample struct {
	inner                    // embedded and untagged: no part of the file
	Title  lang.Text         `facts:"title"`
	Code   string            `facts:"code"`
	Note   lang.Text         `facts:"note,optional"`
	Date   calendar.Date     `facts:"date,optional"`
	Period calendar.Period   `facts:"period,optional"`
	Count  int               `facts:"count,optional"`
	Done   bool              `facts:"done,optional"`
	Tags   []string          `facts:"tags,optional"`
	Where  map[string]string `facts:"where,optional"`
	Inner  inner             `facts:"inner,optional"`
	Items  []inner           `facts:"items,optional"`
	Place  diag.Place
}

const good = "title:\n  zh: 善\n  en: good\ncode: x\n"

func decode(text string) (sample, []diag.Problem) {
	doc, problems := facts.Parse("f.yaml", []byte(text))
	var s sample
	problems.Append(doc.Decode(&s))
	return s, problems.Sorted()
}

func TestDecodeFillsEveryType(t *testing.T) {
	got, problems := decode(`
title: {zh: 明善, en: "Mingshan: a portal"}
code: 010
date: 2026-11-20
period: "2026Q3"
count: 12
done: true
tags:
  - no
  - 1.20
  - 'yes'
where: {region: 350100, sex: on}
inner:
  kind: ~
items:
  - kind: a
    size: 3
  - kind: |
      two
      lines
`)
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	want := sample{
		Title: lang.Text{ZH: "明善", EN: "Mingshan: a portal"}, Code: "010",
		Date: calendar.Date{Year: 2026, Month: 11, Day: 20}, Period: calendar.Period{Year: 2026, Quarter: 3},
		Count: 12, Done: true, Tags: []string{"no", "1.20", "yes"},
		Where: map[string]string{"region": "350100", "sex": "on"}, Inner: inner{Kind: "~"},
		Items: []inner{{"a", 3}, {"two\nlines", 0}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestChineseLinesJoinWithoutSpace(t *testing.T) {
	for _, text := range []string{
		"title:\n  zh: >\n    慈善与\n    救助\n  en: x\ncode: x\n",
		"title:\n  zh: 慈善与\n    救助\n  en: x\ncode: x\n",
		"title:\n  zh: \"慈善与\n    救助\"\n  en: x\ncode: x\n",
	} {
		if got, problems := decode(text); got.Title.ZH != "慈善与救助" || len(problems) > 0 {
			t.Errorf("%q: %q, %v", text, got.Title.ZH, problems)
		}
	}
	for _, one := range []string{"慈善 救助", "慈善 and 救助"} {
		if got, _ := decode("title: {zh: " + one + ", en: x}\ncode: x\n"); got.Title.ZH != one {
			t.Errorf("text on one line changed: %q to %q", one, got.Title.ZH)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name, text   string
		code         string
		line, column int
	}{
		{"unknown key", good + "tgas: [a]\n", "facts/unknown-key", 5, 1},
		{"unknown key after Chinese", "title: {zh: 善事, en: x, fr: y}\ncode: x\n", "facts/unknown-key", 1, 24},
		{"key twice", good + "code: y\n", "facts/key-twice", 5, 1},
		{"key twice in a text", "title: {zh: a, en: b, zh: c}\ncode: x\n", "facts/key-twice", 1, 23},
		{"missing key", "\ncode: x\n", "facts/missing-key", 2, 1},
		{"missing language", "title:\n  zh: 善\ncode: x\n", "facts/missing-key", 2, 3},
		{"optional text in one language", good + "note:\n  en: x\n", "facts/missing-key", 6, 3},
		{"text as a scalar", "title: 善\ncode: x\n", "facts/type", 1, 8},
		{"scalar as a list", "title: {zh: a, en: b}\ncode: [x]\n", "facts/type", 2, 7},
		{"list as a scalar", good + "tags: x\n", "facts/type", 5, 7},
		{"number in words", good + "count: two\n", "facts/type", 5, 8},
		{"number with a leading 0", good + "count: 010\n", "facts/type", 5, 8},
		{"number with a point", good + "count: 1.0\n", "facts/type", 5, 8},
		{"number too large", good + "count: 99999999999999999999\n", "facts/type", 5, 8},
		{"number in quotes", good + "count: '1'\n", "facts/type", 5, 8},
		{"yes for a truth", good + "done: yes\n", "facts/type", 5, 7},
		{"truth in quotes", good + "done: 'true'\n", "facts/type", 5, 7},
		{"date in words", good + "date: 20 November\n", "facts/type", 5, 7},
		{"date with a time", good + "date: 2026-11-20T00:00:00Z\n", "facts/type", 5, 7},
		{"no such day", good + "date: 2026-02-30\n", "facts/date-unreal", 5, 7},
		{"no such quarter", good + "period: 2026Q5\n", "facts/type", 5, 9},
		{"required and empty", "title: {zh: a, en: b}\ncode:\n", "facts/empty", 2, 6},
		{"required and blank", "title: {zh: a, en: b}\ncode: '  '\n", "facts/empty", 2, 7},
		{"language blank", "title: {zh: a, en: ''}\ncode: x\n", "facts/empty", 1, 20},
		{"item empty", good + "tags:\n  - a\n  -\n", "facts/empty", 7, 4},
		{"item missing a key", good + "items:\n  - size: 1\n", "facts/missing-key", 6, 5},
		{"map with a list", good + "where: {a: [b]}\n", "facts/type", 5, 12},
		{"two documents", good + "---\ncode: y\n", "facts/documents", 6, 1},
		{"anchor", "title: {zh: a, en: b}\ncode: &x y\n", "facts/anchor", 2, 7},
		{"alias", "title: {zh: a, en: b}\ncode: &x y\ntags: [*x]\n", "facts/alias", 3, 8},
		{"tag", "title: {zh: a, en: b}\ncode: !!binary y\n", "facts/tag", 2, 7},
		{"custom tag", "title: {zh: a, en: b}\ncode: !x y\n", "facts/tag", 2, 7},
		{"merge key", good + "<<: {a: b}\n", "facts/merge", 5, 1},
		{"key is a list", good + "? [a]\n: b\n", "facts/key", 5, 3},
		{"tab", "title:\n\tzh: a\n", "facts/tab", 2, 1},
		{"list at the top", "- a\n", "facts/type", 1, 1},
		{"nothing", "", "facts/empty-file", 1, 1},
		{"only a comment", "# later\n", "facts/empty-file", 1, 1},
		{"NUL", "title: a\x00b\n", "facts/control", 1, 9},
		{"line separator", "title: 善\u2028b\n", "facts/control", 1, 9},
		{"not UTF-8", "a: b\ntitle: 善\xff\n", "facts/encoding", 2, 9},
		{"colon in text", "title: 善: x: y\n", "facts/syntax", 1, 9},
		{"quotation open", "code: \"善\n\ntitle: x\n", "facts/syntax", 1, 7},
		{"bracket open", "tags: [a,\n", "facts/syntax", 2, 1},
		{"reserved character", "code: @x\n", "facts/syntax", 1, 7},
		{"full-width colon", "title:\n  zh：善\n  en: x\n", "facts/syntax", 2, 5},
		{"no space after a colon", "code:x\ntags: [a]\n", "facts/syntax", 1, 5},
		{"indentation", "title:\n  zh: a\n en: b\n", "facts/syntax", 3, 2},
		{"too deep", "code: " + strings.Repeat("[", 40) + strings.Repeat("]", 40) + "\n", "facts/too-deep", 1, 38},
		{"too many", "tags:\n" + strings.Repeat("-\n", 200_001), "facts/too-deep", 199_999, 2},
		{"too large", "code: " + strings.Repeat("x", 1<<20), "facts/too-large", 0, 0},
	} {
		_, problems := decode(c.text)
		found := false
		for _, p := range problems {
			if p.Code == c.code {
				found = true
				if p.Line != c.line || p.Column != c.column {
					t.Errorf("%s: %s at %d:%d, want %d:%d", c.name, p.Code, p.Line, p.Column, c.line, c.column)
				}
				break
			}
		}
		if !found {
			t.Errorf("%s: no %s in %v", c.name, c.code, problems)
		}
		for _, p := range problems {
			if p.Text.ZH == "" || p.Text.EN == "" || p.File != "f.yaml" {
				t.Errorf("%s: incomplete problem %+v", c.name, p)
			}
		}
	}
}

func TestCommentAfterAText(t *testing.T) {
	for text, want := range map[string]diag.Place{
		"title:\n  zh: 第 3 期 #2\n  en: x\ncode: x\n":             {File: "f.yaml", Line: 2, Column: 13},
		"title:\n  zh: 甲\n  en: issue  # later\ncode: x\n":       {File: "f.yaml", Line: 3, Column: 14},
		"title:\n  zh: 甲\n    乙\n\n    丙 #丁\n  en: x\ncode: x\n": {File: "f.yaml", Line: 5, Column: 7},
		good + "tags:\n  - a #b\n":                               {File: "f.yaml", Line: 6, Column: 7},
		"title: {zh: 甲, en: b}\ncode: x\t#y\n":                   {File: "f.yaml", Line: 2, Column: 9},
	} {
		_, problems := decode(text)
		if len(problems) != 1 || problems[0].Code != "facts/comment" || problems[0].Place != want || problems[0].Severity != diag.Warning || problems[0].Hint.ZH == "" {
			t.Errorf("%q: %+v, want a warning at %v", text, problems, want)
		}
	}
	for _, text := range []string{
		"# about\n" + good + "  # at the end\n",
		"title:\n  # about\n  zh: 第3期#2\n  en: C# x\ncode: x\n",
		"title:\n  zh: \"第 3 期 #2\"\n  en: 'x #2' # said\ncode: x\n",
		"title:\n  zh: |\n    a #b\n  en: >\n    a #b\ncode: x\n",
		good + "count: 12 # people\ndone: true # since May\n",
	} {
		if _, problems := decode(text); len(problems) > 0 {
			t.Errorf("%q: %+v", text, problems)
		}
	}
}

func TestAllProblemsAtOnce(t *testing.T) {
	_, problems := decode("titel: x\ndate: 2026-02-30\ncount: x\ndone: on\nitems:\n  - kin: a\n")
	var codes []string
	for _, p := range problems {
		codes = append(codes, p.Code)
	}
	want := "facts/missing-key facts/missing-key facts/unknown-key facts/date-unreal facts/type facts/type facts/missing-key facts/unknown-key"
	if got := strings.Join(codes, " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, p := range problems {
		if p.Code == "facts/unknown-key" && p.Line == 1 && !strings.Contains(p.Hint.EN, "did you mean title?") {
			t.Errorf("hint: %q", p.Hint.EN)
		}
	}
}

func TestBillionLaughsIsRefusedAtOnce(t *testing.T) {
	var b strings.Builder
	b.WriteString("a: &a [x, x]\n")
	for c := 'b'; c <= 'z'; c++ {
		b.WriteString(string(c) + ": &" + string(c) + " [" + strings.Repeat("*"+string(c-1)+", ", 9) + "x]\n")
	}
	_, problems := decode(b.String())
	if len(problems) == 0 || problems[0].Code != "facts/anchor" && problems[0].Code != "facts/missing-key" {
		t.Fatalf("problems: %v", problems)
	}
}

func TestNoKnockOnAfterSyntax(t *testing.T) {
	doc, problems := facts.Parse("f.yaml", []byte("a: [\n"))
	var s sample
	if more := doc.Decode(&s); problems.Len() != 1 || more.Len() != 0 {
		t.Errorf("%d problems, then %d", problems.Len(), more.Len())
	}
	if at := doc.Place("a"); at != (diag.Place{File: "f.yaml"}) {
		t.Errorf("place in a broken file: %v", at)
	}
}

func TestPlace(t *testing.T) {
	doc, _ := facts.Parse("f.yaml", []byte("a:\n  - b: 善\n    c: x\n  - d\n"))
	for _, c := range []struct {
		path         []any
		line, column int
		has          bool
	}{
		{nil, 1, 1, true},
		{[]any{"a"}, 2, 3, true},
		{[]any{"a", 0, "c"}, 3, 8, true},
		{[]any{"a", 1}, 4, 5, true},
		{[]any{"a", 2, "c"}, 2, 3, false},
		{[]any{"a", 0, "z"}, 2, 5, false},
		{[]any{"z"}, 1, 1, false},
	} {
		if got := doc.Place(c.path...); got.Line != c.line || got.Column != c.column {
			t.Errorf("Place(%v) = %d:%d, want %d:%d", c.path, got.Line, got.Column, c.line, c.column)
		}
		if doc.Has(c.path...) != c.has {
			t.Errorf("Has(%v) = %v", c.path, !c.has)
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"title", "summary", "id", "en"}
	for _, c := range []struct{ in, want string }{
		{"titel", "title"}, {"tilte", "title"}, {"sumary", "summary"}, {"Title", "title"},
		{"di", "id"}, {"colour", ""}, {"x", ""}, {"zh", ""}, {"", ""}, {strings.Repeat("t", 100), ""},
	} {
		if got, ok := facts.Nearest(c.in, known); got != c.want || ok != (c.want != "") {
			t.Errorf("Nearest(%q) = %q, %v, want %q", c.in, got, ok, c.want)
		}
	}
}

func TestWindowsLineEndsAndMark(t *testing.T) {
	got, problems := decode("\ufefftitle:\r\n  zh: 善\r\n  en: good\r\ncode: x\r\ncount: y\r\n")
	if got.Code != "x" || len(problems) != 1 || problems[0].Line != 5 {
		t.Errorf("%+v, %v", got, problems)
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{good, "a: &a [*a]\n", "? [a]\n: b\n", "<<: x\n", "a:\n\tb", "title: {zh: >\n a\n b}", "%YAML 1.1\n---\n", "- - - -", "a: |2\n   x\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, problems := facts.Parse("f.yaml", data)
		var s sample
		problems.Append(doc.Decode(&s))
		lines := strings.Count(string(data), "\n") + strings.Count(string(data), "\r") + 1
		for _, p := range problems.Sorted() {
			if p.Line < 0 || p.Line > lines || p.Column < 0 || p.Text.ZH == "" || p.Code == "" {
				t.Errorf("bad problem %+v in %d lines", p, lines)
			}
		}
		if problems.Len() == 0 && (s.Title.ZH == "" || s.Title.EN == "" || s.Code == "") {
			t.Errorf("accepted without its required keys: %+v", s)
		}
		doc.Place("title", "zh", 3)
	})
}
