package check

import (
	"slices"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/input/config"
	"mingshan/generator/input/dataset"
)

// keyFigure checks one declared number against its dataset. The path leads to where it is declared.
func (c *checker) keyFigure(k config.KeyFigure, doc *facts.Doc, path ...any) {
	at := func(key ...any) diag.Place { return doc.Place(append(slices.Clone(path), key...)...) }
	t, ok := c.set.Get(k.Dataset)
	if !ok {
		c.problems.Add(at(), "figure/dataset", diag.Say("没有“%s”这个数据集", "there is no dataset %q", diag.Safe(k.Dataset)), diag.Msg{})
		return
	}
	if !adds(t, k.Field) {
		c.problems.Add(at(), "figure/field", diag.Say("“%s”不是“%s”里可以相加的度量", "%[1]q is not a measure of %[2]q that can be added up", diag.Safe(k.Field), k.Dataset), diag.Msg{})
	}
	c.where(t, k.Where, at())
	times := periodsOf(t)
	if p, err := calendar.ParsePeriod(k.Period); err == nil && times != nil && !times[p] && len(leaves(times, p)) == 0 {
		c.problems.Add(at("period"), "figure/period", diag.Say("数据集里没有这个时期", "the dataset has no such period"),
			diag.Say("写数据里有的时期，或 latest、latest-year", "name a period that the data have, or latest or latest-year"))
	}
	c.share(k, at)
	if (k.Show == "rate") != (k.Per != "") || k.Per != "" && (k.Per == k.Field || !adds(t, k.Per)) {
		c.problems.Add(at("per"), "figure/per", diag.Say("show: rate 要有 per，写同一数据集里另一个可以相加的度量；别的没有 per", "show: rate needs per, another measure of the dataset that can be added up, and nothing else has it"),
			diag.Say("如 per: referred", "such as per: referred"))
	}
	if k.Show == "rank" && !c.ranked(t, k.Where) {
		c.problems.Add(at("where"), "figure/rank", diag.Say("show: rank 要在 where 里写明一个地区，不是全省", "show: rank needs a region in where, other than the whole province"),
			diag.Say("如 region: \"350100\"", "such as region: \"350100\""))
	}
	if k.Show == "change" && !yearBefore(times, periodWord(t, k)) {
		c.problems.Add(at("period"), "figure/year-before", diag.Say("show: change 要和上年同期比，数据里却没有上年同期", "show: change compares with the same period a year before, which the data do not have"),
			diag.Say("换一个上年也有数的时期，如 latest", "choose a period that the year before has too, such as latest"))
	}
}

func adds(t *dataset.Table, id string) bool {
	f, ok := t.Schema.Field(id)
	return ok && f.Additive()
}

// share reports dimensions of a share that are not fixed to a part, so that there is nothing to be a share of.
func (c *checker) share(k config.KeyFigure, at func(...any) diag.Place) {
	hint := diag.Say("among 写 where 里的维度，如 where: {category: dibao}，among: [category]", "among names dimensions of where, as in where: {category: dibao}, among: [category]")
	if (k.Show == "share") != (len(k.Among) > 0) {
		c.problems.Add(at("among"), "figure/among", diag.Say("show: share 要有 among，别的没有", "show: share needs among, and nothing else has it"), hint)
	}
	for i, dim := range k.Among {
		if code, ok := k.Where[dim]; !ok || code == "all" || c.levels[code] == "province" {
			c.problems.Add(at("among", i), "figure/among", diag.Say("among 里的维度没有在 where 里取定一个值", "a dimension in among has no single value in where"), hint)
		}
	}
}

// ranked reports whether a selection names a region that has others of its level beside it.
func (c *checker) ranked(t *dataset.Table, where map[string]string) bool {
	for dim, code := range where {
		if f, ok := t.Schema.Field(dim); ok && f.Type == "region" && c.levels[code] != "" && c.levels[code] != "province" {
			return true
		}
	}
	return false
}

// periodWord is the period of a key figure as it is written, in where or by itself.
func periodWord(t *dataset.Table, k config.KeyFigure) string {
	for _, f := range t.Schema.Fields {
		if f.Type == "period" && k.Period == "" && k.Where[f.ID] != "" {
			return k.Where[f.ID]
		}
	}
	return k.Period
}

// periodsOf are the periods that the rows of a table have; nil for a table without a dimension of time.
func periodsOf(t *dataset.Table) map[calendar.Period]bool {
	for col, f := range t.Schema.Fields {
		if f.Type != "period" || f.Role != "dimension" {
			continue
		}
		out := map[calendar.Period]bool{}
		for _, row := range t.Rows() {
			if v := t.At(row, col); v.Present() {
				out[v.Period()] = true
			}
		}
		return out
	}
	return nil
}

// leaves are the periods of a table that a year is made of.
func leaves(times map[calendar.Period]bool, year calendar.Period) []calendar.Period {
	var out []calendar.Period
	for p := range times {
		if year.Kind() == "year" && p.YearPeriod() == year {
			out = append(out, p)
		}
	}
	return out
}

// yearBefore reports whether all that a period is made of has its counterpart a year before.
func yearBefore(times map[calendar.Period]bool, word string) bool {
	var newest calendar.Period
	for p := range times {
		if newest.IsZero() || p.Compare(newest) > 0 {
			newest = p
		}
	}
	if newest.IsZero() {
		return false
	}
	period, err := calendar.ParsePeriod(word)
	switch word {
	case "", "latest":
		period, err = newest, nil
	case "latest-year":
		period, err = newest.YearPeriod(), nil
	}
	parts := leaves(times, period)
	if times[period] {
		parts = []calendar.Period{period}
	}
	for _, p := range parts {
		p.Year--
		if !times[p] {
			return false
		}
	}
	return err == nil && len(parts) > 0
}
