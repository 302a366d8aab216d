package lang

import (
	"fmt"
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"mingshan/generator/base/calendar"
)

// Printer writes numbers, dates and lists, and orders names, as one language does. It is immutable and safe for
// concurrent use. Use NewPrinter.
type Printer struct {
	tag       Tag
	large     largeUnits
	collators *sync.Pool
}

// NewPrinter makes the printer of an edition; an unknown tag prints English.
func NewPrinter(tag Tag) *Printer {
	p := &Printer{tag: EN, large: englishUnits()}
	order := language.English
	if tag == ZH {
		p.tag, p.large, order = ZH, chineseUnits(), language.Chinese
	}
	p.collators = &sync.Pool{New: func() any { return collate.New(order) }}
	return p
}

// Tag is the edition that the printer writes for.
func (p *Printer) Tag() Tag { return p.tag }

// Date writes a day: 2026年11月20日, 20 November 2026; "" for no date.
func (p *Printer) Date(d calendar.Date) string {
	switch {
	case d.IsZero():
		return ""
	case p.tag == ZH:
		return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
	}
	return fmt.Sprintf("%d %s %d", d.Day, englishMonth(d.Month), d.Year)
}

// Month writes the month of a day: 2026年11月, November 2026; "" for no date.
func (p *Printer) Month(d calendar.Date) string {
	return p.Period(calendar.Period{Year: d.Year, Month: d.Month})
}

// Period writes a period: 2026年, 2026年第三季度, 2026年7月; 2026, Q3 2026, July 2026; "" for the zero Period.
func (p *Printer) Period(t calendar.Period) string {
	zh := p.tag == ZH
	switch t.Kind() {
	case calendar.Year:
		if zh {
			return fmt.Sprintf("%d年", t.Year)
		}
		return fmt.Sprint(t.Year)
	case calendar.Quarter:
		if zh {
			return fmt.Sprintf("%d年第%s季度", t.Year, [...]string{"", "一", "二", "三", "四"}[t.Quarter])
		}
		return fmt.Sprintf("Q%d %d", t.Quarter, t.Year)
	case calendar.Month:
		if zh {
			return fmt.Sprintf("%d年%d月", t.Year, t.Month)
		}
		return fmt.Sprintf("%s %d", englishMonth(t.Month), t.Year)
	}
	return ""
}

func englishMonth(m int) string {
	return [...]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September",
		"October", "November", "December"}[m]
}

// List joins names: 甲、乙和丙; A, B and C.
func (p *Printer) List(names []string) string {
	comma, and := ", ", " and "
	if p.tag == ZH {
		comma, and = "、", "和"
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], comma) + and + names[last]
}

// Compare orders names: by Hanyu Pinyin in Chinese (Latin letters and digits before Han characters), by the
// alphabet in English; equal names by their bytes, so that the order is always total.
func (p *Printer) Compare(a, b string) int {
	if a == b {
		return 0
	}
	x, y := a, b
	if p.tag == ZH {
		x, y = localReadings(a), localReadings(b)
	}
	// A Collator keeps its iterators inside itself, so two goroutines must not share one.
	c := p.collators.Get().(*collate.Collator)
	order := c.CompareString(x, y)
	p.collators.Put(c)
	if order == 0 {
		return strings.Compare(a, b)
	}
	return order
}

// localReadings spells Fujian names whose first character has two readings with a character that has only the
// right one: the table in x/text reads 长 as zhǎng and 厦 as shà, but 长乐 is Chánglè and 厦门 is Xiàmén.
func localReadings(s string) string {
	if !strings.ContainsAny(s, "长厦") {
		return s
	}
	for _, r := range [...][2]string{{"长乐", "常乐"}, {"长泰", "常泰"}, {"长汀", "常汀"}, {"厦门", "夏门"}} {
		s = strings.ReplaceAll(s, r[0], r[1])
	}
	return s
}
