package lang

import (
	"math"
	"slices"
	"sync"
	"testing"

	"mingshan/generator/base/calendar"
)

func TestInt(t *testing.T) {
	for _, tag := range Editions() {
		p := NewPrinter(tag)
		for n, want := range map[int64]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1000: "−1,000",
			math.MaxInt64: "9,223,372,036,854,775,807", math.MinInt64: "−9,223,372,036,854,775,808"} {
			if got := p.Int(n); got != want {
				t.Errorf("%s: Int(%d) = %s", tag, n, got)
			}
		}
	}
}

func TestCompact(t *testing.T) {
	for _, c := range []struct {
		n      int64
		zh, en string
	}{
		{0, "0", "0"}, {9_999, "9,999", "9,999"}, {10_000, "1万", "10,000"}, {12_345, "1.2万", "12,345"},
		{12_500, "1.3万", "12,500"}, {-12_500, "−1.3万", "−12,500"}, {123_999, "12.4万", "123,999"}, {999_999, "100万", "999,999"},
		{1_000_000, "100万", "1 million"}, {1_234_567, "123.5万", "1.2 million"}, {1_250_000, "125万", "1.3 million"},
		{9_999_499, "999.9万", "10 million"}, {9_999_500, "1,000万", "10 million"}, {9_999_999, "1,000万", "10 million"}, {12_345_678, "1,235万", "12.3 million"},
		{99_994_999, "9,999万", "100 million"}, {99_995_000, "1亿", "100 million"}, {99_999_999, "1亿", "100 million"},
		{123_456_789, "1.2亿", "123.5 million"}, {999_949_999, "10亿", "999.9 million"}, {999_950_000, "10亿", "1 billion"},
		{99_950_000_000, "999.5亿", "100 billion"}, {123_456_789_012, "1,235亿", "123.5 billion"}, {999_950_000_000, "1万亿", "1 trillion"},
		{1_234_567_890_123, "1.2万亿", "1.2 trillion"}, {math.MinInt64, "−9,223,372万亿", "−9,223,372 trillion"},
	} {
		if got := NewPrinter(ZH).Compact(c.n); got != c.zh {
			t.Errorf("zh %d = %s, want %s", c.n, got, c.zh)
		}
		if got := NewPrinter(EN).Compact(c.n); got != c.en {
			t.Errorf("en %d = %s, want %s", c.n, got, c.en)
		}
	}
}

func TestMoney(t *testing.T) {
	for _, c := range []struct {
		cents                         int64
		zh, en, shortZH, shortEnglish string
	}{
		{0, "0 元", "CNY 0", "0 元", "CNY 0"},
		{5, "0.05 元", "CNY 0.05", "0.05 元", "CNY 0.05"},
		{123_456_700, "1,234,567 元", "CNY 1,234,567", "123.5万元", "CNY 1.2 million"},
		{123_456_789, "1,234,567.89 元", "CNY 1,234,567.89", "123.5万元", "CNY 1.2 million"},
		{999_999, "9,999.99 元", "CNY 9,999.99", "9,999.99 元", "CNY 9,999.99"},
		{1_000_000, "10,000 元", "CNY 10,000", "1万元", "CNY 10,000"},
		{-150_000_010, "−1,500,000.10 元", "CNY −1,500,000.10", "−150万元", "CNY −1.5 million"},
		{12_345_678_900, "123,456,789 元", "CNY 123,456,789", "1.2亿元", "CNY 123.5 million"},
	} {
		zh, en := NewPrinter(ZH), NewPrinter(EN)
		got := []string{zh.Money(c.cents), en.Money(c.cents), zh.MoneyCompact(c.cents), en.MoneyCompact(c.cents)}
		if want := []string{c.zh, c.en, c.shortZH, c.shortEnglish}; !slices.Equal(got, want) {
			t.Errorf("%d cents = %q, want %q", c.cents, got, want)
		}
	}
}

