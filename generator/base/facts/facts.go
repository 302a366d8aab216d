// Package facts is strict YAML: what editors write as facts, decoded into our structs with every mistake placed.
//
// A facts file is one YAML document, a mapping, UTF-8. The Go struct is the file format: each field carries
// `facts:"name"` or `facts:"name,optional"`; a field without the tag is not part of the file. A file says exactly
// what the struct can hold: an unknown key, a key given twice, a missing key, a value of the wrong type or a day
// that does not exist is a problem with line and column, and all of them are reported in one go.
//
//	type Notice struct {
//		Title lang.Text     `facts:"title"`         // {zh: …, en: …}, both required and not blank
//		Date  calendar.Date `facts:"date"`          // 2026-11-20, plain or quoted
//		Note  string        `facts:"note,optional"` // may be left out; zero then
//	}
//
//	doc, problems := facts.Parse("content/notices/x/notice.yaml", data)
//	var n Notice
//	problems.Append(doc.Decode(&n))
//	at := doc.Place("title", "zh") // line and column of the value, for a later rule's own problem
//
// YAML's own guesses are not used: a plain scalar decoded as a string is taken by its source text, so `no` is
// "no", 010 is "010" and 1.20 is "1.20" (YAML 1.1 would give false, 8 and 1.2). A truth is `true` or `false` only.
//
// Anchors, aliases, tags and merge keys are refused: facts need none, and they are how a small file expands to
// gigabytes. A file above 1 MiB, deeper than 32 levels or with more than 200,000 values is refused unread.
//
// A message names keys, never values.
package facts

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"mingshan/generator/base/diag"
)

const (
	maxBytes = 1 << 20
	maxDepth = 32
	maxNodes = 200_000
)

// Doc is one parsed facts file. It is immutable. A Doc whose file could not be parsed decodes to nothing and
// reports nothing more.
type Doc struct {
	file string
	root *yaml.Node // the top mapping; nil when the file could not be parsed
	src  []string   // lines without their ends
}

// Absent is the Doc of a file that is not there: it decodes to nothing, and every place in it is the file.
func Absent(file string) *Doc { return &Doc{file: file} }

// Parse reads the file's bytes. The Doc is never nil; file is used for places only.
func Parse(file string, data []byte) (*Doc, diag.List) {
	d := &Doc{file: file}
	var problems diag.List
	text := strings.TrimPrefix(string(data), "\ufeff")
	if len(text) > maxBytes {
		problems.Add(diag.Place{File: file}, "facts/too-large",
			diag.Say("文件超过 1 MiB", "file is larger than 1 MiB"),
			diag.Say("事实文件只写事实；正文写在 zh.md 和 en.md，数据写在 data/", "a facts file holds facts only; prose belongs in zh.md and en.md, figures in data/"))
		return d, problems
	}
	d.src = strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	if d.characters(&problems); problems.Len() > 0 {
		return d, problems
	}
	root := d.load(text, &problems)
	if root == nil {
		return d, problems
	}
	w := walker{doc: d, problems: &problems}
	w.node(root, 1)
	if w.stopped {
		return d, problems
	}
	if root.Kind != yaml.MappingNode {
		problems.Add(d.at(root), "facts/type",
			diag.Say("文件最外层应当是“键: 值”", "the file's outermost level must be `key: value` lines"), diag.Msg{})
		return d, problems
	}
	d.root = root
	return d, problems
}

// load composes the first document and refuses a second.
func (d *Doc) load(text string, problems *diag.List) *yaml.Node {
	loader, err := yaml.NewLoader(strings.NewReader(text))
	if err != nil {
		d.syntax(err, problems)
		return nil
	}
	var first, second yaml.Node
	err = loader.Load(&first)
	if errors.Is(err, io.EOF) || err == nil && (len(first.Content) == 0 || empty(first.Content[0])) {
		problems.Add(diag.Place{File: d.file, Line: 1, Column: 1}, "facts/empty-file",
			diag.Say("文件里没有内容", "file has no content"), diag.Msg{})
		return nil
	}
	if err != nil {
		d.syntax(err, problems)
		return nil
	}
	switch err = loader.Load(&second); {
	case errors.Is(err, io.EOF):
	case err != nil:
		d.syntax(err, problems)
	default:
		at := d.at(&second)
		if len(second.Content) > 0 {
			at = d.at(second.Content[0])
		}
		problems.Add(at, "facts/documents",
			diag.Say("一个文件里有两份 YAML 文档", "file holds more than one YAML document"),
			diag.Say("删去单独成行的 ---，或拆成两个文件", "remove the line `---` or split the file"))
	}
	return first.Content[0]
}

// characters reports what no facts file may contain, before YAML sees it.
func (d *Doc) characters(problems *diag.List) {
	for i, line := range d.src {
		place := func(column int) diag.Place { return diag.Place{File: d.file, Line: i + 1, Column: column} }
		if !utf8.ValidString(line) {
			at := 1
			for rest := line; ; at++ {
				r, n := utf8.DecodeRuneInString(rest)
				if r == utf8.RuneError && n <= 1 {
					break
				}
				rest = rest[n:]
			}
			problems.Add(place(at), "facts/encoding", diag.Say("不是 UTF-8 文字", "not UTF-8 text"),
				diag.Say("在编辑器里另存为 UTF-8", "save the file as UTF-8 in the editor"))
			return // the rest of the file is most likely the same mistake
		}
		indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		if tab := strings.IndexByte(indent, '\t'); tab >= 0 {
			problems.Add(place(tab+1), "facts/tab", diag.Say("缩进用了制表符", "indented with a tab"),
				diag.Say("改用空格缩进，每级两个", "indent with spaces, two per level"))
		}
		column := 0
		for _, r := range line {
			column++
			if r < 0x20 && r != '\t' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 {
				problems.Add(place(column), "facts/control", diag.Say("有控制字符 U+%04X", "control character U+%04X", r),
					diag.Say("删去这个看不见的字符", "delete this invisible character"))
				break
			}
		}
	}
}

// Place gives the position of the value at a path of keys (string) and list positions (int, from 0). Where the
// path goes further than the file, it is the place of the nearest parent that exists.
func (d *Doc) Place(path ...any) diag.Place {
	if d.root == nil {
		return diag.Place{File: d.file}
	}
	n := d.root
	for _, step := range path {
		next := child(n, step)
		if next == nil {
			break
		}
		n = next
	}
	return d.at(n)
}

// Has reports whether the file has a value at the path.
func (d *Doc) Has(path ...any) bool {
	n := d.root
	for _, step := range path {
		if n == nil {
			return false
		}
		n = child(n, step)
	}
	return n != nil
}

func child(n *yaml.Node, step any) *yaml.Node {
	switch s := step.(type) {
	case string:
		if n.Kind == yaml.MappingNode {
			for i := 0; i+1 < len(n.Content); i += 2 {
				if n.Content[i].Value == s {
					return n.Content[i+1]
				}
			}
		}
	case int:
		if n.Kind == yaml.SequenceNode && s >= 0 && s < len(n.Content) {
			return n.Content[s]
		}
	}
	return nil
}

// at is the place of a node. An empty document after the last line stands on the last line.
func (d *Doc) at(n *yaml.Node) diag.Place {
	return diag.Place{File: d.file, Line: min(n.Line, len(d.src)), Column: n.Column}
}

// empty reports a value that was left out after its colon or dash.
func empty(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Value == "" &&
		n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
}
