package config

import (
	"slices"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
)

// KeyFigure declares one number that is worked out from cleared cells, for the home page or a topic:
//
//	show: sum      what stands in the cell (the default)
//	show: share    of the same cell with the dimensions in Among left open, in per cent
//	show: rate     the measure divided by the measure Per, in per cent where they have one unit
//	show: change   since the same period a year before, in per cent
//	show: rank     of the region in Where among the shown ones of its level, the largest first
type KeyFigure struct {
	Label   lang.Text         `facts:"label"`
	Dataset string            `facts:"dataset"`
	Field   string            `facts:"field"`
	Where   map[string]string `facts:"where,optional"`  // dimension → code; left out: the total
	Period  string            `facts:"period,optional"` // latest (default), latest-year, all, or a period
	Show    string            `facts:"show,optional"`
	Among   []string          `facts:"among,optional"`
	Per     string            `facts:"per,optional"`
	Link    string            `facts:"link,optional"` // address within the edition, e.g. topics/two-way-referral.html
}

// Shows lists what a key figure may show.
func Shows() []string { return []string{"sum", "share", "rate", "change", "rank"} }

// Check reports what is wrong with a key figure by itself; what it names is input/check's business. The path leads to
// where it is declared.
func (k KeyFigure) Check(doc *facts.Doc, problems *diag.List, path ...any) {
	at := func(key string) diag.Place { return doc.Place(append(slices.Clone(path), key)...) }
	if !keyPeriod(k.Period) {
		problems.Add(at("period"), "figure/period", diag.Say("不是时期", "is not a period"),
			diag.Say("写 latest、latest-year、all，或 2026、2026Q3、2026-07 这样的时期", "write latest, latest-year, all, or a period like 2026, 2026Q3, 2026-07"))
	}
	if k.Show != "" && !slices.Contains(Shows(), k.Show) {
		hint := diag.Say("可用：%[1]s", "use one of: %[1]s", strings.Join(Shows(), ", "))
		if near, ok := facts.Nearest(k.Show, Shows()); ok {
			hint = diag.Say("是不是 %[1]s？可用：%[2]s", "did you mean %[1]s? use one of: %[2]s", near, strings.Join(Shows(), ", "))
		}
		problems.Add(at("show"), "figure/show", diag.Say("show 没有这个值", "show has no such value"), hint)
	}
	if k.Link != "" && !InsideEdition(k.Link) {
		problems.Add(at("link"), "figure/link", diag.Say("不是站内地址", "is not an address within the site"), InsideHint())
	}
}

// keyPeriod reports whether a key figure may name the period so: "" and latest for the newest, latest-year, all,
// or a period.
func keyPeriod(s string) bool {
	switch s {
	case "", "latest", "latest-year", "all":
		return true
	}
	_, err := calendar.ParsePeriod(s)
	return err == nil
}
