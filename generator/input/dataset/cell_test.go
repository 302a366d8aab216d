package dataset

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

// cell reads one cell of a field and gives the code of what is wrong with it.
func cell(f Field, s string) (Value, string) {
	v, bad := parse(f, s)
	if bad == nil {
		bad = constraint(f, v)
	}
	if bad != nil {
		return v, bad.code
	}
	return v, ""
}

func TestNumbersHaveOneSpelling(t *testing.T) {
	for _, x := range []struct {
		kind, text, code string
		number           int64
	}{
		{"integer", "0", "", 0},
		{"integer", "128", "", 128},
		{"integer", "-5", "", -5},
		{"integer", "999999999999999", "", 999999999999999},
		{"integer", "9999999999999999", "csv/number", 0},
		{"integer", "007", "csv/leading-zero", 0},
		{"integer", "1.5", "csv/integer", 0},
		{"integer", "5.0", "csv/integer", 0},
		{"integer", "1,280", "csv/thousands", 0},
		{"integer", "1，280", "csv/thousands", 0},
		{"integer", "1 280", "csv/thousands", 0},
		{"integer", "1'280'000", "csv/thousands", 0},
		{"integer", "1\u202f280", "csv/thousands", 0},
		{"integer", "１２８", "csv/full-width", 0},
		{"integer", "－5", "csv/full-width", 0},
		{"integer", "+5", "csv/number", 0},
		{"integer", "1e3", "csv/number", 0},
		{"integer", "0x10", "csv/number", 0},
		{"integer", "N/A", "csv/number", 0},
		{"integer", "-", "csv/number", 0},
		{"integer", "无", "csv/number", 0},
		{"integer", "<10", "csv/number", 0},
		{"integer", "*", "csv/number", 0},
		{"integer", " 5", "csv/space", 0},
		{"integer", "5\u00a0", "csv/space", 0},
		{"integer", "5\u200b", "csv/character", 0},
		{"decimal", "0.5", "", 500},
		{"decimal", "13", "", 13000},
		{"decimal", "15.125", "", 15125},
		{"decimal", "-0.25", "", -250},
		{"decimal", "1.2345", "csv/number", 0},
		{"decimal", ".5", "csv/number", 0},
		{"decimal", "5.", "csv/number", 0},
		{"decimal", "1.234,5", "csv/number", 0},
		{"decimal", "１.５", "csv/full-width", 0},
		{"decimal", "NaN", "csv/number", 0},
		{"decimal", "Inf", "csv/number", 0},
		{"money_cny", "6177356.46", "", 617735646},
		{"money_cny", "1.5", "", 150},
		{"money_cny", "10", "", 1000},
		{"money_cny", "1.005", "csv/money", 0},
		{"money_cny", "1,000.50", "csv/thousands", 0},
		{"money_cny", "￥10", "csv/number", 0},
		{"money_cny", "10元", "csv/number", 0},
		{"money_cny", "010", "csv/leading-zero", 0},
	} {
		v, code := cell(Field{ID: "x", Type: x.kind}, x.text)
		if code != x.code || code == "" && (!v.Present() || v.Number() != x.number || v.Text() != x.text) {
			t.Errorf("%s %q: %q %d, want %q %d", x.kind, x.text, code, v.Number(), x.code, x.number)
		}
	}
}

