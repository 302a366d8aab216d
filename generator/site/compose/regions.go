package compose

import (
	"cmp"
	"slices"
	"strings"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/chart"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// regionName is the name of a region as its page is headed. In English two districts are called Licheng, so the
// city is named where a name occurs twice.
func (g *page) regionName(code string) string {
	r := g.regions[code]
	name := g.t(r.Name)
	if g.tag == lang.EN && !r.IsUnit() {
		for _, other := range g.cleared.Regions {
			if other.Code != code && other.Name.EN == r.Name.EN {
				return name + ", " + g.t(g.regions[r.Parent].Name)
			}
		}
	}
	return name
}

// units lists the ten reporting units in official order, Pingtan last.
func (k *Composer) units() []release.Region {
	var out []release.Region
	for _, r := range k.cleared.Regions {
		if r.IsUnit() {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b release.Region) int {
		return cmp.Or(strings.Compare(a.Level, b.Level), strings.Compare(a.Code, b.Code))
	})
	return out
}

// counties lists the county-level units of a reporting unit, by code; Pingtan is its own.
func (k *Composer) counties(unit string) []release.Region {
	var out []release.Region
	for _, r := range k.cleared.Regions {
		if r.Level == "county" && r.Parent == unit {
			out = append(out, r)
		}
	}
	return out
}

// tiles is a figure's tile map.
func (g *page) tiles(f *chart.Figure) *view.TileMap {
	cells := map[string]release.Cell{}
	for i, x := range f.X {
		cells[x.Code] = f.Series[0].Cells[i]
	}
	return g.tileMap(g.t(f.Title), g.t(f.Unit), cells, func(r release.Region) ([2]int, bool) { return r.Tile, r.IsCounty() })
}

// tileMap lays regions out on their grid and colours them by steps of the cells that may be shown.
func (g *page) tileMap(title, unit string, cells map[string]release.Cell, place func(release.Region) ([2]int, bool)) *view.TileMap {
	out := &view.TileMap{Title: title, Unit: unit,
		Caption: g.s("统计示意图：每格代表一个行政单位，不表示行政区域界线、面积或位置。", "Statistical diagram: each square stands for one administrative unit and shows no boundary, area or position.")}
	var all []release.Cell
	for _, r := range g.cleared.Regions {
		if _, here := place(r); !here {
			continue // a map of cities takes its steps from cities, one of counties from counties
		}
		if c, ok := cells[r.Code]; ok {
			all = append(all, c)
		}
	}
	breaks := chart.Breaks(all)
	if len(all) > 0 {
		out.Legend = chart.Legend(g.p, all, breaks)
	}
	for _, r := range g.cleared.Regions {
		at, here := place(r)
		if !here || at[0] < 0 {
			continue
		}
		c, has := cells[r.Code]
		v := g.cell(c)
		t := view.Tile{Col: at[0], Row: at[1], Name: g.regionName(r.Code), Short: g.t(r.Short), Value: v.Text, State: v.State,
			Step: chart.Step(c, breaks), NotCovered: !r.Covered, Href: g.to(plan.Region, r.Code)}
		if !has {
			t.State, t.Value, t.Step = view.Missing, "", 0
		}
		if n, ok := c.Number(); ok && has {
			whole := n
			for range c.Scale() {
				whole /= 10
			}
			t.Value = g.p.Compact(whole)
		}
		out.Cols, out.Rows = max(out.Cols, at[0]+1), max(out.Rows, at[1]+1)
		out.Tiles = append(out.Tiles, t)
	}
	slices.SortFunc(out.Tiles, func(a, b view.Tile) int { return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col)) })
	return out
}

// regional lists the aggregates that have a region dimension.
func (k *Composer) regional() []*release.Table {
	var out []*release.Table
	for _, t := range k.cleared.Tables {
		if t.Schema.Kind != "aggregate" {
			continue
		}
		if _, ok := regionDim(t); ok {
			out = append(out, t)
		}
	}
	return out
}

func regionDim(t *release.Table) (release.Dim, bool) {
	for _, d := range t.Dims {
		if d.Field.Type == "region" {
			return d, true
		}
	}
	return release.Dim{}, false
}

// headline is the first key figure of the home page that can be told by region: its cells at all regions.
func (g *page) headline() (title, unit, period string, cells map[string]release.Cell, ok bool) {
	for _, want := range g.site.Home.Figures {
		t, known := g.tables[want.Dataset]
		if !known {
			continue
		}
		dim, has := regionDim(t)
		field, measured := t.Schema.Field(want.Field)
		if !has || !measured || want.Show != "" && want.Show != "sum" {
			continue
		}
		at := map[string]string{}
		for k, v := range want.Where {
			at[k] = v
		}
		if pd, n, given := periodNode(t, want.Period); given {
			at[pd] = n.Code
			period = g.period(t, n)
		}
		cells = map[string]release.Cell{}
		for _, n := range dim.Nodes {
			at[dim.Field.ID] = n.Code
			cells[n.Code], _ = t.Total(want.Field, at)
		}
		return g.t(want.Label), g.t(field.Unit), period, cells, true
	}
	return "", "", "", nil, false
}

