package dataset

import (
	"regexp"
	"slices"
	"strings"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
)

var idShape = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// matches reports whether the whole text has the form; checkSchema has compiled the pattern before.
func matches(pattern, s string) bool {
	ok, err := regexp.MatchString(`^(?:`+pattern+`)$`, s)
	return err == nil && ok
}

// schemaCheck is the state of checking one schema.
type schemaCheck struct {
	schema   Schema
	doc      *facts.Doc
	problems diag.List
}

func (c *schemaCheck) bad(at diag.Place, code string, text, hint diag.Msg) {
	c.problems.Add(at, code, text, hint)
}

// oneOf reports a word that is not in the closed set.
func (c *schemaCheck) oneOf(word string, set []string, at diag.Place) {
	if !slices.Contains(set, word) {
		c.bad(at, "schema/word", diag.Say("“%s”不是允许的取值", "%q is not one of the words allowed here", diag.Safe(word)),
			diag.Say("允许：%s", "allowed: %s", strings.Join(set, ", ")))
	}
}

// checkSchema holds a schema against the rules that the struct cannot say.
func checkSchema(s Schema, doc *facts.Doc, id, kind string) diag.List {
	c := &schemaCheck{schema: s, doc: doc}
	if s.ID != id || !idShape.MatchString(s.ID) {
		c.bad(doc.Place("id"), "schema/id", diag.Say("id 应与文件名“%s”一致，只用小写字母、数字和 _", "the id is the file's name, %q: a–z, 0–9 and _", id), diag.Msg{})
	}
	c.oneOf(s.Kind, []string{kind}, doc.Place("kind"))
	c.oneOf(s.Frequency, []string{"monthly", "quarterly", "annual", "irregular"}, doc.Place("frequency"))
	seen := map[string]bool{}
	for i, f := range s.Fields {
		if seen[f.ID] {
			c.bad(doc.Place("fields", i, "id"), "schema/field-twice", diag.Say("字段“%s”写了两次", "field %q stands twice", f.ID), diag.Msg{})
		}
		seen[f.ID] = true
		c.field(i, f)
		c.neededWhen(i, f)
	}
	if len(s.PrimaryKey) == 0 || len(s.Fields) == 0 {
		c.bad(doc.Place(), "schema/no-key", diag.Say("至少要有一个字段和一个主键", "a dataset has at least one field and a primary key"), diag.Msg{})
	}
	for i, key := range s.PrimaryKey {
		if f, ok := s.Field(key); !ok || !f.Required {
			c.bad(doc.Place("primary_key", i), "schema/key", diag.Say("主键字段“%s”必须存在且 required: true", "key field %q has to exist and be required: true", diag.Safe(key)), diag.Msg{})
		}
	}
	for i, ch := range s.Charts {
		c.chart(i, ch)
	}
	c.dates()
	c.privacy()
	return c.problems
}

