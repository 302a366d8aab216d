package cli

import (
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/gate/protect"
)

// sdcMost is how many cells a table may have with all its totals.
const sdcMost = 2_000_000

// sdcFile is a CSV as read.
type sdcFile struct {
	spec   *sdcSpec
	name   string
	column map[string]int
	rows   []sdcRow
}

type sdcRow struct {
	file  string
	line  int
	cells []string
}

// at is the place of a column in the row; without knowing its width, the line has to do.
func (r sdcRow) at(int) diag.Place { return diag.Place{File: r.file, Line: r.line} }

// code is a row's code in a dimension; an empty one is the total.
func (f *sdcFile) code(r sdcRow, column int, spec sdcDimension) string {
	if code := r.cells[column]; code != "" {
		return code
	}
	return spec.Total
}

// readTable reads a CSV with the columns needed.
func readTable(spec *sdcSpec, name string, data []byte, need []string) (*sdcFile, diag.List) {
	var problems diag.List
	f := &sdcFile{spec: spec, name: name, column: map[string]int{}}
	text := strings.TrimPrefix(string(data), "\ufeff")
	if !utf8.ValidString(text) {
		problems.Add(diag.Place{File: name}, "sdc/utf8", diag.Say("不是 UTF-8 编码", "is not UTF-8"), diag.Say("另存为 UTF-8 的 CSV", "save it as CSV in UTF-8"))
		return f, problems
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	width := 0
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			problems.Add(diag.Place{File: name, Line: bad.Line, Column: bad.Column}, "sdc/csv", diag.Say("不是正确的 CSV", "is not correct CSV"), diag.Say("看这一行的引号", "look at the quotation marks of this line"))
			return f, problems
		}
		line, _ := r.FieldPos(0)
		for i := range record {
			record[i] = strings.TrimSpace(record[i])
		}
		if width == 0 {
			width = len(record)
			f.header(record, need, &problems)
			continue
		}
		if len(record) != width {
			problems.Add(diag.Place{File: name, Line: line}, "sdc/columns", diag.Say("这一行有 %d 列，表头有 %d 列", "this row has %d columns, the header %d", len(record), width), diag.Msg{})
			continue
		}
		f.rows = append(f.rows, sdcRow{name, line, record})
	}
	if problems.Blocking() == 0 && len(f.rows) == 0 {
		problems.Add(diag.Place{File: name}, "sdc/empty", diag.Say("没有数据行", "has no rows"), diag.Msg{})
	}
	return f, problems
}

func (f *sdcFile) header(record, need []string, problems *diag.List) {
	for i, h := range record {
		if _, twice := f.column[h]; twice {
			problems.Add(diag.Place{File: f.name, Line: 1}, "sdc/header-twice", diag.Say("列名 %s 写了两次", "column %s is there twice", diag.Safe(h)), diag.Msg{})
		}
		f.column[h] = i
	}
	for _, n := range need {
		if _, ok := f.column[n]; ok {
			continue
		}
		hint := diag.Say("表里有：%s", "the file has: %s", diag.Safe(strings.Join(record, ", ")))
		if near, ok := facts.Nearest(n, record); ok {
			hint = diag.Say("是不是 %s？", "did you mean %s?", diag.Safe(near))
		}
		problems.Add(diag.Place{File: f.name, Line: 1}, "sdc/column-missing", diag.Say("缺少列 %s", "column %s is missing", diag.Safe(n)), hint)
	}
}

// columns lists the columns that a spec needs.
func (s *sdcSpec) columns() []string {
	var out []string
	for _, d := range s.Dimensions {
		out = append(append(out, d.Column), d.Columns...)
	}
	c := s.Contributors
	for _, name := range []string{s.Value, s.LowerColumn, s.FrozenColumn, s.PrimaryColumn, c.Holder, c.Weight, c.Count, c.Largest, c.Second} {
		if name != "" {
			out = append(out, name)
		}
	}
	return out
}

// sdcTable is the whole table: every combination of nodes.
type sdcTable struct {
	spec   *sdcSpec
	dims   []*sdcDim
	scale  int64 // amounts are whole numbers of 1/scale
	digits int
	grid   protect.Grid
	system protect.System
	index  []int // cell → combination of nodes; −1 for cells that known_totals add
	there  []bool
	count  []int64 // cell → contributors, in magnitude tables
	parts  [][]protect.Contribution
	lines  []int // cell → line of the row it was given in, 0 for none
}

// label names a cell by its codes.
func (t *sdcTable) label(cell int) []string {
	out := make([]string, len(t.dims))
	rest := t.index[cell]
	for d := len(t.dims) - 1; d >= 0; d-- {
		n := len(t.dims[d].names)
		out[d], rest = t.dims[d].names[rest%n], rest/n
	}
	return out
}

