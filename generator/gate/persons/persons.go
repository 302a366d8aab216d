// Package persons tells a table that counts from one whose rows are persons, by what its columns are called and how its
// cells repeat (privacy.md §6). Nobody has to find a name in it for that.
//
//	for _, sign := range (persons.Sheet{Columns: …, Rows: …}).Persons() {
//		…                                    // sign.Rule, sign.Column, sign.Text; never a cell
//	}
//
// A table with a schema says what its columns are; Hinted guesses it for a file without one.
package persons

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"mingshan/generator/base/diag"
)

// Role is what a column of a Sheet is.
type Role string

// The roles. A column whose role nobody declared is Unknown.
const (
	Unknown   Role = ""
	Dimension Role = "dimension" // codes, periods, regions: what was counted by
	Count     Role = "count"     // people or cases
	Measure   Role = "measure"   // any other number: money, hours, medians
	Attribute Role = "attribute" // words or numbers beside them
)

// Column is one column of a Sheet.
type Column struct {
	Name   string // id, or the title in the file
	Titles []string
	Role   Role
	Type   string // dataset field type; "" unknown
	Domain int    // how many codes are declared; 0 unknown
}

// Sheet is a table that is asked whether its rows are persons. Rows may be shorter than Columns.
type Sheet struct {
	Columns []Column
	Rows    [][]string
	Keyed   bool // no two rows have the same dimensions, or that is reported elsewhere
	K       int  // smallest class that may be told apart; 0 means 10
}

// Sign is one reason to take a table for a table of persons. It names columns, never cells.
type Sign struct {
	Rule   int    // 1 to 7, privacy.md §6
	Column string // "" the whole table
	Text   diag.Msg
}

// fewRows is below what ratios say anything.
const fewRows = 5

// Persons asks the seven questions of the gate and gives every reason to refuse:
//
//  1. a column is named for what identifies somebody (姓名, id_card, …); what a scanner finds in cells it reports itself
//  2. one combination of dimensions has several rows, or there are more rows than declared codes allow
//  3. nothing is counted, or the count is 1 in more than 60 % of rows
//  4. a column of free text, of serial numbers, or of words of which more than half are different
//  5. days, ages in single years, villages, coordinates
//  6. where nothing is counted: fewer than K rows that look alike (k-anonymity), or alike in what is sensitive, too
//     (l-diversity); Sweeney 2002, Machanavajjhala 2007, GB/T 42460-2023 annex D
//  7. five attributes or more, and 80 % of rows differ in them
func (s Sheet) Persons() []Sign {
	if s.K == 0 {
		s.K = 10
	}
	out := slices.Concat(s.identifiers(), s.keys(), s.counts(), s.words(), s.detail())
	out = append(out, s.classes(len(out) > 0)...)
	return append(out, s.people()...)
}

// identifying are words in names of columns that hold what points at one person.
var identifying = regexp.MustCompile(`(?i)^(?:姓名|名字|受助人|申请人|户主|监护人|联系人|患者|学生姓名|name|full_?name|person_?name|first_?name|last_?name|surname|given_?name|applicant|beneficiary_?name|guardian|householder|contact_?person)$` +
	`|姓名|身份证|证件号|证件号码|护照|社保号|银行卡|卡号|账号|手机|联系电话|电话号码|家庭住址|住址|家庭地址|户籍地址|出生日期|出生年月|生日|监护人|车牌|微信号|id_?card|id_?number|id_?no\b|identity|passport|ssn|bank_?card|bank_?account|card_?no|mobile|cell_?phone|phone_?number|home_?address|birth_?date|date_?of_?birth|\bdob\b|birthday|guardian|licen[cs]e_?plate|wechat`)

// Identifying reports a column that is named for what points at one person.
func (c Column) Identifying() bool {
	return identifying.MatchString(c.Name) || slices.ContainsFunc(c.Titles, identifying.MatchString)
}

func (s Sheet) identifiers() []Sign {
	var out []Sign
	for _, c := range s.Columns {
		if c.Role != Count && c.Role != Measure && c.Identifying() {
			out = append(out, Sign{1, c.Name, diag.Say("“%s”列是直接识别个人的信息", "column %q identifies persons", c.Name)})
		}
	}
	return out
}

func (s Sheet) cell(row []string, i int) string {
	if i < len(row) {
		return strings.TrimSpace(row[i])
	}
	return ""
}

// roles lists the columns with one of the roles.
func (s Sheet) roles(roles ...Role) []int {
	var out []int
	for i, c := range s.Columns {
		if slices.Contains(roles, c.Role) {
			out = append(out, i)
		}
	}
	return out
}

// key joins the cells of some columns.
func (s Sheet) key(row []string, columns []int) string {
	var b strings.Builder
	for _, i := range columns {
		b.WriteString(s.cell(row, i))
		b.WriteByte(0)
	}
	return b.String()
}

