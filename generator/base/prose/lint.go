package prose

import (
	"regexp"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"

	"mingshan/generator/base/diag"
)

func (r *reader) refuseHTML(n ast.Node) {
	pos := n.Pos()
	if raw, ok := n.(*ast.RawHTML); ok && raw.Segments.Len() > 0 {
		pos = raw.Segments.At(0).Start
	}
	r.problems.Add(r.place(pos), "prose/html", diag.Say("正文里有 HTML 标记，网页上不会出现", "HTML in the text, which the page leaves out"),
		diag.Say("改用 Markdown；要写小于号本身，用 \\<", "use Markdown; write \\< for the sign itself"))
}

func (r *reader) refuseImage(n *ast.Image) {
	r.problems.Add(r.place(n.Pos()), "prose/picture", diag.Say("正文里不放图片", "a picture inside the text"),
		diag.Say("把图片写进旁边的 YAML，并写上替代文字和来源", "put it into the YAML beside the text, with alternative text and credit"))
}

// leftover is a mark of Markdown that survives into the text.
type leftover struct {
	at         *regexp.Regexp
	code       string
	text, hint diag.Msg
}

// address is how a link's address begins; without it a remark in parentheses may follow a word in brackets.
const address = `[ ]?(?:\.{0,2}/|#|https?:|mailto:|tel:)`

// leftovers knows the marks that are looked for. Blanks to fill in (____) and a lone star are text.
var leftovers = sync.OnceValue(func() []leftover {
	emphasis := diag.Say("强调符号会原样印在网页上", "the marks of emphasis would be printed as they are")
	emphasisHint := diag.Say("在 ** 与汉字之间加反斜杠和空格（项目\\ **“重点”**\\ 资助），或把标点移到 ** 之外；要写星号本身，用 \\*",
		"put a backslash and a space between ** and the Han character (项目\\ **“重点”**\\ 资助), or move the punctuation outside; write \\* for a star itself")
	return []leftover{
		{regexp.MustCompile(`\*\*|\*[^\s*][^*]*\*`), "prose/emphasis", emphasis, emphasisHint},
		{regexp.MustCompile(`(?:^|[^_])(__)[^_\s]|[^_\s](__)(?:[^_]|$)`), "prose/emphasis", emphasis,
			diag.Say("用 ** 代替 __", "use ** in place of __")},
		{regexp.MustCompile(`\]\(|\]\[`), "prose/link-broken",
			diag.Say("链接的写法不对，会原样印在网页上", "a link that cannot be read would be printed as it is"),
			diag.Say("写成 [文字](地址)，地址里没有空格和换行", "write [text](address), with no space or line break in the address")},
		{regexp.MustCompile(`[\]】］][ \n]?（` + address + `|[】］][ \n]?\(` + address + `|\][ \n]\(` + address), "prose/link-parenthesis",
			diag.Say("链接的括号不对，会原样印在网页上", "the parentheses of a link are wrong, so that it would be printed as it is"),
			diag.Say("方括号和圆括号都用半角，中间不留空格：[文字](地址)", "use half-width brackets and parentheses with nothing between them: [text](address)")},
		{regexp.MustCompile(`\[\^`), "prose/footnote",
			diag.Say("脚注没有对应的说明", "a footnote without its text"),
			diag.Say("在文末加一行“[^编号]: 说明”", "add a line “[^id]: text” at the end")},
		{regexp.MustCompile(`\{\{|\}\}|｛｛|｝｝`), "prose/figure-broken",
			diag.Say("数字简码的括号不对，会原样印在网页上", "the braces of a number's shortcode are wrong, so that it would be printed as it is"),
			diag.Say("两对半角花括号，写在一行之内：{{figure dataset=… measure=… period=…}}", "use two pairs of half-width braces on one line: {{figure dataset=… measure=… period=…}}")},
	}
})

// lintText looks for leftovers in each run of plain text below a block. Code is left alone, and so is what a backslash
// makes literal.
func (r *reader) lintText(block ast.Node) {
	var run []byte
	var from []int // offset in the source of each byte of run
	flush := func() {
		if len(run) > 0 {
			r.lintRun(run, from)
		}
		run, from = run[:0], from[:0]
	}
	for leaf := range leaves(block) {
		t, ok := leaf.(*ast.Text)
		if !ok || t.IsRaw() || leaf.Parent().Kind() == ast.KindCodeSpan {
			flush()
			continue
		}
		if prev := leaf.PreviousSibling(); prev == nil || prev.Kind() != ast.KindText {
			flush()
		}
		for i, c := range t.Segment.Value(r.src) {
			run, from = append(run, c), append(from, t.Segment.Start+i)
		}
		if t.SoftLineBreak() || t.HardLineBreak() {
			run, from = append(run, '\n'), append(from, t.Segment.Stop)
		}
	}
	flush()
}

// lintRun reports the first leftover of each kind in a run.
func (r *reader) lintRun(run []byte, from []int) {
	if !strings.ContainsAny(string(run), "*_[]】］{}｛｝") {
		return
	}
	clean := make([]byte, len(run))
	copy(clean, run)
	for i := 0; i+1 < len(clean); i++ {
		if clean[i] == '\\' {
			clean[i], clean[i+1] = '.', '.'
			i++
		}
	}
	for _, l := range leftovers() {
		if m := l.at.FindIndex(clean); m != nil {
			r.problems.Add(r.place(from[m[0]]), l.code, l.text, l.hint)
		}
	}
}

// lineMarks knows the marks that mean something only at the start of a line, and only with a space behind them. A
// negative number (-3), a decimal (1.5) and a topic between two signs (#助学#) are text.
var lineMarks = sync.OnceValue(func() []leftover {
	return []leftover{
		{regexp.MustCompile(`^(?:#{2,6}[^\s#]|＃{2,6}|#\p{Han}[^#]*$)`), "prose/heading-space",
			diag.Say("# 之后没有空格，这一行不会成为小标题", "no space after #, so that the line is no heading"),
			diag.Say("用半角 #，后面空一格：## 小标题", "use half-width # and a space behind it: ## Heading")},
		{regexp.MustCompile(`^(?:[0-9]{1,3}[.)]|[-+])\p{Han}`), "prose/list-space",
			diag.Say("列表记号之后没有空格，这一行不会成为列表的一项", "no space after the mark of a list, so that the line is no item"),
			diag.Say("后面空一格：“1. 第一”“- 第一”；不是列表，就在记号前加反斜杠，数字写成 1\\.", "put a space behind it: \"1. First\", \"- First\"; where no list is meant, put a backslash before the mark, after a number as in 1\\.")},
	}
})

// lintLines reports the first line of a block with each of the lineMarks. It goes by the source, because line breaks
// between Chinese characters are closed by now.
func (r *reader) lintLines(block ast.Node) {
	seen := map[string]bool{}
	for leaf := range leaves(block) {
		t, ok := leaf.(*ast.Text)
		if !ok || t.IsRaw() || leaf.Parent() != block {
			continue
		}
		start := t.Segment.Start
		line := r.starts[r.place(start).Line-1]
		if strings.Trim(string(r.src[line:start]), " \t>") != "" {
			continue
		}
		for _, m := range lineMarks() {
			if !seen[m.code] && m.at.Match(t.Segment.Value(r.src)) {
				seen[m.code] = true
				r.problems.Add(r.place(start), m.code, m.text, m.hint)
			}
		}
	}
}
