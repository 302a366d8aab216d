package compose

import (
	"mingshan/generator/gate/release"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// besides compares a region with what it is part of: a row for each indicator, with the place among the regions of its
// level. The script of the page may add a second region from that region's own page.
func (g *page) besides(p profile, r release.Region) view.Table {
	out := tableOf("beside-"+p.table.Schema.ID, g.t(p.table.Schema.Title), view.Column{Title: g.s("指标", "Indicator")}, view.Column{Title: g.t(r.Short), Numeric: true})
	out.Sortable = false // the rows have different units
	within := []string{release.Province}
	if r.Level == "county" {
		within = []string{r.Parent, release.Province}
	}
	for _, code := range within {
		name := g.s("全省", "Province")
		if code != release.Province {
			name = g.t(g.regions[code].Short)
		}
		out.Columns = append(out.Columns, view.Column{Title: name, Numeric: true})
	}
	out.Columns = append(out.Columns, view.Column{Title: g.s("位次", "Rank"), Numeric: true})
	for i := range p.indicators {
		x := &p.indicators[i]
		row := view.Row{Head: view.Cell{Text: g.indicatorName(x), Note: g.indicatorUnit(x)}, Cells: []view.Cell{g.indicatorCell(x, r.Code)}}
		for _, code := range within {
			row.Cells = append(row.Cells, g.indicatorCell(x, code))
		}
		row.Cells = append(row.Cells, g.placeCell(x, r.Code))
		add(&out, row)
	}
	return out
}

// profilePeriod words the period that a profile is of.
func (g *page) profilePeriod(p profile) string {
	if p.period.Code == "" {
		return ""
	}
	return g.period(p.table, p.period)
}

// compare is the page on which the reporting units, or the counties of a city, stand side by side.
func (g *page) compare() (*view.Compare, error) {
	regions, heading := g.units(), g.title()
	totals := []string{release.Province}
	if g.ID != "" {
		regions = g.counties(g.ID)
		totals = []string{g.ID, release.Province}
	}
	intro := g.s("每个数据集一张表，取最新一期；在表头上点一下可以排序。数字大小与人口有关，比较各地宜看占比。",
		"One table for each dataset, for its newest period; press a column’s head to sort. Figures depend on population, so shares compare better than counts.")
	out := &view.Compare{Frame: g.frame(heading, intro), Heading: heading, Intro: intro}
	for _, p := range g.profiled {
		table := tableOf("compare-"+p.table.Schema.ID, g.t(p.table.Schema.Title), view.Column{Title: g.s("地区", "Region")})
		for i := range p.indicators {
			table.Columns = append(table.Columns, view.Column{Title: g.indicatorName(&p.indicators[i]), Unit: g.indicatorUnit(&p.indicators[i]), Numeric: true})
		}
		row := func(head view.Cell, code string, total bool) {
			r := view.Row{Head: head, Total: total}
			for i := range p.indicators {
				r.Cells = append(r.Cells, g.indicatorCell(&p.indicators[i], code))
			}
			add(&table, r)
		}
		any := false
		for _, r := range regions {
			any = any || p.supplied(r.Code)
			l := g.link(plan.Region, r.Code)
			row(view.Cell{Text: l.Text, Link: &l}, r.Code, false)
		}
		if !any || len(p.indicators) == 0 {
			continue
		}
		for _, code := range totals {
			name := g.s("全省", "Province")
			if code != release.Province {
				name = g.regionName(code)
			}
			row(view.Cell{Text: name}, code, true)
		}
		table.Note = g.rounding(p.table)
		out.Tables = append(out.Tables, view.TableFold{Title: table.Caption, Span: g.profilePeriod(p), Open: len(out.Tables) == 0, Table: table})
	}
	others := view.Group{ID: "others", Title: g.s("换一组地区", "Other regions"), Links: []view.Link{}}
	if g.ID != "" {
		others.Links = append(others.Links, g.link(plan.Compare, ""))
	}
	for _, u := range g.units() {
		if u.Code != g.ID && len(g.counties(u.Code)) > 0 {
			others.Links = append(others.Links, g.link(plan.Compare, u.Code))
		}
	}
	out.Others = []view.Group{others}
	var err error
	out.Complaint, err = g.complaintBox()
	return out, err
}

// compareTitle names a page of regions side by side.
func (g *page) compareTitle() string {
	if g.ID == "" {
		return g.s("各设区市和平潭并排看", "Reporting units side by side")
	}
	return g.f("%s各县（市、区）并排看", "Counties of %s side by side", g.regionName(g.ID))
}

// records lists what the registers have for a region: one table for each published register with a column of regions.
func (g *page) records(r release.Region) []view.TableFold {
	var out []view.TableFold
	for _, t := range g.cleared.Tables {
		if t.Schema.Kind != "register" || !plan.HasPage(t) || t.Schema.ID == "organizations" || t.Schema.ID == "channels" {
			continue // organizations and channels have parts of the page of their own
		}
		at := -1
		for i, f := range t.Schema.Fields {
			if f.Type == "region" {
				at = i
				break
			}
		}
		if at < 0 {
			continue
		}
		if fold, ok := g.recordsOf(t, at, r); ok {
			out = append(out, fold)
		}
	}
	return out
}

// How many rows of a register a region's page shows, and how many columns; the dataset's page has all. Somebody looking
// for a station near home finds every one on the county's page; a city's page leads there.
const (
	perCounty    = 40
	perCity      = 10
	registerCols = 6
)

// listed reports whether a region's page shows a field of a register: not keys and addresses of pages, and no whole
// number that counts nothing, such as the number of a township.
func (g *page) listed(t *release.Table, f release.Field) bool {
	key := len(t.Schema.PrimaryKey) == 1 && f.ID == t.Schema.PrimaryKey[0]
	number := f.Type == "integer" && !f.Measure()
	return (f.Bilingual == "" || f.Bilingual == string(g.tag)) && !key && !number && f.Role != "private" && f.Type != "url"
}

// recordsOf is the rows of one register that stand in the region.
func (g *page) recordsOf(t *release.Table, at int, r release.Region) (view.TableFold, bool) {
	table := tableOf("records-"+t.Schema.ID, g.t(t.Schema.Title))
	var columns []int
	for i, f := range t.Schema.Fields {
		if g.listed(t, f) && !(i == at && r.Level == "county") && len(columns) < registerCols {
			columns = append(columns, i)
			table.Columns = append(table.Columns, g.column(f))
		}
	}
	if len(columns) == 0 {
		return view.TableFold{}, false
	}
	most := perCounty
	if r.Level == "city" {
		most = perCity
	}
	n := 0
	for _, row := range newestFirst(t) {
		if !g.within(row.Texts[at], r.Code) {
			continue
		}
		if n++; n > most {
			continue
		}
		out := view.Row{Head: g.text(t.Schema.Fields[columns[0]], row.Texts[columns[0]])}
		if out.Head.Text == "" {
			out.Head = view.Cell{Text: signMissing, Spoken: g.s("空", "empty")}
		}
		for _, i := range columns[1:] {
			f := t.Schema.Fields[i]
			if f.Measure() {
				out.Cells = append(out.Cells, g.cell(row.Cells[i]))
				continue
			}
			c := g.text(f, row.Texts[i])
			if c.Text == "" {
				c = view.Cell{Text: signMissing, Spoken: g.s("空", "empty")}
			}
			out.Cells = append(out.Cells, c)
		}
		add(&table, out)
	}
	if n == 0 {
		return view.TableFold{}, false
	}
	span := g.f("%s 条", "%s records", g.p.Int(int64(n)))
	if n == 1 {
		span = g.s("1 条", "1 record")
	}
	if n > most {
		table.Sortable = false
		table.Note = g.f("只列 %s 条，全部 %s 条见数据集页面和下载文件。", "%s of %s records; the dataset’s page and downloads have all.", g.p.Int(int64(most)), g.p.Int(int64(n)))
		if r.Level == "city" {
			table.Note += g.s("各县（市、区）的页面列出当地的。", " The page of each county lists its own.")
		}
	}
	return view.TableFold{Title: table.Caption, Span: span, Table: table, Link: g.link(plan.Dataset, t.Schema.ID)}, true
}
