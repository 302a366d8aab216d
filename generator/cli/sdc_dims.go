package cli

import (
	"slices"

	"mingshan/generator/base/diag"
	"mingshan/generator/gate/protect"
)

// sdcDim is a dimension with its nodes: codes as they come, then totals.
type sdcDim struct {
	spec  sdcDimension
	names []string
	index map[string]int
	sums  []protect.Sum
	above [][]int // node → nodes that it is part of, itself first
	total int     // node, −1 for none
}

func (d *sdcDim) node(code string) int {
	i, ok := d.index[code]
	if !ok {
		i = len(d.names)
		d.index[code] = i
		d.names = append(d.names, code)
	}
	return i
}

func (d *sdcDim) sum(total int, parts []int) {
	if len(parts) == 0 || len(parts) == 1 && parts[0] == total {
		return
	}
	s := protect.Sum{Total: int32(total)}
	for _, p := range parts {
		s.Parts = append(s.Parts, int32(p))
	}
	slices.Sort(s.Parts)
	s.Parts = slices.Compact(s.Parts)
	d.sums = append(d.sums, s)
}

// makeDim builds a dimension from the rows' codes.
func (f *sdcFile) makeDim(spec sdcDimension, at diag.Place, problems *diag.List) *sdcDim {
	d := &sdcDim{spec: spec, index: map[string]int{}, total: -1}
	leaf := f.column[spec.Column]
	coarse := f.coarser(spec)
	for _, row := range f.rows {
		if code := f.code(row, leaf, spec); code != spec.Total && !coarse[code] {
			d.node(code)
		}
	}
	tops := []map[string]string{} // for each way to add up to the total: finest code → code at the top of it
	own := map[string]string{}
	for _, name := range d.names {
		own[name] = name
	}
	levels := []map[string]string{own}
	for _, column := range spec.Columns {
		levels = append(levels, f.level(d, leaf, f.column[column], own, at, problems))
	}
	used := make([]bool, len(levels))
	for i := 1; i < len(levels); i++ {
		from := 0
		for j := i - 1; j > 0; j-- {
			if nests(levels[j], levels[i]) {
				from = j
				break
			}
		}
		used[from] = true
		d.addLevel(levels[from], levels[i])
	}
	for i, level := range levels {
		if !used[i] {
			tops = append(tops, level)
		}
	}
	for i := range tops {
		tops[i] = d.addParents(tops[i])
	}
	for _, g := range spec.Groups {
		var parts []int
		for _, code := range g.Of {
			if _, ok := d.index[code]; !ok {
				problems.Add(at, "sdc/code-unknown", diag.Say("维度 %s 的分组里有数据中没有的代码", "a group of dimension %s has a code that the data does not have", diag.Safe(spec.Column)), diag.Msg{})
				continue
			}
			parts = append(parts, d.node(code))
		}
		d.sum(d.node(g.Code), parts)
	}
	if spec.Total != sdcNone {
		d.total = d.node(spec.Total)
		for _, top := range tops {
			var parts []int
			for _, name := range f.codesIn(d, own) {
				parts = append(parts, d.index[top[name]])
			}
			slices.Sort(parts)
			d.sum(d.total, slices.Compact(parts))
		}
	}
	if !d.lines() {
		problems.Add(at, "sdc/circle", diag.Say("维度 %s 的上下级成了圈", "dimension %s has a code that stands above itself", diag.Safe(spec.Column)), diag.Msg{})
	}
	return d
}

// codesIn lists the finest codes in the order of the data.
func (f *sdcFile) codesIn(d *sdcDim, own map[string]string) []string {
	var out []string
	for _, name := range d.names {
		if own[name] != "" {
			out = append(out, name)
		}
	}
	return out
}

// coarser lists the codes that stand above others: parents, groups and codes of coarser columns.
func (f *sdcFile) coarser(spec sdcDimension) map[string]bool {
	out := map[string]bool{}
	for _, p := range spec.Parents {
		out[p] = true
	}
	for _, g := range spec.Groups {
		out[g.Code] = true
	}
	leaf := f.column[spec.Column]
	for _, column := range spec.Columns {
		for _, row := range f.rows {
			if code := row.cells[f.column[column]]; code != "" && code != row.cells[leaf] {
				out[code] = true
			}
		}
	}
	return out
}

