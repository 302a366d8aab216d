package dataset

import (
	"slices"
	"strings"

	"mingshan/generator/base/diag"
)

// chartKinds are the kinds of figures, in the order in which a message lists them.
func chartKinds() []string {
	return []string{"line", "bar", "grouped", "stacked", "share", "tiles", "heat", "multiples", "slope", "sankey", "funnel", "timeline"}
}

// chart checks one figure's declaration against the fields: what is common to all kinds, then what the kind asks for.
func (c *schemaCheck) chart(i int, ch Chart) {
	at := func(key string) diag.Place { return c.doc.Place("charts", i, key) }
	if !idShape.MatchString(ch.ID) {
		c.bad(at("id"), "chart/id", diag.Say("图的 id 只用小写字母、数字和 _", "a chart id has a–z, 0–9 and _ only"), diag.Msg{})
	}
	for _, earlier := range c.schema.Charts[:i] {
		if earlier.ID == ch.ID {
			c.bad(at("id"), "chart/id-twice", diag.Say("图的 id“%s”用了两次", "chart id %q is used twice", ch.ID), diag.Msg{})
		}
	}
	if !slices.Contains(chartKinds(), ch.Kind) {
		c.unknownKind(ch, at("kind"))
		return
	}
	if ch.Kind != "timeline" && ch.Label != "" || ch.Kind != "sankey" && len(ch.Lost) > 0 {
		c.bad(at("kind"), "chart/keys", diag.Say("label 只用于时间线，lost 只用于流向图", "label belongs to a timeline, lost to a sankey"), diag.Msg{})
	}
	if ch.Kind == "timeline" {
		c.timeline(ch, at)
		return
	}
	x, ok := c.dimension(ch.X)
	if !ok && ch.Kind != "funnel" {
		c.bad(at("x"), "chart/x", diag.Say("x 应是本表的一个维度", "x has to be a dimension of this table"), diag.Msg{})
	}
	if ch.XLevel != "" {
		c.oneOf(ch.XLevel, []string{"county", "city"}, at("x_level"))
	}
	if ch.XPeriod != "" {
		c.oneOf(ch.XPeriod, []string{"year"}, at("x_period"))
	}
	if ch.Series != "" {
		if _, ok := c.dimension(ch.Series); !ok || ch.Series == ch.X || len(ch.Y) != 1 {
			c.bad(at("series"), "chart/series", diag.Say("series 应是另一个维度，且 y 只有一个", "series has to be another dimension, with one y"), diag.Msg{})
		}
	}
	c.measuresOf(i, ch)
	for _, key := range keysOf(ch.Where) {
		if _, ok := c.dimension(key); !ok || key == ch.X || key == ch.Series {
			c.bad(at("where"), "chart/where", diag.Say("where 里的“%s”应是图中未用的维度", "%q in where has to be a dimension the figure does not use otherwise", diag.Safe(key)), diag.Msg{})
		}
	}
	c.shape(ch, x, at)
}

// unknownKind says which kinds there are, and why some that an editor may look for are not among them.
func (c *schemaCheck) unknownKind(ch Chart, at diag.Place) {
	hint := diag.Say("允许：%s", "allowed: %s", strings.Join(chartKinds(), ", "))
	switch ch.Kind {
	case "pie", "donut", "doughnut", "rose":
		hint = diag.Say("扇形的大小不好比较；各部分占比用 share", "slices are hard to compare; use share for parts of a whole")
	case "dual", "dual_axis", "combo", "mixed":
		hint = diag.Say("两条轴的比例可以随意摆弄；分成两张图", "two axes can be scaled to show anything; make two figures")
	case "bar3d", "pie3d", "3d":
		hint = diag.Say("立体图看不准长短；用 bar 或 grouped", "depth hides length; use bar or grouped")
	}
	c.bad(at, "chart/kind", diag.Say("没有这一种图：“%s”", "there is no figure of kind %q", diag.Safe(ch.Kind)), hint)
}

// dimension finds a dimension of the table.
func (c *schemaCheck) dimension(id string) (Field, bool) {
	f, ok := c.schema.Field(id)
	return f, ok && f.Role == "dimension"
}

