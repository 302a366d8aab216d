package dataset

import (
	"encoding/csv"
	"errors"
	"strings"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
)

// header is where the columns of a CSV stand.
type header struct {
	order   []int // for each field of the schema, the position of its column
	named   int   // columns up to the last with a name; Excel may leave columns without one after it
	line    int
	columns []int        // where each header begins, in characters
	told    map[int]bool // columns without a name that were reported
}

// wrongSeparators are what spreadsheets and input methods put where a comma belongs.
const wrongSeparators = "\t;；，"

// separated refuses a file whose columns are not separated by commas. It says so once: every header and every row
// would be wrong too.
func (r *reader) separated() bool {
	for i, line := range r.lines {
		if strings.TrimRight(line, "\r") == "" {
			continue // encoding/csv skips empty lines
		}
		if strings.Contains(line, ",") || !strings.ContainsAny(line, wrongSeparators) {
			return true
		}
		tabs, wide := strings.Count(line, "\t"), strings.Count(line, "，")
		semicolons := strings.Count(line, ";") + strings.Count(line, "；")
		hint := diag.Say("在 Excel 里另存为“CSV UTF-8（逗号分隔）”，不要选“Unicode 文本”", "in Excel save as 'CSV UTF-8 (Comma delimited)', not 'Unicode Text'")
		switch {
		case tabs >= semicolons && tabs >= wide:
			r.at(i+1, 0, "csv/separator", diag.Say("文件用制表符分列，应当用逗号", "the file is separated by tabs, not by commas"), hint)
		case semicolons >= wide:
			r.at(i+1, 0, "csv/separator", diag.Say("文件用分号分列，应当用逗号", "the file is separated by semicolons, not by commas"), hint)
		default:
			r.at(i+1, 0, "csv/separator", diag.Say("文件用全角逗号“，”分列，应当用半角逗号", "the file is separated by full-width commas, not by ASCII commas"), hint)
		}
		return false
	}
	return true
}

// header checks the first record against the schema. A mistake is told once: a header that is nearly right is not
// missing as well, and a first line that is no header at all is one problem.
func (r *reader) header() (header, bool) {
	names, err := r.csv.Read()
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		r.quote(bad)
		return header{}, false
	}
	head := header{line: 1, columns: make([]int, len(names)), told: map[int]bool{}}
	near, known := make([]string, len(names)), false
	for i, name := range names {
		line, col := r.csv.FieldPos(i)
		head.line, head.columns[i] = line, r.column(line, col)
		near[i] = r.meant(name)
		known = known || near[i] != ""
		if name != "" {
			head.named = i + 1
		}
	}
	if err != nil || !known {
		r.at(head.line, 0, "csv/empty", diag.Say("文件是空的，或第一行不是表头", "the file is empty or its first line is not a header"),
			diag.Say("第一行写字段代码：%s", "the first line names the fields: %s", r.expected()))
		return header{}, false
	}
	before := r.problems.Len()
	place := r.names(head, names, near)
	head.order = make([]int, len(r.table.Schema.Fields))
	for i, f := range r.table.Schema.Fields {
		p, there := place[f.ID]
		if !there {
			r.at(head.line, 0, "csv/header-missing", diag.Say("缺少表头“%s”", "header %q is missing", f.ID),
				diag.Say("加上这一列；没有数据的格子留空", "add the column; leave cells empty where there is no value"))
		}
		head.order[i] = p
	}
	return head, r.problems.Len() == before
}

// names reports every header that is not a field's and gives the position of each field that was written, or meant.
func (r *reader) names(head header, names, near []string) map[string]int {
	place := map[string]int{}
	for i, name := range names[:head.named] {
		at := head.columns[i]
		_, twice := place[name]
		switch _, known := r.table.Schema.Field(name); {
		case name == "":
			r.unnamed(head, i)
		case known && twice:
			r.at(head.line, at, "csv/header-twice", diag.Say("表头“%s”出现两次", "header %q stands twice", diag.Safe(name)),
				diag.Say("每一列只能有一个同名表头", "each column has a name of its own"))
		case known:
			place[name] = i
		default:
			r.at(head.line, at, "csv/header-unknown", diag.Say("表头“%s”不在说明文件里", "header %q is not in the schema", diag.Safe(name)), r.spelling(name, near[i]))
		}
	}
	for i, id := range near[:head.named] {
		if _, there := place[id]; !there && id != "" {
			place[id] = i
		}
	}
	for _, name := range names[:head.named] {
		for _, part := range strings.FieldsFunc(name, isWrongSeparator) {
			if _, there := place[part]; !there {
				place[part] = 0 // two headers in one cell were reported; neither is missing
			}
		}
	}
	return place
}