// nodes are the positions of a combination.
func (t *sdcTable) nodes(combination int) []int {
	out := make([]int, len(t.dims))
	for d := len(t.dims) - 1; d >= 0; d-- {
		n := len(t.dims[d].names)
		out[d], combination = combination%n, combination/n
	}
	return out
}

// find gives the combination of a cell written as dimension → code; a dimension left out stands at its total.
func (t *sdcTable) find(cell map[string]string) (int, bool) {
	at := 0
	for _, d := range t.dims {
		code, ok := cell[d.spec.Column]
		if !ok || code == "" {
			code = d.spec.Total
		}
		n, known := d.index[code]
		if !known {
			return 0, false
		}
		at = at*len(d.names) + n
	}
	return at, true
}

// covered lists the combinations that a row at these nodes is part of.
func (t *sdcTable) covered(nodes []int) []int {
	at := []int{0}
	for d, dim := range t.dims {
		var next []int
		for _, a := range at {
			for _, n := range dim.above[nodes[d]] {
				next = append(next, a*len(dim.names)+n)
			}
		}
		at = next
	}
	return at
}

// values reads one numeric column as scaled whole numbers.
func (f *sdcFile) values(column string, digits int, problems *diag.List) []int64 {
	out := make([]int64, len(f.rows))
	if column == "" {
		return out
	}
	scale := math.Pow10(digits)
	for i, row := range f.rows {
		text := strings.ReplaceAll(row.cells[f.column[column]], " ", "")
		if text == "" {
			continue
		}
		x, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(x) || math.Abs(x*scale) > 1<<52 {
			problems.Add(row.at(0), "sdc/number", diag.Say("列 %s 不是数", "column %s is not a number", diag.Safe(column)), diag.Say("只写数字和小数点", "digits and a decimal point only"))
			continue
		}
		out[i] = int64(math.Round(x * scale))
	}
	return out
}

// digitsOf is how many decimals the columns use, six at most.
func (f *sdcFile) digitsOf(columns ...string) int {
	most := 0
	for _, c := range columns {
		if c == "" {
			continue
		}
		for _, row := range f.rows {
			if _, decimals, ok := strings.Cut(row.cells[f.column[c]], "."); ok {
				most = max(most, len(strings.TrimRight(decimals, "0")))
			}
		}
	}
	return min(most, 6)
}

// makeTable adds the rows up, or takes the totals that are given, and makes the cells.
func makeTable(spec *sdcSpec, doc *facts.Doc, f *sdcFile) (*sdcTable, diag.List) {
	var problems diag.List
	t := &sdcTable{spec: spec}
	size := 1
	for i, d := range spec.Dimensions {
		dim := f.makeDim(d, doc.Place("dimensions", i), &problems)
		t.dims = append(t.dims, dim)
		t.grid.Dims = append(t.grid.Dims, protect.Dim{Nodes: len(dim.names), Sums: dim.sums})
		if size *= len(dim.names); size > sdcMost {
			problems.Add(doc.Place("dimensions", i), "sdc/too-large", diag.Say("所有维度的组合超过 %d 个", "the dimensions have more than %d combinations", sdcMost), diag.Say("拆成几个表", "make several tables of it"))
			return t, problems
		}
	}
	if problems.Blocking() > 0 {
		return t, problems
	}
	c := spec.Contributors
	t.digits = f.digitsOf(spec.Value, c.Largest, c.Second)
	t.scale = int64(math.Pow10(t.digits))
	t.system.Cells = make([]protect.Cell, size)
	t.there, t.lines, t.count, t.parts = make([]bool, size), make([]int, size), make([]int64, size), make([][]protect.Contribution, size)
	t.fill(f, &problems)
	if problems.Blocking() > 0 {
		return t, problems
	}
	for i := range size {
		t.index = append(t.index, i)
		t.grid.Cells = append(t.grid.Cells, int32(i))
	}
	t.publish()
	if spec.Totals == "given" {
		t.absent(f, &problems)
	} else {
		t.system.Grids = []protect.Grid{t.grid}
	}
	t.knowledge(f, doc, &problems)
	t.extra(doc, &problems)
	return t, problems
}