// keysOf lists the dimensions of where in order.
func keysOf(where map[string]string) []string {
	keys := make([]string, 0, len(where))
	for key := range where {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// measuresOf checks the measures that a figure shows: there are some, they can be added up, and one axis serves them.
func (c *schemaCheck) measuresOf(i int, ch Chart) {
	if len(ch.Y) == 0 {
		c.bad(c.doc.Place("charts", i, "y"), "chart/y", diag.Say("y 至少要有一个度量", "y needs at least one measure"), diag.Msg{})
	}
	unit := ""
	for k, y := range ch.Y {
		at := c.doc.Place("charts", i, "y", k)
		f, ok := c.schema.Field(y)
		if !ok || !f.Additive() {
			c.bad(at, "chart/y-measure", diag.Say("“%s”不是可以相加的度量", "%q is not a measure that can be added up", diag.Safe(y)), diag.Msg{})
			continue
		}
		if unit != "" && f.Unit.ZH != unit {
			c.bad(at, "chart/unit", diag.Say("一张图的各个度量单位要相同", "the measures of one figure have the same unit"),
				diag.Say("分成两张图；不用双轴", "make two figures; no second axis"))
		}
		unit = f.Unit.ZH
		if slices.Contains(ch.Y[:k], y) {
			c.bad(at, "chart/y-twice", diag.Say("度量“%s”在一张图里写了两次", "measure %q stands twice in one figure", y), diag.Msg{})
		}
	}
}

// shape checks what a kind asks of its directions.
func (c *schemaCheck) shape(ch Chart, x Field, at func(string) diag.Place) {
	series, _ := c.dimension(ch.Series)
	several := ch.Series != "" || len(ch.Y) > 1
	switch ch.Kind {
	case "tiles":
		if x.Type != "region" || len(ch.Y) != 1 || ch.Series != "" {
			c.bad(at("kind"), "chart/tiles", diag.Say("方格图的 x 应是地区，y 只有一个，没有 series", "a tile map has a region as x, one y and no series"), diag.Msg{})
		}
	case "grouped", "stacked", "share":
		if !several {
			c.bad(at("kind"), "chart/parts", diag.Say("这种图至少要有两部分", "a figure of this kind has at least two parts"),
				diag.Say("写 series，或在 y 里写几个度量；只有一个数时用 bar", "give series, or several measures in y; use bar for one number"))
		}
		if ch.Kind != "grouped" {
			c.parted(ch, at("y"))
		}
	case "heat":
		if series.Type != "code" && series.Type != "period" || len(ch.Y) != 1 {
			c.bad(at("series"), "chart/heat", diag.Say("热力表的 series 应是代码或时期维度（各列），y 只有一个", "a heat table has a dimension of codes or periods as series (its columns) and one y"), diag.Msg{})
		}
	case "multiples", "slope":
		if x.Type != "period" || series.Type != "code" || len(ch.Y) != 1 {
			c.bad(at("kind"), "chart/lines", diag.Say("小图组和坡度图的 x 应是时期，series 应是代码维度，y 只有一个", "small multiples and slopes have a period as x, a dimension of codes as series and one y"), diag.Msg{})
		}
	case "sankey":
		if x.Type != "code" || ch.Series != "" {
			c.bad(at("x"), "chart/sankey", diag.Say("流向图的 x 应是代码维度（各个来源），没有 series", "a sankey has a dimension of codes as x (its sources) and no series"), diag.Msg{})
		}
		if len(ch.Lost) > 0 && len(ch.Lost) != len(ch.Y)-1 {
			c.bad(at("lost"), "chart/lost", diag.Say("除第一个阶段外，每个阶段写一个 lost", "lost names one group for each stage after the first"),
				diag.Say("例如三个阶段写两项", "for three stages, two entries"))
		}
		c.staged(ch, at("y"))
	case "funnel":
		if ch.X != "" || ch.Series != "" {
			c.bad(at("kind"), "chart/funnel", diag.Say("漏斗图只写 y 的各个阶段，没有 x 和 series", "a funnel has stages in y, no x and no series"), diag.Msg{})
		}
		c.staged(ch, at("y"))
	}
}

// parted refuses parts of which one contains another: they do not make a whole.
func (c *schemaCheck) parted(ch Chart, at diag.Place) {
	for _, y := range ch.Y {
		f, _ := c.schema.Field(y)
		if slices.ContainsFunc(ch.Y, func(other string) bool { return other == f.NotAbove || slices.Contains(f.SumOf, other) }) {
			c.bad(at, "chart/parts-overlap", diag.Say("“%s”与另一个度量是整体和部分，不能堆在一起", "%q and another measure are a whole and its part and cannot be stacked", y),
				diag.Say("只写互不重叠的部分", "name parts that do not overlap"))
			return
		}
	}
}

// staged asks that each measure counts part of the one before it, since rates and losses are reckoned from that.
func (c *schemaCheck) staged(ch Chart, at diag.Place) {
	fine := len(ch.Y) >= 2
	for k := 1; k < len(ch.Y); k++ {
		f, _ := c.schema.Field(ch.Y[k])
		fine = fine && f.NotAbove == ch.Y[k-1]
	}
	if !fine {
		c.bad(at, "chart/stages", diag.Say("y 应是两个以上依次的阶段，每个阶段都 not_above 前一个", "y lists two stages or more, each of them not_above the one before"),
			diag.Say("在字段里写 not_above", "say not_above in the fields"))
	}
}

// timeline checks the declaration of dated rows.
func (c *schemaCheck) timeline(ch Chart, at func(string) diag.Place) {
	if c.schema.Kind != "register" {
		c.bad(at("kind"), "chart/register", diag.Say("时间线只用于名册", "a timeline belongs to a register"), diag.Say("随时间变化的数用 line", "use line for numbers over time"))
	}
	if x, ok := c.schema.Field(ch.X); !ok || x.Type != "date" {
		c.bad(at("x"), "chart/date", diag.Say("时间线的 x 应是日期字段", "x of a timeline has to be a date field"), diag.Msg{})
	}
	zh, ok := c.schema.Field(ch.Label + "_zh")
	en, also := c.schema.Field(ch.Label + "_en")
	if !ok || !also || zh.Bilingual != "zh" || en.Bilingual != "en" {
		c.bad(at("label"), "chart/label", diag.Say("时间线的 label 应是一对中英文字段共有的名字", "label of a timeline is the name that a Chinese and an English field share"),
			diag.Say("例如 title，指 title_zh 和 title_en", "such as title, for title_zh and title_en"))
	}
	if len(ch.Y) > 0 || ch.Series != "" || len(ch.Where) > 0 || ch.XLevel != "" || ch.XPeriod != "" {
		c.bad(at("kind"), "chart/timeline", diag.Say("时间线只写 x 和 label", "a timeline has x and label only"), diag.Msg{})
	}
}
