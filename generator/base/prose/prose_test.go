package prose

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"
)

func parse(t *testing.T, src string) Doc {
	t.Helper()
	doc, problems := Parse("x.md", []byte(src))
	for _, p := range problems.Sorted() {
		t.Errorf("%q: %d:%d %s %s", src, p.Line, p.Column, p.Code, p.Text.EN)
	}
	return doc
}

func TestHTML(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"第一段\n\n第二段", "<p>第一段</p>\n<p>第二段</p>\n"},
		{"## 资金 来源\n", "<h2 id=\"资金-来源\">资金 来源</h2>\n"},
		{"**“重点”**\\ 资助", "<p><strong>“重点”</strong>资助</p>\n"},
		{"项目\\ **“重点”**\\ 资助", "<p>项目<strong>“重点”</strong>资助</p>\n"},
		{"a \\*\\*b\\*\\* `**` \\<i>", "<p>a **b** <code>**</code> &lt;i&gt;</p>\n"},
		{"姓名：____ 3 * 4", "<p>姓名：____ 3 * 4</p>\n"},
		{"<https://a.example/?x=1&y=2>", "<p><a href=\"https://a.example/?x=1&amp;y=2\" rel=\"noopener\">https://a.example/?x=1&amp;y=2</a></p>\n"},
		{"<help@a.example>", "<p><a href=\"mailto:help@a.example\">help@a.example</a></p>\n"},
		{"[电话](tel:12345)", "<p><a href=\"tel:12345\" rel=\"noopener\">电话</a></p>\n"},
		{"[规则](/topics/funding.html#规则 \"甲&乙\")", "<p><a href=\"/topics/funding.html#%E8%A7%84%E5%88%99\" title=\"甲&amp;乙\">规则</a></p>\n"},
		{"|甲|乙|\n|-|-:|\n|1|2|\n", "<div class=\"prose-table\" tabindex=\"0\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\">甲</th>\n<th scope=\"col\" class=\"right\">乙</th>\n</tr>\n</thead>\n" +
			"<tbody>\n<tr>\n<td>1</td>\n<td class=\"right\">2</td>\n</tr>\n</tbody>\n</table>\n</div>\n"},
	} {
		if got := parse(t, c.in).HTML(Fill{}); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestLineBreaks(t *testing.T) {
	for _, c := range []struct{ in, html, plain string }{
		{"one,\ntwo (2)\n(3)", "one,\ntwo (2)\n(3)", "one, two (2) (3)"},
		{"see\n[the page](/a.html)\nnow.", "see\n<a href=\"/a.html\">the page</a>\nnow.", "see the page now."},
		{"救助与\n慈善，\n“衔接”\n机制", "救助与慈善，“衔接”机制", "救助与慈善，“衔接”机制"},
		{"救助\n**慈善**\n衔接", "救助<strong>慈善</strong>衔接", "救助慈善衔接"},
		{"全省共有试点\n12\n项", "全省共有试点12项", "全省共有试点12项"},
		{"The portal is called 明善\nand it is in both languages.", "The portal is called 明善\nand it is in both languages.", "The portal is called 明善 and it is in both languages."},
		{"甲\\\n乙", "甲<br>\n乙", "甲 乙"},
	} {
		doc := parse(t, c.in)
		if got := doc.HTML(Fill{}); got != "<p>"+c.html+"</p>\n" {
			t.Errorf("%q: %s", c.in, got)
		}
		if got := doc.Plain(); got != c.plain {
			t.Errorf("%q: plain %q", c.in, got)
		}
	}
}

func TestProblems(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string // code@line:column
	}{
		{"字\n\n<div>x</div>\n", []string{"prose/html@3:1"}},
		{"甲 <b>x</b>", []string{"prose/html@1:3", "prose/html@1:7"}},
		{"<!-- 备注 -->", []string{"prose/html@1:1"}},
		{"一行\n项目**“重点”**资助", []string{"prose/emphasis@2:3"}},
		{"a __b", []string{"prose/emphasis@1:2"}},
		{"项目*“重点”*资助", []string{"prose/emphasis@1:3"}},
		{"> 项目**“重点”**资助", []string{"prose/emphasis@1:5"}},
		{"# 标题", []string{"prose/heading-first@1:1"}},
		{"标题\n===", []string{"prose/heading-first@1:1"}},
		{"### 跳级\n\n## 好\n\n### 好\n\n##### 跳级", []string{"prose/heading-level@1:1", "prose/heading-level@7:1"}},
		{"##\n", []string{"prose/heading-empty@1:1"}},
		{"看 ![图](/a.png)", []string{"prose/picture@1:3"}},
		{"[x](javascript:alert(1))", []string{"prose/link-address@1:1"}},
		{"[x](data:text/html,x) [y](//a.example/) [z]() [w](http:x) <ftp://a.example>", []string{"prose/link-address@1:1",
			"prose/link-address@1:23", "prose/link-address@1:41", "prose/link-address@1:47", "prose/link-address@1:59"}},
		{"中文 [](/a.html)", []string{"prose/link-text@1:4"}},
		{"[![](/a.png)](/a.html)", []string{"prose/link-text@1:1", "prose/picture@1:2"}},
		{"[文字](/a b.html)", []string{"prose/link-broken@1:4"}},
		{"[文字][无]", []string{"prose/link-broken@1:4"}},
		{"见\n[这里]（/x.html）", []string{"prose/link-parenthesis@2:4"}},
		{"见[这里]（https://a.example/）和【那里】(/y.html)", []string{"prose/link-parenthesis@1:5"}},
		{"见[这里] (/x.html)", []string{"prose/link-parenthesis@1:5"}},
		{"##小标题\n\n正文", []string{"prose/heading-space@1:1"}},
		{"正文\n###小标题", []string{"prose/heading-space@2:1"}},
		{"##Heading", []string{"prose/heading-space@1:1"}},
		{"＃＃ 小标题", []string{"prose/heading-space@1:1"}},
		{"#小标题", []string{"prose/heading-space@1:1"}},
		{"1.第一\n2.第二", []string{"prose/list-space@1:1"}},
		{"1. 第一\n2.第二", []string{"prose/list-space@2:1"}},
		{"如下：\n-第一\n-第二", []string{"prose/list-space@2:1"}},
		{"> 1)第一", []string{"prose/list-space@1:3"}},
		{"话[^1]", []string{"prose/footnote@1:2"}},
		{"\xff\x00", []string{"prose/encoding@0:0"}},
		{"|甲|\n|-|\n|**“乙”**丙|\n", []string{"prose/emphasis@3:2"}},
	} {
		doc, problems := Parse("x.md", []byte(c.in))
		var got []string
		for _, p := range problems.Sorted() {
			got = append(got, fmt.Sprintf("%s@%d:%d", p.Code, p.Line, p.Column))
			if p.File != "x.md" || p.Text.ZH == "" || p.Text.EN == "" {
				t.Errorf("%q: incomplete problem %+v", c.in, p)
			}
		}
		slices.Sort(c.want)
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, want %v", c.in, got, c.want)
		}
		if html := doc.HTML(Fill{}); strings.Contains(html, "javascript:") || strings.Contains(html, "<img") || strings.Contains(html, "<div>") || strings.Contains(html, "<b>") {
			t.Errorf("%q: refused markup on the page: %s", c.in, html)
		}
	}
}

