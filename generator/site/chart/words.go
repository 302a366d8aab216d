package chart

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// Print gives a cell's number in full in the printer's language; ok is false for a cell without one.
func Print(p *lang.Printer, c release.Cell) (string, bool) {
	n, ok := c.Number()
	if !ok {
		return "", false
	}
	return Number(p, n, c.Scale()), true
}

// Number writes a cleared number in full, with so many decimal places given. Money is in yuan without its unit, which stands
// in the column's head.
func Number(p *lang.Printer, n int64, places int) string {
	if places == 0 {
		return p.Int(n)
	}
	if places > 2 { // a decimal keeps the places it was given, at least one; money keeps two
		for places > 1 && n%10 == 0 {
			n, places = n/10, places-1
		}
	}
	return p.Decimal(n, places)
}

// Sentence says what the figure shows: along time, the last point against the one before; otherwise the largest and
// the smallest; through stages, the rates; of shares, the shares. Points that are withheld or missing are named as such
// and never compared, nor are two sums that leave out different numbers of rows: the change would be that of the
// reporting.
func (f *Figure) Sentence(p *lang.Printer) string {
	var out []string
	switch along := len(f.X) > 0 && !f.X[0].Period.IsZero(); {
	case f.Kind == "timeline":
		out = f.tellDates(p)
	case len(f.Series) == 0:
	case f.Kind == "sankey":
		out = f.tellFlows(p)
	case f.Kind == "funnel":
		out = f.tellFunnel(p)
	case f.Kind == "heat":
		out = f.tellTable(p)
	case f.Kind == "slope":
		out = f.tellSlopes(p)
	case f.Kind == "multiples":
		out = f.tellPanels(p)
	case f.Kind == "share":
		out = f.tellShares(p, along)
	case along:
		out = f.tellChange(p)
	default:
		out = append(out, f.extremes(p))
	}
	if n := f.count(release.Withheld); n > 0 {
		out = append(out, say(p, "另有 %[1]s 个数为保护个人隐私未公布。", plural(n, "%[1]s value is", "%[1]s values are")+" withheld to protect people’s privacy.", p.Int(int64(n))))
	}
	switch n := f.count(release.Missing); {
	case n > 0 && f.Register:
		out = append(out, say(p, "有 %[1]s 个数名册里没有。", plural(n, "%[1]s value is", "%[1]s values are")+" not in the register.", p.Int(int64(n))))
	case n > 0:
		out = append(out, say(p, "有 %[1]s 个数未报送。", plural(n, "%[1]s value was", "%[1]s values were")+" not supplied.", p.Int(int64(n))))
	}
	if n := f.count(release.NotApplicable); n > 0 {
		out = append(out, say(p, "有 %[1]s 个数不适用。", "%[1]s "+plural(n, "value is", "values are")+" not applicable.", p.Int(int64(n))))
	}
	if p.Tag() == lang.EN {
		for i := range out {
			out[i] = capital(out[i]) // a series' name stands first, and begins small
		}
		return strings.Join(out, " ")
	}
	return strings.Join(out, "")
}

func capital(s string) string {
	for _, r := range s {
		return string(unicode.ToUpper(r)) + s[utf8.RuneLen(r):]
	}
	return ""
}

// tellChange tells of the last change of the first few series.
func (f *Figure) tellChange(p *lang.Printer) []string {
	var out []string
	gaps := false
	for i := range min(len(f.Series), most) {
		out = append(out, f.change(p, f.Series[i]))
		gaps = gaps || uneven(f.Series[i])
	}
	if gaps {
		out = append(out, say(p, "两期报送不全，不与%[1]s比较。", "Not everything was supplied for both periods, so there is no comparison with %[1]s.", f.X[len(f.X)-2].Name(p)))
	}
	if len(f.Series) > most {
		rest := len(f.Series) - most
		out = append(out, say(p, "其余 %[1]s 项见表。", plural(rest, "%[1]s more is in the table.", "The other %[1]s are in the table."), p.Int(int64(rest))))
	}
	return out
}

// plural chooses the English form.
func plural(n int, one, other string) string {
	if n == 1 {
		return one
	}
	return other
}

// most is how many series along time a sentence tells of.
const most = 3

func say(p *lang.Printer, zh, en string, args ...any) string {
	if p.Tag() == lang.ZH {
		return fmt.Sprintf(zh, args...)
	}
	return fmt.Sprintf(en, args...)
}

func (f *Figure) count(state release.State) int {
	n := 0
	for _, s := range f.Series {
		for _, c := range s.Cells {
			if c.State() == state {
				n++
			}
		}
	}
	return n
}

// prefix names the series when there are several.
func (f *Figure) prefix(p *lang.Printer, s Series) string {
	if len(f.Series) == 1 {
		return ""
	}
	return say(p, "%s：", "%s: ", s.Label.Name(p))
}

// amount prints a cell with its unit.
func (f *Figure) amount(p *lang.Printer, c release.Cell) string {
	s, ok := Print(p, c)
	if !ok {
		return Sign
	}
	if p.Tag() == lang.ZH {
		return s + f.Unit.ZH
	}
	if s == "1" {
		return s + " " + lang.One(f.Unit.EN)
	}
	return s + " " + f.Unit.EN
}

// change compares the last point of a series with the one before it.
func (f *Figure) change(p *lang.Printer, s Series) string {
	last := len(s.Cells) - 1
	now, ok := s.Cells[last].Number()
	if !ok {
		return f.prefix(p, s) + say(p, "%[1]s没有可公布的数。", "no figure can be shown for %[1]s.", f.X[last].Name(p))
	}
	text := f.prefix(p, s) + say(p, "%[1]s为%[2]s", "%[2]s in %[1]s", f.X[last].Name(p), f.amount(p, s.Cells[last]))
	end := say(p, "。", ".")
	if last == 0 {
		return text + end
	}
	before, ok := s.Cells[last-1].Number()
	earlier := f.X[last-1].Name(p)
	switch {
	case !ok || before == 0 || uneven(s):
		return text + end
	case now == before:
		return text + say(p, "，与%[1]s持平", ", the same as in %[1]s", earlier) + end
	case now > before:
		return text + say(p, "，比%[1]s增加%[2]s", ", up %[2]s on %[1]s", earlier, p.Percent(now-before, before)) + end
	}
	return text + say(p, "，比%[1]s减少%[2]s", ", down %[2]s on %[1]s", earlier, p.Percent(before-now, before)) + end
}

// uneven reports whether the last two points both have numbers, one of which leaves rows out.
func uneven(s Series) bool {
	last := len(s.Cells) - 1
	if last == 0 || s.Cells[last].State() != release.Value || s.Cells[last-1].State() != release.Value {
		return false
	}
	have, of := s.Cells[last].Reported()
	had, oldOf := s.Cells[last-1].Reported()
	return have < of || had < oldOf
}

// extremes names the largest and the smallest shown value; of a stacked or grouped figure, of its first series.
func (f *Figure) extremes(p *lang.Printer) string {
	first := func(series, _ int) bool { return series == 0 }
	text := f.tellEnds(p, first, func(s spot) string { return f.X[s.at].Name(p) })
	if _, _, shown := ends(f, first); shown == 0 {
		return text
	}
	return f.prefix(p, f.Series[0]) + text
}