func isWrongSeparator(c rune) bool { return strings.ContainsRune(wrongSeparators, c) }

// meant gives the field that a header names, or was most likely meant to name; "" for none.
func (r *reader) meant(name string) string {
	ids := fieldIDs(&r.table.Schema)
	plain := strings.TrimSpace(name)
	for _, id := range ids {
		if strings.EqualFold(id, plain) {
			return id
		}
	}
	for _, part := range strings.FieldsFunc(name, isWrongSeparator) {
		if _, known := r.table.Schema.Field(part); known {
			return part
		}
	}
	id, _ := facts.Nearest(name, ids)
	return id
}

// spelling says how to write a header that is not in the schema.
func (r *reader) spelling(name, near string) diag.Msg {
	switch {
	case near == "":
		return diag.Say("允许的表头：%s", "the headers are: %s", r.expected())
	case strings.ContainsFunc(strings.TrimSpace(name), isWrongSeparator):
		return diag.Say("表头之间只用半角逗号，不用全角逗号、分号或制表符", "put ASCII commas between headers: no full-width commas, semicolons or tabs")
	case strings.EqualFold(strings.TrimSpace(name), near):
		return diag.Say("写成“%s”：大小写一致，前后没有空格", "write it %q: the same case, no spaces around it", near)
	}
	return diag.Say("是不是“%s”？", "did you mean %q?", near)
}

// nameless reports a value that stands under no header; a column without header and values is not there.
func (r *reader) nameless(head header, record []string) {
	for i := head.named; i < len(record); i++ {
		if record[i] != "" && !head.told[i] {
			head.told[i] = true
			r.unnamed(head, i)
		}
	}
}

func (r *reader) unnamed(head header, i int) {
	r.at(head.line, head.columns[i], "csv/header-none", diag.Say("第 %d 列没有表头", "column %d has no header", i+1),
		diag.Say("写上表头；不需要这一列就整列删去", "name the column, or delete the whole column if it is not needed"))
}

// quote reports a quotation mark at fault. One that is not closed is noticed at the end of the file or at the next
// quotation mark, many rows on; an editor has to look where it opened.
func (r *reader) quote(bad *csv.ParseError) {
	line, column := bad.Line, r.column(bad.Line, bad.Column)
	if errors.Is(bad.Err, csv.ErrQuote) {
		if open := r.open(bad.StartLine); open > 0 {
			line, column = bad.StartLine, r.column(bad.StartLine, open)
		}
	}
	r.at(line, column, "csv/quote", diag.Say("引号没有成对，或引号后面多了字", "a quote is not closed or has text after it"),
		diag.Say("补上收尾的引号；格子里的引号要写成两个引号", "close it; write a quote inside a cell as two quotes"))
}

// open gives the byte column, from 1, of the quotation mark that opens on this line and is not closed on it; 0 for none.
func (r *reader) open(line int) int {
	if line < 1 || line > len(r.lines) {
		return 0
	}
	s := r.lines[line-1]
	for i := 0; i < len(s); {
		if s[i] != '"' {
			comma := strings.IndexByte(s[i:], ',')
			if comma < 0 {
				return 0
			}
			i += comma + 1
			continue
		}
		end := i + 1
		for ; end < len(s); end++ {
			if s[end] != '"' {
				continue
			}
			if end+1 < len(s) && s[end+1] == '"' {
				end++
				continue
			}
			break
		}
		if end >= len(s) {
			return i + 1
		}
		if i = end + 1; i < len(s) && s[i] != ',' {
			return 0
		}
		i++
	}
	return 0
}

func (r *reader) expected() string { return strings.Join(fieldIDs(&r.table.Schema), ",") }

func fieldIDs(s *Schema) []string {
	out := make([]string, len(s.Fields))
	for i, f := range s.Fields {
		out[i] = f.ID
	}
	return out
}