func TestTextThatLooksLikeMarks(t *testing.T) {
	for _, in := range []string{"[注]（见下文）", "[甲]（2024）和【乙】（丙）", "\\[这里\\]（/x.html）", "-3度到1.5度", "1.5倍", "2026.第一", "气温\n-3度", "1、第一", "（1）第一", "1）第一",
		"#助学#的话题", "\\##小标题", "1\\.第一", "\\-第一", "—第一", "甲-乙 1.乙", "**甲**-乙", "    ##小标题\n    1.第一", "`[x]（/y.html）`", "```\n-第一\n```", "|甲|\n|-|\n|-乙|", "- 1.第一"} {
		parse(t, in)
	}
}

func TestLinksAndHeadings(t *testing.T) {
	doc := parse(t, "\ufeff## 一、资金\n\n见 [**规则**\n全文](/topics/funding.html#规则)[^n]。\n\n## 一、资金\n\n### Q3 & 2026 *Plan*\n\n## ！！\n\n<https://a.example/>\n\n[^n]: 注 [原文](https://b.example/x?a=1&amp;b=2)\n")
	want := []Link{
		{Dest: "/topics/funding.html#规则", Text: "规则全文"}, {Dest: "https://a.example/", Text: "https://a.example/"},
		{Dest: "https://b.example/x?a=1&b=2", Text: "原文"},
	}
	lines := []int{3, 12, 14}
	for i, l := range doc.Links() {
		if l.Dest != want[i].Dest || l.Text != want[i].Text || l.Place.Line != lines[i] || l.Place.File != "x.md" {
			t.Errorf("link %d = %+v", i, l)
		}
	}
	if n := len(doc.Links()); n != 3 {
		t.Errorf("%d links", n)
	}
	if doc.Links()[0].External() || !doc.Links()[1].External() {
		t.Error("external links confused")
	}
	if got, want := doc.Headings(), []Heading{{2, "一、资金", "一-资金", 1}, {2, "一、资金", "一-资金-2", 6}, {3, "Q3 & 2026 Plan", "q3-2026-plan", 8}, {2, "！！", "section", 10}}; !slices.Equal(got, want) {
		t.Errorf("headings %+v", got)
	}
	html := doc.HTML(Fill{Link: func(dest string) Target { return Target{Href: "../.." + dest} }})
	for _, part := range []string{`href="../../topics/funding.html#%E8%A7%84%E5%88%99"`, `href="https://a.example/" rel="noopener"`,
		`href="https://b.example/x?a=1&amp;b=2" rel="noopener"`, `<h2 id="一-资金-2">`, `id="fn:1"`, `href="#fn:1"`} {
		if !strings.Contains(html, part) {
			t.Errorf("no %s in %s", part, html)
		}
	}
}