// field checks one field.
func (c *schemaCheck) field(i int, f Field) {
	at := c.doc.Place("fields", i)
	if !idShape.MatchString(f.ID) {
		c.bad(c.doc.Place("fields", i, "id"), "schema/field-id", diag.Say("字段代码只用小写字母、数字和 _", "a field id has a–z, 0–9 and _ only"), diag.Msg{})
	}
	c.oneOf(f.Type, []string{"string", "code", "integer", "decimal", "money_cny", "date", "period", "region", "url", "phone"}, c.doc.Place("fields", i, "type"))
	if f.Role != "" {
		c.oneOf(f.Role, []string{"dimension", "count", "total", "amount", "value", "attribute", "private"}, c.doc.Place("fields", i, "role"))
	}
	if f.Level != "" {
		c.oneOf(f.Level, []string{"county", "unit", "city", "province", "any"}, c.doc.Place("fields", i, "level"))
	}
	if f.numeric() && f.Unit.IsZero() {
		c.bad(at, "schema/unit", diag.Say("数字字段“%s”要写单位 unit", "number field %q needs a unit", f.ID), diag.Say("例如 unit: {zh: 人, en: people}", "for example unit: {zh: 人, en: people}"))
	}
	if f.Measure() && !f.numeric() {
		c.bad(at, "schema/measure", diag.Say("“%s”是度量，类型应为 integer、decimal 或 money_cny", "%q is a measure: its type is integer, decimal or money_cny", f.ID), diag.Msg{})
	}
	if f.Role == "count" && f.Type != "integer" {
		c.bad(at, "schema/count", diag.Say("“%s”是人数或件数，类型应为 integer", "%q is a count: its type is integer", f.ID), diag.Msg{})
	}
	if f.Role == "amount" && f.Follows == "" {
		c.bad(at, "schema/follows", diag.Say("金额类字段“%s”要写 follows：它随哪个人数一起隐去", "amount field %q needs follows: the count it is withheld with", f.ID),
			diag.Say("金额除以公开的标准就是人数；与人无关的合计用 role: total", "an amount divided by a public rate is the count; use role: total for figures that describe no person"))
	}
	if f.Role == "dimension" && !slices.Contains([]string{"code", "period", "region"}, f.Type) {
		c.bad(at, "schema/dimension", diag.Say("维度“%s”的类型应为 code、period 或 region", "dimension %q has type code, period or region", f.ID), diag.Msg{})
	}
	if f.Role == "dimension" && f.Type == "code" && f.Codes == "" && f.References == "" && len(f.Values) == 0 {
		c.bad(at, "schema/codes", diag.Say("维度“%s”要写代码表 codes、名册 references 或取值 values", "dimension %q needs codes, references or values", f.ID), diag.Msg{})
	}
	if f.Role == "dimension" && !slices.Contains(c.schema.PrimaryKey, f.ID) && c.schema.Kind == "aggregate" {
		c.bad(at, "schema/dimension-key", diag.Say("维度“%s”要在 primary_key 里", "dimension %q has to be in primary_key", f.ID), diag.Msg{})
	}
	if f.Role == "dimension" && !f.Required {
		c.bad(at, "schema/dimension-required", diag.Say("维度“%s”要写 required: true", "dimension %q has to be required: true", f.ID), diag.Msg{})
	}
	if c.schema.Kind == "aggregate" && f.numeric() && !f.Measure() && f.Role != "private" {
		c.bad(at, "schema/role", diag.Say("统计表的数字字段“%s”要写 role，否则不经隐私处理就会公布", "number field %q of an aggregate needs a role, or it would be shown without passing the privacy rules", f.ID),
			diag.Say("人数、件数写 count，随人数变的写 amount，与人无关的写 total", "count for people and cases, amount for what follows them, total for what describes no person"))
	}
	c.references(f, at)
	if f.Fixed && (f.Measure() || f.Role == "private" || slices.Contains(c.schema.PrimaryKey, f.ID)) {
		c.bad(c.doc.Place("fields", i, "fixed"), "schema/fixed", diag.Say("fixed 只用于主键以外、不是数的字段；数总是这样", "fixed is for fields that are no key and no measure; measures always are"), diag.Msg{})
	}
	if f.Until && f.Type != "date" {
		c.bad(c.doc.Place("fields", i, "until"), "schema/until", diag.Say("“%s”不是日期，不能写 until", "%q is no date: no until", f.ID),
			diag.Say("until 写在有效期最后一天的那一列，类型 date", "until belongs to the column with the last day on which a row holds, of type date"))
	}
	if f.Living && (f.Fixed || f.Measure() || c.schema.Kind != "register") {
		c.bad(c.doc.Place("fields", i, "living"), "schema/living", diag.Say("living 只用于名册里不是数、也没有写 fixed 的字段", "living is for fields of a register that are no measure and not fixed"),
			diag.Say("数一经公布，只能通过更正改动；其余写 living 或 fixed 之一，或都不写", "a published figure changes by a correction only; of any other field write living or fixed, or neither"))
	}
	if f.Type == "money_cny" && quota(f) {
		c.bad(at, "schema/quota", diag.Say("“%s”像是摊派的募捐任务或指标（慈善法第三十二条：不得摊派）", "%q looks like a quota of donations (Charity Law art. 32: donations are not apportioned)", f.ID),
			diag.Say("不按单位排捐赠任务，也不算完成率；只报实际收到的数", "set no quota for anybody and compute no completion of it; give what was received"))
	}
	if f.Rate != "" {
		c.oneOf(f.Rate, []string{"public"}, c.doc.Place("fields", i, "rate"))
	}
	if f.Pattern != "" {
		if _, err := regexp.Compile(f.Pattern); err != nil {
			c.bad(c.doc.Place("fields", i, "pattern"), "schema/pattern", diag.Say("pattern 不是有效的正则表达式", "pattern is not a valid regular expression"), diag.Msg{})
		}
	}
	for _, b := range []struct{ key, text string }{{"min", f.Min}, {"max", f.Max}} {
		if b.text != "" && !f.numeric() && f.Type != "date" && f.Type != "period" {
			c.bad(c.doc.Place("fields", i, b.key), "schema/bound", diag.Say("这一类型没有大小，不能写 %s", "values of this type have no order: no %s", b.key), diag.Msg{})
		}
		if _, bad := parse(f, b.text); bad != nil {
			c.bad(c.doc.Place("fields", i, b.key), "schema/bound", diag.Say("%s 不是这一类型的值", "%s is not a value of the field's type", b.key), diag.Msg{})
		}
	}
}

