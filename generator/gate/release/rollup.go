package release

import (
	"fmt"
	"slices"
	"strings"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
	"mingshan/generator/input/dataset"
)

// option is a way to make the cells of a table larger.
type option struct {
	text         diag.Msg
	cells, small int // figures that are left, and those of them that are too small
}

// crowded warns where too large a share of the figures of a table is too small to be shown, and says what each way of
// making them larger would cost: stars everywhere help nobody.
func (c *clearing) crowded() diag.List {
	var problems diag.List
	limit := c.rules.SmallShare.Value
	now := c.level(-1, "")
	if limit <= 0 || now.cells == 0 || c.rounds() || now.small*100 <= now.cells*limit {
		return problems
	}
	s := c.raw.Schema
	problems.Warn(s.Place, "gate/roll-up",
		diag.Say("数据表 %s 有 %s 的数太小，不能公布；这样的表对读者没有多少用处", "%[2]s of the figures of dataset %[1]s are too small to be shown; such a table is of little use to readers", s.ID, percent(now.small, now.cells)), c.rollUp())
	return problems
}

func percent(part, whole int) string { return fmt.Sprintf("%d%%", (100*part+whole/2)/max(1, whole)) }

// rollUp names the ways to make the cells of the table larger, and what is lost and won by each.
func (c *clearing) rollUp() diag.Msg {
	var zh, en []string
	now := c.level(-1, "")
	for d, dim := range c.table.Dims {
		for _, o := range c.options(d, dim, now.cells) {
			zh = append(zh, o.text.ZH+fmt.Sprintf("（数从 %d 个减到 %d 个，太小的从 %s 到 %s）", now.cells, o.cells, percent(now.small, now.cells), percent(o.small, o.cells)))
			en = append(en, o.text.EN+fmt.Sprintf(" (%d figures become %d; %s too small become %s)", now.cells, o.cells, percent(now.small, now.cells), percent(o.small, o.cells)))
		}
	}
	if len(zh) == 0 {
		return diag.Msg{}
	}
	return diag.Msg{ZH: strings.Join(zh, "，或"), EN: strings.Join(en, ", or ")}
}

// options are what one dimension offers: coarser levels that have fewer cells than there are now.
func (c *clearing) options(d int, dim Dim, cells int) []option {
	var out []option
	offer := func(level string, text diag.Msg) {
		if o := c.level(d, level); o.cells > 0 && o.cells < cells {
			o.text = text
			out = append(out, o)
		}
	}
	switch dim.Field.Type {
	case "period":
		offer("year", diag.Say("按年公布", "publish by year"))
	case "region":
		offer("city", diag.Say("按设区市公布", "publish by city"))
	default:
		offer(All, diag.Say("合并“%[1]s”的类别", "join the categories of %[2]q", dim.Field.Title.ZH, dim.Field.Title.EN))
	}
	return out
}

// level counts the figures of all counts when one dimension is published at a coarser level; −1 for the table as it is.
func (c *clearing) level(dim int, level string) option {
	var out option
	for i := range c.cells {
		if !c.stand(i, dim, level) {
			continue
		}
		for _, id := range c.measures("count") {
			if s := c.sums[id]; s.reported[i] > 0 {
				out.cells++
				if c.countRoom(id, i, s.value[i]) > 0 {
					out.small++
				}
			}
		}
	}
	return out
}

// stand reports whether a combination stands at rows, but in one dimension at a level above them.
func (c *clearing) stand(i, dim int, level string) bool {
	for d := len(c.table.Dims) - 1; d >= 0; d-- {
		nodes := c.table.Dims[d].Nodes
		n := nodes[i%len(nodes)]
		i /= len(nodes)
		switch {
		case d != dim && !n.Leaf:
			return false
		case d == dim && n.Level != level && !(level == "city" && n.Level == "unit"):
			return false
		}
	}
	return true
}

// special refuses figures below city level about groups so small that their members are known (duties PV-16, and minors).
func (c *clearing) special(codes []string) diag.List {
	var problems diag.List
	for d, dim := range c.table.Dims {
		if dim.Field.Type != "code" {
			continue
		}
		for _, n := range dim.Nodes {
			row, ok := c.countyOf(d, n.Code)
			if !n.Leaf || !slices.Contains(codes, n.Code) || !ok {
				continue
			}
			label := n.label()
			problems.Add(c.raw.Place(row, c.raw.Column(dim.Field.ID)), "gate/special",
				diag.Say("“%[1]s”的数只能按设区市或全省公布（规则 city_only），这里却分到了县", "figures about %[2]q may be published by city or for the province only (rule city_only), and this row is a county's", label.ZH, label.EN),
				diag.Say("把这一类从表中移出，加成设区市一级的另一个数据表；或整张表只到设区市", "take this category out of the table and into a dataset by city, or let the whole table stop at cities"))
		}
	}
	return problems
}

// countyOf finds the first row of a code that stands at a county.
func (c *clearing) countyOf(d int, code string) (dataset.Row, bool) {
	field := c.raw.Column(c.table.Dims[d].Field.ID)
	for _, row := range c.raw.Rows() {
		if c.raw.At(row, field).Text() != code {
			continue
		}
		for _, dim := range c.table.Dims {
			if n, ok := dim.Node(c.raw.At(row, c.raw.Column(dim.Field.ID)).Text()); ok && dim.Field.Type == "region" && n.Level == "county" {
				return row, true
			}
		}
	}
	return dataset.Row{}, false
}

// label is the name of a node; the code where there is no list of names.
func (n Node) label() lang.Text {
	if n.Label == (lang.Text{}) {
		return lang.Text{ZH: n.Code, EN: n.Code}
	}
	return n.Label
}