func (s Sheet) keys() []Sign {
	dims := s.roles(Dimension)
	if len(dims) == 0 || s.Keyed {
		return nil
	}
	var out []Sign
	seen := map[string]bool{}
	twice := false
	for _, row := range s.Rows {
		k := s.key(row, dims)
		twice = twice || seen[k]
		seen[k] = true
	}
	if twice {
		out = append(out, Sign{2, "", diag.Say("同一组维度有好几行，像是一人一行", "one combination of dimensions has several rows, as if each were a person")})
	}
	most := 1
	for _, i := range dims {
		n := s.Columns[i].Domain
		if n == 0 {
			n = s.distinct(i)
		}
		most = min(most*max(n, 1), 1<<40)
	}
	if len(s.Rows) > most {
		out = append(out, Sign{2, "", diag.Say("行数多于代码表允许的组合数", "there are more rows than the code lists have combinations")})
	}
	return out
}

func (s Sheet) distinct(i int) int {
	seen := map[string]bool{}
	for _, row := range s.Rows {
		seen[s.cell(row, i)] = true
	}
	return len(seen)
}

func (s Sheet) counts() []Sign {
	counts := s.roles(Count)
	if len(counts) == 0 && len(s.roles(Measure)) == 0 {
		return []Sign{{3, "", diag.Say("没有人数或件数这样的计数列", "nothing is counted: there is no column of people or cases")}}
	}
	n, ones := 0, 0 // rows with a count, and those of which the largest count is 1
	for _, row := range s.Rows {
		most, filled := "", false
		for _, i := range counts {
			v := s.cell(row, i)
			filled = filled || v != ""
			if v != "" && v != "0" && (most == "" || most == "1") {
				most = v
			}
		}
		if filled {
			n++
		}
		if most == "1" {
			ones++
		}
	}
	if n < fewRows || ones*10 <= n*6 {
		return nil
	}
	return []Sign{{3, s.Columns[counts[0]].Name, diag.Say("六成以上的行只数到 1，像是一人一行", "more than three rows in five count no more than 1, as if each were a person")}}
}

var serial = regexp.MustCompile(`^[A-Za-z]{0,6}[-_]?0*([0-9]{1,12})$`)

func (s Sheet) words() []Sign {
	var out []Sign
	for i, c := range s.Columns {
		if c.Role != Attribute && c.Role != Unknown || len(s.Rows) < fewRows {
			continue
		}
		filled, long, numbered, rising := 0, 0, 0, 0
		last := -1
		seen := map[string]bool{}
		for _, row := range s.Rows {
			v := s.cell(row, i)
			if v == "" {
				continue
			}
			filled++
			seen[v] = true
			if utf8.RuneCountInString(v) > 30 {
				long++
			}
			if m := serial.FindStringSubmatch(v); m != nil {
				numbered++
				if n, err := strconv.Atoi(m[1]); err == nil {
					if n == last+1 {
						rising++
					}
					last = n
				}
			}
		}
		text := c.Type == "" || c.Type == "string" || c.Type == "code" || c.Type == "phone" || c.Type == "url"
		switch {
		case numbered*10 >= filled*9 && rising*10 >= filled*7 && filled >= fewRows:
			out = append(out, Sign{4, c.Name, diag.Say("“%s”列是逐行的序号", "column %q numbers the rows", c.Name)})
		case text && long*10 > len(s.Rows)*3:
			out = append(out, Sign{4, c.Name, diag.Say("“%s”列是大段文字", "column %q is free text", c.Name)})
		case text && len(seen)*2 > len(s.Rows):
			out = append(out, Sign{4, c.Name, diag.Say("“%s”列一半以上的值各不相同", "more than half of the values in column %q are different", c.Name)})
		}
	}
	return out
}

var (
	dayForm  = regexp.MustCompile(`^(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?$`)
	ageName  = regexp.MustCompile(`(?i)年龄|周岁|^ages?$|_age$|^age_|^age\b`)
	spotName = regexp.MustCompile(`(?i)^村$|村名|行政村|自然村|村民小组|^村居$|门牌|village(?:_?name)?$|hamlet`)
	geoName  = regexp.MustCompile(`(?i)经度|纬度|坐标|^lat(?:itude)?$|^lng$|^lon(?:gitude)?$|coordinates?`)
	spotForm = regexp.MustCompile(`^[\p{Han}]{1,6}(?:村|屯|村民小组|村委会)$`)
	geoForm  = regexp.MustCompile(`^\d{2,3}\.\d{4,}$`)
	wholeAge = regexp.MustCompile(`^\d{1,3}岁?$`)
)

func (s Sheet) detail() []Sign {
	var out []Sign
	for i, c := range s.Columns {
		named := func(p *regexp.Regexp) bool {
			return p.MatchString(c.Name) || slices.ContainsFunc(c.Titles, p.MatchString)
		}
		counted := c.Role == Count || c.Role == Measure
		switch {
		case !counted && s.share(i, dayForm) > 0.5:
			out = append(out, Sign{5, c.Name, diag.Say("“%s”列精确到日", "column %q gives days", c.Name)})
		case c.Role != Count && named(ageName) && s.share(i, wholeAge) > 0.5:
			out = append(out, Sign{5, c.Name, diag.Say("“%s”列是逐岁的年龄", "column %q gives ages in single years", c.Name)})
		case !counted && (named(spotName) || s.share(i, spotForm) > 0.5):
			out = append(out, Sign{5, c.Name, diag.Say("“%s”列精确到村", "column %q names villages", c.Name)})
		case named(geoName) || c.Role != Measure && s.share(i, geoForm) > 0.5:
			out = append(out, Sign{5, c.Name, diag.Say("“%s”列是经纬度", "column %q holds coordinates", c.Name)})
		}
	}
	return out
}

