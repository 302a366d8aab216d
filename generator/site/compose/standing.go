package compose

import (
	"math/big"
	"slices"
	"strings"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/chart"
	"mingshan/generator/site/view"
)

// An indicator is one thing that regions can be compared by: a measure of a dataset at its newest period, or one measure
// as a share of another that it is never above. It is made of cleared cells only.
type indicator struct {
	field, per release.Field // per: what a share is a share of; its id is empty for a measure as it stands
	cells, of  map[string]release.Cell
	places     map[string]standing
}

// standing is a region's place among the regions of its level that have a number, the highest first.
type standing struct {
	place, among int
	tied         bool
}

// profile is what a dataset says of regions in its newest period.
type profile struct {
	table      *release.Table
	period     release.Node // zero for a table without periods
	dim        release.Dim
	indicators []indicator
}

// profiles makes the profile of every aggregate with regions, once for all pages.
func (k *Composer) profiles() []profile {
	var out []profile
	for _, t := range k.regional() {
		p := profile{table: t}
		p.dim, _ = regionDim(t)
		at := map[string]string{}
		if field, n, ok := periodNode(t, "latest"); ok {
			p.period = n
			at[field] = n.Code
		}
		for _, f := range t.Schema.Fields {
			if !f.Additive() {
				continue
			}
			p.indicators = append(p.indicators, indicator{field: f, cells: p.across(f.ID, at)})
		}
		for _, f := range t.Schema.Fields {
			if per, ok := t.Schema.Field(f.NotAbove); ok && f.Additive() && per.Additive() && f.Unit == per.Unit {
				p.indicators = append(p.indicators, indicator{field: f, per: per, cells: p.across(f.ID, at), of: p.across(per.ID, at)})
			}
		}
		for i := range p.indicators {
			p.indicators[i].places = k.places(&p.indicators[i])
		}
		out = append(out, p)
	}
	return out
}

// across gives the cells of a measure at every region.
func (p profile) across(measure string, at map[string]string) map[string]release.Cell {
	out := map[string]release.Cell{}
	for _, n := range p.dim.Nodes {
		at[p.dim.Field.ID] = n.Code
		out[n.Code], _ = p.table.Total(measure, at)
	}
	delete(at, p.dim.Field.ID)
	return out
}

// number is what the indicator is at a region, where that may be said. A share of nothing is no number.
func (x *indicator) number(code string) (*big.Rat, bool) {
	n, ok := x.cells[code].Number()
	if !ok {
		return nil, false
	}
	if x.per.ID == "" { // all cells of a measure have one scale; a sum without some of its parts would take another's place
		have, of := x.cells[code].Reported()
		return big.NewRat(n, 1), have == of
	}
	d, ok := x.of[code].Number()
	if !ok || d <= 0 || chart.Rate(x.cells[code], x.of[code]).State != release.Value {
		return nil, false
	}
	return big.NewRat(n, d), true
}

// places ranks the units among the units and the counties among the counties; equal numbers share a place, and who has no
// number has none.
func (k *Composer) places(x *indicator) map[string]standing {
	type entry struct {
		code string
		n    *big.Rat
	}
	out := map[string]standing{}
	for _, level := range []func(release.Region) bool{release.Region.IsUnit, release.Region.IsCounty} {
		var all []entry
		for _, r := range k.cleared.Regions {
			if n, ok := x.number(r.Code); ok && level(r) {
				all = append(all, entry{r.Code, n})
			}
		}
		slices.SortStableFunc(all, func(a, b entry) int { return b.n.Cmp(a.n) })
		for i := 0; i < len(all); {
			j := i + 1
			for j < len(all) && all[j].n.Cmp(all[i].n) == 0 {
				j++
			}
			for _, e := range all[i:j] {
				if _, ranked := out[e.code]; !ranked { // Pingtan is both and stands among the units
					out[e.code] = standing{place: i + 1, among: len(all), tied: j-i > 1}
				}
			}
			i = j
		}
	}
	return out
}

// name words an indicator for the head of a row or column.
func (g *page) indicatorName(x *indicator) string {
	if x.per.ID == "" {
		return capital(g.t(x.field.Title))
	}
	return g.f("%s占%s", "%s as a share of %s", indicatorTitle(g, x.field), g.t(x.per.Title))
}

func indicatorTitle(g *page, f release.Field) string {
	if g.tag == lang.EN {
		return capital(g.t(f.Title))
	}
	return g.t(f.Title)
}

// indicatorUnit is the unit of an indicator.
func (g *page) indicatorUnit(x *indicator) string {
	switch unit := g.t(x.field.Unit); {
	case x.per.ID != "":
		return "%"
	case strings.EqualFold(unit, g.t(x.field.Title)):
		return ""
	default:
		return unit
	}
}

// indicatorCell prints an indicator at a region.
func (g *page) indicatorCell(x *indicator, code string) view.Cell {
	c, ok := x.cells[code]
	switch {
	case !ok:
		return g.noCell()
	case x.per.ID == "":
		return g.cell(c)
	}
	return g.amount(chart.Rate(c, x.of[code]))
}

// noCell is the cell of a region that a dataset has no row for.
func (g *page) noCell() view.Cell {
	return view.Cell{Numeric: true, Text: signMissing, Spoken: g.s("未报送", "not supplied"), State: view.Missing}
}

// placeCell prints a region's place among those with a number: none for who has none.
func (g *page) placeCell(x *indicator, code string) view.Cell {
	at, ok := x.places[code]
	if !ok {
		return view.Cell{Numeric: true, Text: signNotApplicable, Spoken: g.s("没有可排的数，或者报送不全", "no number to rank, or not all of it supplied"), State: view.NotApplicable}
	}
	out := view.Cell{Numeric: true, State: view.Value, Text: g.f("%s / %s", "%s of %s", g.p.Int(int64(at.place)), g.p.Int(int64(at.among)))}
	if at.tied {
		out.Note = g.s("并列", "tied")
	}
	return out
}

// supplied reports whether a dataset has anything for a region; what is withheld was supplied.
func (p profile) supplied(code string) bool {
	return slices.ContainsFunc(p.indicators, func(x indicator) bool {
		c, ok := x.cells[code]
		return ok && c.State() != release.Missing && c.State() != release.NotApplicable
	})
}