func TestWordsAndPlain(t *testing.T) {
	doc := parse(t, "## 共 12 项\n\nIt’s a *well-known* plan &amp; more.\n\n- 甲\n- 乙\n\n`code` 完\n")
	if got, want := doc.Plain(), "共 12 项\nIt’s a well-known plan & more.\n甲\n乙\ncode 完"; got != want {
		t.Errorf("plain %q", got)
	}
	if got := parse(t, "项目\\ **“重点”**\\ 资助").Plain(); got != "项目“重点”资助" {
		t.Errorf("plain %q", got)
	}
	if got := doc.Words(); got != 3+5+2+2 {
		t.Errorf("%d words", got)
	}
	if doc.Empty() || !(Doc{}).Empty() || !parse(t, " \n\n——\n").Empty() {
		t.Error("emptiness confused")
	}
	if (Doc{}).HTML(Fill{}) != "" || (Doc{}).Plain() != "" || (Doc{}).Links() != nil {
		t.Error("the zero Doc is not empty")
	}
}

func TestConcurrentUse(t *testing.T) {
	want := parse(t, sample).HTML(Fill{})
	shared := parse(t, sample)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				own, _ := Parse("x.md", []byte(sample))
				if own.HTML(Fill{}) != want || shared.HTML(Fill{}) != want {
					t.Error("another goroutine's text")
				}
			}
		})
	}
	wg.Wait()
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{sample, "**a", "[x](javascript:1)", "![a](b)", "<b>", "[^1]\n\n[^1]: x [y](z)", "|a|\n|-|\n|b|", "\x00&#0;", "[a]: /b\n[a]", "# x\n===", "[a\n![b [c](d)](e)\n](f)",
		"a {{figure dataset=a measure=b}} [c {{figure dataset=a measure=b}}](d) [^1]\n\n[^1]: {{figure dataset=a measure=b}}\n", "![{{figure dataset=a measure=b}}](x) {{figure}}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		doc, problems := Parse("x.md", []byte(s))
		fill := Fill{Link: func(string) Target { return Target{Href: "/resolved"} }, Number: func(Number) Shown { return Shown{"<1>", "/n\""} }}
		html := doc.HTML(fill)
		if gone := doc.HTML(Fill{Link: func(string) Target { return Target{Words: "(gone)"} }}); strings.Contains(gone, "\x00") || strings.Count(gone, "<a") != strings.Count(gone, "</a>") {
			t.Fatalf("without its links %q", gone)
		}
		if strings.Contains(html, "\x00") {
			t.Fatalf("a gap is left in %q", html)
		}
		low := strings.ToLower(html)
		for _, bad := range []string{"<script", "<img", "<!--", "href=\"javascript:", "href=\"data:", "href=\"vbscript:", " style="} {
			if at := strings.Index(low, bad); at >= 0 && strings.Count(low[:at], "<")-strings.Count(low[:at], ">") > 0 || strings.HasPrefix(bad, "<") && at >= 0 {
				t.Fatalf("%s in %q", bad, html)
			}
		}
		lines := strings.Count(s, "\n") + 1
		for _, p := range problems.Sorted() {
			if p.Line > lines {
				t.Fatalf("%s at line %d of %d", p.Code, p.Line, lines)
			}
		}
		ids := map[string]bool{}
		for _, h := range doc.Headings() {
			if first, _ := utf8.DecodeRuneInString(h.ID); !unicode.IsLetter(first) || ids[h.ID] {
				t.Fatalf("anchor %q does not begin with a letter or is not unique", h.ID)
			}
			ids[h.ID] = true
		}
		again, _ := Parse("x.md", []byte(s))
		if again.HTML(Fill{}) != doc.HTML(Fill{}) || again.Plain() != doc.Plain() {
			t.Fatal("two parses differ")
		}
	})
}

