package facts

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
)

// Decode fills the struct that into points to and reports every difference between file and struct. Fields that
// had a problem keep their zero value. It panics when into is not a pointer to a struct of types that facts can
// hold: string, bool, int, lang.Text, calendar.Date, calendar.Period, and slices, structs and map[string]string
// of them.
func (d *Doc) Decode(into any) diag.List {
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		panic(fmt.Sprintf("facts: Decode into %T, want a pointer to a struct", into))
	}
	dec := decoder{doc: d}
	if d.root != nil {
		dec.structure(d.root, v.Elem())
	}
	return dec.problems
}

type decoder struct {
	doc      *Doc
	problems diag.List
}

// field is one key that a struct knows.
type field struct {
	key      string
	optional bool
	index    int
}

func fields(t reflect.Type) []field {
	var out []field
	for i := range t.NumField() {
		tag, ok := t.Field(i).Tag.Lookup("facts")
		if !ok {
			continue
		}
		key, rest, _ := strings.Cut(tag, ",")
		out = append(out, field{key, rest == "optional", i})
	}
	return out
}

func (d *decoder) structure(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.MappingNode {
		d.wrong(n, diag.Say("一组“键: 值”", "`key: value` lines"), diag.Msg{})
		return
	}
	known := fields(v.Type())
	keys := make([]string, len(known))
	for i, f := range known {
		keys[i] = f.key
	}
	values := d.keys(n, keys)
	for _, f := range known {
		switch value := values[f.key]; {
		case value == nil && !f.optional:
			d.missing(n, f.key)
		case value == nil || value.Kind == yaml.AliasNode:
		case empty(value) && f.optional:
		case empty(value):
			d.problems.Add(d.doc.at(value), "facts/empty", diag.Say("%s 没有填写", "%s is empty", f.key),
				diag.Say("这一项必须填写", "this key is required"))
		default:
			d.value(value, v.Field(f.index), f.key, !f.optional)
		}
	}
}

// keys gives the first value of each known key and reports the unknown ones.
func (d *decoder) keys(n *yaml.Node, known []string) map[string]*yaml.Node {
	out := make(map[string]*yaml.Node, len(known))
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind != yaml.ScalarNode || key.Value == "<<" || empty(key) {
			continue // reported when the file was parsed
		}
		if !contains(known, key.Value) {
			d.unknown(key, known)
			continue
		}
		if out[key.Value] == nil {
			out[key.Value] = n.Content[i+1]
		}
	}
	return out
}

func (d *decoder) unknown(key *yaml.Node, known []string) {
	hint := diag.Say("可用的键：%[1]s", "known keys: %[1]s", strings.Join(known, ", "))
	if near, ok := Nearest(key.Value, known); ok {
		hint = diag.Say("是不是 %[1]s？可用的键：%[2]s", "did you mean %[1]s? known keys: %[2]s", near, strings.Join(known, ", "))
	}
	d.problems.Add(d.doc.at(key), "facts/unknown-key",
		diag.Say("没有名为 %s 的键", "there is no key %s", shown(key.Value)), hint)
}

func (d *decoder) missing(n *yaml.Node, key string) {
	d.problems.Add(d.doc.at(n), "facts/missing-key", diag.Say("缺少 %s", "%s is missing", key),
		diag.Say("补上一行 %s: …", "add a line `%s: …`", key))
}

// wrong reports a value of another type than the struct's.
func (d *decoder) wrong(n *yaml.Node, want, hint diag.Msg) {
	if n.Kind == yaml.AliasNode {
		return // reported when the file was parsed
	}
	d.problems.Add(d.doc.at(n), "facts/type",
		diag.Msg{ZH: "应当是" + want.ZH, EN: "must be " + want.EN}, hint)
}