// fill gives the combinations their values and contributors.
func (t *sdcTable) fill(f *sdcFile, problems *diag.List) {
	spec, c := t.spec, t.spec.Contributors
	value := f.values(spec.Value, t.digits, problems)
	number := f.values(c.Count, 0, problems)
	largest, second := f.values(c.Largest, t.digits, problems), f.values(c.Second, t.digits, problems)
	weight := f.values(c.Weight, 0, problems)
	holders := map[string]int{}
	given := spec.Totals == "given"
	for i, row := range f.rows {
		nodes := make([]int, len(t.dims))
		inner := true
		for d, dim := range t.dims {
			n, ok := dim.index[f.code(row, f.column[dim.spec.Column], dim.spec)]
			if !ok {
				problems.Add(row.at(0), "sdc/code-unknown", diag.Say("维度 %s 没有这个代码", "dimension %s does not have this code", diag.Safe(dim.spec.Column)), diag.Msg{})
				n = 0
			}
			nodes[d] = n
			inner = inner && dim.leaf(n)
		}
		if !inner && !given {
			problems.Add(row.at(0), "sdc/total-in-data", diag.Say("这一行是合计", "this row is a total"), diag.Say("去掉合计行，或写 totals: given", "leave totals out, or say `totals: given`"))
			continue
		}
		if spec.Value == "" {
			value[i] = 1
		}
		at := t.covered(nodes)
		if given {
			at = at[:0:0]
			one := 0
			for d, n := range nodes {
				one = one*len(t.dims[d].names) + n
			}
			if t.there[one] && c.Holder == "" {
				problems.Add(row.at(0), "sdc/cell-twice", diag.Say("这个格子在第 %d 行已经有了", "this cell is given on line %d already", t.lines[one]), diag.Msg{})
			}
			at = append(at, one)
		}
		for _, a := range at {
			t.there[a] = true
			t.system.Cells[a].Value += value[i]
			if t.lines[a] == 0 {
				t.lines[a] = row.line
			}
			switch {
			case c.Holder != "":
				name := row.cells[f.column[c.Holder]]
				if holders[name] == 0 {
					holders[name] = len(holders) + 1
				}
				t.parts[a] = append(t.parts[a], protect.Contribution{Amount: value[i], Weight: weight[i], Holder: holders[name]})
			case c.Largest != "" || c.Count != "":
				t.count[a] += number[i]
				t.parts[a] = top(append(t.parts[a], protect.Contribution{Amount: largest[i]}, protect.Contribution{Amount: second[i]}))
			}
		}
	}
}

// top keeps the two largest contributions.
func top(all []protect.Contribution) []protect.Contribution {
	held := protect.Holdings(all)
	return held[:min(2, len(held))]
}

// publish marks the combinations that no table of the spec prints.
func (t *sdcTable) publish() {
	if len(t.spec.Tables) == 0 {
		return
	}
	for i := range t.system.Cells {
		nodes := t.nodes(i)
		printed := slices.ContainsFunc(t.spec.Tables, func(table []string) bool {
			for d, dim := range t.dims {
				if nodes[d] != dim.total && !slices.Contains(table, dim.spec.Column) {
					return false
				}
			}
			return true
		})
		t.system.Cells[i].Unprinted = !printed
	}
}

// absent finds the cells of a table with given totals that have no row. One that its sums determine and that is not 0 is a
// cell that nobody prints; all others hold nothing.
func (t *sdcTable) absent(f *sdcFile, problems *diag.List) {
	sums := t.grid.Sums()
	for changed := true; changed; {
		changed = false
		for _, s := range sums {
			missing, n, off := int32(-1), 0, -t.system.Cells[s.Total].Value
			for _, p := range append([]int32{s.Total}, s.Parts...) {
				if !t.there[p] {
					missing, n = p, n+1
				}
			}
			for _, p := range s.Parts {
				off += t.system.Cells[p].Value
			}
			if n != 1 {
				continue
			}
			changed, t.there[missing] = true, true
			if missing == s.Total {
				t.system.Cells[missing].Value = off
			} else {
				t.system.Cells[missing].Value = -off
			}
			t.system.Cells[missing].Unprinted = true
			t.system.Cells[missing].Frozen = off == 0
		}
	}
	for changed := true; changed; { // a total that nobody prints over parts that are there
		changed = false
		for _, s := range sums {
			sum := int64(0)
			for _, p := range s.Parts {
				sum += t.system.Cells[p].Value
			}
			if !t.there[s.Total] && sum != 0 {
				changed, t.there[s.Total] = true, true
				t.system.Cells[s.Total].Value, t.system.Cells[s.Total].Unprinted = sum, true
			}
		}
	}
	for i, there := range t.there {
		if !there {
			t.grid.Cells[i] = -1
			t.system.Cells[i].Frozen, t.system.Cells[i].Unprinted = true, true
		}
	}
	for _, s := range t.grid.Sums() {
		off := t.system.Cells[s.Total].Value
		for _, p := range s.Parts {
			off -= t.system.Cells[p].Value
		}
		if off != 0 {
			problems.Add(diag.Place{File: f.name, Line: t.lines[s.Total]}, "sdc/sum", diag.Say("合计 %s 与各部分之和不符", "the total %s is not the sum of its parts", diag.Safe(strings.Join(t.label(int(s.Total)), " × "))), diag.Say("补上缺的部分，或改正合计", "add the parts that are missing, or correct the total"))
		}
	}
	t.system.Grids = []protect.Grid{t.grid}
}
