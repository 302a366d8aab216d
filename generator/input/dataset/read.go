package dataset

import (
	"encoding/csv"
	"errors"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/input/source"
)

// mostOfOneKind is how many problems of one code a file may list before the rest are counted in one line: a
// column of 50,000 thousands separators is one mistake.
const mostOfOneKind = 5

// total is the code of the totals that the gate computes; no row may use it.
const total = "all"

// Groups are the folders of data/ that hold datasets, and the kind of dataset each holds.
func Groups() map[string]string {
	return map[string]string{"codes": "code_list", "registers": "register", "aggregates": "aggregate"}
}

// Read decodes every data/<group>/<id>.csv with its schema. What it cannot read is a problem and left out.
func Read(snap *source.Snapshot) (Set, diag.List) {
	var set Set
	var problems diag.List
	for _, f := range snap.Files("data/") {
		dir, name := path.Split(f.Path)
		group := strings.Trim(strings.TrimPrefix(dir, "data/"), "/")
		kind, known := Groups()[group]
		switch {
		case group == "rules", group == "ledger": // input/config and gate/ledger read those
			continue
		case !known:
			problems.Add(diag.Place{File: f.Path}, "data/folder", diag.Say("数据文件不在 codes、registers 或 aggregates 里", "data file outside codes, registers and aggregates"),
				diag.Say("移到 data/aggregates（统计数）、data/registers（公开名册）或 data/codes（代码表）", "move it to data/aggregates (counts), data/registers (public records) or data/codes (code lists)"))
			continue
		case path.Ext(name) == ".yaml":
			if _, ok := snap.Get(strings.TrimSuffix(f.Path, ".yaml") + ".csv"); !ok {
				problems.Add(diag.Place{File: f.Path}, "data/no-csv", diag.Say("有说明文件而没有同名的 CSV", "a schema without a CSV of the same name"),
					diag.Say("补上 CSV，或删去这个说明文件", "add the CSV, or remove the schema"))
			}
			continue
		case path.Ext(name) != ".csv":
			continue // source has reported the unknown type
		}
		schemaPath := strings.TrimSuffix(f.Path, ".csv") + ".yaml"
		schemaFile, ok := snap.Get(schemaPath)
		if !ok {
			problems.Add(diag.Place{File: f.Path}, "data/no-schema", diag.Say("CSV 没有同名的 .yaml 说明", "a CSV without a schema of the same name"),
				diag.Say("新建 %s，写明字段、来源和联系方式", "make %s with its fields, source and contact", schemaPath))
			continue
		}
		doc, bad := facts.Parse(schemaPath, schemaFile.Data)
		problems.Append(bad)
		if doc == nil || bad.Blocking() > 0 {
			continue
		}
		var schema Schema
		bad = doc.Decode(&schema)
		if bad.Blocking() == 0 {
			schema.Place, schema.Facts = doc.Place(), doc
			bad.Append(checkSchema(schema, doc, strings.TrimSuffix(name, ".csv"), kind))
		}
		problems.Append(bad)
		if bad.Blocking() > 0 {
			continue
		}
		table := Table{Schema: schema, File: f.Path, Group: group}
		bad = table.read(f.Data)
		problems.Append(bad)
		set.Tables = append(set.Tables, table)
	}
	slices.SortFunc(set.Tables, func(a, b Table) int { return strings.Compare(a.Schema.ID, b.Schema.ID) })
	for i := 1; i < len(set.Tables); i++ {
		if set.Tables[i].Schema.ID == set.Tables[i-1].Schema.ID {
			problems.Add(set.Tables[i].Schema.Place, "data/id-twice", diag.Say("两个数据集用了同一个 id", "two datasets have the same id"),
				diag.Say("另一个在 %s", "the other is %s", set.Tables[i-1].File))
		}
	}
	return set, problems
}

// read decodes the CSV into the table: encoding, header, every cell, every rule within a row and between rows.
func (t *Table) read(data []byte) diag.List {
	r := reader{table: t}
	r.file(data)
	return r.summary()
}