func (d *decoder) value(n *yaml.Node, v reflect.Value, key string, required bool) {
	switch into := v.Addr().Interface().(type) {
	case *lang.Text:
		d.text(n, into)
		return
	case *calendar.Date:
		if s, ok := d.scalar(n, diag.Say("日期", "a date"), dateHint()); ok {
			d.date(n, s, into)
		}
		return
	case *calendar.Period:
		if s, ok := d.scalar(n, diag.Say("时期", "a period"), periodHint()); ok {
			d.period(n, s, into)
		}
		return
	}
	switch v.Kind() {
	case reflect.String:
		if s, ok := d.scalar(n, diag.Say("文字", "text"), diag.Msg{}); ok {
			d.comment(n)
			if s = trimmed(n, s); required && strings.TrimSpace(s) == "" {
				d.blank(n, key)
			}
			v.SetString(s)
		}
	case reflect.Bool:
		d.truth(n, v)
	case reflect.Int:
		d.number(n, v)
	case reflect.Slice:
		d.list(n, v, key)
	case reflect.Struct:
		d.structure(n, v)
	case reflect.Map:
		d.mapping(n, v)
	default:
		panic(fmt.Sprintf("facts: a struct field of type %s", v.Type()))
	}
}

// scalar gives the source text of a plain or quoted value.
func (d *decoder) scalar(n *yaml.Node, want, hint diag.Msg) (string, bool) {
	if n.Kind != yaml.ScalarNode {
		d.wrong(n, want, hint)
		return "", false
	}
	return n.Value, true
}

func (d *decoder) blank(n *yaml.Node, key string) {
	d.problems.Add(d.doc.at(n), "facts/empty", diag.Say("%s 没有填写", "%s is empty", key),
		diag.Say("这一项必须填写", "this key is required"))
}

// text decodes {zh: …, en: …}. A text that is there at all needs both languages: an edition has no fallback.
func (d *decoder) text(n *yaml.Node, into *lang.Text) {
	if n.Kind != yaml.MappingNode {
		d.wrong(n, diag.Say("中英两种文字", "text in both languages"), diag.Say("另起两行：zh: … 和 en: …", "write two lines below it: `zh: …` and `en: …`"))
		return
	}
	values := d.keys(n, []string{"zh", "en"})
	for _, e := range []struct {
		key  string
		into *string
	}{{"zh", &into.ZH}, {"en", &into.EN}} {
		value := values[e.key]
		if value == nil {
			d.missing(n, e.key)
			continue
		}
		s, ok := d.scalar(value, diag.Say("文字", "text"), diag.Msg{})
		if !ok {
			continue
		}
		d.comment(value)
		s = trimmed(value, s)
		if e.key == "zh" {
			s = d.doc.joined(value, s)
		}
		if strings.TrimSpace(s) == "" {
			d.blank(value, e.key)
		}
		*e.into = s
	}
}

// comment warns of a text that ends at a comment: what an editor writes as “第 3 期 #2” is read as “第 3 期”.
func (d *decoder) comment(n *yaml.Node) {
	at, ok := d.doc.cut(n)
	if !ok {
		return
	}
	d.problems.Warn(at, "facts/comment",
		diag.Say("空格加 # 之后的文字是注释，不会显示", "what follows a space and # is a comment and is not shown"),
		diag.Say("# 若是文字的一部分，给整段文字加引号；若是注释，另起一行写", "if # belongs to the text, put the whole text in quotes; if it is a comment, write it on a line of its own"))
}

func (d *decoder) date(n *yaml.Node, s string, into *calendar.Date) {
	got, err := calendar.Parse(s)
	switch {
	case err == nil:
		*into = got
	case shaped(s, "0000-00-00"):
		d.problems.Add(d.doc.at(n), "facts/date-unreal", diag.Say("没有这一天", "there is no such day"), dateHint())
	default:
		d.wrong(n, diag.Say("日期", "a date"), dateHint())
	}
}

func (d *decoder) period(n *yaml.Node, s string, into *calendar.Period) {
	got, err := calendar.ParsePeriod(s)
	if err != nil {
		d.wrong(n, diag.Say("时期", "a period"), periodHint())
		return
	}
	*into = got
}

func dateHint() diag.Msg { return diag.Say("写成 2026-11-20 这样", "write it like 2026-11-20") }
func periodHint() diag.Msg {
	return diag.Say("写成 2026、2026Q3 或 2026-07", "write 2026, 2026Q3 or 2026-07")
}