func TestHintsForWhatPeopleWrite(t *testing.T) {
	for _, x := range []struct{ kind, text, hint string }{
		{"decimal", "12.8%", "percent sign"}, {"integer", "13％", "percent sign"}, {"decimal", "-3 %", "percent sign"},
		{"decimal", "1.28万", "in full"}, {"money_cny", "3亿元", "in full"}, {"integer", "2千", "in full"},
		{"integer", "1280人", "without its unit"}, {"money_cny", "￥10", "without its unit"}, {"money_cny", "10 元", "without its unit"}, {"decimal", "4 days", "without its unit"},
		{"integer", "-", "not '-'"}, {"integer", "无", "not '-'"}, {"integer", "1e3", "not '-'"},
		{"date", "2026/9/30", "yyyy-mm-dd"}, {"date", "2026-9-3", "yyyy-mm-dd"}, {"date", "2026年9月30日", "yyyy-mm-dd"}, {"date", "9/30/2026", "yyyy-mm-dd"}, {"date", "30-Sep-26", "yyyy-mm-dd"}, {"date", "46295", "yyyy-mm-dd"}, {"date", "2026/9/30 0:00", "yyyy-mm-dd"},
		{"date", "2026-02-30", "the day exists"}, {"date", "soon", "the day exists"},
		{"period", "2026/7", "Excel took it"}, {"period", "2026年7月", "Excel took it"}, {"period", "Jul-26", "Excel took it"}, {"period", "2026/7/1", "Excel took it"},
		{"period", "2026-13", "write 2026,"}, {"period", "2026q3", "write 2026,"},
	} {
		_, bad := parse(Field{ID: "x", Type: x.kind}, x.text)
		if bad == nil || !strings.Contains(bad.hint.EN, x.hint) || bad.hint.ZH == "" {
			t.Errorf("%s %q: %+v, want %q", x.kind, x.text, bad, x.hint)
		} else if len(x.text) > 3 && strings.Contains(bad.hint.EN+bad.hint.ZH, x.text) {
			t.Errorf("%s %q: the hint quotes the cell", x.kind, x.text)
		}
	}
}

func TestOtherTypes(t *testing.T) {
	for _, x := range []struct{ kind, text, code string }{
		{"date", "2026-11-20", ""}, {"date", "2026-02-30", "csv/date"}, {"date", "2026-2-3", "csv/date"}, {"date", "20261120", "csv/date"}, {"date", "2026/11/20", "csv/date"}, {"date", "46346", "csv/date"},
		{"period", "2026", ""}, {"period", "2026Q3", ""}, {"period", "2026-07", ""}, {"period", "2026q3", "csv/period"}, {"period", "2026Q5", "csv/period"}, {"period", "2026-13", "csv/period"}, {"period", "Q3 2026", "csv/period"},
		{"region", "350100", ""}, {"region", "350128", ""}, {"region", "440100", "csv/region"}, {"region", "3501", "csv/region"}, {"region", "福州市", "csv/region"},
		{"code", "dibao", ""}, {"code", "gov2charity", ""}, {"code", "a-b_c", ""}, {"code", "Dibao", "csv/code"}, {"code", "低保", "csv/code"}, {"code", "a b", "csv/code"}, {"code", "-a", "csv/formula"},
		{"url", "https://fjcf.example/", ""}, {"url", "http://x.example", ""}, {"url", "ftp://x.example", "csv/url"}, {"url", "javascript:alert(1)", "csv/url"}, {"url", "//x.example", "csv/url"}, {"url", "x.example", "csv/url"}, {"url", "https://", "csv/url"},
		{"phone", "12345", ""}, {"phone", "0591-12345678", ""}, {"phone", "010-12345678", ""}, {"phone", "1234567", ""}, {"phone", "13800138000", "csv/phone"}, {"phone", "+86 591 12345678", "csv/phone"}, {"phone", "110", "csv/phone"},
		{"string", "任何文字, and more\nthan one line", ""}, {"string", "=1+1", "csv/formula"}, {"string", "@x", "csv/formula"}, {"string", "+86", "csv/formula"}, {"string", "-x", "csv/formula"}, {"string", "a=b", ""},
		{"string", "a\tb", "csv/character"}, {"string", "a\x1bb", "csv/character"}, {"string", "a\u202eb", "csv/character"}, {"string", "a\u2067b", "csv/character"}, {"string", "a\u200fb", "csv/character"}, {"string", "a\u0085b", "csv/character"}, {"string", "a\u2028b", "csv/character"}, {"string", "\ufeffa", "csv/character"},
		{"string", " a", "csv/space"}, {"string", "a\u3000", "csv/space"}, {"string", "a\n", "csv/space"},
	} {
		v, code := cell(Field{ID: "x", Type: x.kind}, x.text)
		if code != x.code || code == "" && v.Text() != x.text {
			t.Errorf("%s %q: %q, want %q", x.kind, x.text, code, x.code)
		}
	}
	if v, _ := cell(Field{Type: "date"}, "2026-11-20"); v.Date().String() != "2026-11-20" {
		t.Error("the date is lost")
	}
	if v, _ := cell(Field{Type: "period"}, "2026Q3"); v.Period().String() != "2026Q3" {
		t.Error("the period is lost")
	}
}

