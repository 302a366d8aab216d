package lang

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"mingshan/generator/base/diag"
)

// stringsSource is one file of UI strings, read.
type stringsSource struct {
	tag     Tag
	file    string
	entries map[string]stringEntry
	broken  map[string]bool // ids that are in the file with a value that could not be used
}

// stringEntry is one UI string: other always, one only for a plural.
type stringEntry struct {
	at                 diag.Place
	one, other         pattern
	oneText, otherText string
	plural             bool // written as a mapping of forms
}

func (s *stringsSource) ids() []string { return slices.Sorted(maps.Keys(s.entries)) }

// readStrings reads a flat mapping of id to string, or of id to {one, other}.
func readStrings(tag Tag, f StringsFile, problems *diag.List) *stringsSource {
	src := &stringsSource{tag: tag, file: f.File, entries: map[string]stringEntry{}, broken: map[string]bool{}}
	if !utf8.Valid(f.Data) {
		problems.Add(diag.Place{File: f.File}, "strings/encoding", diag.Say("文件不是 UTF-8 编码", "the file is not UTF-8"),
			diag.Say("用编辑器另存为 UTF-8", "save it as UTF-8 in the editor"))
		return src
	}
	var doc yaml.Node
	if err := yaml.Load(f.Data, &doc); err != nil {
		at := diag.Place{File: f.File}
		if e, ok := errors.AsType[*yaml.LoadError](err); ok {
			at.Line = e.Mark.Line
		}
		problems.Add(at, "strings/yaml", diag.Say("不是一份有效的 YAML 文件", "not one valid YAML document"),
			diag.Say("检查这一行及上一行的缩进、冒号和引号", "check the indent, colons and quotes of this line and the one before"))
		return src
	}
	root := &doc
	if doc.Kind == yaml.DocumentNode && len(doc.Content) == 1 {
		root = doc.Content[0]
	}
	if root.Kind != yaml.MappingNode {
		problems.Add(diag.Place{File: f.File, Line: root.Line}, "strings/shape",
			diag.Say("界面文字文件应是“编号: 文字”的列表", "a file of UI strings is lines of “id: text”"), diag.Msg{})
		return src
	}
	first := map[string]int{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		at := diag.Place{File: f.File, Line: key.Line, Column: key.Column}
		id := key.Value
		if !checkStringID(key, at, problems) {
			continue
		}
		if line, twice := first[id]; twice {
			problems.Add(at, "strings/duplicate",
				diag.Say("编号 %q 已在第 %d 行出现", "the id %q is already on line %d", id, line),
				diag.Say("保留一处，删去另一处", "keep one and delete the other"))
			continue
		}
		first[id] = key.Line
		if e, ok := readEntry(src, at, id, value, problems); ok {
			src.entries[id] = e
		} else {
			src.broken[id] = true
		}
	}
	return src
}

func checkStringID(key *yaml.Node, at diag.Place, problems *diag.List) bool {
	ok := plainScalar(key) && key.Value != "" && !strings.ContainsFunc(key.Value, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("._-", r)
	})
	if !ok {
		problems.Add(at, "strings/id", diag.Say("编号只用英文字母、数字、点、横线和下划线", "an id is made of letters, digits, dots, hyphens and underscores"),
			diag.Say("例如 nav.home", "for example nav.home"))
	}
	return ok
}

// plainScalar reports a string written as itself: no anchor, alias, tag, number or boolean.
func plainScalar(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Anchor == "" && n.Style&yaml.TaggedStyle == 0 && n.ShortTag() == "!!str"
}

// readEntry reads the value of one id.
func readEntry(src *stringsSource, at diag.Place, id string, value *yaml.Node, problems *diag.List) (stringEntry, bool) {
	e := stringEntry{at: at}
	if value.Kind != yaml.MappingNode {
		p, ok := readForm(src.file, id, value, problems)
		e.other, e.otherText = p, value.Value
		return e, ok
	}
	e.plural = true
	good := true
	seen := map[string]bool{}
	for i := 0; i+1 < len(value.Content); i += 2 {
		key, form := value.Content[i], value.Content[i+1]
		name := key.Value
		known := name == "other" || name == "one" && src.tag == EN
		if !known || seen[name] {
			problems.Add(diag.Place{File: src.file, Line: key.Line, Column: key.Column}, "strings/form",
				diag.Say("编号 %q 的复数形式 %q 重复或不属于这种语言", "the plural form %[2]q of %[1]q is repeated or is not of this language", id, name),
				diag.Say("英文写 one 和 other，中文只写 other", "English has one and other, Chinese only other"))
			good = false
			continue
		}
		seen[name] = true
		p, ok := readForm(src.file, id, form, problems)
		good = good && ok
		if name == "one" {
			e.one, e.oneText = p, form.Value
		} else {
			e.other, e.otherText = p, form.Value
		}
	}
	for _, name := range [...]string{"one", "other"} {
		if seen[name] || name == "one" && src.tag != EN {
			continue
		}
		problems.Add(at, "strings/form", diag.Say("编号 %q 缺少复数形式 %q", "%q lacks the plural form %q", id, name),
			diag.Say("英文写 one 和 other，中文只写 other", "English has one and other, Chinese only other"))
		good = false
	}
	return e, good
}

