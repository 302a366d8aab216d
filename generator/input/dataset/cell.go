package dataset

import (
	"errors"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
)

// fault is what is wrong with one cell, without its text.
type fault struct {
	code       string
	text, hint diag.Msg
}

func wrong(code string, text, hint diag.Msg) *fault { return &fault{code, text, hint} }

// parse reads one cell by its field's type. The text of the cell never enters the fault.
func parse(f Field, s string) (Value, *fault) {
	if s == "" {
		return Value{}, nil
	}
	if bad := characters(f, s); bad != nil {
		return Value{}, bad
	}
	v := Value{present: true, text: s}
	switch f.Type {
	case "integer", "decimal", "money_cny":
		n, bad := number(f, s)
		v.num = n
		return v, bad
	case "date":
		d, err := calendar.Parse(s)
		if err != nil {
			return v, wrong("csv/date", diag.Say("“%s”列不是有效日期", "column %q is not a date", f.ID),
				dateHint(s))
		}
		v.date = d
	case "period":
		p, err := calendar.ParsePeriod(s)
		if err != nil {
			return v, wrong("csv/period", diag.Say("“%s”列不是有效时期", "column %q is not a period", f.ID),
				periodHint(s))
		}
		v.period = p
	case "region":
		if !regionCode.MatchString(s) {
			return v, wrong("csv/region", diag.Say("“%s”列不是六位区划代码", "column %q is not a six-digit region code", f.ID),
				diag.Say("代码见 data/codes/regions.csv", "the codes are in data/codes/regions.csv"))
		}
	case "code":
		if !codeShape.MatchString(s) {
			return v, wrong("csv/code", diag.Say("“%s”列的代码只能用小写字母、数字、- 和 _", "a code in column %q has other characters than a–z, 0–9, - and _", f.ID),
				diag.Say("用代码表里的代码，不要用名称", "use the code from the code list, not the name"))
		}
	case "url":
		u, err := url.Parse(s)
		if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
			return v, wrong("csv/url", diag.Say("“%s”列不是完整网址", "column %q is not a full web address", f.ID),
				diag.Say("以 https:// 或 http:// 开头", "begin with https:// or http://"))
		}
	case "phone":
		if emergency.MatchString(s) {
			return v, wrong("csv/phone", diag.Say("“%s”列是紧急求助电话，不受理投诉", "column %q holds an emergency number, which takes no complaints", f.ID),
				diag.Say("写受理单位的电话；没有就写 12345", "give the number of the office in charge, or 12345"))
		}
		if !phoneShape.MatchString(s) {
			return v, wrong("csv/phone", diag.Say("“%s”列不是公开电话的格式", "column %q is not the form of a public phone number", f.ID),
				diag.Say("写成 12345 或 0591-12345678 的样子", "write it like 12345 or 0591-12345678"))
		}
	}
	return v, nil
}

var (
	regionCode = regexp.MustCompile(`^35\d{4}$`)
	codeShape  = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)
	phoneShape = regexp.MustCompile(`^(1\d{4}|(0\d{2,3}-)?\d{7,8})$`)
	emergency  = regexp.MustCompile(`^1(10|19|20|22)$`)
	plainInt   = regexp.MustCompile(`^-?(0|[1-9]\d{0,14})$`)
	plainDec   = regexp.MustCompile(`^-?(0|[1-9]\d{0,11})(\.\d{1,3})?$`)
	plainMoney = regexp.MustCompile(`^-?(0|[1-9]\d{0,12})(\.\d{1,2})?$`)
	grouped    = regexp.MustCompile(`^-?\d{1,3}([,，'\x{00a0}\x{202f} ]\d{3})+(\.\d+)?$`)
	digitsOnly = regexp.MustCompile(`^\d+$`)
	excelDay   = regexp.MustCompile(`^(\d{4}[/.年-]\d{1,2}[/.月-]\d{1,2}日?( .*)?|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{5}|\d{1,2}-[A-Z][a-z]{2}(-\d{2,4})?)$`)
	excelMonth = regexp.MustCompile(`^(\d{4}[/.年-]\d{1,2}月?|[A-Z][a-z]{2}-\d{2}|\d{2}-[A-Z][a-z]{2})$`)
	realDay    = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	realMonth  = regexp.MustCompile(`^\d{4}-\d{2}$`)
	percent    = regexp.MustCompile(`^-?\d[\d.,，]*\s*[%％]$`)
	largeUnit  = regexp.MustCompile(`^-?\d[\d.,，]*\s*[十百千万亿]\p{L}*$`)
	withUnit   = regexp.MustCompile(`^([¥￥$]\s*-?\d[\d.,，]*|-?\d[\d.,，]*\s*\p{L}+)$`)
)

// characters refuses what no cell may hold: control and bidirectional characters, outer spaces, and text that
// a spreadsheet would run as a formula (OWASP, CSV injection).
func characters(f Field, s string) *fault {
	for _, r := range s {
		if invisible(r) {
			return wrong("csv/character", diag.Say("“%s”列含有看不见的控制字符", "column %q holds an invisible control character", f.ID),
				diag.Say("删去并重新输入这一格", "clear the cell and type it again"))
		}
	}
	if strings.TrimSpace(s) != s {
		return wrong("csv/space", diag.Say("“%s”列前后有空格", "column %q has spaces around the value", f.ID),
			diag.Say("去掉前后空格；没有数据就留空", "remove them; leave the cell empty when there is no value"))
	}
	if f.numeric() || f.Type == "phone" {
		return nil
	}
	if strings.ContainsAny(s[:1], "=+-@") {
		return wrong("csv/formula", diag.Say("“%s”列以 = + - @ 开头，电子表格会当作公式", "column %q begins with = + - or @, which a spreadsheet runs as a formula", f.ID),
			diag.Say("改写文字，不要以这些符号开头", "reword it so that it does not begin with such a sign"))
	}
	return nil
}