// reader is the state of reading one CSV.
type reader struct {
	table    *Table
	csv      *csv.Reader
	lines    []string
	problems diag.List
}

func (r *reader) file(data []byte) {
	text, encoding, err := decode(data)
	if err != nil {
		r.at(0, 0, "csv/encoding", diag.Say("文件的编码认不出来", "the file's encoding is not recognised"),
			diag.Say("在 Excel 里另存为“CSV UTF-8（逗号分隔）”", "save it as 'CSV UTF-8' in the spreadsheet"))
		return
	}
	r.table.Encoding = encoding
	if i := strings.IndexByte(text, 0); i >= 0 {
		r.at(1+strings.Count(text[:i], "\n"), 0, "csv/nul", diag.Say("文件里有空字节（NUL）", "the file holds a NUL byte"),
			diag.Say("这不是文本 CSV；请重新导出", "this is not a text CSV; export it again"))
		return
	}
	r.lines = strings.Split(text, "\n")
	if !r.separated() {
		return
	}
	r.csv = csv.NewReader(strings.NewReader(text))
	r.csv.FieldsPerRecord = -1
	head, ok := r.header()
	if !ok {
		return
	}
	r.records(head)
	r.periods()
	r.keys()
	r.relations()
	r.days()
	r.needed()
}

func (r *reader) at(line, column int, code string, text, hint diag.Msg) {
	r.problems.Add(diag.Place{File: r.table.File, Line: line, Column: column}, code, text, hint)
}

// summary gives the first problems of each kind; the rest are one line, where the last of them stands.
func (r *reader) summary() diag.List {
	var out diag.List
	seen := map[string]int{}
	last := map[string]diag.Place{}
	for _, p := range r.problems.Sorted() {
		seen[p.Code]++
		last[p.Code] = p.Place
		if seen[p.Code] <= mostOfOneKind {
			out.Add(p.Place, p.Code, p.Text, p.Hint)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(seen)) {
		if more := seen[code] - mostOfOneKind; more > 0 {
			out.Add(last[code], code, diag.Say("同类问题还有 %d 处，这是最后一处", "%d more of the same; this is the last", more), diag.Msg{})
		}
	}
	return out
}

// column turns the byte column of encoding/csv into characters, as an editor counts them.
func (r *reader) column(line, byteColumn int) int {
	if line < 1 || line > len(r.lines) || byteColumn < 1 {
		return byteColumn
	}
	s := r.lines[line-1]
	return utf8.RuneCountInString(s[:min(byteColumn-1, len(s))]) + 1
}

// records reads every record and every cell of it. Excel leaves rows of nothing but commas where something was
// deleted: they are no rows.
func (r *reader) records(head header) {
	for {
		record, err := r.csv.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			r.quote(bad)
			continue
		}
		if err != nil {
			return
		}
		if !slices.ContainsFunc(record, func(s string) bool { return s != "" }) {
			continue
		}
		line, _ := r.csv.FieldPos(0)
		if len(record) < head.named || len(record) > len(head.columns) {
			r.at(line, 0, "csv/columns", diag.Say("这一行有 %d 格，表头有 %d 格", "this row has %d cells and the header %d", len(record), head.named),
				diag.Say("检查多余或缺少的逗号；含逗号的文字要加引号", "look for a comma too many or too few; quote text that holds a comma"))
			continue
		}
		r.nameless(head, record)
		row := Row{line: line, cols: make([]int, len(head.order)), values: make([]Value, len(head.order))}
		ok := true
		for i, p := range head.order {
			l, c := r.csv.FieldPos(p)
			row.cols[i] = r.column(l, c)
			row.values[i], ok = r.cell(r.table.Schema.Fields[i], record[p], l, row.cols[i])
			row.faulty = row.faulty || !ok
		}
		r.table.rows = append(r.table.rows, row)
	}
}

// What a measure's cell may hold in the place of a number; the letters are those of the symbols that the Government
// Analysis Function (United Kingdom) recommends for tables. The second says no more than an empty cell.
const (
	notApplicable = "z"
	notAvailable  = "x"
)