// quota reports a sum of money that somebody was told to raise.
func quota(f Field) bool {
	en := strings.ToLower(f.Title.EN + " " + f.ID)
	return slices.ContainsFunc([]string{"摊派", "募捐任务", "捐款任务", "捐赠任务", "认捐指标", "捐款指标", "募捐指标"}, func(w string) bool { return strings.Contains(f.Title.ZH, w) }) ||
		slices.ContainsFunc([]string{"quota", "donation target", "target of donations", "fundraising target"}, func(w string) bool { return strings.Contains(strings.ReplaceAll(en, "_", " "), w) })
}

// references checks what a field says about other measures of the table.
func (c *schemaCheck) references(f Field, at diag.Place) {
	if refs := nonEmpty(append(slices.Clone(f.SumOf), f.NotAbove, f.Follows)...); len(refs) > 0 && !f.Measure() {
		c.bad(at, "schema/reference", diag.Say("“%s”不是度量，不能写 sum_of、not_above、follows", "%q is no measure: no sum_of, not_above or follows", f.ID), diag.Msg{})
		return
	}
	for _, ref := range nonEmpty(append(slices.Clone(f.SumOf), f.NotAbove, f.Follows)...) {
		if other, ok := c.schema.Field(ref); !ok || !other.Measure() {
			c.bad(at, "schema/reference", diag.Say("“%s”引用的“%s”不是本表的度量", "%q refers to %q, which is no measure of this table", f.ID, diag.Safe(ref)), diag.Msg{})
		} else if ref == f.Follows && other.Role != "count" {
			c.bad(at, "schema/follows-count", diag.Say("“%s”的 follows 应指向人数（role: count）", "follows of %q has to name a count", f.ID), diag.Msg{})
		} else if ref != f.Follows && other.Type != f.Type {
			c.bad(at, "schema/reference-type", diag.Say("“%s”与“%s”的类型不同，不能比较或相加", "%q and %q have different types and cannot be compared or added", f.ID, ref), diag.Msg{})
		}
	}
	c.contributors(f)
	if f.Outcome && f.NotAbove == "" {
		c.bad(at, "schema/outcome", diag.Say("“%s”写了 outcome，还要写 not_above：它是哪一组人的结果", "%q is an outcome: say with not_above of which group", f.ID),
			diag.Say("例如 not_above: accepted，意思是从 accepted 这些人里来", "for example not_above: accepted, the people among whom it is counted"))
	}
	if f.Follows != "" && f.Role != "amount" && f.Role != "value" {
		c.bad(at, "schema/follows-role", diag.Say("只有 amount 和 value 可以写 follows", "only an amount or a value can follow a count"),
			diag.Say("随人数变的数用 role: amount", "use role: amount for a figure that goes with a count"))
	}
	for _, part := range f.SumOf {
		if other, ok := c.schema.Field(part); ok && (other.Role != f.Role || f.Role == "value") {
			c.bad(at, "schema/sum-role", diag.Say("“%s”和它的分项“%s”要同为 count、amount 或 total", "%q and its part %q have the same role: count, amount or total", f.ID, part),
				diag.Say("否则公布的一个会算出隐去的另一个", "otherwise the one that is shown gives away the one that is withheld"))
		}
	}
	if parts, ok := c.parts(f, nil); !ok || len(parts) > len(slices.Compact(slices.Sorted(slices.Values(parts)))) {
		c.bad(at, "schema/sum-circle", diag.Say("“%s”的 sum_of 绕回自身，或把同一分项算了两次", "sum_of of %q comes back to itself or counts a part twice", f.ID), diag.Msg{})
	}
}

// parts lists the measures that a field is a sum of in the end; ok is false for a sum that contains itself.
func (c *schemaCheck) parts(f Field, above []string) (out []string, ok bool) {
	if slices.Contains(above, f.ID) {
		return nil, false
	}
	if len(f.SumOf) == 0 {
		return []string{f.ID}, true
	}
	for _, id := range f.SumOf {
		part, known := c.schema.Field(id)
		if !known {
			continue
		}
		more, ok := c.parts(part, append(slices.Clone(above), f.ID))
		out = append(out, more...)
		if !ok || len(out) > len(c.schema.Fields) {
			return nil, false
		}
	}
	return out, true
}

func nonEmpty(words ...string) []string {
	return slices.DeleteFunc(words, func(s string) bool { return s == "" })
}
