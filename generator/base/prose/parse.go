package prose

import (
	"bytes"
	"fmt"
	"html"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"mingshan/generator/base/diag"
)

// gap stands in the rendered HTML where the address of a link or a number goes. goldmark never prints a NUL of its own, and Parse
// takes those of the source out.
const gap = "\x00"

// engine makes the one goldmark that every text shares: a fresh one for each costs more memory than the text.
//
// The escaped space (a backslash and a space print nothing) is on, for emphasis beside Chinese punctuation.
var engine = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(
			extension.NewCJK(extension.WithEscapedSpace()),
			extension.NewTable(),
			extension.NewFootnote(),
		),
		goldmark.WithParserOptions(parser.WithInlineParsers(util.Prioritized(numberParser{}, 150))), // after code, before links
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(pageRenderer{}, 100))),
	)
})

// reader is the work of one Parse.
type reader struct {
	file     string
	src      []byte
	starts   []int // offset of each line
	han      bool  // the text is mainly Chinese
	problems *diag.List
	doc      *Doc
	ids      map[string]bool
	level    int // of the heading before; 1 is the page's title
	blocks   []string
}

// Parse reads one Markdown text; file is its path for messages. The Doc is usable, and safe to print, even when there
// are problems: what was refused is left out.
func Parse(file string, src []byte) (Doc, diag.List) {
	var problems diag.List
	doc := Doc{}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if !utf8.Valid(src) || bytes.IndexByte(src, 0) >= 0 {
		problems.Add(diag.Place{File: file}, "prose/encoding",
			diag.Say("文件不是 UTF-8 编码，或含有空字符", "the file is not UTF-8 or holds NUL characters"),
			diag.Say("用编辑器另存为 UTF-8", "save it as UTF-8 in the editor"))
		src = bytes.ReplaceAll(bytes.ToValidUTF8(src, []byte("\ufffd")), []byte{0}, []byte("\ufffd"))
	}
	r := &reader{file: file, src: src, starts: []int{0}, han: mainlyHan(src), problems: &problems, doc: &doc,
		ids: map[string]bool{}, level: 1}
	for i, c := range src {
		if c == '\n' {
			r.starts = append(r.starts, i+1)
		}
	}
	root := engine().Parser().Parse(text.NewReader(src))
	// The walk's function returns no error, so Walk does not either.
	_ = ast.Walk(root, r.visit)

	var out bytes.Buffer
	if err := engine().Renderer().Render(&out, src, root); err != nil {
		panic(fmt.Sprintf("prose: rendering into memory: %v", err))
	}
	doc.plain = strings.Join(r.blocks, "\n")
	doc.words = countWords(doc.plain)
	if out.Len() > 0 {
		doc.pieces = strings.Split(out.String(), gap)
		if len(doc.pieces) != len(doc.slots)+1 {
			panic("prose: the page has more or fewer gaps than the text")
		}
	}
	return doc, problems
}

// visit sees every node once, parents first and in the order in which they are rendered.
func (r *reader) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	if n.Type() == ast.TypeBlock && n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeInline {
		r.closeBreaks(n)
		r.lintText(n)
		r.lintLines(n)
		r.addBlock(r.text(n))
	}
	switch n := n.(type) {
	case *ast.Heading:
		r.heading(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		r.addBlock(string(n.Lines().Value(r.src)))
	case *ast.HTMLBlock, *ast.RawHTML:
		r.refuseHTML(n)
		return ast.WalkSkipChildren, nil
	case *ast.Image:
		r.refuseImage(n)
		return ast.WalkSkipChildren, nil
	case *ast.Link:
		r.link(n, html.UnescapeString(string(n.Destination)), r.text(n))
	case *ast.AutoLink:
		dest := string(n.URL(r.src))
		if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(dest), "mailto:") {
			dest = "mailto:" + dest
		}
		r.link(n, dest, string(n.Label(r.src)))
	case *numberNode:
		r.number(n)
	}
	return ast.WalkContinue, nil
}

func (r *reader) addBlock(s string) {
	if s = strings.TrimSpace(s); s != "" {
		r.blocks = append(r.blocks, s)
	}
}

// heading records a heading and gives it its anchor.
func (r *reader) heading(n *ast.Heading) {
	words := strings.TrimSpace(r.text(n))
	at := r.place(n.Pos())
	switch {
	case n.Level == 1:
		r.problems.Add(at, "prose/heading-first", diag.Say("正文里不用一级标题", "a level-1 heading inside the text"),
			diag.Say("页面标题已是一级；这里从“## ”开始", "the page's title has level 1; begin with “## ” here"))
	case n.Level > r.level+1:
		r.problems.Add(at, "prose/heading-level",
			diag.Say("标题从第 %d 级跳到第 %d 级", "the headings jump from level %d to level %d", r.level, n.Level),
			diag.Say("只能深一级：这里用 %d 个 #", "go one level deeper at a time: %d # here", r.level+1))
	}
	r.level = n.Level
	if words == "" {
		r.problems.Add(at, "prose/heading-empty", diag.Say("标题没有文字", "a heading without text"),
			diag.Say("写上标题，或删去这一行", "write the heading or delete the line"))
	}
	id := anchor(words)
	for i := 2; r.ids[id]; i++ {
		id = fmt.Sprintf("%s-%d", anchor(words), i)
	}
	r.ids[id] = true
	n.SetAttributeString("id", []byte(id))
	r.doc.headings = append(r.doc.headings, Heading{Level: n.Level, Text: words, ID: id, Line: at.Line})
}

// link records a link, or refuses it. A refused link keeps its text on the page and loses its address.
func (r *reader) link(n ast.Node, dest, words string) {
	at := r.place(n.Pos())
	if strings.TrimSpace(words) == "" {
		r.problems.Add(at, "prose/link-text", diag.Say("链接没有文字", "a link without text"),
			diag.Say("方括号里写上链接通向哪里", "write between the square brackets where the link leads"))
	}
	if !allowed(dest) {
		r.problems.Add(at, "prose/link-address", diag.Say("链接地址 %q 不能用", "the address %q cannot be used", diag.Safe(dest)),
			diag.Say("站内写 /目录/页面.html；站外写完整的 https 地址；也可用 mailto: 和 tel:",
				"/folder/page.html inside the site, a whole https address outside; mailto: and tel: are allowed"))
		r.doc.slots = append(r.doc.slots, slot{})
		return
	}
	r.doc.slots = append(r.doc.slots, slot{dest: dest})
	r.doc.links = append(r.doc.links, Link{Dest: dest, Text: words, Place: at})
}

// place turns an offset in the source into a line and a column of characters.
func (r *reader) place(pos int) diag.Place {
	if pos < 0 || pos > len(r.src) {
		return diag.Place{File: r.file}
	}
	line := len(r.starts)
	for line > 1 && r.starts[line-1] > pos {
		line--
	}
	return diag.Place{File: r.file, Line: line, Column: utf8.RuneCount(r.src[r.starts[line-1]:pos]) + 1}
}

// anchor makes the id of a heading from its words. It begins with a letter, as selectors in style sheets want it.
func anchor(words string) string {
	fields := strings.FieldsFunc(strings.ToLower(words), func(c rune) bool { return !inWord(c) })
	if len(fields) == 0 {
		return "section"
	}
	if first, _ := utf8.DecodeRuneInString(fields[0]); !unicode.IsLetter(first) {
		fields = append([]string{"section"}, fields...)
	}
	return strings.Join(fields, "-")
}