// regionsPage is the overview of all reporting units and counties.
func (g *page) regionsPage() *view.Regions {
	heading := g.s("福建各地", "Regions of Fujian")
	intro := g.s("按设区市、平潭综合实验区和县（市、区）查看救助与慈善数据。点方格进入该地页面；金门县不在统计范围内。",
		"Assistance and charity figures by prefecture-level city, Pingtan and county. Choose a square to open its page. Jinmen County is outside coverage.")
	out := &view.Regions{Frame: g.frame(heading, intro), Heading: heading, Intro: intro}
	title, unit, period, cells, ok := g.headline()
	if !ok {
		cells = map[string]release.Cell{}
		title = heading
	}
	caption := title
	if period != "" {
		caption += g.s("，", ", ") + period
	}
	out.Map = *g.tileMap(caption+g.s("（各县）", ", by county"), unit, cells, func(r release.Region) ([2]int, bool) { return r.Tile, r.IsCounty() })
	out.CityMap = *g.tileMap(caption+g.s("（各报送单位）", ", by reporting unit"), unit, cells, func(r release.Region) ([2]int, bool) { return r.CityTile, r.IsUnit() })
	table := tableOf("units", caption, view.Column{Title: g.s("地区", "Region")}, view.Column{Title: title, Unit: unit, Numeric: true}, view.Column{Title: g.s("县级单位", "County-level units"), Numeric: true})
	for _, r := range g.units() {
		l := g.link(plan.Region, r.Code)
		counties := len(g.counties(r.Code))
		if r.Level == "unit" {
			counties = 1
		}
		add(&table, view.Row{Head: view.Cell{Text: l.Text, Link: &l}, Cells: []view.Cell{g.cell(cells[r.Code]), {Text: g.p.Int(int64(counties)), Numeric: true, State: view.Value}}})
	}
	out.Tables = []view.Table{table}
	aside := view.Group{ID: "beside", Title: g.s("并排看", "Side by side"), Links: []view.Link{g.link(plan.Compare, "")}}
	for _, u := range g.units() {
		if len(g.counties(u.Code)) > 0 {
			aside.Links = append(aside.Links, g.link(plan.Compare, u.Code))
		}
	}
	out.Groups = []view.Group{aside}
	for _, r := range g.units() {
		if group, ok := g.countyGroup(r); ok {
			out.Groups = append(out.Groups, group)
		}
	}
	return out
}

// countyGroup links the counties of a unit, in pinyin order in Chinese.
func (g *page) countyGroup(unit release.Region) (view.Group, bool) {
	counties := g.counties(unit.Code)
	if len(counties) == 0 {
		return view.Group{}, false
	}
	slices.SortFunc(counties, func(a, b release.Region) int { return g.p.Compare(g.t(a.Name), g.t(b.Name)) })
	out := view.Group{ID: "unit-" + unit.Code, Title: g.regionName(unit.Code)}
	for _, r := range counties {
		out.Links = append(out.Links, g.link(plan.Region, r.Code))
	}
	return out, true
}

// recent is how many periods a region's tables show.
const recent = 8

// region is the page of a reporting unit or a county.
func (g *page) region() (*view.Region, error) {
	r := g.regions[g.ID]
	heading := g.regionName(r.Code)
	out := &view.Region{Heading: heading}
	parent := g.regionName(r.Parent)
	switch r.Level {
	case "city":
		out.Kicker = g.s("设区市", "Prefecture-level city")
	case "unit":
		out.Kicker = g.s("单列报送单位（平潭县）", "Reporting unit of its own (Pingtan County)")
		out.Note = g.s("平潭综合实验区单独报送，其数据不计入福州市。", "Pingtan reports on its own; its figures are not included in those of Fuzhou.")
	default:
		out.Kicker = g.f("%s辖县（市、区）", "County-level unit of %s", parent)
	}
	if !r.Covered {
		out.Note = g.s("数据未包括该地区。", "This area is outside the coverage of the data.")
	}
	description := g.f("%s的社会救助、慈善项目、志愿服务数据与投诉渠道。", "Social assistance, charity projects, volunteering and complaint channels in %s.", heading)
	out.Frame = g.frame(heading, description)
	out.Facts = append(out.Facts, view.Fact{Label: g.s("区划代码", "Region code"), Value: r.Code})
	if r.Level == "county" {
		out.Facts = append(out.Facts, view.Fact{Label: g.s("所属报送单位", "Reporting unit"), Links: []view.Link{g.link(plan.Region, r.Parent)}})
	}
	if r.Covered {
		out.Facts = append(out.Facts, view.Fact{Label: g.s("需要帮助", "If you need help"), Value: g.s("向户籍所在地的乡镇（街道）申请社会救助；不清楚找谁就拨打12345", "Apply for social assistance at your township or subdistrict; if you do not know whom to ask, call 12345")})
		g.regionFigures(r, out)
	}
	if r.Level == "city" {
		if group, ok := g.countyGroup(r); ok {
			group.Title = g.s("所辖县（市、区）", "County-level units")
			out.Children = []view.Group{group}
		}
	}
	out.Related = g.relatedTo(
		func(p release.Project) bool {
			return slices.ContainsFunc(p.Regions, func(c string) bool { return c == release.Province || g.within(c, r.Code) })
		},
		func(s release.Story) bool { return g.within(s.Region, r.Code) },
		func(o release.Organization) bool { return g.within(o.Region, r.Code) })
	var err error
	out.Complaint, err = g.complaintBox()
	out.Prev, out.Next = g.neighbours(g.regionOrder())
	return out, err
}

