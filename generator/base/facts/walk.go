package facts

import (
	"errors"
	"regexp"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"

	"mingshan/generator/base/diag"
)

// walker refuses, over the whole tree and whatever the struct, the parts of YAML that facts do not use.
type walker struct {
	doc      *Doc
	problems *diag.List
	nodes    int
	stopped  bool
}

func (w *walker) node(n *yaml.Node, depth int) {
	if w.stopped {
		return
	}
	if w.nodes++; w.nodes > maxNodes || depth > maxDepth {
		w.stopped = true
		w.problems.Add(w.doc.at(n), "facts/too-deep",
			diag.Say("嵌套超过 %d 层，或内容超过 %d 项", "nested deeper than %d levels, or more than %d values", maxDepth, maxNodes),
			diag.Say("事实文件不需要这样的结构", "a facts file needs no such structure"))
		return
	}
	switch {
	case n.Kind == yaml.AliasNode:
		w.add(n, "facts/alias", diag.Say("使用了 YAML 引用（*）", "uses a YAML alias (*)"))
		return
	case n.Anchor != "":
		w.add(n, "facts/anchor", diag.Say("使用了 YAML 锚点（&）", "uses a YAML anchor (&)"))
	case n.Style&yaml.TaggedStyle != 0:
		w.add(n, "facts/tag", diag.Say("使用了 YAML 标签（!）", "uses a YAML tag (!)"))
	}
	if n.Kind == yaml.MappingNode {
		w.mapping(n, depth)
		return
	}
	for _, c := range n.Content {
		w.node(c, depth+1)
	}
}

func (w *walker) mapping(n *yaml.Node, depth int) {
	seen := make(map[string]int, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		w.node(key, depth+1)
		w.node(n.Content[i+1], depth+1)
		if key.Kind == yaml.AliasNode {
			continue
		}
		if key.Kind != yaml.ScalarNode || empty(key) {
			w.problems.Add(w.doc.at(key), "facts/key", diag.Say("键应当是一个词", "a key must be a word"),
				diag.Say("写成 键: 值", "write `key: value`"))
			continue
		}
		if key.Value == "<<" {
			w.add(key, "facts/merge", diag.Say("使用了 YAML 合并键（<<）", "uses a YAML merge key (<<)"))
			continue
		}
		if line, twice := seen[key.Value]; twice {
			w.problems.Add(w.doc.at(key), "facts/key-twice",
				diag.Say("键 %s 写了两次（第一次在第 %d 行）", "key %s is given twice (first on line %d)", shown(key.Value), line),
				diag.Say("只留一处", "keep one of them"))
			continue
		}
		seen[key.Value] = key.Line
	}
}

func (w *walker) add(n *yaml.Node, code string, text diag.Msg) {
	w.problems.Add(w.doc.at(n), code, text,
		diag.Say("把内容直接写出来；以 & * ! 开头的文字要加引号", "write the content out; text that begins with & * or ! needs quotes"))
}

// syntax turns an error of the YAML scanner or parser into a problem in both languages.
func (d *Doc) syntax(err error, problems *diag.List) {
	at := diag.Place{File: d.file, Line: 1, Column: 1}
	message := ""
	var load *yaml.LoadError
	if errors.As(err, &load) {
		message = load.Message
		mark := load.Mark
		if strings.Contains(load.ContextMsg, "quoted scalar") && load.ContextMark.Line > 0 {
			mark = load.ContextMark // where the quotation opened; the end of the file helps nobody
		}
		if mark.Line > 0 {
			at.Line, at.Column = min(mark.Line, len(d.src)), max(mark.Column, 1)
		}
		message += " " + load.ContextMsg
	}
	text := diag.Say("不是正确的 YAML", "not correct YAML")
	hint := diag.Say("看这一行和上一行：缩进、冒号后的空格、引号是否成对", "look at this line and the one above: indentation, a space after the colon, quotes in pairs")
	for _, s := range sayings() {
		if strings.Contains(message, s.part) {
			text, hint = s.text, s.hint
			break
		}
	}
	if line, column, ok := d.badColon(at.Line); ok {
		at.Line, at.Column = line, column
		text = diag.Say("键后面要用半角冒号加空格", "a key is followed by an ASCII colon and a space")
		hint = diag.Say("写成 键: 值", "write `key: value`")
	}
	problems.Add(at, "facts/syntax", text, hint)
}

