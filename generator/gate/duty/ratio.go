package duty

import (
	"strconv"
)

// Ratios are those of 慈善法 61, in thousandths, rounded to the nearest. A ratio that cannot be computed is -1.
type Ratios struct {
	Spending   int // spending on charitable activities of the year, of the income of the year before
	OfAverage  int // the same, of the average income of the three years before
	Management int // management cost, of the year's spending
}

const (
	leastSpending  = 700 // 慈善法 61 ¶1: at least 70 per cent of the income of the year before, or of the three years' average
	mostManagement = 100 // and management cost at most 10 per cent of the year's spending
)

// ratios fills in what can be computed and reports whether the amounts meet art. 61. Where an amount is missing that could
// decide it, lacking names it.
func (e *evaluation) ratios(f *Finding) (met bool, lacking string) {
	r := &Ratios{Spending: -1, OfAverage: -1, Management: -1}
	f.Ratios = r
	year, err := strconv.Atoi(e.record.Fields["year"])
	spend, ok := e.record.Numbers["charity_spend"]
	if err != nil || !ok {
		return false, "charity_spend"
	}
	var sum int64
	years := 0
	enough := false
	for back := 1; back <= 3; back++ {
		income, there := e.income(year - back)
		if !there {
			break
		}
		sum, years = sum+income, years+1
		if back == 1 && income > 0 {
			r.Spending = thousandths(spend, income)
			enough = spend*1000 >= leastSpending*income
		}
	}
	if years == 3 && sum > 0 {
		r.OfAverage = thousandths(spend*3, sum)
		enough = enough || spend*3*1000 >= leastSpending*sum
	}
	cost, okCost := e.record.Numbers["admin_cost"]
	total, okTotal := e.record.Numbers["total_spend"]
	if okCost && okTotal && total > 0 {
		r.Management = thousandths(cost, total)
	}
	switch {
	case r.Management < 0:
		return false, "admin_cost"
	case cost*1000 > mostManagement*total:
		return false, ""
	case !enough && years < 3:
		return false, "total_income" // the three years' average could still be met
	}
	return enough, ""
}

// income is the total income of the record's organization in a year.
func (e *evaluation) income(year int) (int64, bool) {
	for _, row := range e.books.rows[e.record.Register] {
		if row.Organization == e.record.Organization && row.Fields["year"] == strconv.Itoa(year) {
			n, ok := row.Numbers["total_income"]
			return n, ok
		}
	}
	return 0, false
}

// thousandths rounds part of whole to the nearest thousandth; whole is above zero.
func thousandths(part, whole int64) int { return int((part*1000 + whole/2) / whole) }

// ratio judges art. 61: met, or explained in public, or neither supplied.
func (e *evaluation) ratio(items []item) []Finding {
	var out []Finding
	for _, it := range items {
		f := e.finding(it, OnTime)
		met, lacking := e.ratios(&f)
		explained := e.record.Fields["explain_url"] != ""
		switch {
		case met, explained:
			f.Evidence = e.record.Key()
		case lacking != "":
			f.State, f.Why, f.Detail = CannotTell, NoFigures, lacking
		default:
			f.State, f.Missing = NotSupplied, []string{"explain_url"}
		}
		out = append(out, f)
	}
	return out
}