func (d *decoder) truth(n *yaml.Node, v reflect.Value) {
	if n.Kind == yaml.ScalarNode && plain(n) && (n.Value == "true" || n.Value == "false") {
		v.SetBool(n.Value == "true")
		return
	}
	d.wrong(n, diag.Say(" true 或 false", "true or false"), diag.Say("不写 yes、no、on、off，也不加引号", "not yes, no, on or off, and without quotes"))
}

func (d *decoder) number(n *yaml.Node, v reflect.Value) {
	hint := diag.Say("只用阿拉伯数字，如 12；不加引号、逗号、小数点、前导 0", "digits only, like 12; no quotes, commas, decimal point or leading 0")
	if n.Kind != yaml.ScalarNode || !plain(n) {
		d.wrong(n, diag.Say("整数", "a whole number"), hint)
		return
	}
	i, err := strconv.Atoi(n.Value)
	if err != nil || strconv.Itoa(i) != n.Value {
		d.wrong(n, diag.Say("整数", "a whole number"), hint)
		return
	}
	v.SetInt(int64(i))
}

func (d *decoder) list(n *yaml.Node, v reflect.Value, key string) {
	if n.Kind != yaml.SequenceNode {
		d.wrong(n, diag.Say("列表", "a list"), diag.Say("每项一行，以“- ”开头", "one line per item, each beginning with `- `"))
		return
	}
	out := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
	for i, item := range n.Content {
		if empty(item) {
			d.blank(item, key)
			continue
		}
		d.value(item, out.Index(i), key, true)
	}
	v.Set(out)
}

func (d *decoder) mapping(n *yaml.Node, v reflect.Value) {
	if v.Type() != reflect.TypeFor[map[string]string]() {
		panic(fmt.Sprintf("facts: a struct field of type %s", v.Type()))
	}
	if n.Kind != yaml.MappingNode {
		d.wrong(n, diag.Say("一组“键: 值”", "`key: value` lines"), diag.Msg{})
		return
	}
	out := make(map[string]string, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind != yaml.ScalarNode || key.Value == "<<" || empty(key) {
			continue
		}
		if _, twice := out[key.Value]; twice {
			continue
		}
		if s, ok := d.scalar(value, diag.Say("文字", "text"), diag.Msg{}); ok {
			if strings.TrimSpace(s) == "" {
				d.blank(value, shown(key.Value))
			}
			out[key.Value] = s
		}
	}
	v.Set(reflect.ValueOf(out))
}

func plain(n *yaml.Node) bool {
	return n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
}

// trimmed drops the line end that a block scalar (| or >) brings along.
func trimmed(n *yaml.Node, s string) string {
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return strings.TrimRight(s, "\n")
	}
	return s
}

// joined undoes YAML's folding for Chinese: a line that an editor broke between two Han characters is read by
// YAML with a space there, which Chinese does not have. Text on one line is left alone.
func (d *Doc) joined(n *yaml.Node, s string) string {
	if n.Style&yaml.LiteralStyle != 0 || !strings.Contains(s, " ") {
		return s
	}
	if n.Line >= 1 && n.Line <= len(d.src) && strings.Contains(d.src[n.Line-1], s) {
		return s
	}
	r := []rune(s)
	out := make([]rune, 0, len(r))
	for i, c := range r {
		if c == ' ' && i > 0 && i+1 < len(r) && wide(r[i-1]) && wide(r[i+1]) {
			continue
		}
		out = append(out, c)
	}
	return string(out)
}

// wide reports Han characters and full-width punctuation.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303f || r >= 0xff01 && r <= 0xff60 ||
		r == '“' || r == '”' || r == '—' || r == '…'
}

// shaped reports whether s has digits where the pattern has 0 and the pattern's characters elsewhere.
func shaped(s, pattern string) bool {
	if len(s) != len(pattern) {
		return false
	}
	for i := range len(s) {
		digit := s[i] >= '0' && s[i] <= '9'
		if pattern[i] == '0' && !digit || pattern[i] != '0' && s[i] != pattern[i] {
			return false
		}
	}
	return true
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