// cell reads one cell and holds it against its field's rules; ok is false for one that was refused.
func (r *reader) cell(f Field, s string, line, col int) (v Value, ok bool) {
	switch {
	case f.Measure() && s == notApplicable:
		return Value{never: true}, true
	case f.Measure() && s == notAvailable:
		s = ""
	}
	v, bad := parse(f, s)
	if bad == nil {
		bad = constraint(f, v)
	}
	if bad != nil {
		r.at(line, col, bad.code, bad.text, bad.hint)
		return Value{}, false
	}
	return v, true
}

// constraint holds a value against required, values, pattern, min and max.
func constraint(f Field, v Value) *fault {
	switch {
	case !v.present && f.Required:
		return wrong("csv/required", diag.Say("“%s”列不能为空", "column %q may not be empty", f.ID), diag.Say("补上这一格", "fill in the cell"))
	case !v.present:
		return nil
	case f.Role == "dimension" && v.text == total:
		return wrong("csv/all", diag.Say("“%s”列不能写 all", "column %q cannot hold all", f.ID),
			diag.Say("只报最细一级；合计由程序计算", "give the finest level only; totals are computed"))
	case f.Measure() && v.num < 0:
		return wrong("csv/negative", diag.Say("“%s”列不能是负数", "column %q cannot be negative", f.ID), diag.Say("核对原表", "check the source table"))
	case len(f.Values) > 0 && !slices.Contains(f.Values, v.text):
		return wrong("csv/values", diag.Say("“%s”列的值不在允许的范围里", "the value in column %q is not one of those allowed", f.ID),
			diag.Say("允许：%s", "allowed: %s", strings.Join(f.Values, ", ")))
	case f.Pattern != "" && !matches(f.Pattern, v.text):
		return wrong("csv/pattern", diag.Say("“%s”列的格式不对", "the value in column %q does not have the right form", f.ID),
			diag.Say("格式见说明文件的 pattern", "the form is the pattern in the schema"))
	case f.Min != "" && compare(f, v, f.Min) < 0:
		return wrong("csv/min", diag.Say("“%s”列小于下限 %s", "column %q is below its minimum %s", f.ID, f.Min), diag.Say("核对这一格", "check the cell"))
	case f.Max != "" && compare(f, v, f.Max) > 0:
		return wrong("csv/max", diag.Say("“%s”列大于上限 %s", "column %q is above its maximum %s", f.ID, f.Max), diag.Say("核对这一格", "check the cell"))
	}
	return nil
}

// compare orders a value against a bound of the schema, which checkSchema has parsed before.
func compare(f Field, v Value, bound string) int {
	b, _ := parse(f, bound)
	switch f.Type {
	case "date":
		return v.date.Compare(b.date)
	case "period":
		return v.period.Compare(b.period)
	}
	switch {
	case v.num < b.num:
		return -1
	case v.num > b.num:
		return 1
	}
	return 0
}

// periods reports a dimension with periods of two kinds: a year beside its quarters would be counted twice, and the
// one would give the other away.
func (r *reader) periods() {
	for i, f := range r.table.Schema.Fields {
		if f.Role != "dimension" || f.Type != "period" {
			continue
		}
		kind := ""
		for _, row := range r.table.rows {
			k := row.values[i].period.Kind()
			if kind == "" {
				kind = k
			}
			if k != "" && k != kind {
				r.at(row.line, row.cols[i], "csv/period-mixed", diag.Say("“%s”列混用了年、季、月", "column %q mixes years, quarters and months", f.ID),
					diag.Say("只用一种；年度合计由程序计算", "use one kind; yearly totals are computed"))
			}
		}
	}
}

