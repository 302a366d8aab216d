package compose

import (
	"maps"
	"math/big"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/config"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// A key figure is worked out from cleared cells and from nothing else: where one of them is withheld it is withheld, and
// where one is missing it is missing. The sums behind it are whole numbers, and what is divided is rounded once, in the end.

// term is a number that a key figure is made of: a cell, or the sum of several periods' cells.
type term struct {
	name     string // in words, for the pointer
	field    release.Field
	at       map[string]string // dimension → node; a dimension left out is open
	time     string            // the dimension of time, where Periods stands for its node
	periods  []string
	state    release.State
	n        int64
	scale    int
	have, of int // rows that were reported, of all
}

// read adds the cells of a term up; ok is false where the table has no such cell.
func (x *term) read(t *release.Table) bool {
	nodes := x.periods
	if x.time == "" {
		nodes = []string{""}
	}
	x.state = release.Value
	for _, code := range nodes {
		at := x.at
		if x.time != "" {
			at = maps.Clone(at)
			at[x.time] = code
		}
		c, ok := t.Total(x.field.ID, at)
		if !ok {
			return false
		}
		n, _ := c.Number()
		have, of := c.Reported()
		x.state, x.n, x.scale, x.have, x.of = worse(x.state, c.State()), x.n+n, c.Scale(), x.have+have, x.of+of
	}
	return len(nodes) > 0
}

// worse is the state of what is worked out from two cells.
func worse(a, b release.State) release.State {
	for _, s := range []release.State{release.Withheld, release.Missing, release.NotApplicable} {
		if a == s || b == s {
			return s
		}
	}
	return release.Value
}

// rat is the number of a term, exact.
func (x term) rat() *big.Rat {
	return big.NewRat(x.n, pow10(x.scale))
}

// lack is how far two terms may differ in the share of rows that were reported, as one in so many: beyond it the
// quotient would tell of the reporting.
const lack = 50

// comparable reports whether two terms may be divided by each other.
func comparable(a, b term) bool {
	gap := int64(a.have)*int64(b.of) - int64(b.have)*int64(a.of)
	return max(gap, -gap)*lack <= int64(a.of)*int64(b.of)
}

// keyFigure works a declared number out and words it; ok is false where the tables have no such cell.
func (g *page) keyFigure(k config.KeyFigure) (view.KeyFigure, bool) {
	t, ok := g.tables[k.Dataset]
	if !ok {
		return view.KeyFigure{}, false
	}
	field, ok := t.Schema.Field(k.Field)
	if !ok {
		return view.KeyFigure{}, false
	}
	out := view.KeyFigure{Label: g.t(k.Label), Unit: g.t(field.Unit), Source: g.link(plan.Dataset, k.Dataset)}
	if path, _, _ := strings.Cut(k.Link, "#"); path != "" && !g.cleared.Gone["/"+path] {
		out.Href = g.href(string(g.tag) + "/" + k.Link)
	}
	first := term{name: g.s("这个数", "This number"), field: field, at: map[string]string{}}
	maps.Copy(first.at, k.Where)
	dim, n, ok := periodNode(t, k.Period)
	if word := k.Where[dim]; dim != "" && word != "" && k.Period == "" {
		_, n, ok = periodNode(t, word)
	}
	switch {
	case ok:
		first.at[dim] = n.Code
		out.Period = g.period(t, n)
	case dim != "":
		return out, false // a period that the table does not have is not the sum of all its periods
	default:
		out.Period = g.asItStands(t)
	}
	if !first.read(t) {
		return out, false
	}
	w := working{page: g, table: t, out: &out, first: first, node: n, time: dim}
	switch k.Show {
	case "share":
		ok = w.share(k.Among)
	case "rate":
		ok = w.rate(k.Per)
	case "change":
		ok = w.change()
	case "rank":
		ok = w.rank()
	default:
		w.sum()
		ok = true
	}
	return out, ok
}

// working is a key figure while it is worked out.
type working struct {
	*page
	table *release.Table
	out   *view.KeyFigure
	first term
	node  release.Node // of time
	time  string       // the dimension of time
}

// without gives the figure no number.
func (w *working) without(state release.State, note string) {
	c := w.blank(state)
	w.out.Value, w.out.State, w.out.Spoken, w.out.Note = c.Text, c.State, c.Spoken, note
}

func (w *working) sum() {
	x := w.first
	w.out.Origin = w.origin(w.table, "", x)
	if x.state != release.Value {
		w.without(x.state, "")
		return
	}
	full := w.exactly(x)
	w.out.Value, w.out.Exact = w.short(x.n, x.scale, full, w.out.Unit)
	w.out.State, w.out.Note = view.Value, w.unreported(x.of-x.have)
	if x.n == 0 {
		w.out.State = view.Zero
	}
}

// share is the cell in the same cell with some dimensions open.
func (w *working) share(among []string) bool {
	part, whole := w.first, w.first
	part.name, whole.name = w.s("其中", "Part"), w.s("全部", "Whole")
	whole.at = maps.Clone(part.at)
	whole.n, whole.have, whole.of = 0, 0, 0
	for _, dim := range among {
		delete(whole.at, dim)
	}
	if !whole.read(w.table) {
		return false
	}
	w.out.Unit = ""
	w.divide(part, whole, true, whole.of-whole.have)
	return true
}

// rate is one measure divided by another.
func (w *working) rate(per string) bool {
	a, b := w.first, w.first
	field, ok := w.table.Schema.Field(per)
	a.name, b.name, b.field, b.n, b.have, b.of = w.s("被除数", "Dividend"), w.s("除数", "Divisor"), field, 0, 0, 0
	if !ok || !b.read(w.table) {
		return false
	}
	alike := a.field.Unit == b.field.Unit
	w.out.Unit = ""
	if !alike {
		w.out.Unit = w.f("%s/%s", "%s per %s", w.t(a.field.Unit), lang.One(w.t(b.field.Unit)))
	}
	w.divide(a, b, alike, max(a.of-a.have, b.of-b.have))
	return true
}

// divide prints a quotient, as a percentage or in the unit of the two.
func (w *working) divide(a, b term, percent bool, left int) {
	state := worse(a.state, b.state)
	formula := ""
	switch {
	case state != release.Value:
		w.without(state, "")
	case b.n == 0:
		w.without(release.NotApplicable, w.s("除数是零", "the divisor is zero"))
	case !comparable(a, b):
		w.unequal()
	default:
		q := new(big.Rat).Quo(a.rat(), b.rat())
		if percent {
			w.out.Value = w.percent(q)
		} else {
			w.out.Value = w.quotient(q)
		}
		w.out.State, w.out.Note = view.Value, w.unreported(left)
		formula = w.exactly(a) + " ÷ " + w.exactly(b) + " = " + w.out.Value + w.unitAfter()
	}
	w.out.Origin = w.origin(w.table, formula, a, b)
}

func (w *working) unitAfter() string {
	if w.out.Unit == "" {
		return ""
	}
	return " " + w.out.Unit
}

// unequal says why two numbers are not held against each other.
func (w *working) unequal() {
	w.without(release.Missing, w.s("两个数报送的齐全程度相差太大，不作比较", "the two numbers are too unlike in how complete they are to be compared"))
	w.out.Spoken = w.s("不能比较", "cannot be compared")
}

// percent is a ratio in per cent with one decimal.
func (g *page) percent(q *big.Rat) string {
	return g.p.Decimal(rounded(new(big.Rat).Mul(q, big.NewRat(100, 1)), 1), 1) + "%"
}

// quotient is a ratio with as many decimals as its size asks for: two figures of a small one are seen, up to the sixth
// place.
func (g *page) quotient(q *big.Rat) string {
	places := 0
	switch size := new(big.Rat).Abs(q); {
	case q.Sign() == 0:
	case size.Cmp(big.NewRat(10, 1)) < 0:
		for places = 2; places < 6 && size.Cmp(new(big.Rat).SetFrac64(10, pow10(places))) < 0; places++ {
		}
	case size.Cmp(big.NewRat(1000, 1)) < 0:
		places = 1
	}
	return g.p.Decimal(rounded(q, places), places)
}

func pow10(n int) int64 {
	out := int64(1)
	for range n {
		out *= 10
	}
	return out
}

// rounded is a ratio in units of its last decimal place, half away from zero.
func rounded(q *big.Rat, places int) int64 {
	n := new(big.Int).Mul(q.Num(), big.NewInt(2*pow10(places)))
	n.Add(n, new(big.Int).Mul(q.Denom(), big.NewInt(int64(q.Sign()))))
	return n.Quo(n, new(big.Int).Mul(q.Denom(), big.NewInt(2))).Int64()
}

// change is the growth since the same period a year before.
func (w *working) change() bool {
	now, before := w.first, w.first
	now.name, before.name = w.s("本期", "This period"), w.s("上年同期", "A year before")
	periods, ok := yearBefore(w.table, w.time, w.node)
	before.at = maps.Clone(now.at)
	before.n, before.have, before.of, before.time, before.periods = 0, 0, 0, w.time, periods
	if !ok || !before.read(w.table) {
		return false
	}
	w.out.Unit = ""
	w.out.Period += w.s("，比上年同期", ", against a year before")
	formula := ""
	switch state := worse(now.state, before.state); {
	case state != release.Value:
		w.without(state, "")
	case before.n <= 0:
		w.without(release.NotApplicable, w.s("上年同期是零，没有增减的百分比", "it was zero a year before, so there is no percentage"))
	case !comparable(now, before):
		w.unequal()
	default:
		q := new(big.Rat).Quo(new(big.Rat).Sub(now.rat(), before.rat()), before.rat())
		w.out.Value, w.out.State = w.percent(q), view.Value
		if rounded(q, 3) > 0 {
			w.out.Value = "+" + w.out.Value
		}
		w.out.Note = w.unreported(now.of - now.have + before.of - before.have)
		formula = w.f("（%[1]s − %[2]s）÷ %[2]s = %[3]s", "(%[1]s − %[2]s) ÷ %[2]s = %[3]s", w.exactly(now), w.exactly(before), w.out.Value)
	}
	w.out.Origin = w.origin(w.table, formula, now, before)
	return true
}

// yearBefore are the periods that a node of time is held against: the year before of a whole year, else the same months or
// quarters of it, so that three quarters are never compared with four.
func yearBefore(t *release.Table, dim string, node release.Node) ([]string, bool) {
	d, ok := t.Dim(dim)
	if !ok || node.Level == release.All {
		return nil, false
	}
	back := func(p calendar.Period) string {
		p.Year--
		return p.String()
	}
	if node.Leaf {
		_, ok := d.Node(back(node.Period))
		return []string{back(node.Period)}, ok
	}
	var parts []string
	have := 0
	for _, n := range d.Nodes {
		switch {
		case n.Leaf && n.Parent == node.Code:
			parts = append(parts, back(n.Period))
		case n.Leaf && n.Parent == back(node.Period):
			have++
		}
	}
	for _, code := range parts {
		if n, ok := d.Node(code); !ok || !n.Leaf {
			return nil, false
		}
	}
	if have == len(parts) {
		return []string{back(node.Period)}, have > 0
	}
	return parts, true
}

// rank is the place of a region among those of its level, the largest number first; those with equal numbers share a place.
func (w *working) rank() bool {
	dim, ok := regionDim(w.table)
	own, known := w.regions[w.first.at[dim.Field.ID]]
	if !ok || !known {
		return false
	}
	place, ranked, hidden, absent := 1, 0, 0, 0
	for _, r := range w.cleared.Regions {
		if !beside(r, own) || !r.Covered {
			continue
		}
		other := w.first
		other.at = maps.Clone(w.first.at)
		other.at[dim.Field.ID] = r.Code
		other.n, other.have, other.of = 0, 0, 0
		switch there := other.read(w.table); {
		case !there || other.state == release.Missing || other.state == release.NotApplicable:
			absent++
		case other.state == release.Withheld:
			hidden++
		default:
			ranked++
			if other.n > w.first.n {
				place++
			}
		}
	}
	x := w.first
	x.name = w.regionName(own.Code)
	w.out.Unit = ""
	formula := ""
	note := w.others(hidden, absent)
	if x.state != release.Value {
		w.without(x.state, note)
	} else {
		w.out.Value = w.s("第"+w.p.Int(int64(place))+"位", ordinal(place))
		w.out.Unit, w.out.State, w.out.Note = w.f("共 %s 个地区", "of %s regions", w.p.Int(int64(ranked))), view.Value, note
		formula = w.f("同级里有公开数的 %s 个地区，各取同一列、同样条件的行相加，从大到小排：%s", "%s regions of the same level with a number shown, each the sum of the same column over rows chosen alike, the largest first: %s", w.p.Int(int64(ranked)), w.out.Value)
	}
	w.out.Origin = w.origin(w.table, formula, x)
	return true
}

// beside reports regions that are ranked together: the ten reporting units, or the counties. Pingtan is one of both, and
// ranked among the reporting units.
func beside(r, own release.Region) bool {
	if own.IsUnit() {
		return r.IsUnit()
	}
	return own.IsCounty() && r.IsCounty()
}

// others says how many regions are not in a ranking.
func (w *working) others(hidden, absent int) string {
	var out []string
	if hidden > 0 {
		out = append(out, w.f("%d 个不公开", "%d withheld", hidden))
	}
	if absent > 0 {
		out = append(out, w.f("%d 个未报送", "%d not supplied", absent))
	}
	if len(out) == 0 {
		return ""
	}
	return w.s("未参加排名的地区：", "regions not ranked: ") + strings.Join(out, w.s("，", ", "))
}

// ordinal is an English place: 1st, 2nd, 3rd, 11th.
func ordinal(n int) string {
	text := big.NewInt(int64(n)).String()
	switch {
	case n%100 >= 11 && n%100 <= 13:
	case n%10 == 1:
		return text + "st"
	case n%10 == 2:
		return text + "nd"
	case n%10 == 3:
		return text + "rd"
	}
	return text + "th"
}

// shortFrom is the least number that is shortened: five digits are still read at a glance, and say more than 3万.
const shortFrom = 100_000

// short words a large number in 万, 亿 or million with the exact figure beside it; a small one stands as it is.
func (g *page) short(n int64, scale int, full, unit string) (value, exact string) {
	for range scale {
		n /= 10
	}
	if value = g.p.Compact(n); value == g.p.Int(n) || n < shortFrom && n > -shortFrom {
		return full, ""
	}
	return value, full + g.s("", " ") + unit
}
