package cli

import (
	"math"
	"slices"
	"strconv"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
)

// sdcSpec is SPEC.yaml of `mingshan sdc`; its help is the manual of the format.
type sdcSpec struct {
	Kind          string              `facts:"kind,optional"`  // frequency (default) | magnitude
	Value         string              `facts:"value,optional"` // column with the count or amount; without it every row counts 1
	Totals        string              `facts:"totals,optional"`
	Zeros         string              `facts:"zeros,optional"`
	Lower         string              `facts:"lower,optional"`
	LowerColumn   string              `facts:"lower_column,optional"`
	Width         string              `facts:"width,optional"`
	Dimensions    []sdcDimension      `facts:"dimensions"`
	Tables        [][]string          `facts:"tables,optional"`
	Rules         sdcRules            `facts:"rules,optional"`
	Contributors  sdcContributors     `facts:"contributors,optional"`
	Frozen        []map[string]string `facts:"frozen,optional"`
	FrozenColumn  string              `facts:"frozen_column,optional"`
	Keep          []map[string]string `facts:"keep,optional"`
	Primary       []map[string]string `facts:"primary,optional"`
	PrimaryColumn string              `facts:"primary_column,optional"`
	Relations     []sdcRelation       `facts:"relations,optional"`
	KnownTotals   []sdcKnown          `facts:"known_totals,optional"`
}

// sdcDimension is one dimension: the column with the finest codes, and what stands above them.
type sdcDimension struct {
	Column  string            `facts:"column"`
	Columns []string          `facts:"columns,optional"` // columns with coarser codes of the same row
	Parents map[string]string `facts:"parents,optional"` // code → the code above it
	Groups  []sdcGroup        `facts:"groups,optional"`
	Total   string            `facts:"total,optional"` // code of the total, Total by default; none for none
}

// sdcGroup is a code that is the sum of others, which may belong to other groups as well.
type sdcGroup struct {
	Code string   `facts:"code"`
	Of   []string `facts:"of"`
}

// sdcRules say which cells are primary.
type sdcRules struct {
	MinCount  int          `facts:"min_count,optional"`
	PPercent  int          `facts:"p_percent,optional"`
	Dominance sdcDominance `facts:"dominance,optional"`
	Group     sdcOutcome   `facts:"group_disclosure,optional"`
	Room      int          `facts:"room_percent,optional"`
}

type sdcDominance struct {
	N int `facts:"n"`
	K int `facts:"k"`
}

type sdcOutcome struct {
	Column string `facts:"column"`
	Least  int    `facts:"least"`
}

// sdcContributors name the columns that say who contributed: either holder (one row per contribution) or the number of
// contributors of the cell and its largest contributions.
type sdcContributors struct {
	Holder  string `facts:"holder,optional"`
	Weight  string `facts:"weight,optional"`
	Count   string `facts:"count,optional"`
	Largest string `facts:"largest,optional"`
	Second  string `facts:"second,optional"`
}

// sdcRelation is a sum beyond those of the dimensions. A dimension that a cell does not name stands at its total.
type sdcRelation struct {
	Total map[string]string   `facts:"total"`
	Of    []map[string]string `facts:"of"`
}

// sdcKnown is a sum that readers know from elsewhere.
type sdcKnown struct {
	Value string              `facts:"value"`
	Of    []map[string]string `facts:"of"`
}

// sdcNone is the code of a total that a dimension does not have.
const sdcNone = "none"