// readForm reads one text and takes it apart.
func readForm(file, id string, n *yaml.Node, problems *diag.List) (pattern, bool) {
	at := diag.Place{File: file, Line: n.Line, Column: n.Column}
	if !plainScalar(n) {
		problems.Add(at, "strings/shape", diag.Say("编号 %q 的值不是文字", "the value of %q is not a text", id),
			diag.Say("数字、true、false 和空值要加引号；不用锚点、别名和标签", "quote numbers, true, false and empty values; no anchors, aliases or tags"))
		return pattern{}, false
	}
	if strings.TrimSpace(n.Value) == "" {
		problems.Add(at, "strings/empty", diag.Say("编号 %q 没有文字", "%q has no text", id), diag.Msg{})
		return pattern{}, false
	}
	p, ok := parsePattern(n.Value)
	if !ok {
		problems.Add(at, "strings/placeholder", diag.Say("编号 %q 里的占位符写法不对", "%q has a placeholder that cannot be read", id),
			diag.Say("写成 {{.Name}}：两个花括号、一个点、英文字母和数字", "write {{.Name}}: two braces, a dot, letters and digits"))
	}
	return p, ok
}

// compareStrings reports what one edition has and the other has not.
func compareStrings(parsed map[Tag]*stringsSource, problems *diag.List) {
	for _, tag := range Editions() {
		src, other := parsed[tag], parsed[tag.Other()]
		if src == nil || other == nil {
			continue
		}
		for _, id := range src.ids() {
			e := src.entries[id]
			twin, ok := other.entries[id]
			if !ok && !other.broken[id] {
				problems.Add(e.at, "strings/missing",
					diag.Say("编号 %q 在 %s 里没有", "%q is not in %s", id, diag.Safe(other.file)),
					diag.Say("在那个文件里补上，或在这里删去", "add it there or delete it here"))
			}
			if tag == EN {
				checkForms(e, id, problems)
			}
			if ok && tag == EN {
				checkTwins(e, twin, id, problems)
			}
		}
	}
}

// checkForms wants nothing in the singular that the general form does not have; "one project" may leave {{.N}} out.
func checkForms(e stringEntry, id string, problems *diag.List) {
	if !e.plural {
		return
	}
	all := e.other.placeholders()
	for _, name := range e.one.placeholders() {
		if !slices.Contains(all, name) {
			problems.Add(e.at, "strings/placeholder",
				diag.Say("编号 %q 的 one 里有占位符 %q，other 里没有", "the form one of %q has the placeholder %q, the form other has not", id, name), diag.Msg{})
		}
	}
}

// checkTwins compares the English string with the Chinese one. A plain Chinese string is a plural's whole form, but
// a Chinese {other} says that the string is counted, so English must have its two forms.
func checkTwins(en, zh stringEntry, id string, problems *diag.List) {
	if zh.plural && !en.plural {
		problems.Add(en.at, "strings/plural",
			diag.Say("编号 %q 在中文里有复数形式，在英文里没有", "%q has plural forms in Chinese and none in English", id),
			diag.Say("英文写 one 和 other 两种形式", "write the forms one and other in English"))
	}
	a, b := zh.other.placeholders(), en.other.placeholders()
	if !slices.Equal(a, b) {
		problems.Add(en.at, "strings/placeholder",
			diag.Say("编号 %q 的占位符在中文里是 [%s]，在英文里是 [%s]", "the placeholders of %q are [%s] in Chinese and [%s] in English",
				id, strings.Join(a, " "), strings.Join(b, " ")),
			diag.Say("两种语言用同样的占位符", "use the same placeholders in both languages"))
	}
}
