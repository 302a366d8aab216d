package compose

import (
	"mingshan/generator/gate/release"
	"mingshan/generator/site/opendata"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// measured is a measure with the number of its cells.
type measured struct {
	field release.Field
	release.Tally
}

// tallies counts the cells of every measure of a table.
func tallies(t *release.Table) []measured {
	var out []measured
	for _, f := range t.Schema.Fields {
		if f.Measure() {
			out = append(out, measured{f, t.Tally(f.ID)})
		}
	}
	return out
}

// tally counts the cells of a table.
func (k *Composer) tally(t *release.Table) release.Tally {
	var out release.Tally
	for _, m := range k.tallies[t.Schema.ID] {
		out = out.Add(m.Tally)
	}
	return out
}

// withheld is the public ledger: how many cells of each dataset and measure are withheld. Which cells were small it
// cannot say, because it counts what may be shown.
func (g *page) withheld() (*view.Article, error) {
	heading := g.section(plan.Withheld)
	summary := g.s("每个数据集、每项数各有多少格不公开，占多大比重。不列出哪些格子的数小，也不分直接隐去和一并隐去。",
		"How many cells of each dataset and measure are withheld, and what share that is. Which of them were small is not said, nor which were withheld to guard others.")
	out := &view.Article{Frame: g.frame(heading, summary), Heading: heading, Summary: summary, Date: g.p.Date(g.cleared.AsOf), DateISO: g.cleared.AsOf.String()}
	byTable := g.ledgerTable("by-dataset", g.s("各数据集不公开的格子", "Cells withheld, by dataset"), view.Column{Title: g.s("数据集", "Dataset")}, view.Column{Title: g.s("门槛", "Threshold"), Numeric: true})
	byMeasure := g.ledgerTable("by-measure", g.s("各项数不公开的格子", "Cells withheld, by measure"), view.Column{Title: g.s("数据集与数据项", "Dataset and measure")})
	var all release.Tally
	tables := 0
	for _, kind := range []string{"aggregate", "register", "code_list"} {
		for _, t := range g.datasets(kind) {
			n := g.tally(t)
			if n.Rows == 0 {
				continue
			}
			all, tables = all.Add(n), tables+1
			link := g.link(plan.Dataset, t.Schema.ID)
			least := view.Cell{Text: g.p.Int(t.Least), State: view.Value, Numeric: true}
			if t.Rounded() > 0 {
				least.Text = g.s("取整", "rounded")
			}
			add(&byTable, view.Row{Head: view.Cell{Text: link.Text, Link: &link}, Cells: append([]view.Cell{least}, g.tallyCells(n)...)})
			for _, m := range g.tallies[t.Schema.ID] {
				add(&byMeasure, view.Row{Head: view.Cell{Text: g.t(t.Schema.Title) + g.s("：", ": ") + g.t(m.field.Title)}, Cells: g.tallyCells(m.Tally)})
			}
		}
	}
	rounded := ""
	if len(g.rounders()) > 0 {
		rounded = g.s("；写着“取整”的，人数取整而不隐去", "; where it says rounded, counts are rounded instead")
	}
	byTable.Note = g.f("门槛：人数从 1 到门槛以下的格子不公开%[1]s。合计：地区、时期、类别各级合计的格子。没有报送和不适用的格子不算在内。",
		"Threshold: counts from 1 to below it are withheld%[1]s. Totals: the cells of totals over places, periods and categories at every level. Cells that were not supplied or do not apply are left out.", rounded)
	told := []view.Block{{Text: g.f("截至 %[1]s，%[2]s 个数据集的各行共有 %[3]s 个数，其中 %[4]s 个不公开，占 %[5]s；连同各级合计共 %[6]s 个数，%[7]s 个不公开，占 %[8]s。",
		"As of %[1]s, the rows of %[2]s datasets hold %[3]s figures, of which %[4]s (%[5]s) are withheld. With the totals at every level there are %[6]s figures, of which %[7]s (%[8]s) are withheld.",
		g.p.Date(g.cleared.AsOf), g.p.Int(int64(tables)), g.p.Int(int64(all.Rows)), g.p.Int(int64(all.RowsWithheld)), g.p.Percent(int64(all.RowsWithheld), int64(all.Rows)),
		g.p.Int(int64(all.All)), g.p.Int(int64(all.AllWithheld)), g.p.Percent(int64(all.AllWithheld), int64(all.All)))}}
	if href := g.method("rules"); href != "" {
		told[0].Links = []view.Link{{Text: g.s("怎样决定哪些数不公开", "How it is decided what is withheld"), Href: href}}
	}
	file := view.Download{Format: "CSV", Href: g.href(opendata.WithheldPath), Holds: g.s("本页的数，每项一行", "the figures of this page, a row for each measure")}
	out.Sections = []view.Section{{ID: "all", Title: g.s("全站", "The whole site"), Blocks: append(told, view.Block{Downloads: []view.Download{file}})}}
	out.Tables = []view.Table{byTable, byMeasure}
	var err error
	out.Complaint, err = g.complaintBox()
	return out, err
}

// ledgerTable starts a table of tallies.
func (g *page) ledgerTable(id, caption string, columns ...view.Column) view.Table {
	rows, all := g.s("各行", "Rows"), g.s("连同合计", "With totals")
	return tableOf(id, caption, append(columns,
		view.Column{Title: rows, Unit: g.s("个数", "figures"), Numeric: true}, view.Column{Title: rows + g.s("，不公开", ", withheld"), Unit: g.s("个数", "figures"), Numeric: true}, view.Column{Title: rows + g.s("，占比", ", share"), Numeric: true},
		view.Column{Title: all, Unit: g.s("个数", "figures"), Numeric: true}, view.Column{Title: all + g.s("，不公开", ", withheld"), Unit: g.s("个数", "figures"), Numeric: true}, view.Column{Title: all + g.s("，占比", ", share"), Numeric: true})...)
}

// tallyCells prints a tally.
func (g *page) tallyCells(n release.Tally) []view.Cell {
	var out []view.Cell
	for _, pair := range [][2]int{{n.Rows, n.RowsWithheld}, {n.All, n.AllWithheld}} {
		share := g.p.Percent(int64(pair[1]), int64(pair[0]))
		for _, text := range []string{g.p.Int(int64(pair[0])), g.p.Int(int64(pair[1])), share} {
			c := view.Cell{Text: text, State: view.Value, Numeric: true}
			if text == "" {
				c.Text, c.Spoken, c.State = signNotApplicable, g.s("不适用", "not applicable"), view.NotApplicable
			}
			out = append(out, c)
		}
	}
	return out
}