func TestDecimalPercentBytes(t *testing.T) {
	p := NewPrinter(EN)
	for _, c := range []struct{ got, want string }{
		{p.Decimal(123456, 2), "1,234.56"}, {p.Decimal(-5, 1), "−0.5"}, {p.Decimal(1200, 2), "12.00"}, {p.Decimal(42, 0), "42"},
		{p.Decimal(1, 18), "0.000000000000000001"}, {p.Decimal(7, -3), "7"},
		{p.Percent(1, 8), "12.5%"}, {p.Percent(1, 3), "33.3%"}, {p.Percent(2, 3), "66.7%"}, {p.Percent(1, 2000), "0.1%"},
		{p.Percent(1, 2001), "0.0%"}, {p.Percent(-1, 8), "−12.5%"}, {p.Percent(-1, -8), "12.5%"}, {p.Percent(-1, 9999), "0.0%"},
		{p.Percent(3, 1), "300.0%"}, {p.Percent(50, 1), "5,000.0%"}, {p.Percent(1, 0), ""},
		{p.Percent(math.MaxInt64, math.MaxInt64), "100.0%"},
		{p.Bytes(0), "0 B"}, {p.Bytes(812), "812 B"}, {p.Bytes(999), "999 B"}, {p.Bytes(1000), "1 kB"}, {p.Bytes(12_380), "12.4 kB"},
		{p.Bytes(999_949), "999.9 kB"}, {p.Bytes(999_950), "1 MB"}, {p.Bytes(3_000_000), "3 MB"}, {p.Bytes(1_230_000_000_000), "1,230 GB"},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	zh, en := NewPrinter(ZH), NewPrinter(EN)
	d := calendar.Date{Year: 2026, Month: 11, Day: 20}
	month := calendar.Period{Year: 2026, Month: 7}
	for _, c := range []struct{ got, want string }{
		{zh.Date(d), "2026年11月20日"}, {en.Date(d), "20 November 2026"}, {zh.Date(calendar.Date{}), ""}, {en.Date(calendar.Date{}), ""},
		{zh.Month(d), "2026年11月"}, {en.Month(d), "November 2026"}, {zh.Month(calendar.Date{}), ""},
		{zh.Period(calendar.Period{Year: 2026}), "2026年"}, {en.Period(calendar.Period{Year: 2026}), "2026"},
		{zh.Period(d.Quarter()), "2026年第四季度"}, {en.Period(d.Quarter()), "Q4 2026"},
		{zh.Period(month), "2026年7月"}, {en.Period(month), "July 2026"}, {en.Period(calendar.Period{}), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestList(t *testing.T) {
	zh, en := NewPrinter(ZH), NewPrinter(EN)
	for _, c := range []struct {
		in     []string
		zh, en string
	}{
		{nil, "", ""}, {[]string{"A"}, "A", "A"}, {[]string{"A", "B"}, "A和B", "A and B"}, {[]string{"A", "B", "C"}, "A、B和C", "A, B and C"},
	} {
		if zh.List(c.in) != c.zh || en.List(c.in) != c.en {
			t.Errorf("%v: %s, %s", c.in, zh.List(c.in), en.List(c.in))
		}
	}
}

func TestCompare(t *testing.T) {
	zh := NewPrinter(ZH)
	want := []string{"12345", "SOS", "安溪县", "长乐区", "长泰区", "长汀县", "福州市", "龙岩市", "宁德市", "南平市", "平潭", "莆田市", "泉州市", "三明市", "厦门市", "漳州市"}
	slices.Sort(want)
	slices.SortFunc(want, zh.Compare)
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, zh.Compare)
	if !slices.Equal(got, want) {
		t.Errorf("order depends on the start: %v, %v", got, want)
	}
	if order := []string{"12345", "SOS", "安溪县", "长乐区", "长泰区", "长汀县", "福州市", "龙岩市", "南平市", "宁德市", "平潭", "莆田市", "泉州市", "三明市", "厦门市", "漳州市"}; !slices.Equal(got, order) {
		t.Errorf("pinyin order: %v", got)
	}
	en := NewPrinter(EN)
	names := []string{"Zhangzhou", "aid", "Aid", "Anxi", "Épicerie", "education"}
	slices.SortFunc(names, en.Compare)
	if want := []string{"aid", "Aid", "Anxi", "education", "Épicerie", "Zhangzhou"}; !slices.Equal(names, want) {
		t.Errorf("alphabet: %v", names)
	}
	if zh.Compare("甲", "甲") != 0 || zh.Compare("长乐", "常乐") == 0 || zh.Compare("长乐", "常乐") != -zh.Compare("常乐", "长乐") {
		t.Error("names that only read the same are not kept apart")
	}
}

func TestPrinterIsConcurrent(t *testing.T) {
	p := NewPrinter(ZH)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 500 {
				if p.Compare("安溪县", "漳州市") >= 0 || p.Compact(12_345) != "1.2万" {
					t.Error("a shared printer went wrong")
					return
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkCompact(b *testing.B) {
	p := NewPrinter(ZH)
	b.ReportAllocs()
	for b.Loop() {
		_ = p.Compact(123_456_789)
	}
}

func BenchmarkCompare(b *testing.B) {
	p := NewPrinter(ZH)
	b.ReportAllocs()
	for b.Loop() {
		_ = p.Compare("福州虹桥公益基金会", "福建省慈善总会")
	}
}