// level maps the finest codes to those of a coarser column. A code without one stands for itself.
func (f *sdcFile) level(d *sdcDim, leaf, column int, own map[string]string, at diag.Place, problems *diag.List) map[string]string {
	out := map[string]string{}
	for _, row := range f.rows {
		code, up := row.cells[leaf], row.cells[column]
		if own[code] == "" || up == "" {
			continue
		}
		if was, ok := out[code]; ok && was != up {
			problems.Add(row.at(column), "sdc/code-moves", diag.Say("同一个代码在两行里有不同的上级", "the same code has another one above it than before"), diag.Say("一个代码在每一列里只能属于一个上级", "within a column a code belongs to one other code"))
		}
		out[code] = up
	}
	for code := range own {
		if out[code] == "" {
			out[code] = code
		}
	}
	for _, name := range f.codesIn(d, own) {
		if up := out[name]; up != name && own[up] != "" && out[up] != up {
			problems.Add(at, "sdc/code-levels", diag.Say("维度 %s 有一个代码出现在两层", "dimension %s has a code that stands at two levels", diag.Safe(d.spec.Column)), diag.Say("给其中一个改名", "rename one of them"))
		}
	}
	return out
}

// nests reports whether every code of the finer level lies within one of the coarser.
func nests(fine, coarse map[string]string) bool {
	in := map[string]string{}
	for code, f := range fine {
		if was, ok := in[f]; ok && was != coarse[code] {
			return false
		}
		in[f] = coarse[code]
	}
	return true
}

// addLevel adds the sums of a coarser level.
func (d *sdcDim) addLevel(fine, coarse map[string]string) {
	parts := map[string][]int{}
	var order []string
	for _, name := range slices.Clone(d.names) {
		up, ok := coarse[name]
		if !ok || fine[name] == "" {
			continue
		}
		if parts[up] == nil {
			order = append(order, up)
		}
		parts[up] = append(parts[up], d.node(fine[name]))
	}
	for _, up := range order {
		slices.Sort(parts[up])
		d.sum(d.node(up), slices.Compact(parts[up]))
	}
}

// addParents adds the sums of the map of parents above the codes at the top of a level, and gives the new top.
func (d *sdcDim) addParents(top map[string]string) map[string]string {
	if len(d.spec.Parents) == 0 {
		return top
	}
	out := map[string]string{}
	parts := map[string][]int{}
	var order []string
	for _, name := range slices.Clone(d.names) {
		code, ok := top[name]
		if !ok {
			continue
		}
		for steps := 0; steps <= len(d.spec.Parents); steps++ {
			up, ok := d.spec.Parents[code]
			if !ok || up == d.spec.Total {
				break
			}
			if parts[up] == nil {
				order = append(order, up)
			}
			parts[up] = append(parts[up], d.node(code))
			code = up
		}
		out[name] = code
	}
	for _, up := range order {
		slices.Sort(parts[up])
		d.sum(d.node(up), slices.Compact(parts[up]))
	}
	return out
}

// lines finds for each node all that it is part of; false when a node is part of itself.
func (d *sdcDim) lines() bool {
	direct := make([][]int, len(d.names))
	for _, s := range d.sums {
		for _, p := range s.Parts {
			direct[p] = append(direct[p], int(s.Total))
		}
	}
	d.above = make([][]int, len(d.names))
	for n := range d.names {
		line := []int{n}
		for k := 0; k < len(line); k++ {
			for _, u := range direct[line[k]] {
				if u == n {
					return false
				}
				if !slices.Contains(line, u) {
					line = append(line, u)
				}
			}
		}
		d.above[n] = line
	}
	return true
}

// leaf reports whether a node is the sum of nothing.
func (d *sdcDim) leaf(n int) bool {
	return !slices.ContainsFunc(d.sums, func(s protect.Sum) bool { return int(s.Total) == n })
}