const sample = `社会救助与慈善帮扶的衔接，先由**基层服务窗口**发现需求，
再经本人书面同意后转介。详见[办理规则](/topics/two-way-referral.html)。

## 怎样转介

1. 窗口登记需求，不登记与帮扶无关的信息；
2. 本人同意后，民政部门把需求清单交给慈善组织；
3. 慈善组织在 *十个工作日* 内答复[^1]。

| 环节 | 时限 |
|------|-----:|
| 答复 | 10 天 |
| 回访 | 30 天 |

> 没有同意，就没有转介。

### 信息怎样保护

数据只以汇总的形式公布，少于十的数不公布，参见 <https://law.example/>。

[^1]: 从收到清单的次日起算。
`

func BenchmarkParseAndHTML(b *testing.B) {
	src := []byte(sample)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		doc, _ := Parse("x.md", src)
		_ = doc.HTML(Fill{})
	}
}

func BenchmarkHTML(b *testing.B) {
	doc, _ := Parse("x.md", []byte(sample))
	b.ReportAllocs()
	for b.Loop() {
		_ = doc.HTML(Fill{Link: func(dest string) Target { return Target{Href: ".." + dest} }})
	}
}

func TestNumbers(t *testing.T) {
	doc := parse(t, "帮扶了{{figure dataset=aid_aggregates measure=helped_n region=\"350900\" period=2025 unit=none}}，见[*此*](/a.html \"T\")。`{{figure}}` \\{\\{\n\n| 甲 |\n|---|\n| {{figure dataset=d measure=m}} |\n")
	all := doc.Numbers()
	if len(all) != 2 {
		t.Fatalf("%d numbers", len(all))
	}
	n := all[0]
	if n.Dataset != "aid_aggregates" || n.Measure != "helped_n" || !n.Bare || n.Where["region"] != "350900" || n.Where["period"] != "2025" || len(n.Where) != 2 || !slices.Equal(n.Dims(), []string{"period", "region"}) {
		t.Errorf("number %+v", n)
	}
	if n.Place.Column != 4 || n.At("dataset").Column != 4+len("{{figure dataset=") || n.At("direction") != n.Place || all[1].Place.Line != 5 {
		t.Errorf("places %v, %v, %v", n.Place, n.At("dataset"), all[1].Place)
	}
	html := doc.HTML(Fill{Link: func(string) Target { return Target{Words: "<gone>"} }, Number: func(n Number) Shown {
		if n.Bare {
			return Shown{"1,234 & <more>", "../data/x.html?a&b"}
		}
		return Shown{Text: "plain"}
	}})
	for _, part := range []string{`帮扶了<a href="../data/x.html?a&amp;b">1,234 &amp; &lt;more&gt;</a>，见&lt;gone&gt;。<code>{{figure}}</code> {{`, "<td>plain</td>"} {
		if !strings.Contains(html, part) {
			t.Errorf("no %s in %s", part, html)
		}
	}
	if strings.Contains(html, "此") || strings.Contains(html, `"T"`) {
		t.Errorf("words of a link that is gone: %s", html)
	}
	if html := doc.HTML(Fill{}); strings.Contains(html, "helped") || !strings.Contains(html, "帮扶了，见") {
		t.Errorf("without numbers: %s", html)
	}
	if got := WithoutNumbers("甲{{figure a=1}}乙"); got != "甲"+strings.Repeat(" ", len("{{figure a=1}}"))+"乙" {
		t.Errorf("blanked %q", got)
	}
}

func TestNumbersThatAreWrong(t *testing.T) {
	for src, code := range map[string]string{
		"a {{number dataset=a measure=b}}":            "prose/figure-form",
		"a {{figure dataset=a}}":                      "prose/figure-form",
		"a {{}}":                                      "prose/figure-form",
		"a {{figure dataset=a measure=b period}}":     "prose/figure-form",
		"a {{figure dataset=a measure=b unit=yes}}":   "prose/figure-form",
		"a {{figure dataset=a dataset=a measure=b}}":  "prose/figure-form",
		"a {{figure dataset=\"a measure=b}}":          "prose/figure-form",
		"a {{figure dataset=“a” measure=b}}":          "prose/figure-form",
		"a ｛｛figure dataset=a measure=b｝｝":            "prose/figure-broken",
		"a {{figure dataset=a\nmeasure=b}}":           "prose/figure-broken",
		"a {{figure dataset=a measure=b}":             "prose/figure-broken",
		"[a {{figure dataset=a measure=b}}](/a.html)": "prose/figure-place",
		"## a {{figure dataset=a measure=b}}":         "prose/figure-place",
	} {
		doc, problems := Parse("a.md", []byte(src))
		if all := problems.Sorted(); len(all) == 0 || all[0].Code != code || all[0].Line == 0 || all[0].Column == 0 {
			t.Errorf("%s: %v", src, all)
		}
		if html := doc.HTML(Fill{Number: func(Number) Shown { return Shown{Text: "x"} }}); len(doc.Numbers()) > 0 || strings.Contains(html, ">x<") {
			t.Errorf("%s gives a number: %s", src, html)
		}
	}
}
