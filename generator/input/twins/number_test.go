package twins

import (
	"fmt"
	"strings"
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
)

// listed writes numbers as the tables below do: 3 is sure, ?3 is not, 3|30000 has two meanings.
func listed(all []number) string {
	out := make([]string, 0, len(all))
	for _, n := range all {
		s := strings.Join(append([]string{n.value}, n.other...), "|")
		if !n.sure {
			s = "?" + s
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestChineseNumbers(t *testing.T) {
	for _, c := range [][2]string{
		{"1.2亿", "120000000"}, {"1.2 亿元", "120000000"}, {"3万人次", "30000"}, {"50多万", "500000"}, {"2.5千户", "2500|5/2"}, {"5千米", "5000|5"},
		{"3千万元", "30000000"}, {"1亿2000万元", "120000000"}, {"3万零500", "30500"}, {"1,234,567.80元", "6172839/5"}, {"1，234", "1 234"},
		{"3—5万元", "3|30000 50000"}, {"3万至5万", "30000 50000"}, {"三至五万元", "?3|30000 50000"}, {"2025—26年", "2025 26|2026"},
		{"百分之五", "5"}, {"百分之三十二点五", "65/2"}, {"百分之0.5", "1/2"}, {"千分之三", "3|3/10"}, {"12.5%", "25/2"}, {"七成", "?7|70"}, {"3成", "30|3"}, {"3成立", "3"},
		{"第十三条", "13"}, {"第九条", "9"}, {"第一款", "1"}, {"第七至九条", "?7 ?9"}, {"第三季度", "3"}, {"第十四届", "14"}, {"第2条", "2"},
		{"二〇二五年", "2025"}, {"二零二四年九月", "2024 ?9"}, {"2026年7月1日", "2026 7 1"}, {"七月一日", "7 1"}, {"〔2024〕117号", "2024 117"}, {"2026-11-20", "2026 11 20"},
		{"三千五百", "3500"}, {"一百二十三万四千", "1234000"}, {"两亿", "200000000"}, {"十二", "?12"}, {"十三", "13"}, {"一千零一", "1001"}, {"三万五", "35000"},
		{"三十多万", "300000"}, {"十几万", "?100000"}, {"数十万", "?100000"}, {"二百五十万元", "2500000"}, {"一万亿", "1000000000000"},
		{"12345", "12345"}, {"0591-8", "591 8"}, {"8:30", "8|20 30"}, {"14:00", "14|2 ?0"}, {"下午3点", "3|15"}, {"4个半小时", "4|9/2 ?1/2|50|6|30"},
		{"1名社工", "?1"}, {"1月", "1"}, {"第1批", "1"}, {"2.1.3版", "2.1.3"}, {"WCAG 2.2", "11/5"}, {"300斤", "300|150"}, {"300公斤", "300"}, {"COVID-19和UTF8", "?19 ?8"}, {"CNY5万", "50000"},
		// Words that are made of numerals.
		{"万一", "?1"}, {"一些", "?1"}, {"第一", "?1"}, {"一一说明", "?1 ?1"}, {"三明市", "?3"}, {"八闽", "?8"}, {"五保", "?5"}, {"十堰", "?10"}, {"十分", "?10"}, {"千万不要", "?10000000"},
		{"百姓", "?100"}, {"千家万户", "?1000 ?10000"}, {"六一儿童节", "?6 ?1"}, {"两三户", "?2 ?3"}, {"十全十美", "?10 ?10"}, {"十四五", "?14 ?5"}, {"三三两两", "?3 ?3 ?2 ?2"},
		{"一五一十", "?1 ?5 ?1 ?10"}, {"周一至周五", "?1 ?5"}, {"三分之二", "?3 ?2|2/3|200/3"}, {"四分之一", "?4 ?1|1/4|25"}, {"半年", "?1/2|50|6|30"}, {"零钱", "?0"}, {"一方面", "?1"},
		{"万水千山", "?10000 ?1000"}, {"二三十户", "?20|2 ?30"}, {"亿万", "?1000000000000"}, {"九九重阳", "?9 ?9"}, {"", ""}, {"一百", "100"}, {"上百户", "?100"},
	} {
		if c[0] == "二三十户" || c[0] == "一五一十" { // any reading that is not sure will do
			for _, n := range chinese(c[0]) {
				if n.sure {
					t.Errorf("%s: %s is sure", c[0], n.value)
				}
			}
			continue
		}
		if got := listed(chinese(c[0])); got != c[1] {
			t.Errorf("%s: %s, want %s", c[0], got, c[1])
		}
	}
}

func TestEnglishNumbers(t *testing.T) {
	for _, c := range [][2]string{
		{"120 million", "120000000"}, {"1.2 billion", "1200000000"}, {"30,000 people", "30000"}, {"2.5 thousand", "2500"}, {"CNY 1.2m", "1200000|6/5"}, {"5m wide", "5000000|5"},
		{"3 to 5 million", "3|3000000 5000000"}, {"3–5", "3 5"}, {"2025–26", "2025 26|2026"}, {"1,234,567.80", "6172839/5"}, {"30, 000", "30 0"},
		{"5 per cent", "5"}, {"12.5%", "25/2"}, {"article 13", "13"}, {"the 13th article", "13"}, {"thirteenth", "13"}, {"the third quarter", "?3 ?1/4|25|3|4|15"}, {"Q3 2026", "3 2026"},
		{"1 July 2026", "1 7 2026"}, {"July 1", "7 1"}, {"May 2026", "5 2026"}, {"it may be", "?5"}, {"In September", "?9"}, {"[2024] No. 117", "2024 117"}, {"1990s", "1990|90"},
		{"three", "?3"}, {"twelve", "?12"}, {"twenty-four", "24"}, {"one hundred and twenty", "120"}, {"three hundred", "300"}, {"two million", "2000000"},
		{"one hundred and twenty-four thousand", "124000"}, {"two thousand five hundred", "2500"}, {"a hundred", "?100"}, {"a hundred and three yuan", "103"}, {"a thousand and twenty-four", "1024"}, {"hundred and more", "?100"}, {"a million", "?1000000"}, {"half a million", "?1/2|50|6|30 ?500000"},
		{"hundreds of thousands", ""}, {"one another", "?1"}, {"no one", "?0 ?1"}, {"someone", ""}, {"Sanming", ""}, {"two or three", "?2 ?3"}, {"a dozen", "?12"}, {"twice", "?2"},
		{"8.30 a.m.", "8|20 30"}, {"8:30", "8 30"}, {"2 pm", "2|14"}, {"14:00", "14 ?0"}, {"dial 12345", "12345"}, {"the 21st century", "21"}, {"one and two", "?1 ?2"},
		{"two hundred and first", "201"}, {"seven days", "?7"}, {"Part 2.1.3", "2.1.3"}, {"mid-2025", "?2025"}, {"COVID-19", "?19"}, {"CNY5", "5"}, {"WCAG 2.2", "11/5"}, {"", ""}, {"ten thousand", "10000"}, {"twenty one-stop shops", "21"},
		{"a hundred thousand", "?100000"}, {"three five", "?3 ?5"}, {"mayor", ""}, {"half", "?1/2|50|6|30"}, {"two-thirds", "?2|2/3|200/3 ?3"}, {"nine tenths", "?9|9/10|90 ?10"}, {"24-hour", "24"},
	} {
		if got := listed(english(c[0])); got != c[1] {
			t.Errorf("%s: %s, want %s", c[0], got, c[1])
		}
	}
}

func TestNumbersOfTwins(t *testing.T) {
	for _, c := range []struct{ zh, en, left, right string }{
		{"募得1.2亿元，帮扶3万人次", "CNY 120 million was raised; 30,000 were helped", "", ""},
		{"募得1.2亿元", "CNY 12 million was raised", "120000000", "12000000"},
		{"不低于百分之七十", "at least 70 per cent", "", ""},
		{"不低于百分之七十", "at least 17 per cent", "70", "17"},
		{"第七十九条第三款", "article 79, paragraph 3", "", ""},
		{"第七十九条第三款", "article 78, third paragraph", "79", "78"},
		{"自二〇二六年七月一日起", "from 1 July 2026", "", ""},
		{"自2026年7月1日起", "from 1 June 2026", "7", "6"},
		{"2025年第三季度", "the third quarter of 2025", "", ""},
		{"2025年第三季度", "Q4 2025", "3", "4"},
		{"闽民救〔2024〕117号", "Min Min Jiu [2024] No. 117", "", ""},
		{"闽民救〔2024〕117号", "Min Min Jiu [2024] No. 171", "117", "171"},
		{"3—5万元", "CNY 30,000 to 50,000", "", ""},
		{"3—5万元", "CNY 3 to 5 thousand", "50000", "5000"},
		{"每户3000元，共一百二十户", "CNY 3,000 for each of 120 households", "", ""},
		{"一位社工", "a social worker", "", ""},
		{"1名社工带3名志愿者", "a social worker leads three volunteers", "", ""},
		{"三名志愿者", "four volunteers", "", ""}, // small words are let pass
		{"3名志愿者", "four volunteers", "3", ""},
		{"三名志愿者", "4 volunteers", "", "4"},
		{"半年一次，一次两小时", "every six months, two hours each", "", ""},
		{"三分之二", "two thirds", "", ""}, {"四分之一", "25 per cent", "", ""}, {"一半", "50%", "", ""},
		{"下午2时", "2 pm", "", ""}, {"14:00", "2 p.m.", "", ""}, {"8时30分", "8.30 am", "", ""},
		{"2025年启动，2025年底结束", "It began in 2025 and ended that year", "2025", ""}, // each as often as in the twin
		{"2025年启动", "It began in that year", "2025", ""},
		{"拨打12345", "dial 12345", "", ""}, {"拨打12345", "dial 12354", "12345", "12354"},
		{"万一遇到困难，一一说明", "Should trouble come, explain everything", "", ""},
		{"增长两倍", "tripled", "", ""}, {"翻了一番", "doubled", "", ""},
		{"1亿2000万元", "120 million yuan", "", ""},
		{"十二个月", "12 months", "", ""}, {"二十四小时", "24 hours", "", ""}, {"二十四小时", "around the clock", "", ""}, {"24小时", "day and night", "", ""}, {"24小时", "by night", "24", ""}, {"全天", "24 hours", "", ""}, {"今天", "24 hours", "", "24"},
	} {
		left, right := unmatched(chinese(c.zh), english(c.en))
		if listed(left) != c.left || listed(right) != c.right {
			t.Errorf("%s / %s: %q and %q are left, want %q and %q", c.zh, c.en, listed(left), listed(right), c.left, c.right)
		}
	}
}

// FuzzNumbers: no text is too odd to be read, and every number stands where it says.
func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"1.2亿2000万零5", "百分之", "百分之〇点", "零分之一", "一万亿亿", "one hundred and", "1,234,5", "9.9.9", "2025—26", "第十三条", "half a million", "8.30 am", "十十十", "两百零"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, all := range [][]number{chinese(s), english(s)} {
			for _, n := range all {
				if n.from < 0 || n.from >= n.to || n.to > len(s) || n.value == "" {
					t.Fatalf("%q: %+v", s, n)
				}
			}
			if a, b := unmatched(all, all); len(a)+len(b) > 0 {
				t.Fatalf("%q differs from itself: %s %s", s, listed(a), listed(b))
			}
		}
	})
}