// within reports whether a region is the other one or lies in it.
func (k *Composer) within(code, outer string) bool {
	return code == outer || k.regions[code].Parent == outer && outer != release.Province
}

// regionOrder lists the regions of the same level around this one, as page ids.
func (g *page) regionOrder() []string {
	r := g.regions[g.ID]
	var out []string
	if r.IsUnit() {
		for _, u := range g.units() {
			out = append(out, u.Code)
		}
		return out
	}
	for _, c := range g.counties(r.Parent) {
		out = append(out, c.Code)
	}
	return out
}

// regionFigures adds the key figures and one table for each dataset with a figure for the region.
func (g *page) regionFigures(r release.Region, out *view.Region) {
	for _, want := range g.site.Home.Figures {
		t, ok := g.tables[want.Dataset]
		if !ok {
			continue
		}
		dim, ok := regionDim(t)
		if !ok {
			continue
		}
		where := map[string]string{dim.Field.ID: r.Code}
		for k, v := range want.Where {
			where[k] = v
		}
		want.Where, want.Link = where, ""
		k, ok := g.keyFigure(want)
		if ok && k.State != view.Missing && k.State != view.NotApplicable {
			out.KeyFigures = append(out.KeyFigures, k)
		}
	}
	for _, p := range g.profiled {
		if !p.supplied(r.Code) {
			continue
		}
		fold := view.RegionData{ID: "on-" + p.table.Schema.ID, Title: g.t(p.table.Schema.Title), Span: g.profilePeriod(p), Open: len(out.Data) == 0,
			Beside: g.besides(p, r), Source: g.link(plan.Dataset, p.table.Schema.ID)}
		if table, ok := g.regionTable(p.table, r.Code); ok {
			fold.Series = table
		}
		out.Data = append(out.Data, fold)
	}
	out.DataNote = g.s("位次从高到低，只在同级地区中有数可比的之间排；没有数的、报送不全的不排。数字大小与人口有关，不说明哪里做得好。",
		"Ranks run from the highest down, among regions of the same level with a number to compare; those without one, or with part of it not supplied, are not ranked. Figures depend on population and do not say who does better.")
	out.RegionsHref = g.to(plan.Regions, "")
	out.Compare = g.compareLinks(r)
	out.Records = g.records(r)
}

// compareLinks leads to the pages where regions stand side by side.
func (g *page) compareLinks(r release.Region) []view.Link {
	var out []view.Link
	city := r.Parent
	if r.IsUnit() {
		city = r.Code
	}
	if len(g.counties(city)) > 0 {
		out = append(out, g.link(plan.Compare, city))
	}
	return append(out, g.link(plan.Compare, ""))
}

// regionTable shows the newest periods of a dataset for one region, all codes together. It is left out when nothing
// was supplied for the region; a withheld cell counts as supplied.
func (g *page) regionTable(t *release.Table, code string) (view.Table, bool) {
	dim, _ := regionDim(t)
	var periods []release.Node
	var periodField string
	for _, d := range t.Dims {
		if d.Field.Type != "period" {
			continue
		}
		periodField = d.Field.ID
		for _, n := range d.Nodes {
			if n.Leaf {
				periods = append(periods, n)
			}
		}
	}
	if _, ok := dim.Node(code); !ok || periodField == "" {
		return view.Table{}, false
	}
	if len(periods) > recent {
		periods = periods[len(periods)-recent:]
	}
	out := tableOf("data-"+t.Schema.ID, g.f("%s：各期", "%s: by period", g.t(t.Schema.Title)), view.Column{Title: g.s("时期", "Period")})
	out.Note = g.rounding(t)
	var measures []release.Field
	for _, f := range t.Schema.Fields {
		if f.Additive() {
			measures = append(measures, f)
			out.Columns = append(out.Columns, g.column(f))
		}
	}
	supplied := false
	for i := len(periods) - 1; i >= 0; i-- {
		row := view.Row{Head: view.Cell{Text: g.period(t, periods[i])}}
		for _, f := range measures {
			c, _ := t.Total(f.ID, map[string]string{dim.Field.ID: code, periodField: periods[i].Code})
			supplied = supplied || c.State() != release.Missing && c.State() != release.NotApplicable
			row.Cells = append(row.Cells, g.cell(c))
		}
		add(&out, row)
	}
	return out, supplied && len(measures) > 0
}