// badColon looks, on the line that YAML complains of and the three before it, for a key with a full-width colon or
// with no space after the colon: YAML reads such a line as text and complains of a later one.
func (d *Doc) badColon(line int) (int, int, bool) {
	key := regexp.MustCompile(`^ *(- +)?[A-Za-z_]+(：|:[^ /])`)
	for n := line; n >= 1 && n > line-4; n-- {
		if m := key.FindStringSubmatchIndex(d.src[n-1]); m != nil {
			return n, m[4] + 1, true // what stands before the colon is ASCII
		}
	}
	return 0, 0, false
}

// cut finds the comment that ends a plain scalar on its last line. The scalar is followed through the source, white
// space aside, because YAML folds its lines.
func (d *Doc) cut(n *yaml.Node) (diag.Place, bool) {
	if n.Kind != yaml.ScalarNode || !plain(n) || n.Line < 1 || n.Line > len(d.src) {
		return diag.Place{}, false
	}
	line := n.Line
	rest := []rune(d.src[line-1])
	at := max(n.Column-1, 0)
	for _, c := range n.Value {
		if unicode.IsSpace(c) {
			continue
		}
		for at >= len(rest) || unicode.IsSpace(rest[at]) {
			if at++; at < len(rest) {
				continue
			}
			if line++; line > len(d.src) {
				return diag.Place{}, false
			}
			rest, at = []rune(d.src[line-1]), 0
		}
		if rest[at] != c {
			return diag.Place{}, false
		}
		at++
	}
	end := at
	for at < len(rest) && (rest[at] == ' ' || rest[at] == '\t') {
		at++
	}
	if at == end || at >= len(rest) || rest[at] != '#' {
		return diag.Place{}, false
	}
	return diag.Place{File: d.file, Line: line, Column: at + 1}, true
}

// saying is what we tell an editor instead of a message of the YAML library.
type saying struct {
	part       string
	text, hint diag.Msg
}

func sayings() []saying {
	return []saying{
		{"mapping values are not allowed", diag.Say("这里不能再有“键: 值”", "a `key: value` cannot stand here"),
			diag.Say("文字里有“: ”就要加引号；下一级要另起一行并缩进", "text that contains `: ` needs quotes; a deeper level starts on its own line, indented")},
		{"quoted scalar", diag.Say("引号没有成对", "a quotation mark is not closed"),
			diag.Say("补上收尾的引号", "add the closing quotation mark")},
		{"cannot start any token", diag.Say("文字不能以这个字符开头", "text cannot begin with this character"),
			diag.Say("给整段文字加引号", "put the text in quotes")},
		{"did not find expected key", diag.Say("缩进与上文不一致", "the indentation does not match the lines above"),
			diag.Say("同一级的键左端对齐", "keys of one level start in the same column")},
		{"could not find expected ':'", diag.Say("键后面缺冒号", "a key lacks its colon"),
			diag.Say("写成 键: 值，用半角冒号，后面空一格", "write `key: value`, with an ASCII colon and a space")},
		{"did not find expected '-' indicator", diag.Say("列表里混入了别的内容", "something else stands among the items of a list"),
			diag.Say("每一项都以“- ”开头并对齐", "each item begins with `- `, in the same column")},
		{"flow", diag.Say("方括号或花括号没有成对", "a bracket or brace is not closed"),
			diag.Say("补上收尾的括号，或改成每行一项", "close it, or write one item per line")},
		{"depth", diag.Say("嵌套太深", "nested too deep"), diag.Say("事实文件不需要这样的结构", "a facts file needs no such structure")},
	}
}

// shown makes a key fit for a message: long ones are cut.
func shown(key string) string {
	const limit = 40
	r := []rune(key)
	if len(r) > limit {
		return diag.Safe(string(r[:limit])) + "…"
	}
	return diag.Safe(key)
}