// FuzzPrinted: what base/lang prints of one figure in two languages is the same number here.
func FuzzPrinted(f *testing.F) {
	for _, n := range []int64{0, 1, 7, 12, 13, 99, 100, 1234, 9999, 10000, 12345, 1000000, 123456789, 120000000, 1000000000000} {
		f.Add(n)
	}
	zh, en := lang.NewPrinter(lang.ZH), lang.NewPrinter(lang.EN)
	f.Fuzz(func(t *testing.T, n int64) {
		if n < 0 {
			n = -(n + 1)
		}
		date := calendar.Date{Year: 2000 + int(n%30), Month: 1 + int(n%12), Day: 1 + int(n%28)}
		quarter := calendar.Period{Year: 2000 + int(n%30), Quarter: 1 + int(n%4)}
		tenths := n % 100 * 10_000_000 // of 亿, and so tens of millions: both languages print it without rounding
		for _, c := range [][2]string{
			{zh.Int(n), en.Int(n)},
			{zh.Money(n), en.Money(n)},
			{zh.Decimal(n, 2), en.Decimal(n, 2)},
			{zh.Percent(n%100_000, 1000), en.Percent(n%100_000, 1000)},
			{zh.Date(date), en.Date(date)},
			{zh.Period(quarter), en.Period(quarter)},
			{zh.Compact(tenths), en.Compact(tenths)},
			{zh.MoneyCompact(tenths * 100), en.MoneyCompact(tenths * 100)},
		} {
			if a, b := unmatched(chinese(c[0]), english(c[1])); len(a)+len(b) > 0 {
				t.Errorf("%s is not %s: %s %s", c[0], c[1], listed(a), listed(b))
			}
			other := fmt.Sprint(n + 1)
			if a, _ := unmatched(chinese(zh.Int(n)+"个"), english(other)); n > 1 && len(a) != 1 {
				t.Errorf("%d passes for %s", n, other)
			}
		}
	})
}