func TestConstraints(t *testing.T) {
	for _, x := range []struct {
		name  string
		field Field
		text  string
		code  string
	}{
		{"required", Field{Type: "string", Required: true}, "", "csv/required"},
		{"empty", Field{Type: "integer", Role: "count", Min: "5", Pattern: "x", Values: []string{"y"}}, "", ""},
		{"negative count", Field{Type: "integer", Role: "count"}, "-1", "csv/negative"},
		{"negative amount", Field{Type: "money_cny", Role: "amount"}, "-0.01", "csv/negative"},
		{"negative without a role", Field{Type: "integer"}, "-1", ""},
		{"values", Field{Type: "code", Values: []string{"yes", "no"}}, "maybe", "csv/values"},
		{"values, allowed", Field{Type: "code", Values: []string{"yes", "no"}}, "yes", ""},
		{"pattern", Field{Type: "string", Pattern: "[a-z]+"}, "abc1", "csv/pattern"},
		{"pattern, alternatives", Field{Type: "string", Pattern: "a|b"}, "ab", "csv/pattern"},
		{"pattern, lines", Field{Type: "string", Pattern: "a"}, "a\nb", "csv/pattern"},
		{"min", Field{Type: "integer", Min: "5"}, "4", "csv/min"},
		{"min itself", Field{Type: "integer", Min: "5"}, "5", ""},
		{"max", Field{Type: "money_cny", Max: "10.50"}, "10.51", "csv/max"},
		{"max itself", Field{Type: "money_cny", Max: "10.50"}, "10.5", ""},
		{"min date", Field{Type: "date", Min: "2026-01-01"}, "2025-12-31", "csv/min"},
		{"max date", Field{Type: "date", Max: "2026-01-01"}, "2026-01-01", ""},
		{"min period", Field{Type: "period", Min: "2024Q4"}, "2024Q3", "csv/min"},
		{"max period", Field{Type: "period", Max: "2026Q3"}, "2026Q4", "csv/max"},
	} {
		if _, code := cell(x.field, x.text); code != x.code {
			t.Errorf("%s: %q, want %q", x.name, code, x.code)
		}
	}
}

// A message names the column, never the cell: canaries of every type must not come back.
func TestProblemsNeverQuoteTheCell(t *testing.T) {
	for _, kind := range []string{"string", "code", "integer", "decimal", "money_cny", "date", "period", "region", "url", "phone"} {
		for _, text := range []string{"7919333x", "=7919333", " 7919333", "７９１９３３３", "7,919,333", "07919333", "7919333.12345", "\u202e7919333", "350102199001017919333"} {
			_, bad := parse(Field{ID: "col", Type: kind}, text)
			if bad == nil {
				continue
			}
			all := bad.text.ZH + bad.text.EN + bad.hint.ZH + bad.hint.EN
			if strings.Contains(all, "7919333") || strings.Contains(all, "７９１９") || strings.Contains(all, "7,919") {
				t.Errorf("%s %q is quoted: %s", kind, text, all)
			}
			if !strings.Contains(bad.text.ZH, "col") || !strings.Contains(bad.text.EN, "col") {
				t.Errorf("%s: the column is not named: %v", kind, bad.text)
			}
		}
	}
}

func FuzzNumber(f *testing.F) {
	for _, s := range []string{"0", "-0", "12.34", "999999999999999", "1,000", "１", "00", "1e9", "-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, kind := range []string{"integer", "decimal", "money_cny"} {
			v, bad := parse(Field{ID: "x", Type: kind}, s)
			if bad != nil || !v.Present() {
				continue
			}
			want, err := strconv.ParseFloat(s, 64)
			if err != nil {
				t.Fatalf("%s %q is accepted: %v", kind, s, err)
			}
			if got := float64(v.Number()) / math.Pow10(Scale(kind)); math.Abs(got-want) > math.Abs(want)*1e-12+1e-9 {
				t.Errorf("%s %q is %v", kind, s, got)
			}
		}
	})
}