// invisible reports control characters (a line break may stand), direction controls, separators and zero-width spaces.
func invisible(r rune) bool {
	switch {
	case r < 0x20 && r != '\n', r >= 0x7f && r < 0xa0:
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c:
		return true
	}
	return r == 0x200b || r == 0x2028 || r == 0x2029 || r == 0xfeff
}

func (f Field) numeric() bool {
	return f.Type == "integer" || f.Type == "decimal" || f.Type == "money_cny"
}

// number reads a number in its one accepted spelling; everything else gets a hint instead of a guess.
func number(f Field, s string) (int64, *fault) {
	shape := map[string]*regexp.Regexp{"integer": plainInt, "decimal": plainDec, "money_cny": plainMoney}[f.Type]
	if shape.MatchString(s) {
		n, err := scaled(s, Scale(f.Type))
		if err != nil {
			return 0, wrong("csv/number", diag.Say("“%s”列的数太大", "the number in column %q is too large", f.ID), diag.Msg{})
		}
		return n, nil
	}
	switch {
	case strings.ContainsFunc(s, func(r rune) bool { return r > 0x7f && unicode.IsDigit(r) || r == '．' || r == '－' }):
		return 0, wrong("csv/full-width", diag.Say("“%s”列用了全角数字", "column %q is written in full-width digits", f.ID),
			diag.Say("改用半角数字，如 128", "use ordinary digits, such as 128"))
	case grouped.MatchString(s):
		return 0, wrong("csv/thousands", diag.Say("“%s”列用了千分位分隔", "column %q has thousands separators", f.ID),
			diag.Say("去掉分隔符，如 12800", "remove them: 12800"))
	case f.Type == "integer" && plainDec.MatchString(s):
		return 0, wrong("csv/integer", diag.Say("“%s”列应为整数", "column %q holds whole numbers", f.ID),
			diag.Say("不要写小数；人数、件数是整数", "no decimals: people and cases are whole"))
	case len(s) > 1 && s[0] == '0' && digitsOnly.MatchString(s):
		return 0, wrong("csv/leading-zero", diag.Say("“%s”列的数以 0 开头", "the number in column %q begins with 0", f.ID),
			diag.Say("去掉开头的 0；若是代码，请把字段类型改为 code", "remove the zero; if it is a code, make the field's type code"))
	case f.Type == "money_cny" && plainDec.MatchString(s):
		return 0, wrong("csv/money", diag.Say("“%s”列的金额小数多于两位", "the amount in column %q has more than two decimals", f.ID),
			diag.Say("以元为单位，最多两位小数", "yuan with at most two decimals"))
	}
	return 0, wrong("csv/number", diag.Say("“%s”列不是数字", "column %q is not a number", f.ID), numberHint(s))
}

// numberHint says how to write what people write in place of a plain number.
func numberHint(s string) diag.Msg {
	switch {
	case percent.MatchString(s):
		return diag.Say("只写数字，如 7.5，不写百分号；单位“%s”写在说明文件的 unit 里", "write the plain number, such as 7.5, without the percent sign; %s belongs in the schema's unit", "%")
	case largeUnit.MatchString(s):
		return diag.Say("写出完整的数，如 35000，不写“万”“亿”；单位写在说明文件的 unit 里", "write the number in full, such as 35000, without a word for thousands or millions; the unit belongs in the schema's unit")
	case withUnit.MatchString(s):
		return diag.Say("只写数字，如 350，不带“人”“元”等单位；单位写在说明文件的 unit 里", "write the plain number, such as 350, without its unit; the unit belongs in the schema's unit")
	}
	return diag.Say("只写数字；没有数据留空，这项数对它不适用写 z，不要写“-”“无”“N/A”", "digits only; leave it empty when there is no value, write z where the measure does not apply, not '-' or 'N/A'")
}

// dateHint says how to write a date, and how to keep it so when Excel has rewritten it.
func dateHint(s string) diag.Msg {
	if excelDay.MatchString(s) && !realDay.MatchString(s) {
		return diag.Say("Excel 改了日期的格式：保存前选中整列，把单元格格式设为“文本”再填，或设为自定义 yyyy-mm-dd，写成 2026-11-20 的样子",
			"Excel changed the format: before saving, select the column and set the cell format to Text and type the dates again, or set it to the custom format yyyy-mm-dd; write it like 2026-11-20")
	}
	return diag.Say("写成 2026-11-20 的样子，并核对该日存在", "write it like 2026-11-20, and check that the day exists")
}

// periodHint does the same for a period: Excel takes 2026-07 for a day.
func periodHint(s string) diag.Msg {
	if (excelDay.MatchString(s) || excelMonth.MatchString(s)) && !realDay.MatchString(s) && !realMonth.MatchString(s) {
		return diag.Say("Excel 把它当成日期改了格式：保存前选中整列，把单元格格式设为“文本”再填 2026、2026Q3 或 2026-07",
			"Excel took it for a date and changed the format: before saving, select the column, set the cell format to Text, then type 2026, 2026Q3 or 2026-07")
	}
	return diag.Say("写成 2026、2026Q3 或 2026-07", "write 2026, 2026Q3 or 2026-07")
}

// scaled reads a decimal literal as an integer with the given number of places.
func scaled(s string, scale int) (int64, error) {
	neg := strings.HasPrefix(s, "-")
	whole, frac, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	frac += strings.Repeat("0", scale-len(frac))
	var n int64
	for _, r := range whole + frac {
		if n > (1<<62)/10 {
			return 0, errors.New("overflow")
		}
		n = n*10 + int64(r-'0')
	}
	if neg {
		n = -n
	}
	return n, nil
}