// share is the part of the filled cells that have the form.
func (s Sheet) share(i int, form *regexp.Regexp) float64 {
	filled, hit := 0, 0
	for _, row := range s.Rows {
		if v := s.cell(row, i); v != "" {
			filled++
			if form.MatchString(v) {
				hit++
			}
		}
	}
	if filled == 0 {
		return 0
	}
	return float64(hit) / float64(filled)
}

var sensitiveName = regexp.MustCompile(`(?i)病|残疾|障碍|困难类型|致贫|disease|illness|diagnos|disab|condition|hiv`)

// classes asks k-anonymity and l-diversity of rows that are persons: where nothing is counted, or another sign says so.
func (s Sheet) classes(suspect bool) []Sign {
	if len(s.roles(Count)) > 0 && !suspect || len(s.Rows) < fewRows {
		return nil
	}
	if len(s.roles(Count, Measure)) > 0 && !suspect {
		return nil
	}
	sensitive := slices.DeleteFunc(s.roles(Dimension, Attribute, Unknown), func(i int) bool { return !sensitiveName.MatchString(s.Columns[i].Name) })
	quasi := slices.DeleteFunc(s.roles(Dimension, Attribute, Unknown), func(i int) bool { return slices.Contains(sensitive, i) })
	if len(quasi) == 0 {
		return nil
	}
	size := map[string]int{}
	kinds := map[string]map[string]bool{}
	for _, row := range s.Rows {
		k := s.key(row, quasi)
		size[k]++
		if kinds[k] == nil {
			kinds[k] = map[string]bool{}
		}
		kinds[k][s.key(row, sensitive)] = true
	}
	small, same := false, false
	for k, n := range size {
		small = small || n < s.K
		same = same || len(sensitive) > 0 && len(kinds[k]) < 2
	}
	var out []Sign
	if small {
		out = append(out, Sign{6, "", diag.Say("有不到 %d 行的组合，能认出个人", "some combinations have fewer than %d rows, so that persons can be told", s.K)})
	}
	if same {
		out = append(out, Sign{6, "", diag.Say("同一组合里的人敏感情况都相同", "all rows of a combination are alike in what is sensitive")})
	}
	return out
}

func (s Sheet) people() []Sign {
	attributes := s.roles(Attribute, Unknown)
	if len(attributes) < 5 || len(s.Rows) < fewRows {
		return nil
	}
	seen := map[string]bool{}
	for _, row := range s.Rows {
		seen[s.key(row, attributes)] = true
	}
	if len(seen)*5 < len(s.Rows)*4 {
		return nil
	}
	return []Sign{{7, "", diag.Say("有 %d 个描述列，且八成以上的行各不相同，像是名单", "there are %d descriptive columns and over 80 %% of rows differ in them, like a list of persons", len(attributes))}}
}

// Hinted reads what a file without a schema says of itself: numbers under a name like 人数 are counts, codes that
// repeat are dimensions, other numbers are measures, and the rest is unknown.
func Hinted(head []string, rows [][]string) Sheet {
	s := Sheet{Rows: rows}
	for i, name := range head {
		c := Column{Name: strings.TrimSpace(name)}
		number := s.share(i, numeric)
		switch {
		case number > 0.9 && countName.MatchString(c.Name):
			c.Role = Count
		case c.Identifying() || ageName.MatchString(c.Name) || geoName.MatchString(c.Name) || s.share(i, longNumber) > 0.5:
		case periodName.MatchString(c.Name), number <= 0.9 && len(rows) >= fewRows && s.distinct(i)*2 <= len(rows):
			c.Role = Dimension
		case number > 0.9 && s.share(i, rowNumber) <= 0.9:
			c.Role = Measure
		case number > 0.9 && !serialName.MatchString(c.Name):
			c.Role = Measure
		}
		s.Columns = append(s.Columns, c)
	}
	return s
}

var (
	numeric    = regexp.MustCompile(`^-?[\d,]+(?:\.\d+)?%?$`)
	longNumber = regexp.MustCompile(`^\d{11,}$`)
	rowNumber  = regexp.MustCompile(`^\d{1,5}$`)
	countName  = regexp.MustCompile(`(?i)人数|人次|件数|户数|户次|例数|数量|总数|合计|^n$|_n$|count|number of|persons|people|households|cases|total|helped|received|referred`)
	periodName = regexp.MustCompile(`(?i)^(?:年|年份|季度|月份|时期|period|year|quarter|month|地区|区县|设区市|region|county|city|code|代码)$`)
	serialName = regexp.MustCompile(`(?i)序号|编号|^no\.?$|^id$|serial`)
)
