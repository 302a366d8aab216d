package release

import "mingshan/generator/gate/protect"

// largest is what the two largest givers of a sum of money gave.
type largest struct{ first, second int64 }

// contributed lists the measures that tell who makes them up.
func (c *clearing) contributed(ids []string) []string {
	var out []string
	for _, id := range ids {
		if f, _ := c.raw.Schema.Field(id); f.Contributors.First != "" {
			out = append(out, id)
		}
	}
	return out
}

// givers gives the two largest givers of every cell of a measure. Who gave most in one period is taken to have given most
// in the others too, which makes them as large as they can be; those of different places or codes are taken for
// different people.
func (c *clearing) givers(f Field) []largest {
	type group struct {
		at    int // combination of the row with its period left out
		index int
	}
	out := make([]largest, c.cells+len(c.member))
	sums := map[group]largest{}
	var order []group
	period := -1
	for d, dim := range c.table.Dims {
		if dim.Field.Type == "period" {
			period = d
		}
	}
	for r := range c.member {
		first, _ := c.given(f.Contributors.First, r)
		second, _ := c.given(f.Contributors.Second, r)
		place := r
		if len(c.member[r]) > 0 {
			place = c.without(c.member[r][0], period)
		}
		for _, i := range c.covered(r) {
			g := group{place, i}
			was, ok := sums[g]
			if !ok {
				order = append(order, g)
			}
			sums[g] = largest{was.first + first, was.second + second}
		}
	}
	for _, g := range order {
		l := &out[g.index]
		for _, x := range []int64{sums[g].first, sums[g].second} {
			switch {
			case x > l.first:
				l.first, l.second = x, l.first
			case x > l.second:
				l.second = x
			}
		}
	}
	return out
}

// without sets the node of one dimension of a combination to the first; −1 changes nothing.
func (c *clearing) without(i, dim int) int {
	if dim < 0 {
		return i
	}
	step := 1
	for d := len(c.table.Dims) - 1; d > dim; d-- {
		step *= len(c.table.Dims[d].Nodes)
	}
	return i - i/step%len(c.table.Dims[dim].Nodes)*step
}

// guess gives for each cell of a measure how far from the truth a reader must be kept in both directions; 0 for a sum of
// which nobody could guess the largest part (p % rule and dominance of two).
func (c *clearing) guess(id string) []int64 {
	f, _ := c.raw.Schema.Field(id)
	out := make([]int64, c.cells+len(c.member))
	if f.Contributors.First == "" {
		return out
	}
	p, k := int64(c.rules.PPercent.Value), int64(c.rules.Dominance.Value)
	for i, l := range c.givers(f) {
		total := c.sums[id].value[i]
		if l.first > 0 && (protect.PPercentOf(total, l.first, l.second, p) || k > 0 && protect.DominanceOf(total, l.first+l.second, k)) {
			out[i] = protect.Room(l.first, p)
		}
	}
	return out
}
