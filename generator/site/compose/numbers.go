package compose

import (
	"maps"
	"slices"
	"strings"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
	"mingshan/generator/base/prose"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// A number in prose is a cleared cell and nothing else: what the gate withheld is said to be withheld, in the middle of
// an editor's sentence too. Its period has to be named, since the sentence around it names one.

// ofRow finds the row of a register with dates that a shortcode asks the state of, by the column of its key:
//
//	{{figure dataset=events measure=state id=call-2026}}
//
// ok is false for a shortcode that asks for something else; the problem is zero when there is one.
func (k *Composer) ofRow(n prose.Number) (e release.Event, ok bool, p diag.Problem) {
	t, there := k.tables[n.Dataset]
	if !there || !plan.Dated(t) || n.Measure != release.StateID {
		return e, false, p
	}
	key := t.Schema.PrimaryKey[0]
	var known []string
	for i, row := range t.Rows {
		id := row.Texts[t.Column(key)]
		if e, is := t.Event(i); is && id == n.Where[key] && len(n.Where) == 1 {
			return e, true, p
		}
		known = append(known, id)
	}
	return e, true, diag.Problem{Place: n.At(key), Code: "figure/row", Text: diag.Say("“%s”里没有这一行", "there is no such row of %q", n.Dataset),
		Hint: choices(n.Where[key], known)}
}

// stands words what a dated row is on the as-of date.
func (g *page) stands(e release.Event) string {
	first, last := g.p.Date(e.First), g.p.Date(e.Last)
	switch {
	case e.State == "coming" && e.First == e.Last:
		return g.f("还没有到，在%s", "still to come, on %s", first)
	case e.State == "coming":
		return g.f("未开始，从%s到%s", "still to come, from %s to %s", first, last)
	case e.State == "open":
		return g.f("进行中，到%s为止", "open until %s", last)
	}
	return g.f("已结束，最后一天是%s", "over; the last day was %s", last)
}

// number finds the cell of a shortcode; the problem is zero when there is one.
func (k *Composer) number(n prose.Number) (release.Cell, release.Field, diag.Problem) {
	wrong := func(key, code string, text, hint diag.Msg) (release.Cell, release.Field, diag.Problem) {
		return release.Cell{}, release.Field{}, diag.Problem{Place: n.At(key), Code: code, Text: text, Hint: hint}
	}
	t, ok := k.tables[n.Dataset]
	if !ok || !plan.HasPage(t) {
		var known []string
		for id, t := range k.tables {
			if plan.HasPage(t) {
				known = append(known, id)
			}
		}
		return wrong("dataset", "figure/dataset", diag.Say("没有“%s”这个数据集的页面", "there is no page of a dataset %q", diag.Safe(n.Dataset)), choices(n.Dataset, known))
	}
	field, ok := t.Schema.Field(n.Measure)
	if !ok || !field.Measure() {
		var known []string
		for _, f := range t.Schema.Fields {
			if f.Measure() {
				known = append(known, f.ID)
			}
		}
		return wrong("measure", "figure/field", diag.Say("“%[2]s”没有“%[1]s”这个度量", "%[1]q is not a measure of %[2]q", diag.Safe(n.Measure), n.Dataset), choices(n.Measure, known))
	}
	for _, dim := range n.Dims() {
		d, ok := t.Dim(dim)
		if !ok {
			var known []string
			for _, d := range t.Dims {
				known = append(known, d.Field.ID)
			}
			return wrong(dim, "figure/where", diag.Say("“%s”不是这个数据集的维度", "%q is no dimension of the dataset", diag.Safe(dim)), choices(dim, known))
		}
		if _, ok := d.Node(n.Where[dim]); !ok {
			var known []string
			for _, node := range d.Nodes {
				known = append(known, node.Code)
			}
			return wrong(dim, "figure/code", diag.Say("这个数据集的“%[2]s”里没有“%[1]s”", "the dataset has no %[2]s %[1]q", diag.Safe(n.Where[dim]), dim), choices(n.Where[dim], known))
		}
	}
	for _, d := range t.Dims {
		if d.Field.Type == "period" && n.Where[d.Field.ID] == "" {
			return wrong("", "figure/period-needed", diag.Say("没有写明是哪个时期的数", "it is not said of which period the number is"),
				diag.Say("写 %[1]s=2025、%[1]s=2025Q3 或 %[1]s=all，与句子里说的一致", "write %[1]s=2025, %[1]s=2025Q3 or %[1]s=all, as the sentence says", d.Field.ID))
		}
	}
	c, ok := t.Total(n.Measure, n.Where)
	if !ok {
		return wrong("measure", "figure/not-added", diag.Say("“%s”在这里没有可用的数：它不能相加", "%q has no number here, since it cannot be added up", n.Measure),
			diag.Say("换一个可以相加的度量", "use a measure that can be added up"))
	}
	return c, field, diag.Problem{}
}

// choices names the nearest of what exists, or a few of it.
func choices(wrote string, known []string) diag.Msg {
	if near, ok := facts.Nearest(wrote, known); ok {
		return diag.Say("是不是“%s”？", "did you mean %q?", near)
	}
	const few = 8
	slices.Sort(known)
	more := ""
	if len(known) > few {
		known, more = known[:few], "…"
	}
	return diag.Say("可用：%s%s", "use one of: %s%s", strings.Join(known, ", "), more)
}

// shown words the number for the page. CheckNumbers has stopped the build where there is none.
func (g *page) shown(n prose.Number) prose.Shown {
	out := prose.Shown{Href: g.to(plan.Dataset, n.Dataset)}
	if e, ok, _ := g.ofRow(n); ok {
		out.Text = g.stands(e)
		return out
	}
	c, field, _ := g.number(n)
	v := g.cell(c)
	switch v.State {
	case view.Withheld:
		out.Text = g.s("（为保护个人隐私不公布的数）", "(a number withheld to protect people’s privacy)")
	case view.Missing:
		out.Text = g.s("（未报送的数）", "(a number not supplied)")
	default:
		out.Text = v.Text
		unit := g.t(field.Unit)
		if out.Text == "1" {
			unit = lang.One(unit)
		}
		if unit != "" && !n.Bare {
			out.Text += g.s("", " ") + unit
		}
	}
	return out
}

// CheckNumbers reports numbers in prose that no cleared table has, at the place where the editor wrote them.
func (k *Composer) CheckNumbers() diag.List {
	var problems diag.List
	for doc := range k.texts() {
		for _, n := range doc.Numbers() {
			if _, ok, p := k.ofRow(n); ok {
				if p.Code != "" {
					problems.Add(p.Place, p.Code, p.Text, p.Hint)
				}
				continue
			}
			if _, _, p := k.number(n); p.Code != "" {
				problems.Add(p.Place, p.Code, p.Text, p.Hint)
			}
		}
	}
	return problems
}

// texts gives the prose of every entry that is shown, with its edition.
func (k *Composer) texts() func(yield func(prose.Doc, lang.Tag) bool) {
	var all []map[lang.Tag]prose.Doc
	for _, x := range k.cleared.Projects {
		all = append(all, x.Prose)
	}
	for _, x := range k.cleared.Stories {
		all = append(all, x.Prose)
	}
	for _, x := range k.cleared.Topics {
		all = append(all, x.Prose)
	}
	for _, x := range k.cleared.Notices {
		all = append(all, x.Prose)
	}
	for _, x := range k.cleared.Campaigns {
		all = append(all, x.Prose)
	}
	for _, x := range k.cleared.Pages {
		all = append(all, x.Prose)
	}
	return func(yield func(prose.Doc, lang.Tag) bool) {
		for _, docs := range all {
			for _, tag := range slices.Sorted(maps.Keys(docs)) {
				if !yield(docs[tag], tag) {
					return
				}
			}
		}
	}
}