// keys reports rows with the same primary key and values of unique fields that stand twice.
func (r *reader) keys() {
	t := r.table
	sets := [][]string{t.Schema.PrimaryKey}
	for _, f := range t.Schema.Fields {
		if f.Unique {
			sets = append(sets, []string{f.ID})
		}
	}
	for _, set := range sets {
		first := map[string]int{}
		cols := make([]int, len(set))
		for i, id := range set {
			cols[i] = t.Column(id)
		}
		for _, row := range t.rows {
			var key strings.Builder
			whole := true
			for _, c := range cols {
				key.WriteString(row.values[c].text)
				key.WriteByte(0)
				whole = whole && row.values[c].present
			}
			if !whole {
				continue // an empty cell is nobody's key
			}
			if line, twice := first[key.String()]; twice {
				r.at(row.line, row.cols[cols[0]], "csv/key-twice", diag.Say("这一行与第 %d 行的 %s 相同", "this row has the same %[2]s as line %[1]d", line, strings.Join(set, "+")),
					diag.Say("删去重复的一行，或改正其中一行", "remove one of the two or correct it"))
				continue
			}
			first[key.String()] = row.line
		}
	}
}

// relations holds columns of one row against each other: sum_of, not_above and contributors.
func (r *reader) relations() {
	t := r.table
	for i, f := range t.Schema.Fields {
		for _, row := range t.rows {
			v := row.values[i]
			if !v.present || row.faulty {
				continue
			}
			if len(f.SumOf) > 0 {
				sum, complete := int64(0), true
				for _, part := range f.SumOf {
					p := row.values[t.Column(part)]
					sum, complete = sum+p.num, complete && p.present
				}
				if !complete {
					r.at(row.line, row.cols[i], "csv/sum-part", diag.Say("“%s”列有合计而缺分项", "column %q has a total without all of its parts", f.ID),
						diag.Say("补上分项 %s，或把合计也留空", "give every part (%s) or leave the total empty too", strings.Join(f.SumOf, ", ")))
				} else if sum != v.num {
					r.at(row.line, row.cols[i], "csv/sum", diag.Say("“%s”列不等于 %s 之和", "column %q is not the sum of %s", f.ID, strings.Join(f.SumOf, " + ")),
						diag.Say("核对合计和各分项", "check the total and its parts"))
				}
			}
			if f.NotAbove != "" {
				if top := row.values[t.Column(f.NotAbove)]; top.present && v.num > top.num {
					r.at(row.line, row.cols[i], "csv/order", diag.Say("“%s”列大于“%s”列", "column %q is larger than column %q", f.ID, f.NotAbove),
						diag.Say("“%s”只能是“%s”的一部分；核对两格", "%[1]q counts only part of %[2]q; check both cells", f.ID, f.NotAbove))
				}
			}
			if f.Contributors != (Contributors{}) && v.num > 0 {
				r.givers(f, i, row)
			}
		}
	}
}

// givers holds the largest parts of a sum of money against the sum. Without them the gate would take the sum for one of
// many small parts and publish it.
func (r *reader) givers(f Field, i int, row Row) {
	sum, first, second := row.values[i].num, row.values[r.table.Column(f.Contributors.First)], row.values[r.table.Column(f.Contributors.Second)]
	switch {
	case !first.present || !second.present && first.num < sum:
		r.at(row.line, row.cols[i], "csv/givers", diag.Say("“%s”列有数额，却没有写全最大的两笔各是多少，没法判断能不能公布", "column %q has a sum, but not both of its largest parts, so nothing says whether it may be shown", f.ID),
			diag.Say("补上“%s”和“%s”两列；全由一人出的，第一列写全数，第二列留空", "fill in columns %q and %q; where one giver gave all of it, the first holds the whole sum and the second is empty", f.Contributors.First, f.Contributors.Second))
	case first.num < 0 || second.num < 0 || second.num > first.num || first.num+second.num > sum:
		r.at(row.line, row.cols[i], "csv/givers", diag.Say("“%s”列最大的两笔与数额不符", "the two largest parts of column %q do not fit the sum", f.ID),
			diag.Say("“%s”不小于“%s”，两笔合起来不超过数额；核对三格", "%q is not below %q, and together they are not above the sum; check the three cells", f.Contributors.First, f.Contributors.Second))
	}
}