// readSpec reads and checks everything that needs no data.
func readSpec(file string, data []byte) (sdcSpec, *facts.Doc, diag.List) {
	doc, problems := facts.Parse(file, data)
	var s sdcSpec
	problems.Append(doc.Decode(&s))
	one := func(key, got string, set ...string) {
		if got != "" && !slices.Contains(set, got) {
			problems.Add(doc.Place(key), "sdc/word", diag.Say("%s 不认识这个词", "%s does not know this word", key), diag.Say("可用：%v", "one of %v", set))
		}
	}
	one("kind", s.Kind, "frequency", "magnitude")
	one("totals", s.Totals, "computed", "given")
	one("zeros", s.Zeros, "shown", "hidden", "sensitive")
	if s.Kind == "" {
		s.Kind = "frequency"
	}
	if s.Zeros == "" {
		s.Zeros = "shown"
		if s.Kind == "magnitude" {
			s.Zeros = "hidden"
		}
	}
	if _, err := strconv.ParseInt(s.Lower, 10, 64); err != nil && s.Lower != "" && s.Lower != sdcNone {
		problems.Add(doc.Place("lower"), "sdc/lower", diag.Say("不是整数", "is not a whole number"), diag.Say("写 0、1 或 none（可为负）", "write 0, 1 or none (may be negative)"))
	}
	if s.Kind == "magnitude" && s.Value == "" {
		problems.Add(doc.Place(), "sdc/value", diag.Say("数额表缺少 value", "a magnitude table lacks value"), diag.Say("写出数额所在的列", "name the column with the amounts"))
	}
	if c := s.Contributors; s.Kind == "frequency" && c != (sdcContributors{}) {
		problems.Add(doc.Place("contributors"), "sdc/contributors", diag.Say("频数表没有 contributors", "a frequency table has no contributors"), diag.Say("数额表写 kind: magnitude", "an amount table says kind: magnitude"))
	}
	if d := s.Rules.Dominance; d.N > 2 && s.Contributors.Largest != "" {
		problems.Add(doc.Place("rules", "dominance", "n"), "sdc/dominance", diag.Say("只知道最大的两个贡献，n 最多为 2", "only the two largest contributions are known: n is at most 2"), diag.Say("或用 contributors 的 holder，每行一个贡献", "or use contributors: holder, with one row per contribution"))
	}
	if len(s.Dimensions) == 0 && doc.Has("dimensions") {
		problems.Add(doc.Place("dimensions"), "sdc/dimensions", diag.Say("没有维度", "there is no dimension"), diag.Msg{})
	}
	seen := map[string]bool{}
	for i := range s.Dimensions {
		d := &s.Dimensions[i]
		if seen[d.Column] {
			problems.Add(doc.Place("dimensions", i, "column"), "sdc/dimension-twice", diag.Say("这个维度写了两次", "this dimension is given twice"), diag.Msg{})
		}
		seen[d.Column] = true
		if d.Total == "" {
			d.Total = "Total"
		}
	}
	s.checkNames(doc, seen, &problems)
	return s, doc, problems
}

// checkNames looks for dimensions that the spec names and does not have.
func (s *sdcSpec) checkNames(doc *facts.Doc, known map[string]bool, problems *diag.List) {
	bad := func(path ...any) {
		problems.Add(doc.Place(path...), "sdc/dimension-unknown", diag.Say("这里写了没有列出的维度", "names a dimension that is not listed"), diag.Say("维度写 dimensions 里的 column", "write the column of a dimension"))
	}
	cells := func(list []map[string]string, path ...any) {
		for i, cell := range list {
			for name := range cell {
				if !known[name] {
					bad(append(slices.Clone(path), i)...)
					break
				}
			}
		}
	}
	for i, t := range s.Tables {
		for j, name := range t {
			if !known[name] {
				bad("tables", i, j)
			}
		}
	}
	if g := s.Rules.Group.Column; g != "" && !known[g] {
		bad("rules", "group_disclosure", "column")
	}
	cells(s.Frozen, "frozen")
	cells(s.Keep, "keep")
	cells(s.Primary, "primary")
	for i, r := range s.Relations {
		cells([]map[string]string{r.Total}, "relations")
		cells(r.Of, "relations", i, "of")
	}
	for i, r := range s.KnownTotals {
		cells(r.Of, "known_totals", i, "of")
	}
}

// leastOf is the smallest value that a reader knows a hidden cell to have, in the units of the table.
func (s *sdcSpec) leastOf(text string, scale int64) int64 {
	switch {
	case text == "" && s.Lower != "":
		text = s.Lower
	case text == "" && s.Zeros == "shown":
		text = "1"
	case text == "":
		text = "0"
	}
	if text == sdcNone {
		return math.MinInt32 * scale
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0
	}
	return int64(math.Round(n * float64(scale)))
}
