package compose

import (
	"mingshan/generator/gate/release"
	"mingshan/generator/site/chart"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// figureTable is the figure's numbers in full, with those that its picture or its words work out from them.
func (g *page) figureTable(f *chart.Figure) view.Table {
	switch f.Kind {
	case "timeline":
		return g.datesTable(f)
	case "funnel":
		return g.funnelTable(f)
	case "sankey":
		return g.flowTable(f)
	case "share":
		return g.shareTable(f)
	}
	t := g.tableFor(f)
	var cells []release.Cell
	for _, s := range f.Series {
		t.Columns = append(t.Columns, view.Column{Title: capital(s.Label.Name(g.p)), Unit: g.t(f.Unit), Numeric: true})
		cells = append(cells, s.Cells...)
	}
	var breaks []int64
	if f.Kind == "heat" {
		breaks = chart.Breaks(cells)
		t.Steps = chart.Legend(g.p, cells, breaks)
	}
	for i := range f.X {
		row := view.Row{Head: g.pointHead(f, i)}
		for _, s := range f.Series {
			c := g.cell(s.Cells[i])
			c.Step = chart.Step(s.Cells[i], breaks)
			row.Cells = append(row.Cells, c)
		}
		if f.Kind == "heat" {
			shareNote(&row)
		}
		add(&t, row)
	}
	return t
}

// shareNote puts a remark that every cell of a row has beside the row's name: repeated in the narrow cells of a coloured
// table it would drown the numbers.
func shareNote(row *view.Row) {
	if len(row.Cells) < 2 || row.Cells[0].Note == "" {
		return
	}
	for _, c := range row.Cells {
		if c.Note != row.Cells[0].Note {
			return
		}
	}
	row.Head.Note = row.Cells[0].Note
	for i := range row.Cells {
		row.Cells[i].Note = ""
	}
}

// tableFor starts the table of a figure with the heads of its rows.
func (g *page) tableFor(f *chart.Figure) view.Table {
	return tableOf("table-"+f.ID, g.t(f.Title), view.Column{Title: capital(g.t(f.AxisName))})
}

// pointHead names a point of the axis; a region leads to its page.
func (g *page) pointHead(f *chart.Figure, i int) view.Cell {
	x := f.X[i]
	if r, ok := g.regions[x.Code]; ok && (r.IsUnit() || r.IsCounty()) {
		l := g.link(plan.Region, x.Code)
		return view.Cell{Text: l.Text, Link: &l}
	}
	return view.Cell{Text: x.Name(g.p)}
}

// amount prints a number that was worked out from cells.
func (g *page) amount(a chart.Amount) view.Cell {
	text, ok := a.Print(g.p)
	switch {
	case a.State == release.Withheld:
		return view.Cell{Numeric: true, Text: signWithheld, Spoken: g.s("不公开", "withheld"), State: view.Withheld}
	case a.State == release.NotApplicable:
		return view.Cell{Numeric: true, Text: signNotApplicable, Spoken: g.s("不适用", "not applicable"), State: view.NotApplicable}
	case !ok:
		return view.Cell{Numeric: true, Text: signMissing, Spoken: g.s("不能算出", "cannot be worked out"), State: view.Missing}
	case a.Number == 0:
		return view.Cell{Numeric: true, Text: text, State: view.Zero}
	}
	return view.Cell{Numeric: true, Text: text, State: view.Value}
}

// shareTable has for every part its number and its share of the row.
func (g *page) shareTable(f *chart.Figure) view.Table {
	t := g.tableFor(f)
	for _, s := range f.Series {
		name := capital(s.Label.Name(g.p))
		t.Columns = append(t.Columns, view.Column{Title: name, Unit: g.t(f.Unit), Numeric: true},
			view.Column{Title: g.f("%s所占比重", "%s, share", name), Unit: "%", Numeric: true})
	}
	shares := f.Shares()
	for i := range f.X {
		row := view.Row{Head: g.pointHead(f, i)}
		for k, s := range f.Series {
			row.Cells = append(row.Cells, g.cell(s.Cells[i]), g.amount(shares[k][i]))
		}
		add(&t, row)
	}
	return t
}

// funnelTable has a row for each stage: the number, its share of the first stage and of the one before.
func (g *page) funnelTable(f *chart.Figure) view.Table {
	t := g.tableFor(f)
	t.Sortable = false // the stages follow each other
	t.Columns = append(t.Columns, view.Column{Title: capital(f.Series[0].Label.Name(g.p)), Unit: g.t(f.Unit), Numeric: true},
		view.Column{Title: g.s("占第一阶段", "Share of the first stage"), Unit: "%", Numeric: true},
		view.Column{Title: g.s("占上一阶段", "Share of the stage before"), Unit: "%", Numeric: true})
	cells := f.Series[0].Cells
	for i := range f.X {
		add(&t, view.Row{Head: view.Cell{Text: capital(f.X[i].Name(g.p))}, Cells: []view.Cell{g.cell(cells[i]),
			g.amount(chart.Rate(cells[i], cells[0])), g.amount(chart.Rate(cells[i], cells[max(0, i-1)]))}})
	}
	return t
}

// flowTable has a row for each source: the number at every stage, and of those lost before the next.
func (g *page) flowTable(f *chart.Figure) view.Table {
	t := g.tableFor(f)
	for i, s := range f.Series {
		if i > 0 {
			t.Columns = append(t.Columns, view.Column{Title: capital(g.t(f.Lost[i-1])), Unit: g.t(f.Unit), Numeric: true})
		}
		t.Columns = append(t.Columns, view.Column{Title: capital(s.Label.Name(g.p)), Unit: g.t(f.Unit), Numeric: true})
	}
	for j := range f.X {
		row := view.Row{Head: view.Cell{Text: capital(f.X[j].Name(g.p))}}
		for i, s := range f.Series {
			if i > 0 {
				row.Cells = append(row.Cells, g.amount(f.LostAfter(i-1, j)))
			}
			row.Cells = append(row.Cells, g.cell(s.Cells[j]))
		}
		add(&t, row)
	}
	return t
}

// datesTable is a timeline in words: rows in order of date.
func (g *page) datesTable(f *chart.Figure) view.Table {
	t := g.tableFor(f)
	t.Sortable = false // it is in order of date, as it says
	t.Columns = append(t.Columns, view.Column{Title: g.s("名称", "Name")})
	for _, e := range f.Events {
		head := view.Cell{Text: g.p.Date(e.Date)}
		if e.Date.IsZero() {
			head = view.Cell{Text: signMissing, Spoken: g.s("没有日期", "no date"), State: view.Missing}
			t.Signs.Missing = true
		}
		add(&t, view.Row{Head: head, Cells: []view.Cell{{Text: g.t(e.Text), State: view.Value}}})
	}
	return t
}
