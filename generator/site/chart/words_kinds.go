package chart

import (
	"strings"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// spot is one shown number of a figure with its names.
type spot struct {
	series, at int
	number     int64
}

// ends finds the largest and the smallest shown number of some cells and how many are shown; of equal ones, the first.
func ends(f *Figure, keep func(series, at int) bool) (high, low spot, shown int) {
	for i, s := range f.Series {
		for j, c := range s.Cells {
			n, ok := c.Number()
			if !ok || !keep(i, j) {
				continue
			}
			here := spot{i, j, n}
			if shown == 0 || n > high.number {
				high = here
			}
			if shown == 0 || n < low.number {
				low = here
			}
			shown++
		}
	}
	return high, low, shown
}

// holders names those of the kept cells that have the same number: up to two by name, more by how many they are.
func (f *Figure) holders(p *lang.Printer, number int64, keep func(series, at int) bool, name func(spot) string) string {
	var all []string
	for i, s := range f.Series {
		for j, c := range s.Cells {
			if v, ok := c.Number(); ok && v == number && keep(i, j) {
				all = append(all, name(spot{i, j, v}))
			}
		}
	}
	n := p.Int(int64(len(all)))
	switch {
	case len(all) == 1:
		return all[0]
	case len(all) == 2:
		return say(p, "%[1]s和%[2]s", "%[1]s and %[2]s", all[0], all[1])
	}
	return say(p, "%[1]s等 %[2]s 个", "shared by %[2]s", all[0], n)
}

// tellEnds names the largest and the smallest of the kept cells. The English puts the names in brackets: they may be in
// the singular or the plural, places or kinds of things, and no verb has to agree with them.
func (f *Figure) tellEnds(p *lang.Printer, keep func(series, at int) bool, name func(spot) string) string {
	high, low, shown := ends(f, keep)
	amount := func(s spot) string { return f.amount(p, f.Series[s.series].Cells[s.at]) }
	switch {
	case shown == 0:
		return say(p, "没有可公布的数。", "No value can be shown.")
	case shown == 1:
		return say(p, "%[1]s为%[2]s。", "%[1]s, %[2]s.", name(high), amount(high))
	case high.number == low.number:
		return say(p, "公布的数都是%[1]s。", "all the values shown are the same, %[1]s.", amount(high))
	}
	return say(p, "在公布的数中，%[1]s最多，为%[2]s；%[3]s最少，为%[4]s。", "of the values shown, the highest is %[2]s (%[1]s) and the lowest %[4]s (%[3]s).",
		f.holders(p, high.number, keep, name), amount(high), f.holders(p, low.number, keep, name), amount(low))
}

// tellTable names the largest and smallest cell of a heat table.
func (f *Figure) tellTable(p *lang.Printer) []string {
	return []string{f.tellEnds(p, func(int, int) bool { return true }, func(s spot) string {
		return say(p, "%[1]s的“%[2]s”", "%[1]s: %[2]s", f.X[s.at].Name(p), f.Series[s.series].Label.Name(p))
	}), say(p, "颜色只按公布的数分档。", "The shades follow the values shown.")}
}

// tellPanels names the largest and smallest last point of small multiples, and their scale.
func (f *Figure) tellPanels(p *lang.Printer) []string {
	last := len(f.X) - 1
	if last < 0 {
		return nil
	}
	return []string{say(p, "%[1]s，", "in %[1]s, ", f.X[last].Name(p)) +
		f.tellEnds(p, func(_, at int) bool { return at == last }, func(s spot) string { return f.Series[s.series].Label.Name(p) }),
		say(p, "各小图用同一刻度，都从零开始。", "All the small charts share one scale, from zero.")}
}

// tellSlopes counts what rose and fell between the two periods and names the largest rise and fall.
func (f *Figure) tellSlopes(p *lang.Printer) []string {
	if len(f.X) < 2 {
		return []string{say(p, "只有一期，不能比较。", "There is one period only, and nothing to compare it with.")}
	}
	up, down, same, apart := 0, 0, 0, 0
	rise, fall := -1, -1
	var most, least int64
	for i, s := range f.Series {
		before, ok := s.Cells[0].Number()
		now, known := s.Cells[1].Number()
		switch {
		case !ok || !known || !fully(s.Cells[0], s.Cells[1]):
			apart++
		case now > before:
			if up++; now-before > most {
				rise, most = i, now-before
			}
		case now < before:
			if down++; now-before < least {
				fall, least = i, now-before
			}
		default:
			same++
		}
	}
	number := func(n int) string { return p.Int(int64(n)) }
	if up+down+same == 0 {
		return []string{say(p, "从%[1]s到%[2]s，有数未公布或报送不全，不比较。", "From %[1]s to %[2]s there is no comparison: a value is withheld or not everything was supplied.", f.X[0].Name(p), f.X[1].Name(p))}
	}
	text := say(p, "从%[1]s到%[2]s，%[3]s 项增加、%[4]s 项减少", "from %[1]s to %[2]s, %[3]s rose and %[4]s fell", f.X[0].Name(p), f.X[1].Name(p), number(up), number(down))
	switch n := len(f.Series); {
	case n > 1 && up == n:
		text = say(p, "从%[1]s到%[2]s，%[3]s 项都增加", "from %[1]s to %[2]s, all %[3]s rose", f.X[0].Name(p), f.X[1].Name(p), number(up))
	case n > 1 && down == n:
		text = say(p, "从%[1]s到%[2]s，%[3]s 项都减少", "from %[1]s to %[2]s, all %[3]s fell", f.X[0].Name(p), f.X[1].Name(p), number(down))
	}
	if same > 0 {
		text += say(p, "、%[1]s 项持平", ", %[1]s stayed the same", number(same))
	}
	if apart > 0 {
		text += say(p, "，%[1]s 项因有数未公布或报送不全而不比较", ", and %[1]s cannot be compared, because a value is withheld or not everything was supplied", number(apart))
	}
	out := []string{text + say(p, "。", ".")}
	tell := func(i int, zh, en string) {
		if i < 0 {
			return
		}
		s := f.Series[i]
		first, _ := Print(p, s.Cells[0])
		out = append(out, say(p, zh, en, s.Label.Name(p), first, f.amount(p, s.Cells[1])))
	}
	tell(rise, "增加最多的是%[1]s，从%[2]s到%[3]s。", "the largest rise is that of %[1]s, from %[2]s to %[3]s.")
	tell(fall, "减少最多的是%[1]s，从%[2]s到%[3]s。", "the largest fall is that of %[1]s, from %[2]s to %[3]s.")
	if up == len(f.Series) {
		return out // every line is solid
	}
	return append(out, say(p, "实线表示增加，虚线表示减少，点线不比较或持平。", "A solid line rises, a dashed one falls, a dotted one is not compared or stays the same."))
}

// fully reports whether neither of two sums leaves a row out, so that their difference is not one of reporting.
func fully(a, b release.Cell) bool {
	have, of := a.Reported()
	had, oldOf := b.Reported()
	return have == of && had == oldOf
}

// tellShares tells the share of the first part: along time, the last against the one before; otherwise the largest and
// the smallest.
func (f *Figure) tellShares(p *lang.Printer, along bool) []string {
	all := f.Shares()[0]
	name := f.Series[0].Label.Name(p)
	percent := func(j int) string {
		text, _ := all[j].Print(p)
		return text + "%"
	}
	var out []string
	if last := len(all) - 1; along {
		switch {
		case all[last].State != release.Value:
			out = append(out, say(p, "%[1]s不能算出各部分所占比重。", "no shares can be given for %[1]s.", f.X[last].Name(p)))
		case last == 0 || all[last-1].State != release.Value:
			out = append(out, say(p, "%[1]s，%[2]s占%[3]s。", "in %[1]s, the share of “%[2]s” was %[3]s.", f.X[last].Name(p), name, percent(last)))
		default:
			out = append(out, say(p, "%[1]s，%[2]s占%[3]s，%[4]s占%[5]s。", "in %[1]s, the share of “%[2]s” was %[3]s; in %[4]s, %[5]s.", f.X[last].Name(p), name, percent(last), f.X[last-1].Name(p), percent(last-1)))
		}
	} else {
		high, low := -1, -1
		for j, a := range all {
			if a.State != release.Value {
				continue
			}
			if high < 0 || a.Number > all[high].Number {
				high = j
			}
			if low < 0 || a.Number < all[low].Number {
				low = j
			}
		}
		switch {
		case high < 0:
			out = append(out, say(p, "不能算出各部分所占比重。", "no shares can be given."))
		case all[high].Number == all[low].Number:
			out = append(out, say(p, "%[1]s都占%[2]s。", "the share of “%[1]s” is %[2]s everywhere.", name, percent(high)))
		default:
			out = append(out, say(p, "%[1]s所占比重，%[2]s最高，为%[3]s；%[4]s最低，为%[5]s。", "the share of “%[1]s” is highest for %[2]s, %[3]s, and lowest for %[4]s, %[5]s.", name, f.X[high].Name(p), percent(high), f.X[low].Name(p), percent(low)))
		}
	}
	n := 0
	for _, a := range all {
		if a.State != release.Value {
			n++
		}
	}
	if n > 0 {
		out = append(out, say(p, "有 %[1]s 条因有部分未公布、未报送或为零，不画比重。", plural(n, "%[1]s bar is", "%[1]s bars are")+" not drawn as shares, because a part is withheld or not supplied or all are zero.", p.Int(int64(n))))
	}
	return out
}

// rate words a stage's share of an earlier one; "" where there is none.
func (f *Figure) rate(p *lang.Printer, part, all release.Cell, name string) string {
	text, ok := Rate(part, all).Print(p)
	if !ok {
		return ""
	}
	return say(p, "占%[1]s的 %[2]s%%", "%[2]s%% of those %[1]s", name, text)
}

// tellStages words one run through the stages: numbers, and rates of the first stage.
func (f *Figure) tellStages(p *lang.Printer, names []string, cells []release.Cell, previous bool) string {
	var out []string
	for i, c := range cells {
		text := say(p, "%[1]s%[2]s", "%[2]s %[1]s", names[i], f.print(p, c))
		if i == 0 {
			text = say(p, "%[1]s%[2]s", "%[2]s were %[1]s", names[i], f.amount(p, c))
			if c.State() != release.Value {
				text = say(p, "%[1]s%[2]s", "%[1]s %[2]s", names[i], f.print(p, c))
			}
		}
		var rates []string
		if i > 0 {
			rates = append(rates, f.rate(p, c, cells[0], names[0]))
		}
		if i > 1 && previous {
			rates = append(rates, f.rate(p, c, cells[i-1], names[i-1]))
		}
		if words := strings.Join(kept(rates), say(p, "、", ", ")); words != "" {
			text += say(p, "（", " (") + words + say(p, "）", ")")
		}
		out = append(out, text)
	}
	text := strings.Join(out, say(p, "，", ", ")) + say(p, "。", ".")
	if apart := f.apart(p, names, cells); apart != "" {
		text += say(p, "", " ") + apart
	}
	return text
}

// apart names the stages whose share of the first cannot be given although both have a number.
func (f *Figure) apart(p *lang.Printer, names []string, cells []release.Cell) string {
	var out []string
	for i, c := range cells {
		if c.State() == release.Value && cells[0].State() == release.Value && Rate(c, cells[0]).State != release.Value {
			if n, _ := cells[0].Number(); n > 0 {
				out = append(out, names[i])
			}
		}
	}
	if len(out) == 0 {
		return ""
	}
	return say(p, "%[1]s没有报送齐，不算比重。", "%[1]s: not everything was supplied, so no share is given.", capital(p.List(out)))
}

func kept(words []string) []string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

func (f *Figure) tellFunnel(p *lang.Printer) []string {
	var names []string
	for _, x := range f.X {
		names = append(names, x.Name(p))
	}
	return []string{f.tellStages(p, names, f.Series[0].Cells, true)}
}

// tellFlows words every source of a sankey, and how many of its losses are not shown.
func (f *Figure) tellFlows(p *lang.Printer) []string {
	var out, names []string
	for _, s := range f.Series {
		names = append(names, s.Label.Name(p))
	}
	hidden := 0
	for j, x := range f.X {
		var cells []release.Cell
		for i, s := range f.Series {
			cells = append(cells, s.Cells[j])
			if i+1 < len(f.Series) && f.LostAfter(i, j).State != release.Value {
				hidden++
			}
		}
		out = append(out, x.Name(p)+say(p, "：", ": ")+f.tellStages(p, names, cells, false))
	}
	if hidden > 0 {
		out = append(out, say(p, "有 %[1]s 处不能算出未进入下一步的数，不画。", plural(hidden, "at %[1]s place", "at %[1]s places")+" the number of those who did not go on cannot be given, and is not drawn.", p.Int(int64(hidden))))
	}
	return out
}

// tellDates names the first and the last dated row.
func (f *Figure) tellDates(p *lang.Printer) []string {
	all := f.dated()
	var out []string
	switch n := len(all); n {
	case 0:
		if len(f.Events) == 0 {
			return []string{say(p, "还没有记录。", "There are no entries yet.")}
		}
		out = append(out, say(p, "没有标明%[1]s的项。", "no entry has a date (%[1]s).", f.AxisName.In(p.Tag())))
	case 1:
		out = append(out, say(p, "%[1]s：%[2]s。", "%[1]s: %[2]s.", p.Date(all[0].Date), all[0].Text.In(p.Tag())))
	default:
		last := all[n-1]
		out = append(out, say(p, "共 %[1]s 项，最早的是%[2]s的“%[3]s”，最晚的是%[4]s的“%[5]s”。", "%[1]s entries, from “%[3]s” (%[2]s) to “%[5]s” (%[4]s).",
			p.Int(int64(n)), p.Date(all[0].Date), all[0].Text.In(p.Tag()), p.Date(last.Date), last.Text.In(p.Tag())))
	}
	if rest := len(f.Events) - len(all); rest > 0 {
		out = append(out, say(p, "另有 %[1]s 项没有%[2]s。", plural(rest, "%[1]s more has", "%[1]s more have")+" no date (%[2]s).", p.Int(int64(rest)), f.AxisName.In(p.Tag())))
	}
	return out
}
